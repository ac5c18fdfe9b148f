"""The ready policies, number by number and word for word, beside what was there when somebody last read it."""

from __future__ import annotations

import difflib
from pathlib import Path

from support.ready_policies import all_written

from isf_core import PLAIN, STARTER

KEPT = Path(__file__).parents[1] / "data" / "ready_policies.txt"


def test_each_number_and_each_source_is_what_somebody_read() -> None:
    """A quotation is compared with the text that it is from before it is written down anew."""
    lines = difflib.unified_diff(KEPT.read_text("utf-8").splitlines(), all_written().splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/ready_policies.py > tests/data/{KEPT.name}"


def test_the_starter_policy_is_the_plain_one_with_the_rules_of_a_payment_alone() -> None:
    assert STARTER.parameters.name == STARTER.name == "starter"
    assert STARTER.parameters.replace(name="plain") == PLAIN.parameters
    assert (STARTER.sources, STARTER.parameter_sources) == (PLAIN.sources, PLAIN.parameter_sources)
    assert {*STARTER.rules.codes} < {*PLAIN.rules.codes}
