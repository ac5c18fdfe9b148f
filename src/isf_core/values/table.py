"""Rows to read, to show in a notebook, and to put into a data frame.

>>> sums = Table("Two sums", (("on", "Day"), ("paid", "Paid")), ((date(2026, 4, 6), Money("257.50")),))
>>> print(sums)
Two sums
Day                Paid
Mon 6 Apr 2026   257.50
>>> sums.records()
[{'on': datetime.date(2026, 4, 6), 'paid': Decimal('257.50')}]
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import escape

from ..errors import IsfError
from .dates import in_words
from .money import ExactMoney, Money, in_pounds, plain_number

Cell = str | int | date | Money | ExactMoney | Fraction | None
Plain = str | int | date | Decimal | Fraction | None


def shown(cell: Cell) -> str:
    """A cell as people read it; nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, Money):
        return f"{cell:,}"
    if isinstance(cell, ExactMoney):
        pence = cell.pounds * 100
        if pence.denominator == 1:
            return in_pounds(pence.numerator, ",")
        exact = str(cell)
        return f"about {plain_number(Fraction(round(pence * 100), 10_000))}" if "/" in exact else exact
    if isinstance(cell, date):
        return in_words(cell)
    if isinstance(cell, Fraction):
        return plain_number(cell)
    return str(cell)


def plain(cell: Cell) -> Plain:
    """A cell as data: Money as a Decimal of pounds, an exact sum as a fraction of pounds."""
    if isinstance(cell, Money):
        return cell.amount
    if isinstance(cell, ExactMoney):
        return cell.pounds
    return cell


class Table:
    """A title, columns as `(key, heading)`, rows of cells, and a last row of totals where there is one."""

    __slots__ = ("columns", "rows", "title", "totals")

    def __init__(
        self,
        title: str,
        columns: tuple[tuple[str, str], ...],
        rows: tuple[tuple[Cell, ...], ...],
        totals: tuple[Cell, ...] | None = None,
    ) -> None:
        for row in (*rows, *(() if totals is None else (totals,))):
            if len(row) != len(columns):
                raise IsfError("Table", f"a row of {len(row)} cells", f"give {len(columns)}, one for each column")
        self.title = title
        self.columns = columns
        self.rows = rows
        self.totals = totals

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, by column key, without the totals: `DataFrame(table.records())`."""
        keys = [key for key, _ in self.columns]
        return [dict(zip(keys, map(plain, row), strict=True)) for row in self.rows]

    def _right(self, place: int) -> bool:
        cells = [row[place] for row in self.rows]
        return any(isinstance(cell, (int, Money, ExactMoney, Fraction)) for cell in cells)

    def __str__(self) -> str:
        body = [[shown(cell) for cell in row] for row in self.rows]
        last = [] if self.totals is None else [[shown(cell) for cell in self.totals]]
        lines = [[heading for _, heading in self.columns], *body, *last]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.columns))]
        right = [self._right(place) for place in range(len(self.columns))]
        drawn = [
            "   ".join(
                cell.rjust(width) if to_right else cell.ljust(width)
                for cell, width, to_right in zip(line, widths, right, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *drawn] if self.title else drawn)

    def __repr__(self) -> str:
        return f"<Table {self.title!r}, {len(self.rows)} rows>"

    def _repr_html_(self) -> str:
        styles = [' style="text-align: right"' if self._right(place) else "" for place in range(len(self.columns))]
        head = "".join(f"<th>{escape(heading)}</th>" for _, heading in self.columns)
        body = "".join(_row(row, "td", styles) for row in self.rows)
        foot = "" if self.totals is None else f"<tfoot>{_row(self.totals, 'th', styles)}</tfoot>"
        title = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>"


def _row(row: tuple[Cell, ...], tag: str, styles: list[str]) -> str:
    cells = (f"<{tag}{style}>{escape(shown(cell))}</{tag}>" for cell, style in zip(row, styles, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


class Tabular:
    """What a result gets from its `table()`: records, a text and a table in a notebook."""

    __slots__ = ()

    def table(self) -> Table:
        """The result as rows."""
        raise NotImplementedError

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, for a data frame."""
        return self.table().records()

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()
