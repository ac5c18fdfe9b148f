"""From agreed terms to payments: terms are resolved, accrue by the day, and are rounded into payments."""

from .build import Accrual, Schedule, compute_schedule
from .lines import LINE
from .payment import FunderPayment, FunderPayments, Payment, Payments, Totals
from .personal_budget_statement import BudgetStatement, budget_statement
from .resolve import settle, settle_phases
from .resolved_terms import COMPONENTS, Settled

__all__ = [
    "Accrual",
    "BudgetStatement",
    "COMPONENTS",
    "FunderPayment",
    "FunderPayments",
    "LINE",
    "Payment",
    "Payments",
    "Schedule",
    "Settled",
    "Totals",
    "budget_statement",
    "compute_schedule",
    "settle",
    "settle_phases",
]
