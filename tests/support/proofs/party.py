"""The proofs of the rules in rules/person.py."""

from __future__ import annotations

from datetime import date

from isf_core.model import (
    ActsAs,
    ActsIn,
    Agreement,
    AgreementKind,
    Arrangement,
    Party,
    Person,
    PersonKind,
    Representative,
    Signature,
)
from isf_core.values import Rate, Timeline

from ..mary import AUTUMN, DAY_AFTER, LAST, NAME, ONE_DAY, SIGNED, START, sound
from .proof import Edge, Proof

SIGNER = Representative(ref="R-1", name=NAME, acts_as=ActsAs.REPRESENTATIVE, acts_in=(ActsIn.MONEY, ActsIn.SIGNING))
ADVOCATE = Representative(ref="R-2", acts_as=ActsAs.ADVOCATE, acts_in=(ActsIn.PLANNING,))


def signed_by(
    *contract: str | None,
    agreements: str | None = "R-1",
    acting: tuple[Representative, ...] | None = (SIGNER, ADVOCATE),
    has_capacity: bool | None = False,
) -> Arrangement:
    """Mary without capacity: who signed the contract for her, and who the agreements."""
    return sound(
        contract={
            "signatures": (
                *(each for each in SIGNED if each.party is not Party.PERSON),
                *(Signature(party=Party.PERSON, signed_on=date(2026, 3, 24), by=by) for by in contract),
            )
        },
        agreements=tuple(Agreement(kind=kind, signed_on=date(2026, 3, 26), by=agreements) for kind in AgreementKind),
        lifecycle={"has_capacity": has_capacity, "representatives": acting},
    )


def carer(contribution: Rate | Timeline[Rate]) -> Arrangement:
    """A carer with a contribution."""
    return sound(person=Person(ref="P-001", kind=PersonKind.CARER), budget={"contribution": contribution})


FREE, TWENTY = Rate.weekly(0), Rate.weekly(20)


PROOFS: dict[str, Proof] = {
    "PTY-01": Proof(
        sound=signed_by("R-1"),
        breaches=(signed_by("P-001"), signed_by("R-1", agreements="R-2"), signed_by("R-1", acting=())),
        idle=(sound(),),
        edges=(
            Edge("who may sign, and who may not", signed_by("R-1"), signed_by("R-2")),
            Edge("one of two who sign", signed_by("R-2", "R-1"), signed_by("R-2", "P-001")),
            Edge("no signature to give", signed_by(), signed_by("R-9")),
            Edge(
                "acts in signing or not",
                signed_by("R-1"),
                signed_by("R-1", acting=(SIGNER.replace(acts_in=(ActsIn.MONEY,)), ADVOCATE)),
            ),
        ),
    ),
    "PTY-02": Proof(
        sound=carer(FREE),
        breaches=(carer(TWENTY), carer(Timeline(FREE, (AUTUMN, TWENTY)))),
        idle=(sound(),),
        edges=(
            Edge("a penny a week", carer(FREE), carer(Rate.weekly("0.01"))),
            Edge(
                "up to the day before, or to the first day",
                carer(Timeline(TWENTY, (START, FREE))),
                carer(Timeline(TWENTY, (DAY_AFTER, FREE))),
            ),
            Edge(
                "from after the last day, or from the last day",
                carer(Timeline(FREE, (LAST + ONE_DAY, TWENTY))),
                carer(Timeline(FREE, (LAST, TWENTY))),
            ),
        ),
    ),
}
