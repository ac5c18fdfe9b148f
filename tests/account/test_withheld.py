"""What a policy withholds for the past is no charge, and no claim of a final account (PAY-10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import FOUR_WEEKLY, ONE_DAY, mary
from support.time_cases import TO_EFFECT, backdating, varying

from isf_core import PLAIN, Arrangement, Money, NotRecorded, PayCycle, Rate, charges_for, final_account_on
from isf_core.account import FinalAccount, surplus_on
from isf_core.model import (
    NOT_STATED,
    Basis,
    Clauses,
    Entry,
    EntryKind,
    Fund,
    Holder,
    HowFarBack,
    Notice,
    NoticeUnit,
    OneOff,
    OneOffPayment,
    Parameters,
    Party,
    SurplusBase,
    SurplusRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
)
from isf_core.schedule import ChargeSchedule
from isf_core.values.dates import Period

NEVER = backdating(HowFarBack.NEVER)
FIRST = Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3))
SECOND = Period(first_day=date(2026, 5, 4), last_day=date(2026, 5, 31))
ENDING = Termination(
    party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=date(2026, 5, 3), last_day=date(2026, 5, 31),
    liabilities=(),
)  # fmt: skip


def paid(ref: str, period: Period | None, on: date, amount: str = "257.50", corrects: str | None = None) -> Entry:
    return Entry(ref=ref, on=on, kind=EntryKind.FUNDER_PAYMENT, amount=amount, period=period, corrects=corrects)


BOTH = (paid("F-1", FIRST, FIRST.first_day), paid("F-2", SECOND, SECOND.first_day))
TAKEN = tuple(
    Entry(ref=f"K-{number}", on=each.first_day, kind=EntryKind.CONTRIBUTION, amount="80", period=each)
    for number, each in enumerate((FIRST, SECOND))
)


def case(*entries: Entry, rate: str = "30", basis: Basis = Basis.NET, path: str = "budget.contribution") -> Arrangement:
    """Mary, who pays £20 a week; it is another sum from 27 April, known on 20 May."""
    change = varying(date(2026, 4, 27), (path, Rate.weekly(rate)), known_from=date(2026, 5, 20))
    notice = Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS)
    return mary(
        payment={"basis": basis, "one_offs": OneOffPayment.ON_ITS_DATE},
        budget={
            "contribution": Rate.weekly(20),
            "one_offs": (OneOff(ref="rails", on=date(2026, 5, 31), amount="1", what="grab rails"),),
        },
        contract={
            "last_day": date(2026, 6, 28),
            "clauses": Clauses(contribution_risk=Party.HOLDER),
            "termination": TerminationTerms(notices=(notice,), liabilities=NOT_STATED),
        },
        arrangement={"variations": (change,), "fund": Fund(entries=entries, commitments=())},
    )


def amounts(charges: ChargeSchedule) -> list[str]:
    return [str(row.amount) for row in charges]


def final(arrangement: Arrangement, policy: Parameters) -> FinalAccount:
    return final_account_on(arrangement, on=date(2026, 6, 30), policy=policy, ending=ENDING)


def test_what_the_policy_withholds_is_no_charge_whoever_collects_it() -> None:
    for basis in Basis:
        assert amounts(charges_for(case(*BOTH, basis=basis), policy=NEVER)) == ["80.00", "80.00", "120.00"]
        assert amounts(charges_for(case(*BOTH, basis=basis), policy=TO_EFFECT)) == ["90.00", "120.00", "120.00"]


def test_a_change_counts_for_the_charge_as_far_back_as_the_policy_says() -> None:
    not_the_first = backdating(HowFarBack.NOT_THE_FIRST_PAYMENT)
    assert amounts(charges_for(case(*BOTH), policy=not_the_first)) == ["80.00", "120.00", "120.00"]
    to_may = backdating(HowFarBack.TO_A_DATE, date(2026, 5, 18))
    assert amounts(charges_for(case(*BOTH), policy=to_may)) == ["80.00", "100.00", "120.00"]


def test_where_the_policy_does_not_say_all_of_it_is_charged() -> None:
    assert amounts(charges_for(case(*BOTH), policy=PLAIN)) == ["90.00", "120.00", "120.00"]


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param((), id="nothing was paid"),
        pytest.param((paid("F-1", None, FIRST.first_day),), id="no entry says for which days"),
        pytest.param((paid("F-1", SECOND, date(2026, 5, 20)),), id="it was paid on the day on which it became known"),
        pytest.param(
            (paid("F-1", Period(first_day=date(2026, 5, 31), last_day=date(2026, 5, 31)), date(2026, 5, 4), "1"),),
            id="a one-off sum pays for no days",
        ),
        pytest.param(
            (paid("F-1", FIRST, FIRST.first_day), paid("F-2", FIRST, FIRST.last_day, corrects="F-1")),
            id="what was entered by mistake was not paid",
        ),
        pytest.param(TAKEN, id="what the person paid is none of it"),
    ],
)
def test_what_was_not_paid_before_it_was_known_is_charged_in_full(entries: tuple[Entry, ...]) -> None:
    assert amounts(charges_for(case(*entries), policy=NEVER)) == ["90.00", "120.00", "120.00"]


def test_a_payment_that_was_corrected_in_part_was_paid() -> None:
    less = paid("F-3", SECOND, date(2026, 5, 5), "0.50", corrects="F-2")
    assert amounts(charges_for(case(*BOTH, less), policy=NEVER)) == ["80.00", "80.00", "120.00"]


@pytest.mark.parametrize("basis", Basis)
def test_a_payment_of_nothing_paid_for_its_days_as_in_a_history(basis: Basis) -> None:
    """What was due for May was all set off: the charge and `reconcile` withhold alike."""
    nothing = (BOTH[0], paid("F-2", SECOND, date(2026, 5, 5), "0"))
    assert amounts(charges_for(case(*nothing, basis=basis), policy=NEVER)) == ["80.00", "80.00", "120.00"]
    assert amounts(charges_for(case(BOTH[0], basis=basis), policy=NEVER)) == ["80.00", "120.00", "120.00"]


def test_a_final_account_claims_no_contribution_that_the_policy_withholds() -> None:
    never, in_full = (final(case(*BOTH, *TAKEN), policy) for policy in (NEVER, TO_EFFECT))
    assert (in_full.by_holder, in_full.withheld) == (Money(50), Money(0))
    assert (never.by_holder, never.withheld) == (Money(0), Money(-50))
    assert in_full.refund - never.refund == Money(50)
    assert "not put right: withheld by the policy" in str(never)
    assert "withheld" not in str(in_full)


def test_a_final_account_gives_back_no_contribution_that_the_policy_withholds() -> None:
    never, in_full = (final(case(*BOTH, *TAKEN, rate="10"), policy) for policy in (NEVER, TO_EFFECT))
    assert (in_full.back_to_person, never.back_to_person, never.withheld) == (Money(50), Money(0), Money(50))


def test_a_shortfall_is_the_funders_whatever_was_withheld() -> None:
    spent = Entry(ref="S-1", on=date(2026, 5, 31), kind=EntryKind.DIRECT_SUPPORT, amount="700")
    raised = case(*BOTH, *TAKEN, spent, rate="100", path="budget.actual")
    never, in_full = (final(raised, policy) for policy in (NEVER, TO_EFFECT))
    assert never.due_from_funder == in_full.due_from_funder == Money(25)
    assert (never.withheld, in_full.withheld) == (Money("78.13"), Money(0))


def test_pay_in_lieu_is_for_days_after_the_last_and_so_at_the_rate_then() -> None:
    soon = ENDING.replace(given_on=date(2026, 5, 25))
    raised = case(*BOTH, *TAKEN, rate="100", path="budget.actual")
    never, in_full = (
        final_account_on(raised, on=date(2026, 6, 30), policy=policy, ending=soon) for policy in (NEVER, TO_EFFECT)
    )
    assert never.in_lieu == in_full.in_lieu == Money("314.29")


def test_the_cap_on_a_surplus_goes_by_the_payment_that_was_due_then() -> None:
    """84.375 a week less 20, and 100 from 27 April: on 31 May half of a payment of 257.50, or of 320.00."""
    raised = case(*BOTH, rate="100", path="budget.actual")
    raised = raised.replace(
        plan=raised.plan.replace(carry_forwards=()), budget=raised.budget.replace(contingency=Money(0))
    )
    caps = []
    for policy in (NEVER, TO_EFFECT):
        half = policy.replace(surplus=SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT))
        caps.append(surplus_on(raised, on=date(2026, 5, 31), policy=half).cap)
    assert caps == [Money("128.75"), Money(160)]


# --- which days were paid for ----------------------------------------------------------------------------

STUB = Period(first_day=date(2026, 4, 5), last_day=date(2026, 4, 5))
NOT_THE_FIRST = backdating(HowFarBack.NOT_THE_FIRST_PAYMENT)
STUB_PAID, SET_UP = (
    paid(ref, STUB, STUB.first_day, amount) for ref, amount in (("F-0", "9.19"), ("O-1", "100"))
)  # fmt: skip


def beginning_on_a_sunday(*entries: Entry, cycle: PayCycle | None = FOUR_WEEKLY) -> Arrangement:
    """Mary from 5 April, a day before her first whole period; her 20 a week are 40 from the first day, known late."""
    doubled = varying(STUB.first_day, ("budget.contribution", Rate.weekly(40)), known_from=date(2026, 4, 20))
    set_up = (OneOff(on=STUB.first_day, amount="100", what="setting up"),)
    return mary(
        payment={"basis": Basis.NET, "one_offs": OneOffPayment.ON_ITS_DATE, "cycle": cycle},
        budget={"contribution": Rate.weekly(20), "one_offs": set_up},
        contract={"first_day": STUB.first_day, "last_day": date(2026, 6, 28)},
        arrangement={"variations": (doubled,), "fund": Fund(entries=entries, commitments=())},
    )


PART = (paid("O-1", STUB, STUB.first_day, "60"), paid("O-2", STUB, STUB.first_day, "40"))


@pytest.mark.parametrize(
    ("entries", "first", "april"),
    [
        pytest.param((STUB_PAID, SET_UP), "2.86", "160.00", id="both"),
        pytest.param((STUB_PAID,), "2.86", "160.00", id="its own payment alone"),
        pytest.param((STUB_PAID, *PART), "2.86", "160.00", id="both, and the one-off sum by two funders"),
        pytest.param((SET_UP,), "5.71", "160.00", id="the one-off sum alone"),
        pytest.param(PART, "5.71", "160.00", id="the one-off sum by two funders"),
    ],
)
def test_a_day_that_is_a_period_of_its_own_is_paid_for_also_where_a_one_off_sum_is_paid_that_day(
    entries: tuple[Entry, ...], first: str, april: str
) -> None:
    """Where the day was paid for, it is the first payment, which stays as it was."""
    then = paid("F-1", FIRST, FIRST.first_day) if STUB_PAID in entries else paid("F-1", FIRST, date(2026, 4, 20))
    for cycle, policy in ((FOUR_WEEKLY, NOT_THE_FIRST), (None, NOT_THE_FIRST.replace(cycle=FOUR_WEEKLY))):
        found = amounts(charges_for(beginning_on_a_sunday(*entries, then, cycle=cycle), policy=policy))
        assert found[:2] == [first, april]


def test_without_a_cycle_nothing_is_charged_and_the_cycle_is_asked_for() -> None:
    with pytest.raises(NotRecorded) as error:
        charges_for(beginning_on_a_sunday(STUB_PAID, cycle=None), policy=NOT_THE_FIRST)
    assert "contract.payment.cycle" in error.value.fields


TAIL = Period(first_day=date(2026, 6, 29), last_day=date(2026, 6, 29))
TERMINATED = {"last_day": date(2026, 7, 26), "termination": TerminationTerms(notices=(), liabilities=NOT_STATED)}
ON_THE_TAIL = OneOff(on=TAIL.first_day, amount="100", what="moving out")


@pytest.mark.parametrize("amount", ["9.19", "100"])
@pytest.mark.parametrize(
    "ends",
    [
        pytest.param({"contract": {"last_day": TAIL.last_day}}, id="the contract's last day"),
        pytest.param(
            {"arrangement": {"endings": (ENDING.replace(last_day=TAIL.last_day),)}}, id="an ending's last day"
        ),
        pytest.param({"turn": Holder(ref="H-2")}, id="the day before another holder"),
        pytest.param({"arrangement": {}}, id="a day within a period"),
    ],
)
def test_a_day_at_the_end_of_a_period_is_one_of_its_own_where_one_begins_on_it(ends: Any, amount: str) -> None:
    """Her contribution doubles on 29 June, known in July: what was paid for that day alone keeps its charge."""
    changes = [varying(TAIL.first_day, ("budget.contribution", Rate.weekly(40)), known_from=date(2026, 7, 10))]
    if "turn" in ends:
        changes.append(varying(date(2026, 6, 30), ("holder", ends["turn"])))
    entries = (paid("F-4", TAIL, TAIL.first_day, amount),)
    arrangement = mary(
        payment={"basis": Basis.NET, "one_offs": OneOffPayment.ON_ITS_DATE},
        budget={"contribution": Rate.weekly(20), "one_offs": (ON_THE_TAIL,)},
        contract={**TERMINATED, **ends.get("contract", {})},
        arrangement={
            "holder": Holder(ref="H-1"),
            "variations": tuple(changes),
            "fund": Fund(entries=entries, commitments=()),
            **ends.get("arrangement", {}),
        },
    )
    charges = {row.first_day: row for row in charges_for(arrangement, policy=NEVER)}
    tail = charges[TAIL.first_day]
    if tail.last_day == TAIL.last_day:
        assert str(tail.amount) == ("2.86" if amount == "9.19" else "5.71")
    else:
        assert str(tail.amount) == "160.00"


def test_a_one_off_sum_that_was_paid_and_then_taken_out_paid_for_no_days() -> None:
    """Paid on 20 April, in arrears; taken out on the 22nd: a rise that is learnt on the 24th counts in full."""
    day = Period(first_day=date(2026, 4, 20), last_day=date(2026, 4, 20))
    rails = OneOff(ref="rails", on=day.first_day, amount="100", what="rails")
    once, rise = ("budget.one_offs", ()), ("budget.contribution", Rate.weekly(40))
    changes = (
        varying(FIRST.first_day, rise, known_from=date(2026, 4, 24)),
        varying(day.first_day, once, known_from=date(2026, 4, 22)),
        varying(day.first_day, ("budget.one_offs", (rails.replace(amount="120"),)), known_from=date(2026, 4, 21)),
    )
    for amount in ("100", "120", "7"):
        taken_out = mary(
            payment={"basis": Basis.NET, "one_offs": OneOffPayment.ON_ITS_DATE, "timing": Timing.IN_ARREARS},
            budget={"contribution": Rate.weekly(20), "one_offs": (rails,)},
            contract={"last_day": date(2026, 6, 28)},
            arrangement={
                "variations": changes,
                "fund": Fund(entries=(paid("O-1", day, day.first_day, amount),), commitments=()),
            },
        )
        assert amounts(charges_for(taken_out, policy=NEVER)) == ["160.00"] * 3


@pytest.mark.parametrize(("on", "days_of"), [(date.max, date.max - ONE_DAY), (date.max - ONE_DAY,) * 2])
def test_a_one_off_sum_on_a_day_whose_period_no_calendar_has_is_read_as_any_other(on: date, days_of: date) -> None:
    doubled = varying(FIRST.first_day, ("budget.contribution", Rate.weekly(40)), known_from=date(2026, 4, 20))
    entry = paid("F-1", Period(first_day=days_of, last_day=days_of), FIRST.first_day)
    arrangement = mary(
        payment={"basis": Basis.NET, "one_offs": OneOffPayment.ON_ITS_DATE},
        budget={"contribution": Rate.weekly(20), "one_offs": (OneOff(on=on, amount="100", what="rails"),)},
        contract={"last_day": date.max},
        arrangement={"variations": (doubled,), "fund": Fund(entries=(entry,), commitments=())},
    )
    (first, *_) = charges_for(arrangement, policy=NEVER, until=FIRST.last_day)
    assert str(first.amount) == ("160.00" if on == days_of else "80.00")
