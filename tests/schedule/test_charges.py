"""What the person is charged, whichever the basis (PAY-13): by days or charging weeks, with a floor."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, MONTHLY, NET, YEAR_END, mary, merged
from support.asking import column
from support.refusing import refused
from support.time_cases import away, meanwhile, schedule_of, varied, varying

from isf_core import (
    MINIMUM_INCOME,
    PLAIN,
    AgeBand,
    AssessmentKind,
    Basis,
    ChargedBy,
    ChargeSchedule,
    ChargingTerms,
    Convention,
    Deployed,
    DeploymentOption,
    Exemption,
    FinancialAssessment,
    Frequency,
    Ground,
    Household,
    InHouse,
    LessCharged,
    Money,
    NotRecorded,
    OneSupport,
    Party,
    PayCycle,
    PercentageFee,
    Placement,
    Policies,
    Policy,
    Premium,
    Rate,
    Timeline,
    Timing,
    charges_for,
    minimum_income,
    schedule_payments,
)
from isf_core.model import NOT_STATED, FeeBase, Meanwhile

GROSS: dict[str, Any] = merged(NET, {"payment": {"basis": Basis.GROSS}})
WEEKS = ChargingTerms(by=ChargedBy.CHARGING_WEEKS)


def charges(policy: Policy = PLAIN, until: date | None = YEAR_END, **changes: Any) -> ChargeSchedule:
    return charges_for(mary(**changes), policy=policy, until=until)


def amounts(schedule: ChargeSchedule) -> list[str]:
    return [str(row.amount) for row in schedule]


def week(cost: str, assessed: str, *, basis: Basis = Basis.GROSS, by: ChargingTerms | None = WEEKS, **more: Any) -> Any:
    """Mary from Wednesday 8 April 2026, at a weekly cost and an assessed weekly sum."""
    facts = {
        "budget": {"actual": Rate.weekly(cost), "contribution": Rate.weekly(assessed)},
        "payment": {"basis": basis, "charging": by},
        "contract": {"first_day": date(2026, 4, 8)},
    }
    return merged(facts, more)


# Whichever the basis


def test_g5_gross_payments_have_a_schedule_of_what_the_person_is_charged() -> None:
    gross, net = charges(**GROSS), charges(**NET)
    assert amounts(gross) == amounts(net) == ["80.00"] * 13
    assert [str(row.by_funder) for row in gross][:2] == ["80.00", "80.00"]
    assert [str(row.by_holder) for row in net][:2] == ["80.00", "80.00"]
    assert not any(row.by_holder for row in gross)
    assert not any(row.by_funder for row in net)
    assert gross.amount == Money(1040)


def test_a_net_charge_is_what_comes_off_the_payment_to_the_penny() -> None:
    facts = merged(NET, {"budget": {"contribution": Rate.weekly("61.303"), "actual": Rate.weekly("252.17")}})
    for more in ({}, {"payment": {"convention": Convention.RUNNING_TOTAL}}, {"payment": {"cycle": MONTHLY}}):
        case = merged(facts, more)
        payments = schedule_payments(mary(**case), until=YEAR_END)
        assert amounts(charges(**case)) == column(payments, "contribution")


def test_pay_13_no_part_of_a_charge_is_a_penny_below_zero_where_the_payment_left_room_again() -> None:
    """A year's 3,000 is 250 a month; 1,099.95 a year were left for two months, so 91.66 and 91.66 of 91.6625 each.

    The third payment takes 250.01 off, and so that is the charge, of which the council collects nothing.
    """
    cost = Timeline(Rate.annual("14500.05"), (date(2026, 6, 6), Rate.annual(1000)))
    case = merged(
        NET,
        {
            "budget": {
                "actual": Rate.annual(15600),
                "contribution": Rate.annual(3000),
                "in_house": (InHouse(what="day centre", cost=cost),),
            },
            "payment": {"cycle": PayCycle(Frequency.MONTHLY, anchor=FIRST_DAY)},
        },
    )
    payments = schedule_payments(mary(**case), until=YEAR_END)
    rows = charges(PLAIN.with_parameters("of 52 weeks", weeks_in_year=52), **case)
    assert column(payments, "contribution") == [str(row.by_holder) for row in rows]
    assert [str(row.by_holder) for row in rows[:4]] == ["91.66", "91.66", "250.01", "250.00"]
    assert [str(row.by_funder) for row in rows[:4]] == ["158.34", "158.34", "0.00", "0.00"]
    assert [str(row.assessed) for row in rows[:4]] == ["250.00", "250.00", "250.01", "250.00"]
    assert not any(row.not_charged for row in rows)
    assert rows[2].explain().money == Money("250.01")


def test_pay_13_a_penny_that_the_cost_left_no_room_for_is_charged_in_the_next_period_though_nothing_accrues() -> None:
    """A day at another cost rounds the cost of 28 days to 9,049.12; the same sum was assessed, 13,250.51 in 41 days."""
    a_year = Rate.annual(Fraction(352916, 3))
    cost = Timeline(Rate.monthly("11508.12"), (date(2026, 5, 23), a_year))
    assessed = Timeline(a_year, (date(2026, 7, 2), Rate.weekly(0)))
    cycle = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 6, 4))
    facts = {"payment": {"cycle": cycle, "convention": Convention.RUNNING_TOTAL}}
    facts |= {"budget": {"actual": cost, "contribution": assessed}, "contract": {"first_day": date(2026, 5, 22)}}
    weeks = PLAIN.replace(parameters=PLAIN.parameters.replace(weeks_in_year=Fraction(52)))
    rows = charges(weeks, date(2026, 8, 26), **merged(GROSS, facts))
    assert amounts(rows) == ["4201.38", "9049.12", "0.01", "0.00"]
    assert str(rows.amount) == "13250.51"


def test_pay_13_no_more_is_charged_than_was_assessed_where_the_cost_was_a_limit_first() -> None:
    """Four weeks at 40.001 limit 61.30125 a week; from then on the charge is what was assessed, to the penny."""
    actual = Timeline(Rate.weekly("40.001"), (date(2026, 5, 4), Rate.weekly(300)))
    case = merged(
        GROSS,
        {
            "budget": {"actual": actual, "contribution": Rate.weekly("61.30125")},
            "payment": {"convention": Convention.RUNNING_TOTAL},
        },
    )
    rows = charges(**case)
    assert (rows[0].assessed, rows[0].not_charged, rows[0].amount) == (Money("245.21"), Money("85.21"), Money(160))
    for row in rows[1:]:
        assert (row.not_charged, row.by_funder, row.by_holder) == (Money(0), row.assessed, Money(0))
    assert rows[1:].amount == Money("2942.46")


@pytest.mark.parametrize("cost", ["53.66", "72.13", "16.61"])
def test_pay_13_a_penny_shown_ahead_of_a_running_total_is_made_good_so_that_what_was_assessed_never_drifts(
    cost: str,
) -> None:
    """A yearly sum assessed is a hundredth of a penny a day more than the cost: no row may show it below the charge."""
    assessed = Rate.weekly(Fraction(cost) + Fraction(11, 10_000))
    budget = {"actual": Rate.weekly(cost), "contribution": assessed}
    running = {"cycle": MONTHLY, "convention": Convention.RUNNING_TOTAL}
    rows = charges(**merged(GROSS, {"budget": budget, "payment": running}))
    so_far = Money(0)
    for row in rows:
        so_far += row.assessed
        exact = assessed.amount.pounds * ((row.last_day - FIRST_DAY).days + 1) / 7
        assert abs(so_far.exact.pounds - exact) < Fraction(1, 100)
        assert row.assessed >= row.amount


def test_a_basis_that_changes_inside_a_period_shares_its_charge_between_those_who_collect() -> None:
    basis = Timeline(Basis.NET, (date(2026, 4, 20), Basis.GROSS))
    first, second = charges(**merged(NET, {"payment": {"basis": basis}}))[:2]
    assert (first.amount, first.by_holder, first.by_funder) == (Money(80), Money(40), Money(40))
    assert (second.amount, second.by_holder, second.by_funder) == (Money(80), Money(0), Money(80))


def test_the_charge_is_never_more_than_the_support_costs() -> None:
    row = charges(**merged(GROSS, {"budget": {"contribution": Rate.weekly("100")}}))[0]
    assert (row.assessed, row.not_charged, row.amount) == (Money(400), Money("62.50"), Money("337.50"))
    assert row.reasons == (LessCharged.COST,)


def test_the_charge_is_that_of_all_the_support_though_the_holder_is_paid_for_a_part_of_it() -> None:
    in_house = (InHouse(what="day centre", cost=Rate.weekly("74.375")),)
    row = charges(**merged(NET, {"budget": {"in_house": in_house}}))[0]
    assert (row.amount, row.by_holder, row.by_funder) == (Money(80), Money(40), Money(40))
    deployed = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(10)),
        Deployed(
            option=DeploymentOption.DIRECT_PAYMENT,
            rate=Timeline(Rate.weekly("74.375"), (date(2026, 5, 4), Rate.weekly(5))),
        ),
    )
    rows = charges(**merged(NET, {"budget": {"deployment": deployed}}))
    assert [(row.amount, row.by_holder) for row in rows[:2]] == [(Money(80), Money(40)), (Money(60), Money(40))]


def test_a_suspension_makes_the_charge_less_and_is_said() -> None:
    stay = away(date(2026, 4, 20), date(2026, 5, 3))
    nothing = meanwhile(full_days=None, contribution=Meanwhile.NOTHING)
    row = charges(nothing, **merged(GROSS, stay))[0]
    assert (row.amount, row.reasons) == (Money(40), (LessCharged.SUSPENDED,))
    unpaid = meanwhile(full_days=0, retainer="0")
    row = charges(unpaid, **merged(GROSS, stay))[0]
    assert (row.amount, row.reasons) == (Money(40), (LessCharged.COST,))


def test_an_exemption_and_another_funders_part_make_the_charge_less_and_are_said() -> None:
    half = (Exemption(ground=Ground.AFTERCARE, first_day=FIRST_DAY, part="0.8"),)
    row = charges(**merged(GROSS, {"budget": {"exemptions": half}}))[0]
    assert (row.amount, row.reasons) == (Money("67.50"), (LessCharged.EXEMPT,))
    free = (Exemption(ground=Ground.REABLEMENT, first_day=FIRST_DAY),)
    rows = charges(**merged(GROSS, {"budget": {"exemptions": free}}))
    assert [(row.amount, row.reasons) for row in rows[:3]] == [
        (Money(0), (LessCharged.EXEMPT,)),
        (Money(40), (LessCharged.EXEMPT,)),
        (Money(80), ()),
    ]
    by_weeks = merged(week("84.375", "20", contract={"first_day": FIRST_DAY}), {"budget": {"exemptions": free}})
    assert amounts(charges(**by_weeks))[:3] == ["0.00", "40.00", "80.00"]


@pytest.mark.parametrize("by", list(ChargedBy))
@pytest.mark.parametrize(
    ("contribution", "part", "charged", "reasons"),
    [
        ("20", "0.1", "80.00", ()),  # nine tenths of the support are more than was assessed
        ("75.9375", "0.1", "303.75", ()),  # and as much
        ("75.94", "0.1", "303.75", (LessCharged.EXEMPT,)),
        ("84.375", "0.1", "303.75", (LessCharged.EXEMPT,)),  # it costs as much as was assessed
        ("84.38", "0.1", "303.75", (LessCharged.COST, LessCharged.EXEMPT)),
        ("84.38", "0", "337.50", (LessCharged.COST,)),
        ("84.38", "1", "0.00", (LessCharged.EXEMPT,)),  # where all is free, it is no matter what it costs
    ],
)
def test_a_reason_is_given_only_where_it_made_the_charge_less(
    contribution: str, part: str, charged: str, reasons: tuple[LessCharged, ...], by: ChargedBy
) -> None:
    """84.375 a week, some of which is free of charge."""
    exempt = (Exemption(ground=Ground.AFTERCARE, first_day=FIRST_DAY, part=part),)
    budget = {"contribution": Rate.weekly(contribution), "exemptions": exempt if part != "0" else ()}
    row = charges(**merged(GROSS, {"budget": budget, "payment": {"charging": ChargingTerms(by=by)}}))[0]
    assert (str(row.amount), row.reasons) == (charged, reasons)


def test_a_charging_week_that_goes_on_past_its_period_is_limited_by_all_of_its_days() -> None:
    """Free to 5 May, by weeks from Wednesdays: the week of 29 April has one day that may be charged for."""
    free = (Exemption(ground=Ground.REABLEMENT, first_day=FIRST_DAY, last_day=date(2026, 5, 4)),)
    weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=3)
    april, may, *_ = charges(**merged(GROSS, {"budget": {"exemptions": free}, "payment": {"charging": weeks}}))
    assert (str(april.amount), april.reasons) == ("12.05", (LessCharged.EXEMPT,))
    assert (str(may.amount), may.reasons) == ("80.00", ())


def test_what_is_not_recorded_of_an_exemption_is_missing_for_a_charge_and_not_for_a_gross_payment() -> None:
    rail = Exemption(ground=Ground.EQUIPMENT, first_day=FIRST_DAY, part=OneSupport("grab rail"))
    unknown = merged(GROSS, {"budget": {"exemptions": (rail,)}})
    with pytest.raises(NotRecorded, match=r"^what the person is charged cannot be worked out: .*plan\.supports"):
        charges(**unknown)
    assert schedule_payments(mary(**unknown), until=YEAR_END).totals.amount == Money("4387.50")


def test_one_off_sums_and_fees_make_no_charge() -> None:
    fee = {"fee": PercentageFee(percent="10", base=FeeBase.NET), "fee_placement": Placement.ON_TOP}
    assert amounts(charges(**merged(GROSS, {"contract": fee}))) == ["80.00"] * 13


# By days or by charging weeks


def test_g7_a_charging_week_is_the_lesser_of_the_weeks_sum_and_the_part_weeks_cost() -> None:
    by_days = charges(**week("152.57", "100", by=None))
    by_weeks = charges(**week("152.57", "100"))
    until_sunday: dict[str, Any] = {"contract": {"last_day": date(2026, 4, 12)}}
    assert amounts(charges(until=None, **week("152.57", "100", **until_sunday))) == ["100.00"]
    assert amounts(charges(until=None, **week("152.57", "100", by=None, **until_sunday))) == ["71.43"]
    # Wednesday to Sunday of 120.00 a week cost 85.71, which is less than the week's sum.
    assert amounts(charges(until=None, **week("120", "100", **until_sunday))) == ["85.71"]
    assert (by_days[0].amount, by_weeks[0].amount) == (Money("371.43"), Money(400))


def test_g7_a_charging_week_belongs_whole_to_the_period_in_which_it_begins() -> None:
    case = merged(week("152.57", "100"), {"payment": {"cycle": MONTHLY}, "contract": {"first_day": FIRST_DAY}})
    # April has the Mondays 6, 13, 20, 27; May 4, 11, 18, 25; June 1, 8, 15, 22, 29.
    assert amounts(charges(**case))[:3] == ["400.00", "400.00", "500.00"]


def test_g7_what_comes_off_a_net_payment_follows_the_charging_weeks() -> None:
    net = week("152.57", "100", basis=Basis.NET)
    payments = schedule_payments(mary(**net), until=YEAR_END)
    assert column(payments, "contribution") == amounts(charges(**net))
    assert payments[0].explain().value() == payments[0].amount.exact.pounds
    assert payments.totals.contribution == Money(5200)


def test_g7_a_payment_too_small_for_its_charging_weeks_leaves_the_rest_to_the_next() -> None:
    case = merged(
        week("110", "100", basis=Basis.NET), {"payment": {"cycle": MONTHLY}, "contract": {"first_day": FIRST_DAY}}
    )
    rows, payments = charges(**case), schedule_payments(mary(**case), until=YEAR_END)
    june, july = payments[2], payments[3]
    assert (rows[2].amount, rows[2].by_holder, june.contribution, june.amount) == (
        Money(500),
        Money(500),
        Money("471.43"),
        Money(0),
    )
    assert (rows[3].amount, july.contribution) == (Money(400), Money("428.57"))
    assert rows[2].explain().value() == rows[2].amount.exact.pounds
    assert june.explain().value() == june.amount.exact.pounds
    assert rows.amount == payments.totals.contribution


def test_g7_another_weekday_and_a_change_inside_a_week() -> None:
    sunday = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=7)
    case = week("152.57", "100", by=sunday, contract={"last_day": date(2026, 4, 18)})
    # Wednesday 8 to Saturday 11 April: four days cost 87.18; then Sunday 12 to Saturday 18.
    assert amounts(charges(until=None, **case)) == ["187.18"]
    rise = Timeline(Rate.weekly(100), (date(2026, 4, 13), Rate.weekly(107)), (date(2026, 4, 15), Rate.weekly(100)))
    case = week("152.57", "100", contract={"last_day": date(2026, 4, 19)}, budget={"contribution": rise})
    assert amounts(charges(until=None, **case)) == ["202.00"]


def test_g7_a_cut_charges_no_charging_week_twice() -> None:
    payments = schedule_payments(mary(**week("152.57", "100", basis=Basis.NET)), until=YEAR_END)
    for on in (date(2026, 4, 9), date(2026, 4, 13), date(2026, 4, 15), date(2026, 6, 5)):
        before, after = payments.cut(on=on)
        together = before.totals.contribution + after.totals.contribution
        assert together == payments.totals.contribution
        assert all(each.explain().value() == each.amount.exact.pounds for part in (before, after) for each in part)


def test_g7_a_cut_before_another_cycle_leaves_what_a_payment_was_too_small_for_to_the_payments_after() -> None:
    """A cut on Monday 25 May leaves two days to the week that begins then: the rest of it is for the next cycle."""
    case = week("110", "100", basis=Basis.NET, contract={"last_day": date(2026, 8, 30)})
    payments = schedule_of(varied(varying(date(2026, 5, 27), ("contract.payment.cycle", MONTHLY)), **case), None)
    for on in (date(2026, 5, 12), date(2026, 5, 25), date(2026, 5, 26), date(2026, 5, 27)):
        before, after = payments.cut(on=on)
        together = before.totals.contribution + after.totals.contribution
        assert (on, together) == (on, payments.totals.contribution)


DAYS_FROM_2_JUNE = varying(date(2026, 6, 2), ("contract.payment.charging", ChargingTerms()))


def test_g7_charges_by_days_take_what_the_last_payment_by_weeks_was_too_small_for() -> None:
    """The week of Monday 1 June is finished: the three days of its payment leave room for less than its sum."""
    case = week("110", "100", basis=Basis.NET, contract={"last_day": date(2026, 8, 30)})
    days = schedule_of(varied(DAYS_FROM_2_JUNE, **case), None)
    assert column(days, "contribution")[2:5] == ["15.71", "384.29", "400.00"]
    assert days.totals.contribution == schedule_of(mary(**case), None).totals.contribution


def test_g7_charges_by_days_are_each_rounded_alone_where_the_weeks_before_were_off_by_a_rounding_only() -> None:
    """Nine weeks of 61.3047 are 551.7423, shown to the penny; three weeks of days are 183.9141, and so 183.91."""
    case = week("450", "61.3047", basis=Basis.NET, contract={"last_day": date(2026, 6, 28)})
    days = schedule_of(varied(DAYS_FROM_2_JUNE, **case), None)
    assert column(days, "contribution") == ["245.22", "245.22", "61.30", "183.91"]


def test_g7_charging_weeks_go_on_through_a_change_of_cycle_and_are_finished_where_days_begin() -> None:
    thursday = date(2026, 6, 4)
    weekly = week("152.57", "100", basis=Basis.NET, contract={"last_day": date(2026, 6, 14)})
    moved = varied(varying(thursday, ("contract.payment.cycle", MONTHLY)), **weekly)
    # The charging week of Monday 1 June goes on over the change; the next begins on Monday 8 June.
    assert charges_for(moved, policy=PLAIN).amount == Money(1000)
    by_days = varied(varying(thursday, ("contract.payment.charging", ChargingTerms())), **weekly)
    # The week that has begun is finished; the seven days from Monday 8 June are charged a seventh each.
    assert charges_for(by_days, policy=PLAIN).amount == Money(1000)
    sundays = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=7)
    anew = varied(varying(thursday, ("contract.payment.charging", sundays)), **weekly)
    # Nine charging weeks, six days of a seventh each (85.71), and Sunday 14 June, which costs 21.80.
    assert charges_for(anew, policy=PLAIN).amount == Money("1007.51")


BY_DAYS = PLAIN.with_parameters("by days", charging=ChargingTerms())
BY_MONDAYS = PLAIN.with_parameters("by Mondays", charging=WEEKS)
BY_WEDNESDAYS = PLAIN.with_parameters(
    "by Wednesdays", charging=ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=3)
)


@pytest.mark.parametrize(
    ("old", "new", "charged"),
    [
        # From 4 May: two days of a seventh (20.00) and four weeks, the last of which goes on to 2 June.
        (BY_DAYS, BY_WEDNESDAYS, ["280.00", "300.00", "280.00"]),
        # The week of 29 April goes on to 5 May; then 26 days of a seventh each.
        (BY_WEDNESDAYS, BY_DAYS, ["300.00", "260.00", "280.00"]),
        (BY_DAYS, BY_MONDAYS, ["280.00", "280.00", "280.00"]),
        # The week of 29 April goes on to 5 May, and five days of a seventh (50.00) lead to Monday 11 May.
        (BY_WEDNESDAYS, BY_MONDAYS, ["300.00", "260.00", "280.00"]),
        (BY_MONDAYS, BY_WEDNESDAYS, ["280.00", "300.00", "280.00"]),
    ],
    ids=lambda each: each.name if isinstance(each, Policy) else "",
)
@pytest.mark.parametrize("basis", list(Basis))
def test_another_way_to_count_charges_charges_no_day_twice_and_leaves_none_out(
    old: Policy, new: Policy, charged: list[str], basis: Basis
) -> None:
    # From a Monday, so that the first days by Wednesdays, Monday and Tuesday, are a charging week of their own.
    case = week("300", "70", basis=basis, by=None, contract={"first_day": date(2026, 4, 6)})
    if old is BY_WEDNESDAYS:
        charged = [str(Money(charged[0]) + Money(50)), *charged[1:]]
    policies = Policies(old, (date(2026, 5, 1), new))
    rows = charges_for(mary(**case), policy=policies, until=date(2026, 6, 28))
    assert amounts(rows) == charged
    assert all(row.explain().value() == row.amount.exact.pounds for row in rows)
    payments = schedule_payments(mary(**case), policy=policies, until=date(2026, 6, 28))
    assert column(payments, "contribution") == (charged if basis is Basis.NET else ["0.00"] * 3)
    assert all(each.explain().value() == each.amount.exact.pounds for each in payments)
    turned = {"Policies": "as a policy", "variation": "as a variation on the same day"}
    numbers = new.parameters.charging
    varied_ = varied(varying(date(2026, 5, 4), ("contract.payment.charging", numbers)), **case)
    assert amounts(charges_for(varied_, policy=old, until=date(2026, 6, 28))) == charged, turned


def test_g7_gross_days_of_a_net_arrangement_take_no_charging_week() -> None:
    basis = Timeline(Basis.NET, (date(2026, 4, 20), Basis.GROSS))
    case = merged(week("152.57", "100"), {"payment": {"basis": basis}})
    row = charges(**case)[0]
    assert (row.amount, row.by_holder, row.by_funder) == (Money(400), Money(200), Money(200))
    never = schedule_payments(mary(**week("152.57", "100")), until=YEAR_END)
    assert not never.totals.contribution


def test_g7_charging_weeks_by_running_total_and_with_a_suspension() -> None:
    case = week("152.57", "61.303", basis=Basis.NET, payment={"convention": Convention.RUNNING_TOTAL})
    payments = schedule_payments(mary(**case), until=YEAR_END)
    assert column(payments, "contribution") == amounts(charges(**case))
    assert payments.totals.contribution == Money("3187.76")
    stay = away(date(2026, 4, 16), date(2026, 4, 19))
    free = charges(meanwhile(full_days=None, contribution=Meanwhile.NOTHING), **merged(week("152.57", "70"), stay))[0]
    assert (free.amount, free.not_charged, free.reasons) == (Money(240), Money(40), (LessCharged.SUSPENDED,))
    unpaid = charges(meanwhile(full_days=0, retainer="0"), **merged(week("152.57", "70"), stay))[0]
    assert (unpaid.amount, unpaid.reasons) == (Money("275.39"), (LessCharged.COST,))


# The collection floor


@pytest.mark.parametrize(
    ("floor", "charged", "let_go"), [("20.00", "80.00", "0.00"), ("20.01", "0.00", "80.00"), ("0", "80.00", "0.00")]
)
@pytest.mark.parametrize("by", list(ChargedBy))
def test_a_collection_floor_lets_a_small_charge_go_and_raises_none(
    floor: str, charged: str, let_go: str, by: ChargedBy
) -> None:
    terms = ChargingTerms(by=by, collection_floor=floor)
    row = charges(**merged(GROSS, {"payment": {"charging": terms}}))[0]
    assert (str(row.amount), str(row.let_go), row.assessed) == (charged, let_go, Money(80))
    assert row.reasons == ((LessCharged.FLOOR,) if row.let_go else ())
    assert row.explain().value() == row.amount.exact.pounds
    net = schedule_payments(mary(**merged(NET, {"payment": {"charging": terms}})), until=YEAR_END)
    assert str(net[0].contribution) == charged, "nobody collects it, so that it is not taken off either"
    assert net[0].explain("contribution").value() == net[0].contribution.exact.pounds


def test_what_is_free_of_charge_is_not_said_to_be_let_go() -> None:
    free = (Exemption(ground=Ground.REABLEMENT, first_day=FIRST_DAY),)
    floor = {"charging": ChargingTerms(collection_floor="5")}
    case = merged(NET, {"budget": {"exemptions": free}, "payment": floor})
    payment = schedule_payments(mary(**case), until=YEAR_END)[0]
    assert payment.contribution == Money(0)
    told = [each.what for _, each in payment.explain("contribution").walk()]
    assert any("the part that is not exempt" in each for each in told)
    assert not any("let go" in each for each in told)


def test_a_policy_states_the_floor_where_the_contract_does_not() -> None:
    policy = PLAIN.with_parameters("floor", charging=ChargingTerms(collection_floor="25"))
    assert amounts(charges(policy, **GROSS))[:1] == ["0.00"]
    own = merged(GROSS, {"payment": {"charging": ChargingTerms()}})
    assert amounts(charges(policy, **own))[:1] == ["80.00"]


# How it is told


def test_a_charge_explains_itself_and_a_schedule_of_charges_is_a_table() -> None:
    schedule = charges(**merged(GROSS, {"payment": {"charging": ChargingTerms(timing=Timing.IN_ARREARS, due_days=14)}}))
    assert all(row.explain().value() == row.amount.exact.pounds for row in schedule)
    assert "contribution" in str(schedule[0].explain())
    assert (schedule[0].due, schedule[0].period.days) == (date(2026, 5, 18), 28)
    assert str(schedule[:1].table()).splitlines() == [
        "What the person is charged",
        "No.   From             To               Due               Assessed   Charged   To the funder",
        "  1   Mon 6 Apr 2026   Sun 3 May 2026   Mon 18 May 2026      80.00     80.00           80.00",
        "      Total                                                  80.00     80.00           80.00",
    ]
    assert schedule.records()[0]["reasons"] == ""
    assert (len(schedule), repr(schedule)) == (13, "<ChargeSchedule of 13, 1,040.00 in all>")
    assert "Due" not in str(charges(**NET).table())
    in_advance = charges(**merged(GROSS, {"payment": {"charging": ChargingTerms(timing=Timing.IN_ADVANCE)}}))
    assert in_advance[0].due == FIRST_DAY


def test_who_bears_what_is_unpaid_is_the_contracts() -> None:
    assert charges(**GROSS).unpaid_is_borne_by is None
    assert charges(**merged(GROSS, {"clauses": {"contribution_risk": Party.HOLDER}})).unpaid_is_borne_by is Party.HOLDER
    assert charges(**merged(GROSS, {"clauses": {"contribution_risk": NOT_STATED}})).unpaid_is_borne_by is None


def test_what_makes_no_sense_is_refused_and_what_is_missing_is_named() -> None:
    refused(lambda: charges_for("mary", policy=PLAIN), "charges_for")  # type: ignore[arg-type]
    refused(lambda: charges_for(mary(), policy="plain"), "charges_for")  # type: ignore[arg-type]
    refused(lambda: charges_for(mary(), policy=PLAIN, until="2027"), "until")  # type: ignore[arg-type]
    with pytest.raises(NotRecorded, match=r"budget\.contribution"):
        charges_for(mary(budget={"contribution": None}), policy=PLAIN, until=YEAR_END)
    refused(lambda: ChargingTerms(week_begins=0), "ChargingTerms.week_begins")
    refused(lambda: ChargingTerms(collection_floor="-1"), "ChargingTerms.collection_floor")


# What must be left to the person


def poor(income: Any = "115.40", **facts: Any) -> FinancialAssessment:
    """Mary at 18 to 24, who lives alone: 95.40 a week must be left to her from 6 April 2026, 89.15 before."""
    own: dict[str, Any] = {"household": Household.SINGLE, "age": AgeBand.FROM_18, "children": 0, "premiums": ()}
    own |= {"ref": "FA-1", "on": date(2026, 2, 24), "kind": AssessmentKind.FULL, "income": income}
    own["income"] = Rate.weekly(income) if isinstance(income, str) else income
    return FinancialAssessment(**{**own, **facts})


def bound(*assessments: FinancialAssessment, **more: Any) -> Any:
    return merged(GROSS, {"budget": {"financial_assessments": assessments}}, more)


def test_pay_13_a_charge_leaves_the_minimum_income_where_both_its_inputs_are_recorded() -> None:
    assert amounts(charges(**bound(poor("115.40"))))[:1] == ["80.00"]
    row = charges(**bound(poor("110.40")))[0]
    assert (row.assessed, row.not_charged, row.amount) == (Money(80), Money(20), Money(60))
    assert row.reasons == (LessCharged.MEANS,)
    assert row.explain().value() == row.amount.exact.pounds
    assert "budget.financial_assessments" in str(row.explain())
    assert amounts(charges(**bound(poor("50"))))[:1] == ["0.00"]
    net = bound(poor("110.40"), payment={"basis": Basis.NET})
    assert column(schedule_payments(mary(**net), until=YEAR_END), "contribution") == amounts(charges(**net))


@pytest.mark.parametrize(
    "facts",
    [
        {"income": None},
        {"household": None},
        {"premiums": (Premium.CARER,)},
        {"kind": AssessmentKind.LIGHT_TOUCH},
        {"on": date(2027, 5, 1)},
    ],
)
def test_pay_13_where_an_input_is_missing_the_lower_of_assessed_and_cost_is_charged(facts: dict[str, Any]) -> None:
    assert amounts(charges(**bound(poor(**{"income": "50", **facts})))) == ["80.00"] * 13


def test_pay_13_what_must_be_left_changes_with_the_assessment_and_with_the_law() -> None:
    richer = poor("135.40", ref="FA-2", on=date(2026, 6, 1))
    assert amounts(charges(**bound(poor("100.40"), richer)))[1:4] == ["20.00", "80.00", "80.00"]
    early = bound(poor("109.15"), contract={"first_day": date(2026, 3, 30)})
    # 20.00 a week until 5 April, when 89.15 must be left; then 13.75.
    assert amounts(charges(**early))[:2] == ["20.00", "55.00"]
    own = bound(poor("110.40", own_minimum="105.40"))
    assert amounts(charges(**own))[:1] == ["20.00"]
    back = poor("100.40", ref="FA-2", on=date(2026, 6, 20), first_day=date(2026, 6, 1))
    assert amounts(charges(**bound(poor("115.40"), back)))[1:4] == ["80.00", "20.00", "20.00"]
    yearly = bound(poor("110.40"), budget={"contribution": Rate.annual(1040)})
    assert amounts(charges(**yearly))[:1] == ["60.00"]
    income = bound(poor(income=Rate.annual("5740.80")))
    assert amounts(charges(**income))[:1] == ["60.00"]


def test_the_minimum_income_is_the_base_with_children_and_premiums_of_years_that_were_seen() -> None:
    spring = date(2025, 4, 6)
    older = poor(age=AgeBand.FROM_25, premiums=(Premium.DISABILITY, Premium.ENHANCED_DISABILITY))
    assert minimum_income(older, on=spring) == Money("112.50") + Money("49.65") + Money("24.25")
    with_child = poor(age=AgeBand.PENSION_AGE, children=2)
    assert minimum_income(with_child, on=date(2024, 4, 5)) == Money("214.35") + Money("189.80")
    home = poor(household=Household.CARE_HOME, age=None, children=None, premiums=None)
    assert minimum_income(home, on=spring) == Money("30.65")
    assert minimum_income(poor(own_minimum="80"), on=spring) == Money("89.15")
    for day, field in ((date(2023, 4, 5), "own_minimum"), (date(2024, 4, 6), "own_minimum")):
        with pytest.raises(NotRecorded, match=field):
            minimum_income(with_child, on=day)
    with pytest.raises(NotRecorded, match=r"household, children"):
        minimum_income(poor(household=None, children=None), on=spring)
    for household in (Household.LONE_PARENT, Household.COUPLE):
        with pytest.raises(NotRecorded, match="own_minimum"):
            minimum_income(poor(household=household, premiums=(Premium.CARER,)), on=spring)
    refused(lambda: minimum_income("mary", on=spring), "minimum_income")  # type: ignore[arg-type]
    refused(lambda: minimum_income(older, on="spring"), "minimum_income")  # type: ignore[arg-type]
    refused(lambda: poor(premiums=(Premium.CARER, Premium.CARER)), "FinancialAssessment.premiums")
    refused(lambda: mary(**bound(poor(), poor())), "PersonalBudget.financial_assessments")


def test_the_amounts_of_the_law_are_in_years_that_do_not_overlap() -> None:
    for one, other in pairwise(MINIMUM_INCOME):
        assert one.last_day < other.first_day
    assert all(table.source.pinpoint for table in MINIMUM_INCOME)


def test_what_is_not_charged_for_is_out_of_the_cost_that_limits_the_charge() -> None:
    planning = Exemption(ground=Ground.NOT_CHARGED_FOR, first_day=FIRST_DAY, part=Rate.weekly("70"))
    row = charges(**merged(GROSS, {"budget": {"exemptions": (planning,)}}))[0]
    assert (row.amount, row.reasons) == (Money("57.50"), (LessCharged.EXEMPT,))
    assert row.explain().value() == row.amount.exact.pounds
