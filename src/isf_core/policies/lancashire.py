"""Lancashire's contract policy for individual service funds (Appendix Two of the homecare paper).

It is section 6 of the contract of 2012; the council itself called its policy out of date in March 2020.

Interpretation: "recover some or all of any such surplus balance" is what is above the cap, unless the
contract says otherwise. 6.15 speaks of short cancellations with notice and of longer-term minor changes, whose
money stays as surplus; it says nothing of a long absence, such as a stay in hospital, and that is paid in full
too, because nothing here takes it away. The "agreed value" of 6.8 is what the plan costs, where that is less
than the budget. Section 6 asks for no agreement beside the contract.
"""

from __future__ import annotations

from ..model.documents import Clause
from ..model.payment_terms import PaymentLevel
from ..model.surplus import RecoveryScope, SurplusBase, SurplusRule
from ..model.suspension import SuspensionRule
from ..values.sources import INTERPRETATION, LANCASHIRE
from .sourced import CONVENTIONS, sourced

LANCASHIRE_POLICY = sourced(
    "Lancashire (2012)",
    (LANCASHIRE,),
    {
        **CONVENTIONS,
        "pays": (
            PaymentLevel.PLAN,
            LANCASHIRE(
                "6.8",
                words="the agreed value of each Service User's Individual Service Fund "
                "as set out in their Support Plan",
            ),
        ),
        "surplus": (
            SurplusRule(
                share="0.5",
                of=SurplusBase.FOUR_WEEKLY_PAYMENT,
                recovers=RecoveryScope.EXCESS,
                clause=Clause(reference="6.16"),
            ),
            LANCASHIRE("6.16", words="up to a maximum value of 50% of the regular four-weekly payment"),
        ),
        "carry_forward_outside_cap": (
            False,
            LANCASHIRE("6.16", words="Unless specifically documented and agreed otherwise within the Support Plan"),
        ),
        "suspension": (SuspensionRule(), LANCASHIRE("6.15", words="short term reductions in actual services provided")),
        "agreements": ((), INTERPRETATION("section 6 asks for no agreement beside the contract")),
        "statement_months": (12, LANCASHIRE("6.12", words="Financial statements should be provided at least annually")),
    },
)
