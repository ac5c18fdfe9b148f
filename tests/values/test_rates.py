"""Rates: kept as stated, turned into another unit exactly, and only with the length of the year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from isf_core.errors import IsfError, TooLarge
from isf_core.values.money import ExactMoney, Money
from isf_core.values.rates import Rate, RateUnit, weeks_of_a_year

Refused = Callable[..., IsfError]
YEARS = (52, Fraction(365, 7), Fraction(366, 7), Fraction("52.143"), 53)


@pytest.mark.parametrize(
    ("rate", "unit", "stated", "shown"),
    [
        (Rate.weekly("84.375"), RateUnit.WEEK, "84.375", "84.375 a week"),
        (Rate.four_weekly("337.50"), RateUnit.FOUR_WEEKS, "337.5", "337.5 every four weeks"),
        (Rate.monthly(Money("365.63")), RateUnit.MONTH, "365.63", "365.63 a month"),
        (Rate.annual(ExactMoney("4387.5")), RateUnit.YEAR, "4387.5", "4387.5 a year"),
        (Rate.weekly(Fraction(100, 3)), RateUnit.WEEK, "100/3", "100/3 a week"),
        (Rate.weekly(Decimal("0.00")), RateUnit.WEEK, "0", "0 a week"),
    ],
)
def test_a_rate_is_kept_as_it_was_stated(rate: Rate, unit: RateUnit, stated: str, shown: str) -> None:
    assert (rate.unit, str(rate.amount), str(rate)) == (unit, stated, shown)
    assert [each for each in RateUnit if each.is_by_months] == [RateUnit.MONTH, RateUnit.YEAR]
    assert repr(rate).endswith(f"('{stated}')")
    if "/" not in stated:
        assert eval(repr(rate)) == rate


def test_a_rate_is_of_ten_trillion_pounds_or_less(refused: Refused) -> None:
    most = Rate.weekly(10**13)
    assert most.amount.pounds == 10**13
    for more in ("10000000000000.01", 10**13 + 1, Fraction(10**70, 3), ExactMoney(Fraction(10**13) + Fraction(1, 3))):
        refused(lambda more=more: Rate.weekly(more), TooLarge, "Rate: ", " is beyond ten trillion pounds", "check the")


def test_every_rate_is_read_from_the_text_that_it_is_shown_as() -> None:
    for pounds in (Fraction(10**154, 10**154 - 1), Fraction(1, 2**511), Fraction(2**511 - 1, 2**511), 10**13, "0.5"):
        rate = Rate.annual(pounds)
        assert Rate.parse(str(rate)) == rate


@pytest.mark.parametrize(("digits", "said"), [(155, "is too large or too fine"), (156, "is longer than 60 characters")])
@pytest.mark.parametrize("above", ["", "1/"])
def test_a_rate_is_read_to_the_last_digit_that_an_exact_number_may_have(
    above: str, digits: int, said: str, refused: Refused
) -> None:
    refused(lambda: Rate.parse(f"{above}{'9' * digits} a week"), TooLarge, said)


def test_a_rate_is_of_zero_or_more(refused: Refused) -> None:
    assert Rate.weekly(0).amount == ExactMoney(0)
    refused(lambda: Rate.weekly("-0.01"), IsfError, "Rate: -0.01 is below zero", "a deduction is a field of its own")
    refused(lambda: Rate.annual(Fraction(-1, 3**300)), IsfError, "… is below zero")


@pytest.mark.parametrize("unit", ["a week", "WEEK", None, 7])
def test_a_unit_is_a_member(unit: Any, refused: Refused) -> None:
    refused(lambda: Rate(1, unit), IsfError, "Rate.unit: ", "is no RateUnit", "RateUnit.FOUR_WEEKS")


def test_rates_are_equal_as_stated_and_the_same_in_effect() -> None:
    weekly, four_weekly, annual = Rate.weekly("84.375"), Rate.four_weekly("337.50"), Rate.annual("4387.50")
    assert weekly == Rate.weekly(Fraction(675, 8))
    assert len({weekly, four_weekly, annual}) == 3
    assert weekly.same_as(four_weekly, weeks_in_year=Fraction(365, 7)), "no year is asked where none is needed"
    assert annual.same_as(weekly, weeks_in_year=52)
    assert not annual.same_as(weekly, weeks_in_year=Fraction(365, 7))
    assert not weekly.same_as(Rate.weekly("84.38"), weeks_in_year=52), "84.38 x 52 is 26 pence too much"


def test_a_rate_is_compared_with_a_rate(refused: Refused) -> None:
    other: Any = Money(1)
    refused(lambda: Rate.weekly(1).same_as(other, weeks_in_year=52), IsfError, "Rate.same_as: a Money", "give a Rate")


@pytest.mark.parametrize(
    ("weeks", "a_week", "a_month"),
    [
        (52, Fraction("84.375"), Fraction("365.625")),
        (Fraction(365, 7), Fraction("4387.50") * 7 / 365, Fraction("365.625")),
        (Fraction(366, 7), Fraction("4387.50") * 7 / 366, Fraction("365.625")),
        (Fraction("52.143"), Fraction(4387500, 52143), Fraction("365.625")),
    ],
)
def test_each_length_of_the_year_gives_its_own_week(weeks: Fraction, a_week: Fraction, a_month: Fraction) -> None:
    annual = Rate.annual("4387.50")
    assert annual.per_week(weeks_in_year=weeks).pounds == a_week
    assert annual.per_month(weeks_in_year=weeks).pounds == a_month, "a twelfth of the year, whatever its weeks"
    assert annual.per_year(weeks_in_year=weeks).pounds == Fraction("4387.50")
    assert Rate.monthly("365.625").per_week(weeks_in_year=weeks).pounds == a_week
    assert Rate.monthly("365.625").per_year(weeks_in_year=weeks).pounds == Fraction("4387.50")
    assert Rate.weekly(a_week).per_year(weeks_in_year=weeks).pounds == Fraction("4387.50")
    assert Rate.four_weekly(4 * a_week).per_month(weeks_in_year=weeks).pounds == a_month


def test_a_month_is_neither_four_weeks_nor_four_point_three_three() -> None:
    monthly = Rate.weekly("84.375").per_month(weeks_in_year=52)
    assert monthly == ExactMoney("365.625")
    assert monthly not in (ExactMoney("337.50"), ExactMoney("84.375") * Decimal("4.33"))


@pytest.mark.parametrize("rate", [Rate.weekly("84.38"), Rate.four_weekly("337.52")])
def test_a_rate_by_weeks_needs_no_year_for_its_week(rate: Rate) -> None:
    assert {rate.per_week(weeks_in_year=weeks) for weeks in YEARS} == {ExactMoney("84.38")}


def test_a_rate_in_its_own_unit_is_the_amount_stated() -> None:
    stated = ExactMoney("337.51")
    assert Rate.weekly(stated).per_week(52) is stated
    assert Rate.monthly(stated).per_month(52) is stated
    assert Rate.annual(stated).per_year(52) is stated


@pytest.mark.parametrize("weeks", [*YEARS, "52.143", Decimal("52.18")])
def test_a_year_has_from_52_to_53_weeks(weeks: object) -> None:
    assert 52 <= weeks_of_a_year(weeks) <= 53


@pytest.mark.parametrize(
    ("weeks", "shown"),
    [
        (51, "51 "),
        (Fraction(363, 7), "363/7 "),
        ("51.999", "51.999 "),
        (Fraction(53 * 7 + 1, 7), "372/7 "),
        (54, "54 "),
        (0, "0 "),
        (-52, "-52 "),
        (365, "365 "),
        (10**150, "1" + "0" * 38 + "… "),
    ],
    ids=str,
)
def test_a_year_of_other_weeks_is_no_year(weeks: Any, shown: str, refused: Refused) -> None:
    message = f"weeks_in_year: {shown}weeks are no year; give 52, or Fraction(365, 7)"
    for turn in (Rate.annual(1).per_week, Rate.monthly(1).per_week, Rate.weekly(1).per_year, Rate.weekly(1).per_month):
        refused(lambda turn=turn: turn(weeks_in_year=weeks), IsfError, message)
