"""The library that is measured, by its names of today; an older tree answers to them too.

What is measured here is one tree against another: `PYTHONPATH=<tree>/src` says which. All that was called
differently in commit b80690c, and so all that the tools of this folder know of such names, stands here.

    import library as isf
    isf.Termination(reason=...)      # in b80690c it makes an Ending(cause=...)
    isf.statement_for(arrangement, span)
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import date
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import isf_core

PACKAGE: Final = Path(isf_core.__file__).parent
ROOT: Final = PACKAGE.parents[1]

BEFORE: Final = {
    "Termination": "Ending",
    "TerminationReason": "Cause",
    "balance_on": "position",
    "build_schedule": "compute_schedule",
    "final_account_on": "final_account",
    "resolve_terms": "settle",
    "statement_for": "statement",
    "surplus_on": "surplus",
}
"""What is called differently: today's name, and that of b80690c."""

FIELDS_BEFORE: Final = {
    "Entry": {"commitment": "meets", "corrects": "reverses"},
    "Termination": {"reason": "cause"},
}
"""The same of fields, by today's name of the class."""

_HOMES = ("", ".model", ".values", ".schedule", ".account", ".policies", ".compute")


def _found(name: str) -> Any:
    """A public name, wherever it lives, by today's name or that of before; a module is none."""
    for wanted in dict.fromkeys((name, BEFORE.get(name, name))):
        for home in _HOMES:
            try:
                held = getattr(import_module(f"isf_core{home}"), wanted)
            except (ModuleNotFoundError, AttributeError):
                continue
            if not isinstance(held, ModuleType):
                return held
    raise AttributeError(f"{name} is nowhere in {PACKAGE}")


def __getattr__(name: str) -> Any:
    """A public name of the library; a class whose fields were called differently takes today's names."""
    found = _found(name)
    takes = signature(found).parameters if name in FIELDS_BEFORE else {}
    older = {today: before for today, before in FIELDS_BEFORE.get(name, {}).items() if today not in takes}
    if not older:
        return found
    return lambda **facts: found(**{older.get(field, field): value for field, value in facts.items()})


def _by(name: str, *keywords: str) -> tuple[Callable[..., Any], str]:
    """A function, and which of some names it has for an argument."""
    function = _found(name)
    return function, next(each for each in keywords if each in signature(function).parameters)


PLAIN: Final = _found("PLAIN")
assess: Final = _found("assess")
check: Final = _found("check")
build_schedule: Final = _found("build_schedule")
_balance_on = _found("balance_on")
_surplus_on, _of_surplus = _by("surplus_on", "policy", "parameters")
_statement_for, _of_statement = _by("statement_for", "policy", "parameters")
_final_account_on, _of_final_account = _by("final_account_on", "policy", "parameters")
_resolve_terms, _of_terms = _by("resolve_terms", "policy", "parameters")


def balance_on(arrangement: Any, on: date) -> Any:
    """The balance of the account at the end of a day."""
    return _balance_on(arrangement.fund, on=on)


def surplus_on(arrangement: Any, on: date) -> Any:
    """The surplus at the end of a day, and its cap."""
    return _surplus_on(arrangement, on=on, **{_of_surplus: PLAIN})


def statement_for(arrangement: Any, span: Any) -> Any:
    """The statement of a span."""
    return _statement_for(arrangement, span=span, **{_of_statement: PLAIN})


def final_account_on(arrangement: Any, on: date) -> Any:
    """The final account, drawn up on a day."""
    return _final_account_on(arrangement, on=on, **{_of_final_account: PLAIN})


def resolve_terms(arrangement: Any) -> Any:
    """The terms by which payments are made, nothing missing."""
    return _resolve_terms(arrangement, **{_of_terms: PLAIN})


def whole_arrangement() -> tuple[Any, Any]:
    """The example in which everything is recorded: before the first day, and twelve weeks on."""
    example = runpy.run_path(str(ROOT / "examples" / "whole_arrangement.py"))
    return example["mary"], example["lived"]
