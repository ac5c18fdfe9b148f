"""Contracting for flexible support (TLAP, 2015): points 1 to 15 under "Flexible Contracting".

It has few numbers: payment schedules are negotiated (point 7), the money is the holder's once the terms
are met (point 11), and fees, limits and reassessment are the contract's to state.

Interpretation: the whole budget is paid, because the support is changed "within that budget amount" (point 4). By
points 3 and 4 the contract has no support plan, and the support "is much more difficult" to cost: what asks for a
costed plan (BUD-02, BUD-14, PLN-03) is no rule here. That the money is enough is for CON-07.
"""

from __future__ import annotations

from ..model.budget import DeploymentOption
from ..model.payment_terms import PaymentLevel
from ..values.sources import INTERPRETATION, TLAP
from .sourced import CONVENTIONS, sourced

FLEXIBLE = sourced(
    "flexible contracting (TLAP 2015)",
    (TLAP,),
    {
        **CONVENTIONS,
        "options": (
            (DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED),
            TLAP("Summary, What the Care Act guidance says about ISFs", words="three main ways"),
        ),
        "pays": (
            PaymentLevel.BUDGET,
            TLAP("Flexible Contracting, 4) Personal budget vs the contract price", words="within that budget amount"),
        ),
        "agreements": ((), INTERPRETATION("the fifteen points ask for no agreement beside the contract")),
    },
).without("BUD-02", "BUD-14", "PLN-03")
