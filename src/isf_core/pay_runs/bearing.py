"""Who bears what was paid and what is put right, funder by funder (PAY-04, PAY-08).

A correction is borne by the difference: what each funder bears of its period as it was known when the correction was
raised, less what it bore as known when the period was paid. So a funder that pays a rate is asked for no more than its
rate, and what each funder paid and what was put right come to its part of what is due. What one payment could not take
off a funder's part is made good by the next.

Interpretation: where another funding became known for days that were paid, or something else was paid for them than was
due, the rest is borne by the funders with shares, and by those that charge as far as it is of what comes off. What one
funder paid for days of another is theirs to agree: no payment moves it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from ..errors import IsfError
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import Funding, FundingShare
from ..model.parameters import Parameters, Policies
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.allocation import allocate, whole_parts
from ..values.dates import Period
from ..values.money import Money
from .due_for_paid import at_home, compared_up_to, counting_for, cut_by_what_was_paid
from .history import SIGNS, Decision, PaymentHistory, PaymentMade

T = TypeVar("T")

Phases = tuple[ResolvedTerms, ...]
Parts = dict[str, int]
"""What each funder bears, by reference, in pence."""
Owed = dict[str | None, int]
"""What each funder is still to bear of what is outstanding; under None what is borne as the next payment is."""


class Borne(NamedTuple):
    """What was borne of a period, or is to be: by funder and by component, in pence, and under which fundings."""

    parts: Parts
    sums: dict[str, int]
    fundings: tuple[tuple[Funding, ...], ...]

    @classmethod
    def of(cls, payments: Sequence[Payment]) -> Borne:
        """What is due by some payments of a schedule."""
        parts: Parts = {}
        for payment in payments:
            if payment.resolved.funding:
                add(parts, ((ref, part.pence) for ref, part in payment.by_funder().items()))
        sums = {name: sum(getattr(payment, name).pence for payment in payments) for name in SIGNS}
        return cls(parts, sums, tuple(dict.fromkeys(payment.resolved.funding for payment in payments)))

    def is_under_one_funding_with(self, other: Borne) -> bool:
        """Whether both are under the same fundings, or one is of nothing."""
        return self.fundings == other.fundings or not (self.fundings and other.fundings)


NOTHING = Borne.of(())


class DueAsKnown(NamedTuple):
    """What was due for the days that were paid, as known on a day."""

    phases: Phases
    due: dict[Period, list[Payment]]

    def of(self, period: Period) -> Borne:
        """What was due for a period that was paid."""
        return Borne.of(self.due.get(period, ()))

    def paid_by(self, made: PaymentMade) -> list[Payment]:
        """The payments of the schedule that were made by one."""
        return [
            payment
            for payment in self.due.get(made.period, ())
            if payment.is_regular == made.is_regular
            and (made.is_regular or made.paid_for in {None, *(each.ref or each.what for each in payment.one_offs)})
        ]

    def bearing(self, period: Period, component: str) -> dict[str, Fraction]:
        """Who bears a sum that no schedule has: those with shares, or if it comes off, those that charge (PAY-04).

        They are the funders that the period ends with: the next payment is theirs.
        """
        on = period.last_day
        terms = self.phases[max(bisect_right(self.phases, on, key=attrgetter("first_day")) - 1, 0)]
        periods = terms.accruals.constant_periods
        held = periods[max(bisect_right(periods, on, key=attrgetter("since")) - 1, 0)]
        bearers, bears = terms.bearers, terms.bearers.weights_of(held.full.gross)
        charging = {ref: part for ref, part in bears.items() if ref in bearers.charging}
        if component in ("contribution", "in_house") and any(charging.values()):
            whole = sum(charging.values(), Fraction(0))
            return {ref: part / whole for ref, part in charging.items()}
        return bearers.of_rounding(bears, Fraction(1))

    def split(self, period: Period, sums: Mapping[str, int]) -> Parts:
        """Who bears sums of a period that no schedule has."""
        parts: dict[str, Fraction] = {}
        amounts = {name: pence * SIGNS[name] for name, pence in sums.items() if pence}
        for name, amount in amounts.items():
            for ref, part in self.bearing(period, name).items():
                parts[ref] = parts.get(ref, Fraction(0)) + amount * part
        return dict(zip(parts, whole_parts([*parts.values()], sum(amounts.values())), strict=True))


class EachAsKnown:
    """What was due for the days that were paid as known on any day, worked out once for all days of one knowledge."""

    def __init__(self, view: ArrangementAsKnown, history: PaymentHistory, policies: Policies[Parameters]) -> None:
        recorded = view.recorded
        days = [each.known_from for each in recorded.variations]
        days += [on for each in recorded.endings for on in (each.known_from or each.given_on, each.withdrawn_on)]
        self._learnt = sorted(on for on in days if on is not None)
        self._view, self._history, self._policies = view, history, policies
        self._found: dict[int, DueAsKnown] = {}

    def since(self, history: PaymentHistory) -> set[date]:
        """The days of payments by which something was learnt since the payment before."""
        paid = sorted({made.paid_on for made in history.payments})
        return {
            on for before, on in pairwise(paid) if bisect_right(self._learnt, before) < bisect_right(self._learnt, on)
        }

    def on(self, on: date) -> DueAsKnown:
        """As known on a day; what could not be worked out then counts as it does now."""
        place = bisect_right(self._learnt, on)
        if place not in self._found:
            try:
                self._found[place] = self._known(on)
            except IsfError:
                self._found[place] = self._known(self._view.day)
        return self._found[place]

    def _known(self, on: date) -> DueAsKnown:
        history, policies = self._history, self._policies
        clamped = counting_for(ArrangementAsKnown.on(self._view.recorded, on), history, policies)
        phases = phases_of(clamped, policies)
        schedule = cut_by_what_was_paid(phases, history, max(compared_up_to(history), phases[0].first_day))
        due: dict[Period, list[Payment]] = {}
        for period, payment in at_home(schedule, history):
            due.setdefault(period, []).append(payment)
        return DueAsKnown(phases, due)


def owed_of(view: ArrangementAsKnown, history: PaymentHistory, policies: Policies[Parameters]) -> Owed:
    """What each funder is still to bear of what is outstanding; nothing where nothing was paid."""
    if not history.payments:
        return {}
    refs = {part.ref for funding in view.over_time("funding").values for part in funding or ()}
    if len(refs) > 1:
        return Account(EachAsKnown(view, history, policies), history, view.day).owed
    if not history.raised:
        return {}
    owed: Owed = {}
    (only,) = refs or {None}  # who bears all, or is not recorded: no schedule is needed
    events = [
        *((each.raised_on, 0, only, each.amount) for each in history.raised),
        *((each.decided_on, 0, None, each.amount) for each in history.decisions),
        *((made.paid_on, 1, None, made.adjusted) for made in history.payments),
    ]
    for _, is_taken, ref, amount in sorted(events, key=itemgetter(0)):  # on one day as they stand above
        if is_taken:
            take(owed, amount, NOTHING)
        else:
            add(owed, ((ref, amount.pence),))
    return owed


class Account:
    """What each funder bore of each period that was paid, and what it is still to bear of what is outstanding.

    A change may leave what is due for a period as it was, and not who bears it: nothing is raised of it then. So who
    bears what was paid is looked at on the day of each payment, and today.
    """

    def __init__(self, then: EachAsKnown, history: PaymentHistory, today: date) -> None:
        self.borne: dict[Period, Borne] = {}
        self.owed: Owed = {}
        self._then, self._history = then, history
        events: list[tuple[date, int, PaymentMade | Decision | None]] = [
            *((made.paid_on, 0, made) for made in history.payments),
            *((on, 1, None) for on in {today, *(each.raised_on for each in history.raised), *then.since(history)}),
            *((each.decided_on, 1, each) for each in history.decisions),
            *((made.paid_on, 2, made) for made in history.payments),
        ]
        for on, place, each in sorted(events, key=itemgetter(0)):  # on one day as they stand above
            if each is None:
                self._raise(on)
            elif isinstance(each, Decision):
                add(self.owed, ((None, each.amount.pence),))
            elif place == 0:
                self._pay(each)
            else:
                take(self.owed, each.adjusted, Borne.of(then.on(each.paid_on).paid_by(each)))

    def _pay(self, made: PaymentMade) -> None:
        """Add what was paid of a period: as the schedule had it, and what is more or less."""
        known = self._then.on(made.paid_on)
        due, before = Borne.of(known.paid_by(made)), self.borne.get(made.period, NOTHING)
        sums = due.sums if made.missing else {name: sum_.pence for name, sum_ in made.sums.items()}
        parts = before.parts | {}
        add(parts, due.parts.items())
        add(parts, known.split(made.period, {name: sums[name] - due.sums[name] for name in SIGNS}).items())
        in_all = {name: before.sums[name] + sums[name] for name in SIGNS}
        self.borne[made.period] = Borne(parts, in_all, before.fundings or due.fundings)

    def _raise(self, on: date) -> None:
        """Add what was put right on a day to what was borne and to what is owed."""
        known = self._then.on(on)
        changes: dict[Period, dict[str, int]] = {}
        for each in self._history.raised:
            if each.raised_on == on:
                change = changes.setdefault(each.period, dict.fromkeys(SIGNS, 0))
                change[each.component] += each.change.pence
        for period in dict.fromkeys((*known.due, *changes)):
            before, now = self.borne.get(period, NOTHING), known.of(period)
            change = changes.get(period, dict.fromkeys(SIGNS, 0))
            sums = {name: before.sums[name] + change[name] for name in SIGNS}
            if sums == now.sums and before.is_under_one_funding_with(now):
                moved = now.parts | {}
                add(moved, ((ref, -part) for ref, part in before.parts.items()))
            else:
                moved = known.split(period, change)
            parts = before.parts | {}
            add(parts, moved.items())
            self.borne[period] = Borne(parts, sums, before.fundings or now.fundings)
            rest = sum(change[name] * SIGNS[name] for name in SIGNS) - sum(moved.values())
            add(self.owed, (*moved.items(), (None, rest)))


def take(owed: Owed, adjusted: Money, due: Borne) -> Parts:
    """Take an adjustment off what is owed, of all alike; give what each funder is to bear of it.

    If it is all that is owed, all is taken: what one funder has to have from another goes with it. What the payment is
    too small to take off a funder's part stays owed.
    """
    in_all, pence = sum(owed.values()), adjusted.pence
    if pence == in_all:
        taken = dict(owed)
    elif in_all:
        alike = whole_parts([Fraction(held * pence, in_all) for held in owed.values()], pence)
        taken = dict(zip(owed, alike, strict=True))
    else:
        taken = {None: pence}
    borne = {ref: part for ref, part in taken.items() if ref is not None and part}
    add(owed, ((ref, -part) for ref, part in taken.items()))
    made = with_adjusted(due, borne, adjusted)
    add(owed, ((ref, part - made[ref].pence) for ref, part in _in_full(due, borne, adjusted).items()))
    return borne


def with_adjusted(due: Borne, borne: Mapping[str, Fraction | int], adjusted: Money) -> dict[str, Money]:
    """Each funder's part of a payment with what is adjusted; no part is below 0.00."""
    in_full = _in_full(due, borne, adjusted)
    bears = [max(part, 0) for part in in_full.values()]
    if not any(bears):  # all of it is taken back
        return dict.fromkeys(in_full, Money(0))
    return dict(zip(in_full, allocate(Money.from_pence(sum(in_full.values())), bears), strict=True))


def _in_full(due: Borne, borne: Mapping[str, Fraction | int], adjusted: Money) -> Parts:
    """What each funder is to bear of a payment with what is adjusted.

    What nobody here bears goes by the parts of those with shares; by all parts where none of those has any.
    """
    parts = due.parts
    if not parts:
        return {}
    rest = adjusted.pence - sum(part for ref, part in borne.items() if ref in parts)
    shares = {each.ref: each.share for each in due.fundings[0] if isinstance(each, FundingShare)}
    by_share = {ref: Fraction(part) for ref, part in parts.items() if part and ref in shares}
    weights = by_share or {ref: Fraction(part) for ref, part in parts.items() if part} or shares
    whole = sum(weights.values(), Fraction(0))
    bears = [part + borne.get(ref, 0) + rest * weights.get(ref, Fraction(0)) / whole for ref, part in parts.items()]
    return dict(zip(parts, whole_parts(bears, sum(parts.values()) + adjusted.pence), strict=True))


def add(to: dict[T, int], parts: Iterable[tuple[T, int]]) -> None:
    """Add parts to those of a dictionary."""
    for ref, part in parts:
        to[ref] = to.get(ref, 0) + part
