"""A council's own rule: short to write, and told clearly where it does not do what a rule does."""

from __future__ import annotations

import ast
import inspect
from itertools import repeat
from typing import Any

import pytest
from support.arrangements import ON, sound
from support.few import BY_FEW
from support.refusing import refused

from isf_core import PLAIN, Arrangement, Assessment, Force, Money, NotRecorded, Person, Rate, Source, assess
from isf_core.errors import IsfError
from isf_core.rules import ALL_RULES, Breach, Case, Found, Result, Rule, RuleResult, condition, rule
from isf_core.rules.engine.definition import needs
from isf_core.rules.engine.judging import judge
from isf_core.values import INTERPRETATION, Text

OURS = Text("Ourshire's ISF policy", 2026)


@rule(
    "OUR-01",
    force=Force.SHOULD,
    source=OURS("3.2"),
    message="the contribution of {rate} is below the {least} that pays for collecting it",
    remedy="waive it",
)
def a_contribution_is_worth_collecting(case: Case) -> Breach | None:
    """A contribution is zero, or at least five pounds a week."""
    rate = case.require(case.arrangement.budget.contribution, "budget.contribution").first
    return Breach("budget.contribution", rate=rate, least=Money(5)) if 0 < rate.per_week(52).pounds < 5 else None


def assessed(arrangement: Arrangement) -> Assessment:
    """Under the plain policy and one rule more."""
    return assess(arrangement, on=ON, policy=PLAIN.plus(a_contribution_is_worth_collecting))


def test_it_takes_fewer_than_fifteen_lines() -> None:
    tree = ast.parse(inspect.getsource(inspect.getmodule(assessed)))  # type: ignore[arg-type]  # this module
    (ours,) = [
        each
        for each in tree.body
        if isinstance(each, ast.FunctionDef) and each.name == "a_contribution_is_worth_collecting"
    ]
    assert ours.end_lineno is not None
    assert ours.end_lineno - ours.decorator_list[0].lineno + 1 < 15


@pytest.mark.parametrize(("rate", "found"), [("0", False), ("0.01", True), ("4.99", True), ("5", False), ("20", False)])
def test_it_is_judged_like_every_other(rate: str, found: bool) -> None:
    report = assessed(sound(budget={"contribution": Rate.weekly(rate)})).report
    assert (report.result("OUR-01").result is Result.BREACH) is found
    assert ("Ourshire's ISF policy, 3.2" in str(report)) is found


def test_what_it_needs_and_is_not_recorded_is_found_by_field_like_any_other() -> None:
    bare = Arrangement(person=Person(ref="P-001"))
    report = assess(bare, on=ON, policy=BY_FEW.plus(a_contribution_is_worth_collecting)).report
    assert report.unknown["budget.contribution"] == ("BUD-11", "PAY-01", "OUR-01")
    assert assessed(bare).report.unknown["budget.contribution"][-1] == "OUR-01"
    assert report.result("OUR-01").findings[0].force is Force.SHOULD


def ours(test: Any, **parts: Any) -> RuleResult:
    """What a rule made of a function comes to in Mary's case."""
    made = rule(
        "OUR-02", force=Force.NOTE, source=INTERPRETATION("here"), message="{fee} is odd", remedy="look", **parts
    )(test)
    return judge(made, Case(sound(), ON, PLAIN.parameters))


@pytest.mark.parametrize(
    "rubbish",
    [True, False, 0, 1, "", "a text", [], [Breach("contract.fee", fee=1)], {}, object(), (None,), ("a text",), Breach],
)
def test_a_rule_that_returns_rubbish_is_named(rubbish: Any) -> None:
    refused(lambda: ours(lambda case: rubbish), "rule OUR-02: ", "a rule returns None or a Breach, or yields")


def test_what_a_rule_yields_of_facts_is_missed_only_where_it_yields_no_breach() -> None:
    def asks(case: Case) -> Found:
        yield None, "our.field"
        yield 3, "our.number"
        yield None, "our.other"
        yield None, "our.field"

    def finds_too(case: Case) -> Found:
        yield from asks(case)
        yield Breach("contract.fee", fee=1)

    def asks_of_what_is_recorded(case: Case) -> Found:
        yield 3, "our.number"

    result = ours(asks)
    assert result.result is Result.CANNOT_TELL
    assert [each.field for each in result.findings] == ["our.field", "our.other"]
    assert [each.field for each in ours(finds_too).findings] == ["contract.fee"]
    assert ours(asks_of_what_is_recorded).result is Result.HOLDS


def test_what_a_rule_requires_ends_it_whatever_it_has_yielded() -> None:
    def finds_and_requires(case: Case) -> Found:
        yield Breach("contract.fee", fee=1)
        case.require(None, "our.field")

    assert [each.field for each in ours(finds_and_requires).findings] == ["our.field"]


@pytest.mark.parametrize("rubbish", [None, "a text", 3, (), ("a", "b", "c"), ("a", 3), [None, "our.field"]])
def test_a_rule_that_yields_rubbish_is_named(rubbish: Any) -> None:
    def yields(case: Case) -> Any:
        yield rubbish

    refused(lambda: ours(yields), "rule OUR-02: ", "a rule returns None or a Breach, or yields")


@pytest.mark.parametrize("nothing", [None, ()])
def test_none_and_no_breaches_both_say_that_it_holds(nothing: Any) -> None:
    assert ours(lambda case: nothing).result is Result.HOLDS


