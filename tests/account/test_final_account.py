"""The final account: each step of the waterfall alone and together, and what becomes of the rest (END-01 to END-06)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from support.arrangements import MONTHLY, NET, mary, merged
from support.by_day import receipts_in_advance
from support.endings import (
    CLAUSE,
    DRAWN_UP,
    GIVEN,
    MAY_3,
    NUMBERS,
    ended,
    ending,
    fund,
    held,
    notice,
    owing,
    promised,
    steps,
    terms,
)

from isf_core import (
    NOT_STATED,
    PLAIN,
    Arrangement,
    ChargingTerms,
    Funder,
    FundingShare,
    Holder,
    IsfError,
    Money,
    NotRecorded,
    OneOff,
    OneOffPayment,
    Party,
    Rate,
    Timeline,
    Timing,
    schedule_payments,
)
from isf_core.account import FinalAccount, balance_on, final_account_on
from isf_core.account.funders import paid_towards
from isf_core.model import (
    Backdating,
    BalanceOnTransfer,
    Change,
    Clauses,
    Commitment,
    Entry,
    EntryKind,
    FeeBase,
    Fund,
    FunderKind,
    FundingRate,
    HowFarBack,
    PercentageFee,
    Placement,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.pay_runs import PaymentHistory, PaymentMade, next_payments, reconcile
from isf_core.values import Explanation, Period

ONE_DAY = timedelta(days=1)
APRIL_26 = date(2026, 4, 26)
"""A week before the notice has run: 253.125 of 337.50 is due by then, and 7 days are not served, worth 84.375."""
EARLY = ending(last_day=APRIL_26)


# The steps, one by one


@pytest.mark.parametrize(
    ("account", "found"),
    [
        # nothing is left
        (fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="337.50"), {}),
        # what is left goes back
        (fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"), {"balance": "37.50", "refund": "37.50"}),
        (fund(FUNDER_PAYMENT="337.50"), {"balance": "337.50", "refund": "337.50"}),
        # owed: promised, and not yet paid
        (
            fund(promised("20"), FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"),
            {"balance": "37.50", "outstanding_commitments": "20.00", "refund": "17.50"},
        ),
        (
            fund(promised("20"), promised("17.50", "C-2"), FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"),
            {"balance": "37.50", "outstanding_commitments": "37.50"},
        ),
        # a penny more than there is: the funder's
        (
            fund(promised("37.51"), FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"),
            {"balance": "37.50", "outstanding_commitments": "37.51", "due_from_funder": "0.01"},
        ),
        # a promise that has lapsed, or is made later, is owed to nobody
        (
            fund(promised("20", until=date(2026, 5, 19)), FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"),
            {"balance": "37.50", "refund": "37.50"},
        ),
        (
            fund(promised("20", until=DRAWN_UP), FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300"),
            {"balance": "37.50", "outstanding_commitments": "20.00", "refund": "17.50"},
        ),
        # overspent: the funder pays no more than what was due, and what the money does not reach
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="350"),
            {"balance": "-12.50", "due_from_funder": "12.50"},
        ),
        # paid in advance for days after the last
        (
            fund(FUNDER_PAYMENT="675", DIRECT_SUPPORT="337.50"),
            {"balance": "337.50", "in_advance": "337.50", "refund": "337.50"},
        ),
        # an empty account: the funder pays nothing only to get it back
        (fund(), {}),
    ],
)
def test_end_05_the_balance_and_what_is_owed(account: Fund, found: dict[str, str]) -> None:
    assert steps(ended(held(account))) == found


BY_HOLDER: dict[str, Any] = {"contribution_risk": Party.HOLDER}
BY_FUNDER: dict[str, Any] = {"contribution_risk": Party.FUNDER}


@pytest.mark.parametrize(
    ("account", "clauses", "found"),
    [
        # 80 was due from her; all of it is paid, and nobody need say whose the risk is
        (fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="337.50"), {}, {}),
        # 20 is not paid, at the holder's risk: it pays them in
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60", DIRECT_SUPPORT="317.50"),
            BY_HOLDER,
            {"unpaid_contribution": "20.00", "by_holder": "20.00", "refund": "20.00"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60", DIRECT_SUPPORT="337.50"),
            BY_HOLDER,
            {"balance": "-20.00", "unpaid_contribution": "20.00", "by_holder": "20.00"},
        ),
        # at the funder's risk: it lacks, and the funder pays what was spent all the same
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60", DIRECT_SUPPORT="337.50"),
            BY_FUNDER,
            {"balance": "-20.00", "unpaid_contribution": "20.00", "due_from_funder": "20.00"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60", DIRECT_SUPPORT="300"),
            {"contribution_risk": Party.PERSON},
            {"balance": "17.50", "unpaid_contribution": "20.00", "refund": "17.50"},
        ),
        # a penny less, and a penny more, than was due
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="79.99", DIRECT_SUPPORT="337.49"),
            BY_HOLDER,
            {"unpaid_contribution": "0.01", "by_holder": "0.01", "refund": "0.01"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80.01", DIRECT_SUPPORT="337.50"),
            BY_HOLDER,
            {"balance": "0.01", "back_to_person": "0.01"},
        ),
        # she paid too much: her own part goes back to her, before the funder's
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="100", DIRECT_SUPPORT="300"),
            {},
            {"balance": "57.50", "back_to_person": "20.00", "refund": "37.50"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="100", DIRECT_SUPPORT="350"),
            {},
            {"balance": "7.50", "back_to_person": "20.00", "due_from_funder": "12.50"},
        ),
        # and what she got back already counts
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="100", REFUND_TO_PERSON="20", DIRECT_SUPPORT="300"),
            {},
            {"balance": "37.50", "refund": "37.50"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", REFUND_TO_PERSON="20", DIRECT_SUPPORT="300"),
            BY_HOLDER,
            {"balance": "17.50", "unpaid_contribution": "20.00", "by_holder": "20.00", "refund": "37.50"},
        ),
    ],
)
def test_end_05_the_contribution_both_ways(account: Fund, clauses: dict[str, Any], found: dict[str, str]) -> None:
    assert steps(ended(held(account, NET, **clauses))) == found


FOLLOWS = merged(NET, {"payment": {"charging": ChargingTerms(follows_recovery=True)}})


@pytest.mark.parametrize(
    ("account", "off", "on"),
    [
        # 50 of 337.50 was spent: the person pays no more than that, and the funder gets what it paid
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="50"),
            {"balance": "287.50", "refund": "287.50"},
            {"balance": "287.50", "back_to_person": "30.00", "refund": "257.50"},
        ),
        # just as much as they paid, and a penny less
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="80"),
            {"balance": "257.50", "refund": "257.50"},
            {"balance": "257.50", "refund": "257.50"},
        ),
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="79.99"),
            {"balance": "257.51", "refund": "257.51"},
            {"balance": "257.51", "back_to_person": "0.01", "refund": "257.50"},
        ),
        # what is promised is spent too; what a provider gave back was not
        (
            fund(promised("20"), FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="50", PROVIDER_REFUND="5"),
            {"balance": "292.50", "outstanding_commitments": "20.00", "refund": "272.50"},
            {"balance": "292.50", "outstanding_commitments": "20.00", "back_to_person": "15.00", "refund": "257.50"},
        ),
        # drawn up again once they have it back, it is not owed
        (
            fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", REFUND_TO_PERSON="30", DIRECT_SUPPORT="50"),
            {"balance": "257.50", "unpaid_contribution": "30.00", "refund": "257.50"},
            {"balance": "257.50", "refund": "257.50"},
        ),
    ],
)
def test_pay_13_recovering_what_is_left_lowers_the_charge_where_the_terms_say_so(
    account: Fund, off: dict[str, str], on: dict[str, str]
) -> None:
    by_funder: dict[str, Any] = {"contribution_risk": Party.FUNDER}
    assert steps(ended(held(account, NET, **by_funder))) == off
    assert steps(ended(held(account, FOLLOWS, **by_funder))) == on


def test_pay_13_a_balance_that_moves_is_not_recovered() -> None:
    moving = terms(on_change_of_holder=BalanceOnTransfer.MOVES)
    account = fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="50")
    final = ended(held(account, FOLLOWS, by=moving), ending(reason=TerminationReason.CHANGE_OF_HOLDER))
    assert (final.back_to_person, final.transferred) == (Money(0), Money("287.50"))


def test_paid_gross_a_contribution_that_the_holder_got_is_the_persons_own() -> None:
    gross = {"budget": {"contribution": Rate.weekly("20")}}
    account = fund(FUNDER_PAYMENT="337.50", CONTRIBUTION="80", DIRECT_SUPPORT="337.50")
    assert steps(ended(held(account, gross))) == {"balance": "80.00", "back_to_person": "80.00"}


@pytest.mark.parametrize(
    ("account", "by", "found"),
    [
        # 253.125 is due up to 26 April, and 84.375 in lieu of the 7 days that lack
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="253.12"),
            EARLY,
            {"balance": "84.38", "in_advance": "84.37", "in_lieu": "84.38"},
        ),
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200"),
            EARLY,
            {"balance": "137.50", "in_advance": "84.37", "in_lieu": "84.38", "refund": "53.12"},
        ),
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="253.13"),
            EARLY,
            {"balance": "84.37", "in_advance": "84.37", "in_lieu": "84.38", "due_from_funder": "0.01"},
        ),
        # the person's short notice is paid for like the funder's, the holder's own is not
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="253.12"),
            ending(Party.PERSON, last_day=APRIL_26),
            {"balance": "84.38", "in_advance": "84.37", "in_lieu": "84.38"},
        ),
        (
            fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="253.12"),
            ending(Party.HOLDER, last_day=APRIL_26),
            {"balance": "84.38", "in_advance": "84.37", "refund": "84.38"},
        ),
    ],
)
def test_end_02_pay_in_lieu_comes_off_the_balance(account: Fund, by: Termination, found: dict[str, str]) -> None:
    assert steps(ended(held(account), by)) == found


def test_end_02_liabilities_come_off_where_a_clause_agrees_them() -> None:
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300")
    by = ending(liabilities=(*owing("20"), *owing("10.01", "sickness")))
    agreed, silent = terms(liabilities=CLAUSE), terms(liabilities=NOT_STATED)
    assert steps(ended(held(account, by=agreed), by)) == {
        "balance": "37.50",
        "liabilities": "30.01",
        "refund": "7.49",
    }
    assert steps(ended(held(account, by=silent), by)) == {"balance": "37.50", "refund": "37.50"}
    more = ending(liabilities=owing("37.51"))
    assert steps(ended(held(account, by=agreed), more)) == {
        "balance": "37.50",
        "liabilities": "37.51",
        "due_from_funder": "0.01",
    }
    assert steps(ended(held(account, by=terms()), ending())) == {"balance": "37.50", "refund": "37.50"}


TOGETHER = fund(promised("12"), FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="150", MANAGEMENT_FEE="30")
ALL_STEPS = ending(last_day=APRIL_26, liabilities=owing("11"))


def test_end_05_all_steps_together() -> None:
    """Up to 26 April 253.13 less 60 is due; 20 is hers, 84.38 in lieu; of 157.50, 30.12 is left."""
    final = ended(held(TOGETHER, NET), ALL_STEPS)
    assert steps(final) == {
        "balance": "157.50",
        "in_advance": "64.37",
        "outstanding_commitments": "12.00",
        "back_to_person": "20.00",
        "in_lieu": "84.38",
        "liabilities": "11.00",
        "refund": "30.12",
    }
    assert (final.last_day, final.ended.shortfall_days) == (APRIL_26, 7)


def test_end_05_too_little_money_is_made_up_by_the_funder() -> None:
    less = fund(promised("12"), FUNDER_PAYMENT="193.13", CONTRIBUTION="50", DIRECT_SUPPORT="250")
    final = ended(held(less, NET, **BY_HOLDER), ALL_STEPS)
    assert steps(final) == {
        "balance": "-6.87",
        "unpaid_contribution": "10.00",
        "by_holder": "10.00",
        "due_from_funder": "104.25",
        "outstanding_commitments": "12.00",
        "in_lieu": "84.38",
        "liabilities": "11.00",
    }


ARREARS: dict[str, Any] = {"payment": {"timing": Timing.IN_ARREARS}}


@pytest.mark.parametrize(
    ("account", "found"),
    [
        # the holder laid it out: the funder still owes it
        (fund(DIRECT_SUPPORT="337.50"), {"balance": "-337.50", "due_from_funder": "337.50"}),
        # it cost less than is due: the funder pays what it cost
        (fund(DIRECT_SUPPORT="300"), {"balance": "-300.00", "due_from_funder": "300.00"}),
        (
            fund(promised("20"), DIRECT_SUPPORT="300"),
            {"balance": "-300.00", "due_from_funder": "320.00", "outstanding_commitments": "20.00"},
        ),
        (
            fund(FUNDER_PAYMENT="100", DIRECT_SUPPORT="300"),
            {"balance": "-200.00", "due_from_funder": "200.00"},
        ),
        # what an earlier surplus covers is not paid only to come back
        (
            fund(TRANSFER_IN="400", DIRECT_SUPPORT="300"),
            {"balance": "100.00", "refund": "100.00"},
        ),
    ],
)
def test_end_05_in_arrears_the_funder_still_owes(account: Fund, found: dict[str, str]) -> None:
    assert steps(ended(held(account, ARREARS))) == found


def test_entries_after_the_day_it_is_drawn_up_do_not_count() -> None:
    late = Entry(ref="L", on=DRAWN_UP + ONE_DAY, kind=EntryKind.DIRECT_SUPPORT, amount="30")
    arrangement = held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300").plus(late))
    assert steps(ended(arrangement)) == {"balance": "37.50", "refund": "37.50"}
    assert steps(ended(arrangement, on=late.on)) == {"balance": "7.50", "refund": "7.50"}


# What is due up to the last day


def test_one_offs_dated_after_the_last_day_are_nobodys_to_pay() -> None:
    def one_offs(*dates: date) -> dict[str, Any]:
        sums = tuple(OneOff(on=on, amount=Money(120), what="rails") for on in dates)
        return {"budget": {"one_offs": sums}, "payment": {"one_offs": OneOffPayment.WITH_PERIOD}}

    account = fund(FUNDER_PAYMENT="457.50", DIRECT_SUPPORT="337.50")
    on_the_last, after = ended(held(account, one_offs(MAY_3))), ended(held(account, one_offs(MAY_3 + ONE_DAY)))
    assert steps(on_the_last) == {"balance": "120.00", "refund": "120.00"}
    assert steps(after) == {"balance": "120.00", "in_advance": "120.00", "refund": "120.00"}


def test_a_suspension_lowers_what_is_due() -> None:
    """In full for 14 days, then half: 168.75 and 84.375."""
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200")
    stay = Suspension(first_day=GIVEN, last_day=date(2026, 6, 30))
    arrangement = held(account).replace(suspensions=(stay,))
    half = NUMBERS.replace(suspension=SuspensionRule(full_days=14, retainer="0.5"))
    final = final_account_on(arrangement, on=DRAWN_UP, policy=half, ending=ending())
    assert steps(final) == {"balance": "137.50", "in_advance": "84.37", "refund": "137.50"}


@pytest.mark.parametrize(
    ("effective", "in_advance"),
    [
        (date(2026, 4, 20), "11.25"),  # 14 days at 5.625 less a week
        (MAY_3, "0.80"),
        (MAY_3 + ONE_DAY, None),
    ],
)
def test_variations_count_up_to_the_last_day(effective: date, in_advance: str | None) -> None:
    cut = Variation(effective=effective, changes=(Change("budget.actual", Rate.weekly("78.75")),))
    arrangement = held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300")).replace(variations=(cut,))
    assert steps(ended(arrangement)).get("in_advance") == in_advance


def test_the_last_day_of_the_contract_need_not_be_recorded() -> None:
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="300")
    for last_day in (None, date(2027, 4, 4)):
        assert steps(ended(held(account, {"contract": {"last_day": last_day}}))) == {
            "balance": "37.50",
            "refund": "37.50",
        }


def test_in_monthly_instalments() -> None:
    """365.625 a month: 5/6 of April's instalment by its 25 days, and 3 of May's 31 days; 28 of May's lack."""
    monthly = {"budget": {"actual": Rate.annual("4387.50")}, "payment": {"cycle": MONTHLY}}
    account = fund(FUNDER_PAYMENT="731.25", DIRECT_SUPPORT="300")
    by = ending(last_day=MAY_3)
    final = ended(held(account, monthly, by=terms(notice(55))), by)
    assert final.ended.notice_ends == date(2026, 5, 31)
    # 304.69 and 35.38 are due by 3 May; 28/31 of 365.625 are 330.2419... in lieu.
    assert steps(final) == {
        "balance": "431.25",
        "in_advance": "391.18",
        "in_lieu": "330.24",
        "refund": "101.01",
    }


