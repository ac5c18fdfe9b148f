"""Rules on who may hold a fund (ORG)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise

from ..evidence.accreditation import STEP_1A, Accredited, outcome_of
from ..model.documents import Party, done_on, ends_on
from ..model.organisations import QUESTIONS, Answer, Holder, Lapse, LapseOf
from ..model.plan import SupportKind
from ..values.dates import Period
from ..values.sources import DORSET, HEALTH_AND_SOCIAL_CARE_ACT, HOME, IPC
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must, needs, note, should
from .facts.acts import act_by, until
from .facts.conditions import the_funder_is_a_party
from .facts.holders import HolderSince, holders_of, is_contracted, needs_no_registration


@must(
    "ORG-01",
    source=(STEP_1A, DORSET("6", words="a series of pass/fail questions about their organisations")),
    when=the_funder_is_a_party,
    message="the ISF provider's accreditation fails by its answers to {questions}",
    remedy="choose an ISF provider that passes, or have this one meet {questions} and be asked again",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Nineteen answers: "no" fails, and so does "partly" to questions 1, 11, 14 and 19. A fail beats
    what is not answered. Each answer but a "no" says how it is met ("Please use this box to describe how you
    fully/partly meet the accreditation criteria"). A holder on the council's purchasing system answers no questions
    (Dorset, 6). Each later holder passes too. What the panel decides after a pass is
    for CON-19.""",
)
@needs("variations", "holder.accreditation", "holder.register")
def the_holder_passes_its_accreditation(case: Case) -> Found:
    for each in holders_of(case):
        holder = each.holder
        yield holder, each.field
        if holder is None or (holder.register and is_contracted(holder.register)):
            continue
        given = holder.accreditation
        yield given, f"{each.field}.accreditation"
        if given is None:
            continue
        field = f"{each.field}.accreditation.answers"
        answered = {answer.question: answer for answer in given.answers}
        unsure = [(number, its.answer) for number, its in answered.items() if its.answer is not Answer.YES]
        failed = [number for number, answer in unsure if outcome_of(number, answer)[0] is Accredited.FAIL]
        if failed:
            numbers = ", ".join(map(str, sorted(failed)))
            yield Breach(field, questions=f"question{'s' * (len(failed) > 1)} {numbers}")
        for number, (asked, evidence) in enumerate(_fields_of(field), start=1):
            answer = answered.get(number)
            if answer is None or answer.answer is None:
                yield None, asked
            else:
                yield answer.evidence, evidence


