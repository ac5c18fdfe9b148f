"""The notebooks run from the first cell to the last, each with a kernel of its own; `.ci/run` has what they need."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NAMED = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
ALL_MUST_RUN = "ISF_EVERY_RECIPE" in os.environ


def not_here(*packages: str) -> str:
    """Skip where a package is not installed; fail where all must run."""
    lacking = ", ".join(name for name in packages if importlib.util.find_spec(name) is None)
    assert not (lacking and ALL_MUST_RUN), f"not installed: {lacking}"
    return lacking


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """The cells, in order."""
    cells: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


@NAMED
def test_a_notebook_is_kept_as_it_is_written(notebook: Path) -> None:
    """No output is kept, so that a change shows in a diff, and nothing in it can be out of date."""
    code = [each for each in cells_of(notebook) if each["cell_type"] == "code"]
    assert code
    assert all(each["outputs"] == [] and each["execution_count"] is None for each in code)
    assert all(ast.parse("".join(each["source"])) for each in code)
    assert cells_of(notebook)[0]["source"][0].startswith("# ")
    tried = [
        node for each in code for node in ast.walk(ast.parse("".join(each["source"]))) if isinstance(node, ast.Assert)
    ]
    assert len(tried) >= 5, "each step proves its sums"


@NAMED
def test_a_notebook_links_to_what_there_is(notebook: Path) -> None:
    said = "".join(line for each in cells_of(notebook) if each["cell_type"] == "markdown" for line in each["source"])
    links = [each.split(")")[0] for each in said.split("](")[1:]]
    assert all((FOLDER / each).exists() for each in links)


@pytest.mark.process
@NAMED
def test_a_notebook_runs(notebook: Path, tmp_path: Path) -> None:
    if lacking := not_here("nbclient", "ipykernel", "nbformat"):
        pytest.skip(f"not installed: {lacking}")
    run = (
        "import sys, nbformat, nbclient\n"
        "book = nbformat.read(sys.argv[1], as_version=4)\n"
        "nbformat.validate(book)\n"
        "nbclient.NotebookClient(book, timeout=600, kernel_name='python3').execute()\n"
        "shown = [each for cell in book.cells for each in cell.get('outputs', [])]\n"
        "assert any('text/html' in each.get('data', {}) for each in shown), 'nothing shows itself'\n"
        "assert not [each for each in shown if each.get('name') == 'stderr'], 'a warning'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(notebook)], capture_output=True, encoding="utf-8", timeout=600, check=False,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.process
def test_the_marimo_notebook_runs_and_its_file_is_as_marimo_writes_it(tmp_path: Path) -> None:
    if lacking := not_here("marimo"):
        pytest.skip(f"not installed: {lacking}")
    notebook, page = FOLDER / "what_if.py", tmp_path / "page.html"
    beside = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    for command in (
        [str(notebook)],
        ["-m", "marimo", "check", "--strict", str(notebook)],
        ["-m", "marimo", "export", "html", str(notebook), "--output", str(page)],
    ):
        done = subprocess.run(
            [sys.executable, *command], capture_output=True, encoding="utf-8", timeout=600, check=False,
            cwd=tmp_path, env=beside,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Mary" in page.read_text(encoding="utf-8")
