"""The library that is compared, by its names of today; an older tree answers to them too (see `names`).

`PYTHONPATH=<tree>/src` says which tree it is.

    import library as isf
    isf.Termination(reason=...)      # in b80690c it makes an Ending(cause=...)
    isf.statement_for(arrangement, span)
"""

from __future__ import annotations

import pkgutil
import runpy
from collections.abc import Callable
from datetime import date
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import isf_core

from . import names

PACKAGE: Final = Path(isf_core.__file__).parent
ROOT: Final = PACKAGE.parents[1]

_BEFORE = {today: before for before, today in names.TODAY.items()}


def _modules() -> list[ModuleType]:
    """The front door, then the packages, then the modules below them."""
    found = [isf_core]
    for module in pkgutil.walk_packages([str(PACKAGE)], "isf_core."):
        try:
            found.append(import_module(module.name))
        except ImportError:  # what wants a library that is not there is not asked about
            continue
    return sorted(found, key=lambda module: module.__name__.count("."))


_MODULES: Final = _modules()


def _found(name: str) -> Any:
    """A public name, wherever it lives, by today's name or that of before; a module is none."""
    for wanted in dict.fromkeys((name, _BEFORE.get(name, name))):
        for module in _MODULES:
            held = getattr(module, wanted, None)
            if held is not None and not isinstance(held, ModuleType):
                return held
    raise AttributeError(f"{name} is nowhere in {PACKAGE}")


def __getattr__(name: str) -> Any:
    """A public name of the library; a class whose fields were called differently takes today's names."""
    found = _found(name)
    fields = names.FIELDS.get(_BEFORE.get(name, name), {})
    older = {today: before for before, today in fields.items() if today not in signature(found).parameters}
    if not older:
        return found
    return lambda **facts: found(**{older.get(field, field): value for field, value in facts.items()})


def read(result: object, name: str) -> Any:
    """What a result says, by today's name."""
    return getattr(result, name if hasattr(result, name) else names.READ[name])


def _by(name: str, *keywords: str) -> tuple[Callable[..., Any], str]:
    """A function, and which of some names it has for an argument."""
    function = _found(name)
    return function, next(each for each in keywords if each in signature(function).parameters)


def call(what: str | Callable[..., Any], *given: Any, **facts: Any) -> Any:
    """What a function or method gives, its arguments by today's names."""
    function = _found(what) if isinstance(what, str) else what
    takes = signature(function).parameters
    if "span" in facts and "span" not in takes:
        span = facts.pop("span")
        facts |= {"first_day": span.first_day, "last_day": span.last_day}
    if "policy" in facts and "cancellation_hours" in takes:
        facts["cancellation_hours"] = facts.pop("policy").parameters.cancellation_hours
    return function(*given, **{arg if arg in takes else names.ARGUMENTS[arg]: held for arg, held in facts.items()})


PLAIN: Final = _found("PLAIN")
assess: Final = _found("assess")
check: Final = _found("check")
build_schedule: Final = _found("build_schedule")
_balance_on = _found("balance_on")
_surplus_on, _of_surplus = _by("surplus_on", "policy", "parameters")
_statement_for, _of_statement = _by("statement_for", "policy", "parameters")
_final_account_on, _of_final_account = _by("final_account_on", "policy", "parameters")
_resolve_terms, _of_terms = _by("resolve_terms", "policy", "parameters")


def period(first_day: date, last_day: date) -> Any:
    """The days from a first to a last, both counting."""
    kind = _found("Period")
    return (
        kind.inclusive(first_day, last_day)
        if hasattr(kind, "inclusive")
        else kind(first_day=first_day, last_day=last_day)
    )


def balance_on(arrangement: Any, on: date) -> Any:
    """The balance of the account at the end of a day."""
    return _balance_on(arrangement.fund, on=on)


def surplus_on(arrangement: Any, on: date, policy: Any = PLAIN) -> Any:
    """The surplus at the end of a day, and its cap."""
    return _surplus_on(arrangement, on=on, **{_of_surplus: policy})


def statement_for(arrangement: Any, span: Any, policy: Any = PLAIN) -> Any:
    """The statement of a span."""
    return _statement_for(arrangement, span=span, **{_of_statement: policy})


def final_account_on(arrangement: Any, on: date, policy: Any = PLAIN) -> Any:
    """The final account, drawn up on a day."""
    return _final_account_on(arrangement, on=on, **{_of_final_account: policy})


def resolve_terms(arrangement: Any) -> Any:
    """The terms by which payments are made, nothing missing."""
    return _resolve_terms(arrangement, **{_of_terms: PLAIN})


def whole_arrangement() -> tuple[Any, Any]:
    """The example in which everything is recorded: before the first day, and twelve weeks on."""
    example = runpy.run_path(str(ROOT / "examples" / "whole_arrangement.py"))
    return example["mary"], example["lived"]
