"""Every kind of thing that plain data may name: a kind is known by its class's bare name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args

import attrs

from .. import account, assessment, comparison, evidence, model, pay_runs, planning, policies, rules, schedule
from .. import values as all_values
from ..errors import IsfError, quote
from ..values.checks import listed
from . import client_level_results, constant_costs, return_reconciliation
from ._fields import fields_of, is_named_tuple, parts_of

_PACKAGES = (all_values, model, schedule, planning, account, pay_runs, evidence, rules, policies, assessment)
_MODULES = (comparison, client_level_results, return_reconciliation, constant_costs)


def kinds(also: Iterable[type[Any]] = (), *, where: str = "from_plain") -> Mapping[str, type[Any]]:
    """All kinds by name: the library's, and those that are handed in to a function.

    Raises IsfError for what is no attrs class and no enumeration, and for a name that the library has itself.
    """
    given = listed(f"{where}.also", also, type)
    if not given:
        return _own()
    out = dict(_own())
    for kind in given:
        if not (attrs.has(kind) or issubclass(kind, Enum)):
            raise IsfError(f"{where}.also", f"{quote(kind.__name__)} is no attrs class", "hand in attrs classes")
        if out.setdefault(kind.__name__, kind) is not kind:
            raise IsfError(f"{where}.also", f"the library has its own {kind.__name__}", "give yours another name")
        out.update((each.__name__, out.get(each.__name__, each)) for each in _held_by(kind))
    return out


@lru_cache(maxsize=1)
def _own() -> Mapping[str, type[Any]]:
    """The library's kinds: its public classes, and all that their fields hold."""
    public = [getattr(package, name) for package in _PACKAGES for name in package.__all__]
    public += [held for module in _MODULES for held in vars(module).values()]
    out: dict[str, type[Any]] = {}
    waiting = [each for each in public if isinstance(each, type)]
    while waiting:
        kind = waiting.pop()
        is_kept = attrs.has(kind) or (issubclass(kind, Enum) and kind is not Enum) or hasattr(kind, "from_stored")
        if kind.__name__ not in out and is_kept:
            out[kind.__name__] = kind
            waiting += _held_by(kind)
    return MappingProxyType(out)


def _held_by(kind: Any) -> list[type[Any]]:
    return [] if not attrs.has(kind) else [each for field in fields_of(kind) for each in _classes_in(field.holds)]


def _classes_in(holds: Any) -> Iterator[type[Any]]:
    if is_named_tuple(holds):
        for part in parts_of(holds):
            yield from _classes_in(part)
    elif isinstance(holds, type):
        yield holds
    for part in get_args(holds):
        yield from _classes_in(part)
