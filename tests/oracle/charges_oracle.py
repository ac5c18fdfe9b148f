"""The slow oracle of what the person is charged: day by day, whichever the basis, written apart from the code.

What is charged is what would come off a payment that is net throughout and bears no in-house services; a charging
week is charged whole in the period in which it begins, however little the payment of that period comes to. It is
never less than what comes off the payment.
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

from .oracle import CONTRIBUTION, ONE_DAY, ZERO, Oracle, Pence, every_day, half_up


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
        self.held, self.day_by_day = Oracle(arrangement, parameters), Oracle(arrangement, parameters)
        self.day_by_day.basis = Timeline(Basis.NET)
        self.day_by_day.in_house = ()

    def tell(self, until: date | None = None, cuts: Iterable[date] = ()) -> list[Charged]:
        """The charge of each period: no less than what comes off its payment, and as that is where they are alike.

        What is shown beyond the charge's own running total, to that end, comes off a later charge. A payment that
        nothing ever comes off has no running total, so a penny that is left of the charge does not wait for it.
        """
        out: list[Charged] = []
        total = shown = 0
        charges, comes_off = (told(each, until, cuts) for each in (self.day_by_day, self.held))
        runs_on = any(each.accrued.exact for each in comes_off)
        for charge, held in zip(charges, comes_off, strict=True):
            if not charge.accrued.runs:
                total = shown = 0
            total += charge.pence
            pence = max(held.pence, total - shown)
            if runs_on and charge.accrued.runs and charge.accrued == held.accrued:
                pence = held.pence
            shown += pence
            out.append(Charged(charge.first_day, charge.last_day, pence))
        return out


class _Told(NamedTuple):
    """One period of a schedule: what is taken of the contribution, in whole pence, and what accrued of it."""

    first_day: date
    last_day: date
    pence: int
    accrued: Pence


def told(ours: Oracle, until: date | None, cuts: Iterable[date]) -> list[_Told]:
    """Each period by itself."""
    if ours.charging.by is ChargedBy.DAYS:
        answer = ours.tell(until, cuts)
        regular = [row for row in answer.rows if row.alone < 0]
        return [
            _Told(row.first_day, row.last_day, row.contribution, accrued)
            for row, accrued in zip(regular, answer.contributed, strict=True)
        ]
    out: list[_Told] = []
    exact, shown = ZERO, 0
    for first, last in ours.periods(until, sorted(cuts)):
        here = sum((ours.day(on)[CONTRIBUTION].exact for on in every_day(first, last)), Fraction(0))
        exact += here
        pence = half_up(exact) - shown
        shown += pence
        out.append(_Told(first, last, pence, Pence(here, runs=True)))
    return out
