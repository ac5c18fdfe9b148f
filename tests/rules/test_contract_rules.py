"""Who signs (CON-01, CON-02), who agrees a change (CON-14), who plans and gives support (CON-05, CON-16 to CON-19)."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import ART, CLAUSE, DAY_AFTER, HOLDER, HOMECARE, ON, SIGNED, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proofs.contract import AGREED, BROKER, CARE_BY_OTHERS, given_by, given_by_the_holder, placed, varied

from isf_core.model import (
    NOT_STATED,
    AgreementKind,
    Arrangement,
    Clause,
    Form,
    Party,
    Regulated,
    Signature,
    SupportKind,
)
from isf_core.rules import Result
from isf_core.values import Money

FUNDER, HOLDER_SIGNED, PERSON = SIGNED


def test_each_party_that_has_not_signed_is_named() -> None:
    assert said("CON-01", sound(contract={"signatures": (), "form": Form.THREE_WAY})) == [
        f"contract.signatures: the {party} has not signed by the start, Mon 6 Apr 2026"
        for party in ("funder", "holder", "person")
    ]
    assert len(said("CON-01", sound(contract={"signatures": (), "form": Form.TWO_WAY}))) == 2
    (finding,) = judged("CON-01", sound(contract={"signatures": (HOLDER_SIGNED, PERSON)})).findings
    assert finding.remedy == "have the funder sign before it starts"


def test_a_party_outside_the_form_may_sign_when_it_likes() -> None:
    late = Signature(party=Party.PERSON, signed_on=date(2027, 1, 1))
    undated = Signature(party=Party.PERSON)
    for extra in (late, undated):
        mary = sound(contract={"form": Form.TWO_WAY, "signatures": (FUNDER, HOLDER_SIGNED, extra)})
        assert judged("CON-01", mary).result is Result.HOLDS


def test_the_holder_signs_in_every_form_so_that_its_signature_decides_without_it() -> None:
    def unknown_form(*signatures: Signature) -> Arrangement:
        return sound(contract={"form": None, "signatures": signatures})

    assert judged("CON-01", unknown_form(FUNDER, PERSON)).result is Result.BREACH
    assert missed("CON-01", unknown_form(FUNDER, HOLDER_SIGNED)) == ("contract.form",)
    by_direct_payment = sound(contract={"form": Form.PERSON_AND_HOLDER, "signatures": (HOLDER_SIGNED, PERSON)})
    assert judged("CON-01", by_direct_payment).result is Result.HOLDS
    assert missed("CON-01", unknown_form(HOLDER_SIGNED, PERSON)) == ("contract.form",)


@pytest.mark.parametrize("turned", [False, True])
def test_where_several_sign_for_one_party_all_are_in_time(turned: bool) -> None:
    def outcome(second: Signature) -> Result:
        both = (HOLDER_SIGNED, PERSON, FUNDER, second)
        return judged("CON-01", sound(contract={"signatures": both[::-1] if turned else both})).result

    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Result.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=DAY_AFTER)) is Result.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Result.CANNOT_TELL


def test_a_signature_without_a_date_is_named_once_for_its_party() -> None:
    undated = (HOLDER_SIGNED, PERSON, Signature(party=Party.FUNDER), Signature(party=Party.FUNDER))
    assert missed("CON-01", sound(contract={"signatures": undated})) == ("contract.signatures[funder].signed_on",)


def test_who_is_known_to_be_late_is_found_whoever_gave_no_date() -> None:
    mixed = (Signature(party=Party.FUNDER), Signature(party=Party.HOLDER, signed_on=DAY_AFTER), PERSON)
    assert said("CON-01", sound(contract={"signatures": mixed})) == [
        "contract.signatures: the holder has not signed by the start, Mon 6 Apr 2026"
    ]


OTHER = ART.replace(ref="bus", provider="P-10")


def test_each_support_that_others_give_is_named_with_who_gives_it() -> None:
    mary = sound(plan={"supports": (HOMECARE, ART, OTHER)}, contract={"subcontracting": NOT_STATED})
    assert said("CON-05", mary) == [
        f"contract.subcontracting: {each.ref} is bought from {each.provider}, "
        "and the contract gives no freedom to sub-contract"
        for each in (ART, OTHER)
    ]


def test_a_clause_is_enough_whatever_it_says_and_whenever_it_was_written() -> None:
    clause = Clause(reference="12")
    assert judged("CON-05", sound(contract={"subcontracting": clause})).result is Result.HOLDS


def test_the_holder_is_told_from_others_by_its_whole_reference() -> None:
    for provider, outcome in (("H-7", Result.DOES_NOT_APPLY), ("H-70", Result.HOLDS), ("h-7", Result.HOLDS)):
        assert judged("CON-05", sound(plan={"supports": (HOMECARE.replace(provider=provider),)})).result is outcome


def test_support_that_is_bought_once_counts_like_any_other() -> None:
    rails = ART.replace(ref="rails", cost=Money(120))
    mary = sound(plan={"supports": (HOMECARE, rails)}, contract={"subcontracting": NOT_STATED})
    assert judged("CON-05", mary).result is Result.BREACH


def test_what_is_known_decides_first() -> None:
    unknown = HOMECARE.replace(provider=None)
    assert judged("CON-05", sound(plan={"supports": (unknown, ART)})).result is Result.HOLDS
    assert missed("CON-05", sound(plan={"supports": (unknown, unknown.replace(ref="nights"))})) == (
        "plan.supports[homecare].provider",
        "plan.supports[nights].provider",
    )
    assert missed("CON-05", sound(plan={"supports": (unknown, ART)}, holder=None)) == ("holder",)
    assert missed("CON-05", sound(plan={"supports": (unknown,)}, holder=None)) == ("plan.supports[homecare].provider",)


def test_a_plan_without_support_buys_nothing_from_anybody() -> None:
    assert judged("CON-05", sound(plan={"supports": ()}, holder=None)).result is Result.DOES_NOT_APPLY


# CON-14


def test_it_says_who_did_not_agree_what_and_from_when() -> None:
    assert said("CON-14", varied(SIGNED[1:])) == [
        "variations[V-1].agreed: the change from Thu 1 Oct 2026 (budget.contribution, contract.payment.due_days) "
        "was not agreed by the funder"
    ]
    assert len(judged("CON-14", varied(())).findings) == 3
    (finding,) = judged("CON-14", varied(SIGNED[:2])).findings
    assert finding.remedy == "have the person agree the change, or leave it out"


def test_a_change_without_a_reference_is_named_by_its_place() -> None:
    (first,) = varied(SIGNED).variations
    second = first.replace(ref=None, agreed=(), effective=date(2026, 12, 1))
    nameless = sound(variations=(first, second))
    assert {each.partition(":")[0] for each in said("CON-14", nameless)} == {"variations[1].agreed"}


def test_a_change_that_is_not_known_yet_is_looked_at_too() -> None:
    assert judged("CON-14", varied((), known_from=date(2027, 1, 1))).result is Result.BREACH


def test_a_change_may_be_agreed_after_the_day_from_which_it_holds() -> None:
    mary = varied(SIGNED)
    early = mary.replace(variations=(mary.variations[0].replace(effective=date(2026, 1, 1)),))
    assert judged("CON-14", early).result is Result.HOLDS


@pytest.mark.parametrize("turned", [False, True])
def test_where_several_agree_for_one_party_all_of_them_have(turned: bool) -> None:
    def outcome(second: Signature) -> Result:
        both = (HOLDER_SIGNED, PERSON, FUNDER, second)
        return judged("CON-14", varied(both[::-1] if turned else both)).result

    assert outcome(Signature(party=Party.FUNDER, signed_on=ON)) is Result.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Result.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Result.CANNOT_TELL


def test_what_is_not_known_of_a_change_is_named_at_once_unless_it_is_plain_already() -> None:
    unknown_form = {"form": None}
    assert missed("CON-14", varied(None, known_from=None, contract=unknown_form)) == (
        "contract.form",
        "variations[V-1].agreed",
        "variations[V-1].known_from",
    )
    undated = (Signature(party=Party.FUNDER), HOLDER_SIGNED, PERSON)
    assert missed("CON-14", varied(undated)) == ("variations[V-1].agreed[funder].signed_on",)
    assert judged("CON-14", varied((PERSON,), known_from=None, contract=unknown_form)).result is Result.BREACH
    assert missed("CON-14", varied(SIGNED[:2], contract=unknown_form)) == ("contract.form",)


# CON-02


def test_each_agreement_that_the_policy_asks_for_and_nobody_made_is_named() -> None:
    assert said("CON-02", sound(agreements=())) == [
        "agreements: there is no agreement between the person and the holder",
        "agreements: there is no agreement between the person and the council",
    ]


def test_which_agreements_are_needed_is_the_policys() -> None:
    only_the_holder = NUMBERS.replace(agreements=(AgreementKind.PERSON_HOLDER,))
    (with_holder, with_council) = AGREED
    assert judged("CON-02", sound(agreements=(with_holder,)), only_the_holder).result is Result.HOLDS
    assert judged("CON-02", sound(agreements=(with_council,)), only_the_holder).result is Result.BREACH
    assert judged("CON-02", sound(agreements=None), NUMBERS.replace(agreements=())).result is Result.HOLDS
    unset = NUMBERS.replace(agreements=None)
    assert missed("CON-02", sound(agreements=None), unset) == ("agreements", "policy.agreements")


def test_an_agreement_without_a_date_may_not_be_signed_and_one_that_is_late_is_there() -> None:
    with_holder, with_council = AGREED
    undated = with_holder.replace(signed_on=None)
    assert missed("CON-02", sound(agreements=(undated, with_council))) == ("agreements[person_holder].signed_on",)
    assert judged("CON-02", sound(agreements=(undated,))).result is Result.BREACH
    only_the_council = NUMBERS.replace(agreements=(AgreementKind.PERSON_COUNCIL,))
    assert judged("CON-02", sound(agreements=(undated, with_council)), only_the_council).result is Result.HOLDS
    late = tuple(each.replace(signed_on=DAY_AFTER) for each in AGREED)
    assert judged("CON-02", sound(agreements=late)).result is Result.HOLDS
    assert judged("LIFE-08", sound(agreements=late)).result is Result.BREACH


# CON-16


def test_it_says_which_care_and_who_gives_it() -> None:
    assert said("CON-16", given_by(Regulated.NOT_REGISTERED)) == [
        "plan.supports[art].provider: art is personal care, and P-9, who gives it, is not registered"
    ]


def test_what_is_recorded_among_the_providers_counts_before_the_register() -> None:
    mary = given_by_the_holder(Regulated.REGISTERED)
    (listed, _) = sound().providers or ()
    not_registered = mary.replace(providers=(listed.replace(regulated=Regulated.NOT_REGISTERED),))
    assert judged("CON-16", not_registered).result is Result.BREACH
    assert missed("CON-16", mary.replace(providers=(listed.replace(regulated=None),))) == ("providers[H-7].regulated",)
    assert missed("CON-16", mary.replace(providers=None)) == ("providers",)


def test_one_of_the_two_is_enough_and_the_other_is_not_asked_for() -> None:
    assert judged("CON-16", given_by(Regulated.REGISTERED, None)).result is Result.HOLDS
    assert judged("CON-16", given_by(None, employed=True)).result is Result.HOLDS
    regulated, employed = "providers[P-9].regulated", "providers[P-9].employed_by_person"
    assert missed("CON-16", given_by(None, employed=False)) == (regulated,)
    assert missed("CON-16", given_by(Regulated.NOT_REGISTERED, None)) == (employed,)
    assert missed("CON-16", given_by(None, None)) == (regulated, employed)


def test_what_is_missing_of_the_holder_is_named_where_the_register_would_say_it() -> None:
    mary = given_by_the_holder(Regulated.REGISTERED)
    assert missed("CON-16", mary.replace(holder=None)) == ("holder",)
    assert missed("CON-16", mary.replace(holder=HOLDER.replace(register=None))) == ("holder.register",)
    assert missed("CON-16", given_by_the_holder(None)) == ("holder.register.regulated",)
    assert missed("CON-16", mary.replace(holder=HOLDER.replace(ref="H-70"))) == ("providers[H-7]",)


def test_the_provider_matters_only_where_it_is_personal_care() -> None:
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


def test_care_by_somebody_unregistered_is_found_whatever_is_not_known_of_the_rest() -> None:
    unknown = HOMECARE.replace(kinds=None, provider=None)
    assert judged("CON-16", sound(plan={"supports": (unknown, CARE_BY_OTHERS)})).result is Result.BREACH


# CON-17


def test_planning_and_giving_support_are_two_facts() -> None:
    assert said("CON-17a", sound(plan={"planned_by": "H-7"})) == [
        "plan.conflict_declared: H-7 planned the support and gives some of it, and does not declare the conflict of "
        "interest"
    ]
    nothing_given = sound(plan={"planned_by": "H-7", "supports": (ART,)})
    assert judged("CON-17a", nothing_given).result is Result.DOES_NOT_APPLY
    assert judged("CON-17a", sound(plan={"planned_by": None, "supports": ()})).result is Result.DOES_NOT_APPLY


def test_who_planned_it_matters_only_where_no_conflict_is_declared() -> None:
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


def test_each_support_that_a_broker_gives_is_named_and_the_kind_asked_for_only_then() -> None:
    own = HOMECARE.replace(ref="nights")
    assert said("CON-17b", sound(holder=BROKER, plan={"supports": (HOMECARE, ART, own)})) == [
        f"plan.supports[{ref}].provider: the holder is an independent broker, and gives {ref} itself"
        for ref in ("homecare", "nights")
    ]
    unknown = BROKER.replace(kind=None)
    assert missed("CON-17b", sound(holder=unknown)) == ("holder.kind",)
    assert judged("CON-17b", sound(holder=unknown, plan={"supports": (ART,)})).result is Result.HOLDS
    assert judged("CON-17b", sound(holder=None, plan={"supports": ()})).result is Result.HOLDS
    assert missed("CON-17b", sound(holder=None)) == ("holder",)


# CON-19


def test_what_came_too_late_is_named_with_its_day() -> None:
    assert said("CON-19", placed(registered=DAY_AFTER, approved=DAY_AFTER)) == [
        "holder.accreditation.panel_approved_on: it starts on Mon 6 Apr 2026, and the holder was approved by the panel "
        "only on Tue 7 Apr 2026",
        "holder.register.registered_on: it starts on Mon 6 Apr 2026, and the holder was entered in the register only "
        "on Tue 7 Apr 2026",
    ]


def test_a_late_entry_is_found_whatever_is_not_known_of_the_panel() -> None:
    late = placed(registered=DAY_AFTER)
    assert late.holder is not None
    assert judged("CON-19", late.replace(holder=late.holder.replace(accreditation=None))).result is Result.BREACH
    bare = HOLDER.replace(accreditation=None, register=None)
    assert missed("CON-19", sound(holder=bare)) == ("holder.register", "holder.accreditation")
