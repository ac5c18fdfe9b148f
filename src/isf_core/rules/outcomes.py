"""Rules on what comes of it all (OUT)."""

from __future__ import annotations

from datetime import date

from ..model.documents import ends_on
from ..values.dates import due_after
from ..values.sources import DORSET
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, needs, should
from .facts.conditions import it_has_begun


@should(
    "OUT-02",
    source=DORSET(
        "4", words="report back to the Professional periodically about how successful they have been in delivering"
    ),
    when=it_has_begun,
    message="progress with {outcome} was to be reported by {due}, counted from {since}",
    remedy="report how far {outcome} is achieved",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""What is "periodically" is the policy's number of months, from the first day to the first report
    and from each report to the next. A report on the day is in time; a late one mends what was late before it. Nothing
    falls due after the last day, or after somebody gave notice, because the final account takes its place. All outcomes
    count, eligible or not; one that a later plan added counts from when that plan took effect.""",
)
@needs("contract.first_day", "policy.progress_months")
def progress_with_each_outcome_is_reported_in_time(case: Case) -> Found:
    contract, outcomes = case.arrangement.contract, case.arrangement.plan.outcomes
    start = case.require(contract.first_day, "contract.first_day")
    months = case.require(case.parameters.progress_months, "policy.progress_months")
    last = contract.last_day
    days = [case.on, *(ending.given_on for ending in case.arrangement.endings)]
    until = min(*days, ends_on(case.last_day))
    if until <= due_after(start, months) or outcomes == ():
        return  # nothing was due yet, or nothing ever is
    progress, recorded = case.arrangement.lifecycle.progress, case.known.recorded.plan.outcomes
    found = unsure = False
    if outcomes is not None and progress is not None:
        begun = _in_the_plan_since(case, start)
        for outcome in outcomes:
            told = [each.on for each in progress if each.outcome == outcome.ref and each.on <= case.on]
            since = max([begun[outcome.ref], *told])
            due = due_after(since, months)
            if due < until:
                found = True
                yield Breach("lifecycle.progress", outcome=outcome.ref, due=due, since=since)
            unsure = unsure or (recorded is None and due_after(max([start, *told]), months) < until)
    if found or unsure or outcomes is None or progress is None:
        case.require(last, "contract.last_day")  # it may have ended before anything was due
    yield outcomes, "plan.outcomes"
    yield progress, "lifecycle.progress"
    if unsure:
        yield recorded, "plan.outcomes"  # what a later plan has may have been in the first one too


def _in_the_plan_since(case: Case, start: date) -> dict[str, date]:
    """Each outcome with the day from which the plan has it: the first, or that of the change that added it."""
    since = {each.ref: start for each in case.known.recorded.plan.outcomes or ()}
    for change in case.known.changes_of("plan"):
        for each in change.value.outcomes or ():
            since.setdefault(each.ref, max(start, change.since))
    return since
