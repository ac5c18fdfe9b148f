"""Nothing is opened, imported, started or asked of the machine while the package works.

Python tells an audit hook of every file, socket, process, thread, import and foreign call. Here
every event counts, but for the few that touch nothing outside the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

HERE = Path(__file__).resolve().parent

HARMLESS = {"builtins.id", "object.__getattr__", "object.__setattr__", "object.__delattr__", "sys._getframe"}
"""What Python also tells of: an object was asked for its number, or a frame for its name."""

CHILD = """
import _thread, json, sys
sys.path.insert(0, sys.argv[1])
seen, watching, start = [], False, _thread.start_new_thread

def hook(event, arguments):
    if watching:
        seen.append(event)

def started(*arguments):  # Python 3.11 tells no hook of a thread
    hook("_thread.start_new_thread", arguments)
    return start(*arguments)

_thread.start_new_thread = started
import threading
threading._start_new_thread = started

from support import scenarios
first = scenarios.everything()

def work():
    assert scenarios.everything() == first

sys.addaudithook(hook)
code = compile(sys.argv[2], "code", "exec")
watching = True
exec(code)
watching = False
print(json.dumps(sorted(set(seen))))
"""


def events_of(code: str) -> set[str]:
    """The audit events of a piece of code, in a fresh process that has done the work once before."""
    run = subprocess.run(
        [sys.executable, "-s", "-P", "-W", "error", "-c", CHILD, str(HERE), code],
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    seen: list[str] = json.loads(run.stdout)
    return {event for event in seen if event not in HARMLESS} - {"exec"}


def test_building_assessing_scheduling_and_explaining_touch_nothing() -> None:
    assert events_of("work()") == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("open(sys.executable, 'rb').close()", "open"),
        ("import wave", "import"),
        ("threading.Thread(target=int).start()", "_thread.start_"),
        ("import os; os.listdir('.')", "os.listdir"),
        ("import socket; socket.socket().close()", "socket.__new__"),
        ("import subprocess; subprocess.run([sys.executable, '-c', ''])", "subprocess.Popen"),
    ],
)
def test_the_hook_would_have_seen_it(code: str, event: str) -> None:
    assert any(seen.startswith(event) for seen in events_of(code))
