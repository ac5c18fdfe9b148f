"""What is planned by months goes by instalments, as the payments that are for it do (LED-03, LED-13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import mary
from support.asking import said

from isf_core import PLAIN, Entry, EntryKind, Frequency, PayCycle, Period, Policy, Rate
from isf_core.account import spending_by_support
from isf_core.model import Fund, Support, SupportPlan

MONTHLY = PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))
APRIL, FEBRUARY = Period.month(2026, 4), Period.month(2027, 2)
YEAR = Period.financial_year(2026)


def care(cost: Rate, cycle: PayCycle | None = MONTHLY) -> dict[str, Any]:
    """A year of care from 1 April 2026, and 400.00 for April, paid by a cycle."""
    spent = Entry(
        ref="E-1", on=date(2026, 4, 30), kind=EntryKind.DIRECT_SUPPORT, amount="400", support="care", evidence="note"
    )
    return {
        "contract": {"first_day": date(2026, 4, 1), "last_day": date(2027, 3, 31)},
        "payment": {"cycle": cycle, "weeks_in_year": 52},
        "budget": {"actual": cost},
        "arrangement": {
            "plan": SupportPlan(supports=(Support.by_rate("care", None, cost),)),
            "fund": Fund(entries=(spent,), visits=()),
        },
    }


def planned(span: Period, policy: Policy = PLAIN, **facts: Any) -> str:
    (row,) = [each for each in spending_by_support(mary(**facts), span=span, policy=policy) if each.ref == "care"]
    return str(row.planned)


@pytest.mark.parametrize("cost", [Rate.monthly(400), Rate.annual(4800)])
def test_what_is_planned_by_months_is_as_much_as_is_paid_for_it(cost: Rate) -> None:
    """400.00 a month is 400.00 in April, in February, and twelve of them in a year: by sevenths it was 4,813.19."""
    assert [planned(span, **care(cost)) for span in (APRIL, FEBRUARY, YEAR)] == ["400", "400", "4800"]
    by_policy = PLAIN.with_parameters("by months", cycle=MONTHLY)
    assert planned(YEAR, by_policy, **care(cost, cycle=None)) == "4800"


def test_what_is_planned_by_the_week_and_without_a_cycle_goes_by_sevenths() -> None:
    assert planned(APRIL, **care(Rate.weekly(70))) == "300"
    four_weekly = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
    for cycle in (None, four_weekly):  # 4,800.00 over 52 weeks is 2,769.23 for thirty weeks
        span = Period(first_day=date(2026, 4, 6), last_day=date(2026, 11, 1))
        assert planned(span, **care(Rate.monthly(400), cycle=cycle)) == str(Rate.annual(4800).per_week(52) * 30)


def test_led_13_finds_nothing_where_a_month_was_charged_as_it_was_planned() -> None:
    assert said("LED-13", mary(**care(Rate.monthly(400))), on=date(2026, 4, 30)) == []
    dearer = "£400.00 was charged for support from Wed 1 Apr 2026 to Thu 30 Apr 2026, and £399.99 was planned"
    found = said("LED-13", mary(**care(Rate.monthly("399.99"))), on=date(2026, 4, 30))
    assert found == [f"fund.entries: {dearer}"]
