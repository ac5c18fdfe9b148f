"""The outline of a case: which facts are recorded, and little more. What follows from it alone is worked out once.

Most facts of most arrangements are not recorded, and what most rules then come to is the same for everybody. A test or
a condition names the facts that it needs first (see `needs`). An outline has of each of them whether it is recorded,
and the fact itself where it is plain: a yes or a no, one of a few words, an empty list. A sketch is a case with no more
in it than its outline. A rule judges it like any other case; and where it comes to a result, it comes to the same one
in every case of that outline, for whatever else it had asked would have raised NotInOutline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import EnumMeta
from itertools import accumulate
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from ...errors import IsfError, quote
from ...model.organisations import Holder
from .case import Case

T = TypeVar("T")
Outline = tuple[Any, ...]
"""The kinds of the facts; of each that is one of a few words which; and of each list whether it is empty."""


class NotInOutline(BaseException):  # no error that a rule could handle
    """A rule asked more of a fact than whether it is recorded, or asked for another fact or the day."""


def _asked(*given: object) -> NoReturn:
    raise NotInOutline


_ASKING: Final = (
    *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "len", "iter", "contains", "getitem", "getattr"),
    *("str", "repr", "format"),
)
_FACT: Final[Any] = type(
    "Fact",
    (),
    {"__slots__": ("_kind",), "__class__": property(attrgetter("_kind"))} | {f"__{name}__": _asked for name in _ASKING},
)
"""A fact of which a sketch has only of what kind it is: isinstance tells it."""
_ENTRIES: Final[Any] = type("Entries", (_FACT,), {"__slots__": (), "__bool__": lambda entries: True})
"""A list of which it has only that it is not empty."""
_PART: Final[Any] = type("Part", (_FACT,), {"__bool__": lambda part: True})
"""A part of an arrangement, with some facts."""

_NONE: Final[tuple[Any, ...]] = ()
_ALWAYS: Final = ("holder", "variations", "plans")
"""What every outline has: what there is of a holder, and whether all is known as it was recorded, hangs on it."""
_HOLDER: Final = "arrangement.holder"
_MOST_KINDS: Final = 1_024
"""Of how many ways to record the facts it is kept which of them are plain."""


def needed_by(test: Callable[[Case], object]) -> tuple[str, ...]:
    """The fields that a test or a condition needs first; none where it does not say."""
    fields: tuple[str, ...] = getattr(test, "needs", ())
    return fields


def in_sketch(ask: Callable[[], T]) -> T | None:
    """What some work on a sketch gives; None where the sketch is not enough for it."""
    try:
        return ask()
    except (NotInOutline, Exception):  # what can be done with a fact need not be possible with what stands for it
        return None


class _Kinds:
    """Of what kind each fact of an outline is, and the places of those that are one of a few words, and of lists."""

    __slots__ = ("each", "lists", "words")

    def __init__(self, kinds: tuple[type, ...]) -> None:
        self.each: tuple[type, ...] = kinds
        places = [*enumerate(kinds)]
        self.words: list[int] = [place for place, kind in places if kind is bool or type(kind) is EnumMeta]
        self.lists: list[int] = [place for place, kind in places if kind is tuple]


class Outlines:
    """Draws outlines of cases by the facts that some tests and conditions need, and sketches of outlines."""

    __slots__ = ("_fields", "_kinds", "_parts", "_read")

    def __init__(self, tests: Iterable[Callable[[Case], object]]) -> None:
        by_part: dict[str, dict[str, None]] = {}
        for field in (*_ALWAYS, *(field for test in tests for field in needed_by(test))):
            part, _, name = _path(field).rpartition(".")
            by_part.setdefault(part, {})[name] = None
        # Of a single name attrgetter would make no tuple.
        names = {part: (*of_it, *of_it) if len(of_it) == 1 else tuple(of_it) for part, of_it in by_part.items()}
        self._fields = tuple((part, name) for part, of_it in names.items() for name in of_it)
        self._parts = attrgetter(*names)
        self._read = tuple((attrgetter(*of_it), (None,) * len(of_it)) for of_it in names.values())
        self._kinds: dict[tuple[type, ...], _Kinds] = {}

    def of(self, case: Case) -> Outline:
        """The outline of a case. Raises IsfError for a field that there is not."""
        facts: list[Any] = []
        try:
            for part, (read, nothing) in zip(self._parts(case), self._read, strict=True):
                facts += nothing if part is None else read(part)
        except AttributeError:
            self._refuse(case)
        each = tuple(map(type, facts))
        kinds = self._kinds.get(each)
        if kinds is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._kinds.clear()
            kinds = self._kinds[each] = _Kinds(each)
        return (kinds, *[facts[place] for place in kinds.words], *[not facts[place] for place in kinds.lists])

    def sketch(self, outline: Outline) -> Case:
        """A case with no more than an outline has."""
        kinds, *held = outline
        plain = dict(zip((*kinds.words, *kinds.lists), held, strict=True))
        facts: dict[str, dict[str, Any]] = {}
        for place, ((part, name), kind) in enumerate(zip(self._fields, kinds.each, strict=True)):
            if kind is NoneType:
                fact = None
            elif kind is tuple:
                fact = _NONE if plain[place] else _fact(_ENTRIES, kind)
            else:
                fact = plain[place] if place in plain else _fact(_FACT, kind)
            facts.setdefault(part, {})[name] = fact
        return _Sketch(facts)

    def _refuse(self, case: Case) -> NoReturn:
        part, name = next(each for each in self._fields if not _is_there(case, *each))
        field = f"{part}.{name}".removeprefix("arrangement.").replace("parameters.", "policy.")
        raise IsfError("needs", f"there is no field {quote(field)}", "name a field that every arrangement has")


class _Sketch(Case):
    """A case with some facts, by the part in which each lies, and with nothing else of what a case has."""

    __slots__ = ()

    def __init__(self, facts: dict[str, dict[str, Any]]) -> None:
        self.read, self._ends, self._made = [], None, {}
        recorded = facts.pop("known.recorded")
        if facts["arrangement"]["holder"] is None:
            facts.pop(_HOLDER, None)
        else:
            facts.setdefault(_HOLDER, {})
        for part in ("arrangement.contract", "arrangement.plan", "parameters"):
            facts.setdefault(part, {})
        paths = dict.fromkeys(path for each in facts for path in accumulate(each.split("."), "{}.{}".format))
        parts = {path: _part(**facts.get(path, {})) for path in paths}
        if _HOLDER in parts:
            parts[_HOLDER]._kind = Holder
        for path, part in parts.items():
            parent, _, name = path.rpartition(".")
            if parent:
                vars(parts[parent])[name] = part
        self.arrangement, self.parameters = parts["arrangement"], parts["parameters"]
        if recorded["variations"] is _NONE and recorded["plans"] is None:  # then these are known as they were recorded
            same = {name: getattr(self.arrangement, name) for name in ("holder", "contract", "plan")}
            nothing = {"variations": _NONE, "may_count": _NONE, "changes_of": lambda path: _NONE}
            self.known = _part(recorded=_part(**recorded, **same), **nothing)

    if not TYPE_CHECKING:
        __getattr__ = _asked


def _fact(cls: Any, kind: type) -> Any:
    fact = cls()
    fact._kind = kind
    return fact


def _part(**facts: Any) -> Any:
    part = _PART()
    vars(part).update(facts)
    return part


def _is_there(case: Case, part: str, name: str) -> bool:
    try:
        held = attrgetter(part)(case)
        return held is None or hasattr(held, name)
    except AttributeError:
        return False


def _path(field: str) -> str:
    """Where a case has a field."""
    if field in ("variations", "plans"):  # those that count are applied already
        return f"known.recorded.{field}"
    return f"parameters.{field[7:]}" if field.startswith("policy.") else f"arrangement.{field}"
