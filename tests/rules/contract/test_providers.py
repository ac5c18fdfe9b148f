"""Rules on who plans and gives support, and who may hold the fund (CON-16, -17, -19)."""

from __future__ import annotations

from datetime import date

from support.arrangements import (
    ART,
    CLAUSE,
    DAY_AFTER,
    HOLDER,
    HOMECARE,
    ON,
    START,
    sound,
)
from support.asking import judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Employer,
    Form,
    HolderKind,
    Provider,
    RegisterEntry,
    Regulated,
    SupportKind,
)
from isf_core.rules import Result

BROKER = HOLDER.replace(kind=HolderKind.INDEPENDENT_BROKER)


CARE_BY_OTHERS = ART.replace(kinds=(SupportKind.PERSONAL_CARE,))


def given_by(
    regulated: Regulated | None, employer: Employer | None = Employer.OTHER, directed: bool | None = True
) -> Arrangement:
    """Mary with personal care by somebody other than the holder."""
    provider = Provider(ref="P-9", regulated=regulated, employer=employer, directed_by_employer=directed)
    return sound(plan={"supports": (CARE_BY_OTHERS,)}, providers=(provider,))


def given_by_the_holder(regulated: Regulated | None) -> Arrangement:
    """Mary with personal care by the holder, of whom only the register of holders says whether it is registered."""
    register = RegisterEntry(registered_on=ON, regulated=regulated)
    return sound(holder=HOLDER.replace(register=register), providers=())


def placed(registered: date = ON, approved: date = ON) -> Arrangement:
    """Mary with a holder that was registered and approved on some days."""
    assert HOLDER.register is not None
    assert HOLDER.accreditation is not None
    return sound(
        holder=HOLDER.replace(
            register=HOLDER.register.replace(registered_on=registered),
            accreditation=HOLDER.accreditation.replace(panel_approved_on=approved),
        )
    )


PROOFS: dict[str, Proof] = {
    "CON-16": Proof(
        sound=sound(),
        breaches=(given_by(Regulated.NOT_REGISTERED), given_by_the_holder(Regulated.NOT_REGISTERED)),
        edges=(
            Edge("registered, or not", given_by(Regulated.REGISTERED), given_by(Regulated.NOT_REGISTERED)),
            Edge(
                "employed by the person, or not",
                given_by(Regulated.NOT_REGISTERED, Employer.PERSON),
                given_by(Regulated.NOT_REGISTERED),
            ),
            Edge(
                "by the register of holders",
                given_by_the_holder(Regulated.REGISTERED),
                given_by_the_holder(Regulated.NOT_REGISTERED),
            ),
            Edge(
                "personal care, or another kind",
                sound(plan={"supports": (CARE_BY_OTHERS.replace(kinds=(SupportKind.REABLEMENT,)),)}),
                sound(plan={"supports": (CARE_BY_OTHERS,)}),
            ),
        ),
    ),
    "CON-17a": Proof(
        sound=sound(plan={"planned_by": "H-7", "conflict_declared": CLAUSE}),
        breaches=(sound(plan={"planned_by": "H-7"}), sound(plan={"planned_by": "P-9"})),
        idle=(sound(),),
        edges=(
            Edge(
                "declared, or not",
                sound(plan={"planned_by": "H-7", "conflict_declared": CLAUSE}),
                sound(plan={"planned_by": "H-7", "conflict_declared": NOT_STATED}),
            ),
        ),
    ),
    "CON-17b": Proof(
        sound=sound(holder=BROKER, plan={"supports": (ART,)}),
        breaches=(sound(holder=BROKER),),
        idle=(sound(),),
        edges=(
            Edge(
                "by another organisation, or by the broker",
                sound(holder=BROKER, plan={"supports": (ART, HOMECARE.replace(provider="H-70"))}),
                sound(holder=BROKER, plan={"supports": (ART, HOMECARE)}),
            ),
        ),
    ),
    "CON-19": Proof(
        sound=sound(),
        breaches=(placed(DAY_AFTER, DAY_AFTER),),
        idle=(sound(contract={"form": Form.PERSON_AND_HOLDER}),),
        edges=(
            Edge(
                "registered on the first day, or the day after", placed(registered=START), placed(registered=DAY_AFTER)
            ),
            Edge("approved on the first day, or the day after", placed(approved=START), placed(approved=DAY_AFTER)),
        ),
    ),
}


