"""What follows from what was agreed: settled terms, schedules, adjustments, pay runs, explanations."""

from .adjustments import Reconciliation, reconcile
from .budget_statement import BudgetStatement, budget_statement
from .history import Adjustment, History, PaymentMade
from .lines import LINE
from .payments import FunderPayment, FunderPayments, Payment, Payments, Totals
from .payruns import NotPaid, PayRun, RunLine, pay_run
from .schedule import Accrual, Schedule, compute_schedule
from .settle import settle, settle_phases
from .settled import COMPONENTS, Settled
from .upcoming import ToPay, Upcoming, next_payments
from .uplift import Uplift, Uplifted, uplift

__all__ = [
    "Accrual",
    "Adjustment",
    "BudgetStatement",
    "COMPONENTS",
    "FunderPayment",
    "FunderPayments",
    "History",
    "LINE",
    "NotPaid",
    "PayRun",
    "Payment",
    "PaymentMade",
    "Payments",
    "Reconciliation",
    "RunLine",
    "Schedule",
    "Settled",
    "ToPay",
    "Totals",
    "Upcoming",
    "Uplift",
    "Uplifted",
    "budget_statement",
    "compute_schedule",
    "next_payments",
    "pay_run",
    "reconcile",
    "settle",
    "settle_phases",
    "uplift",
]
