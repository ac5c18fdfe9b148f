"""The regular payment: what a whole period is paid, without what is no part of every period.

Interpretation: it is as if nothing were suspended, net where it is paid net, without fee on top and one-off sums, at
the amounts of a day (before the first day, those of the first), for the period that the day falls in, and rounded as a
payment of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import attrs

from ..model.field_paths import put
from ..model.payment_terms import Basis, Timing
from ..values.dates import days_after
from ..values.timeline import Timeline
from ._accrual import stated
from ._pay_periods import pay_calendar
from .build import build_schedule
from .payment import Payment
from .resolved_terms import NO_FEE, ResolvedTerms

T = TypeVar("T")


def regular_payment(terms: ResolvedTerms, on: date) -> Payment:
    """The regular payment on a day."""
    whole = terms.cycle.period_of(on)
    full = attrs.evolve(
        terms,
        first_day=whole.first_day,
        last_day=whole.last_day,
        budget=_as_on(terms.budget, on),
        in_house=tuple(put(each, "cost", _as_on(each.cost, on)) for each in terms.in_house),
        contribution=_as_on(terms.contribution, on),
        basis=_as_on(terms.basis, on),
        fee=NO_FEE,
        one_offs=(),
        suspended=(),
    )
    return build_schedule(full)[0]


def _as_on(timeline: Timeline[T], on: date) -> Timeline[T]:
    """What holds on a day, always."""
    return Timeline(timeline.on(on)) if timeline.changes else timeline


def regular_pence(terms: ResolvedTerms, on: date) -> int:
    """What the regular payment on a day comes to, in pence.

    By weeks, where a contribution by days is all that comes off a budget, it is so many days of both: it needs no line.
    """
    cycle = terms.cycle
    if (
        not cycle.frequency.weeks
        or terms.in_house
        or terms.freed
        or terms.charging_weeks is not None
        or terms.charged_from is not None
        or terms.charging.collection_floor
        or not all(part.funder.charges for part in terms.funding)
    ):
        return regular_payment(terms, on).amount.pence
    begins, days = cycle.start_of(cycle.number_of(on)), 7 * cycle.frequency.weeks
    # One that no calendar has a due date for is refused, as its line would be.
    calendar = pay_calendar(cycle, terms.timing, terms.due_days, terms.move, terms.working_days)
    calendar.due_from(begins, begins if terms.timing is Timing.IN_ADVANCE else days_after(begins, days))
    rates = stated((terms.budget.on(on), terms.contribution.on(on)), cycle.frequency, terms.weeks_in_year)
    # Each rounded once, half up; a contribution takes no more than the budget has.
    budget, contribution = [(200 * days * a_day + over) // (2 * over) for a_day, _, _, over, _ in rates]
    return budget if terms.basis.on(on) is Basis.GROSS else max(0, budget - contribution)
