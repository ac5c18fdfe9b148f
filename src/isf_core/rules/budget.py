"""Rules on the personal budget (BUD)."""

from __future__ import annotations

from datetime import date

from ..values.dates import days_after
from ..values.sources import CARE_ACT, CHARGING_REGULATIONS, MENTAL_HEALTH_ACT
from .case import YEAR, Case
from .rule import Breach, Force, Step, rule


@rule(
    "BUD-11",
    force=Force.MUST,
    source=(CARE_ACT("section 14"), CHARGING_REGULATIONS("regulations 3, 4"), MENTAL_HEALTH_ACT("section 117")),
    says="from {since} the person would pay {contribution}, but {limit}",
    cure="take no more than is due: the lower of the two, or nothing where nothing may be charged",
    step=Step.BUDGET_DETERMINED,
)
def the_person_pays_no_more_than_is_due(case: Case) -> tuple[Breach, ...]:
    """The contribution is no more than the cost of the support, and nil while an exemption stands.

    Tested on the first day and on every later date on which an amount changes or an exemption
    begins or ends. House reading: the cost is the actual budget, for that is what meeting the needs
    costs the authority (section 26); amounts stated in different units are compared by the week.
    An exemption frees the whole of the support; where it frees a part, record only the rest as
    the contribution.
    """
    budget = case.arrangement.budget
    contribution = case.known(budget.contribution, "budget.contribution")
    if not any(rate.amount for rate in contribution.values):
        return ()
    changes = [on for on, _ in contribution.changes]
    if budget.actual is not None:
        changes += [on for on, _ in budget.actual.changes]
    for exemption in budget.exemptions or ():
        changes.append(exemption.first_day)
        if exemption.last_day is not None and exemption.last_day < date.max:
            changes.append(days_after(exemption.last_day, 1))
    found: list[tuple[date, Breach]] = []
    undecided: list[tuple[None, str]] = []
    for since in case.days_of(*changes):
        rate = contribution.on(since)
        if not rate.amount:
            continue
        free = [exemption for exemption in budget.exemptions or () if exemption.covers(since)]
        limit = f"nothing may be charged: {free[0].ground.value}" if free else ""
        if not free and budget.actual is not None:
            cost = budget.actual.on(since)
            year = case.year_for(rate, cost)
            if year is None:
                undecided.append((None, YEAR))
            elif rate.per_week(year) > cost.per_week(year):
                limit = f"the support costs {cost}"
        if limit:
            found.append((since, Breach("budget.contribution", since=since, contribution=rate, limit=limit)))
    if found:
        case.reaches(found[0][0])
        return tuple(breach for _, breach in found)
    case.all_known((budget.actual, "budget.actual"), (budget.exemptions, "budget.exemptions"), *undecided[:1])
    return ()


RULES = (the_person_pays_no_more_than_is_due,)
