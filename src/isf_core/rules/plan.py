"""Rules on the support plan (PLN)."""

from __future__ import annotations

from ..values.sources import DORSET
from .case import Case
from .rule import Breach, Force, Step, rule


@rule(
    "PLN-01",
    force=Force.MUST,
    source=DORSET("4", words="does not ignore any outcomes"),
    says="the eligible outcome {outcome} is met by no support, and by nothing informal or in the community",
    cure="add support for {outcome}, or record who meets it informally",
    step=Step.PLAN_AGREED,
)
def every_eligible_outcome_is_met(case: Case) -> tuple[Breach, ...]:
    """Paid support, or informal or community support, meets each outcome that the assessment found eligible.

    House reading: an outcome that support or somebody meets is no matter, whether eligible or not.
    """
    plan = case.arrangement.plan
    outcomes = case.known(plan.outcomes, "plan.outcomes")
    supports = case.known(plan.supports, "plan.supports")
    met = {ref for support in supports for ref in support.outcomes or ()}
    open_ = [
        each for each in outcomes if each.ref not in met and not each.met_informally and each.eligible is not False
    ]
    ignored = tuple(
        Breach(f"plan.outcomes[{each.ref}]", outcome=each.ref)
        for each in open_
        if each.eligible and each.met_informally is not None and all(s.outcomes is not None for s in supports)
    )
    if ignored:
        return ignored
    if open_:
        case.all_known(
            *((support.outcomes, f"plan.supports[{support.ref}].outcomes") for support in supports),
            *((each.met_informally, f"plan.outcomes[{each.ref}].met_informally") for each in open_),
            *((each.eligible, f"plan.outcomes[{each.ref}].eligible") for each in open_),
        )
    return ()


@rule(
    "PLN-02",
    force=Force.MUST,
    source=DORSET("4", words="the proposed activity is linked back to the outcomes"),
    says="the support {support} serves no outcome",
    cure="link {support} to an outcome of the plan, or leave it out",
    step=Step.PLAN_AGREED,
)
def every_support_serves_an_outcome(case: Case) -> tuple[Breach, ...]:
    """Every support is linked to one outcome or more."""
    supports = case.known(case.arrangement.plan.supports, "plan.supports")
    idle = tuple(
        Breach(f"plan.supports[{each.ref}].outcomes", support=each.ref) for each in supports if each.outcomes == ()
    )
    if not idle:
        case.all_known(*((each.outcomes, f"plan.supports[{each.ref}].outcomes") for each in supports))
    return idle


RULES = (every_eligible_outcome_is_met, every_support_serves_an_outcome)
