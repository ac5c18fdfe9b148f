"""Rules on the budget and the plan that it pays for, side by side (BUD-02, BUD-14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple, cast

from ...model.documents import NotDone
from ...model.payment_terms import PaymentLevel
from ...model.plan import SupportPlan
from ...planning.plan_costs import a_week, cost_a_week, cost_of
from ...values.explanation import Explanation
from ...values.money import ExactMoney
from ...values.rates import Rate, RateUnit
from ...values.sources import DORSET, LANCASHIRE, RECORD, Standing
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, must, needs, should
from ..facts.costs import Costed, Ratio, costs, less
from ..facts.inside_fees import FeeInside, over_time, what_bears_it


class _SideBySide(NamedTuple):
    """Plan and budget from a day on, the fee that comes out of it, and the year by which they are compared.

    A breach keeps it until somebody reads it, and is then made by calling it: so it holds what is there anyway.
    """

    since: date
    plan: SupportPlan
    budget: Rate
    year: Fraction | None
    fee_a_week: Ratio | None
    """The fee in pounds a week; None where it cannot be told."""
    paid: PaymentLevel | None = None
    """What the policy pays, where the plan comes to less."""

    @property
    def weekly(self) -> ExactMoney:
        """The budget by the week."""
        return cast("ExactMoney", a_week(self.budget, self.year))  # a year that it depends on is known here

    @property
    def fee(self) -> ExactMoney | None:
        """The fee by the week; None where it cannot be told."""
        return None if self.fee_a_week is None else ExactMoney(Fraction(*self.fee_a_week))

    def left_by(self, fee: ExactMoney | None) -> ExactMoney:
        """What a fee leaves of the budget for the plan, as far as it is known."""
        if not fee:
            return self.weekly
        left = self.weekly - fee
        return left if left.pounds > 0 else ExactMoney(0)

    def trees(self) -> tuple[Explanation, ...]:
        """How the plan's cost and what is left for it were made."""
        cost = [
            Explanation.given(f"{support.ref}, a week", each, RECORD(f"plan.supports[{support.ref}].cost"))
            for support in self.plan.supports or ()
            if (each := cost_of(support, self.year)) is not None
        ]
        left = Explanation.given("budget, a week", self.weekly, RECORD("budget.actual"))
        if fee := self.fee:
            left = Explanation.less("left", left, Explanation.given("fee, a week", fee, RECORD("contract.fee")))
        else:
            left = Explanation.sum("left", left)
        return (*([Explanation.sum("cost", *cost)] if cost else []), left)

    def __call__(self) -> Breach:
        """That the plan comes to more; or to less, and what is paid then."""
        cost, fee = cost_a_week(self.plan, self.year), self.fee
        left, bears = self.left_by(fee), what_bears_it(self.since, self.budget, fee)
        if self.paid is None:
            return Breach("plan.supports", trees=self.trees, cost=str(cost), left=left, budget=bears)
        known, less = cost.known, left - cost.known
        return Breach("plan.supports", trees=self.trees, cost=known, difference=less, budget=bears, paid=self.paid)


class _Day(NamedTuple):
    """A day of comparison: what stands side by side, what the plan costs, and which of the two comes to more."""

    since: date
    plan: SupportPlan
    budget: Rate
    fee_a_week: Ratio | None
    """What the fee takes out of the budget, in pounds a week; None where it cannot be told."""
    costed: Costed
    left: Ratio
    """What the fee leaves of the budget, as far as it is known; below zero where it takes more."""
    over: int
    """What the plan comes to beyond the budget: only its sign counts."""
    over_left: int
    """What it comes to beyond what is left."""

    def breach(self, paid: PaymentLevel | None = None) -> Breach:
        """That the plan comes to more; or to less, and what is paid then. It is made when somebody reads it."""
        side_by_side = _SideBySide(self.since, self.plan, self.budget, self.costed.year, self.fee_a_week, paid)
        return Breach.when_read("plan.supports", cast("Callable[[], Breach]", side_by_side))  # it can be called


class _Compared(NamedTuple):
    """Plan and budget from each day on which something changes that they depend on, and what that rests on."""

    days: list[_Day]
    asked: list[Asked]


def _side_by_side(case: Case, budget: Timeline[Rate]) -> _Compared:
    """Plan and budget on the first day, and whenever one of them or the fee changes while the contract runs."""
    if budget is case.arrangement.budget.actual:  # what goes through the fund, where no split is recorded
        return case.once(_of_the_actual_budget)
    return _compared(case, budget)


