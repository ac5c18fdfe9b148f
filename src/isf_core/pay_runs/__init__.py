"""Payments over time: what was paid, what a late change corrects, what is paid next, and to whom."""

from .history import Adjustment, History, PaymentMade
from .payment_run import NotPaid, PayRun, RunLine, pay_run
from .reconciliation import Reconciliation, reconcile
from .upcoming import ToPay, Upcoming, next_payments

__all__ = [
    "Adjustment",
    "History",
    "NotPaid",
    "PayRun",
    "PaymentMade",
    "Reconciliation",
    "RunLine",
    "ToPay",
    "Upcoming",
    "next_payments",
    "pay_run",
    "reconcile",
]
