"""Rules on the budget and the plan that it pays for (BUD-02, -14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from rules.budget.test_amounts import NO_YEAR, YEAR, plans, split
from support.arrangements import ART, AUTUMN, DAY_AFTER, HOMECARE, LAST, ON, ONE_DAY, START, arrangement, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Basis,
    Change,
    FeeBase,
    FeeFacts,
    FixedFee,
    ManagementFee,
    MonthlyFee,
    NoFee,
    PaymentLevel,
    PercentageFee,
    PerWeek,
    Placement,
    Variation,
    Visits,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import Result
from isf_core.values import Money, Rate, Timeline


def planned(a_week: str, indicative: str = "80", actual: str = "84.38", **plan: object) -> Arrangement:
    """Mary with no fee, a plan of one support, an indicative and an actual budget, each of so many pounds a week."""
    supports = (ART.replace(cost=Rate.weekly(a_week)),)
    return sound(
        budget={"indicative": Rate.weekly(indicative), "actual": Rate.weekly(actual)},
        plan={"supports": supports, **plan},
        contract={"fee": NoFee()},
    )


RAISED = sound(budget={"indicative": Rate.annual("4000")})
"""Mary with a budget that was raised to what her plan costs."""
JUNE = date(2026, 6, 1)


TO_252 = Rate.weekly(252)


def charged(fee: ManagementFee, actual: Rate = TO_252, placement: Placement = Placement.INSIDE) -> Arrangement:
    """Mary with a plan of 252 a week, a budget, and a fee."""
    return sound(
        budget={"indicative": Rate.weekly(252), "actual": actual, "in_house": ()},
        plan={"supports": (ART.replace(cost=Rate.weekly(252)),)},
        contract={"fee": fee, "fee_placement": placement},
    )


def cut(to: str, on: date = JUNE, **facts: Any) -> Arrangement:
    """Mary's plan of 252 a week, whose budget of 252 is cut."""
    change = Change("budget.actual", Rate.weekly(to))
    return charged(NoFee()).replace(variations=(Variation(effective=on, known_from=ON, changes=(change,), **facts),))


def cheaper(on: date) -> Arrangement:
    """From a day on, Mary's plan costs five pounds less."""
    plan = sound().plan
    less = plan.replace(supports=(HOMECARE, ART.replace(cost=Rate.weekly("16.875"))))
    variation = Variation(effective=on, known_from=ON, changes=(Change("plan", less),))
    return sound(variations=(variation,))


PROOFS: dict[str, Proof] = {
    "BUD-02": Proof(
        sound=RAISED,
        breaches=(
            planned("100"),
            planned("100").replace(contract=planned("100").contract.replace(first_day=None)),
            charged(FixedFee(per_week="15")),
            cut("200"),
        ),
        edges=(
            Edge("a penny above the actual budget", planned("84.38"), planned("84.39")),
            Edge("a penny a week of a fee inside", charged(NoFee()), charged(FixedFee(per_week="0.01"))),
            Edge(
                "a percentage inside",
                charged(PercentageFee(percent="4", base=FeeBase.GROSS), Rate.weekly("262.50")),
                charged(PercentageFee(percent="4.01", base=FeeBase.GROSS), Rate.weekly("262.50")),
            ),
            Edge(
                "a fee on top or inside",
                charged(FixedFee(per_week="15"), placement=Placement.ON_TOP),
                charged(FixedFee(per_week="15")),
            ),
            Edge("the budget is cut by a penny", cut("252"), cut("251.99")),
            Edge("cut on the last day, or after it", cut("200", LAST + ONE_DAY), cut("200", LAST)),
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
                    },
                    contract={"fee": NoFee()},
                ),
                sound(
                    budget={
                        "indicative": Rate.weekly(80),
                        "actual": Timeline(Rate.weekly(80), (DAY_AFTER, Rate.weekly(90))),
                    },
                    contract={"fee": NoFee()},
                ),
            ),
        ),
    ),
    "BUD-14": Proof(
        sound=sound(),
        breaches=(
            sound(budget={"actual": Rate.annual("5000")}),
            sound(contract={"fee": FixedFee(per_week="9")}),
            sound(plan={"supports": (HOMECARE, ART.replace(cost=Money("1137.50")))}),
        ),
        edges=(
            Edge("a penny a week below the budget", planned("90", "90", "90"), planned("89.99", "90", "90")),
            Edge(
                "every day counts",
                cheaper(LAST + ONE_DAY),
                cheaper(LAST),
            ),
            Edge("a penny of a fee inside", sound(), sound(contract={"fee": FixedFee(per_week="9.99")})),
            Edge(
                "what goes through the fund counts",
                sound(
                    budget={"actual": Rate.weekly("94.375"), "deployment": split("84.375", "10")},
                    contract={"fee": NoFee()},
                ),
                sound(
                    budget={"actual": Rate.weekly("94.375"), "deployment": split("84.385", "9.99")},
                    contract={"fee": NoFee()},
                ),
            ),
        ),
    ),
}


