"""How a result is laid out for people: one page of parts, the answer first, as a text and as HTML.

>>> breach = Item("CON-01 must", Said("Nobody has signed."), Fold("Care Act 2014, section 25", Said("Its words.")))
>>> answer = Headline("May it go ahead?", "no", "by the law (CON-01)")
>>> print(Page(answer, Items("Breaches: 1", (breach,))).text())
May it go ahead? No, by the law (CON-01).
<BLANKLINE>
Breaches: 1
CON-01 must   Nobody has signed.
              Care Act 2014, section 25

A page is made when somebody looks at a result, and not before. Text shows the summary of what is folded, HTML all of
it when it is opened. Whatever was written down comes out on one line, what nobody sees as its escape, and cut where
it is longer than anybody reads. HTML takes its colours from the page around it, light or dark.
"""

from __future__ import annotations

import re
from html import escape
from itertools import zip_longest
from typing import Any, Protocol

from ..errors import IsfError, quote
from .checks import whole

WIDTH = 100
"""How wide a page of text is, in characters."""
FEW_ROWS = 14
"""How many rows of a table are shown beside other things: a year of payments, every four weeks, and its totals."""
ROWS = 60
"""How many rows of a table are shown, where it stands alone."""
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_LONGEST = 1_000
_GAP = 3
WIDEST, MOST_ROWS = 10_000, 10**9
_COLOURS = {"yes": "yes", "no": "no", "cannot tell": "open"}


def printable(text: str, most: int = _LONGEST) -> str:
    r"""A text as it may stand on a screen: on one line, what nobody sees as its escape, and cut where it is too long.

    >>> printable("a\nb\u202ec"), printable("long" * 100, 12)
    ('a\\nb\\u202ec', 'longlonglon… (400 characters)')
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}… ({len(text):,} characters)"
    if cut.isprintable():
        return cut
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in _SPACES.sub(" ", cut))


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many characters, broken between words where it can be."""
    width = max(width, 1)
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= width:
            lines[-1] = joined
            continue
        lines += [word[start : start + width] for start in range(0, len(word), width)]
    return lines if lines[0] else lines[1:] or lines


def sentence(text: str) -> str:
    """A text as a sentence of its own: it begins with a capital, and ends.

    >>> sentence("nobody has signed"), sentence("Nobody has signed.")
    ('Nobody has signed.', 'Nobody has signed.')
    """
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def marked(text: str) -> str:
    """A text in HTML."""
    return escape(printable(text))


class Part(Protocol):
    """What stands on a page."""

    @property
    def title(self) -> str:
        """Its title; "" where it goes on from what is before."""

    def as_lines(self, width: int, rows: int) -> list[str]:
        """It as lines of text, of at most so many rows of each table."""

    def as_html(self, rows: int) -> str:
        """It as HTML, of at most so many rows of each table."""


class _Alike:
    """What is equal to another of its class that holds the same."""

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))


class Said(_Alike):
    """A sentence or two, cut where they are longer than `most`."""

    title = ""

    def __init__(self, text: str, *, most: int = _LONGEST) -> None:
        self.text: str = printable(text, most)

    def as_lines(self, width: int, rows: int) -> list[str]:
        """Its lines."""
        return wrapped(self.text, width)

    def as_html(self, rows: int) -> str:
        """A paragraph."""
        return f"<p>{escape(self.text)}</p>"


class Headline(_Alike):
    """A question and its answer, with what decided it: what a page begins with.

    "yes", "no" and "cannot tell" stand out in green, red and amber.
    """

    title = ""

    def __init__(self, question: str, answer: str, why: str = "") -> None:
        self.question = question
        self.answer = answer
        self.why: str = f", {why}." if why else "."

    def as_lines(self, width: int, rows: int) -> list[str]:
        """Its lines."""
        answer = f"{self.answer[:1].upper()}{self.answer[1:]}"
        return wrapped(printable(f"{self.question} {answer}{self.why}"), width)

    def as_html(self, rows: int) -> str:
        """A paragraph, in which the answer stands out."""
        answer = marked(f"{self.answer[:1].upper()}{self.answer[1:]}")
        colour = next((f' class="{colour}"' for said, colour in _COLOURS.items() if self.answer.endswith(said)), "")
        held = f"{marked(self.question)} <strong{colour}>{answer}</strong>{marked(self.why)}"
        return f'<p class="answer">{held}</p>'


class Fold(_Alike):
    """What stands under a summary, and is read by whoever opens it. Text shows the summary alone, unless it is open."""

    def __init__(self, summary: str, *parts: Part, is_open: bool = False) -> None:
        self.summary = summary
        self.parts = parts
        self.is_open = is_open
        self.title: str = summary if is_open else ""

    def as_lines(self, width: int, rows: int) -> list[str]:
        """Its summary, and what is below it where it is open."""
        lines = wrapped(printable(self.summary), width)
        if self.is_open:
            lines += [f"  {line}".rstrip() for part in self.parts for line in part.as_lines(width - 2, rows)]
        return lines

    def as_html(self, rows: int) -> str:
        """A summary that opens by a click or a key."""
        held = "".join(part.as_html(rows) for part in self.parts)
        return f"<details{' open' * self.is_open}><summary>{marked(self.summary)}</summary>{held}</details>"


