"""What accrues, in whole numbers: so much a day and so much a month, from one change to the next.

Everything regular in a payment (budget, contribution, in-house services, fees) is a *track*: a
sum that grows evenly by the day, or evenly through a month of the cycle. Two clocks measure
the growth. The day clock counts days; a weekly amount grows by a seventh of it each day. The
month clock counts ticks, so many that a month of 28, 29, 30 or 31 days splits into whole ones;
an instalment grows by the same amount each month however long it is, so that a whole month
pays the stated instalment and a part of one its share by days (PAY-01).

All numbers of a track stand over one denominator: a schedule is then whole-number sums, and a
Fraction is made only when somebody asks for the exact amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ..values.money import ExactMoney
from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit

TICKS = lcm(28, 29, 30, 31)
"""Ticks of the month clock in a month of the cycle, whatever its length."""

NEVER = date.max.toordinal() + 1


class Flow(NamedTuple):
    """Pounds a day, and pounds a month of the cycle; one of them is usually nil.

    `is_instalment`: whether it is an instalment of a yearly sum, which is always rounded by
    running total (PAY-03).
    """

    day: Fraction
    month: Fraction
    is_instalment: bool = False

    def times(self, fraction: Fraction) -> Flow:
        """A share of it; the share of an instalment is no instalment of a sum that was stated."""
        return Flow(self.day * fraction, self.month * fraction)

    def plus(self, other: Flow) -> Flow:
        """Both together."""
        return Flow(self.day + other.day, self.month + other.month, self.is_instalment or other.is_instalment)

    def less(self, other: Flow) -> Flow:
        """The rest when another is taken off."""
        return Flow(self.day - other.day, self.month - other.month)


NOTHING = Flow(Fraction(0), Fraction(0))


def flow_of(rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> Flow:
    """How a rate grows when it is paid at a frequency.

    A monthly or yearly rate paid by months goes by instalments; every other goes by sevenths of
    the week (PAY-01).
    """
    if frequency.months and rate.unit.is_by_months:
        return Flow(Fraction(0), rate.per_month(weeks_in_year).pounds, rate.unit is RateUnit.YEAR)
    return Flow(rate.per_week(weeks_in_year).pounds / 7, Fraction(0))


def weekly(amount: ExactMoney) -> Flow:
    """A sum a week."""
    return Flow(amount.pounds / 7, Fraction(0))


class MonthClock:
    """The month clock of a cycle: ticks at the beginning of a day."""

    __slots__ = ("_months",)

    def __init__(self, cycle: PayCycle) -> None:
        self._months = PayCycle(Frequency.MONTHLY, cycle.anchor)

    def at(self, ordinal: int) -> int:
        """Ticks since the anchor at the beginning of a day; below nought before it."""
        on = date.fromordinal(ordinal)
        number = self._months.number_of(on)
        start = self._months.start_of(number).toordinal()
        length = self._months.start_of(number + 1).toordinal() - start
        return number * TICKS + (ordinal - start) * (TICKS // length)


class AccrualStep(NamedTuple):
    """From a day (its ordinal, and its tick) on: so many a day and so many a tick."""

    since: int
    tick: int
    day: int
    month: int
    is_instalment: bool


class AccrualProfile(NamedTuple):
    """Steps in order of time, all over one denominator: pence are sums of them divided by it."""

    steps: tuple[AccrualStep, ...]
    denominator: int

    @property
    def runs_by_itself(self) -> bool:
        """Whether any step is an instalment of a yearly sum."""
        return any(step.is_instalment for step in self.steps)

    def accrued(self, ends: Sequence[int], ticks: Sequence[int]) -> list[int]:
        """What has accrued from the track's first day up to each of some days (in order), times the denominator."""
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

    def exact(self, accrued: int) -> Fraction:
        """Pounds, exactly, of a number that `accrued` gave."""
        return Fraction(accrued, self.denominator * 100)


def profile_of(flows: Sequence[tuple[int, Flow]], clock: MonthClock) -> AccrualProfile | None:
    """The track of flows, each from the ordinal of its first day; None where nothing ever flows."""
    if not any(flow.day or flow.month for _, flow in flows):
        return None
    by_day = [flow.day * 100 for _, flow in flows]
    by_tick = [flow.month * 100 / TICKS for _, flow in flows]
    denominator = lcm(*(number.denominator for number in (*by_day, *by_tick)))
    has_months = any(by_tick)
    steps: list[AccrualStep] = []
    for (since, flow), day, tick in zip(flows, by_day, by_tick, strict=True):
        step = AccrualStep(
            since,
            clock.at(since) if has_months else 0,
            int(day * denominator),
            int(tick * denominator),
            flow.is_instalment,
        )
        if not steps or steps[-1][2:] != step[2:]:
            steps.append(step)
    return AccrualProfile(tuple(steps), denominator)
