"""The personal budget statement (BUD-10): the two parts come to the whole, other public money beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary, merged

from isf_core import PLAIN, Funder, FundingShare, IsfError, Rate, Timeline
from isf_core.model import Deployed, DeploymentOption, FullCost, FunderKind, FundingRate
from isf_core.schedule import BudgetStatement, budget_statement, charges_for, resolve_terms

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)


def stated(on: date = FIRST_DAY, **facts: Any) -> BudgetStatement:
    found = budget_statement(resolve_terms(mary(**facts), policy=PLAIN.parameters), on=on)
    assert found.adult_pays + found.authority_pays == found.cost
    return found


def test_what_the_adult_and_the_authority_pay_come_to_the_cost() -> None:
    found = stated(**NET)
    assert (str(found.cost), str(found.adult_pays), str(found.authority_pays)) == ("84.375", "20", "64.375")
    assert found.other_public_money == ()
    assert [row["part"] for row in found.records()] == [
        "what it costs the authority",
        "what the adult pays",
        "what the authority pays",
    ]


@pytest.mark.parametrize(("assessed", "pays"), [("84.37", "84.37"), ("84.375", "84.375"), ("84.38", "84.375")])
def test_the_adult_pays_no_more_than_it_costs(assessed: str, pays: str) -> None:
    assert str(stated(budget={"contribution": Rate.weekly(assessed)}).adult_pays) == pays


def test_g1_other_public_money_stands_beside_the_cost_to_the_authority() -> None:
    """Section 26(1) and (3): the contribution comes off the authority's part alone."""
    shares = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
    shared = stated(**merged(NET, {"arrangement": {"funding": shares}}))
    assert [(ref, str(sum_)) for ref, sum_ in shared.other_public_money] == [("NHS", "33.75")]
    assert (str(shared.cost), str(shared.authority_pays), str(shared.whole_cost)) == ("50.625", "30.625", "84.375")
    assert [row["part"] for row in shared.records()][3:] == ["other public money: NHS", "what it costs in all"]
    for rate, nhs, cost, pays in (
        ("30", "30", "54.375", "20"),
        ("64.375", "64.375", "20", "20"),
        ("70", "70", "14.375", "14.375"),
        ("90", "84.375", "0", "0"),
    ):
        funding = (FundingRate(funder=NHS, rate=Rate.weekly(rate)), FundingShare(funder=COUNCIL, share="1"))
        found = stated(**merged(NET, {"arrangement": {"funding": funding}}))
        assert [(ref, str(sum_)) for ref, sum_ in found.other_public_money] == [("NHS", nhs)]
        assert (str(found.cost), str(found.adult_pays)) == (cost, pays)


def test_the_cost_is_that_of_all_the_support_though_a_part_of_it_goes_through_the_fund() -> None:
    """100 a week, 60 of it through the fund and 40, later 65 a month, as a direct payment: section 26 tells of all."""
    later = date(2026, 6, 1)
    deployed = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Timeline(Rate.weekly(40), (later, Rate.monthly(65)))),
    )
    facts = merged(NET, {"budget": {"actual": Rate.weekly(100), "deployment": deployed}})
    charged = merged(facts, {"budget": {"contribution": Rate.weekly(80)}})
    found = stated(**charged)
    assert (str(found.cost), str(found.adult_pays), str(found.authority_pays)) == ("100", "80", "20")
    less = stated(on=later, **charged)
    assert (str(less.cost), str(less.adult_pays), str(less.authority_pays)) == ("75", "75", "0")
    full = merged(facts, {"budget": {"full_cost": FullCost(first_day=FIRST_DAY)}})
    assert str(stated(**full).adult_pays) == "100"


def test_what_the_adult_pays_is_what_they_are_charged_for_a_week() -> None:
    ways = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(40)),
    )
    shares = (FundingShare(funder=COUNCIL, share="0.9"), FundingShare(funder=NHS, share="0.1"))
    for deployment in (None, ways[:1], ways):
        for funding in (None, shares):
            for assessed in (20, 59, 61, 89, 91, 101):
                budget = {
                    "actual": Rate.weekly(100),
                    "contribution": Rate.weekly(assessed),
                    "deployment": deployment,
                }
                facts = merged(NET, {"budget": budget, "arrangement": {"funding": funding}})
                (row, *_) = charges_for(mary(**facts), policy=PLAIN, until=FIRST_DAY)
                assert stated(**facts).adult_pays * 4 == row.amount.exact


def test_a_day_outside_the_arrangement_is_refused() -> None:
    last = {"contract": {"last_day": date(2026, 8, 23)}}
    stated(date(2026, 8, 23), **last)
    for on in (date(2026, 4, 5), date(2026, 8, 24)):
        with pytest.raises(IsfError, match="outside the arrangement"):
            stated(on, **last)
