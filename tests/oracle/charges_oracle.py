"""The slow oracle of what the person is charged: day by day, whichever the basis, written apart from the code.

What is charged is what would come off a payment that is net throughout and bears no in-house services; a charging
week is charged whole in the period in which it begins, however little the payment of that period comes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from isf_core.model.arrangement import Arrangement
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import Basis, ChargedBy
from isf_core.values.timeline import Timeline

from .oracle import CONTRIBUTION, ZERO, Oracle, every_day, half_up


class Charged(NamedTuple):
    """One period, and what the person is charged for it, in whole pence."""

    first_day: date
    last_day: date
    pence: int


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
