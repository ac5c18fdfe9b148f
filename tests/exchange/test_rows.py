"""Rows of a council's export: what is read, what is refused and by which name, and what becomes of duplicates."""

from __future__ import annotations

import ast
import copy
import csv
import io
import pickle
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    Basis,
    FixedFee,
    Frequency,
    IsfError,
    Leniency,
    Money,
    NoFee,
    PercentageFee,
    Placement,
    Rate,
    TooLarge,
    read_rows,
)
from isf_core.exchange import rows as module

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ALL = tuple(Leniency)
START = date(2026, 4, 6)


def fact(path: str, cell: object, *allow: Leniency, unit: str = "", **more: Any) -> Any:
    """What one cell comes to, or the problem: what is wrong and right."""
    columns = {"cell": f"{path} {unit}".strip(), "who": "person.ref"}
    always = {"contract.payment.cycle.anchor": START} if "frequency" in path else {}
    (read,) = read_rows([{"cell": cell, "who": "P-1"}], columns=columns, allow=allow, always=always, **more).found
    if read.problems:
        assert {(problem.row, problem.path) for problem in read.problems} == {(1, path)}
        assert read.arrangement is None
        return "; ".join(f"{each.wrong}; {each.right}" for each in read.problems)
    return read.facts.get(path)


RATE, DAY, SUM = "budget.indicative", "contract.first_day", "budget.contingency"


