"""Rules on the person and who acts for them (PTY)."""

from __future__ import annotations

from datetime import date

from ..model.documents import AgreementKind, Party, done_on
from ..model.lifecycle import ActsIn, BestInterests, DecidedBy, Representative, Supporter
from ..model.person import NeedsAssessment, PersonKind
from ..model.plan import SupportKind
from ..values.money import ExactMoney, Money
from ..values.rates import Rate
from ..values.sources import ADVOCACY_REGULATIONS, CARE_ACT, HOME, LANCASHIRE, Standing
from ..values.table import as_read
from .engine.case import YEAR, Case
from .engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs
from .facts.acts import DECLINED, Recorded, act_by, until
from .facts.conditions import a_council_pays, the_person_lacks_capacity


def _may_sign(by: str | None, representatives: tuple[Representative, ...] | None) -> bool | None:
    """Whether somebody may sign for the person, as far as it is known."""
    if representatives is None:
        return None
    acting = [each for each in representatives if by is None or each.ref == by]
    if any(each.acts_in is None or (by is None and ActsIn.SIGNING in each.acts_in) for each in acting):
        return None
    return any(ActsIn.SIGNING in (each.acts_in or ()) for each in acting)


@must(
    "PTY-01",
    source=(
        HOME("Incorporating a homecare ISF", words="the individual (or their representative)"),
        HOME("Appendix One", words="the agreement between the provider and the individual, or their representative"),
        LANCASHIRE("6.12", words="(or their representative)"),
    ),
    when=the_person_lacks_capacity,
    standing=Standing.ARRANGEMENT,
    message="the person lacks capacity, and nobody with authority to sign for them has signed {document}",
    remedy="ask somebody with authority to sign for the person (an attorney or deputy) to sign {document}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""This is about the contract, if the person has signed it, and every agreement beside it. If several
    people sign for the person, one with authority is enough. Where nobody acts for the person and the council took the
    best-interests decision, it signs for them ("the individual simply has no family at all": HOME; LIFE-05b). A missing
    signature is for CON-01 and CON-02.""",
)
@needs("lifecycle.representatives", "lifecycle.best_interests", "contract.signatures", "agreements")
def who_signs_for_the_person_may_do_so(case: Case) -> Found:
    arrangement = case.arrangement
    signatures, agreements = arrangement.contract.signatures, arrangement.agreements
    representatives, decision = arrangement.lifecycle.representatives, arrangement.lifecycle.best_interests
    if representatives == ():
        yield decision, "lifecycle.best_interests"
        decided_by = decision.by if isinstance(decision, BestInterests) else None
        if decided_by is not None and decided_by is not DecidedBy.REPRESENTATIVE:
            return
        if isinstance(decision, BestInterests):
            yield decided_by, "lifecycle.best_interests.by"
    person = "contract.signatures[person].by"
    documents: list[tuple[str, str, list[str | None]]] = [
        ("the contract", person, [each.by for each in signatures or () if each.party is Party.PERSON])
    ]
    for kind in AgreementKind:
        by = [each.by for each in agreements or () if each.kind is kind]
        documents.append((f"the agreement {kind.in_words}", f"agreements[{kind.name.lower()}].by", by))
    yield signatures, "contract.signatures"
    yield agreements, "agreements"
    for document, field, signed in documents:
        may = [_may_sign(by, representatives) for by in signed]
        if signed and not any(each is not False for each in may):
            yield Breach(field, document=document)
        # One who may sign is enough; else it rests on everybody who signed.
        by_whom = [by for by, sure in zip(signed, may, strict=True) if sure] or signed
        yield from ((by, field) for by in by_whom)
        if by_whom:
            yield representatives, "lifecycle.representatives"
        for each in representatives or ():
            if None in by_whom or each.ref in by_whom:
                yield each.acts_in, f"lifecycle.representatives[{each.ref}].acts_in"


@condition("the budget meets a carer's own needs", otherwise="the person is no carer")
@needs("person.kind")
def the_person_is_a_carer(case: Case) -> bool:
    return case.require(case.arrangement.person.kind, "person.kind") is PersonKind.CARER


@must(
    "PTY-02",
    "a carer pays nothing for the adult's care",
    source=(
        CARE_ACT("section 14(3)", words="may not be exercised so as to charge the carer"),
        CARE_ACT("section 14(1)(a)", words="may make a charge for meeting needs under sections 18 to 20"),
        CARE_ACT("section 20(1)(c)(i)", words="the adult needing care agrees to the needs being met in that way"),
    ),
    when=the_person_is_a_carer,
    message="the person is a carer, and is charged {contribution}, but {limit}",
    remedy="charge the carer at most for support of their own, and nothing if the council does not charge carers",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""If a carer's needs are met by care of the adult, the carer is not charged for it; for support of
    their own they may be charged, no more than that costs. Whether they are is the policy's to say. Supports of the
    carer's plan that are care of the adult say so by their kind. Tested on the first day and whenever the contribution
    changes, by the plan in force; costs are compared by the week, and a support that is paid for once is not
    compared.""",
)
def a_carer_pays_nothing_for_the_adults_care(case: Case) -> Found:
    contribution = case.require(case.arrangement.budget.contribution, "budget.contribution")
    if not any(rate.amount for rate in contribution.values):
        return
    never = case.parameters.charges_carers is False and case.require(False, "policy.charges_carers") is False
    supports = case.arrangement.plan.supports
    theirs = [each for each in supports or () if SupportKind.CARE_OF_THE_ADULT in (each.kinds or ())]
    own = [each for each in supports or () if each not in theirs]
    if not never:
        yield supports, "plan.supports"
        yield from ((each.kinds, f"plan.supports[{each.ref}].kinds") for each in own)
        yield from ((each.cost, f"plan.supports[{each.ref}].cost") for each in own if theirs)
    reached = False
    for since, rate in case.in_force(contribution):
        if not rate.amount:
            continue
        limit = "the council does not charge carers" if never else ""
        if theirs and not never and not any(each.cost is None or isinstance(each.cost, Money) for each in own):
            year = case.year_for(rate, *(each.cost for each in own if isinstance(each.cost, Rate)))
            if year is None:
                yield None, YEAR
                continue
            cost = ExactMoney.total(each.per_week(year) or ExactMoney(0) for each in own)
            if rate.per_week(year) > cost:
                limit = f"support of their own costs only {as_read(cost)} a week, and the rest is care of the adult"
                limit = limit if own else "all of the support is care of the adult"
        if limit:
            reached = reached or case.reaches(since)
            yield Breach("budget.contribution", contribution=rate, limit=limit)


