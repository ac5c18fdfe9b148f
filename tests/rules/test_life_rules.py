"""LIFE-08: nothing starts before plan, contract, agreements and payments are in place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.mary import DAY_AFTER, SIGNED, START, judged, missed, said, sound

from isf_core.model import Agreement, AgreementKind, Arrangement, Party, Signature
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Outcome
from isf_core.rules.findings import judge

LATE_PLAN: dict[str, Any] = {"plan": {"agreed_on": DAY_AFTER}}
LATE_PAYMENTS: dict[str, Any] = {"payments_set_up_on": DAY_AFTER}


@pytest.mark.parametrize(
    ("arrangement", "field"),
    [
        (sound(**LATE_PLAN), "plan.agreed_on"),
        (sound(**LATE_PAYMENTS), "payments_set_up_on"),
        (
            sound(contract={"signatures": (*SIGNED[1:], Signature(party=Party.FUNDER, signed_on=DAY_AFTER))}),
            "contract.signatures[funder].signed_on",
        ),
        (
            sound(agreements=(Agreement(kind=AgreementKind.PERSON_COUNCIL, signed_on=DAY_AFTER),)),
            "agreements[person_council].signed_on",
        ),
    ],
)
def test_it_names_what_was_late_and_from_when_it_may_start(arrangement: Arrangement, field: str) -> None:
    (finding,) = judged("LIFE-08", arrangement).findings
    assert finding.field == field
    assert finding.says == "it starts on Mon 6 Apr 2026, before this was in place on Tue 7 Apr 2026"
    assert finding.cure == "start no earlier than Tue 7 Apr 2026"


def test_all_that_was_late_is_found_at_once() -> None:
    assert [each.partition(":")[0] for each in said("LIFE-08", sound(**LATE_PLAN, **LATE_PAYMENTS))] == [
        "plan.agreed_on",
        "payments_set_up_on",
    ]


def test_what_is_known_to_be_late_is_found_whatever_else_is_not_recorded() -> None:
    nothing_else: dict[str, Any] = {"plan": {"agreed_on": None}, "contract": {"signatures": None}, "agreements": None}
    assert judged("LIFE-08", sound(**LATE_PAYMENTS, **nothing_else)).outcome is Outcome.BREACH
    assert missed("LIFE-08", sound(**nothing_else)) == ("contract.signatures", "agreements", "plan.agreed_on")


def test_recorded_that_there_is_none_is_for_other_rules() -> None:
    assert judged("LIFE-08", sound(contract={"signatures": ()}, agreements=())).outcome is Outcome.HOLDS


def test_a_first_day_that_is_not_recorded_is_all_it_asks_for() -> None:
    assert missed("LIFE-08", sound(contract={"first_day": None}, **LATE_PAYMENTS)) == ("contract.first_day",)


def test_the_day_of_judgement_takes_no_part() -> None:
    late = sound(**LATE_PLAN, **LATE_PAYMENTS)
    days = (date.min, START, DAY_AFTER, date.max)
    assert {judge(ALL["LIFE-08"], Case(late, on, PLAIN.parameters)) for on in days} == {judged("LIFE-08", late)}
