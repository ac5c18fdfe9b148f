"""What is taken off a budget, and what a fee comes to: how each accrues from one change to the next.

What is compared (a contribution with what is left, a fee with its limit) is what each comes to
in a week, so that the length of a month decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from ..errors import IsfError, TooLarge, failed, is_ours, quote
from ..model.documents import OPEN_ENDED, OpenEnded, ends_on
from ..model.fees import (
    CHARGES,
    AtMost,
    Charge,
    FeeBase,
    FeeFacts,
    ManagementFee,
    Once,
    PerMonth,
    PerPayment,
    PerWeek,
    PlusVat,
    ShareOf,
)
from ..model.payment_terms import Placement
from ..values.checks import instance
from ..values.dates import days_after
from ..values.money import ExactMoney, Money, Rounding
from ..values.rates import Rate
from ..values.timeline import Steps
from ._accrual import NOTHING, AccrualRate, over_one
from ._accrual import Accruing as Accruing

_ONE = Fraction(1)


class SuspensionShares(NamedTuple):
    """The first and last day of a suspension, or of a part of one, and what is left of each meanwhile."""

    first_day: date
    last_day: date | OpenEnded
    budget: Fraction
    contribution: Fraction
    fee: Fraction


IN_FULL = SuspensionShares(date.min, OPEN_ENDED, _ONE, _ONE, _ONE)
"""Nothing is suspended."""


NOTHING_SUSPENDED = Steps(IN_FULL, ())


def suspended_over_time(parts: tuple[SuspensionShares, ...]) -> Steps:
    """What is left of each from day to day, where these parts of suspensions are in order."""
    changes: list[tuple[date, SuspensionShares]] = []
    for part in parts:
        changes.append((part.first_day, part))
        if ends_on(part.last_day) < date.max:
            changes.append((days_after(ends_on(part.last_day), 1), IN_FULL))
    return Steps(IN_FULL, tuple(changes))


class FixedCharge(NamedTuple):
    """A charge that does not accrue, VAT included: with one payment (`on` says which), or with each (None).

    `dated` is the date that the fee gives it: one from before the first day is made with the first payment.
    """

    on: date | None
    amount: Money
    vat: Fraction
    placement: Placement
    dated: date | None


class Deductions(NamedTuple):
    """A budget, what comes off it and what is left, and whether either met its limit.

    `assessed` is the contribution as assessed and as far as it is not suspended, `chargeable` the most of it that may
    be charged: what the funders that charge pay after in-house services, and no more of it than is not exempt
    (BUD-11). `let_go` is whether the charge is below the collection floor and so not collected.
    """

    gross: AccrualRate
    in_house: AccrualRate
    contribution: AccrualRate
    net: AccrualRate
    contribution_meets_limit: bool
    in_house_is_cut: bool
    assessed: AccrualRate
    chargeable: AccrualRate
    let_go: bool

    def bases(self, unnamed: FeeBase) -> Bases:
        """What a fee's share is taken on; `unnamed` is the base of a share that names none."""
        gross, net = Accruing.as_one(self.gross), Accruing.as_one(self.net)
        return Bases(gross, net, gross if unnamed is FeeBase.GROSS else net)


class Deducted(NamedTuple):
    """A budget, what comes off it and what is left, from each change to the next: see Deductions.

    Where nothing meets its limit, is cut or is let go, that is empty.
    """

    gross: Accruing
    in_house: Accruing | None
    contribution: Accruing
    net: Accruing
    contribution_meets_limit: Sequence[bool]
    in_house_is_cut: Sequence[bool]
    assessed: Accruing
    chargeable: Accruing
    let_go: Sequence[bool]

    @classmethod
    def of(
        cls,
        is_gross: Sequence[bool],
        gross: Accruing,
        in_house: Accruing | None,
        contribution: Accruing,
        floor: int,
        charged_for: Callable[[Accruing, Accruing | None], Accruing] | None,
    ) -> Deducted:
        """What comes off the budget, each no more than is left of it (BUD-04, BUD-05, BUD-11).

        A contribution comes off the part of the funders that charge, after in-house services, and is never more than
        what may be charged for (`charged_for`; all that is left where None). Below the collection floor, in pence a
        week, it is let go: nobody collects it, so that it does not come off the budget either (PAY-13).
        """
        left = gross
        is_cut: Sequence[bool] = ()
        meets_limit: Sequence[bool] = ()
        let_go: Sequence[bool] = ()
        if in_house is not None:
            is_cut = in_house.exceeds(gross)
            in_house = in_house.pick(is_cut, gross)
            left = gross.less(in_house)
        chargeable = left if charged_for is None else charged_for(gross, in_house)
        taken, net = contribution, left
        if any(contribution.mean):
            chargeable, contribution = over_one(chargeable, contribution)
            is_less = chargeable.exceeds(contribution)
            if not all(is_less):
                meets_limit = [bool(its) and not each for its, each in zip(contribution.mean, is_less, strict=True)]
            taken = contribution.pick(meets_limit, chargeable)
            if floor:
                let_go = taken.is_below(floor)
                taken = taken.but_nothing(let_go)
            taken = taken.but_nothing(is_gross)
            net = left.less(taken)
        return cls(gross, in_house, taken, net, meets_limit, is_cut, contribution, chargeable, let_go)

    def at(self, place: int) -> Deductions:
        """From one change to the next."""
        return Deductions(
            self.gross.at(place),
            NOTHING if self.in_house is None else self.in_house.at(place),
            self.contribution.at(place),
            self.net.at(place),
            bool(self.contribution_meets_limit) and self.contribution_meets_limit[place],
            bool(self.in_house_is_cut) and self.in_house_is_cut[place],
            self.assessed.at(place),
            self.chargeable.at(place),
            bool(self.let_go) and self.let_go[place],
        )


