"""Bills to the person for their contribution, and what of them is not paid (LED-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model.account import Bill, EntryKind
from ..model.payment_terms import Basis, PaymentTerms
from ..values.money import Money
from ..values.timeline import Timeline
from .case_view import CaseView
from .ledger import Ledger


def unpaid_on(view: CaseView, on: date) -> Money | None:
    """What is billed and not paid at the end of a day, never below 0.00; None where no bills are recorded.

    What was given back to the person makes no debt: a payment that never was is corrected instead. A bill for days that
    the funder pays gross is the council's own: what is paid of it goes to the council, and no entry here says so.
    """
    bills = view.fund.bills
    if bills is None:
        return None
    billed = _billed(view, bills, on) if bills else 0
    return Money.from_pence(max(0, billed - Ledger.of(view.fund).sum_of(EntryKind.CONTRIBUTION, on)))


def _billed(view: CaseView, bills: Iterable[Bill], on: date) -> int:
    """What those come to that are not the council's own, in pence."""
    terms: Timeline[PaymentTerms] = view.known.over_time("contract.payment")

    def basis_of(bill: Bill) -> Basis | None:
        since = bill.on if bill.period is None else bill.period.first_day
        stated = terms.on(since).basis
        return view.policies.on_or_first(since).basis if stated is None else stated.on(since)

    return sum([bill.amount.pence for bill in bills if bill.on <= on and basis_of(bill) is not Basis.GROSS])
