"""In and out: plain data both ways, rows of a spreadsheet, and the rows of the national return.

>>> from isf_core import Rate, from_plain, to_plain
>>> from_plain(to_plain(Rate.weekly("84.375")))
Rate.weekly('84.375')
"""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        "._cells": ("Leniency",),
        "._json_schema": ("json_schema",),
        "._return_services": ("ReturnedService",),
        ".client_level": ("client_level_rows",),
        ".client_level_fields": (
            "EVENT_OUTCOMES",
            "CostFrequency",
            "DeliveryMechanism",
            "ProposedMechanism",
            "ServiceType",
            "cost_to_readers",
            "proposed_mechanism",
        ),
        ".client_level_results": ("ClientLevelRows", "ReturnedArrangement", "ReturnNote", "ServiceRow"),
        ".constant_costs": ("CostSpan", "CostSpans", "cost_spans"),
        ".plain": ("SCHEMA", "from_plain", "to_plain"),
        ".return_reconciliation": ("ReturnCause", "ReturnDifference", "ReturnReconciliation", "reconcile_return"),
        ".rows": ("Problem", "RowRead", "RowsRead", "read_rows"),
    },
)
