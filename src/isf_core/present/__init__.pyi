from .catalogue import ENGLISH, Catalogue, UntranslatedWarning
from .charts import balance_chart, by_holder_chart, outcomes_chart, payments_chart, spending_chart
from .drawing import Chart
from .sentences import templates
from .welsh import WELSH
from .words import Words

__all__ = [
    "ENGLISH",
    "WELSH",
    "Catalogue",
    "Chart",
    "UntranslatedWarning",
    "Words",
    "balance_chart",
    "by_holder_chart",
    "outcomes_chart",
    "payments_chart",
    "spending_chart",
    "templates",
]
