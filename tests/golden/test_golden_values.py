"""The golden numbers that the ground floor answers alone: splits, month ends, working days, years."""

from __future__ import annotations

from datetime import date

import pytest

from isf_core.errors import IsfError
from isf_core.values.allocation import allocate
from isf_core.values.dates import Period
from isf_core.values.money import Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.working_days import Move, WorkingDays

FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))


@pytest.mark.parametrize(
    ("move", "due"),
    [
        (
            Move.BACK,
            [
                date(2026, 4, 2),
                date(2026, 5, 1),
                date(2026, 6, 1),
                date(2026, 6, 29),
                date(2026, 7, 27),
                date(2026, 8, 24),
            ],
        ),
        (Move.FORWARD, [date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 1)]),
    ],
)
def test_g03_due_dates_move_to_a_working_day_and_the_cycle_does_not(move: Move, due: list[date]) -> None:
    england = WorkingDays.england_and_wales()
    assert [england.moved(FOUR_WEEKLY.start_of(number), move) for number in range(len(due))] == due


def test_g18_a_surplus_shared_equally_by_person_holder_and_council() -> None:
    assert [str(part) for part in allocate(Money("1000.01"), (1, 1, 1))] == ["333.34", "333.34", "333.33"]


def test_g19_a_pools_cost_shared_40_30_20_10() -> None:
    parts = allocate(Money("123.45"), (40, 30, 20, 10))
    assert [str(part) for part in parts] == ["49.38", "37.04", "24.69", "12.34"]


def test_g20_a_zero_weight_gets_nothing_and_all_zero_raise() -> None:
    assert [str(part) for part in allocate(Money("100.00"), (0, 1, 1, 1))] == ["0.00", "33.34", "33.33", "33.33"]
    with pytest.raises(IsfError, match="all weights are zero"):
        allocate(Money("100.00"), (0, 0, 0, 0))


def test_g22_month_ends_are_stepped_from_the_anchor() -> None:
    month_ends = PayCycle(Frequency.MONTHLY, anchor=date(2026, 1, 31))
    assert [month_ends.start_of(number) for number in range(4)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_g26_thirteen_or_fourteen_periods_begin_in_a_financial_year() -> None:
    counts = {year: FOUR_WEEKLY.beginning_in(Period.financial_year(year)) for year in range(2026, 2031)}
    assert counts == {2026: 13, 2027: 13, 2028: 13, 2029: 13, 2030: 14}
    from_the_first = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 1))
    assert from_the_first.beginning_in(Period.financial_year(2026)) == 14
