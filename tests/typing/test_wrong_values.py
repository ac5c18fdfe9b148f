"""What the constructors of the values refuse is refused by mypy and pyright too.

Each line marked `type: ignore` must be needed: mypy refuses an ignore that is not (strict), and so does
pyright, by the next line.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from isf_core.errors import IsfError
from isf_core.values import (
    LANCASHIRE,
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    PayCycle,
    Period,
    Rate,
    RateUnit,
    Source,
    StatutoryTable,
    Text,
    Timeline,
    WorkingDays,
    allocate,
)

DAY = date(2026, 4, 6)
SOURCE = LANCASHIRE("6.16")
WRONG: tuple[Callable[[], object], ...] = (
    lambda: Money(12.5),  # type: ignore[arg-type]
    lambda: ExactMoney(12.5),  # type: ignore[arg-type]
    lambda: Money(1) + 1,  # type: ignore[operator]
    lambda: Money(1) < ExactMoney(2),  # type: ignore[operator]
    lambda: Money(1) > 1,  # type: ignore[operator]
    lambda: ExactMoney(1) - Money(1),  # type: ignore[operator]
    lambda: Money(1) * 1.5,  # type: ignore[operator]
    lambda: allocate(Money(1), [0.5, 0.5]),  # type: ignore[list-item]
    lambda: Rate.weekly(84.375),  # type: ignore[arg-type]
    lambda: Rate.annual(None),  # type: ignore[arg-type]
    lambda: Rate("84.375", "a week"),  # type: ignore[arg-type]
    lambda: Rate(amount=84.375, unit=RateUnit.WEEK),  # type: ignore[arg-type]
    lambda: Period(first_day="2026-04-06", last_day=DAY),  # type: ignore[arg-type]
    lambda: Period.quarter(2026, "1"),  # type: ignore[arg-type]
    lambda: PayCycle("weekly", DAY),  # type: ignore[arg-type]
    lambda: PayCycle(Frequency.WEEKLY, None),  # type: ignore[arg-type]
    lambda: Text(None),  # type: ignore[arg-type]
    lambda: Source("Care Act 2014", "14"),  # type: ignore[arg-type]
    lambda: LANCASHIRE(6.16),  # type: ignore[arg-type]
    lambda: Explanation.given("weeks", 0.5),  # type: ignore[arg-type]
    lambda: Explanation.sum("sum", Money(1)),  # type: ignore[arg-type]
    lambda: Timeline(1, ("2026-04-06", 2)),  # type: ignore[arg-type]
    lambda: StatutoryTable("a sum", ((DAY, 1),), last_day="2027-04-05", source=SOURCE),  # type: ignore[arg-type]
    lambda: StatutoryTable("a sum", ((DAY, 1),), last_day=DAY, source="the Act"),  # type: ignore[arg-type]
    lambda: WorkingDays.of(5, first=DAY, last=DAY),  # type: ignore[arg-type]
    lambda: WorkingDays({DAY}, DAY, DAY, DAY),  # type: ignore[arg-type]
)


@pytest.mark.parametrize("make", WRONG, ids=range(len(WRONG)))
def test_what_types_refuse_is_refused_when_it_runs(make: Callable[[], object]) -> None:
    with pytest.raises(IsfError):
        make()
