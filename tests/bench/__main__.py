"""How fast the library is: ratios to a careful loop, and how many times as fast as an older commit.

    python -m tests.bench [--json] [--rounds 7] [--peers] [--then b80690c] [--like 10dcf63]

`limit.py` is the loop: no objects, no terms, no explanations, just the sums. First the library, the loop and two older
commits must agree in pence on the funds that are timed, and the trees on accounts; it says in how many cases a rule
comes to the same in them. Then all are timed in turn, each tree in processes of its own. Only ratios of one run can be
compared.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from operator import eq
from pathlib import Path
from typing import Final, NamedTuple

from . import imports, names, stream
from .figures import FIGURES, Figure
from .trees import LIKE, THEN, TODAY, Worker, tree_of

Times = dict[str, float]
"""Each job's ratio to the loop, the median of its rounds."""
GROUPS: Final = ("one fund", "everything recorded", "an account")
OF_TODAY: Final = ("features", "growth", "peers")
"""What is asked of this tree alone."""
FUNDS: Final = 40
"""How many funds a round has."""
BYTES: Final = {"report": 1_500, "assessment": 12_000}
IMPORT: Final = 3
FEW, MANY = 500, 5_000
"""Of a book of how many the time and the memory are taken."""


class Line(NamedTuple):
    """One line of the table: what was measured, the most that it may be, and how the older commit compares."""

    name: str
    ratio: float
    bar: float | None = None
    times_as_fast: float | None = None


def proved(today: Worker, others: Mapping[str, Worker], rounds: int) -> Iterator[str]:
    """What agrees; the end of it all where the loop and the library do not, or two trees on an account."""
    funds = [(seed, today.ask("lines", number=FUNDS, seed=seed)) for seed in range(rounds)]
    for seed, lines in funds:
        if lines != today.ask("lines", number=FUNDS, seed=seed, loop=True):
            raise SystemExit(f"The loop and the library do not agree in pence: seed {seed}")
    yield f"The loop and the library agree in pence on every line of {FUNDS * rounds} funds."
    results, sums = (today.ask(way, number=FUNDS, seed=0) for way in ("reports", "sums"))
    yield f"{len(results)} results of rules are the same when they are asked for again."
    for name, other in others.items():
        equal = 0
        for seed, lines in funds:
            equal += sum(map(eq, lines, other.ask("lines", number=FUNDS, seed=seed)))
        yield f"{name} agrees in pence on every line of {equal} of these funds."
        if (theirs := other.ask("sums", number=FUNDS, seed=0)) != sums:
            raise SystemExit(f"{name} does not agree on accounts: {theirs} is now {sums}")
        yield f"It agrees on the balance, surplus, statement and final account of {len(sums)} accounts."
        told = other.ask("reports", number=FUNDS, seed=0)
        same = sum(told.get(case) == found for case, found in results.items())
        yield f"A rule comes to the same, with the same findings and sums, in {same} of {len(results)} cases."


def older(stack: ExitStack, *names: str) -> Iterator[tuple[str, Path]]:
    """The trees of older commits, as long as they are used; what history has not is said, and left out."""
    for name in names:
        if (tree := stack.enter_context(tree_of(name))) is None:
            print(f"There is no {name} in the history here: nothing is compared with it.", file=sys.stderr)
        else:
            yield name, tree


def timed(today: Worker, then: Worker | None, rounds: int, groups: tuple[str, ...]) -> tuple[Times, Times]:
    """What the jobs take today, and took then, the two trees in turn."""
    now: dict[str, list[float]] = {}
    before: dict[str, list[float]] = {}
    loops: list[float] = []
    for group in groups:
        for number in range(rounds):
            for worker, out in ((today, now), (None if group in OF_TODAY else then, before)):
                turns = worker.ask("time", group=group, round=number) if worker else {}
                for name, (took, loop) in turns.items():
                    out.setdefault(name, []).append(took / loop)
                    loops.append(loop)
    print(f"The loop took {statistics.median(loops):.1f} microseconds for a fund.", file=sys.stderr)
    medians = [{name: statistics.median(ratios) for name, ratios in each.items()} for each in (now, before)]
    return medians[0], medians[1]


