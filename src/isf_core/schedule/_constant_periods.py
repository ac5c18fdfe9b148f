"""How each component of a payment accrues from one change to the next.

Between two changes lies a *constant period*, in which every fact is one value. What each component accrues in them
stands in columns of whole numbers (see `Accruing`), one step after another: the budget, what comes off it, the fee. A
step that an arrangement does not need is not taken. The constant periods themselves, with all their facts, are made
when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from ..model.fees import ALIKE_THROUGHOUT, Charge, FeeBase, FeeFacts
from ..model.payment_terms import Basis, Placement
from ..values.checks import bounded
from ..values.pay_cycle import Frequency
from ..values.rates import Rate
from ._accrual import Accruing
from .bearers import ALL_OF_IT, Bearers, Charging
from .deductions import (
    IN_FULL,
    Bases,
    Deducted,
    Deductions,
    FixedCharge,
    SuspensionShares,
    charges_of,
    fees_accruing,
    fixed_charges_of,
    has_fixed,
)


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


class Facts(NamedTuple):
    """The facts from each change to the next, in columns; `costs` are those of the services in `services`."""

    since: Sequence[date]
    budget: Sequence[Rate]
    contribution: Sequence[Rate]
    basis: Sequence[Basis]
    fee: Sequence[Any]
    placement: Sequence[Placement]
    fee_base: Sequence[FeeBase]
    shares: Sequence[SuspensionShares]
    free: Sequence[Any]
    services: tuple[str, ...]
    costs: Sequence[Sequence[Rate]]


def _charges_of(facts: Facts) -> Iterator[tuple[Charge, ...]]:
    """What the fee charges from each change to the next; one that charges alike throughout is asked once."""
    before: Any = None
    charges: tuple[Charge, ...] = ()
    for place, fee in enumerate(facts.fee):
        if fee is not before or not isinstance(fee, ALIKE_THROUGHOUT):
            here = FeeFacts(facts.since[place], facts.budget[place], facts.contribution[place])
            before, charges = fee, charges_of(fee, here)
        yield charges


class Components:
    """What each component of a payment accrues from one change to the next, and what it follows from.

    `bearers` is None where all of the cost may be charged for. `charged_from` is the first day that is charged.
    """

    def __init__(
        self,
        facts: Facts,
        frequency: Frequency,
        weeks_in_year: Fraction,
        *,
        floor: int,
        bearers: Bearers | None,
        charged_from: date,
        begun_on: date,
    ) -> None:
        self.facts: Facts = facts
        self._begun_on = begun_on
        gross = Accruing.of(facts.budget, frequency, weeks_in_year)
        assessed = Accruing.of(facts.contribution, frequency, weeks_in_year)
        in_house = None
        for costs in facts.costs:
            cost = Accruing.of(costs, frequency, weeks_in_year)
            in_house = cost if in_house is None else in_house.plus(cost)
            for place in range(len(costs)):
                bounded("budget.in_house", in_house.per_week(place))
        self.shared: Sequence[Charging] = ()
        """Which part of the cost may be charged for; empty where all of it."""
        if bearers is not None:
            # Only a sum is a part of the cost that depends on how much that is.
            self.shared = tuple(
                Charging(bearers, free.part_of(gross.per_week(place)) if free.priced else free.shares_of_all)
                for place, free in enumerate(facts.free)
            )
        charged_for = None if bearers is None else self._charged_for
        is_gross = [each is Basis.GROSS for each in facts.basis] if Basis.GROSS in facts.basis else ()
        self.full: Deducted = Deducted.of(is_gross, gross, in_house, assessed, floor, charged_for)
        self.taken: Deducted = self.full
        is_suspended = facts.shares.count(IN_FULL) < len(facts.shares)
        if is_suspended:
            # Interpretation: a retainer is of the whole payment, so in-house services are reduced with it.
            budgets = [each.budget for each in facts.shares]
            self.taken = Deducted.of(
                is_gross,
                gross.times_each(budgets),
                in_house and in_house.times_each(budgets),
                assessed.times_each([each.contribution for each in facts.shares]),
                floor,
                charged_for,
            )
        self.has_fixed_charges: bool = False
        """Whether a fee ever charges what does not accrue."""
        self.charges: list[tuple[Charge, ...]] = [*_charges_of(facts)]
        contribution = self.taken.contribution
        if charged_from > facts.since[0]:
            contribution = contribution.but_nothing([on < charged_from for on in facts.since])
        self.accruing: tuple[Accruing | None, ...] = (
            *(self.taken.gross, self.taken.in_house, contribution),
            *self._fees(is_suspended),
        )
        """How each component accrues, in their order; None where there is none."""

    def _charged_for(self, gross: Accruing, in_house: Accruing | None) -> Accruing:
        """What may be charged for: what the funders that charge pay after in-house services, if it is not exempt."""
        theirs = self.shared[0].bearers.charging_part_of(gross)
        chargeable = theirs.times_each([1 - each.free for each in self.shared])
        if in_house is None:
            return chargeable
        left = theirs.less(in_house)
        chargeable = chargeable.pick(chargeable.exceeds(left), left)
        return chargeable.but_nothing([mean < 0 for mean in left.mean])

    def _fees(self, is_suspended: bool) -> tuple[Accruing | None, Accruing | None]:
        """How the fee accrues, inside the budget and on top of it."""
        charges, parts = self.charges, list[Accruing]()
        if not any(charges):
            return None, None
        # A fee goes on as if nothing were suspended, or is reduced as the rule says: its base is the full one.
        gross, net = self.full.gross, self.full.net
        unnamed = gross
        if FeeBase.NET in self.facts.fee_base:
            unnamed = gross.pick([base is FeeBase.NET for base in self.facts.fee_base], net)
        bases, end = Bases(gross, net, unnamed), len(charges)
        begins = [place for place in range(end) if not place or charges[place] is not charges[place - 1]]
        for start, stop in zip(begins, (*begins[1:], end), strict=True):
            here = bases if len(begins) == 1 else bases.part(start, stop)
            parts.append(fees_accruing(charges[start], here))
            self.has_fixed_charges = self.has_fixed_charges or has_fixed(charges[start])
        fee = Accruing.joined(parts)
        if is_suspended:
            fee = fee.times_each([each.fee for each in self.facts.shares])
        if Placement.ON_TOP not in self.facts.placement:
            return fee, None
        on_top = [each is Placement.ON_TOP for each in self.facts.placement]
        return fee.but_nothing(on_top), fee.but_nothing([not each for each in on_top])

    @cached_property
    def constant_periods(self) -> tuple[ConstantPeriod, ...]:
        """The facts between one change and the next, from the first day on."""
        return tuple(self._constant_periods())

    def _constant_periods(self) -> Iterator[ConstantPeriod]:
        facts = self.facts
        for place, since in enumerate(facts.since):
            charges, placement = self.charges[place], facts.placement[place]
            full = self.full.at(place)
            yield ConstantPeriod(
                since,
                facts.budget[place],
                tuple((what, cost[place]) for what, cost in zip(facts.services, facts.costs, strict=True)),
                facts.contribution[place],
                facts.basis[place],
                charges,
                tuple(fixed_charges_of(charges, placement, self._begun_on)),
                placement,
                facts.fee_base[place],
                facts.shares[place],
                self.shared[place] if self.shared else ALL_OF_IT,
                full if facts.shares[place] is IN_FULL else self.taken.at(place),
                full,
            )
