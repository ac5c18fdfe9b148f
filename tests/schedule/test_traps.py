"""Where money and dates go wrong in schedules: each trap by name, and the sum that falls into it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, FOUR_WEEKLY, MONTHLY, NET, YEAR_END, mary, merged
from support.asking import column, paid
from support.refusing import refused
from support.time_cases import (
    KNOWN,
    SIGNED,
    TO_EFFECT,
    away,
    explained,
    meanwhile,
    paid_before,
    schedule_of,
    varied,
    varying,
)

from isf_core import (
    PLAIN,
    Basis,
    Convention,
    FeeBase,
    FixedFee,
    Frequency,
    Funder,
    FundingShare,
    IsfError,
    Money,
    Move,
    NotRecorded,
    OneOff,
    OneOffPayment,
    PayCycle,
    PercentageFee,
    Period,
    Placement,
    Rate,
    Rounding,
    Schedule,
    Timeline,
    Timing,
    WorkingDays,
    allocate,
    as_known,
    check,
    schedule_payments,
)
from isf_core.errors import ImpossiblePeriod, NotExact
from isf_core.model import FeeWithVat, LimitedFee, Meanwhile
from isf_core.pay_runs import Decision, PaymentMade, next_payments, pay_run, reconcile

YEARLY: dict[str, Any] = {"budget": {"actual": Rate.annual("4387.50")}}


# Weeks, months, years


def test_a_year_of_52_weeks_of_365_or_366_days_and_of_52_143_are_four_sums() -> None:
    """A year of 52 weeks, of 365/7 weeks, of 366/7, of "52.143": four different sums."""
    years = ("52", Fraction(365, 7), Fraction(366, 7), "52.143")
    totals = [str(paid(**merged(YEARLY, {"payment": {"weeks_in_year": each}})).totals.amount) for each in years]
    assert totals == ["4387.50", "4375.54", "4363.58", "4375.41"]


def test_a_weekly_rate_that_was_rounded_is_26_pence_too_much_in_a_year() -> None:
    """Mary's 4,387.50 only comes out with 52 and with an unrounded weekly rate."""
    assert paid(budget={"actual": Rate.weekly("84.375")}).totals.amount == Money("4387.50")
    assert paid(budget={"actual": Rate.weekly("84.38")}).totals.amount == Money("4387.50") + Money("0.26")


def test_thirteen_four_weekly_periods_are_364_days_and_some_years_see_a_fourteenth() -> None:
    """The cycle drifts through the calendar, and some financial years see a fourteenth period begin."""
    schedule = paid(until=date(2031, 3, 31))
    counts = [len(schedule.beginning_in(span=Period.financial_year(year))) for year in range(2026, 2031)]
    assert counts == [13, 13, 13, 13, 14]
    assert (schedule[13].first_day, schedule[26].first_day) == (date(2027, 4, 5), date(2028, 4, 3))
    assert schedule.beginning_in(span=Period.financial_year(2030)).totals.amount == Money("4725.00")


def test_a_month_is_neither_52_twelfths_nor_4_33_weeks() -> None:
    """52/12 and 4.33 weeks are not a month: a weekly rate that is paid by the month goes by days."""
    by_month = paid(payment={"cycle": MONTHLY}, contract={"first_day": date(2026, 4, 1)}, until=date(2027, 3, 31))
    shown = set(column(by_month, "amount"))
    assert shown == {"361.61", "373.66", "337.50"}
    assert not shown & {"365.63", "365.34", "365.35"}


@pytest.mark.parametrize("frequency", [Frequency.MONTHLY, Frequency.QUARTERLY])
def test_month_ends_are_stepped_from_the_anchor(frequency: Frequency) -> None:
    """31 January, 28 February, 31 March: never from the last result, and no month is skipped."""
    cycle = PayCycle(frequency, anchor=date(2026, 1, 31))
    facts: dict[str, Any] = {"payment": {"cycle": cycle}, "contract": {"first_day": date(2026, 1, 31)}}
    starts = [each.first_day for each in paid(until=date(2027, 1, 31), **facts)]
    monthly = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    quarterly = [date(2026, 1, 31), date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31), date(2027, 1, 31)]
    assert starts[:5] == (monthly if frequency is Frequency.MONTHLY else quarterly)
    leap = paid(until=date(2028, 3, 1), **facts)
    assert (date(2028, 2, 29) in [each.first_day for each in leap]) is (frequency is Frequency.MONTHLY)


