"""What all tests share: each test of `property` and `oracle` has the marker of its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from support import refusing

from isf_core.errors import IsfError

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
"""A machine that is busy with something else makes no law false."""

_HERE = Path(__file__).parent
collect_ignore = ["bench/limit.py", *(str(path) for path in (_HERE / "mutation").glob("*.py"))]
"""A plain script, kept as it was written, and commands that want packages of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in {"property", "oracle"}:
            item.add_marker(item.path.parent.name)
        if item.path.parent.name == "fuzz":
            item.add_marker("property")


@pytest.fixture
def refused() -> Callable[..., IsfError]:
    """Check that something is refused by the very kind of error, in few words."""

    def check(make: Callable[[], object], kind: type[IsfError], *message: str) -> IsfError:
        error = refusing.refused(make, *message, kind=kind)
        assert type(error) is kind, f"{type(error).__name__}: {error}"
        assert len(str(error)) < 300, "an error quotes at most 40 characters"
        return error

    return check
