"""The support plan: the outcomes, the support that meets them, and what it costs.

>>> mary = Support.from_visits(
...     "homecare", ("safe", "fed"),
...     Visits(a_week=3, hours="1", hourly="12.50"),
...     Visits(a_week=4, hours="0.5", hourly="12.50"),
...     Visits(a_week=7, hours="0.25", hourly="12.50"),
... )
>>> mary.hours_a_week, mary.per_week(weeks_in_year=52)
(Fraction(27, 4), ExactMoney('84.375'))
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from ..errors import IsfError, quote
from ..values.checks import instance, listed
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.rates import Rate, by_unit, weeks_of_a_year
from ..values.record import Record
from . import validators as v
from .documents import Clause, NotDone, NotStated, an_act, stated
from .person import AdultOutcome, CareOutcome, CarerOutcome
from .pools import Pool
from .surplus import CarryForward, SurplusRule

_NOTHING = ExactMoney(0)


@frozen(kw_only=True, repr=False)
class Outcome(Record):
    """Something the person wants to achieve, or must be able to.

    `eligible`: whether the assessment found it eligible. `met_informally`: by whom or what beside
    paid support (family, neighbours, community), `()` where by nothing. `area` is the outcome of the
    regulations that it belongs to (PLN-09).
    """

    ref: str = attrs.field(validator=v.a_text)
    words: str | None = attrs.field(default=None, validator=v.prose)
    eligible: bool | None = attrs.field(default=None, validator=v.maybe(v.a_flag))
    met_informally: tuple[str, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000}
    )
    area: CareOutcome | None = attrs.field(default=None, validator=v.maybe(v.a((AdultOutcome, CarerOutcome))))

    def __attrs_post_init__(self) -> None:
        for place, by in enumerate(self.met_informally or ()):
            if not any(map(str.isalnum, by)):
                where, right = f"Outcome.met_informally[{place}]", "say who or what meets it, or give () for nobody"
                raise IsfError(where, f"{quote(by)} names nobody", right)


@frozen(kw_only=True, repr=False)
class Visits(Record):
    """Visits of one length at one price (PLN-13): how many a week, how long, at what price an hour.

    Prices differ by time of day or week: write one of these for each, and say so in `when`.
    `travel` is the sum a visit on top of the hours: 0.00 where the price includes it. Visits that
    fall on a bank holiday cost `bank_holiday_hourly` instead, for so many visits a year as
    `bank_holidays_a_year` says; without it the price includes them. These visits are counted
    among the weekly ones: only the difference in price is added.
    """

    a_week: int = attrs.field(validator=v.whole_from(1, 500))
    hours: Fraction = attrs.field(converter=v.as_number, validator=v.above_zero_to(24))
    hourly: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)
    when: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    travel: Money = attrs.field(default=Money(0), converter=v.as_money, validator=v.zero_or_more)
    bank_holiday_hourly: Money | None = attrs.field(
        default=None, converter=v.as_money_or_none, validator=v.zero_or_more
    )
    bank_holidays_a_year: Fraction = attrs.field(
        default=Fraction(0), converter=v.as_number, validator=v.between(0, 366)
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.bank_holidays_a_year) is (self.bank_holiday_hourly is None):
            wrong = "a price without a number of visits, or a number without a price"
            right = "give both, or neither where the price includes bank holidays"
            raise IsfError("Visits.bank_holiday_hourly", wrong, right)

    @property
    def hours_a_week(self) -> Fraction:
        """How many hours a week they come to."""
        return self.hours * self.a_week

    @property
    def needs_year(self) -> bool:
        """Whether their weekly cost depends on the length of a year."""
        return self.bank_holiday_hourly is not None

    @cached_property
    def _but_for_bank_holidays(self) -> ExactMoney:
        hours, parts = self.hours.as_integer_ratio()
        pence = self.hourly.pence * hours + self.travel.pence * parts
        return ExactMoney(Fraction(pence * self.a_week, 100 * parts))

    def per_week(self, weeks_in_year: int | Fraction) -> ExactMoney:
        """Pounds a week, exactly; bank holidays spread over the year."""
        weekly = self._but_for_bank_holidays
        if self.bank_holiday_hourly is None:
            return weekly
        more = (self.bank_holiday_hourly - self.hourly).exact * self.hours * self.bank_holidays_a_year
        return weekly + more / weeks_of_a_year(weeks_in_year)


class SupportKind(Enum):
    """What a support is where that matters: regulated, free of charge, not to be charged for, or excluded (PLN-12)."""

    PERSONAL_CARE = "personal care"
    REABLEMENT = "intermediate care or reablement that is free of charge"
    ILLEGAL = "anything illegal"
    GAMBLING = "gambling"
    DEBTS = "paying debts"
    NHS_CARE = "care that the NHS must give"
    NURSING = "nursing by a registered nurse"
    ANCILLARY_HEALTH = "health care that is merely incidental or ancillary to meeting other needs"
    HOUSEHOLD_BILLS = "ordinary household bills"
    FAMILY_OF_HOUSEHOLD = "care by family in the same household"
    ADMINISTRATION = "help with payroll, insurance or other paperwork, and no hands-on care"
    CARE_OF_THE_ADULT = "care of the adult for whom a carer cares"


def _cost(given: Money | Rate | tuple[Visits, ...] | list[Visits] | None) -> Money | Rate | tuple[Visits, ...] | None:
    return tuple(given) if isinstance(given, list) else given


def _a_cost(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """Visits, a Rate, or Money."""
    if isinstance(given, Money):
        v.zero_or_more(record, field, given)
    elif isinstance(given, tuple):
        if not listed("Support.cost", given, Visits, 1_000):
            raise IsfError("Support.cost", "no visits", "give at least one Visits, or None where not recorded")
    else:
        instance("Support.cost", given, Rate, "give visits, a Rate, or Money for a sum once")


def _a_reason(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A text, or NOT_STATED."""
    if not isinstance(given, NotStated):
        v.a_text(record, field, given)


