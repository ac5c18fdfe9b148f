"""The next payments, with outstanding adjustments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter, itemgetter

from ..errors import recorded
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..schedule.build import Schedule
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.record import WithFields
from ..values.table import Table, Tabular
from .history import BILLING, Adjustment, Decision, PaymentHistory, PaymentMade, known_on
from .reconciliation import compared_up_to, counting_for, cut_by_what_was_paid, found_now


@frozen(kw_only=True, repr=False)
class NextPayment(WithFields):
    """A payment that is still to be made, and the adjustment that goes with it, shown separately.

    `borne` is what each funder bears of the adjustment, by reference, as far as it corrects a period: what it costs is
    borne as the funding of that period says, before anything comes off it, and the contribution and in-house services
    by the funders that charge (PAY-04). The rest, which was decided, is borne as the payment is.
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
    outstanding, owed = history.outstanding, _owed(history, phases)
    out = []
    for payment in payments:
        adjusted = outstanding
        if outstanding < Money(0):
            stated = policies.on(payment.first_day).recovery_limit
            limit = recorded(stated, "the next payments", "policy.recovery_limit")
            most = Money.from_pence(int(payment.amount.pence * limit))
            adjusted = -min(most, -outstanding)
        borne = tuple((ref, ExactMoney(pence / 100)) for ref, pence in _taken(owed, adjusted).items())
        out.append(NextPayment(payment=payment, adjusted=adjusted, borne=borne))
        outstanding = outstanding - adjusted
    return NextPayments(
        payments=tuple(out),
        left=outstanding,
        unraised=_unraised(history, schedule, clamped, until, policies),
        goes_on=not isinstance(last_day, date) or until < last_day,
    )


_Bearing = tuple[tuple[str, Fraction], ...]
"""Which part of a sum each funder bears, by reference; nobody is named where it is borne as a payment is."""


def _owed(history: PaymentHistory, phases: tuple[ResolvedTerms, ...]) -> dict[_Bearing, Fraction]:
    """What is outstanding in exact pence, by who bears it."""
    events: list[tuple[date, int, Adjustment | Decision | PaymentMade]] = [
        *((each.raised_on, 0, each) for each in history.raised),
        *((each.decided_on, 0, each) for each in history.decisions),
    ]
    if not events:
        return {}
    events += [(each.paid_on, 1, each) for each in history.payments]
    owed: dict[_Bearing, Fraction] = {}
    for _, _, each in sorted(events, key=itemgetter(0, 1)):
        if isinstance(each, PaymentMade):
            _taken(owed, each.adjusted)
        else:
            bearing = _bearing(each, phases) if isinstance(each, Adjustment) else ()
            owed[bearing] = owed.get(bearing, Fraction(0)) + each.amount.pence
    return owed


def _bearing(adjustment: Adjustment, phases: tuple[ResolvedTerms, ...]) -> _Bearing:
    """Who bears a correction: as its period costs, or those who charge if it is of what comes off."""
    on = adjustment.period.first_day
    terms = phases[max(bisect_right(phases, on, key=attrgetter("first_day")) - 1, 0)]
    periods = terms.accruals.constant_periods
    held = periods[max(bisect_right(periods, on, key=attrgetter("since")) - 1, 0)]
    weights = terms.bearers.weights_of(held.full.gross)
    if not any(weights.values()):
        weights = dict(terms.bearers.shares)
    if adjustment.component in ("contribution", "in_house"):
        charging = {ref: weight for ref, weight in weights.items() if ref in terms.bearers.charging}
        weights = charging if any(charging.values()) else weights
    whole = sum(weights.values(), Fraction(0))
    return tuple((ref, weight / whole) for ref, weight in weights.items() if weight)


def _taken(owed: dict[_Bearing, Fraction], adjusted: Money) -> dict[str, Fraction]:
    """Take an adjustment off what is owed, of all alike; give what each funder bears of it, in exact pence.

    If it is all that is owed, all is taken: what one funder has to have from another goes with it.
    """
    in_all, pence = sum(owed.values(), Fraction(0)), adjusted.pence
    borne: dict[str, Fraction] = {}
    for bearing, held in owed.items():
        part = held if pence == in_all else held * pence / in_all if in_all else Fraction(0)
        owed[bearing] = held - part
        for ref, weight in bearing:
            borne[ref] = borne.get(ref, Fraction(0)) + part * weight
    if not in_all:
        owed[()] = owed.get((), Fraction(0)) - pence
    return {ref: sum_ for ref, sum_ in borne.items() if sum_}


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
