"""Individual Service Funds for homecare: the main text of the paper by In Control (2012).

Its annex, Lancashire's contract policy, is a policy of its own.
"""

from __future__ import annotations

from ..model.budget import DeploymentOption
from ..model.documents import AgreementKind
from ..model.parameters import ReviewOnChange
from ..model.payment_terms import PaymentLevel, Timing
from ..values.sources import HOME
from .sourced import CONVENTIONS, WEEKS, sourced

HOMECARE = sourced(
    "homecare (In Control 2012)",
    (HOME,),
    {
        **CONVENTIONS,
        **WEEKS,
        "pays": (
            PaymentLevel.BUDGET,
            HOME(
                "Appendix Three, Example ISF factsheet",
                words="your provider will only be paid your personal budget minus your contribution",
            ),
        ),
        "timing": (
            Timing.IN_ARREARS,
            HOME("Incorporating a homecare ISF, When?", words="this is usually done in arrears"),
        ),
        "agreements": (
            (AgreementKind.PERSON_HOLDER, AgreementKind.PERSON_COUNCIL),
            HOME(
                "Step 5, Organising the support",
                words="ensuring the individual has an agreement between them and the council, "
                "as well as one with the provider",
            ),
        ),
        "options": (
            (
                DeploymentOption.DIRECT_PAYMENT,
                DeploymentOption.DIRECT_PAYMENT_MANAGED,
                DeploymentOption.DIRECT_PAYMENT_SUITABLE_PERSON,
                DeploymentOption.DIRECT_PAYMENT_TRUST,
                DeploymentOption.MANAGED,
                DeploymentOption.INDIVIDUAL_SERVICE_FUND,
            ),
            HOME(
                "Developing the ISF model and approach",
                words="One of the councils involved in this project lists its options as",
            ),
        ),
        "first_review_days": (42, HOME("Step 6, Living life", words="a review after perhaps six weeks")),
        "review_months": (12, HOME("Step 7, Review and learn", words="most reviews would then happen annually")),
        "holder_change_review": (
            ReviewOnChange.ALWAYS,
            HOME(
                "Appendix Three, What happens if the homecare isn't working for me?",
                words="it will arrange for you to have a review of your needs",
            ),
        ),
    },
)
