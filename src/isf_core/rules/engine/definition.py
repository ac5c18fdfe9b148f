"""A rule: a sentence that is true when all is well, its code, force and source, and its test.

>>> from ...values.sources import INTERPRETATION
>>> @condition(otherwise="no contribution is recorded as due")
... def contributes(case: Case) -> bool:
...     return case.arrangement.budget.contribution is not None
>>> @rule("OUR-01", force=Force.NOTE, source=INTERPRETATION("an example"), when=contributes,
...       message="the contribution of {rate} is odd", remedy="look at it")
... def contributions_are_even(case: Case) -> Breach | None:
...     '''An example of a council's own rule.'''
...     rate = case.require(case.arrangement.budget.contribution, "budget.contribution").first
...     return Breach("budget.contribution", rate=rate) if rate.amount.pounds % 2 else None
>>> contributions_are_even.sentence
'contributions are even'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, cast

from ...errors import ImpossiblePeriod, IsfError, quote
from ...values.checks import day, instance, listed, member, text
from ...values.dates import in_words
from ...values.money import ExactMoney, Money
from ...values.rates import Rate
from ...values.record import Value
from ...values.sources import Source
from ...values.table import shown
from .case import Case

_set = object.__setattr__
_CODE = re.compile(r"[A-Z]{2,12}-[0-9]{1,3}[a-z]?")
_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

Fact = str | int | date | Money | ExactMoney | Rate | Enum
_FACTS = (str, int, date, Money, ExactMoney, Rate, Enum)


class Force(Enum):
    """How much a rule weighs, by its source's own verb."""

    MUST = "must"
    """An error: the arrangement must not go ahead."""
    SHOULD = "should"
    """A warning: somebody must look."""
    NOTE = "note"
    """Advice."""


def _in_words(fact: Fact) -> str:
    if isinstance(fact, Enum):
        return str(fact.value)
    if isinstance(fact, date):
        return in_words(fact)
    return str(fact) if isinstance(fact, Rate) else shown(fact)


class Breach(Value):
    """What a rule found: the field where it lies, and the facts that its sentence speaks of.

    >>> Breach("contract.signatures", party="holder")
    Breach('contract.signatures', party='holder')
    """

    __slots__ = ("_facts", "_where")
    _where: str
    _facts: tuple[tuple[str, Fact], ...]

    def __init__(self, where: str, /, **facts: Fact) -> None:
        _set(self, "_where", text("Breach.where", where, 1_000))
        for name, fact in facts.items():
            instance(f"Breach.{name}", fact, _FACTS, "give a text, a whole number, a date, money, a rate or a member")
        _set(self, "_facts", tuple(sorted(facts.items())))

    @property
    def where(self) -> str:
        """The field it lies in."""
        return self._where

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts, by name."""
        return dict(self._facts)

    def said(self, sentence: str) -> str:
        """A rule's sentence with the facts filled in."""
        return sentence.format(**{name: _in_words(fact) for name, fact in self._facts})

    def _parts(self) -> tuple[object, ...]:
        return self._where, self._facts

    def __reduce__(self) -> tuple[object, ...]:
        return _breach, (self._where, dict(self._facts))

    def __repr__(self) -> str:
        return ", ".join([f"Breach({self._where!r}", *(f"{name}={fact!r}" for name, fact in self._facts)]) + ")"


def _breach(where: str, facts: dict[str, Fact]) -> Breach:
    return Breach(where, **facts)


Test = Callable[[Case], Breach | tuple[Breach, ...] | None]


class LifecycleStep(Enum):
    """The seven steps of an arrangement's life that rules guard (LIFE-01)."""

    BUDGET_DETERMINED = 1
    PLAN_CREATED = 2
    PLAN_AGREED = 3
    MONEY_ORGANISED = 4
    SUPPORT_ORGANISED = 5
    LIVING_LIFE = 6
    REVIEW_AND_LEARN = 7


def _function(where: str, given: Any) -> Callable[[Case], Any]:
    if not callable(given) or not hasattr(given, "__name__"):
        raise IsfError(where, f"{quote(given)} is no function", "write a function of a case: its name is the sentence")
    return cast("Callable[[Case], Any]", given)


def _sentence(where: str, given: str) -> str:
    if set("{}") & set(_PLACE.sub("", text(where, given))):
        raise IsfError(where, f"{quote(given)} has a brace that names no fact", "name one, such as '{fee}'")
    return given


def _held_as(test: Callable[[Case], Any], attribute: str) -> None:
    """A decorated function is found by way of what was made of it: so pickle can name it."""
    test.__qualname__ = f"{test.__qualname__}.{attribute}"


class Condition(Value):
    """When a rule applies; `otherwise` is the sentence that says why it does not."""

    __slots__ = ("_otherwise", "_test")
    _otherwise: str
    _test: Callable[[Case], bool]

    def __init__(self, test: Callable[[Case], bool], otherwise: str) -> None:
        _set(self, "_test", _function("condition", test))
        _set(self, "_otherwise", text("condition.otherwise", otherwise))

    @property
    def otherwise(self) -> str:
        """Why the rule does not apply where the condition is not met."""
        return self._otherwise

    @property
    def reading(self) -> str:
        """What is true where it is met, in one line."""
        return " ".join((self._test.__doc__ or self._test.__name__.replace("_", " ")).split())

    def __call__(self, case: Case) -> bool:
        """Whether the condition is met."""
        return self._test(case)

    def _parts(self) -> tuple[Any, ...]:
        return self._test, self._otherwise

    def __repr__(self) -> str:
        return f"<Condition, otherwise: {self._otherwise}>"


