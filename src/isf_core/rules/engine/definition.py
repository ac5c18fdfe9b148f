"""A rule: a sentence that is true when all is well, its code, force and source, and its test.

>>> from ...values.sources import INTERPRETATION
>>> @condition("a contribution is recorded", otherwise="no contribution is recorded as due")
... def contributes(case: Case) -> bool:
...     return case.arrangement.budget.contribution is not None
>>> @note("OUR-01", source=INTERPRETATION("an example"), when=contributes,
...       message="the contribution of {rate} is odd", remedy="look at it", interpretation="Pence do not count.")
... def contributions_are_even(case: Case) -> Breach | None:
...     rate = case.require(case.arrangement.budget.contribution, "budget.contribution").first
...     return Breach("budget.contribution", rate=rate) if rate.amount.pounds % 2 else None
>>> contributions_are_even.sentence
'contributions are even'

A rule returns None or a breach, or yields what it finds: breaches, and facts with their fields. What it
yields of facts is a question: where no breach was found, each of them that is not recorded is missed.

>>> @should("OUR-02", "every support has a provider's name", source=INTERPRETATION("an example"),
...         message="nobody gives {support}", remedy="name a provider")
... def supports_have_providers(case: Case) -> Found:
...     for each in case.require(case.arrangement.plan.supports, "plan.supports"):
...         if each.provider == "nobody":
...             yield Breach("plan.supports", support=each.ref)
...         yield each.provider, f"plan.supports[{each.ref}].provider"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from ...errors import ImpossiblePeriod, IsfError, passed_on, quote, several
from ...model.documents import Party
from ...values.checks import day, instance, listed, member, text
from ...values.explanation import Explanation
from ...values.frozen import frozen
from ...values.layout import printable
from ...values.money import ExactMoney, Money
from ...values.rates import Rate
from ...values.record import Record, WithFields
from ...values.sources import Source, Standing
from ...values.table import as_read
from .case import Case

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


Trees = Callable[[], tuple[Explanation, ...]]
"""What gives explanations when they are read."""


@frozen(init=False, getstate_setstate=False)
class Breach(WithFields):
    """What a rule found: the field where it lies, and the facts that its sentence speaks of.

    >>> Breach("contract.signatures", party="holder")
    Breach('contract.signatures', party='holder')

    Where an act was not done, or not in time, `owed_by` says who owes it: the funder or the holder, never the person
    for what they refused.
    """

    where: str
    """The field it lies in, as it is given: it may be one of your own records."""
    _facts: tuple[tuple[str, Fact], ...]
    owed_by: Party | None = None
    """Who owes the act that was not done; None where it is no such act."""
    trees: tuple[Explanation, ...] = attrs.field(default=(), eq=False)
    """How its sums were made, each by the name of its fact; given as a function, they are made when they are read."""
    _make: Callable[[], Breach] | None = attrs.field(default=None, init=False, eq=False)
    _explain: Trees | None = attrs.field(default=None, init=False, eq=False)

    def __init__(
        self, where: str, /, *, owed_by: Party | None = None, trees: tuple[Explanation, ...] | Trees = (), **facts: Fact
    ) -> None:
        object.__setattr__(self, "_make", None)
        object.__setattr__(self, "where", _laid(where, owed_by))
        object.__setattr__(self, "owed_by", owed_by)
        object.__setattr__(self, "_explain", trees if callable(trees) else None)
        if not callable(trees):
            object.__setattr__(self, "trees", listed("Breach.trees", trees, Explanation))
        for name, fact in facts.items():
            instance(f"Breach.{name}", fact, _FACTS, "give a text, a whole number, a date, money, a rate or a member")
        object.__setattr__(self, "_facts", tuple(sorted(facts.items())))

    @classmethod
    def when_read(cls, where: str, make: Callable[[], Breach], *, owed_by: Party | None = None) -> Breach:
        """A breach whose facts and sums are worked out when somebody first reads them: by `make`, which gives it whole.

        >>> Breach.when_read("contract.fee", lambda: Breach("contract.fee", fee="a text that takes long")).facts
        {'fee': 'a text that takes long'}
        """
        where = _laid(where, owed_by)
        if not callable(make):
            raise IsfError("Breach.when_read", f"{quote(make)} is no function", "give a function that makes a Breach")
        made = object.__new__(cls)
        for name, held in (("where", where), ("owed_by", owed_by), ("_make", make), ("_explain", None)):
            object.__setattr__(made, name, held)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in ("_facts", "trees"):
                raise AttributeError(name)
            make = self._make
            if make is not None:
                made = instance("Breach", _called("Breach", make), Breach, "give a function that makes a Breach")
                for held in ("_facts", "_explain", *(("trees",) if made._explain is None else ())):
                    object.__setattr__(self, held, getattr(made, held))
                object.__setattr__(self, "_make", None)
            explain = self._explain
            if name == "trees" and explain is not None:
                object.__setattr__(self, "trees", listed("Breach.trees", _called("Breach.trees", explain), Explanation))
            return object.__getattribute__(self, name)

    @property
    def is_to_be_made(self) -> bool:
        """Whether its facts were not read yet, and are worked out when they are."""
        return self._make is not None

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts, by name."""
        return dict(self._facts)

    def said(self, sentence: str) -> str:
        """A rule's sentence with the facts filled in; raises IsfError for a brace that names none of them."""
        facts, told = self.facts, _PLACE.split(text("Breach.said", sentence, 10_000))
        if sentence.count("{") + sentence.count("}") != len(told) - 1:
            _template("Breach.said", sentence)
        if unknown := next((name for name in told[1::2] if name not in facts), None):
            raise IsfError("Breach.said", f"{quote(unknown)} is no fact of it", f"it has {several(facts)}")
        told[1::2] = [as_read(facts[name]) for name in told[1::2]]
        return "".join(told)

    def __reduce__(self) -> tuple[object, ...]:
        return partial(Breach, self.where, owed_by=self.owed_by, trees=self.trees, **self.facts), ()

    def __repr__(self) -> str:
        owed = [] if self.owed_by is None else [f"owed_by={self.owed_by}"]
        facts = (f"{name}={fact!r}" for name, fact in self._facts)
        return printable(", ".join([f"Breach({self.where!r}", *owed, *facts]), 5_000) + ")"


