"""Rules on the person and who acts for them (PTY)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, HOMECARE, LAST, NAME, ON, ONE_DAY, SIGNED, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    ActsAs,
    ActsIn,
    AdvocateEvenSo,
    Agreement,
    AgreementKind,
    Arrangement,
    Funder,
    FunderKind,
    FundingShare,
    HowNotDone,
    Involvement,
    NotDone,
    Party,
    Person,
    PersonKind,
    Representative,
    Signature,
    Support,
    Supporter,
    SupportKind,
)
from isf_core.policies import DORSET_AGREEMENT
from isf_core.rules import Result
from isf_core.values import Money, Rate, Timeline

NONE = NotDone(how=HowNotDone.NOT_DONE, as_of=date(2026, 3, 25))
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


CARE = HOMECARE.replace(ref="care", cost=Rate.weekly(60), kinds=(SupportKind.CARE_OF_THE_ADULT,))
GYM = HOMECARE.replace(ref="gym", cost=Rate.weekly(5), kinds=())


def carer(contribution: Rate | Timeline[Rate], *supports: Support) -> Arrangement:
    """A carer with a contribution, whose plan is care of the adult unless other supports are given."""
    return sound(
        person=Person(ref="P-001", kind=PersonKind.CARER),
        budget={"contribution": contribution},
        plan={"supports": supports or (CARE,)},
    )


FREE, TWENTY = Rate.weekly(0), Rate.weekly(20)


ASSESSED, AGREED = date(2026, 2, 20), date(2026, 3, 20)
FRIEND = Supporter(ref="F-1", is_paid_to_care=False, is_accepted=True)
WORKER = Supporter(ref="W-1", is_paid_to_care=True, is_accepted=True)


def hard_to_involve(
    advocate_from: date | NotDone | None = ASSESSED,
    *supporters: Supporter,
    even_so: tuple[AdvocateEvenSo, ...] | None = (),
    **facts: Any,
) -> Arrangement:
    """Mary, who has substantial difficulty in being involved, with an advocate or somebody who supports her."""
    involvement = Involvement(has_difficulty=True, advocate_from=advocate_from, supporters=supporters, even_so=even_so)
    return sound(lifecycle={"involvement": involvement}, **facts)


NHS_ALONE = (FundingShare(funder=Funder(ref="icb", kind=FunderKind.NHS), share=1),)


PROOFS: dict[str, Proof] = {
    "PTY-03": Proof(
        sound=hard_to_involve(),
        breaches=(
            hard_to_involve(NONE),
            hard_to_involve(AGREED),
            hard_to_involve(NONE, WORKER),
            hard_to_involve(NONE, FRIEND.replace(is_accepted=False)),
            hard_to_involve(NONE, FRIEND, even_so=(AdvocateEvenSo.LONG_NHS_STAY,)),
        ),
        idle=(hard_to_involve(NONE, funding=NHS_ALONE), sound()),
        edges=(
            Edge("by the assessment, or after", hard_to_involve(), hard_to_involve(ASSESSED + ONE_DAY)),
            Edge("a friend, or who is paid to care", hard_to_involve(NONE, FRIEND), hard_to_involve(NONE, WORKER)),
            Edge(
                "they agree, or differ and agree that one is needed",
                hard_to_involve(NONE, FRIEND),
                hard_to_involve(NONE, FRIEND, even_so=(AdvocateEvenSo.DISAGREEMENT,)),
            ),
        ),
    ),
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
                "as much as support of their own costs, or a penny more",
                carer(Rate.weekly(5), CARE, GYM),
                carer(Rate.weekly("5.01"), CARE, GYM),
            ),
            Edge(
                "the council charges carers, or does not",
                At(carer(TWENTY, GYM), ON),
                At(carer(TWENTY, GYM), ON, NUMBERS.replace(charges_carers=False)),
            ),
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


def test_a2_9_a_carer_may_be_charged_for_support_of_their_own() -> None:
    assert judged("PTY-02", carer(Rate.weekly(5), GYM)).result is Result.HOLDS
    assert said("PTY-02", carer(Rate.weekly(6), CARE, GYM)) == [
        "budget.contribution: the person is a carer, and is charged £6.00 a week, but support of their own costs only "
        "£5.00 a week, and the rest is care of the adult"
    ]
    never = NUMBERS.replace(charges_carers=False)
    assert said("PTY-02", carer(Rate.weekly(5), GYM), never) == [
        "budget.contribution: the person is a carer, and is charged £5.00 a week, but the council does not charge "
        "carers"
    ]
    assert judged("PTY-02", carer(FREE, GYM), never).result is Result.HOLDS
    assert DORSET_AGREEMENT.parameters.charges_carers is False


def test_pty_02_asks_what_it_needs() -> None:
    five = Rate.weekly(5)
    nothing = carer(five, GYM)
    nothing = nothing.replace(plan=nothing.plan.replace(supports=None))
    assert missed("PTY-02", nothing) == ("plan.supports",)
    assert missed("PTY-02", carer(five, GYM.replace(kinds=None))) == ("plan.supports[gym].kinds",)
    assert missed("PTY-02", carer(five, GYM.replace(cost=None))) == ()
    assert missed("PTY-02", carer(five, CARE, GYM.replace(cost=None))) == ("plan.supports[gym].cost",)
    assert judged("PTY-02", carer(five, CARE, GYM.replace(cost=Money(200)))).result is Result.HOLDS
    monthly = carer(Rate.monthly(5), CARE, GYM)
    no_year = NUMBERS.replace(weeks_in_year=None)
    monthly = monthly.replace(
        contract=monthly.contract.replace(payment=monthly.contract.payment.replace(weeks_in_year=None))
    )
    assert missed("PTY-02", monthly, no_year) == ("contract.payment.weeks_in_year",)


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
            f"has signed the agreement {kind.in_words}"
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
        "budget.contribution: the person is a carer, and is charged £20.00 a week, but all of the support is care of "
        "the adult",
        "budget.contribution: the person is a carer, and is charged £25.00 a week, but all of the support is care of "
        "the adult",
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


FIELD = "lifecycle.involvement"


def test_pty_03_says_what_was_lacking() -> None:
    assert said("PTY-03", hard_to_involve(NONE, WORKER)) == [
        f"{FIELD}.advocate_from: the person has substantial difficulty in being involved, and no independent advocate "
        "was available by the assessment"
    ]
    assert said("PTY-03", hard_to_involve(AGREED + ONE_DAY), on=AUTUMN) == [
        f"{FIELD}.advocate_from: the person has substantial difficulty in being involved, and no independent advocate "
        "was available by the assessment, but only from Sat 21 Mar 2026"
    ]


def test_pty_03_asks_only_what_would_decide() -> None:
    def of(**facts: Any) -> tuple[str, ...]:
        held = hard_to_involve().lifecycle.involvement
        return missed("PTY-03", sound(lifecycle={"involvement": held.replace(**facts)}))

    assert of(has_difficulty=None) == (f"{FIELD}.has_difficulty",)
    assert of(advocate_from=None) == (f"{FIELD}.advocate_from",)
    assert of(advocate_from=NONE, supporters=None) == (f"{FIELD}.supporters",)
    assert of(advocate_from=NONE, supporters=(FRIEND,), even_so=None) == (f"{FIELD}.even_so",)
    unsure = (WORKER, FRIEND.replace(ref="F-2", is_accepted=None))
    assert of(advocate_from=NONE, supporters=unsure) == (f"{FIELD}.supporters[F-2].is_accepted",)
    assert of(advocate_from=NONE, supporters=unsure, even_so=tuple(AdvocateEvenSo)) == ()
    undated = hard_to_involve(needs=None, plan={"agreed_on": None})
    assert missed("PTY-03", undated) == ("needs", "plan.agreed_on")


def test_a_council_pays_where_one_of_the_funders_is_one() -> None:
    assert judged("PTY-03", hard_to_involve(NONE)).result is Result.BREACH
    assert missed("PTY-03", hard_to_involve(NONE, funding=None)) == ("funding",)
    unknown = (FundingShare(funder=Funder(ref="F"), share=1),)
    assert missed("PTY-03", hard_to_involve(NONE, funding=unknown)) == ("funding[F].funder.kind",)
