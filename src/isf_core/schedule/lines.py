"""The lines of a schedule: plain tuples of dates and whole pence.

The pay cycle gives the periods, and the arrangement's own first and last day cut them; each
component accrues over the period exactly (see `_accrual`) and is rounded once, by the agreed
convention (see `_rounding`); the payment is the sum of its components as shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import count, product, repeat, takewhile
from math import lcm
from operator import add, sub
from typing import Any, NamedTuple

import attrs

from ..errors import IsfError, TooLarge
from ..model.payment_terms import OneOffPayment, Placement, Timing
from ..values.dates import until_from
from ..values.frozen import Later, when_read
from ..values.pay_cycle import PayCycle
from ..values.running_totals import RunningParts, RunningTotal, part_on
from ._accrual import COMPONENTS, AccrualProfile, AccrualRate, Scale, ticks_at
from ._rounding import (
    FEE,
    FEE_ON_TOP,
    NO_CARRY,
    Accrued,
    ComponentTotals,
    Lines,
    Rounded,
    shown_in,
    totals_after,
    with_totals,
)
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


@when_read("accrued")
@attrs.define(eq=False)
class ScheduleData:
    """One computed schedule: its terms, all its lines, and what they were rounded from."""

    resolved: ResolvedTerms
    lines: list[Line]
    start: int
    ends: list[int]
    accrued: Accrued
    """What each component has accrued by the end of each line; worked out when it is read."""
    carry: ComponentTotals
    last: int
    """The ordinal of the day up to which it was asked for; its last period may go on beyond."""
    rounding: Rounded | None = attrs.field(default=None, init=False, repr=False)
    parts: FunderParts | None = attrs.field(default=None, init=False)
    """The funders' parts of the whole schedule that it is in; made when asked for where it is all of it."""

    @property
    def funders(self) -> FunderParts:
        """The funders' parts of the whole schedule that it is in."""
        return self.parts or FunderParts((self,), ())

    def rounded(self) -> Rounded:
        """Each component's pence line by line, and its running totals; worked out when first asked for."""
        if self.rounding is None:
            lines = lines_of(self.resolved, self.start, self.ends, known=self.accrued)
            self.rounding = with_totals(lines, self.carry, shown_in(lines, self.carry))
        return self.rounding

    def carried(self) -> ComponentTotals:
        """The running totals at its end."""
        lines = lines_of(self.resolved, self.start, self.ends, known=self.accrued)
        return totals_after(lines, self.carry, shown_in(lines, self.carry))

    def checked(self) -> ScheduleData:
        """The same, where its columns fit one another; raises IsfError where they do not."""
        periods = sum(line.alone < 0 for line in self.lines)
        columns = [self.ends, *(sums for sums in self.accrued if sums is not None)]
        fits = {*map(len, columns)} == {periods} and len(self.accrued) == len(self.carry) == len(COMPONENTS)
        known = len(self.resolved.one_offs)
        if not fits or any(line.alone >= known or line.last_day < line.first_day for line in self.lines):
            raise IsfError("ScheduleData", "its columns do not fit one another", "give what was stored, unchanged")
        return self

    def only(self, line: Line) -> ScheduleData:
        """The same with the line of one period alone, and with what it was rounded from."""
        if line.alone >= 0:
            return ScheduleData(self.resolved, [line], self.start, [], [None] * len(COMPONENTS), self.carry, self.last)
        place = bisect_right(self.ends, line.first_day.toordinal())
        accrued = [None if sums is None else [sums[place] - (sums[place - 1] if place else 0)] for sums in self.accrued]
        carry = tuple(totals[place] for totals in self.rounded().running)
        start = line.first_day.toordinal()
        return ScheduleData(self.resolved, [line], start, [self.ends[place]], accrued, carry, self.last)

    def entitled(self) -> Iterator[tuple[Line, dict[str, Fraction]]]:
        """Each payment, and each funder's exact pence of it, by reference; they add up to it.

        Each bears what its part of the budget accrues, less in-house services; the contribution then comes off those
        that charge. What is paid beside the budget is borne by those with rates, as far as their rates are not used
        up, and then by those with shares.
        """
        for line, before in self.borne():
            yield line, self.resolved.bearers.less_contribution(before, line.contribution)

    def borne(self, *, whole: bool = False) -> Iterator[tuple[Line, dict[str, Fraction]]]:
        """The same before the contribution comes off; of the `whole` cost also before in-house services do."""
        terms, bearers = self.resolved, self.resolved.bearers
        if len(terms.funding) < 2:
            for funder, line in product(terms.funding, self.lines):
                cost = line.amount + line.contribution + (line.in_house if whole else 0)
                yield line, {funder.ref: Fraction(cost)}
            return
        places = count()
        parts, spare = self._by_funder(whole)
        for line in self.lines:
            bears = unused = {each.ref: Fraction(0) for each in terms.funding}
            if line.alone < 0:
                place = next(places)
                bears, unused = ({ref: sums[place] for ref, sums in each.items()} for each in (parts, spare))
            beside = Fraction(line.one_off + line.fee_on_top)
            rounded = line.budget - (0 if whole else line.in_house)
            more = bearers.of_rounding(bears, rounded - sum(bears.values(), Fraction(0)))
            other = bearers.parts_beside(beside, unused)
            yield line, {each.ref: bears[each.ref] + more[each.ref] + other[each.ref] for each in terms.funding}

    def _by_funder(self, whole: bool) -> tuple[dict[str, list[Fraction]], dict[str, list[Fraction]]]:
        """What each funder's part of the budget accrues in each period, in exact pence, and what its rate has over."""
        terms, bearers = self.resolved, self.resolved.bearers
        is_by_months = bool(terms.cycle.frequency.months)
        ticks = [ticks_at(terms.cycle, end) if is_by_months else 0 for end in self.ends]
        periods = [each.taken for each in terms.accruals.constant_periods]
        parts = [
            bearers.parts_of(each.gross) if whole else bearers.parts_less(each.gross, each.in_house) for each in periods
        ]
        unused = [bearers.unused_by(each.gross) for each in periods]
        since = [each.since.toordinal() for each in terms.accruals.constant_periods]
        found, over = (
            {ref: self._accrued_by(since, [each[ref] for each in made], ticks) for ref in made[0]}
            for made in (parts, unused)
        )
        return found, over

    def _accrued_by(self, since: list[int], rates: list[AccrualRate], ticks: list[int]) -> list[Fraction]:
        """What accrues in each period, in exact pence."""
        if not any(rates):
            return [Fraction(0)] * len(self.ends)
        scale = Scale.of(lcm(*[each.denominator for rate in rates for each in rate[:3]]), by_months=True)
        profile = AccrualProfile(since, [*map(scale.of_exact, rates)], scale, self.resolved.cycle)
        sums = profile.accrued(self.ends, ticks)
        return [Fraction(each, profile.denominator) for each in map(sub, sums, (0, *sums))]


