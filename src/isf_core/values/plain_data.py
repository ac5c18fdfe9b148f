"""Any value as plain data, to keep, to send, to compare; and a digest of it that is stable.

>>> from .pay_cycle import Frequency, PayCycle
>>> plain_form(PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)))
{'kind': 'PayCycle', 'frequency': 'Frequency.FOUR_WEEKLY', 'anchor': '2026-04-06'}
>>> plain_form((Money("12.50"), Fraction(365, 7), None, True))
['12.50', '365/7', None, True]

Plain data are dicts, lists, texts, whole numbers, True, False and None: what JSON has. An object is
a dict with its class's bare name as `kind` (never a module, for a copy has another) and its
constructor's fields; a field that is itself called `kind` is written `kind_`. What is not recorded is
left out; what is recorded to be none (`[]`, "0.00") is there, and so is the None to which a change
or the first value of a timeline sets something.

Each leaf has a form of its own: money "12.50", a fraction "1/2" or "3", a date "2026-04-06", a member
of an enumeration "Basis.NET". Only texts could be taken for one of them, so where a field may hold a
text or something else, what is no text says what it is: `{"kind": "date", "text": "2026-04-06"}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2s, sha256
from typing import Any, cast

import attrs

from ..errors import IsfError, TooLarge, quote
from .checks import bounded, day, exact
from .money import ExactMoney, Money, plain_number
from .rates import Rate
from .running_totals import MOST_TOTAL_BITS, RunningTotal
from .statutory_amounts import StatutoryTable
from .timeline import Timeline
from .working_days import WorkingDays

Data = dict[str, "Data"] | list["Data"] | str | int | bool | None
"""What JSON has, but for numbers with a point."""

_KIND = re.compile(r"kind_*")
_WORD = re.compile(r"\w+")
_HERE = "plain_form"
_WRAPPINGS = {"None", "Optional", "Timeline", "str", "tuple", "typing"}


def plain_form(value: object) -> Data:
    """A value of the library, or of a council's own attrs class, as plain data; always newly made.

    Equal values give equal data, in the same order, in every process; values that differ differ. A few compare by less
    than their data keep: payments and schedules by their lines, a balance by its sums, breaches by their facts.
    Raises IsfError for what is no exact value: a float, a datetime, an object of another class.
    """
    return _whole(value, False, _HERE)


def plain_form_open(value: object, where: str) -> Data:
    """As `plain_form`, where nothing says what to expect: a leaf says what it is; refused by the name of a function."""
    return _whole(value, True, where)


def _whole(value: object, is_open: bool, where: str) -> Data:
    try:
        return _plain(value, is_open)
    except RecursionError:
        wrong = f"a {type(value).__name__} that holds itself, or others in it without an end"
        raise TooLarge(where, wrong, "give a value with an end") from None
    except IsfError as error:
        if error.where != _HERE:
            raise
        raise type(error)(where, error.wrong, error.right) from None


def digest(value: object) -> str:
    """The SHA-256 of a value's plain data, in hexadecimal: of its `canonical` text.

    >>> digest(Money("12.50"))
    '44d697bfcd73f22ef9f1ec35d77f860f3bbb811e3d3062085ebba68d42fea373'
    """
    return sha256(_text(value, "digest").encode("ascii")).hexdigest()


def short_digest(told: str) -> str:
    """Eight hexadecimal digits that tell texts apart, where nobody would forge one."""
    return blake2s(told.encode(), digest_size=4).hexdigest()


def canonical(value: object) -> str:
    """The one JSON text of a value: keys in order, no spaces, nothing beyond ASCII.

    >>> canonical(Rate.weekly("84.375"))
    '{"amount":"84.375","kind":"Rate","unit":"RateUnit.WEEK"}'
    """
    return _text(value, "canonical")


def _text(value: object, where: str) -> str:
    data = _whole(value, False, where)
    return json.dumps(data, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object, is_open: bool) -> Data:
    """A value's data; where its place `is_open` to texts and others, a leaf says what it is."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):  # before texts and numbers, which a member may be as well
        return _leaf(type(value).__name__, f"{type(value).__name__}.{value.name}", is_open)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return bounded(_HERE, Fraction(value)).numerator
    if isinstance(value, Money):
        return _leaf("Money", str(value), is_open)
    if isinstance(value, (Fraction, Decimal)):
        return _leaf("Fraction", str(exact(_HERE, value)), is_open)
    if isinstance(value, date):
        return _leaf("date", day(_HERE, value).isoformat(), is_open)
    if isinstance(value, RunningTotal):
        exactly = bounded(_HERE, value.exact, most=MOST_TOTAL_BITS)
        return [_leaf("Fraction", str(exactly), is_open), _plain(value.shown, is_open)]
    if isinstance(value, (tuple, list)):
        return [_plain(each, is_open) for each in value]
    if isinstance(value, (set, frozenset)):
        return {"kind": "frozenset", "of": sorted((_plain(each, is_open) for each in value), key=json.dumps)}
    # No two fields ever get one key: a field that is itself called kind gets a line under its end.
    keys = ((f"{name}_" if _KIND.fullmatch(name) else name, held) for name, held in _fields(value, is_open))
    kind: Any = type(value)
    return {
        "kind": kind.__name__,
        **{name: held for name, held in keys if held is not None or name in _said_if_none(kind)},
    }


