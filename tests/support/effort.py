"""How much work something is: calls of functions, which no machine makes more or fewer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

MOST: Final = 10_000_000
"""Calls within which hostile input is refused: the most is a book of 10,000 lists that are no arrangement."""


class TooMuchWorkError(BaseException):
    """More calls were made than were allowed; nothing that catches errors catches it."""


@contextmanager
def little_work(most: int = MOST) -> Iterator[None]:
    """Stop what makes more calls of functions than these, so that what has no end has one here."""
    before, calls = sys.getprofile(), 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls > most:
            sys.setprofile(before)
            raise TooMuchWorkError(f"more than {most:,} calls")

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
