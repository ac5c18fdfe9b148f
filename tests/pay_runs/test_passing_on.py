"""What was paid to one holder, or by one funder, for days that are another's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pay_runs.test_bearing import COUNCIL, HALVES, KNOWN, NHS, POLICY, case, late, paid

from isf_core import Arrangement, FundingShare, Holder, Period, Rate, reconcile
from isf_core.model import OneOff, OneOffPayment
from isf_core.pay_runs import PaymentHistory, PaymentMade
from isf_core.pay_runs.history import SIGNS

COUNCILS, HEALTHS = ((FundingShare(funder=funder, share=1),) for funder in (COUNCIL, NHS))
MIDDLE = date(2026, 4, 20)


def told(arrangement: Arrangement, history: PaymentHistory | None = None) -> list[tuple[str, ...]]:
    found = reconcile(arrangement, history or paid(arrangement), on=KNOWN, policy=POLICY)
    return [
        (
            each.role,
            each.payer,
            each.receiver,
            str(each.period.first_day)[5:],
            str(each.period.last_day)[5:],
            str(each.amount),
        )
        for each in found.to_pass_on
    ]


def test_what_the_old_holder_was_paid_for_days_of_the_new_one() -> None:
    """340.00 a week were paid to H-7 for eight weeks, of which H-8 has had the fund for six."""
    mary = case(HALVES, late("holder", Holder(ref="H-8"), since=MIDDLE))
    assert told(mary) == [
        ("holder", "H-7", "H-8", "04-20", "05-03", "680.00"),
        ("holder", "H-7", "H-8", "05-04", "05-31", "1360.00"),
    ]
    page = str(reconcile(mary, paid(mary), on=KNOWN, policy=POLICY))
    title = "Paid for days of another, and theirs to pass on"
    assert [line.split("  ")[0] for line in page.splitlines() if line.startswith(title)] == [title]
    (headings,) = (line for line in page.splitlines() if line.startswith("From") and "Between" in line)
    assert headings.split() == ["From", "To", "Between", "To", "be", "paid", "by", "To", "be", "paid", "to", "Amount"]
    known = case(HALVES, late("holder", Holder(ref="H-8"), since=MIDDLE, known=date(2026, 4, 1)))
    assert told(known) == []
    assert "pass on" not in str(reconcile(known, paid(known), on=KNOWN, policy=POLICY))


def test_what_is_adjusted_goes_to_the_new_holder_and_the_rest_is_passed_on() -> None:
    """The budget is 900 or 0 a week too: H-8 gets the rise with the next payment, and pays the fall with it."""
    moved = late("holder", Holder(ref="H-8"), since=MIDDLE)
    rise, fall = (late("budget.actual", Rate.weekly(rate), order=1) for rate in (900, 0))
    assert told(case(HALVES, moved, rise), paid(case(HALVES), 1)) == [
        ("holder", "H-8", "H-7", "04-20", "05-03", "320.00")
    ], "1360.00 was paid, and 1680.00 is due for the first two weeks"
    assert told(case(HALVES, moved, fall), paid(case(HALVES), 1)) == [
        ("holder", "H-7", "H-8", "04-20", "05-03", "1360.00")
    ], "nothing is due for any of it, and all of it is taken back from the next payments"


def test_several_holders_of_one_period_and_one_that_is_not_recorded() -> None:
    last = late("holder", Holder(ref="H-9"), since=date(2026, 4, 27), order=1)
    moved = late("holder", Holder(ref="H-8"), since=MIDDLE)
    assert told(case(HALVES, moved, last), paid(case(HALVES), 1)) == [
        ("holder", "H-7", "H-8", "04-20", "04-26", "340.00"),
        ("holder", "H-7", "H-9", "04-27", "05-03", "340.00"),
    ]
    nobody: dict[str, Any] = {"arrangement": {"holder": None}}
    assert told(case(HALVES, moved, **nobody), paid(case(HALVES, **nobody), 1)) == []


def test_what_the_council_paid_before_healthcare_was_granted_for_the_past() -> None:
    """The council bore 340.00 a week; the NHS bears 400.00, and the 60.00 that came off are adjusted."""
    mary = case(COUNCILS, late("funding", HEALTHS, since=MIDDLE))
    assert told(mary) == [
        ("funder", "NHS", "council", "04-06", "05-03", "680.00"),
        ("funder", "NHS", "council", "05-04", "05-31", "1360.00"),
    ]
    assert reconcile(mary, paid(mary), on=KNOWN, policy=POLICY).amount.pence == 36_000


def test_a_share_that_was_another_is_made_up_between_those_who_bore_more_and_less() -> None:
    before = (FundingShare(funder=COUNCIL, share="0.75"), FundingShare(funder=NHS, share="0.25"))
    assert told(case(before, late("funding", HALVES)), paid(case(before), 1)) == [
        ("funder", "NHS", "council", "04-06", "05-03", "400.00")
    ]


@pytest.mark.parametrize("ref", ["H-7", "H-8"])
def test_a_one_off_sum_of_its_own_is_passed_on_with_its_day(ref: str) -> None:
    facts: dict[str, Any] = {
        "budget": {"one_offs": (OneOff(on=date(2026, 4, 22), amount=200, what="rails"),)},
        "payment": {"one_offs": OneOffPayment.ON_ITS_DATE},
    }
    mary = case(HALVES, late("holder", Holder(ref=ref), since=MIDDLE), **facts)
    rails = ("holder", "H-7", "H-8", "04-22", "04-22", "200.00")
    assert (rails in told(mary, paid(case(HALVES, **facts)))) is (ref == "H-8")


def test_nothing_is_passed_on_to_nobody_and_no_sum_of_nothing() -> None:
    assert told(case(HALVES, late("holder", None, since=MIDDLE)), paid(case(HALVES), 1)) == []
    free: dict[str, Any] = {"budget": {"actual": Rate.weekly(0)}}
    moved = case(HALVES, late("holder", Holder(ref="H-8"), since=MIDDLE), **free)
    assert told(moved, paid(case(HALVES, **free), 1)) == []


def test_what_was_paid_for_nothing_that_was_ever_due_is_no_holders_days() -> None:
    mary = case(HALVES, late("holder", Holder(ref="H-8"), since=MIDDLE))
    on = date(2026, 4, 20)
    period, nothing = Period(first_day=on, last_day=on), dict.fromkeys(SIGNS, 0)
    bed: dict[str, Any] = {**nothing, "one_off": 200, "is_regular": False, "paid_for": "a bed", "paid_on": on}
    history = PaymentHistory().paying(PaymentMade(period=period, **bed))
    found = reconcile(mary, history, on=KNOWN, policy=POLICY)
    assert [str(each.change) for each in found.adjustments] == ["-200.00"]
    assert found.to_pass_on == ()
