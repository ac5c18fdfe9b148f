"""Who bears what of a cost, on its own: rates in order and shares of the rest, and what comes off whom."""

from __future__ import annotations

from fractions import Fraction

import pytest

from isf_core.schedule._accrual import EXACT, NOTHING, AccrualRate
from isf_core.schedule.bearers import Bearers

RATES = (("NHS", Fraction(30)), ("school", Fraction(25, 2)))
SHARES = (("council", Fraction(3, 5)), ("county", Fraction(2, 5)))
EVERYBODY = ("NHS", "school", "council", "county")
COSTS = [Fraction(cost) for cost in ("0", "0.01", "29.99", "30", "30.01", "42.50", "42.51", "100")]
OF_THEM = [(), ("council",), ("NHS",), ("school", "county"), ("council", "county"), EVERYBODY]
"""Which of them charge the person."""


def bearers(*charging: str) -> Bearers:
    """Two with rates and two with shares."""
    rates = tuple((ref, EXACT.weekly(rate)) for ref, rate in RATES)
    return Bearers(rates, SHARES, frozenset(charging))


def expected(cost: Fraction) -> dict[str, Fraction]:
    """What each bears of a cost a week, by hand."""
    nhs = min(cost, Fraction(30))
    school = min(cost - nhs, Fraction(25, 2))
    rest = cost - nhs - school
    return {"NHS": nhs, "school": school, "council": rest * Fraction(3, 5), "county": rest * Fraction(2, 5)}


def a_week(parts: dict[str, AccrualRate]) -> dict[str, Fraction]:
    assert all(7 * part.per_day == part.per_week for part in parts.values())
    return {ref: part.per_week for ref, part in parts.items()}


@pytest.mark.parametrize("cost", COSTS)
def test_rates_are_used_up_in_order_and_the_rest_is_shared(cost: Fraction) -> None:
    parts = bearers().parts_of(EXACT.weekly(cost))
    assert list(parts) == list(EVERYBODY)
    assert a_week(parts) == bearers().weights_of(EXACT.weekly(cost)) == expected(cost)
    over = bearers().unused_by(EXACT.weekly(cost))
    assert a_week(over) == {ref: rate - expected(cost)[ref] for ref, rate in RATES}


@pytest.mark.parametrize("charging", OF_THEM)
@pytest.mark.parametrize("cost", COSTS)
def test_what_may_be_charged_for_is_borne_by_those_that_charge(cost: Fraction, charging: tuple[str, ...]) -> None:
    part = bearers(*charging).charging_part_of(EXACT.weekly(cost))
    assert part.per_week == sum(expected(cost)[ref] for ref in charging)
    assert bearers(*charging).all_charge is (charging == EVERYBODY)
    instalment = EXACT.weekly(cost)._replace(is_instalment=True)
    assert bearers(*charging).charging_part_of(instalment).is_instalment, "it runs as the cost does"


@pytest.mark.parametrize("charging", OF_THEM)
@pytest.mark.parametrize("in_house", [Fraction(sum_) for sum_ in ("0", "5", "30", "57.50", "60", "100")])
@pytest.mark.parametrize("cost", [Fraction(20), Fraction(100)])
def test_in_house_services_come_off_those_that_charge_first_and_then_off_the_others(
    cost: Fraction, in_house: Fraction, charging: tuple[str, ...]
) -> None:
    in_house = min(in_house, cost)
    before = expected(cost)
    theirs = sum((before[ref] for ref in charging), Fraction(0))
    off_theirs = min(in_house, theirs)
    of_others = cost - theirs
    after = a_week(bearers(*charging).parts_less(EXACT.weekly(cost), EXACT.weekly(in_house)))
    for ref in EVERYBODY:
        whole, off = (theirs, off_theirs) if ref in charging else (of_others, in_house - off_theirs)
        assert after[ref] == before[ref] - (off * before[ref] / whole if whole else 0)


@pytest.mark.parametrize("free", [Fraction(0), Fraction(1, 4), Fraction(1)])
@pytest.mark.parametrize("in_house", [Fraction(sum_) for sum_ in ("0", "10", "57.50", "57.51")])
def test_no_more_is_charged_for_than_in_house_services_leave_and_no_less_than_nothing(
    in_house: Fraction, free: Fraction
) -> None:
    """The two with shares bear 57.50 of 100."""
    made = bearers("council", "county").chargeable(EXACT.weekly(Fraction(100)), EXACT.weekly(in_house), free, EXACT)
    assert made.per_week == max(min(Fraction(115, 2) - in_house, Fraction(115, 2) * (1 - free)), Fraction(0))


@pytest.mark.parametrize(
    ("bears", "of_a_penny"),
    [
        ({"NHS": 30, "school": 12, "council": 6, "county": 4}, {"council": Fraction(3, 5), "county": Fraction(2, 5)}),
        ({"NHS": 30, "school": 12, "council": 6, "county": 0}, {"council": Fraction(1)}),
        ({"NHS": 30, "school": 12, "council": 0, "county": 0}, {"school": Fraction(1)}),
        ({"NHS": 30, "school": 0, "council": 0, "county": 0}, {"NHS": Fraction(1)}),
        ({"NHS": 0, "school": 0, "council": 0, "county": 0}, {"council": Fraction(3, 5), "county": Fraction(2, 5)}),
    ],
)
def test_a_rounding_is_borne_by_those_with_shares_that_bear_some_of_it_or_by_the_last_rate(
    bears: dict[str, int], of_a_penny: dict[str, Fraction]
) -> None:
    for rounding in (Fraction(1), Fraction(-1, 2)):
        made = bearers().of_rounding({ref: Fraction(part) for ref, part in bears.items()}, rounding)
        assert made == {ref: rounding * of_a_penny.get(ref, 0) for ref in EVERYBODY}


def test_where_no_funding_is_recorded_all_of_a_cost_is_charged_for() -> None:
    assert Bearers((), (), frozenset()).charging_part_of(EXACT.weekly(Fraction(5))).per_week == 5
    assert bearers().charging_part_of(EXACT.weekly(Fraction(5))) == NOTHING, "none of them charges"
