"""What the councils bear of a fund: gross of the person's contribution, without in-house services and other money.

It is what the national return has as the cost of a service. A fee on top is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..model.budget import OneOff
from ..model.documents import ends_on
from ..model.organisations import FundingShare
from ..model.payment_terms import OneOffPayment, Placement
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.rates import Rate
from ..values.record import WithFields
from ._accrual import COMPONENTS, NOTHING, AccrualRate
from ._charging_weeks import accrued_by
from ._constant_periods import ConstantPeriod
from .deductions import Deductions
from .resolved_terms import ResolvedTerms

_FEE_ON_TOP = COMPONENTS.index("fee_on_top")


@frozen(eq=False, repr=False)
class CouncilCost(WithFields):
    """What the councils bear from one change to the next; `last_day` is the last day of the phase that it is in."""

    terms: ResolvedTerms
    held: ConstantPeriod

    @property
    def since(self) -> date:
        """The first day on which it is so."""
        return self.held.since

    @property
    def last_day(self) -> date:
        """The last day of its phase; the last of the calendar where that is open-ended."""
        return ends_on(self.terms.last_day)

    @property
    def rate(self) -> Rate:
        """The budget as it is stated."""
        return self.held.budget

    @property
    def per_week(self) -> ExactMoney:
        """What is planned for a week, as if nothing were suspended."""
        return ExactMoney(self._of(self.held, self.held.full).per_week)

    def planned_in(self, span: Period) -> ExactMoney:
        """What is planned over some days, as if nothing were suspended."""
        return ExactMoney.total(
            self.terms.accrued_at(self._of(held, held.full), days) for days, held in self._parts(span)
        )

    def payable_in(self, span: Period) -> ExactMoney:
        """What accrues over some days, with what a suspension leaves of it."""
        return ExactMoney.total(
            self.terms.accrued_at(self._of(held, held.taken), days) for days, held in self._parts(span)
        )

    def _parts(self, span: Period) -> Iterator[tuple[Period, ConstantPeriod]]:
        """Some days at this cost; in each month by itself where it depends on how long that is what comes off."""
        accruals = self.terms.accruals
        place = [each.since for each in accruals.constant_periods].index(self.held.since)
        return accruals.by_months(place, self.terms.cycle, span)

    def _of(self, held: ConstantPeriod, taken: Deductions) -> AccrualRate:
        theirs: AccrualRate = self.terms.bearers.of_month(held.month).charging_part_of(taken.gross)
        left = theirs - taken.in_house
        return left if left.per_week >= 0 else NOTHING


def council_costs(terms: ResolvedTerms) -> Iterator[CouncilCost]:
    """What the councils bear from change to change, in order; there is none where it never began."""
    for held in terms.accruals.constant_periods:
        if held.since <= ends_on(terms.last_day):
            yield CouncilCost(terms, held)


def is_councils(terms: ResolvedTerms) -> bool:
    """Whether a council bears anything of it; where no funding is recorded, all counts as the council's."""
    return not terms.funding or any(
        part.funder.charges and (part.share if isinstance(part, FundingShare) else part.rate.amount)
        for part in terms.funding
    )


def one_off_costs(terms: ResolvedTerms) -> Iterator[tuple[OneOff, ExactMoney]]:
    """What the councils bear of each one-off sum, where they bear any of it.

    It is as the payments split it (PAY-04): funders with rates bear what is paid with a period, as far as their rates
    are not used up there, and those with shares bear the rest. Interpretation: of several sums of one payment, a fee on
    top among them, each funder bears the same part, as nothing says for which of them a rate is used first.
    """
    paid_with = [_paid_with(terms, each.on) for each in terms.one_offs]
    sums: dict[Period | None, Money] = {}
    for days, each in zip(paid_with, terms.one_offs, strict=True):
        sums[days] = sums.get(days, Money(0)) + each.amount
    shares = {days: _councils_part_of(terms, days, sum_) for days, sum_ in sums.items()}
    for days, each in zip(paid_with, terms.one_offs, strict=True):
        if shares[days]:
            yield each, each.amount * shares[days]


def _paid_with(terms: ResolvedTerms, on: date) -> Period | None:
    """The days of the payment that a one-off sum goes with; None where no rate can bear any of it."""
    first, last = terms.first_day, ends_on(terms.last_day)
    if not terms.bearers.rates or terms.one_off_payment is not OneOffPayment.WITH_PERIOD or not first <= on <= last:
        return None
    period = terms.cycle.period_of(on)
    return Period(first_day=max(period.first_day, first), last_day=min(period.last_day, last))


def _councils_part_of(terms: ResolvedTerms, days: Period | None, one_offs: Money) -> Fraction:
    """Which part the councils bear of what is paid beside the budget with the one-off sums of a payment."""
    bearers = terms.bearers
    unused = dict.fromkeys([ref for ref, _ in bearers.rates], Fraction(0))
    beside = Fraction(0)
    if days is not None:
        fixed = terms.fixed_charges_in(days.first_day, days.last_day)
        beside = accrued_by(terms.accruals.profiles[_FEE_ON_TOP], terms.cycle, days)
        on_top = Money.total(each.amount for each in fixed if each.placement is Placement.ON_TOP)
        beside += (on_top + one_offs).exact.pounds
        for span, held in terms.accruals.within(terms.cycle, days):
            for ref, rate in bearers.unused_by(held.taken.gross).items():
                unused[ref] += terms.accrued_at(rate, span).pounds
    beside = beside or Fraction(1)
    parts = bearers.parts_beside(beside, unused)
    return sum((part for ref, part in parts.items() if ref in bearers.charging), Fraction(not terms.funding)) / beside
