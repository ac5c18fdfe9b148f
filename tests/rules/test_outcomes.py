"""The rule on progress with outcomes (OUT)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import LAST, ONE_DAY, OUTCOMES, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Change,
    Outcome,
    Party,
    Progress,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.rules import Result

DUE = date(2026, 10, 6)
"""Six months after Mary's first day."""


AGAIN = date(2027, 3, 1)
"""Six months after 1 September 2026."""


LATER = date(2027, 3, 15)


REPORTED = date(2026, 9, 1)


def reported(*days: date, but: tuple[str, ...] = (), **facts: object) -> Arrangement:
    """Mary with progress reported on some days, each time with all outcomes but some."""
    entries = tuple(
        Progress(outcome=each.ref, on=on, words="as hoped") for on in days for each in OUTCOMES if each.ref not in but
    )
    return sound(lifecycle={"progress": entries}, **facts)


def ended(given_on: date) -> Arrangement:
    """Mary, of whom nothing was ever reported, and who gave notice."""
    return reported().replace(
        endings=(Termination(party=Party.PERSON, reason=TerminationReason.ORDINARY, given_on=given_on),)
    )


def replanned(effective: date, known_from: date = REPORTED, **recorded: object) -> Arrangement:
    """Mary, of whom all was reported in September, whose new plan adds an outcome, chess."""
    mary = reported(REPORTED, date(2027, 3, 1))
    plan = mary.plan.replace(outcomes=(*OUTCOMES, Outcome(ref="chess")))
    change = Variation(effective=effective, known_from=known_from, changes=(Change("plan", plan),), ref="V-1")
    other = Variation(
        effective=effective, known_from=known_from, changes=(Change("contract.last_day", LAST),), ref="V-2"
    )
    return mary.replace(variations=(change, other), plan=mary.plan.replace(**recorded))


PROOFS: dict[str, Proof] = {
    "OUT-02": Proof(
        on=DUE + ONE_DAY,
        sound=reported(REPORTED),
        breaches=(
            reported(),
            reported(REPORTED, but=("church",)),
            At(reported(REPORTED), LATER),
            At(reported(REPORTED, date(2027, 2, 1), but=("garden",)), LATER),
        ),
        idle=(At(sound(), START - ONE_DAY),),
        edges=(
            Edge("on the day it is due, or the day after", At(reported(), DUE), At(reported(), DUE + ONE_DAY)),
            Edge(
                "the next on its day, or after", At(reported(REPORTED), AGAIN), At(reported(REPORTED), AGAIN + ONE_DAY)
            ),
            Edge("reported today, or tomorrow", reported(DUE + ONE_DAY), reported(DUE + 2 * ONE_DAY)),
            Edge("one outcome is left out", reported(REPORTED), reported(REPORTED, but=("garden",))),
            Edge(
                "it ended on the day it was due, or the day after",
                At(reported(contract={"last_day": DUE}), LAST),
                At(reported(contract={"last_day": DUE + ONE_DAY}), LAST),
            ),
            Edge(
                "notice was given on the day it was due, or the day after",
                At(ended(DUE), LAST),
                At(ended(DUE + ONE_DAY), LAST),
            ),
            Edge(
                "an outcome that a later plan added, six months after that or a day more",
                At(replanned(REPORTED), AGAIN),
                At(replanned(REPORTED), AGAIN + ONE_DAY),
            ),
        ),
    ),
}


NOTHING_YET: dict[str, Any] = {"progress": None}


NEXT = DUE + ONE_DAY


def test_out_02_says_which_outcome_was_due_by_when_and_counted_from_when() -> None:
    assert said("OUT-02", reported(REPORTED, but=("church",)), on=LATER) == [
        "lifecycle.progress: progress with hygiene was to be reported by Mon 1 Mar 2027, counted from Tue 1 Sep 2026",
        "lifecycle.progress: progress with nutrition was to be reported by Mon 1 Mar 2027, counted from Tue 1 Sep 2026",
        "lifecycle.progress: progress with church was to be reported by Tue 6 Oct 2026, counted from Mon 6 Apr 2026",
        "lifecycle.progress: progress with garden was to be reported by Mon 1 Mar 2027, counted from Tue 1 Sep 2026",
    ]


def test_out_02_a_late_report_mends_what_was_late() -> None:
    assert judged("OUT-02", reported(), on=NEXT).result is Result.BREACH
    assert judged("OUT-02", reported(LATER), on=LATER).result is Result.HOLDS


