"""What rules of several areas ask about money: what a plan costs a week."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ...model.plan import Support, SupportPlan
from ...planning import plan_costs
from ...planning.plan_costs import PlanCost, a_week, cost_a_week, rates_of
from ...values.money import ExactMoney, Money
from ...values.rates import ANY_YEAR, Rate
from ..engine.case import YEAR, Case
from ..engine.definition import Asked

Ratio = tuple[int, int]
"""So many pounds as a whole number and what it is divided by, which is above zero; not in lowest terms."""


def less(one: Ratio, other: Ratio) -> Ratio:
    """One sum less another, in whole numbers.

    >>> less((1, 2), (1, 3))
    (1, 6)
    """
    (this, of_this), (that, of_that) = one, other
    return this * of_that - that * of_this, of_this * of_that


def costs_nothing(support: Support) -> bool:
    """Whether a support is costed, and takes nothing from the budget, a week or once."""
    cost = support.cost
    if isinstance(cost, Rate):
        return not cost.amount.pounds
    return cost is not None and not (cost if isinstance(cost, Money) else support.per_week(ANY_YEAR))


class Costed(NamedTuple):
    """What a plan costs a week, by a year, and what that rests on, as a case asks for it."""

    year: Fraction | None
    """The arrangement's, the policy's, or the one that stands for any: in one case each is the same object."""
    cost: PlanCost
    asks: tuple[Asked, ...]


class _OfPlan(NamedTuple):
    """A plan, the rates that say whether its cost depends on a year, and what it costs by each year asked about."""

    plan: SupportPlan
    rates: list[Rate]
    by_year: list[Costed]


def _costed(case: Case) -> list[_OfPlan]:
    return []


def costs(case: Case, plan: SupportPlan, *beside: Rate) -> Costed:
    """What a plan costs a week, by the year by which to compare its costs with some rates."""
    kept = case.once(_costed)
    for its in kept:
        if its.plan is plan:
            break
    else:
        its = _OfPlan(plan, [rate for support in plan.supports or () for rate in rates_of(support)], [])
        kept.append(its)
    year = case.year_for(*its.rates, *beside) if (its.rates or beside) else None
    for costed in its.by_year:
        if costed.year is year:
            return costed
    cost = cost_a_week(plan, year)
    costed = Costed(year, cost, asked(plan, cost))
    its.by_year.append(costed)
    return costed


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


def beyond(one: ExactMoney, other: ExactMoney) -> int:
    """What a sum is more than another, in whole numbers: only its sign counts.

    >>> beyond(ExactMoney("0.5"), ExactMoney("0.25")) > 0, beyond(ExactMoney(1), ExactMoney(1))
    (True, 0)
    """
    return less(one.pounds.as_integer_ratio(), other.pounds.as_integer_ratio())[0]
