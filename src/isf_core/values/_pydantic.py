"""How pydantic reads and writes a value: as plain dicts of its core schema, so that nothing is imported here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import IsfError, quote


def as_text(kind: type[Any], read: Callable[[str], Any]) -> dict[str, Any]:
    """A value that is written as its text and read from it; the value itself is taken as it is."""

    def taken(given: object) -> Any:
        if isinstance(given, kind):
            return given
        if not isinstance(given, str):
            raise IsfError(kind.__name__, f"{quote(given)} is no text", "give it as text: a number may be rounded")
        return read(given)

    return _plain(taken, str)


def as_object(kind: type[Any], read: Callable[[dict[str, Any]], Any], write: Callable[[Any], Any]) -> dict[str, Any]:
    """A value that is written as an object and read from one; the value itself is taken as it is."""

    def taken(given: object) -> Any:
        if isinstance(given, kind):
            return given
        if not isinstance(given, dict):
            raise IsfError(kind.__name__, f"{quote(given)} is no object", "give its fields by name")
        return read(given)

    return _plain(taken, write)


def _plain(read: Callable[[Any], Any], write: Callable[[Any], Any]) -> dict[str, Any]:
    written = {"type": "function-plain", "function": write, "when_used": "json-unless-none"}
    function = {"type": "no-info", "function": read}
    return {"type": "function-plain", "function": function, "serialization": written}
