"""What people are shown: letters, charts, results in words, what these refuse, and every result by all its forms.

python tests/support/shown.py letters > tests/data/shown_letters.txt
python tests/support/shown.py charts > tests/data/shown_charts.txt
python tests/support/shown.py words > tests/data/shown_words.txt
python tests/support/shown.py refusals > tests/data/shown_refusals.txt
python tests/support/shown.py explanations > tests/data/shown_explanations.txt
python tests/support/shown.py results > tests/data/shown_results.txt
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from support import refused_in_present, shown_explanations, shown_in_present, shown_letters, shown_results

SHOWN: Final[dict[str, tuple[Callable[[], Iterator[str]], ...]]] = {
    "letters": (shown_letters.whole_letters, shown_letters.letters, shown_letters.pages),
    "charts": (shown_in_present.charts,),
    "words": (shown_in_present.results_in_words, shown_in_present.welsh, shown_in_present.rule_books),
    "refusals": (refused_in_present.all_refused,),
    "explanations": (shown_explanations.explanations,),
    "results": (shown_results.shown_results,),
}


def shown(what: str) -> str:
    """All of one kind."""
    return "".join(f"{text}\n" for part in SHOWN[what] for text in part())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(shown(sys.argv[1]))
