"""Rules on what a person was told, asked for and chose, and on who decides where they cannot (LIFE)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import cast

from ...model.budget import DeploymentOption
from ...model.contract import Form
from ...model.documents import NotDone, Party
from ...model.lifecycle import BestInterests, Conversion, DecidedBy, Topic
from ...values.dates import within_calendar
from ...values.sources import DORSET, HOME, IPC, MENTAL_CAPACITY_ACT, SDF, STATUTORY_GUIDANCE, TLAP
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs, note, should
from ..facts.acts import DECLINED, LEFT_TO_THE_AUTHORITY, NOT_NEEDED, Recorded, act_by, day_of, until
from ..facts.conditions import the_person_lacks_capacity, told_on

_STEP_ONE = "Developing an ISF homecare process, Step 1, Determining an individual's personal budget"


@should(
    "LIFE-03",
    source=(
        HOME(_STEP_ONE, words="care should be taken to avoid any assumption that there is a default option"),
        HOME("Appendix One, How will I manage the money?", words="how the ISF model was chosen and why"),
    ),
    message="{what}",
    remedy="tell the person about every way to manage the budget, and let them choose again",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""Nothing is chosen by default. The policy lists the options to offer, because the sources list
    different ones; more may be offered. Options recorded with a choice were offered before it. Under a contract between
    person and holder, the choice is a direct payment (CON-21).""",
)
@needs("lifecycle.choice")
def the_person_chose_among_all_ways_and_said_why(case: Case) -> Found:
    made, field = case.arrangement.lifecycle.choice, "lifecycle.choice"
    if isinstance(made, NotDone):
        start = case.require(case.arrangement.contract.first_day, "contract.first_day")
        act = act_by(case, made, field, start, excuses=DECLINED)
        if act.is_missed:
            what = f"the person was not asked by the start how their budget is to be managed{until(made)}"
            yield Breach(field, owed_by=Party.FUNDER, what=what)
        yield from act.asks
        return
    choice = case.require(made, field)
    told, options, form = choice.options_given, case.parameters.options, case.arrangement.contract.form
    for option in options or ():
        if told is not None and option not in told:
            what = f"there is no record that the person was offered this option: {option.value}"
            yield Breach("lifecycle.choice.options_given", what=what)
    by_direct_payment = choice.option.is_direct
    if not choice.option.is_a_fund and (not by_direct_payment or form not in (None, Form.PERSON_AND_HOLDER)):
        what = f"this is an individual service fund, and the person chose another option: {choice.option.value}"
        yield Breach("lifecycle.choice.option", what=what)
    yield told, "lifecycle.choice.options_given"
    yield choice.reason, "lifecycle.choice.reason"
    yield options, "policy.options"
    if by_direct_payment:
        yield form, "contract.form"


_TURN = dict.fromkeys(DeploymentOption, 0) | {
    DeploymentOption.INDIVIDUAL_SERVICE_FUND: 1,
    DeploymentOption.THIRD_PARTY_HEALTH_BUDGET: 1,
    DeploymentOption.MANAGED: 2,
}
"""When a way is offered: direct payments of any kind, then a fund that a third party holds, then the rest."""


