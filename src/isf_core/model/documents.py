"""What a document says of a matter: the clause that states it, or that it is silent; and who is party to it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.record import Record
from .validators import a, a_day, a_text, maybe


class NotStated(Enum):
    """Recorded that a document is silent: not the same as not recorded (None)."""

    NOT_STATED = "the document does not state it"


NOT_STATED = NotStated.NOT_STATED


@attrs.frozen(kw_only=True, repr=False)
class Clause(Record):
    """Where a document states something: its reference, its words, its date. Says more than a yes."""

    reference: str = attrs.field(validator=a_text)
    words: str | None = attrs.field(default=None, validator=maybe(a_text))
    dated: date | None = attrs.field(default=None, validator=maybe(a_day))


class Party(Enum):
    """A party to the contract."""

    FUNDER = "funder"
    HOLDER = "holder"
    PERSON = "person"


stated = maybe(a((Clause, NotStated), "give the Clause, or NOT_STATED"))
"""The validator of a field that holds a clause."""
