"""Rules on what a person was told, asked for and chose, and on who decides where they cannot (LIFE)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from ...model.budget import Way
from ...model.contract import Form
from ...model.lifecycle import Conversion, DecidedBy, Matter
from ...values.sources import DORSET, HOME, IPC, SDF, TLAP
from ..engine.case import Case
from ..engine.definition import Breach, Force, Step, condition, rule
from ..facts.conditions import the_person_lacks_capacity

_STEP_ONE = "Developing an ISF homecare process, Step 1, Determining an individual's personal budget"


@rule(
    "LIFE-03",
    force=Force.SHOULD,
    source=(
        HOME(_STEP_ONE, words="care should be taken to avoid any assumption that there is a default option"),
        HOME("Appendix One, How will I manage the money?", words="how the ISF model was chosen and why"),
    ),
    says="{what}: {option}",
    cure="tell them of all the ways, this one among them, and let them choose again: {option}",
    step=Step.BUDGET_DETERMINED,
)
def the_person_chose_among_all_ways_and_said_why(case: Case) -> tuple[Breach, ...]:
    """Nothing is chosen by default: every option was told before the choice, which is a fund and has its reason.

    House readings: the policy says which options there are to tell of, for the sources list different
    ones. More may be told. Options recorded with a choice were told by the time of it. What was chosen is
    what this is: a fund, or under a contract between person and holder a direct payment (CON-21).
    """
    choice = case.known(case.arrangement.life.choice, "life.choice")
    told, options, form = choice.options_told, case.parameters.options, case.arrangement.contract.form
    found: list[Breach] = []
    if told is not None and options is not None:
        what = "of all the ways to manage the budget, the person was not told of this one"
        found += [Breach("life.choice.options_told", what=what, option=way) for way in options if way not in told]
    by_direct_payment = choice.way.name.startswith("DIRECT_PAYMENT")
    if not choice.way.is_a_fund and (not by_direct_payment or form not in (None, Form.PERSON_AND_HOLDER)):
        found.append(
            Breach("life.choice.way", what="this is a fund, and the person chose another way", option=choice.way)
        )
    if not found:
        case.all_known(
            (told, "life.choice.options_told"),
            (choice.reason, "life.choice.reason"),
            (options, "policy.options"),
            *([(form, "contract.form")] if by_direct_payment else []),
        )
    return tuple(found)


_TURN = dict.fromkeys(Way, 0) | {
    Way.INDIVIDUAL_SERVICE_FUND: 1,
    Way.THIRD_PARTY_HEALTH_BUDGET: 1,
    Way.MANAGED: 2,
}
"""When a way is offered: direct payments of any kind, then a fund that a third party holds, then the rest."""


@rule(
    "LIFE-04",
    force=Force.NOTE,
    source=(
        TLAP("Care management, 1) Direct payments first", words="Direct payments first"),
        DORSET("introduction", words="the next option to offer is an Individual Service Fund (ISF)"),
        SDF("A personalised 'Target Operating Model', Option 3", words="the next most personalised option"),
    ),
    says="{sooner} was offered before {later}",
    cure="offer a direct payment first, then an individual service fund, then what the council manages",
    step=Step.BUDGET_DETERMINED,
)
def the_freer_way_is_offered_first(case: Case) -> Breach | None:
    """A direct payment is offered before an individual service fund, and that before what the council manages.

    It is the order of offer and never fills in the choice. House reading: only ways that were told
    are compared (whether one is missing is LIFE-03's), each kind by its first place, so that a direct
    payment with support may well come after a fund where a plain one came before. A third-party
    personal health budget stands with the fund, as SDF's third option puts them.
    """
    choice = case.known(case.arrangement.life.choice, "life.choice")
    first: dict[int, Way] = {}
    for way in case.known(choice.options_told, "life.choice.options_told"):
        first.setdefault(_TURN[way], way)
    for (turn, sooner), (next_turn, later) in pairwise(first.items()):
        if next_turn < turn:
            return Breach("life.choice.options_told", sooner=sooner, later=later)
    return None


_REAL_OPTION = "Making Individual Service Funds for homecare a real option for people"


@rule(
    "LIFE-05a",
    force=Force.MUST,
    source=(
        HOME(_REAL_OPTION, words="if it is felt in the best interests of the individual"),
        IPC("2, About ISFs", words="offered to people via a best interest's decision"),
    ),
    when=the_person_lacks_capacity,
    says="it starts on {start}, before the best-interests decision of {decided}",
    cure="start no earlier than {decided}",
    step=Step.SUPPORT_ORGANISED,
)
def a_best_interests_decision_comes_before_the_start(case: Case) -> Breach | None:
    """For a person who lacks capacity, a best-interests decision is recorded, dated by the first day.

    House reading: one of the first day itself is in time, for dates carry no hours.
    """
    decision, start = case.arrangement.life.best_interests, case.arrangement.contract.first_day
    case.all_known((decision, "life.best_interests"), (start, "contract.first_day"))
    decided = case.known(decision, "life.best_interests").on
    first_day = case.known(start, "contract.first_day")
    return Breach("life.best_interests.on", start=first_day, decided=decided) if decided > first_day else None


@condition(otherwise="somebody acts for the person")
def nobody_acts_for_the_person(case: Case) -> bool:
    """It is recorded that there is no representative, family, advocate or trust."""
    return not case.known(case.arrangement.life.representatives, "life.representatives")


@rule(
    "LIFE-05b",
    force=Force.SHOULD,
    source=HOME(_REAL_OPTION, words="the best interest decision will need to be taken by the council"),
    when=(the_person_lacks_capacity, nobody_acts_for_the_person),
    says="the best-interests decision was taken by {by}, but nobody is recorded to act for the person",
    cure="have the council take the decision, and look closely at how it goes",
    step=Step.SUPPORT_ORGANISED,
)
def the_council_decides_and_watches_where_nobody_else_acts(case: Case) -> Breach | None:
    """Where there is no family or representative, the council decides, and closer monitoring is due.

    House reading: the text does not say how often "closely" is ("this will need to be monitored
    closely"): that some interval is recorded is enough. Whoever acts for the person in anything
    counts as somebody who could be asked, whatever their title.
    """
    decision = case.known(case.arrangement.life.best_interests, "life.best_interests")
    if decision.by is DecidedBy.REPRESENTATIVE:
        return Breach("life.best_interests.by", by=decision.by)
    case.all_known(
        (decision.by, "life.best_interests.by"),
        (decision.monitoring_weeks, "life.best_interests.monitoring_weeks"),
    )
    return None


_TO_TELL = (Matter.HOW_IT_WORKS, Matter.CONTRACT_ASKS, Matter.HOW_MONEY_IS_MANAGED, Matter.DISPUTES)
_GUIDANCE = "The Care Act 2014, Clause {} of the Guidance"


@rule(
    "LIFE-10",
    force=Force.SHOULD,
    source=(
        TLAP(_GUIDANCE.format("11.32"), words="how the ISF arrangement works and any contractual requirements"),
        TLAP(_GUIDANCE.format("11.32"), words="Explain how the provider(s) will manage the budget"),
        TLAP(_GUIDANCE.format("11.32"), words="Provide advice on what to do if a dispute arises"),
        TLAP(_GUIDANCE.format("11.33"), words="reasonably consider any request from a person"),
    ),
    says="{lacking} by the start",
    cure="do so before it starts",
    step=Step.SUPPORT_ORGANISED,
)
def the_person_was_told_and_heard_before_the_start(case: Case) -> tuple[Breach, ...]:
    """Told how it works, what the contract asks, how the money is managed, what to do in a dispute; and heard.

    House reading: what was told on the first day is in time; where something was told several
    times, the earliest counts. A request for a named provider is considered wherever one is made
    (clause 11.33 has it for places without such funds; Dorset, section 4, lets a person name one
    anywhere): by the start, where it was made by then; a later one at some time.
    """
    life, start = case.arrangement.life, case.arrangement.contract.first_day
    found: list[Breach] = []
    asked: list[tuple[object, str]] = [
        (life.told, "life.told"),
        (life.provider_requests, "life.provider_requests"),
        (start, "contract.first_day"),
    ]
    for matter in _TO_TELL if life.told is not None else ():
        days = [told.on for told in life.told or () if told.matter is matter]
        if _too_late(days, start):
            found.append(Breach("life.told", lacking=f"the person was not told {matter.value}"))
        # Told in time once, it matters no more when else.
        in_time = [on for on in days if on is not None and start is not None and on <= start]
        asked += [(on, f"life.told[{matter.value}].on") for on in in_time[:1] or days]
    for request in life.provider_requests or ():
        field = f"life.provider_requests[{request.provider}].considered_on"
        asked.append((request.considered_on, field))
        if not _too_late([request.on], start) and _too_late([request.considered_on], start):
            found.append(Breach(field, lacking=f"the request for {request.provider} was not considered"))
    if not found:
        case.all_known(*asked)
    return tuple(found)


def _too_late(days: list[date | None], start: date | None) -> bool:
    """Whether something was certainly not done by the start on any of the days that it was done on."""
    return not days or (start is not None and all(on is not None and on > start for on in days))


def _conversions(case: Case) -> tuple[Conversion, ...]:
    """The conversion that is recorded, where there is one."""
    return tuple(each for each in (case.arrangement.life.conversion,) if each is not None)


@condition(otherwise="no other arrangement was turned into this one")
def it_was_another_arrangement(case: Case) -> bool:
    """A conversion is recorded."""
    return bool(_conversions(case))


@rule(
    "LIFE-12",
    force=Force.NOTE,
    source=TLAP(
        "Commissioning, 1) Provider transformation",
        words="proportionate re-assessment if the care and support plan is changed",
    ),
    when=it_was_another_arrangement,
    says="the plan changed in substance on {turned}; reassessment was considered only on {considered}",
    cure="consider proportionate reassessment before the arrangement is turned into a fund",
    step=Step.PLAN_AGREED,
)
def reassessment_is_considered_where_a_conversion_changes_the_plan(case: Case) -> tuple[Breach, ...]:
    """Turning another arrangement into a fund may change the plan so much that reassessment is considered.

    House reading: it is considered by the day of the conversion. Where that was done in time,
    nobody need know whether the plan changed in substance.
    """
    late: list[Breach] = []
    for conversion in _conversions(case):
        field = "life.conversion.reassessment_considered_on"
        considered = (conversion.reassessment_considered_on, field)
        changes = (conversion.plan_changes_in_substance, "life.conversion.plan_changes_in_substance")
        if considered[0] is not None and considered[0] <= conversion.on:
            case.all_known(considered)
        elif changes[0] is False:
            case.all_known(changes)
        else:
            case.all_known(changes, considered)
            late.append(Breach(field, turned=conversion.on, considered=case.known(*considered)))
    return tuple(late)


RULES = (
    the_person_chose_among_all_ways_and_said_why,
    the_freer_way_is_offered_first,
    a_best_interests_decision_comes_before_the_start,
    the_council_decides_and_watches_where_nobody_else_acts,
    the_person_was_told_and_heard_before_the_start,
    reassessment_is_considered_where_a_conversion_changes_the_plan,
)
