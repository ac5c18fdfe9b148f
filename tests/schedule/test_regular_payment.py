"""What a regular payment comes to is what its line has, whatever the terms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.arrangements import Case, arrange
from support.arrangements import FIRST_DAY, mary

from isf_core import PLAIN, Basis, ChargedBy, Frequency, InHouse, Money, PayCycle, Rate, Timing, WorkingDays
from isf_core.errors import OutsideCalendar
from isf_core.model import ChargingTerms, Funder, FunderKind
from isf_core.schedule.build import regular_payment, regular_pence
from isf_core.schedule.resolve import resolve_terms


@settings(deadline=None, max_examples=150)
@given(st.builds(arrange, st.integers(0, 2**40)), st.integers(-60, 900))
def test_it_is_what_its_line_has(case: Case, later: int) -> None:
    terms = resolve_terms(case.arrangement, policy=case.parameters)
    on = terms.first_day + timedelta(days=later)
    assert told(lambda: regular_pence(terms, on)) == told(lambda: regular_payment(terms, on).amount.pence)


def told(work: Callable[[], int]) -> int | str:
    """What it comes to, or why no calendar has a due date for it."""
    try:
        return work()
    except OutsideCalendar as error:
        return str(error)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"budget": {"contribution": Rate.weekly("84.374")}},
        {"budget": {"contribution": Rate.weekly("90")}},
        {"budget": {"in_house": (InHouse(what="day centre", cost=Rate.weekly("10.001")),)}},
        {
            "budget": {"contribution": Rate.weekly("20")},
            "payment": {"basis": Basis.NET, "charging": ChargingTerms(collection_floor=Money("20.01"))},
        },
        {
            "budget": {"contribution": Rate.weekly("20")},
            "payment": {"basis": Basis.NET, "charging": ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=3)},
        },
        {"payment": {"cycle": PayCycle(Frequency.MONTHLY, anchor=FIRST_DAY)}},
        {"funding": Funder(ref="icb", kind=FunderKind.NHS)},
    ],
    ids=str,
)
def test_it_is_so_with_each_thing_that_may_come_off_the_budget(facts: dict[str, Any]) -> None:
    terms = resolve_terms(mary(**facts), policy=PLAIN)
    assert regular_pence(terms, FIRST_DAY) == regular_payment(terms, FIRST_DAY).amount.pence


@pytest.mark.parametrize("weekday", range(1, 8))
@pytest.mark.parametrize("day", [-40, 0, 1, 27, 28, 300, 500])
@pytest.mark.parametrize("frequency", [Frequency.WEEKLY, Frequency.FOUR_WEEKLY])
def test_it_has_a_whole_charging_week_for_each_of_its_weeks(frequency: Frequency, day: int, weekday: int) -> None:
    """Whatever weekday they begin on: the first days of an arrangement are no week of their own in it, nor the last."""
    payment = {
        "basis": Basis.NET,
        "cycle": PayCycle(frequency, anchor=FIRST_DAY),
        "charging": ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=weekday),
    }
    facts: dict[str, Any] = {
        "budget": {"actual": Rate.weekly("84.50"), "contribution": Rate.weekly("20")},
        "contract": {"last_day": FIRST_DAY + timedelta(days=365)},
    }
    terms = resolve_terms(mary(payment=payment, **facts), policy=PLAIN)
    on = FIRST_DAY + timedelta(days=day)
    weeks = frequency.weeks or 0
    assert regular_pence(terms, on) == weeks * 6450


@pytest.mark.parametrize(("timing", "last"), [(Timing.IN_ADVANCE, "2026-04-05"), (Timing.IN_ARREARS, "2026-05-03")])
def test_one_that_no_calendar_has_a_due_date_for_is_refused_in_the_same_words(timing: Timing, last: str) -> None:
    short = WorkingDays.of((), first=date(2026, 1, 1), last=date.fromisoformat(last))
    terms = resolve_terms(mary(payment={"timing": timing, "working_days": short}), policy=PLAIN)
    said = told(lambda: regular_pence(terms, FIRST_DAY))
    assert said == told(lambda: regular_payment(terms, FIRST_DAY).amount.pence)
    assert "is outside the calendar" in str(said)
