"""Edges of schedules, payments and their explanations, each with its exact numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, FOUR_WEEKLY, MONTHLY, NET, YEAR_END, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import varying

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
    digest,
    schedule_rate,
)
from isf_core.errors import OutsideCalendar
from isf_core.model import OPEN_ENDED, Backdating, Change, Holder, HowFarBack, InWorkingDays, Variation
from isf_core.pay_runs import PaymentHistory, next_payments, reconcile
from isf_core.schedule import build_schedule, resolve_phases, resolve_terms
from isf_core.schedule.ends import Ends

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
    with pytest.raises(
        IsfError, match=r"^schedule: the calendar ends before the last period does; give an earlier last day$"
    ):
        schedule_rate(Rate.weekly(5), terms, span=Period(first_day=first, last_day=last))


def test_a_provisional_due_date_is_the_first_after_what_is_proclaimed() -> None:
    schedule = paid(until=date(2029, 2, 1))
    assert next(each.due for each in schedule if each.is_provisional) == date(2029, 1, 8)


def test_a_due_date_that_moves_back_into_what_is_proclaimed_is_provisional() -> None:
    back = {"cycle": PayCycle(Frequency.MONTHLY, anchor=date(2029, 1, 1)), "move": Move.BACK}
    (january,) = paid(payment=back, contract={"first_day": date(2029, 1, 1)}, until=date(2029, 1, 31))
    assert (january.unmoved_due, january.due, january.is_provisional) == (date(2029, 1, 1), date(2028, 12, 29), True)


@pytest.mark.parametrize(
    ("first", "held_to"),
    [(date(2026, 4, 1), date(2026, 4, 5)), (date(2026, 4, 8), date(2026, 4, 7)), (date(2026, 5, 1), OPEN_ENDED)],
)
def test_days_are_held_up_to_the_first_on_which_nobody_holds_them(first: date, held_to: Any) -> None:
    ends = Ends(OPEN_ENDED, (Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 20)),))
    assert ends.held_to(first, OPEN_ENDED) == held_to
    assert ends.held_to(None, OPEN_ENDED) is OPEN_ENDED


@pytest.mark.parametrize(
    "last", [date(2026, 6, 14), date(2026, 6, 15), date(2026, 6, 25), date(2026, 7, 9), OPEN_ENDED]
)
@pytest.mark.parametrize("turned", [False, True])
def test_days_are_held_up_to_the_day_before_the_first_that_is_in_either_of_two_gaps(last: Any, turned: bool) -> None:
    """As if each day from the first on were asked in turn."""
    gaps = [Period(first_day=date(2026, 6, 15), last_day=date(2026, 6, 19))]
    gaps.append(Period(first_day=date(2026, 7, 1), last_day=date(2026, 7, 3)))
    ends = Ends(OPEN_ENDED, tuple(reversed(gaps) if turned else gaps))
    for first in (date(2026, 6, 10) + timedelta(days=each) for each in range(30)):
        asked = (first + timedelta(days=each) for each in range(40))
        unheld = (on for on in asked if (last is OPEN_ENDED or on <= last) and any(on in gap for gap in gaps))
        begins = next(unheld, None)
        assert ends.held_to(first, last) == (last if begins is None else begins - timedelta(days=1)), first
    assert ends.held_to(None, last) == last


def test_payments_are_equal_by_what_they_say_and_schedules_too() -> None:
    one, other = paid(), paid()
    assert one[0] == other[0]
    assert hash(one[0]) == hash(other[0])
    assert one[0] != one[1]
    other_kind: object = "a payment"
    assert one[0] != other_kind
    assert repr(one) == "<Schedule of 13, 4,387.50 in all>"
    assert repr(one[:2]) == "<Payments of 2, 675.00 in all>"


def test_equal_payments_to_another_holder_are_told_apart_by_their_digests() -> None:
    """Equal is what is paid when; a digest is of everything that is behind it."""
    one, other = paid(), paid(arrangement={"holder": Holder(ref="H-8")})
    assert one == other
    assert one[0] == other[0]
    assert one[0].holder != other[0].holder
    assert digest(one) != digest(other)
    assert digest(one[0]) != digest(other[0])
    assert digest(one) == digest(paid())


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


@pytest.mark.parametrize(
    ("timing", "counted"),
    [
        (Timing.IN_ADVANCE, [date(2026, 4, 15), date(2026, 5, 4), date(2026, 6, 1)]),
        (Timing.IN_ARREARS, [date(2026, 5, 4), date(2026, 6, 1), date(2026, 6, 11)]),
    ],
)
def test_parts_of_periods_at_both_ends_have_due_dates_of_their_own_and_the_one_between_keeps_its_own(
    timing: Timing, counted: list[date]
) -> None:
    days = {"first_day": date(2026, 4, 15), "last_day": date(2026, 6, 10)}
    schedule = paid(payment={"timing": timing, "due_days": 0}, contract=days)
    assert [each.unmoved_due for each in schedule] == counted


def test_a_four_weekly_rate_is_a_quarter_of_it_a_week() -> None:
    assert column(sound(paid(budget={"actual": Rate.four_weekly("337.50")})), "amount") == ["337.50"] * 13


def test_in_house_services_that_cost_more_take_the_whole_budget() -> None:
    schedule = sound(paid(budget={"in_house": (InHouse(what="day service", cost=Rate.weekly(100)),)}))
    assert column(schedule, "in_house") == ["337.50"] * 13
    assert column(schedule, "amount") == ["0.00"] * 13


def test_one_off_sums_are_explained_together_by_the_name_of_their_column() -> None:
    sums = [OneOff(on=FIRST_DAY, amount=Money(sum_), what=what) for what, sum_ in (("a key", 5), ("a bed", 90))]
    with_period = paid(budget={"one_offs": tuple(sums)}, payment={"one_offs": OneOffPayment.WITH_PERIOD})
    said = with_period[0].explain("one_off")
    assert (said.what, said.money, with_period[0].one_off) == ("one-off sums", Money(95), Money(95))
    assert [str(each).partition(" [")[0] for each in said.operands] == ["a key, once: 5.00", "a bed, once: 90.00"]
    assert str(with_period[1].explain("one_off")) == "one-off sums: 0.00"
    alone = paid(budget={"one_offs": tuple(sums[:1])}, payment={"one_offs": OneOffPayment.ON_ITS_DATE})
    (by_itself,) = (each for each in alone if not each.is_regular)
    assert by_itself.explain("one_off").value() == by_itself.one_off.exact.pounds == 5


def test_a_name_is_the_plain_text_that_it_holds() -> None:
    class Hostile(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            raise RuntimeError

        __hash__ = str.__hash__

    assert paid()[0].explain(Hostile("fee")) == paid()[0].explain("fee")
    with pytest.raises(IsfError, match="'dues' is no component"):
        paid()[0].explain(Hostile("dues"))


def test_what_is_no_component_cannot_be_explained() -> None:
    with pytest.raises(IsfError, match="'dues' is no component"):
        paid()[0].explain("dues")


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


def test_by_running_total_what_a_long_month_did_not_have_is_not_taken_in_the_next() -> None:
    """On no day is more taken than was assessed for it: 84.30 a week is 361.29 in June."""
    running = merged(by_month(), {"payment": {"convention": Convention.RUNNING_TOTAL}})
    schedule = sound(paid(until=date(2026, 6, 30), **running))
    assert column(schedule, "contribution") == ["361.29", "365.62", "361.29"]
    ended, begun = schedule.cut(on=date(2026, 6, 1))
    assert (*ended.lines, *begun.lines) == schedule.lines


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
    assert (*ended.lines, *begun.lines) == schedule.lines
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


def test_f9_a_payment_is_provisional_where_it_moves_past_what_is_proclaimed() -> None:
    from_the_30th = {"cycle": PayCycle(Frequency.MONTHLY, anchor=date(2028, 11, 30)), "move": Move.FORWARD}
    schedule = paid(payment=from_the_30th, contract={"first_day": date(2028, 11, 30)}, until=date(2029, 1, 29))
    assert [(each.unmoved_due, each.due, each.is_provisional) for each in schedule] == [
        (date(2028, 11, 30), date(2028, 11, 30), False),
        (date(2028, 12, 30), date(2029, 1, 2), True),
    ]


@pytest.mark.parametrize(("move", "provisional"), [(Move.FORWARD, True), (Move.FORWARD_IN_MONTH, False)])
def test_f9_a_one_off_sum_alone_is_provisional_where_it_moves_past_what_is_proclaimed(
    move: Move, provisional: bool
) -> None:
    rails = OneOff(on=date(2028, 12, 30), amount=Money(120), what="grab rails")
    payment = {"move": move, "one_offs": OneOffPayment.ON_ITS_DATE}
    schedule = paid(payment=payment, budget={"one_offs": (rails,)}, until=date(2028, 12, 31))
    (alone,) = [each for each in schedule if not each.is_regular]
    assert alone.is_provisional is provisional
    arrangement = mary(payment=payment, budget={"one_offs": (rails,)})
    upcoming = next_payments(arrangement, PaymentHistory(), on=FIRST_DAY, until=date(2028, 12, 31), policy=PLAIN)
    (to_pay,) = [each.payment for each in upcoming.payments if not each.payment.is_regular]
    assert to_pay.is_provisional is provisional


def in_working_days(days: int, **payment: Any) -> dict[str, Any]:
    return {"payment": {"due_days": InWorkingDays(days), "move": Move.FORWARD, **payment}}


def dues(schedule: Schedule) -> list[tuple[date, date]]:
    return [(each.unmoved_due, each.due) for each in schedule]


def test_g12_five_working_days_before_the_period_begins() -> None:
    schedule = sound(paid(**in_working_days(-5), until=date(2026, 6, 1)))
    # Easter (3 and 6 April), the bank holidays on 4 and 25 May
    assert [due for due, _ in dues(schedule)] == [date(2026, 3, 27), date(2026, 4, 27), date(2026, 5, 22)]
    assert all(unmoved == due for unmoved, due in dues(schedule))
    assert "Unmoved" not in str(schedule.table())


def test_g12_ten_working_days_after_the_period_in_arrears() -> None:
    schedule = sound(paid(**in_working_days(10, timing=Timing.IN_ARREARS), until=date(2026, 6, 1)))
    assert [due for _, due in dues(schedule)] == [date(2026, 5, 18), date(2026, 6, 15), date(2026, 7, 13)]


@pytest.mark.parametrize(
    ("timing", "first_day", "last_day", "due"),
    [
        (Timing.IN_ADVANCE, date(2026, 4, 15), date(2026, 5, 31), date(2026, 4, 8)),
        (Timing.IN_ARREARS, FIRST_DAY, date(2026, 4, 15), date(2026, 4, 9)),
    ],
)
def test_g12_a_part_period_counts_working_days_from_its_own_day(
    timing: Timing, first_day: date, last_day: date, due: date
) -> None:
    facts = merged(in_working_days(-5, timing=timing), {"contract": {"first_day": first_day, "last_day": last_day}})
    assert sound(paid(**facts, until=last_day))[0].due == due


def test_g12_no_working_days_is_the_day_itself_moved() -> None:
    days, working = (paid(payment={"due_days": each, "move": Move.BACK}) for each in (0, InWorkingDays(0)))
    assert days == working
    assert dues(working)[0] == (date(2026, 4, 6), date(2026, 4, 2))


@pytest.mark.parametrize(
    ("days", "timing", "proclaimed_to", "provisional"),
    [
        # 6 April less 1 working day is 2 April: 2 to 5 April decide
        (-1, Timing.IN_ADVANCE, date(2026, 4, 5), False),
        (-1, Timing.IN_ADVANCE, date(2026, 4, 4), True),
        (1, Timing.IN_ADVANCE, date(2026, 4, 7), False),
        (1, Timing.IN_ADVANCE, date(2026, 4, 6), True),
        # the period ends on 3 May; counted back from 4 May
        (-2, Timing.IN_ARREARS, date(2026, 5, 3), False),
        (-2, Timing.IN_ARREARS, date(2026, 5, 2), True),
        (0, Timing.IN_ADVANCE, date(2026, 4, 7), False),
        (0, Timing.IN_ADVANCE, date(2026, 4, 6), True),
    ],
)
def test_f9_a_due_date_in_working_days_is_provisional_where_any_day_that_decides_it_is(
    days: int, timing: Timing, proclaimed_to: date, provisional: bool
) -> None:
    england = WorkingDays.england_and_wales()
    known = WorkingDays(england.holidays, england.first, england.last, proclaimed_to)
    assert paid(**in_working_days(days, timing=timing, working_days=known))[0].is_provisional is provisional


def test_g12_working_days_that_the_calendar_does_not_reach_are_refused_only_where_they_are_asked_for() -> None:
    england = WorkingDays.england_and_wales()
    for days, timing, until in (
        (-5, Timing.IN_ADVANCE, date(2026, 6, 1)),
        (5, Timing.IN_ARREARS, date(2026, 5, 4)),
    ):
        known = WorkingDays.of(england.holidays, first=date(2026, 1, 1), last=date(2026, 6, 9))
        facts = in_working_days(days, timing=timing, working_days=known)
        assert len(paid(**facts, until=until)) > 1
        with pytest.raises(OutsideCalendar, match="outside the calendar"):
            paid(**facts, until=date(2026, 7, 1))


def test_a_calendar_that_is_all_holidays_is_refused_for_a_schedule_within_a_year_of_steps_a_period() -> None:
    class Counted(frozenset[date]):
        asked = 0

        def __contains__(self, on: object) -> bool:
            Counted.asked += 1
            return super().__contains__(on)

    days = Period(first_day=date(2000, 1, 1), last_day=date(2099, 12, 31))
    closed = WorkingDays(Counted(days), days.first_day, days.last_day, days.last_day)
    with pytest.raises(OutsideCalendar, match="no working day in the year"):
        paid(payment={"working_days": closed, "move": Move.FORWARD})
    assert Counted.asked < 70 * 2 * 300


@pytest.mark.parametrize(
    ("frequency", "amounts", "weekly"),
    [
        # 4,387.50 a year from 1 April: halves, or all of it; then to 30 June as three of twelve months
        (Frequency.HALF_YEARLY, ["2193.75", "2193.75", "1096.88"], "2205.80"),
        (Frequency.YEARLY, ["4387.50", "1096.88"], "4399.55"),
    ],
)
def test_g12_half_yearly_and_yearly_cycles_pay_instalments(
    frequency: Frequency, amounts: list[str], weekly: str
) -> None:
    cycle = PayCycle(frequency, anchor=date(2026, 4, 1))
    facts: dict[str, Any] = {
        "payment": {"cycle": cycle, "move": Move.BACK},
        "budget": {"actual": Rate.annual("4387.50")},
        "contract": {"first_day": date(2026, 4, 1), "last_day": date(2027, 6, 30)},
    }
    schedule = sound(paid(**facts, until=date(2027, 6, 30)))
    assert column(schedule, "amount") == amounts
    assert [each.first_day for each in schedule][-1] == date(2027, 4, 1)
    by_days = sound(paid(**merged(facts, {"budget": {"actual": Rate.weekly("84.375")}}), until=date(2027, 6, 30)))
    assert str(by_days[0].amount) == weekly  # 84.375 x 183/7, x 365/7


def test_g12_a_yearly_cycle_from_29_february_has_leap_years() -> None:
    cycle = PayCycle(Frequency.YEARLY, anchor=date(2024, 2, 29))
    schedule = paid(payment={"cycle": cycle}, contract={"first_day": date(2027, 2, 28)}, until=date(2029, 1, 1))
    assert [each.period.days for each in schedule] == [366, 365]
    assert [each.first_day for each in schedule] == [date(2027, 2, 28), date(2028, 2, 29)]


def test_what_a_schedule_shows_as_its_lines_changes_nothing_in_it() -> None:
    """Money once scheduled stays: who reads the lines cannot put others in their place."""
    turn = varying(date(2026, 6, 1), ("contract.payment.move", Move.NOT))
    whole = paid(until=YEAR_END)
    by_turns = paid(until=YEAR_END, arrangement={"variations": (turn,)})
    for schedule in (whole, by_turns, whole[2:5]):
        assert type(schedule.lines) is tuple
        assert schedule.totals.amount.pence == sum(line.amount for line in schedule.lines)
        assert schedule.lines == tuple(payment.line for payment in schedule)


def test_a_refusal_names_the_function_that_was_called() -> None:
    """`resolve_phases` named `resolve_terms`, and `held_back_in` named `accrued_in`."""
    wrong: Any = "wrong"
    refused(lambda: resolve_phases(wrong, policy=PLAIN), "resolve_phases")
    schedule = build_schedule(resolve_terms(mary(), policy=PLAIN), until=YEAR_END)
    refused(lambda: schedule.held_back_in(span=wrong), "held_back_in")


def test_a_contribution_is_no_more_than_the_pence_that_are_left_and_says_so() -> None:
    # 33.5p of services in house and 66.5p of contribution would both be rounded up: 34p + 67p of £1.00.
    budget = {
        "actual": Rate.weekly("1"),
        "in_house": (InHouse(what="laundry", cost=Rate.weekly("0.335")),),
        "contribution": Rate.weekly("0.665"),
    }
    weekly = {"cycle": PayCycle(Frequency.WEEKLY, anchor=FIRST_DAY)}
    (first,) = paid(**merged(NET, {"budget": budget, "payment": weekly}), until=date(2026, 4, 12))
    assert (first.in_house, first.contribution, first.amount) == (Money("0.34"), Money("0.66"), Money(0))
    assert first.explain("contribution").what == "contribution, no more than is left"
