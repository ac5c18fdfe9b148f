"""A page of every kind of part: whole texts and whole HTML, as somebody read them."""

from __future__ import annotations

import difflib
from pathlib import Path

from support.laid_out import laid_out

KEPT = Path(__file__).parents[1] / "data" / "laid_out.txt"


def test_what_a_page_looks_like_is_what_somebody_read() -> None:
    """Look at the lines that changed; if they are meant, write them down anew."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), laid_out().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/laid_out.py > tests/data/laid_out.txt"
