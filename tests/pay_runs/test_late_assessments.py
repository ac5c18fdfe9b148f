"""A financial assessment that is learnt late: what was charged for its days is put right (BUD-17, PAY-08)."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.arrangements import NET, merged
from support.time_cases import varied, varying

from isf_core import PLAIN, FinancialAssessment, Rate, as_known, schedule_payments
from isf_core.pay_runs import PaymentHistory, PaymentMade, reconcile

KNOWN = date(2026, 6, 15)
SPRING = FinancialAssessment(ref="FA-1", on=date(2026, 4, 1), income=Rate.weekly(170), own_minimum="100")
POORER = FinancialAssessment(
    ref="FA-2", on=date(2026, 6, 10), first_day=date(2026, 5, 4), income=Rate.weekly(150), own_minimum="100"
)
RICHER = FinancialAssessment(ref="FA-3", on=date(2026, 6, 1), income=Rate.weekly(170), own_minimum="100")
FACTS: dict[str, Any] = merged(
    NET,
    {
        "budget": {
            "actual": Rate.weekly(100),
            "contribution": Rate.weekly(70),
            "financial_assessments": (SPRING,),
        }
    },
)


def test_pay_13_an_assessment_learnt_late_puts_right_what_was_charged_until_the_next_one_counts() -> None:
    listed = (SPRING, POORER, RICHER)
    late = varied(
        varying(date(2026, 5, 4), ("budget.financial_assessments", listed), known_from=KNOWN, reason="reassessed"),
        **FACTS,
    )
    before = schedule_payments(as_known(late, on=date(2026, 4, 1)), until=date(2026, 6, 28))
    assert [str(each.contribution) for each in before] == ["280.00", "280.00", "280.00"]
    history = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in before))
    found = reconcile(late, history, on=KNOWN, policy=PLAIN)
    assert [(each.component, str(each.amount), each.period.first_day, each.reason) for each in found.adjustments] == [
        ("contribution", "80.00", date(2026, 5, 4), "reassessed")
    ]
    assert not reconcile(late, found.history, on=KNOWN, policy=PLAIN).adjustments
