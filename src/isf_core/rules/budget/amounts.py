"""Rules on the personal budget (BUD)."""

from __future__ import annotations

from datetime import date
from typing import cast

from ...model.budget import StatedBudget
from ...model.payment_terms import Basis
from ...model.plan import Support, SupportKind
from ...values.dates import days_after
from ...values.money import ExactMoney, Money
from ...values.rates import Rate
from ...values.sources import CARE_ACT, CHARGING_REGULATIONS, DORSET, EXCLUSION_REGULATIONS, HOME, MENTAL_HEALTH_ACT
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Breach, LifecycleStep, as_read, condition, must, should


@must(
    "BUD-01",
    source=(
        HOME(
            "Step 3, Agreeing the plan",
            words="when the indicative personal budget becomes the actual personal budget",
        ),
        DORSET("4", words="The Indicative Budget can only ever be a best guess"),
    ),
    message="the actual budget was set on {set_on}, before the plan was agreed on {agreed_on}",
    remedy="call it indicative until the plan is agreed, and set the actual budget then",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""The actual budget is set when the plan is agreed or later; the indicative one is kept beside it.
    Both on one day is in time, for dates carry no hours. The plan is the one that was agreed at first: a plan that is
    changed later does not unsettle the budget.""",
)
def the_budget_is_indicative_until_the_plan_is_agreed(case: Case) -> Breach | None:
    budget, agreed_on = case.arrangement.budget, case.known.recorded.plan.agreed_on
    if budget.set_on is not None and agreed_on is not None and budget.set_on < agreed_on:
        return Breach("budget.set_on", set_on=budget.set_on, agreed_on=agreed_on)
    case.require_all(
        (budget.indicative, "budget.indicative"),
        (budget.actual, "budget.actual"),
        (budget.set_on, "budget.set_on"),
        (agreed_on, "plan.agreed_on"),
    )
    return None


@condition(
    "a contribution is due, and at some time the funder pays net of it",
    otherwise="the person pays no contribution to the holder",
)
def the_person_pays_the_holder(case: Case) -> bool:
    contribution, basis = case.arrangement.budget.contribution, _basis(case)
    if contribution is not None and not any(rate.amount for rate in contribution.values):
        return False
    if basis is not None and Basis.NET not in basis.values:
        return False
    case.require(contribution, "budget.contribution")
    case.require(basis, "contract.payment.basis")
    return True


def _basis(case: Case) -> Timeline[Basis] | None:
    """How the contribution is collected: the contract counts first, then the policy."""
    stated, by_policy = case.arrangement.contract.payment.basis, case.parameters.basis
    return stated or (by_policy and Timeline(by_policy))


@should(
    "BUD-04",
    source=HOME(
        "Appendix Three, Example ISF factsheet",
        words="your provider will only be paid your personal budget minus your contribution",
    ),
    when=the_person_pays_the_holder,
    message="from {since} the contribution, {contribution}, is more than what is left of the budget: nothing is paid",
    remedy="see that the person's contribution alone can pay for the support, or deduct less",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A contribution paid to the holder is no more than what is left after in-house services. Where it
    is more, the payment is nil and never negative; somebody should know. Tested on the first day and on every later
    date on which an amount changes. What is left is the part of the budget that goes through the fund, without any fee
    on top. A contribution above the whole cost is another matter (BUD-11); one that is just what is left is not above
    it.""",
)
def the_contribution_leaves_something_to_pay(case: Case) -> tuple[Breach, ...]:
    budget, basis = case.arrangement.budget, _basis(case)
    contribution = case.require(budget.contribution, "budget.contribution")
    actual, fund = budget.actual, budget.through_the_fund
    timelines: list[Timeline[Rate]] = [contribution, *(service.cost for service in budget.in_house or ())]
    timelines += [each for each in (actual, fund) if each is not None]
    changes = [on for each in timelines for on, _ in each.changes] + [on for on, _ in (basis.changes if basis else ())]
    found: list[tuple[date, Breach]] = []
    undecided: list[tuple[object, str]] = []
    for since in case.days_of(*changes):
        rate = contribution.on(since)
        if not rate.amount or basis is None or basis.on(since) is not Basis.NET or actual is None or fund is None:
            continue
        taken = [service.cost.on(since) for service in budget.in_house or ()]
        rates = (rate, actual.on(since), fund.on(since), *taken)
        year = case.year_for(*rates)
        if year is None:
            undecided.append((None, YEAR))
            continue
        paid, cost, left, *less = [each.per_week(year) for each in rates]
        if max(left - ExactMoney.total(less), ExactMoney(0)) < paid <= cost:
            found.append((since, Breach("budget.contribution", since=since, contribution=rate)))
    if found:
        case.reaches(found[0][0])
        return tuple(breach for _, breach in found)
    case.require_all((actual, "budget.actual"), (budget.in_house, "budget.in_house"), *undecided[:1])
    return ()


@condition("what the person was told of their budget is recorded", otherwise="no statement of the budget is recorded")
def the_budget_was_stated(case: Case) -> bool:
    return case.arrangement.budget.stated is not None