@lru_cache(maxsize=64)
def _fields_of(answers: str) -> tuple[tuple[str, str], ...]:
    """The field of each answer, and of its evidence."""
    return tuple((f"{answers}[{number}]", f"{answers}[{number}].evidence") for number in range(1, QUESTIONS + 1))


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
@needs("lifecycle.provider_requests", "variations")
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
    when=(the_funder_is_a_party, the_person_asked_for_the_holder, the_holder_was_not_on_the_list),
    message="the ISF provider {holder}, asked for on {asked}, came on the list on {listed}, but was not "
    "approved{until}",
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
    message="the ISF provider is not ready: {lacking}",
    remedy="have the ISF provider put this right, or choose another: {lacking}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Insured outside the home and for transport, allowed individual accounts, with room for its people.
    Asked of every holder, whatever the plan says, because the person may change from day to day what they do and where
    (Lancashire, 6.6). The people it supports include this person.""",
)
@needs("variations", "holder.readiness")
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
            lacking = f"it supports {people} {'person' if people == 1 else 'people'} and has room for {capacity}"
            yield Breach(f"{field}.people", lacking=lacking)
        yield people, f"{field}.people"
        yield capacity, f"{field}.capacity"


_CQC = (LapseOf.REGISTRATION,)
_LOCAL = (LapseOf.ACCREDITATION, LapseOf.REGISTER)


def _days_of(lapse: Lapse, case: Case, since: date = date.min) -> Period | None:
    """The days of a lapse while the arrangement runs, from a day on and up to the day of judgement; None where none."""
    first_day = max(lapse.first_day, since, case.require(case.arrangement.contract.first_day, "contract.first_day"))
    last_day = min(ends_on(lapse.last_day), case.on, ends_on(case.last_day))
    if first_day > last_day:
        return None
    case.reaches(first_day)
    return Period(first_day=first_day, last_day=last_day)


def _unregistered(case: Case) -> tuple[tuple[str, str, Lapse], ...]:
    """Each lapse of a registration, with the field it lies in and whose it is."""
    providers, holder = case.arrangement.providers or (), case.arrangement.holder
    out = [(f"providers[{each.ref}].lapses", each.ref, lapse) for each in providers for lapse in each.lapses]
    if holder is not None and holder.lapses and holder.ref not in {each.ref for each in providers}:
        out += [("holder.lapses", holder.ref, lapse) for lapse in holder.lapses]
    return tuple(each for each in out if each[2].of in _CQC)


@condition("a lapse of a registration is recorded", otherwise="no registration is recorded to have lapsed")
@needs("providers", "holder.lapses")
def a_registration_lapsed(case: Case) -> bool:
    return bool(_unregistered(case))


@must(
    "ORG-05a",
    source=HEALTH_AND_SOCIAL_CARE_ACT(
        "section 10(1)",
        words="Any person who carries on a regulated activity without being registered under this Chapter in respect "
        "of the carrying on of that activity is guilty of an offence",
    ),
    when=a_registration_lapsed,
    message="the provider {provider}, who gives {support}, which is personal care, was not registered from {since}",
    remedy="have a registered provider give {support} for as long as {provider} is not registered",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Every day counts on which the arrangement runs, the plan in force has the support, and the
    registration was suspended or had ended, up to the day of judgement. A carer who needs no registration (CON-16) has
    none to lose. What is recorded among the providers counts; for a holder that is not among them, its own.""",
)
def personal_care_is_registered_on_every_day(case: Case) -> Found:
    entries = {each.ref: each for each in case.arrangement.providers or ()}
    for field, provider, lapse in _unregistered(case):
        days = _days_of(lapse, case)
        if days is None:
            continue
        exempt, why = needs_no_registration(entries[provider]) if provider in entries else (False, [])
        for part, plan in () if exempt else case.known.plan_over_time.within(days):
            yield plan.supports, "plan.supports"
            for support in plan.supports or ():
                if support.provider is not None and support.provider != provider:
                    continue
                if support.kinds is None or support.provider is None:
                    yield support.provider, f"plan.supports[{support.ref}].provider"
                    yield support.kinds, f"plan.supports[{support.ref}].kinds"
                elif SupportKind.PERSONAL_CARE in support.kinds:
                    case.require_all(*(why if exempt is None else ()))
                    since, owed = part.first_day, Party.HOLDER
                    yield Breach(field, owed_by=owed, provider=provider, support=support.ref, since=since)


def _off_the_list(case: Case) -> tuple[tuple[HolderSince, Lapse], ...]:
    """Each lapse of a holder's accreditation or place on the register."""
    held = ((each, each.holder.lapses if each.holder is not None else ()) for each in holders_of(case))
    return tuple((each, lapse) for each, lapses in held for lapse in lapses if lapse.of in _LOCAL)


@condition(
    "a lapse of the holder's accreditation or place on the register is recorded",
    otherwise="no accreditation or place on the register is recorded to have lapsed",
)
@needs("variations", "holder.lapses")
def the_holder_came_off_the_list(case: Case) -> bool:
    return bool(_off_the_list(case))


@should(
    "ORG-05b",
    "accreditation and the place on the register last",
    source=DORSET(
        "4", words="be accredited and sign up to the ISF Terms and Conditions before they are added to the list"
    ),
    when=(the_funder_is_a_party, the_holder_came_off_the_list),
    message="the ISF provider {holder} holds the fund, and was not {what} from {since}",
    remedy="have it put right, or let the person choose another ISF provider",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The text has a holder accredited and on the list before it begins; what is asked for at the start
    holds while the fund is held. Each holder counts from the day it holds the fund.""",
)
def accreditation_and_the_place_on_the_register_last(case: Case) -> Found:
    after = {each.field: later.since for each, later in pairwise(holders_of(case))}
    for each, lapse in _off_the_list(case):
        days = _days_of(lapse, case, each.since)
        until = after.get(each.field, date.max)
        if days is not None and days.first_day < until and each.holder is not None:
            holder, what = each.holder.ref, lapse.of
            yield Breach(f"{each.field}.lapses", owed_by=Party.HOLDER, holder=holder, what=what, since=days.first_day)
