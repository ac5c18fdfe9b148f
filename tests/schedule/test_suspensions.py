"""Suspensions: what is paid meanwhile, by each reading, at the edges of the agreed days."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, MONTHLY, NET, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import away, explained, meanwhile, schedule_of, varied, varying

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Convention,
    FixedFee,
    InHouse,
    NotRecorded,
    Period,
    Placement,
    Rate,
    assess,
    schedule_payments,
)
from isf_core.errors import ImpossiblePeriod, TooLarge
from isf_core.model import FeeBase, Meanwhile, PercentageFee, Suspension, SuspensionRule

IN, OUT = date(2026, 6, 15), date(2026, 7, 26)
"""Mary's stay: its first 28 days end on 12 July, in the fourth payment (29 June to 26 July)."""
STAY = Suspension(first_day=IN, last_day=OUT)


# What is refused


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("first_day", None),
        ("first_day", "2026-06-15"),
        ("first_day", datetime(2026, 6, 15)),  # noqa: DTZ001  # a moment is no day
        ("last_day", None),
        ("last_day", "open-ended"),
        ("last_day", datetime(2026, 7, 26)),  # noqa: DTZ001
        ("reason", " "),
        ("reason", "hospital"),
        ("reason", 7),
    ],
)
def test_a_suspension_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: STAY.replace(**{field: wrong}), f"Suspension.{field}")


def test_it_does_not_end_before_it_begins() -> None:
    assert STAY.replace(last_day=IN).last_day == IN
    refused(lambda: STAY.replace(last_day=date(2026, 6, 14)), "Suspension.last_day", kind=ImpossiblePeriod)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("full_days", -1),
        ("full_days", 28.0),
        ("full_days", True),
        ("full_days", 3_661),
        ("retainer", "-0.01"),
        ("retainer", "1.01"),
        ("retainer", 0.5),
        ("retainer", None),
        ("retainer", "1" * 5_000),
        ("retainer", Fraction(2**600, 3)),
        ("contribution", "in full"),
        ("fee", None),
    ],
)
def test_a_rule_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: SuspensionRule().replace(**{field: wrong}), f"SuspensionRule.{field}")


def test_no_day_is_suspended_twice() -> None:
    def several(*stays: Suspension) -> Any:
        return mary(arrangement={"suspensions": stays})

    next_day = Suspension(first_day=date(2026, 7, 27), last_day=OPEN_ENDED)
    assert len(several(next_day, STAY).suspensions) == 2
    for wrong in (next_day.replace(first_day=OUT), STAY, STAY.replace(last_day=IN)):
        refused(lambda wrong=wrong: several(STAY, wrong), "Arrangement.suspensions", "overlap")  # type: ignore[misc]
    later = Suspension(first_day=date(2027, 1, 1), last_day=date(2027, 1, 2))
    refused(lambda: several(later, next_day), "the one from 2026-07-27 and the one from 2027-01-01 overlap")
    refused(lambda: several(*[STAY] * 1_001), "Arrangement.suspensions", kind=TooLarge)
    refused(lambda: mary(arrangement={"suspensions": (IN,)}), "Arrangement.suspensions[0]")


def test_what_is_paid_meanwhile_is_asked_for_only_where_something_is_suspended() -> None:
    with pytest.raises(NotRecorded) as caught:
        paid(**away(IN, OUT))
    assert caught.value.fields == ("contract.suspension",)
    assert assess(mary(**away(IN, OUT)), on=IN, until=OUT).missing == ("contract.suspension",)
    assert paid(policy=meanwhile(0, "0")) == paid()


def test_a_stay_at_the_end_of_all_days_is_no_accident() -> None:
    endless = away(date(9999, 12, 30), date.max)
    for full_days in (None, 28):  # nobody lives to see the retainer
        assert paid(policy=meanwhile(full_days), **endless) == paid()


# How long it is paid in full


@pytest.mark.parametrize(
    ("full_days", "fourth"),
    [
        (None, "337.50"),  # for as long as it lasts: the money becomes surplus (Lancashire, 6.15)
        (42, "337.50"),
        (43, "337.50"),
        (41, "331.47"),  # the retainer on one day: 84.375 / 7 / 2 less
        (28, "253.13"),
        (14, "168.75"),
        (0, "168.75"),
    ],
)
def test_in_full_for_the_agreed_days_and_no_longer(full_days: int | None, fourth: str) -> None:
    schedule = paid(policy=meanwhile(full_days), **away(IN, OUT))
    assert str(schedule[3].amount) == fourth
    assert str(schedule[2].amount) == ("253.13" if full_days == 0 else "337.50")
    assert column(schedule, "amount")[4:] == ["337.50"] * 9
    assert explained(schedule)


