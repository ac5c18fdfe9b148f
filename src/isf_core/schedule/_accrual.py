"""What accrues, in whole numbers: so much a day and so much a month, from one change to the next.

Everything regular in a payment (budget, contribution, in-house services, fees) is a *component*: a
sum that grows evenly by the day, or evenly through a month of the cycle. Two clocks measure
the growth. The day clock counts days; a weekly amount grows by a seventh of it each day. The
month clock counts ticks, so many that a month of 28, 29, 30 or 31 days splits into whole ones;
an instalment grows by the same amount each month however long it is, so that a whole month
pays the stated instalment and a part of one its share by days (PAY-01).

All amounts of some terms stand over one denominator, which their `Scale` has, so that they add up, and are compared,
as whole numbers. An *amount* is so much a day, a bare number; or, where anything in these terms goes by the month, an
AccrualRate, which adds up and is compared in the same way. A Fraction is made only when somebody asks for exact pounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from operator import sub
from typing import Any, NamedTuple, TypeAlias

from ..errors import IsfError
from ..values.checks import bounded
from ..values.dates import Period, up_to
from ..values.frozen import kept
from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit

LENGTHS = (28, 29, 30, 31)
"""How many days a month of a cycle has."""
TICKS = lcm(*LENGTHS)
"""Ticks of the month clock in a month of the cycle, whatever its length."""

NEVER = date.max.toordinal() + 1
"""The ordinal of the day after the last that there is."""
COMPONENTS = ("budget", "in_house", "contribution", "fee", "fee_on_top")
"""The regular components of a payment, in the order in which they stand in a line."""

Amount: TypeAlias = Any
"""So much a day, as a whole number over the denominator of a Scale; or an AccrualRate."""


class AccrualRate(NamedTuple):
    """How a sum accrues: pounds a day, or pounds a month of the cycle; one of the two is usually 0.

    `per_week` is what it comes to in a week: sums are compared by it, so that the length of a month decides nothing.
    `is_instalment`: whether it is an instalment of a yearly sum, which is always rounded by running total (PAY-03).
    What is left of an instalment is one still, and so is a share of it.
    """

    per_day: Fraction
    per_month: Fraction
    per_week: Fraction
    is_instalment: bool = False

    def __add__(self, other: AccrualRate) -> AccrualRate:  # type: ignore[override]  # no longer tuple
        day, month, week, is_instalment = other
        return AccrualRate(
            self.per_day + day, self.per_month + month, self.per_week + week, self.is_instalment or is_instalment
        )

    def __sub__(self, other: AccrualRate) -> AccrualRate:
        day, month, week, _ = other
        return self._replace(
            per_day=self.per_day - day, per_month=self.per_month - month, per_week=self.per_week - week
        )

    def __lt__(self, other: AccrualRate) -> bool:  # type: ignore[override]
        return self.per_week < other.per_week

    def __gt__(self, other: AccrualRate) -> bool:  # type: ignore[override]
        return self.per_week > other.per_week

    def __bool__(self) -> bool:
        return bool(self.per_day or self.per_month)


def _whole(day: int, month: int, week: int, is_instalment: bool = False) -> AccrualRate:
    """One in whole numbers over the denominator of a Scale."""
    return AccrualRate(day, month, week, is_instalment)  # type: ignore[arg-type]  # a Scale makes pounds of it


_ZERO = Fraction(0)
NOTHING = AccrualRate(_ZERO, _ZERO, _ZERO)
_NO_AMOUNT = _whole(0, 0, 0)


Stated = tuple[int, int, int, int, bool]
"""A rate as it accrues: whole numbers a day, a month and a week, what they are divided by for pounds, and whether it is
an instalment."""


def stated(rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> Stated:
    """How a rate accrues when it is paid at a frequency.

    A monthly or yearly rate paid by months goes by instalments; every other goes by sevenths of
    the week (PAY-01).
    """
    unit = rate.unit
    number, over = rate.amount.pounds.as_integer_ratio()
    if unit is RateUnit.WEEK:
        return number, 0, 7 * number, 7 * over, False
    if unit is RateUnit.FOUR_WEEKS:
        return number, 0, 7 * number, 28 * over, False
    return _by_months(number, over, unit, frequency, weeks_in_year)


def _by_months(number: int, over: int, unit: RateUnit, frequency: Frequency, weeks_in_year: Fraction) -> Stated:
    """How a rate a month or a year accrues; a year has twelve months, and so many weeks."""
    months = 1 if unit is RateUnit.MONTH else 12
    weeks, of_weeks = weeks_in_year.as_integer_ratio()
    day, over = 12 * number * of_weeks, 7 * months * over * weeks
    if frequency.months:
        is_instalment = unit is RateUnit.YEAR and bool(number)  # an instalment of 0.00 is none
        return 0, 7 * number * weeks, 7 * day, over, is_instalment
    return day, 0, 7 * day, over, False


def in_pounds(rate: Stated) -> AccrualRate:
    """How a rate accrues, in pounds."""
    day, month, week, over, is_instalment = rate
    return AccrualRate(Fraction(day, over), Fraction(month, over), Fraction(week, over), is_instalment)


def accrual_of(rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> AccrualRate:
    """How a rate accrues, in pounds, when it is paid at a frequency."""
    return in_pounds(stated(rate, frequency, weeks_in_year))


class Scale(NamedTuple):
    """The denominator of all amounts of some terms, whether any of them goes by the month, and the amount of nothing.

    Without a denominator (0) amounts are AccrualRates in pounds.
    """

    over: int
    by_months: bool
    nothing: Amount = 0
    month: int = 0
    """Days of the month by which its amounts are compared; 0 where they are by the week."""

    @classmethod
    def of(cls, over: int, by_months: bool) -> Scale:
        """A denominator, for amounts by the month where that is said."""
        return cls(over, by_months, _NO_AMOUNT) if by_months else cls(over, by_months)

    def of_month(self, days: int) -> Scale:
        """The same, which compares by what comes to more in a month of so many days."""
        return self._replace(month=days)

    def amounts(self, rates: Iterable[Stated]) -> list[Amount]:
        """Rates as amounts."""
        whole = self.over
        if not self.by_months:
            return [day * (whole // over) for day, _, _, over, _ in rates]
        return [
            self.compared(_whole(day * (whole // over), month * (whole // over), week * (whole // over), is_instalment))
            for day, month, week, over, is_instalment in rates
        ]

    def weekly(self, pounds: Fraction) -> Amount:
        """So many pounds a week."""
        number, over = pounds.as_integer_ratio()
        if self.over and not self.by_months:
            return number * (self.over // (7 * over))
        return self._one((number, 0, 7 * number, 7 * over, False))

    def monthly(self, pounds: Fraction) -> Amount:
        """So many pounds a month; nothing compares it."""
        number, over = pounds.as_integer_ratio()
        return self._one((0, number, 0, over, False))

    def _one(self, rate: Stated) -> Amount:
        if self.over:
            return self.amounts([rate])[0]
        return self.compared(in_pounds(rate))

    def compared(self, amount: AccrualRate) -> AccrualRate:
        """An amount by the month as it is compared here."""
        return amount._replace(per_week=amount.per_day * self.month + amount.per_month) if self.month else amount

    def of_exact(self, rate: AccrualRate) -> Amount:
        """Pounds as an amount."""
        day, month, week = [int(each * self.over) for each in rate[:3]]
        return self.compared(_whole(day, month, week, rate.is_instalment)) if self.by_months else day

    def per_week(self, amount: Amount) -> Fraction:
        """Pounds a week."""
        return Fraction(amount.per_week, self.over) if self.by_months else Fraction(7 * amount, self.over)

    def bounded(self, where: str, amount: Amount) -> None:
        """Refuse an amount that has outgrown every sum of money; raises TooLarge."""
        a_week = amount.per_week if self.by_months else 7 * amount
        if max(a_week, self.over).bit_length() > 500:  # too much, unless in lowest terms
            bounded(where, Fraction(a_week, self.over))

    def is_below(self, amount: Amount, pence: int) -> bool:
        """Whether an amount comes to less than so many pence a week."""
        a_week = amount.per_week if self.by_months else 7 * amount
        return bool(100 * a_week < pence * self.over)

    def exact(self, amount: Amount) -> AccrualRate:
        """An amount in pounds."""
        if self.by_months:
            day, month, week, is_instalment = amount
            return in_pounds((day, month, week, self.over, is_instalment))
        return AccrualRate(Fraction(amount, self.over), _ZERO, Fraction(7 * amount, self.over))


EXACT = Scale(0, True, NOTHING)
"""Of amounts that are AccrualRates in pounds."""


def part_of(amount: Amount, share: Fraction) -> Amount:
    """A share of an amount; IsfError where whole numbers do not stand over a denominator that the share divides."""
    if type(amount) is int:
        part, whole = share.as_integer_ratio()
        if part == whole:
            return amount
        made, rest = divmod(amount * part, whole)
        if rest:
            right = "give the Scale a denominator with every factor that the terms need"
            raise IsfError("part_of", f"{share} of {amount:,} is no whole number", right)
        return made
    if type(amount) is Fraction:
        return amount * share
    day, month, week, is_instalment = amount
    return AccrualRate(part_of(day, share), part_of(month, share), part_of(week, share), is_instalment)


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


def months_within(cycle: PayCycle, days: Period) -> Iterator[tuple[Period, int]]:
    """The months of a cycle that some days touch: the days in each, and how long it is."""
    months, on = months_of(cycle), days.first_day
    while on < days.day_after:
        month = months.period_of(on)
        yield up_to(on, min(month.day_after, days.day_after)), month.days
        on = month.day_after


AccrualStep = tuple[int, int, int, int, int, bool]
"""From the ordinal of a day up to that of another: so many a day and so many a tick, what is to be added to them from
day and tick 0 on for what has accrued, and whether it is an instalment."""


class AccrualProfile:
    """How a component accrues: so much from the ordinal of each of some days on, over the denominator of a Scale.

    The whole pence of a schedule follow from that. Its `steps`, no two in a row alike, and what has accrued over its
    `denominator` are worked out when they are read.
    """

    has_instalments: bool = False
    counts_months: bool = False
    """Whether anything of it accrues by the month."""

    def __init__(
        self, since: Sequence[int], amounts: Sequence[Amount], scale: Scale, cycle: PayCycle, denominator: int = 0
    ) -> None:
        self._since, self._amounts, self._scale, self._cycle, self._given = since, amounts, scale, cycle, denominator
        if scale.by_months:
            _, months, _, marks = zip(*amounts, strict=True)
            self.has_instalments, self.counts_months = any(marks), any(months)
            self.steps  # noqa: B018  # what is past the calendar is refused here

    @kept
    def denominator(self) -> int:
        """What sums are divided by for pence; it is even, so that half a penny is a whole number too.

        In lowest terms, so that what is stored of a schedule does not depend on how its sums came about.
        """
        days: Iterable[int] = self._amounts
        months: Iterable[int] = ()
        if self._scale.by_months:
            days, months, _, _ = zip(*self._amounts, strict=True)
        over = self._scale.over
        return self._given or lcm(2, over // gcd(over, *days, *months)) * (TICKS if self.counts_months else 1)

    @kept
    def steps(self) -> tuple[AccrualStep, ...]:
        """Its steps in order of time, over its denominator."""
        over, by_months, *_ = self._scale
        pence = 100 * self.denominator
        steps: list[AccrualStep] = []
        held: Amount = None
        on, day, month, begun = NEVER, 0, 0, 0
        for turn, amount in zip(self._since, self._amounts, strict=True):
            if amount != held:
                if held is not None:
                    steps.append((on, turn, day, month, begun, by_months and held.is_instalment))
                held, on, day_before, month_before = amount, turn, day, month
                if by_months:
                    day, month = amount.per_day * pence // over, amount.per_month * pence // (over * TICKS)
                    if month != month_before:
                        begun += (month_before - month) * ticks_at(self._cycle, on)
                else:
                    day = amount * pence // over
                begun += (day_before - day) * on
        steps.append((on, NEVER, day, month, begun, by_months and held.is_instalment))
        return tuple(steps)

    def accrued(self, ends: Sequence[int], ticks: Sequence[int]) -> list[int]:
        """What has accrued from the first day up to each of some days (in order), times the denominator."""
        steps = iter(self.steps)
        _, until, day, month, begun, _ = next(steps)
        out: list[int] = []
        for end, tick in zip(ends, ticks if self.counts_months else ends, strict=True):
            while end > until:
                _, until, day, month, begun, _ = next(steps)
            out.append(begun + day * end + month * tick)
        return out

    def shown(self, ends: Sequence[int], ticks: Sequence[int], *, runs: bool) -> list[int]:
        """Whole pence up to each of some days, as `shown_of` has them."""
        if self._scale.by_months:
            return shown_of(self.accrued(ends, ticks), self.denominator, runs=runs)
        # Twice the pence that have accrued; with a half, a floor division rounds half up.
        half, since, amounts = self._scale.over, iter(self._since), iter(self._amounts)
        over, day, on = 2 * half, 200 * next(amounts), next(since)
        until, begun, before = next(since, NEVER), (half if runs else 0) - day * on, 0
        out: list[int] = []
        for end in ends:
            while end > until:
                begun += day * until
                day, on = 200 * next(amounts), until
                begun -= day * on
                until = next(since, NEVER)
            total = begun + day * end
            if runs:
                total //= over
                out.append(total - before)
            else:
                out.append((total - before + half) // over)
            before = total
        return out


class MonthProfile(NamedTuple):
    """How a component accrues that goes by one sum in short months and by another in long ones.

    `amounts` has, from the ordinal of each day on, that of a month of each length that there is; `until` makes a
    profile of them up to a day, month by month.
    """

    since: Sequence[int]
    amounts: Sequence[Sequence[Amount]]
    scale: Scale
    cycle: PayCycle
    counts_months: bool = True

    @property
    def denominator(self) -> int:
        """What the sums are divided by for pence."""
        return lcm(2, self.scale.over) * TICKS

    def until(self, end: int) -> AccrualProfile:
        """The profile of the months up to the ordinal of a day."""
        days: list[int] = []
        amounts: list[Amount] = []
        for since, until, given in zip(self.since, (*self.since[1:], end), self.amounts, strict=True):
            if days and since >= end:
                break
            if len(given) == 1:
                days.append(since)
                amounts.append(given[0])
                continue
            last = max(min(until, end) - 1, since)
            span = Period(first_day=date.fromordinal(since), last_day=date.fromordinal(last))
            for part, length in months_within(self.cycle, span):
                days.append(part.first_day.toordinal())
                amounts.append(given[length - LENGTHS[0]]._replace(per_week=0))
        return AccrualProfile(days, amounts, self.scale, self.cycle, self.denominator)

    def accrued(self, ends: Sequence[int], ticks: Sequence[int]) -> list[int]:
        """What has accrued from the first day up to each of some days (in order), times the denominator."""
        return self.until(ends[-1]).accrued(ends, ticks)


def shown_of(sums: Sequence[int], denominator: int, *, runs: bool) -> list[int]:
    """Whole pence of each line, half a penny up, from what has accrued by its end: each on its own, or as they run."""
    half = denominator // 2
    if not runs:
        return [(each + half) // denominator for each in map(sub, sums, (0, *sums))]
    totals = [(each + half) // denominator for each in sums]
    return [*map(sub, totals, (0, *totals))]
