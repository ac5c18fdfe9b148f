"""Rules on the support plan (PLN): its outcomes, its parts, its reviews; what it buys is in plan_supports."""

from __future__ import annotations

from ...model.documents import OPEN_ENDED, ends_on
from ...model.lifecycle import Review
from ...model.person import AdultOutcome, CareOutcome, CarerOutcome, NeedsAssessment, PersonKind
from ...model.plan import PlanPart
from ...planning.reviews import review_dates
from ...values.sources import DORSET, ELIGIBILITY_REGULATIONS, HOME
from ..engine.case import Case
from ..engine.definition import Breach, LifecycleStep, must, should
from ..facts.conditions import it_has_begun


@must(
    "PLN-01",
    source=DORSET("4", words="does not ignore any outcomes"),
    message="the eligible outcome {outcome} is met by no support, and by nothing informal or in the community",
    remedy="add support for {outcome}, or record who meets it informally",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Paid support, or informal or community support, meets each outcome that the assessment found
    eligible. An outcome that support or somebody meets is no matter, whether eligible or not.""",
)
def every_eligible_outcome_is_met(case: Case) -> tuple[Breach, ...]:
    plan = case.arrangement.plan
    outcomes = case.require(plan.outcomes, "plan.outcomes")
    supports = case.require(plan.supports, "plan.supports")
    met = {ref for support in supports for ref in support.outcomes or ()}
    open_ = [
        each for each in outcomes if each.ref not in met and not each.met_informally and each.eligible is not False
    ]
    ignored = tuple(
        Breach(f"plan.outcomes[{each.ref}]", outcome=each.ref)
        for each in open_
        if each.eligible and each.met_informally is not None and all(s.outcomes is not None for s in supports)
    )
    if ignored:
        return ignored
    if open_:
        case.require_all(
            *((support.outcomes, f"plan.supports[{support.ref}].outcomes") for support in supports),
            *((each.met_informally, f"plan.outcomes[{each.ref}].met_informally") for each in open_),
            *((each.eligible, f"plan.outcomes[{each.ref}].eligible") for each in open_),
        )
    return ()


@must(
    "PLN-02",
    source=DORSET("4", words="the proposed activity is linked back to the outcomes"),
    message="the support {support} serves no outcome",
    remedy="link {support} to an outcome of the plan, or leave it out",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="Every support is linked to one outcome or more.",
)
def every_support_serves_an_outcome(case: Case) -> tuple[Breach, ...]:
    supports = case.require(case.arrangement.plan.supports, "plan.supports")
    idle = tuple(
        Breach(f"plan.supports[{each.ref}].outcomes", support=each.ref) for each in supports if each.outcomes == ()
    )
    if not idle:
        case.require_all(*((each.outcomes, f"plan.supports[{each.ref}].outcomes") for each in supports))
    return idle


@should(
    "PLN-06",
    source=HOME(
        "Appendix One, Developing a support plan for an ISF in homecare",
        words="ensuring that this is relevant, to the point and proportionate",
    ),
    message="the plan does not say {part}",
    remedy="add {part}",
    step=LifecycleStep.PLAN_CREATED,
    interpretation="""The plan has each of the parts that the source goes through, one by one. An order, a length or a
    heading of its own is asked for none of them.""",
)
def the_plan_has_all_its_parts(case: Case) -> tuple[Breach, ...]:
    parts = case.require(case.arrangement.plan.parts, "plan.parts")
    return tuple(Breach("plan.parts", part=part) for part in PlanPart if part not in parts)


@should(
    "PLN-07",
    source=(
        HOME("Step 6, Living life", words="doing a review after perhaps six weeks"),
        HOME("Step 7, Review and learn", words="most reviews would then happen annually"),
    ),
    when=it_has_begun,
    message="a review was due by {due}, and none was held since {since}",
    remedy="hold the review, and record it",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""The first review is held some weeks after the start, each later one some months after the last.
    The policy's numbers stand for "perhaps six weeks" and "annually". A review of any kind counts; one that is held on
    the day it is due, or late, mends what was due before it. None is due after the last day, nor after somebody gave
    notice to end it, for then the settlement takes its place.""",
)
def reviews_are_held_when_they_are_due(case: Case) -> Breach | None:
    contract, parameters, reviews = case.arrangement.contract, case.parameters, case.arrangement.lifecycle.reviews
    start = case.require(contract.first_day, "contract.first_day")
    until = min([case.on, *(ending.given_on for ending in case.arrangement.endings)])
    held = tuple(each for each in reviews or () if start <= each.on <= case.on)
    if reviews is None or not held:
        case.require(parameters.first_review_days, "policy.first_review_days")
    if reviews is None or held:
        case.require(parameters.review_months, "policy.review_months")
    dates = review_dates(held, first_day=start, last_day=OPEN_ENDED, policy=parameters)
    due, last = dates.next_due, contract.last_day
    if reviews is None:  # the first could have been held on the first day, and the next be due before it
        again = review_dates((Review(on=start),), first_day=start, last_day=OPEN_ENDED, policy=parameters).next_due
        due = min((on for on in (due, again) if on is not None), default=None)
    if due is None or due >= until or due > ends_on(last):
        if held:
            case.require(reviews, "lifecycle.reviews")
        return None
    case.require_all((reviews, "lifecycle.reviews"))
    case.require(last, "contract.last_day")
    return Breach("lifecycle.reviews", due=due, since=max([start, *dates.held]))


