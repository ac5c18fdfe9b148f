"""Payments as people and data frames read them; each can explain itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Self, overload

import attrs

from ..errors import DanglingReference, IsfError, NotRecorded, plain, quote, several
from ..model.budget import OneOff
from ..model.due_dates import InWorkingDays, PayDates
from ..model.organisations import Funding, Holder
from ..model.payment_terms import Timing
from ..values.checks import instance, text
from ..values.columns import Column, Plain
from ..values.dates import Period, days_after
from ..values.explanation import Explanation
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import WithFields
from ..values.sources import RECORD
from ..values.table import Table, Tabular
from ._accrual import COMPONENTS
from ._payment_explanation import RegularPayment, due_date, once
from .lines import DATES, LINE, SUMS, FunderParts, Line, ScheduleData, ShownParts
from .resolved_terms import ResolvedTerms
from .totals import HEADINGS, Totals


@frozen
class Payment(WithFields):
    """One payment: its days, its due date and its components. `explain()` says why.

    Two payments with the same line are equal. A payment knows its schedule and its place in it (`number`, from 1),
    which do not count in comparisons.
    """

    line: Line
    """The plain tuple behind it."""
    number: int = attrs.field(eq=False)
    _data: ScheduleData = attrs.field(eq=False)

    @property
    def first_day(self) -> date:
        """The first day it is for."""
        return self.line.first_day

    @property
    def last_day(self) -> date:
        """The last day it is for, included."""
        return self.line.last_day

    @property
    def period(self) -> Period:
        """The days it is for."""
        return Period(first_day=self.first_day, last_day=self.last_day)

    @property
    def unmoved_due(self) -> date:
        """The due date by the terms, before the move to a working day."""
        return self.line.unmoved_due

    @property
    def due(self) -> date:
        """The due date, moved to a working day as the terms say."""
        return self.line.due

    @property
    def is_provisional(self) -> bool:
        """Whether the due date may still move: bank holidays are not proclaimed, or pay dates not listed, that far."""
        terms, line = self.resolved, self.line
        if self.is_regular and isinstance(terms.due_days, PayDates):
            begins = terms.cycle.period_of(line.first_day).first_day
            since = line.first_day if terms.timing is Timing.IN_ADVANCE and line.first_day > begins else None
            return terms.due_days.of(begins, since=since) is None
        if self.is_regular and isinstance(terms.due_days, InWorkingDays) and terms.due_days.days:
            # Counted back, the last day that decides is the one before the day from which it is counted.
            before = days_after(line.first_day, -1) if terms.timing is Timing.IN_ADVANCE else line.last_day
            return terms.working_days.is_provisional(max(before, line.due))
        return terms.working_days.is_provisional(line.unmoved_due, move=terms.move)

    @property
    def budget(self) -> Money:
        """The budget for its days."""
        return Money.from_pence(self.line.budget)

    @property
    def in_house(self) -> Money:
        """What comes off for services that the council provides itself."""
        return Money.from_pence(self.line.in_house)

    @property
    def contribution(self) -> Money:
        """What comes off because the person pays it to the holder."""
        return Money.from_pence(self.line.contribution)

    @property
    def fee(self) -> Money:
        """The management fee that is inside the budget."""
        return Money.from_pence(self.line.fee)

    @property
    def fee_on_top(self) -> Money:
        """The management fee that is paid on top of the budget."""
        return Money.from_pence(self.line.fee_on_top)

    @property
    def one_off(self) -> Money:
        """One-off sums that are paid with it."""
        return Money.from_pence(self.line.one_off)

    @property
    def amount(self) -> Money:
        """What is paid: budget less in-house services and contribution, plus fee on top and one-off sums."""
        return Money.from_pence(self.line.amount)

    @property
    def one_offs(self) -> tuple[OneOff, ...]:
        """The one-off sums in it."""
        if not self.is_regular:
            return (self.resolved.one_offs[self.line.alone],)
        if not self.line.one_off:
            return ()
        return tuple(each for each in self.resolved.one_offs if self.first_day <= each.on <= self.last_day)

    @property
    def is_regular(self) -> bool:
        """Whether it is the payment of a period rather than a one-off sum on its own date."""
        return self.line.alone < 0

    @property
    def holder(self) -> Holder | None:
        """The holder that is paid."""
        return self.resolved.holder

    @property
    def resolved(self) -> ResolvedTerms:
        """The resolved terms from which it was computed."""
        return self._data.resolved

    def by_funder(self) -> dict[str, Money]:
        """Split the payment between the funders, by reference, to the penny (PAY-04).

        Parts run: each is what the funder bears since the schedule's first payment, less what its parts showed
        before, by largest remainder; ties go to the first. A funder with a rate bears that rate for the payment's
        days, and never more than is left. Funders with shares bear the rest. Interpretation: funders with rates pay
        in the order in which they are recorded.

        Raises NotRecorded if the funding is not recorded.
        """
        if not self.resolved.funding:
            raise NotRecorded("what each funder pays", ("funding",))
        return {ref: Money.from_pence(pence) for ref, pence in self._data.funders.of(self.line).items()}

    def explain_part(self, funder: str) -> Explanation:
        """Explain one funder's part: what it bears since the schedule's first payment, less what was shown before.

        Raises NotRecorded if the funding is not recorded, DanglingReference for a funder that bears none of it.
        """
        parts = self.by_funder()
        if text("explain_part", funder) not in parts:
            raise DanglingReference(
                "explain_part", f"{quote(funder)} bears none of it", f"its funders are {several(parts)}"
            )
        before = Money.from_pence(self._data.funders.shown_before(self.line, funder))
        bears = "its part of the payments up to this one, by the agreed shares and rates, by largest remainder"
        return Explanation.less(
            f"part of {funder}",
            Explanation.given(bears, before + parts[funder], *self.resolved.source_of("funding"), RECORD("funding")),
            Explanation.given("shown in the payments before", before),
        )

    def explain(self, what: str = "amount") -> Explanation:
        """Explain the amount: the facts, the terms and the sources (PAY-09).

        To explain one component, give its name in a line: `payment.explain("fee")`. A fee inside the budget does not
        add to the amount, so you must ask for it by name. `payment.explain("due")` explains the due date, in days from
        the day from which it is counted.

        Raises IsfError for any other name.
        """
        if (what := plain(what)) == "due":
            return due_date(self.resolved, self.period, self.unmoved_due, self.due, is_regular=self.is_regular)
        if what not in (known := ("amount", "due", *COMPONENTS, "one_off")):
            raise IsfError("explain", f"{quote(what)} is no component", f"give one of {', '.join(known)}")
        extra = tuple(once(each.what, each.amount) for each in self.one_offs)
        if what == "one_off":
            return Explanation.sum("one-off sums", *extra) if extra else Explanation.given("one-off sums", Money(0))
        if not self.is_regular:
            return extra[0] if what == "amount" else Explanation.given(what, Money(0))
        place = bisect_right(self._data.ends, self.first_day.toordinal())
        paid = RegularPayment(self.resolved, self.period, place, self._data.rounded())
        if what == "amount":
            return paid.amount(self.line.fee_on_top, extra)
        return paid.component(COMPONENTS.index(what))

    def stored(self) -> dict[str, object]:
        """What plain data keep of it: its own line of the schedule, the terms, and the funders' parts as shown."""
        shown = self._data.funders.shown((self.line,)) if self.resolved.funding else None
        return {"number": self.number, "data": self._data.only(self.line), "shown": shown}

    @classmethod
    def from_stored(cls, number: int, data: ScheduleData, shown: ShownParts | None) -> Payment:
        """The payment as it was stored; raises IsfError where the parts do not fit one another."""
        if len(data.checked().lines) != 1:
            raise IsfError("Payment.data", f"it has {len(data.lines)} lines", "give the payment's own")
        if shown is not None:
            FunderParts.as_shown((data,), shown)
        return cls(data.lines[0], number, data)

    def __repr__(self) -> str:
        return f"<Payment {self.number}: {self.amount:,} due {self.due}, for {self.period}>"


