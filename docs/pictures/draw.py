"""The pictures of docs/how-to/show.md, made from its own examples by headless Chromium.

python docs/pictures/draw.py
"""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WIDTH = 940
THEMES = {False: ("#ffffff", "#212121"), True: ("#111111", "#e0e0e0")}
"""The background and the colour of a notebook, light and dark."""


def page(html: str, *, dark: bool = False) -> str:
    """A page as a notebook has it around a result."""
    background, colour = THEMES[dark]
    style = f"body{{background:{background};color:{colour};font:14px/1.4 'DejaVu Sans',sans-serif;margin:16px}}"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{html}</body>'


def chromium(*asked: str, width: int, height: int = 800) -> str:
    """What headless Chromium prints."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed")
    size = f"--window-size={width},{height}"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, *asked]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def height_of(html: str, *, width: int = WIDTH) -> int:
    """How high a result is as it is first shown, in pixels."""
    measure = "<script>document.title = document.documentElement.getBoundingClientRect().height</script>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page(html) + measure, encoding="utf-8")
        found = re.search(r"<title>([\d.]+)</title>", chromium("--dump-dom", path.as_uri(), width=width))
    if found is None:
        raise SystemExit("Chromium did not say how high the page is")
    return int(float(found[1])) + 33  # the margins


def draw(name: str, html: str, *, dark: bool = False) -> None:
    """Make one picture beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page(html, dark=dark), encoding="utf-8")
        picture = f"--screenshot={HERE / name}.png"
        chromium(picture, path.as_uri(), width=WIDTH, height=height_of(html))


def main() -> None:
    """Run the guide's examples, and draw what they make."""
    guide = HERE.parent / "how-to" / "show.md"
    test = doctest.DocTestParser().get_doctest(guide.read_text(encoding="utf-8"), {}, guide.name, str(guide), 0)
    made: dict[str, Any] = test.globs
    doctest.DocTestRunner().run(test, clear_globs=False)
    draw("assessment", made["found"]._repr_html_())
    draw("assessment-dark", made["found"]._repr_html_(), dark=True)
    draw("comparison", made["change"].page().html(rows=3))
    draw("explanation", made["found"].schedule[0].explain()._repr_html_())


if __name__ == "__main__":
    main()
