"""Rules on the personal budget (BUD-01, -04, -10 to -13)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import (
    ART,
    AUTUMN,
    DAY_AFTER,
    DAY_BEFORE,
    HOMECARE,
    LAST,
    MONTHLY,
    ON,
    ONE_DAY,
    START,
    TERMS,
    sound,
)
from support.asking import judged, missed, said
from support.proof import Edge, Proof
from support.time_cases import varying

from isf_core import charges_for, check
from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Basis,
    Change,
    Deployed,
    DeploymentOption,
    Exemption,
    FullCost,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    Ground,
    InHouse,
    OneSupport,
    Party,
    PaymentLevel,
    Policies,
    StatedBudget,
    Support,
    SupportKind,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.model.documents import OpenEnded
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Case, Force, Result
from isf_core.rules.engine.judging import judge
from isf_core.values import Money, Rate, Timeline

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL)
NHS = Funder(ref="NHS", kind=FunderKind.NHS)
SHARED = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))


def weekly(contribution: str, **budget: object) -> Arrangement:
    """Mary with a budget of 84.375 a week throughout, all the council's, and no exemption, and a contribution."""
    facts = {"actual": Rate.weekly("84.375"), "exemptions": (), "contribution": Rate.weekly(contribution)}
    return sound(budget={**facts, **budget}, funding=COUNCIL)


def exempt(first_day: date, last_day: date | None) -> Arrangement:
    """Mary exempt from a first to a last day."""
    exemption = Exemption(ground=Ground.AFTERCARE, first_day=first_day, last_day=last_day)
    return sound(budget={"exemptions": (exemption,)})


def shared(contribution: str) -> Arrangement:
    """Mary with 84.375 a week, of which the council bears 60%: 50.625."""
    return weekly(contribution).replace(funding=SHARED)


def freed(part: Rate | Fraction | OneSupport, ground: Ground = Ground.AFTERCARE, **budget: object) -> Arrangement:
    """Mary with 84.375 a week and a contribution of 20, and a part of her support exempt."""
    exemption = Exemption(ground=ground, first_day=START, part=part)
    return weekly("20", exemptions=(exemption,), **budget)


def charged_after_reablement(since: date) -> Arrangement:
    """Mary in seventeen weeks of reablement from the first day on, who is charged 20 a week from a day on."""
    exemption = Exemption(ground=Ground.REABLEMENT, first_day=START, last_day=date(2026, 8, 2))
    charged = Timeline(Rate.weekly(0), (since, Rate.weekly(20)))
    return sound(budget={"contribution": charged, "exemptions": (exemption,)}, funding=COUNCIL)


def in_house(service: str, contribution: str, **budget: object) -> Arrangement:
    """Mary with 84.375 a week, a service in house and a contribution."""
    day_service = (InHouse(what="day service", cost=Rate.weekly(service)),)
    return weekly(contribution, in_house=day_service, **budget)


def split(fund: str, rest: str) -> tuple[Deployed, ...]:
    """A budget that goes two ways."""
    return (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(fund)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(rest)),
    )


def net_from(since: date) -> Arrangement:
    """Mary whose contribution leaves nothing, and who pays it to the holder from a day on."""
    mary = in_house("60", "30")
    terms = mary.contract.payment.replace(basis=Timeline(Basis.GROSS, (since, Basis.NET)))
    return mary.replace(contract=mary.contract.replace(payment=terms))


def reabled(cost: Rate | Money) -> Arrangement:
    """Mary with reablement in her plan."""
    service = ART.replace(ref="reablement", kinds=(SupportKind.REABLEMENT,), cost=cost)
    return sound(plan={"supports": (HOMECARE, ART, service)})


def varied(
    rate: str, *, effective: date = AUTUMN, reassessed_on: date = AUTUMN, circumstances: str = "stronger"
) -> Arrangement:
    """Mary with 84.375 a week, varied from a day."""
    variation = Variation(
        ref="V-1",
        effective=effective,
        known_from=ON,
        circumstances=circumstances,
        reassessed_on=reassessed_on,
        changes=(Change("budget.actual", Rate.weekly(rate)),),
    )
    return sound(budget={"actual": Rate.weekly("84.375")}, variations=(variation,))


def stated(authority_pays: str) -> Arrangement:
    """Mary was told that it costs 4,387.50 a year, of which she pays 20 a week."""
    told = StatedBudget(
        cost=Rate.annual("4387.50"), adult_pays=Rate.weekly("20"), authority_pays=Rate.weekly(authority_pays)
    )
    return sound(budget={"stated": told})


def yearly(
    amount: str | Timeline[Rate],
    *,
    weeks: int | Fraction = 52,
    first: date = date(2026, 4, 1),
    last: date | OpenEnded | None = OPEN_ENDED,
    **payment: Any,
) -> Arrangement:
    """Mary with a yearly budget throughout, paid by four weeks."""
    actual = amount if isinstance(amount, Timeline) else Rate.annual(amount)
    contract = {"first_day": first, "last_day": last}
    return sound(budget={"actual": actual}, contract=contract, payment={"weeks_in_year": weeks, **payment})


