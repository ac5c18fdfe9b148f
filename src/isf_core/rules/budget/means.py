"""Rules on what a charge rests on, and what it leaves the person (BUD-17, BUD-19, BUD-20)."""

from __future__ import annotations

from typing import cast

from ...model.budget import FullCost
from ...model.documents import NotDone, Party
from ...model.person import AssessmentKind
from ...schedule.means import above, days_of_change, in_force, minimum_on
from ...values.money import Money
from ...values.rates import Rate
from ...values.sources import CARE_ACT, CHARGING_REGULATIONS
from ...values.table import as_read
from ..engine.case import YEAR, Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs
from ..facts.charging import is_charged
from ..facts.costs import less

_FIELD = "budget.financial_assessments"


@condition(otherwise="the person pays no contribution")
@needs("budget.contribution")
def the_person_is_charged(case: Case) -> bool:
    contribution = case.require(case.arrangement.budget.contribution, "budget.contribution")
    return is_charged(contribution)


@condition("a financial assessment is recorded", otherwise="no financial assessment is recorded")
@needs("budget.financial_assessments")
def the_person_was_assessed(case: Case) -> bool:
    return bool(case.require(case.arrangement.budget.financial_assessments, _FIELD))


@must(
    "BUD-17",
    source=(
        CHARGING_REGULATIONS(
            "regulation 7(1)", words="the amount specified for each week for the purposes of section 14(7) of the Act"
        ),
        CARE_ACT("section 14(7)"),
        CHARGING_REGULATIONS("regulations 6, 13-15, Schedule 1"),
    ),
    when=(the_person_is_charged, the_person_was_assessed),
    message="a contribution of {contribution} was assessed from {since}, but at most {most} a week leaves them the "
    "{minimum} that they must keep, and no more is taken",
    remedy="assess again what they must pay: at most {most} a week from {since}",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""Tested on the first day, whenever the contribution changes or an assessment begins to count, and
    on the days on which the law sets new amounts. The income is the assessed one: earnings, housing costs and the
    disability-related expenditure that was allowed are already out of it. A charge that leaves exactly the minimum is
    in order. Outside a care home the minimum is the base for household and age, with each child and the premiums; in a
    care home the personal expenses allowance; the council's own amount counts if it is more, or if the law's is not
    known; what the law will set for a year to come is not asked for until that year begins. A lone parent has a single
    person's premiums. After a light-touch assessment no income is compared, because the council is satisfied that the
    person can pay; nor while the person pays the full cost, from their capital.""",
)
def a_charge_leaves_the_minimum_income(case: Case) -> Found:
    budget, reached = case.arrangement.budget, False
    contribution, assessments = budget.contribution, budget.financial_assessments or ()
    changes = () if contribution is None else contribution.changes
    start, *later = case.days_of(*(on for on, _ in changes), *days_of_change(assessments))
    for since in (start, *later):
        assessment = in_force(assessments, since)
        if contribution is None or assessment is None or not contribution.on(since).amount.pounds:
            continue
        if budget.full_cost is not None and budget.full_cost.covers(since):
            continue
        here = f"{_FIELD}[{assessment.ref}]"
        yield assessment.kind, f"{here}.kind"
        if assessment.kind is AssessmentKind.LIGHT_TOUCH:
            continue
        minimum, missing = minimum_on(assessment, since)
        if missing == ("own_minimum",) and since > max(case.on, start):
            continue
        yield assessment.income, f"{here}.income"
        yield from ((None, f"{here}.{name}") for name in missing)
        if minimum is None or assessment.income is None:
            continue
        rate = contribution.on(since)
        year = case.year_for(rate, assessment.income)
        if year is None:
            yield None, YEAR
            continue
        paid, income = (each.per_week(year).pounds.as_integer_ratio() for each in (rate, assessment.income))
        left, _ = less(less(income, paid), (minimum.pence, 100))
        if left < 0 and assessment.kind is not None:
            reached, most = reached or case.reaches(since), above(minimum, assessment.income, year)
            yield Breach("budget.contribution", contribution=rate, since=since, minimum=minimum, most=most)


@must(
    "BUD-19",
    source=(
        CARE_ACT("section 17(1)(a)", words="it must assess"),
        CARE_ACT("section 17(6)", words="must give a written record"),
        CHARGING_REGULATIONS("regulation 10(1)", words="is to be treated as having carried out a financial assessment"),
    ),
    when=the_person_is_charged,
    message="{what}",
    remedy="carry out the financial assessment and give the person the written record of it, or charge nothing",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""Each charge rests on a financial assessment that counts by the day it begins, full or light-touch.
    An assessment that was made later may count from an earlier day. No time is set for giving the person its written
    record: that it was not given is found once the charge has begun. Assessment, support planning, review and advocacy
    are not charged for: record what the budget pays for them as an exemption, and it is out of the cost that limits the
    charge (BUD-11).""",
)
def a_charge_rests_on_a_financial_assessment(case: Case) -> Found:
    budget, reached = case.arrangement.budget, False
    contribution, assessments = budget.contribution, budget.financial_assessments
    yield assessments, _FIELD
    changes = [] if contribution is None else [on for on, _ in contribution.changes]
    told: set[str] = set()
    for since in case.days_of(*changes, *(each.counts_from for each in assessments or ())):
        if contribution is None or assessments is None or not contribution.on(since).amount.pounds:
            continue
        assessment = in_force(assessments, since)
        if assessment is None:
            reached = reached or case.reaches(since)
            what = f"the person is charged from {as_read(since)}, and no financial assessment was made for it"
            yield Breach(_FIELD, owed_by=Party.FUNDER, what=what)
            return
        here = f"{_FIELD}[{assessment.ref}]"
        if here in told:
            continue
        told.add(here)
        yield assessment.kind, f"{here}.kind"
        given = assessment.record_given_on
        if isinstance(given, NotDone) and not given.is_refused_by_person and since < case.on:
            reached = reached or case.reaches(since)
            what = f"the person was not given the written record of the financial assessment {assessment.ref}"
            yield Breach(f"{here}.record_given_on", owed_by=Party.FUNDER, what=what)
        elif not isinstance(given, NotDone) or not given.is_refused_by_person:
            yield (None if isinstance(given, NotDone) else given), f"{here}.record_given_on"


