"""The account on a day: what came in, what was spent and returned, what is held, promised and left (LED-07).

>>> from ..model.account import Entry
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

import attrs

from ..errors import NotRecorded
from ..model.account import Commitment, Entry, EntryKind, Fund, Side
from ..values.checks import day, instance
from ..values.dates import Period, in_words
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.sources import LANCASHIRE, TLAP
from ..values.table import Plain, Table, Tabular

RECORDS = LANCASHIRE("6.10", words="must be fully auditable and clearly record as a minimum")
HOW_MUCH_IS_LEFT = TLAP("Questions for service providers, 4)", words="what is being spent against that budget")


def entries_of(fund: Fund) -> tuple[Entry, ...]:
    """The entries of an account; raises NotRecorded where they are not recorded."""
    entries = instance("fund", fund, Fund, "give a Fund, such as arrangement.fund").entries
    if entries is None:
        raise NotRecorded("the account", ("fund.entries",))
    return entries


def sums_of(entries: Iterable[Entry]) -> dict[EntryKind, int]:
    """Whole pence by kind, corrections taken off; every kind is there."""
    sums = dict.fromkeys(EntryKind, 0)
    for entry in entries:
        sums[entry.kind] += entry.pence
    return sums


def left_of(entries: Iterable[Entry], on: date) -> tuple[tuple[Entry, Money], ...]:
    """The entries up to a day, corrections aside, each with what its corrections up to that day leave of it.

    What was taken back wholly is left out.
    """
    until = [entry for entry in entries if entry.on <= on]
    taken: dict[str, int] = {}
    for entry in until:
        if entry.corrects is not None:
            taken[entry.corrects] = taken.get(entry.corrects, 0) + entry.amount.pence
    out: list[tuple[Entry, Money]] = []
    for entry in until:
        if entry.corrects is None:
            left = entry.amount.pence - taken.get(entry.ref, 0)
            if left:
                out.append((entry, entry.amount if entry.ref not in taken else Money.from_pence(left)))
    return tuple(out)


def open_commitments(fund: Fund, *, on: date) -> tuple[tuple[Commitment, Money], ...]:
    """What is promised on a day and not yet paid, each with what is left of it.

    Raises NotRecorded where the commitments are not recorded.
    """
    day("open_commitments", on)
    entries = entries_of(fund)
    if fund.commitments is None:
        raise NotRecorded("the account", ("fund.commitments",))
    met: dict[str, int] = {}
    corrected = {entry.ref: entry.commitment for entry in entries}
    for entry in entries:
        # A correction takes back what the entry that it names has met.
        commitment = entry.commitment if entry.corrects is None else corrected[entry.corrects]
        if commitment is not None and entry.on <= on:
            met[commitment] = met.get(commitment, 0) + entry.pence
    out: list[tuple[Commitment, Money]] = []
    for each in fund.commitments:
        left = each.amount.pence - met.get(each.ref, 0)
        if each.on <= on and (each.until is None or on <= each.until) and left > 0:
            out.append((each, Money.from_pence(left)))
    return tuple(out)


class Sides(Tabular):
    """What results of an account share: the sums of its kinds on each side, from what each kind comes to."""

    __slots__ = ()

    @property
    def by_kind(self) -> dict[EntryKind, Money]:
        """What each kind comes to, corrections taken off."""
        raise NotImplementedError

    def _side(self, side: Side) -> Money:
        return Money.total(sum_ for kind, sum_ in self.by_kind.items() if kind.side is side)

    @property
    def came_in(self) -> Money:
        """All that was paid in."""
        return self._side(Side.IN)

    @property
    def spent(self) -> Money:
        """All that was spent."""
        return self._side(Side.SPENT)

    @property
    def returned(self) -> Money:
        """All that was returned or passed on."""
        return self._side(Side.RETURNED)

    def _nodes(self, side: Side) -> list[Explanation]:
        """One side, kind by kind, for an explanation."""
        held = [(kind, sum_) for kind, sum_ in self.by_kind.items() if kind.side is side and sum_]
        return [Explanation.given(kind.value, sum_) for kind, sum_ in held] or [Explanation.given("nothing", Money(0))]


@attrs.frozen(kw_only=True, str=False)
class AccountBalance(Sides):
    """The account at the end of a day; what came in = spent + returned + balance, to the penny.

    `committed` and `remaining` are None where the commitments are not recorded.
    """

    on: date
    sums: tuple[tuple[EntryKind, Money], ...]
    committed: Money | None

    @property
    def by_kind(self) -> dict[EntryKind, Money]:
        """What each kind comes to, corrections taken off."""
        return dict(self.sums)

    @property
    def balance(self) -> Money:
        """What is held; below nil where it is overspent."""
        return self.came_in - self.spent - self.returned

    @property
    def remaining(self) -> Money | None:
        """What is held and not promised."""
        return None if self.committed is None else self.balance - self.committed

    def explain(self) -> Explanation:
        """The balance: what came in, less what was spent and returned, kind by kind."""
        parts = [
            Explanation.sum(what, *self._nodes(side))
            for side, what in ((Side.IN, "came in"), (Side.SPENT, "spent"), (Side.RETURNED, "returned or passed on"))
        ]
        return Explanation.less(f"balance on {in_words(self.on)}", *parts, sources=(RECORDS, HOW_MUCH_IS_LEFT))

    def records(self) -> list[dict[str, Plain]]:
        """One dict for each kind that has a sum, with the day, and one for the balance."""
        rows = [(kind.side.value, kind.value, sum_) for kind, sum_ in self.sums if sum_]
        rows.append(("held", "balance", self.balance))
        return [{"on": self.on, "side": side, "kind": kind, "amount": sum_.amount} for side, kind, sum_ in rows]

    def table(self) -> Table:
        """One row for each kind that has a sum, and the balance."""
        rows = tuple((kind.side.value, kind.value, sum_) for kind, sum_ in self.sums if sum_)
        columns = (("side", "In or out"), ("kind", "Kind"), ("amount", "Amount"))
        return Table(f"Account on {in_words(self.on)}", columns, rows, ("held", "Balance", self.balance))


def balance_on(fund: Fund, *, on: date) -> AccountBalance:
    """The account at the end of a day: every entry dated on it or before counts.

    Raises NotRecorded where the entries are not recorded.
    """
    day("balance_on", on)
    sums = sums_of(entry for entry in entries_of(fund) if entry.on <= on)
    committed = None
    if fund.commitments is not None:
        committed = Money.total(left for _, left in open_commitments(fund, on=on))
    return AccountBalance(
        on=on, sums=tuple((kind, Money.from_pence(pence)) for kind, pence in sums.items()), committed=committed
    )


def balances(fund: Fund) -> dict[date, Money]:
    """The balance at the end of each day on which something was entered, in order, in one walk.

    Raises NotRecorded where the entries are not recorded.
    """
    moved: dict[date, int] = {}
    for entry in entries_of(fund):
        moved[entry.on] = moved.get(entry.on, 0) + entry.signed.pence
    held = 0
    out: dict[date, Money] = {}
    for on in sorted(moved):
        held += moved[on]
        out[on] = Money.from_pence(held)
    return out


def in_span(fund: Fund, span: Period) -> tuple[Entry, ...]:
    """The entries dated in a span, in order of date; those of one day as they are recorded."""
    instance("in_span", span, Period, "give a Period")
    return tuple(sorted((entry for entry in entries_of(fund) if entry.on in span), key=lambda entry: entry.on))
