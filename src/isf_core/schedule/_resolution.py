"""From agreed to resolved, for one phase: the contract counts first, then the policy's parameters.

What neither states is missing, and all of that is named at once. Each value keeps where it comes from: field or policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple, TypeVar

import attrs

from ..errors import NotRecorded
from ..model.budget import OneOff, OneSupport, PersonalBudget
from ..model.documents import OPEN_ENDED, Clause, NotStated, OpenEnded, ends_on
from ..model.fees import ALIKE_THROUGHOUT, FeeBase, ManagementFee, NoFee
from ..model.organisations import Funding, FundingRate, Holder
from ..model.parameters import Parameters, Policies
from ..model.payment_terms import Basis, ChargedBy, PaymentLevel, PaymentTerms, Placement
from ..model.plan import SupportPlan, Visits
from ..model.suspension import Suspension
from ..values.frozen import Later
from ..values.pay_cycle import PayCycle
from ..values.rates import ANY_YEAR, Rate
from ..values.timeline import Timeline, in_steps, together
from ._charging_weeks import ChargingWeeks
from ._suspensions import AgreedRules, RulesOfSuspensions
from .deductions import SuspensionShares, bases_of, charged_by
from .exemptions import Freed, freed_by
from .means import within_means
from .resolved_terms import ZERO_RATE, ResolvedTerms, as_budget

T = TypeVar("T")
Origin = tuple[str, str, bool]
"""A field, where its value stands, and whether that is one of the policy's numbers."""

Needed = bool | Callable[[], bool]

_YEAR = "contract.payment.weeks_in_year"
_WHOLE = ("cycle", "timing", "due_days", "move", "working_days", "convention")
_of = attrgetter(*_WHOLE)
_pounds = attrgetter("amount.pounds.numerator")
_FIRST = (
    *(f"budget.{name}" for name in ("actual", "contribution", "in_house", "one_offs")),
    *("contract.fee", _YEAR, "contract.first_day", "contract.last_day"),
    *(f"contract.payment.{name}" for name in _WHOLE),
)
"""What every arrangement needs."""
_Held = tuple[PersonalBudget, tuple[OneOff, ...] | None, Timeline[ManagementFee] | None, object, object, PaymentTerms]
_OF_PAYMENT = frozenset(f"contract.payment.{field.name}" for field in attrs.fields(PaymentTerms))
_PATHS = (
    *("budget.actual", "budget.contribution", "budget.in_house", "budget.one_offs"),
    *("contract.fee", "contract.fee.base", "contract.fee_placement", "contract.first_day", "contract.last_day"),
    *_OF_PAYMENT,
)
_RECORDED: dict[str, Origin] = {path: (path.rpartition(".")[2], path, False) for path in _PATHS}
_BY_POLICY: dict[str, Origin] = {
    path: (name, "fee_base" if path == "contract.fee.base" else name, True) for path, (name, *_) in _RECORDED.items()
}
"""A policy's number has the name of the term, but for the fee's base."""


class Turn(NamedTuple):
    """From a day on: the payment terms, holder and funding of a phase."""

    since: date
    payment: PaymentTerms
    holder: Holder | None = None
    funding: tuple[Funding, ...] | None = None


@attrs.define(eq=False)
class Agreed:
    """What all phases are resolved from; what follows from it for all of them alike is worked out once."""

    policies: Policies[Parameters]
    budget: PersonalBudget
    fee: Timeline[ManagementFee] | None
    fee_placement: Timeline[Placement | NotStated] | None
    planned: SupportPlan | Timeline[SupportPlan]
    suspensions: tuple[Suspension, ...] = ()
    suspension: AgreedRules = None

    @cached_property
    def plans(self) -> Timeline[SupportPlan]:
        """The plan of each day; few terms depend on it."""
        return self.planned if isinstance(self.planned, Timeline) else Timeline(self.planned)

    @cached_property
    def suspended(self) -> tuple[tuple[SuspensionShares, ...], tuple[str, ...], tuple[Origin, ...]]:
        """What is left while payments are suspended, what is missing for that, and where its rules come from."""
        rules = RulesOfSuspensions(self.suspension, self.policies, [], [])
        shares = tuple(rules.shares(self.suspensions))
        return shares, tuple(rules.missing), tuple(rules.origins)

    @cached_property
    def freed(self) -> tuple[tuple[Freed, ...], tuple[str, ...]]:
        """What exemptions free of charge, and what is not recorded of it."""
        return freed_by(self.budget.exemptions or (), self.plans)


