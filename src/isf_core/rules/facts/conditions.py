"""When rules of several areas apply."""

from __future__ import annotations

from datetime import date

from ...model.organisations import HolderKind
from ..engine.case import Case
from ..engine.definition import condition


@condition(otherwise="it has not begun")
def it_has_begun(case: Case) -> bool:
    """The first day is recorded, and is the day of judgement or before it."""
    return case.require(case.arrangement.contract.first_day, "contract.first_day") <= case.on


@condition(otherwise="nobody has given notice to end it")
def somebody_ends_it(case: Case) -> bool:
    """An ending is recorded."""
    return bool(case.arrangement.endings)


@condition(otherwise="the person has capacity")
def the_person_lacks_capacity(case: Case) -> bool:
    """It is recorded that the person lacks the capacity to decide it."""
    return not case.require(case.arrangement.lifecycle.has_capacity, "lifecycle.has_capacity")


def _at_some_time(case: Case, days: list[date]) -> bool:
    if days:
        case.reaches(days[0])
    return bool(days)


@condition(otherwise="no fee is charged")
def a_fee_is_charged(case: Case) -> bool:
    """The contract's fee charges something at some time."""
    return _at_some_time(case, [since for since, charges in case.charges() if charges])


@condition(otherwise="the holder is no independent broker")
def the_holder_may_be_a_broker(case: Case) -> bool:
    """Not recorded to be anything but an independent broker; the rule asks for the kind if it matters."""
    holder = case.arrangement.holder
    return holder is None or holder.kind in (None, HolderKind.INDEPENDENT_BROKER)
