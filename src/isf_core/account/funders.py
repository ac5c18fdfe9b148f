"""What funders paid in, and what each of them gets back or still owes when an arrangement has ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..model.account import EntryKind, Fund
from ..schedule.build import Schedule
from ..values.allocation import allocate
from ..values.dates import Period, days_after
from ..values.money import Money
from .ledger import Ledger
from .surplus import regular_payment

_NAMELESS = "the funder"


def paid_and_ahead(fund: Fund, on: date, last_day: date) -> tuple[Money, Period | None]:
    """What the funder has paid by a day and not got back, and the days after the last that it has paid for.

    What came from an earlier holder's account, with days of its own, was paid by the funder too; where that
    account is this one (its transfer out is here as well, and not later), it is counted already.
    """
    ledger = Ledger.of(fund)
    refunded = ledger.sum_of(EntryKind.REFUND_TO_FUNDER, on)
    out = min((entry.on for entry in ledger.of_kind(EntryKind.TRANSFER_OUT) if entry.on <= on), default=date.max)
    moved_in = [each for each in ledger.of_kind(EntryKind.TRANSFER_IN) if each.period is not None and each.on < out]
    paid = ledger.net_of([*ledger.of_kind(EntryKind.FUNDER_PAYMENT), *moved_in], on)
    last_days = [entry.period.last_day for entry, pence in paid if pence and entry.period is not None]
    last_paid = max(last_days, default=last_day)
    ahead = Period(first_day=days_after(last_day, 1), last_day=last_paid) if last_paid > last_day else None
    return Money.from_pence(sum(pence for _, pence in paid) - refunded), ahead


def paid_in(fund: Fund, on: date) -> dict[str, int]:
    """What each funder has paid by a day and not got back, in pence; empty where an entry does not say who paid."""
    ledger, out = Ledger.of(fund), dict[str, int]()
    for entry, pence in ledger.net_within(date.min, on):
        if not pence or entry.kind not in (EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER):
            continue
        if entry.party is None:
            return {}
        out[entry.party] = out.get(entry.party, 0) + (pence if entry.kind is EntryKind.FUNDER_PAYMENT else -pence)
    return {ref: pence for ref, pence in out.items() if pence > 0}


def parts_of_funders(schedule: Schedule) -> dict[str, int]:
    """What each funder had to pay up to the last day, in pence; where it never began, of the first regular payment.

    Of one that is alone it makes no difference what it had to pay.
    """
    funders = {tuple(each.ref for each in phase.funding) for phase in schedule.phases}
    if len(funders) == 1 and len(alone := next(iter(funders))) < 2:
        return dict.fromkeys(alone or (_NAMELESS,), 1)
    totals: dict[str, int] = {}
    first = schedule.phases[-1]
    for payment in schedule or (regular_payment(first, first.first_day),):
        parts = payment.by_funder() if payment.resolved.funding else {_NAMELESS: payment.amount}
        for ref, part in parts.items():
            totals[ref] = totals.get(ref, 0) + part.pence
    return totals


def by_funder(sum_: Money, parts: Mapping[str, int]) -> tuple[tuple[str, Money], ...]:
    """A sum by funder. Interpretation: in proportion to what each had to pay up to the last day.

    Where it never began nobody had to pay: it goes by what each has paid, where that is known, else by what each
    would have had to pay of the first regular payment.
    """
    first, *others = parts
    if not others or not any(parts.values()):
        return ((first, sum_), *((ref, Money(0)) for ref in others))
    return tuple(zip(parts, allocate(sum_, list(parts.values())), strict=True))
