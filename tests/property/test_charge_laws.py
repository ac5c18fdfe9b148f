"""Laws of what the person is charged, for arrangements that vary in time: no part is below 0.00 (PAY-13)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from property.test_time_laws import in_force, varying
from support.arrangements import FIRST_DAY, mary

from isf_core import (
    PLAIN,
    Basis,
    Convention,
    InHouse,
    Money,
    NotRecorded,
    Rate,
    Timeline,
    charges_for,
    schedule_payments,
)

AT_ONCE = 60
UNTIL = date(2027, 4, 5)


@pytest.mark.parametrize("first", range(0, 240, AT_ONCE))
def test_pay_13_the_parts_of_any_charge_add_up_and_none_is_below_zero(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        case = varying(seed)
        until = case.first_day + timedelta(days=400)
        try:
            rows = charges_for(case.arrangement, policy=in_force(case), until=until)
        except NotRecorded:
            continue
        for row in rows:
            assert min(row.not_charged, row.let_go, row.by_holder, row.by_funder) >= Money(0), f"{row}\n{case}"
            assert row.assessed == row.not_charged + row.let_go + row.amount, f"{row}\n{case}"
            assert row.amount == row.by_holder + row.by_funder, f"{row}\n{case}"
            assert row.explain().value() == row.amount.exact.pounds, f"{row}\n{case}"


@given(
    st.lists(st.tuples(st.integers(2, 51), st.integers(0, 400_000)), min_size=1, max_size=3),
    st.integers(100_000, 400_000),
    st.integers(0, 120_000),
    st.sampled_from(Basis),
)
def test_pay_13_by_running_total_a_net_charge_is_what_comes_off_and_pennies_do_not_pile_up(
    services: list[tuple[int, int]], cost: int, contribution: int, basis: Basis
) -> None:
    """Thousandths of a pound a week; a service in-house begins or changes so many weeks after the first day."""
    changes = {FIRST_DAY + timedelta(weeks=week): Rate.weekly(Fraction(mills, 1000)) for week, mills in services}
    in_house = (InHouse(what="day centre", cost=Timeline(Rate.weekly(0), *sorted(changes.items()))),)
    case = mary(
        budget={
            "actual": Rate.weekly(Fraction(cost, 1000)),
            "contribution": Rate.weekly(Fraction(contribution, 1000)),
            "in_house": in_house,
        },
        payment={"basis": basis, "convention": Convention.RUNNING_TOTAL},
    )
    payments, rows = schedule_payments(case, until=UNTIL), charges_for(case, policy=PLAIN, until=UNTIL)
    assert [row.by_holder for row in rows] == [payment.contribution for payment in payments]
    exact = Fraction(min(contribution, cost) * 4 * len(rows), 10)
    assert abs(rows.amount.pence - exact) <= 2
    assessed = Money.total(row.assessed for row in rows)
    assert abs(assessed.pence - Fraction(contribution * 4 * len(rows), 10)) <= 2
    for row, payment in zip(rows, payments, strict=True):
        assert min(row.not_charged, row.by_holder, row.by_funder) >= Money(0)
        if basis is Basis.NET and payment.last_day < min(changes):
            assert not row.by_funder
