"""A record batch of arrangements in, tables of payments, breaches and faults out: what an engine runs on a partition.

The arrangements are texts: each the JSON of its plain data, in one column. They are not nested columns. A field of an
arrangement may hold one of several kinds of thing (a fee, a rate or a timeline of rates), and lists within lists, for
which Arrow has unions and Parquet has nothing. A text is what `json.dumps(to_plain(...))` gives, is read in one step,
compresses well, and where it is broken it is one row that is broken.

It is for any engine that can call a function on Arrow data: Dask, Spark (`mapInArrow`), Ray, DuckDB, polars, or a loop
over the files of a folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..errors import IsfError, quote, several
from ..exchange.plain import from_plain
from ..model.parameters import Policies
from ..policies.plain import PLAIN
from ..rules.policy import Policy
from ..values.checks import instance, listed
from ..values.frozen import frozen
from ._arrow import RESULTS, as_table, breaches_table, faults_table, keys_of, payments_table, pyarrow, that_fits
from .each import assess_many
from .rows import BookRows


@frozen(kw_only=True, eq=False)
class BatchAssessed:
    """What came of a batch, as pyarrow Tables that have the same types whatever the batch held.

    - `payments`: the keys, then each payment's number, days and sums. A sum is `decimal128(18, 2)`, pounds and pence.
    - `breaches`: the keys, then each breach's code, force, field and message.
    - `unknown`: by field, of how many of the batch's arrangements it is not recorded: `field`, `arrangements`.
    - `faults`: the keys, then what is wrong with each row that has no result: error, where, wrong, right.
    - `arrangements`, `assessed`: how many rows there were, and how many of them have a result.
    """

    payments: Any
    breaches: Any
    unknown: Any
    faults: Any
    arrangements: int
    assessed: int


def assess_batch(
    batch: Any,
    *,
    on: date,
    until: date | None = None,
    policy: Policy | Policies[Policy] = PLAIN,
    documents: str = "arrangement",
    keys: Sequence[str] = (),
    also: Iterable[type[Any]] = (),
    words: bool = True,
) -> BatchAssessed:
    """Assess the arrangements of an Arrow record batch, each as `assess` does.

    - `batch`: a pyarrow RecordBatch or Table, or a frame that gives itself as one (polars, DuckDB).
    - `documents`: the column of texts, each the JSON of what `to_plain` gives for an arrangement.
    - `keys`: columns that are repeated beside every row of the results, such as `["id", "council"]`.
    - `also`: a council's own classes, as for `from_plain`. `words`: whether the breaches have their messages.

    A row that cannot be read or assessed, or has a sum that 18 digits do not hold, is a row of `faults`, and the rest
    is done.

    Raises IsfError where pyarrow is not installed, and for a column that is not there, would stand twice, or cannot be
    repeated.
    """
    table = as_table(batch)
    names: list[Any] = list(keys) if isinstance(keys, (list, tuple)) else [keys]
    for name in (documents, *names):
        if not isinstance(name, str) or table.column_names.count(name) != 1:
            there = f"its columns are {several(table.column_names)}"
            raise IsfError("assess_batch", f"there is no one column {quote(name)}", there)
    if len({*names}) < len(names) or RESULTS & {*names}:
        wrong = f"a key stands twice, or is called as a column of the results: {several(names)}"
        raise IsfError("assess_batch.keys", wrong, "give each once, and rename it before")
    classes, arrow, beside = listed("assess_batch.also", also, type), pyarrow(), keys_of(table, names)

    def read(text: object) -> Any:
        right = "give the JSON of what to_plain gives, as a text"
        return from_plain(json.loads(instance("document", text, str, right)), also=classes)

    texts = (text for part in table.column(documents).iterchunks() for text in part.to_pylist())
    rows = BookRows()
    for each in assess_many(texts, on=on, until=until, policy=policy, read=read):
        rows.add(that_fits(each), words=words)
    fields = sorted(rows.unknown)
    return BatchAssessed(
        payments=payments_table(rows, beside),
        breaches=breaches_table(rows, beside),
        unknown=arrow.table(
            {
                "field": arrow.array(fields, arrow.string()),
                "arrangements": arrow.array([rows.unknown[field] for field in fields], arrow.int64()),
            }
        ),
        faults=faults_table(rows, beside),
        arrangements=rows.arrangements,
        assessed=rows.assessed,
    )
