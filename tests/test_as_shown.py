"""What people are shown, beside what was shown when somebody last read it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from support.shown import SHOWN, shown

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("what", SHOWN)
def test_what_people_are_shown_is_what_somebody_read(what: str) -> None:
    """Read the lines that changed aloud; if they are meant, write them down anew."""
    kept = DATA / f"shown_{what}.txt"
    lines = difflib.unified_diff(kept.read_text("utf-8").splitlines(), shown(what).splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/shown.py {what} > tests/data/{kept.name}"
