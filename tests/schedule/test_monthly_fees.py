"""A fee for each month on any cycle of payments (G12, FEE-06): by calendar months, or by the cycle's own."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import TERMS, mary
from support.asking import column
from support.time_cases import explained

from isf_core import PLAIN, Schedule, schedule_payments, schedule_rate
from isf_core.errors import IsfError
from isf_core.model import (
    FeeWithVat,
    FixedFee,
    LimitedFee,
    Meanwhile,
    MonthlyFee,
    Placement,
    Suspension,
    SuspensionRule,
)
from isf_core.values import ExactMoney, Frequency, PayCycle, Period, Rate

YEAR = Period.financial_year(2026)


def charged(fee: MonthlyFee | FeeWithVat, frequency: Frequency, anchor: date = date(2026, 4, 6)) -> Schedule:
    """100 a week for a financial year, with a fee on top."""
    terms = TERMS.replace(cycle=PayCycle(frequency, anchor=anchor))
    return schedule_rate(Rate.weekly(100), terms, span=YEAR, fee=fee, fee_placement=Placement.ON_TOP, policy=PLAIN)


TWENTY_FIVE = MonthlyFee(per_month="25")


@pytest.mark.parametrize(
    ("frequency", "first_fees"),
    [
        (Frequency.WEEKLY, ["4.17", "5.83", "5.83", "5.83", "5.75"]),  # 5, 7, 7, 7 and 4 + 3 days
        (Frequency.FOUR_WEEKLY, ["4.17", "23.25", "22.58", "23.33", "22.63"]),
    ],
)
def test_g12_a_fee_for_each_month_goes_by_the_days_of_calendar_months_where_it_is_paid_by_weeks(
    frequency: Frequency, first_fees: list[str]
) -> None:
    """25.00 a month from 1 April: five days of April are 4.17, and 6 April to 3 May 25/30 and 3/31 of it, 23.25."""
    schedule = charged(TWENTY_FIVE, frequency)
    assert column(schedule, "fee_on_top")[:5] == first_fees
    assert schedule.accrued_in(span=schedule.span).fee_on_top == ExactMoney(300)
    assert schedule.accrued_in(span=Period.month(2027, 2)).fee_on_top == ExactMoney(25)
    assert explained(schedule)
    assert schedule == charged(TWENTY_FIVE, frequency, date(2026, 6, 29)), "the same payment runs, told by another day"


@pytest.mark.parametrize(
    ("frequency", "anchor", "fees"),
    [
        (Frequency.MONTHLY, date(2026, 4, 1), ["25.00", "25.00"]),
        (Frequency.MONTHLY, date(2026, 4, 15), ["11.29", "25.00"]),  # 14 of 31 days from 15 March
        (Frequency.QUARTERLY, date(2026, 4, 1), ["75.00", "75.00"]),
        (Frequency.YEARLY, date(2026, 4, 1), ["300.00"]),
    ],
)
def test_g12_a_fee_for_each_month_goes_by_the_months_of_a_cycle_of_months(
    frequency: Frequency, anchor: date, fees: list[str]
) -> None:
    schedule = charged(TWENTY_FIVE, frequency, anchor)
    assert column(schedule, "fee_on_top")[: len(fees)] == fees
    assert explained(schedule)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_g12_a_fee_for_each_month_is_cut_like_what_accrues(frequency: Frequency) -> None:
    schedule = charged(FeeWithVat(fee=MonthlyFee(per_month="24.99")), frequency)
    before, after = schedule.cut(on=date(2026, 9, 17))
    whole = schedule.accrued_in(span=YEAR).fee_on_top
    assert whole == ExactMoney("359.856") if frequency.weeks else whole.pounds > 359
    parts = [each.accrued_in(span=YEAR).fee_on_top for each in (before, after)]
    assert parts[0] + parts[1] == whole
    assert explained(before)
    assert explained(after)


def test_g12_a_fee_for_each_month_is_reduced_while_payments_are_suspended() -> None:
    may = Suspension(first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
    rule = SuspensionRule(full_days=0, retainer="0.5", fee=Meanwhile.WITH_THE_RETAINER)
    fee = {"fee": MonthlyFee(per_month="31"), "fee_placement": Placement.ON_TOP, "suspension": rule}
    schedule = schedule_payments(mary(contract=fee, arrangement={"suspensions": (may,)}), until=date(2026, 12, 31))
    assert schedule.accrued_in(span=Period.month(2026, 5)).fee_on_top == ExactMoney("15.5")
    assert column(schedule, "fee_on_top")[:2] == ["27.33", "14.00"]  # 25 x 31/30 + 3 halves, and 28 halves
    assert explained(schedule)


def test_g12_a_fee_for_each_month_has_no_limit_by_the_week() -> None:
    limited = LimitedFee(fee=MonthlyFee(per_month="25"), limit=FixedFee(per_week="10"))
    with pytest.raises(IsfError, match="by the month"):
        schedule_payments(mary(contract={"fee": limited}), until=date(2026, 12, 31))
