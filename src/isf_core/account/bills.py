"""Bills to the person for their contribution, and what of them is not paid (LED-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model.account import Bill, EntryKind
from ..model.payment_terms import Basis, ChargingTerms
from ..schedule.charges import due_of
from ..values.money import Money
from ..values.timeline import Timeline
from .case_view import CaseView
from .ledger import Ledger


def unpaid_on(view: CaseView, on: date) -> Money | None:
    """What is billed and not paid at the end of a day, never below 0.00; None where no bills are recorded.

    What was given back to the person makes no debt: a payment that never was is corrected instead. A bill for days that
    the funder pays gross is the council's own: what is paid of it goes to the council, and no entry here says so.
    """
    return _unpaid(view, on, is_late=False)


def overdue_on(view: CaseView, on: date) -> Money | None:
    """What of that is late at the end of a day: nobody is late on the due day itself.

    Interpretation: a bill is due when the charging terms say that the charge for its days is, and not before its own
    day; where they say nothing, or the bill names no days, on its own day.
    """
    return _unpaid(view, on, is_late=True)


def _unpaid(view: CaseView, on: date, *, is_late: bool) -> Money | None:
    bills = view.fund.bills
    if bills is None:
        return None
    billed = _billed(view, bills, on, is_late) if bills else 0
    return Money.from_pence(max(0, billed - Ledger.of(view.fund).sum_of(EntryKind.CONTRIBUTION, on)))


def _billed(view: CaseView, bills: Iterable[Bill], on: date, is_late: bool) -> int:
    """What those come to that are not the council's own, in pence; only those that are late where that is said."""
    paid, pence = view.as_paid.known, 0
    bases: Timeline[Basis | None] = paid.over_time("contract.payment.basis")
    charging: Timeline[ChargingTerms | None] = paid.over_time("contract.payment.charging")
    for bill in bills:
        if bill.on > on:
            continue
        since = bill.on if bill.period is None else bill.period.first_day
        policy = view.policies.on_or_first(since)
        basis = bases.on(since) or policy.basis
        if basis is not Basis.GROSS and not (is_late and _due(bill, charging.on(since) or policy.charging) >= on):
            pence += bill.amount.pence
    return pence


def _due(bill: Bill, charging: ChargingTerms | None) -> date:
    due = None if charging is None or bill.period is None else due_of(charging, bill.period)
    return bill.on if due is None else max(due, bill.on)
