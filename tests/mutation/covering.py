"""Which tests run each line: a plugin for pytest, which names the test that runs to coverage.

    python -m tests.mutation --record

It runs the everyday tests once with coverage and keeps what it saw in `.mutation/`, which git ignores.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Final

import coverage
import pytest

KEPT: Final = ".mutation"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tell coverage which test it is that runs."""
    watching = coverage.Coverage.current()
    if watching is not None:
        watching.switch_context(item.nodeid)
    said = yield
    if watching is not None:
        watching.switch_context("")
    return said


@pytest.hookimpl
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep how long each test took."""
    if report.when == "call" and "PYTEST_XDIST_WORKER" not in os.environ:
        with Path(KEPT, "took.jsonl").open("a", encoding="utf-8") as kept:
            kept.write(json.dumps([report.nodeid, report.duration]) + "\n")


class Covering:
    """The tests of each line, as recorded."""

    def __init__(self, root: Path) -> None:
        """Read what was kept; a SystemExit that says what to run where nothing was."""
        kept = root / KEPT
        if not (kept / "coverage").exists():
            raise SystemExit(f"{kept} has no record of which tests run which line; first run --record")
        lines = (kept / "took.jsonl").read_text("utf-8").splitlines()
        self.took: dict[str, float] = dict(json.loads(line) for line in lines)
        self._data = coverage.CoverageData(str(kept / "coverage"))
        self._data.read()
        self._root = root
        self._tests: dict[str, dict[int, list[str]]] = {}

    def tests(self, path: str, line: int) -> list[str]:
        """The tests that run a line, the nearest and quickest first.

        A line that runs at import has none of its own: those of its whole file.
        """
        by_line = self._by_line(path)
        found = by_line.get(line) or sorted({name for names in by_line.values() for name in names})
        return sorted(found, key=lambda name: (self._is_far(path, name), self.took.get(name, 1.0), name))

    def in_a_test(self, path: str, line: int) -> bool:
        """Whether a line runs in a test, and not only when it is imported."""
        return bool(self._by_line(path).get(line))

    def _by_line(self, path: str) -> dict[int, list[str]]:
        """The tests of each line of a file."""
        if path not in self._tests:
            seen = self._data.contexts_by_lineno(str(self._root / path))
            self._tests[path] = {number: [name for name in names if name] for number, names in seen.items()}
        return self._tests[path]

    @staticmethod
    def _is_far(path: str, test: str) -> int:
        """0 for the tests of the module's own folder and its own examples, 1 for all others."""
        inside = Path(path).relative_to("src/isf_core")
        folder = f"tests/{inside.parts[0]}/" if len(inside.parts) > 1 else f"tests/test_{inside.stem}"
        return 0 if test.startswith((folder, path)) else 1
