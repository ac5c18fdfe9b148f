"""Rules made ready to judge any number of cases.

What a rule comes to where it holds, where one of its conditions is not met, and where certain facts are not recorded
is the same in every case: it is made once, and all reports have the same one. Only a breach is made for its case. A
condition that several rules have is asked once a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from types import GeneratorType
from typing import Any, Final, NamedTuple

from ...errors import (
    ContradictoryTerms,
    IsfError,
    NotRecorded,
    OutsideCalendar,
    OutsideTheArrangement,
    TooLarge,
    failed,
    is_ours,
    quote,
)
from ...values.checks import instance
from ...values.dates import in_words
from .case import NOTHING, Case, Missing, NotKnown
from .definition import Asked, Breach, Condition, Found, Rule
from .report import Finding, Result, RuleResult

_NOT_TO_BE_WORKED_OUT = (ContradictoryTerms, OutsideCalendar, OutsideTheArrangement, TooLarge)
"""Where nothing follows from the facts, no rule but PAY-01 has anything to say: it says what contradicts what."""

_MOST_KEPT: Final = 64
"""How many results of one rule are kept for what is missing: its fields may name one arrangement's supports."""

_RIGHT: Final = "a rule returns None or a Breach, or yields each Breach, and each fact with its field"

Untold = Missing | str
"""Why nobody can tell: what is missing; or in words, why the rule has nothing to say."""


def _untold(error: Exception) -> Untold:
    if isinstance(error, NotKnown):
        return error.missing
    if isinstance(error, NotRecorded):
        return tuple(error.fields), NOTHING
    limit = instance("judge", error, IsfError, "")
    return f"what it rests on cannot be worked out: {limit.where}: {limit.wrong}"


class Needed(NamedTuple):
    """Facts without any of which a test or a condition can tell nothing: how each is read, and what is missing then."""

    reads: tuple[Callable[[Case], object], ...]
    missing: Missing

    @classmethod
    def of(cls, test: Callable[[Case], object]) -> Needed | None:
        """What a function says that it needs."""
        fields: tuple[str, ...] = getattr(test, "needs", ())
        paths = (f"parameters.{each[7:]}" if each.startswith("policy.") else f"arrangement.{each}" for each in fields)
        return cls(tuple(map(attrgetter, paths)), (fields, NOTHING)) if fields else None

    def lacks(self, case: Case) -> Missing | None:
        """What is missing in a case where none of them is recorded; None where one is."""
        try:
            for read in self.reads:
                if read(case) is not None:
                    return None
        except AttributeError:
            wrong = f"there is no field {quote(' or '.join(self.missing[0]))}"
            raise IsfError("needs", wrong, "name a field that every arrangement has") from None
        return self.missing


class ConditionsMet:
    """What the conditions of some rules come to in one case: each by its place, once it was asked."""

    __slots__ = ("case", "met", "read")

    def __init__(self, case: Case, conditions: int) -> None:
        self.case: Case = case
        self.met: list[bool | Untold | None] = [None] * conditions
        self.read: list[list[str]] = [[]] * conditions
        """The fields that each has asked for."""

    def ask(self, place: int, condition: Condition, needed: Needed | None, rule: Rule) -> bool | Untold:
        """Whether a condition is met, or why nobody can tell."""
        missing = None if needed is None else needed.lacks(self.case)
        if missing is not None:
            self.met[place] = missing
            return missing
        read, begun = self.case.read, len(self.case.read)
        met: bool | Untold
        try:
            met = condition.test(self.case)
            if met is not True and met is not False:
                instance(f"rule {rule.code}.when", met, bool, "a condition returns True or False")
        except (NotKnown, NotRecorded, *_NOT_TO_BE_WORKED_OUT) as error:
            met = _untold(error)
        except Exception as error:
            if isinstance(error, IsfError) or is_ours(condition.test):
                raise
            raise failed(f"rule {rule.code}.when", error) from error
        self.met[place] = met
        if len(read) > begun:
            self.read[place] = read[begun:]
        return met


