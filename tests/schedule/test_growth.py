"""What it costs grows no faster than what is asked: work is counted in calls, which no neighbour's load changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from support.arrangements import FIRST_DAY, mary

from isf_core import PLAIN, Rate, Schedule, Timeline, charges_for, schedule_payments
from isf_core.model import (
    Arrangement,
    Change,
    ChargedBy,
    ChargingTerms,
    Exemption,
    Ground,
    Suspension,
    SuspensionRule,
    Variation,
)

TERM = 40 * 365


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, Python's own included."""
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def payments(number: int) -> Schedule:
    fund = mary(contract={"last_day": day(28 * number - 1)}, budget={"contribution": Rate.weekly("20")})
    return schedule_payments(fund, until=day(28 * number - 1))


def exempt(number: int) -> Arrangement:
    free = (
        Exemption(ground=Ground.AFTERCARE, first_day=day(each % 360), last_day=day(each % 360 + 30), part="0.01")
        for each in range(number)
    )
    return mary(budget={"contribution": Rate.weekly("20"), "exemptions": tuple(free)})


def contributions(number: int) -> Timeline[Rate]:
    return Timeline(Rate.weekly(5), *((day(each + 1), Rate.weekly(f"{5 + each % 7}.10")) for each in range(number)))


def by_weeks(number: int) -> Arrangement:
    weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS)
    return mary(
        contract={"last_day": day(TERM)}, budget={"contribution": contributions(number)}, payment={"charging": weeks}
    )


def away(number: int) -> Arrangement:
    spells = tuple(Suspension(first_day=day(3 * each), last_day=day(3 * each + 1)) for each in range(number))
    rule = SuspensionRule(full_days=0, retainer="0.5")
    return mary(contract={"last_day": day(TERM), "suspension": rule}, arrangement={"suspensions": spells})


def varied(path: str, value: Callable[[int], object]) -> Callable[[int], Arrangement]:
    def made(number: int) -> Arrangement:
        variations = tuple(
            Variation(effective=day(each + 1), known_from=FIRST_DAY, changes=(Change(path, value(each)),))
            for each in range(number)
        )
        return mary(contract={"last_day": day(TERM)}, arrangement={"variations": variations})

    return made


AMOUNTS = varied("budget.actual", lambda each: Rate.weekly(f"{80 + each % 9}.10"))
DUE_DAYS = varied("contract.payment.due_days", lambda each: each % 5)


def paid(fund: Arrangement) -> object:
    return schedule_payments(fund, until=day(1_200))


def charged(fund: Arrangement) -> object:
    return charges_for(fund, policy=PLAIN, until=day(1_200))


@pytest.mark.parametrize(
    ("made", "work"),
    [(exempt, charged), (by_weeks, charged), (away, paid), (away, charged), (AMOUNTS, paid), (DUE_DAYS, paid)],
    ids=["exemptions", "charging weeks", "suspensions", "suspensions charged", "amounts", "terms"],
)
def test_ten_times_as_many_cost_at_most_ten_times_as_much(
    made: Callable[[int], Arrangement], work: Callable[[Arrangement], object]
) -> None:
    few, many = made(40), made(400)
    work(few)  # what is made once for all is not counted
    assert calls(lambda: work(many)) <= 10.5 * calls(lambda: work(few))


def test_explaining_a_payment_costs_the_same_however_many_there_are() -> None:
    few, many = payments(13), payments(130)
    each = {
        len(some): calls(lambda some=some: [payment.explain() for payment in some]) / len(some)  # type: ignore[misc]
        for some in (payments(13), few, many)
    }
    assert each[130] <= 1.1 * each[13]
