"""An exemption that is learnt late: what was taken for its days is put right (BUD-11, PAY-08)."""

from __future__ import annotations

from datetime import date

from support.arrangements import NET, merged
from support.time_cases import varied, varying

from isf_core import PLAIN, Exemption, Ground, Rate, as_known, schedule_payments
from isf_core.pay_runs import PaymentHistory, PaymentMade, reconcile
from isf_core.schedule import Schedule

KNOWN = date(2026, 6, 15)
HALF = Exemption(ground=Ground.AFTERCARE, first_day=date(2026, 5, 4), last_day=date(2026, 5, 31), part="0.5")
FACTS = merged(NET, {"budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(70), "exemptions": ()}})


def made(schedule: Schedule) -> PaymentHistory:
    """All payments of a schedule, made when they were due."""
    return PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in schedule))


def test_g9_an_exemption_learnt_late_pays_back_what_was_taken_for_its_days() -> None:
    late = varied(
        varying(HALF.first_day, ("budget.exemptions", (HALF,)), known_from=KNOWN, reason="section 117"), **FACTS
    )
    before = schedule_payments(as_known(late, on=date(2026, 4, 1)), until=date(2026, 6, 28))
    assert [str(each.contribution) for each in before] == ["280.00", "280.00", "280.00"]
    found = reconcile(late, made(before), on=KNOWN, policy=PLAIN)
    assert [(each.component, str(each.amount), each.reason) for each in found.adjustments] == [
        ("contribution", "80.00", "section 117")
    ]
    assert found.adjustments[0].period.first_day == HALF.first_day
    assert not reconcile(late, found.history, on=KNOWN, policy=PLAIN).adjustments
