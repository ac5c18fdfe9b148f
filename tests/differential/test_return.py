"""The sums of the national return against duckdb, which counts them in whole numbers by a query of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from property.test_return_laws import QUARTERS
from property.test_time_laws import in_force, varying
from support.returns import rows_of

from isf_core import ReturnCause, as_known, reconcile_return, schedule_payments

duckdb = pytest.importorskip("duckdb")

Dice = Callable[[], Iterator[Random]]
KNOWN = date(2040, 1, 1)
PARTS = 7 * 52
"""Of what readers compute, every sum is so many parts of a penny: a day is a seventh, a year 52 weeks."""
UNITS = {"week": 52, "fortnight": 26, "4-week": 13, "month": 12, "quarter": 4, "annual": 1}
READERS = """
    select coalesce(sum(case when units = 0 then pence * $parts else pence * units * days end), 0)::hugeint
    from (
        select distinct person, first_day, component, pence, units, mechanism,
            date_diff('day', greatest(first_day, $first), least(coalesce(last_day, $last), $last)) + 1 as days
        from record
        where first_day <= $last and coalesce(last_day, $last) >= $first
    )
"""


def units_of(words: str) -> int:
    """How many 52nds of its cost a record costs a week; 0 for what is paid once."""
    found = [units for word, units in UNITS.items() if words.lower().startswith(word)]
    assert found or words == "One-off", words
    return found[0] if found else 0


@pytest.fixture
def database() -> Iterator[Any]:
    with duckdb.connect() as made:
        made.execute(
            "create table record (person text, first_day date, last_day date, component text, pence bigint,"
            " units integer, mechanism text)"
        )
        made.execute("create table payment (due date, pence bigint)")
        yield made


def test_dat_02_readers_figure_and_what_fell_due_are_what_a_database_sums(dice: Dice, database: Any) -> None:
    for each in dice():
        case = varying(each.randrange(10**6))
        policy = in_force(case)
        end = min(QUARTERS, key=lambda end: abs((end - case.first_day).days - each.choice((0, 60, 120, 300))))
        returned = rows_of(case.arrangement, end, on=KNOWN, policy=policy)
        quarter, found = returned.quarter, reconcile_return(returned)
        assert not found.left_out, case
        database.execute("delete from record")
        database.execute("delete from payment")
        records: list[dict[str, Any]] = [*returned.records()]
        rows = [
            (
                "P",
                record["Event_Start_Date"],
                record["Event_End_Date"],
                record["Service_Component"],
                int(100 * Fraction(record["Unit_Cost"])),
                units_of(record["Cost_Frequency_Unit_Type"]),
                record["Delivery_Mechanism"],
            )
            for record in records
            if record["Unit_Cost"]
        ]
        if rows:
            database.executemany("insert into record values (?, ?, ?, ?, ?, ?, ?)", rows)
        until = max(case.first_day, end + timedelta(days=200))
        known = as_known(case.arrangement, on=KNOWN)
        schedule = schedule_payments(known, until=until, policy=policy)
        database.executemany(
            "insert into payment values (?, ?)", [(payment.due, payment.amount.pence) for payment in schedule]
        )
        days = {"first": quarter.first_day, "last": quarter.last_day}
        ((parts,),) = database.execute(READERS, {**days, "parts": PARTS}).fetchall()
        assert found.total.readers.pounds == Fraction(parts, 100 * PARTS), case
        ((paid,),) = database.execute(
            "select coalesce(sum(pence), 0)::hugeint from payment where due between $first and $last", days
        ).fetchall()
        assert found.total.paid.pounds == Fraction(paid, 100), case
        causes = dict(found.total.causes)
        assert Fraction(parts, 100 * PARTS) + sum(sum_.pounds for sum_ in causes.values()) == Fraction(paid, 100)
        assert causes[ReturnCause.ADJUSTMENTS].is_zero
