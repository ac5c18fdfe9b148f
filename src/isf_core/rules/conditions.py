"""When rules of several areas apply."""

from __future__ import annotations

from .case import Case
from .rule import condition


@condition(otherwise="it has not begun")
def it_has_begun(case: Case) -> bool:
    """The first day is recorded, and is the day of judgement or before it."""
    return case.known(case.arrangement.contract.first_day, "contract.first_day") <= case.on


@condition(otherwise="nobody has given notice to end it")
def somebody_ends_it(case: Case) -> bool:
    """An ending is recorded."""
    return bool(case.arrangement.endings)


@condition(otherwise="the person has capacity")
def the_person_lacks_capacity(case: Case) -> bool:
    """It is recorded that the person lacks the capacity to decide it."""
    return not case.known(case.arrangement.life.has_capacity, "life.has_capacity")
