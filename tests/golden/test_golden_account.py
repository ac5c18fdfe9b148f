"""The golden numbers of the fund's account: the cap on the surplus, what is shared, the end."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, mary, merged

from isf_core.account.final_account import FinalAccount, final_account_on
from isf_core.account.surplus import Surplus, surplus_on
from isf_core.model import (
    Arrangement,
    CarryForward,
    Entry,
    EntryKind,
    Fund,
    Notice,
    NoticeUnit,
    Party,
    Pool,
    PoolMember,
    SavingShare,
    SavingsTerms,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Termination,
    TerminationReason,
    TerminationTerms,
)
from isf_core.planning.shared_costs import pool_parts, share_saving
from isf_core.policies.plain import PLAIN
from isf_core.values import Money, Period, Rate

FOUR_WEEKS = timedelta(days=28)
GROSS: dict[str, Any] = {}
HALF = SurplusRule(share="0.5", of=SurplusBase.REGULAR_PAYMENT)
NUMBERS = PLAIN.parameters.replace(carry_forward_outside_cap=None)
"""The plain policy decides nothing here: the plan does."""
LAPSES = date(2026, 8, 31)
DAY_AFTER = date(2026, 9, 1)
NOTICE = TerminationTerms(notices=(Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS),), refund_days=28)


def lived(until: date, *, net: bool, first_spent: str) -> tuple[Entry, ...]:
    """Four weeks after four weeks: paid in on the first day, spent on the last, all but what is kept of the first."""
    out = []
    start, number = FIRST_DAY, 1
    while start <= until:
        period = Period(first_day=start, last_day=start + FOUR_WEEKS - timedelta(days=1))
        sums = [(EntryKind.FUNDER_PAYMENT, "257.50"), (EntryKind.CONTRIBUTION, "80")]
        for kind, sum_ in sums if net else [(EntryKind.FUNDER_PAYMENT, "337.50")]:
            out.append(Entry(ref=f"{kind.name}-{number}", on=start, kind=kind, amount=sum_, period=period))
        if period.last_day <= until:
            spent = first_spent if number == 1 else "337.50"
            out.append(
                Entry(ref=f"S-{number}", on=period.last_day, kind=EntryKind.DIRECT_SUPPORT, amount=spent, period=period)
            )
        start, number = start + FOUR_WEEKS, number + 1
    return tuple(out)


def held(*, net: bool = False, balance: str = "200", carried: tuple[CarryForward, ...] = ()) -> Arrangement:
    """G01 or G02 on 1 September: so much was kept of the first four weeks, and all the rest was spent."""
    kept = Money("337.50") - Money(balance)
    entries = lived(DAY_AFTER, net=net, first_spent=str(kept))
    facts: dict[str, Any] = {
        "budget": {"contingency": Money(0)},
        "contract": {"surplus": HALF},
        "arrangement": {
            "fund": Fund(entries=entries, commitments=()),
            "plan": SupportPlan(carry_forwards=carried),
        },
    }
    return mary(**merged(NET if net else GROSS, facts))


def at(arrangement: Arrangement, on: date) -> Surplus:
    return surplus_on(arrangement, on=on, policy=NUMBERS)


@pytest.mark.parametrize(("net", "cap", "excess"), [(False, "168.75", "31.25"), (True, "128.75", "71.25")])
@pytest.mark.parametrize("on", [date(2026, 5, 4), LAPSES, DAY_AFTER])
def test_g11_half_of_the_regular_payment_made_by_the_authority(net: bool, cap: str, excess: str, on: date) -> None:
    then = at(held(net=net), on)
    assert (then.amount, then.cap, then.excess) == (Money(200), Money(cap), Money(excess))
    assert then.recoverable == then.excess
    assert then.must_be_notified


@pytest.mark.parametrize(("net", "cap"), [(False, "168.75"), (True, "128.75")])
def test_g11_the_cap_itself_may_be_held_and_a_penny_more_may_not(net: bool, cap: str) -> None:
    below, exactly, above = (
        at(held(net=net, balance=str(Money(cap) + Money(more))), LAPSES) for more in ("-0.01", "0", "0.01")
    )
    assert [each.excess for each in (below, exactly, above)] == [Money(0), Money(0), Money("0.01")]
    assert [each.must_be_notified for each in (below, exactly, above)] == [False, False, True]


@pytest.mark.parametrize(
    ("net", "outside", "on", "excess"),
    [
        (False, True, LAPSES, "0"),
        (True, True, LAPSES, "21.25"),
        (False, True, DAY_AFTER, "31.25"),
        (True, True, DAY_AFTER, "71.25"),
        (False, False, LAPSES, "31.25"),
        (True, False, LAPSES, "71.25"),
        (False, False, DAY_AFTER, "31.25"),
        (True, False, DAY_AFTER, "71.25"),
    ],
)
def test_g12_money_carried_forward_stands_outside_the_cap_until_it_lapses(
    net: bool, outside: bool, on: date, excess: str
) -> None:
    carried = CarryForward(
        ref="holiday",
        amount="50",
        outcome="church",
        first_day=FIRST_DAY,
        last_day=LAPSES,
        stands_outside_the_cap=outside,
    )
    then = at(held(net=net, carried=(carried,)), on)
    assert then.excess == Money(excess)
    assert then.balance - Money("337.50") == Money(200)
    assert then.amount == (Money(150) if outside and on == LAPSES else Money(200))


@pytest.mark.parametrize("order", [tuple(Party), tuple(reversed(Party))])
def test_g18_a_saving_shared_equally_by_three(order: tuple[Party, ...]) -> None:
    thirds = SavingsTerms(shares=tuple(SavingShare(party=party, share=Fraction(1, 3)) for party in order))
    parts = share_saving(Money("1000.01"), thirds).parts
    assert [party for party, _ in parts] == list(order)
    assert [str(part) for _, part in parts] == ["333.34", "333.34", "333.33"]


def test_g19_a_pools_cost_is_shared() -> None:
    members = tuple(
        PoolMember(person=f"P-{number}", share=share, first_day=FIRST_DAY)
        for number, share in enumerate(("0.4", "0.3", "0.2", "0.1"), 1)
    )
    pool = Pool(ref="minibus", cost=Rate.weekly("123.45"), members=members)
    week = Period(first_day=FIRST_DAY, last_day=FIRST_DAY + timedelta(days=6))
    shared = pool_parts(pool, span=week, policy=PLAIN)
    assert shared.amount == Money("123.45")
    assert [str(part) for part in shared.sums] == ["49.38", "37.04", "24.69", "12.34"]


def ended(entries: tuple[Entry, ...], *, net: bool = False, last_day: date | None = None, on: date) -> FinalAccount:
    """G01 or G02, which the council ends with 28 days of notice given on 10 August."""
    ending = Termination(
        party=Party.FUNDER,
        reason=TerminationReason.ORDINARY,
        given_on=date(2026, 8, 10),
        last_day=last_day,
        liabilities=(),
    )
    facts: dict[str, Any] = {
        "contract": {"termination": NOTICE},
        "arrangement": {"fund": Fund(entries=entries, commitments=()), "endings": (ending,)},
    }
    return final_account_on(mary(**merged(NET if net else GROSS, facts)), on=on, policy=NUMBERS)


LAST_DAY = date(2026, 9, 7)


def test_g15_what_was_paid_for_days_after_the_last_goes_back() -> None:
    used = Entry(ref="used", on=LAST_DAY, kind=EntryKind.DIRECT_SUPPORT, amount="180.80")
    final = ended((*lived(LAST_DAY, net=False, first_spent="337.50"), used), on=LAST_DAY)
    assert final.last_day == LAST_DAY
    assert (final.in_advance, final.balance, final.refund) == (Money("156.70"),) * 3
    assert final.in_lieu == final.back_to_person == final.due_from_funder == Money(0)
    assert final.refund_due == date(2026, 10, 5)


def test_g15b_the_person_paid_part_of_it_and_gets_their_part_back() -> None:
    used = Entry(ref="used", on=LAST_DAY, kind=EntryKind.DIRECT_SUPPORT, amount="180.80")
    final = ended((*lived(LAST_DAY, net=True, first_spent="337.50"), used), net=True, on=LAST_DAY)
    assert final.balance == Money("156.70")
    assert (final.back_to_person, final.refund) == (Money("37.14"), Money("119.56"))
    assert final.in_advance == Money("119.56")


@pytest.mark.parametrize(
    ("last_day", "lacking", "in_lieu", "refund"),
    [
        (date(2026, 8, 24), 14, "168.75", "431.25"),
        (date(2026, 8, 23), 15, "180.80", "419.20"),
        (date(2026, 8, 25), 13, "156.70", "443.30"),
        (LAST_DAY, 0, "0", "600"),
    ],
)
def test_g16_pay_in_lieu_comes_off_first_and_the_rest_goes_back(
    last_day: date, lacking: int, in_lieu: str, refund: str
) -> None:
    entries = lived(LAST_DAY, net=False, first_spent="75")  # 262.50 kept, and 337.50 paid for the four weeks to come
    final = ended(entries, last_day=last_day, on=LAST_DAY)
    assert final.balance == Money(600)
    assert final.ended.shortfall_days == lacking
    assert (final.in_lieu, final.refund) == (Money(in_lieu), Money(refund))
    assert final.in_lieu + final.refund == final.balance
