"""The surplus on a day: what is not yet to spare, the cap by amount and by age, what may be recovered."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.account import lived
from support.arrangements import FIRST_DAY, MONTHLY, mary
from support.by_day import aged_balance, receipts_in_advance
from support.endings import ending
from support.small_account import (
    HALF,
    NUMBERS,
    ONE_DAY,
    P1,
    P2,
    P3,
    PLAN,
    ZERO,
    entry,
    fund,
    paid,
    small,
    spent,
)

from isf_core import PLAIN, FixedFee, Placement, SuspensionRule
from isf_core.account.statement import statement_for
from isf_core.account.surplus import surplus_on
from isf_core.errors import IsfError, NotRecorded
from isf_core.model import (
    NOT_STATED,
    Arrangement,
    Basis,
    CarryForward,
    Change,
    Clause,
    Clauses,
    Commitment,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    InHouse,
    NoFee,
    OneOff,
    PayDates,
    PaymentLevel,
    RecoveryScope,
    SpendingBasis,
    SurplusBase,
    SurplusRule,
    Suspension,
    Timing,
    Variation,
    WeeksOfBudget,
    with_value,
)
from isf_core.model.field_paths import put
from isf_core.policies.lancashire import LANCASHIRE_POLICY
from isf_core.values import Frequency, Money, PayCycle, Period, Rate, Timeline

WEEK = timedelta(days=7)
KEPT = entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 300)
"""What is to spare from the first day on."""


def held(*entries: Entry, on: date, **changes: Any) -> Money:
    return surplus_on(small(*entries, **changes), on=on, policy=NUMBERS).amount


def carried(ref: str = "trip", amount: str = "50", **facts: Any) -> CarryForward:
    days = {"first_day": P2.first_day, "last_day": P2.last_day}
    return CarryForward(**{"ref": ref, "amount": amount, "outcome": "out", **days, **facts})


# --- money for a period that is still running -------------------------------------------------


@pytest.mark.parametrize(
    ("on", "running"),
    [
        (P1.first_day - 2 * ONE_DAY, "0"),  # not yet there
        (P1.first_day - ONE_DAY, "400"),  # due moved back before the first day: for days that are yet to come
        (P1.first_day, "400"),
        (P1.first_day + ONE_DAY, "300"),  # 100 spent on the second day
        (P1.last_day - ONE_DAY, "300"),
        (P1.last_day, "0"),  # the period has ended
        (P2.first_day, "0"),
    ],
)
def test_a_payment_in_advance_is_no_surplus_until_its_period_has_ended(on: date, running: str) -> None:
    entries = (
        paid("F", P1.first_day - ONE_DAY, period=P1),
        spent("S", P1.first_day + ONE_DAY, 100),
    )
    assert receipts_in_advance(fund(*entries), on=on) == Money(running)
    balance = surplus_on(small(*entries), on=on, policy=NUMBERS).balance
    assert held(*entries, on=on) == balance - Money(running)


def test_the_next_period_already_paid_is_kept_whole_beside_the_running_one() -> None:
    account = fund(
        paid("F-1", P1.first_day, period=P1),
        paid("F-2", P1.last_day, period=P2),
        spent("S", P1.first_day, 150),
    )
    assert receipts_in_advance(account, on=P1.last_day - ONE_DAY) == Money(250)
    assert receipts_in_advance(account, on=P1.last_day) == Money(400)
    # What was spent before it began is not taken from it.
    assert receipts_in_advance(account, on=P2.first_day) == Money(400)


def test_more_spent_than_came_in_for_the_period_is_taken_from_what_was_to_spare() -> None:
    entries = (KEPT, paid("F", P1.first_day, period=P1), spent("S", P1.first_day, 450))
    assert receipts_in_advance(fund(*entries), on=P1.first_day) == ZERO
    assert held(*entries, on=P1.first_day) == Money(250)


def test_a_contribution_and_two_funders_are_one_sum_for_the_period() -> None:
    account = fund(
        paid("council", P1.first_day, 200, period=P1, party="council"),
        paid("nhs", P1.first_day, 120, period=P1, party="nhs"),
        entry("K", P1.first_day, EntryKind.CONTRIBUTION, 80, period=P1),
        spent("S", P1.first_day, 10),
    )
    assert receipts_in_advance(account, on=P1.first_day) == Money(390)


def test_running_periods_that_overlap_are_spent_from_the_first_day_of_the_earlier() -> None:
    month = Period(first_day=date(2026, 4, 1), last_day=date(2026, 4, 30))
    account = fund(
        entry("K", date(2026, 4, 1), EntryKind.CONTRIBUTION, 80, period=month),
        spent("S", date(2026, 4, 2), 30),
        paid("F", P1.first_day, period=P1),
    )
    assert receipts_in_advance(account, on=P1.first_day) == Money(450)
    assert receipts_in_advance(account, on=date(2026, 4, 29)) == Money(450)
    assert receipts_in_advance(account, on=date(2026, 4, 30)) == Money(400)


APRIL = Period(first_day=date(2026, 4, 1), last_day=date(2026, 4, 30))
MAY = Period(first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
YEAR = Period(first_day=FIRST_DAY, last_day=date(2027, 4, 5))
P4 = Period(first_day=P3.day_after, last_day=P3.last_day + 4 * WEEK)


def hers(ref: str, on: date, period: Period) -> Entry:
    """80 of her contribution, by the calendar month."""
    return entry(ref, on, EntryKind.CONTRIBUTION, 80, period=period)


@pytest.mark.parametrize(
    ("on", "running", "to_spare"),
    [
        (date(2026, 4, 30), 320, 80),  # April is over, the four weeks are not
        (date(2026, 5, 1), 400, 80),
        (date(2026, 5, 2), 400, 80),
        (date(2026, 5, 3), 0, 80),  # 400 spent, of which May bears what the four weeks do not
        (date(2026, 5, 4), 320, 80),  # the second four weeks begin after it was spent
        (date(2026, 5, 31), 0, 400),
    ],
)
def test_a_payment_by_four_weeks_and_a_contribution_by_months_each_bear_what_was_spent_in_their_days(
    on: date, running: int, to_spare: int
) -> None:
    entries = (
        paid("F-1", P1.first_day, 320, period=P1),
        hers("K-1", P1.first_day, Period(first_day=P1.first_day, last_day=APRIL.last_day)),
        hers("K-2", MAY.first_day, MAY),
        spent("S", P1.last_day, 400),
        paid("F-2", P2.first_day, 320, period=P2),
    )
    assert receipts_in_advance(fund(*entries), on=on) == Money(running)
    assert held(*entries, on=on) == Money(to_spare)


def test_a_small_sum_for_a_year_does_not_let_what_was_spent_since_take_the_payment_beside_it() -> None:
    """52 for the year came with the first of four payments; 400 was spent in each of three periods."""
    entries = (
        paid("year", P1.first_day, 52, period=YEAR),
        *(paid(f"F-{n}", each.first_day, period=each) for n, each in enumerate((P1, P2, P3, P4))),
        *(spent(f"S-{n}", each.last_day, 400) for n, each in enumerate((P1, P2, P3))),
    )
    assert receipts_in_advance(fund(*entries), on=P4.first_day) == Money(452), (
        "each period's spending was its own money's"
    )
    assert held(*entries, on=P4.first_day) == Money(0)
    more = spent("S-4", P4.first_day, 100)
    assert receipts_in_advance(fund(*entries, more), on=P4.first_day) == Money(352)


@pytest.mark.parametrize(
    ("on", "amount", "running"),
    [
        (P2.first_day - ONE_DAY, 500, 400),  # not begun: nothing is taken from it
        (P2.first_day, 100, 380),  # May, which ends with it but began before, bears 80 of it
        (P2.first_day, 80, 400),
        (P2.first_day, 479, 1),
        (P2.first_day, 480, 0),
        (P2.first_day, 481, 0),
    ],
)
def test_what_is_spent_is_taken_only_from_what_has_begun_the_first_to_end_before_the_others(
    on: date, amount: int, running: int
) -> None:
    account = fund(hers("K", MAY.first_day, MAY), paid("F", P2.first_day, period=P2), spent("S", on, amount))
    assert receipts_in_advance(account, on=P2.first_day) == Money(running)


def test_a_payment_without_a_period_is_for_days_that_are_gone() -> None:
    assert receipts_in_advance(fund(paid("F", P1.first_day)), on=P1.first_day) == ZERO


def test_a_corrected_payment_is_corrected_for_its_own_period() -> None:
    account = fund(
        paid("F-1", P1.first_day, period=P1),
        paid("F-2", P1.first_day, 50, period=P2),
        paid("F-1x", P1.first_day + ONE_DAY, 100, corrects="F-1"),
        paid("F-2x", P1.first_day + 2 * ONE_DAY, 50, corrects="F-2"),
    )
    days = (P1.first_day, P1.first_day + ONE_DAY, P1.first_day + 2 * ONE_DAY)
    assert [receipts_in_advance(account, on=on) for on in days] == [Money(450), Money(350), Money(300)]


def test_what_was_charged_in_error_before_the_period_is_to_spare_once_corrected() -> None:
    entries = (
        paid("F-1", P1.first_day, period=P1),
        spent("S-1", P1.last_day, 400),
        paid("F-2", P2.first_day, period=P2),
        spent("S-2", P2.first_day, 100),
        spent("S-1x", P2.first_day + ONE_DAY, 30, corrects="S-1"),
    )
    assert receipts_in_advance(fund(*entries), on=P2.first_day + ONE_DAY) == Money(300)
    assert held(*entries, on=P2.first_day) == ZERO
    assert held(*entries, on=P2.first_day + ONE_DAY) == Money(30)


def test_what_was_charged_in_error_in_the_period_goes_back_to_it() -> None:
    account = fund(
        paid("F", P1.first_day, period=P1),
        spent("S", P1.first_day, 100),
        spent("Sx", P1.first_day + ONE_DAY, 30, corrects="S"),
    )
    assert [receipts_in_advance(account, on=P1.first_day + n * ONE_DAY) for n in (0, 1)] == [Money(300), Money(330)]


@pytest.mark.parametrize(
    "taken",
    [
        {"kind": EntryKind.SURPLUS_RECOVERED},
        {"kind": EntryKind.SAVING_SHARED},
        {"kind": EntryKind.ONE_OFF, "use": SpendingBasis.SURPLUS},
    ],
    ids=lambda facts: facts["kind"].name,
)
def test_what_is_taken_from_the_surplus_is_not_taken_from_the_running_period(taken: dict[str, Any]) -> None:
    entries = (
        KEPT,
        paid("F", P1.first_day, period=P1),
        Entry(ref="T", on=P1.first_day + ONE_DAY, amount="100", **taken),
        Entry(ref="Tx", on=P1.first_day + 2 * ONE_DAY, amount="25", kind=taken["kind"], corrects="T"),
    )
    days = [P1.first_day + n * ONE_DAY for n in range(3)]
    assert [receipts_in_advance(fund(*entries), on=on) for on in days] == [Money(400)] * 3
    assert [held(*entries, on=on) for on in days] == [Money(300), Money(200), Money(225)]


@pytest.mark.parametrize("kind", [EntryKind.REFUND_TO_FUNDER, EntryKind.REFUND_TO_PERSON, EntryKind.TRANSFER_OUT])
def test_what_goes_back_or_moves_is_taken_from_the_running_period(kind: EntryKind) -> None:
    entries = (KEPT, paid("F", P1.first_day, period=P1), entry("R", P1.first_day, kind, 400))
    assert receipts_in_advance(fund(*entries), on=P1.first_day) == ZERO
    assert held(*entries, on=P1.first_day) == Money(300)


def test_in_advance_on_the_last_day_there_is() -> None:
    account = fund(
        paid("F", date(9999, 12, 30), period=Period(first_day=date(9999, 12, 1), last_day=date(9999, 12, 30)))
    )
    assert receipts_in_advance(account, on=date(9999, 12, 29)) == ZERO
    assert receipts_in_advance(account, on=date.max) == ZERO


# --- commitments, carry-forwards, contingency ------------------------------------------------


@pytest.mark.parametrize(("on", "left"), [(P1.first_day, 300), (P2.first_day, 260), (P2.last_day + ONE_DAY, 300)])
def test_a_commitment_is_no_surplus_while_it_stands(on: date, left: int) -> None:
    commitment = Commitment(ref="C", on=P2.first_day, amount="40", until=P2.last_day)
    assert held(KEPT, on=on, fund={"commitments": (commitment,)}) == Money(left)


@pytest.mark.parametrize("days", [-1, 0, 27, 28])
@pytest.mark.parametrize(("of_plan", "of_policy"), [(True, None), (None, True), (True, False)])
def test_money_carried_forward_is_left_out_on_its_days_alone(
    days: int, of_plan: bool | None, of_policy: bool | None
) -> None:
    arrangement = small(KEPT, plan={"carry_forwards": (carried(stands_outside_the_cap=of_plan),)})
    numbers = NUMBERS.replace(carry_forward_outside_cap=of_policy)
    then = surplus_on(arrangement, on=P2.first_day + days * ONE_DAY, policy=numbers)
    assert then.amount == Money(250 if 0 <= days < 28 else 300)
    assert then.excess == then.amount - Money(200)


@pytest.mark.parametrize(("of_plan", "of_policy"), [(False, True), (False, None), (None, False)])
def test_money_carried_forward_inside_the_cap_counts(of_plan: bool | None, of_policy: bool | None) -> None:
    arrangement = small(KEPT, plan={"carry_forwards": (carried(stands_outside_the_cap=of_plan),)})
    numbers = NUMBERS.replace(carry_forward_outside_cap=of_policy)
    assert surplus_on(arrangement, on=P2.first_day, policy=numbers).amount == Money(300)


def test_every_carry_forward_that_stands_and_does_not_say_is_named_with_all_else() -> None:
    unsaid = (carried("trip"), carried("boots"), carried("done", last_day=P2.first_day))
    arrangement = small(KEPT, plan={"carry_forwards": unsaid}, budget={"contingency": None})
    with pytest.raises(NotRecorded) as error:
        surplus_on(arrangement, on=P2.first_day + ONE_DAY, policy=NUMBERS.replace(carry_forward_outside_cap=None))
    assert error.value.fields == (
        "budget.contingency",
        "plan.carry_forwards[trip].stands_outside_the_cap",
        "plan.carry_forwards[boots].stands_outside_the_cap",
    )


@pytest.mark.parametrize(("contingency", "left"), [("299.99", "0.01"), ("300", "0"), ("300.01", "0")])
def test_the_contingency_is_no_surplus_and_the_surplus_is_never_below_zero(contingency: str, left: str) -> None:
    assert held(KEPT, on=FIRST_DAY, budget={"contingency": Money(contingency)}) == Money(left)


def test_g12_a_contingency_of_weeks_is_of_the_budget_of_the_day() -> None:
    """BUD-09: 1.5 weeks of 100, and of 110.01 from 4 May: 165.015, half up."""
    rising = Timeline(Rate.weekly("100"), (P2.first_day, Rate.weekly("110.01")))
    weeks: dict[str, Any] = {"budget": {"contingency": WeeksOfBudget("1.5"), "actual": rising}}
    for on, left in ((P1.last_day, "150"), (P2.first_day, "134.98")):
        assert held(KEPT, on=on, **weeks) == Money(left)
    used = spent("U", P1.first_day, 20, use=SpendingBasis.CONTINGENCY)
    then = surplus_on(small(KEPT, used, **weeks), on=P2.first_day, policy=NUMBERS)
    assert dict(then.exclusions)["contingency"] == Money("145.02")


def test_g12_a_contingency_of_weeks_is_of_the_part_that_goes_through_the_fund() -> None:
    parts = tuple(
        Deployed(option=option, rate=Rate.weekly(rate))
        for option, rate in ((DeploymentOption.INDIVIDUAL_SERVICE_FUND, 60), (DeploymentOption.DIRECT_PAYMENT, 40))
    )
    budget: dict[str, Any] = {"contingency": WeeksOfBudget(2), "deployment": parts}
    assert held(KEPT, on=P1.first_day, budget=budget) == Money(180)
    assert statement_for(small(budget=budget), span=P1, policy=NUMBERS).contingency == Money(120)
    twice = {**budget, "deployment": (parts[0], parts[0])}
    assert statement_for(small(budget=twice), span=P1, policy=NUMBERS).contingency is None


@pytest.mark.parametrize(
    ("budget", "year", "missing"),
    [
        ({"actual": None}, Fraction(52), "budget.actual"),
        ({"actual": Rate.annual(5200)}, None, "contract.payment.weeks_in_year"),
        ({"actual": Rate.annual(5200)}, Fraction(52), None),
        ({"actual": Rate.weekly(100)}, None, None),
    ],
)
def test_g12_what_weeks_of_the_budget_depend_on_is_named(
    budget: dict[str, Any], year: Fraction | None, missing: str | None
) -> None:
    arrangement = small(KEPT, budget={**budget, "contingency": WeeksOfBudget(1)})
    numbers = NUMBERS.replace(weeks_in_year=year)
    if missing is None:
        assert surplus_on(arrangement, on=P1.first_day, policy=numbers).amount == Money(200)
        return
    with pytest.raises(NotRecorded) as error:
        surplus_on(arrangement, on=P1.first_day, policy=numbers)
    assert error.value.fields == (missing,)
    assert statement_for(arrangement, span=P1, policy=numbers).contingency is None


def test_an_overspent_account_has_no_surplus() -> None:
    then = surplus_on(small(spent("S", FIRST_DAY, 10)), on=FIRST_DAY, policy=NUMBERS)
    assert (then.balance, then.amount, then.excess) == (Money(-10), ZERO, ZERO)


# --- the cap by amount --------------------------------------------------------------------------


@pytest.mark.parametrize(("kept", "excess"), [("199.99", "0"), ("200", "0"), ("200.01", "0.01")])
def test_a_penny_above_the_cap_is_told(kept: str, excess: str) -> None:
    then = surplus_on(small(entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, kept)), on=FIRST_DAY, policy=NUMBERS)
    assert (then.cap, then.excess, then.recoverable) == (Money(200), Money(excess), Money(excess))
    assert then.must_be_notified is (excess != "0")


def cap(on: date = FIRST_DAY, rule: SurplusRule = HALF, **changes: Any) -> Money | None:
    changes["contract"] = {"surplus": rule, **changes.get("contract", {})}
    return surplus_on(small(**changes), on=on, policy=NUMBERS).cap


AUTUMN = P2.first_day + 3 * ONE_DAY
NINETY = {"actual": Timeline(Rate.weekly("100"), (AUTUMN, Rate.weekly("90")))}
TWENTY = {"contribution": Rate.weekly("20")}
WEEKLY = SurplusRule(share="4", of=SurplusBase.WEEKLY_BUDGET)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, "200"),
        ({"budget": TWENTY, "payment": {"basis": Basis.NET}}, "160"),
        ({"budget": TWENTY, "payment": {"basis": Basis.GROSS}}, "200"),
        ({"budget": {"in_house": (InHouse(what="day centre", cost=Rate.weekly("10")),)}}, "180"),
        ({"budget": {"one_offs": (OneOff(on=P1.first_day, amount=Money(120), what="rails"),)}}, "200"),
        ({"budget": {"one_offs": None}, "contract": {"fee": None}}, "200"),
        (
            {
                "arrangement": {"suspensions": (Suspension(first_day=FIRST_DAY, last_day=P2.last_day),)},
                "contract": {"fee": NoFee()},
            },
            "200",
        ),
        ({"payment": {"cycle": MONTHLY}, "budget": {"actual": Rate.monthly("433.33")}}, "216.67"),  # of 216.665
        ({"rule": SurplusRule(share="0", of=SurplusBase.REGULAR_PAYMENT)}, "0"),
        ({"rule": WEEKLY}, "400"),
        ({"rule": WEEKLY, "budget": TWENTY, "payment": {"basis": Basis.NET}}, "400"),
        ({"rule": WEEKLY, "budget": {"actual": Rate.annual("4387.50")}}, "337.50"),
    ],
    ids=str,
)
def test_the_cap_is_a_share_of_what_is_regular(facts: dict[str, Any], answer: str) -> None:
    assert cap(**facts) == Money(answer)


@pytest.mark.parametrize("rule", [HALF, SurplusRule(share="2", of=SurplusBase.WEEKLY_BUDGET)])
@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (FIRST_DAY - ONE_DAY, 200),  # before the first day: those of the first
        (AUTUMN - ONE_DAY, 200),
        (AUTUMN, 180),
        (P2.last_day, 180),
        (P3.last_day, 180),
    ],
)
def test_the_cap_follows_the_amounts_of_the_day(rule: SurplusRule, on: date, answer: int) -> None:
    assert cap(on, rule, budget=NINETY) == Money(answer)


@pytest.mark.parametrize("rule", [HALF, SurplusRule(share="2", of=SurplusBase.WEEKLY_BUDGET)])
def test_after_the_last_day_the_cap_is_that_of_the_last(rule: SurplusRule) -> None:
    ends = {"last_day": AUTUMN - ONE_DAY}
    assert cap(AUTUMN, rule, budget=NINETY, contract=ends) == Money(200)


def test_the_cap_of_a_part_period_is_that_of_a_full_one() -> None:
    assert cap(FIRST_DAY + 9 * ONE_DAY, contract={"first_day": FIRST_DAY + 9 * ONE_DAY}) == Money(200)


def test_the_cap_follows_the_phase_of_the_day() -> None:
    """From 4 May the contract pays by the calendar month."""
    to_months = Variation(effective=P2.first_day, changes=(Change("contract.payment.cycle", MONTHLY),))
    days = (P1.first_day, P1.last_day, P2.first_day)
    monthly = {"variations": (to_months,)}
    assert [cap(on, arrangement=monthly) for on in days] == [Money(200), Money(200), Money("221.43")]


def test_a_contract_that_goes_from_net_to_gross_caps_each_day_by_its_own_basis() -> None:
    basis = {"basis": Timeline(Basis.NET, (AUTUMN, Basis.GROSS))}
    days = (AUTUMN - ONE_DAY, AUTUMN)
    assert [cap(on, budget=TWENTY, payment=basis) for on in days] == [Money(160), Money(200)]


def test_the_plan_counts_before_the_contract_and_the_contract_before_the_policy() -> None:
    def rule(share: str) -> SurplusRule:
        return SurplusRule(share=share, of=SurplusBase.WEEKLY_BUDGET)

    policy = NUMBERS.replace(surplus=rule("1"))
    of_plan = small(plan={"surplus": rule("3")}, contract={"surplus": rule("2")})
    of_contract = small(contract={"surplus": rule("2")})
    of_policy = small(contract={"surplus": None})
    found = [surplus_on(each, on=FIRST_DAY, policy=policy).cap for each in (of_plan, of_contract, of_policy)]
    assert found == [Money(300), Money(200), Money(100)]


@pytest.mark.parametrize(("on", "answer"), [(AUTUMN - ONE_DAY, ("200", "300")), (AUTUMN, ("50", "260"))])
def test_a_varied_plan_brings_its_own_cap_and_carry_forwards_from_its_day_on(on: date, answer: tuple[str, str]) -> None:
    new = PLAN.replace(
        surplus=SurplusRule(share="0.5", of=SurplusBase.WEEKLY_BUDGET),
        carry_forwards=(carried(amount="40", stands_outside_the_cap=True),),
    )
    arrangement = small(
        KEPT, arrangement={"variations": (Variation(effective=AUTUMN, changes=(Change("plan", new),)),)}
    )
    then = surplus_on(arrangement, on=on, policy=NUMBERS)
    assert (then.cap, then.amount) == tuple(map(Money, answer))


NEED = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT, or_named_need=True)


@pytest.mark.parametrize(
    ("amount", "facts", "answer"),
    [
        ("199.99", {"need": "a bed"}, "200"),
        ("200", {"need": "a bed"}, "200"),
        ("200.01", {"need": "a bed"}, "200.01"),
        ("250", {"need": None}, "200"),  # it is for no need that has a name
        ("250", {"need": "a bed", "stands_outside_the_cap": True}, "200"),  # it is left out already
        ("250", {"need": "a bed", "last_day": P2.first_day}, "200"),  # it has lapsed
    ],
)
def test_a_named_need_above_the_share_is_the_cap(amount: str, facts: dict[str, Any], answer: str) -> None:
    named = carried(amount=amount, **{"stands_outside_the_cap": False, **facts})
    assert cap(P2.first_day + ONE_DAY, NEED, plan={"carry_forwards": (named,)}) == Money(answer)
    assert cap(P2.first_day + ONE_DAY, HALF, plan={"carry_forwards": (named,)}) == Money(200)


# --- the cap by age ------------------------------------------------------------------------------

TWO_WEEKS = SurplusRule(weeks=2)


@pytest.mark.parametrize(("days", "aged"), [(13, 0), (14, 0), (15, 300)])
def test_money_is_too_old_a_day_after_its_weeks(days: int, aged: int) -> None:
    then = surplus_on(small(KEPT, contract={"surplus": TWO_WEEKS}), on=FIRST_DAY + days * ONE_DAY, policy=NUMBERS)
    assert (then.cap, then.aged, then.excess) == (None, Money(aged), Money(aged))


def test_the_first_in_is_the_first_out() -> None:
    account = fund(
        entry("A", FIRST_DAY, EntryKind.TRANSFER_IN, 100),
        entry("B", FIRST_DAY + ONE_DAY, EntryKind.TRANSFER_IN, 50),
        spent("S", FIRST_DAY + 2 * ONE_DAY, 120),
        spent("Sx", FIRST_DAY + 3 * ONE_DAY, 30, corrects="S"),
    )
    late = FIRST_DAY + 2 * WEEK
    # 90 of the 100 are gone; of the first 10 are left, of the second all 50.
    assert [aged_balance(account, on=late + n * ONE_DAY, weeks=2) for n in (0, 1, 2)] == [ZERO, Money(10), Money(60)]


def test_a_correction_is_as_old_as_what_it_corrects() -> None:
    account = fund(
        entry("A", FIRST_DAY, EntryKind.TRANSFER_IN, 100),
        entry("Ax", FIRST_DAY + 2 * WEEK, EntryKind.TRANSFER_IN, 30, corrects="A"),
    )
    assert aged_balance(account, on=FIRST_DAY + 2 * WEEK + ONE_DAY, weeks=2) == Money(70)


def test_a_correction_of_old_money_counts_from_its_own_day() -> None:
    """What is taken back on a later day is still held on the day before."""
    late = FIRST_DAY + 3 * WEEK
    account = fund(
        entry("A", FIRST_DAY, EntryKind.TRANSFER_IN, 100),
        entry("Ax", late + ONE_DAY, EntryKind.TRANSFER_IN, 30, corrects="A"),
    )
    assert [aged_balance(account, on=late + n * ONE_DAY, weeks=2) for n in (0, 1)] == [Money(100), Money(70)]


def test_age_near_the_first_day_there_is() -> None:
    assert aged_balance(fund(entry("A", date.min, EntryKind.TRANSFER_IN, 1)), on=date.min + ONE_DAY, weeks=2) == ZERO


@pytest.mark.parametrize(
    ("kept", "days", "excess"),
    [("150", 0, "0"), ("150", 15, "150"), ("250", 0, "50"), ("250", 15, "250"), ("250", 14, "50")],
)
def test_amount_and_age_together_whichever_is_more(kept: str, days: int, excess: str) -> None:
    both = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT, weeks=2)
    arrangement = small(entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, kept), contract={"surplus": both})
    assert surplus_on(arrangement, on=FIRST_DAY + days * ONE_DAY, policy=NUMBERS).excess == Money(excess)


def test_old_money_that_is_promised_is_no_excess() -> None:
    commitment = Commitment(ref="C", on=FIRST_DAY, amount="280")
    arrangement = small(KEPT, contract={"surplus": TWO_WEEKS}, fund={"commitments": (commitment,)})
    then = surplus_on(arrangement, on=FIRST_DAY + 15 * ONE_DAY, policy=NUMBERS)
    assert (then.aged, then.amount, then.excess) == (Money(300), Money(20), Money(20))


# --- what may be recovered ------------------------------------------------------------------------

SAID = Clause(reference="6.16")


@pytest.mark.parametrize(
    ("clauses", "recovers", "answer"),
    [
        ({}, RecoveryScope.EXCESS, 100),
        ({}, RecoveryScope.WHOLE, 300),
        ({"no_clawback": NOT_STATED, "surplus_recovery": SAID}, RecoveryScope.EXCESS, 100),
        ({"no_clawback": SAID, "surplus_recovery": SAID}, RecoveryScope.WHOLE, 0),
        ({"surplus_recovery": NOT_STATED}, RecoveryScope.WHOLE, 0),
    ],
)
def test_what_may_be_recovered_is_what_the_contract_lets(
    clauses: dict[str, Any], recovers: RecoveryScope, answer: int
) -> None:
    rule = HALF.replace(recovers=recovers)
    then = surplus_on(
        small(KEPT, contract={"surplus": rule, "clauses": Clauses(**clauses)}), on=FIRST_DAY, policy=NUMBERS
    )
    assert (then.excess, then.recoverable) == (Money(100), Money(answer))


def test_within_the_cap_nothing_may_be_recovered() -> None:
    rule = HALF.replace(recovers=RecoveryScope.WHOLE)
    kept = entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 200)
    assert surplus_on(small(kept, contract={"surplus": rule}), on=FIRST_DAY, policy=NUMBERS).recoverable == ZERO


# --- what is not recorded, and what is refused -----------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"contract": {"surplus": None}}, ("contract.surplus",)),
        ({"fund": {"entries": None}}, ("fund.entries",)),
        ({"fund": {"commitments": None}}, ("fund.commitments",)),
        ({"budget": {"contingency": None}}, ("budget.contingency",)),
        ({"plan": {"carry_forwards": None}}, ("plan.carry_forwards",)),
        ({"payment": {"timing": None}}, ("contract.payment.timing",)),
        (
            {
                "contract": {"surplus": None, "first_day": None},
                "fund": {"entries": None, "commitments": None},
                "budget": {"contingency": None, "actual": None},
                "plan": {"carry_forwards": None},
            },
            (
                "contract.surplus",
                "fund.entries",
                "fund.commitments",
                "budget.contingency",
                "plan.carry_forwards",
                "contract.first_day",
                "budget.actual",
            ),
        ),
    ],
    ids=lambda value: ",".join(value),
)
def test_everything_that_is_missing_is_named_at_once(facts: dict[str, Any], fields: tuple[str, ...]) -> None:
    with pytest.raises(NotRecorded) as error:
        surplus_on(small(**facts), on=FIRST_DAY, policy=NUMBERS)
    assert sorted(error.value.fields) == sorted(fields)


@pytest.mark.parametrize(
    ("undated", "timing", "missing"),
    [
        (paid("F", P2.first_day), Timing.IN_ADVANCE, True),
        (paid("F", P2.first_day - timedelta(days=92)), Timing.IN_ADVANCE, True),
        (paid("F", P2.first_day - timedelta(days=93)), Timing.IN_ADVANCE, False),
        (paid("F", P2.first_day + ONE_DAY), Timing.IN_ADVANCE, False),  # it is not there yet
        (paid("F", P2.first_day), Timing.IN_ARREARS, False),
        (paid("F", P2.first_day, period=P2), Timing.IN_ADVANCE, False),
        (entry("F", P2.first_day, EntryKind.CONTRIBUTION, 1), Timing.IN_ADVANCE, True),
        (entry("F", P2.first_day, EntryKind.PROVIDER_REFUND, 1), Timing.IN_ADVANCE, False),
    ],
)
def test_a_payment_in_advance_says_for_which_days_it_is(undated: Entry, timing: Timing, missing: bool) -> None:
    arrangement = small(undated, payment={"timing": timing})
    if not missing:
        surplus_on(arrangement, on=P2.first_day, policy=NUMBERS)
        return
    with pytest.raises(NotRecorded) as error:
        surplus_on(arrangement, on=P2.first_day, policy=NUMBERS)
    assert error.value.fields == ("fund.entries[F].period",)


def test_a_correction_of_a_payment_needs_no_period_of_its_own() -> None:
    corrected = (paid("F", P1.first_day, period=P1), paid("Fx", P1.first_day, 1, corrects="F"))
    assert surplus_on(small(*corrected), on=P1.first_day, policy=NUMBERS).amount == ZERO


@pytest.mark.parametrize("on", [date.min, date(1, 2, 1), date.max])
def test_the_first_and_last_days_there_are_give_an_answer_or_an_error_of_ours(on: date) -> None:
    with suppress(IsfError):
        assert surplus_on(small(KEPT), on=on, policy=NUMBERS).amount in (ZERO, Money(300))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((None, FIRST_DAY, NUMBERS), "give an Arrangement"),
        ((small(), FIRST_DAY, None), "give a policy, or its parameters"),
        ((small(), "2026-04-06", NUMBERS), "is not a date"),
    ],
)
def test_what_is_no_arrangement_day_or_policy_is_refused(arguments: tuple[Any, Any, Any], said: str) -> None:
    with pytest.raises(IsfError, match=said):
        surplus_on(arguments[0], on=arguments[1], policy=arguments[2])


def test_a_policy_is_as_good_as_its_numbers() -> None:
    by_numbers = surplus_on(small(KEPT), on=FIRST_DAY, policy=NUMBERS)
    assert surplus_on(small(KEPT), on=FIRST_DAY, policy=PLAIN) == by_numbers
    assert surplus_on(arrangement=small(KEPT), on=FIRST_DAY, policy=PLAIN) == by_numbers


# --- how it is shown ----------------------------------------------------------------------------


def aged_and_capped() -> Arrangement:
    return small(KEPT, contract={"surplus": SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT, weeks=2)})


def test_the_explanations_come_to_the_figures() -> None:
    then = surplus_on(aged_and_capped(), on=FIRST_DAY + 15 * ONE_DAY, policy=NUMBERS)
    figures = {"excess": then.excess, "amount": then.amount, "cap": then.cap}
    for what, figure in figures.items():
        node = then.explain(what)
        assert node.value() == node.amount
        assert node.money == figure
    assert then.explain().money == Money(300)


@pytest.mark.parametrize("rule", [HALF, WEEKLY, NEED, NEED.replace(weeks=2), TWO_WEEKS], ids=str)
@pytest.mark.parametrize("basis", Basis)
def test_every_rule_explains_its_cap_and_its_excess(rule: SurplusRule, basis: Basis) -> None:
    bed = carried(amount="250", need="a bed", stands_outside_the_cap=False)
    then = surplus_on(
        small(
            entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 500),
            contract={"surplus": rule},
            plan={"carry_forwards": (bed,)},
            budget={**TWENTY, "in_house": (InHouse(what="day centre", cost=Rate.weekly("10")),)},
            payment={"basis": basis},
        ),
        on=P2.first_day,
        policy=NUMBERS,
    )
    node = then.explain()
    assert node.value() == node.amount
    assert node.money == then.excess
    if then.cap is not None:
        assert then.explain("cap").money == then.cap
        assert ("a named need: 250.00" in str(node)) is rule.or_named_need


STATED = HALF.replace(clause=Clause(reference="6.16"))


@pytest.mark.parametrize(
    ("of_plan", "of_contract", "of_policy", "message"),
    [
        (HALF, STATED, STATED, "The arrangement as recorded, plan.surplus"),
        (STATED, HALF, HALF, "The arrangement as recorded, plan.surplus (6.16)"),
        (None, HALF, STATED, "The arrangement as recorded, contract.surplus"),
        (None, STATED, HALF, "The arrangement as recorded, contract.surplus (6.16)"),
        (None, None, HALF, "Policy plain, surplus"),
        (None, None, STATED, "Policy plain, surplus (6.16)"),
    ],
)
def test_the_explanation_cites_where_the_rule_comes_from(
    of_plan: SurplusRule | None, of_contract: SurplusRule | None, of_policy: SurplusRule, message: str
) -> None:
    numbers = NUMBERS.replace(name="plain", surplus=of_policy)
    then = surplus_on(
        small(KEPT, plan={"surplus": of_plan}, contract={"surplus": of_contract}), on=FIRST_DAY, policy=numbers
    )
    assert str(then.rule_by) == message
    for what in ("excess", "cap"):
        assert then.explain(what).sources == (then.rule_by,)
        assert f"[{message}]" in str(then.explain(what)).splitlines()[0]


def test_the_rules_source_is_told_beside_a_cap_by_age_and_by_a_named_need() -> None:
    both = NEED.replace(weeks=2)
    then = surplus_on(small(KEPT, contract={"surplus": both}), on=FIRST_DAY, policy=NUMBERS)
    assert then.explain().sources == (then.rule_by,)
    assert "Lancashire" not in str(then.rule_by)


@pytest.mark.parametrize("share", ["-0.01", "520.01"])
def test_a_share_out_of_range_is_refused(share: str) -> None:
    with pytest.raises(IsfError, match=r"SurplusRule\.share: .* is out of range; give a number from 0 to 520"):
        SurplusRule(share=share, of=SurplusBase.WEEKLY_BUDGET)
    for edge in ("0", "520"):
        SurplusRule(share=edge, of=SurplusBase.WEEKLY_BUDGET)


def test_more_than_a_years_regular_payments_is_refused() -> None:
    assert SurplusRule(share="13", of=SurplusBase.REGULAR_PAYMENT).share == 13
    with pytest.raises(IsfError, match=r"SurplusRule\.share: 13\.01 regular payments are more than a year's"):
        SurplusRule(share="13.01", of=SurplusBase.REGULAR_PAYMENT)


def test_there_is_nothing_to_explain_by_another_name_or_without_a_cap() -> None:
    then = surplus_on(small(KEPT, contract={"surplus": TWO_WEEKS}), on=FIRST_DAY, policy=NUMBERS)
    for what, why in (("cap", ": the rule goes by the age of the money"), ("balance", "")):
        with pytest.raises(IsfError, match=f"there is no '{what}' here{why}; ask for 'excess' or 'amount'$"):
            then.explain(what)
    for rule, names in ((SurplusRule(no_cap=True), "'excess' or 'amount'"), (HALF, "'excess', 'amount' or 'cap'")):
        with pytest.raises(IsfError, match=f"there is no '{'cap' if rule.no_cap else 'x'}' here; ask for {names}$"):
            surplus_on(small(contract={"surplus": rule}), on=FIRST_DAY, policy=NUMBERS).explain(
                "cap" if rule.no_cap else "x"
            )
    assert then.explain().money == ZERO


def test_of_a_surplus_that_is_kept_without_its_base_there_is_no_cap_to_explain() -> None:
    held = surplus_on(small(contract={"surplus": HALF}), on=FIRST_DAY, policy=NUMBERS)
    with pytest.raises(IsfError, match=r"there is no 'cap' here; ask for 'excess' or 'amount'$"):
        attrs.evolve(held, base=None).explain("cap")


def test_the_table_tells_it_line_by_line() -> None:
    table = surplus_on(aged_and_capped(), on=FIRST_DAY, policy=NUMBERS).table()
    assert [row["what"] for row in table.records()] == [
        "balance",
        "less money for a period that is still running",
        "less commitments",
        "less carried forward, outside the cap",
        "less contingency",
        "surplus",
        "cap",
        "older than 2 weeks",
        "above the cap",
        "may be recovered",
    ]
    assert "older" not in str(surplus_on(small(), on=FIRST_DAY, policy=NUMBERS).table())


# --- what is set aside shrinks as it is used (F5) -----------------------------------------------------

USED = date(2026, 5, 20)
OUT = {"outcomes": ("out",)}
AS_SURPLUS = {**OUT, "use": SpendingBasis.SURPLUS}


def f5(*entries: Entry, carry: dict[str, Any] | None = None, **changes: Any) -> Any:
    usual: dict[str, Any] = {
        "amount": "100",
        "first_day": FIRST_DAY,
        "last_day": date(2026, 8, 31),
        "stands_outside_the_cap": True,
    }
    trip = carried(**{**usual, **(carry or {})})
    first = (paid("F", FIRST_DAY, period=P1), spent("S", FIRST_DAY, 100))
    plan = {"carry_forwards": (trip,), **changes.pop("plan", {})}
    return surplus_on(small(*first, *entries, plan=plan, **changes), on=USED, policy=NUMBERS)


def left_out(then: Any, what: str = "carried forward, outside the cap") -> Money:
    found: Money = dict(then.exclusions)[what]
    return found


@pytest.mark.parametrize("facts", [OUT, AS_SURPLUS], ids=str)
@pytest.mark.parametrize(("sum_", "left", "held"), [(0, 100, 200), (60, 40, 200), (100, 0, 200), (130, 0, 170)])
def test_f5_a_carry_forward_that_was_spent_is_left_out_no_longer(
    facts: dict[str, Any], sum_: int, left: int, held: int
) -> None:
    then = f5(*([spent("O", USED, sum_, **facts)] if sum_ else []))
    assert (left_out(then), then.amount) == (Money(left), Money(held))


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        ({**OUT, "use": SpendingBasis.AS_PLANNED}, 0),
        ({**OUT, "use": SpendingBasis.URGENT}, 0),
        ({**OUT, "support": "club"}, 0),  # as planned
        ({**AS_SURPLUS, "support": "club"}, 60),
        ({"use": SpendingBasis.SURPLUS}, 0),  # for no outcome that is recorded
        ({"outcomes": ("fed",)}, 0),
        ({"outcomes": ("fed", "out")}, 60),
    ],
    ids=str,
)
def test_f5_an_entry_names_the_outcome_that_the_money_was_carried_forward_for(
    facts: dict[str, Any], taken: int
) -> None:
    assert left_out(f5(spent("O", USED, 60, **facts))) == Money(100 - taken)


def test_f5_only_spending_within_the_days_of_the_carry_forward_counts() -> None:
    entries = (spent("O", P2.first_day - ONE_DAY, 10, **OUT), spent("P", P2.first_day, 30, **OUT))
    assert left_out(f5(*entries, carry={"first_day": P2.first_day})) == Money(70)
    assert left_out(f5(*entries, carry={"last_day": P2.first_day})) == ZERO


def test_f5_a_correction_gives_back_what_it_took() -> None:
    bought = spent("O", P2.first_day, 60, **OUT)
    assert left_out(f5(bought, spent("Ox", USED, 50, corrects="O"))) == Money(90)


def test_f5_a_named_need_that_was_met_raises_the_cap_no_longer() -> None:
    need = {"amount": "300", "need": "a bed", "stands_outside_the_cap": False}
    assert f5(carry=need, contract={"surplus": NEED}).cap == Money(300)
    assert f5(spent("O", USED, 60, **OUT), carry=need, contract={"surplus": NEED}).cap == Money(240)
    assert f5(spent("O", USED, 200, **OUT), carry=need, contract={"surplus": NEED}).cap == Money(200)


def test_f5_a_contingency_that_was_used_is_left_out_no_longer() -> None:
    used = {"use": SpendingBasis.CONTINGENCY}
    kept: dict[str, Any] = {"budget": {"contingency": Money(50)}, "carry": {"amount": "0"}}
    for sum_, left, free in ((20, 30, 250), (50, 0, 250), (70, 0, 230)):
        then = f5(spent("U", USED, sum_, **used), **kept)
        assert (left_out(then, "contingency"), then.amount) == (Money(left), Money(free))
    assert left_out(f5(spent("U", USED, 20), **kept), "contingency") == Money(50)


def test_f5_what_was_spent_of_it_is_not_taken_from_a_running_period_too() -> None:
    running = paid("F-2", P2.first_day, period=P2)
    for facts in (OUT, AS_SURPLUS):
        then = f5(running, spent("O", USED, 60, **facts))
        assert (left_out(then), then.amount) == (Money(40), Money(200))
    # Beyond what was carried forward, it is the running period's money, or the surplus where it says so.
    assert [f5(running, spent("O", USED, 130, **facts)).amount for facts in (OUT, AS_SURPLUS)] == [
        Money(200),
        Money(170),
    ]


def test_f5_the_carry_forward_that_ends_first_is_spent_first() -> None:
    two = tuple(
        carried(ref, "100", first_day=FIRST_DAY, last_day=last, stands_outside_the_cap=True)
        for ref, last in (("long", P3.last_day), ("short", USED - ONE_DAY))
    )
    then = f5(spent("O", USED - ONE_DAY, 130, **OUT), plan={"carry_forwards": two})
    assert left_out(then) == Money(70)


# --- what a cap is a share of (G2) ---------------------------------------------------------------------

WEEKLY_CYCLE = PayCycle(Frequency.WEEKLY, anchor=FIRST_DAY)
QUARTERLY = PayCycle(Frequency.QUARTERLY, anchor=date(2026, 4, 1))
FOUR_WEEKS = PayCycle(Frequency.FOUR_WEEKLY, anchor=FIRST_DAY)
DEARER = {"actual": Rate.weekly("150"), **TWENTY, "in_house": (InHouse(what="day centre", cost=Rate.weekly("50")),)}


@pytest.mark.parametrize("cycle", [FOUR_WEEKS, WEEKLY_CYCLE, MONTHLY, QUARTERLY], ids=str)
def test_g2_four_weeks_of_the_regular_payment_are_the_same_whatever_the_cycle(cycle: PayCycle) -> None:
    four_weeks = SurplusRule(share=1, of=SurplusBase.FOUR_WEEKLY_PAYMENT)
    facts = {"budget": {"actual": Rate.weekly("95.35")}, "payment": {"cycle": cycle}}
    assert cap(P2.first_day, four_weeks, **facts) == Money("381.40")
    assert LANCASHIRE_POLICY.parameters.surplus is not None
    assert cap(P2.first_day, LANCASHIRE_POLICY.parameters.surplus, **facts) == Money("190.70")


@pytest.mark.parametrize(
    ("rule", "basis", "answer"),
    [
        (SurplusRule(share=4, of=SurplusBase.WEEKLY_PAYMENT), Basis.NET, "320"),
        (SurplusRule(share=4, of=SurplusBase.WEEKLY_PAYMENT), Basis.GROSS, "400"),
        (SurplusRule(share=4, of=SurplusBase.WEEKLY_BUDGET), Basis.NET, "600"),
        (SurplusRule(amount="1000"), Basis.NET, "1000"),
        (SurplusRule(amount="0"), Basis.NET, "0"),
        (SurplusRule(amount="319.99", share=4, of=SurplusBase.WEEKLY_PAYMENT), Basis.NET, "319.99"),
        (SurplusRule(amount="320.01", share=4, of=SurplusBase.WEEKLY_PAYMENT), Basis.NET, "320"),
    ],
    ids=str,
)
def test_g2_a_cap_of_weeks_of_what_is_paid_or_of_a_fixed_sum(rule: SurplusRule, basis: Basis, answer: str) -> None:
    arrangement = small(budget=DEARER, payment={"basis": basis}, contract={"surplus": rule})
    then = surplus_on(arrangement, on=FIRST_DAY, policy=NUMBERS)
    assert then.cap == Money(answer)
    assert then.explain("cap").money == then.cap


def test_g2_the_week_is_that_of_the_day() -> None:
    week = SurplusRule(share=1, of=SurplusBase.WEEKLY_PAYMENT)
    days = (FIRST_DAY - ONE_DAY, AUTUMN - ONE_DAY, AUTUMN)
    assert [cap(on, week, budget=NINETY) for on in days] == [Money(100), Money(100), Money(90)]


@pytest.mark.parametrize(("need", "answer"), [("999.99", "1000"), ("1000.01", "1000.01")])
def test_g2_a_named_need_may_raise_a_fixed_sum(need: str, answer: str) -> None:
    rule = SurplusRule(amount="1000", or_named_need=True)
    named = carried(amount=need, need="a bed", stands_outside_the_cap=False)
    assert cap(P2.first_day, rule, plan={"carry_forwards": (named,)}) == Money(answer)


def test_g2_a_sum_below_zero_and_more_than_a_years_payments_are_refused() -> None:
    with pytest.raises(IsfError, match=r"SurplusRule\.amount"):
        SurplusRule(amount="-1")
    with pytest.raises(IsfError, match=r"13\.01 regular payments are more than a year's"):
        SurplusRule(share="13.01", of=SurplusBase.FOUR_WEEKLY_PAYMENT)


def test_g12_a_cap_by_four_weeks_asks_for_no_list_of_pay_dates() -> None:
    rule = SurplusRule(share="1", of=SurplusBase.FOUR_WEEKLY_PAYMENT)
    listed = PayDates({date(2026, 4, 1): date(2026, 4, 1)})
    arrangement = small(KEPT, contract={"surplus": rule, "first_day": date(2026, 4, 1)}, payment={"cycle": MONTHLY})
    with_list = with_value(arrangement, "contract.payment.due_days", listed)
    assert (
        surplus_on(with_list, on=FIRST_DAY, policy=NUMBERS).cap
        == surplus_on(arrangement, on=FIRST_DAY, policy=NUMBERS).cap
    )


IRREGULAR: dict[str, tuple[str, object]] = {
    "a fee": ("contract.fee", FixedFee(per_week="5")),
    "its placement": ("contract.fee_placement", Placement.ON_TOP),
    "a stay": ("suspensions", (Suspension(first_day=date(2026, 5, 11), last_day=date(2026, 5, 31)),)),
    "its rule": ("contract.suspension", SuspensionRule(full_days=0, retainer="0")),
    "a one-off": ("budget.one_offs", (OneOff(on=date(2026, 5, 11), amount="70", what="rails"),)),
    "a one-off outside": ("budget.one_offs", (OneOff(on=date(2025, 5, 11), amount="70", what="rails"),)),
}


@pytest.mark.parametrize("varied", IRREGULAR.values(), ids=IRREGULAR)
@pytest.mark.parametrize("recorded", [True, False])
@pytest.mark.parametrize("of", [SurplusBase.REGULAR_PAYMENT, SurplusBase.WEEKLY_PAYMENT])
def test_what_is_no_part_of_a_regular_payment_may_vary_and_the_cap_can_be_told(
    varied: tuple[str, object], recorded: bool, of: SurplusBase
) -> None:
    """Recorded before it varied or not: the cap is a share of the regular payment of the day."""
    change = Variation(effective=date(2026, 5, 11), known_from=FIRST_DAY, changes=(Change(*varied),))
    rise = Variation(effective=P2.first_day, known_from=FIRST_DAY, changes=(Change("budget.actual", Rate.weekly(120)),))
    case = small(contract={"surplus": SurplusRule(share="0.5", of=of)}, arrangement={"variations": (change, rise)})
    if not recorded and varied[0] != "suspensions":
        case = put(case, varied[0], None)
    weeks = 4 if of is SurplusBase.REGULAR_PAYMENT else 1
    assert surplus_on(case, on=P1.last_day, policy=NUMBERS).cap == Money(50 * weeks)
    assert surplus_on(case, on=P2.last_day, policy=NUMBERS).cap == Money(60 * weeks)


def test_a_term_that_the_regular_payment_rests_on_and_that_varies_without_a_base_is_asked_for() -> None:
    net = Variation(
        effective=P2.first_day, known_from=FIRST_DAY, changes=(Change("contract.payment.basis", Basis.NET),)
    )
    unknown = small(
        contract={"payment": mary().contract.payment.replace(basis=None)}, arrangement={"variations": (net,)}
    )
    with pytest.raises(NotRecorded) as caught:
        surplus_on(unknown, on=P2.last_day, policy=NUMBERS)
    assert "contract.payment.basis" in caught.value.fields


def test_the_cap_of_what_ended_is_that_of_its_last_day_and_of_what_never_began_that_of_its_first() -> None:
    rise = Variation(effective=P2.first_day, known_from=FIRST_DAY, changes=(Change("budget.actual", Rate.weekly(120)),))
    for last_day, cap in ((P1.last_day, 200), (P2.first_day, 240), (FIRST_DAY - ONE_DAY, 200)):
        case = small(
            arrangement={"variations": (rise,), "endings": (ending(given_on=date(2026, 4, 1), last_day=last_day),)}
        )
        assert surplus_on(case, on=P3.last_day, policy=NUMBERS).cap == Money(cap)


def test_e_5_each_sum_of_the_surplus_cites_its_own_source() -> None:
    tree = surplus_on(lived(), on=date(2026, 6, 28), policy=PLAIN).explain()
    cited = {node.what: [source.pinpoint for source in node.sources] for _, node in tree.walk()}
    assert cited["commitments"] == ["money that is promised for something is no surplus"]
    running = "money for a period that is still running"
    assert cited[running] == ["money for a period that is still running is no surplus"]


ARRANGED = "The arrangement as recorded, "


@pytest.mark.parametrize(
    ("of", "budget", "line"),
    [
        (SurplusBase.WEEKLY_BUDGET, {}, f"a week's budget: 84.375 [{ARRANGED}budget.actual]"),
        (
            SurplusBase.WEEKLY_BUDGET,
            {"actual": Rate.weekly(500)},
            f"a week's budget, as the plan costs less: 84.375 [{ARRANGED}plan.supports; Policy by the plan, pays]",
        ),
        (
            SurplusBase.WEEKLY_PAYMENT,
            {"contribution": Rate.weekly(0), "in_house": (), "financial_assessments": ()},
            f"a week of what is paid: 84.375 [{ARRANGED}budget.actual]",
        ),
        (
            SurplusBase.WEEKLY_PAYMENT,
            {"contribution": Rate.weekly(20), "in_house": (), "financial_assessments": ()},
            f"a week of what is paid: 64.375 [{ARRANGED}budget.actual; {ARRANGED}budget.contribution; {ARRANGED}"
            "contract.payment.basis (12)]",
        ),
        (
            SurplusBase.WEEKLY_PAYMENT,
            {
                "contribution": Rate.weekly(0),
                "in_house": (InHouse(what="meals", cost=Rate.weekly(10)),),
                "financial_assessments": (),
            },
            f"a week of what is paid: 74.375 [{ARRANGED}budget.actual; {ARRANGED}budget.in_house]",
        ),
    ],
)
def test_a_weeks_sum_cites_what_makes_it_what_it_is(of: SurplusBase, budget: dict[str, Any], line: str) -> None:
    policy = PLAIN.with_parameters("by the plan", pays=PaymentLevel.PLAN)
    arrangement = lived(
        budget={"actual": Rate.weekly("84.375"), **budget}, contract={"surplus": SurplusRule(share=8, of=of)}
    )
    found = surplus_on(arrangement, on=date(2026, 5, 31), policy=policy)
    told = found.explain("cap")
    assert told.money == found.cap
    assert line in [text.strip() for text in str(told).splitlines()]
