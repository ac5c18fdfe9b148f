"""Money that is not yet to spare because its period is still running, and money that has been held for long.

House reading of "paid in advance": the money for a period is no surplus until the period has ended, and
what is spent is taken from it first, save what is recorded as spent from the surplus, recovered of it, or
shared as a saving. Anything else would make a surplus of every payment on the day it arrives.
"""

from __future__ import annotations

from bisect import insort
from datetime import date, timedelta

from ..model.account import Entry, EntryKind, Fund, Side, SpendingBasis
from ..values.money import Money
from .balance import entries_of


def receipts_in_advance(fund: Fund, *, on: date) -> Money:
    """What is held at the end of a day for periods that have not ended (see the head of this module).

    What is spent on a day is taken from the money of the periods that are running on it, the one that ends
    soonest first; a correction counts for what it corrects. A payment without a period counts as one for
    days that are gone.
    """
    sums: dict[str, int] = {}
    first: dict[str, Entry] = {}
    for entry in entries_of(fund):
        first.setdefault(entry.ref, entry)
        if entry.on <= on:
            about = entry.corrects or entry.ref
            sums[about] = sums.get(about, 0) + entry.pence
    pots: list[tuple[date, date, str]] = []
    to_come = 0
    for ref, pence in sums.items():
        period = first[ref].period
        if first[ref].kind.side is Side.IN and period is not None:
            if period.first_day > on:
                to_come += pence
            else:
                pots.append((period.first_day, period.last_day, ref))
    left = {ref: sums[ref] for _, _, ref in pots}
    spent = sorted((first[ref].on, ref) for ref in sums if _is_of_a_period(first[ref]))
    _take(spent, sorted(pots), sums, left)
    return Money.from_pence(to_come + sum(left[ref] for _, last_day, ref in pots if last_day > on))


def _take(
    spent: list[tuple[date, str]], pots: list[tuple[date, date, str]], sums: dict[str, int], left: dict[str, int]
) -> None:
    """Take what was spent, day by day, from what is left of the periods that are running then."""
    running: list[tuple[date, str]] = []  # by last day, the soonest first
    place = 0
    for day, ref in spent:
        while place < len(pots) and pots[place][0] <= day:
            insort(running, pots[place][1:])
            place += 1
        rest = max(0, sums[ref])
        while rest and running:
            last_day, pot = running[0]
            taken = min(max(0, left[pot]), rest) if last_day >= day else 0
            left[pot] -= taken
            rest -= taken
            if taken == 0 or left[pot] == 0:  # it is over, or used up
                running.pop(0)


def _is_of_a_period(entry: Entry) -> bool:
    """Whether an entry takes from the money of a period, and not from the surplus."""
    of_surplus = entry.use is SpendingBasis.SURPLUS or entry.kind in _OF_THE_SURPLUS
    return entry.kind.side is not Side.IN and not of_surplus


_OF_THE_SURPLUS = (EntryKind.SURPLUS_RECOVERED, EntryKind.SAVING_SHARED)


def aged_balance(fund: Fund, *, on: date, weeks: int) -> Money:
    """What is held that came in more than so many weeks ago, first in, first out (SUR-07).

    Money goes out in the order in which it came in, so what is left of the oldest is what came in up to
    then, less all that went out since the beginning. A correction counts for what it corrects.
    """
    entries = [entry for entry in entries_of(fund) if entry.on <= on]
    came = {entry.ref: entry.on for entry in entries}
    oldest = on - timedelta(weeks=weeks) if on - date.min > timedelta(weeks=weeks) else date.min
    old = sum(
        entry.pence for entry in entries if entry.kind.side is Side.IN and came[entry.corrects or entry.ref] < oldest
    )
    out = sum(entry.pence for entry in entries if entry.kind.side is not Side.IN)
    return Money.from_pence(max(0, old - out))
