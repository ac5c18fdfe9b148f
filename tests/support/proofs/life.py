"""The proofs of the rules in rules/life.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from isf_core.model import (
    Agreement,
    AgreementKind,
    Arrangement,
    Deployed,
    Party,
    Signature,
    Way,
)
from isf_core.values import Rate, Timeline

from ..mary import AUTUMN, DAY_AFTER, LAST, ONE_DAY, SIGNED, START, sound
from .proof import Edge, Proof


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def _agreed(on: date) -> tuple[Agreement, ...]:
    return tuple(Agreement(kind=kind, signed_on=on) for kind in AgreementKind)


WAYS = (Way.INDIVIDUAL_SERVICE_FUND, Way.DIRECT_PAYMENT, Way.MANAGED)
RISES = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95)))


def split(*parts: str | Fraction | Timeline[Rate], actual: Rate | Timeline[Rate] = RISES.first) -> Arrangement:
    """Mary with a budget of 90 a week, split between ways; the fund's part comes first."""
    rates = [part if isinstance(part, Timeline) else Rate.weekly(part) for part in parts]
    deployment = tuple(Deployed(way=way, rate=rate) for way, rate in zip(WAYS, rates, strict=False))
    return sound(budget={"actual": actual, "deployment": deployment})


PROOFS: dict[str, Proof] = {
    "LIFE-02": Proof(
        sound=split("60", "30"),
        breaches=(split("60"), split("60", "30", "0.01")),
        idle=(sound(),),
        edges=(
            Edge("a penny less", split("60", "30"), split("60", "29.99")),
            Edge("a penny more", split("60", "30"), split("60.01", "30")),
            Edge("a hair less", split("89", Fraction(1)), split("89", 1 - Fraction(1, 10**9))),
            Edge(
                "both rise on one day, or a day apart",
                split(Timeline(Rate.weekly(60), (AUTUMN, Rate.weekly(65))), "30", actual=RISES),
                split(Timeline(Rate.weekly(60), (AUTUMN + ONE_DAY, Rate.weekly(65))), "30", actual=RISES),
            ),
            Edge(
                "a part rises after the last day, or on it",
                split(Timeline(Rate.weekly(60), (LAST + ONE_DAY, Rate.weekly(65))), "30"),
                split(Timeline(Rate.weekly(60), (LAST, Rate.weekly(65))), "30"),
            ),
        ),
    ),
    "LIFE-08": Proof(
        sound=sound(),
        breaches=(
            sound(plan={"agreed_on": DAY_AFTER}),
            sound(payments_set_up_on=date(2026, 6, 1)),
            sound(contract={"signatures": _signed(DAY_AFTER)}),
            sound(agreements=_agreed(DAY_AFTER)),
        ),
        edges=(
            Edge("plan agreed", sound(plan={"agreed_on": START}), sound(plan={"agreed_on": DAY_AFTER})),
            Edge("payments set up", sound(payments_set_up_on=START), sound(payments_set_up_on=DAY_AFTER)),
            Edge(
                "contract signed",
                sound(contract={"signatures": _signed(START)}),
                sound(contract={"signatures": _signed(DAY_AFTER)}),
            ),
            Edge("agreements signed", sound(agreements=_agreed(START)), sound(agreements=_agreed(DAY_AFTER))),
            Edge(
                "the first day itself",
                sound(contract={"first_day": date(2026, 3, 27)}),
                sound(contract={"first_day": date(2026, 3, 26)}),
            ),
        ),
    ),
}
