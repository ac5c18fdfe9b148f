"""What values and records share: frozen attrs classes, rebuilt through their checks.

A value is one thing, such as a rate or a period: it is compared and recorded as a whole. A record has
fields that are facts of their own, and is written by keyword; `None` in it means "not recorded", always
and only. The repr of both shows what is recorded and leaves out the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import takewhile
from typing import Any, TypeVar

import attrs

from ..errors import IsfError

V = TypeVar("V", bound="Value")


def _is_bare(held: object, default: Any) -> bool:
    """An empty tuple or a record in which nothing is recorded, where that is what the field has anyway."""
    made = default.factory() if hasattr(default, "factory") else default
    return isinstance(held, (tuple, Record)) and held == made


def nearest(name: str, known: Iterable[str]) -> str:
    """The names that begin most like one that is not there."""
    alike = {each: len(list(takewhile(lambda two: two[0] == two[1], zip(each, name, strict=False)))) for each in known}
    return ", ".join(sorted(known, key=lambda each: (-alike[each], each))[:10])


class Value:
    """The mixin of all attrs classes: reprs, copies and pickles."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # Restoring a slots class by its state would pass by the validators.
        kept = {
            field.alias or field.name: getattr(self, field.name)
            for field in attrs.fields(type(self))  # type: ignore[arg-type]
            if field.init
        }
        return partial(type(self), **kept), ()

    def __repr__(self) -> str:
        shown = []
        for field in attrs.fields(type(self)):  # type: ignore[arg-type]
            held = getattr(self, field.name)
            if field.repr and held is not None and not _is_bare(held, field.default):
                shown.append(f"{field.name}={held.isoformat() if isinstance(held, date) else repr(held)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def replace(self: V, **changes: Any) -> V:
        """The same with some fields changed, checked again; an unknown field raises IsfError."""
        known = {field.name for field in attrs.fields(type(self))}  # type: ignore[arg-type]
        for name in changes:
            if name not in known:
                wrong = "there is no such field"
                raise IsfError(f"{type(self).__name__}.{name[:40]}", wrong, f"it has {nearest(name, known)}")
        return attrs.evolve(self, **changes)  # type: ignore[misc]

    def __replace__(self: V, **changes: Any) -> V:
        """What `copy.replace` calls."""
        return self.replace(**changes)


class Record(Value):
    """The mixin of what has facts in its fields."""

    __slots__ = ()
