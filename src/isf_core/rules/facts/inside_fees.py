"""What a fee that comes out of the budget leaves of it, week by week (BUD-02, BUD-14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from ...model.documents import NotStated
from ...model.fees import Charge, FeeBase, NoFee
from ...model.payment_terms import Basis, Placement
from ...schedule.deductions import EXACT, AccrualRate, bases_of, fees_accruing
from ...values.checks import bounded
from ...values.dates import in_words
from ...values.money import ExactMoney
from ...values.rates import Rate
from ...values.table import as_read
from ...values.timeline import Timeline
from ..engine.case import ALWAYS_THE_SAME, YEAR, Case
from ..engine.definition import Asked

_NOTHING, _NONE = ExactMoney(0), Fraction(0)


def days_of_change(case: Case, *timelines: Timeline[Any]) -> tuple[date, ...]:
    """The days while the contract runs from which a budget, beside these, is to be compared anew; any day for one.

    They are the first day, and each later one on which one of these changes or the fee that comes out of the budget.
    """
    contract, budget = case.arrangement.contract, case.arrangement.budget
    bears = [contract.fee, contract.fee_placement, contract.payment.basis, *timelines]
    bears += [case.by_policy(number) for number in ("fee_placement", "fee_base", "basis")]
    changes = [on for each in bears if each is not None and each.changes for on, _ in each.changes]
    of_net = [budget.contribution, *(service.cost for service in budget.in_house or ())]
    changes_net = [on for each in of_net if each is not None and each.changes for on, _ in each.changes]
    is_on_net = case.once(_may_be_on_net)
    if not changes and not changes_net:
        return (date.min,)
    # Where no share of what is left is charged, what else comes off the budget changes nothing here.
    return case.days_of(*changes, *(changes_net if is_on_net else ()))


def _may_be_on_net(case: Case) -> bool:
    fee = case.arrangement.contract.fee
    if fee is None or not all(isinstance(each, ALWAYS_THE_SAME) for each in fee.values):
        return fee is not None
    return any(base is not FeeBase.GROSS for _, charges in case.charges() for base in bases_of(charges))


def fee_inside(case: Case, on: date, gross: ExactMoney, asked: list[Asked]) -> Fraction | None:
    """What the fee takes out of a weekly budget on a day, in pounds a week; None where it cannot be told.

    A fee for each payment, or once, is no weekly sum, and takes nothing here. What it rests on is `asked` too.
    """
    contract = case.arrangement.contract
    if contract.fee is None:
        asked.append((None, "contract.fee"))
        return None
    if isinstance(contract.fee.on(on), NoFee):
        return _NONE
    agreed = case.charges()
    charges = next((each for since, each in reversed(agreed) if since <= on), agreed[0][1])
    placement = contract.fee_placement and contract.fee_placement.on(on)
    if placement is None or isinstance(placement, NotStated):
        placement = case.policies.on_or_first(on).fee_placement
    asked.append((placement, "contract.fee_placement"))
    if placement is not Placement.INSIDE:
        return None if placement is None else _NONE
    named = {*bases_of(charges)}
    unnamed = case.policies.on_or_first(on).fee_base if None in named else None
    if None in named and unnamed is None:
        asked.append((None, "contract.fee.base"))
        return None
    net = None
    if FeeBase.NET in named or unnamed is FeeBase.NET:
        net = _net_of(case, on, gross, asked)
        if net is None:
            return None
    fee = fee_of(charges, gross.pounds, None if net is None else net.pounds, unnamed)
    if not fee.per_month:
        return fee.per_week
    monthly = Rate.monthly(fee.per_month)
    year = case.year_for(monthly, Rate.weekly(0))
    asked.append((year, YEAR))
    return None if year is None else fee.per_week + monthly.per_week(year).pounds


def fee_of(charges: Iterable[Charge], gross: Fraction, net: Fraction | None, unnamed: FeeBase | None) -> AccrualRate:
    """How charges accrue together, by the pounds a week that a share is taken on (`unnamed`: one that names none).

    What does not accrue is nothing of it. Raises TooLarge.

    >>> from ...model.fees import PerMonth, PerWeek, ShareOf
    >>> fee = fee_of((ShareOf(FeeBase.GROSS, "0.05"), PerWeek(2), PerMonth(8)), Fraction(252), None, None)
    >>> float(fee.per_week), float(fee.per_month)
    (14.6, 8.0)
    """
    of_gross = EXACT.weekly(gross)
    of_net = of_gross if net is None else EXACT.weekly(net)
    fee: AccrualRate = fees_accruing(charges, of_gross, of_net, unnamed or FeeBase.GROSS, EXACT)
    bounded("a fee", fee.per_week), bounded("a fee", fee.per_month)
    return fee


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
    out = f", and a fee of {as_read(fee)} a week comes out of it" if fee and fee.pounds else ""
    return f"{when}the budget is {as_read(budget)}{out}"
