"""LIFE-01: which of the seven steps an arrangement has reached, what is missing before the next, and who does it."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from support.account import LIVED, REVIEWED, lived
from support.arrangements import CLAUSE, DAY_BEFORE, LAST, ON, ONE_DAY, START, sound
from support.asking import POLICY
from support.refusing import refused

from isf_core import NoFee, check
from isf_core.errors import NotADate
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Clauses,
    Contract,
    Lifecycle,
    Person,
    PersonalBudget,
    Review,
    SupportPlan,
)
from isf_core.rules import Breach, Case, Force, LifecycleStep, Report, Result, RuleSet, rule
from isf_core.rules.engine.lifecycle_step import STEPS, WHO, StepReached, step_reached
from isf_core.values import INTERPRETATION, Rate

MARY = sound()
COUNCIL, HOLDER = "the council", "the holder, with the council and the person"
TERMS = Contract(
    form=MARY.contract.form,
    first_day=START,
    last_day=LAST,
    payment=MARY.contract.payment,
    fee=NoFee(),
    clauses=Clauses(fee=CLAUSE),
)

BARE = Arrangement(person=Person(ref="P-001"))
GUESSED = BARE.replace(person=MARY.person, budget=PersonalBudget(indicative=Rate.annual("4500")))
BUDGETED = GUESSED.replace(budget=MARY.budget, funding=MARY.funding)
PLANNED = BUDGETED.replace(plan=MARY.plan.replace(agreed_on=None), needs=MARY.needs)
AGREED = PLANNED.replace(plan=MARY.plan, lifecycle=Lifecycle(involvement=MARY.lifecycle.involvement))
PAID = AGREED.replace(contract=TERMS, lifecycle=MARY.lifecycle)
SIGNED = PAID.replace(contract=MARY.contract, agreements=MARY.agreements, holder=MARY.holder)
READY = SIGNED.replace(payments_set_up_on=MARY.payments_set_up_on, providers=MARY.providers)
LIVING = READY.replace(fund=MARY.fund)


def step_of(arrangement: Arrangement, on: date = ON) -> StepReached:
    """The step that it has reached."""
    return step_reached(check(arrangement, on=on, policy=POLICY), arrangement, on)


ROWS = [
    # the facts, the day, the step reached, what the next waits for, some of what is missing, who
    ("bare", BARE, ON, None, "a budget, indicative or actual", {"person.kind", "budget.contribution"}, COUNCIL),
    ("a guess", GUESSED, ON, None, "", {"budget.contribution"}, COUNCIL),
    (
        "a budget",
        BUDGETED,
        ON,
        LifecycleStep.BUDGET_DETERMINED,
        "a plan with outcomes and supports",
        set(),
        WHO[LifecycleStep.PLAN_CREATED],
    ),
    (
        "outcomes, and no supports yet",
        BUDGETED.replace(plan=SupportPlan(outcomes=MARY.plan.outcomes)),
        ON,
        LifecycleStep.BUDGET_DETERMINED,
        "a plan with outcomes and supports",
        set(),
        WHO[LifecycleStep.PLAN_CREATED],
    ),
    ("a plan", PLANNED, ON, LifecycleStep.PLAN_CREATED, "the plan to be agreed", {"plan.agreed_on"}, COUNCIL),
    (
        "an agreed plan",
        AGREED,
        ON,
        LifecycleStep.PLAN_AGREED,
        "",
        {"contract.first_day"},
        WHO[LifecycleStep.MONEY_ORGANISED],
    ),
    ("terms", PAID, ON, LifecycleStep.MONEY_ORGANISED, "", {"contract.signatures", "agreements", "holder"}, HOLDER),
    ("signatures", SIGNED, ON, LifecycleStep.MONEY_ORGANISED, "", {"payments_set_up_on", "providers"}, HOLDER),
    (
        "all in place",
        READY,
        DAY_BEFORE,
        LifecycleStep.SUPPORT_ORGANISED,
        "the first day",
        set(),
        WHO[LifecycleStep.LIVING_LIFE],
    ),
    ("the first day", LIVING, START, LifecycleStep.LIVING_LIFE, "a review", set(), WHO[LifecycleStep.REVIEW_AND_LEARN]),
    (
        "the first day, no account",
        READY,
        START,
        LifecycleStep.SUPPORT_ORGANISED,
        "",
        {"fund.entries"},
        WHO[LifecycleStep.LIVING_LIFE],
    ),
    (
        "the day before a review",
        lived(),
        REVIEWED - ONE_DAY,
        LifecycleStep.LIVING_LIFE,
        "a review",
        set(),
        WHO[LifecycleStep.REVIEW_AND_LEARN],
    ),
    ("the day of the review", lived(), REVIEWED, LifecycleStep.REVIEW_AND_LEARN, "", set(), ""),
    ("after it", lived(), LIVED, LifecycleStep.REVIEW_AND_LEARN, "", set(), ""),
]


@pytest.mark.parametrize(
    ("arrangement", "on", "reached", "waits_for", "missing", "who"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_each_step_is_reached_and_says_what_the_next_wants_and_of_whom(
    arrangement: Arrangement, on: date, reached: LifecycleStep | None, waits_for: str, missing: set[str], who: str
) -> None:
    step = step_of(arrangement, on)
    fields = {finding.field for finding in step.missing}
    assert (step.reached, step.waits_for, step.who, step.on) == (reached, waits_for, who, on)
    assert missing <= fields, fields
    assert bool(missing) is bool(fields)
    assert all(finding.force is Force.MUST for finding in step.missing)


def test_the_steps_follow_one_another() -> None:
    assert [step.value for step in LifecycleStep] == list(range(1, 8))
    assert set(WHO) == set(LifecycleStep)
    assert all(WHO.values())
    assert STEPS.words == "the seven step process of self-directed support"
    nexts = [StepReached(on=ON, reached=reached, missing=()).next for reached in (None, *LifecycleStep)]
    assert nexts == [*LifecycleStep, None]


# Days


def test_a_plan_is_agreed_from_the_day_on_which_it_is() -> None:
    def agreed(on: date) -> StepReached:
        return step_of(AGREED.replace(plan=MARY.plan.replace(agreed_on=on), budget=MARY.budget.replace(set_on=on)))

    assert [agreed(on).reached for on in (ON, ON + ONE_DAY)] == [LifecycleStep.PLAN_AGREED, LifecycleStep.PLAN_CREATED]
    assert agreed(ON + ONE_DAY).waits_for == "the plan to be agreed"


def test_a_review_that_is_still_to_come_is_none_yet() -> None:
    def reached(*reviews: Review) -> LifecycleStep | None:
        return step_of(lived(lifecycle={"reviews": reviews}), REVIEWED).reached

    assert reached(Review(on=REVIEWED)) is LifecycleStep.REVIEW_AND_LEARN
    assert reached(Review(on=REVIEWED + ONE_DAY)) is LifecycleStep.LIVING_LIFE
    assert reached() is LifecycleStep.LIVING_LIFE
    unknown = step_of(lived(lifecycle={"reviews": None}), REVIEWED)
    assert (unknown.reached, unknown.waits_for) == (LifecycleStep.LIVING_LIFE, "a review")


# What holds back


def test_a_breach_holds_back_its_step_and_all_after_it() -> None:
    unsigned = step_of(lived(contract={"signatures": ()}), LIVED)
    assert unsigned.reached is LifecycleStep.MONEY_ORGANISED
    assert {each.code for each in unsigned.missing} == {"CON-01"}
    unmet = step_of(lived(plan={"supports": ()}, contract={"signatures": ()}), LIVED)
    assert unmet.reached is LifecycleStep.PLAN_CREATED
    assert "CON-01" not in {each.code for each in unmet.missing}, "of the next step only"


def test_what_cannot_be_told_holds_back_like_a_breach() -> None:
    told, untold = sound(), sound(contract={"subcontracting": None})
    assert step_of(told).reached is LifecycleStep.SUPPORT_ORGANISED
    step = step_of(untold)
    assert step.reached is LifecycleStep.MONEY_ORGANISED
    assert [(each.code, each.field, each.result) for each in step.missing] == [
        ("CON-05", "contract.subcontracting", Result.CANNOT_TELL)
    ]


def test_what_is_only_a_should_or_a_note_holds_nothing_back() -> None:
    quiet = lived(clauses={"concerns": None, "audit": NOT_STATED})
    found = check(quiet, on=LIVED, policy=POLICY)
    assert {each.force for each in found.findings} == {Force.SHOULD}
    assert {each.result for each in found.findings} == {Result.BREACH, Result.CANNOT_TELL}
    assert step_reached(found, quiet, LIVED).reached is LifecycleStep.REVIEW_AND_LEARN


def test_a_rule_that_guards_no_step_holds_nothing_back() -> None:
    @rule("OUR-01", force=Force.MUST, source=INTERPRETATION("ours"), message="no", remedy="no")
    def never(case: Case) -> Breach:
        """It guards no step."""
        return Breach("contract")

    report = check(sound(), on=ON, policy=POLICY.plus(never))
    assert [each.code for each in report.findings] == ["OUR-01"]
    assert step_reached(report, sound(), ON).reached is LifecycleStep.SUPPORT_ORGANISED


def test_a_councils_own_rule_holds_back_the_step_that_it_guards() -> None:
    @rule(
        "OUR-01",
        force=Force.MUST,
        source=INTERPRETATION("ours"),
        message="no",
        remedy="no",
        step=LifecycleStep.PLAN_CREATED,
    )
    def never(case: Case) -> Breach:
        """It guards the second step."""
        return Breach("plan")

    report = check(sound(), on=ON, policy=POLICY.plus(never))
    assert step_reached(report, sound(), ON).reached is LifecycleStep.BUDGET_DETERMINED


@pytest.mark.parametrize(
    ("field", "guarded", "held"),
    [
        ("budget.actual", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.BUDGET_DETERMINED),
        ("contract.first_day", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.MONEY_ORGANISED),
        ("contract.first_day", LifecycleStep.PLAN_AGREED, LifecycleStep.MONEY_ORGANISED),
        ("contract.first_day", LifecycleStep.SUPPORT_ORGANISED, LifecycleStep.SUPPORT_ORGANISED),
        ("contracts", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.BUDGET_DETERMINED),
        ("plan.supports", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.PLAN_CREATED),
        ("plan.supports[art].cost", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.PLAN_CREATED),
        ("plan.agreed_on", LifecycleStep.BUDGET_DETERMINED, LifecycleStep.PLAN_AGREED),
        ("plan.agreed_on", LifecycleStep.MONEY_ORGANISED, LifecycleStep.MONEY_ORGANISED),
    ],
)
def test_a_fact_that_a_later_step_makes_holds_back_only_that_step(
    field: str, guarded: LifecycleStep, held: LifecycleStep
) -> None:
    """Before there is a contract nobody can record its first day: the budget is determined all the same."""

    def asks(case: Case) -> None:
        case.require(None, field)

    def breaks(case: Case) -> Breach:
        return Breach(field)

    for test, expected in ((asks, held), (breaks, guarded)):
        made = rule("OUR-01", force=Force.MUST, source=INTERPRETATION("o"), message="no", remedy="no", step=guarded)(
            test
        )
        report = check(lived(), on=LIVED, policy=POLICY.replace(rules=RuleSet((made,))))
        assert step_reached(report, lived(), LIVED).next is expected


# Shown, refused, carried


def test_it_shows_what_is_missing_and_who_must_do_it() -> None:
    step = step_of(sound(contract={"signatures": ()}))
    (first, *_) = step.table().rows
    assert first == (
        "CON-01",
        "contract.signatures",
        "the funder has not signed by the start, Mon 6 Apr 2026",
        "have the funder sign before it starts",
        HOLDER,
    )
    lines = str(step).split("\n")
    assert lines[:3] == ["Step reached: money organised.", "", f"To put right before the next, by {HOLDER}: 3"]
    assert lines[3] == "CON-01 must   The funder has not signed by the start, Mon 6 Apr 2026."
    assert repr(step) == "<StepReached on 2026-03-30: money organised, 3 findings before the next>"
    assert repr(step_of(BARE)).startswith("<StepReached on 2026-03-30: none yet, ")
    assert str(step_of(BARE)).startswith("Step reached: none yet; the next waits for a budget, indicative or actual.\n")
    assert "<h4>Not recorded: " in step_of(BARE)._repr_html_()


def test_it_is_a_value() -> None:
    step = step_of(sound())
    assert step == step_of(sound())
    assert pickle.loads(pickle.dumps(step)) == step
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        step.reached = None  # type: ignore[misc]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ((None, MARY, ON), "step_reached: nothing (None) does not fit here; give a Report, such as check(...)"),
        ((POLICY, MARY, ON), "give a Report"),
        ((Report(results=()), None, ON), "step_reached: nothing (None) does not fit here; give an Arrangement"),
    ],
)
def test_what_is_no_report_of_an_arrangement_is_refused(asked: Any, message: str) -> None:
    refused(lambda: step_reached(*asked), message)


def test_the_day_is_a_date() -> None:
    wrong: Any = "2026-03-30"
    refused(lambda: step_reached(Report(results=()), MARY, wrong), "step_reached", kind=NotADate)
