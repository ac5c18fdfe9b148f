"""Who bears a payment and who pays it: the payer recharges the other funders (PAY-04, LIFE-09)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.refusing import refused
from support.time_cases import paid_before, varied, varying

from isf_core import (
    PLAIN,
    Arrangement,
    Decision,
    Funder,
    FundingShare,
    Holder,
    Money,
    Period,
    Rate,
    as_known,
    reconcile,
)
from isf_core.model import Backdating, FunderKind, FundingRate, HowFarBack
from isf_core.pay_runs import PayRuns, next_payments, pay_run, pay_runs_for

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL, cost_code="4100")
NHS = Funder(ref="NHS", kind=FunderKind.NHS, cost_code="PHB-2")
SCHOOL = Funder(ref="school", kind=FunderKind.EDUCATION)
APRIL, MAY = Period.month(2026, 4), Period.month(2026, 5)
RUN_ON = date(2026, 4, 1)
POLICY = PLAIN.with_parameters(
    "Ours", recovery_limit="1", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
)


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


def late(*changes: tuple[str, object], known: date = date(2026, 5, 20), before: str = "20") -> Arrangement:
    """The joint package, and changes from 6 April that are known in May, after two payments."""
    funding = joint(None).funding
    budget = {"actual": Rate.weekly("100"), "contribution": Rate.weekly(before)}
    change = varying(date(2026, 4, 6), *changes, known_from=known)
    return varied(
        change, **merged(NET, {"arrangement": {"funding": funding, "holder": Holder(ref="H-7")}, "budget": budget})
    )


def in_june(arrangement: Arrangement, *decisions: Decision) -> dict[str | None, str]:
    """Who bears what is due in the rest of May, after two payments were made and reconciled."""
    history = paid_before(as_known(arrangement, on=RUN_ON), 2)
    found = reconcile(arrangement, history, on=date(2026, 5, 21), policy=POLICY).history.deciding(*decisions)
    span = Period(first_day=date(2026, 5, 21), last_day=date(2026, 6, 5))
    return told(pay_runs_for([(arrangement, found)], span=span, on=date(2026, 5, 21), policy=POLICY).by_funder)


@pytest.mark.parametrize(
    ("before", "after", "council"),
    [("20", "25", "100.00"), ("20", "10", "280.00"), ("20", "20.01", "159.88")],
)
def test_g1_a_late_change_of_what_the_person_pays_changes_nothing_for_the_nhs(
    before: str, after: str, council: str
) -> None:
    mary = late(("budget.contribution", Rate.weekly(after)), before=before)
    assert in_june(mary) == {"council": council, "NHS": "160.00"}


def test_a_late_change_of_the_budget_is_borne_as_the_payment_is() -> None:
    assert in_june(late(("budget.actual", Rate.weekly("110")))) == {"council": "224.89", "NHS": "215.11"}


def test_a_decision_is_borne_as_the_payment_is_and_what_the_person_pays_by_the_council() -> None:
    ten = Decision(amount="10", reason="goodwill", decided_by="panel", decided_on=date(2026, 5, 21))
    mary = late(("budget.contribution", Rate.weekly("25")))
    assert in_june(mary, ten) == {"council": "104.67", "NHS": "165.33"}, "140 and 160 share the 10.00"


def test_no_part_is_below_zero_whatever_is_corrected() -> None:
    """The council's part of the payment is 60.00, and 200.00 are to come back: the NHS's goes down with it."""
    assert in_june(late(("budget.contribution", Rate.weekly("45")))) == {"council": "5.45", "NHS": "14.55"}


def test_what_was_taken_up_before_is_not_taken_again() -> None:
    mary = late(("budget.contribution", Rate.weekly("25")))
    history = paid_before(as_known(mary, on=RUN_ON), 2)
    found = reconcile(mary, history, on=date(2026, 5, 21), policy=POLICY).history
    (due, *_) = next_payments(mary, found, on=date(2026, 5, 21), until=date(2026, 7, 5), policy=POLICY)
    assert (str(due.adjusted), str(due.of_charges)) == ("-40.00", "-40.00")
    paid = found.paying(due.made(date(2026, 5, 29)))
    (then, *_) = next_payments(mary, paid, on=date(2026, 6, 1), until=date(2026, 7, 5), policy=POLICY)
    assert (str(then.adjusted), str(then.of_charges)) == ("0.00", "0.00")


def test_where_nobody_charges_a_correction_is_borne_as_the_payment_is() -> None:
    """The contribution was wrongly taken by a council; from May on only the NHS pays."""
    alone = (FundingShare(funder=NHS, share="1"),)
    mary = late(("budget.contribution", Rate.weekly("25")))
    changed = mary.replace(
        variations=(*mary.variations, varying(date(2026, 6, 1), ("funding", alone), known_from=date(2026, 5, 20)))
    )
    assert set(in_june(changed)) == {"NHS"}
