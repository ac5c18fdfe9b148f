"""Planned and actual spending, by support and by outcome (LED-03, LED-05, OUT-03).

Interpretation: what is planned is the cost of the plan that is in force on each day of the
arrangement, up to the day on which somebody ended it. It goes as a budget at the same rate would: by sevenths of a
week, or a monthly or yearly rate by instalments where the fund is paid by months. A sum once is planned
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
from ..model.documents import ends_on
from ..model.parameters import GivenPolicy, policies_of
from ..model.plan import Support, SupportPlan
from ..planning.plan_costs import rates_of
from ..schedule.resolved_terms import pounds_over
from ..values.allocation import whole_parts
from ..values.checks import bounded, instance
from ..values.dates import Period, days_after, up_to
from ..values.frozen import frozen, kept
from ..values.money import ExactMoney, Money
from ..values.pay_cycle import PayCycle
from ..values.rates import ANY_YEAR, Rate
from ..values.record import WithFields
from ..values.timeline import Timeline, in_steps, together
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
_BY_THE_WEEK: Timeline[PayCycle | None] = Timeline(None)
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
    return Spending(CaseView.in_full(arrangement, policies_of("spending_by_support", policy)), span).by_support


def spending_by_outcome(arrangement: Arrangement, *, span: Period, policy: GivenPolicy) -> Rows:
    """Compare planned and actual spending for each outcome of the plan, and what was spent for none of them.

    An entry without outcomes serves those of its support. Raises NotRecorded as `spending_by_support` does.
    """
    instance("spending_by_outcome", arrangement, Arrangement, "give an Arrangement")
    instance("spending_by_outcome", span, Period, "give a Period")
    return Spending(CaseView.in_full(arrangement, policies_of("spending_by_outcome", policy)), span).by_outcome


class Spending:
    """Planned against spent over a span, in a view of a case: each comparison is made when it is asked for.

    Raises NotRecorded for what the plan and the days it is for rest on.
    """

    def __init__(self, view: CaseView, span: Period) -> None:
        self._view, self._span = view, span
        self._plans: Timeline[SupportPlan] = view.plans
        first, last = view.arrangement.contract.first_day, view.ends.last_day
        stated = view.arrangement.contract.payment.weeks_in_year
        # How long a year is, from each day of the span on.
        self._years = [
            (since, stated or each.weeks_in_year) for since, each in view.policies.within(span.first_day, span.last_day)
        ]
        # Every support that was ever planned has a row, so that two spans add up to the one of both.
        self._supports = [support for plan in self._plans.values for support in plan.supports or ()]
        missing = {
            "contract.first_day": first is None,
            "contract.last_day": last is None,
            "plan.supports": any(plan.supports is None for plan in self._plans.values),
            "contract.payment.weeks_in_year": any(year is None for _, year in self._years)
            and any(rate.unit.is_by_months for support in self._supports for rate in rates_of(support)),
        }
        if first is None or True in missing.values():
            raise NotRecorded("what was planned", tuple(field for field, lacks in missing.items() if lacks))
        self._first, self._last = first, ends_on(last)

    @kept
    def by_support(self) -> Rows:
        """For each support of the plan, and for none."""
        return compared(
            [support.ref for support in self._supports],
            [((support.ref,), cost) for support, cost in self._planned],
            [((ref,), pence) for ref, pence in self.spent.items()],
        )

    @kept
    def spent(self) -> dict[str | None, int]:
        """The pence that were spent on each support that entries name, and on none."""
        out: dict[str | None, int] = {}
        for entry, pence in self._spent:
            out[entry.support] = out.get(entry.support, 0) + pence
        return out

    @kept
    def planned(self) -> dict[str, Fraction | None]:
        """For each support of the plan the pounds that were planned; None where not recorded."""
        out: dict[str, Fraction | None] = dict.fromkeys((support.ref for support in self._supports), _NOTHING)
        for support, cost in self._planned:
            so_far = out[support.ref]
            out[support.ref] = None if so_far is None or cost is None else so_far + cost
        return out

    @kept
    def by_outcome(self) -> Rows:
        """For each outcome of the plan, and for none."""
        of_support, spent = _Served(self._plans), dict[tuple[str, ...], int]()
        for entry, pence in self._spent:
            served_by = of_support.by(entry) if entry.outcomes is None else entry.outcomes
            spent[served_by] = spent.get(served_by, 0) + pence
        served = [ref for support in self._supports for ref in support.outcomes or (None,)]
        return compared(
            [*(outcome.ref for plan in self._plans.values for outcome in plan.outcomes or ()), *served],
            [(support.outcomes or (None,), cost) for support, cost in self._planned],
            [*spent.items()],
        )

    @kept
    def _spent(self) -> list[tuple[Entry, int]]:
        """What was spent on support, in pence.

        What a provider paid back is taken off. What is spent of money that was added is not: the plan has what the
        budget pays for.
        """
        ledger = Ledger.of(self._view.fund)
        return [
            (entry, pence if entry.kind is not EntryKind.PROVIDER_REFUND else -pence)
            for entry, pence in ledger.net_within(self._span.first_day, self._span.last_day)
            if entry.kind is EntryKind.PROVIDER_REFUND
            or (entry.kind in _ON_SUPPORT and entry.use is not SpendingBasis.ADDED)
        ]

    @kept
    def _planned(self) -> list[tuple[Support, Fraction | None]]:
        """Each support's pounds in each part of the span in which one plan is in force; None where not recorded."""
        if self._last < self._first:
            return []  # it never began
        of_days = Timeline(self._years[0][1], *self._years[1:])
        end = days_after(self._last, 1) if self._last < date.max else date.max
        out: list[tuple[Support, Fraction | None]] = []
        once: dict[str, int] = {}
        for days, plan in self._plans.within(up_to(self._first, end)):
            inside = days.overlap(self._span)
            parts = () if inside is None else [*of_days.within(inside)]
            for support in plan.supports or ():
                cost = self._over(support, parts)
                if isinstance(support.cost, Money):
                    more = support.cost.pence - once.get(support.ref, 0)
                    once[support.ref] = support.cost.pence
                    if inside is not None and inside.first_day == days.first_day:
                        cost = Fraction(more, 100)
                if inside is not None:
                    out.append((support, cost))
        return out

    def _over(self, support: Support, parts: Iterable[tuple[Period, Fraction | None]]) -> Fraction | None:
        """A support's pounds over some days, each by the length of a year that counts on them."""
        sums: list[Fraction] = []
        for part, year in parts:
            rate, in_a_year = support.rate(year or ANY_YEAR), year or ANY_YEAR
            if rate is None:
                return None
            for days, cycle in self._paid_by.within(part) if rate.amount else ():
                if cycle is not None:
                    sums.append(pounds_over(rate, days, cycle, in_a_year))
                else:
                    a_week = rate.per_week(in_a_year).pounds
                    sums.append(Fraction(a_week.numerator * days.days, a_week.denominator * 7))
        return sum(sums[1:], sums[0]) if sums else _NOTHING

    @kept
    def _paid_by(self) -> Timeline[PayCycle | None]:
        """The cycle by which the fund is paid from day to day, where it is recorded and a support is not by weeks."""
        if not any(isinstance(each.cost, Rate) and each.cost.unit.is_by_months for each in self._supports):
            return _BY_THE_WEEK
        span = self._span
        (_, first), *later = self._view.policies.within(span.first_day, span.last_day)
        by_policy = Timeline(first.cycle, *((since, each.cycle) for since, each in later))
        held = together(span.first_day, self._view.known.over_time("contract.payment"), by_policy)
        (_, cycle), *then = [(since, payment.cycle or cycle) for since, (payment, cycle) in held]
        return in_steps(cycle, then)


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


def joined(one: Rows | None, other: Rows | None) -> Rows | None:
    """Two tables of planned and spent, added up by reference, exactly, and rounded once."""
    if one is None or other is None:
        return None
    rows = (*one, *other)
    return compared(
        [each.ref for each in rows],
        [((each.ref,), None if each.planned is None else each.planned.pounds) for each in rows],
        [((each.ref,), each.exactly.pounds * 100) for each in rows],
    )
