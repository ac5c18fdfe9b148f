"""The catalogue and the library have the same rows: tests/data/catalogue.txt is the list that was agreed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple

import pytest

from isf_core.present.rulebook import rulebook
from isf_core.rules import ALL_RULES, Force

ROOT = Path(__file__).resolve().parents[1]
BESIDE = {"PAY-01": Force.MUST}
"""A rule beside a row that only computes: whether the payments can be worked out at all."""
FORCES = {"E": Force.MUST, "W": Force.SHOULD, "I": Force.NOTE}


class Row(NamedTuple):
    """A row of the catalogue: its code, its kinds, and where what is modelled or computed lives."""

    code: str
    kinds: tuple[str, ...]
    where: tuple[str, ...]


def rows() -> list[Row]:
    """The rows as they stand in the data."""
    out = []
    for line in (ROOT / "tests" / "data" / "catalogue.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, kinds, where = (part.strip() for part in line.split("|"))
            out.append(Row(code, tuple(kinds.split(",")), tuple(where.split())))
    return out


ROWS = rows()


def codes_of(row: Row) -> dict[str, Force]:
    """The rules that a row calls for: one, or two with letters in the order of its kinds."""
    forces = [FORCES[kind] for kind in row.kinds if kind in FORCES]
    if len(forces) < 2:
        return dict.fromkeys([row.code], *forces) if forces else {}
    return {f"{row.code}{letter}": force for letter, force in zip("ab", forces, strict=True)}


def test_every_rule_of_the_catalogue_is_here_with_its_force_and_there_is_no_other() -> None:
    wanted = {code: force for row in ROWS for code, force in codes_of(row).items()} | BESIDE
    assert {rule.code: rule.force for rule in ALL_RULES} == wanted


def test_the_rules_stand_in_the_order_of_the_catalogue() -> None:
    assert [code for row in ROWS for code in codes_of(row)] == [code for code in ALL_RULES.codes if code not in BESIDE]


@pytest.mark.parametrize("row", [row for row in ROWS if {"M", "C"} & set(row.kinds)], ids=lambda row: row.code)
def test_what_is_modelled_or_computed_is_where_the_catalogue_says(row: Row) -> None:
    assert row.where, "a row that is modelled or computed says where"
    for place in row.where:
        module, _, name = place.partition(":")
        assert hasattr(importlib.import_module(f"isf_core.{module}"), name), place


def test_the_catalogue_has_each_row_once() -> None:
    codes = [row.code for row in ROWS]
    assert len(set(codes)) == len(codes) == 149


def test_the_rule_book_is_what_the_rules_make() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rulebook()
