"""Periods of days, and stepping by months without ever drifting.

>>> Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)).days
28
>>> [str(months_after(date(2026, 1, 31), n)) for n in range(4)]
['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ..errors import ImpossiblePeriod, IsfError, NotADate, TooLarge, quote
from ._pydantic import as_object
from .checks import day, instance, whole
from .frozen import frozen
from .record import Value

_ONE_DAY = timedelta(days=1)
_FURTHEST = 4_000_000
"""More days than there are between any two dates."""


def in_words(on: date) -> str:
    """A day as people write it: Thu 2 Apr 2026, in English whatever the machine's locale.

    >>> in_words(date(2026, 4, 2))
    'Thu 2 Apr 2026'
    """
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def days_after(on: date, days: int) -> date:
    """The day so many days later (earlier, where below zero)."""
    if type(on) is not date or type(days) is not int or not -_FURTHEST <= days <= _FURTHEST:
        on, days = day("days_after", on), whole("days_after", days, -_FURTHEST, _FURTHEST)
    try:
        return date.fromordinal(on.toordinal() + days)
    except ValueError:
        raise TooLarge("days_after", f"{days:,} days from {on} is no date", "give fewer days") from None


def within_calendar(on: date, days: int) -> date:
    """The day so many days later (earlier, where below zero), or the last (the first) of all days.

    >>> within_calendar(date(9999, 12, 30), 92).isoformat(), within_calendar(date(1, 1, 3), -92).isoformat()
    ('9999-12-31', '0001-01-01')
    """
    return date.fromordinal(min(max(1, on.toordinal() + days), date.max.toordinal()))


def months_after(anchor: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day.

    Always counted from the anchor: 31 January, 28 February, 31 March.
    """
    day("months_after", anchor)
    steps = whole("months_after", months, -120_000, 120_000)
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + steps, 12)
    if not date.min.year <= year <= date.max.year:
        raise TooLarge("months_after", f"{steps:,} months from {anchor} is no date", "give fewer months")
    try:
        return date(year, month + 1, anchor.day)
    except ValueError:  # the month is shorter, and so it is not December
        return date(year, month + 2, 1) - _ONE_DAY


def due_after(since: date, months: int) -> date:
    """The day on which something falls due so many months later; beyond the calendar, its last day: never.

    >>> due_after(date(2026, 1, 31), 12), due_after(date(9999, 10, 31), 12) == date.max
    (datetime.date(2027, 1, 31), True)
    """
    try:
        return months_after(since, months)
    except TooLarge:
        return date.max


@frozen(kw_only=True, repr=False, getstate_setstate=False)
class Period(Value):
    """A span of whole days, of which the first and the last both count.

    `Period.month`, `.quarter` and `.financial_year` make the common ones. A period may be looped
    over, day by day, and asked whether a day is `in` it.

    Raises ImpossiblePeriod where the last day is before the first, NotADate for anything but dates.

    >>> Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)).days
    28
    """

    first_day: date
    last_day: date

    def __attrs_post_init__(self) -> None:
        first, last = day("Period.first_day", self.first_day), day("Period.last_day", self.last_day)
        if first > last:
            raise ImpossiblePeriod("Period", f"{last} is before {first}", "give the first day first")
        if last == date.max:
            raise TooLarge("Period.last_day", f"no day comes after {last}", "give an earlier day")
        if first is not self.first_day or last is not self.last_day:  # of a class derived from date
            object.__setattr__(self, "first_day", first)
            object.__setattr__(self, "last_day", last)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A calendar month.

        >>> str(Period.month(2026, 4))
        '1 Apr 2026 to 30 Apr 2026'
        """
        first = whole("Period.month", month, 1, 12)
        return _months(whole("Period.month", year, 1, 9998), first, 1)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """A quarter of the calendar year: 1 is January to March, 4 October to December.

        >>> str(Period.quarter(2026, 2))
        '1 Apr 2026 to 30 Jun 2026'
        """
        number = whole("Period.quarter", quarter, 1, 4)
        return _months(whole("Period.quarter", year, 1, 9998), 3 * number - 2, 3)

    @classmethod
    def financial_year(cls, starting: int) -> Period:
        """The financial year that starts on 1 April of a year.

        >>> str(Period.financial_year(2026))
        '1 Apr 2026 to 31 Mar 2027'
        """
        return _months(whole("Period.financial_year", starting, 1, 9998), 4, 12)

    @property
    def day_after(self) -> date:
        """The day after the last: the first of what comes next."""
        return self.last_day + _ONE_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    def overlap(self, other: Period) -> Period | None:
        """The days that are in both, or None."""
        instance("Period.overlap", other, Period, "give a Period")
        first, last = max(self.first_day, other.first_day), min(self.last_day, other.last_day)
        return Period(first_day=first, last_day=last) if first <= last else None

    def __contains__(self, on: object) -> bool:
        return self.first_day <= day("Period", on) <= self.last_day

    def __iter__(self) -> Iterator[date]:
        return (self.first_day + timedelta(days=passed) for passed in range(self.days))

    def __str__(self) -> str:
        return f"{in_words(self.first_day)[4:]} to {in_words(self.last_day)[4:]}"

    def __composite_values__(self) -> tuple[date, date]:
        """The columns of a table in which SQLAlchemy keeps it: its first and last day."""
        return self.first_day, self.last_day

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, Any]:
        return as_object(cls, _period_of, lambda period: {name: getattr(period, name).isoformat() for name in _DAYS_OF})

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> dict[str, Any]:
        days = {name: {"type": "string", "format": "date"} for name in _DAYS_OF}
        required = {"required": list(_DAYS_OF), "additionalProperties": False}
        return {"type": "object", "title": "Period", "properties": days, **required}


_DAYS_OF = ("first_day", "last_day")


def _period_of(given: dict[str, Any]) -> Period:
    if given.keys() != set(_DAYS_OF):
        raise IsfError("Period", f"its fields are {quote(', '.join(map(str, given)))}", "give first_day and last_day")
    return Period(**{name: _read_day(f"Period.{name}", held) for name, held in given.items()})


def _read_day(where: str, given: object) -> date:
    if not isinstance(given, str):
        return day(where, given)
    try:
        return date.fromisoformat(given if len(given) == 10 else "")
    except ValueError:
        raise NotADate(where, f"{quote(given)} is no date", "give one such as '2026-04-06'") from None


def up_to(first_day: date, day_after: date) -> Period:
    """The days from one up to another that no longer counts, as the computations cut time."""
    return Period(first_day=first_day, last_day=day_after - _ONE_DAY)


def _months(year: int, month: int, months: int) -> Period:
    first_day = date(year, month, 1)
    return up_to(first_day, months_after(first_day, months))


def until_from(start: date, until: date) -> None:
    """Refuse a last day that lies before the first."""
    if day("until", until) < start:
        raise ImpossiblePeriod("until", f"{quote(until)} is before the first day, {start}", "give a later day")
