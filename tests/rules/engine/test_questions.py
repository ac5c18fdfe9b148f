"""Gradual adoption: what can be decided already, and the questions that are open until a step, with who knows each."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from support.account import LIVED, lived
from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import STARTER, Arrangement, Person, assess, check, schedule_payments
from isf_core.model import (
    Contract,
    Fund,
    Holder,
    KnownBy,
    Lifecycle,
    Parameters,
    PersonalBudget,
    SupportPlan,
    known_by,
)
from isf_core.model.field_paths import _KNOWN_BY
from isf_core.policies import PLAIN
from isf_core.rules import Force, LifecycleStep, OpenQuestions, Question, Report, Result, Verdict, open_questions

BARE = Arrangement(person=Person(ref="P-001"))
NO_SIGNATURES = sound(contract={"signatures": None}, plan={"agreed_on": None})


def test_what_can_be_told_is_counted_though_something_is_open() -> None:
    found = check(BARE, on=ON)
    told = [each for each in found if each.result is not Result.CANNOT_TELL]
    assert (found.decided.told, found.decided.of, found.decided.wrong) == (len(told), len(found), 0)
    assert str(found.decided) == f"nothing wrong in {len(told)} of {len(found)} rules that can be told"
    assert check(sound(), on=ON).decided.told == len(PLAIN.rules)


def test_what_is_wrong_is_counted_too() -> None:
    found = check(sound(plan={"agreed_on": None}, contract={"form": None}, payments_set_up_on=LIVED), on=ON)
    assert found.decided.wrong == len({each.code for each in found.breaches}) == 1
    assert str(found.decided).startswith("something wrong in 1 of ")
    assert str(Report(results=()).decided) == "nothing wrong in 0 of 0 rules that can be told"


def test_a_question_has_its_field_its_words_its_step_its_rules_and_who_knows_it() -> None:
    (agreed, signed) = open_questions(check(NO_SIGNATURES, on=ON))
    assert (agreed.field, agreed.step, agreed.known_by) == (
        "plan.agreed_on",
        LifecycleStep.PLAN_AGREED,
        KnownBy.ASSESSOR,
    )
    assert (signed.words, signed.step, signed.force) == (
        "signatures (contract)",
        LifecycleStep.SUPPORT_ORGANISED,
        Force.MUST,
    )
    assert signed.codes == ("LIFE-08", "CON-01")
    assert signed.known_by is KnownBy.COUNCIL


def test_what_is_wrong_is_no_question() -> None:
    report = check(sound(plan={"agreed_on": None}, payments_set_up_on=LIVED), on=ON)
    assert [each.code for each in report.breaches] == ["LIFE-08"]
    assert [each.field for each in open_questions(report)] == ["plan.agreed_on"]


def test_only_those_until_a_step_are_asked() -> None:
    report = check(NO_SIGNATURES, on=ON)
    until = open_questions(report, until=LifecycleStep.PLAN_AGREED)
    assert [each.field for each in until] == ["plan.agreed_on"]
    assert open_questions(report, until=LifecycleStep.BUDGET_DETERMINED).questions == ()
    assert len(open_questions(report, until=LifecycleStep.REVIEW_AND_LEARN)) == 2


def test_they_stand_by_step_and_the_weightiest_first() -> None:
    asked = open_questions(check(BARE, on=ON))
    places = [8 if each.step is None else each.step.value for each in asked]
    assert places == sorted(places)
    for step in LifecycleStep:
        forces = [list(Force).index(each.force) for each in asked if each.step is step]
        assert forces == sorted(forces)
    assert {each.field for each in asked} == {*check(BARE, on=ON).unknown}
    assert sum(len(asked.of(who)) for who in KnownBy) == len(asked)


def test_a_question_of_no_step_comes_last() -> None:
    """PAY-16 guards no step; what it alone misses is asked after all others."""
    question = Question(field="contract.form", step=None, force=Force.MUST, codes=("OUR-01",))
    table = OpenQuestions(until=None, questions=(question,)).table()
    assert table.rows == (("", "form (contract)", "the council", "must", "OUR-01"),)


def test_they_show_themselves() -> None:
    asked = open_questions(check(NO_SIGNATURES, on=ON), until=LifecycleStep.SUPPORT_ORGANISED)
    assert repr(asked) == "<OpenQuestions: 2>"
    lines = str(asked).splitlines()
    assert lines[0] == "Questions open until support organised"
    assert lines[2].split("   ")[0] == "plan agreed"
    assert str(open_questions(check(sound(), on=ON))) == "Questions open: none"


def test_a_question_that_two_steps_ask_belongs_to_the_earlier_and_weighs_as_the_weightier() -> None:
    asked = {each.field: each for each in open_questions(check(BARE, on=ON))}
    contribution = asked["budget.contribution"]
    assert contribution.step is LifecycleStep.BUDGET_DETERMINED
    assert contribution.force is Force.MUST
    assert "BUD-04" in contribution.codes, "which is a warning"


@pytest.mark.parametrize("wrong", [None, "report", BARE])
def test_what_is_no_report_or_no_step_is_refused(wrong: Any) -> None:
    refused(lambda: open_questions(wrong), "open_questions", "give a Report")
    report = check(sound(), on=ON)
    if wrong is not None:
        refused(lambda: open_questions(report, until=wrong), "open_questions.until")
        refused(lambda: open_questions(report).of(wrong), "OpenQuestions.of")


# Who knows it


RECORDS: dict[str, type] = {
    "": Arrangement,
    "person": Person,
    "holder": Holder,
    "budget": PersonalBudget,
    "plan": SupportPlan,
    "contract": Contract,
    "lifecycle": Lifecycle,
    "fund": Fund,
    "policy": Parameters,
}


def test_somebody_knows_every_field_and_no_entry_names_a_field_that_is_not() -> None:
    paths = {f"{place}.{field.name}".lstrip(".") for place, record in RECORDS.items() for field in attrs.fields(record)}
    assert {known_by(path) for path in paths} == {*KnownBy}
    assert {*_KNOWN_BY} - {""} <= paths


def test_a_reference_in_the_path_changes_nothing() -> None:
    assert known_by("plan.supports[a.b].cost") is known_by("plan.supports") is KnownBy.PROVIDER
    assert known_by("endings[funder].lost") is KnownBy.COUNCIL, "what no entry begins is the council's"


# The starter policy


def test_the_starter_asks_for_no_more_than_a_payment_needs() -> None:
    """Of a person nothing is recorded; whether net or gross is asked once there is something to pay."""
    asked = {question.field for question in open_questions(check(BARE, on=ON, policy=STARTER))}
    needed = {
        "budget.actual",
        "budget.contribution",
        "budget.in_house",
        "budget.one_offs",
        "contract.fee",
        "contract.first_day",
        "contract.last_day",
        "contract.payment.cycle",
        "contract.payment.move",
        "contract.payment.timing",
    }
    assert asked == needed
    assert STARTER.parameters == PLAIN.parameters.replace(name="starter")
    assert {*STARTER.rules} <= {*PLAIN.rules}


def test_the_starter_says_yes_where_the_payments_can_be_worked_out_and_nobody_pays_too_much() -> None:
    mary = Arrangement(
        person=Person(ref="P-001"),
        funding=sound().funding,
        budget=sound().budget.replace(indicative=None, set_on=None, stated=None, contingency=None),
        contract=Contract(
            first_day=sound().contract.first_day,
            last_day=sound().contract.last_day,
            payment=sound().contract.payment,
            fee=sound().contract.fee,
            fee_placement=sound().contract.fee_placement,
        ),
    )
    found = assess(mary, on=ON, policy=STARTER)
    assert found.verdict is Verdict.YES
    assert found.schedule == schedule_payments(mary, policy=STARTER)
    assert assess(lived(), on=LIVED, policy=STARTER).verdict is Verdict.YES


def test_where_no_question_is_open_it_says_so() -> None:
    nothing = Report(results=())
    assert str(open_questions(nothing)) == "Questions open: none"
    assert str(open_questions(nothing, until=LifecycleStep.PLAN_AGREED)) == "Questions open until plan agreed: none"
    assert open_questions(nothing).records() == []
    assert str(open_questions(check(NO_SIGNATURES, on=ON))).startswith("Questions open\nStep")


def test_open_questions_are_told_by_their_number() -> None:
    assert repr(open_questions(check(NO_SIGNATURES, on=ON))) == "<OpenQuestions: 2>"
    assert repr(OpenQuestions(until=None, questions=())) == "<OpenQuestions: 0>"