def _laid(where: str, owed_by: Party | None) -> str:
    """The field that a breach lies in."""
    if owed_by is not None:
        member("Breach.owed_by", owed_by, Party)
    return text("Breach.where", where, 1_000)


def _called(where: str, make: Callable[[], Any]) -> Any:
    """What a function gives that a rule has handed over, to be called when somebody reads it."""
    try:
        return make()
    except Exception as error:
        passed_on(where, error, of=make)


Asked = tuple[object, str]
"""A fact and its field: what a rule still wants to know where it found no breach."""
Found = Iterable[Breach | Asked]
"""What a rule yields: breaches, and the facts that they would rest on."""
Test = Callable[[Case], Breach | Found | None]


class LifecycleStep(Enum):
    """The seven steps of an arrangement's life that rules guard (LIFE-01)."""

    BUDGET_DETERMINED = 1
    PLAN_CREATED = 2
    PLAN_AGREED = 3
    MONEY_ORGANISED = 4
    SUPPORT_ORGANISED = 5
    LIVING_LIFE = 6
    REVIEW_AND_LEARN = 7


AskedOf = TypeVar("AskedOf", bound=Callable[[Case], object])


def needs(*fields: str) -> Callable[[AskedOf], AskedOf]:
    """Say which facts a test or a condition needs first: what follows from which of them are recorded is kept.

    Each is a field that every arrangement or every holder has, or `policy.` and the name of a number. The function is
    then also called with a case that has no more in it than these facts in outline (see outline.py): it asks for a
    fact's kind by isinstance, and not by type.
    """

    def made(test: AskedOf) -> AskedOf:
        test.__dict__["needs"] = fields
        return test

    return made


def _function(where: str, test: object) -> None:
    if not callable(test) or not hasattr(test, "__name__"):
        raise IsfError(where, f"{quote(test)} is no function", "write a function of a case: its name is the sentence")


def _sentence_of(where: str, test: Any) -> str:
    """The sentence that a function's name is. The function is renamed, for pickle finds it in what is made of it."""
    _function(where, test)
    test.__qualname__ = f"{test.__qualname__}.test"
    return str(test.__name__.replace("_", " "))


def _one_line(given: object) -> Any:
    return " ".join(given.split()) if isinstance(given, str) else given


def _template(where: str, given: str) -> None:
    if set("{}") & set(_PLACE.sub("", text(where, given))):
        raise IsfError(where, f"{quote(given)} has a brace that names no fact", "name one, such as '{fee}'")


@frozen(kw_only=True)
class Condition(Record):
    """When a rule applies: `sentence` is true where it is met, `otherwise` says why the rule does not apply."""

    test: Callable[[Case], bool]
    sentence: str
    otherwise: str

    def __attrs_post_init__(self) -> None:
        _function("condition", self.test)
        text("condition.sentence", self.sentence)
        text("condition.otherwise", self.otherwise)

    def __call__(self, case: Case) -> bool:
        """Whether the condition is met."""
        return self.test(case)

    def __repr__(self) -> str:
        return f"<Condition, otherwise: {self.otherwise}>"


def condition(sentence: str = "", *, otherwise: str) -> Callable[[Callable[[Case], bool]], Condition]:
    """Make a function of a case a Condition. Its sentence is the function's name, unless it is given."""

    def made(test: Callable[[Case], bool]) -> Condition:
        name = _sentence_of("condition", test)
        return Condition(test=test, sentence=sentence or name, otherwise=otherwise)

    return made


