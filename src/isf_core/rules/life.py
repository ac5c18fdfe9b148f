"""Rules on the life of an arrangement (LIFE)."""

from __future__ import annotations

from datetime import date

from ..values.money import ExactMoney
from ..values.sources import DORSET, HOME, LANCASHIRE
from .case import YEAR, Case
from .rule import Breach, Force, Step, condition, rule


@rule(
    "LIFE-08",
    force=Force.MUST,
    source=(
        DORSET("4, NOTE", words="ISF payments cannot be made retrospectively"),
        HOME("Step 5, Organising the support", words="This is essential before the ISF starts"),
    ),
    says="it starts on {start}, before this was in place on {placed}",
    cure="start no earlier than {placed}",
    step=Step.SUPPORT_ORGANISED,
)
def nothing_starts_before_all_is_in_place(case: Case) -> tuple[Breach, ...]:
    """Plan agreed, contract signed, agreements signed and payments set up, all by the first day.

    House reading: what is dated on the first day itself is in time, for dates carry no hours. The
    first payment is for no time before it was set up; a later change is another matter (PAY-10).
    Whether a signature or an agreement is missing altogether is for CON-01 and CON-02.
    """
    arrangement = case.arrangement
    start = case.known(arrangement.contract.first_day, "contract.first_day")
    placed: list[tuple[str, date | None]] = [
        ("plan.agreed_on", arrangement.plan.agreed_on),
        ("payments_set_up_on", arrangement.payments_set_up_on),
    ]
    for signature in arrangement.contract.signatures or ():
        placed.append((f"contract.signatures[{signature.party.value}].signed_on", signature.signed_on))
    for agreement in arrangement.agreements or ():
        placed.append((f"agreements[{agreement.kind.name.lower()}].signed_on", agreement.signed_on))
    late = tuple(Breach(field, start=start, placed=on) for field, on in placed if on is not None and on > start)
    if late:
        return late
    case.all_known(
        (arrangement.contract.signatures, "contract.signatures"),
        (arrangement.agreements, "agreements"),
        *((on, field) for field, on in placed),
    )
    return ()


@condition(otherwise="no split of the budget is recorded")
def the_budget_is_split(case: Case) -> bool:
    """A split between ways is recorded."""
    return case.arrangement.budget.deployment is not None


@rule(
    "LIFE-02",
    force=Force.MUST,
    source=LANCASHIRE("6.1", words="payment of some or all of the Personal Budget via an Individual Service Fund"),
    when=the_budget_is_split,
    says="from {since} the parts come to {parts} a week, the budget to {whole}",
    cure="make the parts add up to the whole budget",
    step=Step.BUDGET_DETERMINED,
)
def the_parts_of_the_budget_add_up(case: Case) -> tuple[Breach, ...]:
    """However the budget is split between ways, the parts come to the whole at every time, exactly.

    House reading: amounts stated in different units are compared by the week.
    """
    budget = case.arrangement.budget
    parts = budget.deployment or ()
    actual = case.known(budget.actual, "budget.actual")
    found: list[tuple[date, Breach]] = []
    undecided: list[tuple[None, str]] = []
    timelines = (actual, *(part.rate for part in parts))
    for since in case.days_of(*(on for timeline in timelines for on, _ in timeline.changes)):
        rates = [timeline.on(since) for timeline in timelines]
        year = case.year_for(*rates)
        if year is None:
            undecided.append((None, YEAR))
            continue
        whole, *split = [rate.per_week(year) for rate in rates]
        together = ExactMoney.total(split)
        if together != whole:
            found.append((since, Breach("budget.deployment", since=since, parts=together, whole=whole)))
    if found:
        case.reaches(found[0][0])
        return tuple(breach for _, breach in found)
    case.all_known(*undecided)
    return ()


RULES = (the_parts_of_the_budget_add_up, nothing_starts_before_all_is_in_place)
