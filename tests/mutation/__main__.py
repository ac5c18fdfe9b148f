"""Mutation testing: put small errors into the code, one by one; a test must fail for each.

    python -m tests.mutation --record                      which tests run which line (once, and after changes)
    python -m tests.mutation [PACKAGE ...] [--seed S] [--number 150] [--jobs 2] [--quick] [--again FILE]

It prints the seed and every mutant with what became of it; the same seed and tree give the same list. A survivor is
shown with its lines. One that `equivalent.txt` lists is shown with the reason and counts as a survivor all the same.
`--again` tries only the survivors of an earlier run, from the file that holds what it printed. The command fails where
a package has less than 95% killed, or all together less than 97%.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from .covering import KEPT, Covering
from .mutants import Mutant, compiles, files_of, mutants_of, sample
from .running import forget, passes

ROOT: Final = Path(__file__).parents[2]
EACH: Final = 95
TOGETHER: Final = 97
RECORDED: Final = "not (slow or process or property or oracle)"
LAWS: Final = ("tests/property", "tests/oracle", "-m", "not slow")
"""What a mutant still has to get past, if none of the tests that run its line fails."""
PINNED: Final = [
    *(f"tests/test_{name}.py" for name in ("front_door", "records", "public_surface", "wording", "as_shown")),
    *("tests/test_catalogue.py", "tests/policies/test_written_down.py"),
    *("tests/exchange/test_json_schema.py", "tests/exchange/test_every_kind.py"),
    "tests/rules/engine/test_outline.py::test_a_rule_says_which_facts_it_needs_first_but_for_those_that_rest_on_more",
    "tests/test_house.py::test_nothing_that_is_walked_through_together_is_cut_off_in_silence",
    "tests/test_house.py::test_what_there_is_one_of_is_known_by_being_it",
]
"""What pins every class, name, text and stored form, also where the line that makes it runs at import: tried first."""
FIRST: Final = 12
"""Tests in the first call of pytest, the nearest: most mutants fall by one of them."""
AT_ONCE: Final = 400
"""Tests in each later call: the line of a command has a bound."""
THE_REST: Final = "top"
"""What the modules that lie in no package are called."""
NEAREST: Final = 300
"""Tests that a mutant meets in a quick run, the nearest and quickest of those that run its line."""
LONGEST: Final = 600
"""Seconds after which a mutant counts as killed and is called endless: the tests take far less without it."""


def packages() -> list[str]:
    """The packages and modules that hold code."""
    top = ROOT / "src" / "isf_core"
    folders = [each.name for each in top.iterdir() if (each / "__init__.py").exists()]
    modules = [each.stem for each in top.glob("*.py") if each.stem not in ("__init__", "version")]
    return [*sorted(folders), *([THE_REST] if modules else [])]


def files_named(package: str) -> list[Path]:
    """The files of a package, or those that lie in none."""
    if package != THE_REST:
        return files_of(ROOT, package)
    return sorted(each for each in (ROOT / "src" / "isf_core").glob("*.py") if each.stem != "version")


def record() -> int:
    """Run the everyday tests with coverage, each line with the names of its tests."""
    kept = ROOT / KEPT
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    (kept / "coveragerc").write_text(
        f"[run]\nsource = {ROOT / 'src'}\ndata_file = {kept / 'coverage'}\nparallel = true\npatch = subprocess\n"
    )
    where = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "COVERAGE_CORE": "ctrace"}
    run = [sys.executable, "-m", "coverage", "run", f"--rcfile={kept / 'coveragerc'}", "-m", "pytest"]
    options = ["-p", "tests.mutation.covering", "-p", "no:cacheprovider", "-n", "auto"]
    said = subprocess.run([*run, *options, "-m", RECORDED], cwd=ROOT, env=where).returncode
    combine = [sys.executable, "-m", "coverage", "combine", "-q", f"--rcfile={kept / 'coveragerc'}"]
    return subprocess.run(combine, cwd=ROOT, env=where).returncode or said


def all_pass(tree: Path, *calls: list[str]) -> bool | None:
    """Whether every one of some tests passes in a tree; None where they come to no end."""
    pytest = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    for call in calls:
        parts = [call[:FIRST], *(call[begin : begin + AT_ONCE] for begin in range(FIRST, len(call), AT_ONCE))]
        for part in filter(None, parts):
            passed = passes(tree, [*pytest, *part], LONGEST)
            if not passed:
                return passed
    return True


def survives(tree: Path, mutant: Mutant, covering: Covering, *, laws: bool) -> bool | None:
    """Whether every test still passes with the mutant in the tree; with the laws, those too, and else the nearest.

    None where the tests come to no end with it.
    """
    tests = covering.tests(mutant.path, mutant.place[0])[: None if laws else NEAREST]
    calls = [tests, PINNED] if covering.in_a_test(mutant.path, mutant.place[0]) else [PINNED, tests]
    target = tree / mutant.path
    before = target.read_text("utf-8")
    try:
        target.write_text(mutant.code(ROOT), "utf-8")
        forget(target)
        return all_pass(tree, *calls, *([list(LAWS)] if laws else []))
    finally:
        target.write_text(before, "utf-8")
        forget(target)


def equivalents() -> dict[str, str]:
    """The reason of each mutant that changes nothing anybody could see, by file and changed lines."""
    kept = Path(__file__).with_name("equivalent.txt").read_text("utf-8")
    blocks = (block.strip("\n").split("\n") for block in kept.split("\n\n") if not block.startswith("#"))
    return {"\n".join(lines[:-1]): lines[-1] for lines in blocks if len(lines) > 1}


def name_of(mutant: Mutant) -> str:
    """How `equivalent.txt` names a mutant: its file, and the lines without their numbers."""
    lines = [line for line in mutant.difference(ROOT).split("\n") if not line.startswith("    @@")]
    return "\n".join([mutant.path, *lines])


def try_all(
    package: str, chosen: list[Mutant], covering: Covering, trees: SimpleQueue[Path], *, laws: bool
) -> Counter[str]:
    """Try every mutant of a package, as many at a time as there are trees; print what became of each."""
    known = equivalents()
    near = {test for mutant in chosen for test in covering.tests(mutant.path, mutant.place[0])[:20]}
    tree = trees.get()
    if not all_pass(tree, sorted(near), PINNED):
        raise SystemExit(f"{package}: its tests fail without any mutant, so they prove nothing of one")
    trees.put(tree)

    def one(mutant: Mutant) -> str:
        tree = trees.get()
        try:
            lives = survives(tree, mutant, covering, laws=laws)
            if not lives:
                return "endless" if lives is None else "killed"
            return "equivalent" if name_of(mutant) in known else "survived"
        finally:
            trees.put(tree)

    counted: Counter[str] = Counter()
    with ThreadPoolExecutor(trees.qsize()) as pool:
        for mutant, became in zip(chosen, pool.map(one, chosen), strict=True):
            counted[became] += 1
            print(f"{became:10} {mutant}", flush=True)
            if became in ("equivalent", "survived"):
                print(mutant.difference(ROOT), flush=True)
                if became == "equivalent":
                    print(f"    {known[name_of(mutant)]}")
    done, endless = sum(counted.values()), counted.pop("endless", 0)
    counted["killed"] += endless
    killed = 100 * counted["killed"] / done
    of_them = f"{counted['killed']} of {done} killed ({killed:.1f}%), {counted['equivalent']} equivalent"
    of_them += f"; {endless} of the killed were stopped after {LONGEST} seconds" if endless else ""
    print(f"== {package}: {of_them}\n", flush=True)
    return counted


def survivors_in(file: Path) -> set[str]:
    """The survivors that an earlier run printed."""
    lines = (line.split() for line in file.read_text("utf-8").splitlines())
    return {f"{line[1]} {line[2]}" for line in lines if line[:1] in (["survived"], ["equivalent"])}


def main() -> int:
    """Do what is asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.split("\n")[0])
    parser.add_argument("packages", nargs="*", help="which packages (all)")
    parser.add_argument("--record", action="store_true", help="first record which tests run which line")
    parser.add_argument("--seed", default="isf", help="what the sample is drawn with (isf)")
    parser.add_argument("--number", type=int, default=150, help="mutants of each package (150)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants at a time (one a core)")
    parser.add_argument("--quick", action="store_true", help=f"try only the nearest {NEAREST} tests, and no laws")
    parser.add_argument("--again", type=Path, help="try only the survivors that this file shows, printed by a run")
    asked = parser.parse_args()
    if asked.record:
        return record()
    covering = Covering(ROOT)
    print(f"seed {asked.seed}, {asked.number} mutants a package", flush=True)
    total: Counter[str] = Counter()
    poor = []
    with tempfile.TemporaryDirectory() as work:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(asked.jobs):
            tree = Path(work, str(number))
            left_out = (".git", ".venv", ".mutation", ".*_cache", "__pycache__")
            shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*left_out))
            trees.put(tree)
        for package in asked.packages or packages():
            every = [mutant for path in files_named(package) for mutant in mutants_of(ROOT, path)]
            drawn = sample(every, asked.number + asked.number // 5, f"{asked.seed} {package}")
            chosen = [mutant for mutant in drawn if compiles(mutant, ROOT)][: asked.number]
            if asked.again:
                before = survivors_in(asked.again)
                chosen = [mutant for mutant in chosen if str(mutant) in before]
                if not chosen:
                    continue
            counted = try_all(package, chosen, covering, trees, laws=not asked.quick)
            total += counted
            if 100 * counted["killed"] < EACH * sum(counted.values()):
                poor.append(package)
    done = sum(total.values())
    if not done:
        raise SystemExit("no mutant was tried: none of those drawn is in the file")
    print(f"== together: {total['killed']} of {done} killed ({100 * total['killed'] / done:.1f}%)")
    if poor:
        print(f"less than {EACH}%: {', '.join(poor)}")
    return int(bool(poor) or 100 * total["killed"] < TOGETHER * done)


if __name__ == "__main__":
    sys.exit(main())
