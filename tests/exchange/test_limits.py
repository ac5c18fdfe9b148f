"""The limits of documents and rows: the table in docs/how-to/store.md, each of its lines on both sides."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import repeat
from pathlib import Path
from typing import Any

import attrs
import pytest

from isf_core import ExactMoney, IsfError, Leniency, TooLarge, UnreadableData, from_plain, read_rows, to_plain
from isf_core.exchange import _reader
from isf_core.exchange._own_ways import _known

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "store.md"
SAID = {
    what: int(most.replace(",", ""))
    for what, most in re.findall(r"^\| (.+) \| ([0-9,]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
}
VALUES, LEVELS, FAULTS, ROWS, PLACE, BEFORE, AFTER, FIRST, LAST = SAID.values()


@attrs.frozen
class Box:
    """What may hold anything, another box too."""

    of: object


def faults(of: list[Any]) -> list[str]:
    """What is wrong with a document that holds a list."""
    return faults_of({"kind": "tuple", "of": of})


def faults_of(document: dict[str, Any]) -> list[str]:
    """What is wrong with a document."""
    try:
        from_plain({"schema": 1, **document}, also=(Box,))
    except UnreadableData as error:
        return [fault.wrong for fault in error.faults]
    return []


def read(path: str, cell: object) -> str:
    """What is wrong with a cell, if anything."""
    found = read_rows([{"person.ref": "P-1", path: cell}], allow=tuple(Leniency))
    return "; ".join(problem.wrong for problem in found.problems)


def test_a_document_of_too_many_values_is_refused() -> None:
    assert faults(["x"] * (VALUES - 1)) == []  # the list is one of them
    assert faults(["x"] * VALUES) == ["the document is too large from here on"]


@pytest.mark.parametrize(("most", "fits"), [(10, False), (11, True)])
def test_the_fields_of_an_object_count_without_its_kind(monkeypatch: pytest.MonkeyPatch, most: int, fits: bool) -> None:
    """The list is one, two objects in it are two, and each has four fields: 11 values."""
    monkeypatch.setattr(_reader, "MOST_VALUES", most)
    one_off = {"kind": "OneOff", "on": "2026-04-06", "amount": "1.00", "what": "a rail", "ref": "O"}
    assert (faults([one_off, one_off]) == []) is fits


@pytest.mark.parametrize(("most", "wrong"), [(6, ["the document is too large from here on"]), (7, [])])
def test_what_was_read_before_counts_again(monkeypatch: pytest.MonkeyPatch, most: int, wrong: list[str]) -> None:
    """The list is one, two objects in it are two, and each has two fields: 7 values."""
    rate = {"kind": "Rate", "amount": "84.375", "unit": "RateUnit.WEEK"}
    assert faults([rate, rate]) == []
    monkeypatch.setattr(_reader, "MOST_VALUES", most)
    assert faults([rate, rate]) == wrong


def test_what_was_read_before_is_refused_where_it_stands_too_deep() -> None:
    rate: Any = {"kind": "Rate", "amount": "84.375", "unit": "RateUnit.WEEK"}
    for boxes, wrong in ((0, []), (LEVELS, ["the document is too large from here on"]), (LEVELS - 1, [])):
        deep = rate
        for _ in range(boxes):
            deep = {"kind": "Box", "of": deep}
        assert faults_of(deep) == wrong


def test_a_document_of_too_many_levels_is_refused() -> None:
    deep: list[Any] = ["x"]
    for _ in range(LEVELS - 1):
        deep = [deep]
    assert faults(deep) == []
    assert faults([deep]) == ["the document is too large from here on"]


@pytest.mark.parametrize(("boxes", "wrong"), [(LEVELS, []), (LEVELS + 1, ["the document is too large from here on"])])
def test_an_object_is_a_level_as_a_list_is(boxes: int, wrong: list[str]) -> None:
    deep: Any = {"kind": "Money", "text": "1.00"}
    for _ in range(boxes):
        deep = {"kind": "Box", "of": deep}
    assert faults_of(deep) == wrong


@pytest.mark.parametrize(("wrong", "named"), [(FAULTS - 1, FAULTS - 1), (FAULTS, FAULTS), (FAULTS + 1, FAULTS)])
def test_so_many_faults_are_named(wrong: int, named: int) -> None:
    assert len(faults([1.5] * wrong)) == named


def test_too_many_rows_are_refused() -> None:
    row = {"person.ref": "P-1"}
    assert len(read_rows(repeat(row, ROWS)).arrangements) == 1
    with pytest.raises(TooLarge, match=f"{ROWS:,}"):
        read_rows(repeat(row, ROWS + 1))


def test_a_place_has_so_many_digits() -> None:
    assert read_rows([], columns={"A": f"plan.outcomes[{PLACE}].ref"}).problems == ()
    with pytest.raises(IsfError, match="no field"):
        read_rows([], columns={"A": f"plan.outcomes[{PLACE + 1}].ref"})


def test_a_number_has_so_many_digits() -> None:
    for digits, refused in ((f"{'1' * BEFORE}", False), (f"{'1' * (BEFORE + 1)}", True)):
        assert ("is no number" in read("contract.payment.due_days", digits)) is refused
    for digits, refused in ((f"1.{'1' * AFTER} a week", False), (f"1.{'1' * (AFTER + 1)} a week", True)):
        assert ("is no number" in read("budget.actual", digits)) is refused


@pytest.mark.parametrize(("number", "refused"), [(FIRST - 1, True), (FIRST, False), (LAST, False), (LAST + 1, True)])
def test_the_days_that_are_numbers_have_a_first_and_a_last(number: int, refused: bool) -> None:
    assert ("is no day of a spreadsheet" in read("contract.first_day", number)) is refused


@pytest.mark.parametrize("digits", [156, 312, 313, 100_000])
@pytest.mark.parametrize("kind", ["Rate", "ExactMoney"])
def test_a_number_too_long_for_any_exact_sum_is_refused_at_each_length(kind: str, digits: int) -> None:
    """One that is kept by its text and one that is too long to be kept are refused in the same words."""
    field, unit = ("amount", {"unit": "RateUnit.WEEK"}) if kind == "Rate" else ("pounds", {})
    before = _known.cache_info()
    with pytest.raises(UnreadableData) as refused:
        from_plain({"schema": 1, "kind": kind, field: "9" * digits, **unit})
    (fault,) = refused.value.faults
    assert fault.where == f"{kind}.{field}"
    assert "is no number" in fault.wrong
    after = _known.cache_info()
    assert (after.hits + after.misses > before.hits + before.misses) is (digits <= 312), "it would be kept by its text"


@pytest.mark.parametrize(
    "number",
    [2**512 - 1, -(2**512) + 1, Fraction(2**512 - 1, 2**512 - 3), Fraction(1, 2**511), Fraction(10**60, 3), "1" * 60],
    ids=str,
)
def test_every_exact_number_that_can_be_made_is_read_again(number: Any) -> None:
    sum_ = ExactMoney(number)
    for held in (sum_, Box(sum_.pounds)):
        assert from_plain(to_plain(held), also=(Box,)) == held


def test_a_number_of_one_bit_more_is_refused_by_its_place() -> None:
    for amount in (str(2**512), f"1/{2**512}"):
        with pytest.raises(UnreadableData, match="ExactMoney"):
            from_plain({"schema": 1, "kind": "ExactMoney", "pounds": amount})
