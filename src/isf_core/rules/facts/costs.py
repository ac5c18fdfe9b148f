"""What rules of several areas ask about money: what a plan costs a week."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ...model.plan import SupportPlan
from ...planning import plan_costs
from ...planning.plan_costs import PlanCost, a_week, cost_a_week, rates_of
from ...values.money import ExactMoney
from ...values.rates import Rate
from ..engine.case import YEAR, Case
from ..engine.definition import Asked


class _Costed(NamedTuple):
    """A plan, rates that say whether its cost depends on a year, and what it costs a week by each year asked about."""

    plan: SupportPlan
    rates: list[Rate]
    by_year: dict[Fraction | None, PlanCost]


def _costed(case: Case) -> list[_Costed]:
    return []


def costs(case: Case, plan: SupportPlan, *beside: Rate) -> tuple[Fraction | None, PlanCost]:
    """The year by which to compare a plan's costs with some rates, and what the plan costs a week."""
    kept = case.once(_costed)
    its = next((each for each in kept if each.plan is plan), None)
    if its is None:
        its = _Costed(plan, [rate for support in plan.supports or () for rate in rates_of(support)], {})
        kept.append(its)
    year = case.year_for(*its.rates, *beside) if (its.rates or beside) else None
    cost = its.by_year.get(year)
    if cost is None:
        cost = its.by_year[year] = cost_a_week(plan, year)
    return year, cost


def asked(plan: SupportPlan, cost: PlanCost) -> tuple[Asked, ...]:
    """What a plan's cost rests on, as a case asks for it: the costs, and the year where it is missing."""
    supports = plan.supports
    return (
        (supports, "plan.supports"),
        *[(each.cost, f"plan.supports[{each.ref}].cost") for each in supports or ()],
        *(((None, YEAR),) if cost.missing and plan_costs.YEAR in cost.missing else ()),
    )


def known_a_week(case: Case, rate: Rate, year: Fraction | None) -> ExactMoney:
    """A rate's pounds a week; the year is asked for where it depends on one that is not known."""
    weekly = a_week(rate, year)
    return case.require(weekly, YEAR) if weekly is None else weekly
