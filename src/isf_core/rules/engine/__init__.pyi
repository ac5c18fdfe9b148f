from .case import Case
from .definition import Breach, Condition, Force, LifecycleStep, Rule
from .judging import Judges
from .lifecycle_step import StepReached, step_reached
from .report import Report, Result, Verdict, those_near

__all__ = [
    "Breach",
    "Case",
    "Condition",
    "Force",
    "Judges",
    "LifecycleStep",
    "Report",
    "Result",
    "Rule",
    "StepReached",
    "Verdict",
    "step_reached",
    "those_near",
]
