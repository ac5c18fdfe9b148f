"""Working days: the built-in calendar against the published list, and where a due date moves to."""

from __future__ import annotations

import csv
from collections import ChainMap, OrderedDict, UserDict, UserList, deque
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from isf_core.errors import ImpossiblePeriod, IsfError, NotADate, NotExact, OutsideCalendar, TooLarge
from isf_core.values.dates import Period
from isf_core.values.sources import BANKING_ACT, GOV_UK_HOLIDAYS
from isf_core.values.working_days import ADDED, BANK_HOLIDAYS, MOVED, PROCLAIMED_TO, Move, WorkingDays

Refused = Callable[..., IsfError]
ENGLAND = WorkingDays.england_and_wales()
PUBLISHED = Path(__file__).parents[1] / "data" / "bank_holidays_england_and_wales.csv"
JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


def published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


# The built-in calendar


@pytest.mark.parametrize("year", range(2000, 2029))
def test_the_built_in_calendar_is_the_published_list(year: int) -> None:
    listed = {date.fromisoformat(row["date"]) for row in published() if row["date"].startswith(str(year))}
    assert {on for on in ENGLAND.holidays if on.year == year} == listed


def test_the_published_list_is_in_order_and_says_where_each_day_was_seen() -> None:
    rows = published()
    assert [row["date"] for row in rows] == sorted({row["date"] for row in rows})
    for row in rows:
        assert row["title"]
        assert len(row["seen_in"].split("; ")) >= 2, f"{row['date']} was seen in one place only"


def test_the_calendar_is_certain_no_further_than_the_list_goes() -> None:
    last = date.fromisoformat(published()[-1]["date"])
    assert date(2027, 12, 31) <= PROCLAIMED_TO <= date(last.year, 12, 31)
    assert ENGLAND.proclaimed_to == PROCLAIMED_TO


@pytest.mark.parametrize("year", range(2000, 2100))
def test_a_year_has_its_eight_days_and_those_added_all_on_weekdays(year: int) -> None:
    holidays = sorted(on for on in ENGLAND.holidays if on.year == year)
    assert len(holidays) == 8 + sum(on.year == year for on in ADDED)
    assert all(on.weekday() < 5 for on in holidays)


def test_the_days_moved_and_added_are_those_of_the_proclamations() -> None:
    for standing, proclaimed in MOVED.items():
        assert standing.weekday() == 0
        assert standing not in ENGLAND.holidays
        assert proclaimed in ENGLAND.holidays
    assert set(ADDED) <= ENGLAND.holidays
    titles = {row["date"]: row["title"] for row in published()}
    for on, title in ADDED.items():
        assert set(title.lower().split()[:2]) <= set(titles[str(on)].lower().replace(",", "").split()), title


def test_a_new_years_day_never_falls_into_the_year_before() -> None:
    # Saturday 1 January 2028: the day is taken on Monday the 3rd, not on Friday 31 December.
    assert date(2028, 1, 3) in ENGLAND.holidays
    assert ENGLAND.is_working(date(2027, 12, 31))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2023, (25, 26)),  # Christmas on a Monday
        (2018, (25, 26)),  # a Tuesday
        (2019, (25, 26)),  # a Wednesday
        (2025, (25, 26)),  # a Thursday
        (2026, (25, 28)),  # a Friday
        (2027, (27, 28)),  # a Saturday
        (2022, (26, 27)),  # a Sunday
    ],
)
def test_christmas_on_each_day_of_the_week(year: int, days: tuple[int, int]) -> None:
    assert tuple(on.day for on in sorted(ENGLAND.holidays) if (on.year, on.month) == (year, 12)) == days


@pytest.mark.parametrize(
    ("on", "working"),
    [
        (date(2000, 1, 1), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), False),
        (date(2026, 5, 5), True),
        (date(2026, 12, 26), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2020, 5, 4), True),
        (date(2020, 5, 8), False),
        (date(2022, 9, 19), False),
        (date(2023, 5, 8), False),
        (date(2099, 12, 31), True),
    ],
)
def test_a_working_day_is_neither_a_weekend_nor_a_holiday(on: date, working: bool) -> None:
    assert ENGLAND.is_working(on) is working


