"""How each component of a payment accrues from one change to the next.

Between two changes lies a *constant period*, in which every fact is one value. What each component accrues in them
is worked out in whole numbers over one denominator (see `Scale`). The constant periods themselves, with all their
facts, are made when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from ..model.fees import ALIKE_THROUGHOUT, AtMost, Charge, FeeBase, PlusVat
from ..model.payment_terms import Basis, Placement
from ..model.suspension import ALL_PAID
from ..values.frozen import kept
from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate
from ._accrual import LENGTHS, AccrualProfile, Amount, MonthProfile, Scale, Stated, in_pounds, part_of, stated
from ._charging_weeks import Profile
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
from .exemptions import NOTHING_FREE

_NONE = Fraction(0)


Row = tuple[date, list[Any]]
"""From a change on: budget, contribution, basis, fee, its placement and base, the cost of each service in house, and
then what is seldom recorded."""
_SERVICES = 6
"""The place in a row of the first service."""


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
    as_assessed: dict[int, Rate]
    """The contribution as it was assessed, where by the month that is less than the person's means leave."""

    def of(self, place: int) -> list[tuple[Any, ...]]:
        """What accrues from a change on, and what may be charged for, without what it is compared by."""
        return [each[:2] for each in (*[column[place] for column in self.accruing if column], self.taken[place][7])]


