"""Where the sources conflict: each conflict is a finding of its own, which names both readings.

They are no part of the catalogue's rules: `policy.plus(*CONFLICTS)` adds them. Each applies where the
question comes up, and finds, as advice, which of the two readings the arrangement follows.
"""

from __future__ import annotations

from ..model.documents import Clause
from ..values.sources import DORSET, HOME, IPC, SDF, TLAP
from .engine.case import Case
from .engine.definition import Breach, condition, needs, note
from .engine.rule_set import RuleSet
from .facts.conditions import a_fee_is_charged


@note(
    "SRC-01",
    source=(
        HOME("Incorporating a homecare ISF, When?", words="usually done in arrears"),
        DORSET("3", words="ISF payments will be made in advance"),
    ),
    message="it is paid {timing}; the other text has it the other way: arrears let a payment be changed, "
    "advance spares the provider a wait",
    remedy="keep to what was agreed, and say why",
    interpretation="HOME has payment in arrears, so that it can be altered; Dorset in advance. Neither is assumed.",
)
def the_sources_agree_on_when_it_is_paid(case: Case) -> Breach:
    stated = case.arrangement.contract.payment.timing or case.parameters.timing
    return Breach("contract.payment.timing", timing=case.require(stated, "contract.payment.timing"))


@condition(
    "a surplus may be recovered, or clawback is excluded",
    otherwise="no surplus rule is agreed, and clawback is not excluded",
)
def unspent_money_is_regulated(case: Case) -> bool:
    clauses = case.arrangement.contract.clauses
    if isinstance(clauses.no_clawback, Clause) or isinstance(clauses.surplus_recovery, Clause):
        return True
    case.require_all(
        (clauses.no_clawback, "contract.clauses.no_clawback"),
        (clauses.surplus_recovery, "contract.clauses.surplus_recovery"),
    )
    return False


@note(
    "SRC-02",
    source=(
        TLAP("Flexible Contracting, 11) No clawback", words="there can be no clawback"),
        IPC("5, Underspends", words="can be claimed back again by commissioners if it has been mutually agreed"),
    ),
    when=unspent_money_is_regulated,
    message="{follows}",
    remedy="keep to one of the two, in the contract",
    interpretation="""TLAP: money for support that was delivered is the holder's; IPC and Lancashire: it may go back
    where agreed.""",
)
def the_sources_agree_on_clawback(case: Case) -> Breach:
    excluded = isinstance(case.arrangement.contract.clauses.no_clawback, Clause)
    follows = (
        "clawback is excluded, as TLAP has it; IPC and Lancashire let unspent money go back where that is agreed"
        if excluded
        else "unspent money may go back, as IPC and Lancashire have it; TLAP has no clawback"
    )
    return Breach("contract.clauses", follows=follows)


@note(
    "SRC-03",
    source=(
        TLAP("Flexible Contracting, 6) Management fees", words="there is no automatic assumption"),
        TLAP(
            "What is the difference between direct payments and ISFs?",
            words="Councils must accept that the service providers will charge for their management costs",
        ),
    ),
    when=a_fee_is_charged,
    message=(
        "a management fee is charged; the same paper has no assumption that there is one, and has councils accept it"
    ),
    remedy="agree the fee in the contract, with what it covers",
    interpretation="TLAP says both; a fee stands where it is agreed (CON-08).",
)
def the_sources_agree_on_whether_a_fee_is_charged(case: Case) -> Breach:
    return Breach("contract.fee")


@condition(
    "the organisation that planned gives a support of the plan itself", otherwise="whoever plans gives no support"
)
@needs("plan.planned_by")
def the_planner_gives_support(case: Case) -> bool:
    plan = case.arrangement.plan
    planner = case.require(plan.planned_by, "plan.planned_by")
    supports = case.require(plan.supports, "plan.supports")
    if any(support.provider == planner for support in supports):
        return True
    case.require_all(*((support.provider, f"plan.supports[{support.ref}].provider") for support in supports))
    return False


@note(
    "SRC-04",
    source=(
        HOME("Step 2, Creating the support plan", words="enable and encourage providers to develop support plans"),
        IPC("5, Accreditation", words="who will not deliver any hands-on care"),
    ),
    when=the_planner_gives_support,
    message="{planner} plans and gives support: HOME and Dorset encourage it, TLAP has it declared as a conflict",
    remedy="declare it in the plan, whichever text is followed",
    interpretation="""HOME and Dorset encourage planning by the provider; TLAP and IPC would keep the two apart, or
    declared.""",
)
def the_sources_agree_on_who_plans(case: Case) -> Breach:
    return Breach("plan.planned_by", planner=case.require(case.arrangement.plan.planned_by, "plan.planned_by"))


@note(
    "SRC-05",
    source=(
        HOME("Step 5, Organising the support", words="an agreement between them and the council"),
        DORSET("4", words="put an agreement in place between themselves and the individual"),
        SDF("Step 3", words="Agreement between the person and their budget holding organisation"),
    ),
    message="agreements beside the contract: {signed}; HOME asks for one with the council and one with the provider, "
    "Dorset and SDF for the latter only",
    remedy="state in the policy which agreements are needed",
    interpretation="Which agreements are needed is the policy's (CON-02).",
)
def the_sources_agree_on_which_agreements_are_needed(case: Case) -> Breach:
    agreements = case.require(case.arrangement.agreements, "agreements")
    signed = ", ".join(sorted(each.kind.value for each in agreements)) or "none"
    return Breach("agreements", signed=signed)


CONFLICTS = RuleSet(
    (
        the_sources_agree_on_when_it_is_paid,
        the_sources_agree_on_clawback,
        the_sources_agree_on_whether_a_fee_is_charged,
        the_sources_agree_on_who_plans,
        the_sources_agree_on_which_agreements_are_needed,
    )
)
"""The conflicts as rules, by the codes SRC-01 to SRC-05; LIFE-06 names the one on changes of holder."""