class Item(_Alike):
    """A label, and what is said of it."""

    def __init__(self, label: str, *parts: Part) -> None:
        self.label = label
        self.parts = parts


class Items(_Alike):
    """A list of items under a title, the labels in a column of their own."""

    def __init__(self, title: str, items: tuple[Item, ...]) -> None:
        self.title = title
        self.items = items

    def as_lines(self, width: int, rows: int) -> list[str]:
        """Its title, and each item beside its label, which takes up to a third of the width."""
        labels = [wrapped(printable(item.label), width // 3) for item in self.items]
        edge = max((len(line) for label in labels for line in label), default=0) + _GAP
        lines = wrapped(printable(self.title), width)
        for label, item in zip(labels, self.items, strict=True):
            held = (line for part in item.parts for line in part.as_lines(width - edge, rows))
            lines += [f"{left:{edge}}{line}".rstrip() for left, line in zip_longest(label, held, fillvalue="")]
        return lines

    def as_html(self, rows: int) -> str:
        """A heading and a list of descriptions."""
        items = (
            f"<dt>{marked(item.label)}</dt><dd>{''.join(part.as_html(rows) for part in item.parts)}</dd>"
            for item in self.items
        )
        return f"<h4>{marked(self.title)}</h4><dl>{''.join(items)}</dl>"


class Page(_Alike):
    """Parts, one below the other; at most `rows` rows of each table, with the totals of all."""

    def __init__(self, *parts: Part, rows: int = ROWS) -> None:
        for part in parts:
            if not (hasattr(part, "as_lines") and hasattr(part, "as_html")):
                raise IsfError("Page", f"{quote(part)} is no part of a page", "give what has as_lines and as_html")
        self.parts = parts
        self.rows = rows

    def text(self, *, width: int = WIDTH, rows: int | None = None) -> str:
        """The page as a text of lines that are at most `width` characters; `rows` is how many of a table it shows."""
        whole("Page.text.width", width, 1, WIDEST)
        rows = self._rows("Page.text.rows", rows)
        lines: list[str] = []
        for part in self.parts:
            lines += [""] * bool(lines and part.title)
            lines += part.as_lines(width, rows)
        return "\n".join(lines)

    def html(self, *, rows: int | None = None) -> str:
        """The page as a piece of HTML that brings its own style and loads nothing."""
        rows = self._rows("Page.html.rows", rows)
        held = "".join(part.as_html(rows) for part in self.parts)
        return f'<div class="isf-core"><style>{_STYLE}</style>{held}</div>'

    def _rows(self, where: str, rows: int | None) -> int:
        return self.rows if rows is None else whole(where, rows, 0, MOST_ROWS)


class Laid:
    """What a result gets from its `page()`: a text, HTML for notebooks and templates, and IPython's own form."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython takes the first class of its bases that has a repr of its own or this.
        cls._repr_pretty_ = Laid._repr_pretty_  # type: ignore[method-assign]
        super().__init_subclass__()

    def page(self) -> Page:
        """The result as a page: `.text(width=..., rows=...)` and `.html(rows=...)`."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.page().text()

    def _repr_html_(self) -> str:
        return self.page().html()

    def __html__(self) -> str:
        """What a template shows, with every text escaped."""
        return self._repr_html_()

    def _repr_pretty_(self, printer: Any, is_circle: bool) -> None:
        """What IPython prints: the page; inside something else only the repr."""
        is_inside = len(printer.stack) > 1
        for place, line in enumerate([repr(self)] if is_inside else str(self).split("\n")):
            if place:
                printer.break_()
            printer.text(line)


_STYLE = (
    "§{text-align:left;line-height:1.45;max-width:75rem;overflow-x:auto}"
    "§ p{margin:.2em 0;max-width:60rem}§ .answer{font-size:1.25em}"
    "§ strong[class]{padding:.05em .5em;border-radius:.25em;color:#fff;background:#7a5200}"
    "§ strong.yes{background:#1b6e2f}§ strong.no{background:#b3261e}"
    "§ h4,§ caption{font-size:1.05em;font-weight:600;text-align:left;margin:0;padding:.9em 0 .3em;color:inherit;"
    "caption-side:top}§ caption{white-space:nowrap}"
    "§ dl{display:grid;grid-template-columns:max-content 1fr;gap:.35em 1.2em;margin:0}"
    "§ dt,§ dd{float:none;width:auto;margin:0;padding:0}§ dt{font-weight:600}"
    "§ dd{min-width:0;overflow-wrap:anywhere}§ dd>p:first-child{margin-top:0}"
    "§ details{margin:.1em 0}§ details>:not(summary){margin-left:1.1em}§ summary{cursor:pointer}"
    "§ details[open]>summary{font-weight:600}"
    "§ table{border-collapse:collapse;table-layout:auto;margin:0;font-size:inherit}§ tr{background:none}"
    "§ th,§ td{text-align:left;vertical-align:top;padding:.2em 1.2em .2em 0;border:0;"
    "border-bottom:1px solid rgba(128,128,128,.35);font-weight:inherit;overflow-wrap:break-word}"
    "§ thead th,§ tfoot *{font-weight:600}"
    "§ .sum{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
).replace("§", ".isf-core.isf-core")  # twice, so as to outweigh what Jupyter says of tables and lists
