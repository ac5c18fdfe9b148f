"""The proofs of the rules in rules/budget.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import (
    Arrangement,
    Exemption,
    Ground,
)
from isf_core.values import Rate, Timeline

from ..mary import AUTUMN, DAY_BEFORE, LAST, ONE_DAY, START, sound
from .proof import Edge, Proof


def weekly(contribution: str, **budget: object) -> Arrangement:
    """Mary with a budget of 84.375 a week throughout and no exemption, and a contribution."""
    facts = {"actual": Rate.weekly("84.375"), "exemptions": (), "contribution": Rate.weekly(contribution)}
    return sound(budget={**facts, **budget})


def exempt(first_day: date, last_day: date | None) -> Arrangement:
    """Mary exempt from a first to a last day."""
    exemption = Exemption(ground=Ground.AFTERCARE, first_day=first_day, last_day=last_day)
    return sound(budget={"exemptions": (exemption,)})


PROOFS: dict[str, Proof] = {
    "BUD-11": Proof(
        sound=sound(),
        breaches=(
            weekly("84.38"),
            exempt(date(2026, 1, 1), None),
            sound(budget={"contribution": Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))}),
        ),
        edges=(
            Edge("a fraction of a penny above the cost", weekly("84.375"), weekly("84.3751")),
            Edge(
                "a penny above the cost", weekly("90", actual=Rate.weekly(90)), weekly("90.01", actual=Rate.weekly(90))
            ),
            Edge("exempt up to the day before", exempt(date(2026, 1, 1), DAY_BEFORE), exempt(date(2026, 1, 1), START)),
            Edge("exempt from the day after the last", exempt(LAST + ONE_DAY, None), exempt(LAST, None)),
            Edge(
                "the budget falls on a day",
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80)))),
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly("79.99")))),
            ),
            Edge(
                "the contribution rises after the last day, or on it",
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST + ONE_DAY, Rate.weekly(100)))}),
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST, Rate.weekly(100)))}),
            ),
        ),
    ),
}
