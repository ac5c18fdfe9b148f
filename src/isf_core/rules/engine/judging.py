"""Rules made ready to judge any number of cases.

What a rule comes to where it holds, where one of its conditions is not met, and where certain facts are not recorded
is the same in every case: it is made once, and all reports have the same one. Only a breach is made for its case.

Before a rule stand its gates: its conditions, and the facts that it needs. Each gate is asked once a case, however many
rules have it; and rules that have their first gate in common stand together, so that where it is closed none of them
is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from types import GeneratorType
from typing import Any, Final

from ...errors import (
    ContradictoryTerms,
    IsfError,
    NotRecorded,
    OutsideCalendar,
    OutsideTheArrangement,
    TooLarge,
    passed_on,
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

_MOST_FOUND: Final = 200_000
"""How many breaches and facts a rule may yield in a case: one without an end is refused, and not waited for."""

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


Answer = bool | Untold
"""Whether a gate is open: True, False where a condition is not met, or why nobody can tell."""


class Gate:
    """What is asked before a rule: whether any of the facts is recorded that are needed, and a condition is met.

    Where none of the facts is recorded the condition is not asked; a gate has facts, a condition, or both.
    """

    __slots__ = ("_code", "_missing", "_reads", "condition", "place")

    def __init__(self, needed: tuple[str, ...], condition: Condition | None, place: int, code: str) -> None:
        self.condition: Condition | None = condition
        self.place: int = place
        paths = (f"parameters.{each[7:]}" if each.startswith("policy.") else f"arrangement.{each}" for each in needed)
        self._reads = tuple(map(attrgetter, paths))
        self._missing: Missing = (needed, NOTHING)
        self._code = code
        """The rule that asks first, for a condition that answers rubbish."""

    def ask(self, answers: GatesAsked) -> Answer:
        """Whether it is open in a case, asked once."""
        answer = answers.given[self.place]
        if answer is None:
            answer = answers.given[self.place] = self._missing if self._lacks(answers.case) else self._met(answers)
        return answer

    def _lacks(self, case: Case) -> bool:
        try:
            for read in self._reads:
                if read(case) is not None:
                    return False
        except AttributeError:
            wrong = f"there is no field {quote(' or '.join(self._missing[0]))}"
            raise IsfError("needs", wrong, "name a field that every arrangement has") from None
        return bool(self._reads)

    def _met(self, answers: GatesAsked) -> Answer:
        if self.condition is None:
            return True
        read, begun = answers.case.read, len(answers.case.read)
        met: Answer
        try:
            met = self.condition.test(answers.case)
            if met is not True and met is not False:
                instance(f"rule {self._code}.when", met, bool, "a condition returns True or False")
        except (NotKnown, NotRecorded, *_NOT_TO_BE_WORKED_OUT) as error:
            met = _untold(error)
        except Exception as error:
            passed_on(f"rule {self._code}.when", error, of=self.condition.test)
        if len(read) > begun:
            answers.read[self.place] = read[begun:]
        return met


class GatesAsked:
    """What the gates of some rules answer in one case, each by its place once it was asked, and what each has read."""

    __slots__ = ("case", "given", "read")

    def __init__(self, case: Case, gates: int) -> None:
        self.case: Case = case
        self.given: list[Answer | None] = [None] * gates
        self.read: dict[int, list[str]] = {}


class Judge:
    """One rule with its gates, made ready."""

    __slots__ = ("_has_days", "_holds", "_kept", "_names", "_not_met", "_test", "gates", "rule")

    def __init__(self, rule: Rule, gates: tuple[Gate, ...]) -> None:
        self.rule: Rule = rule
        self.gates: tuple[Gate, ...] = gates
        self._test, self._names = rule.test, rule.names
        self._holds = RuleResult(rule=rule, result=Result.HOLDS)
        self._not_met = {
            gate: self._does_not_apply(gate.condition.otherwise) for gate in gates if gate.condition is not None
        }
        self._has_days = not (rule.first_day is None and rule.last_day is None)
        self._kept: dict[Missing, RuleResult] = {}

    @property
    def stands_behind(self) -> Gate | None:
        """The gate that is asked before all else; None for a rule that has none, or looks first at its own days."""
        return self.gates[0] if self.gates and not self._has_days else None

    def judge(self, answers: GatesAsked) -> RuleResult:
        """What the rule comes to in a case: one of the four outcomes."""
        case = answers.case
        if self._has_days and not self.rule.is_in_force(case.on):
            return self._does_not_apply(f"it is not in force on {in_words(case.on)}")
        for gate in self.gates:
            answer = gate.ask(answers)
            if answer is not True:
                return self.stopped(gate, answer)
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
            passed_on(f"rule {self.rule.code}", error, of=self._test)
        if breaches:
            return self._breached(breaches, answers, begun)
        missing = case.missing(asked) if asked else None
        return self._holds if missing is None else self._cannot_tell(missing)

    def stopped(self, gate: Gate, answer: Answer) -> RuleResult:
        """What the rule comes to where one of its gates is closed."""
        return self._not_met[gate] if isinstance(answer, bool) else self._not_told(answer)

    def _parted(self, found: Found) -> tuple[list[Breach], list[Asked]]:
        """The breaches among what was found, and what was asked for."""
        if type(found) is not GeneratorType:
            instance(f"rule {self.rule.code}", found, (tuple, Iterator), _RIGHT)
        breaches: list[Breach] = []
        asked: list[Asked] = []
        given: Iterable[Any] = found  # whatever a council's own rule yields
        for place, each in enumerate(given):
            if place >= _MOST_FOUND:
                wrong = f"it yields more than {_MOST_FOUND:,} breaches and facts"
                raise IsfError(f"rule {self.rule.code}", wrong, "yield each of them once")
            if isinstance(each, tuple) and len(each) == 2 and isinstance(each[1], str):
                asked.append(each)
            else:
                breaches.append(instance(f"rule {self.rule.code}", each, Breach, _RIGHT))
        return breaches, asked

    def _breached(self, breaches: list[Breach], answers: GatesAsked, begun: int) -> RuleResult:
        rule, case = self.rule, answers.case
        made = [breach.facts for breach in breaches if not breach.is_to_be_made]
        for name in self._names if made else ():
            if not all(name in facts for facts in made):
                raise IsfError(f"rule {rule.code}", f"its breach has no fact {quote(name)}", "its sentences name it")
        read = [field for gate in self.gates for field in answers.read.get(gate.place, ())]
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


Placed = tuple[int, RuleResult]
"""What a rule comes to, with its place among the rules."""


class Behind:
    """The rules behind one gate, each with its place: where it is closed, what they come to is made once."""

    __slots__ = ("_gate", "_judges", "_kept")

    def __init__(self, gate: Gate | None) -> None:
        self._gate = gate
        self._judges: list[tuple[int, Judge]] = []
        self._kept: dict[Answer, tuple[Placed, ...]] = {}

    def add(self, place: int, judge: Judge) -> None:
        """One more rule."""
        self._judges.append((place, judge))

    def judge(self, answers: GatesAsked) -> Iterable[Placed]:
        """What each of them comes to in a case."""
        gate = self._gate
        answer = True if gate is None else gate.ask(answers)
        if gate is None or answer is True:
            return [(place, each.judge(answers)) for place, each in self._judges]
        kept = self._kept.get(answer)
        if kept is None:
            kept = tuple((place, each.stopped(gate, answer)) for place, each in self._judges)
            if len(self._kept) < _MOST_KEPT:
                self._kept[answer] = kept
        return kept


class Judges:
    """Some rules, each made ready, behind the gates that they have in common."""

    __slots__ = ("_behind", "_gates", "_rules")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        gates: dict[tuple[tuple[str, ...], Condition | None], Gate] = {}
        behind: dict[Gate | None, Behind] = {}
        for place, rule in enumerate(rules):
            of_test: tuple[str, ...] = getattr(rule.test, "needs", ())
            asked = [(getattr(each.test, "needs", ()), each) for each in rule.when]
            keys = (*asked, *([(of_test, None)] if of_test else []))
            for key in keys:
                if key not in gates:
                    gates[key] = Gate(*key, len(gates), rule.code)
            judge = Judge(rule, tuple(gates[key] for key in keys))
            first = judge.stands_behind
            if first not in behind:
                behind[first] = Behind(first)
            behind[first].add(place, judge)
        self._behind = tuple(behind.values())
        self._gates, self._rules = len(gates), len(rules)

    def judge(self, case: Case) -> tuple[RuleResult, ...]:
        """What each rule comes to in a case, in their order."""
        answers = GatesAsked(case, self._gates)
        results: list[Any] = [None] * self._rules
        for behind in self._behind:
            for place, result in behind.judge(answers):
                results[place] = result
        return tuple(results)


def judge(rule: Rule, case: Case) -> RuleResult:
    """What one rule comes to in a case."""
    return Judges((rule,)).judge(case)[0]
