"""The ready policies as they are written down: each number with its source, word for word, and the rules.

python tests/support/ready_policies.py > tests/data/ready_policies.txt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "src")]

from isf_core import READY, STARTER
from isf_core.rules import Policy


def written(policy: Policy) -> Iterator[str]:
    """One policy, line by line; the calendar of working days is named by its number of holidays."""
    yield f"{policy.name}: rules {' '.join(policy.rules.codes)}"
    for name, source in policy.parameter_sources:
        value = getattr(policy.parameters, name)
        yield f"    {name} = {value!r}"
        yield f"        {source}"


def all_written() -> str:
    """All of them, the starter policy last."""
    return "\n".join(line for policy in (*READY, STARTER) for line in written(policy)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(all_written())
