"""Whole sums: what each funder pays in all, instalments through a suspended month, a fee for each payment in a cut."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import MONTHLY, mary, merged
from support.asking import column, paid
from support.time_cases import TO_EFFECT, away, meanwhile, paid_before, schedule_of, varied, varying

from isf_core import (
    Arrangement,
    Convention,
    Funder,
    FundingShare,
    Money,
    OneOff,
    OneOffPayment,
    Payment,
    Placement,
    Rate,
    Schedule,
    build_schedule,
    schedule_payments,
    to_plain,
)
from isf_core.model import Change, Fees, FixedFee, FundingRate, Holder, InHouse, OnceFee, PerPaymentFee, Variation
from isf_core.pay_runs import next_payments
from isf_core.values import Timeline
from isf_core.values.running_totals import RunningTotal, part_on

COUNCIL, NHS, SCHOOL, HEALTH = (Funder(ref=ref) for ref in ("council", "NHS", "school", "health"))
APRIL = date(2026, 4, 1)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
CONVENTIONS = tuple(Convention)


def shared(*parts: tuple[Funder, Any]) -> tuple[FundingShare, ...]:
    return tuple(FundingShare(funder=funder, share=share) for funder, share in parts)


def by_rate(rate: Rate, *others: FundingRate) -> tuple[FundingRate | FundingShare, ...]:
    return (FundingRate(funder=NHS, rate=rate), *others, FundingShare(funder=COUNCIL, share=1))


def by_month(actual: Rate, funding: Any, convention: Convention = Convention.EACH_PAYMENT, **facts: Any) -> Arrangement:
    return mary(
        **merged(
            {
                "budget": {"actual": actual},
                "contract": {"first_day": APRIL},
                "payment": {"cycle": MONTHLY, "convention": convention},
                "arrangement": {"funding": funding},
            },
            facts,
        )
    )


def totals(payments: Iterable[Payment]) -> dict[str, str]:
    out: dict[str, Money] = {}
    for payment in payments:
        for ref, part in payment.by_funder().items():
            out[ref] = out.get(ref, Money(0)) + part
    return {ref: str(total) for ref, total in out.items()}


def parts(payments: Iterable[Payment], ref: str) -> list[str]:
    return [str(payment.by_funder()[ref]) for payment in payments]


# F6: a funder's part runs


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_f6_a_funder_that_pays_1000_a_year_pays_1000_in_twelve_months(convention: Convention) -> None:
    facts = by_month(Rate.annual("12000"), by_rate(Rate.annual("1000")), convention)
    year = schedule_payments(facts, until=date(2027, 3, 31))
    assert totals(year) == {"NHS": "1000.00", "council": "11000.00"}
    assert parts(year[:3], "NHS") == ["83.33", "83.34", "83.33"]
    assert str(year.for_funder("NHS").amount) == "1000.00"


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_f6_halves_of_an_odd_penny_take_turns(convention: Convention) -> None:
    funding = shared((COUNCIL, HALF), (NHS, HALF))
    thirteen = paid(
        budget={"actual": Rate.weekly("84.3775")},
        payment={"convention": convention},
        arrangement={"funding": funding},
    )
    assert column(thirteen, "amount") == ["337.51"] * 13
    assert totals(thirteen) == {"council": "2193.82", "NHS": "2193.81"}
    assert parts(thirteen[:4], "council") == ["168.76", "168.75", "168.76", "168.75"]


def test_f6_thirds_of_100_pounds_are_as_even_as_pennies_allow() -> None:
    funding = shared((COUNCIL, THIRD), (NHS, THIRD), (SCHOOL, THIRD))
    thirteen = paid(budget={"actual": Rate.weekly("25")}, arrangement={"funding": funding})
    assert totals(thirteen) == {"council": "433.34", "NHS": "433.33", "school": "433.33"}
    assert totals(thirteen[:3]) == {"council": "100.00", "NHS": "100.00", "school": "100.00"}


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("rate", [Rate.annual("4387.50"), Rate.weekly("84.377"), Rate.monthly("365.625")])
def test_f6_a_funder_whose_rate_is_the_whole_budget_bears_it_as_it_is_shown(rate: Rate, convention: Convention) -> None:
    """Roundings of the payments are no reason to ask another funder for a penny."""
    year = schedule_payments(by_month(rate, by_rate(rate), convention), until=date(2027, 3, 31))
    assert totals(year) == {"NHS": str(year.totals.amount), "council": "0.00"}


def test_f6_a_second_rate_bears_what_the_first_leaves_and_all_its_roundings() -> None:
    funding = by_rate(Rate.weekly("50.005"), FundingRate(funder=SCHOOL, rate=Rate.weekly("34.372")))
    year = schedule_payments(by_month(Rate.weekly("84.377"), funding), until=date(2027, 3, 31))
    assert totals(year)["council"] == "0.00"
    nhs = year.phases[0].accrued_by(Rate.weekly("50.005"), year.span).pounds
    assert abs(Fraction(totals(year)["NHS"]) - nhs) < Fraction(1, 100)


@pytest.mark.parametrize("placement", list(Placement))
@pytest.mark.parametrize(("weekly", "council"), [("1000", "0.00"), ("84.377", "60.00")])
def test_f6_a_fee_for_each_payment_on_top_is_in_what_the_funders_bear(
    placement: Placement, weekly: str, council: str
) -> None:
    """A rate of all of the budget leaves the fee of 5.00, twelve times; inside, there is none to leave."""
    fee = {"fee": PerPaymentFee(amount="5"), "fee_placement": placement}
    facts = by_month(Rate.weekly("84.377"), by_rate(Rate.weekly(weekly)), Convention.RUNNING_TOTAL, contract={**fee})
    year = schedule_payments(facts, until=date(2027, 3, 31))
    assert totals(year)["council"] == (council if placement is Placement.ON_TOP else "0.00")


def test_f6_several_rates_each_come_to_what_they_are_a_year() -> None:
    funding = by_rate(Rate.annual("1000"), FundingRate(funder=SCHOOL, rate=Rate.annual("500")))
    year = schedule_payments(by_month(Rate.annual("12000"), funding), until=date(2027, 3, 31))
    assert totals(year) == {"NHS": "1000.00", "school": "500.00", "council": "10500.00"}


def test_f6_a_rate_above_the_payment_is_not_made_up_for_later() -> None:
    """What a payment had no room for is gone; only pennies of rounding wait."""
    facts = away(date(2026, 5, 4), date(2026, 5, 31), funding=by_rate(Rate.weekly("50")))
    schedule = schedule_of(mary(**facts), policy=meanwhile(0, "0"))
    assert column(schedule, "amount")[:3] == ["337.50", "0.00", "337.50"]
    assert parts(schedule[:3], "NHS") == ["200.00", "0.00", "200.00"]


def test_f6_a_limit_that_a_running_total_met_is_no_rounding() -> None:
    """In-house services above the payment of one month are shown in the next: the rates pay no more than is shown."""
    facts = by_month(
        Rate.annual("5200"),
        by_rate(Rate.weekly("100")),
        Convention.RUNNING_TOTAL,
        budget={"in_house": (InHouse(what="day centre", cost=Rate.weekly("99.5")),)},
    )
    year = schedule_payments(facts, until=date(2027, 3, 31))
    assert totals(year)["council"] in ("0.00", "0.01")
    assert all(Money.total(each.by_funder().values()) == each.amount for each in year)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_f6_a_cut_carries_the_parts_on(convention: Convention) -> None:
    facts = by_month(Rate.annual("12000"), by_rate(Rate.annual("1000")), convention)
    year = schedule_payments(facts, until=date(2027, 3, 31))
    one, rest = year.cut(on=date(2026, 6, 1))
    two, three = rest.cut(on=date(2026, 9, 17))
    assert parts(three[-1:], "NHS") == parts(year[-1:], "NHS")
    assert totals([*one, *two, *three]) == totals(year)
    assert three.carry == year.carry
    assert [each.by_funder() for each in [*one, *rest]] == [each.by_funder() for each in year]


def test_f6_a_schedule_that_goes_on_from_a_carry_goes_on_with_the_parts() -> None:
    facts = by_month(Rate.annual("12000"), by_rate(Rate.annual("1000")))
    year = schedule_payments(facts, until=date(2027, 3, 31))
    spring = build_schedule(year.resolved, until=date(2026, 4, 30))
    after = build_schedule(year.resolved.beginning(date(2026, 5, 1)), until=date(2027, 3, 31), carry=spring.carry)
    assert parts(after, "NHS") == parts(year[1:], "NHS")
    assert spring.carry.funders == (("NHS", RunningTotal(Fraction(25000, 3), 8333)), ("council", after_one()))


def after_one() -> RunningTotal:
    return RunningTotal(Fraction(100_000) - Fraction(25000, 3), 91667)


def test_f6_the_parts_go_on_through_phases_and_the_return_of_a_funder() -> None:
    """Halves of 337.51, then the council alone for a payment, then halves again: the NHS had the lower half."""
    halves = shared((COUNCIL, HALF), (NHS, HALF))
    schedule = schedule_of(
        varied(
            varying(date(2026, 5, 4), ("funding", shared((COUNCIL, 1)))),
            varying(date(2026, 6, 1), ("funding", halves)),
            varying(date(2026, 6, 29), ("funding", None)),
            varying(date(2026, 7, 27), ("funding", halves)),
            budget={"actual": Rate.weekly("84.3775")},
            arrangement={"funding": halves},
        )
    )
    assert len(schedule.phases) == 5
    assert parts([schedule[0], schedule[2], schedule[4]], "NHS") == ["168.75", "168.76", "168.75"]
    assert parts(schedule[:3], "council") == ["168.76", "337.51", "168.75"]


def test_f6_what_comes_next_goes_on_from_what_was_paid() -> None:
    facts = by_month(Rate.annual("12000"), by_rate(Rate.annual("1000")))
    year = schedule_payments(facts, until=date(2027, 3, 31))
    upcoming = next_payments(
        facts, paid_before(facts, 1), on=date(2026, 4, 20), until=date(2027, 3, 31), policy=TO_EFFECT
    )
    assert [str(each.payment.by_funder()["NHS"]) for each in upcoming] == parts(year[1:], "NHS")


def test_f6_one_off_sums_of_their_own_run_with_the_rest() -> None:
    rails = tuple(OneOff(on=date(2026, 5, day), amount="0.01", what="tape") for day in (10, 11, 12, 12))
    schedule = paid(
        budget={"one_offs": rails},
        payment={"one_offs": OneOffPayment.ON_ITS_DATE},
        arrangement={"funding": shared((COUNCIL, HALF), (NHS, HALF))},
    )
    alone = [each for each in schedule if not each.is_regular]
    assert parts(alone, "council") == ["0.01", "0.00", "0.01", "0.00"]
    assert parts(alone, "NHS") == ["0.00", "0.01", "0.00", "0.01"]


def test_f6_a_part_is_never_below_zero_and_a_share_of_zero_has_none() -> None:
    """With three, a penny more can move the odd penny from one to two others: the first keeps what it was shown."""
    running: dict[str, RunningTotal] = {}
    weights = {"a": Fraction(5, 12), "b": Fraction(5, 12), "c": Fraction(1, 6), "none": Fraction(0)}
    shown = []
    for _ in range(12):
        shown.append(part_on(running, weights, 1))
    assert all(part >= 0 for each in shown for part in each.values())
    assert {owner: total.shown for owner, total in running.items()} == {"a": 5, "b": 5, "c": 2, "none": 0}


def test_f6_what_was_shown_too_much_comes_off_whoever_is_owed_least() -> None:
    running = {"a": RunningTotal(Fraction(0), 3), "b": RunningTotal(Fraction(0), 0)}
    assert part_on(running, {"a": Fraction(5, 2), "b": Fraction(7, 2)}, 2) == {"a": 0, "b": 2}
    assert part_on(running, {"a": Fraction(0), "b": Fraction(0)}, 0) == {"a": 0, "b": 0}
    assert part_on({}, {"a": Fraction(1), "b": Fraction(1)}, 7) == {"a": 4, "b": 3}


# G11: an instalment's running total goes on after a month at 0.00


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_g11_instalments_run_on_after_a_month_suspended_at_zero(convention: Convention) -> None:
    facts = by_month(Rate.annual("4387.50"), None, convention, **away(date(2026, 5, 1), date(2026, 5, 31)))
    schedule = schedule_of(facts, until=date(2027, 3, 31), policy=meanwhile(0, "0"))
    assert column(schedule, "amount")[:4] == ["365.63", "0.00", "365.62", "365.63"]
    assert str(schedule.totals.amount) == "4021.88"
    assert [each.explain().money for each in schedule] == [each.amount for each in schedule]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_g11_instalments_run_on_through_a_phase_without_any(convention: Convention) -> None:
    """Suspended for all of a phase, here another holder's May."""
    facts = by_month(Rate.annual("4387.50"), None, convention, **away(date(2026, 5, 1), date(2026, 5, 31)))
    phased = facts.replace(
        variations=tuple(
            Variation(effective=on, known_from=APRIL, changes=(Change("holder", Holder(ref=ref)),))
            for on, ref in ((date(2026, 5, 1), "H-2"), (date(2026, 6, 1), "H-3"))
        )
    )
    schedule = schedule_of(phased, until=date(2027, 3, 31), policy=meanwhile(0, "0"))
    assert len(schedule.phases) == 3
    assert column(schedule, "amount")[:4] == ["365.63", "0.00", "365.62", "365.63"]
    assert [each.explain().money for each in schedule] == [each.amount for each in schedule]


