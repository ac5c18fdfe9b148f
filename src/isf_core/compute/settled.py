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

from ..errors import IsfError, quote
from ..model.budget import InHouse, OneOff
from ..model.contract import OPEN_ENDED, OpenEnded
from ..model.fees import Charge, FeeFacts, ManagementFee, NoFee, PerWeek, ShareOf
from ..model.organisations import FundingShare
from ..model.terms import Basis, Convention, FeeBase, OneOffPayment, Placement, Timing
from ..values.cycles import PayCycle
from ..values.money import ExactMoney
from ..values.rates import Rate
from ..values.reading import instance
from ..values.record import Record
from ..values.sources import Source
from ..values.timeline import Timeline
from ..values.workdays import Move, WorkingDays
from .grid import Runs, runs_of
from .tracks import NEVER, NOTHING, Flow, MonthClock, Track, flow_of, track_of, weekly

NIL = Rate.weekly(0)
NO_CONTRIBUTION = Timeline(NIL)
PAID_GROSS = Timeline(Basis.GROSS)
NO_FEE: Timeline[ManagementFee] = Timeline(NoFee())
FEE_INSIDE = Timeline(Placement.INSIDE)
COMPONENTS = ("budget", "in_house", "contribution", "fee", "fee_on_top")
"""The regular components of a payment, in the order in which they stand in a line."""


class Stretch(NamedTuple):
    """From a day on, until something changes: the facts, and how each component grows.

    `contribution` is what the person was assessed to pay, `taken` how what is taken off the
    payment grows: the lower of it and what is left of the budget (BUD-04, BUD-11).
    """

    since: date
    budget: Rate
    in_house: tuple[tuple[str, Rate], ...]
    contribution: Rate
    basis: Basis
    charges: tuple[Charge, ...]
    placement: Placement
    flows: tuple[Flow, Flow, Flow, Flow, Flow]
    contribution_meets_limit: bool
    in_house_is_cut: bool


@attrs.frozen(kw_only=True, repr=False)
class Settled(Record):
    """Settled terms: what a schedule is computed from. Nothing in it is missing.

    Made by `settle`; each value's provenance is in `provenance`, by field.
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
    funding: tuple[FundingShare, ...] = ()
    provenance: tuple[tuple[str, Source], ...] = attrs.field(default=(), repr=False)
    stretches: tuple[Stretch, ...] = attrs.field(init=False, eq=False, repr=False)
    tracks: tuple[Track | None, ...] = attrs.field(init=False, eq=False, repr=False)
    first_number: int = attrs.field(init=False, eq=False, repr=False)
    runs: Runs = attrs.field(init=False, eq=False, repr=False)
    end: int = attrs.field(init=False, eq=False, repr=False)
    """The ordinal of the day after the last; past every date where it is open-ended."""

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__  # the record is frozen; what is put here follows from its fields
        put(self, "end", self.last_day.toordinal() + 1 if isinstance(self.last_day, date) else NEVER)
        if self.last_day is not OPEN_ENDED and self.end < self.first_day.toordinal() + 1:
            raise IsfError("Settled.last_day", f"{self.last_day} is before {self.first_day}", "give a later day")
        stretches = tuple(_stretches(self))
        clock = MonthClock(self.cycle)
        since = [stretch.since.toordinal() for stretch in stretches]
        columns = zip(*(stretch.flows for stretch in stretches), strict=True)
        put(self, "stretches", stretches)
        put(self, "tracks", tuple(track_of(list(zip(since, column, strict=True)), clock) for column in columns))
        put(self, "first_number", self.cycle.number_of(self.first_day))
        put(self, "runs", runs_of(self.cycle, self.timing, self.due_days, self.move, self.working_days))

    def source_of(self, field: str) -> tuple[Source, ...]:
        """Where a settled value came from."""
        return tuple(source for name, source in self.provenance if name == field)

    def ending(self, last_day: date) -> Settled:
        """The same terms up to an earlier last day; one-off sums dated later are not its to pay."""
        return attrs.evolve(self, last_day=last_day)

    def beginning(self, first_day: date) -> Settled:
        """The same terms from a later first day; one-off sums dated earlier are not its to pay."""
        return attrs.evolve(self, first_day=first_day)


def _stretches(settled: Settled) -> Iterator[Stretch]:
    """The facts between one change and the next, from the first day on."""
    timelines: list[Timeline[Rate] | Timeline[Basis] | Timeline[ManagementFee] | Timeline[Placement]] = [
        settled.budget,
        settled.contribution,
        settled.basis,
        settled.fee,
        settled.placement,
        *(service.cost for service in settled.in_house),
    ]
    first, end = settled.first_day, settled.end
    changes = {on for timeline in timelines for on, _ in timeline.changes if first < on and on.toordinal() < end}
    for since in (first, *sorted(changes)):
        yield _stretch(settled, since)


def _stretch(settled: Settled, since: date) -> Stretch:
    year, frequency = settled.weeks_in_year, settled.cycle.frequency

    def flow(rate: Rate) -> Flow:
        return flow_of(rate, frequency, year)

    budget, contribution = settled.budget.on(since), settled.contribution.on(since)
    basis, placement = settled.basis.on(since), settled.placement.on(since)
    gross = flow(budget)
    in_house = tuple((service.what, service.cost.on(since)) for service in settled.in_house)
    deducted = NOTHING
    for _, cost in in_house:
        deducted = deducted.plus(flow(cost))
    services = ExactMoney.total(cost.per_week(year) for _, cost in in_house)
    left = budget.per_week(year) - services
    in_house_is_cut = left < ExactMoney(0)
    if in_house_is_cut:
        deducted, left = gross, ExactMoney(0)
    # What is compared is what each comes to in a week, so that a month's length decides nothing.
    assessed = contribution.per_week(year)
    meets_limit = bool(assessed) and assessed >= left
    taken = NOTHING
    if basis is Basis.NET:
        whole = gross.less(deducted)._replace(is_instalment=gross.is_instalment)
        taken = whole if meets_limit else flow(contribution)
    charges = tuple(
        ShareOf(settled.fee_base, charge.fraction) if isinstance(charge, ShareOf) and charge.base is None else charge
        for charge in charges_of(settled.fee.on(since), FeeFacts(since, budget, contribution))
    )
    fee = NOTHING
    for charge in charges:
        if isinstance(charge, PerWeek):
            fee = fee.plus(weekly(charge.amount))
        else:
            base = gross if charge.base is FeeBase.GROSS else gross.less(deducted).less(taken)
            fee = fee.plus(base.times(charge.fraction))
    inside, on_top = (fee, NOTHING) if placement is Placement.INSIDE else (NOTHING, fee)
    return Stretch(
        since,
        budget,
        in_house,
        contribution,
        basis,
        charges,
        placement,
        (gross, deducted, taken, inside, on_top),
        meets_limit,
        in_house_is_cut,
    )


def charges_of(fee: ManagementFee, facts: FeeFacts) -> tuple[Charge, ...]:
    """What a fee says it charges, checked: it may be a council's own class."""
    where = f"{type(fee).__name__}.charges"
    given = instance(where, fee.charges(facts), tuple, "it must return a tuple of charges")
    for place, charge in enumerate(given):
        if not isinstance(charge, (PerWeek, ShareOf)):
            raise IsfError(f"{where}[{place}]", f"{quote(charge)} is no charge", "give PerWeek or ShareOf")
    return given
