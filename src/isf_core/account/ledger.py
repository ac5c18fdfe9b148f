"""The ledger of a fund: its entries put in order by day once, so that what is asked of a day or a span is looked up.

The entries are gone over once for the balance and the kinds. Other sums up to a day are looked up among running sums.
Each is added up when it is first asked for, and once for a fund, so that an account pays for what it has: for
corrections, commitments and set-asides only where there are any.

>>> from ..model.account import Commitment
>>> fund = Fund(
...     entries=(
...         Entry(ref="E-1", on=date(2026, 4, 6), kind=EntryKind.FUNDER_PAYMENT, amount="337.50"),
...         Entry(ref="E-2", on=date(2026, 5, 3), kind=EntryKind.DIRECT_SUPPORT, amount="300", commitment="C-1"),
...     ),
...     commitments=(Commitment(ref="C-1", on=date(2026, 5, 1), amount="320"),),
... )
>>> ledger = Ledger.of(fund)
>>> ledger.held(date(2026, 5, 3)), ledger.committed(date(2026, 5, 3)), ledger.sum_of(EntryKind.DIRECT_SUPPORT, date.max)
(3750, 2000, 30000)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ..errors import recorded
from ..model.account import Commitment, Entry, EntryKind, Fund, Side, SpendingBasis
from ..values.checks import instance
from ..values.frozen import kept
from ..values.money import Money

ADDED = (EntryKind.TOP_UP, EntryKind.PRIVATE_ADDITION)
"""What comes in of it, and no part of budget, contribution, charge or surplus."""
OF_ADDED = SpendingBasis.ADDED
"""What is spent of such money."""
_OF_OTHER_MONEY = (SpendingBasis.SURPLUS, OF_ADDED)
_OF_SET_ASIDES = (SpendingBasis.CONTINGENCY, SpendingBasis.SURPLUS)
_BESIDE = frozenset((*ADDED, EntryKind.REFUND_TO_PAYER))
_IN, _SPENT = (frozenset(kind for kind in EntryKind if kind.side is side) for side in (Side.IN, Side.SPENT))
_RECEIPTS = _IN - _BESIDE
_OUTGOINGS = frozenset(EntryKind) - _IN - _BESIDE
_OF_PERIODS = _OUTGOINGS - {EntryKind.SURPLUS_RECOVERED, EntryKind.SAVING_SHARED}
_DAY = attrgetter("on")


ForPeriod = tuple[date, date, str, Entry]
"""Money that came in for days of its own: the first and the last of them, its reference, the entry."""


class NetEntry(NamedTuple):
    """An entry that is not a correction, and what it comes to after its corrections, in whole pence."""

    entry: Entry
    pence: int

    @property
    def amount(self) -> Money:
        """What it comes to; 0.00 if all of it was taken back."""
        return Money.from_pence(self.pence)


class RunningSum:
    """What was added up to each day, in pence."""

    __slots__ = ("_days", "_sums")

    def __init__(self, days: list[date], pence: list[int]) -> None:
        self._days = days
        self._sums = [*accumulate(pence, initial=0)]

    @classmethod
    def of(cls, moves: Iterable[tuple[date, int]]) -> RunningSum:
        """Of moves in any order."""
        ordered = sorted(moves)
        return cls([on for on, _ in ordered], [pence for _, pence in ordered])

    def on(self, on: date) -> int:
        """The sum at the end of a day."""
        return self._sums[bisect_right(self._days, on)]

    def before(self, on: date) -> int:
        """The sum at the beginning of a day."""
        return self._sums[bisect_left(self._days, on)]


class Ledger:
    """Entries and commitments of a fund, in order by day, with running sums in pence."""

    def __init__(self, entries: tuple[Entry, ...], commitments: tuple[Commitment, ...] | None = None) -> None:
        days = [entry.on for entry in entries]
        in_order = sorted(days)
        self.entries = entries
        """As they were recorded."""
        self.commitments = commitments
        self.by_day: Sequence[Entry] = entries if days == in_order else sorted(entries, key=_DAY)
        """The entries by day; those of one day as they were recorded."""
        self._days = in_order
        self._held: list[int] = [0]
        self.by_kind: dict[EntryKind, list[Entry]] = {}
        """The entries of each kind that there is, by day."""
        self.corrections: dict[str, list[Entry]] = {}
        """The corrections of each entry that has any, by day."""
        self._walk()

    def _walk(self) -> None:
        """Go over the entries by day, once, for what is asked of every account."""
        held, by_kind, total = self._held, self.by_kind, 0
        for entry in self.by_day:
            kind, pence = entry.kind, entry.amount.pence
            if entry.corrects is not None:
                self.corrections.setdefault(entry.corrects, []).append(entry)
                pence = -pence
            total += pence if kind in _IN else -pence
            held.append(total)
            if kind in by_kind:
                by_kind[kind].append(entry)
            else:
                by_kind[kind] = [entry]

    def __reduce__(self) -> tuple[Any, ...]:
        return Ledger, (self.entries, self.commitments)

    @classmethod
    def of(cls, fund: Fund) -> Ledger:
        """The ledger of a fund, which keeps it; raises NotRecorded where the entries are not recorded."""
        if not isinstance(fund, Fund):
            instance("fund", fund, Fund, "give a Fund, such as arrangement.fund")
        return fund.once(_ledger)

    # The order of days

    @kept
    def _places(self) -> dict[str, int]:
        """Where each entry was recorded."""
        return {entry.ref: place for place, entry in enumerate(self.entries)}

    def dated(self, first: date, last: date) -> Sequence[Entry]:
        """The entries from a first to a last day, by day."""
        return self.by_day[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def within(self, first: date, last: date) -> Sequence[Entry]:
        """The same, in the order in which they were recorded."""
        dated = self.dated(first, last)
        if self.by_day is self.entries:
            return dated
        return sorted(dated, key=lambda entry: self._places[entry.ref])

    # What is held, and the sums of each kind

    def held(self, on: date) -> int:
        """The balance at the end of a day."""
        return self._held[bisect_right(self._days, on)]

    def of_kind(self, kind: EntryKind) -> Sequence[Entry]:
        """The entries of a kind that are no corrections, by day."""
        return [entry for entry in self.by_kind.get(kind, ()) if entry.corrects is None]

    def _of_the_budget(self, kinds: Container[EntryKind]) -> list[Entry]:
        """The entries of some kinds that are no corrections and no money that somebody added beside it (BUD-18)."""
        return [
            entry
            for kind, its in self.by_kind.items()
            if kind in kinds
            for entry in its
            if entry.corrects is None and entry.use is not OF_ADDED
        ]

    @kept
    def _sums(self) -> dict[EntryKind, RunningSum]:
        return {}

    def sum_of(self, kind: EntryKind, on: date) -> int:
        """What a kind comes to at the end of a day, corrections taken off."""
        held = self._sums.get(kind)
        if held is None:
            its = self.by_kind.get(kind)
            if its is None:
                return 0
            pence = [each.amount.pence if each.corrects is None else -each.amount.pence for each in its]
            held = self._sums[kind] = RunningSum([each.on for each in its], pence)
        return held.on(on)

    # Corrections

    def net(self, entry: Entry, on: date) -> int:
        """What an entry comes to at the end of a day, after its corrections."""
        if not self.corrections:
            return entry.pence
        return entry.pence + sum(each.pence for each in self.corrections.get(entry.ref, ()) if each.on <= on)

    def net_within(self, first: date, last: date) -> list[NetEntry]:
        """What each entry comes to over some days, as recorded; a correction of an earlier entry is below zero."""
        within = self.within(first, last)
        if not self.corrections:
            return [NetEntry(entry, entry.amount.pence) for entry in within]
        net: dict[str, int] = {}
        for entry in within:
            about = entry.corrects or entry.ref
            net[about] = net.get(about, 0) + entry.pence
        return [
            NetEntry(self.entries[self._places[ref]], net[ref]) for ref in sorted(net, key=self._places.__getitem__)
        ]

    def net_of(self, entries: Iterable[Entry], on: date) -> list[NetEntry]:
        """What some entries come to at the end of a day, of those that are dated by then."""
        if not self.corrections:
            return [NetEntry(entry, entry.amount.pence) for entry in entries if entry.on <= on]
        return [NetEntry(entry, self.net(entry, on)) for entry in entries if entry.on <= on]

    def _moves(self, entries: Iterable[Entry]) -> Iterable[tuple[Entry, date, int]]:
        """Entries that are no corrections, each with the days and pence of itself and of its corrections."""
        for entry in entries:
            for each in (entry, *self.corrections.get(entry.ref, ())):
                yield entry, each.on, each.pence

    # What came in for the budget, and what went out of it

    @kept
    def receipts(self) -> list[Entry]:
        """What came in for the budget."""
        return self._of_the_budget(_RECEIPTS)

    @kept
    def received(self) -> RunningSum:
        """The sum of that, corrections taken off on their own days."""
        return RunningSum.of((on, pence) for _, on, pence in self._moves(self.receipts))

    @kept
    def taken_back(self) -> list[tuple[Entry, Entry]]:
        """The corrections of receipts, by day, each with what it corrects."""
        corrected = ((each, entry) for entry in self.receipts for each in self.corrections.get(entry.ref, ()))
        return sorted(corrected, key=lambda pair: pair[0].on)

    @kept
    def gone_out(self) -> RunningSum:
        """What went out of the budget's money."""
        return RunningSum.of((on, pence) for _, on, pence in self._moves(self._of_the_budget(_OUTGOINGS)))

    # Money for periods

    @kept
    def without_days(self) -> list[Entry]:
        """What came in for the budget and names no days."""
        return [each for each in self.receipts if each.period is None]

    @kept
    def paid_to(self) -> date:
        """The last day for which money came in; before every day where none did."""
        return max([each.period.last_day for each in self.receipts if each.period is not None], default=date.min)

    @kept
    def for_periods(self) -> list[ForPeriod]:
        """What came in for days of its own, by their first day and last day."""
        return sorted(
            [
                (each.period.first_day, each.period.last_day, each.ref, each)
                for each in self.receipts
                if each.period is not None
            ]
        )

    @kept
    def ahead(self) -> RunningSum:
        """What is held for periods that have not begun."""
        moves: list[tuple[date, int]] = []
        for first_day, _, _, entry in self.for_periods:
            if entry.on < first_day:
                for _, on, pence in self._moves((entry,)):
                    moves += ((on, pence), (max(on, first_day), -pence))
        return RunningSum.of(moves)

    @kept
    def _apart(self) -> list[date]:
        """The first days of periods before which all others have ended: what was spent until then tells no more."""
        out: list[date] = []
        ended = date.min
        for first_day, last_day, _, _ in self.for_periods:
            if first_day > ended or not out:
                out.append(first_day)
            if last_day > ended:
                ended = last_day
        return out

    def running(self, on: date) -> tuple[date, list[ForPeriod]]:
        """The money for periods that are running on a day, with what hangs together with it, and since when."""
        place = bisect_right(self._apart, on)
        since = self._apart[place - 1] if place else on
        first = bisect_left(self.for_periods, since, key=itemgetter(0))
        later = bisect_right(self.for_periods, on, key=itemgetter(0))
        return since, [each for each in self.for_periods[first:later] if each[3].on <= on]

    def spent_of_periods(self, first: date, last: date) -> list[Entry]:
        """What was spent over some days of the budget's money and of no surplus, by day."""
        spent = (
            entry
            for entry in self.dated(first, last)
            if entry.kind in _OF_PERIODS
            and entry.corrects is None
            and (entry.use is None or entry.use not in _OF_OTHER_MONEY)
        )
        return sorted(spent, key=attrgetter("on", "ref"))

    # What is promised, set aside, or added beside the budget

    @kept
    def with_use(self) -> list[Entry]:
        """What says by which right it was spent, as recorded."""
        return [entry for entry in self.entries if entry.use is not None]

    @kept
    def _payments(self) -> dict[str, list[Entry]]:
        """What was paid of each commitment."""
        out: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.commitment is not None and entry.corrects is None:
                out.setdefault(entry.commitment, []).append(entry)
        return out

    def open_commitments(self, on: date) -> list[tuple[Commitment, int]]:
        """The commitments that are open on a day, each with what is left to pay after what was spent by then."""
        stands = [each for each in self.commitments or () if each.on <= on and (each.until is None or on <= each.until)]
        left = [
            each.amount.pence - sum(pence for _, pence in self.net_of(self._payments.get(each.ref, ()), on))
            for each in stands
        ]
        return [(each, pence) for each, pence in zip(stands, left, strict=True) if pence > 0]

    def committed(self, on: date) -> int | None:
        """What is promised at the end of a day; None where the commitments are not recorded."""
        if not self.commitments:
            return None if self.commitments is None else 0
        return sum(left for _, left in self.open_commitments(on))

    @kept
    def of_set_asides(self) -> list[Entry]:
        """What may be spent of a carry-forward or the contingency, by day."""
        return [
            entry
            for entry in self.by_day
            if (entry.use in _OF_SET_ASIDES or (entry.use is None and entry.support is None))
            and entry.kind in _SPENT
            and entry.corrects is None
        ]

    @kept
    def beside_the_budget(self) -> list[Entry]:
        """What was added beside the budget, went back to who added it, or was spent of it (BUD-18), as recorded."""
        among = self.with_use if _BESIDE.isdisjoint(self.by_kind) else self.entries
        return [
            entry
            for entry in among
            if (entry.kind in _BESIDE or (entry.use is OF_ADDED and entry.kind in _SPENT)) and entry.corrects is None
        ]


def signed_pence(entries: Iterable[Entry]) -> list[int]:
    """What each entry adds to the balance, in pence."""
    return [
        entry.amount.pence if (entry.corrects is None) is (entry.kind in _IN) else -entry.amount.pence
        for entry in entries
    ]


def _ledger(fund: Fund) -> Ledger:
    return Ledger(recorded(fund.entries, "the account", "fund.entries"), fund.commitments)
