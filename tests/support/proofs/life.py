"""The proofs of the rules in rules/life/start_and_change.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from isf_core.model import (
    OPEN_ENDED,
    Agreement,
    AgreementKind,
    Arrangement,
    BestInterests,
    Change,
    ConcernRoute,
    Conversion,
    DecidedBy,
    Deployed,
    DeploymentOption,
    InformationGiven,
    Party,
    ProviderRequest,
    Review,
    ReviewOnChange,
    Signature,
    Topic,
    Variation,
)
from isf_core.values import Rate, Timeline

from ..mary import AUTUMN, DAY_AFTER, DAY_BEFORE, HOLDER, LAST, LIFE, NUMBERS, ONE_DAY, SIGNED, START, sound
from .proof import At, Edge, Proof


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def _agreed(on: date) -> tuple[Agreement, ...]:
    return tuple(Agreement(kind=kind, signed_on=on) for kind in AgreementKind)


WAYS = (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.DIRECT_PAYMENT, DeploymentOption.MANAGED)
RISES = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95)))


def split(*parts: str | Fraction | Timeline[Rate], actual: Rate | Timeline[Rate] = RISES.first) -> Arrangement:
    """Mary with a budget of 90 a week, split between ways; the fund's part comes first."""
    rates = [part if isinstance(part, Timeline) else Rate.weekly(part) for part in parts]
    deployment = tuple(Deployed(option=option, rate=rate) for option, rate in zip(WAYS, rates, strict=False))
    return sound(budget={"actual": actual, "deployment": deployment})


def told_of(*ways: DeploymentOption, **facts: Any) -> Arrangement:
    """Mary, told of some ways, in their order, before she chose."""
    assert LIFE.choice is not None
    return sound(lifecycle={"choice": LIFE.choice.replace(options_given=ways, **facts)})


DIRECT, FUND, MANAGED = (
    DeploymentOption.DIRECT_PAYMENT,
    DeploymentOption.INDIVIDUAL_SERVICE_FUND,
    DeploymentOption.MANAGED,
)


def decided(on: date = DAY_BEFORE, by: DecidedBy | None = DecidedBy.COUNCIL, **lifecycle: Any) -> Arrangement:
    """Mary without capacity and with nobody to act for her, with a best-interests decision."""
    decision = BestInterests(on=on, by=by, monitoring_weeks=4)
    return sound(lifecycle={"has_capacity": False, "representatives": (), "best_interests": decision, **lifecycle})


def told(on: date | None, topic: Topic = Topic.DISPUTES) -> Arrangement:
    """Mary, told one thing on some day and the rest in time."""
    return sound(
        lifecycle={
            "information_given": tuple(
                InformationGiven(topic=each, on=on if each is topic else date(2026, 3, 3)) for each in Topic
            )
        }
    )


def asked_for(provider: str, considered_on: date | None, on: date = date(2026, 3, 9), **facts: Any) -> Arrangement:
    """Mary, who asked for a provider by name."""
    request = ProviderRequest(provider=provider, on=on, considered_on=considered_on)
    return sound(lifecycle={"provider_requests": (request,)}, **facts)


TURNED = date(2026, 4, 1)


def converted(considered_on: date | None, changes: bool | None = True) -> Arrangement:
    """Mary, whose managed budget was turned into the fund."""
    return sound(
        lifecycle={
            "conversion": Conversion(
                option=MANAGED,
                on=TURNED,
                plan_changes_in_substance=changes,
                reassessment_considered_on=considered_on,
            )
        }
    )


AGREED = date(2026, 9, 15)


def moved(*days: date, agreed: date = AGREED, to: tuple[str, ...] | None = None, **lifecycle: Any) -> Arrangement:
    """Mary, whose fund goes to another holder on each of some days (or to those named)."""
    variations = tuple(
        Variation(
            ref=f"V-{place}",
            effective=day,
            known_from=agreed,
            agreed=tuple(Signature(party=party, signed_on=agreed) for party in Party),
            changes=(Change("holder", HOLDER.replace(ref=to[place] if to else f"H-{20 + place}")),),
        )
        for place, day in enumerate(days)
    )
    return sound(contract={"last_day": OPEN_ENDED}, variations=variations, lifecycle=lifecycle)


def reviewed(on: date, held: date = AGREED + ONE_DAY) -> Arrangement:
    """Mary, whose fund went to another holder, with a review."""
    return moved(on, reviews=(Review(on=held),))


def with_plan(on: date) -> Arrangement:
    """Mary, whose fund went to another holder on the first of September, and whose plan varied."""
    mary = moved(date(2026, 9, 1), reviews=())
    plan = Variation(effective=on, known_from=AGREED, changes=(Change("plan", mary.plan),))
    return mary.replace(variations=(*mary.variations, plan))


