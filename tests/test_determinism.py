"""The same facts give the same words and pennies in every process, whatever the machine is set to."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = [pytest.mark.process, pytest.mark.slow]

HERE = Path(__file__).resolve().parent

CHILD = """
import decimal, hashlib, locale, sys, time
sys.path.insert(0, sys.argv[1])
before, after = ((int(prec), rounding) for prec, rounding in (each.split("/") for each in sys.argv[2:4]))
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # this machine does not have it
decimal.setcontext(decimal.Context(prec=before[0], rounding=before[1]))
import isf_core
from support import scenarios
decimal.setcontext(decimal.Context(prec=after[0], rounding=after[1], traps=[decimal.Inexact, decimal.Rounded]))
said = scenarios.everything()
decimal.setcontext(decimal.Context())
print(hashlib.sha256(said.encode()).hexdigest(), len(said), hash("isf"), time.strftime("%H %z", time.gmtime(0)))
print(time.localtime(0).tm_hour, time.localtime(0).tm_mday)
"""

MACHINES = (
    # hash seed, time zone, locale, decimal precision and rounding before the import and after it
    ("0", "UTC", "C", "28/ROUND_HALF_EVEN", "28/ROUND_HALF_EVEN"),
    ("1", "Europe/London", "C.UTF-8", "3/ROUND_UP", "3/ROUND_UP"),
    ("2", "Pacific/Kiritimati", "POSIX", "1/ROUND_DOWN", "1/ROUND_DOWN"),
    ("3", "Pacific/Pago_Pago", "de_DE.UTF-8", "28/ROUND_CEILING", "1/ROUND_CEILING"),
    ("4", "America/St_Johns", "tr_TR.UTF-8", "2/ROUND_FLOOR", "28/ROUND_FLOOR"),
    ("5", "Asia/Kathmandu", "fr_FR.UTF-8", "5/ROUND_HALF_UP", "2/ROUND_HALF_DOWN"),
    ("6", "JST-9", "ja_JP.UTF-8", "4/ROUND_HALF_DOWN", "6/ROUND_HALF_UP"),
    ("7", "EST5EDT", "ar_EG.UTF-8", "6/ROUND_05UP", "1/ROUND_05UP"),
    ("4294967295", "Antarctica/Troll", "hi_IN.UTF-8", "999999/ROUND_UP", "999999/ROUND_UP"),
    ("random", "GMT0BST", "en_GB.UTF-8", "2/ROUND_HALF_EVEN", "3/ROUND_HALF_EVEN"),
    ("random", "Australia/Lord_Howe", "en_US.ISO-8859-1", "1/ROUND_HALF_UP", "28/ROUND_UP"),
    ("random", "", "", "28/ROUND_DOWN", "7/ROUND_DOWN"),
)


def said_on(machine: tuple[str, str, str, str, str]) -> list[str]:
    """What a fresh process on such a machine says: a digest and the length first, then what shows the machine."""
    seed, zone, locale, before, after = machine
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}}
    run = subprocess.run(
        [sys.executable, "-s", "-P", "-W", "error", "-c", CHILD, str(HERE), before, after],
        env={**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_twelve_unlike_machines_say_the_same() -> None:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        said = [*pool.map(said_on, MACHINES)]
    print("sha256", said[0][0])
    assert len({tuple(each[:2]) for each in said}) == 1
    assert int(said[0][1]) > 100_000, "there was something to say"
    assert len({each[2] for each in said}) >= 9, "the seeds differ"
    assert len({tuple(each[-2:]) for each in said}) >= 3, "the time zones differ"
