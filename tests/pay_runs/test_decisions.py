"""Decisions about money stand: no reconciliation undoes them, and the next payments take them up (F4, PAY-15)."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, mary
from support.refusing import refused
from support.time_cases import KNOWN, TO_EFFECT, backdating, paid_before, varied, varying

from isf_core import Money, Period, Rate
from isf_core.model import HowFarBack
from isf_core.pay_runs import Adjustment, Decision, PaymentHistory, next_payments, reconcile

ON = date(2026, 5, 21)
PERIOD = Period(first_day=FIRST_DAY, last_day=date(2026, 5, 3))
UNTIL = date(2026, 9, 20)


def decided(amount: str, reason: str = "agreed") -> Decision:
    return Decision(amount=Money(amount), reason=reason, decided_by="panel", decided_on=date(2026, 5, 20))


def taken_up(history: PaymentHistory) -> list[str]:
    upcoming = next_payments(mary(), history, on=ON, until=UNTIL, policy=TO_EFFECT)
    return [str(each.adjusted) for each in upcoming if each.adjusted]


# What is refused


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("reason", None),
        ("reason", ""),
        ("reason", " "),
        ("decided_by", None),
        ("decided_by", ""),
        ("decided_on", None),
        ("decided_on", datetime(2026, 5, 20)),  # noqa: DTZ001  # a moment is no day
        ("amount", None),
        ("amount", 5.5),
        ("amount", "1.005"),
        ("ref", ""),
    ],
)
def test_a_decision_without_a_reason_or_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: decided("-500").replace(**{field: wrong}), f"Decision.{field}")


def test_f4_an_adjustment_made_by_hand_is_refused_and_told_of_decisions() -> None:
    by_hand = Adjustment(period=PERIOD, component="budget", change=Money("-500"), raised_on=ON, reason="unspent")
    paid = paid_before(mary(), 2)
    for take in (
        lambda: paid.raising(by_hand),
        lambda: PaymentHistory(raised=(by_hand,)),
        lambda: paid.replace(raised=(by_hand,)),
    ):
        refused(take, "PaymentHistory.raised[0]: an adjustment made by hand", "record a Decision")
    refused(lambda: paid.deciding(by_hand), "PaymentHistory.decisions[0]")  # type: ignore[arg-type]


def test_f4_what_reconcile_found_is_known_by_its_mark_wherever_it_was_kept() -> None:
    rise = varied(varying(date(2026, 5, 4), ("budget.actual", Rate.weekly(90)), known_from=KNOWN))
    found = reconcile(rise, paid_before(rise, 3), on=KNOWN, policy=TO_EFFECT)
    (one, other) = found.adjustments
    assert not one.is_by_hand
    assert pickle.loads(pickle.dumps(found.history)) == found.history  # its own bytes
    stored = {name: getattr(one, name) for name in ("period", "component", "change", "raised_on", "reason", "mark")}
    assert paid_before(rise, 3).raising(Adjustment(**stored), other) == found.history
    assert not one.replace(reason="a rise, in other words").is_by_hand
    for change in (
        {"change": Money("22.51")},
        {"component": "contribution"},
        {"raised_on": ON},
        {"period": PERIOD},
        {"mark": None},
        {"mark": other.mark},
    ):
        refused(lambda change=change: PaymentHistory().raising(other, one.replace(**change)), "raised[1]")  # type: ignore[misc]


def test_f4_what_the_policy_withholds_is_not_raised_but_decided() -> None:
    rise = varied(varying(date(2026, 5, 4), ("budget.actual", Rate.weekly(90)), known_from=KNOWN))
    found = reconcile(rise, paid_before(rise, 3), on=KNOWN, policy=backdating(HowFarBack.NEVER))
    refused(lambda: found.history.raising(*found.withheld), "record a Decision")
    history = found.history.deciding(decided(str(found.amount_withheld), "a fair remedy"))
    again = reconcile(rise, history, on=KNOWN, policy=backdating(HowFarBack.NEVER))
    assert (again.adjustments, str(again.history.outstanding)) == ((), "45.00")


# What stands


@pytest.mark.parametrize("how_far", [HowFarBack.NEVER, HowFarBack.TO_WHEN_IT_TOOK_EFFECT])
def test_f4_no_reconciliation_undoes_an_agreed_recovery(how_far: HowFarBack) -> None:
    history = paid_before(mary(), 2).deciding(decided("-500", "unspent"))
    found = reconcile(mary(), history, on=ON, policy=backdating(how_far))
    assert (found.adjustments, found.history) == ((), history)
    assert str(found.history.outstanding) == "-500.00"


def test_the_first_kind_an_overpayment_is_written_off() -> None:
    twice = paid_before(mary(), 2)
    twice = twice.paying(twice.payments[1].replace(ref="again"))
    found = reconcile(mary(), twice, on=ON, policy=TO_EFFECT)
    assert str(found.history.outstanding) == "-337.50"
    for history in (found.history.deciding(decided("337.50")), twice.deciding(decided("337.50"))):
        again = reconcile(mary(), history, on=ON, policy=TO_EFFECT)
        assert again.history.outstanding == Money(0)
        assert reconcile(mary(), again.history, on=ON, policy=TO_EFFECT).adjustments == ()
        assert taken_up(again.history) == []


def test_the_second_kind_goodwill_goes_with_the_next_payment() -> None:
    assert taken_up(paid_before(mary(), 2).deciding(decided("100"))) == ["100.00"]


def test_the_third_kind_an_agreed_recovery_is_spread() -> None:
    assert taken_up(paid_before(mary(), 2).deciding(decided("-500"))) == ["-168.75", "-168.75", "-162.50"]


def test_the_fourth_kind_a_settlement_changes_what_is_taken_back() -> None:
    twice = paid_before(mary(), 2)
    twice = twice.paying(twice.payments[1].replace(ref="again"))
    found = reconcile(mary(), twice, on=ON, policy=TO_EFFECT)
    agreed = found.history.deciding(decided("137.50", "agreed at 200.00"), decided("-50", "a penalty"))
    assert str(agreed.outstanding) == "-250.00"
    assert taken_up(agreed) == ["-168.75", "-81.25"]


def test_due_and_decided_is_paid_and_outstanding_while_a_recovery_is_taken() -> None:
    history = paid_before(mary(), 2).deciding(decided("-500"), decided("100"))
    assert str(history.decided) == "-400.00"
    for payments in (3, 4, 5):
        upcoming = next_payments(mary(), history, on=ON, until=UNTIL, policy=TO_EFFECT)
        history = history.paying(upcoming.payments[0].made(upcoming.payments[0].payment.due))
        found = reconcile(mary(), history, on=ON, policy=TO_EFFECT)
        assert found.adjustments == ()
        assert Money("337.50") * payments + history.decided == history.amount + history.outstanding
    assert history.outstanding == Money(0)


def test_a_decision_says_who_took_it_when_and_why() -> None:
    assert str(decided("-500", "unspent").explain()).startswith(
        "decided by panel on 20 May 2026: unspent: -500.00 [Finance practice"
    )
    assert decided("-500").explain().value() == -500


# Once, and from its day on


def test_x10_a_decision_that_is_recorded_twice_is_refused() -> None:
    goodwill = decided("100")
    refused(
        lambda: PaymentHistory().deciding(goodwill).deciding(goodwill),
        "PaymentHistory.decisions[1]: the same decision as decisions[0]; record it once",
    )
    one = goodwill.replace(ref="D1")
    refused(lambda: PaymentHistory(decisions=(one, one.replace(amount="5"))), "PaymentHistory.decisions[1]")
    assert str(PaymentHistory().deciding(one, one.replace(ref="D2"), goodwill).decided) == "300.00"


@pytest.mark.parametrize(
    ("decided_on", "adjusted"), [(ON, "100.00"), (date(2026, 5, 22), "0.00"), (date(2027, 1, 1), "0.00")]
)
def test_x10_a_decision_counts_from_the_day_on_which_it_is_taken(decided_on: date, adjusted: str) -> None:
    history = paid_before(mary(), 2).deciding(decided("100").replace(decided_on=decided_on))
    first, *_ = next_payments(mary(), history, on=ON, until=UNTIL, policy=TO_EFFECT)
    assert str(first.adjusted) == adjusted
    found = reconcile(mary(), history, on=ON, policy=TO_EFFECT)
    assert (found.adjustments, found.history) == ((), history), "no record is lost"


def test_x10_what_a_later_payment_took_up_is_not_taken_back_when_one_looks_back() -> None:
    history = paid_before(mary(), 2).deciding(decided("100").replace(decided_on=date(2026, 6, 1)))
    first, *_ = next_payments(mary(), history, on=date(2026, 6, 1), until=UNTIL, policy=TO_EFFECT)
    paid = history.paying(first.made(date(2026, 6, 2)))
    assert taken_up(paid) == []