def test_con_16_says_which_care_and_who_gives_it() -> None:
    assert said("CON-16", given_by(Regulated.NOT_REGISTERED)) == [
        "plan.supports[art].provider: the support art is personal care, and P-9, who gives it, is not registered"
    ]


def test_con_16_what_is_recorded_among_the_providers_counts_before_the_register() -> None:
    mary = given_by_the_holder(Regulated.REGISTERED)
    (listed, _) = sound().providers or ()
    not_registered = mary.replace(providers=(listed.replace(regulated=Regulated.NOT_REGISTERED),))
    assert judged("CON-16", not_registered).result is Result.BREACH
    assert missed("CON-16", mary.replace(providers=(listed.replace(regulated=None),))) == ("providers[H-7].regulated",)
    assert missed("CON-16", mary.replace(providers=None)) == ("providers",)


def test_con_16_one_of_the_two_is_enough_and_the_other_is_not_asked_for() -> None:
    assert judged("CON-16", given_by(Regulated.REGISTERED, None)).result is Result.HOLDS
    regulated, employer = "providers[P-9].regulated", "providers[P-9].employer"
    assert judged("CON-16", given_by(None, Employer.PERSON)).result is Result.HOLDS
    assert missed("CON-16", given_by(None)) == (regulated,)
    assert missed("CON-16", given_by(Regulated.NOT_REGISTERED, None)) == (employer,)
    assert missed("CON-16", given_by(None, None)) == (regulated, employer)
    assert missed("CON-16", given_by(Regulated.NOT_REGISTERED, Employer.PERSON, None)) == (
        "providers[P-9].directed_by_employer",
    )


def test_con_16_a_carer_of_a_related_third_party_is_none_to_register_and_one_whom_the_holder_directs_is() -> None:
    not_registered = Regulated.NOT_REGISTERED
    assert judged("CON-16", given_by(not_registered, Employer.RELATED_THIRD_PARTY)).result is Result.HOLDS
    assert judged("CON-16", given_by(not_registered, Employer.PERSON, False)).result is Result.BREACH
    assert judged("CON-16", given_by(not_registered, None, False)).result is Result.BREACH


def test_con_16_what_is_missing_of_the_holder_is_named_where_the_register_would_say_it() -> None:
    mary = given_by_the_holder(Regulated.REGISTERED)
    assert missed("CON-16", mary.replace(holder=None)) == ("holder",)
    assert missed("CON-16", mary.replace(holder=HOLDER.replace(register=None))) == ("holder.register",)
    assert missed("CON-16", given_by_the_holder(None)) == ("holder.register.regulated",)
    assert missed("CON-16", mary.replace(holder=HOLDER.replace(ref="H-70"))) == ("providers[H-7]",)


def test_con_16_the_provider_matters_only_where_it_is_personal_care() -> None:
    unknown = CARE_BY_OTHERS.replace(kinds=None)
    assert missed("CON-16", sound(plan={"supports": (unknown,)})) == ("plan.supports[art].kinds",)
    assert missed("CON-16", sound(plan={"supports": (unknown.replace(provider=None),)})) == (
        "plan.supports[art].kinds",
    )
    registered = given_by(Regulated.REGISTERED)
    assert judged("CON-16", registered.replace(plan=registered.plan.replace(supports=(unknown,)))).result is (
        Result.HOLDS
    )
    assert missed("CON-16", sound(plan={"supports": (CARE_BY_OTHERS.replace(provider=None),)})) == (
        "plan.supports[art].provider",
    )
    other = ART.replace(kinds=(SupportKind.GAMBLING,), provider=None)
    assert judged("CON-16", sound(plan={"supports": (other,)})).result is Result.HOLDS


