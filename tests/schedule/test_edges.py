"""Edges of schedules, payments and their explanations, each with its exact numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, FOUR_WEEKLY, MONTHLY, NET, YEAR_END, mary, merged
from support.asking import column, paid

from isf_core import (
    PLAIN,
    Basis,
    Convention,
    Frequency,
    InHouse,
    IsfError,
    Money,
    Move,
    OneOff,
    OneOffPayment,
    PayCycle,
    PaymentTerms,
    Period,
    Rate,
    Schedule,
    Timeline,
    Timing,
    WorkingDays,
    schedule_rate,
)
from isf_core.model import Backdating, Change, Holder, HowFarBack, Variation
from isf_core.pay_runs import PaymentHistory, next_payments, reconcile
from isf_core.schedule import build_schedule, resolve_terms

RESOLVED = resolve_terms(mary(), policy=PLAIN.parameters)


def sound(schedule: Schedule) -> Schedule:
    """Every payment explains itself to its own penny."""
    for payment in schedule:
        assert payment.explain().value() == payment.amount.exact.pounds
        for name in ("budget", "in_house", "contribution", "fee", "fee_on_top"):
            assert payment.explain(name).value() == getattr(payment, name).exact.pounds
    return schedule


def test_a_part_of_a_sum_of_money_is_exact() -> None:
    assert str(Money("1") / 8) == "0.125"


def test_what_is_no_resolved_terms_and_no_carry_is_refused() -> None:
    with pytest.raises(IsfError, match="no resolved terms"):
        build_schedule((), until=YEAR_END)
    with pytest.raises(IsfError, match="build_schedule: nothing"):
        build_schedule(None, until=YEAR_END)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match=r"build_schedule\.carry: .*; give another schedule's \.carry"):
        build_schedule(RESOLVED, until=YEAR_END, carry=())  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "last"), [(date(1, 1, 1), date(1, 1, 20)), (date(9999, 12, 1), date(9999, 12, 20))])
def test_the_ends_of_the_calendar_are_refused_by_name(first: date, last: date) -> None:
    terms = PaymentTerms(
        cycle=PayCycle(Frequency.WEEKLY, anchor=FIRST_DAY),
        timing=Timing.IN_ADVANCE,
        due_days=-92 if first.year == 1 else 92,
        move=Move.NOT,
        working_days=WorkingDays.of((), first=first, last=last),
    )
    with pytest.raises(IsfError, match="the calendar ends before"):
        schedule_rate(Rate.weekly(5), terms, span=Period(first_day=first, last_day=last))


def test_a_provisional_due_date_is_the_first_after_what_is_proclaimed() -> None:
    schedule = paid(until=date(2029, 2, 1))
    assert next(each.due for each in schedule if each.is_provisional) == date(2029, 1, 8)


def test_payments_are_equal_by_what_they_say_and_schedules_too() -> None:
    one, other = paid(), paid()
    assert one[0] == other[0]
    assert hash(one[0]) == hash(other[0])
    assert one[0] != one[1]
    other_kind: object = "a payment"
    assert one[0] != other_kind
    assert repr(one) == "<Schedule of 13, 4,387.50 in all>"
    assert repr(one[:2]) == "<Payments of 2, 675.00 in all>"


def test_cash_is_counted_on_the_day_it_is_due_both_ends_included() -> None:
    schedule = paid(payment={"move": Move.BACK})
    assert len(schedule.due_in(span=Period(first_day=date(2026, 4, 2), last_day=date(2026, 5, 1)))) == 2
    assert len(schedule.due_in(span=Period(first_day=date(2026, 4, 3), last_day=date(2026, 4, 30)))) == 0


def test_records_of_a_fund_whose_funder_is_not_recorded_have_no_column_for_it() -> None:
    first, *_ = paid(arrangement={"funding": None}).records()
    assert first["holder"] == "H-7"
    assert not [key for key in first if key.startswith("funder")]


def test_in_arrears_a_last_part_period_is_due_after_its_own_last_day() -> None:
    schedule = paid(payment={"timing": Timing.IN_ARREARS}, contract={"last_day": date(2026, 4, 15)})
    assert schedule[0].unmoved_due == date(2026, 4, 16)


def test_a_four_weekly_rate_is_a_quarter_of_it_a_week() -> None:
    assert column(sound(paid(budget={"actual": Rate.four_weekly("337.50")})), "amount") == ["337.50"] * 13


def test_in_house_services_that_cost_more_take_the_whole_budget() -> None:
    schedule = sound(paid(budget={"in_house": (InHouse(what="day service", cost=Rate.weekly(100)),)}))
    assert column(schedule, "in_house") == ["337.50"] * 13
    assert column(schedule, "amount") == ["0.00"] * 13


def test_what_is_no_component_cannot_be_explained() -> None:
    with pytest.raises(IsfError, match="'due' is no component"):
        paid()[0].explain("due")


def by_month(**facts: Any) -> dict[str, Any]:
    """Mary's yearly budget in instalments, a contribution just under it by the week."""
    return merged(
        {
            "budget": {"actual": Rate.annual("4387.50"), "contribution": Rate.weekly("84.30")},
            "payment": {"cycle": MONTHLY, "basis": Basis.NET},
            "contract": {"first_day": date(2026, 4, 1)},
        },
        facts,
    )


