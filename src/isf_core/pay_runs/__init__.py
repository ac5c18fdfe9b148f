"""Payments over time: what was paid, how late changes are corrected, and what is paid next, to whom."""

from .history import Adjustment, PaymentHistory, PaymentMade
from .payment_run import NotPaid, PayRun, RunLine, pay_run
from .reconciliation import Reconciliation, reconcile
from .upcoming import NextPayment, NextPayments, next_payments

__all__ = [
    "Adjustment",
    "NextPayment",
    "NextPayments",
    "NotPaid",
    "PayRun",
    "PaymentHistory",
    "PaymentMade",
    "Reconciliation",
    "RunLine",
    "next_payments",
    "pay_run",
    "reconcile",
]
