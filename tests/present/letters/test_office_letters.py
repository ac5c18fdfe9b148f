"""The letters to the provider and to finance: nothing is said to be paid that is not, and every row adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from present.letters.letter_cases import FRAME, TOLD, UNTIL, changed, mary, run

from isf_core import Decision, Funder, Money, OneOff, Payments, schedule_payments, with_value
from isf_core.pay_runs.run_lines import RunLine
from isf_core.present.letters import Letter, LetterTable, Recipient, finance_letter, remittance_letter

THEIRS: dict[str, Any] = {**FRAME, "to": Recipient(name="Bright Days", ref="H-7")}


def said(letter: Letter) -> str:
    return " ".join(letter.sentences)


def tables(letter: Letter) -> list[LetterTable]:
    return [table for section in letter.sections for table in section.tables]


def taken(line: RunLine) -> RunLine:
    """A line of which all is recovered."""
    return evolve(line, to_pay=evolve(line.to_pay, adjusted=-line.to_pay.payment.amount))


@pytest.mark.parametrize("paid_on", [None, TOLD])
def test_an_empty_run_pays_nothing(paid_on: date | None) -> None:
    letter = remittance_letter(evolve(run(), lines=(), overdue=()), **THEIRS, paid_on=paid_on)
    assert letter.sentences[0] == "No payment is due to you in these days."
    assert letter.title.startswith("Payments due to you")
    assert "£0.00" not in said(letter)


@pytest.mark.parametrize("paid_on", [None, TOLD])
def test_where_all_is_recovered_nothing_is_paid_and_the_column_says_so(paid_on: date | None) -> None:
    letter = remittance_letter(
        evolve(run(), lines=tuple(map(taken, run().lines)), overdue=()), **THEIRS, paid_on=paid_on
    )
    assert "The payments below come to £0.00 in all, so nothing is paid to you." in said(letter)
    (table,) = tables(letter)
    assert table.head[-3:] == ("Adjusted", "To pay", "You collect")
    assert (table.foot or ())[-2] == "£0.00"


def test_only_what_was_paid_is_headed_so() -> None:
    paid, late = tables(remittance_letter(run(), **THEIRS, paid_on=TOLD))
    assert ("Paid" in paid.head, "To pay" in paid.head) == (True, False)
    assert ("Paid" in late.head, "To pay" in late.head) == (False, True)
    assert "Adjusted" not in late.head, "nothing is"
    ahead, _ = tables(remittance_letter(run(), **THEIRS))
    assert "To pay" in ahead.head


def test_payments_of_before_that_come_to_nothing_say_no_sum() -> None:
    letter = remittance_letter(evolve(run(), overdue=tuple(map(taken, run().overdue))), **THEIRS)
    assert "Payments that come to nothing were due before 20 July 2026 and are not recorded as made." in said(letter)
    assert "£0.00" not in said(letter)


def test_what_no_funder_is_recorded_for_has_a_column_so_that_every_row_adds_up() -> None:
    funded = changed("funding", mary(funding=Funder(ref="C-1")).funding, date(2026, 6, 29))
    _, table = tables(finance_letter(schedule_payments(funded, until=UNTIL), **THEIRS))
    assert table.head[-3:] == ("C-1", "Funder not recorded", "Paid")
    assert [row[-3:] for row in table.rows[2:4]] == [("£0.00", "£257.50", "£257.50"), ("£257.50", "", "£257.50")]
    _, whole = tables(finance_letter(schedule_payments(mary(funding=Funder(ref="C-1")), until=UNTIL), **THEIRS))
    assert whole.head[-2:] == ("C-1", "Paid")


def with_rails(length: int) -> Payments:
    rails = OneOff(on=date(2026, 5, 1), amount=Money(5), what="a" * length)
    return schedule_payments(with_value(mary(), "budget.one_offs", (rails,)), until=date(2026, 5, 3))


@pytest.mark.parametrize(("length", "is_cut"), [(494, False), (495, True), (500, True)])
def test_an_explanation_cuts_what_it_quotes(length: int, is_cut: bool) -> None:
    text = str(finance_letter(with_rails(length), **THEIRS))
    assert (("a" * length + ", once") in text) is not is_cut
    assert ("…" in text) is is_cut


def test_a_long_decision_explains_itself() -> None:
    long = Decision(amount=5, reason="b" * 500, decided_by="a" * 500, decided_on=TOLD)
    assert len(long.explain().what) == 500
