"""Judging and comparing under policies that change over time: the rules of the day, each payment under its own."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import mary
from support.refusing import refused

from isf_core import PLAIN, Money, NoPolicy, Policies, Rate, across, assess, canonical, check, compare
from isf_core.model import Backdating, Change, HowFarBack, Parameters, Suspension, SuspensionRule, Variation
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
