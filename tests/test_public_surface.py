"""The public surface, name by name: who changes it sees what a user will see."""

from __future__ import annotations

import difflib
from pathlib import Path

from support.surface import surface

KEPT = Path(__file__).parent / "data" / "public_surface.txt"


def test_the_public_surface_is_the_one_that_is_written_down() -> None:
    """A change is meant, told in CHANGELOG.md and as docs/explanation/compatibility.md has it; write it down anew."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), surface().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/surface.py > tests/data/public_surface.txt"
