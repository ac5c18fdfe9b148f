"""What rules ask about charges: what of the support may be charged for, from day to day (BUD-11)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from ...model.budget import PersonalBudget
from ...model.organisations import FunderKind, Funding, FundingRate
from ...model.payment_terms import PaymentLevel
from ...model.plan import SupportPlan
from ...planning.plan_costs import cost_a_week, rates_of
from ...schedule.bearers import Bearers
from ...schedule.exemptions import Freed, free_on, freed_by, freed_over_time
from ...values.dates import days_after
from ...values.money import ExactMoney
from ...values.pay_cycle import Frequency
from ...values.rates import Rate
from ...values.table import as_read
from ...values.timeline import Steps, Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked
from .costs import asked, beyond

_pounds = attrgetter("amount.pounds")


def is_charged(contribution: Timeline[Rate]) -> bool:
    """Whether the person is ever charged anything.

    >>> is_charged(Timeline(Rate.weekly(0), (date(2026, 10, 1), Rate.weekly(5)))), is_charged(Timeline(Rate.weekly(0)))
    (True, False)
    """
    return any(map(_pounds, contribution.values))


class Funders(NamedTuple):
    """Who bears the support, as far as it is recorded; of what is not recorded the council bears all."""

    funding: Timeline[tuple[Funding, ...] | None]
    asked: tuple[Asked, ...]
    """What it rests on, as a case asks for it."""
    all_charge: bool
    """Whether all that bear it at any time charge for it."""

    @classmethod
    def of(cls, case: Case) -> Funders:
        """What a case records of it."""
        funding, asked = case.known.over_time("funding"), list[Asked]()
        for _, parts in case.in_force(funding):
            asked.append((parts, "funding"))
            asked += [(each.funder.kind, f"funding[{each.ref}].funder.kind") for each in parts or ()]
        all_charge = all(each.funder.charges for parts in funding.values for each in parts or ())
        return cls(funding, tuple(dict.fromkeys(asked)) if funding.changes else tuple(asked), all_charge)

    def rates_on(self, on: date) -> list[Rate]:
        """The rates that funders pay on a day."""
        return [each.rate for each in self.funding.on(on) or () if isinstance(each, FundingRate)]

    def charged(self, cost: ExactMoney, on: date, year: Fraction) -> ExactMoney:
        """What of a cost a week those funders bear that charge for it."""
        return cost if self.all_charge else _charged_by(self.funding.on(on) or (), cost, year)

    def surely_charged(self, cost: ExactMoney, on: date, year: Fraction) -> ExactMoney:
        """What of a cost a week those bear that are recorded as funders that charge; the rest may be another's."""
        parts = self.funding.on(on)
        if parts is None:
            return ExactMoney(0)
        known = [each.replace(funder=each.funder.replace(kind=each.funder.kind or FunderKind.NHS)) for each in parts]
        return _charged_by(tuple(known), cost, year)


def _charged_by(parts: tuple[Funding, ...], cost: ExactMoney, year: Fraction) -> ExactMoney:
    """What of a cost a week those of some funders bear that charge for it."""
    if all(each.funder.charges for each in parts):
        return cost
    return Bearers.of(parts, Frequency.WEEKLY, year).charging_part_a_week(cost)


