from .main_job import assess, check, schedule_payments
from .rate_alone import schedule_rate
from .receipt import Receipt
from .repeated import Repeated, repeat_assessment
from .result import Assessment

__all__ = [
    "Assessment",
    "Receipt",
    "Repeated",
    "assess",
    "check",
    "repeat_assessment",
    "schedule_payments",
    "schedule_rate",
]
