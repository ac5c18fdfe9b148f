"""The contract: between whom, signed when, from when to when, on what terms (CON)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..values.record import Record
from ..values.timeline import Timeline
from .fees import ManagementFee
from .fields import a, a_day, a_fee, always, as_tuple, each, in_order, maybe, one_of, over_time
from .terms import Clause, NotStated, Party, PaymentTerms, Placement, SurplusRule, TerminationTerms


class Form(Enum):
    """How many sign it (CON-01)."""

    TWO_WAY = "two-way: funder and holder"
    THREE_WAY = "three-way: funder, holder and person"

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who signs a contract of this form."""
        return tuple(Party) if self is Form.THREE_WAY else (Party.FUNDER, Party.HOLDER)


class OpenEnded(Enum):
    """Recorded that there is no last day: not the same as not recorded (None)."""

    OPEN_ENDED = "open-ended"


OPEN_ENDED = OpenEnded.OPEN_ENDED


@attrs.frozen(kw_only=True, repr=False)
class Signature(Record):
    """A party's signature, and its date."""

    party: Party = attrs.field(validator=one_of(Party))
    signed_on: date | None = attrs.field(default=None, validator=maybe(a_day))


def a_last_day(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A date, or OPEN_ENDED."""
    if given is not OPEN_ENDED:
        a_day(record, field, given)


def _fees(given: ManagementFee | Timeline[ManagementFee] | None) -> Timeline[ManagementFee] | None:
    return over_time(given)


def _placements(
    given: Placement | NotStated | Timeline[Placement] | Timeline[Placement | NotStated] | None,
) -> Timeline[Placement | NotStated] | None:
    return over_time(given)  # type: ignore[arg-type]  # a timeline of placements is one of either


@attrs.frozen(kw_only=True, repr=False)
class Contract(Record):
    """The contract as recorded; None is "not recorded".

    `last_day` counts; `OPEN_ENDED` is recorded that there is none. `subcontracting` is the clause
    that lets the holder buy support from others, or NOT_STATED. `fee` and `fee_placement` may
    change over time: give a value, or a Timeline.
    """

    form: Form | None = attrs.field(default=None, validator=maybe(one_of(Form)))
    signatures: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each(Signature, 100))
    )
    first_day: date | None = attrs.field(default=None, validator=maybe(a_day))
    last_day: date | OpenEnded | None = attrs.field(default=None, validator=maybe(a_last_day))
    payment: PaymentTerms = attrs.field(factory=PaymentTerms, validator=a(PaymentTerms, "give PaymentTerms"))
    fee: Timeline[ManagementFee] | None = attrs.field(
        default=None,
        converter=_fees,
        validator=maybe(always(a_fee)),
    )
    fee_placement: Timeline[Placement | NotStated] | None = attrs.field(
        default=None, converter=_placements, validator=maybe(always(a((Placement, NotStated), "give a Placement")))
    )
    subcontracting: Clause | NotStated | None = attrs.field(
        default=None, validator=maybe(a((Clause, NotStated), "give the Clause, or NOT_STATED"))
    )
    surplus: SurplusRule | None = attrs.field(default=None, validator=maybe(a(SurplusRule, "give a SurplusRule")))
    termination: TerminationTerms | None = attrs.field(
        default=None, validator=maybe(a(TerminationTerms, "give TerminationTerms"))
    )

    def __attrs_post_init__(self) -> None:
        if isinstance(self.last_day, date):
            in_order(self, self.first_day, self.last_day, "last_day")
