"""When reviews are due: the first weeks after the start, then months after the last, never after the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf_core.errors import IsfError, NotADate, NotRecorded
from isf_core.model import OPEN_ENDED, Parameters, Review
from isf_core.planning.reviews import ReviewDates, review_dates

START = date(2026, 4, 6)
NUMBERS = Parameters(name="ours", first_review_days=42, review_months=12)


def dates(*held: date, last_day: object = OPEN_ENDED, numbers: Parameters = NUMBERS) -> ReviewDates:
    """The reviews of an arrangement from 6 April 2026."""
    return review_dates(tuple(Review(on=on) for on in held), first_day=START, last_day=last_day, policy=numbers)  # type: ignore[arg-type]


def test_the_first_is_due_weeks_after_the_start_and_the_others_follow() -> None:
    none = dates()
    assert (none.held, none.next_due) == ((), date(2026, 5, 18))
    assert none.later == (date(2027, 5, 18), date(2028, 5, 18))


def test_each_one_that_is_held_starts_the_time_anew() -> None:
    assert dates(date(2026, 5, 1)).next_due == date(2027, 5, 1)
    assert dates(date(2027, 5, 3), date(2026, 5, 20)).next_due == date(2028, 5, 3)
    assert dates(date(2027, 5, 3), date(2026, 5, 20)).held == (date(2026, 5, 20), date(2027, 5, 3))
    assert dates(date(2028, 2, 29)).next_due == date(2029, 2, 28)


def test_what_was_before_the_first_day_is_no_review_of_it() -> None:
    assert dates(START - timedelta(days=1)) == dates()
    assert dates(START).next_due == date(2027, 4, 6)


@pytest.mark.parametrize(
    ("last_day", "due", "later"),
    [
        (date(2026, 5, 17), None, 0),
        (date(2026, 5, 18), date(2026, 5, 18), 0),
        (date(2027, 5, 17), date(2026, 5, 18), 0),
        (date(2027, 5, 18), date(2026, 5, 18), 1),
        (date(2030, 1, 1), date(2026, 5, 18), 2),
    ],
)
def test_none_is_due_after_the_last_day(last_day: date, due: date | None, later: int) -> None:
    found = dates(last_day=last_day)
    assert (found.next_due, len(found.later)) == (due, later)


def test_it_is_overdue_from_the_day_after() -> None:
    assert not dates().is_overdue(date(2026, 5, 18))
    assert dates().is_overdue(date(2026, 5, 19))
    assert not dates(last_day=date(2026, 5, 1)).is_overdue(date(2030, 1, 1))
    with pytest.raises(NotADate):
        dates().is_overdue("2026-05-19")  # type: ignore[arg-type]


def test_only_the_number_that_counts_is_needed() -> None:
    only_days = NUMBERS.replace(review_months=None)
    assert (dates(numbers=only_days).next_due, dates(numbers=only_days).later) == (date(2026, 5, 18), ())
    with pytest.raises(NotRecorded) as missing:
        dates(START, numbers=only_days)
    assert missing.value.fields == ("policy.review_months",)
    only_months = NUMBERS.replace(first_review_days=None)
    assert dates(START, numbers=only_months).next_due == date(2027, 4, 6)
    with pytest.raises(NotRecorded) as missing:
        dates(numbers=only_months)
    assert missing.value.fields == ("policy.first_review_days",)


@pytest.mark.parametrize(
    "wrong", [{"last_day": None}, {"numbers": None}, {"last_day": "2027-04-04"}], ids=lambda each: repr(each)
)
def test_what_has_no_meaning_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(IsfError):
        dates(**wrong)  # type: ignore[arg-type]


def test_beyond_the_calendar_nothing_is_due() -> None:
    late = review_dates((), first_day=date(9999, 12, 1), last_day=OPEN_ENDED, policy=NUMBERS)
    assert (late.next_due, late.later) == (date.max, ())
    assert not late.is_overdue(date.max)
    held = review_dates((Review(on=date(9999, 6, 1)),), first_day=date(9999, 1, 1), last_day=OPEN_ENDED, policy=NUMBERS)
    assert not held.is_overdue(date.max)


def test_it_is_shown_as_a_table() -> None:
    assert str(dates(date(2026, 5, 20), last_day=date(2027, 12, 31))).splitlines() == [
        "Reviews",
        "On                Review",
        "Wed 20 May 2026   held",
        "Thu 20 May 2027   due",
    ]
    assert dates(last_day=START).records() == []


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2030, 1, 1)), max_size=5),
    st.integers(1, 200),
    st.integers(1, 30),
    st.one_of(st.just(OPEN_ENDED), st.dates(START, date(2032, 1, 1))),
)
def test_dates_follow_one_another_and_never_pass_the_end(
    held: list[date], days: int, months: int, last_day: object
) -> None:
    numbers = Parameters(name="ours", first_review_days=days, review_months=months)
    found = dates(*held, last_day=last_day, numbers=numbers)
    due = [on for on in (found.next_due, *found.later) if on is not None]
    assert [*found.held, *due][len(found.held) :] == due == sorted(set(due))
    assert not found.held or not due or due[0] > found.held[-1]
    assert all(not isinstance(last_day, date) or on <= last_day for on in due)
    assert dates(*reversed(held), last_day=last_day, numbers=numbers) == found
