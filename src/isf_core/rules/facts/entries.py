"""What rules on the account ask of an entry: what is left of it, and which plan was in force on its day."""

from __future__ import annotations

from datetime import date

from ...account.entries import net_entries
from ...model.account import Entry, EntryKind
from ...model.plan import SupportPlan
from ...values.money import Money
from ..engine.case import Case


def entries_until(case: Case) -> tuple[Entry, ...]:
    """The entries dated on the day of judgement or before it, each of what its corrections leave of it."""
    return case.once(_entries_until)


def _entries_until(case: Case) -> tuple[Entry, ...]:
    case.require(case.arrangement.fund.entries, "fund.entries")
    return tuple(
        entry if entry.amount.pence == pence else entry.replace(amount=Money.from_pence(pence))
        for entry, pence in net_entries(case.arrangement.fund, on=case.on)
        if pence
    )


BY_PLAN = (
    EntryKind.DIRECT_SUPPORT,
    EntryKind.SHARED_SUPPORT,
    EntryKind.OTHER_PROVIDER,
    EntryKind.CANCELLED_VISIT,
    EntryKind.ONE_OFF,
)
"""What is spent on support: for it the plan, or an agreed use of the surplus, is the right."""


class Planned:
    """The plans that were in force, day by day, as known on the day of judgement.

    What a later plan replaced was still the plan for what was spent before it took effect.
    """

    __slots__ = ("_plans", "_refs")

    def __init__(self, case: Case) -> None:
        self._plans = case.known.plan_over_time
        self._refs: dict[int, frozenset[str]] = {}

    def on(self, on: date) -> SupportPlan:
        """The plan in force on a day."""
        return self._plans.on(on)

    def supports(self, case: Case, on: date) -> frozenset[str]:
        """The supports of the plan in force on a day, by reference; the supports must be recorded."""
        plan = self._plans.on(on)
        supports = case.require(plan.supports, "plan.supports")
        if id(plan) not in self._refs:
            self._refs[id(plan)] = frozenset(support.ref for support in supports)
        return self._refs[id(plan)]
