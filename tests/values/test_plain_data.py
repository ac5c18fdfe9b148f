"""Plain data: what each kind of value becomes, and what has no plain form."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.refusing import refused

from isf_core import model
from isf_core.errors import IsfError, NotADate, NotExact, TooLarge
from isf_core.policies.plain import PLAIN
from isf_core.rules.engine.definition import Breach
from isf_core.values import (
    INTERPRETATION,
    LANCASHIRE,
    ExactMoney,
    Explanation,
    Frequency,
    Money,
    PayCycle,
    Period,
    Rate,
    StatutoryTable,
    Timeline,
    WorkingDays,
    canonical,
    digest,
    plain_form,
)

START, AUTUMN = date(2026, 4, 6), date(2026, 10, 1)


class Colour(StrEnum):
    RED = "red"


class Size(int, Enum):
    LARGE = 3


class Ref(str):
    def __str__(self) -> str:
        return "something else"


FORMS: list[tuple[object, Any]] = [
    (None, None),
    (True, True),
    (3, 3),
    ("12.50", "12.50"),
    (Ref("P-1"), "P-1"),
    (Money("12.50"), "12.50"),
    (Money(-3), "-3.00"),
    (Fraction(1, 2), "1/2"),
    (Fraction(3), "3"),
    (Decimal("0.50"), "1/2"),
    (START, "2026-04-06"),
    (Colour.RED, "Colour.RED"),
    (Size.LARGE, "Size.LARGE"),
    ((1, [2, (None,)]), [1, [2, [None]]]),
    (frozenset({"b", "a"}), {"kind": "frozenset", "of": ["a", "b"]}),
    (ExactMoney("84.375"), {"kind": "ExactMoney", "pounds": "84.375"}),
    (ExactMoney(Fraction(1, 3)), {"kind": "ExactMoney", "pounds": "1/3"}),
    (Rate.annual("4387.50"), {"kind": "Rate", "amount": "4387.5", "unit": "RateUnit.YEAR"}),
    (Period(first_day=START, last_day=START), {"kind": "Period", "first_day": "2026-04-06", "last_day": "2026-04-06"}),
    (
        PayCycle(Frequency.MONTHLY, START),
        {"kind": "PayCycle", "frequency": "Frequency.MONTHLY", "anchor": "2026-04-06"},
    ),
    (
        Timeline(Money(1), (AUTUMN, Money(2))),
        {"kind": "Timeline", "first": "1.00", "changes": [["2026-10-01", "2.00"]]},
    ),
    (
        LANCASHIRE("6.16"),
        {
            "kind": "Source",
            "text": {
                "kind": "Text",
                "title": "Lancashire County Council contract policy",
                "year": 2012,
                "seen": True,
                "standing": "Standing.LOCAL",
            },
            "pinpoint": "6.16",
            "words": "",
        },
    ),
    (
        WorkingDays.of(
            {date(2026, 12, 24), date(2026, 12, 23), date(2027, 1, 4)},
            first=START,
            last=date(2027, 12, 31),
            proclaimed_to=AUTUMN,
        ),
        {
            "kind": "WorkingDays",
            "first": "2026-04-06",
            "last": "2027-12-31",
            "proclaimed_to": "2026-10-01",
            "holidays": {"2026": "12-23 12-24", "2027": "01-04"},
        },
    ),
    (
        StatutoryTable("a sum", ((START, Money(2)),), last_day=AUTUMN, source=INTERPRETATION("an example")),
        {
            "kind": "StatutoryTable",
            "name": "a sum",
            "rows": [["2026-04-06", {"kind": "Money", "text": "2.00"}]],
            "last_day": "2026-10-01",
            "source": plain_form(INTERPRETATION("an example")),
        },
    ),
    (
        Breach("fund.balance", held=Money(2), on=START, party="holder", times=2),
        {
            "kind": "Breach",
            "where": "fund.balance",
            "facts": [
                ["held", {"kind": "Money", "text": "2.00"}],
                ["on", {"kind": "date", "text": "2026-04-06"}],
                ["party", "holder"],
                ["times", 2],
            ],
            "trees": [],
        },
    ),
    (
        Explanation.given("weeks", Fraction(7, 2)),
        {
            "kind": "Explanation",
            "what": "weeks",
            "amount": "7/2",
            "unit": "",
            "operation": "Operation.GIVEN",
            "operands": [],
            "sources": [],
        },
    ),
    (model.NoFee(), {"kind": "NoFee"}),
    (model.Person(ref="P-1"), {"kind": "Person", "ref": "P-1"}),
    (
        model.Person(ref="P-1", kind=model.PersonKind.CARER),
        {"kind": "Person", "ref": "P-1", "kind_": "PersonKind.CARER"},
    ),
    (
        model.PersonalBudget(in_house=(), contingency=Money(0)),
        {"kind": "PersonalBudget", "in_house": [], "contingency": "0.00"},
    ),
]


@pytest.mark.parametrize(("value", "plain"), FORMS, ids=lambda each: type(each).__name__)
def test_each_kind_of_value_has_its_form(value: object, plain: Any) -> None:
    assert plain_form(value) == plain


@attrs.frozen
class OurFee:
    """A council's own fee, with fields of every sort."""

    _a_week: Money
    kind: str = "flat"
    kind_: int = 1
    what: object = None
    note: str | date | None = None
    since: date | None = None
    untyped: Any = None
    days: tuple[str, ...] = ()
    doubled: int = attrs.field(init=False, default=2)


