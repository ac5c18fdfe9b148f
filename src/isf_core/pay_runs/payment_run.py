"""Pay runs: all payments due to one holder between two dates, person by person and in total (PAY-06).

A preview runs the same code as the real run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from datetime import date
from typing import NamedTuple

import attrs

from ..errors import DanglingReference, IsfError, NotRecorded, quote, several
from ..model.arrangement import Arrangement
from ..model.due_dates import days_before
from ..model.field_paths import path_in_words
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import Holder
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..values.checks import day, instance, read, text
from ..values.dates import Period, days_after
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.layout import FEW_ROWS, Headline, Page, Part
from ..values.money import Money
from ..values.record import WithFields
from ..values.table import Table, Tabular, as_read
from .history import PaymentHistory
from .run_lines import Recharges, RunLine
from .upcoming import NextPayment, payments_after

MOST_ARRANGEMENTS = 100_000
_AHEAD = 124  # days: as far as `due_days` reaches back, and a holiday or two
_HOLIDAYS = 7  # days: as far as a due date moves, at most

Book = Iterable[Arrangement | tuple[Arrangement, PaymentHistory]]
"""Arrangements, each with its history or without one."""


@frozen(kw_only=True, repr=False)
class NotPaid(WithFields):
    """An arrangement that cannot be paid, or not all of it, and why (PAY-01).

    `missing` lists the fields that are not recorded, or that are wrong; `reason` says so in words, and says it alone
    where nothing is missing, as where what was delivered is paid (`payment_on_delivery`). `holder` is the
    reference of the holder on the last day of the run; None is not recorded. `left` is what is outstanding after the
    arrangement's last payment, so that no payment takes it up; below zero if it is to be taken back.
    """

    person: str
    arrangement: str | None
    missing: tuple[str, ...]
    reason: str
    holder: str | None = None
    left: Money = attrs.field(default=Money(0))


@frozen(kw_only=True, repr=False)
class Unraised(WithFields):
    """An arrangement of which something was paid that is not what is due now, and no reconciliation has raised it.

    `amount` is what `reconcile` would find; None where a component of a payment that was made is not recorded.
    """

    person: str
    arrangement: str | None
    amount: Money | None


_EXPLAINED = 100


@frozen(kw_only=True, str=False, repr=False)
class PayRun(Tabular):
    """All payments due to a holder between two dates, in order of person and due date.

    `not_paid` lists the arrangements that could not be calculated, with the reason; also those whose holder is not
    recorded, because they may be this holder's, and those with money outstanding after their last payment. `overdue`
    lists the payments that were due before these days and were not made, with their adjustments.
    `unraised` lists those of whom something is to be corrected that no reconciliation has raised: it is in no payment.
    """

    holder: str
    due: Period
    lines: tuple[RunLine, ...]
    overdue: tuple[RunLine, ...] = ()
    not_paid: tuple[NotPaid, ...] = ()
    unraised: tuple[Unraised, ...] = ()

    @property
    def amount(self) -> Money:
        """The total of the run."""
        return Money.total(line.amount for line in self.lines)

    def explain(self) -> Explanation:
        """Explain the total, payment by payment; of more than 100 payments each is one sum."""
        if not self.lines:
            return Explanation.given(f"nothing is due to {self.holder}", Money(0))
        in_full = len(self.lines) <= _EXPLAINED
        nodes = (
            Explanation.sum(f"for {line.person}", line.to_pay.explain())
            if in_full
            else Explanation.given(f"for {line.person}", line.amount)
            for line in self.lines
        )
        return Explanation.sum(f"pay run to {self.holder}, due {self.due}", *nodes)

    @property
    def by_person(self) -> dict[str, Money]:
        """The total for each person, by reference."""
        out: dict[str, Money] = {}
        for line in self.lines:
            out[line.person] = out.get(line.person, Money(0)) + line.amount
        return out

    @property
    def recharges(self) -> Recharges:
        """What the funders that pay it recharge to those that bear it."""
        return Recharges(rows=tuple(row for line in self.lines for row in line.recharges))

    def page(self) -> Page:
        """What is paid in all, who is not paid and why, what else is open, and the first and last payments."""
        people = f"{len(self.by_person)} {'people' if len(self.by_person) != 1 else 'person'}"
        head = Headline(
            f"To {self.holder}, due {self.due}:", as_read(self.amount), f"{payments(self.lines)} for {people}"
        )
        return Page(
            head,
            *left_over(self.not_paid, self.overdue, self.unraised),
            self.table().replace(title="Payments"),
            rows=FEW_ROWS,
        )

    def table(self) -> Table:
        """Show the remittance: one row for each payment, and the total."""
        return Table.of(
            f"To {self.holder}, due {self.due}",
            self.lines,
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("first_day", "From", "to_pay.payment.first_day"),
            ("last_day", "To", "to_pay.payment.last_day"),
            ("due", "Due", "to_pay.payment.due"),
            ("payment", "Payment", "to_pay.payment.amount"),
            ("adjusted", "Adjusted", "to_pay.adjusted"),
            ("amount", "Paid"),
            totals={"person": "Total", "arrangement": payments(self.lines), "amount": self.amount},
        )


def payments(lines: Sized) -> str:
    """How many payments, in words."""
    return f"{len(lines)} payment{'s' * (len(lines) != 1)}"


def left_over(not_paid: Sequence[NotPaid], overdue: Sequence[RunLine], unraised: Sequence[Unraised]) -> Iterator[Part]:
    """What a run leaves open, laid out: who is not paid and why, what was due before, what is to be corrected."""
    whose = (("person", "Person"), ("arrangement", "Arrangement"))
    if not_paid:
        yield Table.of(f"Not paid: {len(not_paid)}", not_paid, *whose, ("reason", "Why"))
    if overdue:
        due = ("due", "Due", "to_pay.payment.due")
        yield Table.of(f"Overdue, and in no sum: {len(overdue)}", overdue, *whose, due, ("amount", "Amount"))
    if unraised:
        yield Table.of(f"To be corrected, by reconcile: {len(unraised)}", unraised, *whose, ("amount", "By"))


def pay_run(arrangements: Book, *, holder: str, span: Period, on: date, policy: GivenPolicy) -> PayRun:
    """Make the pay run for one holder: all payments due in a span of days, as known on a day.

    You may give each arrangement with its history: then nothing is paid twice, and outstanding adjustments are
    included. What was never reconciled is in no payment; `unraised` in the result names it. Without a history, nothing
    was paid yet. Arrangements of other holders add no line and are not named, so you may pass all your arrangements. A
    person who is to be paid and has no recorded holder is in `not_paid`.

    Raises DanglingReference for a holder that no arrangement has.
    """
    text("pay_run.holder", holder)
    theirs: list[BookEntry] = []
    ever: set[str | None] = set()
    for entry in entries_of("pay_run", arrangements, span, on, policy):
        ever |= entry.ever
        if entry.holders & {holder, None}:
            theirs.append(entry)
    if ever and holder not in ever:
        known = sorted(filter(None, ever))
        there = f"the holders are {several(known)}" if known else "no holder is recorded"
        raise DanglingReference("pay_run.holder", f"nobody has the holder {quote(holder)}", there)
    return run_for(holder, span, theirs)


class BookEntry(NamedTuple):
    """One arrangement of a book: what fell and falls due for it by the end of the run, or why that is not known."""

    lines: list[RunLine]
    not_paid: NotPaid | None
    holders: set[str | None]
    """Those who are paid, or would be; None is not recorded."""
    ever: set[str | None]
    """Those who hold it on some day, whenever that is known."""
    unraised: Unraised | None = None


def entries_of(job: str, arrangements: Book, span: Period, on: date, policy: GivenPolicy) -> Iterator[BookEntry]:
    """Every arrangement of a book, once."""
    instance(f"{job}.span", span, Period, "give a Period")
    day(f"{job}.on", on)
    policies = policies_of(job, policy)
    right = "give Arrangements, or pairs of one and its PaymentHistory"
    # All are read before any is worked out: a book without an end is refused at once.
    book: list[tuple[Arrangement, PaymentHistory]] = []
    for place, entry in enumerate(list(read(job, arrangements, MOST_ARRANGEMENTS, right))):
        where = f"{job}[{place}]"
        if isinstance(entry, tuple) and len(entry) != 2:
            raise IsfError(where, f"{len(entry)} things together", right)
        arrangement, history = entry if isinstance(entry, tuple) else (entry, PaymentHistory())
        instance(where, arrangement, Arrangement, right)
        instance(where, history, PaymentHistory, right)
        book.append((arrangement, history))
    again = _again(job, book)
    for place, (arrangement, history) in enumerate(book):
        yield _entry(ArrangementAsKnown.on(arrangement, on), history, span, policies, again.get(place))


def _again(job: str, book: list[tuple[Arrangement, PaymentHistory]]) -> dict[int, IsfError]:
    """What is wrong with those that stand in a book more than once, by place; of those alike the first is right."""
    places: dict[object, list[int]] = {}
    for place, (arrangement, _) in enumerate(book):
        ref = arrangement.ref
        places.setdefault((arrangement.person.ref, arrangement if ref is None else ref), []).append(place)
    wrong: dict[int, IsfError] = {}
    for theirs in places.values():
        if len(theirs) > 1:
            first, second, *_ = theirs
            are_alike = all(book[each] == book[first] for each in theirs)
            for place in theirs[1:] if are_alike else theirs:
                same = f"the same arrangement as {job}[{second if place == first else first}]"
                wrong[place] = IsfError(f"{job}[{place}]", same, "give it once, with the history that is right")
    return wrong


def run_for(holder: str, span: Period, entries: list[BookEntry]) -> PayRun:
    """One holder's part of a book."""
    lines: list[RunLine] = []
    overdue: list[RunLine] = []
    for entry in entries:
        for line in entry.lines:
            if line.holder == holder:
                (lines if line.to_pay.payment.due in span else overdue).append(line)
    for run in (lines, overdue):
        run.sort(key=lambda line: (line.person, line.arrangement or "", line.to_pay.payment.due))
    not_paid = tuple(entry.not_paid for entry in entries if entry.not_paid and entry.holders & {holder, None})
    unraised = tuple(entry.unraised for entry in entries if entry.unraised and holder in entry.holders)
    return PayRun(
        holder=holder, due=span, lines=tuple(lines), overdue=tuple(overdue), not_paid=not_paid, unraised=unraised
    )


