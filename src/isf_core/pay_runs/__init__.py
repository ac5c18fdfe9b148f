"""Payments over time: what was paid, how late changes are corrected, and what is paid next, to whom."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".history": ("Adjustment", "Decision", "PaymentHistory", "PaymentMade"),
        ".passing_on": ("ToPassOn",),
        ".payment_run": ("NotPaid", "PayRun", "Unraised", "pay_run"),
        ".reconciliation": ("Reconciliation", "reconcile"),
        ".run_lines": ("FunderPart", "Recharge", "Recharges", "RunLine"),
        ".upcoming": ("NextPayment", "NextPayments", "next_payments"),
        ".whole_book": ("PayRuns", "pay_runs_for"),
    },
)
