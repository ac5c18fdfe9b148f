"""Rules on how an arrangement ends (END)."""

from __future__ import annotations

from datetime import date

from ..account.at_the_end import AtTheEnd, due_up_to
from ..account.case_view import CaseView
from ..account.notice import end_of
from ..account.surplus import without_fee_and_one_offs
from ..errors import IsfError, NotRecorded
from ..model.account import EntryKind
from ..model.documents import Party, ends_on
from ..model.termination import Termination, TerminationReason
from ..schedule.ends import contract_end
from ..values.money import Money
from ..values.sources import PRACTICE, TLAP, Standing
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, must, needs, note
from .facts.conditions import somebody_ends_it, the_budget_is_paid
from .facts.entries import entries_until


@must(
    "END-03",
    source=(
        TLAP("Flexible Contracting, 8) Termination", words="agreed and appropriate termination clauses"),
        TLAP("Questions for service providers, 3)", words="the person does have the right to refuse support"),
    ),
    when=somebody_ends_it,
    standing=Standing.ARRANGEMENT,
    message="the {party} gave notice on {given} for {reason}: {why}",
    remedy="end it by a party and for a cause that the contract names, before its last day",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Whoever ends it has notice for that cause in the contract, and gives it before the end. A cause
    without its own notice needs the ordinary one. The person may always refuse support, so nothing is asked about their
    notice (CON-03 says whether they may end the contract).""",
)
def it_is_ended_as_the_contract_lets_it_be(case: Case) -> Found:
    contract = case.arrangement.contract
    last = contract.last_day
    yield last, "contract.last_day"
    terms = contract.termination or case.parameters.termination
    for place, ending in enumerate(case.arrangement.endings):
        why = ""
        if ending.given_on > contract_end(case.arrangement, ending):
            why = "the contract had ended"
        elif ending.party is not Party.PERSON:
            yield terms, "contract.termination"
            if terms is not None and terms.notice_of(ending.party, ending.reason) is None:
                why = "the contract gives it no such right"
        if why:
            given = ending.given_on
            yield Breach(f"endings[{place}]", party=ending.party, given=given, reason=ending.reason, why=why)


@condition("an ending by the person's death is recorded", otherwise="it does not end by the person's death")
@needs("endings")
def the_person_died(case: Case) -> bool:
    return any(ending.reason is TerminationReason.DEATH for ending in case.arrangement.endings)


@note(
    "END-06",
    source=(
        PRACTICE("on death the money is no part of the estate: what is owed is met, and the rest returns"),
        TLAP("Flexible Contracting, 5) Restricted funding", words="can only be used for them"),
    ),
    when=(the_person_died, the_budget_is_paid),
    standing=Standing.ARRANGEMENT,
    message="{paid} was paid out to the person's side after their death, {beyond} more than they had paid too much",
    remedy="return {beyond} to the funder: the fund is no part of the estate",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The rest returns to the funder. A contribution for days after the last is the person's own, and
    goes back to those who act for the estate, and so does what a suspension took off the charge; nothing beyond it
    does. A correction counts with what it corrects. If no notice in the contract gives the last day, it is the recorded
    day, or else the day of the notice, within the arrangement. If it ended before that, it is the day of that end.""",
)
def the_fund_is_no_part_of_the_estate(case: Case) -> Breach | None:
    died: Termination = min(
        (each for each in case.arrangement.endings if each.reason is TerminationReason.DEATH),
        key=lambda each: each.given_on,
    )
    paid = Money.total(
        entry.amount
        for entry in entries_until(case)
        if entry.kind is EntryKind.REFUND_TO_PERSON and died.given_on < entry.on
    )
    if not paid:
        return None
    last_day = min(_last_day(case, died), ends_on(case.require_ends().last_day))
    charged = CaseView.in_full(without_fee_and_one_offs(case.view.as_paid.arrangement), case.policies)
    at = AtTheEnd(case.view, case.on, due_up_to(charged, last_day))
    owing, _ = at.contribution(at.incurred(at.added()))
    beyond = min(paid, Money.from_pence(owing))
    return Breach("fund.entries", paid=paid, beyond=beyond) if beyond else None


def _last_day(case: Case, died: Termination) -> date:
    """The last day of support after a death, also where the contract does not let it end so."""
    try:
        return end_of(case.arrangement, died, policy=case.policies).last_day
    except NotRecorded:
        raise
    except IsfError:
        return min(died.last_day or died.given_on, ends_on(case.arrangement.contract.last_day))
