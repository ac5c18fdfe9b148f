"""Every sum of a schedule by months keeps its own unit, and is added up and paid in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.asking import column

from isf_core import (
    PLAIN,
    Basis,
    ChargedBy,
    ChargeSchedule,
    ChargingTerms,
    DeploymentOption,
    InHouse,
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
    NoFee,
    PaymentLevel,
    PaymentTerms,
    PersonalBudget,
    Support,
    SupportPlan,
)
from isf_core.values import ExactMoney, Frequency, Money, PayCycle, Rate

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
