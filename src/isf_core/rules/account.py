"""Rules on the account and its statements (LED), and that the money is spent on its person (BUD-03)."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import partial

from ..account.planned_and_actual import Spending
from ..model.account import Audience, Entry, EntryKind, Side
from ..model.documents import NOT_STATED, Party, done_on
from ..model.visits import VisitEvidence, VisitState
from ..values.dates import Period, days_after, due_after, in_words, months_after
from ..values.money import ExactMoney, Money
from ..values.sources import DORSET, HOME, INTERPRETATION, LANCASHIRE, TLAP, Standing
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must, needs, note, should
from .facts.conditions import it_has_begun
from .facts.entries import BY_PLAN, AskedOf, Planned, asked_of, entries_until, of_kind


@must(
    "BUD-03",
    source=(
        TLAP("Flexible Contracting, 5) Restricted funding", words="can only be used for them"),
        LANCASHIRE("6.2", words="on their support only"),
    ),
    when=it_has_begun,
    standing=Standing.ARRANGEMENT,
    message="{amount} ({entry}) was spent on {person}, whose fund it is not",
    remedy="pay it back into this fund, and take it from the right one",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""What pays for a support of the person's own plan is spent on them, in a pool too, because each
    member's part is that member's own. For other support it is recorded for whom it was. A management fee, a reserve
    and what an end costs are the fund's own, and nobody is asked for whom they were.""",
)
@needs("fund.entries")
def the_money_is_spent_on_its_person_only(case: Case) -> Found:
    own = case.arrangement.person.ref
    spent = [entry for entry in entries_until(case) if entry.kind.side is Side.SPENT]
    others = [entry for entry in spent if entry.person is not None and entry.person != own]
    if others:
        for entry in others:
            yield Breach.when_read(f"fund.entries[{entry.ref}].person", partial(_spent_on_another, entry))
        return
    plans = Planned(case)
    asked: list[AskedOf] = []
    for entry in spent:
        person, support = entry.person, entry.support
        if entry.kind not in BY_PLAN:
            continue  # a cost of the fund itself
        if person is None:
            supports = plans.supports(case, entry.on)
            if support is None or support in supports:
                asked.append((support, entry, "support"))
                continue
        asked.append((person, entry, "person"))
    yield from asked_of(asked)


def _spent_on_another(entry: Entry) -> Breach:
    field = f"fund.entries[{entry.ref}].person"
    return Breach(field, amount=entry.amount, entry=entry.ref, person=str(entry.person))


@must(
    "LED-02",
    source=LANCASHIRE("6.10.4", words="other providers identified within the Support Plan"),
    when=it_has_begun,
    standing=Standing.ARRANGEMENT,
    message="{amount} ({entry}) was paid to {provider}, whom the plan does not name",
    remedy="add {provider} to the plan, with the support that they give, or get the money back",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="The plan is the one in force on the day of the payment.",
)
@needs("fund.entries")
def other_providers_are_named_in_the_plan(case: Case) -> Found:
    paid = of_kind(case, EntryKind.OTHER_PROVIDER)
    plans, strangers = case.known.plan_over_time, list[Entry]()
    plan, named = None, frozenset[str | None]()
    for entry in paid:
        then = plans.on(entry.on)
        if then is not plan:
            plan = then
            named = frozenset([each.provider for each in case.require(plan.supports, "plan.supports")])
        if entry.party is not None and entry.party not in named:
            strangers.append(entry)
    # A support of which nobody says who gives it might be theirs.
    theirs = [support for entry in strangers for support in plans.on(entry.on).supports or ()]
    case.require_all(*((support.provider, f"plan.supports[{support.ref}].provider") for support in theirs))
    for entry in strangers:
        field = f"fund.entries[{entry.ref}].party"
        yield Breach(field, amount=entry.amount, entry=entry.ref, provider=str(entry.party))
    yield from asked_of([(entry.party, entry, "party") for entry in paid])


