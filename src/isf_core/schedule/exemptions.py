"""What exemptions free of charge, from day to day (BUD-11)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..model.budget import Exemption, OneSupport
from ..model.plan import Support, SupportPlan
from ..values.dates import days_after
from ..values.rates import Rate
from ..values.timeline import Timeline

_ONE = Fraction(1)


class Freed(NamedTuple):
    """What an exemption frees of charge from its first to its last day: a share of the cost, a rate, or a service."""

    exemption: Exemption
    services: Timeline[Support | None]
    """The service that it frees, as the plan of each day has it."""

    @property
    def days_of_change(self) -> set[date]:
        """The days on which it begins or ends, or the plan has the service otherwise."""
        last = self.exemption.last_free_day
        days = {self.exemption.first_day, *(on for on, _ in self.services.changes)}
        return days | ({days_after(last, 1)} if last is not None and last < date.max else set())

    def of(self, cost: Fraction, on: date, weeks_in_year: Fraction) -> Fraction:
        """Which part of a cost a week it frees on a day; a sum that is free may be more than all of it."""
        part = self.exemption.part
        if isinstance(part, Fraction):
            return part
        priced = part if isinstance(part, Rate) else self.services.on(on)
        free = None if priced is None else priced.per_week(weeks_in_year)
        if not cost:
            return _ONE
        return Fraction(0) if free is None else free.pounds / cost


def freed_by(
    exemptions: tuple[Exemption, ...], plans: Timeline[SupportPlan]
) -> tuple[tuple[Freed, ...], tuple[str, ...]]:
    """What some exemptions free, and the paths of what is not recorded of it.

    Interpretation: where a later plan does not have the service, nothing of that plan is free.
    """
    freed: list[Freed] = []
    lacking: dict[str, None] = {}
    for each in exemptions:
        services = plans.map(lambda plan, part=each.part: _service(plan, part))  # type: ignore[misc]
        path = _lacking(each.part.ref, plans, services) if isinstance(each.part, OneSupport) else None
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


def _service(plan: SupportPlan, part: object) -> Support | None:
    return next((each for each in plan.supports or () if OneSupport(each.ref) == part), None)


def free_part(freed: tuple[Freed, ...], cost: Fraction, on: date, weeks_in_year: Fraction) -> Fraction:
    """Which part of a cost a week is exempt on a day, by all exemptions together; a support counts once."""
    covering = [each for each in freed if each.exemption.covers(on)]
    services = {each.exemption.part: each for each in covering if isinstance(each.exemption.part, OneSupport)}
    others = (each for each in covering if not isinstance(each.exemption.part, OneSupport))
    return min(sum((each.of(cost, on, weeks_in_year) for each in (*others, *services.values())), Fraction(0)), _ONE)
