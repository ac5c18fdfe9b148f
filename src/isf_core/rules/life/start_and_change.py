"""Rules on the life of an arrangement (LIFE)."""

from __future__ import annotations

from datetime import date

from ...model.contract import ConcernRoute
from ...model.documents import AgreementKind, Party, done_on, done_or_declined_on
from ...model.parameters import ReviewOnChange
from ...model.payment_terms import Timing
from ...values.dates import months_after
from ...values.money import ExactMoney
from ...values.sources import DORSET, HOME, LANCASHIRE, Standing
from ..engine.case import YEAR, Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, note, should
from ..facts.acts import NOT_NEEDED, SIGNED, SIGNED_BESIDE, Recorded, act_by, day_of, owes, until
from ..facts.holders import HolderSince, changes_of_holder, the_holder_has_changed


@condition("a split between ways is recorded", otherwise="no split of the budget is recorded")
@needs("budget.deployment")
def the_budget_is_split(case: Case) -> bool:
    return case.arrangement.budget.deployment is not None


@must(
    "LIFE-02",
    source=LANCASHIRE("6.1", words="payment of some or all of the Personal Budget via an Individual Service Fund"),
    when=the_budget_is_split,
    standing=Standing.ARRANGEMENT,
    message="from {since} the parts of the budget add up to {parts} a week, and the whole budget is {whole}",
    remedy="make the parts add up to the whole budget",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""The parts come to the whole at every time, exactly. Amounts in different units are compared by the
    week.""",
)
def the_parts_of_the_budget_add_up(case: Case) -> Found:
    budget = case.arrangement.budget
    actual = case.require(budget.actual, "budget.actual")
    timelines = (actual, *(part.rate for part in budget.deployment or ()))
    reached = False
    for since in case.days_of(*(on for timeline in timelines for on, _ in timeline.changes)):
        rates = [timeline.on(since) for timeline in timelines]
        year = case.year_for(*rates)
        if year is None:
            yield None, YEAR
            continue
        whole, *split = [rate.per_week(year) for rate in rates]
        together = ExactMoney.total(split)
        if together != whole:
            reached = reached or case.reaches(since)
            yield Breach("budget.deployment", since=since, parts=together, whole=whole)


_NOT_WORKING = "Appendix Three, What happens if the homecare isn't working for me?"


Tells = tuple[bool | None, tuple[Asked, ...]]
"""Yes, no or not to be told (None), and the facts that it rests on, each with its field."""


def _support_or_cost_changes(case: Case, since: date) -> Tells:
    """Whether the plan or the budget changes with a change of holder."""
    if any(change.since == since for change in case.known.changes_of("plan")):
        return True, ()
    actual = case.arrangement.budget.actual
    return None if actual is None else since in dict(actual.changes), ((actual, "budget.actual"),)


def _reviewed(case: Case, change: HolderSince) -> Tells:
    """Whether a review was held since a change of holder was agreed."""
    reviews = case.arrangement.lifecycle.reviews
    days = (each.holds_from for each in reviews or ())
    held = max((on for on in days if on is not None and on <= case.on), default=None)
    told = ((reviews, "lifecycle.reviews"),)
    if reviews is None or held is None:
        return None if reviews is None else False, told
    if held >= change.since:
        return True, told
    field = change.field.removesuffix("holder") + "agreed"
    signed = tuple((each.signed_on, f"{field}[{each.party.value}].signed_on") for each in change.agreed or ())
    earlier = tuple(each for each in signed if (on := done_on(each[0])) is not None and on <= held)
    if earlier:
        return True, (*told, (change.agreed, field), earlier[0])
    asked = (*told, (change.agreed, field), *signed)
    return None if any(fact is None for fact, _ in asked) else False, asked


@note(
    "LIFE-06",
    source=(
        HOME(_NOT_WORKING, words="it will arrange for you to have a review of your needs"),
        DORSET("5", words="This should not automatically prompt a reassessment"),
    ),
    when=the_holder_has_changed,
    message=(
        "the ISF provider changed on {changed}, and no review has been held since the change was agreed; this policy "
        "asks for one {when} (the sources differ: In Control always, Dorset where the support or its cost changes)"
    ),
    remedy="hold a review, or record the one that was held",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""In Control's factsheet has the council arrange a review whenever the provider changes. Dorset
    (5) has none automatically: it is "determined based upon any proposed changes in how the support will be delivered
    and how much it will cost". So the policy decides. A review of any kind counts if it was held on or after the day
    on which the first party agreed the change, or the change itself. Support changes if the plan varies from the same
    day, cost if the budget does. A change still to come needs no review yet. It is advice, because the sources
    conflict.""",
)
@needs("policy.holder_change_review")
def a_change_of_holder_is_reviewed_as_the_policy_has_it(case: Case) -> Found:
    when = case.require(case.parameters.holder_change_review, "policy.holder_change_review")
    changes = changes_of_holder(case)
    yield from changes.asked
    for change in changes.certain:
        reviewed, tells = _reviewed(case, change)
        if not reviewed and when is ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES:
            matters, why = _support_or_cost_changes(case, change.since)
            tells = why if matters is False else (*tells, *why)
            reviewed = True if matters is False else reviewed if matters else None
        if reviewed is False:
            yield Breach("lifecycle.reviews", changed=change.since, when=when)
        yield from tells


