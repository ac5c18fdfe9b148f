"""Mary as the golden numbers have her: every golden case is a small change to this."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    Contract,
    Frequency,
    Funder,
    Holder,
    Move,
    NoFee,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Policy,
    Rate,
    Schedule,
    Timing,
    schedule_payments,
)

FIRST_DAY = date(2026, 4, 6)
YEAR_END = date(2027, 4, 4)
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=FIRST_DAY)
MONTHLY = PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1))


def mary(
    *,
    budget: dict[str, Any] | None = None,
    payment: dict[str, Any] | None = None,
    contract: dict[str, Any] | None = None,
    arrangement: dict[str, Any] | None = None,
) -> Arrangement:
    """G01 with some facts changed: four-weekly from 6 April 2026, in advance, paid gross, no fee."""
    terms: dict[str, Any] = {
        "cycle": FOUR_WEEKLY,
        "timing": Timing.IN_ADVANCE,
        "basis": Basis.GROSS,
        "move": Move.FORWARD,
    }
    facts: dict[str, Any] = {
        "actual": Rate.weekly("84.375"),
        "contribution": Rate.weekly("0"),
        "in_house": (),
        "one_offs": (),
    }
    agreed: dict[str, Any] = {"first_day": FIRST_DAY, "last_day": OPEN_ENDED, "fee": NoFee()}
    return Arrangement(
        person=Person(ref="P-001"),
        holder=Holder(ref="H-7"),
        budget=PersonalBudget(**{**facts, **(budget or {})}),
        contract=Contract(**{**agreed, "payment": PaymentTerms(**{**terms, **(payment or {})}), **(contract or {})}),
        **{"funding": Funder(ref="council"), **(arrangement or {})},
    )


NET: dict[str, Any] = {
    "budget": {"contribution": Rate.weekly("20")},
    "payment": {"basis": Basis.NET},
}
"""G02: a contribution of 20 a week, paid to the holder."""


def merged(*changes: dict[str, Any]) -> dict[str, Any]:
    """Several changes to Mary in one."""
    out: dict[str, Any] = {}
    for change in changes:
        for part, facts in change.items():
            out[part] = {**out.get(part, {}), **facts}
    return out


def paid(*, until: date = YEAR_END, policy: Policy = PLAIN, **changes: Any) -> Schedule:
    """The schedule of a golden case."""
    return schedule_payments(mary(**changes), until=until, policy=policy)


def column(schedule: Schedule, name: str) -> list[str]:
    """One component line by line, as text."""
    return [str(getattr(payment, name)) for payment in schedule]
