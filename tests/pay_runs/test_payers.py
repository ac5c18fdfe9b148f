"""Who bears a payment and who pays it: the payer recharges the other funders (PAY-04, LIFE-09)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.refusing import refused
from support.time_cases import varied, varying

from isf_core import PLAIN, Arrangement, Funder, FundingShare, Holder, Money, Period, Rate
from isf_core.model import FunderKind, FundingRate
from isf_core.pay_runs import PayRuns, pay_run, pay_runs_for

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL, cost_code="4100")
NHS = Funder(ref="NHS", kind=FunderKind.NHS, cost_code="PHB-2")
SCHOOL = Funder(ref="school", kind=FunderKind.EDUCATION)
APRIL, MAY = Period.month(2026, 4), Period.month(2026, 5)
RUN_ON = date(2026, 4, 1)


def joint(payer: str | None, *more: FundingRate) -> Arrangement:
    """100 a week, of which Mary pays 20 to the holder; the council bears 60%, the NHS 40%."""
    funding = (
        FundingShare(funder=COUNCIL, share="0.6"),
        FundingShare(funder=NHS, share="0.4", payer=payer),
        *more,
    )
    budget = {"actual": Rate.weekly("100"), "contribution": Rate.weekly("20")}
    return mary(**merged(NET, {"arrangement": {"funding": funding, "holder": Holder(ref="H-7")}, "budget": budget}))


def april(*book: Arrangement) -> PayRuns:
    return pay_runs_for(book, span=APRIL, on=RUN_ON, policy=PLAIN)


def told(sums: dict[str | None, Money]) -> dict[str | None, str]:
    return {key: str(amount) for key, amount in sums.items()}


def test_life_09_one_body_pays_the_holder_and_recharges_the_other() -> None:
    run = april(joint("council"))
    assert told(run.by_payer) == {"council": "320.00"}
    assert told(run.by_funder) == {"council": "160.00", "NHS": "160.00"}
    (row,) = run.recharges.records()
    assert (row["payer"], row["funder"], row["cost_code"], str(row["amount"])) == ("council", "NHS", "PHB-2", "160.00")
    assert run.recharges.amount == Money("160.00")
    own = pay_run([joint("council")], holder="H-7", span=APRIL, on=RUN_ON, policy=PLAIN)
    assert own.recharges == run.recharges


def test_life_09_where_no_payer_is_recorded_each_pays_its_own_part() -> None:
    run = april(joint(None), mary(arrangement={"funding": None, "holder": Holder(ref="H-7")}))
    assert told(run.by_payer) == told(run.by_funder)
    assert run.recharges.rows == ()


def test_life_09_a_part_of_nothing_is_not_recharged() -> None:
    school = FundingRate(funder=SCHOOL, rate=Rate.weekly(0), payer="council")
    assert [row.part.funder for row in april(joint("council", school)).recharges.rows] == ["NHS"]


def test_life_09_the_payer_may_change_with_the_funding() -> None:
    change = varying(date(2026, 5, 4), ("funding", joint("council").funding))
    book = [varied(change, **_facts())]
    first, then = (pay_runs_for(book, span=span, on=RUN_ON, policy=PLAIN).recharges for span in (APRIL, MAY))
    assert (first.rows, bool(then.rows)) == ((), True)


def _facts() -> dict[str, Any]:
    return {"arrangement": {"funding": joint(None).funding, "holder": Holder(ref="H-7")}}


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: joint("county"), "payer"),
        (lambda: joint(" "), "FundingShare.payer"),
        (
            lambda: joint("school", FundingRate(funder=SCHOOL, rate=Rate.weekly(1), payer="council")),
            "'school' pays for 'NHS', and 'council' for 'school'; name the one that pays the holder",
        ),
    ],
)
def test_a_payer_is_a_funder_here_that_pays_its_own_part(make: Any, wrong: str) -> None:
    refused(make, wrong)
