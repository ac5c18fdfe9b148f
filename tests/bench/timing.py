"""How long jobs take, as ratios to the loop.

Each round makes its funds afresh, and other ones than the round before: a result that is kept, by identity or by
value, would flatter itself. Before and after each job the loop runs alone, over so many funds that it is warm: run
in turn with a job that is hungry for memory, it would be slowed, and flatter the job. The time is that of the
processor, not of the clock.
"""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

LOOPS: Final = 200
"""Over how many funds the loop runs at a time."""


class Job(NamedTuple):
    """What is done to each of some subjects, how those of a round are made, and how much one run of it does."""

    run: Callable[[Any], object]
    make: Callable[[int], Sequence[Any]]
    parts: int = 1
    """How many of what is measured one run does: 13 payments explained, one arrangement assessed."""
    rounds: int = 99
    """In how many rounds at most it is timed; fewer of what takes long."""


class Turn(NamedTuple):
    """One job in one round: microseconds for each part, and what the loop took then for a fund."""

    microseconds: float
    loop: float

    @property
    def ratio(self) -> float:
        """How many times as long as the loop."""
        return self.microseconds / self.loop


def one_pass(run: Callable[[Any], object], subjects: Sequence[Any]) -> float:
    """The microseconds of the processor for each of some subjects."""
    begun = time.process_time()
    for subject in subjects:
        run(subject)
    return 1_000_000 * (time.process_time() - begun) / len(subjects)


def one_round(jobs: dict[str, Job], loop: Job, number: int) -> dict[str, Turn]:
    """Every job once, in another order each round, each between two runs of the loop."""
    order = [name for name, job in jobs.items() if number < job.rounds]
    random.Random(number).shuffle(order)
    funds, out = loop.make(number), {}
    for name in order:
        job = jobs[name]
        if not (subjects := job.make(number)):
            continue
        gc.collect()
        before = one_pass(loop.run, funds)
        took = one_pass(job.run, subjects) / job.parts
        out[name] = Turn(took, (before + one_pass(loop.run, funds)) / 2)
    return out


def warmed(jobs: dict[str, Job]) -> dict[str, Job]:
    """The jobs, each run once: what is made once for all is not timed."""
    for job in jobs.values():
        for subject in job.make(job.rounds)[:1]:
            job.run(subject)
    return jobs


def kept_bytes(job: Job) -> float:
    """How many bytes a result takes that is kept, beyond what it was made from; the mean of a round's."""
    subjects = job.make(-1)
    for subject in (*job.make(-2), *job.make(-1)):
        job.run(subject)  # what is made once for all, or for all cases of one outline, is no part of a result
    gc.collect()
    tracemalloc.start()
    try:
        kept: Iterable[object] = [job.run(subject) for subject in subjects]
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del kept
    return held / len(subjects)