def _too_many(days: list[date], number: int, months: int) -> tuple[date, date] | None:
    """The first and last day of the latest run of so many changes within so many months."""
    runs = [run for run in zip(days, days[number - 1 :], strict=False) if run[1] < months_after(run[0], months)]
    return runs[-1] if runs else None


@must(
    "LIFE-07",
    source=HOME(
        "Ensuring that ISFs keep people healthy, safe and well, An example",
        words="the council has a duty and responsibility to intervene to understand why",
    ),
    when=the_holder_has_changed,
    message="the ISF provider changed {times} from {first} to {last}, and the council has not mediated since",
    remedy="have the council find out why, and mediate between the person and the ISF provider",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""The policy says how many changes within how many months (3 in 12, local). The months run from the
    first change; the same day of the month is outside them. The council mediates on the day of the last change or
    later. If as many changes follow a mediation, another is due. Changes and mediations still to come do not count.""",
)
def repeated_changes_of_holder_are_mediated(case: Case) -> Breach | None:
    number = case.require(case.parameters.holder_changes, "policy.holder_changes")
    months = case.require(case.parameters.holder_change_months, "policy.holder_change_months")
    changes = changes_of_holder(case)
    mediations = case.arrangement.lifecycle.mediations
    for counted, unsure in ((changes.certain, ()), (changes.possible, changes.asked)):
        run = _too_many([change.since for change in counted], number, months)
        if run is None:
            continue
        held = case.require(mediations, "lifecycle.mediations")
        days = [done_or_declined_on(on) for on in held]
        if not any(on is not None and run[1] <= on <= case.on for on in days):
            case.require_all(*unsure)
            times = "once" if number == 1 else f"{number} times"
            return Breach("lifecycle.mediations", owed_by=Party.FUNDER, times=times, first=run[0], last=run[1])
    return None


@must(
    "LIFE-08",
    source=(
        DORSET("4, NOTE", words="ISF payments cannot be made retrospectively"),
        HOME("Step 5, Organising the support", words="This is essential before the ISF starts"),
    ),
    standing=Standing.ARRANGEMENT,
    message="support starts on {start}, but {what}",
    remedy="start no earlier than {placed}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""What is dated on the first day is in time, because dates carry no hours. Payments in arrears
    are set up
    by the end of the first period, after which the first is due: only payments in advance could otherwise be
    retrospective (Dorset pays in advance). A change after the start is for PAY-10. A missing signature or agreement
    is for CON-01 and CON-02.""",
)
def nothing_starts_before_all_is_in_place(case: Case) -> Found:
    arrangement = case.arrangement
    start = case.require(arrangement.contract.first_day, "contract.first_day")
    signatures, agreements = arrangement.contract.signatures, arrangement.agreements
    yield signatures, "contract.signatures"
    yield agreements, "agreements"
    acts: list[tuple[Recorded, str, str, Party]] = [
        (arrangement.plan.agreed_on, "plan.agreed_on", "the plan was not agreed", Party.FUNDER),
        (arrangement.payments_set_up_on, "payments_set_up_on", "payments were not set up", Party.FUNDER),
        *[(each.signed_on, *_SIGNING[each.party]) for each in signatures or ()],
        *[(each.signed_on, *_SIGNING_BESIDE[each.kind]) for each in agreements or ()],
    ]
    for on, field, what, party in acts:
        if isinstance(on, date) and on <= start:
            yield on, field
            continue
        by = start
        if field == "payments_set_up_on" and isinstance(on, date):
            by = _first_due(case, start)
        act = act_by(case, on, field, by, excuses=NOT_NEEDED if field.startswith("agreements") else ())
        if act.is_missed:
            yield Breach(field, owed_by=party, start=start, what=f"{what}{until(on)}", placed=day_of(on))
        yield from act.asks


_SIGNING = {party: (SIGNED[party], f"the {party.in_words} did not sign the contract", owes(party)) for party in Party}
_SIGNING_BESIDE = {
    kind: (SIGNED_BESIDE[kind], f"the agreement {kind.in_words} was not signed", kind.party) for kind in AgreementKind
}


def _first_due(case: Case, start: date) -> date:
    """By when the payments are set up: the first day in advance, in arrears the day after the first period."""
    terms, by_policy = case.arrangement.contract.payment, case.policies.on_or_first(start)
    timing = terms.timing or by_policy.timing
    if case.require(timing, "contract.payment.timing") is Timing.IN_ADVANCE:
        return start
    return case.require(terms.cycle or by_policy.cycle, "contract.payment.cycle").period_of(start).day_after


@should(
    "LIFE-11",
    source=(
        HOME(_NOT_WORKING, words="you need to have a conversation with the provider by asking to speak to the manager"),
        HOME(_NOT_WORKING, words="a family member or friend to speak to them or an advocate"),
        HOME(_NOT_WORKING, words="you can contact the safeguarding team at the council or the CQC"),
        DORSET("5", words="will likely contact the Professional managing their case or their local team"),
    ),
    is_checklist=True,
    message="it is not stated that a concern may be raised with {route}",
    remedy="state how a concern is raised with {route}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The holder's manager, family or an advocate, the council, the safeguarding team, the regulator.
    A warning: the factsheet tells the person what to do, and nobody what to state.""",
)
@needs("contract.clauses.concerns")
def every_way_to_raise_a_concern_is_stated(case: Case) -> Found:
    stated = case.require(case.arrangement.contract.clauses.concerns, "contract.clauses.concerns")
    return (Breach("contract.clauses.concerns", route=route) for route in ConcernRoute if route not in stated)