class Bases(NamedTuple):
    """What a fee's share is taken on: gross, net, or what a share that names neither is of."""

    gross: Accruing
    net: Accruing
    unnamed: Accruing

    def of(self, base: FeeBase | None) -> Accruing:
        """The one that a share names."""
        if base is None:
            return self.unnamed
        return self.gross if base is FeeBase.GROSS else self.net

    def part(self, start: int, stop: int) -> Bases:
        """Some of them."""
        return Bases(*(each.part(start, stop) for each in self))


def fees_accruing(charges: Iterable[Charge], bases: Bases) -> Accruing:
    """How some charges accrue together."""
    made = [fee_accruing(charge, bases) for charge in charges]
    return made[0] if len(made) == 1 else reduce(Accruing.plus, made, Accruing.nothing(len(bases.gross.day)))


def fee_accruing(charge: Charge, bases: Bases) -> Accruing:
    """How a charge accrues; not at all where it is by the payment or once."""
    if isinstance(charge, ShareOf):
        share = bases.of(charge.base).times(charge.fraction)
        return share._replace(instalments=()) if share.instalments else share
    times = len(bases.gross.day)
    if isinstance(charge, PerWeek):
        return Accruing.weekly(charge.amount.pounds, times)
    if isinstance(charge, PerMonth):
        return Accruing.monthly(charge.amount.pounds, times)
    if not isinstance(charge, (AtMost, PlusVat)):
        return Accruing.nothing(times)
    together = fees_accruing(charge.charges, bases)
    if isinstance(charge, PlusVat):
        return together.times(1 + charge.rate)
    limit = fee_accruing(charge.limit, bases)
    return together.pick(together.exceeds(limit), limit)


def fixed_charges_of(
    charges: tuple[Charge, ...], placement: Placement, begun_on: date, vat: Fraction = Fraction(0)
) -> Iterator[FixedCharge]:
    """The charges among these that do not accrue; VAT on a whole sum is rounded half up."""
    for charge in charges:
        if isinstance(charge, (Once, PerPayment)):
            amount = (charge.amount.exact * (1 + vat)).rounded(Rounding.HALF_UP)
            dated = charge.on if isinstance(charge, Once) else None
            yield FixedCharge(dated and max(dated, begun_on), amount, vat, placement, dated)
        elif isinstance(charge, PlusVat):
            yield from fixed_charges_of(charge.charges, placement, begun_on, charge.rate)


def has_fixed(charges: tuple[Charge, ...]) -> bool:
    """Whether some among them do not accrue."""
    for charge in charges:
        if isinstance(charge, (Once, PerPayment)) or (isinstance(charge, PlusVat) and has_fixed(charge.charges)):
            return True
    return False


def bases_of(charges: tuple[Charge, ...]) -> Iterator[FeeBase | None]:
    """The base of every share among some charges."""
    for charge in charges:
        if isinstance(charge, ShareOf):
            yield charge.base
        elif isinstance(charge, AtMost):
            yield from bases_of((charge.limit, *charge.charges))
        elif isinstance(charge, PlusVat):
            yield from bases_of(charge.charges)


def fixed_in(charges: tuple[Charge, ...], weeks_in_year: Fraction) -> ExactMoney | None:
    """The fixed sum a week among some charges, without VAT and within its limit; None where there is none."""
    sums: list[ExactMoney] = []
    for charge in charges:
        if isinstance(charge, PerWeek):
            sums.append(charge.amount)
        elif isinstance(charge, PerMonth):
            sums.append(Rate.monthly(charge.amount).per_week(weeks_in_year))
        elif isinstance(charge, (AtMost, PlusVat)):
            inner = fixed_in(charge.charges, weeks_in_year)
            if inner is not None and isinstance(charge, AtMost) and isinstance(charge.limit, PerWeek):
                inner = min(inner, charge.limit.amount)
            sums += [inner] if inner is not None else []
    return ExactMoney.total(sums) if sums else None


def has_monthly(charges: tuple[Charge, ...]) -> bool:
    """Whether a sum for each month is among some charges."""
    return any(
        isinstance(each, PerMonth) or (isinstance(each, PlusVat) and has_monthly(each.charges)) for each in charges
    )


def charges_of(fee: ManagementFee, facts: FeeFacts) -> tuple[Charge, ...]:
    """What a fee says it charges, checked: it may be a council's own class."""
    try:
        given = fee.charges(facts)
    except RecursionError:
        wrong = "fees within one another without an end"
        raise TooLarge(f"{type(fee).__name__}.charges", wrong, "give a fee of one level") from None
    except Exception as error:  # a council's own class may raise anything
        if isinstance(error, IsfError) or is_ours(type(fee)):
            raise
        raise failed(f"{type(fee).__name__}.charges", error) from error
    if not isinstance(given, tuple):
        instance(f"{type(fee).__name__}.charges", given, tuple, "it must return a tuple of charges")
    for place, charge in enumerate(given):
        if not isinstance(charge, CHARGES):
            kinds = ", ".join(kind.__name__ for kind in CHARGES)
            where = f"{type(fee).__name__}.charges[{place}]"
            raise IsfError(where, f"{quote(charge)} is no charge", f"give one of {kinds}")
    return given