class Resolution:
    """One phase being resolved: what is found missing, and where each value comes from."""

    __slots__ = ("agreed", "missing", "origins", "policy", "then", "turn")

    def __init__(self, agreed: Agreed, turn: Turn, begins: date | None, since: date | None, reach: date) -> None:
        self.agreed, self.turn = agreed, turn
        policies = agreed.policies
        self.policy: Parameters = policies.entries[0][1]
        """The policy on the phase's first day: what a whole payment has one of is its."""
        self.then: Sequence[tuple[date, Parameters]] = ()
        """The policies that begin after it, within the phase."""
        if begins is not None:
            (_, self.policy), *self.then = policies.within(begins, reach)
        elif since is not None and len(policies.entries) > 1:
            self.then = policies.within(since, reach)[1:]
        self.missing: list[str] = []
        self.origins: list[Origin] = []

    def terms(
        self,
        first_day: date | None,
        last_day: date | OpenEnded | None,
        one_offs: tuple[OneOff, ...] | None,
        before: ResolvedTerms | None,
        end: date | OpenEnded | None,
    ) -> ResolvedTerms:
        """The phase's resolved terms; raises NotRecorded, which names all that is missing."""
        agreed, payment, policy = self.agreed, self.turn.payment, self.policy
        budget, fee, contribution = agreed.budget, agreed.fee, agreed.budget.contribution
        made: dict[str, Any] = {
            "budget": budget.actual,
            "contribution": contribution,
            "in_house": budget.in_house,
            "one_offs": one_offs,
            "fee": fee,
            "weeks_in_year": payment.weeks_in_year or policy.weeks_in_year,
            "first_day": first_day,
            "last_day": last_day,
            "cycle": payment.cycle or policy.cycle,
            "timing": payment.timing or policy.timing,
            "due_days": policy.due_days if payment.due_days is None else payment.due_days,
            "move": payment.move or policy.move,
            "working_days": payment.working_days or policy.working_days,
            "convention": payment.convention or policy.convention,
        }
        if NoneType in map(type, made.values()):
            self._lack(made)
        made["holder"], made["funding"] = self.turn.holder, self.turn.funding or ()
        if before is not None:
            # Of a period that goes on, it has the first days; another cycle begins a period of its own.
            made["begun_on"] = before.begun_on or before.first_day
            made["begins_period"] = before.cycle != made["cycle"]
        if budget.deployment is not None or not self._pays_the_budget:
            made.update(self._paid(made["weeks_in_year"], made["cycle"]))
        # What is None here was not needed: the class's own default stands in for it.
        basis = payment.basis or self._by_policy("basis")
        contributes = contribution is not None and any(map(_pounds, contribution.values))
        if self._term("contract.payment.basis", payment.basis, basis, needed=contributes) is not None:
            made["basis"] = basis
        if contribution is not None and contributes:
            made.update(self._charged(first_day, OPEN_ENDED if end is None else end, before))
            if budget.financial_assessments or budget.exemptions:
                made.update(self._charged_less(contribution, basis, made["weeks_in_year"]))
        if fee is not None and (fee.changes or not isinstance(fee.first, NoFee)):
            made["placement"] = self._placement()
            if (base := self._fee_base(fee)) is not None:
                made["fee_base"] = base
        with_what = self._term("contract.payment.one_offs", payment.one_offs, policy.one_offs, needed=bool(one_offs))
        if with_what is not None:
            made["one_off_payment"] = with_what
        if agreed.suspensions:
            made["suspended"], missing, of_rules = agreed.suspended
            self.missing += missing
            self.origins += of_rules
        if self.missing:
            raise NotRecorded("the payments", tuple(self.missing))
        made["policies"] = agreed.policies.of_days(made["first_day"], ends_on(last_day))
        held = budget, one_offs, fee, first_day, last_day, payment
        made["origins"] = Later(partial(_origins, held, policy, self.origins))
        return ResolvedTerms(**made)

    def _lack(self, made: dict[str, Any]) -> None:
        """Note what nobody states of what every arrangement needs."""
        if made["weeks_in_year"] is None and not self._needs_year():
            made["weeks_in_year"] = ANY_YEAR
        self.missing += [path for path, each in zip(_FIRST, made.values(), strict=True) if each is None]
        made["weeks_in_year"] = made["weeks_in_year"] or ANY_YEAR

    def _charged_less(
        self, contribution: Timeline[Rate], basis: Timeline[Basis] | None, year: Fraction
    ) -> dict[str, Any]:
        """What makes a charge less than was assessed: the person's means, and what is exempt."""
        budget, made = self.agreed.budget, dict[str, Any]()
        if budget.financial_assessments:
            within = within_means(contribution, budget.financial_assessments, year, budget.full_cost)
            if within != contribution:
                made["assessed"], made["contribution"] = contribution, within
                self.origins.append(("contribution", "budget.financial_assessments", False))
        if budget.exemptions:
            made["freed"], made["lacking"] = self.agreed.freed
            if basis is not None and Basis.NET in basis.values:
                self.missing.extend(made["lacking"])
        return made

    def _charged(self, first_day: date | None, end: date | OpenEnded, before: ResolvedTerms | None) -> dict[str, Any]:
        """By days or by weeks, and from which day on: a charging week that began in the phase before is finished."""
        stated, by_policy = self.turn.payment.charging, self.policy.charging
        charging = self._term("contract.payment.charging", stated, by_policy, needed=False)
        made: dict[str, Any] = {} if charging is None else {"charging": charging}
        if first_day is not None:
            goes_on = before if before is not None and before.adjoins(first_day) else None
            weeks, since = (None, first_day) if goes_on is None else (goes_on.charging_weeks, goes_on.charged_to)
            if charging is not None and charging.by is ChargedBy.CHARGING_WEEKS:
                if weeks is None or weeks.begins != charging.week_begins:
                    weeks = ChargingWeeks(since, end, charging.week_begins, follows=goes_on is not None)
                made["charging_weeks"] = weeks
            elif since > first_day:
                made["charged_from"] = since
        return made

    def _by_policy(self, number: str) -> Timeline[Any] | None:
        """A number that each day is paid by; None where the policy of some day does not set it."""
        first = getattr(self.policy, number)
        if not self.then:
            return None if first is None else _always(first)
        later = [(since, getattr(each, number)) for since, each in self.then]
        if first is not None and all(value is first for _, value in later):
            return _always(first)
        return None if first is None or any(value is None for _, value in later) else Timeline(first, *later)

    def _term(self, path: str, stated: T | None, by_policy: T | None = None, needed: Needed = True) -> T | None:
        """A term: what is recorded, else the policy's, else missing (where it is needed)."""
        if stated is not None:
            self.origins.append(_RECORDED[path])
            return stated
        if by_policy is not None:
            self.origins.append(_BY_POLICY[path])
        elif needed is True or (needed and needed()):
            self.missing.append(path)
        return by_policy

    def _needs_year(self) -> bool:
        """Whether any amount depends on how long a year is."""
        budget, plans = self.agreed.budget, self.agreed.plans
        services = [service.cost for service in budget.in_house or ()]
        timelines = (budget.actual, budget.contribution, *services, *(part.rate for part in budget.deployment or ()))
        rates = [rate for timeline in timelines if timeline for rate in timeline.values]
        # What a replaced plan cost matters only where a plan's cost may be paid.
        frees = any(isinstance(each.part, OneSupport) for each in budget.exemptions or ())
        matter = plans.values[-1:] if self._pays_the_budget and not frees else plans.values
        costs = [support.cost for plan in matter for support in plan.supports or ()]
        visits: list[Visits] = [each for cost in costs if isinstance(cost, tuple) for each in cost]
        rates += [cost for cost in costs if isinstance(cost, Rate)]
        rates += [part.rate for part in self.turn.funding or () if isinstance(part, FundingRate)]
        rates += [each.part for each in budget.exemptions or () if isinstance(each.part, Rate)]
        rates += [each.income for each in budget.financial_assessments or () if each.income is not None]
        return any(rate.unit.is_by_months for rate in rates) or any(each.needs_year for each in visits)

    @property
    def _pays_the_budget(self) -> bool:
        """Whether the policy of every day pays the whole budget, whatever the plan costs."""
        if self.policy.pays is not PaymentLevel.BUDGET:
            return False
        return not self.then or all(each.pays is PaymentLevel.BUDGET for _, each in self.then)

    def _paid(self, year: Fraction, cycle: PayCycle | None) -> dict[str, Any]:
        """The agreed value of the fund (BUD-14): what goes through it, or the plan's cost where that is less.

        By months each part of the plan's cost goes in its own unit, as the budget does.
        """
        budget, made = self.agreed.budget, dict[str, Any]()
        actual = budget.actual and budget.through_the_fund
        if actual is None:
            return {}
        if budget.deployment is not None:
            self.origins.append(("actual", "budget.deployment", False))
            made = {"budget": actual, "elsewhere": budget.beside_the_fund or None}
        if self._pays_the_budget:
            return made
        plans = self.agreed.plans
        levels = Timeline(self.policy.pays, *((since, each.pays) for since, each in self.then))
        costs = plans.map(lambda plan: plan.per_week(year))
        if None in costs.values and PaymentLevel.PLAN in levels.values:
            self.missing.append("plan.supports.cost")
            return made
        days, held = zip(*together(date.min, levels, actual, costs), strict=True)
        less = [cost is not None and cost < rate.per_week(year) for _, rate, cost in held]
        if not any(less):
            return made
        if None in levels.values:
            self.missing.append("policy.pays")
        self.origins.extend((("plan_cost", "plan.supports", False), ("plan_cost", "pays", True)))
        by_plan = [
            is_less and level is not PaymentLevel.BUDGET for is_less, (level, *_) in zip(less, held, strict=True)
        ]
        by_months = cycle is not None and bool(cycle.frequency.months)
        rates = [
            ((by_months and plans.on(on).rates(year)) or (Rate.weekly(cost),)) if is_it else (rate,)
            for on, is_it, (_, rate, cost) in zip(days, by_plan, held, strict=True)
        ]
        is_by_plan = in_steps(by_plan[0], [*zip(days[1:], by_plan[1:], strict=True)]) if any(by_plan) else None
        return {**made, **as_budget(days, rates, year), "by_plan": is_by_plan}

    def _placement(self) -> Timeline[Placement] | None:
        """Where the fee comes from; while the contract is silent, the policy's word counts."""
        stated = self.agreed.fee_placement
        if stated is not None and not _any_is(NotStated, stated):
            self._term("contract.fee_placement", stated)
            return stated  # type: ignore[return-value]  # it is stated throughout
        by_policy = self._term("contract.fee_placement", None, self._by_policy("fee_placement"))
        if stated is None:
            return by_policy
        by_policy = by_policy or _always(Placement.INSIDE)
        return _either(stated.map(lambda each: isinstance(each, NotStated)), by_policy, stated)

    def _fee_base(self, fee: Timeline[ManagementFee]) -> Timeline[FeeBase] | None:
        """The base of percentages whose fee names none; raises IsfError for a fee that cannot be."""
        actual, contribution = self.agreed.budget.actual, self.agreed.budget.contribution
        if actual is None or contribution is None:
            return None

        def has_unnamed() -> bool:
            if is_alike:
                charged = (charged_by(each, date.min, ZERO_RATE, ZERO_RATE) for each in fee.values)
            else:
                # A council's own fee may charge otherwise once the budget has changed: ask at every change.
                held = together(date.min, fee, actual, contribution)
                charged = (charged_by(each, on, *rates) for on, (each, *rates) in held)
            return any(None in bases_of(charges) for charges in charged)

        is_alike = isinstance(fee.first, ALIKE_THROUGHOUT) and (
            not fee.changes or all(isinstance(each, ALIKE_THROUGHOUT) for _, each in fee.changes)
        )
        if not is_alike:
            has_unnamed()  # what a fee of a council's own refuses is refused here
        return self._term("contract.fee.base", None, self._by_policy("fee_base"), needed=has_unnamed)


