"""A page of every kind of part, as people read it: as texts of several widths, and as HTML with its style.

python tests/support/laid_out.py > tests/data/laid_out.txt
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from isf_core.values import ExactMoney, Explanation, Money, Rate, Table
from isf_core.values.columns import _KINDS, Column
from isf_core.values.layout import Fold, Headline, Item, Items, Page, Part, Said

START: Final = date(2026, 4, 6)
LONG: Final = "what somebody wrote down at some length, with a wordthatisfarlongerthananybodywouldeverwrite in it"
SUMS: Final = Table(
    "Payments, and why they are what they are",
    (("on", "Day"), ("number", "Number"), ("amount", "What is paid"), ("planned", "Planned"), ("why", "Why")),
    tuple(
        (START + timedelta(days=28 * place), place + 1, Money(250 * place), ExactMoney("84.375") * place, LONG[:place])
        for place in range(20)
    ),
    totals=("In all", 20, Money(47500), Fraction(1, 3), None),
)
BARE: Final = Table("", (("hours", "Hours"),), ((Fraction(1, 3),), (Fraction(7, 2),), (None,)))
WHY: Final = Explanation.rounded(
    "budget",
    Explanation.times(
        "four weeks of it",
        Explanation.given("rate a week", Money("84.37")),
        Explanation.given("weeks", 4, unit="weeks"),
    ),
)
PARTS: Final[tuple[Part, ...]] = (
    Headline("May it go ahead?", "no", "by the law (CON-01)"),
    Said("a < b & c, on\ntwo lines, and \u202eturned round"),
    Said("x" * 50, most=20),
    Said(" ".join("x" * 51)),
    Items(
        "Breaches: 2",
        (
            Item("CON-01 must", Said(LONG), Fold("By the law", Said("its words"))),
            Item("a label that is longer than a third of a narrow page", Fold("open", Said("and read"), is_open=True)),
        ),
    ),
    Fold("closed", Said("and not read")),
    Fold("open", Said("and read"), BARE, is_open=True),
    SUMS,
    *WHY.page().parts,
)


def laid_out() -> str:
    """All of it."""
    page = Page(*PARTS, rows=9)
    lines = ["== as it is", page.text(), ""]
    for width in (48, 20):
        lines += [f"== {width} characters", page.text(width=width), ""]
    for answer in ("yes", "no", "cannot tell", "soon"):
        lines.append(
            Page(Headline("May it go ahead?", answer)).text() + Headline("May it go ahead?", answer).as_html(1)
        )
    kinds = (str(Column.of(key, "")) for key in sorted({*_KINDS, "funder nhs", "who"}))
    lines += [
        "",
        "== cells",
        *_cells(),
        "",
        "== what a column of each key holds",
        *kinds,
        "",
        "== HTML",
        page.html().replace("><", ">\n<").replace("}", "}\n"),
        "",
    ]
    return "\n".join(lines)


def _cells() -> list[str]:
    """A cell of each kind, as it stands in a table."""
    numbers = (
        Fraction(1, 3),
        Fraction(2**127, 3),
        Fraction(1, 2**127),
        Fraction(1, 2**128),
        Fraction(2**129 // 3, 2**128),
        Fraction(-5, 2),
        2**10_000,
        12,
        -12,
    )
    sums = (
        Money("1234.5"),
        ExactMoney("1234.5"),
        ExactMoney("0.125"),
        ExactMoney("1234.125"),
        ExactMoney("-1234567.125"),
        ExactMoney("-0.125"),
        ExactMoney("1") / 3,
        ExactMoney("-0.005") / 3,
    )
    cells = (*numbers, *sums, START, "a text", None)
    rates = (Rate.weekly("84.375"), Rate.annual("4387.5"), Rate.monthly("1.1"), Rate.four_weekly(0))
    table = Table("", (("who", "Who"),), tuple((cell,) for cell in cells))
    return [*table.page().text(rows=100).split("\n"), *map(str, rates)]


if __name__ == "__main__":
    sys.stdout.write(laid_out())
