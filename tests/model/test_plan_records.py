"""Outcomes, support and what visits cost (PLN-13); what refers to what must be there."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import OUTCOMES
from support.refusing import refused

from isf_core.errors import DanglingReference, TooLarge
from isf_core.model import Outcome, Support, SupportPlan, Visits
from isf_core.values import ExactMoney, Money, Rate

YEAR = Fraction(365, 7)
HOMECARE = Support.from_visits(
    "homecare",
    ("hygiene", "nutrition"),
    Visits(a_week=3, hours="1", hourly="12.50", when="three mornings"),
    Visits(a_week=4, hours="0.5", hourly="12.50"),
    Visits(a_week=7, hours="0.25", hourly="12.50"),
    provider="H-7",
)
ART = Support.by_rate("art", ("church",), Rate.annual("520"), provider="P-9")


def test_marys_visits_are_six_and_three_quarter_hours_and_84_375_a_week() -> None:
    assert HOMECARE.hours_a_week == Fraction("6.75")
    assert HOMECARE.per_week(52) == ExactMoney("84.375")
    assert HOMECARE.per_week(YEAR) == ExactMoney("84.375"), "no year is needed"
    assert ExactMoney("84.375") * 52 == ExactMoney("4387.50")


def test_travel_is_paid_by_the_visit_not_by_the_hour() -> None:
    visits = Visits(a_week=7, hours="0.25", hourly="12.50", travel="1.37")
    assert visits.hours_a_week == Fraction(7, 4)
    assert visits.per_week(52) == ExactMoney(Fraction("1.75") * Fraction("12.50") + 7 * Fraction("1.37"))
    assert not visits.needs_year


@pytest.mark.parametrize("year", [52, Fraction("52.143"), YEAR, Fraction(366, 7), 53])
def test_bank_holidays_add_only_the_difference_in_price_spread_over_the_year(year: int | Fraction) -> None:
    visits = Visits(a_week=7, hours="0.5", hourly="12.50", travel="1", bank_holiday_hourly="25", bank_holidays_a_year=8)
    assert visits.needs_year
    assert visits.per_week(year) == ExactMoney(Fraction("43.75") + 7 + Fraction(8 * 12.5 / 2) / year)


def test_the_year_of_52_and_of_365_days_give_two_sums() -> None:
    visits = Visits(a_week=1, hours=1, hourly=20, bank_holiday_hourly=30, bank_holidays_a_year="5.2")
    assert visits.per_week(52) == ExactMoney(21)
    assert visits.per_week(YEAR) == ExactMoney(20 + Fraction(52) / YEAR)


def test_a_bank_holiday_may_be_cheaper_and_a_visit_free() -> None:
    cheaper = Visits(a_week=1, hours=1, hourly=20, bank_holiday_hourly=0, bank_holidays_a_year=52)
    assert cheaper.per_week(52) == ExactMoney(0)
    assert Visits(a_week=1, hours=1, hourly=0).per_week(52) == ExactMoney(0)


@pytest.mark.parametrize("one", [{"bank_holiday_hourly": "25"}, {"bank_holidays_a_year": 8}])
def test_a_bank_holiday_price_and_a_number_go_together(one: dict[str, Any]) -> None:
    refused(lambda: Visits(a_week=1, hours=1, hourly=20, **one), "Visits.bank_holiday_hourly", "give both, or neither")


@pytest.mark.parametrize("year", [51, 54, 52.0, "a year", None])
def test_a_year_that_is_none_is_refused_where_one_is_needed(year: Any) -> None:
    visits = Visits(a_week=1, hours=1, hourly=20, bank_holiday_hourly=30, bank_holidays_a_year=8)
    for priced in (visits, Support.from_visits("a", None, visits), Support.by_rate("a", None, Rate.annual(52))):
        refused(lambda priced=priced: priced.per_week(year), "weeks_in_year")  # type: ignore[misc]


def test_support_is_made_of_visits_a_rate_or_a_sum_once() -> None:
    visits = Visits(a_week=2, hours="1.5", hourly="10")
    assert Support.from_visits("a", ("x",), visits, visits, provider="H-7") == Support(
        ref="a", outcomes=("x",), cost=(visits, visits), provider="H-7"
    )
    assert Support.from_visits("a", ("x",), visits, visits).per_week(52) == ExactMoney(60)
    assert Support.by_rate("a", None, Rate.annual(520), "P-9") == Support(
        ref="a", cost=Rate.annual(520), provider="P-9"
    )
    assert Support.by_rate("a", None, Rate.annual(520)).per_week(52) == ExactMoney(10)
    once = Support.once("a", (), Money(120), "P-9")
    assert once == Support(ref="a", outcomes=(), cost=Money(120), provider="P-9")
    assert (once.per_week(52), once.hours_a_week) == (ExactMoney(0), None)
    unknown = Support(ref="a")
    assert (unknown.per_week(52), unknown.hours_a_week) == (None, None)
    assert "cost" not in repr(unknown)


def test_a_plan_adds_up_what_is_weekly_and_what_is_once_apart() -> None:
    rails = Support.once("rails", ("church",), Money(120))
    plan = SupportPlan(
        outcomes=OUTCOMES, supports=(HOMECARE, ART, rails, rails.replace(ref="ramp", cost=Money("0.05")))
    )
    assert plan.per_week(52) == ExactMoney("94.375")
    assert plan.per_week(YEAR) == ExactMoney(Fraction("84.375") + Fraction(520) / YEAR)
    assert plan.once == Money("120.05")
    nothing = SupportPlan(supports=())
    assert (nothing.per_week(52), nothing.once) == (ExactMoney(0), Money(0))


@pytest.mark.parametrize("supports", [None, (HOMECARE, Support(ref="unpriced"))])
def test_a_plan_does_not_add_up_what_is_not_recorded(supports: Any) -> None:
    plan = SupportPlan(supports=supports)
    assert (plan.per_week(52), plan.once) == (None, None)


def test_a_support_names_outcomes_that_are_there() -> None:
    lost = HOMECARE.replace(outcomes=("hygiene", "work"))
    refused(
        lambda: SupportPlan(outcomes=OUTCOMES, supports=(lost,)),
        "SupportPlan.supports[homecare].outcomes: 'work' is no outcome of the plan",
        "church, garden, hygiene, nutrition",
        kind=DanglingReference,
    )
    refused(lambda: SupportPlan(outcomes=(), supports=(lost,)), "it has none", kind=DanglingReference)
    assert SupportPlan(outcomes=None, supports=(lost,)).supports == (lost,), "nothing is known to be missing"
    assert SupportPlan(outcomes=OUTCOMES, supports=(lost.replace(outcomes=None),)).outcomes == OUTCOMES
    assert SupportPlan(outcomes=OUTCOMES).supports is None


def test_a_reference_names_one_thing() -> None:
    refused(lambda: SupportPlan(outcomes=(*OUTCOMES, Outcome(ref="church"))), "SupportPlan.outcomes", "'church'")
    refused(lambda: SupportPlan(supports=(ART, ART)), "SupportPlan.supports: two have the reference 'art'")
    twice = tuple(Outcome(ref=ref * 400) for ref in "ab")
    assert SupportPlan(outcomes=twice).outcomes == twice, "compared whole, and quoted short"
    refused(lambda: SupportPlan(outcomes=(*twice, twice[0])), "SupportPlan.outcomes: two have the reference 'aaaa")


def test_a_plan_has_its_limits() -> None:
    visit = Visits(a_week=1, hours=1, hourly=1)
    many = tuple(Outcome(ref=str(place)) for place in range(1_000))
    assert SupportPlan(outcomes=many).outcomes == many
    for make in (
        lambda: SupportPlan(outcomes=(*many, Outcome(ref="one more"))),
        lambda: SupportPlan(supports=(ART,) * 1_001),
        lambda: Support(ref="a", cost=(visit,) * 1_001),
        lambda: Support(ref="a", outcomes=("x",) * 1_001),
        lambda: Outcome(ref="a", met_informally=("x",) * 1_001),
    ):
        refused(make, "1,001 entries are too many", kind=TooLarge)


@pytest.mark.parametrize("cost", [(HOMECARE,), (Visits(a_week=1, hours=1, hourly=1), Money(1)), ("12.50",), (None,)])
def test_visits_are_visits(cost: Any) -> None:
    refused(lambda: Support(ref="a", cost=cost), "Support.cost[")
