"""The order in which facts without an order are recorded changes nothing that is found."""

from __future__ import annotations

import random
import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.proofs import PROOFS
from support.asking import POLICY

from isf_core.assessment import check
from isf_core.model import Arrangement
from isf_core.rules import Report
from isf_core.values.record import Record

CASES = {
    f"{code} {place}": proof.at(each)
    for code, proof in PROOFS.items()
    for place, each in enumerate((proof.sound, *proof.breaches))
}
IN_AN_ORDER = {"options_given", "order", "yearly"}
"""What is recorded in an order that means something: options as offered, what meets an overspend, sums by year."""


def shuffled(record: Any, dice: random.Random) -> Any:
    """A record in which every tuple of facts, however deep, is in another order."""
    changes = {}
    for field in attrs.fields(type(record)):
        held = getattr(record, field.name)
        if isinstance(held, Record):
            changes[field.name] = shuffled(held, dice)
        elif isinstance(held, tuple) and field.init and field.name not in IN_AN_ORDER:
            entries = [shuffled(each, dice) if isinstance(each, Record) else each for each in held]
            dice.shuffle(entries)
            changes[field.name] = tuple(entries)
    return record.replace(**changes)


def found(report: Report) -> list[tuple[str, str, str, str]]:
    """What is found, without the places that entries without a reference have in their list."""
    return sorted(
        (each.code, each.result.value, re.sub(r"\[\d+\]", "[]", each.field), re.sub(r"\[\d+\]", "[]", each.message))
        for each in report.findings
    )


@given(st.sampled_from(sorted(CASES)), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_facts_changes_nothing_that_is_found(name: str, dice: random.Random) -> None:
    at = CASES[name]
    turned: Arrangement = shuffled(at.arrangement, dice)
    policy = POLICY.replace(parameters=at.numbers)
    before, after = check(at.arrangement, on=at.on, policy=policy), check(turned, on=at.on, policy=policy)
    assert found(after) == found(before)
    assert after.verdict is before.verdict
    assert [(each.rule.code, each.result) for each in after] == [(each.rule.code, each.result) for each in before]


def test_the_facts_are_shuffled() -> None:
    at = CASES["LED-04 0"]
    turned = shuffled(at.arrangement, random.Random(1))
    assert turned != at.arrangement
    assert {each.ref for each in turned.fund.entries} == {each.ref for each in at.arrangement.fund.entries or ()}


@pytest.mark.parametrize("name", sorted(name for name in CASES if name.endswith(" 1"))[::4])
def test_a_fixed_shuffle_of_each_fourth_breach(name: str) -> None:
    at = CASES[name]
    policy = POLICY.replace(parameters=at.numbers)
    turned = shuffled(at.arrangement, random.Random(7))
    assert found(check(turned, on=at.on, policy=policy)) == found(check(at.arrangement, on=at.on, policy=policy))
