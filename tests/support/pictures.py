"""A result as people see it, whole, for what is written down of it: every heading, row and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from isf_core import IsfError
from isf_core.values import Explanation
from isf_core.values.table import Table, shown


def table_lines(table: Table) -> Iterator[str]:
    """A table's title, the key and heading of each column, every row and the totals."""
    yield f"  {table.title}"
    yield f"    {' | '.join(f'{key}: {heading}' for key, heading in table.columns)}"
    for row in (*table.rows, *([] if table.totals is None else [table.totals])):
        yield f"    {' | '.join('' if cell is None else shown(cell) for cell in row)}"


def because(explained: Explanation, levels: int = 99) -> Iterator[str]:
    """An explanation with every source of every step, so many levels of it."""
    for level, node in explained.walk():
        if level >= levels:
            continue
        sources = "".join(f" [{source}]" for source in node.sources)
        yield f"    {'  ' * level}{node.what}: {shown(node.value())} {node.unit} ({node.operation.value}){sources}"


def refusal(call: Callable[..., Any], *given: Any, **named: Any) -> str:
    """What a call says that is refused."""
    try:
        return f"not refused: {call(*given, **named)!r}"
    except IsfError as error:
        return f"{type(error).__name__}: {error}"
