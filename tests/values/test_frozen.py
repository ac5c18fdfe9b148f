"""Frozen classes are as attrs makes them, and are written when first needed."""

from __future__ import annotations

import copy
import gc
import inspect
import pickle
from collections.abc import Callable
from functools import cached_property
from itertools import combinations
from threading import Barrier, Thread
from typing import Any, ClassVar, Generic, TypeVar

import attrs
import pytest

from isf_core.values.frozen import Later, _NotWritten, frozen, kept, when_read
from isf_core.values.record import Record

T = TypeVar("T")


class Named:
    """No slots, and a method that a class below it calls by `super()`."""

    def said(self) -> str:
        return "named"


class Fund(Named, Generic[T]):
    """A body that is decorated twice: by attrs and by us."""

    kinds: ClassVar[int] = 2
    ref: str
    held: T
    note: str = attrs.field(default="", eq=False)
    whole: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "whole", len(self.ref))

    @cached_property
    def twice(self) -> int:
        """A value worked out once."""
        return 2 * self.whole

    def said(self) -> str:
        return f"{super().said()} {self.ref}"

    @property
    def class_name(self) -> str:
        return __class__.__name__  # type: ignore[name-defined,no-any-return]

    @classmethod
    def of(cls, ref: str) -> Fund[int]:
        assert super().__init__ is not None
        return __class__(ref, 3)  # type: ignore[name-defined,no-any-return]


OPTIONS = (("repr", False), ("eq", False), ("getstate_setstate", False), ("kw_only", True), ("str", True))
SEVERAL = [dict(several) for number in range(3) for several in combinations(OPTIONS, number)]
SEVERAL.remove({"repr": False, "str": True})  # which attrs refuses


def _plain(options: dict[str, bool]) -> tuple[Any, Any]:
    """Two classes of one body, as attrs makes it and as we do."""

    def body() -> dict[str, Any]:
        return {
            "__annotations__": {"ref": "str", "note": "str | None", "kinds": "ClassVar[int]"},
            "__doc__": "A fund.",
            "__module__": __name__,
            "__qualname__": "Held.Fund",
            "kinds": 2,
            "note": attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.instance_of(str))),
        }

    theirs: Any = attrs.frozen
    ours: Any = frozen
    return theirs(type("Fund", (), body()), **options), ours(type("Fund", (), body()), **options)


@pytest.mark.parametrize("options", SEVERAL, ids=str)
def test_a_class_has_what_attrs_gives_it_and_nothing_else(options: dict[str, bool]) -> None:
    theirs, ours = _plain(options)
    assert attrs.fields(theirs) == attrs.fields(ours)
    assert {*vars(theirs)} == {*vars(ours)}
    assert inspect.signature(theirs) == inspect.signature(ours)
    assert [vars(each)["__slots__"] for each in (theirs, ours)] == [("ref", "note", "__weakref__")] * 2
    assert [each.__qualname__ for each in (theirs, ours)] == ["Held.Fund"] * 2
    assert ours.__init__.__qualname__ == "Held.Fund.__init__"
    assert ours(ref="P-1", note="x").ref == "P-1"
    with pytest.raises(TypeError, match="note"):
        ours(ref="P-1", note=3)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ours(ref="P-1").ref = "P-2"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del ours(ref="P-1").ref
    assert (ours(ref="P-1") == ours(ref="P-1")) is (theirs(ref="P-1") == theirs(ref="P-1")) is options.get("eq", True)


LOOKS: dict[str, Callable[[Any], object]] = {
    "made": lambda kind: kind("P-1", 3),
    "its fields": attrs.fields,
    "whether it has fields": attrs.has,
    "its signature": inspect.signature,
    "matched": lambda kind: kind.__match_args__,
    "its hash": lambda kind: kind.__hash__,
    "compared": lambda kind: object.__new__(kind) != 3,
    "a missing attribute": lambda kind: getattr(object.__new__(kind), "_repr_html_", None),
}


NOT_WRITTEN = {"ref", "__annotations__", "__dict__", "__doc__", "__module__", "__slots__", "__weakref__"}
"""What a class of one field has before attrs sees it, and its slots."""


def _looked_at(name: str) -> Callable[[Any], object]:
    return lambda kind: getattr(kind, name)


def _written_by_attrs() -> list[str]:
    """What attrs adds to a class, or writes over what every object has."""
    theirs: Any = attrs.frozen(type("Fund", (), {"__annotations__": {"ref": str}}))
    return sorted({*vars(theirs)} - NOT_WRITTEN)


LOOKS |= {f"its {name}": _looked_at(name) for name in _written_by_attrs()}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_first_look_writes_all_of_it_and_nothing_is_written_before(look: Callable[[Any], object]) -> None:
    kind: Any = frozen(type("Fund", Fund.__bases__, {**vars(Fund)}))
    assert isinstance(vars(kind)["__init__"], _NotWritten)
    look(kind)
    assert not [name for name, held in vars(kind).items() if isinstance(held, _NotWritten)]


