"""England in full: what 500,000 arrangements cost to read, build, assess and write, in all processes.

    python -m tests.bench.england FOLDER [--arrangements 500000] [--councils 150] [--workers 2]

It needs what `examples/england_on_dask.py` needs. The arrangements are made up first and are in no figure. Then, each
in processes of their own: how memory and time grow while one process streams more and more of them; one worker and two
of them over the same part; and the whole. Figures are the processor's time for an arrangement, as a ratio to the loop
of `limit.py` in the same run: less says that it is faster.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

from . import limit

ROOT: Final = Path(__file__).resolve().parents[2]
STREAMED: Final = (1_000, 10_000, 100_000)
SHARE: Final = 6_000
"""How many arrangements one worker and two of them are compared on."""


class Took(NamedTuple):
    """What a piece of work took: seconds by the clock, seconds of all processors, and the most memory of a process."""

    clock: float
    processor: float
    megabytes: float


def the_loop() -> float:
    """The seconds of the loop for a fund: the least of many rounds."""
    funds = limit.make_funds(1_000)
    rounds = []
    for _ in range(30):
        begun = time.process_time()
        for fund in funds:
            limit.schedule(fund)
        rounds.append((time.process_time() - begun) / len(funds))
    return min(rounds)


def england() -> Any:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("england_on_dask", ROOT / "examples" / "england_on_dask.py")
    assert spec
    assert spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stream(number: int) -> None:
    """Stream so many arrangements in this process, and print what it took."""
    from isf_core import assess_many, from_plain

    example = england()
    texts = (text for _, text in example.people("council-001", number))
    paid = 0
    begun = time.perf_counter()
    for each in assess_many(
        texts, on=example.ON, until=example.UNTIL, policy=example.POLICY, read=lambda text: from_plain(json.loads(text))
    ):
        if each.result is not None and each.result.schedule is not None:
            paid += sum(line.amount for line in each.result.schedule.lines)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([time.perf_counter() - begun, time.process_time(), used.ru_maxrss / 1024]))


def run(folder: Path, workers: int) -> tuple[Took, list[dict[str, Any]]]:
    """Assess all councils of a folder by so many workers; the processes are their own, so that they can be counted."""
    from distributed import Client, LocalCluster

    example = england()
    before, own = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster) as client:
        client.run(example.digest, example.POLICY)  # the clock is that of the work: every worker has begun
        begun = time.perf_counter()
        said, not_done = example.run(folder, client)
        clock = time.perf_counter() - begun
    assert not not_done, not_done
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = time.process_time() - own
    processor += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(clock, processor, after.ru_maxrss / 1024), said


def alone(*what: str) -> Any:
    """Run this module in a process of its own; what its last line says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.england", *what],
        stdout=subprocess.PIPE, encoding="utf-8", check=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def report(folder: Path, arrangements: int, councils: int, workers: int) -> None:
    """Measure it all, and print it line by line."""
    example = england()
    loop = the_loop()
    print(f"the loop: {loop * 1e6:.2f} microseconds a fund")
    for number in STREAMED:
        if number <= arrangements:
            clock, processor, megabytes = alone("--stream", str(number))
            loops = f"{processor / number / loop:.1f} loops each, made up, read, built and assessed"
            print(f"one process streams {number:,}: {clock:.0f} s, {loops}, at most {megabytes:.0f} MB", flush=True)
    clocks = []
    for number in (1, 2):
        part = folder / f"part-{number}"
        example.make(part, 12, SHARE)
        took, _ = run(part, number)
        clocks.append(took.clock)
        print(f"{number} worker{'s' * (number > 1)}, {SHARE:,} arrangements: {took.clock:.1f} s", flush=True)
    print(f"two workers are {clocks[0] / clocks[1]:.2f} times as fast as one")
    example.make(folder / "whole", councils, arrangements)
    took, said = run(folder / "whole", workers)
    loop = min(loop, the_loop())
    example.tell(folder / "whole", said)
    each, minutes = took.processor / arrangements, took.processor / 60
    print(f"England: {took.clock / 60:.1f} minutes by the clock on {workers} workers, at most {took.megabytes:.0f} MB")
    print(f"{minutes:.1f} minutes of all processors: {each * 1e6:.0f} microseconds, {each / loop:.1f} loops each")


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description="What a country's arrangements cost.")
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--arrangements", type=int, default=500_000)
    asked.add_argument("--councils", type=int, default=150)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--stream", type=int)
    given = asked.parse_args()
    if given.stream is not None:
        stream(given.stream)
    elif given.folder is None:
        asked.error("name a folder for what is written")
    else:
        report(given.folder, given.arrangements, given.councils, given.workers)


if __name__ == "__main__":
    main()
