"""Rules on how a contract ends (CON-03, -10, -15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import (
    CLAUSE,
    ENDS,
    ON,
    ONE_DAY,
    SIGNED,
    sound,
)
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Clause,
    Form,
    InformationGiven,
    Notice,
    NoticeUnit,
    Party,
    Termination,
    TerminationReason,
    Topic,
)
from isf_core.model.documents import NotStated
from isf_core.rules import Result
from isf_core.values import Money

TWO_WAY: dict[str, Any] = {"form": Form.TWO_WAY, "signatures": SIGNED[:2]}


NO_NOTICE_FOR_THE_PERSON = ENDS.replace(notices=ENDS.notices[:2])


ON_THE_DAY = Notice(party=Party.FUNDER, length=0, unit=NoticeUnit.DAYS)


def two_way(rights: object = NOT_STATED, **facts: Any) -> Arrangement:
    """Mary with a contract between funder and holder."""
    facts["contract"] = {**TWO_WAY, **facts.get("contract", {})}
    facts["clauses"] = {"third_party_rights": rights, **facts.get("clauses", {})}
    return sound(**facts)


def ended_by(party: Party, reason: TerminationReason = TerminationReason.ORDINARY, **facts: Any) -> Termination:
    """That a party ended it."""
    return Termination(party=party, reason=reason, given_on=ON, **facts)


def insolvent(lost: str | None, restored: str | None) -> Arrangement:
    """Mary with a holder that is insolvent."""
    return sound(endings=(ended_by(Party.HOLDER, TerminationReason.INSOLVENCY, lost=lost, restored=restored),))


def told(topic: Topic, *days: date | None) -> dict[str, Any]:
    """A matter told on some days, and of the others what Mary was told."""
    others = tuple(InformationGiven(topic=each, on=date(2026, 3, 3)) for each in Topic if each is not topic)
    return {"information_given": (*others, *(InformationGiven(topic=topic, on=day) for day in days))}


def notices(*given: tuple[Party, int, NoticeUnit]) -> Arrangement:
    """Mary's contract with some ordinary notices."""
    held = tuple(Notice(party=party, length=length, unit=unit) for party, length, unit in given)
    return sound(contract={"termination": ENDS.replace(notices=held)})


def funder_and_holder(
    funder: int, holder: int, of: NoticeUnit = NoticeUnit.DAYS, holders: NoticeUnit | None = None
) -> Arrangement:
    """Mary's contract with a notice for funder and holder, in some unit or in one each."""
    return notices((Party.FUNDER, funder, of), (Party.HOLDER, holder, holders or of), (Party.PERSON, 1, of))


def liable(clause: Clause | NotStated) -> Arrangement:
    """Mary, whose contract says what becomes of the costs that the holder has built up, or not."""
    return sound(contract={"termination": ENDS.replace(liabilities=clause)})


