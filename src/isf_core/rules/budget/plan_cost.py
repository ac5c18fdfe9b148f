"""Rules on the budget and the plan that it pays for, side by side (BUD-02, BUD-14)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from operator import is_
from typing import NamedTuple

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
from ..facts.costs import asked, costs
from ..facts.inside_fees import bears_on_the_fee, days_on_which_one_changes, fee_inside, what_bears_it


class _SideBySide(NamedTuple):
    """Plan and budget from a day on; by the week, what the plan costs, the budget, and the fee that comes out of it."""

    since: date
    plan: SupportPlan
    budget: Rate
    cost: PlanCost
    weekly: ExactMoney
    accrues: Fraction | None
    year: Fraction | None

    @property
    def fee(self) -> ExactMoney | None:
        """The fee by the week; None where it cannot be told."""
        return None if self.accrues is None else ExactMoney(self.accrues)

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

    @property
    def is_above(self) -> bool:
        """Whether the plan, with the fee as far as it is known, comes to more than the budget."""
        return self._over_the_budget > 0

    @property
    def is_below(self) -> bool:
        """Whether it comes to less."""
        return self._over_the_budget < 0

    @property
    def _over_the_budget(self) -> int:
        """What it comes to beyond the budget, in whole numbers: only whether it is above or below zero counts."""
        plan, of_plan = self.cost.known.pounds.as_integer_ratio()
        budget, of_budget = self.weekly.pounds.as_integer_ratio()
        fee, of_fee = (0, 1) if self.accrues is None else self.accrues.as_integer_ratio()
        return (plan * of_budget - budget * of_plan) * of_fee + fee * of_plan * of_budget

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
    out = _Compared([], [])
    plans, bears = case.known.plan_over_time, bears_on_the_fee(case)
    bearing = (plans, budget, *bears.always, *(bears.on_net if bears.is_on_net else ()))
    matters = [each for each in bearing if each is not None and each.changes]
    before: list[object] | None = None
    for since in days_on_which_one_changes(case, plans, budget, *bears.always, *bears.on_net):
        here: list[object] = [each.on(since) for each in matters]
        if before is not None and all(map(is_, here, before)):
            continue
        before = here
        plan, rate = plans.on(since), budget.on(since)
        last = out.days[-1] if out.days else None
        if last is not None and plan is last.plan and rate.unit is last.budget.unit:
            year, cost = last.year, last.cost
        else:
            year, cost = costs(case, plan, rate)
        weekly = a_week(rate, year)
        if weekly is None:
            out.asked.append((None, YEAR))
            continue
        fee = None
        if cost.is_whole or cost.known <= weekly:
            fee = fee_inside(case, since, weekly, out.asked)
        out.days.append(_SideBySide(since, plan, rate, cost, weekly, fee, year))
    return out


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
    compared = _side_by_side(case, budget)
    yield from compared.asked
    for each in compared.days:
        yield from asked(each.plan, each.cost)
        if not each.is_above:
            told = None
            continue
        agreed_on = each.plan.agreed_on
        if isinstance(agreed_on, NotDone):
            continue
        yield agreed_on, "plan.agreed_on"
        if agreed_on is None or agreed_on > case.on or (told is not None and _is_told_alike(each, told)):
            continue
        if _reaches(case, each.since):
            told = each
            yield Breach.when_read("plan.supports", partial(_too_dear, each))


def _is_told_alike(one: _SideBySide, other: _SideBySide) -> bool:
    return (str(one.cost), one.left) == (str(other.cost), other.left)


def _too_dear(each: _SideBySide) -> Breach:
    bears = what_bears_it(each.since, each.budget, each.fee)
    return Breach("plan.supports", trees=each.trees(), cost=str(each.cost), left=each.left, budget=bears)


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
        if each.plan.supports == () or each.accrues is None or not cost.is_whole or not each.is_below:
            told = None
            continue
        found = cost.known, each.left
        if found != told and _reaches(case, each.since):
            told = found
            paid = case.require(case.policies.on_or_first(each.since).pays, "policy.pays")
            yield Breach.when_read("plan.supports", partial(_too_cheap, each, paid))


def _too_cheap(each: _SideBySide, paid: PaymentLevel) -> Breach:
    return Breach(
        "plan.supports",
        trees=each.trees(),
        cost=each.cost.known,
        difference=each.left - each.cost.known,
        budget=what_bears_it(each.since, each.budget, each.fee),
        paid=paid,
    )
