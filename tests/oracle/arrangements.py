"""Random arrangements, as wild as real life allows: the same seed makes the same one.

Most numbers are drawn towards the edges: first and last days of periods, changes on one date,
contributions a hair above and below what is left, month ends, leap days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple, TypeVar

import attrs

from isf_core.model.arrangement import Arrangement
from isf_core.model.budget import InHouse, OneOff, PersonalBudget
from isf_core.model.contract import Contract
from isf_core.model.documents import NOT_STATED, OPEN_ENDED, NotStated
from isf_core.model.due_dates import InWorkingDays, WeekdayOfMonth
from isf_core.model.fees import (
    Charge,
    FeeBase,
    FeeFacts,
    FixedFee,
    ManagementFee,
    MonthlyFee,
    NoFee,
    PercentageFee,
    PerWeek,
    ShareOf,
    Tier,
    TieredFee,
)
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import (
    Basis,
    ChargedBy,
    ChargingTerms,
    Convention,
    OneOffPayment,
    PaymentLevel,
    PaymentTerms,
    Placement,
    Timing,
)
from isf_core.model.person import FinancialAssessment, Person
from isf_core.model.plan import Support, SupportPlan, Visits
from isf_core.values.money import ExactMoney, Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate, RateUnit
from isf_core.values.timeline import Timeline
from isf_core.values.working_days import Move, WorkingDays

T = TypeVar("T")

WEEKS_IN_YEAR = (Fraction(52), Fraction(365, 7), Fraction(366, 7), Fraction("52.143"), Fraction(53))
DAYS_OF_PERIOD = {
    Frequency.WEEKLY: 7,
    Frequency.FORTNIGHTLY: 14,
    Frequency.FOUR_WEEKLY: 28,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.HALF_YEARLY: 184,
    Frequency.YEARLY: 366,
}
BUILT_IN = WorkingDays.england_and_wales()


class Case(NamedTuple):
    """An arrangement, the policy beside it, and how far its payments are asked for."""

    seed: int
    arrangement: Arrangement
    parameters: Parameters
    until: date | None

    @property
    def cycle(self) -> PayCycle:
        cycle = self.arrangement.contract.payment.cycle or self.parameters.cycle
        assert cycle is not None
        return cycle

    @property
    def first_day(self) -> date:
        first = self.arrangement.contract.first_day
        assert first is not None
        return first

    def __str__(self) -> str:
        return f"seed {self.seed}, until {self.until}\n{self.arrangement}\n{self.parameters}"


@attrs.frozen
class OwnFee:
    """A council's own fee, no class of the library: dearer for small budgets, and so much on top of a share."""

    small: Fraction
    per_week: Fraction
    share: Fraction
    base: FeeBase | None

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        parts: tuple[Charge, ...] = (ShareOf(self.base, self.share),)
        if facts.budget.per_week(52).pounds < self.small:
            parts += (PerWeek(ExactMoney(self.per_week)),)
        if facts.contribution.amount.pounds > 0:
            parts += (ShareOf(FeeBase.NET, self.share / 2), PerWeek("0.35"))
        return parts


def arrange(seed: int, convention: Convention | None = None) -> Case:
    """One arrangement and its policy."""
    return _Making(Random(seed), seed, convention).case()


def charging_terms(rng: Random, weekly: Fraction) -> ChargingTerms | None:
    """Mostly none; else by days or by charging weeks, with a floor that now and then is a sum a week itself."""
    if rng.random() < 0.6:
        return None
    floor = rng.choice((0, 0, 1, rng.randint(0, 60), weekly * rng.randint(0, 60) / 100))
    return ChargingTerms(
        by=rng.choice(list(ChargedBy)),
        week_begins=rng.randint(1, 7),
        collection_floor=Money.from_pence(int(floor * 100)),
    )


