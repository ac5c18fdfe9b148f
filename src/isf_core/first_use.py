"""How a package offers its names without importing the modules that hold them: each is imported on first use (PEP 562).

A package's `__init__.py` says which module holds which name, for the program that runs; the `__init__.pyi` beside it
says the same to type checkers and editors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def on_first_use(
    package: str, modules: Mapping[str, tuple[str, ...]], doors: Iterable[ModuleType] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a package.

    `modules` are the names that each module holds, written as in an import: ".balance". `doors` are packages whose
    names are names of this one too.
    """
    places = {name: module for module, names in modules.items() for name in names}
    places |= {name: door.__name__ for door in doors for name in door.__all__}
    own = {module.split(".")[1] for module in modules if not module.startswith("..")}

    def found(name: str) -> Any:
        if name in places:
            value = getattr(import_module(places[name], package), name)
        elif name in own:
            value = import_module(f".{name}", package)
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        vars(import_module(package))[name] = value  # so that it is found at once the next time
        return value

    def names() -> list[str]:
        return sorted({*vars(import_module(package)), *places, *own})

    # In the order of its stub: constants, classes, functions.
    return found, names, sorted(places, key=lambda name: (not name.isupper(), name[0].islower(), name))
