"""Rules on what a plan buys: its cost, what may not be bought, what is shared (PLN-03 to -05, -10, -12, -15)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from support.arrangements import ART, HOMECARE, LAST, ONE_DAY, POOL, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Funder,
    FunderKind,
    FundingShare,
    PoolMember,
    SupportKind,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Money, Rate

MEMBER = POOL.members[0]


def stated(cost: Rate) -> Arrangement:
    """Mary with a plan that states a cost."""
    return sound(plan={"stated_cost": cost})


def of_kind(*kinds: SupportKind) -> Arrangement:
    """Mary with something of a kind in her plan."""
    return sound(plan={"supports": (HOMECARE, ART.replace(kinds=kinds))})


def bought(*kinds: SupportKind, kind: FunderKind | None = FunderKind.COUNCIL) -> Arrangement:
    """Mary, for whom one funder alone buys something of a kind."""
    return of_kind(*kinds).replace(funding=(FundingShare(funder=Funder(ref="F", kind=kind), share=1),))


def large(a_week: str, reason: object = NOT_STATED) -> Arrangement:
    """Mary with a support that takes so much of a hundred pounds a week."""
    rest = Rate.weekly(100 - int(a_week)) if a_week.isdigit() else Rate.weekly("9.99")
    supports = (HOMECARE.replace(cost=Rate.weekly(a_week), reason=reason), ART.replace(cost=rest))
    return sound(plan={"supports": supports})


def pooled(*others: PoolMember, **facts: object) -> Arrangement:
    """Mary in a pool, with her part changed, or with others than she has."""
    return sound(plan={"pools": (POOL.replace(members=(MEMBER.replace(**facts), *(others or POOL.members[1:]))),)})


def other(share: str, first_day: date = START, last_day: date | None = None, ref: str = "P-002") -> PoolMember:
    """Somebody else's part in the pool."""
    return PoolMember(person=ref, share=share, first_day=first_day, last_day=last_day or OPEN_ENDED)


COMMON = (
    *(SupportKind.GAMBLING, SupportKind.DEBTS),
    *(SupportKind.HOUSEHOLD_BILLS, SupportKind.FAMILY_OF_HOUSEHOLD),
)
"""What is commonly excluded."""


PROOFS: dict[str, Proof] = {
    "PLN-03": Proof(
        sound=sound(),
        breaches=(stated(Rate.weekly(80)), stated(Rate.weekly(90))),
        edges=(
            Edge("a penny a year too much", sound(), stated(Rate.annual("4387.51"))),
            Edge("a penny a year too little", sound(), stated(Rate.annual("4387.49"))),
            Edge("a fraction of a penny a week", stated(Rate.weekly("84.375")), stated(Rate.weekly("84.38"))),
            Edge(
                "bought once, or a week",
                sound(plan={"supports": (HOMECARE, ART, ART.replace(ref="chair", cost=Money(400)))}),
                sound(plan={"supports": (HOMECARE, ART, ART.replace(ref="chair", cost=Rate.weekly("0.01")))}),
            ),
        ),
    ),
    "PLN-04": Proof(
        sound=sound(),
        breaches=(of_kind(SupportKind.ILLEGAL), of_kind(SupportKind.PERSONAL_CARE, SupportKind.GAMBLING)),
        edges=(
            Edge("excluded by the policy or not", of_kind(SupportKind.DEBTS), of_kind(SupportKind.GAMBLING)),
            Edge(
                "legal or not, whatever the policy says",
                At(of_kind(SupportKind.GAMBLING), START, NUMBERS.replace(exclusions=())),
                At(of_kind(SupportKind.ILLEGAL), START, NUMBERS.replace(exclusions=())),
            ),
        ),
    ),
    "PLN-05": Proof(
        sound=sound(),
        breaches=(large("91"), large("99")),
        idle=(At(sound(), START, NUMBERS.replace(largest_part=None)),),
        edges=(
            Edge("just the limit, or a pound above it", large("90"), large("91")),
            Edge("just the limit, or a penny above it", large("89.91"), large("89.92")),
            Edge("with a reason, or without", large("95", "she needs two carers at night"), large("95")),
        ),
    ),
    "PLN-10": Proof(
        sound=sound(),
        breaches=(
            pooled(outcomes=()),
            pooled(outcomes=("church", "art")),
            pooled(share="0.4"),
            sound(plan={"pools": (POOL.replace(members=POOL.members[1:]),)}),
        ),
        idle=(sound(plan={"pools": ()}),),
        edges=(
            Edge("consent on the day or a day late", pooled(consented_on=START), pooled(consented_on=START + ONE_DAY)),
            Edge("a little less than one", pooled(other("0.5")), pooled(other("0.4999"))),
            Edge(
                "one leaves as another joins, or a day before",
                pooled(other("0.5", last_day=LAST), other("0.5", LAST + ONE_DAY, ref="P-003")),
                pooled(other("0.5", last_day=LAST - ONE_DAY), other("0.5", LAST + ONE_DAY, ref="P-003")),
            ),
            Edge(
                "after the person has left, or on their last day",
                pooled(other("0.5"), other("0.1", LAST + ONE_DAY, ref="P-003"), last_day=LAST),
                pooled(other("0.5"), other("0.1", LAST, ref="P-003"), last_day=LAST),
            ),
            Edge("for an outcome of the person's own", pooled(outcomes=("garden",)), pooled(outcomes=("art",))),
        ),
    ),
    "PLN-15": Proof(
        sound=bought(SupportKind.ANCILLARY_HEALTH),
        breaches=(bought(SupportKind.NHS_CARE), bought(SupportKind.NURSING)),
        idle=(of_kind(SupportKind.NHS_CARE),),
        edges=(Edge("ancillary, or not", bought(SupportKind.ANCILLARY_HEALTH), bought(SupportKind.NHS_CARE)),),
    ),
    "PLN-12": Proof(
        sound=sound(),
        numbers=NUMBERS.replace(exclusions=None),
        breaches=tuple(map(of_kind, COMMON)),
        idle=(At(of_kind(SupportKind.DEBTS), START, NUMBERS.replace(exclusions=())),),
        edges=(
            Edge(
                "of a kind that is common, or one that is not",
                of_kind(SupportKind.PERSONAL_CARE),
                of_kind(SupportKind.DEBTS),
            ),
        ),
    ),
}