def test_bud_02_says_what_the_plan_costs_and_what_it_may() -> None:
    (finding,) = judged("BUD-02", planned("100")).findings
    assert finding.message == (
        "the plan costs £100.00 a week, and only £84.38 a week is left for it: the budget is £84.38 a week"
    )
    assert finding.remedy == "raise the budget, or revise the plan to bring it within £84.38 a week"


def test_a1_2_a_fee_that_comes_out_of_the_budget_is_no_longer_there_for_the_plan() -> None:
    """252 a week is planned of a budget of 252, and a fee of 15 comes out of it: 267 is wanted."""
    inside = charged(FixedFee(per_week="15"))
    assert said("BUD-02", inside) == [
        "plan.supports: the plan costs £252.00 a week, and only £237.00 a week is left for it: "
        "the budget is £252.00 a week, and a fee of £15.00 a week comes out of it"
    ]
    assert judged("BUD-14", inside).result is Result.HOLDS, "the plan is worth more, and not less"
    raised = charged(FixedFee(per_week="15"), Rate.weekly(267))
    assert judged("BUD-02", raised).result is judged("BUD-14", raised).result is Result.HOLDS


def test_a1_3_a_budget_that_is_cut_no_longer_pays_for_the_plan() -> None:
    """252 a week is cut to 200 in June, the plan stays as it is, and it is asked in November."""
    november = date(2026, 11, 1)
    assert said("BUD-02", cut("200"), on=november) == [
        "plan.supports: the plan costs £252.00 a week, and only £200.00 a week is left for it: "
        "from Mon 1 Jun 2026 the budget is £200.00 a week"
    ]
    assert judged("BUD-02", cut("200"), on=ON).result is Result.BREACH, "known already, and to come"
    back = Variation(effective=november, known_from=ON, changes=(Change("budget.actual", Rate.weekly(252)),))
    twice = cut("200").replace(variations=(*cut("200").variations, back))
    assert len(said("BUD-02", twice)) == 1
    revised = Change("plan", cut("200").plan.replace(supports=(ART.replace(cost=Rate.weekly(200)),)))
    both = Variation(effective=JUNE, known_from=ON, changes=(Change("budget.actual", Rate.weekly(200)), revised))
    assert judged("BUD-02", charged(NoFee()).replace(variations=(both,))).result is Result.HOLDS


def test_bud_02_one_shortfall_is_told_once_and_another_anew() -> None:
    rises = Timeline(Rate.weekly(240), (JUNE, Rate.weekly("240")), (AUTUMN, Rate.weekly(250)))
    short = charged(NoFee()).replace(budget=charged(NoFee()).budget.replace(actual=rises))
    assert len(said("BUD-02", short)) == 2
    supports = tuple(each.replace(provider="P-8") for each in short.plan.supports or ())
    by_others = Change("plan", short.plan.replace(supports=supports))
    moved = short.replace(variations=(Variation(effective=JUNE, known_from=ON, changes=(by_others,)),))
    assert len(said("BUD-02", moved)) == 2, "another plan that costs the same"
    later = Timeline(Basis.NET, (JUNE, Basis.GROSS))
    same = short.replace(contract=short.contract.replace(payment=short.contract.payment.replace(basis=later)))
    assert len(said("BUD-02", same)) == 2, "the basis changes nothing for a plan without a fee"
    open_to_doubt = same.replace(contract=same.contract.replace(last_day=None))
    assert missed("BUD-02", cut("200").replace(contract=cut("200").contract.replace(last_day=None))) == (
        "contract.last_day",
    )
    assert judged("BUD-02", open_to_doubt).result is not Result.HOLDS


def test_bud_02_a_fee_that_takes_all_of_the_budget_is_told_once_however_much_more_it_is() -> None:
    """Of 10 a week a fee of 15 leaves nothing, and neither does one of 20; one of 9.99 leaves a penny."""
    fee = FixedFee(per_week="15")
    short = charged(fee, Rate.weekly(10))
    for then, times in (("20", 1), ("10", 1), ("9.99", 2)):
        rises = Timeline(fee, (JUNE, FixedFee(per_week=then)))
        assert len(said("BUD-02", arrangement(short, contract={"fee": rises}))) == times


