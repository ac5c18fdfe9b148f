"""Rules on what the law has a plan contain (PLN-14), and that the person has been given it (BUD-16)."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, ON, ONE_DAY, START, sound
from support.asking import judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    Arrangement,
    Change,
    Deployed,
    DeploymentOption,
    Form,
    Funder,
    FunderKind,
    FundingShare,
    PersonKind,
    PlanContent,
    PlanMaking,
    Variation,
)
from isf_core.rules import Result
from isf_core.values import Rate

ALL, OF_MARY = tuple(PlanContent), sound().plan.made_with or ()
NHS_ALONE = (FundingShare(funder=Funder(ref="icb", kind=FunderKind.NHS), share=1),)


def without(*left_out: PlanContent | PlanMaking) -> Arrangement:
    """Mary, whose plan lacks something."""
    contents = tuple(each for each in ALL if each not in left_out)
    return sound(plan={"contents": contents, "made_with": tuple(each for each in OF_MARY if each not in left_out)})


def paid_directly(mary: Arrangement, option: DeploymentOption = DeploymentOption.DIRECT_PAYMENT) -> Arrangement:
    """Mary, a part of whose budget is paid as a direct payment."""
    parts = ((DeploymentOption.INDIVIDUAL_SERVICE_FUND, "64.375"), (option, "20"))
    deployment = tuple(Deployed(option=each, rate=Rate.weekly(rate)) for each, rate in parts)
    return mary.replace(budget=mary.budget.replace(deployment=deployment))


def given_on(on: date, **facts: object) -> Arrangement:
    """Mary, given her plan on a day."""
    return sound(plan={"given_on": on, **facts})


REPLANNED = sound().plan.replace(given_on=AUTUMN)


def replanned(on: date) -> Arrangement:
    """Mary, with another plan from the autumn, which she was given on a day."""
    change = Change("plan", REPLANNED.replace(given_on=on))
    return sound(variations=(Variation(effective=AUTUMN, known_from=ON, changes=(change,)),))


PROOFS: dict[str, Proof] = {
    "PLN-14": Proof(
        sound=sound(),
        breaches=(
            *(without(each) for each in ALL if each is not PlanContent.DIRECT_PAYMENTS),
            *(without(each) for each in OF_MARY),
            paid_directly(without(PlanContent.DIRECT_PAYMENTS)),
        ),
        idle=(sound(funding=NHS_ALONE),),
        edges=(
            *(Edge(f"{each.value}, or not", sound(), without(each)) for each in OF_MARY),
            Edge(
                "a part paid directly, or by the council",
                paid_directly(without(PlanContent.DIRECT_PAYMENTS), DeploymentOption.MANAGED),
                paid_directly(without(PlanContent.DIRECT_PAYMENTS)),
            ),
        ),
    ),
    "BUD-16": Proof(
        sound=sound(),
        breaches=(given_on(DAY_AFTER), without(PlanContent.PERSONAL_BUDGET)),
        idle=(sound(funding=NHS_ALONE),),
        edges=(
            Edge("on the first day, or after", given_on(START), given_on(DAY_AFTER)),
            Edge("with the budget, or without", sound(), without(PlanContent.PERSONAL_BUDGET)),
            Edge(
                "a later plan on its first day, or after",
                At(replanned(AUTUMN), AUTUMN),
                At(replanned(AUTUMN + ONE_DAY), AUTUMN),
            ),
        ),
    ),
}


def test_pln_14_says_what_is_lacking() -> None:
    assert said("PLN-14", without(PlanContent.ADVICE_ON_PREVENTING, PlanMaking.NO_CARER)) == [
        "plan.contents: the plan is not as the Care Act asks: it does not state advice on what can be done to prevent "
        "or delay needs",
        "plan.made_with: the plan is not as the Care Act asks: there is no record that the person's carer was involved",
    ]


def test_pln_14_a_carers_own_plan_asks_for_no_carer_of_theirs() -> None:
    of_carer = without(PlanMaking.NO_CARER)
    carer = of_carer.person.replace(kind=PersonKind.CARER)
    assert judged("PLN-14", of_carer.replace(person=carer)).result is Result.HOLDS
    assert missed("PLN-14", of_carer.replace(person=carer.replace(kind=None))) == ("person.kind",)


def test_pln_14_on_the_direct_payment_route_the_plan_says_how_it_is_paid() -> None:
    bare = without(PlanContent.DIRECT_PAYMENTS)
    for form, result in ((Form.PERSON_AND_HOLDER, Result.BREACH), (Form.TWO_WAY, Result.HOLDS)):
        assert judged("PLN-14", bare.replace(contract=bare.contract.replace(form=form))).result is result
    assert missed("PLN-14", bare.replace(contract=bare.contract.replace(form=None))) == ("contract.form",)


@pytest.mark.parametrize("option", DeploymentOption)
def test_an_option_is_a_direct_payment_by_its_name(option: DeploymentOption) -> None:
    assert option.is_direct is ("direct payment" in option.value)


def test_bud_16_says_by_when_the_plan_was_to_be_given() -> None:
    assert said("BUD-16", given_on(DAY_AFTER, contents=())) == [
        "plan.given_on: the person was not given their plan with their personal budget in it: it was not given by "
        "Mon 6 Apr 2026, but only on Tue 7 Apr 2026",
        "plan.contents: the person was not given their plan with their personal budget in it: the plan does not state "
        "it",
    ]
