"""What proves each rule of the catalogue: where it holds, breaches, does not apply, and both sides of its edges.

Every proof starts from the sound arrangement and changes as little as it can.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from isf_core.model import (
    NOT_STATED,
    Agreement,
    AgreementKind,
    Arrangement,
    Change,
    Deployed,
    Exemption,
    FixedFee,
    Form,
    Ground,
    Holder,
    HolderKind,
    NoFee,
    OneOff,
    Outcome,
    Party,
    PercentageFee,
    PerWeek,
    Placement,
    Signature,
    Tier,
    TieredFee,
    Variation,
    Way,
)
from isf_core.values import ExactMoney, Money, Rate, Timeline

from .mary import ART, AUTUMN, DAY_AFTER, DAY_BEFORE, HOMECARE, LAST, ON, ONE_DAY, OUTCOMES, SIGNED, START, sound


@attrs.frozen
class Edge:
    """Two arrangements one penny, one day or one fact apart: the rule holds in the first, not in the second."""

    what: str
    inside: Arrangement
    outside: Arrangement


@attrs.frozen(kw_only=True)
class Proof:
    """One rule's cases. `idle` has one for each condition; a reason stands where there can be no edge."""

    sound: Arrangement
    breaches: tuple[Arrangement, ...]
    idle: tuple[Arrangement, ...] = ()
    edges: tuple[Edge, ...] | str


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def _agreed(on: date) -> tuple[Agreement, ...]:
    return tuple(Agreement(kind=kind, signed_on=on) for kind in AgreementKind)


def fixed(amount: str | ExactMoney) -> Arrangement:
    """Mary with a fixed fee."""
    return sound(contract={"fee": FixedFee(per_week=PerWeek(amount))})


def weekly(contribution: str, **budget: object) -> Arrangement:
    """Mary with a budget of 84.375 a week throughout and no exemption, and a contribution."""
    facts = {"actual": Rate.weekly("84.375"), "exemptions": (), "contribution": Rate.weekly(contribution)}
    return sound(budget={**facts, **budget})


def exempt(first_day: date, last_day: date | None) -> Arrangement:
    """Mary exempt from a first to a last day."""
    exemption = Exemption(ground=Ground.AFTERCARE, first_day=first_day, last_day=last_day)
    return sound(budget={"exemptions": (exemption,)})


WAYS = (Way.INDIVIDUAL_SERVICE_FUND, Way.DIRECT_PAYMENT, Way.MANAGED)
RISES = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95)))


def split(*parts: str | Fraction | Timeline[Rate], actual: Rate | Timeline[Rate] = RISES.first) -> Arrangement:
    """Mary with a budget of 90 a week, split between ways; the fund's part comes first."""
    rates = [part if isinstance(part, Timeline) else Rate.weekly(part) for part in parts]
    deployment = tuple(Deployed(way=way, rate=rate) for way, rate in zip(WAYS, rates, strict=False))
    return sound(budget={"actual": actual, "deployment": deployment})


def varied(agreed: tuple[Signature, ...] | None, known_from: date | None = ON, **facts: Any) -> Arrangement:
    """Mary with a change that was agreed, and is known from a day."""
    change = Variation(
        ref="V-1",
        effective=AUTUMN,
        known_from=known_from,
        agreed=agreed,
        changes=(Change("budget.contribution", Rate.weekly("22")), Change("contract.payment.due_days", -3)),
    )
    return sound(variations=(change,), **facts)


def one_off(on: date) -> Arrangement:
    """Mary with one sum paid once."""
    return sound(budget={"one_offs": (OneOff(on=on, amount=Money(120), what="grab rails"),)})


UNMET = sound(plan={"supports": (HOMECARE.replace(outcomes=("hygiene",)), ART)})
BROKER = Holder(ref="H-7", kind=HolderKind.INDEPENDENT_BROKER)
HALF_PENNY = Fraction(1, 200)

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
    "CON-01": Proof(
        sound=sound(),
        breaches=(
            sound(contract={"signatures": ()}),
            sound(contract={"signatures": SIGNED[:2]}),
            sound(contract={"signatures": _signed(DAY_AFTER)}),
        ),
        edges=(
            Edge(
                "signed on the first day",
                sound(contract={"signatures": _signed(START)}),
                sound(contract={"signatures": _signed(DAY_AFTER)}),
            ),
            Edge(
                "two or three ways",
                sound(contract={"form": Form.TWO_WAY, "signatures": SIGNED[:2]}),
                sound(contract={"form": Form.THREE_WAY, "signatures": SIGNED[:2]}),
            ),
        ),
    ),
    "CON-05": Proof(
        sound=sound(),
        breaches=(sound(contract={"subcontracting": NOT_STATED}),),
        idle=(sound(plan={"supports": (HOMECARE,)}),),
        edges="it compares nothing: a clause is there or it is not",
    ),
    "CON-14": Proof(
        sound=varied(_signed(ON)),
        breaches=(varied(()), varied(SIGNED[1:]), varied(_signed(ON + ONE_DAY))),
        idle=(sound(),),
        edges=(
            Edge("agreed on the day of judgement, or after", varied(_signed(ON)), varied(_signed(ON + ONE_DAY))),
            Edge(
                "two or three ways",
                varied(SIGNED[:2], contract={"form": Form.TWO_WAY}),
                varied(SIGNED[:2], contract={"form": Form.THREE_WAY}),
            ),
        ),
    ),
    "PLN-01": Proof(
        sound=sound(),
        breaches=(UNMET, sound(plan={"supports": ()})),
        edges=(
            Edge("one outcome less", sound(), UNMET),
            Edge(
                "eligible or not",
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=False, met_informally=()))}),
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=()))}),
            ),
            Edge(
                "met by somebody or by nobody",
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=("a friend",)))}),
                sound(plan={"outcomes": (*OUTCOMES, Outcome(ref="work", eligible=True, met_informally=()))}),
            ),
        ),
    ),
    "PLN-02": Proof(
        sound=sound(),
        breaches=(sound(plan={"supports": (HOMECARE, ART.replace(outcomes=()))}),),
        edges=(
            Edge(
                "one outcome or none",
                sound(plan={"supports": (HOMECARE, ART.replace(outcomes=("garden",)))}),
                sound(plan={"supports": (HOMECARE, ART.replace(outcomes=()))}),
            ),
        ),
    ),
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
    "PAY-01": Proof(
        sound=sound(),
        breaches=(one_off(DAY_BEFORE), one_off(LAST + ONE_DAY)),
        edges=(
            Edge("a sum once, on the first day or the day before", one_off(START), one_off(DAY_BEFORE)),
            Edge("a sum once, on the last day or the day after", one_off(LAST), one_off(LAST + ONE_DAY)),
        ),
    ),
}
