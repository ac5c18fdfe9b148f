"""The letters on the account say no sum below zero, nothing that is not there, and all that is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from present.letters.letter_cases import BRIGHT, FRAME, final, statement
from support.endings import CLAUSE, ended, ending, fund, held, owing, promised, terms

from isf_core import NOT_STATED, Basis, Change, Holder, Money, Party, Rate, Variation
from isf_core.account import FinalAccount
from isf_core.model import Entry, EntryKind, TerminationReason, with_value
from isf_core.present.letters import Letter, ending_letter, statement_letter


def said(letter: Letter) -> str:
    return " ".join(letter.sentences)


def below_zero(letter: Letter) -> list[str]:
    """The sums below zero in sentences: a table has them, a sentence says it the other way round."""
    return re.findall(r"-£[0-9,.]+", said(letter))


def entry(kind: EntryKind, amount: str, *, takes_back: bool = False) -> Entry:
    ref = f"{kind.name}{takes_back}"
    return Entry(ref=ref, on=date(2026, 6, 1), kind=kind, amount=amount, corrects="it" if takes_back else None)


CORRECTED = (
    (EntryKind.FUNDER_PAYMENT, "100", "Then £100.00 that had come in before was taken out again."),
    (EntryKind.DIRECT_SUPPORT, "62", "In these days £62.00 that was spent before came back."),
    (EntryKind.REFUND_TO_FUNDER, "5", "Another £5.00 that was paid back or passed on before came in again."),
)


@pytest.mark.parametrize(("kind", "amount", "sentence"), CORRECTED)
def test_what_is_only_corrected_is_said_the_other_way_round(kind: EntryKind, amount: str, sentence: str) -> None:
    letter = statement_letter(
        evolve(statement(), surplus=None, entries=(entry(kind, amount, takes_back=True),)), **FRAME
    )
    assert sentence in said(letter)
    assert below_zero(letter) == []


def test_an_account_below_zero_is_short() -> None:
    spent = entry(EntryKind.DIRECT_SUPPORT, "1")
    letter = statement_letter(evolve(statement(), opening=Money("-12"), surplus=None, entries=(spent,)), **FRAME)
    assert "On 6 April 2026 it was £12.00 short at the start." in said(letter)
    assert "At the end of 28 June 2026 it was £13.00 short." in said(letter)
    assert below_zero(letter) == []


def over(**facts: Any) -> str:
    theirs = statement().surplus
    assert theirs is not None
    return said(statement_letter(evolve(statement(), surplus=evolve(theirs, **facts)), **FRAME))


def test_no_more_is_kept_than_there_is() -> None:
    just = over(amount=Money(0), balance=Money(7), exclusions=(("commitments", Money(7)),))
    assert "Nothing is left over. £7.00 is kept for later needs." in just
    more = over(amount=Money(0), balance=Money(7), exclusions=(("commitments", Money("7.01")),))
    assert "Nothing is left over. You need £7.01 for later. That is £0.01 more than is there." in more
    below = over(amount=Money(0), balance=Money(-3), exclusions=(("commitments", Money(5)),))
    assert "You need £5.00 for later. That is £5.00 more than is there." in below


def test_what_is_too_old_is_not_said_to_be_above_the_cap() -> None:
    above = over(amount=Money(14), cap=Money(10), excess=Money(4))
    assert "Up to £10.00 can stay in the account. You have £4.00 more than that." in above
    for cap in (Money(10), None):
        old = over(amount=Money(14), cap=cap, excess=Money("4.01"))
        assert "Of what is left over, £4.01 came in too long ago." in old
        assert "more than that" not in old


def end_of(*owed: Any, liabilities: Any = (), **sums: str) -> FinalAccount:
    """The end after three weeks; the provider bears what the person has not paid."""
    ends = ending(last_day=date(2026, 4, 26), liabilities=liabilities)
    account = held(fund(*owed, **sums), by=terms(liabilities=CLAUSE), contribution_risk=Party.HOLDER)
    return ended(account, ends)


def test_an_end_says_every_row_of_where_the_money_goes() -> None:
    full = evolve(
        end_of(promised("50"), liabilities=owing("30"), FUNDER_PAYMENT="515", CONTRIBUTION="160"),
        back_to_payers=(("S-1", Money(9)),),
    )
    text = said(ending_letter(full, **FRAME))
    for part in (
        "£50.00 pays for support that you had.",
        "£30.00 pays for costs of the end.",
        "£9.00 goes back to those who added it.",
        "pays for days of notice.",
    ):
        assert part in text
    assert "Nothing is left" not in text


def test_an_end_below_zero_says_who_pays_it() -> None:
    short = end_of(promised("50"), CONTRIBUTION="60", DIRECT_SUPPORT="400", FUNDER_PAYMENT="200")
    letter = ending_letter(short, **FRAME)
    assert "The account was then £140.00 short. Those who pay for your support pay in" in said(letter)
    assert below_zero(letter) == []
    assert "Nothing is left" not in said(letter)


def test_nothing_is_left_only_where_nothing_goes_anywhere() -> None:
    zero: Any = Money(0)
    names = ("outstanding_commitments", "back_to_person", "in_lieu", "liabilities", "refund", "transferred")
    none = evolve(
        final(), **dict.fromkeys(names, zero), balance=Money("-13.34"), due_from_funder=Money("13.34"), by_holder=zero
    )
    letter = ending_letter(none, **FRAME)
    assert (
        "The account was then £13.34 short. Those who pay for your support pay in £13.34 more."
        " Nothing is left in the account after that." in said(letter)
    )
    assert [table.caption for section in letter.sections for table in section.tables] == ["The money that is there"]


def test_a_fee_that_is_not_in_the_account_is_said() -> None:
    of_it = "£16.88 of the provider's agreed fee is not taken off here. If it is paid, less is left."
    assert of_it in said(ending_letter(evolve(final(), fee_not_entered=Money("16.88")), **FRAME))
    assert "agreed fee" not in said(ending_letter(evolve(final(), fee_not_entered=Money(0)), **FRAME))


@pytest.mark.parametrize(
    ("withheld", "told"), [("81.30", "less than the new sums. We do not pay"), ("-81.30", "more than the new sums.")]
)
def test_what_the_policy_withholds_for_the_past_is_said(withheld: str, told: str) -> None:
    text = said(ending_letter(evolve(final(), withheld=Money(withheld)), **FRAME))
    assert f"For earlier days we paid your provider £81.30 {told}" in text
    assert "new sums" not in said(ending_letter(final(), **FRAME))


def test_what_the_provider_pays_of_an_overspend_is_said_and_is_in_the_table() -> None:
    over = ending_letter(evolve(final(), overspend_by_holder=Money("500")), **FRAME)
    assert "The provider spent more than the money for your support, and pays in £500.00 itself." in said(over)
    assert "From the provider, for what it spent beyond the budget" in str(over)
    assert "beyond the budget" not in str(ending_letter(final(), **FRAME))


@pytest.mark.parametrize("reason", [each for each in TerminationReason if each is not TerminationReason.DEATH])
@pytest.mark.parametrize(("on", "is_past"), [(date(2026, 4, 26), False), (date(2026, 4, 27), True)])
def test_an_end_is_past_from_the_day_after_the_last(reason: TerminationReason, on: date, *, is_past: bool) -> None:
    """A letter of the last day says that support ends, and one of the day after that it ended."""
    ends = evolve(final().ended, ending=final().ended.ending.replace(reason=reason))
    text = said(ending_letter(evolve(final(), ended=ends), **{**FRAME, "on": on}))
    assert f"Your support from your provider {'ended' if is_past else 'ends'} on 26 April 2026." in text
    assert ("It ends " in text) == (not is_past and reason is not TerminationReason.ORDINARY)
    assert ("It ended " in text) == (is_past and reason is not TerminationReason.ORDINARY)


def test_the_name_of_the_provider_is_that_of_the_arrangement_unless_another_is_given() -> None:
    ends = ending(last_day=date(2026, 4, 26))
    named = held(fund(FUNDER_PAYMENT="515"), contribution_risk=Party.HOLDER).replace(holder=BRIGHT)
    account = ended(named, ends)
    assert account.holder == BRIGHT
    assert ending_letter(account, **FRAME).title == "The end of your support from Bright Days"
    other = ending_letter(account, **FRAME, provider=BRIGHT.replace(name="Sunrise Care"))
    assert other.title == "The end of your support from Sunrise Care"
    assert ending_letter(final(), **FRAME).title == "The end of your support from your provider"
    later = Variation(
        effective=date(2026, 4, 27), known_from=date(2026, 4, 6), changes=(Change("holder", Holder(ref="H-9")),)
    )
    assert ended(named.replace(variations=(later,)), ends).holder == BRIGHT, "whose support it was on the last day"


@pytest.mark.parametrize(
    ("risk", "reason", "told"),
    [
        (Party.HOLDER, TerminationReason.ORDINARY, "You still have to pay this to your provider."),
        (Party.HOLDER, TerminationReason.INSOLVENCY, "You still have to pay this. We will write to you about how."),
        (Party.FUNDER, TerminationReason.ORDINARY, "You still have to pay this to us. We will send you a bill."),
        (Party.FUNDER, TerminationReason.INSOLVENCY, "You still have to pay this to us. We will send you a bill."),
        (NOT_STATED, TerminationReason.ORDINARY, "You still have to pay this. We will write to you about how."),
    ],
)
def test_what_the_person_has_not_paid_is_still_to_be_paid_and_to_whom(
    risk: Any, reason: TerminationReason, told: str
) -> None:
    """60.00 was due for three weeks, and 20.00 of it was paid."""
    party = Party.HOLDER if reason is TerminationReason.INSOLVENCY else Party.FUNDER
    ends = ending(party=party, reason=reason, last_day=date(2026, 4, 26))
    account = held(fund(FUNDER_PAYMENT="515", CONTRIBUTION="20"), contribution_risk=risk)
    account = with_value(account, "contract.payment.basis", Basis.NET)
    account = with_value(account, "budget.contribution", Rate.weekly(20))
    owes = ended(account, ends)
    assert owes.unpaid_is_borne_by is (risk if isinstance(risk, Party) else None)
    text = said(ending_letter(owes, **FRAME))
    assert f"You have not paid £40.00 of what you had to pay. {told}" in text
    assert ("Until then, the provider pays £40.00 of it into the account." in text) == (risk is Party.HOLDER)
    assert "You still have to pay" not in said(ending_letter(final(), **FRAME))


def test_a_fee_to_come_leaves_less_only_where_something_is_left() -> None:
    fee, of_it = Money("16.88"), "£16.88 of the provider's agreed fee is not taken off here. "
    left = evolve(final(), fee_not_entered=fee)
    moves = evolve(left, refund=Money(0), transferred=left.refund)
    for each in (left, moves):
        assert f"{of_it}If it is paid, less is left." in said(ending_letter(each, **FRAME))
    nothing = said(ending_letter(evolve(left, refund=Money(0)), **FRAME))
    assert f"{of_it}If it is paid, those who pay for your support pay it." in nothing
    assert "less is left" not in nothing
