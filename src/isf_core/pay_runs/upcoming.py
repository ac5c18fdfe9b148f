"""The payments that come next, with what is outstanding taken up in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from ..errors import recorded
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..schedule.build import build_schedule
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..values.checks import day, instance
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.table import Table, Tabular
from .history import BILLING, PaymentHistory, PaymentMade
from .reconciliation import as_far_back_as_the_policy_goes


@attrs.frozen(kw_only=True)
class NextPayment:
    """A payment that is yet to be made, and what is adjusted with it, shown apart."""

    payment: Payment
    adjusted: Money

    @property
    def amount(self) -> Money:
        """What is paid; never below zero."""
        return self.payment.amount + self.adjusted

    def made(self, paid_on: date) -> PaymentMade:
        """The record of it, once it is made: for `history.paying(...)`."""
        return PaymentMade.of(self.payment, paid_on, self.adjusted)

    def explain(self) -> Explanation:
        """The payment's own tree, and the adjustment beside it."""
        adjusted = Explanation.given("adjustment of earlier periods", self.adjusted, BILLING)
        return Explanation.sum("to be paid", self.payment.explain(), adjusted)


@attrs.frozen(kw_only=True, str=False)
class NextPayments(Tabular):
    """The next payments with what is outstanding taken up; `left` is what they could not take up."""

    payments: tuple[NextPayment, ...]
    left: Money

    def __iter__(self) -> Iterator[NextPayment]:
        return iter(self.payments)

    def __len__(self) -> int:
        return len(self.payments)

    def table(self) -> Table:
        """One row a payment, the adjustment apart."""
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
    arrangement: Arrangement, history: PaymentHistory, *, on: date, until: date, policy: Parameters | HasParameters
) -> NextPayments:
    """The payments that follow what was paid, as the arrangement is known on a day, up to `until`.

    What is outstanding to the holder is paid with the first of them. What is to be recovered is
    taken from each up to the policy's `recovery_limit` (a part of that payment, rounded down to the
    penny), and never below zero; the limit is asked for only where something is to be recovered.

    Raises NotRecorded for what the payments, or that limit, depend on.
    """
    instance("next_payments", arrangement, Arrangement, "give an Arrangement")
    instance("next_payments", history, PaymentHistory, "give a PaymentHistory")
    parameters = parameters_of("next_payments", policy)
    return payments_after(history, ArrangementAsKnown.on(arrangement, day("next_payments", on)), until, parameters)


def payments_after(
    history: PaymentHistory, view: ArrangementAsKnown, until: date, parameters: Parameters
) -> NextPayments:
    """The payments that follow what was paid, of an arrangement as known on a day."""
    clamped = as_far_back_as_the_policy_goes(view, history, parameters)
    schedule = build_schedule(phases_of(clamped, parameters), until=until)
    paid_to = history.paid_to
    made = {(each.period, each.is_regular) for each in history.payments}
    raised = {each.period for each in history.raised}
    payments = [
        each
        for each in schedule
        if (each.is_regular and (paid_to is None or each.first_day > paid_to))
        or (not each.is_regular and (each.period, False) not in made and each.period not in raised)
    ]
    outstanding = history.outstanding
    limit: Fraction | None = None
    if outstanding < Money(0):
        limit = recorded(parameters.recovery_limit, "the next payments", "policy.recovery_limit")
    out = []
    for payment in payments:
        adjusted = outstanding
        if outstanding < Money(0) and limit is not None:
            most = Money.from_pence(int(payment.amount.pence * limit))
            adjusted = -min(most, -outstanding)
        out.append(NextPayment(payment=payment, adjusted=adjusted))
        outstanding = outstanding - adjusted
    return NextPayments(payments=tuple(out), left=outstanding)