def test_con_16_care_by_somebody_unregistered_is_found_whatever_is_not_known_of_the_rest() -> None:
    unknown = HOMECARE.replace(kinds=None, provider=None)
    assert judged("CON-16", sound(plan={"supports": (unknown, CARE_BY_OTHERS)})).result is Result.BREACH


def test_con_17a_planning_and_giving_support_are_two_facts() -> None:
    assert said("CON-17a", sound(plan={"planned_by": "H-7"})) == [
        "plan.conflict_declared: the planner, H-7, planned the support and gives some of it, and does not "
        "declare the conflict of "
        "interest"
    ]
    nothing_given = sound(plan={"planned_by": "H-7", "supports": (ART,)})
    assert judged("CON-17a", nothing_given).result is Result.DOES_NOT_APPLY
    assert judged("CON-17a", sound(plan={"planned_by": None, "supports": ()})).result is Result.DOES_NOT_APPLY


def test_con_17a_who_planned_it_matters_only_where_no_conflict_is_declared() -> None:
    declared = sound(plan={"planned_by": None, "supports": None, "conflict_declared": CLAUSE})
    assert judged("CON-17a", declared).result is Result.HOLDS
    assert missed("CON-17a", sound(plan={"planned_by": None})) == ("plan.planned_by",)
    assert missed("CON-17a", sound(plan={"planned_by": "H-7", "conflict_declared": None})) == (
        "plan.conflict_declared",
    )
    unknown = ART.replace(provider=None)
    assert missed("CON-17a", sound(plan={"supports": (HOMECARE, unknown)})) == ("plan.supports[art].provider",)
    by_the_holder = sound(plan={"planned_by": "H-7", "supports": (HOMECARE, unknown)})
    assert judged("CON-17a", by_the_holder).result is Result.BREACH


def test_con_17b_each_support_that_a_broker_gives_is_named_and_the_kind_asked_for_only_then() -> None:
    own = HOMECARE.replace(ref="nights")
    assert said("CON-17b", sound(holder=BROKER, plan={"supports": (HOMECARE, ART, own)})) == [
        f"plan.supports[{ref}].provider: the ISF provider is an independent broker, and gives the support {ref} itself"
        for ref in ("homecare", "nights")
    ]
    unknown = BROKER.replace(kind=None)
    assert missed("CON-17b", sound(holder=unknown)) == ("holder.kind",)
    assert judged("CON-17b", sound(holder=unknown, plan={"supports": (ART,)})).result is Result.HOLDS
    assert judged("CON-17b", sound(holder=None, plan={"supports": ()})).result is Result.HOLDS
    assert missed("CON-17b", sound(holder=None)) == ("holder",)


def test_con_19_what_came_too_late_is_named_with_its_day() -> None:
    assert said("CON-19", placed(registered=DAY_AFTER, approved=DAY_AFTER)) == [
        "holder.accreditation.panel_approved_on: support starts on Mon 6 Apr 2026, but the ISF provider was not "
        "approved by the panel until Tue 7 Apr 2026",
        "holder.register.registered_on: support starts on Mon 6 Apr 2026, but the ISF provider was not entered in the "
        "register until Tue 7 Apr 2026",
    ]


def test_con_19_a_late_entry_is_found_whatever_is_not_known_of_the_panel() -> None:
    late = placed(registered=DAY_AFTER)
    assert late.holder is not None
    assert judged("CON-19", late.replace(holder=late.holder.replace(accreditation=None))).result is Result.BREACH
    bare = HOLDER.replace(accreditation=None, register=None)
    assert missed("CON-19", sound(holder=bare)) == ("holder.register", "holder.accreditation")
