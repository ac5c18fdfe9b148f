"""Savings against the earlier arrangement, of one baseline and over a portfolio (OUT-03)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.refusing import refused

from isf_core.errors import FinerThanAPenny, IsfError, NotRecorded, TooLarge
from isf_core.evidence import Portfolio, Saving, per_head, portfolio, saving
from isf_core.model import Baseline
from isf_core.values import Money

YEAR = Baseline(what="a care home", people=2, amount=Money(104_000), hours=5_200, period="a year", weeks=52)
WEEK = Baseline(what="a block contract", people=1, amount=Money(1_000), hours=50, period="a week", weeks=1)
UNSAID = Baseline(what="a block contract", people=83, amount=Money(6_500_000))


# One baseline


@pytest.mark.parametrize(
    "facts", [{"now": Money(78_000), "hours_now": 3_900}, {"saved": Money(26_000), "saved_hours": "1300"}]
)
def test_what_is_now_and_what_is_saved_come_to_the_same(facts: dict[str, Any]) -> None:
    found = saving(YEAR, **facts)
    assert (found.saved, found.saved_hours) == (Money(26_000), Fraction(1_300))
    money, hours = found.money, found.hours
    assert money is not None
    assert hours is not None
    assert (money.shown, found.shown, hours.shown) == ("25.0",) * 3
    assert (money.percent, money.per_person, money.per_person_a_week) == (Fraction(25), Fraction(13_000), Fraction(250))
    assert (hours.percent, hours.per_person, hours.per_person_a_week) == (Fraction(25), Fraction(650), Fraction(25, 2))
    assert found.per_head() == (Money(13_000), Money(13_000))
    assert found.records() == [
        {
            "measure": "pounds",
            "was": Decimal("104000.00"),
            "was_exactly": "104000",
            "now": Decimal("78000.00"),
            "now_exactly": "78000",
            "saved": Decimal("26000.00"),
            "saved_exactly": "26000",
            "percent": "25.0",
            "per_person": 13_000,
            "per_person_exactly": "13000",
            "per_person_a_week": 250,
            "per_person_a_week_exactly": "250",
        },
        {
            "measure": "hours",
            "was": 5_200,
            "was_exactly": "5200",
            "now": 3_900,
            "now_exactly": "3900",
            "saved": 1_300,
            "saved_exactly": "1300",
            "percent": "25.0",
            "per_person": 650,
            "per_person_exactly": "650",
            "per_person_a_week": Decimal("12.5"),
            "per_person_a_week_exactly": "12.5",
        },
    ]


def test_money_or_hours_alone() -> None:
    money, hours = saving(YEAR, now=Money(104_000)), saving(YEAR, hours_now=0)
    assert (money.hours, money.shown, [row["measure"] for row in money.records()]) == (None, "0.0", ["pounds"])
    assert (hours.money, hours.shown, [row["percent"] for row in hours.records()]) == (None, None, ["100.0"])
    refused(hours.per_head, "saved", kind=NotRecorded)


def test_what_costs_more_saves_less_than_zero() -> None:
    dearer = saving(YEAR, now=Money("104052.01"))
    assert (dearer.saved, dearer.shown) == (Money("-52.01"), "-0.1")
    assert dearer.per_head() == (Money("-26.01"), Money("-26.00"))
    assert saving(YEAR, now=Money("104051.99")).shown == "0.0", "half is shown away from zero, less is not"


@pytest.mark.parametrize(
    ("facts", "period"),
    [
        ({}, "period not stated"),
        ({"period": "a year"}, "period 'a year'"),
        ({"weeks": 52}, "period 52 weeks"),
        ({"weeks": 1}, "period 1 week"),
        ({"weeks": Fraction(1, 2)}, "period 0.5 weeks"),
        ({"period": "a year", "weeks": Fraction(365, 7)}, "period 'a year' (365/7 weeks)"),
    ],
)
def test_the_baselines_period_always_stands_beside_it_as_given(facts: dict[str, Any], period: str) -> None:
    found = saving(UNSAID.replace(**facts), saved=Money(1))
    assert found.period == period
    assert str(found).startswith(f"Against a block contract: 83 people; {period}\n")
    assert found.money is not None
    assert (found.money.per_person_a_week is None) is ("weeks" not in facts)


def test_where_the_weeks_of_both_periods_are_known_the_percentage_is_by_the_week() -> None:
    three_years = saving(YEAR, saved=Money(78_000), over="three years", over_weeks=156)
    assert three_years.money is not None
    assert (three_years.shown, three_years.money.per_person_a_week) == ("25.0", Fraction(250))
    assert three_years.period == "period 'a year' (52 weeks); saved over period 'three years' (156 weeks)"
    unknown = saving(YEAR, saved=Money(78_000), over="three years")
    assert unknown.money is not None
    assert (unknown.shown, unknown.money.per_person_a_week) == ("75.0", None)
    more = saving(WEEK, saved=Money(5_200), saved_hours=60, over="a year", over_weeks=52)
    assert more.shown == "10.0", "more may be saved over a longer period than was spent over a shorter"


@pytest.mark.parametrize(
    ("base", "facts", "message", "kind"),
    [
        (YEAR, {}, "neither money nor hours", IsfError),
        (YEAR, {"over": "a year"}, "neither money nor hours", IsfError),
        (YEAR, {"now": Money(1), "saved": Money(1)}, "saving: what it is now and what is saved", IsfError),
        (YEAR, {"hours_now": 1, "saved_hours": 1}, "saving.hours: what it is now", IsfError),
        (YEAR, {"saved": Money("104000.01")}, "104000.01 saved of 104000", IsfError),
        (YEAR, {"saved_hours": "5200.1"}, "5200.1 saved of 5200", IsfError),
        (YEAR, {"now": Money("-0.01")}, "104000.01 saved of 104000", IsfError),
        (YEAR, {"hours_now": "-1"}, "saving.hours", IsfError),
        (YEAR, {"now": 78_000}, "give Money", IsfError),
        (YEAR, {"saved": "1.005"}, "give Money", IsfError),
        (YEAR, {"hours_now": 1.5}, "saving.hours_now", IsfError),
        (YEAR, {"saved_hours": 10**9 + 1, "over": "ages"}, "out of range", IsfError),
        (YEAR, {"saved_hours": 10**10_000}, "saving.saved_hours", TooLarge),
        (YEAR, {"now": Money(1), "over": "a year"}, "saving.over", IsfError),
        (YEAR, {"hours_now": 1, "over": "a year"}, "saving.over", IsfError),
        (YEAR, {"saved": Money(1), "over": " "}, "saving.over", IsfError),
        (YEAR, {"saved": Money(1), "over_weeks": 52}, "weeks of no period", IsfError),
        (YEAR, {"saved": Money(1), "over": "never", "over_weeks": 0}, "out of range", IsfError),
        (YEAR, {"saved": Money(1), "over": "ages", "over_weeks": 5_301}, "out of range", IsfError),
        (UNSAID, {"saved_hours": 1}, "baseline.hours", NotRecorded),
        (
            UNSAID.replace(amount=None),
            {"now": Money(1), "hours_now": 1},
            "baseline.amount, baseline.hours",
            NotRecorded,
        ),
        (None, {"now": Money(1)}, "give a Baseline", IsfError),
    ],
)
def test_what_cannot_be_is_refused(base: Any, facts: dict[str, Any], message: str, kind: type[IsfError]) -> None:
    refused(lambda: saving(base, **facts), message, kind=kind)


@pytest.mark.parametrize(
    "facts", [{"saved_hours": 10**9, "over": "ages"}, {"saved": Money(1), "over": "ages", "over_weeks": 5_300}]
)
def test_the_most_hours_and_weeks_are_taken(facts: dict[str, Any]) -> None:
    assert saving(YEAR, **facts).over == facts["over"]


def test_heads_are_counted_and_not_too_many() -> None:
    for wrong in (0, -1, 100_001, "3", 1.0, True):
        refused(partial(per_head, Money(1), wrong), "per_head.people")  # type: ignore[arg-type]
    with pytest.raises(FinerThanAPenny):
        saving(UNSAID, saved=Money("1.005"))


@given(st.integers(min_value=-(10**12), max_value=10**12), st.integers(min_value=1, max_value=500))
def test_heads_add_up_and_differ_by_a_penny_at_most(pence: int, people: int) -> None:
    heads = per_head(Money.from_pence(pence), people)
    assert Money.total(heads) == Money.from_pence(pence)
    assert max(heads) - min(heads) <= Money("0.01")
    assert [*heads] == sorted(heads, key=abs, reverse=True)


# Over a portfolio


def both(first: Saving, second: Saving) -> Portfolio:
    """Two savings together."""
    return portfolio((("A", first), ("B", second)))


def test_a_portfolio_is_by_the_week_where_the_weeks_of_all_periods_are_known() -> None:
    found = both(saving(YEAR, now=Money(78_000), hours_now=2_600), saving(WEEK, now=Money(700), hours_now=30))
    money, hours = found.money, found.hours
    assert money is not None
    assert hours is not None
    assert money.saved == 26_300, "in all, each part over its own period"
    # By the week: 500 of 2,000 and 300 of 1,000.
    assert (money.percent, money.shown, money.per_person_a_week) == (Fraction(80_000, 3_000), "26.7", Fraction(800, 3))
    assert (money.people, hours.shown, hours.per_person_a_week) == (3, "46.7", Fraction(70, 3))


def test_unlike_periods_without_weeks_give_no_percentage_of_the_whole() -> None:
    year, month = YEAR.replace(weeks=None), YEAR.replace(weeks=None, period="a month")
    alike = both(saving(year, now=Money(78_000)), saving(year, now=Money(52_000))).money
    assert alike is not None
    assert (alike.shown, alike.per_person_a_week) == ("37.5", None)
    for other in (month, UNSAID, WEEK):
        unlike = both(saving(year, now=Money(78_000)), saving(other, saved=Money(500))).money
        assert unlike is not None
        assert (unlike.percent, unlike.shown, unlike.per_person_a_week) == (None, None, None)
    unsaid = both(saving(UNSAID, saved=Money(1)), saving(UNSAID, saved=Money(1))).money
    assert unsaid is not None
    assert unsaid.shown is None, "two that are not stated need not be one"
    over = both(saving(year, saved=Money(1), over="a"), saving(year, saved=Money(1), over="b")).money
    assert over is not None
    assert over.shown is None


def test_a_portfolio_of_one_is_that_one() -> None:
    one = saving(UNSAID, saved=Money(1_795_073))
    found = portfolio([("Southwark", one)])
    assert found.money is not None
    assert found.money.shown == one.shown == "27.6"
    assert found.hours is None


def test_what_some_do_not_compare_has_no_sum() -> None:
    found = both(saving(YEAR, now=Money(78_000), hours_now=2_600), saving(WEEK, hours_now=30))
    assert found.money is None
    assert found.hours is not None
    assert found.table().totals == ("All", None, 3, None, None, None, None, None, 2_620, "46.7")


def test_every_row_has_its_baseline_and_its_period_as_given() -> None:
    found = both(saving(YEAR, now=Money(78_000)), saving(UNSAID, saved=Money(1_000)))
    assert found.records() == [
        {
            "ref": "A",
            "baseline": "a care home",
            "people": 2,
            "period": "period 'a year' (52 weeks)",
            "before": Decimal("104000.00"),
            "saved": Decimal("26000.00"),
            "saved_exactly": "26000",
            "percent": "25.0",
            "hours_before": 5_200,
            "hours_before_exactly": "5200",
            "hours_saved": None,
            "hours_saved_exactly": None,
            "hours_percent": None,
        },
        {
            "ref": "B",
            "baseline": "a block contract",
            "people": 83,
            "period": "period not stated",
            "before": Decimal("6500000.00"),
            "saved": Decimal("1000.00"),
            "saved_exactly": "1000",
            "percent": "0.0",
            "hours_before": None,
            "hours_before_exactly": None,
            "hours_saved": None,
            "hours_saved_exactly": None,
            "hours_percent": None,
        },
    ]
    assert found.table().totals == ("All", None, 85, None, None, Money(27_000), None, None, None, None)


def test_a_portfolio_is_shown_whole() -> None:
    found = both(saving(YEAR, now=Money(78_000), hours_now=2_600), saving(WEEK, now=Money(700), hours_now=30))
    assert str(found).splitlines() == [
        "Savings",
        "Reference  Against       People  Period            Pounds",
        "                                                   before",
        "A          a care home        2  period 'a     104,000.00",
        "                                 year' (52",
        "                                 weeks)",
        "B          a block            1  period 'a       1,000.00",
        "           contract              week' (1",
        "                                 week)",
        "All                           3",
        "Reference     Pounds  Percent   Hours  Hours  Percent of",
        "               saved           before  saved  hours",
        "A          26,000.00  25.0       5200   2600  50.0",
        "B             300.00  30.0         50     20  40.0",
        "All        26,300.00  26.7              2620  46.7",
    ]


def test_hours_too_fine_to_add_up_are_refused_at_once() -> None:
    """Each is exact, and all together would be a number of thousands of digits."""
    wild = [saving(YEAR, saved_hours=Fraction(1, 2**500 + place)) for place in range(100)]
    found = portfolio([(str(place), each) for place, each in enumerate(wild)]).hours
    assert found is not None
    for ask in (lambda: found.saved, lambda: found.per_person_a_week, lambda: found.percent):
        refused(ask, "portfolio: ", kind=TooLarge)
    before = [saving(YEAR.replace(hours=Fraction(1, 2**500 + place)), saved_hours=0) for place in range(100)]
    fine = portfolio([(str(place), each) for place, each in enumerate(before)]).hours
    assert fine is not None
    refused(lambda: fine.percent, "portfolio: ", kind=TooLarge)


def test_what_is_no_portfolio_is_refused_by_place() -> None:
    one = saving(YEAR, now=Money(1))
    wrong: list[tuple[Any, str]] = [
        ((), "there is no saving"),
        (one, "portfolio"),
        (((1, one),), "portfolio[0]"),
        ((("A", YEAR),), "portfolio[0]"),
        ((("A", one, 2),), "portfolio[0]"),
        ((("A", one), ("A", one)), "'A' stands twice"),
        (["A"], "portfolio[0]"),
        ((("A", one),) * 10_001, "portfolio"),
    ]
    for given_, message in wrong:
        refused(partial(portfolio, given_), message)
