"""The proofs of the rules in rules/ending.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import Arrangement, Entry, EntryKind, Party, TerminationReason, TerminationTerms

from ..account import LIVED, ended, lived
from ..arrangements import ENDS, LAST, ONE_DAY, sound
from ..proof import At, Edge, Proof

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
        idle=(At(lived(), LIVED),),
        edges=(Edge("what she had paid too much, and a penny more", died("40"), died("40.01")),),
    ),
}
