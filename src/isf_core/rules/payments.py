"""Rules on payments (PAY)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import cast

from ..errors import ContradictoryTerms, OutsideTheArrangement
from ..model.budget import Exemption, OneOff
from ..model.documents import Party, done_on, ends_on
from ..model.field_paths import path_in_words
from ..model.parameters import Backdating, HowFarBack
from ..model.person import FinancialAssessment
from ..model.suspension import Suspension
from ..model.variation import AT_ONCE, RateRise, Variation, superseded, with_fields
from ..values.dates import in_words, within_calendar
from ..values.sources import DORSET, HOME, PRACTICE, Standing
from .engine.case import Case
from .engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, should
from .facts.acts import act_by, day_of, until
from .facts.cuts import Held, falls


@must(
    "PAY-01",
    source=HOME("Incorporating a homecare ISF", words="How? … When? … How often? … How much?"),
    standing=Standing.ARRANGEMENT,
    message="the payments cannot be worked out: {why}",
    remedy="date one-off sums within the arrangement; of a budget that is split, let one part go through the fund",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Everything the schedule depends on is recorded, in the contract or in the policy's numbers; each
    missing term is named. A one-off sum dated outside the arrangement is a breach: no payment could carry it. So is a
    split of the budget of which no part, or more than one, goes through the fund.""",
)
def the_payments_can_be_worked_out(case: Case) -> Breach | None:
    try:
        case.known.require()
        for each in case.view.phases:
            if not each.is_plain:
                each.accruals  # noqa: B018  # worked out and kept
    except (ContradictoryTerms, OutsideTheArrangement) as error:
        return Breach(error.where, why=error.wrong)
    return None


Placed = tuple[str, Variation]
"""A variation and its place, by its reference where it has one."""


def _varied(case: Case) -> tuple[Placed, ...]:
    """Every variation that is recorded, known on the day or not yet."""
    return with_fields(case.known.recorded.variations)


def _may_reach_back(case: Case) -> tuple[Placed, ...]:
    """The changes that took effect before they were known, or may have; a list or a last day is none."""
    return tuple(
        (field, each)
        for field, each in _varied(case)
        if (each.known_from is None or each.known_from > each.effective)
        and any(change.path not in AT_ONCE for change in each.changes)
    )


@condition(
    "some change took effect before it was known; where only its day is not recorded, the rule asks if it matters",
    otherwise="no change took effect before it was known",
)
@needs("variations")
def a_change_may_reach_back(case: Case) -> bool:
    return bool(_may_reach_back(case))


def _forbidden(case: Case, rule: Backdating, effective: date) -> str:
    """What the policy allows instead of a change from that day; "" where it allows the change."""
    allowed = rule.how_far.value
    if rule.how_far is HowFarBack.NOT_THE_FIRST_PAYMENT:
        first_day = case.require(case.arrangement.contract.first_day, "contract.first_day")
        if effective > first_day:
            stated = case.known.recorded.contract.payment.cycle or case.policies.on_or_first(first_day).cycle
            cycle = case.require(stated, "contract.payment.cycle")
            return allowed if effective in cycle.period_of(first_day) else ""
        return allowed
    if rule.earliest is not None:
        return f"to {in_words(rule.earliest)}, and no further" if effective < rule.earliest else ""
    return allowed if rule.how_far is HowFarBack.NEVER else ""


@should(
    "PAY-10",
    source=(
        DORSET("4, NOTE", words="ISF payments cannot be made retrospectively"),
        PRACTICE("how far back a change of rate is paid"),
    ),
    when=a_change_may_reach_back,
    standing=Standing.ARRANGEMENT,
    message="the change from {effective} was known only on {known}, and the policy backdates: {allowed}; a fair remedy "
    "would count it from {effective}",
    remedy="agree to count it from {effective}, or record why it counts later and who bears the difference",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""A fair remedy puts everybody where they would be had the change been known in time. Without the
    history of payments, the days before it was known count as paid already; `reconcile` has the history and gives the
    difference to the penny. The first payment is for the whole of its period. A change known on the day it takes effect
    is known in time.""",
)
def a_change_counts_from_when_it_took_effect(case: Case) -> Found:
    for field, each in _may_reach_back(case):
        # What was corrected under one policy stays so under the next.
        then = case.parameters if each.known_from is None else case.policies.on_or_first(each.known_from)
        rule_ = case.require(then.backdating, "policy.backdating")
        allowed = _forbidden(case, rule_, each.effective)
        if allowed:
            yield each.known_from, f"{field}.known_from"
        if allowed and each.known_from is not None:
            yield Breach(field, effective=each.effective, known=each.known_from, allowed=allowed)


def _cuts(case: Case) -> tuple[Placed, ...]:
    """The changes that lower payments; asked for where none is known to."""
    varied = _varied(case)
    if not varied:
        return ()
    cuts: list[Placed] = []
    lower: list[Asked] = []
    rest: list[Asked] = []
    held = Held.of(case)
    for field, each in varied:
        is_lower, rests = falls(case, held, each)
        if is_lower:
            cuts.append((field, each))
            lower += rests
        rest += rests
    case.require_all(*(lower if cuts else rest))
    return tuple(cuts)


@condition(
    "a variation lowers what is paid: the budget or the fund's part of it, or what the plan costs where that is paid, "
    "or more is taken off for in-house services or the contribution",
    otherwise="no change lowers payments",
)
@needs("variations")
def a_change_lowers_payments(case: Case) -> bool:
    return bool(_cuts(case))


@should(
    "PAY-11",
    source=PRACTICE("notice of a change that lowers payments, in days, as councils set it"),
    when=a_change_lowers_payments,
    standing=Standing.LOCAL,
    message="payments fall from {effective}, which the ISF provider was not told{until}; the policy asks for notice of "
    "{notice}",
    remedy="lower them no earlier than {notice} after {told}",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The policy says how many days before: the one on the day of telling, or where nobody was told,
    on the day from which payments fall. They fall if the budget less in-house services and contribution, by the week,
    is lower than the day before. A budget that is split counts with the part that goes through the fund. A plan counts
    where the policy pays what it costs. A contribution that the funder collects lowers nothing. Neither the day of
    telling nor the first day of the lower payment counts. A suspension is agreed, and needs no notice.""",
)
def a_change_that_lowers_payments_is_told_in_time(case: Case) -> Found:
    for field, each in _cuts(case):
        asks = case.policies.on_or_first(done_on(each.told_on) or each.effective)
        notice = case.require(asks.cut_notice_days, "policy.cut_notice_days")
        # A notice of more days than there are before it can never be given in time.
        by = within_calendar(each.effective, -notice)
        act = act_by(case, each.told_on, f"{field}.told_on", by)
        yield from act.asks
        told = done_on(each.told_on)
        if act.is_missed or (told is not None and (each.effective - told).days < notice):
            yield Breach(
                f"{field}.told_on",
                owed_by=Party.FUNDER,
                effective=each.effective,
                until=until(each.told_on),
                told=day_of(each.told_on),
                notice=f"{notice} day{'s' * (notice != 1)}",
            )


