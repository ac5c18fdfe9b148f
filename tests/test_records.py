"""The contract of each record, and the words of each citation: one page of them, written down."""

from __future__ import annotations

import difflib
from pathlib import Path

from support.records import records

KEPT = Path(__file__).parent / "data" / "records.txt"


def test_the_records_and_the_citations_are_those_that_are_written_down() -> None:
    """Whether a field is given by name, shown, compared or has a default is a promise, and so is a quotation."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), records().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/records.py > tests/data/records.txt"