class _Making:
    """One making: the term first, then what changes in it."""

    def __init__(self, rng: Random, seed: int, convention: Convention | None) -> None:
        self.rng, self.seed = rng, seed
        self.convention = convention or rng.choice(list(Convention))
        frequency = rng.choice(list(Frequency))
        self.cycle = PayCycle(frequency, self.anchor())
        self.year = rng.choice(WEEKS_IN_YEAR)
        self.first = self.start()
        self.days = self.length(DAYS_OF_PERIOD[frequency])
        self.last = self.end()
        self.open_ended = rng.random() < 0.3

    def case(self) -> Case:
        rng = self.rng
        some, much = rng.randint(60, 900), rng.randint(900, 4000)
        weekly = Fraction(rng.choice((0, rng.randint(1, 60), some, some, some, some, much, much, much, 1)))
        actual = self.over_time(lambda: self.rate(weekly * Fraction(rng.randint(50, 150), 100)), 0.6)
        in_house = tuple(self.services(weekly, actual))
        contribution = self.over_time(lambda: self.contribution(weekly, actual), 0.6)
        fee = self.over_time(self.fee, 0.5)
        plan, pays = self.plan(weekly)
        one_offs = tuple(self.one_offs())
        ours: dict[str, object] = {
            "cycle": self.cycle,
            "timing": rng.choice(list(Timing)),
            "due_days": rng.choice(
                (
                    0,
                    rng.randint(-10, 10),
                    rng.randint(-92, 92),
                    InWorkingDays(rng.randint(-15, 15)),
                    WeekdayOfMonth(
                        weekday=rng.randint(1, 7), number=rng.choice((1, 2, 4, -1)), months=rng.randint(-1, 1)
                    ),
                )
            ),
            "move": rng.choice(list(Move)),
            "convention": self.convention,
            "one_offs": rng.choice(list(OneOffPayment)),
            "weeks_in_year": self.year,
            "working_days": self.working_days(),
        }
        unsaid = self.unsaid(actual, contribution, in_house, fee, plan, one_offs)
        stated, left = self.divided({name: value for name, value in ours.items() if name not in unsaid})
        basis = self.over_time(lambda: rng.choice((Basis.NET, Basis.NET, Basis.GROSS)), 0.4)
        placement = self.over_time(self.placement, 0.4)
        by_contract = rng.random() < 0.8
        assessments = self.assessments(Random(f"means {self.seed}"), weekly)
        charging = charging_terms(Random(f"charging {self.seed}"), weekly)
        arrangement = Arrangement(
            person=Person(ref="P"),
            budget=PersonalBudget(
                actual=actual,
                contribution=contribution,
                in_house=in_house,
                one_offs=one_offs,
                financial_assessments=assessments,
            ),
            plan=plan,
            contract=Contract(
                first_day=self.first,
                last_day=OPEN_ENDED if self.open_ended else self.last,
                payment=PaymentTerms(
                    basis=basis if by_contract and "basis" not in unsaid else None,
                    charging=charging if by_contract else None,
                    **stated,  # type: ignore[arg-type]
                ),
                fee=fee,
                fee_placement=placement if by_contract and "fee_placement" not in unsaid else None,
            ),
        )
        parameters = Parameters(
            name="A council's",
            basis=None if "basis" in unsaid else rng.choice(list(Basis)),
            pays=pays,
            charging=charging,
            fee_placement=None if "fee_placement" in unsaid else rng.choice(list(Placement)),
            fee_base=None if "fee_base" in unsaid else rng.choice(list(FeeBase)),
            **left,  # type: ignore[arg-type]
        )
        return Case(self.seed, arrangement, parameters, self.until())

    def assessments(self, rng: Random, weekly: Fraction) -> tuple[FinancialAssessment, ...]:
        """Mostly none; else some whose income leaves a part of the contribution, all of it, or nothing."""
        if rng.random() < 0.8:
            return ()
        days = rng.sample(range(-20, self.days + 20), rng.randint(1, 2))
        return tuple(
            FinancialAssessment(
                ref=f"FA-{place}",
                on=self.first + timedelta(days=on),
                income=rng.choice((Rate.weekly(100 + weekly * rng.randint(0, 60) / 100), Rate.weekly(90), None)),
                own_minimum=rng.choice((Money(100), Money("99.99"), None)),
            )
            for place, on in enumerate(days)
        )

    def unsaid(
        self,
        actual: Timeline[Rate],
        contribution: Timeline[Rate],
        in_house: tuple[InHouse, ...],
        fee: Timeline[ManagementFee],
        plan: SupportPlan,
        one_offs: tuple[OneOff, ...],
    ) -> set[str]:
        """Terms on which nothing depends, so that nobody need state them; sometimes nobody does."""
        costs = [support.cost for support in plan.supports or ()]
        timelines = [actual, contribution, *(service.cost for service in in_house)]
        rates = [rate for timeline in timelines for rate in timeline.values]
        rates += [cost for cost in costs if isinstance(cost, Rate)]
        unneeded = set()
        if not any(rate.unit.is_by_months for rate in rates) and not any(isinstance(cost, tuple) for cost in costs):
            unneeded.add("weeks_in_year")
        if not any(rate.amount for rate in contribution.values):
            unneeded.add("basis")
        if all(isinstance(each, NoFee) for each in fee.values):
            unneeded |= {"fee_placement", "fee_base"}
        if not one_offs:
            unneeded.add("one_offs")
        return unneeded if self.rng.random() < 0.5 else set()

    def anchor(self) -> date:
        """Anywhere, and often on the days that some months do not have."""
        rng = self.rng
        on = date(2026, 4, 6) + timedelta(days=rng.choice((0, rng.randint(-400, 400), rng.randint(-4000, 4000))))
        if rng.random() < 0.4:
            on = on.replace(month=rng.choice((1, 3, 5, 7, 8, 10, 12)), day=rng.choice((29, 30, 31)))
        return date(2024, 2, 29) if rng.random() < 0.05 else on

    def start(self) -> date:
        """On a period's first day, on its last, or anywhere; before the anchor and after it."""
        rng = self.rng
        on = date(2026, 1, 1) + timedelta(days=rng.choice((rng.randint(0, 365), rng.randint(-800, 1200))))
        number = self.cycle.number_of(on)
        return rng.choice((self.cycle.start_of(number), self.cycle.start_of(number) - timedelta(days=1), on, on))

    def length(self, period: int) -> int:
        rng = self.rng
        few = rng.randint(1, 4) * period + rng.randint(0, period)
        many = rng.randint(60, 400)
        return rng.choice((1, rng.randint(1, period), few, few, few, few, few, few, many, rng.choice((many, 2 * many))))

    def end(self) -> date:
        """The last day: of a period, the first of one, or anywhere."""
        last = self.first + timedelta(days=self.days - 1)
        begins = self.cycle.start_of(self.cycle.number_of(last))
        return max(self.first, self.rng.choice((last, last, begins, begins - timedelta(days=1))))

    def until(self) -> date | None:
        if self.open_ended:
            return self.last
        if self.rng.random() < 0.75:
            return None
        return self.first + timedelta(days=self.rng.randint(0, self.days + 40))

    def a_day(self) -> date:
        """A day of the term, on the edge of a period as likely as not."""
        rng = self.rng
        on = self.first + timedelta(days=rng.randint(0, self.days))
        number = self.cycle.number_of(on)
        edge = self.cycle.start_of(rng.choice((number, number + 1))) + timedelta(days=rng.choice((0, -1, 1)))
        return rng.choice((on, edge, on, edge, self.first, self.last, self.first + timedelta(days=1)))

    def over_time(self, make: Callable[[], T], often: float) -> Timeline[T]:
        """A first value and up to three changes; they crowd, now and then, into one period."""
        rng = self.rng
        if rng.random() > often:
            return Timeline(make())
        days = {self.a_day() for _ in range(rng.randint(1, 3))}
        if rng.random() < 0.3:
            days = {self.a_day() + timedelta(days=more) for more in range(rng.randint(1, 3))}
        if rng.random() < 0.1:
            days.add(self.first - timedelta(days=rng.randint(1, 400)))
        return Timeline(make(), *((on, make()) for on in sorted(days)))

    def rate(self, weekly: Fraction, exactly: bool = False) -> Rate:
        """About so much a week, in any unit; to the penny, finer, or in thirds."""
        rng = self.rng
        unit = rng.choice(list(RateUnit))
        times = {
            RateUnit.WEEK: Fraction(1),
            RateUnit.FOUR_WEEKS: Fraction(4),
            RateUnit.MONTH: self.year / 12,
            RateUnit.YEAR: self.year,
        }
        amount = weekly * times[unit]
        if not exactly:
            grain = rng.choice((1, 100, 100, 1000, 3, 7))
            amount = Fraction(round(amount * grain), grain)
        return Rate(amount, unit)

    def contribution(self, weekly: Fraction, actual: Timeline[Rate]) -> Rate:
        """Zero, less than is left, more than is left, just as much, or a hair beside it."""
        rng = self.rng
        if rng.random() < 0.2:
            whole = rng.choice(actual.values).per_week(self.year).pounds
            return self.rate(max(Fraction(0), whole + rng.choice((0, 0, Fraction(1, 100), -Fraction(1, 100)))), True)
        part = rng.choice((0, rng.randint(0, 60), rng.randint(0, 60), rng.randint(60, 250)))
        return self.rate(weekly * Fraction(part, 100))

    def services(self, weekly: Fraction, actual: Timeline[Rate]) -> list[InHouse]:
        """Some, none, more than the budget, or just as much as it."""
        rng = self.rng
        if rng.random() < 0.05:
            whole = rng.choice(actual.values).per_week(self.year).pounds
            return [InHouse(what="all of it", cost=self.rate(whole, True))]
        parts = rng.choice(((), (), (10,), (10,), (20, 15), (5, 5, 10), (70, 50), (100,)))
        return [
            InHouse(
                what=f"service {place}",
                cost=self.over_time(lambda part=part: self.service(weekly, part), 0.5),  # type: ignore[misc]
            )
            for place, part in enumerate(parts)
        ]

    def service(self, weekly: Fraction, part: int) -> Rate:
        exactly = self.rng.random() < 0.2
        return self.rate(weekly * Fraction(part * (100 if exactly else self.rng.randint(50, 150)), 10_000), exactly)

    def fee(self) -> ManagementFee:
        rng = self.rng
        base = rng.choice((None, FeeBase.GROSS, FeeBase.NET))
        fixed = FixedFee(per_week=rng.choice(("5", "10.00", "12.345", "25", "0")))
        percentage = PercentageFee(percent=rng.choice(("0", "5", "7.5", "12.34", "100")), base=base)
        tiers = (Tier(level="none", fee=NoFee()), Tier(level="some", fee=fixed), Tier(level="full", fee=percentage))
        own = OwnFee(
            small=Fraction(rng.randint(10, 2000)),
            per_week=Fraction(rng.randint(0, 3000), 70),
            share=Fraction(rng.randint(0, 200), 1000),
            base=base,
        )
        tiered = TieredFee(tiers=tiers, level=rng.choice(("none", "some", "full")))
        fees: tuple[ManagementFee, ...] = (NoFee(), fixed, percentage, MonthlyFee(per_month="25.01"), tiered, own)
        return rng.choice(fees)

    def placement(self) -> Placement | NotStated:
        return self.rng.choice((Placement.INSIDE, Placement.ON_TOP, NOT_STATED))

    def plan(self, weekly: Fraction) -> tuple[SupportPlan, PaymentLevel | None]:
        """Mostly none; else support that costs less than the budget, or more, and what is paid then."""
        rng = self.rng
        if rng.random() < 0.7:
            return SupportPlan(), rng.choice((None, PaymentLevel.BUDGET))
        visits = (
            Visits(a_week=rng.randint(1, 14), hours=Fraction(rng.randint(1, 8), 4), hourly="12.50"),
            Visits(
                a_week=rng.randint(1, 7),
                hours="0.5",
                hourly="14.01",
                travel="1.10",
                bank_holiday_hourly="21.02",
                bank_holidays_a_year=rng.randint(1, 8),
            ),
        )
        supports = (
            Support.from_visits("homecare", None, *visits[: rng.randint(1, 2)]),
            Support.by_rate("day centre", None, self.rate(weekly * Fraction(rng.randint(0, 90), 100))),
            Support.once("rails", None, Money("120.00")),
        )
        return SupportPlan(supports=supports[rng.randint(0, 2) :]), rng.choice(list(PaymentLevel))

    def one_offs(self) -> list[OneOff]:
        """On edges, several on a day, in any order; within the term."""
        rng = self.rng
        made = []
        for place in range(rng.choice((0, 0, 1, 2, 4))):
            on = max(self.first, self.a_day())
            on = on if self.open_ended else min(on, self.last)
            made.append(OneOff(on=on, amount=Money.from_pence(rng.randint(1, 100_000)), what=f"thing {place}"))
        return made

    def working_days(self) -> WorkingDays:
        """The built-in calendar, or one of a council that closes for days on end."""
        rng = self.rng
        if rng.random() < 0.6:
            return BUILT_IN
        closed = set()
        for _ in range(rng.randint(0, 20)):
            begins = self.first + timedelta(days=rng.randint(-20, self.days + 120))
            closed |= {begins + timedelta(days=more) for more in range(rng.choice((1, 1, 2, 5, 12)))}
        return WorkingDays.of(
            closed, first=self.first - timedelta(days=400), last=self.first + timedelta(days=self.days + 800)
        )

    def divided(self, ours: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
        """Each term is the contract's, or the policy's where the contract is silent, or the contract's against it."""
        rng = self.rng
        stated: dict[str, object] = {}
        by_policy: dict[str, object] = {}
        against: dict[str, object] = {
            "timing": Timing.IN_ARREARS,
            "due_days": 17,
            "move": Move.NOT,
            "one_offs": OneOffPayment.ON_ITS_DATE,
            "weeks_in_year": Fraction(52),
            "cycle": PayCycle(Frequency.WEEKLY, date(2020, 1, 1)),
        }
        for name, value in ours.items():
            if rng.random() < 0.3:
                by_policy[name] = value
                continue
            stated[name] = value
            if name in against and rng.random() < 0.3:
                by_policy[name] = against[name]
        return stated, by_policy
