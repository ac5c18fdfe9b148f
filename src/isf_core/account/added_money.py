"""What is left of money that somebody added beside the budget: top-ups and private additions (BUD-18).

Interpretation: an entry says that it was spent of such money (`use` is ADDED); of several payers' money it is spent in
proportion to what each added. What does not say so, or is promised, is spent of the budget and the contribution first:
only where they do not cover it is it spent of what was added. In the end they cover what was due for the days, whenever
it is paid. Until then no more is set aside of it than is held, not promised and not for days yet to come.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..errors import NotRecorded
from ..model.account import EntryKind, Fund
from ..values.allocation import allocate
from ..values.money import Money
from .ledger import ADDED, Ledger


def added_left(ledger: Ledger, *, on: date, held: int) -> dict[str | None, Money]:
    """What is left of what each payer added, at the end of a day; None where the payer is not recorded.

    `held` has the pence that there are once all else is covered that money is spent on first: no more than that is
    left of it.
    """
    if not ledger.beside_the_budget:
        return {}
    pence: dict[str | None, int] = {}
    spent = 0
    for entry, net in ledger.net_of(ledger.beside_the_budget, on):
        if entry.kind in ADDED:
            pence[entry.party] = pence.get(entry.party, 0) + net
        elif entry.kind is EntryKind.REFUND_TO_PAYER:
            pence[entry.party] = pence.get(entry.party, 0) - net
        else:
            spent += net
    left = {payer: max(0, sum_) for payer, sum_ in pence.items()}
    whole = sum(left.values())
    kept = max(0, min(whole - spent, held))
    if not whole:
        return {payer: Money(0) for payer in left}
    return dict(zip(left, allocate(Money.from_pence(kept), list(left.values())), strict=True))


def back_to_payers(fund: Fund, added: Mapping[str | None, Money]) -> tuple[tuple[str, Money], ...]:
    """What is left of top-ups and private additions, by payer; raises NotRecorded where one has none."""
    if added.get(None):
        nameless = (each.ref for each in fund.entries or () if each.kind in ADDED and each.party is None)
        raise NotRecorded("the final account", tuple(f"fund.entries[{ref}].party" for ref in nameless))
    return tuple((ref, sum_) for ref, sum_ in added.items() if ref is not None and sum_)
