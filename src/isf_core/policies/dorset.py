"""Dorset's staff guidance, and the variant of its later agreement.

Interpretation: "cannot be made retrospectively" speaks of the payments with which a fund begins; how
far a later change counts back is not said, and is then to when it took effect (PAY-10).
"""

from __future__ import annotations

from ..model.documents import AgreementKind
from ..model.parameters import Backdating, HowFarBack, ReviewOnChange
from ..model.payment_terms import PaymentLevel, Timing
from ..model.plan import SupportKind
from ..model.surplus import SurplusBase, SurplusRule
from ..values.sources import DORSET, Text
from .sourced import CONVENTIONS, sourced

DORSET_AGREEMENT_TEXT = Text("Dorset's agreement on individual service funds", seen=False)

DORSET_POLICY = sourced(
    "Dorset",
    (DORSET,),
    {
        **CONVENTIONS,
        "pays": (
            PaymentLevel.BUDGET,
            DORSET("4", words="will pay the ISF Provider directly for the Personal Budget amount"),
        ),
        "timing": (Timing.IN_ADVANCE, DORSET("3", words="ISF payments will be made in advance")),
        "backdating": (
            Backdating(how_far=HowFarBack.NOT_THE_FIRST_PAYMENT),
            DORSET("4, NOTE", words="ISF payments cannot be made retrospectively"),
        ),
        "agreements": (
            (AgreementKind.PERSON_HOLDER,),
            DORSET("4", words="put an agreement in place between themselves and the individual"),
        ),
        "exclusions": ((SupportKind.ILLEGAL,), DORSET("4", words="all proposed activity is legal")),
        "holder_change_review": (
            ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES,
            DORSET("5", words="This should not automatically prompt a reassessment"),
        ),
    },
)

DORSET_AGREEMENT = DORSET_POLICY.with_parameters(
    "Dorset's agreement",
    DORSET_AGREEMENT_TEXT("unspent money: four weeks' budget for up to twelve weeks, or a named future need"),
    surplus=SurplusRule(share=4, of=SurplusBase.WEEKLY_BUDGET, weeks=12, or_named_need=True),
).with_parameters("Dorset's agreement", DORSET_AGREEMENT_TEXT("clause 3: carers do not pay"), charges_carers=False)
"""A later text than the guidance: a policy of its own (SUR-07)."""