A_PERIOD = "give a Period, such as Period.financial_year(2026)"


class Payments(Tabular):
    """Payments of one schedule, in order: to read, add up, show or put into a data frame.

    A slice gives Payments again. `lines` are the plain tuples (see Line) and the fastest way to read them. Two are
    equal where their lines are: what is paid when. Their digests tell the holder and the terms apart too.
    """

    __slots__ = ("_lines", "_parts", "_places")

    def __init__(self, parts: tuple[ScheduleData, ...], lines: list[Line], places: Sequence[int]) -> None:
        self._parts = parts
        self._lines = lines
        self._places = places

    @property
    def lines(self) -> tuple[Line, ...]:
        """The plain tuples of dates and whole pence."""
        return tuple([self._lines[place] for place in self._places])

    def stored(self) -> dict[str, object]:
        """What plain data keep of them: the whole schedule's lines and terms, and the funders' parts as shown."""
        funded = any(part.resolved.funding for part in self._parts)
        shown = self._parts[0].funders.shown(self._lines) if funded else None
        return {"parts": self._parts, "shown": shown, "places": tuple(self._places)}

    @classmethod
    def from_stored(cls, parts: tuple[ScheduleData, ...], shown: ShownParts | None, places: tuple[int, ...]) -> Self:
        """The payments as they were stored; raises IsfError where the parts do not fit one another."""
        lines = [line for part in parts for line in part.checked().lines]
        if not parts or any(not 0 <= place < len(lines) for place in places):
            raise IsfError(cls.__name__, "its columns do not fit one another", "give what was stored, unchanged")
        if shown is not None or len(parts) > 1:
            FunderParts.as_shown(parts, shown or ShownParts((), (), ()))
        made = object.__new__(cls)
        made._parts, made._lines, made._places = parts, lines, places
        return made

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, other: object) -> bool:
        return any(each == other for each in self)

    def __iter__(self) -> Iterator[Payment]:
        return (self[place] for place in range(len(self)))

    @overload
    def __getitem__(self, place: int) -> Payment: ...
    @overload
    def __getitem__(self, place: slice) -> Payments: ...
    def __getitem__(self, place: int | slice) -> Payment | Payments:
        try:
            if isinstance(place, slice):
                return Payments(self._parts, self._lines, self._places[place])
            here = self._places[place]
        except TypeError:
            raise IsfError(
                type(self).__name__, f"{quote(place)} is no place in it", "give a number or a slice"
            ) from None
        ends = [*accumulate(len(part.lines) for part in self._parts)]
        return Payment(self._lines[here], here + 1, self._parts[bisect_right(ends, here)])

    @property
    def totals(self) -> Totals:
        """Their totals, by component."""
        lines = self.lines
        columns = [*zip(*lines, strict=True)] or [()] * len(LINE)
        sums = {name: Money.from_pence(sum(columns[place])) for place, name in enumerate(SUMS, LINE.index(SUMS[0]))}
        return Totals(payments=len(lines), **sums)

    def due_in(self, *, span: Period) -> Payments:
        """Select the payments due within some days: cash. Raises IsfError if `span` is not a Period."""
        return self._where("due_in", span, lambda line: line.due)

    def beginning_in(self, *, span: Period) -> Payments:
        """Select the payments that begin within some days (PAY-12). Raises IsfError if `span` is not a Period."""
        return self._where("beginning_in", span, lambda line: line.first_day)

    def _where(self, what: str, span: Period, day_of: Callable[[Line], date]) -> Payments:
        instance(what, span, Period, A_PERIOD)
        return Payments(
            self._parts, self._lines, [place for place in self._places if day_of(self._lines[place]) in span]
        )

    def for_funder(self, ref: str) -> FunderPayments:
        """Make one funder's own schedule: its part of each payment, with its reference."""
        rows = []
        for payment in self:
            part = next((part for part in payment.resolved.funding if part.funder.ref == ref), None)
            if part is not None:
                rows.append(FunderPayment(payment=payment, funding=part, amount=payment.by_funder()[ref]))
        if not rows:
            known = {part.funder.ref for core in self._parts for part in core.resolved.funding}
            raise DanglingReference(
                "for_funder", f"{quote(ref)} funds none of it", f"its funders are {several(sorted(known))}"
            )
        return FunderPayments(rows=tuple(rows))

    def table(self) -> Table:
        """Show one row for each payment, and the totals; a component that is 0.00 throughout has no column."""
        totals = self.totals
        sums = {name: getattr(totals, name) for name in SUMS}
        hidden = {name for name, amount in sums.items() if name != "amount" and not amount}
        if all(line.unmoved_due == line.due for line in self.lines):
            hidden.add("unmoved_due")
        columns = (column for column in HEADINGS if column[0] not in hidden)
        return Table.of("", self, *columns, totals={"first_day": "Total", **sums})

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records: every component, and each funder of the whole schedule, whatever is selected."""
        more = (("is_regular", "Regular"), ("one_offs", "One-off sums"), ("holder", "ISF provider"))
        funders = ((f"funder {ref}", f"Funder {ref}") for ref in self._funders)
        return tuple(Column.of(key, heading) for key, heading in (*HEADINGS, *more, *funders))

    @property
    def _funders(self) -> tuple[str, ...]:
        """The references of all funders of the whole schedule."""
        return tuple(dict.fromkeys(each.funder.ref for part in self._parts for each in part.resolved.funding))

    def records(self) -> list[dict[str, Plain]]:
        """Give one dict for each payment, with every field: dates, pounds as Decimal, references.

        Every funder of the whole schedule has its column, 0.00 where it pays nothing.
        """
        funders, nothing = self._funders, Money(0)
        out: list[dict[str, Plain]] = []
        for payment in self:
            record: dict[str, Plain] = {"number": payment.number}
            record.update((name, getattr(payment, name)) for name in DATES)
            record.update((name, getattr(payment, name).amount) for name in SUMS)
            record["is_regular"] = payment.is_regular
            record["one_offs"] = "; ".join(each.ref or each.what for each in payment.one_offs)
            record["holder"] = payment.holder.ref if payment.holder else None
            parts = payment.by_funder() if payment.resolved.funding else {}
            record.update((f"funder {ref}", parts.get(ref, nothing).amount) for ref in funders)
            out.append(record)
        return out

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Payments) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}, {self.totals.amount:,} in all>"


@frozen(kw_only=True, repr=False)
class FunderPayment(WithFields):
    """One funder's part of one payment."""

    payment: Payment
    funding: Funding
    amount: Money


@frozen(kw_only=True, str=False, repr=False)
class FunderPayments(Tabular):
    """One funder's part of each payment (PAY-04, LIFE-09)."""

    rows: tuple[FunderPayment, ...]

    @property
    def amount(self) -> Money:
        """Their total."""
        return Money.total(row.amount for row in self.rows)

    def table(self) -> Table:
        """Show one row for each payment, with the funder's reference and cost code."""
        return Table.of(
            "",
            self.rows,
            *(("number", "No.", "payment.number"), ("first_day", "From", "payment.first_day")),
            *(("last_day", "To", "payment.last_day"), ("due", "Due", "payment.due")),
            *(("funder", "Funder", "funding.funder.ref"), ("reference", "Reference", "funding.reference")),
            *(("cost_code", "Cost code", "funding.funder.cost_code"), ("amount", "Paid")),
            totals={"first_day": "Total", "amount": self.amount},
        )
