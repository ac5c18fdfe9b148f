"""All rules, in the order of the catalogue: each that a module of an area defines, none to be forgotten in a list.

A rule of the law, of statutory guidance or of the arrangement itself judges any arrangement; one of a national text or
of one council's text only an arrangement under a policy that has taken that text as its own.

>>> from ..values.sources import DORSET, LANCASHIRE
>>> "SUR-02" in rules_of(LANCASHIRE), "SUR-02" in rules_of(DORSET), "BUD-11" in rules_of()
(True, False, True)
"""

from __future__ import annotations

from collections.abc import Iterable

from ..values.checks import listed, read, text
from ..values.sources import Standing, Text
from . import account, agreed_and_entered, due_and_paid, ending, fees, holders, outcomes, payments, person, surplus
from .budget import amounts, means, plan_cost, plan_given, top_ups
from .contract import clauses, direct_payment, prices, providers, signatures, termination
from .engine.definition import Rule
from .engine.rule_set import RuleSet
from .life import choice, start_and_change
from .plan import lawful_contents, outcomes_and_reviews, supports

MODULES = (
    *(choice, start_and_change, person, amounts, means, plan_cost, plan_given, top_ups),
    *(signatures, clauses, providers, prices, termination, direct_payment),
    *(outcomes_and_reviews, lawful_contents, supports),
    *(fees, payments, account, due_and_paid, agreed_and_entered, surplus, ending, holders, outcomes),
)
_AREAS = ("LIFE", "PTY", "BUD", "CON", "PLN", "FEE", "PAY", "LED", "SUR", "OVR", "END", "ORG", "OUT")
"""The areas in the order of the catalogue."""

_RULES = (each for module in MODULES for each in vars(module).values() if isinstance(each, Rule))
ALL_RULES = RuleSet(tuple(sorted(_RULES, key=lambda rule: (_AREAS.index(rule.code.partition("-")[0]), rule.code))))

OF_ANY = (Standing.LAW, Standing.GUIDANCE, Standing.ARRANGEMENT)
"""The standings of the rules that judge any arrangement, whatever its council's text."""

READ_BY: dict[str, tuple[str, ...]] = {
    "agreements": ("CON-02",),
    "broker_fee_band": ("FEE-03",),
    "cut_notice_days": ("PAY-11",),
    "exclusions": ("PLN-04", "PLN-12"),
    "fee_band": ("FEE-02",),
    "holder_change_months": ("LIFE-07",),
    "holder_change_review": ("LIFE-06",),
    "holder_changes": ("LIFE-07",),
    "largest_part": ("PLN-05",),
    "options": ("LIFE-03",),
    "progress_months": ("OUT-02",),
    "records_years": ("LED-11",),
    "request_days": ("LED-04",),
    "statement_months": ("LED-04",),
    "stray_share": ("LED-05",),
    "stray_weeks": ("LED-05",),
    "surplus": ("SUR-02",),
}
"""A policy's numbers, with the rules that judge by them and are not those of any arrangement."""


def rules_of(*texts: Text, numbers: Iterable[str] = ()) -> RuleSet:
    """The rules of any arrangement, those that rest on some texts, and those that judge by some of a policy's numbers.

    They stand in the order of the catalogue. Raises IsfError for what is no Text, or no name.
    """
    listed("rules_of", texts, Text)
    given = [
        text("rules_of.numbers", each) for each in read("rules_of.numbers", numbers, 1_000, "give names of numbers")
    ]
    brought = {code for number in given for code in READ_BY.get(number, ())}
    return RuleSet(tuple(each for each in ALL_RULES if each.code in brought or _is_of(each, texts)))


def _is_of(rule: Rule, texts: tuple[Text, ...]) -> bool:
    return rule.standing in OF_ANY or any(source.text in texts for source in rule.sources)
