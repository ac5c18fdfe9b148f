"""The tree behind a payment, built only when somebody asks.

It follows the same facts as the schedule by another way: stretch by stretch, from the rates as
they were stated. That its value equals the payment is a law in the tests, not an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..errors import IsfError, quote
from ..model.fees import AtMost, Charge, Once, PerWeek, PlusVat, ShareOf
from ..model.payment_terms import FeeBase, Placement
from ..values.dates import Period, up_to
from ..values.explanation import Explanation
from ..values.money import ExactMoney, Money, plain_number
from ..values.pay_cycle import Frequency, PayCycle
from ..values.rates import Rate, RateUnit
from ..values.sources import DORSET, HOME, IPC, LANCASHIRE, PRACTICE, TLAP, Source
from .deductions import WHOLE, fee_growth
from .resolved_terms import COMPONENTS, ConstantPeriod, ResolvedTerms, taken_in
from .rounding import BUDGET, CONTRIBUTION, FEE, FEE_ON_TOP, IN_HOUSE, Column

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


def component_of(
    resolved: ResolvedTerms, span: Period, component: int, line: int, columns: list[Column]
) -> Explanation:
    """Why a component of a line is what it is; nil where it is not there."""
    name = _NAMES[component]
    parts = [
        part
        for constant_period, days in _parts(resolved, span)
        for part in _exact(resolved, constant_period, days, component)
    ]
    column = columns[component]
    fixed_charges = _lumps(resolved, span, component)
    parts = parts or [Explanation.given("nothing in these days", Money(0))]
    if not column.pence:
        nothing = Explanation.given(name, Money(0), *_SOURCES[component])
        return Explanation.sum(name, *fixed_charges, sources=_SOURCES[component]) if fixed_charges else nothing
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
        node = Explanation.greatest(f"{name}, never below nil", node, Explanation.given("nil", Money(0)))
    if component in (IN_HOUSE, CONTRIBUTION) and node.amount * 100 != column.pence[line]:
        left = component_of(resolved, span, BUDGET, line, columns)
        if component == CONTRIBUTION:
            left = Explanation.less("what is left", left, component_of(resolved, span, IN_HOUSE, line, columns))
        node = Explanation.least(f"{name}, no more than is left", node, left)
    return Explanation.sum(f"{name}, in all", node, *fixed_charges) if fixed_charges else node


def _lumps(resolved: ResolvedTerms, span: Period, component: int) -> list[Explanation]:
    """The whole sums that a fee charges in a payment."""
    if component not in (FEE, FEE_ON_TOP):
        return []
    wanted = Placement.INSIDE if component == FEE else Placement.ON_TOP
    out = []
    for fixed_charge, placement in resolved.fixed_charges_in(span.first_day, span.last_day):
        if placement is wanted:
            what = (
                f"fee, once on {fixed_charge.charge.on}"
                if isinstance(fixed_charge.charge, Once)
                else "fee for the payment"
            )
            vat = f", with VAT of {plain_number(fixed_charge.vat * 100)}%" if fixed_charge.vat else ""
            out.append(Explanation.given(what + vat, fixed_charge.amount, *resolved.source_of("fee")))
    return out


def whole_payment(
    resolved: ResolvedTerms, span: Period, line: int, columns: list[Column], one_offs: tuple[Explanation, ...]
) -> Explanation:
    """Why the payment of a period is what it is."""
    added = [component_of(resolved, span, BUDGET, line, columns)]
    on_top = component_of(resolved, span, FEE_ON_TOP, line, columns)
    added += [on_top] if on_top.amount else []
    added += one_offs
    taken = [
        component_of(resolved, span, each, line, columns) for each in (IN_HOUSE, CONTRIBUTION) if columns[each].pence
    ]
    what = f"payment for {span}"
    sources = resolved.source_of("timing")
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


def _parts(resolved: ResolvedTerms, span: Period) -> Iterator[tuple[ConstantPeriod, Period]]:
    """The stretches that a span touches, each with its days in it."""
    constant_periods = resolved.constant_periods
    for place, constant_period in enumerate(constant_periods):
        end = constant_periods[place + 1].since if place + 1 < len(constant_periods) else span.day_after
        start, end = max(constant_period.since, span.first_day), min(end, span.day_after)
        if start < end:
            yield constant_period, up_to(start, end)


def _exact(resolved: ResolvedTerms, constant_period: ConstantPeriod, days: Period, component: int) -> list[Explanation]:
    """The exact parts of a component over some days of one stretch; none where it is nil."""
    if component == BUDGET:
        return [_gross(resolved, constant_period, days)]
    if component == IN_HOUSE:
        return _in_house(resolved, constant_period, days)
    if component == CONTRIBUTION:
        return _contribution(resolved, constant_period, days)
    if (component == FEE) is not (constant_period.placement is Placement.INSIDE):
        return []
    full = constant_period._replace(shares=WHOLE, taken=taken_in(resolved, constant_period.since))
    fees = [_charge(resolved, full, days, charge) for charge in constant_period.charges]
    there = [each for each in fees if each is not None]
    return [_reduced("fee", each, constant_period.shares.fee) for each in there]


def _reduced(what: str, node: Explanation, share: Fraction) -> Explanation:
    """What is left of it while payments are suspended."""
    if share == 1:
        return node
    left = Explanation.given("what is left while suspended", share, LANCASHIRE("6.15"))
    return Explanation.times(f"{what}, while suspended", node, left)


def _charge(
    resolved: ResolvedTerms, constant_period: ConstantPeriod, days: Period, charge: Charge
) -> Explanation | None:
    """What a charge comes to over some days; None where it does not grow."""
    sources = resolved.source_of("fee")
    if isinstance(charge, PerWeek):
        return _over(resolved, "fee", Rate.weekly(charge.amount), days, sources)
    if isinstance(charge, ShareOf):
        base = _gross(resolved, constant_period, days)
        if charge.base is FeeBase.NET:
            off = [*_in_house(resolved, constant_period, days), *_contribution(resolved, constant_period, days)]
            base = Explanation.less("the net payment, exactly", base, *off) if off else base
        return Explanation.times(
            "fee on that, exactly", base, Explanation.given("the fee's share", charge.fraction, *sources)
        )
    if not isinstance(charge, (AtMost, PlusVat)):
        return None
    parts = [_charge(resolved, constant_period, days, each) for each in charge.charges]
    there = [part for part in parts if part is not None]
    if not there:
        return None
    together = Explanation.sum("fees, exactly", *there)
    if isinstance(charge, PlusVat):
        return Explanation.times("with VAT", together, Explanation.given("one and the rate of VAT", 1 + charge.rate))
    limit = _charge(resolved, constant_period, days, charge.limit)
    limits = fee_growth(charge, constant_period.taken) == fee_growth(charge.limit, constant_period.taken)
    if limit is None or not limits:
        return together
    return Explanation.sum(f"no more than the limit (the fees together: {plain_number(together.amount)})", limit)


def _gross(resolved: ResolvedTerms, constant_period: ConstantPeriod, days: Period) -> Explanation:
    budget = _over(resolved, "budget", constant_period.budget, days, resolved.source_of("actual"))
    return _reduced("budget", budget, constant_period.shares.budget)


def _in_house(resolved: ResolvedTerms, constant_period: ConstantPeriod, days: Period) -> list[Explanation]:
    if not constant_period.in_house:
        return []
    if constant_period.taken.in_house_is_cut:
        what = "in-house services, as much as the budget (they cost more)"
        return [Explanation.sum(what, _gross(resolved, constant_period, days))]
    services = [
        _over(resolved, what, cost, days, resolved.source_of("in_house")) for what, cost in constant_period.in_house
    ]
    together = Explanation.sum("in-house services, exactly", *services)
    return [_reduced("in-house services", together, constant_period.shares.budget)]


def _contribution(resolved: ResolvedTerms, constant_period: ConstantPeriod, days: Period) -> list[Explanation]:
    if not any(constant_period.taken.contribution.flow[:2]):
        return []
    if not constant_period.taken.contribution_meets_limit:
        sources = resolved.source_of("contribution")
        contribution = _over(resolved, "contribution", constant_period.contribution, days, sources)
        return [_reduced("contribution", contribution, constant_period.shares.contribution)]
    what = f"all that is left of the budget, exactly (the contribution was assessed at {constant_period.contribution})"
    return [
        Explanation.less(what, _gross(resolved, constant_period, days), *_in_house(resolved, constant_period, days))
    ]


def _over(resolved: ResolvedTerms, what: str, rate: Rate, days: Period, sources: tuple[Source, ...]) -> Explanation:
    """A rate over some days, as `profiles.flow_of` has it grow."""
    stated = Explanation.given(f"{what}, {rate.unit.value}", rate.amount, *sources)
    year = resolved.weeks_in_year
    if resolved.cycle.frequency.months and rate.unit.is_by_months:
        monthly = stated
        if rate.unit is RateUnit.YEAR:
            monthly = Explanation.times(f"{what}, a month", stated, Explanation.given("a twelfth", Fraction(1, 12)))
        shares = [
            Explanation.times(f"{what}, {part}", monthly, Explanation.given(f"{part.days} of {length} days", share))
            for part, length, share in _months(resolved.cycle, days)
        ]
        return shares[0] if len(shares) == 1 else Explanation.sum(f"{what}, {days}", *shares)
    weekly = stated
    if rate.unit is RateUnit.FOUR_WEEKS:
        weekly = Explanation.times(f"{what}, a week", stated, Explanation.given("a quarter", Fraction(1, 4)))
    elif rate.unit is not RateUnit.WEEK:
        weeks = Explanation.given("weeks in a year, one over them", 1 / year, *resolved.source_of("weeks_in_year"))
        months = [Explanation.given("months", 12)] if rate.unit is RateUnit.MONTH else []
        weekly = Explanation.times(f"{what}, a week", stated, *months, weeks)
    share = Explanation.given(f"weeks ({days.days} days over 7)", Fraction(days.days, 7))
    return Explanation.times(f"{what}, {days}", weekly, share)


def _months(cycle: PayCycle, days: Period) -> Iterator[tuple[Period, int, Fraction]]:
    """The months of the cycle that some days touch: the days in each, its length, and the part they are of it."""
    months = PayCycle(Frequency.MONTHLY, cycle.anchor)
    on: date = days.first_day
    while on < days.day_after:
        month = months.period_of(on)
        part = up_to(on, min(month.day_after, days.day_after))
        yield part, month.days, Fraction(part.days, month.days)
        on = month.day_after
