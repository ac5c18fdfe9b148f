"""Amounts over one denominator: they add up and are compared as the pounds that they stand for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from support.arrangements import mary
from support.refusing import refused

from isf_core import PLAIN, InHouse
from isf_core.errors import TooLarge
from isf_core.model.organisations import Funder, FunderKind, FundingRate, FundingShare
from isf_core.schedule._accrual import EXACT, Scale, part_of, stated
from isf_core.schedule.bearers import Bearers
from isf_core.schedule.resolve import resolve_terms
from isf_core.values.pay_cycle import Frequency
from isf_core.values.rates import Rate

WEEKLY, MONTHLY, YEARLY = Rate.weekly("84.37"), Rate.monthly("310.05"), Rate.annual("4387.50")
HALF, NONE = Fraction(1, 2), Fraction(0)


@pytest.mark.parametrize("frequency", [Frequency.FOUR_WEEKLY, Frequency.MONTHLY])
def test_amounts_stand_for_the_pounds_that_they_were_made_of(frequency: Frequency) -> None:
    rates = [stated(each, frequency, Fraction(365, 7)) for each in (WEEKLY, MONTHLY, YEARLY)]
    over = 2
    for rate in rates:
        over *= rate[3]
    scale = Scale.of(over, by_months=any(rate[1] for rate in rates))
    one, other, third = scale.amounts(rates)
    exactly = [scale.exact(each) for each in (one, other, third)]
    assert scale.exact(one + other - third) == exactly[0] + exactly[1] - exactly[2]
    assert scale.exact(part_of(other, HALF)) == part_of(exactly[1], HALF)
    assert scale.per_week(other) == exactly[1].per_week
    for mine, pounds in ((one, exactly[0]), (third, exactly[2])):
        assert (mine < other, mine > other, bool(mine)) == (pounds < exactly[1], pounds > exactly[1], True)
    assert not scale.nothing
    assert scale.exact(scale.nothing).per_week == 0
    assert scale.is_below(one, 8438)
    assert not scale.is_below(one, 8437)


def test_what_may_be_charged_for_by_the_month_is_nothing_once_services_in_house_come_to_more() -> None:
    health, council = Funder(ref="NHS", kind=FunderKind.NHS), Funder(ref="council")
    funding = (FundingRate(funder=health, rate=Rate.monthly("300")), FundingShare(funder=council, share=1))
    bearers = Bearers.of(funding, Frequency.MONTHLY, Fraction(52))
    cost, less, more = EXACT.monthly(Fraction(400)), EXACT.monthly(Fraction(40)), EXACT.weekly(Fraction(40))
    cost = cost._replace(per_week=Fraction(400 * 12, 52))
    less = less._replace(per_week=Fraction(40 * 12, 52))
    assert bearers.chargeable(cost, less, NONE, EXACT).per_month == 60
    assert bearers.chargeable(cost, more, NONE, EXACT) == EXACT.nothing
    assert bearers.chargeable(cost, EXACT.nothing, HALF, EXACT).per_month == 50


def test_an_amount_that_outgrew_every_sum_is_refused_unless_it_is_small_in_lowest_terms() -> None:
    scale = Scale.of(2**600, by_months=False)
    scale.bounded("budget.in_house", 2**600)
    with pytest.raises(TooLarge, match=r"budget\.in_house"):
        scale.bounded("budget.in_house", 1)


def test_services_in_house_that_are_too_fine_together_are_refused_by_their_name() -> None:
    each = (InHouse(what=f"S-{place}", cost=Rate.weekly(Fraction(1, 10**38 + 2 * place + 1))) for place in range(8))
    with pytest.raises(TooLarge, match=r"^budget\.in_house: "):
        resolve_terms(mary(budget={"in_house": tuple(each)}), policy=PLAIN)


def test_a_share_that_would_leave_a_part_of_a_whole_number_is_refused_and_no_penny_is_dropped() -> None:
    assert part_of(6, Fraction(1, 3)) == 2
    assert part_of(7, Fraction(1)) == 7
    refused(lambda: part_of(7, Fraction(1, 3)), "part_of: 1/3 of 7 is no whole number; give the Scale a denominator")
