"""What a fee can charge: a closed set of small values that the computation understands.

PerWeek and ShareOf grow by the day; AtMost limits them; PerPayment and Once are whole sums; PlusVat
adds VAT to any of them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..errors import IsfError, quote, short
from ..values.checks import day, exact, instance
from ..values.money import ExactMoney, Money, plain_number
from ..values.record import Value
from .payment_terms import FeeBase
from .validators import from_nil

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


class PerPayment(Value):
    """So much for each payment of a period, whole, however short the period (FEE-06)."""

    __slots__ = ("_amount",)
    _amount: Money

    def __init__(self, amount: str | int | Money) -> None:
        _set(self, "_amount", from_nil("PerPayment", amount))

    @property
    def amount(self) -> Money:
        """Pounds a payment."""
        return self._amount

    def _parts(self) -> tuple[Money]:
        return (self._amount,)

    def __repr__(self) -> str:
        return f"PerPayment({self._amount!r})"


class Once(Value):
    """So much once, with the payment whose days hold its date: setting up, switching (FEE-06)."""

    __slots__ = ("_amount", "_on")
    _amount: Money
    _on: date

    def __init__(self, amount: str | int | Money, on: date) -> None:
        _set(self, "_amount", from_nil("Once", amount))
        _set(self, "_on", day("Once.on", on))

    @property
    def amount(self) -> Money:
        """Pounds."""
        return self._amount

    @property
    def on(self) -> date:
        """Its date."""
        return self._on

    def _parts(self) -> tuple[Money, date]:
        return self._amount, self._on

    def __repr__(self) -> str:
        return f"Once({self._amount!r}, {self._on})"


class AtMost(Value):
    """Charges that accrue, but together no more than a limit that accrues: a cap on overheads, say."""

    __slots__ = ("_charges", "_limit")
    _limit: PerWeek | ShareOf
    _charges: tuple[PerWeek | ShareOf, ...]

    def __init__(self, limit: PerWeek | ShareOf, charges: tuple[PerWeek | ShareOf, ...]) -> None:
        right = "give PerWeek or ShareOf; what is charged by the payment or once has no limit by the week"
        if not isinstance(charges, tuple):
            raise IsfError("AtMost.charges", f"{quote(charges)} is not a tuple", right)
        for charge in (limit, *charges):
            instance("AtMost", charge, (PerWeek, ShareOf), right)
        _set(self, "_limit", limit)
        _set(self, "_charges", charges)

    @property
    def limit(self) -> PerWeek | ShareOf:
        """The most they come to."""
        return self._limit

    @property
    def charges(self) -> tuple[PerWeek | ShareOf, ...]:
        """What is limited."""
        return self._charges

    def _parts(self) -> tuple[PerWeek | ShareOf, tuple[PerWeek | ShareOf, ...]]:
        return self._limit, self._charges

    def __repr__(self) -> str:
        return f"AtMost({self._limit!r}, {self._charges!r})"


class PlusVat(Value):
    """Charges with VAT on top: `rate` of "0.2" is 20%. On a whole sum it is rounded half up."""

    __slots__ = ("_charges", "_rate")
    _rate: Fraction
    _charges: tuple[PerWeek | ShareOf | PerPayment | Once | AtMost, ...]

    def __init__(
        self, rate: str | Fraction, charges: tuple[PerWeek | ShareOf | PerPayment | Once | AtMost, ...]
    ) -> None:
        share = exact("PlusVat.rate", rate, "give a part of one, such as '0.2' for 20%")
        if not 0 <= share <= 1:
            raise IsfError("PlusVat.rate", f"{short(plain_number(share))} is no rate of VAT", "20% is '0.2'")
        if not isinstance(charges, tuple):
            raise IsfError("PlusVat.charges", f"{quote(charges)} is not a tuple", "give a tuple of charges")
        for charge in charges:
            instance(
                "PlusVat.charges", charge, (PerWeek, ShareOf, PerPayment, Once, AtMost), "give charges without VAT"
            )
        _set(self, "_rate", share)
        _set(self, "_charges", charges)

    @property
    def rate(self) -> Fraction:
        """The rate, as a part of one."""
        return self._rate

    @property
    def charges(self) -> tuple[PerWeek | ShareOf | PerPayment | Once | AtMost, ...]:
        """What it is on."""
        return self._charges

    def _parts(self) -> tuple[object, ...]:
        return self._rate, self._charges

    def __repr__(self) -> str:
        return f"PlusVat({plain_number(self._rate)}, {self._charges!r})"


Charge = PerWeek | ShareOf | PerPayment | Once | AtMost | PlusVat
CHARGES = (PerWeek, ShareOf, PerPayment, Once, AtMost, PlusVat)
"""All there are: compute alone prorates, rounds, cuts and explains them."""
