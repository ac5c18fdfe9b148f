"""The proofs of the rules in rules/outcomes.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import Arrangement, Change, Outcome, Party, Progress, Termination, TerminationReason, Variation

from ..arrangements import LAST, ONE_DAY, OUTCOMES, START, sound
from ..proof import At, Edge, Proof

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
