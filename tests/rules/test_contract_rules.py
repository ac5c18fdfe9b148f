"""CON-01: who signs, and by when. CON-05: buying from others. CON-14: who agrees a change."""

from __future__ import annotations

from datetime import date

import pytest
from support.mary import ART, DAY_AFTER, HOMECARE, ON, SIGNED, START, judged, missed, said, sound
from support.proofs.contract import varied

from isf_core.model import NOT_STATED, Arrangement, Clause, Form, Party, Signature
from isf_core.rules import Outcome
from isf_core.values import Money

FUNDER, HOLDER, PERSON = SIGNED


def test_each_party_that_has_not_signed_is_named() -> None:
    assert said("CON-01", sound(contract={"signatures": (), "form": Form.THREE_WAY})) == [
        f"contract.signatures: the {party} has not signed by the start, Mon 6 Apr 2026"
        for party in ("funder", "holder", "person")
    ]
    assert len(said("CON-01", sound(contract={"signatures": (), "form": Form.TWO_WAY}))) == 2
    (finding,) = judged("CON-01", sound(contract={"signatures": (HOLDER, PERSON)})).findings
    assert finding.cure == "have the funder sign before it starts"


def test_a_party_outside_the_form_may_sign_when_it_likes() -> None:
    late = Signature(party=Party.PERSON, signed_on=date(2027, 1, 1))
    undated = Signature(party=Party.PERSON)
    for extra in (late, undated):
        mary = sound(contract={"form": Form.TWO_WAY, "signatures": (FUNDER, HOLDER, extra)})
        assert judged("CON-01", mary).outcome is Outcome.HOLDS


def test_the_holder_signs_in_every_form_so_that_its_signature_decides_without_it() -> None:
    def unknown_form(*signatures: Signature) -> Arrangement:
        return sound(contract={"form": None, "signatures": signatures})

    assert judged("CON-01", unknown_form(FUNDER, PERSON)).outcome is Outcome.BREACH
    assert missed("CON-01", unknown_form(FUNDER, HOLDER)) == ("contract.form",)
    by_direct_payment = sound(contract={"form": Form.PERSON_AND_HOLDER, "signatures": (HOLDER, PERSON)})
    assert judged("CON-01", by_direct_payment).outcome is Outcome.HOLDS
    assert missed("CON-01", unknown_form(HOLDER, PERSON)) == ("contract.form",)


@pytest.mark.parametrize("turned", [False, True])
def test_where_several_sign_for_one_party_all_are_in_time(turned: bool) -> None:
    def outcome(second: Signature) -> Outcome:
        both = (HOLDER, PERSON, FUNDER, second)
        return judged("CON-01", sound(contract={"signatures": both[::-1] if turned else both})).outcome

    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Outcome.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=DAY_AFTER)) is Outcome.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Outcome.CANNOT_TELL


def test_a_signature_without_a_date_is_named_once_for_its_party() -> None:
    undated = (HOLDER, PERSON, Signature(party=Party.FUNDER), Signature(party=Party.FUNDER))
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
    assert judged("CON-05", sound(contract={"subcontracting": clause})).outcome is Outcome.HOLDS


def test_the_holder_is_told_from_others_by_its_whole_reference() -> None:
    for provider, outcome in (("H-7", Outcome.DOES_NOT_APPLY), ("H-70", Outcome.HOLDS), ("h-7", Outcome.HOLDS)):
        assert judged("CON-05", sound(plan={"supports": (HOMECARE.replace(provider=provider),)})).outcome is outcome


def test_support_that_is_bought_once_counts_like_any_other() -> None:
    rails = ART.replace(ref="rails", cost=Money(120))
    mary = sound(plan={"supports": (HOMECARE, rails)}, contract={"subcontracting": NOT_STATED})
    assert judged("CON-05", mary).outcome is Outcome.BREACH


def test_what_is_known_decides_first() -> None:
    unknown = HOMECARE.replace(provider=None)
    assert judged("CON-05", sound(plan={"supports": (unknown, ART)})).outcome is Outcome.HOLDS
    assert missed("CON-05", sound(plan={"supports": (unknown, unknown.replace(ref="nights"))})) == (
        "plan.supports[homecare].provider",
        "plan.supports[nights].provider",
    )
    assert missed("CON-05", sound(plan={"supports": (unknown, ART)}, holder=None)) == ("holder",)
    assert missed("CON-05", sound(plan={"supports": (unknown,)}, holder=None)) == ("plan.supports[homecare].provider",)


def test_a_plan_without_support_buys_nothing_from_anybody() -> None:
    assert judged("CON-05", sound(plan={"supports": ()}, holder=None)).outcome is Outcome.DOES_NOT_APPLY


# CON-14


def test_it_says_who_did_not_agree_what_and_from_when() -> None:
    assert said("CON-14", varied(SIGNED[1:])) == [
        "variations[V-1].agreed: the change from Thu 1 Oct 2026 (budget.contribution, contract.payment.due_days) "
        "was not agreed by the funder"
    ]
    assert len(judged("CON-14", varied(())).findings) == 3
    (finding,) = judged("CON-14", varied(SIGNED[:2])).findings
    assert finding.cure == "have the person agree the change, or leave it out"


def test_a_change_without_a_reference_is_named_by_its_place() -> None:
    (first,) = varied(SIGNED).variations
    second = first.replace(ref=None, agreed=(), effective=date(2026, 12, 1))
    nameless = sound(variations=(first, second))
    assert {each.partition(":")[0] for each in said("CON-14", nameless)} == {"variations[1].agreed"}


def test_a_change_that_is_not_known_yet_is_looked_at_too() -> None:
    assert judged("CON-14", varied((), known_from=date(2027, 1, 1))).outcome is Outcome.BREACH


def test_a_change_may_be_agreed_after_the_day_from_which_it_holds() -> None:
    mary = varied(SIGNED)
    early = mary.replace(variations=(mary.variations[0].replace(effective=date(2026, 1, 1)),))
    assert judged("CON-14", early).outcome is Outcome.HOLDS


@pytest.mark.parametrize("turned", [False, True])
def test_where_several_agree_for_one_party_all_of_them_have(turned: bool) -> None:
    def outcome(second: Signature) -> Outcome:
        both = (HOLDER, PERSON, FUNDER, second)
        return judged("CON-14", varied(both[::-1] if turned else both)).outcome

    assert outcome(Signature(party=Party.FUNDER, signed_on=ON)) is Outcome.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Outcome.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Outcome.CANNOT_TELL


def test_what_is_not_known_of_a_change_is_named_at_once_unless_it_is_plain_already() -> None:
    unknown_form = {"form": None}
    assert missed("CON-14", varied(None, known_from=None, contract=unknown_form)) == (
        "contract.form",
        "variations[V-1].agreed",
        "variations[V-1].known_from",
    )
    undated = (Signature(party=Party.FUNDER), HOLDER, PERSON)
    assert missed("CON-14", varied(undated)) == ("variations[V-1].agreed[funder].signed_on",)
    assert judged("CON-14", varied((PERSON,), known_from=None, contract=unknown_form)).outcome is Outcome.BREACH
    assert missed("CON-14", varied(SIGNED[:2], contract=unknown_form)) == ("contract.form",)
