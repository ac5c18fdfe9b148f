"""Rules on who may hold the money (ORG)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, HOLDER, LAST, ON, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof
from support.refusing import refused

from isf_core.model import (
    OPEN_ENDED,
    Accreditation,
    Answer,
    Answered,
    Arrangement,
    Change,
    Employer,
    Form,
    Holder,
    Lapse,
    LapseOf,
    Party,
    ProviderRequest,
    Readiness,
    RegisterEntry,
    Termination,
    TerminationReason,
    TerminationTerms,
    Variation,
)
from isf_core.model.documents import OpenEnded
from isf_core.rules import Result

YES, PARTLY, NO = Answer


def answered(**answers: Answer | None) -> Accreditation:
    """Nineteen answers of "yes", but for some: `q14=PARTLY`; None is not answered."""
    given = {f"q{number}": YES for number in range(1, 20)} | answers
    return Accreditation(
        answers=tuple(
            Answered(question=int(question[1:]), answer=answer, evidence="as described")
            for question, answer in given.items()
            if answer is not None
        ),
        panel_approved_on=date(2025, 12, 1),
    )


def applied(**answers: Answer | None) -> Arrangement:
    """Mary, whose holder gave some answers."""
    return sound(holder=HOLDER.replace(accreditation=answered(**answers)))


ASKED = date(2026, 1, 12)


LISTED = date(2026, 2, 2)


def named(
    listed: date | None = LISTED, approved: date | None = LISTED, provider: str = "H-7", **facts: Any
) -> Arrangement:
    """Mary, who asked for a provider by name, and when her holder came on the list and was approved."""
    request = ProviderRequest(provider=provider, on=ASKED, considered_on=ASKED)
    holder = HOLDER.replace(
        register=RegisterEntry(registered_on=listed), accreditation=answered().replace(panel_approved_on=approved)
    )
    return sound(lifecycle={"provider_requests": (request,)}, holder=holder.replace(**facts))


def ready(**facts: bool | int | None) -> Arrangement:
    """Mary, with a holder that is ready or not."""
    readiness = Readiness(
        insured_outside_home=True, insured_for_transport=True, may_hold_accounts=True, capacity=40, people=40
    )
    return sound(holder=HOLDER.replace(readiness=readiness.replace(**facts)))


def lapsed(first_day: date, last_day: date | OpenEnded = OPEN_ENDED, **facts: Any) -> Arrangement:
    """Mary, whose holder's registration lapsed for some days."""
    lapse = Lapse(of=LapseOf.REGISTRATION, first_day=first_day, last_day=last_day)
    own, *others = sound().providers or ()
    own = own.replace(**{"lapses": (lapse,), "directed_by_employer": True, **facts})
    return sound(providers=(own, *others))


def lapsed_holder(first_day: date) -> Arrangement:
    """Mary, whose holder is not among the providers, and lost its registration."""
    lapse = Lapse(of=LapseOf.REGISTRATION, first_day=first_day)
    return sound(holder=HOLDER.replace(lapses=(lapse,)), providers=())


def off_the_list(
    first_day: date, last_day: date | OpenEnded = OPEN_ENDED, of: LapseOf = LapseOf.REGISTER, **facts: Any
) -> Arrangement:
    """Mary, whose holder was off the register, or not accredited, for some days."""
    return sound(holder=HOLDER.replace(lapses=(Lapse(of=of, first_day=first_day, last_day=last_day),)), **facts)


