"""Shropshire Council's individual service funds, as its factsheet 11 and its quick guide tell them.

The beginnings of both pages were seen, and not the terms of its framework. Interpretation: "on a monthly basis" is by
calendar months, as the statement comes "at the end of each month"; the council bills the person itself, so that what is
paid is gross. What the pages do not say is unset.
"""

from __future__ import annotations

from datetime import date

from ..model.payment_terms import Basis, PaymentLevel
from ..values.pay_cycle import Frequency, PayCycle
from ..values.sources import SHROPSHIRE
from .sourced import CONVENTIONS, sourced

_PAID = SHROPSHIRE(
    "factsheet 11",
    words="Your chosen provider will receive your Personal Budget payment direct from Shropshire Council on a monthly "
    "basis",
)

SHROPSHIRE_POLICY = sourced(
    "Shropshire (factsheet 11)",
    (SHROPSHIRE,),
    {
        **CONVENTIONS,
        "cycle": (PayCycle(Frequency.MONTHLY, anchor=date(2026, 4, 1)), _PAID),
        "pays": (PaymentLevel.BUDGET, _PAID),
        "basis": (Basis.GROSS, SHROPSHIRE("factsheet 11", words="we will send you a monthly invoice")),
        "statement_months": (
            1,
            SHROPSHIRE(
                "quick guide",
                words="At the end of each month, the care agency will provide you with a monthly statement showing the "
                "number of hours of support they've provided, and what they charged per hour for that support",
            ),
        ),
    },
)
