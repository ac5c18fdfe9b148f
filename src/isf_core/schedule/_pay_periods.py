"""The periods and due dates of a pay cycle, worked out once and shared by all arrangements on it.

They depend on nothing but the calendar of payments, so the bounded cache can be seen only in the
time it takes.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..errors import OutsideCalendar, TooLarge
from ..model.due_dates import DueDays, PayDates, counted_from
from ..model.payment_terms import Timing
from ..values.frozen import frozen
from ..values.pay_cycle import PayCycle
from ..values.working_days import Move, WorkingDays
from ._accrual import TICKS

_BLOCK = 64
_ONE_DAY = timedelta(days=1)


class PayPeriods(NamedTuple):
    """Columns of whole periods, the first of them number `base`; shared, so a schedule changes copies of them.

    `due` is None where the working days do not reach: that is refused only when it is asked for, and `unmoved` is
    then not known either.
    """

    base: int
    first: list[date]
    last: list[date]
    unmoved: list[date]
    due: list[date | None]
    ends: list[int]
    ticks: list[int]
    are_due: bool
    """Whether all of `due` are known."""


@frozen(eq=False)
class PayCalendar:
    """A funder's payment runs: their cycle, timing and working days. Equal ones are one object, by `pay_calendar`."""

    cycle: PayCycle
    timing: Timing
    due_days: DueDays
    move: Move
    working_days: WorkingDays

    def due_from(self, begins: date, counted: date) -> tuple[date, date]:
        """The due date before its move and after it, counted from the first of a payment's days or the day after them.

        `begins` is the first day of the whole period, by which a list of pay dates has it; a listed date is not moved.
        """
        return _due_from(self, begins, counted)

    def periods(self, first: int, last: int) -> PayPeriods:
        """The periods numbered `first` to `last`; raises TooLarge where the calendar ends before they do."""
        return _stretch(self, first, last)

    def work_out_due(self, begins: date, counted: date) -> tuple[date, date]:
        """The same, without looking whether it is known."""
        due_days = self.due_days
        if isinstance(due_days, PayDates):
            is_part = self.timing is Timing.IN_ADVANCE and counted > begins
            listed = due_days.of(begins, since=counted if is_part else None)
            if listed is not None:
                return listed, listed
            due_days = due_days.beyond
        unmoved = counted_from(counted, due_days, self.working_days, in_arrears=self.timing is Timing.IN_ARREARS)
        return unmoved, self.working_days.moved(unmoved, self.move)


_due_from = lru_cache(maxsize=4096)(PayCalendar.work_out_due)
pay_calendar = lru_cache(maxsize=256)(PayCalendar)


@lru_cache(maxsize=256)
def _periods(calendar: PayCalendar, low: int, high: int) -> PayPeriods:
    cycle, base = calendar.cycle, low * _BLOCK
    first: list[date] = []
    ends: list[date] = []
    unmoved: list[date] = []
    due: list[date | None] = []
    for number in range(base, (high + 1) * _BLOCK):
        try:
            start, end = cycle.start_of(number), cycle.start_of(number + 1)
            by, on = calendar.work_out_due(start, start if calendar.timing is Timing.IN_ADVANCE else end)
        except OutsideCalendar:
            by, on = start, None
        except TooLarge:  # the calendar itself ends; what lies past it is refused when it is asked for
            if not first:
                base = number + 1
                continue
            break
        first.append(start)
        ends.append(end)
        unmoved.append(by)
        due.append(on)
    return PayPeriods(
        base,
        first,
        [on - _ONE_DAY for on in ends],
        unmoved,
        due,
        [on.toordinal() for on in ends],
        [cycle.frequency.months * (base + place + 1) * TICKS for place in range(len(ends))],
        None not in due,
    )


@lru_cache(maxsize=256)
def _stretch(calendar: PayCalendar, first: int, last: int) -> PayPeriods:
    """Those numbered `first` to `last`, of the blocks that they are in."""
    whole = _periods(calendar, first // _BLOCK, last // _BLOCK)
    begin, stop = first - whole.base, last - whole.base + 1
    if begin < 0 or stop > len(whole.ends):
        raise TooLarge("schedule", "the calendar ends before the last period does", "give an earlier last day")
    here = slice(begin, stop)
    dates = whole.first[here], whole.last[here], whole.unmoved[here], whole.due[here]
    return PayPeriods(first, *dates, whole.ends[here], whole.ticks[here], None not in dates[-1])