class Components:
    """What each component of a payment accrues from one change to the next, and what it follows from.

    `bearers` is None where all of the cost may be charged for, and NOBODY where all of it that is not exempt may.
    """

    def __init__(
        self,
        rows: list[Row],
        seldom: Collection[str],
        services: tuple[str, ...],
        how: tuple[Frequency, Fraction],
        *,
        floor: int,
        bearers: Bearers | None,
        suspended: tuple[SuspensionShares, ...],
        begun_on: date,
    ) -> None:
        """`how` is how often it is paid, and the weeks in a year. `seldom` names what is at the end of each row.

        Each of that is there only where it is recorded:

        - `shares`: what is left while payments are suspended.
        - `free`: what is exempt.
        - `is_charged`: whether the person is charged by these terms, and not by those before that go on into them.
        - `parts`: the rates that the budget is the sum of, where they are several.
        - `most`: what the contribution is no more than, as it was assessed, where the person's means make it less.
        """
        self.rows: list[Row] = rows
        self._services, self._floor, self._begun_on = services, floor, begun_on
        last = _SERVICES + len(services)
        self._at = {name: last + place for place, name in enumerate(seldom)} if seldom else {}
        self._rates: list[list[Stated]] = []
        """From each change on the budget, the contribution and the services."""
        self._charges: list[tuple[Charge, ...]] = []
        over, of_fees, by_months, has_fixed = 1, 1, False, False
        priced: list[Any] = [None, None]
        before: Any = None
        for since, row in rows:
            budget, contribution, _, fee, *_ = row
            if services or priced[0] is not budget or priced[1] is not contribution:
                priced = row
                rates = [stated(each, *how) for each in (budget, contribution, *row[_SERVICES:last])]
                for _, month, _, its_over, _ in rates:
                    over, by_months = lcm(over, its_over), by_months or month != 0
            # A fee that charges alike throughout is asked once.
            if fee is not before or not isinstance(fee, ALIKE_THROUGHOUT):
                before, charges = fee, charged_by(fee, since, budget, contribution)
                if charges:
                    factor, monthly, fixed = needed_by(charges)
                    of_fees, by_months, has_fixed = lcm(of_fees, factor), by_months or monthly, has_fixed or fixed
            self._rates.append(rates)
            self._charges.append(charges)
        self.has_fixed_charges: bool = has_fixed
        self._parts: list[list[Stated]] = []
        """What the budget is the sum of, each in its own unit; empty where it never is one."""
        self._most: list[Stated] = []
        """What the contribution is no more than."""
        if seldom:
            self._parts = [[stated(rate, *how) for rate in rates] for rates in self._column("parts")]
            self._most = [stated(rate, *how) for rate in self._column("most")]
        self._shared: list[Charging] = []
        """Which part of the cost may be charged for; empty where all of it."""
        if bearers is not None:
            # Only a sum is a part of the cost that depends on how much that is.
            exempt = self._column("free") or [NOTHING_FREE.first] * len(rows)
            self._shared = [
                Charging(bearers, free.part_of(in_pounds(each).per_week) if free.priced else free.shares_of_all)
                for free, (each, *_) in zip(exempt, self._rates, strict=True)
            ]
        if seldom or bearers is not None:
            over, monthly = self._needed_seldom(over, suspended)
            by_months = by_months or monthly
        self.scale: Scale = Scale.of(over * of_fees, by_months)
        """What all amounts of these terms stand over."""
        self.worked: Worked = self._steps(floor, self.scale)
        """What comes off the budget, and accrues, where sums are compared by the week."""
        self.by_month: tuple[Worked, ...] = tuple(self._by_month()) if by_months else ()
        """The same in a month of each length that there is; () where that never makes a difference."""

    def _column(self, name: str) -> list[Any]:
        """What is seldom recorded, from each change on; empty where it is not."""
        at = self._at.get(name)
        return [] if at is None else [row[at] for _, row in self.rows]

    @kept
    def differing(self) -> frozenset[int]:
        """The places of the changes from which it depends on how long a month is what accrues or may be charged for."""
        places = range(len(self.rows))
        return frozenset(place for each in self.by_month for place in places if each.of(place) != self.worked.of(place))

    def _by_month(self) -> Iterator[Worked]:
        """Where sums go by the day and others by the month, which is less depends on how long a month is."""
        shared = [rate[:2] for _, rate in self._shared[0].bearers.rates] if self._shared else []
        stated_ = [each[:2] for rates in (*self._rates, *self._parts, self._most) for each in rates]
        limited = any(isinstance(each, (AtMost, PlusVat)) for charges in self._charges for each in charges)
        days, months = [any(each[part] for each in (*shared, *stated_)) for part in (0, 1)]
        if not (days and months) and not limited:
            return
        places = range(len(self.rows))
        shortest, longest = (self._steps(0, self.scale.of_month(each)) for each in (LENGTHS[0], LENGTHS[-1]))
        if any(self.worked.of(each) != other.of(each) for each in places for other in (shortest, longest)):
            yield shortest
            yield from (self._steps(0, self.scale.of_month(each)) for each in LENGTHS[1:-1])
            yield longest

    def profiles(self, cycle: PayCycle) -> list[Profile | MonthProfile | None]:
        """How each component accrues; None where nothing of it ever does."""
        since, accruing = [on.toordinal() for on, _ in self.rows], self.worked.accruing
        if self.by_month:
            return [self._in_months(each, since, cycle) for each in range(len(accruing))]
        return [AccrualProfile(since, each, self.scale, cycle) if any(each) else None for each in accruing]

    def _in_months(self, component: int, since: list[int], cycle: PayCycle) -> MonthProfile | None:
        by_month = [each.accruing[component] for each in self.by_month]
        if not any(map(any, by_month)):
            return None
        given = [
            [each[place] for each in by_month] if place in self.differing else [amount]
            for place, amount in enumerate(self.worked.accruing[component])
        ]
        return MonthProfile(since, given, self.scale, cycle)

    def _needed_seldom(self, over: int, suspended: tuple[SuspensionShares, ...]) -> tuple[int, bool]:
        """The denominator with what is seldom recorded, and whether any of that goes by the month."""
        by_months = False
        for rates in (*self._parts, self._most):
            for _, month, _, its_over, _ in rates:
                over, by_months = lcm(over, its_over), by_months or month != 0
        if self._shared:
            of_funders, shares, _ = self._shared[0].bearers
            over = lcm(over, *[each.denominator for _, rate in of_funders for each in rate[:3]])
            by_months = by_months or any(rate.per_month for _, rate in of_funders)
            over *= lcm(*[share.denominator for _, share in shares])
            over *= lcm(*[each.free.denominator for each in self._shared])
        over *= lcm(*[share.denominator for each in suspended for share in each[2:]])
        return over, by_months

    def _steps(self, floor: int, scale: Scale) -> Worked:
        """How each component accrues from one change to the next.

        By the month what is let go is what is by the week: the floor is so much a week.
        """
        nothing, at, all_rates, all_charges = scale.nothing, self._at, self._rates, self._charges
        worked = Worked(scale, [], [], ([], [], [], [], []), {})
        _, fulls, takens, (budget, in_house, contribution, fee, fee_on_top), _ = worked
        bearers = self._shared[0].bearers.over(scale) if self._shared else None
        has_fees, has_services = any(all_charges), bool(self._services)
        before: tuple[Any, ...] = ()
        house, free = nothing, _NONE
        for place, (_, row) in enumerate(self.rows):
            _, _, basis, _, placement, base, *_ = row
            gross, assessed, *services = scale.amounts(all_rates[place])
            if self._parts and self._parts[place]:
                gross = sum(scale.amounts(self._parts[place]), nothing)
            if self._most and scale.month and assessed > (most := scale.amounts([self._most[place]])[0]):
                assessed, worked.as_assessed[place] = most, row[at["most"]]
            if services:
                house = sum(services, nothing)
                scale.bounded("budget.in_house", house)
            if bearers is not None:
                free = self._shared[place].free
            charges, is_gross = all_charges[place], basis is Basis.GROSS
            given = gross, house, assessed, is_gross, free, charges, base
            if given != before:
                before = given
                full = deducted(gross, house, assessed, scale, is_gross, floor, free, bearers)
                if scale.month and self._is_let_go(self.worked.full[place]):
                    full = _let_go(full, nothing)
                # A fee goes on as if nothing were suspended, or is reduced as the rule says: its base is the full one.
                of_all = fees_accruing(charges, full[0], full[3], base, scale) if charges else nothing
            taken, fees = full, of_all
            if "shares" in at and (shares := row[at["shares"]])[2:] != ALL_PAID:
                # Interpretation: a retainer is of the whole payment, so in-house services are reduced with it.
                left = part_of(gross, shares.budget), part_of(house, shares.budget)
                paid = part_of(assessed, shares.contribution)
                taken = deducted(*left, paid, scale, is_gross, floor, free, bearers)
                if scale.month and self._is_let_go(self.worked.taken[place]):
                    taken = _let_go(taken, nothing)
                fees = part_of(fees, shares.fee)
            fulls.append(full)
            takens.append(taken)
            budget.append(taken[0])
            contribution.append(taken[2] if "is_charged" not in at or row[at["is_charged"]] else nothing)
            if has_services:
                in_house.append(taken[1])
            if has_fees:
                is_on_top = placement is Placement.ON_TOP
                fee.append(nothing if is_on_top else fees)
                fee_on_top.append(fees if is_on_top else nothing)
        return worked

    def _is_let_go(self, by_week: Deducted) -> bool:
        """Whether nobody collects a charge: by the week it is below the floor, of which nothing is too."""
        return by_week[8] or bool(self._floor and by_week[4] and not by_week[7])

    @kept
    def constant_periods(self) -> tuple[ConstantPeriod, ...]:
        """The facts between one change and the next, from the first day on."""
        return tuple(self._constant_periods(self.worked))

    @kept
    def of_months(self) -> tuple[tuple[ConstantPeriod, ...], ...]:
        """The same in a month of each length that there is; () where that never makes a difference."""
        return tuple(tuple(self._constant_periods(each)) for each in self.by_month)

    def _constant_periods(self, worked: Worked) -> Iterator[ConstantPeriod]:
        month, at = worked.scale.month, self._at
        for place, (since, row) in enumerate(self.rows):
            budget, contribution, basis, _, placement, base, *_ = row
            costs = row[_SERVICES : _SERVICES + len(self._services)]
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
                row[at["shares"]] if "shares" in at else IN_FULL,
                shared,
                taken,
                full,
                row[at["parts"]] if "parts" in at else (),
                month,
            )