class Judge:
    """One rule, made ready; `places` has for each condition its place among those that are asked in a case."""

    __slots__ = ("_has_days", "_holds", "_kept", "_names", "_needed", "_test", "_when", "rule")

    def __init__(self, rule: Rule, places: dict[Condition, int]) -> None:
        self.rule: Rule = rule
        self._test, self._names = rule.test, rule.names
        self._holds = RuleResult(rule=rule, result=Result.HOLDS)
        self._when = tuple(
            (places.setdefault(each, len(places)), each, Needed.of(each.test), self._does_not_apply(each.otherwise))
            for each in rule.when
        )
        self._needed = Needed.of(rule.test)
        self._has_days = not (rule.first_day is None and rule.last_day is None)
        self._kept: dict[Missing, RuleResult] = {}

    def judge(self, conditions: ConditionsMet) -> RuleResult:
        """What the rule comes to in a case: one of the four outcomes."""
        case, met = conditions.case, conditions.met
        if self._has_days and not self.rule.is_in_force(case.on):
            return self._does_not_apply(f"it is not in force on {in_words(case.on)}")
        for place, condition, needed, not_met in self._when:
            answer = met[place]
            if answer is None:
                answer = conditions.ask(place, condition, needed, self.rule)
            if answer is not True:
                return self._not_told(answer) if answer else not_met
        missing = None if self._needed is None else self._needed.lacks(case)
        if missing is not None:
            return self._cannot_tell(missing)
        begun = len(case.read)
        try:
            found = self._test(case)
            if found is None:
                return self._holds
            breaches, asked = ([found], []) if isinstance(found, Breach) else self._parted(found)
        except NotKnown as error:  # by far the most frequent
            return self._cannot_tell(error.missing)
        except (NotRecorded, *_NOT_TO_BE_WORKED_OUT) as error:
            return self._not_told(_untold(error))
        except Exception as error:
            if isinstance(error, IsfError) or is_ours(self._test):
                raise
            raise failed(f"rule {self.rule.code}", error) from error
        if breaches:
            return self._breached(breaches, conditions, begun)
        missing = case.missing(asked)
        return self._holds if missing is None else self._cannot_tell(missing)

    def _parted(self, found: Found) -> tuple[list[Breach], list[Asked]]:
        """The breaches among what was found, and what was asked for."""
        if type(found) is not GeneratorType:
            instance(f"rule {self.rule.code}", found, (tuple, Iterator), _RIGHT)
        breaches: list[Breach] = []
        asked: list[Asked] = []
        given: Iterable[Any] = found  # whatever a council's own rule yields
        for each in given:
            if isinstance(each, tuple) and len(each) == 2 and isinstance(each[1], str):
                asked.append(each)
            else:
                breaches.append(instance(f"rule {self.rule.code}", each, Breach, _RIGHT))
        return breaches, asked

    def _breached(self, breaches: list[Breach], conditions: ConditionsMet, begun: int) -> RuleResult:
        rule, case = self.rule, conditions.case
        made = [breach.facts for breach in breaches if not breach.is_to_be_made]
        for name in self._names if made else ():
            if not all(name in facts for facts in made):
                raise IsfError(f"rule {rule.code}", f"its breach has no fact {quote(name)}", "its sentences name it")
        read = [field for place, *_ in self._when for field in conditions.read[place]]
        numbers = [field for field in (*read, *case.read[begun:]) if field.startswith("policy.")]
        parameters = case.parameters_read(numbers) if numbers else ()
        findings = tuple(
            Finding(rule=rule, result=Result.BREACH, field=each.where, breach=each, parameter_sources=parameters)
            for each in breaches
        )
        return RuleResult(rule=rule, result=Result.BREACH, findings=findings)

    def _does_not_apply(self, because: str) -> RuleResult:
        return RuleResult(rule=self.rule, result=Result.DOES_NOT_APPLY, because=because)

    def _not_told(self, untold: Untold) -> RuleResult:
        return self._does_not_apply(untold) if isinstance(untold, str) else self._cannot_tell(untold)

    def _cannot_tell(self, missing: Missing) -> RuleResult:
        kept = self._kept.get(missing)
        if kept is None:
            kept = _without(self.rule, *missing)
            if len(self._kept) < _MOST_KEPT:
                self._kept[missing] = kept
        return kept


def _without(rule: Rule, fields: tuple[str, ...], not_done: frozenset[str]) -> RuleResult:
    """What a rule comes to where some facts are not recorded, and some acts not done."""
    findings = tuple(
        Finding(rule=rule, result=Result.CANNOT_TELL, field=field, is_not_done=field in not_done) for field in fields
    )
    return RuleResult(rule=rule, result=Result.CANNOT_TELL, findings=findings)


class Judges:
    """Some rules, each made ready."""

    __slots__ = ("_conditions", "_judges")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        places: dict[Condition, int] = {}
        self._judges = [Judge(each, places) for each in rules]
        self._conditions = len(places)

    def judge(self, case: Case) -> tuple[RuleResult, ...]:
        """What each rule comes to in a case."""
        asked = ConditionsMet(case, self._conditions)
        return tuple([each.judge(asked) for each in self._judges])


def judge(rule: Rule, case: Case) -> RuleResult:
    """What one rule comes to in a case."""
    return Judges((rule,)).judge(case)[0]
