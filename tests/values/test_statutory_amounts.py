"""Amounts set by law (POL-05): a day outside the table is unknown, never the last row."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from isf_core.errors import ImpossiblePeriod, IsfError, NotADate, NotRecorded, TooLarge
from isf_core.values import CARE_ACT, INTERPRETATION, Money, StatutoryTable

Refused = Callable[..., IsfError]
SOURCE = INTERPRETATION("made up")
FIRST, SECOND, LAST = date(2025, 4, 6), date(2026, 4, 6), date(2027, 4, 5)
TABLE = StatutoryTable("the sum", ((FIRST, Money("215")), (SECOND, Money("223.50"))), last_day=LAST, source=SOURCE)


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date.min, None),
        (date(2025, 4, 5), None),
        (FIRST, Money("215")),
        (date(2026, 4, 5), Money("215")),
        (SECOND, Money("223.50")),
        (LAST, Money("223.50")),
        (date(2027, 4, 6), None),
        (date.max, None),
    ],
)
def test_a_row_holds_until_the_next_and_the_last_to_the_last_day_known(on: date, value: Money | None) -> None:
    assert TABLE.on(on) == value
    if value is not None:
        assert TABLE.known_on(on) == value
        return
    with pytest.raises(NotRecorded) as missing:
        TABLE.known_on(on)
    assert missing.value.fields == (f"the sum on {on}",)


def test_a_value_of_zero_is_a_value() -> None:
    free: StatutoryTable[int] = StatutoryTable("nothing", ((FIRST, 0),), last_day=FIRST, source=SOURCE)
    assert (free.on(FIRST), free.known_on(FIRST), free.on(SECOND)) == (0, 0, None)


def test_the_order_in_which_rows_are_given_changes_nothing() -> None:
    turned = StatutoryTable("the sum", tuple(reversed(TABLE.rows)), last_day=LAST, source=SOURCE)
    assert turned == TABLE
    assert hash(turned) == hash(TABLE)
    assert turned.rows == ((FIRST, Money("215")), (SECOND, Money("223.50")))
    assert (TABLE.name, TABLE.first_day, TABLE.last_day, TABLE.source) == ("the sum", FIRST, LAST, SOURCE)


@pytest.mark.parametrize(
    "other",
    [
        StatutoryTable("another", TABLE.rows, last_day=LAST, source=SOURCE),
        StatutoryTable("the sum", TABLE.rows[:1], last_day=LAST, source=SOURCE),
        StatutoryTable("the sum", TABLE.rows, last_day=SECOND, source=SOURCE),
        StatutoryTable("the sum", TABLE.rows, last_day=LAST, source=CARE_ACT("section 14")),
    ],
)
def test_name_rows_last_day_and_source_tell_tables_apart(other: StatutoryTable[Money]) -> None:
    assert other != TABLE


def test_the_next_row_is_known_once_it_is_set() -> None:
    third = date(2027, 4, 6)
    longer = TABLE.then(third, Money("230"), last_day=date(2028, 4, 5))
    assert (longer.on(third), TABLE.on(third)) == (Money("230"), None)
    assert longer.on(LAST) == Money("223.50")


def test_it_is_an_immutable_value_that_copies_and_pickles() -> None:
    for same in (copy.copy(TABLE), copy.deepcopy(TABLE), pickle.loads(pickle.dumps(TABLE))):
        assert same == TABLE
    with pytest.raises(FrozenInstanceError):
        TABLE.last_day = date.max  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del TABLE.rows
    assert repr(TABLE) == "<StatutoryTable the sum: 2 from 2025-04-06 to 2027-04-05>"


@pytest.mark.parametrize(
    ("facts", "kind", "message"),
    [
        ({"rows": ()}, IsfError, "there is no row"),
        ({"rows": ((FIRST, 1), (FIRST, 2))}, IsfError, "two rows from 2025-04-06"),
        ({"rows": ((FIRST, 1, 2),)}, IsfError, "is no row"),
        ({"rows": ((FIRST, None),)}, IsfError, "no value"),
        ({"rows": ([FIRST, 1],)}, IsfError, "rows[0]"),
        ({"rows": (("2025-04-06", 1),)}, NotADate, "rows[0]"),
        ({"rows": ((datetime(2025, 4, 6, tzinfo=UTC), 1),)}, NotADate, "rows[0]"),
        ({"rows": ((FIRST, 1),) * 10_001}, TooLarge, "10,001"),
        ({"rows": ((FIRST, [1]),)}, IsfError, "may be changed"),
        ({"last_day": date(2025, 4, 5)}, ImpossiblePeriod, "2025-04-05 is before the last row's 2025-04-06"),
        (
            {"rows": ((FIRST, 1), (date(2025, 6, 1), 2)), "last_day": date(2025, 5, 31)},
            ImpossiblePeriod,
            "2025-05-31 is before the last row's 2025-06-01",
        ),
        ({"last_day": None}, NotADate, "last_day"),
        ({"source": "section 14"}, IsfError, "Source"),
        ({"name": " "}, IsfError, "blank"),
    ],
)
def test_what_is_no_table_is_refused_by_name(
    refused: Refused, facts: dict[str, Any], kind: type[IsfError], message: str
) -> None:
    given: dict[str, Any] = {"name": "the sum", "rows": ((FIRST, 1),), "last_day": LAST, "source": SOURCE, **facts}
    refused(
        lambda: StatutoryTable(given["name"], given["rows"], last_day=given["last_day"], source=given["source"]),
        kind,
        message,
    )


def test_a_moment_is_no_day(refused: Refused) -> None:
    refused(lambda: TABLE.on(datetime(2026, 4, 6, tzinfo=UTC)), NotADate, "StatutoryTable.on")
