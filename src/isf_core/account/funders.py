"""What funders paid in, and what each of them gets back or still owes when an arrangement has ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..model.account import Entry, EntryKind, Fund
from ..schedule.build import Schedule, regular_payment
from ..values.allocation import allocate
from ..values.dates import Period, days_after
from ..values.frozen import frozen
from ..values.money import Money
from .ledger import Ledger

_NAMELESS = "the funder"


@frozen
class PaidIn:
    """What the funder has paid by a day and not got back, in pence, and which payments reach beyond the last day."""

    paid: int
    last_day: date
    reaching: tuple[tuple[Period, int], ...]
    """The days of each of these payments, and its pence."""

    @property
    def ahead(self) -> Period | None:
        """The days after the last that it has paid for; None where no payment says so."""
        if not self.reaching:
            return None
        last = max(days.last_day for days, _ in self.reaching)
        return Period(first_day=days_after(self.last_day, 1), last_day=last)

    def for_later_days(self, schedule: Schedule, due: int) -> Money | None:
        """What is for days after the last: what reaches beyond it, less what of that was due up to it.

        It is no more than what was paid beyond all that was due; None where no payment says that it is for such days.
        `due` has the pence that were due in all.
        """
        if not self.reaching:
            return None
        since = min(days.first_day for days, _ in self.reaching)
        reaching = sum(pence for _, pence in self.reaching)
        return Money.from_pence(max(0, min(self.paid - due, reaching - _due_from(schedule, since))))


def due_in_all(schedule: Schedule) -> int:
    """What a schedule comes to, in pence."""
    return sum([line.amount for line in schedule.lines])


def _due_from(schedule: Schedule, since: date) -> int:
    """What is due for the days of a schedule from one on, in pence."""
    if not schedule or since > schedule.span.last_day:
        return 0
    return due_in_all(schedule if since <= schedule.span.first_day else schedule.cut(on=since)[1])


def paid_by(fund: Fund, on: date, last_day: date) -> PaidIn:
    """What the funder has paid by a day, and what of it for days after the last.

    What came from an earlier holder's account, with days of its own, was paid by the funder too; where that
    account is this one (its transfer out is here as well, and not later), it is counted already.
    """
    ledger = Ledger.of(fund)
    for_days = [
        each
        for each in (*ledger.of_kind(EntryKind.FUNDER_PAYMENT), *moved_in(ledger, on))
        if each.period is not None and each.period.last_day > last_day
    ]
    reaching = [(entry.period, pence) for entry, pence in ledger.net_of(for_days, on) if pence and entry.period]
    return PaidIn(net_paid(ledger, on), last_day, tuple(reaching))


def net_paid(ledger: Ledger, on: date) -> int:
    """What the funder has paid by a day and not got back, in pence."""
    paid = ledger.sum_of(EntryKind.FUNDER_PAYMENT, on) - ledger.sum_of(EntryKind.REFUND_TO_FUNDER, on)
    return paid + sum([pence for _, pence in ledger.net_of(moved_in(ledger, on), on)])


def moved_in(ledger: Ledger, on: date) -> list[Entry]:
    """What came from an earlier holder's account with days of its own: the funder had paid it."""
    out = min([entry.on for entry in ledger.of_kind(EntryKind.TRANSFER_OUT) if entry.on <= on], default=date.max)
    return [each for each in ledger.of_kind(EntryKind.TRANSFER_IN) if each.period is not None and each.on < out]


def paid_towards(due: int, net: int, given_back: int) -> int:
    """What was paid of a sum that is due, in pence: what is left of it net, and what went back of it after the end.

    From the last day on (`given_back`) goes back what is left. Once all that was paid beyond what is due is back, no
    more of it is owed anew.
    """
    return max(net, min(net + given_back, due))


def paid_in(fund: Fund, on: date) -> dict[str, int]:
    """What each funder has paid by a day and not got back, in pence; empty where an entry does not say who paid."""
    ledger, out = Ledger.of(fund), dict[str, int]()
    for entry, pence in ledger.net_within(date.min, on):
        if not pence or entry.kind not in (EntryKind.FUNDER_PAYMENT, EntryKind.REFUND_TO_FUNDER):
            continue
        if entry.party is None:
            return {}
        out[entry.party] = out.get(entry.party, 0) + (pence if entry.kind is EntryKind.FUNDER_PAYMENT else -pence)
    return {ref: pence for ref, pence in out.items() if pence > 0}


def parts_of_funders(schedule: Schedule) -> dict[str, int]:
    """What each funder had to pay up to the last day, in pence; where it never began, of the first regular payment.

    Of one that is alone it makes no difference what it had to pay.
    """
    funders = {tuple(each.ref for each in phase.funding) for phase in schedule.phases}
    if len(funders) == 1 and len(alone := next(iter(funders))) < 2:
        return dict.fromkeys(alone or (_NAMELESS,), 1)
    totals: dict[str, int] = {}
    first = schedule.phases[-1]
    for payment in schedule or (regular_payment(first, first.first_day),):
        parts = payment.by_funder() if payment.resolved.funding else {_NAMELESS: payment.amount}
        for ref, part in parts.items():
            totals[ref] = totals.get(ref, 0) + part.pence
    return totals


def by_funder(sum_: Money, parts: Mapping[str, int]) -> tuple[tuple[str, Money], ...]:
    """A sum by funder. Interpretation: in proportion to what each had to pay up to the last day.

    Where it never began nobody had to pay: it goes by what each has paid, where that is known, else by what each
    would have had to pay of the first regular payment.
    """
    first, *others = parts
    if not others or not any(parts.values()):
        return ((first, sum_), *((ref, Money(0)) for ref in others))
    return tuple(zip(parts, allocate(sum_, list(parts.values())), strict=True))