@condition(
    "the authority considers that the person would have substantial difficulty in being involved",
    otherwise="the person can be involved without substantial difficulty",
)
@needs("lifecycle.involvement.has_difficulty")
def being_involved_is_difficult(case: Case) -> bool:
    involved = case.arrangement.lifecycle.involvement
    return case.require(involved.has_difficulty, "lifecycle.involvement.has_difficulty")


def _is_appropriate(supporter: Supporter) -> tuple[bool | None, tuple[Asked, ...]]:
    """Whether somebody is appropriate to support the person, as far as it is known, and on what that rests."""
    field = f"lifecycle.involvement.supporters[{supporter.ref}]"
    paid: Asked = (supporter.is_paid_to_care, f"{field}.is_paid_to_care")
    accepted: Asked = (supporter.is_accepted, f"{field}.is_accepted")
    if supporter.is_paid_to_care:
        return False, (paid,)
    if supporter.is_accepted is False:
        return False, (accepted,)
    return (None if None in (paid[0], accepted[0]) else True), (paid, accepted)


@must(
    "PTY-03",
    source=(
        CARE_ACT(
            "section 67(2)",
            words="arrange for a person who is independent of the authority",
        ),
        CARE_ACT("section 67(5)", words="who would be an appropriate person to represent and support the individual"),
        ADVOCACY_REGULATIONS("regulation 4"),
    ),
    when=(a_council_pays, being_involved_is_difficult),
    message="the person has substantial difficulty in being involved, and {lacking}",
    remedy="make an independent advocate available, and go through the assessment and the plan again with the person",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""An independent advocate is available by the day of the assessment and by the day the plan is
    agreed, those days included. None is needed where somebody appropriate represents and supports the person: one who
    is not engaged in their care professionally or for pay (so no worker of the ISF provider), and whom they accept. A
    likely long stay arranged by the NHS, or a disagreement with that somebody, calls for an advocate even so; the
    authority's own judgement in each of them is part of what is recorded. A person may decline the advocate.""",
)
@needs("needs", "plan.agreed_on", "lifecycle.involvement.advocate_from")
def an_independent_advocate_is_available_where_the_person_needs_one(case: Case) -> Found:
    involved, field = case.arrangement.lifecycle.involvement, "lifecycle.involvement"
    needs, plan = case.arrangement.needs, case.arrangement.plan
    assessed_on = needs.on if isinstance(needs, NeedsAssessment) else None
    days: tuple[tuple[str, Recorded, str], ...] = (
        ("needs.on" if isinstance(needs, NeedsAssessment) else "needs", assessed_on, "the assessment"),
        ("plan.agreed_on", plan.agreed_on, "the plan was agreed"),
    )
    tests = [_is_appropriate(each) for each in involved.supporters or ()]
    supported = next((why for is_so, why in tests if is_so), None)
    if supported is not None and involved.even_so == ():
        yield from supported
        yield involved.even_so, f"{field}.even_so"
        return
    acts = [
        (act_by(case, involved.advocate_from, f"{field}.advocate_from", done_on(on), excuses=DECLINED), what)
        for _, on, what in days
        if done_on(on) is not None
    ]
    missed = [what for act, what in acts if act.is_missed]
    if not acts or not missed:
        yield from act_by(case, involved.advocate_from, f"{field}.advocate_from", None, excuses=DECLINED).asks
        yield from ((done_on(on), place) for place, on, _ in days)
        return
    # An advocate was missing: is there somebody appropriate, and nothing that calls for one even so?
    yield involved.supporters, f"{field}.supporters"
    for is_so, why in tests:
        yield from why if is_so is not False else ()
    if supported is not None or any(is_so is None for is_so, _ in tests):
        yield involved.even_so, f"{field}.even_so"
    open_ = involved.supporters is None or (not involved.even_so and any(is_so is None for is_so, _ in tests))
    if not open_ and (supported is None or involved.even_so):
        since = involved.advocate_from
        late = f", but only from {as_read(since)}" if isinstance(since, date) else until(since)
        lacking = f"no independent advocate was available by {missed[0]}{late}"
        yield Breach(f"{field}.advocate_from", owed_by=Party.FUNDER, lacking=lacking)
