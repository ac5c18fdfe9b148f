"""The slow oracle in time: variations, suspensions and whole fees, folded day by day.

It asks of each day anew which change holds on it, from the variations as they were recorded, and
takes nothing from the code that computes schedules. What a day's share is, and how a term is read,
it has from the slow oracle beside it.

Interpretations it shares with the library, because the requirements say so:

- A change holds from its date until the next change of the same field, signed or varied; on a
  shared date the variation counts, among several the one learnt last, and then the highest order.
- A rise by a percentage raises what would hold on the day without it.
- What is replaced holds no longer from the day on which what replaces it counts.
- What a policy does not let count before some day holds from that day, unless a later change has
  overtaken it by then.
- A change of terms, holder or funding that takes effect begins a payment, on whatever day it is.
- One-off sums and suspensions are as the list that was learnt last says, whatever they are about;
  the last day is the earliest that was learnt and not taken back, else the one that was signed.
- Whoever ends it, known and not withdrawn, ends it on the last day of support, else when the notice has run; where
  that is before the first day there is nothing to pay.
- A retainer is of the budget and of in-house services alike, and the contribution meets its limit
  after both were reduced. The days of a rule are those of one reason in records that adjoin.
  A fee is taken on what there would be without the suspension.
- Whole sums of a fee are never reduced: a charge a payment is that of the payment's first day, and is
  there once where a period is paid in parts; a charge made once is there on its date where the fee of
  that date makes it, and on the first day that is paid for where its date is earlier.
- Each day is paid under the policy of that day. What a whole payment has one of (cycle, due date, rounding,
  the length of a year) is that of the policy on its first day, so a policy begins no payment of its own.
- Funders' parts run from the first payment: what each is to bear so far, less what it was shown.
- A day's cost is split before anything comes off it: rates first, as recorded, each no more than is left of the day,
  then shares of the rest. The contribution and in-house services come off the parts of councils; what may be taken is
  their part of the day, less what is exempt of it.
- A charging week is charged in the phase in which it begins, by that phase's funding. One that has begun is finished:
  what is charged otherwise from then on begins on the day after it. Days before the first week of another kind are
  charged a seventh of a week each, on the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, cast

from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import DeploymentOption, Ground, OneSupport
from isf_core.model.fees import (
    AtMost,
    Charge,
    FeeBase,
    FeeFacts,
    ManagementFee,
    Once,
    PerMonth,
    PerPayment,
    PerWeek,
    PlusVat,
    ShareOf,
)
from isf_core.model.field_paths import value_at, with_value
from isf_core.model.organisations import FunderKind, Funding, FundingRate, FundingShare
from isf_core.model.parameters import Parameters, Policies
from isf_core.model.payment_terms import Basis, ChargedBy, Convention, PaymentLevel, Placement, Timing
from isf_core.model.suspension import Meanwhile, Suspension, SuspensionReason, SuspensionRule, SuspensionRules
from isf_core.model.termination import Termination, TerminationReason
from isf_core.model.variation import BY_PHASE, RateRise, Variation
from isf_core.values.rates import Rate
from isf_core.values.timeline import Timeline

from .oracle import (
    BUDGET,
    COMPONENTS,
    CONTRIBUTION,
    IN_HOUSE,
    NOTHING,
    ONE_DAY,
    ZERO,
    Day,
    Facts,
    Oracle,
    Pence,
    Row,
    every_day,
    half_up,
    pounds,
    stated,
    step,
)

ONE = Fraction(1)
FEE, FEE_ON_TOP = COMPONENTS.index("fee"), COMPONENTS.index("fee_on_top")


class Shares(NamedTuple):
    """What is left on a day of budget, contribution and fee."""

    budget: Fraction = ONE
    contribution: Fraction = ONE
    fee: Fraction = ONE


def paid_on_day(rule: SuspensionRule, day: int) -> Fraction:
    """The share of the budget on a day of an absence, its first being 1."""
    if isinstance(rule.ends_after, int) and day > rule.ends_after:
        return ZERO
    share = ONE
    for each in rule.steps:
        if each.from_day <= day:
            share = each.share
    if rule.full_days is not None and day > rule.full_days:
        share = rule.retainer
    return share


def left(rule: SuspensionRule, meanwhile: Meanwhile, share: Fraction) -> Fraction:
    """What is left of a contribution or a fee on a day that is paid a share."""
    if meanwhile is Meanwhile.NOTHING:
        return ZERO
    if meanwhile is Meanwhile.IN_FULL:
        return ONE
    if meanwhile is Meanwhile.THROUGHOUT and share == ONE:
        if rule.retainer != ONE:
            return rule.retainer
        below = (each for day in range(1, 3_663) if (each := paid_on_day(rule, day)) != ONE)
        return next(below, ONE)
    return share


class Point(NamedTuple):
    """A change of one field: its rank among others, the days it counts from and until, and the value."""

    rank: tuple[date, int, date, int]
    counts: date
    until: date
    value: Any


class Daily:
    """What one field is on each day."""

    def __init__(self, first: Any, points: Iterable[Point]) -> None:
        self.first, self.points = first, list(points)

    def on(self, on: date) -> Any:
        counting = sorted((each for each in self.points if each.counts <= on < each.until), key=lambda each: each.rank)
        value = self.first
        for each in counting:
            value = raised(value, each.value) if isinstance(each.value, RateRise) else each.value
        return value

    def last(self, on: date) -> Point | None:
        """The change that holds on a day."""
        counting = [each for each in self.points if each.counts <= on < each.until]
        return max(counting, key=lambda each: each.rank, default=None)


def raised(rate: Rate, rise: RateRise) -> Rate:
    """In its own unit, to the penny where a rounding is named: the oracle knows one."""
    pounds = rate.amount.pounds * (100 + rise.percent) / 100
    return Rate(pounds if rise.rounding is None else Fraction(half_up(pounds * 100), 100), rate.unit)


class Taken(NamedTuple):
    """A day's budget, what comes off it, and what is left; some of these a week, and what may be charged for."""

    budget: Pence
    in_house: Pence
    contribution: Pence
    net: Pence
    budget_a_week: Fraction
    net_a_week: Fraction
    in_house_a_week: Fraction
    assessed_a_week: Fraction
    chargeable: Pence
    is_let_go: bool = False


