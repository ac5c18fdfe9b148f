"""A book of arrangements: one after the other in constant memory, by partition on an executor, and in Arrow batches.

>>> from datetime import date
>>> from isf_core import Arrangement, Person, assess_many
>>> book = (Arrangement(person=Person(ref=f"P-{number}")) for number in range(3))
>>> [str(each.result.verdict) for each in assess_many(book, on=date(2026, 4, 6), until=date(2027, 4, 4))]
['cannot tell', 'cannot tell', 'cannot tell']
"""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".batches": (
            "BatchAssessed",
            "assess_batch",
        ),
        ".comparing": (
            "BookComparison",
            "CaseChange",
            "CaseSide",
            "PartyChange",
            "compare_books",
        ),
        ".each": (
            "assess_many",
            "pay_runs_many",
            "statements_many",
        ),
        ".partitions": (
            "BookExecutor",
            "PartitionDone",
            "assess_partition",
            "by_partition",
        ),
        ".results": (
            "BookFault",
            "BookResult",
        ),
        ".rows": (
            "BookRows",
            "BreachRow",
            "FaultRow",
            "PaymentRow",
            "rows_of",
        ),
    },
)