def _any_is(kind: type, over_time: Timeline[Any]) -> bool:
    """Whether a value is ever of a kind."""
    held = over_time.changes
    return isinstance(over_time.first, kind) or (bool(held) and any(isinstance(each, kind) for _, each in held))


def _origins(held: _Held, policy: Parameters, others: list[Origin]) -> tuple[Origin, ...]:
    """Where the terms stand: those that every arrangement needs, in the arrangement or in the policy, then others.

    The payment terms stand in a clause of the contract, where it says in which.
    """
    budget, one_offs, fee, first_day, last_day, payment = held
    of_budget = budget.actual, budget.contribution, budget.in_house, one_offs
    stated = (*of_budget, fee, payment.weeks_in_year, first_day, last_day, *_of(payment))
    out = [
        _BY_POLICY[path] if mine is None else _RECORDED[path]
        for path, mine in zip(_FIRST, stated, strict=True)
        if mine is not None or path != _YEAR or policy.weeks_in_year is not None  # nothing may depend on it
    ]
    clause = f" ({payment.clause.reference})" if isinstance(payment.clause, Clause) else ""
    return tuple(
        (name, path + clause if path in _OF_PAYMENT else path, is_policy) for name, path, is_policy in (*out, *others)
    )


def _either(which: Timeline[bool], one: Timeline[Any], other: Timeline[Any]) -> Timeline[Any]:
    """On each day the value of one timeline or of another."""
    if not which.changes:
        return one if which.first else other
    days = sorted({since for timeline in (which, one, other) for since, _ in timeline.changes})
    on = ((one if which.on(day) else other).on(day) for day in days)
    return Timeline((one if which.first else other).first, *zip(days, on, strict=True))


@lru_cache(maxsize=64)
def _always(value: Enum) -> Timeline[Any]:
    """A number of a policy, as it stands on every day."""
    return Timeline(value)
