"""Payments: what they depend on (PAY-01), how far back a change counts (PAY-10), notice of a cut (PAY-11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, LAST, ON, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proofs.payments import IN_TIME, NOVEMBER, TOO_LATE, back, budget_of, contribution_of, late, told

from isf_core.model import (
    NOT_STATED,
    Basis,
    Change,
    HowFarBack,
    NoFee,
    OneOffPayment,
    Parameters,
    PercentageFee,
    Placement,
)
from isf_core.model import FeeBase as Base
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Rate, Timeline

NOTHING = Parameters(name="nothing set")


def test_all_that_is_missing_is_named_at_once() -> None:
    bare = sound(payment=dict.fromkeys(("cycle", "timing", "basis", "move"), None), contract={"last_day": None})
    assert missed("PAY-01", bare) == (
        "contract.last_day",
        "contract.payment.cycle",
        "contract.payment.timing",
        "contract.payment.move",
        "contract.payment.basis",
    )


def test_what_the_contract_says_needs_no_policy() -> None:
    assert judged("PAY-01", sound(), NOTHING.replace(pays=PLAIN.parameters.pays)).result is Result.HOLDS


@pytest.mark.parametrize(
    ("silent", "needed", "policy"),
    [
        ({"budget": {"contribution": Rate.weekly(0)}, "payment": {"basis": None}}, (), {}),
        ({"payment": {"basis": None}}, ("contract.payment.basis",), {"basis": Basis.GROSS}),
        ({"budget": {"one_offs": ()}, "payment": {"one_offs": None}}, (), {}),
        ({"payment": {"one_offs": None}}, ("contract.payment.one_offs",), {"one_offs": OneOffPayment.ON_ITS_DATE}),
        ({"contract": {"fee": NoFee(), "fee_placement": None}}, (), {}),
        ({"contract": {"fee_placement": None}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee_placement": NOT_STATED}}, ("contract.fee_placement",), {"fee_placement": Placement.INSIDE}),
        ({"contract": {"fee": PercentageFee(percent="5")}}, ("contract.fee.base",), {"fee_base": Base.NET}),
        ({"payment": {"weeks_in_year": None}}, ("contract.payment.weeks_in_year",), {"weeks_in_year": 52}),
    ],
)
def test_only_what_the_payments_depend_on_is_asked_for_and_the_policy_may_state_it(
    silent: dict[str, Any], needed: tuple[str, ...], policy: dict[str, Any]
) -> None:
    unset = PLAIN.parameters.replace(weeks_in_year=None, fee_base=None)
    assert missed("PAY-01", sound(**silent), unset) == needed
    assert judged("PAY-01", sound(**silent), unset.replace(**policy)).result is Result.HOLDS


# PAY-10


def said_of(how_far: HowFarBack, effective: date, earliest: date | None = None) -> list[str]:
    """What is said of a change under a policy that lets it count so far back."""
    at = back(how_far, late(effective), earliest)
    return said("PAY-10", at.arrangement, at.numbers)


def test_it_says_what_the_policy_allows_and_what_a_fair_remedy_needs() -> None:
    known = (
        "variations[V-1]: the change from Thu 1 Oct 2026 was known only on Mon 2 Nov 2026, and the policy backdates: "
    )
    fair = "; a fair remedy would count it from Thu 1 Oct 2026"
    assert said_of(HowFarBack.NEVER, AUTUMN) == [f"{known}never for payments already made{fair}"]
    assert said_of(HowFarBack.TO_A_DATE, AUTUMN, AUTUMN + ONE_DAY) == [
        f"{known}to Fri 2 Oct 2026, and no further{fair}"
    ]
    (first,) = said_of(HowFarBack.NOT_THE_FIRST_PAYMENT, START)
    assert "the policy backdates: not for the arrangement's first payment; a fair remedy" in first


def test_a_change_from_before_the_first_day_is_of_the_first_payment_whatever_the_cycle() -> None:
    at = back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(START, payment={"cycle": None}))
    assert judged("PAY-10", at.arrangement, at.numbers).result is Result.BREACH
    later = late(START + ONE_DAY, payment={"cycle": None})
    assert missed("PAY-10", later, at.numbers) == ("contract.payment.cycle",)
    by_policy = at.numbers.replace(cycle=sound().contract.payment.cycle)
    assert judged("PAY-10", later, by_policy).result is Result.BREACH


def test_when_a_change_was_known_is_asked_for_only_where_it_could_not_count() -> None:
    unknown = late(known=None)
    assert missed("PAY-10", unknown, back(HowFarBack.NEVER, unknown).numbers) == ("variations[V-1].known_from",)
    assert judged("PAY-10", unknown).result is Result.HOLDS
    (varied,) = late().variations
    both = unknown.replace(variations=(*unknown.variations, varied.replace(ref=None, effective=START)))
    assert [each.field for each in judged("PAY-10", both, back(HowFarBack.NEVER, both).numbers).findings] == [
        "variations[1]"
    ]
    assert missed("PAY-10", late(), NUMBERS.replace(backdating=None)) == ("policy.backdating",)


def test_what_bears_dates_of_its_own_is_never_held_up() -> None:
    ends = late(change=Change("contract.last_day", LAST))
    assert judged("PAY-10", ends, back(HowFarBack.NEVER, ends).numbers).result is Result.DOES_NOT_APPLY
    cycle = late(change=Change("contract.payment.due_days", -3))
    assert judged("PAY-10", cycle, back(HowFarBack.NEVER, cycle).numbers).result is Result.BREACH


# PAY-11


def test_it_says_from_when_payments_fall_and_when_that_was_told() -> None:
    (finding,) = judged("PAY-11", told(TOO_LATE)).findings
    assert finding.field == "variations[V-1].told_on"
    assert finding.message == (
        "payments fall from Thu 1 Oct 2026, which the holder was told on Fri 4 Sep 2026; the policy asks for 28 days"
    )
    assert finding.remedy == "lower them no earlier than 28 days after Fri 4 Sep 2026"
    assert judged("PAY-11", told(TOO_LATE), NUMBERS.replace(cut_notice_days=27)).result is Result.HOLDS
    assert missed("PAY-11", told(TOO_LATE), NUMBERS.replace(cut_notice_days=None)) == ("policy.cut_notice_days",)


@pytest.mark.parametrize(
    ("changes", "falls"),
    [
        ((budget_of("84.37"),), True),
        ((budget_of("84.375"),), False),  # 4,387.50 a year
        ((contribution_of("20.01"),), True),
        ((contribution_of("20"),), False),
        ((contribution_of("19.99"),), False),
        ((budget_of("86.375"), contribution_of("22")), False),
        ((budget_of("86.375"), contribution_of("22.01")), True),
        ((budget_of("82.37"), contribution_of("18")), True),
        ((budget_of("82.375"), contribution_of("18")), False),
    ],
)
def test_payments_fall_where_budget_less_contribution_does(changes: tuple[Change, ...], falls: bool) -> None:
    september = date(2026, 9, 1)  # the budget rises by the contract itself on 1 October
    outcome = judged("PAY-11", told(september, *changes, effective=september)).result
    assert outcome is (Result.BREACH if falls else Result.DOES_NOT_APPLY)


def test_a_contribution_that_the_funder_collects_lowers_nothing() -> None:
    gross = told(TOO_LATE, payment={"basis": Basis.GROSS})
    assert judged("PAY-11", gross).result is Result.DOES_NOT_APPLY
    later = told(TOO_LATE, payment={"basis": Timeline(Basis.GROSS, (AUTUMN, Basis.NET))})
    assert judged("PAY-11", later).result is Result.BREACH
    silent = told(TOO_LATE, payment={"basis": None})
    assert missed("PAY-11", silent) == ("contract.payment.basis",)
    assert judged("PAY-11", silent, NUMBERS.replace(basis=Basis.NET)).result is Result.BREACH
    assert judged("PAY-11", silent, NUMBERS.replace(basis=Basis.GROSS)).result is Result.DOES_NOT_APPLY


def test_a_change_that_is_not_known_yet_is_looked_at_too() -> None:
    mary = told(TOO_LATE)
    unknown = mary.replace(variations=(mary.variations[0].replace(known_from=NOVEMBER),))
    assert judged("PAY-11", unknown, on=ON).result is Result.BREACH


def test_the_year_matters_only_where_the_rates_differ_in_unit() -> None:
    silent: dict[str, Any] = {"payment": {"weeks_in_year": None}}
    unset = NUMBERS.replace(weeks_in_year=None)
    september = date(2026, 9, 1)
    differ = told(september, budget_of("80"), effective=september, **silent)
    assert missed("PAY-11", differ, unset) == ("contract.payment.weeks_in_year",)
    assert judged("PAY-11", told(TOO_LATE, **silent), unset).result is Result.BREACH


def test_a_cut_that_is_certain_is_found_whatever_is_not_known_of_another() -> None:
    mary = told(TOO_LATE, budget={"actual": None})
    (cut,) = mary.variations
    other = cut.replace(ref=None, changes=(budget_of("80"),))
    assert [each.field for each in judged("PAY-11", mary.replace(variations=(cut, other))).findings] == [
        "variations[V-1].told_on"
    ]
    assert missed("PAY-11", mary.replace(variations=(other,))) == ("budget.actual",)
    assert missed("PAY-11", told(TOO_LATE, budget={"contribution": None})) == ("budget.contribution",)
    untold = cut.replace(ref="V-2", told_on=None, effective=AUTUMN + ONE_DAY, changes=(contribution_of("30"),))
    assert judged("PAY-11", mary.replace(variations=(cut, untold))).result is Result.BREACH
    assert missed("PAY-11", mary.replace(variations=(cut.replace(told_on=IN_TIME), untold))) == (
        "variations[V-2].told_on",
    )


def test_a_change_on_the_first_or_the_last_day_of_all_is_no_accident() -> None:
    first = told(date.min, contribution_of("22"), effective=date.min)
    assert judged("PAY-11", first).result is Result.BREACH
    assert judged("PAY-11", told(date.max, effective=date.max)).result is Result.BREACH
