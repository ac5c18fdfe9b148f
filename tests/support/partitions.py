"""Partitions of a book, in a module that a worker of another process can import."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from isf_core import assess_partition, to_plain
from isf_core.exchange import from_plain
from support.arrangements import ON, sound

UNTIL = date(2027, 4, 4)


def book_of(council: int) -> list[Any]:
    """The documents of one council; the third one's cannot be read at all."""
    if council == 2:
        raise OSError("no such file")
    people = [sound().replace(ref=f"I-{council}-{number}") for number in range(2)]
    return [*map(to_plain, people), {"schema": 1, "kind": "Arrangement"}]


WORK = partial(assess_partition, read=book_of, each=from_plain, on=ON, until=UNTIL)
