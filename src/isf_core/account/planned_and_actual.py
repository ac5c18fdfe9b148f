"""What was planned against what was spent, by support and by outcome (LED-03, LED-05, OUT-03).

House readings: what is planned is the cost of the plan that is in force on each day of the
arrangement, by sevenths of a week; a sum once is planned on the first day on which a plan with that
support is in force, and what a later plan has more or less of it on that plan's first day. An entry that
serves several outcomes is spent on them in equal parts, which are added up exactly and rounded once;
one that names none serves those that its support has in the plan of its day.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ..errors import NotRecorded
from ..model.account import Entry, EntryKind, Side
from ..model.arrangement import Arrangement
from ..model.knowledge import ArrangementAsKnown
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..model.plan import Support, SupportPlan
from ..planning.plan_costs import rates_of
from ..values.checks import bounded, instance
from ..values.dates import Period, days_after, up_to
from ..values.money import ExactMoney, Money, whole_parts
from ..values.timeline import Timeline
from .balance import in_span


@attrs.frozen(kw_only=True)
class PlannedAndActual:
    """One support's or outcome's part: planned, exactly (None where a cost is not recorded), and spent.

    `ref` of None is what was spent on no support, or for no outcome, of the plan. `exactly` is what was
    spent before it is whole pence: what serves several outcomes is shared equally, added up exactly, and
    rounded once, by largest remainder, so that all parts add up to what was spent.
    """

    ref: str | None
    planned: ExactMoney | None
    spent: Money
    exactly: ExactMoney


Parts = dict[str | None, tuple[ExactMoney | None, Fraction]]
"""By reference: what was planned, and the exact pence that were spent."""


def to_the_penny(parts: Parts) -> tuple[PlannedAndActual, ...]:
    """The parts with what was spent in whole pence, by largest remainder; their sum is whole pence already."""
    refs = list(parts)
    exact = [spent for _, spent in parts.values()]
    whole = whole_parts(exact, int(sum(exact, Fraction(0))))
    return tuple(
        PlannedAndActual(
            ref=ref,
            planned=parts[ref][0],
            spent=Money.from_pence(pence),
            exactly=ExactMoney(parts[ref][1] / 100),
        )
        for ref, pence in zip(refs, whole, strict=True)
    )


def planned_by_support(
    arrangement: Arrangement, *, span: Period, policy: Parameters | HasParameters
) -> dict[str, ExactMoney | None]:
    """What each support of the plan was to cost in a span, exactly; None where its cost is not recorded.

    Raises NotRecorded for the first and last day, the supports, and the length of a year where it matters.
    """
    costs = _planned(arrangement, span, parameters_of("spending", policy))
    # Every support that was ever planned has a row, so that two spans add up to the one of both.
    out: dict[str, ExactMoney | None] = {
        support.ref: ExactMoney(0)
        for plan in ArrangementAsKnown.in_full(arrangement).plan_over_time.values
        for support in plan.supports or ()
    }
    for support, cost in costs:
        out[support.ref] = _plus(out[support.ref], cost)
    return out


def _plus(one: ExactMoney | None, other: ExactMoney | None) -> ExactMoney | None:
    return None if one is None or other is None else one + other


def _planned(arrangement: Arrangement, span: Period, parameters: Parameters) -> list[tuple[Support, ExactMoney | None]]:
    """Each support's cost in each part of a span in which one plan is in force."""
    instance("planned_by_support", arrangement, Arrangement, "give an Arrangement")
    instance("planned_by_support", span, Period, "give a Period")
    view = ArrangementAsKnown.in_full(arrangement)
    contract, plans = view.arrangement.contract, view.plan_over_time
    year = contract.payment.weeks_in_year or parameters.weeks_in_year
    facts: list[tuple[str, object]] = [
        ("contract.first_day", contract.first_day),
        ("contract.last_day", contract.last_day),
        *(("plan.supports", plan.supports) for plan in plans.values),
    ]
    supports = [support for plan in plans.values for support in plan.supports or ()]
    if any(rate.needs_year for support in supports for rate in rates_of(support)):
        facts.append(("contract.payment.weeks_in_year", year))
    missing = dict.fromkeys(field for field, fact in facts if fact is None)
    if missing or contract.first_day is None:
        raise NotRecorded("what was planned", tuple(missing))
    last = contract.last_day if isinstance(contract.last_day, date) else date.max
    end = days_after(last, 1) if last < date.max else date.max
    out: list[tuple[Support, ExactMoney | None]] = []
    once: dict[str, Money] = {}
    for days, plan in plans.within(up_to(contract.first_day, end)):
        inside = days.overlap(span)
        for support in plan.supports or ():
            more = Money(0)
            if isinstance(support.cost, Money):
                more = support.cost - once.get(support.ref, Money(0))
                once[support.ref] = support.cost
            if inside is not None:
                first = inside.first_day == days.first_day
                out.append((support, _cost(support, inside, year or Fraction(52), more if first else Money(0))))
    return out


