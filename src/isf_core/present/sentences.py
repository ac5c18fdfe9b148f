"""Our own sentences, and every text besides that a catalogue may be asked for (EXP-03)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import attrs

from .. import model, values
from ..account.statement import NOTES
from ..model.field_paths import name_in_words
from ..rules.catalogue import ALL_RULES
from ..rules.engine.definition import Force
from ..rules.engine.report import Result, Verdict
from ..rules.engine.rule_set import RuleSet
from ..values.checks import instance
from ..values.rates import RateUnit
from ..values.table import member_in_words
from . import letter_sentences as letters

SENTENCES = {
    "about": "{fraction} (about {number})",
    "period": "{first_day} to {last_day}",
    "number": "Payment {number} is {amount}.",
    "days": "It is for {period}.",
    "due": "It is paid on {due}.",
    "moved": "The agreed day, {unmoved_due}, is a weekend or a bank holiday.",
    "provisional": "That day may still move: bank holidays are not fixed that far ahead.",
    "budget": "Your budget for these days is {budget}.",
    "in_house": "{in_house} of it pays for services that come from the council itself.",
    "contribution": "{contribution} of it is what you pay yourself.",
    "fee": "{fee} of it is the ISF provider's fee.",
    "fee_on_top": "{fee_on_top} is added for the ISF provider's fee.",
    "one_off": "{one_off} is added once: {what}.",
    "alone": "It is paid once: {what}.",
    "finding": "{message}. To put it right: {remedy}.",
    "unknown": "Nobody can tell yet whether {sentence}. This is not recorded: {field}.",
    "record": "record {field}",
    "verdict": "May it go ahead? {verdict}.",
    "stopped": "It is stopped by: {standings}.",
    "fund": "This is your fund from {first_day} to {last_day}.",
    "opening": "At the beginning it held {opening}.",
    "came_in": "{came_in} came in.",
    "spent": "{spent} was spent.",
    "returned": "{returned} was returned or passed on.",
    "closing": "At the end it held {closing}.",
    "against": "{ref}: {planned} was planned, {spent} was spent.",
    "against_about": "{ref}: about {planned} was planned, {spent} was spent.",
    "unplanned": "{ref}: {spent} was spent. What was planned is not recorded.",
    "statement": "Statement, {period}",
    "planned": "Planned and spent, {period}",
    "payment": "Payment {number}, {period}",
    "rounded": "{what}: {amount} (rounded half up from {before})",
    "made": "{what}: {amount} ({how})",
    "given": "{what}: {amount}",
    "exactly": "{fraction} pounds (about {amount})",
}
"""Our own sentences, with places for the facts."""

LABELS = {
    "holder": "ISF provider",
    "due": "Due",
    "unmoved_due": "Due by the agreement",
    "budget": "Budget",
    "in_house": "In-house services",
    "contribution": "Contribution",
    "fee": "Fee inside",
    "fee_on_top": "Fee on top",
    "one_off": "One-off sums",
    "amount": "Paid",
    "rule": "Rule",
    "force": "Force",
    "outcome": "Outcome",
    "result": "Result",
    "field": "Field",
    "message": "Finding",
    "remedy": "To put right",
    "source": "Source",
    "standing": "Standing",
    "opening": "balance at the beginning",
    "closing": "balance at the end",
    "support": "Support",
    "planned": "Planned",
    "spent": "Spent",
    "difference": "Difference",
    "no support": "no support of the plan",
    "no outcome": "no outcome of the plan",
    "by outcome": "Outcome of the plan",
}
"""What stands beside a figure in a table."""


def templates(rules: RuleSet = ALL_RULES) -> tuple[str, ...]:
    """Every text that a catalogue may be asked for, each once: for whoever translates them.

    >>> "It is paid on {due}." in templates()
    True
    """
    instance("templates", rules, RuleSet, "give a RuleSet, such as policy.rules")
    return tuple(dict.fromkeys(text for _, text in texts_by_use(rules)))


def texts_by_use(rules: RuleSet = ALL_RULES) -> Iterator[tuple[str, str]]:
    """Every text that a catalogue may be asked for, with what it is: for a translator to know."""
    for use, texts in (("a sentence", SENTENCES), ("a note of a statement", NOTES), ("a label", LABELS)):
        yield from ((use, text) for text in texts.values())
    yield from (("a sentence or a label of a letter", text) for held in letters.ALL_OF_THEM for text in held.values())
    yield from (("what goes with a number", text) for forms in letters.COUNTED for text in forms)
    yield from (("a rate", rate_sentence(unit)) for unit in RateUnit)
    held = [getattr(package, name) for package in (model, values) for name in package.__all__]
    held += [Force, Result, Verdict]
    kinds = [each for each in held if isinstance(each, type)]
    for kind in kinds:
        if issubclass(kind, Enum):
            yield from ((f"a {kind.__name__}", member_in_words(each)) for each in kind if isinstance(each.value, str))
    for kind in kinds:
        if attrs.has(kind):
            yield from ((f"a field of {kind.__name__}", name_in_words(each.name)) for each in attrs.fields(kind))
    for rule in rules:
        named = (("sentence", rule.sentence), ("message", rule.message), ("remedy", rule.remedy))
        yield from ((f"the {use} of {rule.code}", text) for use, text in named)


def rate_sentence(unit: RateUnit) -> str:
    """A rate of a unit, with a place for its amount."""
    return f"{{amount}} {unit.value}"
