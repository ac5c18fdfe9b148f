"""Rules on the personal budget (BUD)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, cast

from ...model.budget import StatedBudget
from ...model.documents import NotDone, Party, done_on, ends_on
from ...model.payment_terms import Basis, PaymentTerms
from ...model.plan import SupportKind
from ...values.dates import Period
from ...values.money import ExactMoney, Rounding
from ...values.rates import Rate, RateUnit
from ...values.sources import (
    CARE_ACT,
    CHARGING_REGULATIONS,
    DORSET,
    EXCLUSION_REGULATIONS,
    HOME,
    MENTAL_HEALTH_ACT,
    PRACTICE,
    STATUTORY_GUIDANCE,
    Standing,
)
from ...values.table import as_read
from ...values.timeline import Timeline
from ..engine.case import YEAR, Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs, note, should
from ..facts.acts import DECLINED, LEFT_TO_THE_AUTHORITY, act_by, until
from ..facts.charging import Chargeable, Funders, is_charged
from ..facts.costs import beyond, costs_nothing


@must(
    "BUD-01",
    source=(
        HOME(
            "Step 3, Agreeing the plan", words="when the indicative personal budget becomes the actual personal budget"
        ),
        DORSET("4", words="The Indicative Budget can only ever be a best guess"),
    ),
    standing=Standing.ARRANGEMENT,
    message="{what}",
    remedy="call the budget indicative until the plan is agreed, and set the actual budget then",
    step=LifecycleStep.PLAN_AGREED,
    interpretation="""Both on one day is in time, because dates carry no hours. Only the plan agreed at first counts: a
    later plan changes nothing about the budget. The indicative budget is kept beside the actual one; once the actual
    budget is set and the plan agreed, an indicative figure that is lost is not asked for, because nothing turns on it
    any more.""",
)
@needs("budget.indicative", "budget.actual", "budget.set_on", "plan.agreed_on")
def the_budget_is_indicative_until_the_plan_is_agreed(case: Case) -> Found:
    budget, agreed_on = case.arrangement.budget, case.known.recorded.plan.agreed_on
    facts = (budget.actual, "budget.actual"), (budget.set_on, "budget.set_on")
    if budget.set_on is None:
        yield from ((budget.indicative, "budget.indicative"), *facts, (agreed_on, "plan.agreed_on"))
        return
    set_on, placed = done_on(budget.set_on), done_on(agreed_on)
    agreed = act_by(case, agreed_on, "plan.agreed_on", set_on)
    if agreed.is_missed and set_on is not None:
        what = f"the actual budget was set on {as_read(set_on)}, but the plan was not agreed{until(agreed_on)}"
        yield Breach("budget.set_on", owed_by=Party.FUNDER, what=what)
    elif isinstance(budget.set_on, NotDone) and placed is not None and placed < case.on:
        what = f"the plan was agreed on {as_read(placed)}, but no actual budget was set{until(budget.set_on)}"
        yield Breach("budget.set_on", owed_by=Party.FUNDER, what=what)
    if set_on is None or placed is None:
        yield budget.indicative, "budget.indicative"
    yield from (*facts, *agreed.asks)


@condition(
    "a contribution is due, and at some time the funder pays net of it",
    otherwise="the person pays no contribution to the holder",
)
@needs("budget.contribution", "contract.payment.basis")
def the_person_pays_the_holder(case: Case) -> bool:
    contribution, basis = case.arrangement.budget.contribution, _basis(case)
    if contribution is not None and not is_charged(contribution):
        return False
    if basis is not None and Basis.NET not in basis.values:
        return False
    case.require(contribution, "budget.contribution")
    case.require(basis, "contract.payment.basis")
    return True


def _basis(case: Case) -> Timeline[Basis] | None:
    """How the contribution is collected: the contract counts first, then the policy."""
    stated = case.arrangement.contract.payment.basis
    if stated is not None:
        return stated
    by_policy = case.by_policy("basis")
    return None if None in by_policy.values else by_policy


@should(
    "BUD-04",
    source=HOME(
        "Appendix Three, Example ISF factsheet",
        words="your provider will only be paid your personal budget minus your contribution",
    ),
    when=the_person_pays_the_holder,
    standing=Standing.ARRANGEMENT,
    message="from {since} the person's contribution of {contribution} is more than the budget that goes to the ISF "
    "provider, so the council pays nothing",
    remedy="check that the contribution alone can pay for the support, or deduct less",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Tested on the first day and whenever an amount changes. What is left is the part of the budget
    that goes through the fund, less in-house services, without any fee on top; of several funders, the councils'. The
    payment is then 0.00, never negative. A contribution above the whole cost is BUD-11's; one that equals what is left
    is not above it. A warning: the words say what is paid, and forbid nothing.""",
)
def the_contribution_leaves_something_to_pay(case: Case) -> Found:
    budget, basis = case.arrangement.budget, _basis(case)
    contribution = case.require(budget.contribution, "budget.contribution")
    actual, fund = budget.actual, budget.through_the_fund
    funders = case.once(Funders.of)
    yield actual, "budget.actual"
    yield budget.in_house, "budget.in_house"
    yield from funders.asked
    if basis is None or actual is None or fund is None:
        return
    in_house = [service.cost for service in budget.in_house or ()]
    timelines: tuple[Timeline[Any], ...] = (contribution, actual, fund, *in_house, funders.funding, basis)
    reached = False
    for since in case.days_of(*[on for each in timelines if each.changes for on, _ in each.changes]):
        rate = contribution.on(since)
        if not rate.amount.pounds or basis.on(since) is not Basis.NET:
            continue
        rates = [rate, actual.on(since), fund.on(since), *[each.on(since) for each in in_house]]
        year = case.year_for(*rates, *funders.rates_on(since))
        if year is None:
            yield None, YEAR
            continue
        paid, cost, left, *less = [each.per_week(year) for each in rates]
        left = funders.charged(left, since, year)
        left = left - ExactMoney.total(less) if less else left
        if beyond(paid, left) <= 0:
            continue
        # What is more than all that may be charged for is BUD-11's.
        if beyond(paid, funders.surely_charged(cost, since, year)) <= 0:
            reached = reached or case.reaches(since)
            yield Breach("budget.contribution", since=since, contribution=rate)


