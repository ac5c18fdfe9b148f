"""The periods and due dates of a pay cycle, worked out once and shared by all arrangements on it.

A grid depends on nothing but its arguments, so the bounded cache can be seen only in the time it
takes.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..errors import OutsideCalendar, TooLarge
from ..model.payment_terms import Timing
from ..values.dates import days_after
from ..values.pay_cycle import PayCycle
from ..values.working_days import Move, WorkingDays
from .accrual import TICKS

_BLOCK = 64
_ONE_DAY = timedelta(days=1)


class Grid(NamedTuple):
    """Columns of whole periods, the first of them number `base`.

    `due` is None where the calendar does not reach: that is refused only when it is asked for.
    """

    base: int
    first: tuple[date, ...]
    last: tuple[date, ...]
    unmoved: tuple[date, ...]
    due: tuple[date | None, ...]
    ends: tuple[int, ...]
    ticks: tuple[int, ...]


class Runs:
    """A funder's runs: their cycle, timing and calendar. Equal ones are one object, made by `runs_of`."""

    __slots__ = ("cycle", "due_days", "move", "timing", "working_days")

    def __init__(self, cycle: PayCycle, timing: Timing, due_days: int, move: Move, working_days: WorkingDays) -> None:
        self.cycle = cycle
        self.timing = timing
        self.due_days = due_days
        self.move = move
        self.working_days = working_days


runs_of = lru_cache(maxsize=256)(Runs)


def grid(runs: Runs, first: int, last: int) -> Grid:
    """A grid that holds the periods numbered `first` to `last`."""
    return _grid(runs, first // _BLOCK, last // _BLOCK)


@lru_cache(maxsize=256)
def _grid(runs: Runs, low: int, high: int) -> Grid:
    cycle = runs.cycle
    base = low * _BLOCK
    first: list[date] = []
    ends: list[date] = []
    unmoved: list[date] = []
    for number in range(base, (high + 1) * _BLOCK):
        try:
            start, end = cycle.start_of(number), cycle.start_of(number + 1)
            due = days_after(start if runs.timing is Timing.IN_ADVANCE else end, runs.due_days)
        except TooLarge:  # the calendar itself ends; what lies past it is refused when it is asked for
            if not first:
                base = number + 1
                continue
            break
        first.append(start)
        ends.append(end)
        unmoved.append(due)
    months = cycle.frequency.months
    return Grid(
        base,
        tuple(first),
        tuple(on - _ONE_DAY for on in ends),
        tuple(unmoved),
        tuple(_moved(runs, on) for on in unmoved),
        tuple(on.toordinal() for on in ends),
        tuple(months * (base + place + 1) * TICKS for place in range(len(ends))),
    )


def _moved(runs: Runs, due: date) -> date | None:
    try:
        return runs.working_days.moved(due, runs.move)
    except OutsideCalendar:
        return None
