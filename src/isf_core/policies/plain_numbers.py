"""The numbers of the plain policy, each with its source."""

from __future__ import annotations

from ..model.payment_terms import PaymentLevel
from ..values.sources import INTERPRETATION, PRACTICE
from .sourced import CONVENTIONS, GROSS_FEES, WEEKS, sourced

PLAIN_NUMBERS = sourced(
    "plain",
    (),
    {
        **CONVENTIONS,
        **WEEKS,
        "pays": (PaymentLevel.BUDGET, INTERPRETATION("the whole budget is paid where the plan costs less")),
        **GROSS_FEES,
        "carry_forward_outside_cap": (
            False,
            INTERPRETATION("money carried forward counts in the cap unless the plan says otherwise"),
        ),
        "few_answers": (30, PRACTICE("fewer than thirty answers are few")),
    },
)
