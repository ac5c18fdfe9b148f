"""Lists that vary, as one: in-house services and the parts of a split budget, each with what it costs on each day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ...values.rates import Rate
from ...values.timeline import Timeline
from ..budget import Deployed, DeploymentOption, ways_of_the_fund

Parts = dict[tuple[object, int], tuple[Any, Timeline[Rate]]]
"""The entries of a list by what they are and their place among equals, each with its rate."""


def _joined(lists: list[tuple[date, Parts]]) -> list[tuple[Any, Timeline[Rate]]]:
    """The entries of lists that follow one another, each with its rate while it is in a list, and zero elsewhere."""
    keys = dict.fromkeys(key for _, parts in lists for key in parts)
    out: list[tuple[Any, Timeline[Rate]]] = []
    ends = (*(since for since, _ in lists[1:]), None)
    for key in keys:
        entry, rate = [parts[key] for _, parts in lists if key in parts][-1]
        zero = Timeline(Rate(0, rate.first.unit))
        changes: list[tuple[date, Rate]] = []
        for (since, parts), end in zip(lists, ends, strict=True):
            held = parts[key][1] if key in parts else zero
            changes.append((since, held.on(since)))
            changes += [(on, each) for on, each in held.changes if since < on and (end is None or on < end)]
        (_, first), *rest = changes
        out.append((entry, Timeline(first, *rest)))
    return out


def _parts(entries: Iterable[tuple[object, Any, Timeline[Rate]]]) -> Parts:
    out: Parts = {}
    for what, entry, rate in entries:
        out[what, sum(1 for other, _ in out if other == what)] = entry, rate
    return out


def services(given: Timeline[Any], first_day: date | None) -> Any:
    """In-house services that vary, as one list: what each costs on each day."""
    lists = [(date.min, given.first), *given.changes]
    if given.first is None and first_day is not None and given.on(first_day) is not None:
        lists = [(date.min, given.on(first_day)), *((on, each) for on, each in given.changes if on > first_day)]
    if any(each is None for _, each in lists):
        return None  # what it was for some time is not recorded, and neither is the whole
    joined = _joined([(on, _parts((each.what, each, each.cost) for each in listed)) for on, listed in lists])
    return tuple(entry.replace(cost=cost) for entry, cost in joined)


def deployed(given: Timeline[Any], actual: Timeline[Rate] | None) -> Any:
    """A split of the budget that varies, as one list; while there is none, the fund has the whole budget.

    The fund's part is one part, whichever option it is deployed by. Where a split has none, none is left of it: the
    terms contradict one another.
    """
    if actual is None:
        return given.on(date.max)
    whole = (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=actual),)
    listed_by_day = ((date.min, given.first), *given.changes)
    lists = [
        (
            on,
            _parts(
                ("the fund" if each.option in ways_of_the_fund(split) else each.option, each, each.rate)
                for each in split
            ),
        )
        for on, split in ((on, whole if listed is None else listed) for on, listed in listed_by_day)
    ]
    without = any(("the fund", 0) not in parts for _, parts in lists)
    joined = [entry.replace(rate=rate) for entry, rate in _joined(lists)]
    ways = ways_of_the_fund(tuple(joined))
    return tuple(entry for entry in joined if not (without and entry.option in ways))
