"""What was planned against what was spent, by support and by outcome (LED-03, LED-05, OUT-03).

House readings: what is planned is the cost of the plan that is in force on each day of the
arrangement, by sevenths of a week; a sum once is planned on the first day on which its plan is in
force. An entry that serves several outcomes is spent on them in equal parts, to the penny.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ..errors import NotRecorded
from ..model.arrangement import Arrangement
from ..model.contract import OPEN_ENDED
from ..model.known import folded
from ..model.ledger import Entry, EntryKind, Side
from ..model.parameters import Parameters
from ..model.plan import Support, SupportPlan
from ..values.dates import Period, days_after
from ..values.money import ExactMoney, Money, allocate
from ..values.reading import instance
from ..values.timeline import Timeline
from .ledger import in_span


@attrs.frozen(kw_only=True)
class Against:
    """One support's or outcome's part: planned, exactly (None where a cost is not recorded), and spent.

    `ref` of None is what was spent on no support, or for no outcome, of the plan.
    """

    ref: str | None
    planned: ExactMoney | None
    spent: Money


def plan_over_time(arrangement: Arrangement) -> Timeline[SupportPlan]:
    """The plans, each from the day it takes effect: what a varied plan replaced is still what was planned then."""
    changes = [
        (variation.effective, change.value)
        for variation in sorted(arrangement.variations, key=lambda each: (each.effective, each.order or 0))
        for change in variation.changes
        if change.path == "plan" and isinstance(change.value, SupportPlan)
    ]
    return Timeline(arrangement.plan, *dict(changes).items())


def planned_by_support(arrangement: Arrangement, span: Period, parameters: Parameters) -> dict[str, ExactMoney | None]:
    """What each support of the plan was to cost in a span, exactly; None where its cost is not recorded.

    Raises NotRecorded for the first and last day, the supports, and the length of a year where it matters.
    """
    instance("planned_by_support", arrangement, Arrangement, "give an Arrangement")
    contract = arrangement.contract
    plans = plan_over_time(arrangement)
    missing = [
        field
        for field, fact in (
            ("contract.first_day", contract.first_day),
            ("contract.last_day", contract.last_day),
            *(("plan.supports", plan.supports) for plan in plans.values),
        )
        if fact is None
    ]
    if missing or contract.first_day is None:
        raise NotRecorded("planned", tuple(dict.fromkeys(missing)))
    last = folded(arrangement).contract.last_day
    end = date.max if last is OPEN_ENDED or not isinstance(last, date) else last
    inside = span.overlap(Period.inclusive(contract.first_day, end if end < date.max else days_after(date.max, -1)))
    # Every support that was ever planned has a row, so that two spans add up to the one of both.
    out: dict[str, ExactMoney | None] = {
        support.ref: ExactMoney(0) for plan in plans.values for support in plan.supports or ()
    }
    year = contract.payment.weeks_in_year or parameters.weeks_in_year
    for days, plan in plans.within(inside) if inside is not None else ():
        for support in plan.supports or ():
            once = _is_first(plans, plan, days.start, contract.first_day)
            cost = _cost(support, days, year, once)
            so_far = out[support.ref]
            out[support.ref] = None if cost is None or so_far is None else so_far + cost
    return out


def _is_first(plans: Timeline[SupportPlan], plan: SupportPlan, start: date, first_day: date) -> bool:
    """Whether a stretch begins on the first day on which its plan is in force."""
    since = next((on for on, value in reversed(plans.changes) if on <= start and value == plan), first_day)
    return start == max(since, first_day)


def _cost(support: Support, days: Period, year: Fraction | None, once: bool) -> ExactMoney | None:
    if support.cost is None:
        return None
    if isinstance(support.cost, Money):
        return support.cost.exact if once else ExactMoney(0)
    costs = support.cost if isinstance(support.cost, tuple) else (support.cost,)
    if year is None and any(each.needs_year for each in costs):
        raise NotRecorded("planned", ("contract.payment.weeks_in_year",))
    weekly = ExactMoney.total(each.per_week(year or Fraction(52)) for each in costs)
    return weekly * Fraction(days.days, 7)


def _about(entry: Entry, all_entries: dict[str, Entry]) -> Entry:
    """The entry that says what an entry is about: itself, or what it corrects."""
    return entry if entry.reverses is None else all_entries[entry.reverses]


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


def by_support(arrangement: Arrangement, span: Period, parameters: Parameters) -> tuple[Against, ...]:
    """Planned against spent for each support of the plan, and what was spent on none of them."""
    planned = planned_by_support(arrangement, span, parameters)
    spent: dict[str | None, int] = dict.fromkeys(planned, 0)
    for _, about, pence in spending(arrangement, span):
        ref = about.support if about.support in planned else None
        spent[ref] = spent.get(ref, 0) + pence
    return tuple(
        Against(ref=ref, planned=planned[ref] if ref is not None else ExactMoney(0), spent=Money.from_pence(pence))
        for ref, pence in spent.items()
    )


def by_outcome(arrangement: Arrangement, span: Period, parameters: Parameters) -> tuple[Against, ...]:
    """Planned against spent for each outcome of the plan, and what was spent for none of them.

    An entry that names no outcomes serves those of its support.
    """
    plans = plan_over_time(arrangement)
    served = {support.ref: support.outcomes or () for plan in plans.values for support in plan.supports or ()}
    planned: dict[str | None, ExactMoney | None] = {
        outcome.ref: ExactMoney(0) for plan in plans.values for outcome in plan.outcomes or ()
    }
    for support, cost in planned_by_support(arrangement, span, parameters).items():
        for outcome in served[support]:
            so_far = planned.get(outcome, ExactMoney(0))
            planned[outcome] = None if cost is None or so_far is None else so_far + cost / len(served[support])
    spent: dict[str | None, int] = dict.fromkeys(planned, 0)
    for _, about, pence in spending(arrangement, span):
        names = about.outcomes if about.outcomes is not None else served.get(about.support or "", ())
        refs: list[str | None] = [ref for ref in names if ref in planned] or [None]
        for ref, part in zip(refs, allocate(Money.from_pence(pence), [1] * len(refs)), strict=True):
            spent[ref] = spent.get(ref, 0) + part.pence
    return tuple(
        Against(ref=ref, planned=planned.get(ref, ExactMoney(0)), spent=Money.from_pence(pence))
        for ref, pence in spent.items()
    )
