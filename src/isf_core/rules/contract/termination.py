"""Rules on how a contract ends (CON-03, CON-10, CON-15)."""

from __future__ import annotations

from ...model.documents import NOT_STATED, Clause, Party
from ...model.lifecycle import Topic
from ...model.termination import Notice, NoticeUnit, Termination, TerminationReason, TerminationTerms
from ...values.sources import CARE_ACT, TLAP, Standing
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs, should
from ..facts.conditions import tellings_of, told_on

TERMS = "contract.termination"
RIGHTS = "contract.clauses.third_party_rights"


def terms_of(case: Case) -> TerminationTerms | None:
    """The contract's terms of termination, or the policy's where it has none of its own."""
    return case.arrangement.contract.termination or case.parameters.termination


def the_person_may_end_it(case: Case) -> bool | None:
    """Whether the person is a party to the contract, or has third-party rights; None where neither is sure."""
    contract = case.arrangement.contract
    form, rights = contract.form, contract.clauses.third_party_rights
    if form is not None and Party.PERSON in form.parties:
        case.require(form, "contract.form")
        return True
    if isinstance(rights, Clause):
        case.require(rights, RIGHTS)
        return True
    return None if form is None or rights is None else False


@must(
    "CON-03a",
    source=(
        TLAP(
            "Flexible Contracting, 9) The person's rights",
            words="The person will only have rights to terminate the contract if the council included clauses in "
            "the contract based on Rights of Third Parties legislation",
        ),
        TLAP(
            "Flexible Contracting, 8) Termination",
            words="This would be the case if third party arrangements were written into the contract",
        ),
    ),
    standing=Standing.ARRANGEMENT,
    message="{how}, but the contract is two-way and gives no third-party rights",
    remedy="sign it three ways, agree third-party rights, or have the funder end it at the person's request",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Whoever signed the contract may end it as a party, so a three-way contract, or one between person
    and holder, is enough; otherwise a clause on third-party rights is. The person may always refuse support: the
    contract then stands.""",
)
@needs("contract.form", RIGHTS, TERMS, "policy.termination", "endings")
def the_person_ends_the_contract_only_with_a_right_to(case: Case) -> Found:
    if the_person_may_end_it(case):
        return
    contract, terms = case.arrangement.contract, terms_of(case)
    rights = ((contract.form, "contract.form"), (contract.clauses.third_party_rights, RIGHTS))
    gives = any(ending.party is Party.PERSON for ending in case.arrangement.endings)
    may_give = terms is not None and any(notice.party is Party.PERSON for notice in terms.notices)
    if gives or may_give:
        case.require_all(*rights)
    if gives:
        yield Breach("endings[person]", how="the person gave notice")
    if may_give:
        yield Breach(TERMS, how="the terms let the person give notice")
    yield from ((terms, TERMS), *(rights if terms is None else ()))


@condition("the contract is two-way, and gives no third-party rights", otherwise="the person may end the contract")
@needs("contract.form", RIGHTS)
def the_person_may_not_end_it(case: Case) -> bool:
    if the_person_may_end_it(case):
        return False
    contract = case.arrangement.contract
    case.require_all((contract.form, "contract.form"), (contract.clauses.third_party_rights, RIGHTS))
    return True


@should(
    "CON-03b",
    source=TLAP(
        "Questions for service providers, 3) Can I change my service provider?",
        words="People should know how to end support from their service provider",
    ),
    when=the_person_may_not_end_it,
    is_checklist=True,
    message="nobody has told the person how to ask the funder to end the contract",
    remedy="tell them whom to ask, and that they may refuse support",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="What is dated after the day of judgement has not been told yet.",
)
@needs("lifecycle.information_given")
def the_person_knows_how_to_ask_for_an_end(case: Case) -> Breach | None:
    told = tellings_of(case, Topic.ASKING_TO_END)
    field = told_on(Topic.ASKING_TO_END)
    in_time = [on for on in told if on is not None and on <= case.on]
    case.require_all(*((on, field) for on in in_time[:1] or told))
    if in_time:
        return None
    return Breach("lifecycle.information_given", owed_by=Party.FUNDER)


_DAYS = {
    NoticeUnit.DAYS: (1, 1, 0),
    NoticeUnit.WEEKS: (7, 7, 0),
    NoticeUnit.MONTHS: (28, 31, 0),
    NoticeUnit.WORKING_DAYS: (1, 2, 4),  # with the weekends, and four days more at Easter or Christmas
}
"""How many days one of a unit has, at least and at most, and how many more a notice of some of them may have."""


def is_shorter(one: Notice, other: Notice) -> bool:
    """Whether a notice is shorter than another, whenever they are given.

    >>> four_weeks = Notice(party=Party.FUNDER, length=4, unit=NoticeUnit.WEEKS)
    >>> is_shorter(four_weeks, Notice(party=Party.HOLDER, length=1, unit=NoticeUnit.MONTHS))
    False
    >>> is_shorter(four_weeks, Notice(party=Party.HOLDER, length=29, unit=NoticeUnit.DAYS))
    True
    """
    if one.unit is other.unit:
        return one.length < other.length
    _, most, more = _DAYS[one.unit]
    return one.length * most + (more if one.length else 0) < other.length * _DAYS[other.unit][0]


def _ordinary(case: Case, party: Party) -> Notice | None:
    """A party's ordinary notice, where the terms are recorded and give it one."""
    terms = terms_of(case)
    return None if terms is None else terms.notice_of(party, TerminationReason.ORDINARY)


@must(
    "CON-10a",
    source=TLAP(
        "Flexible Contracting, 8) Termination",
        words="Any flexible contract must set out agreed and appropriate termination clauses",
    ),
    message="no ordinary notice is set out for the {party}",
    remedy="agree how long before the end the {party} says so",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Each party of the contract's form may end the contract and has its notice; notice of 0 days is set
    out too. With third-party rights alone, the person's notice is not asked for.""",
)
@needs(TERMS, "policy.termination")
def each_party_has_its_notice_set_out(case: Case) -> Found:
    terms = case.require(terms_of(case), TERMS)
    form = case.arrangement.contract.form
    with_notice = [each.party for each in terms.notices if each.reason is TerminationReason.ORDINARY]
    if len(with_notice) < len(Party):
        for party in (Party.HOLDER,) if form is None else form.parties:  # the holder is a party in every form
            if party not in with_notice:
                yield Breach(TERMS, party=party)
        yield form, "contract.form"


@must(
    "CON-24",
    source=TLAP(
        "Flexible Contracting, 8) Termination",
        words="there must be recognition that any organisation providing support will build up liabilities for "
        "redundancy, sickness and other costs",
    ),
    is_checklist=True,
    message="the contract does not say how costs that the ISF provider has built up, such as redundancy and sickness "
    "pay, are met when it ends",
    remedy="agree in the contract how such costs are met, or that there are none",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="A clause that there are none is an answer too. What comes off the balance at the end is END-02.",
)
@needs(TERMS, "policy.termination")
def the_costs_that_the_holder_builds_up_are_recognised(case: Case) -> Breach | None:
    field = f"{TERMS}.liabilities"
    terms = case.require(terms_of(case), TERMS)
    if case.require(terms.liabilities, field) is NOT_STATED:
        return Breach(field)
    return None


@condition(
    "not recorded to lack one on either side; where no terms are recorded, the rule asks for them",
    otherwise="funder and holder do not both have an ordinary notice (see CON-10a)",
)
@needs(TERMS, "policy.termination")
def both_sides_may_have_notice(case: Case) -> bool:
    return terms_of(case) is None or None not in (_ordinary(case, Party.FUNDER), _ordinary(case, Party.HOLDER))


@must(
    "CON-10b",
    source=TLAP("Flexible Contracting, 8) Termination", words="Termination clauses must be reasonable on both sides"),
    when=both_sides_may_have_notice,
    message="the funder can end the contract {funder}, and the ISF provider {holder}",
    remedy="agree a notice on both sides, and for the funder one that is no shorter than the ISF provider's",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The text names no length, so the two are compared: the holder builds up liabilities for redundancy
    and the like, and the person's support hangs on both, so that neither may end it at once. A funder may bind
    itself for longer. Weeks are seven days. A
    month is 28 to 31 days, so against days or weeks a notice is found only if it is shorter in whatever months it
    falls.""",
)
@needs(TERMS, "policy.termination")
def the_funder_gives_no_shorter_notice_than_the_holder(case: Case) -> Breach | None:
    terms = case.require(terms_of(case), TERMS)
    funder, holder = (terms.notice_of(party, TerminationReason.ORDINARY) for party in (Party.FUNDER, Party.HOLDER))
    if funder is None or holder is None or (funder.length and holder.length and not is_shorter(funder, holder)):
        return None
    return Breach(TERMS, funder=_ends(funder), holder=_ends(holder))


def _ends(notice: Notice) -> str:
    return f"with {_in_words(notice)} notice" if notice.length else "at once"


def _in_words(notice: Notice) -> str:
    unit = notice.unit.value
    return f"1 {unit.removesuffix('s')}'s" if notice.length == 1 else f"{notice.length} {unit}'"


@condition("it ends by insolvency", otherwise="nobody is insolvent")
@needs("endings")
def somebody_is_insolvent(case: Case) -> bool:
    return bool(_insolvencies(case))


def _insolvencies(case: Case) -> tuple[Termination, ...]:
    return tuple(each for each in case.arrangement.endings if each.reason is TerminationReason.INSOLVENCY)


@must(
    "CON-15",
    source=(
        CARE_ACT(
            "section 48(2)",
            words="A local authority must for so long as it considers necessary (and in so far as it is not already "
            "required to do so) meet those of an adult's needs for care and support",
        ),
        TLAP(
            "Flexible Contracting, 14) Liability",
            words="the personal budget would have to be restored and needs met appropriately",
        ),
    ),
    when=somebody_is_insolvent,
    message="{lost} could not be reclaimed, and {restored} of it was restored",
    remedy="have the funder restore {unreclaimed} to the personal budget",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="The funder restores, to the penny, what could not be reclaimed of the balance.",
)
def what_insolvency_took_is_restored(case: Case) -> Found:
    for ending in _insolvencies(case):
        field, lost, restored = f"endings[{ending.party.value}]", ending.lost, ending.restored
        yield lost, f"{field}.lost"
        if lost:
            yield restored, f"{field}.restored"
        if lost is not None and restored is not None and lost > restored:
            yield Breach(f"{field}.restored", lost=lost, restored=restored, unreclaimed=lost - restored)
