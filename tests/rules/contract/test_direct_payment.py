"""The law of direct payments on the other route (CON-25), and what does not judge it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import ART, DAY_AFTER, HOMECARE, LAST, ONE_DAY, SIGNED, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof

from isf_core import assess, schedule_payments
from isf_core.model import (
    Arrangement,
    Change,
    Deployed,
    DeploymentOption,
    DirectPayment,
    DirectPaymentCondition,
    Form,
    Owner,
    Party,
    SupportKind,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.model.budget import ways_of_the_fund
from isf_core.rules import Result
from isf_core.values import Rate, Timeline

ON = date(2026, 10, 7)
DUE = date(2026, 10, 6)
REVIEWED = date(2026, 9, 1)
NEXT = date(2027, 9, 1)
ALL = tuple(DirectPaymentCondition)
PAID = DirectPayment(conditions=ALL, first_paid_on=START, reviews=(REVIEWED,))


def direct(
    *, supports: tuple[Any, ...] = (HOMECARE, ART), lifecycle: dict[str, Any] | None = None, **facts: Any
) -> Arrangement:
    """Mary, who takes a direct payment and has the holder manage it."""
    return sound(
        budget={"direct_payment": PAID.replace(**facts)},
        contract={"form": Form.PERSON_AND_HOLDER, "signatures": SIGNED[1:]},
        clauses={"owner": Owner.PERSON},
        plan={"supports": supports},
        lifecycle=lifecycle or {},
    )


def without(*conditions: DirectPaymentCondition, has_capacity: bool | None = True) -> Arrangement:
    """Mary, without some of the conditions."""
    met = tuple(each for each in ALL if each not in conditions)
    return direct(conditions=met, lifecycle={"has_capacity": has_capacity})


def family(agreed_on: date | None) -> Arrangement:
    """Mary, cared for by family of her household, to which the authority agreed on a day."""
    return direct(
        supports=(HOMECARE, ART.replace(kinds=(SupportKind.FAMILY_OF_HOUSEHOLD,))), family_agreed_on=agreed_on
    )


BEST = DirectPaymentCondition.BEST_INTERESTS
PROOFS: dict[str, Proof] = {
    "CON-25": Proof(
        on=ON,
        sound=direct(),
        breaches=(
            *(without(each) for each in ALL if each is not BEST),
            without(BEST, has_capacity=False),
            direct(reviews=()),
            family(DAY_AFTER),
        ),
        idle=(sound(),),
        edges=(
            Edge("she can ask, or cannot", without(BEST), without(BEST, has_capacity=False)),
            Edge("agreed by the first day, or after", family(START), family(DAY_AFTER)),
            Edge(
                "first paid six months before, or a day longer ago",
                direct(reviews=(), first_paid_on=START + ONE_DAY),
                direct(reviews=(), first_paid_on=START),
            ),
            Edge(
                "reviewed on the first day of payment, or before it",
                direct(reviews=(START,)),
                direct(reviews=(START - ONE_DAY,)),
            ),
        ),
    ),
}


def test_con_25_says_what_is_lacking_and_by_when_it_was_due() -> None:
    assert said("CON-25", direct(conditions=ALL[1:], reviews=()), on=ON) == [
        "budget.direct_payment.conditions: the direct payment is not as the law asks: it is not recorded that the "
        "person asked for it, or somebody who is authorised where they lack the capacity to ask",
        "budget.direct_payment.reviews: the direct payment is not as the law asks: it was to be reviewed by "
        "Tue 6 Oct 2026",
    ]
    assert said("CON-25", family(DAY_AFTER), on=ON) == [
        "budget.direct_payment.family_agreed_on: the direct payment is not as the law asks: art is care by family of "
        "the household, and the authority did not agree to it until Tue 7 Apr 2026"
    ]


@pytest.mark.parametrize(("on", "result"), [(DUE, Result.HOLDS), (ON, Result.BREACH)])
def test_con_25_a_review_is_due_within_six_months(on: date, result: Result) -> None:
    assert judged("CON-25", direct(reviews=()), on=on).result is result


def test_con_25_then_within_twelve_months_of_the_last_and_none_after_the_end() -> None:
    mary = direct()
    on_and_on = mary.replace(contract=mary.contract.replace(last_day=date(2028, 1, 1)))
    assert judged("CON-25", on_and_on, on=NEXT).result is Result.HOLDS
    assert judged("CON-25", on_and_on, on=NEXT + ONE_DAY).result is Result.BREACH
    assert judged("CON-25", mary, on=date(2028, 1, 1)).result is Result.HOLDS, "none is due after the last day"
    assert missed("CON-25", mary.replace(contract=mary.contract.replace(last_day=None)), on=NEXT + ONE_DAY) == (
        "contract.last_day",
    )
    assert judged("CON-25", direct(reviews=None), on=START - ONE_DAY).result is Result.HOLDS, "nothing is paid yet"


def test_con_25_asks_for_what_is_not_recorded() -> None:
    field = "budget.direct_payment"
    bare = direct()
    assert missed("CON-25", bare.replace(budget=bare.budget.replace(direct_payment=None)), on=ON) == (field,)
    assert missed("CON-25", family(None), on=ON) == (f"{field}.family_agreed_on",)
    assert missed("CON-25", without(BEST, has_capacity=None), on=ON) == ("lifecycle.has_capacity",)
    assert missed("CON-25", direct(conditions=None, reviews=None), on=ON) == (f"{field}.conditions", f"{field}.reviews")


@pytest.mark.parametrize("code", ["CON-12b", "CON-19", "ORG-01", "ORG-03", "ORG-05b"])
def test_a3_20_rules_on_the_councils_register_and_contracts_do_not_judge_it(code: str) -> None:
    assert judged(code, direct(), NUMBERS).because == "the contract is between person and holder (see CON-25)"


MANAGED = Deployed(option=DeploymentOption.DIRECT_PAYMENT_MANAGED, rate=Timeline(Rate.weekly("84.375")))
OWN = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(20))
ISF = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60))


def test_a3_20_a_direct_payment_that_the_holder_manages_has_a_schedule() -> None:
    mary = direct()
    split = mary.replace(budget=mary.budget.replace(actual=Rate.weekly("84.375"), deployment=(MANAGED,)))
    whole = mary.replace(budget=mary.budget.replace(actual=Rate.weekly("84.375"), deployment=None))
    schedules = [schedule_payments(each, until=LAST, policy=NUMBERS) for each in (split, whole)]
    assert schedules[0].records() == schedules[1].records()
    assert assess(split, on=ON, until=LAST).missing == ()
    varied = Variation(effective=date(2026, 6, 1), known_from=ON, changes=(Change("budget.deployment", (MANAGED,)),))
    assert (
        schedule_payments(whole.replace(variations=(varied,)), until=LAST, policy=NUMBERS).totals == schedules[1].totals
    )


def test_a_part_that_goes_through_a_fund_is_the_funds_whatever_else_is_managed() -> None:
    assert ways_of_the_fund((MANAGED, ISF))[0] is DeploymentOption.INDIVIDUAL_SERVICE_FUND
    assert ways_of_the_fund((MANAGED, OWN)) == ways_of_the_fund(()) == (DeploymentOption.DIRECT_PAYMENT_MANAGED,)
    mary = sound(budget={"deployment": (MANAGED.replace(rate=Rate.weekly(24)), ISF)})
    assert mary.budget.through_the_fund == Timeline(Rate.weekly(60))


def test_x11_con_25_asks_for_no_review_after_somebody_ended_it() -> None:
    mary, given_on = direct(reviews=()), date(2026, 5, 1)
    assert judged("CON-25", mary, on=ON).result is Result.BREACH

    def ended(last_day: date) -> Arrangement:
        why = TerminationReason.ORDINARY
        return mary.replace(
            endings=(Termination(party=Party.PERSON, reason=why, given_on=given_on, last_day=last_day),)
        )

    assert judged("CON-25", ended(DUE - ONE_DAY), on=ON).result is Result.HOLDS
    assert judged("CON-25", ended(DUE), on=ON).result is Result.BREACH
