"""From agreed to settled: the contract counts first, then the policy's parameters.

What neither states is missing, and all that is missing is named at once. Each value keeps its
provenance: the field that recorded it, or the policy that set it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeVar

from ..errors import NotRecorded, OutsideTheArrangement
from ..model.arrangement import Arrangement
from ..model.contract import OpenEnded
from ..model.documents import Clause, NotStated
from ..model.fees import FeeFacts, ManagementFee, NoFee
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import FundingRate
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..model.payment_terms import FeeBase, PaymentLevel, Placement
from ..model.plan import Visits
from ..model.suspension import Meanwhile
from ..values.checks import instance
from ..values.dates import days_after
from ..values.rates import Rate
from ..values.sources import Source, Text
from ..values.timeline import Timeline
from .deductions import Shares, bases_of, charges_of
from .resolved_terms import ResolvedTerms, Suspended

T = TypeVar("T")

RECORD = Text("The arrangement as recorded")
"""What the contract, the budget or the plan records, cited by field."""


def resolve_terms(arrangement: Arrangement, parameters: Parameters | HasParameters) -> ResolvedTerms:
    """Settle an arrangement's terms: the contract first, then the policy's parameters.

    Raises NotRecorded, naming every field that neither records. Only what the payments depend on
    is asked for: the basis only where there is a contribution, the fee's place only where there is
    a fee, the rest likewise.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    return _Resolution(arrangement, parameters_of("resolve_terms", parameters)).resolved()


def resolve_phases(arrangement: Arrangement, parameters: Parameters | HasParameters) -> tuple[ResolvedTerms, ...]:
    """Settle an arrangement whose terms, holder or funding change: one after the other.

    Variations that are still in it are applied first, whenever they were known; `as_known` leaves
    out what was not. One-off sums go with the phase that their date falls in.
    """
    instance("resolve_terms", arrangement, Arrangement, "give an Arrangement")
    view = ArrangementAsKnown.in_full(arrangement)
    missing = dict.fromkeys(view.without_a_base)
    known = view.arrangement
    contract, budget = known.contract, known.budget
    end = contract.last_day
    later = [phase for phase in known.later if not isinstance(end, date) or phase.since <= end]
    starts = [contract.first_day, *(phase.since for phase in later)]
    phases = [(contract.payment, known.holder, known.funding)]
    phases += [(phase.payment, phase.holder, phase.funding) for phase in later]
    out: list[ResolvedTerms] = []
    for place, (payment, holder, funding) in enumerate(phases):
        first = starts[place]
        last = days_after(later[place].since, -1) if place < len(later) else end
        one_offs = budget.one_offs
        if one_offs is not None and len(phases) > 1:
            one_offs = tuple(each for each in one_offs if _inside(each.on, first, last))
        phase = known.replace(
            later=(),
            holder=holder,
            funding=funding,
            budget=budget.replace(one_offs=one_offs),
            contract=contract.replace(first_day=first, last_day=last, payment=payment),
        )
        try:
            out.append(resolve_terms(phase, parameters))
        except NotRecorded as error:
            missing.update(dict.fromkeys(error.fields))
    if missing:
        raise NotRecorded("the payments", tuple(missing))
    _within(known)
    return tuple(out)


def _inside(on: date, first: date | None, last: date | OpenEnded | None) -> bool:
    return (first is None or first <= on) and (not isinstance(last, date) or on <= last)


def _within(arrangement: Arrangement) -> None:
    """Refuse a one-off sum that is dated outside the arrangement."""
    first, last = arrangement.contract.first_day, arrangement.contract.last_day
    for place, one_off in enumerate(arrangement.budget.one_offs or ()):
        if not _inside(one_off.on, first, last):
            end = last if isinstance(last, date) else "open-ended"
            raise OutsideTheArrangement(
                f"budget.one_offs[{place}].on",
                f"{one_off.on} is outside the arrangement ({first} to {end})",
                "no payment could carry it; date it within",
            )