def _entry(
    view: ArrangementAsKnown,
    history: PaymentHistory,
    span: Period,
    policies: Policies[Parameters],
    refused: IsfError | None,
) -> BookEntry:
    person, ref = view.recorded.person.ref, view.recorded.ref
    start = view.recorded.contract.first_day
    # A payment in advance may fall due up to a quarter before its period begins.
    horizon = span.last_day if start is None else max(span.last_day, start)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    why: list[str] = []
    upcoming: Iterable[NextPayment] = ()
    found: Money | None = Money(0)
    left = Money(0)
    try:
        if refused is not None:
            raise refused
        upcoming = payments = payments_after(history, view, _later(horizon, _AHEAD), policies)
        found = payments.unraised
        if not payments.goes_on and all(each.payment.due <= span.last_day for each in payments):
            left = payments.left
    except NotRecorded as lacking:
        missing = unknown = lacking.fields
    except IsfError as wrong:
        # One record that is wrong keeps nobody else from being paid. To pay on delivery is no wrong record.
        missing, why = (wrong.where,) if view.recorded.contract.payment.on_delivery is None else (), [str(wrong)]
    lines = [RunLine(person=person, arrangement=ref, to_pay=each) for each in upcoming]
    lines = [line for line in lines if line.to_pay.payment.due <= span.last_day]
    holders = {line.holder for line in lines}
    if why or unknown:
        days = _in_question(view.recorded, history, span, policies.on(view.day))
        holders = _refs(value for _, value in view.over_time("holder").within(days))
    (held,) = _refs((view.value("holder", span.last_day),))
    if left:
        holders.add(held)
        still = f"£{left:,} is still to be paid" if left > Money(0) else f"£{-left:,} is still to be taken back"
        why.append(f"{still}, and no payment follows that takes it up")
    nobody = ("holder",) if None in holders else ()
    missing, unknown = (*nobody, *missing), (*nobody, *unknown)
    if unknown:
        why = [f"not recorded: {', '.join(dict.fromkeys(map(path_in_words, unknown)))}", *why]
    varied = (change for each in view.recorded.variations for change in each.changes if change.path == "holder")
    ever = _refs((view.recorded.holder, *(change.value for change in varied)))
    if view.undated:  # it may be theirs who hold it by a change of which it is not recorded when it was known
        holders |= ever
    unraised = None if found == Money(0) else Unraised(person=person, arrangement=ref, amount=found)
    if unraised is not None:
        holders |= {held} - {None}
    not_paid = NotPaid(person=person, arrangement=ref, missing=missing, reason="; ".join(why), holder=held, left=left)
    return BookEntry(lines, not_paid if why else None, holders, holders | ever, unraised)


def _in_question(arrangement: Arrangement, history: PaymentHistory, span: Period, parameters: Parameters) -> Period:
    """The days that were not paid, as far as what is for them may fall due by the end of the run."""
    stated, paid_to = arrangement.contract.payment.due_days, history.paid_to
    counted = parameters.due_days if stated is None else stated
    before = days_before(counted)
    start = arrangement.contract.first_day or date.min
    since = start if paid_to is None else days_after(paid_to, 1)
    return Period(first_day=since, last_day=max(since, _later(span.last_day, before + _HOLIDAYS)))


def _refs(holders: Iterable[object]) -> set[str | None]:
    return {each.ref if isinstance(each, Holder) else None for each in holders}


def _later(on: date, days: int) -> date:
    """So many days later, or near the end of the calendar."""
    return date.fromordinal(min(date.max.toordinal() - 1, on.toordinal() + days))
