"""`warm_up` finds every class of the library, wherever a module of it stands, and leaves what is of others alone."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from isf_core import warm
from isf_core.values.frozen import _NotWritten, frozen


def unwritten(name: str) -> Any:
    """A module with a class that is still to be written."""
    ours: Any = frozen
    module: Any = ModuleType(name)
    module.Fund = ours(repr=False)(type("Fund", (), {"__annotations__": {"ref": "str"}}))
    return module


def test_each_module_within_is_looked_into_once_and_none_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner, others = unwritten("isf_core.outer"), unwritten("isf_core.outer.inner"), unwritten("elsewhere")
    outer.inner, inner.outer, inner.others, others.inner = inner, outer, others, inner
    monkeypatch.setattr(warm, "_FLOORS", (outer,))
    warm.warm_up()
    left = [any(isinstance(held, _NotWritten) for held in vars(each.Fund).values()) for each in (outer, inner, others)]
    assert left == [False, False, True]