@frozen(kw_only=True)
class Rule(Record):
    """One rule. `sentence` is true when all is well; `interpretation` is how an unclear text is read.

    Raises IsfError where a part does not fit, and ImpossiblePeriod where it ends before it begins.
    """

    code: str
    """Stable for ever."""
    sentence: str
    force: Force
    sources: tuple[Source, ...]
    message: str
    """What a breach says, with places for its facts."""
    remedy: str
    """What would put a breach right."""
    test: Test
    """The function that confronts the facts."""
    when: tuple[Condition, ...] = ()
    """When it applies: under all of these."""
    step: LifecycleStep | None = None
    """The step of the arrangement's life that it guards."""
    interpretation: str = attrs.field(default="", converter=_one_line)
    own_standing: Standing | None = None
    """Its standing where that is not its first source's: see `standing`."""
    is_checklist: bool = False
    """True where it reads one recorded fact off, and confronts it with no other."""
    first_day: date | None = None
    """The first day of judgement on which it is in force; None where it always was."""
    last_day: date | None = None
    """The last day of judgement on which it is in force; None where it still is."""

    def __attrs_post_init__(self) -> None:
        if not _CODE.fullmatch(text("rule.code", self.code)):
            raise IsfError("rule.code", f"{quote(self.code)} is no code", "give one such as 'CON-01' or 'OUR-07'")
        here = f"rule {self.code}"
        # A list that was given would change it when the list changes.
        object.__setattr__(self, "sources", listed(f"{here}.source", self.sources, Source))
        object.__setattr__(self, "when", listed(f"{here}.when", self.when, Condition))
        if not self.sources:
            raise IsfError(f"{here}.source", "no source", "every rule names the text it rests on")
        _function(here, self.test)
        text(f"{here}.sentence", self.sentence)
        member(f"{here}.force", self.force, Force)
        _template(f"{here}.message", self.message)
        _template(f"{here}.remedy", self.remedy)
        instance(f"{here}.interpretation", self.interpretation, str, "give a text")
        if self.step is not None:
            member(f"{here}.step", self.step, LifecycleStep)
        if self.own_standing is not None:
            member(f"{here}.standing", self.own_standing, Standing)
        instance(f"{here}.is_checklist", self.is_checklist, bool, "give True or False")
        for name, on in (("first_day", self.first_day), ("last_day", self.last_day)):
            if on is not None:
                day(f"{here}.{name}", on)
        if self.first_day is not None and self.last_day is not None and self.last_day < self.first_day:
            raise ImpossiblePeriod(f"{here}.last_day", f"{self.last_day} is before {self.first_day}", "swap them")

    @property
    def standing(self) -> Standing:
        """What it rests on: the standing it states, else that of its first source's text."""
        return self.own_standing or self.sources[0].text.standing

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that its sentences speak of: each of its breaches must bring them."""
        return tuple(sorted({*_PLACE.findall(self.message), *_PLACE.findall(self.remedy)}))

    def is_in_force(self, on: date) -> bool:
        """Whether it is in force on a day of judgement, both its days counting."""
        begun = self.first_day is None or self.first_day <= day("Rule.is_in_force", on)
        return begun and (self.last_day is None or on <= self.last_day)

    def __repr__(self) -> str:
        return f"<Rule {self.code} ({self.force.value}): {self.sentence}>"


def rule(
    code: str,
    sentence: str = "",
    *,
    force: Force,
    source: Source | tuple[Source, ...],
    message: str,
    remedy: str,
    when: Condition | tuple[Condition, ...] = (),
    step: LifecycleStep | None = None,
    interpretation: str = "",
    standing: Standing | None = None,
    is_checklist: bool = False,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Callable[[Test], Rule]:
    """Make a function of a case a Rule. `message` and `remedy` may name the facts of its breaches in braces.

    Its sentence is the function's name, unless it is given. Its standing is that of its first source's text,
    unless it is given: a rule that holds an arrangement to its own terms is `Standing.ARRANGEMENT`. A rule that
    reads one fact off, without another beside it, `is_checklist`. A rule that is retired keeps its code and gets
    a `last_day`; one that is to come, a `first_day`.
    """

    def made(test: Test) -> Rule:
        name = _sentence_of(f"rule {code}", test)
        return Rule(
            code=code,
            sentence=sentence or name,
            force=force,
            sources=source if isinstance(source, tuple) else (source,),
            message=message,
            remedy=remedy,
            test=test,
            when=when if isinstance(when, tuple) else (when,),
            step=step,
            interpretation=interpretation,
            own_standing=standing,
            is_checklist=is_checklist,
            first_day=first_day,
            last_day=last_day,
        )

    return made


must: Final = partial(rule, force=Force.MUST)
"""A rule that is an error where it is breached."""
should: Final = partial(rule, force=Force.SHOULD)
"""A rule that is a warning where it is breached."""
note: Final = partial(rule, force=Force.NOTE)
"""A rule that is advice."""