YEAR = "contract.payment.weeks_in_year"


NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)


def test_pln_03_says_what_is_stated_and_what_the_supports_cost() -> None:
    assert said("PLN-03", stated(Rate.four_weekly(300))) == [
        "plan.stated_cost: the plan states a cost of £300.00 every four weeks, and its supports cost £84.375 a week"
    ]


def test_pln_03_what_is_costed_may_be_too_much_already() -> None:
    dim = sound(plan={"supports": (HOMECARE, ART.replace(cost=None)), "stated_cost": Rate.weekly("62.49")})
    assert said("PLN-03", dim) == [
        "plan.stated_cost: the plan states a cost of £62.49 a week, and its supports cost at least £62.50 a week"
    ]
    assert missed("PLN-03", dim.replace(plan=dim.plan.replace(stated_cost=Rate.weekly("62.50")))) == (
        "plan.supports[art].cost",
    )


def test_pln_03_a_plan_without_supports_costs_nothing() -> None:
    assert judged("PLN-03", sound(plan={"supports": (), "stated_cost": Rate.weekly(0)})).result is Result.HOLDS
    assert judged("PLN-03", sound(plan={"supports": ()})).result is Result.BREACH


def test_pln_03_unlike_units_of_cost_need_a_year_and_like_ones_none() -> None:
    silent = sound(payment={"weeks_in_year": None})
    assert missed("PLN-03", silent, NO_YEAR) == (YEAR,)
    weekly = (HOMECARE, ART.replace(cost=Rate.four_weekly("87.50")))
    like = {"supports": weekly, "stated_cost": Rate.weekly("84.375")}
    mary = sound(plan=like, payment={"weeks_in_year": None})
    assert judged("PLN-03", mary, NO_YEAR).result is Result.HOLDS
    yearly = sound(plan={**like, "stated_cost": Rate.annual("4387.50")}, payment={"weeks_in_year": None})
    assert missed("PLN-03", yearly, NO_YEAR) == (YEAR,)


OPEN = NUMBERS.replace(exclusions=None)


def test_pln_04_what_is_illegal_is_found_whatever_the_policy_says_and_whatever_else_is_unknown() -> None:
    supports = (HOMECARE.replace(kinds=None), ART.replace(kinds=(SupportKind.ILLEGAL,)))
    for numbers in (NUMBERS, OPEN, NUMBERS.replace(exclusions=())):
        assert said("PLN-04", sound(plan={"supports": supports}), numbers) == [
            "plan.supports[art].kinds: the support art is for anything illegal, and that is not legal"
        ]


def test_pln_04_what_the_policy_excludes_is_found_in_each_support() -> None:
    both = tuple(each.replace(kinds=(SupportKind.GAMBLING,)) for each in (HOMECARE, ART))
    assert said("PLN-04", sound(plan={"supports": both})) == [
        f"plan.supports[{ref}].kinds: the support {ref} is for gambling, and the policy excludes it"
        for ref in ("homecare", "art")
    ]


def test_pln_04_a_policy_that_names_no_exclusions_leaves_it_at_a_warning() -> None:
    assert judged("PLN-04", of_kind(SupportKind.DEBTS), OPEN).result is Result.HOLDS
    assert said("PLN-12", of_kind(SupportKind.DEBTS), OPEN) == [
        "plan.supports[art].kinds: the support art is for paying debts, which policies commonly exclude"
    ]
    assert judged("PLN-12", of_kind(SupportKind.ILLEGAL), OPEN).result is Result.HOLDS, "PLN-04's"
    dim = sound(plan={"supports": (HOMECARE.replace(kinds=None), ART)})
    assert missed("PLN-04", dim) == missed("PLN-12", dim, OPEN) == ("plan.supports[homecare].kinds",)


