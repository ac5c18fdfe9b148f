"""Suspensions in steps, by contract and by reason, and over records that adjoin (PAY-07)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.arrangements import FIRST_DAY, NET, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import away, explained, meanwhile

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Basis,
    FixedFee,
    InHouse,
    NotRecorded,
    Period,
    Placement,
    Policy,
    Rate,
    Schedule,
)
from isf_core.model import (
    Meanwhile,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    SuspensionRules,
    SuspensionStep,
)

IN, OUT = date(2026, 6, 1), date(2026, 7, 26)
"""Eight weeks: the third payment and the fourth."""
HOSPITAL, RESPITE, HOLIDAY = SuspensionReason.HOSPITAL, SuspensionReason.RESPITE, SuspensionReason.HOLIDAY
NOTHING_LEFT = SuspensionRule(full_days=28, retainer=0)


def by(rule: SuspensionRule | SuspensionRules | None) -> Policy:
    """A policy with one rule of what is paid meanwhile."""
    return PLAIN.with_parameters("Ourshire", suspension=rule)


def stays(*suspensions: Suspension, **facts: Any) -> dict[str, Any]:
    return {"arrangement": {"suspensions": suspensions}, **facts}


def stay(first_day: date, last_day: Any, reason: SuspensionReason | None = None) -> Suspension:
    return Suspension(first_day=first_day, last_day=last_day, reason=reason)


def steps(*shares: tuple[int, str]) -> tuple[SuspensionStep, ...]:
    return tuple(SuspensionStep(from_day=day, share=share) for day, share in shares)


def middle(schedule: Schedule, name: str = "amount") -> list[str]:
    """The third payment and the fourth."""
    assert explained(schedule)
    assert column(schedule, "budget")[4:] == ["337.50"] * 9
    return column(schedule, name)[2:4]


def missing(policy: Policy, **facts: Any) -> tuple[str, ...]:
    with pytest.raises(NotRecorded) as caught:
        paid(policy=policy, **facts)
    return caught.value.fields


# G8: steps, with an end


TWO_AND_TWO = SuspensionRule(full_days=14, retainer="0.5", ends_after=28)


@pytest.mark.parametrize(
    "rule",
    [
        TWO_AND_TWO,
        SuspensionRule(steps=steps((1, "1"), (15, "0.5"), (29, "0"))),
        SuspensionRule(steps=steps((15, "0.5"), (29, "0"))),
        SuspensionRule(steps=steps((15, "0.5")), ends_after=28),
    ],
)
def test_g8_two_weeks_in_full_two_at_half_then_nothing(rule: SuspensionRule) -> None:
    assert middle(paid(policy=by(rule), **away(IN, OUT))) == ["253.13", "0.00"]
    assert [(step.from_day, step.share) for step in rule.in_steps] == [(1, 1), (15, Fraction(1, 2)), (29, 0)]


@pytest.mark.parametrize(
    ("last_day", "third", "fourth"),
    [
        (date(2026, 6, 14), "337.50", "337.50"),  # the last day in full
        (date(2026, 6, 15), "331.47", "337.50"),  # one day at half: 84.375 / 14 less
        (date(2026, 6, 28), "253.13", "337.50"),  # the last day at half
        (date(2026, 6, 29), "253.13", "325.45"),  # one day at nothing: 84.375 / 7 less
    ],
)
def test_g8_each_step_at_its_edge(last_day: date, third: str, fourth: str) -> None:
    assert middle(paid(policy=by(TWO_AND_TWO), **away(IN, last_day))) == [third, fourth]


def test_g8_an_end_without_a_retainer_is_in_full_and_then_nothing() -> None:
    for rule in (SuspensionRule(ends_after=28), SuspensionRule(full_days=28, ends_after=28), NOTHING_LEFT):
        assert middle(paid(policy=by(rule), **away(IN, OUT))) == ["337.50", "0.00"]
    schedule = paid(policy=by(SuspensionRule(ends_after=28)), **away(IN, OPEN_ENDED))
    assert column(schedule, "amount")[2:] == ["337.50"] + ["0.00"] * 10


def test_g8_steps_may_go_up_again() -> None:
    rule = SuspensionRule(steps=steps((1, "0.25"), (29, "1")))
    assert middle(paid(policy=by(rule), **away(IN, OUT))) == ["84.38", "337.50"]


@pytest.mark.parametrize(
    ("reading", "contribution"),
    [
        (Meanwhile.IN_FULL, ["80.00", "0.00"]),
        (Meanwhile.WITH_THE_RETAINER, ["60.00", "0.00"]),
        (Meanwhile.THROUGHOUT, ["40.00", "0.00"]),
        (Meanwhile.NOTHING, ["0.00", "0.00"]),
    ],
)
def test_g8_the_contribution_in_steps(reading: Meanwhile, contribution: list[str]) -> None:
    schedule = paid(policy=by(TWO_AND_TWO.replace(contribution=reading)), **merged(NET, away(IN, OUT)))
    assert middle(schedule, "contribution") == contribution


def test_g8_the_holder_in_full_and_the_person_charged_nothing() -> None:
    """A week away of four, at 100 a week and a contribution of 40: three weeks are charged, 120 and not 160."""
    rule = SuspensionRule(contribution=Meanwhile.NOTHING)
    facts = merged(NET, {"budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(40)}})
    schedule = paid(policy=by(rule), **merged(facts, away(IN, date(2026, 6, 7))))
    assert (str(schedule[2].budget), str(schedule[2].contribution), str(schedule[2].amount)) == (
        "400.00",
        "120.00",
        "280.00",
    )
    assert explained(schedule)


def test_g8_a_fee_of_nothing_meanwhile_has_nothing_from_the_first_day() -> None:
    whole = paid(policy=meanwhile(28), **away(IN, OUT))
    assert column(whole, "fee") == ["0.00"] * 13
    facts = merged(away(IN, OUT), {"contract": {"fee": FixedFee(per_week="10"), "fee_placement": Placement.ON_TOP}})
    assert middle(paid(policy=meanwhile(28, fee=Meanwhile.NOTHING), **facts), "fee_on_top") == ["0.00", "0.00"]


# G3: as assessed, never above the cost of the day


@pytest.mark.parametrize(("retainer", "contribution"), [("0", "80.00"), ("0.25", "130.00"), ("0.5", "160.00")])
def test_g3_a_contribution_in_full_is_never_above_the_cost_of_the_day(retainer: str, contribution: str) -> None:
    """100 a week, 40 assessed, the last 14 of 28 days away: nobody is charged for days that cost nothing."""
    facts = merged(NET, {"budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(40)}})
    away_for_two_weeks = away(FIRST_DAY + timedelta(days=14), FIRST_DAY + timedelta(days=27))
    first = paid(policy=meanwhile(0, retainer), **merged(facts, away_for_two_weeks))[0]
    assert str(first.contribution) == contribution
    paid_then = {"0": "120.00", "0.25": "120.00", "0.5": "140.00"}
    assert str(first.amount) == paid_then[retainer]


@pytest.mark.parametrize(("retainer", "short"), [("0", 200), ("0.25", 150), ("0.5", 100), ("1", 0)])
@pytest.mark.parametrize("basis", Basis)
def test_g3_what_the_holder_goes_short_by_is_stated(basis: Basis, retainer: str, short: int) -> None:
    facts = {
        "budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(40)},
        "payment": {"basis": basis},
    }
    away_for_two_weeks = away(FIRST_DAY + timedelta(days=14), FIRST_DAY + timedelta(days=27))
    schedule = paid(policy=meanwhile(0, retainer), **merged(facts, away_for_two_weeks))
    assert schedule.held_back_in(span=schedule[0].period).pounds == short
    assert schedule.held_back_in(span=Period(first_day=FIRST_DAY, last_day=schedule.span.last_day)).pounds == short
    first_week = Period(first_day=FIRST_DAY + timedelta(days=14), last_day=FIRST_DAY + timedelta(days=20))
    assert schedule.held_back_in(span=first_week).pounds == Fraction(short, 2)
    assert schedule.held_back_in(span=schedule[1].period).pounds == 0


def test_g3_the_holder_goes_short_by_a_fee_on_top_too_and_by_no_in_house_service() -> None:
    facts = merged(
        away(IN, date(2026, 6, 7)),
        {
            "budget": {"in_house": (InHouse(what="day service", cost=Rate.weekly("14")),)},
            "contract": {"fee": FixedFee(per_week="10"), "fee_placement": Placement.ON_TOP},
        },
    )
    schedule = paid(policy=meanwhile(0, "0", fee=Meanwhile.NOTHING), **facts)
    assert schedule.held_back_in(span=schedule[2].period).pounds == Fraction("84.375") - 14 + 10
    refused(lambda: schedule.held_back_in(span=IN), "held_back_in: ")  # type: ignore[arg-type]


def test_g3_the_words_say_so() -> None:
    assert Meanwhile.IN_FULL.value == "as assessed, never above the cost of the day"


# G8: by contract and by reason


def test_g8_the_contract_counts_before_the_policy() -> None:
    half = SuspensionRule(full_days=0, retainer="0.5")
    agreed = merged(away(IN, OUT), {"contract": {"suspension": half}})
    for policy in (PLAIN, by(NOTHING_LEFT)):
        schedule = paid(policy=policy, **agreed)
        assert middle(schedule) == ["168.75", "168.75"]
        assert [str(source) for source in schedule.resolved.source_of("suspension")] == [
            "The arrangement as recorded, contract.suspension"
        ]
    by_policy = paid(policy=by(NOTHING_LEFT), **away(IN, OUT))
    assert [str(source) for source in by_policy.resolved.source_of("suspension")] == ["Policy Ourshire, suspension"]


BY_REASON = SuspensionRules(
    general=SuspensionRule(full_days=0, retainer=0),
    hospital=SuspensionRule(),
    respite=SuspensionRule(full_days=0, retainer="0.5"),
    holiday=SuspensionRule(full_days=28, retainer="0.2"),
)


@pytest.mark.parametrize(
    ("reason", "amounts"),
    [
        (HOSPITAL, ["337.50", "337.50"]),
        (RESPITE, ["168.75", "168.75"]),
        (HOLIDAY, ["337.50", "67.50"]),
        (SuspensionReason.OTHER, ["0.00", "0.00"]),
    ],
)
def test_g8_the_rule_of_the_reason_else_the_general_one(reason: SuspensionReason, amounts: list[str]) -> None:
    facts = stays(stay(IN, OUT, reason))
    assert middle(paid(policy=by(BY_REASON), **facts)) == amounts
    assert middle(paid(**merged(facts, {"contract": {"suspension": BY_REASON}}))) == amounts


def test_g8_where_the_contract_has_no_rule_for_the_reason_the_policy_counts() -> None:
    agreed = {"contract": {"suspension": SuspensionRules(hospital=SuspensionRule())}}
    two = stays(stay(IN, date(2026, 6, 28), HOSPITAL), stay(date(2026, 6, 29), OUT, HOLIDAY))
    facts = merged(two, agreed)
    schedule = paid(policy=by(SuspensionRule(full_days=0, retainer=0)), **facts)
    assert middle(schedule) == ["337.50", "0.00"]
    assert len(schedule.resolved.source_of("suspension")) == 2
    assert missing(PLAIN, **facts) == ("contract.suspension",)
    assert missing(by(SuspensionRules(respite=SuspensionRule())), **facts) == ("contract.suspension",)


def test_g8_a_reason_that_is_not_recorded_is_missing_only_where_rules_differ_by_it() -> None:
    unsaid = stays(stay(IN, OUT))
    assert missing(by(BY_REASON), **unsaid) == ("suspensions[0].reason",)
    assert missing(by(NOTHING_LEFT), **merged(unsaid, {"contract": {"suspension": BY_REASON}})) == (
        "suspensions[0].reason",
    )
    assert middle(paid(policy=by(SuspensionRules(general=NOTHING_LEFT)), **unsaid)) == ["337.50", "0.00"]
    assert missing(by(SuspensionRules()), **unsaid) == ("contract.suspension",)


# F13: days are counted over records that adjoin, each reason's own


ADJOINING = (stay(IN, date(2026, 6, 28), HOSPITAL), stay(date(2026, 6, 29), OUT, HOSPITAL))


def test_f13_one_stay_in_two_records_is_paid_as_one() -> None:
    one = paid(policy=by(NOTHING_LEFT), **stays(stay(IN, OUT, HOSPITAL)))
    assert middle(one) == ["337.50", "0.00"]
    assert paid(policy=by(NOTHING_LEFT), **stays(*ADJOINING)) == one
    assert paid(policy=by(NOTHING_LEFT), **stays(*reversed(ADJOINING))) == one
    unsaid = (each.replace(reason=None) for each in ADJOINING)
    assert paid(policy=by(NOTHING_LEFT), **stays(*unsaid)) == one


def test_f13_a_day_at_home_between_begins_another_count() -> None:
    apart = (ADJOINING[0], stay(date(2026, 6, 30), OUT, HOSPITAL))
    assert middle(paid(policy=by(NOTHING_LEFT), **stays(*apart))) == ["337.50", "337.50"]


def test_f13_each_reason_has_its_own_count() -> None:
    other = (ADJOINING[0], ADJOINING[1].replace(reason=RESPITE))
    assert middle(paid(policy=by(NOTHING_LEFT), **stays(*other))) == ["337.50", "337.50"]
    # Hospital, a fortnight's respite, hospital again: the hospital's days go on where they left off.
    three = (
        stay(IN, date(2026, 6, 28), HOSPITAL),
        stay(date(2026, 6, 29), date(2026, 7, 12), RESPITE),
        stay(date(2026, 7, 13), OUT, HOSPITAL),
    )
    assert middle(paid(policy=by(NOTHING_LEFT), **stays(*three))) == ["337.50", "168.75"]


def test_f13_which_count_goes_on_is_missing_where_one_of_two_records_has_no_reason() -> None:
    first, second = ADJOINING
    for pair, at in (((first, second.replace(reason=None)), 1), ((first.replace(reason=None), second), 0)):
        assert missing(by(NOTHING_LEFT), **stays(*pair)) == (f"suspensions[{at}].reason",)
        assert middle(paid(policy=by(SuspensionRule()), **stays(*pair))) == ["337.50", "337.50"]


# What is refused


def test_g8_steps_out_of_order_after_the_end_or_beside_a_retainer_are_refused_by_name() -> None:
    refused(lambda: SuspensionRule(steps=steps((15, "0.5"), (15, "0"))), "SuspensionRule.steps[1].from_day", "in order")
    refused(lambda: SuspensionRule(steps=steps((15, "0"), (1, "1"))), "SuspensionRule.steps[1].from_day")
    last = SuspensionRule(steps=steps((15, "0.5"), (28, "0.25")), ends_after=28)
    refused(lambda: last.replace(ends_after=27), "SuspensionRule.steps[1].from_day", "day 28 is after the end")
    refused(lambda: TWO_AND_TWO.replace(ends_after=14), "SuspensionRule.full_days", "after the end")
    assert TWO_AND_TWO.replace(ends_after=15).in_steps[1].from_day == 15
    assert SuspensionRule(full_days=14, ends_after=14).in_steps[-1].from_day == 15
    refused(lambda: SuspensionRule(full_days=15, ends_after=14), "SuspensionRule.full_days")
    refused(lambda: SuspensionRule(full_days=14, steps=steps((15, "0"))), "SuspensionRule.steps", "either")
    refused(lambda: SuspensionRule(retainer="0.5", steps=steps((15, "0"))), "SuspensionRule.steps", "either")
    refused(lambda: SuspensionStep(from_day=0, share=1), "SuspensionStep.from_day")
    refused(lambda: SuspensionStep(from_day=1, share="1.01"), "SuspensionStep.share")
    refused(lambda: SuspensionStep(from_day=1, share="-0.01"), "SuspensionStep.share")
    refused(lambda: PLAIN.with_parameters("ours", suspension=steps((1, "1"))), "Parameters.suspension")
    refused(lambda: mary(contract={"suspension": "28 days"}), "Contract.suspension")
    refused(lambda: BY_REASON.rule_for("hospital"), "SuspensionRules.rule_for")  # type: ignore[arg-type]


# Random stays and steps


days = st.integers(0, 120)


@st.composite
def rules(draw: st.DrawFn) -> SuspensionRule:
    """A rule in steps, with or without an end."""
    from_days = sorted(draw(st.sets(st.integers(1, 60), max_size=4)))
    shares = [draw(st.sampled_from(("0", "0.25", "0.5", "1"))) for _ in from_days]
    ends = draw(st.none() | st.integers(max([1, *from_days]), 70))
    return SuspensionRule(
        steps=steps(*zip(from_days, shares, strict=True)),
        ends_after=OPEN_ENDED if ends is None else ends,
        contribution=draw(st.sampled_from(Meanwhile)),
    )


@given(rules(), days, st.lists(st.integers(1, 30), min_size=1, max_size=5), st.booleans())
def test_pay_07_however_a_stay_is_recorded_it_is_paid_day_by_day_by_its_step(
    rule: SuspensionRule, start: int, lengths: list[int], is_net: bool
) -> None:
    """As one record or cut into adjoining ones; and each day is paid the share of the last step it has reached."""
    first = FIRST_DAY + timedelta(days=start)
    records, begins = [], first
    for length in lengths:
        records.append(stay(begins, begins + timedelta(days=length - 1), HOSPITAL))
        begins += timedelta(days=length)
    facts = NET if is_net else {}
    whole = paid(policy=by(rule), **merged(facts, stays(stay(first, begins - timedelta(days=1), HOSPITAL))))
    assert paid(policy=by(rule), **merged(facts, stays(*records))) == whole

    def share(day: int) -> Fraction:
        if isinstance(rule.ends_after, int) and day > rule.ends_after:
            return Fraction(0)
        return next((step.share for step in reversed(rule.steps) if step.from_day <= day), Fraction(1))

    for payment in whole:
        inside = (payment.first_day + timedelta(days=day) for day in range(payment.period.days))
        exact = (
            sum((share((on - first).days + 1) if first <= on < begins else Fraction(1) for on in inside), Fraction(0))
            * Fraction("84.375")
            / 7
        )
        assert abs(payment.budget.exact.pounds - exact) <= Fraction(1, 200)
