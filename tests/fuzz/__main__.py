"""Fuzzing: hostile input by the million. Nothing may come out but an IsfError, quickly, in little memory.

    python -m tests.fuzz [--number 1000000] [--seed 1] [--jobs 2] [--targets plain rows]
    python -m tests.fuzz --replay 1:4711                       one input again, by seed and number
    python -m tests.fuzz --atheris plain -max_total_time=600   coverage-guided, where atheris is installed

Each input has a number, and the seed with the number makes it again. An input fails where anything but an IsfError is
raised, where it takes more than a second of CPU, or where it holds more than 200 MB at once. Memory is measured by
tracemalloc, input by input, in every batch in which the process grew.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import tracemalloc
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from isf_core.errors import IsfError  # noqa: E402

from .dice import Dice, Sent, Thrown, pick  # noqa: E402
from .targets import TARGETS  # noqa: E402

SLOWEST: Final = 1.0
"""Seconds of CPU for one input."""
LARGEST: Final = 200_000_000
"""Bytes for one input."""
BATCH: Final = 500
GREW: Final = 30_000
"""Kilobytes by which a process grows before its batch is looked at again, input by input."""
ROOM: Final = 3_000_000_000
"""Bytes that a process may have: an input that wants more is named, and takes nobody else's memory."""
PATIENCE: Final = 20
"""Seconds of CPU after which an input is stopped and named."""


class _StoppedError(Exception):
    """An input that would not come to an end."""


def _stop(*_: object) -> None:
    raise _StoppedError(f"stopped after {PATIENCE} seconds")


def bound() -> None:
    """Bound this process, where the machine can: it is one of the fuzzer's own."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGVTALRM, _stop)


def tried(dice: Dice, names: list[str]) -> tuple[str, str, float]:
    """Which target an input was for, what became of it ("taken", "refused", or what is wrong), and its seconds."""
    target = pick(dice, names)
    began = time.process_time()
    is_bound = hasattr(signal, "setitimer") and signal.getsignal(signal.SIGVTALRM) is _stop
    if is_bound:
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        TARGETS[target](dice)
        became = "taken"
    except IsfError as error:
        str(error)
        became = "refused"
    except Exception as error:  # whatever it is, it is the fault that is looked for
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
        is_ours = place.startswith("making.py")  # a function that the fuzzer gave and that raises, as is said of it
        became = "refused" if is_ours else f"{type(error).__name__} at {place}: {str(error)[:100]}"
    finally:
        if is_bound:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    took = time.process_time() - began
    if took > SLOWEST and became in ("taken", "refused"):
        became = f"{took:.1f} seconds"
    return target, became, took


def peak() -> int:
    """The most kilobytes that this process ever held; 0 where the machine does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def batch(
    given: tuple[int, int, int, list[str]],
) -> tuple[Counter[tuple[str, str]], list[tuple[int, str, str]], float, int]:
    """The inputs from one number to another: counts, what is wrong, the slowest and the largest."""
    seed, first, last, names = given
    counted: Counter[tuple[str, str]] = Counter()
    wrong, slowest, largest, before = [], 0.0, 0, peak()
    for number in range(first, last):
        target, became, took = tried(Thrown(seed, number), names)
        slowest = max(slowest, took)
        is_well = became in ("taken", "refused")
        counted[target, became if is_well else "wrong"] += 1
        if not is_well:
            wrong.append((number, target, became))
    if peak() - before > GREW:
        tracemalloc.start()
        for number in range(first, last):
            tracemalloc.reset_peak()
            held = tracemalloc.get_traced_memory()[0]
            target, _, _ = tried(Thrown(seed, number), names)
            size = tracemalloc.get_traced_memory()[1] - held
            largest = max(largest, size)
            if size > LARGEST:
                wrong.append((number, target, f"{size // 1_000_000} MB"))
        tracemalloc.stop()
    return counted, wrong, slowest, largest


def run(number: int, seed: int, jobs: int, names: list[str]) -> int:
    """Try so many inputs; print what became of them; 1 where one is wrong."""
    work = [(seed, first, min(first + BATCH, number), names) for first in range(0, number, BATCH)]
    counted: Counter[tuple[str, str]] = Counter()
    wrong: list[tuple[int, str, str]] = []
    slowest, largest, began = 0.0, 0, time.time()
    with ProcessPoolExecutor(jobs, initializer=bound) as pool:
        for each, faults, slow, large in pool.map(batch, work):
            counted += each
            if sum(counted.values()) % 20_000 == 0:
                print(f"{sum(counted.values()):,} inputs in {time.time() - began:.0f} s", flush=True)
            for fault in faults:
                print(f"--replay {seed}:{fault[0]}  {fault[1]}: {fault[2]}", flush=True)
            wrong += faults
            slowest, largest = max(slowest, slow), max(largest, large)
    for target in names:
        taken, refused, at_fault = (counted[target, became] for became in ("taken", "refused", "wrong"))
        print(f"{target:10} {taken:8,} taken, {refused:8,} refused, {at_fault} wrong")
    took, grew = time.time() - began, GREW // 1000
    print(f"seed {seed}: {sum(counted.values()):,} inputs in {took:.0f} s, {len(wrong)} wrong")
    print(f"the slowest took {slowest:.2f} s of CPU; the largest that was measured held {largest / 1e6:.1f} MB;")
    print(f"the rest are in batches of {BATCH} during which no process grew by {grew} MB")
    return int(bool(wrong))


def guided(target: str, options: list[str]) -> None:
    """Let atheris look for inputs that reach new code."""
    import atheris  # type: ignore[import-untyped, unused-ignore]

    with atheris.instrument_imports():
        import isf_core  # noqa: F401
    atheris.instrument_all()

    def once(data: bytes) -> None:
        try:
            TARGETS[target](Sent(data))
        except IsfError:
            return

    fuzzer: Any = atheris
    fuzzer.Setup([sys.argv[0], *options], once)
    fuzzer.Fuzz()


def main() -> int:
    """Do what is asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--number", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--targets", nargs="+", choices=sorted(TARGETS), default=[*TARGETS])
    parser.add_argument("--replay", metavar="SEED:NUMBER")
    parser.add_argument("--atheris", metavar="TARGET", choices=sorted(TARGETS))
    asked, options = parser.parse_known_args()
    if asked.atheris:
        guided(asked.atheris, options)
        return 0
    if asked.replay:
        seed, number = map(int, asked.replay.split(":"))
        dice = Thrown(seed, number)
        target = pick(dice, asked.targets)
        print(target)
        TARGETS[target](dice)
        return 0
    return run(asked.number, asked.seed, asked.jobs, asked.targets)


if __name__ == "__main__":
    sys.exit(main())
