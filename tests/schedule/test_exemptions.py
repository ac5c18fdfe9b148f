"""Exemptions in the schedule: what is free from day to day lowers what is taken (BUD-11)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.asking import column, paid
from support.time_cases import schedule_of, varied, varying

from isf_core import (
    PLAIN,
    Exemption,
    Frequency,
    Funder,
    FunderKind,
    FundingShare,
    Ground,
    NotRecorded,
    OneSupport,
    PayCycle,
    Rate,
    Support,
    SupportPlan,
    Timeline,
    schedule_payments,
)
from isf_core.model import Basis
from isf_core.schedule import budget_statement, resolve_terms
from isf_core.schedule.charges import charges_for
from isf_core.schedule.exemptions import Free, free_on, freed_by, freed_over_time

START = date(2026, 4, 6)
HOMECARE = Support.by_rate("homecare", (), Rate.weekly("70"))
ALARM = Support.by_rate("alarm", (), Rate.weekly("30"))
BOTH = SupportPlan(outcomes=(), supports=(HOMECARE, ALARM))


def exempt(*exemptions: Exemption, contribution: str = "80", plan: SupportPlan = BOTH, **facts: Any) -> dict[str, Any]:
    """100 a week, as the plan costs, and a contribution that Mary pays to the holder."""
    budget = {"actual": Rate.weekly("100"), "contribution": Rate.weekly(contribution), "exemptions": exemptions}
    return merged(NET, {"budget": budget, "arrangement": {"plan": plan}}, facts)


def free(part: Any = Fraction(1), ground: Ground = Ground.AFTERCARE, first_day: date = START, **how: Any) -> Exemption:
    return Exemption(ground=ground, first_day=first_day, part=part, **how)


def taken(*exemptions: Exemption, **facts: Any) -> str:
    return str(paid(**exempt(*exemptions, **facts))[0].contribution)


def test_one_support_that_is_free_twice_is_charged_for_in_between() -> None:
    alarm = OneSupport("alarm")
    twice = (
        free(alarm, first_day=START, last_day=date(2026, 4, 12)),
        free(alarm, first_day=date(2026, 4, 20), last_day=date(2026, 4, 26)),
    )
    weekly: Any = {"payment": {"cycle": PayCycle(Frequency.WEEKLY, anchor=START)}}
    schedule = paid(**exempt(*twice, contribution="100", **weekly))
    assert column(schedule, "contribution")[:5] == ["70.00", "100.00", "70.00", "100.00", "100.00"]


def test_what_is_free_on_a_day_is_what_the_exemptions_that_cover_it_free() -> None:
    alarm, days = OneSupport("alarm"), [START + timedelta(days=number) for number in range(-1, 40)]
    exemptions = tuple(
        free(part, first_day=START + timedelta(days=first), last_day=None if last is None else START + timedelta(last))
        for first, last, part in (
            *((0, 9, alarm), (5, 20, alarm), (21, 30, alarm), (3, 3, "0.25"), (3, 7, Rate.weekly(7))),
            *((8, None, Fraction(1, 3)), (8, 12, Rate.monthly(26)), (12, 12, alarm)),
        )
    )
    freed, _ = freed_by(exemptions, Timeline(BOTH))
    over_time = freed_over_time(freed, Fraction(52))
    for on in days:
        covering = tuple(each for each in freed if each.exemption.covers(on))
        assert free_on(over_time, on) == free_on(freed_over_time(covering, Fraction(52)), on)
        assert (free_on(over_time, on) == Free()) is not bool(covering)


@pytest.mark.parametrize(("shares", "together"), [("1/2", "1/2"), ("1", "1"), ("3/2", "1")])
def test_shares_are_together_no_more_than_all(shares: str, together: str) -> None:
    assert Free(shares=Fraction(shares)).shares_of_all == Fraction(together)


def test_g9_six_weeks_of_reablement_are_free_in_the_schedule() -> None:
    reablement = free(ground=Ground.REABLEMENT, last_day=date(2026, 7, 26))
    assert column(paid(**exempt(reablement, contribution="40")), "contribution")[:4] == [
        "0.00",
        "80.00",
        "160.00",
        "160.00",
    ]
    # Two records are two periods, each with six weeks of its own, also where they adjoin.
    weeks = (free(ground=Ground.REABLEMENT, last_day=date(2026, 5, 17)), date(2026, 5, 18), date(2026, 6, 28))
    new = free(ground=Ground.REABLEMENT, first_day=weeks[1], last_day=weeks[2])
    assert column(paid(**exempt(weeks[0], new, contribution="40")), "contribution")[:4] == ["0.00"] * 3 + ["160.00"]
    shorter = free(ground=Ground.REABLEMENT, last_day=date(2026, 4, 19))
    assert taken(shorter, contribution="40") == "80.00"


@pytest.mark.parametrize(
    ("part", "most"),
    [
        (Fraction(1), "0.00"),
        ("0.5", "200.00"),
        ("0", "320.00"),
        (Rate.weekly("30"), "280.00"),
        (Rate.four_weekly("500"), "0.00"),
        (OneSupport("alarm"), "280.00"),
        (OneSupport("homecare"), "120.00"),
    ],
)
def test_g9_an_exemption_frees_all_of_it_a_share_a_sum_or_a_service(part: Any, most: str) -> None:
    assert taken(free(part)) == most
    payment = paid(**exempt(free(part)))[0]
    assert payment.explain().value() == payment.amount.exact.pounds


def test_g9_what_is_free_lowers_a_charge_only_where_less_is_left_than_was_assessed() -> None:
    assert taken(free("0.5"), contribution="40") == "160.00"
    assert taken(free("0.5"), contribution="50") == "200.00"
    assert taken(free("0.5"), contribution="50.01") == "200.00"


def test_g9_several_exemptions_add_up_and_a_service_counts_once() -> None:
    assert taken(free("0.25"), free(Rate.weekly(40))) == "140.00"
    assert taken(free("0.75"), free(Rate.weekly(40))) == "0.00"
    twice = (free(OneSupport("alarm")), free(OneSupport("alarm"), Ground.EXEMPT_PERSON))
    assert taken(*twice) == "280.00"
    assert taken(*twice, free(OneSupport("homecare"))) == "0.00"


def test_g9_an_exemption_counts_from_its_first_day_to_its_last() -> None:
    for first, last, freed in ((0, 6, 7), (27, 60, 1), (-9, 0, 1), (28, 60, 0), (-9, -1, 0)):
        exemption = free(first_day=START + timedelta(days=first), last_day=START + timedelta(days=last))
        assert taken(exemption, contribution="70") == f"{280 - 10 * freed}.00"
    assert taken(free(last_day=date.max)) == "0.00"


def test_an_exemption_may_last_to_the_end_of_the_calendar() -> None:
    assert taken(free(last_day=date(9999, 12, 31))) == "0.00"


def test_g9_a_service_is_free_at_what_the_plan_of_the_day_says_it_costs() -> None:
    dearer = BOTH.replace(supports=(HOMECARE, Support.by_rate("alarm", (), Rate.weekly("50"))))
    without = BOTH.replace(supports=(HOMECARE,))
    changes = varying(date(2026, 5, 4), ("plan", dearer)), varying(date(2026, 6, 1), ("plan", without))
    schedule = schedule_of(varied(*changes, **exempt(free(OneSupport("alarm")))))
    assert column(schedule, "contribution")[:3] == ["280.00", "200.00", "320.00"]


def test_g9_a_service_that_is_bought_once_lowers_no_weekly_charge() -> None:
    rail = BOTH.replace(supports=(HOMECARE, ALARM, Support.once("rail", (), "120")))
    assert taken(free(OneSupport("rail"), Ground.EQUIPMENT), plan=rail) == "320.00"


def test_g9_of_a_cost_of_nothing_nothing_is_charged() -> None:
    assert taken(free(Rate.weekly(10)), budget={"actual": Rate.weekly(0)}) == "0.00"


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (BOTH.replace(supports=None), "plan.supports"),
        (BOTH.replace(supports=(HOMECARE,)), "plan.supports[alarm]"),
        (BOTH.replace(supports=(HOMECARE, Support(ref="alarm"))), "plan.supports[alarm].cost"),
    ],
)
def test_what_is_not_recorded_of_a_free_service_is_asked_for_where_the_payment_needs_it(
    plan: SupportPlan, missing: str
) -> None:
    policy = PLAIN.with_parameters("ours", pays=None)
    net = mary(**exempt(free(OneSupport("alarm")), plan=plan))
    with pytest.raises(NotRecorded) as caught:
        schedule_payments(net, until=date(2026, 5, 3), policy=policy)
    assert missing in caught.value.fields
    gross = net.replace(contract=net.contract.replace(payment=net.contract.payment.replace(basis=Basis.GROSS)))
    assert str(schedule_payments(gross, until=date(2026, 5, 3))[0].amount) == "400.00", "it does not need it"
    with pytest.raises(NotRecorded) as caught:
        charges_for(gross, until=date(2026, 5, 3), policy=PLAIN)
    assert caught.value.fields == (missing,)
    with pytest.raises(NotRecorded) as caught:
        budget_statement(resolve_terms(gross, policy=PLAIN.parameters), on=START)
    assert caught.value.fields == (missing,)


def test_who_pays_nothing_is_asked_nothing_of_what_is_free() -> None:
    nothing = exempt(free(OneSupport("rail")), contribution="0")
    assert paid(**nothing)[0].resolved.freed == ()


def test_the_charge_under_gross_payment_is_lower_too() -> None:
    gross = mary(**exempt(free("0.5"), payment={"basis": Basis.GROSS}))
    charges = charges_for(gross, until=date(2026, 5, 3), policy=PLAIN)
    assert str(charges[0].amount) == "200.00"


def test_each_funder_bears_the_same_part_of_what_is_exempt_as_of_the_rest() -> None:
    council, nhs = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="NHS", kind=FunderKind.NHS)
    shares = (FundingShare(funder=council, share="0.6"), FundingShare(funder=nhs, share="0.4"))
    payment = paid(**exempt(free("0.5"), arrangement={"funding": shares}))[0]
    assert str(payment.contribution) == "120.00", "60% of the half that is not exempt"
    assert {ref: str(part) for ref, part in payment.by_funder().items()} == {"council": "120.00", "NHS": "160.00"}


def test_an_explanation_names_the_ground_and_its_source() -> None:
    both = (free("0.25"), free(OneSupport("alarm"), Ground.EQUIPMENT))
    why = str(paid(**exempt(*both))[0].explain("contribution"))
    assert "the part that is not exempt (aftercare under section 117; community equipment" in why
    assert "Mental Health Act 1983, section 117" in why
    assert "regulation 3" in why
