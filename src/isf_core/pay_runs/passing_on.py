"""What was paid to one holder, or by one funder, for days that are another's: it is theirs to pass on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import Parameters, Policies
from ..schedule.payment import Payment
from ..values.allocation import allocate
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from .bearing import Account, Borne, DueAsKnown, EachAsKnown
from .history import SIGNS, PaymentHistory


@frozen(kw_only=True, repr=False)
class ToPassOn(WithFields):
    """A sum that one holder or funder has to have from another, of days that were paid before it was known whose.

    `role` is "holder" or "funder". Of a holder, `payer` was paid for days of `receiver`; of a funder, `receiver` paid
    for days that `payer` bears. Both are references. The library moves none of it, and tells it for as long as the
    history has these days paid.
    """

    role: str
    payer: str
    receiver: str
    period: Period
    amount: Money


def to_pass_on(
    view: ArrangementAsKnown, history: PaymentHistory, on: date, policies: Policies[Parameters]
) -> tuple[ToPassOn, ...]:
    """What is to be passed on, once what was found is raised, by period; nothing where neither ever changed."""
    paths = {change.path for _, each in view.variations for change in each.changes}
    if not paths & {"holder", "funding"}:
        return ()
    then = EachAsKnown(view, history, policies)
    account, now = Account(then, history, on), then.on(on)
    found: list[ToPassOn] = []
    for period in sorted({made.period for made in history.payments}, key=lambda each: (each.first_day, each.last_day)):
        found += _between_holders(period, then, now, history)
        found += _between_funders(period, account.borne[period], now)
    return tuple(found)


def _between_holders(period: Period, then: EachAsKnown, now: DueAsKnown, history: PaymentHistory) -> Iterator[ToPassOn]:
    """What the holder that was paid has of the others' days: what it was paid, less what is due to it."""
    made = [each for each in history.payments if each.period == period]
    paid = {_holder(payment) for each in made for payment in then.on(each.paid_on).paid_by(each)}
    if len(paid) != 1:
        return
    (old,) = paid
    theirs: dict[str, list[Payment]] = {}
    has = sum(sum_.pence * SIGNS[name] for each in made for name, sum_ in each.sums.items())
    for payment in now.due.get(period, ()):
        holder = _holder(payment)
        if holder == old:
            has -= payment.amount.pence
        elif holder is not None:
            theirs.setdefault(holder, []).append(payment)
    if old is None or not theirs:
        return
    due = [sum(payment.amount.pence for payment in each) for each in theirs.values()]
    parts = allocate(Money.from_pence(has), due if any(due) else [1] * len(due))
    for (holder, payments), part in zip(theirs.items(), parts, strict=True):
        days = Period(first_day=payments[0].first_day, last_day=payments[-1].last_day)
        yield from _passed("holder", old, holder, days, part.pence)


def _between_funders(period: Period, borne: Borne, now: DueAsKnown) -> Iterator[ToPassOn]:
    """What the funders that bear more of a period than they bore owe those that bore more than they bear."""
    due = now.of(period)
    if borne.is_under_one_funding_with(due):
        return
    more = {ref: due.parts.get(ref, 0) - borne.parts.get(ref, 0) for ref in (*borne.parts, *due.parts)}
    for payer in more:
        for receiver in more:
            amount = min(more[payer], -more[receiver])
            if amount > 0:
                more[payer] -= amount
                more[receiver] += amount
                yield from _passed("funder", payer, receiver, period, amount)


def _passed(role: str, payer: str, receiver: str, period: Period, pence: int) -> Iterator[ToPassOn]:
    """One sum to be passed on; the other way where it is below zero."""
    if pence < 0:
        payer, receiver = receiver, payer
    if pence:
        yield ToPassOn(role=role, payer=payer, receiver=receiver, period=period, amount=Money.from_pence(abs(pence)))


def _holder(payment: Payment) -> str | None:
    return None if payment.holder is None else payment.holder.ref