Learnt = tuple[str, Variation, object]
"""A variation with its field, and what it makes of the path in question."""


def _of_one_path(case: Case, *but: str | None) -> dict[str, list[Learnt]]:
    """The changes that are known, or may be, by what they change, where there are several; some references left out."""
    out: dict[str, list[Learnt]] = {}
    for field, each in _varied(case):
        if each.ref not in but and (each.known_from is None or each.is_known(case.on)):
            for change in each.changes:
                out.setdefault(change.path, []).append((field, each, change.value))
    return {path: changes for path, changes in out.items() if len(changes) > 1}


@condition("two known changes are of one field", otherwise="no two known changes are of one field")
@needs("variations")
def one_field_changes_twice(case: Case) -> bool:
    return bool(_of_one_path(case))


def _since(change: Learnt) -> tuple[date, date, int]:
    return change[1].effective, _known(change), change[1].order or 0


def _known(change: Learnt) -> date:
    return change[1].known_from or date.min


def _keys(entries: object) -> set[object]:
    """By what the entries of a list are known again once they are corrected."""
    listed = cast("tuple[Suspension | OneOff | Exemption | FinancialAssessment, ...] | None", entries) or ()
    return {
        (each.ref or (each.on, each.what))
        if isinstance(each, OneOff)
        else (type(each), each.ref if isinstance(each, FinancialAssessment) else each.first_day)
        for each in listed
    }


def _passed_over(path: str, changes: list[Learnt]) -> Iterator[tuple[Learnt, Learnt]]:
    """Each change with the one that was known before it, and that it passes over."""
    if path == "contract.last_day":
        ends = sorted(changes, key=lambda change: ends_on(cast("date", change[2])))
        yield from ((each, ends[0]) for each in ends[1:] if each[2] != ends[0][2])
    elif path in AT_ONCE:
        lists = sorted(changes, key=lambda change: (_known(change), change[1].order or 0))
        for before, after in pairwise(lists):
            if _keys(before[2]) - _keys(after[2]):
                yield after, before
    else:
        ordered = sorted(changes, key=_since)
        of_the_day: list[Learnt] = []
        for after in ordered:
            if of_the_day and of_the_day[0][1].effective != after[1].effective:
                of_the_day = []
            if not isinstance(after[2], RateRise):
                yield from ((after, before) for before in of_the_day)
                of_the_day = []
            of_the_day.append(after)
        # Of those from one day the last holds; a rise by a percentage raises what comes before it.
        waiting: list[Learnt] = []
        for after in {each[1].effective: each for each in ordered}.values():
            if not isinstance(after[2], RateRise):
                yield from ((each, after) for each in waiting)
                waiting = []
            waiting.append(after)


@should(
    "PAY-16",
    source=PRACTICE("a change that was learnt late, and an agreed change that comes after it"),
    when=one_field_changes_twice,
    standing=Standing.ARRANGEMENT,
    message="the change of {what} from {effective}, known on {known}, passes over the one from {other}, known on "
    "{before}, and does not say whether it replaces it",
    remedy="name the one that it replaces (supersedes), or record again what is to hold from {other}",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""A change passes over one that was known before it where that one still takes effect after it,
    where both take effect on one day, where a list leaves out what the list before it had, and where an earlier last
    day still counts. A rise by a percentage raises what is learnt later too, and is not passed over. What was agreed at
    signing is no change.""",
)
def a_later_change_says_what_it_replaces(case: Case) -> Found:
    replaced = superseded(each for _, each in case.known.variations)
    for path, changes in _of_one_path(case, *filter(None, replaced)).items():
        for field, each, _ in changes:
            yield each.known_from, f"{field}.known_from"
        if any(each.known_from is None for _, each, _ in changes):
            continue
        for after, before in _passed_over(path, changes):
            if _known(before) < _known(after):
                yield Breach(
                    after[0],
                    what=path_in_words(path),
                    effective=after[1].effective,
                    known=_known(after),
                    other=before[1].effective,
                    before=_known(before),
                )
