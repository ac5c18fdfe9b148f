"""How letters, charts and words refuse what is wrong, word for word."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any
from unittest.mock import patch

from attrs import evolve
from babel.core import Locale
from present.letters.letter_cases import (
    FRAME,
    MARY,
    OURS,
    RULES,
    UNTIL,
    WRITTEN,
    changed,
    found,
    in_hospital,
    mary,
    put_right,
    run,
    statement,
)
from present.letters.test_letter_readers import DIED, letters_after
from present.letters.test_letters import REFUSED, compared_only
from present.test_charts import ACCOUNT, RISES
from present.test_words import Only

from isf_core import (
    PLAIN,
    Arrangement,
    Frequency,
    IsfError,
    Money,
    PayCycle,
    Period,
    Person,
    Rate,
    Survey,
    assess,
    charges_for,
    compare,
    compare_answers,
    schedule_payments,
    with_value,
)
from isf_core.present import (
    WELSH,
    Catalogue,
    Words,
    balance_chart,
    by_holder_chart,
    outcomes_chart,
    payments_chart,
)
from isf_core.present.letters import (
    Sender,
    change_letter,
    finance_letter,
    payment_letter,
    remittance_letter,
    request_letter,
    statement_letter,
)

from .arrangements import LAST, ON, sound


class Broken:
    """A catalogue that fails."""

    def gettext(self, message: str, /) -> str:
        raise KeyError(message)

    def ngettext(self, one: str, many: str, count: int, /) -> Any:
        return count


def of_letters() -> Iterator[Callable[[], object]]:
    """What no letter is made of."""
    yield from REFUSED
    both = compare(found(in_hospital(), date(2026, 6, 30)), found(in_hospital()))
    made, coming = put_right(in_hospital())
    theirs, of_theirs = put_right(changed("budget.actual", Rate.weekly("131")))
    early = {**FRAME, "on": date(2026, 3, 1)}
    yield lambda: change_letter(both, **FRAME)
    yield lambda: change_letter(both, **FRAME, coming=coming)
    yield lambda: change_letter(both, **FRAME, put_right=made, coming=put_right(mary())[1])
    yield lambda: change_letter(both, **FRAME, put_right=theirs, coming=of_theirs)
    for penny in (Money("0.01"), Money("-0.01")):
        for others in (evolve(coming, unraised=penny), evolve(coming, left=penny)):
            yield partial(change_letter, both, **FRAME, put_right=made, coming=others)
    yield lambda: change_letter(compare(found(mary()), found(mary(person=Person(ref="P-2")))), **FRAME)
    yield lambda: change_letter(compare(found(mary()), found(mary())), **FRAME)
    yield lambda: change_letter(compared_only(), **early)
    anothers = {"to": MARY.replace(ref="P-9")}
    yield lambda: payment_letter(found(mary()), **{**FRAME, **anothers})
    yield lambda: change_letter(both, **{**FRAME, **anothers}, put_right=made, coming=coming)
    yield lambda: statement_letter(statement(), **{**FRAME, **anothers})
    yield lambda: request_letter(found(mary()), **{**FRAME, **anothers})
    yield lambda: remittance_letter(run(), **{**FRAME, **anothers})
    yield from letters_after(DIED, on=WRITTEN).values()
    breached = assess(with_value(sound(), "budget.contribution", Rate.weekly(1_000)), on=ON, until=LAST)
    yield lambda: payment_letter(breached, **FRAME)
    yield lambda: finance_letter(breached, **FRAME)
    yield lambda: payment_letter(assess(Arrangement(person=Person(ref="P-001")), on=ON, until=LAST), **FRAME)
    whole = schedule_payments(mary(), until=UNTIL)
    yield lambda: payment_letter(whole.due_in(span=Period.month(2030, 1)), **FRAME)
    yield lambda: payment_letter(whole, **{**FRAME, "on": date(2026, 8, 25)})
    charges = charges_for(mary(), until=date(2026, 5, 3), policy=RULES)
    yield lambda: payment_letter(found(mary()), **FRAME, charges=charges)
    yield lambda: finance_letter(schedule_payments(mary(), until=date(2036, 4, 4)), **FRAME)
    yield lambda: request_letter(assess(sound(), on=ON, until=LAST), **FRAME)
    for name in ("name", "contact", "disagree", "complain"):
        yield partial(OURS.replace, **{name: ""})
    for wrong in (None, 7, "   ", "x" * 3_000, "Call\u202e us"):
        yield partial(OURS.replace, contact=wrong)
        yield partial(OURS.replace, address=wrong)
    yield lambda: Sender(address=("a",) * 21)


def of_charts() -> Iterator[Callable[[], object]]:
    """What no chart is made of."""
    weekly = with_value(mary(), "contract.payment.cycle", PayCycle(Frequency.WEEKLY, date(2026, 4, 6)))
    yield lambda: payments_chart(schedule_payments(weekly, until=date(2046, 1, 1)))
    yield lambda: payments_chart(schedule_payments(RISES, until=UNTIL)[:0])
    span = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))
    yield lambda: balance_chart(with_value(ACCOUNT, "fund.entries", None), span=span, policy=PLAIN)
    long = Period(first_day=date(2026, 4, 6), last_day=date(2029, 4, 6))
    yield lambda: balance_chart(ACCOUNT, span=long, policy=PLAIN)
    yield lambda: outcomes_chart(compare_answers(Survey(statements=(), before=(), after=()), policy=PLAIN))
    wrongs: list[Any] = [repeat(("H-7", Money(1))), 5, [("a",)], [(1, Money(1))], [("a", 1)], ["ab"], [5], []]
    for wrong in wrongs:
        yield partial(by_holder_chart, wrong)
    with patch.dict("sys.modules", {"altair": None, "vl_convert": None}):
        one = by_holder_chart([("H-7", Money(1))])
        yield one.altair
        yield one.svg


def of_words() -> Iterator[Callable[[], object]]:
    """What cannot be said."""
    for wrong in ("xx_YY", "en_XX", "", None, 7):
        yield partial(Words, wrong)
    with patch.object(Locale, "parse", side_effect=NotADirectoryError):
        yield partial(Words, "en_GB")
    for catalogue in (7, Only, "gettext"):
        yield partial(Words, "en_GB", catalogue)  # type: ignore[arg-type]
    for text in ("Fe'i telir.", "{due} {when}", "{due} {", "}{due}", None):
        yield partial(Words("en_GB", Only(text)).say, "It is paid on {due}.", due=ON)
    broken = Words("en_GB", Broken())
    yield partial(broken.say, "It is paid on {due}.", due=ON)
    yield partial(broken.count, "one", "many", 2)
    words = Words()
    yield partial(words.say, "It is paid on {due}.")
    for texts in (7, {"a": 1}, {"a": {"one": "b"}}, {"a": {"other": 1}}, {1: "a"}):
        yield partial(Catalogue, "cy", texts)


def refused(calls: Iterator[Callable[[], object]]) -> Iterator[str]:
    """What each says; a call that is not refused says so."""
    for call in calls:
        try:
            call()
        except IsfError as error:
            yield f"{type(error).__name__}: {error}"
        else:
            yield "not refused"


def warned() -> Iterator[str]:
    """What is warned of: sentences that are in another language than the figures."""
    for make in (
        lambda: Words("cy_GB"),
        lambda: Words("en_GB", WELSH),
        lambda: Words("cy_GB", WELSH).say("There is no Welsh for this."),
        lambda: Words("cy_GB", WELSH).count("one", "There is no Welsh for {count}.", 3),
    ):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            make()
        yield from (f"{each.category.__name__}: {each.message} ({each.filename[-27:]})" for each in caught)


def all_refused() -> Iterator[str]:
    """Each kind under its name."""
    for name, said in (
        ("letters", refused(of_letters())),
        ("charts", refused(of_charts())),
        ("words", refused(of_words())),
        ("warned of", warned()),
    ):
        yield f"== {name}\n"
        yield from said
        yield ""
