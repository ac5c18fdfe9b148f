"""LIFE-02: the parts of a budget come to the whole. LIFE-08: nothing starts before all is in place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.mary import AUTUMN, DAY_AFTER, SIGNED, START, judged, missed, said, sound
from support.proofs.life import split

from isf_core.model import Agreement, AgreementKind, Arrangement, Deployed, DeploymentOption, Party, Signature
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Result
from isf_core.rules.engine.report import judge
from isf_core.values import Rate, Timeline

LATE_PLAN: dict[str, Any] = {"plan": {"agreed_on": DAY_AFTER}}
LATE_PAYMENTS: dict[str, Any] = {"payments_set_up_on": DAY_AFTER}


@pytest.mark.parametrize(
    ("arrangement", "field", "what"),
    [
        (sound(**LATE_PLAN), "plan.agreed_on", "the plan was not agreed"),
        (sound(**LATE_PAYMENTS), "payments_set_up_on", "payments were not set up"),
        (
            sound(contract={"signatures": (*SIGNED[1:], Signature(party=Party.FUNDER, signed_on=DAY_AFTER))}),
            "contract.signatures[funder].signed_on",
            "the funder did not sign the contract",
        ),
        (
            sound(agreements=(Agreement(kind=AgreementKind.PERSON_COUNCIL, signed_on=DAY_AFTER),)),
            "agreements[person_council].signed_on",
            "the agreement between the person and the council was not signed",
        ),
    ],
)
def test_it_names_what_was_late_and_from_when_it_may_start(arrangement: Arrangement, field: str, what: str) -> None:
    (finding,) = judged("LIFE-08", arrangement).findings
    assert finding.field == field
    assert finding.message == f"support starts on Mon 6 Apr 2026, but {what} until Tue 7 Apr 2026"
    assert finding.remedy == "start no earlier than Tue 7 Apr 2026"


def test_all_that_was_late_is_found_at_once() -> None:
    assert [each.partition(":")[0] for each in said("LIFE-08", sound(**LATE_PLAN, **LATE_PAYMENTS))] == [
        "plan.agreed_on",
        "payments_set_up_on",
    ]


def test_what_is_known_to_be_late_is_found_whatever_else_is_not_recorded() -> None:
    nothing_else: dict[str, Any] = {"plan": {"agreed_on": None}, "contract": {"signatures": None}, "agreements": None}
    assert judged("LIFE-08", sound(**LATE_PAYMENTS, **nothing_else)).result is Result.BREACH
    assert missed("LIFE-08", sound(**nothing_else)) == ("contract.signatures", "agreements", "plan.agreed_on")


def test_recorded_that_there_is_none_is_for_other_rules() -> None:
    assert judged("LIFE-08", sound(contract={"signatures": ()}, agreements=())).result is Result.HOLDS


def test_a_first_day_that_is_not_recorded_is_all_it_asks_for() -> None:
    assert missed("LIFE-08", sound(contract={"first_day": None}, **LATE_PAYMENTS)) == ("contract.first_day",)


def test_the_day_of_judgement_takes_no_part() -> None:
    late = sound(**LATE_PLAN, **LATE_PAYMENTS)
    days = (date.min, START, DAY_AFTER, date.max)
    assert {judge(ALL["LIFE-08"], Case(late, on, PLAIN.parameters)) for on in days} == {judged("LIFE-08", late)}


# LIFE-02

YEAR = "contract.payment.weeks_in_year"


def unlike(actual: Rate, *parts: Rate, **facts: Any) -> Arrangement:
    """A budget and its parts, stated in units of their own."""
    ways = (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.DIRECT_PAYMENT)
    deployment = tuple(Deployed(option=option, rate=rate) for option, rate in zip(ways, parts, strict=True))
    return sound(budget={"actual": actual, "deployment": deployment}, **facts)


def test_it_says_from_when_the_parts_and_the_whole_differ() -> None:
    assert said("LIFE-02", split("60", "29.99")) == [
        "budget.deployment: from Mon 6 Apr 2026 the parts of the budget add up to £89.99 a week, and the whole budget "
        "is £90.00"
    ]
    (finding,) = judged("LIFE-02", split("60")).findings
    assert finding.remedy == "make the parts add up to the whole budget"


def test_every_time_at_which_they_differ_is_found() -> None:
    mary = split("60", "30", actual=Timeline(Rate.weekly(90), (DAY_AFTER, Rate.weekly(91)), (AUTUMN, Rate.weekly(92))))
    assert [each[:39] for each in said("LIFE-02", mary)] == [
        "budget.deployment: from Tue 7 Apr 2026 ",
        "budget.deployment: from Thu 1 Oct 2026 ",
    ]


@pytest.mark.parametrize(
    ("actual", "parts", "year"),
    [
        (Rate.annual("4387.50"), (Rate.weekly("84.375"), Rate.weekly(0)), 52),
        (Rate.annual(3650), (Rate.weekly(7), Rate.annual(3285)), Fraction(365, 7)),
        (Rate.four_weekly(360), (Rate.weekly(60), Rate.annual(1560)), 52),
        (Rate.monthly(26), (Rate.weekly(3), Rate.weekly(3)), 52),
    ],
)
def test_unlike_units_are_added_by_the_year_that_counts(actual: Rate, parts: tuple[Rate, Rate], year: Any) -> None:
    assert judged("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": year})).result is Result.HOLDS
    other = Fraction(366, 7)
    assert judged("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": other})).result is Result.BREACH
    no_year = PLAIN.parameters.replace(weeks_in_year=None)
    assert missed("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": None}), no_year) == (YEAR,)


def test_like_units_need_no_year_and_what_is_plain_without_one_is_found() -> None:
    no_year, silent = PLAIN.parameters.replace(weeks_in_year=None), {"weeks_in_year": None}
    alike = unlike(Rate.annual(5200), Rate.annual(2600), Rate.monthly(Fraction(2600, 12)), payment=silent)
    assert judged("LIFE-02", alike, no_year).result is Result.HOLDS
    mixed = Timeline(Rate.weekly(30), (AUTUMN, Rate.annual(1560)))
    known = sound(
        budget={
            "actual": Rate.weekly(91),
            "deployment": (
                Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),
                Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=mixed),
            ),
        },
        payment=silent,
    )
    assert [each[:39] for each in said("LIFE-02", known, no_year)] == ["budget.deployment: from Mon 6 Apr 2026 "]


def test_a_split_that_comes_apart_later_waits_for_the_contract_to_last_so_long() -> None:
    rises = Timeline(Rate.weekly(60), (AUTUMN, Rate.weekly(65)))
    assert missed("LIFE-02", split(rises, "30").replace(contract=sound(contract={"last_day": None}).contract)) == (
        "contract.last_day",
    )


def test_a_budget_that_is_not_recorded_is_missed_where_it_is_split() -> None:
    deployment = split("60", "30").budget.deployment
    assert missed("LIFE-02", sound(budget={"actual": None, "deployment": deployment})) == ("budget.actual",)