@pytest.mark.parametrize("on", [date(1999, 12, 31), date(2100, 1, 1), date.min, date.max])
def test_an_unknown_day_is_not_taken_for_a_working_one(on: date, refused: Refused) -> None:
    refused(lambda: ENGLAND.is_working(on), OutsideCalendar, "is outside the calendar", "2000-01-01 to 2099-12-31")
    refused(lambda: ENGLAND.moved(on, Move.BACK), OutsideCalendar)
    refused(lambda: ENGLAND.moved(on, Move.FORWARD), OutsideCalendar)
    refused(lambda: ENGLAND.moved(on, Move.FORWARD_IN_MONTH), OutsideCalendar)
    assert ENGLAND.moved(on, Move.NOT) == on, "what is not moved needs no calendar"


def test_a_day_is_provisional_from_the_day_after_the_list_ends() -> None:
    assert not ENGLAND.is_provisional(PROCLAIMED_TO)
    assert ENGLAND.is_provisional(PROCLAIMED_TO + timedelta(days=1))


def test_the_calendar_cites_its_sources_and_is_made_once() -> None:
    assert {source.text for source in BANK_HOLIDAYS} == {BANKING_ACT, GOV_UK_HOLIDAYS}
    assert WorkingDays.england_and_wales() is ENGLAND
    assert (ENGLAND.first, ENGLAND.last) == (date(2000, 1, 1), date(2099, 12, 31))
    assert repr(ENGLAND) == "<WorkingDays 2000-01-01 to 2099-12-31, 806 holidays>"


# Moving a due date


@pytest.mark.parametrize(
    ("due", "back", "forward", "in_month"),
    [
        # a working day stays
        (date(2026, 4, 2), date(2026, 4, 2), date(2026, 4, 2), date(2026, 4, 2)),
        # Good Friday to Easter Monday: four days closed
        (date(2026, 4, 3), date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 7)),
        (date(2026, 4, 4), date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 7)),
        (date(2026, 4, 6), date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 7)),
        # a Saturday inside a month, and a Sunday that ends one
        (date(2026, 4, 11), date(2026, 4, 10), date(2026, 4, 13), date(2026, 4, 13)),
        (date(2026, 5, 31), date(2026, 5, 29), date(2026, 6, 1), date(2026, 5, 29)),
        # the last day of August, a holiday: forward would be September
        (date(2026, 8, 31), date(2026, 8, 28), date(2026, 9, 1), date(2026, 8, 28)),
        # Easter across the end of March, and Christmas
        (date(2024, 3, 29), date(2024, 3, 28), date(2024, 4, 2), date(2024, 3, 28)),
        (date(2026, 12, 25), date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 29)),
        # the year turns
        (date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 4)),
        (date(2028, 12, 31), date(2028, 12, 29), date(2029, 1, 2), date(2028, 12, 29)),
    ],
)
def test_a_due_date_moves_to_a_working_day(due: date, back: date, forward: date, in_month: date) -> None:
    assert ENGLAND.moved(due, Move.BACK) == back
    assert ENGLAND.moved(due, Move.FORWARD) == forward
    assert ENGLAND.moved(due, Move.FORWARD_IN_MONTH) == in_month
    assert ENGLAND.moved(due, Move.NOT) == due


@pytest.mark.parametrize("move", ["back", "BACK", None, 1])
def test_a_move_is_a_member(move: Any, refused: Refused) -> None:
    refused(
        lambda: ENGLAND.moved(JANUARY, move),
        IsfError,
        "WorkingDays.moved: ",
        "is no Move",
        "Move.FORWARD_IN",
    )


@pytest.mark.parametrize("given", [datetime(2026, 4, 6, tzinfo=UTC), "2026-04-06", None])
def test_a_calendar_is_asked_by_dates(given: Any, refused: Refused) -> None:
    refused(lambda: ENGLAND.is_working(given), NotADate, "WorkingDays: ")
    refused(lambda: ENGLAND.is_provisional(given), NotADate, "WorkingDays: ")
    for move in Move:
        refused(lambda move=move: ENGLAND.moved(given, move), NotADate, "WorkingDays: ")
    refused(lambda: WorkingDays.of(set(), first=given, last=DECEMBER), NotADate, "WorkingDays.first: ")
    refused(lambda: WorkingDays.of(set(), first=JANUARY, last=given), NotADate, "WorkingDays.last: ")
    if given is not None:
        refused(
            lambda: WorkingDays.of(set(), first=JANUARY, last=DECEMBER, proclaimed_to=given),
            NotADate,
            "WorkingDays.proclaimed_to: ",
        )


