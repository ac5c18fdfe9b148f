"""Payments as people and data frames read them; each can say why it is what it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, overload

import attrs

from ..errors import DanglingReference, NotRecorded, quote
from ..model.budget import OneOff
from ..model.organisations import Funding, FundingRate, FundingShare, Holder
from ..values.dates import Period
from ..values.explanation import Explanation
from ..values.money import Money, Rounding, allocate
from ..values.table import Table, Tabular
from .lines import LINE, Line, ScheduleData
from .payment_explanation import component_of, once, read_component, whole_payment
from .resolved_terms import ResolvedTerms


class Payment:
    """One payment: for which days, due when, made of what. `explain()` says why.

    Equal to another with the same line; it knows its schedule and its place, which take no part in
    comparing. `number` counts from 1.
    """

    __slots__ = ("_core", "_number", "_place")

    def __init__(self, core: ScheduleData, place: int, number: int) -> None:
        self._core = core
        self._place = place
        self._number = number

    @property
    def line(self) -> Line:
        """The plain tuple behind it (see LINE)."""
        return self._core.lines[self._place]

    @property
    def number(self) -> int:
        """Its place in the whole schedule, from 1."""
        return self._number

    @property
    def first_day(self) -> date:
        """The first day it is for."""
        return self.line[0]

    @property
    def last_day(self) -> date:
        """The last day it is for, which counts."""
        return self.line[1]

    @property
    def period(self) -> Period:
        """The days it is for."""
        return Period(first_day=self.first_day, last_day=self.last_day)

    @property
    def unmoved_due(self) -> date:
        """The day it is due by the terms, before it moves to a working day."""
        return self.line[2]

    @property
    def due(self) -> date:
        """The day it is due, moved to a working day as the terms say."""
        return self.line[3]

    @property
    def is_provisional(self) -> bool:
        """Whether the due date may still move: holidays are not proclaimed that far."""
        return self._core.resolved.working_days.is_provisional(self.line[2])

    @property
    def budget(self) -> Money:
        """The budget for its days."""
        return Money.from_pence(self.line[4])

    @property
    def in_house(self) -> Money:
        """What came off for services that the council gives itself."""
        return Money.from_pence(self.line[5])

    @property
    def contribution(self) -> Money:
        """What came off because the person pays it to the holder."""
        return Money.from_pence(self.line[6])

    @property
    def fee(self) -> Money:
        """The management fee that is inside the budget."""
        return Money.from_pence(self.line[7])

    @property
    def fee_on_top(self) -> Money:
        """The management fee that is paid on top of the budget."""
        return Money.from_pence(self.line[8])

    @property
    def one_off(self) -> Money:
        """One-off sums that are paid with it."""
        return Money.from_pence(self.line[9])

    @property
    def amount(self) -> Money:
        """What is paid: budget less in-house services and contribution, plus a fee on top and one-off sums."""
        return Money.from_pence(self.line[10])

    @property
    def one_offs(self) -> tuple[OneOff, ...]:
        """The one-off sums in it."""
        resolved, alone = self._core.resolved, self.line[11]
        if alone >= 0:
            return (resolved.one_offs[alone],)
        if not self.line[9]:
            return ()
        return tuple(each for each in resolved.one_offs if self.line[0] <= each.on <= self.line[1])

    @property
    def is_regular(self) -> bool:
        """Whether it is the payment of a period, and not a one-off sum of its own."""
        return self.line[11] < 0

    @property
    def holder(self) -> Holder | None:
        """Whom it is paid to."""
        return self._core.resolved.holder

    @property
    def resolved(self) -> ResolvedTerms:
        """The settled terms it was computed from."""
        return self._core.resolved

    def by_funder(self) -> dict[str, Money]:
        """Each funder's part, by reference, to the penny (PAY-04).

        A funder that pays by a rate pays what that comes to for the payment's days, rounded half up,
        and never more than is left; the rest is split in shares by largest remainder. House reading:
        those with rates pay in the order in which they are recorded.
        """
        resolved = self._core.resolved
        if not resolved.funding:
            raise NotRecorded("what each funder pays", ("funding",))
        left, parts = self.amount, {}
        for part in resolved.funding:
            if isinstance(part, FundingRate):
                due = resolved.accrued_by(part.rate, self.first_day, self.last_day).rounded(Rounding.HALF_UP)
                parts[part.funder.ref] = paid = min(due, left) if self.is_regular else Money(0)
                left = left - paid
        shared = [part for part in resolved.funding if isinstance(part, FundingShare)]
        for part, money in zip(shared, allocate(left, [part.share for part in shared]), strict=True):
            parts[part.funder.ref] = money
        return {part.funder.ref: parts[part.funder.ref] for part in resolved.funding}

    def explain(self, what: str = "amount") -> Explanation:
        """How the amount was made: from which facts, by which terms and sources (PAY-09).

        Or how one component of it was, by its name in a line: `payment.explain("fee")`. A fee
        inside the budget is no part of the sum that makes the amount, so it is asked for by name.
        """
        component = None if what == "amount" else read_component(what)
        extra = tuple(once(each.what, each.amount) for each in self.one_offs)
        if not self.is_regular:
            return extra[0] if component is None else Explanation.given(what, Money(0))
        resolved, columns = self._core.resolved, self._core.columns()
        line = bisect_right(self._core.ends, self.first_day.toordinal())
        if component is None:
            return whole_payment(resolved, self.period, line, columns, extra)
        return component_of(resolved, self.period, component, line, columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Payment) and self.line == other.line

    def __hash__(self) -> int:
        return hash(self.line)

    def __repr__(self) -> str:
        return f"<Payment {self.number}: {self.amount:,} due {self.due}, for {self.period}>"


@attrs.frozen(kw_only=True)
class Totals:
    """What payments come to, by component; `amount` is what is paid."""

    payments: int
    budget: Money
    in_house: Money
    contribution: Money
    fee: Money
    fee_on_top: Money
    one_off: Money
    amount: Money


_HEADINGS = {
    "number": "No.",
    "first_day": "From",
    "last_day": "To",
    "due": "Due",
    "unmoved_due": "Unmoved",
    "budget": "Budget",
    "in_house": "In-house",
    "contribution": "Contribution",
    "fee": "Fee inside",
    "fee_on_top": "Fee on top",
    "one_off": "One-off",
    "amount": "Paid",
}


class Payments(Tabular, Sequence[Payment]):
    """Payments in order, all of one schedule: to read, to add up, to show, to put into a data frame.

    A slice gives Payments again. `lines` are the plain tuples (see LINE), the fast way to read them.
    """

    __slots__ = ("_lines", "_parts", "_places")

    def __init__(self, parts: tuple[ScheduleData, ...], lines: list[Line], places: Sequence[int]) -> None:
        self._parts = parts
        self._lines = lines
        self._places = places

    @property
    def lines(self) -> Sequence[Line]:
        """The plain tuples of dates and whole pence."""
        lines = self._lines
        return [lines[place] for place in self._places]

    def _payment(self, place: int) -> Payment:
        here, parts = place, iter(self._parts)
        part = next(parts)
        while here >= len(part.lines):
            here -= len(part.lines)
            part = next(parts)
        return Payment(part, here, place + 1)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Payment: ...
    @overload
    def __getitem__(self, place: slice) -> Payments: ...
    def __getitem__(self, place: int | slice) -> Payment | Payments:
        if isinstance(place, slice):
            return Payments(self._parts, self._lines, self._places[place])
        return self._payment(self._places[place])

    def __iter__(self) -> Iterator[Payment]:
        return (self._payment(place) for place in self._places)

    @property
    def totals(self) -> Totals:
        """What they come to, by component."""
        columns = dict.fromkeys(LINE[4:11], 0)
        for line in self.lines:
            for name, pence in zip(LINE[4:11], line[4:11], strict=True):
                columns[name] += int(pence)
        return Totals(payments=len(self), **{name: Money.from_pence(pence) for name, pence in columns.items()})

    def due_between(self, first_day: date, last_day: date) -> Payments:
        """Those due from a first to a last day, both counting: cash."""
        span = Period(first_day=first_day, last_day=last_day)
        return self._where(lambda line: line[3] in span)

    def beginning_in(self, first_day: date, last_day: date) -> Payments:
        """Those whose period begins from a first to a last day, both counting (PAY-12): count."""
        span = Period(first_day=first_day, last_day=last_day)
        return self._where(lambda line: line[0] in span)

    def _where(self, chosen: Callable[[Line], bool]) -> Payments:
        return Payments(self._parts, self._lines, [place for place in self._places if chosen(self._lines[place])])

    def for_funder(self, ref: str) -> FunderPayments:
        """One funder's own schedule: its part of each payment, with its reference."""
        rows = []
        for payment in self:
            part = next((part for part in payment.resolved.funding if part.funder.ref == ref), None)
            if part is not None:
                rows.append(FunderPayment(payment=payment, funding=part, amount=payment.by_funder()[ref]))
        if not rows:
            known = {part.funder.ref for core in self._parts for part in core.resolved.funding}
            raise DanglingReference("for_funder", f"{quote(ref)} funds none of it", f"there are {sorted(known)}"[:200])
        return FunderPayments(rows=tuple(rows))

    def table(self) -> Table:
        """One row a payment, and the totals; a component that is nil throughout has no column."""
        totals = self.totals
        money = [name for name in LINE[4:10] if getattr(totals, name)]
        money = [*money, "amount"]
        moved = any(line[2] != line[3] for line in self.lines)
        dates = ["first_day", "last_day", *(["unmoved_due"] if moved else []), "due"]
        keys = ["number", *dates, *money]
        rows = tuple(tuple(getattr(payment, key) for key in keys) for payment in self)
        total = (None, "Total", *(None for _ in dates[1:]), *(getattr(totals, key) for key in money))
        return Table("", tuple((key, _HEADINGS[key]) for key in keys), rows, total)

    def records(self) -> list[dict[str, Any]]:
        """One dict a payment with every field: dates, Decimals of pounds, references."""
        out: list[dict[str, Any]] = []
        for payment in self:
            record: dict[str, Any] = {"number": payment.number}
            record.update(zip(LINE[:4], payment.line[:4], strict=True))
            record.update((name, getattr(payment, name).amount) for name in LINE[4:11])
            record["is_regular"] = payment.is_regular
            record["one_offs"] = "; ".join(each.ref or each.what for each in payment.one_offs)
            record["holder"] = payment.holder.ref if payment.holder else None
            if payment.resolved.funding:
                record.update((f"funder {ref}", part.amount) for ref, part in payment.by_funder().items())
            out.append(record)
        return out

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Payments) and list(self.lines) == list(other.lines)

    def __hash__(self) -> int:
        return hash(tuple(self.lines))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}, {self.totals.amount:,} in all>"


@attrs.frozen(kw_only=True)
class FunderPayment:
    """One funder's part of one payment."""

    payment: Payment
    funding: Funding
    amount: Money


@attrs.frozen(kw_only=True, str=False)
class FunderPayments(Tabular):
    """One funder's part of each payment (PAY-04, LIFE-09)."""

    rows: tuple[FunderPayment, ...]

    @property
    def amount(self) -> Money:
        """What they come to."""
        return Money.total(row.amount for row in self.rows)

    def table(self) -> Table:
        """One row a payment, with the funder's reference and cost code."""
        columns = (
            ("number", "No."),
            ("first_day", "From"),
            ("last_day", "To"),
            ("due", "Due"),
            ("funder", "Funder"),
            ("reference", "Reference"),
            ("cost_code", "Cost code"),
            ("amount", "Paid"),
        )
        rows = tuple(
            (
                row.payment.number,
                row.payment.first_day,
                row.payment.last_day,
                row.payment.due,
                row.funding.funder.ref,
                row.funding.reference,
                row.funding.funder.cost_code,
                row.amount,
            )
            for row in self.rows
        )
        return Table("", columns, rows, (None, "Total", None, None, None, None, None, self.amount))