@pytest.mark.parametrize(
    ("path", "cell", "value"),
    [
        (RATE, "212.40 a week", Rate.weekly("212.40")),
        (RATE, "212.4 per week", Rate.weekly("212.40")),
        (RATE, "849.60 every four weeks", Rate.four_weekly("849.60")),
        (RATE, "4387.50 p.a.", Rate.annual("4387.50")),
        (RATE, "365.63pcm", Rate.monthly("365.63")),
        (RATE, "84.375 Weekly", Rate.weekly("84.375")),
        (RATE, Rate.weekly(1), Rate.weekly(1)),
        (DAY, "2026-04-06", START),
        (DAY, "2026-04-06 00:00:00", START),
        (DAY, "2026-04-06T00:00", START),
        (DAY, START, START),
        (DAY, datetime.combine(START, time()), START),
        ("contract.last_day", "open-ended", OPEN_ENDED),
        ("contract.last_day", "OPEN_ENDED", OPEN_ENDED),
        ("contract.payment.basis", "NET", Basis.NET),
        ("contract.payment.basis", "net: the person pays their contribution to the holder", Basis.NET),
        ("contract.payment.cycle.frequency", "four-weekly", Frequency.FOUR_WEEKLY),
        ("contract.payment.cycle.frequency", "Four weekly", Frequency.FOUR_WEEKLY),
        ("contract.payment.cycle.frequency", "four", Frequency.FOUR_WEEKLY),
        ("contract.fee_placement", "on top of the budget", Placement.ON_TOP),
        ("contract.fee_placement", Placement.INSIDE, Placement.INSIDE),
        ("contract.fee_placement", "not stated", NOT_STATED),
        ("contract.fee", "none", NoFee()),
        ("contract.fee", "5%", PercentageFee(percent=5)),
        ("contract.fee", "15.00 a week", FixedFee(per_week="15.00")),
        ("budget.one_offs", "none", ()),
        ("budget.one_offs", 0, ()),
        (SUM, "84", Money(84)),
        (SUM, Decimal("84.00"), Money(84)),
        ("lifecycle.has_capacity", "Yes", True),
        ("lifecycle.has_capacity", False, False),
        ("contract.payment.due_days", "-14", -14),
        ("ref", 7, "7"),
        ("ref", "  two   spaces ", "two spaces"),
        ("ref", "N/A", "N/A"),
        (RATE, "", None),
        (RATE, None, None),
        (RATE, "   ", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_in_its_strict_form(path: str, cell: object, value: object) -> None:
    assert fact(path, cell) == value


@pytest.mark.parametrize(
    ("path", "cell", "lenient", "value", "said"),
    [
        (DAY, "06/04/2026", Leniency.DAY_FIRST, START, "allow DAY_FIRST"),
        (DAY, "6.4.2026", Leniency.DAY_FIRST, START, "allow DAY_FIRST"),
        (DAY, "6 April 2026", Leniency.DAY_FIRST, START, "allow DAY_FIRST"),
        (DAY, "06-Apr-2026", Leniency.DAY_FIRST, START, "allow DAY_FIRST"),
        (DAY, 46118, Leniency.DATE_NUMBERS, START, "allow DATE_NUMBERS"),
        (DAY, 46118.0, Leniency.DATE_NUMBERS, START, "allow DATE_NUMBERS"),
        (DAY, "46118", Leniency.DATE_NUMBERS, START, "allow DATE_NUMBERS"),
        (SUM, "£1,234.50", Leniency.POUND_SIGNS, Money("1234.50"), "allow POUND_SIGNS"),
        (SUM, "£ 12", Leniency.POUND_SIGNS, Money(12), "allow POUND_SIGNS"),
        (SUM, "1,234", Leniency.POUND_SIGNS, Money(1234), "allow POUND_SIGNS"),
        ("contract.payment.due_days", "(14)", Leniency.BRACKETS, -14, "allow BRACKETS"),
        (SUM, 84.5, Leniency.BINARY_NUMBERS, Money("84.50"), "allow BINARY_NUMBERS"),
        (DAY, "N/A", Leniency.BLANKS, None, "allow BLANKS"),
        (DAY, "#N/A", Leniency.BLANKS, None, "allow BLANKS"),
        (DAY, "06/04/2026 00:00", Leniency.DAY_FIRST, START, "allow DAY_FIRST"),
        (DAY, "-", Leniency.BLANKS, None, "allow BLANKS"),
    ],
)
def test_a_leniency_is_asked_for_by_name(path: str, cell: object, lenient: Leniency, value: object, said: str) -> None:
    others = [each for each in Leniency if each is not lenient]
    assert said in fact(path, cell, *others)
    assert fact(path, cell, lenient) == value


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        (SUM, "(12.50)"),
        (SUM, "12.50-"),
        (SUM, "12.50 CR"),
        (SUM, "12.50CR"),
        (SUM, "12.5%"),
        (SUM, "84.375"),
        (SUM, "1,23"),
        (SUM, "1.234,50"),
        (SUM, "1e3"),
        (SUM, "١٢"),
        (SUM, "twelve"),
        (SUM, True),
        (SUM, "-5"),
        (SUM, "--5"),
        (SUM, "(-5)"),
        (SUM, Decimal("NaN")),
        (SUM, float("inf")),
        (RATE, "212.40"),
        (RATE, "212.40 a day"),
        (RATE, "4.5%"),
        (RATE, "-1 a week"),
        (DAY, "04/06/26"),
        (DAY, "31/02/2026"),
        (DAY, "2026-02-30"),
        (DAY, "13/13/2026"),
        (DAY, "5 Foo 2026"),
        (DAY, 60),
        (DAY, 46118.5),
        (DAY, "2026"),
        (DAY, "461180"),
        (DAY, "04611"),
        (DAY, datetime.combine(START, time(9))),
        (DAY, datetime(2026, 4, 6, tzinfo=UTC)),
        (DAY, "tomorrow"),
        ("contract.payment.basis", "netto"),
        ("contract.payment.timing", "in"),
        ("contract.payment.basis", 1),
        ("contract.fee", "15.00 a year"),
        ("contract.fee", "15.005 a week"),
        ("contract.fee", "a bit"),
        ("lifecycle.has_capacity", "perhaps"),
        ("lifecycle.has_capacity", 1),
        ("contract.payment.due_days", "1.5"),
        ("ref", 1.5),
        ("budget.one_offs", "two"),
    ],
)
def test_x21_what_is_not_clear_is_refused_whatever_is_allowed(path: str, cell: object) -> None:
    lenient = [each for each in ALL if each is not Leniency.BRACKETS] if cell == "(12.50)" else ALL
    assert isinstance(fact(path, cell, *lenient), str)


def test_a_percentage_is_one_only_where_a_percentage_is_wanted() -> None:
    assert fact("contract.fee", "4.5%") == PercentageFee(percent="4.5")
    assert "is no number" in fact(SUM, "4.5%")


def test_the_unit_of_a_column_stands_for_sums_without_one_and_disagrees_with_others() -> None:
    assert fact(RATE, "212.40", unit="a week") == Rate.weekly("212.40")
    assert fact(RATE, "212.40 per week", unit="weekly") == Rate.weekly("212.40")
    assert "is not a week, as the column says" in fact(RATE, "212.40 a year", unit="a week")


def test_your_own_words_stand_for_the_librarys() -> None:
    assert "none of its answers" in fact("contract.payment.basis", "N")
    assert fact("contract.payment.basis", "N", aliases={"N": "net"}) is Basis.NET


ROW = {"person.ref": "P-1", "budget.actual": "212.40 a week", "contract.first_day": "2026-04-06"}


def test_rows_that_agree_are_merged_and_those_that_disagree_are_named() -> None:
    more = {**ROW, "budget.actual": "212.4 per week", "budget.contribution": "20 a week"}
    (read,) = read_rows([ROW, more]).found
    assert read.rows == (1, 2)
    assert read.arrangement is not None
    assert read.arrangement.budget.contribution is not None
    found = read_rows([ROW, {**ROW, "budget.actual": "213 a week"}, {**ROW, "person.ref": "P-2"}])
    assert [each.person.ref for each in found.arrangements] == ["P-2"]
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.path) == (2, "budget.actual", "budget.actual")
    assert problem.wrong == "'213 a week' is not what row 1 says: '212.4 a week'"


