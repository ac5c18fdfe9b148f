"""The services of an arrangement as the national return counts them: from when to when, and what each costs.

One service is the fund, each in-house service is one of its own, and each one-off sum is one of one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import chain, zip_longest
from typing import Protocol, TypeVar

import attrs

from ..model.budget import OneOff
from ..model.documents import ends_on
from ..model.suspension import Suspension
from ..schedule.council_costs import CouncilCost, council_costs, is_councils, one_off_costs
from ..schedule.resolved_terms import ResolvedTerms
from ..values.dates import Period, days_after
from ..values.frozen import frozen
from ..values.money import ExactMoney
from ..values.rates import Rate, RateUnit
from ..values.record import WithFields


class ReturnedService(Enum):
    """What a service of the return is of an arrangement."""

    FUND = "the fund"
    IN_HOUSE = "an in-house service"
    ONE_OFF = "a one-off sum"


class Cost(Protocol):
    """What a service costs from one change to the next."""

    @property
    def terms(self) -> ResolvedTerms: ...
    @property
    def since(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def rate(self) -> Rate: ...
    @property
    def per_week(self) -> ExactMoney: ...
    def planned_in(self, span: Period) -> ExactMoney: ...


C = TypeVar("C", bound=Cost)


@frozen(eq=False, repr=False)
class InHouseCost(WithFields):
    """What an in-house service costs from one change to the next."""

    terms: ResolvedTerms
    since: date
    rate: Rate

    @property
    def last_day(self) -> date:
        """The last day of its phase; the last of the calendar where that is open-ended."""
        return ends_on(self.terms.last_day)

    @property
    def per_week(self) -> ExactMoney:
        """What it costs in a week."""
        return self.rate.per_week(self.terms.weeks_in_year)

    def planned_in(self, span: Period) -> ExactMoney:
        """What it costs over some days."""
        return self.terms.accrued_by(self.rate, span)


@frozen(eq=False)
class Running:
    """A service that runs from a first to a last day, with its costs in order; a gap begins another one."""

    kind: ReturnedService
    what: str
    first_day: date
    last_day: date
    costs: tuple[Cost, ...]

    def latest(self, on: date) -> Cost:
        """The cost on a day, or on its last day."""
        return [each for each in self.costs if each.since <= min(on, self.last_day)][-1]

    def days_in(self, span: Period) -> Period | None:
        """Its days within a span."""
        return between(self.first_day, self.last_day, span)

    def planned_in(self, span: Period) -> ExactMoney:
        """What it is planned to cost on its days within a span, each at the cost of the day."""
        days = self.days_in(span)
        parts = () if days is None else parts_of(self.costs, days)
        return ExactMoney.total(cost.planned_in(each) for cost, each in parts)

    def at_once(self, cost: Cost, span: Period) -> ExactMoney:
        """What it is planned to cost on its days within a span, all at one cost."""
        days = self.days_in(span)
        return ExactMoney(0) if days is None else cost.planned_in(days)

    def until(self, last_day: date) -> Running:
        """The same up to a day at most."""
        return attrs.evolve(self, last_day=min(self.last_day, last_day))

    def ended_by(self, suspensions: tuple[Suspension, ...]) -> Running | None:
        """The same; one that ends while it is suspended ends on the day on which the suspension began.

        None where it was suspended before it began: it never started.
        """
        before, ends = self.last_day.toordinal(), self.last_day
        for each in sorted(suspensions, key=lambda each: each.first_day, reverse=True):
            if each.first_day <= self.last_day and ends_on(each.last_day).toordinal() >= before:
                before, ends = each.first_day.toordinal() - 1, each.first_day
        return attrs.evolve(self, last_day=ends) if ends >= self.first_day else None


def between(first_day: date, last_day: date, span: Period) -> Period | None:
    """The days of a span between two days, which may be the last of the calendar."""
    first, last = max(first_day, span.first_day), min(last_day, span.last_day)
    return Period(first_day=first, last_day=last) if first <= last else None


def parts_of(costs: tuple[C, ...], span: Period) -> Iterator[tuple[C, Period]]:
    """Each cost that holds on some days of a span, with those days."""
    for place, each in enumerate(costs):
        last = each.last_day
        if place + 1 < len(costs):
            last = min(last, days_after(costs[place + 1].since, -1))
        days = between(each.since, last, span)
        if days is not None:
            yield each, days


def running_services(phases: tuple[ResolvedTerms, ...]) -> Iterator[Running]:
    """The fund on the days on which a council pays for it, and each in-house service on those on which it is given."""
    costs = [cost for terms in phases for cost in council_costs(terms)]
    yield from _runs(ReturnedService.FUND, "", [cost if is_councils(cost.terms) else None for cost in costs], costs)
    for place, service in enumerate(phases[0].in_house):
        rates = [(cost, cost.held.in_house[place][1]) for cost in costs]
        given = [InHouseCost(cost.terms, cost.since, rate) if rate.amount else None for cost, rate in rates]
        yield from _runs(ReturnedService.IN_HOUSE, service.what, given, costs)


def _runs(
    kind: ReturnedService, what: str, given: Sequence[Cost | None], held: Sequence[CouncilCost]
) -> Iterator[Running]:
    """The runs of costs that adjoin; None parts them, and so do days between two phases."""
    run: list[Cost] = []
    last = date.max
    for cost, here, following in zip_longest(given, held, held[1:]):
        if run and (cost is None or last < days_after(here.since, -1)):
            yield Running(kind, what, run[0].since, last, tuple(run))
            run = []
        if cost is not None:
            run.append(cost)
            last = here.last_day if following is None else min(here.last_day, days_after(following.since, -1))
    if run:
        yield Running(kind, what, run[0].since, last, tuple(run))


def one_offs_of(phases: tuple[ResolvedTerms, ...]) -> Iterator[tuple[OneOff, ExactMoney]]:
    """Each one-off sum, and what of it the councils bear, where they bear any of it."""
    return chain.from_iterable(map(one_off_costs, phases))


def in_its_unit(cost: Cost) -> ExactMoney:
    """What a cost comes to in the unit in which its rate is stated, by the agreement's own length of a year."""
    unit, year = cost.rate.unit, cost.terms.weeks_in_year
    weeks: dict[RateUnit, int | Fraction] = {
        RateUnit.WEEK: 1,
        RateUnit.FOUR_WEEKS: 4,
        RateUnit.MONTH: year / 12,
        RateUnit.YEAR: year,
    }
    return cost.per_week * weeks[unit]