PROOFS: dict[str, Proof] = {
    "ORG-05a": Proof(
        on=AUTUMN,
        sound=lapsed(LAST + ONE_DAY),
        breaches=(lapsed(date(2026, 6, 1)), lapsed(date(2025, 1, 1)), lapsed_holder(date(2026, 6, 1))),
        idle=(sound(),),
        edges=(
            Edge("from the day of judgement, or after", lapsed(AUTUMN + ONE_DAY), lapsed(AUTUMN)),
            Edge(
                "until the day before the first, or the first day",
                lapsed(date(2025, 1, 1), START - ONE_DAY),
                lapsed(date(2025, 1, 1), START),
            ),
            Edge(
                "a carer of the person's own, or another's",
                lapsed(START, employer=Employer.PERSON),
                lapsed(START, employer=Employer.OTHER),
            ),
        ),
    ),
    "ORG-05b": Proof(
        on=AUTUMN,
        sound=off_the_list(LAST + ONE_DAY),
        breaches=(off_the_list(date(2026, 6, 1)), off_the_list(START, of=LapseOf.ACCREDITATION)),
        idle=(off_the_list(START, contract={"form": Form.PERSON_AND_HOLDER}), sound()),
        edges=(
            Edge("from the day of judgement, or after", off_the_list(AUTUMN + ONE_DAY), off_the_list(AUTUMN)),
            Edge(
                "until the day before the first, or the first day",
                off_the_list(date(2025, 1, 1), START - ONE_DAY),
                off_the_list(date(2025, 1, 1), START),
            ),
        ),
    ),
    "ORG-01": Proof(
        sound=sound(),
        breaches=(applied(q14=PARTLY), applied(q7=NO), applied(q7=NO, q11=PARTLY)),
        idle=(sound(contract={"form": Form.PERSON_AND_HOLDER}),),
        edges=(
            Edge("partly, to one that may be", applied(q2=PARTLY), applied(q1=PARTLY)),
            Edge("on both sides of eleven", applied(q10=PARTLY, q12=PARTLY), applied(q11=PARTLY)),
            Edge("on both sides of fourteen", applied(q13=PARTLY, q15=PARTLY), applied(q14=PARTLY)),
            Edge("the last", applied(q18=PARTLY), applied(q19=PARTLY)),
            Edge("partly or no", applied(q2=PARTLY), applied(q2=NO)),
        ),
    ),
    "ORG-03": Proof(
        sound=named(),
        breaches=(named(approved=date(2026, 3, 2)),),
        idle=(
            sound(contract={"form": Form.PERSON_AND_HOLDER}),
            sound(),
            named(listed=ASKED, approved=LISTED),
        ),
        edges=(Edge("approved on the day it came on, or after", named(), named(approved=LISTED + ONE_DAY)),),
    ),
    "ORG-04": Proof(
        sound=sound(),
        breaches=(
            ready(insured_outside_home=False),
            ready(insured_for_transport=False),
            ready(may_hold_accounts=False),
            ready(capacity=0),
        ),
        edges=(Edge("as many as it has room for, or one more", ready(), ready(people=41)),),
    ),
}


def followed(holder: Holder | None, effective: date = AUTUMN, known_from: date = ON) -> Arrangement:
    """Mary, whose fund goes to another holder."""
    change = Variation(ref="V-1", effective=effective, known_from=known_from, changes=(Change("holder", holder),))
    return sound(variations=(change,))


NEXT = HOLDER.replace(ref="H-8")


FAILS = NEXT.replace(accreditation=answered(q7=NO), readiness=HOLDER.readiness.replace(people=41))  # type: ignore[union-attr]


def test_org_01_the_questions_that_fail_are_named_in_one_finding() -> None:
    (finding,) = judged("ORG-01", applied(q7=NO, q11=PARTLY)).findings
    assert finding.field == "holder.accreditation.answers"
    assert finding.message == "the ISF provider's accreditation fails by its answers to questions 7, 11"
    assert finding.remedy.endswith("have this one meet questions 7, 11 and be asked again")
    assert said("ORG-01", applied(q14=PARTLY))[0].endswith("by its answers to question 14")


def test_org_01_a_fail_beats_what_is_not_answered_and_what_has_no_words() -> None:
    assert judged("ORG-01", applied(q7=NO, q9=None)).result is Result.BREACH
    wordless = tuple(each.replace(evidence=None) for each in answered(q7=NO).answers)
    mary = sound(holder=HOLDER.replace(accreditation=Accreditation(answers=wordless)))
    assert judged("ORG-01", mary).result is Result.BREACH


def test_org_01_what_is_not_answered_is_asked_for_question_by_question() -> None:
    assert missed("ORG-01", applied(q9=None, q19=None)) == tuple(
        f"holder.accreditation.answers[{number}]" for number in (9, 19)
    )
    nothing = sound(holder=HOLDER.replace(accreditation=Accreditation(answers=())))
    assert len(missed("ORG-01", nothing)) == 19


@pytest.mark.parametrize(
    ("holder", "field"), [(None, "holder"), (HOLDER.replace(accreditation=None), "holder.accreditation")]
)
def test_org_01_what_is_not_recorded_of_it_is_asked_for(holder: Holder | None, field: str) -> None:
    assert missed("ORG-01", sound(holder=holder)) == (field,)


def test_org_01_the_panel_is_for_another_rule() -> None:
    never = sound(holder=HOLDER.replace(accreditation=answered().replace(panel_approved_on=None)))
    assert judged("ORG-01", never).result is Result.HOLDS