@should(
    "LED-04",
    source=(
        LANCASHIRE("6.12", words="Financial statements should be provided at least annually"),
        LANCASHIRE("6.14", words="to support any planned or unplanned service reviews"),
    ),
    when=it_has_begun,
    message="{reader} was to have a statement by {due}: {why}",
    remedy="give {reader} a statement",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The person at least yearly, whoever asks for it, and the authority for every review. The year runs
    from the first day or the last statement to the person; the due day is in time. For a review, the authority has one
    since the review before (or the first day), up to the day of the review itself. A statement to the person tells
    of the days up to its own last day, and the year runs on from there.""",
)
@needs("fund.statements")
def statements_are_given_in_time(case: Case) -> Found:
    fund = case.arrangement.fund
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    statements = case.require(fund.statements, "fund.statements")
    days = [(each.holds_from, each.last_day, each.to) for each in statements]
    given = [(on, last_day or on, to) for on, last_day, to in days if on is not None and on <= case.on]
    reviews, requests = case.arrangement.lifecycle.reviews, fund.requests
    found: list[tuple[date, Audience, str]] = []
    months = case.parameters.statement_months
    if months is not None:
        last = max([start, *(min(on, last_day) for on, last_day, to in given if to is Audience.PERSON)])
        due = due_after(last, months)
        if due < case.on:
            found.append((due, Audience.PERSON, "every month" if months == 1 else f"every {months} months"))
    given_to = {reader: sorted(on for on, _, to in given if to is reader) for reader in Audience}
    before = start
    for held in sorted(on for each in reviews or () if (on := done_on(each.on)) is not None):
        if held > case.on:
            break
        if not _one_from(given_to[Audience.AUTHORITY], before, held):
            found.append((held, Audience.AUTHORITY, "for the review"))
        before = held
    answered = case.parameters.request_days
    asked = [each for each in requests or () if each.on <= case.on]
    for request in asked if answered is not None else ():
        left = (case.on - request.on).days
        due = days_after(request.on, min(answered or 0, left))
        if (answered or 0) < left and not _one_from(given_to[request.by], request.on, due):
            found.append((due, request.by, f"asked for on {in_words(request.on)}"))
    for due, reader, why in sorted(found, key=str):
        yield Breach("fund.statements", owed_by=Party.HOLDER, reader=reader, due=due, why=why)
    yield months, "policy.statement_months"
    yield reviews, "lifecycle.reviews"
    yield requests, "fund.requests"
    if asked and None not in (months, reviews, requests):
        yield answered, "policy.request_days"


def _one_from(days: list[date], first: date, last: date) -> bool:
    """Whether one of some days, in order, is between two, both counting."""
    place = bisect_left(days, first)
    return place < len(days) and days[place] <= last


def _days_compared(case: Case) -> int:
    """How many days before the day of judgement the weeks begin that are compared with the plan."""
    return 7 * case.require(case.parameters.stray_weeks, "policy.stray_weeks") - 1


@condition(
    "the first day is no later than the first day of the weeks that are compared",
    otherwise="it has not run for the weeks that are compared",
)
def it_has_run_long_enough(case: Case) -> bool:
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    if start > case.on:
        return False
    # On the calendar's own first days, and on its last, there are no such weeks.
    return (case.on - start).days >= _days_compared(case) and case.on < date.max


@note(
    "LED-05",
    source=HOME("Developing the market, An example", words="when for example typical buying trends have been changed"),
    when=it_has_run_long_enough,
    message="{spent} was spent on {support} over {weeks}, and {planned} was planned",
    remedy="ask what has changed, and put the plan or the support right",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Compared for each support with the policy's share of what was planned, above or below, over the
    weeks up to and including the day of judgement. Exactly the share is within it. A support that was to cost nothing
    in those weeks is not compared.""",
)
@needs("policy.stray_share")
def spending_keeps_to_the_pattern_of_the_plan(case: Case) -> Found:
    share = case.require(case.parameters.stray_share, "policy.stray_share")
    span = Period(first_day=case.on - timedelta(days=_days_compared(case)), last_day=case.on)
    plan = case.arrangement.plan
    case.require_all((case.arrangement.fund.entries, "fund.entries"), (plan.supports, "plan.supports"))
    spending = case.view.once(Spending, span)
    loose = [
        entry
        for entry in entries_until(case)
        if entry.support is None and entry.kind in BY_PLAN and entry.corrects is None and entry.on in span
    ]
    most = sum(entry.pence for entry in loose)
    for ref, planned in spending.planned.items():
        yield planned, f"plan.supports[{ref}].cost"
        if not planned:
            continue
        spent, least, top = spending.spent.get(ref, 0), (1 - share) * planned * 100, (1 + share) * planned * 100
        # What names no support may have been spent on this one: only what is so either way is found.
        if spent > top or spent + most < least:
            weeks = f"{span.days // 7} week{'s' * (span.days > 7)}"
            paid, cost = Money.from_pence(spent), ExactMoney(planned)
            yield Breach(f"plan.supports[{ref}]", support=ref, spent=paid, planned=cost, weeks=weeks)
        elif spent < least or spent + most > top:
            yield from ((None, f"fund.entries[{entry.ref}].support") for entry in loose)


