"""Money, days and forms of a word in every locale that babel has, and what keeps its own direction."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from babel.localedata import locale_identifiers
from support.refusing import refused

from isf_core.present import ENGLISH, Words
from isf_core.present.figures import FIRST_STRONG, POP, Figures
from isf_core.values import Money

LANGUAGES = sorted({each for each in locale_identifiers() if "_" not in each and each != "root"})
MARKS = str.maketrans("", "", "\u200e\u200f\u061c")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_money_has_the_pound_sign_in_every_language(locale: str) -> None:
    for sum_ in ("1234.50", "-1234.50"):
        said = Figures(locale).money(Money(sum_))
        assert said.count("£") == 1
        assert not any(each.isalpha() for each in said), "no GBP, UK£ or £GB"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("ar_EG", "1,234.50\xa0£"),
        ("he_IL", "1,234.50\xa0£"),
        ("pl_PL", "1\xa0234,50\xa0£"),
        ("fr_FR", "1\u202f234,50\xa0£"),
        ("cy_GB", "£1,234.50"),
    ],
)
def test_money_stands_as_the_locale_writes_it(locale: str, said: str) -> None:
    assert Figures(locale).money(Money("1234.50")).translate(MARKS) == said


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("en_GB", {0: "other", 1: "one", 2: "other", 13: "other"}),
        (
            "cy_GB",
            {0: "zero", 1: "one", 2: "two", 3: "few", 4: "other", 5: "other", 6: "many", 7: "other", 13: "other"},
        ),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"}),
        ("pl", {1: "one", 2: "few", 5: "many", 22: "few"}),
    ],
)
def test_which_form_goes_with_a_number(locale: str, forms: dict[int, str]) -> None:
    assert {count: Figures(locale).form_for(count) for count in forms} == forms


@pytest.mark.parametrize("wrong", [-1, True, 1.0, "2", None, 10**13])
def test_what_is_no_number_of_things_has_no_form(wrong: Any) -> None:
    refused(lambda: Figures().form_for(wrong), "Words.form_for")


def test_a_name_from_right_to_left_stands_between_isolates() -> None:
    said = Words().say("{what} is added once, {amount}.", what="\u05de\u05e8\u05d9", amount=Money("12.50"))
    assert said == f"{FIRST_STRONG}\u05de\u05e8\u05d9{POP} is added once, £12.50."


@pytest.mark.parametrize("locale", ["ar", "he_IL", "fa_IR", "ur_PK"])
def test_every_fact_stands_between_isolates_in_a_sentence_from_right_to_left(locale: str) -> None:
    words = Words(locale, ENGLISH)
    assert words.is_right_to_left
    said = words.say("{held} on {day}, {nothing}", held=Money("12.50"), day=date(2026, 4, 6), nothing=None)
    assert (
        said
        == f"{FIRST_STRONG}{words.money(Money('12.50'))}{POP} on {FIRST_STRONG}{words.date(date(2026, 4, 6))}{POP}, "
    )


@pytest.mark.parametrize("text", ["Mary", "Siân", "Łucja", "Ольга", "山田", "12.50", ""])
def test_what_reads_from_left_to_right_is_left_alone(text: str) -> None:
    assert Figures("en_GB").isolated(text) == text
    assert not Figures("cy_GB").is_right_to_left


def test_what_does_not_end_is_rounded_to_four_places() -> None:
    assert Figures().pounds(Fraction(1, 3)) == "£0.3333"
    assert Figures("de").decimal(Fraction(2, 3)) == "0,6667"
    assert Figures("de").decimal(Fraction(2469, 2)) == "1.234,5"


def test_files_that_babel_cannot_read_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from babel.core import Locale

    def in_a_zip(name: str) -> Locale:
        raise NotADirectoryError(20, "Not a directory", "bundle.zip/babel/locale-data/root.dat")

    monkeypatch.setattr(Locale, "parse", in_a_zip)
    refused(Figures, "Words.locale", "not inside a zip")


def test_babel_is_asked_for_a_locale_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from babel.core import Locale

    figures = Figures("fr_CH")
    first = figures.money(Money(1))
    asked: list[str] = []
    parse = Locale.parse

    def listening(name: Any, *more: Any) -> Any:
        if isinstance(name, str):
            asked.append(name)
        return parse(name, *more)

    monkeypatch.setattr(Locale, "parse", listening)
    assert figures.money(Money(1)) == first
    assert asked == []
