"""The contract: between whom, signed when, from when to when, on what terms (CON)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from .budget import a_rate, rates
from .clauses import Clauses
from .ending import TerminationTerms
from .fees import ManagementFee
from .fields import a, a_day, a_fee, a_text, always, as_tuple, each, each_text, in_order, maybe, one_of, over_time
from .surplus import OverspendTerms, SavingsTerms, SurplusRule
from .terms import Clause, NotStated, Party, PaymentTerms, Placement


class Form(Enum):
    """How many sign it (CON-01)."""

    TWO_WAY = "two-way: funder and holder"
    THREE_WAY = "three-way: funder, holder and person"
    PERSON_AND_HOLDER = "person and holder, by a direct payment"
    """The other route: the person takes a direct payment, and the funder is no party (CON-21)."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who signs a contract of this form."""
        return _PARTIES[self]


_PARTIES = {
    Form.TWO_WAY: (Party.FUNDER, Party.HOLDER),
    Form.THREE_WAY: tuple(Party),
    Form.PERSON_AND_HOLDER: (Party.HOLDER, Party.PERSON),
}


class OpenEnded(Enum):
    """Recorded that there is no last day: not the same as not recorded (None)."""

    OPEN_ENDED = "open-ended"


OPEN_ENDED = OpenEnded.OPEN_ENDED


@attrs.frozen(kw_only=True, repr=False)
class Signature(Record):
    """A party's signature, and its date; `by` is who signed for the person, by reference, where another did."""

    party: Party = attrs.field(validator=one_of(Party))
    signed_on: date | None = attrs.field(default=None, validator=maybe(a_day))
    by: str | None = attrs.field(default=None, validator=maybe(a_text))


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
    change over time: give a value, or a Timeline. `price` is what the contract pays for the support,
    where it states one beside the budget (CON-07); `outcomes` are those that it names, by reference.
    What it states beside its numbers is in `clauses`.
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
    overspend: OverspendTerms | None = attrs.field(
        default=None, validator=maybe(a(OverspendTerms, "give OverspendTerms"))
    )
    savings: SavingsTerms | None = attrs.field(default=None, validator=maybe(a(SavingsTerms, "give SavingsTerms")))
    price: Timeline[Rate] | None = attrs.field(default=None, converter=rates, validator=maybe(always(a_rate)))
    outcomes: tuple[str, ...] | None = attrs.field(default=None, converter=as_tuple, validator=maybe(each_text(1_000)))
    clauses: Clauses = attrs.field(factory=Clauses, validator=a(Clauses, "give Clauses"))

    def __attrs_post_init__(self) -> None:
        if isinstance(self.last_day, date):
            in_order(self, self.first_day, self.last_day, "last_day")
