"""The proofs of the rules in rules/contract.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Change,
    Form,
    Party,
    Signature,
    Variation,
)
from isf_core.values import Rate

from ..mary import AUTUMN, DAY_AFTER, HOMECARE, ON, ONE_DAY, SIGNED, START, sound
from .proof import Edge, Proof


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


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


PROOFS: dict[str, Proof] = {
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
}
