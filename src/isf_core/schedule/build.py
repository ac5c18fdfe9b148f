"""Payment schedules: what is paid when, right to the penny.

`build_schedule` turns resolved terms into a Schedule, which can be read, added up, sliced,
accrued and cut. The way from an arrangement to one is `schedule_payments` (see `assessment`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import chain, count, repeat
from typing import TypeVar

import attrs

from ..errors import ImpossiblePeriod, IsfError, quote
from ..model.documents import OPEN_ENDED
from ..model.field_paths import put
from ..model.payment_terms import Basis, Placement, Timing
from ..values.checks import day, instance
from ..values.dates import Period, days_after, within_calendar
from ..values.frozen import frozen
from ..values.layout import Laid, Page
from ..values.money import ExactMoney, Money
from ..values.record import WithFields
from ..values.running_totals import RunningParts
from ..values.timeline import Timeline
from ._accrual import COMPONENTS, stated, ticks_at
from ._pay_periods import pay_calendar
from ._rounding import FEE, FEE_ON_TOP, NO_CARRY, Carry
from .lines import FunderParts, Line, ScheduleData, compute_lines, compute_phases
from .payment import A_PERIOD, Payment, Payments
from .resolved_terms import NO_FEE, ResolvedTerms
from .totals import in_a_row

T = TypeVar("T")


def build_schedule(
    terms: ResolvedTerms | tuple[ResolvedTerms, ...], *, until: date | None = None, carry: Carry = NO_CARRY
) -> Schedule:
    """Compute the schedule of resolved terms, or of several phases of them in order.

    `until` is the last day, included: the schedule has every payment whose period starts on or before it, in full.
    You may leave it out if the arrangement has a last day. `carry` is the carry of an earlier schedule whose running
    totals this one continues.

    Raises IsfError if `until` is needed and not given, ImpossiblePeriod if it is before the first day, TooLarge for
    more than 10,000 payments, and OutsideCalendar if the calendar of working days does not reach far enough.
    """
    wanted = "give what resolve_terms(...) or resolve_phases(...) gave"
    phases = terms if isinstance(terms, tuple) else (terms,)
    if not phases:
        raise IsfError("build_schedule", "no resolved terms", wanted)
    for phase in phases:
        instance("build_schedule", phase, ResolvedTerms, wanted)
    if carry is not NO_CARRY:
        instance("build_schedule.carry", carry, Carry, "give another schedule's .carry")
    return Schedule(compute_phases(phases, until, carry.components), carry.funders)


def regular_payment(terms: ResolvedTerms, on: date) -> Payment:
    """The regular payment on a day: a full period's, net where it is paid net, without fee on top and one-offs.

    Interpretation: as if nothing were suspended; the period is the one that the day falls in, at the
    amounts of that day (before the first day, those of the first); rounded as a payment of its own.
    """
    whole = terms.cycle.period_of(on)
    weeks = terms.charging_weeks
    if weeks is not None:
        # None is cut by the first or the last day of the arrangement: a period has as many of them as it has weeks.
        weeks = weeks._replace(first_day=within_calendar(whole.first_day, -7), last_day=OPEN_ENDED, follows=False)
    full = attrs.evolve(
        terms,
        first_day=whole.first_day,
        last_day=whole.last_day,
        budget=_as_on(terms.budget, on),
        budget_parts=_as_on(terms.budget_parts, on),
        in_house=tuple(put(each, "cost", _as_on(each.cost, on)) for each in terms.in_house),
        contribution=_as_on(terms.contribution, on),
        basis=_as_on(terms.basis, on),
        fee=NO_FEE,
        one_offs=(),
        suspended=(),
        charging_weeks=weeks,
        charged_from=None,
    )
    return build_schedule(full)[0]


def _as_on(timeline: Timeline[T], on: date) -> Timeline[T]:
    """What holds on a day, always."""
    return Timeline(timeline.on(on)) if timeline.changes else timeline


def regular_pence(terms: ResolvedTerms, on: date) -> int:
    """What the regular payment on a day comes to, in pence.

    By weeks, where a contribution by days is all that comes off a budget, it is so many days of both: it needs no line.
    """
    cycle = terms.cycle
    if (
        not cycle.frequency.weeks
        or terms.in_house
        or terms.freed
        or terms.charging_weeks is not None
        or terms.charged_from is not None
        or terms.charging.collection_floor
        or not all(part.funder.charges for part in terms.funding)
    ):
        return regular_payment(terms, on).amount.pence
    begins, days = cycle.start_of(cycle.number_of(on)), 7 * cycle.frequency.weeks
    # One that no calendar has a due date for is refused, as its line would be.
    calendar = pay_calendar(cycle, terms.timing, terms.due_days, terms.move, terms.working_days)
    calendar.due_from(begins, begins if terms.timing is Timing.IN_ADVANCE else days_after(begins, days))
    rates = [stated(each.on(on), cycle.frequency, terms.weeks_in_year) for each in (terms.budget, terms.contribution)]
    # Each rounded once, half up; a contribution takes no more than the budget has.
    budget, contribution = [(200 * days * a_day + over) // (2 * over) for a_day, _, _, over, _ in rates]
    return budget if terms.basis.on(on) is Basis.GROSS else max(0, budget - contribution)


@frozen(kw_only=True, repr=False, str=False)
class Accrual(Laid, WithFields):
    """What accrues over some days, by component, as exact pounds; not what is paid in them."""

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

    def page(self) -> Page:
        """What it shows: its days, and each component that there is."""
        days = (("first_day", "From", self.span.first_day), ("last_day", "To", self.span.last_day))
        return Page(in_a_row(self, *days, amount="Accrues"))


class Schedule(Payments):
    """All payments of resolved terms up to a day. It keeps the terms, so you can cut it and ask what accrues.

    If payment terms, holder or funding change, it has several phases, each with its own resolved terms.
    """

    __slots__ = ()

    def __init__(self, parts: tuple[ScheduleData, ...], earlier: RunningParts | FunderParts = ()) -> None:
        first, *later = parts
        if earlier or later:
            FunderParts(parts, earlier)
        lines = [line for part in parts for line in part.lines] if later else first.lines
        self._parts, self._lines, self._places = parts, lines, range(len(lines))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The plain tuples of dates and whole pence."""
        return tuple(self._lines)

    def __iter__(self) -> Iterator[Payment]:
        numbers = count(1)
        return chain.from_iterable(map(Payment, part.lines, numbers, repeat(part)) for part in self._parts)

    @property
    def phases(self) -> tuple[ResolvedTerms, ...]:
        """The resolved terms, one after the other."""
        return tuple(part.resolved for part in self._parts)

    @property
    def resolved(self) -> ResolvedTerms:
        """The resolved terms of the first phase, which is the only one if nothing changes."""
        return self._parts[0].resolved

    @property
    def span(self) -> Period:
        """From the first day of the first payment to the last day of the last.

        Raises ImpossiblePeriod if there are no payments, because the arrangement never began.
        """
        if not self._lines:
            raise ImpossiblePeriod("Schedule.span", "it never began", "there are no payments, and no days")
        return Period(first_day=self.resolved.first_day, last_day=max([line.last_day for line in self._lines]))

    @property
    def carry(self) -> Carry:
        """The running totals at its end, for a schedule that goes on from it (PAY-05)."""
        last = self._parts[-1]
        return Carry(last.carried(), last.funders.after())

    @property
    def rounding(self) -> dict[str, ExactMoney]:
        """What the payments show less what accrued, by component, as exact pounds (PAY-03).

        By running total it is at most half a penny.
        """
        first_day = self.resolved.first_day
        days = self.span if self._lines else Period(first_day=first_day, last_day=first_day)
        exact, totals = self.accrued_in(span=days), self.totals
        return {name: getattr(totals, name).exact - getattr(exact, name) for name in COMPONENTS}

    def accrued_in(self, *, span: Period) -> Accrual:
        """What accrues over some days, as exact pounds, whenever it is paid.

        A fee for each payment accrues on its payment's first day. Raises IsfError if `span` is not a Period.
        """
        instance("accrued_in", span, Period, A_PERIOD)
        within = span.overlap(self.span) if self._lines else None
        sums = [Fraction(0)] * len(COMPONENTS)
        once = Money(0)
        for part in self._parts if within is not None else ():
            terms = part.resolved
            inside = within.overlap(_days_of(part)) if within and part.lines else None
            if inside is None:
                continue
            days = [inside.first_day.toordinal(), inside.day_after.toordinal()]
            ticks = [ticks_at(terms.cycle, each) for each in days] if terms.accruals.counts_months else [0, 0]
            for component, profile in enumerate(terms.accruals.profiles):
                if profile is not None:
                    before, after = profile.accrued(days, ticks)
                    sums[component] += Fraction(after - before, profile.denominator * 100)
            once = once + Money.total(each.amount for each in terms.one_offs if each.on in inside)
            for line in part.lines if terms.accruals.components.has_fixed_charges else ():
                for charge in terms.fixed_charges_in(line.first_day, line.last_day) if line.alone < 0 else ():
                    if (charge.on or line.first_day) in inside:
                        sums[FEE if charge.placement is Placement.INSIDE else FEE_ON_TOP] += charge.amount.exact.pounds
        exact = {name: ExactMoney(each) for name, each in zip(COMPONENTS, sums, strict=True)}
        return Accrual(span=span, one_off=once.exact, **exact)

    def held_back_in(self, *, span: Period) -> ExactMoney:
        """What the holder goes short by over some days because payments are suspended, as exact pounds (PAY-07).

        It is the budget, less in-house services and with a fee on top, that is not paid. Whether the person or the
        funder pays the rest makes no difference to the holder. Raises IsfError if `span` is not a Period.
        """
        instance("held_back_in", span, Period, A_PERIOD)
        now = self.accrued_in(span=span)
        parts = (
            compute_lines(attrs.evolve(part.resolved, suspended=()), part.last, part.carry) for part in self._parts
        )
        full = Schedule(tuple(parts)).accrued_in(span=span)
        kept = [each.budget - each.in_house + each.fee_on_top for each in (full, now)]
        return kept[0] - kept[1]

    def cut(self, *, on: date) -> tuple[Schedule, Schedule]:
        """Cut the schedule in two: up to the day before, and from that day on (PAY-05).

        At the start of a period nothing changes. Inside a period, the exact amounts of the two parts add up to the
        whole, and running totals and the funders' parts continue. A fee for each payment stays with the part in
        which the period begins. Raises ImpossiblePeriod for a day outside the schedule.
        """
        span = self.span
        if day("cut", on) not in span or on == span.first_day:
            raise ImpossiblePeriod("cut", f"{quote(on)} does not part {span}", "give a later day within it")
        before: list[ScheduleData] = []
        after: list[ScheduleData] = []
        for part in self._parts:
            first_day = part.resolved.first_day
            # Terms without a day of their own, which others took over at once, have no payments.
            if (_days_of(part).last_day if part.lines else first_day) < on:
                before.append(attrs.evolve(part))
            elif first_day >= on:
                carry = (after or before)[-1].carried()
                is_same = part.carry == carry
                after.append(attrs.evolve(part) if is_same else compute_lines(part.resolved, part.last, carry))
            else:
                ended = compute_lines(part.resolved.ending(days_after(on, -1)), part.last, part.carry)
                before.append(ended)
                after.append(compute_lines(part.resolved.beginning(on), part.last, ended.carried()))
        first = Schedule(tuple(before), self._parts[0].funders.earlier)
        return first, Schedule(tuple(after), before[0].funders)


def parts_of(schedule: Schedule) -> tuple[ScheduleData, ...]:
    """The phases of a schedule, each with its lines and what they were rounded from."""
    return schedule._parts


def _days_of(part: ScheduleData) -> Period:
    """The days that a part's payments are for."""
    return Period(first_day=part.resolved.first_day, last_day=max(line.last_day for line in part.lines))
