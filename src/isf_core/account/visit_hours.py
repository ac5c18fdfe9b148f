"""Hours of support and the price of an hour, by support (LED-14).

>>> visits = (
...     VisitRecord(ref="V-1", on=date(2026, 4, 6), support="homecare", minutes=45, price="18.00"),
...     VisitRecord(ref="V-2", on=date(2026, 4, 7), support="homecare", minutes=30, price="12.00"),
... )
>>> (row,) = hours_by_support(Fund(visits=visits), span=Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)))
>>> row.support, str(row.hours), str(row.hourly), str(row.amount)
('homecare', '5/4', '24', '30.00')
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date  # noqa: F401  # for the example
from fractions import Fraction

import attrs

from ..errors import recorded
from ..model.account import Fund
from ..model.visits import VisitRecord, VisitState
from ..values.checks import instance
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.record import WithFields


@frozen(kw_only=True, repr=False)
class SupportHours(WithFields):
    """Visits that were made for one support at one price of an hour.

    - `support`: by its reference; None for visits that name none.
    - `hourly`: the price of an hour, exactly: what a visit costs over how long it took.
    - `hours` and `amount`: how long they took together, and what they cost.

    Visits without their minutes or their price make a row of their own, in which `hourly` is None, and so is
    whichever of the two sums is not known.
    """

    support: str | None
    hourly: ExactMoney | None
    visits: int
    hours: Fraction | None
    amount: Money | None


def hours_by_support(fund: Fund, *, span: Period) -> tuple[SupportHours, ...]:
    """Add up the hours of the visits that were made in some days, by support and price of an hour (LED-14).

    Cancelled and missed visits are no hours of support. Raises NotRecorded if the visits are not recorded.
    """
    instance("hours_by_support", fund, Fund, "give a Fund, such as arrangement.fund")
    instance("hours_by_support", span, Period, "give a Period")
    return hours_of(visit for visit in recorded(fund.visits, "the hours", "fund.visits") if visit.on in span)


def hours_of(visits: Iterable[VisitRecord]) -> tuple[SupportHours, ...]:
    """The hours of some visits, by support and price, in the order in which these first come."""
    made = (
        SupportHours(
            support=visit.support,
            hourly=None if each is None or visit.price is None else visit.price.exact / each,
            visits=1,
            hours=each,
            amount=visit.price,
        )
        for visit in visits
        if visit.state is VisitState.MADE
        for each in [None if visit.minutes is None else Fraction(visit.minutes, 60)]
    )
    return together(made)


def together(rows: Iterable[SupportHours]) -> tuple[SupportHours, ...]:
    """Rows of one support and one price added up."""
    out: dict[tuple[str | None, ExactMoney | None], SupportHours] = {}
    for row in rows:
        key = row.support, row.hourly
        before = out.get(key)
        out[key] = row if before is None else _added(before, row)
    return tuple(out.values())


def _added(one: SupportHours, other: SupportHours) -> SupportHours:
    return attrs.evolve(
        one,
        visits=one.visits + other.visits,
        hours=None if one.hours is None or other.hours is None else one.hours + other.hours,
        amount=None if one.amount is None or other.amount is None else one.amount + other.amount,
    )
