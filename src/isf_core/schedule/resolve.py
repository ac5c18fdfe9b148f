"""From agreed to resolved: the contract counts first, then the policy's parameters.

What neither states is missing, and all of that is named at once. Each value keeps its provenance: field or policy.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import zip_longest
from typing import Any, TypeVar

import attrs

from ..errors import NotRecorded
from ..model.arrangement import Arrangement, Phase
from ..model.budget import OneOff, OneSupport, PersonalBudget
from ..model.contract import Contract
from ..model.documents import OPEN_ENDED, Clause, NotStated, OpenEnded, ends_on
from ..model.fees import FeeBase, FeeFacts, ManagementFee, NoFee
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import Funding, FundingRate, Holder
from ..model.parameters import (
    GivenPolicy,
    HasParameters,
    Parameters,
    Policies,
    parameters_of,
    policies_of,
)
from ..model.payment_terms import Basis, ChargedBy, PaymentLevel, PaymentTerms, Placement
from ..model.plan import SupportPlan, Visits
from ..model.suspension import Suspension
from ..values.checks import instance
from ..values.dates import Period, days_after
from ..values.money import ExactMoney
from ..values.rates import Rate
from ..values.timeline import Timeline
from ._by_policy import either, turns_in
from ._charging_weeks import ChargingWeeks
from ._suspensions import AgreedRules, RulesOfSuspensions
from .deductions import bases_of, charges_of
from .ends import Ends, ends_of
from .exemptions import freed_by
from .means import within_means
from .resolved_terms import ResolvedTerms, charged_up_to_days_between

T = TypeVar("T")


def resolve_terms(arrangement: Arrangement, *, policy: Parameters | HasParameters) -> ResolvedTerms:
    """Resolve an arrangement's terms as they stand: the contract first, then the policy's parameters.

    It leaves out variations; `resolve_phases` applies them. It needs only what the payments depend on: the basis only
    if there is a contribution, the fee's placement only if there is a fee, and so on. It also works out how each
    component accrues, so that a schedule is a sum of whole numbers.

    Raises NotRecorded, which names every field that neither records; OutsideTheArrangement for a one-off sum that is
    dated outside it; ContradictoryTerms unless exactly one part of a split budget goes through the fund.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    (out,) = _phases(arrangement, (), (), Policies(parameters_of("resolve_terms", policy)))
    out.accruals  # noqa: B018  # worked out and kept
    return out