def _of_the_actual_budget(case: Case) -> _Compared:
    return _compared(case, case.require(case.arrangement.budget.actual, "budget.actual"))


def _compared(case: Case, budget: Timeline[Rate]) -> _Compared:
    days: list[_Day] = []
    fees, rests = FeeInside(case), list[Asked]()
    before: tuple[SupportPlan, RateUnit] | None = None
    for since, (plan, rate, *_) in over_time(case, case.known.plan_over_time, budget):
        if before is None or plan is not before[0] or rate.unit is not before[1]:
            costed = costs(case, plan, rate)
            before = plan, rate.unit
            known = costed.cost.known.pounds.as_integer_ratio()
        weekly = a_week(rate, costed.year)
        if weekly is None:
            rests.append((None, YEAR))
            continue
        left = in_all = weekly.pounds.as_integer_ratio()
        over, _ = over_left = less(known, in_all)
        fee = fees.a_week(since, weekly) if over <= 0 or not costed.cost.missing else None
        if fee is not None and fee[0]:
            left = less(in_all, fee)
            over_left = less(known, left)
        days.append(_Day(since, plan, rate, fee, costed, left, over, over_left[0]))
    return _Compared(days, [*rests, *fees.asked])


@must(
    "BUD-02",
    source=DORSET(
        "4",
        words="agree to increase the budget (if they think the plan is appropriate) or ask for the plan to be revised",
    ),
    standing=Standing.ARRANGEMENT,
    message="the plan costs {cost}, and only {left} a week is left for it: {budget}",
    remedy="raise the budget, or revise the plan to bring it within {left} a week",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""On the first day, and on each day on which plan, budget or fee changes, the plan costs no more
    than what a fee inside the budget leaves of the actual budget. A first plan above the indicative budget is agreed
    where the actual one was raised to it, so that the actual one tells. Costs are compared by the week, exactly; what
    is bought once, and a fee for each payment or once, is no weekly cost. A plan to be agreed after the day of
    judgement may still be revised.""",
)
@needs("plan.supports", "budget.actual")
def a_plan_that_costs_more_than_the_budget_is_not_agreed(case: Case) -> Found:
    budget = case.require(case.arrangement.budget.actual, "budget.actual")
    told: _Day | None = None
    before: Costed | None = None
    compared = _side_by_side(case, budget)
    yield from compared.asked
    for each in compared.days:
        if each.costed is not before:
            before = each.costed
            yield from before.asks
        if each.over_left <= 0:
            told = None
            continue
        agreed_on = each.plan.agreed_on
        if isinstance(agreed_on, NotDone):
            continue
        yield agreed_on, "plan.agreed_on"
        is_new = told is None or not _is_told_alike(each, told)
        if agreed_on is not None and agreed_on <= case.on and is_new and case.reaches(each.since):
            told = each
            yield each.breach()


def _is_told_alike(one: _Day, other: _Day) -> bool:
    (this, of_this), (that, of_that) = one.left, other.left
    if max(0, this) * of_that != max(0, that) * of_this:
        return False
    return one.costed is other.costed or str(one.costed.cost) == str(other.costed.cost)


@should(
    "BUD-14",
    source=LANCASHIRE(
        "6.8", words="the agreed value of each Service User's Individual Service Fund as set out in their Support Plan"
    ),
    standing=Standing.ARRANGEMENT,
    message="the plan costs {cost} a week, {difference} less than what is there for it: {budget}; the policy pays "
    "{paid}",
    remedy="agree what the difference is for, or make plan and budget one value",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Compared on the first day, and on each day on which plan, budget or fee changes, by the week,
    exactly, with the part of the budget that goes through the fund, less a fee that comes out of it; what is bought
    once is no weekly cost. A plan that costs more is BUD-02's, and one that has no supports, as under a contract for
    outcomes alone (TLAP, Flexible Contracting, 3), has no value to compare.""",
)
def the_plan_is_worth_what_the_budget_is(case: Case) -> Found:
    budget = case.require(case.arrangement.budget.through_the_fund, "budget.actual")
    told: _Day | None = None
    compared = _side_by_side(case, budget)
    yield from compared.asked
    for each in compared.days:
        if each.over < 0:
            yield from each.costed.asks
        if each.over_left >= 0 or each.fee_a_week is None or each.costed.cost.missing or each.plan.supports == ():
            told = None
            continue
        if (told is None or not _is_told_alike(each, told)) and case.reaches(each.since):
            told = each
            yield each.breach(case.require(case.policies.on_or_first(each.since).pays, "policy.pays"))