@must(
    "BUD-10",
    source=CARE_ACT("section 26"),
    when=the_budget_was_stated,
    message="the budget was stated as {cost} a week, and its two parts as {parts}",
    remedy="state again what the adult pays and what the authority pays: together they are the cost",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""What the adult pays and what the authority pays come to the cost, exactly. Amounts stated in
    different units are compared by the week.""",
)
def the_stated_parts_of_the_budget_come_to_the_whole(case: Case) -> Breach | None:
    stated = cast("StatedBudget", case.arrangement.budget.stated)  # there is one where the rule applies
    rates = (stated.cost, stated.adult_pays, stated.authority_pays)
    year = case.year_for(*rates)
    if year is None:
        case.require(year, YEAR)
    else:
        cost, *parts = (rate.per_week(year) for rate in rates)
        together = ExactMoney.total(parts)
        if together != cost:
            return Breach("budget.stated", cost=cost, parts=together)
    return None


@must(
    "BUD-11",
    source=(CARE_ACT("section 14"), CHARGING_REGULATIONS("regulations 3, 4"), MENTAL_HEALTH_ACT("section 117")),
    message="from {since} the person would pay {contribution}, but {limit}",
    remedy="take no more than is due: the lower of the two, or nothing where nothing may be charged",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""The contribution is no more than the cost of the support, and nil while an exemption stands.
    Tested on the first day and on every later date on which an amount changes or an exemption begins or ends. The cost
    is the actual budget, for that is what meeting the needs costs the authority (section 26); amounts stated in
    different units are compared by the week. An exemption frees the whole of the support; where it frees a part,
    record only the rest as the contribution.""",
)
def the_person_pays_no_more_than_is_due(case: Case) -> tuple[Breach, ...]:
    budget = case.arrangement.budget
    contribution = case.require(budget.contribution, "budget.contribution")
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
                limit = f"the support costs {as_read(cost)}"
        if limit:
            found.append((since, Breach("budget.contribution", since=since, contribution=rate, limit=limit)))
    if found:
        case.reaches(found[0][0])
        return tuple(breach for _, breach in found)
    case.require_all((budget.actual, "budget.actual"), (budget.exemptions, "budget.exemptions"), *undecided[:1])
    return ()


def _costs_something(support: Support) -> bool:
    """Whether a support that is costed costs more than nil, a week or once."""
    return bool(support.cost if isinstance(support.cost, Money) else support.per_week(52))


@should(
    "BUD-12",
    source=(CARE_ACT("section 26(4)"), EXCLUSION_REGULATIONS("regulation 2")),
    message="{support} is given free of charge, and the plan counts a cost for it",
    remedy="leave the cost of {support} out of the plan and of the budget",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""Intermediate care and reablement that are free of charge cost nothing in the plan. Such a support
    may stand in the plan, for it serves outcomes, at no cost.""",
)
def what_is_given_free_of_charge_is_left_out_of_the_budget(case: Case) -> tuple[Breach, ...]:
    supports = case.require(case.arrangement.plan.supports, "plan.supports")
    counted: list[Breach] = []
    asked_for: list[tuple[object, str]] = []
    for each in supports:
        field = f"plan.supports[{each.ref}]"
        if each.cost is not None and not _costs_something(each):
            continue
        if each.kinds is None or SupportKind.REABLEMENT not in each.kinds:
            asked_for.append((each.kinds, f"{field}.kinds"))
        elif each.cost is None:
            asked_for.append((each.cost, f"{field}.cost"))
        else:
            counted.append(Breach(f"{field}.cost", support=each.ref))
    if not counted:
        case.require_all(*asked_for)
    return tuple(counted)


@condition(
    "a variation of the actual budget is recorded, known on the day or not yet",
    otherwise="the budget was not varied",
)
def the_budget_was_varied(case: Case) -> bool:
    return bool(case.known.whole.changes_of("budget.actual"))


@must(
    "BUD-13",
    source=CARE_ACT("section 27"),
    when=the_budget_was_varied,
    message="the budget falls to {rate} from {effective}, and the person was reassessed only on {reassessed_on}",
    remedy="reassess the person before the budget falls, or leave it as it was until then",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""A variation that lowers the budget names what had changed, and follows a reassessment. It lowers
    the budget where it is less than what would have held on that day without it, by the week. A change that was agreed
    at signing is no review, nor is one from before the first day. A reassessment on the day itself is in time. What is
    due to be varied counts as soon as it is recorded.""",
)
def the_budget_is_not_cut_without_a_reassessment(case: Case) -> tuple[Breach, ...]:
    start, actual = case.arrangement.contract.first_day, case.known.recorded.budget.actual
    points = {} if actual is None else {date.min: actual.first, **dict(actual.changes)}
    late: list[Breach] = []
    asked_for: list[tuple[object, str]] = []
    for change in case.known.whole.changes_of("budget.actual"):
        variation, field, after = change.variation, change.field, change.value
        effective, reassessed_on = variation.effective, variation.reassessed_on
        before = points[max(on for on in points if on <= effective)] if points else None
        points[effective] = after
        grounds = (
            (variation.circumstances, f"{field}.circumstances"),
            (variation.reassessed_on, f"{field}.reassessed_on"),
        )
        in_time = reassessed_on is not None and reassessed_on <= effective
        if in_time and variation.circumstances is not None:
            asked_for += grounds
            continue
        if start is not None and effective < start:
            continue
        year = None if before is None else case.year_for(before, after)
        if before is not None and year is not None and after.per_week(year) >= before.per_week(year):
            continue
        if before is None or year is None or start is None:
            asked_for += [(actual, "budget.actual"), (start, "contract.first_day")]
            asked_for += [(None, YEAR)] if before is not None and year is None else []
        elif reassessed_on is not None and not in_time:
            late.append(Breach(f"{field}.reassessed_on", rate=after, effective=effective, reassessed_on=reassessed_on))
        else:
            asked_for += grounds
    if not late:
        case.require_all(*asked_for)
    return tuple(late)
