"""How each component of a payment accrues from one change to the next.

Between two changes lies a *constant period*, in which every fact is one value. What each component accrues in them
is worked out in whole numbers over one denominator (see `Scale`). The constant periods themselves, with all their
facts, are made when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from math import lcm
from typing import Any, NamedTuple

from ..model.fees import ALIKE_THROUGHOUT, Charge, FeeBase
from ..model.payment_terms import Basis, Placement
from ..values.pay_cycle import Frequency
from ..values.rates import Rate
from ._accrual import Amount, Scale, Stated, in_pounds, part_of, stated
from .bearers import ALL_OF_IT, Bearers, Charging
from .deductions import (
    IN_FULL,
    Deducted,
    Deductions,
    FixedCharge,
    SuspensionShares,
    charged_by,
    fees_accruing,
    fixed_charges_of,
    needed_by,
)

_NONE = Fraction(0)


class ConstantPeriod(NamedTuple):
    """From a day on, until something changes: the facts, and what follows from them.

    `contribution` is what the person was assessed to pay; `taken` has what is taken off the payment: the
    lower of it, what may be charged for, and what is left of the budget (BUD-04, BUD-11). `full` is the same as if
    nothing were suspended. `shared` says who bears what of it.
    """

    since: date
    budget: Rate
    in_house: tuple[tuple[str, Rate], ...]
    contribution: Rate
    basis: Basis
    charges: tuple[Charge, ...]
    fixed_charges: tuple[FixedCharge, ...]
    placement: Placement
    fee_base: FeeBase
    shares: SuspensionShares
    shared: Charging
    taken: Deductions
    full: Deductions


def deducted(
    gross: Amount,
    in_house: Amount,
    contribution: Amount,
    scale: Scale,
    is_gross: bool,
    floor: int,
    free: Fraction,
    bearers: Bearers | None,
) -> Deducted:
    """What comes off the budget, each no more than is left of it (BUD-04, BUD-05, BUD-11).

    A contribution comes off the part of the funders that charge, after in-house services, and is never more than
    what may be charged for: of what those `bearers` pay that charge, what is not `free`; all that is left where they
    are None. Below the collection floor, in pence a week, it is let go: nobody collects it, so that it does not
    come off the budget either (PAY-13).
    """
    left, is_cut = gross, False
    if in_house:
        is_cut = in_house > gross
        in_house = gross if is_cut else in_house
        left = gross - in_house
    chargeable = left if bearers is None else bearers.chargeable(gross, in_house, free, scale)
    if not contribution:
        return gross, in_house, contribution, left, False, is_cut, contribution, chargeable, False
    meets_limit = not chargeable > contribution
    taken = chargeable if meets_limit else contribution
    let_go = bool(floor and taken) and scale.is_below(taken, floor)
    if let_go or is_gross:
        taken = scale.nothing
    return gross, in_house, taken, left - taken, meets_limit, is_cut, contribution, chargeable, let_go


class Components:
    """What each component of a payment accrues from one change to the next, and what it follows from.

    `held` are the facts from each change on: budget, contribution, the cost of each of the services in house, basis,
    fee, its placement and base, what is left while payments are suspended, what is exempt, and whether the person is
    charged. `bearers` is None where all of the cost may be charged for.
    """

    def __init__(
        self,
        held: list[tuple[date, list[Any]]],
        services: tuple[str, ...],
        frequency: Frequency,
        weeks_in_year: Fraction,
        *,
        floor: int,
        bearers: Bearers | None,
        begun_on: date,
    ) -> None:
        self.held: list[tuple[date, list[Any]]] = held
        self._services, self._begun_on = services, begun_on
        self._charges = charges = _charges_of(held)
        needs = [needed_by(each) for place, each in enumerate(charges) if not place or each is not charges[place - 1]]
        self.has_fixed_charges: bool = any(has_fixed for *_, has_fixed in needs)
        """Whether a fee ever charges what does not accrue."""
        rates = [stated([row[at] for _, row in held], frequency, weeks_in_year) for at in range(2 + len(services))]
        self._shared: list[Charging] = []
        """Which part of the cost may be charged for; empty where all of it."""
        if bearers is not None:
            # Only a sum is a part of the cost that depends on how much that is.
            self._shared = [
                Charging(bearers, free.part_of(in_pounds(each).per_week) if free.priced else free.shares_of_all)
                for (_, (*_, free, _)), each in zip(held, rates[0], strict=True)
            ]
        self.scale: Scale = self._scale(rates, needs)
        """What all amounts of these terms stand over."""
        self._full: list[Deducted] = []
        """What comes off the budget as if nothing were suspended."""
        self.taken: list[Deducted] = []
        """What comes off it."""
        self.accruing: list[tuple[Amount, ...]] = [*zip(*self._steps(rates, floor), strict=True)]
        """How each component accrues, in the order of components."""

    def _steps(self, rates: list[list[Stated]], floor: int) -> list[tuple[Amount, ...]]:
        """How each component accrues from one change to the next."""
        scale, nothing, out = self.scale, self.scale.nothing, list[tuple[Amount, ...]]()
        bearers = self._shared[0].bearers.over(scale) if self._shared else None
        free: Iterable[Fraction] = [each.free for each in self._shared] or repeat(_NONE)
        amounts = zip(*map(scale.amounts, rates), strict=True)
        for (_, row), (gross, assessed, *services), charges, exempt in zip(
            self.held, amounts, self._charges, free, strict=False
        ):
            basis, _, placement, base, shares, _, is_charged = row[-7:]
            in_house = nothing
            if services:
                in_house = sum(services, nothing)
                scale.bounded("budget.in_house", in_house)
            how: tuple[Any, ...] = (scale, basis is Basis.GROSS, floor, exempt, bearers)
            full = taken = deducted(gross, in_house, assessed, *how)
            # A fee goes on as if nothing were suspended, or is reduced as the rule says: its base is the full one.
            fee = fees_accruing(charges, full[0], full[3], base, scale) if charges else nothing
            if shares is not IN_FULL:
                # Interpretation: a retainer is of the whole payment, so in-house services are reduced with it.
                left = part_of(gross, shares.budget), part_of(in_house, shares.budget)
                taken = deducted(*left, part_of(assessed, shares.contribution), *how)
                fee = part_of(fee, shares.fee)
            self._full.append(full)
            self.taken.append(taken)
            fees = (nothing, fee) if placement is Placement.ON_TOP else (fee, nothing)
            out.append((taken[0], taken[1], taken[2] if is_charged else nothing, *fees))
        return out

    def _scale(self, rates: list[list[Stated]], needs: list[tuple[int, bool, bool]]) -> Scale:
        """The denominator over which every step from these rates to what accrues is whole."""
        _, months, _, overs, _ = zip(*[each for column in rates for each in column], strict=True)
        factors, monthly, _ = zip(*needs, strict=True)
        over, by_months = lcm(*overs), any(months) or any(monthly)
        if self._shared:
            bearers = self._shared[0].bearers
            over = lcm(over, *[each.denominator for _, rate in bearers.rates for each in rate[:3]])
            by_months = by_months or any(rate.per_month for _, rate in bearers.rates)
            over *= lcm(*[share.denominator for _, share in bearers.shares])
            over *= lcm(*[each.free.denominator for each in self._shared])
        suspended = [row[-3] for _, row in self.held if row[-3] is not IN_FULL]
        if suspended:
            over *= lcm(*[share.denominator for each in suspended for share in each[2:]])
        return Scale.of(over * lcm(*factors), by_months)

    @cached_property
    def constant_periods(self) -> tuple[ConstantPeriod, ...]:
        """The facts between one change and the next, from the first day on."""
        return tuple(self._constant_periods())

    def _constant_periods(self) -> Iterator[ConstantPeriod]:
        for place, (since, row) in enumerate(self.held):
            budget, contribution, *costs, basis, _, placement, base, shares, _, _ = row
            full, taken = (Deductions.exact(each[place], self.scale) for each in (self._full, self.taken))
            yield ConstantPeriod(
                since,
                budget,
                tuple(zip(self._services, costs, strict=True)),
                contribution,
                basis,
                self._charges[place],
                tuple(fixed_charges_of(self._charges[place], placement, self._begun_on)),
                placement,
                base,
                shares,
                self._shared[place] if self._shared else ALL_OF_IT,
                full if shares is IN_FULL else taken,
                full,
            )


def _charges_of(held: list[tuple[date, list[Any]]]) -> list[tuple[Charge, ...]]:
    """What the fee charges from each change to the next; one that charges alike throughout is asked once."""
    out: list[tuple[Charge, ...]] = []
    before: Any = None
    for since, row in held:
        fee = row[-6]
        if fee is before and isinstance(fee, ALIKE_THROUGHOUT):
            out.append(out[-1])
        else:
            out.append(charged_by(fee, since, row[0], row[1]))
        before = fee
    return out
