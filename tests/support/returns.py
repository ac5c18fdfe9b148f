"""Arrangements for the national return, and what its readers make of its rows, in our own words and by the day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    ClientLevelRows,
    Contract,
    ExactMoney,
    Frequency,
    Funder,
    FunderKind,
    Money,
    Move,
    NoFee,
    OneOffPayment,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Rounding,
    ServiceType,
    Timing,
    client_level_rows,
)

JUNE, SEPTEMBER, MARCH = date(2026, 6, 30), date(2026, 9, 30), date(2027, 3, 31)
START = date(2026, 4, 6)
COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL)
NHS = Funder(ref="icb", kind=FunderKind.NHS)


def fund(
    *,
    frequency: Frequency = Frequency.FOUR_WEEKLY,
    first_day: date = START,
    last_day: Any = OPEN_ENDED,
    budget: dict[str, Any] | None = None,
    payment: dict[str, Any] | None = None,
    contract: dict[str, Any] | None = None,
    **more: Any,
) -> Arrangement:
    """Mary's fund of £4,387.50 a year, with some facts changed."""
    stated: dict[str, Any] = {
        "actual": Rate.annual("4387.50"),
        "contribution": Rate.weekly(0),
        "in_house": (),
        "one_offs": (),
    }
    terms: dict[str, Any] = {
        "cycle": PayCycle(frequency, anchor=first_day),
        "timing": Timing.IN_ADVANCE,
        "basis": Basis.NET,
        "move": Move.BACK,
        "one_offs": OneOffPayment.WITH_PERIOD,
    }
    agreed: dict[str, Any] = {"first_day": first_day, "last_day": last_day, "fee": NoFee()} | (contract or {})
    facts: dict[str, Any] = {"person": Person(ref="P-1"), "ref": "A-1", "funding": COUNCIL} | more
    return Arrangement(
        **facts,
        budget=PersonalBudget(**stated | (budget or {})),
        contract=Contract(**agreed, payment=PaymentTerms(**terms | (payment or {}))),
    )


def rows_of(book: Any, quarter_end: date = JUNE, on: date | None = None, **more: Any) -> ClientLevelRows:
    """The rows of a quarter, as known on its last day."""
    asked: dict[str, Any] = {"service_type": ServiceType.LONG_TERM_COMMUNITY, "policy": PLAIN} | more
    return client_level_rows(book, quarter_end=quarter_end, on=on or quarter_end, **asked)


def pence(sum_: ExactMoney) -> Money:
    """To the nearest penny."""
    return sum_.rounded(Rounding.HALF_UP)


_UNITS = {
    "week": Fraction(1),
    "fortnight": Fraction(1, 2),
    "4-week": Fraction(1, 4),
    "month": Fraction(12, 52),
    "quarter": Fraction(4, 52),
    "annual": Fraction(1, 52),
}


def as_readers_count(records: list[dict[str, Any]], first_day: date, last_day: date) -> Fraction:
    """What readers make of records for some days, day by day: rows alike once, each day a seventh of a week."""
    told_apart = ("Event_Start_Date", "Service_Component", "Unit_Cost", "Cost_Frequency_Unit_Type")
    seen = set()
    total = Fraction(0)
    for record in records:
        ends = record["Event_End_Date"] or last_day
        all_days = range(first_day.toordinal(), last_day.toordinal() + 1)
        days = [each for each in all_days if record["Event_Start_Date"].toordinal() <= each <= ends.toordinal()]
        key = (record["person"], *(record[name] for name in told_apart), record["Delivery_Mechanism"])
        if not days or not record["Unit_Cost"] or key in seen:
            continue
        seen.add(key)
        words = record["Cost_Frequency_Unit_Type"].lower()
        if words == "one-off":
            total += Fraction(record["Unit_Cost"])
            continue
        (units,) = (units for word, units in _UNITS.items() if words.startswith(word))
        total += sum((Fraction(record["Unit_Cost"]) * units / 7 for _ in days), Fraction(0))
    return total