# Who gets it


def shared(*parts: tuple[str, str]) -> dict[str, Any]:
    return {
        "arrangement": {
            "funding": tuple(FundingShare(funder=Funder(ref=ref), share=Fraction(share)) for ref, share in parts)
        }
    }


FROM_A_RATE: dict[str, Any] = {
    "arrangement": {
        "funding": (
            FundingRate(funder=Funder(ref="nhs"), rate=Rate.weekly("50")),
            FundingShare(funder=Funder(ref="council"), share=Fraction(3, 4)),
            FundingShare(funder=Funder(ref="charity"), share=Fraction(1, 4)),
        )
    }
}


@pytest.mark.parametrize(
    ("funding", "refunds"),
    [
        ({}, {"council": "37.51"}),
        ({"arrangement": {"funding": None}}, {"the funder": "37.51"}),
        (shared(("council", "3/5"), ("nhs", "2/5")), {"council": "22.51", "nhs": "15.00"}),
        (shared(("a", "1/3"), ("b", "1/3"), ("c", "1/3")), {"a": "12.51", "b": "12.50", "c": "12.50"}),
        (shared(("a", "1"), ("b", "0")), {"a": "37.51", "b": "0.00"}),
        # of 300 the NHS bears its rate, 200, as it would of a budget of 300: the others bear 100, and not 137.50;
        # of the penny paid too much 0.59 was the NHS's
        (FROM_A_RATE, {"nhs": "0.01", "council": "28.12", "charity": "9.38"}),
    ],
)
def test_end_02_each_funder_gets_its_own_part(funding: dict[str, Any], refunds: dict[str, str]) -> None:
    final = ended(held(fund(FUNDER_PAYMENT="337.51", DIRECT_SUPPORT="300"), funding))
    assert {ref: str(part) for ref, part in final.refunds} == refunds
    assert [(entry.party, str(entry.amount)) for entry in final.entries()] == [
        (ref, part) for ref, part in refunds.items() if part != "0.00"
    ]


