from .batches import BatchAssessed, assess_batch
from .comparing import BookComparison, CaseChange, CaseSide, PartyChange, compare_books
from .each import assess_many, pay_runs_many, statements_many
from .partitions import BookExecutor, PartitionDone, assess_partition, by_partition
from .results import BookFault, BookResult
from .rows import BookRows, BreachRow, FaultRow, PaymentRow, rows_of

__all__ = [
    "BatchAssessed",
    "BookComparison",
    "BookExecutor",
    "BookFault",
    "BookResult",
    "BookRows",
    "BreachRow",
    "CaseChange",
    "CaseSide",
    "FaultRow",
    "PartitionDone",
    "PartyChange",
    "PaymentRow",
    "assess_batch",
    "assess_many",
    "assess_partition",
    "by_partition",
    "compare_books",
    "pay_runs_many",
    "rows_of",
    "statements_many",
]
