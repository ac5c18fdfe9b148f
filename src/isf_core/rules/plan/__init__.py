"""PLN: the support plan."""

from . import outcomes_and_reviews, supports

RULES = (*outcomes_and_reviews.RULES, *supports.RULES)
