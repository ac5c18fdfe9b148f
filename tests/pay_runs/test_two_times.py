"""What takes effect when, and what was learnt when: each fault that mixed the two, by its name and with its numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused
from support.time_cases import SIGNED, backdating, meanwhile, paid_before, schedule_of, varied, varying

from isf_core import (
    PLAIN,
    Arrangement,
    InHouse,
    Money,
    OneOff,
    Policy,
    Rate,
    Rounding,
    Timeline,
    as_known,
    check,
    uplift,
)
from isf_core.errors import ContradictoryTerms
from isf_core.model import (
    OPEN_ENDED,
    Backdating,
    Deployed,
    DeploymentOption,
    HowFarBack,
    NeedsAssessment,
    Outcome,
    PaymentLevel,
    RateRise,
    Support,
    SupportPlan,
    Suspension,
)
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.pay_runs import PaymentHistory, PaymentMade, next_payments, reconcile
from isf_core.rules import Result

NEVER = backdating(HowFarBack.NEVER)
OCTOBER = date(2026, 10, 19)
SEPTEMBER = date(2026, 9, 15)
MEALS = (InHouse(what="meals", cost=Rate.weekly("10")),)


def plan(weekly: str) -> SupportPlan:
    """One support, at so much a week."""
    return SupportPlan(outcomes=(Outcome(ref="o"),), supports=(Support.by_rate("s", ("o",), Rate.weekly(weekly)),))


def paid(arrangement: Arrangement, policy: Policy = PLAIN, until: date = date(2026, 11, 15)) -> list[str]:
    return [str(each.amount) for each in schedule_of(arrangement, until, policy)]


def paid_under(arrangement: Arrangement, policy: Policy, payments: int, on: date) -> PaymentHistory:
    made = schedule_of(as_known(arrangement, on=on), policy=policy)[:payments]
    return PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))


# F1, F8: values hold from their effective day


@pytest.mark.parametrize(("before", "after", "then"), [("80", "60", "240.00"), ("60", "80", "320.00")])
def test_f1_a_plan_pays_from_the_day_it_takes_effect_and_never_re_prices_the_past(
    before: str, after: str, then: str
) -> None:
    rule = Backdating(how_far=HowFarBack.NEVER)
    policy = PLAIN.with_parameters("P", pays=PaymentLevel.PLAN, backdating=rule, recovery_limit="0.5")
    change = varying(OCTOBER, ("plan", plan(after)), known_from=SEPTEMBER)
    arrangement = mary(arrangement={"plan": plan(before), "variations": (change,)})
    first = "320.00" if before == "80" else "240.00"
    assert paid(as_known(arrangement, on=SEPTEMBER), policy) == paid(arrangement, policy) == [*[first] * 7, then]
    history = paid_under(arrangement, policy, 6, date(2026, 9, 1))
    found = reconcile(arrangement, history, on=date(2026, 9, 16), policy=policy)
    assert (found.amount, found.withheld) == (Money(0), ())


def test_f1_an_in_house_service_is_taken_off_from_the_day_it_begins() -> None:
    change = varying(date(2026, 9, 21), ("budget.in_house", MEALS), known_from=date(2026, 9, 1))
    arrangement = varied(change)
    history = paid_before(arrangement, 5, date(2026, 8, 31))
    found = reconcile(arrangement, history, on=date(2026, 9, 2), policy=NEVER)
    assert (found.amount, found.withheld) == (Money(0), ())
    assert paid(arrangement) == [*["337.50"] * 6, "297.50", "297.50"]
    dearer = (MEALS[0].replace(cost=Timeline(Rate.weekly(12), (date(2026, 11, 1), Rate.weekly(13)))),)
    again = varied(change, varying(OCTOBER, ("budget.in_house", dearer)))
    assert again.budget.in_house == ()
    (meals,) = as_known(again, on=OCTOBER).budget.in_house or ()
    assert meals.cost == Timeline(
        Rate.weekly(0),
        (date(2026, 9, 21), Rate.weekly(10)),
        (OCTOBER, Rate.weekly(12)),
        (date(2026, 11, 1), Rate.weekly(13)),
    )
    ended = varied(change, varying(OCTOBER, ("budget.in_house", ())))
    assert paid(ended)[-2:] == ["297.50", "337.50"]


def test_f1_in_house_services_that_were_not_recorded_before_are_not_made_up() -> None:
    change = varying(date(2026, 9, 21), ("budget.in_house", MEALS))
    view = ArrangementAsKnown.in_full(varied(change, budget={"in_house": None}))
    assert view.arrangement.budget.in_house is None
    assert view.value("budget.in_house", date(2026, 9, 21)) == MEALS
    from_the_first_day = ArrangementAsKnown.in_full(
        varied(
            change.replace(effective=date(2026, 4, 6)),
            varying(OCTOBER, ("budget.in_house", ())),
            budget={"in_house": None},
        )
    )
    (meals,) = from_the_first_day.arrangement.budget.in_house or ()
    assert meals.cost == Timeline(Rate.weekly(10), (OCTOBER, Rate.weekly(0)))


def split(fund: str, rest: str, option: DeploymentOption = DeploymentOption.INDIVIDUAL_SERVICE_FUND) -> Any:
    """The budget in two parts."""
    return (
        Deployed(option=option, rate=Rate.weekly(fund)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(rest)),
    )


def test_f1_a_split_of_the_budget_holds_from_its_day() -> None:
    change = varying(OCTOBER, ("budget.deployment", split("60", "24.375")), known_from=SEPTEMBER)
    assert paid(varied(change)) == [*["337.50"] * 7, "240.00"]
    found = reconcile(varied(change), paid_before(varied(change), 6), on=SEPTEMBER, policy=NEVER)
    assert found.amount == Money(0)
    health = split("50", "34.375", DeploymentOption.THIRD_PARTY_HEALTH_BUDGET)
    again = varying(date(2026, 11, 16), ("budget.deployment", health))
    assert paid(varied(change, again), until=date(2026, 11, 16))[-2:] == ["240.00", "200.00"]
    whole_again = varying(date(2026, 11, 16), ("budget.deployment", None))
    assert paid(varied(change, whole_again), until=date(2026, 11, 16))[-2:] == ["240.00", "337.50"]
    view = ArrangementAsKnown.in_full(varied(change, budget={"actual": None}))
    assert view.arrangement.budget.deployment == split("60", "24.375"), "of what is not recorded nothing is split"


def test_f1_a_split_that_leaves_the_fund_no_part_is_refused_and_not_paid_as_nothing() -> None:
    none = varying(OCTOBER, ("budget.deployment", split("60", "24.375")[1:]), known_from=SEPTEMBER)
    refused(lambda: schedule_of(varied(none)), "budget.deployment", kind=ContradictoryTerms)


def test_f1_a_late_plan_is_held_up_by_the_policy_as_a_late_rate_is() -> None:
    rule = Backdating(how_far=HowFarBack.NEVER)
    policy = PLAIN.with_parameters("P", pays=PaymentLevel.PLAN, backdating=rule, recovery_limit="0.5")
    change = varying(date(2026, 6, 1), ("plan", plan("60")), known_from=date(2026, 7, 20))
    arrangement = mary(arrangement={"plan": plan("80"), "variations": (change,)})
    history = paid_under(arrangement, policy, 4, SIGNED)
    on = date(2026, 7, 20)
    found = reconcile(arrangement, history, on=on, policy=policy)
    assert (found.amount, found.amount_withheld) == (Money(0), Money(-160))
    upcoming = next_payments(arrangement, history, on=on, until=date(2026, 7, 27), policy=policy)
    assert [each.amount for each in upcoming] == [Money(240)]
    back = policy.with_parameters("Q", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT))
    assert reconcile(arrangement, history, on=on, policy=back).amount == Money(-160)


def test_f8_rules_judge_the_plan_in_force_on_the_day() -> None:
    outcome = Outcome(ref="o", eligible=True, met_informally=())
    now = plan("80").replace(outcomes=(outcome,))
    change = varying(date(2027, 1, 1), ("plan", now.replace(supports=())))
    needs = NeedsAssessment(not_achieved=())
    arrangement = mary(arrangement={"plan": now, "variations": (change,), "needs": needs})
    for facts in (arrangement, as_known(arrangement, on=date(2027, 2, 1))):
        results = [check(facts, on=on).result("PLN-01").result for on in (date(2026, 12, 31), date(2027, 1, 1))]
        assert results == [Result.HOLDS, Result.BREACH]
    folded = as_known(arrangement, on=SIGNED)
    assert folded.plan == now
    refused(lambda: folded.replace(plan=SupportPlan()), "Arrangement.plan: it is none of the plans that as_known made")
    more = folded.replace(variations=(varying(OCTOBER, ("plan", plan("70"))),))
    assert [each.per_week(52) for each in ArrangementAsKnown.in_full(more).plan_over_time.values] == [
        plan(each).per_week(52) if each else SupportPlan(supports=()).per_week(52) for each in ("80", "70", "")
    ]


# F2: lists and ends as they were learnt

FIRST = Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 6, 21))
EARLIER = Suspension(first_day=date(2026, 5, 11), last_day=date(2026, 5, 17))


def test_f2_an_earlier_stay_that_is_heard_of_later_is_found() -> None:
    heard = varying(FIRST.first_day, ("suspensions", (FIRST,)), known_from=date(2026, 7, 1))
    later = varying(EARLIER.first_day, ("suspensions", (EARLIER, FIRST)), known_from=date(2026, 8, 1))
    arrangement = varied(heard, later)
    policy = meanwhile(0, "0").with_parameters("P", recovery_limit="0.5")
    assert as_known(arrangement, on=date(2026, 8, 2)).suspensions == (EARLIER, FIRST)
    assert as_known(arrangement, on=date(2026, 7, 31)).suspensions == (FIRST,)
    history = paid_under(arrangement, policy, 4, SIGNED)
    first = reconcile(arrangement, history, on=date(2026, 7, 2), policy=policy)
    assert str(first.amount) == "-84.37"
    second = reconcile(arrangement, first.history, on=date(2026, 8, 2), policy=policy)
    assert [(each.period.first_day, str(each.change)) for each in second.adjustments] == [(date(2026, 5, 4), "-84.37")]


def test_f2_both_one_off_sums_are_paid() -> None:
    one = OneOff(on=date(2026, 7, 1), amount=Money(70), what="rails")
    two = OneOff(on=date(2026, 6, 1), amount=Money(30), what="a bed")
    arrangement = varied(
        varying(one.on, ("budget.one_offs", (one,)), known_from=date(2026, 5, 1)),
        varying(two.on, ("budget.one_offs", (one, two)), known_from=date(2026, 5, 20)),
    )
    assert as_known(arrangement, on=date(2026, 5, 20)).budget.one_offs == (one, two)


def test_f2_the_earliest_last_day_counts_until_it_is_taken_back() -> None:
    died, planned = date(2026, 9, 7), date(2026, 12, 31)
    death = varying(died, ("contract.last_day", died), known_from=date(2026, 9, 8), ref="death")
    end = varying(planned, ("contract.last_day", planned), known_from=date(2026, 10, 1))
    for variations in ((death, end), (end, death), (death, end.replace(known_from=SIGNED))):
        assert as_known(varied(*variations), on=date(2026, 11, 1)).contract.last_day == died
    corrected = end.replace(supersedes=("death",))
    assert as_known(varied(death, corrected), on=date(2026, 9, 30)).contract.last_day == died
    assert as_known(varied(death, corrected), on=date(2026, 10, 1)).contract.last_day == planned
    extended = mary(contract={"last_day": date(2027, 4, 4)}, arrangement={"variations": (end,)})
    assert as_known(extended, on=date(2026, 11, 1)).contract.last_day == planned
    longer = extended.replace(variations=(varying(OCTOBER, ("contract.last_day", OPEN_ENDED)),))
    assert as_known(longer, on=OCTOBER).contract.last_day is OPEN_ENDED, "what was signed is no end that was learnt"


# What replaces what


def rate(weekly: str) -> tuple[str, Rate]:
    return "budget.actual", Rate.weekly(weekly)


def test_of_two_from_one_day_the_one_learnt_later_counts_and_then_the_order() -> None:
    early = varying(OCTOBER, rate("90"), known_from=SIGNED, order=2)
    late = varying(OCTOBER, rate("95"), known_from=SEPTEMBER, order=1)
    for variations in ((early, late), (late, early)):
        known = as_known(varied(*variations), on=OCTOBER)
        assert known.budget.actual == Timeline(Rate.weekly("84.375"), (OCTOBER, Rate.weekly(95)))
    refused(lambda: varied(early, late.replace(known_from=None, order=None)), "without an order")
    assert varied(early, late.replace(known_from=None)).variations, "an order decides where the day learnt does not"


def test_two_lists_learnt_on_one_day_say_which_comes_first() -> None:
    lists = [varying(each.first_day, ("suspensions", (each,)), known_from=SEPTEMBER) for each in (FIRST, EARLIER)]
    refused(
        lambda: varied(*lists),
        "Arrangement.variations: 2 of suspensions known from 2026-09-15, without an order",
        "give each its own `order`; the lower comes first",
    )
    ordered = [each.replace(order=place) for place, each in enumerate(lists)]
    assert as_known(varied(*ordered), on=SEPTEMBER).suspensions == (EARLIER,)


def test_a_change_that_replaces_a_later_dated_one_ends_it_from_its_own_day() -> None:
    rise = varying(OCTOBER, rate("90"), ref="rise")
    instead = varying(date(2026, 9, 1), rate("80"), known_from=date(2026, 8, 1))
    both = Timeline(Rate.weekly("84.375"), (date(2026, 9, 1), Rate.weekly(80)), (OCTOBER, Rate.weekly(90)))
    assert as_known(varied(rise, instead), on=OCTOBER).budget.actual == both
    replaced = instead.replace(supersedes=("rise",))
    alone = Timeline(Rate.weekly("84.375"), (date(2026, 9, 1), Rate.weekly(80)))
    assert as_known(varied(rise, replaced), on=OCTOBER).budget.actual == alone
    assert as_known(varied(rise, replaced), on=date(2026, 7, 31)).budget.actual == Timeline(
        Rate.weekly("84.375"), (OCTOBER, Rate.weekly(90))
    )
    after = varying(date(2026, 11, 1), ("budget.contribution", Rate.weekly(5)), supersedes=("rise",))
    ended = as_known(varied(rise, after), on=OCTOBER).budget.actual
    assert ended == Timeline(
        Rate.weekly("84.375"), (OCTOBER, Rate.weekly(90)), (date(2026, 11, 1), Rate.weekly("84.375"))
    )
    undone = varying(date(2026, 9, 1), rate("81"), known_from=SEPTEMBER, supersedes=("V-2",))
    assert as_known(varied(rise, replaced.replace(ref="V-2"), undone), on=OCTOBER).budget.actual == Timeline(
        Rate.weekly("84.375"), (date(2026, 9, 1), Rate.weekly(81)), (OCTOBER, Rate.weekly(90))
    ), "what is itself replaced replaces nothing"


def test_what_is_replaced_late_was_paid_rightly_under_never() -> None:
    rise = varying(date(2026, 6, 1), rate("90"), ref="rise")
    undone = varying(date(2026, 6, 1), rate("84.375"), known_from=date(2026, 7, 20), supersedes=("rise",))
    arrangement = varied(rise, undone)
    history = paid_before(arrangement)
    assert [str(made.amount) for made in history.payments] == ["337.50", "337.50", "360.00", "360.00"]
    on = date(2026, 7, 20)
    found = reconcile(arrangement, history, on=on, policy=NEVER)
    assert (found.amount, found.amount_withheld) == (Money(0), Money(-45))
    upcoming = next_payments(arrangement, history, on=on, until=date(2026, 7, 27), policy=NEVER)
    assert [str(each.amount) for each in upcoming] == ["337.50"]


def test_what_replaces_names_one_variation_that_was_known_before_it() -> None:
    rise = varying(OCTOBER, rate("90"), known_from=SEPTEMBER, ref="rise")
    other = varying(SEPTEMBER, rate("80"), known_from=OCTOBER, ref="V-2")
    refused(
        lambda: varied(rise, other.replace(supersedes=("fall",))),
        "Variation[V-2].supersedes: 0 variations have the reference 'fall'",
        "name one variation of the arrangement by its reference",
    )
    twice = varying(SIGNED, rate("70"), ref="rise")
    refused(lambda: varied(rise, twice, other.replace(supersedes=("rise",))), "2 variations have the reference")
    refused(
        lambda: varied(rise.replace(supersedes=("V-2",)), other),
        "Variation[rise].supersedes: 'V-2' is known only from 2026-10-19, after it",
        "name what was known before it",
    )
    same_day = other.replace(known_from=SEPTEMBER, supersedes=("rise",))
    refused(lambda: varied(rise.replace(supersedes=("V-2",)), same_day), "rise, V-2 replace one another")
    undated = same_day.replace(known_from=None)
    assert varied(rise, undated).variations


# F12: an uplift is kept as a percentage


def test_f12_a_reassessment_that_is_learnt_after_the_uplift_is_raised_too() -> None:
    effective = date(2027, 4, 5)
    raised = uplift(mary(), effective=effective, known_from=date(2027, 3, 1), percent="4.1", rounding=Rounding.HALF_UP)
    (row,) = raised.rows
    assert (row.after, str(row.difference)) == (Rate.weekly("87.83"), "3.455")
    reassessed = varying(date(2027, 3, 8), rate("120"), known_from=date(2027, 4, 20))
    arrangement = row.arrangement.replace(variations=(*row.arrangement.variations, reassessed))
    known = as_known(arrangement, on=date(2027, 4, 20)).budget.actual
    assert known == Timeline(
        Rate.weekly("84.375"), (date(2027, 3, 8), Rate.weekly(120)), (effective, Rate.weekly("124.92"))
    )
    agreed = varying(date(2027, 10, 4), rate("100"))
    both = as_known(arrangement.replace(variations=(*arrangement.variations, agreed)), on=date(2027, 4, 20))
    assert both.budget.actual is not None
    assert both.budget.actual.on(date(2027, 10, 4)) == Rate.weekly(100), "what is agreed for later stays"


def test_f12_a_reassessment_that_the_policy_holds_up_is_raised_from_the_day_it_counts() -> None:
    rise = varying(date(2026, 6, 1), ("budget.actual", RateRise(percent="10")))
    reassessed = varying(date(2026, 5, 4), rate("100"), known_from=date(2026, 7, 20))
    arrangement = varied(rise, reassessed)
    history = paid_before(arrangement)
    assert [str(made.amount) for made in history.payments] == ["337.50", "337.50", "371.25", "371.25"]
    upcoming = next_payments(arrangement, history, on=date(2026, 7, 20), until=date(2026, 7, 27), policy=NEVER)
    assert [str(each.amount) for each in upcoming] == ["440.00"]
    assert reconcile(arrangement, history, on=date(2026, 7, 20), policy=NEVER).amount_withheld == Money("200.00")


def test_f12_what_begins_after_the_uplift_is_left_out() -> None:
    begins = mary(contract={"first_day": date(2027, 4, 12)})
    raised = uplift(begins, effective=date(2027, 4, 5), known_from=date(2027, 3, 1), percent="1")
    assert raised.left_out == (("P-001", "it begins on 2027-04-12, at the rate agreed for then"),)
    assert uplift(begins, effective=date(2027, 4, 12), known_from=date(2027, 3, 1), percent="1").rows


def test_f12_a_rise_is_a_percentage_and_leaves_no_less_than_nothing() -> None:
    refused(lambda: RateRise(percent="-100.01"), "RateRise.percent")
    assert RateRise(percent=-100).of(Rate.annual("4387.50")) == Rate.annual(0)
    assert RateRise(percent="1").of(Rate.weekly("84.375")) == Rate.weekly("85.21875")
