"""Bills to the person for their contribution, and what of them is not paid (LED-10)."""

from __future__ import annotations

from datetime import date

from ..model.account import Bill, EntryKind
from ..model.payment_terms import Basis, PaymentTerms
from ..values.money import Money
from .case_view import CaseView
from .ledger import Ledger


def unpaid_on(view: CaseView, on: date) -> Money | None:
    """What is billed and not paid at the end of a day, never below 0.00; None where no bills are recorded.

    What was given back to the person makes no debt: a payment that never was is corrected instead. A bill for days that
    the funder pays gross is the council's own: what is paid of it goes to the council, and no entry here says so.
    """
    if view.fund.bills is None:
        return None
    billed = sum([bill.amount.pence for bill in view.fund.bills if bill.on <= on and not _is_the_councils(view, bill)])
    return Money.from_pence(max(0, billed - Ledger.of(view.fund).sum_of(EntryKind.CONTRIBUTION, on)))


def _is_the_councils(view: CaseView, bill: Bill) -> bool:
    since = bill.on if bill.period is None else bill.period.first_day
    terms: PaymentTerms = view.known.over_time("contract.payment").on(since)
    basis = view.policies.on_or_first(since).basis if terms.basis is None else terms.basis.on(since)
    return basis is Basis.GROSS
