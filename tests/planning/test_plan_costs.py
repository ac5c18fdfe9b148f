"""What a plan costs a week as far as it is known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from isf_core.model import Support, SupportPlan, Visits
from isf_core.planning.plan_costs import YEAR, cost_a_week, cost_of, rates_of
from isf_core.values import ExactMoney, Money, Rate

WEEKLY = Support.by_rate("care", None, Rate.weekly(60))
YEARLY = Support.by_rate("art", None, Rate.annual(520))
ONCE = Support.once("chair", None, Money(400))
HOLIDAYS = Support.from_visits(
    "nights", None, Visits(a_week=1, hours="1", hourly="10", bank_holiday_hourly="20", bank_holidays_a_year="2.6")
)


@pytest.mark.parametrize(
    ("support", "year", "cost"),
    [
        (WEEKLY, None, "60"),
        (YEARLY, None, None),
        (YEARLY, Fraction(52), "10"),
        (ONCE, None, "0"),
        (HOLIDAYS, None, None),
        (HOLIDAYS, Fraction(52), "10.5"),
        (Support(ref="dim"), Fraction(52), None),
    ],
    ids=lambda each: getattr(each, "ref", each),
)
def test_a_support_is_costed_where_all_it_depends_on_is_known(
    support: Support, year: Fraction | None, cost: str | None
) -> None:
    assert cost_of(support, year) == (None if cost is None else ExactMoney(cost))


def test_a_plan_costs_at_least_what_is_known() -> None:
    plan = SupportPlan(supports=(WEEKLY, YEARLY, ONCE, HOLIDAYS, Support(ref="dim"), Support(ref="dark")))
    blind = cost_a_week(plan, None)
    assert (blind.known, blind.missing) == (ExactMoney(60), (YEAR, "supports[dim].cost", "supports[dark].cost"))
    assert not blind.is_whole
    seen = cost_a_week(plan.replace(supports=plan.supports[:4]), Fraction(52))  # type: ignore[index]
    assert seen.is_whole
    assert str(seen) == "£80.50 a week"


def test_whether_a_cost_depends_on_the_year_is_seen_by_its_rates() -> None:
    assert [any(rate.unit.is_by_months for rate in rates_of(each)) for each in (WEEKLY, YEARLY, ONCE, HOLIDAYS)] == [
        False,
        True,
        False,
        True,
    ]
    assert len({rate.unit.is_by_months for rate in rates_of(HOLIDAYS)}) == 2, "of both kinds: no year gives the same"


def test_a_yearly_cost_is_spread_over_the_year_that_is_known() -> None:
    support = Support.by_rate("art", None, Rate.annual("365"))
    assert cost_of(support, Fraction(365, 7)) == ExactMoney(7)
    assert cost_of(support, Fraction(52)) == ExactMoney(Fraction(365, 52))
    assert cost_of(support, None) is None
