"""Who may hold a fund: accreditation, the register, and how ready a holder is (ORG)."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from ..errors import IsfError
from ..values.record import Record
from .fields import a, a_day, a_text, as_tuple, each, each_text, maybe, one_of, whole_from

QUESTIONS = 19
"""How many questions an accreditation has (SDF, step 1a)."""


class Answer(Enum):
    """An answer to a question of the accreditation."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@attrs.frozen(kw_only=True, repr=False)
class Answered(Record):
    """The answer to one question, 1 to 19, and how it is met, in the holder's words."""

    question: int = attrs.field(validator=whole_from(1, QUESTIONS))
    answer: Answer = attrs.field(validator=one_of(Answer))
    evidence: str | None = attrs.field(default=None, validator=maybe(a_text))


@attrs.frozen(kw_only=True, repr=False)
class Accreditation(Record):
    """An application to hold funds: the answers so far, and the panel's decision (ORG-01)."""

    answers: tuple[Answered, ...] = attrs.field(converter=as_tuple, validator=each(Answered, QUESTIONS))
    panel_approved_on: date | None = attrs.field(default=None, validator=maybe(a_day))

    def __attrs_post_init__(self) -> None:
        asked = [answered.question for answered in self.answers]
        if len(set(asked)) < len(asked):
            raise IsfError("Accreditation.answers", "one question twice", "answer each once")


class QualityTier(Enum):
    """The quality tier on the purchasing system, or that there is none (ORG-02)."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    NOT_MONITORED = "not quality monitored"


class Regulated(Enum):
    """Whether an organisation is registered with the Care Quality Commission."""

    REGISTERED = "registered with the Care Quality Commission"
    NOT_REGISTERED = "not registered"


@attrs.frozen(kw_only=True, repr=False)
class RegisterEntry(Record):
    """What a register says of a holder (ORG-02); None is "not recorded", `()` is "none"."""

    registered_on: date | None = attrs.field(default=None, validator=maybe(a_day))
    contact: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))
    description: str | None = attrs.field(default=None, validator=maybe(a_text))
    areas: tuple[str, ...] | None = attrs.field(default=None, converter=as_tuple, validator=maybe(each_text(1_000)))
    charges: str | None = attrs.field(default=None, validator=maybe(a_text))
    other_services: tuple[str, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_text(1_000))
    )
    is_contracted: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
    regulated: Regulated | None = attrs.field(default=None, validator=maybe(one_of(Regulated)))
    quality_state: str | None = attrs.field(default=None, validator=maybe(a_text))
    kite_marks: tuple[str, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each_text(1_000))
    )
    tier: QualityTier | None = attrs.field(default=None, validator=maybe(one_of(QualityTier)))


@attrs.frozen(kw_only=True, repr=False)
class Readiness(Record):
    """How ready a holder is (ORG-04); None is "not recorded"."""

    insured_outside_home: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
    insured_for_transport: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
    may_hold_accounts: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
    capacity: int | None = attrs.field(default=None, validator=maybe(whole_from(0, 1_000_000)))
    people: int | None = attrs.field(default=None, validator=maybe(whole_from(0, 1_000_000)))


@attrs.frozen(kw_only=True, repr=False)
class Provider(Record):
    """Somebody from whom support is bought, by reference (CON-16).

    `employed_by_person`: a personal assistant whom the person employs.
    """

    ref: str = attrs.field(validator=a_text)
    regulated: Regulated | None = attrs.field(default=None, validator=maybe(one_of(Regulated)))
    employed_by_person: bool | None = attrs.field(default=None, validator=maybe(a(bool, "give True or False")))
