"""What every recorded fact shares: written by keyword, frozen, rebuilt through its checks.

A record is an attrs class. `None` in it means "not recorded", always and only. Its repr shows
what is recorded and leaves out the rest.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import takewhile
from typing import Any, TypeVar

import attrs
from attrs.exceptions import FrozenInstanceError

from ..errors import IsfError

R = TypeVar("R", bound="Record")


def _is_bare(held: object, default: Any) -> bool:
    """An empty tuple or a record in which nothing is recorded, where that is what the field has anyway."""
    made = default.factory() if hasattr(default, "factory") else default
    return isinstance(held, (tuple, Record)) and held == made


def _nearest(name: str, known: set[str]) -> str:
    """The names that begin most like one that is not there."""
    alike = {each: len(list(takewhile(lambda two: two[0] == two[1], zip(each, name, strict=False)))) for each in known}
    return ", ".join(sorted(known, key=lambda each: (-alike[each], each))[:10])


class Record:
    """The mixin: reprs, copies and pickles of attrs classes."""

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

    def replace(self: R, **changes: Any) -> R:
        """The same with some fields changed, checked again; an unknown field raises IsfError."""
        known = {field.name for field in attrs.fields(type(self))}  # type: ignore[arg-type]
        for name in changes:
            if name not in known:
                raise IsfError(
                    f"{type(self).__name__}.{name[:40]}", "there is no such field", f"it has {_nearest(name, known)}"
                )
        return attrs.evolve(self, **changes)  # type: ignore[misc]


class Value:
    """What all small values share: they are rebuilt through their constructor.

    A slots class is otherwise restored by pickle and copy without being checked.
    """

    __slots__ = ()

    def _parts(self) -> tuple[Any, ...]:
        """The constructor's arguments, in order."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._parts()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._parts()))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError
