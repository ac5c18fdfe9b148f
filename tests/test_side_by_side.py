"""Two assessments, several policies and two books side by side: whole pages and tables, as somebody read them."""

from __future__ import annotations

import difflib
from pathlib import Path

from support.side_by_side import side_by_side

KEPT = Path(__file__).parent / "data" / "side_by_side.txt"


def test_what_is_shown_side_by_side_is_what_somebody_read() -> None:
    """Read the lines that changed aloud; if they are meant, write them down anew."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), side_by_side().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/side_by_side.py > tests/data/side_by_side.txt"
