"""Sums in parts that run: over payments or spans, each part keeps to what its owner is to bear in all (PAY-04).

>>> running = {}
>>> [part_on(running, {"A": Fraction(100, 3), "B": Fraction(100, 3), "C": Fraction(100, 3)}, 100) for _ in range(2)]
[{'A': 34, 'B': 33, 'C': 33}, {'A': 33, 'B': 34, 'C': 33}]
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Annotated, NamedTuple

MOST_TOTAL_BITS = 13_000
"""Of an exact running total, above and below the line: some 3,900 digits.

Where a contribution comes off the parts of two funders, every uplift adds some 25 digits, and nothing can be rounded
away without changing somebody's penny: forty years of yearly uplifts are a thousand digits.
"""

LongFraction = Annotated[Fraction, "of up to MOST_TOTAL_BITS"]
"""A fraction that may have many more digits than a sum that anybody states."""


class RunningTotal(NamedTuple):
    """A running total: exact pence since it began to run, and whole pence shown.

    >>> RunningTotal(Fraction(100, 3), 33)
    RunningTotal(exact=Fraction(100, 3), shown=33)
    """

    exact: LongFraction
    shown: int


RunningParts = tuple[tuple[str, RunningTotal], ...]
"""The running total of each owner of a part, by reference."""

NOT_BEGUN = RunningTotal(Fraction(0), 0)


def part_on(running: dict[str, RunningTotal], entitled: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Whole pence that add up to `total`: the largest remainders of what each has borne so far, less what was shown.

    `entitled` is what each bears this time, in exact pence; `running` is carried on in place. Ties go to the first.
    Who bears nothing this time has no part, and no part is below 0: what could not come off is made good later.
    """
    for owner, exact in entitled.items():
        before = running.get(owner, NOT_BEGUN)
        running[owner] = before._replace(exact=before.exact + exact)
    bearing = [owner for owner, exact in entitled.items() if exact > 0] or list(entitled)
    due = {owner: running[owner].exact - running[owner].shown for owner in bearing}
    parts = dict.fromkeys(entitled, 0) | {owner: max(0, floor(due[owner])) for owner in bearing}
    order = sorted(bearing, key=lambda owner: parts[owner] - due[owner])
    left = total - sum(parts.values())
    if left > len(order) or (left > 0 and min(due.values()) < 0):  # some were shown too much: the others bear it first
        left -= _level(parts, {owner: due[owner] - parts[owner] for owner in order}, left)
        order = sorted(bearing, key=lambda owner: parts[owner] - due[owner])
    for owner in order[: max(0, left)]:
        parts[owner] += 1
    while left < 0 and any(parts.values()):  # somebody was shown too much before, and the others wait for it
        for owner in [each for each in reversed(order) if parts[each]][:-left]:
            parts[owner] -= 1
            left += 1
    for owner, part in parts.items():
        running[owner] = running[owner]._replace(shown=running[owner].shown + part)
    return parts


def _level(parts: dict[str, int], short: dict[str, Fraction], left: int) -> int:
    """Give to those who are short of most, in this order, until they are short of as much as the next; how much."""
    order = list(short)
    among = next(
        count
        for count in range(1, len(order) + 1)
        if count == len(order) or sum(short[owner] - short[order[count]] for owner in order[:count]) >= left
    )
    level = (sum((short[owner] for owner in order[:among]), Fraction(0)) - left) / among
    given = {owner: floor(short[owner] - level) for owner in order[:among]}
    for owner, more in given.items():
        parts[owner] += more
    return sum(given.values())
