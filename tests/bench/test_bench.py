"""The scripts of this folder run, and the benchmark's loop and the library agree in pence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.process, pytest.mark.slow]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def said(script: str, *arguments: str) -> str:
    """What a script prints."""
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.mark.parametrize(("script", "lines"), [("bench_schedule.py", 7), ("bench_account.py", 9)])
def test_benchmark_runs(script: str, lines: int) -> None:
    found = json.loads(said(script, "--funds", "20", "--rounds", "1", "--json"))
    assert len(found["lines"]) == lines
    assert next(iter(found["lines"].values()))["ratio"] == 1


def test_loop_and_library_agree_in_pence() -> None:
    found = json.loads(said("bench_schedule.py", "--funds", "100", "--rounds", "1", "--json"))
    assert found["agree"] == "Both agree on every line of 99 funds of 100"


def test_functions_on_the_way_are_counted() -> None:
    found = json.loads(said("count_functions.py", "--json"))
    assert all(functions for functions in found.values())


def test_a_tree_has_the_same_results_as_itself(tmp_path: Path) -> None:
    told = said("same_results.py", "--old", str(ROOT), "--cases", "8", "--keep", str(tmp_path), "--every", "40")
    assert told.endswith("no difference.\n")
