"""Settled terms: every value there, each with where it came from, and how each component grows.

Between one change and the next lies a *stretch*, in which every fact is one value. Each
component of a payment grows evenly through a stretch, so that a schedule, however many things
change in it, is the same few sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import attrs

from ..errors import IsfError
from ..model.budget import InHouse, OneOff
from ..model.contract import OPEN_ENDED, OpenEnded
from ..model.fees import Charge, FeeFacts, ManagementFee, NoFee, Once
from ..model.organisations import Funding, Holder
from ..model.payment_terms import Basis, Convention, FeeBase, OneOffPayment, Placement, Timing
from ..values.dates import days_after
from ..values.money import ExactMoney
from ..values.pay_cycle import PayCycle
from ..values.rates import Rate
from ..values.record import Record
from ..values.sources import Source
from ..values.timeline import Timeline
from ..values.working_days import Move, WorkingDays
from .accrual import NEVER, NOTHING, AccrualProfile, Flow, MonthClock, flow_of, profile_of
from .deductions import (
    STILL,
    WHOLE,
    FixedCharge,
    Growth,
    Shares,
    Taken,
    charges_of,
    fee_growth,
    fixed_charges_of,
    growth_of,
    taken,
    with_base,
)
from .pay_periods import Runs, runs_of

NIL = Rate.weekly(0)
NO_CONTRIBUTION = Timeline(NIL)
PAID_GROSS = Timeline(Basis.GROSS)
NO_FEE: Timeline[ManagementFee] = Timeline(NoFee())
FEE_INSIDE = Timeline(Placement.INSIDE)
COMPONENTS = ("budget", "in_house", "contribution", "fee", "fee_on_top")
"""The regular components of a payment, in the order in which they stand in a line."""


class Suspended(NamedTuple):
    """The first and last day of a suspension, or of the part of one, and what is left meanwhile."""

    first_day: date
    last_day: date | OpenEnded
    shares: Shares

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= on and (not isinstance(self.last_day, date) or on <= self.last_day)


class ConstantPeriod(NamedTuple):
    """From a day on, until something changes: the facts, and how each component grows.

    `contribution` is what the person was assessed to pay; `flows` has how what is taken off the
    payment grows: the lower of it and what is left of the budget (BUD-04, BUD-11).
    """

    since: date
    budget: Rate
    in_house: tuple[tuple[str, Rate], ...]
    contribution: Rate
    basis: Basis
    charges: tuple[Charge, ...]
    placement: Placement
    shares: Shares
    taken: Taken
    flows: tuple[Flow, Flow, Flow, Flow, Flow]


@attrs.frozen(kw_only=True, repr=False)
class ResolvedTerms(Record):
    """Settled terms: what a schedule is computed from. Nothing in it is missing.

    Made by `resolve_terms`; each value's provenance is in `provenance`, by field.
    """

    first_day: date
    last_day: date | OpenEnded
    cycle: PayCycle
    timing: Timing
    due_days: int
    move: Move
    working_days: WorkingDays = attrs.field(repr=False)
    convention: Convention
    weeks_in_year: Fraction
    budget: Timeline[Rate]
    in_house: tuple[InHouse, ...] = ()
    contribution: Timeline[Rate] = NO_CONTRIBUTION
    basis: Timeline[Basis] = PAID_GROSS
    fee: Timeline[ManagementFee] = NO_FEE
    placement: Timeline[Placement] = FEE_INSIDE
    fee_base: FeeBase = FeeBase.GROSS
    one_offs: tuple[OneOff, ...] = ()
    one_off_payment: OneOffPayment = OneOffPayment.WITH_PERIOD
    suspended: tuple[Suspended, ...] = ()
    funding: tuple[Funding, ...] = ()
    holder: Holder | None = None
    provenance: tuple[tuple[str, Source], ...] = attrs.field(default=(), repr=False)
    constant_periods: tuple[ConstantPeriod, ...] = attrs.field(init=False, eq=False, repr=False)
    profiles: tuple[AccrualProfile | None, ...] = attrs.field(init=False, eq=False, repr=False)
    first_number: int = attrs.field(init=False, eq=False, repr=False)
    has_fixed_charges: bool = attrs.field(init=False, eq=False, repr=False)
    runs: Runs = attrs.field(init=False, eq=False, repr=False)
    end: int = attrs.field(init=False, eq=False, repr=False)
    """The ordinal of the day after the last; past every date where it is open-ended."""

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__  # the record is frozen; what is put here follows from its fields
        put(self, "end", self.last_day.toordinal() + 1 if isinstance(self.last_day, date) else NEVER)
        if self.last_day is not OPEN_ENDED and self.end < self.first_day.toordinal() + 1:
            raise IsfError("ResolvedTerms.last_day", f"{self.last_day} is before {self.first_day}", "give a later day")
        constant_periods = tuple(_stretches(self))
        clock = MonthClock(self.cycle)
        since = [constant_period.since.toordinal() for constant_period in constant_periods]
        columns = zip(*(constant_period.flows for constant_period in constant_periods), strict=True)
        put(self, "constant_periods", constant_periods)
        put(
            self,
            "has_fixed_charges",
            any(fixed_charges_of(constant_period.charges) for constant_period in constant_periods),
        )
        put(self, "profiles", tuple(profile_of(list(zip(since, column, strict=True)), clock) for column in columns))
        put(self, "first_number", self.cycle.number_of(self.first_day))
        put(self, "runs", runs_of(self.cycle, self.timing, self.due_days, self.move, self.working_days))

    def source_of(self, field: str) -> tuple[Source, ...]:
        """Where a settled value came from."""
        return tuple(source for name, source in self.provenance if name == field)

    def accrued_by(self, rate: Rate, first_day: date, last_day: date) -> ExactMoney:
        """What a rate comes to from a first to a last day, both counting, exactly, paid on this cycle."""
        flow = flow_of(rate, self.cycle.frequency, self.weeks_in_year)
        days = (first_day.toordinal(), last_day.toordinal() + 1)
        clock = MonthClock(self.cycle)
        profile = profile_of([(days[0], flow)], clock)
        if profile is None:
            return ExactMoney(0)
        ticks = [clock.at(each) for each in days] if flow.month else [0, 0]
        return ExactMoney(profile.exact(profile.accrued(days, ticks)[1]))

    def fixed_charges_in(self, first_day: date, last_day: date) -> list[tuple[FixedCharge, Placement]]:
        """The charges of the payment for some days that do not grow, and where each comes from.

        A charge for each payment is that of the payment's first day; a charge made once falls to the
        payment whose days hold its date, where the fee of that date makes it.
        """
        out: list[tuple[FixedCharge, Placement]] = []
        for place, constant_period in enumerate(self.constant_periods):
            end = self.constant_periods[place + 1].since if place + 1 < len(self.constant_periods) else date.max
            for fixed_charge in fixed_charges_of(constant_period.charges):
                on = fixed_charge.charge.on if isinstance(fixed_charge.charge, Once) else first_day
                if constant_period.since <= on < end and first_day <= on <= last_day:
                    out.append((fixed_charge, constant_period.placement))
        return out

    def ending(self, last_day: date) -> ResolvedTerms:
        """The same terms up to an earlier last day; one-off sums dated later are not its to pay."""
        return attrs.evolve(self, last_day=last_day)

    def beginning(self, first_day: date) -> ResolvedTerms:
        """The same terms from a later first day; one-off sums dated earlier are not its to pay."""
        return attrs.evolve(self, first_day=first_day)


def _stretches(resolved: ResolvedTerms) -> Iterator[ConstantPeriod]:
    """The facts between one change and the next, from the first day on."""
    timelines: list[Timeline[Rate] | Timeline[Basis] | Timeline[ManagementFee] | Timeline[Placement]] = [
        resolved.budget,
        resolved.contribution,
        resolved.basis,
        resolved.fee,
        resolved.placement,
        *(service.cost for service in resolved.in_house),
    ]
    first, end = resolved.first_day, resolved.end
    changes = {on for timeline in timelines for on, _ in timeline.changes}
    for suspended in resolved.suspended:
        changes.add(suspended.first_day)
        if isinstance(suspended.last_day, date) and suspended.last_day < date.max:
            changes.add(days_after(suspended.last_day, 1))
    for since in (first, *sorted(on for on in changes if first < on and on.toordinal() < end)):
        yield _stretch(resolved, since)


def taken_in(resolved: ResolvedTerms, since: date, shares: Shares = WHOLE) -> Taken:
    """What comes off the budget from a day on; by default as if nothing were suspended."""

    def grows(rate: Rate) -> Growth:
        return growth_of(rate, resolved.cycle.frequency, resolved.weeks_in_year)

    in_house = STILL
    for service in resolved.in_house:
        in_house = in_house.plus(grows(service.cost.on(since)))
    gross, contribution = grows(resolved.budget.on(since)), grows(resolved.contribution.on(since))
    return taken(resolved.basis.on(since), gross, in_house, contribution, shares)


def _stretch(resolved: ResolvedTerms, since: date) -> ConstantPeriod:
    budget, contribution = resolved.budget.on(since), resolved.contribution.on(since)
    placement = resolved.placement.on(since)
    services = tuple((service.what, service.cost.on(since)) for service in resolved.in_house)
    shares = next((each.shares for each in resolved.suspended if each.covers(since)), WHOLE)
    now = full = taken_in(resolved, since)
    if shares is not WHOLE:
        now = taken_in(resolved, since, shares)
    charges = tuple(
        with_base(charge, resolved.fee_base)
        for charge in charges_of(resolved.fee.on(since), FeeFacts(since, budget, contribution))
    )
    fee = STILL
    for charge in charges:
        # A fee goes on as if nothing were suspended, or is reduced as the rule says: its base is the full one.
        fee = fee.plus(fee_growth(charge, full))
    due = fee.flow.times(shares.fee)
    inside, on_top = (due, NOTHING) if placement is Placement.INSIDE else (NOTHING, due)
    flows = (now.gross.flow, now.in_house.flow, now.contribution.flow, inside, on_top)
    basis = resolved.basis.on(since)
    return ConstantPeriod(since, budget, services, contribution, basis, charges, placement, shares, now, flows)
