"""What a person sees of a finding, for every rule: plain sentences without a path or a code, and both pence."""

from __future__ import annotations

import re

import pytest
from rules.proofs import PROOFS
from support.asking import judged

from isf_core.present.words import Words
from isf_core.rules import ALL_RULES, Result, Rule

ENGLISH = Words("en_GB")
RULES = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
CODE = re.compile(r"\b[A-Z]{2,5}-[0-9]{2}[a-z]?\b")
PATH = re.compile(r"[a-z]_[a-z]|[a-z]\[|\b[a-z]+\.[a-z]+\b")
POUNDS = re.compile(r"£[0-9,]*(?:\.[0-9]+)?")


def said(rule: Rule) -> list[str]:
    """What the person is told of each breach that proves a rule, and of each fact without which it cannot tell."""
    proof = PROOFS[rule.code]
    out = []
    for case in map(proof.at, proof.breaches):
        result = judged(rule.code, case.arrangement, case.numbers, case.on)
        assert result.result is Result.BREACH
        out += [ENGLISH.finding(finding) for finding in result.findings]
    return out


@RULES
def test_what_a_person_sees_of_a_rule_is_plain_sentences(rule: Rule) -> None:
    for sentence in said(rule):
        assert not CODE.search(sentence), f"a code: {sentence}"
        assert not PATH.search(sentence), f"a path: {sentence}"
        assert re.match(r"[A-Z0-9£]", sentence), f"no capital: {sentence}"
        assert sentence.endswith("."), sentence
        for sum_ in POUNDS.findall(sentence):
            assert re.fullmatch(r"£[0-9,]+\.[0-9]{2,}", sum_), f"not both pence: {sentence}"
        assert "{" not in sentence


@RULES
def test_a_rule_calls_things_by_the_words_of_the_field(rule: Rule) -> None:
    for sentence in (rule.message, rule.remedy):
        places = re.sub(r"\{[a-z_]+\}", "", sentence)
        assert not re.search(r"\bholders?\b", places), "say ISF provider"
        assert not CODE.search(places)
        assert not PATH.search(places)
