"""The proofs of the rules in rules/fees.py."""

from __future__ import annotations

from fractions import Fraction

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    FixedFee,
    Holder,
    HolderKind,
    NoFee,
    PercentageFee,
    PerWeek,
    Placement,
    Tier,
    TieredFee,
)
from isf_core.values import ExactMoney, Timeline

from ..mary import DAY_AFTER, LAST, ONE_DAY, START, sound
from .proof import Edge, Proof


def fixed(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee."""
    return sound(contract={"fee": FixedFee(per_week=PerWeek(amount))})


BROKER = Holder(ref="H-7", kind=HolderKind.INDEPENDENT_BROKER)
HALF_PENNY = Fraction(1, 200)


PROOFS: dict[str, Proof] = {
    "FEE-02": Proof(
        sound=sound(),
        breaches=(
            fixed("30"),
            fixed("1"),
            sound(contract={"fee": TieredFee(tiers=(Tier(level="full", fee=FixedFee(per_week="30")),), level="full")}),
        ),
        idle=(
            sound(contract={"fee": PercentageFee(percent="5")}),
            fixed("30").replace(holder=BROKER),
        ),
        edges=(
            Edge("the lowest", fixed("5.00"), fixed("4.99")),
            Edge("the highest", fixed("25.00"), fixed("25.01")),
            Edge("a hair below", fixed("5"), fixed(ExactMoney(5 - Fraction(1, 10**9)))),
            Edge("a hair above", fixed("25"), fixed(ExactMoney(25 + Fraction(1, 10**9)))),
            Edge("half a penny, which rounding would hide", fixed("25"), fixed(ExactMoney(25 + HALF_PENNY / 2))),
            Edge(
                "a change after the last day, or on it",
                sound(contract={"fee": Timeline(FixedFee(per_week="10"), (LAST + ONE_DAY, FixedFee(per_week="30")))}),
                sound(contract={"fee": Timeline(FixedFee(per_week="10"), (LAST, FixedFee(per_week="30")))}),
            ),
            Edge(
                "a change on the first day, or the day after",
                sound(contract={"fee": Timeline(FixedFee(per_week="30"), (START, FixedFee(per_week="10")))}),
                sound(contract={"fee": Timeline(FixedFee(per_week="30"), (DAY_AFTER, FixedFee(per_week="10")))}),
            ),
        ),
    ),
    "FEE-05": Proof(
        sound=sound(),
        breaches=(sound(contract={"fee_placement": NOT_STATED}),),
        idle=(sound(contract={"fee": NoFee()}),),
        edges=(
            Edge(
                "silent up to the day before, or to the first day",
                sound(contract={"fee_placement": Timeline(NOT_STATED, (START, Placement.INSIDE))}),
                sound(contract={"fee_placement": Timeline(NOT_STATED, (DAY_AFTER, Placement.INSIDE))}),
            ),
            Edge(
                "silent from after the last day, or from the last day",
                sound(contract={"fee_placement": Timeline(Placement.ON_TOP, (LAST + ONE_DAY, NOT_STATED))}),
                sound(contract={"fee_placement": Timeline(Placement.ON_TOP, (LAST, NOT_STATED))}),
            ),
        ),
    ),
}
