"""Rules on the support plan (PLN): its outcomes, its parts, its reviews; what it buys is in plan_supports."""

from __future__ import annotations

from ...model.documents import NotDone, Party, ends_on
from ...model.person import AdultOutcome, CareOutcome, CarerOutcome, NeedsAssessment, PersonKind
from ...model.plan import Outcome, PlanPart, Support
from ...planning.reviews import next_due
from ...values.sources import CARE_ACT, DORSET, ELIGIBILITY_REGULATIONS, HOME, STATUTORY_GUIDANCE, Standing
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, must, needs, should
from ..facts.conditions import it_has_begun
from ..facts.costs import costs_nothing


@must(
    "PLN-01",
    source=(
        CARE_ACT(
            "section 25(1)(c)",
            words="specifies the needs that the local authority is going to meet and how it is going to meet them",
        ),
        DORSET("4", words="does not ignore any outcomes"),
    ),
    message="{what}",
    remedy="add support for {outcome}, or record who meets it informally",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Paid, informal or community support meets each outcome that the assessment found eligible; a
    support that costs nothing and is given by nobody meets none. An outcome that is met is no matter, eligible or not.
    Each outcome that the assessment found cannot be achieved is the area of an outcome of the plan, unless no need of
    the assessment is eligible (PLN-09).""",
)
@needs("plan.outcomes", "plan.supports")
def every_eligible_outcome_is_met(case: Case) -> Found:
    plan = case.arrangement.plan
    outcomes = case.require(plan.outcomes, "plan.outcomes")
    supports = case.require(plan.supports, "plan.supports")
    idle = [support.ref for support in supports if support.provider is None and costs_nothing(support)]
    met = {ref for support in supports if support.ref not in idle for ref in support.outcomes or ()}
    open_ = [
        each for each in outcomes if each.ref not in met and not each.met_informally and each.eligible is not False
    ]
    if open_:
        yield from _met(supports, idle, open_)
    yield from _assessed(case, outcomes)


def _met(supports: tuple[Support, ...], idle: list[str], open_: list[Outcome]) -> Found:
    """Whether outcomes that no support is sure to meet are met all the same; `idle` supports may be given by nobody."""
    for support in supports:
        yield support.outcomes, f"plan.supports[{support.ref}].outcomes"
        if support.ref in idle and {each.ref for each in open_} & {*(support.outcomes or ())}:
            yield support.provider, f"plan.supports[{support.ref}].provider"
    for each in open_:
        yield each.met_informally, f"plan.outcomes[{each.ref}].met_informally"
    unsure = any(support.outcomes is None or support.ref in idle for support in supports)
    for each in open_:
        yield each.eligible, f"plan.outcomes[{each.ref}].eligible"
        if each.eligible and each.met_informally is not None and not unsure:
            what = f"the eligible outcome {each.ref} is met by no support, and by nothing informal or in the community"
            yield Breach(f"plan.outcomes[{each.ref}]", what=what, outcome=each.ref)


def _assessed(case: Case, outcomes: tuple[Outcome, ...]) -> Found:
    """The plan against the assessment: whether it leaves out an outcome that was found."""
    needs = case.arrangement.needs
    if isinstance(needs, NotDone) or (needs is not None and case.once(_against)):
        return
    yield needs, "needs"
    if needs is not None:
        yield needs.not_achieved, "needs.not_achieved"
    without_area = [each for each in outcomes if each.area is None and each.eligible is not False]
    for found in () if needs is None else needs.not_achieved or ():
        of_it = [each for each in outcomes if each.area is found]
        for each in of_it[:1] or without_area:
            yield each.area, f"plan.outcomes[{each.ref}].area"
        if needs is not None and not of_it and not without_area:
            case.require_all(
                (case.arrangement.person.kind, "person.kind"),
                (needs.from_impairment, "needs.from_impairment"),
                (needs.affects_well_being, "needs.affects_well_being"),
            )
            what = f"the assessment found that {found.value} cannot be achieved, and the plan has no such outcome"
            yield Breach("plan.outcomes", what=what, outcome=found.value)


@must(
    "PLN-02",
    source=DORSET("4", words="the proposed activity is linked back to the outcomes"),
    standing=Standing.ARRANGEMENT,
    message="the support {support} serves no outcome",
    remedy="link {support} to an outcome of the plan, or leave it out",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="Every support is linked to at least one outcome.",
)
@needs("plan.supports")
def every_support_serves_an_outcome(case: Case) -> Found:
    for each in case.require(case.arrangement.plan.supports, "plan.supports"):
        field = f"plan.supports[{each.ref}].outcomes"
        yield Breach(field, support=each.ref) if each.outcomes == () else (each.outcomes, field)


@should(
    "PLN-06",
    source=HOME(
        "Appendix One, Developing a support plan for an ISF in homecare",
        words="ensuring that this is relevant, to the point and proportionate",
    ),
    is_checklist=True,
    message="the plan does not say {part}",
    remedy="add {part}",
    step=LifecycleStep.PLAN_CREATED,
    interpretation="Each of the parts that the source goes through is there. No order, length or heading is asked for.",
)
@needs("plan.parts")
def the_plan_has_all_its_parts(case: Case) -> Found:
    parts = case.require(case.arrangement.plan.parts, "plan.parts")
    return (Breach("plan.parts", part=part) for part in _PARTS if part not in parts)


_PARTS = tuple(PlanPart)


@should(
    "PLN-07",
    source=(
        STATUTORY_GUIDANCE("13.32"),
        HOME("Step 6, Living life", words="doing a review after perhaps six weeks"),
        HOME("Step 7, Review and learn", words="most reviews would then happen annually"),
    ),
    when=it_has_begun,
    message="a review was due by {due}, and none was held since {since}",
    remedy="hold the review, and record it",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""The policy's numbers stand for "perhaps six weeks" and "annually"; manuals that go by the guidance
    have six to eight weeks, then at least every twelve months. A review of any kind counts; one held on the day it is
    due, or late, mends what was due before it. One that the person declined counts as held on that day, and so does a
    decision, with its reason, that none is needed: guidance may be departed from for a recorded reason. None is due
    after the last day, or after somebody gave notice, because the final account takes its place.""",
)
def reviews_are_held_when_they_are_due(case: Case) -> Breach | None:
    contract, parameters, reviews = case.arrangement.contract, case.parameters, case.arrangement.lifecycle.reviews
    start = case.require(contract.first_day, "contract.first_day")
    until = min([case.on, *(ending.given_on for ending in case.arrangement.endings)])
    days = (each.holds_from for each in reviews or ())
    held = sorted(on for on in days if on is not None and start <= on <= case.on)
    if reviews is None or not held:
        case.require(parameters.first_review_days, "policy.first_review_days")
    if reviews is None or held:
        case.require(parameters.review_months, "policy.review_months")
    due, last = next_due(held, start, parameters), contract.last_day
    if reviews is None:  # the first could have been held on the first day, and the next be due before it
        due = min(due, next_due((start,), start, parameters))
    if due >= until or due > ends_on(case.last_day):
        if held:
            case.require(reviews, "lifecycle.reviews")
        return None
    case.require_all((reviews, "lifecycle.reviews"))
    case.require(last, "contract.last_day")
    return Breach("lifecycle.reviews", owed_by=Party.FUNDER, due=due, since=max([start, *held]))