WINTER = date(2026, 12, 1)
BY_COST = NUMBERS.replace(holder_change_review=ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES)
MAY, SPRING, YEAR_LATER = date(2026, 5, 1), date(2027, 4, 30), date(2027, 5, 1)


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
    "LIFE-03": Proof(
        sound=sound(),
        breaches=(told_of(), told_of(FUND), told_of(DIRECT, MANAGED), told_of(*DeploymentOption, option=MANAGED)),
        edges=(
            Edge("one option less", told_of(DIRECT, FUND, MANAGED), told_of(DIRECT, FUND)),
            Edge(
                "a fund or another way",
                told_of(*DeploymentOption, option=DeploymentOption.THIRD_PARTY_HEALTH_BUDGET),
                told_of(*DeploymentOption, option=DIRECT),
            ),
        ),
    ),
    "LIFE-04": Proof(
        sound=sound(),
        breaches=(told_of(FUND, DIRECT, MANAGED), told_of(MANAGED, DIRECT)),
        edges=(
            Edge("two turned round", told_of(DIRECT, FUND, MANAGED), told_of(DIRECT, MANAGED, FUND)),
            Edge(
                "a direct payment with support, after the fund or without a plain one before",
                told_of(DIRECT, FUND, DeploymentOption.DIRECT_PAYMENT_SUPPORTED),
                told_of(FUND, DeploymentOption.DIRECT_PAYMENT_SUPPORTED),
            ),
            Edge(
                "a third party's health budget stands with the fund",
                told_of(DIRECT, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, FUND, MANAGED),
                told_of(DIRECT, MANAGED, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, FUND),
            ),
        ),
    ),
    "LIFE-05a": Proof(
        sound=decided(),
        breaches=(decided(date(2026, 6, 1)),),
        idle=(sound(),),
        edges=(Edge("decided on the first day, or the day after", decided(START), decided(DAY_AFTER)),),
    ),
    "LIFE-05b": Proof(
        sound=decided(),
        breaches=(decided(by=DecidedBy.REPRESENTATIVE),),
        idle=(decided(has_capacity=True), decided(representatives=LIFE.representatives)),
        edges=(Edge("by the council or not", decided(), decided(by=DecidedBy.REPRESENTATIVE)),),
    ),
    "LIFE-10": Proof(
        sound=asked_for("H-7", date(2026, 3, 10)),
        breaches=(sound(lifecycle={"information_given": ()}), told(DAY_AFTER), asked_for("P-9", DAY_AFTER)),
        edges=(
            Edge("told on the first day", told(START), told(DAY_AFTER)),
            Edge("another matter told late", told(DAY_AFTER, Topic.FEE), told(DAY_AFTER, Topic.CONTRACT_ASKS)),
            Edge("considered on the first day", asked_for("P-9", START), asked_for("P-9", DAY_AFTER)),
            Edge(
                "asked for after the start",
                asked_for("P-9", AUTUMN, on=DAY_AFTER),
                asked_for("P-9", AUTUMN, on=START),
            ),
        ),
    ),
    "LIFE-12": Proof(
        sound=converted(date(2026, 3, 1)),
        breaches=(converted(AUTUMN),),
        idle=(sound(),),
        edges=(
            Edge("considered on the day, or after", converted(TURNED), converted(TURNED + ONE_DAY)),
            Edge("in substance or not", converted(AUTUMN, changes=False), converted(AUTUMN)),
        ),
    ),
    "LIFE-06": Proof(
        on=WINTER,
        sound=reviewed(AUTUMN, AUTUMN),
        breaches=(moved(AUTUMN), At(moved(AUTUMN), WINTER, BY_COST), moved(AUTUMN, WINTER, reviews=())),
        idle=(sound(),),
        edges=(
            Edge("held when it was agreed, or before", reviewed(AUTUMN, AGREED), reviewed(AUTUMN, AGREED - ONE_DAY)),
            Edge(
                "held by the day of judgement, or after", reviewed(AUTUMN, WINTER), reviewed(AUTUMN, WINTER + ONE_DAY)
            ),
            Edge(
                "the budget changes on another day, or with it",
                At(moved(AUTUMN + ONE_DAY), WINTER, BY_COST),
                At(moved(AUTUMN), WINTER, BY_COST),
            ),
            Edge(
                "the plan varies on another day, or with it",
                At(with_plan(date(2026, 9, 2)), WINTER, BY_COST),
                At(with_plan(date(2026, 9, 1)), WINTER, BY_COST),
            ),
        ),
    ),
    "LIFE-07": Proof(
        on=date(2027, 6, 1),
        sound=moved(MAY, AUTUMN, SPRING, mediations=(SPRING,)),
        breaches=(moved(MAY, AUTUMN, SPRING), moved(MAY, AUTUMN, WINTER, SPRING, mediations=(WINTER,))),
        idle=(sound(),),
        edges=(
            Edge(
                "a year after the first, or the day before", moved(MAY, AUTUMN, YEAR_LATER), moved(MAY, AUTUMN, SPRING)
            ),
            Edge("two changes or three", moved(MAY, SPRING), moved(MAY, AUTUMN, SPRING)),
            Edge(
                "mediated on the day of the last, or before",
                moved(MAY, AUTUMN, SPRING, mediations=(SPRING,)),
                moved(MAY, AUTUMN, SPRING, mediations=(SPRING - ONE_DAY,)),
            ),
            Edge(
                "mediated by the day of judgement, or after",
                moved(MAY, AUTUMN, SPRING, mediations=(date(2027, 6, 1),)),
                moved(MAY, AUTUMN, SPRING, mediations=(date(2027, 6, 2),)),
            ),
            Edge(
                "the last is still to come, or is there",
                At(moved(MAY, AUTUMN, SPRING), SPRING - ONE_DAY),
                At(moved(MAY, AUTUMN, SPRING), SPRING),
            ),
            Edge(
                "from one holder to the same, or to another",
                moved(MAY, AUTUMN, SPRING, to=("H-8", "H-8", "H-9")),
                moved(MAY, AUTUMN, SPRING, to=("H-8", "H-9", "H-8")),
            ),
            Edge(
                "a change on the first day is none, on the day after one",
                moved(START, AUTUMN, SPRING),
                moved(DAY_AFTER, AUTUMN, date(2027, 4, 6)),
            ),
        ),
    ),
    "LIFE-11": Proof(
        sound=sound(),
        breaches=(sound(clauses={"concerns": ()}), sound(clauses={"concerns": tuple(ConcernRoute)[:2]})),
        edges=(Edge("one way less", sound(), sound(clauses={"concerns": tuple(ConcernRoute)[:-1]})),),
    ),
}
