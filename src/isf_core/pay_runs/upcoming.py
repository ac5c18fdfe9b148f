"""The next payments, with outstanding adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..errors import recorded
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..schedule.build import Schedule
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..values.checks import day, instance
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .bearing import Borne, owed_of, take
from .differences import found_now
from .due_for_paid import compared_up_to, counting_for, cut_by_what_was_paid
from .history import BILLING, PaymentHistory, PaymentMade, known_on


@frozen(kw_only=True, repr=False)
class NextPayment(WithFields):
    """A payment that is still to be made, and the adjustment that goes with it, shown separately.

    `borne` is what each funder bears of the adjustment, by reference, as far as it corrects a period: what it bears of
    the period as known when that was put right, less what it bore as known when it was paid (PAY-04). The rest, which
    was decided, is borne as the payment is.
    """

    payment: Payment
    adjusted: Money
    borne: tuple[tuple[str, ExactMoney], ...] = ()

    @property
    def amount(self) -> Money:
        """What is paid; never below zero."""
        return self.payment.amount + self.adjusted

    def made(self, paid_on: date) -> PaymentMade:
        """Make the record of it, once it is paid, for `history.paying(...)`."""
        return PaymentMade.of(self.payment, paid_on, self.adjusted)

    def explain(self) -> Explanation:
        """Explain the payment, and the adjustments and decisions that go with it."""
        adjusted = Explanation.given("adjustments and decisions taken up", self.adjusted, BILLING)
        return Explanation.sum("to be paid", self.payment.explain(), adjusted)


@frozen(kw_only=True, str=False, repr=False)
class NextPayments(Tabular):
    """The next payments, with outstanding adjustments; `left` is what they could not cover.

    `goes_on` says whether later payments may cover it: not so, once these include the arrangement's last.
    `unraised` is what `reconcile` would find on the same day: it is in no payment until you raise it. It is None where
    a component of a payment that was made is not recorded, so that nothing can be compared.
    """

    payments: tuple[NextPayment, ...]
    left: Money
    unraised: Money | None
    goes_on: bool = True

    def __iter__(self) -> Iterator[NextPayment]:
        return iter(self.payments)

    def __len__(self) -> int:
        return len(self.payments)

    def table(self) -> Table:
        """Show one row for each payment, with the adjustment in a column of its own."""
        return Table.of(
            "",
            self.payments,
            ("first_day", "From", "payment.first_day"),
            ("last_day", "To", "payment.last_day"),
            ("due", "Due", "payment.due"),
            ("regular", "Payment", "payment.amount"),
            ("adjusted", "Adjusted"),
            ("amount", "Paid"),
        )


def next_payments(
    arrangement: Arrangement, history: PaymentHistory, *, on: date, until: date, policy: GivenPolicy
) -> NextPayments:
    """Work out the payments that are still to be made up to `until`, as the arrangement is known on a day.

    The first of them pays what is outstanding to the holder. Money to be recovered comes off each, up to the policy's
    `recovery_limit` (a part of that payment, rounded down to the penny); no payment is below zero. The limit is
    needed only if something is to be recovered. A decision of a later day than `on` does not count yet, unless a
    payment since then took something up. What no reconciliation has raised yet is in no payment: `unraised` in
    the result says how much that is, so reconcile first.

    Raises NotRecorded for every missing fact that the payments depend on, and for the limit; ImpossiblePeriod for an
    `until` before the contract's first day, as `schedule_payments` does. A pay run then just has no line.
    """
    instance("next_payments", arrangement, Arrangement, "give an Arrangement")
    instance("next_payments", history, PaymentHistory, "give a PaymentHistory")
    policies = policies_of("next_payments", policy)
    day("until", until)
    return payments_after(history, ArrangementAsKnown.on(arrangement, day("next_payments", on)), until, policies)


def payments_after(
    history: PaymentHistory, view: ArrangementAsKnown, until: date, policies: Policies[Parameters]
) -> NextPayments:
    """The payments that follow what was paid, of an arrangement as known on a day."""
    history = known_on(history, view.day)
    clamped = counting_for(view, history, policies)
    phases = phases_of(clamped, policies)
    schedule = cut_by_what_was_paid(phases, history, until)
    paid_to, last_day = history.paid_to, phases[-1].last_day
    made = {(each.period, each.is_regular) for each in history.payments}
    payments = [
        each
        for each in schedule
        if (each.is_regular and (paid_to is None or each.first_day > paid_to))
        or (not each.is_regular and (each.period, False) not in made)
    ]
    outstanding, owed = history.outstanding, owed_of(view, history, policies)
    out = []
    for payment in payments:
        adjusted = outstanding
        if outstanding < Money(0):
            stated = policies.on(payment.first_day).recovery_limit
            limit = recorded(stated, "the next payments", "policy.recovery_limit")
            most = Money.from_pence(int(payment.amount.pence * limit))
            adjusted = -min(most, -outstanding)
        taken = take(owed, adjusted, Borne.of((payment,))) if owed else {}
        borne = tuple((ref, Money.from_pence(pence).exact) for ref, pence in taken.items())
        out.append(NextPayment(payment=payment, adjusted=adjusted, borne=borne))
        outstanding = outstanding - adjusted
    return NextPayments(
        payments=tuple(out),
        left=outstanding,
        unraised=_unraised(history, schedule, clamped, until, policies),
        goes_on=not isinstance(last_day, date) or until < last_day,
    )


def _unraised(
    history: PaymentHistory, due: Schedule, view: ArrangementAsKnown, until: date, policies: Policies[Parameters]
) -> Money | None:
    """What reconciling would find, by a schedule up to some day; None where what was paid is not all recorded."""
    if any(made.missing for made in history.payments):
        return None
    if not history.payments:
        return Money(0)
    needed = compared_up_to(history)
    if until < needed:
        due = cut_by_what_was_paid(phases_of(view, policies), history, needed)
    return Money.total(each.amount for each in found_now(due, history, view.day, policies, []))
