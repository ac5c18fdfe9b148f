"""What follows from what was agreed: settled terms, schedules, explanations."""

from .lines import LINE
from .payments import Payment, Payments, Totals
from .schedule import Accrual, Schedule, compute_schedule
from .settle import settle
from .settled import COMPONENTS, Settled

__all__ = [
    "Accrual",
    "COMPONENTS",
    "LINE",
    "Payment",
    "Payments",
    "Schedule",
    "Settled",
    "Totals",
    "compute_schedule",
    "settle",
]
