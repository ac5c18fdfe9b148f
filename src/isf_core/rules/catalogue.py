"""All rules, in the order of the catalogue."""

from __future__ import annotations

from . import account, budget, contract, ending, fees, holders, life, outcomes, payments, person, plan, surplus
from .engine.definition import Rule
from .engine.rule_set import RuleSet

_AREAS = ("LIFE", "PTY", "BUD", "CON", "PLN", "FEE", "PAY", "LED", "SUR", "OVR", "END", "ORG", "OUT")
"""The areas in the order of the catalogue."""


def _place(rule: Rule) -> tuple[int, str]:
    area = rule.code.partition("-")[0]
    return (_AREAS.index(area), rule.code)


ALL = RuleSet(
    tuple(
        sorted(
            (
                *life.RULES,
                *person.RULES,
                *budget.RULES,
                *contract.RULES,
                *plan.RULES,
                *fees.RULES,
                *payments.RULES,
                *account.RULES,
                *surplus.RULES,
                *ending.RULES,
                *holders.RULES,
                *outcomes.RULES,
            ),
            key=_place,
        )
    )
)
