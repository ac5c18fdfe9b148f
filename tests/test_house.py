"""The house laws: what may import what, what is never called, and how the tree is kept.

They read the source by its syntax tree, so that an import inside a function or under
TYPE_CHECKING counts like any other.
"""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import isf_core
from isf_core.rules.catalogue import ALL
from isf_core.rules.conflicts import CONFLICTS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "isf_core"

FLOORS = (
    "version",
    "errors",
    "values",
    "model",
    "compute",
    "rules",
    "policies",
    "receipt",
    "assess",
    "compare",
    "present",
    "__init__",
)
"""From the ground up: each imports only what stands before it."""

STDLIB = {
    "__future__",
    "bisect",
    "collections.abc",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "html",
    "itertools",
    "json",  # values/plain writes plain data as text; it opens nothing
    "math",
    "operator",
    "re",
    "types",
    "typing",
}
"""All of the standard library that the package may import: nothing here reads, waits, rolls dice or remembers."""

DOORS = {
    "attrs": None,
    "dateutil": {"values/dates.py", "values/working_days.py"},
    "babel": {"present/words.py"},
}
"""The other libraries, and the modules that may open them (None: all)."""

FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "compile", "breakpoint", "__import__", "globals", "float"}
FORBIDDEN_ATTRIBUTES = {
    "today",
    "now",
    "utcnow",
    "fromtimestamp",
    "utcfromtimestamp",
    "astimezone",
    "perf_counter",
    "monotonic",
    "environ",
    "getenv",
    "strftime",
    "getcontext",
    "setcontext",
    "localcontext",
    "import_module",
}
ALLOWED_ATTRIBUTES = {("present/words.py", "localcontext")}
"""Babel obeys the ambient decimal context: the one module that calls it sets its own, and puts back what was there."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "service"}
MOST_LINES = 400

TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "examples",
    "pyproject.toml",
    "src",
    "tests",
    "uv.lock",
}
LEFT_OVERS = {".git", "PKG-INFO"}
"""What may also lie at the top beside whatever .gitignore names."""

SUFFIXES = {".py", ".md", ".toml", ".lock", ".csv", ".html", ".txt", ".cfg", ".yml", ".yaml", ".json"}


def sources() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A module as the laws speak of it: `values/money.py`."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


MODULES = pytest.mark.parametrize("path", sources(), ids=name_of)


def dotted(path: Path) -> tuple[str, ...]:
    """A module's place inside the package: () for the package itself, ("values", "money")."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


PLACES = {dotted(path): path for path in sources()}


def floor_of(path: Path) -> int:
    """The height of the floor that a module stands on."""
    place = dotted(path)
    name = place[0] if place else "__init__"
    assert name in FLOORS, f"{name_of(path)} stands on no floor: give it one, or put it on one"
    return FLOORS.index(name)


