"""What the councils bear of a fund: gross of the person's contribution, without in-house services and other money.

It is what the national return has as the cost of a service. A fee on top is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..model.documents import ends_on
from ..model.organisations import FundingShare
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import ExactMoney
from ..values.rates import Rate
from ..values.record import WithFields
from ._accrual import NOTHING, AccrualRate
from ._constant_periods import ConstantPeriod
from .deductions import Deductions
from .resolved_terms import ResolvedTerms


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


def councils_share(terms: ResolvedTerms) -> Fraction:
    """Which part of a one-off sum the councils bear, as a part of one."""
    bearers = terms.bearers
    return sum((share for ref, share in bearers.shares if ref in bearers.charging), Fraction(not terms.funding))