@pytest.mark.parametrize("since", [FIRST_DAY, date(2026, 4, 20), date(2026, 5, 3), date(2026, 5, 4)])
def test_a_change_over_day_is_counted_once(since: date) -> None:
    """Inclusive dates at the edges, half-open inside."""
    schedule = schedule_of(varied(varying(since, ("budget.actual", Rate.weekly(91)))), until=date(2026, 5, 4))
    old, new = (since - FIRST_DAY).days, (date(2026, 6, 1) - since).days
    exact = Fraction("84.375") / 7 * old + 13 * new
    assert old + new == 56
    assert schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=date(2026, 5, 31))).budget.pounds == exact
    ended = varied(varying(since, ("contract.last_day", since)))
    assert schedule_of(ended, until=None)[-1].last_day == since


def test_a_stubs_denominator_is_the_week_or_the_month_and_never_the_stub() -> None:
    """For weekly rates the week; for instalments the whole calendar month."""
    weekly = paid(contract={"first_day": date(2026, 4, 15)})[0]
    assert weekly.period.days == 19
    assert str(weekly.amount) == "229.02"  # 84.375 x 19/7
    monthly = merged(YEARLY, {"payment": {"cycle": MONTHLY}, "contract": {"first_day": date(2026, 4, 15)}})
    assert str(paid(**monthly)[0].amount) == "195.00"  # 365.625 x 16/30
    february = merged(YEARLY, {"payment": {"cycle": MONTHLY}, "contract": {"first_day": date(2028, 2, 15)}})
    assert str(paid(until=date(2028, 3, 1), **february)[0].amount) == "189.12"  # 365.625 x 15/29


def test_two_dates_every_april_and_both_count_inside_one_period() -> None:
    """Wages and uplifts on the 1st, benefits and allowances on the 6th or the first Monday after."""
    changes = (
        varying(date(2027, 4, 1), ("budget.actual", Rate.weekly("87.83"))),
        varying(date(2027, 4, 5), ("budget.contribution", Rate.weekly("20.60"))),
        varying(date(2027, 4, 12), ("budget.contribution", Rate.weekly("20.80"))),
    )
    schedule = schedule_of(varied(*changes, **NET), until=date(2027, 5, 1))
    assert (str(schedule[12].budget), str(schedule[12].contribution)) == ("339.47", "80.00")  # 24 days and 4
    assert (str(schedule[13].budget), str(schedule[13].contribution)) == ("351.32", "83.00")  # 20.60 + 3 x 20.80
    assert explained(schedule[11:])  # type: ignore[arg-type]


def test_several_changes_in_one_period_all_count() -> None:
    """Two changes in one period are not lost."""
    rates = [("2026-04-08", "85"), ("2026-04-08", "86"), ("2026-04-20", "91"), ("2026-05-03", "98")]
    changes = [
        varying(date.fromisoformat(on), ("budget.actual", Rate.weekly(rate)), order=place)
        for place, (on, rate) in enumerate(rates)
    ]
    first = schedule_of(varied(*changes))[0]
    exact = (2 * Fraction("84.375") + 12 * 86 + 13 * 91 + 98) / 7
    assert first.budget == Money("354.54")
    assert abs(first.budget.exact.pounds - exact) <= Fraction(1, 200)


def test_a_due_date_moves_and_the_cycle_does_not_move_with_it() -> None:
    """Backwards and forwards are both in use."""
    back, forward, unmoved = (paid(payment={"move": move}) for move in (Move.BACK, Move.FORWARD, Move.NOT))
    assert [each.due for each in back][:2] == [date(2026, 4, 2), date(2026, 5, 1)]
    assert [each.due for each in forward][:2] == [date(2026, 4, 7), date(2026, 5, 5)]
    assert [each.due for each in unmoved][:2] == [date(2026, 4, 6), date(2026, 5, 4)]
    for schedule in (back, forward, unmoved):
        assert [each.first_day for each in schedule] == [FIRST_DAY + timedelta(days=28 * each) for each in range(13)]
        assert all(each.unmoved_due == each.first_day for each in schedule)


