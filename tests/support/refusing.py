"""What a refusal must be: by name, at once, by place, and in words that help."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import process_time

import pytest

from isf_core.errors import IsfError


def refused(make: Callable[[], object], *message: str, kind: type[IsfError] = IsfError) -> IsfError:
    """Check that something raises an IsfError, quickly, that says where, what is wrong and what is right."""
    began = process_time()
    with pytest.raises(IsfError) as caught:
        make()
    took = process_time() - began
    error = caught.value
    assert isinstance(error, kind), f"{type(error).__name__}: {error}"
    assert error.where
    assert error.wrong
    assert error.right
    for words in message:
        begins = r"\b" if words[:1].isalnum() else ""  # so that what stands before it is right too
        assert re.search(begins + re.escape(words), str(error)), f"{words!r} is not in {error}"
    assert len(str(error)) < 500, "it quotes, and does not repeat, what was given"
    assert took < 2, "hostile input is refused before any work is done"
    return error
