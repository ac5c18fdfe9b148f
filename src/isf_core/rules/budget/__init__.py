"""BUD: the personal budget."""

from . import amounts, plan_cost

RULES = (*amounts.RULES, *plan_cost.RULES)
