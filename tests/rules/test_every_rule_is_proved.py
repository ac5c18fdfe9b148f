"""No rule is in the catalogue without its cases: sound, breach, does not apply, and both sides of its edges."""

from __future__ import annotations

import pytest
from rules.proofs import PROOFS
from support.arrangements import NAME
from support.asking import judged
from support.proof import At, Edge

from isf_core.rules import ALL_RULES, Result, Rule, RuleResult

RULES = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)


BREACHES = [(ALL_RULES[code], proof.at(each)) for code, proof in PROOFS.items() for each in proof.breaches]
EDGES = [(code, edge) for code, proof in PROOFS.items() if not isinstance(proof.edges, str) for edge in proof.edges]


def comes_to(code: str, case: At) -> RuleResult:
    """What a rule comes to in a case, on the case's day and by its numbers."""
    return judged(code, case.arrangement, case.numbers, case.on)


def test_every_rule_of_the_catalogue_has_its_cases_and_no_case_is_left_over() -> None:
    assert set(PROOFS) == set(ALL_RULES.codes)


def test_only_the_rules_named_here_have_no_edge() -> None:
    reasons = {code: proof.edges for code, proof in PROOFS.items() if isinstance(proof.edges, str)}
    assert reasons == {"CON-05": "it compares nothing: a clause is there or it is not"}
    assert all(proof.breaches and proof.edges for proof in PROOFS.values())


@RULES
def test_it_holds_where_all_is_well(rule: Rule) -> None:
    result = comes_to(rule.code, PROOFS[rule.code].at(PROOFS[rule.code].sound))
    assert result.result is Result.HOLDS
    assert not result.findings


@pytest.mark.parametrize(("rule", "case"), BREACHES, ids=lambda each: getattr(each, "code", ""))
def test_it_finds_what_is_wrong_with_its_force_its_source_and_its_cure(rule: Rule, case: At) -> None:
    result = comes_to(rule.code, case)
    assert result.result is Result.BREACH
    for finding in result.findings:
        assert (finding.code, finding.force, finding.result) == (rule.code, rule.force, Result.BREACH)
        shown = str(finding)
        assert shown.startswith(f"{rule.code} ({rule.force.value}) {finding.field}: {finding.message}. To put right: ")
        assert shown.endswith(f"{finding.remedy}. [{'; '.join(map(str, rule.sources))}]")
        assert not set("{}") & set(finding.message + finding.remedy), "every place in its sentences is filled"
        assert NAME not in shown
        assert finding.breach is not None
        assert tuple(finding.breach.facts) == rule.names, "it carries what its sentences show, and no more"


@RULES
def test_it_says_why_it_does_not_apply_by_each_of_its_conditions(rule: Rule) -> None:
    results = [comes_to(rule.code, PROOFS[rule.code].at(each)) for each in PROOFS[rule.code].idle]
    assert all(each.result is Result.DOES_NOT_APPLY and not each.findings for each in results)
    assert [each.because for each in results] == [each.otherwise for each in rule.when]


@pytest.mark.parametrize(("code", "edge"), EDGES, ids=lambda each: getattr(each, "what", each))
def test_it_turns_exactly_at_its_edge(code: str, edge: Edge) -> None:
    assert comes_to(code, PROOFS[code].at(edge.inside)).result is Result.HOLDS
    assert comes_to(code, PROOFS[code].at(edge.outside)).result is Result.BREACH


@RULES
def test_it_is_written_as_a_rule_is(rule: Rule) -> None:
    assert rule.sentence == rule.sentence.lower()
    assert rule.interpretation, "how an unclear text is read"
    assert rule.sources
    assert not rule.message.endswith("."), "the finding puts the stop"
    assert not rule.remedy.endswith(".")
    assert repr(rule) == f"<Rule {rule.code} ({rule.force.value}): {rule.sentence}>"