@pytest.mark.parametrize("hers", [{"CONTRIBUTION": "80"}, {"CONTRIBUTION": "100", "REFUND_TO_PERSON": "20"}])
def test_g1_what_is_left_goes_back_by_what_each_bears_before_the_contribution_comes_off(hers: dict[str, str]) -> None:
    """Of 362.50 the NHS bears 145.00 and had paid 160.00; the council 217.50 less Mary's 80.00, and had paid 160.00."""
    council, nhs = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="nhs", kind=FunderKind.NHS)
    funding = (FundingShare(funder=council, share="0.6"), FundingShare(funder=nhs, share="0.4"))
    budget = {"actual": Rate.weekly(100), "contribution": Rate.weekly(20)}
    joint = merged(NET, {"arrangement": {"funding": funding}, "budget": budget})
    final = ended(held(fund(FUNDER_PAYMENT="320", DIRECT_SUPPORT="362.50", **hers), joint))
    assert {ref: str(part) for ref, part in final.refunds} == {"council": "22.50", "nhs": "15.00"}


def test_where_nobody_owed_anything_it_goes_by_their_shares() -> None:
    nothing = merged({"budget": {"actual": Rate.weekly(0)}}, shared(("a", "1/2"), ("b", "1/2")))
    final = ended(held(fund(FUNDER_PAYMENT="10"), nothing))
    assert final.refunds == (("a", Money(5)), ("b", Money(5)))


@pytest.mark.parametrize(
    ("since", "refunds"),
    [
        # the council alone owes 168.75 for 14 days, then half of 168.75: 253.12 to 84.38
        (date(2026, 4, 20), {"council": "75.00", "nhs": "25.00"}),
        # half of the last day's 12.0536: 1.7857% of the budget
        (MAY_3, {"council": "98.21", "nhs": "1.79"}),
        (MAY_3 + ONE_DAY, {"council": "100.00"}),
    ],
)
def test_where_funding_changes_each_gets_back_by_what_it_owed_in_all(since: date, refunds: dict[str, str]) -> None:
    halves = shared(("council", "1/2"), ("nhs", "1/2"))["arrangement"]["funding"]
    varied = Variation(effective=since, changes=(Change("funding", halves),))
    arrangement = held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="237.50")).replace(variations=(varied,))
    assert {ref: str(part) for ref, part in ended(arrangement).refunds} == refunds


def test_a_phase_without_funding_is_the_funders_part_beside_the_named_ones() -> None:
    """Nobody is recorded for 14 days, then the council: half of 100 each, and the same of what lacks."""
    named = shared(("council", "1"))["arrangement"]["funding"]
    varied = Variation(effective=date(2026, 4, 20), changes=(Change("funding", named),))
    nobody: dict[str, Any] = {"arrangement": {"funding": None}}
    spare, short = (
        held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT=spent), nobody).replace(variations=(varied,))
        for spent in ("237.50", "437.51")
    )
    assert ended(spare).refunds == (("the funder", Money(50)), ("council", Money(50)))
    lacks = ended(short)
    assert lacks.due_by_funder == (("the funder", Money("50.01")), ("council", Money("50.00")))
    assert [(entry.ref, entry.party) for entry in lacks.entries()] == [
        ("final-in-the funder", "the funder"),
        ("final-in-council", "council"),
    ]


@pytest.mark.parametrize(
    ("funding", "dues"),
    [
        ({}, {"council": "37.51"}),
        ({"arrangement": {"funding": None}}, {"the funder": "37.51"}),
        (shared(("council", "3/5"), ("nhs", "2/5")), {"council": "22.51", "nhs": "15.00"}),
        (shared(("a", "1"), ("b", "0")), {"a": "37.51", "b": "0.00"}),
        # a rate is no more than it is: what lacks is for those with shares
        (FROM_A_RATE, {"nhs": "0.00", "council": "28.13", "charity": "9.38"}),
    ],
)
def test_each_funder_owes_its_own_part_of_what_lacks(funding: dict[str, Any], dues: dict[str, str]) -> None:
    final = ended(held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="375.01"), funding))
    assert {ref: str(part) for ref, part in final.due_by_funder} == dues
    assert Money.total(part for _, part in final.due_by_funder) == final.due_from_funder
    assert [row[:2] for row in final.table().rows if str(row[0]).startswith("due from")] == [
        (f"due from {ref}", Money(part)) for ref, part in dues.items()
    ]
    assert [(entry.ref, entry.kind, entry.party, str(entry.amount)) for entry in final.entries()] == [
        (f"final-in-{ref}", EntryKind.FUNDER_PAYMENT, ref, part) for ref, part in dues.items() if part != "0.00"
    ]


@pytest.mark.parametrize(("days", "due"), [(0, MAY_3), (28, date(2026, 5, 31)), (None, None)])
def test_end_05_the_refund_has_a_date(days: int | None, due: date | None) -> None:
    arrangement = held(fund(FUNDER_PAYMENT="337.50"), by=terms(refund_days=days))
    final = ended(arrangement)
    assert final.refund_due == due
    assert final.table().rows[-1] == ("refund to council", Money("337.50"), due)


