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

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from math import gcd, lcm
from operator import add, gt, mul, or_, sub
from typing import NamedTuple, TypeVar

from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit

T = TypeVar("T")
TICKS = lcm(28, 29, 30, 31)
"""Ticks of the month clock in a month of the cycle, whatever its length."""

NEVER = date.max.toordinal() + 1
COMPONENTS = ("budget", "in_house", "contribution", "fee", "fee_on_top")
"""The regular components of a payment, in the order in which they stand in a line."""


class AccrualRate(NamedTuple):
    """How a sum accrues: pounds a day, or pounds a month of the cycle; one of the two is usually 0.

    `per_week` is what it comes to in a week: sums are compared by it, so that the length of a month decides nothing.
    `is_instalment`: whether it is an instalment of a yearly sum, which is always rounded by running total (PAY-03).
    """

    per_day: Fraction
    per_month: Fraction
    per_week: Fraction
    is_instalment: bool = False


class Accruing(NamedTuple):
    """How a sum accrues from each change to the next: columns of whole numbers that stand over one denominator.

    `day` and `month`: so much a day, and a month of the cycle; there is no `month` where nothing goes by the month.
    `mean`: what a day has of it in the mean, by which sums are compared. `over`: what all are divided by for pounds.
    `instalments`: which are instalments of a yearly sum; empty where none is.
    """

    day: tuple[int, ...]
    month: tuple[int, ...]
    mean: tuple[int, ...]
    over: int
    instalments: tuple[bool, ...] = ()

    @classmethod
    def of(cls, rates: Iterable[Rate], frequency: Frequency, weeks_in_year: Fraction) -> Accruing:
        """How rates accrue, one after the other, when they are paid at a frequency.

        A monthly or yearly rate paid by months goes by instalments; every other goes by sevenths of
        the week (PAY-01).
        """
        stated: list[tuple[int, int, int, int, bool]] = []
        before = None
        for rate in rates:
            if rate is not before:
                before, each = rate, _stated(rate, frequency, weeks_in_year)
            stated.append(each)
        day, month, mean, overs, instalments = zip(*stated, strict=True)
        over = lcm(*overs)
        if overs.count(over) < len(overs):
            day, month, mean = (
                tuple([each * (over // its) for each, its in zip(column, overs, strict=True)])
                for column in (day, month, mean)
            )
        if not any(month):
            return cls(day, (), day, over, instalments if any(instalments) else ())
        return cls(day, month, mean, over, instalments if any(instalments) else ())

    @classmethod
    def as_one(cls, rate: AccrualRate) -> Accruing:
        """A column of one."""
        mean = rate.per_week / 7
        over = lcm(rate.per_day.denominator, rate.per_month.denominator, mean.denominator)
        day, month, of_a_day = (int(each * over) for each in (rate.per_day, rate.per_month, mean))
        instalments = (True,) if rate.is_instalment else ()
        if not month and of_a_day == day:
            return cls((day,), (), (day,), over, instalments)
        return cls((day,), (month,), (of_a_day,), over, instalments)

    @classmethod
    def weekly(cls, pounds: Fraction, times: int = 1) -> Accruing:
        """So many pounds a week, throughout."""
        number, over = _over_pence(pounds)
        day = (number,) * times
        return cls(day, (), day, 7 * over)

    @classmethod
    def monthly(cls, pounds: Fraction, times: int = 1) -> Accruing:
        """So many pounds a month, throughout; nothing compares it."""
        number, over = pounds.as_integer_ratio()
        return cls((0,) * times, (number,) * times, (0,) * times, over)

    @classmethod
    def nothing(cls, times: int = 1) -> Accruing:
        """Nothing, throughout."""
        day = (0,) * times
        return cls(day, (), day, 1)

    @classmethod
    def joined(cls, parts: Sequence[Accruing]) -> Accruing:
        """One after the other; none of them an instalment."""
        if len(parts) == 1:
            return parts[0]
        over = lcm(*[part.over for part in parts])
        days, months, means, _, _ = zip(*[part.over_as(over) for part in parts], strict=True)
        day, mean = (*chain.from_iterable(days),), (*chain.from_iterable(means),)
        if not any(months):
            return cls(day, (), day, over)
        month = chain.from_iterable(each or (0,) * len(on) for each, on in zip(months, days, strict=True))
        return cls(day, (*month,), mean, over)

    def part(self, start: int, stop: int) -> Accruing:
        """Some of it."""
        if not self.month:
            day = self.day[start:stop]
            return Accruing(day, (), day, self.over, self.instalments[start:stop])
        columns = (self.day[start:stop], self.month[start:stop], self.mean[start:stop])
        return Accruing(*columns, self.over, self.instalments[start:stop])

    def repeated(self, times: int) -> Accruing:
        """A column of one, throughout."""
        day = self.day * times
        if not self.month:
            return Accruing(day, (), day, self.over, self.instalments * times)
        return Accruing(day, self.month * times, self.mean * times, self.over, self.instalments * times)

    def at(self, place: int) -> AccrualRate:
        """How it accrues from one change to the next."""
        over = self.over
        month = Fraction(self.month[place], over) if self.month else _ZERO
        is_instalment = bool(self.instalments) and self.instalments[place]
        return AccrualRate(Fraction(self.day[place], over), month, self.per_week(place), is_instalment)

    def per_week(self, place: int = 0) -> Fraction:
        """Pounds a week, from one change to the next."""
        return Fraction(7 * self.mean[place], self.over)

    def over_as(self, over: int) -> Accruing:
        """The same over a multiple of its denominator."""
        times = over // self.over
        return self if times == 1 else self._scaled(times, self.over * times)

    def _scaled(self, part: int, over: int) -> Accruing:
        day = tuple([each * part for each in self.day])
        if not self.month:
            return Accruing(day, (), day, over, self.instalments)
        month, mean = tuple([each * part for each in self.month]), tuple([each * part for each in self.mean])
        return Accruing(day, month, mean, over, self.instalments)

    def times(self, share: Fraction) -> Accruing:
        """A share of it; a share of an instalment is an instalment still."""
        part, whole = share.as_integer_ratio()
        return self._scaled(part, self.over * whole)

    def times_each(self, shares: Sequence[Fraction]) -> Accruing:
        """Shares of it, one after the other."""
        over = lcm(*[share.denominator for share in shares])
        parts = [share.numerator * (over // share.denominator) for share in shares]
        day = tuple(map(mul, self.day, parts))
        if not self.month:
            return Accruing(day, (), day, self.over * over, self.instalments)
        columns = (day, tuple(map(mul, self.month, parts)), tuple(map(mul, self.mean, parts)))
        return Accruing(*columns, self.over * over, self.instalments)

    def plus(self, other: Accruing) -> Accruing:
        """Both together."""
        marks = self.instalments or other.instalments
        if self.instalments and other.instalments:
            marks = tuple(map(or_, self.instalments, other.instalments))
        return self._with(other, add, marks)

    def less(self, other: Accruing) -> Accruing:
        """What is left of it; what is left of an instalment is an instalment still."""
        return self._with(other, sub, self.instalments)

    def _with(self, other: Accruing, work: Callable[[int, int], int], instalments: tuple[bool, ...]) -> Accruing:
        one, another = over_one(self, other)
        day = tuple(map(work, one.day, another.day))
        if not one.month and not another.month:
            return Accruing(day, (), day, one.over, instalments)
        months, mean = _months_of(one, another), tuple(map(work, one.mean, another.mean))
        return Accruing(day, tuple(map(work, *months)), mean, one.over, instalments)

    def exceeds(self, other: Accruing) -> list[bool]:
        """Where it comes to more than another."""
        one, another = over_one(self, other)
        return [*map(gt, one.mean, another.mean)]

    def pick(self, where: Sequence[bool], other: Accruing) -> Accruing:
        """It, and another where that is said."""
        if not any(where):
            return self
        if all(where):
            return other
        one, another = over_one(self, other)
        marks: tuple[bool, ...] = ()
        if one.instalments or another.instalments:
            none = (False,) * len(where)
            marks = _picked(one.instalments or none, another.instalments or none, where)
        day = _picked(one.day, another.day, where)
        if not one.month and not another.month:
            return Accruing(day, (), day, one.over, marks)
        months, mean = _months_of(one, another), _picked(one.mean, another.mean, where)
        return Accruing(day, _picked(*months, where), mean, one.over, marks)

    def is_below(self, pence: int) -> list[bool]:
        """Where it comes to something, but to less than so many pence a week."""
        there = map(or_, self.day, self.month or self.day)
        return [bool(is_) and 700 * mean < pence * self.over for is_, mean in zip(there, self.mean, strict=True)]

    def but_nothing(self, where: Sequence[bool]) -> Accruing:
        """It, and nothing where that is said."""
        return self.pick(where, Accruing.nothing(len(where))) if any(where) else self


_ZERO = Fraction(0)
NOTHING = AccrualRate(_ZERO, _ZERO, _ZERO)


def _stated(rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> tuple[int, int, int, int, bool]:
    """A rate in the columns of how it accrues."""
    unit = rate.unit
    number, over = _over_pence(rate.amount.pounds)
    if unit is RateUnit.WEEK:
        return number, 0, number, 7 * over, False
    if unit is RateUnit.FOUR_WEEKS:
        return number, 0, number, 28 * over, False
    # A year has twelve months, and so many weeks.
    months = 1 if unit is RateUnit.MONTH else 12
    weeks, of_weeks = weeks_in_year.as_integer_ratio()
    mean, over = 12 * number * of_weeks, 7 * months * over * weeks
    if frequency.months:
        is_instalment = unit is RateUnit.YEAR and bool(number)  # an instalment of 0.00 is none
        return 0, 7 * number * weeks, mean, over, is_instalment
    return mean, 0, mean, over, False


def _over_pence(pounds: Fraction) -> tuple[int, int]:
    """Pounds as a whole number and its denominator; all that are whole pence have one, and add up without another."""
    number, over = pounds.as_integer_ratio()
    return (number, over) if 100 % over else (number * (100 // over), 100)


def over_one(one: Accruing, other: Accruing) -> tuple[Accruing, Accruing]:
    """Two columns over one denominator."""
    if one.over == other.over:
        return one, other
    over = lcm(one.over, other.over)
    return one.over_as(over), other.over_as(over)


def _months_of(one: Accruing, other: Accruing) -> tuple[tuple[int, ...], tuple[int, ...]]:
    none = (0,) * len(one.day)
    return one.month or none, other.month or none


def _picked(one: tuple[T, ...], other: tuple[T, ...], where: Sequence[bool]) -> tuple[T, ...]:
    return tuple([theirs if is_other else ours for ours, theirs, is_other in zip(one, other, where, strict=True)])


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
    def of(cls, since: Sequence[int], accrues: Accruing | None, cycle: PayCycle) -> AccrualProfile | None:
        """The profile of what accrues, each from the ordinal of its first day; None where nothing ever does."""
        if accrues is None:
            return None
        days, months, _, over, instalments = accrues
        has_months = any(months)
        if not has_months and not any(days):
            return None
        # In lowest terms, so that what is stored of a schedule does not depend on how its sums came about.
        shared = gcd(over, *days, *months)
        denominator = lcm(2, over // shared) * (TICKS if has_months else 1)
        pence, of_ticks = 100 * denominator, over * TICKS
        months, marks = months or (0,) * len(days), instalments or (False,) * len(days)
        growths = [*zip(days, months, marks, strict=True)]
        steps = [
            AccrualStep(
                on,
                ticks_at(cycle, on) if has_months else 0,
                growth[0] * pence // over,
                growth[1] * pence // of_ticks,
                growth[2],
            )
            for on, growth, before in zip(since, growths, (None, *growths), strict=False)
            if growth != before
        ]
        return cls(tuple(steps), denominator, any(instalments), has_months)

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
