"""What a visit costs that was made, cancelled or missed; hours that are banked."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY
from support.small_account import ONE_DAY, ZERO, fund

from isf_core import PLAIN, Parameters
from isf_core.account.visits import hours_bank, price_visit
from isf_core.errors import IsfError, NotADate, NotExact, NotRecorded, TooLarge
from isf_core.model import Fund, HoursEntry, HoursKind, VisitRecord, VisitState
from isf_core.values import ExactMoney, Money


def notice_of(hours: int | None) -> Parameters:
    """A policy's parameters by which a visit is cancelled free of charge so many hours before."""
    return PLAIN.parameters.replace(cancellation_hours=hours)


def visit(state: VisitState = VisitState.CANCELLED, **facts: Any) -> VisitRecord:
    return VisitRecord(**{"ref": "V", "on": FIRST_DAY, "state": state, "price": "12.50", **facts})


@pytest.mark.parametrize(
    ("state", "notice", "charge"),
    [
        (VisitState.MADE, None, "12.50"),
        (VisitState.PERSON_ABSENT, None, "12.50"),
        (VisitState.WORKER_ABSENT, None, "0"),
        (VisitState.CANCELLED, "0", "12.50"),
        (VisitState.CANCELLED, "23.99", "12.50"),
        (VisitState.CANCELLED, "24", "0"),
        (VisitState.CANCELLED, "24.01", "0"),
    ],
)
@pytest.mark.parametrize("charged", [None, "0", "12.49", "12.50", "12.51"])
def test_what_is_charged_what_stays_and_what_is_paid_back(
    state: VisitState, notice: str | None, charge: str, charged: str | None
) -> None:
    then = price_visit(visit(state, notice_hours=notice, charged=charged), policy=notice_of(24))
    assert then.charge == Money(charge)
    due = Money("12.50") if state is not VisitState.MADE else ZERO
    assert then.stays_in_the_fund == (due if charge == "0" else ZERO)
    assert then.pays_back == (None if charged is None else max(ZERO, Money(charged) - Money(charge)))
    assert then.is_itemised is (state is not VisitState.MADE and charge != "0")
    node = then.explain()
    assert node.money == then.charge
    assert then.because in node.what


def test_no_notice_agreed_is_every_cancelled_visit_in_time() -> None:
    assert price_visit(visit(notice_hours="0"), policy=notice_of(0)).charge == ZERO


def test_a_visit_that_costs_nothing_is_not_itemised() -> None:
    assert not price_visit(visit(VisitState.PERSON_ABSENT, price="0"), policy=PLAIN).is_itemised


@pytest.mark.parametrize(
    ("facts", "agreed", "fields"),
    [
        ({"price": None, "notice_hours": None}, None, ("fund.visits[V].price",)),
        ({"notice_hours": None}, 24, ("fund.visits[V].notice_hours",)),
        ({"notice_hours": "3"}, None, ("policy.cancellation_hours",)),
        ({"notice_hours": None}, None, ("fund.visits[V].notice_hours", "policy.cancellation_hours")),
    ],
)
def test_what_a_cancelled_visit_needs_is_named(
    facts: dict[str, Any], agreed: int | None, fields: tuple[str, ...]
) -> None:
    with pytest.raises(NotRecorded) as error:
        price_visit(visit(**facts), policy=notice_of(agreed))
    assert error.value.fields == fields


@pytest.mark.parametrize("state", [VisitState.MADE, VisitState.PERSON_ABSENT, VisitState.WORKER_ABSENT])
def test_notice_is_not_missed_where_nobody_cancelled(state: VisitState) -> None:
    assert price_visit(visit(state), policy=PLAIN).visit.state is state


@pytest.mark.parametrize(("agreed", "error"), [(-1, TooLarge), (10_001, TooLarge), (True, NotExact), ("24", NotExact)])
def test_what_is_no_number_of_hours_is_refused(agreed: Any, error: type[IsfError]) -> None:
    with pytest.raises(error, match=r"cancellation_hours"):
        price_visit(visit(notice_hours="3"), policy=notice_of(agreed))


def test_what_is_no_visit_is_refused() -> None:
    with pytest.raises(IsfError, match="give a VisitRecord"):
        price_visit(None, policy=notice_of(24))  # type: ignore[arg-type]


@pytest.mark.parametrize("notice", ["-0.01", "10000.01"])
def test_notice_out_of_range_is_refused(notice: str) -> None:
    with pytest.raises(IsfError, match=r"notice_hours: .* is out of range; give a number from 0 to 10,000"):
        visit(notice_hours=notice)
    assert [visit(notice_hours=edge).notice_hours for edge in ("0", "10000")] == [0, 10_000]


@pytest.mark.parametrize("number", ["0", "-1", "10000.01"])
def test_hours_out_of_range_are_refused(number: str) -> None:
    with pytest.raises(IsfError, match=r"HoursEntry\.hours: .* is out of range; give more than 0, up to 10,000"):
        hours(FIRST_DAY, BANKED, number)


# --- hours ------------------------------------------------------------------------------------------

D = tuple(FIRST_DAY + n * ONE_DAY for n in range(6))
BANKED, USED, TURNED = HoursKind


def hours(on: date, kind: HoursKind, number: str, hourly: str | None = None) -> HoursEntry:
    return HoursEntry(on=on, kind=kind, hours=number, hourly=hourly or ("12" if kind is BANKED else None))