def inner_imports(path: Path) -> Iterator[tuple[int, Path]]:
    """Each module of the package that a module imports, with the line."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        assert node.level <= len(here), f"{name_of(path)}:{node.lineno} reaches out of the package"
        target = (*here[: -node.level], *(node.module or "").split("."))
        target = tuple(part for part in target if part)
        for alias in node.names:
            found = PLACES.get((*target, alias.name)) or PLACES.get(target)
            assert found, f"{name_of(path)}:{node.lineno} imports what is not there"
            yield node.lineno, found


def outer_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Each module from outside the package that a module imports, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


# Who imports whom


@MODULES
def test_a_floor_imports_only_floors_below_it(path: Path) -> None:
    own = floor_of(path)
    wrong = [
        f"{name_of(path)}:{line} imports {name_of(other)}"
        for line, other in inner_imports(path)
        if floor_of(other) > own
    ]
    assert not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name_of(path): {name_of(other) for _, other in inner_imports(path)} for path in sources()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_a_circle_would_be_seen() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({"money": {"rates"}, "rates": {"money"}}).prepare()


@MODULES
def test_only_the_allowed_libraries_are_imported_each_by_its_door(path: Path) -> None:
    wrong = []
    for line, name in outer_imports(path):
        first = name.partition(".")[0]
        allowed = name in STDLIB or (
            first in DOORS and (doors := DOORS[first], doors is None or name_of(path) in doors)[1]
        )
        if not allowed:
            wrong.append(f"{name_of(path)}:{line} imports {name}")
    assert not wrong, "relative imports inside the package; outside it, only STDLIB and DOORS"


@MODULES
def test_imports_stand_at_the_top_where_everybody_sees_them(path: Path) -> None:
    blocks = [tree_of(path).body, *(node.body for node in tree_of(path).body if isinstance(node, ast.If))]
    top = {id(node) for block in blocks for node in block}
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and id(node) not in top
        and name_of(path) != "present/words.py"
    ]
    assert not hidden, "only babel is imported on first use"


# What is never done


@MODULES
def test_nothing_reads_the_clock_the_machine_or_the_ambient_decimal_context(path: Path) -> None:
    wrong = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            wrong.append(f"{name_of(path)}:{node.lineno} calls {node.func.id}()")
        if (
            isinstance(node, ast.Attribute)
            and node.attr in FORBIDDEN_ATTRIBUTES
            and (name_of(path), node.attr) not in ALLOWED_ATTRIBUTES
        ):
            wrong.append(f"{name_of(path)}:{node.lineno} uses .{node.attr}")
        if isinstance(node, ast.Global):
            wrong.append(f"{name_of(path)}:{node.lineno} has a global that changes")
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            wrong.append(f"{name_of(path)}:{node.lineno} has a floating-point number")
        if isinstance(node, ast.ImportFrom) and {each.name for each in node.names} & {*FORBIDDEN_ATTRIBUTES, "cache"}:
            wrong.append(f"{name_of(path)}:{node.lineno} imports what it may not")
    assert not wrong


@MODULES
def test_every_cache_is_bounded(path: Path) -> None:
    bounded = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lru_cache":
            sizes = [word.value for word in node.keywords if word.arg == "maxsize"]
            assert [type(ast.literal_eval(size)) for size in sizes] == [int], f"{name_of(path)}:{node.lineno}"
            bounded.add(id(node.func))
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and node.id == "lru_cache" and id(node) not in bounded
    ]
    assert not bare, "give maxsize"


# How it is written


def undocumented(node: ast.Module | ast.ClassDef, where: str) -> Iterator[str]:
    """What is public in a module or class, and has no docstring."""
    if ast.get_docstring(node) is None:
        yield f"{where}:{getattr(node, 'lineno', 1)}"
    for inner in node.body:
        if not isinstance(inner, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) or inner.name.startswith("_"):
            continue
        if isinstance(inner, ast.ClassDef):
            yield from undocumented(inner, where)
            continue
        overloaded = any(isinstance(each, ast.Name) and each.id == "overload" for each in inner.decorator_list)
        if not overloaded and ast.get_docstring(inner) is None:
            yield f"{where}:{inner.lineno} {inner.name}"


@MODULES
def test_all_that_is_public_says_what_it_is(path: Path) -> None:
    assert not [*undocumented(tree_of(path), name_of(path))]


@MODULES
def test_a_module_is_short_and_named_for_its_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert not FORBIDDEN_NAMES & {*dotted(path)}


def test_every_rule_in_the_source_is_in_the_catalogue_once() -> None:
    written = Counter(
        decorator.args[0].value
        for path in sources()
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in {"must", "should", "note"}
        if decorator.args and isinstance(decorator.args[0], ast.Constant)
    )
    assert written == Counter((*ALL.codes, *CONFLICTS.codes))
    assert max(written.values()) == 1


@pytest.mark.parametrize("code", ALL.codes)
def test_every_rule_has_a_source_and_says_how_it_reads_it(code: str) -> None:
    rule = ALL[code]
    assert rule.sources
    assert rule.interpretation
    assert rule.message
    assert rule.remedy


# How the tree is kept


def texts(*tops: str) -> Iterator[tuple[str, str]]:
    """Every text file under some places of the tree, but for this one, which has to name what it forbids."""
    for top in tops:
        place = ROOT / top
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path != Path(__file__).resolve() and (path.suffix in SUFFIXES or top == ".ci"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def lines_with(pattern: str, *tops: str) -> list[str]:
    """Where a pattern is found, as file and line."""
    seen = re.compile(pattern)
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts(*tops)
        for number, line in enumerate(text.splitlines(), 1)
        if seen.search(line)
    ]


def test_nothing_is_left_to_do() -> None:
    assert not lines_with(r"\b(TODO|FIXME|XXX)\b", "src", "docs", "examples", "tests", ".ci", "README.md")


def test_nothing_names_the_place_where_it_was_written() -> None:
    everywhere = (*sorted(TOP & {each.name for each in ROOT.iterdir()}),)
    assert not lines_with(r"/work/|\bshared/|/root/|/home/|\bseeds/", *everywhere)
    assert not lines_with(r"(?i)\bsessions?\b", "src", "docs", "examples", "README.md")


def test_the_top_of_the_tree_holds_only_what_belongs_there() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    strangers = [
        each.name
        for each in ROOT.iterdir()
        if each.name not in TOP | LEFT_OVERS and not any(fnmatch(each.name, pattern) for pattern in ignored)
    ]
    assert not strangers


@pytest.mark.parametrize("floor", ["", *(f".{name}" for name in FLOORS if (PACKAGE / name).is_dir())])
def test_the_public_names_are_in_order_and_there(floor: str) -> None:
    module = importlib.import_module(f"isf_core{floor}")
    names = getattr(module, "__all__", [])
    assert list(names) == sorted(set(names))
    assert [name for name in names if not hasattr(module, name)] == []


def test_the_version_is_a_literal_and_the_newest_in_the_changelog() -> None:
    literals = [
        node.value.value
        for node in tree_of(PACKAGE / "version.py").body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id == "__version__"
    ]
    headings = re.findall(
        r"^## (\S+) - (?:unreleased|\d{4}-\d\d-\d\d)$",
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert literals == headings[:1] == [isf_core.__version__]


def test_it_asks_for_three_libraries_and_no_more() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [re.split(r"[<>=~! ]", each)[0] for each in project["dependencies"]] == ["attrs", "python-dateutil", "babel"]
