"""The tree behind a payment, built only when somebody asks.

It follows the same facts as the schedule by another way: constant period by constant period, from the
rates as they were stated. That its value equals the payment is a law in the tests, not an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..model.budget import Ground
from ..model.due_dates import InWorkingDays, PayDates, WeekdayOfMonth
from ..model.fees import AtMost, Charge, FeeBase, PerMonth, PerWeek, PlusVat, ShareOf
from ..model.organisations import FundingRate
from ..model.payment_terms import Basis, Placement, Timing
from ..values.dates import Period, in_words
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money, plain_number
from ..values.rates import Rate, RateUnit
from ..values.sources import (
    CARE_ACT,
    CHARGING_REGULATIONS,
    HOME,
    IPC,
    MENTAL_HEALTH_ACT,
    PRACTICE,
    RECORD,
    TLAP,
    Source,
)
from ..values.table import as_read
from ._accrual import EXACT, months_within
from ._charging_weeks import WeekProfile
from ._constant_periods import ConstantPeriod
from ._rounding import BUDGET, CONTRIBUTION, FEE, FEE_ON_TOP, IN_HOUSE, Rounded
from .bearers import ALL_OF_IT
from .deductions import IN_FULL, bases_of, fee_accruing
from .resolved_terms import ResolvedTerms

_NAMES = {
    BUDGET: "budget",
    IN_HOUSE: "in-house services",
    CONTRIBUTION: "contribution",
    FEE: "fee, inside the budget",
    FEE_ON_TOP: "fee, on top",
}
_SOURCES: dict[int, tuple[Source, ...]] = {
    BUDGET: (HOME("Appendix One, The amount of my personal budget and how I will spend it"),),
    IN_HOUSE: (HOME("Appendix Three, Can I still have a homecare service and go to my in house day service"),),
    CONTRIBUTION: (HOME("Incorporating a homecare ISF: How much?"),),
    FEE: (IPC("5, Costs for support providers"),),
    FEE_ON_TOP: (IPC("5, Costs for support providers"),),
}
_ONCE = TLAP("Emerging examples: Adaptations, equipment and capital")
_FREE_BY = {
    Ground.CARER: CARE_ACT("section 14(3)"),
    Ground.AFTERCARE: MENTAL_HEALTH_ACT("section 117"),
    Ground.EQUIPMENT: CHARGING_REGULATIONS("regulation 3"),
    Ground.REABLEMENT: CHARGING_REGULATIONS("regulation 3"),
    Ground.NOT_CHARGED_FOR: CARE_ACT("section 14(1)"),
    Ground.EXEMPT_PERSON: CHARGING_REGULATIONS("regulation 4"),
}
_ROUNDING = PRACTICE("each component added up exactly, then rounded once, half up")


class RegularPayment:
    """The payment of a period that is explained: its terms, its days, and its place among the lines."""

    def __init__(self, terms: ResolvedTerms, span: Period, place: int, rounded: Rounded) -> None:
        self.terms, self.span, self.place, self.rounded = terms, span, place, rounded
        self.days: list[_Days] = [
            _Days(terms, period, days, str(days)) for days, period in terms.accruals.within(terms.cycle, span)
        ]

    def amount(self, fee_on_top: int, one_offs: tuple[Explanation, ...]) -> Explanation:
        """Why the payment is what it is, with so many pence of a fee on top."""
        terms, rounded = self.terms, self.rounded
        added = [self.component(BUDGET)]
        added += [self.component(FEE_ON_TOP)] if fee_on_top else []
        added += one_offs
        taken = [
            self.component(each)
            for each in (IN_HOUSE, CONTRIBUTION)
            if rounded.pence[each] or (each == CONTRIBUTION and any(days.exactly(each) for days in self.days))
        ]
        what = f"payment for {self.span}"
        if not taken:
            return Explanation.sum(what, *added)
        # Net or gross, the basis makes the payment what it is: it is cited where a contribution comes off.
        sources = terms.source_of("basis") if rounded.pence[CONTRIBUTION] else ()
        first = added[0] if len(added) == 1 else Explanation.sum("what is added up", *added)
        return Explanation.less(what, first, *taken, sources=sources)

    def component(self, component: int) -> Explanation:
        """Why a component of a line is what it is; 0.00 where it is not there."""
        terms, rounded, place = self.terms, self.rounded, self.place
        name, sources = _NAMES[component], (*_SOURCES[component], *self._made_so(component))
        fixed_charges = self._fixed_charges(component) if component in (FEE, FEE_ON_TOP) else []
        pence, totals = rounded.pence[component], rounded.running[component]
        parts = [part for days in self.days for part in days.exactly(component)]
        if not pence and not parts:
            if fixed_charges:
                return Explanation.sum(name, *fixed_charges, sources=sources)
            return Explanation.given(name, Money(0), *sources)
        weeks = terms.accruals.profiles[component]
        if isinstance(weeks, WeekProfile):
            parts = [*self._by_the_week(weeks)]
        parts = parts or [Explanation.given("nothing in these days", Money(0))]
        running = totals[place]
        if running is None or not (running.exact or running.shown):
            node = Explanation.rounded(name, Explanation.sum(f"{name}, exactly", *parts), _ROUNDING, *sources)
        else:
            before = Explanation.given("exact total of the lines before", ExactMoney(running.exact / 100))
            total = Explanation.rounded(
                "running total", Explanation.sum("exact total so far", before, *parts), _ROUNDING
            )
            shown = Explanation.given("shown before", Money.from_pence(running.shown))
            node = Explanation.less(name, total, shown, sources=sources)
        if component in (IN_HOUSE, CONTRIBUTION) and node.amount * 100 != (pence[place] if pence else 0):
            left = self.component(BUDGET)
            if component == CONTRIBUTION:
                left = Explanation.less("what is left", left, self.component(IN_HOUSE))
            node = Explanation.least(f"{name}, no more than is left", node, left)
        return Explanation.sum(f"{name}, in all", node, *fixed_charges) if fixed_charges else node

    def _by_the_week(self, weeks: WeekProfile) -> Iterator[Explanation]:
        """What is charged for each charging week that begins in some days."""
        terms, span = self.terms, self.span
        is_shared = any(each.shared is not ALL_OF_IT for each in terms.accruals.constant_periods)
        for week in weeks.beginning_in(span.first_day.toordinal(), span.day_after.toordinal()):
            what = "days before a charging week: " if week.is_part else "charging week of "
            name = f"{what}{week.days} day{'s' * (week.days > 1)} from {in_words(week.first_day)}"
            if week.is_let_go:
                yield Explanation.given(
                    f"{name}, let go: below the collection floor", Money(0), *terms.source_of("charging")
                )
                continue
            what = "assessed, a seventh of a week for each day" if week.is_part else "assessed a week"
            assessed = Explanation.given(
                what, ExactMoney(weeks.pounds(week.assessed)), *terms.source_of("contribution")
            )
            what = "what may be charged for its days" if is_shared else "what its days cost"
            cost = Explanation.given(what, ExactMoney(weeks.pounds(week.cost)), *terms.source_of("actual"))
            yield Explanation.least(name, assessed, cost, sources=terms.source_of("charging"))

    def _made_so(self, component: int) -> tuple[Source, ...]:
        """The term that makes a component what it is: net or gross, or where the fee comes from."""
        field = {CONTRIBUTION: "basis", FEE: "fee_placement", FEE_ON_TOP: "fee_placement"}.get(component)
        return self.terms.source_of(field) if field else ()

    def _fixed_charges(self, component: int) -> list[Explanation]:
        """The whole sums that a fee charges in a payment."""
        terms, out = self.terms, list[Explanation]()
        for charge in terms.fixed_charges_in(self.span.first_day, self.span.last_day):
            if (charge.placement is Placement.INSIDE) is (component == FEE):
                what = f"fee, once on {in_words(charge.dated)}" if charge.dated else "fee for the payment"
                what += ", with the first payment" if charge.on != charge.dated else ""
                vat = f", with VAT of {plain_number(charge.vat * 100)}%" if charge.vat else ""
                out.append(Explanation.given(what + vat, charge.amount, *terms.source_of("fee")))
        return out


def due_date(terms: ResolvedTerms, span: Period, unmoved: date, due: date, *, is_regular: bool) -> Explanation:
    """Why a payment is due when it is: so many days after the day from which it is counted, and how it moved."""
    from_first = terms.timing is Timing.IN_ADVANCE or not is_regular
    counted, what = (span.first_day, "its first day") if from_first else (span.day_after, "the day after its last")
    agreed = _as_agreed(terms, span, counted, what) if is_regular else "its own date"
    by_terms = Explanation.given(
        f"due by the terms on {in_words(unmoved)}, {agreed}",
        (unmoved - counted).days,
        *terms.source_of("timing"),
        *terms.source_of("due_days"),
        unit="days",
    )
    moved = (due - unmoved).days
    if not moved:
        return Explanation.sum(f"due on {in_words(due)}", by_terms)
    free = f"{in_words(unmoved)} is a weekend or a holiday, and it moves to {in_words(due)}"
    cited = (*terms.source_of("move"), *terms.source_of("working_days"))
    to_working_day = Explanation.given(free, moved, *cited, unit="days")
    return Explanation.sum(f"due on {in_words(due)}", by_terms, to_working_day)


def _as_agreed(terms: ResolvedTerms, span: Period, counted: date, named: str) -> str:
    """How the terms count a due date from a day, in words; what they do not count in days is also said in days."""
    due_days, listed, what = terms.due_days, "", f"{named}, {in_words(counted)}"
    if isinstance(due_days, PayDates):
        in_advance = terms.timing is Timing.IN_ADVANCE
        begins = terms.cycle.period_of(span.first_day).first_day
        if due_days.of(begins, since=counted if in_advance and counted > begins else None) is not None:
            return f"as the pay dates are listed, in days from {what}"
        due_days, listed = due_days.beyond, "beyond the list of pay dates, "
    if isinstance(due_days, WeekdayOfMonth):
        place, weekday = _PLACES[due_days.number], _WEEKDAYS[due_days.weekday - 1]
        return f"{listed}the {place} {weekday} of its month, in days from {what}"
    in_working_days = isinstance(due_days, InWorkingDays)
    number = due_days.days if isinstance(due_days, InWorkingDays) else due_days
    if not number:
        return f"{listed}{named}"
    unit = f"{'working ' * in_working_days}day{'s' * (abs(number) != 1)}"
    said = f"{listed}{abs(number)} {unit} {'after' if number > 0 else 'before'} {what}"
    return f"{said}, in calendar days" if in_working_days else said


_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def once(what: str, amount: Money) -> Explanation:
    """A one-off sum."""
    return Explanation.given(f"{what}, once", amount, _ONCE)


class _Days(NamedTuple):
    """Some days of one constant period, and what each component comes to in them, exactly."""

    terms: ResolvedTerms
    period: ConstantPeriod
    days: Period
    said: str
    """The days in words."""

    def exactly(self, component: int) -> list[Explanation]:
        """The exact parts of a component; none where it is 0.00."""
        if component == BUDGET:
            return [self._gross()]
        if component == IN_HOUSE:
            return self._in_house()
        if component == CONTRIBUTION:
            if self.terms.charged_from is not None and self.period.since < self.terms.charged_from:
                what = f"charged already, in the charging week before {in_words(self.terms.charged_from)}"
                return [Explanation.given(what, Money(0), *self.terms.source_of("charging"))]
            return self._contribution()
        if (component == FEE) is not (self.period.placement is Placement.INSIDE):
            return []
        full = self._replace(period=self.period._replace(shares=IN_FULL, taken=self.period.full))
        fees = [(charge, full._charge(charge)) for charge in self.period.charges]
        return [self._of_fee(charge, fee) for charge, fee in fees if fee is not None]

    def _of_fee(self, charge: Charge, fee: Explanation) -> Explanation:
        """What a charge comes to while payments are suspended: a share is of what would be paid if they were not."""
        if self.period.shares != IN_FULL and [*bases_of((charge,))]:
            fee = Explanation.sum("fee, as if nothing were suspended", fee)
        return self._reduced("fee", fee, self.period.shares.fee)

    def _reduced(self, what: str, node: Explanation, share: Fraction) -> Explanation:
        """What is left of it while payments are suspended, by the rule of the contract or the policy."""
        if share == 1:
            return node
        left = Explanation.given("what is left while suspended", share, *self.terms.source_of("suspension"))
        return Explanation.times(f"{what}, while suspended", node, left)

    def _gross(self) -> Explanation:
        by_plan = self.terms.by_plan is not None and self.terms.by_plan.on(self.days.first_day)
        what, field = ("what the plan costs", "plan_cost") if by_plan else ("budget", "actual")
        parts = [self._over(what, rate, field) for rate in self.period.parts or (self.period.budget,)]
        budget = parts[0] if len(parts) == 1 else Explanation.sum(f"{what}, exactly", *parts)
        return self._reduced("budget", budget, self.period.shares.budget)

    def _in_house(self) -> list[Explanation]:
        if not self.period.in_house:
            return []
        if self.period.taken.in_house_is_cut:
            return [Explanation.sum("in-house services, as much as the budget (they cost more)", self._gross())]
        services = [self._over(what, cost, "in_house") for what, cost in self.period.in_house]
        together = Explanation.sum("in-house services, exactly", *services)
        return [self._reduced("in-house services", together, self.period.shares.budget)]

    def _contribution(self) -> list[Explanation]:
        taken, assessed = self.period.taken, self.period.contribution
        if taken.let_go:
            what = f"a charge below {as_read(self.terms.charging.collection_floor)} a week is let go"
            return [Explanation.given(what, Money(0), *self.terms.source_of("charging"))]
        if self.period.basis is not Basis.NET:
            return []
        if not taken.contribution_meets_limit:
            if not (taken.contribution.per_day or taken.contribution.per_month):
                return []
            contribution = self._over("contribution", assessed, "contribution")
            return [self._reduced("contribution", contribution, self.period.shares.contribution)]
        charging, in_house = self.period.shared, self._in_house()
        if charging is ALL_OF_IT:
            what = f"all that is left of the budget, exactly (the contribution was assessed at {as_read(assessed)})"
            return [Explanation.less(what, self._gross(), *in_house)]
        what = f"all that may be charged for, exactly (the contribution was assessed at {as_read(assessed)})"
        theirs = self._charging_part()
        after_in_house = charging.charging_part_a_week(taken.gross) - taken.in_house.per_week
        if in_house and after_in_house < 0:
            nothing = "nothing: in-house services come to all that the funders that charge pay"
            return [Explanation.given(f"{nothing} (the contribution was assessed at {as_read(assessed)})", Money(0))]
        if in_house and after_in_house < charging.part_a_week(taken.gross):
            return [Explanation.less(what, theirs, *in_house)]
        if not charging.free:
            return [Explanation.sum(what, theirs, sources=(CARE_ACT("section 14(4)"),))]
        grounds = dict.fromkeys(
            each.exemption.ground for each in self.terms.freed if each.exemption.covers(self.period.since)
        )
        why = f"the part that is not exempt ({'; '.join(ground.value for ground in grounds)})"
        sources = dict.fromkeys(_FREE_BY[ground] for ground in grounds)
        return [Explanation.times(what, theirs, Explanation.given(why, 1 - charging.free, *sources))]

    def _charging_part(self) -> Explanation:
        """What the funders that charge pay of the budget: what the others do not."""
        gross, bearers, rates = self._gross(), self.period.shared.bearers, {}
        left, a_week = gross, self.period.taken.gross.per_week
        stated = {part.funder.ref: part.rate for part in self.terms.funding if isinstance(part, FundingRate)}
        for ref, rate in bearers.rates:
            is_all = rate.per_week >= a_week
            part = left if is_all else self._over(f"rate of {ref}", stated[ref], "funding")
            rates[ref] = Explanation.sum(f"the part of {ref}", part, sources=(RECORD("funding"),))
            left = Explanation.less("what the funders with rates leave", gross, *rates.values())
            a_week -= a_week if is_all else rate.per_week
        others = [part for ref, part in rates.items() if ref not in bearers.charging]
        for ref, share in bearers.shares:
            if ref not in bearers.charging:
                given = Explanation.given(f"the share of {ref}", share, RECORD("funding"))
                others.append(Explanation.times(f"the part of {ref}", left, given))
        if not others:
            return gross
        return Explanation.less("what the funders that charge pay of the budget", gross, *others)

    def _charge(self, charge: Charge) -> Explanation | None:
        """What a charge comes to; None where it does not accrue."""
        if isinstance(charge, PerWeek):
            return self._over("fee", Rate.weekly(charge.amount), "fee")
        if isinstance(charge, PerMonth):
            stated = Explanation.given("fee, a month", charge.amount, *self.terms.source_of("fee"))
            return self._by_months("fee", stated)
        if isinstance(charge, ShareOf):
            base = self._gross()
            if (charge.base or self.period.fee_base) is FeeBase.NET:
                off = [*self._in_house(), *self._contribution()]
                base = Explanation.less("the net payment, exactly", base, *off) if off else base
            cited = () if charge.base else self.terms.source_of("base")
            share = Explanation.given("the fee's share", charge.fraction, *self.terms.source_of("fee"), *cited)
            return Explanation.times("fee on that, exactly", base, share)
        if not isinstance(charge, (AtMost, PlusVat)):
            return None
        parts = [part for part in map(self._charge, charge.charges) if part is not None]
        if not parts:
            return None
        together = Explanation.sum("fees, exactly", *parts)
        if isinstance(charge, PlusVat):
            rate = Explanation.given("one and the rate of VAT", 1 + charge.rate)
            return Explanation.times("with VAT", together, rate)
        limit, full = self._charge(charge.limit), self.period.full
        both = (
            fee_accruing(each, full.gross, full.net, self.period.fee_base, EXACT.of_month(self.period.month))
            for each in (charge, charge.limit)
        )
        if limit is None or next(both) != next(both):
            return together
        sum_ = ExactMoney(together.amount)
        return Explanation.sum(f"no more than the limit (the fees together: {as_read(sum_)})", limit)

    def _over(self, what: str, rate: Rate, field: str) -> Explanation:
        """A rate over the days, as `accrual_of` has it accrue."""
        days, cycle = self.days, self.terms.cycle
        stated = Explanation.given(f"{what}, {rate.unit.value}", rate.amount, *self.terms.source_of(field))
        if cycle.frequency.months and rate.unit.is_by_months:
            monthly = stated
            if rate.unit is RateUnit.YEAR:
                monthly = Explanation.times(f"{what}, a month", stated, Explanation.given("a twelfth", Fraction(1, 12)))
            return self._by_months(what, monthly)
        weekly = stated
        if rate.unit is RateUnit.FOUR_WEEKS:
            weekly = Explanation.times(f"{what}, a week", stated, Explanation.given("a quarter", Fraction(1, 4)))
        elif rate.unit is not RateUnit.WEEK:
            year, sources = self.terms.weeks_in_year, self.terms.source_of("weeks_in_year")
            weeks = Explanation.given("weeks in a year, one over them", 1 / year, *sources)
            months = [Explanation.given("months", 12)] if rate.unit is RateUnit.MONTH else []
            weekly = Explanation.times(f"{what}, a week", stated, *months, weeks)
        share = Explanation.given(f"weeks ({days.days} day{'s' * (days.days > 1)} over 7)", Fraction(days.days, 7))
        return Explanation.times(f"{what}, {self.said}", weekly, share)

    def _by_months(self, what: str, monthly: Explanation) -> Explanation:
        """A sum for each month over the days, each month's by its days."""
        shares = [
            Explanation.times(
                f"{what}, {part}",
                monthly,
                Explanation.given(f"{part.days} of {length} days", Fraction(part.days, length)),
            )
            for part, length in months_within(self.terms.cycle, self.days)
        ]
        return shares[0] if len(shares) == 1 else Explanation.sum(f"{what}, {self.said}", *shares)
