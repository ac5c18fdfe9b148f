"""Pay runs: all payments due to one holder between two dates, person by person and in total (PAY-06).

A preview runs the same code as the real run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import attrs

from ..errors import (
    DanglingReference,
    IsfError,
    NotRecorded,
    quote,
)
from ..model.arrangement import Arrangement
from ..model.due_dates import days_before
from ..model.knowledge import ArrangementAsKnown
from ..model.organisations import Funding, FundingShare, Holder
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..values.allocation import allocate
from ..values.checks import day, instance, read, text
from ..values.dates import Period, days_after
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.table import Table, Tabular
from .history import PaymentHistory
from .upcoming import NextPayment, payments_after

MOST_ARRANGEMENTS = 100_000
_AHEAD = 124  # days: as far as `due_days` reaches back, and a holiday or two
_HOLIDAYS = 7  # days: as far as a due date moves, at most

Book = Iterable[Arrangement | tuple[Arrangement, PaymentHistory]]
"""Arrangements, each with its history or without one."""


@attrs.frozen(kw_only=True)
class RunLine:
    """One payment of a run: its person, its references, and what is paid."""

    person: str
    arrangement: str | None
    to_pay: NextPayment

    @property
    def amount(self) -> Money:
        """What is paid."""
        return self.to_pay.amount

    @property
    def holder(self) -> str | None:
        """Whom it is paid to, by reference."""
        holder = self.to_pay.payment.holder
        return None if holder is None else holder.ref

    def by_funder(self) -> tuple[FunderPart, ...]:
        """Split what is paid among the funders, each with its cost code.

        What is adjusted is split as the payment is, by largest remainder, or by the agreed shares if nothing else is
        paid. What corrects the contribution or in-house services is split among the funders that charge, unless a part
        would then be below 0.00. If the funding is not recorded, there is one part without a name.
        """
        payment = self.to_pay.payment
        funding = payment.resolved.funding
        if not funding:
            return (FunderPart(funder=None, cost_code=None, payer=None, amount=self.amount),)
        parts = payment.by_funder()
        more = self._adjusted(funding, parts)
        return tuple(
            FunderPart(
                funder=each.funder.ref,
                cost_code=each.funder.cost_code,
                payer=each.payer or each.funder.ref,
                amount=parts[each.funder.ref] + each_more,
            )
            for each, each_more in zip(funding, more, strict=True)
        )

    def _adjusted(self, funding: tuple[Funding, ...], parts: dict[str, Money]) -> tuple[Money, ...]:
        """What is adjusted, by funder in order."""
        adjusted, of_charges = self.to_pay.adjusted, self.to_pay.of_charges
        weights: list[int | Fraction] = [parts[each.ref].pence for each in funding]
        if not any(weights):
            weights = [each.share if isinstance(each, FundingShare) else 0 for each in funding]
        charging: list[int | Fraction] = [
            weight if each.funder.charges else 0 for each, weight in zip(funding, weights, strict=True)
        ]
        if of_charges and any(charging):
            both = zip(allocate(adjusted - of_charges, weights), allocate(of_charges, charging), strict=True)
            more = tuple(rest + theirs for rest, theirs in both)
            if all(parts[each.ref] + one >= Money(0) for each, one in zip(funding, more, strict=True)):
                return more
        return tuple(allocate(adjusted, weights))

    @property
    def recharges(self) -> tuple[Recharge, ...]:
        """What one funder pays the holder and another bears: the payer recharges it (LIFE-09)."""
        return tuple(
            Recharge(person=self.person, arrangement=self.arrangement, due=self.to_pay.payment.due, part=part)
            for part in self.by_funder()
            if part.payer != part.funder and part.amount
        )


@attrs.frozen(kw_only=True)
class FunderPart:
    """A funder's part of one payment of a run; None is not recorded.

    `funder` bears the amount and `payer` pays it to the holder: the same one, unless the funding names another payer.
    """

    funder: str | None
    cost_code: str | None
    payer: str | None
    amount: Money


@attrs.frozen(kw_only=True)
class Recharge:
    """What a payer of one payment recharges to the funder that bears it."""

    person: str
    arrangement: str | None
    due: date
    part: FunderPart

    @property
    def amount(self) -> Money:
        """What is recharged; below zero if it is given back."""
        return self.part.amount


@attrs.frozen(kw_only=True, str=False)
class Recharges(Tabular):
    """What funders that pay holders recharge to the funders that bear it, payment by payment (LIFE-09)."""

    rows: tuple[Recharge, ...]

    @property
    def amount(self) -> Money:
        """What is recharged in all."""
        return Money.total(row.amount for row in self.rows)

    def table(self) -> Table:
        """Show one row for each recharge, with the cost code of the funder that bears it."""
        return Table.of(
            "Recharges",
            self.rows,
            ("payer", "Paid by", "part.payer"),
            ("funder", "Recharged to", "part.funder"),
            ("cost_code", "Cost code", "part.cost_code"),
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("due", "Due"),
            ("amount", "Amount"),
            totals={"payer": "Total", "amount": self.amount},
        )


@attrs.frozen(kw_only=True)
class NotPaid:
    """An arrangement that cannot be paid, or not all of it, and why (PAY-01).

    `missing` lists the fields that are not recorded, or that are wrong; `reason` says so in words. `holder` is the
    reference of the holder on the last day of the run; None is not recorded.
    """

    person: str
    arrangement: str | None
    missing: tuple[str, ...]
    reason: str
    holder: str | None = None


@attrs.frozen(kw_only=True)
class Unraised:
    """An arrangement of which something was paid that is not what is due now, and no reconciliation has raised it.

    `amount` is what `reconcile` would find; None where a component of a payment that was made is not recorded.
    """

    person: str
    arrangement: str | None
    amount: Money | None


_EXPLAINED = 100


@attrs.frozen(kw_only=True, str=False)
class PayRun(Tabular):
    """All payments due to a holder between two dates, in order of person and due date.

    `not_paid` lists the arrangements that could not be calculated, with the reason; also those whose holder is not
    recorded, because they may be this holder's. `overdue` lists the payments that were due before these days and were
    not made, with their adjustments.
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
            totals={"person": "Total", "arrangement": f"{len(self.lines)} payments", "amount": self.amount},
        )


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
        there = f"there are {known}"[:200] if known else "no holder is recorded"
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
    for place, entry in enumerate(list(read(job, arrangements, MOST_ARRANGEMENTS, right))):
        where = f"{job}[{place}]"
        if isinstance(entry, tuple) and len(entry) != 2:
            raise IsfError(where, f"{len(entry)} things together", right)
        arrangement, history = entry if isinstance(entry, tuple) else (entry, PaymentHistory())
        instance(where, arrangement, Arrangement, right)
        instance(where, history, PaymentHistory, right)
        yield _entry(ArrangementAsKnown.on(arrangement, on), history, span, policies)


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
    view: ArrangementAsKnown, history: PaymentHistory, span: Period, policies: Policies[Parameters]
) -> BookEntry:
    person, ref = view.recorded.person.ref, view.recorded.ref
    start = view.recorded.contract.first_day
    # A payment in advance may fall due up to a quarter before its period begins.
    horizon = span.last_day if start is None else max(span.last_day, start)
    missing: tuple[str, ...] = ()
    why: list[str] = []
    upcoming: Iterable[NextPayment] = ()
    found: Money | None = Money(0)
    try:
        upcoming = payments = payments_after(history, view, _later(horizon, _AHEAD), policies)
        found = payments.unraised
    except NotRecorded as lacking:
        missing, why = lacking.fields, [lacking.wrong]
    except IsfError as wrong:
        # One record that is wrong keeps nobody else from being paid.
        missing, why = (wrong.where,), [str(wrong)]
    lines = [RunLine(person=person, arrangement=ref, to_pay=each) for each in upcoming]
    lines = [line for line in lines if line.to_pay.payment.due <= span.last_day]
    holders = {line.holder for line in lines}
    if missing:
        days = _in_question(view.recorded, history, span, policies.on(view.day))
        holders = _refs(value for _, value in view.over_time("holder").within(days))
    if None in holders:
        missing, why = ("holder", *missing), ["not recorded: holder", *why]
    varied = (change for each in view.recorded.variations for change in each.changes if change.path == "holder")
    ever = _refs((view.recorded.holder, *(change.value for change in varied)))
    if view.undated:  # it may be theirs who hold it by a change of which it is not recorded when it was known
        holders |= ever
    (held,) = _refs((view.value("holder", span.last_day),))
    unraised = None if found == Money(0) else Unraised(person=person, arrangement=ref, amount=found)
    if unraised is not None:
        holders |= {held} - {None}
    not_paid = NotPaid(person=person, arrangement=ref, missing=missing, reason="; ".join(why), holder=held)
    return BookEntry(lines, not_paid if missing else None, holders, holders | ever, unraised)


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
