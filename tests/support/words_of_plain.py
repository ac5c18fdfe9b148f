"""What `from_plain` and `to_plain` say of what is wrong: each way a field may hold, given each thing it may not.

python tests/support/wording.py plain > tests/data/words_of_plain.txt
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_args, get_origin

import attrs
from exchange.test_every_kind import of_kind

from isf_core import Money, Period, assess, from_plain, json_schema, model, to_plain
from isf_core.account import AccountBalance
from isf_core.book import BookComparison, BookResult
from isf_core.errors import UnreadableData
from isf_core.exchange import RowsRead
from isf_core.exchange._fields import Stated, choices, is_named_tuple
from isf_core.exchange._own_ways import fields_in_plain
from isf_core.exchange.plain import _is_stored
from isf_core.present.drawing import Chart
from isf_core.present.letters.letter import Letter
from isf_core.rules import Breach, Rule
from isf_core.schedule import Payment
from isf_core.values import (
    ExactMoney,
    Explanation,
    Frequency,
    PayCycle,
    Rate,
    Source,
    Table,
    Timeline,
    WorkingDays,
)
from isf_core.version import __version__

from .arrangements import mary
from .every_record import RECORDS
from .pictures import refusal

WRONG: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    "",
    "2026-02-30",
    [],
    [1, 2, 3],
    [None],
    {},
    {"kind": 5},
    {"kind": "Person"},
    {"kind": "tuple", "of": []},
    {"kind": "frozenset", "of": 5},
    {"kind": "frozenset", "of": [[]]},
    {"kind": "date", "text": "2026-02-30"},
    {"kind": "Money", "text": 5},
    {"kind": "Money", "text": "1.00", "more": 1},
    {"kind": "Frequency", "text": "Frequency.NEVER"},
    1.5,
)
"""What JSON may hold in any place."""
OTHERS: Final[tuple[Any, ...]] = (
    AccountBalance,
    Breach,
    ExactMoney,
    Explanation,
    Payment,
    Period,
    Rate,
    Rule,
    Source,
    Table,
    Timeline,
    WorkingDays,
)
"""What is read in a way of its own, or holds what no record does."""


def plain() -> Iterator[str]:
    """One field for each way in which a field may hold something; then what is no document, and no plain form."""
    seen = set()
    for kind in (*RECORDS, *OTHERS):
        fields: list[Stated] = [each for each in fields_in_plain(kind) if _way(each.holds) not in seen]
        if not fields:
            continue
        sound = json.loads(json.dumps(to_plain((of_kind(kind),))))
        for field in fields:
            if _way(field.holds) in seen:
                continue
            seen.add(_way(field.holds))
            said = set()
            for wrong in WRONG:
                for fault in _faults({**sound, "of": [{**sound["of"][0], field.key: wrong}]}):
                    if str(fault) not in said:
                        said.add(str(fault))
                        yield f"{kind.__name__}.{field.key} = {json.dumps(wrong)}: {fault}"
    yield from _documents()


def _way(holds: Any) -> str:
    """How a field may hold something, whatever the names of classes are."""
    ways = []
    for each in choices(holds):
        origin: Any = get_origin(each) or each
        if is_named_tuple(origin):
            ways.append("parts")
        elif origin is tuple:
            ways.append(f"tuple of {[_way(part) for part in get_args(each) if part is not Ellipsis]}")
        elif isinstance(origin, type) and issubclass(origin, Enum):
            ways.append(f"enum of {min(len(origin), 3)}")
        elif isinstance(origin, type) and attrs.has(origin) and origin is not Money:
            ways.append("record")
        else:
            ways.append(getattr(origin, "__name__", str(origin)))
    return " or ".join(ways)


def _faults(document: object) -> tuple[Any, ...]:
    try:
        from_plain(document)
    except UnreadableData as error:
        return error.faults
    return ()


@attrs.frozen
class Ours:
    """A council's own class."""

    what: str
    since: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.what == "fail":
            raise ValueError(self.what)


