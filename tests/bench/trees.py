"""Trees of the library: this one, and that of a commit, each in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final

TODAY: Final = Path(__file__).resolve().parents[2]
THEN: Final = "b80690c"
"""The commit whose speed is the clock: 22 November 2026."""
LIKE: Final = "10dcf63"
"""The commit whose results are held equal, 30 November 2026. Where results change on purpose, name a later one."""


@contextmanager
def tree_of(which: str | None) -> Iterator[Path | None]:
    """A folder as it is, or a worktree of a commit, for as long as it is used; None where history has no such one."""
    if which is None or Path(which).is_dir():
        yield Path(which).resolve() if which else None
        return
    with tempfile.TemporaryDirectory() as passing:
        tree = Path(passing) / which
        if not _git("worktree", "add", "--detach", str(tree), which):
            yield None
            return
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> bool:
    command = ["git", "-C", str(TODAY), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:  # no git
        return False


def where(tree: Path, *more: Path) -> dict[str, str]:
    """The environment in which Python finds a tree's library, and folders beside; no other switch of Python counts."""
    paths = os.pathsep.join(map(str, (tree / "src", *more)))
    kept = {name: held for name, held in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"}


def run(module: str, tree: Path, *arguments: str, beside: tuple[Path, ...] = ()) -> str:
    """What a module of this folder prints, run by a tree's library."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    return subprocess.run(
        command, env=where(tree, *beside), cwd=TODAY, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


class Worker:
    """A tree's library in a process that waits to be asked: only one of several works at a time."""

    def __init__(self, tree: Path, module: str = "worker") -> None:
        command = [sys.executable, "-m", f"tests.bench.{module}"]
        self._process = subprocess.Popen(
            command, env=where(tree), cwd=TODAY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, way: str, **facts: object) -> Any:
        """What the worker says to one thing that it is asked."""
        asked, said = self._process.stdin, self._process.stdout
        assert asked is not None
        assert said is not None
        asked.write(json.dumps({"way": way, **facts}) + "\n")
        asked.flush()
        answer = said.readline()
        if not answer:
            raise SystemExit(f"The process that was asked for {way} has ended.")
        return json.loads(answer)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()