# A holder that follows
@pytest.mark.parametrize(
    ("code", "field"),
    [("ORG-01", "variations[V-1].holder.accreditation.answers"), ("ORG-04", "variations[V-1].holder.readiness.people")],
)
def test_org_01_a_holder_that_follows_is_judged_like_the_first(code: str, field: str) -> None:
    assert judged(code, followed(NEXT)).result is Result.HOLDS
    assert [finding.field for finding in judged(code, followed(FAILS)).findings] == [field]
    assert judged(code, followed(FAILS, known_from=AUTUMN)).result is Result.HOLDS, "it is not known yet"
    assert judged(code, followed(FAILS, effective=date(2027, 4, 5))).result is Result.HOLDS, "it ends before"
    assert missed(code, followed(None)) == ("variations[V-1].holder",)
    undated = sound(contract={"first_day": None, "last_day": None}).contract
    assert missed(code, followed(FAILS).replace(contract=undated)) == ("contract.first_day", "contract.last_day")


def test_org_01_one_that_varies_from_the_first_day_is_the_first() -> None:
    first_fails = HOLDER.replace(accreditation=answered(q7=NO))
    from_the_start = followed(NEXT, effective=START)
    assert judged("ORG-01", from_the_start.replace(holder=first_fails)).result is Result.HOLDS
    assert judged("ORG-01", from_the_start.replace(holder=None)).result is Result.HOLDS
    assert judged("ORG-01", followed(FAILS, effective=START)).result is Result.BREACH


def test_org_03_says_in_which_order_it_went() -> None:
    assert said("ORG-03", named(approved=date(2026, 3, 2))) == [
        "holder.accreditation.panel_approved_on: the ISF provider H-7, asked for on Mon 12 Jan 2026, came on "
        "the list on "
        "Mon 2 Feb 2026, but was not approved until Mon 2 Mar 2026"
    ]


@pytest.mark.parametrize(
    ("mary", "fields"),
    [
        (named(listed=None), ("holder.register.registered_on",)),
        (named(register=None), ("holder.register",)),
        (named(approved=None), ("holder.accreditation.panel_approved_on",)),
        (named(accreditation=None), ("holder.accreditation",)),
        (named().replace(holder=None), ("holder",)),
        (sound(lifecycle={"provider_requests": None}), ("lifecycle.provider_requests",)),
    ],
)
def test_org_03_asks_for_just_what_it_needs(mary: Arrangement, fields: tuple[str, ...]) -> None:
    assert missed("ORG-03", mary) == fields


def test_org_03_who_was_not_asked_for_or_stood_on_the_list_is_no_matter() -> None:
    late = date(2026, 3, 2)
    assert (
        judged("ORG-03", named(provider="P-9", approved=late)).because
        == "the person did not ask for this holder by name"
    )
    early = named(listed=date(2026, 1, 12), approved=late)
    assert judged("ORG-03", early).because == "the holder was on the list when the person asked for it"
    assert judged("ORG-03", sound(holder=None)).result is Result.DOES_NOT_APPLY


def test_org_03_the_first_of_several_requests_tells_whether_it_was_outside() -> None:
    mary = named(approved=date(2026, 3, 2))
    (request,) = mary.lifecycle.provider_requests or ()
    again = mary.lifecycle.replace(provider_requests=(request.replace(on=LISTED), request))
    assert judged("ORG-03", mary.replace(lifecycle=again)).result is Result.BREACH


def test_org_04_all_that_is_not_ready_is_found_at_once() -> None:
    mary = ready(insured_outside_home=False, insured_for_transport=False, may_hold_accounts=False, people=41)
    assert said("ORG-04", mary) == [
        f"holder.readiness.{name}: the ISF provider is not ready: {lacking}"
        for name, lacking in (
            ("insured_outside_home", "it is not insured for support outside the home"),
            ("insured_for_transport", "it is not insured for transport"),
            ("may_hold_accounts", "its constitution allows no individual accounts"),
            ("people", "it supports 41 people and has room for 40"),
        )
    ]


def test_org_04_what_is_known_to_lack_is_found_whatever_else_is_not_recorded() -> None:
    assert judged("ORG-04", ready(insured_for_transport=False, people=None)).result is Result.BREACH
    assert missed("ORG-04", ready(insured_for_transport=None, capacity=None)) == (
        "holder.readiness.insured_for_transport",
        "holder.readiness.capacity",
    )
    assert missed("ORG-04", sound(holder=HOLDER.replace(readiness=None))) == ("holder.readiness",)
    assert missed("ORG-04", sound(holder=None)) == ("holder",)


def test_org_05a_says_whose_registration_lapsed_and_from_which_day() -> None:
    mary = lapsed(date(2026, 6, 1), date(2026, 6, 30))
    assert said("ORG-05a", mary, on=AUTUMN) == [
        "providers[H-7].lapses: the provider H-7, who gives homecare, which is personal care, was not "
        "registered from Mon 1 Jun 2026"
    ]
    assert judged("ORG-05a", mary, on=AUTUMN).findings[0].owed_by is Party.HOLDER
    assert judged("ORG-05a", mary, on=date(2026, 5, 31)).result is Result.HOLDS, "nobody knows of it yet"