class _Resolution:
    """One settling: the facts, what was found missing, and where each value came from."""

    def __init__(self, arrangement: Arrangement, parameters: Parameters) -> None:
        self._arrangement = arrangement
        self._parameters = parameters
        self._policy = Text(f"Policy {parameters.name}")
        self._missing: list[str] = []
        self._provenance: list[tuple[str, Source]] = []

    def _fact(self, field: str, recorded: T | None) -> T | None:
        """A fact that no policy can supply."""
        return self._term(field, recorded, None)

    def _term(self, field: str, stated: T | None, by_policy: T | None, needed: bool = True) -> T | None:
        """A term: the contract's, else the policy's, else missing (where it is needed)."""
        name = field.rpartition(".")[2]
        if stated is not None:
            clause = self._arrangement.contract.payment.clause if ".payment." in field else None
            stated_in = f" ({clause.reference})" if isinstance(clause, Clause) else ""
            self._provenance.append((name, RECORD(f"{field}{stated_in}")))
            return stated
        if by_policy is not None:
            self._provenance.append((name, self._policy(name)))
            return by_policy
        if needed:
            self._missing.append(field)
        return None

    def resolved(self) -> ResolvedTerms:
        budget, contract, policy = self._arrangement.budget, self._arrangement.contract, self._parameters
        terms = contract.payment
        actual = self._fact("budget.actual", budget.actual)
        contribution = self._fact("budget.contribution", budget.contribution)
        in_house = self._fact("budget.in_house", budget.in_house)
        one_offs = self._fact("budget.one_offs", budget.one_offs)
        fee = self._fact("contract.fee", contract.fee)
        contributes = contribution is not None and any(rate.amount for rate in contribution.values)
        year = self._term(
            "contract.payment.weeks_in_year", terms.weeks_in_year, policy.weeks_in_year, needed=self._needs_year()
        )
        made = {
            "first_day": self._fact("contract.first_day", contract.first_day),
            "last_day": self._fact("contract.last_day", contract.last_day),
            "cycle": self._term("contract.payment.cycle", terms.cycle, policy.cycle),
            "timing": self._term("contract.payment.timing", terms.timing, policy.timing),
            "due_days": self._term("contract.payment.due_days", terms.due_days, policy.due_days),
            "move": self._term("contract.payment.move", terms.move, policy.move),
            "working_days": self._term("contract.payment.working_days", terms.working_days, policy.working_days),
            "convention": self._term("contract.payment.convention", terms.convention, policy.convention),
            "weeks_in_year": year or Fraction(52),  # where it is not needed, any year gives the same
            "budget": self._paid(year or Fraction(52)),
            "in_house": in_house,
            "contribution": contribution,
            "basis": self._term(
                "contract.payment.basis",
                terms.basis,
                policy.basis and Timeline(policy.basis),
                needed=contributes,
            ),
            "fee": fee,
            "placement": self._placement(fee),
            "fee_base": self._fee_base(fee, actual, contribution),
            "one_offs": one_offs,
            "one_off_payment": self._term(
                "contract.payment.one_offs", terms.one_offs, policy.one_offs, needed=bool(one_offs)
            ),
            "suspended": self._suspended(),
            "funding": self._arrangement.funding,
            "holder": self._arrangement.holder,
        }
        if self._missing:
            raise NotRecorded("the payments", tuple(self._missing))
        _within(self._arrangement)
        # What is still None here was not needed: the class's own default stands in for it.
        known = {name: value for name, value in made.items() if value is not None}
        return ResolvedTerms(**known, provenance=tuple(self._provenance))  # type: ignore[arg-type]

    def _needs_year(self) -> bool:
        """Whether any amount depends on how long a year is."""
        budget, supports = self._arrangement.budget, self._arrangement.plan.supports or ()
        services = [service.cost for service in budget.in_house or ()]
        timelines = (budget.actual, budget.contribution, *services, *(part.rate for part in budget.deployment or ()))
        rates = [rate for timeline in timelines if timeline for rate in timeline.values]
        costs = [support.cost for support in supports]
        visits: list[Visits] = [each for cost in costs if isinstance(cost, tuple) for each in cost]
        rates += [cost for cost in costs if isinstance(cost, Rate)]
        rates += [part.rate for part in self._arrangement.funding or () if isinstance(part, FundingRate)]
        return any(rate.needs_year for rate in rates) or any(each.needs_year for each in visits)

    def _placement(self, fee: Timeline[ManagementFee] | None) -> Timeline[Placement] | None:
        """Where the fee comes from; while the contract is silent, the policy's word counts."""
        charged = fee is not None and any(not isinstance(each, NoFee) for each in fee.values)
        stated, by_policy = self._arrangement.contract.fee_placement, self._parameters.fee_placement
        if stated is not None and not any(isinstance(each, NotStated) for each in stated.values):
            self._provenance.append(("fee_placement", RECORD("contract.fee_placement")))
        else:
            self._term("contract.fee_placement", None, by_policy, needed=charged)
        silent = by_policy or Placement.INSIDE
        if stated is None:
            return by_policy and Timeline(by_policy)
        return stated.map(lambda each: silent if isinstance(each, NotStated) else each)

    def _fee_base(
        self,
        fee: Timeline[ManagementFee] | None,
        actual: Timeline[Rate] | None,
        contribution: Timeline[Rate] | None,
    ) -> FeeBase | None:
        """The base of percentages whose fee names none."""
        if fee is None or actual is None or contribution is None:
            return None
        # A council's own fee may charge otherwise once the budget has changed: ask at every change.
        changes = {on for timeline in (fee, actual, contribution) for on, _ in timeline.changes}
        charges = [
            charge
            for on in (date.min, *changes)
            for charge in charges_of(fee.on(on), FeeFacts(on, actual.on(on), contribution.on(on)))
        ]
        unnamed = any(base is None for base in bases_of(tuple(charges)))
        return self._term("contract.fee.base", None, self._parameters.fee_base, needed=unnamed)

    def _suspended(self) -> tuple[Suspended, ...] | None:
        """Each suspension in its two parts: paid in full for the agreed days, then by the retainer (PAY-07)."""
        suspensions = self._arrangement.suspensions
        rule = self._term("policy.suspension", None, self._parameters.suspension, needed=bool(suspensions))
        if rule is None:
            return None
        out: list[Suspended] = []
        for each in suspensions:
            at_first = Shares(
                Fraction(1),
                rule.retainer if rule.contribution is Meanwhile.THROUGHOUT else Fraction(1),
                rule.retainer if rule.fee is Meanwhile.THROUGHOUT else Fraction(1),
            )
            then = Shares(
                rule.retainer,
                Fraction(1) if rule.contribution is Meanwhile.IN_FULL else rule.retainer,
                Fraction(1) if rule.fee is Meanwhile.IN_FULL else rule.retainer,
            )
            if rule.full_days is None:
                out.append(Suspended(each.first_day, each.last_day, at_first))
                continue
            retained = days_after(each.first_day, rule.full_days)
            if rule.full_days:
                last_full = days_after(retained, -1)
                last = min(last_full, each.last_day) if isinstance(each.last_day, date) else last_full
                out.append(Suspended(each.first_day, last, at_first))
            if not isinstance(each.last_day, date) or retained <= each.last_day:
                out.append(Suspended(retained, each.last_day, then))
        return tuple(out)

    def _paid(self, year: Fraction) -> Timeline[Rate] | None:
        """The agreed value of the fund (BUD-14): what goes through it, or the plan's cost where that is less."""
        budget = self._arrangement.budget
        actual = budget.actual and budget.through_the_fund
        if actual is None:
            return None
        if budget.deployment is not None:
            self._provenance.append(("actual", RECORD("budget.deployment")))
        cost = self._arrangement.plan.per_week(year)
        pays = self._parameters.pays
        if cost is None:
            if pays is PaymentLevel.PLAN:
                self._missing.append("plan.supports.cost")
            return actual
        if all(cost >= rate.per_week(year) for rate in actual.values):
            return actual
        if pays is None:
            self._missing.append("policy.pays")
        if pays is not PaymentLevel.PLAN:
            return actual
        of_plan = Rate.weekly(cost)
        self._provenance.append(("actual", self._policy("pays")))
        return actual.map(lambda rate: of_plan if cost < rate.per_week(year) else rate)
