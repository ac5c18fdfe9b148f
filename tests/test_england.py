"""A small book on a cluster of two processes comes to what one process comes to; and what is half done is not done."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from isf_core import IsfError, assess, from_plain

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "england_on_dask.py"
LACKING = [name for name in ("distributed", "pyarrow") if importlib.util.find_spec(name) is None]
ALL_MUST_RUN = "ISF_EVERY_RECIPE" in os.environ

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(bool(LACKING) and not ALL_MUST_RUN, reason=f"not installed: {', '.join(LACKING)}"),
]


def england() -> Any:
    """The example as a module, with more broken records than it has."""
    spec = importlib.util.spec_from_file_location("england_on_dask", EXAMPLE)
    assert spec
    assert spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.BROKEN = 10
    return module


def run(folder: Path, *, fails: bool = False) -> list[str]:
    """The lines that the example prints."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), str(folder), "--arrangements=60", "--councils=3", "--workers=2"],
        capture_output=True, encoding="utf-8", timeout=600, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert bool(done.returncode) is fails, done.stderr
    return done.stdout.splitlines()


def test_a_cluster_comes_to_what_one_process_comes_to_and_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    example = england()
    example.make(tmp_path, 3, 60)
    half = tmp_path / "out" / ".council-001-half"
    half.mkdir(parents=True)
    (half / "payments.parquet").write_bytes(b"PAR1")  # as a worker that was stopped leaves it
    (tmp_path / "out" / "council-002").mkdir()
    (tmp_path / "out" / "council-002" / "payments.parquet").write_bytes(b"PAR1")

    printed = run(tmp_path)
    assert not half.exists()
    assert sum(" was done" in line for line in printed) == 0

    broken, pence, payments = 0, 0, 0
    for council in ("council-001", "council-002", "council-003"):
        rows = parquet.read_table(tmp_path / "in" / f"{council}.parquet").to_pylist()
        out = tmp_path / "out" / council
        paid: dict[str, list[Any]] = {}
        for row in parquet.read_table(out / "payments.parquet").to_pylist():
            paid.setdefault(row["id"], []).append(row)
        faults = {row["id"] for row in parquet.read_table(out / "faults.parquet").to_pylist()}
        for row in rows:
            try:
                arrangement = from_plain(json.loads(row["arrangement"]))
            except IsfError:
                broken += 1
                assert row["id"] in faults
                continue
            schedule = assess(arrangement, on=example.ON, until=example.UNTIL).require_schedule()
            assert [(each["due"], each["amount"]) for each in paid.pop(row["id"])] == [
                (each.due, each.amount.amount) for each in schedule
            ]
            pence += schedule.totals.amount.pence
            payments += len(schedule)
        assert paid == {}
    assert broken
    assert f"60 arrangements of 3 councils, {60 - broken} assessed" in printed
    assert f"{payments:,} payments, £{pence / 100:,.2f} in all" in printed

    (tmp_path / "out" / "council-003" / "done.json").unlink()
    example.BROKEN = 10**9
    (tmp_path / "in" / "council-002.parquet").unlink()
    example.make(tmp_path, 3, 60)  # another input than it was
    again = run(tmp_path)
    done = ["council-001: 20 arrangements, was done" in line for line in again]
    assert sum(done) == sum("was done" in line for line in again) == 1

    (tmp_path / "in" / "council-001.parquet").write_bytes(b"PAR1")
    lost = run(tmp_path, fails=True)
    assert sum("not done" in line for line in lost) == 1
    assert sum("was done" in line for line in lost) == 2
