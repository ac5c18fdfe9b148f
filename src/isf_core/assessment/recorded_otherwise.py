"""Which recorded fields differ between two records, and what each holds, in words that people read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ..model.field_paths import name_in_words
from ..model.variation import Change
from ..values.dates import Period, in_words
from ..values.layout import printable
from ..values.money import ExactMoney, Money
from ..values.rates import Rate
from ..values.record import Record, WithFields, written
from ..values.table import as_read
from ..values.timeline import Timeline

_LONGEST = 160
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
Fact = tuple[str, str, str]
"""A field's path, and what it holds before and after."""


def recorded_otherwise(before: Record, after: Record, path: str = "") -> list[Fact]:
    """The fields that differ, as deep down as both hold records of one kind. Of a name it says only that it does."""
    out: list[Fact] = []
    for field in attrs.fields(type(before)):  # type: ignore[arg-type]  # every Record is an attrs class
        old: Any = getattr(before, field.name)
        new: Any = getattr(after, field.name, None)
        if isinstance(old, Record) and isinstance(new, type(old)):
            out += recorded_otherwise(old, new, f"{path}{field.name}.")
        elif old != new:
            was, is_ = _both(old, new) if field.repr else (_whether(old), _whether(new))
            out.append((f"{path}{field.name}", was, is_))
    return out


def _both(old: Any, new: Any) -> tuple[str, str]:
    """What a field holds before and after; of two lists the entries that differ, and how many are the same."""
    if not (isinstance(old, tuple) and isinstance(new, tuple)):
        return _short(old), _short(new)
    at_most = min(len(old), len(new))
    begun = next((place for place in range(at_most) if old[place] != new[place]), at_most)
    rest, more = old[begun:], new[begun:]
    while rest and more and rest[-1] == more[-1]:
        rest, more = rest[:-1], more[:-1]
    same = len(old) - len(rest)
    if not same:
        return _short(rest), _short(more)
    counted = f"{same:,} {'entry' if same == 1 else 'entries'}"
    was = f"{counted} and {_short(rest)}" if rest else counted
    return was, f"the same and {_short(more)}" if more else counted


def _whether(value: object) -> str:
    return "not recorded" if value is None else "recorded"


def _short(value: object) -> str:
    """What a field holds, in words; of a long list as many entries as there is room for."""
    return printable(repr(value) if isinstance(value, str) else _in_words(value), _LONGEST)


def _in_words(value: Any) -> str:
    """A value as people read it: no name of a class, no brackets of Python; of a record what is recorded in it."""
    if isinstance(value, Timeline):
        later = (f"{_in_words(held)} from {in_words(since)[4:]}" for since, held in value.changes)
        return ", ".join([_in_words(value.first), *later])
    if value is None:
        return _whether(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (Rate, Money, ExactMoney, date, Enum, Fraction, int)):
        return as_read(value)
    if isinstance(value, (str, Period)):
        return str(value)
    if isinstance(value, tuple):
        return _listed(value, _in_words, "; ") or "none"
    if isinstance(value, Change):
        return f"{value.path} {_in_words(value.value)}"
    return _of_a_record(value) if isinstance(value, WithFields) else written(value)


def _of_a_record(record: WithFields) -> str:
    """What it is, and each field that holds something else than it would by default; a name is not said."""
    kind = name_in_words(_NEW_WORD.sub(" ", type(record).__name__).lower())
    fields = _listed(_held_in(record), _of_a_field, ", ")
    return f"{kind} ({fields})" if fields else kind


def _held_in(record: WithFields) -> list[tuple[str, Any]]:
    held = ((field, getattr(record, field.name)) for field in attrs.fields(type(record)))  # type: ignore[arg-type]
    return [
        (name_in_words(field.name), value)
        for field, value in held
        if field.repr and value is not None and value != () and value != field.default
    ]


def _of_a_field(field: tuple[str, Any]) -> str:
    """A field and what it holds, where that does not say by itself what it is."""
    name, held = field
    said = _in_words(held)
    return said if said.startswith(f"{name} (") else f"{name} {said}"


def _listed(entries: Sequence[Any], say: Callable[[Any], str], between: str) -> str:
    """Entries one after another in words, as many as there is room for."""
    out = ""
    for place, each in enumerate(entries):
        said = say(each)
        if place and len(out) + len(said) > _LONGEST - 30:
            return f"{out} and {len(entries) - place:,} more"
        out += between * bool(place) + said
    return out
