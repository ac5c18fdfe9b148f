"""Rules on top-ups for preferred accommodation (BUD-18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.account import LIVED, lived
from support.arrangements import ONE_DAY, START
from support.asking import judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import NOT_STATED, Arrangement, Clause, Entry, EntryKind, HowNotDone, NotDone, TopUp
from isf_core.rules import Result

AGREED = TopUp(payer="daughter", agreed_on=START, suitable_within_budget=True, paid_by_person=False)
OWN = AGREED.replace(paid_by_person=True, allowed_by=Clause(reference="deferred payment agreement"))


def topped_up(*top_ups: TopUp, on: date = START, party: str | None = "daughter", **facts: Any) -> Arrangement:
    """Mary in accommodation of her choice, with a payment of 40."""
    came_in = Entry(ref="T-1", on=on, kind=EntryKind.TOP_UP, amount=40, party=party, evidence="doc T1", **facts)
    return lived(came_in, fund={"top_ups": top_ups})


PROOFS: dict[str, Proof] = {
    "BUD-18": Proof(
        on=LIVED,
        sound=topped_up(AGREED),
        breaches=(
            topped_up(AGREED.replace(suitable_within_budget=False)),
            topped_up(AGREED.replace(agreed_on=NotDone(how=HowNotDone.NOT_DONE))),
            topped_up(AGREED.replace(agreed_on=START + ONE_DAY)),
            topped_up(OWN.replace(allowed_by=NOT_STATED)),
            topped_up(AGREED, party="son"),
            topped_up(),
        ),
        idle=(lived(),),
        edges=(
            Edge(
                "agreed on the day of the first payment, or after",
                topped_up(AGREED),
                topped_up(AGREED, on=START - ONE_DAY),
            ),
            Edge("the person may pay it, or not", topped_up(OWN), topped_up(OWN.replace(allowed_by=NOT_STATED))),
        ),
    ),
}


def test_g4_a_top_up_is_judged_before_anything_was_paid() -> None:
    agreed_late = AGREED.replace(agreed_on=LIVED + ONE_DAY)
    assert judged("BUD-18", lived(fund={"top_ups": (agreed_late,)}), on=LIVED).result is Result.HOLDS
    assert judged("BUD-18", lived(fund={"top_ups": ()}), on=LIVED).result is Result.DOES_NOT_APPLY
    assert judged("BUD-18", lived(fund={"top_ups": (OWN,)}), on=LIVED).result is Result.HOLDS


def test_g4_each_thing_that_is_wrong_is_said() -> None:
    wrong = OWN.replace(suitable_within_budget=False, agreed_on=LIVED, allowed_by=NOT_STATED)
    assert [line.partition("daughter: ")[2] for line in said("BUD-18", topped_up(wrong), on=LIVED)] == [
        "nothing suitable was available within the budget, so the budget is too low",
        f"it was agreed in writing only on {LIVED:%a} {LIVED.day} {LIVED:%b %Y}, after the first payment",
        "the person pays it, and nothing lets them",
    ]


def test_g4_what_is_not_recorded_is_asked_for() -> None:
    field = "fund.top_ups[daughter]"
    bare = topped_up(TopUp(payer="daughter"))
    names = ("suitable_within_budget", "agreed_on", "paid_by_person")
    assert set(missed("BUD-18", bare, on=LIVED)) == {f"{field}.{name}" for name in names}
    assert missed("BUD-18", topped_up(OWN.replace(allowed_by=None)), on=LIVED) == (f"{field}.allowed_by",)
    assert missed("BUD-18", topped_up(AGREED, party=None), on=LIVED) == ("fund.entries[T-1].party",)
    nothing = topped_up().replace(fund=topped_up().fund.replace(top_ups=None))
    assert missed("BUD-18", nothing, on=LIVED) == ("fund.top_ups",)
