"""What an agreed document says: the clause that states something, or that it is silent, its last day, and its parties.

>>> Clause(reference="9.2", words="The records are audited every year.")
Clause(reference='9.2', words='The records are audited every year.')
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

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


class OpenEnded(Enum):
    """Recorded that there is no last day: not the same as not recorded (None)."""

    OPEN_ENDED = "open-ended"


OPEN_ENDED = OpenEnded.OPEN_ENDED


def ends_on(last_day: date | OpenEnded | None) -> date:
    """A last day to compare with: the last of all days where there is none, or none is recorded."""
    return last_day if isinstance(last_day, date) else date.max


def a_last_day(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A date, or OPEN_ENDED."""
    if given is not OPEN_ENDED:
        v.a_day(record, field, given)


class Party(Enum):
    """A party to the contract."""

    FUNDER = "funder"
    HOLDER = "holder"
    PERSON = "person"


class AgreementKind(Enum):
    """An agreement beside the contract (CON-02)."""

    PERSON_HOLDER = "between the person and the holder"
    PERSON_COUNCIL = "between the person and the council"


stated: v.Check = v.maybe(v.a((Clause, NotStated), "give the Clause, or NOT_STATED"))
"""The validator of a field that holds a clause."""
