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


def beyond(one: ExactMoney, other: ExactMoney, beside: Fraction | None = None) -> int:
    """What a sum, with so many pounds `beside` it, is more than another, in whole numbers: only its sign counts.

    >>> beyond(ExactMoney("0.5"), ExactMoney("0.25")) > 0, beyond(ExactMoney(1), ExactMoney(1))
    (True, 0)
    >>> beyond(ExactMoney(1), ExactMoney(2), Fraction(3, 4)) < 0, beyond(ExactMoney(1), ExactMoney(2), Fraction(1))
    (True, 0)
    """
    this, of_this = one.pounds.as_integer_ratio()
    that, of_that = other.pounds.as_integer_ratio()
    more = this * of_that - that * of_this
    if beside is None:
        return more
    added, of_added = beside.as_integer_ratio()
    return more * of_added + added * of_this * of_that
