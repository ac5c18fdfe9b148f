"""Variations: what changes with effect from a date, when that was agreed, and since when it is known.

Three dates that are not one another: a rate may be agreed on 20 July with effect from 1 June,
and reach the holder's books on 3 August. `as_known` folds the variations that were known on a
date into the arrangement; everything else works on the folded one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from ..errors import IsfError, plain, quote
from ..values.checks import as_tuple, day, instance, not_deep, text
from ..values.frozen import frozen
from ..values.money import ExactMoney, Rounding
from ..values.rates import Rate
from ..values.record import Record
from ..values.timeline import Timeline
from . import validators as v
from .contract import Signature
from .documents import NotDone, NotStated, an_act
from .fees import ManagementFee
from .organisations import as_funding
from .payment_terms import Basis, Placement, as_weeks_or_none
from .suspension import SuspensionRule, SuspensionRules


@frozen(kw_only=True, repr=False)
class RateRise(Record):
    """A rate raised by a percentage of what holds on each day; `-2.5` lowers it. Exact, unless a rounding is named.

    It is kept as the percentage, so that a rate from before it that is learnt later is raised too.

    >>> RateRise(percent="4.1", rounding=Rounding.HALF_UP).of(Rate.weekly("84.375"))
    Rate.weekly('87.83')
    """

    percent: Fraction = attrs.field(converter=v.as_number, validator=v.between(-100, 100_000))
    rounding: Rounding | None = attrs.field(default=None, validator=v.maybe(v.one_of(Rounding)))

    def of(self, rate: Rate) -> Rate:
        """The rate, raised, in its own unit. Raises IsfError for what is no Rate."""
        instance("RateRise.of", rate, Rate, "give a Rate, such as Rate.weekly('84.375')")
        amount: ExactMoney = rate.amount * (1 + self.percent / 100)
        return Rate(amount if self.rounding is None else amount.rounded(self.rounding), rate.unit)


OVER_TIME: dict[str, tuple[type, ...]] = {
    "budget.actual": (Rate, RateRise),
    "budget.contribution": (Rate,),
    "contract.fee": (ManagementFee,),
    "contract.fee_placement": (Placement, NotStated),
    "contract.payment.basis": (Basis,),
    "contract.suspension": (SuspensionRule, SuspensionRules, NotStated),
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
    "contract.payment.charging",
)
"""What a whole payment has one of: the payments before and after such a change are apart."""

WHOLE = ("budget.in_house", "budget.deployment", "plan")
"""What has one value on each day too, and is given whole."""

AT_ONCE = ("contract.last_day", "budget.one_offs", "budget.exemptions", "budget.financial_assessments", "suspensions")
"""What bears dates of its own: of whole lists the one learnt last holds, of last days the earliest."""

VARIED = (*OVER_TIME, *BY_PHASE, *WHOLE, *AT_ONCE)


_READ_AS: dict[str, Callable[[Any], object]] = {
    "funding": as_funding,
    "contract.payment.weeks_in_year": as_weeks_or_none,
}
"""What may be given otherwise than it is held."""


def _path(given: str) -> str:
    path = text("Change.path", given)
    if path not in VARIED:
        raise IsfError("Change.path", f"{quote(path)} cannot vary", f"it is one of {', '.join(_in_short())}")
    return path


def _in_short() -> tuple[str, ...]:
    """What may vary, the payment terms named once."""
    terms = [path.removeprefix("contract.payment.") for path in VARIED if path.startswith("contract.payment.")]
    return (
        *(path for path in VARIED if not path.startswith("contract.payment.")),
        f"contract.payment.{'/'.join(terms)}",
    )


def _held(given: object) -> object:
    """What is given: of a class derived from a text, a number or a day, the plain one; a list as a tuple."""
    if not isinstance(given, (list, tuple)):
        return plain(given)
    return tuple(plain(each) for each in as_tuple("Change.value", given, "what it becomes", 1_000_000))


@frozen(repr=False)
class Change(Record):
    """One field, by its path, and what it becomes.

    >>> Change("contract.last_day", date(2026, 9, 7))
    Change(path='contract.last_day', value=2026-09-07)
    """

    path: str = attrs.field(converter=_path)
    value: object = attrs.field(converter=_held)

    def __attrs_post_init__(self) -> None:
        where = f"Change of {self.path}"
        if self.path in _READ_AS:  # as the field itself reads it
            object.__setattr__(self, "value", _READ_AS[self.path](self.value))
        not_deep(where, self.value)
        try:
            hash(self.value)
        except TypeError:
            wrong = f"{quote(self.value)}, in which something may be changed"
            raise IsfError(where, wrong, "give what cannot be changed, such as a tuple for a list") from None
        if self.value != self.value:  # a NaN, the one value that is not what it is
            raise IsfError(where, f"{quote(self.value)}, which is not even equal to itself", "give a value")
        if self.path in OVER_TIME:
            if isinstance(self.value, Timeline):
                raise IsfError(where, "a Timeline", "give the one value that holds from then on")
            v.of_kind(where, self.value, OVER_TIME[self.path])


@frozen(kw_only=True, repr=False)
class Variation(Record):
    """A change of the agreement (BUD-06, CON-14).

    - `effective`: the first day it holds on.
    - `known_from`: the day from which it is known to whoever pays; None is not recorded.
    - `agreed`: the parties that agreed it, with their dates; None is not recorded.
    - `told_on`: the day on which the holder was told of it (PAY-11).
    - `circumstances` and `reassessed_on`: what had changed for the person, and when they were
      reassessed (BUD-13).
    - `order`: which comes first (the lower) where two that were learnt on one day change one field
      from one date, or one list.
    - `supersedes`: the variations that it replaces, by reference. From its own first day on they
      no longer count; the last days and the lists that they gave no longer count at all.
    """

    effective: date = attrs.field(validator=v.a_day)
    changes: tuple[Change, ...] = attrs.field(converter=v.TupleOf[Change], metadata={"most": 100})
    known_from: date | None = attrs.field(default=None, validator=v.maybe(v.a_day))
    agreed: tuple[Signature, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Signature], metadata={"most": 100}
    )
    told_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    circumstances: str | None = attrs.field(default=None, validator=v.prose)
    reassessed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    order: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 10_000)))
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    reason: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    supersedes: tuple[str, ...] = attrs.field(default=(), converter=v.TupleOf[str], metadata={"most": 100})

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
    """Refuse two variations of which neither the day they were learnt on nor an order says which one counts."""
    if len(variations) < 2:
        return
    alike: dict[tuple[str, str], list[tuple[Variation, object]]] = {}
    for variation in variations:
        for path, value in ((change.path, change.value) for change in variation.changes):
            if path in AT_ONCE and path != "contract.last_day":
                since = f"known from {variation.known_from or variation.effective}"
            elif path != "contract.last_day":
                since = f"from {variation.effective}"
            else:
                continue  # the earliest counts
            alike.setdefault((path, since), []).append((variation, value))
    for (path, since), each_of_them in alike.items():
        learnt: dict[date | None, list[Variation]] = {}
        decides = all(each.known_from is not None for each, _ in each_of_them)
        for each, _ in each_of_them:
            learnt.setdefault(each.known_from if decides else None, []).append(each)
        for together in learnt.values():
            orders = [each.order for each in together]
            if len(orders) > 1 and (None in orders or len(set(orders)) < len(orders)):
                raise IsfError(
                    "Arrangement.variations",
                    f"{len(orders)} of {path} {since}, without an order",
                    "give each its own `order`; the lower comes first",
                )


def replaceable(variations: tuple[Variation, ...]) -> None:
    """Refuse a variation that replaces what is not there, or what was learnt after it, or that which replaces it."""
    replacing = [each for each in variations if each.supersedes]
    if not replacing:
        return
    by_ref: dict[str | None, list[Variation]] = {}
    for each in variations:
        by_ref.setdefault(each.ref, []).append(each)
    for each in replacing:
        for ref in each.supersedes:
            where, named = f"Variation[{each.ref}].supersedes", by_ref.get(ref, [])
            if len(named) != 1:
                wrong = f"{len(named)} variations have the reference {quote(ref)}"
                raise IsfError(where, wrong, "name one variation of the arrangement by its reference")
            known = named[0].known_from
            if known is not None and each.known_from is not None and known > each.known_from:
                wrong = f"{quote(ref)} is known only from {known}, after it"
                raise IsfError(where, wrong, "name what was known before it")
    superseded(replacing)


def superseded(variations: Iterable[Variation]) -> dict[str | None, tuple[Variation, ...]]:
    """By reference, the variations that replace the one of that reference; a replaced one replaces none."""
    out: dict[str | None, tuple[Variation, ...]] = {}
    waiting = [each for each in variations if each.supersedes]
    while waiting:
        named = {ref for each in waiting for ref in each.supersedes}
        certain = [each for each in waiting if each.ref not in named]
        if not certain:
            wrong = f"{', '.join(str(each.ref) for each in waiting)} replace one another"
            raise IsfError("Variation.supersedes", wrong, "let the one that was learnt last replace the others")
        for each in certain:
            if each.ref not in out:
                out.update({ref: (*out.get(ref, ()), each) for ref in each.supersedes})
        waiting = [each for each in waiting if each.ref in named]
    return out
