"""A table of texts, drawn in columns that fit a width, and as HTML.

>>> grid = Grid("Sums", ("Day", "Paid"), (("6 April", "257.50"), ("4 May", "57.50")), ("", "315.00"), (False, True))
>>> for line in grid.lines(40):
...     print(line)
Sums
Day         Paid
6 April   257.50
4 May      57.50
          315.00

Where it is too wide, long texts are broken between words, and columns that still do not fit stand below the others,
each time beside the first and about as many in each block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from .layout import marked, wrapped

_LEAST, _LONGEST_WORD = 12, 36
"""How many characters a column of texts keeps, so that no day in it is broken, and of which length a word is broken."""


class Grid(NamedTuple):
    """A title, headings, rows of texts, a last row of totals, and which columns stand to the right.

    `left_out` rows are missing after the first `shown_first`: a row says how many, and that the totals are of all.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] | None
    to_right: Sequence[bool]
    shown_first: int = 0
    left_out: int = 0

    @property
    def width(self) -> int:
        """How wide it is where nothing is broken, with two spaces between columns."""
        return sum(self._widths()) + 2 * (len(self.headings) - 1)

    @property
    def gap(self) -> str:
        """What stands where rows are left out."""
        of_all = "" if self.totals is None else f"; the totals are of all {len(self.rows) + self.left_out:,}"
        return f"… {self.left_out:,} more{of_all}"

    def _cells(self) -> list[Sequence[str]]:
        return [self.headings, *self.rows, *([] if self.totals is None else [self.totals])]

    def _widths(self) -> list[int]:
        return [max(map(len, column), default=0) for column in zip(*self._cells(), strict=True)]

    def lines(self, width: int) -> list[str]:
        """It as lines of text, of at most `width` characters as far as that can be done."""
        natural = self._widths()
        gap = 3 if sum(natural) + 3 * (len(natural) - 1) <= width else 2
        widths = self._narrowed(natural, width - gap * (len(natural) - 1))
        blocks = _blocks(widths, gap, width)
        if len(blocks) > 1:  # in as many, and none much wider than the others: the last column is not left alone
            widest = bisect_left(range(width), -len(blocks), key=lambda each: -len(_blocks(widths, gap, each)))
            blocks = _blocks(widths, gap, widest)
        lines = wrapped(self.title, width) if self.title else []
        for block in blocks:
            lines += self._block(block, widths, " " * gap, width)
        return lines

    def _narrowed(self, widths: list[int], width: int) -> list[int]:
        """Widths that fit: headings of sums are broken first, then texts, the widest before the others."""
        least: list[list[int]] = [list(widths), list(widths)]
        for place, column in enumerate(zip(*self._cells(), strict=True)):
            if self.to_right[place]:
                least[0][place] = least[1][place] = max(map(len, [*self.headings[place].split(" "), *column[1:]]))
            else:
                word = max(len(word) for cell in column for word in cell.split(" "))
                least[1][place] = min(widths[place], max(_LEAST, min(word, _LONGEST_WORD)))
        out = list(widths)
        for low in least:
            if sum(out) > width:
                out = _lowered(out, low, width)
        return out

    def _block(self, places: list[int], widths: list[int], between: str, width: int) -> list[str]:
        """Some of the columns, each cell in as many lines as it needs."""
        lines: list[str] = []
        for number, row in enumerate(self._cells()):
            held = [wrapped(row[place], widths[place]) for place in places]
            for line in zip_longest(*held, fillvalue=""):
                cells = (
                    cell.rjust(widths[place]) if self.to_right[place] else cell.ljust(widths[place])
                    for cell, place in zip(line, places, strict=True)
                )
                lines.append(between.join(cells).rstrip())
            if self.left_out and number == self.shown_first:  # the headings are the row before the first
                lines += wrapped(self.gap, width)
        return lines

    def html(self) -> str:
        """A table with its caption, headings that say which cells are theirs, and a foot of totals."""
        head = "".join(
            f'<th scope="col"{mark}>{marked(each)}</th>' for each, mark in zip(self.headings, self._marks, strict=True)
        )
        body = [self._row(row, "td") for row in self.rows]
        if self.left_out:
            body.insert(self.shown_first, f'<tr><td colspan="{len(self.headings)}">{marked(self.gap)}</td></tr>')
        foot = "" if self.totals is None else f"<tfoot>{self._row(self.totals, 'th')}</tfoot>"
        title = f"<caption>{marked(self.title)}</caption>" if self.title else ""
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>{foot}</table>"

    @property
    def _marks(self) -> list[str]:
        return [' class="sum"' if to_right else "" for to_right in self.to_right]

    def _row(self, row: Sequence[str], tag: str) -> str:
        cells = (f"<{tag}{mark}>{marked(cell)}</{tag}>" for cell, mark in zip(row, self._marks, strict=True))
        return f"<tr>{''.join(cells)}</tr>"


def _blocks(widths: Sequence[int], gap: int, width: int) -> list[list[int]]:
    """The columns in blocks of at most some width; the first column stands in each, with one other at least."""
    blocks: list[list[int]] = [[]]
    for place, needed in enumerate(widths):
        if blocks[-1][1:] and sum(widths[each] + gap for each in blocks[-1]) + needed > width:
            blocks.append([0])
        blocks[-1].append(place)
    return blocks


def _lowered(widths: list[int], low: list[int], width: int) -> list[int]:
    """Widths that come to `width`: none is wider than some height, but for what may not be below its own least.

    Where that height is not whole, the first of the columns are a character narrower. Where nothing fits, the least.
    """

    def at(height: int) -> list[int]:
        return [max(least, min(now, height)) for now, least in zip(widths, low, strict=True)]

    height = bisect_right(range(max(widths)), width, key=lambda height: sum(at(height))) - 1
    out, above = at(max(height, 0)), at(height + 1)
    spare = width - sum(out)
    for place in reversed(range(len(out))):
        if spare > 0 and above[place] > out[place]:
            out[place] += 1
            spare -= 1
    return out
