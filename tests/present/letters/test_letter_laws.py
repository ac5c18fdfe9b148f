"""What holds of the letter of any arrangement that can be made up: its rows add up, and it stays plain."""

from __future__ import annotations

import re
from typing import Any

import pytest
from oracle.arrangements import arrange
from present.letters.letter_cases import MARY, OURS
from present.letters.readability import grade_of

from isf_core import schedule_payments
from isf_core.present.letters import Letter, LetterTable, payment_letter
from isf_core.values import Money

pytestmark = pytest.mark.property


def pounds(text: str) -> Money:
    """The sum that a cell shows."""
    return Money(text.replace("£", "").replace(",", ""))


def parts_of(table: LetterTable, row: tuple[str, ...]) -> list[Money]:
    """The sums of a row; what the person and the council give themselves comes off."""
    sums = [
        (head, pounds(cell)) for head, cell, kind in zip(table.head, row, table.kinds, strict=True) if kind == "sum"
    ]
    return [
        -amount if head in ("From the council", "You pay", "You pay your provider") else amount for head, amount in sums
    ]


def letter_of(seed: int) -> tuple[Letter, Any]:
    """The letter of a made-up arrangement's first payments, and those."""
    case = arrange(seed)
    payments = schedule_payments(case.arrangement, until=case.until, policy=case.parameters)[:40]
    return payment_letter(payments, sender=OURS, to=MARY, on=min(each.due for each in payments)), payments


@pytest.mark.parametrize("seed", range(30))
def test_every_row_adds_up_and_every_sentence_is_plain(seed: int) -> None:
    letter, payments = letter_of(seed)
    (table,) = letter.sections[1].tables
    assert len(table.rows) == len(payments)
    for row in (*table.rows, table.foot or ()):
        *parts, amount = parts_of(table, row)
        assert Money.total(parts) == amount
    assert pounds((table.foot or ())[-1]) == payments.totals.amount
    said = " ".join(letter.sentences[:-3])
    assert grade_of(said) <= 7
    assert not re.search(r"[a-z]_[a-z]|/|\{", said)
