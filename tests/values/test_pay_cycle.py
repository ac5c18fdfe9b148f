"""The funder's payment runs: stepped from the anchor, before it as after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from isf_core.errors import IsfError, NotADate, NotExact, TooLarge
from isf_core.values.dates import Period
from isf_core.values.pay_cycle import Frequency, PayCycle

Refused = Callable[..., IsfError]
ANCHOR = date(2026, 4, 6)
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=ANCHOR)
MONTH_ENDS = PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("frequency", "weeks", "months", "second", "before"),
    [
        (Frequency.WEEKLY, 1, 0, date(2026, 4, 13), date(2026, 3, 30)),
        (Frequency.FORTNIGHTLY, 2, 0, date(2026, 4, 20), date(2026, 3, 23)),
        (Frequency.FOUR_WEEKLY, 4, 0, date(2026, 5, 4), date(2026, 3, 9)),
        (Frequency.MONTHLY, 0, 1, date(2026, 5, 6), date(2026, 3, 6)),
        (Frequency.QUARTERLY, 0, 3, date(2026, 7, 6), date(2026, 1, 6)),
        (Frequency.HALF_YEARLY, 0, 6, date(2026, 10, 6), date(2025, 10, 6)),
        (Frequency.YEARLY, 0, 12, date(2027, 4, 6), date(2025, 4, 6)),
    ],
)
def test_each_frequency_goes_by_weeks_or_by_months(
    frequency: Frequency, weeks: int, months: int, second: date, before: date
) -> None:
    assert (frequency.weeks, frequency.months) == (weeks, months)
    runs = PayCycle(frequency, anchor=ANCHOR)
    assert (runs.frequency, runs.anchor) == (frequency, ANCHOR)
    assert [runs.start_of(number) for number in (-1, 0, 1)] == [before, ANCHOR, second]


@pytest.mark.parametrize(
    ("runs", "on", "number"),
    [
        (FOUR_WEEKLY, date(2026, 4, 5), -1),
        (FOUR_WEEKLY, date(2026, 4, 6), 0),
        (FOUR_WEEKLY, date(2026, 5, 3), 0),
        (FOUR_WEEKLY, date(2026, 5, 4), 1),
        (MONTH_ENDS, date(2026, 1, 30), -1),
        (MONTH_ENDS, date(2026, 1, 31), 0),
        (MONTH_ENDS, date(2026, 2, 27), 0),
        (MONTH_ENDS, date(2026, 2, 28), 1),
        (MONTH_ENDS, date(2026, 3, 30), 1),
        (MONTH_ENDS, date(2026, 3, 31), 2),
        (MONTH_ENDS, date(2028, 2, 28), 24),
        (MONTH_ENDS, date(2028, 2, 29), 25),
        (MONTH_ENDS, date(2025, 12, 31), -1),
        (MONTH_ENDS, date(2025, 12, 30), -2),
        (PayCycle(Frequency.YEARLY, anchor=date(2024, 2, 29)), date(2025, 2, 27), 0),
        (PayCycle(Frequency.YEARLY, anchor=date(2024, 2, 29)), date(2025, 2, 28), 1),
        (PayCycle(Frequency.YEARLY, anchor=date(2024, 2, 29)), date(2028, 2, 28), 3),
        (PayCycle(Frequency.YEARLY, anchor=date(2024, 2, 29)), date(2028, 2, 29), 4),
        (PayCycle(Frequency.HALF_YEARLY, anchor=date(2026, 8, 31)), date(2027, 2, 27), 0),
        (PayCycle(Frequency.HALF_YEARLY, anchor=date(2026, 8, 31)), date(2027, 2, 28), 1),
        (PayCycle(Frequency.HALF_YEARLY, anchor=date(2026, 8, 31)), date(2026, 2, 27), -2),
        (PayCycle(Frequency.QUARTERLY, anchor=date(2026, 11, 30)), date(2027, 2, 27), 0),
        (PayCycle(Frequency.QUARTERLY, anchor=date(2026, 11, 30)), date(2027, 2, 28), 1),
        (PayCycle(Frequency.QUARTERLY, anchor=date(2026, 11, 30)), date(2026, 11, 29), -1),
        (PayCycle(Frequency.QUARTERLY, anchor=date(2026, 11, 30)), date(2026, 8, 30), -1),
        (PayCycle(Frequency.QUARTERLY, anchor=date(2026, 11, 30)), date(2026, 8, 29), -2),
    ],
)
def test_a_day_falls_in_one_period_and_the_next_begins_on_the_day(runs: PayCycle, on: date, number: int) -> None:
    assert runs.number_of(on) == number
    assert runs.period_of(on) == Period(
        first_day=runs.start_of(number), last_day=runs.start_of(number + 1) - timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("span", "count"),
    [
        (Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 6)), 1),
        (Period(first_day=date(2026, 4, 7), last_day=date(2026, 5, 3)), 0),
        (Period(first_day=date(2026, 4, 7), last_day=date(2026, 5, 4)), 1),
        (Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 4)), 2),
        (Period(first_day=date(2026, 4, 5), last_day=date(2026, 4, 5)), 0),
        (Period(first_day=date(2025, 4, 7), last_day=date(2026, 4, 5)), 13),
    ],
)
def test_a_period_counts_where_it_begins(span: Period, count: int) -> None:
    assert FOUR_WEEKLY.beginning_in(span) == count


@pytest.mark.parametrize("year", range(2020, 2040))
def test_thirteen_or_fourteen_four_weekly_periods_begin_in_a_financial_year(year: int) -> None:
    span = Period.financial_year(year)
    assert FOUR_WEEKLY.beginning_in(span) == sum(FOUR_WEEKLY.period_of(on).first_day == on for on in span)
    assert MONTH_ENDS.beginning_in(span) == 12


def test_a_cycle_is_its_frequency_and_its_anchor() -> None:
    assert PayCycle(Frequency.FOUR_WEEKLY, ANCHOR) == FOUR_WEEKLY
    assert PayCycle(Frequency.FOUR_WEEKLY, date(2026, 5, 4)) != FOUR_WEEKLY, "equal as stated"
    assert PayCycle(Frequency.MONTHLY, ANCHOR) != FOUR_WEEKLY
    assert str(FOUR_WEEKLY) == "four-weekly from 2026-04-06"
    assert repr(FOUR_WEEKLY) == "PayCycle(Frequency.FOUR_WEEKLY, anchor=2026-04-06)"


@pytest.mark.parametrize("frequency", ["four-weekly", "FOUR_WEEKLY", None, 4])
def test_a_frequency_is_a_member(frequency: Any, refused: Refused) -> None:
    refused(lambda: PayCycle(frequency, ANCHOR), IsfError, "PayCycle.frequency", "is no Frequency", "Frequency.WEEKLY")


def test_a_cycle_needs_an_anchor(refused: Refused) -> None:
    none: Any = None
    refused(
        lambda: PayCycle(Frequency.WEEKLY, none),
        IsfError,
        "PayCycle.anchor: a cycle needs a day to count from; give the first day of any period",
    )


@pytest.mark.parametrize("given", [datetime(2026, 4, 6, tzinfo=UTC), "2026-04-06", 20260406, None])
def test_a_cycle_is_asked_by_dates(given: Any, refused: Refused) -> None:
    if given is not None:
        refused(lambda: PayCycle(Frequency.WEEKLY, given), NotADate, "PayCycle.anchor: ")
    refused(lambda: FOUR_WEEKLY.number_of(given), NotADate, "PayCycle.number_of: ")
    refused(lambda: FOUR_WEEKLY.period_of(given), NotADate, "PayCycle.number_of: ")
    refused(lambda: FOUR_WEEKLY.beginning_in(given), IsfError, "PayCycle.beginning_in: ", "Period.financial_year(2026)")


@pytest.mark.parametrize("number", [1.0, True, "1", None])
def test_a_period_has_a_whole_number(number: Any, refused: Refused) -> None:
    refused(lambda: FOUR_WEEKLY.start_of(number), NotExact, "PayCycle.start_of: ", "is not a whole number")


@pytest.mark.parametrize("frequency", Frequency)
@pytest.mark.parametrize("number", [-600_001, -600_000, 600_000, 600_001, 10**10_000], ids=range(5))
def test_a_period_out_of_the_calendar_is_refused(frequency: Frequency, number: int, refused: Refused) -> None:
    error = refused(lambda: PayCycle(frequency, ANCHOR).start_of(number), TooLarge)
    assert (error.where == "PayCycle.start_of") is (abs(number) > 600_000)


@pytest.mark.parametrize("frequency", Frequency)
@pytest.mark.parametrize("on", [date.min, date.max])
def test_a_period_that_is_cut_by_the_calendars_edge_is_refused(
    frequency: Frequency, on: date, refused: Refused
) -> None:
    runs = PayCycle(frequency, date(2026, 4, 8))  # the calendar itself begins on a Monday
    assert runs.number_of(on) * (1 if on == date.max else -1) > 0, "its number is known all the same"
    refused(lambda: runs.period_of(on), TooLarge, "is no date")


def test_calendar_months_have_a_name_of_their_own(refused: Refused) -> None:
    assert PayCycle.monthly(2026, 1, 31) == MONTH_ENDS
    assert PayCycle.monthly(2026, 4).start_of(1) == date(2026, 5, 1)
    refused(lambda: PayCycle.monthly(2026, 2, 30), IsfError, "give a year, a month and a day of it")
    refused(lambda: PayCycle.monthly(2026, 0), TooLarge, "PayCycle.monthly")
