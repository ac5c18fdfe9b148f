"""What the person was told, and when (CON-03, FEE-04)."""

from __future__ import annotations

from ...model.lifecycle import InformationGiven, Topic
from ..engine.case import Case


def tellings_of(case: Case, topic: Topic) -> tuple[InformationGiven, ...]:
    """The times the person was told of a matter; asked for where nothing is recorded of what they were told."""
    return tuple(
        each
        for each in case.require(case.arrangement.lifecycle.information_given, "lifecycle.information_given")
        if each.topic is topic
    )


def told_on(topic: Topic) -> str:
    """The field of the day on which the person was told of a matter.

    >>> told_on(Topic.FEE)
    'lifecycle.information_given[what the management fee is].on'
    """
    return f"lifecycle.information_given[{topic.value}].on"
