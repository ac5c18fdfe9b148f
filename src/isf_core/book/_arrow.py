"""Rows of a book as Arrow tables. pyarrow is an extra, opened only when a batch is assessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import IsfError, quote
from .rows import BookRows, BreachRow, FaultRow, PaymentRow

_WHOSE = ("place", "person", "arrangement")
RESULTS = {*PaymentRow._fields, "is_regular", *BreachRow._fields, *FaultRow._fields}.difference(_WHOSE)
"""The names of columns of results, which no key can have."""


def pyarrow() -> Any:
    """The package; raises IsfError where it is not installed."""
    try:
        import pyarrow as arrow  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415
    except ImportError:
        raise IsfError("assess_batch", "pyarrow is not installed", "install isf_core with its extra 'arrow'") from None
    return arrow


def as_table(batch: object) -> Any:
    """A record batch, a table, or what gives itself as one, such as a frame of polars or DuckDB, as a Table."""
    arrow = pyarrow()
    if isinstance(batch, arrow.Table):
        return batch
    if isinstance(batch, arrow.RecordBatch):
        return arrow.Table.from_batches([batch])
    if hasattr(batch, "__arrow_c_stream__") or hasattr(batch, "__arrow_c_array__"):
        return arrow.table(batch)
    raise IsfError("assess_batch", f"{quote(batch)} is no record batch", "give a pyarrow RecordBatch or Table")


def payments_table(rows: BookRows, keys: Any) -> Any:
    """One row for each payment: the keys, then its days and its sums, as a schedule's own records have them."""
    arrow = pyarrow()
    day, number = arrow.date32(), arrow.int64()
    types = {"number": number, **dict.fromkeys(("first_day", "last_day", "unmoved_due", "due"), day)}
    columns = _columns(rows.payments, PaymentRow._fields)
    made = {name: arrow.array(columns[name], type_) for name, type_ in types.items()}
    sums = PaymentRow._fields[8:15]
    made |= {name: _pounds(arrow, columns[name]) for name in sums}
    made["is_regular"] = arrow.array([alone < 0 for alone in columns["alone"]], arrow.bool_())
    return _beside(keys, columns["place"], made)


def breaches_table(rows: BookRows, keys: Any) -> Any:
    """One row for each breach."""
    return _texts(keys, rows.breaches, BreachRow._fields)


def faults_table(rows: BookRows, keys: Any) -> Any:
    """One row for each fault."""
    return _texts(keys, rows.faults, FaultRow._fields)


def _texts(keys: Any, rows: Sequence[tuple[Any, ...]], names: tuple[str, ...]) -> Any:
    arrow = pyarrow()
    columns = _columns(rows, names)
    made = {name: arrow.array(columns[name], arrow.string()) for name in names if name not in _WHOSE}
    return _beside(keys, columns["place"], made)


def _columns(rows: Sequence[tuple[Any, ...]], names: tuple[str, ...]) -> dict[str, Sequence[Any]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def _pounds(arrow: Any, pence: Sequence[int]) -> Any:
    """Whole pence as pounds with two places: the same whole numbers, read at another scale, so that none is rounded."""
    whole = arrow.array(pence, arrow.int64()).cast(arrow.decimal128(19, 0))
    return arrow.Array.from_buffers(arrow.decimal128(18, 2), len(whole), whole.buffers())


def _beside(keys: Any, places: Sequence[int], made: dict[str, Any]) -> Any:
    """Columns beside the keys of the row that each is of."""
    arrow = pyarrow()
    taken = keys.take(arrow.array(places, arrow.int64()))
    return arrow.table({**{name: taken.column(name) for name in keys.column_names}, **made})
