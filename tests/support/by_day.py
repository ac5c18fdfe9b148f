"""What the account works out by day, asked of a fund."""

from __future__ import annotations

from datetime import date

from isf_core.account import _receipts, added_money
from isf_core.account.ledger import Ledger
from isf_core.model import Fund
from isf_core.values import Money


def receipts_in_advance(fund: Fund, *, on: date) -> Money:
    """What is held for periods that have not ended."""
    return _receipts.receipts_in_advance(Ledger.of(fund), on=on)


def aged_balance(fund: Fund, *, on: date, weeks: int) -> Money:
    """What is held that came in more than so many weeks ago."""
    return _receipts.aged_balance(Ledger.of(fund), on=on, weeks=weeks)


def added_left(fund: Fund, *, on: date, held: Money) -> dict[str | None, Money]:
    """What is left of what each payer added, where so much is held for it."""
    return added_money.added_left(Ledger.of(fund), on=on, held=held.pence)
