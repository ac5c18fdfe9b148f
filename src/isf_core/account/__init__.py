"""The money in the fund: balance, statement, surplus, overspend, and what is due at the end."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        "..schedule.ends": ("last_day_of_notice",),
        ".balance": ("AccountBalance", "balance_on"),
        ".case_view": (),
        ".delivery": ("DeliveredPayment", "DeliveredPayments", "payment_on_delivery"),
        ".entries": ("net_entries", "open_commitments"),
        ".final_account": ("FinalAccount", "final_account_on"),
        ".ledger": ("NetEntry",),
        ".notice": ("EndOfArrangement", "end_of", "pay_in_lieu"),
        ".overspend": ("OverspendFunding", "fund_overspend", "overspend_on", "still_to_come"),
        ".planned_and_actual": ("PlannedAndActual", "spending_by_outcome", "spending_by_support"),
        ".statement": ("Statement", "statement_for"),
        ".surplus": ("Surplus", "surplus_on"),
        ".visit_hours": ("SupportHours", "hours_by_support"),
        ".visits": ("HoursBank", "VisitCharge", "VisitCount", "hours_bank", "price_visit"),
    },
)
