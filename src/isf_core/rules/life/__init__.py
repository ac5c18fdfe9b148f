"""LIFE: the life of an arrangement."""

from . import choice, start_and_change

RULES = (*choice.RULES, *start_and_change.RULES)
