"""The proofs of the rules in rules/payments.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import (
    Arrangement,
    Backdating,
    Change,
    Deployed,
    DeploymentOption,
    HowFarBack,
    OneOff,
    Suspension,
    Variation,
)
from isf_core.values import Money, Rate

from ..arrangements import AUTUMN, DAY_BEFORE, LAST, ON, ONE_DAY, START, sound
from ..asking import NUMBERS
from ..proof import At, Edge, Proof


def one_off(on: date) -> Arrangement:
    """Mary with one sum paid once."""
    return sound(budget={"one_offs": (OneOff(on=on, amount=Money(120), what="grab rails"),)})


NOVEMBER = date(2026, 11, 2)
SECOND_PERIOD = date(2026, 5, 4)
EARLIEST = date(2026, 9, 1)


RISE = Change("budget.contribution", Rate.weekly("22"))
"""It is 20 before."""


def late(
    effective: date = AUTUMN,
    known: date | None = NOVEMBER,
    change: Change = RISE,
    **facts: Any,
) -> Arrangement:
    """Mary with a change that was known later than it took effect."""
    varied = Variation(ref="V-1", effective=effective, known_from=known, told_on=known, changes=(change,))
    return sound(variations=(varied,), **facts)


def back(how_far: HowFarBack, arrangement: Arrangement, earliest: date | None = None, **numbers: Any) -> At:
    """An arrangement under a policy that lets changes count so far back."""
    backdating = Backdating(how_far=how_far, earliest=earliest)
    return At(arrangement, ON, NUMBERS.replace(backdating=backdating, **numbers))


def told(on: date | None, *changes: Change, effective: date = AUTUMN, **facts: Any) -> Arrangement:
    """Mary with a change of which the holder was told on a day; the contribution rises where none is given."""
    varied = Variation(ref="V-1", effective=effective, known_from=ON, told_on=on, changes=changes or (RISE,))
    return sound(variations=(varied,), **facts)


def budget_of(weekly: str) -> Change:
    """Another budget a week; on the last day of September it is 84.375."""
    return Change("budget.actual", Rate.weekly(weekly))


def contribution_of(weekly: str) -> Change:
    """Another contribution a week; it is 20 before."""
    return Change("budget.contribution", Rate.weekly(weekly))


def through_the_fund(parts: int) -> Arrangement:
    """The budget is split, and so many parts of it go through a fund."""
    rest = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("24.375"))
    fund = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("60"))
    return sound(budget={"deployment": (rest, *[fund] * parts)})


IN_TIME = date(2026, 9, 3)
"""Twenty-eight days before the autumn."""
TOO_LATE = IN_TIME + ONE_DAY


PROOFS: dict[str, Proof] = {
    "PAY-01": Proof(
        sound=sound(),
        breaches=(one_off(DAY_BEFORE), one_off(LAST + ONE_DAY), through_the_fund(2), through_the_fund(0)),
        edges=(
            Edge("a sum once, on the first day or the day before", one_off(START), one_off(DAY_BEFORE)),
            Edge("a sum once, on the last day or the day after", one_off(LAST), one_off(LAST + ONE_DAY)),
            Edge("one part through the fund, or two", through_the_fund(1), through_the_fund(2)),
            Edge("one part through the fund, or none", through_the_fund(1), through_the_fund(0)),
        ),
    ),
    "PAY-10": Proof(
        sound=back(HowFarBack.NOT_THE_FIRST_PAYMENT, late()),
        breaches=(
            back(HowFarBack.NEVER, late()),
            back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(START)),
            back(HowFarBack.TO_A_DATE, late(), NOVEMBER),
        ),
        idle=(late(known=AUTUMN),),
        edges=(
            Edge(
                "to a date: on it, or the day before",
                back(HowFarBack.TO_A_DATE, late(EARLIEST), EARLIEST),
                back(HowFarBack.TO_A_DATE, late(EARLIEST - ONE_DAY), EARLIEST),
            ),
            Edge(
                "the first payment: after its last day, or on it",
                back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(SECOND_PERIOD)),
                back(HowFarBack.NOT_THE_FIRST_PAYMENT, late(SECOND_PERIOD - ONE_DAY)),
            ),
            Edge(
                "to when it took effect, or never",
                back(HowFarBack.TO_WHEN_IT_TOOK_EFFECT, late()),
                back(HowFarBack.NEVER, late()),
            ),
        ),
    ),
    "PAY-11": Proof(
        sound=told(IN_TIME),
        breaches=(
            told(TOO_LATE),
            told(AUTUMN, budget_of("80")),
            told(NOVEMBER, budget_of("80"), contribution_of("18")),
        ),
        idle=(
            sound(
                suspensions=(
                    Suspension(
                        first_day=AUTUMN,
                        last_day=NOVEMBER,
                        reason="hospital",
                    ),
                )
            ),
        ),
        edges=(
            Edge("twenty-eight days before, or a day less", told(IN_TIME), told(TOO_LATE)),
            Edge(
                "a day earlier, or not",
                told(TOO_LATE, effective=AUTUMN + ONE_DAY),
                told(TOO_LATE),
            ),
        ),
    ),
}
