"""Arrangements that end: Mary as the golden numbers have her, with terms of ending and an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core import PLAIN, Arrangement, Clause, Money, Party, TerminationTerms
from isf_core.account import FinalAccount, final_account_on
from isf_core.model import (
    Clauses,
    Commitment,
    Entry,
    EntryKind,
    Fund,
    Liability,
    Notice,
    NoticeUnit,
    Termination,
    TerminationReason,
)

from .arrangements import mary, merged

NUMBERS = PLAIN.parameters
CLAUSE = Clause(reference="8")
GIVEN = date(2026, 4, 6)
MAY_3 = date(2026, 5, 3)
"""The last day of the first four-weekly period; 27 days of notice from 6 April lead to it."""
DRAWN_UP = date(2026, 5, 20)


def notice(
    length: int = 27,
    unit: NoticeUnit = NoticeUnit.DAYS,
    party: Party = Party.FUNDER,
    reason: TerminationReason = TerminationReason.ORDINARY,
) -> Notice:
    """A notice; by default the funder's, of 27 days."""
    return Notice(party=party, length=length, unit=unit, reason=reason)


def terms(*notices: Notice, **facts: Any) -> TerminationTerms:
    """Terms of ending; by default every party's notice is 27 days."""
    return TerminationTerms(notices=notices or tuple(notice(party=party) for party in Party), **facts)


def ending(
    party: Party = Party.FUNDER,
    reason: TerminationReason = TerminationReason.ORDINARY,
    given_on: date = GIVEN,
    **facts: Any,
) -> Termination:
    """Somebody gives notice; there are no liabilities, unless some are given."""
    return Termination(party=party, reason=reason, given_on=given_on, **{"liabilities": (), **facts})


def owing(amount: str, what: str = "redundancy") -> tuple[Liability, ...]:
    """One liability of the ending."""
    return (Liability(what=what, amount=Money(amount)),)


def entries(**sums: str) -> tuple[Entry, ...]:
    """One entry of 1 May for each sum, by the name of its kind: `entries(FUNDER_PAYMENT="337.50")`."""
    on = date(2026, 5, 1)
    return tuple(Entry(ref=kind, on=on, kind=EntryKind[kind], amount=sum_) for kind, sum_ in sums.items())


def promised(amount: str, ref: str = "C-1", **facts: Any) -> Commitment:
    """A commitment of 1 May."""
    return Commitment(ref=ref, on=date(2026, 5, 1), amount=amount, **facts)


def fund(*commitments: Commitment, **sums: str) -> Fund:
    """An account with one entry for each sum, and what is promised."""
    return Fund(entries=entries(**sums), commitments=commitments)


def held(account: Fund, *changes: dict[str, Any], by: TerminationTerms | None = None, **clauses: Any) -> Arrangement:
    """Mary with an account, terms of ending and clauses of the contract."""
    agreed = {"termination": by or terms(liabilities=CLAUSE), "clauses": Clauses(**clauses)}
    return mary(**merged({"contract": agreed}, *changes, {"arrangement": {"fund": account}}))


def ended(arrangement: Arrangement, by: Termination | None = None, on: date = DRAWN_UP) -> FinalAccount:
    """The final account; what holds of every one is asserted on the way."""
    final = final_account_on(arrangement, on=on, policy=NUMBERS, ending=by or ending())
    assert_sound(arrangement, final)
    return final


STEPS = (
    "balance",
    "in_advance",
    "unpaid_contribution",
    "by_holder",
    "due_from_funder",
    "outstanding_commitments",
    "back_to_person",
    "in_lieu",
    "liabilities",
    "refund",
    "transferred",
)


def steps(final: FinalAccount) -> dict[str, str]:
    """Each sum of a final account that is not zero, as text."""
    return {name: str(getattr(final, name)) for name in STEPS if getattr(final, name)}


def assert_sound(arrangement: Arrangement, final: FinalAccount) -> None:
    """The law at the head of the final account, the explanation, the parts by funder, the closing entries."""
    came = final.balance + final.by_holder + final.overspend_by_holder + final.due_from_funder
    went = (
        final.outstanding_commitments
        + final.back_to_person
        + Money.total(sum_ for _, sum_ in final.back_to_payers)
        + final.in_lieu
        + final.liabilities
        + final.refund
        + final.transferred
    )
    assert came == went
    assert all(getattr(final, name) >= Money(0) for name in STEPS[1:])
    assert not (final.refund and final.transferred)
    assert not (final.unpaid_contribution and final.back_to_person)
    assert (final.for_later_days is None) is (final.paid_ahead is None)
    assert Money(0) <= (final.for_later_days or Money(0)) <= final.in_advance
    assert Money.total(each.amount for each in final.opening_entries()) == final.transferred
    explained = final.explain()
    assert explained.money == final.refund + final.transferred
    assert explained.value() == explained.amount
    assert Money.total(part for _, part in final.refunds) == final.refund
    closed = arrangement.fund.plus(*final.entries()).entries or ()
    assert Money.total(entry.signed for entry in closed if entry.on <= final.on) == final.outstanding_commitments
