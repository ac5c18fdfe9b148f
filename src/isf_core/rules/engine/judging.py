"""Rules made ready to judge any number of cases.

What a rule comes to where it holds, where one of its conditions is not met, and where certain facts are not recorded
is the same in every case: it is made once, and all reports have the same one. Only a breach is made for its case.

Before a rule stand its gates: its conditions. Each is asked once a case, however many rules have it; and rules that
have their first gate in common stand together, so that where it is closed none of them is looked at.

What follows from the outline of a case alone is kept too, once two cases had that outline.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from types import GeneratorType
from typing import Any, Final, NamedTuple

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
from ...model.documents import NotDone
from ...values.checks import instance
from ...values.dates import in_words
from .case import NOTHING, Case, Missing, NotKnown, missing_of
from .definition import Asked, Breach, Condition, Found, Rule
from .outline import Outline, Outlines, in_sketch, needed_by
from .report import Finding, Result, RuleResult

_NOT_TO_BE_WORKED_OUT = (ContradictoryTerms, OutsideCalendar, OutsideTheArrangement, TooLarge)
"""Where nothing follows from the facts, no rule but PAY-01 has anything to say: it says what contradicts what."""

_MOST_KEPT: Final = 64
"""How many results of one rule are kept for what is missing: its fields may name one arrangement's supports."""

_MOST_OUTLINES: Final = 1_024
"""Of how many outlines it is kept what follows from them."""

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
    """A condition before some rules, with its place among all of them."""

    __slots__ = ("_code", "condition", "place")

    def __init__(self, condition: Condition, place: int, code: str) -> None:
        self.condition: Condition = condition
        self.place: int = place
        self._code = code
        """The rule that asks first, for a condition that answers rubbish."""

    def ask(self, answers: GatesAsked) -> Answer:
        """Whether it is open in a case, asked once."""
        answer = answers.given[self.place]
        if answer is None:
            answer = answers.given[self.place] = self._met(answers)
        return answer

    def _met(self, answers: GatesAsked) -> Answer:
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

    def __init__(self, case: Case, known: Known) -> None:
        self.case: Case = case
        self.given: list[Answer | None] = known.given.copy()
        self.read: dict[int, list[str]] = known.read.copy()


class Judge:
    """One rule with its gates, made ready."""

    __slots__ = ("_holds", "_kept", "_names", "_not_met", "_test", "gates", "has_days", "rule")

    def __init__(self, rule: Rule, gates: tuple[Gate, ...]) -> None:
        self.rule: Rule = rule
        self.gates: tuple[Gate, ...] = gates
        self._test, self._names = rule.test, rule.names
        self._holds = RuleResult(rule=rule, result=Result.HOLDS)
        self._not_met = {gate: self._does_not_apply(gate.condition.otherwise) for gate in gates}
        self.has_days: bool = not (rule.first_day is None and rule.last_day is None)
        self._kept: dict[Missing, RuleResult] = {}

    def stands_behind(self, given: list[Answer | None]) -> Gate | None:
        """The gate to ask before all else where some have answered; None where the rule looks first at its days."""
        if self.has_days:
            return None
        return next((gate for gate in self.gates if given[gate.place] is not True), None)

    def sketched(self, answers: GatesAsked) -> RuleResult | None:
        """What its test comes to in a sketch; None where that does not follow from it, or is a breach."""
        result = in_sketch(partial(self.tested, answers)) if needed_by(self._test) else None
        return None if result is None or result.result is Result.BREACH else result

    def known(self, given: list[Answer | None], told: RuleResult | None) -> RuleResult | None:
        """What the rule comes to where some gates have answered and its test comes to `told`; None is not known."""
        if self.has_days:
            return None
        gate = self.stands_behind(given)
        if gate is None:
            return told
        answer = given[gate.place]
        return None if answer is None else self.stopped(gate, answer)

    def judge(self, answers: GatesAsked, told: RuleResult | None = None) -> RuleResult:
        """What the rule comes to in a case: one of the four outcomes; `told` is what its test comes to, if known."""
        if self.has_days and not self.rule.is_in_force(answers.case.on):
            return self._does_not_apply(f"it is not in force on {in_words(answers.case.on)}")
        for gate in self.gates:
            answer = answers.given[gate.place] or gate.ask(answers)
            if answer is not True:
                return self.stopped(gate, answer)
        return told or self.tested(answers)

    def tested(self, answers: GatesAsked) -> RuleResult:
        """What its test comes to, whatever its gates answer."""
        case = answers.case
        begun = len(case.read)
        try:
            found = self._test(case)
            if found is None:
                return self._holds
            breaches, lacking, fields = ([found], [], []) if isinstance(found, Breach) else self._parted(found)
        except NotKnown as error:  # by far the most frequent
            return self._cannot_tell(error.missing)
        except (NotRecorded, *_NOT_TO_BE_WORKED_OUT) as error:
            return self._not_told(_untold(error))
        except Exception as error:
            passed_on(f"rule {self.rule.code}", error, of=self._test)
        if breaches:
            return self._breached(breaches, answers, begun)
        case.read += fields
        return self._cannot_tell(missing_of(lacking)) if lacking else self._holds

    def stopped(self, gate: Gate, answer: Answer) -> RuleResult:
        """What the rule comes to where one of its gates is closed."""
        return self._not_met[gate] if isinstance(answer, bool) else self._not_told(answer)

    def _parted(self, found: Found) -> tuple[list[Breach], list[Asked], list[str]]:
        """The breaches among what was found, the facts that are missing, and the fields of all that were asked for."""
        if type(found) is not GeneratorType:
            instance(f"rule {self.rule.code}", found, (tuple, Iterator), _RIGHT)
        breaches: list[Breach] = []
        lacking: list[Asked] = []
        fields: list[str] = []
        given: Iterator[Any] = iter(found)  # whatever a council's own rule yields
        for each in islice(given, _MOST_FOUND):
            if isinstance(each, tuple) and len(each) == 2 and isinstance(each[1], str):
                fact, field = each
                fields.append(field)
                if fact is None or isinstance(fact, NotDone):
                    lacking.append(each)
            elif isinstance(each, Breach):
                breaches.append(each)
            else:
                instance(f"rule {self.rule.code}", each, Breach, _RIGHT)
        for _ in given:
            wrong = f"it yields more than {_MOST_FOUND:,} breaches and facts"
            raise IsfError(f"rule {self.rule.code}", wrong, "yield each of them once")
        return breaches, lacking, fields

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
    """The rules behind one gate, each with its place, and with what its test comes to where that is known.

    Where the gate is closed, what they come to is made once.
    """

    __slots__ = ("_gate", "_judges", "_kept")

    def __init__(self, gate: Gate | None, judges: list[tuple[int, Judge, RuleResult | None]]) -> None:
        self._gate = gate
        self._judges = judges
        self._kept: dict[Answer, list[Placed]] = {}

    def judge(self, answers: GatesAsked) -> list[Placed]:
        """What each of them comes to in a case."""
        gate = self._gate
        answer = True if gate is None else gate.ask(answers)
        if gate is None or answer is True:
            return [(place, each.judge(answers, told)) for place, each, told in self._judges]
        kept = self._kept.get(answer)
        if kept is None:
            kept = [(place, each.stopped(gate, answer)) for place, each, _ in self._judges]
            if len(self._kept) < _MOST_KEPT:
                self._kept[answer] = kept
        return kept


