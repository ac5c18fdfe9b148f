"""Planned and actual spending, by support and by outcome (LED-03, LED-05, OUT-03).

Interpretation: what is planned is the cost of the plan that is in force on each day of the
arrangement, up to the day on which somebody ended it, by sevenths of a week; a sum once is planned
on the first day on which a plan with that support is in force, and what a later plan has more or less
of it on that plan's first day. An entry that serves several outcomes is spent on them in equal parts,
which are added up exactly and rounded once; one that names none serves those that its support has in
the plan of its day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from operator import itemgetter

from ..errors import NotRecorded
from ..model.account import Entry, EntryKind, Side, SpendingBasis
from ..model.arrangement import Arrangement
from ..model.contract import Contract
from ..model.documents import OpenEnded, ends_on
from ..model.parameters import GivenPolicy, Parameters, Policies, policies_of
from ..model.plan import Support, SupportPlan
from ..planning.plan_costs import rates_of
from ..values.allocation import whole_parts
from ..values.checks import bounded, instance
from ..values.dates import Period, days_after, up_to
from ..values.frozen import frozen
from ..values.money import ExactMoney, Money
from ..values.record import WithFields
from ..values.timeline import Timeline
from .case_view import CaseView
from .ledger import Ledger

_ON_SUPPORT = frozenset(kind for kind in EntryKind if kind.side is Side.SPENT) - {
    EntryKind.MANAGEMENT_FEE,
    EntryKind.TO_RESERVE,
    EntryKind.IN_LIEU_OF_NOTICE,
    EntryKind.LIABILITY,
}
"""What is spent on support: the management fee and what the ending costs are none."""
_NOTHING = Fraction(0)
Refs = Sequence[str | None]
"""The supports or outcomes that something is for, in equal parts; None for none of the plan's."""


@frozen(kw_only=True, repr=False)
class PlannedAndActual(WithFields):
    """What was planned for one support or outcome, as exact pounds (None if not recorded), and what was spent.

    A `ref` of None is spending on no support, or for no outcome, of the plan. `exactly` is the spending before it is
    rounded to whole pence. Spending that serves several outcomes is shared equally, added up exactly and rounded
    once, by largest remainder, so that all parts add up to what was spent.
    """

    ref: str | None
    planned: ExactMoney | None
    spent: Money
    exactly: ExactMoney

    @property
    def difference(self) -> ExactMoney | None:
        """Spending less plan, as exact pounds: below 0 if less was spent; None if a cost is not recorded."""
        return None if self.planned is None else self.spent.exact - self.planned


Rows = tuple[PlannedAndActual, ...]


def spending_by_support(arrangement: Arrangement, *, span: Period, policy: GivenPolicy) -> Rows:
    """Compare planned and actual spending for each support of the plan, and what was spent on none of them.

    Raises NotRecorded for the entries, the first and last day, the supports, and the length of a year if it matters.
    """
    instance("spending_by_support", arrangement, Arrangement, "give an Arrangement")
    instance("spending_by_support", span, Period, "give a Period")
    return planned_and_actual(CaseView.in_full(arrangement, policies_of("spending_by_support", policy)), span)[0]


def spending_by_outcome(arrangement: Arrangement, *, span: Period, policy: GivenPolicy) -> Rows:
    """Compare planned and actual spending for each outcome of the plan, and what was spent for none of them.

    An entry without outcomes serves those of its support. Raises NotRecorded as `spending_by_support` does.
    """
    instance("spending_by_outcome", arrangement, Arrangement, "give an Arrangement")
    instance("spending_by_outcome", span, Period, "give a Period")
    return planned_and_actual(CaseView.in_full(arrangement, policies_of("spending_by_outcome", policy)), span)[1]


def planned_and_actual(view: CaseView, span: Period) -> tuple[Rows, Rows]:
    """Planned against spent in a view of a case, by support and by outcome."""
    plans = view.plans
    costs = _planned(view.arrangement.contract, view.ends.last_day, plans, span, view.policies)
    of_support = _Served(plans)
    on_support: dict[str | None, int] = {}
    for_outcomes: dict[tuple[str, ...], int] = {}
    for entry, net in Ledger.of(view.fund).net_within(span.first_day, span.last_day):
        # What a provider paid back is taken off. What is spent of money that was added is not: the plan has what the
        # budget pays for.
        if entry.kind is EntryKind.PROVIDER_REFUND:
            pence = -net
        elif entry.kind in _ON_SUPPORT and entry.use is not SpendingBasis.ADDED:
            pence = net
        else:
            continue
        served_by = of_support.by(entry) if entry.outcomes is None else entry.outcomes
        on_support[entry.support] = on_support.get(entry.support, 0) + pence
        for_outcomes[served_by] = for_outcomes.get(served_by, 0) + pence
    # Every support that was ever planned has a row, so that two spans add up to the one of both.
    supports = [support for plan in plans.values for support in plan.supports or ()]
    served = [ref for support in supports for ref in support.outcomes or (None,)]
    outcomes = [outcome.ref for plan in plans.values for outcome in plan.outcomes or ()]
    return (
        compared(
            [support.ref for support in supports],
            [((support.ref,), cost) for support, cost in costs],
            [((ref,), pence) for ref, pence in on_support.items()],
        ),
        compared(
            [*outcomes, *served],
            [(support.outcomes or (None,), cost) for support, cost in costs],
            [*for_outcomes.items()],
        ),
    )


