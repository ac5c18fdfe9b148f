"""Working days: which days a bank pays on, and where a due date moves to.

>>> england = WorkingDays.england_and_wales()
>>> england.moved(date(2026, 4, 6), Move.BACK), england.moved(date(2026, 4, 6), Move.FORWARD)
(datetime.date(2026, 4, 2), datetime.date(2026, 4, 7))

The list of holidays is an input. Any container of dates will do: `WorkingDays.of(container,
first=, last=)` asks it once, day by day, and keeps what it answered. The built-in calendar is
small: the standing rules, and a table of the days moved or added by proclamation.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import NoReturn

import dateutil

from ..errors import ImpossiblePeriod, IsfError, OutsideCalendar, TooLarge, quote
from .checks import day, member, whole
from .dates import days_after, in_words, months_after
from .frozen import frozen
from .record import ByIdentity, Value
from .sources import BANKING_ACT, GOV_UK_HOLIDAYS, Source

_MOST_DAYS = 400 * 366
_MOST_STEPS = 366


class Move(ByIdentity):
    """Where a due date goes that falls on a weekend or a bank holiday (PAY-02)."""

    BACK = "back"
    """To the working day before."""
    FORWARD = "forward"
    """To the working day after."""
    FORWARD_IN_MONTH = "forward in the month"
    """To the working day after, but back where that would be in the next month."""
    NOT = "not moved"
    """It stays where it is."""


@frozen(getstate_setstate=False)
class WorkingDays(Value):
    """Mondays to Fridays but for the holidays, between a first and a last day.

    Raises OutsideCalendar for a date it knows nothing about: an unknown holiday is not "none".
    """

    holidays: frozenset[date]
    """The days that are no working days beside weekends."""
    first: date
    """The first day it speaks for."""
    last: date
    """The last day it speaks for."""
    proclaimed_to: date
    """The last day on which it is certain; later days are provisional."""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.holidays, frozenset):
            wrong = f"{quote(self.holidays)} is not a frozenset"
            raise IsfError("WorkingDays.holidays", wrong, "use WorkingDays.of(container, ...)")
        _check_span(self.first, self.last)
        for each in self.holidays:
            if not self.first <= day("WorkingDays.holidays", each) <= self.last:
                raise IsfError("WorkingDays.holidays", f"{each} is outside its days", "use WorkingDays.of(...) again")
        day("WorkingDays.proclaimed_to", self.proclaimed_to)

    @classmethod
    def of(
        cls, holidays: Container[date], *, first: date, last: date, proclaimed_to: date | None = None
    ) -> WorkingDays:
        """From any container of holidays (a set, a library's calendar), asked once for each day.

        `first` and `last` (both counting) say for which days the container speaks. Past
        `proclaimed_to` (default: `last`) its days are provisional. What can be looped over must list
        dates, and a year or more without any weekday in it is refused, unless the container is empty.

        >>> own = WorkingDays.of({date(2026, 12, 24)}, first=date(2026, 1, 1), last=date(2026, 12, 31))
        >>> own.moved(date(2026, 12, 24), Move.FORWARD)
        datetime.date(2026, 12, 25)
        """
        _check_span(first, last)
        if isinstance(holidays, (str, bytes, type)) or not isinstance(holidays, Container):
            raise IsfError("WorkingDays.of", f"{quote(holidays)} is no container of dates", "give a set of dates")
        # Asked for a date, a container of texts or datetimes answers no every time: what it lists must be dates.
        listed = {day("WorkingDays.holidays", each) for each in islice(_listed(holidays), _MOST_DAYS)}
        asked = listed if isinstance(holidays, Sequence) else holidays  # a long list takes its time to answer
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        kept = frozenset(on for on in span if on in listed or on in asked)
        speaks = not listed.isdisjoint(kept) or any(on.weekday() < 5 for on in kept) or _is_empty(holidays)
        if (last - first).days >= 364 and not speaks:
            wrong = f"{quote(holidays)} has no weekday from {first} to {last}"
            right = "give one that holds the dates of these years, or an empty set where there are no holidays"
            raise IsfError("WorkingDays.of", wrong, right)
        return cls(kept, first, last, last if proclaimed_to is None else proclaimed_to)

    @classmethod
    @lru_cache(maxsize=1)  # a constant of the calendar: it depends on nothing but the tables below
    def england_and_wales(cls) -> WorkingDays:
        """The calendar of England and Wales, 2000 to 2099.

        The standing rules, and the days moved or added by proclamation up to the end of 2028.
        Due dates after that are provisional: the Crown may yet add or move a day.
        """
        days = {MOVED.get(on, on) for year in range(2000, 2100) for on in _standing(year)}
        return WorkingDays(frozenset(days | set(ADDED)), date(2000, 1, 1), date(2099, 12, 31), PROCLAIMED_TO)

    def is_working(self, on: date) -> bool:
        """Whether it is neither a weekend nor a holiday.

        >>> WorkingDays.england_and_wales().is_working(date(2026, 5, 4))
        False
        """
        if not self.first <= day("WorkingDays", on) <= self.last:
            self._outside(on)
        return on.weekday() < 5 and on not in self.holidays

    def is_provisional(self, on: date, *, move: Move | None = None) -> bool:
        """Whether a holiday might still be added or moved on this day.

        With a `move`: on any day that decides where a due date of this day moves to.

        >>> england = WorkingDays.england_and_wales()
        >>> england.is_provisional(date(2028, 12, 30)), england.is_provisional(date(2028, 12, 30), move=Move.FORWARD)
        (False, True)
        """
        if move is None:
            return day("WorkingDays", on) > self.proclaimed_to
        moved = self.moved(on, move)
        if move is Move.FORWARD_IN_MONTH and moved < on:
            moved = _month_end(on)  # the days to the end of the month sent it back
        return max(on, moved) > self.proclaimed_to

    def moved(self, due: date, move: Move) -> date:
        """The working day that a due date moves to; itself where it is one, or is not moved.

        Raises OutsideCalendar where the calendar ends before that day, or has no working day within a year.
        """
        member("WorkingDays.moved", move, Move)
        if move is Move.NOT or self.is_working(due):
            return day("WorkingDays", due)
        if move is Move.FORWARD_IN_MONTH:
            # What comes after the month does not matter: the calendar need not reach there.
            days = (due + timedelta(days=n) for n in range(1, (_month_end(due) - due).days + 1))
            return next((on for on in days if on.weekday() < 5 and self.is_working(on)), None) or self._step(due, -1)
        return self._step(due, -1 if move is Move.BACK else 1)

    def counted_from(self, on: date, days: int) -> date:
        """The day so many working days after a day, or before it where below zero; the day itself does not count.

        Raises OutsideCalendar where the calendar ends before that day, or has no working day within a year.

        >>> WorkingDays.england_and_wales().counted_from(date(2026, 4, 7), -2)
        datetime.date(2026, 4, 1)
        """
        day("WorkingDays", on)
        for _ in range(abs(whole("WorkingDays.counted_from", days, -1_000, 1_000))):
            on = self._step(on, 1 if days > 0 else -1)
        return on

    def _step(self, start: date, by: int) -> date:
        """The next working day after a day, or the one before it."""
        on, step = start, timedelta(days=by)
        room = (self.last - start if by > 0 else start - self.first).days
        if room < 1 or not self.first <= start + step <= self.last:
            return self._outside(days_after(start, by))
        for _ in range(min(room, _MOST_STEPS)):
            on += step
            if on.weekday() < 5 and on not in self.holidays:
                return on
        if room < _MOST_STEPS:
            return self._outside(days_after(on, by))
        wrong = f"no working day in the year {'after' if by > 0 else 'before'} {in_words(start)}"
        raise OutsideCalendar("WorkingDays", wrong, "give the days that are no working days, not all days")

    def _outside(self, on: date) -> NoReturn:
        right = f"it speaks for {self.first} to {self.last}; give one that reaches further"
        raise OutsideCalendar("WorkingDays", f"{in_words(on)} is outside the calendar", right)

    # Not by attrs: that both hold the very same eight hundred days is found without comparing them.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingDays):
            return NotImplemented
        days = self.holidays is other.holidays or self.holidays == other.holidays
        return days and (self.first, self.last, self.proclaimed_to) == (other.first, other.last, other.proclaimed_to)

    def __hash__(self) -> int:
        return hash((self.holidays, self.first, self.last, self.proclaimed_to))

    def __repr__(self) -> str:
        return f"<WorkingDays {self.first} to {self.last}, {len(self.holidays)} holidays>"


def _listed(holidays: Container[date]) -> Iterator[date]:
    """What a container lists, where it can be looped over."""
    return iter(holidays) if isinstance(holidays, Iterable) else iter(())


def _is_empty(holidays: Container[date]) -> bool:
    """Whether it is a collection that says itself that it holds nothing."""
    return isinstance(holidays, Collection) and len(holidays) == 0


def _month_end(on: date) -> date:
    return months_after(date(on.year, 1, 31), on.month - 1)


def _check_span(first: date, last: date) -> None:
    if day("WorkingDays.last", last) < day("WorkingDays.first", first):
        raise ImpossiblePeriod("WorkingDays", f"{last} is before {first}", "give the first day first")
    if (last - first).days > _MOST_DAYS:
        raise TooLarge("WorkingDays", f"{first} to {last} is too long a calendar", "give at most 400 years")


BANK_HOLIDAYS: tuple[Source, ...] = (BANKING_ACT("Schedule 1"), GOV_UK_HOLIDAYS("England and Wales"))

PROCLAIMED_TO = date(2028, 12, 31)
"""As far as the published list goes that this table was checked against."""

MOVED: dict[date, date] = {
    date(2002, 5, 27): date(2002, 6, 4),  # Golden Jubilee of Queen Elizabeth II
    date(2012, 5, 28): date(2012, 6, 4),  # Diamond Jubilee
    date(2020, 5, 4): date(2020, 5, 8),  # 75 years since VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # Platinum Jubilee
}
"""Days moved by proclamation: from the standing day to the proclaimed one."""

ADDED: dict[date, str] = {
    date(2002, 6, 3): "Golden Jubilee",
    date(2011, 4, 29): "wedding of Prince William",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}
"""Days added once by proclamation."""


def _standing(year: int) -> tuple[date, ...]:
    """The eight days of an ordinary year, a weekend one replaced by the weekdays after it."""
    easter_sunday = dateutil.easter.easter(year)
    new_year = date(year, 1, 1)
    first_of_may, end_of_may, end_of_august = date(year, 5, 1), date(year, 5, 31), date(year, 8, 31)
    christmas = date(year, 12, 25)
    # Christmas and Boxing Day: on a Friday the 26th moves to Monday, on a Saturday both move, on a
    # Sunday Christmas moves past Boxing Day to the Tuesday.
    shifts = {4: (0, 3), 5: (2, 3), 6: (1, 2)}.get(christmas.weekday(), (0, 1))
    return (
        new_year + timedelta(days={5: 2, 6: 1}.get(new_year.weekday(), 0)),
        easter_sunday - timedelta(days=2),
        easter_sunday + timedelta(days=1),
        first_of_may + timedelta(days=-first_of_may.weekday() % 7),
        end_of_may - timedelta(days=end_of_may.weekday()),
        end_of_august - timedelta(days=end_of_august.weekday()),
        christmas + timedelta(days=shifts[0]),
        christmas + timedelta(days=shifts[1]),
    )
