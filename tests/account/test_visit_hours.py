"""Hours and the price of an hour by support (LED-14)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support.refusing import refused
from support.small_account import P1, P2, small

from isf_core import PLAIN, Fund, NotRecorded, SupportHours, VisitRecord, VisitState, hours_by_support, statement_for
from isf_core.values import ExactMoney, Money


def visit(ref: str, minutes: int | None = 60, price: str | None = "24.00", **facts: Any) -> VisitRecord:
    return VisitRecord(
        **{"ref": ref, "on": P1.first_day, "support": "homecare", "minutes": minutes, "price": price, **facts}
    )


VISITS = (
    visit("V-1", 45, "18.00"),
    visit("V-2", 30, "12.00"),
    visit("V-3", 60, "30.00"),
    visit("V-4", None),
    visit("V-5", 60, None, support=None),
    visit("V-6", state=VisitState.CANCELLED),
    visit("V-7", 20, "8.00", on=P2.first_day),
    visit("V-8", None, None),
)


def rows(given: tuple[SupportHours, ...]) -> list[tuple[object, ...]]:
    return [(each.support, each.hourly, each.visits, each.hours, each.amount) for each in given]


def test_g6_a_statement_gives_hours_and_the_price_of_an_hour_by_support() -> None:
    account = Fund(entries=(), visits=VISITS)
    first = statement_for(small(fund={"visits": VISITS}), span=P1, policy=PLAIN)
    assert first.hours == hours_by_support(account, span=P1)
    assert rows(first.hours or ()) == [
        ("homecare", ExactMoney(24), 2, Fraction(5, 4), Money(30)),
        ("homecare", ExactMoney(30), 1, 1, Money(30)),
        ("homecare", None, 2, None, None),
        (None, None, 1, 1, None),
    ]
    assert str(first.hours_table()).splitlines()[1:4] == [
        "Support                  Visits   Hours   An hour   Amount",
        "homecare                      2    1.25     24.00    30.00",
        "homecare                      1       1     30.00    30.00",
    ]
    joined = first.joined(statement_for(small(fund={"visits": VISITS}), span=P2, policy=PLAIN))
    assert rows(joined.hours or ())[0] == (
        "homecare",
        ExactMoney(24),
        3,
        Fraction(19, 12),
        Money(38),
    )


def test_hours_without_recorded_visits_are_not_known() -> None:
    statement = statement_for(small(), span=P1, policy=PLAIN)
    assert statement.hours is None
    assert statement.joined(statement_for(small(), span=P2, policy=PLAIN)).hours is None
    with pytest.raises(NotRecorded, match=r"fund\.visits"):
        statement.hours_table()
    with pytest.raises(NotRecorded, match=r"fund\.visits"):
        hours_by_support(Fund(), span=P1)
    refused(lambda: hours_by_support("fund", span=P1), "hours_by_support")  # type: ignore[arg-type]
    refused(lambda: hours_by_support(Fund(), span="April"), "hours_by_support")  # type: ignore[arg-type]
