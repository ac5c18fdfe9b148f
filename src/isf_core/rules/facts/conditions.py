"""When rules of several areas apply."""

from __future__ import annotations

from datetime import date

from ...model.organisations import HolderKind
from ..engine.case import Case
from ..engine.definition import condition


@condition("the first day is recorded, and is the day of judgement or before it", otherwise="it has not begun")
def it_has_begun(case: Case) -> bool:
    return case.require(case.arrangement.contract.first_day, "contract.first_day") <= case.on


@condition("an ending is recorded", otherwise="nobody has given notice to end it")
def somebody_ends_it(case: Case) -> bool:
    return bool(case.arrangement.endings)


@condition("it is recorded that the person lacks the capacity to decide it", otherwise="the person has capacity")
def the_person_lacks_capacity(case: Case) -> bool:
    return not case.require(case.arrangement.lifecycle.has_capacity, "lifecycle.has_capacity")


def _at_some_time(case: Case, days: list[date]) -> bool:
    if days:
        case.reaches(days[0])
    return bool(days)


@condition("the contract's fee charges something at some time", otherwise="no fee is charged")
def a_fee_is_charged(case: Case) -> bool:
    return _at_some_time(case, [since for since, charges in case.charges() if charges])


@condition(
    "not recorded to be anything but an independent broker; the rule asks for the kind if it matters",
    otherwise="the holder is no independent broker",
)
def the_holder_may_be_a_broker(case: Case) -> bool:
    holder = case.arrangement.holder
    return holder is None or holder.kind in (None, HolderKind.INDEPENDENT_BROKER)
