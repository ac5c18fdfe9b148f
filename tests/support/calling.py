"""Every public function, method and class, called rightly but for one thing: how each refuses it, word for word.

What is right comes from the types that are stated, from what other calls gave, and, where that does not do, from
`NAMED`; so a new function is taken up by itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import islice
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

import isf_core
from isf_core import PLAIN, IsfError, model, pay_runs, present, schedule, values
from isf_core.rules import Policy
from isf_core.values import ExactMoney, Money, Period, Timeline, WorkingDays
from isf_core.values.record import Record

from .account import LIVED, lived
from .arrangements import AUTUMN
from .every_record import BY_TYPE, RECORDS, full, least

SPAN: Final = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))

WRONG: Final[dict[str, Any]] = {
    "None": None,
    "1.5": 1.5,
    "True": True,
    "-1": -1,
    "0": 0,
    "10**40": 10**40,
    "a text": "no such thing",
    "no text": "",
    "a long text": "x" * 100_001,
    "a line break": "a\nb",
    "()": (),
    "[None]": [None],
    "((None, None, None),)": ((None, None, None),),
    "{None: None}": {None: None},
    "{'a': 1.5}": {"a": 1.5},
    "a day with an hour": datetime(2026, 4, 6, 12),  # noqa: DTZ001
    "date.min": date.min,
    "date.max": date.max,
    "sNaN": Decimal("sNaN"),
    "a third": Fraction(1, 3),
    "Money(-0.01)": Money("-0.01"),
    "Money(0)": Money(0),
    "ExactMoney(0.001)": ExactMoney("0.001"),
    "a day's span": Period(first_day=AUTUMN, last_day=AUTUMN),
    "a class": int,
}
"""What is wrong somewhere: of the wrong kind, empty, too large, or just outside."""

LONG: Final = {"until": ("date.max",), "last": ("date.max",)}
"""What is no fault but long work: not tried."""

NAMED: Final[dict[str, Any]] = {
    "arrangement": lived(),
    "arrangements": (lived(),),
    "book": (lived(),),
    "batch": [],
    "before": full(model.SupportPlan),
    "after": full(model.SupportPlan),
    "code": "LIFE-02",
    "codes": "LIFE-02",
    "data": {},
    "days": 28,
    "documents": "arrangement",
    "first": date(2026, 4, 6),
    "first_day": date(2026, 4, 6),
    "flexi": (),
    "hours_now": None,
    "also": (),
    "locales": ("en_GB",),
    "month": 4,
    "year": 1,
    "number": 1,
    "numbers": (),
    "on": LIVED,
    "over": None,
    "path": "contract.last_day",
    "percent": "3",
    "policies": (PLAIN,),
    "policy": PLAIN,
    "pounds": "12.50",
    "quarter": 1,
    "quarter_end": date(2026, 6, 30),
    "record": lived(),
    "rows": [{"person.ref": "P-001"}],
    "savings": (),
    "saved": None,
    "saved_hours": None,
    "span": SPAN,
    "value": date(2027, 4, 4),
    "weeks_in_year": 52,
    "weights": [1, 2],
    "pay_run.holder": "H-7",
    "saving.saved": Money(5),
    "uplift.by": Money(5),
    "uplift.percent": None,
    "share_saving.terms": model.SavingsTerms(shares=(model.SavingShare(party=model.Party.PERSON, share=1),)),
    "portfolio.savings": (("a", isf_core.saving(full(model.Baseline), saved=Money(5))),),
    "last_day_of_notice.working_days": BY_TYPE[WorkingDays],
}
"""What the name of a parameter tells of it, or that of a call and of a parameter."""

LEFT_OUT: Final = {
    "svg",
    "assess_batch",
    "rule",
    "condition",
    "by_partition",
    "from_stored",
    "submit",
    "arrow",
    "altair",
    "anew",
    "replace",
    "Receipt.of",
}
"""Decorators, what sends work elsewhere, what only this library calls, and what says whether a package is installed."""

PLACES: Final = (isf_core, values, present)


def bare(right: Any) -> dict[str, object]:
    """The same thing with nothing recorded, or not one of its facts; a policy without numbers."""
    if isinstance(right, Policy):
        return {"no numbers": model.Parameters(name="none")}
    if type(right) not in RECORDS:
        return {}
    out: dict[str, object] = {"nothing recorded": least(type(right))}
    for field in attrs.fields(type(right)):
        if field.init and getattr(right, field.name) is not None:
            with suppress(IsfError):
                out[f"{field.name} not recorded"] = right.replace(**{field.alias or field.name: None})
    return out


def results() -> Iterator[object]:
    """What no record holds and other calls take: terms, what was paid, a correction of it, a receipt."""
    lived_through = lived()
    yield schedule.resolve_terms(lived_through, policy=PLAIN)
    due = isf_core.schedule_payments(lived_through, until=LIVED)
    history = pay_runs.PaymentHistory().paying(*(pay_runs.PaymentMade.of(each, each.due) for each in due))
    history = history.replace(payments=(history.payments[0].replace(budget=Money("1.00")), *history.payments[1:]))
    yield history
    yield pay_runs.reconcile(lived_through, history, on=LIVED, policy=PLAIN)
    yield isf_core.assess(lived_through, on=LIVED, policy=PLAIN).receipt


class Callings:
    """The calls, each with what is right for it, and what they gave."""

    def __init__(self) -> None:
        self.held: dict[type, Any] = {}
        for kind in RECORDS:
            self.keep(full(kind))
        for each in (lived(), PLAIN, SPAN, isf_core.ALL_RULES, present.Words(), *BY_TYPE.values(), *results()):
            self.keep(each)

    def keep(self, given: Any, deep: int = 2) -> None:
        """Keep the first of each kind, with what lies within it."""
        if isinstance(given, (tuple, list)):
            for each in given[:3]:
                self.keep(each, deep)
        elif type(given).__module__.startswith("isf_core.") and not isinstance(given, type):
            self.held.setdefault(type(given), given)
            if deep and attrs.has(type(given)):
                for field in attrs.fields(type(given)):
                    self.keep(getattr(given, field.name, None), deep - 1)

    def right(self, name: str, stated: Any) -> Any:
        """What is right for a parameter; LookupError where nothing is known."""
        if isinstance(stated, TypeVar):
            stated = stated.__bound__ or object
        if isinstance(stated, type) and stated in self.held and stated not in (model.SupportPlan, model.Arrangement):
            return self.held[stated]
        if name in NAMED:
            return NAMED[name]
        if get_args(stated):
            return self._generic(name, get_origin(stated), get_args(stated))
        if stated in BY_TYPE:
            return BY_TYPE[stated]
        if isinstance(stated, type) and issubclass(stated, Enum):
            return next(iter(stated))
        plain = {str: name, date: LIVED}
        if stated in plain:
            return plain[stated]
        return self._of_a_kind(name, stated)

    def _generic(self, name: str, origin: Any, within: tuple[Any, ...]) -> Any:
        """What is right for a union, a timeline, a tuple or another container."""
        if origin in (Union, UnionType):
            for each in within:
                with suppress(LookupError):
                    return self.right(name, each)
            raise LookupError(name)
        if origin is Literal:
            return within[0]
        if origin is Timeline:
            return Timeline(self.right(name, within[0]))
        if origin in self.held or origin in (type, Callable):
            return self._of_a_kind(name, origin)
        if origin is tuple and within[-1] is not Ellipsis:
            return tuple(self.right(name, each) for each in within)
        return (self.right(name, within[0]),)

    def _of_a_kind(self, name: str, kind: Any) -> Any:
        """The first that is held of a kind, or of one below it."""
        for each, held in self.held.items():
            if kind in each.__mro__:
                return held
        raise LookupError(name)

    def of(self, call: Callable[..., Any], where: str) -> Iterator[str]:
        """What a call says to each wrong thing in the place of each that it takes."""
        try:
            taken = inspect.signature(call).parameters
            stated = get_type_hints(inspect.getattr_static(call, "__init__") if isinstance(call, type) else call)
        except (NameError, TypeError, ValueError):
            return
        given, missing = {}, []
        for name, each in taken.items():
            if each.kind is each.VAR_KEYWORD:
                continue
            try:
                known = NAMED.get(f"{where}.{name}", each.default)
                given[name] = self.right(name, stated.get(name, object)) if known is each.empty else known
            except LookupError:
                missing.append(name)
                given[name] = object()
        if not missing:
            with_all = said(call, taken, given)
            if isinstance(with_all, IsfError):
                yield f"{where}: {with_all}"
            else:
                self.keep(with_all)
        for name in given:
            told: set[tuple[str, ...]] = set()
            for label, wrong in {**WRONG, **bare(given[name])}.items():
                if label in LONG.get(name, ()):
                    continue
                error = said(call, taken, {**given, name: wrong})
                if not isinstance(error, IsfError):
                    continue
                like = (error.where, error.right, *error.wrong.split()[-3:])
                if like not in told:  # one of each kind
                    told.add(like)
                    yield f"{where}({name} = {label}): {error}"


def said(call: Callable[..., Any], taken: Any, given: dict[str, Any]) -> Any:
    """What a call gives, or the IsfError that it raises; None for an error that has no words of ours."""
    by_place: list[Any] = []
    by_name = {}
    for name, value in given.items():
        kind = taken[name].kind
        if kind is inspect.Parameter.VAR_POSITIONAL:
            by_place += value if isinstance(value, tuple) else (value,)
        elif kind is inspect.Parameter.KEYWORD_ONLY:
            by_name[name] = value
        else:
            by_place.append(value)
    try:
        result = call(*by_place, **by_name)
        return [*islice(result, 3)] if isinstance(result, Iterator) else result
    except IsfError as error:
        return error
    except Exception:
        return None


def functions() -> Iterator[tuple[str, Any]]:
    """Every public function."""
    for place in PLACES:
        for name in sorted(place.__all__):
            held = getattr(place, name)
            if inspect.isfunction(held) and name not in LEFT_OUT:
                yield name, held


def classes() -> dict[str, Any]:
    """Every public class that is no enum, no error and no protocol."""
    return {
        name: held
        for place in PLACES
        for name in sorted(place.__all__)
        if inspect.isclass(held := getattr(place, name))
        and not issubclass(held, (Enum, BaseException))
        and not getattr(held, "_is_protocol", False)
    }


def refused_calls() -> Iterator[str]:
    """What every function, class and method says to what is wrong, one thing at a time."""
    callings = Callings()
    for name, function in functions():
        yield from callings.of(function, name)
    for name, kind in classes().items():
        if not issubclass(kind, Record):
            yield from callings.of(kind, name)
        for method in sorted(dir(kind)):
            stated = inspect.getattr_static(kind, method)
            if method.startswith("_") or method in LEFT_OUT or f"{name}.{method}" in LEFT_OUT:
                continue
            if isinstance(stated, (classmethod, staticmethod)):
                yield from callings.of(getattr(kind, method), f"{name}.{method}")
            elif inspect.isfunction(stated) and kind in callings.held:
                yield from callings.of(getattr(callings.held[kind], method), f"{name}.{method}")
