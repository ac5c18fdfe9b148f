"""Whose rule it is: the standing of a text, of each source line, of a rule, of a finding and of a verdict."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import pytest
from rules.plan.test_outcomes_and_reviews import UNMET
from support.account import lived
from support.arrangements import DAY_AFTER, ON, sound
from support.few import BY_FEW
from support.refusing import refused

from isf_core.assessment import check
from isf_core.model import Arrangement, Audience, Parameters
from isf_core.policies import HOMECARE, PLAIN
from isf_core.present import Words
from isf_core.rules import ALL_RULES, Force, Report, Rule, RuleSet, Verdict, must, rules_of
from isf_core.rules.conflicts import CONFLICTS
from isf_core.values import CARE_ACT, DORSET, HOME, LANCASHIRE, PRACTICE, TLAP, Standing, Text

OURS = Text("Ourshire's policy")
STOPPED = UNMET.replace(plan=UNMET.plan.replace(agreed_on=DAY_AFTER))
"""An outcome is not met, which is the law, and it starts before the plan is agreed."""
EVERY = RuleSet((*ALL_RULES, *CONFLICTS))


def by_few(arrangement: Arrangement) -> Report:
    """What a few fixed rules find."""
    return check(arrangement, on=ON, policy=BY_FEW)


def ours(*sources: Any, **more: Any) -> Rule:
    """A rule that rests on some sources."""
    return must("OUR-01", "all is well", source=sources, message="it is not", remedy="mend it", **more)(
        lambda case: None
    )


def test_a_text_has_a_standing_and_a_councils_own_needs_to_state_none() -> None:
    assert Text("Ourshire's policy").standing is Standing.LOCAL
    assert {LANCASHIRE.standing, DORSET.standing} == {Standing.LOCAL}
    assert {TLAP.standing, HOME.standing, PRACTICE.standing} == {Standing.GOOD_PRACTICE}
    assert CARE_ACT.standing is Standing.LAW
    wrong: Any = "law"
    refused(lambda: Text("Ourshire's policy", standing=wrong), "Text.standing")


def test_a_rule_has_its_first_sources_standing_unless_it_states_one() -> None:
    assert ours(TLAP("1"), CARE_ACT("2")).standing is Standing.GOOD_PRACTICE
    assert ours(CARE_ACT("2"), TLAP("1")).standing is Standing.LAW
    stated = ours(TLAP("1"), standing=Standing.ARRANGEMENT)
    assert (stated.standing, stated.own_standing) == (Standing.ARRANGEMENT, Standing.ARRANGEMENT)
    wrong: Any = "law"
    refused(lambda: ours(TLAP("1"), standing=wrong), "rule OUR-01.standing")
    refused(lambda: ours(TLAP("1"), is_checklist=wrong), "rule OUR-01.is_checklist")


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.code)
def test_no_rule_is_weightier_than_its_weightiest_source(rule: Rule) -> None:
    """But the arrangement's own: what it rests on is the arrangement, and the sources say where it was read."""
    order = list(Standing)
    weightiest = min(order.index(source.text.standing) for source in rule.sources)
    assert rule.standing is Standing.ARRANGEMENT or order.index(rule.standing) >= weightiest


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_that_is_softer_than_its_sources_verb_says_why(rule: Rule) -> None:
    strong = [each for each in rule.sources if re.search(r"\b(must|shall|will|needs? to|duty)\b", each.words)]
    assert rule.force is Force.MUST or not strong or re.search(r"\b(warning|advice)\b", rule.interpretation)


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.code)
def test_law_and_guidance_are_cited_to_the_paragraph_and_quoted_where_seen(rule: Rule) -> None:
    for each in rule.sources:
        assert not re.fullmatch(r"sections? \d+", each.pinpoint) or not each.words, "words stand in a subsection"
        assert each.text.seen or not each.words, "what was not seen is not quoted"


def test_rules_are_kept_by_standing_and_by_text() -> None:
    assert {each.standing for each in ALL_RULES.where(standing=Standing.LAW)} == {Standing.LAW}
    kept = [ALL_RULES.where(standing=each).codes for each in Standing]
    assert sorted(code for codes in kept for code in codes) == sorted(ALL_RULES.codes)
    assert "SUR-02" in ALL_RULES.where(text=LANCASHIRE)
    assert "FEE-04" not in ALL_RULES.where(text=LANCASHIRE)
    assert "CON-04" in ALL_RULES.where(text=LANCASHIRE)
    assert "CON-04" in ALL_RULES.where(text=TLAP)
    wrong: Any = "law"
    refused(lambda: ALL_RULES.where(standing=wrong), "RuleSet.where")
    refused(lambda: ALL_RULES.where(text=wrong), "RuleSet.where", "give a Text")


