"""Mary as the golden numbers have her: every golden case is a small change to this."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core import PLAIN, Arrangement, Basis, Policy, Rate, Schedule, schedule_payments

from .arrangements import FOUR_WEEKLY, GOLDEN, MONTHLY, merged
from .arrangements import LAST as YEAR_END
from .arrangements import START as FIRST_DAY
from .arrangements import arrangement as built

__all__ = ["FIRST_DAY", "FOUR_WEEKLY", "MONTHLY", "NET", "YEAR_END", "column", "mary", "merged", "paid"]


def mary(*, arrangement: dict[str, Any] | None = None, **by_path: Any) -> Arrangement:
    """G01 with some facts changed; those of `arrangement` stand in no part of it."""
    return built(GOLDEN, **by_path, **(arrangement or {}))


NET: dict[str, Any] = {
    "budget": {"contribution": Rate.weekly("20")},
    "payment": {"basis": Basis.NET},
}
"""G02: a contribution of 20 a week, paid to the holder."""


def paid(*, until: date = YEAR_END, policy: Policy = PLAIN, **changes: Any) -> Schedule:
    """The schedule of a golden case."""
    return schedule_payments(mary(**changes), until=until, policy=policy)


def column(schedule: Schedule, name: str) -> list[str]:
    """One component line by line, as text."""
    return [str(getattr(payment, name)) for payment in schedule]
