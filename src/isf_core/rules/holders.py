"""Rules on who may hold a fund (ORG)."""

from __future__ import annotations

from datetime import date

from ..evidence.accreditation import STEP_1A, accreditation_result
from ..model.documents import Party, done_on
from ..model.organisations import Holder
from ..values.sources import DORSET, HOME, IPC
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must, note, should
from .facts.acts import act_by, until
from .facts.holders import holders_of


@must(
    "ORG-01",
    source=(STEP_1A, DORSET("6", words="a series of pass/fail questions about their organisations")),
    message="the holder's accreditation fails by its answers to {questions}",
    remedy="choose a holder that passes, or have this one meet {questions} and be asked again",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Nineteen answers: "no" fails, and so does "partly" to questions 1, 11, 14 and 19. A fail beats
    what is not answered. Each answer but a "no" says how it is met ("Please use this box to describe how you
    fully/partly meet the accreditation criteria"). Each later holder passes too. What the panel decides after a pass is
    for CON-19.""",
)
def the_holder_passes_its_accreditation(case: Case) -> Found:
    for each in holders_of(case):
        given = each.holder.accreditation if each.holder else None
        yield each.holder, each.field
        if each.holder is not None:
            yield given, f"{each.field}.accreditation"
        if given is None:
            continue
        result = accreditation_result(given)
        field = f"{each.field}.accreditation.answers"
        if result.failed:
            numbers = ", ".join(map(str, result.failed))
            yield Breach(field, questions=f"question{'s' * (len(result.failed) > 1)} {numbers}")
        for question in result.questions:
            place = f"{field}[{question.question}]"
            yield (None, place) if question.answer is None else (question.evidence, f"{place}.evidence")


def _asked_for(case: Case) -> tuple[tuple[str, Holder, date], ...]:
    """Each holder whom the person asked for by name, with its field and the day on which they first did."""
    requests = case.require(case.arrangement.lifecycle.provider_requests, "lifecycle.provider_requests")
    if not requests:
        return ()
    out: list[tuple[str, Holder, date]] = []
    asked: list[tuple[object, str]] = []
    for each in holders_of(case):
        days = [request.on for request in requests if each.holder is not None and request.provider == each.holder.ref]
        if each.holder is not None and days:
            out.append((each.field, case.require(each.holder, each.field), min(days)))
        else:
            asked.append((each.holder, each.field))
    if not out:
        case.require_all(*asked)
    return tuple(out)


@condition("a request names the holder", otherwise="the person did not ask for this holder by name")
def the_person_asked_for_the_holder(case: Case) -> bool:
    return bool(_asked_for(case))


def _from_outside(case: Case) -> tuple[tuple[str, Holder, date, date], ...]:
    """Each holder who was asked for before it was on the list, with the days of the request and the entry."""
    out: list[tuple[str, Holder, date, date]] = []
    asked: list[tuple[object, str]] = []
    for field, holder, on in _asked_for(case):
        if holder.register is None:
            asked.append((None, f"{field}.register"))
            continue
        listed = (holder.register.registered_on, f"{field}.register.registered_on")
        since = done_on(listed[0])
        if since is not None and since > on:
            out.append((field, holder, on, case.require(since, listed[1])))
        else:
            asked.append(listed)
    if not out:
        case.require_all(*asked)
    return tuple(out)


@condition(
    "it was put on the register only after it was asked for",
    otherwise="the holder was on the list when the person asked for it",
)
def the_holder_was_not_on_the_list(case: Case) -> bool:
    return bool(_from_outside(case))


@note(
    "ORG-03",
    source=(
        DORSET("4", words="may want to use another Provider that is not already signed up"),
        DORSET(
            "4", words="be accredited and sign up to the ISF Terms and Conditions before they are added to the list"
        ),
        IPC("5, Procurement", words="they should be left open to new entrants to join over time"),
    ),
    when=(the_person_asked_for_the_holder, the_holder_was_not_on_the_list),
    message="{holder}, asked for on {asked}, came on the list on {listed}, but was not approved{until}",
    remedy="have the panel approve {holder} first, then put it on the list",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The list stays open: the person may name a holder outside it. A holder is from outside if it was
    asked for before it was put on the register. It is accredited from the day the panel approved it; both on one day
    are in order. Its answers are for ORG-01, the start for CON-19.""",
)
def a_holder_from_outside_the_list_is_accredited_before_it_comes_on(case: Case) -> Found:
    for field, holder, on, listed in _from_outside(case):
        given = holder.accreditation
        yield given, f"{field}.accreditation"
        if given is None:
            continue
        approved, place = given.panel_approved_on, f"{field}.accreditation.panel_approved_on"
        act = act_by(case, approved, place, listed)
        yield from act.asks
        if act.is_missed:
            owed, but = Party.FUNDER, until(approved)
            yield Breach(place, owed_by=owed, holder=holder.ref, asked=on, listed=listed, until=but)


@should(
    "ORG-04",
    source=(
        HOME(
            "Preparing for personalisation",
            words="support outside their own home (including the provision of transport)",
        ),
        HOME("Preparing for personalisation", words="if the constitution allows for managing individual accounts"),
        HOME("Developing the market", words="enough organisational capacity within providers to meet the demands"),
    ),
    message="the holder is not ready: {lacking}",
    remedy="have the holder put this right, or choose another: {lacking}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Insured outside the home and for transport, allowed individual accounts, with room for its people.
    Asked of every holder, whatever the plan says, because the person may change from day to day what they do and where
    (Lancashire, 6.6). The people it supports include this person.""",
)
def the_holder_is_ready_to_hold_funds(case: Case) -> Found:
    for each in holders_of(case):
        yield each.holder, each.field
        if each.holder is None:
            continue
        field, ready = f"{each.field}.readiness", each.holder.readiness
        yield ready, field
        if ready is None:
            continue
        lacks = (
            (ready.insured_outside_home, "insured_outside_home", "it is not insured for support outside the home"),
            (ready.insured_for_transport, "insured_for_transport", "it is not insured for transport"),
            (ready.may_hold_accounts, "may_hold_accounts", "its constitution allows no individual accounts"),
        )
        for fact, name, lacking in lacks:
            yield fact, f"{field}.{name}"
            if fact is False:
                yield Breach(f"{field}.{name}", lacking=lacking)
        people, capacity = ready.people, ready.capacity
        if people is not None and capacity is not None and people > capacity:
            lacking = f"it supports {people} people and has room for {capacity}"
            yield Breach(f"{field}.people", lacking=lacking)
        yield people, f"{field}.people"
        yield capacity, f"{field}.capacity"
