"""All rules, in the order of the catalogue."""

from __future__ import annotations

from . import budget, contract, fees, life, outcomes, payments, plan
from .ruleset import RuleSet

ALL = RuleSet((*life.RULES, *budget.RULES, *contract.RULES, *plan.RULES, *fees.RULES, *payments.RULES, *outcomes.RULES))