def test_g11_what_accrues_otherwise_ends_the_running_total() -> None:
    """A month at a weekly rate is rounded on its own; the instalments after it begin to run anew."""
    timeline = Timeline(
        Rate.annual("4387.50"), (date(2026, 5, 1), Rate.weekly("84.375")), (date(2026, 6, 1), Rate.annual("4387.50"))
    )
    facts = mary(budget={"actual": timeline}, contract={"first_day": APRIL}, payment={"cycle": MONTHLY})
    assert column(schedule_of(facts), "amount")[:4] == ["365.63", "373.66", "365.63", "365.62"]


# F14: a fee for each payment, when a period is paid in parts

EACH_5 = {"fee": PerPaymentFee(amount="5"), "fee_placement": Placement.ON_TOP}


def fees(*schedules: Schedule) -> list[str]:
    return [str(payment.fee_on_top) for schedule in schedules for payment in schedule]


@pytest.mark.parametrize("on", [date(2026, 4, 7), date(2026, 5, 20), date(2026, 6, 28)])
def test_f14_a_fee_for_each_payment_belongs_to_the_part_in_which_the_period_begins(on: date) -> None:
    whole = paid(contract=EACH_5, until=date(2026, 6, 28))
    before, after = whole.cut(on=on)
    assert fees(whole) == ["5.00"] * 3
    assert str(before.totals.fee_on_top + after.totals.fee_on_top) == "15.00"
    assert str(after[0].fee_on_top) == "0.00"
    assert after[0].explain().money == after[0].amount
    assert str(after.accrued_in(span=after.span).fee_on_top) == str(after.totals.fee_on_top.exact)
    again, rest = after.cut(on=date(2026, 6, 28)) if on < date(2026, 6, 27) else (after, after)
    assert "5.00" not in fees(again)[:1]
    assert "5.00" not in fees(rest)[:1]


