"""Rules on what comes of it all (OUT)."""

from __future__ import annotations

from datetime import date

from ..errors import TooLarge
from ..values.dates import months_after
from ..values.sources import DORSET
from .case import Case
from .conditions import it_has_begun
from .rule import Breach, Force, Step, rule


@rule(
    "OUT-02",
    force=Force.SHOULD,
    source=DORSET(
        "4", words="report back to the Professional periodically about how successful they have been in delivering"
    ),
    when=it_has_begun,
    says="progress with {outcome} was to be reported by {due}, counted from {since}",
    cure="report how far {outcome} is achieved",
    step=Step.REVIEW_AND_LEARN,
)
def progress_with_each_outcome_is_reported_in_time(case: Case) -> tuple[Breach, ...]:
    """The funder hears of each outcome of the plan at least every so many months, counted from the first day.

    House reading: "periodically" is the policy's number of months, from the first day to the first
    report and from each report to the next. A report on the day itself is in time. One that came late
    has mended what was late before it: only what is still missing is found. Nothing falls due after the
    last day, nor after somebody gave notice to end it, for then the settlement takes its place. All
    outcomes count, the eligible and the others, for the plan is to deliver them all.
    """
    contract, outcomes = case.arrangement.contract, case.arrangement.plan.outcomes
    start = case.known(contract.first_day, "contract.first_day")
    months = case.known(case.parameters.progress_months, "policy.progress_months")
    last = contract.last_day
    days = [case.on, *(ending.given_on for ending in case.arrangement.endings)]
    until = min([*days, last] if isinstance(last, date) else days)
    if until <= _after(start, months) or outcomes == ():
        return ()  # nothing was due yet, or nothing ever is
    progress = case.arrangement.life.progress
    late: list[Breach] = []
    if outcomes is not None and progress is not None:
        for outcome in outcomes:
            told = (each.on for each in progress if each.outcome == outcome.ref and each.on <= case.on)
            since = max([start, *told])
            due = _after(since, months)
            if due < until:
                late.append(Breach("life.progress", outcome=outcome.ref, due=due, since=since))
    if late or outcomes is None or progress is None:
        case.known(last, "contract.last_day")  # it may have ended before anything was due
    case.all_known((outcomes, "plan.outcomes"), (progress, "life.progress"))
    return tuple(late)


def _after(since: date, months: int) -> date:
    try:
        return months_after(since, months)
    except TooLarge:  # beyond the calendar nothing falls due
        return date.max


RULES = (progress_with_each_outcome_is_reported_in_time,)