def test_rows_of_two_references_are_two_arrangements_and_a_row_of_nobody_is_its_own() -> None:
    found = read_rows(
        [{**ROW, "ref": "a"}, {**ROW, "ref": "b"}, {"ref": "a"}, {"person.ref": 1.5}, {"person.ref": 2.5}]
    )
    assert [each.rows for each in found.found] == [(1,), (2,), (3,), (4,), (5,)]
    assert [each.arrangement is None for each in found.found] == [False, False, True, True, True]
    assert [(each.row, each.path) for each in found.problems] == [(3, "person"), (4, "person.ref"), (5, "person.ref")]


def test_problems_stand_row_by_row_in_the_words_of_the_sheet_and_what_is_missing_in_its_column() -> None:
    sheet = [
        {"Client": "P-1", "Basis": "net"},
        {"Client": "", "Basis": "netto"},
        {"Client": "P-1", "Basis": "gross"},
    ]
    found = read_rows(sheet, columns={"Basis": "contract.payment.basis", "Client": "person.ref"})
    assert [(each.row, each.column) for each in found.problems] == [(2, "Basis"), (2, "Client"), (3, "Basis")]
    assert found.problems[2].wrong == "'gross' is not what row 1 says: 'net'"


def test_all_problems_of_a_row_are_named_and_what_could_be_read_is_kept() -> None:
    found = read_rows([{**ROW, "budget.actual": "?", "contract.first_day": "soon", "budget.set_on": "2026-04-01"}])
    assert [problem.path for problem in found.problems] == ["budget.actual", "contract.first_day"]
    assert found.found[0].facts == {"person.ref": "P-1", "budget.set_on": date(2026, 4, 1)}
    assert [record["column"] for record in found.records()] == ["budget.actual", "contract.first_day"]
    assert "What could not be read" in str(found)


def test_what_does_not_fit_together_is_named_where_it_lies() -> None:
    row = {**ROW, "contract.last_day": "2026-04-05"}
    (problem,) = read_rows([row]).problems
    assert problem.path.startswith("contract")
    missing = read_rows([{**ROW, "contract.payment.cycle.frequency": "weekly"}]).problems
    assert [(each.path, each.wrong) for each in missing] == [("contract.payment.cycle.anchor", "it is missing")]


