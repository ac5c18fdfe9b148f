"""Rules on the budget and the plan that it pays for (BUD-02, -14)."""

from __future__ import annotations

from datetime import date

from rules.budget.test_amounts import NO_YEAR, YEAR, plans, split
from support.arrangements import ART, AUTUMN, DAY_AFTER, HOMECARE, ON, ONE_DAY, START, sound
from support.asking import judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    Arrangement,
    Change,
    PaymentLevel,
    Variation,
    Visits,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Money, Rate, Timeline


def planned(a_week: str, indicative: str = "80", actual: str = "84.38", **plan: object) -> Arrangement:
    """Mary with a plan of one support, an indicative and an actual budget, each of so many pounds a week."""
    supports = (ART.replace(cost=Rate.weekly(a_week)),)
    return sound(
        budget={"indicative": Rate.weekly(indicative), "actual": Rate.weekly(actual)},
        plan={"supports": supports, **plan},
    )


RAISED = sound(budget={"indicative": Rate.annual("4000")})
"""Mary with a budget that was raised to what her plan costs."""


PROOFS: dict[str, Proof] = {
    "BUD-02": Proof(
        sound=RAISED,
        breaches=(
            planned("100"),
            planned("100").replace(contract=sound().contract.replace(first_day=None)),
        ),
        edges=(
            Edge("a penny above the actual budget", planned("84.38"), planned("84.39")),
            Edge("a penny above the indicative budget", planned("90", "90"), planned("90.01", "90")),
            Edge("a fraction of a penny", planned("84.38"), planned("84.3801")),
            Edge(
                "agreed by the day, or only after it",
                planned("100", agreed_on=ON + ONE_DAY),
                planned("100", agreed_on=ON),
            ),
            Edge(
                "raised on the first day, or the day after",
                sound(
                    budget={
                        "indicative": Rate.weekly(80),
                        "actual": Timeline(Rate.weekly(80), (START, Rate.weekly(90))),
                    }
                ),
                sound(
                    budget={
                        "indicative": Rate.weekly(80),
                        "actual": Timeline(Rate.weekly(80), (DAY_AFTER, Rate.weekly(90))),
                    }
                ),
            ),
        ),
    ),
    "BUD-14": Proof(
        sound=sound(),
        breaches=(
            sound(budget={"actual": Rate.annual("4500")}),
            sound(plan={"supports": (HOMECARE, ART.replace(cost=Money("1137.50")))}),
        ),
        edges=(
            Edge("a penny a week below the budget", planned("90", "90", "90"), planned("89.99", "90", "90")),
            Edge("the first day counts", sound(), sound(contract={"first_day": AUTUMN})),
            Edge(
                "what goes through the fund counts",
                sound(budget={"actual": Rate.weekly("94.375"), "deployment": split("84.375", "10")}),
                sound(budget={"actual": Rate.weekly("94.375"), "deployment": split("84.385", "9.99")}),
            ),
        ),
    ),
}


def test_bud_02_says_what_the_plan_costs_and_what_it_may() -> None:
    (finding,) = judged("BUD-02", planned("100")).findings
    assert finding.message == (
        "the plan agreed on Fri 20 Mar 2026 costs £100.00 a week: more than the indicative budget, £80.00 a week, "
        "and than the actual budget, £84.38 a week"
    )
    assert finding.remedy == "raise the budget, or revise the plan to bring it within £84.38 a week"


def test_bud_02_a_plan_that_costs_too_much_already_is_found_before_all_is_costed() -> None:
    low = {"indicative": Rate.weekly(50), "actual": Rate.weekly(60)}
    (finding,) = said("BUD-02", plans(HOMECARE, ART.replace(cost=None), **low))
    assert "costs at least £62.50 a week" in finding
    assert missed("BUD-02", plans(HOMECARE, ART.replace(cost=None), **{**low, "actual": Rate.weekly(70)})) == (
        "plan.supports[art].cost",
    )


def test_bud_02_either_budget_that_bears_the_plan_is_enough_whatever_is_not_recorded_of_the_other() -> None:
    assert judged("BUD-02", plans(HOMECARE, ART, actual=None)).result is Result.HOLDS
    assert judged("BUD-02", plans(HOMECARE, ART, indicative=None)).result is Result.HOLDS
    assert missed("BUD-02", plans(HOMECARE, ART, indicative=Rate.weekly(80), actual=None)) == ("budget.actual",)
    assert missed("BUD-02", plans(HOMECARE, ART, indicative=None, actual=None)) == (
        "budget.indicative",
        "budget.actual",
    )


def test_bud_02_unlike_units_of_plan_and_budget_need_a_year() -> None:
    low = {"indicative": Rate.annual(4000), "actual": Rate.annual(4100)}
    silent = sound(budget=low, payment={"weeks_in_year": None})
    assert missed("BUD-02", silent, NO_YEAR) == (YEAR,)
    assert missed("BUD-14", silent, NO_YEAR) == (YEAR,)
    weekly_only = silent.replace(
        plan=silent.plan.replace(supports=(ART.replace(cost=Rate.weekly(90)),)),
        budget=silent.budget.replace(indicative=Rate.weekly(90)),
    )
    assert judged("BUD-02", weekly_only, NO_YEAR).result is Result.HOLDS


def test_bud_02_visits_that_fall_on_bank_holidays_need_a_year_too() -> None:
    visits = (Visits(a_week=7, hours="1", hourly="12", bank_holiday_hourly="24", bank_holidays_a_year="8"),)
    mary = sound(
        budget={"actual": Rate.weekly(80), "indicative": Rate.weekly(80)},
        plan={"supports": (HOMECARE.replace(cost=visits),)},
        payment={"weeks_in_year": None},
    )
    assert missed("BUD-02", mary, NO_YEAR) == (YEAR,)
    assert judged("BUD-02", mary).result is Result.BREACH


def test_bud_02_the_plan_of_the_first_day_counts_not_what_became_of_it() -> None:
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


def test_bud_14_a_plan_that_costs_less_is_told_with_what_is_then_paid() -> None:
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


def test_bud_14_a_plan_that_is_worth_the_budget_already_needs_no_more_costs() -> None:
    worth = {"actual": Rate.weekly("62.5")}
    assert judged("BUD-14", plans(HOMECARE, ART.replace(cost=None), **worth)).result is Result.HOLDS
    short = {"actual": Rate.weekly("62.51")}
    assert missed("BUD-14", plans(HOMECARE, ART.replace(cost=None), **short)) == ("plan.supports[art].cost",)
    assert missed("BUD-14", sound(plan={"supports": None})) == ("plan.supports",)
    assert missed("BUD-14", sound(contract={"first_day": None})) == ("contract.first_day",)
