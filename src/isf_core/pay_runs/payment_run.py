"""Pay runs: all payments due to one holder between two dates, person by person and in total (PAY-06).

A preview runs the same code as the real run.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from ..errors import ContradictoryTerms, IsfError, NotRecorded, OutsideTheArrangement
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..values.checks import day, instance, text
from ..values.dates import Period
from ..values.money import Money
from ..values.table import Table, Tabular
from .history import PaymentHistory
from .upcoming import NextPayment, payments_after

MOST_ARRANGEMENTS = 100_000
_AHEAD = 124  # days: as far as `due_days` reaches back, and a holiday or two


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


@attrs.frozen(kw_only=True)
class NotPaid:
    """An arrangement that could not be calculated, and the fields that are missing or dated outside it (PAY-01)."""

    person: str
    arrangement: str | None
    missing: tuple[str, ...]


@attrs.frozen(kw_only=True, str=False)
class PayRun(Tabular):
    """All payments due to a holder between two dates, in order of person and due date.

    `not_paid` lists the arrangements that could not be calculated, with the reason. `overdue` lists the payments that
    were due before these days and were not made, with their adjustments.
    """

    holder: str
    due: Period
    lines: tuple[RunLine, ...]
    overdue: tuple[RunLine, ...] = ()
    not_paid: tuple[NotPaid, ...] = ()

    @property
    def amount(self) -> Money:
        """The total of the run."""
        return Money.total(line.amount for line in self.lines)

    @property
    def by_person(self) -> dict[str, Money]:
        """The total for each person, by reference."""
        out: dict[str, Money] = {}
        for line in self.lines:
            out[line.person] = out.get(line.person, Money(0)) + line.amount
        return out

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


def pay_run(
    arrangements: Iterable[Arrangement | tuple[Arrangement, PaymentHistory]],
    *,
    holder: str,
    span: Period,
    on: date,
    policy: Parameters | HasParameters,
) -> PayRun:
    """Make the pay run for one holder: all payments due in a span of days, as known on a day.

    You may give each arrangement with its history: then nothing is paid twice, and outstanding adjustments are
    included. Without a history, nothing was paid yet. Arrangements of other holders add no line, so you may pass all
    your arrangements.
    """
    text("pay_run.holder", holder)
    instance("pay_run.span", span, Period, "give a Period")
    day("pay_run.on", on)
    parameters = parameters_of("pay_run", policy)
    lines: list[RunLine] = []
    overdue: list[RunLine] = []
    not_paid: list[NotPaid] = []
    right = "give Arrangements, or pairs of one and its PaymentHistory"
    for place, entry in enumerate(instance("pay_run", arrangements, Iterable, right)):
        if place >= MOST_ARRANGEMENTS:
            raise IsfError("pay_run", f"more than {MOST_ARRANGEMENTS:,} arrangements", "run them in several")
        where = f"pay_run[{place}]"
        if isinstance(entry, tuple) and len(entry) != 2:
            raise IsfError(where, f"{len(entry)} things together", right)
        arrangement, history = entry if isinstance(entry, tuple) else (entry, PaymentHistory())
        instance(where, arrangement, Arrangement, right)
        instance(where, history, PaymentHistory, right)
        person, ref = arrangement.person.ref, arrangement.ref
        start = arrangement.contract.first_day
        # A payment in advance may fall due up to a quarter before its period begins.
        horizon = span.last_day if start is None else max(span.last_day, start)
        try:
            view = ArrangementAsKnown.on(arrangement, on)
            upcoming = payments_after(history, view, _later(horizon), parameters)
        except NotRecorded as missing:
            not_paid.append(NotPaid(person=person, arrangement=ref, missing=missing.fields))
            continue
        except (ContradictoryTerms, OutsideTheArrangement) as wrong:
            # One record that is wrong keeps nobody else from being paid.
            not_paid.append(NotPaid(person=person, arrangement=ref, missing=(wrong.where,)))
            continue
        for to_pay in upcoming:
            payee, falls_due = to_pay.payment.holder, to_pay.payment.due
            if payee is None or payee.ref != holder or falls_due > span.last_day:
                continue
            line = RunLine(person=person, arrangement=ref, to_pay=to_pay)
            (lines if falls_due in span else overdue).append(line)
    for run in (lines, overdue):
        run.sort(key=lambda line: (line.person, line.arrangement or "", line.to_pay.payment.due))
    return PayRun(holder=holder, due=span, lines=tuple(lines), overdue=tuple(overdue), not_paid=tuple(not_paid))


def _later(on: date) -> date:
    """Far enough on for a period that begins after it and is due before it, by days and by holidays."""
    return date.fromordinal(min(date.max.toordinal(), on.toordinal() + _AHEAD))