def _cost(support: Support, days: Period, year: Fraction, once: Money) -> ExactMoney | None:
    weekly = support.per_week(year)
    return None if weekly is None else weekly * Fraction(days.days, 7) + once.exact


def _about(entry: Entry, all_entries: dict[str, Entry]) -> Entry:
    """The entry that says what an entry is about: itself, or what it corrects."""
    return entry if entry.corrects is None else all_entries[entry.corrects]


def spending(arrangement: Arrangement, span: Period) -> list[tuple[Entry, Entry, int]]:
    """The entries of a span that are spending on support, each with what it is about, and whole pence.

    What is spent counts, and what a provider paid back is taken off; the management fee and what the
    ending costs are no spending on support.
    """
    held = {entry.ref: entry for entry in arrangement.fund.entries or ()}
    out = []
    for entry in in_span(arrangement.fund, span):
        if entry.kind.side is Side.SPENT and entry.kind not in _NOT_SUPPORT:
            out.append((entry, _about(entry, held), entry.pence))
        elif entry.kind is EntryKind.PROVIDER_REFUND:
            out.append((entry, _about(entry, held), -entry.pence))
    return out


_NOT_SUPPORT = (
    EntryKind.MANAGEMENT_FEE,
    EntryKind.TO_RESERVE,
    EntryKind.IN_LIEU_OF_NOTICE,
    EntryKind.LIABILITY,
)


def spending_by_support(
    arrangement: Arrangement, *, span: Period, policy: Parameters | HasParameters
) -> tuple[PlannedAndActual, ...]:
    """Planned against spent for each support of the plan, and what was spent on none of them."""
    planned = planned_by_support(arrangement, span=span, policy=policy)
    spent: dict[str | None, int] = dict.fromkeys(planned, 0)
    for _, about, pence in spending(arrangement, span):
        ref = about.support if about.support in planned else None
        spent[ref] = spent.get(ref, 0) + pence
    return to_the_penny(
        {ref: (planned[ref] if ref is not None else ExactMoney(0), Fraction(pence)) for ref, pence in spent.items()}
    )


def spending_by_outcome(
    arrangement: Arrangement, *, span: Period, policy: Parameters | HasParameters
) -> tuple[PlannedAndActual, ...]:
    """Planned against spent for each outcome of the plan, and what was spent for none of them.

    An entry that names no outcomes serves those of its support.
    """
    plans = ArrangementAsKnown.in_full(arrangement).plan_over_time
    costs = _planned(arrangement, span, parameters_of("spending", policy))
    planned: dict[str | None, ExactMoney | None] = {
        outcome.ref: ExactMoney(0) for plan in plans.values for outcome in plan.outcomes or ()
    }
    served = [support.outcomes or (None,) for plan in plans.values for support in plan.supports or ()]
    planned.update((ref, ExactMoney(0)) for refs in served for ref in refs if ref is not None)
    spent: dict[str | None, Fraction] = dict.fromkeys(planned, Fraction(0))
    if (None,) in served:  # what is for no outcome stands last
        spent[None] = Fraction(0)
    for support, cost in costs:
        for_it: tuple[str | None, ...] = support.outcomes or (None,)
        for ref in for_it:
            part = None if cost is None else cost / len(for_it)
            planned[ref] = _plus(planned.get(ref, ExactMoney(0)), part)
    for _, about, pence in spending(arrangement, span):
        names = _served_on(plans, about) if about.outcomes is None else about.outcomes
        refs: list[str | None] = [ref for ref in names if ref in spent] or [None]
        for ref in refs:
            spent[ref] = bounded("spending_by_outcome", spent.get(ref, Fraction(0)) + Fraction(pence, len(refs)))
    return to_the_penny({ref: (planned.get(ref, ExactMoney(0)), pence) for ref, pence in spent.items()})


def _served_on(plans: Timeline[SupportPlan], entry: Entry) -> tuple[str, ...]:
    """The outcomes of an entry's support in the plan of its day; else in the one that last had it, or first will."""
    before = [plan for since, plan in plans.changes if since <= entry.on]
    after = [plan for since, plan in plans.changes if since > entry.on]
    for plan in (*reversed(before), plans.first, *after):
        for support in plan.supports or ():
            if support.ref == entry.support:
                return support.outcomes or ()
    return ()