@attrs.frozen
class Person:
    """One by the name of the library's."""

    ref: str


def _documents() -> Iterator[str]:
    head: dict[str, Any] = {"schema": 1, "isf_core": "1"}
    rate = {**head, "kind": "Rate", "amount": "84.375", "unit": "RateUnit.WEEK"}
    ours = {**head, "kind": "Ours"}
    documents: tuple[Any, ...] = (
        5,
        None,
        [],
        {},
        {"schema": 2},
        {"schema": True},
        {"schema": "1"},
        {"schema": 0},
        {**head, "isf_core": 5},
        head,
        {**head, "kind": "Nothing"},
        {**head, "kind": 5},
        {**head, "kind": "Rat"},
        {**head, "kind": "tuple"},
        {**head, "kind": "tuple", "of": 5},
        {**head, "kind": "tuple", "of": [], "more": 1},
        {**rate, "kind": "rate"},
        {key: held for key, held in rate.items() if key != "unit"},
        {**rate, "amount": "1/2/3"},
        {**rate, "amount": "1" * 123},
        {**rate, "amount": "084"},
        {**rate, "amount": "1.0"},
        {**rate, "n" * 41: 1},
        {**rate, "n" * 40: 1, "b": 2},
        {**head, "kind": "OneOf", "on": "2026-04-06"},
        {**head, "kind": "OneOff", "amount": "-1.00", "on": "x"},
        {**head, "kind": "Period", "first_day": "2026-04-06", "last_day": "2026-04-05"},
        {**head, "kind": "Arrangement", "person": {"kind": "Person", "ref": ""}},
        {
            **head,
            "kind": "Arrangement",
            "person": {"kind": "Person", "ref": "P", "named": 1},
            "budget": {"kind": "Fund"},
        },
        {**head, "kind": "tuple", "of": [{"kind": "Person", "ref": "P"}, {"kind": "Person"}, 1.5]},
        ours,
        {**ours, "what": "fail"},
        {**ours, "what": 5},
        {**ours, "what": "x", "since": "x"},
    )
    for document in documents:
        yield f"{json.dumps(document)[:150]}: {refusal(from_plain, document, also=(Ours,))}"
    days = WorkingDays.of({date(2026, 4, 7)}, first=date(2026, 4, 6), last=date(2026, 4, 12))
    for holidays in (
        {"2026": "02-30"},
        {"2026": "1-1"},
        {"x": "01-01"},
        {"2026": 5},
        {"2026": ""},
        {"2026": "04-07 04-08"},
    ):
        document = {**to_plain(days), "holidays": holidays}
        yield f"holidays {holidays}: {refusal(from_plain, document)}"
    for also in ((Person,), (int,), 5, (Ours, 5)):
        yield f"also {also}: {refusal(from_plain, ours, also=also)}; {refusal(json_schema, also=also)[:100]}"
    found = assess(mary(), on=date(2026, 5, 1), until=date(2026, 8, 2))
    stored: tuple[Any, ...] = (
        1.5,
        5,
        "x",
        None,
        Decimal(1),
        {"a": 1},
        [1.5],
        object(),
        found.step,
        (found.step,),
        b"x",
        {1, 2},
        lambda: 5,
        date(2026, 4, 6),
        Frequency.WEEKLY,
        Money(1),
    )
    for value in stored:
        said = refusal(to_plain, value)
        yield f"to_plain of a {type(value).__name__}: {said.replace(__version__, '')}"
    for kind in (BookComparison, BookResult, Chart, Letter, RowsRead, type(found.step)):
        yield refusal(_is_stored, kind)
    yield refusal(to_plain, Money(1), names=1)
    cycle = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
    for value in (cycle, Rate.weekly("84.375"), Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 6)), mary()):
        yield json.dumps({**to_plain(value), "isf_core": ""})
    for names in (True, False):
        named = (model.Person(ref="P-1", name="Mary"), model.Holder(ref="H-7", name="Sunrise"))
        yield json.dumps({**to_plain(named, names=names), "isf_core": ""})
