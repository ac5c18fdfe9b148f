"""What is still set aside on a day: carry-forwards and the contingency, less what was spent of them (SUR-04).

Interpretation: an entry names the outcome, not the carry-forward, because the person agrees to spend for an outcome
(SUR-03a). It is spent of a carry-forward for its outcome if it is dated within the carry-forward's days and either says
that it was spent as surplus, or names neither a use nor a support of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from ..errors import ContradictoryTerms
from ..model.account import SpendingBasis
from ..model.budget import WeeksOfBudget
from ..model.parameters import Parameters
from ..model.plan import SupportPlan
from ..values.money import Money, Rounding
from ..values.rates import ANY_YEAR
from .case_view import CaseView
from .ledger import Ledger


class SetAsides(NamedTuple):
    """What is left on a day outside the cap, for named needs inside it and as contingency; nothing by itself.

    `undecided` are the fields that would say whether a carry-forward is outside the cap; `spent_of_them` has the pence
    that each entry took from a carry-forward or the contingency.
    """

    outside: Money = Money(0)
    named_need: Money = Money(0)
    contingency: Money = Money(0)
    undecided: Sequence[str] = ()
    spent_of_them: Mapping[str, int] = MappingProxyType({})


def contingency_on(view: CaseView, on: date, parameters: Parameters) -> tuple[Money | None, list[str]]:
    """What is set apart within the budget on a day, before any of it was spent; or what that still depends on (BUD-09).

    Interpretation: weeks of the budget are of what goes through the fund on that day, before anything comes off it,
    rounded half up; so the contingency rises with the budget.
    """
    arrangement = view.arrangement
    given = arrangement.budget.contingency
    if not isinstance(given, WeeksOfBudget):
        return given, [] if given is not None else ["budget.contingency"]
    try:
        through_the_fund = arrangement.budget.through_the_fund
    except ContradictoryTerms as error:
        return None, [error.where]
    if through_the_fund is None:
        return None, ["budget.actual"]
    rate, terms = through_the_fund.on(on), view.known.value("contract.payment", on)
    year = terms.weeks_in_year or parameters.weeks_in_year
    if year is None and rate.unit.is_by_months:
        return None, ["contract.payment.weeks_in_year"]
    return (rate.per_week(year or ANY_YEAR) * given.weeks).rounded(Rounding.HALF_UP), []


def set_asides(ledger: Ledger, plan: SupportPlan, contingency: Money, on: date, parameters: Parameters) -> SetAsides:
    """What is set aside at the end of a day, where the entries are recorded.

    The plan says what stands outside the cap, else the policy (SUR-04). What stands outside is left out of the surplus
    already: it does not raise the cap too. Of several carry-forwards for an outcome, the one that ends first is spent
    first.
    """
    if not contingency and not plan.carry_forwards:
        return SetAsides()
    carried = sorted(plan.carry_forwards or (), key=lambda each: each.last_day)
    left = {each.ref: each.amount.pence for each in carried}
    kept, spent_of_them = contingency.pence, dict[str, int]()
    for entry, whole in ledger.net_of(ledger.of_set_asides, on):
        rest = whole
        if entry.use is SpendingBasis.CONTINGENCY:
            rest -= min(kept, rest)
            kept -= whole - rest
        else:
            for each in carried:
                if each.outcome in (entry.outcomes or ()) and each.holds_on(entry.on):
                    taken = min(left[each.ref], rest)
                    left[each.ref] -= taken
                    rest -= taken
        if rest < whole:
            spent_of_them[entry.ref] = whole - rest
    outside, needed, undecided = 0, 0, []
    for each in carried:
        if not each.holds_on(on):
            continue
        of_plan = each.stands_outside_the_cap
        stands_outside = parameters.carry_forward_outside_cap if of_plan is None else of_plan
        if stands_outside is None:
            undecided.append(f"plan.carry_forwards[{each.ref}].stands_outside_the_cap")
        elif stands_outside:
            outside += left[each.ref]
        elif each.need is not None:
            needed += left[each.ref]
    pence = Money.from_pence
    return SetAsides(pence(outside), pence(needed), pence(kept), undecided, spent_of_them)
