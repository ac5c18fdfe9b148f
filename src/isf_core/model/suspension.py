"""Suspensions: a hospital stay or another long absence, and what is paid meanwhile (PAY-07)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

import attrs

from ..errors import IsfError
from ..values.record import Record
from . import validators as v
from .documents import OpenEnded, a_last_day, ends_on


@attrs.frozen(kw_only=True, repr=False)
class Suspension(Record):
    """From a first to a last day, both counting; OPEN_ENDED while nobody knows the last."""

    first_day: date = attrs.field(validator=v.a_day)
    last_day: date | OpenEnded = attrs.field(validator=a_last_day)
    reason: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        v.in_order(self, self.first_day, self.last_day, "last_day")


class Meanwhile(Enum):
    """How a fee or a contribution goes on while payments are suspended."""

    IN_FULL = "in full"
    """As if there were no suspension (a contribution never above the payment)."""
    WITH_THE_RETAINER = "reduced by the retainer's share, on the retainer's days"
    THROUGHOUT = "reduced by the retainer's share, from the first day of the suspension"


@attrs.frozen(kw_only=True, repr=False)
class SuspensionRule(Record):
    """What a policy pays meanwhile: in full for `full_days` from the first day, then a retainer.

    `full_days` of None is for as long as it lasts: the money becomes surplus (Lancashire, 6.15).
    `retainer` is the share of the budget that is paid after that; 0 pays nothing. Whether the
    contribution and the fee are reduced too is stated; the default is not.

    >>> SuspensionRule(full_days=28, retainer="0.5").retainer
    Fraction(1, 2)
    """

    full_days: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 3_660)))
    retainer: Fraction = attrs.field(default=Fraction(1), converter=v.as_number, validator=v.a_part)
    contribution: Meanwhile = attrs.field(default=Meanwhile.IN_FULL, validator=v.one_of(Meanwhile))
    fee: Meanwhile = attrs.field(default=Meanwhile.IN_FULL, validator=v.one_of(Meanwhile))


def apart(suspensions: tuple[Suspension, ...]) -> None:
    """Refuse suspensions that overlap: a day would be suspended twice."""
    spans = sorted(suspensions, key=lambda each: each.first_day)
    for one, other in pairwise(spans):
        if ends_on(one.last_day) >= other.first_day:
            wrong = f"the one from {one.first_day} and the one from {other.first_day} overlap"
            raise IsfError("Arrangement.suspensions", wrong, "give each day once")