def line_of(figure: Figure, now: Times, before: Times) -> Line:
    """A figure, and how many times as fast as before its job is."""
    older = before.get(figure.job)
    faster = None if older is None or figure.beyond else older / now[figure.job]
    return Line(figure.name, figure.found_in(now), figure.bar, faster)


def lines_of(figure: Figure, now: Times, before: Times, rules: int) -> Iterator[Line]:
    """A figure's lines: one that judges has one over the rules of both trees, and one over every rule, pro rata."""
    if not figure.rules:
        yield line_of(figure, now, before)
        return
    shared, every = (figure.job_over(which) for which in ("both", "every"))
    yield line_of(figure._replace(name=f"{figure.name}: {len(names.RULES)} rules", job=shared), now, before)
    part = now[every] * len(names.RULES) / rules
    name = f"{figure.name}: all {rules} rules, pro rata"
    yield Line(name, part, figure.bar, before[shared] / part if shared in before else None)


def of_a_book() -> Iterator[Line]:
    """What each arrangement of a book takes, and whether more of them take more memory."""
    with tempfile.TemporaryDirectory() as passing:
        few, many = (stream.streamed(people, Path(passing)) for people in (FEW, MANY))
    yield Line("a book: read from JSON, built, assessed, as rows, each", many["loops"], 45)
    yield Line(f"memory: a book of {MANY:,} / of {FEW:,}", many["bytes"] / few["bytes"], 1.05)


def main() -> None:
    """Prove, measure, and print a table."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", action="store_true", help="print a list of {name, ratio, bar, times_as_fast}")
    options.add_argument("--rounds", type=int, default=7, help="how often each is timed")
    options.add_argument("--peers", action="store_true", help="time other packages too, those that are installed")
    options.add_argument("--then", default=THEN, help="the older commit, or a folder of it")
    options.add_argument("--like", default=LIKE, help="the commit whose results are held equal, or a folder of it")
    asked = options.parse_args()
    with ExitStack() as stack:
        trees = {"today": TODAY, **dict(older(stack, asked.then, asked.like))}
        workers = {name: stack.enter_context(Worker(tree)) for name, tree in trees.items()}
        today, then = workers.pop("today"), workers.get(asked.then)
        for said in proved(today, workers, asked.rounds):
            print(said, file=sys.stderr)
        counts = today.ask("count")
        groups = (*GROUPS, *(OF_TODAY if asked.peers else OF_TODAY[:-1]))
        now, before = timed(today, then, asked.rounds, groups)
        doors = imports.ratios([trees[name] for name in ("today", asked.then) if name in trees], asked.rounds)
        book = [*of_a_book()]
    lines = [line for figure in FIGURES for line in lines_of(figure, now, before, counts["rules"])]
    lines.append(Line("import / import attrs", doors[0], IMPORT, doors[1] / doors[0] if then else None))
    for name, bar in BYTES.items():
        lines.append(Line(f"bytes of one {name}", counts[name], bar))
    lines += book
    lines += [Line(name, ratio) for name, ratio in now.items() if ": " in name]  # the peers
    if asked.json:
        print(json.dumps([line._asdict() for line in lines], indent=1))
        return
    told(lines, asked.then)


def told(lines: list[Line], then: str) -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}; ratios to the loop for one fund, unless the line says otherwise")
    print(f"{'':70}{'ratio':>10}{'at most':>9}  times as fast as {then[:10]}")
    for name, ratio, bar, times in lines:
        over = " *" if bar is not None and ratio > bar else ""
        most = "" if bar is None else f"{bar:g}" if bar < 1_000 else f"{bar:,.0f}"
        shown = f"{ratio:.2f}" if ratio < 1_000 else f"{ratio:,.0f}"
        print(f"{name:70}{shown:>10}{most:>9}{'' if times is None else f'{times:10.1f}'}{over}")
    print("* above what it may be at most")


if __name__ == "__main__":
    main()
