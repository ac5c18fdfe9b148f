"""Rules on who signs and agrees, and on support bought from others (CON-01, -02, -05, -14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import (
    ART,
    AUTUMN,
    DAY_AFTER,
    HOMECARE,
    ON,
    ONE_DAY,
    SIGNED,
    START,
    merged,
    sound,
)
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof
from support.refusing import refused

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Agreement,
    AgreementKind,
    Arrangement,
    Change,
    Clause,
    Form,
    Framework,
    Party,
    Signature,
    Suspension,
    SuspensionReason,
    Variation,
)
from isf_core.rules import Result
from isf_core.values import Money, Rate


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def varied(agreed: tuple[Signature, ...] | None, known_from: date | None = ON, **facts: Any) -> Arrangement:
    """Mary with a change that was agreed, and is known from a day."""
    change = Variation(
        ref="V-1",
        effective=AUTUMN,
        known_from=known_from,
        agreed=agreed,
        changes=(Change("budget.contribution", Rate.weekly("22")), Change("contract.payment.due_days", -3)),
    )
    return sound(variations=(change,), **facts)


AGREED = tuple(Agreement(kind=kind, signed_on=ON) for kind in AgreementKind)


def called_off(**facts: Any) -> Arrangement:
    """Mary, whose contract was called off from a framework."""
    framework = Framework(ref="F-1", first_day=date(2024, 4, 1), last_day=OPEN_ENDED, signatures=SIGNED[:2])
    return sound(contract={"framework": framework.replace(**facts)})


def two_way(**facts: Any) -> Arrangement:
    """Mary under a contract between funder and holder alone."""
    return sound(**merged({"contract": {"form": Form.TWO_WAY, "signatures": SIGNED[:2]}}, facts))


PROOFS: dict[str, Proof] = {
    "CON-01": Proof(
        sound=sound(),
        breaches=(
            sound(contract={"signatures": ()}),
            sound(contract={"signatures": SIGNED[:2]}),
            sound(contract={"signatures": _signed(DAY_AFTER)}),
        ),
        edges=(
            Edge(
                "signed on the first day",
                sound(contract={"signatures": _signed(START)}),
                sound(contract={"signatures": _signed(DAY_AFTER)}),
            ),
            Edge(
                "two or three ways",
                sound(contract={"form": Form.TWO_WAY, "signatures": SIGNED[:2]}),
                sound(contract={"form": Form.THREE_WAY, "signatures": SIGNED[:2]}),
            ),
        ),
    ),
    "CON-02": Proof(
        sound=two_way(),
        breaches=(two_way(agreements=()), two_way(agreements=AGREED[:1]), two_way(agreements=AGREED[1:])),
        edges=(
            Edge("both agreements, or one", two_way(agreements=AGREED[::-1]), two_way(agreements=AGREED[:1])),
            Edge(
                "a three-way contract that the person signed, or a two-way one",
                sound(agreements=()),
                two_way(agreements=()),
            ),
        ),
    ),
    "CON-05": Proof(
        sound=sound(),
        breaches=(sound(contract={"subcontracting": NOT_STATED}),),
        idle=(sound(plan={"supports": (HOMECARE,)}),),
        edges="it compares nothing: a clause is there or it is not",
    ),
    "CON-23": Proof(
        sound=called_off(),
        breaches=(
            called_off(first_day=DAY_AFTER),
            called_off(last_day=ON),
            called_off(signatures=()),
            called_off(signatures=_signed(DAY_AFTER)[:2]),
        ),
        idle=(sound(),),
        edges=(
            Edge("begins on the first day, or after", called_off(first_day=START), called_off(first_day=DAY_AFTER)),
            Edge("ends on the first day, or before", called_off(last_day=START), called_off(last_day=START - ONE_DAY)),
            Edge(
                "signed on the first day, or after",
                called_off(signatures=_signed(START)[:2]),
                called_off(signatures=_signed(DAY_AFTER)[:2]),
            ),
        ),
    ),
    "CON-14": Proof(
        sound=varied(_signed(ON)),
        breaches=(varied(()), varied(SIGNED[1:]), varied(_signed(ON + ONE_DAY))),
        idle=(sound(),),
        edges=(
            Edge("agreed on the day of judgement, or after", varied(_signed(ON)), varied(_signed(ON + ONE_DAY))),
            Edge(
                "two or three ways",
                varied(SIGNED[:2], contract={"form": Form.TWO_WAY}),
                varied(SIGNED[:2], contract={"form": Form.THREE_WAY}),
            ),
        ),
    ),
}


FUNDER, HOLDER_SIGNED, PERSON = SIGNED


def test_con_01_each_party_that_has_not_signed_is_named() -> None:
    assert said("CON-01", sound(contract={"signatures": (), "form": Form.THREE_WAY})) == [
        f"contract.signatures: the {party} has not signed by the start, Mon 6 Apr 2026"
        for party in ("funder", "ISF provider", "person")
    ]
    assert len(said("CON-01", sound(contract={"signatures": (), "form": Form.TWO_WAY}))) == 2
    (finding,) = judged("CON-01", sound(contract={"signatures": (HOLDER_SIGNED, PERSON)})).findings
    assert finding.remedy == "have the funder sign before it starts"


def test_con_01_a_party_outside_the_form_may_sign_when_it_likes() -> None:
    late = Signature(party=Party.PERSON, signed_on=date(2027, 1, 1))
    undated = Signature(party=Party.PERSON)
    for extra in (late, undated):
        mary = sound(contract={"form": Form.TWO_WAY, "signatures": (FUNDER, HOLDER_SIGNED, extra)})
        assert judged("CON-01", mary).result is Result.HOLDS


def test_con_01_the_holder_signs_in_every_form_so_that_its_signature_decides_without_it() -> None:
    def unknown_form(*signatures: Signature) -> Arrangement:
        return sound(contract={"form": None, "signatures": signatures})

    assert judged("CON-01", unknown_form(FUNDER, PERSON)).result is Result.BREACH
    assert missed("CON-01", unknown_form(FUNDER, HOLDER_SIGNED)) == ("contract.form",)
    by_direct_payment = sound(contract={"form": Form.PERSON_AND_HOLDER, "signatures": (HOLDER_SIGNED, PERSON)})
    assert judged("CON-01", by_direct_payment).result is Result.HOLDS
    assert missed("CON-01", unknown_form(HOLDER_SIGNED, PERSON)) == ("contract.form",)


@pytest.mark.parametrize("turned", [False, True])
def test_con_01_where_several_sign_for_one_party_all_are_in_time(turned: bool) -> None:
    def outcome(second: Signature) -> Result:
        both = (HOLDER_SIGNED, PERSON, FUNDER, second)
        return judged("CON-01", sound(contract={"signatures": both[::-1] if turned else both})).result

    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Result.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=DAY_AFTER)) is Result.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Result.CANNOT_TELL


def test_con_01_a_signature_without_a_date_is_named_once_for_its_party() -> None:
    undated = (HOLDER_SIGNED, PERSON, Signature(party=Party.FUNDER), Signature(party=Party.FUNDER))
    assert missed("CON-01", sound(contract={"signatures": undated})) == ("contract.signatures[funder].signed_on",)


def test_con_01_who_is_known_to_be_late_is_found_whoever_gave_no_date() -> None:
    mixed = (Signature(party=Party.FUNDER), Signature(party=Party.HOLDER, signed_on=DAY_AFTER), PERSON)
    assert said("CON-01", sound(contract={"signatures": mixed})) == [
        "contract.signatures: the ISF provider has not signed by the start, Mon 6 Apr 2026"
    ]


OTHER = ART.replace(ref="bus", provider="P-10")


def test_con_05_each_support_that_others_give_is_named_with_who_gives_it() -> None:
    mary = sound(plan={"supports": (HOMECARE, ART, OTHER)}, contract={"subcontracting": NOT_STATED})
    assert said("CON-05", mary) == [
        f"contract.subcontracting: the support {each.ref} is bought from {each.provider}, "
        "and the contract gives no freedom to sub-contract"
        for each in (ART, OTHER)
    ]


def test_con_05_a_clause_is_enough_whatever_it_says_and_whenever_it_was_written() -> None:
    clause = Clause(reference="12")
    assert judged("CON-05", sound(contract={"subcontracting": clause})).result is Result.HOLDS


def test_con_05_the_holder_is_told_from_others_by_its_whole_reference() -> None:
    for provider, outcome in (("H-7", Result.DOES_NOT_APPLY), ("H-70", Result.HOLDS), ("h-7", Result.HOLDS)):
        assert judged("CON-05", sound(plan={"supports": (HOMECARE.replace(provider=provider),)})).result is outcome


def test_con_05_support_that_is_bought_once_counts_like_any_other() -> None:
    rails = ART.replace(ref="rails", cost=Money(120))
    mary = sound(plan={"supports": (HOMECARE, rails)}, contract={"subcontracting": NOT_STATED})
    assert judged("CON-05", mary).result is Result.BREACH


def test_con_05_what_is_known_decides_first() -> None:
    unknown = HOMECARE.replace(provider=None)
    assert judged("CON-05", sound(plan={"supports": (unknown, ART)})).result is Result.HOLDS
    assert missed("CON-05", sound(plan={"supports": (unknown, unknown.replace(ref="nights"))})) == (
        "plan.supports[homecare].provider",
        "plan.supports[nights].provider",
    )
    assert missed("CON-05", sound(plan={"supports": (unknown, ART)}, holder=None)) == ("holder",)
    assert missed("CON-05", sound(plan={"supports": (unknown,)}, holder=None)) == ("plan.supports[homecare].provider",)


def test_con_05_a_plan_without_support_buys_nothing_from_anybody() -> None:
    assert judged("CON-05", sound(plan={"supports": ()}, holder=None)).result is Result.DOES_NOT_APPLY


def test_con_14_says_who_did_not_agree_what_and_from_when() -> None:
    assert said("CON-14", varied(SIGNED[1:])) == [
        "variations[V-1].agreed: the change from Thu 1 Oct 2026 (contribution (budget); due days (contract, payment)) "
        "was not agreed by the funder"
    ]
    assert len(judged("CON-14", varied(())).findings) == 3
    (finding,) = judged("CON-14", varied(SIGNED[:2])).findings
    assert finding.remedy == "have the person agree the change, or leave it out"


def test_con_14_a_change_without_a_reference_is_named_by_its_place() -> None:
    (first,) = varied(SIGNED).variations
    second = first.replace(ref=None, agreed=(), effective=date(2026, 12, 1))
    nameless = sound(variations=(first, second))
    assert {each.partition(":")[0] for each in said("CON-14", nameless)} == {"variations[1].agreed"}


def test_con_14_a_change_that_nobody_knows_of_yet_is_not_judged() -> None:
    for agreed in (None, (), _signed(ON + ONE_DAY)):
        later = varied(agreed, known_from=ON + ONE_DAY)
        assert judged("CON-14", later).result is Result.DOES_NOT_APPLY
        assert judged("CON-14", later, on=ON + ONE_DAY).result is not Result.DOES_NOT_APPLY
    assert missed("CON-14", varied((SIGNED), known_from=None)) == ("variations[V-1].known_from",)


def test_con_14_nobody_has_to_agree_a_stay_in_hospital() -> None:
    stay = Suspension(first_day=AUTUMN, last_day=OPEN_ENDED, reason=SuspensionReason.HOSPITAL)
    absent = Change("suspensions", (stay,))
    alone = varied(None).variations[0].replace(changes=(absent,))
    assert judged("CON-14", sound(variations=(alone,))).result is Result.DOES_NOT_APPLY
    with_a_sum = alone.replace(changes=(absent, Change("budget.contribution", Rate.weekly("0"))))
    assert missed("CON-14", sound(variations=(with_a_sum,))) == ("variations[V-1].agreed",)


def test_con_14_a_change_may_be_agreed_after_the_day_from_which_it_holds() -> None:
    mary = varied(SIGNED)
    early = mary.replace(variations=(mary.variations[0].replace(effective=date(2026, 1, 1)),))
    assert judged("CON-14", early).result is Result.HOLDS


@pytest.mark.parametrize("turned", [False, True])
def test_con_14_where_several_agree_for_one_party_all_of_them_have(turned: bool) -> None:
    def outcome(second: Signature) -> Result:
        both = (HOLDER_SIGNED, PERSON, FUNDER, second)
        return judged("CON-14", varied(both[::-1] if turned else both)).result

    assert outcome(Signature(party=Party.FUNDER, signed_on=ON)) is Result.HOLDS
    assert outcome(Signature(party=Party.FUNDER, signed_on=START)) is Result.BREACH
    assert outcome(Signature(party=Party.FUNDER)) is Result.CANNOT_TELL


def test_con_14_what_is_not_known_of_a_change_is_named_at_once_unless_it_is_plain_already() -> None:
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


def test_con_02_each_agreement_that_the_policy_asks_for_and_nobody_made_is_named() -> None:
    assert said("CON-02", two_way(agreements=())) == [
        "agreements: there is no agreement between the person and the ISF provider",
        "agreements: there is no agreement between the person and the council",
    ]


def test_con_02_which_agreements_are_needed_is_the_policys() -> None:
    only_the_holder = NUMBERS.replace(agreements=(AgreementKind.PERSON_HOLDER,))
    (with_holder, with_council) = AGREED
    assert judged("CON-02", two_way(agreements=(with_holder,)), only_the_holder).result is Result.HOLDS
    assert judged("CON-02", two_way(agreements=(with_council,)), only_the_holder).result is Result.BREACH
    assert judged("CON-02", two_way(agreements=None), NUMBERS.replace(agreements=())).result is Result.HOLDS
    unset = NUMBERS.replace(agreements=None)
    assert missed("CON-02", two_way(agreements=None), unset) == ("agreements", "policy.agreements")


def test_con_02_an_agreement_without_a_date_may_not_be_signed_and_one_that_is_late_is_there() -> None:
    with_holder, with_council = AGREED
    undated = with_holder.replace(signed_on=None)
    assert missed("CON-02", two_way(agreements=(undated, with_council))) == ("agreements[person_holder].signed_on",)
    assert judged("CON-02", two_way(agreements=(undated,))).result is Result.BREACH
    only_the_council = NUMBERS.replace(agreements=(AgreementKind.PERSON_COUNCIL,))
    assert judged("CON-02", two_way(agreements=(undated, with_council)), only_the_council).result is Result.HOLDS
    late = tuple(each.replace(signed_on=DAY_AFTER) for each in AGREED)
    assert judged("CON-02", two_way(agreements=late)).result is Result.HOLDS
    assert judged("LIFE-08", two_way(agreements=late)).result is Result.BREACH


def test_a3_17_a_contract_that_the_person_signed_is_the_agreement_with_its_other_parties() -> None:
    assert judged("CON-02", sound(agreements=())).result is Result.HOLDS
    with_the_holder = sound(agreements=(), contract={"form": Form.PERSON_AND_HOLDER})
    assert [each.partition("agreement ")[2] for each in said("CON-02", with_the_holder)] == [
        "between the person and the council"
    ]
    only_the_holder = NUMBERS.replace(agreements=(AgreementKind.PERSON_HOLDER,))
    assert judged("CON-02", with_the_holder, only_the_holder).result is Result.HOLDS
    unsigned = sound(agreements=(), contract={"signatures": SIGNED[:2]})
    assert judged("CON-02", unsigned).result is Result.BREACH
    assert missed("CON-02", sound(agreements=None, contract={"form": None})) == ("agreements",)
    assert missed("CON-02", sound(agreements=(), contract={"form": None})) == ("contract.form",)
    assert missed("CON-02", sound(agreements=(), contract={"signatures": None})) == ("contract.signatures",)
    undated = tuple(each.replace(signed_on=None) for each in SIGNED)
    assert missed("CON-02", sound(agreements=(), contract={"signatures": undated})) == (
        "contract.signatures[person].signed_on",
    )


def test_a3_18_what_funder_and_holder_signed_long_before_commits_nobody_to_this_person() -> None:
    early = tuple(each.replace(signed_on=date(2024, 4, 1)) for each in SIGNED[:2])
    mary = called_off(signatures=early)
    for signatures, form in (((*early, SIGNED[2]), Form.THREE_WAY), (early, Form.TWO_WAY)):
        contract = mary.contract.replace(signatures=signatures, form=form)
        assert judged("FEE-04", mary.replace(contract=contract)).result is Result.HOLDS
        assert judged("CON-23", mary.replace(contract=contract)).result is Result.HOLDS


def test_con_23_says_what_is_wrong_with_the_framework() -> None:
    field = "contract.framework"
    said_of = "the contract for this person begins on Mon 6 Apr 2026, but the framework F-1"
    assert said("CON-23", called_off(first_day=DAY_AFTER, signatures=SIGNED[:1])) == [
        f"{field}.first_day: {said_of} begins only on Tue 7 Apr 2026",
        f"{field}.signatures: {said_of} was not signed by the ISF provider by then",
    ]
    assert said("CON-23", called_off(last_day=ON)) == [f"{field}.last_day: {said_of} ended on Mon 30 Mar 2026"]
    assert missed("CON-23", called_off(signatures=None)) == (f"{field}.signatures",)
    refused(lambda: Framework(ref="F-1", first_day=START, last_day=ON), "Framework.last_day")
