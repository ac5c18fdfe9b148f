"""Management fees: what a holder charges for holding the fund (FEE-01).

A fee is any frozen class with one method, `charges(facts)`, that says what is charged in terms
of a closed set of charges. PerWeek, PerMonth and ShareOf grow by the day; AtMost limits them; PerPayment and Once
are whole sums; PlusVat adds VAT to any of them. The schedule alone prorates, rounds, cuts and explains
them, so a council's own fee is a few lines:

>>> @attrs.frozen
... class ByHours:
...     hours_a_week: int
...     def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
...         return (PerWeek(ExactMoney("0.75") * self.hours_a_week),)
>>> ByHours(20).charges(FeeFacts(since=date(2026, 4, 6), budget=Rate.weekly(300), contribution=Rate.weekly(0)))
(PerWeek(amount=ExactMoney('15')),)
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Protocol, runtime_checkable

import attrs

from ..errors import IsfError, several
from ..values.checks import day, instance
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.rates import Rate
from ..values.record import ByIdentity, Record, WithFields
from . import validators as v


class FeeBase(ByIdentity):
    """What a percentage fee is taken on (FEE-05)."""

    GROSS = "the budget before the contribution and in-house services come off"
    NET = "the budget after the contribution and in-house services have come off"


@frozen(repr=False)
class PerWeek(Record):
    """So many pounds a week; a part week bears its share by days."""

    amount: ExactMoney = attrs.field(converter=v.as_exact_money, validator=v.zero_or_more)


@frozen(repr=False)
class PerMonth(Record):
    """So many pounds for each month on any cycle; a part month bears its share by the days of that month.

    Months are calendar months where it is paid by weeks, and the months of the cycle where it is paid by months.
    """

    amount: ExactMoney = attrs.field(converter=v.as_exact_money, validator=v.zero_or_more)


@frozen(repr=False)
class ShareOf(Record):
    """A share of the budget, gross or net, taken on its exact amount and not the rounded one.

    A base of None leaves it to the policy. `fraction` is a part of one: "0.05" is 5%.
    """

    base: FeeBase | None = attrs.field(validator=v.maybe(v.one_of(FeeBase)))
    fraction: Fraction = attrs.field(converter=v.as_number, validator=v.a_part)


@frozen(repr=False)
class PerPayment(Record):
    """So much for each payment of a period, whole, however short the period (FEE-06)."""

    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)


@frozen(repr=False)
class Once(Record):
    """So much once, with the payment whose days hold its date: setting up, switching (FEE-06)."""

    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)
    on: date = attrs.field(validator=v.a_day)


_ACCRUES = "give PerWeek or ShareOf; what is charged by the month, by the payment or once has no limit by the week"


@frozen(repr=False)
class AtMost(Record):
    """Charges that accrue, but together no more than a limit that accrues: a cap on overheads, say."""

    limit: PerWeek | ShareOf = attrs.field(validator=v.a((PerWeek, ShareOf), _ACCRUES))
    charges: tuple[PerWeek | ShareOf, ...] = attrs.field(
        converter=v.TupleOf[PerWeek | ShareOf], metadata={"right": _ACCRUES}
    )


@frozen(repr=False)
class PlusVat(Record):
    """Charges with VAT on top: `rate` of "0.2" is 20%. On a whole sum it is rounded half up."""

    rate: Fraction = attrs.field(converter=v.as_number, validator=v.a_part)
    charges: tuple[PerWeek | PerMonth | ShareOf | PerPayment | Once | AtMost, ...] = attrs.field(
        converter=v.TupleOf[PerWeek | PerMonth | ShareOf | PerPayment | Once | AtMost]
    )


Charge = PerWeek | PerMonth | ShareOf | PerPayment | Once | AtMost | PlusVat
CHARGES = (PerWeek, PerMonth, ShareOf, PerPayment, Once, AtMost, PlusVat)
"""All there are: the schedule alone prorates, rounds, cuts and explains them."""


@frozen(repr=False)
class FeeFacts(WithFields):
    """What a fee may depend on, from `since` until something changes.

    `budget` is the gross budget, `contribution` what the person was assessed to pay. Raises IsfError for anything else.
    """

    since: date
    budget: Rate
    contribution: Rate

    def __attrs_post_init__(self) -> None:
        day("FeeFacts.since", self.since)
        instance("FeeFacts.budget", self.budget, Rate, "give a Rate, such as Rate.weekly(210)")
        instance("FeeFacts.contribution", self.contribution, Rate, "give a Rate, such as Rate.weekly(20)")


@runtime_checkable
class ManagementFee(Protocol):
    """What a fee must be able to say: its charges, given the facts of a stretch of time."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What is charged while these facts hold."""
        ...


