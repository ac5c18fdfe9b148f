"""Resolved terms: every value there, each with where it came from, and how each component accrues.

Between one change and the next lies a *constant period*, in which every fact is one value. Each
component of a payment accrues evenly through it, so that a schedule, however many things change in
it, is the same few sums.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

import attrs

from ..errors import IsfError
from ..model.budget import InHouse, OneOff
from ..model.documents import OpenEnded, ends_on
from ..model.due_dates import DueDays, PayDates
from ..model.fees import ALIKE_THROUGHOUT, FeeBase, ManagementFee, NoFee
from ..model.organisations import Funding, Holder
from ..model.parameters import Parameters, Policies
from ..model.payment_terms import Basis, ChargingTerms, Convention, OneOffPayment, Placement, Timing
from ..values.checks import day, instance
from ..values.dates import Period, days_after, up_to
from ..values.frozen import frozen, when_read
from ..values.money import ExactMoney
from ..values.pay_cycle import PayCycle
from ..values.rates import Rate, by_unit
from ..values.record import Record
from ..values.sources import RECORD, Source, Text
from ..values.timeline import Steps, Timeline, in_steps, together
from ..values.working_days import Move, WorkingDays
from ._accrual import (
    COMPONENTS,
    LENGTHS,
    NEVER,
    TICKS,
    AccrualRate,
    MonthProfile,
    accrual_of,
    months_within,
    ticks_at,
)
from ._charging_weeks import ChargingWeeks, Profile, WeekProfile, accrued_by
from ._constant_periods import Components, ConstantPeriod
from ._pay_periods import PayCalendar, pay_calendar
from .bearers import NOBODY, Bearers
from .deductions import FixedCharge, SuspensionShares, suspended_over_time
from .exemptions import Freed, freed_over_time

ZERO_RATE = Rate.weekly(0)
NO_FEE: Timeline[ManagementFee] = Timeline(NoFee())
_NO_CONTRIBUTION = Timeline(ZERO_RATE)
OF_ONE: Timeline[tuple[Rate, ...]] = Timeline(())
_AS_ASSESSED = ChargingTerms()
NET, _GROSS = Timeline(Basis.NET), Timeline(Basis.GROSS)
_INSIDE, _OF_THE_GROSS = Timeline(Placement.INSIDE), Timeline(FeeBase.GROSS)
_CONTRIBUTION = COMPONENTS.index("contribution")
_charges, _since = attrgetter("funder.charges"), attrgetter("since")


class Accruals:
    """What follows from resolved terms: their constant periods, each component's profile, the calendar of payments."""

    __slots__ = ("calendar", "components", "counts_months", "end", "first_number", "last_number", "profiles")

    def __init__(
        self,
        components: Components,
        calendar: PayCalendar,
        numbers: tuple[int, int | None],
        end: int,
        by_week: tuple[ChargingWeeks, int] | None,
    ) -> None:
        """`by_week` has the charging weeks, where there are any, and the collection floor in pence."""
        self.components: Components = components
        self.calendar: PayCalendar = calendar
        first, last = numbers
        self.first_number: int = first
        self.last_number: int | None = last
        """The numbers of the first and the last period in the cycle; no last where they are open-ended."""
        self.end: int = end
        """The ordinal of the day after the last; past every date where it is open-ended."""
        scale, profiles = components.scale, components.profiles(calendar.cycle)
        self.counts_months: bool = scale.by_months and any(each is not None and each.counts_months for each in profiles)
        """Whether anything accrues by the month."""
        self.profiles: list[Profile | MonthProfile | None] = profiles
        if by_week is not None:
            weeks, floor = by_week
            sums = tuple(
                (on.toordinal(), scale.per_week(taken[6]), scale.exact(taken[7]), row[2] is Basis.NET)
                for taken, (on, row) in zip(components.worked.taken, components.rows, strict=True)
            )
            self.profiles[_CONTRIBUTION] = WeekProfile.of(weeks, sums, calendar.cycle, floor)

    @property
    def constant_periods(self) -> tuple[ConstantPeriod, ...]:
        """The facts between one change and the next, from the first day on; made when they are read."""
        return self.components.constant_periods

    def profiles_until(self, end: int) -> Sequence[Profile | None]:
        """How each component accrues up to the ordinal of a day, in months that are short and long too."""
        if not self.components.by_month:
            return self.profiles  # type: ignore[return-value]  # no MonthProfile is among them
        return [each.until(end) if isinstance(each, MonthProfile) else each for each in self.profiles]

    def within(self, cycle: PayCycle, span: Period) -> Iterator[tuple[Period, ConstantPeriod]]:
        """Some days, cut where the facts change, and month by month where what comes off depends on its length."""
        periods, after = self.constant_periods, span.day_after
        place = max(bisect_right(periods, span.first_day, key=_since) - 1, 0)
        start = max(span.first_day, periods[place].since)
        while start < after:
            end = min(periods[place + 1].since, after) if place + 1 < len(periods) else after
            yield from self.by_months(place, cycle, up_to(start, end))
            start, place = end, place + 1

    def by_months(self, place: int, cycle: PayCycle, days: Period) -> Iterator[tuple[Period, ConstantPeriod]]:
        """Some days of one constant period, by its place; each month by itself where its length makes a difference."""
        if place not in self.components.differing:
            yield days, self.constant_periods[place]
            return
        for part, length in months_within(cycle, days):
            yield part, self.components.of_months[length - LENGTHS[0]][place]