def test_the_list_of_holidays_is_an_input_and_one_may_be_added_by_variation() -> None:
    """One-off holidays are added and moved by proclamation."""
    known = WorkingDays.england_and_wales()
    added = known.holidays | {date(2026, 6, 1)}
    proclaimed = WorkingDays.of(added, first=date(2026, 1, 1), last=date(2027, 12, 31))
    change = varying(date(2026, 6, 1), ("contract.payment.working_days", proclaimed))
    schedule = schedule_of(varied(change))
    assert [each.due for each in schedule[1:4]] == [date(2026, 5, 5), date(2026, 6, 2), date(2026, 6, 29)]
    assert paid()[2].due == date(2026, 6, 1)


def test_weeks_that_fit_neither_months_nor_years_leave_no_day_out() -> None:
    """A cycle of four weeks, then of months, then of weeks: each day is paid once."""
    weekly = PayCycle(Frequency.WEEKLY, anchor=date(2026, 4, 8))
    schedule = schedule_of(
        varied(
            varying(date(2026, 7, 1), ("contract.payment.cycle", MONTHLY)),
            varying(date(2026, 10, 12), ("contract.payment.cycle", weekly)),
        ),
        until=date(2026, 12, 31),
    )
    assert all(after.first_day == before.last_day + timedelta(days=1) for before, after in pairwise(schedule))
    days = (schedule.span.last_day - FIRST_DAY).days + 1
    assert (
        schedule.accrued_in(span=Period(first_day=FIRST_DAY, last_day=schedule.span.last_day)).budget.pounds
        == Fraction("84.375") * days / 7
    )


# Pennies


def test_components_are_rounded_and_the_payment_is_their_difference() -> None:
    """Rounding the difference instead gives another penny."""
    first = paid(**merged(NET, {"contract": {"first_day": date(2026, 4, 16)}}))[0]
    assert (str(first.budget), str(first.contribution), str(first.amount)) == ("216.96", "51.43", "165.53")
    difference = (Rate.weekly("64.375").amount * 18 / 7).rounded(Rounding.HALF_UP)
    assert str(difference) == "165.54"


def test_a_daily_rate_is_never_rounded_first() -> None:
    """Rounding a daily rate first, then multiplying, loses whole pounds in a year."""
    daily = (Rate.weekly("84.375").amount / 7).rounded(Rounding.HALF_UP)
    assert str(daily * 364) == "4386.20"
    assert str(paid().totals.amount) == "4387.50"


def test_a_split_adds_up_and_a_share_of_zero_gets_nothing() -> None:
    """A split by rounding each part does not add up; the largest remainder does. Ties are stable."""
    thirds = tuple(FundingShare(funder=Funder(ref=ref), share=Fraction(1, 3)) for ref in "abc")
    zero = FundingShare(funder=Funder(ref="z"), share=0)
    facts: dict[str, Any] = {"budget": {"actual": Rate.weekly("25.005")}}
    first = paid(**facts, arrangement={"funding": (zero, *thirds)})[0]
    assert [str(part) for part in first.by_funder().values()] == ["0.00", "33.34", "33.34", "33.34"]
    facts = {"budget": {"actual": Rate.weekly("25.0025")}}
    first = paid(**facts, arrangement={"funding": (zero, *thirds)})[0]
    assert [str(part) for part in first.by_funder().values()] == ["0.00", "33.34", "33.34", "33.33"]
    assert Money.total(first.by_funder().values()) == first.amount
    refused(lambda: allocate(Money(1), (0, 0)), "all weights are zero")


@pytest.mark.parametrize("wrong", [84.375, True, float("nan"), Decimal("NaN"), Decimal("Infinity"), "84,375", "８４"])
def test_what_was_not_typed_exactly_is_refused(wrong: Any) -> None:
    """A Decimal made from a float is not what was typed. `bool` is an int. NaN compares false."""
    refused(lambda: Rate.weekly(wrong), "Rate", kind=NotExact)
    refused(lambda: meanwhile(28, wrong), kind=NotExact)
    refused(lambda: FixedFee(per_week=wrong), kind=NotExact)
    refused(lambda: FundingShare(funder=Funder(ref="a"), share=wrong), kind=NotExact)
    typed = Decimal(84.1)  # noqa: RUF032  # a Decimal of a float shows all that the float really was
    refused(lambda: Money(typed), kind=IsfError)


