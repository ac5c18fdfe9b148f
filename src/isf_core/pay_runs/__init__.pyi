from .history import Adjustment, Decision, PaymentHistory, PaymentMade
from .passing_on import ToPassOn
from .payment_run import NotPaid, PayRun, Unraised, pay_run
from .reconciliation import Reconciliation, reconcile
from .run_lines import FunderPart, Recharge, Recharges, RunLine
from .upcoming import NextPayment, NextPayments, next_payments
from .whole_book import PayRuns, pay_runs_for

__all__ = [
    "Adjustment",
    "Decision",
    "FunderPart",
    "NextPayment",
    "NextPayments",
    "NotPaid",
    "PayRun",
    "PayRuns",
    "PaymentHistory",
    "PaymentMade",
    "Recharge",
    "Recharges",
    "Reconciliation",
    "RunLine",
    "ToPassOn",
    "Unraised",
    "next_payments",
    "pay_run",
    "pay_runs_for",
    "reconcile",
]
