"""Joint funding: the split comes before the person's contribution, which comes off the parts of those that charge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.asking import paid
from support.time_cases import schedule_of, varied, varying

from isf_core import PLAIN, Funder, FundingShare, Holder, InHouse, Money, Rate
from isf_core.model import Basis, ChargedBy, ChargingTerms, FunderKind, FundingRate
from isf_core.schedule import budget_statement, charges_for, resolve_terms

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)
SHARES = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))


def joint(
    *funding: FundingShare | FundingRate, actual: str = "100", contribution: str = "20", **facts: Any
) -> dict[str, Any]:
    budget = {"actual": Rate.weekly(actual), "contribution": Rate.weekly(contribution)}
    return merged(NET, {"arrangement": {"funding": funding}, "budget": budget}, facts)


def told(parts: Any) -> dict[str, str]:
    return {ref: str(part) for ref, part in parts.items()}


def test_g1_the_contribution_comes_off_the_councils_part_alone() -> None:
    payment = paid(**joint(*SHARES))[0]
    assert (str(payment.contribution), str(payment.amount)) == ("80.00", "320.00")
    assert told(payment.by_funder()) == {"council": "160.00", "NHS": "160.00"}


def test_g1_no_more_is_taken_than_the_council_pays_itself() -> None:
    rate = FundingRate(funder=NHS, rate=Rate.weekly("40"))
    payment = paid(**joint(rate, FundingShare(funder=COUNCIL, share=1), contribution="75"))[0]
    assert (str(payment.contribution), str(payment.amount)) == ("240.00", "160.00")
    assert told(payment.by_funder()) == {"NHS": "160.00", "council": "0.00"}


def test_a2_7_where_only_the_nhs_pays_nothing_is_taken_and_the_payment_says_why() -> None:
    payment = paid(**joint(FundingShare(funder=NHS, share=1), contribution="61.30"))[0]
    assert (str(payment.contribution), str(payment.amount)) == ("0.00", "400.00")
    assert told(payment.by_funder()) == {"NHS": "400.00"}
    why = str(payment.explain())
    assert "all that may be charged for, exactly (the contribution was assessed at £61.30 a week): 0.00" in why
    assert "the part of NHS: 400.00" in why


def test_a2_8_the_nhs_pays_its_part_and_the_statement_sets_it_beside() -> None:
    icb = FundingRate(funder=NHS, rate=Rate.weekly("250"))
    facts = joint(icb, FundingShare(funder=COUNCIL, share=1), actual="300", contribution="61.30")
    payment = paid(**facts)[0]
    assert (str(payment.contribution), told(payment.by_funder())) == ("200.00", {"NHS": "1000.00", "council": "0.00"})
    found = budget_statement(resolve_terms(mary(**facts), policy=PLAIN.parameters), on=payment.first_day)
    assert (str(found.cost), str(found.adult_pays), str(found.authority_pays)) == ("50", "50", "0")


@pytest.mark.parametrize("kind", [None, *FunderKind])
def test_only_a_council_charges_and_one_of_no_recorded_kind_counts_as_one(kind: FunderKind | None) -> None:
    other = Funder(ref="other", kind=kind)
    shares = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=other, share="0.4"))
    parts = told(paid(**joint(*shares))[0].by_funder())
    charges = kind in (None, FunderKind.COUNCIL)
    assert parts == ({"council": "192.00", "other": "128.00"} if charges else {"council": "160.00", "other": "160.00"})


@pytest.mark.parametrize(
    ("in_house", "contribution", "parts"),
    [
        ("20", "80.00", {"council": "80.00", "NHS": "160.00"}),
        ("50", "40.00", {"council": "0.00", "NHS": "160.00"}),
        ("60", "0.00", {"council": "0.00", "NHS": "160.00"}),
        ("75", "0.00", {"council": "0.00", "NHS": "100.00"}),
        ("100", "0.00", {"council": "0.00", "NHS": "0.00"}),
    ],
)
def test_in_house_services_come_off_the_councils_part_first(
    in_house: str, contribution: str, parts: dict[str, str]
) -> None:
    service = (InHouse(what="day service", cost=Rate.weekly(in_house)),)
    payment = paid(**joint(*SHARES, budget={"in_house": service}))[0]
    assert (str(payment.contribution), told(payment.by_funder())) == (contribution, parts)
    assert payment.explain().value() == payment.amount.exact.pounds
    assert payment.explain("contribution").value() == payment.contribution.exact.pounds


def test_two_councils_share_what_comes_off_as_they_share_the_cost() -> None:
    county = Funder(ref="county", kind=FunderKind.COUNCIL)
    funding = (
        FundingRate(funder=county, rate=Rate.weekly("15")),
        FundingRate(funder=NHS, rate=Rate.weekly("40")),
        FundingShare(funder=COUNCIL, share="1"),
    )
    payment = paid(**joint(*funding))[0]
    assert told(payment.by_funder()) == {"county": "40.00", "NHS": "160.00", "council": "120.00"}
    most = paid(**joint(*funding, contribution="90"))[0]
    assert (str(most.contribution), told(most.by_funder())["NHS"]) == ("240.00", "160.00")
    assert most.explain().value() == most.amount.exact.pounds


def test_a_rate_of_all_of_it_leaves_the_council_nothing_to_charge_for() -> None:
    funding = (FundingRate(funder=NHS, rate=Rate.weekly("120")), FundingShare(funder=COUNCIL, share=1))
    payment = paid(**joint(*funding))[0]
    assert (str(payment.contribution), told(payment.by_funder())) == ("0.00", {"NHS": "400.00", "council": "0.00"})
    assert payment.explain().value() == payment.amount.exact.pounds


def test_a_charging_week_that_a_payment_has_no_room_for_is_made_good_by_the_next() -> None:
    """From a Sunday: the whole week is charged on its first day, and the council's part of that day is 8.57."""
    weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=7)
    change = varying(date(2026, 5, 4), ("holder", Holder(ref="H-2")))
    facts = joint(*SHARES, contribution="50", payment={"charging": weeks}, contract={"first_day": date(2026, 5, 3)})
    schedule = schedule_of(varied(change, **facts))
    assert (str(schedule[0].budget), str(schedule[0].contribution)) == ("14.29", "14.29")
    nhs = [str(payment.by_funder()["NHS"]) for payment in schedule[:3]]
    assert nhs == ["0.00", "164.29", "161.43"], "5.71, 160.00 and 160.00, made good as soon as there is room"