class ShownParts(NamedTuple):
    """Funders' parts as they were shown: by first day and place among one-off sums, each funder's pence."""

    parts: tuple[tuple[date, int, tuple[tuple[str, int], ...]], ...]
    earlier: RunningParts
    after: RunningParts


class FunderParts:
    """Each funder's part of each payment of a schedule, by running total (PAY-04); worked out when first asked for.

    `earlier` is what it goes on from: running totals, or the parts of the schedule before, which are then asked.
    """

    __slots__ = ("_after", "_data", "_shown", "earlier")

    def __init__(self, data: tuple[ScheduleData, ...], earlier: RunningParts | FunderParts) -> None:
        self._data = data
        self.earlier: RunningParts | FunderParts = earlier
        self._shown: dict[tuple[date, int], dict[str, int]] = {}
        self._after: RunningParts | None = None
        for each in data:
            each.parts = self

    @classmethod
    def as_shown(cls, data: tuple[ScheduleData, ...], shown: ShownParts) -> FunderParts:
        """The parts as they were shown; they are not worked out again."""
        made = cls(data, shown.earlier)
        made._shown = {(first_day, alone): dict(parts) for first_day, alone, parts in shown.parts}
        made._after = shown.after
        return made

    def shown(self, lines: Iterable[Line]) -> ShownParts:
        """The parts of some payments, with what they go on from and what goes on from them."""
        after, earlier = self.after(), self.earlier
        parts = tuple((line.first_day, line.alone, tuple(self.of(line).items())) for line in lines)
        return ShownParts(parts, earlier.after() if isinstance(earlier, FunderParts) else earlier, after)

    def of(self, line: Line) -> dict[str, int]:
        """Each funder's pence of a payment, by reference."""
        self.after()
        return self._shown[line.first_day, line.alone]

    def shown_before(self, line: Line, ref: str) -> int:
        """A funder's pence of all payments before one."""
        self.after()
        here = (line.first_day, line.alone)
        before = takewhile(lambda shown: shown[0] != here, self._shown.items())
        return sum(parts.get(ref, 0) for _, parts in before)

    def after(self) -> RunningParts:
        """The running totals at the schedule's end."""
        if self._after is None:
            earlier = self.earlier
            running: dict[str, RunningTotal] = dict(earlier.after() if isinstance(earlier, FunderParts) else earlier)
            for data in self._data:
                for line, shares in data.entitled():
                    self._shown[line.first_day, line.alone] = part_on(running, shares, line.amount)
            self._after = tuple(running.items())
        return self._after


