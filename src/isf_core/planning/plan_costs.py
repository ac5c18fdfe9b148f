"""The weekly cost of a plan as far as it is known: at least the costs that are recorded (PLN-03).

A plan some of whose costs are not recorded costs at least what the others come to: no cost is below zero.
"""

from __future__ import annotations

from fractions import Fraction

from ..model.plan import Support, SupportPlan
from ..values.frozen import frozen
from ..values.money import ExactMoney
from ..values.rates import ANY_YEAR, Rate
from ..values.record import WithFields
from ..values.table import as_read

YEAR = "policy.weeks_in_year"
_OF_BOTH_KINDS = (Rate.weekly(0), Rate.annual(0))


@frozen(kw_only=True, repr=False)
class PlanCost(WithFields):
    """Pounds a week, exactly, and the fields that are missing for the whole of it: () where it is whole.

    >>> plan = SupportPlan(supports=(Support.by_rate("care", None, Rate.weekly(60)), Support(ref="art")))
    >>> cost = cost_a_week(plan, None)
    >>> str(cost), cost.missing
    ('at least £60.00 a week', ('supports[art].cost',))
    """

    known: ExactMoney
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every cost is known."""
        return not self.missing

    def __str__(self) -> str:
        return f"{'' if self.is_whole else 'at least '}{as_read(self.known)} a week"


def a_week(rate: Rate, year: Fraction | None) -> ExactMoney | None:
    """A rate's pounds a week; None where it depends on a year that is not known.

    >>> a_week(Rate.annual("1137.50"), None), a_week(Rate.four_weekly(60), None)
    (None, ExactMoney('15'))
    """
    if year is None:
        return None if rate.unit.is_by_months else rate.per_week(ANY_YEAR)
    return rate.per_week(year)


def rates_of(support: Support) -> tuple[Rate, ...]:
    """Rates that say whether a support's weekly cost depends on the length of a year.

    >>> rates_of(Support.by_rate("art", None, Rate.annual("1137.50")))
    (Rate.annual('1137.5'),)
    """
    if isinstance(support.cost, Rate):
        return (support.cost,)
    if isinstance(support.cost, tuple) and any(visits.needs_year for visits in support.cost):
        return _OF_BOTH_KINDS  # the difference is spread over the year
    return _OF_BOTH_KINDS[:1]


def cost_of(support: Support, year: Fraction | None) -> ExactMoney | None:
    """A support's pounds a week; None where its cost, or the year that it depends on, is not known.

    >>> cost_of(Support.by_rate("art", None, Rate.annual("1137.50")), Fraction(52))
    ExactMoney('21.875')
    """
    if year is None:
        depends = any(rate.unit.is_by_months for rate in rates_of(support))
        return None if depends else support.per_week(ANY_YEAR)
    return support.per_week(year)


def cost_a_week(plan: SupportPlan, year: Fraction | None) -> PlanCost:
    """What a plan's supports cost a week, exactly. What is bought once is no weekly cost.

    >>> cost_a_week(SupportPlan(), None).missing
    ('supports',)
    """
    if plan.supports is None:
        return PlanCost(known=ExactMoney(0), missing=("supports",))
    known: list[ExactMoney] = []
    missing: list[str] = []
    for support in plan.supports:
        cost = cost_of(support, year)
        if cost is not None:
            known.append(cost)
        else:
            missing.append(YEAR if support.cost is not None else f"supports[{support.ref}].cost")
    return PlanCost(known=ExactMoney.total(known), missing=tuple(dict.fromkeys(missing)) if missing else ())
