"""A rule's tests are found by its code, however it is written: `-k BUD-11`, `-k BUD_11` or `-k bud_11`."""

from __future__ import annotations

import re

import pytest

CODE = re.compile(r"([a-z]{3,4})[-_]([0-9]{2}[a-z]?)(?![0-9a-z])", re.IGNORECASE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test be called by the codes in its name, in both ways of writing them."""
    for item in items:
        for area, number in CODE.findall(item.name):
            item.extra_keyword_matches.update((f"{area}-{number}", f"{area}_{number}"))
