"""What proves a rule: where it holds, breaches, does not apply, and both sides of its edges.

Every proof starts from the sound arrangement and changes as little as it can.
"""

from __future__ import annotations

from datetime import date

import attrs

from isf_core.model import Arrangement, Parameters

from .arrangements import ON
from .asking import NUMBERS


@attrs.frozen
class At:
    """An arrangement judged on a day of its own, or by numbers of its own, where the proof's are not the ones."""

    arrangement: Arrangement
    on: date
    numbers: Parameters = NUMBERS


Facts = Arrangement | At


@attrs.frozen
class Edge:
    """Two cases one penny, one day or one fact apart: the rule holds in the first, not in the second."""

    what: str
    inside: Facts
    outside: Facts


@attrs.frozen(kw_only=True)
class Proof:
    """One rule's cases, judged on a day by some numbers. `idle` has one for each condition.

    A reason stands where there is no edge.
    """

    sound: Facts
    breaches: tuple[Facts, ...]
    idle: tuple[Facts, ...] = ()
    edges: tuple[Edge, ...] | str
    on: date = ON
    numbers: Parameters = NUMBERS

    def at(self, facts: Facts) -> At:
        """A case with its day and numbers."""
        return facts if isinstance(facts, At) else At(facts, self.on, self.numbers)
