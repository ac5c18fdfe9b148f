"""A value that changes with effect from a date.

>>> rate = Timeline("84.375", (date(2026, 10, 1), "90"))
>>> rate.on(date(2026, 9, 30)), rate.on(date(2026, 10, 1))
('84.375', '90')

It holds on every day: the first value from the beginning, each later one from its date,
that day included (BUD-06). It is normalised, so that equal functions are equal: the changes
are in order of date, and a change to the same value is no change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ..errors import IsfError, TooLarge, quote
from .checks import day, instance
from .dates import Period, up_to
from .frozen import frozen
from .record import WithFields, written

_since = itemgetter(0)
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


@frozen(init=False, getstate_setstate=False)
class Timeline(WithFields, Generic[T_co]):
    """A first value and its changes, each `(date from which it holds, value)`.

    Raises IsfError for two changes on one date, and for a change that is no such pair.
    """

    first: T_co  # type: ignore[misc]  # in the __attrs_init__ that nobody calls
    """The value from the beginning."""
    changes: tuple[tuple[date, T_co], ...]
    """The later values, each with the first day it holds on, in order."""

    def __init__(self, first: T_co, *changes: tuple[date, T_co]) -> None:
        _comparable(first)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "changes", _in_order(first, changes) if changes else ())

    @property
    def values(self) -> tuple[T_co, ...]:
        """All its values, in order of time."""
        return (self.first, *[value for _, value in self.changes]) if self.changes else (self.first,)

    def on(self, on: date) -> T_co:
        """The value on a day."""
        if type(on) is not date:
            day("Timeline.on", on)
        if not self.changes:
            return self.first
        place = bisect_right(self.changes, on, key=_since)
        return self.changes[place - 1][1] if place else self.first

    def then(self, since: date, value: U) -> Timeline[T_co | U]:
        """The same with one more change.

        >>> Timeline(1).then(date(2026, 10, 1), 2).changes
        ((datetime.date(2026, 10, 1), 2),)
        """
        return Timeline(self.first, *self.changes, (since, value))

    def map(self, change: Callable[[T_co], U]) -> Timeline[U]:
        """The timeline of what a function makes of each value; raises IsfError for what is no function."""
        if not callable(change):
            raise IsfError("Timeline.map", f"{quote(change)} is no function", "give a function of one value")
        return Timeline(change(self.first), *((on, change(value)) for on, value in self.changes))

    def within(self, span: Period) -> Iterator[tuple[Period, T_co]]:
        """The parts of a span in which one value holds, in order; together they are the span."""
        instance("Timeline.within", span, Period, "give a Period")
        start, held = span.first_day, self.first
        for since, value in self.changes:
            if since > span.last_day:
                break
            if since > start:
                yield up_to(start, since), held
                start = since
            held = value
        yield (span if start is span.first_day else Period(first_day=start, last_day=span.last_day)), held

    def __reduce__(self) -> tuple[Any, ...]:
        return Timeline, (self.first, *self.changes)

    def __repr__(self) -> str:
        changes = (f"({on}, {written(value)})" for on, value in self.changes)
        return f"Timeline({', '.join([written(self.first), *changes])})"


class Steps(NamedTuple):
    """What is held from the beginning, and from each later day on in order, an equal value after another included."""

    first: Any
    changes: tuple[tuple[date, Any], ...]


def together(since: date, *over_time: Timeline[Any] | Steps, before: int | None = None) -> list[tuple[date, list[Any]]]:
    """What holds together from a day on: on that day, and on each later one on which any of it changes.

    `before` is the ordinal of the first later day that does not count.

    >>> rate = Timeline("84.375", (date(2026, 10, 1), "90"))
    >>> fee = Timeline(5, (date(2026, 4, 6), 6))
    >>> for on, held in together(date(2026, 5, 1), rate, fee):
    ...     print(on, held)
    2026-05-01 ['84.375', 6]
    2026-10-01 ['90', 6]
    """
    last = date.max if before is None else date.fromordinal(before - 1)
    held: list[Any] = []
    later: list[tuple[date, int, Any]] = []
    for place, each in enumerate(over_time):
        held.append(each.first)
        for on, value in each.changes:
            if on <= since:
                held[place] = value
            elif on <= last:
                later.append((on, place, value))
    out = [(since, held)]
    for on, place, value in sorted(later, key=_since) if later else ():
        if on != since:
            since, held = on, held.copy()
            out.append((on, held))
        held[place] = value
    return out


def in_steps(first: U, changes: Sequence[tuple[date, U]]) -> Timeline[U]:
    """The timeline of changes that are checked and in order of their days, each on another; for internal use."""
    _not_too_many(changes)
    made: Timeline[U] = object.__new__(Timeline)
    object.__setattr__(made, "first", first)
    object.__setattr__(made, "changes", _each_other(first, [(day("Timeline", on), value) for on, value in changes]))
    return made


def _each_other(first: U, changes: Iterable[tuple[date, U]]) -> tuple[tuple[date, U], ...]:
    """The changes without those to the same value."""
    kept: list[tuple[date, U]] = []
    last = first
    for change in changes:
        if _differ(change[1], last):
            kept.append(change)
            last = change[1]
    return tuple(kept)


def _in_order(first: U, changes: tuple[tuple[date, U], ...]) -> tuple[tuple[date, U], ...]:
    """The changes from a first value on, checked, in order of date, without those to the same value."""
    _not_too_many(changes)
    is_plain = True
    for place, change in enumerate(changes):
        where = f"Timeline.changes[{place}]"
        if len(instance(where, change, tuple, "give (date, value)")) != 2:
            raise IsfError(where, f"{quote(change)} of {len(change)} is no change", "give (date, value)")
        is_plain &= day(where, change[0]) is change[0]
    if not is_plain:  # a day of a class derived from date
        changes = tuple((day("Timeline", on), value) for on, value in changes)
    for _, value in changes:
        _comparable(value)
    ordered = sorted(changes, key=_since)
    for (on, _), (following, _) in pairwise(ordered):
        if on == following:
            raise IsfError("Timeline", f"two changes on {on}", "give one value for each date")
    return _each_other(first, ordered)


def _not_too_many(changes: Sequence[object]) -> None:
    if len(changes) > 10_000:
        raise TooLarge("Timeline", f"{len(changes):,} changes are too many", "give at most 10,000")


def _comparable(value: object) -> None:
    """Refuse what is not equal to itself, or not to be compared at all: whether it changes could not be told."""
    if isinstance(value, (Decimal, float)) and not Decimal(value).is_finite():
        raise IsfError("Timeline", f"{quote(value)} is not a number", "give a value that can be compared")


def _differ(one: object, other: object) -> bool:
    try:
        return bool(one != other)
    except Exception as error:  # a number that signals, an array, a council's own class
        wrong = f"{quote(one)} cannot be compared with {quote(other)}"
        raise IsfError("Timeline", wrong, "give values that can be compared") from error
