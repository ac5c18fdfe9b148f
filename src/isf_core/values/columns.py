"""What stands in the columns of results: one kind for each key, whatever the rows, so that any two results fit.

>>> [str(column) for column in (Column.of("due", "Due"), Column.of("amount", "Paid"), Column.of("who", "Who"))]
['due (date)', 'amount (money)', 'who (text)']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from .money import ExactMoney, Money, Rounding, plain_number

Plain = str | int | date | Decimal | None
"""What stands in a record."""

Cell = str | int | date | Money | ExactMoney | Fraction | None
"""What stands in a table."""

_PLACES = 12  # of an exact sum in a record


class ColumnKind(Enum):
    """What a column holds, if it holds anything: the type in a record, and in Arrow."""

    TEXT = "text"
    """A text; `string` in Arrow."""
    WHOLE = "whole number"
    """An int; `int64` in Arrow."""
    FLAG = "yes or no"
    """A bool; `bool` in Arrow."""
    DATE = "date"
    """A date; `date32` in Arrow."""
    MONEY = "money"
    """Pounds as a Decimal with two places; `decimal128(18, 2)` in Arrow."""
    EXACT = "exact number"
    """A Decimal of twelve places, rounded half up; `decimal128(38, 12)` in Arrow. The column after it, `..._exactly`,
    has the number itself, as a text such as "84.375" or "1/3"."""


_KIND_OF = {
    ColumnKind.WHOLE: "broken_before broken_after number question row people visits payments days",
    ColumnKind.FLAG: "is_regular",
    ColumnKind.DATE: "on first_day last_day due unmoved_due given_on notice_ends Event_Start_Date Event_End_Date",
    ColumnKind.MONEY: (
        "amount budget in_house contribution fee fee_on_top one_off adjusted regular payment withheld assessed "
        "not_charged let_go by_holder by_funder delivered beyond limit cost spent paid before after difference "
        "paid_before paid_after left Unit_Cost"
    ),
    ColumnKind.EXACT: (
        "a_week planned variance hours hourly hours_before hours_saved rate_before rate_after rise worth was now "
        "saved per_person per_person_a_week by exact_difference readers accrued was_paid decimals comes_to cause_alike "
        "cause_rounding cause_year cause_months cause_changes cause_in_house cause_suspensions cause_other_funders "
        "cause_contribution cause_fee_on_top cause_one_offs cause_timing cause_adjustments"
    ),
}
_KINDS = {key: kind for kind, keys in _KIND_OF.items() for key in keys.split()}


class Column(NamedTuple):
    """A column of records: its key, its kind and its heading."""

    key: str
    kind: ColumnKind
    heading: str
    is_beside_another: bool = False
    """Whether it has the exact numbers of the column before it, as texts."""

    @classmethod
    def of(cls, key: str, heading: str) -> Column:
        """The column of a key; what is not known otherwise is text, and a funder's part is money."""
        return cls(key, ColumnKind.MONEY if key.startswith("funder ") else _KINDS.get(key, ColumnKind.TEXT), heading)

    def __str__(self) -> str:
        return f"{self.key} ({self.kind.value})"


def columns_of(headings: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    """The columns of records: after one of exact numbers stands one with the numbers as texts."""
    out: list[Column] = []
    for key, heading in headings:
        out.append(Column.of(key, heading))
        if out[-1].kind is ColumnKind.EXACT:
            out.append(Column(f"{key}_exactly", ColumnKind.TEXT, f"{heading}, exactly", True))
    return tuple(out)


def entries_of(column: Column, cell: Cell) -> dict[str, Plain]:
    """What a cell is in a record: of its column's kind, or None."""
    if column.kind is ColumnKind.EXACT:
        number, text = _exactly(cell)
        return {column.key: number, f"{column.key}_exactly": text}
    held: Plain = cell.amount if isinstance(cell, Money) else cell  # type: ignore[assignment]  # exact ones are above
    if column.kind is ColumnKind.TEXT and held is not None:
        held = held.isoformat() if isinstance(held, date) else str(held)
    return {column.key: held}


def _exactly(cell: Cell) -> tuple[Decimal | None, str | None]:
    """An exact number as a Decimal of twelve places, and as a text."""
    if cell is None:
        return None, None
    held = cell.exact if isinstance(cell, Money) else cell
    number = held.pounds if isinstance(held, ExactMoney) else Fraction(held)  # type: ignore[arg-type]
    return Decimal(f"{Rounding.HALF_UP.of(number * 10**_PLACES)}E-{_PLACES}"), plain_number(number)