def test_f14_a_cut_at_the_start_of_a_period_keeps_its_fee() -> None:
    before, after = paid(contract=EACH_5, until=date(2026, 6, 28)).cut(on=date(2026, 5, 4))
    assert fees(before, after) == ["5.00"] * 3


def test_f14_the_first_payment_of_all_has_its_fee_though_it_begins_inside_a_period() -> None:
    first = paid(contract={**EACH_5, "first_day": date(2026, 4, 15)}, until=date(2026, 5, 31))
    assert fees(first) == ["5.00"] * 2


def test_f14_a_change_to_the_value_there_is_charges_no_fee_twice() -> None:
    schedule = schedule_of(varied(varying(date(2026, 6, 15), ("contract.payment.due_days", 0)), contract=EACH_5))
    assert fees(schedule)[:5] == ["5.00", "5.00", "5.00", "0.00", "5.00"]
    assert str(schedule.totals.fee_on_top) == "65.00"


def test_f14_a_period_in_three_parts_has_one_fee_and_another_cycle_begins_its_own() -> None:
    changes = (
        varying(date(2026, 6, 8), ("contract.payment.due_days", 1)),
        varying(date(2026, 6, 15), ("contract.payment.due_days", 0)),
        varying(date(2026, 7, 10), ("contract.payment.cycle", MONTHLY)),
    )
    schedule = schedule_of(varied(*changes, contract=EACH_5))
    assert fees(schedule)[:8] == ["5.00", "5.00", "5.00", "0.00", "0.00", "5.00", "5.00", "5.00"]
    assert schedule[6].first_day == date(2026, 7, 10)


