"""A few fixed rules, for tests of how reports are worded, ordered and shown: the catalogue may grow beside them."""

from __future__ import annotations

from isf_core.rules import ALL_RULES

from .asking import WHOLE

FEW = ALL_RULES.only(
    "LIFE-02",
    "LIFE-08",
    "BUD-11",
    "CON-01",
    "CON-05",
    "CON-14",
    "PLN-01",
    "PLN-02",
    "FEE-02",
    "FEE-05",
    "PAY-01",
)
"""Eleven rules: of every force but a note, with and without conditions, and PAY-01, which stands for the schedule."""
BY_FEW = WHOLE.replace(name="plain", rules=FEW)
"""Usual numbers, with those rules only, under the name "plain"."""
