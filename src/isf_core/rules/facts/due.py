"""What was due, and what it is set against: schedules up to a day, and entries for the days that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter

from ...account.case_view import CaseView
from ...model.account import Bill, Entry, EntryKind
from ...model.documents import ends_on
from ...model.due_dates import days_before
from ...model.fees import Charge
from ...model.payment_terms import Placement
from ...schedule.build import Schedule, build_schedule
from ...schedule.deductions import fixed_charges_of
from ...schedule.resolved_terms import ResolvedTerms
from ...values.dates import Period, within_calendar
from ...values.money import ExactMoney, Money, Rounding
from ..engine.case import Case
from .costs import less
from .entries import of_kind


def phases_in(view: CaseView) -> tuple[ResolvedTerms, ...]:
    """The terms of the payments as known on a day, phase by phase; what is missing for them is missed by name.

    What the policy withholds for the past is no part of them: nobody had to pay it.
    """
    view.known.require()
    return view.as_paid.phases


def schedule_until(view: CaseView, last_day: date) -> Schedule | None:
    """The payments of every period that begins by a day, worked out once; None before the first."""
    return view.once(_schedule_until, last_day)


def _schedule_until(view: CaseView, last_day: date) -> Schedule | None:
    phases = phases_in(view)
    return build_schedule(phases, until=last_day) if phases[0].first_day <= last_day else None


def payments_due(view: CaseView, on: date) -> Schedule | None:
    """The payments of every period that begins by a day, and those after it that may be due by then."""
    ahead = 31 + max(days_before(phase.due_days) for phase in phases_in(view))
    return schedule_until(view, within_calendar(on, ahead))


def contribution_until(phases: tuple[ResolvedTerms, ...], last_day: date) -> Money:
    """What the person's contribution comes to up to a day, whenever it is due, rounded half up to the penny."""
    pounds = Fraction(0)
    for phase in phases:
        last = min(ends_on(phase.last_day), last_day)
        if phase.first_day <= last:
            pounds += phase.contribution_in(Period(first_day=phase.first_day, last_day=last))
    return ExactMoney(pounds).rounded(Rounding.HALF_UP)


def entered(case: Case, *kinds: EntryKind) -> list[Entry]:
    """The entries of some kinds up to the day of judgement, each of what its corrections leave of it, by date."""
    return sorted([entry for kind in kinds for entry in of_kind(case, kind)], key=attrgetter("on", "ref"))


def total(entries: Iterable[Entry | Bill]) -> Money:
    """What entries or bills come to."""
    return Money.from_pence(sum([entry.amount.pence for entry in entries]))


def charged_once(charges: Iterable[Charge]) -> dict[date, Money]:
    """The sums that are charged once, by the dates that the fee gives them."""
    once: dict[date, Money] = {}
    for each in fixed_charges_of(tuple(charges), Placement.INSIDE, date.min):
        if each.on is not None:
            once[each.on] = once.get(each.on, Money(0)) + each.amount
    return once


def days_of(entries: Iterable[Entry]) -> Period:
    """All the days that some entries are for: those that each names, else its own."""
    days = [(each.on, each.on) if (its := each.period) is None else (its.first_day, its.last_day) for each in entries]
    return Period(first_day=min([first for first, _ in days]), last_day=max([last for _, last in days]))


def that_overlap(entries: Iterable[Entry]) -> Iterator[tuple[Period, list[Entry]]]:
    """Entries that name their days, together where they are for the same days, with all the days they are for."""
    together: list[Entry] = []
    first = last = date.min
    named = [(each.period, each) for each in entries if each.period is not None]
    for its, entry in sorted(named, key=lambda each: each[0].first_day):
        if together and its.first_day > last:
            yield Period(first_day=first, last_day=last), together
            together = []
        if not together:
            first = last = its.first_day
        together.append(entry)
        last = max(last, its.last_day)
    if together:
        yield Period(first_day=first, last_day=last), together


def by_the_day(entries: Iterable[Entry], last_day: date) -> ExactMoney:
    """So much of some entries as is for days up to a day: of each its part by days."""
    pence, parts = 0, list[ExactMoney]()
    for entry in entries:
        days = entry.period
        if (entry.on if days is None else days.last_day) <= last_day:
            pence += entry.pence
        elif days is not None and days.first_day <= last_day:
            parts.append(entry.amount.exact * Fraction((last_day - days.first_day).days + 1, days.days))
    whole = ExactMoney(Fraction(pence, 100))
    return ExactMoney.total((whole, *parts)) if parts else whole


def is_above(entered_: ExactMoney, agreed: ExactMoney, roundings: int) -> bool:
    """Whether a sum is above what was agreed by more than so many roundings of half a penny explain."""
    difference, of = less(entered_.pounds.as_integer_ratio(), agreed.pounds.as_integer_ratio())
    return 200 * difference > roundings * of
