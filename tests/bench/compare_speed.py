"""Whether any line of the benchmark has become slower than in another tree.

    python tests/bench/compare_speed.py --old <tree> [--runs 5] [--json FILE]
    python tests/bench/compare_speed.py --old-json FILE [--runs 5]

Both trees are measured in turn, each run in a process of its own, by the scripts of this folder. A line's figure
is the median over the runs of its ratio to the loop; the command fails where today's is more than a tenth above
the old one's. `--json` keeps both; `--old-json` takes the old figures from such a file instead of measuring them
again, which compares less well: another load, and so another ratio. `--only` measures one tree and compares nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
TODAY: Final = HERE.parents[1]
SCRIPTS: Final = ("bench_schedule.py", "bench_account.py")
ALLOWED: Final = 1.1

Runs = dict[str, list[float]]
"""The ratios of each line, one a run."""


def one_run(tree: Path, script: str) -> dict[str, float]:
    """Each line's ratio, from one process."""
    command = [sys.executable, str(HERE / script), "--json"]
    where = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONHASHSEED": "0"}
    said = subprocess.run(command, env=where, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines: dict[str, dict[str, float]] = json.loads(said)["lines"]
    return {name: line["ratio"] for name, line in list(lines.items())[1:]}


def measured(trees: list[Path], runs: int) -> list[Runs]:
    """So many runs of each tree, in turn."""
    out: list[Runs] = [{} for _ in trees]
    for number in range(runs):
        for tree, found in zip(trees, out, strict=True):
            print(f"run {number + 1} of {runs}: {tree}", file=sys.stderr)
            for script in SCRIPTS:
                for name, ratio in one_run(tree, script).items():
                    found.setdefault(name, []).append(ratio)
    return out


def medians(runs: Runs) -> dict[str, float]:
    """The median of each line."""
    return {name: statistics.median(ratios) for name, ratios in runs.items()}


def compared(old: Runs, new: Runs) -> int:
    """Print each line's medians, and how many are slower than is allowed."""
    before, slower = medians(old), 0
    print(f"{'ratio to the loop, median of runs':46}{'old':>8}{'new':>8}{'new/old':>9}")
    for name, today in medians(new).items():
        if name not in before:
            print(f"{name:46}{'-':>8}{today:8.2f}")
            continue
        change = today / before[name]
        slower += change > ALLOWED
        mark = "  slower" if change > ALLOWED else ""
        print(f"{name:46}{before[name]:8.2f}{today:8.2f}{change:9.2f}{mark}")
    print(f"{slower} lines are more than a tenth slower." if slower else "No line is more than a tenth slower.")
    return slower


def main() -> None:
    """Measure both trees, or one and what was kept, and compare."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--old", type=Path, help="the other tree")
    options.add_argument("--old-json", type=Path, help="what was kept of an earlier comparison")
    options.add_argument("--only", type=Path, help="measure this tree alone")
    options.add_argument("--runs", type=int, default=5, help="how many runs of each")
    options.add_argument("--json", type=Path, help="where to keep the ratios of all runs")
    asked = options.parse_args()
    kept: dict[str, Any] = {}
    if asked.only:
        (kept["old"],) = measured([asked.only], asked.runs)
        print("\n".join(f"{name:46}{ratio:8.2f}" for name, ratio in medians(kept["old"]).items()))
    elif asked.old_json:
        kept["old"] = json.loads(asked.old_json.read_text())["old"]
        (kept["new"],) = measured([TODAY], asked.runs)
    elif asked.old:
        kept["old"], kept["new"] = measured([asked.old, TODAY], asked.runs)
    else:
        options.error("give --old, --old-json or --only")
    if asked.json:
        asked.json.write_text(json.dumps(kept, indent=1) + "\n")
    if "new" in kept and compared(kept["old"], kept["new"]):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