def test_g1_the_charge_under_gross_payment_is_no_more_than_the_council_pays() -> None:
    funding = (FundingRate(funder=NHS, rate=Rate.weekly("40")), FundingShare(funder=COUNCIL, share=1))
    gross = mary(**joint(*funding, contribution="75", payment={"basis": Basis.GROSS}))
    row = charges_for(gross, until=date(2026, 5, 3), policy=PLAIN)[0]
    assert (str(row.assessed), str(row.not_charged), str(row.amount)) == ("300.00", "60.00", "240.00")
    weeks = gross.replace(
        contract=gross.contract.replace(
            payment=gross.contract.payment.replace(charging=ChargingTerms(by=ChargedBy.CHARGING_WEEKS))
        )
    )
    by_weeks = charges_for(weeks, until=date(2026, 5, 3), policy=PLAIN)[0]
    assert (str(by_weeks.amount), "what may be charged for its days: 60.00" in str(by_weeks.explain())) == (
        "240.00",
        True,
    )


def test_nothing_is_asked_of_who_bears_a_payment_until_somebody_asks() -> None:
    schedule = paid(**joint(*SHARES))
    assert schedule.carry.funders
    assert sum((schedule.for_funder(ref).amount for ref in ("council", "NHS")), Money(0)) == schedule.totals.amount
