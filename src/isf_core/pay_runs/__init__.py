"""Payments over time: what was paid, what a late change corrects, what is paid next, and to whom."""

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
