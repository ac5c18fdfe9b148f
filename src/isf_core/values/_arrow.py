"""Records as an Arrow table. pyarrow is an extra, opened only when a table is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import IsfError, quote
from .columns import Column, ColumnKind, Plain


def arrow_table(
    schema: Sequence[Column], records: Sequence[Mapping[str, Plain]], beside: Mapping[str, str | None] | None
) -> Any:
    """A pyarrow Table of records, of the types that the schema says; `beside` stands before them in every row."""
    try:
        import pyarrow as arrow  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415
    except ImportError:
        raise IsfError("arrow", "pyarrow is not installed", "install isf_core with its extra 'arrow'") from None
    types = {
        ColumnKind.TEXT: arrow.string(),
        ColumnKind.WHOLE: arrow.int64(),
        ColumnKind.FLAG: arrow.bool_(),
        ColumnKind.DATE: arrow.date32(),
        ColumnKind.MONEY: arrow.decimal128(18, 2),
        ColumnKind.EXACT: arrow.decimal128(38, 12),
    }
    more = dict(beside or {})
    for name in more:
        if name in {column.key for column in schema}:
            raise IsfError("arrow.beside", f"it has a column {quote(name)} itself", "give another name")
    columns = [Column(name, ColumnKind.TEXT, name) for name in more] + [*schema]
    arrays = [
        arrow.array([{**more, **record}[column.key] for record in records], types[column.kind]) for column in columns
    ]
    return arrow.Table.from_arrays(arrays, names=[column.key for column in columns])
