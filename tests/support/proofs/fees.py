"""The proofs of the rules in rules/fees.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from isf_core.model import (
    NOT_STATED,
    Agreement,
    AgreementKind,
    Arrangement,
    Change,
    FixedFee,
    Holder,
    HolderKind,
    InformationGiven,
    NoFee,
    PercentageFee,
    PerWeek,
    Placement,
    Signature,
    Tier,
    TieredFee,
    Topic,
    Variation,
)
from isf_core.values import ExactMoney, Timeline

from ..arrangements import AUTUMN, DAY_AFTER, LAST, ON, ONE_DAY, SIGNED, START, sound
from ..proof import Edge, Proof


def fixed(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee."""
    return sound(contract={"fee": FixedFee(per_week=PerWeek(amount))})


BROKER = Holder(ref="H-7", kind=HolderKind.INDEPENDENT_BROKER)
HALF_PENNY = Fraction(1, 200)


FIRST_SIGNED = date(2026, 3, 24)


def signed_on(day: date) -> tuple[Signature, ...]:
    """All parties' signatures, on one day."""
    return tuple(each.replace(signed_on=day) for each in SIGNED)


def agreed_on(day: date) -> tuple[Agreement, ...]:
    """The agreement between person and holder, signed on a day."""
    return (Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=day),)


def by_a_broker(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee of an independent broker."""
    return fixed(amount).replace(holder=BROKER)


def told_on(*days: date | None, **facts: Any) -> Arrangement:
    """Mary, told the fee on some days."""
    return sound(
        lifecycle={"information_given": tuple(InformationGiven(topic=Topic.FEE, on=day) for day in days)}, **facts
    )


def fee_varied(*days: date | None, **facts: Any) -> Arrangement:
    """Mary with another fee from the autumn, told the fee on some days."""
    dearer = Change("contract.fee", FixedFee(per_week="12"))
    change = Variation(ref="V-1", effective=AUTUMN, known_from=ON, changes=(dearer,))
    return told_on(*days, variations=(change,), **facts)


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
    "FEE-03": Proof(
        sound=by_a_broker("50"),
        breaches=(by_a_broker("60"), by_a_broker("1")),
        idle=(
            sound(contract={"fee": PercentageFee(percent="5")}, holder=BROKER),
            fixed("60"),
        ),
        edges=(
            Edge("the lowest", by_a_broker("5.00"), by_a_broker("4.99")),
            Edge("the highest", by_a_broker("50.00"), by_a_broker("50.01")),
            Edge("a hair above", by_a_broker("50"), by_a_broker(ExactMoney(50 + Fraction(1, 10**9)))),
        ),
    ),
    "FEE-04": Proof(
        sound=sound(),
        breaches=(
            told_on(),
            told_on(ON),
            fee_varied(FIRST_SIGNED),
            fee_varied(ON, AUTUMN),
        ),
        idle=(told_on(contract={"fee": NoFee()}),),
        edges=(
            Edge("on the day of the first signature, or after", told_on(FIRST_SIGNED), told_on(FIRST_SIGNED + ONE_DAY)),
            Edge(
                "on the day of the first agreement, or after",
                told_on(FIRST_SIGNED, agreements=agreed_on(FIRST_SIGNED)),
                told_on(FIRST_SIGNED, agreements=agreed_on(FIRST_SIGNED - ONE_DAY)),
            ),
            Edge(
                "on the first day, or after",
                told_on(START, contract={"signatures": signed_on(DAY_AFTER)}, agreements=()),
                told_on(DAY_AFTER, contract={"signatures": signed_on(DAY_AFTER)}, agreements=()),
            ),
            Edge(
                "a change of it: the day before, or the day itself",
                fee_varied(FIRST_SIGNED, AUTUMN - ONE_DAY),
                fee_varied(FIRST_SIGNED, AUTUMN),
            ),
            Edge("a change of it: told again, or not", fee_varied(FIRST_SIGNED, ON), fee_varied(FIRST_SIGNED)),
            Edge(
                "a fee that a change brings is told once",
                fee_varied(ON, contract={"fee": NoFee()}),
                fee_varied(AUTUMN, contract={"fee": NoFee()}),
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
