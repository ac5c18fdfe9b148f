"""A fee charged once that is dated outside the arrangement: with the first payment, or found (FEE-08)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import MONTHLY, mary
from support.time_cases import TO_EFFECT, paid_before, varied, varying

from isf_core import Fees, FeeWithVat, FixedFee, Holder, Money, OnceFee, Placement, Schedule, schedule_payments
from isf_core.model import Charge, FeeFacts, ManagementFee, Once
from isf_core.pay_runs import PaymentHistory, reconcile
from isf_core.values import Period

BEFORE = date(2026, 4, 1)
FIRST = date(2026, 4, 6)
UNTIL = date(2026, 6, 1)


def charged(fee: ManagementFee, **facts: Any) -> Schedule:
    return schedule_payments(mary(contract={"fee": fee, "fee_placement": Placement.ON_TOP}, **facts), until=UNTIL)


def on_top(schedule: Schedule) -> list[str]:
    return [str(each.fee_on_top) for each in schedule]


class SetUp:
    """A council's own fee, once."""

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        return (Once("100", BEFORE),)


ONCE = OnceFee(amount="100", on=BEFORE)


@pytest.mark.parametrize(
    ("fee", "first"),
    [
        (ONCE, "100.00"),
        (Fees(parts=(ONCE, FixedFee(per_week="10"))), "140.00"),
        (FeeWithVat(fee=ONCE, rate="0.2"), "120.00"),
        (SetUp(), "100.00"),
        (OnceFee(amount="100", on=FIRST), "100.00"),
    ],
)
def test_f7_a_fee_once_from_before_the_first_day_is_charged_with_the_first_payment(
    fee: ManagementFee, first: str
) -> None:
    amounts = on_top(charged(fee))
    assert (amounts[0], len(set(amounts[1:]))) == (first, 1)
    assert amounts[1] in ("0.00", "40.00")


def test_f7_it_is_charged_once_whatever_changes_later() -> None:
    changes = (
        varying(date(2026, 4, 20), ("holder", Holder(ref="H-8"))),
        varying(date(2026, 5, 4), ("contract.payment.cycle", MONTHLY)),
    )
    fee = {"contract": {"fee": ONCE, "fee_placement": Placement.ON_TOP}}
    assert schedule_payments(varied(*changes, **fee), until=UNTIL).totals.fee_on_top == Money(100)
    whole = charged(ONCE)
    for cut in (date(2026, 4, 8), date(2026, 5, 4), date(2026, 5, 10)):
        before, after = whole.cut(on=cut)
        assert (before.totals.fee_on_top, after.totals.fee_on_top) == (Money(100), Money(0))


def test_f7_it_accrues_on_the_first_day_and_its_explanation_says_its_date() -> None:
    schedule = charged(ONCE)
    day = Period(first_day=FIRST, last_day=FIRST)
    assert str(schedule.accrued_in(span=day).fee_on_top) == "100"
    assert "fee, once on Wed 1 Apr 2026, with the first payment" in str(schedule[0].explain())
    assert not any(each.pounds for each in schedule.rounding.values())


def test_f7_a_history_without_it_is_owed_it_once() -> None:
    without = mary(contract={"fee": FixedFee(per_week="10"), "fee_placement": Placement.ON_TOP})
    fee = Fees(parts=(ONCE, FixedFee(per_week="10")))
    with_it = mary(contract={"fee": fee, "fee_placement": Placement.ON_TOP})
    history: PaymentHistory = paid_before(without, payments=2)
    found = reconcile(with_it, history, on=date(2026, 7, 20), policy=TO_EFFECT)
    assert [str(each.amount) for each in found.adjustments] == ["100.00"]