@pytest.mark.parametrize(
    ("first", "last", "move"),
    [(date(9999, 1, 1), date.max, Move.FORWARD), (date.min, date(1, 12, 31), Move.BACK)],
)
def test_a_move_over_the_edge_of_all_dates_is_refused(first: date, last: date, move: Move, refused: Refused) -> None:
    edge = last if move is Move.FORWARD else first
    closed = WorkingDays.of({edge}, first=first, last=last)
    refused(lambda: closed.moved(edge, move), TooLarge, f"from {edge} is no date")


# A calendar of one's own


class Answering:
    """A library's calendar: it answers when asked, and what it answers changes."""

    def __init__(self) -> None:
        self.asked: list[date] = []

    def __contains__(self, on: object) -> bool:
        assert isinstance(on, date)
        self.asked.append(on)
        return len(self.asked) == 1


def test_a_container_is_asked_once_for_each_day_and_what_it_said_is_kept() -> None:
    library = Answering()
    days = WorkingDays.of(library, first=JANUARY, last=date(2026, 1, 3))
    assert library.asked == [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
    assert days.holidays == {JANUARY}
    assert not days.is_working(JANUARY)
    assert len(library.asked) == 3


@pytest.mark.parametrize(
    "container",
    [
        {date(2026, 12, 24), date(2027, 1, 1)},
        frozenset({date(2026, 12, 24)}),
        [date(2026, 12, 24)],
        (date(2026, 12, 24),),
        {date(2026, 12, 24): "Christmas Eve"},
        Period(first_day=date(2026, 12, 24), last_day=date(2026, 12, 24)),
    ],
    ids=["set", "frozenset", "list", "tuple", "dict", "period"],
)
def test_any_container_of_dates_will_do(container: Any) -> None:
    own = WorkingDays.of(container, first=JANUARY, last=DECEMBER)
    assert own.holidays == {date(2026, 12, 24)}, "and it speaks for no day outside its span"
    assert own.moved(date(2026, 12, 24), Move.FORWARD) == date(2026, 12, 25), "only what is listed is a holiday"


@pytest.mark.parametrize(
    ("container", "kind"),
    [
        ("2026-12-25", IsfError),
        (b"2026", IsfError),
        (None, IsfError),
        (5, IsfError),
        (iter([JANUARY]), IsfError),
        ({"2026-12-25"}, NotADate),
        (["2026-12-25"], NotADate),
        ({datetime(2026, 12, 25, tzinfo=UTC)}, NotADate),
        ({"2026-12-25": "Christmas Day"}, NotADate),
        (set, IsfError),
        (Period, IsfError),
        (range(5), NotADate),
        (deque(["2026-12-25"]), NotADate),
    ],
    ids=[
        "text",
        "bytes",
        "none",
        "number",
        "iterator",
        "texts",
        "list of texts",
        "datetimes",
        "dict by text",
        "class",
        "own class",
        "range",
        "deque",
    ],
)
def test_a_container_that_never_holds_a_date_is_not_taken_for_no_holidays(
    container: Any, kind: type[IsfError], refused: Refused
) -> None:
    refused(lambda: WorkingDays.of(container, first=JANUARY, last=DECEMBER), kind, "WorkingDays")


def test_a_calendar_is_certain_to_its_last_day_unless_it_says_otherwise() -> None:
    own = WorkingDays.of(set(), first=JANUARY, last=DECEMBER)
    assert (own.first, own.last, own.proclaimed_to) == (JANUARY, DECEMBER, DECEMBER)
    assert WorkingDays.of(set(), first=JANUARY, last=DECEMBER, proclaimed_to=JANUARY).is_provisional(date(2026, 1, 2))


def test_a_calendar_of_one_day_and_one_of_four_hundred_years(refused: Refused) -> None:
    assert WorkingDays.of(set(), first=JANUARY, last=JANUARY).is_working(JANUARY)
    four_hundred = date(1700, 1, 1) + timedelta(days=400 * 366)
    assert WorkingDays(frozenset(), date(1700, 1, 1), four_hundred, four_hundred).last == four_hundred
    for make in (
        lambda: WorkingDays(frozenset(), date(1699, 12, 31), four_hundred, four_hundred),
        lambda: WorkingDays.of(set(), first=date(1699, 12, 31), last=four_hundred),
        lambda: WorkingDays.of(set(), first=date.min, last=date.max),
    ):
        refused(make, TooLarge, "is too long a calendar", "at most 400 years")


def test_a_calendar_does_not_run_backwards(refused: Refused) -> None:
    for make in (
        lambda: WorkingDays(frozenset(), DECEMBER, JANUARY, DECEMBER),
        lambda: WorkingDays.of(set(), first=DECEMBER, last=JANUARY),
    ):
        refused(make, ImpossiblePeriod, "2026-01-01 is before 2026-12-31")


def test_the_constructor_keeps_what_cannot_change(refused: Refused) -> None:
    changing: Any = {JANUARY}
    texts: Any = frozenset({"2026-01-01"})
    refused(lambda: WorkingDays(changing, JANUARY, DECEMBER, DECEMBER), IsfError, "a set is not a frozenset", ".of(")
    refused(lambda: WorkingDays(texts, JANUARY, DECEMBER, DECEMBER), NotADate, "WorkingDays.holidays: '2026-01-01'")


def test_equal_calendars_are_one_key() -> None:
    one = WorkingDays.of({JANUARY}, first=JANUARY, last=DECEMBER)
    same = WorkingDays(frozenset({JANUARY}), JANUARY, DECEMBER, DECEMBER)
    other = WorkingDays.of(set(), first=JANUARY, last=DECEMBER)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != WorkingDays(one.holidays, JANUARY, DECEMBER, JANUARY)
    assert one != one.holidays
    assert len({one, same, other}) == 2


def test_a_long_list_of_holidays_is_not_read_over_for_each_day() -> None:
    class Asked(UserList[date]):
        def __contains__(self, on: object) -> bool:
            raise AssertionError("a list reads all that it has to answer")

    holidays = Asked(date(1900, 1, 1) + timedelta(days=7 * week) for week in range(5_000))
    own = WorkingDays.of(holidays, first=date(1900, 1, 1), last=date(1995, 1, 1))
    assert own.holidays == {on for on in [*holidays] if on <= date(1995, 1, 1)}


# F9: the end of a calendar


@pytest.mark.parametrize(
    ("due", "move", "provisional"),
    [
        # Saturday 30 December 2028: forward is 2 January 2029, past what is proclaimed
        (date(2028, 12, 30), Move.FORWARD, True),
        (date(2028, 12, 30), Move.BACK, False),
        (date(2028, 12, 30), Move.FORWARD_IN_MONTH, False),
        (date(2028, 12, 29), Move.FORWARD, False),
        # New Year's Day may yet be moved: back is certain only because it counts as a holiday
        (date(2029, 1, 1), Move.BACK, True),
        (date(2029, 1, 1), Move.FORWARD_IN_MONTH, True),
        (date(2029, 1, 1), Move.NOT, True),
        (date(2028, 12, 31), Move.NOT, False),
    ],
)
def test_f9_a_due_date_is_provisional_where_any_day_that_decides_it_is(
    due: date, move: Move, provisional: bool
) -> None:
    assert ENGLAND.is_provisional(due, move=move) is provisional


def test_f9_the_days_to_the_end_of_the_month_decide_what_goes_back() -> None:
    # Wednesday 29 April to the end of the month is closed; only the 29th is certain.
    closed = {date(2026, 4, 29), date(2026, 4, 30)}
    for proclaimed_to, provisional in ((date(2026, 4, 29), True), (date(2026, 4, 30), False)):
        own = WorkingDays.of(closed, first=JANUARY, last=DECEMBER, proclaimed_to=proclaimed_to)
        assert own.moved(date(2026, 4, 29), Move.FORWARD_IN_MONTH) == date(2026, 4, 28)
        assert own.is_provisional(date(2026, 4, 29), move=Move.FORWARD_IN_MONTH) is provisional


def test_f9_forward_in_the_month_is_known_where_only_the_next_month_is_not(refused: Refused) -> None:
    own = WorkingDays.of(ENGLAND.holidays, first=date(2020, 1, 1), last=date(2028, 12, 31))
    assert own.moved(date(2028, 12, 30), Move.FORWARD_IN_MONTH) == date(2028, 12, 29)
    refused(lambda: own.moved(date(2028, 12, 30), Move.FORWARD), OutsideCalendar, "Mon 1 Jan 2029 is outside")
    # The last day of the calendar is the Saturday: a Sunday is known to be no working day.
    own = WorkingDays.of(ENGLAND.holidays, first=date(2020, 1, 1), last=date(2028, 12, 30))
    assert own.moved(date(2028, 12, 30), Move.FORWARD_IN_MONTH) == date(2028, 12, 29)
    # A weekday before the end of the month is not known, and might be the answer.
    own = WorkingDays.of(ENGLAND.holidays, first=date(2020, 1, 1), last=date(2027, 8, 29))
    refused(lambda: own.moved(date(2027, 8, 29), Move.FORWARD_IN_MONTH), OutsideCalendar, "Mon 30 Aug 2027 is outside")
    assert WorkingDays.of({date(9999, 12, 31)}, first=date(9999, 1, 1), last=date.max).moved(
        date.max, Move.FORWARD_IN_MONTH
    ) == date(9999, 12, 30)


# F10: a container whose "no" may mean "wrong kind"

CHRISTMAS = date(2026, 12, 25)


class Stamps:
    """Like a pandas DatetimeIndex: it lists datetimes, and answers no to every date."""

    def __init__(self, *days: datetime) -> None:
        self.days = days

    def __contains__(self, on: object) -> bool:
        return isinstance(on, datetime) and on in self.days

    def __iter__(self) -> Iterator[datetime]:
        return iter(self.days)


class Series:
    """Like a pandas Series of dates: it lists them, but `in` asks its index."""

    def __init__(self, *days: date) -> None:
        self.days = days

    def __contains__(self, on: object) -> bool:
        return on in range(len(self.days))

    def __iter__(self) -> Iterator[date]:
        return iter(self.days)


class Datetime64:
    """Like a day of numpy: no date, and equal to none."""


class Always:
    """It can be asked, not looped over."""

    def __init__(self, answer: Callable[[date], bool]) -> None:
        self.answer = answer

    def __contains__(self, on: object) -> bool:
        return isinstance(on, date) and self.answer(on)


TEXTS = {"2026-12-25": "Christmas Day"}
STAMPS = {datetime(2026, 12, 25, tzinfo=UTC): "Christmas Day"}


@pytest.mark.parametrize(
    "container",
    [
        make(keys)
        for keys in (TEXTS, STAMPS)
        for make in (OrderedDict, dict.keys, deque, UserList, UserDict, ChainMap, dict.items, list, set)
    ]
    + [Stamps(*STAMPS), [Datetime64()], UserList([Datetime64()]), Stamps(*STAMPS).days, ChainMap({5: "five"})],
)
def test_f10_a_container_of_the_wrong_kind_of_day_is_refused(container: Any, refused: Refused) -> None:
    refused(lambda: WorkingDays.of(container, first=JANUARY, last=DECEMBER), NotADate, "WorkingDays.holidays: ")


@pytest.mark.parametrize(
    "container",
    [
        make({CHRISTMAS: "Christmas Day"})
        for make in (OrderedDict, dict.keys, deque, UserList, UserDict, ChainMap, list, set)
    ]
    + [Series(CHRISTMAS), Always(lambda on: on == CHRISTMAS)],
)
def test_f10_a_container_of_dates_is_read_whatever_its_class(container: Any) -> None:
    assert WorkingDays.of(container, first=JANUARY, last=DECEMBER).holidays == {CHRISTMAS}


def test_f10_a_year_without_a_weekday_is_no_calendar_unless_it_is_empty(refused: Refused) -> None:
    never, weekends = Always(lambda on: False), Always(lambda on: on.weekday() > 4)
    for container in (never, weekends, {date(2025, 12, 25)}):
        refused(
            lambda container=container: WorkingDays.of(container, first=JANUARY, last=DECEMBER),
            IsfError,
            "WorkingDays.of: ",
            "has no weekday from 2026-01-01 to 2026-12-31",
            "an empty set where there are no holidays",
        )
    assert WorkingDays.of(never, first=JANUARY, last=date(2026, 12, 30)).holidays == frozenset(), "less than a year"
    nothing: tuple[Any, ...] = (set(), (), [], {}, deque(), UserList())
    for empty in nothing:
        assert WorkingDays.of(empty, first=JANUARY, last=DECEMBER).holidays == frozenset()
    assert WorkingDays.of({date(2026, 12, 26)}, first=JANUARY, last=DECEMBER).holidays == {date(2026, 12, 26)}


# A calendar that is all holidays: hardness.md 2


class Counted(frozenset[date]):
    """Holidays that count how often they are asked."""

    asked = 0

    def __contains__(self, on: object) -> bool:
        type(self).asked += 1
        return super().__contains__(on)


@pytest.mark.parametrize("move", [Move.BACK, Move.FORWARD, Move.FORWARD_IN_MONTH])
def test_a_calendar_that_is_all_holidays_is_refused_within_a_year_of_steps(move: Move, refused: Refused) -> None:
    first, last, due = date(2000, 1, 1), date(2099, 12, 31), date(2050, 6, 15)
    closed = WorkingDays(Counted(Period(first_day=first, last_day=last)), first, last, last)
    Counted.asked = 0
    for _ in range(13):
        refused(lambda: closed.moved(due, move), OutsideCalendar, "no working day in the year", "not all days")
    assert 13 * 200 < Counted.asked < 13 * 400
    refused(lambda: closed.counted_from(due, 60), OutsideCalendar, "no working day in the year after Wed 15 Jun 2050")
    assert Counted.asked < 14 * 400


def test_the_next_working_day_may_be_a_year_away(refused: Refused) -> None:
    year = Period(first_day=date(2026, 1, 2), last_day=date(2027, 1, 1))
    for last, day in ((year.last_day, date(2027, 1, 4)), (date(2027, 1, 3), date(2027, 1, 4))):
        own = WorkingDays.of(Period(first_day=year.first_day, last_day=last), first=JANUARY, last=date(2028, 1, 1))
        assert own.moved(date(2026, 1, 5), Move.FORWARD) == day
        assert own.moved(date(2027, 1, 1), Move.BACK) == JANUARY
    a_day_more = WorkingDays.of(
        Period(first_day=date(2026, 1, 2), last_day=date(2028, 1, 1)), first=JANUARY, last=date(2030, 1, 1)
    )
    assert a_day_more.moved(date(2027, 1, 2), Move.BACK) == JANUARY
    refused(lambda: a_day_more.moved(date(2027, 1, 3), Move.BACK), OutsideCalendar, "in the year before Sun 3 Jan 2027")


# Counting in working days


@pytest.mark.parametrize(
    ("on", "days", "counted"),
    [
        (date(2026, 5, 6), 0, date(2026, 5, 6)),
        (date(2026, 5, 2), 0, date(2026, 5, 2)),  # a Saturday stays one: it is moved, not counted
        (date(2026, 5, 4), -5, date(2026, 4, 27)),
        (date(2026, 5, 5), -1, date(2026, 5, 1)),  # over the bank holiday and the weekend
        (date(2026, 5, 1), 1, date(2026, 5, 5)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 4, 6), -1, date(2026, 4, 2)),
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
    ],
)
def test_g12_so_many_working_days_from_a_day(on: date, days: int, counted: date) -> None:
    assert ENGLAND.counted_from(on, days) == counted