# A change of holder


CHANGED = date(2026, 9, 8)
CHANGE = ending(Party.PERSON, TerminationReason.CHANGE_OF_HOLDER, date(2026, 8, 10), last_day=CHANGED - ONE_DAY)
NEW_HOLDER = Variation(effective=CHANGED, known_from=date(2026, 8, 25), changes=(Change("holder", Holder(ref="H-8")),))
IN_SEPTEMBER = date(2026, 9, 10)
SIX_PAID = fund(DIRECT_SUPPORT="1800").plus(
    *(
        Entry(
            ref=f"F-{payment.number}",
            on=payment.due,
            kind=EntryKind.FUNDER_PAYMENT,
            amount=payment.amount,
            period=payment.period,
        )
        for payment in schedule_payments(mary(), until=date(2026, 9, 20))
    )
)
"""Six payments of 337.50, up to 20 September; 1,868.30 of it is for days up to 7 September."""


def changing(becomes: BalanceOnTransfer | None, account: Fund = SIX_PAID, *changes: dict[str, Any]) -> Arrangement:
    by = terms(*(notice(28, party=party) for party in Party), on_change_of_holder=becomes)
    return held(account, *changes, by=by).replace(variations=(NEW_HOLDER,))


def test_end_04_the_balance_moves_to_the_next_holder() -> None:
    final = ended(changing(BalanceOnTransfer.MOVES), CHANGE, IN_SEPTEMBER)
    assert steps(final) == {"balance": "225.00", "in_advance": "156.70", "transferred": "225.00"}
    assert final.refunds == (("council", Money(0)),)
    assert [(entry.kind, str(entry.amount)) for entry in final.entries()] == [(EntryKind.TRANSFER_OUT, "225.00")]
    ahead, rest = final.opening_entries("T")
    assert (ahead.ref, ahead.on, ahead.kind, ahead.amount) == (
        "T-ahead",
        IN_SEPTEMBER,
        EntryKind.TRANSFER_IN,
        final.in_advance,
    )
    assert ahead.period == final.paid_ahead == Period(first_day=date(2026, 9, 8), last_day=date(2026, 9, 20))
    assert (rest.ref, rest.period, rest.amount) == ("T-balance", None, Money("68.30"))
    opened = Fund(entries=(ahead, rest))
    assert balance_on(opened, on=IN_SEPTEMBER).balance == Money(225)
    assert receipts_in_advance(opened, on=date(2026, 9, 19)) == Money("156.70"), "no surplus until its days are over"
    assert receipts_in_advance(opened, on=date(2026, 9, 20)) == Money(0)
    assert final.explain().what == "moves to the next holder"
    assert ("moves to the next holder", Money(225), None) in final.table().rows


def test_end_04_the_balance_goes_back_to_the_funder() -> None:
    final = ended(changing(BalanceOnTransfer.RETURNS), CHANGE, IN_SEPTEMBER)
    assert steps(final) == {"balance": "225.00", "in_advance": "156.70", "refund": "225.00"}
    assert final.opening_entries() == ()


def test_end_04_what_came_from_an_earlier_holder_was_paid_by_the_funder() -> None:
    """The new holder's own arrangement begins with 13 prepaid days, and ends with them."""
    moved = ended(changing(BalanceOnTransfer.MOVES), CHANGE, IN_SEPTEMBER)
    own = held(Fund(entries=moved.opening_entries(), commitments=()), by=terms(notice(0)))
    own = own.replace(contract=own.contract.replace(first_day=CHANGED))
    final = ended(own, ending(given_on=date(2026, 9, 20)), date(2026, 9, 21))
    assert steps(final) == {"balance": "225.00", "refund": "225.00"}


def coming_in(*entries: Entry) -> Fund:
    """An account that opened with days paid ahead: 337.50 up to 3 May."""
    ahead = Entry(
        ref="T",
        on=GIVEN,
        kind=EntryKind.TRANSFER_IN,
        amount="337.50",
        period=Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)),
    )
    return Fund(entries=(ahead, *entries), commitments=())


OUT = Entry(ref="O", on=GIVEN, kind=EntryKind.TRANSFER_OUT, amount="100")


def moved_on(on: date) -> Fund:
    """It came in on a day, and 100.00 moved out on the day on which the account is drawn up."""
    (ahead,) = coming_in().entries or ()
    return Fund(entries=(ahead.replace(on=on), OUT.replace(on=DRAWN_UP)), commitments=())


TAKEN_BACK = Entry(ref="B", on=APRIL_26, kind=EntryKind.TRANSFER_IN, amount="337.50", corrects="T")


@pytest.mark.parametrize(
    ("account", "paid_ahead", "in_advance"),
    [
        (coming_in(), Period(first_day=date(2026, 4, 27), last_day=MAY_3), "84.37"),
        (coming_in(TAKEN_BACK.replace(amount="200")), Period(first_day=date(2026, 4, 27), last_day=MAY_3), "0.00"),
        (coming_in(TAKEN_BACK), None, "0.00"),
        (coming_in(OUT), None, "0.00"),  # it moved within this account: what the funder paid is there already
        (moved_on(DRAWN_UP), None, "0.00"),  # and so it did on the very day
        (moved_on(DRAWN_UP - ONE_DAY), Period(first_day=date(2026, 4, 27), last_day=MAY_3), "84.37"),
        (fund(TRANSFER_IN="337.50"), None, "0.00"),  # for no days: a balance of old
        (
            coming_in().plus(OUT.replace(on=DRAWN_UP + ONE_DAY)),
            Period(first_day=date(2026, 4, 27), last_day=MAY_3),
            "84.37",
        ),
    ],
)
def test_end_04_a_transfer_in_for_days_of_its_own_was_paid_by_the_funder(
    account: Fund, paid_ahead: Period | None, in_advance: str
) -> None:
    final = ended(held(account), ending(Party.HOLDER, last_day=APRIL_26))
    assert (final.paid_ahead, final.in_advance) == (paid_ahead, Money(in_advance))


@pytest.mark.parametrize(
    ("last_day", "paid_ahead"),
    [
        (MAY_3 - ONE_DAY, Period(first_day=MAY_3, last_day=MAY_3)),
        (MAY_3, None),
        (MAY_3 + ONE_DAY, None),
        (APRIL_26, Period(first_day=date(2026, 4, 27), last_day=MAY_3)),
    ],
)
def test_the_days_that_are_paid_ahead_are_those_after_the_last(last_day: date, paid_ahead: Period | None) -> None:
    period = Period(first_day=date(2026, 4, 6), last_day=MAY_3)
    paid = Entry(ref="F", on=GIVEN, kind=EntryKind.FUNDER_PAYMENT, amount="337.50", period=period)
    account = Fund(entries=(paid,), commitments=())
    assert ended(held(account), ending(last_day=last_day)).paid_ahead == paid_ahead


def test_what_opens_the_next_account_is_no_more_than_what_moves() -> None:
    """156.70 is for 13 days ahead, and 100 of it is spent: 56.70 moves, all of it for those days."""
    spent = Entry(ref="S", on=date(2026, 9, 1), kind=EntryKind.DIRECT_SUPPORT, amount="168.30")
    final = ended(changing(BalanceOnTransfer.MOVES, SIX_PAID.plus(spent)), CHANGE, IN_SEPTEMBER)
    assert (final.in_advance, final.transferred) == (Money("156.70"), Money("56.70"))
    (ahead,) = final.opening_entries()
    assert (ahead.ref, ahead.amount, ahead.period) == ("transfer-ahead", Money("56.70"), final.paid_ahead)


def paid_for(ref: str, amount: str, first_day: date, last_day: date) -> Entry:
    days = Period(first_day=first_day, last_day=last_day)
    return Entry(ref=ref, on=date(2026, 5, 8), kind=EntryKind.FUNDER_PAYMENT, amount=amount, period=days)


