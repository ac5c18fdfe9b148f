"""What was due, and what it is set against: schedules up to a day, and entries for the days that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from ...account.case_view import CaseView
from ...model.account import Entry, EntryKind
from ...model.due_dates import days_before
from ...model.fees import Charge
from ...model.payment_terms import Placement
from ...schedule.build import Schedule, build_schedule
from ...schedule.deductions import fixed_charges_of
from ...schedule.resolved_terms import ResolvedTerms
from ...values.dates import Period
from ...values.money import ExactMoney, Money
from ..engine.case import Case
from .entries import entries_until


def phases_in(view: CaseView) -> tuple[ResolvedTerms, ...]:
    """The terms of the payments as known on a day, phase by phase; what is missing for them is missed by name."""
    view.known.require()
    return view.phases


def schedule_until(phases: tuple[ResolvedTerms, ...], last_day: date) -> Schedule | None:
    """The payments of every period that begins by a day; None before the first."""
    return build_schedule(phases, until=last_day) if phases[0].first_day <= last_day else None


def payments_due(phases: tuple[ResolvedTerms, ...], on: date) -> Schedule | None:
    """The payments of every period that begins by a day, and those after it that may be due by then."""
    ahead = timedelta(days=31 + max(days_before(phase.due_days) for phase in phases))
    return schedule_until(phases, on + ahead if date.max - on > ahead else date.max)


def entered(case: Case, *kinds: EntryKind) -> list[Entry]:
    """The entries of some kinds up to the day of judgement, each of what its corrections leave of it, by date."""
    return sorted((entry for entry in entries_until(case) if entry.kind in kinds), key=lambda each: (each.on, each.ref))


def total(entries: Iterable[Entry]) -> Money:
    """What entries come to."""
    return Money.total(entry.amount for entry in entries)


def charged_once(charges: Iterable[Charge]) -> dict[date, Money]:
    """The sums that are charged once, by the dates that the fee gives them."""
    once: dict[date, Money] = {}
    for each in fixed_charges_of(tuple(charges), Placement.INSIDE, date.min):
        if each.on is not None:
            once[each.on] = once.get(each.on, Money(0)) + each.amount
    return once


def days_of(entry: Entry) -> Period:
    """The days that an entry is for: those that it names, else its own."""
    return entry.period or Period(first_day=entry.on, last_day=entry.on)


def that_overlap(entries: Iterable[Entry]) -> Iterator[tuple[Period, list[Entry]]]:
    """Entries that name their days, together where they are for the same days, with all the days they are for."""
    together: list[Entry] = []
    days: Period | None = None
    for entry in sorted(
        (each for each in entries if each.period is not None), key=lambda each: days_of(each).first_day
    ):
        its = days_of(entry)
        if days is not None and its.first_day > days.last_day:
            yield days, together
            together, days = [], None
        together.append(entry)
        last = its.last_day if days is None else max(days.last_day, its.last_day)
        days = Period(first_day=its.first_day if days is None else days.first_day, last_day=last)
    if days is not None:
        yield days, together


def by_the_day(entry: Entry, last_day: date) -> ExactMoney:
    """So much of an entry as is for days up to a day: its part by days."""
    days = days_of(entry)
    if days.last_day <= last_day:
        return entry.amount.exact
    if days.first_day > last_day:
        return ExactMoney(0)
    return entry.amount.exact * Fraction((last_day - days.first_day).days + 1, days.days)


def is_above(entered_: ExactMoney, agreed: ExactMoney, roundings: int) -> bool:
    """Whether a sum is above what was agreed by more than so many roundings of half a penny explain."""
    return entered_.pounds - agreed.pounds > Fraction(roundings, 200)