_FEWEST = {PersonKind.ADULT: 2, PersonKind.CARER: 1}


def _too_few(kind: PersonKind, not_achieved: tuple[CareOutcome, ...]) -> bool:
    """Whether fewer outcomes of the person's kind cannot be achieved than the regulations ask for."""
    return len({each for each in not_achieved if _is_of(kind, each)}) < _FEWEST[kind]


def _is_of(kind: PersonKind, outcome: CareOutcome) -> bool:
    return isinstance(outcome, AdultOutcome if kind is PersonKind.ADULT else CarerOutcome)


def _against(needs: NeedsAssessment | None, kind: PersonKind | None) -> list[str]:
    """Why, for certain, no need of the assessment is eligible; nothing where one is or may be."""
    out = []
    if needs is not None and needs.from_impairment is False:
        out.append("the needs do not arise from what the regulations name")
    not_achieved: tuple[CareOutcome, ...] | None = None if needs is None else needs.not_achieved
    if not_achieved is not None and all(_too_few(each, not_achieved) for each in ((kind,) if kind else PersonKind)):
        out.append("too few outcomes were found that cannot be achieved")
    if needs is not None and needs.affects_well_being is False:
        out.append("well-being is not significantly affected")
    return out


@should(
    "PLN-09",
    source=ELIGIBILITY_REGULATIONS("regulations 2, 3"),
    message="the outcome {outcome} is recorded as eligible, but {why}",
    remedy="correct the outcome {outcome}, or the assessment that it rests on",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""An eligible outcome has an area of the regulations for that person, and an assessment that bears
    it. An adult's needs are eligible where they arise from an impairment or illness, two outcomes or more cannot be
    achieved, and well-being is significantly affected; a carer's where they arise from caring and one outcome cannot
    be achieved. A carer whose health alone is at risk is not told apart: somebody looks, for this is a warning. Which
    outcomes the assessment names is not compared with the plan's own: a need may be met by way of another outcome.""",
)
def every_eligible_outcome_rests_on_the_assessment(case: Case) -> tuple[Breach, ...]:
    outcomes = case.require(case.arrangement.plan.outcomes, "plan.outcomes")
    needs, kind = case.arrangement.needs, case.arrangement.person.kind
    open_ = [each for each in outcomes if each.eligible is not False]
    against = _against(needs, kind)
    astray = {each.ref for each in open_ if each.area is not None and kind is not None and not _is_of(kind, each.area)}
    found: list[Breach] = []
    for each in open_:
        field = f"plan.outcomes[{each.ref}]"
        if each.eligible and against:
            found.append(Breach(f"{field}.eligible", outcome=each.ref, why=" and ".join(against)))
        if each.eligible and each.ref in astray:
            why = "its area is one that the regulations name for others"
            found.append(Breach(f"{field}.area", outcome=each.ref, why=why))
    if found or not open_:
        return tuple(found)
    asked_for: list[tuple[object, str]] = []
    if not against:
        asked_for = [(kind, "person.kind"), (needs, "needs")]
    if not against and needs is not None:
        asked_for += [
            (needs.from_impairment, "needs.from_impairment"),
            (needs.not_achieved, "needs.not_achieved"),
            (needs.affects_well_being, "needs.affects_well_being"),
        ]
    for each in open_:
        if each.eligible:
            asked_for.append((each.area, f"plan.outcomes[{each.ref}].area"))
        elif against or each.area is None or each.ref in astray:
            asked_for.append((each.eligible, f"plan.outcomes[{each.ref}].eligible"))
    case.require_all(*asked_for)
    return ()
