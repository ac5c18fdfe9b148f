"""The proofs of the rules in rules/plan.py."""

from __future__ import annotations

from isf_core.model import (
    Outcome,
)

from ..mary import ART, HOMECARE, OUTCOMES, sound
from .proof import Edge, Proof

UNMET = sound(plan={"supports": (HOMECARE.replace(outcomes=("hygiene",)), ART)})


PROOFS: dict[str, Proof] = {
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
}
