"""What follows from what was agreed: settled terms, schedules, adjustments, pay runs, explanations."""

from .accreditation import AccreditationResult, Accredited, QuestionResult, accreditation_result
from .adjustments import Reconciliation, reconcile
from .budget_statement import BudgetStatement, budget_statement
from .evidence import StatementResult, SurveyResult, ThemeResult, compare_answers
from .history import Adjustment, History, PaymentMade
from .lines import LINE
from .payments import FunderPayment, FunderPayments, Payment, Payments, Totals
from .payruns import NotPaid, PayRun, RunLine, pay_run
from .portfolio import Portfolio, Together, portfolio
from .savings import Measure, Saving, per_head, saving
from .schedule import Accrual, Schedule, compute_schedule
from .settle import settle, settle_phases
from .settled import COMPONENTS, Settled
from .upcoming import ToPay, Upcoming, next_payments
from .uplift import Uplift, Uplifted, uplift

__all__ = [
    "AccreditationResult",
    "Accredited",
    "Accrual",
    "Adjustment",
    "BudgetStatement",
    "COMPONENTS",
    "FunderPayment",
    "FunderPayments",
    "History",
    "LINE",
    "Measure",
    "NotPaid",
    "PayRun",
    "Payment",
    "PaymentMade",
    "Payments",
    "Portfolio",
    "QuestionResult",
    "Reconciliation",
    "RunLine",
    "Saving",
    "Schedule",
    "Settled",
    "StatementResult",
    "SurveyResult",
    "ThemeResult",
    "ToPay",
    "Together",
    "Totals",
    "Upcoming",
    "Uplift",
    "Uplifted",
    "accreditation_result",
    "budget_statement",
    "compare_answers",
    "compute_schedule",
    "next_payments",
    "pay_run",
    "per_head",
    "portfolio",
    "reconcile",
    "saving",
    "settle",
    "settle_phases",
    "uplift",
]
