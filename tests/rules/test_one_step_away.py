"""What each rule comes to one step away from its cases, beside what it came to when somebody last read it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from rules.further_cases import FURTHER
from support.one_step_away import one_step_away

from isf_core.rules import ALL_RULES, Rule

KEPT = Path(__file__).parents[1] / "data" / "one_step_away.txt"
PARTS = KEPT.read_text("utf-8").rstrip().split("\n\n")


def test_every_rule_has_its_part() -> None:
    assert [part.split(maxsplit=1)[0] for part in PARTS] == list(ALL_RULES.codes)


def test_no_case_is_of_a_rule_that_is_not_there() -> None:
    assert set(FURTHER) <= set(ALL_RULES.codes)


@pytest.mark.parametrize(("rule", "kept"), [*zip(ALL_RULES, PARTS, strict=True)], ids=ALL_RULES.codes)
def test_one_step_away_it_comes_to_what_somebody_read(rule: Rule, kept: str) -> None:
    """Read the lines that changed; if they are meant, write them down anew."""
    lines = difflib.unified_diff(kept.split("\n"), one_step_away(rule).rstrip().split("\n"), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/one_step_away.py > tests/data/{KEPT.name}"
