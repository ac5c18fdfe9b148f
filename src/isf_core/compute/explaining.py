"""The tree behind a payment, built only when somebody asks.

It follows the same facts as the schedule by another way: stretch by stretch, from the rates as
they were stated. That its value equals the payment is a law in the tests, not an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..errors import IsfError, quote
from ..model.fees import PerWeek
from ..model.terms import FeeBase, Placement
from ..values.cycles import Frequency, PayCycle
from ..values.dates import Period
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money
from ..values.rates import Rate, RateUnit
from ..values.sources import DORSET, HOME, IPC, PRACTICE, TLAP, Source
from .pennies import BUDGET, CONTRIBUTION, FEE, FEE_ON_TOP, IN_HOUSE, Column
from .settled import COMPONENTS, Settled, Stretch

_NAMES = {
    BUDGET: "budget",
    IN_HOUSE: "in-house services",
    CONTRIBUTION: "contribution",
    FEE: "fee, inside the budget",
    FEE_ON_TOP: "fee, on top",
}
_SOURCES: dict[int, tuple[Source, ...]] = {
    BUDGET: (HOME("Appendix One, The amount of my personal budget and how I will spend it"),),
    IN_HOUSE: (HOME("Appendix Three, Can I still have a homecare service and go to my in house day service"),),
    CONTRIBUTION: (HOME("Incorporating a homecare ISF: How much?"),),
    FEE: (IPC("5, Costs for support providers"),),
    FEE_ON_TOP: (IPC("5, Costs for support providers"),),
}
_ONCE = TLAP("Emerging examples: Adaptations, equipment and capital")
_ROUNDING = PRACTICE("each component added up exactly, then rounded once, half up")
_IN_ADVANCE = DORSET("3")


def component_of(settled: Settled, span: Period, component: int, line: int, columns: list[Column]) -> Explanation:
    """Why a component of a line is what it is; nil where it is not there."""
    name = _NAMES[component]
    parts = [part for stretch, days in _parts(settled, span) for part in _exact(settled, stretch, days, component)]
    column = columns[component]
    if not column.pence:
        return Explanation.given(name, Money(0), *_SOURCES[component])
    parts = parts or [Explanation.given("nothing in these days", Money(0))]
    running = column.running[line]
    if running is None or not (running.exact or running.shown):
        exact = Explanation.sum(f"{name}, exactly", *parts)
        node = Explanation.rounded(name, exact, _ROUNDING, *_SOURCES[component])
    else:
        before = Explanation.given("exact total of the lines before", ExactMoney(running.exact / 100))
        total = Explanation.rounded("running total", Explanation.sum("exact total so far", before, *parts), _ROUNDING)
        shown = Explanation.given("shown before", Money.from_pence(running.shown))
        node = Explanation.less(name, total, shown, sources=_SOURCES[component])
    if node.amount < 0:
        return Explanation.greatest(f"{name}, never below nil", node, Explanation.given("nil", Money(0)))
    if component in (IN_HOUSE, CONTRIBUTION) and node.amount * 100 != column.pence[line]:
        left = component_of(settled, span, BUDGET, line, columns)
        if component == CONTRIBUTION:
            left = Explanation.less("what is left", left, component_of(settled, span, IN_HOUSE, line, columns))
        node = Explanation.least(f"{name}, no more than is left", node, left)
    return node


def whole_payment(
    settled: Settled, span: Period, line: int, columns: list[Column], one_offs: tuple[Explanation, ...]
) -> Explanation:
    """Why the payment of a period is what it is."""
    added = [component_of(settled, span, BUDGET, line, columns)]
    added += [component_of(settled, span, FEE_ON_TOP, line, columns)] if columns[FEE_ON_TOP].pence else []
    added += one_offs
    taken = [
        component_of(settled, span, each, line, columns) for each in (IN_HOUSE, CONTRIBUTION) if columns[each].pence
    ]
    what = f"payment for {span}"
    sources = settled.source_of("timing")
    if not taken:
        return Explanation.sum(what, *added, sources=sources)
    first = added[0] if len(added) == 1 else Explanation.sum("what is added up", *added)
    return Explanation.less(what, first, *taken, sources=sources)


def once(what: str, amount: Money) -> Explanation:
    """A one-off sum."""
    return Explanation.given(f"{what}, once", amount, _ONCE)


def read_component(given: str) -> int:
    """A component by its name in a line."""
    if given not in COMPONENTS:
        raise IsfError("explain", f"{quote(given)} is no component", f"give 'amount' or one of {', '.join(COMPONENTS)}")
    return COMPONENTS.index(given)


def _parts(settled: Settled, span: Period) -> Iterator[tuple[Stretch, Period]]:
    """The stretches that a span touches, each with its days in it."""
    stretches = settled.stretches
    for place, stretch in enumerate(stretches):
        end = stretches[place + 1].since if place + 1 < len(stretches) else span.end
        start, end = max(stretch.since, span.start), min(end, span.end)
        if start < end:
            yield stretch, Period(start=start, end=end)


def _exact(settled: Settled, stretch: Stretch, days: Period, component: int) -> list[Explanation]:
    """The exact parts of a component over some days of one stretch; none where it is nil."""
    budget = _over(settled, "budget", stretch.budget, days, settled.source_of("actual"))
    if component == BUDGET:
        return [budget]
    if component == IN_HOUSE:
        return [_in_house(settled, stretch, days, budget)] if stretch.in_house else []
    if component == CONTRIBUTION:
        return _contribution(settled, stretch, days, budget)
    if (component == FEE) is not (stretch.placement is Placement.INSIDE):
        return []
    parts = []
    for charge in stretch.charges:
        if isinstance(charge, PerWeek):
            parts.append(_over(settled, "fee", Rate.weekly(charge.amount), days, settled.source_of("fee")))
            continue
        base = budget
        if charge.base is FeeBase.NET:
            in_house = [_in_house(settled, stretch, days, budget)] if stretch.in_house else []
            taken = [*in_house, *_contribution(settled, stretch, days, budget)]
            base = Explanation.less("the net payment, exactly", budget, *taken) if taken else budget
        share = Explanation.given("the fee's share", charge.fraction, *settled.source_of("fee"))
        parts.append(
            Explanation.times(f"fee on the {charge.base.name.lower() if charge.base else ''} budget", base, share)
        )
    return parts


def _in_house(settled: Settled, stretch: Stretch, days: Period, budget: Explanation) -> Explanation:
    if stretch.in_house_is_cut:
        return Explanation.sum("in-house services, as much as the budget (they cost more)", budget)
    services = [_over(settled, what, cost, days, settled.source_of("in_house")) for what, cost in stretch.in_house]
    return Explanation.sum("in-house services, exactly", *services)


def _contribution(settled: Settled, stretch: Stretch, days: Period, budget: Explanation) -> list[Explanation]:
    if not stretch.flows[CONTRIBUTION].day and not stretch.flows[CONTRIBUTION].month:
        return []
    if not stretch.contribution_meets_limit:
        return [_over(settled, "contribution", stretch.contribution, days, settled.source_of("contribution"))]
    in_house = [_in_house(settled, stretch, days, budget)] if stretch.in_house else []
    what = f"all that is left of the budget, exactly (the contribution was assessed at {stretch.contribution})"
    return [Explanation.less(what, budget, *in_house)]


def _over(settled: Settled, what: str, rate: Rate, days: Period, sources: tuple[Source, ...]) -> Explanation:
    """A rate over some days, as `tracks.flow_of` has it grow."""
    stated = Explanation.given(f"{what}, {rate.unit.value}", rate.amount, *sources)
    year = settled.weeks_in_year
    if settled.cycle.frequency.months and rate.unit.is_by_months:
        monthly = stated
        if rate.unit is RateUnit.YEAR:
            monthly = Explanation.times(f"{what}, a month", stated, Explanation.given("a twelfth", Fraction(1, 12)))
        shares = [
            Explanation.times(f"{what}, {part}", monthly, Explanation.given(f"{part.days} of {length} days", share))
            for part, length, share in _months(settled.cycle, days)
        ]
        return shares[0] if len(shares) == 1 else Explanation.sum(f"{what}, {days}", *shares)
    weekly = stated
    if rate.unit is RateUnit.FOUR_WEEKS:
        weekly = Explanation.times(f"{what}, a week", stated, Explanation.given("a quarter", Fraction(1, 4)))
    elif rate.unit is not RateUnit.WEEK:
        weeks = Explanation.given("weeks in a year, one over them", 1 / year, *settled.source_of("weeks_in_year"))
        months = [Explanation.given("months", 12)] if rate.unit is RateUnit.MONTH else []
        weekly = Explanation.times(f"{what}, a week", stated, *months, weeks)
    share = Explanation.given(f"weeks ({days.days} days over 7)", Fraction(days.days, 7))
    return Explanation.times(f"{what}, {days}", weekly, share)


def _months(cycle: PayCycle, days: Period) -> Iterator[tuple[Period, int, Fraction]]:
    """The months of the cycle that some days touch: the days in each, its length, and the part they are of it."""
    months = PayCycle(Frequency.MONTHLY, cycle.anchor)
    on: date = days.start
    while on < days.end:
        month = months.period_of(on)
        part = Period(start=on, end=min(month.end, days.end))
        yield part, month.days, Fraction(part.days, month.days)
        on = month.end
