"""A law of outlines: what is looked up for an outline is what each rule comes to when it is asked about the case."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.proofs import PROOFS
from support.arrangements import ON, sound
from support.asking import POLICY
from support.blanking import blank_if_it_can_be, recorded

from isf_core.errors import IsfError
from isf_core.model import Arrangement, Parameters
from isf_core.rules import ALL_RULES, Case, RuleSet

GIVEN = (sound(), *(proof.at(proof.sound).arrangement for proof in PROOFS.values()))


@given(st.sampled_from(GIVEN), st.data(), st.integers(min_value=-400, max_value=800))
@settings(max_examples=60, deadline=None)
def test_whatever_is_not_recorded_each_rule_comes_to_the_same_by_the_outline(
    mary: Arrangement, data: st.DataObject, days: int
) -> None:
    parameters: Parameters = POLICY.parameters
    for path in data.draw(st.lists(st.sampled_from(sorted(recorded(mary))), max_size=8)):
        try:
            mary, parameters = blank_if_it_can_be(mary, parameters, path)
        except (IsfError, AssertionError, AttributeError, TypeError):
            continue  # it went with another fact, or another one cannot be without it
    case = Case(mary, ON + timedelta(days), parameters, POLICY.parameter_sources)
    asked = RuleSet(ALL_RULES.rules).judge(case)
    assert [ALL_RULES.judge(case) for _ in range(3)] == [asked] * 3
