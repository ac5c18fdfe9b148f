"""Letters on paper: A4, and nothing wider than the page. It needs Chromium, and is left out where there is none."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from present.letters.letter_cases import FRAME as SENT
from present.letters.letter_cases import every_letter, mary
from support.arrangements import LAST, ON, sound

from isf_core import assess
from isf_core.present import WELSH, Words
from isf_core.present.letters import Letter, finance_letter, payment_letter

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.process,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]
MEASURE = "<script>document.title = document.documentElement.scrollWidth</script>"
UPRIGHT, ACROSS = (174, 595, 842), (261, 842, 595)
"""The width of the text in millimetres, and the page in points."""


def printed(letter: Letter, folder: Path) -> bytes:
    """The letter as a PDF."""
    source, made = folder / "letter.html", folder / "letter.pdf"
    source.write_text(letter.html(), encoding="utf-8")
    chromium("--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri())
    return made.read_bytes()


def chromium(*arguments: str) -> str:
    """What headless Chromium says."""
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=True).stdout


def widest(letter: Letter, width: int, folder: Path) -> int:
    """How wide the letter is, in pixels, on a screen of some width."""
    source = folder / "measured.html"
    source.write_text(letter.html().replace("</body>", f"{MEASURE}</body>"), encoding="utf-8")
    told = chromium(f"--window-size={width},2000", "--hide-scrollbars", "--dump-dom", source.as_uri())
    return int(re.findall(r"<title>(\d+)</title>", told)[0])


def letters() -> dict[str, Letter]:
    """Each letter, with the widest tables that there are of it, in English and in Welsh."""
    full = assess(sound(), on=ON, until=LAST)
    return {
        **every_letter(),
        "all parts": payment_letter(full, **SENT),
        "all parts in Welsh": payment_letter(full, **SENT, words=Words("cy_GB", WELSH)),
        "every component": finance_letter(full, **SENT),
        "many payments": payment_letter(assess(mary(), on=ON, until=LAST), **SENT),
    }


@pytest.mark.parametrize("kind", sorted(letters()))
def test_a_letter_prints_on_a4_and_nothing_is_cut_off(kind: str, tmp_path: Path) -> None:
    letter = letters()[kind]
    width, *points = ACROSS if "landscape" in letter.html() else UPRIGHT
    pages = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed(letter, tmp_path))
    for page in pages:
        assert [float(each) for each in page] == pytest.approx(points, abs=1)
    assert 1 <= len(pages) <= 20
    pixels = width * 96 // 25 + 1
    assert widest(letter, max(pixels, 500), tmp_path) <= max(pixels, 500)
