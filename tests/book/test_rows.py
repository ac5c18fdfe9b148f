"""A book as rows: what stands in them is what the results say, in whole pence."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.arrangements import ON, sound
from support.refusing import refused

from isf_core import (
    Arrangement,
    BookRows,
    Contract,
    Money,
    Person,
    assess,
    assess_many,
    from_plain,
    rows_of,
    to_plain,
)

UNTIL = date(2027, 4, 4)
BARE = Arrangement(person=Person(ref="P-2"))


def test_each_payment_has_a_row_with_its_line_and_its_place() -> None:
    found = rows_of(assess_many([BARE, sound()], on=ON, until=UNTIL))
    schedule = assess(sound(), on=ON, until=UNTIL).require_schedule()
    assert [tuple(row)[4:] for row in found.payments] == [tuple(line) for line in schedule.lines]
    assert [row.number for row in found.payments] == [payment.number for payment in schedule]
    assert {(row.place, row.person) for row in found.payments} == {(1, sound().person.ref)}
    assert found.amount == schedule.totals.amount
    assert (found.arrangements, found.assessed) == (2, 2)


def test_what_is_not_recorded_is_counted_once_for_each_arrangement() -> None:
    report = assess(BARE, on=ON, until=UNTIL)
    found = rows_of(assess_many([BARE, BARE], on=ON, until=UNTIL))
    assert found.unknown == dict.fromkeys({*report.report.unknown, *report.missing}, 2)


def test_each_breach_has_a_row_with_its_words_or_without() -> None:
    wrong = sound().replace(contract=sound().contract.replace(signatures=()))
    breaches = assess(wrong, on=ON, until=UNTIL).report.breaches
    assert breaches
    said = rows_of(assess_many([wrong], on=ON, until=UNTIL)).breaches
    assert [(row.code, row.force, row.field, row.message) for row in said] == [
        (each.code, each.force.value, each.field, each.message) for each in breaches
    ]
    bare = rows_of(assess_many([wrong], on=ON, until=UNTIL), words=False).breaches
    assert bare == [row._replace(message=None) for row in said]


def test_a_document_that_cannot_be_read_has_a_row_for_each_fault() -> None:
    broken = {**to_plain(BARE), "person": 3, "strange": 1}
    found = rows_of(assess_many([broken, to_plain(BARE)], on=ON, until=UNTIL, read=from_plain))
    assert [(row.place, row.error, row.where) for row in found.faults] == [
        (0, "UnreadableData", "Arrangement.strange"),
        (0, "UnreadableData", "Arrangement.person"),
    ]
    assert (found.arrangements, found.assessed) == (2, 1)


def test_a_book_without_arrangements_has_no_rows() -> None:
    assert rows_of([]) == BookRows()
    assert rows_of([]).amount == Money(0)
    refused(lambda: rows_of([3]), "rows_of[0]", "give what assess_many gave")  # type: ignore[list-item]


def test_what_the_schedule_lacks_is_counted_beside_what_the_rules_lack() -> None:
    undated = sound().replace(contract=Contract())
    missing = assess(undated, on=ON, until=UNTIL).missing
    assert missing
    assert set(missing) <= set(rows_of(assess_many([undated], on=ON, until=UNTIL)).unknown)


def test_what_is_no_list_of_results_is_refused() -> None:
    wrong: Any = 1.5
    refused(lambda: rows_of(wrong), "rows_of", "does not fit here", "give what assess_many gave")


def test_what_is_no_result_is_no_row() -> None:
    rows = BookRows()
    assert str(refused(lambda: rows.add(5))).startswith("BookRows.add: 5")  # type: ignore[arg-type]
    assert rows == BookRows()
    assert str(refused(lambda: rows_of(None))).startswith("rows_of: nothing (None)")  # type: ignore[arg-type]