class Phase(Oracle):
    """The days in which payment terms, holder and funding are the same."""

    def __init__(self, whole: TimeOracle, first: date, last: date | None, under: date) -> None:
        here = whole.as_on(first)
        self.whole = whole
        one_offs = tuple(
            each for each in here.budget.one_offs or () if first <= each.on and (last is None or each.on <= last)
        )
        super().__init__(with_value(here, "budget.one_offs", one_offs), whole.policy_on(under))
        self.first_day, self.last_day = first, last
        self.funding = here.funding or ()
        self.holder = here.holder
        self.budget = cast("Timeline[Any]", whole.fields["budget.actual"])
        self.contribution = cast("Timeline[Any]", whole.fields["budget.contribution"])
        self.fee = cast("Timeline[Any]", whole.fields["contract.fee"])
        self.placement = cast("Timeline[Any]", whole.fields["contract.fee_placement"])
        self.basis = cast("Timeline[Any]", whole.fields["contract.payment.basis"])
        self.suspensions = here.suspensions
        self.agreed = cast("Timeline[Any]", whole.fields["contract.suspension"])
        self.counted: dict[date, int] = {}
        self.seen: tuple[Facts, Shares, Fraction, Parameters] | None = None
        self.cost: tuple[Pence, Fraction, Pence, Fraction] = NOTHING, ZERO, NOTHING, ZERO
        self.goes_on = False
        self.begun_on, self.follows_a_week = under, False
        self.by_days = 0

    def paid_on(self, on: date) -> tuple[Rate, ...]:
        """The budget, or the fund's part of it, or what the plan of the day costs where that is less and is paid."""
        split = self.whole.fields["budget.deployment"].on(on)
        rate: Rate = self.budget.on(on)
        if split is not None:
            managed = [part for part in split if part.option is DeploymentOption.DIRECT_PAYMENT_MANAGED]
            (held,) = [part for part in split if part.option.is_a_fund] or managed
            rate = held.rate.on(on)
        if self.parameters.pays is not PaymentLevel.PLAN:
            return (rate,)
        plan = tuple(self.support_rate(each) for each in self.whole.fields["plan"].on(on).supports or ())
        return plan if sum(map(self.a_week, plan), ZERO) < self.a_week(rate) else (rate,)

    def basis_on(self, on: date) -> Basis | None:
        said = None if self.basis is None else self.basis.on(on)
        return said or self.parameters.basis

    def shares_on(self, on: date) -> Shares:
        """What is left on a day: the share that the rule pays on the day of the absence that it is."""
        stay = self.stay_on(on)
        if stay is None:
            return Shares()
        rule = self.rule_of(stay, on)
        share = paid_on_day(rule, self.days_before(stay) + (on - stay.first_day).days + 1)
        return Shares(share, left(rule, rule.contribution, share), left(rule, rule.fee, share))

    def stay_on(self, on: date) -> Suspension | None:
        for each in self.suspensions:
            if each.first_day <= on and (not isinstance(each.last_day, date) or on <= each.last_day):
                return each
        return None

    def rule_of(self, stay: Suspension, on: date) -> SuspensionRule:
        """On a day the contract's for the reason, its one for all, or the policy's likewise: the first there is."""
        for said in (self.agreed.on(on), self.parameters.suspension):
            if isinstance(said, SuspensionRules):
                by_reason = {
                    SuspensionReason.HOSPITAL: said.hospital,
                    SuspensionReason.RESPITE: said.respite,
                    SuspensionReason.HOLIDAY: said.holiday,
                    SuspensionReason.OTHER: said.other,
                    None: None,
                }
                said = by_reason[stay.reason] or said.general
            if isinstance(said, SuspensionRule):
                return said
        raise AssertionError("the cases of the oracle have a rule for every stay")

    def days_before(self, stay: Suspension) -> int:
        """How many days of this reason there were before a record, going back until a day was not suspended."""
        if stay.first_day not in self.counted:
            days, on = 0, stay.first_day - ONE_DAY
            while (before := self.stay_on(on)) is not None:
                days += before.reason is stay.reason
                on -= ONE_DAY
            self.counted[stay.first_day] = days
        return self.counted[stay.first_day]

    def day(self, on: date) -> Day:
        self.parameters = self.whole.policy_on(on)
        facts, shares, free = self.facts_of(on), self.shares_on(on), self.free_on(on)
        if self.seen != (facts, shares, free, self.parameters):
            self.seen = facts, shares, free, self.parameters
            self.brought = self.brings(facts, shares, free, on)
        how = self.whole.charged_how(on)
        if how is None:
            return self.brought
        budget, in_house, _, inside, on_top = self.brought
        return budget, in_house, self.charged_in_the_week(*how), inside, on_top

    def facts_of(self, on: date) -> Facts:
        return Facts(
            budget=self.paid_on(on),
            contribution=self.contribution_on(on),
            services=tuple(service.cost.on(on) for service in self.whole.fields["budget.in_house"].on(on) or ()),
            basis=self.basis_on(on),
            fee=self.fee.on(on),
            placement=self.placement_on(on),
            days_in_month=self.days_in_month(on),
            assessed=self.contribution.on(on),
        )

    def charged_in_the_week(self, days: list[date], part: Fraction) -> Pence:
        """On the first day of a charging week all of it, by the basis of that day; on other days nothing."""
        if not days or self.basis_on(days[0]) is Basis.GROSS:
            return NOTHING
        each = [self.taken_on(day) for day in days]
        assessed = part * sum((day.assessed_a_week for day in each), ZERO) / len(days)
        charge = min(assessed, max(ZERO, sum((day.chargeable.exact for day in each), ZERO) / 100))
        return Pence(ZERO if charge < part * pounds(self.charging.collection_floor) else charge * 100, runs=True)

    def taken_on(self, on: date) -> Taken:
        """What comes off a day, under the policy of that day."""
        self.parameters = self.whole.policy_on(on)
        return self.taken(self.facts_of(on), self.shares_on(on), self.free_on(on))

    def free_on(self, on: date) -> Fraction:
        """Which part of the cost of a day is exempt: shares and sums together, a service of the plan once."""
        cost, free = sum(map(self.a_week, self.paid_on(on)), ZERO), ZERO
        services = set()
        for each in self.whole.arrangement.budget.exemptions or ():
            until = each.last_day or date.max
            if each.ground is Ground.REABLEMENT:
                until = min(until, each.first_day + 41 * ONE_DAY)
            if not each.first_day <= on <= until:
                continue
            if isinstance(each.part, Fraction):
                free += each.part
                continue
            sum_ = self.a_week(each.part) if isinstance(each.part, Rate) else ZERO
            if isinstance(each.part, OneSupport) and each.part.ref not in services:
                services.add(each.part.ref)
                supports = self.whole.fields["plan"].on(on).supports or ()
                sum_ = sum((self.support_a_week(one) for one in supports if one.ref == each.part.ref), ZERO)
            elif isinstance(each.part, OneSupport):
                continue
            free += sum_ / cost if cost else ONE
        return min(ONE, free)

    def split(self, day: Pence, a_week: Fraction, days_in_month: int) -> dict[str, Pence]:
        """Who bears what of a day's cost, before anything comes off it."""
        out = {part.funder.ref: NOTHING for part in self.funding}
        for part in self.funding:
            if isinstance(part, FundingRate):
                rate_a_week = self.weighed(part.rate)
                takes_all = rate_a_week >= a_week
                out[part.funder.ref] = day if takes_all else self.of_day(part.rate, days_in_month)
                a_week = ZERO if takes_all else a_week - rate_a_week
                day = day.less(out[part.funder.ref])
        for part in self.funding:
            if isinstance(part, FundingShare):
                out[part.funder.ref] = day.times(part.share)
        return out

    def less_services(
        self, day: Pence, a_week: Fraction, services: Pence, services_a_week: Fraction, days_in_month: int
    ) -> dict[str, Pence]:
        """The same, less in-house services: off councils as they bear the day, and what is more off the others."""
        out = self.split(day, a_week, days_in_month)
        weekly: dict[str, Fraction] = {}
        for part in self.funding:
            if isinstance(part, FundingRate):
                weekly[part.funder.ref] = min(a_week, self.weighed(part.rate))
                a_week -= weekly[part.funder.ref]
        weekly |= {part.funder.ref: a_week * part.share for part in self.funding if isinstance(part, FundingShare)}
        for whose in (True, False):
            refs = [part.funder.ref for part in self.funding if is_council(part) is whose and weekly[part.funder.ref]]
            all_a_week = sum((weekly[ref] for ref in refs), ZERO)
            off, off_a_week = services, services_a_week
            if services_a_week > all_a_week:
                off, off_a_week = Pence(sum((out[ref].exact for ref in refs), ZERO)), all_a_week
            for ref in refs:
                out[ref] = out[ref].less(Pence(off.exact * weekly[ref] / all_a_week))
            if refs:
                services, services_a_week = services.less(off), services_a_week - off_a_week
        return out

    def councils(self, amount: Pence, a_week: Fraction, days_in_month: int) -> tuple[Pence, Fraction]:
        """What of a day's cost councils bear, that day and in a week; all of it where no other funder is recorded."""
        if not self.funding:
            return amount, a_week
        theirs, left = ZERO, a_week
        for part in self.funding:
            if isinstance(part, FundingRate):
                bears = min(left, self.weighed(part.rate))
                left -= bears
                theirs += bears if is_council(part) else ZERO
        for part in self.funding:
            if isinstance(part, FundingShare) and is_council(part):
                theirs += left * part.share
        parts = self.split(amount, a_week, days_in_month)
        others = sum((parts[part.funder.ref].exact for part in self.funding if not is_council(part)), ZERO)
        return Pence(amount.exact - others, amount.runs), theirs

    def brings(self, facts: Facts, shares: Shares, free: Fraction, on: date) -> Day:
        now, full = self.of_the_day(facts, shares, free), self.of_the_day(facts, Shares(), free)
        self.month_of_fees = facts.days_in_month
        fee = sum((self.accrues(each, full)[0] for each in self.charges(facts, on)), ZERO) * shares.fee
        inside, on_top = (ZERO, fee) if facts.placement is Placement.ON_TOP else (fee, ZERO)
        by_week = self.taken(facts, shares, free)  # who bears what is asked of the sums a week
        self.cost = by_week.budget, by_week.budget_a_week, by_week.in_house, by_week.in_house_a_week
        return now.budget, now.in_house, now.contribution, Pence(inside), Pence(on_top)

    def of_the_day(self, facts: Facts, shares: Shares, free: Fraction) -> Taken:
        """What comes off a day, by which of two sums is less on that day; the floor is so much a week."""
        is_let_go = self.taken(facts, shares, free).is_let_go
        self.by_days = facts.days_in_month
        try:
            made = self.taken(facts, shares, free)
        finally:
            self.by_days = 0
        if is_let_go:
            left = made.budget.less(made.in_house)
            return made._replace(contribution=NOTHING, net=left, net_a_week=made.budget_a_week - made.in_house_a_week)
        return made

    def weighed(self, rate: Rate) -> Fraction:
        """What a rate is compared by: what it comes to a week, or in seven days like the one that is asked about."""
        return self.of_day(rate, self.by_days).exact * 7 / 100 if self.by_days else self.a_week(rate)

    def taken(self, facts: Facts, shares: Shares, free: Fraction) -> Taken:
        def share(pence: Pence, part: Fraction) -> Pence:
            return Pence(pence.exact * part, pence.runs)  # a part of an instalment that is paid runs as it did

        budget = NOTHING
        for rate in facts.budget:
            budget = budget.plus(share(self.of_day(rate, facts.days_in_month), shares.budget))
        budget_a_week = sum(map(self.weighed, facts.budget), ZERO) * shares.budget
        in_house, in_house_a_week = NOTHING, ZERO
        for cost in facts.services:
            in_house = in_house.plus(share(self.of_day(cost, facts.days_in_month), shares.budget))
            in_house_a_week += self.weighed(cost) * shares.budget
        if in_house_a_week > budget_a_week:
            in_house, in_house_a_week = budget, budget_a_week
        left, left_a_week = budget.less(in_house), budget_a_week - in_house_a_week
        theirs, theirs_a_week = self.councils(budget, budget_a_week, facts.days_in_month)
        most, most_a_week = share(theirs, 1 - free), theirs_a_week * (1 - free)
        if theirs_a_week - in_house_a_week < 0:
            most, most_a_week = NOTHING, ZERO
        elif theirs_a_week - in_house_a_week < most_a_week:
            most, most_a_week = theirs.less(in_house), theirs_a_week - in_house_a_week
        rate = min(facts.contribution, facts.assessed or facts.contribution, key=self.weighed)
        contribution = share(self.of_day(rate, facts.days_in_month), shares.contribution)
        assessed_a_week = self.weighed(rate) * shares.contribution
        taken_a_week = min(assessed_a_week, most_a_week)
        floor = pounds(self.charging.collection_floor) if self.charging.by is ChargedBy.DAYS else ZERO
        is_let_go = not self.by_days and taken_a_week < floor
        if facts.basis is not Basis.NET or not facts.contribution.amount or is_let_go:
            contribution, taken_a_week = NOTHING, ZERO
        elif assessed_a_week and assessed_a_week >= most_a_week:
            contribution = most
        return Taken(
            budget,
            in_house,
            contribution,
            left.less(contribution),
            budget_a_week,
            left_a_week - taken_a_week,
            in_house_a_week,
            assessed_a_week,
            most,
            is_let_go,
        )

    def charges(self, facts: Facts, on: date) -> tuple[Charge, ...]:
        fee: ManagementFee = facts.fee
        return fee.charges(FeeFacts(since=on, budget=self.in_one(facts.budget), contribution=facts.contribution))

    def accrues(self, charge: Charge, of: Taken) -> tuple[Fraction, Fraction]:
        """What a charge comes to on a day, in pence, and in a week, in pounds."""
        if isinstance(charge, PerWeek):
            return charge.amount.pounds * 100 / 7, charge.amount.pounds
        if isinstance(charge, PerMonth):
            return charge.amount.pounds * 100 / self.month_of_fees, ZERO
        if isinstance(charge, ShareOf):
            if stated(charge.base, self.parameters.fee_base) is FeeBase.GROSS:
                return of.budget.exact * charge.fraction, of.budget_a_week * charge.fraction
            return of.net.exact * charge.fraction, of.net_a_week * charge.fraction
        if not isinstance(charge, (AtMost, PlusVat)):
            return ZERO, ZERO
        parts = [self.accrues(each, of) for each in charge.charges]
        a_day, a_week = sum((part[0] for part in parts), ZERO), sum((part[1] for part in parts), ZERO)
        if isinstance(charge, PlusVat):
            return a_day * (1 + charge.rate), a_week * (1 + charge.rate)
        limit = self.accrues(charge.limit, of)
        return limit if a_week > limit[1] else (a_day, a_week)

    def fixed_charges(self, first: date, last: date) -> list[int]:
        """The whole sums of the fee in a payment, by component."""
        out = [0] * len(COMPONENTS)
        for on in every_day(first, last):
            self.parameters = self.whole.policy_on(on)
            facts = Facts(self.paid_on(on), self.contribution_on(on), (), None, self.fee.on(on), None, 0)
            for charge, rate in self.flat(self.charges(facts, on)):
                once_on = max(charge.on, self.whole.begun_on) if isinstance(charge, Once) else None
                if once_on == on or (once_on is None and on == first and self.begins(first)):
                    place = FEE_ON_TOP if self.placement_on(on) is Placement.ON_TOP else FEE
                    out[place] += half_up(charge.amount.pence * (1 + rate))
        return out

    def begins(self, first: date) -> bool:
        """Whether a payment has the first days of its period; the very first payment of a cycle has all there are."""
        if first != self.first_day or not self.goes_on:
            return True
        number = 0
        while step(self.cycle, number) > first:
            number -= 1
        while step(self.cycle, number + 1) <= first:
            number += 1
        return step(self.cycle, number) == first

    def flat(self, charges: tuple[Charge, ...], rate: Fraction = ZERO) -> Iterator[tuple[Once | PerPayment, Fraction]]:
        """The whole sums among some charges, and the VAT on each."""
        for charge in charges:
            if isinstance(charge, (Once, PerPayment)):
                yield charge, rate
            elif isinstance(charge, PlusVat):
                yield from self.flat(charge.charges, charge.rate)

    def borne(self, row: Row) -> dict[str, Fraction]:
        """What each funder is to bear of a payment, in exact pence.

        The days' budgets as they are split, less in-house services; what is paid beside them by what rates have over,
        then by shares; the roundings by those with shares who bear some of it, else by the last with a rate that does.
        Then the contribution comes off councils, as they bear it.
        """
        bears = {part.funder.ref: ZERO for part in self.funding}
        over = {part.funder.ref: ZERO for part in self.funding if isinstance(part, FundingRate)}
        shares = {part.funder.ref: part.share for part in self.funding if isinstance(part, FundingShare)}
        beside = Fraction(row.one_off + row.fee_on_top)
        if not bears:
            return bears
        if row.alone < 0:
            for on in every_day(row.first_day, row.last_day):
                self.day(on)
                parts = self.less_services(*self.cost, self.days_in_month(on))
                gross = self.split(*self.cost[:2], self.days_in_month(on))
                for part in self.funding:
                    bears[part.funder.ref] += parts[part.funder.ref].exact
                    if isinstance(part, FundingRate):
                        due = self.of_day(part.rate, self.days_in_month(on)).exact
                        over[part.funder.ref] += due - gross[part.funder.ref].exact
        rounding = row.budget - row.in_house - sum(bears.values())
        heirs = {ref: share for ref, share in shares.items() if bears[ref] > 0}
        if not heirs:
            heirs = dict.fromkeys([ref for ref in over if bears[ref] > 0][-1:], ONE) or shares
        for ref, unused in over.items():
            takes = min(beside, max(ZERO, unused))
            bears[ref] += takes
            beside -= takes
        for ref, share in shares.items():
            bears[ref] += beside * share
        for ref, share in heirs.items():
            bears[ref] += rounding * share / sum(heirs.values())
        theirs = [part.funder.ref for part in self.funding if is_council(part)]
        whole = sum((bears[ref] for ref in theirs), ZERO)
        parts_of_it = {ref: bears[ref] / whole if whole else Fraction(1, len(theirs)) for ref in theirs}
        for ref, part_of_it in parts_of_it.items():
            bears[ref] -= row.contribution * part_of_it
        return bears


