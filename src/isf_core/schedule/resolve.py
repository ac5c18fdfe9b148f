"""From agreed to resolved: the contract counts first, then the policy's parameters.

What neither states is missing, and all that is missing is named at once. Each value keeps its
provenance: the field that recorded it, or the policy that set it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import Any, TypeVar

import attrs

from ..errors import NotRecorded, OutsideTheArrangement
from ..model.arrangement import Arrangement, Phase
from ..model.budget import OneOff, OneSupport, PersonalBudget
from ..model.contract import Contract
from ..model.documents import OPEN_ENDED, Clause, NotStated, OpenEnded, ends_on
from ..model.fees import FeeBase, FeeFacts, ManagementFee, NoFee
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import Funding, FundingRate, Holder
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..model.payment_terms import Basis, ChargedBy, ChargingTerms, PaymentLevel, PaymentTerms, Placement
from ..model.plan import SupportPlan, Visits
from ..model.suspension import Meanwhile, Suspension, SuspensionReason, SuspensionRule, SuspensionRules
from ..values.checks import instance
from ..values.dates import Period, days_after
from ..values.money import ExactMoney
from ..values.rates import Rate
from ..values.timeline import Timeline
from ._charging_weeks import ChargingWeeks
from .deductions import SuspensionShares, bases_of, charges_of
from .exemptions import freed_by
from .resolved_terms import ResolvedTerms

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
    (out,) = _phases(arrangement, (), (), parameters_of("resolve_terms", policy))
    out.accruals  # noqa: B018  # worked out and kept
    return out


def resolve_phases(arrangement: Arrangement, *, policy: Parameters | HasParameters) -> tuple[ResolvedTerms, ...]:
    """Resolve an arrangement's terms phase by phase: one for each change of payment terms, holder or funding.

    It applies all variations in the arrangement, whenever they became known; `as_known` leaves out later ones. A
    one-off sum goes with the phase that contains its date.

    Raises what `resolve_terms` raises, for all phases at once.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    return phases_of(ArrangementAsKnown.in_full(arrangement), parameters_of("resolve_phases", policy))


def phases_of(
    view: ArrangementAsKnown, parameters: Parameters, *, last_day: date | None = None
) -> tuple[ResolvedTerms, ...]:
    """The phases of an arrangement, or what they are where it ends on another last day.

    One-off sums after that day are nobody's to pay.
    """
    return _phases(view.arrangement, view.arrangement.later, view.without_a_base, parameters, last_day)


def _phases(
    known: Arrangement,
    later: tuple[Phase, ...],
    lacking: tuple[str, ...],
    parameters: Parameters,
    last_day: date | None = None,
) -> tuple[ResolvedTerms, ...]:
    contract, holder, missing = known.contract, known.holder, dict.fromkeys(lacking)
    one_offs, first, end = known.budget.one_offs, contract.first_day, contract.last_day
    of_phase = _Resolution(
        parameters,
        known.budget,
        contract.fee,
        contract.fee_placement,
        contract.payment,
        known.plans or Timeline(known.plan),
        known.suspensions,
        known.funding,
        contract.suspension,
    )
    if last_day is not None:
        end, one_offs = last_day, None if one_offs is None else tuple(each for each in one_offs if each.on <= last_day)
    later = tuple(phase for phase in later if not isinstance(end, date) or phase.since <= end)
    out: list[ResolvedTerms] = []
    for following in (*later, None):
        last = end if following is None else days_after(following.since, -1)
        of_its_days = one_offs
        if one_offs is not None and later:
            of_its_days = tuple(each for each in one_offs if _inside(each.on, first, last))
        try:
            out.append(of_phase.resolved(first, last, of_its_days, holder, out[-1] if out else None, end))
        except NotRecorded as error:
            missing.update(dict.fromkeys(error.fields))
        if following is not None:
            first, holder = following.since, following.holder
            of_phase = attrs.evolve(of_phase, payment=following.payment, funding=following.funding)
    if missing:
        raise NotRecorded("the payments", tuple(missing))
    for place, one_off in enumerate(one_offs or ()):
        if not _inside(one_off.on, contract.first_day, end):
            until = end if isinstance(end, date) else "open-ended"
            wrong = f"{one_off.on} is outside the arrangement ({contract.first_day} to {until})"
            right = "no payment could carry it; date it within"
            raise OutsideTheArrangement(f"budget.one_offs[{place}].on", wrong, right)
    if any(terms.charging_weeks is not None for terms in out[:-1]):
        out[:-1] = [_as_far_as_charged(*pair) for pair in pairwise(out)]
    return tuple(out)


