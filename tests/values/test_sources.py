"""Sources: a text, a pinpoint, and words only where the text was seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from isf_core.errors import IsfError, NotExact, TooLarge
from isf_core.values import sources
from isf_core.values.sources import BANKING_ACT, CARE_ACT, LANCASHIRE, Source, Text

Refused = Callable[..., IsfError]
TEXTS = [each for each in vars(sources).values() if isinstance(each, Text)]


def test_a_source_is_shown_with_its_words_where_it_quotes_any() -> None:
    quoted = LANCASHIRE("6.16", words="up to a maximum value of 50%")
    assert str(quoted) == 'Lancashire County Council contract policy, 6.16: "up to a maximum value of 50%"'
    assert repr(quoted) == f"<Source {quoted}>"
    assert str(CARE_ACT("s. 26")) == "Care Act 2014, s. 26"
    assert (quoted.text, quoted.pinpoint, quoted.words) == (LANCASHIRE, "6.16", "up to a maximum value of 50%")
    assert CARE_ACT("s. 26").words == ""


def test_a_text_knows_its_year_and_whether_it_was_seen() -> None:
    assert (LANCASHIRE.title, LANCASHIRE.year, LANCASHIRE.seen) == (
        "Lancashire County Council contract policy",
        2012,
        True,
    )
    assert (Text("Undated").year, Text("Undated").seen) == (None, True)
    assert CARE_ACT.seen
    assert not BANKING_ACT.seen
    assert repr(CARE_ACT) == "<Text Care Act 2014>"


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_no_two_texts_have_one_title(text: Text) -> None:
    assert [each for each in TEXTS if each.title == text.title] == [text]


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_a_year_in_a_title_is_the_texts_year(text: Text) -> None:
    assert str(text.year) in text.title or not re.search(r"\b[12][0-9]{3}\b", text.title)


def test_sources_are_equal_by_all_their_parts() -> None:
    assert Source(LANCASHIRE, "6.16") == LANCASHIRE("6.16")
    assert LANCASHIRE("6.16", "words") != LANCASHIRE("6.16")
    assert CARE_ACT("1") != LANCASHIRE("1")
    assert Text("A", 2012) != Text("A", 2013)
    assert Text("A", seen=True) != Text("A", seen=False)
    assert len({LANCASHIRE("6.16"), LANCASHIRE("6.16"), LANCASHIRE("6.17")}) == 2


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (lambda bad: Source(bad("Care Act 2014"), "1"), IsfError, "Source.text: 'Care Act 2014' does not fit here"),
        (lambda bad: Source(bad(None), "1"), IsfError, "Source.text: nothing (None) does not fit here"),
        (lambda _: LANCASHIRE(""), IsfError, "Source.pinpoint: '' is blank"),
        (lambda bad: LANCASHIRE(bad(6.16)), IsfError, "Source.pinpoint: 6.16 (a float) is not a text"),
        (lambda _: LANCASHIRE("6" * 501), TooLarge, "Source.pinpoint: "),
        (lambda _: LANCASHIRE("6", " "), IsfError, "Source.words: ' ' is blank"),
        (lambda bad: LANCASHIRE("6", bad(None)), IsfError, "Source.words: nothing (None) is not a text"),
        (lambda bad: LANCASHIRE("6", bad(0)), IsfError, "Source.words: 0 is not a text"),
        (lambda _: LANCASHIRE("6", "w" * 10_000), TooLarge, "Source.words: "),
        (lambda _: Text(""), IsfError, "Text.title: '' is blank"),
        (lambda bad: Text(bad(None)), IsfError, "Text.title: nothing (None) is not a text"),
        (lambda bad: Text("A", bad("2014")), NotExact, "Text.year: '2014' is not a whole number"),
        (lambda bad: Text("A", bad(True)), NotExact, "Text.year: True (a bool)"),
        (lambda _: Text("A", 10_000), TooLarge, "Text.year: 10000 is out of range"),
        (lambda bad: Text("A", 2014, bad("no")), IsfError, "Text.seen: 'no' does not fit here; give True or False"),
    ],
    ids=range(15),
)
def test_what_is_no_source_is_refused(
    make: Callable[[Callable[[Any], Any]], object], kind: type[IsfError], message: str, refused: Refused
) -> None:
    refused(lambda: make(lambda given: given), kind, message)
