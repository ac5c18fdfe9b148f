"""Plain data read back into values: every fault is noted with its path, and reading goes on beside it."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Any, NoReturn, get_origin

from ..errors import IsfError, quote
from ..values.money import Money
from ..values.running_totals import LongFraction
from ._fields import choices, is_named_tuple
from ._forms import Forms, Place, Shape, takes, takes_anything
from ._own_ways import LEAVES, UNREAD, ByYear, named_function

MOST_VALUES = 1_000_000
"""Values in one document."""
MOST_LEVELS = 100
"""Levels of one document, each inside the other."""
MOST_FAULTS = 1_000
"""Faults that are named; reading stops at the last."""

_LONGEST_KEPT = 400
"""Bytes of the data of what is kept. A level takes five at least, so that they have no more than 80."""
_DEEPEST_KEPT = MOST_LEVELS - _LONGEST_KEPT // 5
_MOST_KEPT = 128
"""Of each kind: when one more comes, they are let go."""
_CHANCES_WON = 3
"""To read a value takes at least so many times as long as to look for it in vain."""
_NONE_KEPT = (UNREAD, MOST_VALUES)

_WORDS = {date: "a date such as '2026-04-06'", Money: "a sum such as '84.00'", Fraction: "a number such as '1/3'"}
_WORDS |= {LongFraction: "a number such as '1/3'", str: "a text", int: "a whole number", bool: "true or false"}
_WRAPPED = {kind.__name__: kind for kind in (date, Money, Fraction)}
_WITHOUT_A_CLASS = ("tuple", "frozenset", "function")

Path = tuple[Any, object]
"""A path within the path before it, so that nothing is written out before there is a fault."""


class _Stop(Exception):
    """There are more faults than are named."""


class Reader:
    """Reads one document; `faults` are errors whose `where` is the path in it."""

    def __init__(self, forms: Forms) -> None:
        self.faults: list[IsfError] = []
        self._forms = forms
        self._left = MOST_VALUES - 1  # the document is one of them
        self._changeable = 0  # how many were made that may change later, which is no part of what is kept

    def document(self, data: object, name: str) -> Any:
        """What stands in a document, whatever it is; UNREAD where there are faults."""
        try:
            return self._read(data, self._forms.place(object), (None, name), 0)
        except _Stop:
            return UNREAD

    def _fault(self, path: Path, wrong: str, right: str) -> Any:
        self._note(IsfError(_written(path), wrong, right))
        return UNREAD

    def _note(self, fault: IsfError) -> None:
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop

    def _too_large(self, path: Path) -> NoReturn:
        """There are too many values, or levels."""
        self._fault(path, "the document is too large from here on", f"give at most {MOST_VALUES:,} values")
        raise _Stop

    def _read(self, data: Any, place: Place, path: Path, level: int) -> Any:
        kind = type(data)
        if kind in place.as_it_is:
            return data
        if kind is str:
            found: Any = place.members.get(data)
            if found is not None:
                return found
            for leaf in place.leaves:
                found = leaf(data)
                if found is not UNREAD:
                    return found
        elif kind is dict:
            name = data.get("kind")
            shape = place.shapes.get(name) if type(name) is str else None
            return self._other(data, place, path, level) if shape is None else self._kept(data, shape, path, level)
        elif kind is list:
            return self._list(data, place, path, level)
        elif isinstance(data, (str, int)) and place.is_open:
            return data
        else:  # of a class that some reader of JSON has made of its own
            plain: Any
            for plain in (dict, list, str):
                if isinstance(data, plain):
                    return self._read(plain(data), place, path, level)
        return self._fault(path, f"{quote(data)} stands here", f"give {_said(place.allowed)}")

    def _list(self, data: list[object], place: Place, path: Path, level: int) -> Any:
        if place.of_list is None:
            return self._fault(path, "a list stands here", f"give {_said(place.allowed)}")
        each, parts, make = place.of_list
        if not data and each is not None:
            return make(())
        self._left -= len(data)
        if self._left < 0 or (level >= MOST_LEVELS and data):
            self._too_large(path)
        before, level = len(self.faults), level + 1
        if each is not None:
            made = [self._read(entry, each, (path, number), level) for number, entry in enumerate(data)]
        elif len(parts) == len(data):
            entries = zip(data, parts, strict=True)
            made = [self._read(entry, part, (path, number), level) for number, (entry, part) in enumerate(entries)]
        else:
            return self._fault(path, f"a list of {len(data)} stands here", f"give a list of {len(parts)}")
        return make(made) if len(self.faults) == before else UNREAD

    def _other(self, data: dict[object, object], place: Place, path: Path, level: int) -> Any:
        """An object of a kind that was not read here before, or one that stands for something else."""
        if place.is_said_otherwise:
            return data if ByYear in place.allowed else named_function(data.get("name"), lambda case: None)
        name = data.get("kind")
        if not isinstance(name, str):
            return self._fault((path, "kind"), "it does not say what it is", f"give {_said(place.allowed)}")
        kind: Any = _WRAPPED.get(name) or self._forms.kinds.get(name)
        is_leaf = kind in LEAVES or (isinstance(kind, type) and issubclass(kind, Enum))
        if is_leaf and (place.is_open or kind in place.allowed):
            return self._wrapped(data, kind, path)
        if name == "frozenset" and any(each is object or get_origin(each) is frozenset for each in place.allowed):
            return self._set(data, path, level)
        if kind is None and name not in _WITHOUT_A_CLASS:
            near = ", ".join(_nearest(name, self._forms.kinds))
            right = f"give one that the library has (those most like it: {near}), or hand its class in by also="
            return self._fault((path, "kind"), f"there is no kind {quote(name)}", right)
        choice = None if is_leaf or kind is None else next((each for each in place.allowed if takes(each, kind)), None)
        if choice is None:
            return self._fault((path, "kind"), f"{quote(name)} stands here", f"give {_said(place.allowed)}")
        shape = place.shapes[kind.__name__] = self._forms.shape(kind, choice)
        return self._kept(data, shape, path, level)

    def _wrapped(self, data: dict[object, object], kind: Any, path: Path) -> Any:
        """A leaf that says what it is."""
        text, found = data.get("text"), UNREAD
        if isinstance(text, str) and len(data) == 2:
            found = next((leaf(text) for leaf in self._forms.place(kind).leaves), UNREAD)
            found = self._forms.place(kind).members.get(text, found)
        if found is not UNREAD:
            return found
        right = f"give {{'kind': '{kind.__name__}', 'text': ...}} and nothing beside, with {_said((kind,))}"
        return self._fault(path, f"{quote(text)} is no {kind.__name__}", right)

    def _set(self, data: dict[object, object], path: Path, level: int) -> Any:
        held = data.get("of")
        if not isinstance(held, list):
            return self._fault((path, "of"), f"{quote(held)} stands here", "give a list")
        made = self._list(held, self._forms.place(object), (path, "of"), level)
        try:
            return made if made is UNREAD else frozenset(made)
        except TypeError:
            return self._fault((path, "of"), "it holds what may be changed", "give values")

    def _kept(self, data: dict[object, object], shape: Shape, path: Path, level: int) -> Any:
        """A value of a kind: the one that was made before of the same data, where it is kept."""
        kept = shape.kept
        if kept is None or level > _DEEPEST_KEPT:
            return self._made(data, shape, path, level)
        try:
            key = marshal.dumps(data, 0)
        except ValueError:  # of what is not plain
            return self._made(data, shape, path, level)
        found, held = kept.get(key, _NONE_KEPT)
        if held <= self._left:
            self._left -= held
            shape.chances += _CHANCES_WON
            return found
        shape.chances -= 1
        if shape.chances < 0:  # equal ones seldom come, as of people
            shape.kept = None
        left, changeable = self._left, self._changeable
        found = self._made(data, shape, path, level)
        if found is not UNREAD and len(key) <= _LONGEST_KEPT and self._changeable == changeable:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = found, left - self._left
        return found

    def _made(self, data: dict[object, object], shape: Shape, path: Path, level: int) -> Any:
        """A value of a kind, made by its constructor, which checks it."""
        self._left -= len(data) - 1
        if self._left < 0 or (level >= MOST_LEVELS and len(data) > 1):
            self._too_large(path)
        faults, fields = self.faults, shape.fields
        strange: tuple[object, ...] = ()
        before, level = len(faults), level + 1
        made: dict[str, Any] = shape.unrecorded.copy()
        for key, held in data.items():
            if key in fields:
                name, place = fields[key]
                made[name] = held if type(held) in place.as_it_is else self._read(held, place, (path, key), level)
            elif key != "kind":
                strange += (key,)
        if strange:
            self._strange(strange, shape, path, before)
        for each in shape.needed:
            if each.name not in made:
                self._fault((path, each.key), "it is missing", f"give {_said(choices(each.holds))}")
        if len(faults) > before:
            return UNREAD
        try:
            found = shape.make(**made)
        except Exception as error:  # a council's own class may raise anything
            faults.append(_refusal(error, shape.kind.__name__, _written(path)))
            return UNREAD
        self._changeable += not shape.is_lasting
        return found

    def _strange(self, keys: tuple[object, ...], shape: Shape, path: Path, before: int) -> None:
        """Name the fields that a kind has not, before what is wrong in the others."""
        inside = self.faults[before:]
        del self.faults[before:]
        for key in keys:
            near = _nearest(str(key), shape.fields)
            more = f" and {len(shape.fields) - len(near)} more" if len(shape.fields) > len(near) else ""
            right = f"{shape.kind.__name__} has {', '.join(near)}{more}"
            self._fault((path, str(key)[:40]), "there is no such field", right)
        for fault in inside:
            self._note(fault)


def _refusal(error: Exception, kind: str, path: str) -> IsfError:
    """What a constructor says of the fields that it was given, by their path."""
    if not isinstance(error, IsfError):
        fault = IsfError(path, f"{kind} refuses it with {type(error).__name__}", "give what its class takes")
    else:
        inside = error.where.removeprefix(kind)
        where = f"{path}{inside}" if inside != error.where and inside[:1] in ("", ".", "[") else path
        about = "" if where != path or inside != error.where else f"{error.where}: "
        fault = IsfError(where, f"{about}{error.wrong}", error.right)
    fault.__cause__ = error
    return fault


def _written(path: Any) -> str:
    """A path as it is read: `Contract.signatures[0].party`."""
    steps: list[str] = []
    while path is not None:
        path, step = path
        steps.append(f".{step}" if isinstance(step, str) else f"[{step}]")
    return "".join(reversed(steps))[1:]


def _said(allowed: tuple[Any, ...]) -> str:
    """What would be right, in words."""
    out = []
    for each in allowed:
        origin = get_origin(each) or each
        if each in _WORDS:
            out.append(_WORDS[each])
        elif origin is tuple or is_named_tuple(origin):
            out.append("a list")
        elif isinstance(origin, type) and issubclass(origin, Enum):
            members = [f"'{origin.__name__}.{name}'" for name in origin.__members__]
            out.append(" or ".join(members) if len(members) < 3 else f"{', '.join(members[:8])}")
        elif takes_anything(origin):
            out.append("a value with its kind")
        elif origin is not type(None):
            out.append(f"an object of kind '{getattr(origin, '__name__', origin)}'")
    return " or ".join(out) or "null"


def _nearest(name: str, known: Mapping[str, object]) -> list[str]:
    """The names that are most like one that is not there."""

    def pairs(text: str) -> set[tuple[str, str]]:
        # Of a text without an end the beginning is enough to tell what it is like.
        return {*pairwise(text[:100].lower())}

    wanted = pairs(name)
    return sorted(known, key=lambda other: (-len(wanted & pairs(other)), other))[:5]
