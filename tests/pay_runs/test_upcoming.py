"""What is paid next: recoveries are spread, nothing is below zero, and what is left is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, mary
from support.refusing import refused
from support.time_cases import KNOWN, TO_EFFECT, backdating, paid_before, varied, varying

from isf_core import OPEN_ENDED, PLAIN, Basis, Holder, Money, NotRecorded, Parameters, Rate
from isf_core.errors import ImpossiblePeriod, NotADate
from isf_core.model import HowFarBack, OneOff, OneOffPayment
from isf_core.pay_runs import Decision, NextPayments, PaymentHistory, PaymentMade, next_payments, reconcile

MARY = mary()
YEAR_END = date(2027, 4, 4)


def owing(change: str, payments: int = 4) -> PaymentHistory:
    owed = Decision(amount=Money(change), reason="agreed", decided_by="panel", decided_on=KNOWN)
    return paid_before(MARY, payments).deciding(owed)


def upcoming(history: PaymentHistory, limit: str | None = "0.5", until: date = YEAR_END) -> NextPayments:
    numbers = backdating(HowFarBack.TO_WHEN_IT_TOOK_EFFECT, limit=limit)
    return next_payments(MARY, history, on=KNOWN, until=until, policy=numbers)


@pytest.mark.parametrize("given", [None, "mary", 7, Parameters])
def test_what_is_asked_is_checked_at_once(given: Any) -> None:
    asked: dict[str, Any] = {"on": KNOWN, "until": YEAR_END, "policy": TO_EFFECT}
    refused(lambda: next_payments(given, PaymentHistory(), **asked), "next_payments")
    refused(lambda: next_payments(MARY, given, **asked), "next_payments")
    refused(lambda: next_payments(MARY, PaymentHistory(), **{**asked, "policy": given}), "next_payments")
    refused(lambda: next_payments(MARY, PaymentHistory(), **{**asked, "on": given}), kind=NotADate)
    refused(lambda: next_payments(MARY, PaymentHistory(), **{**asked, "until": given}), "until")
    refused(
        lambda: next_payments(MARY, PaymentHistory(), **{**asked, "until": date(2026, 4, 5)}), kind=ImpossiblePeriod
    )


@pytest.mark.parametrize("limit", ["0", "-0.5", "1.01", "50", 0.5, True, ""])
def test_a_limit_is_a_part_of_one(limit: Any) -> None:
    refused(lambda: TO_EFFECT.replace(recovery_limit=limit), "Parameters.recovery_limit")


def test_what_is_owed_to_the_holder_is_paid_with_the_first_at_once() -> None:
    found = upcoming(owing("400.01"), limit=None)
    assert [str(each.adjusted) for each in found][:2] == ["400.01", "0.00"]
    assert str(found.payments[0].amount) == "737.51"
    assert found.left == Money(0)


@pytest.mark.parametrize(
    ("limit", "change", "taken"),
    [
        ("0.5", "-168.75", ["168.75", "0.00"]),
        ("0.5", "-168.76", ["168.75", "0.01"]),
        ("0.33", "-500", ["111.37", "111.37", "111.37", "111.37", "54.52"]),  # 111.375: the odd half-penny is left
        ("1", "-500", ["337.50", "162.50"]),
        ("0.00001", "-1", ["0.00", "0.00"]),
    ],
)
def test_a_recovery_takes_no_more_than_its_part_rounded_down(limit: str, change: str, taken: list[str]) -> None:
    found = upcoming(owing(change), limit=limit)
    assert [str(-each.adjusted) for each in found][: len(taken)] == taken
    assert all(each.amount >= Money(0) for each in found)
    assert found.left - Money(change) == -Money.total(each.adjusted for each in found)
    assert all(each.explain().value() == each.amount.exact.pounds for each in found)


def test_what_could_not_be_taken_up_is_left() -> None:
    assert str(upcoming(owing("-500"), until=date(2026, 7, 27)).left) == "-331.25"
    nothing = upcoming(owing("7"), until=KNOWN)
    assert (len(nothing), str(nothing.left)) == (0, "7.00")
    assert upcoming(owing("-10000")).left == Money("-10000") + Money("168.75") * 9


def test_a_refund_larger_than_the_next_payment_is_spread_and_remembered() -> None:
    history = owing("-500")
    for taken, left in (("-168.75", "-331.25"), ("-168.75", "-162.50"), ("-162.50", "0.00"), ("0.00", "0.00")):
        first = upcoming(history).payments[0]
        assert str(first.adjusted) == taken
        history = history.paying(PaymentMade.of(first.payment, first.payment.due, first.adjusted))
        assert str(history.outstanding) == left
    assert [str(made.amount) for made in history.payments][4:] == ["168.75", "168.75", "175.00", "337.50"]


def test_the_limit_is_asked_for_only_where_something_is_to_be_recovered() -> None:
    with pytest.raises(NotRecorded) as caught:
        upcoming(owing("-0.01"), limit=None)
    assert caught.value.fields == ("policy.recovery_limit",)
    assert upcoming(owing("0"), limit=None).left == Money(0)


def test_a_payment_of_zero_takes_nothing() -> None:
    free = varied(varying(date(2026, 7, 27), ("budget.actual", Rate.weekly(0))))
    found = next_payments(free, owing("-10"), on=KNOWN, until=date(2026, 9, 20), policy=TO_EFFECT)
    assert [str(each.amount) for each in found] == ["0.00", "0.00"]
    assert str(found.left) == "-10.00"


def test_it_begins_after_what_was_paid_or_with_the_first() -> None:
    assert [each.payment.number for each in upcoming(PaymentHistory(), until=date(2026, 6, 1))] == [1, 2, 3]
    assert [each.payment.number for each in upcoming(paid_before(MARY, 2), until=date(2026, 6, 1))] == [3]


def test_it_shows_the_adjustment_apart() -> None:
    found = upcoming(owing("-10"), until=date(2026, 8, 24))
    assert [*found.records()[0]] == ["first_day", "last_day", "due", "regular", "adjusted", "amount"]
    assert [str(each["amount"]) for each in found.records()] == ["327.50", "337.50"]
    assert "-10.00" in str(found)
    assert "<table>" in found._repr_html_()
    assert str(found.payments[0].explain()).startswith("to be paid: 327.50")


def test_what_no_reconciliation_has_raised_is_in_no_payment_and_is_said() -> None:
    rise = varied(varying(date(2026, 6, 29), ("budget.actual", Rate.weekly("90")), known_from=KNOWN))
    history = paid_before(rise)
    for until in (date(2026, 4, 6), date(2026, 8, 1)):  # before the last that was paid, or after it
        upcoming = next_payments(rise, history, on=KNOWN, until=until, policy=TO_EFFECT)
        assert (upcoming.unraised, {each.adjusted for each in upcoming} <= {Money(0)}) == (Money("22.50"), True)
    raised = reconcile(rise, history, on=KNOWN, policy=TO_EFFECT).history
    after = next_payments(rise, raised, on=KNOWN, until=date(2026, 8, 1), policy=TO_EFFECT)
    assert (after.unraised, after.payments[0].adjusted) == (Money(0), Money("22.50"))
    new = next_payments(rise, PaymentHistory(), on=KNOWN, until=date(2026, 8, 1), policy=TO_EFFECT)
    assert new.unraised == Money(0)


@pytest.mark.parametrize(("until", "goes_on"), [(date(2026, 9, 19), True), (date(2026, 9, 20), False)])
def test_payments_go_on_until_the_last_day_of_all_whatever_changes_before_it(until: date, goes_on: bool) -> None:
    rise = varying(date(2026, 5, 4), ("contract.payment.basis", Basis.NET), ("budget.contribution", Rate.weekly(5)))
    moved = varying(date(2026, 6, 1), ("holder", Holder(ref="H-9")))
    arrangement = varied(rise, moved, contract={"last_day": date(2026, 9, 20)})
    assert next_payments(arrangement, PaymentHistory(), on=KNOWN, until=until, policy=TO_EFFECT).goes_on is goes_on
    for_ever = varied(rise, moved)
    assert next_payments(for_ever, PaymentHistory(), on=KNOWN, until=until, policy=TO_EFFECT).goes_on


def test_next_payments_asks_for_a_last_day_whether_or_not_the_contract_has_one() -> None:
    for last_day in (OPEN_ENDED, date(2027, 4, 4)):
        arrangement = mary(contract={"last_day": last_day})
        with pytest.raises(NotADate, match="until"):
            next_payments(arrangement, PaymentHistory(), on=FIRST_DAY, until=None, policy=PLAIN)  # type: ignore[arg-type]


def test_a_one_off_sum_stays_due_whatever_was_corrected_in_a_period_of_its_day() -> None:
    """The fund ends on 1 June, which is a period of its own and was paid with too little; 150.00 are due that day."""
    rise = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly(90)), known_from=date(2026, 5, 20))
    moving = varied(
        rise,
        payment={"one_offs": OneOffPayment.ON_ITS_DATE, "due_days": -28},
        budget={"one_offs": (OneOff(on=date(2026, 6, 1), amount="150", what="moving out"),)},
        contract={"last_day": date(2026, 6, 1)},
    )
    on = date(2026, 5, 20)
    paid = paid_before(moving, 3)
    raised = reconcile(moving, paid, on=on, policy=TO_EFFECT).history
    assert [str(each.amount) for each in raised.raised] == ["22.50", "0.81"]
    for history, adjusted in ((paid, "0.00"), (raised, "23.31")):
        (last,) = next_payments(moving, history, on=on, until=date(2026, 6, 1), policy=TO_EFFECT)
        assert (str(last.payment.amount), str(last.adjusted)) == ("150.00", adjusted)
    assert (
        next_payments(moving, raised.paying(last.made(on)), on=on, until=date(2026, 6, 1), policy=TO_EFFECT).payments
        == ()
    )
