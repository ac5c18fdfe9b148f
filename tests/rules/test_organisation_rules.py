"""ORG-01: accreditation. ORG-03: a holder from outside the list. ORG-04: how ready a holder is."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import AUTUMN, HOLDER, ON, START, sound
from support.asking import judged, missed, said
from support.proofs.organisations import LISTED, NO, PARTLY, answered, applied, named, ready

from isf_core.model import Accreditation, Arrangement, Change, Holder, Variation
from isf_core.rules import Result


def followed(holder: Holder | None, effective: date = AUTUMN, known_from: date = ON) -> Arrangement:
    """Mary, whose fund goes to another holder."""
    change = Variation(ref="V-1", effective=effective, known_from=known_from, changes=(Change("holder", holder),))
    return sound(variations=(change,))


NEXT = HOLDER.replace(ref="H-8")
FAILS = NEXT.replace(accreditation=answered(q7=NO), readiness=HOLDER.readiness.replace(people=41))  # type: ignore[union-attr]


# ORG-01


def test_the_questions_that_fail_are_named_in_one_finding() -> None:
    (finding,) = judged("ORG-01", applied(q7=NO, q11=PARTLY)).findings
    assert finding.field == "holder.accreditation.answers"
    assert finding.message == "the holder's accreditation fails by its answers to questions 7, 11"
    assert finding.remedy.endswith("have this one meet questions 7, 11 and be asked again")
    assert said("ORG-01", applied(q14=PARTLY))[0].endswith("by its answers to question 14")


def test_a_fail_beats_what_is_not_answered_and_what_has_no_words() -> None:
    assert judged("ORG-01", applied(q7=NO, q9=None)).result is Result.BREACH
    wordless = tuple(each.replace(evidence=None) for each in answered(q7=NO).answers)
    mary = sound(holder=HOLDER.replace(accreditation=Accreditation(answers=wordless)))
    assert judged("ORG-01", mary).result is Result.BREACH


def test_what_is_not_answered_is_asked_for_question_by_question() -> None:
    assert missed("ORG-01", applied(q9=None, q19=None)) == tuple(
        f"holder.accreditation.answers[{number}]" for number in (9, 19)
    )
    nothing = sound(holder=HOLDER.replace(accreditation=Accreditation(answers=())))
    assert len(missed("ORG-01", nothing)) == 19


@pytest.mark.parametrize(
    ("holder", "field"), [(None, "holder"), (HOLDER.replace(accreditation=None), "holder.accreditation")]
)
def test_what_is_not_recorded_of_it_is_asked_for(holder: Holder | None, field: str) -> None:
    assert missed("ORG-01", sound(holder=holder)) == (field,)


def test_the_panel_is_for_another_rule() -> None:
    never = sound(holder=HOLDER.replace(accreditation=answered().replace(panel_approved_on=None)))
    assert judged("ORG-01", never).result is Result.HOLDS


# A holder that follows


@pytest.mark.parametrize(
    ("code", "field"),
    [("ORG-01", "variations[V-1].holder.accreditation.answers"), ("ORG-04", "variations[V-1].holder.readiness.people")],
)
def test_a_holder_that_follows_is_judged_like_the_first(code: str, field: str) -> None:
    assert judged(code, followed(NEXT)).result is Result.HOLDS
    assert [finding.field for finding in judged(code, followed(FAILS)).findings] == [field]
    assert judged(code, followed(FAILS, known_from=AUTUMN)).result is Result.HOLDS, "it is not known yet"
    assert judged(code, followed(FAILS, effective=date(2027, 4, 5))).result is Result.HOLDS, "it ends before"
    assert missed(code, followed(None)) == ("variations[V-1].holder",)
    undated = sound(contract={"first_day": None, "last_day": None}).contract
    assert missed(code, followed(FAILS).replace(contract=undated)) == ("contract.first_day", "contract.last_day")


def test_one_that_varies_from_the_first_day_is_the_first() -> None:
    first_fails = HOLDER.replace(accreditation=answered(q7=NO))
    from_the_start = followed(NEXT, effective=START)
    assert judged("ORG-01", from_the_start.replace(holder=first_fails)).result is Result.HOLDS
    assert judged("ORG-01", from_the_start.replace(holder=None)).result is Result.HOLDS
    assert judged("ORG-01", followed(FAILS, effective=START)).result is Result.BREACH


# ORG-03


def test_it_says_in_which_order_it_went() -> None:
    assert said("ORG-03", named(approved=date(2026, 3, 2))) == [
        "holder.accreditation.panel_approved_on: H-7, asked for on Mon 12 Jan 2026, came on the list on "
        "Mon 2 Feb 2026, before it was approved on Mon 2 Mar 2026"
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
def test_it_asks_for_just_what_it_needs(mary: Arrangement, fields: tuple[str, ...]) -> None:
    assert missed("ORG-03", mary) == fields


def test_who_was_not_asked_for_or_stood_on_the_list_is_no_matter() -> None:
    late = date(2026, 3, 2)
    assert (
        judged("ORG-03", named(provider="P-9", approved=late)).because
        == "the person did not ask for this holder by name"
    )
    early = named(listed=date(2026, 1, 12), approved=late)
    assert judged("ORG-03", early).because == "the holder was on the list when the person asked for it"
    assert judged("ORG-03", sound(holder=None)).result is Result.DOES_NOT_APPLY


def test_the_first_of_several_requests_tells_whether_it_was_outside() -> None:
    mary = named(approved=date(2026, 3, 2))
    (request,) = mary.lifecycle.provider_requests or ()
    again = mary.lifecycle.replace(provider_requests=(request.replace(on=LISTED), request))
    assert judged("ORG-03", mary.replace(lifecycle=again)).result is Result.BREACH


# ORG-04


def test_all_that_is_not_ready_is_found_at_once() -> None:
    mary = ready(insured_outside_home=False, insured_for_transport=False, may_hold_accounts=False, people=41)
    assert said("ORG-04", mary) == [
        f"holder.readiness.{name}: the holder is not ready: {lacking}"
        for name, lacking in (
            ("insured_outside_home", "it is not insured for support outside the home"),
            ("insured_for_transport", "it is not insured for transport"),
            ("may_hold_accounts", "its constitution allows no individual accounts"),
            ("people", "it supports 41 people and has room for 40"),
        )
    ]


def test_what_is_known_to_lack_is_found_whatever_else_is_not_recorded() -> None:
    assert judged("ORG-04", ready(insured_for_transport=False, people=None)).result is Result.BREACH
    assert missed("ORG-04", ready(insured_for_transport=None, capacity=None)) == (
        "holder.readiness.insured_for_transport",
        "holder.readiness.capacity",
    )
    assert missed("ORG-04", sound(holder=HOLDER.replace(readiness=None))) == ("holder.readiness",)
    assert missed("ORG-04", sound(holder=None)) == ("holder",)
