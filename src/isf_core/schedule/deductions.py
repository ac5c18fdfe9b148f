"""What is taken off a budget, and what a fee comes to: how each accrues from one change to the next.

What is compared (a contribution with what is left, a fee with its limit) is what each comes to in a week; where one
goes by the day and the other by the month, what each comes to in a month of the length that it is (see `Components`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from ..errors import IsfError, TooLarge, passed_on, quote
from ..model.documents import OPEN_ENDED, OpenEnded
from ..model.fees import (
    ALIKE_THROUGHOUT,
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
from ..model.suspension import ALL_PAID
from ..values.checks import as_tuple, instance
from ..values.dates import days_after
from ..values.money import ExactMoney, Money, Rounding
from ..values.rates import Rate
from ..values.timeline import Steps
from ._accrual import EXACT as EXACT
from ._accrual import AccrualRate as AccrualRate
from ._accrual import Amount, part_of
from ._accrual import Scale as Scale

_MOST_CHARGES = 10_000


class SuspensionShares(NamedTuple):
    """The first and last day of a suspension, or of a part of one, and what is left of each meanwhile."""

    first_day: date
    last_day: date | OpenEnded
    budget: Fraction
    contribution: Fraction
    fee: Fraction


IN_FULL = SuspensionShares(date.min, OPEN_ENDED, *ALL_PAID)
"""Nothing is suspended."""


NOTHING_SUSPENDED = Steps(IN_FULL, ())


def suspended_over_time(parts: tuple[SuspensionShares, ...]) -> Steps:
    """What is left of each from day to day, where these parts of suspensions are in order."""
    changes: list[tuple[date, SuspensionShares]] = []
    for part in parts:
        changes.append((part.first_day, part))
        if isinstance(part.last_day, date) and part.last_day < date.max:
            changes.append((days_after(part.last_day, 1), IN_FULL))
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

    @classmethod
    def exact(cls, amounts: Deducted, scale: Scale) -> Deductions:
        """The same in pounds."""
        gross, in_house, contribution, net, meets_limit, is_cut, assessed, chargeable, let_go = amounts
        sums = gross, in_house, contribution, net, assessed, chargeable
        gross, in_house, contribution, net, assessed, chargeable = map(scale.exact, sums)
        return cls(gross, in_house, contribution, net, meets_limit, is_cut, assessed, chargeable, let_go)


Deducted = tuple[Amount, Amount, Amount, Amount, bool, bool, Amount, Amount, bool]
"""The same as amounts over one denominator."""


def fees_accruing(charges: Sequence[Charge], gross: Amount, net: Amount, unnamed: FeeBase, scale: Scale) -> Amount:
    """How some charges accrue together; `unnamed` is the base of a share that names none."""
    if len(charges) == 1:
        return fee_accruing(charges[0], gross, net, unnamed, scale)
    return sum((fee_accruing(charge, gross, net, unnamed, scale) for charge in charges), scale.nothing)


def fee_accruing(charge: Charge, gross: Amount, net: Amount, unnamed: FeeBase, scale: Scale) -> Amount:
    """How a charge accrues; not at all where it is by the payment or once."""
    if isinstance(charge, ShareOf):
        part = part_of(gross if (charge.base or unnamed) is FeeBase.GROSS else net, charge.fraction)
        # A share of an instalment is not itself an instalment of a stated sum.
        return part._replace(is_instalment=False) if scale.by_months else part
    if isinstance(charge, PerWeek):
        return scale.weekly(charge.amount.pounds)
    if isinstance(charge, PerMonth):
        return scale.monthly(charge.amount.pounds)
    if not isinstance(charge, (AtMost, PlusVat)):
        return scale.nothing
    together = fees_accruing(charge.charges, gross, net, unnamed, scale)
    if isinstance(charge, PlusVat):
        return part_of(together, 1 + charge.rate)
    limit = fee_accruing(charge.limit, gross, net, unnamed, scale)
    return limit if together > limit else together


def needed_by(charges: Iterable[Charge]) -> tuple[int, bool, bool]:
    """What some charges need: a factor of the denominator; the month clock; sums that do not accrue.

    With the factor, all that they come to is in whole numbers.
    """
    over, by_months, fixed = 1, False, False
    for charge in charges:
        if isinstance(charge, ShareOf):
            over = lcm(over, charge.fraction.denominator)
        elif isinstance(charge, PerWeek):
            over = lcm(over, 7 * charge.amount.pounds.denominator)
        elif isinstance(charge, PerMonth):
            over, by_months = lcm(over, charge.amount.pounds.denominator), True
        elif isinstance(charge, (AtMost, PlusVat)):
            limits, times = ((charge.limit,), 1) if isinstance(charge, AtMost) else ((), charge.rate.denominator)
            of_them, monthly, whole = needed_by((*limits, *charge.charges))
            over = lcm(over, of_them * times)
            by_months, fixed = by_months or monthly, fixed or whole
        else:
            fixed = True
    return over, by_months, fixed


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


def charged_by(fee: ManagementFee, since: date, budget: Rate, contribution: Rate) -> tuple[Charge, ...]:
    """What a fee charges from a day on; the facts of the day are made for one that may ask for them."""
    if isinstance(fee, ALIKE_THROUGHOUT):
        return fee.charges(_any_facts())
    return charges_of(fee, FeeFacts(since, budget, contribution))


@lru_cache(maxsize=1)
def _any_facts() -> FeeFacts:
    """Some facts, for a fee that charges the same whatever they are."""
    return FeeFacts(date.min, Rate.weekly(0), Rate.weekly(0))


def charges_of(fee: ManagementFee, facts: FeeFacts) -> tuple[Charge, ...]:
    """What a fee says it charges, checked: it may be a council's own class."""
    try:
        given = fee.charges(facts)
    except RecursionError:
        wrong = "fees within one another without an end"
        raise TooLarge(f"{type(fee).__name__}.charges", wrong, "give a fee of one level") from None
    except Exception as error:  # a council's own class may raise anything
        passed_on(f"{type(fee).__name__}.charges", error, of=type(fee))
    if type(given) is not tuple or len(given) > _MOST_CHARGES:
        where = f"{type(fee).__name__}.charges"
        given = as_tuple(
            where, instance(where, given, tuple, "it must return a tuple of charges"), "charges", _MOST_CHARGES
        )
    for place, charge in enumerate(given):
        if not isinstance(charge, CHARGES):
            kinds = ", ".join(kind.__name__ for kind in CHARGES)
            where = f"{type(fee).__name__}.charges[{place}]"
            raise IsfError(where, f"{quote(charge)} is no charge", f"give one of {kinds}")
    return given
