"""What accrues, in whole numbers: so much a day and so much a month, from one change to the next.

Everything regular in a payment (budget, contribution, in-house services, fees) is a *component*: a
sum that grows evenly by the day, or evenly through a month of the cycle. Two clocks measure
the growth. The day clock counts days; a weekly amount grows by a seventh of it each day. The
month clock counts ticks, so many that a month of 28, 29, 30 or 31 days splits into whole ones;
an instalment grows by the same amount each month however long it is, so that a whole month
pays the stated instalment and a part of one its share by days (PAY-01).

All numbers of a component's profile stand over one denominator: a schedule is then whole-number
sums, and a Fraction is made only when somebody asks for the exact amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit

TICKS = lcm(28, 29, 30, 31)
"""Ticks of the month clock in a month of the cycle, whatever its length."""

NEVER = date.max.toordinal() + 1


class AccrualRate(NamedTuple):
    """How a sum accrues: pounds a day, or pounds a month of the cycle; one of the two is usually 0.

    `per_week` is what it comes to in a week: sums are compared by it, so that the length of a month decides nothing.
    `is_instalment`: whether it is an instalment of a yearly sum, which is always rounded by running total (PAY-03).
    """

    per_day: Fraction
    per_month: Fraction
    per_week: Fraction
    is_instalment: bool = False

    @classmethod
    def of(cls, rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> AccrualRate:
        """How a rate accrues when it is paid at a frequency.

        A monthly or yearly rate paid by months goes by instalments; every other goes by sevenths of
        the week (PAY-01).
        """
        per_week = rate.per_week(weeks_in_year).pounds
        if frequency.months and rate.unit.is_by_months:
            is_instalment = rate.unit is RateUnit.YEAR and bool(rate.amount)  # an instalment of 0.00 is none
            return cls(_ZERO, rate.per_month(weeks_in_year).pounds, per_week, is_instalment)
        return cls(per_week / 7, _ZERO, per_week)

    def times(self, fraction: Fraction) -> AccrualRate:
        """A share of it; a share of an instalment is an instalment still."""
        return AccrualRate(
            self.per_day * fraction, self.per_month * fraction, self.per_week * fraction, self.is_instalment
        )

    def plus(self, other: AccrualRate) -> AccrualRate:
        """Both together."""
        return AccrualRate(
            self.per_day + other.per_day,
            self.per_month + other.per_month,
            self.per_week + other.per_week,
            self.is_instalment or other.is_instalment,
        )

    def less(self, other: AccrualRate) -> AccrualRate:
        """What is left of it; what is left of an instalment is an instalment still."""
        return AccrualRate(
            self.per_day - other.per_day,
            self.per_month - other.per_month,
            self.per_week - other.per_week,
            self.is_instalment,
        )


_ZERO = Fraction(0)
NOTHING = AccrualRate(_ZERO, _ZERO, _ZERO)


def months_of(cycle: PayCycle) -> PayCycle:
    """The months by which sums go on a cycle: its own, or calendar months where it has none."""
    return PayCycle(Frequency.MONTHLY, cycle.anchor if cycle.frequency.months else cycle.anchor.replace(day=1))


def ticks_at(cycle: PayCycle, ordinal: int) -> int:
    """The month clock of a cycle at the beginning of a day: ticks since its months are counted, negative before."""
    months = months_of(cycle)
    number = months.number_of(date.fromordinal(ordinal))
    start = months.start_of(number).toordinal()
    length = months.start_of(number + 1).toordinal() - start
    return number * TICKS + (ordinal - start) * (TICKS // length)


class AccrualStep(NamedTuple):
    """From a day (its ordinal, and its tick) on: so many a day and so many a tick."""

    since: int
    tick: int
    day: int
    month: int
    is_instalment: bool


class AccrualProfile(NamedTuple):
    """How a component accrues: steps in order of time, all over one denominator (pence are sums divided by it).

    The denominator is even, so that half a penny is a whole number too.
    """

    steps: tuple[AccrualStep, ...]
    denominator: int
    has_instalments: bool

    @classmethod
    def of(cls, rates: Sequence[tuple[int, AccrualRate]], cycle: PayCycle) -> AccrualProfile | None:
        """The profile of rates, each from the ordinal of its first day; None where nothing ever accrues."""
        if not any(rate.per_day or rate.per_month for _, rate in rates):
            return None
        has_months = any(rate.per_month for _, rate in rates)
        denominator = lcm(2, *(pounds.denominator for _, rate in rates for pounds in rate[:2]))
        denominator *= TICKS if has_months else 1
        steps: list[AccrualStep] = []
        for since, rate in rates:
            day, month = (pounds.numerator * 100 * (denominator // pounds.denominator) for pounds in rate[:2])
            growth = (day, month // TICKS, rate.is_instalment)
            if not steps or steps[-1][2:] != growth:
                steps.append(AccrualStep(since, ticks_at(cycle, since) if has_months else 0, *growth))
        return cls(tuple(steps), denominator, any(step.is_instalment for step in steps))

    def accrued(self, ends: Sequence[int], ticks: Sequence[int]) -> list[int]:
        """What has accrued from the first day up to each of some days (in order), times the denominator."""
        steps = self.steps
        since, tick, day, month, _ = steps[0]
        if len(steps) == 1:
            if not month:
                return [day * (end - since) for end in ends]
            return [day * (end - since) + month * (at - tick) for end, at in zip(ends, ticks, strict=True)]
        out = []
        place, last = 0, len(steps) - 1
        following = steps[1].since
        before = 0
        for end, at in zip(ends, ticks, strict=True):
            while following < end:
                place += 1
                step = steps[place]
                before += day * (step.since - since) + month * (step.tick - tick)
                since, tick, day, month, _ = step
                following = steps[place + 1].since if place < last else NEVER
            out.append(before + day * (end - since) + month * (at - tick))
        return out