PROOFS: dict[str, Proof] = {
    "BUD-01": Proof(
        sound=sound(),
        breaches=(sound(budget={"set_on": date(2026, 1, 2)}),),
        edges=(
            Edge("the day that the plan is agreed", sound(), sound(budget={"set_on": date(2026, 3, 19)})),
            Edge(
                "the plan agreed a day later",
                sound(),
                sound(plan={"agreed_on": date(2026, 3, 21)}),
            ),
        ),
    ),
    "BUD-04": Proof(
        sound=sound(),
        breaches=(in_house("60", "30"), in_house("84.375", "0.01"), in_house("100", "20")),
        idle=(sound(payment={"basis": Basis.GROSS}),),
        edges=(
            Edge("a penny above what is left", in_house("60", "24.37"), in_house("60", "24.38")),
            Edge("the whole cost, or above it", in_house("60", "84.38"), in_house("60", "84.37")),
            Edge(
                "what goes through the fund",
                weekly("40", deployment=split("40", "44.375"), in_house=()),
                weekly("40.01", deployment=split("40", "44.375"), in_house=()),
            ),
            Edge(
                "net on the last day, or after it",
                net_from(LAST + ONE_DAY),
                net_from(LAST),
            ),
        ),
    ),
    "BUD-10": Proof(
        sound=stated("64.375"),
        breaches=(stated("64.38"), stated("60")),
        idle=(sound(),),
        edges=(
            Edge("a hair less", stated("64.375"), stated("64.3749")),
            Edge("a hair more", stated("64.375"), stated("64.3751")),
        ),
    ),
    "BUD-11": Proof(
        sound=sound(),
        breaches=(
            weekly("84.38"),
            exempt(date(2026, 1, 1), None),
            sound(budget={"contribution": Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))}),
            weekly("20").replace(funding=NHS),
            freed(Rate.weekly(70)),
        ),
        edges=(
            Edge("a fraction of a penny above the cost", weekly("84.375"), weekly("84.3751")),
            Edge(
                "a penny above the cost", weekly("90", actual=Rate.weekly(90)), weekly("90.01", actual=Rate.weekly(90))
            ),
            Edge("a fraction of a penny above the council's part", shared("50.625"), shared("50.6251")),
            Edge("the rest of what is exempt in part", freed(Rate.weekly("64.375")), freed(Rate.weekly("64.3751"))),
            Edge(
                "charged after six weeks of reablement, or a day before they are over",
                charged_after_reablement(date(2026, 5, 18)),
                charged_after_reablement(date(2026, 5, 17)),
            ),
            Edge("exempt up to the day before", exempt(date(2026, 1, 1), DAY_BEFORE), exempt(date(2026, 1, 1), START)),
            Edge("exempt from the day after the last", exempt(LAST + ONE_DAY, None), exempt(LAST, None)),
            Edge(
                "the budget falls on a day",
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80)))),
                weekly("80", actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly("79.99")))),
            ),
            Edge(
                "the contribution rises after the last day, or on it",
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST + ONE_DAY, Rate.weekly(100)))}),
                sound(budget={"contribution": Timeline(Rate.weekly(20), (LAST, Rate.weekly(100)))}),
            ),
        ),
    ),
    "BUD-12": Proof(
        sound=sound(),
        breaches=(reabled(Rate.weekly(30)), reabled(Money("0.01"))),
        edges=(
            Edge("zero or a penny", reabled(Rate.weekly(0)), reabled(Rate.weekly("0.01"))),
            Edge("zero or a penny once", reabled(Money(0)), reabled(Money("0.01"))),
            Edge(
                "free of charge or not",
                sound(),
                sound(plan={"supports": (HOMECARE, ART.replace(kinds=(SupportKind.REABLEMENT,)))}),
            ),
        ),
    ),
    "BUD-13": Proof(
        sound=varied("80"),
        breaches=(varied("80", reassessed_on=LAST), varied("0", effective=START, reassessed_on=AUTUMN)),
        idle=(sound(),),
        edges=(
            Edge(
                "reassessed on the day or the day after",
                varied("80", reassessed_on=AUTUMN),
                varied("80", reassessed_on=AUTUMN + ONE_DAY),
            ),
            Edge(
                "a penny below what held before",
                varied("84.375", reassessed_on=LAST),
                varied("84.365", reassessed_on=LAST),
            ),
            Edge(
                "before the first day, or on it",
                varied("80", effective=DAY_BEFORE, reassessed_on=LAST),
                varied("80", effective=START, reassessed_on=LAST),
            ),
        ),
    ),
    "BUD-21": Proof(
        sound=yearly("4387.50", weeks=Fraction(365, 7)),
        breaches=(yearly("4387.50"), yearly("4387.50", weeks=Fraction(366, 7)), yearly("4387.50", weeks=53)),
        idle=(sound(),),
        edges=(
            Edge("a penny over the year", yearly("1.81"), yearly("1.82")),
            Edge(
                "a year of 365 days, or of 366",
                yearly("4387.50", weeks=Fraction(365, 7)),
                yearly("4387.50", weeks=Fraction(365, 7), first=date(2027, 4, 1)),
            ),
        ),
    ),
}


YEAR = "contract.payment.weeks_in_year"


NO_YEAR = PLAIN.parameters.replace(weeks_in_year=None)


def pays(contribution: Rate | Timeline[Rate], actual: Rate | Timeline[Rate], **facts: Any) -> Arrangement:
    """Mary with a contribution, a budget that is all the council's, and no exemption."""
    return sound(
        budget={"contribution": contribution, "actual": actual, "exemptions": ()}, **{"funding": COUNCIL, **facts}
    )


def test_bud_11_says_from_when_how_much_and_against_what() -> None:
    assert said("BUD-11", weekly("90")) == [
        "budget.contribution: a contribution of £90.00 a week was assessed from Mon 6 Apr 2026, "
        "but the support costs only £84.375 a week, and no more is taken"
    ]