def test_a_method_that_names_its_class_names_the_one_that_is_used() -> None:
    kind: Any = frozen(Fund)
    mary = kind.of("P-001")
    assert type(mary) is kind
    assert (mary.said(), mary.class_name, mary.twice, mary.twice) == ("named P-001", "Fund", 10, 10)
    assert kind[int]("P-1", held=1).held == 1
    assert (kind.__getattr__.__module__, kind.__getattr__.__qualname__) == (__name__, "Fund.__getattr__")
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        mary.other  # noqa: B018
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        object.__new__(kind).other  # noqa: B018


@frozen(kw_only=True, repr=False)
class Held(Record):
    """A record of this module, to be pickled."""

    ref: str
    on: int | None = None


@frozen(kw_only=True, repr=False)
class HeldLonger(Held):
    """One that has the fields of another, and checks of its own after those of that one."""

    weeks: int = 0

    def __attrs_post_init__(self) -> None:
        assert self.weeks >= 0


class Ours(HeldLonger):
    """What somebody makes of it, with an __init__ that calls the one it has."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref=ref, weeks=4)


def test_a_class_below_one_that_is_not_written_has_its_fields_once() -> None:
    assert vars(HeldLonger)["__slots__"] == ("weeks",)
    assert Ours("P-1") == Ours("P-1") != HeldLonger(ref="P-1", weeks=4)
    assert [field.name for field in attrs.fields(HeldLonger)] == ["ref", "on", "weeks"]
    longer = HeldLonger(ref="P-1", weeks=3)
    assert repr(longer) == "HeldLonger(ref='P-1', weeks=3)"
    assert longer != Held(ref="P-1")
    for again in (pickle.loads(pickle.dumps(longer)), copy.deepcopy(longer), longer.replace()):
        assert again == longer
        assert hash(again) == hash(longer)


class Contended(type):
    """Another thread has always just taken away what is to be taken away."""

    def __delattr__(cls, name: str) -> None:
        for _ in range(2):
            super().__delattr__(name)


def test_a_thread_that_was_as_quick_disturbs_nobody() -> None:
    ours: Any = frozen
    kind = ours(eq=False, repr=False)(Contended("Fund", (), {"__annotations__": {"ref": "str"}}))
    with pytest.raises(AttributeError):
        del kind.__slots__
    assert kind("P-1").ref == "P-1"
    assert not [name for name, held in vars(kind).items() if isinstance(held, _NotWritten)]


def test_threads_that_write_at_once_write_the_same() -> None:
    for _ in range(20):
        ours: Any = frozen
        kind = ours(kw_only=True, repr=False, getstate_setstate=False)(
            type("Fund", (), {"__annotations__": {"ref": "str"}, "a": cached_property(lambda self: [self.ref])})
        )
        ready = Barrier(4)
        made: list[Any] = []

        def make(kind: Any = kind, ready: Barrier = ready, made: list[Any] = made) -> None:
            ready.wait()
            made.append(kind(ref="P-1"))

        threads = [Thread(target=make) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert made == [kind(ref="P-1")] * 4
        assert [type(each) for each in made] == [kind] * 4
        assert len(attrs.fields(kind)) == 1


def test_of_the_class_as_it_stood_before_nothing_is_left() -> None:
    kind: Any = frozen(type("Below", (Held,), {"__annotations__": {"weeks": "int"}}))
    assert kind(ref="P-1", weeks=2).weeks == 2
    gc.collect()
    assert [each for each in Held.__subclasses__() if each.__name__ == "Below"] == [kind]


@when_read("worked_out")
@frozen(kw_only=True)
class Told:
    """Something of which a part is worked out when it is read."""

    given: int
    worked_out: int


@pytest.mark.parametrize(
    "see",
    [
        lambda told: told == Told(given=1, worked_out=2),
        lambda told: hash(told) == hash(Told(given=1, worked_out=2)),
        lambda told: repr(told) == repr(Told(given=1, worked_out=2)),
        lambda told: pickle.loads(pickle.dumps(told)).worked_out == 2,
        lambda told: copy.deepcopy(told).worked_out == 2,
        lambda told: attrs.evolve(told, given=3) == Told(given=3, worked_out=2),
        lambda told: attrs.asdict(told) == {"given": 1, "worked_out": 2},
    ],
)
def test_what_is_worked_out_when_it_is_read_is_seen_as_what_it_is(see: Callable[[Told], bool]) -> None:
    worked: list[int] = []

    def work() -> int:
        worked.append(2)
        return 2

    told = Told(given=1, worked_out=Later(work))  # type: ignore[arg-type]
    assert (told.given, worked) == (1, [])
    assert see(told)
    assert (told.worked_out, worked) == (2, [2])


def test_a_field_that_is_worked_out_later_is_as_frozen_as_another() -> None:
    told = Told(given=1, worked_out=2)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        told.worked_out = 3  # type: ignore[misc]
    assert Told.worked_out is vars(Told)["worked_out"]


def test_what_is_kept_is_worked_out_once_and_says_what_it_is() -> None:
    worked: list[int] = []

    class Counted:
        @kept
        def sum(self) -> int:
            """What it comes to."""
            worked.append(2)
            return 2

    counted = Counted()
    assert (counted.sum, counted.sum, worked) == (2, 2, [2])
    assert inspect.getdoc(Counted.sum) == "What it comes to."
    assert vars(counted) == {"sum": 2}
