"""The person whose budget it is: by reference only."""

from __future__ import annotations

from enum import Enum

import attrs

from ..values.record import Record
from .fields import a_text, maybe, one_of


class PersonKind(Enum):
    """Whose needs the budget meets (PTY-01)."""

    ADULT = "an adult with needs for care and support"
    CARER = "a carer with needs for support"


@attrs.frozen(kw_only=True, repr=False)
class Person(Record):
    """A person, by reference. A name is optional and stays out of reprs, tables and findings.

    >>> Person(ref="P-001", name="Mary", kind=PersonKind.ADULT)
    Person(ref='P-001', kind=<PersonKind.ADULT: 'an adult with needs for care and support'>)
    """

    ref: str = attrs.field(validator=a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))
    kind: PersonKind | None = attrs.field(default=None, validator=maybe(one_of(PersonKind)))
