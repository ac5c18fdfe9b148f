"""The recipes run, each with the packages that it needs; `.ci/run` has them all, and says which ran."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RECIPES = sorted(path for path in (ROOT / "examples" / "recipes").glob("*.py") if path.stem != "people")
ALL_MUST_RUN = "ISF_EVERY_RECIPE" in os.environ


def needs(recipe: Path) -> tuple[str, ...]:
    """The packages that a recipe says it needs."""
    for node in ast.parse(recipe.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "NEEDS":
            found: tuple[str, ...] = ast.literal_eval(node.value)
            return found
    raise AssertionError(f"{recipe.name} does not say what it needs")


@pytest.mark.process
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_runs(recipe: Path) -> None:
    lacking = [name for name in needs(recipe) if importlib.util.find_spec(name) is None]
    assert not (lacking and ALL_MUST_RUN), f"not installed: {lacking}"
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    done = subprocess.run(
        [sys.executable, str(recipe)], capture_output=True, encoding="utf-8", timeout=600, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if ALL_MUST_RUN:
        print(
            f"\nran {recipe.stem}: {', '.join(f'{name} {version(name)}' for name in needs(recipe)) or 'nothing more'}"
        )
        print(done.stdout)


def test_the_group_of_the_recipes_has_what_they_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    group = {each.partition(">")[0] for each in project["dependency-groups"]["recipes"]}
    assert {name for recipe in RECIPES for name in needs(recipe)} <= group
    assert {"pandas", "polars", "pyarrow", "duckdb", "openpyxl", "django"} <= group
