"""One cell of a spreadsheet as one value: exactly, or refused by name.

Nothing is guessed. A sign is a minus or refused, never a plus; a day stands before its month throughout, or as ISO
8601 has it; a percentage is one only where a percentage is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, get_args, get_origin

from ..errors import IsfError, quote
from ..model.fees import FixedFee, ManagementFee, NoFee, PercentageFee
from ..values.checks import exact
from ..values.money import ExactMoney, Money, plain_number
from ..values.rates import Rate, RateUnit
from ..values.timeline import Timeline
from ._fields import choices


class Leniency(Enum):
    """What is read besides the strict forms; each is asked for by name."""

    BLANKS = "a blank, N/A, n/k, TBC or a dash says that it is not recorded"
    DAY_FIRST = "06/04/2026 and 6 Apr 2026 are the 6th of April"
    POUND_SIGNS = "£1,234.50 is 1234.50"
    BRACKETS = "(96.00) is -96.00"
    DATE_NUMBERS = "46118 is the day that a spreadsheet shows for it, 6 April 2026"
    BINARY_NUMBERS = "a spreadsheet's 84.375 is read as the shortest number that it can be"


NOT_RECORDED: Final = object()
"""What a cell comes to that says nothing."""

_BLANKS = {"", "-", "–", "n/a", "#n/a", "na", "n/k", "not known", "not recorded", "tbc", "unknown", "none recorded"}
_NONE = {"none", "no", "nothing", "0", "0.00"}
_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,12})?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2}|[A-Za-z]{3,9})[/. -]([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/. -]([0-9]{1,2}|[A-Za-z]{3,9})[/. -][0-9]{2}")
_FIVE_DIGITS = re.compile(r"[1-9][0-9]{4}")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_MONTHS = {
    name: place
    for place, months in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in months.split()
}  # fmt: skip
_UNITS = {
    RateUnit.WEEK: ("a week", "per week", "weekly", "p/w", "pw", "p.w.", "/week", "/wk", "per wk"),
    RateUnit.FOUR_WEEKS: (
        *("every four weeks", "per four weeks", "four-weekly", "4-weekly", "every 4 weeks", "per 4 weeks", "/4 weeks"),
    ),
    RateUnit.MONTH: ("a month", "per month", "monthly", "pcm", "p.c.m.", "per calendar month", "/month"),
    RateUnit.YEAR: ("a year", "per year", "per annum", "yearly", "annual", "annually", "p.a.", "pa", "/year"),
}
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names}
_DIGITS = "write digits, with a minus before them where it is below zero, such as '84.00' or '-84.00'"
_A_RATE = "give a sum and then 'a week', 'every four weeks', 'a month' or 'a year'"
_A_FEE = "give a percentage such as '5%', a sum such as '12.50 a week', or 'none'"
_MOST_WORDS = 8
_FIRST_DAY_OF_SPREADSHEETS = date(1899, 12, 30)


def can_be_read(holds: Any) -> bool:
    """Whether one cell can say what a field holds: a value, not a record with fields of its own."""
    origins = [get_origin(choice) or choice for choice in _facts(holds)]
    return any(each in _READ or each in (tuple, ManagementFee) or _is_enum(each) for each in origins)


def _facts(holds: Any) -> Iterator[Any]:
    """What a cell may be read as: of a timeline, its first value."""
    for choice in choices(holds):
        if get_origin(choice) is Timeline:
            yield from _facts(get_args(choice)[0])
        elif choice is not type(None):
            yield choice


def read_cell(cell: object, holds: Any, unit: str, allow: Collection[Leniency], aliases: Mapping[str, str]) -> Any:
    """What a cell says of a field that may hold certain things; NOT_RECORDED where it says nothing.

    Raises IsfError for what is none of them, with what would be right.
    """
    if isinstance(cell, str):
        cell = " ".join(cell.split())
    if cell is None or (isinstance(cell, str) and cell.lower() in _BLANKS):
        if cell is None or not cell or Leniency.BLANKS in allow:
            return NOT_RECORDED
        if str not in _facts(holds):
            raise IsfError("", f"{quote(cell)} is no answer", "leave it empty, or allow BLANKS")
    text = aliases.get(cell, cell) if isinstance(cell, str) else cell
    wrong: list[IsfError] = []
    for choice in _facts(holds):
        try:
            return _as(text, choice, unit, allow)
        except IsfError as error:
            wrong.append(error)
    raise _said_of_all(wrong, [*_facts(holds)]) if isinstance(cell, str) else wrong[0]


def _said_of_all(wrong: list[IsfError], kinds: list[Any]) -> IsfError:
    """Of several things that a cell may say, what is wrong by the first, and what would be right by all."""
    words = [str(member.value) for kind in kinds if _is_enum(kind) for member in kind]
    others = [error for kind, error in zip(kinds, wrong, strict=True) if not _is_enum(kind)]
    if not words or not others:
        return wrong[0]
    return IsfError("", others[0].wrong, f"{others[0].right}, or {', '.join(map(repr, words[:_MOST_WORDS]))}")


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _as(cell: object, kind: Any, unit: str, allow: Collection[Leniency]) -> Any:
    origin = get_origin(kind) or kind
    if origin is tuple and ((type(cell) is int and cell == 0) or (isinstance(cell, str) and cell.lower() in _NONE)):
        return ()
    if origin is ManagementFee:
        return cell if hasattr(type(cell), "charges") else _fee(cell, allow)
    if _is_enum(origin):
        return _member(cell, origin)
    if isinstance(origin, type) and isinstance(cell, origin) and type(cell) is not bool and type(cell) is not datetime:
        return cell
    read = _READ.get(origin)
    if read is None:
        parts = "of each of its entries, or 'none'" if origin is tuple else f"of {getattr(origin, '__name__', origin)}"
        raise IsfError("", f"{quote(cell)} says too little", f"give the fields {parts}")
    return read(cell, unit, allow)


def _number(cell: object, allow: Collection[Leniency], *, whole: object = None, right: str = _DIGITS) -> Fraction:
    """A number as it is written, with its sign; `whole` is the cell that it was cut out of."""
    shown = quote(cell if whole is None else whole)
    no_number = IsfError("", f"{shown} is no number", right)
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return exact("", cell)
    if isinstance(cell, float):
        if Leniency.BINARY_NUMBERS not in allow:
            raise IsfError("", f"{shown} is binary", "give it as text, or allow BINARY_NUMBERS")
        cell = repr(cell)
    if not isinstance(cell, str):
        raise no_number
    text, sign = cell, 1
    if text.startswith("(") and text.endswith(")"):
        if Leniency.BRACKETS not in allow:
            raise IsfError("", f"{shown} is in brackets", "write a minus, or allow BRACKETS")
        text, sign = text[1:-1], -1
        if text.startswith("-"):
            raise no_number
    pounds = text.replace("£", "", 1).strip() if text.lstrip("-").startswith("£") else text
    if pounds != text or _GROUPED.fullmatch(pounds):
        if Leniency.POUND_SIGNS not in allow:
            raise IsfError("", f"{shown} has a pound sign or commas", "write digits alone, or allow POUND_SIGNS")
        text = pounds.replace(",", "") if _GROUPED.fullmatch(pounds) else pounds
    if not _NUMBER.fullmatch(text):
        raise no_number
    return sign * Fraction(text)


def _money(cell: object, unit: str, allow: Collection[Leniency]) -> Money:
    pence = _number(cell, allow) * 100
    if pence.denominator != 1:
        raise IsfError("", f"{quote(cell)} is finer than a penny", "round it by name first")
    return Money.from_pence(pence.numerator)


def _rate(cell: object, unit: str, allow: Collection[Leniency], right: str = _A_RATE) -> Rate:
    amount, named = cell, unit
    if isinstance(cell, str):
        low = cell.lower()
        said = next((each for each in sorted(_UNIT_OF, key=len, reverse=True) if low.endswith(each)), "")
        if said:
            amount, named = cell[: len(cell) - len(said)].strip(), said
            if unit and _UNIT_OF[named] is not _UNIT_OF.get(unit):
                raise IsfError("", f"{quote(cell)} is not {unit}, as the column says", "give the column's own unit")
    if named not in _UNIT_OF:
        raise IsfError("", f"{quote(cell)} does not say for what time it is", right)
    if unit and right is _A_RATE:
        right = f"give a sum such as '84.00', or '84.00 {unit}'"
    return Rate(ExactMoney(_number(amount, allow, whole=cell, right=right)), _UNIT_OF[named])


def _fee(cell: object, allow: Collection[Leniency]) -> Any:
    if isinstance(cell, str) and cell.lower() in {*_NONE, "no fee"}:
        return NoFee()
    if isinstance(cell, str) and cell.endswith("%"):
        return PercentageFee(percent=_number(cell[:-1].strip(), allow, whole=cell, right=_A_FEE))
    rate = _rate(cell, "", allow, _A_FEE)
    if rate.unit is not RateUnit.WEEK:
        raise IsfError("", f"{quote(cell)} is no fee that this reads", _A_FEE)
    return FixedFee(per_week=_money(plain_number(rate.amount.pounds), "", allow))


def _date(cell: object, unit: str, allow: Collection[Leniency]) -> date:
    if isinstance(cell, datetime):
        if cell.time().replace(tzinfo=None) != datetime.min.time() or cell.tzinfo is not None:
            raise IsfError("", f"{quote(cell)} has a time", "give the day alone")
        return cell.date()
    if isinstance(cell, str) and _FIVE_DIGITS.fullmatch(cell):
        cell = int(cell)  # a sheet saved as text
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if Leniency.DATE_NUMBERS not in allow:
            raise IsfError("", f"{quote(cell)} is a number", "give a date, or allow DATE_NUMBERS")
        if not 61 <= cell <= 2_958_465 or cell != int(cell):
            raise IsfError("", f"{quote(cell)} is no day of a spreadsheet", "give a whole number from 61 to 2,958,465")
        return _FIRST_DAY_OF_SPREADSHEETS + timedelta(days=int(cell))
    if isinstance(cell, str):
        cell = _MIDNIGHT.sub("", cell)
        found = _DAY_FIRST.fullmatch(cell)
        if found and Leniency.DAY_FIRST not in allow:
            raise IsfError("", f"{quote(cell)} is no ISO date", "write '2026-04-06', or allow DAY_FIRST")
        try:
            if found:
                day, month, year = found.groups()
                return date(int(year), int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0), int(day))
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
                return date.fromisoformat(cell)
        except ValueError:
            raise IsfError("", f"{quote(cell)} is no day of the calendar", "give one such as '2026-04-06'") from None
        if _SHORT_YEAR.fullmatch(cell):
            raise IsfError("", f"{quote(cell)} has a year of two digits", "give one such as '2026-04-06'")
    raise IsfError("", f"{quote(cell)} is no date", "give one such as '2026-04-06'")


def _member(cell: object, kind: type[Enum]) -> Enum:
    """A member by its name, its value, or the first word of either, where only one begins so."""
    if isinstance(cell, kind):
        return cell
    if isinstance(cell, str):
        low = cell.lower()
        named = {member.name.lower(): member for member in kind}
        spoken = {str(member.value).lower(): member for member in kind}
        found = named.get(low.replace(" ", "_").replace("-", "_")) or spoken.get(low)
        begun = {member for text, member in (*named.items(), *spoken.items()) if re.split(r"[ _-]", text)[0] == low}
        if found is None and len(begun) == 1:
            (found,) = begun
        if found is not None:
            return found
    members = ", ".join(repr(str(member.value)) for member in list(kind)[:_MOST_WORDS])
    raise IsfError("", f"{quote(cell)} is none of its answers", f"give one of {members}")


def _flag(cell: object, unit: str, allow: Collection[Leniency]) -> bool:
    if isinstance(cell, bool):
        return cell
    low = cell.lower() if isinstance(cell, str) else cell
    if low not in (*_YES, *_NO):
        raise IsfError("", f"{quote(cell)} is neither yes nor no", "give 'yes' or 'no'")
    return low in _YES


def _whole(cell: object, unit: str, allow: Collection[Leniency]) -> int:
    number = _number(cell, allow)
    if number.denominator != 1:
        raise IsfError("", f"{quote(cell)} is no whole number", "give one such as 4")
    return number.numerator


def _text(cell: object, unit: str, allow: Collection[Leniency]) -> str:
    if isinstance(cell, bool) or not isinstance(cell, (str, int)):
        raise IsfError("", f"{quote(cell)} is no text", "give a text")
    return cell if isinstance(cell, str) else str(exact("", cell))


_READ: dict[Any, Callable[[object, str, Collection[Leniency]], Any]] = {
    Money: _money,
    Rate: _rate,
    date: _date,
    bool: _flag,
    int: _whole,
    str: _text,
    Fraction: lambda cell, unit, allow: _number(cell, allow),
    ExactMoney: lambda cell, unit, allow: ExactMoney(_number(cell, allow)),
}
