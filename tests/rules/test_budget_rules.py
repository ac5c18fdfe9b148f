"""BUD: the budget is set, borne, cut and paid as it may be; the person pays no more than is due, at every date."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.mary import (
    ART,
    AUTUMN,
    DAY_AFTER,
    HOMECARE,
    LAST,
    ON,
    ONE_DAY,
    START,
    TERMS,
    judged,
    missed,
    said,
    sound,
)
from support.proofs.budget import exempt, planned, reabled, split, weekly

from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    Exemption,
    Ground,
    InHouse,
    PaymentLevel,
    Support,
    SupportKind,
    Variation,
    Visits,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL, Case, Result
from isf_core.rules.engine.report import judge
from isf_core.values import Money, Rate, Timeline

YEAR = "contract.payment.weeks_in_year"
NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)


def pays(contribution: Rate | Timeline[Rate], actual: Rate | Timeline[Rate], **facts: Any) -> Arrangement:
    """Mary with a contribution, a budget and no exemption."""
    return sound(budget={"contribution": contribution, "actual": actual, "exemptions": ()}, **facts)


def test_it_says_from_when_how_much_and_against_what() -> None:
    assert said("BUD-11", weekly("90")) == [
        "budget.contribution: the person is charged £90.00 a week from Mon 6 Apr 2026, "
        "but the support costs only £84.375 a week"
    ]


@pytest.mark.parametrize("ground", Ground)
def test_while_exempt_it_says_on_what_ground(ground: Ground) -> None:
    exemption = Exemption(ground=ground, first_day=START, last_day=START)
    (finding,) = said("BUD-11", sound(budget={"exemptions": (exemption,)}))
    assert finding.endswith(f"but this support must be free: {ground.value}")


UNITS = [
    # The contribution, the budget, the year: the last penny that holds, and the next.
    (Rate.four_weekly, "337.50", Rate.weekly("84.375"), 52),
    (Rate.weekly, "84.37", Rate.four_weekly("337.48"), 52),
    (Rate.annual, "4387.50", Rate.weekly("84.375"), 52),
    (Rate.annual, "4399.55", Rate.weekly("84.375"), Fraction(365, 7)),  # 84.375 x 365/7 is 4,399.5535...
    (Rate.annual, "4411.60", Rate.weekly("84.375"), Fraction(366, 7)),  # 4,411.6071...
    (Rate.monthly, "365.62", Rate.weekly("84.375"), 52),  # 365.625
    (Rate.monthly, "366.62", Rate.four_weekly("337.50"), Fraction(365, 7)),  # 366.6294...
    (Rate.weekly, "84.37", Rate.annual("4387.50"), 52),
    (Rate.weekly, "84.14", Rate.annual("4387.50"), Fraction(365, 7)),  # 84.1438...
    (Rate.annual, "4387.56", Rate.monthly("365.63"), 53),
]


@pytest.mark.parametrize(("unit", "most", "actual", "year"), UNITS)
def test_unlike_units_are_compared_exactly_by_the_year_that_counts(
    unit: Any, most: str, actual: Rate, year: int | Fraction
) -> None:
    more = str(Fraction(most) + Fraction(1, 100))
    above = unit(Fraction(more))
    stated = {"weeks_in_year": year}
    assert judged("BUD-11", pays(unit(most), actual, payment=stated)).result is Result.HOLDS
    assert judged("BUD-11", pays(above, actual, payment=stated)).result is Result.BREACH


def test_the_contracts_year_counts_before_the_policys() -> None:
    longer = PLAIN.parameters.replace(weeks_in_year=Fraction(365, 7))
    mary = pays(Rate.annual("4390"), Rate.weekly("84.375"))
    assert judged("BUD-11", mary, longer).result is Result.BREACH, "52 in the contract"
    silent = pays(Rate.annual("4390"), Rate.weekly("84.375"), payment={"weeks_in_year": None})
    assert judged("BUD-11", silent, longer).result is Result.HOLDS, "365/7 in the policy"


@pytest.mark.parametrize(
    ("contribution", "actual"),
    [
        (Rate.weekly(20), Rate.four_weekly(81)),
        (Rate.annual(1200), Rate.annual(1200)),
        (Rate.monthly(100), Rate.annual("1200.01")),
    ],
)
def test_like_units_need_no_year(contribution: Rate, actual: Rate) -> None:
    mary = pays(contribution, actual, payment={"weeks_in_year": None})
    case = Case(mary, ON, NO_YEAR)
    assert judge(ALL["BUD-11"], case).result is Result.HOLDS
    assert YEAR not in case.read


def test_unlike_units_need_one_but_not_to_see_what_is_plain_without_it() -> None:
    unlike = pays(Rate.annual(1200), Rate.weekly(90), payment={"weeks_in_year": None})
    assert missed("BUD-11", unlike, NO_YEAR) == (YEAR,)
    rises = pays(
        Timeline(Rate.annual(1200), (AUTUMN, Rate.weekly(91))), Rate.weekly(90), payment={"weeks_in_year": None}
    )
    assert [each.partition(",")[0] for each in said("BUD-11", rises, NO_YEAR)] == [
        "budget.contribution: the person is charged £91.00 a week from Thu 1 Oct 2026"
    ]


def test_who_pays_nothing_is_asked_nothing() -> None:
    nothing = {"contribution": Rate.weekly(0), "actual": None, "exemptions": None}
    case = Case(sound(budget=nothing, contract={"first_day": None}), ON, NO_YEAR)
    assert judge(ALL["BUD-11"], case).result is Result.HOLDS
    assert case.read == ["budget.contribution"]


def test_nothing_is_charged_in_the_time_when_the_contribution_is_nil() -> None:
    exemption = Exemption(ground=Ground.REABLEMENT, first_day=START, last_day=AUTUMN - ONE_DAY)
    freed = Timeline(Rate.weekly(0), (AUTUMN, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": freed, "exemptions": (exemption,)})).result is Result.HOLDS
    a_day_early = Timeline(Rate.weekly(0), (AUTUMN - ONE_DAY, Rate.weekly(20)))
    assert said("BUD-11", sound(budget={"contribution": a_day_early, "exemptions": (exemption,)})) == [
        "budget.contribution: the person is charged £20.00 a week from Wed 30 Sep 2026, "
        "but this support must be free: the first six weeks of intermediate care or reablement"
    ]


def test_it_is_tested_on_the_day_after_an_exemption_ends() -> None:
    ended = Exemption(ground=Ground.EQUIPMENT, first_day=START, last_day=START)
    above = {"contribution": Rate.weekly(95), "exemptions": (ended,)}
    days = [each.partition(",")[0].partition(" from ")[2] for each in said("BUD-11", sound(budget=above))]
    assert days == ["Mon 6 Apr 2026", "Tue 7 Apr 2026", "Thu 1 Oct 2026"]


def test_an_exemption_without_end_or_to_the_end_of_the_calendar_stands() -> None:
    for last_day in (None, date.max):
        assert judged("BUD-11", exempt(date(2026, 1, 1), last_day)).result is Result.BREACH
        assert judged("BUD-11", exempt(LAST + ONE_DAY, last_day)).result is Result.HOLDS


def test_either_limit_is_enough_whatever_is_not_recorded_of_the_other() -> None:
    free = (Exemption(ground=Ground.CARER, first_day=START),)
    assert judged("BUD-11", sound(budget={"actual": None, "exemptions": free})).result is Result.BREACH
    assert judged("BUD-11", weekly("90", exemptions=None)).result is Result.BREACH
    assert missed("BUD-11", sound(budget={"actual": None, "exemptions": None})) == (
        "budget.actual",
        "budget.exemptions",
    )


RISES = Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))


def test_a_contract_whose_end_is_not_recorded_may_never_come_to_it() -> None:
    later = sound(budget={"contribution": RISES}, contract={"last_day": None})
    assert missed("BUD-11", later) == ("contract.last_day",)
    assert judged("BUD-11", sound(budget={"contribution": RISES}, contract={"last_day": OPEN_ENDED})).findings
    at_once = sound(budget={"contribution": Rate.weekly(100)}, contract={"last_day": None})
    assert judged("BUD-11", at_once).result is Result.BREACH, "the first day comes, whatever the last"
    never = sound(contract={"last_day": None})
    assert judged("BUD-11", never).result is Result.HOLDS, "no end makes it more than is due"


def test_what_was_before_the_first_day_is_no_matter() -> None:
    dearer = Timeline(Rate.weekly(100), (START, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": dearer})).result is Result.HOLDS
    a_day_long = Timeline(Rate.weekly(100), (DAY_AFTER, Rate.weekly(20)))
    assert len(judged("BUD-11", sound(budget={"contribution": a_day_long})).findings) == 1


def test_a_rise_counts_from_the_day_of_judgement_on_which_it_is_known() -> None:
    rise = Change("budget.contribution", Rate.weekly(100))

    def outcome(known_from: date | None) -> Result:
        variation = Variation(effective=AUTUMN, known_from=known_from, changes=(rise,))
        return judged("BUD-11", sound(variations=(variation,))).result

    assert outcome(ON) is Result.BREACH
    assert outcome(ON + ONE_DAY) is Result.HOLDS
    assert outcome(None) is Result.HOLDS, "CON-14 asks since when"


# BUD-01


def test_the_budget_and_the_plan_name_all_that_is_missing_at_once() -> None:
    bare = sound(budget={"indicative": None, "actual": None, "set_on": None}, plan={"agreed_on": None})
    assert missed("BUD-01", bare) == ("budget.indicative", "budget.actual", "budget.set_on", "plan.agreed_on")


def test_a_budget_set_too_early_is_found_whatever_else_is_unknown() -> None:
    early = sound(budget={"indicative": None, "actual": None, "set_on": date(2026, 1, 2)})
    assert said("BUD-01", early) == [
        "budget.set_on: the actual budget was set on Fri 2 Jan 2026, before the plan was agreed on Fri 20 Mar 2026"
    ]


def test_a_plan_that_is_agreed_anew_does_not_unsettle_the_budget() -> None:
    anew = Change("plan", sound().plan.replace(agreed_on=date(2026, 9, 1)))
    mary = sound(variations=(Variation(effective=AUTUMN, known_from=ON, changes=(anew,)),))
    assert judged("BUD-01", mary).result is Result.HOLDS


# BUD-02 and BUD-14


def plans(*supports: Support, **budget: Any) -> Arrangement:
    """Mary with some supports and a budget."""
    return sound(budget=budget, plan={"supports": supports})


def test_it_says_what_the_plan_costs_and_what_it_may() -> None:
    (finding,) = judged("BUD-02", planned("100")).findings
    assert finding.message == (
        "the plan agreed on Fri 20 Mar 2026 costs £100.00 a week: more than the indicative budget, £80.00 a week, "
        "and than the actual budget, £84.38 a week"
    )
    assert finding.remedy == "raise the budget, or revise the plan to bring it within £84.38 a week"


def test_a_plan_that_costs_too_much_already_is_found_before_all_is_costed() -> None:
    low = {"indicative": Rate.weekly(50), "actual": Rate.weekly(60)}
    (finding,) = said("BUD-02", plans(HOMECARE, ART.replace(cost=None), **low))
    assert "costs at least £62.50 a week" in finding
    assert missed("BUD-02", plans(HOMECARE, ART.replace(cost=None), **{**low, "actual": Rate.weekly(70)})) == (
        "plan.supports[art].cost",
    )


def test_either_budget_that_bears_the_plan_is_enough_whatever_is_not_recorded_of_the_other() -> None:
    assert judged("BUD-02", plans(HOMECARE, ART, actual=None)).result is Result.HOLDS
    assert judged("BUD-02", plans(HOMECARE, ART, indicative=None)).result is Result.HOLDS
    assert missed("BUD-02", plans(HOMECARE, ART, indicative=Rate.weekly(80), actual=None)) == ("budget.actual",)
    assert missed("BUD-02", plans(HOMECARE, ART, indicative=None, actual=None)) == (
        "budget.indicative",
        "budget.actual",
    )


def test_unlike_units_of_plan_and_budget_need_a_year() -> None:
    low = {"indicative": Rate.annual(4000), "actual": Rate.annual(4100)}
    silent = sound(budget=low, payment={"weeks_in_year": None})
    assert missed("BUD-02", silent, NO_YEAR) == (YEAR,)
    assert missed("BUD-14", silent, NO_YEAR) == (YEAR,)
    weekly_only = silent.replace(
        plan=silent.plan.replace(supports=(ART.replace(cost=Rate.weekly(90)),)),
        budget=silent.budget.replace(indicative=Rate.weekly(90)),
    )
    assert judged("BUD-02", weekly_only, NO_YEAR).result is Result.HOLDS


def test_visits_that_fall_on_bank_holidays_need_a_year_too() -> None:
    visits = (Visits(a_week=7, hours="1", hourly="12", bank_holiday_hourly="24", bank_holidays_a_year="8"),)
    mary = sound(
        budget={"actual": Rate.weekly(80), "indicative": Rate.weekly(80)},
        plan={"supports": (HOMECARE.replace(cost=visits),)},
        payment={"weeks_in_year": None},
    )
    assert missed("BUD-02", mary, NO_YEAR) == (YEAR,)
    assert judged("BUD-02", mary).result is Result.BREACH


def test_the_plan_of_the_first_day_counts_not_what_became_of_it() -> None:
    dear = Change("plan", sound().plan.replace(supports=(ART.replace(cost=Rate.weekly(200)),)))

    def outcome(effective: date, known_from: date | None = ON) -> Result:
        variation = Variation(effective=effective, known_from=known_from, changes=(dear,))
        return judged("BUD-02", sound(variations=(variation,))).result

    assert outcome(AUTUMN) is Result.HOLDS
    assert outcome(START + ONE_DAY) is Result.HOLDS
    assert outcome(START) is Result.BREACH
    assert outcome(START, ON + ONE_DAY) is Result.HOLDS, "not known yet"
    assert outcome(START, None) is Result.HOLDS, "CON-14 asks since when"
    undated = sound(
        variations=(Variation(effective=START, known_from=ON, changes=(dear,)),), contract={"first_day": None}
    )
    assert missed("BUD-02", undated) == ("contract.first_day",)


def test_a_plan_that_costs_less_is_told_with_what_is_then_paid() -> None:
    less = sound(budget={"actual": Rate.weekly(90)})
    (finding,) = said("BUD-14", less)
    assert finding == (
        "plan.supports: the plan costs £84.375 a week, £5.625 less than the budget of £90.00 a week; "
        "the policy pays the whole budget"
    )
    assert said("BUD-14", less, PLAIN.parameters.replace(pays=PaymentLevel.PLAN))[0].endswith(
        "pays what the plan costs"
    )
    assert missed("BUD-14", less, PLAIN.parameters.replace(pays=None)) == ("policy.pays",)
    assert judged("BUD-14", sound(), PLAIN.parameters.replace(pays=None)).result is Result.HOLDS


def test_a_plan_that_is_worth_the_budget_already_needs_no_more_costs() -> None:
    worth = {"actual": Rate.weekly("62.5")}
    assert judged("BUD-14", plans(HOMECARE, ART.replace(cost=None), **worth)).result is Result.HOLDS
    short = {"actual": Rate.weekly("62.51")}
    assert missed("BUD-14", plans(HOMECARE, ART.replace(cost=None), **short)) == ("plan.supports[art].cost",)
    assert missed("BUD-14", sound(plan={"supports": None})) == ("plan.supports",)
    assert missed("BUD-14", sound(contract={"first_day": None})) == ("contract.first_day",)


# BUD-04


def test_who_pays_no_contribution_or_pays_it_to_the_funder_is_asked_nothing_more() -> None:
    nothing = sound(budget={"contribution": Rate.weekly(0), "actual": None, "in_house": None}, payment={"basis": None})
    assert judged("BUD-04", nothing).result is Result.DOES_NOT_APPLY
    gross = sound(budget={"contribution": None}, payment={"basis": Basis.GROSS})
    assert judged("BUD-04", gross).result is Result.DOES_NOT_APPLY
    assert missed("BUD-04", sound(payment={"basis": None})) == ("contract.payment.basis",)
    by_policy = PLAIN.parameters.replace(basis=Basis.NET)
    assert judged("BUD-04", sound(payment={"basis": None}), by_policy).result is Result.HOLDS


def test_it_is_found_on_every_day_from_which_nothing_is_left() -> None:
    service = Timeline(Rate.weekly(10), (AUTUMN, Rate.weekly(70)))
    mary = weekly("30", in_house=(InHouse(what="day service", cost=service),))
    assert said("BUD-04", mary) == [
        "budget.contribution: from Thu 1 Oct 2026 the person's contribution of £30.00 a week is more than the budget "
        "that goes to the ISF provider, so the council pays nothing"
    ]
    assert missed("BUD-04", mary.replace(contract=mary.contract.replace(last_day=None))) == ("contract.last_day",)
    assert missed("BUD-04", weekly("30", in_house=None)) == ("budget.in_house",)
    assert missed("BUD-04", weekly("30", actual=None, in_house=None)) == ("budget.actual", "budget.in_house")


def test_more_than_the_part_that_goes_through_the_fund_is_found_before_the_services_are_known() -> None:
    mary = weekly("50", deployment=split("40", "44.375"), in_house=None)
    assert judged("BUD-04", mary).result is Result.BREACH


@pytest.mark.parametrize("code", ["BUD-04", "BUD-14", "PAY-01"])
@pytest.mark.parametrize("parts", [0, 2, 3])
def test_bud_04_and_bud_14_do_not_apply_where_pay_01_cannot_tell_what_goes_through_the_fund(
    code: str, parts: int
) -> None:
    fund = Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(50))
    rest = Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(50))
    mary = weekly("60", actual=Rate.weekly(100), deployment=(*[fund] * parts, rest), in_house=())
    result = judged(code, mary)
    if code == "PAY-01":
        assert result.result is Result.BREACH
    else:
        assert result.result is Result.DOES_NOT_APPLY
        assert result.because.endswith(f"budget.deployment: {parts} parts go through a fund")


def test_a_contribution_against_a_yearly_budget_needs_the_year() -> None:
    mary = sound(budget={"actual": Rate.annual("4387.50"), "in_house": ()}, payment={"weeks_in_year": None})
    assert missed("BUD-04", mary, NO_YEAR) == (YEAR,)


# BUD-12


def test_it_asks_for_kind_before_cost_and_for_neither_where_nothing_is_paid() -> None:
    free = ART.replace(ref="free", kinds=None, cost=Rate.weekly(0))
    assert judged("BUD-12", plans(HOMECARE, free)).result is Result.HOLDS
    assert missed("BUD-12", plans(HOMECARE, free.replace(cost=None))) == ("plan.supports[free].kinds",)
    reablement = free.replace(kinds=(SupportKind.REABLEMENT,), cost=None)
    assert missed("BUD-12", plans(HOMECARE, reablement)) == ("plan.supports[free].cost",)
    assert said("BUD-12", plans(free.replace(cost=None), reabled(Money(1)).plan.supports[-1])) == [  # type: ignore[index]
        "plan.supports[reablement].cost: reablement is given free of charge, and the plan counts a cost for it"
    ]


# BUD-13

NINETY = Rate.weekly(90)


def cut(rate: Rate, actual: Rate | Timeline[Rate] | None = NINETY, **facts: Any) -> Arrangement:
    """Mary with a budget that is varied on 1 October, and nothing recorded of why."""
    variation = Variation(effective=AUTUMN, known_from=ON, changes=(Change("budget.actual", rate),), ref="V-1")
    return sound(budget={"actual": actual}, variations=(variation.replace(**facts),))


GROUNDS = ("variations[V-1].circumstances", "variations[V-1].reassessed_on")


def test_a_cut_asks_for_its_grounds_and_a_rise_does_not() -> None:
    assert missed("BUD-13", cut(Rate.weekly(80))) == GROUNDS
    assert missed("BUD-13", cut(Rate.weekly(80), reassessed_on=AUTUMN)) == GROUNDS[:1]
    assert judged("BUD-13", cut(Rate.weekly(90))).result is Result.HOLDS
    assert judged("BUD-13", cut(Rate.weekly(91))).result is Result.HOLDS


def test_a_reassessment_that_came_too_late_is_found_whatever_is_recorded_of_the_circumstances() -> None:
    assert said("BUD-13", cut(Rate.weekly(80), reassessed_on=AUTUMN + ONE_DAY)) == [
        "variations[V-1].reassessed_on: the budget falls to £80.00 a week from Thu 1 Oct 2026, "
        "and the person was reassessed only on Fri 2 Oct 2026"
    ]


def test_whether_it_is_a_cut_at_all_is_asked_first() -> None:
    assert missed("BUD-13", cut(Rate.weekly(80), actual=None)) == ("budget.actual",)
    unlike = cut(Rate.annual(4000), circumstances="moved")
    mary = unlike.replace(contract=unlike.contract.replace(payment=TERMS.replace(weeks_in_year=None)))
    assert missed("BUD-13", mary, NO_YEAR) == (YEAR,)
    undated = cut(Rate.weekly(80))
    assert missed("BUD-13", undated.replace(contract=undated.contract.replace(first_day=None))) == (
        "contract.first_day",
    )


def test_it_is_compared_with_what_would_have_held_on_the_day_without_it() -> None:
    rises = Timeline(Rate.weekly(80), (AUTUMN, Rate.weekly(90)))
    assert missed("BUD-13", cut(Rate.weekly(85), actual=rises)) == GROUNDS, "less than was agreed from that day"
    falls = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80)))
    assert judged("BUD-13", cut(Rate.weekly(85), actual=falls)).result is Result.HOLDS, "agreed at signing"


def test_each_variation_is_compared_with_the_one_before_it_however_they_are_recorded() -> None:
    first = Variation(
        effective=date(2026, 6, 1),
        known_from=ON,
        circumstances="stronger",
        reassessed_on=date(2026, 5, 4),
        changes=(Change("budget.actual", Rate.weekly(70)),),
    )
    later = cut(Rate.weekly(75))
    both = later.replace(variations=(*later.variations, first))
    assert judged("BUD-13", both).result is Result.HOLDS, "75 is more than the 70 before it"
    twice = [
        first.replace(effective=AUTUMN, order=order, changes=(Change("budget.actual", Rate.weekly(rate)),))
        for order, rate in ((1, 60), (2, 65))
    ]
    rise = twice[1].replace(circumstances=None, reassessed_on=None)
    assert judged("BUD-13", later.replace(variations=(rise, twice[0]))).result is Result.HOLDS


def test_what_changes_something_else_is_no_cut() -> None:
    other = Variation(effective=AUTUMN, known_from=ON, changes=(Change("contract.last_day", LAST),))
    assert judged("BUD-13", sound(variations=(other,))).result is Result.DOES_NOT_APPLY


def test_a_cut_counts_before_it_is_known_to_whoever_pays() -> None:
    late = cut(Rate.weekly(80), known_from=date(2026, 9, 1), circumstances="moved", reassessed_on=LAST)
    assert judged("BUD-13", late).result is Result.BREACH
