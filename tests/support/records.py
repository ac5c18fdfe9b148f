"""Every record of the package as text: its fields in order, what each is built with, shown and compared by.

And every text that is cited, and every citation a module holds, word for word, by its name; the members of every
enumeration, as people read them; the law's amounts; every limit, and how much each cache keeps.

python tests/support/records.py > tests/data/records.txt
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from enum import Enum
from types import ModuleType
from typing import Any

import attrs

import isf_core
from isf_core.values import Source, StatutoryTable, Text, sources


def modules() -> Iterator[ModuleType]:
    """Each module of the package, internal ones too."""
    yield isf_core
    for found in pkgutil.walk_packages(isf_core.__path__, "isf_core."):
        yield importlib.import_module(found.name)


def _default(field: Any) -> str:
    if field.default is attrs.NOTHING:
        return ""
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]  # a class, though typed as a function
        return " = made"
    said = repr(field.default)
    return f" = <{type(field.default).__name__}>" if " at 0x" in said or len(said) > 60 else f" = {said}"


def _field(field: Any) -> str:
    held = [("positional", not field.kw_only), ("hidden", not field.repr), ("not compared", not field.eq)]
    held += [("not built with", not field.init), ("not hashed", field.hash is False)]
    said = ", ".join(word for word, is_so in held if is_so)
    return f"  {field.name}{_default(field)}" + (f" ({said})" if said else "")


def _flags(kind: Any) -> str:
    said = ["open"] if kind.__setattr__ is object.__setattr__ else []
    said += ["no slots"] if "__dict__" in vars(kind) else []
    said += ["unhashable"] if kind.__hash__ is None else []
    for name in ("__init__", "__repr__", "__str__", "__eq__", "__lt__", "__getstate__"):
        held = vars(kind).get(name)
        if held is not None:
            is_made = getattr(getattr(held, "__code__", None), "co_filename", "").startswith("<attrs")
            said.append(f"{name} {'made' if is_made or held.__module__.startswith('attr') else 'written'}")
    return ", ".join(said)


def records() -> str:
    """All of them, a line a field."""
    lines = []
    for module in sorted(modules(), key=lambda each: each.__name__):
        is_package = hasattr(module, "__path__")  # it has the names that were asked for so far
        for name, held in sorted(vars(module).items()):
            if inspect.isclass(held) and attrs.has(held) and held.__module__ == module.__name__:
                lines.append(f"{module.__name__}.{name}: {_flags(held)}".rstrip(": "))
                lines += [_field(each) for each in attrs.fields(held)]
            elif inspect.isclass(held) and issubclass(held, Enum) and held.__module__ == module.__name__:
                lines.append(f"{module.__name__}.{name}:")
                lines += [f"  {member} = {each.value!r}" for member, each in held.__members__.items()]
            elif isinstance(held, Text) and (module is sources or held not in vars(sources).values()):
                seen = "seen" if held.seen else "not seen"
                lines.append(f"{module.__name__}.{name} = {held.title} ({held.year}, {held.standing.value}, {seen})")
            elif isinstance(held, Source):
                lines.append(f"{module.__name__}.{name} = {held!r}")
            elif isinstance(held, tuple) and held and isinstance(held[0], StatutoryTable) and not is_package:
                for table in held:
                    lines.append(f"{module.__name__}.{name}: {table.name}, to {table.last_day}: {table.source!r}")
                    lines += [f"  {on}: {row!r}" for on, row in table.rows]
            elif type(held) is int and name.isupper() and not is_package:
                lines.append(f"{module.__name__}.{name} = {held:,}")
            elif hasattr(held, "cache_parameters") and held.__module__ == module.__name__:
                lines.append(f"{module.__name__}.{name} keeps {held.cache_parameters()['maxsize']:,}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(records())
