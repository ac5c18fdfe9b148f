"""How the due date of a payment is counted: days, working days, a weekday of the month, or a published list (PAY-01).

Each counts from one day: the first of the payment's days where it is paid in advance, the day after its last where it
is paid in arrears.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from ..errors import ContradictoryTerms, IsfError, TooLarge
from ..values.checks import day, instance
from ..values.dates import days_after, months_after
from ..values.frozen import frozen
from ..values.pay_cycle import PayCycle
from ..values.record import Value
from ..values.working_days import WorkingDays
from . import validators as v

_MOST_BEFORE = 92


@frozen(repr=False)
class InWorkingDays(Value):
    """So many working days after the day from which a due date is counted; before it where below zero.

    The day from which it is counted does not count itself, and weekends and holidays are passed over: 5 working days
    before Monday 4 May 2026 is Monday 27 April. 0 is the day itself, which then moves as `move` says.

    >>> InWorkingDays(-5)
    InWorkingDays(days=-5)
    """

    days: int = attrs.field(validator=v.whole_from(-60, 60))


@frozen(repr=False)
class WeekdayOfMonth(Value):
    """A weekday of a month: the last Friday, the second Tuesday.

    The month is that of the first of a payment's days where it is paid in advance, and that of the last of them where
    it is paid in arrears.

    - `weekday`: 1 for Monday to 7 for Sunday.
    - `number`: 1 to 4 for the first to the fourth in the month, -1 for the last.
    - `months`: how many months later than that month, or earlier where below zero.

    >>> last_friday = WeekdayOfMonth(weekday=5, number=-1)
    >>> last_friday.of(date(2026, 5, 1))
    datetime.date(2026, 5, 29)
    """

    weekday: int = attrs.field(validator=v.whole_from(1, 7))
    number: int = attrs.field(validator=v.whole_from(-1, 4))
    months: int = attrs.field(default=0, validator=v.whole_from(-2, 2))

    def __attrs_post_init__(self) -> None:
        if not self.number:
            raise IsfError("WeekdayOfMonth.number", "0 is no place in the month", "give 1 to 4, or -1 for the last")

    def of(self, counted: date) -> date:
        """The day in the month of a day, or in the month that is so many later."""
        first = months_after(day("WeekdayOfMonth.of", counted).replace(day=1), self.months)
        if self.number > 0:
            return days_after(first, (self.weekday - first.isoweekday()) % 7 + 7 * (self.number - 1))
        last = days_after(months_after(first, 1), -1)
        return days_after(last, -((last.isoweekday() - self.weekday) % 7))


def _pairs(given: Any) -> Any:
    return tuple(given.items()) if isinstance(given, Mapping) else given


@frozen(repr=False)
class PayDates(Value):
    """A published list of pay dates: for each period, by its first day in the cycle, the day on which it is paid.

    `beyond` counts the due dates of periods that the list does not reach, from which a list published later may
    differ: they are provisional. Give a mapping, or pairs.

    Raises IsfError for a period that is listed twice, or is paid more than 92 days before it begins or 400 after.

    >>> listed = PayDates({date(2026, 4, 6): date(2026, 4, 2), date(2026, 5, 4): date(2026, 4, 30)})
    >>> listed.of(date(2026, 5, 4)), listed.of(date(2026, 6, 1))
    (datetime.date(2026, 4, 30), None)
    """

    dates: tuple[tuple[date, date], ...] = attrs.field(converter=_pairs)
    beyond: int | InWorkingDays | WeekdayOfMonth = attrs.field(default=0)

    def __attrs_post_init__(self) -> None:
        pairs = instance("PayDates.dates", self.dates, tuple, "give a mapping of first days to pay dates")
        if not pairs:
            raise IsfError("PayDates.dates", "no date", "give the first day of each period with its pay date")
        if len(pairs) > 10_000:
            raise TooLarge("PayDates.dates", f"{len(pairs):,} dates are too many", "give at most 10,000")
        for place, pair in enumerate(pairs):
            where = f"PayDates.dates[{place}]"
            if len(instance(where, pair, tuple, "give (first day, pay date)")) != 2:
                raise IsfError(where, f"{len(pair)} things together", "give (first day, pay date)")
            begins, paid = day(where, pair[0]), day(where, pair[1])
            if not -_MOST_BEFORE <= (paid - begins).days <= 400:
                wrong = f"{paid} is far from {begins}"
                raise IsfError(where, wrong, "give the first day of a period, and the day on which it is paid")
        object.__setattr__(self, "dates", tuple(sorted(pairs)))
        for (one, _), (other, _) in zip(self.dates, self.dates[1:], strict=False):
            if one == other:
                raise IsfError("PayDates.dates", f"two pay dates for {one}", "give each period one")
        if not isinstance(self.beyond, (InWorkingDays, WeekdayOfMonth)):
            v.whole_from(-_MOST_BEFORE, _MOST_BEFORE)(self, attrs.fields(PayDates).beyond, self.beyond)

    def of(self, first_day: date, *, since: date | None = None) -> date | None:
        """The pay date of the period that begins on a day; None where it is not listed.

        With `since`, the first day of a part of that period: where the date was before it, the next that is listed.
        """
        place = bisect_left(self.dates, (day("PayDates.of", first_day),))
        earliest = None if since is None else day("PayDates.of", since)
        if place == len(self.dates) or self.dates[place][0] != first_day:
            return None
        later = (paid for _, paid in self.dates[place:])
        return next((paid for paid in later if earliest is None or paid >= earliest), None)

    def fits(self, cycle: PayCycle) -> None:
        """Raise ContradictoryTerms where the list has a day that begins no period of a cycle, or leaves one out."""
        where, right = "contract.payment.due_days", f"list each period of the cycle, {cycle}, by its first day"
        number = instance("PayDates.fits", cycle, PayCycle, "give a PayCycle").number_of(self.dates[0][0])
        for place, (begins, _) in enumerate(self.dates):
            if begins != (wanted := cycle.start_of(number + place)):
                raise ContradictoryTerms(where, f"the list of pay dates has {begins}, and not {wanted}", right)


DueDays = int | InWorkingDays | WeekdayOfMonth | PayDates
"""How a due date is counted; a number is calendar days, before the day where below zero."""


def days_until_due(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A whole number of days, or another way to count; None where it is not recorded."""
    if given is not None and not isinstance(given, (InWorkingDays, WeekdayOfMonth, PayDates)):
        v.whole_from(-_MOST_BEFORE, _MOST_BEFORE)(record, field, given)


def counted_from(
    counted: date, due_days: int | InWorkingDays | WeekdayOfMonth, working_days: WorkingDays, *, in_arrears: bool
) -> date:
    """The due date before it moves to a working day, counted from a payment's first day or the day after its last."""
    if isinstance(due_days, InWorkingDays):
        return working_days.counted_from(counted, due_days.days)
    if isinstance(due_days, WeekdayOfMonth):
        return due_days.of(days_after(counted, -1) if in_arrears else counted)
    return days_after(counted, due_days)


def days_before(due_days: DueDays | None) -> int:
    """As many days as a payment may be due before the day from which it is counted."""
    if isinstance(due_days, (WeekdayOfMonth, PayDates)):
        return _MOST_BEFORE
    if isinstance(due_days, InWorkingDays):
        return 2 * max(0, -due_days.days)  # with the weekends, and holidays beside
    return max(0, -(due_days or 0))
