"""The golden numbers of payment schedules, by their ids: each has one exact answer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, MONTHLY, NET, mary, merged
from support.asking import column, paid

from isf_core import (
    Basis,
    Convention,
    FeeBase,
    FixedFee,
    Money,
    Move,
    OneOff,
    OneOffPayment,
    PercentageFee,
    Placement,
    Rate,
    Support,
    Timeline,
    Timing,
    Visits,
    check,
)
from isf_core.values import HOME

RUNNING = {"payment": {"convention": Convention.RUNNING_TOTAL}}


def starting(on: date) -> dict[str, dict[str, date]]:
    return {"contract": {"first_day": on}}


def test_g01_mary_from_visits_to_thirteen_payments() -> None:
    homecare = Support.from_visits(
        "homecare",
        None,
        Visits(a_week=3, hours="1", hourly="12.50"),
        Visits(a_week=4, hours="0.5", hourly="12.50"),
        Visits(a_week=7, hours="0.25", hourly="12.50"),
    )
    weekly = homecare.per_week(weeks_in_year=52)
    assert homecare.hours_a_week == Fraction("6.75")
    assert weekly is not None
    assert str(weekly) == "84.375"
    assert str(Rate.weekly(weekly).per_year(52)) == "4387.5"
    for rate in (Rate.weekly(weekly), Rate.annual("4387.50")):
        schedule = paid(budget={"actual": rate})
        assert column(schedule, "amount") == ["337.50"] * 13
        assert schedule.totals.amount == Money("4387.50")


def test_g02_net_of_the_contribution() -> None:
    schedule = paid(**NET)
    assert column(schedule, "budget") == ["337.50"] * 13
    assert column(schedule, "contribution") == ["80.00"] * 13
    assert column(schedule, "amount") == ["257.50"] * 13


def test_g03_due_dates_move_to_working_days() -> None:
    back = paid(**merged(NET, {"payment": {"move": Move.BACK}}))
    assert [payment.due for payment in back][:6] == [
        date(2026, 4, 2),
        date(2026, 5, 1),
        date(2026, 6, 1),
        date(2026, 6, 29),
        date(2026, 7, 27),
        date(2026, 8, 24),
    ]
    forward = paid(**merged(NET, {"payment": {"move": Move.FORWARD}}))
    assert [payment.due for payment in forward][:3] == [date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 1)]
    assert [payment.unmoved_due for payment in forward] == [payment.first_day for payment in back]


def test_g04_a_part_period_at_the_start() -> None:
    first, second, *_ = paid(**merged(NET, starting(date(2026, 4, 15))))
    assert (first.due, first.period.days) == (date(2026, 4, 15), 19)
    assert (str(first.budget), str(first.contribution), str(first.amount)) == ("229.02", "54.29", "174.73")
    assert str(second.amount) == "257.50"


def test_g04b_components_are_rounded_and_not_their_difference() -> None:
    first, *_ = paid(**merged(NET, starting(date(2026, 4, 16))))
    assert first.period.days == 18
    assert (str(first.budget), str(first.contribution), str(first.amount)) == ("216.96", "51.43", "165.53")


def test_g05_a_change_inside_a_period_is_added_exactly_then_rounded() -> None:
    schedule = paid(budget={"actual": Timeline(Rate.weekly("84.375"), (date(2026, 10, 1), Rate.weekly("90")))})
    assert column(schedule, "amount") == ["337.50"] * 6 + ["351.96"] + ["360.00"] * 6


def test_g06_a_fixed_fee_on_top_and_inside() -> None:
    fee = FixedFee(per_week="10")
    on_top = paid(contract={"fee": fee, "fee_placement": Placement.ON_TOP})
    assert column(on_top, "amount") == ["377.50"] * 13
    assert column(on_top, "fee_on_top") == ["40.00"] * 13
    inside = paid(contract={"fee": fee, "fee_placement": Placement.INSIDE})
    assert column(inside, "amount") == ["337.50"] * 13
    assert column(inside, "fee") == ["40.00"] * 13


FIVE_PERCENT: dict[str, Any] = {
    "contract": {"fee": PercentageFee(percent="5", base=FeeBase.GROSS), "fee_placement": Placement.INSIDE}
}


def test_g07_a_percentage_of_the_gross_budget() -> None:
    each = paid(**FIVE_PERCENT)
    assert column(each, "fee") == ["16.88"] * 13
    assert each.totals.fee == Money("219.44")
    assert str(each.rounding["fee"]) == "0.065"
    running = paid(**merged(FIVE_PERCENT, RUNNING))
    assert column(running, "fee") == ["16.88", "16.87"] * 6 + ["16.88"]
    assert running.totals.fee == Money("219.38")


def test_g07b_a_percentage_is_taken_on_the_exact_base() -> None:
    first, *_ = paid(**merged(FIVE_PERCENT, starting(date(2026, 4, 21))))
    assert first.period.days == 13
    assert str(first.fee) == "7.83"


def test_g08_a_percentage_of_the_net_payment() -> None:
    fee = {"contract": {"fee": PercentageFee(percent="5", base=FeeBase.NET), "fee_placement": Placement.INSIDE}}
    assert column(paid(**merged(NET, fee)), "fee") == ["12.88"] * 13
    running = paid(**merged(NET, fee, RUNNING))
    assert column(running, "fee") == ["12.88", "12.87"] * 6 + ["12.88"]
    assert running.totals.fee == Money("167.38")


BY_MONTH = merged({"payment": {"cycle": MONTHLY}}, starting(date(2026, 4, 1)))
MONTH_DAYS = (30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31)


def test_g09_a_weekly_rate_paid_by_calendar_month() -> None:
    by_days = {30: "361.61", 31: "373.66", 28: "337.50"}
    schedule = paid(until=date(2027, 3, 31), **BY_MONTH)
    assert column(schedule, "amount") == [by_days[days] for days in MONTH_DAYS]
    assert schedule.totals.amount == Money("4399.56")
    running = paid(until=date(2027, 3, 31), **merged(BY_MONTH, RUNNING))
    assert str(running[5].amount) == "361.60"
    assert running.totals.amount == Money("4399.55")


YEARLY = {"budget": {"actual": Rate.annual("4387.50")}}


def test_g10_twelve_equal_instalments_always_run() -> None:
    schedule = paid(until=date(2027, 3, 31), **merged(BY_MONTH, YEARLY))
    assert column(schedule, "amount") == ["365.63", "365.62"] * 6
    assert schedule.totals.amount == Money("4387.50")


def test_g10b_a_part_month_of_an_instalment() -> None:
    first, *_ = paid(until=date(2027, 3, 31), **merged(BY_MONTH, YEARLY, starting(date(2026, 4, 15))))
    assert str(first.amount) == "195.00"


def test_g17_a_contribution_above_the_cost() -> None:
    arrangement = mary(
        budget={"contribution": Rate.weekly("90"), "exemptions": ()},
        payment={"basis": Basis.NET},
    )
    schedule = paid(budget={"contribution": Rate.weekly("90")}, payment={"basis": Basis.NET})
    assert column(schedule, "contribution") == ["337.50"] * 13
    assert column(schedule, "amount") == ["0.00"] * 13
    assert column(schedule, "budget") == ["337.50"] * 13  # what the fund has to spend, all of it from the person
    found = check(arrangement, on=FIRST_DAY).result("BUD-11").findings
    assert [str(finding.message) for finding in found] == [
        "a contribution of £90.00 a week was assessed from Mon 6 Apr 2026, but the support costs only £84.375 a week, "
        "and no more is taken"
    ]


def test_g27_in_arrears() -> None:
    first, second, *_ = paid(payment={"timing": Timing.IN_ARREARS})
    assert (first.unmoved_due, first.due) == (date(2026, 5, 4), date(2026, 5, 5))
    assert second.due == date(2026, 6, 1)


RAILS = OneOff(on=date(2026, 5, 20), amount=Money("120"), what="grab rails")


def test_g29_a_one_off_sum_with_its_period() -> None:
    schedule = paid(budget={"one_offs": (RAILS,)}, payment={"one_offs": OneOffPayment.WITH_PERIOD})
    assert column(schedule, "amount") == ["337.50", "457.50"] + ["337.50"] * 11
    assert (str(schedule[1].budget), str(schedule[1].one_off)) == ("337.50", "120.00")


def test_g29_a_one_off_sum_as_a_payment_of_its_own() -> None:
    schedule = paid(budget={"one_offs": (RAILS,)}, payment={"one_offs": OneOffPayment.ON_ITS_DATE})
    assert column(schedule, "amount") == ["337.50", "337.50", "120.00"] + ["337.50"] * 11
    alone = schedule[2]
    assert (alone.due, alone.is_regular) == (date(2026, 5, 20), False)


@pytest.mark.parametrize("place", [0, 12])
def test_pay09_every_payment_explains_itself_down_to_the_paragraph(place: int) -> None:
    tree = paid(**NET)[place].explain()
    assert tree.value() == tree.amount == Fraction("257.5")
    assert any(source.text == HOME for _, node in tree.walk() for source in node.sources)