def is_council(part: Funding) -> bool:
    """Whose part a contribution comes off; one of no recorded kind counts as a council."""
    return part.funder.kind is None or part.funder.kind is FunderKind.COUNCIL


class Funders:
    """What each funder was to bear and was shown since the first payment."""

    def __init__(self) -> None:
        self.borne: dict[str, Fraction] = {}
        self.shown: dict[str, int] = {}
        self.below = ZERO
        """What payments were to give funders back, in all: no part is below zero, so it waits for later ones."""

    def parts(self, amount: int, borne: dict[str, Fraction]) -> dict[str, int]:
        """Whole pence of one payment: of what each is short of, and then a penny to whoever is short of most of one.

        Nobody who bears nothing of it has a part in it, and nobody has one below zero.
        """
        for ref, exact in borne.items():
            self.below += max(ZERO, -exact)
            self.borne[ref] = self.borne.get(ref, ZERO) + exact
            self.shown.setdefault(ref, 0)
        out = dict.fromkeys(borne, 0)
        if not amount or not borne:  # nobody funds it, as far as is recorded
            return out
        who = [ref for ref, exact in borne.items() if exact > 0]
        short = {ref: self.borne[ref] - self.shown[ref] for ref in who}
        for ref in who:
            out[ref] = max(0, short[ref].__floor__())
        while sum(out.values()) < amount:
            out[max(who, key=lambda ref: short[ref] - out[ref])] += 1
        while sum(out.values()) > amount:
            out[min((ref for ref in reversed(who) if out[ref]), key=lambda ref: short[ref] - out[ref])] -= 1
        for ref, part in out.items():
            self.shown[ref] += part
        return out


