"""Our own sentences, how a catalogue translates them, and how their facts are filled in (EXP-03).

>>> filled("{held} is held", "gehalten: {held}", {"held": "12 pounds"})
'gehalten: 12 pounds'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Protocol

from .. import model, values
from ..account.statement import NOTES
from ..errors import IsfError, quote, short
from ..rules.catalogue import ALL_RULES
from ..rules.engine.definition import Force
from ..rules.engine.report import Result, Verdict
from ..rules.engine.rule_set import RuleSet
from ..values.checks import instance
from ..values.rates import RateUnit
from ..values.table import member_in_words

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

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


class Messages(Protocol):
    """A catalogue of translations, such as `gettext.translation(...)`."""

    def gettext(self, message: str, /) -> str:
        """The translation of a text, or the text itself."""
        ...


def templates(rules: RuleSet = ALL_RULES) -> tuple[str, ...]:
    """Every text that a catalogue may be asked for, each once: for whoever translates them.

    >>> "It is paid on {due}." in templates()
    True
    """
    instance("templates", rules, RuleSet, "give a RuleSet, such as policy.rules")
    held = [*vars(model).values(), *vars(values).values(), Force, Result, Verdict]
    kinds = [each for each in held if isinstance(each, type) and issubclass(each, Enum)]
    texts = [*SENTENCES.values(), *NOTES.values(), *LABELS.values(), *map(rate_sentence, RateUnit)]
    texts += [member_in_words(each) for kind in kinds for each in kind if isinstance(each.value, str)]
    texts += [text for rule in rules for text in (rule.sentence, rule.message, rule.remedy)]
    return tuple(dict.fromkeys(texts))


def rate_sentence(unit: RateUnit) -> str:
    """A rate of a unit, with a place for its amount."""
    return f"{{amount}} {unit.value}"


def translated(messages: Messages | None, text: str) -> str:
    """A text in a catalogue's words; itself where there is none. Raises IsfError for what is no text."""
    if messages is None:
        return text
    given: object = messages.gettext(text)
    if not isinstance(given, str):
        raise IsfError("Words.messages", f"{quote(given)} for {quote(text)} is no text", "let gettext give a text")
    return given


def a_catalogue(record: object, field: object, given: Any) -> None:
    """A validator: None, or an object with `gettext`."""
    if given is not None and (isinstance(given, type) or not callable(getattr(given, "gettext", None))):
        raise IsfError("Words.messages", f"{quote(given)} is no catalogue", "give an object with gettext(text)")


def filled(template: str, translated: str, shown: Mapping[str, str]) -> str:
    """A translated template with its places filled in; refused where its places are not the template's own."""
    wanted, there = {*_PLACE.findall(template)}, {*_PLACE.findall(translated)}
    right = f"keep the places of {quote(template)}"
    for name in sorted(wanted ^ there):
        what = "lacks" if name in wanted else "has a place that is unknown:"
        raise IsfError("Words.messages", f"{quote(translated)} {what} {{{short(name)}}}", right)
    for name in sorted(wanted - {*shown}):
        raise IsfError("Words.say", f"there is no {short(name)} to fill {quote(template)}", "give every fact by name")
    if set("{}") & set(_PLACE.sub("", translated)):
        raise IsfError("Words.messages", f"{quote(translated)} has a brace that names no fact", right)
    return _PLACE.sub(lambda place: shown[place[1]], translated)