def _weeks(
    first_day: date, last_day: date | OpenEnded, charging: ChargingTerms, before: ResolvedTerms | None
) -> ChargingWeeks:
    """The charging weeks of a phase: those of the phase before go on, so that none is charged twice."""
    goes_on = None if before is None else before.charging_weeks
    if goes_on is not None and goes_on.begins == charging.week_begins:
        return goes_on
    return ChargingWeeks(first_day, last_day, charging.week_begins)


def _as_far_as_charged(terms: ResolvedTerms, following: ResolvedTerms) -> ResolvedTerms:
    """The terms of a phase; its last charging week is cut short where the next phase does not go on with the same."""
    weeks = terms.charging_weeks
    if weeks is None or weeks == following.charging_weeks:
        return terms
    return attrs.evolve(terms, charging_weeks=weeks._replace(last_day=terms.last_day))


def resolve_rate(
    rate: Rate | Timeline[Rate],
    terms: PaymentTerms,
    *,
    span: Period,
    contribution: Rate | Timeline[Rate],
    fee: ManagementFee | Timeline[ManagementFee],
    fee_placement: Placement | Timeline[Placement] | None,
    policy: Parameters | HasParameters,
) -> ResolvedTerms:
    """The terms of a rate that is paid over some days, with nothing beside it but what is given."""
    instance("schedule_rate.terms", terms, PaymentTerms, "give PaymentTerms")
    instance("schedule_rate.span", span, Period, "give a Period: the first and last day for which it is paid")
    budget = PersonalBudget(actual=rate, contribution=contribution, in_house=(), one_offs=())
    agreed = Contract(fee=fee, fee_placement=fee_placement)
    parameters = parameters_of("schedule_rate", policy)
    of_rate = _Resolution(parameters, budget, agreed.fee, agreed.fee_placement, terms)
    return of_rate.resolved(span.first_day, span.last_day, (), None, end=span.last_day)


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

    parameters: Parameters
    budget: PersonalBudget
    fee: Timeline[ManagementFee] | None
    fee_placement: Timeline[Placement | NotStated] | None
    payment: PaymentTerms
    plans: Timeline[SupportPlan] = attrs.field(factory=lambda: Timeline(SupportPlan()))
    suspensions: tuple[Suspension, ...] = ()
    funding: tuple[Funding, ...] | None = None
    suspension: SuspensionRule | SuspensionRules | None = None
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
        budget, terms, policy = self.budget, self.payment, self.parameters
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
        made["begins_period"] = before is None or before.cycle != made["cycle"]
        made["budget"] = self._paid(made["weeks_in_year"])
        contributes = budget.contribution is not None and any(rate.amount for rate in budget.contribution.values)
        basis = policy.basis and Timeline(policy.basis)
        made["basis"] = self._term("contract.payment.basis", terms.basis, basis, needed=contributes)
        if contributes:
            charging = self._term("contract.payment.charging", terms.charging, policy.charging, needed=False)
            made["charging"] = charging
            if charging is not None and charging.by is ChargedBy.CHARGING_WEEKS and first_day is not None:
                made["charging_weeks"] = _weeks(first_day, OPEN_ENDED if end is None else end, charging, before)
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
            made["suspended"] = self._suspended()
        if self.missing:
            raise NotRecorded("the payments", tuple(self.missing))
        # What is still None here was not needed: the class's own default stands in for it.
        known = {name: value for name, value in made.items() if value is not None}
        return ResolvedTerms(**known, policy=policy.name, origins=tuple(self.origins))

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
        only_last = self.parameters.pays is PaymentLevel.BUDGET and not frees
        matter = self.plans.values[-1:] if only_last else self.plans.values
        costs = [support.cost for plan in matter for support in plan.supports or ()]
        visits: list[Visits] = [each for cost in costs if isinstance(cost, tuple) for each in cost]
        rates += [cost for cost in costs if isinstance(cost, Rate)]
        rates += [part.rate for part in self.funding or () if isinstance(part, FundingRate)]
        rates += [each.part for each in budget.exemptions or () if isinstance(each.part, Rate)]
        return any(rate.unit.is_by_months for rate in rates) or any(each.needs_year for each in visits)

    def _paid(self, year: Fraction) -> Timeline[Rate] | None:
        """The agreed value of the fund (BUD-14): what goes through it, or the plan's cost where that is less."""
        actual = self.budget.actual and self.budget.through_the_fund
        if actual is None:
            return None
        if self.budget.deployment is not None:
            self.origins.append(("actual", "budget.deployment", False))
        pays = self.parameters.pays
        if pays is PaymentLevel.BUDGET:
            return actual
        costs = self.plans.map(lambda plan: plan.per_week(year))
        if None in costs.values and pays is PaymentLevel.PLAN:
            self.missing.append("plan.supports.cost")
            return actual
        less = _lesser(actual, costs, year)
        if less == actual:
            return actual
        if pays is None:
            self.missing.append("policy.pays")
        self.origins.append(("actual", "pays", True))
        return less

    def _placement(self) -> Timeline[Placement] | None:
        """Where the fee comes from; while the contract is silent, the policy's word counts."""
        stated, by_policy = self.fee_placement, self.parameters.fee_placement
        silent = stated is None or any(isinstance(each, NotStated) for each in stated.values)
        self._term("contract.fee_placement", None if silent else stated, by_policy)
        if stated is None:
            return by_policy and Timeline(by_policy)
        return stated.map(lambda each: (by_policy or Placement.INSIDE) if isinstance(each, NotStated) else each)

    def _fee_base(self, fee: Timeline[ManagementFee]) -> FeeBase | None:
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
        return self._term("contract.fee.base", None, self.parameters.fee_base, needed=unnamed)

    def _suspended(self) -> tuple[SuspensionShares, ...]:
        """Each suspension in its steps: what is left of budget, contribution and fee from day to day (PAY-07).

        Interpretation: the days of a rule are counted over records that adjoin, each reason's own.
        """
        out: list[SuspensionShares] = []
        counted: dict[SuspensionReason | None, int] = {}
        before, before_at = 0, 0
        for at, each in sorted(enumerate(self.suspensions), key=lambda pair: pair[1].first_day):
            first = each.first_day.toordinal()
            if first != before + 1:
                counted = {}
            rule = self._rule_of(each, at)
            if rule is not None:
                steps = rule.in_steps
                if len(steps) > 1 and counted and (each.reason is None) is not (None in counted):
                    # Whether this goes on counting where the other left off depends on a reason that nobody recorded.
                    self.missing.append(f"suspensions[{at if each.reason is None else before_at}].reason")
                out += _shares_of(each, rule, counted.get(each.reason, 0))
            if isinstance(each.last_day, date):
                before, before_at = each.last_day.toordinal(), at
                counted[each.reason] = counted.get(each.reason, 0) + before - first + 1
        return tuple(out)

    def _rule_of(self, suspension: Suspension, at: int) -> SuspensionRule | None:
        """The rule of a suspension: the contract's for its reason, else its general one, else the policy's likewise."""
        for rules, origin in (
            (self.suspension, ("suspension", "contract.suspension", False)),
            (self.parameters.suspension, ("suspension", "suspension", True)),
        ):
            if isinstance(rules, SuspensionRules):
                if suspension.reason is None and rules.differ_by_reason:
                    self.missing.append(f"suspensions[{at}].reason")
                    return None
                rule = rules.general if suspension.reason is None else rules.rule_for(suspension.reason)
            else:
                rule = rules
            if rule is not None:
                if origin not in self.origins:
                    self.origins.append(origin)
                return rule
        self.missing.append("contract.suspension")
        return None


def _shares_of(suspension: Suspension, rule: SuspensionRule, counted: int) -> Iterator[SuspensionShares]:
    """What is left on the days of a suspension, step by step, where so many of the rule's days are behind it."""
    first, last, steps = suspension.first_day, suspension.last_day, rule.in_steps
    reduced = (
        rule.retainer if rule.retainer < 1 else next((step.share for step in steps if step.share < 1), Fraction(1))
    )

    def left(meanwhile: Meanwhile, share: Fraction) -> Fraction:
        if meanwhile is Meanwhile.IN_FULL:
            return Fraction(1)
        if meanwhile is Meanwhile.NOTHING:
            return Fraction(0)
        return reduced if meanwhile is Meanwhile.THROUGHOUT and share == 1 else share

    for step, following in zip_longest(steps, steps[1:]):
        begins = max(0, step.from_day - 1 - counted)
        start = days_after(first, begins) if begins else first
        until = last
        if following is not None:
            days = following.from_day - 1 - counted
            if days <= 0:
                continue
            until = min(days_after(first, days - 1), ends_on(last))
        if start > ends_on(last):
            return
        yield SuspensionShares(
            start, until, step.share, left(rule.contribution, step.share), left(rule.fee, step.share)
        )
