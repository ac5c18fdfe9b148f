"""Money in whole pence, exact sums in fractions, and rounding by name.

>>> Money("337.50") - Money("80.00")
Money('257.50')
>>> (ExactMoney("84.375") * Fraction(18, 7)).rounded(Rounding.HALF_UP)
Money('216.96')

Nothing here depends on the decimal context: all arithmetic is on ints and fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Literal, NoReturn, Self, overload

from ..errors import FinerThanAPenny, IsfError, NotExact, TooLarge, quote, short
from ._pydantic import as_text
from .checks import MOST_DIGITS, added, bounded, exact, member, read, set_wide, whole
from .frozen import frozen
from .record import WithFields

MOST_PENCE = 10**15
"""Ten trillion pounds: a larger sum is a mistake, and is refused."""

_LEAST_PENCE = -MOST_PENCE
_MOST_SUMS = 1_000_000  # at once

_PLAIN = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,2})?")  # thirteen digits stay below MOST_PENCE
_WRITTEN = rf"-?[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,12}}|/[1-9][0-9]{{0,{MOST_DIGITS - 1}}})?"
_SHAPE = r"(?s:((?:.?[<>^])?(?:[1-9][0-9]{0,2})?)(,?)(?:\.2f)?)"
"""These two are compiled, and kept, by `re` when a sum is first read or shown by them."""
A_SUM = "write pounds as text, such as '12.50'"
_set, _new = object.__setattr__, object.__new__


class Rounding(Enum):
    """How a sum finer than a penny becomes whole pence; always chosen by name.

    >>> Rounding.HALF_UP.of(Fraction(5, 2)), Rounding.HALF_EVEN.of(Fraction(5, 2))
    (3, 2)
    """

    HALF_UP = "half up"
    """To the nearest penny, and half a penny away from zero (the convention of PAY-03)."""
    HALF_EVEN = "half even"
    """To the nearest penny, and half a penny to the even one."""
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""

    def of(self, amount: Fraction) -> int:
        """The whole number that a fraction rounds to."""
        if type(amount) is not Fraction:
            amount = exact("Rounding.of", amount)
        above, below = abs(amount.numerator), amount.denominator
        quotient, rest = divmod(above, below)
        if self is Rounding.HALF_UP:
            quotient += 2 * rest >= below
        elif self is Rounding.HALF_EVEN:
            quotient += 2 * rest > below or (2 * rest == below and quotient % 2 == 1)
        elif self is Rounding.UP:
            quotient += rest > 0
        return quotient if amount.numerator >= 0 else -quotient


@frozen(init=False, getstate_setstate=False, order=False)  # as is said below, also for mypy
class _Sum(WithFields):
    """What both kinds of sum share: they compare and add up with their own kind only."""

    _held: Any  # whole pence of Money, a fraction of pounds of ExactMoney
    _pattern: ClassVar[str]
    _description: ClassVar[str]

    def __init_subclass__(cls) -> None:
        # One that adds up or compares in another way would make every sum that it comes into another.
        if _Sum not in cls.__bases__:
            kind = cls.__mro__[1].__name__
            raise IsfError(cls.__name__[:40], f"no class is derived from {kind}", f"give it a field of {kind}")

    def _of(self, other: object) -> Any:
        return other._held if type(other) is type(self) else _refuse(type(self).__name__, other)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._held if isinstance(self._held, Fraction) else str(self),)

    def _beside(self, other: object) -> Any:
        """What it is compared with: another sum of its kind, or a bare 0, so that a template can ask `sum > 0`."""
        return 0 if type(other) is int and other == 0 else self._of(other)

    def __lt__(self, other: Self | Literal[0]) -> bool:
        return bool(self._held < (other._held if type(other) is type(self) else self._beside(other)))

    def __le__(self, other: Self | Literal[0]) -> bool:
        return bool(self._held <= (other._held if type(other) is type(self) else self._beside(other)))

    def __gt__(self, other: Self | Literal[0]) -> bool:
        return bool(self._held > (other._held if type(other) is type(self) else self._beside(other)))

    def __ge__(self, other: Self | Literal[0]) -> bool:
        return bool(self._held >= (other._held if type(other) is type(self) else self._beside(other)))

    @property
    def is_zero(self) -> bool:
        """Whether it is 0.00."""
        return not self._held

    @property
    def is_negative(self) -> bool:
        """Whether it is below 0.00."""
        return bool(self._held < 0)

    def __radd__(self, other: int) -> Self:
        # The built-in sum() starts from 0.
        return self if type(other) is int and other == 0 else _refuse(type(self).__name__, other)

    def __bool__(self) -> bool:
        return bool(self._held)

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, Any]:
        return as_text(cls, cls if cls is Money else exact_of)

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> dict[str, Any]:
        return {"type": "string", "title": cls.__name__, "pattern": cls._pattern, "description": cls._description}


class Money(_Sum):
    """A sum of pounds sterling in whole pence; may be negative.

    Made from text, whole pounds or a Decimal, never from a float. `str()` gives pounds and
    pence ("1234.50"), which makes the same Money again; `format(m, ",")` groups thousands.

    Raises FinerThanAPenny (1.005), NotExact (1.5, True, NaN, "1_000"), TooLarge.

    >>> Money("12.50") * 4, Money(Decimal("0.05")), f"{Money(4387):,}"
    (Money('50.00'), Money('0.05'), '4,387.00')
    """

    __slots__ = ()
    _held: int
    pence: int = vars(_Sum)["_held"]  # the slot itself: sums by the thousand read it
    """Whole pence."""
    _pattern = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"
    _description = "pounds and pence, such as 84.00"

    def __init__(self, pounds: str | int | Decimal) -> None:
        if type(pounds) is int and -MOST_PENCE <= 100 * pounds <= MOST_PENCE:
            _set(self, "_held", 100 * pounds)
            return
        if type(pounds) is str and _PLAIN.fullmatch(pounds):
            head, _, tail = pounds.partition(".")
            _set(self, "_held", int(head + tail.ljust(2, "0")))
            return
        if not isinstance(pounds, (str, int, Decimal)):
            raise NotExact("Money", f"{quote(pounds)} is not pounds", A_SUM)
        pence = exact("Money", pounds, A_SUM) * 100
        if pence.denominator != 1:
            wrong = f"{quote(pounds)} is finer than a penny"
            raise FinerThanAPenny("Money", wrong, "use ExactMoney and round it by name")
        _set(self, "_held", _bounded(pence.numerator))

    @classmethod
    def from_pence(cls, pence: int) -> Money:
        """Whole pence to Money.

        >>> Money.from_pence(33750)
        Money('337.50')
        """
        if type(pence) is not int:
            pence = whole("Money.from_pence", pence, -MOST_PENCE, MOST_PENCE)
        made = _new(Money)
        _set(made, "_held", pence if _LEAST_PENCE <= pence <= MOST_PENCE else _bounded(pence))
        return made

    @classmethod
    def total(cls, sums: Iterable[Money]) -> Money:
        """The sum of many; 0.00 of none.

        >>> Money.total([Money("0.10")] * 3)
        Money('0.30')
        """
        return _money(_bounded(sum(_all_held("Money.total", sums, cls))))

    @property
    def amount(self) -> Decimal:
        """Pounds, as a Decimal with two places."""
        return Decimal(str(self))

    @property
    def exact(self) -> ExactMoney:
        """The same sum as an ExactMoney."""
        return _exactly(Fraction(self._held, 100))

    def __add__(self, other: Money) -> Money:
        return Money.from_pence(self._held + (other._held if type(other) is type(self) else self._of(other)))

    def __sub__(self, other: Money) -> Money:
        return Money.from_pence(self._held - (other._held if type(other) is type(self) else self._of(other)))

    def __neg__(self) -> Money:
        return _money(-self._held)

    def __abs__(self) -> Money:
        return _money(abs(self._held))

    @overload
    def __mul__(self, times: int) -> Money: ...
    @overload
    def __mul__(self, times: Fraction | Decimal) -> ExactMoney: ...
    def __mul__(self, times: int | Fraction | Decimal) -> Money | ExactMoney:
        """A whole number of times is Money; a fraction of it is an ExactMoney, not yet rounded."""
        if isinstance(times, int) and not isinstance(times, bool):
            return _money(_bounded(self._held * whole("Money *", times, -MOST_PENCE, MOST_PENCE)))
        return self.exact * times

    __rmul__ = __mul__

    def __truediv__(self, parts: int | Fraction | Decimal) -> ExactMoney:
        """A share of it, exact and not yet rounded; `allocate` splits to the penny."""
        return self.exact / parts

    def __str__(self) -> str:
        return in_pounds(self._held)

    def __format__(self, spec: str) -> str:
        """An alignment and a width, as for text; a comma groups thousands, and ".2f" may end it.

        Other places are refused: a sum has two, and ".1" would cut a text short without a word.

        >>> f"{Money('1234.50'):>10,}", f"{Money('1234.50'):,.2f}"
        ('  1,234.50', '1,234.50')
        """
        given: object = spec
        shape = re.fullmatch(_SHAPE, given) if isinstance(given, str) else None
        if shape is None:
            right = "give an alignment, a width, a comma: '>12,'"
            raise IsfError("Money", f"{quote(spec)} is no way to show it", right)
        width, group = shape.groups()
        return format(in_pounds(self._held, group), width)


def in_pounds(pence: int, group: str = "") -> str:
    """Whole pence as pounds and pence, thousands grouped where a comma is given.

    >>> in_pounds(-123450, ",")
    '-1,234.50'
    """
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{format(pounds, group)}.{rest:02}"


def _money(pence: int) -> Money:
    made = object.__new__(Money)
    _set(made, "_held", pence)
    return made


def _bounded(pence: int) -> int:
    if not -MOST_PENCE <= pence <= MOST_PENCE:
        raise TooLarge("Money", f"{quote(pence)} in pence is beyond ten trillion pounds", "check the amount")
    return pence


def _all_held(where: str, sums: Iterable[object], kind: type[_Sum]) -> Iterator[Any]:
    is_plain = type(sums) in (list, tuple) and len(sums) <= _MOST_SUMS  # type: ignore[arg-type]
    given = sums if is_plain else read(where, sums, _MOST_SUMS, f"give a list of {kind.__name__}")
    return (each._held if type(each) is kind else _refuse(where, each) for each in given)


def _refuse(where: str, other: object) -> NoReturn:
    if isinstance(other, (Money, ExactMoney)):
        wrong = f"{short(repr(other))} does not mix with it: one is rounded, the other is not"
        raise IsfError(where, wrong, "use .exact of the Money, or .rounded(...) of the ExactMoney")
    raise IsfError(where, f"{quote(other)} does not mix with it", f"give {where.partition('.')[0]}")


class ExactMoney(_Sum):
    """An unrounded sum: an exact fraction of pounds. `.rounded(...)` makes it Money, by name.

    Adding it to Money is refused: one is rounded, the other is not.

    Raises NotExact and TooLarge.

    >>> ExactMoney("84.375") * 4
    ExactMoney('337.5')
    >>> ExactMoney(Fraction(100, 3))
    ExactMoney('100/3')
    """

    __slots__ = ()
    _held: Fraction
    pounds: Fraction = vars(_Sum)["_held"]  # the slot itself: rules read it by the dozen
    """Pounds, as an exact fraction."""
    _pattern = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
    _description = "exact pounds, such as 84.375 or 1/3"

    def __init__(self, pounds: str | int | Decimal | Fraction) -> None:
        _set(self, "_held", exact("ExactMoney", pounds, A_SUM))

    @classmethod
    def total(cls, sums: Iterable[ExactMoney]) -> ExactMoney:
        """The exact sum of many; 0 of none."""
        if type(sums) is list and len(sums) == 1 and type(sums[0]) is cls:  # nothing is added
            return sums[0]
        return _exactly(added("ExactMoney.total", _all_held("ExactMoney.total", sums, cls)))

    def rounded(self, rounding: Rounding) -> Money:
        """Whole pence, by the rounding that is named.

        >>> ExactMoney("16.875").rounded(Rounding.HALF_UP)
        Money('16.88')
        """
        return _money(_bounded(member("rounded", rounding, Rounding).of(self._held * 100)))

    def __add__(self, other: ExactMoney) -> ExactMoney:
        return _exactly(self._held + self._of(other))

    def __sub__(self, other: ExactMoney) -> ExactMoney:
        return _exactly(self._held - self._of(other))

    def __neg__(self) -> ExactMoney:
        return _exactly(-self._held)

    def __mul__(self, times: int | Fraction | Decimal) -> ExactMoney:
        return _exactly(self._held * exact("ExactMoney *", times))

    __rmul__ = __mul__

    def __truediv__(self, parts: int | Fraction | Decimal) -> ExactMoney:
        divisor = exact("ExactMoney /", parts)
        if not divisor:
            raise IsfError("ExactMoney /", "division by zero", "give another number")
        return _exactly(self._held / divisor)

    def __format__(self, spec: str) -> str:
        """An alignment and a width, as for text; ".2f" would round it without a word, and is refused."""
        return set_wide(self, spec)

    def __str__(self) -> str:
        return plain_number(self._held)


def _exactly(pounds: Fraction) -> ExactMoney:
    made = object.__new__(ExactMoney)
    _set(made, "_held", bounded("ExactMoney", pounds, A_SUM))
    return made


def exact_of(text: str) -> ExactMoney:
    """The exact sum that a text states as `str` gives it: decimals, or a fraction."""
    return ExactMoney(Fraction(text) if re.fullmatch(_WRITTEN, text) else text)


Pounds = str | int | Decimal | Fraction | Money | ExactMoney
"""What an exact sum may be given as; a text is pounds, such as "84.375"."""


def plain_number(number: Fraction) -> str:
    """A fraction as decimals where they end within twelve places, else as "a/b".

    >>> plain_number(Fraction(675, 8)), plain_number(Fraction(1, 3))
    ('84.375', '1/3')

    Raises NotExact and TooLarge.
    """
    if type(number) is not Fraction or max(number.numerator.bit_length(), number.denominator.bit_length()) > 1024:
        number = exact("plain_number", number)
    above, below = number.as_integer_ratio()
    scaled, rest = divmod(abs(above) * 10**12, below)
    if rest:
        return str(number)
    whole_part, places = divmod(scaled, 10**12)
    tail = f"{places:012}".rstrip("0")
    return f"{'-' if above < 0 else ''}{whole_part}" + (f".{tail}" if tail else "")
