"""Rules that set what was charged in the account against what was agreed: fees and support (FEE-07, LED-13)."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ..account.balance import entry_node
from ..account.planned_and_actual import Spending
from ..account.visits import charge_for
from ..errors import NotRecorded
from ..model.account import Entry, EntryKind, SpendingBasis
from ..model.fees import NoFee
from ..model.visits import VisitRecord
from ..schedule.build import Schedule
from ..values.checks import added
from ..values.dates import Period, in_words
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money, Rounding
from ..values.sources import DORSET, HOME, LANCASHIRE, TLAP, Standing
from .engine.case import Case
from .engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, should
from .facts.conditions import it_has_begun
from .facts.due import (
    by_the_day,
    charged_once,
    days_of,
    entered,
    is_above,
    phases_in,
    schedule_until,
    that_overlap,
    total,
)
from .facts.entries import BY_PLAN, Planned


@should(
    "LED-13",
    source=(
        LANCASHIRE(
            "6.10.2",
            words="All charges levied by the Provider against each Individual Service Fund for directly provided",
        ),
        HOME("Developing the market", words="clear about the auditing process and how this will work"),
    ),
    standing=Standing.ARRANGEMENT,
    when=it_has_begun,
    message="{charged} was charged for {what}, and {agreed} was {agreed_how}",
    remedy="ask the ISF provider what the difference was for; it pays back what was not agreed",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""What was charged as planned is no more than what the plan costs from the first day to the day of
    judgement, all supports together, because the person and the provider may move money between them. Where visits name
    a support, it is no more than those visits at their agreed prices, and no visit is charged above its own. A charge
    counts for the days that it names, by the day, else for its own day. One-off sums of the budget count as planned;
    what was spent of the surplus or for an urgent need is SUR-03a's. A warning: a difference may be accounted for.""",
)
@needs("fund.entries")
def charges_are_those_of_the_visits_or_the_plan(case: Case) -> Found:
    charges = [entry for entry in entered(case, *BY_PLAN) if entry.use in (None, SpendingBasis.AS_PLANNED)]
    on, recorded = case.on, case.require(case.arrangement.fund.visits, "fund.visits")
    visits = [each for each in recorded if each.on <= on]
    by_visits = yield from _agreed_by_support(case, visits)
    # Where visits name supports, what names none may be of any; what the plan does not have may be of the surplus.
    plans = case.once(Planned)
    loose = {
        entry.ref: f"fund.entries[{entry.ref}].{'use' if entry.support else 'support'}"
        for entry in charges
        if (entry.support is None and by_visits)
        or (entry.support is not None and entry.use is None and entry.support not in plans.supports(case, entry.on))
    }
    unclear = [entry for entry in charges if entry.ref in loose]
    unnamed = by_visits.pop(None, _OfVisits([], []))
    for ref, visits_of_it in by_visits.items():
        its = [entry for entry in charges if entry.support == ref and entry.ref not in loose]
        agreed, maybe = visits_of_it.certain, [*visits_of_it.unclear, *unnamed.unclear]
        prices = [unnamed.certain, *(visit.price for visit, _ in maybe)]
        most = None if None in prices else agreed + Money.total(each for each in prices if each is not None)
        charged = _charged(case, its)
        if most is not None and is_above(charged, most.exact, len(its)):
            yield _above("fund.entries", charged, agreed, f"the visits of {ref}", _BY_VISITS)
        elif (unclear or maybe) and is_above(_charged(case, [*its, *unclear]), agreed.exact, len(its) + len(loose)):
            yield from ((None, field) for field in loose.values())
            yield from ((None, field) for _, fields in maybe for field in fields)
            yield from ((each.support, f"fund.visits[{each.ref}].support") for each in visits)
    others = [entry for entry in charges if entry.ref not in loose and entry.support not in by_visits]
    for each in _above_the_plan(case, others, unclear, by_visits):
        yield from ((None, field) for field in loose.values()) if each is _UNCLEAR else (each,)


