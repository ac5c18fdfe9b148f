"""Errors name where, what was given and what would be right; they pickle, and are never slow."""

from __future__ import annotations

import copy
import pickle
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from enum import IntEnum
from fractions import Fraction

import pytest

from isf_core import errors
from isf_core.errors import IsfError, NotRecorded, UnreadableData, quote, several, short
from isf_core.values import Money

KINDS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, IsfError)]
PLAIN_ERRORS = [each for each in KINDS if each not in (NotRecorded, UnreadableData)]
"""All errors but the one that has fields of its own."""


class Weekday(IntEnum):
    MONDAY = 1


class AClassWhoseNameIsLongerThanFortyCharacters:
    pass


def test_an_error_says_where_what_and_what_would_be_right() -> None:
    error = IsfError("Money", "1.005 is finer than a penny", "round it by name first")
    assert str(error) == "Money: 1.005 is finer than a penny; round it by name first"
    assert (error.where, error.wrong, error.right) == ("Money", "1.005 is finer than a penny", "round it by name first")


def test_what_is_the_librarys_own_is_known_by_where_it_lies() -> None:
    """A package whose name only begins as the library's does is a council's own."""
    beside = type("Fee", (), {"__module__": "isf_core_fees.ours"})
    ours = [each for each in (Money, quote, *KINDS) if not errors.is_ours(each)]
    theirs = [each for each in (beside, Weekday, date, None, "isf_core.errors") if errors.is_ours(each)]
    assert (ours, theirs) == ([], [])


def test_an_error_without_advice_ends_at_what_is_wrong() -> None:
    assert str(IsfError("plan", "no such outcome")) == "plan: no such outcome"


@pytest.mark.parametrize("kind", PLAIN_ERRORS)
def test_every_error_is_a_value_error_and_pickles(kind: type[IsfError]) -> None:
    error = kind("Rate", "-1 is below zero", "give zero or more")
    assert isinstance(error, IsfError)
    assert isinstance(error, ValueError)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is kind
        assert (str(again), again.where, again.wrong, again.right) == (str(error), "Rate", error.wrong, error.right)


def test_unreadable_data_names_its_faults_and_pickles() -> None:
    faults = tuple(IsfError(f"a.{place}", "wrong") for place in range(6))
    error = UnreadableData("from_plain", faults)
    assert str(error).endswith(
        "6 faults: a.0: wrong. a.1: wrong. a.2: wrong. a.3: wrong. a.4: wrong (and 1 more, in .faults)"
    )
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is UnreadableData
        assert (str(again), len(again.faults)) == (str(error), 6)
    assert str(UnreadableData("x", faults[:1])) == "x: 1 fault: a.0: wrong"


def test_not_recorded_names_every_missing_field_and_pickles() -> None:
    error = NotRecorded("the payments", ("budget.rate", "contract.first_day"))
    assert str(error) == (
        "the payments cannot be worked out: not recorded: budget.rate, contract.first_day; record them"
    )
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is NotRecorded
        assert (again.fields, str(again)) == (error.fields, str(error))


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        pytest.param(("contract.first_day",), "record it", id="one fact"),
        pytest.param(("plan.supports",), "record it (give () for plan.supports if there are none)", id="a list"),
        pytest.param(
            ("budget.in_house", "budget.actual", "budget.one_offs"),
            "record them (give () for budget.in_house, budget.one_offs if there are none)",
            id="two lists",
        ),
        pytest.param(
            ("contract.payment.cycle",),
            "record it; what the contract does not state may stand in the policy's parameters",
            id="a term",
        ),
        pytest.param(("policy.backdating",), "set backdating in the policy's parameters", id="a number of the policy"),
        pytest.param(
            ("policy.pays", "policy.suspension"), "set pays, suspension in the policy's parameters", id="two of them"
        ),
    ],
)
def test_use_x16_not_recorded_says_what_would_be_right_for_each_field(fields: tuple[str, ...], right: str) -> None:
    error = NotRecorded("the payments", fields)
    assert (error.where, error.wrong) == ("the payments cannot be worked out", f"not recorded: {', '.join(fields)}")
    assert error.right == right


@pytest.mark.parametrize(
    ("given", "quoted"),
    [
        (None, "nothing (None)"),
        ("", "''"),
        ("a" * 40, repr("a" * 40)),
        ("a" * 41, repr("a" * 39) + "…"),
        (True, "True (a bool)"),
        (-5, "-5"),
        (2**128 - 1, str(2**128 - 1)),
        (2**128, "a whole number of more than 40 digits"),
        (Weekday.MONDAY, "1"),
        (1.5, "1.5 (a float)"),
        (float("nan"), "nan (a float)"),
        (Decimal("1e999999"), "1E+999999 (a Decimal)"),
        (Decimal("1" * 41), "1" * 39 + "… (a Decimal)"),
        (Fraction(-5, 2), "-5/2 (a Fraction)"),
        (Fraction(1, 2**128 - 1), "1/" + str(2**128 - 1)[:37] + "… (a Fraction)"),
        (Fraction(1, 2**128), "a Fraction of more than 40 digits"),
        (date(2026, 4, 6), "2026-04-06 (a date)"),
        (datetime(2026, 4, 6, 9, 30, tzinfo=UTC), "2026-04-06 09:30:00+00:00 (a datetime)"),
        ([1], "a list"),
        (OSError(), "an OSError"),
        (AClassWhoseNameIsLongerThanFortyCharacters(), "an AClassWhoseNameIsLongerThanFortyCharacte"),
    ],
)
def test_what_was_given_is_quoted_in_at_most_forty_characters(given: object, quoted: str) -> None:
    assert quote(given) == quoted


@pytest.mark.parametrize(
    "given",
    ["9" * 10_000_000, 1 << 10_000_000, Decimal("9" * 100_000), Fraction(1, 1 << 10_000_000), [0] * 1_000_000],
    ids=["text", "int", "decimal", "fraction", "list"],
)
def test_quoting_makes_no_copy_however_large_the_thing(given: object) -> None:
    tracemalloc.start()
    try:
        assert len(quote(given)) < 60
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


@pytest.mark.parametrize(("text", "cut"), [("1" * 40, "1" * 40), ("1" * 41, "1" * 39 + "…")])
def test_a_text_is_cut_at_forty_characters(text: str, cut: str) -> None:
    assert short(text) == cut


def test_a_decimal_is_quoted_alike_whatever_the_ambient_context() -> None:
    for number in ("1E-7", "1E+50", "-2.5E-400"):
        said = set()
        for capitals in (0, 1):
            with localcontext() as context:
                context.capitals = capitals
                said.add(quote(Decimal(number)))
        assert said == {f"{number} (a Decimal)"}


def test_names_in_a_row_are_whole_and_the_others_are_counted() -> None:
    """As many as 200 characters hold; of more, room is left to say how many."""
    assert several([]) == "none"
    assert several(("a" * 99, "b" * 99)) == f"{'a' * 99}, {'b' * 99}", "200 in all"
    assert several(("a" * 99, "b" * 100)) == f"{'a' * 99} and 1 more"
    assert several(("a" * 90, "b" * 88, "c" * 90)) == f"{'a' * 90}, {'b' * 88} and 1 more"
    assert several(("a" * 90, "b" * 89, "c" * 90)) == f"{'a' * 90} and 2 more"
    assert several(["x" * 101]) == "x" * 100, "nobody reads a name that long"
    every = several(map(str, range(1_000_000)))
    assert (len(every), every[-24:]) == (197, " 46, 47 and 999,952 more")