@pytest.mark.parametrize("ground", [each for each in Ground if each is not Ground.EQUIPMENT])
def test_bud_11_while_exempt_it_says_on_what_ground(ground: Ground) -> None:
    exemption = Exemption(ground=ground, first_day=START, last_day=START)
    (finding,) = said("BUD-11", sound(budget={"exemptions": (exemption,)}))
    assert finding.endswith(f"but this support must be free ({ground.value}), and nothing is taken")


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
def test_bud_11_unlike_units_are_compared_exactly_by_the_year_that_counts(
    unit: Any, most: str, actual: Rate, year: int | Fraction
) -> None:
    more = str(Fraction(most) + Fraction(1, 100))
    above = unit(Fraction(more))
    stated = {"weeks_in_year": year}
    assert judged("BUD-11", pays(unit(most), actual, payment=stated)).result is Result.HOLDS
    assert judged("BUD-11", pays(above, actual, payment=stated)).result is Result.BREACH


def test_bud_11_the_contracts_year_counts_before_the_policys() -> None:
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
def test_bud_11_like_units_need_no_year(contribution: Rate, actual: Rate) -> None:
    mary = pays(contribution, actual, payment={"weeks_in_year": None})
    case = Case(mary, ON, NO_YEAR)
    assert judge(ALL_RULES["BUD-11"], case).result is Result.HOLDS
    assert YEAR not in case.read


def test_bud_11_unlike_units_need_one_but_not_to_see_what_is_plain_without_it() -> None:
    unlike = pays(Rate.annual(1200), Rate.weekly(90), payment={"weeks_in_year": None})
    assert missed("BUD-11", unlike, NO_YEAR) == (YEAR,)
    rises = pays(
        Timeline(Rate.annual(1200), (AUTUMN, Rate.weekly(91))), Rate.weekly(90), payment={"weeks_in_year": None}
    )
    assert [each.partition(",")[0] for each in said("BUD-11", rises, NO_YEAR)] == [
        "budget.contribution: a contribution of £91.00 a week was assessed from Thu 1 Oct 2026"
    ]


PAYS_PLAN = PLAIN.parameters.replace(pays=PaymentLevel.PLAN)


def planned(contribution: str, cost: Rate | None, **budget: Any) -> Arrangement:
    """Mary, at 207 a week, with one support."""
    mary = pays(Rate.weekly(contribution), Rate.weekly(207))
    plan = mary.plan.replace(supports=(HOMECARE.replace(cost=cost),))
    return mary.replace(plan=plan, budget=mary.budget.replace(**budget))


def test_bud_11_the_cost_is_what_the_plan_costs_where_that_is_paid() -> None:
    """150 of 207 a week is paid: the schedule takes 150, and the rule says so."""
    care = Rate.weekly(150)
    dear = planned("150.01", care, financial_assessments=())
    assert judged("BUD-11", planned("150", care), PAYS_PLAN).result is Result.HOLDS
    assert said("BUD-11", dear, PAYS_PLAN) == [
        "budget.contribution: a contribution of £150.01 a week was assessed from Mon 6 Apr 2026, "
        "but the council pays only what the plan costs, £150.00 a week, and no more is taken"
    ]
    paid = charges_for(dear, until=START, policy=PLAIN.with_parameters("ours", pays=PaymentLevel.PLAN))[0]
    assert paid.amount == Money(600)
    assert judged("BUD-11", dear).result is Result.HOLDS, "the budget is paid"
    dearer = planned("207.01", Rate.weekly(300))
    assert said("BUD-11", dearer, PAYS_PLAN)[0].endswith("the support costs only £207.00 a week, and no more is taken")
    half = dear.replace(
        budget=dear.budget.replace(contribution=Rate.weekly("75.01")),
        funding=(FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=NHS, share="0.5")),
    )
    assert "only £75.00 a week of it may be charged for" in said("BUD-11", half, PAYS_PLAN)[0]


def test_bud_11_what_a_plan_costs_and_whether_that_is_paid_is_asked_where_it_matters() -> None:
    unknown = planned("150", None)
    assert missed("BUD-11", unknown, PAYS_PLAN) == ("plan.supports[homecare].cost",)
    nobody_says = PAYS_PLAN.replace(pays=None)
    assert judged("BUD-11", planned("0.01", None), PAYS_PLAN).result is Result.CANNOT_TELL
    art = ART.replace(cost=Rate.weekly(100))
    partly = unknown.plan.replace(supports=(*(unknown.plan.supports or ()), art))
    assert judged("BUD-11", planned("100", None).replace(plan=partly), PAYS_PLAN).result is Result.HOLDS
    assert missed("BUD-11", planned("100.01", None).replace(plan=partly), PAYS_PLAN) != ()
    assert judged("BUD-11", unknown, nobody_says).result is Result.HOLDS
    assert judged("BUD-11", planned("150", Rate.weekly(150)), nobody_says).result is Result.HOLDS
    assert missed("BUD-11", planned("150.01", Rate.weekly(150)), nobody_says) == ("policy.pays",)
    assert judged("BUD-11", planned("150", Rate.weekly(207)), nobody_says).result is Result.HOLDS
    assert judged("BUD-11", planned("207.01", Rate.weekly(150)), nobody_says).result is Result.BREACH


