"""Mary with a small account of whole pounds: every table of the account's tests is a small change to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from isf_core.model import (
    Arrangement,
    Clauses,
    Entry,
    EntryKind,
    Fund,
    Outcome,
    Parameters,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
)
from isf_core.policies.plain import PLAIN
from isf_core.values import Money, Period, Rate

from .arrangements import FIRST_DAY, mary, merged

ONE_DAY = timedelta(days=1)
NUMBERS: Parameters = PLAIN.parameters
HALF = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT)
ZERO = Money(0)
P1, P2, P3 = (
    Period(first_day=FIRST_DAY + timedelta(days=28 * n), last_day=FIRST_DAY + timedelta(days=28 * n + 27))
    for n in range(3)
)
"""Four weeks from 6 April, 4 May, 1 June 2026; 100 a week is 400 for each, and 200 may be held."""
PLAN = SupportPlan(
    outcomes=(Outcome(ref="fed"), Outcome(ref="out")),
    supports=(
        Support.by_rate("meals", ("fed",), Rate.weekly("70")),
        Support.by_rate("club", ("fed", "out"), Rate.weekly("30")),
    ),
    carry_forwards=(),
)


def entry(ref: str, on: date, kind: EntryKind, amount: str | int | Money, **facts: Any) -> Entry:
    return Entry(ref=ref, on=on, kind=kind, amount=amount, **facts)


def paid(ref: str, on: date, amount: str | int = 400, **facts: Any) -> Entry:
    """A payment by the funder."""
    return entry(ref, on, EntryKind.FUNDER_PAYMENT, amount, **facts)


def spent(ref: str, on: date, amount: str | int, **facts: Any) -> Entry:
    """Direct support."""
    return entry(ref, on, EntryKind.DIRECT_SUPPORT, amount, **facts)


def fund(*entries: Entry, **facts: Any) -> Fund:
    return Fund(**{"entries": entries, "commitments": (), **facts})


def small(*entries: Entry, **changes: dict[str, Any]) -> Arrangement:
    """Mary at 100 a week, half of a payment to hold; `fund=` and the parts of `mary` may be changed."""
    account = fund(*entries, **changes.pop("fund", {}))
    plan = PLAN.replace(**changes.pop("plan", {}))
    own: dict[str, Any] = {
        "budget": {"actual": Rate.weekly("100"), "contingency": ZERO},
        "contract": {"surplus": HALF, "clauses": Clauses()},
        "arrangement": {"fund": account, "plan": plan},
    }
    return mary(**merged(own, changes))
