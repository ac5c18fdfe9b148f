"""The account on a day: what came in, was spent and returned; what is held, promised and left (LED-07).

>>> from ..model.account import Commitment, Entry
>>> fund = Fund(
...     entries=(
...         Entry(ref="E-1", on=date(2026, 4, 6), kind=EntryKind.FUNDER_PAYMENT, amount="337.50"),
...         Entry(ref="E-2", on=date(2026, 5, 3), kind=EntryKind.DIRECT_SUPPORT, amount="300"),
...     ),
...     commitments=(Commitment(ref="C-1", on=date(2026, 5, 1), amount="20"),),
... )
>>> then = balance_on(fund, on=date(2026, 5, 3))
>>> then.came_in, then.spent, then.balance, then.committed, then.remaining
(Money('337.50'), Money('300.00'), Money('37.50'), Money('20.00'), Money('17.50'))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from ..model.account import Entry, EntryKind, Fund, Side
from ..values.checks import day, member
from ..values.columns import Column, Plain
from ..values.dates import in_words
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.sources import ACCOUNT, LANCASHIRE, TLAP
from ..values.table import Table, Tabular
from .ledger import Ledger

RECORDS = LANCASHIRE("6.10", words="must be fully auditable and clearly record as a minimum")
KINDS = tuple(EntryKind)
_MOST_ENTRIES = 200
HOW_MUCH_IS_LEFT = TLAP("Questions for service providers, 4)", words="what is being spent against that budget")


def sums_of(entries: Iterable[Entry]) -> tuple[tuple[EntryKind, Money], ...]:
    """What each kind comes to, corrections taken off; every kind is there."""
    pence = dict.fromkeys(KINDS, 0)
    for entry in entries:
        pence[entry.kind] += entry.pence
    return tuple((kind, Money.from_pence(sum_)) for kind, sum_ in pence.items())


def entry_node(entry: Entry) -> Explanation:
    """One entry for an explanation: its reference and day, and what it rests on."""
    rests = f"evidence: {entry.evidence}" if entry.evidence else "no evidence is recorded"
    amount = entry.amount if entry.corrects is None else -entry.amount
    what = entry.kind.value if entry.corrects is None else f"correction of {entry.corrects}"
    return Explanation.given(f"{entry.ref} on {in_words(entry.on)}: {what}", amount, ACCOUNT(rests))


class Sides(Tabular):
    """What results of an account share: what each kind of entry comes to, and what each side adds up to.

    `came_in`, `spent` and `returned` are sums of their own, 0.00 or more but for corrections. In tables and records
    what was spent or returned is below 0.00, so that a column adds up to the balance.
    """

    __slots__ = ()

    @property
    def sums(self) -> tuple[tuple[EntryKind, Money], ...]:
        """What each kind comes to, corrections taken off."""
        raise NotImplementedError

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that they add up."""
        raise NotImplementedError

    @property
    def by_kind(self) -> dict[EntryKind, Money]:
        """The same sums, by kind."""
        return dict(self.sums)

    def _side(self, side: Side) -> Money:
        return Money.from_pence(sum(sum_.pence for kind, sum_ in self.sums if kind.side is side))

    @property
    def came_in(self) -> Money:
        """The total paid in."""
        return self._side(Side.IN)

    @property
    def spent(self) -> Money:
        """The total spent."""
        return self._side(Side.SPENT)

    @property
    def returned(self) -> Money:
        """The total returned or passed on."""
        return self._side(Side.RETURNED)

    def _rows(self) -> list[tuple[str, str, Money]]:
        """The side, the kind and what it adds to the balance, for each kind that has a sum."""
        return [
            (kind.side.value, kind.value, sum_ if kind.side is Side.IN else -sum_) for kind, sum_ in self.sums if sum_
        ]

    def _nodes(self, side: Side) -> list[Explanation]:
        """One side, kind by kind, for an explanation."""
        nodes = [self._node(kind, sum_) for kind, sum_ in self.sums if kind.side is side and sum_]
        return nodes or [Explanation.given("nothing", Money(0))]

    def _node(self, kind: EntryKind, sum_: Money) -> Explanation:
        """One kind: entry by entry with its evidence, unless there are too many to read."""
        its = [entry for entry in self.entries if entry.kind is kind]
        if not its or len(its) > _MOST_ENTRIES:
            return Explanation.given(kind.value, sum_)
        return Explanation.sum(kind.value, *map(entry_node, its))