def test_org_05a_who_gave_it_on_those_days_is_asked_of_the_plan_in_force_then() -> None:
    mary = lapsed(date(2026, 6, 1))
    (homecare, art) = mary.plan.supports or ()
    moved = Variation(
        effective=date(2026, 6, 1),
        known_from=ON,
        changes=(Change("plan", mary.plan.replace(supports=(homecare.replace(provider="P-8"), art))),),
    )
    assert judged("ORG-05a", mary.replace(variations=(moved,)), on=AUTUMN).result is Result.HOLDS
    unknown = mary.replace(plan=mary.plan.replace(supports=(homecare.replace(provider=None, kinds=None), art)))
    assert missed("ORG-05a", unknown, on=AUTUMN) == (
        "plan.supports[homecare].provider",
        "plan.supports[homecare].kinds",
    )
    other = mary.replace(plan=mary.plan.replace(supports=(homecare.replace(kinds=()), art)))
    assert judged("ORG-05a", other, on=AUTUMN).result is Result.HOLDS, "it is no personal care"
    assert missed("ORG-05a", lapsed(START, employer=None), on=AUTUMN) == ("providers[H-7].employer",)
    open_ended = mary.replace(contract=mary.contract.replace(last_day=None))
    assert missed("ORG-05a", open_ended, on=AUTUMN) == ("contract.last_day",)


def test_org_05b_each_holder_counts_while_it_holds_the_fund() -> None:
    first = HOLDER.replace(lapses=(Lapse(of=LapseOf.REGISTER, first_day=AUTUMN),))
    moved = Variation(
        effective=AUTUMN, known_from=ON, changes=(Change("holder", HOLDER.replace(ref="H-8", lapses=first.lapses)),)
    )
    mary = sound(holder=first, variations=(moved,))
    assert said("ORG-05b", mary, on=AUTUMN) == [
        "variations[0].holder.lapses: the ISF provider H-8 holds the fund, and was not on the register from "
        "Thu 1 Oct 2026"
    ]
    for day, holders in ((AUTUMN - ONE_DAY, ["H-7", "H-8"]), (AUTUMN + ONE_DAY, ["H-8"])):
        lapses = (Lapse(of=LapseOf.REGISTER, first_day=day),)
        either = mary.replace(holder=first.replace(lapses=lapses))
        found = judged("ORG-05b", either, on=AUTUMN + ONE_DAY).findings
        assert [each.breach.facts["holder"] for each in found if each.breach] == holders
    refused(lambda: Lapse(of=LapseOf.REGISTER, first_day=AUTUMN, last_day=START), "Lapse.last_day")


@pytest.mark.parametrize("code", ["ORG-05a", "ORG-05b"])
def test_x11_no_lapse_counts_after_somebody_ended_it(code: str) -> None:
    """It ended by the funder's notice on 30 June, and the lapse began on 1 August."""
    first_day, last_day = date(2026, 8, 1), date(2026, 6, 30)
    mary = lapsed(first_day)
    lapses = (Lapse(of=LapseOf.ACCREDITATION, first_day=first_day),)
    mary = mary.replace(holder=HOLDER.replace(lapses=lapses))
    assert judged(code, mary, on=AUTUMN).result is Result.BREACH

    def ended(last_day: date) -> Arrangement:
        given_on, why = date(2026, 5, 1), TerminationReason.ORDINARY
        return mary.replace(
            endings=(Termination(party=Party.FUNDER, reason=why, given_on=given_on, last_day=last_day),)
        )

    assert judged(code, ended(last_day), on=AUTUMN).result is Result.HOLDS
    assert judged(code, ended(first_day - ONE_DAY), on=AUTUMN).result is Result.HOLDS
    assert judged(code, ended(first_day), on=AUTUMN).result is Result.BREACH
    untold = ended(first_day)
    untold = untold.replace(
        contract=untold.contract.replace(termination=None),
        endings=(untold.endings[0].replace(last_day=None),),
    )
    numbers = NUMBERS.replace(termination=None)
    assert missed(code, untold, numbers, AUTUMN) == ("contract.termination",), "when the notice ends is not recorded"


def test_x11_an_ending_that_the_contract_does_not_let_be_hides_no_lapse() -> None:
    mary = lapsed(date(2026, 8, 1))
    given_on, why = date(2026, 5, 1), TerminationReason.ORDINARY
    ending = Termination(party=Party.HOLDER, reason=why, given_on=given_on)
    none_agreed = mary.contract.replace(termination=TerminationTerms(notices=()))
    ended = mary.replace(endings=(ending,), contract=none_agreed)
    assert judged("ORG-05a", ended, on=AUTUMN).result is Result.BREACH
