"""Every sum of a schedule by months keeps its own unit, and is added up and paid in it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.asking import column
from support.time_cases import varying

from isf_core import (
    PLAIN,
    Basis,
    ChargedBy,
    ChargeSchedule,
    ChargingTerms,
    DeploymentOption,
    InHouse,
    LessCharged,
    Move,
    Person,
    Policy,
    Schedule,
    Timing,
    charges_for,
    schedule_payments,
)
from isf_core.model import (
    Arrangement,
    Contract,
    Deployed,
    FeeBase,
    FinancialAssessment,
    FixedFee,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    LimitedFee,
    Meanwhile,
    NoFee,
    PaymentLevel,
    PaymentTerms,
    PercentageFee,
    PersonalBudget,
    Placement,
    Support,
    SupportPlan,
    Suspension,
    SuspensionRule,
)
from isf_core.schedule import resolve_terms
from isf_core.schedule.council_costs import council_costs
from isf_core.values import ExactMoney, Frequency, Money, PayCycle, Period, Rate, Rounding, Timeline

BY_PLAN = PLAIN.with_parameters("what the plan costs", pays=PaymentLevel.PLAN)
W, M, A = Rate.weekly, Rate.monthly, Rate.annual
ISF = DeploymentOption.INDIVIDUAL_SERVICE_FUND
DIRECT = DeploymentOption.DIRECT_PAYMENT


def by_months(
    actual: Rate,
    contribution: Rate,
    *costs: Rate,
    basis: Basis = Basis.NET,
    frequency: Frequency = Frequency.MONTHLY,
    **of_budget: Any,
) -> Arrangement:
    """A year from 1 April 2026, paid by the month, with a plan of supports at some rates."""
    terms = PaymentTerms(
        cycle=PayCycle(frequency, anchor=date(2026, 4, 1)),
        basis=basis,
        timing=Timing.IN_ADVANCE,
        move=Move.NOT,
        weeks_in_year=52,
    )
    contract = Contract(first_day=date(2026, 4, 1), last_day=date(2027, 3, 31), payment=terms, fee=NoFee())
    sums: dict[str, Any] = {"in_house": (), "one_offs": (), **of_budget}
    budget = PersonalBudget(actual=actual, contribution=contribution, **sums)
    plan = SupportPlan(supports=tuple(Support.by_rate(f"S-{at}", None, rate) for at, rate in enumerate(costs)))
    return Arrangement(person=Person(ref="P"), contract=contract, budget=budget, plan=plan)


def paid(arrangement: Arrangement, policy: Policy = BY_PLAN) -> Schedule:
    schedule = schedule_payments(arrangement, policy=policy)
    for payment in schedule:
        assert payment.explain().value() == payment.amount.exact.pounds
    return schedule


def amounts(schedule: Schedule) -> list[str]:
    return [str(each.amount) for each in schedule]


def charged(arrangement: Arrangement) -> ChargeSchedule:
    return charges_for(arrangement, policy=PLAIN)


@pytest.mark.parametrize(
    ("cost", "first", "in_all"),
    [
        (M("409.99"), ["409.99", "409.99"], "4919.88"),
        (M("410"), ["410.00", "410.00"], "4920.00"),
        (A("4919.90"), ["409.99", "409.99", "410.00"], "4919.90"),  # 409.991666..., by running total
    ],
)
def test_what_the_plan_costs_is_paid_by_instalments_as_the_budget_is(cost: Rate, first: list[str], in_all: str) -> None:
    """The budget is 410.00 a month; a plan of 409.99 by sevenths would be paid 4,933.37 a year, more than it."""
    schedule = paid(by_months(M(410), W(0), cost))
    assert amounts(schedule)[: len(first)] == first
    assert str(schedule.totals.amount) == in_all


def test_a_plan_of_several_units_is_the_sum_of_each_in_its_own() -> None:
    """300.00 a month, 120.00 a year and two of 5.00 a week (one stated for four): April is 310.00 and 30/7 of 10.00."""
    schedule = paid(by_months(M(410), W(0), M(300), A(120), W(5), Rate.four_weekly(20)))
    assert amounts(schedule)[:2] == ["352.86", "354.28"]  # 352.857..., and 707.142... less that
    assert schedule.accrued_in(span=schedule.span).budget.pounds == 3720 + 10 * ExactMoney(365).pounds / 7
    assert schedule.resolved.budget.first == W(ExactMoney(310 * 12) / 52 + ExactMoney(10)), "and so much a week"


def test_by_weeks_the_parts_of_a_plan_are_one_sum_a_week() -> None:
    by_weeks = paid(by_months(M(410), W(0), M(300), W(5), frequency=Frequency.WEEKLY))
    assert by_weeks.resolved.budget_parts.values == ((),)
    assert amounts(by_weeks)[0] == "74.23"  # 300.00 x 12 / 52 is 69.23 a week


@pytest.mark.parametrize(
    "deployed",
    [
        None,
        (Deployed(option=ISF, rate=M(400)),),
        (Deployed(option=ISF, rate=M(300)), Deployed(option=DIRECT, rate=M(100))),
        (Deployed(option=ISF, rate=M(300)), Deployed(option=DIRECT, rate=A(1200))),
    ],
)
@pytest.mark.parametrize("basis", Basis)
def test_how_a_budget_is_deployed_does_not_change_what_it_costs(basis: Basis, deployed: Any) -> None:
    """400.00 a month is 4,800.00 a year, which is less than was assessed: s. 14(4) charges no more."""
    charges = charged(by_months(M(400), W(200), basis=basis, deployment=deployed))
    assert charges.amount == Money("4800.00")
    assert {row.amount for row in charges} == {Money(400)}
    assert all(row.by_holder + row.by_funder == row.amount for row in charges)


def test_a_cost_of_several_units_is_the_sum_of_each_in_its_own() -> None:
    """300.00 a month through the fund, and 25.00 a week paid directly: May costs 300.00 and 31/7 of 25.00."""
    deployed = (Deployed(option=ISF, rate=M(300)), Deployed(option=DIRECT, rate=W(25)))
    charges = charged(by_months(M(410), W(200), deployment=deployed))
    assert [str(row.amount) for row in charges][:2] == ["407.14", "410.71"]
    assert charges[1].explain().value() == charges[1].amount.exact.pounds


def by_charging_weeks(arrangement: Arrangement) -> Arrangement:
    payment = arrangement.contract.payment.replace(charging=ChargingTerms(by=ChargedBy.CHARGING_WEEKS))
    return arrangement.replace(contract=arrangement.contract.replace(payment=payment))


@pytest.mark.parametrize("actual", [M(400), A(4800)])
@pytest.mark.parametrize("basis", Basis)
def test_charging_weeks_charge_what_their_days_cost_and_no_more_in_all(actual: Rate, basis: Basis) -> None:
    """By sevenths of 92.31 a week they were 4,813.19, and the holder was to collect what came off no payment."""
    arrangement = by_charging_weeks(by_months(actual, W(200), basis=basis))
    charges = charged(arrangement)
    assert charges.amount == Money("4800.00")
    assert charges[0].amount == Money("438.71")  # April, and 400/31 for each day of May up to Sunday the 3rd
    assert all(row.explain().value() == row.amount.exact.pounds for row in charges)
    schedule = paid(arrangement, PLAIN)
    assert Money.total(row.by_holder for row in charges) == schedule.totals.contribution


def test_what_the_holder_collects_by_charging_weeks_comes_off_the_payments() -> None:
    """February: 400.00 less 100.00 of in-house services a month leaves 300.00, and not 307.69 by the week."""
    whole = by_charging_weeks(by_months(W(100), W(200), in_house=(InHouse(what="day centre", cost=A(1200)),)))
    february = whole.replace(
        contract=whole.contract.replace(first_day=date(2027, 2, 1), last_day=date(2027, 2, 28)),
    )
    (row,) = charged(february)
    assert (str(row.by_holder), str(row.amount)) == ("300.00", "400.00")
    assert column(paid(february, PLAIN), "contribution") == ["300.00"]


def test_a_week_in_which_deductions_are_more_than_its_instalment_is_charged_at_nothing() -> None:
    """100.00 a month less 23.00 a week of in-house services is 0.08 a week, and less than nothing in May."""
    house = (InHouse(what="day centre", cost=W(23)),)
    schedule = paid(by_charging_weeks(by_months(M(100), W(200), in_house=house)), PLAIN)
    assert column(schedule, "contribution")[1] == "0.00"


def limited(arrangement: Arrangement) -> tuple[ChargeSchedule, Schedule]:
    """What is charged and paid, where on no day it is more than was assessed, or than the support costs."""
    charges, schedule = charged(arrangement), paid(arrangement, PLAIN)
    for row in charges:
        assert row.by_holder <= row.amount <= row.assessed
        assert row.explain().value() == row.amount.exact.pounds
    return charges, schedule


IN_HOUSE = (InHouse(what="day centre", cost=A(5148)),)
"""99.00 a week of 52 weeks, and 429.00 a month: of 100.00 a week it leaves 1.00, and 13.86 in a month of 31 days."""


@pytest.mark.parametrize("basis", Basis)
def test_no_month_charges_more_than_was_assessed_however_little_in_house_services_leave(basis: Basis) -> None:
    """1.00 a week is 4.43 in May: what is left of it, 13.86, was charged, and shown as assessed."""
    charges, schedule = limited(by_months(W(100), W(1), in_house=IN_HOUSE, basis=basis))
    assert [(str(row.amount), str(row.assessed)) for row in charges][:2] == [("4.29", "4.29"), ("4.43", "4.43")]
    assert charges.amount == Money("52.17")  # twelve months, each rounded on its own
    # In April 428.57 is less than 429.00, and nothing is left to take; in May 4.43 of 13.86 is.
    assert column(schedule, "in_house")[:2] == ["428.57", "429.00"]
    assert column(schedule, "contribution")[:2] == (["0.00", "4.43"] if basis is Basis.NET else ["0.00", "0.00"])


def test_a_contribution_by_the_week_is_no_more_in_a_short_month_than_its_instalment_in_a_long_one() -> None:
    """5,200.00 a year is 433.33 a month. 100.01 a week is 428.61 in June, and 442.90 in May."""
    charges, schedule = limited(by_months(A(5200), W("100.01")))
    assert [str(row.amount) for row in charges][1:3] == ["433.33", "428.61"]
    assert column(schedule, "amount")[1:3] == ["0.01", "4.72"]


def test_in_house_services_take_what_they_cost_and_no_more_than_the_budget() -> None:
    schedule = paid(by_months(A(5200), W(0), in_house=(InHouse(what="day centre", cost=W("100.01")),)), PLAIN)
    assert column(schedule, "in_house")[:2] == ["428.61", "433.33"]


@pytest.mark.parametrize("assessed", ["1.15", "1.16"])
def test_the_rate_of_another_funder_leaves_no_more_to_charge_for_than_was_assessed(assessed: str) -> None:
    """395.00 a month of the NHS, 91.15 a week, leaves 1.16 of 92.31: in May it left 13.80, and that was charged."""
    nhs, council = Funder(ref="nhs", kind=FunderKind.NHS), Funder(ref="council", kind=FunderKind.COUNCIL)
    funding = (FundingRate(funder=nhs, rate=M(395)), FundingShare(funder=council, share=1))
    charges, _ = limited(by_months(W("92.31"), W(assessed)).replace(funding=funding))
    assert charges[1].amount == (Rate.weekly(assessed).amount * 31 / 7).rounded(Rounding.HALF_UP)
    assert charges[0].amount == Money("0.61")  # 395.61 in April, less 395.00


def test_means_never_make_a_charge_more_than_was_assessed() -> None:
    """733.33 a month less 100.00 a week is 69.23 a week, under 300.01 a month: 306.59 in May, against 300.01."""
    means = FinancialAssessment(ref="FA-1", on=date(2026, 3, 1), income=M("733.33"), own_minimum=100)
    charges, _ = limited(by_months(M(400), M("300.01"), financial_assessments=(means,)))
    assert [str(row.amount) for row in charges][:2] == ["296.70", "300.01"]
    assert (charges[0].reasons, charges[1].reasons) == ((LessCharged.MEANS,), ())


def test_a_limit_never_raises_a_fee() -> None:
    """5% of 400.00 a month is 20.00; 4.61 a week is 19.76 in April and 20.42 in May."""
    fee = LimitedFee(fee=PercentageFee(percent=5, base=FeeBase.GROSS), limit=FixedFee(per_week="4.61"))
    whole = by_months(M(400), W(0))
    contract = whole.contract.replace(fee=fee, fee_placement=Placement.INSIDE)
    schedule = paid(whole.replace(contract=contract), PLAIN)
    assert column(schedule, "fee")[:2] == ["19.76", "20.00"]
    assert [each.explain("fee").value() for each in schedule[:2]] == [ExactMoney("19.76").pounds, 20]


@pytest.mark.parametrize(("contribution", "in_all"), [(M("8.60"), "0.00"), (M("8.70"), "104.40")])
def test_the_floor_is_so_much_a_week_in_every_month(contribution: Rate, in_all: str) -> None:
    """8.60 a month is 1.98 a week, and 8.70 is 2.01: what a month has of days makes neither more nor less."""
    house = (InHouse(what="day centre", cost=A(5148)),)
    whole = by_months(W("105"), contribution, in_house=house)
    payment = whole.contract.payment.replace(charging=ChargingTerms(collection_floor=2))
    charges, _ = limited(whole.replace(contract=whole.contract.replace(payment=payment)))
    assert str(charges.amount) == in_all


def test_what_changes_inside_a_month_and_a_schedule_that_is_cut_go_on_as_before() -> None:
    """From 20 May on nothing is left by in-house services; before, by days of May."""
    fall = Timeline(W(100), (date(2026, 5, 20), W(50)))
    whole = by_months(W(100), W(1), in_house=IN_HOUSE)
    whole = whole.replace(budget=whole.budget.replace(actual=fall))
    charges, schedule = limited(whole)
    assert column(schedule, "contribution")[1] == "2.71"  # 19 days of 1.00 a week
    before, after = schedule.cut(on=date(2026, 5, 11))
    one, two, both = (
        each.accrued_in(span=Period(first_day=date(2026, 4, 1), last_day=date(2026, 6, 30))).contribution
        for each in (before, after, schedule)
    )
    assert one + two == both
    assert len(charges) == 12


@pytest.mark.parametrize(("on", "may"), [("05-30", "4.14"), ("05-31", "4.29"), ("06-01", "4.43"), ("06-02", "4.43")])
def test_a_change_near_the_end_of_a_month_counts_from_its_own_day(on: str, may: str) -> None:
    """Before the change May leaves 1.00 a week; a month of 30 days leaves nothing."""
    whole = by_months(W(100), W(1), in_house=IN_HOUSE)
    fall = Timeline(W(100), (date.fromisoformat(f"2026-{on}"), W(50)))
    whole = whole.replace(budget=whole.budget.replace(actual=fall))
    assert column(schedule_payments(whole, policy=PLAIN), "contribution")[:3] == ["0.00", may, "0.00"]


def test_a_plan_of_several_units_may_follow_one_that_is_not_paid() -> None:
    """Until 1 May the plan costs more than the budget of 410.00 a month, and then 300.00 a month and 5.00 a week."""
    dearer, two = (by_months(M(410), W(0), *costs).plan for costs in ([M(500)], [M(300), W(5)]))
    change = varying(date(2026, 5, 1), ("plan", two))
    whole = by_months(M(410), W(0)).replace(plan=dearer, variations=(change,))
    assert amounts(paid(whole))[:2] == ["410.00", "322.14"]


def test_what_changes_after_the_last_payment_that_is_asked_for_makes_no_difference() -> None:
    whole = by_months(W(100), W(1), in_house=IN_HOUSE)
    later = Timeline(W(100), (date(2026, 9, 1), W(200)))
    whole = whole.replace(budget=whole.budget.replace(actual=later))
    until = date(2026, 6, 30)
    assert column(schedule_payments(whole, policy=PLAIN, until=until), "contribution") == ["0.00", "4.43", "0.00"]


def test_a_charge_that_is_let_go_while_payments_are_suspended_is_let_go_in_every_month() -> None:
    """10.00 a month is 2.31 a week, above a floor of 2.00; the half of it that is left in May is below."""
    suspension = Suspension(first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
    rule = SuspensionRule(full_days=0, retainer="0.5", contribution=Meanwhile.WITH_THE_RETAINER, fee=Meanwhile.IN_FULL)
    policy = PLAIN.with_parameters("half", suspension=rule, charging=ChargingTerms(collection_floor=2))
    whole = by_months(W(102), M(10), in_house=IN_HOUSE).replace(suspensions=(suspension,))
    schedule = schedule_payments(whole, policy=policy)
    assert column(schedule, "contribution")[:3] == ["8.14", "0.00", "8.14"]  # 437.14 less 429.00 in April and June


def test_what_is_stored_stands_over_all_shares_of_suspensions_also_of_days_that_are_not_paid() -> None:
    """A schedule that was stored is read with the same denominators again, so they are part of what is kept."""
    eleventh = PLAIN.with_parameters("an eleventh", suspension=SuspensionRule(full_days=0, retainer=Fraction(1, 11)))
    whole = by_months(W(100), M(434))
    later = whole.replace(suspensions=(Suspension(first_day=date(2027, 9, 1), last_day=date(2027, 9, 5)),))
    budgets = [resolve_terms(each, policy=eleventh).accruals.profiles[0] for each in (whole, later)]
    assert [budget and budget.denominator for budget in budgets] == [137_439_120, 11 * 137_439_120]


@pytest.mark.parametrize(("floor", "may"), [("0", "4.43"), ("0.01", "0.00")])
def test_what_is_nothing_by_the_week_is_below_any_floor_of_a_week(floor: str, may: str) -> None:
    """100.00 a week less 5,200.00 a year is nothing by the week, and 9.52 in May."""
    policy = PLAIN.with_parameters("a floor", charging=ChargingTerms(collection_floor=floor))
    whole = by_months(W(100), W(1), in_house=(InHouse(what="day centre", cost=Rate.annual(5200)),))
    assert column(schedule_payments(whole, policy=policy), "contribution")[1] == may


def test_what_a_council_bears_is_what_is_paid_in_each_month() -> None:
    terms = resolve_terms(by_months(W(100), W(1), in_house=IN_HOUSE), policy=PLAIN)
    (cost,) = council_costs(terms)
    paid_for = {month: cost.payable_in(Period.month(2026, month)) for month in (4, 5)}
    assert paid_for[4] == ExactMoney(0)  # 428.57 less 429.00
    assert paid_for[5] == ExactMoney(3100) / 7 - ExactMoney(429)
    assert cost.planned_in(Period(first_day=date(2026, 4, 1), last_day=date(2026, 5, 31))) == paid_for[5]