def lines_of(
    terms: ResolvedTerms, start: int, ends: list[int], *, ticks: Sequence[int] = (), known: Accrued | None = None
) -> Lines:
    """What the lines of some terms are rounded from."""
    profiles = terms.accruals.profiles_until(ends[-1] if ends else start)
    return Lines(terms.convention, profiles, start, ends, ticks, known, terms.is_charge, terms.charged_from is not None)


def compute_phases(
    phases: tuple[ResolvedTerms, ...], until: date | None, carry: ComponentTotals = NO_CARRY.components
) -> tuple[ScheduleData, ...]:
    """The lines of several phases in order; IsfError where they are open-ended and `until` is not given."""
    if until is not None:
        until_from(phases[0].first_day, until)
    last_day = phases[-1].last_day if until is None else until
    if not isinstance(last_day, date):
        raise IsfError("until", "the arrangement is open-ended", "give the last day up to which to schedule")
    last = last_day.toordinal()
    parts: list[ScheduleData] = []
    for phase in phases:
        if parts and phase.first_day > last_day:
            break
        parts.append(compute_lines(phase, last, parts[-1].carried() if parts else carry))
    return tuple(parts)


def compute_lines(terms: ResolvedTerms, last: int, carry: ComponentTotals) -> ScheduleData:
    """The lines up to the period that holds the day with the ordinal `last`, or to the last day of the terms.

    There are none where it never began. Raises TooLarge past 10,000 payments, OutsideCalendar where the working days
    do not reach.
    """
    first_day = terms.first_day
    start = first_day.toordinal()
    if terms.never_began:
        return ScheduleData(terms, [], start, [], [None] * len(COMPONENTS), carry, last)
    accruals = terms.accruals
    last = min(last, accruals.end - 1)
    first, lasts, unmoved, due, ends, ticks = _cut_periods(terms, last)
    rounded_from = lines_of(terms, start, ends, ticks=ticks)
    pence, amount, _ = shown_in(rounded_from, carry)
    if accruals.components.has_fixed_charges:
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
    # As Line._make would, without a call for each; a due date of None was refused above.
    lines: list[Line] = [*map(tuple.__new__, repeat(Line), rows)]
    if terms.one_offs:
        lines = _with_one_offs(terms, lines, last)
    accrued: Any = Later(lambda: rounded_from.accrued)
    return ScheduleData(terms, lines, start, ends, accrued, carry, last)


def _cut_periods(
    terms: ResolvedTerms, last: int
) -> tuple[list[date], list[date], list[date], list[date | None], list[int], list[int]]:
    """The periods up to the one that holds a day, cut to the terms' own days: the columns of PayPeriods."""
    accruals = terms.accruals
    calendar, low, high, end = accruals.calendar, accruals.first_number, accruals.last_number, accruals.end
    first_day, in_advance = terms.first_day, terms.timing is Timing.IN_ADVANCE
    if last < end - 1 or high is None:
        high = terms.cycle.number_of(max(first_day, date.fromordinal(last)))
    if high - low >= MOST_PAYMENTS:
        raise TooLarge("schedule", f"{high - low + 1:,} payments are too many", f"give at most {MOST_PAYMENTS:,}")
    _, first, lasts, unmoved, due, ends, ticks, are_due = calendar.periods(low, high)
    begins, last_begins = first[0], first[-1]
    is_cut = ends[-1] > end  # it ends inside a period
    if is_cut or begins != first_day:
        first, lasts, unmoved, due, ends = [*first], [*lasts], [*unmoved], [*due], [*ends]
    if begins != first_day:  # it starts inside a period
        first[0] = first_day
        if in_advance:
            unmoved[0], due[0] = calendar.due_from(begins, first_day)
    if is_cut:
        ends[-1] = end
        lasts[-1] = date.fromordinal(end - 1)
        if not in_advance:
            unmoved[-1], due[-1] = calendar.due_from(last_begins, date.fromordinal(end))
    if accruals.counts_months:
        ticks = _month_clock(terms.cycle, ends, ticks, is_cut)
    if not are_due and None in due:  # past the calendar of working days, which refuses it
        place = due.index(None)
        counted = first[place] if in_advance else date.fromordinal(ends[place])
        calendar.due_from(terms.cycle.start_of(low + place), counted)
    return first, lasts, unmoved, due, ends, ticks


def _month_clock(cycle: PayCycle, ends: list[int], whole: list[int], is_cut: bool) -> list[int]:
    """The month clock at the end of each period, where that of whole periods of months is known."""
    if not cycle.frequency.months:
        return [ticks_at(cycle, each) for each in ends]
    return [*whole[:-1], ticks_at(cycle, ends[-1])] if is_cut else whole


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
