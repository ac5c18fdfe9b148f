"""The plain policy: what may be assumed where neither contract nor council says otherwise.

It sets only what some text or common practice supports. How often, when, and net or gross
are left unset: sources conflict on them, so they are the contract's to state.
"""

from __future__ import annotations

from ..model.budget import DeploymentOption
from ..model.documents import AgreementKind
from ..model.fees import FeeBase
from ..model.parameters import Band
from ..model.payment_terms import PaymentLevel
from ..rules.catalogue import ALL
from ..values.money import Money
from ..values.sources import HOME, INTERPRETATION, IPC, LANCASHIRE, PRACTICE, SDF, TLAP
from .sourced import CONVENTIONS, sourced

_SIX_WEEKS = HOME("Step 6, Living life", words="a review after perhaps six weeks")
_LOCAL = INTERPRETATION("a usual local number, to be set by each council")

PLAIN = sourced(
    "plain",
    ALL,
    {
        **CONVENTIONS,
        # The year of 52 weeks is what makes 4,387.50 a year 84.375 a week.
        "weeks_in_year": (52, HOME("Appendix One", words="£4387.50 on direct support")),
        "pays": (PaymentLevel.BUDGET, INTERPRETATION("the whole budget is paid where the plan costs less")),
        "fee_base": (
            FeeBase.GROSS,
            IPC("5, Costs for support providers", words="a percentage of the overall personal budget"),
        ),
        "fee_band": (
            Band(lowest=Money(5), highest=Money(25)),
            IPC("5, Costs for support providers", words="on average ranging from between £5-£25 per week"),
        ),
        "carry_forward_outside_cap": (
            False,
            LANCASHIRE("6.16", words="Unless specifically documented and agreed otherwise within the Support Plan"),
        ),
        "statement_months": (
            12,
            LANCASHIRE("6.12", words="Financial statements should be provided at least annually"),
        ),
        "stray_share": ("0.25", _LOCAL),
        "stray_weeks": (12, _LOCAL),
        "first_review_days": (42, _SIX_WEEKS),
        "review_months": (12, HOME("Step 7, Review and learn", words="most reviews would then happen annually")),
        "holder_changes": (3, _LOCAL),
        "holder_change_months": (12, _LOCAL),
        "options": (
            (DeploymentOption.DIRECT_PAYMENT, DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.MANAGED),
            TLAP("Summary, 6)", words="next option"),
        ),
        # Dorset, SDF and HOME all ask for this one; the one with the council is HOME's alone.
        "agreements": (
            (AgreementKind.PERSON_HOLDER,),
            SDF("Step 3", words="Agreement between the person and their budget holding organisation"),
        ),
        "few_answers": (30, PRACTICE("fewer than thirty answers are few")),
    },
)
