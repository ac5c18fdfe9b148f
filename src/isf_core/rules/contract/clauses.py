"""Rules on what a contract states in its clauses (CON)."""

from __future__ import annotations

from ...model.account import EntryKind
from ...model.contract import ContractContent, Form, Owner
from ...model.documents import NOT_STATED, Clause
from ...values.sources import HOME, LANCASHIRE, TLAP, Standing
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs, should
from ..facts.conditions import a_fee_is_charged, the_funder_is_a_party
from ..facts.entries import of_kind


def _silences(case: Case, **matters: str) -> Found:
    """A breach for each clause that the contract is known to lack; asked for where none is known to."""
    for name, what in matters.items():
        clause, field = getattr(case.arrangement.contract.clauses, name), f"contract.clauses.{name}"
        if clause is NOT_STATED:
            yield Breach(field, what=what)
        yield clause, field


@must(
    "CON-04",
    "day-to-day changes need no permission",
    source=(
        TLAP(
            "Flexible Contracting, 1) Freedom to plan and use a personal budget flexibly",
            words="The fundamental feature of flexible contracts must be the necessary space for the person and the "
            "service provider to use the person's personal budget flexibly",
        ),
        LANCASHIRE("6.6", words="without reference to the Authority, mutually agree day to day changes"),
    ),
    is_checklist=True,
    message="the contract requires the funder's permission to change {change}",
    remedy="to be flexible, let person and ISF provider agree to change {change} between them, and keep permission for "
    "an outcome that is not in the plan, or for more than the budget",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""By Lancashire's clauses, the funder is consulted about an outcome that is not in the plan and
    about what the budget does not cover; everything else is day to day. The remedy is what would make the contract
    flexible (PLN-11).""",
)
@needs("contract.clauses.permission_for")
def day_to_day_changes_need_no_permission(case: Case) -> Found:
    field = "contract.clauses.permission_for"
    wanted = case.require(case.arrangement.contract.clauses.permission_for, field)
    return (Breach(field, change=change) for change in wanted if change.is_day_to_day)


_FIXED = (ContractContent.HOURS, ContractContent.TASKS, ContractContent.MODEL)


@should(
    "CON-06",
    source=TLAP(
        "Flexible Contracting, 3) No support plan",
        words="should set out the outcomes important to the person rather than the service to be provided",
    ),
    message="the contract {what}",
    remedy="to be flexible, name in it each eligible outcome, and leave hours, tasks and the model of service to the "
    "person and the ISF provider",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""The contract names every eligible outcome, whoever meets it, because informal help may fall away
    and the holder then meets the need. Other outcomes may be named or not. The remedy is what would make the contract
    flexible (PLN-11).""",
)
@needs("contract.clauses.states", "contract.outcomes", "plan.outcomes")
def the_contract_states_outcomes_and_no_fixed_service(case: Case) -> Found:
    contract, outcomes = case.arrangement.contract, case.arrangement.plan.outcomes
    stated, held = contract.clauses.states, contract.outcomes
    for content in stated or ():
        if content in _FIXED:
            yield Breach("contract.clauses.states", what=f"states {content.value}")
    if stated is not None and ContractContent.OUTCOMES not in stated:
        yield Breach("contract.clauses.states", what="states no outcomes")
    yield stated, "contract.clauses.states"
    yield outcomes, "plan.outcomes"
    if outcomes is None or any(each.eligible is not False for each in outcomes):
        yield held, "contract.outcomes"
    for each in outcomes or ():
        if each.ref not in (held or ()):
            yield each.eligible, f"plan.outcomes[{each.ref}].eligible"
            if each.eligible and held is not None:
                yield Breach("contract.outcomes", what=f"does not name the outcome {each.ref}")


@must(
    "CON-08",
    source=TLAP("Flexible Contracting, 6) Management fees", words="would need to be explicitly agreed in the contract"),
    when=a_fee_is_charged,
    standing=Standing.ARRANGEMENT,
    message="a fee is charged, and no clause of the contract agrees to one",
    remedy="agree the fee in a clause of the contract, or charge none",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="A fee charged at any time needs a clause of the contract.",
)
@needs("contract.clauses.fee")
def a_fee_that_is_charged_is_agreed_in_the_contract(case: Case) -> Breach | None:
    clause = case.require(case.arrangement.contract.clauses.fee, "contract.clauses.fee")
    return Breach("contract.clauses.fee") if clause is NOT_STATED else None


@condition(
    "not recorded to have none; where it is not recorded, the rule asks if it matters",
    otherwise="the money has no bank account of its own",
)
@needs("fund.separate_account")
def the_money_may_have_an_account_of_its_own(case: Case) -> bool:
    return case.arrangement.fund.separate_account is not False


