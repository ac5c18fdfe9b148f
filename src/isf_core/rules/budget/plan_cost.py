"""Rules on the budget and the plan that it pays for, side by side (BUD-02, BUD-14)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple, cast

from ...model.documents import NotDone
from ...model.payment_terms import PaymentLevel
from ...model.plan import SupportPlan
from ...planning.plan_costs import PlanCost, a_week, cost_of
from ...schedule.resolved_terms import RECORD
from ...values.explanation import Explanation
from ...values.money import ExactMoney
from ...values.rates import Rate
from ...values.sources import DORSET, LANCASHIRE, Standing
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, must, should
from ..facts.costs import asked, beyond, costs
from ..facts.inside_fees import days_of_change, fee_inside, what_bears_it


class _SideBySide(NamedTuple):
    """Plan and budget from a day on; by the week, what the plan costs, the budget, and the fee that comes out of it."""

    since: date
    plan: SupportPlan
    budget: Rate
    cost: PlanCost
    weekly: ExactMoney
    fee_a_week: Fraction | None
    """The fee in pounds a week; None where it cannot be told."""
    over: int
    """What the plan, with the fee as far as it is known, comes to beyond the budget: only its sign counts."""
    year: Fraction | None
    paid: PaymentLevel | None = None
    """What the policy pays, where that was asked for."""

    @property
    def fee(self) -> ExactMoney | None:
        """The fee by the week; None where it cannot be told."""
        return None if self.fee_a_week is None else ExactMoney(self.fee_a_week)

    def trees(self) -> tuple[Explanation, ...]:
        """How the plan's cost and what is left for it were made."""
        cost = [
            Explanation.given(f"{support.ref}, a week", each, RECORD(f"plan.supports[{support.ref}].cost"))
            for support in self.plan.supports or ()
            if (each := cost_of(support, self.year)) is not None
        ]
        left = Explanation.given("budget, a week", self.weekly, RECORD("budget.actual"))
        if self.fee and self.fee.pounds:
            left = Explanation.less("left", left, Explanation.given("fee, a week", self.fee, RECORD("contract.fee")))
        else:
            left = Explanation.sum("left", left)
        return (*([Explanation.sum("cost", *cost)] if cost else []), left)

    def too_dear(self) -> Breach:
        """That it comes to more."""
        bears = what_bears_it(self.since, self.budget, self.fee)
        return Breach("plan.supports", trees=self.trees, cost=str(self.cost), left=self.left, budget=bears)

    def too_cheap(self) -> Breach:
        """That it comes to less, and what is paid then."""
        left, known = self.left, self.cost.known
        bears, paid = what_bears_it(self.since, self.budget, self.fee), cast("PaymentLevel", self.paid)
        difference = left - known
        return Breach("plan.supports", trees=self.trees, cost=known, difference=difference, budget=bears, paid=paid)

    @property
    def left(self) -> ExactMoney:
        """What is left of the budget for the plan, as far as it is known."""
        fee = self.fee
        return max(ExactMoney(0), self.weekly - fee) if fee else self.weekly


class _Compared(NamedTuple):
    """Plan and budget from each day on which something changes that they depend on, and what that rests on."""

    days: list[_SideBySide]
    asked: list[Asked]


def _side_by_side(case: Case, budget: Timeline[Rate]) -> _Compared:
    """Plan and budget on the first day, and whenever one of them or the fee changes while the contract runs."""
    if budget is case.arrangement.budget.actual:  # what goes through the fund, where no split is recorded
        return case.once(_of_the_actual_budget)
    return _compared(case, budget)


def _of_the_actual_budget(case: Case) -> _Compared:
    return _compared(case, case.require(case.arrangement.budget.actual, "budget.actual"))


def _compared(case: Case, budget: Timeline[Rate]) -> _Compared:
    days: list[_SideBySide] = []
    rests: list[Asked] = []
    plans, before = case.known.plan_over_time, None
    for since in days_of_change(case, plans, budget):
        plan, rate = plans.on(since), budget.on(since)
        if before is None or plan is not before[0] or rate.unit is not before[1]:
            year, cost = costs(case, plan, rate)
            before = plan, rate.unit
        weekly = a_week(rate, year)
        if weekly is None:
            rests.append((None, YEAR))
            continue
        over, fee = beyond(cost.known, weekly), None
        if cost.is_whole or over <= 0:
            fee = fee_inside(case, since, weekly, rests)
            over = beyond(cost.known, weekly, fee)
        days.append(_SideBySide(since, plan, rate, cost, weekly, fee, over, year))
    return _Compared(days, rests)


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
def a_plan_that_costs_more_than_the_budget_is_not_agreed(case: Case) -> Found:
    budget = case.require(case.arrangement.budget.actual, "budget.actual")
    told: _SideBySide | None = None
    before: _SideBySide | None = None
    compared = _side_by_side(case, budget)
    yield from compared.asked
    for each in compared.days:
        if before is None or each.cost is not before.cost:
            yield from asked(each.plan, each.cost)
        before = each
        if each.over <= 0:
            told = None
            continue
        agreed_on = each.plan.agreed_on
        if isinstance(agreed_on, NotDone):
            continue
        yield agreed_on, "plan.agreed_on"
        is_new = told is None or not _is_told_alike(each, told)
        if agreed_on is not None and agreed_on <= case.on and is_new and _reaches(case, each.since):
            told = each
            yield Breach.when_read("plan.supports", each.too_dear)


def _is_told_alike(one: _SideBySide, other: _SideBySide) -> bool:
    return one.left == other.left and (one.cost is other.cost or str(one.cost) == str(other.cost))


def _reaches(case: Case, since: date) -> bool:
    return since == date.min or case.reaches(since)


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
    told: tuple[ExactMoney, ExactMoney] | None = None
    compared = _side_by_side(case, budget)
    yield from compared.asked
    for each in compared.days:
        cost = each.cost
        if cost.known < each.weekly:
            yield from asked(each.plan, cost)
        if each.plan.supports == () or each.fee_a_week is None or not cost.is_whole or each.over >= 0:
            told = None
            continue
        found = cost.known, each.left
        if found != told and _reaches(case, each.since):
            told = found
            paid = case.require(case.policies.on_or_first(each.since).pays, "policy.pays")
            yield Breach.when_read("plan.supports", each._replace(paid=paid).too_cheap)
