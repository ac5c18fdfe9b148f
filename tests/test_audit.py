"""The page on every rule against its sources says what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from isf_core.rules import ALL_RULES, Rule
from isf_core.values import PRACTICE

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "explanation" / "audit.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells[1:]
    for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines())
    if cells[0] in ALL_RULES
}
"""By code: standing, force, words of the source, what it confronts."""


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_row_says_what_its_rule_says(rule: Rule) -> None:
    standing, force, words, confronts = ROWS[rule.code]
    assert (standing, force) == (rule.standing.value, rule.force.value)
    assert confronts.startswith("reads one off") is rule.is_checklist
    quoted = [source.words for source in rule.sources if source.words]
    if words.startswith('"'):
        assert any(words.strip('"') in each for each in quoted)
    else:
        assert quoted == []
        ours = all(source.text == PRACTICE for source in rule.sources)
        assert words == ("no single text" if ours else "by provision")


def test_the_rows_stand_in_the_order_of_the_catalogue_and_none_is_wrong() -> None:
    assert [*ROWS] == [*ALL_RULES.codes]
    assert all(cell.strip("? ") for row in ROWS.values() for cell in row)
