"""A cost shared from day to day by those who are there, in proportion to their weights: exact, and fast for many.

What a day costs is divided by the weights of that day. What somebody bears is their weight times what a weight of one
bears over their days, so that one running sum answers for everybody. Its fractions stand over one denominator, which
grows with the unlike totals of weights (a thousand people who join one by one: 1,440 bits).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm
from typing import NamedTuple

from ..errors import IsfError, TooLarge
from ..values.checks import bounded
from ..values.dates import Period, days_after, up_to

_MOST_BITS = 32_768
_NOTHING = Fraction(0)


class Spell(NamedTuple):
    """Days of a span on which somebody shares its cost, up to the day after the last of them, and their weight."""

    person: str
    weight: Fraction
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days


def spells_within(span: Period, given: Iterable[tuple[str, Fraction, date, date]]) -> list[Spell]:
    """What is in a span of spells from a first day to a last day."""
    out = []
    for person, weight, first_day, last_day in given:
        start, last = max(first_day, span.first_day), min(last_day, span.last_day)
        if start <= last:
            out.append(Spell(person, weight, start, days_after(last, 1)))
    return out


def borne_by(
    where: str, span: Period, spells: list[Spell], costs: Iterable[tuple[Period, Fraction]], wrong: str, right: str
) -> dict[str, Fraction]:
    """What each person bears, in their first order; `costs` are pounds a day, in parts that together are the span.

    Raises IsfError, with what is wrong and right, where nobody with a weight is there on some day; TooLarge for
    weights that are too unlike.
    """
    changes: dict[date, Fraction] = dict.fromkeys((span.first_day, span.day_after), _NOTHING)
    for spell in spells:
        for on, weight in ((spell.start, spell.weight), (spell.end, -spell.weight)):
            changes[on] = bounded(where, changes.get(on, _NOTHING) + weight)
    days = sorted(changes)
    together, denominator, of_one = _NOTHING, 1, list[Fraction]()
    parts = iter(costs)
    part, a_day = next(parts)
    for start, end in pairwise(days):
        together = bounded(where, together + changes[start])
        if not together:
            raise IsfError(where, f"{wrong}, {up_to(start, end)}", right)
        cost = _NOTHING
        while part.day_after < end:
            cost = bounded(where, cost + a_day * (part.day_after - max(start, part.first_day)).days)
            part, a_day = next(parts)
        cost = bounded(where, cost + a_day * (end - max(start, part.first_day)).days)
        of_one.append(cost / together)
        denominator = lcm(denominator, of_one[-1].denominator)
        if denominator.bit_length() > _MOST_BITS:
            raise TooLarge(where, "its shares are too unlike to be added up exactly", "use fewer and simpler fractions")
    sums = accumulate((each.numerator * (denominator // each.denominator) for each in of_one), initial=0)
    so_far = dict(zip(days, sums, strict=True))
    out: dict[str, Fraction] = {}
    for person, weight, start, end in spells:
        borne = weight * Fraction(so_far[end] - so_far[start], denominator)
        out[person] = out.get(person, _NOTHING) + borne
    return out
