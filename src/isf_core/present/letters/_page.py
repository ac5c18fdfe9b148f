"""A letter as HTML: every text escaped, nothing fetched, and a style for the screen and for A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

UPRIGHT = "@page { size: A4; margin: 20mm 18mm; } body { margin: 0; background: #fff; }"
ACROSS = "@page { size: A4 landscape; margin: 18mm; } .letter { max-width: 261mm !important; } body { margin: 0; }"
"""The pages: upright, and across for wide tables."""

STYLE = """
.letter { max-width: 174mm; margin: 0 auto; padding: 8mm 0; color: #111; background: #fff;
  font: 12pt/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
.letter * { color: inherit; }
.letter h1 { font-size: 16pt; margin: 1.2em 0 .6em; }
.letter h2 { font-size: 13pt; margin: 1.2em 0 .3em; break-after: avoid; }
.letter p, .letter ul { margin: 0 0 .7em; white-space: pre-line; }
.letter .sender, .letter .recipient, .letter .close { font-style: normal; margin: 0 0 1.2em; }
.letter .sender { text-align: end; }
.letter .close { margin-top: 1.6em; break-inside: avoid; }
.letter table { border-collapse: collapse; table-layout: auto; width: 100%; margin: .4em 0 1.2em; font-size: 11pt; }
.letter tr:nth-child(n) { background: none; }
.letter caption { text-align: start; font-weight: bold; padding: .3em 0; }
.letter th, .letter td { text-align: start; vertical-align: top; padding-block: .25em;
  padding-inline: 0 .6em; font-weight: normal; border: 0; border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
.letter thead th { font-weight: bold; border-bottom: 2px solid #111; overflow-wrap: normal; }
.letter tfoot th { white-space: nowrap; }
.letter tfoot th, .letter tfoot td { font-weight: bold; border-top: 2px solid #111; }
.letter .sum { text-align: end; padding-inline-end: 0; padding-inline-start: .6em; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.letter thead .sum { white-space: normal; }
.letter .day { white-space: nowrap; }
.letter thead { display: table-header-group; }
.letter tfoot { display: table-row-group; }
.letter tr, .letter .short { break-inside: avoid; }
.letter thead, .letter caption { break-after: avoid; }
.letter pre { font: 9pt/1.4 "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
""".replace(".letter ", ".letter.letter ")  # twice, so as to outweigh what Jupyter says of tables and colours

_SHORT = 12
"""How many rows a table has at most that is kept on one page."""


class Body:
    """What is written so far, part by part."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def lines(self, name: str, lines: Iterable[str]) -> None:
        """Lines that stand one below the other: an address, a close."""
        self._parts.append(f'<div class="{name}">{"<br>".join(map(escape, lines))}</div>')

    def heading(self, level: int, text: str) -> None:
        """A heading."""
        self._parts.append(f"<h{level}>{escape(text)}</h{level}>")

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        self._parts.append(f"<p>{escape(text)}</p>")

    def points(self, points: Sequence[str]) -> None:
        """A list, where there is one."""
        if points:
            self._parts.append(f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in points)}</ul>")

    def as_it_stands(self, lines: Sequence[str]) -> None:
        """Lines that keep their indents."""
        if lines:
            self._parts.append("<pre>{}</pre>".format(escape("\n".join(lines))))

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        foot: Sequence[str] | None,
        kinds: Sequence[str],
    ) -> None:
        """A table: the headings of columns and rows say whose they are."""
        styles = [f' class="{kind}"' if kind else "" for kind in kinds]
        heads = "".join(f'<th scope="col"{style}>{escape(each)}</th>' for each, style in zip(head, styles, strict=True))
        body = "".join(_row(row, styles) for row in rows)
        last = "" if foot is None else f"<tfoot>{_row(foot, styles)}</tfoot>"
        short = ' class="short"' if len(rows) <= _SHORT else ""
        self._parts.append(
            f"<table{short}><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{last}</table>"
        )

    def __str__(self) -> str:
        return "\n".join(self._parts)


def _row(row: Sequence[str], styles: Sequence[str]) -> str:
    """A row, whose first cell is its heading."""
    first, *others = (escape(each) for each in row)
    cells = "".join(f"<td{style}>{each}</td>" for each, style in zip(others, styles[1:], strict=True))
    return f'<tr><th scope="row"{styles[0]}>{first}</th>{cells}</tr>'


def article(language: str, is_right_to_left: bool, body: Body) -> str:
    """The letter as a part of a page, with its own style."""
    way = "rtl" if is_right_to_left else "ltr"
    return f'<article class="letter" lang="{escape(language)}" dir="{way}"><style>{STYLE}</style>\n{body}\n</article>'


def page(language: str, is_right_to_left: bool, title: str, content: str, *, is_wide: bool) -> str:
    """The letter as a page of its own."""
    way, style = "rtl" if is_right_to_left else "ltr", ACROSS if is_wide else UPRIGHT
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{way}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{content}\n</main>\n</body>\n</html>\n"
    )
