"""The book: the pay runs of all holders at once, by holder, funder and cost code (PAY-06)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..model.parameters import GivenPolicy
from ..values.columns import Cell, Column, Plain
from ..values.dates import Period
from ..values.frozen import frozen
from ..values.layout import FEW_ROWS, Fold, Headline, Page
from ..values.money import Money
from ..values.table import Table, Tabular, as_read
from .payment_run import Book, NotPaid, PayRun, Unraised, entries_of, left_over, payments, run_for
from .run_lines import FunderPart, Recharges, RunLine


@frozen(kw_only=True, str=False, repr=False)
class PayRuns(Tabular):
    """The pay runs of all holders between two dates, and everybody who cannot be paid, each once.

    `runs` are in order of the holder's reference. `overdue` lists the payments that were due before these days and
    were not made; they are in no sum.
    """

    due: Period
    runs: tuple[PayRun, ...]
    not_paid: tuple[NotPaid, ...] = ()

    @property
    def lines(self) -> tuple[RunLine, ...]:
        """The payments of all runs, holder by holder."""
        return tuple(line for run in self.runs for line in run.lines)

    @property
    def overdue(self) -> tuple[RunLine, ...]:
        """The payments that were due before these days and were not made, holder by holder."""
        return tuple(line for run in self.runs for line in run.overdue)

    @property
    def unraised(self) -> tuple[Unraised, ...]:
        """Those of whom something is to be corrected that no reconciliation has raised, holder by holder."""
        return tuple(each for run in self.runs for each in run.unraised)

    @property
    def amount(self) -> Money:
        """What is paid in all."""
        return Money.total(run.amount for run in self.runs)

    @property
    def by_holder(self) -> dict[str, Money]:
        """What each holder is paid, by reference."""
        return {run.holder: run.amount for run in self.runs}

    @property
    def by_funder(self) -> dict[str | None, Money]:
        """What each funder bears, by reference; under None what is paid without a recorded funder."""
        return self._by(lambda part: part.funder)

    @property
    def by_payer(self) -> dict[str | None, Money]:
        """What each funder pays to the holders, by reference; what it bears is in `by_funder`."""
        return self._by(lambda part: part.payer)

    @property
    def recharges(self) -> Recharges:
        """What the funders that pay the holders recharge to those that bear it, holder by holder."""
        return Recharges(rows=tuple(row for run in self.runs for row in run.recharges.rows))

    @property
    def by_cost_code(self) -> dict[str | None, Money]:
        """What goes to each cost code; under None what has no recorded one."""
        return self._by(lambda part: part.cost_code)

    def _by(self, key: Callable[[FunderPart], str | None]) -> dict[str | None, Money]:
        sums: dict[str | None, Money] = {}
        for line in self.lines:
            for part in line.by_funder():
                sums[key(part)] = sums.get(key(part), Money(0)) + part.amount
        return dict(sorted(sums.items(), key=lambda each: (each[0] is None, each[0] or "")))

    def page(self) -> Page:
        """What is paid in all, who is not paid and why, what else is open, and each holder's sum."""
        head = Headline(f"All holders, due {self.due}:", as_read(self.amount), payments(self.lines))
        columns = (("holder", "Holder"), ("payments", "Payments", lambda run: len(run.lines)), ("amount", "Paid"))
        totals: dict[str, Cell] = {"holder": "Total", "payments": len(self.lines), "amount": self.amount}
        by_holder = Table.of("By holder", self.runs, *columns, totals=totals)
        each = Fold("Each payment, by funder: .table()", self.table().replace(title=""))
        return Page(head, *left_over(self.not_paid, self.overdue, self.unraised), by_holder, each, rows=FEW_ROWS)

    def table(self) -> Table:
        """One row for each funder's part of a payment, then one for everybody who cannot be paid, and why."""
        whole = self._whole
        if self.not_paid:
            return whole
        return Table(whole.title, whole.columns[:-1], [row[:-1] for row in whole.rows], (whole.totals or ())[:-1])

    def schema(self) -> tuple[Column, ...]:
        """The columns of its records, each with its key, kind and heading, whether or not everybody is paid."""
        return self._whole.schema()

    def records(self) -> list[dict[str, Plain]]:
        """One dict for each row of the table, with all keys, whether or not everybody is paid."""
        return self._whole.records()

    @property
    def _whole(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for line in self.lines:
            payment = line.to_pay.payment
            whose = (line.holder, line.person, line.arrangement, payment.first_day, payment.last_day, payment.due)
            rows += [(*whose, part.funder, part.cost_code, part.amount, None) for part in line.by_funder()]
        rows += [(each.holder, each.person, each.arrangement, *[None] * 6, each.reason) for each in self.not_paid]
        columns = (
            ("holder", "Holder"),
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("first_day", "From"),
            ("last_day", "To"),
            ("due", "Due"),
            ("funder", "Funder"),
            ("cost_code", "Cost code"),
            ("amount", "Paid"),
            ("not_paid", "Not paid because"),
        )
        last = (
            "Total",
            None,
            payments(self.lines),
            *[None] * 5,
            self.amount,
            f"{len(self.not_paid)} not paid",
        )
        return Table(f"All holders, due {self.due}", columns, tuple(rows), last)


def pay_runs_for(arrangements: Book, *, span: Period, on: date, policy: GivenPolicy) -> PayRuns:
    """Make the pay runs of all holders: all payments due in a span of days, as known on a day.

    You may give each arrangement with its history, as for `pay_run`; each run is the one that `pay_run` gives. The
    result adds up by holder, funder and cost code, and names everybody who cannot be paid once, with the reason.

    Raises IsfError, by its place, for what is no arrangement.

    >>> from ..model.arrangement import Arrangement
    >>> from ..model.parameters import Parameters
    >>> from ..model.person import Person
    >>> book = [Arrangement(person=Person(ref="P-001"))]
    >>> april = pay_runs_for(book, span=Period.month(2026, 4), on=date(2026, 4, 1), policy=Parameters(name="ours"))
    >>> april.amount, april.not_paid[0].missing[0]
    (Money('0.00'), 'holder')
    """
    entries = list(entries_of("pay_runs_for", arrangements, span, on, policy))
    places: dict[str | None, list[int]] = {}
    for place, entry in enumerate(entries):
        for ref in entry.holders:
            places.setdefault(ref, []).append(place)
    unheld = places.pop(None, [])
    runs = (
        run_for(ref, span, [entries[place] for place in sorted({*theirs, *unheld})])
        for ref, theirs in sorted(places.items(), key=lambda each: each[0] or "")
        if ref is not None
    )
    not_paid = (entry.not_paid for entry in entries if entry.not_paid is not None)
    return PayRuns(due=span, runs=tuple(runs), not_paid=tuple(not_paid))
