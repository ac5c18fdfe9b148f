"""A council's own fee, rule, condition or catalogue that raises: an IsfError names it, and keeps the cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from support import scenarios
from support.arrangements import sound

from isf_core import (
    PLAIN,
    Arrangement,
    Charge,
    FeeFacts,
    Force,
    IsfError,
    NotRecorded,
    Rule,
    assess,
    assess_many,
    check,
    condition,
    rule,
    schedule_payments,
)
from isf_core.errors import failed, is_ours
from isf_core.present import Words
from isf_core.rules import Case
from isf_core.values import INTERPRETATION

OURS = INTERPRETATION("ours")


class Mine(Exception):
    """An error that this library knows nothing of."""


@attrs.frozen
class Raising:
    """A fee that raises."""

    error: Any

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        raise self.error


@condition(otherwise="nothing is asked")
def raising_condition(case: Case) -> bool:
    raise Mine("of a condition")


@rule("OUR-01", force=Force.NOTE, source=OURS, message="m", remedy="r")
def raising_rule(case: Case) -> None:
    raise Mine


@rule("OUR-02", force=Force.NOTE, source=OURS, message="m", remedy="r", when=raising_condition)
def rule_on_condition(case: Case) -> None:
    """It is never asked."""


@rule("OUR-03", force=Force.NOTE, source=OURS, message="m", remedy="r")
def raising_later(case: Case) -> Iterator[tuple[object, str]]:
    yield case.arrangement.ref, "ref"
    raise Mine("having\nyielded")


@rule("OUR-04", force=Force.NOTE, source=OURS, message="m", remedy="r")
def refusing(case: Case) -> None:
    raise IsfError("ours", "it is refused", "as we say")


def refusal(call: Callable[[], object]) -> IsfError:
    """What a call raises."""
    with pytest.raises(IsfError) as caught:
        call()
    return caught.value


def with_fee(error: Any) -> Arrangement:
    """Mary's arrangement with a fee that raises."""
    mary = scenarios.mary()
    return mary.replace(contract=mary.contract.replace(fee=Raising(error)))


CALLS: list[Callable[[Arrangement], object]] = [
    lambda it: assess(it, on=scenarios.ON, until=scenarios.UNTIL),
    lambda it: check(it, on=scenarios.ON),
    lambda it: schedule_payments(it, until=scenarios.UNTIL),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_fee_that_raises_is_named_and_its_error_is_the_cause(call: Callable[[Arrangement], object]) -> None:
    mine = Mine("of a fee")
    error = refusal(lambda: call(with_fee(mine)))
    assert (error.where, error.wrong) == ("Raising.charges", "it raised Mine: of a fee")
    assert error.__cause__ is mine
    ours = IsfError("Raising", "it is refused", "as we say")
    assert refusal(lambda: call(with_fee(ours))) is ours


@pytest.mark.parametrize(
    ("own", "where", "wrong"),
    [
        (raising_rule, "rule OUR-01", "it raised Mine"),
        (rule_on_condition, "rule OUR-02.when", "it raised Mine: of a condition"),
        (raising_later, "rule OUR-03", "it raised Mine: having\nyielded"),
    ],
)
def test_a_rule_that_raises_is_named_and_its_error_is_the_cause(own: Rule, where: str, wrong: str) -> None:
    error = refusal(lambda: check(sound(), on=scenarios.ON, policy=PLAIN.plus(own)))
    assert (error.where, error.wrong, type(error.__cause__)) == (where, wrong, Mine)
    assert "\n" not in str(error)


def test_what_refuses_by_an_error_of_the_library_is_left_as_it_is() -> None:
    error = refusal(lambda: check(sound(), on=scenarios.ON, policy=PLAIN.plus(refusing)))
    assert (str(error), error.__cause__) == ("ours: it is refused; as we say", None)


def test_of_a_book_only_the_arrangement_with_it_is_lost() -> None:
    book = [scenarios.mary(), with_fee(Mine("of a fee")), scenarios.mary()]
    first, broken, last = assess_many(book, on=scenarios.ON, until=scenarios.UNTIL)
    assert first.require() == last.require() == assess(scenarios.mary(), on=scenarios.ON, until=scenarios.UNTIL)
    assert "Raising.charges: it raised Mine: of a fee" in str(refusal(broken.require))


class Catalogue:
    """One that raises."""

    language = "en"

    def gettext(self, text: str) -> str:
        raise Mine("of a catalogue")


class ByNumber(Catalogue):
    """One that raises for what goes with a number."""

    def ngettext(self, one: str, many: str, number: int) -> str:
        raise NotRecorded("it", ("field",))


def test_a_catalogue_that_raises_is_named_and_its_error_is_the_cause() -> None:
    error = refusal(lambda: Words("en_GB", Catalogue()).say("hello"))
    assert (error.where, type(error.__cause__)) == ("Catalogue.gettext", Mine)
    assert type(refusal(lambda: Words("en_GB", ByNumber()).count("one", "many", 2))) is NotRecorded


def test_our_own_mistakes_are_never_taken_for_a_councils(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_ours(Arrangement)
    assert not is_ours(Raising)
    assert not is_ours(3)
    assert str(failed("it", Mine())) == "it: it raised Mine; mend it, or leave it out"
    monkeypatch.setattr("isf_core.errors.is_ours", lambda code: True)
    for own in (raising_rule, rule_on_condition):
        with pytest.raises(Mine):
            check(sound(), on=scenarios.ON, policy=PLAIN.plus(own))
    with pytest.raises(Mine):
        schedule_payments(with_fee(Mine()), until=scenarios.UNTIL)
    with pytest.raises(Mine):
        Words("en_GB", Catalogue()).say("hello")