def test_pln_05_a_large_part_has_a_reason_or_asks_for_it() -> None:
    assert said("PLN-05", large("95")) == [
        "plan.supports[homecare].reason: the support homecare takes £95.00 of the plan's £100.00 a week, more "
        "than 0.9 of it, "
        "and no reason is given"
    ]
    assert missed("PLN-05", large("95", None)) == ("plan.supports[homecare].reason",)
    assert judged("PLN-05", large("95", "two carers at night")).result is Result.HOLDS


def test_pln_05_each_large_part_is_found_before_another_is_asked_for_its_reason() -> None:
    third = NUMBERS.replace(largest_part=Fraction(1, 3))
    supports = (HOMECARE.replace(cost=Rate.weekly(50)), ART.replace(cost=Rate.weekly(50), reason=NOT_STATED))
    mary = sound(plan={"supports": supports})
    assert [each.partition(":")[0] for each in said("PLN-05", mary, third)] == ["plan.supports[art].reason"]
    assert judged("PLN-05", sound(plan={"supports": ()})).result is Result.HOLDS


MEMBERS = "plan.pools[art room].members"


def test_pln_10_says_what_is_wrong_in_which_pool() -> None:
    mary = pooled(other("0.25"), consented_on=date(2026, 4, 7), outcomes=("art", "church"))
    assert said("PLN-10", mary) == [
        f"{MEMBERS}[P-001].consented_on: in the pool art room, the person joined on Mon 6 Apr 2026, "
        "and did not consent until Tue 7 Apr 2026",
        f"{MEMBERS}[P-001].outcomes: in the pool art room, the person's part serves art, "
        "which is no outcome of their plan",
        f"{MEMBERS}: in the pool art room, the shares add up to 0.75 from Mon 6 Apr 2026",
    ]


def test_pln_10_a_pool_that_the_person_is_not_in_is_found() -> None:
    mary = sound(plan={"pools": (POOL.replace(members=(other("1"),)),)})
    assert said("PLN-10", mary) == [f"{MEMBERS}: in the pool art room, the person is no member"]


def test_pln_10_what_happened_before_the_person_joined_is_no_matter() -> None:
    alone = other("0.3", date(2025, 4, 7), START - ONE_DAY, ref="P-003")
    assert judged("PLN-10", pooled(other("0.5"), alone)).result is Result.HOLDS


def test_pln_10_shares_that_add_up_only_as_fractions_do() -> None:
    thirds = pooled(other("0.3333"), share="0.6666")
    assert said("PLN-10", thirds)[0].endswith("the shares add up to 0.9999 from Mon 6 Apr 2026")
    exact = POOL.replace(members=tuple(each.replace(share=Fraction(1, 2)) for each in POOL.members))
    assert judged("PLN-10", sound(plan={"pools": (exact,)})).result is Result.HOLDS


def test_pln_10_the_other_members_consent_is_for_their_own_arrangements() -> None:
    assert judged("PLN-10", pooled(other("0.5"))).result is Result.HOLDS
    dim = pooled(consented_on=None, outcomes=None)
    assert missed("PLN-10", dim) == (f"{MEMBERS}[P-001].consented_on", f"{MEMBERS}[P-001].outcomes")
    assert missed("PLN-10", sound(plan={"pools": None})) == ("plan.pools",)
    assert judged("PLN-10", pooled(share="0.4", outcomes=None)).result is Result.BREACH


def test_pln_10_a_member_to_the_end_of_the_calendar_leaves_no_day_after() -> None:
    assert judged("PLN-10", pooled(other("0.5", last_day=date.max))).result is Result.HOLDS


def test_a5_pln_03_the_sum_is_known_where_every_support_is_costed() -> None:
    silent = sound(plan={"stated_cost": None})
    assert judged("PLN-03", silent).result is Result.HOLDS
    uncosted = silent.replace(plan=silent.plan.replace(supports=(HOMECARE, ART.replace(cost=None))))
    assert missed("PLN-03", uncosted) == ("plan.supports[art].cost",)


def test_a6_pln_15_whose_money_it_is_is_asked_only_where_something_of_the_nhs_is_bought() -> None:
    assert said("PLN-15", bought(SupportKind.NURSING)) == [
        "plan.supports[art].kinds: the support art is nursing by a registered nurse, and the council's money "
        "may not buy it"
    ]
    assert judged("PLN-15", bought(SupportKind.NHS_CARE, kind=FunderKind.NHS)).result is Result.DOES_NOT_APPLY
    assert missed("PLN-15", bought(SupportKind.NHS_CARE, kind=None)) == ("funding[F].funder.kind",)
    assert missed("PLN-15", bought(SupportKind.NHS_CARE).replace(funding=None)) == ("funding",)
    assert judged("PLN-15", bought().replace(funding=None)).result is Result.HOLDS
    assert judged("PLN-12", of_kind(SupportKind.NHS_CARE), PLAIN.parameters).result is Result.HOLDS
