"""What a fee that comes out of the budget leaves of it, week by week (BUD-02, BUD-14)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from ...model.documents import NotStated
from ...model.fees import Charge, FeeBase, NoFee
from ...model.payment_terms import Basis, Placement
from ...schedule.deductions import Scale, bases_of, fees_accruing, needed_by
from ...values.checks import bounded
from ...values.dates import in_words
from ...values.money import ExactMoney
from ...values.rates import Rate
from ...values.table import as_read
from ...values.timeline import Timeline
from ..engine.case import ALWAYS_THE_SAME, YEAR, Case
from ..engine.definition import Asked
from .costs import Ratio

_NOTHING = ExactMoney(0)
NO_POUNDS: Ratio = (0, 1)


def over_time(case: Case, *timelines: Timeline[Any]) -> list[tuple[date, list[Any]]]:
    """What these hold on each day while the contract runs from which a budget is to be compared anew with a plan.

    The days are the first, and each later one on which one of these changes, or the fee that comes out of the budget.
    Where nothing ever changes, it is any day.
    """
    contract, budget = case.arrangement.contract, case.arrangement.budget
    bears: list[Any] = [contract.fee, contract.fee_placement, contract.payment.basis]
    if len(case.policies.entries) > 1:
        bears += [case.by_policy(number) for number in ("fee_placement", "fee_base", "basis")]
    bears = [each for each in bears if each is not None and each.changes]
    of_net = [budget.contribution, *[service.cost for service in budget.in_house or ()]]
    of_net = [each for each in of_net if each is not None and each.changes]
    if not bears and not of_net and not [each for each in timelines if each.changes]:
        return [(date.min, [each.first for each in timelines])]
    # Where no share of what is left is charged, what else comes off the budget changes nothing here.
    return case.together(*timelines, *bears, *(of_net if of_net and _may_be_on_net(case) else ()))


def _may_be_on_net(case: Case) -> bool:
    fee = case.arrangement.contract.fee
    if fee is None:
        return False
    if not all(isinstance(each, ALWAYS_THE_SAME) for each in fee.values):
        return True
    return any(base is not FeeBase.GROSS for _, charges in case.charges() for base in bases_of(charges))


class _Terms(NamedTuple):
    """What a fee charges on a day inside the budget, and the base of a share that names none."""

    charges: tuple[Charge, ...]
    unnamed: FeeBase | None
    is_on_net: bool
    """Whether some share is taken on what is left once other things have come off the budget."""


class FeeInside:
    """The fee that comes out of a budget, from day to day. What it rests on is `asked` too."""

    __slots__ = ("_case", "_fee", "_is_constant", "_placement", "_terms", "asked")

    def __init__(self, case: Case) -> None:
        contract = case.arrangement.contract
        self._case, self._fee, self._placement = case, contract.fee, contract.fee_placement
        changes = [each for each in (self._fee, self._placement) if each is not None and each.changes]
        self._is_constant = not changes and len(case.policies.entries) == 1
        self._terms: _Terms | Ratio | None = None
        self.asked: list[Asked] = []

    def a_week(self, on: date, gross: ExactMoney) -> Ratio | None:
        """What it takes out of a weekly budget on a day, in pounds a week; None where it cannot be told.

        A fee for each payment, or once, is no weekly sum, and takes nothing here.
        """
        terms = self._terms
        if terms is None or not self._is_constant:
            terms = self._terms = self._terms_on(on)
        if not isinstance(terms, _Terms):
            return terms
        net = gross
        if terms.is_on_net:
            left = _net_of(self._case, on, gross, self.asked)
            if left is None:
                return None
            net = left
        week, month, over = fee_of(terms.charges, gross.pounds, net.pounds, terms.unnamed)
        if not month:
            return week, over
        year = self._case.year_for(Rate.monthly(1), Rate.weekly(0))
        self.asked.append((year, YEAR))
        return None if year is None else (week * year.numerator + 12 * month * year.denominator, over * year.numerator)

    def _terms_on(self, on: date) -> _Terms | Ratio | None:
        """What it charges; or no pounds where it takes nothing out of the budget; None where it cannot be told."""
        self.asked.append((self._fee, "contract.fee"))
        if self._fee is None:
            return None
        if isinstance(self._fee.on(on), NoFee):
            return NO_POUNDS
        (_, charges), *later = self._case.charges()
        self._is_constant = self._is_constant and not later  # a council's own fee may change with what it depends on
        for since, each in later:
            if since <= on:
                charges = each
        policy = self._case.policies.on_or_first(on)
        placement = None if self._placement is None else self._placement.on(on)
        if placement is None or isinstance(placement, NotStated):
            placement = policy.fee_placement
        self.asked.append((placement, "contract.fee_placement"))
        if placement is not Placement.INSIDE:
            return None if placement is None else NO_POUNDS
        bases = [*bases_of(charges)]
        unnamed = policy.fee_base if None in bases else None
        if None in bases and unnamed is None:
            self.asked.append((None, "contract.fee.base"))
            return None
        return _Terms(charges, unnamed, FeeBase.NET in bases or unnamed is FeeBase.NET)


def fee_of(
    charges: tuple[Charge, ...], gross: Fraction, net: Fraction, unnamed: FeeBase | None
) -> tuple[int, int, int]:
    """How charges accrue together, by the pounds a week that a share is taken on (`unnamed`: one that names none).

    It is whole numbers a week and a month, and what they are divided by for pounds. What does not accrue is nothing of
    it. Raises TooLarge.

    >>> from ...model.fees import PerMonth, PerWeek, ShareOf
    >>> charges = ShareOf(FeeBase.GROSS, "0.05"), PerWeek(2), PerMonth(8)
    >>> week, month, over = fee_of(charges, Fraction(252), Fraction(252), None)
    >>> week / over, month / over
    (14.6, 8.0)
    """
    needed, by_months, _ = needed_by(charges)
    over = 7 * needed * lcm(gross.denominator, net.denominator)
    scale = Scale.of(over, by_months)
    of_gross = scale.weekly(gross)
    of_net = of_gross if net is gross else scale.weekly(net)
    fee = fees_accruing(charges, of_gross, of_net, unnamed or FeeBase.GROSS, scale)
    scale.bounded("a fee", fee)
    if not by_months:
        return 7 * fee, 0, over
    bounded("a fee", Fraction(fee.per_month, over))
    return fee.per_week, fee.per_month, over


def _net_of(case: Case, on: date, gross: ExactMoney, asked: list[Asked]) -> ExactMoney | None:
    """What is left of a weekly budget once in-house services and the contribution have come off it."""
    budget, stated = case.arrangement.budget, case.arrangement.contract.payment.basis
    basis = case.policies.on_or_first(on).basis if stated is None else stated.on(on)
    asked += (
        (budget.in_house, "budget.in_house"),
        (budget.contribution, "budget.contribution"),
        (basis, "contract.payment.basis"),
    )
    if budget.in_house is None or budget.contribution is None or basis is None:
        return None
    off = [service.cost.on(on) for service in budget.in_house]
    off += [budget.contribution.on(on)] if basis is Basis.NET else []
    year = case.year_for(*off, Rate.weekly(0))
    if year is None:
        asked.append((None, YEAR))
        return None
    return max(_NOTHING, gross - ExactMoney.total(rate.per_week(year) for rate in off))


def what_bears_it(since: date, budget: Rate, fee: ExactMoney | None) -> str:
    """A budget and the fee that comes out of it, as a sentence has them.

    >>> what_bears_it(date.min, Rate.weekly(252), ExactMoney(15))
    'the budget is £252.00 a week, and a fee of £15.00 a week comes out of it'
    """
    when = "" if since == date.min else f"from {in_words(since)} "
    out = f", and a fee of {as_read(fee)} a week comes out of it" if fee else ""
    return f"{when}the budget is {as_read(budget)}{out}"
