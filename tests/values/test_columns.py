"""The columns of results: every result has one kind for each key, and its records keep to it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from support.account import lived
from support.time_cases import varied, varying

from isf_core import (
    PLAIN,
    ExactMoney,
    Funder,
    FundingShare,
    IsfError,
    Schedule,
    assess,
    balance_on,
    charges_for,
    schedule_payments,
    statement_for,
)
from isf_core.model import FunderKind
from isf_core.values import Period, Table
from isf_core.values.columns import Column, ColumnKind

FIRST = date(2026, 4, 6)
UNTIL = date(2026, 12, 13)
TYPES = {
    ColumnKind.TEXT: str,
    ColumnKind.WHOLE: int,
    ColumnKind.FLAG: bool,
    ColumnKind.DATE: date,
    ColumnKind.MONEY: Decimal,
    ColumnKind.EXACT: Decimal,
}
COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="nhs", kind=FunderKind.NHS)
JOINED = varied(
    varying(
        date(2026, 9, 21),
        ("funding", (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))),
    ),
    funding=COUNCIL,
)


def paid() -> Schedule:
    """A schedule that a second funder joins."""
    return schedule_payments(JOINED, until=UNTIL, policy=PLAIN)


def assert_kept(result: Any) -> None:
    """Its records have the keys of its schema, each with what its kind says."""
    schema = result.schema()
    for record in result.records():
        assert [*record] == [column.key for column in schema]
        for column in schema:
            held = record[column.key]
            assert held is None or type(held) is TYPES[column.kind], column
    assert result.columns() == {column.key: [record[column.key] for record in result.records()] for column in schema}


def test_x1_every_funder_of_the_schedule_is_in_every_record_and_a_slice_keeps_them() -> None:
    schedule = paid()
    for some in (schedule, schedule[:2], schedule.due_in(span=Period.month(2026, 5))):
        assert_kept(some)
        assert some.schema() == schedule.schema()
        assert {"funder council", "funder nhs"} <= {*some.records()[0]}
    assert schedule.records()[0]["funder nhs"] == Decimal("0.00")
    assert schedule.records()[-1]["funder nhs"] != 0
    for record in schedule.records():
        assert record["funder council"] + record["funder nhs"] == record["amount"]  # type: ignore[operator]


def test_x2_types_are_facts_of_the_library_and_not_of_the_rows() -> None:
    one, other = paid(), schedule_payments(JOINED.replace(holder=None), until=UNTIL, policy=PLAIN)
    assert one.schema() == other.schema()
    assert {record["holder"] for record in other.records()} == {None}


def test_x3_without_payments_the_columns_are_there() -> None:
    none = paid().due_in(span=Period.month(2020, 1))
    assert none.records() == []
    assert none.schema() == paid().schema()
    assert [*none.columns()] == [column.key for column in none.schema()]
    assert none.columns()["amount"] == []


def test_charges_statements_and_balances_keep_to_their_schemas() -> None:
    assert_kept(charges_for(JOINED, until=UNTIL, policy=PLAIN))
    assert_kept(statement_for(lived(), span=Period(first_day=FIRST, last_day=date(2026, 6, 28)), policy=PLAIN))
    assert_kept(balance_on(lived().fund, on=date(2026, 6, 28)))


def test_a_column_says_what_it_is() -> None:
    assert str(Column.of("funder nhs", "Funder nhs")) == "funder nhs (money)"
    assert Column.of("no such key", "?").kind is ColumnKind.TEXT


def test_arrow_takes_a_result_as_it_stands() -> None:
    arrow = pytest.importorskip("pyarrow")
    table = paid().arrow(beside={"person": "P-001", "team": None})
    assert table.schema.field("amount").type == arrow.decimal128(18, 2)
    assert table.schema.field("due").type == arrow.date32()
    assert table.schema.names[:3] == ["person", "team", "number"]
    assert table.drop_columns(["person", "team"]).to_pylist() == paid().records()
    none = paid().due_in(span=Period.month(2020, 1))
    assert arrow.table(none).schema == arrow.table(paid()).schema
    with pytest.raises(IsfError, match=r"^arrow\.beside: it has a column 'due' itself; give another name$"):
        paid().arrow(beside={"due": "x"})


def test_without_arrow_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(IsfError, match=r"^arrow: pyarrow is not installed; install isf_core with its extra 'arrow'$"):
        paid().arrow()


def test_a_schedule_is_a_collection_and_no_sequence_which_polars_would_read_as_objects() -> None:
    schedule = paid()
    charges = charges_for(JOINED, until=UNTIL, policy=PLAIN)
    for held in (schedule, schedule[1:], charges, charges[1:]):
        assert isinstance(held, Collection)
        assert not isinstance(held, Sequence)
        assert held[0] in held
        assert "x" not in held
        assert [*held] == [held[place] for place in range(len(held))]


def test_x10_an_assessment_has_no_records_and_its_schedule_and_report_have_their_own() -> None:
    found = assess(JOINED, on=FIRST, until=UNTIL, policy=PLAIN)
    assert not hasattr(found, "records")
    assert_kept(found.require_schedule())
    assert_kept(found.report)


SUMS = Table(
    "", (("what", "What"), ("planned", "Planned")), (("a", ExactMoney("337.5")), ("b", Fraction(1, 3)), ("c", None))
)


def test_x11_an_exact_number_is_a_decimal_with_its_text_beside_it() -> None:
    assert [record["planned"] for record in SUMS.records()] == [
        Decimal("337.500000000000"),
        Decimal("0.333333333333"),
        None,
    ]
    assert [record["planned_exactly"] for record in SUMS.records()] == ["337.5", "1/3", None]
    receipt = assess(JOINED, on=FIRST, until=UNTIL, policy=PLAIN).receipt
    assert {type(record["held"]) for record in receipt.records()} == {str}


def test_a_template_is_given_the_table_of_a_result() -> None:
    assert paid().__html__() == paid()._repr_html_() == paid().table().__html__()


def test_x11_a_table_goes_into_arrow_as_it_stands() -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow.table(SUMS)
    assert table.schema.field("planned").type == arrow.decimal128(38, 12)
    assert table.to_pylist() == SUMS.records()
    assert SUMS.arrow(beside={"person": "P-1"}).schema.names[0] == "person"
