"""An amount that the law sets anew from time to time, with its source (POL-05).

>>> from .money import Money
>>> from .sources import INTERPRETATION
>>> allowance = StatutoryTable(
...     "the allowance",
...     ((date(2025, 4, 6), Money("215.00")), (date(2026, 4, 6), Money("223.50"))),
...     last_day=date(2027, 4, 5),
...     source=INTERPRETATION("figures made up to show the table"),
... )
>>> allowance.on(date(2026, 4, 5)), allowance.on(date(2026, 4, 6))
(Money('215.00'), Money('223.50'))

A day outside the table is unknown: before its first day, and after the last day for which it is
known. What will be set for next year is never taken to be what is set for this one:

>>> allowance.on(date(2027, 4, 6)) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

import attrs

from ..errors import ImpossiblePeriod, IsfError, NotRecorded, TooLarge, quote
from .checks import day, instance, text
from .frozen import frozen
from .record import Value
from .sources import Source

T = TypeVar("T")

_ROWS = "StatutoryTable.rows"
_MOST_ROWS = 10_000


def _checked_rows(given: Iterable[tuple[date, T]]) -> tuple[tuple[date, T], ...]:
    rows = tuple(instance(_ROWS, given, (tuple, list), "give a tuple of (first day, value)"))
    if not rows:
        raise IsfError(_ROWS, "there is no row", "give (first day, value), one or more")
    if len(rows) > _MOST_ROWS:
        raise TooLarge(_ROWS, f"{len(rows):,} rows are too many", f"give at most {_MOST_ROWS:,}")
    for place, row in enumerate(rows):
        where = f"{_ROWS}[{place}]"
        if len(instance(where, row, tuple, "give (first day, value)")) != 2:
            raise IsfError(where, f"{quote(row)} of {len(row)} is no row", "give (first day, value)")
        day(where, row[0])
        if row[1] is None:
            raise IsfError(where, "it has no value", "leave the days out for which none is known")
        try:
            hash(row[1])
        except TypeError:
            raise IsfError(where, f"{quote(row[1])} may be changed", "give what cannot be, such as a tuple") from None
    ordered = sorted(rows, key=lambda row: row[0])
    for (first, _), (second, _) in pairwise(ordered):
        if first == second:
            raise IsfError(_ROWS, f"two rows from {first}", "give one value for each day")
    return tuple(ordered)


@frozen(getstate_setstate=False)
class StatutoryTable(Value, Generic[T]):
    """What an amount is called, its rows `(first day, value)`, the last day it is known for, and its source.

    A row holds from its first day to the day before the next row's, the last row to `last_day`, that
    day included. The rows are kept in order of their days; their order as given does not matter.

    Raises IsfError for no rows, for two rows from one day, for a row without a value or with one
    that may be changed, such as a list, and for a last day before the last row.
    """

    name: str
    """What the amount is called."""
    rows: tuple[tuple[date, T], ...] = attrs.field(converter=_checked_rows)
    """The values, each with the first day it holds on, in order."""
    last_day: date = attrs.field(kw_only=True)
    """The last day for which it is known."""
    source: Source = attrs.field(kw_only=True)
    """The law that sets it."""

    def __attrs_post_init__(self) -> None:
        text("StatutoryTable.name", self.name)
        instance("StatutoryTable.source", self.source, Source, "give a Source: CARE_ACT('section 14')")
        if day("StatutoryTable.last_day", self.last_day) < self.rows[-1][0]:
            wrong = f"{self.last_day} is before the last row's {self.rows[-1][0]}"
            raise ImpossiblePeriod("StatutoryTable.last_day", wrong, "give the last day known")

    @property
    def first_day(self) -> date:
        """The first day for which it is known."""
        return self.rows[0][0]

    def on(self, on: date) -> T | None:
        """The value on a day; None where the day is outside the table, for then it is unknown."""
        if day("StatutoryTable.on", on) > self.last_day:
            return None
        held: T | None = None
        for first_day, value in self.rows:
            if first_day > on:
                break
            held = value
        return held

    def known_on(self, on: date) -> T:
        """The value on a day. Raises NotRecorded, naming amount and day, where the day is outside the table."""
        value = self.on(on)
        if value is None:
            raise NotRecorded("the statutory amount", (f"{self.name} on {on}",))
        return value

    def then(self, first_day: date, value: T, *, last_day: date) -> StatutoryTable[T]:
        """The table with one row more, and the last day for which it is known from now on.

        >>> from .sources import INTERPRETATION
        >>> source = INTERPRETATION("made up")
        >>> one = StatutoryTable("a sum", ((date(2026, 4, 6), 1),), last_day=date(2027, 4, 5), source=source)
        >>> one.then(date(2027, 4, 6), 2, last_day=date(2028, 4, 5)).on(date(2027, 4, 6))
        2
        """
        return self.replace(rows=(*self.rows, (first_day, value)), last_day=last_day)

    def __repr__(self) -> str:
        return f"<StatutoryTable {self.name}: {len(self.rows)} from {self.first_day} to {self.last_day}>"
