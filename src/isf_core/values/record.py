"""What values and records share: frozen attrs classes, rebuilt through their checks.

A value is one thing, such as a rate or a period: it is compared and recorded as a whole. A record has
fields that are facts of their own, and is written by keyword; `None` in it means "not recorded", always
and only. The repr of both shows what is recorded and leaves out the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from functools import partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from ..errors import IsfError
from .checks import set_wide

V = TypeVar("V", bound="Value")

_MOST_SHOWN = 5_000
_MOST_LOOKED_AT = 1_000
_MOST_NEAR = 10
_LEAST_LETTERS = 3


def _is_bare(held: object, default: Any) -> bool:
    """An empty tuple or a record in which nothing is recorded, where that is what the field has anyway."""
    made = default.factory() if hasattr(default, "factory") else default
    return isinstance(held, (tuple, Record)) and held == made


def nearest(name: str, known: Iterable[str]) -> str:
    """The ten names that begin most like one that is not there, and how many more there are."""
    alike = {each: len(list(takewhile(lambda two: two[0] == two[1], zip(each, name, strict=False)))) for each in known}
    near = sorted(alike, key=lambda each: (-alike[each], each))
    return ", ".join(near[:_MOST_NEAR]) + (f" and {len(near) - _MOST_NEAR:,} more" if len(near) > _MOST_NEAR else "")


def misspelt(name: str, known: Iterable[str]) -> str | None:
    """The one known name that may have been meant: but for case and spaces they are one, or one letter apart.

    Digits are no slips: S-1 is not S-2. None where none or several may have been meant; a thousand are looked at.

    >>> misspelt("Home care", ["homecare", "art"]), misspelt("art1", ["art2"]), misspelt("gardning", ["gardening"])
    ('homecare', None, 'gardening')
    """
    given = _spelt(name)
    near = [each for each in islice(known, _MOST_LOOKED_AT) if each != name and _is_near(given, _spelt(each))]
    return near[0] if len(near) == 1 else None


def _spelt(name: str) -> tuple[str, str]:
    """Its letters and its digits, as they are spelt whatever the case and the spaces."""
    return "".join(filter(str.isalpha, name.casefold())), "".join(filter(str.isdigit, name))


def _is_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one letter is left out, added or changed, or two have changed places."""
    short, long = sorted((one[0], other[0]), key=len)
    if one[1] != other[1] or len(short) < _LEAST_LETTERS or len(long) > len(short) + 1:
        return False
    begun = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(short, long, strict=False)))
    rest, longer = short[begun:], long[begun:]
    if len(rest) < len(longer):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[1::-1] == longer[:2] and rest[2:] == longer[2:])


class _AsSaid:
    """A text that stands in a repr without quotation marks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _as_said(held: Any) -> Any:
    """A day as it is written down, and only the beginning of a text that nobody reads to its end."""
    if isinstance(held, date):
        return _AsSaid(held.isoformat())
    if isinstance(held, str) and len(held) > _MOST_SHOWN:
        return _AsSaid(f"{held[:_MOST_SHOWN]!r}… ({len(held):,} characters)")
    return held


def written(held: object) -> str:
    """Its repr, or what stands for it where a number in it has so many digits that Python refuses to write them."""
    try:
        return repr(held)
    except ValueError:
        return f"<{type(held).__name__} with a number too long to write>"


class ByIdentity(Enum):
    """An enumeration that is looked up often: a member is hashed as itself, and not by its name anew each time."""

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...
    else:
        __hash__ = object.__hash__


class WithFields:
    """The mixin of all attrs classes: its repr, also in IPython and rich, shows what is recorded and nothing else."""

    __slots__ = ()

    def _recorded(self) -> Iterator[tuple[str, Any]]:
        """The fields that hold something, by name; a day as it is written down."""
        for field in attrs.fields(type(self)):  # type: ignore[arg-type]
            held = getattr(self, field.name)
            if field.repr and held is not None and not _is_bare(held, field.default):
                yield field.name, _as_said(held)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={written(held)}' for name, held in self._recorded())})"

    def __rich_repr__(self) -> Iterator[Any]:
        """What rich shows: the fields that hold something; of what has a repr of its own, that."""
        if type(self).__repr__ is WithFields.__repr__:
            yield from self._recorded()
        else:
            own = repr(self).strip("<>").removeprefix(type(self).__name__)  # rich writes the name itself
            yield _AsSaid(own[1:-1] if own.startswith("(") else own.lstrip(" .:"))

    def _repr_pretty_(self, printer: Any, is_circle: bool) -> None:
        """What IPython shows: the same, over as many lines as it needs."""
        if type(self).__repr__ is not WithFields.__repr__:
            printer.text(repr(self))
            return
        with printer.group(4, f"{type(self).__name__}(", ")"):
            for place, (name, held) in enumerate(self._recorded()):
                if place:
                    printer.text(",")
                printer.breakable(" " if place else "")
                printer.text(f"{name}=")
                printer.pretty(held)


class Value(WithFields):
    """The mixin of what people write down: reprs, copies and pickles."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # Restoring a slots class by its state would pass by the validators.
        kept = {
            field.alias or field.name: getattr(self, field.name)
            for field in attrs.fields(type(self))  # type: ignore[arg-type]
            if field.init
        }
        return partial(type(self), **kept), ()

    def __format__(self, spec: str) -> str:
        """An alignment and a width, as for text; anything else could cut it short, or round it, without a word."""
        return set_wide(self, spec)

    def replace(self: V, **changes: Any) -> V:
        """The same with some fields changed, checked again; an unknown field raises IsfError."""
        known = {field.name for field in attrs.fields(type(self))}  # type: ignore[arg-type]
        for name in changes:
            if name not in known:
                wrong = "there is no such field"
                raise IsfError(f"{type(self).__name__}.{name[:40]}", wrong, f"it has {nearest(name, known)}")
        return attrs.evolve(self, **changes)  # type: ignore[misc]

    def __replace__(self: V, **changes: Any) -> V:
        """What `copy.replace` calls."""
        return self.replace(**changes)


class Record(Value):
    """The mixin of what has facts in its fields."""

    __slots__ = ()
