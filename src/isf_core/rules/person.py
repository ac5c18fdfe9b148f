"""Rules on the person and who acts for them (PTY)."""

from __future__ import annotations

from ..model.documents import AgreementKind, Party
from ..model.lifecycle import ActsIn, Representative
from ..model.person import PersonKind
from ..values.sources import CARE_ACT, DORSET, HOME, LANCASHIRE, Standing
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must
from .facts.conditions import the_person_lacks_capacity


def _may_sign(by: str | None, representatives: tuple[Representative, ...] | None) -> bool | None:
    """Whether somebody may sign for the person, as far as it is known."""
    if representatives is None:
        return None
    acting = [each for each in representatives if by is None or each.ref == by]
    if any(each.acts_in is None or (by is None and ActsIn.SIGNING in each.acts_in) for each in acting):
        return None
    return any(ActsIn.SIGNING in (each.acts_in or ()) for each in acting)


@must(
    "PTY-01",
    source=(
        HOME("Incorporating a homecare ISF", words="the individual (or their representative)"),
        HOME("Appendix One", words="the agreement between the provider and the individual, or their representative"),
        LANCASHIRE("6.12", words="(or their representative)"),
    ),
    when=the_person_lacks_capacity,
    standing=Standing.ARRANGEMENT,
    message="the person lacks capacity, and nobody with authority to sign for them has signed {document}",
    remedy="ask somebody with authority to sign for the person (an attorney or deputy) to sign {document}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""This is about the contract, if the person has signed it, and every agreement beside it. If several
    people sign for the person, one with authority is enough. A missing signature is for CON-01 and CON-02.""",
)
def who_signs_for_the_person_may_do_so(case: Case) -> Found:
    arrangement = case.arrangement
    signatures, agreements = arrangement.contract.signatures, arrangement.agreements
    representatives = arrangement.lifecycle.representatives
    person = "contract.signatures[person].by"
    documents: list[tuple[str, str, list[str | None]]] = [
        ("the contract", person, [each.by for each in signatures or () if each.party is Party.PERSON])
    ]
    for kind in AgreementKind:
        by = [each.by for each in agreements or () if each.kind is kind]
        documents.append((f"the agreement {kind.value}", f"agreements[{kind.name.lower()}].by", by))
    yield signatures, "contract.signatures"
    yield agreements, "agreements"
    for document, field, signed in documents:
        may = [_may_sign(by, representatives) for by in signed]
        if signed and not any(each is not False for each in may):
            yield Breach(field, document=document)
        # One who may sign is enough; else it rests on everybody who signed.
        by_whom = [by for by, sure in zip(signed, may, strict=True) if sure] or signed
        yield from ((by, field) for by in by_whom)
        if by_whom:
            yield representatives, "lifecycle.representatives"
        for each in representatives or ():
            if None in by_whom or each.ref in by_whom:
                yield each.acts_in, f"lifecycle.representatives[{each.ref}].acts_in"


@condition("the budget meets a carer's own needs", otherwise="the person is no carer")
def the_person_is_a_carer(case: Case) -> bool:
    return case.require(case.arrangement.person.kind, "person.kind") is PersonKind.CARER


@must(
    "PTY-02",
    "a carer pays nothing for the adult's care",
    source=(CARE_ACT("section 14"), DORSET("introduction", words="if the Service User or Carer has decided")),
    when=the_person_is_a_carer,
    message="the person is a carer, and is charged {contribution} for the adult's care",
    remedy="take no contribution from the carer",
    step=LifecycleStep.BUDGET_DETERMINED,
    interpretation="""The fund buys care for the adult, so a contribution to the fund is a charge for that care (section
    14). A charge for support given to the carer alone is no part of it.""",
)
def a_carer_pays_nothing_for_the_adults_care(case: Case) -> Found:
    contribution = case.require(case.arrangement.budget.contribution, "budget.contribution")
    reached = False
    for since, rate in case.in_force(contribution) if any(rate.amount for rate in contribution.values) else ():
        if rate.amount:
            reached = reached or case.reaches(since)
            yield Breach("budget.contribution", contribution=rate)
