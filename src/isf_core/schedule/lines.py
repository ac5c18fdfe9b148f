"""The lines of a schedule: plain tuples of dates and whole pence.

The pay cycle gives the periods, and the arrangement's own first and last day cut them; each
component accrues over the period exactly (see `profiles`) and is rounded once, by the settled
convention (see `pennies`); the payment is the sum of its components as shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import repeat
from operator import add, sub
from typing import NamedTuple

from ..errors import TooLarge
from ..model.payment_terms import OneOffPayment, Placement, Timing
from ..values.dates import days_after
from .accrual import MonthClock
from .pay_periods import grid
from .resolved_terms import ResolvedTerms
from .rounding import FEE, FEE_ON_TOP, NO_CARRY, Carry, Column, careful, columns

MOST_PAYMENTS = 10_000
"""A longer schedule is a mistake, and is refused."""

LINE = (
    "first_day",
    "last_day",
    "unmoved_due",
    "due",
    "budget",
    "in_house",
    "contribution",
    "fee",
    "fee_on_top",
    "one_off",
    "amount",
    "alone",
)
"""What stands in a line. Money is whole pence. `fee` is inside the budget, `fee_on_top` beside it;
`alone` is the place of the one-off sum that is a payment of its own, or -1."""

Line = tuple[date, date, date, date, int, int, int, int, int, int, int, int]


class ScheduleData(NamedTuple):
    """One computed schedule: its terms, all its lines, and what they were rounded from."""

    resolved: ResolvedTerms
    lines: list[Line]
    start: int
    ends: list[int]
    accrued: list[list[int] | None]
    carry: Carry
    last: int
    """The ordinal of the day up to which it was asked for; its last period may go on beyond."""

    def columns(self) -> list[Column]:
        """Each component line by line, with its running totals."""
        return careful(self.resolved, self.start, self.ends, self.accrued, self.carry)


def compute_lines(resolved: ResolvedTerms, last: int, carry: Carry) -> ScheduleData:
    """The lines up to the period that holds the day with the ordinal `last`.

    Raises TooLarge past 10,000 payments, OutsideCalendar where the working days do not reach.
    """
    first_day, end, timing = resolved.first_day, resolved.end, resolved.timing
    cycle, low = resolved.cycle, resolved.first_number
    high = cycle.number_of(max(first_day, date.fromordinal(last)))
    if high - low >= MOST_PAYMENTS:
        raise TooLarge("schedule", f"{high - low + 1:,} payments are too many", f"give at most {MOST_PAYMENTS:,}")
    shared = grid(resolved.runs, low, high)
    begin, stop = low - shared.base, high - shared.base + 1
    if begin < 0 or stop > len(shared.ends):
        raise TooLarge("schedule", "the calendar ends before the last period does", "give an earlier last day")
    first, lasts = [*shared.first[begin:stop]], [*shared.last[begin:stop]]
    unmoved, due = [*shared.unmoved[begin:stop]], [*shared.due[begin:stop]]
    ends = [*shared.ends[begin:stop]]
    ticks: Sequence[int] = shared.ticks[begin:stop]
    start = first_day.toordinal()
    if first[0] != first_day:  # it starts inside a period
        first[0] = first_day
        if timing is Timing.IN_ADVANCE:
            unmoved[0] = days_after(first_day, resolved.due_days)
            due[0] = None
    if ends[-1] > end:  # it ends inside a period
        ends[-1] = end
        lasts[-1] = date.fromordinal(end - 1)
        if cycle.frequency.months:
            ticks = [*ticks[:-1], MonthClock(cycle).at(end)]
        if timing is Timing.IN_ARREARS:
            unmoved[-1] = days_after(date.fromordinal(end), resolved.due_days)
            due[-1] = None
    if None in due:  # a first or last day of its own, or past the calendar, which moved() then refuses
        due = [on or resolved.working_days.moved(by, resolved.move) for on, by in zip(due, unmoved, strict=True)]

    accrued = [None if profile is None else profile.accrued(ends, ticks) for profile in resolved.profiles]
    if carry == NO_CARRY:
        pence = columns(resolved, start, ends, accrued)
    else:
        pence = [column.pence for column in careful(resolved, start, ends, accrued, carry)]
    if resolved.has_fixed_charges:
        pence = _with_lumps(resolved, pence, first, lasts)
    budget, in_house, contribution, fee, on_top = pence
    budget = budget or [0] * len(ends)
    amount = budget
    if in_house:
        amount = [*map(sub, amount, in_house)]
    if contribution:
        amount = [*map(sub, amount, contribution)]
    if on_top:
        amount = [*map(add, amount, on_top)]
    nil = repeat(0)
    lines: list[Line] = list(
        zip(  # a due date of None was replaced above
            first,
            lasts,
            unmoved,
            due,
            budget,
            in_house or nil,
            contribution or nil,
            fee or nil,
            on_top or nil,
            nil,
            amount,
            repeat(-1),
            strict=False,
        )
    )
    if resolved.one_offs:
        lines = _with_one_offs(resolved, lines, date.fromordinal(last))
    return ScheduleData(resolved, lines, start, ends, accrued, carry, last)


def _with_lumps(
    resolved: ResolvedTerms, pence: list[list[int]], first: list[date], lasts: list[date]
) -> list[list[int]]:
    """The fees with what they charge in whole sums: for each payment, and once."""
    out = [*pence[:FEE], *([*column] if column else [0] * len(first) for column in pence[FEE:])]
    for line, (first_day, last_day) in enumerate(zip(first, lasts, strict=True)):
        for fixed_charge, placement in resolved.fixed_charges_in(first_day, last_day):
            out[FEE if placement is Placement.INSIDE else FEE_ON_TOP][line] += fixed_charge.pence
    return out


def _with_one_offs(resolved: ResolvedTerms, lines: list[Line], until: date) -> list[Line]:
    """One-off sums: added to the line whose period they fall in, or lines of their own, in order of first days."""
    if resolved.one_off_payment is OneOffPayment.WITH_PERIOD:
        begins = [line[0] for line in lines]
        more = [0] * len(lines)
        for one_off in resolved.one_offs:
            if begins[0] <= one_off.on <= lines[-1][1]:
                more[bisect_right(begins, one_off.on) - 1] += one_off.amount.pence
        return [
            (*line[:9], extra, line[10] + extra, -1) if extra else line for line, extra in zip(lines, more, strict=True)
        ]
    alone: list[Line] = []
    for place, one_off in enumerate(resolved.one_offs):
        if resolved.first_day <= one_off.on <= until:
            on, pence = one_off.on, one_off.amount.pence
            alone.append(
                (on, on, on, resolved.working_days.moved(on, resolved.move), 0, 0, 0, 0, 0, pence, pence, place)
            )
    return sorted((*lines, *alone), key=lambda line: (line[0], line[11] >= 0))
