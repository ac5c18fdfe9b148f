"""Frozen attrs classes whose methods attrs writes when one of them is first needed.

attrs writes and compiles an `__init__`, `__eq__` and `__hash__` for each class. For the records and results here that
was most of the time of an import, and a program makes few kinds of them. `frozen` takes what `attrs.frozen` takes, and
type checkers see that. The class has its slots at once; the first look at anything that attrs writes has all of it
written, and from then on the class is as attrs makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

_WRITTEN = (
    *("__attrs_attrs__", "__attrs_props__", "__match_args__", "__getstate__", "__setstate__", "__repr__", "__str__"),
    *("__init__", "__attrs_init__", "__setattr__", "__delattr__", "__eq__", "__ne__", "__hash__", "__replace__"),
)
"""What attrs may write; anything else that a later version writes comes with the first of these."""


class _NotWritten:
    """What stands in a class for an attribute that attrs has still to write."""

    __slots__ = ("_name", "_write")

    def __init__(self, name: str, write: Callable[[], type]) -> None:
        self._name, self._write = name, write

    def __get__(self, instance: object, owner: type) -> Any:
        held = getattr(self._write(), self._name)
        return held if instance is None or not hasattr(held, "__get__") else held.__get__(instance, owner)


def _later(cls: type, options: dict[str, Any]) -> type:
    """The class with slots for its fields, and the rest to be written."""
    own = {name: held for name, held in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    own["__qualname__"] = cls.__qualname__
    if hasattr(cls, "__replace__"):  # attrs would write its own over what is inherited, from Python 3.13 on
        own["__replace__"] = cls.__replace__
    kind, name, bases, annotations = type(cls), cls.__name__, cls.__bases__, cls.__annotations__  # and not the class
    fields = [name for name, stated in annotations.items() if not str(stated).startswith("ClassVar")]
    cached = [name for name, held in own.items() if isinstance(held, cached_property)]
    inherited = {
        name
        for base in cls.__mro__[1:-1]
        for name in ("__weakref__", *getattr(base, "__slots__", ()))
        if name in vars(base)
    }
    slots = tuple(name for name in (*fields, *cached, "__weakref__") if name not in inherited)

    def write() -> type:
        # From a body of its own each time: two threads may write at once, and both write the same.
        written = attrs.frozen(kind(name, bases, {**own, "__annotations__": {**annotations}}), **options)
        for each, held in vars(written).items():
            if isinstance(vars(made).get(each), _NotWritten) or each not in vars(made):
                _moved(held, written, made)
                if each == "__getattr__":  # attrs does not say whose it is, and `help` asks
                    held.__module__, held.__qualname__ = made.__module__, f"{made.__qualname__}.{each}"
                setattr(made, each, held)
        for each, held in [*vars(made).items()]:
            if isinstance(held, _NotWritten):  # attrs was told not to write it
                with suppress(AttributeError):  # another thread was as quick
                    delattr(made, each)
        return made

    unwritten = [name for name in _WRITTEN if name not in own] + ["__getattr__"] * bool(cached)
    body = {name: held for name, held in own.items() if name not in (*fields, *cached)}
    body |= {name: _NotWritten(name, write) for name in unwritten}
    made = kind(name, bases, {**body, "__slots__": slots})
    for held in own.values():
        _moved(held, cls, made)
    return made


def _moved(held: Any, old: type, new: type) -> None:
    """Let a method that names its class, as `super()` does, name the new one."""
    if isinstance(held, property):
        held = held.fget
    elif isinstance(held, cached_property):
        held = held.func
    elif isinstance(held, (classmethod, staticmethod)):
        held = held.__func__
    if isinstance(held, FunctionType) and "__class__" in held.__code__.co_freevars:
        cell = (held.__closure__ or ())[held.__code__.co_freevars.index("__class__")]
        if cell.cell_contents is old:
            cell.cell_contents = new


if TYPE_CHECKING:
    from attrs import frozen as frozen
else:

    def frozen(cls: type | None = None, **options: Any) -> Any:
        """A frozen attrs class: `@frozen`, or `@frozen(kw_only=True, ...)` with the options of `attrs.frozen`."""
        return (lambda each: _later(each, options)) if cls is None else _later(cls, options)


T = TypeVar("T")


class Later:
    """In the place of a value that nobody has read: how to work it out. It must not fail."""

    __slots__ = ("work",)

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work: Callable[[], Any] = work


if TYPE_CHECKING:
    kept = cached_property
else:

    class kept:
        """A property of a class with a `__dict__` that is worked out once: without the lock of Python before 3.12."""

        def __init__(self, work: Callable[[Any], Any]) -> None:
            self._work = work
            self.__doc__ = work.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type) -> Any:
            if instance is None:
                return self
            made = instance.__dict__[self._name] = self._work(instance)
            return made


class _WhenRead:
    """A field that may hold a Later, and works it out when it is first read."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot
        self.__doc__ = slot.__doc__

    def __get__(self, instance: object, owner: type) -> Any:
        if instance is None:
            return self
        held = self._slot.__get__(instance, owner)
        if isinstance(held, Later):
            held = held.work()
            self._slot.__set__(instance, held)
        return held

    def __set__(self, instance: object, held: Any) -> None:
        self._slot.__set__(instance, held)


def when_read(*names: str) -> Callable[[type[T]], type[T]]:
    """Let some fields of a frozen class be made with a Later; whoever reads, compares or pickles them sees its value.

    >>> @when_read("sum")
    ... @frozen
    ... class Account:
    ...     sum: int
    >>> Account(Later(lambda: 2 + 2)) == Account(4)
    True
    """

    def decorate(cls: type[T]) -> type[T]:
        for name in names:
            setattr(cls, name, _WhenRead(vars(cls)[name]))
        return cls

    return decorate
