"""What a document says, or that it is silent; its last day and parties; and what was not done.

>>> Clause(reference="9.2", words="The records are audited every year.")
Clause(reference='9.2', words='The records are audited every year.')

An act, such as a signature or a decision, is recorded by its day. Where it was not done, that is recorded too:

>>> NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=date(2026, 3, 20), why="She wants no review.").is_refused_by_person
True
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..values.frozen import frozen
from ..values.record import ByIdentity, Record
from . import validators as v


class NotStated(ByIdentity):
    """Records that a document is silent: not the same as not recorded (None)."""

    NOT_STATED = "the document does not state it"


NOT_STATED = NotStated.NOT_STATED


@frozen(kw_only=True, repr=False)
class Clause(Record):
    """Where a document states something: its reference, its words, its date. Says more than a yes."""

    reference: str = attrs.field(validator=v.a_text)
    words: str | None = attrs.field(default=None, validator=v.prose)
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


class HowNotDone(Enum):
    """In which way an act was not done. Each is something else than not recorded (None)."""

    NOT_DONE = "it was not done"
    REFUSED_BY_PERSON = "the person refused it"
    REFUSED_BY_AUTHORITY = "the authority refused it"
    NOT_NEEDED = "it was decided that it is not needed"


@frozen(kw_only=True, repr=False)
class NotDone(Record):
    """Recorded in place of a day: that an act was not done, and in which way.

    - `as_of`: the day on which that was so: of the refusal, or of the decision that it is not needed.
    - `by`: who refused or decided it, by reference; `why`: the reason.

    A rule finds it once the act was due, as a breach of whoever owes the act. What the person may decline is no
    breach where the person refused it, nor what the law leaves to the authority where it decided, with a reason,
    that it is not needed.
    """

    how: HowNotDone = attrs.field(validator=v.one_of(HowNotDone))
    as_of: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    by: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    why: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    @property
    def is_refused_by_person(self) -> bool:
        """Whether it was offered to the person, and they declined."""
        return self.how is HowNotDone.REFUSED_BY_PERSON


def a_day_or_not_done(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A date, or a NotDone."""
    if not isinstance(given, NotDone):
        v.a_day(record, field, given)


an_act: v.Check = v.maybe(a_day_or_not_done)
"""The validator of a field that holds the day of an act, or that it was not done."""


def done_on(act: date | NotDone | None) -> date | None:
    """The day on which an act was done; None where it was not, or where that is not recorded."""
    return act if isinstance(act, date) else None


def done_or_excused_on(act: date | NotDone | None) -> date | None:
    """The day on which an act was done, declined by the person, or decided with a reason not to be needed."""
    if isinstance(act, NotDone) and act.how is HowNotDone.NOT_NEEDED:
        return act.as_of if act.why else None
    return done_or_declined_on(act)


def done_or_declined_on(act: date | NotDone | None) -> date | None:
    """The day on which an act was done, or offered and declined by the person; None where neither is known."""
    if isinstance(act, NotDone):
        return act.as_of if act.is_refused_by_person else None
    return act


class Party(ByIdentity):
    """A party to the contract."""

    FUNDER = "funder"
    HOLDER = "holder"
    PERSON = "person"

    @property
    def in_words(self) -> str:
        """As people read it: the holder is the ISF provider."""
        return "ISF provider" if self is Party.HOLDER else str(self.value)


class AgreementKind(ByIdentity):
    """An agreement beside the contract (CON-02)."""

    PERSON_HOLDER = "between the person and the holder"
    PERSON_COUNCIL = "between the person and the council"

    @property
    def in_words(self) -> str:
        """As people read it: the holder is the ISF provider."""
        return str(self.value).replace("holder", Party.HOLDER.in_words)

    @property
    def party(self) -> Party:
        """The other party, who has to see to it."""
        return Party.HOLDER if self is AgreementKind.PERSON_HOLDER else Party.FUNDER


stated: v.Check = v.maybe(v.a((Clause, NotStated), "give the Clause, or NOT_STATED"))
"""The validator of a field that holds a clause."""
