"""What people are shown, beside what was shown when somebody last read it."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.shown import SHOWN, shown
from support.shown_results import results

import isf_core
from isf_core.values.layout import Laid

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("what", SHOWN)
def test_what_people_are_shown_is_what_somebody_read(what: str) -> None:
    """Read the lines that changed aloud; if they are meant, write them down anew."""
    kept = DATA / f"shown_{what}.txt"
    lines = difflib.unified_diff(kept.read_text("utf-8").splitlines(), shown(what).splitlines(), n=0, lineterm="")
    changed = "\n".join(list(lines)[2:40])
    assert not changed, f"{changed}\n\npython tests/support/shown.py {what} > tests/data/{kept.name}"


def kinds(of: type) -> Iterator[type]:
    """Every class of a kind that no other is made of."""
    below: list[type] = of.__subclasses__()
    for each in below:
        yield from kinds(each)
    if not below:
        yield of


def test_every_kind_of_result_is_there() -> None:
    for module in pkgutil.walk_packages(isf_core.__path__, "isf_core."):
        importlib.import_module(module.name)
    parts = {"Table", "Explanation"}
    every = {each.__name__ for each in kinds(Laid) if each.__module__.startswith("isf_core.")} - parts
    assert every - {type(result).__name__ for _, result in results()} == set()