def test_bud_11_is_tested_from_the_day_of_a_plan_or_a_policy_that_makes_the_cost_less() -> None:
    dear = planned("150.01", Rate.weekly(207))
    cheaper = dear.plan.replace(supports=(HOMECARE.replace(cost=Rate.weekly(150)),))
    (found,) = said("BUD-11", dear.replace(variations=(varying(AUTUMN, ("plan", cheaper)),)), PAYS_PLAN, START)
    assert "£150.01 a week was assessed from Thu 1 Oct 2026" in found
    turns = Policies(PLAIN, (AUTUMN, PLAIN.with_parameters("ours", pays=PaymentLevel.PLAN)))
    (finding,) = check(planned("150.01", Rate.weekly(150)), on=START, policy=turns).result("BUD-11").findings
    assert "from Thu 1 Oct 2026" in finding.message


def test_bud_11_what_is_deployed_beside_the_fund_is_part_of_the_cost_where_the_plan_is_paid() -> None:
    """107 of 207 goes through the fund, of which the plan costs 50: 150 is what the council pays in all."""
    parts = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(107)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Timeline(Rate.weekly(100), (AUTUMN, Rate.weekly(99)))),
    )
    actual = Timeline(Rate.weekly(207), (AUTUMN, Rate.weekly(206)))
    mary = planned("149.50", Rate.weekly(50), deployment=parts, actual=actual)
    (found,) = said("BUD-11", mary, PAYS_PLAN)
    assert "from Thu 1 Oct 2026, but the council pays only what the plan costs, £149.00 a week" in found


def test_bud_11_who_pays_nothing_is_asked_nothing() -> None:
    nothing = {"contribution": Rate.weekly(0), "actual": None, "exemptions": None}
    case = Case(sound(budget=nothing, contract={"first_day": None}), ON, NO_YEAR)
    assert judge(ALL_RULES["BUD-11"], case).result is Result.HOLDS
    assert case.read == ["budget.contribution"]


