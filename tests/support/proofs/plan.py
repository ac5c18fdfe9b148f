"""The proofs of the rules in rules/plan/outcomes_and_reviews.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    AdultOutcome,
    Arrangement,
    CarerOutcome,
    Outcome,
    Party,
    PersonKind,
    PlanPart,
    PoolMember,
    Review,
    SupportKind,
    Termination,
    TerminationReason,
)
from isf_core.values import Money, Rate

from ..arrangements import ART, HOMECARE, LAST, NEEDS, ONE_DAY, OUTCOMES, POOL, START, sound
from ..asking import NUMBERS
from ..proof import At, Edge, Proof

UNMET = sound(plan={"supports": (HOMECARE.replace(outcomes=("hygiene",)), ART)})


DUE = date(2026, 5, 18)
"""Six weeks after the start."""
HELD = date(2026, 5, 12)
AGAIN = date(2027, 5, 12)
MEMBER = POOL.members[0]


def stated(cost: Rate) -> Arrangement:
    """Mary with a plan that states a cost."""
    return sound(plan={"stated_cost": cost})


def of_kind(*kinds: SupportKind) -> Arrangement:
    """Mary with something of a kind in her plan."""
    return sound(plan={"supports": (HOMECARE, ART.replace(kinds=kinds))})


def large(a_week: str, reason: object = NOT_STATED) -> Arrangement:
    """Mary with a support that takes so much of a hundred pounds a week."""
    rest = Rate.weekly(100 - int(a_week)) if a_week.isdigit() else Rate.weekly("9.99")
    supports = (HOMECARE.replace(cost=Rate.weekly(a_week), reason=reason), ART.replace(cost=rest))
    return sound(plan={"supports": supports})


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


def carer(*not_achieved: CarerOutcome) -> Arrangement:
    """A carer, with what they cannot achieve."""
    aim = Outcome(ref="break", eligible=True, met_informally=(), area=CarerOutcome.RECREATION)
    mary = sound(plan={"outcomes": (aim,), "supports": (ART.replace(outcomes=("break",)),)})
    return mary.replace(
        person=mary.person.replace(kind=PersonKind.CARER), needs=NEEDS.replace(not_achieved=not_achieved)
    )


def pooled(*others: PoolMember, **facts: object) -> Arrangement:
    """Mary in a pool, with her part changed, or with others than she has."""
    return sound(plan={"pools": (POOL.replace(members=(MEMBER.replace(**facts), *(others or POOL.members[1:]))),)})


def other(share: str, first_day: date = START, last_day: date | None = None, ref: str = "P-002") -> PoolMember:
    """Somebody else's part in the pool."""
    return PoolMember(person=ref, share=share, first_day=first_day, last_day=last_day or OPEN_ENDED)


PROOFS: dict[str, Proof] = {
    "PLN-01": Proof(
        sound=sound(),
        breaches=(UNMET, sound(plan={"supports": ()})),
        edges=(
            Edge("one outcome less", sound(), UNMET),
            Edge(
                "eligible or not",
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=False, met_informally=()))}),
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=()))}),
            ),
            Edge(
                "met by somebody or by nobody",
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=("a friend",)))}),
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=()))}),
            ),
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
            Edge(
                "eligible or not",
                sound(plan={"outcomes": (*OUTCOMES[:3], OUTCOMES[3].replace(area=CarerOutcome.RECREATION))}),
                sound(
                    plan={"outcomes": (*OUTCOMES[:3], OUTCOMES[3].replace(area=CarerOutcome.RECREATION, eligible=True))}
                ),
            ),
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
    "PLN-12": Proof(
        sound=sound(),
        numbers=NUMBERS.replace(exclusions=None),
        breaches=tuple(
            of_kind(kind)
            for kind in SupportKind
            if kind not in (SupportKind.PERSONAL_CARE, SupportKind.REABLEMENT, SupportKind.ILLEGAL)
        ),
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
