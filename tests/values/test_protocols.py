"""What other libraries ask of a value: templates, pydantic, SQLAlchemy's composites and `copy.replace`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from isf_core import PLAIN, Assessment, ExactMoney, IsfError, Money, NotRecorded, Period, Rate, Verdict, assess
from isf_core.model import Arrangement, Person
from isf_core.values import Explanation, Table

START = date(2026, 4, 6)


@pytest.mark.parametrize("kind", [Money, ExactMoney])
def test_x4_a_sum_is_above_at_or_below_a_bare_zero(kind: Any) -> None:
    penny, zero, owed = kind("0.01"), kind(0), kind("-0.01")
    assert [each > 0 for each in (penny, zero, owed)] == [True, False, False]
    assert [each >= 0 for each in (penny, zero, owed)] == [True, True, False]
    assert [each < 0 for each in (penny, zero, owed)] == [False, False, True]
    assert [each <= 0 for each in (penny, zero, owed)] == [False, True, True]
    assert [each.is_zero for each in (penny, zero, owed)] == [False, True, False]
    assert [each.is_negative for each in (penny, zero, owed)] == [False, False, True]
    for other in (1, 0.0, False, "0", None):
        with pytest.raises(IsfError, match="does not mix"):
            assert penny > other


def test_a_verdict_is_its_word() -> None:
    assert [str(each) for each in Verdict] == ["yes", "no", "cannot tell"]
    assert [each.is_yes for each in Verdict] == [True, False, False]


def test_a_schedule_that_is_required_is_there_or_says_what_is_missing() -> None:
    found: Assessment = assess(Arrangement(person=Person(ref="P-1")), on=START, until=START, policy=PLAIN)
    with pytest.raises(NotRecorded, match=r"budget\.actual"):
        found.require_schedule()


@pytest.mark.parametrize(
    "text", ["84.375 a week", "1/3 a week", "337.5 every four weeks", "365.625 a month", "4387.5 a year"]
)
def test_a_rate_is_read_as_it_is_written(text: str) -> None:
    assert str(Rate.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "84.375", "84.375 week", "84.375  a week", "a week", "-1 a week", "£1 a week", None, 5]
)
def test_a_rate_that_does_not_say_its_unit_or_sum_is_refused(text: Any) -> None:
    with pytest.raises(IsfError):
        Rate.parse(text)


def test_a_period_gives_its_columns_and_its_copies() -> None:
    period = Period(first_day=START, last_day=date(2026, 5, 3))
    assert period.__composite_values__() == (START, date(2026, 5, 3))
    assert period.__replace__(last_day=START) == Period(first_day=START, last_day=START)
    with pytest.raises(IsfError, match="no such field"):
        period.__replace__(end=START)


@pytest.mark.parametrize("shown", [Table("<b>", (("a", "A"),), (("<i>",),)), Explanation.given("<b>", 1)])
def test_what_a_template_shows_is_escaped(shown: Any) -> None:
    assert shown.__html__() == shown._repr_html_()
    assert "<b>" not in shown.__html__()


FUNCTION = {"type": "function-plain", "function": None}


def schema_of(kind: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How pydantic would read and write it, by its core schema."""
    schema = kind.__get_pydantic_core_schema__(object, None)
    assert {**schema, "function": None, "serialization": None} == {**FUNCTION, "serialization": None}
    assert schema["function"] == {"type": "no-info", "function": schema["function"]["function"]}
    assert schema["serialization"] == {
        **FUNCTION,
        "function": schema["serialization"]["function"],
        "when_used": "json-unless-none",
    }
    return schema["function"]["function"], schema["serialization"]["function"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Money("84.00"), "84.00"),
        (ExactMoney("84.375"), "84.375"),
        (ExactMoney("1") / 3, "1/3"),
        (Rate.weekly("84.375"), "84.375 a week"),
        (Period(first_day=START, last_day=START), {"first_day": "2026-04-06", "last_day": "2026-04-06"}),
    ],
)
def test_pydantic_reads_what_it_writes(value: Any, written: Any) -> None:
    read, write = schema_of(type(value))
    assert write(value) == written
    assert read(written) == value
    assert read(value) is value
    schema = type(value).__get_pydantic_json_schema__(object, None)
    assert schema["title"] == type(value).__name__
    assert "pattern" not in schema or re.search(schema["pattern"], written)


DAY = {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (
            Money,
            {
                "type": "string",
                "title": "Money",
                "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$",
                "description": "pounds and pence, such as 84.00",
            },
        ),
        (
            ExactMoney,
            {
                "type": "string",
                "title": "ExactMoney",
                "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
                "description": "exact pounds, such as 84.375 or 1/3",
            },
        ),
        (
            Rate,
            {
                "type": "string",
                "title": "Rate",
                "pattern": r"^[0-9]+(\.[0-9]+|/[0-9]+)? (a week|every four weeks|a month|a year)$",
                "description": "such as 84.375 a week",
            },
        ),
        (
            Period,
            {
                "type": "object",
                "title": "Period",
                "properties": {"first_day": DAY, "last_day": DAY},
                "required": ["first_day", "last_day"],
                "additionalProperties": False,
            },
        ),
    ],
)
def test_its_json_schema_says_what_may_be_written(kind: Any, schema: dict[str, Any]) -> None:
    assert kind.__get_pydantic_json_schema__(object, None) == schema


def test_pydantic_reads_a_period_of_dates() -> None:
    assert schema_of(Period)[0]({"first_day": START, "last_day": START}) == Period(first_day=START, last_day=START)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Money, 84.0, "84.0 (a float) is no text; give it as text"),
        (Money, 84, "84 is no text"),
        (Money, "84.001", "finer than a penny"),
        (ExactMoney, "1/0", "plain number"),
        (Rate, {"amount": 1}, "is no text"),
        (Period, "2026", "is no object"),
        (Period, {"first_day": "2026-04-06"}, "give first_day and last_day"),
        (Period, {"first_day": "2026-04-06", "last_day": "20260407"}, "'20260407' is no date"),
        (Period, {"first_day": "2026-04-06", "last_day": "2026-04-31"}, "'2026-04-31' is no date"),
        (Period, {"first_day": "2026-04-06", "last_day": 7}, "7"),
        (Period, {"first_day": "2026-04-06", "last_day": "2026-04-05"}, "is before"),
    ],
)
def test_what_pydantic_cannot_read_is_a_value_error_of_ours(kind: Any, given: Any, said: str) -> None:
    with pytest.raises(IsfError) as raised:
        schema_of(kind)[0](given)
    assert said in str(raised.value)