Bare = attrs.make_class("Bare", ["held"], frozen=True)


def test_a_councils_own_class_is_written_by_its_constructors_fields() -> None:
    assert plain_form(OurFee(Money(5))) == {
        "kind": "OurFee",
        "a_week": "5.00",
        "kind_": "flat",
        "kind__": 1,
        "days": [],
    }


@pytest.mark.parametrize("field", ["what", "note", "untyped"])
def test_where_a_text_may_stand_what_is_no_text_says_what_it_is(field: str) -> None:
    def said(held: object) -> Any:
        plain = plain_form(OurFee(Money(5), **{field: held}))  # type: ignore[arg-type]
        assert isinstance(plain, dict)
        return plain[field]

    assert said("2026-04-06") == "2026-04-06"
    assert said(START) == {"kind": "date", "text": "2026-04-06"}
    assert said((Money(1), Colour.RED, Fraction(1, 2))) == [
        {"kind": "Money", "text": "1.00"},
        {"kind": "Colour", "text": "Colour.RED"},
        {"kind": "Fraction", "text": "1/2"},
    ]
    assert said(Timeline(START, (AUTUMN, AUTUMN)))["changes"] == [
        ["2026-10-01", {"kind": "date", "text": "2026-10-01"}]
    ]
    assert said(frozenset({START}))["of"] == [{"kind": "date", "text": "2026-04-06"}]


def test_where_none_may_stand_it_is_bare() -> None:
    plain = plain_form(OurFee(Money(5), since=START))
    assert isinstance(plain, dict)
    assert plain["since"] == "2026-04-06"


def test_none_in_a_place_for_anything_is_there_by_the_name_that_the_constructor_takes() -> None:
    @attrs.frozen
    class Kept:
        _what: Any
        _more: int | None

    assert plain_form(Kept(None, None)) == {"kind": "Kept", "what": None}


def test_a_field_without_a_type_may_hold_anything() -> None:
    assert plain_form(Bare(START)) == {"kind": "Bare", "held": {"kind": "date", "text": "2026-04-06"}}


def test_a_rule_is_known_by_its_sentence() -> None:
    plain = plain_form(PLAIN.rules["PLN-02"])
    assert isinstance(plain, dict)
    assert plain["test"] == {"kind": "function", "name": "every_support_serves_an_outcome"}
    assert isinstance(plain_form(PLAIN), dict)


class Plain:
    """No attrs class."""


REFUSED: list[tuple[object, type[IsfError]]] = [
    (1.5, IsfError),
    (datetime(2026, 4, 6, tzinfo=UTC), NotADate),
    (Decimal("NaN"), NotExact),
    (10**10_000, TooLarge),
    (Plain(), IsfError),
    (Plain, IsfError),
    (OurFee, IsfError),
    ({"a": 1}, IsfError),
    (b"bytes", IsfError),
]


@pytest.mark.parametrize("value", [value for value, _ in REFUSED], ids=lambda each: type(each).__name__)
@pytest.mark.parametrize(
    "place",
    [lambda value: value, lambda value: (value,), lambda value: OurFee(Money(1), what=value)],
    ids=["bare", "in a tuple", "in a record"],
)
def test_what_is_no_exact_value_is_refused(value: object, place: Callable[[object], object]) -> None:
    kind = next(kind for each, kind in REFUSED if each is value)
    refused(lambda: plain_form(place(value)), kind=kind)


def test_what_is_returned_is_new_each_time() -> None:
    fee = OurFee(Money(5))
    first = plain_form(fee)
    assert isinstance(first, dict)
    first["kind"] = "changed"
    assert plain_form(fee) != first


def test_the_canonical_text_is_json_with_its_keys_in_order() -> None:
    fee = OurFee(Money(5), kind="à part\n", what="\ud800")
    text = canonical(fee)
    assert json.loads(text) == plain_form(fee)
    assert text.isascii()
    assert text == '{"a_week":"5.00","days":[],"kind":"OurFee","kind_":"\\u00e0 part\\n","kind__":1,"what":"\\ud800"}'
    assert len(digest(OurFee(Money(5)))) == 64


class OfItsOwn:
    """It is stored as it says, and refuses that."""

    def stored(self) -> dict[str, object]:
        raise IsfError("ours", "it is not to be stored", "leave it out")

    @classmethod
    def from_stored(cls) -> OfItsOwn:
        return cls()


@pytest.mark.parametrize(("make", "name"), [(plain_form, "plain_form"), (canonical, "canonical"), (digest, "digest")])
def test_what_has_no_plain_form_is_refused_by_the_name_of_the_function_and_what_refuses_itself_by_its_own(
    make: Callable[[object], object], name: str
) -> None:
    for given in (1.5, (object(),)):
        with pytest.raises(IsfError) as caught:
            make(given)
        assert caught.value.where == name
    with pytest.raises(IsfError, match="ours: it is not to be stored"):
        make(OfItsOwn())