def test_g12_what_cannot_be_counted_is_refused(refused: Refused) -> None:
    given: Any = "2026-05-04"
    half: Any = 1.5
    refused(lambda: ENGLAND.counted_from(given, 1), NotADate, "WorkingDays: ")
    refused(lambda: ENGLAND.counted_from(JANUARY, half), NotExact, "WorkingDays.counted_from: ")
    refused(lambda: ENGLAND.counted_from(JANUARY, 1_001), TooLarge, "WorkingDays.counted_from: ")
    refused(lambda: ENGLAND.counted_from(date(2099, 12, 31), 1), OutsideCalendar, "Fri 1 Jan 2100 is outside")
    refused(lambda: ENGLAND.counted_from(date(2099, 12, 30), 2), OutsideCalendar, "Fri 1 Jan 2100 is outside")
    refused(lambda: ENGLAND.counted_from(date(1999, 12, 1), 1), OutsideCalendar, "Thu 2 Dec 1999 is outside")
    refused(lambda: ENGLAND.counted_from(date(2100, 2, 1), -1), OutsideCalendar, "Sun 31 Jan 2100 is outside")
    assert ENGLAND.counted_from(date(1999, 12, 31), 1) == date(2000, 1, 4), "the day itself need not be known"


def test_a_holiday_outside_the_days_of_the_calendar_is_refused(refused: Refused) -> None:
    for on in (date(2025, 12, 31), date(2027, 1, 1)):
        refused(
            lambda on=on: WorkingDays(frozenset({on}), JANUARY, DECEMBER, DECEMBER),
            IsfError,
            f"WorkingDays.holidays: {on} is outside its days",
        )
