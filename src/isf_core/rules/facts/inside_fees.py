"""What a fee that comes out of the budget leaves of it, week by week (BUD-02, BUD-14)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date

from ...model.documents import NotStated
from ...model.fees import FeeBase, NoFee
from ...model.payment_terms import Basis, Placement
from ...schedule.deductions import accruing_fee, bases_of
from ...values.dates import in_words
from ...values.money import ExactMoney
from ...values.rates import Rate
from ...values.table import as_read
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked


def days_on_which_one_changes(case: Case, *timelines: Timeline[object] | None) -> tuple[date, ...]:
    """The first day and each day while the contract runs on which a value changes; any day where none does."""
    changes = [on for timeline in timelines if timeline is not None for on, _ in timeline.changes]
    return case.days_of(*changes) if changes else (date.min,)


def bears_on_the_fee(case: Case) -> tuple[Timeline[object] | None, ...]:
    """What a fee inside the budget depends on, over time."""
    contract, budget = case.arrangement.contract, case.arrangement.budget
    services = (service.cost for service in budget.in_house or ())
    by_policy = map(case.by_policy, ("fee_placement", "fee_base", "basis"))
    return contract.fee, contract.fee_placement, contract.payment.basis, budget.contribution, *services, *by_policy


def fee_inside(case: Case, on: date, gross: ExactMoney) -> Generator[Asked, None, ExactMoney | None]:
    """What the fee takes out of a weekly budget on a day, by the week; None where it cannot be told.

    A fee for each payment, or once, is no weekly sum, and takes nothing here.
    """
    contract, nothing = case.arrangement.contract, ExactMoney(0)
    if contract.fee is None:
        yield None, "contract.fee"
        return None
    if isinstance(contract.fee.on(on), NoFee):
        return nothing
    asked = case.charges()
    charges = next((each for since, each in reversed(asked) if since <= on), asked[0][1])
    placement = contract.fee_placement and contract.fee_placement.on(on)
    if placement is None or isinstance(placement, NotStated):
        placement = case.policies.on_or_first(on).fee_placement
    yield placement, "contract.fee_placement"
    if placement is not Placement.INSIDE:
        return None if placement is None else nothing
    unnamed = case.policies.on_or_first(on).fee_base
    named = {base or unnamed for base in bases_of(charges)}
    if None in named:
        yield None, "contract.fee.base"
        return None
    bases: dict[FeeBase | None, ExactMoney] = {FeeBase.GROSS: gross}
    if FeeBase.NET in named:
        net = yield from _net_of(case, on, gross)
        if net is None:
            return None
        bases[FeeBase.NET] = net
    by_week, by_month = accruing_fee(charges, {**bases, None: bases.get(unnamed, gross)})
    if not by_month.pounds:
        return by_week
    year = case.year_for(Rate.monthly(by_month), Rate.weekly(0))
    yield year, YEAR
    return None if year is None else by_week + Rate.monthly(by_month).per_week(year)


def _net_of(case: Case, on: date, gross: ExactMoney) -> Generator[Asked, None, ExactMoney | None]:
    """What is left of a weekly budget once in-house services and the contribution have come off it."""
    budget, stated = case.arrangement.budget, case.arrangement.contract.payment.basis
    basis = case.policies.on_or_first(on).basis if stated is None else stated.on(on)
    yield budget.in_house, "budget.in_house"
    yield budget.contribution, "budget.contribution"
    yield basis, "contract.payment.basis"
    if budget.in_house is None or budget.contribution is None or basis is None:
        return None
    off = [service.cost.on(on) for service in budget.in_house]
    off += [budget.contribution.on(on)] if basis is Basis.NET else []
    year = case.year_for(*off, Rate.weekly(0))
    if year is None:
        yield None, YEAR
        return None
    return max(ExactMoney(0), gross - ExactMoney.total(rate.per_week(year) for rate in off))


def what_bears_it(since: date, budget: Rate, fee: ExactMoney | None) -> str:
    """A budget and the fee that comes out of it, as a sentence has them.

    >>> what_bears_it(date.min, Rate.weekly(252), ExactMoney(15))
    'the budget is £252.00 a week, and a fee of £15.00 a week comes out of it'
    """
    when = "" if since == date.min else f"from {in_words(since)} "
    out = f", and a fee of {as_read(fee)} a week comes out of it" if fee and fee.pounds else ""
    return f"{when}the budget is {as_read(budget)}{out}"
