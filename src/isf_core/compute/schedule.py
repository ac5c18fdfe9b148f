"""Payment schedules: what is paid when, right to the penny.

`compute_schedule` turns settled terms into a Schedule, which can be read, added up, sliced,
accrued and cut. The way from an arrangement to one is `schedule_payments` (see `assess`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from ..errors import ImpossiblePeriod, IsfError, quote
from ..model.contract import OPEN_ENDED
from ..values.dates import Period
from ..values.money import ExactMoney, Money
from ..values.reading import day
from .lines import Computed, Line, compute_lines
from .payments import Payments
from .pennies import NO_CARRY, Carry
from .settled import COMPONENTS, Settled
from .tracks import MonthClock, Track


def compute_schedule(settled: Settled, until: date | None = None, carry: Carry = NO_CARRY) -> Schedule:
    """The schedule of settled terms.

    `until` is a last day, inclusive: every payment whose period begins on or before it, whole. It
    may be left out where the arrangement has a last day. `carry` is the carry of the schedule
    before this one, where running totals go on.

    Raises IsfError where it must be given and is not, ImpossiblePeriod where it is before the first
    day, TooLarge past 10,000 payments, OutsideCalendar where the working days do not reach.
    """
    if until is None:
        if settled.last_day is OPEN_ENDED:
            raise IsfError("until", "the arrangement is open-ended", "give the last day up to which to schedule")
        last = settled.end - 1
    else:
        if day("until", until) < settled.first_day:
            raise ImpossiblePeriod("until", f"{until} is before the first day, {settled.first_day}", "give a later day")
        last = min(until.toordinal(), settled.end - 1)
    return Schedule(compute_lines(settled, last, carry))


@attrs.frozen(kw_only=True)
class Accrual:
    """What accrues over some days, exactly, by component: not what is paid in them."""

    span: Period
    budget: ExactMoney
    in_house: ExactMoney
    contribution: ExactMoney
    fee: ExactMoney
    fee_on_top: ExactMoney
    one_off: ExactMoney

    @property
    def amount(self) -> ExactMoney:
        """Budget less in-house services and contribution, plus a fee on top and one-off sums."""
        return self.budget - self.in_house - self.contribution + self.fee_on_top + self.one_off


class Schedule(Payments):
    """All payments of settled terms up to a day; keeps the terms, and can be cut and accrued."""

    __slots__ = ()

    def __init__(self, core: Computed) -> None:
        super().__init__(core, range(len(core.lines)))

    @property
    def lines(self) -> Sequence[Line]:
        """The plain tuples of dates and whole pence."""
        return self._core.lines

    @property
    def span(self) -> Period:
        """From the first day of the first payment to the last day of the last."""
        return Period.inclusive(self.settled.first_day, max(line[1] for line in self._core.lines))

    @property
    def carry(self) -> Carry:
        """The running totals at its end, for a schedule that goes on from it (PAY-05)."""
        return tuple(column.running[-1] for column in self._core.columns())

    @property
    def rounding(self) -> dict[str, ExactMoney]:
        """By component: what the payments show, less what accrued exactly (PAY-03).

        Nil by running total, but for the last half-penny.
        """
        exact = self.accrued_between(self.span.first_day, self.span.last_day)
        totals = self.totals
        return {name: getattr(totals, name).exact - getattr(exact, name) for name in COMPONENTS}

    def accrued_between(self, first_day: date, last_day: date) -> Accrual:
        """What accrues from a first to a last day, both counting, exactly, whenever it is paid."""
        span = Period.inclusive(first_day, last_day)
        inside = span.overlap(self.span)
        settled = self.settled
        if inside is None:
            sums = [Fraction(0)] * len(COMPONENTS)
        else:
            days = [inside.start.toordinal(), inside.end.toordinal()]
            clock = MonthClock(settled.cycle)
            ticks = [clock.at(each) for each in days] if settled.cycle.frequency.months else [0, 0]
            sums = [_between(track, days, ticks) for track in settled.tracks]
        once = Money.total(each.amount for each in settled.one_offs if inside is not None and each.on in inside)
        exact = {name: ExactMoney(each) for name, each in zip(COMPONENTS, sums, strict=True)}
        return Accrual(span=span, one_off=once.exact, **exact)

    def cut(self, on: date) -> tuple[Schedule, Schedule]:
        """Two schedules: up to the day before, and from that day on (PAY-05).

        At the start of a period nothing changes; inside one, the exact amounts of the two parts add
        up to the whole, and a running total is carried on. Raises ImpossiblePeriod outside the schedule.
        """
        span = self.span
        if day("cut", on) not in span or on == span.first_day:
            raise ImpossiblePeriod("cut", f"{quote(on)} does not part {span}", "give a later day within it")
        settled = self.settled
        last = self._core.last
        ended = Schedule(
            compute_lines(settled.ending(on - timedelta(days=1)), min(last, on.toordinal() - 1), self._core.carry)
        )
        return ended, Schedule(compute_lines(settled.beginning(on), last, ended.carry))


def _between(track: Track | None, days: list[int], ticks: list[int]) -> Fraction:
    if track is None:
        return Fraction(0)
    before, after = track.accrued(days, ticks)
    return track.exact(after - before)
