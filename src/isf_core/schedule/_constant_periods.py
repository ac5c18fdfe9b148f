"""How each component of a payment accrues from one change to the next.

Between two changes lies a *constant period*, in which every fact is one value. What each component accrues in them
is worked out in whole numbers over one denominator (see `Scale`). The constant periods themselves, with all their
facts, are made when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, NamedTuple

from ..model.fees import ALIKE_THROUGHOUT, AtMost, Charge, FeeBase, ManagementFee, PlusVat
from ..model.payment_terms import Basis, Placement
from ..model.suspension import ALL_PAID
from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate
from ._accrual import LENGTHS, AccrualProfile, Amount, MonthProfile, Scale, Stated, in_pounds, part_of, stated
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
from .exemptions import Free

_NONE = Fraction(0)


class Facts(NamedTuple):
    """What holds from each change on, a column for each fact; `services` has one for the cost of each in house."""

    since: tuple[date, ...]
    budget: tuple[Rate, ...]
    contribution: tuple[Rate, ...]
    basis: tuple[Basis, ...]
    fee: tuple[ManagementFee, ...]
    placement: tuple[Placement, ...]
    fee_base: tuple[FeeBase, ...]
    shares: tuple[SuspensionShares, ...]
    """What is left while payments are suspended."""
    free: tuple[Free, ...]
    """What is exempt."""
    is_charged: tuple[bool, ...]
    """Whether the person is charged by these terms, and not by those before that go on into them."""
    parts: tuple[tuple[Rate, ...], ...]
    """The rates that the budget is the sum of, where they are several."""
    most: tuple[Rate | None, ...]
    """What the contribution is no more than, as it was assessed, where the person's means make it less."""
    services: Sequence[tuple[Rate, ...]] = ()

    @classmethod
    def of(cls, held: list[tuple[date, list[Any]]]) -> Facts:
        """The columns of what holds together from day to day: the facts in this order, then the services."""
        since, rows = zip(*held, strict=True)
        columns = [*zip(*rows, strict=True)]
        budget, contribution, basis, fee, placement, base, shares, free, charged, parts, most = columns[:11]
        first = since, budget, contribution, basis, fee, placement, base, shares, free, charged
        return cls(*first, parts, most, columns[11:])


class ConstantPeriod(NamedTuple):
    """From a day on, until something changes: the facts, and what follows from them.

    `contribution` is what the person was assessed to pay; `taken` has what is taken off the payment: the
    lower of it, what may be charged for, and what is left of the budget (BUD-04, BUD-11). `full` is the same as if
    nothing were suspended. `shared` says who bears what of it. `parts` has the rates that the budget is the sum of,
    where they are several.
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
    parts: tuple[Rate, ...] = ()
    month: int = 0
    """The days of the months that it is about, where sums are compared by the month; 0 where by the week."""


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


def _let_go(held: Deducted, nothing: Amount) -> Deducted:
    """The same with a charge that is below the floor."""
    gross, in_house, _, _, meets_limit, is_cut, assessed, chargeable, _ = held
    return gross, in_house, nothing, gross - in_house, meets_limit, is_cut, assessed, chargeable, True


class Worked(NamedTuple):
    """What comes off the budget from one change to the next (`full` is as if nothing were suspended), and what accrues.

    `accruing` is in the order of components; `scale` has what the amounts stand over, and how they are compared.
    """

    scale: Scale
    full: list[Deducted]
    taken: list[Deducted]
    accruing: tuple[list[Amount], ...]
    as_assessed: dict[int, Rate | None]
    """The contribution as it was assessed, where by the month that is less than the person's means leave."""

    def of(self, place: int) -> list[tuple[Any, ...]]:
        """What accrues from a change on, and what may be charged for, without what it is compared by."""
        return [each[:2] for each in (*[column[place] for column in self.accruing], self.taken[place][7])]


