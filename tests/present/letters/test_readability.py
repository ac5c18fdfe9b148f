"""A person's sentences are short and plain: grade 7 at most, 25 words at most, no path, no jargon, no reference."""

from __future__ import annotations

import re

import pytest
from present.letters.letter_cases import OURS, to_the_person
from present.letters.readability import grade_of, sentences_of, syllables_of, words_of

from isf_core.present import letter_sentences
from isf_core.present.letters import Letter

KINDS = sorted(to_the_person())
PLACE = re.compile(r"\{[a-z_]+\}")
SAID = [text for group in letter_sentences.FOR_THE_PERSON for text in group.values()]
SAID += [text for forms in letter_sentences.COUNTED for text in forms]
JARGON = (
    *("holder", "funder", "surplus", "commitment", "contribution", "component", "variation", "reconcil", "adjust"),
    *("remit", "provisional", "assess", "liabilit", "lieu", "net ", "gross", "isf", "withheld", "in-house"),
)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("we", 1),
        ("payment", 2),
        ("provider", 3),
        ("table", 2),
        ("before", 2),
        ("needed", 2),
        ("worked", 1),
        ("eye", 1),
        ("account", 2),
        ("advocate", 3),
    ],
)
def test_syllables_are_counted_by_the_rule(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def own_sentences(letter: Letter) -> str:
    """What we say in a letter, without the sender's own words."""
    own = {OURS.contact, OURS.disagree, OURS.complain}
    return "\n".join(each for each in letter.sentences if each not in own)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_to_the_person_reads_at_grade_seven_at_most(kind: str) -> None:
    text = own_sentences(to_the_person()[kind])
    assert grade_of(text) <= 7
    assert max(len(words_of(each)) for each in sentences_of(text)) <= 25


@pytest.mark.parametrize("text", [each for each in SAID if each.endswith((".", "?"))])
def test_every_sentence_to_the_person_is_short_and_plain(text: str) -> None:
    plain = PLACE.sub("Sum", text)
    assert grade_of(plain) <= 7
    assert max(len(words_of(each)) for each in sentences_of(plain)) <= 25


@pytest.mark.parametrize("text", SAID)
def test_the_words_of_the_office_are_not_used(text: str) -> None:
    said = PLACE.sub("", text).lower()
    assert not [word for word in JARGON if word in said]


@pytest.mark.parametrize("kind", KINDS)
def test_no_path_reference_or_code_reaches_the_person(kind: str) -> None:
    for sentence in own_sentences(to_the_person()[kind]).splitlines():
        assert not re.search(r"[a-z]_[a-z]|\b[a-z]+\.[a-z]+\b|[a-z]\[|\b[A-Z]+-[0-9]", sentence), sentence
        assert "{" not in sentence
        for sum_ in re.findall(r"£[0-9,]*(?:\.[0-9]+)?", sentence):
            assert re.fullmatch(r"£[0-9,]+\.[0-9]{2,}", sum_), "both pence"
