"""The kinds of field that records are made of: each reads what is given, or refuses it by place.

A field that may be unrecorded takes None. A field that changes over time takes a bare value
and keeps it as a Timeline.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, TypeVar

import attrs

from ..errors import ImpossiblePeriod, IsfError, quote
from ..values import checks
from ..values.money import Money
from ..values.timeline import Timeline

T = TypeVar("T")

Check = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def _place(record: object, field: attrs.Attribute[Any]) -> str:
    return f"{type(record).__name__}.{field.name}"


def maybe(check: Check) -> Check:
    """None, or what the check lets through."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        if given is not None:
            check(record, field, given)

    return checked


def a_text(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A text that is not blank."""
    checks.text(_place(record, field), given)


def a_day(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A date."""
    checks.day(_place(record, field), given)


def one_of(kind: type[Enum]) -> Check:
    """A member of an enumeration."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        checks.member(_place(record, field), given, kind)

    return checked


def a(kind: type | tuple[type, ...], right: str) -> Check:
    """An object of a class."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        checks.instance(_place(record, field), given, kind, right)

    return checked


def each(kind: type, most: int = 10_000) -> Check:
    """A tuple of objects of a class."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        checks.listed(_place(record, field), given, kind, most)

    return checked


def each_text(most: int) -> Check:
    """A tuple of texts that are not blank."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        where = _place(record, field)
        for place, entry in enumerate(checks.listed(where, given, str, most)):
            checks.text(f"{where}[{place}]", entry)

    return checked


def each_day(most: int) -> Check:
    """A tuple of dates."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        where = _place(record, field)
        for place, entry in enumerate(checks.listed(where, given, date, most)):
            checks.day(f"{where}[{place}]", entry)

    return checked


def each_of(*kinds: type[Enum], most: int = 100) -> Check:
    """A tuple of members of an enumeration (of one of several), each once."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        where = _place(record, field)
        entries = checks.listed(where, given, object, most)
        kind = next((kind for kind in kinds if entries and isinstance(entries[0], kind)), kinds[0])
        for place, entry in enumerate(entries):
            checks.member(f"{where}[{place}]", entry, kind)
        if len(set(entries)) < len(entries):
            raise IsfError(where, "one of them twice", "give each once")

    return checked


def a_fee(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """An object that says what it charges."""
    _fee(_place(record, field), given)


def each_fee(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A tuple of fees."""
    where = _place(record, field)
    for place, entry in enumerate(checks.listed(where, given, object, 100)):
        _fee(f"{where}[{place}]", entry)


def _fee(where: str, given: object) -> None:
    # A class has the method too: NoFee without its brackets would pass, and fail only when it is asked.
    if isinstance(given, type) or not callable(getattr(given, "charges", None)):
        raise IsfError(where, f"{quote(given)} is no fee", "give NoFee(), or an object with charges(facts)")


def always(check: Check) -> Check:
    """A Timeline whose every value passes the check."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        for value in checks.instance(_place(record, field), given, Timeline, "give a value or a Timeline").values:
            check(record, field, value)

    return checked


def over_time(given: T | Timeline[T] | None) -> Timeline[T] | None:
    """A bare value is a timeline without changes."""
    return given if given is None or isinstance(given, Timeline) else Timeline(given)


def as_tuple(given: Any) -> Any:
    """A list is kept as a tuple; anything else is left to the check."""
    return tuple(given) if isinstance(given, list) else given


def from_nil(where: str, given: Money | str | int) -> Money:
    """A sum of money of nil or more, as it is written; refused by the field's own name."""
    try:
        sum_ = given if isinstance(given, Money) else Money(given)
    except IsfError as error:
        raise type(error)(where, error.wrong, error.right) from None
    if sum_ < Money(0):
        raise IsfError(where, f"{sum_} is below nil", "give nil or more")
    return sum_


def more_than_nil(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A sum of money above nil."""
    where = _place(record, field)
    if checks.instance(where, given, Money, "give Money") <= Money(0):
        raise IsfError(where, f"{given} is not above nil", "give what is paid as a sum above nil")


def whole_from(least: int, most: int) -> Check:
    """A whole number in a range."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        checks.whole(_place(record, field), given, least, most)

    return checked


def in_order(record: object, first: date | None, last: date | None, names: str) -> None:
    """Two days of a record, where both are recorded, the first not after the last."""
    if first is not None and last is not None and last < first:
        raise ImpossiblePeriod(f"{type(record).__name__}.{names}", f"{last} is before {first}", "swap them")
