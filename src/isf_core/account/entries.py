"""The entries of an account after their corrections: what each comes to, and what it is for.

A correction is an entry of its own that names the one it takes back, wholly or in part (LED-01). Whoever asks
what an entry comes to asks here.

>>> from ..model.account import EntryKind
>>> fund = Fund(
...     entries=(
...         Entry(ref="E-1", on=date(2026, 4, 7), kind=EntryKind.DIRECT_SUPPORT, amount="62.50", support="care"),
...         Entry(ref="E-2", on=date(2026, 4, 9), kind=EntryKind.DIRECT_SUPPORT, amount="12.50", corrects="E-1"),
...     ),
... )
>>> [(each.entry.support, each.amount) for each in net_entries(fund, on=date(2026, 4, 9))]
[('care', Money('50.00'))]
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..errors import recorded
from ..model.account import Commitment, Entry, Fund
from ..values.checks import day, instance
from ..values.money import Money


class NetEntry(NamedTuple):
    """An entry that is not a correction, and what it comes to after its corrections, in whole pence."""

    entry: Entry
    pence: int

    @property
    def amount(self) -> Money:
        """What it comes to; 0.00 if all of it was taken back."""
        return Money.from_pence(self.pence)


def entries_of(fund: Fund) -> tuple[Entry, ...]:
    """The entries of an account; raises NotRecorded where they are not recorded."""
    entries = instance("fund", fund, Fund, "give a Fund, such as arrangement.fund").entries
    return recorded(entries, "the account", "fund.entries")


def net_entries(fund: Fund, *, on: date, since: date = date.min) -> tuple[NetEntry, ...]:
    """Work out what each entry comes to at the end of a day, after its corrections, in the order recorded.

    With `since`, only entries dated from that day on count: a correction of an earlier entry is then below zero. An
    entry that was taken back in full is there, with 0.00. Raises NotRecorded if the entries are not recorded.
    """
    entries = entries_of(fund)
    day("net_entries.since", since)
    day("net_entries.on", on)
    net: dict[str, int] = {}
    for entry in entries:
        if since <= entry.on <= on:
            about = entry.corrects or entry.ref
            net[about] = net.get(about, 0) + entry.pence
    return tuple(NetEntry(entry, net[entry.ref]) for entry in entries if entry.ref in net)


def open_commitments(fund: Fund, *, on: date) -> tuple[tuple[Commitment, Money], ...]:
    """List the commitments that are open on a day, each with what is left to pay.

    Raises NotRecorded if the entries or the commitments are not recorded.
    """
    entries_of(fund)
    day("open_commitments", on)
    commitments = recorded(fund.commitments, "the account", "fund.commitments")
    if not commitments:
        return ()
    return left_of_commitments(commitments, net_entries(fund, on=on), on)


def left_of_commitments(
    commitments: tuple[Commitment, ...], spent: Iterable[NetEntry], on: date
) -> tuple[tuple[Commitment, Money], ...]:
    """The commitments that are open on a day, each with what is left to pay after what was spent by then."""
    left = {each.ref: each.amount.pence for each in commitments}
    for entry, pence in spent:
        if entry.commitment is not None:
            left[entry.commitment] -= pence
    return tuple(
        (each, Money.from_pence(left[each.ref]))
        for each in commitments
        if each.on <= on and (each.until is None or on <= each.until) and left[each.ref] > 0
    )


def balances(fund: Fund) -> dict[date, Money]:
    """The balance at the end of each day on which something was entered, in order.

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
