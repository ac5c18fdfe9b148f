"""Rules on payments (PAY)."""

from __future__ import annotations

from ..compute.settle import settle_phases
from ..values.sources import HOME
from .case import Case
from .rule import Force, Step, rule


@rule(
    "PAY-01",
    force=Force.MUST,
    source=HOME("Incorporating a homecare ISF", words="How? … When? … How often? … How much?"),
    says="the payments cannot be worked out",
    cure="record the missing terms",
    step=Step.MONEY_ORGANISED,
)
def the_payments_can_be_worked_out(case: Case) -> None:
    """Everything the schedule depends on is recorded, in the contract or in the policy's numbers.

    It can only hold or be unable to tell: each term that is missing is named.
    """
    settle_phases(case.arrangement, case.parameters)


RULES = (the_payments_can_be_worked_out,)
