"""What an agreed document says: the clause that states something, or that it is silent, and its parties.

>>> Clause(reference="9.2", words="The records are audited every year.")
Clause(reference='9.2', words='The records are audited every year.')
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..values.record import Record
from . import validators as v


class NotStated(Enum):
    """Records that a document is silent: not the same as not recorded (None)."""

    NOT_STATED = "the document does not state it"


NOT_STATED = NotStated.NOT_STATED


@attrs.frozen(kw_only=True, repr=False)
class Clause(Record):
    """Where a document states something: its reference, its words, its date. Says more than a yes."""

    reference: str = attrs.field(validator=v.a_text)
    words: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    dated: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))


class Party(Enum):
    """A party to the contract."""

    FUNDER = "funder"
    HOLDER = "holder"
    PERSON = "person"


stated: v.Check = v.maybe(v.a((Clause, NotStated), "give the Clause, or NOT_STATED"))
"""The validator of a field that holds a clause."""
