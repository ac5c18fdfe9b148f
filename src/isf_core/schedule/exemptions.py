"""What exemptions free of charge, from day to day (BUD-11)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from ..model.budget import Exemption, OneSupport
from ..model.plan import Support, SupportPlan
from ..values.dates import days_after
from ..values.rates import Rate
from ..values.timeline import Steps, Timeline

_NONE, _ONE = Fraction(0), Fraction(1)


class Free(NamedTuple):
    """What is exempt at one time, by some exemptions together: shares of the cost, and so many sums a week."""

    shares: Fraction = _NONE
    sums: Fraction = _NONE
    priced: int = 0

    @property
    def shares_of_all(self) -> Fraction:
        """Which part of any cost its shares are together."""
        above, below = self.shares.as_integer_ratio()
        return self.shares if above <= below else _ONE

    def part_of(self, cost: Fraction) -> Fraction:
        """Which part of a cost a week that is: never more than all of it, and a sum is all of a cost of 0.00."""
        if not self.priced:
            return self.shares_of_all
        return min(self.shares + self.sums / cost, _ONE) if cost else _ONE


_NOTHING = Free()
NOTHING_FREE = Steps(_NOTHING, ())
_NO_SERVICE: Timeline[Support | None] = Timeline(None)


class Freed(NamedTuple):
    """What an exemption frees of charge from its first to its last day: a share of the cost, a rate, or a service."""

    exemption: Exemption
    services: Timeline[Support | None]
    """The service that it frees, as the plan of each day has it."""

    @property
    def days_of_change(self) -> set[date]:
        """The days on which it begins or ends, or the plan has the service otherwise."""
        last = self.exemption.last_free_day
        days = {self.exemption.first_day, *[on for on, _ in self.services.changes]}
        return days | ({days_after(last, 1)} if last is not None and last < date.max else set())

    def of(self, on: date, weeks_in_year: Fraction) -> Free:
        """What it frees on a day that it covers."""
        part = self.exemption.part
        if isinstance(part, Fraction):
            return Free(part)
        priced = part if isinstance(part, Rate) else self.services.on(on)
        free = None if priced is None else priced.per_week(weeks_in_year)
        return Free(sums=_NONE if free is None else free.pounds, priced=1)


def freed_by(
    exemptions: tuple[Exemption, ...], plans: Timeline[SupportPlan]
) -> tuple[tuple[Freed, ...], tuple[str, ...]]:
    """What some exemptions free, and the paths of what is not recorded of it.

    Interpretation: where a later plan does not have the service, nothing of that plan is free.
    """
    freed: list[Freed] = []
    lacking: dict[str, None] = {}
    for each in exemptions:
        services, path = _NO_SERVICE, None
        if isinstance(each.part, OneSupport):
            ref = each.part.ref
            services = plans.map(lambda plan, ref=ref: _service(plan, ref))  # type: ignore[misc]
            path = _lacking(ref, plans, services)
        if path is None:
            freed.append(Freed(each, services))
        else:
            lacking[path] = None
    return tuple(freed), tuple(lacking)


def _lacking(ref: str, plans: Timeline[SupportPlan], services: Timeline[Support | None]) -> str | None:
    """The path of what is not recorded of a service; None where all is."""
    if any(plan.supports is None for plan in plans.values):
        return "plan.supports"
    there = [service for service in services.values if service is not None]
    if not there:
        return f"plan.supports[{ref}]"
    return None if all(each.cost is not None for each in there) else f"plan.supports[{ref}].cost"


def _service(plan: SupportPlan, ref: str) -> Support | None:
    return next((each for each in plan.supports or () if each.ref == ref), None)


def freed_over_time(freed: tuple[Freed, ...], weeks_in_year: Fraction) -> Steps:
    """What all exemptions free together, from day to day, in one walk over the days on which any of it changes."""
    # Days, what something that is exempt was before, and what it is from then on; of a support, its days too that
    # another exemption frees as well.
    of_supports = [each for each in freed if isinstance(each.exemption.part, OneSupport)]
    moves = [(on, _NOTHING, _NOTHING) for each in of_supports for on in each.days_of_change]
    for each, first_day, last_day in _each_once(freed):
        before = _NOTHING
        for on in (first_day, *(on for on, _ in each.services.changes if first_day < on <= last_day)):
            now = each.of(on, weeks_in_year)
            moves.append((on, before, now))
            before = now
        if last_day < date.max:
            moves.append((days_after(last_day, 1), before, _NOTHING))
    total, changes = _NOTHING, list[tuple[date, Free]]()
    for on, before, now in sorted(moves, key=itemgetter(0)):
        # Where it is all that is exempt, nothing need be added up.
        total = now if total is before else _plus(_less(total, before), now)
        changes.append((on, total))
    return Steps(_NOTHING, tuple(changes))


def free_on(over_time: Steps, on: date) -> Free:
    """What is exempt on a day, by all exemptions together; a support counts once."""
    place = bisect_right(over_time.changes, on, key=itemgetter(0))
    free: Free = over_time.changes[place - 1][1] if place else over_time.first
    return free


def _each_once(freed: tuple[Freed, ...]) -> Iterator[tuple[Freed, date, date]]:
    """Each exemption from its first to its last day; those of one support that overlap as one, for it counts once."""
    of_support: dict[OneSupport, tuple[Freed, date, date]] = {}
    for each in sorted(freed, key=lambda each: each.exemption.first_day):
        part, first_day = each.exemption.part, each.exemption.first_day
        last_day = each.exemption.last_free_day or date.max
        if not isinstance(part, OneSupport):
            yield each, first_day, last_day
            continue
        before = of_support.get(part)
        if before is not None and first_day <= before[2]:
            of_support[part] = (before[0], before[1], max(before[2], last_day))
            continue
        of_support[part] = (each, first_day, last_day)
        if before is not None:
            yield before
    yield from of_support.values()


def _plus(one: Free, other: Free) -> Free:
    if one is _NOTHING or other is _NOTHING:
        return one if other is _NOTHING else other
    return Free(one.shares + other.shares, one.sums + other.sums, one.priced + other.priced)


def _less(now: Free, before: Free) -> Free:
    if before is _NOTHING:
        return now
    return Free(now.shares - before.shares, now.sums - before.sums, now.priced - before.priced)