@must(
    "LED-06",
    source=LANCASHIRE("6.20", words="must be verified by the Service User (or their representative) wherever possible"),
    when=it_has_begun,
    message="visits whose record nobody verified: {unverified} of {made}",
    remedy="have the person or their representative verify the records, or log the visits electronically",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Each visit has its start, its length, its worker, and an electronic or verified record. Shared
    living is exempt from electronic logs only, and a manual record that the person verified is enough everywhere, so
    nothing is asked about the setting. "Wherever possible": a record that could not be verified says so, and is
    enough.""",
)
@needs("fund.visits", "fund.entries")
def visits_are_recorded_and_verified(case: Case) -> Found:
    on, visits = case.on, case.require(case.arrangement.fund.visits, "fund.visits")
    made = [visit for visit in visits if visit.on <= on and visit.state is VisitState.MADE]
    unverified = [visit for visit in made if visit.evidence is VisitEvidence.UNVERIFIED]
    if unverified:
        yield Breach("fund.visits", unverified=len(unverified), made=len(made))
    lacking = [
        visit
        for visit in made
        if visit.evidence is None or visit.starts_at is None or visit.minutes is None or visit.worker is None
    ]
    for visit in lacking or made[:3]:
        yield from ((getattr(visit, name), f"fund.visits[{visit.ref}].{name}") for name in _OF_A_RECORD)


_OF_A_RECORD = ("evidence", "starts_at", "minutes", "worker")


@should(
    "LED-11",
    source=(
        DORSET("4", words="which the Professional can ask to see at any point"),
        HOME("Developing the market", words="an annual audit or will the audit be by exception"),
        INTERPRETATION("for how long is the policy's"),
    ),
    when=it_has_begun,
    message="the records: {what}",
    remedy="keep the records for the policy's time, open to the authority, and state how they are audited",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Records go back to the first day, or the policy's years before the day of judgement, whichever
    is later; where the policy sets no years, nobody is asked how long. They are open to the authority, and audit is as
    stated. A warning: the texts say what may be asked for, and no time.""",
)
@needs(
    "contract.clauses.open_records",
    "contract.clauses.audit",
    "contract.clauses.records_years",
    "policy.records_years",
    "fund.kept_from",
)
def records_are_kept_and_open(case: Case) -> Found:
    fund, clauses = case.arrangement.fund, case.arrangement.contract.clauses
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    years = case.parameters.records_years
    for name, said in (("open_records", "that they are open to the authority"), ("audit", "how they are audited")):
        if getattr(clauses, name) is NOT_STATED:
            yield Breach(f"contract.clauses.{name}", what=f"the contract does not say {said}")
        yield getattr(clauses, name), f"contract.clauses.{name}"
    kept_years = clauses.records_years
    if years is None:  # the policy's text names no time, so that none is asked for
        return
    if kept_years is NOT_STATED:
        yield Breach("contract.clauses.records_years", what="the contract does not say for how long they are kept")
    elif isinstance(kept_years, int) and kept_years < years:
        said = f"the contract has them kept for {kept_years} year{'s' * (kept_years != 1)}, the policy for {years}"
        yield Breach("contract.clauses.records_years", what=said)
    if fund.kept_from is not None:
        back_to = max(start, months_after(case.on, -12 * years))
        if fund.kept_from > back_to:
            said = f"they are kept from {in_words(fund.kept_from)} on, and not from {in_words(back_to)}"
            yield Breach("fund.kept_from", what=said)
    yield kept_years, "contract.clauses.records_years"
    yield fund.kept_from, "fund.kept_from"
