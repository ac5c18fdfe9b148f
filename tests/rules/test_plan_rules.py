"""PLN: what a plan serves, costs, buys, shares and says, and when it is reviewed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from support.arrangements import ART, HOMECARE, NEEDS, ONE_DAY, OUTCOMES, POOL, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proofs.plan import DUE, HELD, carer, large, of_kind, other, pooled, reviewed, stated

from isf_core.model import NOT_STATED, AdultOutcome, CarerOutcome, PlanPart, SupportKind
from isf_core.model import Outcome as Aim
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Rate

YEAR = "contract.payment.weeks_in_year"
NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)

KNOWLEDGE = list(product((True, False, None), (("a friend",), (), None), (("work",), ("garden",), None)))


@pytest.mark.parametrize(("eligible", "informally", "served"), KNOWLEDGE)
def test_an_outcome_is_judged_by_what_is_known_of_it(
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


def test_all_that_is_ignored_and_all_that_is_unknown_is_named_at_once() -> None:
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


def test_what_is_ignored_for_certain_is_found_whatever_else_is_unknown() -> None:
    aims = (Aim(ref="work", eligible=True, met_informally=()), Aim(ref="family"))
    mary = sound(plan={"outcomes": (*OUTCOMES, *aims)})
    assert [each.partition(":")[0] for each in said("PLN-01", mary)] == ["plan.outcomes[work]"]


def test_a_plan_without_outcomes_ignores_none() -> None:
    assert judged("PLN-01", sound(plan={"outcomes": (), "supports": ()})).result is Result.HOLDS


def test_several_supports_may_serve_one_outcome_and_one_support_several() -> None:
    both = sound(plan={"supports": (HOMECARE, HOMECARE.replace(ref="nights"), ART)})
    assert {judged(code, both).result for code in ("PLN-01", "PLN-02")} == {Result.HOLDS}


def test_each_support_that_serves_nothing_is_named() -> None:
    idle = (HOMECARE.replace(outcomes=()), ART.replace(outcomes=()))
    assert said("PLN-02", sound(plan={"supports": idle})) == [
        "plan.supports[homecare].outcomes: the support homecare serves no outcome",
        "plan.supports[art].outcomes: the support art serves no outcome",
    ]
    (finding, _) = judged("PLN-02", sound(plan={"supports": idle})).findings
    assert finding.remedy == "link homecare to an outcome of the plan, or leave it out"


def test_a_support_known_to_serve_nothing_is_found_whatever_is_unknown_of_the_others() -> None:
    dim = HOMECARE.replace(outcomes=None)
    assert judged("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=()))})).result is Result.BREACH
    assert missed("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=None))})) == (
        "plan.supports[homecare].outcomes",
        "plan.supports[art].outcomes",
    )
    assert judged("PLN-02", sound(plan={"supports": ()})).result is Result.HOLDS


# PLN-03


def test_it_says_what_is_stated_and_what_the_supports_cost() -> None:
    assert said("PLN-03", stated(Rate.four_weekly(300))) == [
        "plan.stated_cost: the plan states a cost of £300.00 every four weeks, and its supports cost £84.375 a week"
    ]


def test_what_is_costed_may_be_too_much_already() -> None:
    dim = sound(plan={"supports": (HOMECARE, ART.replace(cost=None)), "stated_cost": Rate.weekly("62.49")})
    assert said("PLN-03", dim) == [
        "plan.stated_cost: the plan states a cost of £62.49 a week, and its supports cost at least £62.50 a week"
    ]
    assert missed("PLN-03", dim.replace(plan=dim.plan.replace(stated_cost=Rate.weekly("62.50")))) == (
        "plan.supports[art].cost",
    )


def test_a_plan_without_supports_costs_nothing() -> None:
    assert judged("PLN-03", sound(plan={"supports": (), "stated_cost": Rate.weekly(0)})).result is Result.HOLDS
    assert judged("PLN-03", sound(plan={"supports": ()})).result is Result.BREACH


def test_unlike_units_of_cost_need_a_year_and_like_ones_none() -> None:
    silent = sound(payment={"weeks_in_year": None})
    assert missed("PLN-03", silent, NO_YEAR) == (YEAR,)
    weekly = (HOMECARE, ART.replace(cost=Rate.four_weekly("87.50")))
    like = {"supports": weekly, "stated_cost": Rate.weekly("84.375")}
    mary = sound(plan=like, payment={"weeks_in_year": None})
    assert judged("PLN-03", mary, NO_YEAR).result is Result.HOLDS
    yearly = sound(plan={**like, "stated_cost": Rate.annual("4387.50")}, payment={"weeks_in_year": None})
    assert missed("PLN-03", yearly, NO_YEAR) == (YEAR,)


# PLN-04 and PLN-12

OPEN = NUMBERS.replace(exclusions=None)


def test_what_is_illegal_is_found_whatever_the_policy_says_and_whatever_else_is_unknown() -> None:
    supports = (HOMECARE.replace(kinds=None), ART.replace(kinds=(SupportKind.ILLEGAL,)))
    for numbers in (NUMBERS, OPEN, NUMBERS.replace(exclusions=())):
        assert said("PLN-04", sound(plan={"supports": supports}), numbers) == [
            "plan.supports[art].kinds: art is for anything illegal, and that is not legal"
        ]


def test_what_the_policy_excludes_is_found_in_each_support() -> None:
    both = tuple(each.replace(kinds=(SupportKind.GAMBLING,)) for each in (HOMECARE, ART))
    assert said("PLN-04", sound(plan={"supports": both})) == [
        f"plan.supports[{ref}].kinds: {ref} is for gambling, and the policy excludes it" for ref in ("homecare", "art")
    ]


def test_a_policy_that_names_no_exclusions_leaves_it_at_a_warning() -> None:
    assert judged("PLN-04", of_kind(SupportKind.DEBTS), OPEN).result is Result.HOLDS
    assert said("PLN-12", of_kind(SupportKind.DEBTS), OPEN) == [
        "plan.supports[art].kinds: art is for paying debts, which policies commonly exclude"
    ]
    assert judged("PLN-12", of_kind(SupportKind.ILLEGAL), OPEN).result is Result.HOLDS, "PLN-04's"
    dim = sound(plan={"supports": (HOMECARE.replace(kinds=None), ART)})
    assert missed("PLN-04", dim) == missed("PLN-12", dim, OPEN) == ("plan.supports[homecare].kinds",)


# PLN-05


def test_a_large_part_has_a_reason_or_asks_for_it() -> None:
    assert said("PLN-05", large("95")) == [
        "plan.supports[homecare].reason: homecare takes £95.00 of the plan's £100.00 a week, more than 0.9 of it, "
        "and no reason is given"
    ]
    assert missed("PLN-05", large("95", None)) == ("plan.supports[homecare].reason",)
    assert judged("PLN-05", large("95", "two carers at night")).result is Result.HOLDS


def test_each_large_part_is_found_before_another_is_asked_for_its_reason() -> None:
    third = NUMBERS.replace(largest_part=Fraction(1, 3))
    supports = (HOMECARE.replace(cost=Rate.weekly(50)), ART.replace(cost=Rate.weekly(50), reason=NOT_STATED))
    mary = sound(plan={"supports": supports})
    assert [each.partition(":")[0] for each in said("PLN-05", mary, third)] == ["plan.supports[art].reason"]
    assert judged("PLN-05", sound(plan={"supports": ()})).result is Result.HOLDS


# PLN-06


def test_each_part_that_is_missing_is_named() -> None:
    without = sound(plan={"parts": (PlanPart.SUMMARY, *tuple(PlanPart)[3:])})
    assert said("PLN-06", without) == [
        "plan.parts: the plan does not say how the money is managed, and why",
        "plan.parts: the plan does not say the amount, and how it is spent",
    ]


# PLN-07

UNSET = NUMBERS.replace(first_review_days=None, review_months=None)


def test_it_says_since_when_and_by_when() -> None:
    assert said("PLN-07", reviewed(), on=DUE + ONE_DAY) == [
        "lifecycle.reviews: a review was due by Mon 18 May 2026, and none was held since Mon 6 Apr 2026"
    ]
    assert said("PLN-07", reviewed(date(2026, 4, 1), HELD), on=date(2028, 1, 1)) == [
        "lifecycle.reviews: a review was due by Wed 12 May 2027, and none was held since Tue 12 May 2026"
    ]


def test_reviews_are_not_asked_for_before_any_can_be_due() -> None:
    dim = sound(lifecycle={"reviews": None})
    assert judged("PLN-07", dim, on=DUE).result is Result.HOLDS
    assert missed("PLN-07", dim, on=DUE + ONE_DAY) == ("lifecycle.reviews",)
    monthly = NUMBERS.replace(review_months=1)
    assert judged("PLN-07", dim, monthly, date(2026, 5, 6)).result is Result.HOLDS
    assert missed("PLN-07", dim, monthly, date(2026, 5, 7)) == ("lifecycle.reviews",), (
        "one on the first day, the next due"
    )


def test_only_the_number_that_counts_is_asked_for() -> None:
    assert missed("PLN-07", reviewed(), UNSET, DUE) == ("policy.first_review_days",)
    assert missed("PLN-07", reviewed(HELD), UNSET, DUE) == ("policy.review_months",)
    one = UNSET.replace(first_review_days=42)
    assert judged("PLN-07", reviewed(), one, DUE + ONE_DAY).result is Result.BREACH


def test_what_is_overdue_may_have_ended_before() -> None:
    endless = reviewed(last_day=None)
    assert missed("PLN-07", endless, on=DUE + ONE_DAY) == ("contract.last_day",)
    assert judged("PLN-07", endless, on=DUE).result is Result.HOLDS


def test_beyond_the_calendar_nothing_is_due() -> None:
    late = sound(lifecycle={"reviews": None}, contract={"first_day": date(9999, 12, 1), "last_day": date.max})
    assert judged("PLN-07", late, on=date.max).result is Result.HOLDS


# PLN-09


def test_all_that_the_assessment_lacks_is_said_of_each_eligible_outcome() -> None:
    needs = NEEDS.replace(from_impairment=False, not_achieved=(), affects_well_being=False)
    found = said("PLN-09", sound(needs=needs))
    assert [each.partition(":")[0] for each in found] == [
        f"plan.outcomes[{ref}].eligible" for ref in ("hygiene", "nutrition", "church")
    ]
    assert found[0].endswith(
        "the needs do not arise from what the regulations name and too few outcomes were found that cannot be "
        "achieved and well-being is not significantly affected"
    )


def test_one_reason_is_enough_whatever_else_is_unknown() -> None:
    needs = NEEDS.replace(from_impairment=False, not_achieved=None, affects_well_being=None)
    mary = sound(needs=needs)
    assert len(judged("PLN-09", mary.replace(person=mary.person.replace(kind=None))).findings) == 3


def test_an_area_of_others_is_found_by_the_persons_kind() -> None:
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


def test_without_a_kind_one_outcome_may_be_enough_and_none_never_is() -> None:
    someone = carer(CarerOutcome.RECREATION)
    someone = someone.replace(person=someone.person.replace(kind=None))
    assert missed("PLN-09", someone) == ("person.kind",)
    assert judged("PLN-09", someone.replace(needs=NEEDS.replace(not_achieved=()))).result is Result.BREACH


def test_whether_it_is_eligible_is_asked_only_where_it_matters() -> None:
    def with_garden(needs: object = NEEDS, **facts: object) -> tuple[str, ...]:
        aims = tuple(each.replace(eligible=False) for each in OUTCOMES[:3])
        return missed("PLN-09", sound(plan={"outcomes": (*aims, OUTCOMES[3].replace(**facts))}, needs=needs))

    assert with_garden(None) == (), "none is eligible"
    assert with_garden(eligible=None, area=AdultOutcome.HABITABLE_HOME) == ()
    garden = "plan.outcomes[garden].eligible"
    assert with_garden(eligible=None) == (garden,)
    assert with_garden(eligible=None, area=CarerOutcome.RECREATION) == (garden,)
    ill = NEEDS.replace(from_impairment=False, affects_well_being=None)
    assert with_garden(ill, eligible=None, area=AdultOutcome.HABITABLE_HOME) == (garden,)
    assert with_garden(None, eligible=None, area=AdultOutcome.HABITABLE_HOME) == ("needs",)
    assert with_garden(eligible=True) == ("plan.outcomes[garden].area",)


# PLN-10

MEMBERS = "plan.pools[art room].members"


def test_it_says_what_is_wrong_in_which_pool() -> None:
    mary = pooled(other("0.25"), consented_on=date(2026, 4, 7), outcomes=("art", "church"))
    assert said("PLN-10", mary) == [
        f"{MEMBERS}[P-001].consented_on: in the pool art room, the person joined on Mon 6 Apr 2026, "
        "and consented on Tue 7 Apr 2026",
        f"{MEMBERS}[P-001].outcomes: in the pool art room, the person's part serves art, "
        "which is no outcome of their plan",
        f"{MEMBERS}: in the pool art room, the shares add up to 0.75 from Mon 6 Apr 2026",
    ]


def test_a_pool_that_the_person_is_not_in_is_found() -> None:
    mary = sound(plan={"pools": (POOL.replace(members=(other("1"),)),)})
    assert said("PLN-10", mary) == [f"{MEMBERS}: in the pool art room, the person is no member"]


def test_what_happened_before_the_person_joined_is_no_matter() -> None:
    alone = other("0.3", date(2025, 4, 7), START - ONE_DAY, ref="P-003")
    assert judged("PLN-10", pooled(other("0.5"), alone)).result is Result.HOLDS


def test_shares_that_add_up_only_as_fractions_do() -> None:
    thirds = pooled(other("0.3333"), share="0.6666")
    assert said("PLN-10", thirds)[0].endswith("the shares add up to 0.9999 from Mon 6 Apr 2026")
    exact = POOL.replace(members=tuple(each.replace(share=Fraction(1, 2)) for each in POOL.members))
    assert judged("PLN-10", sound(plan={"pools": (exact,)})).result is Result.HOLDS


def test_the_other_members_consent_is_for_their_own_arrangements() -> None:
    assert judged("PLN-10", pooled(other("0.5"))).result is Result.HOLDS
    dim = pooled(consented_on=None, outcomes=None)
    assert missed("PLN-10", dim) == (f"{MEMBERS}[P-001].consented_on", f"{MEMBERS}[P-001].outcomes")
    assert missed("PLN-10", sound(plan={"pools": None})) == ("plan.pools",)
    assert judged("PLN-10", pooled(share="0.4", outcomes=None)).result is Result.BREACH


def test_a_member_to_the_end_of_the_calendar_leaves_no_day_after() -> None:
    assert judged("PLN-10", pooled(other("0.5", last_day=date.max))).result is Result.HOLDS
