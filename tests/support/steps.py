"""How many lines of the library are run: what grows with the square of a size is seen without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(run: Callable[[], object]) -> int:
    """The lines that are run, each turn of a loop or comprehension counted."""
    count = 0

    def traced(_frame: FrameType, event: str, _of: Any) -> Any:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def grows_no_faster(of_size: Callable[[int], Callable[[], object]], size: int = 150) -> bool:
    """Whether four times the size takes at most about four times the steps (a square would take sixteen)."""
    return steps(of_size(4 * size)) < 6 * steps(of_size(size))