def _leaf(kind: str, text: str, is_open: bool) -> Data:
    return {"kind": kind, "text": text} if is_open else text


def _fields(value: object, is_open: bool) -> Iterator[tuple[str, Data]]:
    """The constructor's fields of an object, by name, as data."""
    if isinstance(value, ExactMoney):
        yield "pounds", plain_number(value.pounds)
    elif isinstance(value, Rate):
        yield "amount", plain_number(value.amount.pounds)
        yield "unit", _plain(value.unit, False)
    elif isinstance(value, Timeline):
        yield "first", _plain(value.first, is_open)
        yield "changes", [[on.isoformat(), _plain(held, is_open)] for on, held in value.changes]
    elif isinstance(value, StatutoryTable):
        yield "name", value.name
        yield "rows", [[on.isoformat(), _plain(held, True)] for on, held in value.rows]
        yield "last_day", value.last_day.isoformat()
        yield "source", _plain(value.source, False)
    elif isinstance(value, WorkingDays):
        for name in ("first", "last", "proclaimed_to"):
            yield name, getattr(value, name).isoformat()
        yield "holidays", _by_year(value.holidays)
    elif hasattr(type(value), "stored") and hasattr(type(value), "from_stored"):  # kept otherwise than by its fields
        for name, held in cast(Any, value).stored().items():
            yield name, _plain(held, False)
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[Any]", type(value))):
            if field.init:
                yield field.alias or field.name, _plain(getattr(value, field.name), _takes_texts_too(field.type))
    elif callable(value) and not isinstance(value, type) and hasattr(value, "__name__"):
        yield "name", value.__name__  # a rule's test or condition: known by its sentence
    else:
        raise IsfError(_HERE, f"{quote(value)} has no plain form", "make it a frozen attrs class of exact values")


@lru_cache(maxsize=4_096)
def _said_if_none(kind: type[Any]) -> frozenset[str]:
    """The fields of a class that cannot be left out, though what they hold is None: those for a value of any kind."""
    if issubclass(kind, Timeline):
        return frozenset({"first"})
    if not attrs.has(kind):
        return frozenset()
    needed = (field for field in attrs.fields(kind) if field.default is attrs.NOTHING)
    return frozenset(field.alias or field.name for field in needed if field.type in (object, "object", Any, "Any"))


def _takes_texts_too(stated: object) -> bool:
    """Whether a field of a stated type may hold a text as well as something else, as the cell of a table may."""
    if stated is None:
        return True
    words = {*_WORD.findall(stated.__name__ if isinstance(stated, type) else str(stated))}
    return bool(words & {"object", "Any", "Cell"} or ("str" in words and words - _WRAPPINGS))


def _by_year(days: frozenset[date]) -> Data:
    """Days in short: by year, as "01-01 04-03"."""
    out: dict[str, list[str]] = {}
    for on in sorted(days):
        out.setdefault(on.isoformat()[:4], []).append(on.isoformat()[5:])
    return {year: " ".join(held) for year, held in out.items()}
