"""The slow oracle of what the person is charged: day by day, whichever the basis, written apart from the code.

What is charged is what would come off a payment that is net throughout and bears no in-house services; a charging
week is charged whole in the period in which it begins, however little the payment of that period comes to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from isf_core.model.arrangement import Arrangement
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import Basis, ChargedBy, ChargingTerms
from isf_core.values.timeline import Timeline

from .oracle import CONTRIBUTION, ONE_DAY, ZERO, Oracle, every_day, half_up


class Charged(NamedTuple):
    """One period, and what the person is charged for it, in whole pence."""

    first_day: date
    last_day: date
    pence: int


def sevenths_charged(terms_on: Callable[[date], ChargingTerms], first_day: date, last_day: date) -> dict[date, int]:
    """How many sevenths of a week's sum are charged on each day, where the terms change and the support costs enough.

    A charging week that has begun is finished. What is charged otherwise from then on begins on the day after it, and
    the days before the first week of another kind are a seventh each, on the first of them.
    """
    out: dict[date, int] = {}
    charged_before = first_day
    for on in every_day(first_day, last_day):
        terms, out[on] = terms_on(on), 0
        if on < charged_before:
            continue
        following = on + ONE_DAY
        while terms.by is ChargedBy.CHARGING_WEEKS and following.isoweekday() != terms.week_begins:
            following += ONE_DAY
        is_week = terms.by is ChargedBy.CHARGING_WEEKS and on in (first_day, following - 7 * ONE_DAY)
        out[on] = 7 if is_week else (following - on).days
        charged_before = following
    return out


class ChargesOracle:
    """Asked about one arrangement under a policy's parameters."""

    def __init__(self, arrangement: Arrangement, parameters: Parameters) -> None:
        self.day_by_day = Oracle(arrangement, parameters)
        self.day_by_day.basis = Timeline(Basis.NET)
        self.day_by_day.in_house = ()

    def tell(self, until: date | None = None, cuts: Iterable[date] = ()) -> list[Charged]:
        """The charge of each period."""
        ours = self.day_by_day
        if ours.charging.by is ChargedBy.DAYS:
            regular = (row for row in ours.tell(until, cuts).rows if row.alone < 0)
            return [Charged(row.first_day, row.last_day, row.contribution) for row in regular]
        out: list[Charged] = []
        exact, shown = ZERO, 0
        for first, last in ours.periods(until, sorted(cuts)):
            exact += sum((ours.day(on)[CONTRIBUTION].exact for on in every_day(first, last)), Fraction(0))
            pence = half_up(exact) - shown
            shown += pence
            out.append(Charged(first, last, pence))
        return out
