"""What the package `present` makes beside letters: charts, and results in words; the Welsh text of every sentence."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from unittest.mock import patch

from attrs import evolve
from evidence.test_survey import ALL, answers
from present.test_charts import ACCOUNT, RISES, THREE
from present.test_words import her_statement, paid

from isf_core import (
    PLAIN,
    Arrangement,
    Audience,
    EntryKind,
    Money,
    OneOffPayment,
    PayCycle,
    Person,
    Rate,
    Survey,
    Timeline,
    assess,
    check,
    compare_answers,
    schedule_payments,
    with_value,
)
from isf_core.policies import READY
from isf_core.present import (
    ENGLISH,
    WELSH,
    Chart,
    UntranslatedWarning,
    Words,
    balance_chart,
    by_holder_chart,
    outcomes_chart,
    payments_chart,
    spending_chart,
)
from isf_core.present.rulebook import rule_section, rulebook
from isf_core.rules import ALL_RULES, Breach, Case, Force, rule
from isf_core.values import Text

from .arrangements import LAST, ON, sound
from .scenarios import UNTIL, mary, stubs_and_changes
from .small_account import P1, P2, entry, small, spent
from .small_account import paid as paid_in

LANGUAGES: Final = {
    "English": Words(),
    "Welsh": Words("cy_GB", WELSH),
    "English sentences with German figures": Words("de_DE", ENGLISH),
}
WIDEST: Final = 110


def leaves(held: Any, path: str = "") -> Iterator[str]:
    """A specification, a line for each part that is short enough."""
    text = json.dumps(held, ensure_ascii=False)
    if len(text) <= WIDEST or not isinstance(held, (dict, list)):
        yield f"  {path}: {text}"
        return
    for name, each in held.items() if isinstance(held, dict) else enumerate(held):
        yield from leaves(each, f"{path}.{name}" if path else str(name))


def of_survey(before: tuple[int | None, ...], after: tuple[int | None, ...]) -> Chart:
    """The chart of what two people answered twice, and another once."""
    twice = Survey(statements=ALL, before=answers((1, 5, None), before), after=answers((4, 4, 2), after))  # type: ignore[arg-type]
    return outcomes_chart(compare_answers(twice, policy=PLAIN))


def each_chart() -> Iterator[tuple[str, Chart]]:
    """The charts, with what each may have or lack."""
    schedule = schedule_payments(RISES, until=UNTIL)
    yield "a rate that rises", payments_chart(schedule)
    yield "one payment", payments_chart(schedule[:1])
    yield "one-off sums and a fee on top", payments_chart(schedule_payments(stubs_and_changes(), until=UNTIL))
    twice = Timeline(Rate.weekly("84.375"), (date(2026, 5, 13), Rate.weekly(90)), (date(2026, 6, 29), Rate.weekly(95)))
    changed = with_value(mary(), "budget.actual", twice)
    yield "two changes, one within a payment", payments_chart(schedule_payments(changed, until=date(2026, 8, 23)))
    nothing = with_value(mary(), "budget.contribution", Rate.weekly("84.375"))
    yield "nothing is paid", payments_chart(schedule_payments(nothing, until=date(2026, 5, 31)))
    monthly = with_value(RISES, "contract.payment.cycle", PayCycle.monthly(2026, 4))
    yield "by the month", payments_chart(schedule_payments(monthly, until=date(2026, 8, 31)))
    yield "within the cap", balance_chart(ACCOUNT, span=P1, policy=PLAIN)
    kept = small(paid_in("E-1", date(2026, 4, 6), period=P1), paid_in("E-2", date(2026, 5, 4), period=P2))
    yield "above the cap", balance_chart(kept, span=THREE, policy=PLAIN)
    yield "no cap is recorded", balance_chart(with_value(ACCOUNT, "contract.surplus", None), span=P1, policy=PLAIN)
    undated = small(paid_in("E-1", date(2026, 4, 6), period=P1), paid_in("E-2", date(2026, 5, 4)))
    yield "a day that cannot be told", balance_chart(undated, span=THREE, policy=PLAIN)
    yield "beside the plan", spending_chart(ACCOUNT, span=THREE, policy=PLAIN)
    astray = small(entry("E-1", date(2026, 4, 20), EntryKind.DIRECT_SUPPORT, 7), spent("E-2", P1.last_day, "12.34"))
    yield "off the plan", spending_chart(astray, span=P1, policy=PLAIN)
    meals, club = ACCOUNT.plan.supports or ()
    unplanned = with_value(ACCOUNT, "plan.supports", (meals.replace(cost=None), club))
    yield "beside a plan that lacks a cost", spending_chart(unplanned, span=P1, policy=PLAIN)
    yield "better and worse", of_survey((2, None, 1), (2, 5, None))
    yield "as before", of_survey((2, 3, 1), (2, 3, 1))
    yield "by holder", by_holder_chart([("H-7", Money("337.50")), ("H-9", Money("1200")), ("H-8", Money("1200"))])
    yield "by holder, with a title", by_holder_chart([("H-7", Money(1))], title="Paid in April.")


def charts() -> Iterator[str]:
    """Each chart: its title and text, and every part of its specification; a long one; and one as HTML."""
    for name, chart in each_chart():
        yield f"== {name}"
        yield str(chart)
        yield from leaves(chart.spec)
        yield ""
    yield f"== many payments\n{payments_chart(schedule_payments(mary(), until=date(2031, 5, 31)))}\n"
    one = by_holder_chart([("H-7", Money(1))])
    yield "== as HTML, with SVG and without"
    with patch.object(Chart, "svg", lambda _: "<svg/>"):
        yield one.html()
    with patch.dict("sys.modules", vl_convert=None):
        yield one.__html__()


def in_words(words: Words) -> Iterator[str]:
    """A payment, a finding, a report, a statement and an explanation, for whoever reads them."""
    schedule = assess(sound(), on=ON, until=LAST).require_schedule()
    provisional = schedule_payments(mary(), until=date(2032, 4, 4))[-1]
    alone = paid(OneOffPayment.ON_ITS_DATE)[-1]
    for payment in (schedule[0], schedule[1], provisional, alone, *paid(OneOffPayment.WITH_PERIOD)):
        for audience in Audience:
            yield words.payment(payment, audience)
    yield words.explanation(schedule[6].explain())
    plan = her_statement(Audience.PERSON).spending_by_support or ()
    unplanned = tuple(evolve(each, planned=None) for each in plan[:1])
    for to in Audience:
        whole = her_statement(to)
        yield words.statement(whole)
        yield words.statement(evolve(whole, spending_by_support=(*unplanned, *plan[2:]), spending_by_outcome=None))
        yield words.statement(evolve(whole, spending_by_support=None, surplus=None, opening=Money(-12)))
    breached = assess(with_value(sound(), "budget.contribution", Rate.weekly(1_000)), on=ON, until=LAST).report
    nobody = check(Arrangement(person=Person(ref="P-9")), on=ON)
    for audience in Audience:
        yield words.report(breached, audience)
        yield words.finding(nobody.findings[0], audience)
    for path in ("contract.signatures[holder].signed_on", "plan.supports", "budget.one_offs[0]"):
        yield words.field(path)


def results_in_words() -> Iterator[str]:
    """The same in each language."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UntranslatedWarning)
        for language, words in LANGUAGES.items():
            yield f"== {language}\n"
            for said in in_words(words):
                yield f"{said}\n"


def welsh() -> Iterator[str]:
    """Every text that there is Welsh for, with it."""
    for english, text in WELSH.texts.items():
        yield english
        yield from [f"    {text}"] if isinstance(text, str) else [f"    {form}: {each}" for form, each in text.items()]


@rule(
    "OUR-01",
    force=Force.SHOULD,
    source=Text("Ours")("1"),
    message="it is so",
    remedy="mend it",
    first_day=ON,
    last_day=LAST,
)
def nothing_is_so(case: Case) -> Breach | None:
    """Nothing is so."""
    return None


def rule_books() -> Iterator[str]:
    """What the page of the library's own rules has no example of: our own rule, and one that no policy uses."""
    yield rulebook(rules=ALL_RULES.only("LIFE-02").plus(nothing_is_so), policies=READY[:1])
    yield rule_section(nothing_is_so, ())
    yield rule_section(nothing_is_so, READY[:1])
