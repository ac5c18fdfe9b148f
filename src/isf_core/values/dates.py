"""Periods of days, and stepping by months without ever drifting.

>>> Period.inclusive(date(2026, 4, 6), date(2026, 5, 3)).days
28
>>> [str(months_after(date(2026, 1, 31), n)) for n in range(4)]
['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from ..errors import ImpossiblePeriod, TooLarge, quote
from .checks import day, instance, whole
from .record import Value

_set = object.__setattr__
_ONE_DAY = timedelta(days=1)


def in_words(on: date) -> str:
    """A day as people write it: Thu 2 Apr 2026, in English whatever the machine's locale.

    >>> in_words(date(2026, 4, 2))
    'Thu 2 Apr 2026'
    """
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def days_after(on: date, days: int) -> date:
    """The day so many days later (earlier, where below nought)."""
    try:
        return day("days_after", on) + timedelta(days=whole("days_after", days, -4_000_000, 4_000_000))
    except OverflowError:
        raise TooLarge("days_after", f"{days:,} days from {on} is no date", "give fewer days") from None


def months_after(anchor: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day.

    Always counted from the anchor: 31 January, 28 February, 31 March.
    """
    day("months_after", anchor)
    steps = whole("months_after", months, -120_000, 120_000)
    try:
        return anchor + relativedelta(months=steps)
    except (ValueError, OverflowError):
        raise TooLarge("months_after", f"{steps:,} months from {anchor} is no date", "give fewer months") from None


def due_after(since: date, months: int) -> date:
    """The day on which something falls due so many months later; beyond the calendar, its last day: never.

    >>> due_after(date(2026, 1, 31), 12), due_after(date(9999, 10, 31), 12) == date.max
    (datetime.date(2027, 1, 31), True)
    """
    try:
        return months_after(since, months)
    except TooLarge:
        return date.max


class Period(Value):
    """A span of whole days: from `start` up to but not including `end`.

    People say "6 April to 3 May, both days included": `Period.inclusive(first_day, last_day)`.
    Half-open inside, so that a change-over day is counted once.

    Raises ImpossiblePeriod where it is empty or runs backwards, NotADate for anything but dates.

    >>> Period(start=date(2026, 4, 6), end=date(2026, 5, 4)).last_day
    datetime.date(2026, 5, 3)
    """

    __slots__ = ("_end", "_start")
    _start: date
    _end: date

    def __init__(self, *, start: date, end: date) -> None:
        _set(self, "_start", day("Period.start", start))
        _set(self, "_end", day("Period.end", end))
        if end <= start:
            raise ImpossiblePeriod(
                "Period",
                f"from {start} up to {end} there is no day",
                "the end is the day after the last; Period.inclusive(first_day, last_day) counts both",
            )

    @classmethod
    def inclusive(cls, first_day: date, last_day: date) -> Period:
        """Both days count."""
        day("Period.last_day", last_day)
        if last_day < day("Period.first_day", first_day):
            raise ImpossiblePeriod("Period", f"{last_day} is before {first_day}", "give the first day first")
        return cls(start=first_day, end=days_after(last_day, 1))

    @classmethod
    def financial_year(cls, starting: int) -> Period:
        """The financial year that starts on 1 April of a year.

        >>> str(Period.financial_year(2026))
        '1 Apr 2026 to 31 Mar 2027'
        """
        year = whole("Period.financial_year", starting, 1, 9998)
        return cls(start=date(year, 4, 1), end=date(year + 1, 4, 1))

    @property
    def start(self) -> date:
        """The first day."""
        return self._start

    @property
    def end(self) -> date:
        """The day after the last."""
        return self._end

    @property
    def first_day(self) -> date:
        """The first day, which counts."""
        return self._start

    @property
    def last_day(self) -> date:
        """The last day, which counts."""
        return self._end - _ONE_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self._end - self._start).days

    def overlap(self, other: Period) -> Period | None:
        """The days that are in both, or None."""
        instance("Period.overlap", other, Period, "give a Period")
        start, end = max(self._start, other._start), min(self._end, other._end)
        return Period(start=start, end=end) if start < end else None

    def __contains__(self, on: object) -> bool:
        return self._start <= day("Period", on) < self._end

    def __iter__(self) -> Iterator[date]:
        on = self._start
        while on < self._end:
            yield on
            on += _ONE_DAY

    def _parts(self) -> tuple[Any, ...]:
        return self._start, self._end

    def __reduce__(self) -> tuple[Any, ...]:
        return Period.inclusive, (self._start, self.last_day)

    def __str__(self) -> str:
        return f"{in_words(self._start)[4:]} to {in_words(self.last_day)[4:]}"

    def __repr__(self) -> str:
        return f"Period(start={self._start}, end={self._end})"


def until_from(start: date, until: date) -> None:
    """Refuse a last day that lies before the first."""
    if day("until", until) < start:
        raise ImpossiblePeriod("until", f"{quote(until)} is before the first day, {start}", "give a later day")
