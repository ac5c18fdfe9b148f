"""What people are told, word for word: what each rule says of its breaches, and how fields, records and calls refuse.

python tests/support/wording.py findings > tests/data/words_of_findings.txt
python tests/support/wording.py refusals > tests/data/words_of_refusals.txt
python tests/support/wording.py contradictions > tests/data/words_of_contradictions.txt
python tests/support/wording.py refused_calls > tests/data/words_of_refused_calls.txt
python tests/support/wording.py other_refusals > tests/data/words_of_other_refusals.txt

Whole tables and explanations are made in modules of their own, and written down in the same way.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

import attrs
from rules.proofs import PROOFS

from isf_core import ALL_RULES, IsfError
from isf_core.values import ExactMoney, Money, Rate
from support.asking import judged
from support.calling import refused_calls
from support.contradicting import contradictions
from support.every_record import RECORDS, facts_of
from support.other_refusals import other_refusals
from support.words_of_accounts import accounts
from support.words_of_cells import cells
from support.words_of_pay_runs import pay_runs
from support.words_of_plain import plain
from support.words_of_planning import planning
from support.words_of_returns import returns
from support.words_of_schedule import schedule

WRONG: Final[dict[str, Any]] = {
    "1.5": 1.5,
    "-1": -1,
    "10**40": 10**40,
    "60 letters and one": "x" * 61,
    "a line break": "a\nb",
    "a list of None": [None],
    "100,001 entries": [None] * 100_001,
    "a day with an hour": datetime(2026, 4, 6, 12),  # noqa: DTZ001
    "sNaN": Decimal("sNaN"),
}
"""What is wrong almost everywhere."""


def refusals() -> Iterator[str]:
    """Each field of each record, given what is wrong; and the sums and rates."""
    for kind in RECORDS:
        facts = facts_of(kind)
        for field in attrs.fields(kind):  # type: ignore[arg-type]
            if not field.init:
                continue
            said = set()
            for label, wrong in WRONG.items():
                try:
                    kind(**{**facts, field.alias or field.name: wrong})
                except IsfError as error:
                    if (error.where, error.right) not in said:  # one of each kind
                        said.add((error.where, error.right))
                        yield f"{kind.__name__}.{field.name} = {label}: {error}"
    makers: dict[str, Callable[[Any], object]] = {
        "Money": Money,
        "ExactMoney": ExactMoney,
        "Rate.weekly": Rate.weekly,
        "Rate.parse": Rate.parse,
        "Money.from_pence": Money.from_pence,
    }
    for name, make in makers.items():
        for label, wrong in WRONG.items():
            try:
                make(wrong)
            except IsfError as error:
                yield f"{name}({label}): {error}"


def findings() -> Iterator[str]:
    """Each rule: what it cites, and what it says of each case of its proof that breaks it or cannot be told."""
    for rule in ALL_RULES:
        yield f"{rule.code}: {rule.sentence}"
        for source in rule.sources:
            yield f"    {source}"
        proof = PROOFS[rule.code]
        edges = () if isinstance(proof.edges, str) else proof.edges
        for facts in (*proof.breaches, *(side for each in edges for side in (each.inside, each.outside)), *proof.idle):
            case = proof.at(facts)
            found = judged(rule.code, case.arrangement, case.numbers, case.on)
            yield f"  {found.result.value}: {found.because or ''}"
            for finding in found.findings:
                owed = f" (owed by {finding.owed_by.in_words})" if finding.owed_by else ""
                yield f"    {finding.field}: {finding.message} {finding.remedy}{owed}"
                for tree in finding.explain():
                    yield textwrap.indent(str(tree), "        ")


WHOLE: Final = {
    "accounts": accounts,
    "cells": cells,
    "pay_runs": pay_runs,
    "plain": plain,
    "planning": planning,
    "returns": returns,
    "schedule": schedule,
}
"""Whole tables and explanations, which say the same line more than once."""
TOLD: Final = {
    "findings": findings,
    "refusals": refusals,
    "contradictions": contradictions,
    "refused_calls": refused_calls,
    "other_refusals": other_refusals,
    **WHOLE,
}


def told(what: str) -> str:
    """All lines of one kind, each said once but where they are whole."""
    lines = TOLD[what]()
    return "\n".join(lines if what in WHOLE else dict.fromkeys(lines)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(told(sys.argv[1]))
