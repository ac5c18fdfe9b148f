"""From agreed terms to payments: terms are resolved, accrue by the day, and are rounded into payments."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        "._accrual": ("COMPONENTS",),
        "._rounding": ("Carry",),
        ".build": ("Accrual", "Schedule", "build_schedule"),
        ".charges": ("ChargeSchedule", "LessCharged", "PeriodCharge", "charges_for"),
        ".lines": ("LINE", "Line"),
        ".means": ("MINIMUM_INCOME", "MinimumIncomeAmounts", "minimum_income"),
        ".payment": ("FunderPayment", "FunderPayments", "Payment", "Payments"),
        ".personal_budget_statement": ("BudgetStatement", "budget_statement"),
        ".resolve": ("resolve_phases", "resolve_terms"),
        ".resolved_terms": ("ResolvedTerms",),
        ".totals": ("Totals",),
    },
)
