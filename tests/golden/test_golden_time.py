"""The golden numbers of what changes over time: suspensions, adjustments, funders, recoveries."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.asking import column, paid

from isf_core import PLAIN, Arrangement, Basis, Funder, FundingShare, Money, Policy, Rate, as_known, schedule_payments
from isf_core.model import Backdating, Change, HowFarBack, Meanwhile, Suspension, SuspensionRule, Variation
from isf_core.pay_runs import Decision, PaymentHistory, PaymentMade, next_payments, reconcile

HOSPITAL: dict[str, Any] = {
    "arrangement": {"suspensions": (Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 7, 26)),)}
}


def suspending(contribution: Meanwhile = Meanwhile.IN_FULL) -> Policy:
    rule = SuspensionRule(full_days=28, retainer="0.5", contribution=contribution)
    return PLAIN.with_parameters("suspending", suspension=rule)


def test_g13_a_hospital_stay_full_for_28_days_then_half() -> None:
    schedule = paid(policy=suspending(), **HOSPITAL)
    assert column(schedule, "amount") == ["337.50"] * 3 + ["253.13"] + ["337.50"] * 9


@pytest.mark.parametrize(
    ("contribution", "paid_then"),
    [
        (Meanwhile.IN_FULL, "173.13"),
        (Meanwhile.THROUGHOUT, "213.13"),
        (Meanwhile.WITH_THE_RETAINER, "193.13"),  # the third reading: halved only on the retainer's 14 days
    ],
)
def test_g13_the_contribution_meanwhile(contribution: Meanwhile, paid_then: str) -> None:
    schedule = paid(policy=suspending(contribution), **merged(NET, HOSPITAL))
    assert str(schedule[3].amount) == paid_then


BACKDATED = PLAIN.with_parameters(
    "backdating", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT), recovery_limit="0.5"
)
KNOWN = date(2026, 7, 20)


def raised_from(effective: date, **facts: Any) -> Arrangement:
    change = Variation(effective=effective, known_from=KNOWN, changes=(Change("budget.actual", Rate.weekly("90")),))
    return mary(arrangement={"variations": (change,)}, **facts)


def four_paid(arrangement: Arrangement) -> PaymentHistory:
    """Payments 1 to 4, as the arrangement was known before the change."""
    before = schedule_payments(as_known(arrangement, on=date(2026, 4, 1)), until=date(2026, 7, 26))
    return PaymentHistory().paying(*(PaymentMade.of(payment, payment.due) for payment in before[:4]))


@pytest.mark.parametrize(
    ("effective", "by_period", "fifth"),
    [
        (date(2026, 6, 1), ["22.50", "22.50"], "405.00"),
        (date(2026, 6, 10), ["15.27", "22.50"], "397.77"),
    ],
    ids=["g14", "g14b"],
)
def test_g14_a_backdated_rise_is_adjusted_by_original_period(effective: date, by_period: list[str], fifth: str) -> None:
    arrangement = raised_from(effective)
    found = reconcile(arrangement, four_paid(arrangement), on=KNOWN, policy=BACKDATED.parameters)
    assert [str(each.amount) for each in found.adjustments] == by_period
    assert found.withheld == ()
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=date(2026, 9, 20), policy=BACKDATED.parameters)
    assert str(upcoming.payments[0].payment.amount) == "360.00"
    assert str(upcoming.payments[0].amount) == fifth
    assert str(upcoming.payments[1].amount) == "360.00"
    again = reconcile(arrangement, found.history, on=KNOWN, policy=BACKDATED.parameters)
    assert again.adjustments == ()


def test_g21_two_funders() -> None:
    council, nhs = Funder(ref="council"), Funder(ref="NHS")
    funding = (FundingShare(funder=council, share="0.6"), FundingShare(funder=nhs, share="0.4"))
    schedule = paid(arrangement={"funding": funding})
    assert [payment.by_funder() for payment in schedule] == [{"council": Money("202.50"), "NHS": Money("135.00")}] * 13
    assert schedule.for_funder("NHS").amount == Money("1755.00")


def test_g21b_a_part_period_is_split_as_it_was_rounded() -> None:
    funding = (
        FundingShare(funder=Funder(ref="council"), share="0.6"),
        FundingShare(funder=Funder(ref="NHS"), share="0.4"),
    )
    first = paid(contract={"first_day": date(2026, 4, 15)}, arrangement={"funding": funding})[0]
    assert first.amount == Money("229.02")
    assert first.by_funder() == {"council": Money("137.41"), "NHS": Money("91.61")}


def test_g28_net_becomes_gross_on_a_date() -> None:
    change = Variation(
        effective=date(2026, 5, 4),
        known_from=date(2026, 4, 20),
        changes=(Change("contract.payment.basis", Basis.GROSS),),
    )
    schedule = paid(**merged(NET, {"arrangement": {"variations": (change,)}}))
    assert column(schedule, "amount") == ["257.50"] + ["337.50"] * 12
    assert column(schedule, "contribution") == ["80.00"] + ["0.00"] * 12  # what the person owes the holder


def test_g30_a_recovery_is_spread() -> None:
    arrangement = mary()
    schedule = paid()
    owed = Decision(amount=Money("-500"), reason="unspent", decided_by="panel", decided_on=date(2026, 5, 20))
    history = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in schedule[:2])).deciding(owed)
    upcoming = next_payments(
        arrangement, history, on=date(2026, 5, 20), until=date(2026, 8, 23), policy=BACKDATED.parameters
    )
    assert [str(-each.adjusted) for each in upcoming] == ["168.75", "168.75", "162.50"]
    assert [str(each.amount) for each in upcoming] == ["168.75", "168.75", "175.00"]
    assert upcoming.left == Money(0)
    assert sum((each.explain().value() for each in upcoming), Fraction(0)) == Fraction("512.5")
