"""The payments of a rate alone, without an arrangement."""

from __future__ import annotations

from datetime import date

from ..model.fees import ManagementFee
from ..model.parameters import GivenPolicy
from ..model.payment_terms import PaymentTerms, Placement
from ..policies.plain import PLAIN
from ..schedule.build import Schedule, build_schedule
from ..schedule.resolve import resolve_rate
from ..schedule.resolved_terms import NO_FEE, ZERO_RATE
from ..values.dates import Period
from ..values.rates import Rate
from ..values.timeline import Timeline


def schedule_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate] = ZERO_RATE,
    fee: ManagementFee | Timeline[ManagementFee] = NO_FEE,
    fee_placement: Placement | Timeline[Placement] | None = None,
    until: date | None = None,
    policy: GivenPolicy = PLAIN,
) -> Schedule:
    """Compute the payments of a rate, on payment terms, for a span of days, without an arrangement.

    `until` leaves out the payments whose period starts after that day. The policy's parameters supply what the terms
    do not state. Raises NotRecorded, which names every missing field at once, and IsfError for an argument that is
    not a rate, terms or a span.

    >>> from isf_core import Frequency, Move, PayCycle, Timing
    >>> terms = PaymentTerms(
    ...     cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
    ...     timing=Timing.IN_ADVANCE, move=Move.BACK,
    ... )
    >>> year = Period(first_day=date(2026, 4, 6), last_day=date(2027, 4, 4))
    >>> payments = schedule_rate(Rate.annual("4387.50"), terms, span=year)
    >>> len(payments), payments[0].amount, payments[0].due, payments.totals.amount
    (13, Money('337.50'), datetime.date(2026, 4, 2), Money('4387.50'))
    """
    resolved = resolve_rate(
        rate, terms, span=span, contribution=contribution, fee=fee, fee_placement=fee_placement, policy=policy
    )
    return build_schedule(resolved, until=until)
