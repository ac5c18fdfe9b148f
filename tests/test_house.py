"""The house laws that no linter knows: what is never written, how modules are named, and how the tree is kept.

Layers, circles, docstrings and banned calls are looked after by import-linter and ruff, in pyproject.toml. What is
read here is read off the syntax tree, so that an import inside a function or under TYPE_CHECKING counts like any other.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from support.effort import TooMuchWorkError, little_work

import isf_core
from isf_core.rules.catalogue import ALL_RULES
from isf_core.rules.conflicts import CONFLICTS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "isf_core"

STDLIB = {
    "__future__",
    "bisect",
    "collections",
    "collections.abc",
    "contextlib",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "html",
    "itertools",
    "json",  # values/plain_data writes plain data as text; it opens nothing
    "math",
    "operator",
    "re",
    "types",
    "typing",
    "unicodedata",  # what the interpreter itself knows of characters; it opens nothing
    "warnings",  # says what would otherwise go on in silence, to whoever called
}
"""All of the standard library that the package may import: nothing here reads, waits, rolls dice or remembers."""

DOORS = {
    "attrs": None,
    "dateutil": {"values/working_days.py"},
    "babel": {"present/figures.py"},
    "pyarrow": {"values/_arrow.py", "book/_arrow.py"},
    "altair": {"present/drawing.py"},
    "vl_convert": {"present/drawing.py"},
    "importlib": {"first_use.py"},
    "marshal": {"exchange/_reader.py"},  # it writes a key of plain data, and reads nothing
}
"""The other libraries, and the modules that may open them (None: all)."""

FORBIDDEN_CALLS = {"input", "compile", "globals", "float", "__import__"}
FORBIDDEN_METHODS = {"today", "now", "fromtimestamp", "astimezone", "strftime", "localcontext"}
"""What reads the clock, the time zone, the locale or the decimal context, on whatever object it is called."""
ALLOWED_METHODS = {("present/figures.py", "localcontext")}
"""Babel obeys the ambient decimal context: the one module that calls it sets its own, and puts back what was there."""

FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "service"}
MOST_LINES, MOST_FILES, MOST_LEVELS = 400, 23, 7

FORBIDDEN_WORDS = {
    "settle": r"(?i)(?<![a-z])settl(e|es|ed|ing)(?![a-z])",  # terms are resolved, a visit priced; to settle is to pay
    "nil": r"(?i)(?<![a-z])nil(?![a-z])",  # zero, 0.00 or nothing
    "house reading": r"(?i)house[ _-]readings?",  # Interpretation
}
NAMED = {"tests/test_house.py", "tests/bench/limit.py", "tests/bench/names.py"}
"""This file has to name what it forbids; the others are copies of what was written before."""

TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "examples",
    "findings",
    "pyproject.toml",
    "src",
    "tests",
    "uv.lock",
}
LEFT_OVERS = {".git", "PKG-INFO"}
"""What may also lie at the top beside whatever .gitignore names."""

SUFFIXES = {".py", ".md", ".toml", ".lock", ".csv", ".html", ".txt", ".cfg", ".yml", ".yaml", ".json", ".ipynb"}

FOLDERS = sorted({path.parent for path in PACKAGE.rglob("*.py")})
SOURCES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A module or folder as the laws speak of it: `values/money.py`."""
    return path.relative_to(PACKAGE).as_posix()


