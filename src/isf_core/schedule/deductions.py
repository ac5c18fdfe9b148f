"""What is taken off a budget, and what a fee comes to: how each grows from one change to the next.

What is compared (a contribution with what is left, a fee with its limit) is what each comes to
in a week, so that the length of a month decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ..errors import IsfError, quote
from ..model.fees import CHARGES, AtMost, Charge, FeeFacts, ManagementFee, Once, PerPayment, PerWeek, PlusVat, ShareOf
from ..model.payment_terms import Basis, FeeBase
from ..values.checks import instance
from ..values.money import ExactMoney, Money, Rounding
from ..values.pay_cycle import Frequency
from ..values.rates import Rate
from .accrual import NOTHING, Flow, flow_of, weekly

_NIL = ExactMoney(0)


class Growth(NamedTuple):
    """How something grows, and what it comes to in a week."""

    flow: Flow
    a_week: ExactMoney

    def times(self, fraction: Fraction) -> Growth:
        """A share of it; a share of an instalment that is paid is an instalment still."""
        return Growth(self.flow.times(fraction)._replace(is_instalment=self.flow.is_instalment), self.a_week * fraction)

    def plus(self, other: Growth) -> Growth:
        """Both together."""
        return Growth(self.flow.plus(other.flow), self.a_week + other.a_week)

    def less(self, other: Growth) -> Growth:
        """What is left of it; what is left of an instalment is an instalment still."""
        flow = self.flow.less(other.flow)._replace(is_instalment=self.flow.is_instalment)
        return Growth(flow, self.a_week - other.a_week)


STILL = Growth(NOTHING, _NIL)


def growth_of(rate: Rate, frequency: Frequency, weeks_in_year: Fraction) -> Growth:
    """How a rate grows when it is paid at a frequency."""
    return Growth(flow_of(rate, frequency, weeks_in_year), rate.per_week(weeks_in_year))


class Shares(NamedTuple):
    """What is left of the budget, the contribution and the fee while payments are suspended; else one of each."""

    budget: Fraction
    contribution: Fraction
    fee: Fraction


WHOLE = Shares(Fraction(1), Fraction(1), Fraction(1))


class Taken(NamedTuple):
    """A budget, what comes off it, and whether either met its limit."""

    gross: Growth
    in_house: Growth
    contribution: Growth
    contribution_meets_limit: bool
    in_house_is_cut: bool

    @property
    def net(self) -> Growth:
        """What is left."""
        return self.gross.less(self.in_house).less(self.contribution)


def taken(basis: Basis, gross: Growth, in_house: Growth, contribution: Growth, shares: Shares) -> Taken:
    """What comes off the budget, each no more than is left of it (BUD-04, BUD-05, BUD-11).

    House reading: a retainer is of the whole payment, so in-house services are reduced with it.
    """
    if shares is not WHOLE:
        gross, in_house = gross.times(shares.budget), in_house.times(shares.budget)
        contribution = contribution.times(shares.contribution)
    in_house_is_cut = in_house.a_week > gross.a_week
    if in_house_is_cut:
        in_house = gross
    left = gross.less(in_house)
    meets_limit = bool(contribution.a_week) and contribution.a_week >= left.a_week
    if basis is not Basis.NET:
        contribution = STILL
    elif meets_limit:
        contribution = left
    return Taken(gross, in_house, contribution, meets_limit, in_house_is_cut)


def fee_growth(charge: Charge, of: Taken) -> Growth:
    """How a charge grows; not at all where it is by the payment or once."""
    if isinstance(charge, PerWeek):
        return Growth(weekly(charge.amount), charge.amount)
    if isinstance(charge, ShareOf):
        base = of.gross if charge.base is FeeBase.GROSS else of.net
        return Growth(base.flow.times(charge.fraction), base.a_week * charge.fraction)
    together = STILL
    if isinstance(charge, (AtMost, PlusVat)):
        for part in charge.charges:
            together = together.plus(fee_growth(part, of))
    if isinstance(charge, AtMost):
        limit = fee_growth(charge.limit, of)
        return limit if together.a_week > limit.a_week else together
    return together.times(1 + charge.rate) if isinstance(charge, PlusVat) else together


class FixedCharge(NamedTuple):
    """A charge that does not grow: with one payment (its date says which), or with each (`on` is None)."""

    charge: Once | PerPayment
    vat: Fraction

    @property
    def pence(self) -> int:
        """Whole pence; VAT on a whole sum is rounded half up."""
        return (self.charge.amount.exact * (1 + self.vat)).rounded(Rounding.HALF_UP).pence

    @property
    def amount(self) -> Money:
        """Pounds, VAT included."""
        return Money.from_pence(self.pence)


def fixed_charges_of(charges: tuple[Charge, ...], vat: Fraction = Fraction(0)) -> tuple[FixedCharge, ...]:
    """The charges among these that do not grow."""
    out: list[FixedCharge] = []
    for charge in charges:
        if isinstance(charge, (Once, PerPayment)):
            out.append(FixedCharge(charge, vat))
        elif isinstance(charge, PlusVat):
            out.extend(fixed_charges_of(charge.charges, charge.rate))
    return tuple(out)


def with_base(charge: Charge, base: FeeBase) -> Charge:
    """The charge with the settled base where it names none."""
    if isinstance(charge, ShareOf):
        return ShareOf(base, charge.fraction) if charge.base is None else charge
    if isinstance(charge, AtMost):
        inner = tuple(with_base(each, base) for each in charge.charges)
        return AtMost(with_base(charge.limit, base), inner)  # type: ignore[arg-type]  # each keeps its kind
    if isinstance(charge, PlusVat):
        parts = tuple(with_base(each, base) for each in charge.charges)
        return PlusVat(charge.rate, parts)  # type: ignore[arg-type]  # each keeps its kind
    return charge


def bases_of(charges: tuple[Charge, ...]) -> Iterator[FeeBase | None]:
    """The base of every share among some charges."""
    for charge in charges:
        if isinstance(charge, ShareOf):
            yield charge.base
        elif isinstance(charge, AtMost):
            yield from bases_of((charge.limit, *charge.charges))
        elif isinstance(charge, PlusVat):
            yield from bases_of(charge.charges)


def fixed_in(charges: tuple[Charge, ...]) -> ExactMoney | None:
    """The fixed sum a week among some charges, without VAT and within its limit; None where there is none."""
    sums: list[ExactMoney] = []
    for charge in charges:
        if isinstance(charge, PerWeek):
            sums.append(charge.amount)
        elif isinstance(charge, (AtMost, PlusVat)):
            inner = fixed_in(charge.charges)
            if inner is not None and isinstance(charge, AtMost) and isinstance(charge.limit, PerWeek):
                inner = min(inner, charge.limit.amount)
            sums += [inner] if inner is not None else []
    return ExactMoney.total(sums) if sums else None


def charges_of(fee: ManagementFee, facts: FeeFacts) -> tuple[Charge, ...]:
    """What a fee says it charges, checked: it may be a council's own class."""
    where = f"{type(fee).__name__}.charges"
    given = instance(where, fee.charges(facts), tuple, "it must return a tuple of charges")
    for place, charge in enumerate(given):
        if not isinstance(charge, CHARGES):
            kinds = ", ".join(kind.__name__ for kind in CHARGES)
            raise IsfError(f"{where}[{place}]", f"{quote(charge)} is no charge", f"give one of {kinds}")
    return given
