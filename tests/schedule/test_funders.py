"""Several funders: shares, rates, and each one's own schedule."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import MONTHLY, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import schedule_of, varied, varying

from isf_core import Funder, FundingShare, Money, NotRecorded, OneOff, OneOffPayment, Rate
from isf_core.errors import DanglingReference, TooLarge
from isf_core.model import FunderKind, FundingRate
from isf_core.schedule.bearers import Bearers

COUNCIL, NHS, SCHOOL = (Funder(ref=ref) for ref in ("council", "NHS", "school"))


def funded(*funding: FundingShare | FundingRate, **facts: Any) -> dict[str, Any]:
    return merged({"arrangement": {"funding": funding}}, facts)


def share(funder: Funder, part: Any) -> FundingShare:
    return FundingShare(funder=funder, share=part)


def rate(funder: Funder, weekly: Any, reference: str | None = None) -> FundingRate:
    return FundingRate(funder=funder, rate=Rate.weekly(weekly), reference=reference)


ALL_OF_IT = share(COUNCIL, 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: rate(NHS, "-1"),
        lambda: FundingRate(funder=NHS, rate=100),  # type: ignore[arg-type]
        lambda: FundingRate(funder="NHS", rate=Rate.weekly(1)),  # type: ignore[arg-type]
        lambda: FundingRate(funder=NHS, rate=Rate.weekly(1), reference=" "),
        lambda: share(NHS, 0.5),
        lambda: share(NHS, "1.1"),
        lambda: share(NHS, "-0.1"),
        lambda: mary(**funded(rate(NHS, 10))),
        lambda: mary(**funded(rate(NHS, 10), share(COUNCIL, "0.9"))),
        lambda: mary(**funded(rate(COUNCIL, 10), ALL_OF_IT)),
        lambda: mary(arrangement={"funding": "council"}),
        lambda: mary(arrangement={"funding": (COUNCIL,)}),
        lambda: mary(arrangement={"funding": ALL_OF_IT}),
        lambda: Funder(ref="NHS", cost_code=""),
        lambda: Funder(ref="NHS", kind="NHS"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_part_of_a_fund_is_refused(make: Any) -> None:
    refused(make)


def test_shares_say_what_they_come_to_and_too_many_are_refused() -> None:
    refused(
        lambda: mary(**funded(rate(NHS, 10))), "Arrangement.funding: the shares add up to 0; they must add up to one"
    )
    refused(lambda: mary(**funded(rate(COUNCIL, 10), ALL_OF_IT)), "two parts of the funder 'council'")
    many = [share(Funder(ref=f"F-{place}"), Fraction(1, 101)) for place in range(101)]
    refused(lambda: mary(**funded(*many)), kind=TooLarge)


def test_a_rate_is_paid_first_and_the_shares_split_the_rest() -> None:
    schedule = paid(**funded(rate(NHS, "50"), share(COUNCIL, "0.6"), share(SCHOOL, "0.4")))
    assert schedule[0].by_funder() == {"NHS": Money("200.00"), "council": Money("82.50"), "school": Money("55.00")}
    assert (
        sum((schedule.for_funder(ref).amount for ref in ("NHS", "council", "school")), Money(0))
        == schedule.totals.amount
    )


@pytest.mark.parametrize(
    ("weekly", "nhs", "council"),
    [
        ("84.37", "337.48", "0.02"),
        ("84.375", "337.50", "0.00"),
        ("84.38", "337.50", "0.00"),
        ("10000", "337.50", "0.00"),
        ("0", "0.00", "337.50"),
    ],
)
def test_a_rate_is_never_more_than_is_left(weekly: str, nhs: str, council: str) -> None:
    parts = paid(**funded(rate(NHS, weekly), ALL_OF_IT))[0].by_funder()
    assert (str(parts["NHS"]), str(parts["council"])) == (nhs, council)


def test_rates_pay_in_the_order_in_which_they_are_recorded() -> None:
    both = (rate(NHS, "60"), rate(SCHOOL, "60"))
    assert [str(part) for part in paid(**funded(*both, ALL_OF_IT))[0].by_funder().values()] == [
        "240.00",
        "97.50",
        "0.00",
    ]
    turned = paid(**funded(ALL_OF_IT, *reversed(both)))[0].by_funder()
    assert {ref: str(part) for ref, part in turned.items()} == {"council": "0.00", "school": "240.00", "NHS": "97.50"}


def test_a_rate_in_a_part_period_goes_by_days_and_by_the_month_by_its_days() -> None:
    first = paid(**funded(rate(NHS, "50"), ALL_OF_IT, contract={"first_day": date(2026, 4, 15)}))[0]
    assert {ref: str(part) for ref, part in first.by_funder().items()} == {"NHS": "135.71", "council": "93.31"}
    monthly = FundingRate(funder=NHS, rate=Rate.monthly(100))
    facts = funded(monthly, ALL_OF_IT, payment={"cycle": MONTHLY}, contract={"first_day": date(2026, 4, 15)})
    assert [str(each.by_funder()["NHS"]) for each in paid(**facts)[:2]] == ["53.33", "100.00"]
    nothing = funded(rate(NHS, 0), ALL_OF_IT, payment={"cycle": MONTHLY}, contract={"first_day": date(2026, 4, 1)})
    assert str(paid(**nothing)[0].by_funder()["NHS"]) == "0.00"


def test_one_off_sums_of_their_own_are_split_in_shares_alone() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money("100.01"), what="grab rails")
    facts = funded(
        rate(NHS, "50"),
        share(COUNCIL, "0.5"),
        share(SCHOOL, "0.5"),
        budget={"one_offs": (rails,)},
        payment={"one_offs": OneOffPayment.ON_ITS_DATE},
    )
    (alone,) = [each for each in paid(**facts) if not each.is_regular]
    assert {ref: str(part) for ref, part in alone.by_funder().items()} == {
        "NHS": "0.00",
        "council": "50.01",
        "school": "50.00",
    }
    together = merged(facts, {"payment": {"one_offs": OneOffPayment.WITH_PERIOD}})
    assert str(paid(**together)[1].by_funder()["NHS"]) == "200.00"


def test_no_funding_recorded_has_no_split() -> None:
    schedule = paid(arrangement={"funding": None})
    with pytest.raises(NotRecorded) as caught:
        schedule[0].by_funder()
    assert caught.value.fields == ("funding",)
    refused(lambda: schedule.for_funder("council"), "funds none of it", "its funders are none", kind=DanglingReference)


@pytest.mark.parametrize("ref", ["", None, 7, "x" * 10_000])
def test_a_funder_that_is_not_there_is_refused(ref: Any) -> None:
    refused(lambda: paid().for_funder(ref), "for_funder", kind=DanglingReference)


def test_each_funder_has_its_own_schedule_with_its_references_and_without_names() -> None:
    nhs = Funder(ref="NHS<b>", name="Nobody Should See", kind=FunderKind.NHS, cost_code="C&1")
    own = paid(**funded(FundingRate(funder=nhs, rate=Rate.weekly(50), reference="PHB-9"), ALL_OF_IT)).for_funder(
        "NHS<b>"
    )
    assert own.records()[0]["reference"] == "PHB-9"
    assert (len(own.rows), str(own.amount)) == (13, "2600.00")
    assert "2,600.00" in str(own)
    shown = own._repr_html_()
    assert "NHS&lt;b&gt;" in shown
    assert "C&amp;1" in shown
    assert "Nobody" not in shown + str(own) + repr(own)


def test_a_slice_and_a_change_of_funding_keep_their_parts() -> None:
    change = varying(date(2026, 5, 4), ("funding", (share(COUNCIL, "0.5"), share(NHS, "0.5"))))
    schedule = schedule_of(varied(change))
    assert len(schedule.for_funder("NHS").rows) == 12
    assert column(schedule, "amount") == ["337.50"] * 13
    assert [str(row.amount) for row in schedule[:2].for_funder("council").rows] == ["337.50", "168.75"]


@pytest.mark.parametrize("council", [0, 700, 1])
@pytest.mark.parametrize("school", [0, 300])
def test_what_comes_off_for_a_contribution_is_borne_once_and_by_those_that_charge(council: int, school: int) -> None:
    """Also where they bear nothing of the payment that it comes off: the next one makes it good."""
    charging = frozenset(("council", "school"))
    bearers = Bearers((), tuple((ref, Fraction(1, 3)) for ref in ("council", "school", "NHS")), charging)
    bears = {"council": Fraction(council), "school": Fraction(school), "NHS": Fraction(500)}
    after = bearers.less_contribution(bears, 91)
    assert sum(after.values()) == sum(bears.values()) - 91
    assert after["NHS"] == 500
    whole = council + school
    assert bears["school"] - after["school"] == 91 * (Fraction(school, whole) if whole else Fraction(1, 2))
