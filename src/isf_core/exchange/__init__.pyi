from ._cells import Leniency
from ._json_schema import json_schema
from ._return_services import ReturnedService
from .client_level import client_level_rows
from .client_level_fields import (
    EVENT_OUTCOMES,
    CostFrequency,
    DeliveryMechanism,
    ProposedMechanism,
    ServiceType,
    cost_to_readers,
    proposed_mechanism,
)
from .client_level_results import ClientLevelRows, ReturnedArrangement, ReturnNote, ServiceRow
from .constant_costs import CostSpan, CostSpans, cost_spans
from .plain import SCHEMA, from_plain, to_plain
from .return_reconciliation import ReturnCause, ReturnDifference, ReturnReconciliation, reconcile_return
from .rows import Problem, RowRead, RowsRead, read_rows

__all__ = [
    "EVENT_OUTCOMES",
    "SCHEMA",
    "ClientLevelRows",
    "CostFrequency",
    "CostSpan",
    "CostSpans",
    "DeliveryMechanism",
    "Leniency",
    "Problem",
    "ProposedMechanism",
    "ReturnCause",
    "ReturnDifference",
    "ReturnNote",
    "ReturnReconciliation",
    "ReturnedArrangement",
    "ReturnedService",
    "RowRead",
    "RowsRead",
    "ServiceRow",
    "ServiceType",
    "client_level_rows",
    "cost_spans",
    "cost_to_readers",
    "from_plain",
    "json_schema",
    "proposed_mechanism",
    "read_rows",
    "reconcile_return",
    "to_plain",
]
