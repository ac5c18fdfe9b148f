"""The plain policy: what holds of any arrangement, whatever its council's text.

Its rules are the law's, statutory guidance's and those that hold an arrangement to its own terms. It sets the numbers
that a computation needs, and the review dates of the guidance; numbers that only a council's or a national text's rules
read are unset. How often, when, and net or gross are left unset: sources conflict on them, so they are the contract's
to state.
"""

from __future__ import annotations

from ..model.payment_terms import PaymentLevel
from ..values.sources import INTERPRETATION, PRACTICE
from .sourced import CONVENTIONS, GROSS_FEES, WEEKS, sourced

PLAIN = sourced(
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