def test_lists_have_places_and_facts_of_all_rows_are_given_once() -> None:
    row = {**ROW, "plan.outcomes[0].ref": "o", "plan.outcomes[1].ref": "", "funding[0].funder.ref": "council"}
    (read,) = read_rows([row], always={"funding[0].share": "1", "budget.in_house": ()}).found
    assert read.arrangement is not None
    assert read.arrangement.plan.outcomes is not None
    assert [each.ref for each in read.arrangement.plan.outcomes] == ["o"]
    assert read.arrangement.budget.in_house == ()
    both = read_rows([{**ROW, "plan.outcomes": "none", "plan.outcomes[0].ref": "o"}]).problems
    assert [each.wrong for each in both] == ["the whole list is given beside it"]
    both = read_rows([{**ROW, "plan.outcomes[0].ref": "o", "plan.outcomes": "none"}]).problems
    assert [each.wrong for each in both] == ["the whole list is given beside it"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("budget.actaul", "is no field of an arrangement; at 'actaul' there are actual"),
        ("budget", "is no single fact; give one of its fields: actual"),
        ("person.ref[0]", "is no list"),
        ("person.ref.x", "there are no fields of its own"),
        ("", "is no field"),
        ("budget..actual", "is no field"),
        (5, "give a field"),
    ],
)
def test_a_column_for_no_field_is_refused(path: Any, said: str) -> None:
    with pytest.raises(IsfError, match=r".") as raised:
        read_rows([], columns={"A": path})
    assert said in str(raised.value)
    assert "read_rows.columns['A']" in str(raised.value)


def test_what_is_no_row_and_rows_without_an_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Any
    for rows in (None, 5, ["x"], [None]):
        with pytest.raises(IsfError):
            read_rows(rows)
    monkeypatch.setattr(module, "_MOST_ROWS", 3)
    assert len(read_rows([ROW] * 3).found) == 1
    with pytest.raises(TooLarge):
        read_rows(repeat(ROW))


def test_two_columns_for_one_field_disagree_or_agree() -> None:
    columns = {"who": "person.ref", "weekly": "budget.actual a week", "rate": "budget.actual a week"}
    (problem,) = read_rows([{"who": "P", "weekly": "20", "rate": "30"}], columns=columns).problems
    assert (problem.column, problem.wrong) == ("rate", "'30 a week' is not what the column 'weekly' says: '20 a week'")
    assert read_rows([{"who": "P", "weekly": "20", "rate": "20"}], columns=columns).arrangements
    (problem,) = read_rows([{**ROW}], always={"budget.actual": "1 a week"}).problems
    assert problem.path == "budget.actual"


def test_a_column_that_no_row_has_is_a_problem_of_row_0() -> None:
    found = read_rows([{"who": "P"}], columns={"who": "person.ref", "Contrbution": "budget.contribution a week"})
    assert [(each.row, each.column, each.wrong) for each in found.problems] == [
        (0, "Contrbution", "no row has this column")
    ]
    assert found.problems[0].right == "the rows have 'who', or leave it out"
    assert read_rows([], columns={"who": "person.ref"}).problems == ()


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("\ufeffClient", "the rows have '\\ufeffClient': read the file with the encoding 'utf-8-sig', or leave it out"),
        ("Client ", "the rows have 'Client ': write it so, or leave it out"),
        ("client", "the rows have 'client': write it so, or leave it out"),
        ("Cliant", "the rows have 'Cliant': write it so, or leave it out"),
        ("Weekly", "the rows have 'Weekly', 'Start', or leave it out"),
    ],
)
def test_a_column_that_no_row_has_is_told_with_the_heading_that_may_be_meant(heading: str, right: str) -> None:
    (problem,) = read_rows([{heading: "P", "Start": "x"}], columns={"Client": "person.ref"}).problems
    assert problem.right == right


@pytest.mark.parametrize("cell", ["5", "0.05", "% a week", "five%", "15.00 a year", "12 4 a week", 5])
def test_a_fee_that_cannot_be_read_is_told_each_way_to_give_one(cell: object) -> None:
    right = "give a percentage such as '5%', a sum such as '12.50 a week', or 'none'"
    told = fact("contract.fee", cell, *ALL)
    assert told.endswith(right)
    assert told.startswith(repr(cell))


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        *((f"£300{unit}", Rate.weekly(300)) for unit in ("/wk", " p.w.", " per wk")),
        ("£300 per 4 weeks", Rate.four_weekly(300)),
        *((f"£300 {unit}", Rate.monthly(300)) for unit in ("p.c.m.", "per calendar month")),
        ("£1204 weekly", Rate.weekly(1204)),
        ("£4 weekly", Rate.weekly(4)),
    ],
)
def test_units_as_councils_write_them(cell: str, rate: Rate) -> None:
    assert fact(RATE, cell, Leniency.POUND_SIGNS) == rate


