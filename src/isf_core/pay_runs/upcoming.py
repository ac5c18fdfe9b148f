"""The next payments, with outstanding adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from operator import itemgetter

import attrs

from ..errors import recorded
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..schedule.build import Schedule
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..values.checks import day, instance
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money, Rounding
from ..values.table import Table, Tabular
from .history import BILLING, Adjustment, Decision, PaymentHistory, PaymentMade, known_on
from .reconciliation import as_far_back_as_the_policy_goes, compared_up_to, cut_by_what_was_paid, found_now


@attrs.frozen(kw_only=True)
class NextPayment:
    """A payment that is still to be made, and the adjustment that goes with it, shown separately.

    `of_charges` is what of the adjustment corrects the contribution or in-house services: only the funders that charge
    bear it (PAY-04).
    """

    payment: Payment
    adjusted: Money
    of_charges: Money = attrs.field(default=Money(0))

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


@attrs.frozen(kw_only=True, str=False)
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

    Raises NotRecorded for every missing fact that the payments depend on, and for the limit.
    """
    instance("next_payments", arrangement, Arrangement, "give an Arrangement")
    instance("next_payments", history, PaymentHistory, "give a PaymentHistory")
    policies = policies_of("next_payments", policy)
    return payments_after(history, ArrangementAsKnown.on(arrangement, day("next_payments", on)), until, policies)


def payments_after(
    history: PaymentHistory, view: ArrangementAsKnown, until: date, policies: Policies[Parameters]
) -> NextPayments:
    """The payments that follow what was paid, of an arrangement as known on a day."""
    history = known_on(history, view.day)
    clamped = as_far_back_as_the_policy_goes(view, history, policies)
    phases = phases_of(clamped, policies)
    schedule = cut_by_what_was_paid(phases, history, until)
    paid_to, last_day = history.paid_to, phases[-1].last_day
    made = {(each.period, each.is_regular) for each in history.payments}
    raised = {each.period for each in history.raised}
    payments = [
        each
        for each in schedule
        if (each.is_regular and (paid_to is None or each.first_day > paid_to))
        or (not each.is_regular and (each.period, False) not in made and each.period not in raised)
    ]
    outstanding, owed = history.outstanding, _owed(history)
    out = []
    for payment in payments:
        adjusted = outstanding
        if outstanding < Money(0):
            stated = policies.on(payment.first_day).recovery_limit
            limit = recorded(stated, "the next payments", "policy.recovery_limit")
            most = Money.from_pence(int(payment.amount.pence * limit))
            adjusted = -min(most, -outstanding)
        of_charges = ExactMoney(_taken(owed, adjusted) / 100).rounded(Rounding.HALF_UP)
        out.append(NextPayment(payment=payment, adjusted=adjusted, of_charges=of_charges))
        outstanding = outstanding - adjusted
    return NextPayments(
        payments=tuple(out),
        left=outstanding,
        unraised=_unraised(history, schedule, clamped, until, policies),
        goes_on=not isinstance(last_day, date) or until < last_day,
    )


def _owed(history: PaymentHistory) -> list[Fraction]:
    """What is outstanding in exact pence: of the contribution and of in-house services, and of all else."""
    events: list[tuple[date, int, Adjustment | Decision | PaymentMade]] = [
        *((each.raised_on, 0, each) for each in history.raised),
        *((each.decided_on, 0, each) for each in history.decisions),
        *((each.paid_on, 1, each) for each in history.payments if each.adjusted),
    ]
    owed = [Fraction(0), Fraction(0)]
    for _, _, each in sorted(events, key=itemgetter(0, 1)):
        if isinstance(each, PaymentMade):
            _taken(owed, each.adjusted)
        else:
            is_of_charges = isinstance(each, Adjustment) and each.component in ("contribution", "in_house")
            owed[0 if is_of_charges else 1] += each.amount.pence
    return owed


def _taken(owed: list[Fraction], adjusted: Money) -> Fraction:
    """What of an adjustment is of the contribution and of in-house services: it takes up of both alike."""
    in_all, pence = sum(owed, Fraction(0)), adjusted.pence
    part = owed[0] * pence / in_all if in_all else Fraction(0)
    owed[:] = owed[0] - part, owed[1] - (pence - part)
    return part


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