class Components:
    """What each component of a payment accrues from one change to the next, and what it follows from.

    `bearers` is None where all of the cost may be charged for, and NOBODY where all of it that is not exempt may.
    """

    def __init__(
        self,
        facts: Facts,
        services: tuple[str, ...],
        frequency: Frequency,
        weeks_in_year: Fraction,
        *,
        floor: int,
        bearers: Bearers | None,
        suspended: tuple[SuspensionShares, ...],
        begun_on: date,
    ) -> None:
        self.facts: Facts = facts
        self._services, self._begun_on = services, begun_on
        self._charges = _charges_of(facts)
        rates = [stated(each, frequency, weeks_in_year) for each in (facts.budget, facts.contribution, *facts.services)]
        self._parts: list[list[Stated]] = []
        """What the budget is the sum of, each in its own unit; empty where it never is one."""
        if any(facts.parts):
            self._parts = [stated(each, frequency, weeks_in_year) for each in facts.parts]
        self._most: list[list[Stated]] = []
        """What the contribution is no more than."""
        if any(facts.most):
            self._most = [stated([each] if each else [], frequency, weeks_in_year) for each in facts.most]
        self._shared: list[Charging] = []
        """Which part of the cost may be charged for; empty where all of it."""
        if bearers is not None:
            # Only a sum is a part of the cost that depends on how much that is.
            self._shared = [
                Charging(bearers, free.part_of(in_pounds(each).per_week) if free.priced else free.shares_of_all)
                for free, each in zip(facts.free, rates[0], strict=True)
            ]
        over, by_months, has_fixed = self._needs(rates, suspended)
        self.has_fixed_charges: bool = has_fixed
        self._floor = floor
        self.scale: Scale = Scale.of(over, by_months)
        """What all amounts of these terms stand over."""
        self.worked: Worked = self._steps(rates, floor, self.scale)
        """What comes off the budget, and accrues, where sums are compared by the week."""
        self.by_month: tuple[Worked, ...] = tuple(self._by_month(rates)) if by_months else ()
        """The same in a month of each length that there is; () where that never makes a difference."""
        self.differing: frozenset[int] = frozenset(
            place
            for each in self.by_month
            for place in range(len(facts.since) if self.by_month else 0)
            if each.of(place) != self.worked.of(place)
        )
        """The places of the changes from which it depends on how long a month is what accrues or may be charged for."""

    def _by_month(self, rates: list[list[Stated]]) -> Iterator[Worked]:
        """Where sums go by the day and others by the month, which is less depends on how long a month is."""
        shared = [rate[:2] for _, rate in self._shared[0].bearers.rates] if self._shared else []
        stated_ = [each[:2] for column in (*rates, *self._parts, *self._most) for each in column]
        limited = any(isinstance(each, (AtMost, PlusVat)) for charges in self._charges for each in charges)
        days, months = [any(each[part] for each in (*shared, *stated_)) for part in (0, 1)]
        if not (days and months) and not limited:
            return
        places = range(len(self.facts.since))
        shortest, longest = (self._steps(rates, 0, self.scale.of_month(each)) for each in (LENGTHS[0], LENGTHS[-1]))
        if any(self.worked.of(each) != other.of(each) for each in places for other in (shortest, longest)):
            yield shortest
            yield from (self._steps(rates, 0, self.scale.of_month(each)) for each in LENGTHS[1:-1])
            yield longest

    def profile(self, component: int, since: list[int], cycle: PayCycle) -> AccrualProfile | MonthProfile | None:
        """How a component accrues; None where nothing of it ever does."""
        amounts, by_month = self.worked.accruing[component], [each.accruing[component] for each in self.by_month]
        if not any(map(any, by_month)):
            return None
        given = [
            [each[place] for each in by_month] if place in self.differing else [amount]
            for place, amount in enumerate(amounts)
        ]
        return MonthProfile(since, given, self.scale, cycle)

    def _needs(self, rates: list[list[Stated]], suspended: tuple[SuspensionShares, ...]) -> tuple[int, bool, bool]:
        """What every amount is whole over; whether anything goes by the month, and whether any fee does not accrue."""
        over, by_months, has_fixed = 1, False, False
        for column in (*rates, *self._parts, *self._most):
            for _, month, _, its_over, _ in column:
                over, by_months = lcm(over, its_over), by_months or month != 0
        if self._shared:
            of_funders, shares, _ = self._shared[0].bearers
            over = lcm(over, *[each.denominator for _, rate in of_funders for each in rate[:3]])
            by_months = by_months or any(rate.per_month for _, rate in of_funders)
            over *= lcm(*[share.denominator for _, share in shares])
            over *= lcm(*[each.free.denominator for each in self._shared])
        if suspended:
            over *= lcm(*[share.denominator for each in suspended for share in each[2:]])
        of_fees, before = 1, None
        for charges in self._charges:
            if charges is not before:
                before = charges
                factor, monthly, fixed = needed_by(charges)
                of_fees, by_months, has_fixed = lcm(of_fees, factor), by_months or monthly, has_fixed or fixed
        return over * of_fees, by_months, has_fixed

    def _steps(self, rates: list[list[Stated]], floor: int, scale: Scale) -> Worked:
        """How each component accrues from one change to the next.

        By the month what is let go is what is by the week: the floor is so much a week.
        """
        nothing, charges = scale.nothing, self._charges
        fulls, takens, as_assessed = list[Deducted](), list[Deducted](), dict[int, Rate | None]()
        bearers = self._shared[0].bearers.over(scale) if self._shared else None
        exempt: list[Fraction] = [each.free for each in self._shared]
        budgets, contributions, *services = map(scale.amounts, rates)
        for place, parts in enumerate(self._parts):
            if parts:
                budgets[place] = sum(scale.amounts(parts), nothing)
        for place, most in enumerate(self._most if scale.month else ()):
            if most and contributions[place] > (amount := scale.amounts(most)[0]):
                contributions[place], as_assessed[place] = amount, self.facts.most[place]
        accruing: tuple[list[Amount], ...] = ([], [], [], [], [])
        budget, in_house, contribution, fee, fee_on_top = accruing
        before: tuple[Any, ...] = ()
        held = self.facts
        for place, (basis, shares) in enumerate(zip(held.basis, held.shares, strict=True)):
            gross, assessed, house, base = budgets[place], contributions[place], nothing, held.fee_base[place]
            if services:
                house = sum([each[place] for each in services], nothing)
                scale.bounded("budget.in_house", house)
            free = exempt[place] if exempt else _NONE
            given = gross, house, assessed, basis, free, charges[place], base
            if given != before:
                before = given
                how: tuple[Any, ...] = (scale, basis is Basis.GROSS, floor, free, bearers)
                full = deducted(gross, house, assessed, *how)
                if scale.month and self._is_let_go(self.worked.full[place]):
                    full = _let_go(full, nothing)
                # A fee goes on as if nothing were suspended, or is reduced as the rule says: its base is the full one.
                of_all = fees_accruing(charges[place], full[0], full[3], base, scale) if charges[place] else nothing
            taken, fees = full, of_all
            if shares is not IN_FULL and shares[2:] != ALL_PAID:
                # Interpretation: a retainer is of the whole payment, so in-house services are reduced with it.
                left = part_of(gross, shares.budget), part_of(house, shares.budget)
                taken = deducted(*left, part_of(assessed, shares.contribution), *how)
                if scale.month and self._is_let_go(self.worked.taken[place]):
                    taken = _let_go(taken, nothing)
                fees = part_of(fees, shares.fee)
            fulls.append(full)
            takens.append(taken)
            is_on_top = held.placement[place] is Placement.ON_TOP
            budget.append(taken[0])
            in_house.append(taken[1])
            contribution.append(taken[2] if held.is_charged[place] else nothing)
            fee.append(nothing if is_on_top else fees)
            fee_on_top.append(fees if is_on_top else nothing)
        return Worked(scale, fulls, takens, accruing, as_assessed)

    def _is_let_go(self, by_week: Deducted) -> bool:
        """Whether nobody collects a charge: by the week it is below the floor, of which nothing is too."""
        return by_week[8] or bool(self._floor and by_week[4] and not by_week[7])

    @cached_property
    def constant_periods(self) -> tuple[ConstantPeriod, ...]:
        """The facts between one change and the next, from the first day on."""
        return tuple(self._constant_periods(self.worked))

    @cached_property
    def of_months(self) -> tuple[tuple[ConstantPeriod, ...], ...]:
        """The same in a month of each length that there is; () where that never makes a difference."""
        return tuple(tuple(self._constant_periods(each)) for each in self.by_month)

    def _constant_periods(self, worked: Worked) -> Iterator[ConstantPeriod]:
        month = worked.scale.month
        for place, (since, budget, contribution, basis, _, placement, base, shares, *_) in enumerate(
            zip(*self.facts[:9], strict=True)
        ):
            costs = [each[place] for each in self.facts.services]
            full = taken = Deductions.exact(worked.full[place], worked.scale)
            if worked.taken[place] is not worked.full[place]:
                taken = Deductions.exact(worked.taken[place], worked.scale)
            shared = self._shared[place] if self._shared else ALL_OF_IT
            if month:
                shared = shared._replace(bearers=shared.bearers.of_month(month)) if self._shared else shared
                contribution = worked.as_assessed.get(place) or contribution
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
                shared,
                taken,
                full,
                self.facts.parts[place],
                month,
            )


def _charges_of(facts: Facts) -> list[tuple[Charge, ...]]:
    """What the fee charges from each change to the next; one that charges alike throughout is asked once."""
    out: list[tuple[Charge, ...]] = []
    before: Any = None
    for since, fee, budget, contribution in zip(facts.since, facts.fee, facts.budget, facts.contribution, strict=True):
        if fee is before and isinstance(fee, ALIKE_THROUGHOUT):
            out.append(out[-1])
        else:
            out.append(charged_by(fee, since, budget, contribution))
        before = fee
    return out
