"""The slow oracle: payments day by day, in fractions, written apart from the code it checks.

It reads what people recorded (the arrangement and the policy's parameters) and nothing that was
computed from it. Each day brings its exact share of the budget, of what comes off it and of the
fee; a payment adds up its days, is rounded, and meets its limits. There is nothing clever here:
what takes long to run is quick to believe.

Interpretations it shares with the library, because the requirements say so:

- On a cycle of weeks every rate goes by sevenths of the week. On a cycle of months a monthly or
  yearly rate goes by instalments: a month of the cycle pays a month's, each of its days alike.
- Instalments of a yearly sum always run. By "each payment" the running total of a component
  begins with the first line that has such an instalment on one of its days, and is dropped with
  the first in which anything else accrues. An instalment is a sum that somebody stated by the year, or what is left
  of one; a fee that is a percentage of it is none, and zero is none.
- What is paid of a plan goes support by support, each in the unit in which it is stated, as a budget would.
- Whether a contribution is all that is left of the budget, and whether in-house services are all
  of it, is asked of each day by itself: of what the day brings of each. So on no day is more charged than was
  assessed for it, or than it costs. The collection floor is so much a week.
- A line never takes more off than there is in it, and never shows less than nothing, not even where
  a month's instalment is less than its weeks of what comes off. By running total the rest is shown
  later.
- A charge below the collection floor is nobody's to collect, and comes off nothing. Charging weeks are charged whole
  on their first day, and always run.
- A contribution of zero takes nothing, even from nothing: where yearly and weekly sums come to the
  same a week, a month may still differ.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, TypeVar

from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import OneOff
from isf_core.model.due_dates import InWorkingDays, WeekdayOfMonth
from isf_core.model.fees import FeeBase, FeeFacts, ManagementFee, PerMonth, PerWeek, ShareOf
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import (
    Basis,
    ChargedBy,
    ChargingTerms,
    Convention,
    OneOffPayment,
    PaymentLevel,
    Placement,
    Timing,
)
from isf_core.model.plan import Support
from isf_core.values.money import Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate, RateUnit
from isf_core.values.working_days import Move, WorkingDays

T = TypeVar("T")

ZERO = Fraction(0)
ONE_DAY = timedelta(days=1)
COMPONENTS = ("budget", "in_house", "contribution", "fee", "fee_on_top")
BUDGET, IN_HOUSE, CONTRIBUTION, _, _ = range(len(COMPONENTS))
WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}
MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


class Pence(NamedTuple):
    """Exact pence, and whether they are an instalment of a yearly sum, which always runs."""

    exact: Fraction
    runs: bool = False

    def plus(self, more: Pence) -> Pence:
        return Pence(self.exact + more.exact, self.runs or more.runs)

    def less(self, off: Pence) -> Pence:
        """What is left of it; what is left of an instalment runs as it did."""
        return Pence(self.exact - off.exact, self.runs)

    def times(self, share: Fraction) -> Pence:
        """A share; that is no instalment of a sum which anybody stated."""
        return Pence(self.exact * share)


NOTHING = Pence(ZERO)
Day = tuple[Pence, Pence, Pence, Pence, Pence]
"""What one day brings, by component."""


class Facts(NamedTuple):
    """All that decides what a day brings."""

    budget: tuple[Rate, ...]
    contribution: Rate
    services: tuple[Rate, ...]
    basis: Basis | None
    fee: ManagementFee
    placement: Placement | None
    days_in_month: int
    assessed: Rate | None = None


class Row(NamedTuple):
    """One payment, its columns as in a line of the schedule: dates, and money in whole pence."""

    first_day: date
    last_day: date
    unmoved_due: date
    due: date
    budget: int
    in_house: int
    contribution: int
    fee: int
    fee_on_top: int
    one_off: int
    amount: int
    alone: int


class Answer(NamedTuple):
    """What the oracle tells: the payments, what accrued by component in exact pence, whether a line met a limit.

    `contributed` is what accrued of the contribution in each period, and whether it ran on.
    """

    rows: list[Row]
    exact: list[Fraction]
    limited: bool
    contributed: list[Pence]


class Oracle:
    """Asked about one arrangement under a policy's parameters."""

    def __init__(self, arrangement: Arrangement, parameters: Parameters) -> None:
        budget, contract = arrangement.budget, arrangement.contract
        terms = contract.payment
        assert budget.actual is not None
        assert budget.contribution is not None
        assert contract.fee is not None
        assert contract.first_day is not None
        assert contract.last_day is not None
        self.parameters = parameters
        self.budget = budget.actual
        self.contribution = budget.contribution
        self.assessments = budget.financial_assessments or ()
        self.in_house = budget.in_house or ()
        self.one_offs = budget.one_offs or ()
        self.fee = contract.fee
        self.placement = contract.fee_placement
        self.basis = terms.basis
        self.charging: ChargingTerms = terms.charging or parameters.charging or ChargingTerms()
        self.first_day = contract.first_day
        self.last_day = contract.last_day if isinstance(contract.last_day, date) else None
        self.cycle: PayCycle = stated(terms.cycle, parameters.cycle)
        self.timing: Timing = stated(terms.timing, parameters.timing)
        due_days = parameters.due_days if terms.due_days is None else terms.due_days
        assert due_days is not None
        self.due_days = due_days
        self.move: Move = stated(terms.move, parameters.move)
        self.convention: Convention = stated(terms.convention, parameters.convention)
        self.working_days: WorkingDays = stated(terms.working_days, parameters.working_days)
        alone = bool(self.one_offs) and stated(terms.one_offs, parameters.one_offs) is OneOffPayment.ON_ITS_DATE
        self.alone = alone
        year = terms.weeks_in_year if terms.weeks_in_year is not None else parameters.weeks_in_year
        # Where nothing needs the length of a year, it need not be stated, and any will do.
        self.year = Fraction(52) if year is None else year
        self.plan: tuple[Rate, ...] | None = None
        if parameters.pays is PaymentLevel.PLAN:
            self.plan = tuple(self.support_rate(each) for each in arrangement.plan.supports or ())
        self.month = (date.min, date.min)
        self.facts: Facts | None = None
        self.brought: Day = (NOTHING,) * 5

    def tell(self, until: date | None = None, cuts: Iterable[date] = ()) -> Answer:
        """All payments whose period begins by `until`; a cut begins a new one on its day."""
        rows: list[Row] = []
        exact = [ZERO] * len(COMPONENTS)
        running: list[tuple[Fraction, int] | None] = [None] * len(COMPONENTS)
        limited = False
        contributed: list[Pence] = []
        for first, last in self.periods(until, sorted(cuts)):
            days = [self.day(on) for on in every_day(first, last)]
            shown: list[int] = []
            for component in range(len(COMPONENTS)):
                accrued = sum((day[component].exact for day in days if day[component].exact), ZERO)
                exact[component] += accrued
                instalments = any(day[component].runs and day[component].exact for day in days)
                waits = not accrued and running[component] is not None
                runs = instalments or waits or self.convention is Convention.RUNNING_TOTAL
                before, already = running[component] or (ZERO, 0)
                total = before + accrued if runs else accrued
                pence = half_up(total) - already if runs else half_up(total)
                if component == IN_HOUSE:
                    allowed = min(pence, shown[BUDGET])
                elif component == CONTRIBUTION:
                    contributed.append(Pence(accrued, runs))
                    allowed = min(pence, shown[BUDGET] - shown[IN_HOUSE])
                else:
                    allowed = pence
                allowed = max(0, allowed)
                limited = limited or allowed != pence
                shown.append(allowed)
                running[component] = (total, already + allowed) if runs else None
            with_it = 0 if self.alone else sum(one.amount.pence for one in self.one_offs if first <= one.on <= last)
            due = self.unmoved(first if self.timing is Timing.IN_ADVANCE else last + ONE_DAY)
            rows.append(self.row(first, last, due, shown, with_it, -1))
        if self.alone and rows:
            end = rows[-1].last_day if until is None else min(until, rows[-1].last_day)
            rows = self.among(rows, [(at, one) for at, one in enumerate(self.one_offs) if one.on <= end])
        return Answer(rows, exact, limited, contributed)

    def periods(self, until: date | None, cuts: list[date]) -> Iterator[tuple[date, date]]:
        """The first and last day of each period, cut by the arrangement's own days and at the cuts."""
        number = 0
        while step(self.cycle, number) > self.first_day:
            number -= 1
        while step(self.cycle, number + 1) <= self.first_day:
            number += 1
        begin = self.first_day
        while (until is None or begin <= until) and (self.last_day is None or begin <= self.last_day):
            whole_until = step(self.cycle, number + 1)
            end = min([whole_until, *(cut for cut in cuts if cut > begin)])
            if self.last_day is not None:
                end = min(end, self.last_day + ONE_DAY)
            yield begin, end - ONE_DAY
            begin = end
            if end == whole_until:
                number += 1

    def day(self, on: date) -> Day:
        """What one day brings. Where nothing is other than the day before, it brings the same."""
        facts = Facts(
            budget=self.paid_on(on),
            contribution=self.contribution_on(on),
            services=tuple(service.cost.on(on) for service in self.in_house),
            basis=self.basis_on(on),
            fee=self.fee.on(on),
            placement=self.placement_on(on),
            days_in_month=self.days_in_month(on),
        )
        if facts != self.facts:
            self.facts, self.brought = facts, self.worked_out(facts, on)
        if self.charging.by is ChargedBy.DAYS:
            return self.brought
        budget, in_house, _, inside, on_top = self.brought
        return budget, in_house, self.charged_by_the_week(on), inside, on_top

    def charged_by_the_week(self, on: date) -> Pence:
        """On the first day of a charging week all of it, by the basis of that day; on other days nothing."""
        if (on != self.first_day and on.isoweekday() != self.charging.week_begins) or self.basis_on(on) is Basis.GROSS:
            return NOTHING
        days = [on]
        while (on := on + ONE_DAY).isoweekday() != self.charging.week_begins and on <= (self.last_day or date.max):
            days.append(on)
        assessed = sum((self.a_week(self.contribution_on(day)) for day in days), ZERO) / len(days)
        charge = min(assessed, max(ZERO, sum((self.costs(day) for day in days), ZERO)))
        return Pence(ZERO if charge < pounds(self.charging.collection_floor) else charge * 100, runs=True)

    def contribution_on(self, on: date) -> Rate:
        """The contribution, or what the income of that day's assessment leaves above the council's own minimum."""
        rate, held = self.contribution.on(on), None
        for each in self.assessments:
            since = each.on if each.first_day is None else each.first_day
            if since <= on and (held is None or since >= held[0]):
                held = since, each
        if held is None or held[1].income is None or held[1].own_minimum is None:
            return rate
        most = max(ZERO, self.a_week(held[1].income) - pounds(held[1].own_minimum))
        return Rate.weekly(most) if most < self.a_week(rate) else rate

    def costs(self, on: date) -> Fraction:
        """What is left of the budget of a day by what comes off it first, in pounds."""
        taken = [service.cost.on(on) for service in self.in_house]
        budget, days = self.paid_on(on), self.days_in_month(on)
        if sum(map(self.a_week, taken), ZERO) > sum(map(self.a_week, budget), ZERO):
            return ZERO
        both = [sum((self.of_day(rate, days).exact for rate in rates), ZERO) for rates in (budget, taken)]
        return (both[0] - both[1]) / 100

    def worked_out(self, facts: Facts, on: date) -> Day:
        def share(rate: Rate) -> Pence:
            return self.of_day(rate, facts.days_in_month)

        budget = NOTHING
        for rate in facts.budget:
            budget = budget.plus(share(rate))
        services_a_week = sum((self.a_week(cost) for cost in facts.services), ZERO)
        left_a_week = max(ZERO, sum(map(self.a_week, facts.budget), ZERO) - services_a_week)
        in_house = NOTHING
        for cost in facts.services:
            in_house = in_house.plus(share(cost))
        if in_house.exact > budget.exact:
            in_house = budget
        left = budget.less(in_house)
        contribution = NOTHING
        assessed_a_week = self.a_week(facts.contribution)
        if facts.basis is Basis.NET:
            contribution, assessed = share(facts.contribution), share(self.contribution.on(on))
            contribution = assessed if assessed.exact < contribution.exact else contribution
            contribution = left if contribution.exact and contribution.exact >= left.exact else contribution
            collected = min(assessed_a_week, left_a_week)
            if self.charging.by is ChargedBy.DAYS and collected < pounds(self.charging.collection_floor):
                contribution = NOTHING
        net = left.less(contribution)
        fee = NOTHING
        given = FeeFacts(since=on, budget=self.in_one(facts.budget), contribution=facts.contribution)
        for charge in facts.fee.charges(given):
            if isinstance(charge, PerWeek):
                fee = fee.plus(Pence(charge.amount.pounds * 100 / 7))
            elif isinstance(charge, PerMonth):
                fee = fee.plus(Pence(charge.amount.pounds * 100 / facts.days_in_month))
            else:
                assert isinstance(charge, ShareOf), "this oracle knows the charges that grow by themselves"
                base = stated(charge.base, self.parameters.fee_base)
                fee = fee.plus((budget if base is FeeBase.GROSS else net).times(charge.fraction))
        inside, on_top = (NOTHING, fee) if facts.placement is Placement.ON_TOP else (fee, NOTHING)
        return budget, in_house, contribution, inside, on_top

    def basis_on(self, on: date) -> Basis | None:
        return self.parameters.basis if self.basis is None else self.basis.on(on)

    def placement_on(self, on: date) -> Placement | None:
        said = None if self.placement is None else self.placement.on(on)
        return said if isinstance(said, Placement) else self.parameters.fee_placement

    def paid_on(self, on: date) -> tuple[Rate, ...]:
        """The budget, or what the supports of the plan cost where that is less and is what is paid (BUD-14)."""
        rate = self.budget.on(on)
        if self.plan is not None and sum(map(self.a_week, self.plan), ZERO) < self.a_week(rate):
            return self.plan
        return (rate,)

    def in_one(self, budget: tuple[Rate, ...]) -> Rate:
        """A budget as one rate: the one that it is, or what it comes to a week."""
        return budget[0] if len(budget) == 1 else Rate.weekly(sum(map(self.a_week, budget), ZERO))

    def support_rate(self, support: Support) -> Rate:
        """What a support costs, as it is stated; visits by the week; what is bought once is no part of it."""
        return support.cost if isinstance(support.cost, Rate) else Rate.weekly(self.support_a_week(support))

    def support_a_week(self, support: Support) -> Fraction:
        if isinstance(support.cost, Money):
            return ZERO
        if isinstance(support.cost, Rate):
            return self.a_week(support.cost)
        cost = ZERO
        for visit in support.cost or ():
            each = pounds(visit.hourly) * visit.hours + pounds(visit.travel)
            cost += each * visit.a_week
            if visit.bank_holiday_hourly is not None:
                dearer = (pounds(visit.bank_holiday_hourly) - pounds(visit.hourly)) * visit.hours
                cost += dearer * visit.bank_holidays_a_year / self.year
        return cost

    def a_week(self, rate: Rate) -> Fraction:
        """Pounds a week."""
        amount = rate.amount.pounds
        if rate.unit is RateUnit.WEEK:
            return amount
        if rate.unit is RateUnit.FOUR_WEEKS:
            return amount / 4
        return (amount * 12 if rate.unit is RateUnit.MONTH else amount) / self.year

    def of_day(self, rate: Rate, days_in_month: int) -> Pence:
        """A day's share of a rate."""
        if self.cycle.frequency in WEEKS or rate.unit in (RateUnit.WEEK, RateUnit.FOUR_WEEKS):
            return Pence(self.a_week(rate) * 100 / 7)
        pence = rate.amount.pounds * 100 / days_in_month
        return Pence(pence / 12, runs=bool(pence)) if rate.unit is RateUnit.YEAR else Pence(pence)

    def days_in_month(self, on: date) -> int:
        """How many days the month of the cycle has that a day falls in: from one monthly step of the anchor on.

        A cycle of weeks has calendar months.
        """
        if self.cycle.frequency in WEEKS:
            return monthrange(on.year, on.month)[1]
        begins, ends = self.month
        if not begins <= on < ends:
            months = 12 * (on.year - self.cycle.anchor.year) + on.month - self.cycle.anchor.month
            if months_from(self.cycle.anchor, months) > on:
                months -= 1
            begins, ends = months_from(self.cycle.anchor, months), months_from(self.cycle.anchor, months + 1)
            self.month = begins, ends
        return (ends - begins).days

    def row(self, first: date, last: date, due: date, shown: list[int], one_off: int, alone: int) -> Row:
        budget, in_house, contribution, inside, on_top = shown
        amount = budget - in_house - contribution + on_top + one_off
        return Row(
            first,
            last,
            due,
            self.moved(due),
            budget,
            in_house,
            contribution,
            inside,
            on_top,
            one_off,
            amount,
            alone,
        )

    def among(self, rows: list[Row], one_offs: list[tuple[int, OneOff]]) -> list[Row]:
        """The payments of their own by their dates, each after the period that begins on its day; then as recorded."""
        own = [self.row(one.on, one.on, one.on, [0] * 5, one.amount.pence, at) for at, one in one_offs]
        return sorted([*rows, *own], key=lambda row: row.first_day)

    def unmoved(self, on: date) -> date:
        """The due date before its move, counted day by day."""
        if isinstance(self.due_days, WeekdayOfMonth):
            rule = self.due_days
            on = on if self.timing is Timing.IN_ADVANCE else on - ONE_DAY
            month = months_from(date(on.year, on.month, 1), rule.months)
            every = [month + timedelta(days=passed) for passed in range(monthrange(month.year, month.month)[1])]
            held = [each for each in every if each.isoweekday() == rule.weekday]
            return held[rule.number - 1 if rule.number > 0 else -1]
        if not isinstance(self.due_days, InWorkingDays):
            assert isinstance(self.due_days, int), "this oracle has no list of pay dates"
            return on + timedelta(days=self.due_days)
        left, forward = abs(self.due_days.days), self.due_days.days > 0
        while left:
            on = on + ONE_DAY if forward else on - ONE_DAY
            left -= 0 if self.is_off(on) else 1
        return on

    def moved(self, due: date) -> date:
        """The working day that a due date moves to."""
        if self.move is Move.NOT:
            return due
        back = forward = due
        while self.is_off(back):
            back -= ONE_DAY
        while self.is_off(forward):
            forward += ONE_DAY
        if self.move is Move.BACK or (self.move is Move.FORWARD_IN_MONTH and forward.month != due.month):
            return back
        return forward

    def is_off(self, on: date) -> bool:
        return on.isoweekday() in (6, 7) or on in self.working_days.holidays


def stated(said: T | None, otherwise: T | None) -> T:
    """The contract's word, else the policy's."""
    word = otherwise if said is None else said
    assert word is not None
    return word


def pounds(sum_: Money) -> Fraction:
    return Fraction(sum_.pence, 100)


def half_up(pence: Fraction) -> int:
    return (pence + Fraction(1, 2)).__floor__()


def every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def months_from(anchor: date, months: int) -> date:
    """So many months from the anchor: the same day, or the month's last where it has no such day."""
    year, month = divmod(12 * anchor.year + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def step(cycle: PayCycle, number: int) -> date:
    """The first day of a period of the cycle, always counted from the anchor."""
    if cycle.frequency in WEEKS:
        return cycle.anchor + timedelta(weeks=WEEKS[cycle.frequency] * number)
    return months_from(cycle.anchor, MONTHS[cycle.frequency] * number)
