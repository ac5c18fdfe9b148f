"""What people read of planning, whole: each refusal with its place and its remedy, headings, explanations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from isf_core.errors import IsfError
from isf_core.model import Parameters, Party, Pool, PoolMember, SavingShare, SavingsTerms
from isf_core.planning import (
    ApprovalRoute,
    PlanChange,
    Uplifted,
    classify_plan_change,
    core_and_flexi,
    pool_parts,
    review_dates,
    share_saving,
    uplift_cost,
)
from isf_core.planning.uplift_costs import UpliftCost
from isf_core.policies import PLAIN
from isf_core.values import Money, Period, Rate

START = date(2026, 4, 6)
WEEK = Period(first_day=START, last_day=date(2026, 4, 12))
LONG = "P-" + "9" * 50


def house(ref: str = "house") -> Pool:
    members = tuple(PoolMember(person=each, share="0.5", first_day=START) for each in ("P-1", "P-2"))
    return Pool(ref=ref, what="minibus", cost=Rate.weekly(70), members=members)


SHARED = pool_parts(house(), span=WEEK, policy=PLAIN)
HALVES = SavingsTerms(
    shares=(SavingShare(party=Party.FUNDER, share="0.5"), SavingShare(party=Party.HOLDER, share="0.5"))
)
ANY: Any = 3
NEXT = Period(first_day=date(2026, 4, 13), last_day=date(2026, 4, 19))
BEFORE = "give what core_and_flexi(...) gave for the days just before"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: share_saving(ANY, HALVES), "share_saving: 3 does not fit here; give Money"),
        (lambda: share_saving(Money(1), ANY), "share_saving: 3 does not fit here; give SavingsTerms"),
        (lambda: pool_parts(ANY, span=WEEK, policy=PLAIN), "pool_parts: 3 does not fit here; give a Pool"),
        (lambda: pool_parts(house(), span=ANY, policy=PLAIN), "pool_parts: 3 does not fit here; give a Period"),
        (
            lambda: pool_parts(house("h" * 50), span=NEXT, policy=PLAIN, after=SHARED),
            f"pool_parts.after: it shares 'house', not {'h' * 39!r}…; give the pool's parts for the days just before",
        ),
        (
            lambda: pool_parts(
                house(), span=NEXT, policy=PLAIN, after=pool_parts(house("h" * 50), span=WEEK, policy=PLAIN)
            ),
            f"pool_parts.after: it shares {'h' * 39!r}…, not 'house'; give the pool's parts for the days just before",
        ),
        (lambda: SHARED.part_of(LONG), f"Shared.part_of: {LONG[:39]!r}… has no part; give one of P-1, P-2"),
        (
            lambda: core_and_flexi(ANY, (), span=WEEK, policy=PLAIN),
            "core_and_flexi: 3 does not fit here; give the Pool of the core",
        ),
        (
            lambda: core_and_flexi(house(), (), span=ANY, policy=PLAIN),
            "core_and_flexi: 3 does not fit here; give a Period",
        ),
        (
            lambda: core_and_flexi(house(), (), span=WEEK, policy=ANY),
            "core_and_flexi: 3 does not fit here; give a policy, or its parameters: PLAIN, or PLAIN.parameters",
        ),
        (
            lambda: core_and_flexi(house(), (("P-1", Rate.annual(52)),), span=WEEK, policy=Parameters(name="none")),
            "the core and flexible hours cannot be worked out: not recorded: policy.weeks_in_year; "
            "set weeks_in_year in the policy's parameters",
        ),
        (
            lambda: core_and_flexi(house(), (("P-1",),), span=WEEK, policy=PLAIN),  # type: ignore[arg-type]
            "core_and_flexi.flexi: 1 things together; give pairs of a person and a Rate",
        ),
        (
            lambda: core_and_flexi(house(), (ANY,), span=WEEK, policy=PLAIN),
            "core_and_flexi.flexi: 3 does not fit here; give pairs of a person and a Rate",
        ),
        (
            lambda: core_and_flexi(house(), (("P-1", ANY),), span=WEEK, policy=PLAIN),
            "core_and_flexi.flexi: 3 does not fit here; give a Rate",
        ),
        (
            lambda: core_and_flexi(house(), (), span=WEEK, policy=PLAIN, after=ANY),
            f"core_and_flexi.after: 3 does not fit here; {BEFORE}",
        ),
        (
            lambda: core_and_flexi(house(), (("P-1", Rate.weekly(1)),) * 10_001, span=WEEK, policy=PLAIN),
            "core_and_flexi.flexi: more than 10,000 entries are too many; give at most 10,000",
        ),
        (
            lambda: review_dates((), first_day=ANY, last_day=START, policy=PLAIN),
            "review_dates.first_day: 3 is not a date; give a datetime.date, such as date(2026, 4, 6)",
        ),
        (
            lambda: review_dates((), first_day=START, last_day=ANY, policy=PLAIN),
            "review_dates.last_day: 3 is not a date; give a datetime.date, such as date(2026, 4, 6)",
        ),
        (
            lambda: review_dates((ANY,), first_day=START, last_day=START, policy=PLAIN),
            "review_dates.reviews[0]: 3 does not fit here; give a tuple of Review",
        ),
        (
            lambda: uplift_cost(ANY, span=WEEK, policy=PLAIN),
            "uplift_cost: 3 does not fit here; give what uplift(...) gave",
        ),
        (
            lambda: classify_plan_change(ANY, ANY, on=START, budget=None, needs_changed=None, in_doubt=None),
            "classify_plan_change.before: 3 does not fit here; give a SupportPlan",
        ),
    ],
)
def test_a_refusal_says_where_what_and_what_would_be_right(make: Callable[[], object], said: str) -> None:
    with pytest.raises(IsfError) as caught:
        make()
    assert str(caught.value) == said


def test_a_shared_sum_is_explained_as_the_part_of_each() -> None:
    explained = str(SHARED.explain()).splitlines()
    assert explained[0].startswith("minibus, 6 Apr 2026 to 12 Apr 2026, by largest remainder: 70.00 (added up) [")
    assert explained[1:] == ["  P-1: 35 of 70: 35.00", "  P-2: 35 of 70: 35.00"]
    assert SHARED.table().rows == (("P-1", Fraction(35), Money(35)), ("P-2", Fraction(35), Money(35)))


def test_an_increase_is_explained_by_the_rate_as_recorded() -> None:
    one = Uplifted(arrangement=ANY, before=Rate.weekly(100), after=Rate.weekly("103.50"))
    assert str(one.explain()).splitlines() == [
        "increase, a week: 3.50 (the first, less the others)",
        "  rate after, a week: 103.50",
        "  rate before, a week: 100.00 [The arrangement as recorded, budget.actual]",
    ]


def test_a_change_of_plan_is_shown_with_headings_and_in_one_line_with_all_that_is_unknown() -> None:
    change = PlanChange(route=ApprovalRoute.CANNOT_TELL, reasons=(), unknown=("in_doubt", "budget"))
    assert change.table().columns == (("what", "What"), ("why", "Why"), ("source", "Source"))
    assert repr(change) == "<PlanChange: cannot tell, not recorded: in_doubt, budget>"


def test_the_cost_of_an_uplift_has_a_heading_for_each_column() -> None:
    assert UpliftCost(span=WEEK, rows=(), left_out=()).table().columns == (
        ("person", "Person"),
        ("arrangement", "Arrangement"),
        ("holder", "Holder"),
        ("funder", "Funder"),
        ("cost_code", "Cost code"),
        ("before", "Before"),
        ("after", "After"),
        ("cost", "Cost"),
        ("left_out", "Left out because"),
    )
