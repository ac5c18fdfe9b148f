"""The personal budget: what is allotted, what the person pays of it, and what is paid once.

>>> mary = PersonalBudget(
...     actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"), in_house=(), one_offs=()
... )
>>> mary.actual.on(date(2026, 4, 6))
Rate.annual('4387.5')
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ..errors import ContradictoryTerms, IsfError
from ..values.checks import day, exact
from ..values.dates import days_after
from ..values.frozen import frozen
from ..values.money import Money
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from . import validators as v
from .documents import NotDone, an_act
from .person import FinancialAssessment


@frozen(kw_only=True, repr=False)
class OneOff(Record):
    """A sum paid once, whole, on a date: equipment, adaptations, capital (BUD-08). Never prorated."""

    on: date = attrs.field(validator=v.a_day)
    amount: Money = attrs.field(converter=v.as_money, validator=v.above_zero)
    what: str = attrs.field(validator=v.a_text)
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))


@frozen(kw_only=True, repr=False)
class InHouse(Record):
    """A service that the council still gives itself: its cost comes off the budget first (BUD-05)."""

    what: str = attrs.field(validator=v.a_text)
    cost: Timeline[Rate] = attrs.field(converter=v.OverTime[Rate])


class Ground(Enum):
    """Why nothing may be charged (BUD-11)."""

    CARER = "care of the adult, where the person is the carer"
    AFTERCARE = "aftercare under section 117"
    EQUIPMENT = "community equipment, or a minor adaptation of £1,000 or less"
    REABLEMENT = "the first six weeks of intermediate care or reablement"
    EXEMPT_PERSON = "a person exempt by regulation 4"
    NOT_CHARGED_FOR = "assessment, support planning, review or advocacy"


@frozen(repr=False)
class OneSupport(Record):
    """One service in the support plan, by its reference."""

    ref: str = attrs.field(validator=v.a_text)


def _part(given: v.Number | Rate | OneSupport) -> Fraction | Rate | OneSupport:
    return given if isinstance(given, (Rate, OneSupport)) else exact("Exemption.part", given)


def _a_share(record: object, field: attrs.Attribute[Any], given: Fraction | Rate | OneSupport) -> None:
    if isinstance(given, Fraction):
        v.a_part(record, field, given)


_SIX_WEEKS = 42


@frozen(kw_only=True, repr=False)
class Exemption(Record):
    """A ground on which support is free of charge from a first to a last day: all of it, or a part (BUD-11).

    `part` is what it frees: a share, as a part of one (all of it by default); a Rate, the sum that is free;
    or OneSupport, a service in the plan. Equipment frees that service only, so say which one, or its sum.

    `last_day` of None is not recorded: the exemption then stands from its first day on. Of intermediate care or
    reablement, give the period for which it is specified: its first six weeks are free, and all of a shorter one
    (Charging and Assessment of Resources Regulations 2014, reg. 3(2)(b), (3)). Interpretation: each record is a period
    of its own, also where two adjoin; of one that was extended, give one record with the later last day.

    Raises IsfError for equipment of which no part is given.

    >>> reablement = Exemption(ground=Ground.REABLEMENT, first_day=date(2026, 4, 6), last_day=date(2026, 7, 31))
    >>> reablement.last_free_day
    datetime.date(2026, 5, 17)
    >>> Exemption(ground=Ground.AFTERCARE, first_day=date(2026, 4, 6), part="0.5").part
    Fraction(1, 2)
    >>> rail = Exemption(ground=Ground.EQUIPMENT, first_day=date(2026, 4, 6), part=OneSupport("grab rail"))
    """

    ground: Ground = attrs.field(validator=v.one_of(Ground))
    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    part: Fraction | Rate | OneSupport = attrs.field(default=Fraction(1), converter=_part, validator=_a_share)

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")
        if self.ground is Ground.EQUIPMENT and self.part == 1:
            wrong = "equipment frees that service only, and which one is not given"
            raise IsfError("Exemption.part", wrong, "give OneSupport(...), or the share or the Rate that is free")

    @property
    def last_free_day(self) -> date | None:
        """The last day on which it frees anything; None if there is none, or none is recorded."""
        if self.ground is not Ground.REABLEMENT:
            return self.last_day
        sixth_week = date.fromordinal(min(self.first_day.toordinal() + _SIX_WEEKS - 1, date.max.toordinal()))
        return sixth_week if self.last_day is None else min(self.last_day, sixth_week)

    def covers(self, on: date) -> bool:
        """Whether it frees something on a day; of reablement, only in its first six weeks."""
        day("Exemption.covers", on)
        last = self.last_free_day
        return self.first_day <= on and (last is None or on <= last)


def _fee(given: Rate | v.Sum | None) -> Rate | Money | None:
    return given if given is None or isinstance(given, Rate) else v.money_at("FullCost.arrangement_fee", given)


def _costs(given: Rate | v.Sum | None) -> Rate | Money | None:
    return given if given is None or isinstance(given, Rate) else v.money_at("FullCost.arranging_costs", given)


@frozen(kw_only=True, repr=False)
class FullCost(Record):
    """The person pays the full cost of support that the council arranges at their request (BUD-20).

    From its first day to its last they pay all that the support costs the council, whatever contribution is recorded
    beside. `last_day` of None is not recorded: it then stands from its first day on. `arrangement_fee` is what the
    council charges for arranging the support, and `arranging_costs` what that costs it: both a Rate, or both a sum
    once. It may charge no more than that (Care Act 2014 ss. 14(1)(b), (4), 18(3)).

    Raises IsfError if one of the two is a rate and the other a sum.

    >>> FullCost(first_day=date(2026, 4, 6), arrangement_fee=Rate.annual(300), arranging_costs=Rate.annual(312))
    FullCost(first_day=2026-04-06, arrangement_fee=Rate.annual('300'), arranging_costs=Rate.annual('312'))
    """

    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    arrangement_fee: Rate | Money | None = attrs.field(default=None, converter=_fee)
    arranging_costs: Rate | Money | None = attrs.field(default=None, converter=_costs)

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")
        for name in ("arrangement_fee", "arranging_costs"):
            given = getattr(self, name)
            if isinstance(given, Money):
                v.zero_or_more(self, getattr(attrs.fields(FullCost), name), given)
        both = (self.arrangement_fee, self.arranging_costs)
        if None not in both and isinstance(both[0], Rate) is not isinstance(both[1], Rate):
            wrong = "one of the fee and the costs is a rate, the other a sum"
            raise IsfError("FullCost.arranging_costs", wrong, "give both as a Rate, or both once")

    def covers(self, on: date) -> bool:
        """Whether the person pays the full cost on a day."""
        day("FullCost.covers", on)
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


class DeploymentOption(Enum):
    """A way to deploy a personal budget, or a part of one (LIFE-02)."""

    DIRECT_PAYMENT = "direct payment"
    DIRECT_PAYMENT_MANAGED = "direct payment managed by a third party"
    DIRECT_PAYMENT_SUITABLE_PERSON = "direct payment to a suitable person"
    DIRECT_PAYMENT_TRUST = "direct payment to a trust"
    DIRECT_PAYMENT_SUPPORTED = "direct payment plus extra support"
    INDIVIDUAL_SERVICE_FUND = "individual service fund"
    THIRD_PARTY_HEALTH_BUDGET = "third-party personal health budget"
    MANAGED = "managed or notional budget"

    @property
    def is_direct(self) -> bool:
        """Whether this part of the money is a direct payment, to the person or to somebody for them."""
        return self.name.startswith("DIRECT_PAYMENT")

    @property
    def is_a_fund(self) -> bool:
        """Whether the holder of a fund has this part of the money for the person (LIFE-02).

        >>> DeploymentOption.THIRD_PARTY_HEALTH_BUDGET.is_a_fund, DeploymentOption.DIRECT_PAYMENT.is_a_fund
        (True, False)
        """
        return self in (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET)


@frozen(kw_only=True, repr=False)
class Deployed(Record):
    """The part of the budget that is deployed in one way; it may change over time."""

    option: DeploymentOption = attrs.field(validator=v.one_of(DeploymentOption))
    rate: Timeline[Rate] = attrs.field(converter=v.OverTime[Rate])


_HELD = tuple(option for option in DeploymentOption if option.is_a_fund)


def ways_of_the_fund(deployment: tuple[Deployed, ...]) -> tuple[DeploymentOption, ...]:
    """The ways by which the holder has the money of a split.

    That is a fund; or, where no part goes through one, a direct payment that a third party manages: the person takes
    a direct payment and has the holder manage it as a fund (CON-21).
    """
    is_a_fund = any(part.option.is_a_fund for part in deployment)
    return _HELD if is_a_fund else (DeploymentOption.DIRECT_PAYMENT_MANAGED,)


class DirectPaymentCondition(Enum):
    """A condition for paying a budget directly (CON-25)."""

    ASKED_FOR = "the person asked for it, or somebody who is authorised where they lack the capacity to ask"
    NOT_BARRED = "the regulations do not bar it"
    CAN_MANAGE = "whoever receives it can manage it, alone or with help"
    APPROPRIATE = "it is an appropriate way to meet the needs"
    BEST_INTERESTS = "whoever is authorised will act in the person's best interests"


@frozen(kw_only=True, repr=False)
class DirectPayment(Record):
    """What is recorded of a budget that is paid directly (CON-25); None is "not recorded".

    - `conditions`: those that the authority is satisfied are met.
    - `first_paid_on`: the day of the first payment; `reviews` the days on which it was reviewed, `()` where none was.
    - `family_agreed_on`: the day on which the authority considered it necessary to pay family of the household.
    """

    conditions: tuple[DirectPaymentCondition, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[DirectPaymentCondition]
    )
    first_paid_on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    reviews: tuple[date, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[date], metadata={"most": 1_000}
    )
    family_agreed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)


@frozen(kw_only=True, repr=False)
class StatedBudget(Record):
    """The personal budget as it was stated to the person (BUD-10): the cost, what they pay, what the authority pays."""

    cost: Rate = attrs.field(validator=v.a(Rate))
    adult_pays: Rate = attrs.field(validator=v.a(Rate))
    authority_pays: Rate = attrs.field(validator=v.a(Rate))


@frozen(repr=False)
class WeeksOfBudget(Record):
    """So many weeks of the budget that goes through the fund, at its rate of each day: a contingency, say.

    >>> PersonalBudget(contingency=WeeksOfBudget("4")).contingency
    WeeksOfBudget(weeks=Fraction(4, 1))
    """

    weeks: Fraction = attrs.field(converter=v.as_number, validator=v.above_zero_to(53))


def _contingency(given: v.Sum | WeeksOfBudget | None) -> Money | WeeksOfBudget | None:
    if given is None or isinstance(given, WeeksOfBudget):
        return given
    return v.money_at("PersonalBudget.contingency", given)


def _not_below_zero(record: object, field: attrs.Attribute[Any], given: Money | WeeksOfBudget | None) -> None:
    if isinstance(given, Money):
        v.zero_or_more(record, field, given)


@frozen(kw_only=True, repr=False)
class PersonalBudget(Record):
    """The budget as recorded; None is "not recorded", `()` and a rate of 0 are "there is none".

    `indicative` is the estimate before the plan is agreed, `actual` what was then agreed
    (BUD-01); both are kept. `actual` and `contribution` may change over time: give a Rate, or a
    Timeline of them. The contribution is what the person was assessed to pay. `deployment` is how
    the actual budget is split between ways, where not all of it goes through the fund: the fund's
    part is then what is paid (LIFE-02). `financial_assessments` are those on which the contribution rests, and
    `full_cost` says that the person pays all of the cost (BUD-20). `set_on` is the day the actual budget was set, and
    `contingency` a sum, or `WeeksOfBudget`, set apart within it (BUD-09). `stated` is what the person was told of it
    (BUD-10). `direct_payment` is what is recorded where the person takes the budget as a direct payment (CON-25).
    """

    indicative: Rate | None = attrs.field(default=None, validator=v.maybe(v.a(Rate)))
    actual: Timeline[Rate] | None = attrs.field(default=None, converter=v.OverTimeOrNone[Rate])
    contribution: Timeline[Rate] | None = attrs.field(default=None, converter=v.OverTimeOrNone[Rate])
    in_house: tuple[InHouse, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[InHouse], metadata={"most": 1_000}
    )
    one_offs: tuple[OneOff, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[OneOff], metadata={"most": 1_000}
    )
    deployment: tuple[Deployed, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Deployed], metadata={"most": 100}
    )
    exemptions: tuple[Exemption, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Exemption], metadata={"most": 1_000}
    )
    financial_assessments: tuple[FinancialAssessment, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[FinancialAssessment], metadata={"most": 1_000}
    )
    full_cost: FullCost | None = attrs.field(default=None, validator=v.maybe(v.a(FullCost)))
    set_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    contingency: Money | WeeksOfBudget | None = attrs.field(
        default=None, converter=_contingency, validator=_not_below_zero
    )
    stated: StatedBudget | NotDone | None = attrs.field(default=None, validator=v.maybe(v.a((StatedBudget, NotDone))))
    direct_payment: DirectPayment | None = attrs.field(default=None, validator=v.maybe(v.a(DirectPayment)))

    def __attrs_post_init__(self) -> None:
        where = "PersonalBudget.financial_assessments"
        v.own_references(where, self.financial_assessments)
        made = (f"{each.on}, from {each.counts_from}" for each in self.financial_assessments or ())
        v.no_two(
            where, made, "two were made on {}, and nothing says which counts", "give the one that counts, or their days"
        )

    def with_full_cost(self, first_day: date | None) -> PersonalBudget:
        """The same, with all of the cost as the contribution on the days on which the person pays the full cost.

        `first_day` is that of the arrangement: where no contribution is recorded, none is missing if the person pays
        the full cost from that day on.
        """
        full, actual, contribution = self.full_cost, self.actual, self.contribution
        if full is None or actual is None:
            return self
        if contribution is None:
            if full.last_day is not None or (first_day is not None and first_day < full.first_day):
                return self
            return self.replace(contribution=actual)
        edges = {full.first_day} | ({days_after(full.last_day, 1)} if full.last_day not in (None, date.max) else set())
        days = sorted(edges | {on for timeline in (actual, contribution) for on, _ in timeline.changes})
        values = ((on, (actual if full.covers(on) else contribution).on(on)) for on in days)
        before = actual if full.covers(date.min) else contribution
        return self.replace(contribution=Timeline(before.first, *values))

    @property
    def through_the_fund(self) -> Timeline[Rate] | None:
        """The part of the budget that goes through the fund: all of it, unless a split is recorded.

        Raises ContradictoryTerms where the split sends no part through a fund, or more than one.
        """
        if self.deployment is None:
            return self.actual
        ways = ways_of_the_fund(self.deployment)
        parts = [part.rate for part in self.deployment if part.option in ways]
        if len(parts) != 1:
            right = "give the fund one part, or leave the deployment unrecorded"
            raise ContradictoryTerms("budget.deployment", f"{len(parts)} parts go through a fund", right)
        return parts[0]

    @property
    def beside_the_fund(self) -> tuple[Timeline[Rate], ...]:
        """The parts of the budget that do not go through the fund: none, unless a split is recorded."""
        if self.deployment is None:
            return ()
        ways = ways_of_the_fund(self.deployment)
        return tuple(part.rate for part in self.deployment if part.option not in ways)