@pytest.mark.parametrize(("last_day", "fourth"), [(date(2026, 7, 12), "337.50"), (date(2026, 7, 13), "331.47")])
def test_a_stay_that_ends_on_the_last_full_day_or_the_day_after(last_day: date, fourth: str) -> None:
    assert str(paid(policy=meanwhile(28), **away(IN, last_day))[3].amount) == fourth


@pytest.mark.parametrize(
    ("retainer", "fourth"), [("0", "168.75"), ("1", "337.50"), ("0.25", "210.94"), ("0.5", "253.13")]
)
def test_then_the_retainer_or_nothing(retainer: str, fourth: str) -> None:
    assert str(paid(policy=meanwhile(28, retainer), **away(IN, OUT))[3].amount) == fourth


def test_one_that_is_open_ended_goes_on_for_ever() -> None:
    for full_days in (0, 28):
        schedule = paid(policy=meanwhile(full_days), **away(IN, OPEN_ENDED))
        assert column(schedule, "amount")[4:] == ["168.75"] * 9
    assert column(paid(policy=meanwhile(None), **away(IN, OPEN_ENDED)), "amount") == ["337.50"] * 13


def test_a_stay_from_before_the_first_day_counts_its_days_from_its_own() -> None:
    early = paid(policy=meanwhile(28), **away(date(2026, 3, 23), date(2026, 5, 3)))
    assert str(early[0].amount) == "253.13"
    before = paid(policy=meanwhile(28), **away(date(2026, 2, 1), date(2026, 3, 31)))
    assert before == paid()


def test_in_part_periods_at_both_ends() -> None:
    facts = merged(
        away(FIRST_DAY, OPEN_ENDED), {"contract": {"first_day": date(2026, 4, 15), "last_day": date(2026, 6, 10)}}
    )
    schedule = paid(policy=meanwhile(0), **facts)
    assert column(schedule, "amount") == ["114.51", "168.75", "60.27"]  # half of 84.375 x 19/7, of 337.50, x 10/7
    assert explained(schedule)


def test_two_stays_in_one_period() -> None:
    stays = (
        Suspension(first_day=FIRST_DAY, last_day=FIRST_DAY),
        Suspension(first_day=date(2026, 4, 10), last_day=date(2026, 4, 12)),
    )
    schedule = paid(policy=meanwhile(0, "0"), arrangement={"suspensions": stays})
    assert str(schedule[0].amount) == "289.29"  # 24 days of 28


def test_a_rate_that_changes_during_a_stay_is_retained_at_its_own_amount() -> None:
    change = varying(date(2026, 7, 20), ("budget.actual", Rate.weekly(90)))
    schedule = schedule_payments(varied(change, **away(IN, OUT)), until=date(2026, 8, 23), policy=meanwhile(28))
    # 14 days in full, 7 at half of 84.375, 7 at half of 90
    assert column(schedule, "amount")[3:] == ["255.94", "360.00"]
    assert explained(schedule)


def test_an_instalment_by_the_month_is_retained_by_days() -> None:
    facts = merged(
        away(date(2026, 6, 16), date(2026, 6, 30)),
        {
            "payment": {"cycle": MONTHLY},
            "budget": {"actual": Rate.monthly(300)},
            "contract": {"first_day": date(2026, 4, 1)},
        },
    )
    schedule = paid(policy=meanwhile(0), **facts)
    assert column(schedule, "amount")[:4] == ["300.00", "300.00", "225.00", "300.00"]
    running = paid(policy=meanwhile(0), **merged(facts, {"budget": {"actual": Rate.annual("4387.50")}}))
    assert column(running, "amount")[:4] == ["365.63", "365.62", "274.22", "365.62"]
    assert explained(running)


# What of the contribution


@pytest.mark.parametrize(
    ("reading", "third", "fourth", "fifth"),
    [
        (Meanwhile.IN_FULL, "80.00", "80.00", "80.00"),
        (Meanwhile.WITH_THE_RETAINER, "80.00", "60.00", "80.00"),
        (Meanwhile.THROUGHOUT, "60.00", "40.00", "80.00"),
    ],
)
def test_the_contribution_is_reduced_only_as_the_rule_says(
    reading: Meanwhile, third: str, fourth: str, fifth: str
) -> None:
    schedule = paid(policy=meanwhile(contribution=reading), **merged(NET, away(IN, OUT)))
    assert column(schedule, "contribution")[2:5] == [third, fourth, fifth]
    assert column(schedule, "budget")[2:5] == ["337.50", "253.13", "337.50"]
    assert explained(schedule)