def test_bud_11_nothing_is_charged_in_the_time_when_the_contribution_is_zero() -> None:
    exemption = Exemption(ground=Ground.CARER, first_day=START, last_day=AUTUMN - ONE_DAY)
    freed = Timeline(Rate.weekly(0), (AUTUMN, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": freed, "exemptions": (exemption,)})).result is Result.HOLDS
    a_day_early = Timeline(Rate.weekly(0), (AUTUMN - ONE_DAY, Rate.weekly(20)))
    assert said("BUD-11", sound(budget={"contribution": a_day_early, "exemptions": (exemption,)})) == [
        "budget.contribution: a contribution of £20.00 a week was assessed from Wed 30 Sep 2026, "
        "but this support must be free (care of the adult, where the person is the carer), and nothing is taken"
    ]


def test_bud_11_is_tested_on_the_day_after_an_exemption_ends() -> None:
    ended = Exemption(ground=Ground.CARER, first_day=START, last_day=START)
    above = {"contribution": Rate.weekly(95), "exemptions": (ended,)}
    days = [each.partition(",")[0].partition(" from ")[2] for each in said("BUD-11", sound(budget=above))]
    assert days == ["Mon 6 Apr 2026", "Tue 7 Apr 2026", "Thu 1 Oct 2026"]


def test_bud_11_an_exemption_without_end_or_to_the_end_of_the_calendar_stands() -> None:
    for last_day in (None, date.max):
        assert judged("BUD-11", exempt(date(2026, 1, 1), last_day)).result is Result.BREACH
        assert judged("BUD-11", exempt(LAST + ONE_DAY, last_day)).result is Result.HOLDS


def test_bud_11_either_limit_is_enough_whatever_is_not_recorded_of_the_other() -> None:
    free = (Exemption(ground=Ground.CARER, first_day=START),)
    assert judged("BUD-11", sound(budget={"actual": None, "exemptions": free})).result is Result.BREACH
    assert judged("BUD-11", weekly("90", exemptions=None)).result is Result.BREACH
    assert missed("BUD-11", sound(budget={"actual": None, "exemptions": None})) == (
        "budget.actual",
        "budget.exemptions",
    )


# Who bears the cost, and what of it is exempt (BUD-11)


def test_a2_7_nhs_care_is_not_charged_for() -> None:
    alone = sound(funding=NHS)
    assert said("BUD-11", alone)[0] == (
        "budget.contribution: a contribution of £20.00 a week was assessed from Mon 6 Apr 2026, "
        "but no council pays for it, what NHS pays for is free, and nothing is taken"
    )
    assert judged("BUD-11", alone.replace(budget=alone.budget.replace(actual=None))).result is Result.BREACH


def test_a2_8_the_cost_is_that_to_the_council_and_the_nhs_stands_beside() -> None:
    rate = FundingRate(funder=NHS, rate=Rate.weekly("250"))
    mary = weekly("61.30", actual=Rate.weekly(300))
    found = mary.replace(funding=(rate, FundingShare(funder=COUNCIL, share=1)))
    assert said("BUD-11", found) == [
        "budget.contribution: a contribution of £61.30 a week was assessed from Mon 6 Apr 2026, "
        "but only £50.00 a week of it may be charged for (NHS and council share the cost), and no more is taken"
    ]
    assert judged("BUD-11", mary).result is Result.HOLDS


@pytest.mark.parametrize(("contribution", "result"), [("61.30", Result.HOLDS), ("81.38", Result.BREACH)])
def test_a2_10_equipment_frees_that_service_only(contribution: str, result: Result) -> None:
    rail = Support.by_rate("rail", ("hygiene",), Rate.weekly(3))
    free = Exemption(ground=Ground.EQUIPMENT, first_day=START, part=OneSupport("rail"))
    mary = weekly(contribution, exemptions=(free,))
    mary = mary.replace(plan=mary.plan.replace(supports=(HOMECARE, ART, rail)))
    assert judged("BUD-11", mary).result is result
    if result is Result.BREACH:
        assert said("BUD-11", mary)[0].endswith(
            "but only £81.375 a week of it may be charged for (free: community equipment, "
            "or a minor adaptation of £1,000 or less), and no more is taken"
        )


def test_a2_10_half_of_a_package_may_be_aftercare() -> None:
    half = freed(Fraction(1, 2))
    assert judged("BUD-11", half).result is Result.HOLDS
    more = half.replace(budget=half.budget.replace(contribution=Rate.weekly("42.19")))
    assert said("BUD-11", more)[0].endswith(
        "but only £42.1875 a week of it may be charged for (free: aftercare under section 117), and no more is taken"
    )


def test_a2_10_a_rise_within_an_exemption_is_found_from_its_own_day() -> None:
    half = freed(Fraction(1, 2))
    rise = Timeline(Rate.weekly("42.18"), (date(2026, 10, 5), Rate.weekly("42.19")))
    (finding,) = said("BUD-11", half.replace(budget=half.budget.replace(contribution=rise)))
    assert (
        "£42.19 a week was assessed from Mon 5 Oct 2026, but only £42.1875 a week of it may be charged for" in finding
    )


def test_a2_10_a_free_service_that_comes_to_cost_more_is_found_from_the_day_of_the_later_plan() -> None:
    rail = Support.by_rate("rail", ("hygiene",), Rate.weekly(3))
    dearer = rail.replace(cost=Rate.weekly(4))
    free = Exemption(ground=Ground.EQUIPMENT, first_day=START, part=OneSupport("rail"))
    mary = weekly("81.375", exemptions=(free,))
    plan = mary.plan.replace(supports=(HOMECARE, ART, rail))
    later = varying(date(2026, 10, 5), ("plan", plan.replace(supports=(HOMECARE, ART, dearer))))
    (finding,) = said("BUD-11", mary.replace(plan=plan, variations=(later,)), on=START)
    assert (
        "£81.375 a week was assessed from Mon 5 Oct 2026, but only £80.375 a week of it may be charged for" in finding
    )


def test_a2_11_the_first_six_weeks_of_reablement_are_counted() -> None:
    assert judged("BUD-11", charged_after_reablement(date(2026, 5, 18))).result is Result.HOLDS
    assert said("BUD-11", charged_after_reablement(date(2026, 5, 17))) == [
        "budget.contribution: a contribution of £20.00 a week was assessed from Sun 17 May 2026, "
        "but this support must be free (the first six weeks of intermediate care or reablement), and nothing is taken"
    ]


def test_bud_11_a_service_whose_cost_is_not_recorded_is_asked_for() -> None:
    unknown = freed(OneSupport("art"))
    silent = unknown.replace(plan=unknown.plan.replace(supports=(HOMECARE, ART.replace(cost=None))))
    assert missed("BUD-11", silent) == ("plan.supports[art].cost",)
    assert missed("BUD-11", freed(OneSupport("rail"))) == ("plan.supports[rail]",)
    nothing = unknown.replace(plan=unknown.plan.replace(supports=None))
    assert missed("BUD-11", nothing) == ("plan.supports",)
    dearer = nothing.replace(budget=nothing.budget.replace(contribution=Rate.weekly(90)))
    assert judged("BUD-11", dearer).result is Result.BREACH, "more than all of it, whatever is free"


def test_bud_11_who_bears_it_is_asked_where_more_is_charged_than_nothing() -> None:
    assert missed("BUD-11", weekly("20").replace(funding=None)) == ("funding",)
    assert missed("BUD-11", weekly("20").replace(funding=Funder(ref="F"))) == ("funding[F].funder.kind",)
    assert judged("BUD-11", weekly("90").replace(funding=None)).result is Result.BREACH


def test_bud_11_is_tested_from_the_day_on_which_another_funder_shares_the_cost() -> None:
    change = Variation(effective=AUTUMN, known_from=ON, changes=(Change("funding", SHARED),))
    found = said("BUD-11", weekly("60").replace(variations=(change,)))
    assert [each.partition(",")[0].partition(" from ")[2] for each in found] == ["Thu 1 Oct 2026"]


def test_bud_11_funders_share_what_is_deployed_in_other_ways_alike() -> None:
    half = {"deployment": split("42.375", "42"), "in_house": ()}
    assert judged("BUD-11", weekly("50.625", **half).replace(funding=SHARED)).result is Result.HOLDS
    assert judged("BUD-11", weekly("50.63", **half).replace(funding=SHARED)).result is Result.BREACH


RISES = Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(100)))


def test_bud_11_a_contract_whose_end_is_not_recorded_may_never_come_to_it() -> None:
    later = sound(budget={"contribution": RISES}, contract={"last_day": None})
    assert missed("BUD-11", later) == ("contract.last_day",)
    assert judged("BUD-11", sound(budget={"contribution": RISES}, contract={"last_day": OPEN_ENDED})).findings
    at_once = sound(budget={"contribution": Rate.weekly(100)}, contract={"last_day": None})
    assert judged("BUD-11", at_once).result is Result.BREACH, "the first day comes, whatever the last"
    never = sound(contract={"last_day": None})
    assert judged("BUD-11", never).result is Result.HOLDS, "no end makes it more than is due"


