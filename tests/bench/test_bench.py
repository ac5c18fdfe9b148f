"""The harness runs, proves what it measures, and keeps its form; how long anything takes is asserted nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.figures import FIGURES
from bench.stream import streamed
from bench.trees import TODAY, Worker, tree_of

pytestmark = pytest.mark.process


def said(module: str, *arguments: str) -> tuple[str, str]:
    """What a command of the package prints, as a result and beside it."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=TODAY)
    return done.stdout, done.stderr


@pytest.mark.slow
def test_the_benchmark_gives_each_figure_a_name_a_ratio_and_a_bar() -> None:
    printed, proofs = said("tests.bench", "--json", "--rounds", "1", "--then", str(TODAY), "--like", "none")
    lines = json.loads(printed)
    assert all(set(line) == {"name", "ratio", "bar", "times_as_fast"} for line in lines)
    assert len({line["name"] for line in lines}) == len(lines)
    assert {figure.name for figure in FIGURES if not figure.rules} <= {line["name"] for line in lines}
    assert sum(line["name"].endswith("82 rules") for line in lines) == sum(figure.rules for figure in FIGURES)
    assert all(line["times_as_fast"] for line in lines if line["name"].startswith("assess, whole"))
    assert "agree in pence on every line of 40 funds" in proofs
    assert f"{TODAY} agrees in pence on every line of 40 of these funds" in proofs


@pytest.mark.slow
def test_a_commit_that_history_has_not_is_left_out_and_the_command_says_so() -> None:
    printed, proofs = said("tests.bench", "--json", "--rounds", "1", "--then", "no-such-commit", "--like", "none")
    assert "There is no no-such-commit in the history here" in proofs
    assert not any(line["times_as_fast"] for line in json.loads(printed))


def test_loop_and_library_agree_in_pence_and_the_loop_knows_nothing_of_the_library() -> None:
    with Worker(TODAY) as worker:
        for seed in (0, 1):
            loop, library = (worker.ask("lines", number=40, seed=seed, loop=of) for of in (True, False))
            assert loop == library
            assert len(set(loop)) == 40, "no two funds of a round are the same"
        assert set(loop) != set(worker.ask("lines", number=40, seed=0, loop=True)), "each round has funds of its own"


def test_every_arrangement_of_the_book_is_assessed(tmp_path: Path) -> None:
    found = streamed(150, tmp_path)
    assert found["arrangements"] == found["assessed"] == 150
    assert found["payments"] == 13 * 150


def test_every_figure_is_of_a_job_that_is_timed() -> None:
    with Worker(TODAY) as worker:
        timed = set(worker.ask("names"))
    for figure in FIGURES:
        jobs = [figure.job_over(which) for which in ("both", "every")] if figure.rules else [figure.job]
        assert {*jobs, *filter(None, (figure.to, figure.beyond))} <= timed


def test_a_tree_that_is_a_folder_is_that_folder_and_no_commit_is_none(tmp_path: Path) -> None:
    with tree_of(str(tmp_path)) as tree:
        assert tree == tmp_path.resolve()
    with tree_of("no-such-commit") as tree:
        assert tree is None


@pytest.mark.slow
def test_functions_on_the_way_are_counted() -> None:
    found = json.loads(said("tests.bench.count_functions", "--json")[0])
    assert all(functions for functions in found.values())


@pytest.mark.slow
def test_a_tree_has_the_same_results_as_itself(tmp_path: Path) -> None:
    told, _ = said(
        "tests.bench.same_results", "--old", str(TODAY), "--cases", "8", "--keep", str(tmp_path), "--every", "40"
    )
    assert told.endswith("no difference.\n")