class _OfVisits(NamedTuple):
    """What visits come to at their agreed prices, and those of which that cannot be told, each with what is missing."""

    pence: list[int]
    unclear: list[tuple[VisitRecord, tuple[str, ...]]]

    @property
    def certain(self) -> Money:
        return Money.from_pence(sum(self.pence))


def _agreed_by_support(
    case: Case, visits: list[VisitRecord]
) -> Generator[Asked | Breach, None, dict[str | None, _OfVisits]]:
    """What visits come to, by the support that they name, if any names one; one charged above its price is found."""
    out: dict[str | None, _OfVisits] = {}
    named, hours = any(visit.support is not None for visit in visits), case.by_policy("cancellation_hours")
    for visit in visits if named else [each for each in visits if each.charged]:
        of_it = out.get(visit.support)
        if of_it is None:
            of_it = out[visit.support] = _OfVisits([], [])
        try:
            agreed, _, _ = charge_for(visit, hours.on)
        except NotRecorded as error:
            of_it.unclear.append((visit, error.fields))
            if visit.charged:
                yield from ((None, field) for field in error.fields)
            continue
        of_it.pence.append(agreed.pence)
        if visit.charged is not None and visit.charged > agreed:
            yield _above(f"fund.visits[{visit.ref}].charged", visit.charged, agreed, f"visit {visit.ref}", _BY_VISITS)
    return out if named else {}


_UNCLEAR: Asked = (None, "fund.entries")
_BY_VISITS, _BY_PLAN = "due by the agreed prices", "planned"


def _charged(case: Case, entries: Iterable[Entry]) -> ExactMoney:
    return by_the_day(entries, case.on)


def _above(where: str, charged: Money | ExactMoney, agreed: Money | ExactMoney, what: str, how: str) -> Breach:
    sums = [each if isinstance(each, Money) else each.rounded(Rounding.HALF_UP) for each in (charged, agreed)]
    return Breach(where, charged=sums[0], agreed=sums[1], what=what, agreed_how=how)


def _above_the_plan(case: Case, charges: list[Entry], loose: list[Entry], by_visits: Container[str | None]) -> Found:
    """What was charged for the other supports, all together, against what they were planned to cost."""
    if not charges and not loose:
        return
    start = case.require(case.arrangement.contract.first_day, "contract.first_day")
    span = Period(first_day=start, last_day=case.on)
    costs = case.view.once(Spending, span).planned
    asks = [(cost, f"plan.supports[{ref}].cost") for ref, cost in costs.items() if ref not in by_visits]
    one_offs = case.arrangement.budget.one_offs
    yield from asks
    yield one_offs, "budget.one_offs"
    if one_offs is None or any(cost is None for cost, _ in asks):
        return
    planned = ExactMoney(added("planned", (cost for cost, _ in asks if cost is not None)))
    planned = planned + Money.total(each.amount for each in one_offs if each.on <= case.on).exact
    back = total(entered(case, EntryKind.PROVIDER_REFUND)).exact
    charged = _charged(case, charges) - back
    if is_above(charged, planned, len(charges)):
        days = f"support from {in_words(start)} to {in_words(case.on)}"
        yield _above("fund.entries", charged, planned, days, _BY_PLAN)
    elif loose and is_above(charged + _charged(case, loose), planned, len(charges) + len(loose)):
        yield _UNCLEAR


@condition("a management fee is entered in the account by the day", otherwise="no management fee is entered")
@needs("fund.entries")
def a_fee_is_entered(case: Case) -> bool:
    return bool(entered(case, EntryKind.MANAGEMENT_FEE))


