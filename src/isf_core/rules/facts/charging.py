"""What rules ask about charges: what of the support may be charged for, from day to day (BUD-11)."""

from __future__ import annotations

from datetime import date

import attrs

from ...model.budget import Exemption, PersonalBudget
from ...model.organisations import Funding, FundingRate
from ...planning.plan_costs import rates_of
from ...schedule._accrual import AccrualRate
from ...schedule.deductions import Bearers
from ...schedule.exemptions import Freed, free_part, freed_by
from ...values.money import ExactMoney
from ...values.pay_cycle import Frequency
from ...values.rates import Rate
from ...values.table import as_read
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked


@attrs.frozen
class Chargeable:
    """Who bears the support and what is exempt, as far as it is recorded.

    What is not recorded is taken so that more may be charged for: what is more than that is too much whatever it is.
    """

    case: Case
    budget: PersonalBudget
    funding: Timeline[tuple[Funding, ...] | None]
    freed: tuple[Freed, ...]
    asked: tuple[Asked, ...]
    """What it rests on, as a case asks for it."""

    @classmethod
    def of(cls, case: Case) -> Chargeable:
        """What a case records of it."""
        budget, funding = case.arrangement.budget, case.known.over_time("funding")
        freed, lacking = freed_by(budget.exemptions or (), case.known.plan_over_time)
        asked: list[Asked] = [(budget.actual, "budget.actual"), (budget.exemptions, "budget.exemptions")]
        for _, parts in case.in_force(funding):
            asked.append((parts, "funding"))
            asked += ((each.funder.kind, f"funding[{each.ref}].funder.kind") for each in parts or ())
        asked += ((None, each) for each in lacking)
        return cls(case, budget, funding, freed, tuple(asked))

    @property
    def changes(self) -> list[date]:
        """The days on which some of it changes."""
        budget = self.budget
        timelines: list[Timeline[object]] = [self.funding]
        timelines += [] if budget.actual is None else [budget.actual]
        days = [on for timeline in timelines for on, _ in timeline.changes]
        return days + [on for each in self.freed for on in each.days_of_change]

    def limit_of(self, rate: Rate, on: date) -> tuple[str, tuple[Asked, ...]]:
        """What a charge on a day is more than, in words (else ""), and what is asked beside to tell."""
        parts = self.funding.on(on) or ()
        free = [each for each in self.freed if each.exemption.covers(on)]
        whole = next((each.exemption for each in free if each.exemption.part == 1), None)
        if whole is not None:
            return f"this support must be free: {whole.ground.value}", ()
        if parts and not any(each.funder.charges for each in parts):
            return f"no council pays for it, and what {_listed(parts)} pays for is free", ()
        if self.budget.actual is None:
            return "", ()
        cost = self.budget.actual.on(on)
        rates = [rate, cost, *(each.rate for each in parts if isinstance(each, FundingRate))]
        for each in free:
            service = each.services.on(on)
            rates += [each.exemption.part] if isinstance(each.exemption.part, Rate) else []
            rates += [] if service is None else rates_of(service)
        year = self.case.year_for(*rates)
        if year is None:
            return "", ((None, YEAR),)
        in_all = AccrualRate.of(cost, Frequency.WEEKLY, year)
        theirs = Bearers.of(parts, Frequency.WEEKLY, year).charging_part_of(in_all)
        part_free = free_part(self.freed, in_all.per_week, on, year)
        most = ExactMoney(theirs.times(1 - part_free).per_week)
        if rate.per_week(year) <= most:
            return "", ()
        if most.pounds == in_all.per_week:
            return f"the support costs only {as_read(cost)}", ()
        why = [f"{_listed(parts)} share the cost"] if theirs.per_week < in_all.per_week else []
        why += dict.fromkeys(_ground(each.exemption) for each in free) if part_free else ()
        return f"only {as_read(Rate.weekly(most))} of it may be charged for ({'; '.join(why)})", ()


def _listed(parts: tuple[Funding, ...]) -> str:
    return " and ".join(each.funder.ref for each in parts)


def _ground(exemption: Exemption) -> str:
    return f"free: {exemption.ground.value}"
