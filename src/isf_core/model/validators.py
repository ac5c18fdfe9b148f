"""How the fields of a record read what they are given, or refuse it by place: `Entry.amount: ...`.

Validators check what is given; converters also accept other forms of it: a text for a sum of money, a
list for a tuple, one value for a timeline. A field that may be not recorded takes None: `maybe(...)`
around its validator, or the `OrNone` form of its converter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import attrs

from ..errors import DanglingReference, ImpossiblePeriod, IsfError, quote, several, short, with_article
from ..values import checks
from ..values.money import A_SUM, ExactMoney, Money, plain_number
from ..values.rates import Rate
from ..values.timeline import Timeline

T = TypeVar("T")

Check = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def _place(record: object, field: attrs.Attribute[Any]) -> str:
    return f"{type(record).__name__}.{field.name}"


# Validators


def maybe(check: Check) -> Check:
    """None, or what the check lets through."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        if given is not None:
            check(record, field, given)

    return checked


def _keep(record: object, field: attrs.Attribute[Any], given: object, plain: object) -> None:
    """Let a record hold the plain text, number or day where an object of a class derived from one was given."""
    if plain is not given:
        object.__setattr__(record, field.name, plain)


def a_text(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A text that is not blank."""
    try:
        _keep(record, field, given, checks.text("", given))
    except IsfError as error:  # where it stands is written only where it is wrong, as in the checks below
        raise type(error)(_place(record, field), error.wrong, error.right) from None


def prose(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A text that is not blank, of one line or more; None where it is not recorded."""
    if given is not None:
        _keep(record, field, given, checks.text(_place(record, field), given, is_prose=True))


def a_day(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """A date."""
    if type(given) is not date:
        _keep(record, field, given, checks.day(_place(record, field), given))


def one_of(kind: type[Enum]) -> Check:
    """A member of an enumeration."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        if type(given) is not kind:
            checks.member(_place(record, field), given, kind)

    return checked


def a(kind: type | tuple[type, ...], right: str = "") -> Check:
    """An object of a class, or of one of several."""
    right = right or _right(kind if isinstance(kind, tuple) else (kind,))

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        if not isinstance(given, kind):
            checks.instance(_place(record, field), given, kind, right)

    return checked


def _right(kinds: tuple[Any, ...]) -> str:
    """What would be right where another object was given."""
    if kinds == (Rate,):
        return "give a Rate, such as Rate.weekly('84.375')"
    names = (kind.__name__ for kind in kinds)
    return f"give {' or '.join(name if name.endswith('s') else with_article(name) for name in names)}"


a_flag: Check = a(bool, "give True or False")


def a_fee(record: object, field: attrs.Attribute[Any], given: object) -> None:
    """An object that says what it charges."""
    _fee(_place(record, field), given)


def _fee(where: str, given: object) -> None:
    # A class has the method too: NoFee without its brackets would pass, and fail only when it is asked.
    if isinstance(given, type) or not callable(getattr(type(given), "charges", None)):
        raise IsfError(where, f"{quote(given)} is no fee", "give NoFee(), or an object with charges(facts)")


def whole_from(least: int, most: int) -> Check:
    """A whole number in a range."""

    def checked(record: object, field: attrs.Attribute[Any], given: object) -> None:
        _keep(record, field, given, checks.whole(_place(record, field), given, least, most))

    return checked


# The next ones follow a converter, and let its None through.


def between(least: int, most: int, right: str = "") -> Check:
    """A number in a range, both ends counting."""
    right = right or f"give a number from {least:,} to {most:,}"

    def checked(record: object, field: attrs.Attribute[Any], given: Fraction | None) -> None:
        if given is not None and not least <= given <= most:
            raise IsfError(_place(record, field), f"{short(plain_number(given))} is out of range", right)

    return checked


def above_zero_to(most: int) -> Check:
    """A number above 0, up to a most."""

    def checked(record: object, field: attrs.Attribute[Any], given: Fraction | None) -> None:
        if given is not None and not 0 < given <= most:
            wrong = f"{short(plain_number(given))} is out of range"
            raise IsfError(_place(record, field), wrong, f"give more than 0, up to {most:,}")

    return checked


a_part: Check = between(0, 1, "give a part of one, from 0 to 1: a half is '0.5', 5% is '0.05'")


def zero_or_more(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A sum of money of 0.00 or more."""
    if given is not None and given < type(given)(0):
        raise IsfError(_place(record, field), f"{short(str(given))} is below zero", "give 0.00 or more")


def above_zero(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """A sum of money above 0.00."""
    if given is not None and given <= type(given)(0):
        raise IsfError(_place(record, field), f"{short(str(given))} is not above zero", "give a sum above 0.00")


# Checks of a whole record


def in_order(record: object, first: date | None, last: object, name: str) -> None:
    """Two days of a record, where both are dates, the first not after the last."""
    if first is not None and isinstance(last, date) and last < first:
        raise ImpossiblePeriod(f"{type(record).__name__}.{name}", f"{last} is before {first}", "swap them")


def no_two(where: str, keys: Iterable[Hashable], wrong: str, right: str = "give each once") -> None:
    """Refuse a key that stands twice; `{}` in `wrong` is the key."""
    seen: set[Hashable] = set()
    for key in keys:
        if key in seen:
            raise IsfError(where, wrong.format(quote(key)), right)
        seen.add(key)


def own_references(where: str, entries: tuple[Any, ...] | None) -> None:
    """Refuse two entries of one reference."""
    if entries is not None and len(entries) > 1:
        no_two(where, (entry.ref for entry in entries), "two have the reference {}", "give each its own")


def is_among(where: str, ref: str, known: Collection[str], what: str) -> None:
    """Refuse a reference to what is not there."""
    if ref not in known:
        raise DanglingReference(where, f"{quote(ref)} is no {what}", f"it has {several(sorted(known))}")


# Converters

Number = Fraction | Decimal | str | int
"""An exact number as people write it: "0.05", 3, Fraction(1, 3)."""
Sum = Money | Decimal | str | int
"""A sum of money as people write it: "12.50", 12, Money("12.50")."""
Read = Callable[[Any, object, "attrs.Attribute[Any]"], Any]


def _placed(read: Read, or_none: bool = False) -> Any:
    """A converter that says which field of which record refuses what it is given."""

    def placed(given: Any, record: object, field: attrs.Attribute[Any]) -> Any:
        return None if or_none and given is None else read(given, record, field)

    return attrs.Converter(placed, takes_self=True, takes_field=True)


class _ByKind:
    """A converter for each kind of what a field holds: `TupleOf[Entry]`."""

    def __init__(self, reads: Callable[[tuple[Any, ...]], Read], or_none: bool = False) -> None:
        self._reads, self._or_none = reads, or_none

    def __getitem__(self, kind: Any) -> Any:
        kinds = get_args(kind) if isinstance(kind, UnionType) else (get_origin(kind) or kind,)
        return _placed(self._reads(kinds), self._or_none)


def _tuples(kinds: tuple[Any, ...]) -> Read:
    """A tuple or list of some kinds of thing; members of an enumeration are of one, and stand once."""
    is_enum, is_plain = issubclass(kinds[0], Enum), _is_plain(kinds[0])

    def read(given: Any, record: object, field: attrs.Attribute[Any]) -> tuple[Any, ...]:
        if type(given) is tuple and not given:
            return given
        most = field.metadata.get("most", 100 if is_enum else 10_000)
        if is_plain and type(given) in (tuple, list) and len(given) <= most:
            for entry in given:
                if not isinstance(entry, kinds):
                    break
            else:
                return tuple(given)
        where = _place(record, field)
        entries = checks.as_tuple(where, given, kinds[0].__name__, most)
        fitting = (type(entries[0]),) if is_enum and entries and isinstance(entries[0], kinds) else kinds
        right = field.metadata.get("right", "")
        entries = tuple([of_kind(f"{where}[{at}]", entry, fitting, right) for at, entry in enumerate(entries)])
        if is_enum:
            no_two(where, (entry.name for entry in entries), "{} stands twice")
        return entries

    return read


def _timelines(kinds: tuple[Any, ...]) -> Read:
    """A Timeline of values of some kinds, or one such value."""
    is_plain = _is_plain(kinds[0])

    def read(given: Any, record: object, field: attrs.Attribute[Any]) -> Timeline[Any]:
        values = given.values if isinstance(given, Timeline) else (given,)
        for value in values:
            if not (is_plain and isinstance(value, kinds)):
                of_kind(_place(record, field), value, kinds)
        return given if isinstance(given, Timeline) else Timeline(given)

    return read


def _is_plain(kind: Any) -> bool:
    """Whether it is enough to be of the class."""
    return not (kind in (str, date) or issubclass(kind, Enum) or getattr(kind, "_is_protocol", False))


def of_kind(where: str, given: Any, kinds: tuple[Any, ...], right: str = "") -> Any:
    """What stands in a tuple or a timeline, which is of its kinds; a text and a day as plain ones."""
    kind = kinds[0]
    if kind is str:
        return checks.text(where, given)
    if kind is date:
        return given if isinstance(given, kinds[1:]) else checks.day(where, given)
    if getattr(kind, "_is_protocol", False):  # a fee is known by what it can do, and not by its class
        _fee(where, given)
    elif not isinstance(given, kinds):
        if issubclass(kind, Enum):
            checks.member(where, given, kind)
        checks.instance(where, given, kinds, right or _right(kinds))
    return given


def money_at(where: str, given: Any) -> Money:
    """Money from what people write, refused by place."""
    try:
        return given if isinstance(given, Money) else Money(given)
    except IsfError as error:
        raise type(error)(where, error.wrong, error.right) from None


def _money(given: Any, record: object, field: attrs.Attribute[Any]) -> Money:
    return money_at(_place(record, field), given)


def _monies(given: Any, record: object, field: attrs.Attribute[Any]) -> tuple[Money, ...]:
    where = _place(record, field)
    entries = checks.as_tuple(where, given, "Money", field.metadata["most"])
    return tuple(money_at(f"{where}[{place}]", entry) for place, entry in enumerate(entries))


def _exact_money(given: Any, record: object, field: attrs.Attribute[Any]) -> ExactMoney:
    if isinstance(given, ExactMoney):
        return given
    return given.exact if isinstance(given, Money) else ExactMoney(checks.exact(_place(record, field), given, A_SUM))


def _number(given: Any, record: object, field: attrs.Attribute[Any]) -> Fraction:
    return checks.exact(_place(record, field), given)


if TYPE_CHECKING:
    # Type checkers know a converter only as a plain function or a class; the generated __init__ then takes what
    # that takes. What runs are the objects below, which know the field that they read for.

    class TupleOf(tuple[T, ...]):
        """A tuple, from a tuple or list: `converter=TupleOf[Entry]`; `metadata={"most": 100}` limits it."""

        def __new__(cls, given: tuple[T, ...] | list[T]) -> TupleOf[T]: ...  # noqa: D102

    class TupleOrNone(tuple[T, ...]):
        """The same, or None."""

        def __new__(cls, given: tuple[T, ...] | list[T] | None) -> TupleOrNone[T]: ...  # noqa: D102

    class OverTime(Timeline[T]):
        """A Timeline, or one value that holds throughout."""

        def __init__(self, given: T | Timeline[T]) -> None: ...

    class OverTimeOrNone(Timeline[T]):
        """The same, or None."""

        def __init__(self, given: T | Timeline[T] | None) -> None: ...

    def as_money(given: Sum) -> Money:
        """A sum of money."""
        ...

    def as_money_or_none(given: Sum | None) -> Money | None:
        """The same, or None."""
        ...

    def as_monies(given: tuple[Sum, ...] | list[Sum]) -> tuple[Money, ...]:
        """Sums of money."""
        ...

    def as_exact_money(given: ExactMoney | Money | Number) -> ExactMoney:
        """A sum of money that may be finer than a penny."""
        ...

    def as_number(given: Number) -> Fraction:
        """An exact number."""
        ...

    def as_number_or_none(given: Number | None) -> Fraction | None:
        """The same, or None."""
        ...

else:
    TupleOf, TupleOrNone = _ByKind(_tuples), _ByKind(_tuples, or_none=True)
    OverTime, OverTimeOrNone = _ByKind(_timelines), _ByKind(_timelines, or_none=True)
    as_money, as_money_or_none = _placed(_money), _placed(_money, or_none=True)
    as_number, as_number_or_none = _placed(_number), _placed(_number, or_none=True)
    as_exact_money, as_monies = _placed(_exact_money), _placed(_monies)
