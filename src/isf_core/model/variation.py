"""Variations: what changes with effect from a date, when that was agreed, and since when it is known.

Three dates that are not one another: a rate may be agreed on 20 July with effect from 1 June,
and reach the holder's books on 3 August. `as_known` folds the variations that were known on a
date into the arrangement; everything else works on the folded one.
"""

from __future__ import annotations

from datetime import date

import attrs

from ..errors import IsfError, quote
from ..values.checks import day, text
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from . import validators as v
from .contract import Signature
from .documents import NotStated
from .fees import ManagementFee
from .payment_terms import Basis, Placement

OVER_TIME: dict[str, tuple[type, ...]] = {
    "budget.actual": (Rate,),
    "budget.contribution": (Rate,),
    "contract.fee": (ManagementFee,),
    "contract.fee_placement": (Placement, NotStated),
    "contract.payment.basis": (Basis,),
}
"""What has one value on each day, and of what kind: it may change inside a period."""

BY_PHASE = (
    "holder",
    "funding",
    "contract.payment.cycle",
    "contract.payment.timing",
    "contract.payment.due_days",
    "contract.payment.move",
    "contract.payment.convention",
    "contract.payment.one_offs",
    "contract.payment.weeks_in_year",
    "contract.payment.working_days",
)
"""What a whole payment has one of: the payments before and after such a change are apart."""

AT_ONCE = ("contract.last_day", "budget.one_offs", "budget.in_house", "budget.deployment", "suspensions", "plan")
"""What bears dates of its own: the latest that is known holds."""


def _path(given: str) -> str:
    path = text("Change.path", given)
    if path not in (*OVER_TIME, *BY_PHASE, *AT_ONCE):
        wrong = f"{quote(path)} cannot vary"
        raise IsfError("Change.path", wrong, f"it is one of {', '.join((*OVER_TIME, *BY_PHASE, *AT_ONCE))}")
    return path


def _held(given: object) -> object:
    return tuple(given) if isinstance(given, list) else given


@attrs.frozen(repr=False)
class Change(Record):
    """One field, by its path, and what it becomes.

    >>> Change("contract.last_day", date(2026, 9, 7))
    Change(path='contract.last_day', value=2026-09-07)
    """

    path: str = attrs.field(converter=_path)
    value: object = attrs.field(converter=_held)

    def __attrs_post_init__(self) -> None:
        if self.path in OVER_TIME:
            if isinstance(self.value, Timeline):
                raise IsfError(f"Change of {self.path}", "a Timeline", "give the one value that holds from then on")
            v.of_kind(f"Change of {self.path}", self.value, OVER_TIME[self.path])


@attrs.frozen(kw_only=True, repr=False)
class Variation(Record):
    """A change of the agreement (BUD-06, CON-14).

    - `effective`: the first day it holds on.
    - `known_from`: the day from which it is known to whoever pays; None is not recorded.
    - `agreed`: the parties that agreed it, with their dates; None is not recorded.
    - `told_on`: the day on which the holder was told of it (PAY-11).
    - `circumstances` and `reassessed_on`: what had changed for the person, and when they were
      reassessed (BUD-13).
    - `order`: which comes first (the lower) where two change one field from one date.
    """

    effective: date = attrs.field(validator=v.a_day)
    changes: tuple[Change, ...] = attrs.field(converter=v.TupleOf[Change], metadata={"most": 100})
    known_from: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    agreed: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Signature], metadata={"most": 100}
    )
    told_on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    circumstances: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    reassessed_on: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    order: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 10_000)))
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    reason: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))

    def __attrs_post_init__(self) -> None:
        if not self.changes:
            raise IsfError("Variation.changes", "nothing changes", "give at least one Change")
        v.no_two("Variation.changes", (change.path for change in self.changes), "{} stands twice")

    def is_known(self, on: date) -> bool:
        """Whether it is known on a day, inclusive; one that does not say since when is not.

        >>> ends = (Change("contract.last_day", date(2026, 9, 7)),)
        >>> raised = Variation(effective=date(2026, 6, 1), known_from=date(2026, 7, 20), changes=ends)
        >>> raised.is_known(date(2026, 7, 19)), raised.is_known(date(2026, 7, 20))
        (False, True)
        """
        day("Variation.is_known", on)
        return self.known_from is not None and self.known_from <= on


def with_fields(variations: tuple[Variation, ...]) -> tuple[tuple[str, Variation], ...]:
    """Variations, each with the field that it stands in: by its reference, else by its place."""
    return tuple((f"variations[{each.ref or place}]", each) for place, each in enumerate(variations))


def in_order(variations: tuple[Variation, ...]) -> None:
    """Refuse two variations of one field from one date that do not say which comes first."""
    seen: dict[tuple[str, date], list[int | None]] = {}
    for variation in variations:
        for change in variation.changes:
            seen.setdefault((change.path, variation.effective), []).append(variation.order)
    for (path, effective), orders in seen.items():
        if len(orders) > 1 and (None in orders or len(set(orders)) < len(orders)):
            wrong = f"{len(orders)} of {path} from {effective}, without an order"
            raise IsfError("Arrangement.variations", wrong, "give each its own `order`; the lower comes first")
