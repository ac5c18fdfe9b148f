"""What an assessment reads off its report and its facts: the step of life, the reviews due, the surplus."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from support.account import LIVED, REVIEWED, lived
from support.arrangements import DAY_BEFORE, LAST, ON, ONE_DAY, SIGNED, START, sound
from support.asking import POLICY

from isf_core import OPEN_ENDED, PLAIN, Arrangement, Money, Person, assess, check, from_plain, to_plain
from isf_core.account.surplus import surplus_on
from isf_core.model import Change, Parameters, Review, Variation
from isf_core.planning.reviews import review_dates
from isf_core.rules import ALL_RULES, LifecycleStep, RuleSet, Verdict
from isf_core.rules.engine.lifecycle_step import step_reached
from isf_core.values import Rate

BARE = Arrangement(person=Person(ref="P-001"))
FIRST_REVIEW = date(2026, 5, 18)
UNTIL = date(2026, 6, 28)
NO_RULES = POLICY.replace(rules=RuleSet(()))


def varied(known_from: date, change: Change) -> Arrangement:
    """Mary after twelve weeks, with one change from May on that was known from a day."""
    variation = Variation(effective=date(2026, 5, 4), known_from=known_from, agreed=SIGNED, changes=(change,))
    return lived(variations=(variation,))


# The step


def test_the_step_is_read_off_the_report() -> None:
    for mary, on in ((sound(), ON), (lived(), LIVED), (BARE, ON)):
        found = assess(mary, on=on, until=UNTIL, policy=POLICY)
        assert found.step == step_reached(found.report, mary, on)
        assert found.step.on == on


def test_the_step_of_a_policy_without_a_rule_is_not_held_back_by_it() -> None:
    unsigned = sound(contract={"signatures": ()})
    assert assess(unsigned, on=ON, policy=POLICY).step.reached is LifecycleStep.MONEY_ORGANISED
    assert assess(unsigned, on=ON, policy=POLICY.without("CON-01")).step.reached is LifecycleStep.SUPPORT_ORGANISED


def test_the_step_knows_the_changes_that_were_known_on_the_day() -> None:
    """The plan is changed; the changed one is to be agreed on the day after the day of judgement."""
    changed = Change("plan", sound().plan.replace(agreed_on=LIVED + ONE_DAY))
    steps = [assess(varied(known, changed), on=LIVED, policy=NO_RULES).step for known in (LIVED, LIVED + ONE_DAY)]
    assert [step.reached for step in steps] == [LifecycleStep.PLAN_CREATED, LifecycleStep.REVIEW_AND_LEARN]
    assert [step.waits_for for step in steps] == ["the plan to be agreed", ""]


# The reviews


def test_the_first_review_is_due_six_weeks_after_the_start() -> None:
    reviews = assess(sound(), on=ON, policy=POLICY).reviews
    assert reviews is not None
    assert (reviews.held, reviews.next_due) == ((), FIRST_REVIEW)
    assert (FIRST_REVIEW - START).days == 42


@pytest.mark.parametrize(
    ("on", "held", "due"),
    [
        (REVIEWED - ONE_DAY, (), FIRST_REVIEW),
        (REVIEWED, (REVIEWED,), None),
        (LIVED, (REVIEWED,), None),
    ],
)
def test_a_review_counts_from_its_own_day(on: date, held: tuple[date, ...], due: date | None) -> None:
    """A year after it is 18 May 2027, when the contract has ended."""
    reviews = assess(lived(), on=on, policy=POLICY).reviews
    assert reviews is not None
    assert (reviews.held, reviews.next_due) == (held, due)


def test_they_are_those_that_are_computed() -> None:
    mary = lived(contract={"last_day": OPEN_ENDED})
    reviews = assess(mary, on=LIVED, until=LAST, policy=POLICY).reviews
    assert reviews == review_dates(
        (Review(on=REVIEWED),), first_day=START, last_day=OPEN_ENDED, policy=POLICY.parameters
    )
    assert reviews.next_due == date(2027, 5, 18)


@pytest.mark.parametrize(
    ("mary", "numbers"),
    [
        (sound(contract={"first_day": None}), POLICY.parameters),
        (sound(contract={"last_day": None}), POLICY.parameters),
        (BARE, POLICY.parameters),
        (sound(), POLICY.parameters.replace(first_review_days=None)),
        (lived(), POLICY.parameters.replace(review_months=None)),
        (sound(), Parameters(name="nothing")),
    ],
)
def test_reviews_that_cannot_be_told_are_none(mary: Arrangement, numbers: Parameters) -> None:
    found = assess(mary, on=LIVED, until=LAST, policy=POLICY.replace(parameters=numbers))
    assert found.reviews is None


def test_reviews_that_are_not_recorded_are_not_taken_for_none_held() -> None:
    silent = lived(lifecycle={"reviews": None})
    found = assess(silent, on=LIVED, policy=POLICY)
    assert found.reviews is None
    assert "lifecycle.reviews" in found.report.unknown
    assert assess(silent, on=START, policy=POLICY).reviews is None
    before = assess(silent, on=DAY_BEFORE, policy=POLICY).reviews
    assert before is not None, "before the first day none can have been held"
    assert (before.held, before.next_due) == ((), FIRST_REVIEW)


# The surplus


def test_the_surplus_is_that_of_the_day() -> None:
    found = assess(lived(), on=LIVED)
    assert found.surplus == surplus_on(lived(), on=LIVED, policy=PLAIN.parameters)
    assert found.surplus is not None
    assert (found.surplus.amount, found.surplus.cap) == (Money("14.26"), Money("123.21"))
    before = assess(lived(), on=DAY_BEFORE).surplus
    assert before is not None
    assert before.balance == Money(0)


def test_an_assessment_that_was_stored_reads_its_step_its_reviews_and_its_surplus_off_what_it_was_given() -> None:
    found = assess(lived(), on=LIVED)
    for again in (from_plain(to_plain(found)), pickle.loads(pickle.dumps(found))):
        assert (again.surplus, again.step, again.reviews) == (found.surplus, found.step, found.reviews)


def test_the_surplus_is_by_the_changes_that_were_known_on_the_day() -> None:
    """Without the contribution of 80.00, half of 326.42 may be held."""
    zero = Change("budget.contribution", Rate.weekly(0))
    found = [assess(varied(known, zero), on=LIVED, policy=POLICY).surplus for known in (LIVED, LIVED + ONE_DAY)]
    assert [each.cap for each in found if each is not None] == [Money("163.21"), Money("123.21")]


@pytest.mark.parametrize(
    "changes",
    [
        {"contract": {"surplus": None}},
        {"fund": {"entries": None}},
        {"fund": {"commitments": None}},
        {"budget": {"contingency": None}},
        {"plan": {"carry_forwards": None}},
    ],
)
def test_a_surplus_that_cannot_be_told_is_none(changes: dict[str, Any]) -> None:
    assert assess(lived(**changes), on=LIVED, policy=POLICY).surplus is None
    assert assess(lived(), on=LIVED, policy=POLICY).surplus is not None


# Whoever asks, and in whatever order


def test_threads_find_what_one_finds() -> None:
    cases = [(lived(), LIVED), (sound(), ON), (BARE, ON), (lived(contract={"signatures": ()}), LIVED)] * 5
    alone = [check(mary, on=on, policy=POLICY) for mary, on in cases]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda case: check(case[0], on=case[1], policy=POLICY), cases)) == alone


def test_the_order_of_the_rules_changes_nothing_of_what_they_find() -> None:
    backwards = POLICY.replace(rules=RuleSet(tuple(reversed(tuple(ALL_RULES)))))
    for mary, on in ((lived(), LIVED), (BARE, ON), (lived(contract={"signatures": ()}), LIVED)):
        one, other = assess(mary, on=on, until=LAST, policy=POLICY), assess(mary, on=on, until=LAST, policy=backwards)
        assert list(reversed(other.report.results)) == list(one.report.results)
        assert (one.verdict, one.step.reached) == (other.verdict, other.step.reached)
        assert set(one.step.missing) == set(other.step.missing)
    assert assess(BARE, on=ON, until=LAST).verdict is not Verdict.YES