PROOFS: dict[str, Proof] = {
    "CON-03a": Proof(
        sound=sound(clauses={"third_party_rights": NOT_STATED}),
        breaches=(
            two_way(),
            two_way(endings=(ended_by(Party.PERSON),)),
            two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}, endings=(ended_by(Party.PERSON),)),
        ),
        edges=(
            Edge("third-party rights, or silence", two_way(CLAUSE), two_way()),
            Edge("three ways or two", sound(clauses={"third_party_rights": NOT_STATED}), two_way()),
            Edge(
                "person and holder, or funder and holder",
                two_way(contract={"form": Form.PERSON_AND_HOLDER, "signatures": SIGNED[1:]}),
                two_way(),
            ),
            Edge(
                "notice by the person, or by none but the others",
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
                two_way(),
            ),
            Edge(
                "the holder ends it, or the person",
                two_way(
                    contract={"termination": NO_NOTICE_FOR_THE_PERSON},
                    endings=(ended_by(Party.HOLDER), ended_by(Party.FUNDER)),
                ),
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}, endings=(ended_by(Party.PERSON),)),
            ),
        ),
    ),
    "CON-03b": Proof(
        sound=two_way(),
        breaches=(two_way(lifecycle={"information_given": ()}), two_way(lifecycle=told(Topic.ASKING_TO_END))),
        idle=(sound(),),
        edges=(
            Edge(
                "told on the day of judgement, or after",
                two_way(lifecycle=told(Topic.ASKING_TO_END, ON)),
                two_way(lifecycle=told(Topic.ASKING_TO_END, ON + ONE_DAY)),
            ),
        ),
    ),
    "CON-10a": Proof(
        sound=sound(),
        breaches=(notices(), notices((Party.HOLDER, 28, NoticeUnit.DAYS), (Party.PERSON, 28, NoticeUnit.DAYS))),
        edges=(
            Edge(
                "two or three ways",
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
                sound(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
            ),
            Edge(
                "ordinary notice of zero, or notice for a breach alone",
                sound(contract={"termination": ENDS.replace(notices=(*ENDS.notices[1:], ON_THE_DAY))}),
                sound(
                    contract={
                        "termination": ENDS.replace(
                            notices=(*ENDS.notices[1:], ON_THE_DAY.replace(reason=TerminationReason.BREACH))
                        )
                    }
                ),
            ),
        ),
    ),
    "CON-10b": Proof(
        sound=sound(),
        breaches=(funder_and_holder(0, 1), funder_and_holder(4, 2, NoticeUnit.WEEKS, NoticeUnit.MONTHS)),
        idle=(notices((Party.HOLDER, 28, NoticeUnit.DAYS)),),
        edges=(
            Edge("a day less", funder_and_holder(28, 28), funder_and_holder(27, 28)),
            Edge(
                "four weeks are 28 days",
                funder_and_holder(4, 28, NoticeUnit.WEEKS, NoticeUnit.DAYS),
                funder_and_holder(4, 29, NoticeUnit.WEEKS, NoticeUnit.DAYS),
            ),
            Edge(
                "months are compared as months",
                funder_and_holder(3, 3, NoticeUnit.MONTHS),
                funder_and_holder(2, 3, NoticeUnit.MONTHS),
            ),
            Edge(
                "a month is 28 days at least",
                funder_and_holder(28, 1, NoticeUnit.DAYS, NoticeUnit.MONTHS),
                funder_and_holder(27, 1, NoticeUnit.DAYS, NoticeUnit.MONTHS),
            ),
            Edge(
                "working days are compared as working days",
                funder_and_holder(20, 20, NoticeUnit.WORKING_DAYS),
                funder_and_holder(19, 20, NoticeUnit.WORKING_DAYS),
            ),
            Edge(
                "twelve working days are 28 days at most",
                funder_and_holder(12, 28, NoticeUnit.WORKING_DAYS, NoticeUnit.DAYS),
                funder_and_holder(12, 29, NoticeUnit.WORKING_DAYS, NoticeUnit.DAYS),
            ),
            Edge(
                "twelve working days are twelve days at least",
                funder_and_holder(12, 12, NoticeUnit.DAYS, NoticeUnit.WORKING_DAYS),
                funder_and_holder(11, 12, NoticeUnit.DAYS, NoticeUnit.WORKING_DAYS),
            ),
            Edge(
                "a day, or no notice at all",
                funder_and_holder(1, 1, NoticeUnit.DAYS, NoticeUnit.DAYS),
                funder_and_holder(0, 0, NoticeUnit.DAYS, NoticeUnit.DAYS),
            ),
            Edge(
                "a month is 31 days at most",
                funder_and_holder(1, 31, NoticeUnit.MONTHS, NoticeUnit.DAYS),
                funder_and_holder(1, 32, NoticeUnit.MONTHS, NoticeUnit.DAYS),
            ),
        ),
    ),
    "CON-24": Proof(
        sound=sound(),
        breaches=(liable(NOT_STATED),),
        edges=(Edge("stated or not", liable(CLAUSE), liable(NOT_STATED)),),
    ),
    "CON-15": Proof(
        sound=insolvent("250", "250"),
        breaches=(insolvent("250", "0"),),
        idle=(sound(endings=(ended_by(Party.HOLDER, lost=Money(250), restored=Money(0)),)),),
        edges=(
            Edge("all of it, or all but a penny", insolvent("250", "250"), insolvent("250", "249.99")),
            Edge("nothing lost, or a penny", insolvent("0", "0"), insolvent("0.01", "0")),
        ),
    ),
}


def test_con_03a_an_ending_by_the_person_and_notice_for_them_are_each_found() -> None:
    both = two_way(endings=(ended_by(Party.HOLDER), ended_by(Party.PERSON)))
    assert said("CON-03a", both) == [
        "endings[person]: the person gave notice, but the contract is two-way and gives no third-party rights",
        "contract.termination: the terms let the person give notice, but the contract is two-way and gives no "
        "third-party rights",
    ]


def test_con_03a_whoever_may_end_it_for_sure_is_asked_nothing_else() -> None:
    unknown: dict[str, Any] = {"contract": {"termination": None}, "endings": (ended_by(Party.PERSON),)}
    assert judged("CON-03a", sound(**unknown, clauses={"third_party_rights": None})).result is Result.HOLDS
    rights_only = sound(contract={"termination": None, "form": None})
    assert judged("CON-03a", rights_only).result is Result.HOLDS
    assert judged("CON-03b", rights_only).result is Result.DOES_NOT_APPLY


def test_con_03a_the_form_and_the_rights_matter_only_where_the_person_may_give_notice() -> None:
    unknown: dict[str, Any] = {"form": None, "termination": NO_NOTICE_FOR_THE_PERSON}
    nothing: dict[str, Any] = {"third_party_rights": None}
    assert judged("CON-03a", sound(contract=unknown, clauses=nothing)).result is Result.HOLDS
    gave_notice = sound(contract=unknown, clauses=nothing, endings=(ended_by(Party.PERSON),))
    both = ("contract.form", "contract.clauses.third_party_rights")
    assert missed("CON-03a", gave_notice) == both
    unsaid = sound(contract={"form": None, "termination": None}, clauses=nothing)
    assert missed("CON-03a", unsaid) == ("contract.termination", *both)
    assert missed("CON-03b", unsaid) == both


