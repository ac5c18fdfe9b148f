"""A budget that is split between ways: only the fund's part is paid, and the parts add up (LIFE-02)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import explained, schedule_of, varied, varying

from isf_core import PLAIN, NotRecorded, Rate, Timeline, Verdict, assess, check
from isf_core.errors import TooLarge
from isf_core.model import Deployed, DeploymentOption, Parameters
from isf_core.schedule import resolve_terms

FUND = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("60"))
REST = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("24.375"))


def split(*parts: Deployed, **facts: Any) -> dict[str, Any]:
    return merged({"budget": {"deployment": parts}}, facts)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("option", "direct payment"),
        ("option", None),
        ("rate", None),
        ("rate", 60),
        ("rate", Timeline(60)),
        ("rate", "60"),
    ],
)
def test_a_part_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: FUND.replace(**{field: wrong}), f"Deployed.{field}")


def test_a_deployment_is_of_parts() -> None:
    for wrong in (FUND, (Rate.weekly(60),), "all"):
        refused(lambda wrong=wrong: mary(budget={"deployment": wrong}), "PersonalBudget.deployment")  # type: ignore[misc]
    refused(lambda: mary(**split(*[FUND] * 101)), "PersonalBudget.deployment", kind=TooLarge)


@pytest.mark.parametrize(
    "option", [DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET]
)
def test_only_the_part_that_goes_through_the_fund_is_paid(option: DeploymentOption) -> None:
    schedule = paid(**split(REST, FUND.replace(option=option)))
    assert column(schedule, "amount") == ["240.00"] * 13
    assert [str(each) for each in schedule.resolved.source_of("actual")] == [
        "The arrangement as recorded, budget.actual",
        "The arrangement as recorded, budget.deployment",
    ]
    assert explained(schedule)


def test_the_fund_may_be_all_of_it_and_its_part_may_change() -> None:
    assert paid(**split(FUND.replace(rate=Rate.weekly("84.375")))) == paid()
    rises = FUND.replace(rate=Timeline(Rate.weekly(60), (date(2026, 5, 4), Rate.weekly(65))))
    assert column(paid(**split(rises, REST)), "amount") == ["240.00"] + ["260.00"] * 12
    assert column(paid(**merged(NET, split(FUND, REST))), "amount")[0] == "160.00"


@pytest.mark.parametrize(
    ("parts", "message"),
    [((), "0 parts go through a fund"), ((REST,), "0 parts go through"), ((FUND, FUND), "2 parts go through")],
)
def test_exactly_one_part_goes_through_the_fund(parts: tuple[Deployed, ...], message: str) -> None:
    refused(lambda: paid(**split(*parts)), "budget.deployment", message, "give the fund one part")


def test_the_year_is_asked_for_where_a_part_is_stated_by_it() -> None:
    yearly = split(FUND.replace(rate=Rate.annual("3120")), REST)
    assert column(paid(**yearly), "amount")[0] == "240.00"
    with pytest.raises(NotRecorded) as caught:
        resolve_terms(
            mary(**yearly), policy=Parameters(name="none", due_days=0, convention=PLAIN.parameters.convention)
        )
    assert "contract.payment.weeks_in_year" in caught.value.fields


@pytest.mark.parametrize(
    ("rest", "codes"), [("24.375", []), ("24.374", ["LIFE-02"]), ("24.376", ["LIFE-02"]), ("24.38", ["LIFE-02"])]
)
def test_parts_that_do_not_add_up_are_found_to_a_fraction_of_a_penny(rest: str, codes: list[str]) -> None:
    parts = split(FUND, REST.replace(rate=Rate.weekly(rest)))
    assert [each.code for each in check(mary(**parts), on=FIRST_DAY).breaches] == codes


def test_parts_in_different_units_are_compared_by_the_week() -> None:
    parts = split(FUND.replace(rate=Rate.four_weekly(240)), REST.replace(rate=Rate.annual("1267.50")))
    assert check(mary(**parts), on=FIRST_DAY).breaches == ()
    longer = PLAIN.with_parameters("longer", weeks_in_year="52.143")
    found = check(mary(**parts), on=FIRST_DAY, policy=longer)
    assert [each.code for each in found.breaches] == ["LIFE-02"]


def test_a_budget_that_is_varied_without_its_parts_is_found() -> None:
    rises = varied(varying(date(2026, 10, 1), ("budget.actual", Rate.weekly(90))), **split(FUND, REST))
    found = assess(rises, on=date(2026, 4, 1), until=date(2026, 12, 31))
    assert [(each.code, each.message) for each in found.report.breaches if each.code == "LIFE-02"] == [
        (
            "LIFE-02",
            "from Thu 1 Oct 2026 the parts of the budget add up to £84.375 a week, and the whole budget is £90.00",
        )
    ]
    assert found.verdict is Verdict.NO
    assert column(schedule_of(rises), "amount") == ["240.00"] * 13
