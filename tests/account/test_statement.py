"""The statement of a fund: it balances, it joins, and it shows what was planned against what was spent."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.account import LIVED, PERIODS, lived
from support.arrangements import FIRST_DAY
from support.asking import NUMBERS as EVERY_NUMBER
from support.endings import ending
from support.small_account import NUMBERS, ONE_DAY, P1, P2, P3, PLAN, ZERO, entry, fund, paid, small, spent
from support.steps import steps

from isf_core import PLAIN
from isf_core.account.bills import unpaid_on
from isf_core.account.case_view import CaseView
from isf_core.account.planned_and_actual import (
    PlannedAndActual,
    spending_by_outcome,
    spending_by_support,
)
from isf_core.account.statement import Statement, statement_for
from isf_core.account.surplus import surplus_on
from isf_core.account.visits import VisitCount, count_visits
from isf_core.errors import ImpossiblePeriod, IsfError, NotRecorded
from isf_core.exchange import to_plain
from isf_core.model import (
    OPEN_ENDED,
    Arrangement,
    Audience,
    Basis,
    Bill,
    CarryForward,
    Change,
    Commitment,
    Entry,
    EntryKind,
    Fund,
    Outcome,
    Parameters,
    Person,
    Policies,
    SpendingBasis,
    Support,
    SupportPlan,
    SurplusRule,
    Suspension,
    Variation,
    VisitEvidence,
    VisitRecord,
    Visits,
    VisitState,
)
from isf_core.values import ExactMoney, Money, Period, Rate, Timeline
from isf_core.values.dates import in_words

BOTH = Period(first_day=P1.first_day, last_day=P2.last_day)
DAY = FIRST_DAY + ONE_DAY


def view_of(arrangement: Arrangement, numbers: Parameters = NUMBERS) -> CaseView:
    return CaseView.in_full(arrangement, Policies(numbers))


def told(arrangement: Arrangement, span: Period = P1, to: Audience = Audience.PERSON) -> Statement:
    return statement_for(arrangement, span=span, policy=NUMBERS, to=to)


def rows(found: tuple[PlannedAndActual, ...] | None) -> dict[str | None, tuple[str | None, str]]:
    """Planned and spent by reference, as text."""
    assert found is not None
    return {each.ref: (None if each.planned is None else str(each.planned), str(each.spent)) for each in found}


# --- it balances --------------------------------------------------------------------------------------


def test_marys_twelve_weeks_from_period_to_period() -> None:
    said = [statement_for(lived(), span=period, policy=EVERY_NUMBER) for period in PERIODS]
    figures = [tuple(map(str, (each.opening, each.came_in, each.spent, each.closing))) for each in said]
    assert figures == [
        ("0.00", "326.42", "310.00", "16.42"),
        ("16.42", "326.42", "310.00", "32.84"),
        ("32.84", "326.42", "345.00", "14.26"),
    ]
    assert all(each.returned == ZERO and each.missing == () for each in said)
    whole = statement_for(
        lived(), span=Period(first_day=PERIODS[0].first_day, last_day=PERIODS[2].last_day), policy=EVERY_NUMBER
    )
    assert said[0].joined(said[1]).joined(said[2]) == whole
    assert said[0].joined(said[1].joined(said[2])) == whole
    assert whole.surplus == surplus_on(lived(), on=LIVED, policy=EVERY_NUMBER)


def test_an_entry_falls_to_the_span_that_holds_its_day() -> None:
    edges = (P2.first_day - ONE_DAY, P2.first_day, P2.last_day, P2.last_day + ONE_DAY)
    arrangement = small(*(paid(f"F-{number}", on, 10**number, period=P1) for number, on in enumerate(edges)))
    then = told(arrangement, P2)
    assert (then.opening, then.came_in, then.closing) == (Money(1), Money(110), Money(111))


def test_a_span_that_begins_with_the_first_day_there_is_opens_at_zero() -> None:
    arrangement = small(paid("F", FIRST_DAY, period=P1))
    first = Period(first_day=date.min, last_day=P1.last_day)
    assert (told(arrangement, first).opening, told(arrangement, first).closing) == (ZERO, Money(400))


def test_a_correction_stands_in_the_span_in_which_it_is_made() -> None:
    arrangement = small(spent("S", P1.first_day, 100, support="meals"), spent("X", P2.first_day, 30, corrects="S"))
    one, two = told(arrangement), told(arrangement, P2)
    assert (one.spent, two.spent, two.opening, two.closing) == (Money(100), Money(-30), Money(-100), Money(-70))
    assert rows(two.spending_by_support)["meals"] == ("280", "-30.00")
    assert rows(told(arrangement, BOTH).spending_by_support)["meals"] == ("560", "70.00")


def test_what_is_returned_is_not_spent() -> None:
    then = told(small(paid("F", DAY, period=P1), entry("R", DAY, EntryKind.REFUND_TO_FUNDER, 150)))
    assert (then.spent, then.returned, then.closing) == (ZERO, Money(150), Money(250))
    assert rows(then.spending_by_support) == {"meals": ("280", "0.00"), "club": ("120", "0.00")}


# --- joining --------------------------------------------------------------------------------------------


def test_statements_that_do_not_adjoin_or_are_of_others_are_not_joined() -> None:
    arrangement = small(paid("F", P2.first_day, period=P2))
    one, two = told(arrangement), told(arrangement, P2)
    for later in (told(arrangement, P3), one):
        with pytest.raises(ImpossiblePeriod, match="do not adjoin; give the one that begins on the day after"):
            one.joined(later)
    of_others = (
        told(arrangement.replace(person=Person(ref="P-002")), P2),
        told(arrangement, P2, Audience.AUTHORITY),
        told(small(paid("F", P1.first_day, period=P1)), P2),
    )
    for later in of_others:
        with pytest.raises(IsfError, match="they are not of one person, for one reader, with one balance"):
            one.joined(later)
    with pytest.raises(IsfError, match="give a Statement"):
        one.joined(None)  # type: ignore[arg-type]
    assert one.joined(two).closing == Money(400)


def test_what_either_does_not_know_the_two_together_do_not() -> None:
    known = told(small(fund={"bills": (), "visits": ()})), told(small(fund={"bills": (), "visits": ()}), P2)
    assert known[0].joined(known[1]).hours == ()
    blank = attrs.evolve(
        known[1], billed=None, visits=None, hours=None, spending_by_support=None, spending_by_outcome=None
    )
    for pair in ((known[0], blank), (attrs.evolve(blank, span=P1), known[1])):
        together = pair[0].joined(pair[1])
        sums = together.spending_by_support, together.spending_by_outcome
        assert (together.billed, together.visits, together.hours, *sums) == (None,) * 5


def test_what_only_one_of_them_spent_outside_the_plan_stands_last() -> None:
    stray = small(spent("S", P1.first_day, 5), spent("T", P2.first_day, 7, support="meals"))
    for order in ((stray, [None]), (small(spent("S", P2.first_day, 5)), [None])):
        together = told(order[0]).joined(told(order[0], P2))
        assert [each.ref for each in together.spending_by_support or ()] == ["meals", "club", None]
        assert together == told(order[0], BOTH)


def test_a_cost_that_is_not_known_on_some_days_is_not_known_of_both() -> None:
    changed = PLAN.replace(supports=(Support(ref="meals", outcomes=("fed",)),))
    arrangement = small(
        arrangement={"variations": (Variation(effective=P2.first_day, changes=(Change("plan", changed),)),)}
    )
    one, two = told(arrangement), told(arrangement, P2)
    assert [rows(each.spending_by_support)["meals"] for each in (one, two)] == [("280", "0.00"), (None, "0.00")]
    together = one.joined(two)
    assert rows(together.spending_by_support) == {"meals": (None, "0.00"), "club": ("120", "0.00")}
    assert together == told(arrangement, BOTH)
    assert rows(one.spending_by_outcome) == {"fed": ("340", "0.00"), "out": ("60", "0.00")}
    assert rows(together.spending_by_outcome) == {"fed": (None, "0.00"), "out": ("60", "0.00")}


def test_a_cost_that_becomes_known_is_still_not_known_of_both() -> None:
    unknown = (Support(ref="meals", outcomes=("fed",)),)
    arrangement = varied((P2.first_day, PLAN), plan={"supports": unknown})
    one, two = told(arrangement), told(arrangement, P2)
    assert [rows(each.spending_by_support)["meals"] for each in (one, two)] == [(None, "0.00"), ("280", "0.00")]
    assert rows(one.joined(two).spending_by_support)["meals"] == (None, "0.00")


def test_what_fits_nowhere_stands_last_though_the_later_statement_knows_a_support_more() -> None:
    stray = spent("S", P1.first_day, 5)
    before, after = small(stray), varied((P2.first_day, WITH_RAILS)).replace(fund=fund(stray))
    together = told(before).joined(told(after, P2))
    assert [each.ref for each in together.spending_by_support or ()] == ["meals", "club", "rails", None]


# --- planned against spent ------------------------------------------------------------------------------


def planned_by_support(arrangement: Arrangement, *, span: Period, policy: Parameters) -> dict[str, ExactMoney | None]:
    """What each support of the plan was to cost in a span."""
    found = spending_by_support(arrangement, span=span, policy=policy)
    return {each.ref: each.planned for each in found if each.ref is not None}


@pytest.mark.parametrize(
    ("first", "days", "meals"),
    [(-1, 1, "0"), (-1, 2, "10"), (0, 1, "10"), (0, 7, "70"), (3, 25, "250"), (27, 2, "10"), (28, 5, "0")],
)
def test_what_is_planned_grows_by_sevenths_of_a_week_on_the_arrangements_own_days(
    first: int, days: int, meals: str
) -> None:
    start = FIRST_DAY + first * ONE_DAY
    ends = small(contract={"last_day": P1.last_day})
    span = Period(first_day=start, last_day=start + (days - 1) * ONE_DAY)
    assert planned_by_support(ends, span=span, policy=NUMBERS)["meals"] == ExactMoney(meals)


def test_an_arrangement_of_a_single_day_is_planned_for_that_day() -> None:
    one_day = small(contract={"last_day": FIRST_DAY})
    assert planned_by_support(one_day, span=P1, policy=NUMBERS) == {
        "meals": ExactMoney(10),
        "club": ExactMoney(Fraction(30, 7)),
    }


def test_nothing_is_planned_after_somebody_ended_it() -> None:
    last_day = P1.last_day - timedelta(days=14)
    both = Period(first_day=P1.first_day, last_day=P2.last_day)
    stopped = small(arrangement={"endings": (ending(given_on=P1.first_day, last_day=last_day),)})
    assert planned_by_support(stopped, span=both, policy=NUMBERS)["meals"] == ExactMoney(140)
    assert planned_by_support(stopped, span=P2, policy=NUMBERS)["meals"] == ExactMoney(0)
    never = small(arrangement={"endings": (ending(given_on=date(2026, 4, 1), last_day=date(2026, 4, 1)),)})
    assert planned_by_support(never, span=both, policy=NUMBERS) == {"meals": ExactMoney(0), "club": ExactMoney(0)}


@pytest.mark.parametrize("last_day", [OPEN_ENDED, date.max, P2.last_day])
def test_an_arrangement_without_an_end_in_the_span_is_planned_to_its_last_day(last_day: Any) -> None:
    arrangement = small(contract={"last_day": last_day})
    assert planned_by_support(arrangement, span=P2, policy=NUMBERS)["meals"] == ExactMoney(280)


def test_a_last_day_that_varies_ends_what_is_planned() -> None:
    ends = Variation(effective=P2.first_day, changes=(Change("contract.last_day", P2.first_day),))
    arrangement = small(arrangement={"variations": (ends,)})
    assert planned_by_support(arrangement, span=BOTH, policy=NUMBERS)["meals"] == ExactMoney(290)


RAILS = Support.once("rails", ("out",), Money(120))
WITH_RAILS = PLAN.replace(supports=(*(PLAN.supports or ()), RAILS))


def varied(*changes: tuple[date, SupportPlan], **facts: Any) -> Arrangement:
    variations = tuple(Variation(effective=on, changes=(Change("plan", plan),)) for on, plan in changes)
    return small(arrangement={"variations": variations}, **facts)


@pytest.mark.parametrize(("offset", "days", "planned"), [(0, 1, 120), (1, 27, 0), (-1, 1, 0), (-1, 2, 120)])
def test_a_sum_once_is_planned_on_the_first_day_of_its_plan(offset: int, days: int, planned: int) -> None:
    start = FIRST_DAY + offset * ONE_DAY
    at_signing = small(plan={"supports": WITH_RAILS.supports})
    span = Period(first_day=start, last_day=start + (days - 1) * ONE_DAY)
    assert planned_by_support(at_signing, span=span, policy=NUMBERS)["rails"] == ExactMoney(planned)
    moved = Period(first_day=span.first_day + 28 * ONE_DAY, last_day=span.last_day + 28 * ONE_DAY)
    assert planned_by_support(varied((P2.first_day, WITH_RAILS)), span=moved, policy=NUMBERS)["rails"] == ExactMoney(
        planned
    )


def test_a_sum_once_that_later_plans_repeat_is_planned_once() -> None:
    dearer = PLAN.replace(supports=(Support.once("rails", ("out",), Money(150)),))
    again = WITH_RAILS.replace(agreed_on=P3.first_day)
    arrangement = varied(
        (P2.first_day, again),
        (P2.first_day + ONE_DAY, PLAN),
        (P2.last_day, WITH_RAILS),
        (P3.first_day, dearer),
        plan={"supports": WITH_RAILS.supports},
    )
    planned = [planned_by_support(arrangement, span=span, policy=NUMBERS)["rails"] for span in (P1, P2, P3)]
    assert planned == [ExactMoney(120), ExactMoney(0), ExactMoney(30)]


def test_a_plan_that_was_replaced_before_the_first_day_was_never_in_force() -> None:
    arrangement = varied((FIRST_DAY, PLAN), plan={"supports": WITH_RAILS.supports})
    assert planned_by_support(arrangement, span=P1, policy=NUMBERS) == {
        "meals": ExactMoney(280),
        "club": ExactMoney(120),
        "rails": ExactMoney(0),
    }


def test_a_plan_that_changes_inside_the_span_is_planned_by_its_days() -> None:
    dearer = PLAN.replace(supports=(Support.by_rate("meals", ("out",), Rate.weekly("140")),))
    arrangement = varied((P1.first_day + timedelta(days=7), dearer))
    assert rows(told(arrangement).spending_by_support) == {"meals": ("490", "0.00"), "club": ("30", "0.00")}
    # Each plan's own outcomes: a week of 70 and half of 30, then three weeks of 140.
    assert rows(told(arrangement).spending_by_outcome) == {"fed": ("85", "0.00"), "out": ("435", "0.00")}


def test_what_is_spent_without_naming_outcomes_serves_those_of_the_plan_of_its_day() -> None:
    other = PLAN.replace(supports=(Support.by_rate("meals", ("out",), Rate.weekly("70")),))
    arrangement = varied((P2.first_day, other)).replace(
        fund=fund(
            spent("S-1", P1.last_day, 10, support="meals"),
            spent("S-2", P2.first_day, 20, support="meals"),
            spent("S-3", P2.first_day, 30, support="club"),  # billed late: the new plan has it no more
            spent("X-1", P2.first_day, 5, corrects="S-1"),
        )
    )
    found = spending_by_outcome(arrangement, span=BOTH, policy=NUMBERS)
    assert {each.ref: each.spent for each in found} == {"fed": Money(20), "out": Money(35)}
    # Before a plan had it, what was spent on it is for what it first serves.
    early = varied((P2.first_day, WITH_RAILS)).replace(fund=fund(spent("S", P1.first_day, 9, support="rails")))
    assert rows(spending_by_outcome(early, span=P1, policy=NUMBERS))["out"] == ("60", "9.00")


def test_a_late_bill_is_for_what_the_support_served_last() -> None:
    def meals_for(outcome: str) -> SupportPlan:
        return PLAN.replace(supports=(Support.by_rate("meals", (outcome,), Rate.weekly("70")),))

    no_meals = PLAN.replace(supports=())
    arrangement = varied(
        (P1.first_day + ONE_DAY, meals_for("fed")),
        (P1.first_day + 2 * ONE_DAY, meals_for("out")),
        (P2.first_day, no_meals),
        (P3.first_day, meals_for("fed")),
    )
    arrangement = arrangement.replace(fund=fund(spent("S", P2.last_day, 10, support="meals")))
    assert {each.ref: each.spent for each in spending_by_outcome(arrangement, span=P2, policy=NUMBERS)} == {
        "fed": ZERO,
        "out": Money(10),
    }


@pytest.mark.parametrize(
    ("facts", "fed", "out", "none"),
    [
        ({"support": "club"}, "5.01", "5.00", None),  # a penny to the first
        ({"support": "club", "outcomes": ("out", "fed")}, "5.01", "5.00", None),  # as the plan has them
        ({"support": "club", "outcomes": ("out",)}, "0.00", "10.01", None),
        ({"support": "club", "outcomes": ()}, "0.00", "0.00", "10.01"),
        ({"support": "club", "outcomes": ("casino",)}, "0.00", "0.00", "10.01"),
        ({"support": "club", "outcomes": ("casino", "fed")}, "10.01", "0.00", None),
        ({"support": "casino"}, "0.00", "0.00", "10.01"),
        ({"outcomes": ("fed",)}, "10.01", "0.00", None),
        ({}, "0.00", "0.00", "10.01"),
    ],
)
def test_what_serves_several_outcomes_is_spent_on_them_in_equal_parts(
    facts: dict[str, Any], fed: str, out: str, none: str | None
) -> None:
    found = rows(told(small(spent("S", DAY, "10.01", **facts))).spending_by_outcome)
    answer: dict[str | None, str] = {"fed": fed, "out": out}
    if none is not None:
        answer[None] = none
    assert {ref: sum_ for ref, (_, sum_) in found.items()} == answer
    by = rows(told(small(spent("S", DAY, "10.01", **facts))).spending_by_support)
    assert by[facts["support"] if facts.get("support") == "club" else None][1] == "10.01"


def by_parts(*entries: Entry, span: Period = P1) -> dict[str | None, tuple[str, Fraction]]:
    """What was spent for each outcome: shown, and exactly."""
    found = spending_by_outcome(small(*entries), span=span, policy=NUMBERS)
    return {each.ref: (str(each.spent), each.exactly.pounds) for each in found}


@pytest.mark.parametrize("sums", [("254.08",) * 12 + ("254.04",), ("3303.00",), ("254.07",) * 13 + ("0.09",)])
def test_equal_parts_are_added_up_exactly_and_rounded_once(sums: tuple[str, ...]) -> None:
    """Half of 3,303 is 1,651.50, in however many entries: odd pennies do not all fall on one side."""
    entries = tuple(spent(f"S-{n}", DAY, sum_, support="club") for n, sum_ in enumerate(sums))
    half = ("1651.50", Fraction("1651.50"))
    assert by_parts(*entries) == {"fed": half, "out": half}


@pytest.mark.parametrize(
    ("many", "fed", "out"), [(1, "0.01", "0.00"), (2, "0.01", "0.01"), (49, "0.25", "0.24"), (50, "0.25", "0.25")]
)
def test_pennies_for_two_outcomes_are_halved_together(many: int, fed: str, out: str) -> None:
    entries = tuple(spent(f"S-{n}", DAY, "0.01", support="club") for n in range(many))
    part = Fraction(many, 200)
    assert by_parts(*entries) == {"fed": (fed, part), "out": (out, part)}


def test_a_correction_is_shared_like_what_it_corrects() -> None:
    wrong, right = spent("S", DAY, "0.03", support="club"), spent("X", DAY, "0.03", corrects="S")
    nothing = {"fed": ("0.00", Fraction(0)), "out": ("0.00", Fraction(0))}
    assert by_parts(wrong, right) == nothing
    part = spent("Y", DAY, "0.02", corrects="S")
    assert by_parts(wrong, part) == {"fed": ("0.01", Fraction(1, 200)), "out": ("0.00", Fraction(1, 200))}
    later = spent("X", P2.first_day, "0.03", corrects="S")
    assert by_parts(wrong, later, span=P2) == {"fed": ("-0.01", Fraction(-3, 200)), "out": ("-0.02", Fraction(-3, 200))}
    assert by_parts(wrong, later, span=BOTH) == nothing


def test_what_is_left_of_a_penny_goes_to_who_is_furthest_short() -> None:
    """0.02 in thirds and 0.01 in halves: 1.1666... pennies, 1.1666..., and 0.6666..."""
    three = PLAN.replace(outcomes=(Outcome(ref="fed"), Outcome(ref="out"), Outcome(ref="seen")))
    entries = (
        spent("S-1", DAY, "0.02", outcomes=("fed", "out", "seen")),
        spent("S-2", DAY, "0.01", outcomes=("fed", "out")),
    )
    found = spending_by_outcome(small(*entries, plan={"outcomes": three.outcomes}), span=P1, policy=NUMBERS)
    assert [(each.ref, str(each.spent), each.exactly.pounds * 100) for each in found] == [
        ("fed", "0.01", Fraction(7, 6)),
        ("out", "0.01", Fraction(7, 6)),
        ("seen", "0.01", Fraction(2, 3)),
    ]


def test_two_statements_with_odd_pennies_are_still_the_one_of_both() -> None:
    arrangement = small(
        spent("S-1", P1.first_day, "0.01", support="club"), spent("S-2", P2.first_day, "0.01", support="club")
    )
    one, two = told(arrangement), told(arrangement, P2)
    assert [rows(each.spending_by_outcome)["fed"][1] for each in (one, two)] == ["0.01", "0.01"]
    joined = one.joined(two)
    assert {ref: sum_ for ref, (_, sum_) in rows(joined.spending_by_outcome).items()} == {"fed": "0.01", "out": "0.01"}
    assert joined == told(arrangement, BOTH)


@pytest.mark.parametrize("outcomes", [None, ()])
def test_a_support_that_serves_no_outcome_is_planned_for_none(outcomes: tuple[str, ...] | None) -> None:
    tea = Support.by_rate("tea", outcomes, Rate.weekly("7"))
    arrangement = small(spent("S", DAY, 3, support="tea"), plan={"supports": (*(PLAN.supports or ()), tea)})
    assert rows(told(arrangement).spending_by_outcome) == {
        "fed": ("340", "0.00"),
        "out": ("60", "0.00"),
        None: ("28", "3.00"),
    }


def test_outcomes_that_the_plan_does_not_list_are_those_of_its_supports() -> None:
    arrangement = small(plan={"outcomes": None})
    assert rows(told(arrangement).spending_by_outcome) == {"fed": ("340", "0.00"), "out": ("60", "0.00")}


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (EntryKind.DIRECT_SUPPORT, 40),
        (EntryKind.SHARED_SUPPORT, 40),
        (EntryKind.OTHER_PROVIDER, 40),
        (EntryKind.CANCELLED_VISIT, 40),
        (EntryKind.ONE_OFF, 40),
        (EntryKind.PROVIDER_REFUND, -40),
        (EntryKind.MANAGEMENT_FEE, 0),
        (EntryKind.TO_RESERVE, 0),
        (EntryKind.IN_LIEU_OF_NOTICE, 0),
        (EntryKind.LIABILITY, 0),
        (EntryKind.FUNDER_PAYMENT, 0),
        (EntryKind.REFUND_TO_FUNDER, 0),
    ],
)
def test_only_spending_on_support_counts_and_what_a_provider_pays_back_comes_off(kind: EntryKind, counts: int) -> None:
    found = spending_by_support(small(entry("E", DAY, kind, 40, support="meals", period=P1)), span=P1, policy=NUMBERS)
    assert {each.ref: each.spent for each in found} == {"meals": Money(counts), "club": ZERO}


def test_a_yearly_rate_and_bank_holidays_need_the_length_of_a_year() -> None:
    no_year = NUMBERS.replace(weeks_in_year=None)
    bank = Visits(a_week=1, hours="1", hourly="10", bank_holiday_hourly="20", bank_holidays_a_year="8")
    for cost in (Support.by_rate("year", (), Rate.annual("5200")), Support.from_visits("bank", (), bank)):
        arrangement = small(plan={"supports": (cost,)})
        with pytest.raises(NotRecorded) as error:
            planned_by_support(arrangement, span=P1, policy=no_year)
        assert error.value.fields == ("contract.payment.weeks_in_year",)
        agreed = small(plan={"supports": (cost,)}, payment={"weeks_in_year": Fraction(52)})
        planned = planned_by_support(agreed, span=P1, policy=no_year)
        assert planned in ({"year": ExactMoney(400)}, {"bank": ExactMoney(Fraction(600, 13))})
    assert planned_by_support(small(), span=P1, policy=no_year)["meals"] == ExactMoney(280)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"plan": {"supports": None}}, ("plan.supports",)),
        ({"contract": {"first_day": None}}, ("contract.first_day",)),
        (
            {"contract": {"first_day": None, "last_day": None}, "plan": {"supports": None}},
            ("contract.first_day", "contract.last_day", "plan.supports"),
        ),
    ],
    ids=str,
)
def test_what_planned_costs_need_is_named_and_a_statement_says_what_lacks(
    facts: dict[str, Any], fields: tuple[str, ...]
) -> None:
    arrangement = small(**facts)
    with pytest.raises(NotRecorded) as error:
        planned_by_support(arrangement, span=P1, policy=NUMBERS)
    assert error.value.fields == fields
    then = told(arrangement)
    assert (then.spending_by_support, then.spending_by_outcome) == (None, None)
    assert then.missing == fields
    assert then.notes()[-1] == f"Not recorded: {', '.join(fields)}."
    for by in ("support", "outcome"):
        with pytest.raises(NotRecorded) as told_of:
            then.planned_table(by)
        assert told_of.value.fields == fields


@pytest.mark.parametrize(
    ("arrangement", "span", "said"), [(None, P1, "give an Arrangement"), (small(), FIRST_DAY, "give a Period")]
)
def test_what_is_no_arrangement_or_period_is_refused(arrangement: Any, span: Any, said: str) -> None:
    with pytest.raises(IsfError, match=said):
        planned_by_support(arrangement, span=span, policy=NUMBERS)
    with pytest.raises(IsfError, match=said):
        told(arrangement, span)


def test_what_is_no_policy_or_reader_is_refused() -> None:
    with pytest.raises(IsfError, match="give a policy, or its parameters"):
        statement_for(small(), span=P1, policy=None)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="is no Audience"):
        told(small(), P1, "the person")  # type: ignore[arg-type]


# --- the surplus, the contribution, visits --------------------------------------------------------------


def test_the_surplus_is_that_of_the_last_day_under_the_plan_of_that_day() -> None:
    set_aside = CarryForward(
        ref="trip", amount=100, outcome="out", first_day=P1.first_day, last_day=P3.last_day, stands_outside_the_cap=True
    )
    arrangement = varied((P2.first_day, PLAN.replace(carry_forwards=(set_aside,))))
    arrangement = arrangement.replace(fund=fund(entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 300)))
    for span, held in ((P1, 300), (P2, 200)):
        then = told(arrangement, span).surplus
        assert then is not None
        assert then.amount == Money(held)
        assert then == surplus_on(arrangement, on=span.last_day, policy=NUMBERS)


def test_a_statement_without_a_surplus_says_what_lacks() -> None:
    then = told(small(budget={"contingency": None}, contract={"surplus": None}))
    assert then.surplus is None
    assert then.missing == ("contract.surplus", "budget.contingency")
    assert then.spending_by_support is not None


def test_what_lacks_for_the_plan_is_of_both_and_what_lacks_for_the_surplus_of_the_later() -> None:
    unrated = (Support.by_rate("meals", ("fed",), Rate.annual("3640")),)
    no_year = NUMBERS.replace(weeks_in_year=None)

    def said(arrangement: Arrangement, span: Period) -> Statement:
        return statement_for(arrangement, span=span, policy=no_year)

    unruled = {"contract": {"surplus": None}}
    ruled = varied((P2.first_day, PLAN.replace(surplus=SurplusRule(weeks=4))), plan={"supports": unrated}, **unruled)
    one, two = said(ruled, P1), said(ruled, P2)
    year = ("contract.payment.weeks_in_year",)
    assert (one.missing_plan, one.missing_surplus) == (year, ("contract.surplus",))
    assert one.missing == (*year, "contract.surplus")
    assert (two.missing_plan, two.missing_surplus) == (year, ())
    joined = one.joined(two)
    assert (joined.missing_plan, joined.missing_surplus, joined.missing) == (year, (), year)
    assert joined == said(ruled, BOTH)
    apart = attrs.evolve(two, missing_plan=("plan.supports",), missing_surplus=("fund.commitments",))
    assert one.joined(apart).missing == (*year, "plan.supports", "fund.commitments")


def test_what_lacks_for_both_is_named_once() -> None:
    then = told(small(contract={"first_day": None}))
    assert then.missing_plan == then.missing_surplus == then.missing == ("contract.first_day",)


def test_a_policy_is_as_good_as_its_numbers() -> None:
    by_numbers = statement_for(small(), span=P1, policy=NUMBERS)
    assert statement_for(small(), span=P1, policy=PLAIN) == statement_for(small(), span=P1, policy=PLAIN) == by_numbers
    assert statement_for(arrangement=small(), span=P1, policy=NUMBERS) == by_numbers


def test_a_day_that_no_calendar_has_leaves_a_statement_without_a_surplus() -> None:
    late = Period(first_day=date(2150, 1, 1), last_day=date(2150, 1, 28))
    arrangement = small(paid("F", DAY, period=P1))
    with pytest.raises(IsfError):
        surplus_on(arrangement, on=late.last_day, policy=NUMBERS)
    then = told(arrangement, late)
    assert (then.surplus, then.missing_surplus, then.closing) == (None, (), Money(400))


def test_without_entries_there_is_no_statement() -> None:
    for span in (P1, Period(first_day=date.min, last_day=P1.last_day)):
        with pytest.raises(NotRecorded) as error:
            told(small().replace(fund=Fund()), span)
        assert error.value.fields == ("fund.entries",)


BILLS = (Bill(ref="B-1", on=P1.first_day, amount=Money(80)), Bill(ref="B-2", on=P2.first_day, amount=Money(80)))


HOLDER_COLLECTS: dict[str, Any] = {"basis": Basis.NET}


def unpaid(account: Fund, on: date, **changes: Any) -> Money | None:
    return unpaid_on(view_of(small(payment=HOLDER_COLLECTS, **changes).replace(fund=account)), on)


@pytest.mark.parametrize(
    ("on", "owes"),
    [
        (P1.first_day - ONE_DAY, "0"),
        (P1.first_day, "80"),
        (P1.first_day + ONE_DAY, "0.01"),
        (P1.last_day, "0.01"),  # 5 went back to her: that makes no debt
        (P2.first_day, "80.01"),
        (P2.last_day, "0"),  # paid too much: nothing is unpaid
    ],
)
def test_what_is_billed_and_not_paid_since_the_beginning(on: date, owes: str) -> None:
    account = fund(
        entry("K-1", P1.first_day + ONE_DAY, EntryKind.CONTRIBUTION, "79.99"),
        entry("R", P1.last_day, EntryKind.REFUND_TO_PERSON, 5),
        entry("K-2", P2.last_day, EntryKind.CONTRIBUTION, 100),
        bills=BILLS,
    )
    assert unpaid(account, on) == Money(owes)
    assert unpaid(account.replace(bills=None), on) is None


def test_a_payment_that_never_was_is_corrected_and_leaves_the_debt() -> None:
    bounced = fund(
        entry("K", P1.first_day, EntryKind.CONTRIBUTION, 80),
        entry("Kx", P1.last_day, EntryKind.CONTRIBUTION, 80, corrects="K"),
        bills=BILLS[:1],
    )
    assert [unpaid(bounced, on) for on in (P1.first_day, P1.last_day)] == [ZERO, Money(80)]
    given_back = fund(
        entry("K", P1.first_day, EntryKind.CONTRIBUTION, 80),
        entry("R", P1.last_day, EntryKind.REFUND_TO_PERSON, 80),
        bills=BILLS[:1],
    )
    assert unpaid(given_back, P1.last_day) == ZERO


def test_what_the_council_bills_and_collects_itself_is_no_debt_that_the_account_shows() -> None:
    """Of a bill that names its days the first of them decides, else its own day."""
    account = fund(bills=(*BILLS, Bill(ref="B-3", on=P3.first_day, amount=Money(5), period=P1)))
    assert unpaid(account, P3.last_day) == Money(165)
    turns = {"basis": Timeline(Basis.GROSS, (P2.first_day, Basis.NET))}
    assert unpaid_on(view_of(small(payment=turns).replace(fund=account)), P3.last_day) == Money(80)
    by_policy = view_of(small(payment={"basis": None}).replace(fund=account))
    assert unpaid_on(by_policy, P3.last_day) == Money(165)
    gross = view_of(small(payment={"basis": None}).replace(fund=account), NUMBERS.replace(basis=Basis.GROSS))
    assert unpaid_on(gross, P3.last_day) == ZERO
    assert "£80.00 of the contribution" not in str(told(small(fund={"bills": BILLS})))


def test_what_is_billed_and_paid_in_the_span() -> None:
    arrangement = small(
        entry("K", P2.last_day, EntryKind.CONTRIBUTION, 60, period=P2), fund={"bills": BILLS}, payment=HOLDER_COLLECTS
    )
    found = [told(arrangement, span) for span in (P1, P2, BOTH, P3)]
    assert [(each.billed, each.contributed, each.unpaid) for each in found] == [
        (Money(80), ZERO, Money(80)),
        (Money(80), Money(60), Money(100)),
        (Money(160), Money(60), Money(100)),
        (ZERO, ZERO, Money(100)),
    ]
    assert told(small(fund={"bills": None}), P1).billed is None
    assert "£100.00 of the contribution has been billed and not paid." in found[1].notes()
    assert not any("contribution" in note for note in told(small(fund={"bills": ()})).notes())


def visit(
    ref: str, on: date, state: VisitState = VisitState.MADE, evidence: VisitEvidence | None = None
) -> VisitRecord:
    return VisitRecord(ref=ref, on=on, state=state, evidence=evidence)


def test_visits_are_counted_by_what_became_of_them_and_what_they_rest_on() -> None:
    made = [visit(f"V-{number}", DAY, evidence=each) for number, each in enumerate((None, *VisitEvidence))]
    missed = [
        visit(f"M-{number}", DAY, state, VisitEvidence.UNVERIFIED)
        for number, state in enumerate(VisitState)
        if state is not VisitState.MADE
    ]
    assert count_visits([*made, *missed]) == VisitCount(
        made=5,
        cancelled=1,
        person_absent=1,
        worker_absent=1,
        electronic=1,
        manual_verified=1,
        manual_unverifiable=1,
        unverified=1,
        evidence_not_recorded=1,
    )
    edges = (P1.first_day, P1.last_day, P2.first_day)
    arrangement = small(fund={"visits": tuple(visit(f"V-{on}", on) for on in edges)})
    assert told(arrangement).visits == VisitCount(made=2, evidence_not_recorded=2)
    assert told(arrangement).joined(told(arrangement, P2)).visits == VisitCount(made=3, evidence_not_recorded=3)
    assert told(small()).visits is None


# --- how it is shown --------------------------------------------------------------------------------------


def shown() -> Arrangement:
    return small(
        entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, "1300.50", evidence="letter"),
        entry("V", DAY, EntryKind.CANCELLED_VISIT, "12.50"),
        entry("W", DAY, EntryKind.CANCELLED_VISIT, "9", evidence="log"),
        entry("Wx", P1.last_day, EntryKind.CANCELLED_VISIT, "9", corrects="W", evidence="letter"),
        fund={
            "bills": BILLS,
            "visits": (visit("A", DAY), visit("B", DAY, evidence=VisitEvidence.UNVERIFIED)),
        },
        budget={"contingency": Money(50)},
        payment=HOLDER_COLLECTS,
    )


def test_the_person_is_told_the_sums_and_the_authority_also_what_lacks_evidence() -> None:
    to_person = (
        "Of the balance, £1,238.00 is surplus.",
        "At most £200.00 may be held.",
        "£1,038.00 is over the limit. No notice to the authority is recorded.",
        "£50.00 is kept for unexpected events.",
        "£80.00 of the contribution has been billed and not paid.",
        "A cancelled visit was charged on Tue 7 Apr 2026: £12.50.",
        "A cancelled visit was charged on Tue 7 Apr 2026: £9.00.",
        "A charge for a cancelled visit was taken back on Sun 3 May 2026: £9.00.",
    )
    assert told(shown()).notes() == to_person
    assert told(shown(), to=Audience.AUTHORITY).notes() == (
        *to_person,
        "Without evidence: V.",
        "1 of 2 visits are not verified.",
    )


def test_the_authority_is_asked_whether_a_support_that_no_plan_has_is_a_slip() -> None:
    (first, *_) = small().plan.supports or ()
    spent = [
        entry(ref, DAY, EntryKind.DIRECT_SUPPORT, "9", evidence="log", support=support)
        for ref, support in (("A", first.ref), ("B", f"{first.ref}x"), ("C", f"{first.ref}x"), ("D", "something else"))
    ]
    slip = f"B, C: the plan has no support {first.ref}x. Did you mean {first.ref}?"
    asked = [note for note in told(small(*spent), to=Audience.AUTHORITY).notes() if "Did you mean" in note]
    assert asked == [slip]
    assert slip not in told(small(*spent)).notes(), "the person is not asked"
    many = [entry(f"E{n}", DAY, EntryKind.DIRECT_SUPPORT, "1", support=f"{' ' * n}{first.ref}x") for n in range(30)]
    assert sum("Did you mean" in note for note in told(small(*many), to=Audience.AUTHORITY).notes()) == 20


def test_what_is_left_out_of_the_surplus_is_told_and_the_contingency_once() -> None:
    trip = CarryForward(
        ref="trip", amount=30, outcome="out", first_day=P1.first_day, last_day=P3.last_day, stands_outside_the_cap=True
    )
    arrangement = small(
        entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 100),
        paid("F", P1.last_day, period=P2),
        fund={"commitments": (Commitment(ref="C", on=DAY, amount="20"),)},
        plan={"carry_forwards": (trip,)},
        budget={"contingency": Money(10)},
    )
    assert told(arrangement).notes() == (
        "Of the balance, £40.00 is surplus.",
        "£400.00 of the balance is set aside: money for a period that is still running.",
        "£20.00 of the balance is set aside: commitments.",
        "£30.00 of the balance is set aside: carried forward, outside the cap.",
        "At most £200.00 may be held.",
        "£10.00 is kept for unexpected events.",
    )


def test_f5_the_statement_tells_what_is_left_of_the_contingency() -> None:
    used = spent("U", DAY, 20, use=SpendingBasis.CONTINGENCY)
    then = told(small(entry("kept", FIRST_DAY, EntryKind.TRANSFER_IN, 100), used, budget={"contingency": Money(50)}))
    assert then.contingency == Money(30)
    assert "£30.00 is kept for unexpected events." in then.notes()
    assert told(small(used, budget={"contingency": Money(15)})).contingency == Money(0)


def test_only_the_charges_are_listed_as_cancelled_visits_charged() -> None:
    then = told(shown())
    assert [each.ref for each in then.cancelled_visits_charged] == ["V", "W"]
    assert [each.ref for each in then.without_evidence] == ["V"]


def test_there_is_nothing_to_note_where_all_is_in_order() -> None:
    tidy = small(paid("F", DAY, period=P1, evidence="remittance"), fund={"visits": (), "bills": ()})
    assert told(tidy, to=Audience.AUTHORITY).notes() == (
        "Of the balance, £400.00 is surplus.",
        "At most £200.00 may be held.",
        "£200.00 is over the limit. No notice to the authority is recorded.",
    )
    held_too_long = small(contract={"surplus": None})
    assert told(held_too_long, to=Audience.AUTHORITY).notes() == ("Not recorded: contract.surplus.",)


def test_a_notice_of_a_surplus_over_the_limit_is_told_by_its_day() -> None:
    entries = (paid("F", DAY, period=P1), paid("G", P2.first_day, period=P2))

    def over(*told_on: date, span: Period = P1) -> str:
        notes = told(small(*entries, fund={"surplus_told_on": told_on}), span).notes()
        return next(note for note in notes if "over the limit" in note).removeprefix("£200.00 is over the limit. ")

    missed = "No notice to the authority is recorded."
    assert over(P1.last_day) == f"The authority was notified on {in_words(P1.last_day)}."
    assert over(P1.last_day + ONE_DAY) == missed, "it is after the statement's last day"
    assert over(DAY - ONE_DAY) == missed, "there was nothing to notify of on that day"
    assert over(DAY, P1.last_day) == over(P1.last_day, DAY) == over(P1.last_day), "the last that counts"
    arrangement = small(*entries, fund={"surplus_told_on": (P1.last_day,)})
    assert told(arrangement).joined(told(arrangement, P2)).told_on == P1.last_day
    undated = small(paid("H", DAY - ONE_DAY), *entries, fund={"surplus_told_on": (DAY - ONE_DAY,)})
    assert told(undated, P2).told_on is None, "what was over the limit on that day cannot be told"


def test_once_it_has_ended_a_statement_says_so_and_nothing_of_what_may_be_held() -> None:
    def ends(last_day: Any) -> Arrangement:
        return small(paid("F", DAY, period=P1), contract={"last_day": last_day})

    assert told(ends(P1.last_day)).notes() == (
        f"Support ended on {in_words(P1.last_day)}.",
        "Of the balance, £400.00 is surplus.",
    )
    assert "At most £200.00 may be held." in told(ends(P1.last_day + ONE_DAY)).notes()
    by_notice = ends(OPEN_ENDED).replace(endings=(ending(given_on=DAY, last_day=DAY),))
    assert told(by_notice).notes()[0] == f"Support ended on {in_words(DAY)}."
    not_recorded = ends(OPEN_ENDED).replace(endings=(ending(given_on=DAY, last_day=None),))
    assert told(not_recorded).last_day is None


def test_the_days_of_a_statement_on_which_support_was_suspended_are_told() -> None:
    before = Suspension(first_day=FIRST_DAY - 9 * ONE_DAY, last_day=FIRST_DAY - ONE_DAY)
    into = Suspension(first_day=FIRST_DAY, last_day=DAY)
    out_of = Suspension(first_day=P1.last_day, last_day=OPEN_ENDED)
    away = small(arrangement={"suspensions": (before, into, out_of)})
    said = [f"Support was suspended from {in_words(one)} to {in_words(last)}." for one, last in (
        (FIRST_DAY, DAY), (P1.last_day, P1.last_day), (P1.last_day, P2.last_day), (P2.first_day, P2.last_day)
    )]  # fmt: skip

    def suspended(statement: Statement) -> list[str]:
        return [note for note in statement.notes() if "suspended" in note]

    assert suspended(told(away)) == said[:2]
    assert suspended(told(away, P2)) == said[3:]
    assert suspended(told(away).joined(told(away, P2))) == [said[0], said[2]]
    assert suspended(told(small())) == []


def test_a_surplus_without_a_cap_by_amount_names_none() -> None:
    by_age = small(contract={"surplus": SurplusRule(weeks=4)})
    assert told(by_age).notes() == ("Of the balance, £0.00 is surplus.",)


def test_the_tables_and_the_text() -> None:
    then = told(shown())
    table = then.table()
    assert [(row["what"], str(row["amount"])) for row in table.records()] == [
        ("balance at the beginning", "0.00"),
        ("balance from an earlier holder", "1300.50"),
        ("cancelled visit, charged", "-12.50"),
    ]
    assert table.totals == ("balance at the end", Money(1288))
    assert str(then).endswith("taken back on Sun 3 May 2026: £9.00.")
    assert str(table).partition("\n")[2] in str(then)
    assert [(row["ref"], row["corrects"], str(row["amount"])) for row in then.entries_table().records()] == [
        ("kept", None, "1300.50"),
        ("V", None, "-12.50"),
        ("W", None, "-9.00"),
        ("Wx", "W", "9.00"),
    ]


def test_the_rows_of_a_statement_say_whose_it_is_and_add_up_to_the_closing_balance() -> None:
    arrangement = shown()
    whose = {"person": "P-001", "first_day": P1.first_day, "last_day": P1.last_day}
    assert told(arrangement).records() == [
        {**whose, "side": side, "what": what, "amount": Decimal(amount)}
        for side, what, amount in (
            ("opening", "balance at the beginning", "0.00"),
            ("in", "balance from an earlier holder", "1300.50"),
            ("spent", "cancelled visit, charged", "-12.50"),
        )
    ]
    # Nothing happened in May: what is held goes on.
    assert [(row["what"], row["amount"]) for row in told(arrangement, P2).records()] == [
        ("balance at the beginning", Decimal("1288.00")),
    ]
    for span in (P1, P2, BOTH):
        then = told(arrangement, span)
        assert sum(Decimal(str(row["amount"])) for row in then.records()) == then.closing.amount


def test_entries_are_shown_with_outcomes_and_party() -> None:
    arrangement = small(
        paid("F", FIRST_DAY, period=P1, party="council"),
        spent("S", FIRST_DAY, 4, outcomes=("fed", "out"), support="club", party="P-9"),
        spent("T", FIRST_DAY, 1, outcomes=()),
    )
    found = [(row["ref"], row["outcomes"], row["party"]) for row in told(arrangement).entries_table().records()]
    assert found == [("F", None, "council"), ("S", "fed; out", "P-9"), ("T", "", None)]


def test_planned_and_spent_side_by_side() -> None:
    unknown = PLAN.replace(
        outcomes=(Outcome(ref="fed"),),
        supports=((PLAN.supports or ())[0], Support(ref="secret", outcomes=("fed",))),
    )
    entries: tuple[Entry, ...] = (spent("S", DAY, 300, support="meals"), spent("T", DAY, 1))
    arrangement = small(*entries, plan={"outcomes": unknown.outcomes, "supports": unknown.supports})
    table = told(arrangement).planned_table()
    assert [tuple(row.values()) for row in table.records()] == [
        ("meals", 280, "280", Money(300).amount, 20, "20"),
        ("secret", None, None, 0, None, None),
        ("no support of the plan", 0, "0", 1, 1, "1"),
    ]
    by = told(arrangement).planned_table("outcome")
    assert [row["outcome"] for row in by.records()] == ["fed", "no outcome of the plan"]
    others: tuple[Any, ...] = ("provider", "", "Support", None, ["support"], 1)
    for other in others:
        with pytest.raises(IsfError, match=r"there is none by .*; ask by 'support' or 'outcome'") as refused:
            told(arrangement).planned_table(other)
        assert not isinstance(refused.value, NotRecorded)


def test_the_explanation_comes_to_the_closing_balance() -> None:
    for span in (P1, P2):
        then = told(shown(), span)
        node = then.explain()
        assert node.value() == node.amount
        assert node.money == then.closing == Money(1288)
    assert "nothing: 0.00" in str(told(shown(), P2).explain())


def test_a_statement_takes_no_more_than_its_links_of_supports_to_outcomes() -> None:
    """Twice the supports that each serve twice the outcomes are four times the links, and the steps."""

    def linked(number: int) -> int:
        refs = tuple(f"o{place}" for place in range(number))
        supports = tuple(Support.by_rate(f"s{place}", refs, Rate.weekly(7)) for place in range(number))
        plan = {"outcomes": tuple(Outcome(ref=ref) for ref in refs), "supports": supports}
        entries = (spent(f"E{place}", P1.first_day, 5, support=f"s{place}") for place in range(number))
        arrangement = small(*entries, plan=plan)
        return steps(lambda: statement_for(arrangement, span=P1, policy=NUMBERS))

    assert linked(60) < 4.2 * linked(30)


def test_e_7_a_printed_statement_shows_what_was_planned_beside_what_was_spent() -> None:
    """Lancashire, 6.13: actual spend against planned spend."""
    arrangement = small(
        spent("S", DAY, 300, support="meals"), plan={"outcomes": PLAN.outcomes, "supports": PLAN.supports}
    )
    statement = told(arrangement)
    assert str(statement.planned_table()) in str(statement)
    assert statement.explain().sources[0].pinpoint == "6.10", "the balance cites what is recorded, not what is planned"


def test_a_statement_of_which_nothing_was_read_is_the_same_when_it_is_kept() -> None:
    unread, read = told(lived()), told(lived())
    assert read.surplus is not None
    assert pickle.loads(pickle.dumps(unread)) == read
    assert to_plain(told(lived())) == to_plain(read)
