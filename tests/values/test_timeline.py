"""A value that changes with effect from a date: normalised, so that equal functions are equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from isf_core.errors import IsfError, NotADate, TooLarge
from isf_core.values.dates import Period
from isf_core.values.money import Money
from isf_core.values.timeline import Timeline, together

Refused = Callable[..., IsfError]
JUNE, OCTOBER = date(2026, 6, 1), date(2026, 10, 1)
RATE = Timeline("84.375", (JUNE, "87"), (OCTOBER, "90"))


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date.min, "84.375"),
        (date(2026, 5, 31), "84.375"),
        (JUNE, "87"),
        (date(2026, 9, 30), "87"),
        (OCTOBER, "90"),
        (date.max, "90"),
    ],
)
def test_a_change_holds_from_its_date_that_day_included(on: date, held: str) -> None:
    assert RATE.on(on) == held


@pytest.mark.parametrize(
    "same",
    [
        Timeline("84.375", (OCTOBER, "90"), (JUNE, "87")),
        Timeline("84.375", (date(2026, 1, 1), "84.375"), (JUNE, "87"), (OCTOBER, "90")),
        Timeline("84.375", (JUNE, "87"), (date(2026, 8, 1), "87"), (OCTOBER, "90"), (date(2027, 1, 1), "90")),
        Timeline("84.375", (OCTOBER, "90")).then(JUNE, "87"),
    ],
    ids=["order", "no change at first", "no change later", "then"],
)
def test_equal_functions_are_equal(same: Timeline[str]) -> None:
    assert same == RATE
    assert hash(same) == hash(RATE)
    assert same.changes == ((JUNE, "87"), (OCTOBER, "90"))


def test_a_value_that_comes_back_is_a_change() -> None:
    back = Timeline(1, (JUNE, 2), (OCTOBER, 1))
    assert back.values == (1, 2, 1)
    assert back != Timeline(1)


def test_a_value_that_never_changes() -> None:
    always = Timeline(Money(1))
    assert (always.first, always.changes, always.values) == (Money(1), (), (Money(1),))
    assert always.on(date.min) == always.on(date.max) == Money(1)
    assert always == Timeline(Money(1), (JUNE, Money(1)))
    assert always != Money(1)  # type: ignore[comparison-overlap]


def test_mapping_that_makes_values_equal_leaves_no_change() -> None:
    assert RATE.map(len) == Timeline(6, (JUNE, 2)), "from October on nothing changes any more"
    assert RATE.map(lambda _: None) == Timeline(None)


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), [("2026-05-01", "2026-05-31", "84.375")]),
        (
            date(2026, 5, 31),
            JUNE,
            [("2026-05-31", "2026-05-31", "84.375"), ("2026-06-01", "2026-06-01", "87")],
        ),
        (JUNE, date(2026, 9, 30), [("2026-06-01", "2026-09-30", "87")]),
        (date(2026, 9, 30), OCTOBER, [("2026-09-30", "2026-09-30", "87"), ("2026-10-01", "2026-10-01", "90")]),
        (OCTOBER, OCTOBER, [("2026-10-01", "2026-10-01", "90")]),
        (
            date(2026, 4, 6),
            date(2027, 4, 5),
            [
                ("2026-04-06", "2026-05-31", "84.375"),
                ("2026-06-01", "2026-09-30", "87"),
                ("2026-10-01", "2027-04-05", "90"),
            ],
        ),
    ],
)
def test_a_span_is_cut_where_the_value_changes(first: date, last: date, parts: list[tuple[str, str, str]]) -> None:
    cut = [
        (str(part.first_day), str(part.last_day), held)
        for part, held in RATE.within(Period(first_day=first, last_day=last))
    ]
    assert cut == parts


def test_two_changes_on_one_day_are_refused_though_they_agree(refused: Refused) -> None:
    for value in ("87", "88"):
        refused(lambda value=value: RATE.then(JUNE, value), IsfError, "Timeline: two changes on 2026-06-01")
    refused(lambda: Timeline(1, (JUNE, 1), (JUNE, 1)), IsfError, "two changes on 2026-06-01", "one value for each date")


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ("ab", IsfError, "Timeline.changes[1]: 'ab' does not fit here; give (date, value)"),
        ([JUNE, 2], IsfError, "Timeline.changes[1]: a list does not fit here"),
        ((JUNE,), IsfError, "Timeline.changes[1]: a tuple of 1 is no change; give (date, value)"),
        ((JUNE, 2, 3), IsfError, "Timeline.changes[1]: a tuple of 3 is no change"),
        ((), IsfError, "Timeline.changes[1]: a tuple of 0 is no change"),
        (None, IsfError, "Timeline.changes[1]: nothing (None) does not fit here"),
        (("2026-06-01", 2), NotADate, "Timeline.changes[1]: '2026-06-01' is not a date"),
        ((2, JUNE), NotADate, "Timeline.changes[1]: 2 is not a date"),
        (
            (datetime(2026, 6, 1, tzinfo=UTC), 2),
            NotADate,
            "Timeline.changes[1]: 2026-06-01 00:00:00+00:00 (a datetime)",
        ),
    ],
)
def test_what_is_no_change_is_refused(change: Any, kind: type[IsfError], message: str, refused: Refused) -> None:
    refused(lambda: Timeline(1, (OCTOBER, 2), change), kind, message)


def test_ten_thousand_changes_are_enough(refused: Refused) -> None:
    changes = [(date.fromordinal(place), place) for place in range(1, 10_002)]
    assert len(Timeline(0, *changes[1:]).changes) == 10_000
    refused(lambda: Timeline(0, *changes), TooLarge, "10,001 changes are too many", "at most 10,000")


def test_a_timeline_is_asked_by_dates_and_periods(refused: Refused) -> None:
    for given in (datetime(2026, 6, 1, tzinfo=UTC), "2026-06-01", None):
        on: Any = given
        refused(lambda on=on: RATE.on(on), NotADate, "Timeline.on: ")
        refused(lambda on=on: RATE.then(on, "1"), NotADate, "Timeline.changes[2]: ")
        refused(lambda on=on: list(RATE.within(on)), IsfError, "Timeline.within: ", "give a Period")


def test_a_repr_shows_the_changes() -> None:
    assert repr(Timeline(Money(1), (JUNE, Money(2)))) == "Timeline(Money('1.00'), (2026-06-01, Money('2.00')))"
    assert repr(Timeline(1)) == "Timeline(1)"


class NeverEqual:
    """A council's own class of which nothing can be told."""

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("sNaN"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused_when_it_is_made(refused: Refused, number: Any) -> None:
    refused(lambda: Timeline(number), IsfError, "is not a number")
    refused(lambda: Timeline(1, (JUNE, number)), IsfError, "is not a number")


def test_what_cannot_be_compared_is_refused_when_it_is_made(refused: Refused) -> None:
    inside = (Decimal("sNaN"),)
    for one, other in ((inside, (Decimal("sNaN"),)), (NeverEqual(), NeverEqual())):
        error = refused(lambda one=one, other=other: Timeline(one, (JUNE, other)), IsfError, "cannot be compared with")
        assert error.__cause__ is not None


def test_what_changes_on_the_first_day_holds_from_it_and_what_changes_after_the_last_never_does() -> None:
    days = [date(2026, 4, day) for day in (5, 6, 7, 9, 10)]
    steps = Timeline(0, *((on, place) for place, on in enumerate(days, 1)))
    ends = date(2026, 4, 10)
    told = [(on.day, held) for on, held in together(days[1], steps, Timeline("a"), before=ends.toordinal())]
    assert told == [(6, [2, "a"]), (7, [3, "a"]), (9, [4, "a"])]
    assert [held for _, held in together(days[1], steps)][-1] == [5]
