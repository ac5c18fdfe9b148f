"""The plain policy: what may be assumed where neither contract nor council says otherwise.

It sets only what some text or common practice supports. How often, when, and net or gross
are left unset: sources conflict on them, so they are the contract's to state.
"""

from __future__ import annotations

from ..model.documents import AgreementKind
from ..model.payment_terms import PaymentLevel
from ..rules.catalogue import ALL_RULES
from ..values.sources import INTERPRETATION, PRACTICE, SDF
from .flexible import FLEXIBLE
from .homecare import HOMECARE
from .lancashire import LANCASHIRE_POLICY
from .overview import OVERVIEW
from .sourced import CONVENTIONS, as_in, sourced

_LOCAL = INTERPRETATION("a usual local number, to be set by each council")

PLAIN = sourced(
    "plain",
    ALL_RULES,
    {
        **CONVENTIONS,
        # The year of 52 weeks is what makes 4,387.50 a year 84.375 a week.
        **as_in(HOMECARE, "weeks_in_year"),
        "pays": (PaymentLevel.BUDGET, INTERPRETATION("the whole budget is paid where the plan costs less")),
        **as_in(OVERVIEW, "fee_base", "fee_band"),
        **as_in(LANCASHIRE_POLICY, "carry_forward_outside_cap", "statement_months"),
        "stray_share": ("0.25", _LOCAL),
        "stray_weeks": (12, _LOCAL),
        **as_in(HOMECARE, "first_review_days", "review_months"),
        "holder_changes": (3, _LOCAL),
        "holder_change_months": (12, _LOCAL),
        **as_in(FLEXIBLE, "options"),
        # Dorset, SDF and HOME all ask for this one; the one with the council is HOME's alone.
        "agreements": (
            (AgreementKind.PERSON_HOLDER,),
            SDF("Step 3", words="Agreement between the person and their budget holding organisation"),
        ),
        "few_answers": (30, PRACTICE("fewer than thirty answers are few")),
    },
)
