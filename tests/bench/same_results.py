"""Whether another tree comes to the same results, to the penny and to the finding.

    python -m tests.bench.same_results --old <tree or commit> [--cases 1000] [--seed 0] [--facts old] [--keep FOLDER]
    python -m tests.bench.same_results --old <tree> --but BUD-04 --words

Facts are taken from one of the two trees, as it has them: the examples, the rules' proofs, the random arrangements
and accounts of the oracles, and variants of them all in which a few facts are changed, blanked or added at random
(the same seed gives the same ones). They are written as documents, and each tree, in a process of its own, builds
them anew and says what it makes of them: payments (dates, and each component in pence), findings (code, force,
outcome, field; the money and the days that a breach states), steps and reviews, balance, surplus, statement, final
account, what met an overspend, corrections of what was paid, the next payments. What a tree refuses is compared
too: by the kind of error, and by what is missing.

Any difference fails, but for rules that are excused by `--but` and for what stands in a file of known ones: with
`--keep` all that differ are written to differences.txt, to be read, and given as `--known` the next time. Words
(messages, remedies, explanations) are no results: with `--words` those that differ are listed, and none fails.
`names.py` knows what is called differently.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from .trees import TODAY, run, tree_of

SHOWN: Final = 3
"""How many cases are shown of each kind of difference."""


def both(old: Path, new: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What each tree says of the same case."""
    with old.open() as before, new.open() as today:
        for one, other in zip(before, today, strict=True):
            yield json.loads(one), json.loads(other)


def differences(
    old: object, new: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Where two results differ: the path, and what each says."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from differences(old.get(key), new.get(key), (*path, key))
    elif old != new:
        yield path, old, new


def kind_of(path: tuple[str, ...]) -> str:
    """What sort of difference it is: the path without the days."""
    return " / ".join(step for step in path if not step[:1].isdigit())


def told(kinds: dict[str, list[str]]) -> None:
    """Print differences by kind, the most frequent first."""
    for kind, cases in sorted(kinds.items(), key=lambda each: -len(each[1])):
        print(f"{len(cases)} times: {kind}")
        for case in cases[:SHOWN]:
            print(f"    {_short(case)}")


def compared(folder: Path, excused: set[str], known: set[str]) -> int:
    """Print where results differ, and keep it; how many do that are neither excused nor known."""
    kinds: dict[str, list[str]] = defaultdict(list)
    cases = 0
    for old, new in both(folder / "results_old.jsonl", folder / "results_new.jsonl"):
        cases += 1
        for path, before, today in differences(old["results"], new["results"], ()):
            said = f"{old['case']}, {' / '.join(path)}: {json.dumps(before)} is now {json.dumps(today)}"
            if not excused & set(path) and said not in known:
                kinds[kind_of(path)].append(said)
    found = [said for each in kinds.values() for said in each]
    (folder / "differences.txt").write_text("".join(f"{said}\n" for said in found))
    told(kinds)
    print(f"{cases} cases compared: {len(found) or 'no'} difference{'s' if len(found) > 1 else ''}.")
    return len(found)


def list_words(folder: Path) -> None:
    """Print the words that differ, each once."""
    seen: dict[tuple[str, str, str], int] = {}
    for old, new in both(folder / "words_old.jsonl", folder / "words_new.jsonl"):
        for path, before, today in differences(old["words"], new["words"], ()):
            key = (kind_of(path), _short(before, 400), _short(today, 400))
            seen[key] = seen.get(key, 0) + 1
    shown: dict[str, int] = defaultdict(int)
    for (kind, before, today), times in sorted(seen.items()):
        shown[kind] += 1
        if shown[kind] <= SHOWN:
            print(f"{kind} ({times} times)\n    was {before}\n    is  {today}")
    print(f"{len(seen)} words differ, of {len(shown)} kinds.")


def _short(said: object, most: int = 300) -> str:
    text = said if isinstance(said, str) else json.dumps(said)
    return text if len(text) <= most else f"{text[:most]}..."


def main() -> None:
    """Take the facts, let each tree say what it makes of them, and compare."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--old", required=True, help="the other tree: a folder, or a commit")
    options.add_argument("--new", type=Path, default=TODAY, help="the tree that is compared with it: this one")
    options.add_argument(
        "--facts", choices=("old", "new"), default="new", help="whose examples and tests give the facts"
    )
    options.add_argument("--cases", type=int, default=1000, help="how many random cases, beside the fixed ones")
    options.add_argument("--every", type=int, default=1, help="take every so many of the fixed cases")
    options.add_argument("--seed", type=int, default=0, help="the first seed of the random cases")
    options.add_argument("--but", nargs="*", default=[], metavar="CODE", help="rules that may differ")
    options.add_argument(
        "--known", type=Path, help="a file of differences that are meant: the differences.txt of --keep"
    )
    options.add_argument("--words", action="store_true", help="list the words that differ")
    options.add_argument("--keep", type=Path, help="a folder for the facts and results; facts that lie there are used")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as passing, tree_of(asked.old) as old:
        if old is None:
            options.error(f"there is no folder {asked.old}, and no such commit in the history here")
        folder = asked.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        facts = folder / "facts.jsonl"
        trees = {"old": old, "new": asked.new.resolve()}
        if not facts.exists():
            taken = trees[asked.facts]
            how = (str(facts.resolve()), str(asked.cases), str(asked.seed), str(asked.every))
            run("take_facts", taken, *how, beside=(taken / "tests",))
        for name, tree in trees.items():
            files = (facts, folder / f"results_{name}.jsonl", folder / f"words_{name}.jsonl")
            run("tell_results", tree, *(str(file.resolve()) for file in files))
        if asked.words:
            list_words(folder)
        known = set(asked.known.read_text().splitlines()) if asked.known else set()
        if compared(folder, set(asked.but), known):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
