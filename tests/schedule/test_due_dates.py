"""Due dates from a published list of pay dates, and on a weekday of the month (G12, PAY-01)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, MONTHLY, mary, merged
from support.asking import paid
from support.refusing import refused
from support.time_cases import varying

from isf_core import Schedule, check
from isf_core.errors import ContradictoryTerms, IsfError, NotADate, TooLarge
from isf_core.model import InWorkingDays, PayDates, Timing, WeekdayOfMonth
from isf_core.values import Move

P1, P2, P3 = (FIRST_DAY + timedelta(days=28 * number) for number in range(3))
LISTED = PayDates({P1: date(2026, 4, 2), P2: date(2026, 4, 30), P3: date(2026, 5, 29)}, beyond=-3)
"""Paid on the Thursday or Friday before, and once on a Thursday because of a works day."""
NO_DAY: Any = "x"


def dues(due_days: Any, **facts: Any) -> list[date]:
    return [each.due for each in scheduled(due_days, **facts)]


def scheduled(due_days: Any, *, until: date = date(2026, 7, 26), **facts: Any) -> Schedule:
    terms = {"payment": {"due_days": due_days, "move": Move.BACK, **facts.pop("payment", {})}}
    return paid(until=until, **merged(terms, facts))


def test_g12_each_period_is_due_on_its_listed_day_and_past_the_list_it_is_provisional() -> None:
    schedule = scheduled(LISTED)
    assert [each.due for each in schedule] == [
        date(2026, 4, 2),
        date(2026, 4, 30),
        date(2026, 5, 29),
        date(2026, 6, 26),  # Friday: three days before 29 June
    ]
    assert [each.is_provisional for each in schedule] == [False, False, False, True]
    assert all(each.due == each.unmoved_due for each in schedule)


def test_g12_a_listed_day_is_not_moved() -> None:
    """The funder published it knowing its own holidays: here the Sunday before."""
    sunday = PayDates({P1: date(2026, 4, 5)})
    assert dues(sunday, until=FIRST_DAY) == [date(2026, 4, 5)]


@pytest.mark.parametrize(
    ("beyond", "due"),
    [
        (0, date(2026, 5, 1)),  # a bank holiday, moved back
        (InWorkingDays(-1), date(2026, 5, 1)),
        (WeekdayOfMonth(weekday=5, number=-1), date(2026, 5, 29)),
    ],
)
def test_g12_what_is_not_listed_is_counted_as_is_said(beyond: Any, due: date) -> None:
    assert dues(PayDates({P1: date(2026, 4, 2)}, beyond=beyond), until=P2)[1] == due


@pytest.mark.parametrize(
    ("first_day", "due", "provisional"),
    [
        (date(2026, 4, 7), date(2026, 4, 30), False),  # the run of 2 April was before their first day
        (date(2026, 4, 30), date(2026, 4, 30), False),
        (date(2026, 5, 5), date(2026, 5, 29), False),
        (date(2026, 6, 2), date(2026, 5, 29), True),  # no run is listed after it: three days before
    ],
)
def test_g12_a_part_period_in_advance_is_paid_with_the_next_listed_run(
    first_day: date, due: date, provisional: bool
) -> None:
    first = scheduled(LISTED, contract={"first_day": first_day})[0]
    assert (first.due, first.is_provisional) == (due, provisional)


def test_g12_in_arrears_a_part_period_is_paid_with_its_own_run() -> None:
    after = PayDates({P1: date(2026, 5, 8), P2: date(2026, 6, 5)})
    arrears = {"timing": Timing.IN_ARREARS}
    contract = {"first_day": date(2026, 4, 20), "last_day": date(2026, 5, 10)}
    assert dues(after, payment=arrears, contract=contract) == [date(2026, 5, 8), date(2026, 6, 5)]
    assert not any(each.is_provisional for each in scheduled(after, payment=arrears, contract=contract))


def test_g12_a_change_of_terms_inside_a_period_is_paid_with_the_next_run() -> None:
    change = varying(date(2026, 4, 20), ("contract.payment.move", Move.NOT))
    schedule = scheduled(LISTED, until=P2, arrangement={"variations": (change,)})
    assert [each.due for each in schedule] == [date(2026, 4, 2), date(2026, 4, 30), date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({date(2026, 4, 7): date(2026, 4, 2)}, "the list of pay dates has 2026-04-07, and not 2026-04-06"),
        ({P1: date(2026, 4, 2), P3: date(2026, 5, 29)}, "the list of pay dates has 2026-06-01, and not 2026-05-04"),
    ],
)
def test_g12_a_list_that_does_not_fit_the_cycle_is_refused_and_found(dates: dict[date, date], message: str) -> None:
    with pytest.raises(ContradictoryTerms, match=message):
        scheduled(PayDates(dates))
    (finding,) = check(mary(payment={"due_days": PayDates(dates)}), on=FIRST_DAY).result("PAY-01").findings
    assert (finding.field, message in finding.message) == ("contract.payment.due_days", True)


@pytest.mark.parametrize(
    ("dates", "message", "kind"),
    [
        ({}, "PayDates.dates: no date", IsfError),
        ([(P1, P1)], "PayDates.dates: ", IsfError),
        (None, "PayDates.dates: ", IsfError),
        ((P1, P2), r"PayDates.dates[0]: ", IsfError),
        (((P1, P1, P1),), "PayDates.dates[0]: 3 things together", IsfError),
        (((P1, "2026-04-02"),), "PayDates.dates[0]: ", NotADate),
        ({P1: P1, "x": P1}, "PayDates.dates[1]: ", NotADate),
        ({P1: P1, None: P1}, "PayDates.dates[1]: ", NotADate),
        (((P1, P1), (P1, P2)), "PayDates.dates: two pay dates for 2026-04-06", IsfError),
        (((P1, P1 - timedelta(days=93)),), "PayDates.dates[0]: 2026-01-03 is far from 2026-04-06", IsfError),
        (((P1, P1 + timedelta(days=401)),), "PayDates.dates[0]: 2027-05-12 is far from 2026-04-06", IsfError),
        (tuple((P1, P1) for _ in range(10_001)), "PayDates.dates: 10,001 dates are too many", TooLarge),
    ],
)
def test_g12_a_list_of_pay_dates_is_refused_by_name(dates: Any, message: str, kind: type[IsfError]) -> None:
    refused(lambda: PayDates(dates), message, kind=kind)


@pytest.mark.parametrize(
    ("ask", "message", "kind"),
    [
        (lambda: LISTED.of(NO_DAY), "PayDates.of: ", NotADate),
        (lambda: LISTED.of(P1, since=NO_DAY), "PayDates.of: ", NotADate),
        (lambda: LISTED.of(P3 + timedelta(days=28), since=NO_DAY), "PayDates.of: ", NotADate),
        (lambda: LISTED.fits(NO_DAY), "PayDates.fits: ", IsfError),
    ],
)
def test_what_is_asked_of_a_list_of_pay_dates_is_refused_by_place(
    ask: Callable[[], object], message: str, kind: type[IsfError]
) -> None:
    refused(ask, message, kind=kind)


def test_g12_a_list_of_pay_dates_is_a_value() -> None:
    pairs = ((P2, date(2026, 4, 30)), (P1, P1 - timedelta(days=92)), (P3, P3 + timedelta(days=400)))
    assert PayDates(pairs) == PayDates(dict(pairs))
    assert hash(PayDates(pairs)) == hash(PayDates(dict(pairs)))
    assert PayDates(pairs).dates == tuple(sorted(pairs))
    for beyond in (-93, 93, "0", None, LISTED):
        refused(lambda beyond=beyond: PayDates(pairs, beyond=beyond), "PayDates.beyond: ")  # type: ignore[misc]


# A weekday of the month


@pytest.mark.parametrize(
    ("weekday", "number", "months", "due"),
    [
        (5, -1, 0, date(2026, 4, 24)),
        (4, -1, 0, date(2026, 4, 30)),
        (3, 1, 0, date(2026, 4, 1)),
        (2, 1, 0, date(2026, 4, 7)),
        (1, 4, 0, date(2026, 4, 27)),
        (7, 2, 0, date(2026, 4, 12)),
        (5, -1, -1, date(2026, 3, 27)),
        (5, -1, 1, date(2026, 5, 29)),
        (6, -1, -2, date(2026, 2, 28)),
    ],
)
def test_g12_a_weekday_of_the_month(weekday: int, number: int, months: int, due: date) -> None:
    rule = WeekdayOfMonth(weekday=weekday, number=number, months=months)
    for counted in (date(2026, 4, 1), date(2026, 4, 30)):
        assert rule.of(counted) == due


def test_g12_the_last_friday_of_the_month_in_advance_and_in_arrears() -> None:
    """24 April, 29 May and 26 June 2026: in arrears the month is that in which a period ends, also inside it."""
    fridays = [date(2026, 4, 24), date(2026, 5, 29), date(2026, 6, 26)]
    contract = {"first_day": date(2026, 4, 1)}
    monthly: dict[str, Any] = {"cycle": MONTHLY}
    last_friday = WeekdayOfMonth(weekday=5, number=-1)
    assert dues(last_friday, until=date(2026, 6, 1), payment=monthly, contract=contract) == fridays
    arrears = {**monthly, "timing": Timing.IN_ARREARS}
    assert dues(last_friday, until=date(2026, 6, 1), payment=arrears, contract=contract) == fridays
    ends = {**contract, "last_day": date(2026, 6, 10)}
    assert dues(last_friday, payment=arrears, contract=ends) == fridays


def test_g12_a_weekday_of_the_month_that_is_a_holiday_moves() -> None:
    """The first Monday of May is a bank holiday; Good Friday is the first Friday of April 2026."""
    for weekday, until, due in ((1, date(2026, 5, 1), date(2026, 5, 1)), (5, date(2026, 4, 1), date(2026, 4, 2))):
        first = WeekdayOfMonth(weekday=weekday, number=1)
        contract = {"first_day": until}
        (payment, *_) = scheduled(first, until=until, payment={"cycle": MONTHLY}, contract=contract)
        assert payment.due == due
        assert payment.unmoved_due > due


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"weekday": 0, "number": 1}, "WeekdayOfMonth.weekday"),
        ({"weekday": 8, "number": 1}, "WeekdayOfMonth.weekday"),
        ({"weekday": 1, "number": 0}, "WeekdayOfMonth.number: 0 is no place in the month; give 1 to 4, or -1"),
        ({"weekday": 1, "number": 5}, "WeekdayOfMonth.number"),
        ({"weekday": 1, "number": -2}, "WeekdayOfMonth.number"),
        ({"weekday": 1, "number": 1, "months": 3}, "WeekdayOfMonth.months"),
        ({"weekday": "5", "number": 1}, "WeekdayOfMonth.weekday"),
    ],
)
def test_g12_a_weekday_that_no_month_has_is_refused(facts: dict[str, Any], message: str) -> None:
    refused(lambda: WeekdayOfMonth(**facts), message)
