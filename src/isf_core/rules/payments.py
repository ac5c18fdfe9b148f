"""Rules on payments (PAY)."""

from __future__ import annotations

from ..compute.settle import settle_phases
from ..errors import OutsideTheArrangement
from ..model.known import as_known
from ..values.sources import HOME
from .case import Case
from .rule import Breach, Force, Step, rule


@rule(
    "PAY-01",
    force=Force.MUST,
    source=HOME("Incorporating a homecare ISF", words="How? … When? … How often? … How much?"),
    says="the payments cannot be worked out: {why}",
    cure="date it within the arrangement",
    step=Step.MONEY_ORGANISED,
)
def the_payments_can_be_worked_out(case: Case) -> Breach | None:
    """Everything the schedule depends on is recorded, in the contract or in the policy's numbers.

    Each term that is missing is named. A one-off sum that is dated outside the arrangement is a
    breach: somebody may well have signed it, but no payment could carry it.
    """
    try:
        settle_phases(as_known(case.recorded, case.on), case.parameters)
    except OutsideTheArrangement as error:
        return Breach(error.where, why=error.wrong)
    return None


RULES = (the_payments_can_be_worked_out,)
