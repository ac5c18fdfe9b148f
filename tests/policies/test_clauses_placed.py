"""Each point of TLAP, and each clause of Dorset's texts, has its rule, computation, number or term, or is not coded.

Lancashire's clauses are in test_lancashire.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from isf_core.policies import DORSET_AGREEMENT, DORSET_POLICY, FLEXIBLE
from isf_core.rules import ALL_RULES, Policy
from isf_core.values import DORSET, DORSET_MODEL_AGREEMENT, TLAP, Text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "not-coded.md").read_text(encoding="utf-8")
Placed = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""By how a pinpoint begins: the rules that cite it, and the policy's numbers that do."""

POINTS: Placed = {
    "Flexible Contracting, 1)": (("CON-04",), ()),
    "Flexible Contracting, 2)": (("CON-05",), ()),
    "Flexible Contracting, 3)": (("CON-06",), ()),
    "Flexible Contracting, 4)": (("BUD-16", "CON-07"), ("pays",)),
    "Flexible Contracting, 5)": (("BUD-03", "END-06"), ()),
    "Flexible Contracting, 6)": (("CON-08", "FEE-07"), ()),
    "Flexible Contracting, 7)": (("CON-09",), ()),
    "Flexible Contracting, 8)": (("CON-03a", "CON-10a", "CON-10b", "CON-24", "END-03"), ()),
    "Flexible Contracting, 9)": (("CON-03a",), ()),
    "Flexible Contracting, 10)": (("CON-11",), ()),
    "Flexible Contracting, 11)": (("CON-12a", "SUR-05", "SUR-08"), ()),
    "Flexible Contracting, 12)": (("CON-13", "OVR-01"), ()),
    "Flexible Contracting, 13)": (("CON-14",), ()),
    "Flexible Contracting, 14)": (("CON-15",), ()),
    "Flexible Contracting, 15)": (("CON-16",), ()),
    "Flexible Contracting, Contract terms": (("CON-12b",), ()),
    "Questions for service providers, 3)": (("CON-03b", "END-03"), ()),
    "Questions for service providers, 6)": (("PLN-04",), ()),
    "Questions for service providers, 10)": (("OVR-01",), ()),
}
UNCODED = ("question 1", "question 2", "question 4", "question 5", "question 7", "question 8", "question 9")
"""TLAP's questions that no rule cites: the page of what is not coded says where they are, or why they are nowhere."""

SECTIONS: Placed = {
    "introduction": (("LIFE-04",), ()),
    "2": ((), ("options",)),
    "3": (("FEE-04", "FEE-07"), ("timing",)),
    "4": (
        (
            *("BUD-01", "BUD-02", "CON-02", "CON-17a", "CON-19", "PLN-01", "PLN-02", "PLN-03", "PLN-04", "PLN-05"),
            *("FEE-04", "LED-11", "ORG-03", "ORG-05b", "OUT-02"),
        ),
        ("pays", "agreements", "progress_months"),
    ),
    "4, NOTE": (("LIFE-08", "PAY-10"), ("backdating",)),
    "5": (("LIFE-06", "LIFE-11"), ("holder_change_review",)),
    "6": (("CON-23", "ORG-01"), ()),
}
"""Dorset's guidance: 1 says what a fund is, and 7 is about the council's own system."""
CLAUSES: Placed = {
    "3": ((), ("timing", "basis", "due_days", "charges_carers")),
    "5": (("SUR-02",), ("surplus",)),
}
"""Dorset's model agreement: 1 and 2 name the parties, 4 has the plan reviewed "regularly", 6 begins the provider's."""

PLACED = [
    pytest.param(TLAP, POINTS, FLEXIBLE, ("Flexible Contracting", "Questions"), id="TLAP"),
    pytest.param(DORSET, SECTIONS, DORSET_POLICY, ("",), id="Dorset"),
    pytest.param(DORSET_MODEL_AGREEMENT, CLAUSES, DORSET_AGREEMENT, ("",), id="Dorset's model agreement"),
]


def of(place: str, pinpoint: str) -> bool:
    """Whether a pinpoint is in a place: 4 is not "4, NOTE", and TLAP's headings go on after their number."""
    return pinpoint.startswith(place) if place.startswith(("Flexible", "Questions")) else pinpoint == place


@pytest.mark.parametrize(("text", "table", "policy", "begins"), PLACED)
def test_each_clause_is_cited_by_its_rules_and_numbers_alone(
    text: Text, table: Placed, policy: Policy, begins: tuple[str, ...]
) -> None:
    cited = {
        (source.pinpoint, rule.code)
        for rule in ALL_RULES
        for source in rule.sources
        if source.text == text and source.pinpoint.startswith(begins)
    }
    numbers = {
        (source.pinpoint, name)
        for name, source in policy.parameter_sources
        if source.text == text and source.pinpoint.startswith(begins)
    }
    for place, (rules, names) in table.items():
        assert {code for pinpoint, code in cited if of(place, pinpoint)} == {*rules}, place
        assert {name for pinpoint, name in numbers if of(place, pinpoint)} == {*names}, place
    assert all(any(of(place, pinpoint) for place in table) for pinpoint, _ in cited | numbers)


def test_all_fifteen_points_and_ten_questions_are_placed() -> None:
    points = {f"Flexible Contracting, {number})" for number in range(1, 16)}
    assert points <= {*POINTS}
    coded = {place.split(", ")[1].strip(")") for place in POINTS if place.startswith("Questions")}
    assert coded | {each.split()[1] for each in UNCODED} == {str(number) for number in range(1, 11)}


@pytest.mark.parametrize("question", UNCODED)
def test_a_question_that_no_rule_cites_is_on_the_page(question: str) -> None:
    assert f"| {question} |" in PAGE
