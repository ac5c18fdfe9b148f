"""What a rule says in every case alike is made once; a condition is asked once a case, and what it read is kept."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import PLAIN, Force, HowNotDone, NotDone, NotRecorded
from isf_core.errors import OutsideCalendar, TooLarge
from isf_core.model.fees import FeeBase, ShareOf
from isf_core.rules import Breach, Case, Result, Rule, RuleSet, condition, rule
from isf_core.rules.engine.judging import judge
from isf_core.rules.facts.inside_fees import fee_of
from isf_core.values import INTERPRETATION, PRACTICE

HERE = INTERPRETATION("here")


def made(code: str, test: Callable[[Case], Any], *when: Any) -> Rule:
    """A rule of a function."""
    return rule(code, "all is well", force=Force.NOTE, source=HERE, message="odd", remedy="look", when=when)(test)


def holds(case: Case) -> None:
    """Nothing to find."""


def breach(case: Case) -> Breach:
    """Always something to find."""
    return Breach("contract.fee")


def case_of(**numbers: Any) -> Case:
    """Mary's case, with some numbers of a policy and where they come from."""
    source = tuple((name, PRACTICE(name)) for name in numbers)
    return Case(sound(), ON, PLAIN.parameters.replace(**numbers), source)


def asked(answer: Callable[[Case], Any]) -> tuple[list[int], Any]:
    """A condition that counts how often it is asked."""
    times: list[int] = []

    def it_is_so(case: Case) -> Any:
        times.append(1)
        return answer(case)

    return times, condition(otherwise="it is not so")(it_is_so)


def test_what_is_said_in_every_case_is_one_object() -> None:
    def lacks(case: Case) -> None:
        case.require(None, "our.field")

    _, never = asked(lambda case: False)
    ours = RuleSet((made("OUR-01", holds), made("OUR-02", lacks), made("OUR-03", holds, never)))
    one, other = (ours.judge(case_of()) for _ in range(2))
    assert [each.result for each in one] == [Result.HOLDS, Result.CANNOT_TELL, Result.DOES_NOT_APPLY]
    assert all(before is after for before, after in zip(one, other, strict=True))
    assert pickle.loads(pickle.dumps(PLAIN.rules)).judge(case_of()) == PLAIN.rules.judge(case_of())


def test_what_is_kept_is_bounded_and_what_is_not_kept_is_the_same() -> None:
    fields = iter(f"our.field[{number // 2}]" for number in range(400))

    def lacks(case: Case) -> None:
        case.require(None, next(fields))

    ours = RuleSet((made("OUR-01", lacks),))
    pairs = [(ours.judge(case_of()), ours.judge(case_of())) for _ in range(200)]
    assert all(one == other for one, other in pairs)
    shared = [one.results[0] is other.results[0] for one, other in pairs]
    assert shared == [True] * 64 + [False] * 136


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (lambda case: True, Result.HOLDS),
        (lambda case: False, Result.DOES_NOT_APPLY),
        (lambda case: case.require(None, "our.field"), Result.CANNOT_TELL),
    ],
)
def test_a_condition_is_asked_once_a_case(answer: Callable[[Case], Any], result: Result) -> None:
    times, shared = asked(answer)
    ours = RuleSet((made("OUR-01", holds, shared), made("OUR-02", holds, shared)))
    for number in (1, 2):
        assert [each.result for each in ours.judge(case_of())] == [result] * 2
        assert len(times) == number


@pytest.mark.parametrize("error", [NotRecorded("our sum", ("our.field",)), OutsideCalendar("our.day", "late", "wait")])
def test_a_condition_that_cannot_be_worked_out_stops_each_rule_that_has_it(error: Exception) -> None:
    def fails(case: Case) -> bool:
        raise error

    times, shared = asked(fails)
    one, other = RuleSet((made("OUR-01", holds, shared), made("OUR-02", holds, shared))).judge(case_of())
    assert len(times) == 1
    if isinstance(error, NotRecorded):
        assert [each.field for each in (*one.findings, *other.findings)] == ["our.field"] * 2
    else:
        assert one.because == other.because == "what it rests on cannot be worked out: our.day: late"


def test_a_breach_rests_on_the_numbers_that_its_condition_read_whoever_asked_it() -> None:
    _, shared = asked(lambda case: case.require(case.parameters.late_days, "policy.late_days") > 0)
    ours = RuleSet((made("OUR-01", breach, shared), made("OUR-02", breach, shared), made("OUR-03", breach)))
    read = [finding.parameter_sources for finding in ours.judge(case_of(late_days=5)).breaches]
    assert read == [(PRACTICE("late_days"),)] * 2 + [()]


@pytest.mark.parametrize("rubbish", [None, 1, "yes", (), object()])
def test_a_condition_that_answers_rubbish_is_named_with_the_rule_that_asks_first(rubbish: Any) -> None:
    _, shared = asked(lambda case: rubbish)
    refused(lambda: judge(made("OUR-01", holds, shared), case_of()), "rule OUR-01.when", "True or False")


NOT_SIGNED = NotDone(how=HowNotDone.NOT_DONE)


def test_an_act_that_was_not_done_is_missed_as_such() -> None:
    found = judge(made("OUR-01", lambda case: case.require(NOT_SIGNED, "our.act")), case_of()).findings
    assert [(each.field, each.is_not_done) for each in found] == [("our.act", True)]


def test_a_fee_that_has_outgrown_every_sum_is_refused() -> None:
    fine = Fraction(1, 2**300 + 1)
    refused(
        lambda: fee_of((ShareOf(FeeBase.GROSS, fine),), fine, fine, None),
        "a fee",
        "too large or too fine",
        kind=TooLarge,
    )


def test_what_a_closed_gate_says_of_all_behind_it_is_kept_up_to_a_bound_and_the_same_beyond_it() -> None:
    fields = iter(f"our.field[{number // 2}]" for number in range(400))
    _, shared = asked(lambda case: case.require(None, next(fields)))
    ours = RuleSet((made("OUR-01", holds, shared), made("OUR-02", breach, shared)))
    pairs = [(ours.judge(case_of()), ours.judge(case_of())) for _ in range(200)]
    assert all(one == other for one, other in pairs)
    assert [each.code for each in pairs[-1][0].findings] == ["OUR-01", "OUR-02"]
    alike = [one.results[1] is other.results[1] for one, other in pairs]
    assert alike == [True] * 64 + [False] * 136


def test_a_rule_not_in_force_asks_nothing_and_results_stand_in_the_order_of_the_rules() -> None:
    times, shared = asked(lambda case: False)
    old = made("OUR-02", breach, shared).replace(last_day=ON - timedelta(days=1))
    assert [each.result for each in RuleSet((old,)).judge(case_of())] == [Result.DOES_NOT_APPLY]
    assert not times
    report = RuleSet(
        (made("OUR-01", holds, shared), old, made("OUR-03", breach), made("OUR-04", breach, shared))
    ).judge(case_of())
    assert [each.rule.code for each in report] == ["OUR-01", "OUR-02", "OUR-03", "OUR-04"]
    assert [each.result.value for each in report] == ["does not apply", "does not apply", "breach", "does not apply"]
    assert len(times) == 1
