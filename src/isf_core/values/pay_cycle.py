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
from enum import Enum
from typing import Any, cast

from ..errors import IsfError
from .checks import day, instance, member, whole
from .dates import Period, days_after, months_after, up_to
from .record import Value

_set = object.__setattr__
_NO_ANCHOR = cast(date, None)  # left out, it gets the same clear error as None does


class Frequency(Enum):
    """How often a payment is made."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FOUR_WEEKLY = "four-weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def weeks(self) -> int:
        """Weeks in a period; nought where it goes by months."""
        return _WEEKS.get(self, 0)

    @property
    def months(self) -> int:
        """Months in a period; nought where it goes by weeks."""
        return _MONTHS.get(self, 0)


_WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3}


class PayCycle(Value):
    """A frequency and its anchor: the first day of any one period of the funder's runs.

    The periods go on before and after the anchor. Raises IsfError without an anchor.

    >>> month_ends = PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31))
    >>> [str(month_ends.start_of(n)) for n in range(3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """

    __slots__ = ("_anchor", "_days", "_frequency", "_months")
    _frequency: Frequency
    _anchor: date
    _days: int  # in a period that goes by weeks, else nought
    _months: int

    def __init__(self, frequency: Frequency, anchor: date = _NO_ANCHOR) -> None:
        _set(self, "_frequency", member("PayCycle.frequency", frequency, Frequency))
        _set(self, "_days", 7 * frequency.weeks)
        _set(self, "_months", frequency.months)
        if anchor is None:
            raise IsfError("PayCycle.anchor", "a cycle needs a day to count from", "give the first day of any period")
        _set(self, "_anchor", day("PayCycle.anchor", anchor))

    @property
    def frequency(self) -> Frequency:
        """How often."""
        return self._frequency

    @property
    def anchor(self) -> date:
        """The first day of period nought."""
        return self._anchor

    @property
    def months(self) -> int:
        """Months in a period; nought where it goes by weeks."""
        return self._months

    def start_of(self, number: int) -> date:
        """The first day of a period by its number; the anchor begins number nought."""
        number = whole("PayCycle.start_of", number, -600_000, 600_000)
        if self._days:
            return days_after(self._anchor, self._days * number)
        return months_after(self._anchor, self._months * number)

    def number_of(self, on: date) -> int:
        """The number of the period that a day falls in."""
        day("PayCycle.number_of", on)
        if self._days:
            return (on - self._anchor).days // self._days
        months = 12 * (on.year - self._anchor.year) + on.month - self._anchor.month
        number = months // self._months
        return number if self.start_of(number) <= on else number - 1

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

    def _parts(self) -> tuple[Any, ...]:
        return self._frequency, self._anchor

    def __str__(self) -> str:
        return f"{self._frequency.value} from {self._anchor}"

    def __repr__(self) -> str:
        return f"PayCycle(Frequency.{self._frequency.name}, anchor={self._anchor})"
