"""What proves each rule of the catalogue, area by area."""

from __future__ import annotations

from . import budget, contract, fees, life, outcomes, payments, plan
from .proof import At, Edge, Facts, Proof

__all__ = ["PROOFS", "At", "Edge", "Facts", "Proof"]

_AREAS = (life, budget, contract, plan, fees, payments, outcomes)

PROOFS: dict[str, Proof] = {code: proof for area in _AREAS for code, proof in area.PROOFS.items()}
