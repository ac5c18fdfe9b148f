"""What follows from what was agreed: settled terms, schedules, adjustments, pay runs, explanations."""

from .accreditation import AccreditationResult, Accredited, QuestionResult, accreditation_result
from .adjustments import Reconciliation, reconcile
from .budget_statement import BudgetStatement, budget_statement
from .changes import Route, SortedChange, sort_change
from .evidence import SurveyResult, SurveyStatementResult, SurveyThemeResult, compare_answers
from .history import Adjustment, History, PaymentMade
from .ledger import Position, open_commitments, position
from .lines import LINE
from .notice import Ended, end_of, last_day_of_notice, pay_in_lieu
from .overspend import MetOverspend, meet_overspend, overspend_on
from .payments import FunderPayment, FunderPayments, Payment, Payments, Totals
from .payruns import NotPaid, PayRun, RunLine, pay_run
from .planned import Against, by_outcome, by_support
from .portfolio import Portfolio, Together, portfolio
from .reviews import ReviewDates, review_dates
from .savings import Measure, Saving, per_head, saving
from .schedule import Accrual, Schedule, compute_schedule
from .settle import settle, settle_phases
from .settled import COMPONENTS, Settled
from .settlement import FinalAccount, final_account
from .sharing import CoreAndFlexi, Shared, SharedSaving, core_and_flexi, pool_parts, share_saving, year_of_block
from .statement import Statement, statement
from .surplus import Surplus, surplus
from .upcoming import ToPay, Upcoming, next_payments
from .uplift import Uplift, Uplifted, uplift
from .visits import HoursBank, SettledVisit, VisitCount, hours_bank, settle_visit

__all__ = [
    "AccreditationResult",
    "Accredited",
    "Accrual",
    "Adjustment",
    "Against",
    "BudgetStatement",
    "COMPONENTS",
    "CoreAndFlexi",
    "Ended",
    "FinalAccount",
    "FunderPayment",
    "FunderPayments",
    "History",
    "HoursBank",
    "LINE",
    "Measure",
    "MetOverspend",
    "NotPaid",
    "PayRun",
    "Payment",
    "PaymentMade",
    "Payments",
    "Portfolio",
    "Position",
    "QuestionResult",
    "Reconciliation",
    "ReviewDates",
    "Route",
    "RunLine",
    "Saving",
    "Schedule",
    "Settled",
    "SettledVisit",
    "Shared",
    "SharedSaving",
    "SortedChange",
    "Statement",
    "Surplus",
    "SurveyResult",
    "SurveyStatementResult",
    "SurveyThemeResult",
    "ToPay",
    "Together",
    "Totals",
    "Upcoming",
    "Uplift",
    "Uplifted",
    "VisitCount",
    "accreditation_result",
    "budget_statement",
    "by_outcome",
    "by_support",
    "compare_answers",
    "compute_schedule",
    "core_and_flexi",
    "end_of",
    "final_account",
    "hours_bank",
    "last_day_of_notice",
    "meet_overspend",
    "next_payments",
    "open_commitments",
    "overspend_on",
    "pay_in_lieu",
    "pay_run",
    "per_head",
    "pool_parts",
    "portfolio",
    "position",
    "reconcile",
    "review_dates",
    "saving",
    "settle",
    "settle_phases",
    "settle_visit",
    "share_saving",
    "sort_change",
    "statement",
    "surplus",
    "uplift",
    "year_of_block",
]
