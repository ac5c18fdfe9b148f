"""The proofs of the rules in rules/payments.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import (
    Arrangement,
    OneOff,
)
from isf_core.values import Money

from ..mary import DAY_BEFORE, LAST, ONE_DAY, START, sound
from .proof import Edge, Proof


def one_off(on: date) -> Arrangement:
    """Mary with one sum paid once."""
    return sound(budget={"one_offs": (OneOff(on=on, amount=Money(120), what="grab rails"),)})


PROOFS: dict[str, Proof] = {
    "PAY-01": Proof(
        sound=sound(),
        breaches=(one_off(DAY_BEFORE), one_off(LAST + ONE_DAY)),
        edges=(
            Edge("a sum once, on the first day or the day before", one_off(START), one_off(DAY_BEFORE)),
            Edge("a sum once, on the last day or the day after", one_off(LAST), one_off(LAST + ONE_DAY)),
        ),
    ),
}