@pytest.mark.parametrize(
    ("more", "in_advance", "later", "rest"),
    [
        # 100.00 too much in May was never for days in September: it is the next holder's at once
        (paid_for("MAY", "100", date(2026, 5, 4), date(2026, 5, 31)), "256.70", "156.70", "168.30"),
        # a period beyond the last day that begins after it is for later days alone
        (paid_for("OCT", "100", date(2026, 9, 21), date(2026, 10, 18)), "256.70", "256.70", "68.30"),
        (paid_for("ONE", "100", CHANGED, CHANGED), "256.70", "256.70", "68.30"),
        # from within a payment's days: 12.05 is due for 7 September alone, and 87.95 is for later days
        (paid_for("ODD", "100", date(2026, 9, 7), date(2026, 9, 8)), "256.70", "256.70", "68.30"),
        # from before there was anything to pay: all that was due comes off
        (paid_for("ALL", "100", date(2026, 3, 1), CHANGED), "256.70", "0.00", "325.00"),
        # what was paid too little before is made up first
        (paid_for("BACK", "1", date(2026, 5, 4), date(2026, 5, 31)), "157.70", "156.70", "69.30"),
    ],
)
def test_of_what_was_paid_beyond_what_was_due_only_what_is_for_later_days_waits_for_them(
    more: Entry, in_advance: str, later: str, rest: str
) -> None:
    final = ended(changing(BalanceOnTransfer.MOVES, SIX_PAID.plus(more)), CHANGE, IN_SEPTEMBER)
    assert (final.in_advance, final.for_later_days) == (Money(in_advance), Money(later))
    sums = {entry.ref: entry.amount for entry in final.opening_entries()}
    assert sums.get("transfer-ahead", Money(0)) == Money(later)
    assert sums["transfer-balance"] == Money(rest)
    rows = [(what, sum_) for what, sum_, _ in final.table().rows]
    assert rows[1:3] == [
        ("of which paid beyond what was due", Money(in_advance)),
        ("of that, for days after the last", Money(later)),
    ]


def test_what_is_for_later_days_is_no_more_than_what_was_paid_beyond_all_that_was_due() -> None:
    """The May payment was 50.00 too little: of the 156.70 for later days, 50.00 makes it up."""
    back = Entry(ref="L", on=date(2026, 5, 8), kind=EntryKind.FUNDER_PAYMENT, amount="50", corrects="F-2")
    less = SIX_PAID.plus(back)
    final = ended(changing(BalanceOnTransfer.MOVES, less), CHANGE, IN_SEPTEMBER)
    assert (final.in_advance, final.for_later_days) == (Money("106.70"), Money("106.70"))


def test_where_it_never_began_all_that_was_paid_is_for_later_days() -> None:
    account = fund().plus(paid_for("F", "337.50", date(2026, 4, 6), MAY_3))
    final = ended(held(account), ending(given_on=date(2026, 4, 1), last_day=date(2026, 4, 5)))
    assert (final.in_advance, final.for_later_days) == (Money("337.50"), Money("337.50"))


@pytest.mark.parametrize(("back", "nhs", "due"), [("5", "5.00", "0.00"), ("15", "0.00", "5.00")])
def test_where_it_never_began_who_got_back_more_than_it_paid_pays_it_in(back: str, nhs: str, due: str) -> None:
    """The council paid 100.00 and the NHS 10.00, of which 5.00 went back, or 5.00 more than all."""
    made = [
        Entry(ref=ref, on=date(2026, 4, 1), kind=kind, amount=amount, party=party)
        for ref, kind, amount, party in (
            ("C", EntryKind.FUNDER_PAYMENT, "100", "council"),
            ("N", EntryKind.FUNDER_PAYMENT, "10", "nhs"),
            ("R", EntryKind.REFUND_TO_FUNDER, back, "nhs"),
        )
    ]
    halves = shared(("council", "1/2"), ("nhs", "1/2"))
    never = ending(given_on=date(2026, 4, 1), last_day=date(2026, 4, 5))
    final = ended(held(fund().plus(*made), halves), never)
    assert {ref: str(part) for ref, part in final.refunds} == {"council": "100.00", "nhs": nhs}
    assert dict(final.due_by_funder)["nhs"] == Money(due)


def test_where_no_payment_says_its_days_the_next_account_opens_with_one_sum() -> None:
    undated = fund(FUNDER_PAYMENT="2025", DIRECT_SUPPORT="1800")
    final = ended(changing(BalanceOnTransfer.MOVES, undated), CHANGE, IN_SEPTEMBER)
    (opening,) = final.opening_entries()
    assert (opening.ref, opening.amount, opening.period) == ("transfer-balance", Money(225), None)
    assert final.for_later_days is None


def test_end_04_for_any_other_cause_it_goes_back_even_so() -> None:
    by = ending(Party.PERSON, given_on=date(2026, 8, 10), last_day=CHANGED - ONE_DAY)
    assert steps(ended(changing(BalanceOnTransfer.MOVES), by, IN_SEPTEMBER))["refund"] == "225.00"
    assert steps(ended(changing(None), by, IN_SEPTEMBER))["refund"] == "225.00"


def test_end_04_what_the_funder_still_owes_is_paid_before_the_balance_moves() -> None:
    """Nothing goes back to the funder here, so there is nothing that its debt could come off."""
    five_paid = fund(FUNDER_PAYMENT="1687.50", DIRECT_SUPPORT="1600")
    final = ended(changing(BalanceOnTransfer.MOVES, five_paid, ARREARS), CHANGE, IN_SEPTEMBER)
    assert steps(final) == {"balance": "87.50", "due_from_funder": "180.80", "transferred": "268.30"}
    back = ended(changing(BalanceOnTransfer.RETURNS, five_paid, ARREARS), CHANGE, IN_SEPTEMBER)
    assert steps(back) == {"balance": "87.50", "refund": "87.50"}
    overspent = fund(FUNDER_PAYMENT="1687.50", DIRECT_SUPPORT="1900")
    final = ended(changing(BalanceOnTransfer.MOVES, overspent, ARREARS), CHANGE, IN_SEPTEMBER)
    assert steps(final) == {"balance": "-212.50", "due_from_funder": "212.50"}


def test_end_04_both_holders_schedules_join_without_gap_or_overlap() -> None:
    arrangement = changing(BalanceOnTransfer.MOVES)
    whole = schedule_payments(arrangement, until=date(2026, 10, 18))
    assert all(after.first_day == before.last_day + ONE_DAY for before, after in pairwise(whole))
    paid_to = [(payment.holder.ref, str(payment.amount)) for payment in whole if payment.holder]
    assert paid_to == [*[("H-7", "337.50")] * 5, ("H-7", "180.80"), ("H-8", "156.70"), ("H-8", "337.50")]
    old = Money.total(payment.amount for payment in whole if payment.holder == Holder(ref="H-7"))
    final = ended(arrangement, CHANGE, IN_SEPTEMBER)
    assert old == Money(2025) - final.in_advance


OURS = NUMBERS.replace(backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT), recovery_limit=Fraction(1))


def test_end_04_no_day_is_paid_twice_where_the_money_for_it_moves() -> None:
    """The old holder got 156.70 for days after its last; it moves, and the next payment is so much less."""
    arrangement = changing(BalanceOnTransfer.MOVES)
    before = schedule_payments(mary(), until=CHANGED)
    history = PaymentHistory().paying(*(PaymentMade.of(payment, payment.due) for payment in before))
    found = reconcile(arrangement, history, on=IN_SEPTEMBER, policy=OURS)
    until = date(2026, 10, 18)
    coming = next_payments(arrangement, found.history, on=IN_SEPTEMBER, until=until, policy=OURS)
    to_new = Money.total(each.amount for each in coming.payments)
    whole = schedule_payments(arrangement, until=until)
    assert history.amount + to_new == whole.totals.amount
    moved = ended(arrangement, CHANGE, IN_SEPTEMBER).transferred
    assert (
        moved + to_new
        == Money("68.30") + whole.beginning_in(span=Period(first_day=CHANGED, last_day=until)).totals.amount
    )


