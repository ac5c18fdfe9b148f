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
import decimal, hashlib, locale, sys, threading, time
sys.path.insert(0, sys.argv[1])
before, after, threads, deep = sys.argv[2:6]
def context(written):
    prec, rounding, capitals, traps = written.split("/")
    every = [*decimal.Context().traps] if traps == "all" else [decimal.Inexact, decimal.Rounded] if traps else []
    exponents = {"Emin": 0, "Emax": 0, "clamp": 1} if traps == "all" else {}
    return decimal.Context(prec=int(prec), rounding=rounding, capitals=int(capitals), traps=every, **exponents)
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # this machine does not have it
decimal.setcontext(context(before))
import isf_core
from support import scenarios
said = []
def work():
    decimal.setcontext(context(after))  # each thread has a context of its own
    said.append(scenarios.everything())
sys.setrecursionlimit(int(deep))
if int(threads) == 1:
    work()
else:
    sys.setswitchinterval(1e-5)
    at_once = [threading.Thread(target=work) for _ in range(int(threads))]
    [each.start() for each in at_once]
    [each.join() for each in at_once]
decimal.setcontext(decimal.Context())
if len(set(said)) != 1 or len(said) != int(threads):
    sys.exit("the threads say different things")
said = said[0]
print(hashlib.sha256(said.encode()).hexdigest(), len(said), hash("isf"), time.strftime("%H %z", time.gmtime(0)))
print(time.localtime(0).tm_hour, time.localtime(0).tm_mday)
"""

PLAIN = "28/ROUND_HALF_EVEN/1/"

MACHINES = (
    # hash seed, time zone, locale; the decimal context (precision, rounding, capitals, traps) before the import and
    # after it; what python is called with, threads at once, the recursion limit
    ("0", "UTC", "C", PLAIN, PLAIN, "", 1, 1000),
    ("1", "Europe/London", "C.UTF-8", "3/ROUND_UP/1/", "3/ROUND_UP/1/some", "", 1, 1000),
    ("2", "Pacific/Kiritimati", "POSIX", "1/ROUND_DOWN/0/", "1/ROUND_DOWN/0/some", "", 1, 1000),
    ("3", "Pacific/Pago_Pago", "de_DE.UTF-8", "28/ROUND_CEILING/1/", "1/ROUND_CEILING/1/some", "", 1, 1000),
    ("4", "America/St_Johns", "tr_TR.UTF-8", "2/ROUND_FLOOR/1/", "28/ROUND_FLOOR/0/some", "", 1, 1000),
    ("5", "Asia/Kathmandu", "fr_FR.UTF-8", "5/ROUND_HALF_UP/0/", "2/ROUND_HALF_DOWN/1/some", "", 1, 1000),
    ("6", "JST-9", "ja_JP.UTF-8", "4/ROUND_HALF_DOWN/1/", "6/ROUND_HALF_UP/0/some", "", 1, 1000),
    ("7", "EST5EDT", "ar_EG.UTF-8", "6/ROUND_05UP/1/", "1/ROUND_05UP/1/some", "", 1, 1000),
    ("4294967295", "Antarctica/Troll", "hi_IN.UTF-8", "999999/ROUND_UP/1/", "999999/ROUND_UP/1/some", "", 1, 1000),
    ("random", "GMT0BST", "en_GB.UTF-8", "2/ROUND_HALF_EVEN/1/", "3/ROUND_HALF_EVEN/1/some", "", 1, 1000),
    ("random", "Australia/Lord_Howe", "en_US.ISO-8859-1", "1/ROUND_HALF_UP/1/", "28/ROUND_UP/1/some", "", 1, 1000),
    ("random", "", "", "28/ROUND_DOWN/1/", "7/ROUND_DOWN/1/some", "", 1, 1000),
    ("0", "UTC", "C.UTF-8", PLAIN, "1/ROUND_UP/0/all", "", 1, 1000),
    ("8", "Europe/Dublin", "cy_GB.UTF-8", "1/ROUND_UP/0/all", "1/ROUND_DOWN/0/all", "", 1, 1000),
    ("9", "Africa/Casablanca", "C", "9/ROUND_UP/0/all", "9/ROUND_UP/0/all", "-O", 1, 1000),
    ("10", "UTC", "C.UTF-8", PLAIN, PLAIN, "-O", 1, 1000),
    ("11", "Asia/Tehran", "fa_IR.UTF-8", PLAIN, "2/ROUND_UP/1/some", "-OO", 1, 1000),
    ("random", "America/Sao_Paulo", "pt_BR.UTF-8", PLAIN, "4/ROUND_UP/0/all", "-OO", 4, 1000),
    ("12", "Europe/London", "en_GB.UTF-8", PLAIN, PLAIN, "", 2, 1000),
    ("13", "Pacific/Chatham", "zh_CN.GB18030", PLAIN, "3/ROUND_DOWN/0/all", "", 4, 1000),
    ("random", "UTC", "C", PLAIN, "28/ROUND_HALF_EVEN/0/some", "-X utf8", 8, 1000),
    ("14", "Asia/Kolkata", "ta_IN.UTF-8", PLAIN, PLAIN, "", 1, 300),
    ("15", "America/Caracas", "es_VE.UTF-8", PLAIN, PLAIN, "", 1, 100000),
    ("random", "Europe/Moscow", "ru_RU.KOI8-R", "1/ROUND_UP/0/all", "1/ROUND_UP/0/all", "-OO -X dev", 3, 400),
)

Machine = tuple[str, str, str, str, str, str, int, int]


def said_on(machine: Machine) -> list[str]:
    """What a fresh process on such a machine says: a digest and the length first, then what shows the machine."""
    seed, zone, locale, before, after, called, threads, deep = machine
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}}
    run = subprocess.run(
        [
            *(sys.executable, *called.split(), "-s", "-P", "-W", "error", "-c", CHILD),
            *(str(HERE), before, after, str(threads), str(deep)),
        ],
        env={**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_twenty_four_unlike_machines_say_the_same() -> None:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        said = [*pool.map(said_on, MACHINES)]
    print("sha256", said[0][0])
    assert len(said) == 24
    assert len({tuple(each[:2]) for each in said}) == 1
    assert int(said[0][1]) > 100_000, "there was something to say"
    assert len({each[2] for each in said}) >= 20, "the seeds differ"
    assert len({tuple(each[-2:]) for each in said}) >= 3, "the time zones differ"
