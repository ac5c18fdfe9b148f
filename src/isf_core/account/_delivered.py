"""What was delivered between one change and the next: what of it may be charged for, and who bears it.

What was delivered is shared as the schedule shares the budget: a cost is split between the funders before anything
comes off it, in-house services come off the parts of those that charge, and each funder bears the same part of what is
exempt as of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from ..model.budget import OneSupport
from ..model.visits import VisitRecord
from ..schedule.bearers import Bearers
from ..schedule.deductions import EXACT, AccrualRate
from ..schedule.exemptions import Free, free_on, freed_over_time
from ..schedule.payment import Payment
from ..schedule.resolved_terms import ResolvedTerms
from .visits import VisitCharge

_NOTHING = Fraction(0)


def is_free(visit: VisitRecord, terms: ResolvedTerms) -> bool | None:
    """Whether the visit is of a support that is free on its day; None where that depends on which support it was of."""
    parts = [each.exemption.part for each in terms.freed if each.exemption.covers(visit.on)]
    supports = [part.ref for part in parts if isinstance(part, OneSupport)]
    if not supports or Fraction(1) in parts:  # all of it is free then
        return False
    return None if visit.support is None else visit.support in supports


@attrs.define(eq=False)
class Delivered:
    """What was delivered on the days between one change and the next of one period, and how much of it is paid."""

    days: int
    bearers: Bearers
    in_house: AccrualRate
    free: Free
    """What is exempt, but for single supports."""
    visits: tuple[tuple[int, bool | None], ...]
    """The pence of each visit, in order of days, and whether its support is free."""
    fee: Fraction
    """The pence of the fee that is part of the budget."""
    paid: Fraction = _NOTHING

    @classmethod
    def within(cls, payment: Payment, charges: Sequence[VisitCharge]) -> Iterator[Delivered]:
        """What was delivered in the days of a payment, from one change of its terms to the next.

        Interpretation: a fee that is part of the budget is for each day alike.
        """
        terms, period = payment.resolved, payment.period
        others = tuple(each for each in terms.freed if not isinstance(each.exemption.part, OneSupport))
        free = freed_over_time(others, terms.weeks_in_year)
        held = terms.accruals.constant_periods
        ends = (*(each.since for each in held[1:]), period.day_after)
        for each, end in zip(held, ends, strict=True):
            first, end = max(each.since, period.first_day), min(end, period.day_after)
            if (days := (end - first).days) > 0:
                made = [(charge.charge.pence, charge.visit) for charge in charges if first <= charge.visit.on < end]
                yield cls(
                    days,
                    terms.bearers,
                    each.taken.in_house,
                    free_on(free, first),
                    tuple((pence, is_free(visit, terms)) for pence, visit in made),
                    Fraction(payment.fee.pence * days, period.days),
                )

    @property
    def cost(self) -> Fraction:
        """What it comes to with the fee, in pence."""
        return sum((Fraction(pence) for pence, _ in self.visits), self.fee)

    def parts_of(self, pence: Fraction) -> dict[str, Fraction]:
        """What each funder bears of so many pence of it."""
        parts = self.bearers.parts_less(EXACT.weekly(self._a_week(pence)) + self.in_house, self.in_house)
        return {ref: part.per_week * 100 * self.days / 7 for ref, part in parts.items()}

    def chargeable(self, pence: int, of_free_supports: int) -> Fraction:
        """What may be charged for of so many pence of visits, some of them of supports that are free."""
        if self.bearers.all_charge:
            theirs = Fraction(pence)
        else:
            parts = self.parts_of(Fraction(pence))
            theirs = sum((part for ref, part in parts.items() if ref in self.bearers.charging), _NOTHING)
        sums = self.free.sums + self._a_week(Fraction(of_free_supports))
        free = Free(self.free.shares, sums, self.free.priced + bool(of_free_supports))
        return theirs * (1 - free.part_of(self._a_week(Fraction(pence))))

    def pay(self, room: Fraction) -> dict[str, Fraction]:
        """Pay what is left of it, as far as there is room: what each funder bears of that."""
        before = self.parts_of(self.paid)
        self.paid = min(self.paid + room, self.cost)
        return {ref: part - before[ref] for ref, part in self.parts_of(self.paid).items()}

    def unused(self) -> dict[str, Fraction]:
        """What each rate comes to in its days beyond what its funder bears of what is paid."""
        parts = self.parts_of(self.paid)
        return {ref: rate.per_week * 100 * self.days / 7 - parts[ref] for ref, rate in self.bearers.rates}

    def _a_week(self, pence: Fraction) -> Fraction:
        """So many pence of its days, in pounds a week."""
        return pence * 7 / (100 * self.days)


def chargeable(delivered: Iterable[Delivered], most: int) -> Fraction | None:
    """What may be charged for of visits, up to so many pence in order of days; None where that is not recorded."""
    total, left = _NOTHING, most
    for each in delivered:
        pence = of_free_supports = 0
        for cost, free in each.visits:
            here = min(cost, left)
            if here and free is None:
                return None
            left, pence = left - here, pence + here
            of_free_supports += here if free else 0
        total += each.chargeable(pence, of_free_supports)
    return total


def borne(
    payment: Payment, own: Sequence[Delivered], owed: Sequence[Delivered], within: int, contribution: int
) -> dict[str, Fraction] | None:
    """What each funder bears of a payment in exact pence; None where the funders of some of it are not recorded.

    `owed` is what is not paid yet, the oldest first, with the payment's `own` last: it is paid as far as so many pence
    reach. What is paid beside it is borne as in the schedule, and the contribution comes off those that charge.
    """
    bearers, room = payment.resolved.bearers, Fraction(within)
    bears = {each.ref: _NOTHING for each in payment.resolved.funding}
    is_known = bool(bears)
    for each in owed:
        before = each.paid
        for ref, part in each.pay(room).items():
            bears[ref] = bears.get(ref, _NOTHING) + part
        room -= each.paid - before
        is_known = is_known and (each.paid == before or bool(each.bearers.rates or each.bearers.shares))
    unused = dict.fromkeys(bears, _NOTHING)
    for each in own:
        unused |= {ref: unused[ref] + more for ref, more in each.unused().items()}
    beside = Fraction(payment.fee_on_top.pence + payment.one_off.pence)
    for ref, more in bearers.parts_beside(beside, unused).items():
        bears[ref] += more
    theirs = {each.ref: bears[each.ref] for each in payment.resolved.funding}
    return bears | bearers.less_contribution(theirs, contribution) if is_known else None
