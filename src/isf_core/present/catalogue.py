"""Catalogues of translated sentences: which there are, how they are asked, and how facts are filled in (EXP-03).

A catalogue is anything with `gettext(text)`, and `ngettext(one, many, count)` for what goes with a number: those of the
standard library and of babel have both. `Catalogue` is one that is written as Python.

>>> german = Catalogue("de", {"{held} is held": "{held} wird gehalten"})
>>> german.gettext("{held} is held")
'{held} wird gehalten'
>>> filled("{held} is held", german.gettext("{held} is held"), {"held": "£12.50"})
'£12.50 wird gehalten'
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from ..errors import IsfError, passed_on, quote, short
from ..values.checks import instance
from ..values.frozen import frozen
from ..values.record import Value
from .figures import Figures

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

Forms = Mapping[str, str]
"""A text for each form of a word, by CLDR: zero, one, two, few, many, other; `other` stands for those left out."""


class UntranslatedWarning(UserWarning):
    """Sentences in one language would stand among figures and dates of another."""


class Messages(Protocol):
    """A catalogue of translations, such as `gettext.translation(...)`; it may have `ngettext` besides."""

    def gettext(self, message: str, /) -> str:
        """The translation of a text, or the text itself."""
        ...


def _texts(given: object) -> dict[str, str | Forms]:
    texts = dict(instance("Catalogue.texts", given, Mapping, "give a dict of texts by the English ones"))
    for english, held in texts.items():
        said = {"other": held} if isinstance(held, str) else held
        is_whole = isinstance(said, Mapping) and "other" in said
        if not is_whole or not all(isinstance(each, str) for each in (english, *said, *said.values())):
            right = "give a text, or a dict of texts by form that has 'other'"
            raise IsfError("Catalogue.texts", f"{quote(held)} for {quote(english)} is no translation", right)
    return texts


@frozen(repr=False, getstate_setstate=False)
class Catalogue(Value):
    """Translations written as Python: each by its English text, and one that goes with a number as its forms.

    `language` is that of the sentences. `remark` is what a reader has to know of them, such as that no native speaker
    has checked them. A text that is not in it stays English, with an UntranslatedWarning.
    """

    language: str
    texts: Mapping[str, str | Forms] = attrs.field(converter=_texts, hash=False, repr=False)
    remark: str | None = None

    def gettext(self, message: str, /) -> str:
        """The translation of a text, or the text itself."""
        held = self._held(message)
        return held if isinstance(held, str) else held["other"]

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The translation that goes with a number; of what is not in it, the English one."""
        held = self._held(many)
        if held is many:
            return one if count == 1 else many
        return held if isinstance(held, str) else held.get(Figures(self.language).form_for(count), held["other"])

    def _held(self, text: str) -> str | Forms:
        instance("Catalogue", text, str, "give the English text")
        if text not in self.texts and self.language != "en":
            warnings.warn(f"{quote(text)} is not in the catalogue {self.language!r}", UntranslatedWarning, stacklevel=3)
        return self.texts.get(text, text)


ENGLISH = Catalogue("en", {})
"""English sentences, on purpose: for a locale of which only figures and dates are wanted."""


def translated(messages: Messages | None, text: str) -> str:
    """A text in a catalogue's words; itself where there is none. Raises IsfError for what is no text."""
    if messages is None:
        return text
    given = _asked(messages, messages.gettext, text)
    if not isinstance(given, str):
        raise IsfError("Words.messages", f"{quote(given)} for {quote(text)} is no text", "let gettext give a text")
    return given


def _asked(messages: Messages | None, function: Any, *given: object) -> object:
    """What a catalogue's own function gives."""
    try:
        return function(*given)
    except Exception as error:  # somebody's own class may raise anything
        passed_on(f"{type(messages).__name__}.{function.__name__}", error, of=type(messages))


def a_catalogue(record: object, field: object, given: Any) -> None:
    """A validator: None, or an object with `gettext`."""
    if given is not None and (isinstance(given, type) or not callable(getattr(given, "gettext", None))):
        raise IsfError("Words.messages", f"{quote(given)} is no catalogue", "give an object with gettext(text)")


def filled(template: str, translated: str, shown: Mapping[str, str]) -> str:
    """A translated template with its places filled in; refused where its places are not the template's own."""
    wanted, there = {*_PLACE.findall(template)}, {*_PLACE.findall(translated)}
    right = f"keep the places of {quote(template)}"
    for name in sorted(wanted ^ there):
        what = "lacks" if name in wanted else "has a place that is unknown:"
        raise IsfError("Words.messages", f"{quote(translated)} {what} {{{short(name)}}}", right)
    for name in sorted(wanted - {*shown}):
        raise IsfError("Words.say", f"there is no {short(name)} to fill {quote(template)}", "give every fact by name")
    if set("{}") & set(_PLACE.sub("", translated)):
        raise IsfError("Words.messages", f"{quote(translated)} has a brace that names no fact", right)
    return _PLACE.sub(lambda place: shown[place[1]], translated)


def translated_with(messages: Messages | None, one: str, many: str, count: int) -> str:
    """A text that goes with a number, in a catalogue's words; by its `gettext` where it has no `ngettext`."""
    by_number = getattr(messages, "ngettext", None)
    if by_number is None:
        return translated(messages, one if count == 1 else many)
    given = _asked(messages, by_number, one, many, count)
    if not isinstance(given, str):
        raise IsfError("Words.messages", f"{quote(given)} for {quote(many)} is no text", "let ngettext give a text")
    return given


def language_of(locale: str, messages: Messages | None) -> str:
    """The language of the sentences: that of the catalogue where it says so, English where there is none."""
    if messages is None:
        return "en"
    return str(getattr(messages, "language", locale)).replace("-", "_").partition("_")[0]


def why_untranslated(locale: str, messages: Messages | None) -> str | None:
    """What is wrong where sentences would be in another language than the figures; None where all is well."""
    language, spoken = locale.partition("_")[0], language_of(locale, messages)
    if language == spoken or (messages is not None and spoken == "en"):  # English sentences that were asked for
        return None
    wrong = f"Words({locale!r}) writes figures and dates in {language!r}, and sentences in {spoken!r}"
    return f"{wrong}: give a catalogue in `messages`, or ENGLISH if you want English sentences"
