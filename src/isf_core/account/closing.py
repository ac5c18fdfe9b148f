"""When the account of an arrangement that has ended was closed, so that no more is due from the funder than it paid.

Interpretation: as in a final account (END-05), what the funder has yet to pay is set off against what would go back to
it, and what no balance covers it pays beyond what was due. So once nothing is left, what it has paid is what was due.
"""

from __future__ import annotations

from datetime import date

from ..model.account import Entry, EntryKind, Side
from ..values.dates import Period
from .funders import net_paid
from .ledger import Ledger

_PAID_IN = (EntryKind.FUNDER_PAYMENT, EntryKind.HOLDER_BEARS)


def paid_when_closed(ledger: Ledger, days: Period | None, on: date) -> int | None:
    """What the funder had paid when the account was last closed, in pence; None where it is open, or was never.

    `days` are those of the support, None where it never began. It is closed on a day from the last of them on when
    something goes back or is passed on, or is paid in for all of these days, and nothing is then left but what is
    promised. What is spent beyond that opens it again.
    """
    if days is None or _left(ledger, on) < 0:
        return None
    moved = (each.on for each in reversed(ledger.dated(days.last_day, on)) if _may_close(each, days))
    return next((net_paid(ledger, day) for day in moved if not _left(ledger, day)), None)


def _may_close(entry: Entry, days: Period) -> bool:
    return entry.kind.side is Side.RETURNED or (entry.kind in _PAID_IN and entry.period == days)


def _left(ledger: Ledger, on: date) -> int:
    """What is held at the end of a day, less what is promised."""
    return ledger.held(on) - (ledger.committed(on) or 0)