def test_end_04_no_day_is_paid_twice_where_the_balance_returns() -> None:
    """What went back is left out of the history, so that the new holder is paid in full from its first day."""
    arrangement, until = changing(BalanceOnTransfer.RETURNS), date(2026, 10, 18)
    final = ended(arrangement, CHANGE, IN_SEPTEMBER)
    assert final.refund - final.in_advance == Money("68.30")
    whole = schedule_payments(arrangement, until=until)
    to_old = whole.beginning_in(span=Period(first_day=date(2026, 4, 6), last_day=final.last_day))
    history = PaymentHistory().paying(*(PaymentMade.of(payment, payment.due) for payment in to_old))
    found = reconcile(arrangement, history, on=IN_SEPTEMBER, policy=OURS)
    assert found.adjustments == ()
    coming = next_payments(arrangement, found.history, on=IN_SEPTEMBER, until=until, policy=OURS)
    to_new = Money.total(each.amount for each in coming.payments)
    assert to_new == whole.beginning_in(span=Period(first_day=CHANGED, last_day=until)).totals.amount
    assert Money(2025) - final.in_advance + to_new == Money("337.50") * 7


def test_the_fund_of_one_person_may_have_two_holders_entries() -> None:
    """The old holder's transfer out and the new one's transfer in cancel out; what is due is due for all days."""
    moved = ended(changing(BalanceOnTransfer.MOVES), CHANGE, IN_SEPTEMBER)
    goes_on = SIX_PAID.plus(
        *moved.entries(),
        *moved.opening_entries(),
        Entry(ref="F-8", on=date(2026, 9, 21), kind=EntryKind.FUNDER_PAYMENT, amount="337.50"),
    )
    by = ending(given_on=date(2026, 9, 20))
    final = ended(changing(BalanceOnTransfer.MOVES, goes_on), by, date(2026, 10, 20))
    assert (final.last_day, steps(final)) == (date(2026, 10, 18), {"balance": "562.50", "refund": "562.50"})


# Other causes


def test_end_06_on_death_obligations_are_met_and_the_rest_returns() -> None:
    """She died on 17 April, which was told on the 20th; no notice is due: 45.71 of her 80 is for later days.

    A notice of no length lacks no day, though support ended before anybody knew.
    """
    account = fund(promised("30"), FUNDER_PAYMENT="257.50", CONTRIBUTION="80", DIRECT_SUPPORT="140")
    arrangement = held(account, NET, by=terms(notice(), notice(0, reason=TerminationReason.DEATH), refund_days=28))
    by = ending(reason=TerminationReason.DEATH, given_on=date(2026, 4, 20), last_day=date(2026, 4, 17))
    final = ended(arrangement, by)
    assert final.ended.shortfall_days == 0
    assert steps(final) == {
        "balance": "197.50",
        "in_advance": "147.15",
        "outstanding_commitments": "30.00",
        "back_to_person": "45.71",
        "refund": "121.79",
    }
    assert final.refund_due == date(2026, 5, 15)


def test_con_15_on_insolvency_the_account_says_what_should_come_back() -> None:
    """What could not be reclaimed of it is found by CON-15; it lessens no claim."""
    arrangement = held(
        fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="100"),
        by=terms(notice(0, party=Party.HOLDER, reason=TerminationReason.INSOLVENCY)),
    )
    by = ending(Party.HOLDER, TerminationReason.INSOLVENCY, date(2026, 4, 19), lost=Money(200), restored=Money(0))
    assert steps(ended(arrangement, by)) == {"balance": "237.50", "in_advance": "168.75", "refund": "237.50"}


# What is recorded, and what is not


def test_the_ending_that_ends_it_first_counts() -> None:
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="253.12")
    late, early = ending(given_on=GIVEN + ONE_DAY), ending(last_day=APRIL_26)
    arrangement = held(account).replace(endings=(late, ending(), early))
    final = final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS)
    assert final.ended.ending == early
    assert final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS, ending=late).ended.ending == late


LONG_AND_SHORT = terms(
    notice(), notice(0, reason=TerminationReason.DEATH), notice(14, party=Party.HOLDER), notice(27, party=Party.PERSON)
)


@pytest.mark.parametrize(
    ("endings", "first"),
    [
        # the holder says so ten days later, and its notice runs out first
        ((ending(), ending(Party.HOLDER, given_on=date(2026, 4, 16))), 1),
        ((ending(Party.HOLDER, given_on=date(2026, 4, 16)), ending()), 0),
        # she dies while the notice runs
        ((ending(), ending(reason=TerminationReason.DEATH, given_on=date(2026, 4, 20), last_day=date(2026, 4, 19))), 1),
        # both end it on one day: the one that was said first
        ((ending(Party.HOLDER, given_on=date(2026, 4, 19)), ending()), 1),
        ((ending(), ending(Party.HOLDER, given_on=date(2026, 4, 19))), 0),
        # a day apart
        ((ending(), ending(Party.HOLDER, given_on=date(2026, 4, 18))), 1),
        ((ending(), ending(Party.HOLDER, given_on=date(2026, 4, 20))), 0),
    ],
)
def test_of_several_endings_the_earliest_last_day_counts(endings: tuple[Termination, ...], first: int) -> None:
    arrangement = held(fund(FUNDER_PAYMENT="337.50"), by=LONG_AND_SHORT).replace(endings=endings)
    assert final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS).ended.ending == endings[first]


def test_an_ending_that_nobody_may_give_is_refused_beside_one_that_they_may() -> None:
    endings = (ending(), ending(Party.HOLDER))
    arrangement = held(fund(FUNDER_PAYMENT="337.50"), by=terms(notice())).replace(endings=endings)
    with pytest.raises(IsfError, match="the holder has no right to end it"):
        final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS)


def test_the_day_and_the_policy_may_be_given_by_place_and_a_policy_is_as_good_as_its_numbers() -> None:
    arrangement = held(fund(FUNDER_PAYMENT="337.50")).replace(endings=(ending(),))
    by_name = final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS)
    assert (
        final_account_on(arrangement, on=DRAWN_UP, policy=NUMBERS)
        == final_account_on(arrangement, on=DRAWN_UP, policy=PLAIN)
        == by_name
    )


def test_nobody_ends_it() -> None:
    with pytest.raises(IsfError, match="final_account_on: nobody ends it"):
        final_account_on(held(fund()), on=DRAWN_UP, policy=NUMBERS)


def test_an_account_before_the_last_day_is_refused() -> None:
    arrangement = held(fund(FUNDER_PAYMENT="337.50"))
    assert final_account_on(arrangement, on=MAY_3, policy=NUMBERS, ending=ending()).on == MAY_3
    with pytest.raises(IsfError, match="2026-05-02 is before the last day, 2026-05-03"):
        final_account_on(arrangement, on=MAY_3 - ONE_DAY, policy=NUMBERS, ending=ending())


def test_an_account_before_notice_was_given_is_refused() -> None:
    """Support ended on 10 April, and somebody said so on the 20th."""
    arrangement = held(fund(FUNDER_PAYMENT="337.50"))
    told = date(2026, 4, 20)
    by = ending(given_on=told, last_day=date(2026, 4, 10))
    assert final_account_on(arrangement, on=told, policy=NUMBERS, ending=by).ended.notice_shortfall is not None
    said = "2026-04-19 is before the day on which notice was given, 2026-04-20; draw it up afterwards"
    with pytest.raises(IsfError, match=said):
        final_account_on(arrangement, on=told - ONE_DAY, policy=NUMBERS, ending=by)


def test_what_is_no_arrangement_is_refused() -> None:
    with pytest.raises(IsfError, match="give an Arrangement"):
        final_account_on(fund(), on=DRAWN_UP, policy=NUMBERS)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="give a policy, or its parameters"):
        final_account_on(held(fund()), on=DRAWN_UP, policy=None)  # type: ignore[arg-type]


LIABLE = ending(liabilities=owing("20"))
UNPAID = fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60")
NOTHING_KNOWN = mary(
    budget={"actual": None, "contribution": None},
    contract={"first_day": None, "termination": terms(), "clauses": Clauses()},
    arrangement={"fund": Fund()},
)


