"""A letter as it is read: its parts, in order, as text and as a page that prints on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from ...errors import IsfError
from ...values.checks import read
from ...values.frozen import frozen
from ...values.money import Money
from ...values.record import Value
from ..words import Fact, Words
from ._page import Body, article, page

_UPRIGHT = 174
_NEEDS = {"day": 24, "sum": 20, "": 20}
"""How wide the text of an upright page is, and about how much of it a column of each kind needs, in millimetres."""


@frozen(kw_only=True, repr=False)
class LetterTable(Value):
    """A table of a letter: texts, what each column holds ("sum", "day" or ""), and a last row where sums add up."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] | None
    kinds: tuple[str, ...]

    @classmethod
    def of(
        cls,
        words: Words,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Fact]],
        *,
        total: str | None,
        shows_zero: bool = True,
    ) -> LetterTable:
        """A table of facts, said by locale, whose columns of Money are added up where `total` says what that is.

        The caption, the headings and `total` stand as they are given. A column in
        which nothing is recorded is left out, and without `shows_zero` one of sums that are all 0.00, but for the last.
        """
        right = "give rows of facts, each with one for each heading"
        rows = [
            [*read("LetterTable.of.rows", row, 100, right)] for row in read("LetterTable.of.rows", rows, 10_000, right)
        ]
        if any(len(row) != len(head) for row in rows):
            raise IsfError("LetterTable.of.rows", f"one has not {len(head)} facts", right)
        columns = [[row[place] for row in rows] for place in range(len(head))]
        money = [[each for each in column if isinstance(each, Money)] for column in columns]
        kept = [
            place
            for place, sums in enumerate(money)
            if (
                any(sums) or shows_zero or place == len(head) - 1
                if sums
                else any(each is not None for each in columns[place]) or not rows
            )
        ]
        foot = None
        if total is not None and rows:
            added = [total, *(words.money(Money.total(sums)) if sums else "" for sums in money[1:])]
            foot = tuple(added[place] for place in kept)
        return cls(
            caption=caption,
            head=tuple(head[place] for place in kept),
            rows=tuple(tuple(_cell(words, row[place]) for place in kept) for row in rows),
            foot=foot,
            kinds=tuple("sum" if money[was] else "day" if _has_days(columns[was]) else "" for was in kept),
        )

    def lines(self) -> list[str]:
        """The table as lines: sums to the right, all else to the left."""
        drawn = [self.head, *self.rows, *(() if self.foot is None else (self.foot,))]
        widths = [max(map(len, column)) for column in zip(*drawn, strict=True)]
        return [
            self.caption,
            *(
                "   ".join(
                    cell.rjust(width) if kind == "sum" else cell.ljust(width)
                    for cell, width, kind in zip(row, widths, self.kinds, strict=True)
                ).rstrip()
                for row in drawn
            ),
        ]


def _has_days(column: Sequence[Fact]) -> bool:
    return any(isinstance(each, date) for each in column)


def _cell(words: Words, fact: Fact) -> str:
    return words.short_date(fact) if isinstance(fact, date) else words.isolated(words.fact(fact))


@frozen(kw_only=True, repr=False)
class Section(Value):
    """A part of a letter: a heading, paragraphs, points of a list, tables, and lines that keep their indents."""

    heading: str | None = None
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[LetterTable, ...] = ()
    lines: tuple[str, ...] = ()

    def blocks(self) -> Iterator[str]:
        """Its parts as text."""
        if self.heading is not None:
            yield self.heading
        yield from self.paragraphs
        if self.points:
            yield "\n".join(f"- {point}" for point in self.points)
        for table in self.tables:
            yield "\n".join(table.lines())
        if self.lines:
            yield "\n".join(self.lines)


@frozen(kw_only=True)
class Letter(Value):
    """A letter: `str(letter)` is its text, `letter.html()` a page of its own that prints on A4.

    Each part is a text in the language of the letter: who writes, who reads, the day, the title, the greeting, the
    sections and the close. `language` is the tag of its language.
    """

    language: str
    is_right_to_left: bool
    sender: tuple[str, ...]
    recipient: tuple[str, ...] = attrs.field(repr=False)
    day: str
    reference: str | None
    title: str
    greeting: str = attrs.field(repr=False)
    sections: tuple[Section, ...] = attrs.field(repr=False)
    close: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All paragraphs and points, in order: what a reader has to understand."""
        return tuple(each for section in self.sections for each in (*section.paragraphs, *section.points))

    def __str__(self) -> str:
        blocks = ["\n".join(self.sender), "\n".join((*self.recipient, "", self.day))]
        blocks += [each for each in (self.reference, self.title, self.greeting) if each]
        blocks += [block for section in self.sections for block in section.blocks()]
        return "\n\n".join([*blocks, "\n".join(self.close)])

    def __repr__(self) -> str:
        return f"<Letter {self.title!r}, {self.day}>"

    def html(self) -> str:
        """A whole page with its language, headings, and tables whose headings have a scope; it fetches nothing."""
        tables = (table for section in self.sections for table in section.tables)
        is_wide = any(sum(_NEEDS[kind] for kind in table.kinds) > _UPRIGHT for table in tables)
        return page(self.language, self.is_right_to_left, self.title, self._repr_html_(), is_wide=is_wide)

    def _repr_html_(self) -> str:
        body = Body()
        for name, lines in (("sender", self.sender), ("recipient", self.recipient)):
            body.lines(name, lines)
        body.paragraph(self.day)
        if self.reference:
            body.paragraph(self.reference)
        body.heading(1, self.title)
        body.paragraph(self.greeting)
        for section in self.sections:
            if section.heading is not None:
                body.heading(2, section.heading)
            for each in section.paragraphs:
                body.paragraph(each)
            body.points(section.points)
            for table in section.tables:
                body.table(table.caption, table.head, table.rows, table.foot, table.kinds)
            body.as_it_stands(section.lines)
        body.lines("close", self.close)
        return article(self.language, self.is_right_to_left, body)

    def __html__(self) -> str:
        """What a template shows, with every text escaped."""
        return self._repr_html_()