class Paid(NamedTuple):
    """One payment, and whom it comes from."""

    row: Row
    by_funder: dict[str, int]


class ToldInTime(NamedTuple):
    """The payments, what accrued by component in exact pence, whether a line met a limit, and what funders bear."""

    paid: list[Paid]
    exact: list[Fraction]
    limited: bool
    funders: Funders

    @property
    def rows(self) -> list[Row]:
        return [each.row for each in self.paid]


def counts(ending: Termination, known: date | None) -> bool:
    """Whether an ending is known on a day and not withdrawn."""
    if known is None:
        return ending.withdrawn_on is None
    since = ending.given_on if ending.known_from is None else ending.known_from
    return since <= known and (ending.withdrawn_on is None or known < ending.withdrawn_on)


class TimeOracle:
    """Asked about one arrangement as it was known on a day, under a policy's parameters, or dated ones.

    `reach` says from which day on the dated changes of a variation count; always, where it is not given.
    """

    def __init__(
        self,
        arrangement: Arrangement,
        parameters: Parameters | Policies[Parameters],
        known: date | None = None,
        reach: Callable[[Variation], date] | None = None,
    ) -> None:
        self.policies = parameters.entries if isinstance(parameters, Policies) else ((None, parameters),)
        self.variations = [
            each
            for each in arrangement.variations
            if known is None or (each.known_from is not None and each.known_from <= known)
        ]
        self.reach = reach or (lambda variation: variation.effective)
        self.fields: dict[str, Daily] = {}
        self.in_phases: list[Phase] | None = None
        self.kept_as: list[tuple[list[Any], Arrangement]] = []
        here = arrangement.replace(variations=())
        for path in ("suspensions", "budget.one_offs", "budget.exemptions", "budget.financial_assessments"):
            learnt = [
                (each.known_from or each.effective, each.order or 0, value) for each, value in self.learnt_of(path)
            ]
            if learnt:
                here = with_value(here, path, max(learnt, key=lambda each: each[:2])[2])
        ends = [value for _, value in self.learnt_of("contract.last_day")]
        if ends:
            dated = [each for each in ends if isinstance(each, date)]
            here = with_value(here, "contract.last_day", min(dated, default=ends[0]))
        self.arrangement = here
        for path in (
            "budget.actual",
            "budget.contribution",
            "contract.fee",
            "contract.fee_placement",
            "contract.payment.basis",
            "contract.suspension",
        ):
            agreed = value_at(arrangement, path)
            changes = agreed.changes if agreed is not None else ()
            signed = [Point((on, 0, date.min, 0), on, date.max, value) for on, value in changes]
            first = agreed.first if agreed is not None else None
            self.fields[path] = Daily(first, [*signed, *self.points(path)])
        for path in (*BY_PHASE, "budget.in_house", "budget.deployment", "plan"):
            self.fields[path] = Daily(value_at(arrangement, path), self.points(path))
        first_day, last_day = here.contract.first_day, here.contract.last_day
        assert first_day is not None
        self.first_day = first_day
        self.how: dict[date, tuple[list[date], Fraction] | None] = {}
        self.walked = self.charged_before = first_day
        ends = [last_day] if isinstance(last_day, date) else []
        handed: list[tuple[date, date]] = []
        for each in arrangement.endings:
            if counts(each, known):
                last = self.end_by(each)
                after = max(self.first_day, min(last, each.given_on))
                turns = sorted(on for on in self.turns_of("holder") if on > after)
                if each.reason is TerminationReason.CHANGE_OF_HOLDER and turns:
                    handed.append((last, turns[0]))
                else:
                    ends.append(last)
        for last, following in handed:
            if ends and following > min(ends):
                ends.append(last)
        self.last_day = min(ends, default=None)
        unheld = {on for last, following in handed for on in every_day(last + ONE_DAY, following - ONE_DAY)}
        self.unheld = unheld
        self.begun_on = self.first_day
        while self.begun_on in unheld:
            self.begun_on += ONE_DAY

    def end_by(self, ending: Termination) -> date:
        """The last day of support, or of a notice in days: the oracle knows no other."""
        if ending.last_day is not None:
            return ending.last_day
        terms = self.arrangement.contract.termination
        assert terms is not None
        (length,) = (each.length for each in terms.notices if each.party is ending.party)
        return ending.given_on + length * ONE_DAY

    def policy_on(self, on: date) -> Parameters:
        """The policy that was the last to begin by a day."""
        begun = [each for since, each in self.policies if since is None or since <= on]
        return begun[-1]

    def replacing(self, variation: Variation) -> list[Variation]:
        """Those that replace it, and are not themselves replaced."""
        named = [each for each in self.variations if variation.ref is not None and variation.ref in each.supersedes]
        return [each for each in named if not self.replacing(each)]

    def learnt_of(self, path: str) -> list[tuple[Variation, Any]]:
        """What was learnt of a list or of the last day, and was not taken back."""
        return [
            (each, change.value)
            for each in self.variations
            for change in each.changes
            if change.path == path and not self.replacing(each)
        ]

    def points(self, path: str) -> list[Point]:
        return [
            Point(
                (each.effective, 1, each.known_from or date.min, each.order or 0),
                max(each.effective, self.reach(each)),
                min((max(other.effective, self.reach(other)) for other in self.replacing(each)), default=date.max),
                change.value,
            )
            for each in self.variations
            for change in each.changes
            if change.path == path
        ]

    def turns(self) -> set[date]:
        """The days on which a change of terms, holder or funding takes effect, or is taken back."""
        out = set()
        for path in BY_PHASE:
            field = self.fields[path]
            out |= {day for day in self.days_of(path) if field.last(day) is not field.last(day - ONE_DAY)}
        return out

    def as_on(self, on: date) -> Arrangement:
        """The arrangement with what is the same all through a phase as it is on a day; made once for each of these."""
        values = [self.fields[path].on(on) for path in BY_PHASE]
        for known, here in self.kept_as:
            if all(value is other for value, other in zip(values, known, strict=True)):
                return here
        here = self.arrangement
        for path, value in zip(BY_PHASE, values, strict=True):
            here = with_value(here, path, value)
        self.kept_as.append((values, here))
        return here

    def days_of(self, path: str) -> set[date]:
        return {day for each in self.fields[path].points for day in (each.counts, each.until) if day < date.max}

    def turns_of(self, path: str) -> set[date]:
        """The days on which a field becomes another."""
        field = self.fields[path]
        return {day for day in self.days_of(path) if field.on(day) != field.on(day - ONE_DAY)}

    def phase_of(self, on: date) -> Phase | None:
        """The phase that has a day; None between two of them."""
        if self.in_phases is None:
            self.in_phases = [*self.phases()]
        begun = [each for each in self.in_phases if each.first_day <= on]
        return begun[-1] if begun and on <= (begun[-1].last_day or date.max) else None

    def charged_how(self, on: date) -> tuple[list[date], Fraction] | None:
        """None where a day is charged by itself; else the days that are charged on it, if any, and as how many weeks.

        Told day by day from the first: a week that has begun is finished, whatever the terms of its later days. The
        first day of all, and the first after days that nobody is paid for, begin a week; later a week begins on its
        weekday, and the days before it are sevenths of one.
        """
        while self.walked <= on:
            day, self.walked = self.walked, self.walked + ONE_DAY
            phase = self.phase_of(day)
            anew = day == self.first_day or self.phase_of(day - ONE_DAY) is None
            if phase is None or day < self.charged_before:
                self.how[day] = [], ONE
            elif phase.charging.by is ChargedBy.DAYS:
                self.how[day] = None
            else:
                begins, days, following = phase.charging.week_begins, [day], day + ONE_DAY
                while following.isoweekday() != begins and following <= (self.last_day or date.max):
                    if self.phase_of(following) is None:
                        break
                    days.append(following)
                    following += ONE_DAY
                is_week = anew or day.isoweekday() == begins
                self.how[day] = days, ONE if is_week else Fraction(len(days), 7)
                self.charged_before = following
        return self.how[on]

    def phases(self, cuts: Iterable[date] = ()) -> Iterator[Phase]:
        """One after the other; a cut begins another on its day, under the terms that it cuts."""
        edges = sorted({self.first_day} | {on for on in self.turns() if on > self.first_day})
        for place, first in enumerate(edges):
            if self.last_day is not None and first > self.last_day:
                return
            last = edges[place + 1] - ONE_DAY if place + 1 < len(edges) else None
            if self.last_day is not None:
                last = self.last_day if last is None else min(last, self.last_day)
            unheld = [on for on in self.unheld if first <= on and (last is None or on <= last)]
            if unheld:
                last = min(unheld) - ONE_DAY
            for begins, ends in self.by_policy(first, last) if last is None or first <= last else ():
                inside = sorted(on for on in set(cuts) if begins < on and (ends is None or on <= ends))
                for start, end in zip([begins, *inside], [*(on - ONE_DAY for on in inside), ends], strict=True):
                    yield Phase(self, start, end, begins)

    def by_policy(self, first: date, last: date | None) -> Iterator[tuple[date, date | None]]:
        """A phase, parted where a payment is the first to begin under another policy."""
        cycle = Phase(self, first, last, first).cycle
        begins: list[date] = []
        for since, _ in self.policies:
            if since is not None and since > first:
                number = 0
                while step(cycle, number) > since:
                    number -= 1
                while step(cycle, number) < since:
                    number += 1
                begins.append(step(cycle, number))
        if begins and (last is None or min(begins) <= last):
            yield first, min(begins) - ONE_DAY
            yield from self.by_policy(min(begins), last)
        else:
            yield first, last

    def tell(self, until: date | None = None, cuts: Iterable[date] = ()) -> ToldInTime:
        """All payments whose period begins by `until`."""
        out: list[Paid] = []
        exact = [ZERO] * len(COMPONENTS)
        running: list[tuple[Fraction, int] | None] = [None] * len(COMPONENTS)
        limited, funders = False, Funders()
        cycle = None
        for phase in self.phases(cuts):
            if until is not None and phase.first_day > until:
                break
            rows: list[Row] = []
            phase.goes_on = phase.cycle == cycle
            how = self.charged_how(phase.begun_on)
            phase.follows_a_week = how is not None and not how[0]
            cycle = phase.cycle
            for first, last in phase.periods(until, []):
                days = [phase.day(on) for on in every_day(first, last)]
                shown: list[int] = []
                for component in range(len(COMPONENTS)):
                    accrued = sum((day[component].exact for day in days if day[component].exact), ZERO)
                    exact[component] += accrued
                    # A zero instalment is none; where nothing accrues, a running total waits.
                    instalments = any(day[component].runs and day[component].exact for day in days)
                    waits = not accrued and running[component] is not None
                    # What one payment was too small to show of a charging week is shown before days are rounded alone.
                    so_far = running[component] or (ZERO, 0)
                    is_behind = component == CONTRIBUTION and so_far[0] - so_far[1] > Fraction(1, 2)
                    waits = waits or (is_behind and phase.follows_a_week)
                    runs = instalments or waits or phase.convention is Convention.RUNNING_TOTAL
                    before, already = running[component] or (ZERO, 0)
                    total = before + accrued if runs else accrued
                    pence = half_up(total) - (already if runs else 0)
                    most = pence
                    if component == IN_HOUSE:
                        most = shown[BUDGET]
                    elif component == CONTRIBUTION:
                        most = shown[BUDGET] - shown[IN_HOUSE]
                    allowed = max(0, min(pence, most))
                    limited = limited or allowed != pence
                    shown.append(allowed)
                    running[component] = (total, already + allowed) if runs else None
                fixed_charges = phase.fixed_charges(first, last)
                exact = [so_far + fixed_charge for so_far, fixed_charge in zip(exact, fixed_charges, strict=True)]
                shown = [pence + fixed_charge for pence, fixed_charge in zip(shown, fixed_charges, strict=True)]
                with_it = 0 if phase.alone else sum(x.amount.pence for x in phase.one_offs if first <= x.on <= last)
                due = phase.unmoved(first if phase.timing is Timing.IN_ADVANCE else last + ONE_DAY)
                rows.append(phase.row(first, last, due, shown, with_it, -1))
            if phase.alone and rows:
                end = rows[-1].last_day if until is None else min(until, rows[-1].last_day)
                rows = phase.among(rows, [(at, one) for at, one in enumerate(phase.one_offs) if one.on <= end])
            for row in rows:
                out.append(Paid(row, funders.parts(row.amount, phase.borne(row))))
        return ToldInTime(out, exact, limited, funders)
