"""The lines of a schedule: plain tuples of dates and whole pence.

The pay cycle gives the periods, and the arrangement's own first and last day cut them; each
component accrues over the period exactly (see `_accrual`) and is rounded once, by the agreed
convention (see `_rounding`); the payment is the sum of its components as shown.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import repeat
from operator import add
from typing import NamedTuple

from ..errors import TooLarge
from ..model.payment_terms import OneOffPayment, Placement, Timing
from ..values.dates import days_after
from ._accrual import ticks_at
from ._rounding import FEE, FEE_ON_TOP, NO_CARRY, Accrued, Carry, Rounded, rounded, rounded_at_once
from .resolved_terms import ResolvedTerms

MOST_PAYMENTS = 10_000
"""A longer schedule is a mistake, and is refused."""


class Line(NamedTuple):
    """One line of a schedule, as a named tuple. Money is whole pence.

    `fee` is inside the budget, `fee_on_top` is added to it. `alone` is the place of the one-off sum that is a payment
    of its own, or -1.
    """

    first_day: date
    last_day: date
    unmoved_due: date
    due: date
    budget: int
    in_house: int
    contribution: int
    fee: int
    fee_on_top: int
    one_off: int
    amount: int
    alone: int


LINE = Line._fields
"""The names of what stands in a line."""

DATES, SUMS = LINE[:4], LINE[4:11]


class ScheduleData(NamedTuple):
    """One computed schedule: its terms, all its lines, and what they were rounded from."""

    resolved: ResolvedTerms
    lines: list[Line]
    start: int
    ends: list[int]
    accrued: Accrued
    carry: Carry
    last: int
    """The ordinal of the day up to which it was asked for; its last period may go on beyond."""

    def rounded(self) -> Rounded:
        """Each component's pence line by line, and its running totals."""
        return rounded(self.resolved, self.start, self.ends, self.accrued, self.carry)

    def carried(self) -> Carry:
        """The running totals at its end."""
        return tuple(totals[-1] for totals in self.rounded().running)


def compute_lines(terms: ResolvedTerms, last: int, carry: Carry) -> ScheduleData:
    """The lines up to the period that holds the day with the ordinal `last`, or to the last day of the terms.

    Raises TooLarge past 10,000 payments, OutsideCalendar where the working days do not reach.
    """
    first_day, cycle, accruals = terms.first_day, terms.cycle, terms.accruals
    low, end = accruals.first_number, accruals.end
    high = accruals.last_number
    if last < end - 1 or high is None:
        high = cycle.number_of(max(first_day, date.fromordinal(last)))
    else:
        last = end - 1
    if high - low >= MOST_PAYMENTS:
        raise TooLarge("schedule", f"{high - low + 1:,} payments are too many", f"give at most {MOST_PAYMENTS:,}")
    shared = accruals.calendar.periods(low, high)
    begin, stop = low - shared.base, high - shared.base + 1
    if begin < 0 or stop > len(shared.ends):
        raise TooLarge("schedule", "the calendar ends before the last period does", "give an earlier last day")
    first, lasts = shared.first[begin:stop], shared.last[begin:stop]
    unmoved, due = shared.unmoved[begin:stop], shared.due[begin:stop]
    ends = shared.ends[begin:stop]
    ticks = shared.ticks[begin:stop]
    start = first_day.toordinal()
    if first[0] != first_day:  # it starts inside a period
        first[0] = first_day
        if terms.timing is Timing.IN_ADVANCE:
            unmoved[0] = days_after(first_day, terms.due_days)
            due[0] = None
    if ends[-1] > end:  # it ends inside a period
        ends[-1] = end
        lasts[-1] = date.fromordinal(end - 1)
        if cycle.frequency.months:
            ticks[-1] = ticks_at(cycle, end)
        if terms.timing is Timing.IN_ARREARS:
            unmoved[-1] = days_after(date.fromordinal(end), terms.due_days)
            due[-1] = None
    if None in due:  # a first or last day of its own, or past the calendar, which moved() then refuses
        due = [on or terms.working_days.moved(by, terms.move) for on, by in zip(due, unmoved, strict=True)]

    accrued = [None if profile is None else profile.accrued(ends, ticks) for profile in accruals.profiles]
    shown = rounded_at_once(terms, ends, accrued) if carry == NO_CARRY else None
    pence, amount, _ = shown or rounded(terms, start, ends, accrued, carry)
    if accruals.has_fixed_charges:
        pence = _with_fixed_charges(terms, pence, first, lasts)
    budget, in_house, contribution, fee, on_top = pence
    if on_top:
        amount = [*map(add, amount, on_top)]
    zero = repeat(0)
    rows = zip(
        first,
        lasts,
        unmoved,
        due,
        budget or zero,
        in_house or zero,
        contribution or zero,
        fee or zero,
        on_top or zero,
        zero,
        amount,
        repeat(-1),
        strict=False,
    )
    # As Line._make would, without a call for each; a due date of None was replaced above.
    lines: list[Line] = [*map(tuple.__new__, repeat(Line), rows)]
    if terms.one_offs:
        lines = _with_one_offs(terms, lines, last)
    return ScheduleData(terms, lines, start, ends, accrued, carry, last)


def _with_fixed_charges(
    terms: ResolvedTerms, pence: list[list[int]], first: list[date], lasts: list[date]
) -> list[list[int]]:
    """The fees with what they charge in whole sums: for each payment, and once."""
    out = [*pence[:FEE], *([*column] if column else [0] * len(first) for column in pence[FEE:])]
    for line, days in enumerate(zip(first, lasts, strict=True)):
        for charge in terms.fixed_charges_in(*days):
            out[FEE if charge.placement is Placement.INSIDE else FEE_ON_TOP][line] += charge.amount.pence
    return out


def _with_one_offs(terms: ResolvedTerms, lines: list[Line], last: int) -> list[Line]:
    """One-off sums: added to the line whose period they fall in, or lines of their own, in order of first days."""
    if terms.one_off_payment is OneOffPayment.WITH_PERIOD:
        begins = [line.first_day for line in lines]
        for one_off in terms.one_offs:
            if begins[0] <= one_off.on <= lines[-1].last_day:
                place, pence = bisect_right(begins, one_off.on) - 1, one_off.amount.pence
                line = lines[place]
                lines[place] = line._replace(one_off=line.one_off + pence, amount=line.amount + pence)
        return lines
    for place, one_off in enumerate(terms.one_offs):
        if terms.first_day <= one_off.on and one_off.on.toordinal() <= last:
            on, pence = one_off.on, one_off.amount.pence
            due = terms.working_days.moved(on, terms.move)
            lines.append(Line(on, on, on, due, 0, 0, 0, 0, 0, pence, pence, place))
    return sorted(lines, key=lambda line: (line.first_day, line.alone >= 0))
