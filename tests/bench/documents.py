"""Recorded facts as plain documents, written by one tree and read by another, with today's names in them.

What one tree records as documents each builds anew through its own constructors, so that both are asked about
the same facts, to the penny and the day, whatever either calls them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from . import library as isf
from . import names

Document = Any
"""What JSON has; an object is a dict with its class's name as "!", a leaf a dict with its kind."""

_BUILT_IN = isf.WorkingDays.england_and_wales()


@attrs.frozen
class OwnFee:
    """A council's own fee, no class of the library: dearer for small budgets, and so much on top of a share."""

    small: Fraction
    per_week: Fraction
    share: Fraction
    base: Any

    def charges(self, facts: Any) -> tuple[Any, ...]:
        """What is charged until budget or contribution changes."""
        parts: tuple[Any, ...] = (isf.ShareOf(self.base, self.share),)
        if facts.budget.amount.pounds < self.small:
            parts += (isf.PerWeek(isf.ExactMoney(self.per_week)),)
        if facts.contribution.amount.pounds > 0:
            parts += (isf.ShareOf(isf.FeeBase.NET, self.share / 2), isf.PerWeek("0.35"))
        return parts


class NoDocument(Exception):
    """A value that no document is made of: a class of somebody's own, a function."""


def document(value: object) -> Document:
    """A value of the library as a document."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return {"!member": [names.today(type(value)), value.name]}
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, isf.Money):
        return {"!pence": value.pence}
    if isinstance(value, isf.ExactMoney):
        return {"!pounds": str(value.pounds)}
    if isinstance(value, (Fraction, Decimal)):
        return {"!number": str(Fraction(value))}
    if isinstance(value, date):
        return {"!day": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [document(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return {"!set": sorted((document(each) for each in value), key=repr)}
    if isinstance(value, isf.WorkingDays):
        if value == _BUILT_IN:
            return {"!": "BuiltIn"}
        return {"!": "Closed", **{name: document(getattr(value, name)) for name in ("holidays", "first", "last")}}
    if isinstance(value, isf.Timeline):
        return {"!": "Timeline", "first": document(value.first), "changes": document(value.changes)}
    if isinstance(value, isf.Period):
        return {"!": "Period", "first_day": document(value.first_day), "last_day": document(value.last_day)}
    fields = names.FIELDS.get(type(value).__name__, {})
    return {"!": names.today(type(value)), **{fields.get(name, name): document(held) for name, held in _fields(value)}}


def _fields(value: object) -> Iterator[tuple[str, object]]:
    """The constructor's arguments that were given something else than their default."""
    kind = type(value)
    if not kind.__module__.startswith("isf_core") and kind.__name__ != "OwnFee":
        raise NoDocument(kind.__name__)
    if attrs.has(kind):
        for field in attrs.fields(kind):
            held = getattr(value, field.name)
            default = field.default.factory() if hasattr(field.default, "factory") else field.default
            if field.init and held != default:
                yield field.alias or field.name, held
    elif hasattr(value, "_parts"):
        code = kind.__init__.__code__
        args = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
        yield from zip(args, value._parts(), strict=True)
    else:
        raise NoDocument(kind.__name__)


def value(of: Document) -> Any:
    """What a document says, built by the tree that is running."""
    if isinstance(of, list):
        return tuple(value(each) for each in of)
    if not isinstance(of, dict):
        return of
    kind, *_ = of
    held = of[kind]
    if kind == "!":
        return _built(held, {name: value(each) for name, each in of.items() if name != "!"})
    match kind:
        case "!member":
            enum, name = held
            return getattr(isf, enum)[name]
        case "!pence":
            return isf.Money.from_pence(held)
        case "!pounds":
            return isf.ExactMoney(Fraction(held))
        case "!number":
            return Fraction(held)
        case "!day":
            return date.fromisoformat(held)
        case "!set":
            return frozenset(value(each) for each in held)
    raise NoDocument(kind)


def _built(kind: str, facts: dict[str, Any]) -> Any:
    match kind:
        case "BuiltIn":
            return _BUILT_IN
        case "Closed":
            return isf.WorkingDays.of(facts["holidays"], first=facts["first"], last=facts["last"])
        case "Timeline":
            return isf.Timeline(facts["first"], *facts["changes"])
        case "Period":
            return isf.period(**facts)
        case "OwnFee":
            return OwnFee(**facts)
    return getattr(isf, kind)(**facts)
