"""What rules of several areas ask about money: what a plan costs a week."""

from __future__ import annotations

from fractions import Fraction

from ...model.plan import SupportPlan
from ...planning import plan_costs
from ...planning.plan_costs import PlanCost, a_week, cost_a_week, rates_of
from ...values.money import ExactMoney
from ...values.rates import Rate
from ..engine.case import YEAR, Case
from ..engine.definition import Asked


def costs(case: Case, plan: SupportPlan, *beside: Rate) -> tuple[Fraction | None, PlanCost]:
    """The year by which to compare a plan's costs with some rates, and what the plan costs a week."""
    rates = [rate for support in plan.supports or () for rate in rates_of(support)]
    year = case.year_for(*rates, *beside) if (rates or beside) else None
    return year, cost_a_week(plan, year)


def asked(plan: SupportPlan, cost: PlanCost) -> tuple[Asked, ...]:
    """What a plan's cost rests on, as a case asks for it: the costs, and the year where it is missing."""
    supports = plan.supports
    return (
        (supports, "plan.supports"),
        *((each.cost, f"plan.supports[{each.ref}].cost") for each in supports or ()),
        *(((None, YEAR),) if plan_costs.YEAR in cost.missing else ()),
    )


def known_a_week(case: Case, rate: Rate, year: Fraction | None) -> ExactMoney:
    """A rate's pounds a week; the year is asked for where it depends on one that is not known."""
    weekly = a_week(rate, year)
    return case.require(weekly, YEAR) if weekly is None else weekly
