"""What is shown works: pytest runs every example in docstrings, README.md and docs/; that none escapes it is here."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import attrs
import pytest

import isf_core

ROOT = Path(__file__).resolve().parents[1]

MODULES = ["isf_core", *(found.name for found in pkgutil.walk_packages(isf_core.__path__, "isf_core."))]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.py") if path.stem != "england_on_dask")
"""All but the country, which has a test of its own: it needs packages that the others do not."""

AREAS = (
    "account",
    "visits",
    "surplus",
    "termination",
    "pools",
    "contract",
    "person",
    "lifecycle",
    "organisations",
    "outcome_measures",
)
"""The modules of the model whose records docs/reference/records.md lists, field by field."""

LANGUAGES = {"{eval-rst}", "{toctree}", "python", "pycon", "sh", "text", "toml", "html", "json"}
"""What a fenced block may be. Python runs, the rest is to be read."""


class Block(NamedTuple):
    """A fenced block: its language, the line on which its text begins, and the text."""

    language: str
    line: int
    text: str


def blocks_of(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    fence, language, begun, kept = "", "", 0, [""]
    for number, line in enumerate(page.splitlines(), 1):
        opening = re.match(r" *(```+|~~~+) *(.*)$", line)
        if not fence and opening:
            fence, language, begun, kept = opening[1], opening[2].strip(), number + 1, []
        elif fence and opening and opening[1].startswith(fence) and not opening[2]:
            found.append(Block(language, begun, "".join(f"{each}\n" for each in kept)))
            fence = ""
        elif fence:
            kept.append(line)
    assert not fence, f"the block that begins on line {begun} has no end"
    return found


@pytest.mark.parametrize("name", MODULES)
def test_pytest_finds_every_example_of_a_module(name: str) -> None:
    module = importlib.import_module(name)
    found = sum(len(test.examples) for test in doctest.DocTestFinder().find(module))
    written = re.findall(r"^\s*>>> ", Path(str(module.__file__)).read_text(encoding="utf-8"), re.MULTILINE)
    assert found == len(written), "an example that doctest does not find"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_python_in_a_page_has_prompts_and_nothing_else_has(path: Path) -> None:
    """Pytest runs what has a prompt, so that all Python runs."""
    for block in blocks_of(path.read_text(encoding="utf-8")):
        assert block.language in LANGUAGES, f"{path}:{block.line} is of no known language"
        prompted = re.search(r"^ *>>> ", block.text, re.MULTILINE) is not None
        assert prompted is (block.language in {"python", "pycon"}), f"{path}:{block.line}"


@pytest.mark.process
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_runs(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not done.stderr


def test_every_page_links_to_what_is_there() -> None:
    lost = []
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                lost.append(f"{path.relative_to(ROOT).as_posix()}: {target}")
    assert not lost


def test_the_page_on_how_it_is_built_names_files_that_are_there() -> None:
    page = (ROOT / "docs" / "explanation" / "how-it-is-built.md").read_text(encoding="utf-8")
    table = page.partition("## Where is ...?")[2].partition("## ")[0]
    named = re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", table)
    assert named
    assert [path for path in named if not (ROOT / "src" / "isf_core" / path).is_file()] == []
    rules = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    (file,) = re.findall(r"CON-17b.*here `([^`]+)`", table)
    assert f"- File: `{file}`" in rules.partition("### CON-17b:")[2].partition("###")[0]


def test_the_index_calls_each_page_by_its_title() -> None:
    docs = ROOT / "docs"
    links = re.findall(r"^- \[([^]]+)\]\(([^)#]+\.md)\)", (docs / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    titles = [(docs / path).read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for _, path in links]
    assert [title for title, _ in links] == titles


def test_every_public_name_has_a_page_of_the_api() -> None:
    """Sphinx fails where a page lacks a name of its package; here, that no package lacks a page."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "api").glob("*.md"))
    documented = [importlib.import_module(name) for name in re.findall(r"automodule:: (\S+)", pages)]
    names = {name for module in documented for name in getattr(module, "__all__", vars(module))}
    assert [name for name in isf_core.__all__ if name not in names] == []


@pytest.mark.parametrize("area", AREAS)
def test_the_page_of_records_names_every_record_and_field(area: str) -> None:
    """Each record has a table of its own, or a row; a field that must be given stands in bold."""
    lines = [*(ROOT / "docs/reference/records.md").read_text(encoding="utf-8").splitlines(), ""]
    module = importlib.import_module(f"isf_core.model.{area}")
    lost = []
    for record in vars(module).values():
        if isinstance(record, type) and attrs.has(record) and record.__module__ == module.__name__:
            (place,) = [at for at, line in enumerate(lines) if line.startswith(f"| `{record.__name__}` | ")]
            has_a_table = lines[place + 1].startswith("|---")
            said = "\n".join(lines[place : lines.index("", place)]) if has_a_table else lines[place]
            for field in attrs.fields(record):
                must_be_given = field.default is attrs.NOTHING
                if f"`{field.name}`" not in said or (f"**`{field.name}`**" in said) is not must_be_given:
                    lost.append(f"{record.__name__}.{field.name}")
    assert not lost
