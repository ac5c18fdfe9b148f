from . import account, assessment, book, evidence, exchange, model, pay_runs, planning, policies, rules, schedule
from .account import *
from .assessment import *
from .book import *
from .comparison import Comparison, across, compare
from .errors import (
    ContradictoryTerms,
    DanglingReference,
    FinerThanAPenny,
    ImpossiblePeriod,
    IsfError,
    NoPolicy,
    NotADate,
    NotExact,
    NotRecorded,
    OutsideCalendar,
    OutsideTheArrangement,
    TooLarge,
    UnreadableData,
)
from .evidence import *
from .exchange import *
from .model import *
from .pay_runs import *
from .planning import *
from .policies import *
from .rules import *
from .schedule import *
from .values import (
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    Move,
    PayCycle,
    Period,
    Rate,
    RateUnit,
    Rounding,
    Source,
    Standing,
    StatutoryTable,
    Table,
    Text,
    Timeline,
    WorkingDays,
    allocate,
    canonical,
    digest,
    plain_number,
)
from .version import __version__ as __version__
from .warm import warm_up

__all__ = [
    "Comparison",
    "ContradictoryTerms",
    "DanglingReference",
    "ExactMoney",
    "Explanation",
    "FinerThanAPenny",
    "Frequency",
    "ImpossiblePeriod",
    "IsfError",
    "Money",
    "Move",
    "NoPolicy",
    "NotADate",
    "NotExact",
    "NotRecorded",
    "OutsideCalendar",
    "OutsideTheArrangement",
    "PayCycle",
    "Period",
    "Rate",
    "RateUnit",
    "Rounding",
    "Source",
    "Standing",
    "StatutoryTable",
    "Table",
    "Text",
    "Timeline",
    "TooLarge",
    "UnreadableData",
    "WorkingDays",
    "across",
    "allocate",
    "canonical",
    "compare",
    "digest",
    "plain_number",
    "warm_up",
]
__all__ += account.__all__
__all__ += assessment.__all__
__all__ += book.__all__
__all__ += evidence.__all__
__all__ += exchange.__all__
__all__ += model.__all__
__all__ += pay_runs.__all__
__all__ += planning.__all__
__all__ += policies.__all__
__all__ += rules.__all__
__all__ += schedule.__all__
