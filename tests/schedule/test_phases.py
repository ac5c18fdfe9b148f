"""Payments through several phases: terms, holder and funding change; every day is paid once, and adds up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, FOUR_WEEKLY, MONTHLY, mary
from support.asking import column
from support.endings import MAY_3, ending, fund, held
from support.refusing import refused
from support.time_cases import explained, schedule_of, varied, varying

from isf_core import (
    PLAIN,
    Basis,
    Convention,
    Frequency,
    Funder,
    Holder,
    InHouse,
    Money,
    Move,
    NotRecorded,
    OneOff,
    OneOffPayment,
    PayCycle,
    Period,
    Rate,
    Schedule,
    Timeline,
    Timing,
    assess,
    schedule_payments,
)
from isf_core.errors import ImpossiblePeriod, OutsideTheArrangement, TooLarge
from isf_core.model import Parameters, Phase
from isf_core.model.parameters import Policies
from isf_core.schedule import ResolvedTerms, build_schedule, resolve_phases
from isf_core.schedule.ends import endings_of

OCTOBER = date(2026, 10, 1)
TO_H8 = varying(OCTOBER, ("holder", Holder(ref="H-8")))
TO_MONTHS = varying(date(2026, 7, 1), ("contract.payment.cycle", MONTHLY))


def test_each_day_is_paid_once_across_a_change_of_cycle() -> None:
    schedule = schedule_of(varied(TO_MONTHS), until=date(2026, 9, 30))
    assert [(each.first_day, each.last_day) for each in schedule] == [
        (date(2026, 4, 6), date(2026, 5, 3)),
        (date(2026, 5, 4), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 6, 28)),
        (date(2026, 6, 29), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2026, 8, 31)),
        (date(2026, 9, 1), date(2026, 9, 30)),
    ]
    assert column(schedule, "amount") == ["337.50"] * 3 + ["24.11"] + ["373.66", "373.66", "361.61"]
    assert [each.number for each in schedule] == [1, 2, 3, 4, 5, 6, 7]
    assert all(after.first_day == before.last_day + timedelta(days=1) for before, after in pairwise(schedule))
    assert explained(schedule)


def test_a_change_at_the_start_of_a_period_parts_nothing() -> None:
    schedule = schedule_of(varied(TO_H8.replace(effective=date(2026, 5, 4))))
    assert schedule == schedule_of(mary())
    assert [each.holder.ref if each.holder else "" for each in schedule] == ["H-7"] + ["H-8"] * 12
    assert [len(part.accruals.constant_periods) for part in schedule.phases] == [1, 1]


def test_a_holder_that_takes_over_inside_a_period_is_paid_for_its_own_days() -> None:
    schedule = schedule_of(varied(TO_H8))
    assert len(schedule) == 14
    assert [str(each.amount) for each in schedule[6:8]] == ["120.54", "216.96"]
    assert [record["holder"] for record in schedule.records()[6:8]] == ["H-7", "H-8"]
    assert schedule.resolved.holder == Holder(ref="H-7")


def test_funders_change_with_their_phase() -> None:
    schedule = schedule_of(varied(varying(date(2026, 5, 4), ("funding", Funder(ref="NHS")))))
    assert str(schedule.for_funder("council").amount) == "337.50"
    assert str(schedule.for_funder("NHS").amount) == "4050.00"
    error = refused(lambda: schedule.for_funder("nobody"), "'nobody' funds none of it")
    assert "its funders are NHS, council" in str(error)


@pytest.mark.parametrize(
    ("path", "value", "due"),
    [
        ("contract.payment.due_days", -3, date(2026, 5, 1)),
        ("contract.payment.timing", Timing.IN_ARREARS, date(2026, 6, 1)),
        ("contract.payment.move", Move.BACK, date(2026, 5, 1)),
    ],
)
def test_when_it_is_due_changes_with_its_phase(path: str, value: object, due: date) -> None:
    schedule = schedule_of(varied(varying(date(2026, 5, 4), (path, value))))
    assert [each.due for each in schedule[:2]] == [date(2026, 4, 7), due]


def test_a_year_of_another_length_changes_with_its_phase() -> None:
    yearly = {"budget": {"actual": Rate.annual("4387.50")}}
    schedule = schedule_of(varied(varying(date(2026, 5, 4), ("contract.payment.weeks_in_year", 53)), **yearly))
    assert column(schedule, "amount")[:2] == ["337.50", "331.13"]


def test_running_totals_go_on_through_phases() -> None:
    running: dict[str, Any] = {
        "payment": {"convention": Convention.RUNNING_TOTAL},
        "budget": {"actual": Rate.weekly("84.3751")},
    }
    parted = schedule_of(varied(TO_H8, **running))
    whole = schedule_of(mary(**running))
    assert parted.totals.amount == whole.totals.amount
    assert parted.carry == whole.carry
    stops = schedule_of(varied(varying(OCTOBER, ("contract.payment.convention", Convention.EACH_PAYMENT)), **running))
    assert stops.carry.components == (None,) * 5
    assert explained(stops)
    assert explained(parted)


def test_what_accrues_and_a_cut_go_through_phases() -> None:
    schedule = schedule_of(varied(TO_H8, TO_MONTHS), until=date(2026, 12, 31))
    assert schedule.span.last_day == date(2026, 12, 31)
    exact = schedule.accrued_in(span=Period(first_day=date(2026, 6, 25), last_day=date(2026, 10, 6))).budget
    assert exact == Rate.weekly("84.375").amount * 104 / 7
    assert schedule.accrued_in(span=Period(first_day=date(2027, 2, 1), last_day=date(2027, 2, 2))).amount == exact * 0
    for on in (date(2026, 6, 10), date(2026, 7, 1), OCTOBER, date(2026, 11, 15)):
        before, after = schedule.cut(on=on)
        assert before.span.last_day == on - timedelta(days=1)
        assert after.span.first_day == on
        assert (
            before.accrued_in(span=Period(first_day=FIRST_DAY, last_day=date(2026, 12, 31))).budget.pounds
            + after.accrued_in(span=Period(first_day=FIRST_DAY, last_day=date(2026, 12, 31))).budget.pounds
            == schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=date(2026, 12, 31))).budget.pounds
        )
    refused(lambda: schedule.cut(on=FIRST_DAY), "does not part", kind=ImpossiblePeriod)


def test_an_until_before_a_phase_leaves_it_out() -> None:
    for until, payments in ((date(2026, 6, 30), 4), (date(2026, 7, 1), 5), (date(2026, 6, 28), 3)):
        assert len(schedule_of(varied(TO_MONTHS), until=until)) == payments
    open_ended = varied(TO_H8)
    refused(lambda: schedule_payments(open_ended), "open-ended")


def test_a_last_day_before_a_phase_keeps_it_from_ever_beginning() -> None:
    for last_day, phases in ((date(2026, 9, 30), 1), (OCTOBER, 2)):
        ended = varied(TO_H8, contract={"last_day": last_day})
        schedule = schedule_of(ended, until=None)
        assert (len(schedule.phases), schedule.span.last_day) == (phases, last_day)


def one_off(on: date) -> OneOff:
    return OneOff(on=on, amount=Money(120), what="grab rails")


@pytest.mark.parametrize("how", OneOffPayment)
def test_a_one_off_sum_is_paid_once_in_the_phase_of_its_date(how: OneOffPayment) -> None:
    for on in (FIRST_DAY, date(2026, 9, 30), OCTOBER, date(2026, 12, 24)):
        schedule = schedule_of(varied(TO_H8, budget={"one_offs": (one_off(on),)}, payment={"one_offs": how}))
        assert str(schedule.totals.one_off) == "120.00"
        (carrier,) = [each for each in schedule if each.one_off]
        assert carrier.holder == Holder(ref="H-7" if on < OCTOBER else "H-8")
        assert carrier.is_regular is (how is OneOffPayment.WITH_PERIOD)
        assert explained(schedule)


@pytest.mark.parametrize("on", [date(2026, 4, 5), date(2026, 9, 8), date(2026, 11, 1)])
def test_a_one_off_sum_outside_the_arrangement_is_never_lost_between_phases(on: date) -> None:
    ended = varied(
        TO_H8,
        contract={"last_day": date(2026, 9, 7)},
        budget={"one_offs": (one_off(date(2026, 5, 20)), one_off(on))},
        payment={"one_offs": OneOffPayment.WITH_PERIOD},
    )
    refused(lambda: schedule_of(ended, until=None), "budget.one_offs[1].on", str(on), kind=OutsideTheArrangement)
    assert assess(ended, on=OCTOBER).schedule is None


def test_a_one_off_sum_outside_is_named_by_its_own_place_whatever_the_phase() -> None:
    ended = varied(
        TO_H8,
        contract={"last_day": date(2026, 12, 31)},
        budget={"one_offs": (one_off(date(2026, 5, 20)), one_off(date(2027, 1, 1)))},
        payment={"one_offs": OneOffPayment.WITH_PERIOD},
    )
    refused(lambda: schedule_of(ended, until=None), "budget.one_offs[1].on", kind=OutsideTheArrangement)


def test_all_that_is_missing_in_any_phase_is_named_at_once() -> None:
    bare = varied(
        varying(OCTOBER, ("contract.payment.cycle", None)),
        budget={"actual": None},
        contract={"last_day": None},
    )
    with pytest.raises(NotRecorded) as caught:
        resolve_phases(bare, policy=Parameters(name="nothing"))
    assert {"budget.actual", "contract.last_day", "contract.payment.cycle"} <= set(caught.value.fields)
    assert len(set(caught.value.fields)) == len(caught.value.fields)


def test_only_arrangements_have_phases() -> None:
    refused(lambda: resolve_phases("an arrangement", policy=Parameters(name="none")), "resolve_phases: ")  # type: ignore[arg-type]
    (only,) = resolve_phases(mary(), policy=assess(mary(), on=OCTOBER, until=OCTOBER).policy.parameters)
    assert isinstance(only, ResolvedTerms)
    refused(lambda: only.replace(last_day=date(2026, 4, 4)), "ResolvedTerms.last_day: 2026-04-04 is before 2026-04-06")


def test_a_change_of_anchor_begins_where_the_change_does() -> None:
    wednesdays = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 8))
    schedule = schedule_of(varied(varying(date(2026, 5, 4), ("contract.payment.cycle", wednesdays))))
    assert [(each.first_day, each.last_day) for each in schedule[1:3]] == [
        (date(2026, 5, 4), date(2026, 5, 5)),
        (date(2026, 5, 6), date(2026, 6, 2)),
    ]
    assert FOUR_WEEKLY.anchor == FIRST_DAY


# What every schedule answers, of one phase or several


def test_what_accrues_in_one_phase_leaves_the_others_out() -> None:
    schedule = schedule_of(varied(TO_H8))
    assert (
        schedule.accrued_in(span=Period(first_day=OCTOBER, last_day=OCTOBER)).budget == Rate.weekly("84.375").amount / 7
    )
    assert (
        schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=FIRST_DAY)).budget
        == Rate.weekly("84.375").amount / 7
    )


def test_cash_and_count_go_through_phases() -> None:
    schedule = schedule_of(varied(TO_H8))
    assert [
        str(each.amount) for each in schedule.due_in(span=Period(first_day=date(2026, 9, 21), last_day=OCTOBER))
    ] == ["120.54", "216.96"]
    assert [each.number for each in schedule.beginning_in(span=Period(first_day=OCTOBER, last_day=OCTOBER))] == [8]
    assert repr(schedule) == "<Schedule of 14, 4,387.50 in all>"
    first, *_, last = schedule
    other: object = "first"
    assert (first == last, first == schedule[0], first == other) == (False, True, False)
    assert len({*schedule, *schedule_of(varied(TO_H8))}) == 14
    assert (first.is_provisional, schedule_of(mary(), until=date(2030, 1, 1))[-1].is_provisional) == (False, True)
    unfunded = schedule_of(varied(TO_H8, arrangement={"funding": None}))
    assert not any(key.startswith("funder") for key in unfunded.records()[0])
    refused(lambda: first.explain("colour"), "'colour' is no component", "budget, in_house")


@pytest.mark.parametrize("wrong", [(), ("resolved",), None, "resolved"])
def test_a_schedule_is_computed_from_resolved_terms(wrong: Any) -> None:
    refused(lambda: build_schedule(wrong, until=OCTOBER), "build_schedule")
    carry: Any = (None,)
    refused(lambda: build_schedule(schedule_of(mary()).resolved, until=OCTOBER, carry=carry), "build_schedule.carry")


def test_a_change_of_timing_inside_a_period_makes_it_due_after_its_own_last_day() -> None:
    arrears = {"payment": {"timing": Timing.IN_ARREARS}}
    schedule = schedule_of(varied(TO_H8, **arrears))
    assert [each.unmoved_due for each in schedule[6:8]] == [OCTOBER, date(2026, 10, 19)]


@pytest.mark.parametrize("convention", Convention)
def test_services_never_cost_more_than_a_line_has_for_them(convention: Convention) -> None:
    facts: dict[str, Any] = {
        "payment": {"cycle": MONTHLY, "convention": convention},
        "contract": {"first_day": date(2026, 4, 1)},
    }

    def costing(weekly: int, budget: Rate) -> Schedule:
        service = InHouse(what="day service", cost=Rate.weekly(weekly))
        return schedule_of(mary(budget={"actual": budget, "in_house": (service,)}, **facts))

    long_month = costing(23, Rate.monthly(100))  # 98.57 in April; 101.86 in May
    assert column(long_month, "in_house")[:2] == ["98.57", "100.00"]
    assert explained(long_month)
    dearer = costing(30, Rate.four_weekly(100))  # 25 a week
    assert column(dearer, "in_house") == column(dearer, "budget")
    assert explained(dearer)


def test_what_a_running_total_still_has_to_show_is_shown_after_a_cut() -> None:
    net = Timeline(Basis.NET, (date(2026, 4, 13), Basis.GROSS))
    service = InHouse(what="day centre", cost=Rate.weekly("50.005"))
    arrangement = mary(
        budget={"actual": Rate.weekly(100), "contribution": Rate.weekly(60), "in_house": (service,)},
        payment={
            "cycle": PayCycle(Frequency.WEEKLY, anchor=FIRST_DAY),
            "basis": net,
            "convention": Convention.RUNNING_TOTAL,
        },
    )
    before, after = schedule_of(arrangement, until=date(2026, 4, 26)).cut(on=date(2026, 4, 13))
    assert (column(before, "contribution"), column(after, "contribution")) == (["49.99"], ["0.01", "0.00"])
    assert explained(after)


def test_the_last_periods_before_the_calendar_ends_are_scheduled_and_no_later_ones() -> None:
    weekly = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(9999, 12, 1))
    facts: dict[str, Any] = {
        "payment": {"cycle": weekly, "move": Move.NOT},
        "contract": {"first_day": date(9999, 11, 10), "last_day": date(9999, 12, 20)},
    }
    assert len(schedule_of(mary(**facts), until=None)) == 2
    endless = {**facts, "contract": {"first_day": date(9999, 11, 10)}}
    refused(lambda: schedule_of(mary(**endless), until=date.max), kind=TooLarge)


def test_the_first_periods_of_the_calendar_are_scheduled_too() -> None:
    facts: dict[str, Any] = {
        "payment": {"cycle": PayCycle(Frequency.WEEKLY, anchor=date(1, 2, 5)), "move": Move.NOT},
        "contract": {"first_day": date(1, 1, 10)},
    }
    schedule = schedule_of(mary(**facts), until=date(1, 2, 1))
    assert [each.first_day for each in schedule[:3]] == [date(1, 1, 10), date(1, 1, 15), date(1, 1, 22)]


def test_a_phase_from_the_first_day_leaves_nothing_to_the_one_before_and_the_rounding_is_told() -> None:
    agreed = mary()
    anew = Phase(since=FIRST_DAY, payment=agreed.contract.payment, holder=Holder(ref="H-8"), funding=agreed.funding)
    schedule = schedule_of(agreed.replace(later=(anew,)), until=date(2027, 4, 4))
    assert {each.holder.ref for each in schedule if each.holder} == {"H-8"}
    assert schedule.rounding == schedule_of(agreed, until=date(2027, 4, 4)).rounding


def test_terms_that_others_take_over_on_their_first_day_have_no_payments_and_cut_as_if_they_were_not_there() -> None:
    plain = mary()
    overtaken = plain.replace(later=(Phase(since=FIRST_DAY, payment=plain.contract.payment),))
    for on in (date(2026, 6, 1), date(2026, 6, 10)):
        alone, both = (schedule_payments(each, until=date(2027, 4, 4)).cut(on=on) for each in (plain, overtaken))
        assert [[*part] for part in both] == [[*part] for part in alone]


def test_an_ending_that_no_calendar_has_a_day_for_hides_no_other() -> None:
    never = ending(given_on=date(9999, 12, 20))
    arrangement = held(fund()).replace(endings=(never, ending()))
    assert [each.last_day for each in endings_of(arrangement, Policies(PLAIN.parameters))] == [MAY_3]
