"""A council's book in one process: read from JSON, built, assessed, and laid out as rows.

    python -m tests.bench.stream [--people 3000]

Everybody has Mary's facts of README.md with another budget and contribution, and a rise from 1 October that was
known before. The book is a file of one document a line, which is not in the figures. It prints the processor's
time, as it is and for each arrangement beside the loop, the memory that the process had at most, and what was paid.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from .trees import TODAY, where

Streamed = dict[str, float]
"""Of one run: arrangements, assessed, payments, pence, seconds, loops (each), bytes (the most that was held)."""


def streamed(people: int, folder: Path) -> Streamed:
    """Make a book in a folder and go through it, each in a process of its own."""
    book = folder / f"{people}.jsonl"
    for step in ("write", "read"):
        command = [sys.executable, "-m", "tests.bench.stream", "--people", str(people), f"--{step}", str(book)]
        said = subprocess.run(command, cwd=TODAY, env=where(TODAY), check=True, stdout=subprocess.PIPE, text=True)
    book.unlink()
    found: Streamed = json.loads(said.stdout)
    return found


def written(people: int) -> Iterator[str]:
    """The documents of so many people, no two alike."""
    from . import funds
    from . import library as isf

    (mary,) = (funds.varied(each) for each in funds.plainest(1, 0))
    document: dict[str, Any] = isf.to_plain(mary)
    budget, (support,) = document["budget"], document["plan"]["supports"]
    ((_, contribution),) = budget["contribution"]["changes"]
    (rise,) = document["variations"][0]["changes"]
    for number in range(people):
        pence = 8_000 + 7 * (number % 9_001)
        document["ref"], document["person"]["ref"] = f"ISF-{number}", f"P-{number}"
        budget["actual"]["first"]["amount"] = support["cost"]["amount"] = str(Decimal(pence) / 100)
        contribution["amount"] = str(10 + number % 57)
        rise["value"]["amount"] = str(pence // 100 + 5)
        yield json.dumps(document)


def gone_through(book: Path) -> Streamed:
    """Read, build, assess and lay out as rows, one line after the other."""
    from . import funds, jobs, timing
    from . import library as isf

    loop = timing.one_pass(jobs.LOOP.run, jobs.LOOP.make(0))

    def read(line: str) -> Any:
        return isf.from_plain(json.loads(line))

    arrangements = assessed = payments = pence = 0
    with book.open() as lines:
        begun = time.process_time()
        for each in isf.assess_many(lines, on=funds.BEFORE, policy=isf.PLAIN, read=read):
            arrangements += 1
            if each.result is not None and each.result.schedule is not None:
                rows = isf.rows_of([each])
                assessed += 1
                payments += len(rows.payments)
                pence += rows.amount.pence
        seconds = time.process_time() - begun
    loop = min(loop, timing.one_pass(jobs.LOOP.run, jobs.LOOP.make(0)))
    return {
        "arrangements": arrangements,
        "assessed": assessed,
        "payments": payments,
        "pence": pence,
        "seconds": seconds,
        "loops": 1_000_000 * seconds / arrangements / loop,
        "bytes": 1_024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def main() -> None:
    """Make the book, go through it, and print what it took."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.stream", description=(__doc__ or "").splitlines()[0])
    options.add_argument("--people", type=int, default=3_000)
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.write:
        with asked.write.open("w") as book:
            book.writelines(f"{line}\n" for line in written(asked.people))
    elif asked.read:
        print(json.dumps(gone_through(asked.read)))
    else:
        with tempfile.TemporaryDirectory() as passing:
            found = streamed(asked.people, Path(passing))
        print(f"{found['assessed']:,} of {found['arrangements']:,} arrangements assessed")
        print(f"{found['payments']:,} payments of £{found['pence'] / 100:,.2f} in all")
        print(f"{found['seconds']:.1f} s of one processor, {found['loops']:.1f} times the loop for each")
        print(f"{found['bytes'] / 1_048_576:.1f} MiB of memory at most")


if __name__ == "__main__":
    main()
