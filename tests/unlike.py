"""The whole suite on other Pythons, with the oldest and the newest packages that the library takes.

    python -m tests.unlike [--python PATH ...] [--only lowest|newest]

For every Python from 3.11 on that is on PATH or given, and for the lowest and the newest packages of pyproject.toml,
it makes an environment in a temporary folder, runs the everyday tests there on a copy of the tree, and takes a digest
of what the library says of the scenarios in tests/support. It fails where a test fails or two digests differ.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
BESIDE: Final = ("pytest>=8", "pytest-xdist>=3.6", "hypothesis>=6.100", "jsonschema>=4.23", "pyarrow>=17")
"""What the tests need."""
SAID: Final = (
    "import hashlib; from support import scenarios; print(hashlib.sha256(scenarios.everything().encode()).hexdigest())"
)
VERSIONS: Final = "from importlib.metadata import version as v; print(v('attrs'), v('python-dateutil'), v('babel'))"


def pythons(given: list[str]) -> dict[str, str]:
    """Every Python from 3.11 on, by its version."""
    found: dict[str, str] = {}
    on_path = (shutil.which(f"python3.{minor}") for minor in range(11, 20))
    for path in [sys.executable, *filter(None, on_path), *given]:
        ask = "import sys; print('.'.join(map(str, sys.version_info[:3])) if sys.version_info >= (3, 11) else '')"
        said = subprocess.run([path, "-I", "-c", ask], capture_output=True, text=True, check=False)
        if said.returncode == 0 and said.stdout.strip():
            found.setdefault(said.stdout.strip(), path)
    return dict(sorted(found.items()))


def packages(which: str) -> list[str]:
    """The runtime packages, at their lower bounds or as new as there are."""
    needs: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return [each.replace(">=", "==") for each in needs] if which == "lowest" else needs


def tried(python: str, which: str, work: Path) -> tuple[str, str, str]:
    """The versions of the packages, pytest's last line and the digest, on one Python with one set of packages."""
    tree, home = work / "isf core", work / "venv"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", ".mutation", ".*_cache", "__pycache__"))
    subprocess.run([python, "-m", "venv", home], check=True)
    run = str(home / "bin" / "python")
    install = [run, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--upgrade"]
    subprocess.run([*install, *BESIDE, *packages(which), "-e", tree], check=True)
    where = {name: held for name, held in os.environ.items() if not name.startswith("PYTHON")}
    tests = [run, "-m", "pytest", "-n", "auto", "-m", "not slow", "-p", "no:cacheprovider"]
    suite = subprocess.run(tests, cwd=tree, env=where, capture_output=True, text=True, check=False)
    last = suite.stdout.strip().splitlines()[-1]
    if suite.returncode:
        print(suite.stdout[-4000:], suite.stderr[-2000:])
        last = f"FAILED: {last}"
    say = [run, "-c", SAID]
    digest = subprocess.run(say, cwd=tree / "tests", env=where, capture_output=True, text=True, check=True).stdout
    versions = subprocess.run([run, "-c", VERSIONS], capture_output=True, text=True, check=True).stdout
    return versions.strip(), last, digest.strip()


def main() -> int:
    """Try each, and compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.unlike", description=__doc__.split("\n")[0])
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="another Python; may be repeated")
    parser.add_argument("--only", choices=("lowest", "newest"), help="only these packages")
    asked = parser.parse_args()
    digests, failed = set(), False
    for version, path in pythons(asked.python).items():
        for which in [asked.only] if asked.only else ["lowest", "newest"]:
            with tempfile.TemporaryDirectory() as work:
                versions, last, digest = tried(path, which, Path(work))
            attrs, dateutil, babel = versions.split()
            print(
                f"Python {version}, attrs {attrs}, python-dateutil {dateutil}, babel {babel}: {last}; {digest[:16]}",
                flush=True,
            )
            digests.add(digest)
            failed = failed or last.startswith("FAILED")
    print("one digest" if len(digests) == 1 else f"{len(digests)} digests")
    return int(failed or len(digests) != 1)


if __name__ == "__main__":
    sys.exit(main())
