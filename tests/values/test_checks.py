"""How what people write is read: exactly, or refused by name and at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from isf_core.errors import IsfError, NotADate, NotExact, TooLarge
from isf_core.values.allocation import allocate
from isf_core.values.checks import added, bounded, day, exact, instance, listed, member, not_deep, read, text, whole
from isf_core.values.explanation import Explanation
from isf_core.values.money import ExactMoney, Money, Rounding
from isf_core.values.rates import Rate, weeks_of_a_year

Refused = Callable[..., IsfError]


class Visits(IntEnum):
    DAILY = 7


class Third(Fraction):
    pass


class Huge(Fraction):
    """Two large parts with nothing in common: reducing them takes some ten seconds."""

    _above, _below = 3**2_000_000, 2**3_000_000

    @property
    def numerator(self) -> int:
        return self._above

    @property
    def denominator(self) -> int:
        return self._below


class LaterDate(date):
    pass


NOT_NUMBERS: list[tuple[str, Any, type[IsfError], str]] = [
    ("float", 12.5, NotExact, "12.5 (a float)"),
    ("true", True, NotExact, "True (a bool)"),
    ("false", False, NotExact, "False (a bool)"),
    ("none", None, NotExact, "nothing (None)"),
    ("list", [12], NotExact, "a list"),
    ("bytes", b"12.50", NotExact, "a bytes"),
    ("complex", 1j, NotExact, "a complex"),
    ("float nan", float("nan"), NotExact, "nan (a float)"),
    ("float infinity", float("inf"), NotExact, "inf (a float)"),
    ("nan", Decimal("NaN"), NotExact, "NaN (a Decimal)"),
    ("signalling nan", Decimal("sNaN"), NotExact, "sNaN (a Decimal)"),
    ("infinity", Decimal("Infinity"), NotExact, "Infinity (a Decimal)"),
    ("less than infinity", Decimal("-Infinity"), NotExact, "-Infinity (a Decimal)"),
    ("nan in words", "NaN", NotExact, "'NaN'"),
    ("infinity in words", "inf", NotExact, "'inf'"),
    ("empty", "", NotExact, "''"),
    ("blank", " ", NotExact, "' '"),
    ("padded before", " 12", NotExact, "' 12'"),
    ("padded after", "12 ", NotExact, "'12 '"),
    ("new line", "12\n", NotExact, "'12\\n'"),
    ("pound sign", "£5", NotExact, "'£5'"),
    ("thousands", "1,000", NotExact, "'1,000'"),
    ("underscore", "1_000", NotExact, "'1_000'"),
    ("full width", "１２", NotExact, "'１２'"),
    ("arabic digits", "١٢", NotExact, "'١٢'"),
    ("superscript", "5²", NotExact, "'5²'"),
    ("minus sign", "−5", NotExact, "'−5'"),
    ("two points", "1.2.3", NotExact, "'1.2.3'"),
    ("no digit before", ".5", NotExact, "'.5'"),
    ("no digit after", "5.", NotExact, "'5.'"),
    ("plus", "+5", NotExact, "'+5'"),
    ("two signs", "--5", NotExact, "'--5'"),
    ("exponent", "1e3", NotExact, "'1e3'"),
    ("huge exponent", "1e999999", NotExact, "'1e999999'"),
    ("fraction", "1/3", NotExact, "'1/3'"),
    ("brackets", "(5.00)", NotExact, "'(5.00)'"),
    ("long text", "1" * 61, TooLarge, "longer than 60 characters"),
    ("very long text", "1" * 10_000, TooLarge, "longer than 60 characters"),
    ("endless text", "1" * 3_000_000, TooLarge, "longer than 60 characters"),
    ("long int", int("9" * 4_000), TooLarge, "more than 40 digits"),
    ("10,000 digits", 10**10_000, TooLarge, "more than 40 digits"),
    ("less than 10,000 digits", -(10**10_000), TooLarge, "more than 40 digits"),
    ("huge decimal", Decimal("1e999999"), TooLarge, "1E+999999"),
    ("tiny decimal", Decimal("1e-999999"), TooLarge, "1E-999999"),
    ("a digit too large", Decimal("1e31"), TooLarge, "1E+31"),
    ("a digit too fine", Decimal("1e-31"), TooLarge, "1E-31"),
    ("zero with an exponent", Decimal("0e999999"), TooLarge, "0E+999999"),
    ("many places", Decimal("0." + "1" * 61), TooLarge, "too many digits"),
    ("endless places", Decimal("1." + "1" * 3_000_000), TooLarge, "too many digits"),
]
EACH_NOT_NUMBER = pytest.mark.parametrize(
    ("given", "kind", "quoted"), [row[1:] for row in NOT_NUMBERS], ids=[row[0] for row in NOT_NUMBERS]
)


# Numbers


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("0.25", Fraction(1, 4)),
        ("-84.375", Fraction(-675, 8)),
        ("007", Fraction(7)),
        ("1" * 60, Fraction(int("1" * 60))),
        ("0." + "0" * 57 + "1", Fraction(1, 10**58)),
        (3, Fraction(3)),
        (-(2**512 - 1), Fraction(-(2**512 - 1))),
        (Visits.DAILY, Fraction(7)),
        (Decimal("1E+30"), Fraction(10**30)),
        (Decimal("-1E-30"), Fraction(-1, 10**30)),
        (Decimal("12.50"), Fraction(25, 2)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("1E+1"), Fraction(10)),
        (Decimal("-0"), Fraction(0)),
        (Decimal("0." + "1" * 60), Fraction(int("1" * 60), 10**60)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Third(1, 3), Fraction(1, 3)),
        (Fraction(2**512 - 1, 2**511), Fraction(2**512 - 1, 2**511)),
    ],
    ids=lambda given: str(given)[:20],
)
def test_a_number_is_read_exactly_up_to_the_very_bounds(given: object, read: Fraction) -> None:
    held = exact("hours", given)
    assert held == read
    assert type(held) is Fraction, "no subclass gets in, whose arithmetic could be anything"


@EACH_NOT_NUMBER
def test_what_is_no_plain_number_is_refused(given: object, kind: type[IsfError], quoted: str, refused: Refused) -> None:
    error = refused(lambda: exact("hours", given), kind, quoted)
    assert error.where == "hours"
    assert "'0.5'" in error.right


NUMBER_READERS: dict[str, Callable[[Any], object]] = {
    "Money": Money,
    "Money *": lambda given: Money(1) * given,
    "ExactMoney": ExactMoney,
    "ExactMoney *": lambda given: ExactMoney(1) * given,
    "ExactMoney /": lambda given: ExactMoney(1) / given,
    "Rounding": Rounding.HALF_UP.of,
    "allocate": lambda given: allocate(Money(1), (given,)),
    "Rate": Rate.weekly,
    "weeks_in_year": weeks_of_a_year,
    "Rate.per_week": lambda given: Rate.annual(1).per_week(given),
    "Explanation": lambda given: Explanation.given("hours", given),
}


@pytest.mark.parametrize("reader", NUMBER_READERS)
@EACH_NOT_NUMBER
def test_every_reader_of_numbers_refuses_the_same(
    reader: str, given: object, kind: type[IsfError], quoted: str, refused: Refused
) -> None:
    refused(lambda: NUMBER_READERS[reader](given), kind, quoted)


@pytest.mark.parametrize(
    "beyond", [Fraction(2**512), Fraction(1, 2**512), Fraction(-(2**512), 3)], ids=["large", "fine", "both"]
)
def test_a_fraction_beyond_512_bits_is_refused(beyond: Fraction, refused: Refused) -> None:
    refused(lambda: exact("hours", beyond), TooLarge, "hours: a Fraction of more than 40 digits is too large")
    refused(lambda: bounded("hours", beyond), TooLarge, "fewer and simpler")


def test_a_fraction_that_says_that_it_is_huge_is_what_it_holds_and_is_not_reduced() -> None:
    read = exact("hours", Huge(1, 3))
    assert (read, type(read)) == (Fraction(1, 3), Fraction)


def test_a_sum_is_exact_and_zero_of_none() -> None:
    assert added("shares", []) == 0
    assert added("shares", [Fraction(1, 3), Fraction(1, 6), Fraction(-1, 2)]) == 0


def test_a_sum_of_unlike_denominators_is_refused_before_it_outgrows_everything(refused: Refused) -> None:
    unlike = [Fraction(1, 2**500 + 2 * place + 1) for place in range(3_000)]
    refused(lambda: added("shares", unlike), TooLarge, "shares")
    refused(lambda: allocate(Money(1), unlike), TooLarge, "allocate.weights")
    refused(lambda: ExactMoney.total(map(ExactMoney, unlike)), TooLarge, "ExactMoney.total")
    leaves = [Explanation.given("share", share) for share in unlike]
    for combine in (Explanation.sum, Explanation.less, Explanation.times):
        refused(lambda combine=combine: combine("all", *leaves), TooLarge, "Explanation.amount")


@pytest.mark.parametrize("given", [0, 200, Visits.DAILY])
def test_a_whole_number_may_be_either_bound(given: int) -> None:
    read = whole("visits", given, 0, 200)
    assert (read, type(read)) == (given, int)


@pytest.mark.parametrize("given", [-1, 201, 10**10_000, -(10**10_000)], ids=["below", "above", "huge", "hugely below"])
def test_a_whole_number_outside_its_bounds_is_refused(given: int, refused: Refused) -> None:
    refused(lambda: whole("visits", given, 0, 200), TooLarge, "out of range", "from 0 to 200")


@pytest.mark.parametrize("given", [1.0, True, "1", None, Decimal(1), Fraction(1)])
def test_what_is_no_whole_number_is_refused(given: object, refused: Refused) -> None:
    refused(lambda: whole("visits", given, 0, 200), NotExact, "is not a whole number", "from 0 to 200")


# Days


@pytest.mark.parametrize("given", [date.min, date(2026, 4, 6), date.max, LaterDate(2026, 4, 6)])
def test_a_day_is_a_date(given: date) -> None:
    read = day("signed", given)
    assert (read, type(read)) == (given, date)
    assert type(given) is not date or read is given


@pytest.mark.parametrize(
    ("given", "quoted"),
    [
        (datetime(2026, 4, 6, tzinfo=UTC), "2026-04-06 00:00:00+00:00 (a datetime)"),
        ("2026-04-06", "'2026-04-06'"),
        (20260406, "20260406"),
        (1.5, "1.5 (a float)"),
        (None, "nothing (None)"),
        ("2" * 10_000, "…"),
    ],
    ids=["datetime", "text", "int", "float", "none", "long text"],
)
def test_what_is_no_day_is_refused(given: object, quoted: str, refused: Refused) -> None:
    refused(lambda: day("signed", given), NotADate, "signed: ", quoted, "date(2026, 4, 6)")


# Texts, members, instances, lists


@pytest.mark.parametrize("given", ["x", "a" * 500, " padded "], ids=["one", "longest", "padded"])
def test_a_text_is_kept_as_written(given: str) -> None:
    assert text("name", given) == given


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        ("", IsfError, "'' is blank"),
        (" \t\n", IsfError, "is blank"),
        ("\u00a0", IsfError, "is blank"),
        ("a" * 501, TooLarge, "longer than 500 characters"),
        (" " * 10_000_000, TooLarge, "longer than 500 characters"),
        (b"name", IsfError, "a bytes is not a text"),
        (5, IsfError, "5 is not a text"),
        (None, IsfError, "nothing (None) is not a text"),
    ],
    ids=["empty", "blank", "hard space", "long", "endless", "bytes", "int", "none"],
)
def test_what_is_no_text_is_refused(given: object, kind: type[IsfError], message: str, refused: Refused) -> None:
    refused(lambda: text("name", given), kind, "name: ", message)


def test_a_text_may_have_a_bound_of_its_own(refused: Refused) -> None:
    assert text("unit", "days", 4) == "days"
    refused(lambda: text("unit", "weeks", 4), TooLarge, "longer than 4 characters")


def test_a_member_is_the_member_itself() -> None:
    assert member("rounding", Rounding.UP, Rounding) is Rounding.UP


@pytest.mark.parametrize("given", ["half up", "HALF_UP", 1, None, Rounding, Visits.DAILY])
def test_a_name_or_a_value_is_no_member(given: object, refused: Refused) -> None:
    refused(lambda: member("rounding", given, Rounding), IsfError, "is no Rounding", "Rounding.HALF_UP, Rounding.HALF")


def test_an_instance_is_of_the_class_that_is_meant(refused: Refused) -> None:
    assert instance("rate", "x", str, "give a str") == "x"
    refused(lambda: instance("rate", 5, str, "give a str"), IsfError, "rate: 5 does not fit here; give a str")


@pytest.mark.parametrize("given", [(), [], ("a",), ["a", "b"]])
def test_a_list_becomes_a_tuple(given: tuple[str, ...] | list[str]) -> None:
    assert listed("names", given, str) == tuple(given)


def test_a_list_may_be_full_but_no_fuller(refused: Refused) -> None:
    assert len(listed("names", ["a"] * 3, str, most=3)) == 3
    refused(lambda: listed("names", ["a"] * 4, str, most=3), TooLarge, "4 entries are too many", "at most 3")


def test_what_is_read_through_may_be_full_but_no_fuller(refused: Refused) -> None:
    assert list(read("sums", iter("ab"), 2, "give a list")) == ["a", "b"]
    refused(lambda: list(read("sums", iter("abc"), 2, "give a list")), TooLarge, "sums: more than 2 entries are too")


def test_a_list_has_at_most_ten_thousand_entries(refused: Refused) -> None:
    assert len(listed("names", ["a"] * 10_000, str)) == 10_000
    refused(lambda: listed("names", ["a"] * 10_001, str), TooLarge, "10,001 entries are too many", "at most 10,000")


@pytest.mark.parametrize("given", ["abc", {"a"}, {"a": 1}, None, iter("a"), 5])
def test_what_is_no_list_is_refused(given: object, refused: Refused) -> None:
    refused(lambda: listed("names", given, str), IsfError, "is not a tuple", "give a tuple of str")


def test_the_entry_that_does_not_fit_is_named(refused: Refused) -> None:
    refused(lambda: listed("names", ("a", 5), str), IsfError, "names[1]: 5 does not fit here")


def nested(levels: int) -> list[Any]:
    """Lists within one another."""
    held: list[Any] = []
    for _ in range(levels - 1):
        held = [held]
    return held


@pytest.mark.parametrize(
    "given", [None, "text", (), nested(50), [None] * 1_000_000], ids=["none", "text", "empty", "deep", "many"]
)
def test_lists_may_lie_within_one_another_fifty_deep_and_hold_a_million(given: object) -> None:
    not_deep("value", given)


@pytest.mark.parametrize("given", [nested(51), ([None] * 1_000_000, [None])], ids=["deep", "many"])
def test_lists_a_level_deeper_or_that_hold_one_more_are_refused(given: object, refused: Refused) -> None:
    refused(lambda: not_deep("value", given), TooLarge, f"value: {type(given).__name__}s within one another")


# Values


def test_a_value_cannot_be_changed() -> None:
    held: Any = Money(1)
    with pytest.raises(FrozenInstanceError):
        held._held = 5
    with pytest.raises(FrozenInstanceError):
        held.colour = "red"
    with pytest.raises(FrozenInstanceError):
        del held._held
    assert held == Money(1)
    assert not hasattr(held, "__dict__")


def test_values_of_two_classes_are_never_equal() -> None:
    assert Rate.weekly(1) != ExactMoney(1)  # type: ignore[comparison-overlap]
    assert ExactMoney(1) != Money(1)  # type: ignore[comparison-overlap]
    assert ExactMoney(1) != 1  # type: ignore[comparison-overlap]
    assert len({ExactMoney(1), Money(1), Rate.weekly(1)}) == 3


@pytest.mark.parametrize("unseen", "\xad\u180e\u200b\u2060\u2064\ufeff\u202e\u2028\x1b\x00\n\t\ud800")
def test_two_references_never_differ_by_what_nobody_sees(refused: Refused, unseen: str) -> None:
    for given in (f"F-1{unseen}", f"{unseen}F-1", f"F-{unseen}1"):
        refused(lambda given=given: text("Entry.ref", given), IsfError, f"has the character U+{ord(unseen):04X}")


def test_what_a_script_needs_between_its_letters_may_stand_in_a_name() -> None:
    for name in ("क्\u200dष", "می\u200cخواهم"):
        assert text("Person.name", name) == name
    assert text("Bill.what", "as \xadhyphen\xadated\u200b by a word processor", is_prose=True)
