"""Rules on the person and who acts for them (PTY)."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, LAST, NAME, ONE_DAY, SIGNED, START, sound
from support.asking import judged, missed, said
from support.proof import Edge, Proof

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
from isf_core.rules import Result
from isf_core.values import Rate, Timeline

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


def test_pty_01_with_capacity_nobody_is_asked_who_signed() -> None:
    mary = signed_by(None, agreements=None, acting=None, has_capacity=True)
    assert judged("PTY-01", mary).result is Result.DOES_NOT_APPLY
    assert missed("PTY-01", signed_by("P-001", has_capacity=None)) == ("lifecycle.has_capacity",)


def test_pty_01_each_document_that_nobody_may_sign_is_found() -> None:
    assert said("PTY-01", signed_by("P-001", agreements="P-001")) == [
        "contract.signatures[person].by: the person lacks capacity, and nobody with authority to sign for them has "
        "signed the contract",
        *(
            f"agreements[{kind.name.lower()}].by: the person lacks capacity, and nobody with authority to sign for "
            "them "
            f"has signed the agreement {kind.value}"
            for kind in AgreementKind
        ),
    ]


@pytest.mark.parametrize(
    "mary",
    [
        signed_by(None, agreements=None, acting=()),
        signed_by(None, agreements=None, acting=(ADVOCATE,)),
        signed_by("R-2", agreements=None, acting=(SIGNER.replace(acts_in=None), ADVOCATE)),
        signed_by("R-9", agreements=None),
    ],
)
def test_pty_01_what_is_certain_is_found_whatever_else_is_not_recorded(mary: Arrangement) -> None:
    assert judged("PTY-01", mary).result is Result.BREACH


BY = ("contract.signatures[person].by", "agreements[person_holder].by", "agreements[person_council].by")


ACTS = "lifecycle.representatives[R-1].acts_in"


@pytest.mark.parametrize(
    ("mary", "fields"),
    [
        (signed_by(None), BY[:1]),
        (signed_by(None, agreements=None), BY),
        (signed_by("R-2", None), BY[:1]),
        (signed_by("R-1", acting=None), ("lifecycle.representatives",)),
        (signed_by("R-1", acting=(SIGNER.replace(acts_in=None),)), (ACTS,)),
        (signed_by(None, acting=(SIGNER.replace(acts_in=None),)), (BY[0], ACTS)),
        (signed_by("R-1").replace(agreements=None), ("agreements",)),
    ],
)
def test_pty_01_asks_for_just_what_it_needs(mary: Arrangement, fields: tuple[str, ...]) -> None:
    assert missed("PTY-01", mary) == fields


def test_pty_01_one_who_may_is_enough_and_nobody_asks_who_else_signed() -> None:
    assert judged("PTY-01", signed_by(None, "R-1")).result is Result.HOLDS
    assert judged("PTY-01", signed_by("R-1", acting=(SIGNER, ADVOCATE.replace(acts_in=None)))).result is Result.HOLDS
    both = (SIGNER, SIGNER.replace(ref="R-2", acts_in=(ActsIn.SIGNING,)))
    assert judged("PTY-01", signed_by("R-2", acting=both)).result is Result.HOLDS


def test_pty_02_a_carers_contribution_is_found_each_time_it_is_due() -> None:
    rising = Timeline(FREE, (DAY_AFTER, TWENTY), (AUTUMN, Rate.weekly(25)))
    assert said("PTY-02", carer(rising)) == [
        "budget.contribution: the person is a carer, and is charged £20.00 a week for the adult's care",
        "budget.contribution: the person is a carer, and is charged £25.00 a week for the adult's care",
    ]


def test_pty_02_what_is_due_from_the_first_day_needs_no_date_and_what_comes_later_does() -> None:
    undated = sound(contract={"first_day": None, "last_day": None}).contract
    assert judged("PTY-02", carer(TWENTY).replace(contract=undated)).result is Result.BREACH
    assert judged("PTY-02", carer(FREE).replace(contract=undated)).result is Result.HOLDS
    later = carer(Timeline(FREE, (AUTUMN, TWENTY)))
    assert missed("PTY-02", later.replace(contract=undated)) == ("contract.first_day",)
    open_ = sound(contract={"last_day": None}).contract
    assert missed("PTY-02", later.replace(contract=open_)) == ("contract.last_day",)


def test_pty_02_an_adult_is_not_asked_and_an_unknown_kind_is() -> None:
    mary = sound()
    assert judged("PTY-02", mary).result is Result.DOES_NOT_APPLY
    assert missed("PTY-02", mary.replace(person=mary.person.replace(kind=None))) == ("person.kind",)