def test_no_rounding_is_used_everywhere() -> None:
    """Payments go half up, a recovery down, an uplift as it is named: never one mode for all."""
    half = paid(budget={"actual": Rate.weekly("25.00125")})[0]  # 100.005
    assert str(half.amount) == "100.01"
    owed = Decision(amount=Money(-99), reason="unspent", decided_by="panel", decided_on=KNOWN)
    taken = next_payments(
        mary(),
        paid_before(mary()).deciding(owed),
        on=KNOWN,
        until=date(2026, 8, 1),
        policy=TO_EFFECT.replace(recovery_limit="0.19"),
    )
    assert str(taken.payments[0].adjusted) == "-64.12"  # 64.125, in favour of the holder


def test_rounding_is_done_once_at_the_outer_edge() -> None:
    """The parts of a period are added up exactly, then rounded: not 120.54 and 231.43."""
    rise = varied(varying(date(2026, 10, 1), ("budget.actual", Rate.weekly(90))))
    assert str(schedule_of(rise)[6].amount) == "351.96"
    running = schedule_of(varied(*rise.variations, payment={"convention": Convention.RUNNING_TOTAL}))
    assert running.totals.amount.exact.pounds - running.accrued_in(
        span=Period(first_day=FIRST_DAY, last_day=YEAR_END)
    ).budget.pounds <= Fraction(1, 200)


# Terms

STAY = away(FIRST_DAY, date(2026, 5, 3))


def test_every_way_to_charge_a_fee_is_a_sum_of_its_own() -> None:
    """Gross or net, inside or on top, with or without VAT, in a part week, during a suspension."""
    seen: dict[tuple[object, ...], str] = {}
    for base in FeeBase:
        for vat in ("0", "0.2"):
            for first_day in (FIRST_DAY, date(2026, 4, 15)):
                for reading in (Meanwhile.IN_FULL, Meanwhile.THROUGHOUT):
                    for place in Placement:
                        fee = FeeWithVat(fee=PercentageFee(percent="5", base=base), rate=vat)
                        facts = merged(
                            NET, STAY, {"contract": {"fee": fee, "fee_placement": place, "first_day": first_day}}
                        )
                        first = paid(policy=meanwhile(None, "0.5", fee=reading), **facts)[0]
                        assert (not first.fee) is (place is Placement.ON_TOP)
                        seen[base, vat, first_day, reading, place] = str(first.fee or first.fee_on_top)
    inside = [fee for (*_, place), fee in seen.items() if place is Placement.INSIDE]
    assert len(inside) == len(set(inside)) == 16
    assert inside == [fee for (*_, place), fee in seen.items() if place is Placement.ON_TOP]


@pytest.mark.parametrize(
    ("unstated", "field"),
    [
        ({"contract": {"fee": PercentageFee(percent="5"), "fee_placement": Placement.INSIDE}}, "contract.fee.base"),
        ({"contract": {"fee": FixedFee(per_week="10")}}, "contract.fee_placement"),
        ({"payment": {"timing": None}}, "contract.payment.timing"),
        ({"budget": {"contribution": Rate.weekly(20)}, "payment": {"basis": None}}, "contract.payment.basis"),
        (STAY, "contract.suspension"),
    ],
)
def test_nothing_that_sources_differ_on_is_assumed(unstated: dict[str, Any], field: str) -> None:
    """Sources conflict (in advance or in arrears, net or gross, what is paid meanwhile): all must be stated."""
    silent = PLAIN.with_parameters("silent", fee_base=None)
    with pytest.raises(NotRecorded) as caught:
        paid(policy=silent, **unstated)
    assert caught.value.fields == (field,)
    for timing, due in ((Timing.IN_ADVANCE, date(2026, 4, 7)), (Timing.IN_ARREARS, date(2026, 5, 5))):
        assert paid(policy=PLAIN.with_parameters("ours", timing=timing), payment={"timing": None})[0].due == due


