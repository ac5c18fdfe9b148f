"""What is left of money that somebody added beside the budget: top-ups and private additions (BUD-18).

Interpretation: an entry says that it was spent of such money (`use` is ADDED); of several payers' money it is spent in
proportion to what each added. What does not say so, or is promised, is spent of the budget and the contribution first:
only where they do not cover it is it spent of what was added. So no more is left of it than is held and not promised.
"""

from __future__ import annotations

from datetime import date

from ..model.account import EntryKind, Side, SpendingBasis
from ..values.allocation import allocate
from ..values.money import Money
from .by_day import ADDED, AccountByDay


def added_left(account: AccountByDay, *, on: date) -> dict[str | None, Money]:
    """What is left of what each payer added, at the end of a day; None where the payer is not recorded."""
    pence: dict[str | None, int] = {}
    spent = 0
    for entry, net in account.may_be_set_aside(on):
        if entry.kind in ADDED:
            pence[entry.party] = pence.get(entry.party, 0) + net
        elif entry.kind is EntryKind.REFUND_TO_PAYER:
            pence[entry.party] = pence.get(entry.party, 0) - net
        elif entry.kind.side is Side.SPENT and entry.use is SpendingBasis.ADDED:
            spent += net
    if not pence:
        return {}
    held = account.balance(on).balance.pence - (account.committed(on) or 0)
    left = {payer: max(0, sum_) for payer, sum_ in pence.items()}
    whole = sum(left.values())
    kept = max(0, min(whole - spent, held))
    if not whole:
        return {payer: Money(0) for payer in left}
    return dict(zip(left, allocate(Money.from_pence(kept), list(left.values())), strict=True))
