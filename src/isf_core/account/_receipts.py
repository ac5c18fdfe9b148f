"""Money that is not yet to spare because its period is still running, and money that has been held for long.

Interpretation of "paid in advance": the money for a period is no surplus until the period has ended, and
what is spent is taken from it first, save what is recorded as spent from the surplus, recovered of it, or
shared as a saving. Anything else would make a surplus of every payment on the day it arrives.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from ..model.account import Entry, EntryKind, Fund, Side, SpendingBasis
from ..values.money import Money
from ._added import ADDED
from .entries import net_entries

_OF_THE_SURPLUS = (EntryKind.SURPLUS_RECOVERED, EntryKind.SAVING_SHARED)


def _is_beside_the_budget(entry: Entry) -> bool:
    """Whether an entry is of money that somebody added, which is set aside as a whole (BUD-18)."""
    return entry.kind in ADDED or entry.kind is EntryKind.REFUND_TO_PAYER or entry.use is SpendingBasis.ADDED


def receipts_in_advance(fund: Fund, *, on: date, set_aside: Mapping[str, int] = MappingProxyType({})) -> Money:
    """What is held at the end of a day for periods that have not ended (see the head of this module).

    What is spent on a day is taken from the money of the periods that are running on it, the one that ends
    soonest first; a correction counts for what it corrects. A payment without a period counts as one for
    days that are gone. `set_aside` has the pence that entries took from what is set aside: these are not taken twice.
    """
    pots: list[tuple[date, date, str]] = []
    spent: list[tuple[date, str, int]] = []
    left: dict[str, int] = {}
    to_come = 0
    for entry, pence in net_entries(fund, on=on):
        if _is_beside_the_budget(entry):
            continue
        if entry.kind.side is not Side.IN:
            if entry.use is not SpendingBasis.SURPLUS and entry.kind not in _OF_THE_SURPLUS:
                spent.append((entry.on, entry.ref, pence - set_aside.get(entry.ref, 0)))
        elif entry.period is not None and entry.period.first_day > on:
            to_come += pence
        elif entry.period is not None:
            pots.append((entry.period.first_day, entry.period.last_day, entry.ref))
            left[entry.ref] = pence
    _take(sorted(spent), sorted(pots), left)
    return Money.from_pence(to_come + sum(left[ref] for _, last_day, ref in pots if last_day > on))


def _take(spent: list[tuple[date, str, int]], pots: list[tuple[date, date, str]], left: dict[str, int]) -> None:
    """Take what was spent, day by day, from what is left of the periods that are running then."""
    running: list[tuple[date, str]] = []  # by last day, the soonest first
    place = 0
    for day, _, rest in spent:
        while place < len(pots) and pots[place][0] <= day:
            insort(running, pots[place][1:])
            place += 1
        while rest > 0 and running:
            last_day, pot = running[0]
            taken = min(max(0, left[pot]), rest) if last_day >= day else 0
            left[pot] -= taken
            rest -= taken
            if taken == 0 or left[pot] == 0:  # it is over, or used up
                running.pop(0)


def aged_balance(fund: Fund, *, on: date, weeks: int) -> Money:
    """What is held that came in more than so many weeks ago, first in, first out (SUR-07).

    Money goes out in the order in which it came in, so what is left of the oldest is what came in up to
    then, less all that went out since the beginning. A correction counts for what it corrects.
    """
    oldest = on - timedelta(weeks=weeks) if on - date.min > timedelta(weeks=weeks) else date.min
    old = out = 0
    for entry, pence in net_entries(fund, on=on):
        if _is_beside_the_budget(entry):
            continue
        if entry.kind.side is not Side.IN:
            out += pence
        elif entry.on < oldest:
            old += pence
    return Money.from_pence(max(0, old - out))
