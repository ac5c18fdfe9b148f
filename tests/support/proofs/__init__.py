"""What proves each rule of the catalogue, area by area."""

from __future__ import annotations

from . import (
    budget,
    clauses,
    contract,
    ending,
    fees,
    ledger,
    life,
    organisations,
    outcomes,
    party,
    payments,
    plan,
    surplus,
)
from .proof import At, Edge, Facts, Proof

__all__ = ["PROOFS", "At", "Edge", "Facts", "Proof"]

_AREAS = (
    life,
    party,
    budget,
    contract,
    clauses,
    plan,
    fees,
    payments,
    outcomes,
    ledger,
    surplus,
    ending,
    organisations,
)

PROOFS: dict[str, Proof] = {code: proof for area in _AREAS for code, proof in area.PROOFS.items()}
