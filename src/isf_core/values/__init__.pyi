from . import plain_data as plain_data
from .allocation import allocate
from .dates import Period
from .explanation import Explanation, Operation
from .money import ExactMoney, Money, Rounding, plain_number
from .pay_cycle import Frequency, PayCycle
from .plain_data import canonical, digest, plain_form
from .rates import Rate, RateUnit
from .running_totals import RunningTotal
from .sources import (
    BANKING_ACT,
    CARE_ACT,
    CHARGING_REGULATIONS,
    DORSET,
    DORSET_MODEL_AGREEMENT,
    ELIGIBILITY_REGULATIONS,
    EXCLUSION_REGULATIONS,
    GOV_UK_HOLIDAYS,
    HEALTH_AND_SOCIAL_CARE_ACT,
    HOME,
    INTERPRETATION,
    IPC,
    LANCASHIRE,
    MENTAL_CAPACITY_ACT,
    MENTAL_HEALTH_ACT,
    PRACTICE,
    REGULATED_ACTIVITIES_REGULATIONS,
    SDF,
    SHROPSHIRE,
    STATUTORY_GUIDANCE,
    TLAP,
    Source,
    Standing,
    Text,
)
from .statutory_amounts import StatutoryTable
from .table import Table, Tabular
from .timeline import Timeline
from .working_days import Move, WorkingDays

__all__ = [
    "BANKING_ACT",
    "CARE_ACT",
    "CHARGING_REGULATIONS",
    "DORSET",
    "DORSET_MODEL_AGREEMENT",
    "ELIGIBILITY_REGULATIONS",
    "EXCLUSION_REGULATIONS",
    "GOV_UK_HOLIDAYS",
    "HEALTH_AND_SOCIAL_CARE_ACT",
    "HOME",
    "INTERPRETATION",
    "IPC",
    "LANCASHIRE",
    "MENTAL_CAPACITY_ACT",
    "MENTAL_HEALTH_ACT",
    "PRACTICE",
    "REGULATED_ACTIVITIES_REGULATIONS",
    "SDF",
    "SHROPSHIRE",
    "STATUTORY_GUIDANCE",
    "TLAP",
    "ExactMoney",
    "Explanation",
    "Frequency",
    "Money",
    "Move",
    "Operation",
    "PayCycle",
    "Period",
    "Rate",
    "RateUnit",
    "Rounding",
    "RunningTotal",
    "Source",
    "Standing",
    "StatutoryTable",
    "Table",
    "Tabular",
    "Text",
    "Timeline",
    "WorkingDays",
    "allocate",
    "canonical",
    "digest",
    "plain_form",
    "plain_number",
]
