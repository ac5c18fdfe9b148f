"""What pybabel finds for a translator: every text that a catalogue may be asked for, and what each is.

docs/how-to/words.md has the command that writes docs/translations/isf_core.pot with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .letter_sentences import COUNTED
from .sentences import texts_by_use

_MOST_USES = 3


def extract(
    fileobj: Any, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str | None, str | tuple[str, str], list[str]]]:
    """A method of extraction, as babel calls it: line, function, text or its two forms, comments. No file is read.

    >>> [text for _, name, text, _ in extract(None, {}, (), {}) if name == "ngettext"][0]
    ('We need one answer from you.', 'We need {count} answers from you.')
    """
    counted = {text for forms in COUNTED for text in forms}
    uses: dict[str, list[str]] = {}
    for use, text in texts_by_use():
        if text not in counted:
            uses.setdefault(text, []).append(use)
    for forms in COUNTED:
        yield 1, "ngettext", forms, ["a sentence that goes with a number"]
    for text, named in uses.items():
        yield 1, None, text, ["; ".join(dict.fromkeys(named[:_MOST_USES]))]