def test_a_one_off_sum_is_no_part_of_the_regular_payment_and_never_prorated() -> None:
    """The first part period and one-offs are not regular."""
    rails = OneOff(on=date(2026, 4, 15), amount=Money(120), what="grab rails")
    facts: dict[str, Any] = {"budget": {"one_offs": (rails,)}, "contract": {"first_day": date(2026, 4, 15)}}
    whole = paid(**merged(facts, {"payment": {"one_offs": OneOffPayment.WITH_PERIOD}}))[0]
    assert (str(whole.budget), str(whole.one_off), whole.is_regular) == ("229.02", "120.00", True)
    alone = paid(**merged(facts, {"payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}))
    assert [each.is_regular for each in alone[:3]] == [True, False, True]


def test_a_contribution_above_the_payment_takes_it_to_zero_and_no_further() -> None:
    """A contribution above the payment: zero, never negative. Above the cost after a cut: at every date."""
    cut = varied(
        varying(date(2026, 6, 1), ("budget.actual", Rate.weekly("19.99"))),
        varying(date(2026, 6, 29), ("budget.actual", Rate.weekly("20"))),
        **merged(NET, {"budget": {"exemptions": ()}}),
    )
    schedule = schedule_of(cut)
    assert column(schedule, "amount")[1:4] == ["257.50", "0.00", "0.00"]
    assert column(schedule, "contribution")[1:4] == ["80.00", "79.96", "80.00"]
    assert all(each.amount >= Money(0) for each in schedule)
    assert [each.message for each in check(cut, on=SIGNED).result("BUD-11").findings] == [
        "a contribution of £20.00 a week was assessed from Mon 1 Jun 2026, but the support costs only £19.99 a week, "
        "and no more is taken"
    ]


@pytest.mark.parametrize(
    ("old", "new", "refund"), [(Basis.NET, Basis.GROSS, "80.00"), (Basis.GROSS, Basis.NET, "-80.00")]
)
def test_a_switch_between_net_and_gross_is_adjusted_both_ways(old: Basis, new: Basis, refund: str) -> None:
    """A contract may switch between net and gross on a date: both ways must refund."""
    facts = merged(NET, {"payment": {"basis": old}})
    late = varied(varying(date(2026, 6, 29), ("contract.payment.basis", new), known_from=KNOWN), **facts)
    found = reconcile(late, paid_before(late), on=KNOWN, policy=TO_EFFECT)
    assert [str(each.amount) for each in found.adjustments] == [refund]


def late(rate: str, since: date = date(2026, 6, 10)) -> Any:
    return varied(varying(since, ("budget.actual", Rate.weekly(rate)), known_from=KNOWN))


def test_a_backdated_change_is_the_difference_against_what_was_paid_for_each_period() -> None:
    """Against what was *paid*, at the amounts then paid, for each period as it was."""
    arrangement = late("90")
    history = paid_before(arrangement)
    short = history.payments[3].replace(budget=Money("300.00"))
    history = history.replace(payments=(*history.payments[:3], short))
    found = reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT)
    assert [(each.period, str(each.change)) for each in found.adjustments] == [
        (history.payments[2].period, "15.27"),
        (history.payments[3].period, "60.00"),
    ]


def test_a_backdated_change_is_never_counted_twice() -> None:
    """Never twice: neither when it is reconciled again, nor when the payment that took it up is made."""
    arrangement = late("90")
    history = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT).history
    fifth = next_payments(arrangement, history, on=KNOWN, until=date(2026, 8, 1), policy=TO_EFFECT).payments[0]
    paid_then = history.paying(PaymentMade.of(fifth.payment, fifth.payment.due, fifth.adjusted))
    assert str(paid_then.payments[-1].amount) == "397.77"
    again = reconcile(arrangement, paid_then, on=date(2026, 8, 1), policy=TO_EFFECT)
    assert (again.adjustments, again.history.outstanding) == ((), Money(0))
    assert paid_then.amount == schedule_payments(arrangement, until=date(2026, 7, 27)).totals.amount


def test_a_backdated_change_never_reaches_before_the_first_period() -> None:
    """An adjustment for a period before the arrangement began: never."""
    arrangement = late("90", since=date(2020, 1, 1))
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    assert found.adjustments[0].period.first_day == FIRST_DAY
    assert [str(each.amount) for each in found.adjustments] == ["22.50"] * 4
    early = PaymentMade(paid_on=SIGNED, period=Period(first_day=date(2026, 4, 5), last_day=date(2026, 4, 5)))
    history = paid_before(arrangement).paying(early)
    refused(lambda: reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT), kind=ImpossiblePeriod)


