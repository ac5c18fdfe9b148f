"""Rows of a book as Arrow tables. pyarrow is an extra, opened only when a batch is assessed."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import attrs

from ..assessment import Assessment
from ..errors import IsfError, TooLarge, quote
from ..schedule.lines import SUMS
from .results import BookFault, BookResult
from .rows import BookRows, BreachRow, FaultRow, PaymentRow

_WHOSE = ("place", "person", "arrangement")
RESULTS = {*PaymentRow._fields, "is_regular", *BreachRow._fields, *FaultRow._fields} - {*_WHOSE, "alone"}
"""The names of columns of results, which no key can have."""
_TOO_LARGE = 10**18
"""The pence that a column of 18 digits no longer holds."""
_sums_of = attrgetter(*SUMS)


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


def keys_of(table: Any, names: Sequence[str]) -> Any:
    """The columns of keys. A view of texts or bytes, as polars gives, becomes what Arrow can take by its place.

    Raises IsfError for a column of which Arrow can take nothing by its place.
    """
    arrow = pyarrow()
    keys = table.select(names)
    plain = {arrow.string_view(): arrow.string(), arrow.binary_view(): arrow.binary()}
    fields = [each.with_type(plain.get(each.type, each.type)) for each in keys.schema]
    keys = keys.cast(arrow.schema(fields, keys.schema.metadata))
    for name in names:
        try:
            keys.column(name).take(arrow.array((), arrow.int64()))
        except arrow.ArrowNotImplementedError:
            wrong = f"Arrow cannot repeat the column {quote(name)} of {keys.schema.field(name).type}"
            raise IsfError("assess_batch.keys", wrong, "cast it to a plain type, such as string, before") from None
    return keys


def that_fits(each: BookResult[Assessment]) -> BookResult[Assessment]:
    """A result whose every sum has a place in the columns of payments; else its fault."""
    schedule = None if each.result is None else each.result.schedule
    if schedule is None or all(abs(sum_) < _TOO_LARGE for line in schedule.lines for sum_ in _sums_of(line)):
        return each
    error = TooLarge(f"assess_batch[{each.place}]", "a payment has a sum of more than 18 digits", "look at its budget")
    fault = BookFault.of(error, each.place, "assess_batch", each.person, each.arrangement)
    return attrs.evolve(each, result=None, fault=fault)


def payments_table(rows: BookRows, keys: Any) -> Any:
    """One row for each payment: the keys, then its days and its sums, as a schedule's own records have them."""
    arrow = pyarrow()
    day, number = arrow.date32(), arrow.int64()
    types = {"number": number, **dict.fromkeys(("first_day", "last_day", "unmoved_due", "due"), day)}
    columns = _columns(rows.payments, PaymentRow._fields)
    made = {name: arrow.array(columns[name], type_) for name, type_ in types.items()}
    made |= {name: _pounds(arrow, columns[name]) for name in SUMS}
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
    made = {name: arrow.array(map(_in_utf8, columns[name]), arrow.string()) for name in names if name not in _WHOSE}
    return _beside(keys, columns["place"], made)


def _in_utf8(text: str | None) -> str | None:
    """A text that Arrow holds: half a surrogate pair, which a class of somebody else's may say, as its escape."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")


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