def test_bud_11_what_was_before_the_first_day_is_no_matter() -> None:
    dearer = Timeline(Rate.weekly(100), (START, Rate.weekly(20)))
    assert judged("BUD-11", sound(budget={"contribution": dearer})).result is Result.HOLDS
    a_day_long = Timeline(Rate.weekly(100), (DAY_AFTER, Rate.weekly(20)))
    assert len(judged("BUD-11", sound(budget={"contribution": a_day_long})).findings) == 1


def test_bud_11_a_rise_counts_from_the_day_of_judgement_on_which_it_is_known() -> None:
    rise = Change("budget.contribution", Rate.weekly(100))

    def outcome(known_from: date | None) -> Result:
        variation = Variation(effective=AUTUMN, known_from=known_from, changes=(rise,))
        return judged("BUD-11", sound(variations=(variation,))).result

    assert outcome(ON) is Result.BREACH
    assert outcome(ON + ONE_DAY) is Result.HOLDS
    assert outcome(None) is Result.HOLDS, "CON-14 asks since when"


def test_bud_01_the_budget_and_the_plan_name_all_that_is_missing_at_once() -> None:
    bare = sound(budget={"indicative": None, "actual": None, "set_on": None}, plan={"agreed_on": None})
    assert missed("BUD-01", bare) == ("budget.indicative", "budget.actual", "budget.set_on", "plan.agreed_on")


def test_bud_01_a_budget_set_too_early_is_found_whatever_else_is_unknown() -> None:
    early = sound(budget={"indicative": None, "actual": None, "set_on": date(2026, 1, 2)})
    assert said("BUD-01", early) == [
        "budget.set_on: the actual budget was set on Fri 2 Jan 2026, but the plan was not agreed until Fri 20 Mar 2026"
    ]


def test_bud_01_a_plan_that_is_agreed_anew_does_not_unsettle_the_budget() -> None:
    anew = Change("plan", sound().plan.replace(agreed_on=date(2026, 9, 1)))
    mary = sound(variations=(Variation(effective=AUTUMN, known_from=ON, changes=(anew,)),))
    assert judged("BUD-01", mary).result is Result.HOLDS


def plans(*supports: Support, **budget: Any) -> Arrangement:
    """Mary with some supports and a budget."""
    return sound(budget=budget, plan={"supports": supports})


def test_bud_04_who_pays_no_contribution_or_pays_it_to_the_funder_is_asked_nothing_more() -> None:
    nothing = sound(budget={"contribution": Rate.weekly(0), "actual": None, "in_house": None}, payment={"basis": None})
    assert judged("BUD-04", nothing).result is Result.DOES_NOT_APPLY
    gross = sound(budget={"contribution": None}, payment={"basis": Basis.GROSS})
    assert judged("BUD-04", gross).result is Result.DOES_NOT_APPLY
    assert missed("BUD-04", sound(payment={"basis": None})) == ("contract.payment.basis",)
    by_policy = PLAIN.parameters.replace(basis=Basis.NET)
    assert judged("BUD-04", sound(payment={"basis": None}), by_policy).result is Result.HOLDS


def test_bud_04_is_found_on_every_day_from_which_nothing_is_left() -> None:
    service = Timeline(Rate.weekly(10), (AUTUMN, Rate.weekly(70)))
    mary = weekly("30", in_house=(InHouse(what="day service", cost=service),))
    assert said("BUD-04", mary) == [
        "budget.contribution: from Thu 1 Oct 2026 the person's contribution of £30.00 a week is more than the budget "
        "that goes to the ISF provider, so the council pays nothing"
    ]
    assert missed("BUD-04", mary.replace(contract=mary.contract.replace(last_day=None))) == ("contract.last_day",)
    assert missed("BUD-04", weekly("30", in_house=None)) == ("budget.in_house",)
    assert missed("BUD-04", weekly("30", actual=None, in_house=None)) == ("budget.actual", "budget.in_house")


def test_bud_04_of_several_funders_it_is_the_councils_part_that_must_leave_something() -> None:
    service = (InHouse(what="day service", cost=Rate.weekly("20.625")),)
    for contribution, result in (("30", Result.HOLDS), ("30.01", Result.BREACH), ("50.63", Result.HOLDS)):
        mary = weekly(contribution, in_house=service).replace(funding=SHARED)
        assert judged("BUD-04", mary).result is result, contribution
    assert missed("BUD-04", weekly("20").replace(funding=None)) == ("funding",)


def test_bud_04_is_no_breach_where_what_is_not_recorded_would_make_it_bud_11s() -> None:
    """Of who bears the cost, and of whether a funder charges: what the person pays may be more than all of it."""
    service = (InHouse(what="day service", cost=Rate.weekly("20.625")),)
    unknown = (SHARED[0], SHARED[1].replace(funder=Funder(ref="NHS")))
    for contribution in ("50.63", "63.76", "84.38"):
        mary = weekly(contribution, in_house=service)
        assert judged("BUD-04", mary.replace(funding=SHARED)).result is Result.HOLDS
        assert missed("BUD-04", mary.replace(funding=unknown)) == ("funding[NHS].funder.kind",)
        assert missed("BUD-04", mary.replace(funding=None)) == ("funding",)
    theirs = (SHARED[0].replace(share="0.8"), SHARED[1].replace(funder=Funder(ref="NHS"), share="0.2"))
    surely = weekly("63.76", in_house=service).replace(funding=theirs)
    assert judged("BUD-04", surely).result is Result.BREACH, "whether the NHS charges or not"


