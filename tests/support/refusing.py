"""What a refusal must be: by name, at once, by place, and in words that help."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from isf_core.errors import IsfError

from .effort import little_work


def refused(make: Callable[[], object], *message: str, kind: type[IsfError] = IsfError) -> IsfError:
    """Check that something raises an IsfError, with little work, that says where, what is wrong and what is right."""
    with little_work(), pytest.raises(IsfError) as caught:
        make()
    error = caught.value
    assert isinstance(error, kind), f"{type(error).__name__}: {error}"
    assert error.where
    assert error.wrong
    assert error.right
    for words in message:
        begins = r"\b" if words[:1].isalnum() else ""  # so that what stands before it is right too
        assert re.search(begins + re.escape(words), str(error)), f"{words!r} is not in {error}"
    assert len(str(error)) < 500, "it quotes, and does not repeat, what was given"
    return error
