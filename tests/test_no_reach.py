"""After `warm_up()` nothing that the library does reaches outside the process, in any thread.

Python tells an audit hook of every import, file, socket, process, thread and foreign call. The documentation's examples
are run under one, those of the code too; only what our own code asked for counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import isf_core

pytestmark = pytest.mark.process

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

CHILD = """
import json, sys, threading
sys.path[:0] = sys.argv[1:3]
import isf_core
place = isf_core.__path__[0]
seen = set()

QUIET = {"compile", "exec", "builtins.id", "object.__getattr__", "object.__setattr__", "object.__delattr__"}
QUIET.add("marshal.dumps")  # the bytes of plain data, in memory

def hook(event, arguments):
    if event in QUIET or event.startswith(("sys._", "code.", "cpython.", "gc.")):
        return
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename.endswith("_arrow.py"):
            return  # what goes into Arrow imports what pyarrow wants
        if event.startswith("_thread.") and "futures" in frame.f_code.co_filename:
            return  # the executor that somebody gave starts its threads
        if frame.f_code.co_filename.startswith(place):
            seen.add((event, str(arguments[0])))
            return
        frame = frame.f_back
"""

LOADED = """
import pkgutil
from isf_core.values.frozen import _NotWritten
isf_core.warm_up()
modules = [found.name for found in pkgutil.walk_packages(isf_core.__path__, "isf_core.")]
left = [name for name in modules if name not in sys.modules]
left += [
    f"{name}.{held.__name__}"
    for name in modules if name in sys.modules
    for held in vars(sys.modules[name]).values()
    if isinstance(held, type) and any(isinstance(each, _NotWritten) for each in vars(held).values())
]
left += [name for name in ("babel", "pyarrow", "pydantic", "pandas") if name in sys.modules]
print(json.dumps(left))
"""

EXAMPLES = """
import doctest, importlib, io, pkgutil, warnings
from pathlib import Path
root = Path(sys.argv[3])
from support import scenarios
isf_core.warm_up(locales=("en_GB", "cy_GB", "de_DE", "ar", "fr_FR", "en"))
parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
texts = [(path.name, path.read_text(encoding="utf-8"), {}) for path in sorted(root.glob(sys.argv[4]))]
tests = [parser.get_doctest(text, {"__name__": "__main__"}, name, name, 0) for name, text, _ in texts]
for found in pkgutil.walk_packages(isf_core.__path__, "isf_core."):
    tests += doctest.DocTestFinder().find(importlib.import_module(found.name))
sys.addaudithook(hook)
warnings.simplefilter("ignore")
for test in tests:
    runner.run(test, out=lambda text: None)
threads = [threading.Thread(target=scenarios.everything) for _ in range(4)]
for each in threads: each.start()
for each in threads: each.join()
print(json.dumps([sorted(seen), runner.tries, runner.failures]))
"""

WORDS = """
from isf_core.present import ENGLISH, Words
from isf_core.present import catalogue, sentences, words
from isf_core import Money
from datetime import date
isf_core.warm_up()
sys.addaudithook(hook)
for locale in ("en_GB", "cy_GB"):
    said = Words(locale, ENGLISH)
    said.money(Money(1)), said.date(date(2026, 4, 6)), said.number(3)
first, again = sorted(seen), seen.clear()
for locale in ("en_GB", "cy_GB"):
    said = Words(locale, ENGLISH)
    said.money(Money(2)), said.date(date(2027, 4, 6)), said.number(4)
print(json.dumps([first, sorted(seen)]))
"""


def said_by(code: str, *arguments: str) -> Any:
    """What some code says in an interpreter of its own, which looks at itself with the hook above."""
    package = Path(isf_core.__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-s", "-P", "-c", CHILD + code, str(package), str(HERE), *arguments],
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_nothing_is_left_to_import_or_to_write() -> None:
    assert said_by(LOADED) == []


@pytest.mark.parametrize("examples", ["README.md", pytest.param("docs/**/*.md", marks=pytest.mark.slow)])
def test_no_example_and_no_thread_reaches_outside(examples: str) -> None:
    seen, tried, failed = said_by(EXAMPLES, str(ROOT), examples)
    # A locale that is not known is looked for among those that babel has.
    assert [[event, where] for event, where in seen if not where.endswith("babel/locale-data")] == []
    assert tried > 400
    assert failed < tried / 20, "examples that stand on what pytest gives them"


def test_words_open_babel_and_its_files_of_a_locale_once() -> None:
    first, again = said_by(WORDS)
    assert again == []
    assert {event for event, _ in first} <= {"import", "open", "os.listdir", "marshal.loads", "pickle.find_class"}
    opened = [Path(where) for event, where in first if event == "open"]
    assert {where.name for where in opened if where.suffix == ".dat"} == {
        *("root.dat", "en.dat", "en_001.dat", "en_GB.dat", "cy.dat", "cy_GB.dat"),
        "global.dat",
    }
    assert {where.name for where in opened if where.suffix not in {".dat", ".pyc", ".py"}} <= {"UTC"}
