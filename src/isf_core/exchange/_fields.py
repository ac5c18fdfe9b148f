"""The fields of a class, and what each may hold: read from its annotations, once."""

from __future__ import annotations

from functools import lru_cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import attrs


class Stated(NamedTuple):
    """A field: its key in plain data, its name in the constructor, what it may hold, whether it may be left out.

    `is_none_then`: whether the constructor takes it as not recorded where it is left out.
    """

    key: str
    name: str
    holds: Any
    has_default: bool
    is_none_then: bool = False


@lru_cache(maxsize=4_096)
def fields_of(kind: Any) -> tuple[Stated, ...]:
    """The fields that a class's constructor takes, in order."""
    stated = get_type_hints(kind)
    out = []
    for field in attrs.fields(kind):
        if field.init:
            name = field.alias or field.name
            key = f"{name}_" if name.rstrip("_") == "kind" else name
            has_default = field.default is not attrs.NOTHING
            out.append(Stated(key, name, stated.get(field.name, object), has_default, field.default is None))
    return tuple(out)


@lru_cache(maxsize=4_096)
def parts_of(kind: Any) -> tuple[Any, ...]:
    """What each place of a named tuple may hold."""
    stated = get_type_hints(kind, include_extras=True)
    return tuple(stated[name] for name in kind._fields)


def is_named_tuple(kind: object) -> bool:
    """Whether it is a class of named tuples, which plain data have as lists."""
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


@lru_cache(maxsize=4_096)
def choices(holds: Any) -> tuple[Any, ...]:
    """What a field may hold, one by one."""
    if get_origin(holds) in (Union, UnionType):
        return tuple(each for part in get_args(holds) for each in choices(part))
    return (holds,)
