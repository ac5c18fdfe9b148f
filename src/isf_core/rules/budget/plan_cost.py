"""Rules on the budget and the plan that it pays for, side by side (BUD-02, BUD-14)."""

from __future__ import annotations

from ...model.documents import NotDone
from ...planning.plan_costs import a_week
from ...values.rates import Rate
from ...values.sources import DORSET, LANCASHIRE, Standing
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked, Breach, LifecycleStep, must, should
from ..facts.costs import asked, costs, first_plan, known_a_week


def _at_the_start(case: Case, timeline: Timeline[Rate] | None) -> tuple[Rate | None, tuple[Asked, ...]]:
    """The budget of the first day, and what that rests on."""
    if timeline is None or not timeline.changes:
        return (None if timeline is None else timeline.first), ((timeline, "budget.actual"),)
    start = case.arrangement.contract.first_day
    asks = ((timeline, "budget.actual"), (start, "contract.first_day"))
    return (None if start is None else timeline.on(start)), asks


@must(
    "BUD-02",
    source=DORSET(
        "4",
        words="agree to increase the budget (if they think the plan is appropriate) or ask for the plan to be revised",
    ),
    standing=Standing.ARRANGEMENT,
    message="the plan agreed on {agreed_on} costs {cost}: more than the indicative budget, {indicative}, "
    "and than the actual budget, {actual}",
    remedy="raise the budget, or revise the plan to bring it within {actual}",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""The plan of the first day costs no more than the indicative budget, or than the actual one that
    was raised for it. Costs are compared by the week, exactly; what is bought once is no weekly cost. A plan to be
    agreed after the day of judgement may still be revised. A later plan is classified before it is agreed (PLN-08).""",
)
def a_plan_that_costs_more_than_the_budget_is_not_agreed(case: Case) -> Breach | None:
    plan, budget = first_plan(case), case.arrangement.budget
    limits = ((budget.indicative, ((budget.indicative, "budget.indicative"),)), _at_the_start(case, budget.actual))
    year, cost = costs(case, plan, *(rate for rate, _ in limits if rate is not None))
    above: list[Rate] = []
    unknown: list[Asked] = []
    for rate, asks in limits:
        weekly = None if rate is None else a_week(rate, year)
        if rate is None or weekly is None:
            unknown += asks if rate is None else [(None, YEAR)]
        elif cost.known > weekly:
            above.append(rate)
        elif cost.is_whole:
            case.require_all(*asked(plan, cost), *asks)
            return None
        else:
            unknown += asked(plan, cost)
    case.require_all(*unknown)
    if isinstance(plan.agreed_on, NotDone):
        return None
    agreed_on = case.require(plan.agreed_on, "plan.agreed_on")
    if agreed_on > case.on:
        return None
    return Breach("plan.supports", agreed_on=agreed_on, cost=str(cost), indicative=above[0], actual=above[1])


@should(
    "BUD-14",
    source=LANCASHIRE(
        "6.8", words="the agreed value of each Service User's Individual Service Fund as set out in their Support Plan"
    ),
    standing=Standing.ARRANGEMENT,
    message="the plan costs {cost} a week, {difference} less than the budget of {budget}; the policy pays {paid}",
    remedy="agree what the difference is for, or make plan and budget one value",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Compared on the first day, by the week, exactly, with the part of the budget that goes through the
    fund; what is bought once is no weekly cost. A plan that costs more is BUD-02's.""",
)
def the_plan_is_worth_what_the_budget_is(case: Case) -> Breach | None:
    plan = first_plan(case)
    rate, asks = _at_the_start(case, case.arrangement.budget.through_the_fund)
    case.require_all(*asks)
    budget = case.require(rate, "budget.actual")
    year, cost = costs(case, plan, budget)
    weekly = known_a_week(case, budget, year)
    case.require_all(*((fact, field) for fact, field in asked(plan, cost) if fact is not None))
    if cost.known >= weekly:
        return None
    case.require_all(*asked(plan, cost))
    paid = case.require(case.parameters.pays, "policy.pays")
    return Breach("plan.supports", cost=cost.known, budget=budget, difference=weekly - cost.known, paid=paid)