@condition("what the person was told of their budget is recorded", otherwise="no statement of the budget is recorded")
@needs("budget.stated")
def the_budget_was_stated(case: Case) -> bool:
    return case.arrangement.budget.stated is not None


@must(
    "BUD-10",
    source=(
        CARE_ACT("section 26(1)(a)", words="the cost to the local authority of meeting those of the adult's needs"),
        CARE_ACT(
            "section 26(1)(b)",
            words="the amount which, on the basis of the financial assessment, the adult must pay towards that cost",
        ),
        CARE_ACT(
            "section 26(1)(c)",
            words="if on that basis the local authority must itself pay towards that cost, the amount which it must "
            "pay",
        ),
    ),
    when=the_budget_was_stated,
    message="{what}",
    remedy="tell the person what their support costs, what they pay and what the authority pays: the two parts come "
    "to the cost",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""What the adult pays and what the authority pays come to the cost, exactly. Amounts in different
    units are compared by the week. Where it is recorded that the person was not told, it is found once support has
    begun, unless they declined to be told.""",
)
def the_stated_parts_of_the_budget_come_to_the_whole(case: Case) -> Found:
    stated, field = case.arrangement.budget.stated, "budget.stated"
    if not isinstance(stated, StatedBudget):
        start = case.require(case.arrangement.contract.first_day, "contract.first_day")
        act = act_by(case, stated, field, start, excuses=DECLINED)
        if act.is_missed:
            what = f"the person was not told their personal budget by the start, {as_read(start)}{until(stated)}"
            yield Breach(field, owed_by=Party.FUNDER, what=what)
        yield from act.asks
        return
    rates = (stated.cost, stated.adult_pays, stated.authority_pays)
    year = case.year_for(*rates)
    if year is None:
        yield None, YEAR
        return
    cost, *parts = (rate.per_week(year) for rate in rates)
    together = ExactMoney.total(parts)
    if together != cost:
        what = f"the budget was stated as {as_read(cost)} a week, and its two parts as {as_read(together)}"
        yield Breach(field, what=what)


@must(
    "BUD-11",
    source=(
        CARE_ACT("section 14(4)", words="may cover only the cost that the local authority incurs in meeting the needs"),
        CARE_ACT("section 26(1)(a)", words="the cost to the local authority of meeting those of the adult's needs"),
        CARE_ACT("section 26(3)", words="may also specify other amounts of public money"),
        CHARGING_REGULATIONS("regulation 3(1)", words="must not make a charge for meeting needs"),
        CHARGING_REGULATIONS(
            "regulation 3(2)(b)",
            words="intermediate care and reablement support services for the first 6 weeks of the specified period",
        ),
        CHARGING_REGULATIONS("regulation 4"),
        MENTAL_HEALTH_ACT("section 117(2)"),
    ),
    message="a contribution of {contribution} was assessed from {since}, but {limit}",
    remedy="tell the person what is taken, and assess again what they must pay where that is wrong; leave an exemption "
    "as it is recorded, because it frees its own days",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""Tested on the first day and whenever an amount, a funder or an exemption changes. The schedule
    takes no more than may be charged for, whatever was assessed; but the personal budget is to state what the adult
    must pay (section 26(1)(b)), so a sum above that is found. The cost is what meeting the needs costs the council
    (section 26): its part of the actual budget, or of what the plan costs where the policy pays that and it is
    less; and of that part, what is not exempt. What the NHS, education or children's services bear is not charged
    for, and each funder bears the same part of what is exempt as of the rest. Amounts in different units are
    compared by the week. Of intermediate care or reablement, the first six weeks are free, or all of a shorter
    period. Who pays the full cost is charged all that may be charged for, and no more, so nothing is tested while
    they do. A letter shows what is taken, so this finding stops none.""",
)
def the_person_pays_no_more_than_is_due(case: Case) -> Found:
    contribution = case.require(case.arrangement.budget.contribution, "budget.contribution")
    if not is_charged(contribution):
        return
    chargeable, full_cost, reached = Chargeable.of(case), case.arrangement.budget.full_cost, False
    rates = [
        (on, contribution.on(on)) for on in case.days_of(*[on for on, _ in contribution.changes], *chargeable.changes)
    ]
    charged = [each for each in rates if each[1].amount.pounds and (full_cost is None or not full_cost.covers(each[0]))]
    yield from chargeable.asked if charged else ()
    for since, rate in charged:
        limit, asked = chargeable.limit_of(rate, since)
        yield from asked
        if limit:
            reached = reached or case.reaches(since)
            yield Breach("budget.contribution", since=since, contribution=rate, limit=limit)


