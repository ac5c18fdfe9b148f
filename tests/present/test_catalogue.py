"""Catalogues: which language they are of, what goes with a number, and what is said where there is none."""

from __future__ import annotations

import copy
import gettext
import pickle
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from support.refusing import refused

from isf_core.model import Arrangement, Person
from isf_core.present import ENGLISH, Catalogue, UntranslatedWarning, Words, templates
from isf_core.present.catalogue import language_of

ONE, MANY = "{count} visit", "{count} visits"
CYMRAEG = Catalogue(
    "cy",
    {
        "It is paid on {due}.": "Fe'i telir ar {due}.",
        MANY: {"two": "{count} ymweliad", "few": "{count} ymweliad", "other": "{count} o ymweliadau"},
        "visits": "ymweliadau",
        "signed on": "llofnodwyd ar",
        "contract": "contract",
        "signatures": "llofnodion",
        "ISF provider": "darparwr",
    },
    remark="made up for this test",
)


@pytest.mark.parametrize("locale", ["cy_GB", "de_DE", "ar", "pl"])
def test_a_locale_without_a_catalogue_is_warned_of(locale: str) -> None:
    with pytest.warns(UntranslatedWarning, match="give a catalogue in `messages`, or ENGLISH") as seen:
        Words(locale)
    assert seen[0].filename == __file__, "it names the line that asked"


@pytest.mark.parametrize("locale", ["en_GB", "cy_GB"])
def test_sentences_in_the_language_of_neither_are_warned_of(locale: str) -> None:
    with pytest.warns(UntranslatedWarning, match="sentences in 'fr'"):
        Words(locale, Catalogue("fr-FR", {}))


def fitting() -> Iterator[Words]:
    """What nothing has to be said of."""
    yield Words()
    yield Words("en_US")
    yield Words("cy_GB", ENGLISH)
    yield Words("cy_GB", CYMRAEG)
    yield Words("cy", CYMRAEG)
    yield Words("de_DE", gettext.NullTranslations())


def test_a_choice_that_was_made_is_not_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [words.language for words in fitting()] == ["en-GB", "en-US", "en", "cy-GB", "cy", "de-DE"]


def test_what_was_not_translated_is_still_said_rightly() -> None:
    with pytest.warns(UntranslatedWarning):
        words = Words("de_DE")
    assert words.language == "en"
    assert language_of("de_DE", None) == "en"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 o ymweliadau"), (2, "2 ymweliad"), (3, "3 ymweliad"), (13, "13 o ymweliadau")]
)
def test_a_word_goes_with_its_number(count: int, said: str) -> None:
    assert Words("cy_GB", CYMRAEG).count(ONE, MANY, count) == said


def test_a_word_that_is_not_in_it_goes_with_its_number_as_in_english() -> None:
    words = Words("cy_GB", CYMRAEG)
    with pytest.warns(UntranslatedWarning, match="'{count} days' is not in the catalogue 'cy'"):
        assert [words.count("{count} day", "{count} days", count) for count in (1, 2)] == ["1 day", "2 days"]
    assert CYMRAEG.gettext(MANY) == "{count} o ymweliadau"
    assert CYMRAEG.ngettext("visit", "visits", 2) == "ymweliadau"


class OnlyGettext:
    """A catalogue that knows no forms."""

    def gettext(self, message: str, /) -> str:
        return message.upper().replace("{COUNT}", "{count}")


def test_catalogues_of_others_go_with_a_number_as_they_can() -> None:
    for count, said in ((1, "1 VISIT"), (2, "2 VISITS")):
        assert Words("de_DE", OnlyGettext()).count(ONE, MANY, count) == said
        assert Words("de_DE", gettext.NullTranslations()).count(ONE, MANY, count) == said.lower()
        assert Words().count(ONE, MANY, count) == said.lower()


class NoText(OnlyGettext):
    """A catalogue whose forms are no texts."""

    def ngettext(self, one: str, many: str, count: int) -> Any:
        return b"visit"


@pytest.mark.parametrize("wrong", [-1, 1.5, None, True])
def test_what_goes_with_no_number_is_refused(wrong: Any) -> None:
    refused(lambda: Words().count(ONE, MANY, wrong), "Words.count")
    refused(lambda: Words().count(wrong, MANY, 1), "Words.count")
    refused(lambda: Words("de", NoText()).count(ONE, MANY, 1), "Words.messages", "let ngettext give a text")


@pytest.mark.parametrize("wrong", [None, "texts", [("a", "b")], 7])
def test_what_is_no_dict_of_texts_is_refused(wrong: Any) -> None:
    refused(lambda: Catalogue("cy", wrong), "Catalogue.texts")


def test_a_catalogue_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(CYMRAEG)) == CYMRAEG == copy.copy(CYMRAEG)
    assert hash(Words("cy", CYMRAEG)) == hash(Words("cy", copy.copy(CYMRAEG)))
    assert repr(CYMRAEG) == "Catalogue(language='cy', remark='made up for this test')"
    assert Catalogue("cy", {}) != CYMRAEG


def test_a_field_is_named_in_the_catalogues_words() -> None:
    words = Words("cy_GB", CYMRAEG)
    assert words.field("contract.signatures[holder].signed_on") == "llofnodwyd ar (contract, llofnodion: darparwr)"
    with pytest.warns(UntranslatedWarning, match="'(plan|supports|cost)' is not in the catalogue"):
        assert words.field("plan.supports[the_holders_visit].cost") == "cost (plan, supports: the_holders_visit)"
    assert {"signed on", "supports", "ISF provider", "payments set up on"} <= {*templates()}


def test_the_fields_that_findings_name_are_among_the_texts() -> None:
    from datetime import date

    from isf_core import assess

    known = {*templates()}
    found = assess(Arrangement(person=Person(ref="P-1")), on=date(2026, 4, 6), until=date(2027, 4, 4))
    asked: list[str] = []

    class Listening(OnlyGettext):
        def gettext(self, message: str, /) -> str:
            asked.append(message)
            return message

    words = Words("de_DE", Listening())
    for finding in found.report.findings:
        words.field(finding.field)
    assert {*asked} <= known
    assert len({*asked}) > 20


@pytest.mark.parametrize("held", [{}, {"one": "x"}, 5, {"other": 5}, {5: "x", "other": "y"}])
def test_a_translation_that_is_none_is_refused_when_the_catalogue_is_written(held: Any) -> None:
    assert "for 'a' is no translation" in str(refused(lambda: Catalogue("de", {"a": held})))