FIRST_OUT = (
    hours(D[0], BANKED, "2", "10"),
    hours(D[1], BANKED, "1.5", "14"),
    hours(D[3], USED, "2.5"),
    hours(D[4], TURNED, "1"),
)


@pytest.mark.parametrize(
    ("on", "left", "worth", "turned"),
    [
        (D[0] - ONE_DAY, "0", "0", "0"),
        (D[0], "2", "20", "0"),
        (D[1], "3.5", "41", "0"),
        (D[2], "3.5", "41", "0"),
        (D[3], "1", "14", "0"),  # both first hours and half of one of the second
        (D[4], "0", "0", "14"),
    ],
)
def test_hours_leave_in_the_order_in_which_they_were_banked(on: date, left: str, worth: str, turned: str) -> None:
    bank = hours_bank(fund(hours=FIRST_OUT), on=on)
    assert (bank.hours, bank.worth, bank.turned_into_money) == (Fraction(left), ExactMoney(worth), Money(turned))


def test_what_leaves_goes_at_the_price_at_which_it_was_banked() -> None:
    """3 hours at 20 and 2 at 22; of what 2 turn into, one was banked at 20 and one at 22."""
    kept = (
        hours(D[0], BANKED, "3", "20"),
        hours(D[1], BANKED, "2", "22"),
        hours(D[2], USED, "2"),
        hours(D[3], TURNED, "2"),
    )
    bank = hours_bank(fund(hours=kept), on=D[3])
    assert (bank.hours, bank.worth, bank.turned_into_money) == (Fraction(1), ExactMoney(22), Money(42))
    # What was used is worth what it cost too, so that nothing is made or lost.
    assert hours_bank(fund(hours=kept), on=D[2]).worth == ExactMoney(64)


def test_a_price_stands_with_what_is_banked_and_only_there() -> None:
    with pytest.raises(IsfError, match=r"HoursEntry\.hourly: hours banked without a price; give the price"):
        HoursEntry(on=FIRST_DAY, kind=BANKED, hours=1)
    for kind in (USED, TURNED):
        with pytest.raises(IsfError, match=r"HoursEntry\.hourly: a price with hours that leave; give the price"):
            HoursEntry(on=FIRST_DAY, kind=kind, hours=1, hourly="12")
        assert HoursEntry(on=FIRST_DAY, kind=kind, hours=1).hourly is None
    assert hours_bank(fund(hours=(hours(D[0], BANKED, "1", "0.00"),)), on=D[0]).worth == ExactMoney(0)


def test_hours_used_by_the_whole_lot_leave_the_next_lot_alone() -> None:
    bank = hours_bank(fund(hours=(*FIRST_OUT[:2], hours(D[2], USED, "2"))), on=D[2])
    assert (bank.hours, bank.worth) == (Fraction("1.5"), ExactMoney(21))


def test_what_is_banked_on_a_day_may_leave_on_that_day_however_it_was_recorded() -> None:
    bank = hours_bank(fund(hours=(hours(D[0], USED, "2"), hours(D[0], BANKED, "2"))), on=D[0])
    assert bank.hours == 0


def test_each_sum_that_hours_are_turned_into_is_rounded_half_up() -> None:
    half = hours(D[1], TURNED, "0.5")  # 6.005
    bank = hours_bank(fund(hours=(hours(D[0], BANKED, "2", "12.01"), half, half)), on=D[1])
    assert bank.turned_into_money == Money("12.02")


def test_more_hours_than_are_banked_do_not_leave() -> None:
    exactly = (hours(D[0], BANKED, "2"), hours(D[1], USED, "2"))
    assert hours_bank(fund(hours=exactly), on=D[1]).hours == 0
    with pytest.raises(IsfError, match=r"2\.001 hours leave on 2026-04-07, and fewer are banked"):
        hours_bank(fund(hours=(exactly[0], hours(D[1], USED, "2.001"))), on=D[1])
    assert hours_bank(fund(hours=(exactly[0], hours(D[1], USED, "2.001"))), on=D[0]).hours == 2


def test_hours_that_are_not_recorded_are_not_zero() -> None:
    with pytest.raises(NotRecorded) as error:
        hours_bank(Fund(), on=FIRST_DAY)
    assert error.value.fields == ("fund.hours",)
    assert hours_bank(fund(hours=()), on=FIRST_DAY).hours == 0


def test_what_is_no_fund_or_day_is_refused() -> None:
    with pytest.raises(IsfError, match=r"give a Fund, such as arrangement\.fund"):
        hours_bank(None, on=FIRST_DAY)  # type: ignore[arg-type]
    with pytest.raises(NotADate):
        hours_bank(fund(hours=()), on=None)  # type: ignore[arg-type]


def test_the_bank_is_shown_in_hours_and_pounds() -> None:
    table = hours_bank(fund(hours=FIRST_OUT), on=D[3]).table()
    assert table.records() == [
        {"what": "hours banked", "hours": 1, "hours_exactly": "1", "worth": None, "worth_exactly": None},
        {"what": "worth", "hours": None, "hours_exactly": None, "worth": 14, "worth_exactly": "14"},
        {"what": "turned into money", "hours": None, "hours_exactly": None, "worth": 0, "worth_exactly": "0"},
    ]