def test_the_verdict_names_the_standing_that_made_it_no() -> None:
    found = by_few(STOPPED)
    assert found.verdict is Verdict.NO
    assert found.stopped_by == {Standing.LAW: ("PLN-01",), Standing.ARRANGEMENT: ("LIFE-08",)}
    assert str(found).startswith("May it go ahead? No, by the law (PLN-01) and the arrangement itself (LIFE-08).\n")
    said = Words("en_GB").report(found).splitlines()[0]
    assert said == "May it go ahead? No. It is stopped by: the law, the arrangement itself."
    assert "Standing: the law" in Words("en_GB").report(found, Audience.AUTHORITY)


def test_where_it_is_not_no_nothing_stops_it() -> None:
    for arrangement in (sound(), sound(payments_set_up_on=None)):
        found = by_few(arrangement)
        assert found.verdict is not Verdict.NO
        assert found.stopped_by == {}
        assert ", by " not in str(found).splitlines()[0]
        assert "stopped" not in Words("en_GB").report(found).splitlines()[0]


def test_what_rests_on_a_policys_number_stands_as_that_numbers_text_does() -> None:
    """A first review after the eight weeks of the guidance is late by it; after HOME's six, by HOME alone."""
    late = lived(lifecycle={"reviews": ()})
    for policy, on, standing in (
        (PLAIN, date(2026, 6, 2), Standing.GUIDANCE),
        (HOMECARE, date(2026, 5, 19), Standing.GOOD_PRACTICE),
        (PLAIN.with_parameters("ours", review_months=6), date(2026, 6, 2), Standing.GUIDANCE),
        (PLAIN.with_parameters("ours", OURS("4"), first_review_days=10), date(2026, 6, 2), Standing.LOCAL),
    ):
        (found,) = check(late, on=on, policy=policy).result("PLN-07").findings
        assert found.standing is standing
        assert found in check(late, on=on, policy=policy).breaches_of(standing=standing)


def test_breaches_are_told_apart_by_standing() -> None:
    found = by_few(STOPPED)
    assert [each.code for each in found.breaches_of(standing=Standing.LAW)] == ["PLN-01"]
    assert [each.code for each in found.breaches_of(standing=Standing.ARRANGEMENT)] == ["LIFE-08"]
    assert found.breaches_of(standing=Standing.LOCAL) == ()
    wrong: Any = "the law"
    refused(lambda: found.breaches_of(standing=wrong), "Report.breaches_of")


def test_rules_of_refuses_what_is_no_text() -> None:
    wrong: Any = "Lancashire"
    refused(lambda: rules_of(wrong), "rules_of")
    none: Any = 1.5
    refused(lambda: rules_of(numbers=none), "rules_of.numbers", "give names of numbers")
    assert rules_of(numbers=["fee_band"]).codes == tuple(
        code for code in ALL_RULES.codes if code == "FEE-02" or code in PLAIN.rules
    )


def test_each_number_of_a_policy_brings_the_rules_that_judge_by_it() -> None:
    of_any = rules_of()
    numbers = [field.name for field in attrs.fields(Parameters)]
    brought = {name: [code for code in rules_of(numbers=[name]).codes if code not in of_any] for name in numbers}
    assert {name: codes for name, codes in brought.items() if codes} == {
        "agreements": ["CON-02"],
        "broker_fee_band": ["FEE-03"],
        "cut_notice_days": ["PAY-11"],
        "exclusions": ["PLN-04", "PLN-12"],
        "fee_band": ["FEE-02"],
        "holder_change_months": ["LIFE-07"],
        "holder_change_review": ["LIFE-06"],
        "holder_changes": ["LIFE-07"],
        "largest_part": ["PLN-05"],
        "options": ["LIFE-03"],
        "progress_months": ["OUT-02"],
        "records_years": ["LED-11"],
        "request_days": ["LED-04"],
        "statement_months": ["LED-04"],
        "stray_share": ["LED-05"],
        "stray_weeks": ["LED-05"],
        "surplus": ["SUR-02"],
    }