@note(
    "LIFE-04",
    source=(
        TLAP("Care management, 1) Direct payments first", words="Direct payments first"),
        DORSET("introduction", words="the next option to offer is an Individual Service Fund (ISF)"),
        SDF("A personalised 'Target Operating Model', Option 3", words="the next most personalised option"),
    ),
    message="{sooner} was offered before {later}",
    remedy="offer a direct payment first, then an individual service fund, then what the council manages",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""A direct payment comes first, then an individual service fund or a third-party personal health
    budget (SDF's third option puts them together), then what the council manages. The order never fills in the choice.
    Only options that were offered are compared, each kind by its first place.""",
)
@needs("lifecycle.choice")
def the_freer_way_is_offered_first(case: Case) -> Breach | None:
    choice = case.require(case.arrangement.lifecycle.choice, "lifecycle.choice")
    first: dict[int, DeploymentOption] = {}
    for option in case.require(choice.options_given, "lifecycle.choice.options_given"):
        first.setdefault(_TURN[option], option)
    for (turn, sooner), (next_turn, later) in pairwise(first.items()):
        if next_turn < turn:
            return Breach("lifecycle.choice.options_given", sooner=sooner, later=later)
    return None


_REAL_OPTION = "Making Individual Service Funds for homecare a real option for people"


@must(
    "LIFE-05a",
    "a best-interests decision comes before the start",
    source=(
        MENTAL_CAPACITY_ACT(
            "section 1(5)",
            words="An act done, or decision made, under this Act for or on behalf of a person who lacks capacity must "
            "be done, or made, in his best interests",
        ),
        HOME(_REAL_OPTION, words="if it is felt in the best interests of the individual"),
        IPC("2, About ISFs", words="offered to people via a best interest's decision"),
    ),
    when=the_person_lacks_capacity,
    message="support starts on {start}, but no best-interests decision was taken{until}",
    remedy="take the decision, and start no earlier than {decided}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="A decision on the first day itself is in time, because dates carry no hours.",
)
@needs("lifecycle.best_interests", "contract.first_day")
def a_best_interests_decision_comes_before_the_start(case: Case) -> Found:
    decision, start = case.arrangement.lifecycle.best_interests, case.arrangement.contract.first_day
    field = "lifecycle.best_interests"
    taken = decision.on if isinstance(decision, BestInterests) else decision
    act = act_by(case, taken, field, start)
    yield from act.asks
    yield start, "contract.first_day"
    if start is not None and act.is_missed:
        where = f"{field}.on" if isinstance(decision, BestInterests) else field
        yield Breach(where, owed_by=Party.FUNDER, start=start, until=until(taken), decided=day_of(taken))


@condition(
    "it is recorded that there is no representative, family, advocate or trust",
    otherwise="somebody acts for the person",
)
@needs("lifecycle.representatives")
def nobody_acts_for_the_person(case: Case) -> bool:
    return not case.require(case.arrangement.lifecycle.representatives, "lifecycle.representatives")


@must(
    "LIFE-05b",
    source=HOME(_REAL_OPTION, words="the best interest decision will need to be taken by the council"),
    when=(the_person_lacks_capacity, nobody_acts_for_the_person),
    message="the best-interests decision was taken by {by}, but nobody is recorded to act for the person",
    remedy="have the council take the decision, and look closely at how it goes",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The text does not say how often "closely" is ("this will need to be monitored closely"), so any
    recorded interval is enough. Anybody who acts for the person in anything, whatever their title, counts as somebody
    else.""",
)
@needs("lifecycle.best_interests")
def the_council_decides_and_watches_where_nobody_else_acts(case: Case) -> Found:
    decision = case.require(case.arrangement.lifecycle.best_interests, "lifecycle.best_interests")
    if decision.by is DecidedBy.REPRESENTATIVE:
        yield Breach("lifecycle.best_interests.by", by=decision.by)
    yield decision.by, "lifecycle.best_interests.by"
    yield decision.monitoring_weeks, "lifecycle.best_interests.monitoring_weeks"


_TO_TELL = tuple(
    (topic, told_on(topic))
    for topic in (Topic.HOW_IT_WORKS, Topic.CONTRACT_ASKS, Topic.HOW_MONEY_IS_MANAGED, Topic.DISPUTES)
)
_QUOTED = ", as quoted in TLAP, What the Care Act guidance says about ISFs"


@should(
    "LIFE-10",
    source=(
        STATUTORY_GUIDANCE("11.32" + _QUOTED, words="how the ISF arrangement works and any contractual requirements"),
        STATUTORY_GUIDANCE("11.32" + _QUOTED, words="Explain how the provider(s) will manage the budget"),
        STATUTORY_GUIDANCE("11.32" + _QUOTED, words="Provide advice on what to do if a dispute arises"),
    ),
    message="{lacking} by the start",
    remedy="do so before it starts",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The person is told how the arrangement works, what the contract asks, how the money is managed and
    what to do in a dispute. The guidance says "should": it must be acted under, and a council may depart from it for a
    reason, so this is a warning until that reason is recorded. The first day is in time, and the earliest time counts.
    What the person asked for is LIFE-13's.""",
)
@needs("lifecycle.information_given", "contract.first_day")
def the_person_was_told_before_the_start(case: Case) -> Found:
    given, start = case.arrangement.lifecycle.information_given, case.arrangement.contract.first_day
    yield given, "lifecycle.information_given"
    yield start, "contract.first_day"
    for topic, field in _TO_TELL if given is not None else ():
        told = [each.on for each in given or () if each.topic is topic]
        acts = [act_by(case, on, field, start, excuses=LEFT_TO_THE_AUTHORITY) for on in told]
        in_time = [act for act in acts if act.is_in_time]
        if not in_time and all(act.is_missed for act in acts):
            lacking = f"the person was not told {topic.value}"
            yield Breach("lifecycle.information_given", owed_by=Party.FUNDER, lacking=lacking)
        # Told in time once, it matters no more when else.
        for act in in_time[:1] or acts:
            yield from act.asks


@should(
    "LIFE-13",
    source=(
        STATUTORY_GUIDANCE("11.33" + _QUOTED, words="consider establishing this as an offer for people"),
        STATUTORY_GUIDANCE("11.33" + _QUOTED, words="reasonably consider any request from a person"),
        IPC("9, Conclusion and considerations", words="people have a right to request ISFs under the Care Act 2014"),
    ),
    message="the person asked for {what} on {asked}, and there was no answer{until}",
    remedy="answer the person, with the reason",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A request for a fund, and a request for a named provider, is considered and answered, whatever the
    answer is. No source sets a time: the policy's number of days counts, and where it has none, the day on which
    support starts; what was asked for later is answered at some time. The day itself is in time.""",
)
@needs("lifecycle.provider_requests", "lifecycle.request", "policy.answer_days")
def what_the_person_asked_for_is_answered(case: Case) -> Found:
    life, days = case.arrangement.lifecycle, case.parameters.answer_days
    yield life.provider_requests, "lifecycle.provider_requests"
    asked: list[tuple[str, str, date, Recorded]] = [
        (f"lifecycle.provider_requests[{each.provider}].considered_on", each.provider, each.on, each.considered_on)
        for each in life.provider_requests or ()
    ]
    if life.request is not None:
        field = "lifecycle.request.answered_on"
        asked.append((field, "an individual service fund", life.request.on, life.request.answered_on))
    for field, what, on, answered in asked:
        by = None if days is None else within_calendar(on, days)
        if days is None:
            by = case.require(case.arrangement.contract.first_day, "contract.first_day")
        act = act_by(case, answered, field, by if by is None or on <= by else date.max, excuses=NOT_NEEDED)
        if act.is_missed:
            yield Breach(field, owed_by=Party.FUNDER, what=what, asked=on, until=until(answered))
        yield from act.asks


@condition("a conversion is recorded", otherwise="no other arrangement was turned into this one")
@needs("lifecycle.conversion")
def it_was_another_arrangement(case: Case) -> bool:
    return case.arrangement.lifecycle.conversion is not None


@note(
    "LIFE-12",
    source=TLAP(
        "Commissioning, 1) Provider transformation",
        words="proportionate re-assessment if the care and support plan is changed",
    ),
    when=it_was_another_arrangement,
    message="the plan changed in substance on {turned}, and reassessment was not considered{until}",
    remedy="consider proportionate reassessment before the arrangement is turned into a fund",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""The day of the conversion is in time. If reassessment was considered by then, nobody needs to know
    whether the plan changed in substance.""",
)
def reassessment_is_considered_where_a_conversion_changes_the_plan(case: Case) -> Found:
    conversion = cast("Conversion", case.arrangement.lifecycle.conversion)  # there is one where the rule applies
    considered, field = conversion.reassessment_considered_on, "lifecycle.conversion.reassessment_considered_on"
    changes = (conversion.plan_changes_in_substance, "lifecycle.conversion.plan_changes_in_substance")
    act = act_by(case, considered, field, conversion.on, excuses=LEFT_TO_THE_AUTHORITY)
    if changes[0] is False:
        yield changes
    elif act.is_missed:
        case.require_all(changes)
        yield Breach(field, owed_by=Party.FUNDER, turned=conversion.on, until=until(considered))
    else:
        if not act.is_in_time:
            yield changes
        yield from act.asks
