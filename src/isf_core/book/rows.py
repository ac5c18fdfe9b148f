"""A book's results as rows of texts, dates and whole numbers: to send from one process to another, and to write.

>>> from datetime import date
>>> from ..model import Arrangement, Person
>>> from .each import assess_many
>>> rows = rows_of(assess_many([Arrangement(person=Person(ref="P-1"))], on=date(2026, 4, 6), until=date(2027, 4, 4)))
>>> rows.arrangements, rows.payments, rows.unknown["contract.first_day"]
(1, [], 1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import repeat
from typing import NamedTuple

import attrs

from ..assessment import Assessment
from ..rules.engine.report import Result
from ..values.checks import instance, read
from ..values.money import Money
from .results import BookFault, BookResult


class PaymentRow(NamedTuple):
    """One payment of a book. Money is whole pence, as in a schedule's `Line`.

    `place` is that of the arrangement, from 0, and `number` the payment's within its schedule, from 1.
    """

    place: int
    person: str
    arrangement: str | None
    number: int
    first_day: date
    last_day: date
    unmoved_due: date
    due: date
    budget: int
    in_house: int
    contribution: int
    fee: int
    fee_on_top: int
    one_off: int
    amount: int
    alone: int


class BreachRow(NamedTuple):
    """One breach of a book: the rule, its force ("must"), and where it lies; `message` says it in words."""

    place: int
    person: str
    arrangement: str | None
    code: str
    force: str
    field: str
    message: str | None


class FaultRow(NamedTuple):
    """One fault of a book, as a BookFault has it; a document that cannot be read has one for each of its faults."""

    place: int
    person: str | None
    arrangement: str | None
    error: str
    where: str
    wrong: str
    right: str


@attrs.define(kw_only=True)
class BookRows:
    """What came of the arrangements of a book, or of one partition of it, as rows.

    - `arrangements`: how many were read, broken ones too; `assessed`: how many have a result.
    - `payments`, `breaches`, `faults`: in order of place.
    - `unknown`: of how many arrangements each field is not recorded that a rule or the schedule needs.
    """

    arrangements: int = 0
    assessed: int = 0
    payments: list[PaymentRow] = attrs.field(factory=list)
    breaches: list[BreachRow] = attrs.field(factory=list)
    faults: list[FaultRow] = attrs.field(factory=list)
    unknown: Counter[str] = attrs.field(factory=Counter)

    @property
    def amount(self) -> Money:
        """What is paid in all."""
        return Money.from_pence(sum(row.amount for row in self.payments))

    def add(self, each: BookResult[Assessment], *, words: bool = True) -> None:
        """Add what came of one arrangement; `words=False` leaves the breaches' messages out."""
        instance("BookRows.add", each, BookResult, "give what assess_many gave")
        self.arrangements += 1
        if each.fault is not None:
            self.faults += map(_fault_row, each.fault.each)
            return
        found = each.require()
        self.assessed += 1
        whose = (each.place, found.arrangement.person.ref, found.arrangement.ref)
        if found.schedule is not None:
            rows = [(*whose, number, *line) for number, line in enumerate(found.schedule.lines, 1)]
            self.payments += map(tuple.__new__, repeat(PaymentRow), rows)
        missing = set(found.missing)
        for judged in found.report.results:
            if judged.result is Result.BREACH:
                for breach in judged.findings:
                    said = breach.message if words else None
                    self.breaches.append(BreachRow(*whose, breach.code, breach.force.value, breach.field, said))
            elif judged.result is Result.CANNOT_TELL:
                for finding in judged.findings:
                    missing.add(finding.field)
        self.unknown.update(missing)


def rows_of(results: Iterable[BookResult[Assessment]], *, words: bool = True) -> BookRows:
    """The rows of all that `assess_many` gives; `words=False` leaves the breaches' messages out, which takes time.

    Raises IsfError for what is no result of it.
    """
    rows = BookRows()
    for place, each in enumerate(read("rows_of", results, 10**12, "give what assess_many gave")):
        rows.add(instance(f"rows_of[{place}]", each, BookResult, "give what assess_many gave"), words=words)
    return rows


def _fault_row(fault: BookFault) -> FaultRow:
    return FaultRow(fault.place, fault.person, fault.arrangement, fault.error, fault.where, fault.wrong, fault.right)
