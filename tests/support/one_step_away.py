"""What each rule comes to one step away from the cases that prove it: a fact not recorded, the next day, a penny more.

python tests/support/one_step_away.py > tests/data/one_step_away.txt

A fact counts where the rule asks for it in the case; from the sound case, also what lies within it, and each day of
judgement beside a day that is recorded. Steps that come to the same stand together; a step that changes nothing is
left out, and so is a breach that becomes another one, but from the sound case. "asks for it" is the fact of the step.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

import attrs
from rules.further_cases import FURTHER
from rules.proofs import PROOFS

from isf_core import ALL_RULES, IsfError
from isf_core.model import NOT_STATED, Clause, HowNotDone, NotDone
from isf_core.model.documents import NotStated
from isf_core.rules import Case, Result, Rule, RuleResult
from isf_core.rules.engine.judging import judge
from isf_core.values import ExactMoney, Money, Period, Rate, Timeline
from isf_core.values.record import Record
from support.arrangements import CLAUSE, LAST, ONE_DAY
from support.blanking import key_of, said_by_a_policy
from support.proof import At

PENNY: Final = Money("0.01")
HUNDREDTH: Final = Fraction(1, 100)
LATER: Final = LAST + ONE_DAY
"""When all that was due is over."""
MANY: Final = 8
"""Of a list of more, the first entry of each kind stands for all."""

Step = tuple[str, Any]
"""What a step makes of a value, in words that begin with its field, and the value."""
Beside = Callable[[Any], Iterator[Step]]


def beside(value: Any) -> Iterator[Step]:
    """The values beside one: the next on either side, or every other."""
    if isinstance(value, bool):
        yield str(not value), not value
    elif isinstance(value, Enum):
        yield from ((each.name.lower(), each) for each in type(value) if each is not value)
    elif isinstance(value, date):
        if value > date.min:
            yield "-1 day", value - ONE_DAY
        if value < date.max:
            yield "+1 day", value + ONE_DAY
    elif isinstance(value, (Clause, NotStated)):
        yield ("not stated", NOT_STATED) if isinstance(value, Clause) else ("stated", CLAUSE)
    elif isinstance(value, str):
        yield "another", f"{value[:40]}-0"
    elif isinstance(value, Rate):
        yield from ((said, value.replace(amount=each)) for said, each in beside(value.amount) if each.pounds >= 0)
    else:
        by = {int: 1, Fraction: HUNDREDTH, Money: PENNY, ExactMoney: PENNY.exact}.get(type(value))
        if by is not None:
            yield from ((f"-{by}", value - by), (f"+{by}", value + by))


def not_done(value: Any) -> Iterator[Step]:
    """An act that was done on a day, in each way not done."""
    if isinstance(value, date):
        for how in (HowNotDone.NOT_DONE, HowNotDone.REFUSED_BY_PERSON, HowNotDone.NOT_NEEDED):
            yield how.name.lower(), NotDone(how=how, as_of=value, why="she is well")
        yield "refused_by_person some day", NotDone(how=HowNotDone.REFUSED_BY_PERSON)
        yield "refused_by_person too late", NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=LAST)
        yield "not_needed without a reason", NotDone(how=HowNotDone.NOT_NEEDED, as_of=value)


def entry_name(entry: object, place: int) -> str:
    """By what an entry of a list is known."""
    return entry.name.lower() if isinstance(entry, Enum) else key_of(entry) or str(place)


class Fields(NamedTuple):
    """Some fields, and the values beside one; with `within`, also what lies within the fields."""

    names: tuple[str, ...]
    beside: Beside
    within: bool

    def has(self, name: str) -> bool:
        """Whether a step from what is there is one from these fields."""
        return any(name == each or (self.within and name.startswith((f"{each}.", f"{each}["))) for each in self.names)

    def leads_to(self, name: str) -> bool:
        """Whether one of these fields lies in what is there."""
        return not name or any(each.startswith((f"{name}.", f"{name}[")) for each in self.names)

    def steps(self, value: Any, name: str = "") -> Iterator[Step]:
        """Every step from a value, and from what lies in it."""
        is_in = self.has(name)
        if not is_in and not self.leads_to(name):
            return
        if is_in:
            yield from ((f"{name} {said}", made) for said, made in self.beside(value))
            if value is not None:
                yield f"{name} ?", None
        if isinstance(value, Record):
            yield from self._in_a_record(value, name)
        elif isinstance(value, Timeline):
            yield from self._over_time(value, name)
        elif isinstance(value, tuple):
            yield from self._in_a_list(value, name, is_in=is_in)

    def _in_a_record(self, value: Any, name: str) -> Iterator[Step]:
        for field in attrs.fields(type(value)):
            path = f"{name}.{field.name}" if name else field.name
            for said, made in self.steps(getattr(value, field.name), path):
                yield from allowed(said, value.replace, **{field.name: made})

    def _over_time(self, value: Timeline[Any], name: str) -> Iterator[Step]:
        for place, (on, held) in enumerate([(date.min, value.first), *value.changes]):
            for said, made in self.steps(held, name):
                changes = [*value.changes]
                if place:
                    changes[place - 1] = on, made
                if made is not None:
                    yield from allowed(
                        f"{said} from {on}" if place else said, Timeline, value.first if place else made, *changes
                    )

    def _in_a_list(self, value: tuple[Any, ...], name: str, *, is_in: bool) -> Iterator[Step]:
        kinds = set()
        for place, each in enumerate(value):
            kind = getattr(each, "kind", None)
            if kind in kinds and len(value) > MANY:
                continue
            kinds.add(kind or place)
            path = f"{name}[{entry_name(each, place)}]"
            if is_in and self.within:
                yield f"{path} left out", (*value[:place], *value[place + 1 :])
            for said, made in self.steps(each, path):
                if made is not None:
                    yield said, (*value[:place], made, *value[place + 1 :])
        if is_in and len(value) > 1:
            yield f"{name} turned round", value[::-1]


def allowed(said: str, make: Callable[..., Any], *given: Any, **facts: Any) -> Iterator[Step]:
    """A step; none where the model refuses what it makes."""
    try:
        made = make(*given, **facts)
    except IsfError:
        return
    yield said, made


def days_in(value: Any) -> Iterator[date]:
    """Every day that is recorded in a value."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, Timeline):
        yield from (on for on, _ in value.changes)
        yield from (day for each in value.values for day in days_in(each))
    elif isinstance(value, (Record, Period)):
        kept: Any = type(value)
        yield from (day for field in attrs.fields(kept) for day in days_in(getattr(value, field.name)))
    elif isinstance(value, tuple):
        yield from (day for each in value for day in days_in(each))


