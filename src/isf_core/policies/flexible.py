"""Contracting for flexible support (TLAP, 2015): points 1 to 15 under "Flexible Contracting".

It has few numbers: payment schedules are negotiated (point 7), the money is the holder's once the terms
are met (point 11), and fees, limits and reassessment are the contract's to state.
"""

from __future__ import annotations

from ..model.budget import DeploymentOption
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
        "agreements": ((), INTERPRETATION("the fifteen points ask for no agreement beside the contract")),
    },
)