@pytest.mark.parametrize(
    ("arrangement", "by", "missing"),
    [
        (held(fund()).replace(contract=mary().contract), ending(), ("contract.termination",)),
        (held(fund()), ending(liabilities=None), ("endings.liabilities",)),
        (held(fund(), by=terms()), LIABLE, ("contract.termination.liabilities",)),
        (held(Fund(commitments=())), ending(), ("fund.entries",)),
        (held(Fund(entries=())), ending(), ("fund.commitments",)),
        (held(fund(), {"budget": {"in_house": None}}), ending(), ("budget.in_house",)),
        (held(fund(), {"budget": {"one_offs": None}}), ending(), ("budget.one_offs",)),
        (held(UNPAID, NET), ending(), ("contract.clauses.contribution_risk",)),
        (
            changing(None),
            CHANGE.replace(last_day=None),
            ("contract.termination.on_change_of_holder",),
        ),
        # all that is missing is named at once
        (held(Fund()), ending(liabilities=None), ("endings.liabilities", "fund.entries", "fund.commitments")),
        (
            NOTHING_KNOWN,
            ending(reason=TerminationReason.CHANGE_OF_HOLDER, liabilities=owing("20")),
            (
                "contract.termination.liabilities",
                "contract.termination.on_change_of_holder",
                "fund.entries",
                "fund.commitments",
                "budget.actual",
                "budget.contribution",
                "contract.first_day",
            ),
        ),
    ],
)
def test_what_is_missing_is_named(arrangement: Arrangement, by: Termination, missing: tuple[str, ...]) -> None:
    with pytest.raises(NotRecorded) as raised:
        final_account_on(arrangement, on=IN_SEPTEMBER, policy=NUMBERS, ending=by)
    assert raised.value.fields == missing


def test_what_is_not_needed_is_not_missed() -> None:
    """No liabilities need no clause for them, a contribution that is paid needs no risk."""
    arrangement = held(fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="80"), NET, by=terms())
    assert steps(ended(arrangement)) == {"balance": "337.50", "refund": "337.50"}


# What stands in the account already


@pytest.mark.parametrize(
    ("already", "found"),
    [
        # 253.13 is due and 137.50 left; 84.38 in lieu and 20 for liabilities come off, what is entered does not again
        ({}, {"in_lieu": "84.38", "liabilities": "20.00", "refund": "33.12"}),
        ({"IN_LIEU_OF_NOTICE": "84.37"}, {"in_lieu": "0.01", "liabilities": "20.00", "refund": "33.12"}),
        ({"IN_LIEU_OF_NOTICE": "84.38"}, {"liabilities": "20.00", "refund": "33.12"}),
        ({"IN_LIEU_OF_NOTICE": "84.39"}, {"liabilities": "20.00", "refund": "33.11"}),
        ({"LIABILITY": "19.99"}, {"in_lieu": "84.38", "liabilities": "0.01", "refund": "33.12"}),
        ({"LIABILITY": "20"}, {"in_lieu": "84.38", "refund": "33.12"}),
        ({"LIABILITY": "20.01"}, {"in_lieu": "84.38", "refund": "33.11"}),
        ({"IN_LIEU_OF_NOTICE": "84.38", "LIABILITY": "20", "REFUND_TO_FUNDER": "33.12"}, {}),
    ],
)
def test_what_is_entered_already_is_not_due_again(already: dict[str, str], found: dict[str, str]) -> None:
    arrangement = held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200", **already))
    final = ended(arrangement, EARLY.replace(liabilities=owing("20")))
    after = {name: sum_ for name, sum_ in steps(final).items() if name not in ("balance", "in_advance")}
    assert after == found


@pytest.mark.parametrize(("borne", "found"), [("19.99", "0.01"), ("20", None), ("20.01", None)])
def test_what_the_holder_bore_already_is_not_borne_again(borne: str, found: str | None) -> None:
    account = fund(FUNDER_PAYMENT="257.50", CONTRIBUTION="60", DIRECT_SUPPORT="317.50", HOLDER_BEARS=borne)
    final = ended(held(account, NET, **BY_HOLDER))
    assert steps(final).get("by_holder") == found
    assert final.unpaid_contribution == Money(20)


