"""The template for translators is what pybabel makes of the library as it stands."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from isf_core.present import templates
from isf_core.present.letter_sentences import COUNTED
from isf_core.present.translation_template import extract

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "docs" / "translations" / "isf_core.pot"
COMMAND = re.search(r"^pybabel extract .*$", (ROOT / "docs" / "how-to" / "words.md").read_text("utf-8"), re.MULTILINE)


def read(text: str) -> Catalog:
    """A template as babel reads it."""
    return read_po(StringIO(text))


def texts(catalog: Catalog) -> dict[object, list[str]]:
    """Each text with what is said of it; a text with two forms by both."""
    return {each.id: each.auto_comments for each in catalog if each.id}


@pytest.mark.process
def test_the_template_is_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the documented command again where this fails."""
    assert COMMAND is not None
    made = tmp_path / "isf_core.pot"
    words = [str(made) if word == "docs/translations/isf_core.pot" else word for word in COMMAND[0].split()]
    monkeypatch.chdir(ROOT)
    CommandLineInterface().run(words)  # type: ignore[no-untyped-call]
    assert texts(read(made.read_text("utf-8"))) == texts(read(TEMPLATE.read_text("utf-8")))


def test_it_has_every_text_that_a_catalogue_may_be_asked_for() -> None:
    found = texts(read(TEMPLATE.read_text("utf-8")))
    there = {text for each in found for text in ((each,) if isinstance(each, str) else tuple(each))}  # type: ignore[arg-type]
    assert there == {*templates()}


def test_each_text_says_what_it_is() -> None:
    made = {text: comments for _, _, text, comments in extract(None, {}, (), {})}
    assert made == texts(read(TEMPLATE.read_text("utf-8")))


def test_what_goes_with_a_number_has_two_forms() -> None:
    assert [text for _, name, text, _ in extract(None, {}, (), {}) if name == "ngettext"] == [*COUNTED]
