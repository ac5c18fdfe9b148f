"""All rules, in the order of the catalogue: each that a module of an area defines, none to be forgotten in a list."""

from __future__ import annotations

from . import account, ending, fees, holders, outcomes, payments, person, surplus
from .budget import amounts, plan_cost
from .contract import clauses, prices, providers, signatures, termination
from .engine.definition import Rule
from .engine.rule_set import RuleSet
from .life import choice, start_and_change
from .plan import outcomes_and_reviews, supports

MODULES = (
    *(choice, start_and_change, person, amounts, plan_cost),
    *(signatures, clauses, providers, prices, termination, outcomes_and_reviews, supports),
    *(fees, payments, account, surplus, ending, holders, outcomes),
)
_AREAS = ("LIFE", "PTY", "BUD", "CON", "PLN", "FEE", "PAY", "LED", "SUR", "OVR", "END", "ORG", "OUT")
"""The areas in the order of the catalogue."""

_RULES = (each for module in MODULES for each in vars(module).values() if isinstance(each, Rule))
ALL_RULES = RuleSet(tuple(sorted(_RULES, key=lambda rule: (_AREAS.index(rule.code.partition("-")[0]), rule.code))))
