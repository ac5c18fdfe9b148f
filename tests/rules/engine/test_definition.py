"""What a rule is made of: breaches, conditions, the rule itself, and the case that it looks at."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from support.arrangements import ON, sound
from support.asking import judged
from support.refusing import refused

from isf_core.errors import IsfError, NotADate, NotRecorded, TooLarge
from isf_core.model import Party
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Breach, Case, Condition, Force, LifecycleStep, Rule, condition, rule
from isf_core.values import INTERPRETATION, ExactMoney, Explanation, Money, Rate

FACTS: dict[str, Any] = {
    "text": "{odd} <b>",
    "number": 3,
    "day": date(2026, 4, 6),
    "sum_": Money("1234.50"),
    "exactly": ExactMoney(Fraction(1, 3)),
    "rate": Rate.monthly("365.625"),
    "party": Party.FUNDER,
}


def never(case: Case) -> None:
    """Nothing is ever found."""


def always(case: Case) -> bool:
    """It always applies."""
    return True


def applies(otherwise: str) -> Condition:
    """A condition that is always met."""
    return Condition(test=always, sentence="it always applies", otherwise=otherwise)


def made(test: Any = never, code: Any = "OUR-01", **changes: Any) -> Rule:
    """A rule, with some of its parts changed."""
    parts: dict[str, Any] = {
        "force": Force.NOTE,
        "source": INTERPRETATION("here"),
        "message": "{fee} is odd",
        "remedy": "look",
    }
    # A copy, for the decorator gives the function a new name to be found by.
    return rule(code, **{**parts, **changes})(_copied(test))


def _copied(test: Any) -> Any:
    if not hasattr(test, "__code__"):
        return test
    again = type(test)(test.__code__, test.__globals__, test.__name__)
    again.__doc__ = test.__doc__
    return again


# Breaches


def test_a_breach_says_its_facts_as_people_read_them() -> None:
    sentence = "; ".join(f"{{{name}}}" for name in FACTS)
    assert Breach("contract.fee", **FACTS).said(sentence) == (
        "{odd} <b>; 3; Mon 6 Apr 2026; £1,234.50; about £0.33; £365.625 a month; funder"
    )


def test_a_breach_is_a_value() -> None:
    breach = Breach("contract.fee", **FACTS)
    assert breach.where == "contract.fee"
    assert breach.facts == FACTS
    assert breach == Breach("contract.fee", **dict(reversed(FACTS.items()))), "the order of facts is no matter"
    assert len({breach, Breach("contract.fee", **FACTS), Breach("contract"), Breach("contract.fee", text="")}) == 3
    assert pickle.loads(pickle.dumps(breach)) == copy.deepcopy(breach) == breach
    assert repr(Breach("a", x=1, y=Money(2))) == "Breach('a', x=1, y=Money('2.00'))"
    breach.facts.clear()
    assert breach.facts == FACTS
    with pytest.raises(FrozenInstanceError):
        setattr(breach, "where", "elsewhere")  # noqa: B010


def test_a_fact_may_have_any_name() -> None:
    facts: dict[str, Any] = {"where": "here", "self": "me", "sentence": "this"}
    assert Breach("contract", **facts).said("{where} {self} {sentence}") == "here me this"


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        (
            "{fee:>999999999}",
            "Breach.said: '{fee:>999999999}' has a brace that names no fact; name one, such as '{fee}'",
        ),
        ("{fee!r}", "Breach.said: '{fee!r}' has a brace that names no fact; name one, such as '{fee}'"),
        ("{fee.__class__}", "Breach.said: '{fee.__class__}' has a brace that names no fact; name one, such as '{fee}'"),
        ("{}", "Breach.said: '{}' has a brace that names no fact; name one, such as '{fee}'"),
        ("{fees} and {fee}", "Breach.said: 'fees' is no fact of it; it has fee"),
        (3, "Breach.said: 3 is not a text; give a str"),
    ],
)
def test_a_sentence_has_places_for_its_facts_and_no_other_brace(sentence: Any, message: str) -> None:
    refused(lambda: Breach("contract.fee", fee=Money(1)).said(sentence), message)


@pytest.mark.parametrize(
    ("where", "make", "owed_by", "message"),
    [
        ("a\nb", lambda: None, None, "Breach.where: 'a\\nb' has the character U+000A"),
        (3, lambda: None, None, "Breach.where: 3 is not a text"),
        ("a", None, None, "Breach.when_read: nothing (None) is no function; give a function that makes a Breach"),
        ("a", Breach("a"), None, "Breach.when_read: a Breach is no function"),
        ("a", lambda: None, "holder", "Breach.owed_by: 'holder' is no Party"),
    ],
)
def test_a_breach_that_is_made_when_it_is_read_is_refused_at_once(
    where: Any, make: Any, owed_by: Any, message: str
) -> None:
    refused(lambda: Breach.when_read(where, make, owed_by=owed_by), message)


@pytest.mark.parametrize("fact", [None, 1.5, Decimal("1.5"), Fraction(1, 2), ["a"], {"a": 1}, b"a", object()])
def test_a_fact_is_one_that_can_be_shown_and_compared(fact: Any) -> None:
    refused(lambda: Breach("contract", fee=fact), "Breach.fee: ")


@pytest.mark.parametrize("where", [None, "", "  ", 3, "x" * 1001])
def test_a_breach_lies_somewhere(where: Any) -> None:
    refused(lambda: Breach(where), "Breach.where: ")


# Rules


def test_a_rule_says_all_that_it_was_given() -> None:
    odd = made(when=applies("never"), step=LifecycleStep.PLAN_AGREED, interpretation="Fees\n    are even.")
    assert (odd.code, odd.force, odd.message, odd.remedy) == ("OUR-01", Force.NOTE, "{fee} is odd", "look")
    assert (odd.sentence, odd.interpretation, odd.names) == ("never", "Fees are even.", ("fee",))
    assert made(sentence="a broker's fee").sentence == "a broker's fee", "where a name cannot say it"
    assert (odd.sources, odd.step) == ((INTERPRETATION("here"),), LifecycleStep.PLAN_AGREED)
    assert [each.otherwise for each in odd.when] == ["never"]
    assert odd.test(Case(sound(), ON, PLAIN.parameters)) is None


@pytest.mark.parametrize("code", ["OUR-1", "OUR-123", "OUR-10a", "AB-01", "ABCDEFGHIJKL-01"])
def test_a_code_is_letters_a_hyphen_and_a_number(code: str) -> None:
    assert made(code=code).code == code


@pytest.mark.parametrize(
    "code",
    ["", "OUR", "OUR01", "our-01", "O-01", "OUR-", "OUR-1234", "OUR-01ab", "OUR-01\n", "ABCDEFGHIJKLM-01", 7, None],
)
def test_anything_else_is_no_code(code: Any) -> None:
    refused(lambda: made(code=code), "rule.code: ")


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("force", "must"),
        ("force", None),
        ("source", ()),
        ("source", None),
        ("source", "Care Act"),
        ("source", (INTERPRETATION("here"), "Care Act")),
        ("message", ""),
        ("message", None),
        ("message", "x" * 501),
        ("message", "{"),
        ("message", "}"),
        ("message", "{}"),
        ("message", "{0}"),
        ("message", "{fee.amount}"),
        ("message", "{fee!r}"),
        ("message", "{fee:>10}"),
        ("message", "{{fee}}"),
        ("remedy", " "),
        ("remedy", "{Fee}"),
        ("when", always),
        ("when", (applies("x"), always)),
        ("when", None),
        ("sentence", 3),
        ("sentence", "x" * 501),
        ("interpretation", 3),
        ("interpretation", None),
        ("step", 3),
        ("step", "plan"),
    ],
)
def test_a_part_that_does_not_fit_is_refused_by_name(part: str, wrong: Any) -> None:
    refused(lambda: made(**{part: wrong}), f"rule OUR-01.{part}")


@pytest.mark.parametrize("test", [None, 3, "contributions are even", partial(never)])
def test_a_rule_is_a_function_for_its_name_is_its_sentence(test: Any) -> None:
    refused(lambda: made(test), "rule OUR-01: ", "write a function of a case")
    refused(lambda: condition(otherwise="never")(test), "condition: ")


@pytest.mark.parametrize("otherwise", ["", None, 3, "x" * 501])
def test_a_condition_says_why_it_does_not_apply(otherwise: Any) -> None:
    refused(lambda: condition(otherwise=otherwise)(_copied(always)), "condition.otherwise: ")
    assert repr(applies("it is so")) == "<Condition, otherwise: it is so>"


def test_rules_and_conditions_are_values() -> None:
    same, same_again = applies("never"), applies("never")
    assert same == same_again
    assert same != applies("ever")
    signed = ALL_RULES["CON-01"]
    again = signed.replace(message=signed.message)
    assert again == signed
    assert len({again, signed, ALL_RULES["CON-05"], same, same_again}) == 3
    with pytest.raises(FrozenInstanceError):
        signed.force = Force.NOTE  # type: ignore[misc]


@pytest.mark.parametrize("ours", ALL_RULES, ids=lambda ours: ours.code)
def test_a_rule_is_pickled_by_the_name_of_its_function(ours: Rule) -> None:
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours


def test_what_was_found_goes_from_one_process_to_another() -> None:
    result = judged("CON-01", sound(contract={"signatures": ()}))
    assert pickle.loads(pickle.dumps(result)) == result


# The case


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: Case(None, ON, PLAIN.parameters), IsfError),  # type: ignore[arg-type]
        (lambda: Case(sound().budget, ON, PLAIN.parameters), IsfError),  # type: ignore[arg-type]
        (lambda: Case(sound(), ON, PLAIN), IsfError),  # type: ignore[arg-type]
        (lambda: Case(sound(), datetime(2026, 4, 6), PLAIN.parameters), NotADate),  # noqa: DTZ001
        (lambda: Case(sound(), "2026-04-06", PLAIN.parameters), NotADate),  # type: ignore[arg-type]
        (lambda: Case(sound(), None, PLAIN.parameters), NotADate),  # type: ignore[arg-type]
    ],
)
def test_a_case_is_an_arrangement_a_day_and_numbers(make: Callable[[], Case], kind: type[IsfError]) -> None:
    refused(make, kind=kind)


def test_a_sum_that_is_too_long_to_quote_is_cut() -> None:
    refused(lambda: Breach("x" * 5_000), "Breach.where", kind=TooLarge)


@pytest.mark.parametrize("wrong", [None, datetime(2026, 4, 6), "2026-04-06"])  # noqa: DTZ001
def test_a_rule_is_in_force_on_a_day_and_on_nothing_else(wrong: Any) -> None:
    dated = PLAIN.rules["CON-01"].replace(first_day=date(2026, 4, 6))
    refused(lambda: dated.is_in_force(wrong), "Rule.is_in_force", kind=NotADate)


def test_how_sums_were_made_is_worked_out_when_it_is_read_and_once() -> None:
    made: list[str] = []

    def trees() -> tuple[Explanation, ...]:
        made.append("trees")
        return (Explanation.given("fee", Money(5)),)

    def whole() -> Breach:
        made.append("facts")
        return Breach("contract.fee", trees=trees, fee=Money(5))

    later, now = Breach.when_read("contract.fee", whole), Breach("contract.fee", trees=trees, fee=Money(5))
    assert (later.facts, made) == (now.facts, ["facts"])
    assert later.trees == later.trees == (Explanation.given("fee", Money(5)),) == now.trees
    assert made == ["facts", "trees", "trees"]
    assert pickle.loads(pickle.dumps(Breach("contract.fee", trees=trees))).trees == now.trees
    assert Breach.when_read("contract.fee", whole).trees == now.trees


def test_what_gives_no_explanations_is_refused_when_it_is_read() -> None:
    refused(lambda: Breach("contract.fee", trees=lambda: ("fee",)).trees, "Breach.trees[0]", "Explanation")  # type: ignore[arg-type,return-value]


def test_what_fails_when_a_breach_is_read_is_told_by_its_name_and_keeps_its_cause() -> None:
    def fails() -> Any:
        raise ZeroDivisionError("division by zero")

    def lacks() -> Any:
        raise NotRecorded("the fee", ("contract.fee",))

    for breach, where in (
        (Breach("contract.fee", trees=fails), "Breach.trees: it raised ZeroDivisionError: division by zero"),
        (Breach.when_read("contract.fee", fails), "Breach: it raised ZeroDivisionError: division by zero"),
    ):
        assert isinstance(refused(partial(getattr, breach, "trees"), where).__cause__, ZeroDivisionError)
    refused(lambda: Breach("contract.fee", trees=lacks).trees, "the fee", kind=NotRecorded)
    refused(lambda: Breach.when_read("contract.fee", lambda: None).facts, "Breach: nothing (None)")  # type: ignore[arg-type,return-value]
