"""Month steps, periods and due dates against QuantLib and pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from support.returns import fund

from isf_core import PLAIN, Frequency, Move, PayCycle, Timing, WorkingDays, schedule_payments

ql = pytest.importorskip("QuantLib")
pd = pytest.importorskip("pandas")

Dice = Callable[[], Iterator[Random]]
ENGLAND = WorkingDays.england_and_wales()
LONDON = ql.UnitedKingdom()
FIRST, LAST = date(2000, 1, 10), date(2040, 12, 31)  # a due date may move before the first of January
CONVENTIONS = {
    Move.FORWARD: ql.Following,
    Move.FORWARD_IN_MONTH: ql.ModifiedFollowing,
    Move.BACK: ql.Preceding,
    Move.NOT: ql.Unadjusted,
}


def theirs(on: date) -> Any:
    """A day as QuantLib has it."""
    return ql.Date(on.day, on.month, on.year)


def ours(on: Any) -> date:
    """A day of QuantLib."""
    return date(on.year(), on.month(), on.dayOfMonth())


def a_day(dice: Random, first: date = FIRST, last: date = LAST) -> date:
    """A day; every third time one at the end of a month, where steps differ if they do."""
    on = first + timedelta(days=dice.randrange((last - first).days + 1))
    if dice.random() < 0.33:
        on = max(first, on.replace(day=1) - timedelta(days=dice.randrange(1, 4)))
    return on


def tenor(frequency: Frequency) -> Any:
    """A period as QuantLib has it."""
    return ql.Period(frequency.weeks, ql.Weeks) if frequency.weeks else ql.Period(frequency.months, ql.Months)


def test_every_period_begins_where_both_step_to_from_the_anchor(dice: Dice) -> None:
    for each in dice():
        cycle = PayCycle(each.choice(tuple(Frequency)), anchor=a_day(each))
        unit = cycle.frequency
        for number in (0, 1, 12, each.randrange(-90, 90)):
            begins = cycle.start_of(number)
            step = pd.DateOffset(weeks=unit.weeks * number, months=unit.months * number)
            assert begins == (pd.Timestamp(cycle.anchor) + step).date(), (cycle, number)
            assert begins == ours(theirs(cycle.anchor) + number * tenor(unit)), (cycle, number)


def test_a_day_falls_in_the_period_that_both_find_it_in(dice: Dice) -> None:
    for each in dice():
        cycle, on = PayCycle(each.choice(tuple(Frequency)), anchor=a_day(each)), a_day(each)
        period = cycle.period_of(on)
        span = ql.Schedule(
            theirs(min(on, cycle.anchor)) - ql.Period(2, ql.Years),
            theirs(max(on, cycle.anchor)) + ql.Period(2, ql.Years),
            tenor(cycle.frequency),
            ql.NullCalendar(),
            ql.Unadjusted,
            ql.Unadjusted,
            ql.DateGeneration.Forward,
            False,
            theirs(cycle.anchor),
        )
        if on >= cycle.anchor:  # before the anchor QuantLib's forward steps begin elsewhere
            begins = [ours(day) for day in span if cycle.anchor <= ours(day)]
            assert period.first_day == max(day for day in begins if day <= on), (cycle, on)
            assert period.day_after == min(day for day in begins if day > on), (cycle, on)
        assert on in period


def test_a_due_date_moves_where_both_move_it_whatever_the_holidays(dice: Dice) -> None:
    for place, each in enumerate(dice()):
        first = a_day(each, FIRST, date(2038, 1, 1))
        last = first + timedelta(days=800)
        closed = {first + timedelta(days=each.randrange(800)) for _ in range(each.choice((0, 9, 60, 300)))}
        calendar = ql.BespokeCalendar(f"{each.random()} {place}")
        for weekend in (ql.Saturday, ql.Sunday):
            calendar.addWeekend(weekend)
        for day in closed:
            calendar.addHoliday(theirs(day))
        days = WorkingDays.of(closed, first=first, last=last)
        business = pd.offsets.CustomBusinessDay(holidays=sorted(closed))
        for _ in range(20):
            due = a_day(each, first + timedelta(days=200), last - timedelta(days=200))
            for move, convention in CONVENTIONS.items():
                moved = days.moved(due, move)
                assert moved == ours(calendar.adjust(theirs(due), convention)), (due, move)
                if move in (Move.FORWARD, Move.BACK):
                    roll = business.rollforward if move is Move.FORWARD else business.rollback
                    assert moved == roll(pd.Timestamp(due)).date(), (due, move)


def test_a_due_date_moves_by_the_built_in_calendar_where_quantlibs_own_moves_it(dice: Dice) -> None:
    for each in dice():
        due = a_day(each)
        for move, convention in CONVENTIONS.items():
            assert ENGLAND.moved(due, move) == ours(LONDON.adjust(theirs(due), convention)), (due, move)


def test_the_payments_of_an_arrangement_fall_due_on_quantlibs_dates(dice: Dice) -> None:
    for each in dice():
        frequency, first = each.choice(tuple(Frequency)), a_day(each, FIRST, date(2036, 1, 1))
        move, timing = each.choice(tuple(Move)), each.choice(tuple(Timing))
        until = first + timedelta(days=each.randrange(40, 800))
        terms = {"cycle": PayCycle(frequency, anchor=first), "move": move, "timing": timing}
        schedule = schedule_payments(fund(first_day=first, payment=terms), until=until, policy=PLAIN)
        number = len(schedule)
        begins = [theirs(first) + place * tenor(frequency) for place in range(number + 1)]
        dates = begins[:-1] if timing is Timing.IN_ADVANCE else begins[1:]
        assert [payment.due for payment in schedule] == [ours(LONDON.adjust(on, CONVENTIONS[move])) for on in dates]
        assert [payment.first_day for payment in schedule] == [ours(on) for on in begins[:-1]]
        assert ours(begins[number - 1]) <= until < ours(begins[number])
