"""What was due up to the last day, what is owed of it, and what is left of what others added: for final accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..model.account import EntryKind, Fund
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import Parameters, Policies
from ..schedule.build import Schedule, build_schedule
from ..schedule.resolve import phases_of
from ..schedule.totals import Totals
from ..values.money import Money
from .added_money import added_left
from .balance import AccountBalance
from .ledger import ADDED, Ledger


def due_up_to(arrangement: Arrangement, last_day: date, policies: Policies[Parameters]) -> Schedule:
    """What is due up to a last day, with all variations; one-off sums dated later are nobody's to pay."""
    return build_schedule(phases_of(ArrangementAsKnown.in_full(arrangement), policies, last_day=last_day))


def contribution_both_ways(at: AccountBalance, totals: Totals, most: Money | None = None) -> tuple[Money, Money]:
    """What the person has yet to pay of what was due, and what they paid too much; one of them is 0.00.

    `most` is the most that was due in the end, where what is left lowers the charge (see `incurred`).
    """
    paid = at.sum_of(EntryKind.CONTRIBUTION) - at.sum_of(EntryKind.REFUND_TO_PERSON)
    due = totals.contribution if most is None else min(totals.contribution, most)
    return max(Money(0), due - paid), max(Money(0), paid - due)


def added_at_the_end(
    fund: Fund,
    at: AccountBalance,
    totals: Totals,
    paid: Money,
    met: Money = Money(0),  # noqa: B008  # frozen
) -> dict[str | None, Money]:
    """What is left of what each payer added, once all that was due for the days has come in, and nothing else.

    So it depends on what was spent, and not on when the funder or the person pays: `paid` is what the funder has paid.
    Pay in lieu and liabilities are the funder's; `met` is what was spent on them already.
    """
    unpaid, back = contribution_both_ways(at, totals)
    to_come = max(Money(0), unpaid - at.sum_of(EntryKind.HOLDER_BEARS)) - back + totals.amount - paid
    held = at.balance + to_come + met - (at.committed or Money(0))
    return added_left(Ledger.of(fund), on=at.on, held=held.pence)


def incurred(
    at: AccountBalance,
    schedule: Schedule,
    added: Mapping[str | None, Money],
    still: Money = Money(0),  # noqa: B008  # frozen
) -> Money | None:
    """The cost that was incurred in the end, where the charging terms limit the charge to it; else None (PAY-13).

    It is what the funder paid and the person was charged, less what is recovered: all that was spent, is promised, or
    is `still` to be spent; not what was spent of top-ups and private additions, of which `added` is left.
    Interpretation of the Care Act 2014, section 14(4): a charge covers no more than the cost that the authority incurs,
    and money that comes back to it was no cost.
    """
    if not schedule.phases[-1].charging.follows_recovery:
        return None
    of = at.sum_of
    beside = Money.total(map(of, ADDED)) - of(EntryKind.REFUND_TO_PAYER) - Money.total(added.values())
    return at.spent - beside - of(EntryKind.PROVIDER_REFUND) + (at.committed or Money(0)) + still
