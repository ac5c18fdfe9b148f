"""What a refusal must be: by name, at once, by place, and in words that help."""

from __future__ import annotations

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
    for word in message:
        assert word in str(error)
    assert len(str(error)) < 500, "it quotes, and does not repeat, what was given"
    assert took < 2, "hostile input is refused before any work is done"
    return error
