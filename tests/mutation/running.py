"""Tests run in a process of their own, forked from one that has pytest ready: a mutant is tried in a second or two."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import signal
import sys
from pathlib import Path
from typing import Final

READY: Final = [
    "pytest",
    "_pytest.assertion.rewrite",
    "_pytest.doctest",
    "hypothesis",
    "hypothesis.strategies",
    "attrs",
]
"""What is imported once for all mutants: nothing of the library."""

CONTEXT: Final = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(READY)


def forget(target: Path) -> None:
    """Delete the compiled file of a module: Python compares no more than its size and the second it was written in."""
    Path(importlib.util.cache_from_source(str(target))).unlink(missing_ok=True)


def _run(tree: str, options: list[str]) -> None:
    """Run pytest in a tree, unheard, and end with what it says."""
    os.setsid()
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.chdir(tree)
    sys.dont_write_bytecode = False  # whatever the shell says: else every mutant compiles the whole library again
    os.environ["PYTHONPATH"] = f"{tree}/src"
    sys.path[:] = [f"{tree}/src", tree, *(each for each in sys.path if each and not (Path(each) / "isf_core").is_dir())]
    import pytest

    os._exit(int(pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *options])))


def passes(tree: Path, options: list[str], longest: float) -> bool | None:
    """Whether pytest passes in a tree; None where it takes more than so many seconds."""
    process = CONTEXT.Process(target=_run, args=(str(tree), options))
    process.start()
    process.join(longest)
    if process.is_alive() and process.pid is not None:
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
        return None
    return process.exitcode == 0
