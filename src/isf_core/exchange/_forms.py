"""What may stand in each place of plain data, worked out once from the annotations: a reader only looks it up.

>>> from ..values import RateUnit
>>> place = Forms({}).place(date | RateUnit | None)
>>> place.members["RateUnit.WEEK"], place.is_open
(<RateUnit.WEEK: 'a week'>, False)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from enum import Enum
from types import GenericAlias
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from ..values.money import ExactMoney
from ..values.record import Value
from ..values.timeline import Timeline
from ._fields import Stated, choices, is_named_tuple, parts_of
from ._own_ways import LEAVES, OWN_WAYS, ByYear, fields_in_plain

_PLAIN = frozenset((str, int, bool, type(None)))
_LASTING = (Value, Timeline, ExactMoney)
_CHANCES = 200
"""How often equal ones may be looked for in vain."""


class Place:
    """What a field, or a place of a list, may hold.

    - `as_it_is`: the types of what needs no reading.
    - `members`: of enumerations, by the text that stands for each; `leaves` read every other text.
    - `of_list`: how a list is read; None where there may be none.
    - `shapes`: the kinds of object that were read here, by name.
    """

    __slots__ = ("allowed", "as_it_is", "is_open", "is_said_otherwise", "leaves", "members", "of_list", "shapes")

    def __init__(self, holds: Any) -> None:
        self.allowed = choices(holds)
        self.is_open = is_open(self.allowed)
        self.as_it_is = _PLAIN if self.is_open else _PLAIN.intersection(self.allowed)
        self.members: dict[str, Enum] = {
            f"{kind.__name__}.{name}": member
            for kind in self.allowed
            if isinstance(kind, type) and issubclass(kind, Enum)
            for name, member in kind.__members__.items()
        }
        self.leaves = tuple(LEAVES[each] for each in self.allowed if each in LEAVES)
        self.is_said_otherwise = any(each is ByYear or get_origin(each) is Callable for each in self.allowed)
        self.of_list: OfList | None = None
        self.shapes: dict[str, Shape] = {}


class OfList(NamedTuple):
    """How a list is read: `each` of any number of entries, or as many `parts`; and what is made of them."""

    each: Place | None
    parts: tuple[Place, ...]
    make: Callable[..., Any]


class Shape:
    """How an object of one kind is read: its fields by their keys, and what makes it.

    `needed` have no default, `unrecorded` are None where they are left out. `is_lasting`: what is made never changes.
    `kept` is what was made of which data, and how many values they hold; None where each is made anew. `chances` are
    how often it may be looked for in vain before that is so.
    """

    __slots__ = ("chances", "fields", "is_lasting", "kept", "kind", "make", "needed", "unrecorded")

    def __init__(
        self, kind: Any, fields: Mapping[Any, tuple[str, Place]], stated: Sequence[Stated], ours: bool
    ) -> None:
        self.kind = kind
        self.make: Callable[..., Any] = OWN_WAYS.get(kind, kind)
        self.fields = fields
        optional = {each.key for each in stated if type(None) in choices(each.holds)}
        said = [each for each in stated if each.key in optional and not (each.is_none_then and self.make is kind)]
        self.unrecorded = {each.name: None for each in said}
        self.needed = tuple(each for each in stated if each.key not in optional and not each.has_default)
        self.is_lasting = ours and issubclass(kind, _LASTING)
        self.kept: dict[bytes, tuple[Any, int]] | None = {} if self.is_lasting else None
        self.chances = _CHANCES


class Forms:
    """The places and shapes of some kinds; no more of them than the annotations of these kinds have.

    `ours` are the library's own: a council's may be changed, or count how often they are made.
    """

    def __init__(self, known: Mapping[str, type[Any]], ours: Collection[type[Any]] = ()) -> None:
        self.kinds = known
        self._places: dict[Any, Place] = {}
        self._shapes: dict[tuple[Any, Any], Shape] = {}
        self._ours = frozenset(ours)

    def place(self, holds: Any) -> Place:
        """What a place of an annotation may hold."""
        found = self._places.get(holds)
        if found is None:
            found = self._places[holds] = Place(holds)
            found.of_list = next(filter(None, map(self._of_list, found.allowed)), None)
        return found

    def _of_list(self, choice: Any) -> OfList | None:
        origin, held = get_origin(choice), get_args(choice)
        if is_named_tuple(choice):
            return OfList(None, tuple(map(self.place, parts_of(choice))), lambda parts: choice(*parts))
        if origin in (list, Sequence):
            return OfList(self.place(held[0]), (), list)
        if origin is tuple and not (len(held) == 2 and held[1] is Ellipsis):
            return OfList(None, tuple(map(self.place, held)), tuple)
        if origin is tuple or takes_anything(choice):
            return OfList(self.place(held[0] if held else object), (), tuple)
        return None

    def shape(self, kind: Any, choice: Any) -> Shape:
        """How a kind is read where a choice of a place takes it; a timeline's values are those of the choice."""
        held = (get_args(choice) or (object,))[0] if kind is Timeline else None
        found = self._shapes.get((kind, held))
        if found is None:
            found = self._shapes[kind, held] = self._shape(kind, held)
        return found

    def _shape(self, kind: Any, held: Any) -> Shape:
        stated = fields_in_plain(kind)
        if held is not None:
            changes = GenericAlias(tuple, (GenericAlias(tuple, (date, held)), Ellipsis))
            stated = (stated[0]._replace(holds=held), stated[1]._replace(holds=changes))
        fields = {each.key: (each.name, self.place(each.holds)) for each in stated}
        return Shape(kind, fields, stated, kind in self._ours)


def is_open(allowed: tuple[Any, ...]) -> bool:
    """Whether a text here may be a text, and what is none says what it is."""
    return any(map(takes_anything, allowed)) or (str in allowed and len(allowed) > 1 + (type(None) in allowed))


def takes_anything(choice: Any) -> bool:
    """Whether it says nothing of what stands there."""
    return choice is object or choice is Any or isinstance(choice, TypeVar)


def takes(choice: Any, kind: type[Any]) -> bool:
    """Whether what a field may hold takes a value of a kind."""
    choice = get_origin(choice) or choice
    if takes_anything(choice):
        return True
    if getattr(choice, "_is_protocol", False):
        return all(hasattr(kind, name) for name in vars(choice) if not name.startswith("_"))
    return issubclass(kind, choice)
