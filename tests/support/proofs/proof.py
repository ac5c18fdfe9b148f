"""What proves a rule: where it holds, breaches, does not apply, and both sides of its edges.

Every proof starts from the sound arrangement and changes as little as it can.
"""

from __future__ import annotations

from datetime import date

import attrs

from isf_core.model import Arrangement

from ..mary import ON


@attrs.frozen
class At:
    """An arrangement judged on a day of its own, where the proof's day is not the one."""

    arrangement: Arrangement
    on: date


Facts = Arrangement | At


@attrs.frozen
class Edge:
    """Two cases one penny, one day or one fact apart: the rule holds in the first, not in the second."""

    what: str
    inside: Facts
    outside: Facts


@attrs.frozen(kw_only=True)
class Proof:
    """One rule's cases, judged on a day. `idle` has one for each condition; a reason stands where there is no edge."""

    sound: Facts
    breaches: tuple[Facts, ...]
    idle: tuple[Facts, ...] = ()
    edges: tuple[Edge, ...] | str
    on: date = ON

    def at(self, facts: Facts) -> At:
        """A case with its day."""
        return facts if isinstance(facts, At) else At(facts, self.on)
