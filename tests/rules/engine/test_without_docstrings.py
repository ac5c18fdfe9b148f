"""`python -OO` strips docstrings: what rules say of themselves is text of its own and stays."""

from __future__ import annotations

import os
import subprocess
import sys

from isf_core.rules import ALL_RULES
from isf_core.rules.conflicts import CONFLICTS

SAY = (
    "from isf_core.rules import ALL_RULES; from isf_core.rules.conflicts import CONFLICTS; "
    "print([(each.code, each.sentence, each.interpretation, [one.sentence for one in each.when])"
    " for each in (*ALL_RULES, *CONFLICTS)])"
)


def test_every_rule_keeps_its_sentence_and_its_interpretation_without_docstrings() -> None:
    here = [
        (each.code, each.sentence, each.interpretation, [one.sentence for one in each.when])
        for each in (*ALL_RULES, *CONFLICTS)
    ]
    run = subprocess.run(
        [sys.executable, "-OO", "-c", SAY],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.strip() == repr(here)
    assert all(interpretation for _, _, interpretation, _ in here)