def test_bud_02_what_a_fee_rests_on_is_asked_for_by_name() -> None:
    net = PercentageFee(percent="4", base=FeeBase.NET)
    mary = charged(net, Rate.weekly(263))

    def without(**facts: Any) -> tuple[str, ...]:
        return missed("BUD-02", arrangement(mary, **facts), PLAIN.parameters.replace(fee_base=None, basis=None))

    assert without() == ()
    assert without(contract={"fee": None}) == ("contract.fee",)
    assert without(contract={"fee_placement": None}) == ("contract.fee_placement",)
    assert without(contract={"fee_placement": NOT_STATED}) == ("contract.fee_placement",)
    assert without(contract={"fee": PercentageFee(percent="4")}) == ("contract.fee.base",)
    assert without(budget={"in_house": None}) == ("budget.in_house",)
    assert without(budget={"contribution": None}) == ("budget.contribution",)
    assert without(payment={"basis": None}) == ("contract.payment.basis",)
    monthly = {"contribution": Rate.monthly(80), "actual": Rate.weekly(263)}
    assert missed("BUD-02", arrangement(mary, budget=monthly, payment={"weeks_in_year": None}), NO_YEAR) == (YEAR,)
    assert judged("BUD-02", mary, NUMBERS.replace(fee_base=FeeBase.NET)).result is Result.HOLDS


def test_bud_02_a_percentage_is_taken_on_its_own_base() -> None:
    """4% of 263 less 20 is 9.72, and of 263 it is 10.52: of 262, 252.32 and 251.52 are left."""
    net, gross = (PercentageFee(percent="4", base=base) for base in (FeeBase.NET, FeeBase.GROSS))
    assert judged("BUD-02", charged(net, Rate.weekly(262))).result is Result.HOLDS
    assert judged("BUD-02", charged(gross, Rate.weekly(262))).result is Result.BREACH
    unnamed = charged(PercentageFee(percent="4"), Rate.weekly(262))
    assert judged("BUD-02", unnamed, NUMBERS.replace(fee_base=FeeBase.NET)).result is Result.HOLDS
    assert judged("BUD-02", unnamed, NUMBERS.replace(fee_base=FeeBase.GROSS)).result is Result.BREACH
    collected = arrangement(charged(net, Rate.weekly(262)), payment={"basis": Basis.GROSS})
    assert judged("BUD-02", collected).result is Result.BREACH, "nothing comes off for the contribution"
    by_policy = arrangement(charged(gross, Rate.weekly(262)), contract={"fee_placement": None})
    assert judged("BUD-02", by_policy, NUMBERS.replace(fee_placement=Placement.ON_TOP)).result is Result.HOLDS


@attrs.frozen
class HalfOfTheContribution:
    """A council's own fee."""

    def charges(self, facts: FeeFacts) -> tuple[PerWeek, ...]:
        return (PerWeek(facts.contribution.per_week(52) / 2),)


def test_bud_02_a_fee_that_depends_on_the_contribution_is_compared_whenever_that_changes() -> None:
    """Of 262, half of 20 leaves 252, and half of 22 leaves 251."""
    rises = {"contribution": Timeline(Rate.weekly(20), (JUNE, Rate.weekly(22)))}
    mary = arrangement(charged(HalfOfTheContribution(), Rate.weekly(262)), budget=rises)
    (finding,) = said("BUD-02", mary)
    assert "only £251.00 a week is left" in finding
    assert "from Mon 1 Jun 2026 the budget is" in finding
    assert missed("BUD-02", arrangement(mary, contract={"fee": None})) == ("contract.fee",)


def test_bud_02_a_fee_by_the_month_is_a_twelfth_of_so_many_weeks() -> None:
    """Of 273 a week, 91 a month is 21 a week: 252 are left."""
    monthly = MonthlyFee(per_month="91")
    assert judged("BUD-02", charged(monthly, Rate.weekly(273))).result is Result.HOLDS
    assert judged("BUD-02", charged(MonthlyFee(per_month="91.01"), Rate.weekly(273))).result is Result.BREACH
    no_year = arrangement(charged(monthly, Rate.weekly(273)), payment={"weeks_in_year": None})
    assert missed("BUD-02", no_year, NO_YEAR) == (YEAR,)


def test_bud_02_a_plan_that_costs_too_much_already_is_found_before_all_is_costed() -> None:
    low = {"indicative": Rate.weekly(50), "actual": Rate.weekly(60)}
    (finding,) = said("BUD-02", plans(HOMECARE, ART.replace(cost=None), **low))
    assert "costs at least £62.50 a week" in finding
    assert missed("BUD-02", plans(HOMECARE, ART.replace(cost=None), **{**low, "actual": Rate.weekly(80)})) == (
        "plan.supports[art].cost",
    )