def resolve_phases(arrangement: Arrangement, *, policy: GivenPolicy) -> tuple[ResolvedTerms, ...]:
    """Resolve an arrangement's terms phase by phase: one for each change of payment terms, holder or funding.

    It applies all variations in the arrangement, whenever they became known; `as_known` leaves out later ones. A
    one-off sum goes with the phase that contains its date.

    Of dated policies, each day is paid by its own suspension rule, basis, fee base, fee placement and payment level.
    The numbers that a whole payment has one of (cycle, timing, due days, rounding, the weeks in a year and the like)
    are those of the policy on its first day, so they begin with a payment: a phase of its own if any of them differs.

    Raises what `resolve_terms` raises, for all phases at once, and NoPolicy for an arrangement that begins before the
    first of some dated policies.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    return phases_of(ArrangementAsKnown.in_full(arrangement), policies_of("resolve_phases", policy))


def phases_of(
    view: ArrangementAsKnown, policies: Policies[Parameters], *, last_day: date | None = None
) -> tuple[ResolvedTerms, ...]:
    """The phases of an arrangement, or what they are where it ends on another last day.

    A recorded termination that is known ends it too (see `ends`). One-off sums after such a day are nobody's to pay.
    Where it never began, there is one phase without a day.
    """
    return _phases(view.arrangement, view.arrangement.later, view.without_a_base, policies, last_day)


def _phases(
    known: Arrangement,
    later: tuple[Phase, ...],
    lacking: tuple[str, ...],
    policies: Policies[Parameters],
    last_day: date | None = None,
) -> tuple[ResolvedTerms, ...]:
    contract, one_offs = known.contract, known.budget.one_offs
    first, end = contract.first_day, contract.last_day
    agreed = _Resolution(
        policies,
        known.budget.with_full_cost(first),
        contract.fee,
        contract.fee_placement,
        contract.payment,
        known.plans or Timeline(known.plan),
        known.suspensions,
        known.funding,
        contract.suspension,
    )
    ends = Ends(end)
    if known.endings:
        try:
            ends = ends_of(known, policies)
        except NotRecorded as error:
            lacking = (*lacking, *error.fields)
    if last_day is None and ends.last_day != end and isinstance(ends.last_day, date):
        last_day = ends.last_day
    if last_day is not None:
        end, one_offs = last_day, None if one_offs is None else tuple(each for each in one_offs if each.on <= last_day)
        if first is not None and end < first:
            end = days_after(first, -1)  # it never began
    begun = Phase(since=first or date.min, payment=contract.payment, holder=known.holder, funding=known.funding)
    ends = Ends(end, ends.between)
    out = _in_phases(agreed, (begun, *later), first, ends, one_offs, lacking)
    ends.all_inside(first, one_offs or ())
    return out


def _in_phases(
    agreed: _Resolution,
    varied: tuple[Phase, ...],
    first: date | None,
    ends: Ends,
    one_offs: tuple[OneOff, ...] | None,
    lacking: tuple[str, ...] = (),
) -> tuple[ResolvedTerms, ...]:
    """The terms of each phase, begun by a variation or by a policy; all that is missing is named at once."""
    policies, end, until = agreed.policies, ends.last_day, ends_on(ends.last_day)
    phases: list[tuple[Phase, Parameters]] = []
    for phase, following in zip_longest(varied, varied[1:]):
        if phases and phase.since > until:
            break
        phases.append((phase, policies.on(phase.since) if first else policies.entries[0][1]))
        if first and len(policies.entries) > 1:
            before = until if following is None else min(until, days_after(following.since, -1))
            phases += turns_in(*phases[-1], policies, before)
    begins = (first, *(phase.since for phase, _ in phases[1:]))
    lasts = (*(days_after(phase.since, -1) for phase, _ in phases[1:]), end)
    missing = dict.fromkeys(lacking)
    out: list[ResolvedTerms] = []
    for (phase, policy), since, last in zip(phases, begins, lasts, strict=True):
        held_to = ends.held_to(since, last)
        of_its_days = one_offs
        if one_offs is not None and len(phases) > 1:
            of_its_days = tuple(each for each in one_offs if _inside(each.on, since, held_to))
        reach = until if last is end else min(until, days_after(ends_on(last), 6))  # a charging week is finished in it
        then = policies.within(since, reach)[1:] if since and len(policies.entries) > 1 else ()
        of_phase = agreed
        if phase is not varied[0] or policy is not agreed.policy or then:
            of_phase = attrs.evolve(agreed, payment=phase.payment, funding=phase.funding, policy=policy, then=then)
        try:
            if held_to == last or (since is not None and since <= ends_on(held_to)):
                out.append(of_phase.resolved(since, held_to, of_its_days, phase.holder, out[-1] if out else None, end))
        except NotRecorded as error:
            missing.update(dict.fromkeys(error.fields))
    if missing:
        raise NotRecorded("the payments", tuple(missing))
    return charged_up_to_days_between(tuple(out))


def resolve_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate],
    fee: ManagementFee | Timeline[ManagementFee],
    fee_placement: Placement | Timeline[Placement] | None,
    policy: GivenPolicy,
) -> tuple[ResolvedTerms, ...]:
    """The terms of a rate that is paid over some days, with nothing beside it but what is given; phase by phase."""
    instance("schedule_rate.terms", terms, PaymentTerms, "give PaymentTerms")
    instance("schedule_rate.span", span, Period, "give a Period: the first and last day for which it is paid")
    budget = PersonalBudget(actual=rate, contribution=contribution, in_house=(), one_offs=())
    policies = policies_of("schedule_rate", policy)
    agreed = Contract(fee=fee, fee_placement=fee_placement)
    begun = Phase(since=span.first_day, payment=terms)
    of_rate = _Resolution(policies, budget, agreed.fee, agreed.fee_placement, terms)
    return _in_phases(of_rate, (begun,), span.first_day, Ends(span.last_day), ())


def _lesser(actual: Timeline[Rate], costs: Timeline[ExactMoney | None], year: Fraction) -> Timeline[Rate]:
    """On each day the budget, or what the plan of that day costs, where that is less."""

    def on(rate: Rate, cost: ExactMoney | None) -> Rate:
        return Rate.weekly(cost) if cost is not None and cost < rate.per_week(year) else rate

    if not costs.changes:
        return actual.map(lambda rate: on(rate, costs.first))
    days = sorted({since for timeline in (actual, costs) for since, _ in timeline.changes})
    return Timeline(on(actual.first, costs.first), *((since, on(actual.on(since), costs.on(since))) for since in days))


def _inside(on: date, first: date | None, last: date | OpenEnded | None) -> bool:
    return (first is None or first <= on) and (not isinstance(last, date) or on <= last)


@attrs.frozen
class _Resolution:
    """What the terms of one phase are resolved from, what is found missing, and where each value comes from."""

    policies: Policies[Parameters]
    budget: PersonalBudget
    fee: Timeline[ManagementFee] | None
    fee_placement: Timeline[Placement | NotStated] | None
    payment: PaymentTerms
    plans: Timeline[SupportPlan] = attrs.field(factory=lambda: Timeline(SupportPlan()))
    suspensions: tuple[Suspension, ...] = ()
    funding: tuple[Funding, ...] | None = None
    suspension: AgreedRules = None
    policy: Parameters = attrs.field(default=attrs.Factory(lambda self: self.policies.entries[0][1], takes_self=True))
    """The policy on the phase's first day: what a whole payment has one of is its."""
    then: tuple[tuple[date, Parameters], ...] = ()
    """The policies that begin after it, within the phase."""
    missing: list[str] = attrs.field(factory=list, init=False)
    origins: list[tuple[str, str, bool]] = attrs.field(factory=list, init=False)

    def resolved(
        self,
        first_day: date | None,
        last_day: date | OpenEnded | None,
        one_offs: tuple[OneOff, ...] | None,
        holder: Holder | None,
        before: ResolvedTerms | None = None,
        end: date | OpenEnded | None = None,
    ) -> ResolvedTerms:
        budget, terms, policy = self.budget, self.payment, self.policy
        self._term("budget.actual", budget.actual)
        made: dict[str, Any] = {"funding": self.funding, "holder": holder}
        for name in ("contribution", "in_house"):
            made[name] = self._term(f"budget.{name}", getattr(budget, name))
        made["one_offs"] = self._term("budget.one_offs", one_offs)
        made["fee"] = self._term("contract.fee", self.fee)
        year = "contract.payment.weeks_in_year"
        year_of_terms = self._term(year, terms.weeks_in_year, policy.weeks_in_year, needed=self._needs_year())
        made["weeks_in_year"] = year_of_terms or Fraction(52)  # where it is not needed, any year gives the same
        made["first_day"] = self._term("contract.first_day", first_day)
        made["last_day"] = self._term("contract.last_day", last_day)
        for name in ("cycle", "timing", "due_days", "move", "working_days", "convention"):
            made[name] = self._term(f"contract.payment.{name}", getattr(terms, name), getattr(policy, name))
        # Of a period that goes on, the phase before has the first days; another cycle begins a period of its own.
        made["begun_on"] = None if before is None else before.begun_on or before.first_day
        made["begins_period"] = before is None or before.cycle != made["cycle"]
        made["budget"] = self._paid(made["weeks_in_year"])
        made["by_plan"] = self._by_plan(made["budget"])
        contributes = budget.contribution is not None and any(rate.amount for rate in budget.contribution.values)
        basis = self._by_policy("basis")
        made["basis"] = self._term("contract.payment.basis", terms.basis, basis, needed=contributes)
        if contributes:
            made.update(self._charged(first_day, OPEN_ENDED if end is None else end, before))
        if contributes and budget.contribution is not None and budget.financial_assessments:
            assessments, year_ = budget.financial_assessments, made["weeks_in_year"]
            within = within_means(budget.contribution, assessments, year_, budget.full_cost)
            if within != budget.contribution:
                made["assessed"], made["contribution"] = budget.contribution, within
                self.origins.append(("contribution", "budget.financial_assessments", False))
        if contributes and budget.exemptions:
            made["freed"], made["lacking"] = freed_by(budget.exemptions, self.plans)
            if made["basis"] is not None and Basis.NET in made["basis"].values:
                self.missing.extend(made["lacking"])
        if self.fee is not None and any(not isinstance(each, NoFee) for each in self.fee.values):
            made["placement"] = self._placement()
            made["fee_base"] = self._fee_base(self.fee)
        with_what = "contract.payment.one_offs"
        made["one_off_payment"] = self._term(with_what, terms.one_offs, policy.one_offs, needed=bool(one_offs))
        if self.suspensions:
            rules = RulesOfSuspensions(self.suspension, self.policies, self.missing, self.origins)
            made["suspended"] = tuple(rules.shares(self.suspensions))
        if self.missing:
            raise NotRecorded("the payments", tuple(self.missing))
        # What is still None here was not needed: the class's own default stands in for it.
        known = {name: value for name, value in made.items() if value is not None}
        policies = self.policies.of_days(known["first_day"], ends_on(known["last_day"]))
        return ResolvedTerms(**known, policies=policies, origins=tuple(self.origins))

    def _charged(self, first_day: date | None, end: date | OpenEnded, before: ResolvedTerms | None) -> dict[str, Any]:
        """By days or by weeks, and from which day on: a charging week that began in the phase before is finished."""
        charging = self._term("contract.payment.charging", self.payment.charging, self.policy.charging, needed=False)
        made: dict[str, Any] = {"charging": charging}
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
        first, later = getattr(self.policy, number), [(since, getattr(each, number)) for since, each in self.then]
        return None if first is None or any(value is None for _, value in later) else Timeline(first, *later)

    def _term(self, field: str, stated: T | None, by_policy: T | None = None, needed: bool = True) -> T | None:
        """A term: what is recorded, else the policy's, else missing (where it is needed)."""
        name = field.rpartition(".")[2]
        if stated is not None:
            clause = self.payment.clause if ".payment." in field else None
            self.origins.append((name, f"{field} ({clause.reference})" if isinstance(clause, Clause) else field, False))
            return stated
        if by_policy is not None:
            self.origins.append((name, name, True))
        elif needed:
            self.missing.append(field)
        return by_policy

    def _needs_year(self) -> bool:
        """Whether any amount depends on how long a year is."""
        budget = self.budget
        services = [service.cost for service in budget.in_house or ()]
        timelines = (budget.actual, budget.contribution, *services, *(part.rate for part in budget.deployment or ()))
        rates = [rate for timeline in timelines if timeline for rate in timeline.values]
        # What a replaced plan cost matters only where a plan's cost may be paid.
        frees = any(isinstance(each.part, OneSupport) for each in budget.exemptions or ())
        only_last = self._levels.values == (PaymentLevel.BUDGET,) and not frees
        matter = self.plans.values[-1:] if only_last else self.plans.values
        costs = [support.cost for plan in matter for support in plan.supports or ()]
        visits: list[Visits] = [each for cost in costs if isinstance(cost, tuple) for each in cost]
        rates += [cost for cost in costs if isinstance(cost, Rate)]
        rates += [part.rate for part in self.funding or () if isinstance(part, FundingRate)]
        rates += [each.part for each in budget.exemptions or () if isinstance(each.part, Rate)]
        rates += [each.income for each in budget.financial_assessments or () if each.income is not None]
        return any(rate.unit.is_by_months for rate in rates) or any(each.needs_year for each in visits)

    @property
    def _levels(self) -> Timeline[PaymentLevel | None]:
        """What the policy of each day pays where the plan costs less than the budget."""
        return Timeline(self.policy.pays, *((since, each.pays) for since, each in self.then))

    def _paid(self, year: Fraction) -> Timeline[Rate] | None:
        """The agreed value of the fund (BUD-14): what goes through it, or the plan's cost where that is less."""
        actual = self.budget.actual and self.budget.through_the_fund
        if actual is None:
            return None
        if self.budget.deployment is not None:
            self.origins.append(("actual", "budget.deployment", False))
        levels = self._levels
        if levels.values == (PaymentLevel.BUDGET,):
            return actual
        costs = self.plans.map(lambda plan: plan.per_week(year))
        if None in costs.values and PaymentLevel.PLAN in levels.values:
            self.missing.append("plan.supports.cost")
            return actual
        less = _lesser(actual, costs, year)
        if less == actual:
            return actual
        if None in levels.values:
            self.missing.append("policy.pays")
        self.origins.extend((("plan_cost", "plan.supports", False), ("plan_cost", "pays", True)))
        return either(levels.map(lambda level: level is PaymentLevel.BUDGET), actual, less)

    def _by_plan(self, paid: Timeline[Rate] | None) -> Timeline[bool] | None:
        """Whether what is paid is what the plan costs and not the budget, day by day; None where it never is."""
        actual = self.budget.actual and self.budget.through_the_fund
        if paid is None or actual is None or paid == actual:
            return None
        days = sorted({since for timeline in (paid, actual) for since, _ in timeline.changes})
        return Timeline(paid.first != actual.first, *((on, paid.on(on) != actual.on(on)) for on in days))

    def _placement(self) -> Timeline[Placement] | None:
        """Where the fee comes from; while the contract is silent, the policy's word counts."""
        stated, by_policy = self.fee_placement, self._by_policy("fee_placement")
        silent = stated is None or any(isinstance(each, NotStated) for each in stated.values)
        self._term("contract.fee_placement", None if silent else stated, by_policy)
        if stated is None:
            return by_policy
        by_policy = by_policy or Timeline(Placement.INSIDE)
        return either(stated.map(lambda each: isinstance(each, NotStated)), by_policy, stated)

    def _fee_base(self, fee: Timeline[ManagementFee]) -> Timeline[FeeBase] | None:
        """The base of percentages whose fee names none."""
        actual, contribution = self.budget.actual, self.budget.contribution
        if actual is None or contribution is None:
            return None
        # A council's own fee may charge otherwise once the budget has changed: ask at every change.
        changes = {on for timeline in (fee, actual, contribution) for on, _ in timeline.changes}
        charges = [
            charge
            for on in (date.min, *changes)
            for charge in charges_of(fee.on(on), FeeFacts(on, actual.on(on), contribution.on(on)))
        ]
        unnamed = None in bases_of(tuple(charges))
        return self._term("contract.fee.base", None, self._by_policy("fee_base"), needed=unnamed)
