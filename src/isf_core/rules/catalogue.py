"""All rules, in the order of the catalogue."""

from __future__ import annotations

from . import budget, contract, ending, fees, ledger, life, organisations, outcomes, party, payments, plan, surplus
from .rule import Rule
from .ruleset import RuleSet

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
                *party.RULES,
                *budget.RULES,
                *contract.RULES,
                *plan.RULES,
                *fees.RULES,
                *payments.RULES,
                *ledger.RULES,
                *surplus.RULES,
                *ending.RULES,
                *organisations.RULES,
                *outcomes.RULES,
            ),
            key=_place,
        )
    )
)