_FEWEST = {PersonKind.ADULT: 2, PersonKind.CARER: 1}


def _too_few(kind: PersonKind, not_achieved: tuple[CareOutcome, ...]) -> bool:
    """Whether fewer outcomes of the person's kind cannot be achieved than the regulations ask for."""
    of_kind = AdultOutcome if kind is PersonKind.ADULT else CarerOutcome
    return len({each for each in not_achieved if isinstance(each, of_kind)}) < _FEWEST[kind]


def _is_of(kind: PersonKind, outcome: CareOutcome) -> bool:
    return isinstance(outcome, AdultOutcome if kind is PersonKind.ADULT else CarerOutcome)


def _against(case: Case) -> list[str]:
    """Why, for certain, no need of the assessment is eligible; nothing where one is or may be."""
    needs, kind = case.arrangement.needs, case.arrangement.person.kind
    if needs is None:
        return []
    if isinstance(needs, NotDone):
        return ["no needs assessment was made"]
    out = []
    if needs.from_impairment is False:
        out.append("the needs do not arise from what the regulations name")
    kinds = (kind,) if kind else tuple(PersonKind)
    # For a carer, health at risk is enough without any outcome.
    at_risk = needs.health_at_risk is not False and kind is not PersonKind.ADULT
    not_achieved = needs.not_achieved
    if not_achieved is not None and not at_risk and all(_too_few(each, not_achieved) for each in kinds):
        out.append("too few outcomes were found that cannot be achieved")
    if needs.affects_well_being is False:
        out.append("well-being is not significantly affected")
    return out


@should(
    "PLN-09",
    source=(
        ELIGIBILITY_REGULATIONS("regulation 2(1)(b)", words="unable to achieve two or more of the outcomes"),
        ELIGIBILITY_REGULATIONS("regulation 3"),
    ),
    message="the outcome {outcome} is recorded as eligible, but {why}",
    remedy="correct the outcome {outcome}, or the assessment that it rests on",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""An adult's needs are eligible if they arise from an impairment or illness, two outcomes or more
    cannot be achieved, and well-being is significantly affected; a carer's if they arise from caring, and their health
    is or may be at risk or one outcome cannot be achieved. The outcome's area is one for that person, but the
    assessment's outcomes are not compared with the plan's: a need may be met by way of another outcome.""",
)
@needs("plan.outcomes")
def every_eligible_outcome_rests_on_the_assessment(case: Case) -> Found:
    outcomes = case.require(case.arrangement.plan.outcomes, "plan.outcomes")
    needs, kind = case.arrangement.needs, case.arrangement.person.kind
    against = case.once(_against)
    open_ = [each for each in outcomes if each.eligible is not False]
    if open_ and not against:
        yield kind, "person.kind"
        yield needs, "needs"
        if isinstance(needs, NeedsAssessment):
            yield needs.from_impairment, "needs.from_impairment"
            yield needs.not_achieved, "needs.not_achieved"
            yield needs.affects_well_being, "needs.affects_well_being"
            if kind is PersonKind.CARER and _too_few(PersonKind.CARER, needs.not_achieved or ()):
                yield needs.health_at_risk, "needs.health_at_risk"
    for each in open_:
        eligible, area = f"plan.outcomes[{each.ref}].eligible", f"plan.outcomes[{each.ref}].area"
        astray = each.area is not None and kind is not None and not _is_of(kind, each.area)
        if not each.eligible:
            if against or each.area is None or astray:
                yield each.eligible, eligible
            continue
        if against:
            owed = Party.FUNDER if isinstance(needs, NotDone) else None
            yield Breach(eligible, owed_by=owed, outcome=each.ref, why=" and ".join(against))
        if astray:
            yield Breach(area, outcome=each.ref, why="its area is one that the regulations name for others")
        yield each.area, area