MODULES = pytest.mark.parametrize("path", SOURCES, ids=name_of)


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All that a module is made of."""
    return tuple(ast.walk(tree_of(path)))


# Who imports what


@MODULES
def test_only_the_allowed_libraries_are_imported_each_by_its_door(path: Path) -> None:
    wrong = []
    for node in nodes_of(path):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        for name in names:
            first = name.partition(".")[0]
            opens = first in DOORS and ((doors := DOORS[first]) is None or name_of(path) in doors)
            if name not in STDLIB and not opens:
                wrong.append(f"{name_of(path)} imports {name}")
    assert not wrong, "relative imports inside the package; outside it, only STDLIB and DOORS"


def beside(path: Path) -> set[Path]:
    """The modules of its own folder that a module imports."""
    names = set()
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names |= {node.module.partition(".")[0]} if node.module else {alias.name for alias in node.names}
    return {found for name in names if (found := path.parent / f"{name}.py").exists()}


def level_of(path: Path) -> int:
    """How many modules of its own folder stand one upon the other, from a module down. A circle never ends."""
    return 1 + max(map(level_of, beside(path)), default=0)


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_is_small_and_few_levels_high(folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.is_file()]
    assert len({path.stem for path in files}) <= MOST_FILES, "a package and its stub are one"
    levels = [level_of(path) for path in files if path.suffix == ".py" and path.name != "__init__.py"]
    assert max(levels, default=0) <= MOST_LEVELS


# What is never done


@MODULES
def test_nothing_reads_the_clock_the_machine_or_the_ambient_decimal_context(path: Path) -> None:
    wrong = []
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            wrong.append(f"{name_of(path)}:{node.lineno} calls {node.func.id}()")
        if (
            isinstance(node, ast.Attribute)
            and node.attr in FORBIDDEN_METHODS
            and (name_of(path), node.attr) not in ALLOWED_METHODS
        ):
            wrong.append(f"{name_of(path)}:{node.lineno} uses .{node.attr}")
        if isinstance(node, ast.Global):
            wrong.append(f"{name_of(path)}:{node.lineno} has a global that changes")
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            wrong.append(f"{name_of(path)}:{node.lineno} has a floating-point number")
    assert not wrong


@MODULES
def test_every_cache_is_bounded(path: Path) -> None:
    bounded = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lru_cache":
            sizes = [word.value for word in node.keywords if word.arg == "maxsize"]
            assert [type(ast.literal_eval(size)) for size in sizes] == [int], f"{name_of(path)}:{node.lineno}"
            bounded.add(id(node.func))
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for node in nodes_of(path)
        if isinstance(node, ast.Name) and node.id == "lru_cache" and id(node) not in bounded
    ]
    assert not bare, "give maxsize"


ONE_IS_LONGER = {
    "account/surplus.py": 1,
    "model/due_dates.py": 1,
    "present/charts.py": 1,
    "rules/life/start_and_change.py": 1,
    "schedule/_rounding.py": 2,
    "schedule/charges.py": 1,
    "schedule/lines.py": 1,
    "values/record.py": 2,
}
"""Where what is walked through together is not equally long, and is meant to be, and how often."""


def test_nothing_that_is_walked_through_together_is_cut_off_in_silence() -> None:
    found: Counter[str] = Counter()
    for path in SOURCES:
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip":
                found[name_of(path)] += "strict=True" not in map(ast.unparse, node.keywords)
    assert +found == ONE_IS_LONGER


def single_things() -> set[str]:
    """What there is one of, as it is written: members of enumerations, and what Python has."""
    names = {"None", "True", "False"}
    for found in pkgutil.walk_packages(isf_core.__path__, "isf_core."):
        for name, held in vars(importlib.import_module(found.name)).items():
            if isinstance(held, type) and issubclass(held, Enum):
                names |= {f"{name}.{member}" for member in held.__members__}
            elif isinstance(held, Enum):
                names.add(name)
    return names


def test_what_there_is_one_of_is_known_by_being_it() -> None:
    """By `is`, and not by `==`, which a council's own class may answer as it likes."""
    single, wrong = single_things(), []
    for path in SOURCES:
        for node in nodes_of(path):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            for (one, other), how in zip(pairwise(sides), getattr(node, "ops", ()), strict=True):
                if (
                    not isinstance(how, (ast.Is, ast.IsNot, ast.In, ast.NotIn))
                    and {*map(ast.unparse, (one, other))} & single
                ):
                    wrong.append(f"{name_of(path)}:{one.lineno} {ast.unparse(node)[:80]}")
    assert not wrong


# How it is named and written


@MODULES
def test_a_module_is_short_and_named_for_its_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert not FORBIDDEN_NAMES & {part.strip("_") for part in path.relative_to(PACKAGE).with_suffix("").parts}


