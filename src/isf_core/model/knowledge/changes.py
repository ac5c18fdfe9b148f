"""The changes of one field, signed or varied, and what holds from each day on."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from ..variation import RateRise, Variation


class Point(NamedTuple):
    """A change of a field, signed or varied: what it yields to, from when it counts, and until when."""

    rank: tuple[date, int]
    counts: date
    gone: date | None
    value: Any
    varied: tuple[str, Variation] | None = None


def holding(first: Any, points: list[Point]) -> Iterator[tuple[date, Any]]:
    """From each day on which something begins to hold: what holds.

    That is the latest by date, then as learnt, then by order, of those that count by then.
    """
    waiting = deque(sorted(points, key=attrgetter("counts")))
    days = sorted({day for each in points for day in (each.counts, each.gone) if day is not None})
    counting: list[Point] = []
    some_go = any(each.gone for each in points)
    before: tuple[Any, Point | None] = first, None
    for on in days:
        while waiting and waiting[0].counts <= on:
            insort(counting, waiting.popleft(), key=attrgetter("rank"))
        if some_go:
            counting = [each for each in counting if each.gone is None or each.gone > on]
        now = value_of(first, counting), (counting[-1] if counting else None)
        # An overtaken change begins no phase of its own; a raised rate changes with what it raises.
        if now[1] is not before[1] or now[0] != before[0]:
            yield on, now[0]
        before = now


def value_of(first: Any, counting: list[Point]) -> Any:
    """What holds: the last change that stands by itself, raised by those after it."""
    rises: list[RateRise] = []
    for each in reversed(counting):
        if not isinstance(each.value, RateRise):
            first = each.value
            break
        rises.append(each.value)
    for rise in reversed(rises):
        first = first if first is None else rise.of(first)
    return first