@pytest.mark.parametrize("reading", Meanwhile)
def test_the_contribution_is_never_above_the_payment(reading: Meanwhile) -> None:
    nothing = paid(policy=meanwhile(0, "0", reading), **merged(NET, away(IN, OUT)))
    assert (str(nothing[3].budget), str(nothing[3].contribution), str(nothing[3].amount)) == ("0.00", "0.00", "0.00")
    little = paid(policy=meanwhile(0, "0.2", reading), **merged(NET, away(IN, OUT)))
    taken = {Meanwhile.IN_FULL: "67.50", Meanwhile.NOTHING: "0.00"}.get(reading, "16.00")
    assert (str(little[3].budget), str(little[3].contribution)) == ("67.50", taken)
    assert explained(nothing)
    assert explained(little)


def test_throughout_reduces_the_contribution_even_while_the_budget_is_paid_in_full() -> None:
    schedule = paid(policy=meanwhile(None, "0.5", Meanwhile.THROUGHOUT), **merged(NET, away(IN, OUT)))
    assert column(schedule, "budget")[2:5] == ["337.50"] * 3
    assert column(schedule, "contribution")[2:5] == ["60.00", "40.00", "80.00"]


def test_in_house_services_are_retained_with_the_budget() -> None:
    facts = merged(away(IN, OUT), {"budget": {"in_house": (InHouse(what="day service", cost=Rate.weekly(14)),)}})
    schedule = paid(policy=meanwhile(28), **facts)
    assert column(schedule, "in_house")[3:5] == ["42.00", "56.00"]
    assert explained(schedule)


# What of the fee


@pytest.mark.parametrize(
    ("reading", "third", "fourth"),
    [
        (Meanwhile.IN_FULL, "40.00", "40.00"),
        (Meanwhile.WITH_THE_RETAINER, "40.00", "30.00"),
        (Meanwhile.THROUGHOUT, "30.00", "20.00"),
    ],
)
@pytest.mark.parametrize("place", Placement)
def test_the_fee_is_reduced_only_as_the_rule_says(
    reading: Meanwhile, third: str, fourth: str, place: Placement
) -> None:
    facts = merged(away(IN, OUT), {"contract": {"fee": FixedFee(per_week="10"), "fee_placement": place}})
    schedule = paid(policy=meanwhile(fee=reading), **facts)
    name = "fee" if place is Placement.INSIDE else "fee_on_top"
    assert column(schedule, name)[2:5] == [third, fourth, "40.00"]
    assert explained(schedule)


def test_a_running_total_runs_on_through_a_stay() -> None:
    schedule = paid(
        policy=meanwhile(28), **merged(away(IN, OUT), {"payment": {"convention": Convention.RUNNING_TOTAL}})
    )
    assert column(schedule, "amount")[3:6] == ["253.13", "337.50", "337.50"]
    assert (
        schedule.totals.amount.exact
        == schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=schedule.span.last_day)).budget
        + (schedule.rounding["budget"])
    )
    assert explained(schedule)


def test_no_reading_of_the_rule_is_assumed() -> None:
    assert PLAIN.parameters.suspension is None


@pytest.mark.parametrize("by", [Meanwhile.IN_FULL, Meanwhile.WITH_THE_RETAINER])
@pytest.mark.parametrize("base", list(FeeBase))
def test_a_percentage_of_what_is_not_paid_is_explained_as_if_nothing_were_suspended(
    base: FeeBase, by: Meanwhile
) -> None:
    """Nothing is paid for the first period, and the fee is 5% of what would be."""
    fee = {"fee": PercentageFee(percent="5", base=base), "fee_placement": Placement.ON_TOP}
    policy = meanwhile(full_days=0, retainer="0.5", fee=by)
    stay = away(date(2026, 4, 6), date(2026, 5, 3))
    payment = schedule_of(mary(**merged(stay, {"contract": fee})), policy=policy)[0]
    assert "fee, as if nothing were suspended" in str(payment.explain("fee_on_top"))
    whole = schedule_of(mary(contract=fee), policy=policy)[0]
    assert "suspended" not in str(whole.explain("fee_on_top"))
    assert payment.explain("fee_on_top").value() == payment.fee_on_top.exact.pounds