@should(
    "CON-11",
    source=TLAP(
        "Flexible Contracting, 10) Accounting", words="If, deemed useful, this should be specified in the contract"
    ),
    when=the_money_may_have_an_account_of_its_own,
    message="the money has a bank account of its own, and the contract does not ask for one",
    remedy="agree a clause that asks for it, or account for the money without a bank account of its own",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""The text speaks of what is specified, not of what is omitted: an account that the contract asks
    for and nobody opened is no matter of this rule.""",
)
@needs("contract.clauses.separate_account", "fund.separate_account")
def a_separate_account_is_what_the_contract_asks_for(case: Case) -> Breach | None:
    clause = case.arrangement.contract.clauses.separate_account
    if not isinstance(clause, Clause):
        case.require(case.arrangement.fund.separate_account, "fund.separate_account")
    if case.require(clause, "contract.clauses.separate_account") is NOT_STATED:
        return Breach("contract.clauses.separate_account")
    return None


@condition(
    "not recorded to be silent on clawback; where it is not recorded, the rule asks if it matters",
    otherwise="the contract does not rule clawback out",
)
@needs("contract.clauses.no_clawback")
def clawback_may_be_ruled_out(case: Case) -> bool:
    return case.arrangement.contract.clauses.no_clawback is not NOT_STATED


@must(
    "CON-12a",
    source=TLAP(
        "Flexible Contracting, 11) No clawback",
        words="If a service provider has met the terms of the contract there can be no clawback because the money "
        "does not belong to the council",
    ),
    when=clawback_may_be_ruled_out,
    standing=Standing.ARRANGEMENT,
    message="the funder took {taken} back on {on}, and the contract rules clawback out",
    remedy="have the funder put {taken} back, or vary the contract where less support is needed",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""The words rest on the contract's terms having been met; a recovery from the account does not show
    that they were not. What a correction put back was not taken. A refund at the end is no clawback: it returns what no
    support was given for (END-02). Whether a contract may both rule clawback out and allow a recovery is for
    SUR-08.""",
)
@needs("fund.entries", "contract.clauses.no_clawback")
def nothing_is_clawed_back_where_the_contract_rules_it_out(case: Case) -> Found:
    for entry in of_kind(case, EntryKind.SURPLUS_RECOVERED):
        case.require(case.arrangement.contract.clauses.no_clawback, "contract.clauses.no_clawback")
        yield Breach(f"fund.entries[{entry.ref}]", taken=entry.amount, on=entry.on)


@must(
    "CON-12b",
    source=TLAP(
        "Flexible Contracting, Contract terms",
        words="There need to be clauses written into any flexible support contract that require the provider to "
        "alert the council in instances where less support is needed",
    ),
    when=the_funder_is_a_party,
    is_checklist=True,
    message="the contract does not state {what}",
    remedy="agree a clause that states {what}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="Both clauses are needed: without the first, the holder has no reason to tell.",
)
@needs("contract.clauses.savings", "contract.clauses.less_support")
def savings_and_less_support_are_provided_for(case: Case) -> Found:
    return _silences(
        case,
        savings="what becomes of savings",
        less_support="that the holder tells the funder when less support is needed",
    )


@must(
    "CON-13",
    source=(
        TLAP(
            "Flexible Contracting, 12) Provider responsibility",
            words="The contract will need to make clear how and when service providers should support people to seek "
            "re-assessment of need",
        ),
        TLAP(
            "Flexible Contracting, 12) Provider responsibility",
            words="councils can reasonably expect service providers to manage fluctuations of need within some agreed "
            "limits rather than immediately seeking re-assessment",
        ),
    ),
    is_checklist=True,
    message="the contract does not state {what}",
    remedy="agree a clause that states {what}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="""Limits that are agreed are a sum, and it is recorded: without it nobody can tell an overspend that
    the holder bears from one that calls for a reassessment (OVR-01).""",
)
@needs("contract.clauses.fluctuation", "contract.clauses.reassessment", "contract.overspend")
def fluctuation_and_reassessment_are_provided_for(case: Case) -> Found:
    contract = case.arrangement.contract
    yield from _silences(
        case,
        fluctuation="how much extra support the ISF provider must cover before asking for a reassessment",
        reassessment="how and when to ask for a reassessment",
    )
    if isinstance(contract.clauses.fluctuation, Clause) and isinstance(contract.clauses.reassessment, Clause):
        yield case.require(contract.overspend, "contract.overspend").limit, "contract.overspend.limit"


@must(
    "CON-18",
    source=HOME(
        "Developing the market, Dispute resolution and service failures",
        words="In the case of the provider not turning up or the person not being at home there needs to be a clear "
        "defined process for managing these issues, including the reconciliation of payments",
    ),
    is_checklist=True,
    message="the contract does not state {what}",
    remedy="agree a clause that states {what}",
    step=LifecycleStep.SUPPORT_ORGANISED,
    interpretation="Clauses say what happens in a dispute, and when the worker or the person is not there.",
)
@needs("contract.clauses.disputes", "contract.clauses.failed_visits")
def disputes_and_failed_visits_are_provided_for(case: Case) -> Found:
    return _silences(
        case,
        disputes="what happens in a dispute",
        failed_visits="what happens where the worker does not come or the person is not at home",
    )


@should(
    "CON-22",
    "the contract states who owns the money, consistently with its form",
    source=(
        TLAP(
            "The Care Act 2014, 1) Meet needs directly",
            words="is owned by the responsible organisation and not to the individual whose needs are being met",
        ),
        TLAP(
            "The Care Act 2014, 2) Make a direct payment",
            words="the money to meet those needs, belongs to the person receiving the direct payment",
        ),
    ),
    message="the contract {stated}{why}",
    remedy="state that it is the ISF provider's or the authority's under a funder's contract, the person's under a "
    "direct payment",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""Under a contract with the funder, the money belongs to an organisation responsible for meeting the
    need, which may be the authority itself if the contract says so. The person owns it only if they take it as a direct
    payment.""",
)
@needs("contract.clauses.owner", "contract.form")
def whose_the_money_is_is_stated_and_fits_the_form(case: Case) -> Breach | None:
    contract = case.arrangement.contract
    owner = case.require(contract.clauses.owner, "contract.clauses.owner")
    if not isinstance(owner, Owner):
        return Breach("contract.clauses.owner", stated="does not say who owns the money in the ISF", why="")
    form = case.require(contract.form, "contract.form")
    if (owner is Owner.PERSON) is (form is Form.PERSON_AND_HOLDER):
        return None
    stated = f"says that the money is {_OWNED[owner]}"
    return Breach("contract.clauses.owner", stated=stated, why=f", but it is {form.value}")


_OWNED = {Owner.HOLDER: "the organisation's", Owner.AUTHORITY: "the authority's", Owner.PERSON: "the person's"}