def test_bud_04_more_than_the_part_that_goes_through_the_fund_is_found_before_the_services_are_known() -> None:
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


def test_bud_04_a_contribution_against_a_yearly_budget_needs_the_year() -> None:
    mary = sound(budget={"actual": Rate.annual("4387.50"), "in_house": ()}, payment={"weeks_in_year": None})
    assert missed("BUD-04", mary, NO_YEAR) == (YEAR,)


def test_bud_12_asks_for_kind_before_cost_and_for_neither_where_nothing_is_paid() -> None:
    free = ART.replace(ref="free", kinds=None, cost=Rate.weekly(0))
    assert judged("BUD-12", plans(HOMECARE, free)).result is Result.HOLDS
    assert missed("BUD-12", plans(HOMECARE, free.replace(cost=None))) == ("plan.supports[free].kinds",)
    reablement = free.replace(kinds=(SupportKind.REABLEMENT,), cost=None)
    assert missed("BUD-12", plans(HOMECARE, reablement)) == ("plan.supports[free].cost",)
    assert said("BUD-12", plans(free.replace(cost=None), reabled(Money(1)).plan.supports[-1])) == [  # type: ignore[index]
        "plan.supports[reablement].cost: the support reablement is given free of charge, and the plan counts a "
        "cost for it"
    ]


NINETY = Rate.weekly(90)


def cut(rate: Rate, actual: Rate | Timeline[Rate] | None = NINETY, **facts: Any) -> Arrangement:
    """Mary with a budget that is varied on 1 October, and nothing recorded of why."""
    variation = Variation(effective=AUTUMN, known_from=ON, changes=(Change("budget.actual", rate),), ref="V-1")
    return sound(budget={"actual": actual}, variations=(variation.replace(**facts),))


GROUNDS = ("variations[V-1].circumstances", "variations[V-1].reassessed_on")


def test_bud_13_a_cut_asks_for_its_grounds_and_a_rise_does_not() -> None:
    assert missed("BUD-13", cut(Rate.weekly(80))) == GROUNDS
    assert missed("BUD-13", cut(Rate.weekly(80), reassessed_on=AUTUMN)) == GROUNDS[:1]
    assert judged("BUD-13", cut(Rate.weekly(90))).result is Result.HOLDS
    assert judged("BUD-13", cut(Rate.weekly(91))).result is Result.HOLDS


def test_bud_13_a_reassessment_that_came_too_late_is_found_whatever_is_recorded_of_the_circumstances() -> None:
    assert said("BUD-13", cut(Rate.weekly(80), reassessed_on=AUTUMN + ONE_DAY)) == [
        "variations[V-1].reassessed_on: the budget falls to £80.00 a week from Thu 1 Oct 2026, "
        "and the person was not reassessed until Fri 2 Oct 2026"
    ]


def test_bud_13_whether_it_is_a_cut_at_all_is_asked_first() -> None:
    assert missed("BUD-13", cut(Rate.weekly(80), actual=None)) == ("budget.actual",)
    unlike = cut(Rate.annual(4000), circumstances="moved")
    mary = unlike.replace(contract=unlike.contract.replace(payment=TERMS.replace(weeks_in_year=None)))
    assert missed("BUD-13", mary, NO_YEAR) == (YEAR,)
    undated = cut(Rate.weekly(80))
    assert missed("BUD-13", undated.replace(contract=undated.contract.replace(first_day=None))) == (
        "contract.first_day",
    )


def test_bud_13_is_compared_with_what_would_have_held_on_the_day_without_it() -> None:
    rises = Timeline(Rate.weekly(80), (AUTUMN, Rate.weekly(90)))
    assert missed("BUD-13", cut(Rate.weekly(85), actual=rises)) == GROUNDS, "less than was agreed from that day"
    falls = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80)))
    assert judged("BUD-13", cut(Rate.weekly(85), actual=falls)).result is Result.HOLDS, "agreed at signing"


def test_bud_13_each_variation_is_compared_with_the_one_before_it_however_they_are_recorded() -> None:
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


def test_bud_13_what_changes_something_else_is_no_cut() -> None:
    other = Variation(effective=AUTUMN, known_from=ON, changes=(Change("contract.last_day", LAST),))
    assert judged("BUD-13", sound(variations=(other,))).result is Result.DOES_NOT_APPLY


def test_bud_13_a_cut_counts_before_it_is_known_to_whoever_pays() -> None:
    late = cut(Rate.weekly(80), known_from=date(2026, 9, 1), circumstances="moved", reassessed_on=LAST)
    assert judged("BUD-13", late).result is Result.BREACH


@pytest.mark.parametrize(
    ("on", "paid", "year"),
    [
        (date(2025, 12, 1), "£4,399.55", "1 Apr 2026 to 31 Mar 2027"),  # before the first day: that of the first
        (date(2027, 3, 31), "£4,399.55", "1 Apr 2026 to 31 Mar 2027"),
        (date(2027, 4, 1), "£4,411.61", "1 Apr 2027 to 31 Mar 2028"),
    ],
)
def test_g10_a_yearly_budget_paid_by_weeks_is_said_with_the_difference(on: date, paid: str, year: str) -> None:
    (finding,) = judged("BUD-21", yearly("4387.50"), on=on).findings
    more = "12.05" if paid == "£4,399.55" else "24.11"
    assert finding.message == (
        f"paid by the week, the yearly budget comes to {paid} over {year}, £{more} more than £4,387.50"
    )
    assert finding.force is Force.NOTE