@pytest.mark.parametrize("cell", ["£1200 4 weekly", "a lot a week", "£300/fortnight"])
def test_a_rate_that_cannot_be_read_is_told_whole_and_with_the_units(cell: str) -> None:
    for unit in ("", "a week"):
        told = fact(RATE, cell, Leniency.POUND_SIGNS, unit=unit)
        assert told.startswith(repr(cell))
        units = "and then 'a week', 'every four weeks', 'a month' or 'a year'"
        assert told.endswith(f"give a sum {units}" if not unit else "give a sum such as '84.00', or '84.00 a week'")
    assert fact(RATE, "84.00 a week", unit="a week") == fact(RATE, "84.00", unit="a week") == Rate.weekly(84)


@pytest.mark.parametrize("cell", ["ongoing", "31/3/27", "29/2/2027"])
def test_what_a_day_or_another_word_may_be_is_told_with_both(cell: str) -> None:
    told = fact("contract.last_day", cell, Leniency.DAY_FIRST)
    assert told.endswith("give one such as '2026-04-06', or 'open-ended'")
    assert fact("contract.last_day", "open-ended") is OPEN_ENDED
    assert fact("contract.first_day", cell, Leniency.DAY_FIRST).endswith("give one such as '2026-04-06'")


@pytest.mark.parametrize("rest", [None, "over"])
@pytest.mark.parametrize("line", ["C-1,£1,034.50", "C-1,£1034.50,", "C-1,£1034.50,,,"])
def test_a_row_with_more_cells_than_headings_makes_no_arrangement(rest: Any, line: str) -> None:
    sheet = io.StringIO(f"person.ref,Weekly\n,\n,,,\n{line}\nC-2,84\n")
    columns = {"person.ref": "person.ref", "Weekly": "budget.actual a week"}
    found = read_rows(csv.DictReader(sheet, restkey=rest), columns=columns, allow=ALL)
    assert [(each.row, each.column, each.path) for each in found.problems] == [(3, rest or "", "")]
    assert "more cells than there are headings" in found.problems[0].wrong
    assert [each.person.ref for each in found.arrangements] == ["C-2"]
    (problem,) = read_rows(csv.DictReader(io.StringIO("person.ref\nC-1,034.50\n"))).problems
    assert problem.given == "'034.50'", "nor where each column is called as its field"


def test_a_column_without_a_heading_is_not_read() -> None:
    row: Any = {"person.ref": "C-1", None: "a remark"}
    assert read_rows([row]).arrangements == read_rows([row], columns={"person.ref": "person.ref"}).arrangements
    row = {"person.ref": "C-1", "ages": [1, 2]}
    assert read_rows([row], columns={"person.ref": "person.ref"}).arrangements, "no row of csv has a list of numbers"


def test_each_problem_is_printed_in_a_line_or_two() -> None:
    row = {"person.ref": "P", "contract.fee": "5", "contract.payment.basis": "netto"}
    found = read_rows([row, {"person.ref": "Q", "funding[0].funder.ref": "council"}])
    first, heading, *lines = str(found).split("\n")
    assert (first, heading) == (
        "What could not be read",
        "Row  Column                  What is wrong, and what would be right",
    )
    assert lines[0].startswith("  1  contract.fee            '5' does not say for what time it is; give a percentage")
    assert len(lines) <= 2 * len(found.problems)
    assert [*found.records()[0]] == ["row", "column", "path", "given", "wrong", "right"]
    (unread,) = found.found[1].problems
    assert unread.column == ""
    assert unread.path in lines[-1] + lines[-2], "where it stands in no column, the field is named"


def test_an_empty_row_is_passed_over() -> None:
    found = read_rows([ROW, dict.fromkeys(ROW, ""), {}], always={"budget.in_house": ()})
    assert [each.rows for each in found.found] == [(1,)]