def notable_days(at: At) -> list[date]:
    """The day of judgement and every day that is recorded, and the days beside them."""
    days = {at.on, *days_in(at.arrangement)} - {date.min, date.max}
    return sorted({day + ONE_DAY * by for day in days for by in (-1, 0, 1)})


class Told:
    """What one rule comes to, in a few words; each thing that it finds is said once, and then by its number."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.numbers: dict[str, int] = {}

    def judged(self, at: At) -> tuple[RuleResult, list[str]]:
        """What the rule comes to in a case, and the fields that it asks for."""
        case = Case(at.arrangement, at.on, at.numbers)
        return judge(self.rule, case), case.read

    def said(self, result: RuleResult, step: str = "") -> str:
        """A result, as a step came to it."""
        if result.result is Result.CANNOT_TELL:
            asked = ((" to be done:", each.field) if each.is_not_done else ("", each.field) for each in result.findings)
            return "asks for" + ",".join(
                f"{how} {'it' if step.startswith(f'{name} ') else name}" for how, name in asked
            )
        if result.result is not Result.BREACH:
            return result.because or result.result.value
        found = (
            f"{each.field}: {each.message}"
            + (f"; to put right: {each.remedy}" if "{" in self.rule.remedy else "")
            + (f" (owed by {each.owed_by.in_words})" if each.owed_by else "")
            for each in result.findings
        )
        return "finds " + ", ".join(str(self.numbers.setdefault(each, len(self.numbers) + 1)) for each in found)

    def around(self, at: At, beside: Beside, *, within: bool) -> Iterator[str]:
        """What the rule comes to in a case, and what the steps from it come to, by what they come to."""
        base, asked = self.judged(at)
        yield self.said(base)
        came: dict[str, list[str]] = {}
        for step, other in cases_beside(at, tuple(dict.fromkeys(asked)), beside, within=within):
            now = self.judged(other)[0]
            if now != base and (within or now.result is not base.result):
                came.setdefault(self.said(now, step), []).append(step)
        if within:
            for said, days in groupby(notable_days(at), lambda on: self.said(self.judged(attrs.evolve(at, on=on))[0])):
                first, *others = days
                came.setdefault(said, []).append(f"on {first}" + (f" to {others[-1]}" if others else ""))
        yield from (f"{said}: {'; '.join(those)}" for said, those in came.items())


def cases_beside(at: At, asked: tuple[str, ...], beside: Beside, *, within: bool) -> Iterator[tuple[str, At]]:
    """The cases one step away."""
    for step, other in Fields(asked, beside, within).steps(at.arrangement):
        number = said_by_a_policy(step.removesuffix(" ?")) if step.endswith(" ?") else None
        numbers = at.numbers.replace(**{number: None}) if number else at.numbers  # else it would stand in
        yield step, attrs.evolve(at, arrangement=other, numbers=numbers)
    of_policy = tuple(each.removeprefix("policy.") for each in asked if each.startswith("policy."))
    for step, other in Fields(of_policy, beside, within).steps(at.numbers):
        yield f"policy.{step}", attrs.evolve(at, numbers=other)


def one_step_away(rule: Rule) -> str:
    """Everything about one rule."""
    proof, told = PROOFS[rule.code], Told(rule)
    edges = () if isinstance(proof.edges, str) else proof.edges
    sound = proof.at(proof.sound)
    needs = [getattr(test, "needs", ()) for test in (*(each.test for each in rule.when), rule.test)]
    lines = [rule.code + "".join(f" needs {' or '.join(each)}" for each in needs if each)]

    def add(name: str, at: At, beside: Beside = beside, *, within: bool = False) -> None:
        first, *others = told.around(at, beside, within=within)
        lines.extend([f"  {name}: {first}", *(f"    {each}" for each in others)])

    add("sound", sound, within=True)
    add(f"sound on {LATER}", attrs.evolve(sound, on=LATER), not_done, within=True)
    for number, each in enumerate(proof.breaches, 1):
        add(f"breach {number}", proof.at(each))
    for edge in edges:
        add(edge.what, proof.at(edge.inside))
    for name, each in FURTHER.get(rule.code, {}).items():
        add(name, proof.at(each))
    return "\n".join([*lines, *(f"  {number} = {text}" for text, number in told.numbers.items()), ""])


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(one_step_away, ALL_RULES)))