def test_g10_a_longer_year_of_weeks_pays_less() -> None:
    (finding,) = judged("BUD-21", yearly("4387.50", weeks=53)).findings
    assert finding.message.endswith("£4,316.54 over 1 Apr 2026 to 31 Mar 2027, £70.96 less than £4,387.50")


def test_g10_the_first_whole_year_from_the_day_on_is_looked_at() -> None:
    late = yearly("4387.50", first=date(2026, 4, 2))
    assert "1 Apr 2027 to 31 Mar 2028" in said("BUD-21", late)[0]
    ends = yearly("4387.50", first=date(2026, 4, 2), last=date(2028, 3, 30))
    assert judged("BUD-21", ends).result is Result.DOES_NOT_APPLY
    for other in (yearly("0"), yearly("4387.50", cycle=MONTHLY)):
        assert judged("BUD-21", other).result is Result.DOES_NOT_APPLY
    over = yearly("4387.50", last=date(2027, 3, 31))
    assert "1 Apr 2026 to 31 Mar 2027" in said("BUD-21", over, on=date(2030, 1, 1))[0]
    for far in (date.min, date.max):
        distant = yearly("4387.50", first=far, last=OPEN_ENDED)
        assert judged("BUD-21", distant, on=far).result is not Result.CANNOT_TELL


def test_g10_only_what_is_yearly_and_paid_by_weeks_counts() -> None:
    """From October by the week: 183 days of 4,387.50 are 2,199.76 of the year, and 2,205.80 as sevenths of 84.375."""
    changing = Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly("90")))
    assert "£2,205.80 over 1 Apr 2026 to 31 Mar 2027, £6.04 more than £2,199.76" in said("BUD-21", yearly(changing))[0]
    parts = split("60", "24.375")
    assert judged("BUD-21", sound(budget={"deployment": parts})).result is Result.DOES_NOT_APPLY
    by_year = (parts[0].replace(rate=Rate.annual("3120")), parts[1])
    split_up = yearly(Timeline(Rate.weekly("84.375")))
    split_up = split_up.replace(budget=split_up.budget.replace(deployment=by_year))
    assert "£3,128.57" in said("BUD-21", split_up)[0]


def test_g10_what_is_not_recorded_is_asked_for() -> None:
    silent = yearly("4387.50", weeks_in_year=None)
    assert missed("BUD-21", silent, NO_YEAR) == (YEAR,)
    assert missed("BUD-21", yearly("4387.50", last=None)) == ("contract.last_day",)
    assert missed("BUD-21", yearly("4387.50", cycle=None)) == ("contract.payment.cycle",)
    assert missed("BUD-21", sound(budget={"actual": None})) == ("budget.actual",)


def test_x11_who_pays_the_full_cost_is_charged_all_that_may_be_charged_for_and_no_more() -> None:
    """The NHS pays 40%, or half is free: what is charged is the rest, and nothing is to be put right."""
    for_all = FullCost(first_day=START)
    parts = {"actual": Rate.weekly(300), "contribution": None, "full_cost": for_all}
    half = Exemption(ground=Ground.AFTERCARE, first_day=START, part="0.5")
    whole = half.replace(part=1)
    shared = sound(budget=parts).replace(funding=SHARED)
    assert judged("BUD-11", shared).result is Result.HOLDS
    for exemption in (half, whole):
        assert judged("BUD-11", sound(budget=parts | {"exemptions": (exemption,)})).result is Result.HOLDS
    assert judged("BUD-11", sound(budget=parts | {"exemptions": None})).result is Result.HOLDS, "nothing rests on it"
    ends = {"contribution": Rate.weekly(300), "full_cost": for_all.replace(last_day=AUTUMN - ONE_DAY)}
    found = said("BUD-11", sound(budget=parts | ends).replace(funding=SHARED))
    assert len(found) == 1, "once they no longer pay it, what is charged is judged"
    assert "£300.00 a week was assessed from Thu 1 Oct 2026" in found[0]


def test_x11_a_charge_is_told_the_same_in_whatever_order_funders_and_exemptions_are_recorded() -> None:
    half = Exemption(ground=Ground.AFTERCARE, first_day=START, part="0.5")
    free = (half, half.replace(ground=Ground.CARER, part="0.25"))
    for grounds in (free, tuple(each.replace(part=1) for each in free)):
        mary = weekly("80", exemptions=grounds).replace(funding=SHARED)
        turned = weekly("80", exemptions=grounds[::-1]).replace(funding=SHARED[::-1])
        assert said("BUD-11", mary) == said("BUD-11", turned) != []


def test_x11_bud_21_looks_at_no_year_in_which_somebody_ends_it() -> None:
    mary, year_end = yearly("4387.50"), date(2027, 3, 31)

    def ended(last_day: date) -> Arrangement:
        why, given_on = TerminationReason.ORDINARY, date(2026, 3, 1)
        ending = Termination(party=Party.PERSON, reason=why, given_on=given_on, last_day=last_day)
        return mary.replace(endings=(ending,))

    assert judged("BUD-21", ended(year_end - ONE_DAY)).result is Result.DOES_NOT_APPLY
    assert judged("BUD-21", ended(year_end)).result is Result.BREACH