@frozen
class _AsStored:
    """What a balance that comes back from plain data reads, where one that is worked out reads the ledger."""

    sums: tuple[tuple[EntryKind, Money], ...]
    promised: Money | None
    entries: tuple[Entry, ...]

    def held(self, on: date) -> int:
        return sum(sum_.pence if kind.side is Side.IN else -sum_.pence for kind, sum_ in self.sums)

    def sum_of(self, kind: EntryKind, on: date) -> int:
        return sum(sum_.pence for each, sum_ in self.sums if each is kind)

    def within(self, first: date, last: date) -> tuple[Entry, ...]:
        return self.entries

    def committed(self, on: date) -> int | None:
        return None if self.promised is None else self.promised.pence


@frozen(eq=False, str=False)
class AccountBalance(Sides):
    """The account at the end of a day: what came in = spent + returned + balance, to the penny.

    `committed` and `remaining` are None if the commitments are not recorded. Two are equal if they are of one day, with
    the same sums and as much promised; each is looked up when it is read.
    """

    on: date
    _ledger: Ledger | _AsStored

    def stored(self) -> dict[str, object]:
        """What plain data have of it: what it comes to, and its entries; no more of the account than that."""
        return {"on": self.on, "sums": self.sums, "committed": self.committed, "entries": self.entries}

    @classmethod
    def from_stored(
        cls,
        on: date,
        sums: tuple[tuple[EntryKind, Money], ...],
        committed: Money | None,
        entries: tuple[Entry, ...] = (),
    ) -> AccountBalance:
        """One of plain data; nothing is worked out again."""
        return cls(on, _AsStored(sums, committed, entries))

    @property
    def balance(self) -> Money:
        """What is held; below 0.00 if the account is overspent."""
        return Money.from_pence(self._ledger.held(self.on))

    @cached_property
    def sums(self) -> tuple[tuple[EntryKind, Money], ...]:
        """What each kind comes to, corrections taken off."""
        return tuple((kind, self.sum_of(kind)) for kind in KINDS)

    def sum_of(self, kind: EntryKind) -> Money:
        """What one kind comes to, corrections taken off. Raises IsfError for what is no EntryKind."""
        return Money.from_pence(self._ledger.sum_of(member("AccountBalance.sum_of", kind, EntryKind), self.on))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that they add up, in the order recorded."""
        return tuple(self._ledger.within(date.min, self.on))

    @cached_property
    def committed(self) -> Money | None:
        """What is promised and not yet paid; None if the commitments are not recorded."""
        pence = self._ledger.committed(self.on)
        return None if pence is None else Money.from_pence(pence)

    @property
    def remaining(self) -> Money | None:
        """What is held and not promised."""
        return None if self.committed is None else self.balance - self.committed

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AccountBalance):
            return NotImplemented
        return self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash(self._facts())

    def __repr__(self) -> str:
        return f"AccountBalance(on={self.on}, sums={self.sums!r}, committed={self.committed!r})"

    def _facts(self) -> tuple[object, ...]:
        return self.on, self.sums, self.committed

    def explain(self) -> Explanation:
        """Explain the balance: what came in, less what was spent and returned, down to each entry and its evidence.

        A kind of which there are more than 200 entries is shown as one sum.
        """
        parts = [
            Explanation.sum(what, *self._nodes(side))
            for side, what in ((Side.IN, "came in"), (Side.SPENT, "spent"), (Side.RETURNED, "returned or passed on"))
        ]
        return Explanation.less(f"balance on {in_words(self.on)}", *parts, sources=(RECORDS, HOW_MUCH_IS_LEFT))

    def table(self) -> Table:
        """One row for each kind that has a sum; what was spent or returned is below 0.00, and the balance the total."""
        columns = (("side", "In or out"), ("kind", "Kind"), ("amount", "Amount"))
        return Table(f"Account on {in_words(self.on)}", columns, tuple(self._rows()), ("held", "Balance", self.balance))

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records."""
        return (Column.of("on", "Day"), *self.table().schema())

    def records(self) -> list[dict[str, Plain]]:
        """One dict a row of the table, with the day; the amounts add up to the balance."""
        return [{"on": self.on, **row} for row in self.table().records()]


def balance_on(fund: Fund, *, on: date) -> AccountBalance:
    """Work out the account at the end of a day, from every entry dated on or before it.

    Raises NotRecorded if the entries are not recorded.
    """
    return AccountBalance(day("balance_on", on), Ledger.of(fund))
