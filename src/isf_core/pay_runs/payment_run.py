"""Pay runs: for one holder, all that falls due in some days, person by person and in total (PAY-06).

A preview runs the very same code as the real run: there is no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from ..errors import ContradictoryTerms, IsfError, NotRecorded, OutsideTheArrangement
from ..model.arrangement import Arrangement
from ..model.parameters import HasParameters, Parameters
from ..values.checks import day, instance, text
from ..values.dates import Period
from ..values.money import Money
from ..values.table import Table, Tabular
from .history import PaymentHistory
from .upcoming import NextPayment, next_payments

MOST_ARRANGEMENTS = 100_000
_AHEAD = 124  # days: as far as `due_days` reaches back, and a holiday or two


@attrs.frozen(kw_only=True)
class RunLine:
    """One payment of a run: for whom, by which references, and what is paid."""

    person: str
    arrangement: str | None
    to_pay: NextPayment

    @property
    def amount(self) -> Money:
        """What is paid."""
        return self.to_pay.amount


@attrs.frozen(kw_only=True)
class NotPaid:
    """An arrangement that could not be run, and the fields that are not recorded, or dated outside it (PAY-01)."""

    person: str
    arrangement: str | None
    missing: tuple[str, ...]


@attrs.frozen(kw_only=True, str=False)
class PayRun(Tabular):
    """All payments to a holder that fall due in some days, in order of person and due date.

    Nobody is left out without a word: `not_paid` has the arrangements in which something is missing,
    `overdue` the payments that fell due before these days and were not made, with what is adjusted
    in them.
    """

    holder: str
    due: Period
    lines: tuple[RunLine, ...]
    overdue: tuple[RunLine, ...] = ()
    not_paid: tuple[NotPaid, ...] = ()

    @property
    def amount(self) -> Money:
        """What is paid in all."""
        return Money.total(line.amount for line in self.lines)

    @property
    def by_person(self) -> dict[str, Money]:
        """What is paid for each person, by reference."""
        out: dict[str, Money] = {}
        for line in self.lines:
            out[line.person] = out.get(line.person, Money(0)) + line.amount
        return out

    def table(self) -> Table:
        """The remittance: one row a payment, and the total."""
        columns = (
            ("person", "Person"),
            ("arrangement", "Arrangement"),
            ("first_day", "From"),
            ("last_day", "To"),
            ("due", "Due"),
            ("payment", "Payment"),
            ("adjusted", "Adjusted"),
            ("amount", "Paid"),
        )
        rows = tuple(
            (
                line.person,
                line.arrangement,
                line.to_pay.payment.first_day,
                line.to_pay.payment.last_day,
                line.to_pay.payment.due,
                line.to_pay.payment.amount,
                line.to_pay.adjusted,
                line.amount,
            )
            for line in self.lines
        )
        total = ("Total", f"{len(self.lines)} payments", None, None, None, None, None, self.amount)
        return Table(f"To {self.holder}, due {self.due}", columns, rows, total)


def pay_run(
    arrangements: Iterable[Arrangement | tuple[Arrangement, PaymentHistory]],
    *,
    holder: str,
    first_day: date,
    last_day: date,
    on: date,
    parameters: Parameters | HasParameters,
) -> PayRun:
    """The run for one holder: what is due from a first to a last day, both counting, as known on a day.

    Each arrangement may come with its history: then what was paid is not paid again, and what is
    outstanding is taken up. Without one, nothing was paid yet. Arrangements of other holders give
    no line, so the whole book may be handed in.
    """
    text("pay_run.holder", holder)
    due = Period(first_day=first_day, last_day=last_day)
    lines: list[RunLine] = []
    overdue: list[RunLine] = []
    not_paid: list[NotPaid] = []
    right = "give Arrangements, or pairs of one and its History"
    for place, entry in enumerate(instance("pay_run", arrangements, Iterable, right)):
        if place >= MOST_ARRANGEMENTS:
            raise IsfError("pay_run", f"more than {MOST_ARRANGEMENTS:,} arrangements", "run them in several")
        where = f"pay_run[{place}]"
        if isinstance(entry, tuple) and len(entry) != 2:
            raise IsfError(where, f"{len(entry)} things together", right)
        arrangement, history = entry if isinstance(entry, tuple) else (entry, PaymentHistory())
        instance(where, arrangement, Arrangement, right)
        person, ref = arrangement.person.ref, arrangement.ref
        start = arrangement.contract.first_day
        # A payment in advance may fall due up to a quarter before its period begins.
        horizon = max(day("pay_run", last_day), start) if start is not None else last_day
        try:
            upcoming = next_payments(arrangement, history, on=on, until=_later(horizon), parameters=parameters)
        except NotRecorded as missing:
            not_paid.append(NotPaid(person=person, arrangement=ref, missing=missing.fields))
            continue
        except (
            ContradictoryTerms,
            OutsideTheArrangement,
        ) as wrong:  # one record that is wrong keeps nobody else from being paid
            not_paid.append(NotPaid(person=person, arrangement=ref, missing=(wrong.where,)))
            continue
        for to_pay in upcoming:
            payee, falls_due = to_pay.payment.holder, to_pay.payment.due
            if payee is None or payee.ref != holder or falls_due > last_day:
                continue
            line = RunLine(person=person, arrangement=ref, to_pay=to_pay)
            (lines if falls_due in due else overdue).append(line)
    for run in (lines, overdue):
        run.sort(key=lambda line: (line.person, line.arrangement or "", line.to_pay.payment.due))
    return PayRun(holder=holder, due=due, lines=tuple(lines), overdue=tuple(overdue), not_paid=tuple(not_paid))


def _later(on: date) -> date:
    """Far enough on for a period that begins after it and is due before it, by days and by holidays."""
    return date.fromordinal(min(date.max.toordinal(), on.toordinal() + _AHEAD))
