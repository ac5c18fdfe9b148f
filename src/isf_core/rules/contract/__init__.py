"""CON: the contract."""

from . import clauses, prices, providers, signatures, termination

RULES = (*signatures.RULES, *clauses.RULES, *providers.RULES, *prices.RULES, *termination.RULES)
