from . import resolve as resolve
from ._accrual import COMPONENTS
from ._rounding import Carry
from .build import Accrual, Schedule, build_schedule
from .charges import ChargeSchedule, LessCharged, PeriodCharge, charges_for
from .lines import LINE, Line
from .means import MINIMUM_INCOME, MinimumIncomeAmounts, minimum_income
from .payment import FunderPayment, FunderPayments, Payment, Payments
from .personal_budget_statement import BudgetStatement, budget_statement
from .resolve import resolve_phases, resolve_terms
from .resolved_terms import ResolvedTerms
from .totals import Totals

__all__ = [
    "COMPONENTS",
    "LINE",
    "MINIMUM_INCOME",
    "Accrual",
    "BudgetStatement",
    "Carry",
    "ChargeSchedule",
    "FunderPayment",
    "FunderPayments",
    "LessCharged",
    "Line",
    "MinimumIncomeAmounts",
    "Payment",
    "Payments",
    "PeriodCharge",
    "ResolvedTerms",
    "Schedule",
    "Totals",
    "budget_statement",
    "build_schedule",
    "charges_for",
    "minimum_income",
    "resolve_phases",
    "resolve_terms",
]
