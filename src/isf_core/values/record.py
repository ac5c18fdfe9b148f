"""What every recorded fact shares: written by keyword, frozen, rebuilt through its checks.

A record is an attrs class. `None` in it means "not recorded", always and only. Its repr shows
what is recorded and leaves out the rest.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, TypeVar

import attrs

from ..errors import IsfError

R = TypeVar("R", bound="Record")


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
            if field.repr and held is not None and not (held == () and field.default == ()):
                shown.append(f"{field.name}={held.isoformat() if isinstance(held, date) else repr(held)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def replace(self: R, **changes: Any) -> R:
        """The same with some fields changed, checked again; an unknown field raises IsfError."""
        known = {field.name for field in attrs.fields(type(self))}  # type: ignore[arg-type]
        for name in changes:
            if name not in known:
                raise IsfError(
                    f"{type(self).__name__}.{name[:40]}", "there is no such field", f"it has {', '.join(sorted(known))}"
                )
        return attrs.evolve(self, **changes)  # type: ignore[misc]