def test_one_leniency_may_stand_alone_and_what_is_none_is_refused() -> None:
    assert read_rows([{**ROW, "contract.first_day": "06/04/2026"}], allow=Leniency.DAY_FIRST).arrangements
    wrong: Any
    for wrong in (None, 5, "BLANKS", ["BLANKS"]):
        with pytest.raises(IsfError, match=r"read_rows\.allow"):
            read_rows([], allow=wrong)
    for wrong in (5, ["x"]):
        with pytest.raises(IsfError, match=r"read_rows\.always"):
            read_rows([], always=wrong)


def test_facts_of_two_kinds_of_thing_are_a_problem() -> None:
    row = {**ROW, "funding[0].funder.ref": "council", "funding[0].share": "1", "funding[0].rate": "1 a week"}
    (problem,) = read_rows([row]).problems
    assert (problem.path, problem.wrong) == ("funding[0]", "nothing has all of these fields together")


def test_a_number_that_is_too_long_to_write_out_is_a_problem() -> None:
    for path in ("ref", "budget.in_house"):
        assert [each.path for each in read_rows([{**ROW, path: 10**5000}]).problems] == [path]


def test_values_are_taken_as_they_are() -> None:
    (read,) = read_rows([ROW], always={"contract.fee": FixedFee(per_week="10"), "budget.one_offs": ()}).found
    assert read.arrangement is not None
    assert read.facts["contract.fee"] == FixedFee(per_week="10")
    with pytest.raises(TypeError):
        read.facts["contract.fee"] = NoFee()  # type: ignore[index]
    assert hash(read_rows([ROW])) == hash(read_rows([ROW]))


def test_a_column_that_is_not_named_is_not_read() -> None:
    assert read_rows([{**ROW, "note": "x"}], columns={each: each for each in ROW}).arrangements


@pytest.mark.parametrize(
    ("example", "name", "most"), [("import_a_spreadsheet", "read", 19), ("store_and_reload", "stored", 8)]
)
def test_the_examples_of_reading_and_storing_are_as_short_as_they_say(example: str, name: str, most: int) -> None:
    tree = ast.parse((EXAMPLES / f"{example}.py").read_text(encoding="utf-8"))
    (function,) = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == name]
    assert function.end_lineno is not None
    assert function.end_lineno - function.lineno + 1 <= most  # a heading and a docstring among them


PATHS = [
    "budget.actual",
    "contract.first_day",
    "contract.fee",
    "contract.payment.basis",
    "person.name",
    "budget.one_offs",
]
cells = st.one_of(
    st.text(max_size=12), st.integers(), st.floats(), st.decimals(), st.booleans(), st.none(), st.dates(),
    st.sampled_from(["£1,234.50", "(96.00)", "06/04/2026", "5%", "N/A", "12 a week", "none", "net"]),
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from(PATHS), cells), st.sets(st.sampled_from(ALL)))
def test_no_cell_raises(row: dict[str, Any], allow: set[Leniency]) -> None:
    (read,) = read_rows([{"person.ref": "P-1", **row}], allow=allow).found
    assert (read.arrangement is None) is bool(read.problems)


def test_two_days_the_wrong_way_round_are_named_by_their_columns() -> None:
    names = {"Client": "person.ref", "Start": "contract.first_day", "End": "contract.last_day"}
    row = {"Client": "C-1", "Start": "2026-05-06", "End": "2026-04-01"}
    (problem,) = read_rows([row], columns=names).problems
    assert (problem.column, problem.wrong) == ("End", "2026-04-01 is before 2026-05-06")
    assert problem.right == "swap 'Start' and 'End'"
    given = {"contract.first_day": date(2026, 5, 6)}
    del names["Start"]
    (problem,) = read_rows([row], columns=names, always=given).problems
    assert problem.right == "swap 'contract.first_day' and 'End'"
    third = {**names, "Set up": "payments_set_up_on"}
    (problem,) = read_rows([{**row, "Set up": "2026-05-06"}], columns=third, always=given).problems
    assert problem.right == "put right the one that is wrong", "three cells have one of the two days"


def test_what_was_read_can_be_pickled_and_copied() -> None:
    read = read_rows([{"person.ref": "P-1", "budget.actual": "12"}, {"person.ref": ""}])
    for again in (pickle.loads(pickle.dumps(read)), copy.deepcopy(read)):
        assert again == read
        assert again.found[0].facts == read.found[0].facts