class Chargeable(NamedTuple):
    """What of the support may be charged for, as far as it is recorded.

    What is not recorded is taken so that more may be charged for: what is more than that is too much whatever it is.
    """

    case: Case
    budget: PersonalBudget
    funders: Funders
    freed: tuple[Freed, ...]
    asked: tuple[Asked, ...]
    """What it rests on, as a case asks for it."""
    free_over_time: dict[Fraction, Steps]
    """What is free from day to day, by how long a year is; each worked out when it is first asked for."""

    @classmethod
    def of(cls, case: Case) -> Chargeable:
        """What a case records of it."""
        budget, funders = case.arrangement.budget, case.once(Funders.of)
        freed, lacking = freed_by(budget.exemptions, case.known.plan_over_time) if budget.exemptions else ((), ())
        facts: tuple[Asked, ...] = ((budget.actual, "budget.actual"), (budget.exemptions, "budget.exemptions"))
        asked = (*facts, *funders.asked, *[(None, each) for each in lacking])
        return cls(case, budget, funders, freed, asked, {})

    @property
    def changes(self) -> list[date]:
        """The days on which some of it changes."""
        actual, full_cost = self.budget.actual, self.budget.full_cost
        days = [on for on, _ in (*self.funders.funding.changes, *(() if actual is None else actual.changes))]
        if full_cost is not None and full_cost.last_day not in (None, date.max):
            days.append(days_after(full_cost.last_day, 1))
        if self._may_pay_the_plan:
            plans, policies = self.case.known.plan_over_time.changes, self.case.policies.entries
            parts = [part for rate in self.budget.beside_the_fund for part in rate.changes]
            days += [on for on, _ in (*plans, *policies, *parts) if on is not None]
        return days + [on for each in self.freed for on in each.days_of_change]

    @property
    def _may_pay_the_plan(self) -> bool:
        """Whether a policy of some day does not pay the budget, whatever the plan costs."""
        return any(each.pays is not PaymentLevel.BUDGET for _, each in self.case.policies.entries)

    def _free_by(self, year: Fraction) -> Steps:
        if year not in self.free_over_time:
            self.free_over_time[year] = freed_over_time(self.freed, year)
        return self.free_over_time[year]

    def limit_of(self, rate: Rate, on: date) -> tuple[str, tuple[Asked, ...]]:
        """What a charge on a day is more than, in words (else ""), and what is asked beside to tell."""
        parts = self.funders.funding.on(on) or ()
        free = [each for each in self.freed if each.exemption.covers(on)] if self.freed else []
        if free and (whole := sorted({each.exemption.ground.value for each in free if each.exemption.part == 1})):
            return f"this support must be free ({' and '.join(whole)}), and nothing is taken", ()
        if parts and not self.funders.all_charge and not any(each.funder.charges for each in parts):
            pay = f"{_listed(parts)} pay{'s' * (len(parts) == 1)}"
            return f"no council pays for it, what {pay} for is free, and nothing is taken", ()
        if self.budget.actual is None:
            return "", ()
        cost = self.budget.actual.on(on)
        rates = [rate, cost, *self.funders.rates_on(on)]
        for each in free:
            service = each.services.on(on)
            rates += [each.exemption.part] if isinstance(each.exemption.part, Rate) else []
            rates += [] if service is None else rates_of(service)
        plan = None
        if self._may_pay_the_plan:
            plan, beside = self.case.known.plan_over_time.on(on), [each.on(on) for each in self.budget.beside_the_fund]
            rates += [*beside, *(each for support in plan.supports or () for each in rates_of(support))]
        year = self.case.year_for(*rates)
        if year is None:
            return "", ((None, YEAR),)
        in_all, least, asks = cost.per_week(year), None, tuple[Asked, ...]()
        said = f"the support costs only {as_read(cost)}"
        if plan is not None:
            of_plan, least, asks = self._paid_by_plan(plan, in_all, on, year)
            if of_plan is not None:
                in_all, said = of_plan, f"the council pays only what the plan costs, {as_read(Rate.weekly(of_plan))}"
        charge, theirs, part_free = rate.per_week(year), *self._of(in_all, on, year)
        most = theirs * (1 - part_free) if part_free else theirs
        if beyond(charge, most) <= 0:
            if least is None:
                return "", ()
            theirs, part_free = self._of(least, on, year)
            return "", asks if beyond(charge, theirs * (1 - part_free)) > 0 else ()
        if most == in_all:
            return f"{said}, and no more is taken", ()
        why = [f"{_listed(parts)} share the cost"] if theirs < in_all else []
        why += sorted({f"free: {each.exemption.ground.value}" for each in free}) if part_free else ()
        only = f"only {as_read(Rate.weekly(most))} of it may be charged for ({'; '.join(why)})"
        return f"{only}, and no more is taken", ()

    def _of(self, cost: ExactMoney, on: date, year: Fraction) -> tuple[ExactMoney, Fraction | int]:
        """What those that charge bear of a cost a week, and which part of it is free."""
        theirs = self.funders.charged(cost, on, year)
        return theirs, free_on(self._free_by(year), on).part_of(cost.pounds) if self.freed else 0

    def _paid_by_plan(
        self, plan: SupportPlan, in_all: ExactMoney, on: date, year: Fraction
    ) -> tuple[ExactMoney | None, ExactMoney | None, tuple[Asked, ...]]:
        """What it costs a week where the plan's cost is paid and is less than goes through the fund.

        Where that is not known: the least that it may cost, and what is asked to tell. As in the schedule, what is
        bought once is no weekly cost.
        """
        level, cost = self.case.policies.on_or_first(on).pays, cost_a_week(plan, year)
        beside = ExactMoney.total(each.on(on).per_week(year) for each in self.budget.beside_the_fund)
        of_plan = cost.known + beside
        if level is PaymentLevel.BUDGET or of_plan >= in_all or (level is None and cost.missing):
            return None, None, ()
        if cost.missing or level is None:
            return None, of_plan, asked(plan, cost) if cost.missing else ((level, "policy.pays"),)
        return of_plan, None, ()


def _listed(parts: tuple[Funding, ...]) -> str:
    return " and ".join(sorted(each.funder.ref for each in parts))