@frozen(repr=False)
class NoFee(Record):
    """Recorded that nothing is charged."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """Nothing."""
        return ()


def _per_week(given: PerWeek | ExactMoney | Money | v.Number) -> PerWeek:
    if isinstance(given, PerWeek):
        return given
    try:
        return PerWeek(given)
    except IsfError as error:
        raise type(error)("FixedFee.per_week", error.wrong, error.right) from None


@frozen(kw_only=True, repr=False)
class FixedFee(Record):
    """A fixed sum a week.

    >>> FixedFee(per_week="10.00")
    FixedFee(per_week=PerWeek(amount=ExactMoney('10')))
    """

    per_week: PerWeek = attrs.field(converter=_per_week)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """So much a week."""
        return (self.per_week,)


@frozen(kw_only=True, repr=False)
class MonthlyFee(Record):
    """A fixed sum for each month, whatever the cycle of payments.

    >>> MonthlyFee(per_month="25.00")
    MonthlyFee(per_month=ExactMoney('25'))
    """

    per_month: ExactMoney = attrs.field(converter=v.as_exact_money, validator=v.zero_or_more)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """So much a month."""
        return self._charges

    @cached_property
    def _charges(self) -> tuple[Charge, ...]:
        return (PerMonth(self.per_month),)


@frozen(kw_only=True, repr=False)
class PercentageFee(Record):
    """A percentage of the budget: `percent` of 5 is 5%, and not 0.05. `base` of None is not recorded (FEE-05)."""

    percent: Fraction = attrs.field(converter=v.as_number, validator=v.between(0, 100, "give 0 to 100: 5% is '5'"))
    base: FeeBase | None = attrs.field(default=None, validator=v.maybe(v.one_of(FeeBase)))

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """A share of the base."""
        return _percentage(*self.percent.as_integer_ratio(), self.base)


@lru_cache(maxsize=1_024)
def _percentage(above: int, below: int, base: FeeBase | None) -> tuple[Charge, ...]:
    """What a percentage charges; few percentages are in use."""
    share = object.__new__(ShareOf)  # of what is checked already
    object.__setattr__(share, "base", base)
    object.__setattr__(share, "fraction", Fraction(above, 100 * below))
    return (share,)


@frozen(kw_only=True, repr=False)
class Tier(Record):
    """One level of help with managing the fund, and its fee."""

    level: str = attrs.field(validator=v.a_text)
    fee: NoFee | FixedFee | PercentageFee = attrs.field(validator=v.a((NoFee, FixedFee, PercentageFee)))


@frozen(kw_only=True, repr=False)
class TieredFee(Record):
    """Fees by the level of support managed (IPC, top tip 6), and the level that is agreed.

    A level that is not among the tiers raises IsfError. A change of level is a change of the
    contract's fee: `fee.replace(level="full")` from a date.
    """

    tiers: tuple[Tier, ...] = attrs.field(converter=v.TupleOf[Tier], metadata={"most": 100})
    level: str = attrs.field(validator=v.a_text)

    def __attrs_post_init__(self) -> None:
        levels = [tier.level for tier in self.tiers]
        v.no_two("TieredFee.tiers", levels, "two tiers of the level {}", "give each level once")
        if self.level not in levels:
            raise IsfError("TieredFee.level", f"{self.level[:40]!r} is no tier", f"it has {several(levels)}")

    @property
    def fee(self) -> NoFee | FixedFee | PercentageFee:
        """The fee of the level that is agreed."""
        return next(tier.fee for tier in self.tiers if tier.level == self.level)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What the fee of the agreed level charges."""
        return self.fee.charges(facts)


ALIKE_THROUGHOUT = (NoFee, FixedFee, MonthlyFee, PercentageFee)
"""Fees that charge the same whatever the facts, and refuse nothing."""


@frozen(kw_only=True, repr=False)
class OnceFee(Record):
    """A set-up or switching charge, once."""

    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)
    on: date = attrs.field(validator=v.a_day)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """The sum, on its date."""
        return (Once(self.amount, self.on),)


@frozen(kw_only=True, repr=False)
class PerPaymentFee(Record):
    """A charge for each payment run."""

    amount: Money = attrs.field(converter=v.as_money, validator=v.zero_or_more)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """So much a payment."""
        return (PerPayment(self.amount),)


def _asked(fee: ManagementFee, facts: FeeFacts) -> tuple[Any, ...]:
    """What a fee within a fee charges: it may be a council's own, and the class around it checks each charge."""
    return instance(f"{type(fee).__name__}.charges", fee.charges(facts), tuple, "it must return a tuple of charges")


@frozen(kw_only=True, repr=False)
class LimitedFee(Record):
    """A fee that accrues, up to a limit: `FixedFee`, or `PercentageFee(percent="15")` of the budget."""

    fee: ManagementFee = attrs.field(validator=v.a_fee)
    limit: ManagementFee = attrs.field(validator=v.a_fee)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What the fee charges, at most the limit."""
        limits = _asked(self.limit, facts)
        if len(limits) != 1:
            raise IsfError("LimitedFee.limit", f"{len(limits)} charges are no limit", "give a fee of one charge")
        return (AtMost(limits[0], _asked(self.fee, facts)),)


@frozen(kw_only=True, repr=False)
class FeeWithVat(Record):
    """A fee with VAT on top of it: `rate` of "0.2" is 20%."""

    fee: ManagementFee = attrs.field(validator=v.a_fee)
    rate: Fraction = attrs.field(default=Fraction(1, 5), converter=v.as_number, validator=v.a_part)

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What the fee charges, and VAT."""
        return (PlusVat(self.rate, _asked(self.fee, facts)),)


@frozen(kw_only=True, repr=False)
class Fees(Record):
    """Several fees together: so much a week, a set-up charge, a charge a payment."""

    parts: tuple[ManagementFee, ...] = attrs.field(converter=v.TupleOf[ManagementFee], metadata={"most": 100})

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """What each of them charges."""
        return tuple(charge for part in self.parts for charge in _asked(part, facts))
