"""Management fees: what a holder charges for holding the fund (FEE-01).

A fee is any frozen class with one method, `charges(facts)`, that says what is charged in terms
of a closed set of charges. The computation alone prorates, rounds, cuts and explains them, so a
council's own fee is a few lines:

>>> @attrs.frozen
... class ByHours:
...     hours_a_week: int
...     def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
...         return (PerWeek(ExactMoney("0.75") * self.hours_a_week),)
>>> ByHours(20).charges(FeeFacts(since=date(2026, 4, 6), budget=Rate.weekly(300), contribution=Rate.weekly(0)))
(PerWeek(ExactMoney('15')),)
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Protocol, runtime_checkable

import attrs

from ..errors import IsfError, short
from ..values.money import ExactMoney, Money, plain_number
from ..values.rates import Rate
from ..values.reading import Value, exact
from ..values.record import Record
from .fields import a, a_text, as_tuple, each, maybe, one_of
from .terms import FeeBase

_set = object.__setattr__


class PerWeek(Value):
    """So many pounds a week; a part week bears its share by days."""

    __slots__ = ("_amount",)
    _amount: ExactMoney

    def __init__(self, amount: str | int | Money | ExactMoney) -> None:
        if isinstance(amount, Money):
            amount = amount.exact
        exactly = amount if isinstance(amount, ExactMoney) else ExactMoney(exact("PerWeek", amount))
        if exactly < ExactMoney(0):
            raise IsfError("PerWeek", f"{short(str(exactly))} is below nil", "give nil or more")
        _set(self, "_amount", exactly)

    @property
    def amount(self) -> ExactMoney:
        """Pounds a week."""
        return self._amount

    def _parts(self) -> tuple[ExactMoney]:
        return (self._amount,)

    def __repr__(self) -> str:
        return f"PerWeek({self._amount!r})"


class ShareOf(Value):
    """A share of the budget, gross or net, taken on its exact amount and not the rounded one.

    A base of None leaves it to the policy.
    """

    __slots__ = ("_base", "_fraction")
    _base: FeeBase | None
    _fraction: Fraction

    def __init__(self, base: FeeBase | None, fraction: str | Fraction) -> None:
        if base is not None and not isinstance(base, FeeBase):
            raise IsfError("ShareOf.base", "that is no base", "give FeeBase.GROSS, FeeBase.NET, or None")
        share = exact("ShareOf.fraction", fraction, "give a part of one, such as '0.05'")
        if not 0 <= share <= 1:
            raise IsfError("ShareOf.fraction", f"{short(plain_number(share))} is no part of one", "5% is '0.05'")
        _set(self, "_base", base)
        _set(self, "_fraction", share)

    @property
    def base(self) -> FeeBase | None:
        """What it is taken on."""
        return self._base

    @property
    def fraction(self) -> Fraction:
        """The share, as a part of one."""
        return self._fraction

    def _parts(self) -> tuple[FeeBase | None, Fraction]:
        return self._base, self._fraction

    def __repr__(self) -> str:
        return f"ShareOf({self._base}, {plain_number(self._fraction)})"


Charge = PerWeek | ShareOf


@attrs.frozen
class FeeFacts:
    """What a fee may depend on, from `since` until something changes.

    `budget` is the gross budget, `contribution` what the person was assessed to pay.
    """

    since: date
    budget: Rate
    contribution: Rate


@runtime_checkable
class ManagementFee(Protocol):
    """What a fee must be able to say: its charges, given the facts of a stretch of time."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What is charged while these facts hold."""
        ...


@attrs.frozen(repr=False)
class NoFee(Record):
    """Recorded that nothing is charged."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """Nothing."""
        return ()


def _per_week(given: str | int | Money | ExactMoney | PerWeek) -> PerWeek:
    return given if isinstance(given, PerWeek) else PerWeek(given)


@attrs.frozen(kw_only=True, repr=False)
class FixedFee(Record):
    """A fixed sum a week.

    >>> FixedFee(per_week="10.00")
    FixedFee(per_week=PerWeek(ExactMoney('10')))
    """

    per_week: PerWeek = attrs.field(converter=_per_week)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """So much a week."""
        return (self.per_week,)


def _percent(given: object) -> Fraction:
    percent = exact("PercentageFee.percent", given, "give a percentage, such as '5' for 5%")
    if not 0 <= percent <= 100:
        wrong = f"{short(plain_number(percent))}% is out of range"
        raise IsfError("PercentageFee.percent", wrong, "give 0 to 100; 5% is '5'")
    return percent


@attrs.frozen(kw_only=True, repr=False)
class PercentageFee(Record):
    """A percentage of the budget: `percent` of 5 is 5%. `base` of None is not recorded (FEE-05)."""

    percent: Fraction = attrs.field(converter=_percent)
    base: FeeBase | None = attrs.field(default=None, validator=maybe(one_of(FeeBase)))

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """A share of the base."""
        return (ShareOf(self.base, self.percent / 100),)


@attrs.frozen(kw_only=True, repr=False)
class Tier(Record):
    """One level of help with managing the fund, and its fee."""

    level: str = attrs.field(validator=a_text)
    fee: NoFee | FixedFee | PercentageFee = attrs.field(
        validator=a((NoFee, FixedFee, PercentageFee), "give NoFee(), a FixedFee or a PercentageFee")
    )


@attrs.frozen(kw_only=True, repr=False)
class TieredFee(Record):
    """Fees by the level of support managed (IPC, top tip 6), and the level that is agreed.

    A level that is not among the tiers raises IsfError. A change of level is a change of the
    contract's fee: `fee.replace(level="full")` from a date.
    """

    tiers: tuple[Tier, ...] = attrs.field(converter=as_tuple, validator=each(Tier, 100))
    level: str = attrs.field(validator=a_text)

    def __attrs_post_init__(self) -> None:
        levels = [tier.level for tier in self.tiers]
        if len(set(levels)) < len(levels):
            raise IsfError("TieredFee.tiers", "two tiers of one level", "give each level once")
        if self.level not in levels:
            raise IsfError("TieredFee.level", f"{self.level[:40]!r} is no tier", f"it has {', '.join(levels)[:200]}")

    @property
    def fee(self) -> NoFee | FixedFee | PercentageFee:
        """The fee of the level that is agreed."""
        return next(tier.fee for tier in self.tiers if tier.level == self.level)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What the fee of the agreed level charges."""
        return self.fee.charges(facts)