@when_read("origins")
@frozen(kw_only=True, repr=False)
class ResolvedTerms(Record):
    """The terms from which a schedule is computed, with nothing missing.

    Made by `resolve_terms`. `origins` has for each field where its value stands: a path, and whether it is one of
    the policy's parameters and not of the arrangement; `provenance` has the same as sources.
    """

    first_day: date
    last_day: date | OpenEnded
    cycle: PayCycle
    timing: Timing
    due_days: DueDays
    move: Move
    working_days: WorkingDays = attrs.field(repr=False)
    convention: Convention
    weeks_in_year: Fraction
    budget: Timeline[Rate]
    budget_parts: Timeline[tuple[Rate, ...]] = OF_ONE
    """The rates that the budget is the sum of, each in its own unit, where they are several: it is that a week."""
    in_house: tuple[InHouse, ...] = ()
    contribution: Timeline[Rate] = _NO_CONTRIBUTION
    assessed: Timeline[Rate] | None = None
    """The contribution as it was assessed, where that would not leave the person their minimum income."""
    basis: Timeline[Basis] = _GROSS
    charging: ChargingTerms = _AS_ASSESSED
    charging_weeks: ChargingWeeks | None = None
    charged_from: date | None = None
    """The first day that is charged by these terms, where a charging week that began before goes on into them."""
    is_charge: bool = False
    """Whether they are those of what the person is charged: a charging week is then no less than it is, however
    little the payment of its period comes to."""
    fee: Timeline[ManagementFee] = NO_FEE
    placement: Timeline[Placement] = _INSIDE
    fee_base: Timeline[FeeBase] = _OF_THE_GROSS
    one_offs: tuple[OneOff, ...] = ()
    one_off_payment: OneOffPayment = OneOffPayment.WITH_PERIOD
    suspended: tuple[SuspensionShares, ...] = ()
    funding: tuple[Funding, ...] = ()
    freed: tuple[Freed, ...] = ()
    """What exemptions free of charge (BUD-11)."""
    lacking: tuple[str, ...] = ()
    """What is not recorded that a charge depends on, though no payment does: `freed` is then not all that is free."""
    holder: Holder | None = None
    begun_on: date | None = None
    """The arrangement's first day, where these terms begin later; None where they are its first."""
    begins_period: bool = True
    """False where the first day goes on with a period of which a schedule before has the first days."""
    policies: Policies[Parameters] | None = attrs.field(default=None, repr=False)
    """The policies' parameters; None where no policy was asked."""
    origins: tuple[tuple[str, str, bool], ...] = attrs.field(default=(), repr=False)
    by_plan: Timeline[bool] | None = attrs.field(default=None, repr=False)
    elsewhere: tuple[Timeline[Rate], ...] | None = None
    """What of the budget is deployed in other ways; None where all of it goes through the fund."""

    def __attrs_post_init__(self) -> None:
        if isinstance(self.last_day, date) and self.last_day < self.first_day and not self.never_began:
            raise IsfError("ResolvedTerms.last_day", f"{self.last_day} is before {self.first_day}", "give a later day")
        if isinstance(self.due_days, PayDates):
            self.due_days.fits(self.cycle)

    @property
    def never_began(self) -> bool:
        """Whether it ended on the day before its first: there is no day to pay for."""
        first_day, last_day = self.first_day, self.last_day
        if not isinstance(last_day, date) or last_day >= first_day:
            return False
        return last_day.toordinal() == first_day.toordinal() - 1

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a contribution, and a fee that refuses nothing, bears on a budget that is paid whole.

        What follows from such terms cannot be refused: no fee of a council's own is asked, no sum is shared, and the
        periods that hold the days on which something changes lie within the calendar.
        """
        if (
            self.in_house
            or self.suspended
            or self.freed
            or self.fee.changes
            or type(self.fee.first) not in ALIKE_THROUGHOUT
            or self.charging_weeks is not None
            or not self._all_charge
        ):
            return False
        facts = (self.budget, self.budget_parts, self.contribution, self.basis, self.placement, self.fee_base)
        days = [self.first_day, *(on for each in facts for on, _ in each.changes)]
        days += [self.last_day] if isinstance(self.last_day, date) else []
        return date.min.year < min(days).year and max(days).year < date.max.year

    @cached_property
    def provenance(self) -> tuple[tuple[str, Source], ...]:
        """Where each value came from, by field."""
        named = "" if self.policies is None else self.policies.named(self.first_day, ends_on(self.last_day))
        policy = Text(f"Policy {named}")
        cited = {} if self.policies is None else dict(self.policies.sources)
        out: list[tuple[str, Source]] = []
        for name, path, is_policy in self.origins:
            out.append((name, (policy if is_policy else RECORD)(path)))
            out += [(name, cited[path])] if is_policy and path in cited else []
        return tuple(out)

    def source_of(self, field: str) -> tuple[Source, ...]:
        """Give the source of one value."""
        return self._cited.get(field, ())

    @cached_property
    def _cited(self) -> dict[str, tuple[Source, ...]]:
        """The sources of each field."""
        cited: dict[str, tuple[Source, ...]] = {}
        for name, source in self.provenance:
            cited[name] = (*cited.get(name, ()), source)
        return cited

    @cached_property
    def accruals(self) -> Accruals:
        """What follows from them, worked out once."""
        first_day, last_day, cycle, weeks = self.first_day, self.last_day, self.cycle, self.charging_weeks
        floor, year, services = self.charging.collection_floor.pence, self.weeks_in_year, self.in_house
        end, last_number = NEVER, None
        if isinstance(last_day, date):
            end, last_number = last_day.toordinal() + 1, cycle.number_of(last_day)
        seldom: dict[str, Timeline[Any] | Steps] = {}
        if self.suspended:
            seldom["shares"] = suspended_over_time(self.suspended)
        if self.freed:
            seldom["free"] = freed_over_time(self.freed, year)
        if self.charged_from is not None:
            seldom["is_charged"] = Steps(False, ((self.charged_from, True),))
        if self.budget_parts is not OF_ONE:
            seldom["parts"] = self.budget_parts
        if self.assessed is not None:
            seldom["most"] = self.assessed
        facts = (self.budget, self.contribution, self.basis, self.fee, self.placement, self.fee_base)
        costs = [service.cost for service in services] if services else ()
        # A charging week that goes on past the last day is charged whole here: what changes in it counts too.
        reach = end if weeks is None else min(end + 6, NEVER)
        components = Components(
            together(first_day, *facts, *costs, *seldom.values(), before=reach),
            seldom,
            tuple([service.what for service in services]) if services else (),
            (cycle.frequency, year),
            floor=floor if weeks is None else 0,  # by charging weeks the floor is a week's
            bearers=self.bearers if not self._all_charge else NOBODY if self.freed else None,
            suspended=self.suspended,
            begun_on=self.begun_on or first_day,
        )
        calendar = pay_calendar(cycle, self.timing, self.due_days, self.move, self.working_days)
        numbers = cycle.number_of(first_day), last_number
        return Accruals(components, calendar, numbers, end, None if weeks is None else (weeks, floor))

    @property
    def _all_charge(self) -> bool:
        """Whether no funder is recorded that does not charge the person."""
        return not self.funding or all(map(_charges, self.funding))

    @cached_property
    def bearers(self) -> Bearers:
        """Who bears what is paid."""
        return Bearers.of(self.funding, self.cycle.frequency, self.weeks_in_year)

    def accrued_by(self, rate: Rate, span: Period) -> ExactMoney:
        """What a rate comes to over some days, exactly, paid on this cycle; IsfError for what is neither."""
        instance("ResolvedTerms.accrued_by", rate, Rate, "give a Rate")
        instance("ResolvedTerms.accrued_by", span, Period, "give a Period")
        return self.accrued_at(accrual_of(rate, self.cycle.frequency, self.weeks_in_year), span)

    def accrued_at(self, accrues: AccrualRate, span: Period) -> ExactMoney:
        """What accrues over some days at so much a day and a month of this cycle; IsfError for what is neither."""
        instance("ResolvedTerms.accrued_at", accrues, AccrualRate, "give what one of its constant periods accrues")
        instance("ResolvedTerms.accrued_at", span, Period, "give a Period")
        return ExactMoney(_accrued(accrues, span, self.cycle))

    def contribution_in(self, span: Period) -> Fraction:
        """What the contribution accrues over some of their days, in exact pounds; IsfError for what is no Period."""
        instance("ResolvedTerms.contribution_in", span, Period, "give a Period")
        return accrued_by(self.accruals.profiles[_CONTRIBUTION], self.cycle, span)

    def fixed_charges_in(self, first_day: date, last_day: date) -> list[FixedCharge]:
        """The charges of the payment for some days that do not accrue.

        A charge for each payment is that of the payment's first day, and is not made again for the rest of a
        period that is paid in parts; a charge made once falls to the payment whose days hold its date, where
        the fee of that date makes it. Interpretation: one that is dated before the arrangement's first day, as a fee
        for setting it up is, falls to the first payment.
        """
        goes_on = first_day == self.first_day and not self.begins_period
        goes_on = goes_on and first_day != self.cycle.start_of(self.accruals.first_number)
        periods = self.accruals.constant_periods
        ends = (*(period.since for period in periods[1:]), date.max)
        return [
            charge
            for period, end in zip(periods, ends, strict=True)
            for charge in period.fixed_charges
            if (charge.on or not goes_on)
            and period.since <= (on := charge.on or first_day) < end
            and first_day <= on <= last_day
        ]

    def adjoins(self, first_day: date) -> bool:
        """Whether what begins on a day follows these terms without a day between."""
        begins = day("ResolvedTerms.adjoins", first_day).toordinal()
        return isinstance(self.last_day, date) and self.last_day.toordinal() + 1 == begins

    @property
    def charged_to(self) -> date:
        """The first day after them that no charging week which began in them holds."""
        after = days_after(ends_on(self.last_day), 1)
        if self.charging_weeks is not None:
            return self.charging_weeks.next_from(after)
        return after if self.charged_from is None else max(after, self.charged_from)

    def ending(self, last_day: date) -> ResolvedTerms:
        """The same terms up to an earlier last day; one-off sums dated later are not its to pay."""
        return attrs.evolve(self, last_day=day("ResolvedTerms.ending", last_day))

    def beginning(self, first_day: date) -> ResolvedTerms:
        """The same terms from a later first day; one-off sums dated earlier are not its to pay."""
        begun_on = self.begun_on or self.first_day
        first_day = day("ResolvedTerms.beginning", first_day)
        return attrs.evolve(self, first_day=first_day, begins_period=False, begun_on=begun_on)


def pounds_over(rate: Rate, span: Period, cycle: PayCycle, weeks_in_year: Fraction) -> Fraction:
    """The exact pounds that a rate comes to over some days, paid on a cycle."""
    return _accrued(accrual_of(rate, cycle.frequency, weeks_in_year), span, cycle)


def _accrued(accrues: AccrualRate, span: Period, cycle: PayCycle) -> Fraction:
    pounds = accrues.per_day * span.days
    if accrues.per_month:
        first = span.first_day.toordinal()
        ticks = ticks_at(cycle, first + span.days) - ticks_at(cycle, first)
        pounds += accrues.per_month * ticks / TICKS
    return pounds


def as_budget(days: Sequence[date], rates: Sequence[tuple[Rate, ...]], weeks_in_year: Fraction) -> dict[str, Any]:
    """A budget that is the sum of some rates from each day on: the one that it is, or what they come to a week."""
    whole = [
        each[0] if len(each) == 1 else Rate.weekly(ExactMoney.total(rate.per_week(weeks_in_year) for rate in each))
        for each in rates
    ]
    parts = [each if len(each) > 1 else () for each in rates]
    budget, of_several = (in_steps(each[0], [*zip(days[1:], each[1:], strict=True)]) for each in (whole, parts))
    return {"budget": budget, "budget_parts": of_several}


def of_all_ways(terms: ResolvedTerms) -> ResolvedTerms:
    """The same, of what the support costs the authority: what goes through the fund, and what is deployed otherwise."""
    if terms.elsewhere is None:
        return terms
    days, rates = list[date](), list[tuple[Rate, ...]]()
    for on, (paid, parts, *more) in together(date.min, terms.budget, terms.budget_parts, *terms.elsewhere):
        made = by_unit((*(parts or (paid,)), *more))
        if len(made) > 1 and not terms.cycle.frequency.months:
            made = (Rate.weekly(ExactMoney.total(each.per_week(terms.weeks_in_year) for each in made)),)
        days.append(on)
        rates.append(made)
    return attrs.evolve(terms, elsewhere=None, **as_budget(days, rates, terms.weeks_in_year))
