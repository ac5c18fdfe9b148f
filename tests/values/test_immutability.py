"""Nothing public can be changed once it is made, and all of it says so with one kind of error: AttributeError."""

from __future__ import annotations

import importlib
from enum import Enum
from typing import Any

import pytest

import isf_core

PACKAGES = [
    "account",
    "errors",
    "evidence",
    "model",
    "pay_runs",
    "planning",
    "policies",
    "present",
    "rules",
    "schedule",
    "values",
]
MODULES = (isf_core, *(importlib.import_module(f"isf_core.{name}") for name in PACKAGES))
NEVER_MADE = {"Payments"}
"""What a schedule and a slice of it share."""
REMEMBERS = {"BookRows", "Case"}
"""What results are added to one by one; what a rule is given, which notes what the rule asked for."""
PUBLIC = {
    held
    for module in MODULES
    for name in getattr(module, "__all__", vars(module))
    if isinstance(held := getattr(module, name), type) and held.__module__.startswith("isf_core")
}
MADE = sorted(
    (
        kind
        for kind in PUBLIC
        if not issubclass(kind, (Enum, Exception))
        and not getattr(kind, "_is_protocol", False)
        and kind.__name__ not in NEVER_MADE | REMEMBERS
    ),
    key=lambda kind: kind.__name__,
)


def test_there_are_many_public_classes() -> None:
    assert len(MADE) > 100


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_a_public_class_is_immutable(kind: type[Any]) -> None:
    made = tuple.__new__(kind) if issubclass(kind, tuple) else object.__new__(kind)
    for name in ("colour", *getattr(kind, "__slots__", ())):
        with pytest.raises(AttributeError):
            setattr(made, name, "red")
        with pytest.raises(AttributeError):
            delattr(made, name)