def test_a_contribution_by_days_takes_no_more_than_a_long_month_has() -> None:
    schedule = sound(paid(until=date(2026, 6, 30), **by_month()))
    # 84.30 a week is 361.29 in 30 days and 373.33 in 31, of instalments of 365.63 and 365.62.
    assert column(schedule, "contribution") == ["361.29", "365.62", "361.29"]
    assert column(schedule, "amount") == ["4.34", "0.00", "4.34"]


def test_in_house_services_by_days_take_no_more_than_a_long_month_has() -> None:
    day_service = InHouse(what="day service", cost=Rate.weekly("84.30"))
    services: dict[str, Any] = {"budget": {"contribution": Rate.weekly(0), "in_house": (day_service,)}}
    schedule = sound(paid(until=date(2026, 6, 30), **merged(by_month(), services)))
    assert column(schedule, "in_house") == ["361.29", "365.62", "361.29"]
    assert column(schedule, "amount") == ["4.34", "0.00", "4.34"]


def test_by_running_total_what_a_line_had_no_room_for_is_shown_in_a_later_one() -> None:
    running = merged(by_month(), {"payment": {"convention": Convention.RUNNING_TOTAL}})
    schedule = sound(paid(until=date(2026, 6, 30), **running))
    assert column(schedule, "contribution") == ["361.29", "365.62", "365.63"]
    ended, begun = schedule.cut(on=date(2026, 6, 1))
    assert [*ended.lines, *begun.lines] == list(schedule.lines)


def test_a_running_total_is_carried_over_days_in_which_nothing_flows() -> None:
    facts = merged(
        NET,
        {
            "budget": {"contribution": Timeline(Rate.weekly("20"), (date(2026, 6, 1), Rate.weekly("0")))},
            "payment": {"convention": Convention.RUNNING_TOTAL},
        },
    )
    schedule = paid(**facts)
    ended, begun = schedule.cut(on=date(2026, 6, 1))
    assert [*ended.lines, *begun.lines] == list(schedule.lines)
    assert begun.carry == schedule.carry
    sound(begun)


NEW_HOLDER = Variation(
    effective=date(2026, 6, 1), known_from=date(2026, 5, 1), changes=(Change("holder", Holder(ref="H-8")),)
)


def test_a_later_phase_accrues_in_its_own_days_only() -> None:
    schedule = paid(arrangement={"variations": (NEW_HOLDER,)})
    assert [payment.holder.ref for payment in schedule if payment.holder] == ["H-7"] * 2 + ["H-8"] * 11
    assert (
        str(schedule.accrued_in(span=Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 12))).budget) == "84.375"
    )


NEVER = PLAIN.parameters.replace(backdating=Backdating(how_far=HowFarBack.NEVER), recovery_limit=Fraction(1, 2))


def test_a_held_up_change_keeps_the_dates_that_its_companions_bear_of_their_own() -> None:
    change = Variation(
        effective=date(2026, 4, 20),
        known_from=date(2026, 5, 20),
        changes=(Change("budget.actual", Rate.weekly("90")), Change("contract.last_day", date(2026, 8, 23))),
    )
    arrangement = mary(arrangement={"variations": (change,)})
    made = next_payments(mary(), PaymentHistory(), on=FIRST_DAY, until=date(2026, 5, 31), policy=NEVER)
    history = PaymentHistory().paying(*(each.made(each.payment.due) for each in made))
    found = reconcile(arrangement, history, on=date(2026, 5, 20), policy=NEVER)
    assert found.adjustments == ()
    assert [str(each.change) for each in found.withheld] == ["11.25", "22.50"]
    upcoming = next_payments(arrangement, found.history, on=date(2026, 5, 20), until=YEAR_END, policy=NEVER)
    assert [str(each.amount) for each in upcoming] == ["360.00"] * 3
    assert FOUR_WEEKLY.period_of(upcoming.payments[-1].payment.first_day).last_day == date(2026, 8, 23)


def test_a_sum_paid_ahead_of_its_period_is_not_taken_back_with_the_periods_still_to_come() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")
    arrangement = mary(
        budget={"one_offs": (rails,)},
        payment={"one_offs": OneOffPayment.ON_ITS_DATE, "timing": Timing.IN_ARREARS},
    )
    upcoming = next_payments(arrangement, PaymentHistory(), on=FIRST_DAY, until=date(2026, 5, 31), policy=NEVER)
    first, alone = upcoming.payments[0], next(each for each in upcoming if not each.payment.is_regular)
    history = PaymentHistory().paying(first.made(first.payment.due), alone.made(alone.payment.due))
    assert reconcile(arrangement, history, on=date(2026, 5, 21), policy=NEVER).adjustments == ()


@pytest.mark.parametrize("wrong", [None, date(2026, 4, 6), (date(2026, 4, 6), date(2026, 5, 3)), "April"])
def test_p1_cash_count_and_accrual_of_what_is_no_span_are_refused_by_name(wrong: Any) -> None:
    schedule = paid()
    for name in ("due_in", "beginning_in", "accrued_in"):
        with pytest.raises(IsfError, match=f"{name}: .*give a Period, such as Period.financial_year"):
            getattr(schedule, name)(span=wrong)
