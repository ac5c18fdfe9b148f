"""What is taken off a budget, and what a fee comes to: how each accrues from one change to the next.

A cost is split between the funders before anything comes off it. What the person pays, and what the council provides
itself, come off the parts of the funders that charge, so they never lower another funder's part (PAY-04).

What is compared (a contribution with what is left, a fee with its limit) is what each comes to
in a week, so that the length of a month decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
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
from ..model.organisations import Funding, FundingShare
from ..model.payment_terms import Basis, Placement
from ..values.checks import instance
from ..values.dates import days_after
from ..values.money import ExactMoney, Money, Rounding
from ..values.pay_cycle import Frequency
from ..values.rates import Rate
from ..values.timeline import Steps
from ._accrual import NOTHING as NOTHING
from ._accrual import AccrualRate as AccrualRate

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


class Bearers(NamedTuple):
    """The funders of some days: those with rates as they accrue, in order, and those with shares of the rest."""

    rates: tuple[tuple[str, AccrualRate], ...]
    shares: tuple[tuple[str, Fraction], ...]
    charging: frozenset[str]
    """Those that charge the person for what they bear."""

    @classmethod
    def of(cls, funding: tuple[Funding, ...], frequency: Frequency, weeks_in_year: Fraction) -> Bearers:
        """The bearers that a funding is."""
        rates: list[tuple[str, AccrualRate]] = []
        shares: list[tuple[str, Fraction]] = []
        for part in funding:
            if isinstance(part, FundingShare):
                shares.append((part.funder.ref, part.share))
            else:
                rates.append((part.funder.ref, AccrualRate.of(part.rate, frequency, weeks_in_year)))
        charging = frozenset(part.funder.ref for part in funding if part.funder.charges)
        return cls(tuple(rates), tuple(shares), charging)

    def parts_of(self, cost: AccrualRate) -> dict[str, AccrualRate]:
        """Who bears what of a cost: the rates in order, each no more than is left of it, then the shares of the rest.

        What is compared is what each comes to in a week.
        """
        out: dict[str, AccrualRate] = {}
        for ref, rate in self.rates:
            out[ref] = rate if cost.exceeds(rate) else cost
            cost = cost.less(out[ref])
        return out | {ref: cost.times(share) for ref, share in self.shares}

    def unused_by(self, cost: AccrualRate) -> dict[str, AccrualRate]:
        """What of each rate is more than the funder bears of a cost."""
        parts = self.parts_of(cost)
        return {ref: rate.less(parts[ref]) for ref, rate in self.rates}

    def charging_part_of(self, cost: AccrualRate) -> AccrualRate:
        """What the funders that charge bear of a cost; all of it where nobody else is recorded.

        It runs as the cost does (PAY-03), whatever the rates of the funders are.
        """
        if len(self.charging) == len(self.rates) + len(self.shares):
            return cost
        charged = NOTHING
        for ref, part in self.parts_of(cost).items():
            charged = charged.plus(part) if ref in self.charging else charged
        return charged._replace(is_instalment=cost.is_instalment)

    def charging_part_a_week(self, cost: ExactMoney) -> ExactMoney:
        """What the funders that charge bear of a cost a week."""
        return ExactMoney(self.charging_part_of(AccrualRate.weekly(cost.pounds)).per_week)

    def parts_less(self, cost: AccrualRate, in_house: AccrualRate) -> dict[str, AccrualRate]:
        """Who bears what of a cost, less in-house services: off the parts of those that charge, as they bear it.

        What is more than those comes off the others' in the same way.
        """
        out = self.parts_of(cost)
        weights = {ref: part.per_week for ref, part in out.items()}
        for is_charging in (True, False):
            group = [ref for ref in out if (ref in self.charging) is is_charging and weights[ref]]
            whole = NOTHING
            for ref in group:
                whole = whole.plus(out[ref])
            off = whole if in_house.exceeds(whole) else in_house
            for ref in group:
                out[ref] = out[ref].less(off.times(weights[ref] / whole.per_week))
            in_house = in_house.less(off) if group else in_house
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

    def part_of(self, cost: AccrualRate) -> AccrualRate:
        """What may be charged for of a cost."""
        charged = self.bearers.charging_part_of(cost)
        return charged.times(1 - self.free) if self.free else charged


ALL_OF_IT = Charging()


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
    def of(
        cls,
        basis: Basis,
        gross: AccrualRate,
        in_house: AccrualRate,
        contribution: AccrualRate,
        shares: SuspensionShares = IN_FULL,
        floor: int = 0,
        charging: Charging = ALL_OF_IT,
    ) -> Deductions:
        """What comes off the budget, each no more than is left of it (BUD-04, BUD-05, BUD-11).

        A contribution comes off the part of the funders that charge, after in-house services, and is never more than
        what may be charged for. Below the collection floor it is let go: nobody collects it, so that it does not come
        off the budget either (PAY-13). Interpretation: a retainer is of the whole payment, so in-house services are
        reduced with it.
        """
        if shares is not IN_FULL:
            gross, in_house = gross.times(shares.budget), in_house.times(shares.budget)
            contribution = contribution.times(shares.contribution)
        chargeable = gross if charging is ALL_OF_IT else charging.part_of(gross)
        in_house_is_cut = False
        left = gross
        if in_house.week:
            in_house_is_cut = in_house.exceeds(gross)
            in_house = gross if in_house_is_cut else in_house
            left = gross.less(in_house)
            of_theirs = charging.bearers.charging_part_of(gross).less(in_house)
            if of_theirs.week < 0:
                chargeable = NOTHING
            elif chargeable.exceeds(of_theirs):
                chargeable = of_theirs
        meets_limit = bool(contribution.week) and not chargeable.exceeds(contribution)
        taken = chargeable if meets_limit else contribution
        let_go = bool(floor) and bool(taken.day or taken.month) and 100 * taken.week < floor * taken.over
        if basis is not Basis.NET or let_go:
            taken = NOTHING
        net = left.less(taken) if taken.day or taken.month else left
        return cls(gross, in_house, taken, net, meets_limit, in_house_is_cut, contribution, chargeable, let_go)

    def bases(self, unnamed: FeeBase) -> Bases:
        """What a share is taken on, by base; `unnamed` is that of a share that names none."""
        return Bases(self.gross, self.net, self.gross if unnamed is FeeBase.GROSS else self.net)


class Bases(NamedTuple):
    """What a fee's share is taken on: gross, net, or what a share that names neither is of."""

    gross: AccrualRate
    net: AccrualRate
    unnamed: AccrualRate

    def of(self, base: FeeBase | None) -> AccrualRate:
        """The one that a share names."""
        if base is None:
            return self.unnamed
        return self.gross if base is FeeBase.GROSS else self.net


class ConstantPeriod(NamedTuple):
    """From a day on, until something changes: the facts, and how each component accrues.

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
    shares: SuspensionShares
    shared: Charging
    taken: Deductions
    full: Deductions
    components: tuple[AccrualRate, AccrualRate, AccrualRate, AccrualRate, AccrualRate]
    """How each component of a payment accrues, in their order."""


def fee_accrual(charge: Charge, bases: Bases) -> AccrualRate:
    """How a charge accrues; not at all where it is by the payment or once."""
    if isinstance(charge, ShareOf):
        return bases.of(charge.base).times(charge.fraction)._replace(is_instalment=False)
    if isinstance(charge, PerWeek):
        return AccrualRate.weekly(charge.amount.pounds)
    if isinstance(charge, PerMonth):
        return AccrualRate.monthly(charge.amount.pounds)
    together = NOTHING
    if isinstance(charge, (AtMost, PlusVat)):
        for part in charge.charges:
            together = together.plus(fee_accrual(part, bases))
    if isinstance(charge, AtMost):
        limit = fee_accrual(charge.limit, bases)
        return limit if together.exceeds(limit) else together
    return together.times(1 + charge.rate) if isinstance(charge, PlusVat) else together


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
