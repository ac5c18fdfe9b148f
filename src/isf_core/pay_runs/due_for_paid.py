"""What is due for the days that were paid, so that it can be set against what was paid for them (PAY-05, PAY-08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model.knowledge import ArrangementAsKnown
from ..model.knowledge.backdated import as_far_back_as_the_policy_goes
from ..model.parameters import Parameters, Policies
from ..schedule.build import Schedule, build_schedule
from ..schedule.charges import not_on_delivery
from ..schedule.payment import Payment
from ..schedule.resolve import phases_of
from ..schedule.resolved_terms import ResolvedTerms
from ..values.dates import Period, days_after
from .history import PaymentHistory


def counting_for(
    view: ArrangementAsKnown, history: PaymentHistory, policies: Policies[Parameters]
) -> ArrangementAsKnown:
    """The view in which no change counts further back into what was paid than the policy lets it.

    Raises NotRecorded where it cannot be told whether a change counts, or from when; ContradictoryTerms where what was
    delivered is paid, which no schedule knows.
    """
    not_on_delivery(view.recorded)
    view.require()
    paid = ((made.period, made.paid_on) for made in history.payments if made.is_regular)
    return as_far_back_as_the_policy_goes(view, paid, policies)


def due_for_what_was_paid(
    view: ArrangementAsKnown, history: PaymentHistory, policies: Policies[Parameters]
) -> Schedule:
    """What is due for the days that were paid, and a payment more where only later ones have terms.

    So it is where an arrangement never began with its first holder, and the next one begins after what was paid.
    """
    phases = phases_of(view, policies)
    return cut_by_what_was_paid(phases, history, max(compared_up_to(history), phases[0].first_day))


def cut_by_what_was_paid(phases: tuple[ResolvedTerms, ...], history: PaymentHistory, until: date) -> Schedule:
    """The schedule in which no payment is partly for days that were paid and partly for others.

    Where the cycle changed inside a period that was paid, a payment may straddle one of its edges: it is cut
    there, so that each part has its home (PAY-05).
    """
    schedule = build_schedule(phases, until=until)
    regular = [line for line in schedule.lines if line.alone < 0]
    if not regular:
        return schedule  # it never began
    begins, last = {line.first_day for line in regular}, regular[-1].last_day
    paid = (made.period for made in history.payments if made.is_regular)
    edges = {edge for period in paid for edge in (period.first_day, period.day_after)}.difference(begins)
    cuts = sorted(edge for edge in edges if edge <= last)
    return build_schedule(tuple(_cut(phases, cuts)), until=until) if cuts else schedule


def _cut(phases: tuple[ResolvedTerms, ...], cuts: list[date]) -> Iterator[ResolvedTerms]:
    for phase in phases:
        rest = phase
        for on in cuts:
            if rest.first_day < on and not (isinstance(rest.last_day, date) and rest.last_day < on):
                yield rest.ending(days_after(on, -1))
                rest = rest.beginning(on)
        yield rest


def at_home(due: Schedule, history: PaymentHistory) -> Iterator[tuple[Period, Payment]]:
    """Each payment that is due for days that were paid, with the period that was paid for them.

    A one-off sum that is yet to be paid in its turn is not among them: it is among the next payments.
    """
    paid_to, regular, alone = history.paid_to, set[Period](), set[Period]()
    for made in history.payments:
        (regular if made.is_regular else alone).add(made.period)
    in_order = sorted(regular, key=lambda each: each.first_day)
    for payment in due:
        if not payment.is_regular:
            if payment.period in alone:
                yield payment.period, payment
        elif paid_to is not None and payment.first_day <= paid_to:
            yield next((period for period in in_order if payment.first_day in period), payment.period), payment


def compared_up_to(history: PaymentHistory) -> date:
    """The day up to which what is due is compared: one-off sums may be dated after the last period that was paid."""
    days = (day for made in history.payments for day in (made.period.last_day, made.paid_on))
    return max(days)
