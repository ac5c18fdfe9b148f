"""Rules on the contract (CON)."""

from __future__ import annotations

from datetime import date
from typing import cast

from ...model.contract import Contract, Form, Framework, Signature
from ...model.documents import NOT_STATED, AgreementKind, NotDone, Party
from ...model.field_paths import path_in_words
from ...model.plan import Support
from ...model.variation import Variation
from ...values.dates import in_words
from ...values.sources import DORSET, HOME, IPC, SDF, TLAP, Standing
from ..engine.case import Case
from ..engine.definition import Asked, Breach, Found, LifecycleStep, condition, must, needs, should
from ..facts.acts import NOT_NEEDED, SIGNED, SIGNED_BESIDE, Recorded, act_by, owes


def _sure_to_sign(form: Form | None) -> tuple[Party, ...]:
    """Who signs a contract of a form; the holder, whatever the form is, where it is not recorded."""
    return (Party.HOLDER,) if form is None else form.parties


def _dates_of(party: Party, signatures: tuple[Signature, ...]) -> list[Recorded]:
    """The dates of all that sign for a party."""
    return [each.signed_on for each in signatures if each.party is party]


@must(
    "CON-01",
    source=IPC("5, Contracts", words="signed by all parties"),
    standing=Standing.ARRANGEMENT,
    message="the {party} has not signed by the start, {start}",
    remedy="have the {party} sign before it starts",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Funder and holder sign a two-way contract; the person signs too if it is three-way. The first day
    is in time, because dates carry no hours. If several people sign for one party, all of them do so in time. A party
    outside the form is not asked for a signature.""",
)
@needs("contract.signatures", "contract.first_day", "contract.form")
def every_party_has_signed_before_the_start(case: Case) -> Found:
    contract = case.arrangement.contract
    signatures = case.require(contract.signatures, "contract.signatures")
    start = case.require(contract.first_day, "contract.first_day")
    yield contract.form, "contract.form"
    for party in _sure_to_sign(contract.form):
        acts = [act_by(case, each.signed_on, SIGNED[party], start) for each in signatures if each.party is party]
        if not acts or [act for act in acts if act.is_missed]:
            yield Breach("contract.signatures", owed_by=owes(party), party=party, start=start)
        for act in acts:
            yield from act.asks


@must(
    "CON-02",
    source=(
        HOME(
            "Step 5, Organising the support",
            words="ensuring the individual has an agreement between them and the council, as well as one with the "
            "provider",
        ),
        DORSET("4", words="put an agreement in place between themselves and the individual"),
        SDF("Step 3", words="Agreement between the person and their budget holding organisation"),
    ),
    message="there is no agreement {kind}",
    remedy="have an agreement {kind} signed before it starts",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The sources differ in which agreements are needed (HOME: both; Dorset and SDF: the one with the
    holder), so the policy says it. A contract that the person signs is the agreement between them and its other
    parties. An agreement without a recorded date may not be signed at all. One signed too late
    is there, and LIFE-08 finds it.""",
)
@needs("agreements", "policy.agreements", "contract.form", "contract.signatures")
def the_agreements_beside_the_contract_are_there(case: Case) -> Found:
    held, contract, wanted = case.arrangement.agreements, case.arrangement.contract, case.parameters.agreements
    if wanted is None:
        case.require_all((held, "agreements"), (None, "policy.agreements"))
    by_contract = {kind: _is_the_contract(kind, contract) for kind in wanted or ()}
    needed = tuple(kind for kind in wanted or () if not by_contract[kind])
    rests: list[Asked] = [(contract.form, "contract.form"), (contract.signatures, "contract.signatures")]
    rests += [
        (each.signed_on, SIGNED[Party.PERSON]) for each in contract.signatures or () if each.party is Party.PERSON
    ]
    if needed == ():
        yield from rests if wanted else ()
        return
    case.require_all((held, "agreements"), (wanted, "policy.agreements"))
    there = {each.kind for each in held or ()}
    for kind in needed:
        if kind not in there and by_contract[kind] is None:
            yield from rests
        elif kind not in there:
            yield Breach("agreements", owed_by=kind.party, kind=kind)
    for each in held or ():
        if each.kind in needed:
            field, start = SIGNED_BESIDE[each.kind], case.arrangement.contract.first_day
            # One that was signed, however late, is there.
            by = start if isinstance(each.signed_on, NotDone) else date.max
            act = act_by(case, each.signed_on, field, by, excuses=NOT_NEEDED)
            if act.is_missed:
                yield Breach(field, owed_by=each.kind.party, kind=each.kind)
            yield from act.asks


def _is_the_contract(kind: AgreementKind, contract: Contract) -> bool | None:
    """Whether the person has signed a contract with the other party of an agreement; None where it may be so."""
    other = Party.HOLDER if kind is AgreementKind.PERSON_HOLDER else Party.FUNDER
    if contract.form is not None and not {Party.PERSON, other} <= {*contract.form.parties}:
        return False
    if contract.signatures is None:
        return None
    signed = [each.signed_on for each in contract.signatures if each.party is Party.PERSON]
    if contract.form is not None and any(isinstance(on, date) for on in signed):
        return True
    return None if any(not isinstance(on, NotDone) for on in signed) else False


@condition("a framework is recorded", otherwise="the contract was not called off from a framework")
@needs("contract.framework")
def it_was_called_off(case: Case) -> bool:
    return case.arrangement.contract.framework is not None


