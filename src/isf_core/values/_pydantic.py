"""How pydantic reads and writes a value: as plain dicts of its core schema, so that nothing is imported here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import IsfError, quote


def as_text(kind: type[Any], read: Callable[[str], Any]) -> dict[str, Any]:
    """A value that is written as its text and read from it; the value itself is taken as it is."""
    return _as(kind, str, "is no text", "give it as text: a number may be rounded", read, str)


def as_object(kind: type[Any], read: Callable[[dict[str, Any]], Any], write: Callable[[Any], Any]) -> dict[str, Any]:
    """A value that is written as an object and read from one; the value itself is taken as it is."""
    return _as(kind, dict, "is no object", "give its fields by name", read, write)


def _as(
    kind: type[Any], form: type[Any], wrong: str, right: str, read: Callable[[Any], Any], write: Callable[[Any], Any]
) -> dict[str, Any]:
    def taken(given: object) -> Any:
        if isinstance(given, kind):
            return given
        if not isinstance(given, form):
            raise IsfError(kind.__name__, f"{quote(given)} {wrong}", right)
        return read(given)

    written = {"type": "function-plain", "function": write, "when_used": "json-unless-none"}
    function = {"type": "no-info", "function": taken}
    return {"type": "function-plain", "function": function, "serialization": written}