def test_a_refund_larger_than_the_next_payment_is_spread() -> None:
    """Spread, never negative, and what is left is said."""
    arrangement = late("20", since=FIRST_DAY)
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    assert str(found.amount) == "-1030.00"
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=YEAR_END, policy=TO_EFFECT)
    assert {str(each.amount) for each in upcoming} == {"40.00"}
    assert str(upcoming.left) == "-670.00"


def test_a_credit_is_never_more_than_was_paid() -> None:
    """Credits at the price that was really billed, never more than was billed."""
    arrangement = late("0", since=FIRST_DAY)
    history = paid_before(arrangement)
    cheap = history.replace(payments=(history.payments[0].replace(budget=Money("1.23")), *history.payments[1:]))
    found = reconcile(arrangement, cheap, on=KNOWN, policy=TO_EFFECT)
    assert [str(each.amount) for each in found.adjustments] == ["-1.23", "-337.50", "-337.50", "-337.50"]
    assert found.amount == -cheap.amount


# What users of comparable systems ask for


def test_a_preview_runs_the_very_same_code_as_the_run() -> None:
    """What is shown as coming next is what a pay run pays."""
    arrangement = late("90")
    history = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT).history
    preview = next_payments(arrangement, history, on=KNOWN, until=date(2026, 7, 27), policy=TO_EFFECT)
    due = preview.payments[0].payment.due
    run = pay_run(
        [(arrangement, history)], holder="H-7", span=Period(first_day=due, last_day=due), on=KNOWN, policy=TO_EFFECT
    )
    assert [line.amount for line in run.lines] == [each.amount for each in preview]


def test_a_change_counts_from_its_date_and_not_from_the_next_period() -> None:
    """Whether a change counts now or from the next period."""
    assert str(schedule_of(late("90", since=date(2026, 5, 3)))[0].amount) == "338.30"
    assert str(schedule_of(late("90", since=date(2026, 5, 4)))[0].amount) == "337.50"


def test_when_a_fact_became_known_stands_beside_when_it_took_effect() -> None:
    """The schedule of any day can be told again as it was known then."""
    arrangement = late("90")
    then, now = as_known(arrangement, on=date(2026, 7, 19)), as_known(arrangement, on=KNOWN)
    assert str(schedule_of(then)[3].amount) == "337.50"
    assert str(schedule_of(now)[3].amount) == "360.00"
    assert as_known(arrangement, on=date(2026, 7, 19)) == then, "what was known then is known then for ever"


def test_a_limit_decides_by_the_week_and_no_long_month_meets_it() -> None:
    """A limit on overheads is compared by the week, so that the length of a month decides nothing."""
    fee = LimitedFee(fee=FixedFee(per_week="10"), limit=PercentageFee(percent="10", base=FeeBase.GROSS))
    facts: dict[str, Any] = {"contract": {"fee": fee, "fee_placement": Placement.INSIDE}}
    under: Schedule = paid(**merged(facts, {"budget": {"actual": Rate.weekly("99.99")}}))
    at: Schedule = paid(**merged(facts, {"budget": {"actual": Rate.weekly("100.00")}}))
    assert (str(under[0].fee), str(at[0].fee)) == ("40.00", "40.00")
    assert str(paid(**merged(facts, {"budget": {"actual": Rate.weekly("99.90")}}))[0].fee) == "39.96"
    assert FOUR_WEEKLY.frequency is Frequency.FOUR_WEEKLY


def test_a_timeline_at_signing_and_a_variation_are_one_thing() -> None:
    """One home for "the rate changes on 1 October"."""
    agreed = paid(budget={"actual": Timeline(Rate.weekly("84.375"), (date(2026, 10, 1), Rate.weekly(90)))})
    assert agreed == schedule_of(varied(varying(date(2026, 10, 1), ("budget.actual", Rate.weekly(90)))))
