from .batches import BatchAssessed, assess_batch
from .each import assess_many, pay_runs_many, statements_many
from .partitions import BookExecutor, PartitionDone, assess_partition, by_partition
from .results import BookFault, BookResult
from .rows import BookRows, BreachRow, FaultRow, PaymentRow, rows_of

__all__ = [
    "BatchAssessed",
    "BookExecutor",
    "BookFault",
    "BookResult",
    "BookRows",
    "BreachRow",
    "FaultRow",
    "PartitionDone",
    "PaymentRow",
    "assess_batch",
    "assess_many",
    "assess_partition",
    "by_partition",
    "pay_runs_many",
    "rows_of",
    "statements_many",
]