def test_one_breach_or_several_are_findings() -> None:
    assert len(ours(lambda case: Breach("a", fee=1)).findings) == 1
    assert [each.field for each in ours(lambda case: (Breach("a", fee=1), Breach("b", fee=2))).findings] == ["a", "b"]


def test_a_breach_without_a_fact_that_the_sentence_names_is_refused_at_once() -> None:
    refused(lambda: ours(lambda case: Breach("a", sum_=1)), "rule OUR-02: its breach has no fact 'fee'")
    (finding,) = ours(lambda case: Breach("a", fee=1, sum_=2)).findings
    assert finding.message == "1 is odd", "one fact too many does no harm"


OURS_3 = OURS("3")


def own(code: str = "OUR-02", source: Any = OURS_3, test: Any = lambda case: None) -> Rule:
    """A rule that is written down in one way or another."""
    return rule(code, force=Force.NOTE, source=source, message="{fee} is odd", remedy="look")(test)


TWICE = (("cycle", OURS("1")), ("cycle", OURS("1")))
PAIRS = "give pairs of a parameter's name and a Source, each name once"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (
            lambda: ours(lambda case: repeat((3, "our.number"))),
            "rule OUR-02: it yields more than 200,000 breaches and facts; yield each of them once",
        ),
        (
            lambda: ours(lambda case: Breach("a", sum_=1)),
            "rule OUR-02: its breach has no fact 'fee'; its sentences name it",
        ),
        (
            lambda: Breach("a", fee=object()),  # type: ignore[arg-type]
            "Breach.fee: an object does not fit here; give a text, a whole number, a date, money, a rate or a member",
        ),
        (
            lambda: own(test=5),
            "rule OUR-02: 5 is no function; write a function of a case: its name is the sentence",
        ),
        (lambda: own("two"), "rule.code: 'two' is no code; give one such as 'CON-01' or 'OUR-07'"),
        (lambda: own(source=()), "rule OUR-02.source: no source; every rule names the text it rests on"),
        (
            lambda: PLAIN.replace(parameter_sources=(("cycles", OURS("1")),)),
            f"Policy.parameter_sources: there is no parameter 'cycles'; {PAIRS}",
        ),
        (
            lambda: PLAIN.replace(parameter_sources=TWICE),
            f"Policy.parameter_sources: cycle stands in it twice; {PAIRS}",
        ),
        (
            lambda: PLAIN.replace(parameter_sources=(("cycle", "1"),)),
            f"Policy.parameter_sources: '1' does not fit here; {PAIRS}",
        ),
        (
            lambda: ours(needs("person.nothing")(lambda case: None)),
            "needs: there is no field 'person.nothing'; name a field that every arrangement has",
        ),
    ],
)
def test_who_writes_a_rule_or_a_policy_is_told_in_whole_what_is_wrong_and_what_is_right(make: Any, told: str) -> None:
    assert str(refused(make)) == told


@pytest.mark.parametrize("rubbish", [None, 1, 0, "", "yes", ()])
def test_a_condition_says_true_or_false(rubbish: Any) -> None:
    refused(
        lambda: ours(lambda case: None, when=condition(otherwise="never")(lambda case: rubbish)),
        "rule OUR-02.when: ",
        "a condition returns True or False",
    )


def test_what_a_condition_needs_and_is_not_recorded_cannot_be_told() -> None:
    def asks(case: Case) -> bool:
        return case.require(None, "our.field")

    result = ours(lambda case: None, when=condition(otherwise="never")(asks))
    assert (result.result, result.findings[0].field) == (Result.CANNOT_TELL, "our.field")


def test_a_rule_may_ask_a_computation_and_what_that_misses_is_found() -> None:
    def needs_much(case: Case) -> None:
        raise NotRecorded("the payments", ("contract.fee", "contract.first_day"))

    assert [each.field for each in ours(needs_much).findings] == ["contract.fee", "contract.first_day"]


def test_its_conditions_are_asked_in_order_and_the_first_that_is_not_met_says_why() -> None:
    asked = []

    def met(name: str, value: bool) -> Any:
        def test(case: Case) -> bool:
            asked.append(name)
            return value

        return condition(otherwise=f"{name} is not met")(test)

    result = ours(lambda case: Breach("a", fee=1), when=(met("one", True), met("two", False), met("three", False)))
    assert (result.result, result.because, asked) == (Result.DOES_NOT_APPLY, "two is not met", ["one", "two"])


def test_a_fault_in_a_councils_own_code_is_named_as_its_own_and_is_not_hidden() -> None:
    def divides(case: Case) -> None:
        raise ZeroDivisionError("ours")

    with pytest.raises(IsfError, match=r"^rule \S+: it raised ZeroDivisionError: ours; mend it") as caught:
        ours(divides)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert isinstance(ALL_RULES["CON-01"].sources[0], Source)


@pytest.mark.parametrize("found", [Breach("contract.fee"), (None, "contract.fee")])
def test_a_rule_that_finds_without_an_end_is_refused_and_not_waited_for(
    found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("isf_core.rules.engine.judging._MOST_FOUND", 1_000)

    @rule("OUR-02", force=Force.SHOULD, source=OURS("3.3"), message="a fee", remedy="none")
    def never_ends(case: Case) -> Any:
        """It never ends."""
        yield from repeat(found)

    policy = PLAIN.plus(never_ends)
    refused(lambda: assess(sound(), on=ON, policy=policy), "rule OUR-02", "1,000")
