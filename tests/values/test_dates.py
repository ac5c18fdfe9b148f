"""Periods of days, whose first and last day both count, and stepping by days and months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from isf_core.errors import ImpossiblePeriod, IsfError, NotADate, NotExact, TooLarge
from isf_core.values.dates import Period, days_after, in_words, months_after, until_from, up_to

Refused = Callable[..., IsfError]
APRIL = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))

NOT_DAYS = pytest.mark.parametrize(
    "given",
    [datetime(2026, 4, 6, tzinfo=UTC), "2026-04-06", 20260406, 1.5, None, "2" * 10_000],
    ids=lambda g: str(g)[:20],
)


# Stepping


@pytest.mark.parametrize(
    ("anchor", "months", "reached"),
    [
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 1, 31), 25, date(2028, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2028, 2, 29), -1, date(2028, 1, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
        (date(1, 1, 31), 9998 * 12 + 11, date(9999, 12, 31)),
        (date(9999, 12, 31), -9998 * 12 - 11, date(1, 1, 31)),
    ],
)
def test_months_are_counted_from_the_anchor_and_end_where_the_month_ends(
    anchor: date, months: int, reached: date
) -> None:
    assert months_after(anchor, months) == reached


@pytest.mark.parametrize(
    ("on", "days", "reached"),
    [
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 1)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date.min, 0, date.min),
        (date.min, 3652058, date.max),
        (date.max, -3652058, date.min),
    ],
)
def test_days_are_counted_by_the_calendar(on: date, days: int, reached: date) -> None:
    assert days_after(on, days) == reached


@pytest.mark.parametrize(
    ("step", "on", "count", "message"),
    [
        (days_after, date.max, 1, "1 days from 9999-12-31 is no date"),
        (days_after, date.min, -1, "-1 days from 0001-01-01 is no date"),
        (days_after, date.min, 3652059, "3,652,059 days from 0001-01-01 is no date"),
        (days_after, date.min, 4_000_000, "4,000,000 days from 0001-01-01 is no date"),
        (days_after, date.max, -4_000_000, "-4,000,000 days from 9999-12-31 is no date"),
        (days_after, date.min, 4_000_001, "is out of range"),
        (days_after, date.max, -4_000_001, "is out of range"),
        (days_after, date.min, 10**10_000, "is out of range"),
        (months_after, date(9999, 12, 1), 1, "1 months from 9999-12-01 is no date"),
        (months_after, date(1, 1, 31), -1, "-1 months from 0001-01-31 is no date"),
        (months_after, date.min, 120_000, "120,000 months from 0001-01-01 is no date"),
        (months_after, date.min, -120_001, "is out of range"),
        (months_after, date.min, -(10**10_000), "is out of range"),
    ],
    ids=range(13),
)
def test_a_step_out_of_the_calendar_is_refused(
    step: Callable[[date, int], date], on: date, count: int, message: str, refused: Refused
) -> None:
    refused(lambda: step(on, count), TooLarge, f"{step.__name__}: ", message)


@pytest.mark.parametrize("step", [days_after, months_after])
@NOT_DAYS
def test_a_step_begins_on_a_date(step: Callable[[Any, int], date], given: object, refused: Refused) -> None:
    refused(lambda: step(given, 1), NotADate, f"{step.__name__}: ", "is not a date", "date(2026, 4, 6)")


@pytest.mark.parametrize("step", [days_after, months_after])
@pytest.mark.parametrize("count", [1.0, True, "1", None])
def test_a_step_is_a_whole_number(step: Callable[[date, Any], date], count: object, refused: Refused) -> None:
    refused(lambda: step(date(2026, 4, 6), count), NotExact, f"{step.__name__}: ", "is not a whole number")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 4, 2), "Thu 2 Apr 2026"),
        (date(2026, 12, 31), "Thu 31 Dec 2026"),
        (date(2023, 1, 1), "Sun 1 Jan 2023"),
        (date(999, 5, 6), "Mon 6 May 999"),
    ],
)
def test_a_day_in_words_is_english_whatever_the_machine(on: date, words: str) -> None:
    assert in_words(on) == words


# Periods


def test_a_period_counts_both_days_named() -> None:
    assert (APRIL.first_day, APRIL.last_day) == (date(2026, 4, 6), date(2026, 5, 3))
    assert APRIL.day_after == date(2026, 5, 4)
    assert up_to(date(2026, 4, 6), date(2026, 5, 4)) == APRIL
    assert APRIL.days == len(list(APRIL)) == 28
    assert (str(APRIL), repr(APRIL)) == (
        "6 Apr 2026 to 3 May 2026",
        "Period(first_day=2026-04-06, last_day=2026-05-03)",
    )


def test_a_period_of_one_day() -> None:
    day = date(2028, 2, 29)
    period = Period(first_day=day, last_day=day)
    assert (period.days, list(period), period.first_day, period.last_day) == (1, [day], day, day)


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        (date(2026, 4, 5), False),
        (date(2026, 4, 6), True),
        (date(2026, 5, 3), True),
        (date(2026, 5, 4), False),
    ],
)
def test_the_change_over_day_is_counted_once(on: date, inside: bool) -> None:
    assert (on in APRIL) is inside
    assert (on in Period(first_day=APRIL.day_after, last_day=date(2026, 5, 31))) is (on == APRIL.day_after)


@NOT_DAYS
def test_a_period_is_made_and_asked_by_dates(given: Any, refused: Refused) -> None:
    good = date(2026, 4, 6)
    refused(lambda: Period(first_day=given, last_day=good), NotADate, "Period.first_day: ")
    refused(lambda: Period(first_day=good, last_day=given), NotADate, "Period.last_day: ")
    refused(lambda: given in APRIL, NotADate, "Period: ")
    refused(lambda: until_from(good, given), NotADate, "until: ")


def test_an_empty_or_backwards_period_is_impossible(refused: Refused) -> None:
    day = date(2026, 4, 6)
    refused(
        lambda: Period(first_day=day, last_day=date(2026, 4, 5)), ImpossiblePeriod, "2026-04-05 is before 2026-04-06"
    )


def test_a_period_is_within_the_calendar(refused: Refused) -> None:
    whole = Period(first_day=date.min, last_day=date(9999, 12, 30))
    assert (whole.days, whole.last_day) == (3652058, date(9999, 12, 30))
    assert list(Period(first_day=date(9999, 12, 30), last_day=date(9999, 12, 30))) == [date(9999, 12, 30)]
    refused(
        lambda: Period(first_day=date.max, last_day=date.max),
        TooLarge,
        "Period.last_day: no day comes after 9999-12-31; give an earlier day",
    )


@pytest.mark.parametrize(
    ("year", "first_day", "last_day", "days"),
    [
        (2026, date(2026, 4, 1), date(2027, 3, 31), 365),
        (2027, date(2027, 4, 1), date(2028, 3, 31), 366),
        (1, date(1, 4, 1), date(2, 3, 31), 365),
        (9998, date(9998, 4, 1), date(9999, 3, 31), 365),
    ],
)
def test_a_financial_year_runs_from_april_to_march(year: int, first_day: date, last_day: date, days: int) -> None:
    period = Period.financial_year(year)
    assert (period.first_day, period.last_day, period.days) == (first_day, last_day, days)


@pytest.mark.parametrize(
    ("year", "kind"),
    [(0, TooLarge), (9999, TooLarge), (-1, TooLarge), (10**10_000, TooLarge), ("2026", NotExact), (2026.0, NotExact)],
    ids=["zero", "last", "below", "huge", "text", "float"],
)
def test_a_financial_year_is_a_year_of_the_calendar(year: Any, kind: type[IsfError], refused: Refused) -> None:
    refused(lambda: Period.financial_year(year), kind, "Period.financial_year", "from 1 to 9,998")


@pytest.mark.parametrize(
    ("period", "first_day", "last_day"),
    [
        (Period.month(2026, 4), date(2026, 4, 1), date(2026, 4, 30)),
        (Period.month(2028, 2), date(2028, 2, 1), date(2028, 2, 29)),
        (Period.month(2026, 12), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.month(1, 1), date(1, 1, 1), date(1, 1, 31)),
        (Period.month(9998, 12), date(9998, 12, 1), date(9998, 12, 31)),
        (Period.quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Period.quarter(2026, 2), date(2026, 4, 1), date(2026, 6, 30)),
        (Period.quarter(2026, 3), date(2026, 7, 1), date(2026, 9, 30)),
        (Period.quarter(9998, 4), date(9998, 10, 1), date(9998, 12, 31)),
    ],
)
def test_months_and_quarters_of_the_calendar(period: Period, first_day: date, last_day: date) -> None:
    assert (period.first_day, period.last_day) == (first_day, last_day)


@pytest.mark.parametrize(
    ("year", "number", "kind"),
    [
        (2026, 0, TooLarge),
        (2026, 13, TooLarge),
        (2026, "4", NotExact),
        (2026, 4.0, NotExact),
        (2026, True, NotExact),
        (0, 1, TooLarge),
        (9999, 1, TooLarge),
        ("2026", 1, NotExact),
        (date(2026, 4, 6), 1, NotExact),
    ],
)
def test_a_month_or_quarter_is_one_of_the_calendar(
    year: Any, number: Any, kind: type[IsfError], refused: Refused
) -> None:
    refused(lambda: Period.month(year, number), kind, "Period.month: ")
    refused(lambda: Period.quarter(year, number), kind, "Period.quarter: ")
    refused(
        lambda: Period.quarter(2026, 5), TooLarge, "Period.quarter: 5 is out of range; give a whole number from 1 to 4"
    )


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [
        (date(2026, 3, 1), date(2026, 4, 5), None),
        (date(2026, 3, 1), date(2026, 4, 6), Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 6))),
        (date(2026, 5, 3), date(2026, 5, 9), Period(first_day=date(2026, 5, 3), last_day=date(2026, 5, 3))),
        (date(2026, 5, 4), date(2026, 5, 9), None),
        (date(2026, 4, 10), date(2026, 4, 12), Period(first_day=date(2026, 4, 10), last_day=date(2026, 4, 12))),
        (date(2026, 1, 1), date(2026, 12, 31), APRIL),
    ],
)
def test_the_days_in_both_periods(first: date, last: date, shared: Period | None) -> None:
    other = Period(first_day=first, last_day=last)
    assert APRIL.overlap(other) == other.overlap(APRIL) == shared


def test_a_period_overlaps_a_period_alone(refused: Refused) -> None:
    other: Any = (date(2026, 4, 6), date(2026, 5, 4))
    refused(lambda: APRIL.overlap(other), IsfError, "Period.overlap: a tuple does not fit here; give a Period")


def test_periods_are_equal_by_their_days() -> None:
    assert Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)) == APRIL
    assert Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 4)) != APRIL
    assert len({APRIL, Period(first_day=APRIL.first_day, last_day=APRIL.last_day)}) == 1


def test_the_last_day_may_be_the_first_but_not_before_it(refused: Refused) -> None:
    first = date(2026, 4, 6)
    until_from(first, first)
    until_from(first, first + timedelta(days=1))
    refused(
        lambda: until_from(first, date(2026, 4, 5)),
        ImpossiblePeriod,
        "until: 2026-04-05 (a date) is before the first day, 2026-04-06; give a later day",
    )


@pytest.mark.property
@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(-30_000, 30_000))
def test_months_after_are_those_of_dateutil(anchor: date, months: int) -> None:
    """A second way to count: dateutil's own, which refuses the same years."""
    try:
        reached = anchor + relativedelta(months=months)
    except (ValueError, OverflowError):
        with pytest.raises(TooLarge):
            months_after(anchor, months)
    else:
        assert months_after(anchor, months) == reached
