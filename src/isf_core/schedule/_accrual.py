"""What accrues, in whole numbers: so much a day and so much a month, from one change to the next.

Everything regular in a payment (budget, contribution, in-house services, fees) is a *component*: a
sum that grows evenly by the day, or evenly through a month of the cycle. Two clocks measure
the growth. The day clock counts days; a weekly amount grows by a seventh of it each day. The
month clock counts ticks, so many that a month of 28, 29, 30 or 31 days splits into whole ones;
an instalment grows by the same amount each month however long it is, so that a whole month
pays the stated instalment and a part of one its share by days (PAY-01).

Every number is whole and stands over a denominator, from the rate as it was stated to the line of a schedule; all of
a component's profile stand over one. A Fraction is made only when somebody asks for the exact amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from operator import attrgetter
from typing import NamedTuple

from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit

TICKS = lcm(28, 29, 30, 31)
"""Ticks of the month clock in a month of the cycle, whatever its length."""

NEVER = date.max.toordinal() + 1


class AccrualRate(NamedTuple):
    """How a sum accrues: so much a day or a month of the cycle, in whole numbers that stand over one denominator.

    One of `day` and `month` is usually 0. `week` is what it comes to in a week: sums are compared by it, so that the
    length of a month decides nothing. All are divided by `over` to make pounds. `is_instalment`: whether it is an
    instalment of a yearly sum, which is always rounded by running total (PAY-03).
    """

    day: int
    month: int
    week: int
    over: int
    is_instalment: bool = False

    @classmethod
    def of(cls, rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> AccrualRate:
        """How a rate accrues when it is paid at a frequency.

        A monthly or yearly rate paid by months goes by instalments; every other goes by sevenths of
        the week (PAY-01).
        """
        unit = rate.unit
        number, over = _over_pence(rate.amount.pounds)
        if unit is RateUnit.WEEK:
            return cls(number, 0, 7 * number, 7 * over)
        if unit is RateUnit.FOUR_WEEKS:
            return cls(number, 0, 7 * number, 28 * over)
        # A year has twelve months, and so many weeks.
        months = 1 if unit is RateUnit.MONTH else 12
        weeks, of_weeks = weeks_in_year.as_integer_ratio()
        yearly = 12 * number * of_weeks
        if frequency.months:
            is_instalment = unit is RateUnit.YEAR and bool(number)  # an instalment of 0.00 is none
            return cls(0, number * weeks, yearly, months * over * weeks, is_instalment)
        return cls(yearly, 0, 7 * yearly, 7 * months * over * weeks)

    @classmethod
    def weekly(cls, pounds: Fraction) -> AccrualRate:
        """So many pounds a week."""
        number, over = _over_pence(pounds)
        return cls(number, 0, 7 * number, 7 * over)

    @classmethod
    def monthly(cls, pounds: Fraction) -> AccrualRate:
        """So many pounds a month; nothing compares it by the week."""
        number, over = pounds.as_integer_ratio()
        return cls(0, number, 0, over)

    @property
    def per_day(self) -> Fraction:
        """Pounds a day."""
        return Fraction(self.day, self.over)

    @property
    def per_month(self) -> Fraction:
        """Pounds a month of the cycle."""
        return Fraction(self.month, self.over)

    @property
    def per_week(self) -> Fraction:
        """Pounds a week."""
        return Fraction(self.week, self.over)

    def exceeds(self, other: AccrualRate) -> bool:
        """Whether it comes to more in a week."""
        return self.week * other.over > other.week * self.over

    def accrues_as(self, other: AccrualRate) -> bool:
        """Whether both accrue alike."""
        one, another = ((each.per_day, each.per_month, each.per_week, each.is_instalment) for each in (self, other))
        return one == another

    def over_as(self, over: int) -> AccrualRate:
        """The same over a multiple of its denominator."""
        times = over // self.over
        return AccrualRate(self.day * times, self.month * times, self.week * times, over, self.is_instalment)

    def times(self, share: Fraction) -> AccrualRate:
        """A share of it; a share of an instalment is an instalment still."""
        part, whole = share.as_integer_ratio()
        day, month, week, over, is_instalment = self
        return AccrualRate(day * part, month * part, week * part, over * whole, is_instalment)

    def plus(self, other: AccrualRate) -> AccrualRate:
        """Both together."""
        one, another = _over_one(self, other)
        return AccrualRate(
            one.day + another.day,
            one.month + another.month,
            one.week + another.week,
            one.over,
            one.is_instalment or another.is_instalment,
        )

    def less(self, other: AccrualRate) -> AccrualRate:
        """What is left of it; what is left of an instalment is an instalment still."""
        one, another = _over_one(self, other)
        return AccrualRate(
            one.day - another.day, one.month - another.month, one.week - another.week, one.over, one.is_instalment
        )


NOTHING = AccrualRate(0, 0, 0, 1)
_day, _month = attrgetter("day"), attrgetter("month")


def _over_pence(pounds: Fraction) -> tuple[int, int]:
    """Pounds as a whole number and its denominator; all that are whole pence have one, and add up without another."""
    number, over = pounds.as_integer_ratio()
    return (number, over) if 100 % over else (number * (100 // over), 100)


def _over_one(one: AccrualRate, other: AccrualRate) -> tuple[AccrualRate, AccrualRate]:
    """Two rates over one denominator."""
    if one.over == other.over:
        return one, other
    over = lcm(one.over, other.over)
    return one.over_as(over), other.over_as(over)


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
    has_instalments: bool = False
    counts_months: bool = False
    """Whether anything of it accrues by the month."""

    @classmethod
    def of(cls, since: Sequence[int], rates: Sequence[AccrualRate], cycle: PayCycle) -> AccrualProfile | None:
        """The profile of rates, each from the ordinal of its first day; None where nothing ever accrues."""
        has_months = any(map(_month, rates))
        if not has_months and not any(map(_day, rates)):
            return None
        over = lcm(*[rate.over for rate in rates])
        days = [rate.day * (over // rate.over) for rate in rates]
        months = [rate.month * (over // rate.over) for rate in rates]
        # In lowest terms, so that what is stored of a schedule does not depend on how its sums came about.
        shared = gcd(over, *days, *months)
        denominator = lcm(2, over // shared) * (TICKS if has_months else 1)
        pence, of_ticks = 100 * denominator, over * TICKS
        steps: list[AccrualStep] = []
        before: tuple[int, int, bool] | None = None
        has_instalments = False
        for on, day, month, rate in zip(since, days, months, rates, strict=True):
            growth = (day, month, rate.is_instalment)
            if growth != before:
                tick = ticks_at(cycle, on) if has_months else 0
                steps.append(AccrualStep(on, tick, day * pence // over, month * pence // of_ticks, rate.is_instalment))
                has_instalments = has_instalments or rate.is_instalment
                before = growth
        return cls(tuple(steps), denominator, has_instalments, has_months)

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
