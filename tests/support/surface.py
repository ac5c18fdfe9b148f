"""The public surface as text: every public name, its fields and methods, and what each takes and gives.

python tests/support/surface.py > tests/data/public_surface.txt
"""

from __future__ import annotations

import inspect
import sys
from enum import Enum
from types import ModuleType
from typing import Any, get_origin

import isf_core
from isf_core import errors, present, values


def places() -> dict[str, ModuleType]:
    """Where public names are, as docs/explanation/compatibility.md says."""
    return {"isf_core": isf_core, "isf_core.values": values, "isf_core.present": present, "isf_core.errors": errors}


def _names(module: ModuleType) -> list[str]:
    known = getattr(module, "__all__", None)
    if known is not None:
        return sorted(known)
    own = (name for name, held in vars(module).items() if inspect.isclass(held) and held.__module__ == module.__name__)
    return sorted(name for name in own if not name.startswith("_"))


def _annotation(given: object) -> str:
    if given is inspect.Parameter.empty:
        return ""
    return given if isinstance(given, str) else getattr(given, "__name__", None) or str(given)


def _default(given: object) -> str:
    if inspect.isfunction(given) or inspect.isclass(given):
        return given.__name__
    if isinstance(given, Enum):
        return f"{type(given).__name__}.{given.name}"
    said = repr(given)
    return f"<{type(given).__name__}>" if " at 0x" in said or len(said) > 60 else said


def _takes(held: Any) -> str:
    if get_origin(held) is not None:  # of a type such as tuple[...] each Python says something else
        return "(...)"
    try:
        signature = inspect.signature(held)
    except (TypeError, ValueError):
        return "(...)"
    out, is_named = [], False
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not is_named:
            out.append("*")
        is_named = is_named or each.kind in (each.KEYWORD_ONLY, each.VAR_POSITIONAL)
        star = "*" if each.kind is each.VAR_POSITIONAL else "**" if each.kind is each.VAR_KEYWORD else ""
        said = f"{star}{each.name}"
        if _annotation(each.annotation):
            said += f": {_annotation(each.annotation)}"
        if each.default is not each.empty:
            said += f" = {_default(each.default)}"
        out.append(said)
    gives = _annotation(signature.return_annotation)
    return f"({', '.join(out)})" + (f" -> {gives}" if gives else "")


def _members(kind: type) -> list[str]:
    out = []
    for name in dir(kind):
        if name.startswith("_") or (name in dir(Enum) and issubclass(kind, Enum)):
            continue
        owner = next(each for each in kind.__mro__ if name in vars(each))
        if not owner.__module__.startswith("isf_core"):
            continue
        held = vars(owner)[name]
        if isinstance(held, (classmethod, staticmethod)):
            out.append(f"  {name}{_takes(getattr(kind, name))}")
        elif inspect.isfunction(held):
            out.append(f"  {name}{_takes(held)}")
        elif issubclass(kind, Enum) and isinstance(getattr(kind, name), kind):
            out.append(f"  {name} = {getattr(kind, name).value!r}"[:110])
        else:
            out.append(f"  .{name}")
    return out


def surface() -> str:
    """All of it, a line a name."""
    lines = []
    for place, module in places().items():
        lines.append(f"# {place}")
        for name in _names(module):
            held = getattr(module, name)
            if inspect.isclass(held):
                bases = [each.__name__ for each in held.__bases__ if each is not object]
                takes = "" if issubclass(held, (Enum, BaseException)) else _takes(held)
                lines.append(f"class {name}{takes}" + (f" is {', '.join(bases)}" if bases else ""))
                lines += _members(held)
            elif callable(held) and hasattr(held, "__name__"):
                lines.append(f"{name}{_takes(held)}")
            else:
                lines.append(f"{name}: {type(held).__name__}")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(surface())