class Known(NamedTuple):
    """What is known of all cases with one outline before they are judged."""

    given: list[Answer | None]
    """What each gate answers; None where it is still to be asked."""
    read: dict[int, list[str]]
    """What the gates that have answered read."""
    results: list[RuleResult | None]
    """What each rule comes to; None where it is still to be judged."""
    tests: list[tuple[int, Judge]]
    """The rules of which only the test is still to be asked, each with its place."""
    behind: list[Behind]
    """The others that are still to be judged."""


class Judges:
    """Some rules, each made ready, behind the gates that they have in common."""

    __slots__ = ("_gates", "_judges", "_known", "_nothing", "_outlines")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        gates: dict[Condition, Gate] = {}
        for rule in rules:
            for condition in rule.when:
                if condition not in gates:
                    gates[condition] = Gate(condition, len(gates), rule.code)
        self._gates = tuple(gates.values())
        self._judges = tuple(Judge(rule, tuple(gates[each] for each in rule.when)) for rule in rules)
        self._outlines = Outlines([*(each.condition.test for each in self._gates), *(rule.test for rule in rules)])
        self._nothing = self._knowing([None] * len(gates), {}, [None] * len(rules))
        self._known: dict[Outline, Known] = {}

    def judge(self, case: Case) -> tuple[RuleResult, ...]:
        """What each rule comes to in a case, in their order."""
        outline = self._outlines.of(case)
        known = self._known.get(outline)
        if known is None or known is self._nothing:  # what follows from an outline is not asked before its second case
            known = self._keep(outline, self._nothing if known is None else self._follows_from(outline))
        answers = GatesAsked(case, known)
        results: list[Any] = known.results.copy()
        for place, judge in known.tests:
            results[place] = judge.tested(answers)
        for behind in known.behind:
            for place, result in behind.judge(answers):
                results[place] = result
        return tuple(results)

    def _keep(self, outline: Outline, known: Known) -> Known:
        if len(self._known) >= _MOST_OUTLINES and outline not in self._known:
            self._known.clear()
        self._known[outline] = known
        return known

    def _follows_from(self, outline: Outline) -> Known:
        """What each gate answers and each rule comes to in every case with an outline."""
        answers = GatesAsked(self._outlines.sketch(outline), self._nothing)
        for gate in self._gates:
            if needed_by(gate.condition.test):
                in_sketch(partial(gate.ask, answers))
        return self._knowing(answers.given, answers.read, [each.sketched(answers) for each in self._judges])

    def _knowing(self, given: list[Answer | None], read: dict[int, list[str]], told: list[RuleResult | None]) -> Known:
        """What is known where some gates have answered, and it is told what some tests come to."""
        results = [judge.known(given, test) for judge, test in zip(self._judges, told, strict=True)]
        tests: list[tuple[int, Judge]] = []
        behind: dict[Gate | None, list[tuple[int, Judge, RuleResult | None]]] = {}
        for place, judge in enumerate(self._judges):
            gate = judge.stands_behind(given)
            if results[place] is None and gate is None and not judge.has_days:
                tests.append((place, judge))
            elif results[place] is None:
                behind.setdefault(gate, []).append((place, judge, told[place]))
        return Known(given, read, results, tests, [Behind(gate, judges) for gate, judges in behind.items()])


def judge(rule: Rule, case: Case) -> RuleResult:
    """What one rule comes to in a case."""
    return Judges((rule,)).judge(case)[0]