def condition(*, otherwise: str) -> Callable[[Callable[[Case], bool]], Condition]:
    """Make a function of a case a Condition."""

    def made(test: Callable[[Case], bool]) -> Condition:
        out = Condition(test, otherwise)
        _held_as(test, "_test")
        return out

    return made


class Rule(Value):
    """One rule. Its name is its sentence; its docstring is how an unclear text is read."""

    __slots__ = (
        "_code",
        "_first_day",
        "_force",
        "_last_day",
        "_message",
        "_remedy",
        "_sources",
        "_step",
        "_test",
        "_when",
    )
    _code: str
    _force: Force
    _sources: tuple[Source, ...]
    _message: str
    _remedy: str
    _when: tuple[Condition, ...]
    _step: LifecycleStep | None
    _test: Test
    _first_day: date | None
    _last_day: date | None

    def __init__(
        self,
        code: str,
        force: Force,
        sources: tuple[Source, ...],
        message: str,
        remedy: str,
        when: tuple[Condition, ...],
        step: LifecycleStep | None,
        test: Test,
        first_day: date | None = None,
        last_day: date | None = None,
    ) -> None:
        if not _CODE.fullmatch(text("rule.code", code)):
            raise IsfError("rule.code", f"{quote(code)} is no code", "give one such as 'CON-01' or 'OUR-07'")
        if not listed(f"rule {code}.source", sources, Source):
            raise IsfError(f"rule {code}.source", "no source", "every rule names the text it rests on")
        _set(self, "_code", code)
        _set(self, "_force", member(f"rule {code}.force", force, Force))
        _set(self, "_sources", sources)
        _set(self, "_message", _sentence(f"rule {code}.message", message))
        _set(self, "_remedy", _sentence(f"rule {code}.remedy", remedy))
        _set(self, "_when", listed(f"rule {code}.when", when, Condition))
        _set(self, "_step", None if step is None else member(f"rule {code}.step", step, LifecycleStep))
        _set(self, "_test", _function(f"rule {code}", test))
        _set(self, "_first_day", None if first_day is None else day(f"rule {code}.first_day", first_day))
        _set(self, "_last_day", None if last_day is None else day(f"rule {code}.last_day", last_day))
        if first_day is not None and last_day is not None and last_day < first_day:
            raise ImpossiblePeriod(f"rule {code}.last_day", f"{last_day} is before {first_day}", "swap them")

    @property
    def code(self) -> str:
        """Its code, stable for ever."""
        return self._code

    @property
    def force(self) -> Force:
        """How much it weighs."""
        return self._force

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts it rests on."""
        return self._sources

    @property
    def message(self) -> str:
        """What a breach says, with places for its facts."""
        return self._message

    @property
    def remedy(self) -> str:
        """What would put a breach right."""
        return self._remedy

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that its sentences speak of: each of its breaches must bring them."""
        return tuple(sorted({*_PLACE.findall(self._message), *_PLACE.findall(self._remedy)}))

    @property
    def when(self) -> tuple[Condition, ...]:
        """When it applies."""
        return self._when

    @property
    def step(self) -> LifecycleStep | None:
        """The step of the arrangement's life that it guards."""
        return self._step

    @property
    def first_day(self) -> date | None:
        """The first day of judgement on which it is in force; None where it always was."""
        return self._first_day

    @property
    def last_day(self) -> date | None:
        """The last day of judgement on which it is in force; None where it still is."""
        return self._last_day

    def is_in_force(self, on: date) -> bool:
        """Whether it is in force on a day of judgement, both its days counting."""
        begun = self._first_day is None or self._first_day <= on
        return begun and (self._last_day is None or on <= self._last_day)

    @property
    def test(self) -> Test:
        """The function that confronts the facts."""
        return self._test

    @property
    def sentence(self) -> str:
        """What is true when all is well."""
        return self._test.__name__.replace("_", " ")

    @property
    def reading(self) -> str:
        """What it is about, and how an unclear text is read."""
        lines = (self._test.__doc__ or "").strip().splitlines()
        return "\n".join(line.strip() for line in lines)

    def _parts(self) -> tuple[Any, ...]:
        return (
            self._code,
            self._force,
            self._sources,
            self._message,
            self._remedy,
            self._when,
            self._step,
            self._test,
            self._first_day,
            self._last_day,
        )

    def __repr__(self) -> str:
        return f"<Rule {self._code} ({self._force.value}): {self.sentence}>"


def rule(
    code: str,
    *,
    force: Force,
    source: Source | tuple[Source, ...],
    message: str,
    remedy: str,
    when: Condition | tuple[Condition, ...] = (),
    step: LifecycleStep | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Callable[[Test], Rule]:
    """Make a function of a case a Rule. `message` and `remedy` may name the facts of its breaches in braces.

    A rule that is retired keeps its code and gets a `last_day`; one that is to come, a `first_day`.
    """
    sources = source if isinstance(source, tuple) else (source,)
    conditions = when if isinstance(when, tuple) else (when,)

    def made(test: Test) -> Rule:
        out = Rule(code, force, sources, message, remedy, conditions, step, test, first_day, last_day)
        _held_as(test, "_test")
        return out

    return made
