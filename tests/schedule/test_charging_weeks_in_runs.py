"""Charging weeks that come to the same are counted together: as if each were asked by itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from isf_core.model.documents import OPEN_ENDED
from isf_core.schedule._accrual import EXACT, AccrualRate
from isf_core.schedule._charging_weeks import ChargingWeeks, WeekProfile
from isf_core.values import Frequency, PayCycle

FIRST = date(2026, 4, 8).toordinal()
"""A Wednesday."""
MONTHS = PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))


def a_week(pounds: int) -> AccrualRate:
    accrues: AccrualRate = EXACT.weekly(Fraction(pounds))
    return accrues


SUMS = (
    (FIRST, Fraction(20), a_week(100), True),
    (FIRST + 31, Fraction(25), a_week(15), True),
    (FIRST + 60, Fraction(25), a_week(100), False),
    (FIRST + 64, Fraction(1, 2), a_week(100), True),
)
BY_MONTHS = ((FIRST, Fraction(20), EXACT.monthly(Fraction(62)), True), *SUMS[1:])
"""The first of them costs so much a month, which at first is less a week than what was assessed."""


def profile(begins: int, last: int | None, *, follows: bool = False, sums: Any = SUMS) -> WeekProfile:
    """Charging weeks that begin on a weekday, over sums that change inside a week."""
    last_day = OPEN_ENDED if last is None else date.fromordinal(last)
    made = WeekProfile.of(ChargingWeeks(date.fromordinal(FIRST), last_day, begins, follows), sums, MONTHS, 100)
    assert made is not None
    return made


@pytest.mark.parametrize("begins", range(1, 8))
@pytest.mark.parametrize("last", [None, FIRST, FIRST + 20, FIRST + 66, FIRST + 90])
@pytest.mark.parametrize("follows", [False, True])
@pytest.mark.parametrize("sums", [SUMS, BY_MONTHS])
def test_what_was_charged_up_to_a_day_is_the_sum_of_the_weeks_begun_before_it(
    begins: int, last: int | None, follows: bool, sums: Any
) -> None:
    weeks = profile(begins, last, follows=follows, sums=sums)
    ends = [*range(FIRST + 1, FIRST + 100)]
    by_day = {
        on: week.charge for on in ends for week in weeks.beginning_in(on - 1, on) if week.first_day.toordinal() < on
    }
    each = {week.first_day.toordinal(): week.charge for week in weeks.beginning_in(FIRST, ends[-1])}
    assert sum(by_day.values()) == sum(each.values())
    assert weeks.accrued(ends, ends) == [100 * sum(sum_ for on, sum_ in each.items() if on < end) for end in ends]
    assert weeks.accrued(ends[::9], ends[::9]) == weeks.accrued(ends, ends)[::9]


@pytest.mark.parametrize("begins", range(1, 8))
@pytest.mark.parametrize("on", range(FIRST, FIRST + 14))
def test_days_before_the_first_week_are_a_part_of_one_where_another_way_of_charging_went_before(
    begins: int, on: int
) -> None:
    first_day = date.fromordinal(on)
    weeks = ChargingWeeks(first_day, OPEN_ENDED, begins, follows=True)
    assert weeks.is_part(on) is (first_day.isoweekday() != begins)
    assert not weeks.is_part(on + 1)
    assert not weeks._replace(follows=False).is_part(on), "the first days of all are a week of their own"


@pytest.mark.parametrize("begins", range(1, 8))
def test_weeks_in_a_row_that_come_to_the_same_are_one_run(begins: int) -> None:
    """Two runs part where a sum changes, and nowhere else: a fund of many years has few of them."""
    runs = [*profile(begins, None)._runs(FIRST, FIRST + 3_660)]
    ends = [begin + 7 * number for begin, _, number in runs[:-1]]
    changes = [FIRST, *(on for on, *_ in SUMS)]
    assert all(any(end - 7 <= on < end + 7 for on in changes) for end in ends)
    assert sum(number for *_, number in runs) >= 3_660 // 7


def test_a_week_of_two_months_costs_its_days_of_each() -> None:
    """From Wed 8 April, 62.00 a month: a day is 62/30 in April and 2.00 in May, and no two weeks are one run."""
    weeks = profile(3, None, sums=BY_MONTHS[:1])
    costs = [weeks.pounds(each.cost) for each in weeks.beginning_in(FIRST, FIRST + 28)]
    assert costs == [Fraction(62 * 7, 30)] * 3 + [Fraction(62 * 2, 30) + 10]
    assert [number for *_, number in weeks._runs(FIRST, FIRST + 28)] == [1] * 4
