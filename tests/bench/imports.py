"""How long the library takes to import, as a ratio to attrs, both beyond what Python takes to start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from .trees import where

DOOR: Final = "from isf_core import Arrangement, PLAIN, assess, schedule_payments"


def ratios(trees: list[Path], runs: int) -> list[float]:
    """Each tree's ratio, from the quickest of so many runs of each."""
    programs = [("pass", trees[0]), ("import attrs", trees[0]), *((DOOR, tree) for tree in trees)]
    times: list[list[float]] = [[] for _ in programs]
    for _ in range(runs + 1):  # the first writes what Python keeps of compiled modules
        for (program, tree), found in zip(programs, times, strict=True):
            found.append(_seconds(program, tree))
    bare, attrs, *doors = (min(found[1:]) for found in times)
    return [(door - bare) / (attrs - bare) for door in doors]


def _seconds(program: str, tree: Path) -> float:
    """The seconds of the processor that one program takes, from start to end."""
    process = subprocess.Popen([sys.executable, "-c", program], env=where(tree))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"This does not run by {tree}: {program}")
    return used.ru_utime + used.ru_stime
