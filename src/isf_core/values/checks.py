"""How what people write is read: exactly, or refused by name.

Every public constructor reads its arguments here, so that a float, a bool, NaN, full-width
digits, a datetime or a number of ten thousand digits gets the same clear answer everywhere,
and gets it at once: texts and exponents are bounded before anything becomes a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

from ..errors import IsfError, NotADate, NotExact, TooLarge, passed_on, plain, quote

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_MOST_CHARACTERS = 60
_MOST_DIGITS = 30
_MOST_BITS = 512
MOST_DIGITS = 155
"""So many has what is written of an exact number at most, above and below the line: those of `_MOST_BITS`."""
_MOST_LEVELS, _MOST_HELD = 50, 1_000_000
_UNSEEN_IN_PROSE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_UNSEEN = f"{_UNSEEN_IN_PROSE}|[\t\n\r\xad\u180e\u200b\u2060-\u2064\ufeff]"
"""Patterns that few texts are asked for: `re` compiles them when one is, and keeps them."""
_WIDE = re.compile("(?:.?[<>^])?[0-9]{0,4}", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def exact(where: str, given: object, right: str = "write it as text, such as '0.5'") -> Fraction:
    """The fraction that a text, whole number, Decimal or Fraction stands for; nothing is rounded.

    >>> exact("hours", "0.25"), exact("hours", 3)
    (Fraction(1, 4), Fraction(3, 1))

    Raises NotExact (a float, a bool, NaN, a text that is no plain number) and TooLarge.
    """
    if type(given) is Fraction:
        return bounded(where, given, right)
    given = plain(given)
    if isinstance(given, Fraction):
        return bounded(where, given, right)
    if isinstance(given, str):
        if len(given) > _MOST_CHARACTERS:
            raise TooLarge(where, f"{quote(given)} is longer than {_MOST_CHARACTERS} characters", right)
        if not _NUMBER.fullmatch(given):
            raise NotExact(where, f"{quote(given)} is not a plain number (digits, and one point)", right)
        whole, _, places = given.partition(".")
        return Fraction(int(whole + places), 10 ** len(places))
    if isinstance(given, (bool, float)):
        raise NotExact(where, f"{quote(given)} is not an exact number", right)
    if isinstance(given, int):
        if given.bit_length() > _MOST_BITS:
            raise TooLarge(where, f"{quote(given)} is too large", right)
        return Fraction(given)
    if isinstance(given, Decimal):
        if not given.is_finite():
            raise NotExact(where, f"{quote(given)} is not a number", right)
        if abs(given.adjusted()) > _MOST_DIGITS:  # before it becomes an int: 1e999999 would take half a minute
            raise TooLarge(where, f"{quote(given)} is too large or too fine", right)
        sign, digits, exponent = given.as_tuple()
        if len(digits) > _MOST_CHARACTERS or not isinstance(exponent, int):
            raise TooLarge(where, f"{quote(given)} has too many digits", right)
        numerator = int("".join(map(str, digits))) * (-1 if sign else 1)
        return Fraction(numerator * 10**exponent) if exponent >= 0 else Fraction(numerator, 10**-exponent)
    raise NotExact(where, f"{quote(given)} is not an exact number", right)


def bounded(
    where: str, given: Fraction, right: str = "use fewer and simpler fractions", *, most: int = _MOST_BITS
) -> Fraction:
    """The same fraction, refused where it has outgrown every sum of money, or `most` bits."""
    above, below = given.numerator, given.denominator
    if above.bit_length() > most or below.bit_length() > most:
        raise TooLarge(where, f"{quote(given)} is too large or too fine", right)
    return given


def added(where: str, given: Iterable[Fraction]) -> Fraction:
    """The sum of many, bounded at every step: thousands of unlike denominators would take minutes.

    >>> added("shares", [Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 2)
    """
    total, over = 0, 1
    for each in given:
        number, below = each.as_integer_ratio()
        if below != over:
            both = lcm(over, below)
            total, number, over = total * (both // over), number * (both // below), both
        total += number
        if total.bit_length() > _MOST_BITS or over.bit_length() > _MOST_BITS:  # too much, unless in lowest terms
            total, over = bounded(where, Fraction(total, over)).as_integer_ratio()
    return Fraction(total, over)


def whole(where: str, given: object, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both counting.

    >>> whole("visits a week", 3, 0, 200)
    3
    """
    if type(given) is not int:
        given = plain(given)
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
        return given
    right = f"give a whole number from {least:,} to {most:,}"
    if isinstance(given, bool) or not isinstance(given, int):
        raise NotExact(where, f"{quote(given)} is not a whole number", right)
    raise TooLarge(where, f"{quote(given)} is out of range", right)


def day(where: str, given: object) -> date:
    """A calendar day; a datetime is refused, for it is a moment."""
    if type(given) is date:
        return given
    given = plain(given)
    if isinstance(given, datetime) or not isinstance(given, date):
        raise NotADate(where, f"{quote(given)} is not a date", "give a datetime.date, such as date(2026, 4, 6)")
    return given


def text(where: str, given: object, most: int = 500, *, is_prose: bool = False) -> str:
    """A text of 1 to `most` characters that is not blank, without characters that nobody sees.

    A line break, an escape, a mark that turns the direction of writing or half a surrogate pair would forge a line of a
    log or a table, and two references that differ by what has no width look like one. Prose may have lines, tabs and
    what has no width. An object of a class derived from `str`, such as a member of an enumeration, is its plain text.
    """
    if type(given) is not str:
        given = plain(given)
    if not isinstance(given, str):
        raise IsfError(where, f"{quote(given)} is not a text", "give a str")
    if len(given) > most:
        raise TooLarge(where, f"{quote(given)} is longer than {most} characters", "shorten it")
    if not given.strip():
        raise IsfError(where, f"{quote(given)} is blank", "write it out")
    if not given.isprintable() and (unseen := re.search(_UNSEEN_IN_PROSE if is_prose else _UNSEEN, given)):
        raise IsfError(where, f"{quote(given)} has the character U+{ord(unseen[0]):04X}", "leave it out")
    return given


def member(where: str, given: object, kind: type[E]) -> E:
    """A member of the enumeration itself: its name or value as a text is not enough."""
    if not isinstance(given, kind):
        names = ", ".join(f"{kind.__name__}.{m.name}" for m in kind)
        right = f"give one of {names if len(names) < 400 else names.replace(f'{kind.__name__}.', '')}"
        raise IsfError(where, f"{quote(given)} is no {kind.__name__}", right)
    return given


def instance(where: str, given: object, kind: type[T] | tuple[type[T], ...], right: str) -> T:
    """An object of the class that is meant."""
    if not isinstance(given, kind):
        raise IsfError(where, f"{quote(given)} does not fit here", right)
    return given


def listed(where: str, given: object, kind: type[T], most: int = 10_000) -> tuple[T, ...]:
    """A tuple of objects of one class, from a tuple or list."""
    entries = as_tuple(where, given, kind.__name__, most)
    for place, entry in enumerate(entries):
        if not isinstance(entry, kind):
            instance(f"{where}[{place}]", entry, kind, f"give a tuple of {kind.__name__}")
    return entries


def read(where: str, given: Iterable[T], most: int, right: str) -> Iterator[T]:
    """What can be looped over, at most so many of it: without an end it is refused, and not waited for.

    What raises while it is read is somebody's own, such as a query: an IsfError names the entry, and keeps the cause.

    >>> list(read("sums", [1, 2], 2, "give a list"))
    [1, 2]
    """
    place = -1
    try:
        for place, each in enumerate(instance(where, given, Iterable, right)):
            if place >= most:
                raise TooLarge(where, f"more than {most:,} entries are too many", f"give at most {most:,}")
            yield each
    except Exception as error:
        passed_on(f"{where}[{place + 1}]", error, of=type(given))


def not_deep(where: str, given: object) -> None:
    """Refuse lists and tuples within one another without an end, or as good as without one."""
    level = [given]
    for _ in range(_MOST_LEVELS):
        level = [held for each in level if isinstance(each, (tuple, list)) for held in each]
        if not level:
            return
        if len(level) > _MOST_HELD:
            break
    raise TooLarge(where, f"{type(given).__name__}s within one another without an end", "give what holds no lists")


def as_tuple(where: str, given: Any, name: str, most: int) -> tuple[Any, ...]:
    """A tuple from a tuple or list, whatever it holds."""
    if type(given) is not tuple and type(given) is not list:
        own: Any = next((kind for kind in (tuple, list) if isinstance(given, kind)), None)
        if own is None:
            raise IsfError(where, f"{quote(given)} is not a tuple", f"give a tuple of {name}")
        given = [*own.__iter__(given)]  # what it holds, whatever a class derived from them gives out
    if len(given) > most:
        raise TooLarge(where, f"{len(given):,} entries are too many", f"give at most {most:,}")
    return tuple(given)


def set_wide(value: object, spec: str) -> str:
    """A value as text, aligned in a width; any other way of formatting it is refused by name.

    >>> set_wide("84.375", ">8")
    '  84.375'
    """
    if _WIDE.fullmatch(spec):
        return format(str(value), spec)
    right = "give an alignment and a width, such as '>12'; round a sum by name first, then '>12,.2f'"
    raise IsfError(type(value).__name__, f"{quote(spec)} is no way to show it", right)
