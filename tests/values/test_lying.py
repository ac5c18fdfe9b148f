"""What is derived from a text, a number, a day or a list is taken as what it holds, whatever it makes of itself."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from typing import Any

import pytest

from isf_core import Change, IsfError, Money, Person
from isf_core.errors import plain, quote
from isf_core.exchange import from_plain, to_plain
from isf_core.model import Entry, EntryKind
from isf_core.values import ExactMoney, Frequency, PayCycle, Period, Rounding, Timeline, digest
from isf_core.values.checks import as_tuple, day, exact, listed, text, whole


def _lies(kind: type[Any], **more: Any) -> type[Any]:
    """A class derived from one, all of whose operators say something else."""

    def other(*_: object) -> Any:
        return 7

    def raises(*_: object) -> Any:
        raise ZeroDivisionError

    names = ("__add__", "__radd__", "__sub__", "__mul__", "__lt__", "__le__", "__gt__", "__ge__", "__len__")
    own = dict.fromkeys(names, raises) | {"__str__": lambda _: "a lie", "__repr__": raises, "__format__": raises}
    equal = {"__eq__": lambda *_: True, "__ne__": lambda *_: False, "__hash__": other, "__bool__": raises}
    return type("Lying", (kind,), {**own, **equal, "__iter__": raises, "__index__": raises, "__int__": raises, **more})


class Ref(str, Enum):  # noqa: UP042
    MARY = "mary"


class Code(StrEnum):
    MARY = "mary"


class Visits(IntEnum):
    DAILY = 7


A_DAY = date(2026, 4, 6)
LYING_TEXT = _lies(str, partition=None, strip=None, isprintable=None)("mary")
LYING_DAY = _lies(date, isoformat=None, toordinal=None)(2026, 4, 6)


@pytest.mark.parametrize(
    ("read", "given", "held"),
    [
        (text, LYING_TEXT, "mary"),
        (text, Ref.MARY, "mary"),
        (text, Code.MARY, "mary"),
        (day, LYING_DAY, A_DAY),
        (exact, _lies(str, partition=None)("12.50"), Fraction(25, 2)),
        (exact, _lies(int, bit_length=None)(12), Fraction(12)),
        (exact, Visits.DAILY, Fraction(7)),
        (exact, _lies(Decimal, is_finite=None, as_tuple=None, adjusted=None)("12.50"), Fraction(25, 2)),
        (exact, _lies(Fraction, numerator=None, denominator=None)(1, 3), Fraction(1, 3)),
        (lambda where, given: whole(where, given, 0, 9), _lies(int)(7), 7),
        (lambda where, given: whole(where, given, 0, 9), Visits.DAILY, 7),
        (lambda where, given: as_tuple(where, given, "int", 2), _lies(list)([1, 2]), (1, 2)),
        (lambda where, given: as_tuple(where, given, "int", 2), _lies(tuple)([1, 2]), (1, 2)),
        (lambda where, given: listed(where, given, int, 2), _lies(list)([1, 2]), (1, 2)),
    ],
    ids=map(str, range(14)),
)
def test_what_is_read_is_plain(read: Callable[[str, Any], object], given: Any, held: object) -> None:
    found = read("here", given)
    assert type(found) is type(held)
    assert found == held


def test_what_is_of_none_of_these_classes_and_a_bool_and_a_moment_are_left_what_they_are() -> None:
    moment = datetime(2026, 4, 6)  # noqa: DTZ001
    for each in (None, True, moment, 1.5, b"x", Money(1), A_DAY, "mary"):
        assert plain(each) is each


def test_what_was_given_is_quoted_plainly() -> None:
    assert quote(LYING_TEXT) == quote(Ref.MARY) == "'mary'"
    assert quote(_lies(int, bit_length=None)(12)) == "12"
    assert quote(LYING_DAY) == "2026-04-06 (a date)"


def test_a_record_holds_plain_values() -> None:
    entry = Entry(
        ref=Ref.MARY, on=LYING_DAY, kind=EntryKind.FUNDER_PAYMENT, amount=_lies(str)("12.50"), what=LYING_TEXT
    )
    as_usual = Entry(ref="mary", on=A_DAY, kind=EntryKind.FUNDER_PAYMENT, amount="12.50", what="mary")
    assert [type(each) for each in (entry.ref, entry.on, entry.what)] == [str, date, str]
    assert as_usual == entry
    assert digest(entry) == digest(as_usual)
    assert from_plain(to_plain(entry)) == as_usual
    assert pickle.loads(pickle.dumps(entry)) == as_usual
    assert str(to_plain(Person(ref=Ref.MARY))["ref"]) == "mary"


def test_a_list_of_texts_and_what_a_field_becomes_are_plain() -> None:
    entry = Entry(ref="E", on=A_DAY, kind=EntryKind.DIRECT_SUPPORT, amount=1, outcomes=_lies(list)([Ref.MARY]))
    assert (entry.outcomes, type((entry.outcomes or (None,))[0])) == (("mary",), str)
    last = Change("contract.last_day", LYING_DAY)
    assert (last.value, type(last.value)) == (A_DAY, date)
    many = Change("plan", (Ref.MARY,))
    assert isinstance(many.value, tuple)
    assert type(many.value[0]) is str


def test_the_days_of_a_period_a_cycle_and_a_timeline_are_plain() -> None:
    first = Period(first_day=LYING_DAY, last_day=A_DAY)
    last = Period(first_day=A_DAY, last_day=LYING_DAY)
    assert {first, last} == {Period(first_day=A_DAY, last_day=A_DAY)}
    assert type(first.first_day) is type(last.last_day) is date
    assert type(PayCycle(Frequency.WEEKLY, LYING_DAY).anchor) is date
    over_time = Timeline(1, (LYING_DAY, 2), (A_DAY + timedelta(1), 3))
    assert [type(on) for on, _ in over_time.changes] == [date, date]
    with pytest.raises(IsfError, match="two changes on 2026-04-06"):
        Timeline(1, (LYING_DAY, 2), (A_DAY, 3))


def test_sums_are_plain() -> None:
    assert Money(_lies(str, partition=None)("12.50")) == Money(_lies(Decimal)("12.50")) == Money("12.50")
    assert type(Money(_lies(int)(5)).pence) is int
    assert ExactMoney(_lies(Fraction)(1, 3)) == ExactMoney(Fraction(1, 3))
    assert Money(2) * _lies(int)(3) == Money(6)
    assert Money(2) * _lies(Fraction)(1, 2) == ExactMoney(1)
    assert Rounding.HALF_UP.of(_lies(Fraction)(5, 2)) == 3


@pytest.mark.parametrize("kind", [Money, ExactMoney])
def test_no_class_is_derived_from_a_sum(kind: type[Any]) -> None:
    with pytest.raises(IsfError) as caught:
        type("Dollars", (kind,), {})
    wrong = f"no class is derived from {kind.__name__}"
    assert (caught.value.where, caught.value.wrong, caught.value.right) == (
        "Dollars",
        wrong,
        f"give it a field of {kind.__name__}",
    )


def test_a_class_with_an_endless_name_is_named_by_its_beginning() -> None:
    with pytest.raises(IsfError) as caught:
        type("D" * 41, (Money,), {})
    assert caught.value.where == "D" * 40


class _Endless(list[int]):
    def __iter__(self) -> Iterator[int]:
        while True:
            yield 1


def test_a_list_that_says_that_it_has_no_end_is_what_it_holds() -> None:
    assert as_tuple("here", _Endless([1, 2]), "int", 2) == (1, 2)
