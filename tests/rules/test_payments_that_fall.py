"""PAY-11: whatever lowers a payment is a change that lowers payments, by a plan, in-house services or a split too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.arrangements import ART, HOMECARE, ON, merged, sound
from support.asking import NUMBERS, judged, missed

from isf_core import PLAIN, Arrangement, Policies, Rate, Timeline, check
from isf_core.model import (
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    InHouse,
    PaymentLevel,
    RateRise,
    Support,
    SupportPlan,
    Variation,
)
from isf_core.rules import Result

SEPTEMBER = date(2026, 9, 1)
"""A budget of 94.375, a plan of 84.375, services of 664 a year and a contribution of 20 a week."""
BREACH, NONE = Result.BREACH, Result.DOES_NOT_APPLY
PLAN = sound().plan
BY_PLAN = NUMBERS.replace(pays=PaymentLevel.PLAN)


def told_late(*changes: Change, told_on: date | None = SEPTEMBER, **facts: Any) -> Arrangement:
    """Mary with a change of which the holder was told on its day."""
    varied = Variation(ref="V-1", effective=SEPTEMBER, known_from=ON, told_on=told_on, changes=changes)
    return sound(variations=(varied,), **facts)


def services(a_year: str) -> Change:
    return Change("budget.in_house", (InHouse(what="day service", cost=Rate.annual(a_year)),))


def split(weekly: str | None, *, is_a_fund: bool = True) -> Change:
    """So much of the budget goes through the fund; the rest is a direct payment."""
    if weekly is None:
        return Change("budget.deployment", None)
    fund = DeploymentOption.INDIVIDUAL_SERVICE_FUND if is_a_fund else DeploymentOption.MANAGED
    parts = ((fund, weekly), (DeploymentOption.DIRECT_PAYMENT, "20"))
    return Change("budget.deployment", tuple(Deployed(option=option, rate=Rate.weekly(rate)) for option, rate in parts))


def plan_of(*supports: Support) -> Change:
    return Change("plan", PLAN.replace(supports=supports))


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ((services("664.01"),), BREACH),
        ((services("664"),), NONE),
        ((services("663.99"),), NONE),
        ((Change("budget.in_house", ()),), NONE),
        ((services("1184"), Change("budget.actual", Rate.weekly("104.375"))), NONE),
        ((services("1184.01"), Change("budget.actual", Rate.weekly("104.375"))), BREACH),
        ((split("94.37"),), BREACH),
        ((split("94.375"),), NONE),
        ((split("10"), services("0")), BREACH),
        ((plan_of(HOMECARE),), NONE),
    ],
)
def test_pay_11_services_and_a_split_lower_payments(changes: tuple[Change, ...], result: Result) -> None:
    assert judged("PAY-11", told_late(*changes)).result is result


def test_pay_11_a_split_budget_counts_with_the_part_that_goes_through_the_fund() -> None:
    held: dict[str, Any] = {"budget": {"deployment": split("70").value}}
    assert judged("PAY-11", told_late(split("69.99"), **held)).result is BREACH
    assert judged("PAY-11", told_late(split("70"), **held)).result is NONE
    assert judged("PAY-11", told_late(split(None), **held)).result is NONE
    # The budget falls, and what goes through the fund does not.
    assert judged("PAY-11", told_late(Change("budget.actual", Rate.weekly("90")), **held)).result is NONE
    # Where no part goes through the fund the payments cannot be worked out, which PAY-01 finds.
    assert judged("PAY-11", told_late(split("1", is_a_fund=False))).result is NONE


@pytest.mark.parametrize(("from_then_on", "result"), [("69.99", BREACH), ("70", NONE), ("80", NONE)])
def test_pay_11_a_new_split_counts_with_its_rate_of_that_day_and_the_old_one_with_that_of_the_day_before(
    from_then_on: str, result: Result
) -> None:
    """The new split says what its part was before too; the old one would have risen on the same day."""

    def part_of(before: str, after: str) -> tuple[Deployed, ...]:
        rate = Timeline(Rate.weekly(before), (SEPTEMBER, Rate.weekly(after)))
        others = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("20"))
        return (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=rate), others)

    new = Change("budget.deployment", part_of("70", from_then_on))
    held: dict[str, Any] = {"budget": {"deployment": part_of("70", "90")}}
    assert judged("PAY-11", told_late(new, **held)).result is result


@pytest.mark.parametrize(
    ("changes", "by_plan", "by_budget"),
    [
        ((plan_of(HOMECARE),), BREACH, NONE),
        ((plan_of(HOMECARE, ART),), NONE, NONE),
        ((plan_of(HOMECARE, ART, ART.replace(ref="more")),), NONE, NONE),
        ((Change("budget.actual", Rate.weekly("84.375")),), NONE, BREACH),
        ((Change("budget.actual", Rate.weekly("84.37")),), BREACH, BREACH),
        ((Change("budget.actual", RateRise(percent="-1")),), NONE, BREACH),
        ((Change("budget.actual", RateRise(percent="-11")),), BREACH, BREACH),
    ],
)
def test_pay_11_a_plan_counts_where_its_cost_is_paid(
    changes: tuple[Change, ...], by_plan: Result, by_budget: Result
) -> None:
    mary = told_late(*changes)
    assert judged("PAY-11", mary, BY_PLAN).result is by_plan
    assert judged("PAY-11", mary, NUMBERS.replace(pays=PaymentLevel.BUDGET)).result is by_budget


def test_pay_11_asks_for_what_would_tell_whether_payments_fall() -> None:
    plan = plan_of(HOMECARE)
    assert missed("PAY-11", told_late(plan), NUMBERS.replace(pays=None)) == ("policy.pays",)
    cut = Change("budget.actual", Rate.weekly("84.375"))
    assert missed("PAY-11", told_late(cut), NUMBERS.replace(pays=None)) == ("policy.pays",), "the plan costs no more"
    assert missed("PAY-11", told_late(plan_of(HOMECARE, Support(ref="new"))), BY_PLAN) == ("plan.supports[new].cost",)
    assert missed("PAY-11", told_late(Change("plan", SupportPlan())), BY_PLAN) == ("plan.supports",)
    assert missed("PAY-11", told_late(services("700"), budget={"in_house": None})) == ("budget.in_house",)
    assert missed("PAY-11", told_late(Change("budget.in_house", None))) == ("budget.in_house",)
    assert missed("PAY-11", told_late(split("70"), budget={"actual": None})) == ("budget.actual",)
    rise = Change("budget.actual", RateRise(percent="-1"))
    assert missed("PAY-11", told_late(rise, budget={"actual": None})) == ("budget.actual",)
    no_year = BY_PLAN.replace(weeks_in_year=None)
    assert missed("PAY-11", told_late(plan, payment={"weeks_in_year": None}), no_year) == (
        "contract.payment.weeks_in_year",
    )


def test_pay_11_the_notice_is_that_of_the_policy_on_the_day_of_telling() -> None:
    """Else nobody could keep to a longer notice that begins between the telling and the change."""
    week, month = (PLAIN.with_parameters(f"{days}", cut_notice_days=days) for days in (7, 28))
    august = SEPTEMBER - timedelta(days=8)
    for since, result in ((SEPTEMBER, Result.HOLDS), (august + timedelta(days=1), Result.HOLDS), (august, BREACH)):
        by = Policies(week, (since, month))
        report = check(told_late(services("700"), told_on=august), on=SEPTEMBER, policy=by)
        assert report.result("PAY-11").result is result


def contribution(weekly: str) -> Change:
    return Change("budget.contribution", Rate.weekly(weekly))


NET, GROSS = (Change("contract.payment.basis", basis) for basis in (Basis.NET, Basis.GROSS))


@pytest.mark.parametrize(
    ("was", "changes", "result"),
    [
        (Basis.GROSS, (NET,), BREACH),
        (Basis.GROSS, (NET, contribution("15")), BREACH),
        (Basis.GROSS, (NET, contribution("0")), NONE),
        (Basis.GROSS, (NET, contribution("20"), Change("budget.actual", Rate.weekly("114.375"))), NONE),
        (Basis.GROSS, (NET, contribution("20.01"), Change("budget.actual", Rate.weekly("114.375"))), BREACH),
        (Basis.GROSS, (contribution("30"),), NONE),
        (Basis.NET, (GROSS,), NONE),
        (Basis.NET, (GROSS, contribution("40")), NONE),
        (Basis.NET, (contribution("20.01"),), BREACH),
        (Basis.NET, (contribution("20"),), NONE),
    ],
)
def test_pay_11_a_contribution_that_begins_to_come_off_lowers_payments(
    was: Basis, changes: tuple[Change, ...], result: Result
) -> None:
    """Mary's budget is 94.375 a week, of which she pays 20."""
    assert judged("PAY-11", told_late(*changes, payment={"basis": was})).result is result


@pytest.mark.parametrize(("before", "after", "result"), [("94.37", "120", BREACH), ("94.375", "120", NONE)])
def test_pay_11_nothing_falls_where_nothing_is_paid(before: str, after: str, result: Result) -> None:
    facts: dict[str, Any] = {"payment": {"basis": Basis.NET}, "budget": {"contribution": Rate.weekly(before)}}
    facts = merged(facts, {"budget": {"actual": Rate.weekly("94.375")}})
    assert judged("PAY-11", told_late(contribution(after), **facts)).result is result
    unknown = told_late(contribution(after), **merged(facts, {"budget": {"actual": None}}))
    assert judged("PAY-11", unknown).result is BREACH, "as far as is recorded more comes off"
    a_year = told_late(contribution(after), **merged(facts, {"budget": {"actual": Rate.annual("100")}}))
    assert judged("PAY-11", a_year).result is BREACH, "the weeks in a year are not asked for"
