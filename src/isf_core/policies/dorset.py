"""Dorset's undated staff guidance, and its model agreement between the person and the provider.

Interpretation: "cannot be made retrospectively" speaks of the payments with which a fund begins; how far a later change
counts back is not said, and is then to when it took effect (PAY-10). "Periodically" names no interval: it is taken as
at least once in the twelve months in which the plan is reviewed at the latest (OUT-02). "All proposed activity is
legal" names nothing else that may not be bought, so the exclusions are unset (PLN-04 asks for the law in any case).

Of the model agreement, clauses 1 to 6 were seen. It goes with the guidance and says more of the payments: it is a
policy of its own. Dorset Council has followed Dorset County Council, and has a newer policy of its own.
"""

from __future__ import annotations

from ..model.budget import DeploymentOption
from ..model.documents import AgreementKind, Clause
from ..model.parameters import Backdating, HowFarBack, ReviewOnChange
from ..model.payment_terms import Basis, PaymentLevel, Timing
from ..model.surplus import SurplusBase, SurplusRule
from ..values.sources import DORSET, DORSET_MODEL_AGREEMENT
from .sourced import CONVENTIONS, sourced

_GUIDANCE = {
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
    "options": (
        (DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED),
        DORSET("2", words="Commissioned Service … Individual Service Fund … Direct Payment"),
    ),
    "holder_change_review": (
        ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES,
        DORSET("5", words="This should not automatically prompt a reassessment"),
    ),
    "progress_months": (12, DORSET("4", words="report back to the Professional periodically")),
}

DORSET_POLICY = sourced("Dorset (undated guidance)", (DORSET,), {**CONVENTIONS, **_GUIDANCE})

DORSET_AGREEMENT = sourced(
    "Dorset (undated model agreement)",
    (DORSET, DORSET_MODEL_AGREEMENT),
    {
        **CONVENTIONS,
        **_GUIDANCE,
        "basis": (
            Basis.NET,
            DORSET_MODEL_AGREEMENT("3", words="minus the assessed Service User Contribution"),
        ),
        "timing": (
            Timing.IN_ADVANCE,
            DORSET_MODEL_AGREEMENT("3", words="ISF Payments will be made two weeks in advance"),
        ),
        "charges_carers": (
            False,
            DORSET_MODEL_AGREEMENT("3", words="Carers do not have to pay contributions"),
        ),
        "due_days": (-14, DORSET_MODEL_AGREEMENT("3", words="ISF Payments will be made two weeks in advance")),
        "surplus": (
            SurplusRule(
                share=4, of=SurplusBase.WEEKLY_BUDGET, weeks=12, or_named_need=True, clause=Clause(reference="5")
            ),
            DORSET_MODEL_AGREEMENT(
                "5",
                words="a surplus of up to 4 times your weekly budget in your ISF for a period of up to 12 weeks, or "
                "enough to cover an identified need in the future",
            ),
        ),
    },
)
"""The guidance, with what its model agreement adds: net of the contribution, two weeks ahead, and a cap (SUR-07)."""