def test_con_03a_the_policy_may_state_the_terms_of_termination() -> None:
    silent = two_way(contract={"termination": None})
    assert missed("CON-03a", silent) == ("contract.termination",)
    assert judged("CON-03a", silent, NUMBERS.replace(termination=ENDS)).result is Result.BREACH
    without = NUMBERS.replace(termination=NO_NOTICE_FOR_THE_PERSON)
    assert judged("CON-03a", silent, without).result is Result.HOLDS


def test_con_03b_a_contract_between_person_and_holder_leaves_nothing_to_be_told() -> None:
    by_direct_payment = two_way(contract={"form": Form.PERSON_AND_HOLDER}, lifecycle={"information_given": ()})
    assert judged("CON-03b", by_direct_payment).result is Result.DOES_NOT_APPLY


@pytest.mark.parametrize("turned", [False, True])
def test_con_03b_one_telling_in_time_is_enough_whatever_else_was_told(turned: bool) -> None:
    def outcome(*days: date | None) -> Result:
        return judged("CON-03b", two_way(lifecycle=told(Topic.ASKING_TO_END, *days[:: -1 if turned else 1]))).result

    later = date(2026, 12, 1)
    assert outcome(ON, None) is Result.HOLDS
    assert outcome(ON, later) is Result.HOLDS
    assert outcome(later, None) is Result.CANNOT_TELL


def test_con_03b_a_telling_of_another_matter_is_none_of_this() -> None:
    assert said("CON-03b", two_way(lifecycle=told(Topic.ASKING_TO_END))) == [
        "lifecycle.information_given: nobody has told the person how to ask the funder to end the contract"
    ]


def test_con_10a_each_party_without_notice_is_named() -> None:
    assert said("CON-10a", notices()) == [
        f"contract.termination: no ordinary notice is set out for the {party}"
        for party in ("funder", "ISF provider", "person")
    ]
    by_direct_payment = sound(contract={"form": Form.PERSON_AND_HOLDER, "termination": ENDS.replace(notices=())})
    assert [each.breach.facts["party"] for each in judged("CON-10a", by_direct_payment).findings if each.breach] == [
        Party.HOLDER,
        Party.PERSON,
    ]


def test_con_10a_the_holder_is_a_party_in_every_form_so_that_its_notice_decides_without_it() -> None:
    without_form: dict[str, Any] = {"form": None}
    held = {"termination": NO_NOTICE_FOR_THE_PERSON}
    assert missed("CON-10a", sound(contract={**without_form, **held})) == ("contract.form",)
    assert judged("CON-10a", sound(contract={**without_form})).result is Result.HOLDS
    nobody = {"termination": ENDS.replace(notices=())}
    assert said("CON-10a", sound(contract={**without_form, **nobody})) == [
        "contract.termination: no ordinary notice is set out for the ISF provider"
    ]


def test_con_10a_the_policys_terms_stand_in_for_the_contracts() -> None:
    silent = sound(contract={"termination": None})
    for code in ("CON-10a", "CON-10b"):
        assert missed(code, silent) == ("contract.termination",)
        assert judged(code, silent, NUMBERS.replace(termination=ENDS)).result is Result.HOLDS


def test_con_10b_says_both_notices_in_their_own_units() -> None:
    assert said("CON-10b", funder_and_holder(1, 3, NoticeUnit.WEEKS, NoticeUnit.MONTHS)) == [
        "contract.termination: the funder can end the contract with 1 week's notice, and the ISF provider "
        "with 3 months' notice"
    ]


def test_a6_nobody_may_leave_the_person_without_care_overnight() -> None:
    assert said("CON-10b", funder_and_holder(0, 0)) == [
        "contract.termination: the funder can end the contract at once, and the ISF provider at once"
    ]
    assert judged("CON-10b", funder_and_holder(90, 0)).result is Result.BREACH
    assert judged("CON-10b", funder_and_holder(90, 1)).result is Result.HOLDS


def test_con_10b_a_longer_notice_for_the_funder_is_no_matter() -> None:
    assert judged("CON-10b", funder_and_holder(90, 1)).result is Result.HOLDS


def test_con_15_computes_what_is_left_to_restore() -> None:
    (finding,) = judged("CON-15", insolvent("250", "100.01")).findings
    assert finding.message == "£250.00 could not be reclaimed, and £100.01 of it was restored"
    assert finding.remedy == "have the funder restore £149.99 to the personal budget"
    assert judged("CON-15", insolvent("250", "300")).result is Result.HOLDS


def test_con_15_what_was_restored_is_asked_only_where_something_was_lost() -> None:
    assert judged("CON-15", insolvent("0", None)).result is Result.HOLDS
    assert missed("CON-15", insolvent("1", None)) == ("endings[holder].restored",)
    assert missed("CON-15", insolvent(None, None)) == ("endings[holder].lost",)


def test_con_15_of_two_insolvencies_the_one_that_is_known_is_found() -> None:
    unknown = Termination(party=Party.FUNDER, reason=TerminationReason.INSOLVENCY, given_on=ON)
    mary = insolvent("250", "0")
    assert judged("CON-15", mary.replace(endings=(unknown, *mary.endings))).result is Result.BREACH