def compared(
    refs: Refs, planned: Sequence[tuple[Refs, Fraction | None]], spent: Sequence[tuple[Refs, int | Fraction]]
) -> Rows:
    """One row for each reference, None last: the pounds planned for it, and the pence spent on it."""
    rows: dict[str | None, None] = dict.fromkeys(ref for ref in refs if ref is not None)
    if None in refs:
        rows[None] = None
    not_recorded = {ref for names, cost in planned if cost is None for ref in names}
    costs = _in_equal_parts((names, cost) for names, cost in planned if cost is not None)
    pence = _in_equal_parts(([ref for ref in names if ref in rows] or [None], sum_) for names, sum_ in spent)
    exact = [bounded("spending", pence.get(ref, _NOTHING)) for ref in (rows | pence)]
    whole = whole_parts(exact, int(sum(sum_ for _, sum_ in spent)))
    return tuple(
        PlannedAndActual(
            ref=ref,
            planned=None if ref in not_recorded else ExactMoney(costs.get(ref, _NOTHING)),
            spent=Money.from_pence(shown),
            exactly=ExactMoney(Fraction(exactly.numerator, exactly.denominator * 100)),
        )
        for ref, exactly, shown in zip(rows | pence, exact, whole, strict=True)
    )


def _in_equal_parts(sums: Iterable[tuple[Refs, int | Fraction]]) -> dict[str | None, Fraction]:
    """What falls to each reference of sums that serve several in equal parts: whole numbers for each number of them."""
    given = [*sums]
    below = lcm(*(sum_.denominator for _, sum_ in given))
    by_number: dict[int, dict[str | None, int]] = {}
    for names, sum_ in given:
        its, whole = by_number.setdefault(len(names), {}), sum_.numerator * (below // sum_.denominator)
        for ref in names:
            its[ref] = its.get(ref, 0) + whole
    out: dict[str | None, Fraction] = {}
    for number, its in by_number.items():
        for ref, whole in its.items():
            part = Fraction(whole, below * number)
            out[ref] = out[ref] + part if ref in out else part
    return out


def _planned(
    contract: Contract,
    last_day: date | OpenEnded | None,
    plans: Timeline[SupportPlan],
    span: Period,
    policies: Policies[Parameters],
) -> list[tuple[Support, Fraction | None]]:
    """Each support's pounds in each part of a span in which one plan is in force; None where they are not recorded."""
    stated = contract.payment.weeks_in_year
    years = [(since, stated or each.weeks_in_year) for since, each in policies.within(span.first_day, span.last_day)]
    of_days = Timeline(years[0][1], *years[1:])
    supports = [support for plan in plans.values for support in plan.supports or ()]
    facts: list[tuple[str, object]] = [
        ("contract.first_day", contract.first_day),
        ("contract.last_day", last_day),
        *(("plan.supports", plan.supports) for plan in plans.values),
    ]
    if any(rate.unit.is_by_months for support in supports for rate in rates_of(support)):
        facts += (("contract.payment.weeks_in_year", year) for _, year in years)
    missing = dict.fromkeys(field for field, fact in facts if fact is None)
    if missing or contract.first_day is None:
        raise NotRecorded("what was planned", tuple(missing))
    last = ends_on(last_day)
    if last < contract.first_day:
        return []  # it never began
    end = days_after(last, 1) if last < date.max else date.max
    out: list[tuple[Support, Fraction | None]] = []
    once: dict[str, int] = {}
    for days, plan in plans.within(up_to(contract.first_day, end)):
        inside = days.overlap(span)
        parts = () if inside is None else [(part.days, year) for part, year in of_days.within(inside)]
        for support in plan.supports or ():
            cost = _over(support, parts)
            if isinstance(support.cost, Money):
                more = support.cost.pence - once.get(support.ref, 0)
                once[support.ref] = support.cost.pence
                if inside is not None and inside.first_day == days.first_day:
                    cost = Fraction(more, 100)
            if inside is not None:
                out.append((support, cost))
    return out


def _over(support: Support, parts: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """A support's pounds over numbers of days, each by the length of a year that counts on them."""
    weekly = [(days, support.per_week(year or 52)) for days, year in parts]  # where none is needed, any gives the same
    sums = [Fraction(each.pounds.numerator * days, each.pounds.denominator * 7) for days, each in weekly if each]
    if any(each is None for _, each in weekly):
        return None
    return sum(sums[1:], sums[0]) if sums else _NOTHING


class _Served:
    """The outcomes of each support in the plan of a day; else in the one that last had it, or first will."""

    def __init__(self, plans: Timeline[SupportPlan]) -> None:
        self._outcomes: dict[str, list[tuple[date, tuple[str, ...]]]] = {}
        for since, plan in ((date.min, plans.first), *plans.changes):
            for support in plan.supports or ():
                self._outcomes.setdefault(support.ref, []).append((since, support.outcomes or ()))

    def by(self, entry: Entry) -> tuple[str, ...]:
        """Those of an entry's support on its day; () for none of the plan's."""
        held = self._outcomes.get(entry.support or "")
        return held[max(0, bisect_right(held, entry.on, key=itemgetter(0)) - 1)][1] if held else ()