@should(
    "CON-23",
    source=(
        IPC(
            "5, Procurement",
            words="within an accredited list, a framework or Dynamic (or Pseudo Dynamic) Purchasing System",
        ),
        DORSET("6", words="ISF has been written into the new Dynamic Purchasing System contract"),
    ),
    standing=Standing.ARRANGEMENT,
    when=it_was_called_off,
    message="the contract for this person begins on {start}, but the framework {framework} {what}",
    remedy="have the framework signed and in force when a contract is called off from it, or sign one of its own",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""A framework and the contract for one person under it are two things. It is signed by funder and
    holder, and in force, on the first day of the contract; what was called off in time may run on after it. It binds
    nobody to this person: what the person was told is measured by their own commitment (FEE-04).""",
)
def what_is_called_off_comes_out_of_a_framework_in_force(case: Case) -> Found:
    framework = cast("Framework", case.arrangement.contract.framework)  # there is one where the rule applies
    start, field = case.require(case.arrangement.contract.first_day, "contract.first_day"), "contract.framework"
    first_day, last_day, signatures = framework.first_day, framework.last_day, framework.signatures
    if first_day is not None and start < first_day:
        what = f"begins only on {in_words(first_day)}"
        yield Breach(f"{field}.first_day", start=start, framework=framework.ref, what=what)
    if isinstance(last_day, date) and last_day < start:
        what = f"ended on {in_words(last_day)}"
        yield Breach(f"{field}.last_day", start=start, framework=framework.ref, what=what)
    yield first_day, f"{field}.first_day"
    yield last_day, f"{field}.last_day"
    yield signatures, f"{field}.signatures"
    for party in (Party.FUNDER, Party.HOLDER) if signatures is not None else ():
        place = f"{field}.signatures[{party.value}].signed_on"
        acts = [act_by(case, on, place, start) for on in _dates_of(party, signatures or ())]
        if not acts or any(act.is_missed for act in acts):
            what = f"was not signed by the {party.in_words} by then"
            yield Breach(f"{field}.signatures", owed_by=party, start=start, framework=framework.ref, what=what)
        for act in acts:
            yield from act.asks


def _bought_from_others(case: Case) -> tuple[Support, ...]:
    """The support that somebody other than the holder gives; what is known decides first."""
    holder, supports = case.arrangement.holder, case.arrangement.plan.supports
    supports = case.require(supports, "plan.supports")
    if any(support.provider is not None for support in supports):
        ref = case.require(holder, "holder").ref
        others = tuple(each for each in supports if each.provider is not None and each.provider != ref)
        if others:
            return others
    case.require_all(*((support.provider, f"plan.supports[{support.ref}].provider") for support in supports))
    return ()


@condition("some support is given by somebody other than the holder", otherwise="no support is bought from others")
@needs("plan.supports")
def support_is_bought_from_others(case: Case) -> bool:
    return bool(_bought_from_others(case))


@must(
    "CON-05",
    source=(
        TLAP("Flexible Contracting, 2) Freedom to sub-contract", words="they must be free to sub-contract"),
        HOME(
            "Managed Budget - Individual Service Fund (ISF)",
            words="If agreed by the funding body, the provider can also contract other services",
        ),
    ),
    when=support_is_bought_from_others,
    standing=Standing.ARRANGEMENT,
    message="the support {support} is bought from {provider}, and the contract gives no freedom to sub-contract",
    remedy="agree a clause that lets the ISF provider sub-contract, or give the support itself",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="The contract needs a clause that lets the holder buy support from others.",
)
@needs("contract.subcontracting")
def support_bought_from_others_is_allowed(case: Case) -> Found:
    if case.require(case.arrangement.contract.subcontracting, "contract.subcontracting") is NOT_STATED:
        for each in _bought_from_others(case):
            yield Breach("contract.subcontracting", support=each.ref, provider=str(each.provider))


def _changes_of_terms(case: Case) -> list[tuple[str, Variation]]:
    """The variations that are known on the day, or may be, but for those that record absences alone."""
    return [
        (field, each)
        for field, each in case.known.may_count
        if any(change.path != "suspensions" for change in each.changes)
    ]


@condition("a change of terms is known on the day, or may be", otherwise="no change of terms was known")
@needs("variations")
def terms_were_varied(case: Case) -> bool:
    return bool(_changes_of_terms(case))


@must(
    "CON-14",
    source=TLAP("Flexible Contracting, 13) Contract change", words="the terms and budget must be agreed by both sides"),
    when=terms_were_varied,
    standing=Standing.ARRANGEMENT,
    message="the change from {effective} ({what}) was not agreed by the {party}",
    remedy="have the {party} agree the change, or leave it out",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Every party of the contract's form agrees each variation, and it is recorded when it was known. A
    change may be agreed after the date it takes effect from; how far back it then counts is PAY-10's. An agreement
    dated after the day of judgement is not yet one. A change that becomes known only later is not judged yet. One of
    suspensions alone, such as a hospital stay, records a fact: what is paid meanwhile was agreed in the contract.""",
)
def every_party_agrees_a_change(case: Case) -> Found:
    form = case.arrangement.contract.form
    yield form, "contract.form"
    for field, variation in _changes_of_terms(case):
        yield variation.agreed, f"{field}.agreed"
        yield variation.known_from, f"{field}.known_from"
        for party in _sure_to_sign(form) if variation.agreed is not None else ():
            place = f"{field}.agreed[{party.value}].signed_on"
            signed = _dates_of(party, variation.agreed or ())
            # One that is dated after the day of judgement is not yet an agreement; what was not signed, once it counts.
            days = [variation.effective if isinstance(on, NotDone) else case.on for on in signed]
            acts = [act_by(case, on, place, by) for on, by in zip(signed, days, strict=True)]
            if not acts or any(act.is_missed for act in acts):
                what = "; ".join(sorted(path_in_words(change.path) for change in variation.changes))
                owed = owes(party)
                yield Breach(f"{field}.agreed", owed_by=owed, effective=variation.effective, what=what, party=party)
            for act in acts:
                yield from act.asks
