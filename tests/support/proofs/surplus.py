"""The proofs of the rules in rules/surplus.py."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from isf_core.model import NOT_STATED, Arrangement, Entry, EntryKind, Owner, Party, SavingShare, SavingsTerms
from isf_core.values import Period

from ..account import LIVED, lived, paid_in, swapped
from ..arrangements import CLAUSE, LAST, ONE_DAY, START, sound
from ..proof import At, Edge, Proof

MAY = date(2026, 5, 3)
PAID = date(2027, 4, 11)
NOT_BEGUN = At(lived(), START - ONE_DAY)


def spare(amount: str, *told: date) -> Arrangement:
    """So much is held beside the 14.26; 123.21 may be held, half of the regular 246.42."""
    return lived(paid_in(amount), fund={"surplus_told_on": told})


def recovered(amount: str) -> Arrangement:
    """The authority takes so much on the day; 300 was spare since May."""
    entry = Entry(ref="R-1", on=LIVED, kind=EntryKind.SURPLUS_RECOVERED, amount=amount, evidence="doc R1")
    return lived(paid_in("300", MAY), entry)


def paid_late(last_day: date) -> Arrangement:
    """Homecare that is paid a week after the end, for days up to one."""
    entries = swapped("H-3", on=PAID, period=Period(first_day=START, last_day=last_day))
    return lived(fund={"entries": entries})


def shares(*parts: str | Fraction) -> Arrangement:
    """A saving is shared in parts."""
    agreed = tuple(SavingShare(party=party, share=part) for party, part in zip(Party, parts, strict=False))
    return sound(contract={"savings": SavingsTerms(shares=agreed)})


def urgent(amount: str) -> Arrangement:
    """An urgent need cost so much; 29.26 was held."""
    return lived(fund={"entries": swapped("G-1", amount=amount)})


def homecare(amount: str) -> Arrangement:
    """The last homecare cost so much; with 214.26 all is spent."""
    return lived(fund={"entries": swapped("H-3", amount=amount)})


PROOFS: dict[str, Proof] = {
    "SUR-02": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(spare("108.96"), spare("108.96", LIVED - ONE_DAY), spare("108.96", LIVED + ONE_DAY)),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("the cap, and a penny more", spare("108.95"), spare("108.96")),
            Edge("told on the day, or a day later", spare("108.96", LIVED), spare("108.96", LIVED + ONE_DAY)),
        ),
    ),
    "SUR-03a": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(
            lived(fund={"entries": swapped("U-1", outcomes=())}),
            lived(fund={"entries": swapped("U-1", outcomes=("casino",))}),
            lived(fund={"entries": swapped("U-1", agreed_on=LIVED + ONE_DAY)}),
            lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)}),
        ),
        idle=(NOT_BEGUN,),
        edges=(
            Edge(
                "on the first day, or the day before",
                lived(fund={"entries": swapped("H-1", on=START)}),
                lived(fund={"entries": swapped("H-1", on=START - ONE_DAY)}),
            ),
            Edge(
                "paid after the end, for days up to the last or one more",
                At(paid_late(LAST), PAID),
                At(paid_late(LAST + ONE_DAY), PAID),
            ),
            Edge(
                "agreed on the day, or the day after",
                lived(fund={"entries": swapped("U-1", agreed_on=LIVED)}),
                lived(fund={"entries": swapped("U-1", agreed_on=LIVED + ONE_DAY)}),
            ),
            Edge(
                "an outcome of the plan, or none",
                lived(fund={"entries": swapped("U-1", outcomes=("garden",))}),
                lived(fund={"entries": swapped("U-1", outcomes=("gardens",))}),
            ),
        ),
    ),
    "SUR-03b": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(urgent("29.27"),),
        idle=(NOT_BEGUN,),
        edges=(Edge("all that is held, and a penny more", urgent("29.26"), urgent("29.27")),),
    ),
    "SUR-05": Proof(
        on=LIVED,
        sound=recovered("209.63"),
        breaches=(recovered("209.64"),),
        idle=(NOT_BEGUN,),
        edges=(
            Edge("what is above the cap, and a penny more", recovered("209.63"), recovered("209.64")),
            Edge(
                "a clause lets it, or none does",
                recovered("10"),
                recovered("10").replace(
                    contract=recovered("10").contract.replace(
                        clauses=recovered("10").contract.clauses.replace(surplus_recovery=NOT_STATED)
                    )
                ),
            ),
        ),
    ),
    "SUR-06": Proof(
        sound=shares(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
        breaches=(shares("0.33", "0.33", "0.33"), shares("0.5", "0.6")),
        idle=(sound(contract={"savings": None}),),
        edges=(
            Edge("a hair less", shares("0.5", "0.5"), shares("0.5", "0.499999999")),
            Edge("a hair more", shares("0.5", "0.5"), shares("0.5", "0.500000001")),
        ),
    ),
    "SUR-08": Proof(
        sound=sound(),
        breaches=(
            sound(clauses={"no_clawback": CLAUSE}),
            sound(clauses={"owner": NOT_STATED}),
        ),
        edges=(
            Edge(
                "one of the two clauses, or both",
                sound(clauses={"no_clawback": CLAUSE, "surplus_recovery": NOT_STATED}),
                sound(clauses={"no_clawback": CLAUSE}),
            ),
            Edge("whose it is", sound(clauses={"owner": Owner.HOLDER}), sound(clauses={"owner": NOT_STATED})),
        ),
    ),
    "OVR-01": Proof(
        on=LIVED,
        sound=lived(),
        breaches=(homecare("400"),),
        idle=(NOT_BEGUN,),
        edges=(Edge("a hundred below zero, and a penny more", homecare("314.26"), homecare("314.27")),),
    ),
}
