"""The Welsh catalogue: all of the schedule, the statement and three letters, with every place of every sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from present.letters.letter_cases import FRAME, every_letter, found, in_hospital, mary, on_change, statement
from support.account import lived
from support.arrangements import LAST, ON, sound
from support.asking import NUMBERS

from isf_core import assess
from isf_core.account.statement import NOTES, statement_for
from isf_core.model import Audience, EntryKind
from isf_core.present import WELSH, UntranslatedWarning, Words, letter_sentences, templates
from isf_core.present.letters import Letter, payment_letter, request_letter, statement_letter
from isf_core.present.sentences import rate_sentence
from isf_core.values import RateUnit

CYMRAEG = Words("cy_GB", WELSH)
PLACE = re.compile(r"\{([a-z_]+)\}")
TEXTS = [(english, text) for english, text in WELSH.texts.items() if isinstance(text, str)]
FORMS = [(english, forms) for english, forms in WELSH.texts.items() if not isinstance(forms, str)]


def test_it_says_that_no_native_speaker_has_checked_it() -> None:
    assert WELSH.remark == "not checked by a native speaker"
    assert repr(WELSH) == "Catalogue(language='cy', remark='not checked by a native speaker')"


@pytest.mark.parametrize(("english", "welsh"), TEXTS)
def test_a_translation_has_the_places_of_its_sentence_and_is_another_text(english: str, welsh: str) -> None:
    assert sorted({*PLACE.findall(english)}) == sorted({*PLACE.findall(welsh)})
    assert english != welsh
    assert english.endswith((".", "?", ",")) == welsh.endswith((".", "?", ",")), "a sentence stays one"


@pytest.mark.parametrize(("english", "forms"), FORMS)
def test_every_form_has_the_places_of_its_sentence(english: str, forms: Any) -> None:
    for form in forms.values():
        assert {*PLACE.findall(english)} - {*PLACE.findall(form)} <= {"count"}
    assert {*forms} <= {"zero", "one", "two", "few", "many", "other"}
    assert "other" in forms


GROUPS = {
    "frame": letter_sentences.FRAME,
    "payments": letter_sentences.PAYMENTS,
    "changes": letter_sentences.CHANGES,
    "account": letter_sentences.ACCOUNT,
    "kinds": letter_sentences.KINDS,
    "notes": NOTES,
}


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_each_group_is_there_in_full(group: dict[str, str]) -> None:
    assert [text for text in group.values() if text not in WELSH.texts] == []


def test_every_kind_of_entry_and_rate_is_there() -> None:
    assert [kind for kind in EntryKind if kind.in_words not in WELSH.texts] == []
    assert [unit for unit in RateUnit if rate_sentence(unit) not in WELSH.texts] == []


def test_nothing_is_translated_that_is_never_asked_for() -> None:
    assert {*WELSH.texts} - {*templates()} == {"{count} payments"}


COUNTED = {0: "0 taliad", 1: "1 taliad", 2: "2 daliad", 3: "3 thaliad", 4: "4 taliad", 6: "6 thaliad", 13: "13 taliad"}


@pytest.mark.parametrize(("count", "said"), COUNTED.items())
def test_a_noun_changes_its_first_letter_after_its_number(count: int, said: str) -> None:
    assert CYMRAEG.count("{count} payment", "{count} payments", count) == said


def letters() -> dict[str, Letter]:
    """The letters that are there in Welsh: any text that is not would be warned of, and warnings are errors here."""
    return {
        "payments": payment_letter(assess(sound(), on=ON, until=LAST), **FRAME, words=CYMRAEG),
        "change": on_change(in_hospital(), words=CYMRAEG),
        "statement": statement_letter(statement(), **FRAME, words=CYMRAEG),
    }


@pytest.mark.parametrize("kind", ["payments", "change", "statement"])
def test_a_letter_is_welsh_throughout(kind: str) -> None:
    letter = letters()[kind]
    assert letter.language == "cy-GB"
    assert letter.close[0] == "Yn gywir,"
    own = [FRAME["sender"].contact, FRAME["sender"].disagree, FRAME["sender"].complain]
    text = " ".join(each for each in letter.sentences if each not in own)
    assert not re.search(r"\b(the|you|your|we|is|of|and|this)\b", text)
    assert '<html lang="cy-GB" dir="ltr">' in letter.html()


def test_a_stay_in_hospital_is_said_in_welsh() -> None:
    said = " ".join(letters()["change"].sentences)
    assert "Mae hyn oherwydd i chi fod yn yr ysbyty o 8 Mehefin 2026 hyd at 28 Mehefin 2026." in said
    assert "Rydym wedi talu £84.37 yn ormod wrth dalu Bright Days. Byddwn yn cymryd hyn yn ôl." in said


def test_the_sums_are_those_of_the_english_letter() -> None:
    sums = re.compile(r"-?£[0-9,.]*[0-9]")
    english = every_letter()
    for kind in ("change", "statement"):
        assert sums.findall(str(letters()[kind])) == sums.findall(str(english[kind]))


def test_a_payment_and_a_statement_are_welsh_for_both_readers() -> None:
    first = assess(sound(), on=ON, until=LAST).require_schedule()[0]
    assert CYMRAEG.payment(first).startswith(
        "£246.42 yw taliad 1. Mae ar gyfer 6 Ebrill 2026 hyd 3 Mai 2026. Fe'i telir ar 2 Ebrill"
    )
    assert "Darparwr y gronfa" in CYMRAEG.payment(first, Audience.AUTHORITY)
    for to in Audience:
        said = CYMRAEG.statement(statement_for(lived(), span=statement().span, policy=NUMBERS, to=to))
        assert "£14.26" in said
        assert "taliad gan y cyllidwr" in said


def test_what_is_not_there_stays_english_and_is_warned_of() -> None:
    with pytest.warns(UntranslatedWarning, match="is not in the catalogue 'cy'"):
        letter = request_letter(found(mary()), **FRAME, words=CYMRAEG)
    assert letter.title == "What we still need from you"
