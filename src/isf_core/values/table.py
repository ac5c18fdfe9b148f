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

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

import attrs

from ..errors import IsfError, quote
from ._arrow import arrow_table
from .checks import instance, read, whole
from .columns import Cell, Column, ColumnKind, Plain, columns_of, entries_of
from .dates import in_words
from .frozen import frozen
from .grid import Grid
from .layout import MOST_ROWS, WIDEST, Laid, Page, marked, printable, wrapped
from .money import ExactMoney, Money, Rounding, in_pounds, plain_number
from .rates import Rate
from .record import Value, WithFields

R = TypeVar("R")

Heading = tuple[str, str] | tuple[str, str, str] | tuple[str, str, Callable[[R], Cell]]


_MOST_BITS = 128  # of a fraction that is written out
_MOST_WRITTEN = 10_000  # of a number that is written at all


def shown(cell: Cell) -> str:
    """A cell as people read it; nothing where there is nothing."""
    if cell is None:
        return ""
    if type(cell) is str:
        return cell
    if isinstance(cell, Money):
        return f"{cell:,}"
    if isinstance(cell, ExactMoney):
        number, over = cell.pounds.as_integer_ratio()
        if not 100 * number % over:
            return in_pounds(100 * number // over, ",")
        exact = str(cell)
        if "/" in exact:
            return f"about {in_pounds(cell.rounded(Rounding.HALF_UP).pence, ',')}"
        pounds, _, places = exact.removeprefix("-").partition(".")
        return f"{'-' * (number < 0)}{int(pounds):,}.{places}"
    if isinstance(cell, date):
        return in_words(cell)
    if isinstance(cell, (int, Fraction)) and (bits := cell.numerator.bit_length()) > _MOST_WRITTEN:
        return f"a number of {bits:,} bits"  # Python refuses to write longer ones out
    if isinstance(cell, Fraction):
        if cell.denominator.bit_length() <= _MOST_BITS:
            return plain_number(cell)
        return f"about {plain_number(Fraction(Rounding.HALF_UP.of(cell * 10_000), 10_000))}"
    return str(cell)


def member_in_words(member: Enum) -> str:
    """A member of a set as people read it: by its own words, else its value."""
    return str(getattr(member, "in_words", member.value))


def as_read(fact: Cell | Rate | Enum) -> str:
    """A fact as it stands in a sentence: a sum with its pound sign and both pence, and exact beyond them where it is.

    The first of all days, from which a value holds that never changed, is the start.

    >>> as_read(Rate.weekly("212.4")), as_read(Money(1234)), as_read(ExactMoney("0.125")), as_read(date.min)
    ('£212.40 a week', '£1,234.00', '£0.125', 'the start')
    """
    if isinstance(fact, Rate):
        return f"{as_read(fact.amount)} {fact.unit.value}"
    if isinstance(fact, Enum):
        return member_in_words(fact)
    if not isinstance(fact, (Money, ExactMoney)):
        return "the start" if fact == date.min else shown(fact)
    about, amount = shown(fact).rpartition("about ")[1:]
    return f"{about}-£{amount[1:]}" if amount.startswith("-") else f"{about}£{amount}"


_CELLS = frozenset((str, int, bool, date, Money, ExactMoney, Fraction, type(None)))
_A_CELL = "give a text, a whole number, a Fraction, a date or money, or None for nothing"
_MOST_ROWS = 1_000_000
_MOST_COLUMNS = 10_000


def _rows(given: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    rows = read("Table.rows", given, _MOST_ROWS, "give rows of cells")
    return tuple(tuple(row) if type(row) in (tuple, list) else _cells(row) for row in rows)


def _cells(row: object) -> tuple[Cell, ...]:
    if not isinstance(row, Iterable):
        raise IsfError("Table.rows", f"{quote(row)} is not a row of cells", "give rows of cells")
    return tuple(read("Table.rows", row, _MOST_COLUMNS, "give rows of cells"))


class IntoArrow:
    """What has records and a schema goes into Arrow: pandas, polars, pyarrow and DuckDB take it as it stands."""

    __slots__ = ()

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records, each with its key, kind and heading, also where there are no rows."""
        raise NotImplementedError

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, for a data frame."""
        raise NotImplementedError

    def arrow(self, *, beside: Mapping[str, str | None] | None = None) -> Any:
        """Its records as a pyarrow Table, of the types that the schema says.

        `beside` are texts that stand in every row before the others, such as `{"person": "P-1"}`.

        Raises IsfError where pyarrow is not installed, or for a column that it has itself.
        """
        return arrow_table(self.schema(), self.records(), beside)

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        return self.arrow().__arrow_c_stream__(requested_schema)


@frozen(getstate_setstate=False)
class Table(Laid, Value, IntoArrow):
    """A title, columns as `(key, heading)`, rows of cells, and a last row of totals where there is one.

    Two tables are equal where all of that is. `Table.of` reads the rows off objects.

    Raises IsfError for a row that has not one cell for each column, and for headings that are no texts.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(converter=_rows)
    totals: tuple[Cell, ...] | None = None
    is_text: bool = False
    """Whether its records are texts throughout, where a column holds several kinds of thing."""

    def __attrs_post_init__(self) -> None:
        instance("Table.title", self.title, str, "give a text")
        for pair in instance("Table.columns", self.columns, tuple, "give pairs of a key and a heading"):
            if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(each, str) for each in pair)):
                raise IsfError("Table.columns", f"{quote(pair)} is no pair of texts", "give a key and a heading")
        keys = [key for key, _ in self.columns]
        if len({*keys}) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            wrong = f"{keys.count(twice)} columns have the key {quote(twice)}"
            raise IsfError("Table.columns", wrong, "give each column a key of its own: a record has one entry for it")
        if self.totals is not None:
            instance("Table.totals", self.totals, tuple, "give a cell for each column")
        for row in (*self.rows, *(() if self.totals is None else (self.totals,))):
            if len(row) != len(self.columns):
                wrong = f"a row of {len(row)} cells"
                raise IsfError("Table", wrong, f"give {len(self.columns)}, one for each column")
        rows = self.rows if self.totals is None else (*self.rows, self.totals)
        if not {*map(type, chain.from_iterable(rows))} <= _CELLS:
            for place, row in enumerate(rows):
                for (key, _), cell in zip(self.columns, row, strict=True):
                    if not isinstance(cell, tuple(_CELLS)) or isinstance(cell, datetime):
                        where = f"rows[{place}]" if place < len(self.rows) else "totals"
                        raise IsfError(f"Table.{where}.{key[:40]}", f"{quote(cell)} is no cell", _A_CELL)

    @classmethod
    def of(cls, title: str, rows: Iterable[R], *columns: Heading[R], totals: Mapping[str, Cell] | None = None) -> Table:
        """One row for each object, one column for each `(key, heading)`: the field that the key names.

        A third entry says where else the cell is: a dotted name, or a function of the object. Below what
        is not recorded all is empty; a member of an enumeration is shown by its value, and several things
        by their texts. `totals` are given by key; the rest of that row is empty.

        >>> from .dates import Period
        >>> weeks = [Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 12))]
        >>> print(Table.of("Weeks", weeks, ("first_day", "From"), ("days", "Days"), totals={"days": 7}))
        Weeks
        From             Days
        Mon 6 Apr 2026      7
                            7
        """
        for column in columns:
            if len(instance("Table.of.columns", column, tuple, "give a key, a heading and a name")) not in (2, 3):
                raise IsfError("Table.of.columns", f"{quote(column)} is no column", "give a key, a heading and a name")
        if totals is not None:
            instance("Table.of.totals", totals, Mapping, "give the totals by the key of their column")
        headings = tuple((key, heading) for key, heading, *_ in columns)
        reads = [column[2] if len(column) == 3 else column[0] for column in columns]
        given = read("Table.of.rows", rows, _MOST_ROWS, "give objects, one for each row")
        cells = ([each(row) if callable(each) else _cell(row, each) for each in reads] for row in given)
        last = None if totals is None else tuple(totals.get(key) for key, _ in headings)
        return cls(title, headings, cells, last)

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records, each with its key, kind and heading, also where there are no rows."""
        if self.is_text:
            return tuple(Column(key, ColumnKind.TEXT, heading) for key, heading in self.columns)
        return columns_of(self.columns)

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, by column key, without the totals: `DataFrame(table.records())`.

        All records have all keys, and a column holds one kind of thing: a sum is a Decimal of pounds, a day a date. An
        exact number stands rounded to twelve places, and beside it as a text under `..._exactly`.
        """
        columns = [column for column in self.schema() if not column.is_beside_another]
        return [
            dict(each for column, cell in zip(columns, row, strict=True) for each in entries_of(column, cell).items())
            for row in self.rows
        ]

    def page(self) -> Page:
        """The table alone, at most sixty rows of it."""
        return Page(self)

    def as_lines(self, width: int, rows: int) -> list[str]:
        """Its lines; where they would be too wide, days stand without their weekday, and long texts are broken."""
        whole("Table.as_lines.width", width, -WIDEST, WIDEST)
        if self._is_empty:
            return wrapped(self._none, width)
        grid = self._grid(rows, in_words)
        if grid.width > width:
            grid = self._grid(rows, lambda cell: in_words(cell)[4:])
        return grid.lines(width)

    def as_html(self, rows: int) -> str:
        """A table with its caption, headings that say which cells are theirs, and a foot of totals."""
        return f"<p>{marked(self._none)}</p>" if self._is_empty else self._grid(rows, in_words).html()

    @property
    def _is_empty(self) -> bool:
        """Whether there is nothing below its headings: they are not shown then."""
        return not self.rows and self.totals is None

    @property
    def _none(self) -> str:
        return printable(f"{self.title}: none" if self.title else "none")

    def _grid(self, most: int, said: Callable[[date], str]) -> Grid:
        """At most so many rows in texts: where there are more, the first and the last of them."""
        whole("Table.rows", most, 0, MOST_ROWS)
        last = most // 4
        first = max(most - 1 - last, 0)
        left_out = len(self.rows) - first - last if len(self.rows) > most else 0
        rows = (*self.rows[:first], *self.rows[len(self.rows) - last :]) if left_out else self.rows
        totals = () if self.totals is None else (self.totals,)

        def text_of(cell: Cell) -> str:
            return said(cell) if isinstance(cell, date) else printable(shown(cell))

        texts = [[text_of(cell) for cell in row] for row in (*rows, *totals)]
        return Grid(
            title=printable(self.title),
            headings=[printable(heading) for _, heading in self.columns],
            rows=texts[: len(rows)],
            totals=texts[-1] if totals else None,
            to_right=[_are_numbers(row[place] for row in (*rows, *totals)) for place in range(len(self.columns))],
            shown_first=first,
            left_out=left_out,
        )

    def __repr__(self) -> str:
        return f"<Table {quote(self.title)}, {len(self.rows)} rows>"


def _are_numbers(cells: Iterable[Cell]) -> bool:
    """Whether a column stands to the right: it has numbers, and no texts."""
    held = [isinstance(cell, (int, Money, ExactMoney, Fraction)) for cell in cells if cell is not None]
    return bool(held) and all(held)


def _cell(row: object, path: str) -> Cell:
    held: Any = row
    for name in path.split("."):
        try:
            held = None if held is None else getattr(held, name)
        except AttributeError as error:
            wrong, right = f"{quote(held)} has no {quote(name)}", "name a field of each row's object"
            raise IsfError("Table.of.columns", wrong, right) from error
    if isinstance(held, tuple):
        return "; ".join(map(str, held))
    cell: Cell = held.value if isinstance(held, Enum) else held
    return cell


class Tabular(Laid, WithFields, IntoArrow):
    """What a result gets from its `table()`: records, columns, a text and a table in a notebook.

    pandas, polars, pyarrow and DuckDB take a result as it stands where pyarrow is installed.
    """

    __slots__ = ()

    def table(self) -> Table:
        """The result as rows."""
        raise NotImplementedError

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records, each with its key, kind and heading, also where there are no rows."""
        return self.table().schema()

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row, for a data frame."""
        return self.table().records()

    def columns(self) -> dict[str, list[Plain]]:
        """One list for each key of its records, also where there are no rows."""
        records = self.records()
        return {column.key: [record[column.key] for record in records] for column in self.schema()}

    def page(self) -> Page:
        """What it shows: its table."""
        return Page(self.table())