@condition("the person pays the full cost", otherwise="nobody recorded that the person pays the full cost")
@needs("budget.full_cost")
def the_person_pays_the_full_cost(case: Case) -> bool:
    return case.arrangement.budget.full_cost is not None


@must(
    "BUD-20",
    source=(CARE_ACT("section 14(1)(b)"), CARE_ACT("section 18(3)"), CHARGING_REGULATIONS("regulation 5")),
    when=the_person_pays_the_full_cost,
    message="the council charges {fee} for arranging the support, which costs it only {costs}",
    remedy="charge for arranging no more than it costs",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""A person whose means are above the limit may ask the council to meet their needs, and pays the
    full cost. The fee for arranging it is beside the charge for the support. Rates in different units are compared by
    the week. Where nothing is charged for arranging, what it costs is not asked.""",
)
def the_fee_for_arranging_is_no_more_than_arranging_costs(case: Case) -> Found:
    full = cast("FullCost", case.arrangement.budget.full_cost)  # there is one where the rule applies
    fee, costs = full.arrangement_fee, full.arranging_costs
    yield fee, "budget.full_cost.arrangement_fee"
    if fee is None or not (fee.amount if isinstance(fee, Rate) else fee):
        return
    yield costs, "budget.full_cost.arranging_costs"
    if isinstance(fee, Money) and isinstance(costs, Money) and fee > costs:
        yield Breach("budget.full_cost.arrangement_fee", fee=fee, costs=costs)
    if isinstance(fee, Rate) and isinstance(costs, Rate):
        year = case.year_for(fee, costs)
        if year is None:
            yield None, YEAR
        elif fee.per_week(year) > costs.per_week(year):
            yield Breach("budget.full_cost.arrangement_fee", fee=fee, costs=costs)
