"""Rows as a text, as escaped HTML, and as records."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import repeat
from types import SimpleNamespace
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given
from hypothesis import strategies as st
from support.refusing import refused

from isf_core.errors import IsfError
from isf_core.values import grid
from isf_core.values.columns import Cell, Column, ColumnKind, Plain, entries_of
from isf_core.values.layout import Fold, Headline, Item, Items, Page, Said
from isf_core.values.money import ExactMoney, Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.sources import LANCASHIRE
from isf_core.values.table import Table, Tabular, shown

Refused = Callable[..., IsfError]
COLUMNS = (("on", "Day"), ("paid", "Paid"), ("note", "Note"))
PAYMENTS = Table(
    "Payments",
    COLUMNS,
    (
        (date(2026, 4, 2), Money("1257.50"), "first"),
        (date(2026, 5, 1), None, None),
    ),
    totals=("In all", Money("1257.50"), None),
)


@pytest.mark.parametrize(
    ("key", "cell", "text", "data"),
    [
        ("who", None, "", {"who": None}),
        ("who", "text", "text", {"who": "text"}),
        ("who", date(2026, 4, 2), "Thu 2 Apr 2026", {"who": "2026-04-02"}),
        ("who", Money("1234.5"), "1,234.50", {"who": "1234.50"}),
        ("who", 12, "12", {"who": "12"}),
        ("number", 1234, "1234", {"number": 1234}),
        ("due", date(2026, 4, 2), "Thu 2 Apr 2026", {"due": date(2026, 4, 2)}),
        ("amount", Money("1234.5"), "1,234.50", {"amount": Decimal("1234.50")}),
        ("funder nhs", Money("1"), "1.00", {"funder nhs": Decimal("1.00")}),
        ("planned", None, "", {"planned": None, "planned_exactly": None}),
        ("planned", ExactMoney("84.375"), "84.375", {"planned": Decimal("84.375"), "planned_exactly": "84.375"}),
        ("planned", Money("84"), "84.00", {"planned": Decimal(84), "planned_exactly": "84"}),
        ("hours", Fraction(1, 4), "0.25", {"hours": Decimal("0.25"), "hours_exactly": "0.25"}),
        ("hours", Fraction(2, 3), "2/3", {"hours": Decimal("0.666666666667"), "hours_exactly": "2/3"}),
        ("hours", -2, "-2", {"hours": Decimal(-2), "hours_exactly": "-2"}),
    ],
)
def test_a_cell_is_shown_to_people_and_kept_as_data(key: str, cell: Cell, text: str, data: dict[str, Plain]) -> None:
    assert shown(cell) == text
    assert entries_of(Column.of(key, "heading"), cell) == data


def test_x3_a_table_without_rows_has_its_columns() -> None:
    empty = Table("", (("due", "Due"), ("hours", "Hours"), ("who", "Who")), ())
    assert [(column.key, column.kind) for column in empty.schema()] == [
        ("due", ColumnKind.DATE),
        ("hours", ColumnKind.EXACT),
        ("hours_exactly", ColumnKind.TEXT),
        ("who", ColumnKind.TEXT),
    ]


def test_a_table_of_several_kinds_in_a_column_is_text() -> None:
    mixed = Table("", (("what", "What"), ("due", "Ours")), (("a", Money(1)), ("b", date(2026, 4, 6))), is_text=True)
    assert [column.kind for column in mixed.schema()] == [ColumnKind.TEXT] * 2
    assert [record["due"] for record in mixed.records()] == ["1.00", "2026-04-06"]


def test_numbers_stand_to_the_right_and_lines_end_where_they_end() -> None:
    assert str(PAYMENTS).split("\n") == [
        "Payments",
        "Day                  Paid   Note",
        "Thu 2 Apr 2026   1,257.50   first",
        "Fri 1 May 2026",
        "In all           1,257.50",
    ]


def test_a_table_without_a_title_or_rows() -> None:
    """No headings without rows; a row of totals is one."""
    assert str(Table("", COLUMNS, ())) == "none"
    assert str(Table("Payments", COLUMNS, ())) == "Payments: none"
    assert str(Table("Payments", COLUMNS, (), (None, Money(0), None))) == "Payments\nDay   Paid   Note\n      0.00"
    assert Table("Payments", COLUMNS, (("1 May", None, None),)).page().text(rows=0).startswith("Payments\nDay")
    assert str(Table("None", (), ((), ()))) == "None"
    assert Table("", COLUMNS, ()).records() == []
    assert "<p>&lt;Payments&gt;: none</p>" in Table("<Payments>", COLUMNS, ())._repr_html_()


def test_records_have_a_dict_for_each_row_and_no_totals() -> None:
    assert PAYMENTS.records() == [
        {"on": date(2026, 4, 2), "paid": Decimal("1257.50"), "note": "first"},
        {"on": date(2026, 5, 1), "paid": None, "note": None},
    ]


def test_html_has_title_headings_with_their_scope_body_and_foot() -> None:
    right = ' class="sum"'
    assert PAYMENTS.as_html(10) == (
        "<table><caption>Payments</caption>"
        f'<thead><tr><th scope="col">Day</th><th scope="col"{right}>Paid</th><th scope="col">Note</th></tr></thead>'
        f"<tbody><tr><td>Thu 2 Apr 2026</td><td{right}>1,257.50</td><td>first</td></tr>"
        f"<tr><td>Fri 1 May 2026</td><td{right}></td><td></td></tr></tbody>"
        f"<tfoot><tr><th>In all</th><th{right}>1,257.50</th><th></th></tr></tfoot></table>"
    )
    html = PAYMENTS._repr_html_()
    assert html.startswith('<div class="isf-core"><style>')
    assert html.endswith(f"</style>{PAYMENTS.as_html(10)}</div>")


def long(rows: int, totals: tuple[Cell, ...] | None = None) -> Table:
    """A table of many rows."""
    return Table("", (("n", "No."), ("paid", "Paid")), ((n, Money(n)) for n in range(1, rows + 1)), totals)


def test_a_long_table_is_capped_and_its_totals_are_of_all() -> None:
    assert len(str(long(60)).split("\n")) == 61
    lines = str(long(61, (None, Money(1891)))).split("\n")
    assert lines[44:47] == [" 44      44.00", "… 2 more; the totals are of all 61", " 47      47.00"]
    assert [len(lines), lines[-1].strip()] == [62, "1,891.00"]
    assert "… 9,941 more" in long(10_000)._repr_html_().replace("</td>", "\n")
    assert len(long(10_000)._repr_html_()) < 10_000
    assert len(long(100).page().text(rows=100).split("\n")) == 101
    assert str(long(3).page().text(rows=2)).split("\n") == ["No.   Paid", "  1   1.00", "… 2 more"]


def test_a_wide_table_loses_weekdays_then_breaks_texts_then_stands_in_blocks() -> None:
    columns = (("on", "Day"), ("note", "Note"), ("paid", "Paid"))
    wide = Table("", columns, ((date(2026, 4, 2), "said at some length and more", Money(1)),))
    assert wide.page().text(width=60).split("\n")[1] == "Thu 2 Apr 2026   said at some length and more   1.00"
    assert wide.page().text(width=46).split("\n")[1] == "2 Apr 2026  said at some length and more  1.00"
    assert wide.page().text(width=36).split("\n") == [
        "Day         Note                Paid",
        "2 Apr 2026  said at some        1.00",
        "            length and more",
    ]
    assert wide.page().text(width=20).split("\n") == [
        "Day         Note",
        "2 Apr 2026  said at some",
        "            length and",
        "            more",
        "Day         Paid",
        "2 Apr 2026  1.00",
    ]


@pytest.mark.parametrize(("columns", "each"), [(6, [6]), (7, [4, 4]), (11, [6, 6]), (12, [5, 5, 4])])
def test_columns_that_do_not_fit_are_shared_out_and_the_last_is_not_left_alone(columns: int, each: list[int]) -> None:
    names = [f"c{place:02}" for place in range(columns)]
    table = Table("", tuple((name, name) for name in names), (tuple(Money(1111) for _ in names),))
    lines = table.page().text(width=6 * 8 + 5 * 2).split("\n")[::2]
    assert [len(line.split()) for line in lines] == each
    assert [name for line in lines for name in line.split()[line is not lines[0] :]] == names


def test_a_day_is_never_broken() -> None:
    days = Table("", (("a", "From"), ("b", "To"), ("c", "Due")), ((date(2026, 4, 2),) * 3,))
    two = ["From        To", "2 Apr 2026  2 Apr 2026"]
    assert days.page().text(width=20).split("\n") == [*two, "From        Due", two[1]]


def test_nothing_that_is_written_becomes_markup() -> None:
    evil = '<script>"&'
    html = Table(evil, ((evil, evil),), ((evil,),), (evil,))._repr_html_()
    assert "<script>" not in html
    assert html.count("&lt;script&gt;&quot;&amp;") == 4


@pytest.mark.parametrize("rows", [((1, 2),), ((1, 2, 3), (1, 2, 3, 4)), ((),)])
def test_a_row_has_a_cell_for_each_column(rows: tuple[tuple[Cell, ...], ...], refused: Refused) -> None:
    refused(lambda: Table("t", COLUMNS, rows), IsfError, f"Table: a row of {len(rows[-1])} cells; give 3")


def test_totals_have_a_cell_for_each_column_too(refused: Refused) -> None:
    refused(lambda: Table("t", COLUMNS, (), (1,)), IsfError, "Table: a row of 1 cells; give 3, one for each column")


def test_tables_are_equal_by_what_is_in_them() -> None:
    same = Table("Payments", COLUMNS, [list(row) for row in PAYMENTS.rows], ("In all", Money("1257.50"), None))
    assert same == PAYMENTS == copy.deepcopy(PAYMENTS) == pickle.loads(pickle.dumps(PAYMENTS))
    assert len({same, PAYMENTS}) == 1
    others: tuple[dict[str, Any], ...] = ({"title": "Others"}, {"totals": None}, {"rows": PAYMENTS.rows[:1]})
    for other in others:
        assert PAYMENTS.replace(**other) != PAYMENTS
    with pytest.raises(FrozenInstanceError):
        PAYMENTS.title = "Others"  # type: ignore[misc]


def test_a_table_of_objects_reads_their_fields_by_dotted_name() -> None:
    runs = [PayCycle(Frequency.WEEKLY, date(2026, 4, 6)), PayCycle(Frequency.MONTHLY, date(2026, 5, 31))]
    table = Table.of(
        "Cycles",
        runs,
        ("frequency", "How often"),
        ("from", "From", "anchor"),
        ("year", "Year", "anchor.year"),
        ("second", "Second", lambda cycle: cycle.start_of(1)),
        totals={"from": "Total", "year": 2},
    )
    assert table.columns == (("frequency", "How often"), ("from", "From"), ("year", "Year"), ("second", "Second"))
    assert table.rows == (
        ("weekly", date(2026, 4, 6), 2026, date(2026, 4, 13)),
        ("monthly", date(2026, 5, 31), 2026, date(2026, 6, 30)),
    )
    assert table.totals == (None, "Total", 2, None)
    assert Table.of("None", [], ("a", "A")) == Table("None", (("a", "A"),), ())


def test_a_table_of_objects_is_empty_below_what_is_not_recorded_and_joins_several() -> None:
    rule = SimpleNamespace(sources=(LANCASHIRE("6.16"), LANCASHIRE("6.17")), holder=None)
    table = Table.of("", [rule], ("sources", "Sources"), ("holder", "Holder", "holder.ref"))
    title = LANCASHIRE.title
    assert table.rows == ((f"{title}, 6.16; {title}, 6.17", None),)


class Payments(Tabular):
    def table(self) -> Table:
        return PAYMENTS


def test_a_result_gets_all_three_from_its_table() -> None:
    result = Payments()
    assert str(result) == str(PAYMENTS)
    assert result.records() == PAYMENTS.records()
    assert result._repr_html_() == PAYMENTS._repr_html_()
    assert repr(PAYMENTS) == "<Table 'Payments', 2 rows>"


def test_a_result_must_have_a_table() -> None:
    with pytest.raises(NotImplementedError):
        str(Tabular())


def test_pages_that_hold_the_same_are_equal() -> None:
    def page(answer: str = "no") -> Page:
        item = Item("CON-01 must", Said("Nobody has signed."), Fold("its source", Said("Its words.")))
        return Page(Headline("May it go ahead?", answer, "by the law"), Items("Breaches: 1", (item,)))

    assert page() == page()
    assert hash(page()) == hash(page())
    assert page() != page("yes")
    assert page() != Page()
    assert Said("no") != Headline("no", "no")


def test_rows_that_are_none_or_have_no_end_are_refused() -> None:
    wrong: Any = Decimal(1)
    refused(lambda: Table("x", (), wrong), "Table.rows", "give rows of cells")
    refused(lambda: Table("x", (), (wrong,)), "Table.rows", "is not a row of cells")
    refused(lambda: Table("x", (), repeat(())), "Table.rows: more than 1,000,000 entries are too many")
    endless: Any = repeat(1)
    refused(lambda: Table("x", (), (endless,)), "Table.rows: more than 10,000 entries are too many")
    refused(lambda: Table(wrong, (), ()), "Table.title", "give a text")
    refused(lambda: Table("x", wrong, ()), "Table.columns", "pairs of a key and a heading")
    refused(lambda: Table("x", (("key", wrong),), ()), "Table.columns", "is no pair of texts")
    refused(lambda: Table("x", (), (), totals=wrong), "Table.totals", "a cell for each column")


def _one_at_a_time(widths: list[int], low: list[int], width: int) -> list[int]:
    """What narrowing the widest by one character, again and again, comes to."""
    out = list(widths)
    while sum(out) > width and (wide := [place for place, now in enumerate(out) if now > low[place]]):
        out[max(wide, key=out.__getitem__)] -= 1
    return out


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=7), st.integers(-5, 150))
def test_columns_are_narrowed_in_one_step_as_one_character_at_a_time(columns: list[tuple[int, int]], to: int) -> None:
    widths, low = [max(each) for each in columns], [min(each) for each in columns]
    assume(sum(widths) > to)
    assert grid._lowered(widths, low, to) == _one_at_a_time(widths, low, to)


def test_a_width_and_rows_that_make_no_sense_are_refused_by_name_and_any_other_is_drawn() -> None:
    page = Page(Said("a b"), Items("of", (Item("a long label", Said("what is said of it")),)), PAYMENTS)
    hostile: Any = "x"
    for width in (0, hostile):
        assert refused(partial(page.text, width=width)).where == "Page.text.width"
    assert refused(lambda: page.text(rows=hostile)).where == "Page.text.rows"
    assert refused(lambda: page.html(rows=-1)).where == "Page.html.rows"
    for width in range(1, 40):
        assert "P" in page.text(width=width)


def test_a_number_that_python_would_not_write_out_is_told_by_its_size() -> None:
    assert shown(2**9_999) == str(2**9_999)
    assert shown(2**10_000) == shown(Fraction(2**10_000, 3)) == "a number of 10,001 bits"
    assert "10,001 bits" in str(Table("Numbers", (("a", "A"),), ((2**10_000,),)))


def test_rows_of_a_table_are_read_from_any_iterable_and_what_is_none_is_refused() -> None:
    unlike: Any = [iter([1]), [2], (3,)]
    assert Table("of", (("a", "A"),), unlike).rows == ((1,), (2,), (3,))
    nothing: Any = [5]
    assert refused(lambda: Table("of", (("a", "A"),), nothing)).where == "Table.rows"


@pytest.mark.parametrize(("rows", "shown", "left_out"), [(0, 0, 6), (1, 0, 6), (2, 1, 5), (6, 6, 0)])
def test_a_table_says_how_many_rows_it_leaves_out_though_it_shows_none(rows: int, shown: int, left_out: int) -> None:
    table = Table("Sums", (("n", "Number"),), [(each,) for each in range(6)], (15,))
    for text in ("\n".join(table.as_lines(80, rows)), table.as_html(rows)):
        assert (f"{left_out} more" in text) is bool(left_out)
    lines = table.as_lines(80, rows)
    assert [line.strip() for line in lines if line.strip().isdigit()] == [*map(str, range(shown)), "15"]


ANY_TABLE_OF: Any = Table.of


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: Table("x", (("a", "A"), ("b", "B"), ("a", "C")), []),
            "Table.columns: 2 columns have the key 'a'; give",
        ),
        (lambda: ANY_TABLE_OF("x", [Money(1)], ("nope", "N")), "has no 'nope'; name a field"),
        (lambda: ANY_TABLE_OF("x", [{"a": 1}], ("a", "A")), "has no 'a'; name a field"),
        (
            lambda: ANY_TABLE_OF("x", None, ("a", "A")),
            "Table.of.rows: nothing (None) does not fit here; give objects, one for each row",
        ),
        (lambda: ANY_TABLE_OF("x", [], None), "Table.of.columns: nothing (None) does not fit here"),
        (lambda: ANY_TABLE_OF("x", [], "a"), "Table.of.columns: 'a' does not fit here"),
        (
            lambda: ANY_TABLE_OF("x", [], ("a",)),
            "Table.of.columns: a tuple is no column; give a key, a heading and a name",
        ),
        (lambda: ANY_TABLE_OF("x", [], ("a", "A", "a", "a")), "Table.of.columns: "),
        (lambda: ANY_TABLE_OF("x", [], ("a", "A"), totals=[1]), "Table.of.totals: "),
    ],
)
def test_rows_columns_and_totals_that_make_no_table_are_refused(make: Callable[[], Table], said: str) -> None:
    refused(make, said)


class Marked(str):
    """A text of another class, as a template has it."""

    __slots__ = ()


def test_a_cell_of_a_class_derived_from_a_text_is_a_text() -> None:
    table = Table("t", (("a", "A"), ("b", "B")), [[Marked("x"), 1]])
    assert table.records() == [{"a": "x", "b": "1"}]
