"""A few of the fuzzer's inputs every day; as many as ISF_FUZZ says in the long runs."""

from __future__ import annotations

import os
from collections import Counter

from isf_core.errors import IsfError

from .__main__ import tried
from .dice import Thrown
from .targets import TARGETS

NUMBER = int(os.environ.get("ISF_FUZZ", "600"))


def test_nothing_comes_out_but_errors_of_ours() -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for number in range(NUMBER):
        target, became, _ = tried(Thrown(1, number), [*TARGETS])
        assert became in ("taken", "refused") or became.endswith("seconds"), f"--replay 1:{number}  {target}: {became}"
        counted[target, became] += 1
    assert {target for target, became in counted if became == "taken"} >= TARGETS.keys() - {"plain"}, counted


def test_a_fault_is_seen_with_its_place() -> None:
    def at_fault(_: object) -> None:
        raise ZeroDivisionError("by hand")

    def refused(_: object) -> None:
        raise IsfError("here", "it is wrong", "do right")

    TARGETS.update({"at fault": at_fault, "refused": refused})
    try:
        assert tried(Thrown(1, 1), ["at fault"])[1].startswith("ZeroDivisionError at test_fuzz.py:")
        assert tried(Thrown(1, 1), ["refused"])[1] == "refused"
    finally:
        del TARGETS["at fault"], TARGETS["refused"]
