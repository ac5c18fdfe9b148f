"""The front door: names are imported on first use; type checkers, completion and `import *` know them all the same."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import pydoc
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

import isf_core

PACKAGE = Path(isf_core.__file__).parent
DOORS = sorted(path.parent for path in PACKAGE.rglob("__init__.pyi"))
EACH_DOOR = pytest.mark.parametrize("folder", DOORS, ids=lambda folder: folder.relative_to(PACKAGE.parent).as_posix())


def door_of(folder: Path) -> ModuleType:
    """The package of a folder."""
    return importlib.import_module(".".join(folder.relative_to(PACKAGE.parent).parts))


def names_by_module(folder: Path) -> dict[str, list[str]]:
    """What a package's stub imports, by module."""
    tree = ast.parse((folder / "__init__.pyi").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found.setdefault("." * node.level + (node.module or ""), []).extend(alias.name for alias in node.names)
    return found


def in_a_new_process(code: str) -> str:
    """What some code prints in an interpreter of its own."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@EACH_DOOR
def test_what_runs_and_what_type_checkers_read_are_the_same(folder: Path) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "on_first_use"
    ]
    runs = {module: list(names) for module, names in ast.literal_eval(calls[0].args[1]).items()}
    read = names_by_module(folder)
    if folder == PACKAGE:  # it takes all names of the packages, and its version at once
        doors = {module for module, names in read.items() if names == ["*"]}
        assert doors == {f".{node.id}" for node in calls[0].keywords[0].value.elts}  # type: ignore[attr-defined]
        read = {module: names for module, names in read.items() if module not in {*doors, ".", ".version"}}
    read.pop(".", None)
    assert {module: names for module, names in runs.items() if names} == read
    assert len(door_of(folder).__all__) == len(set(door_of(folder).__all__))


@EACH_DOOR
def test_each_name_is_there_and_is_what_its_module_holds(folder: Path) -> None:
    door = door_of(folder)
    for module, names in names_by_module(folder).items():
        if module == ".":  # modules that are used by their own name
            assert all(isinstance(getattr(door, name), ModuleType) for name in names)
        else:
            held = importlib.import_module(module, door.__name__)
            for name in held.__all__ if names == ["*"] else names:
                assert getattr(door, name) is getattr(held, name)
    assert {*door.__all__} <= {*dir(door)}


@EACH_DOOR
def test_its_names_stand_in_the_order_of_an_import_constants_classes_functions(folder: Path) -> None:
    names = door_of(folder).__all__
    kinds = [[name for name in names if is_one(name)] for is_one in (str.isupper, is_class, is_function)]
    assert names == [name for kind in kinds for name in sorted(kind)]


def is_class(name: str) -> bool:
    """Whether a name is written as that of a class."""
    return name[0].isupper() and not name.isupper()


def is_function(name: str) -> bool:
    """Whether a name is written as that of a function."""
    return name[0].islower()


@EACH_DOOR
def test_a_module_of_a_package_is_an_attribute_of_it(folder: Path) -> None:
    door = door_of(folder)
    for found in pkgutil.iter_modules([str(folder)]):
        if f".{found.name}" in names_by_module(folder):
            assert getattr(door, found.name).__name__ == f"{door.__name__}.{found.name}"
            assert found.name in dir(door)


def test_a_name_that_is_not_there_is_refused_as_python_refuses_it() -> None:
    with pytest.raises(AttributeError, match=r"^module 'isf_core' has no attribute 'Arangement'$"):
        isf_core.Arangement  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'Arangement' from 'isf_core'"):
        from isf_core import Arangement  # type: ignore[attr-defined]  # noqa: F401
    assert not hasattr(isf_core.model, "__wrapped__")


def test_all_names_come_by_a_star_and_the_help_describes_them() -> None:
    names: dict[str, object] = {}
    exec("from isf_core import *", names)
    assert {*isf_core.__all__} <= {*names}
    assert "class Arrangement" in pydoc.render_doc(isf_core, renderer=pydoc.plaintext)  # type: ignore[attr-defined]


MOST_MODULES = 50
UNUSED = ("babel", "dateutil.relativedelta", "hashlib", "html", "json", "pandas", "pyarrow", "pydantic", "altair")
FRONT = "from isf_core import Arrangement, PLAIN, assess, schedule_payments"


@pytest.mark.process
def test_a_name_brings_only_what_it_stands_on() -> None:
    code = f"import sys; {FRONT}; print(*(name for name in sys.modules if '.' in name or name in {UNUSED}))"
    brought = {*in_a_new_process(code).split()}
    assert not {name for name in brought if name.startswith(UNUSED)}
    ours = {name for name in brought if name.startswith("isf_core.")}
    behind = ours - {door_of(folder).__name__ for folder in DOORS}
    assert {name for name in behind if name.count(".") == 1} == {
        f"isf_core.{name}" for name in ("errors", "first_use", "version")
    }
    packages = Counter(name.split(".")[1] for name in behind if name.count(".") > 1)
    assert {name for name in behind if ".rules." in name} == {"isf_core.rules.policy", "isf_core.rules.engine.rule_set"}
    assert {*packages} == {"values", "model", "policies", "rules", "assessment"}
    assert packages.total() <= MOST_MODULES


@pytest.mark.process
def test_the_door_alone_brings_no_module_behind_it() -> None:
    brought = in_a_new_process("import sys, isf_core; print(*sys.modules)").split()
    ours = {name for name in brought if name.startswith("isf_core.")}
    doors = {door_of(folder).__name__ for folder in DOORS}
    assert ours <= doors | {"isf_core.first_use", "isf_core.version"}
    assert "attrs" not in brought
