"""What the person was told, and when (CON-03, FEE-04)."""

from __future__ import annotations

from ...model.lifecycle import Matter, Told
from ..engine.case import Case


def tellings_of(case: Case, matter: Matter) -> tuple[Told, ...]:
    """The times the person was told of a matter; asked for where nothing is recorded of what they were told."""
    return tuple(each for each in case.known(case.arrangement.life.told, "life.told") if each.matter is matter)


def told_on(matter: Matter) -> str:
    """The field of the day on which the person was told of a matter.

    >>> told_on(Matter.FEE)
    'life.told[what the management fee is].on'
    """
    return f"life.told[{matter.value}].on"
