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
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from ...errors import IsfError, quote
from ...model.documents import Clause, NotDone
from .case import Case

T = TypeVar("T")
Outline = tuple[object, ...]
"""Of each field None where it is not recorded, the fact where it is plain, else what stands for facts of its kind."""


class NotInOutline(BaseException):  # no error that a rule could handle
    """A rule asked more of a fact than whether it is recorded, or asked for another fact or the day."""


def _asked(*given: object) -> NoReturn:
    raise NotInOutline


_ASKING: Final = (
    *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "len", "iter", "contains", "getitem", "getattr"),
    *("str", "repr", "format"),
)
_FACT: Final[Any] = type(
    "Fact", (), {"__slots__": (), "__class__": property(_asked)} | {f"__{name}__": _asked for name in _ASKING}
)
"""A fact of which a sketch has only that it is recorded."""
_ENTRIES: Final[Any] = type("Entries", (_FACT,), {"__slots__": (), "__bool__": lambda entries: True})
"""A list of which it has only that it is not empty."""
_CLAUSE: Final[Any] = type("SomeClause", (_FACT, Clause), {"__slots__": ()})
"""A clause of which it has not what it says."""
_PART: Final[Any] = type("Part", (_FACT,), {"__bool__": lambda part: True})
"""A part of an arrangement, with some facts."""

_A_FACT, _NOT_DONE = "a fact", "an act that was not done"
_STANDS_FOR: Final = {tuple: "entries", Clause: "a clause", NotDone: _NOT_DONE}
"""In an outline, what stands for facts of a kind that are not plain."""
_IN_SKETCHES: Final[dict[object, Any]] = {_A_FACT: _FACT(), "entries": _ENTRIES(), "a clause": _CLAUSE.__new__(_CLAUSE)}
"""What stands for them in a sketch."""
_ALWAYS: Final = ("holder", "variations")
"""What every outline has, and first: what there is of a holder, and whether anything was varied, hangs on it."""
_NONE: Final[tuple[object, ...]] = ()


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


class Outlines:
    """Draws outlines of cases by the facts that some tests and conditions need, and sketches of outlines."""

    __slots__ = ("_fields", "_of_all", "_of_holder", "_without_holder")

    def __init__(self, tests: Iterable[Callable[[Case], object]]) -> None:
        named = dict.fromkeys(field for test in tests for field in needed_by(test))
        of_holder = [each for each in named if each.startswith("holder.")]
        of_all = [each for each in named if each not in of_holder and each not in _ALWAYS]
        # Two of each at least: of a single one attrgetter would make no tuple.
        of_holder, of_all = ["holder.ref", "holder.kind", *of_holder], [*_ALWAYS, *of_all]
        self._fields = (*of_all, *of_holder)
        self._of_all = attrgetter(*map(_path, of_all))
        self._of_holder = attrgetter(*(each.removeprefix("holder.") for each in of_holder))
        self._without_holder = (None,) * len(of_holder)

    def of(self, case: Case) -> Outline:
        """The outline of a case. Raises IsfError for a field that there is not."""
        try:
            facts = self._of_all(case)
            facts += self._without_holder if facts[0] is None else self._of_holder(facts[0])
        except AttributeError:
            self._refuse(case)
        drawn = [
            fact
            if fact is None or fact is True or fact is False or fact is _NONE or type(type(fact)) is EnumMeta
            else _STANDS_FOR.get(type(fact), _A_FACT)
            for fact in facts
        ]
        return tuple(drawn)

    def sketch(self, outline: Outline) -> Case:
        """A case with no more than an outline has."""
        parts: dict[str, Any] = {"arrangement": {"contract": {}}, "parameters": {}}
        for field, fact in zip(self._fields[len(_ALWAYS) :], outline[len(_ALWAYS) :], strict=True):
            if fact is _NOT_DONE:
                continue  # asking for it is too much
            *steps, name = _path(field).split(".")
            part = parts
            for step in steps:
                part = part.setdefault(step, {})
            part[name] = _IN_SKETCHES.get(fact, fact)
        holder, variations = outline[: len(_ALWAYS)]
        arrangement = _part(parts["arrangement"])
        if holder is None:
            vars(arrangement)["holder"] = None
        return _Sketch(arrangement, _part(parts["parameters"]), is_varied=variations is not _NONE)

    def _refuse(self, case: Case) -> NoReturn:
        field = next(each for each in self._fields if not _is_there(case, each))
        raise IsfError("needs", f"there is no field {quote(field)}", "name a field that every arrangement has")


class _Sketch(Case):
    """A case with an outline's facts, and with nothing else of what a case has."""

    __slots__ = ()

    def __init__(self, arrangement: Any, parameters: Any, *, is_varied: bool) -> None:
        self.arrangement, self.parameters = arrangement, parameters
        self.read, self._ends, self._made = [], None, {}
        if not is_varied:
            recorded = _part({"variations": (), "holder": arrangement.holder, "contract": arrangement.contract})
            nothing = {"variations": (), "may_count": (), "changes_of": lambda path: ()}
            self.known = _part({"recorded": recorded, **nothing})

    if not TYPE_CHECKING:
        __getattr__ = _asked


def _part(facts: dict[str, Any]) -> Any:
    part = _PART()
    vars(part).update({name: _part(fact) if type(fact) is dict else fact for name, fact in facts.items()})
    return part


def _is_there(case: Case, field: str) -> bool:
    try:
        attrgetter(_path(field))(case)
    except AttributeError:
        return False
    return True


def _path(field: str) -> str:
    """Where a case has a field."""
    if field == "variations":  # those that count are applied already
        return "known.recorded.variations"
    return f"parameters.{field[7:]}" if field.startswith("policy.") else f"arrangement.{field}"
