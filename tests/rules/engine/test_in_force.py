"""Rules in force between dates: both days count, and a retired rule keeps its code."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from typing import Any

import pytest
from support.arrangements import ON, ONE_DAY, sound
from support.refusing import refused

from isf_core import PLAIN, check
from isf_core.errors import ImpossiblePeriod, NotADate
from isf_core.present.rulebook import rule_section
from isf_core.rules import ALL_RULES, Breach, Case, Force, Result, Rule, RuleSet, Verdict, rule
from isf_core.rules.engine.definition import needs
from isf_core.values import INTERPRETATION

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


@rule(
    "OUR-01",
    force=Force.MUST,
    source=INTERPRETATION("ours"),
    message="it is so",
    remedy="mend it",
    first_day=FIRST,
    last_day=LAST,
)
def nothing_is_ever_well(case: Case) -> Breach:
    """It always finds something, as long as it is in force."""
    return Breach("contract")


@rule("OUR-02", force=Force.MUST, source=INTERPRETATION("ours"), message="it is so", remedy="mend it", last_day=LAST)
def nothing_was_ever_well(case: Case) -> Breach:
    """Retired at the end of March."""
    return Breach("contract")


@rule("OUR-03", force=Force.MUST, source=INTERPRETATION("ours"), message="it is so", remedy="mend it", first_day=FIRST)
def nothing_will_be_well(case: Case) -> Breach:
    """In force from April on."""
    return Breach("contract")


OURS = RuleSet((nothing_is_ever_well, nothing_was_ever_well, nothing_will_be_well))


def found(on: date, rules: RuleSet = OURS) -> list[str]:
    """The codes of the rules that find something on a day."""
    return [each.code for each in check(sound(), on=on, policy=PLAIN.replace(rules=rules)).findings]


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (FIRST - ONE_DAY, ["OUR-02"]),
        (FIRST, ["OUR-01", "OUR-02", "OUR-03"]),
        (LAST, ["OUR-01", "OUR-02", "OUR-03"]),
        (LAST + ONE_DAY, ["OUR-03"]),
        (date.min, ["OUR-02"]),
        (date.max, ["OUR-03"]),
    ],
)
def test_both_its_days_count(on: date, codes: list[str]) -> None:
    assert [each.code for each in OURS if each.is_in_force(on)] == codes
    assert OURS.where(on=on).codes == tuple(codes)
    assert found(on) == codes


def test_a_rule_without_days_is_always_in_force() -> None:
    assert all((each.first_day, each.last_day) == (None, None) for each in ALL_RULES)
    assert all(each.is_in_force(on) for each in ALL_RULES for on in (date.min, ON, date.max))


def test_a_rule_that_is_in_force_for_one_day() -> None:
    for_a_day = copied(first_day=FIRST, last_day=FIRST)
    assert [for_a_day.is_in_force(on) for on in (FIRST - ONE_DAY, FIRST, FIRST + ONE_DAY)] == [False, True, False]


def test_a_retired_rule_keeps_its_code_and_says_that_it_is_not_in_force() -> None:
    report = check(sound(), on=LAST + ONE_DAY, policy=PLAIN.replace(rules=OURS))
    result = report.result("OUR-02")
    assert (result.result, result.findings) == (Result.DOES_NOT_APPLY, ())
    assert result.because == "it is not in force on Thu 1 Apr 2027"
    assert report.why_not("OUR-02") == "OUR-02 does not apply: it is not in force on Thu 1 Apr 2027"
    assert "OUR-02" in OURS
    refused(lambda: OURS.plus(nothing_was_ever_well), "two rules have the code OUR-02", "codes are stable")


def test_a_rule_that_is_not_in_force_asks_for_nothing() -> None:
    def asks(case: Case) -> Breach | None:
        raise AssertionError("it was asked")

    made = rule("OUR-04", force=Force.MUST, source=INTERPRETATION("o"), message="no", remedy="no", last_day=LAST)(asks)
    assert check(sound(), on=LAST + ONE_DAY, policy=PLAIN.replace(rules=RuleSet((made,)))).verdict is Verdict.YES


@pytest.mark.parametrize(("on", "result"), [(LAST, Result.HOLDS), (LAST + ONE_DAY, Result.DOES_NOT_APPLY)])
def test_a_rule_of_which_the_facts_that_it_needs_tell_enough_is_in_force_on_its_days_alone(
    on: date, result: Result
) -> None:
    @needs("contract.form")
    def has_a_form(case: Case) -> Breach | None:
        return None if case.arrangement.contract.form else Breach("contract.form")

    made = rule("OUR-04", force=Force.MUST, source=INTERPRETATION("o"), message="no", remedy="no", last_day=LAST)
    policy = PLAIN.replace(rules=RuleSet((made(has_a_form),)))
    for _ in ("worked out", "and looked up"):
        assert check(sound(), on=on, policy=policy).result("OUR-04").result is result


def test_the_successor_of_a_retired_rule_has_a_code_of_its_own_and_begins_on_the_next_day() -> None:
    heir = rule(
        "OUR-05", force=Force.MUST, source=INTERPRETATION("o"), message="no", remedy="no", first_day=LAST + ONE_DAY
    )(lambda case: Breach("contract"))
    both = RuleSet((nothing_was_ever_well, heir))
    assert (found(LAST, both), found(LAST + ONE_DAY, both)) == (["OUR-02"], ["OUR-05"])


def copied(**changes: Any) -> Rule:
    """The first rule with other days."""
    return nothing_is_ever_well.replace(**{"first_day": FIRST, "last_day": LAST, **changes})


def test_its_days_are_part_of_its_value() -> None:
    assert copied() == nothing_is_ever_well
    assert len({copied(), copied(last_day=None), copied(first_day=None), nothing_is_ever_well}) == 3


@pytest.mark.parametrize("one", OURS, ids=lambda each: each.code)
def test_it_is_pickled_and_copied_with_its_days(one: Rule) -> None:
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
        assert again == one
        assert (again.first_day, again.last_day) == (one.first_day, one.last_day)
    assert pickle.loads(pickle.dumps(OURS)).where(on=LAST + ONE_DAY) == OURS.only("OUR-03")


def test_a_span_that_goes_backwards_is_refused() -> None:
    refused(
        lambda: copied(last_day=FIRST - ONE_DAY),
        "rule OUR-01.last_day: 2026-03-31 is before 2026-04-01",
        kind=ImpossiblePeriod,
    )


@pytest.mark.parametrize("wrong", ["2026-04-01", 7, datetime(2026, 4, 1)])  # noqa: DTZ001  # it is what is refused
@pytest.mark.parametrize("name", ["first_day", "last_day"])
def test_its_days_are_dates(name: str, wrong: Any) -> None:
    refused(lambda: copied(**{name: wrong}), f"rule OUR-01.{name}", kind=NotADate)


def test_the_rule_book_says_from_when_to_when() -> None:
    ends = [rule_section(each, ()).splitlines()[-1] for each in OURS]
    assert ends == [
        "- In force: 2026-04-01 to 2027-03-31",
        "- In force: always to 2027-03-31",
        "- In force: 2026-04-01 to now",
    ]
    assert "In force" not in rule_section(ALL_RULES["CON-01"], ())
