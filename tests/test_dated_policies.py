"""Judging and comparing under policies that change over time: the rules of the day, each payment under its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused

from isf_core import (
    PLAIN,
    Frequency,
    Money,
    NoPolicy,
    PayCycle,
    Policies,
    Rate,
    across,
    assess,
    canonical,
    check,
    compare,
)
from isf_core.model import (
    Backdating,
    Basis,
    Change,
    FixedFee,
    Funder,
    FunderKind,
    HowFarBack,
    InHouse,
    Parameters,
    Placement,
    Support,
    SupportPlan,
    Suspension,
    SuspensionRule,
    Variation,
)
from isf_core.rules import Result

NEW_YEAR = date(2027, 4, 5)
UNTIL = date(2027, 5, 2)
STAY = mary(arrangement={"suspensions": (Suspension(first_day=date(2027, 3, 8), last_day=UNTIL),)})
OLD = PLAIN.with_parameters("2026", suspension=SuspensionRule(full_days=0, retainer="0.5"), few_answers=10)
NEW = PLAIN.with_parameters("2027", suspension=SuspensionRule(full_days=0, retainer="0")).without("FEE-05")
DATED = Policies(OLD, (NEW_YEAR, NEW))


def test_pay_14_an_assessment_judges_by_the_rules_of_its_day_and_pays_each_day_under_its_own() -> None:
    before, after = (assess(STAY, on=on, until=UNTIL, policy=DATED) for on in (date(2027, 4, 4), NEW_YEAR))
    assert (before.policy, after.policy, after.policies) == (OLD, NEW, DATED)
    for each in (before, after):
        assert each.schedule is not None
        assert [str(payment.amount) for payment in each.schedule[-2:]] == ["168.75", "0.00"]
        assert "under 2026, 2027 from 5 Apr 2027:" in repr(each)
    codes = [[each.rule.code for each in found.report] for found in (before, after)]
    assert ["FEE-05" in each for each in codes] == [True, False]
    assert [rule.rule.code for rule in check(STAY, on=NEW_YEAR, policy=DATED)] == [
        rule.rule.code for rule in after.report
    ]
    assert before.reviews is None


def test_pay_01_says_what_a_later_policy_lacks() -> None:
    silent = Policies(OLD, (NEW_YEAR, PLAIN))
    found = assess(STAY, on=date(2026, 4, 6), until=UNTIL, policy=silent)
    assert (found.schedule, found.missing) == (None, ("contract.suspension",))
    assert found.report.result("PAY-01").result is Result.CANNOT_TELL


def test_pay_10_a_change_is_judged_by_the_policy_of_the_day_it_became_known() -> None:
    never, always = (
        OLD.with_parameters(how_far.value, backdating=Backdating(how_far=how_far))
        for how_far in (HowFarBack.NEVER, HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    )
    change = Variation(
        effective=date(2026, 6, 1), known_from=date(2026, 7, 20), changes=(Change("budget.actual", Rate.weekly("90")),)
    )
    late = mary(arrangement={"variations": (change,)})
    for first, then, result in ((never, always, Result.BREACH), (always, never, Result.HOLDS)):
        report = check(late, on=NEW_YEAR, policy=Policies(first, (NEW_YEAR, then)))
        assert report.result("PAY-10").result is result
    begins_later = Policies((date(2026, 8, 1), never), (NEW_YEAR, always))
    begun = mary(arrangement={"variations": (change,)}, contract={"first_day": date(2026, 8, 3)})
    assert check(begun, on=NEW_YEAR, policy=begins_later).result("PAY-10").result is Result.BREACH


def test_a_receipt_keeps_the_numbers_of_every_policy_with_its_day() -> None:
    one, many = (assess(STAY, on=NEW_YEAR, until=UNTIL, policy=each).receipt for each in (NEW, DATED))
    assert one.dated == ()
    assert many.dated == ((None, OLD.parameters), (NEW_YEAR, NEW.parameters))
    assert (many.policy, many.parameters, many.rules) == ("2027", NEW.parameters, NEW.rules.codes)
    assert "From the beginning" in str(many.table())
    assert "From 5 Apr 2027" in str(many.table())
    assert one.facts_digest == many.facts_digest
    assert one.result_digest != many.result_digest
    assert '"2027-04-05"' in canonical(many)


def test_a_comparison_says_from_which_day_which_numbers_differ() -> None:
    kinder = PLAIN.with_parameters("2027", suspension=SuspensionRule(full_days=0, retainer="0.25"))
    before, after = (
        assess(STAY, on=date(2027, 1, 1), until=UNTIL, policy=each)
        for each in (DATED, Policies(OLD, (NEW_YEAR, kinder)))
    )
    found = compare(before, after)
    assert found.amount == Money("84.38")
    assert [path for path, _, _ in found.facts] == ["policy[2027-04-05].suspension.retainer"]
    undated = compare(assess(STAY, on=NEW_YEAR, until=UNTIL, policy=OLD), before)
    assert [path for path, _, _ in undated.facts] == [
        "policy[2027-04-05].name",
        "policy[2027-04-05].suspension.retainer",
        "policy[2027-04-05].few_answers",
    ]
    later = assess(mary(), on=NEW_YEAR, until=UNTIL, policy=Policies((date(2026, 4, 1), OLD)))
    assert compare(assess(mary(), on=NEW_YEAR, until=UNTIL, policy=OLD), later).facts == ()


def test_pol_04_dated_policies_stand_beside_others() -> None:
    found = across(STAY, (OLD, DATED), on=NEW_YEAR, until=UNTIL)
    assert found.policies == ("2026", "2026, 2027 from 5 Apr 2027")
    assert found.paid == (Money("4387.50"), Money("4218.75")) or all(found.paid)
    assert found.results("FEE-05")[1] == "not a rule of it"


def test_what_judges_needs_policies_with_rules_and_one_for_its_day() -> None:
    numbers = Policies(OLD.parameters, (NEW_YEAR, NEW.parameters))
    refused(lambda: assess(STAY, on=NEW_YEAR, until=UNTIL, policy=numbers), "assess", "Policies of them")  # type: ignore[arg-type]
    refused(lambda: check(STAY, on=NEW_YEAR, policy=Parameters(name="x")), "check", "give a Policy")  # type: ignore[arg-type]
    with pytest.raises(NoPolicy):
        check(STAY, on=date(2027, 4, 4), policy=Policies((NEW_YEAR, NEW)))


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        (Basis.GROSS, Basis.NET, Result.BREACH),
        (Basis.GROSS, Basis.GROSS, Result.DOES_NOT_APPLY),
        (Basis.NET, None, Result.CANNOT_TELL),
    ],
)
def test_bud_04_the_basis_is_that_of_the_policy_of_each_day(old: Basis, new: Basis | None, result: Result) -> None:
    by = Policies(OLD.with_parameters("2026", basis=old), (NEW_YEAR, NEW.with_parameters("2027", basis=new)))
    meals = (InHouse(what="meals", cost=Rate.weekly("20")),)
    facts: dict[str, Any] = {
        "budget": {"contribution": Rate.weekly("70"), "in_house": meals},
        "payment": {"basis": None},
    }
    dear = mary(**facts).replace(funding=Funder(ref="council", kind=FunderKind.COUNCIL))
    found = check(dear, on=date(2026, 4, 6), policy=by).result("BUD-04")
    assert found.result is result
    if result is Result.BREACH:
        assert "from Mon 5 Apr 2027" in found.findings[0].message


@pytest.mark.parametrize(
    ("placed", "result"),
    [((Placement.ON_TOP, Placement.INSIDE), Result.BREACH), ((Placement.ON_TOP, Placement.ON_TOP), Result.HOLDS)],
)
def test_bud_02_a_fee_comes_out_of_the_budget_from_the_day_on_which_the_policy_says_so(
    placed: tuple[Placement, Placement], result: Result
) -> None:
    old, new = (each.with_parameters("x", fee_placement=place) for each, place in zip((OLD, NEW), placed, strict=True))
    plan = SupportPlan(
        outcomes=(), supports=(Support.by_rate("s", (), Rate.weekly("80")),), agreed_on=date(2026, 3, 20)
    )
    lean = mary(arrangement={"plan": plan}, contract={"fee": FixedFee(per_week="10")})
    report = check(lean, on=date(2026, 4, 6), policy=Policies(old, (NEW_YEAR, new)))
    assert report.result("BUD-02").result is result


def test_pay_10_the_first_payment_is_by_the_cycle_of_the_policy_on_the_first_day() -> None:
    rule = Backdating(how_far=HowFarBack.NOT_THE_FIRST_PAYMENT)
    weekly, monthly = (
        PLAIN.with_parameters(frequency.value, backdating=rule, cycle=PayCycle(frequency, date(2026, 4, 6)))
        for frequency in (Frequency.WEEKLY, Frequency.MONTHLY)
    )
    change = Variation(
        effective=date(2026, 4, 20), known_from=date(2026, 7, 20), changes=(Change("budget.actual", Rate.weekly("90")),)
    )
    late = mary(arrangement={"variations": (change,)}, payment={"cycle": None})
    for first, then, result in ((weekly, monthly, Result.HOLDS), (monthly, weekly, Result.BREACH)):
        report = check(late, on=NEW_YEAR, policy=Policies(first, (date(2026, 5, 6), then)))
        assert report.result("PAY-10").result is result