def test_bud_02_the_actual_budget_tells_whatever_the_indicative_one_was() -> None:
    assert judged("BUD-02", planned("84.38", "80")).result is Result.HOLDS, "raised"
    assert judged("BUD-02", planned("85", "90")).result is Result.BREACH
    assert judged("BUD-02", plans(HOMECARE, ART, indicative=None)).result is Result.HOLDS
    assert missed("BUD-02", plans(HOMECARE, ART, actual=None)) == ("budget.actual",)


def test_bud_02_unlike_units_of_plan_and_budget_need_a_year() -> None:
    low = {"indicative": Rate.annual(4000), "actual": Rate.annual(4100)}
    silent = sound(budget=low, payment={"weeks_in_year": None})
    assert missed("BUD-02", silent, NO_YEAR) == (YEAR,)
    assert missed("BUD-14", silent, NO_YEAR) == (YEAR,)
    weekly = planned("90", "90", "90")
    assert judged("BUD-02", arrangement(weekly, payment={"weeks_in_year": None}), NO_YEAR).result is Result.HOLDS


def test_bud_02_visits_that_fall_on_bank_holidays_need_a_year_too() -> None:
    visits = (Visits(a_week=7, hours="1", hourly="12", bank_holiday_hourly="24", bank_holidays_a_year="8"),)
    mary = sound(
        budget={"actual": Rate.weekly(80), "indicative": Rate.weekly(80)},
        plan={"supports": (HOMECARE.replace(cost=visits),)},
        payment={"weeks_in_year": None},
    )
    assert missed("BUD-02", mary, NO_YEAR) == (YEAR,)
    assert judged("BUD-02", mary).result is Result.BREACH


def test_bud_02_a_later_plan_is_judged_by_the_budget_of_its_day() -> None:
    dear = Change("plan", sound().plan.replace(supports=(ART.replace(cost=Rate.weekly(200)),)))

    def outcome(effective: date, known_from: date | None = ON) -> Result:
        variation = Variation(effective=effective, known_from=known_from, changes=(dear,))
        return judged("BUD-02", sound(variations=(variation,))).result

    assert outcome(AUTUMN) is Result.BREACH
    assert outcome(LAST) is Result.BREACH
    assert outcome(LAST + ONE_DAY) is Result.HOLDS, "it never comes to that"
    assert outcome(START) is Result.BREACH
    assert outcome(START, ON + ONE_DAY) is Result.HOLDS, "not known yet"
    assert outcome(START, None) is Result.HOLDS, "CON-14 asks since when"
    undated = sound(
        variations=(Variation(effective=START, known_from=ON, changes=(dear,)),), contract={"first_day": None}
    )
    assert missed("BUD-02", undated) == ("contract.first_day",)


def test_bud_14_a_plan_that_costs_less_is_told_with_what_is_then_paid() -> None:
    less = sound(budget={"actual": Rate.weekly(90)}, contract={"fee": NoFee()})
    (finding,) = said("BUD-14", less)
    assert finding == (
        "plan.supports: the plan costs £84.375 a week, £5.625 less than what is there for it: "
        "the budget is £90.00 a week; the policy pays the whole budget"
    )
    assert said("BUD-14", less, PLAIN.parameters.replace(pays=PaymentLevel.PLAN))[0].endswith(
        "pays what the plan costs"
    )
    assert missed("BUD-14", less, PLAIN.parameters.replace(pays=None)) == ("policy.pays",)
    assert judged("BUD-14", sound(), PLAIN.parameters.replace(pays=None)).result is Result.HOLDS
    assert missed("BUD-14", sound(budget={"actual": None})) == ("budget.actual",)
    twice = Timeline(Placement.INSIDE, (JUNE, Placement.ON_TOP))
    moved = sound(contract={"fee_placement": twice})
    assert [each.partition(": from ")[2][:15] for each in said("BUD-14", moved)] == [
        "Mon 1 Jun 2026 ",
        "Thu 1 Oct 2026 ",
    ]
    same = sound(budget={"actual": Rate.weekly(95)}, payment={"basis": Timeline(Basis.NET, (JUNE, Basis.GROSS))})
    assert len(said("BUD-14", same)) == 2, "told again in October only, when the fee changes"


def test_bud_14_a_plan_that_is_worth_the_budget_already_needs_no_more_costs() -> None:
    worth = {"actual": Rate.weekly("62.5")}
    assert judged("BUD-14", plans(HOMECARE, ART.replace(cost=None), **worth)).result is Result.HOLDS
    short = {"actual": Rate.weekly("62.51")}
    assert missed("BUD-14", plans(HOMECARE, ART.replace(cost=None), **short)) == ("plan.supports[art].cost",)
    assert missed("BUD-14", sound(plan={"supports": None})) == ("plan.supports",)
    assert missed("BUD-14", sound(contract={"first_day": None})) == ("contract.first_day",)