@must(
    "FEE-07",
    source=(
        TLAP("Flexible Contracting, 6) Management fees", words="would need to be explicitly agreed in the contract"),
        DORSET("3", words="as long as this is made clear as early as possible then this can be allowed"),
    ),
    when=(it_has_begun, a_fee_is_entered),
    standing=Standing.ARRANGEMENT,
    message="{taken} was taken as management fee for {first} to {last}, and the contract agrees {agreed}",
    remedy="pay {excess} back into the fund; a higher fee is agreed before it is taken",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Fees for the same days count together, and so do all fees from the first day on. An entry is for
    the days that it names; one that names none is for days up to its own, or for the period of the payments in which it
    lies. What is agreed is what whole payments show, and for other days what accrues, rounded half up. A fee charged
    once that is dated before the first day, as for setting up, is for that day, whenever before it was taken. A fee
    that is not entered is no breach, because the holder may do without it; the final account shows what is not
    entered.""",
)
def the_fees_entered_are_those_agreed(case: Case) -> Found:
    taken = entered(case, EntryKind.MANAGEMENT_FEE)
    fee = case.require(case.arrangement.contract.fee, "contract.fee")
    days = days_of(taken)
    if all(isinstance(each, NoFee) for each in fee.values):
        yield _more_than_agreed(taken, days, Money(0))
        return
    start = phases_in(case.view)[0].first_day
    early = [on for on in charged_once(case.charges()[0][1]) if on < start]
    schedule = schedule_until(case.view, max(days.last_day, start) if early else days.last_day)
    found = False
    for span, together in that_overlap(_up_to_the_first_day(each, start, early) for each in taken):
        agreed = _agreed_for(span, schedule)
        if total(together) > agreed:
            found = True
            yield _more_than_agreed(together, span, agreed)
    unnamed = [entry for entry in taken if entry.period is None]
    if found or not unnamed:
        return
    in_all = Period(first_day=min(days.first_day, start), last_day=max(days.last_day, start))
    if total(taken) <= _agreed_for(in_all, schedule):
        return
    # Each that names no days may be for all of the period that it lies in.
    ends = [each.last_day for each in schedule or () if any(entry.on in each.period for entry in unnamed)]
    wide = Period(first_day=in_all.first_day, last_day=max(in_all.last_day, *ends, start))
    agreed = _agreed_for(wide, schedule)
    if total(taken) > agreed:
        yield _more_than_agreed(taken, wide, agreed)
    else:
        yield from ((None, f"fund.entries[{entry.ref}].period") for entry in unnamed)


def _up_to_the_first_day(entry: Entry, start: date, early: list[date]) -> Entry:
    """An entry; one for days before the first, on which a fee charged once is dated, runs up to the first day."""
    days = entry.period
    if days is None or days.last_day >= start or not any(on in days for on in early):
        return entry
    return entry.replace(period=Period(first_day=days.first_day, last_day=start))


def _agreed_for(span: Period, schedule: Schedule | None) -> Money:
    """The fee agreed for some days, inside the budget or on top: as whole payments show it, and the rest by the day."""
    if schedule is None:
        return Money(0)
    first, last = span.first_day, span.last_day
    whole = [each for each in schedule.lines if each.alone < 0 and first <= each.first_day and each.last_day <= last]
    shown = Money.from_pence(sum(each.fee + each.fee_on_top for each in whole))
    if sum((each.last_day - each.first_day).days + 1 for each in whole) == span.days:
        return shown
    days = (Period(first_day=each.first_day, last_day=each.last_day) for each in whole)
    rest = _accrued(span, schedule).pounds - sum(_accrued(each, schedule).pounds for each in days)
    return shown + ExactMoney(max(Fraction(0), rest)).rounded(Rounding.HALF_UP)


def _accrued(span: Period, schedule: Schedule) -> ExactMoney:
    accrued = schedule.accrued_in(span=span)
    return accrued.fee + accrued.fee_on_top


def _more_than_agreed(taken: list[Entry], days: Period, agreed: Money) -> Breach:
    sum_ = total(taken)
    where = f"fund.entries[{taken[-1].ref}]"
    first, last, excess = days.first_day, days.last_day, sum_ - agreed
    trees = partial(_added_up, taken)
    return Breach(where, trees=trees, taken=sum_, agreed=agreed, first=first, last=last, excess=excess)


def _added_up(taken: Iterable[Entry]) -> tuple[Explanation, ...]:
    """What was taken, each entry with its evidence."""
    return (Explanation.sum("taken", *(entry_node(each) for each in taken)),)
