"""The entries of an account after their corrections: what each comes to, and what it is for.

A correction is an entry of its own that names the one it takes back, wholly or in part (LED-01). Whoever asks
what an entry comes to asks here.

>>> from ..model.account import Entry, EntryKind
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

from datetime import date

from ..errors import recorded
from ..model.account import Commitment, Fund
from ..values.checks import day
from ..values.money import Money
from .ledger import Ledger, NetEntry


def net_entries(fund: Fund, *, on: date, since: date = date.min) -> tuple[NetEntry, ...]:
    """Work out what each entry comes to at the end of a day, after its corrections, in the order recorded.

    With `since`, only entries dated from that day on count: a correction of an earlier entry is then below zero. An
    entry that was taken back in full is there, with 0.00. Raises NotRecorded if the entries are not recorded.
    """
    ledger = Ledger.of(fund)
    return tuple(ledger.net_within(day("net_entries.since", since), day("net_entries.on", on)))


def open_commitments(fund: Fund, *, on: date) -> tuple[tuple[Commitment, Money], ...]:
    """List the commitments that are open on a day, each with what is left to pay.

    Raises NotRecorded if the entries or the commitments are not recorded.
    """
    ledger = Ledger.of(fund)
    day("open_commitments", on)
    recorded(fund.commitments, "the account", "fund.commitments")
    return tuple((each, Money.from_pence(left)) for each, left in ledger.open_commitments(on))