@frozen(kw_only=True, repr=False)
class Support(Record):
    """Something bought with the budget: what, for which outcomes, from whom, and its cost.

    The cost is visits, a Rate, or Money once. `provider` is who gives it, by reference: the
    holder's own reference where the holder gives it itself. `kinds` are those that matter,
    `()` where none does; `reason` is why it takes so large a part of the cost, NOT_STATED where
    the plan gives none (PLN-05).
    """

    ref: str = attrs.field(validator=v.a_text)
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[str], metadata={"most": 1_000})
    provider: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    cost: tuple[Visits, ...] | Rate | Money | None = attrs.field(
        default=None, converter=_cost, validator=v.maybe(_a_cost)
    )
    kinds: tuple[SupportKind, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[SupportKind])
    reason: str | NotStated | None = attrs.field(default=None, validator=v.maybe(_a_reason))

    @classmethod
    def from_visits(
        cls,
        ref: str,
        outcomes: tuple[str, ...] | None,
        *visits: Visits,
        provider: str | None = None,
        kinds: tuple[SupportKind, ...] | None = None,
        reason: str | NotStated | None = None,
    ) -> Support:
        """Support that is made of visits."""
        return cls(ref=ref, outcomes=outcomes, cost=visits, provider=provider, kinds=kinds, reason=reason)

    @classmethod
    def by_rate(
        cls,
        ref: str,
        outcomes: tuple[str, ...] | None,
        rate: Rate,
        provider: str | None = None,
        kinds: tuple[SupportKind, ...] | None = None,
        reason: str | NotStated | None = None,
    ) -> Support:
        """Support at a rate."""
        return cls(ref=ref, outcomes=outcomes, cost=rate, provider=provider, kinds=kinds, reason=reason)

    @classmethod
    def once(
        cls,
        ref: str,
        outcomes: tuple[str, ...] | None,
        sum_: v.Sum,
        provider: str | None = None,
        kinds: tuple[SupportKind, ...] | None = None,
        reason: str | NotStated | None = None,
    ) -> Support:
        """Something bought once."""
        cost = v.money_at("Support.once", sum_)
        return cls(ref=ref, outcomes=outcomes, cost=cost, provider=provider, kinds=kinds, reason=reason)

    @property
    def hours_a_week(self) -> Fraction | None:
        """Hours a week, where it is made of visits."""
        if not isinstance(self.cost, tuple):
            return None
        return sum((visits.hours_a_week for visits in self.cost), Fraction(0))

    def per_week(self, weeks_in_year: int | Fraction) -> ExactMoney | None:
        """Pounds a week, exactly; 0 where it is bought once; None where the cost is not recorded."""
        if self.cost is None:
            return None
        if isinstance(self.cost, Rate):
            return self.cost.per_week(weeks_in_year)
        if isinstance(self.cost, Money):
            return _NOTHING
        first, *others = (visits.per_week(weeks_in_year) for visits in self.cost)
        return ExactMoney.total((first, *others)) if others else first

    def rate(self, weeks_in_year: int | Fraction) -> Rate | None:
        """What it costs, in the unit in which it is stated; visits by the week; None where it is not recorded.

        What is bought once is 0.00 a week.
        """
        if isinstance(self.cost, Rate):
            return self.cost
        a_week = self.per_week(weeks_in_year)
        return None if a_week is None else Rate.weekly(a_week)


class PlanPart(Enum):
    """A part that a plan has (PLN-06)."""

    SUMMARY = "a summary of the person and their needs"
    HOW_MANAGED = "how the money is managed, and why"
    HOW_SPENT = "the amount, and how it is spent"
    PRINCIPLES = "the principles: what, where, who, when, how, and that it was made together"
    OUTCOMES = "the outcomes"
    NEXT_STEPS = "the next steps, with who does what"
    CONTINGENCY = "what happens when something goes wrong"


