"""The built-in calendar of England and Wales against three packages, every day from 2000 to 2040."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from isf_core import WorkingDays

ENGLAND = WorkingDays.england_and_wales()
DAYS = [date(2000, 1, 1) + timedelta(days=number) for number in range((date(2041, 1, 1) - date(2000, 1, 1)).days)]
CORONATION = date(2023, 5, 8)


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_the_same_days_are_working_days_as_by_holidays(nation: str) -> None:
    holidays = pytest.importorskip("holidays")
    listed = holidays.country_holidays("GB", subdiv=nation, years=range(1999, 2042))
    assert [on for on in DAYS if ENGLAND.is_working(on) != (on.weekday() < 5 and on not in listed)] == []


def test_the_same_days_are_working_days_as_by_workalendar_but_for_one_that_it_does_not_have() -> None:
    workalendar = pytest.importorskip("workalendar.europe")
    calendar = workalendar.UnitedKingdom()
    differ = [on for on in DAYS if ENGLAND.is_working(on) != calendar.is_working_day(on)]
    assert differ in ([CORONATION], [])
    assert not ENGLAND.is_working(CORONATION)


def test_the_same_days_are_working_days_as_by_quantlib() -> None:
    ql = pytest.importorskip("QuantLib")
    calendar = ql.UnitedKingdom()
    theirs = {on: calendar.isBusinessDay(ql.Date(on.day, on.month, on.year)) for on in DAYS}
    assert [on for on in DAYS if ENGLAND.is_working(on) != theirs[on]] == []