def test_f14_a_sum_charged_once_stays_where_its_date_is() -> None:
    fee = Fees(parts=(OnceFee(amount="100", on=date(2026, 5, 20)), FixedFee(per_week="10")))
    whole = paid(contract={"fee": fee, "fee_placement": Placement.ON_TOP}, until=date(2026, 6, 28))
    before, after = whole.cut(on=date(2026, 5, 20))
    assert str(after[0].fee_on_top) == "117.14"
    assert before.totals.fee_on_top + after.totals.fee_on_top == whole.totals.fee_on_top


def test_g11_a_yearly_service_of_nothing_beside_a_monthly_one_is_no_instalment() -> None:
    """3.333 a month is 3.33 each time; beside a service of 0.00 a year it does not begin to run."""
    services = tuple(
        InHouse(what=what, cost=cost) for what, cost in (("a", Rate.monthly("3.333")), ("b", Rate.annual(0)))
    )
    facts = mary(budget={"in_house": services}, contract={"first_day": APRIL}, payment={"cycle": MONTHLY})
    assert column(schedule_of(facts), "in_house")[:3] == ["3.33", "3.33", "3.33"]


def test_a_payment_by_itself_has_what_accrued_on_its_days() -> None:
    schedule = schedule_payments(mary(), until=date(2026, 8, 1))
    alone: list[Any] = [to_plain(payment)["data"] for payment in schedule]
    assert [each["accrued"] for each in alone] == [[[1_890_000], None, None, None, None]] * 5