class PlanContent(Enum):
    """What a care and support plan, or a carer's support plan, must contain by law (PLN-14)."""

    NEEDS = "the needs that the assessment found"
    ELIGIBILITY = "whether, and how far, the needs are eligible"
    NEEDS_TO_BE_MET = "which needs the authority will meet, and how"
    MATTERS = "on which of the person's wishes and outcomes the support bears"
    PERSONAL_BUDGET = "the personal budget"
    ADVICE_ON_MEETING = "advice on what can be done to meet or reduce the needs"
    ADVICE_ON_PREVENTING = "advice on what can be done to prevent or delay needs"
    DIRECT_PAYMENTS = "which needs direct payments meet, how much they are and how often they are made"


class PlanMaking(Enum):
    """Who was involved in making a plan, or that there was nobody to; and that agreement was sought (PLN-14)."""

    PERSON = "the person was involved"
    CARER = "the person's carer was involved"
    NO_CARER = "the person has no carer"
    OTHERS = "everybody was involved whom the person asked for, or who is interested in their welfare"
    NO_OTHERS = "there was nobody else to involve"
    AGREEMENT_SOUGHT = "the authority took all reasonable steps to agree the plan with the person"


@frozen(kw_only=True, repr=False)
class SupportPlan(Record):
    """Outcomes and support. A support that names an outcome which is not there raises DanglingReference.

    - `stated_cost`: what the plan says it costs (PLN-03).
    - `parts`: which of the usual parts it has (PLN-06).
    - `planned_by`: who planned it, by reference; `conflict_declared` the words that declare that they
      also give the support (CON-17).
    - `surplus`: its own cap on the surplus, where it sets one (SUR-01).
    - `carry_forwards`: money set aside for an outcome (SUR-04).
    - `pools`: the support that is shared with others (PLN-10).
    - `contents`: what it contains of what the law asks for; `made_with`: who was involved in making it (PLN-14).
    - `given_on`: when the person was given it, with their personal budget in it (BUD-16).
    """

    outcomes: tuple[Outcome, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Outcome], metadata={"most": 1_000}
    )
    supports: tuple[Support, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Support], metadata={"most": 1_000}
    )
    agreed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    stated_cost: Rate | None = attrs.field(default=None, validator=v.maybe(v.a(Rate)))
    parts: tuple[PlanPart, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[PlanPart])
    planned_by: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    conflict_declared: Clause | NotStated | None = attrs.field(default=None, validator=stated)
    surplus: SurplusRule | None = attrs.field(default=None, validator=v.maybe(v.a(SurplusRule)))
    carry_forwards: tuple[CarryForward, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[CarryForward], metadata={"most": 1_000}
    )
    pools: tuple[Pool, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[Pool], metadata={"most": 100})
    contents: tuple[PlanContent, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[PlanContent])
    made_with: tuple[PlanMaking, ...] | None = attrs.field(default=None, converter=v.TupleOrNone[PlanMaking])
    given_on: date | NotDone | None = attrs.field(default=None, validator=an_act)

    def __attrs_post_init__(self) -> None:
        for name in ("outcomes", "supports", "carry_forwards", "pools"):
            v.own_references(f"SupportPlan.{name}", getattr(self, name))
        if self.outcomes is None:
            return
        known = {outcome.ref for outcome in self.outcomes}
        named = [
            (f"supports[{support.ref[:40]}].outcomes", ref)
            for support in self.supports or ()
            for ref in support.outcomes or ()
        ]
        named += [(f"carry_forwards[{each.ref[:40]}].outcome", each.outcome) for each in self.carry_forwards or ()]
        for where, ref in named:
            v.is_among(f"SupportPlan.{where}", ref, known, "outcome of the plan")

    def per_week(self, weeks_in_year: int | Fraction) -> ExactMoney | None:
        """What its support costs a week, exactly; None where a cost is not recorded (PLN-03)."""
        if self.supports is None:
            return None
        costs = [support.per_week(weeks_in_year) for support in self.supports]
        known = [cost for cost in costs if cost is not None]
        return ExactMoney.total(known) if len(known) == len(costs) else None

    def rates(self, weeks_in_year: int | Fraction) -> tuple[Rate, ...] | None:
        """The same, a sum for each unit in which its support is stated; None where a cost is not recorded."""
        rates = None if self.supports is None else [support.rate(weeks_in_year) for support in self.supports]
        known = [rate for rate in rates or () if rate is not None]
        return None if rates is None or len(known) < len(rates) else by_unit(known)

    @property
    def once(self) -> Money | None:
        """What is bought once, in all; None where a cost is not recorded."""
        if self.supports is None or any(support.cost is None for support in self.supports):
            return None
        return Money.total(support.cost for support in self.supports if isinstance(support.cost, Money))
