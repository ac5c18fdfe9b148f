"""What rules on the account ask of an entry: what is left of it, and which plan was in force on its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ...account.ledger import Ledger
from ...model.account import Entry, EntryKind
from ...model.plan import SupportPlan
from ...values.money import Money
from ..engine.case import NOTHING, Case
from ..engine.definition import Asked


def entries_until(case: Case) -> tuple[Entry, ...]:
    """The entries dated on the day of judgement or before it, each of what its corrections leave of it."""
    return case.once(_entries_until)


def _entries_until(case: Case) -> tuple[Entry, ...]:
    case.require(case.arrangement.fund.entries, "fund.entries")
    ledger = Ledger.of(case.arrangement.fund)
    if not ledger.corrections:
        return tuple(ledger.within(date.min, case.on))
    return tuple(
        entry if entry.amount.pence == pence else entry.replace(amount=Money.from_pence(pence))
        for entry, pence in ledger.net_within(date.min, case.on)
        if pence
    )


def of_kind(case: Case, kind: EntryKind) -> Sequence[Entry]:
    """Those of one kind."""
    return case.once(_by_kind).get(kind, ())


def _by_kind(case: Case) -> Mapping[EntryKind, Sequence[Entry]]:
    entries, ledger = entries_until(case), Ledger.of(case.arrangement.fund)
    if entries is ledger.entries:  # none is later than the day, corrected or out of order
        return ledger.by_kind
    out: dict[EntryKind, list[Entry]] = {}
    for entry in entries:
        out.setdefault(entry.kind, []).append(entry)
    return out


AskedOf = tuple[object, Entry, str]
"""A fact that is asked of an entry, and its name."""
FEW: Final = 12
"""So many stand for all of their kind, where nothing is missing of any: an account may have 100,000 entries."""


def asked_of(facts: Sequence[AskedOf]) -> list[Asked]:
    """Facts of entries, as a case asks for them: those that are not recorded; where all are, the first few."""
    asked = [each for each in facts if each[0] is None] or facts[:FEW]
    return [(fact, f"fund.entries[{entry.ref}].{name}") for fact, entry, name in asked]


BY_PLAN: Final = frozenset(
    (
        EntryKind.DIRECT_SUPPORT,
        EntryKind.SHARED_SUPPORT,
        EntryKind.OTHER_PROVIDER,
        EntryKind.CANCELLED_VISIT,
        EntryKind.ONE_OFF,
    )
)
"""What is spent on support: for it the plan, or an agreed use of the surplus, is the right."""


class Planned:
    """The plans that were in force, day by day, as known on the day of judgement.

    What a later plan replaced was still the plan for what was spent before it took effect.
    """

    __slots__ = ("_only", "_plan", "_plans", "_refs")

    def __init__(self, case: Case) -> None:
        self._plans = plans = case.known.plan_over_time
        self._only = None if plans.changes else plans.first
        """The plan, where there is but one."""
        self._plan: SupportPlan | None = None
        self._refs = NOTHING

    def on(self, on: date) -> SupportPlan:
        """The plan in force on a day."""
        return self._plans.on(on)

    def supports(self, case: Case, on: date) -> frozenset[str]:
        """The supports of the plan in force on a day, by reference; the supports must be recorded."""
        plan = self._only or self._plans.on(on)
        if plan is self._plan:
            return self._refs
        case.require(plan.supports, "plan.supports")
        return self._turn(plan)

    def named(self, on: date) -> frozenset[str]:
        """The same; none where they are not recorded."""
        plan = self._only or self._plans.on(on)
        return self._refs if plan is self._plan else NOTHING if plan.supports is None else self._turn(plan)

    def _turn(self, plan: SupportPlan) -> frozenset[str]:
        self._plan, self._refs = plan, frozenset([support.ref for support in plan.supports or ()])
        return self._refs
