"""Rules on how an arrangement ends (END)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.account import LIVED, ended, lived
from support.arrangements import ENDS, LAST, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core import with_value
from isf_core.model import (
    Arrangement,
    Backdating,
    Change,
    DeliveryLimit,
    Entry,
    EntryKind,
    HowFarBack,
    Meanwhile,
    Party,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    TerminationReason,
    TerminationTerms,
    Variation,
)
from isf_core.rules import Result
from isf_core.values import Money, Rate

JULY = date(2026, 7, 20)


def died(refund: str) -> Arrangement:
    """Mary dies on 14 June, and so much is paid to her side in July; 40.00 was for days after it."""
    back = Entry(ref="P-1", on=JULY, kind=EntryKind.REFUND_TO_PERSON, amount=refund, evidence="doc P1")
    notices = tuple(notice.replace(length=0) for notice in ENDS.notices)
    return lived(
        back,
        endings=(ended(reason=TerminationReason.DEATH, given_on=date(2026, 6, 14)),),
        contract={"termination": ENDS.replace(notices=notices)},
    )


def ends(party: Party, given_on: date, reason: TerminationReason = TerminationReason.ORDINARY) -> Arrangement:
    """A party ends it; only the holder has notice."""
    only = TerminationTerms(notices=tuple(notice for notice in ENDS.notices if notice.party is Party.HOLDER))
    return sound(endings=(ended(party, reason, given_on),), contract={"termination": only})


PROOFS: dict[str, Proof] = {
    "END-03": Proof(
        on=LAST + ONE_DAY,
        sound=ends(Party.HOLDER, LIVED),
        breaches=(ends(Party.FUNDER, LIVED), ends(Party.HOLDER, LAST + ONE_DAY), ends(Party.PERSON, LAST + ONE_DAY)),
        idle=(sound(),),
        edges=(
            Edge("on the last day, or after", ends(Party.HOLDER, LAST), ends(Party.HOLDER, LAST + ONE_DAY)),
            Edge("who has notice, or has none", ends(Party.HOLDER, LIVED), ends(Party.FUNDER, LIVED)),
            Edge("the person may refuse support", ends(Party.PERSON, LIVED), ends(Party.FUNDER, LIVED)),
        ),
    ),
    "END-06": Proof(
        on=JULY,
        sound=died("40"),
        breaches=(died("40.01"), died("100")),
        idle=(At(lived(), LIVED), with_value(died("100"), "contract.payment.on_delivery", DeliveryLimit.PERIOD)),
        edges=(Edge("what she had paid too much, and a penny more", died("40"), died("40.01")),),
    ),
}


DIED = date(2026, 6, 14)


def entry(ref: str, kind: EntryKind, amount: str, on: date = LIVED, **facts: Any) -> Entry:
    """One entry."""
    return Entry(ref=ref, on=on, kind=kind, amount=amount, **facts)


def correction(first: Entry, amount: str, on: date = LIVED) -> Entry:
    """So much of an entry is taken back."""
    return Entry(ref=f"{first.ref} back", on=on, kind=first.kind, amount=amount, corrects=first.ref)


# A death
def test_end_06_a_correction_counts_with_the_refund_that_it_corrects() -> None:
    before = entry("B-1", EntryKind.REFUND_TO_PERSON, "100", date(2026, 6, 1))
    back = correction(before, "100", date(2026, 7, 1))
    mary = died("40.01")
    mary = mary.replace(fund=mary.fund.plus(before, back))
    assert said("END-06", mary, on=JULY) == said("END-06", died("40.01"), on=JULY) != []


def test_end_06_what_was_paid_out_after_a_death_and_taken_back_is_not_paid_out() -> None:
    mary = died("100")
    (paid,) = (each for each in mary.fund.entries or () if each.kind is EntryKind.REFUND_TO_PERSON)
    back = mary.replace(fund=mary.fund.plus(correction(paid, "60", JULY)))
    assert judged("END-06", back, on=JULY).result is Result.HOLDS


def ends_by_death(given_on: date, at: date | None = None, **contract: Any) -> Arrangement:
    """She dies, support ends on a day, and much is paid to her side in July."""
    ending = ended(Party.PERSON, TerminationReason.DEATH, given_on, last_day=at)
    out = died("100")
    return out.replace(endings=(ending,), contract=out.contract.replace(**contract))


NO_NOTICE = TerminationTerms(notices=())


def test_end_06_without_notice_the_last_day_is_the_recorded_one_or_that_of_the_notice() -> None:
    with_notice = ends_by_death(
        DIED, termination=ENDS.replace(notices=[each.replace(length=0) for each in ENDS.notices])
    )
    for mary in (
        ends_by_death(DIED, termination=NO_NOTICE),
        ends_by_death(date(2026, 6, 1), DIED, termination=NO_NOTICE),
    ):
        assert said("END-06", mary, on=JULY) == said("END-06", with_notice, on=JULY) != []


@pytest.mark.parametrize(("meanwhile", "rightful"), [(Meanwhile.NOTHING, "80"), (Meanwhile.IN_FULL, "40")])
def test_end_06_what_a_suspension_takes_off_the_charge_is_hers_to_have_back(
    meanwhile: Meanwhile, rightful: str
) -> None:
    """She is in hospital from 1 June on, and dies on the 14th: whatever was charged meanwhile, the rest is too much."""
    rule = SuspensionRule(full_days=0, retainer="0.5", contribution=meanwhile, fee=Meanwhile.IN_FULL)
    away = Suspension(first_day=date(2026, 6, 1), last_day=DIED, reason=SuspensionReason.HOSPITAL)
    for refund, result in ((Money(rightful), Result.HOLDS), (Money(rightful) + Money("0.01"), Result.BREACH)):
        mary = died(str(refund))
        mary = mary.replace(suspensions=(away,), contract=mary.contract.replace(suspension=rule))
        assert judged("END-06", mary, on=JULY).result is result
    unknown = mary.replace(contract=mary.contract.replace(suspension=None))
    assert missed("END-06", unknown, NUMBERS.replace(suspension=None), JULY) == ("contract.suspension",)


def test_end_06_an_end_before_the_death_is_the_last_day() -> None:
    """It ended on 31 May, two weeks before her death: the contribution for June is too much, as for the account."""
    notice = ended(Party.FUNDER, TerminationReason.ORDINARY, date(2026, 5, 1), last_day=date(2026, 5, 31))
    for refund, result in (("80", Result.HOLDS), ("80.01", Result.BREACH)):
        mary = died(refund)
        assert judged("END-06", mary.replace(endings=(notice, *mary.endings)), on=JULY).result is result


def test_end_06_what_the_policy_withholds_is_not_hers_to_have_back() -> None:
    """A fall of the contribution, learnt when all was paid: 30.00 a week for the days of June after her death alone."""
    change = Change("budget.contribution", Rate.weekly(10))
    late = Variation(effective=START, known_from=date(2026, 6, 12), changes=(change,))
    numbers = NUMBERS.replace(backdating=Backdating(how_far=HowFarBack.NEVER))
    for refund, result in (("40", Result.HOLDS), ("40.01", Result.BREACH)):
        assert judged("END-06", died(refund).replace(variations=(late,)), numbers, JULY).result is result
    assert judged("END-06", died("100").replace(variations=(late,)), on=JULY).result is Result.HOLDS
