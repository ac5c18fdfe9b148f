"""What funders paid in, and what each of them gets back or still owes when an arrangement has ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ..model.account import EntryKind, Fund
from ..schedule.build import Schedule
from ..values.allocation import allocate
from ..values.dates import Period, days_after
from ..values.money import Money
from .entries import net_entries
from .surplus import regular_payment

_NAMELESS = "the funder"


def paid_and_ahead(fund: Fund, on: date, last_day: date) -> tuple[Money, Period | None]:
    """What the funder has paid by a day and not got back, and the days after the last that it has paid for.

    What came from an earlier holder's account, with days of its own, was paid by the funder too; where that
    account is this one (its transfer out is here as well, and not later), it is counted already.
    """
    entries = net_entries(fund, on=on)
    out = min((entry.on for entry, _ in entries if entry.kind is EntryKind.TRANSFER_OUT), default=date.max)
    paid, last_paid = 0, last_day
    for entry, pence in entries:
        if entry.kind is EntryKind.REFUND_TO_FUNDER:
            paid -= pence
        elif entry.kind is EntryKind.FUNDER_PAYMENT or (
            entry.kind is EntryKind.TRANSFER_IN and entry.period is not None and entry.on < out
        ):
            paid += pence
            if pence and entry.period is not None:
                last_paid = max(last_paid, entry.period.last_day)
    ahead = Period(first_day=days_after(last_day, 1), last_day=last_paid) if last_paid > last_day else None
    return Money.from_pence(paid), ahead


def paid_in(fund: Fund, on: date) -> dict[str, int]:
    """What each funder has paid by a day and not got back, in pence; empty where an entry does not say who paid."""
    out: dict[str, int] = {}
    for entry, pence in net_entries(fund, on=on):
        if not pence or entry.kind not in (EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER):
            continue
        if entry.party is None:
            return {}
        out[entry.party] = out.get(entry.party, 0) + (pence if entry.kind is EntryKind.FUNDER_PAYMENT else -pence)
    return {ref: pence for ref, pence in out.items() if pence > 0}


def by_funder(
    sum_: Money, schedule: Schedule, paid: Mapping[str, int] = MappingProxyType({})
) -> tuple[tuple[str, Money], ...]:
    """A sum by funder. Interpretation: in proportion to what each had to pay up to the last day.

    Where it never began nobody had to pay: it goes by what each has `paid`, where that is known, else by what each
    would have had to pay of the first regular payment.
    """
    totals = dict(paid)
    if not totals:
        first = schedule.phases[-1]
        for payment in schedule or (regular_payment(first, first.first_day),):
            parts = payment.by_funder() if payment.resolved.funding else {_NAMELESS: payment.amount}
            for ref, part in parts.items():
                totals[ref] = totals.get(ref, 0) + part.pence
    if not any(totals.values()):
        return ((next(iter(totals)), sum_), *((ref, Money(0)) for ref in list(totals)[1:]))
    return tuple(zip(totals, allocate(sum_, list(totals.values())), strict=True))
