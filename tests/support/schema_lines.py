"""The JSON Schema of plain data, written down: its head, and a line for each definition.

python tests/support/schema_lines.py > tests/data/json_schema.txt
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "src")]

from isf_core import json_schema


def schema_lines() -> str:
    """The whole of it, keys in the order in which they are made, definitions by name."""
    schema = json_schema()
    defs = schema.pop("$defs")
    lines = [json.dumps(schema), *(f"{name}: {json.dumps(defs[name])}" for name in sorted(defs))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_lines())
