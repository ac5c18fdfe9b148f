"""Visits as they were made, cancelled or missed, and hours that were banked (LED-06, LED-08, LED-09)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..errors import IsfError
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import Record
from . import validators as v


class VisitState(Enum):
    """What became of a visit (LED-08)."""

    MADE = "made"
    CANCELLED = "cancelled by the person"
    PERSON_ABSENT = "the person was not there"
    WORKER_ABSENT = "the worker did not come"


class VisitEvidence(Enum):
    """What a visit's record rests on (LED-06)."""

    ELECTRONIC = "electronic call log"
    MANUAL_VERIFIED = "manual record, verified by the person or their representative"
    MANUAL_UNVERIFIABLE = "manual record, which could not be verified"
    UNVERIFIED = "not verified"


@frozen(kw_only=True, repr=False)
class VisitRecord(Record):
    """One visit that was due: when, how long, by whom, what it rests on, and what became of it.

    - `starts_at`: minutes after midnight at which it began; `minutes` is how long it took.
    - `price`: what the visit costs where it is charged.
    - `notice_hours`: how many hours before it the person cancelled.
    - `charged`: what the holder charged for it; 0.00 where nothing was.
    """

    ref: str = attrs.field(validator=v.a_text)
    on: date = attrs.field(validator=v.a_day)
    state: VisitState = attrs.field(default=VisitState.MADE, validator=v.one_of(VisitState))
    support: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    starts_at: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 1_439)))
    minutes: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(1, 1_440)))
    worker: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    evidence: VisitEvidence | None = attrs.field(default=None, validator=v.maybe(v.one_of(VisitEvidence)))
    price: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    notice_hours: Fraction | None = attrs.field(
        default=None, converter=v.as_number_or_none, validator=v.between(0, 10_000)
    )
    charged: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)


class HoursKind(Enum):
    """What was done with hours (LED-09)."""

    BANKED = "banked"
    USED = "used later"
    TURNED_INTO_MONEY = "turned into money for other support"


@frozen(kw_only=True, repr=False)
class HoursEntry(Record):
    """Hours banked at a price an hour; or used later, or turned into money, at the price at which they were banked."""

    on: date = attrs.field(validator=v.a_day)
    kind: HoursKind = attrs.field(validator=v.one_of(HoursKind))
    hours: Fraction = attrs.field(converter=v.as_number, validator=v.above_zero_to(10_000))
    hourly: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.zero_or_more)
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        if (self.hourly is None) is (self.kind is HoursKind.BANKED):
            wrong = "hours banked without a price" if self.hourly is None else "a price with hours that leave"
            raise IsfError("HoursEntry.hourly", wrong, "give the price with the hours that are banked, and only there")
