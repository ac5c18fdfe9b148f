"""A copy under another name works by itself: from a folder, and from a zip."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "isf_core"

CHILD = """
import sys

class NotHere:  # whatever is installed, the copy has to do without it
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "isf_core":
            raise ModuleNotFoundError(f"{name} is not here")

sys.meta_path.insert(0, NotHere())
sys.path[:0] = sys.argv[1:]

from datetime import date
from acme._vendor import isf_core as isf

first, last = date(2026, 4, 6), date(2027, 4, 4)
terms = isf.PaymentTerms(
    cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=first), timing=isf.Timing.IN_ADVANCE, move=isf.Move.BACK
)
payments = isf.schedule_rate(isf.Rate.annual("4387.50"), terms, span=isf.Period(first_day=first, last_day=last))
mary = isf.Arrangement(person=isf.Person(ref="P-001"), contract=isf.Contract(first_day=first))
found = isf.assess(mary, on=first, until=last)
assert found.verdict is isf.Verdict.CANNOT_TELL
assert type(mary).__module__ == "acme._vendor.isf_core.model.arrangement"
assert "isf_core" not in sys.modules
assert payments[0].explain().value() == payments[0].amount.exact.pounds
print(len(payments), payments.totals.amount, payments[0].due)
print(isf.__file__)
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A folder with a council's own package, and a copy of this one inside it."""
    vendor = tmp_path / "here" / "acme" / "_vendor"
    shutil.copytree(PACKAGE, vendor / "isf_core", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (vendor.parent, vendor):
        (folder / "__init__.py").write_text("", encoding="utf-8")
    return vendor.parent.parent


def libraries() -> list[str]:
    """Where the libraries lie that the package needs; a folder named on the path brings no links to others."""
    places = []
    for name in ("attr", "dateutil", "six"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            origin = Path(spec.origin)
            places.append(str(origin.parents[1] if origin.name == "__init__.py" else origin.parent))
    return [*dict.fromkeys(places)]


def said_by_the_copy(place: Path) -> list[str]:
    """What the copy at a place computes, in a fresh process that has nothing else on its path."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", CHILD, str(place), *libraries()],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_copy_in_a_folder_computes_marys_year(acme: Path) -> None:
    said, where = said_by_the_copy(acme)
    assert said.split() == ["13", "4387.50", "2026-04-02"]
    assert where.startswith(str(acme))


def test_a_copy_in_a_zip_computes_marys_year(acme: Path, tmp_path: Path) -> None:
    packed = tmp_path / "acme.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(acme.rglob("*")):
            archive.write(path, path.relative_to(acme))
    said, where = said_by_the_copy(packed)
    assert said.split() == ["13", "4387.50", "2026-04-02"]
    assert where.startswith(str(packed))


def test_without_the_copy_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="No module named 'acme'"):
        said_by_the_copy(tmp_path)
