"""The schedules agree with the slow oracle, and the oracle with what was worked out by hand.

ISF_ORACLE_CASES=100000 asks about so many arrangements instead of 1,000.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from support.arrangements import GOLDEN, arrangement

from isf_core.model.budget import OneOff
from isf_core.model.fees import FeeBase, FixedFee, ManagementFee, NoFee, PercentageFee
from isf_core.model.parameters import Parameters
from isf_core.model.payment_terms import Basis, Convention, OneOffPayment, Placement, Timing
from isf_core.schedule.build import Schedule, build_schedule
from isf_core.schedule.charges import charges_for
from isf_core.schedule.resolve import resolve_terms
from isf_core.values.money import Money
from isf_core.values.pay_cycle import Frequency, PayCycle
from isf_core.values.rates import Rate
from isf_core.values.timeline import Timeline
from isf_core.values.working_days import Move
from oracle.arrangements import BUILT_IN, Case, arrange
from oracle.charges_oracle import ChargesOracle
from oracle.oracle import COMPONENTS, ONE_DAY, Oracle, Row

CASES = int(os.environ.get("ISF_ORACLE_CASES", "1000"))
AT_ONCE = 100


def differences(case: Case, told: Sequence[Row], shown: Sequence[Sequence[object]]) -> str:
    """What is not the same, for whoever reads a failure; nothing where all is well."""
    said = [f"the oracle has {len(told)} payments, the schedule {len(shown)}"] if len(told) != len(shown) else []
    for right, is_ in zip(told, shown, strict=False):
        said += [
            f"{right.first_day} to {right.last_day}, {name}: the oracle says {ours}, the schedule {theirs}"
            for name, ours, theirs in zip(Row._fields, right, is_, strict=True)
            if ours != theirs
        ]
    return "\n".join([*said[:10], str(case)]) if said else ""


def schedule_of(case: Case) -> Schedule:
    return build_schedule(resolve_terms(case.arrangement, policy=case.parameters), until=case.until)


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_every_column_of_every_line_is_what_the_oracle_says(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, CASES)):
        case = arrange(seed)
        told = Oracle(case.arrangement, case.parameters).tell(case.until)
        schedule = schedule_of(case)
        wrong = differences(case, told.rows, schedule.lines)
        if wrong:
            pytest.fail(wrong, pytrace=False)
        accrual = schedule.accrued_in(span=schedule.span)
        for name, exact in zip(COMPONENTS, told.exact, strict=True):
            assert getattr(accrual, name).pounds == exact / 100, f"{name} accrued\n{case}"
        for payment in schedule[:6] if told.limited else ():
            for name in (*COMPONENTS, "amount"):
                why, pence = payment.explain(name), getattr(payment, name).pence
                assert why.value() * 100 == pence, f"{name} of {payment} is not {why}\n{case}"


@pytest.mark.parametrize("first", range(0, CASES // 10, AT_ONCE))
def test_a_cut_schedule_is_what_the_oracle_says_of_a_cut_one(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, CASES // 10)):
        case = arrange(seed)
        whole = schedule_of(case)
        days = (whole.span.last_day - whole.span.first_day).days
        if not days:
            continue
        on = whole.span.first_day + timedelta(days=1 + seed % days)
        told = Oracle(case.arrangement, case.parameters).tell(whole.span.last_day, cuts=[on])
        # The span ends with a whole period, in which further sums of their own may lie.
        kept = [row for row in told.rows if row.alone < 0 or case.until is None or row.first_day <= case.until]
        before, after = whole.cut(on=on)
        wrong = differences(case, kept, [*before.lines, *after.lines])
        if wrong:
            pytest.fail(f"cut on {on}: {wrong}", pytrace=False)


@pytest.mark.parametrize("first", range(0, CASES // 4, AT_ONCE))
def test_what_the_person_is_charged_is_what_the_oracle_says(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, CASES // 4)):
        case = arrange(seed)
        told = ChargesOracle(case.arrangement, case.parameters).tell(case.until)
        charges = charges_for(case.arrangement, policy=case.parameters, until=case.until)
        shown = [(row.first_day, row.last_day, row.amount.pence) for row in charges]
        assert shown == [tuple(row) for row in told], str(case)
        for row in charges[:4]:
            assert row.explain().value() * 100 == row.amount.pence, f"{row}\n{case}"
        for row in charges:
            assert row.assessed - row.not_charged - row.let_go == row.amount
            assert min(row.not_charged, row.let_go, row.by_holder, row.by_funder) >= Money(0), f"{row}\n{case}"


def test_a_seed_makes_the_same_arrangement_again_and_each_another() -> None:
    assert [str(arrange(seed)) for seed in range(50)] == [str(arrange(seed)) for seed in range(50)]
    assert len({str(arrange(seed).arrangement) for seed in range(50)}) == 50


# What follows was worked out by hand, and tests the oracle itself (see tests/golden for the library).

APRIL = date(2026, 4, 6)
FOUR_WEEKLY = PayCycle(Frequency.FOUR_WEEKLY, APRIL)
MONTHLY = PayCycle(Frequency.MONTHLY, date(2026, 4, 1))
MARY = Rate.weekly("84.375")


def mary(
    rate: Rate | Timeline[Rate] = MARY,
    contribution: str = "0",
    *,
    basis: Basis | Timeline[Basis] = Basis.NET,
    first_day: date = APRIL,
    cycle: PayCycle = FOUR_WEEKLY,
    timing: Timing = Timing.IN_ADVANCE,
    move: Move = Move.FORWARD,
    convention: Convention = Convention.EACH_PAYMENT,
    fee: ManagementFee | None = None,
    placement: Placement = Placement.INSIDE,
    one_offs: tuple[OneOff, ...] = (),
    one_off_payment: OneOffPayment = OneOffPayment.WITH_PERIOD,
    payments: int = 13,
) -> list[Row]:
    """So many payments to Mary."""
    made = arrangement(
        GOLDEN,
        budget={"actual": rate, "contribution": Rate.weekly(contribution), "one_offs": one_offs},
        contract={"first_day": first_day, "fee": fee or NoFee(), "fee_placement": placement},
        payment={
            "cycle": cycle,
            "timing": timing,
            "basis": basis,
            "due_days": 0,
            "move": move,
            "convention": convention,
            "one_offs": one_off_payment,
            "weeks_in_year": Fraction(52),
            "working_days": BUILT_IN,
        },
    )
    rows: list[Row] = []
    until = first_day
    while sum(row.alone < 0 for row in rows) < payments:
        rows = Oracle(made, Parameters(name="none")).tell(until).rows
        until = rows[-1].last_day + ONE_DAY
    return rows


def amounts(rows: list[Row]) -> list[int]:
    return [row.amount for row in rows]


def test_g01_thirteen_payments_are_the_year() -> None:
    assert amounts(mary()) == [33_750] * 13
    assert sum(amounts(mary())) == 438_750
    assert amounts(mary(Rate.annual("4387.50"))) == [33_750] * 13


def test_g02_the_contribution_comes_off() -> None:
    assert amounts(mary(contribution="20")) == [25_750] * 13


def test_g03_due_dates_move_back_and_forward() -> None:
    back = [row.due for row in mary(contribution="20", move=Move.BACK, payments=6)]
    assert back == [
        date(2026, 4, 2),
        date(2026, 5, 1),
        date(2026, 6, 1),
        date(2026, 6, 29),
        date(2026, 7, 27),
        date(2026, 8, 24),
    ]
    assert [row.due for row in mary(payments=3)] == [date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 1)]
    assert [row.unmoved_due for row in mary(payments=2)] == [APRIL, date(2026, 5, 4)]


@pytest.mark.parametrize(
    ("first_day", "budget", "contribution", "amount"),
    [(date(2026, 4, 15), 22_902, 5_429, 17_473), (date(2026, 4, 16), 21_696, 5_143, 16_553)],
    ids=["G04", "G04b"],
)
def test_g04_a_part_period_rounds_its_components(first_day: date, budget: int, contribution: int, amount: int) -> None:
    first, second = mary(contribution="20", first_day=first_day, payments=2)
    assert (first.budget, first.contribution, first.amount) == (budget, contribution, amount)
    assert (first.due, second.amount) == (first_day, 25_750)


def test_g05_a_change_inside_a_period_is_rounded_once() -> None:
    rows = mary(Timeline(MARY, (date(2026, 10, 1), Rate.weekly("90"))))
    assert amounts(rows) == [33_750] * 6 + [35_196] + [36_000] * 6


def test_g06_a_fixed_fee_on_top_and_inside() -> None:
    on_top = mary(fee=FixedFee(per_week="10"), placement=Placement.ON_TOP, payments=1)[0]
    inside = mary(fee=FixedFee(per_week="10"), payments=1)[0]
    assert (on_top.amount, on_top.fee_on_top, on_top.fee) == (37_750, 4_000, 0)
    assert (inside.amount, inside.fee_on_top, inside.fee) == (33_750, 0, 4_000)


def test_g07_five_percent_of_the_gross_budget() -> None:
    fee = PercentageFee(percent="5", base=FeeBase.GROSS)
    assert [row.fee for row in mary(fee=fee)] == [1_688] * 13
    running = [row.fee for row in mary(fee=fee, convention=Convention.RUNNING_TOTAL)]
    assert (running[:3], sum(running)) == ([1_688, 1_687, 1_688], 21_938)
    stub = mary(fee=fee, first_day=date(2026, 4, 21), payments=1)[0]
    assert ((stub.last_day - stub.first_day).days + 1, stub.fee) == (13, 783), "on the rounded base it would be 7.84"


def test_g08_five_percent_of_the_net_payment() -> None:
    fee = PercentageFee(percent="5", base=FeeBase.NET)
    assert [row.fee for row in mary(contribution="20", fee=fee)] == [1_288] * 13
    running = [row.fee for row in mary(contribution="20", fee=fee, convention=Convention.RUNNING_TOTAL)]
    assert (running[:2], sum(running)) == ([1_288, 1_287], 16_738)


def test_g09_a_weekly_rate_by_calendar_month() -> None:
    rows = mary(cycle=MONTHLY, first_day=MONTHLY.anchor, payments=12)
    by_length = {(row.last_day - row.first_day).days + 1: row.amount for row in rows}
    assert (by_length, sum(amounts(rows))) == ({30: 36_161, 31: 37_366, 28: 33_750}, 439_956)
    running = mary(cycle=MONTHLY, first_day=MONTHLY.anchor, payments=12, convention=Convention.RUNNING_TOTAL)
    assert (running[5].amount, sum(amounts(running))) == (36_160, 439_955)


def test_g10_instalments_of_a_yearly_sum_always_run() -> None:
    rows = mary(Rate.annual("4387.50"), cycle=MONTHLY, first_day=MONTHLY.anchor, payments=12)
    assert amounts(rows) == [36_563, 36_562] * 6
    stub = mary(Rate.annual("4387.50"), cycle=MONTHLY, first_day=date(2026, 4, 15), payments=1)[0]
    assert stub.amount == 19_500, "G10b: sixteen of thirty days"


def test_g17_a_contribution_above_the_budget_takes_all_of_it() -> None:
    row = mary(contribution="90", payments=1)[0]
    assert (row.budget, row.contribution, row.amount) == (33_750, 33_750, 0)


def test_g27_in_arrears_on_the_day_after_the_last() -> None:
    assert [row.due for row in mary(timing=Timing.IN_ARREARS, payments=2)] == [date(2026, 5, 5), date(2026, 6, 1)]


def test_g28_net_becomes_gross() -> None:
    basis = Timeline(Basis.NET, (date(2026, 5, 4), Basis.GROSS))
    rows = mary(contribution="20", basis=basis, payments=3)
    assert amounts(rows) == [25_750, 33_750, 33_750]
    assert [row.contribution for row in rows] == [8_000, 0, 0]


def test_g29_a_one_off_with_the_period_or_on_its_own() -> None:
    rails = (OneOff(on=date(2026, 5, 20), amount=Money("120.00"), what="grab rails"),)
    assert amounts(mary(one_offs=rails, payments=3)) == [33_750, 45_750, 33_750]
    rows = mary(one_offs=rails, one_off_payment=OneOffPayment.ON_ITS_DATE, payments=3)
    assert amounts(rows) == [33_750, 33_750, 12_000, 33_750]
    own = rows[2]
    assert (own.first_day, own.last_day, own.due, own.alone) == (*[date(2026, 5, 20)] * 3, 0)
