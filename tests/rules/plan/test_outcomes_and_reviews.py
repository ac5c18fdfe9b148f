"""Rules on what a plan is for, and on its reviews (PLN-01, -02, -06, -07, -09)."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from support.arrangements import ART, HOMECARE, NEEDS, ONE_DAY, OUTCOMES, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof
from support.refusing import refused

from isf_core.model import (
    OPEN_ENDED,
    AdultOutcome,
    Arrangement,
    CareOutcome,
    CarerOutcome,
    HowNotDone,
    NotDone,
    Outcome,
    Party,
    PersonKind,
    PlanPart,
    Review,
    Termination,
    TerminationReason,
)
from isf_core.model import Outcome as Aim
from isf_core.rules import Result
from isf_core.values import Money, Rate

UNMET = sound(plan={"supports": (HOMECARE.replace(outcomes=("hygiene",)), ART)})


DUE = date(2026, 5, 18)
"""Six weeks after the start."""


HELD = date(2026, 5, 12)


AGAIN = date(2027, 5, 12)


def reviewed(*held: date, last_day: object = OPEN_ENDED, given_on: date | None = None) -> Arrangement:
    """Mary with reviews held, in an arrangement that lasts."""
    reviews = tuple(Review(on=on) for on in held)
    endings = (
        ()
        if given_on is None
        else (Termination(party=Party.PERSON, given_on=given_on, reason=TerminationReason.ORDINARY),)
    )
    return sound(
        budget={"one_offs": ()}, lifecycle={"reviews": reviews}, contract={"last_day": last_day}, endings=endings
    )


def assessed(**facts: object) -> Arrangement:
    """Mary with another assessment."""
    return sound(needs=NEEDS.replace(**facts))


def carer(*not_achieved: CarerOutcome, health_at_risk: bool | None = False) -> Arrangement:
    """A carer, with what they cannot achieve, and whether their health is at risk."""
    aim = Outcome(ref="break", eligible=True, met_informally=(), area=CarerOutcome.RECREATION)
    mary = sound(plan={"outcomes": (aim,), "supports": (ART.replace(outcomes=("break",)),)})
    return mary.replace(
        person=mary.person.replace(kind=PersonKind.CARER),
        needs=NEEDS.replace(not_achieved=not_achieved, health_at_risk=health_at_risk),
    )


def to_work(*met_informally: str, eligible: bool = True) -> Arrangement:
    """Mary, who wants to work too."""
    area = AdultOutcome.WORK_AND_LEARNING
    work = Outcome(ref="work", eligible=eligible, area=area, met_informally=met_informally)
    return sound(plan={"outcomes": (*OUTCOMES, work)})


PROOFS: dict[str, Proof] = {
    "PLN-01": Proof(
        sound=sound(),
        breaches=(UNMET, sound(plan={"supports": ()})),
        edges=(
            Edge("one outcome less", sound(), UNMET),
            Edge("eligible or not", to_work(eligible=False), to_work()),
            Edge("met by somebody or by nobody", to_work("a friend"), to_work()),
        ),
    ),
    "PLN-02": Proof(
        sound=sound(),
        breaches=(sound(plan={"supports": (HOMECARE, ART.replace(outcomes=()))}),),
        edges=(
            Edge(
                "one outcome or none",
                sound(plan={"supports": (HOMECARE, ART.replace(outcomes=("garden",)))}),
                sound(plan={"supports": (HOMECARE, ART.replace(outcomes=()))}),
            ),
        ),
    ),
    "PLN-06": Proof(
        sound=sound(),
        breaches=(sound(plan={"parts": ()}),),
        edges=(Edge("one part less", sound(), sound(plan={"parts": tuple(PlanPart)[1:]})),),
    ),
    "PLN-07": Proof(
        sound=reviewed(HELD),
        on=date(2027, 4, 1),
        breaches=(reviewed(), At(reviewed(HELD), date(2028, 1, 1))),
        idle=(At(reviewed(), START - ONE_DAY),),
        edges=(
            Edge("the day it is due, and the day after", At(reviewed(), DUE), At(reviewed(), DUE + ONE_DAY)),
            Edge("the next, a year on", At(reviewed(HELD), AGAIN), At(reviewed(HELD), AGAIN + ONE_DAY)),
            Edge(
                "held on the day of judgement, or after it",
                At(reviewed(date(2026, 7, 1)), date(2026, 7, 1)),
                At(reviewed(date(2026, 7, 2)), date(2026, 7, 1)),
            ),
            Edge("held on the first day, or before it", reviewed(START, START), reviewed(START - ONE_DAY)),
            Edge("ended before it was due", reviewed(last_day=DUE - ONE_DAY), reviewed(last_day=DUE)),
            Edge("notice was given before it was overdue", reviewed(given_on=DUE), reviewed(given_on=DUE + ONE_DAY)),
        ),
    ),
    "PLN-09": Proof(
        sound=sound(),
        breaches=(
            assessed(from_impairment=False),
            assessed(affects_well_being=False),
            assessed(not_achieved=()),
            sound(plan={"outcomes": (OUTCOMES[0].replace(area=CarerOutcome.NUTRITION), *OUTCOMES[1:])}),
        ),
        edges=(
            Edge(
                "two outcomes that cannot be achieved, or one",
                assessed(not_achieved=(AdultOutcome.HYGIENE, AdultOutcome.CLOTHED)),
                assessed(not_achieved=(AdultOutcome.HYGIENE,)),
            ),
            Edge("one for a carer, or none", carer(CarerOutcome.RECREATION), carer()),
            Edge("a carer's health at risk or not", carer(health_at_risk=True), carer()),
            Edge(
                "eligible or not",
                sound(plan={"outcomes": (*OUTCOMES[:3], OUTCOMES[3].replace(area=CarerOutcome.RECREATION))}),
                sound(
                    plan={"outcomes": (*OUTCOMES[:3], OUTCOMES[3].replace(area=CarerOutcome.RECREATION, eligible=True))}
                ),
            ),
        ),
    ),
}


KNOWLEDGE = list(product((True, False, None), (("a friend",), (), None), (("work",), ("garden",), None)))


@pytest.mark.parametrize(("eligible", "informally", "served"), KNOWLEDGE)
def test_pln_01_an_outcome_is_judged_by_what_is_known_of_it(
    eligible: bool | None, informally: tuple[str, ...] | None, served: tuple[str, ...] | None
) -> None:
    work = Aim(ref="work", eligible=eligible, met_informally=informally)
    mary = sound(plan={"outcomes": (*OUTCOMES, work), "supports": (HOMECARE, ART.replace(outcomes=served))})
    if eligible is False or informally or served == ("work",):
        assert judged("PLN-01", mary).result is Result.HOLDS
    elif eligible and informally is not None and served is not None:
        assert said("PLN-01", mary) == [
            "plan.outcomes[work]: the eligible outcome work is met by no support, "
            "and by nothing informal or in the community"
        ]
    else:
        unknown = {
            "plan.supports[art].outcomes": served,
            "plan.outcomes[work].met_informally": informally,
            "plan.outcomes[work].eligible": eligible,
        }
        assert missed("PLN-01", mary) == tuple(field for field, fact in unknown.items() if fact is None)


def test_pln_01_all_that_is_ignored_and_all_that_is_unknown_is_named_at_once() -> None:
    aims = tuple(Aim(ref=ref, eligible=True, met_informally=()) for ref in ("work", "family"))
    assert [each.partition(":")[0] for each in said("PLN-01", sound(plan={"outcomes": (*OUTCOMES, *aims)}))] == [
        "plan.outcomes[work]",
        "plan.outcomes[family]",
    ]
    dim = tuple(Aim(ref=ref, met_informally=()) for ref in ("work", "family"))
    assert missed("PLN-01", sound(plan={"outcomes": (*OUTCOMES, *dim)})) == (
        "plan.outcomes[work].eligible",
        "plan.outcomes[family].eligible",
    )


def test_pln_01_what_is_ignored_for_certain_is_found_whatever_else_is_unknown() -> None:
    aims = (Aim(ref="work", eligible=True, met_informally=()), Aim(ref="family"))
    mary = sound(plan={"outcomes": (*OUTCOMES, *aims)})
    assert [each.partition(":")[0] for each in said("PLN-01", mary)] == ["plan.outcomes[work]"]


def test_pln_01_a_plan_without_outcomes_ignores_none() -> None:
    nothing = found().replace(plan=sound().plan.replace(outcomes=(), supports=()))
    assert judged("PLN-01", nothing).result is Result.HOLDS


def test_pln_01_several_supports_may_serve_one_outcome_and_one_support_several() -> None:
    both = sound(plan={"supports": (HOMECARE, HOMECARE.replace(ref="nights"), ART)})
    assert {judged(code, both).result for code in ("PLN-01", "PLN-02")} == {Result.HOLDS}


def test_pln_02_each_support_that_serves_nothing_is_named() -> None:
    idle = (HOMECARE.replace(outcomes=()), ART.replace(outcomes=()))
    assert said("PLN-02", sound(plan={"supports": idle})) == [
        "plan.supports[homecare].outcomes: the support homecare serves no outcome",
        "plan.supports[art].outcomes: the support art serves no outcome",
    ]
    (finding, _) = judged("PLN-02", sound(plan={"supports": idle})).findings
    assert finding.remedy == "link homecare to an outcome of the plan, or leave it out"


def test_pln_02_a_support_known_to_serve_nothing_is_found_whatever_is_unknown_of_the_others() -> None:
    dim = HOMECARE.replace(outcomes=None)
    assert judged("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=()))})).result is Result.BREACH
    assert missed("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=None))})) == (
        "plan.supports[homecare].outcomes",
        "plan.supports[art].outcomes",
    )
    assert judged("PLN-02", sound(plan={"supports": ()})).result is Result.HOLDS


def test_pln_06_each_part_that_is_missing_is_named() -> None:
    without = sound(plan={"parts": (PlanPart.SUMMARY, *tuple(PlanPart)[3:])})
    assert said("PLN-06", without) == [
        "plan.parts: the plan does not say how the money is managed, and why",
        "plan.parts: the plan does not say the amount, and how it is spent",
    ]


UNSET = NUMBERS.replace(first_review_days=None, review_months=None)


def test_pln_07_says_since_when_and_by_when() -> None:
    assert said("PLN-07", reviewed(), on=DUE + ONE_DAY) == [
        "lifecycle.reviews: a review was due by Mon 18 May 2026, and none was held since Mon 6 Apr 2026"
    ]
    assert said("PLN-07", reviewed(date(2026, 4, 1), HELD), on=date(2028, 1, 1)) == [
        "lifecycle.reviews: a review was due by Wed 12 May 2027, and none was held since Tue 12 May 2026"
    ]


def test_pln_07_reviews_are_not_asked_for_before_any_can_be_due() -> None:
    dim = sound(lifecycle={"reviews": None})
    assert judged("PLN-07", dim, on=DUE).result is Result.HOLDS
    assert missed("PLN-07", dim, on=DUE + ONE_DAY) == ("lifecycle.reviews",)
    monthly = NUMBERS.replace(review_months=1)
    assert judged("PLN-07", dim, monthly, date(2026, 5, 6)).result is Result.HOLDS
    assert missed("PLN-07", dim, monthly, date(2026, 5, 7)) == ("lifecycle.reviews",), (
        "one on the first day, the next due"
    )


def test_pln_07_only_the_number_that_counts_is_asked_for() -> None:
    assert missed("PLN-07", reviewed(), UNSET, DUE) == ("policy.first_review_days",)
    assert missed("PLN-07", reviewed(HELD), UNSET, DUE) == ("policy.review_months",)
    one = UNSET.replace(first_review_days=42)
    assert judged("PLN-07", reviewed(), one, DUE + ONE_DAY).result is Result.BREACH


def test_pln_07_what_is_overdue_may_have_ended_before() -> None:
    endless = reviewed(last_day=None)
    assert missed("PLN-07", endless, on=DUE + ONE_DAY) == ("contract.last_day",)
    assert judged("PLN-07", endless, on=DUE).result is Result.HOLDS


def test_pln_07_beyond_the_calendar_nothing_is_due() -> None:
    late = sound(lifecycle={"reviews": None}, contract={"first_day": date(9999, 12, 1), "last_day": date.max})
    assert judged("PLN-07", late, on=date.max).result is Result.HOLDS


def test_pln_09_all_that_the_assessment_lacks_is_said_of_each_eligible_outcome() -> None:
    needs = NEEDS.replace(from_impairment=False, not_achieved=(), affects_well_being=False)
    found = said("PLN-09", sound(needs=needs))
    assert [each.partition(":")[0] for each in found] == [
        f"plan.outcomes[{ref}].eligible" for ref in ("hygiene", "nutrition", "church")
    ]
    assert found[0].endswith(
        "the needs do not arise from what the regulations name and too few outcomes were found that cannot be "
        "achieved and well-being is not significantly affected"
    )


def test_pln_09_one_reason_is_enough_whatever_else_is_unknown() -> None:
    needs = NEEDS.replace(from_impairment=False, not_achieved=None, affects_well_being=None)
    mary = sound(needs=needs)
    assert len(judged("PLN-09", mary.replace(person=mary.person.replace(kind=None))).findings) == 3


def test_pln_09_an_area_of_others_is_found_by_the_persons_kind() -> None:
    mary = carer(CarerOutcome.RECREATION)
    assert judged("PLN-09", mary).result is Result.HOLDS
    adult = mary.replace(person=sound().person, needs=NEEDS)
    assert said("PLN-09", adult) == [
        "plan.outcomes[break].area: the outcome break is recorded as eligible, but its area is one that the "
        "regulations name for others"
    ]
    assert missed("PLN-09", mary.replace(person=mary.person.replace(kind=None))) == ("person.kind",)
    mixed = carer(AdultOutcome.CLOTHED)  # type: ignore[arg-type]  # an adult's outcome is none of a carer's
    assert judged("PLN-09", mixed).result is Result.BREACH


def test_pln_09_without_a_kind_one_outcome_may_be_enough_and_none_never_is() -> None:
    someone = carer(CarerOutcome.RECREATION)
    someone = someone.replace(person=someone.person.replace(kind=None))
    assert missed("PLN-09", someone) == ("person.kind",)
    ill = NEEDS.replace(not_achieved=())
    assert missed("PLN-09", someone.replace(needs=ill)) == ("person.kind",)
    assert judged("PLN-09", someone.replace(needs=ill.replace(health_at_risk=False))).result is Result.BREACH


def test_a2_12_a_carer_whose_health_is_at_risk_is_eligible_without_an_outcome() -> None:
    assert judged("PLN-09", carer(health_at_risk=True)).result is Result.HOLDS
    assert missed("PLN-09", carer(health_at_risk=None)) == ("needs.health_at_risk",)
    assert judged("PLN-09", carer(health_at_risk=False)).result is Result.BREACH
    assert judged("PLN-09", carer(CarerOutcome.RECREATION, health_at_risk=None)).result is Result.HOLDS
    adult = sound(needs=NEEDS.replace(not_achieved=(AdultOutcome.HYGIENE,), health_at_risk=True))
    assert judged("PLN-09", adult).result is Result.BREACH, "for an adult, health at risk takes the place of no outcome"


def test_pln_09_whether_it_is_eligible_is_asked_only_where_it_matters() -> None:
    def with_garden(needs: object = NEEDS, **facts: object) -> tuple[str, ...]:
        aims = tuple(each.replace(eligible=False) for each in OUTCOMES[:3])
        return missed(
            "PLN-09", sound(plan={"outcomes": (*aims, OUTCOMES[3].replace(**{"area": None, **facts}))}, needs=needs)
        )

    assert with_garden(None) == (), "none is eligible"
    assert with_garden(eligible=None, area=AdultOutcome.HABITABLE_HOME) == ()
    garden = "plan.outcomes[garden].eligible"
    assert with_garden(eligible=None) == (garden,)
    assert with_garden(eligible=None, area=CarerOutcome.RECREATION) == (garden,)
    ill = NEEDS.replace(from_impairment=False, affects_well_being=None)
    assert with_garden(ill, eligible=None, area=AdultOutcome.HABITABLE_HOME) == (garden,)
    assert with_garden(None, eligible=None, area=AdultOutcome.HABITABLE_HOME) == ("needs",)
    assert with_garden(eligible=True) == ("plan.outcomes[garden].area",)


def found(*not_achieved: CareOutcome, **facts: object) -> Arrangement:
    """Mary, of whom the assessment found that some outcomes cannot be achieved."""
    return assessed(not_achieved=not_achieved, **facts)


def test_a6_pln_01_an_outcome_that_was_assessed_is_not_left_out_of_the_plan() -> None:
    two = (AdultOutcome.HYGIENE, AdultOutcome.NUTRITION)
    assert judged("PLN-01", found(*two)).result is Result.HOLDS
    assert said("PLN-01", found(*two, AdultOutcome.TOILET)) == [
        "plan.outcomes: the assessment found that managing toilet needs cannot be achieved, and the plan has no such "
        "outcome"
    ]


def test_pln_01_asks_for_the_areas_only_where_one_might_be_it() -> None:
    mary = found(AdultOutcome.HYGIENE, AdultOutcome.TOILET)
    first, *others = mary.plan.outcomes or ()
    vague = mary.replace(plan=mary.plan.replace(outcomes=(first, *(each.replace(area=None) for each in others))))
    assert missed("PLN-01", vague) == ("plan.outcomes[nutrition].area", "plan.outcomes[church].area")
    assert missed("PLN-01", mary.replace(needs=None)) == ("needs",)
    assert missed("PLN-01", sound(needs={"not_achieved": None})) == ("needs.not_achieved",)
    unsure = found(AdultOutcome.HYGIENE, AdultOutcome.TOILET, affects_well_being=None)
    assert missed("PLN-01", unsure) == ("needs.affects_well_being",)


def test_pln_01_where_nothing_is_eligible_or_nothing_was_assessed_nothing_is_left_out() -> None:
    assert judged("PLN-01", found(AdultOutcome.TOILET, affects_well_being=False)).result is Result.HOLDS
    assert judged("PLN-01", sound(needs=NotDone(how=HowNotDone.NOT_DONE))).result is Result.HOLDS


def test_a6_pln_01_a_support_by_nobody_that_costs_nothing_meets_nothing() -> None:
    def homecare(**facts: Any) -> Arrangement:
        return sound(plan={"supports": (HOMECARE.replace(cost=Rate.weekly(0), **facts), ART)})

    assert missed("PLN-01", homecare(provider=None)) == ("plan.supports[homecare].provider",)
    assert judged("PLN-01", homecare(provider="H-7")).result is Result.HOLDS
    assert judged("PLN-01", sound(plan={"supports": (HOMECARE.replace(cost=Money(0)), ART)})).result is Result.HOLDS


def test_a6_what_meets_an_outcome_informally_is_named() -> None:
    refused(lambda: Outcome(ref="safe", met_informally=("?",)), "Outcome.met_informally[0]: '?' names nobody")
    assert Outcome(ref="safe", met_informally=("her sister", "2 neighbours")).met_informally is not None
