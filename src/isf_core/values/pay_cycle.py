"""The funder's payment runs: how often, counted from which day.

>>> runs = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
>>> str(runs.period_of(date(2026, 4, 15)))
'6 Apr 2026 to 3 May 2026'
>>> runs.beginning_in(Period.financial_year(2026)), runs.beginning_in(Period.financial_year(2030))
(13, 14)

Every period is stepped from the anchor, never from the one before it, and never from a due
date that was moved to a working day (traps: month ends; the cycle does not move).
"""

from __future__ import annotations

from datetime import date

from ..errors import IsfError
from .checks import day, instance, member, whole
from .dates import Period, days_after, months_after, up_to
from .frozen import frozen
from .record import ByIdentity, Value


class Frequency(ByIdentity):
    """How often a payment is made: by weeks or by months, so many of them in a period."""

    WEEKLY = "weekly", 1, 0
    FORTNIGHTLY = "fortnightly", 2, 0
    FOUR_WEEKLY = "four-weekly", 4, 0
    MONTHLY = "monthly", 0, 1
    QUARTERLY = "quarterly", 0, 3
    HALF_YEARLY = "half-yearly", 0, 6
    YEARLY = "yearly", 0, 12

    weeks: int
    """Weeks in a period; 0 where it goes by months."""
    months: int
    """Months in a period; 0 where it goes by weeks."""

    def __new__(cls, name: str, weeks: int, months: int) -> Frequency:
        """A member is known by its name alone."""
        made = object.__new__(cls)
        made._value_, made.weeks, made.months = name, weeks, months
        return made


@frozen(getstate_setstate=False)
class PayCycle(Value):
    """A frequency and its anchor: the first day of any one period of the funder's runs.

    The periods go on before and after the anchor. Raises IsfError without an anchor.

    >>> month_ends = PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31))
    >>> [str(month_ends.start_of(n)) for n in range(3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """

    frequency: Frequency
    anchor: date

    def __attrs_post_init__(self) -> None:
        member("PayCycle.frequency", self.frequency, Frequency)
        if self.anchor is None:
            raise IsfError("PayCycle.anchor", "a cycle needs a day to count from", "give the first day of any period")
        object.__setattr__(self, "anchor", day("PayCycle.anchor", self.anchor))

    @classmethod
    def monthly(cls, year: int, month: int, day: int = 1) -> PayCycle:
        """Calendar months, from the 1st unless another day is given; raises IsfError for what is no date.

        >>> PayCycle.monthly(2026, 4) == PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))
        True
        """
        numbers = [whole("PayCycle.monthly", each, 1, 9_999) for each in (year, month, day)]
        try:
            return cls(Frequency.MONTHLY, date(*numbers))
        except ValueError:
            wrong = f"{year:04}-{month:02}-{day:02} is no date"
            raise IsfError("PayCycle.monthly", wrong, "give a year, a month and a day of it") from None

    def start_of(self, number: int) -> date:
        """The first day of a period by its number; the anchor begins number 0."""
        number = whole("PayCycle.start_of", number, -600_000, 600_000)
        if self.frequency.weeks:
            return days_after(self.anchor, 7 * self.frequency.weeks * number)
        return months_after(self.anchor, self.frequency.months * number)

    def number_of(self, on: date) -> int:
        """The number of the period that a day falls in."""
        if type(on) is not date:
            day("PayCycle.number_of", on)
        if self.frequency.weeks:
            return (on - self.anchor).days // (7 * self.frequency.weeks)
        months = 12 * (on.year - self.anchor.year) + on.month - self.anchor.month
        number, over = divmod(months, self.frequency.months)
        return number if over or self.start_of(number) <= on else number - 1

    def period_of(self, on: date) -> Period:
        """The whole period that a day falls in."""
        number = self.number_of(on)
        return up_to(self.start_of(number), self.start_of(number + 1))

    def beginning_in(self, span: Period) -> int:
        """How many periods begin in a span of days (PAY-12): computed, not assumed.

        Thirteen four-weekly periods are 364 days, so some financial years see a fourteenth begin.
        """
        instance("PayCycle.beginning_in", span, Period, "give a Period, such as Period.financial_year(2026)")
        return self._begun_by(span.day_after) - self._begun_by(span.first_day)

    def _begun_by(self, end: date) -> int:
        number = self.number_of(end)
        return number if self.start_of(number) == end else number + 1

    def __str__(self) -> str:
        return f"{self.frequency.value} from {self.anchor}"

    def __repr__(self) -> str:
        return f"PayCycle(Frequency.{self.frequency.name}, anchor={self.anchor})"