def test_out_02_a_report_after_the_end_counts_too() -> None:
    ended = {"last_day": NEXT}
    assert judged("OUT-02", reported(contract=ended), on=LATER).result is Result.BREACH
    assert judged("OUT-02", reported(LATER, contract=ended), on=LATER).result is Result.HOLDS


def test_out_02_what_was_reported_before_the_first_day_counts_from_the_first_day() -> None:
    assert judged("OUT-02", reported(date(2026, 3, 1)), on=DUE).result is Result.HOLDS
    assert judged("OUT-02", reported(date(2026, 3, 1)), on=NEXT).result is Result.BREACH


def test_out_02_a_report_on_what_is_no_outcome_of_the_plan_changes_nothing() -> None:
    strange = sound(lifecycle={"progress": (Progress(outcome="chess", on=NEXT),)})
    assert len(judged("OUT-02", strange, on=NEXT).findings) == 4
    assert judged("OUT-02", strange.replace(plan=strange.plan.replace(outcomes=(), supports=())), on=NEXT).result is (
        Result.HOLDS
    )


def test_out_02_what_does_not_matter_is_not_asked() -> None:
    bare = sound(lifecycle=NOTHING_YET, plan={"outcomes": None})
    assert judged("OUT-02", bare, on=DUE).result is Result.HOLDS, "nothing was due yet"
    assert missed("OUT-02", bare, on=NEXT) == ("plan.outcomes", "lifecycle.progress")
    unlimited = {"last_day": None}
    assert judged("OUT-02", reported(REPORTED, contract=unlimited), on=AGAIN).result is Result.HOLDS
    assert missed("OUT-02", reported(REPORTED, contract=unlimited), on=LATER) == ("contract.last_day",)
    assert missed("OUT-02", bare.replace(contract=bare.contract.replace(last_day=None)), on=NEXT) == (
        "contract.last_day",
    )
    no_plan = sound(lifecycle=NOTHING_YET, plan={"outcomes": (), "supports": ()}, contract=unlimited)
    assert judged("OUT-02", no_plan, on=NEXT).result is Result.HOLDS
    assert missed("OUT-02", sound(), NUMBERS.replace(progress_months=None), on=NEXT) == ("policy.progress_months",)
    assert missed("OUT-02", sound(contract={"first_day": None}), on=NEXT) == ("contract.first_day",)


@pytest.mark.parametrize("first_day", [date(9999, 12, 1), date(9999, 7, 1), date(9999, 6, 30)])
def test_out_02_at_the_end_of_the_calendar_nothing_falls_due(first_day: date) -> None:
    late = first_day == date(9999, 6, 30)
    found = judged("OUT-02", reported(contract={"first_day": first_day, "last_day": OPEN_ENDED}), on=date.max)
    assert found.result is (Result.BREACH if late else Result.HOLDS)


def test_out_02_the_last_day_of_the_contract_is_not_the_day_of_judgement() -> None:
    assert START < DUE < LAST
    assert judged("OUT-02", reported(REPORTED, date(2027, 2, 28)), on=date(2030, 1, 1)).result is Result.HOLDS


def test_out_02_an_outcome_that_a_later_plan_added_counts_from_the_day_it_took_effect() -> None:
    assert judged("OUT-02", replanned(REPORTED), on=AGAIN).result is Result.HOLDS
    assert said("OUT-02", replanned(REPORTED), on=AGAIN + ONE_DAY) == [
        "lifecycle.progress: progress with chess was to be reported by Mon 1 Mar 2027, counted from Tue 1 Sep 2026"
    ]
    assert said("OUT-02", replanned(date(2026, 3, 1)), on=AGAIN + ONE_DAY) == [
        "lifecycle.progress: progress with chess was to be reported by Tue 6 Oct 2026, counted from Mon 6 Apr 2026"
    ]
    assert judged("OUT-02", replanned(REPORTED, known_from=LATER), on=AGAIN + ONE_DAY).result is Result.HOLDS
    assert judged("OUT-02", replanned(date(2027, 6, 1)), on=LAST).result is Result.HOLDS, "it is not in the plan yet"


def test_out_02_where_the_first_plan_is_not_recorded_it_may_have_had_the_outcome_too() -> None:
    assert missed("OUT-02", replanned(REPORTED, outcomes=None, supports=()), on=AGAIN) == ("plan.outcomes",)
    found = said("OUT-02", replanned(REPORTED, outcomes=None, supports=()), on=AGAIN + ONE_DAY)
    assert [each.partition(": ")[2][:20] for each in found] == ["progress with chess "], "it is late by any count"
