"""A person who pays the full cost pays all of it from its first day to its last (BUD-20)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.asking import column, paid
from support.refusing import refused

from isf_core import (
    Exemption,
    FinancialAssessment,
    FullCost,
    Funder,
    FunderKind,
    FundingShare,
    Ground,
    Money,
    NotRecorded,
    Rate,
    Timeline,
)
from isf_core.model import as_known

START = date(2026, 4, 6)
MAY = date(2026, 5, 4)


def full(first_day: date = START, last_day: date | None = None, **budget: Any) -> dict[str, Any]:
    """100 a week, and 110 from June on; Mary pays the full cost to the holder."""
    actual = Timeline(Rate.weekly(100), (date(2026, 6, 1), Rate.weekly(110)))
    cost = FullCost(first_day=first_day, last_day=last_day)
    return merged(NET, {"budget": {"actual": actual, "full_cost": cost, "contribution": None, **budget}})


def test_bud_20_all_of_the_cost_is_the_contribution() -> None:
    schedule = paid(**full())
    assert column(schedule, "contribution")[:3] == ["400.00", "400.00", "440.00"]
    assert column(schedule, "amount")[:3] == ["0.00", "0.00", "0.00"]


def test_bud_20_outside_its_days_the_assessed_contribution_counts() -> None:
    twenty = Rate.weekly(20)
    assert column(paid(**full(last_day=date(2026, 5, 3), contribution=twenty)), "contribution")[:3] == [
        "400.00",
        "80.00",
        "80.00",
    ]
    assert column(paid(**full(MAY, contribution=twenty)), "contribution")[:3] == ["80.00", "400.00", "440.00"]
    assert column(paid(**full(date.min, date.max, contribution=twenty)), "contribution")[:2] == ["400.00", "400.00"]


@pytest.mark.parametrize(
    ("last_day", "found"),
    [
        (date(2026, 5, 3), ["400.00", "40.00", "40.00"]),
        (None, ["400.00", "400.00", "440.00"]),
        (date.max, ["400.00", "400.00", "440.00"]),
    ],
)
def test_bud_20_whoever_pays_the_full_cost_pays_it_from_capital_whatever_their_income(
    last_day: date | None, found: list[str]
) -> None:
    poor = FinancialAssessment(ref="FA-1", on=START, income=Rate.weekly(110), own_minimum="100")
    budget: dict[str, Any] = {"contribution": Timeline(Rate.weekly(100), (date(2026, 6, 1), Rate.weekly(110)))}
    schedule = paid(**full(last_day=last_day, financial_assessments=(poor,), **budget))
    assert column(schedule, "contribution")[:3] == found


@pytest.mark.parametrize(("first_day", "last_day"), [(MAY, None), (START, MAY)])
def test_bud_20_where_it_does_not_hold_throughout_a_contribution_is_asked_for(
    first_day: date, last_day: date | None
) -> None:
    with pytest.raises(NotRecorded) as caught:
        paid(**full(first_day, last_day))
    assert caught.value.fields == ("budget.contribution",)
    with pytest.raises(NotRecorded) as caught:
        paid(**full(actual=None))
    assert set(caught.value.fields) == {"budget.actual", "budget.contribution"}


def test_bud_20_what_is_exempt_is_free_even_so_and_the_nhs_pays_its_part() -> None:
    half = (Exemption(ground=Ground.AFTERCARE, first_day=START, part="0.5"),)
    assert str(paid(**full(exemptions=half))[0].contribution) == "200.00"
    council, nhs = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)
    shares = (FundingShare(funder=council, share="0.6"), FundingShare(funder=nhs, share="0.4"))
    payment = paid(**merged(full(), {"arrangement": {"funding": shares}}))[0]
    assert (str(payment.contribution), str(payment.by_funder()["NHS"])) == ("240.00", "160.00")


def test_bud_20_as_known_says_it_once_and_again() -> None:
    known = as_known(mary(**full()), on=START)
    assert known.budget.contribution == known.budget.actual
    assert as_known(known, on=START) == known


def test_what_is_no_full_cost_is_refused() -> None:
    rate, once = Rate.annual(300), Money(300)
    refused(lambda: FullCost(first_day=START, arrangement_fee=rate, arranging_costs=once), "FullCost.arranging_costs")
    refused(lambda: FullCost(first_day=START, arrangement_fee="-0.01"), "arrangement_fee: -0.01 is below zero")
    refused(lambda: FullCost(first_day=MAY, last_day=START), "FullCost.last_day")
    refused(lambda: FullCost(first_day=START, arrangement_fee=0.5), "FullCost")  # type: ignore[arg-type]
    assert FullCost(first_day=START, arrangement_fee="12.50").arrangement_fee == Money("12.50")
