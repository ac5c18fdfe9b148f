"""Payments under policies that change over time: each day under its own, each payment on the terms of its first day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused
from support.time_cases import explained, schedule_of, varied, varying

from isf_core import (
    PLAIN,
    Arrangement,
    Basis,
    Frequency,
    Money,
    Move,
    NoPolicy,
    NotRecorded,
    PayCycle,
    Period,
    Policies,
    Policy,
    Rate,
    Schedule,
    Timeline,
    charges_for,
    resolve_phases,
    resolve_terms,
    schedule_payments,
    schedule_rate,
)
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    FeeBase,
    OneOff,
    OneOffPayment,
    Outcome,
    Parameters,
    PaymentLevel,
    PaymentTerms,
    PercentageFee,
    Placement,
    Support,
    SupportPlan,
    Suspension,
    SuspensionRule,
    SuspensionRules,
    Timing,
)
from isf_core.values import WorkingDays

APRIL = date(2027, 4, 1)
"""Inside the payment of 8 March to 4 April 2027."""
MAY = date(2027, 5, 30)


def policy(name: str, **numbers: Any) -> Policy:
    return PLAIN.with_parameters(name, **numbers)


def rule(retainer: str, full_days: int = 0) -> SuspensionRule:
    return SuspensionRule(full_days=full_days, retainer=retainer)


def dated(old: dict[str, Any], new: dict[str, Any], since: date = APRIL) -> Policies[Policy]:
    return Policies(policy("2026", **old), (since, policy("2027", **new)))


def away(first_day: date, last_day: Any, **facts: Any) -> Arrangement:
    return mary(arrangement={"suspensions": (Suspension(first_day=first_day, last_day=last_day),)}, **facts)


def spring(arrangement: Arrangement, by: Policies[Policy], until: date = MAY) -> Schedule:
    """The payments from 8 March 2027 on."""
    whole = schedule_of(arrangement, until, by)  # type: ignore[arg-type]
    assert explained(whole)
    return whole.cut(on=date(2027, 3, 8))[1]


def paid(arrangement: Arrangement, by: Policies[Policy], until: date = MAY) -> list[str]:
    return [str(each.amount) for each in spring(arrangement, by, until)]


# What each day is paid by


def test_pay_14_a_stay_across_the_change_is_paid_by_each_policy_in_turn() -> None:
    by = dated({"suspension": rule("0.5")}, {"suspension": rule("0.25")})
    # 24 days at a half and 4 at a quarter; then 28 at a quarter: 84.375 a week.
    assert paid(away(date(2027, 3, 8), date(2027, 5, 2)), by) == ["156.70", "84.38", "337.50"]
    assert paid(away(date(2027, 3, 8), OPEN_ENDED), by) == ["156.70", "84.38", "84.38"]


@pytest.mark.parametrize(
    ("since", "amount"), [(date(2027, 3, 31), "265.18"), (APRIL, "271.21"), (date(2027, 4, 2), "277.23")]
)
def test_pay_14_days_are_counted_from_the_first_day_of_the_stay_over_the_change(since: date, amount: str) -> None:
    """In full for 21 days, then a half by the old policy and nothing by the new one."""
    by = dated({"suspension": rule("0.5", 21)}, {"suspension": rule("0", 21)}, since)
    assert paid(away(date(2027, 3, 8), date(2027, 4, 25)), by) == [amount, "84.38", "337.50"]


def test_pay_14_full_days_that_are_behind_are_not_given_again() -> None:
    by = dated({"suspension": rule("0.5")}, {"suspension": rule("0", 28)})
    # Day 25 to 28 of the stay are in full by the new policy; then nothing.
    assert paid(away(date(2027, 3, 8), date(2027, 4, 25)), by) == ["192.86", "84.38", "337.50"]


def test_pay_14_rules_by_reason_change_too_and_what_one_policy_lacks_is_missing() -> None:
    stay = away(date(2027, 3, 8), date(2027, 4, 4))
    by_reason = SuspensionRules(general=rule("0"), respite=rule("1"))
    with pytest.raises(NotRecorded) as caught:
        paid(stay, dated({"suspension": rule("0.5")}, {"suspension": by_reason}))
    assert caught.value.fields == ("suspensions[0].reason",)
    with pytest.raises(NotRecorded) as caught:
        paid(stay, dated({"suspension": rule("0.5")}, {}))
    assert caught.value.fields == ("contract.suspension",)
    assert paid(stay, dated({"suspension": rule("0.5")}, {}, date(2027, 4, 5)))[0] == "168.75"


def test_pay_07_the_contracts_own_rule_may_change_on_a_date() -> None:
    agreed = Timeline(rule("0.5"), (APRIL, rule("0.25")))
    stay = away(date(2027, 3, 8), date(2027, 5, 2), contract={"suspension": agreed})
    assert paid(stay, Policies(PLAIN)) == ["156.70", "84.38", "337.50"]
    change = varying(APRIL, ("contract.suspension", rule("0.25")))
    at_first = {"suspensions": stay.suspensions, "variations": (change,)}
    assert paid(mary(arrangement=at_first, contract={"suspension": rule("0.5")}), Policies(PLAIN))[0] == "156.70"
    silent = mary(arrangement=at_first, contract={"suspension": NOT_STATED})
    assert paid(silent, Policies(policy("2026", suspension=rule("0.5"))))[0] == "156.70"
    with pytest.raises(NotRecorded) as caught:
        paid(mary(arrangement=at_first), Policies(policy("2026", suspension=rule("0.5"))))
    assert caught.value.fields == ("contract.suspension",), "what it was before is not recorded"


def test_pay_14_basis_placement_and_base_of_a_fee_are_those_of_the_day() -> None:
    fee = PercentageFee(percent="10")
    facts: dict[str, Any] = {
        "budget": {"actual": Rate.weekly("70"), "contribution": Rate.weekly("35")},
        "payment": {"basis": None},
        "contract": {"fee": fee},
    }
    old = {"basis": Basis.GROSS, "fee_base": FeeBase.GROSS, "fee_placement": Placement.INSIDE}
    new = {"basis": Basis.NET, "fee_base": FeeBase.NET, "fee_placement": Placement.ON_TOP}
    first = spring(mary(**facts), dated(old, new))[0]
    assert (str(first.contribution), str(first.fee), str(first.fee_on_top)) == ("20.00", "24.00", "2.00")
    silent = mary(
        **{
            **facts,
            "contract": {"fee": fee, "fee_placement": Timeline(Placement.ON_TOP, (date(2027, 3, 15), NOT_STATED))},
        }
    )
    first = spring(silent, dated({**old}, {**new}))[0]
    assert (str(first.fee), str(first.fee_on_top)) == ("17.00", "9.00")
    for number, field in (("basis", "contract.payment.basis"), ("fee_base", "contract.fee.base")):
        for lacking in (dated({**old, number: None}, new), dated(old, {**new, number: None})):
            with pytest.raises(NotRecorded) as caught:
                paid(mary(**facts), lacking)
            assert caught.value.fields == (field,)


def test_pay_14_what_the_plan_costs_is_paid_from_the_day_on_which_the_policy_says_so() -> None:
    plan = SupportPlan(outcomes=(Outcome(ref="o"),), supports=(Support.by_rate("s", ("o",), Rate.weekly("70")),))
    cheaper = mary(arrangement={"plan": plan})
    by = dated({}, {"pays": PaymentLevel.PLAN})
    # 24 days at 84.375 a week, 4 at 70.00.
    assert paid(cheaper, by) == ["329.29", "280.00", "280.00"]
    back = Policies(policy("a", pays=PaymentLevel.PLAN), (APRIL, PLAIN))
    assert paid(cheaper, back) == ["288.21", "337.50", "337.50"]
    with pytest.raises(NotRecorded) as caught:
        paid(cheaper, dated({}, {"pays": None}))
    assert caught.value.fields == ("policy.pays",)


# What a whole payment has one of


def test_pay_14_what_a_whole_payment_has_one_of_begins_with_a_payment() -> None:
    by = dated({"due_days": 0}, {"due_days": 7})
    lines = [(each.first_day, each.due) for each in spring(mary(), by)]
    assert lines == [
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 4, 5), date(2027, 4, 12)),
        (date(2027, 5, 3), date(2027, 5, 10)),
    ]
    phases = resolve_phases(mary(), policy=by)
    assert [each.first_day for each in phases] == [date(2026, 4, 6), date(2027, 4, 5)]
    on_its_day = dated({"due_days": 0}, {"due_days": 7}, date(2027, 4, 5))
    assert spring(mary(), on_its_day).lines == spring(mary(), by).lines
    stated = mary(payment={"due_days": 0})
    assert len(resolve_phases(stated, policy=by)) == 1, "the contract counts first"
    assert len(resolve_phases(mary(contract={"last_day": date(2027, 4, 4)}), policy=by)) == 1


def test_pay_14_a_new_cycle_begins_where_the_period_of_the_old_one_ends() -> None:
    monthly = PayCycle(Frequency.MONTHLY, anchor=date(2027, 4, 1))
    silent = mary(payment={"cycle": None})
    four_weekly = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
    by = dated({"cycle": four_weekly}, {"cycle": monthly})
    assert [str(each.period) for each in spring(silent, by)] == [
        "8 Mar 2027 to 4 Apr 2027",
        "5 Apr 2027 to 30 Apr 2027",
        "1 May 2027 to 31 May 2027",
    ]
    with pytest.raises(NotRecorded) as caught:
        paid(silent, dated({}, {"cycle": monthly}))
    assert caught.value.fields == ("contract.payment.cycle",)


def test_pay_14_of_several_policies_that_begin_in_one_period_the_last_has_the_next_payment() -> None:
    weekly = PayCycle(Frequency.WEEKLY, anchor=date(2026, 4, 6))
    four_weekly = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
    by = Policies(
        policy("a", cycle=four_weekly),
        (date(2027, 3, 10), policy("b", cycle=weekly)),
        (date(2027, 3, 20), policy("c", cycle=four_weekly, due_days=7)),
        (date(2027, 3, 21), policy("d", cycle=four_weekly, due_days=9)),
    )
    lines = [(each.first_day, each.due) for each in spring(mary(payment={"cycle": None}), by, date(2027, 4, 5))]
    assert lines == [(date(2027, 3, 8), date(2027, 3, 8)), (date(2027, 4, 5), date(2027, 4, 14))]


def test_pay_14_a_variation_begins_a_payment_under_the_policy_of_its_day() -> None:
    change = varying(date(2027, 4, 3), ("holder", None))
    by = dated({"weeks_in_year": "52"}, {"weeks_in_year": Fraction(365, 7)})
    yearly = varied(change, budget={"actual": Rate.annual("4387.50")})
    assert paid(yearly, by)[:3] == ["313.39", "24.04", "336.58"]
    assert [each.first_day for each in resolve_phases(yearly, policy=by)] == [date(2026, 4, 6), date(2027, 4, 3)]


def test_pay_14_a_one_off_sum_goes_with_the_payment_that_its_date_falls_in() -> None:
    rails = OneOff(on=date(2027, 4, 3), amount=Money(120), what="rails")
    ramp = OneOff(on=date(2027, 4, 20), amount=Money(80), what="ramp")
    by = dated({"one_offs": OneOffPayment.WITH_PERIOD}, {"one_offs": OneOffPayment.ON_ITS_DATE})
    shown = [(str(each.amount), each.is_regular) for each in spring(mary(budget={"one_offs": (rails, ramp)}), by)]
    assert shown == [("457.50", True), ("337.50", True), ("80.00", False), ("337.50", True)]


def test_another_years_calendar_moves_only_due_dates() -> None:
    early, late = (
        WorkingDays.of((on,), first=date(2026, 1, 1), last=date(2028, 1, 1))
        for on in (date(2026, 4, 6), date(2027, 4, 5))
    )
    by = dated({"working_days": early, "move": Move.FORWARD}, {"working_days": late})
    lines = [(each.due, str(each.amount)) for each in spring(mary(payment={"move": Move.FORWARD}), by)]
    assert lines[:2] == [(date(2027, 3, 8), "337.50"), (date(2027, 4, 6), "337.50")]


# Other ways in


def test_a_rate_alone_is_paid_under_dated_policies_too() -> None:
    terms = PaymentTerms(
        cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)), timing=Timing.IN_ADVANCE, move=Move.BACK
    )
    span = Period(first_day=date(2027, 3, 8), last_day=date(2027, 5, 2))
    by = dated({"weeks_in_year": "52"}, {"weeks_in_year": Fraction(365, 7)})
    payments = schedule_rate(Rate.annual("4387.50"), terms, span=span, policy=by)
    assert [str(each.amount) for each in payments] == ["337.50", "336.58"]


def test_what_the_person_is_charged_follows_the_policy_of_each_day() -> None:
    person = away(date(2027, 3, 8), date(2027, 4, 4), budget={"contribution": Rate.weekly("70")})
    by = dated({"suspension": rule("0.5")}, {"suspension": rule("0")})
    (charged,) = charges_for(person, policy=by, until=date(2027, 3, 8))[-1:]
    assert str(charged.amount) == "144.64", "24 days at a half of 84.375; then nothing to charge for"


def test_an_arrangement_that_begins_before_the_first_policy_is_refused_by_name() -> None:
    late = Policies((APRIL, PLAIN))
    for ask in (lambda: schedule_payments(mary(), until=MAY, policy=late), lambda: resolve_phases(mary(), policy=late)):
        with pytest.raises(NoPolicy, match="policy: there is none on 2026-04-06; the first counts from 2027-04-01"):
            ask()
    assert schedule_payments(mary(contract={"first_day": APRIL}), until=MAY, policy=late)
    with pytest.raises(NotRecorded) as caught:
        schedule_payments(mary(contract={"first_day": None}), until=MAY, policy=late)
    assert caught.value.fields == ("contract.first_day",)
    refused(lambda: resolve_terms(mary(), policy=late), "resolve_terms", "policies.on(day)")  # type: ignore[arg-type]


def test_pay_14_what_a_later_policy_lacks_is_missing_too_where_the_first_day_is_not_recorded() -> None:
    by = dated({"basis": Basis.NET}, {"basis": None})
    change = varying(date(2027, 3, 8), ("holder", None))
    unbegun = varied(
        change, contract={"first_day": None}, budget={"contribution": Rate.weekly("20")}, payment={"basis": None}
    )
    with pytest.raises(NotRecorded) as caught:
        resolve_phases(unbegun, policy=by)
    assert caught.value.fields == ("contract.first_day", "contract.payment.basis")


def test_the_terms_name_the_policies_that_they_rest_on() -> None:
    by = dated({"suspension": rule("0.5")}, {"suspension": rule("0.25")})
    (terms,) = resolve_phases(away(date(2027, 3, 8), OPEN_ENDED), policy=by)
    assert [str(source) for source in terms.source_of("suspension")] == [
        "Policy 2026, 2027 from 1 Apr 2027, suspension",
    ]
    bare = Parameters(name="numbers")
    assert Policies(bare).name == "numbers"
    assert hash(by) == hash(dated({"suspension": rule("0.5")}, {"suspension": rule("0.25")}))


@pytest.mark.parametrize(("numbers", "asks"), [((52, None), False), ((None, 52), True)])
def test_where_no_first_day_is_recorded_what_is_missing_is_the_first_policys(numbers: Any, asks: bool) -> None:
    unbegun = mary(contract={"first_day": None}, payment={"weeks_in_year": None}, budget={"actual": Rate.annual(5000)})
    old, new = ({"weeks_in_year": each} for each in numbers)
    with pytest.raises(NotRecorded) as caught:
        schedule_payments(unbegun, policy=dated(old, new), until=MAY)
    assert ("contract.payment.weeks_in_year" in caught.value.fields) is asks
    assert "contract.first_day" in caught.value.fields
