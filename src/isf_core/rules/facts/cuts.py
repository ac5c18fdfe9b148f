"""What a change makes of a payment: whether less is paid a week than on the day before (PAY-11)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar, cast

from ...model.arrangement import Arrangement
from ...model.budget import Deployed, InHouse, ways_of_the_fund
from ...model.payment_terms import Basis, PaymentLevel
from ...model.plan import SupportPlan
from ...model.variation import RateRise, Variation
from ...planning.plan_costs import cost_a_week, rates_of
from ...values.money import ExactMoney
from ...values.rates import ANY_YEAR, Rate
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Asked
from .costs import asked

T = TypeVar("T")
Split = tuple[Deployed, ...] | None
Level = tuple[Rate, SupportPlan | None]
"""What goes through the fund, and the plan whose cost may be paid instead."""
_NO_CHARGE = Rate.weekly(0)


class Held(NamedTuple):
    """What holds from each day on, with every change that is recorded, known on the day of judgement or not."""

    arrangement: Arrangement
    splits: Timeline[Split]
    plans: Timeline[SupportPlan]

    @classmethod
    def of(cls, case: Case) -> Held:
        """What a case's arrangement holds."""
        whole = case.known.whole
        return cls(whole.arrangement, whole.over_time("budget.deployment"), whole.plan_over_time)


class Sums(NamedTuple):
    """What a change compares: less is paid where `high` comes to more a week than `low`."""

    high: list[Rate]
    low: list[Rate]
    rests: list[Asked]


def falls(case: Case, held: Held, variation: Variation) -> tuple[bool, tuple[Asked, ...]]:
    """Whether less is paid a week from a variation on than on the day before, and on which facts that rests."""
    becomes = {change.path: change.value for change in variation.changes}
    since, budget = variation.effective, held.arrangement.budget
    sums = Sums([], [], [])
    levels: list[Level] = []
    if becomes.keys() & {"budget.actual", "budget.deployment", "plan"}:
        levels = list(_levels(case, held, becomes, since, sums.rests))
    if "budget.in_house" in becomes:
        after = cast("tuple[InHouse, ...] | None", becomes["budget.in_house"])
        sums.rests.append((None if after is None else budget.in_house, "budget.in_house"))
        sums.high.extend(each.cost.on(since) for each in after or ())
        sums.low.extend(_before(each.cost, since) for each in budget.in_house or ())
    off: list[Rate] = []
    if becomes.keys() & {"budget.contribution", "contract.payment.basis"}:
        off = list(_taken_off(case, held, becomes, since, sums.rests))
    rates = [*sums.high, *sums.low, *off, *_rates_in(levels)]
    year = case.year_for(*rates) if rates else ANY_YEAR
    if year is None:
        sums.rests.append((None, YEAR))
    if year is None or any(fact is None for fact, _ in sums.rests):
        return False, tuple(sums.rests)
    paid = [_paid(rate, plan, year) for rate, plan in levels] or [ExactMoney(0), ExactMoney(0)]
    more, less = (ExactMoney.total(rate.per_week(year) for rate in side) for side in (sums.high, sums.low))
    if off:
        was, then = _no_more_than_there_is(off, year, levels or [*_levels(case, held, becomes, since, [])])
        more, less = more + then, less + was
    return (paid[0] + more - paid[1] - less).pounds > 0, tuple(sums.rests)


def _rates_in(levels: Iterable[Level]) -> Iterator[Rate]:
    for rate, plan in levels:
        yield rate
        for support in (plan.supports or ()) if plan else ():
            yield from rates_of(support)


def _no_more_than_there_is(off: list[Rate], year: Fraction, levels: list[Level]) -> list[ExactMoney]:
    """What is taken off a week: no more than is paid, so that of nothing nothing falls.

    It is not asked for what would tell how much is paid, nor for the weeks in a year where they decide that.
    """
    taken = [rate.per_week(year) for rate in off]
    if len({rate.unit.is_by_months for rate in (*off, *_rates_in(levels))}) > 1:
        return taken
    return [min(each, _paid(*of, year)) for each, of in zip(taken, levels, strict=True)] if levels else taken


def _taken_off(case: Case, held: Held, becomes: dict[str, object], since: date, rests: list[Asked]) -> Iterator[Rate]:
    """What the person pays the holder before a change and after it; nothing where the payment is gross."""
    budget, stated = held.arrangement.budget, held.arrangement.contract.payment.basis
    agreed = case.policies.on_or_first(since).basis
    bases = (agreed, agreed) if stated is None else (_before(stated, since), stated.on(since))
    bases = (bases[0], cast("Basis | None", becomes.get("contract.payment.basis", bases[1])))
    rests.extend((basis, "contract.payment.basis") for basis in bases)
    if all(basis is Basis.GROSS for basis in bases):
        return
    rests.append((budget.contribution, "budget.contribution"))
    if budget.contribution is not None:
        before = _before(budget.contribution, since)
        after = cast("Rate", becomes.get("budget.contribution", before))
        for basis, rate in zip(bases, (before, after), strict=True):
            yield _NO_CHARGE if basis is Basis.GROSS else rate


def _levels(case: Case, held: Held, becomes: dict[str, object], since: date, rests: list[Asked]) -> Iterator[Level]:
    """What goes through the fund before a change and after it, each with the plan whose cost may be paid instead."""
    actual, split, plan = (
        None if held.arrangement.budget.actual is None else _before(held.arrangement.budget.actual, since),
        _before(held.splits, since),
        _before(held.plans, since),
    )
    then = becomes.get("budget.actual", actual)
    if isinstance(then, RateRise):
        then = None if actual is None else then.of(actual)
    split_then = cast("Split", becomes.get("budget.deployment", split))
    if split is None or split_then is None:
        rests.append((actual, "budget.actual"))
    through = (_through(actual, split, since, False), _through(cast("Rate | None", then), split_then, since, True))
    if through[0] is None or through[1] is None:
        return  # not recorded; or a split of which no part goes through the fund, which PAY-01 finds
    level = case.policies.on_or_first(since).pays
    plans = (plan, cast("SupportPlan", becomes.get("plan", plan)))
    if "plan" in becomes or level is not PaymentLevel.BUDGET:
        rests.append((level, "policy.pays"))
    if level is PaymentLevel.PLAN:
        for each in plans:
            rests.extend(asked(each, cost_a_week(each, ANY_YEAR)))
    for rate, each in zip(through, plans, strict=True):
        yield cast("Rate", rate), each if level is PaymentLevel.PLAN else None


def _through(actual: Rate | None, split: Split, since: date, is_after: bool) -> Rate | None:
    """What goes through the fund on the first day of a change, or on the day before."""
    if split is None:
        return actual
    held = [each.rate for each in split if each.option in ways_of_the_fund(split)]
    parts = [rate.on(since) if is_after else _before(rate, since) for rate in held]
    return parts[0] if len(parts) == 1 else None


def _paid(rate: Rate, plan: SupportPlan | None, year: Fraction) -> ExactMoney:
    """What is paid a week: what goes through the fund, or what the plan costs where that is less and is paid."""
    weekly = rate.per_week(year)
    return weekly if plan is None else min(weekly, cost_a_week(plan, year).known)


def _before(values: Timeline[T], since: date) -> T:
    """What held up to a day."""
    place = bisect_left(values.changes, since, key=lambda change: change[0])
    return values.changes[place - 1][1] if place else values.first
