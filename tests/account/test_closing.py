"""When the account of what has ended was closed, and what the funder had paid by then."""

from __future__ import annotations

from typing import Any

import pytest
from rules.test_ending import entry
from support.account import LIVED, PERIODS, ended, lived
from support.arrangements import ONE_DAY, START
from support.asking import judged, said

from isf_core import PLAIN, schedule_payments
from isf_core.account import still_to_come
from isf_core.account.closing import paid_when_closed
from isf_core.account.ledger import Ledger
from isf_core.model import Arrangement, Commitment, Entry, EntryKind
from isf_core.rules import Result
from isf_core.values import Period

DAYS = Period(first_day=START, last_day=LIVED)
LATER = LIVED + 60 * ONE_DAY
PAID = entry("F", EntryKind.FUNDER_PAYMENT, "500", on=START, period=PERIODS[0])
SPENT = entry("S", EntryKind.DIRECT_SUPPORT, "300", on=START)
BACK = entry("R", EntryKind.REFUND_TO_FUNDER, "200", on=LIVED)


def closed(*entries: Entry, days: Period | None = DAYS, commitments: Any = ()) -> int | None:
    return paid_when_closed(Ledger(entries, commitments), days, LATER)


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind.side.value == "returned"])
def test_what_goes_back_or_is_passed_on_from_the_last_day_on_closes_it_where_nothing_is_left(kind: EntryKind) -> None:
    back = BACK.replace(kind=kind)
    paid = 30_000 if kind is EntryKind.REFUND_TO_FUNDER else 50_000
    assert closed(PAID, SPENT, back) == paid
    assert closed(PAID, SPENT, back.replace(on=LATER)) == paid
    for still_open in (
        back.replace(on=LIVED - ONE_DAY),
        back.replace(on=LATER + ONE_DAY),
        back.replace(amount="199.99"),
    ):
        assert closed(PAID, SPENT, still_open) is None
    assert closed(PAID, SPENT, back, days=None) is None


@pytest.mark.parametrize("kind", [EntryKind.FUNDER_PAYMENT, EntryKind.HOLDER_BEARS])
def test_what_is_paid_in_for_all_the_days_closes_it_and_a_payment_for_some_of_them_does_not(kind: EntryKind) -> None:
    more = entry("S-2", EntryKind.DIRECT_SUPPORT, "250", on=LIVED)
    short = entry("L", kind, "50", on=LATER, period=DAYS)
    assert closed(PAID, SPENT, more, short) == (55_000 if kind is EntryKind.FUNDER_PAYMENT else 50_000)
    for period in (None, PERIODS[2], Period(first_day=START, last_day=LIVED + ONE_DAY)):
        assert closed(PAID, SPENT, more, short.replace(period=period)) is None
    contribution = short.replace(kind=EntryKind.CONTRIBUTION)
    assert closed(PAID, SPENT, more, contribution) is None


def test_what_is_promised_may_be_left_and_what_is_spent_beyond_it_opens_it_again() -> None:
    promised = (Commitment(ref="K", on=START, amount=40),)
    back = BACK.replace(amount="160")
    assert closed(PAID, SPENT, back, commitments=promised) == 34_000
    kept = entry("S-2", EntryKind.DIRECT_SUPPORT, "40", on=LIVED + ONE_DAY, commitment="K")
    assert closed(PAID, SPENT, back, kept, commitments=promised) == 34_000
    beyond = entry("S-3", EntryKind.DIRECT_SUPPORT, "0.01", on=LIVED + ONE_DAY)
    assert closed(PAID, SPENT, back, kept, beyond, commitments=promised) is None
    assert closed(PAID, SPENT, BACK, commitments=None) == 30_000


def test_of_several_the_last_counts_and_what_comes_in_afterwards_does_not_open_it() -> None:
    late = entry("P", EntryKind.PROVIDER_REFUND, "30", on=LIVED + ONE_DAY)
    again = entry("R-2", EntryKind.REFUND_TO_FUNDER, "30", on=LIVED + 2 * ONE_DAY)
    assert closed(PAID, SPENT, BACK, late) == 30_000
    assert closed(PAID, SPENT, BACK, late, again) == 27_000


def over(*more: Entry) -> Arrangement:
    """Mary's twelve weeks are over; two of three payments came, 300 was spent, and what was left went back."""
    second = PAID.replace(ref="F-2", amount="92.84", period=PERIODS[1])
    entries = (PAID.replace(amount="400"), second, SPENT, BACK.replace(amount="192.84"), *more)
    return lived(fund={"entries": entries}, contract={"last_day": LIVED})


def test_led_12_what_the_funder_had_paid_when_it_was_closed_is_what_was_due() -> None:
    assert judged("LED-12", over(), on=LATER).result is Result.HOLDS
    before = over().replace(fund=over().fund.replace(entries=(over().fund.entries or ())[:3]))
    assert said("LED-12", before, on=LATER)[0].endswith("£246.42 too little")
    mistake = entry("F-3", EntryKind.FUNDER_PAYMENT, "500", on=LIVED + ONE_DAY, period=PERIODS[2])
    assert said("LED-12", over(mistake), on=LATER) == [
        "fund.entries: the funder has paid £800.00 into the fund, and £739.26 was due by Thu 27 Aug 2026: "
        "£60.74 too much"
    ]


def test_led_12_while_it_is_not_over_nothing_closes_it() -> None:
    """On the last day but one what goes back leaves nothing, and the third payment is still due."""
    back = BACK.replace(amount="192.84", on=LIVED - ONE_DAY)
    fund = over().fund.replace(entries=(*(over().fund.entries or ())[:3], back))
    assert said("LED-12", over().replace(fund=fund), on=LATER)[0].endswith("too little")
    never_began = over().replace(endings=(ended(given_on=START, last_day=START - ONE_DAY),))
    assert said("LED-12", never_began, on=LATER)[0].endswith("£300.00 too much")


def test_what_goes_back_before_the_last_day_is_still_to_come_and_what_goes_back_on_it_is_what_is_left() -> None:
    """492.84 was paid, and all but a penny of what is left went back, so that the account is open."""
    left, *others = sorted(over().fund.entries or (), key=lambda each: each.ref != "R")
    to_come = []
    for on in (LIVED - ONE_DAY, LIVED, LIVED + ONE_DAY):
        back = left.replace(amount="192.83", on=on)
        mary = lived(fund={"entries": (*others, back), "commitments": ()}, contract={"last_day": LIVED})
        totals = schedule_payments(mary, policy=PLAIN).totals
        due = totals.amount + totals.contribution
        to_come.append(str(due - still_to_come(mary, on=LATER, policy=PLAIN)))
    assert to_come == ["300.01", "492.84", "492.84"]
