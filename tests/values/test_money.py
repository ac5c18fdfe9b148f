"""Money in whole pence, exact sums, rounding by name, and splits that add up."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from isf_core.errors import FinerThanAPenny, IsfError, NotExact, TooLarge
from isf_core.values.allocation import allocate, whole_parts
from isf_core.values.money import (
    MOST_PENCE,
    ExactMoney,
    Money,
    Rounding,
    in_pounds,
    plain_number,
)

Refused = Callable[..., IsfError]
MOST = Money.from_pence(MOST_PENCE)
LEAST = Money.from_pence(-MOST_PENCE)
PENNY = Money("0.01")


# Money is read to the penny


@pytest.mark.parametrize(
    ("pounds", "pence"),
    [
        ("12.50", 1250),
        ("12.5", 1250),
        ("12", 1200),
        ("0", 0),
        ("-0", 0),
        ("-0.01", -1),
        ("0.10", 10),
        ("007.50", 750),
        ("1.500", 150),
        ("9999999999999.99", MOST_PENCE - 1),
        ("10000000000000", MOST_PENCE),
        ("10000000000000.00", MOST_PENCE),
        ("-10000000000000", -MOST_PENCE),
        (4387, 438700),
        (-1, -100),
        (10**13, MOST_PENCE),
        (Decimal("0.05"), 5),
        (Decimal("-0.00"), 0),
        (Decimal("1E+3"), 100000),
        (Decimal("2.500000"), 250),
    ],
)
def test_pounds_are_read_to_the_penny(pounds: str | int | Decimal, pence: int) -> None:
    assert Money(pounds).pence == pence


@pytest.mark.parametrize("pounds", ["1.005", "0.001", "-12.345", Decimal("1.005"), Decimal("1E-3")])
def test_finer_than_a_penny_is_refused(pounds: str | Decimal, refused: Refused) -> None:
    refused(lambda: Money(pounds), FinerThanAPenny, "is finer than a penny", "round it by name")


@pytest.mark.parametrize(
    "pounds",
    [
        "10000000000000.01",
        "-10000000000000.01",
        "99999999999999",  # fourteen digits
        "1" * 60,
        10**13 + 1,
        Decimal("1E+14"),
    ],
)
def test_a_penny_beyond_ten_trillion_is_refused(pounds: str | int | Decimal, refused: Refused) -> None:
    refused(lambda: Money(pounds), TooLarge, "Money: ", " in pence is beyond ten trillion pounds")


def test_a_fraction_is_no_money_before_it_is_rounded(refused: Refused) -> None:
    given: Any = Fraction(1, 2)
    refused(lambda: Money(given), NotExact, "Money: 1/2 (a Fraction) is not pounds")


def test_pence_are_whole_and_bounded(refused: Refused) -> None:
    assert Money.from_pence(33750) == Money("337.50")
    for given in (1.0, True, "5", None, Decimal(5)):
        pence: Any = given
        refused(lambda pence=pence: Money.from_pence(pence), NotExact, "Money.from_pence", "is not a whole number")
    for beyond in (MOST_PENCE + 1, -MOST_PENCE - 1, 10**10_000):
        refused(lambda beyond=beyond: Money.from_pence(beyond), TooLarge)


def test_pence_from_another_kind_of_int_are_plain_ints() -> None:
    class Pence(int):
        pass

    assert type(Money.from_pence(Pence(5)).pence) is int


# Arithmetic


def test_sums_and_differences_are_exact_to_the_penny() -> None:
    assert Money("337.50") - Money("80.00") == Money("257.50")
    assert Money("0.10") + Money("0.20") == Money("0.30")
    assert -Money("0.01") == Money("-0.01")
    assert abs(Money("-0.01")) == abs(Money("0.01")) == PENNY
    assert Money("337.50") * 13 == 13 * Money("337.50") == Money("4387.50")
    assert Money("337.50") * 0 == Money(0)


def test_only_zero_is_false() -> None:
    assert not Money("0.00")
    assert Money("0.01")
    assert Money("-0.01")
    assert not ExactMoney(0)
    assert ExactMoney("0.0001")


def test_the_order_turns_on_one_penny() -> None:
    less, same, more = Money("337.49"), Money("337.50"), Money("337.51")
    assert less < same < more
    assert less <= same <= Money("337.50") <= more
    assert more > same > less
    assert more >= same >= Money("337.50") >= less
    assert not same < Money("337.50")
    assert not same > Money("337.50")
    assert not more <= same
    assert not less >= same


def test_equal_money_is_one_key_and_is_no_number() -> None:
    assert len({Money("1"), Money("1.00"), Money(1), Money(Decimal("1.0"))}) == 1
    assert Money(1) != 1  # type: ignore[comparison-overlap]
    assert Money(1) != Decimal(1)
    assert Money(1) != ExactMoney(1)  # type: ignore[comparison-overlap]
    assert Money("1.00") != Money("1.01")


@pytest.mark.parametrize("other", [1, 1.0, "1", None, True, Decimal(1), Fraction(1), ExactMoney(1)])
@pytest.mark.parametrize("act", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_money_mixes_with_money_alone(act: Callable[[Any, Any], object], other: object, refused: Refused) -> None:
    refused(lambda: act(Money(1), other), IsfError, "Money: ", "does not mix with it")


@pytest.mark.parametrize("other", [1, 1.0, "1", None, True, Decimal(1), Fraction(1), Money(1)])
@pytest.mark.parametrize("act", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_exact_money_mixes_with_exact_money_alone(
    act: Callable[[Any, Any], object], other: object, refused: Refused
) -> None:
    refused(lambda: act(ExactMoney(1), other), IsfError, "ExactMoney: ", "does not mix with it")


def test_an_error_quotes_little_of_a_long_sum(refused: Refused) -> None:
    long: Any = ExactMoney(Fraction(1, 3**300))
    refused(lambda: Money(1) + long, IsfError, "…", "one is rounded, the other is not", ".exact of the Money")


def test_the_built_in_sum_adds_up() -> None:
    assert sum([Money("0.10")] * 3) == Money("0.30")
    assert sum([ExactMoney(Fraction(1, 3))] * 3) == ExactMoney(1)


@pytest.mark.parametrize("first", [5, 0.0, True, False])
@pytest.mark.parametrize("held", [Money(1), ExactMoney(1)])
def test_a_sum_may_start_from_zero_alone(first: Any, held: Money | ExactMoney, refused: Refused) -> None:
    refused(lambda: first + held, IsfError, "does not mix with it")


def test_totals_are_zero_of_none() -> None:
    assert Money.total([]) == Money(0)
    assert Money.total(iter((Money("0.10"), Money("-0.20")))) == Money("-0.10")
    assert ExactMoney.total([]) == ExactMoney(0)
    assert ExactMoney.total(iter((ExactMoney(Fraction(1, 3)), ExactMoney(Fraction(2, 3))))) == ExactMoney(1)


@pytest.mark.parametrize("total", [Money.total, ExactMoney.total])
@pytest.mark.parametrize("given", [None, 5, Money(1)])
def test_a_total_is_of_a_list(total: Callable[[Any], object], given: object, refused: Refused) -> None:
    refused(lambda: total(given), IsfError, ".total: ", "does not fit here")


def test_a_total_is_of_one_kind(refused: Refused) -> None:
    mixed: list[Any] = [Money(1), ExactMoney(1)]
    refused(lambda: Money.total(mixed), IsfError, "Money.total", "does not mix")
    refused(lambda: ExactMoney.total(mixed), IsfError, "does not mix")


@pytest.mark.parametrize(
    "make",
    [
        lambda: MOST + PENNY,
        lambda: LEAST - PENNY,
        lambda: Money.from_pence((MOST_PENCE + 1) // 7) * 7,
        lambda: Money.total([MOST, PENNY]),
        lambda: (MOST.exact + PENNY.exact).rounded(Rounding.DOWN),
        lambda: ExactMoney(Fraction(2 * MOST_PENCE + 1, 200)).rounded(Rounding.HALF_UP),
    ],
)
def test_no_sum_goes_a_penny_beyond_the_bound(make: Callable[[], object], refused: Refused) -> None:
    refused(make, TooLarge, "Money: ", "1000000000000001 in pence is beyond ten trillion pounds")


def test_every_sum_may_reach_the_bound() -> None:
    assert MOST - PENNY + PENNY == MOST
    assert Money.from_pence(MOST_PENCE // 2) * 2 == MOST
    assert Money.total([LEAST, MOST, MOST]) == MOST, "only the total counts"
    assert ExactMoney(Fraction(2 * MOST_PENCE + 1, 200)).rounded(Rounding.DOWN) == MOST


def test_a_whole_number_of_times_is_money_and_a_part_is_not_yet() -> None:
    assert type(Money("337.50") * 2) is Money
    assert Money("337.50") * Fraction(1, 2) == ExactMoney("168.75")
    assert Fraction(1, 2) * Money("337.50") == ExactMoney("168.75")
    assert Money("337.50") * Decimal("0.05") == ExactMoney("16.875")
    assert Money("0.00") * MOST_PENCE == Money(0)


@pytest.mark.parametrize("times", [MOST_PENCE + 1, 10**10_000], ids=["one more", "huge"])
def test_the_number_of_times_is_bounded(times: int, refused: Refused) -> None:
    refused(lambda: Money(0) * times, TooLarge, "Money *")


def test_two_sums_are_not_multiplied(refused: Refused) -> None:
    other: Any = Money(2)
    refused(lambda: Money(1) * other, NotExact, "a Money is not an exact number")


# Rounding


@pytest.mark.parametrize(
    ("amount", "half_up", "half_even", "up", "down"),
    [
        (Fraction(0), 0, 0, 0, 0),
        (Fraction(1, 100), 0, 0, 1, 0),
        (Fraction(49, 100), 0, 0, 1, 0),
        (Fraction(1, 2), 1, 0, 1, 0),
        (Fraction(51, 100), 1, 1, 1, 0),
        (Fraction(3, 2), 2, 2, 2, 1),
        (Fraction(5, 2), 3, 2, 3, 2),
        (Fraction(2), 2, 2, 2, 2),
        (Fraction(-1, 100), 0, 0, -1, 0),
        (Fraction(-1, 2), -1, 0, -1, 0),
        (Fraction(-3, 2), -2, -2, -2, -1),
        (Fraction(-5, 2), -3, -2, -3, -2),
        (Fraction(-51, 100), -1, -1, -1, 0),
    ],
)
def test_each_rounding_by_its_name(amount: Fraction, half_up: int, half_even: int, up: int, down: int) -> None:
    roundings = (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.UP, Rounding.DOWN)
    assert roundings == tuple(Rounding), "every rounding has its column here"
    assert [each.of(amount) for each in roundings] == [half_up, half_even, up, down]


def test_rounding_takes_any_exact_number() -> None:
    whole: Any = 3
    decimal: Any = Decimal("2.5")
    assert Rounding.HALF_UP.of(whole) == 3
    assert Rounding.HALF_EVEN.of(decimal) == 2


def test_an_exact_sum_is_rounded_by_the_rounding_that_is_named(refused: Refused) -> None:
    assert ExactMoney("16.875").rounded(Rounding.HALF_UP) == Money("16.88")
    assert ExactMoney("16.875").rounded(Rounding.DOWN) == Money("16.87")
    assert ExactMoney("-0.005").rounded(Rounding.HALF_UP) == Money("-0.01")
    for given in ("half up", "HALF_UP", None, 1):
        rounding: Any = given
        refused(
            lambda rounding=rounding: ExactMoney(1).rounded(rounding), IsfError, "is no Rounding", "Rounding.HALF_UP"
        )


# How it is shown


@pytest.mark.parametrize(
    ("money", "shown", "grouped"),
    [
        (Money(0), "0.00", "0.00"),
        (Money("0.05"), "0.05", "0.05"),
        (Money("-0.05"), "-0.05", "-0.05"),
        (Money("999.99"), "999.99", "999.99"),
        (Money("-1234.5"), "-1234.50", "-1,234.50"),
        (MOST, "10000000000000.00", "10,000,000,000,000.00"),
    ],
)
def test_money_is_shown_in_pounds_and_pence(money: Money, shown: str, grouped: str) -> None:
    assert str(money) == f"{money}" == in_pounds(money.pence) == shown
    assert f"{money:,}" == in_pounds(money.pence, ",") == grouped
    assert repr(money) == f"Money('{shown}')"
    assert money.amount.as_tuple() == Decimal(shown).as_tuple(), "two places, always"


@pytest.mark.parametrize(
    ("spec", "shown"),
    [
        (">12", "     1234.50"),
        (">12,", "    1,234.50"),
        ("<10", "1234.50   "),
        ("*^11", "**1234.50**"),
        ("10", "1234.50   "),
        (",>9", ",,1234.50"),
        ("3", "1234.50"),
        ("\n>8", "\n1234.50"),
        ("<999", "1234.50" + " " * 992),
    ],
    ids=repr,
)
def test_money_is_aligned_as_a_text_is(spec: str, shown: str) -> None:
    assert format(Money("1234.50"), spec) == shown


def test_money_may_be_shown_with_the_two_places_that_it_has() -> None:
    assert (f"{Money('1234.50'):.2f}", f"{Money('-1234.50'):,.2f}", f"{Money(1):>8.2f}") == (
        "1234.50",
        "-1,234.50",
        "    1.00",
    )


@pytest.mark.parametrize("spec", [None, 5, b",", [","]])
def test_a_shape_is_a_text(spec: Any, refused: Refused) -> None:
    refused(lambda: Money(1).__format__(spec), IsfError, "Money: ", "is no way to show it")


NO_NUMBERS = (None, 1.5, True, b"1", "one", 10**5000, Fraction(1, 10**5000), Fraction(10**5000))


@pytest.mark.parametrize("number", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_what_is_no_number_has_no_plain_form(number: Any) -> None:
    with pytest.raises(IsfError, match="plain_number: "):
        plain_number(number)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], []),
        ([Fraction(1, 3)] * 3, [1, 0, 0]),
        ([Fraction(5, 2), Fraction(-1, 2), Fraction(1)], [3, -1, 1]),
        ([Fraction(-1, 3), Fraction(-2, 3)], [0, -1]),
        ([Fraction(1, 4), Fraction(3, 4), Fraction(0)], [0, 1, 0]),
    ],
)
def test_parts_become_whole_by_the_largest_remainder(parts: list[Fraction], whole: list[int]) -> None:
    assert whole_parts(parts, int(sum(parts, Fraction(0)))) == whole


@pytest.mark.parametrize("spec", [".1f", ",.3f", ".3", "d", "f", "010", "=12", ",,", ">1000", ">999999999", "£", " "])
def test_a_shape_that_could_alter_the_sum_is_refused(spec: str, refused: Refused) -> None:
    # ".3" once cut 1234.50 down to 123, and "010" made 12.50 into 12.5000000.
    refused(lambda: format(Money("1234.50"), spec), IsfError, f"Money: {spec!r} is no way to show it", "'>12,'")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(0), "0"),
        (Fraction(-5), "-5"),
        (Fraction(675, 8), "84.375"),
        (Fraction(-1, 10), "-0.1"),
        (Fraction(10**20), "1" + "0" * 20),
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(1, 10**13), "1/10000000000000"),
        (Fraction(-1, 3), "-1/3"),
    ],
)
def test_a_number_is_shown_in_decimals_where_they_end_within_twelve_places(number: Fraction, shown: str) -> None:
    assert plain_number(number) == str(ExactMoney(number)) == shown
    assert repr(ExactMoney(number)) == f"ExactMoney('{shown}')"


# Exact sums


def test_exact_sums_are_never_rounded() -> None:
    third = ExactMoney(Fraction(100, 3))
    assert third.pounds == Fraction(100, 3)
    assert third + third + third == ExactMoney(100)
    assert third - third == ExactMoney(0)
    assert -third == ExactMoney(Fraction(-100, 3))
    assert third * 3 == 3 * third == ExactMoney(100)
    assert ExactMoney(100) / 3 == third
    assert ExactMoney(100) / Decimal("0.5") == ExactMoney(100) / Fraction(1, 2) == ExactMoney(200)
    assert Money("0.01").exact == ExactMoney("0.01")


def test_exact_sums_are_in_exact_order() -> None:
    less, more = ExactMoney("0.3333"), ExactMoney(Fraction(1, 3))
    assert less < more
    assert less <= more
    assert more > less
    assert more >= less
    assert more <= ExactMoney(Fraction(1, 3)) <= more
    assert more >= ExactMoney(Fraction(1, 3)) >= more
    assert not more < ExactMoney(Fraction(1, 3))
    assert not more > ExactMoney(Fraction(1, 3))


def test_a_sum_is_not_shared_by_zero(refused: Refused) -> None:
    for zero in (0, Fraction(0), Decimal("0.00")):
        refused(lambda zero=zero: ExactMoney(1) / zero, IsfError, "ExactMoney /: division by zero")


def test_an_exact_sum_cannot_grow_without_end(refused: Refused) -> None:
    refused(lambda: ExactMoney(2**500) * 2**12, TooLarge, "ExactMoney", "too large or too fine")
    refused(lambda: ExactMoney(1) / 2**500 / 2**12, TooLarge, "ExactMoney", "too large or too fine")


# Splits


@pytest.mark.parametrize(
    ("money", "weights", "parts"),
    [
        ("0.01", (1, 1), ["0.01", "0.00"]),
        ("0.02", (1, 1, 1), ["0.01", "0.01", "0.00"]),
        ("0.05", (1, 1), ["0.03", "0.02"]),
        ("-0.05", (1, 1), ["-0.03", "-0.02"]),
        ("0.00", (1, 2), ["0.00", "0.00"]),
        ("1.00", (0, 0, 5), ["0.00", "0.00", "1.00"]),
        ("0.01", (1, 2), ["0.00", "0.01"]),
        ("0.01", (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)), ["0.01", "0.00", "0.00"]),
        ("1.00", (Decimal("0.5"), Decimal("0.25"), Decimal("0.25")), ["0.50", "0.25", "0.25"]),
        ("202.50", (60, 40), ["121.50", "81.00"]),
    ],
)
def test_a_split_gives_the_odd_pennies_to_the_largest_remainders(
    money: str, weights: tuple[int | Fraction | Decimal, ...], parts: list[str]
) -> None:
    assert [str(part) for part in allocate(Money(money), weights)] == parts
    assert allocate(Money(money), list(weights)) == allocate(Money(money), weights)


@pytest.mark.parametrize(
    ("weights", "kind", "message"),
    [
        ((), IsfError, "all weights are zero"),
        ((0, Fraction(0), Decimal(0)), IsfError, "all weights are zero"),
        ((1, -1), IsfError, "allocate.weights[1]: -1 is below zero"),
        ((1, Decimal("-0.01")), IsfError, "allocate.weights[1]: -0.01 is below zero"),
        ((1, -(2**511)), IsfError, "… is below zero"),
        ((1, 0.5), NotExact, "allocate.weights[1]: 0.5 (a float)"),
        ((True, 1), NotExact, "allocate.weights[0]: True (a bool)"),
        (None, IsfError, "allocate.weights: nothing (None) is not a list"),
        ({1: 2}, IsfError, "allocate.weights: a dict is not a list"),
        ("12", IsfError, "allocate.weights: '12' is not a list"),
        (5, IsfError, "allocate.weights: 5 is not a list"),
        ([1] * 100_001, TooLarge, "allocate.weights: 100,001 weights are too many"),
    ],
    ids=[
        "none",
        "all zero",
        "below zero",
        "a penny below zero",
        "far below zero",
        "float",
        "bool",
        "no list",
        "dict",
        "text",
        "number",
        "too many",
    ],
)
def test_weights_that_mean_nothing_are_refused(
    weights: Any, kind: type[IsfError], message: str, refused: Refused
) -> None:
    refused(lambda: allocate(Money(1), weights), kind, message)


@pytest.mark.slow
def test_a_hundred_thousand_parts_still_add_up() -> None:
    parts = allocate(Money("0.07"), [1] * 100_000)
    assert Money.total(parts) == Money("0.07")
    assert parts[:8] == (PENNY,) * 7 + (Money(0),)


@pytest.mark.parametrize("money", [5, "1.00", 1.0, None, ExactMoney(1)])
def test_only_money_is_split(money: Any, refused: Refused) -> None:
    refused(lambda: allocate(money, (1, 1)), IsfError, "allocate: ", "does not fit here; give Money")
