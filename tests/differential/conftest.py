"""The dice of a case, and the seed that throws them again."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from random import Random, SystemRandom

import pytest

CASES = int(os.environ.get("ISF_DIFFERENTIAL_CASES", "100"))
"""How many cases each test compares."""
LONG = "ISF_DIFFERENTIAL_CASES" in os.environ
SEED = os.environ.get("ISF_SEED") or (str(SystemRandom().randrange(10**9)) if LONG else "everyday")
"""What the cases are drawn from: the same ones every day, and others in each long run."""

if "ISF_EVERY_RECIPE" in os.environ:  # none may be skipped
    for package in ("QuantLib", "pandas", "holidays", "workalendar", "duckdb"):
        importlib.import_module(package)


def pytest_report_header() -> str:
    return f"ISF_SEED={SEED} ISF_DIFFERENTIAL_CASES={CASES} replays this run"


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> Callable[[], Iterator[Random]]:
    """Dice for each case of a test, which is printed where it fails."""

    def throw() -> Iterator[Random]:
        for case in range(CASES):
            print(f"case {case} of ISF_SEED={SEED} ISF_DIFFERENTIAL_CASES={CASES}")
            yield Random(f"{SEED} {request.node.name} {case}")

    return throw