@should(
    "BUD-12",
    source=(
        CARE_ACT("section 26(4)", words="Regulations may make provision for excluding costs to a local authority"),
        EXCLUSION_REGULATIONS("regulation 2(1)", words="costs which must be excluded from a personal budget"),
    ),
    message="the support {support} is given free of charge, and the plan counts a cost for it",
    remedy="leave the cost of {support} out of the plan and of the budget",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""This is intermediate care and reablement that is free of charge. It may stand in the plan,
    because it serves outcomes, at no cost. A warning: the cost is seen in the plan, and the budget that is paid may
    leave it out.""",
)
@needs("plan.supports")
def what_is_given_free_of_charge_is_left_out_of_the_budget(case: Case) -> Found:
    for each in case.require(case.arrangement.plan.supports, "plan.supports"):
        may_be_free = each.kinds is None or SupportKind.REABLEMENT in each.kinds
        if may_be_free and costs_nothing(each):
            continue
        if each.kinds is None or not may_be_free:
            yield each.kinds, f"plan.supports[{each.ref}].kinds"
        elif each.cost is None:
            yield each.cost, f"plan.supports[{each.ref}].cost"
        else:
            yield Breach(f"plan.supports[{each.ref}].cost", support=each.ref)


@condition(
    "a variation of the actual budget is recorded, known on the day or not yet", otherwise="the budget was not varied"
)
@needs("variations")
def the_budget_was_varied(case: Case) -> bool:
    return bool(case.known.recorded.variations and case.known.whole.changes_of("budget.actual"))


@must(
    "BUD-13",
    source=(CARE_ACT("section 27(4)"), STATUTORY_GUIDANCE("chapter 13")),
    when=the_budget_was_varied,
    message="the budget falls to {rate} from {effective}, and the person was not reassessed{until}",
    remedy="reassess the person before the budget falls, or leave it as it was until then",
    step=LifecycleStep.REVIEW_AND_LEARN,
    interpretation="""A cut names what has changed in the person's circumstances and follows a reassessment; one on the
    day itself is in time. A reassessment that the person declined is as good, and so is the authority's decision by
    then, with its reason, that none is needed: the section asks for one as far as the authority thinks it appropriate.
    The budget is cut if it is less, by the week, than it would have been on that day without the variation. A change
    agreed at signing, or from before the first day, is no cut. A variation counts as soon as it is recorded.""",
)
def the_budget_is_not_cut_without_a_reassessment(case: Case) -> Found:
    start, actual = case.arrangement.contract.first_day, case.known.recorded.budget.actual
    points = {} if actual is None else {date.min: actual.first, **dict(actual.changes)}
    for change in case.known.whole.changes_of("budget.actual"):
        variation, after, since = change.variation, change.value, change.since
        before = points[max(on for on in points if on <= since)] if points else None
        points[since] = after
        circumstances = (variation.circumstances, f"{change.field}.circumstances")
        reassessed_on, place = variation.reassessed_on, f"{change.field}.reassessed_on"
        act = act_by(case, reassessed_on, place, since, excuses=LEFT_TO_THE_AUTHORITY)
        if act.is_in_time and variation.circumstances is not None:
            yield from (circumstances, *act.asks)
            continue
        if start is not None and since < start:
            continue
        year = None if before is None else case.year_for(before, after)
        if before is not None and year is not None and after.per_week(year) >= before.per_week(year):
            continue
        if before is None or year is None or start is None:
            yield actual, "budget.actual"
            yield start, "contract.first_day"
            if before is not None and year is None:
                yield None, YEAR
        elif act.is_missed:
            yield Breach(place, owed_by=Party.FUNDER, rate=after, effective=since, until=until(reassessed_on))
        else:
            yield from (circumstances, *act.asks)


def _year_ahead(case: Case) -> Period | None:
    """The first whole financial year of the arrangement, from that of the day of judgement on."""
    contract = case.arrangement.contract
    first_day = case.require(contract.first_day, "contract.first_day")
    case.require_all((contract.last_day, "contract.last_day"))
    last_day = ends_on(case.last_day)
    since = min(max(case.on, first_day), last_day)
    starting = since.year - (since.month < 4)
    starting += date(max(starting, 1), 4, 1) < first_day
    if not 1 <= starting < date.max.year - 1:
        return None
    year = Period.financial_year(starting)
    if not first_day <= year.first_day or year.last_day > last_day:
        return None
    case.reaches(year.last_day)
    return year


def _paid_by_weeks(case: Case, year: Period) -> list[tuple[Period, Rate, PaymentTerms]]:
    """The days of a year on which a yearly budget is paid by weeks."""
    fund = case.require(case.arrangement.budget.through_the_fund, "budget.actual")
    out = []
    for days, rate in fund.within(year):
        for part, terms in case.known.over_time("contract.payment").within(days):
            policy = case.policies.on_or_first(part.first_day)
            cycle = case.require(terms.cycle or policy.cycle, "contract.payment.cycle")
            if rate.unit is RateUnit.YEAR and rate.amount and cycle.frequency.weeks:
                out.append((part, rate, terms))
    return out


@condition(
    "a yearly budget is paid by weeks in a whole financial year",
    otherwise="no whole financial year from then on is paid by weeks out of a yearly budget",
)
def a_yearly_budget_is_paid_by_weeks(case: Case) -> bool:
    actual = case.require(case.arrangement.budget.actual, "budget.actual")
    if all(rate.unit is not RateUnit.YEAR for rate in actual.values) and not case.arrangement.budget.deployment:
        return False
    year = _year_ahead(case)
    return year is not None and bool(_paid_by_weeks(case, year))


@note(
    "BUD-21",
    source=PRACTICE("what a yearly budget comes to over a financial year"),
    when=a_yearly_budget_is_paid_by_weeks,
    standing=Standing.ARRANGEMENT,
    message="paid by the week, the yearly budget comes to {paid} over {year}, {difference} {than} {due}",
    remedy="agree which of the two counts: pay by the month, or state the budget by the week",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""The first whole financial year of the arrangement is looked at, from that of the day of judgement
    on, as if nothing were suspended. A week's share of the year's sum is paid for every seven days: a financial year
    has 365 or 366 days, and 52 weeks have 364. Of two yearly sums in one year each counts by its days. The sums are
    compared as rounded half up.""",
)
def a_yearly_budget_comes_to_its_sum_over_the_financial_year(case: Case) -> Breach | None:
    year = cast("Period", _year_ahead(case))  # there is one where the rule applies
    paid, due = ExactMoney(0), ExactMoney(0)
    for days, rate, terms in _paid_by_weeks(case, year):
        policy = case.policies.on_or_first(days.first_day)
        weeks = case.require(terms.weeks_in_year or policy.weeks_in_year, YEAR)
        paid += rate.per_week(weeks) * Fraction(days.days, 7)
        due += rate.amount * Fraction(days.days, year.days)
    is_paid, is_due = (each.rounded(Rounding.HALF_UP) for each in (paid, due))
    if is_paid == is_due:
        return None
    than = "more than" if is_paid > is_due else "less than"
    return Breach(
        "budget.actual", paid=is_paid, due=is_due, difference=abs(is_paid - is_due), than=than, year=str(year)
    )
