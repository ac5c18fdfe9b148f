"""How long jobs take, as ratios to the first of them: what the two benchmarks share.

Short slices in turn, in a new order each time, so that drift and a neighbour's load fall on all alike; the time
is that of the processor, not of the clock. Each round makes its funds afresh: a result that is kept from the
round before would flatter itself.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

SLICES: Final = 20


class Job(NamedTuple):
    """What is done to each of some funds, and how the funds are made."""

    run: Callable[[Any], object]
    make: Callable[[], Sequence[Any]]


class Measured(NamedTuple):
    """Microseconds for one fund, and how many times as long as the first job that is."""

    microseconds: float
    ratio: float


def one_pass(run: Callable[[Any], object], funds: Sequence[Any]) -> float:
    """The seconds that the processor takes for each of some funds."""
    begun = time.process_time()
    for fund in funds:
        run(fund)
    return time.process_time() - begun


def sliced(funds: Sequence[Any]) -> list[Sequence[Any]]:
    """The funds in at most so many slices of one size; what is over is left out."""
    size = max(1, len(funds) // SLICES)
    return [funds[place : place + size] for place in range(0, size * min(SLICES, len(funds)), size)]


def measure(jobs: dict[str, Job], rounds: int) -> dict[str, Measured]:
    """The median over all slices of each job's time, and of its ratio to the first job's in the same turn."""
    each: dict[str, list[float]] = {name: [] for name in jobs}
    shuffled, order = random.Random(7), list(jobs)
    for name in order:
        one_pass(jobs[name].run, sliced(jobs[name].make())[0])
    for _ in range(rounds):
        parts = {name: sliced(job.make()) for name, job in jobs.items()}
        gc.collect()
        for turn in range(SLICES):
            shuffled.shuffle(order)  # no job is always the one after a neighbour that is hungry for memory
            for name in order:
                part = parts[name][turn % len(parts[name])]
                each[name].append(one_pass(jobs[name].run, part) / len(part))
    base = each[next(iter(jobs))]
    return {
        name: Measured(
            1_000_000 * statistics.median(times),
            statistics.median(time / loop for time, loop in zip(times, base, strict=True)),
        )
        for name, times in each.items()
    }


def asked(about: str | None, funds: int, rounds: int) -> argparse.Namespace:
    """What the command line asks for."""
    options = argparse.ArgumentParser(description=(about or "").splitlines()[0])
    options.add_argument("--funds", type=int, default=funds, help="how many funds")
    options.add_argument("--rounds", type=int, default=rounds, help="how often each is timed")
    options.add_argument("--json", action="store_true", help="print the figures for a machine")
    return options.parse_args()


def told(found: dict[str, Measured], as_json: bool, agree: str) -> None:
    """Print what was measured."""
    if as_json:
        lines = {name: line._asdict() for name, line in found.items()}
        print(json.dumps({"python": platform.python_version(), "agree": agree, "lines": lines}, indent=1))
        return
    print(f"{agree}; Python {platform.python_version()}\n{'for one fund':44}{'µs':>10}{'ratio':>8}")
    for name, line in found.items():
        print(f"{name:44}{line.microseconds:10.1f}{line.ratio:8.2f}")
