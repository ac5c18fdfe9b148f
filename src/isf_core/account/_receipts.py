"""Money that is not yet to spare because its period is still running, and money that has been held for long.

Interpretation of "paid in advance": the money for a period is no surplus until the period has ended, and
what is spent is taken from it first, save what is recorded as spent from the surplus, recovered of it, or
shared as a saving. Anything else would make a surplus of every payment on the day it arrives.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ..values.dates import within_calendar
from ..values.money import Money
from .ledger import ForPeriod, Ledger


def receipts_in_advance(ledger: Ledger, *, on: date, set_aside: Mapping[str, int] = MappingProxyType({})) -> Money:
    """What is held at the end of a day for periods that have not ended (see the head of this module).

    What is spent on a day is taken from the money of the periods that are running on it, the one that ends
    soonest first; a correction counts for what it corrects. A payment without a period counts as one for
    days that are gone. `set_aside` has the pence that entries took from what is set aside: these are not taken twice.
    """
    if on >= ledger.paid_to:
        return Money(0)
    since, pots = ledger.running(on)
    left = {ref: ledger.net(entry, on) for _, _, ref, entry in pots}
    goes_on = [ref for _, last_day, ref, _ in pots if last_day > on]
    if goes_on:  # of those that are over nothing is held
        spent = ledger.spent_of_periods(since, on)
        _take([(entry.on, ledger.net(entry, on) - set_aside.get(entry.ref, 0)) for entry in spent], pots, left)
    return Money.from_pence(ledger.ahead.on(on) + sum(left[ref] for ref in goes_on))


def _take(spent: list[tuple[date, int]], pots: list[ForPeriod], left: dict[str, int]) -> None:
    """Take what was spent, day by day, from what is left of the periods that are running then."""
    running: list[tuple[date, str]] = []  # by last day, the soonest first
    place = 0
    for day, rest in spent:
        while place < len(pots) and pots[place][0] <= day:
            insort(running, pots[place][1:3])
            place += 1
        while rest > 0 and running:
            last_day, pot = running[0]
            taken = min(max(0, left[pot]), rest) if last_day >= day else 0
            left[pot] -= taken
            rest -= taken
            if taken == 0 or left[pot] == 0:  # it is over, or used up
                running.pop(0)


def aged_balance(ledger: Ledger, *, on: date, weeks: int) -> Money:
    """What is held that came in more than so many weeks ago, first in, first out (SUR-07).

    Money goes out in the order in which it came in, so what is left of the oldest is what came in up to
    then, less all that went out since the beginning. A correction counts for what it corrects.
    """
    oldest = within_calendar(on, -7 * weeks)
    since = bisect_left(ledger.taken_back, oldest, key=lambda pair: pair[0].on)
    until = bisect_right(ledger.taken_back, on, key=lambda pair: pair[0].on)
    taken_back_since = sum(each.pence for each, entry in ledger.taken_back[since:until] if entry.on < oldest)
    return Money.from_pence(max(0, ledger.received.before(oldest) + taken_back_since - ledger.gone_out.on(on)))
