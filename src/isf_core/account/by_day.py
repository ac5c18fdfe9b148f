"""An account put in order by day once, so that asking of many days does not add it up from the beginning for each.

A sum up to a day is looked up among running sums. Entry by entry count only those that say of what they are spent or
for whom they came in, and those that can take from the money of a period that is running on the day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import accumulate, compress
from operator import attrgetter, itemgetter

from ..model.account import Entry, EntryKind, Fund, Side, SpendingBasis
from ..values.frozen import frozen
from ..values.money import Money
from .balance import AccountBalance
from .entries import NetEntry, entries_of, left_of_commitments

ADDED = (EntryKind.TOP_UP, EntryKind.PRIVATE_ADDITION)
"""What comes in of it, and no part of budget, contribution, charge or surplus."""
_OF_THE_SURPLUS = (EntryKind.SURPLUS_RECOVERED, EntryKind.SAVING_SHARED)


def _is_beside_the_budget(entry: Entry) -> bool:
    """Whether an entry is of money that somebody added, which is set aside as a whole (BUD-18)."""
    return entry.kind in ADDED or entry.kind is EntryKind.REFUND_TO_PAYER or entry.use is SpendingBasis.ADDED


def _may_be_set_aside(entry: Entry) -> bool:
    """Whether an entry may pay a commitment, or be of a carry-forward, the contingency or what somebody added."""
    if entry.commitment is not None or _is_beside_the_budget(entry):
        return True
    by_plan = entry.use is None and entry.support is not None
    return entry.kind.side is Side.SPENT and not by_plan


class RunningSum:
    """What was added up to each day, in pence."""

    __slots__ = ("_days", "_sums")

    def __init__(self, moves: Iterable[tuple[date, int]]) -> None:
        ordered = sorted(moves)
        self._days = [on for on, _ in ordered]
        self._sums = [*accumulate((pence for _, pence in ordered), initial=0)]

    def on(self, on: date) -> int:
        """The sum at the end of a day."""
        return self._sums[bisect_right(self._days, on)]


@frozen(eq=False, repr=False)
class AccountByDay:
    """The account of a fund by day; its entries must be recorded. What it needs it works out once, when asked."""

    fund: Fund

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What was entered and is no correction, in the order recorded."""
        return tuple(entry for entry in entries_of(self.fund) if entry.corrects is None)

    @cached_property
    def _corrections(self) -> dict[str, list[Entry]]:
        out: dict[str, list[Entry]] = {}
        for entry in entries_of(self.fund):
            if entry.corrects is not None:
                out.setdefault(entry.corrects, []).append(entry)
        return out

    def pence(self, entry: Entry, on: date) -> int:
        """What an entry comes to at the end of a day, after its corrections."""
        return entry.pence + sum(each.pence for each in self._corrections.get(entry.ref, ()) if each.on <= on)

    @cached_property
    def _by_kind(self) -> tuple[tuple[EntryKind, RunningSum], ...]:
        moves: dict[EntryKind, list[tuple[date, int]]] = {kind: [] for kind in EntryKind}
        for entry in entries_of(self.fund):
            moves[entry.kind].append((entry.on, entry.pence))
        return tuple((kind, RunningSum(its)) for kind, its in moves.items())

    @cached_property
    def _days(self) -> list[date]:
        return [entry.on for entry in entries_of(self.fund)]

    def balance(self, on: date) -> AccountBalance:
        """The account at the end of a day, as `balance_on` has it."""
        committed = self.committed(on)
        return AccountBalance(
            on=on,
            sums=tuple((kind, Money.from_pence(its.on(on))) for kind, its in self._by_kind),
            committed=None if committed is None else Money.from_pence(committed),
            entries=tuple(compress(entries_of(self.fund), map(on.__ge__, self._days))),
        )

    @cached_property
    def _one_by_one(self) -> tuple[Entry, ...]:
        return tuple(filter(_may_be_set_aside, self.entries))

    def may_be_set_aside(self, on: date) -> list[NetEntry]:
        """The entries up to a day that may be of something set aside, net, in the order recorded."""
        return [NetEntry(entry, self.pence(entry, on)) for entry in self._one_by_one if entry.on <= on]

    def committed(self, on: date) -> int | None:
        """What is promised at the end of a day, in pence; None where the commitments are not recorded."""
        commitments = self.fund.commitments
        if not commitments:
            return None if commitments is None else 0
        return sum(sum_.pence for _, sum_ in left_of_commitments(commitments, self.may_be_set_aside(on), on))

    @cached_property
    def receipts(self) -> tuple[Entry, ...]:
        """What came in for the budget."""
        return tuple(each for each in self.entries if each.kind.side is Side.IN and not _is_beside_the_budget(each))

    @cached_property
    def gone_out(self) -> RunningSum:
        """What went out of the budget's money."""
        return RunningSum(
            (each.on, each.pence)
            for entry in self.entries
            if entry.kind.side is not Side.IN and not _is_beside_the_budget(entry)
            for each in (entry, *self._corrections.get(entry.ref, ()))
        )

    @cached_property
    def for_periods(self) -> list[tuple[date, date, str, Entry]]:
        """What came in for days of its own, by their first day and last day."""
        found = [
            (each.period.first_day, each.period.last_day, each.ref, each)
            for each in self.receipts
            if each.period is not None
        ]
        return sorted(found, key=itemgetter(0, 1, 2))

    @cached_property
    def spent(self) -> list[Entry]:
        """What was spent of the budget's money and of no surplus, by day."""
        spent = (
            entry
            for entry in self.entries
            if entry.kind.side is not Side.IN
            and not _is_beside_the_budget(entry)
            and entry.use is not SpendingBasis.SURPLUS
            and entry.kind not in _OF_THE_SURPLUS
        )
        return sorted(spent, key=attrgetter("on", "ref"))

    @cached_property
    def _apart(self) -> list[date]:
        """The first days of periods before which all others have ended: what was spent until then tells no more."""
        out: list[date] = []
        ended = None
        for first_day, last_day, *_ in self.for_periods:
            if ended is None or first_day > ended:
                out.append(first_day)
            ended = last_day if ended is None else max(ended, last_day)
        return out

    def since(self, on: date) -> date:
        """The first day whose spending tells what is left on a day of the money for periods that are running then."""
        place = bisect_right(self._apart, on)
        return self._apart[place - 1] if place else on
