"""The proofs of the rules in rules/contract/signatures.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import (
    NOT_STATED,
    Agreement,
    AgreementKind,
    Arrangement,
    Change,
    Form,
    HolderKind,
    Party,
    Provider,
    RegisterEntry,
    Regulated,
    Signature,
    SupportKind,
    Variation,
)
from isf_core.values import Rate

from ..arrangements import ART, AUTUMN, CLAUSE, DAY_AFTER, HOLDER, HOMECARE, ON, ONE_DAY, SIGNED, START, sound
from ..proof import Edge, Proof


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def varied(agreed: tuple[Signature, ...] | None, known_from: date | None = ON, **facts: Any) -> Arrangement:
    """Mary with a change that was agreed, and is known from a day."""
    change = Variation(
        ref="V-1",
        effective=AUTUMN,
        known_from=known_from,
        agreed=agreed,
        changes=(Change("budget.contribution", Rate.weekly("22")), Change("contract.payment.due_days", -3)),
    )
    return sound(variations=(change,), **facts)


AGREED = tuple(Agreement(kind=kind, signed_on=ON) for kind in AgreementKind)
BROKER = HOLDER.replace(kind=HolderKind.INDEPENDENT_BROKER)
CARE_BY_OTHERS = ART.replace(kinds=(SupportKind.PERSONAL_CARE,))


def given_by(regulated: Regulated | None, employed: bool | None = False) -> Arrangement:
    """Mary with personal care by somebody other than the holder."""
    provider = Provider(ref="P-9", regulated=regulated, employed_by_person=employed)
    return sound(plan={"supports": (CARE_BY_OTHERS,)}, providers=(provider,))


def given_by_the_holder(regulated: Regulated | None) -> Arrangement:
    """Mary with personal care by the holder, of whom only the register of holders says whether it is registered."""
    register = RegisterEntry(registered_on=ON, regulated=regulated)
    return sound(holder=HOLDER.replace(register=register), providers=())


def placed(registered: date = ON, approved: date = ON) -> Arrangement:
    """Mary with a holder that was registered and approved on some days."""
    assert HOLDER.register is not None
    assert HOLDER.accreditation is not None
    return sound(
        holder=HOLDER.replace(
            register=HOLDER.register.replace(registered_on=registered),
            accreditation=HOLDER.accreditation.replace(panel_approved_on=approved),
        )
    )


PROOFS: dict[str, Proof] = {
    "CON-01": Proof(
        sound=sound(),
        breaches=(
            sound(contract={"signatures": ()}),
            sound(contract={"signatures": SIGNED[:2]}),
            sound(contract={"signatures": _signed(DAY_AFTER)}),
        ),
        edges=(
            Edge(
                "signed on the first day",
                sound(contract={"signatures": _signed(START)}),
                sound(contract={"signatures": _signed(DAY_AFTER)}),
            ),
            Edge(
                "two or three ways",
                sound(contract={"form": Form.TWO_WAY, "signatures": SIGNED[:2]}),
                sound(contract={"form": Form.THREE_WAY, "signatures": SIGNED[:2]}),
            ),
        ),
    ),
    "CON-02": Proof(
        sound=sound(),
        breaches=(sound(agreements=()), sound(agreements=AGREED[:1]), sound(agreements=AGREED[1:])),
        edges=(Edge("both agreements, or one", sound(agreements=AGREED[::-1]), sound(agreements=AGREED[:1])),),
    ),
    "CON-05": Proof(
        sound=sound(),
        breaches=(sound(contract={"subcontracting": NOT_STATED}),),
        idle=(sound(plan={"supports": (HOMECARE,)}),),
        edges="it compares nothing: a clause is there or it is not",
    ),
    "CON-14": Proof(
        sound=varied(_signed(ON)),
        breaches=(varied(()), varied(SIGNED[1:]), varied(_signed(ON + ONE_DAY))),
        idle=(sound(),),
        edges=(
            Edge("agreed on the day of judgement, or after", varied(_signed(ON)), varied(_signed(ON + ONE_DAY))),
            Edge(
                "two or three ways",
                varied(SIGNED[:2], contract={"form": Form.TWO_WAY}),
                varied(SIGNED[:2], contract={"form": Form.THREE_WAY}),
            ),
        ),
    ),
    "CON-16": Proof(
        sound=sound(),
        breaches=(given_by(Regulated.NOT_REGISTERED), given_by_the_holder(Regulated.NOT_REGISTERED)),
        edges=(
            Edge("registered, or not", given_by(Regulated.REGISTERED), given_by(Regulated.NOT_REGISTERED)),
            Edge(
                "employed by the person, or not",
                given_by(Regulated.NOT_REGISTERED, employed=True),
                given_by(Regulated.NOT_REGISTERED, employed=False),
            ),
            Edge(
                "by the register of holders",
                given_by_the_holder(Regulated.REGISTERED),
                given_by_the_holder(Regulated.NOT_REGISTERED),
            ),
            Edge(
                "personal care, or another kind",
                sound(plan={"supports": (CARE_BY_OTHERS.replace(kinds=(SupportKind.REABLEMENT,)),)}),
                sound(plan={"supports": (CARE_BY_OTHERS,)}),
            ),
        ),
    ),
    "CON-17a": Proof(
        sound=sound(plan={"planned_by": "H-7", "conflict_declared": CLAUSE}),
        breaches=(sound(plan={"planned_by": "H-7"}), sound(plan={"planned_by": "P-9"})),
        idle=(sound(),),
        edges=(
            Edge(
                "declared, or not",
                sound(plan={"planned_by": "H-7", "conflict_declared": CLAUSE}),
                sound(plan={"planned_by": "H-7", "conflict_declared": NOT_STATED}),
            ),
        ),
    ),
    "CON-17b": Proof(
        sound=sound(holder=BROKER, plan={"supports": (ART,)}),
        breaches=(sound(holder=BROKER),),
        idle=(sound(),),
        edges=(
            Edge(
                "by another organisation, or by the broker",
                sound(holder=BROKER, plan={"supports": (ART, HOMECARE.replace(provider="H-70"))}),
                sound(holder=BROKER, plan={"supports": (ART, HOMECARE)}),
            ),
        ),
    ),
    "CON-19": Proof(
        sound=sound(),
        breaches=(placed(DAY_AFTER, DAY_AFTER),),
        edges=(
            Edge(
                "registered on the first day, or the day after", placed(registered=START), placed(registered=DAY_AFTER)
            ),
            Edge("approved on the first day, or the day after", placed(approved=START), placed(approved=DAY_AFTER)),
        ),
    ),
}