def test_no_two_public_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for path in SOURCES
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in names.items() if times > 1] == []


PACKAGES = pytest.mark.parametrize(
    "package",
    ["isf_core", *(found.name for found in pkgutil.walk_packages(isf_core.__path__, "isf_core.") if found.ispkg)],
)


@PACKAGES
def test_nothing_hides_a_module_of_its_name(package: str) -> None:
    there = importlib.import_module(package)
    hidden = [
        found.name
        for found in pkgutil.iter_modules(there.__path__)
        if importlib.import_module(f"{package}.{found.name}") is not getattr(there, found.name)
    ]
    assert not hidden


@PACKAGES
def test_the_public_names_are_there_once(package: str) -> None:
    there = importlib.import_module(package)
    names = getattr(there, "__all__", [])
    assert len(set(names)) == len(names)
    assert [name for name in names if not hasattr(there, name)] == []


def test_every_rule_in_the_source_is_in_the_catalogue_once() -> None:
    written = Counter(
        decorator.args[0].value
        for path in SOURCES
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in {"must", "should", "note"}
        if decorator.args and isinstance(decorator.args[0], ast.Constant)
    )
    assert written == Counter((*ALL_RULES.codes, *CONFLICTS.codes))
    assert max(written.values()) == 1


@pytest.mark.parametrize("code", ALL_RULES.codes)
def test_every_rule_has_a_source_and_says_how_it_reads_it(code: str) -> None:
    rule = ALL_RULES[code]
    assert rule.sources
    assert rule.interpretation
    assert rule.message
    assert rule.remedy


# How the tree is kept


def texts(*tops: str) -> Iterator[tuple[str, str]]:
    """Every text file under some places of the tree."""
    for top in tops:
        place = ROOT / top
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if (
                path.is_file()
                and (path.suffix in SUFFIXES or top == ".ci")
                and path.relative_to(ROOT).as_posix() not in NAMED
            ):
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


def test_no_test_looks_at_a_clock() -> None:
    """What is quick is counted in calls (support/effort.py): a busy machine makes no test fail."""
    timed = re.compile(r"perf_counter|process_time|monotonic|\btime\.time\b|\btimeit\b")
    top = ROOT / "tests"
    tests = {*top.rglob("test_*.py"), *(top / "support").glob("*.py"), top / "conftest.py"} - {Path(__file__).resolve()}
    assert [path for path in sorted(tests) if timed.search(path.read_text(encoding="utf-8"))] == []


def test_what_has_no_end_is_stopped_where_little_work_is_allowed() -> None:
    with pytest.raises(TooMuchWorkError, match="more than 1,000 calls"), little_work(1_000):  # noqa: PT012
        for each in iter(int, 1):
            abs(each)
    with little_work(1_000):
        assert sum(map(abs, range(100))) == 4950


def test_nothing_is_left_to_do_in_what_ruff_does_not_read() -> None:
    assert not lines_with(r"\b(TODO|FIXME|XXX)\b", "docs", ".ci", "README.md")


@pytest.mark.parametrize("word", FORBIDDEN_WORDS)
def test_a_word_that_means_two_things_is_nowhere(word: str) -> None:
    assert not lines_with(FORBIDDEN_WORDS[word], "src", "docs", "examples", "tests", ".ci", "README.md", "CHANGELOG.md")


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


def test_the_version_is_a_literal_and_the_newest_in_the_changelog() -> None:
    literals = [
        node.value.value
        for node in tree_of(PACKAGE / "version.py").body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id == "__version__"
    ]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, *_ = re.findall(r"^## \[(\S+)\](?: - \d{4}-\d\d-\d\d)?$", changelog, re.MULTILINE)
    assert literals == [isf_core.__version__]
    assert newest in {"Unreleased", isf_core.__version__}


def test_it_asks_for_three_libraries_and_no_more() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [re.split(r"[<>=~! ]", each)[0] for each in project["dependencies"]] == ["attrs", "python-dateutil", "babel"]