def test_the_explanation_of_what_is_still_due_in_lieu_says_what_is_paid() -> None:
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200", IN_LIEU_OF_NOTICE="80")
    final = ended(held(account), EARLY)
    assert final.in_lieu_by.what == "pay in lieu still due"
    assert final.in_lieu_by.money == final.in_lieu == Money("4.38")
    assert "paid already: 80.00" in str(final.in_lieu_by)
    whole = ended(held(fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200")), EARLY)
    assert whole.in_lieu_by.what == "pay in lieu of notice"


@pytest.mark.parametrize(
    ("refunded", "in_advance", "due"),
    [("0.01", "84.36", "0.00"), ("84.37", "0.00", "0.00"), ("84.38", "0.00", "0.01"), ("100", "0.00", "15.63")],
)
def test_what_the_funder_got_back_comes_off_what_it_has_paid(refunded: str, in_advance: str, due: str) -> None:
    """253.13 is due up to 26 April: where the balance moves, the funder pays what it got back too much of."""
    by = terms(*(notice(party=party) for party in Party), on_change_of_holder=BalanceOnTransfer.MOVES)
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="100", REFUND_TO_FUNDER=refunded)
    leaves = ending(Party.HOLDER, TerminationReason.CHANGE_OF_HOLDER, last_day=APRIL_26)
    final = ended(held(account, by=by), leaves)
    assert (final.in_advance, final.due_from_funder) == (Money(in_advance), Money(due))


@pytest.mark.parametrize(
    ("due", "net", "given_back", "paid"),
    [
        (100, 60, 0, 60),
        (100, 60, 30, 90),
        (100, 60, 40, 100),
        (100, 60, 41, 100),
        (100, 120, 10, 120),
        (100, -5, 0, -5),
    ],
)
def test_what_went_back_after_the_end_was_paid_of_what_is_due_and_of_no_more(
    due: int, net: int, given_back: int, paid: int
) -> None:
    assert paid_towards(due, net, given_back) == paid


MOVES = terms(
    *(notice(party=party) for party in Party),
    on_change_of_holder=BalanceOnTransfer.MOVES,
    liabilities=CLAUSE,
    refund_days=28,
)


@pytest.mark.parametrize(
    ("arrangement", "by"),
    [
        (held(TOGETHER, NET), ALL_STEPS),
        (held(fund(FUNDER_PAYMENT="193.13", CONTRIBUTION="50", DIRECT_SUPPORT="250"), NET, **BY_HOLDER), ALL_STEPS),
        (held(fund(FUNDER_PAYMENT="193.13", CONTRIBUTION="50", DIRECT_SUPPORT="250"), NET, **BY_FUNDER), ALL_STEPS),
        (held(fund(FUNDER_PAYMENT="675", DIRECT_SUPPORT="337.50"), FROM_A_RATE), EARLY),
        (held(fund(DIRECT_SUPPORT="337.50"), ARREARS, by=MOVES), ending(reason=TerminationReason.CHANGE_OF_HOLDER)),
        (
            held(fund(FUNDER_PAYMENT="300", CONTRIBUTION="100"), NET, by=MOVES),
            ending(reason=TerminationReason.CHANGE_OF_HOLDER),
        ),
    ],
)
def test_drawn_up_anew_with_its_entries_made_it_gives_nothing_more(arrangement: Arrangement, by: Termination) -> None:
    final = ended(arrangement, by)
    assert final.entries()
    closed = arrangement.replace(fund=arrangement.fund.plus(*final.entries()))
    for on in (DRAWN_UP, DRAWN_UP + 200 * ONE_DAY):
        again = ended(closed, by, on)
        assert (again.entries(), again.opening_entries()) == ((), ())
        assert again.balance == again.outstanding_commitments


# How it is shown, and how it closes the account


def test_the_account_in_a_table() -> None:
    final = ended(held(TOGETHER, NET, by=terms(liabilities=CLAUSE, refund_days=28)), ALL_STEPS)
    assert final.table().title == "Final account, last day Sun 26 Apr 2026"
    assert [(row[0], str(row[1])) for row in final.table().rows] == [
        ("balance", "157.50"),
        ("of which paid beyond what was due", "64.37"),
        ("borne by the holder: unpaid contribution", "0.00"),
        ("due from council", "0.00"),
        ("owed for support up to the last day", "-12.00"),
        ("back to the person", "-20.00"),
        ("pay in lieu of notice", "-84.38"),
        ("agreed liabilities", "-11.00"),
        ("refund to council", "30.12"),
    ]
    assert final.table().rows[-1][2] == date(2026, 5, 24)


def lines(node: Explanation) -> list[str]:
    return [str(each).partition("\n")[0].partition(" [")[0] for _, each in node.walk()]


def node_of(final: FinalAccount, what: str) -> Explanation:
    (node,) = (each for _, each in final.explain().walk() if each.what.startswith(what))
    return node


def test_what_goes_back_to_the_person_is_explained_by_what_they_paid_and_what_was_due() -> None:
    back = node_of(ended(held(TOGETHER, NET), ALL_STEPS), "contribution that was too much")
    assert lines(back) == [
        "contribution that was too much, back to the person: 20.00 (the first, less the others)",
        "contribution that the person has paid and not had back: 80.00",
        "contribution due up to the last day, or the cost that it is limited to: 60.00",
    ]


def test_what_is_due_from_the_funder_is_explained_by_what_no_balance_covers() -> None:
    less = fund(promised("12"), FUNDER_PAYMENT="193.13", CONTRIBUTION="50", DIRECT_SUPPORT="250")
    due = node_of(ended(held(less, NET, **BY_HOLDER), ALL_STEPS), "due from the funder")
    assert [str(each).partition("\n")[0] for each in (due, *due.operands)] == [
        "due from the funder: 104.25 (the first, less the others)",
        "what comes off: 107.38 (added up)",
        "balance: -6.87",
        "borne by the holder: unpaid contribution: 10.00",
    ]
    assert [each.amount for each in due.operands[0].operands] == [12, 0, Fraction("84.38"), 11]


def test_what_the_funder_has_yet_to_pay_where_the_balance_moves_is_said_to_be_that() -> None:
    final = ended(
        changing(BalanceOnTransfer.MOVES, fund(FUNDER_PAYMENT="1800", DIRECT_SUPPORT="1500")), CHANGE, IN_SEPTEMBER
    )
    due = node_of(final, "due from the funder")
    assert lines(due) == ["due from the funder: what it has yet to pay for days up to the last: 68.30"]


def closing(final: FinalAccount, **prefix: str) -> list[tuple[str, str, str]]:
    assert all(entry.on == final.on for entry in final.entries(**prefix))
    return [(entry.ref, entry.kind.name, str(entry.amount)) for entry in final.entries(**prefix)]


def test_the_entries_that_close_the_account() -> None:
    assert closing(ended(held(TOGETHER, NET), ALL_STEPS)) == [
        ("final-person", "REFUND_TO_PERSON", "20.00"),
        ("final-lieu", "IN_LIEU_OF_NOTICE", "84.38"),
        ("final-liabilities", "LIABILITY", "11.00"),
        ("final-refund-council", "REFUND_TO_FUNDER", "30.12"),
    ]
    less = fund(promised("12"), FUNDER_PAYMENT="193.13", CONTRIBUTION="50", DIRECT_SUPPORT="250")
    assert closing(ended(held(less, NET, **BY_HOLDER), ALL_STEPS), prefix="E") == [
        ("E-holder", "HOLDER_BEARS", "10.00"),
        ("E-lieu", "IN_LIEU_OF_NOTICE", "84.38"),
        ("E-liabilities", "LIABILITY", "11.00"),
        ("E-in-council", "FUNDER_PAYMENT", "104.25"),
    ]


def test_once_what_is_owed_is_paid_the_account_is_at_zero() -> None:
    arrangement = held(TOGETHER, NET)
    final = ended(arrangement, ALL_STEPS)
    (owed,) = arrangement.fund.commitments or ()
    assert isinstance(owed, Commitment)
    paid = Entry(ref="P", on=DRAWN_UP, kind=EntryKind.OTHER_PROVIDER, amount=owed.amount, commitment=owed.ref)
    at = balance_on(arrangement.fund.plus(*final.entries(), paid), on=DRAWN_UP)
    assert (at.balance, at.committed) == (Money(0), Money(0))


def test_a_rise_from_the_day_after_the_last_counts_in_lieu_only() -> None:
    risen = Timeline(Rate.weekly("84.375"), (APRIL_26 + ONE_DAY, Rate.weekly("90")))
    account = fund(FUNDER_PAYMENT="337.50", DIRECT_SUPPORT="200")
    final = ended(held(account, {"budget": {"actual": risen}}), EARLY)
    assert steps(final) == {"balance": "137.50", "in_advance": "84.37", "in_lieu": "90.00", "refund": "47.50"}


@pytest.mark.parametrize(
    ("lost", "restored", "unreclaimed"),
    [(None, None, "0"), ("0", None, "0"), ("100", None, "100"), ("100", "40", "60"), ("100", "100.01", "0")],
)
def test_con_15_what_insolvency_took_and_nobody_restored(
    lost: str | None, restored: str | None, unreclaimed: str
) -> None:
    by = ending(reason=TerminationReason.INSOLVENCY, given_on=date(2026, 8, 10), lost=lost, restored=restored)
    final = ended(held(SIX_PAID, by=terms(notice(28))), by, IN_SEPTEMBER)
    assert final.refund == Money(225)
    assert final.unreclaimed == Money(unreclaimed)


def test_con_15_no_more_is_lost_than_was_to_come_back() -> None:
    by = ending(reason=TerminationReason.INSOLVENCY, given_on=date(2026, 8, 10), lost="1000")
    assert ended(held(SIX_PAID, by=terms(notice(28))), by, IN_SEPTEMBER).unreclaimed == Money(225)


def test_the_entries_that_close_the_account_say_for_which_days_they_are() -> None:
    """So that whoever asks which money is for days yet to come is not told that it is not recorded."""
    short = ending(last_day=date(2026, 4, 26), liabilities=owing("30"))
    arrangement = held(fund(FUNDER_PAYMENT="50"))
    final = ended(arrangement, short)
    support = Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 26))
    assert {each.kind: each.period for each in final.entries()} == {
        EntryKind.IN_LIEU_OF_NOTICE: Period(first_day=date(2026, 4, 27), last_day=MAY_3),
        EntryKind.LIABILITY: support,
        EntryKind.FUNDER_PAYMENT: support,
    }


def test_what_is_no_ending_is_refused_by_name() -> None:
    wrong: Any = date(2026, 9, 30)
    with pytest.raises(IsfError, match=r"final_account_on\.ending: .* give a Termination"):
        final_account_on(held(fund()), on=DRAWN_UP, policy=NUMBERS, ending=wrong)


@pytest.mark.parametrize("placement", list(Placement))
@pytest.mark.parametrize(
    ("entered", "left"), [({}, "16.88"), ({"MANAGEMENT_FEE": "10"}, "6.88"), ({"MANAGEMENT_FEE": "20"}, "0.00")]
)
def test_what_of_the_agreed_fee_is_not_entered_is_shown_and_taken_from_nobody(
    entered: dict[str, str], left: str, placement: Placement
) -> None:
    """5% of 337.50 is 16.875: an account that does not have it would give it back to the funder without a word."""
    fee = {"contract": {"fee": PercentageFee(percent="5", base=FeeBase.GROSS), "fee_placement": placement}}
    final = ended(held(fund(FUNDER_PAYMENT="337.50", **entered), fee))
    assert str(final.fee_not_entered) == left
    assert ("agreed fee that is not entered" in str(final)) is bool(final.fee_not_entered)
    assert final.refund == final.balance
