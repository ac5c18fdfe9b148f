"""Who bears what of a cost, and which part of it the person may be charged for.

A cost is split between the funders before anything comes off it. What the person pays, and what the council provides
itself, come off the parts of the funders that charge, so they never lower another funder's part (PAY-04).

Who bears what is asked of what each comes to in a week, so that the length of a month decides nothing. What may be
charged for is asked as the charge is: of each month by itself where its length decides which of two sums is less.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ..model.organisations import Funding, FundingShare
from ..values.money import ExactMoney
from ..values.pay_cycle import Frequency
from ._accrual import EXACT, NOTHING, AccrualRate, Amount, Scale, accrual_of, part_of

_NONE, _ONE = Fraction(0), Fraction(1)


class Bearers(NamedTuple):
    """The funders of some days: those with rates as they accrue, in order, and those with shares of the rest.

    The rates are in pounds, or amounts over a denominator, as the costs are of which they are asked.
    """

    rates: tuple[tuple[str, AccrualRate], ...]
    shares: tuple[tuple[str, Fraction], ...]
    charging: frozenset[str]
    """Those that charge the person for what they bear."""

    @classmethod
    def of(cls, funding: tuple[Funding, ...], frequency: Frequency, weeks_in_year: Fraction) -> Bearers:
        """The bearers that a funding is, with rates in pounds."""
        rates: list[tuple[str, AccrualRate]] = []
        shares: list[tuple[str, Fraction]] = []
        for part in funding:
            if isinstance(part, FundingShare):
                shares.append((part.funder.ref, part.share))
            else:
                rates.append((part.funder.ref, accrual_of(part.rate, frequency, weeks_in_year)))
        return cls(tuple(rates), tuple(shares), frozenset(part.funder.ref for part in funding if part.funder.charges))

    @property
    def all_charge(self) -> bool:
        """Whether all of them charge the person for what they bear."""
        return len(self.charging) == len(self.rates) + len(self.shares)

    def parts_of(self, cost: Amount) -> dict[str, Amount]:
        """Who bears what of a cost: the rates in order, each no more than is left of it, then shares of the rest."""
        out: dict[str, Amount] = {}
        for ref, rate in self.rates:
            out[ref] = rate if cost > rate else cost
            cost -= out[ref]
        return out | {ref: part_of(cost, share) for ref, share in self.shares}

    def weights_of(self, cost: AccrualRate) -> dict[str, Fraction]:
        """What each bears of a cost in a week."""
        return {ref: part.per_week for ref, part in self.parts_of(cost).items()}

    def unused_by(self, cost: AccrualRate) -> dict[str, AccrualRate]:
        """What of each rate is more than the funder bears of a cost."""
        parts = self.parts_of(cost)
        return {ref: rate - parts[ref] for ref, rate in self.rates}

    def charging_part_of(self, cost: Amount) -> Amount:
        """What the funders that charge bear of a cost; all of it where nobody else is recorded.

        It runs as the cost does (PAY-03), whatever the rates of the funders are.
        """
        if self.all_charge:
            return cost
        theirs = [part for ref, part in self.parts_of(cost).items() if ref in self.charging]
        charged = sum(theirs[1:], theirs[0]) if theirs else part_of(cost, _NONE)
        return charged if type(cost) is int else charged._replace(is_instalment=cost.is_instalment)

    def over(self, scale: Scale) -> Bearers:
        """The same for amounts."""
        rates = tuple((ref, scale.of_exact(rate)) for ref, rate in self.rates)
        return Bearers(rates, self.shares, self.charging)

    def of_month(self, days: int) -> Bearers:
        """The same for amounts in pounds that are compared by a month of so many days; by the week where that is 0."""
        scale = EXACT.of_month(days)
        return Bearers(tuple((ref, scale.compared(rate)) for ref, rate in self.rates), self.shares, self.charging)

    def chargeable(self, cost: Amount, in_house: Amount, free: Fraction, scale: Scale) -> Amount:
        """What may be charged for: what those that charge pay after in-house services, less what is free of charge."""
        theirs = self.charging_part_of(cost)
        chargeable = theirs - part_of(theirs, free) if free else theirs
        if not in_house:
            return chargeable
        left = theirs - in_house
        if left < scale.nothing:
            return scale.nothing
        return left if chargeable > left else chargeable

    def charging_part_a_week(self, cost: ExactMoney) -> ExactMoney:
        """What the funders that charge bear of a cost a week."""
        return ExactMoney(self.charging_part_of(EXACT.weekly(cost.pounds)).per_week)

    def parts_less(self, cost: AccrualRate, in_house: AccrualRate) -> dict[str, AccrualRate]:
        """Who bears what of a cost, less in-house services: off the parts of those that charge, as they bear it.

        What is more than those comes off the others' in the same way.
        """
        out = self.parts_of(cost)
        others = [ref for ref in out if ref not in self.charging]
        for refs in ([ref for ref in out if ref in self.charging], others):
            group = {ref: out[ref] for ref in refs}
            if not group or not in_house:
                continue
            whole = sum(group.values(), NOTHING)
            off = whole if in_house > whole else in_house
            for ref, part in group.items():
                out[ref] = part - part_of(off, part.per_week / whole.per_week if whole.per_week else _NONE)
            in_house -= off
        return out

    def of_rounding(self, bears: Mapping[str, Fraction], rounding: Fraction) -> dict[str, Fraction]:
        """Who bears the roundings of a payment, by what each bears of it exactly.

        They are the funders with shares that bear some of it; else the last with a rate that does.
        """
        bearing = [(ref, share) for ref, share in self.shares if bears[ref] > 0]
        if not bearing:
            last = [(ref, _ONE) for ref, _ in self.rates if bears[ref] > 0][-1:]
            bearing = last or [*self.shares]
        whole = sum((share for _, share in bearing), Fraction(0))
        return dict.fromkeys(bears, Fraction(0)) | {ref: rounding * share / whole for ref, share in bearing}

    def parts_beside(self, sum_: Fraction, unused: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Who bears a sum that is paid beside a cost: the rates as far as they are unused, then those with shares."""
        out: dict[str, Fraction] = {}
        for ref, _ in self.rates:
            out[ref] = min(sum_, max(unused[ref], _NONE))
            sum_ -= out[ref]
        return out | {ref: sum_ * share for ref, share in self.shares}

    def less_contribution(self, bears: Mapping[str, Fraction], contribution: int) -> dict[str, Fraction]:
        """What each bears of a payment, less a contribution: off the parts of those that charge, as they bear it.

        It never comes off the others': what one payment is too small for is made good by the next.
        """
        theirs = [ref for ref in bears if ref in self.charging]
        whole = sum((bears[ref] for ref in theirs), Fraction(0))
        weights = {ref: bears[ref] / whole if whole else Fraction(1, len(theirs)) for ref in theirs}
        return {ref: part - contribution * weights.get(ref, 0) for ref, part in bears.items()}


NOBODY = Bearers((), (), frozenset())
"""No funding is recorded: all of it counts as the council's."""


class Charging(NamedTuple):
    """Which part of a cost may be charged for: that of the funders that charge, less what is exempt (BUD-11)."""

    bearers: Bearers = NOBODY
    free: Fraction = Fraction(0)
    """Which part of the cost is exempt. Each funder bears the same part of what is exempt as of the rest."""

    def charging_part_a_week(self, cost: AccrualRate) -> Fraction:
        """What the funders that charge bear of a cost in a week."""
        part: AccrualRate = self.bearers.charging_part_of(cost)
        return part.per_week

    def part_a_week(self, cost: AccrualRate) -> Fraction:
        """What may be charged for of a cost in a week."""
        return self.charging_part_a_week(cost) * (1 - self.free)


ALL_OF_IT = Charging()
