"""The yearly uplift: by a percentage or a sum, for one or many, and who is left out and why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from support.arrangements import mary
from support.asking import column
from support.refusing import refused
from support.time_cases import schedule_of, varied, varying

from isf_core import Arrangement, IsfError, Money, Person, Rate, Rounding, Timeline, as_known
from isf_core.errors import NotADate, TooLarge
from isf_core.model import Deployed, DeploymentOption
from isf_core.planning import Uplift, uplift

APRIL = date(2027, 4, 1)
MARCH = date(2027, 3, 1)


def raised(*arrangements: Any, **how: Any) -> Uplift:
    asked: dict[str, Any] = {"effective": APRIL, "known_from": MARCH, **how}
    return uplift(arrangements, **asked)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({}, "a percentage and a sum, or neither"),
        ({"percent": "4.1", "by": Money(1)}, "a percentage and a sum, or neither"),
        ({"percent": 4.1}, "give a percentage, such as '4.1'"),
        ({"percent": True}, "uplift.percent"),
        ({"percent": "4,1"}, "uplift.percent"),
        ({"percent": Decimal("NaN")}, "uplift.percent"),
        ({"percent": "-100.01"}, "leaves less than nothing"),
        ({"percent": "1" * 10_000}, "uplift.percent"),
        ({"by": 5}, "uplift.by"),
        ({"by": "5"}, "uplift.by"),
        ({"by": Money("-84.38")}, "is below zero"),
        ({"percent": "4.1", "rounding": "half up"}, "uplift.rounding"),
        ({"percent": "4.1", "effective": "2027-04-01"}, "uplift.effective"),
        ({"percent": "4.1", "known_from": datetime(2027, 3, 1)}, "uplift.known_from"),  # noqa: DTZ001
        ({"percent": "4.1", "reason": " "}, "Variation.reason"),
    ],
)
def test_how_it_is_raised_is_checked_at_once(how: dict[str, Any], message: str) -> None:
    refused(lambda: raised(mary(), **how), message)


@pytest.mark.parametrize("wrong", [None, 7, "mary", [None], [("a", "b")]])
def test_only_arrangements_are_raised(wrong: Any) -> None:
    refused(lambda: uplift(wrong, effective=APRIL, known_from=MARCH, percent="4.1"), "uplift")


def test_dates_are_checked_before_anything_else() -> None:
    nothing: Any = None
    refused(lambda: uplift(nothing, effective=nothing, known_from=MARCH), "uplift.effective", kind=NotADate)
    refused(lambda: raised(mary(), percent=10**400), kind=TooLarge)


@pytest.mark.parametrize(
    ("how", "after", "difference"),
    [
        ({"percent": "4.1"}, Rate.weekly("87.834375"), "3.459375"),
        ({"percent": "4.1", "rounding": Rounding.HALF_UP}, Rate.weekly("87.83"), "3.455"),
        ({"percent": "0"}, Rate.weekly("84.375"), "0"),
        ({"percent": "-100"}, Rate.weekly(0), "-84.375"),
        ({"by": Money("2.50")}, Rate.weekly("86.875"), "2.5"),
        ({"by": Money("2.50"), "rounding": Rounding.HALF_UP}, Rate.weekly("86.88"), "2.505"),
        ({"by": Money("-2.50")}, Rate.weekly("81.875"), "-2.5"),
    ],
)
def test_a_rate_keeps_its_unit_and_is_rounded_only_by_name(how: dict[str, Any], after: Rate, difference: str) -> None:
    (row,) = raised(mary(), **how).rows
    assert (row.before, row.after, str(row.difference)) == (Rate.weekly("84.375"), after, difference)


def test_the_variation_is_in_the_arrangement_and_known_from_its_day() -> None:
    (row,) = raised(mary(), percent="4.1", rounding=Rounding.HALF_UP).rows
    changed = row.arrangement
    assert changed.variations[0].reason == "yearly uplift"
    assert as_known(changed, on=date(2027, 2, 28)).budget.actual == Timeline(Rate.weekly("84.375"))
    schedule = schedule_of(changed, until=date(2027, 5, 1))
    assert column(schedule, "amount")[-3:] == ["337.50", "339.47", "351.32"]  # 24 days and 4; then all of it


def test_what_was_varied_before_is_what_is_raised_and_what_comes_later_is_left_alone() -> None:
    before = varying(date(2026, 10, 1), ("budget.actual", Rate.annual("5200")))
    after = varying(date(2027, 10, 1), ("budget.actual", Rate.weekly(99)))
    (row,) = raised(varied(before, after), percent="10").rows
    assert (row.before, row.after) == (Rate.annual("5200"), Rate.annual("5720"))
    assert as_known(row.arrangement, on=MARCH).budget.actual == Timeline(
        Rate.weekly("84.375"),
        (date(2026, 10, 1), Rate.annual("5200")),
        (APRIL, Rate.annual("5720")),
        (date(2027, 10, 1), Rate.weekly(99)),
    )


def test_those_that_cannot_be_raised_are_left_out_with_the_reason() -> None:
    def named(ref: str, arrangement: Arrangement) -> Arrangement:
        return arrangement.replace(person=Person(ref=ref, name="Nobody Should See"))

    split = (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("84.375")),)
    found = raised(
        named("P-1", mary()),
        named("P-2", mary(budget={"actual": None})),
        named("P-3", mary(contract={"last_day": date(2027, 3, 31)})),
        named("P-4", mary(contract={"last_day": APRIL})),
        named("P-5", varied(varying(date(2027, 1, 1), ("contract.last_day", date(2027, 2, 1))))),
        named("P-6", varied(varying(APRIL, ("budget.actual", Rate.weekly(90))))),
        named("P-7", mary(budget={"deployment": split})),
        percent="4.1",
    )
    assert [row.arrangement.person.ref for row in found.rows] == ["P-1", "P-4"]
    assert dict(found.left_out) | {"P-6": ""} == {
        "P-2": "budget.actual is not recorded",
        "P-3": "it ends on 2027-03-31",
        "P-5": "it ends on 2027-02-01",
        "P-6": "",
        "P-7": "its budget is split between options: raise each part",
    }
    assert "budget.actual" in dict(found.left_out)["P-6"]
    assert "Nobody" not in str(found) + repr(found) + found._repr_html_()


def test_raising_twice_from_one_day_never_raises_twice() -> None:
    (row,) = raised(mary(), percent="4.1").rows
    again = raised(row.arrangement, percent="4.1", effective=date(2027, 4, 1))
    assert again.rows == ()
    assert again.left_out == (("P-001", "budget.actual was varied from 2027-04-01 already"),)


def test_one_alone_is_raised_like_many_and_a_generator_will_do() -> None:
    alone = uplift(mary(), effective=APRIL, known_from=MARCH, by=Money(1))
    assert alone == uplift((each for each in [mary()]), effective=APRIL, known_from=MARCH, by=Money(1))
    assert raised(percent="1").rows == ()


def test_it_shows_the_difference_in_the_rates_own_unit() -> None:
    odd = mary(budget={"actual": Rate.annual("4387.50")}).replace(person=Person(ref="P<1>"), ref="ISF&1")
    found = raised(odd, percent="4.1", rounding=Rounding.HALF_UP)
    assert found.records() == [
        {
            "person": "P<1>",
            "arrangement": "ISF&1",
            "unit": "a year",
            "rate_before": Decimal("4387.50"),
            "rate_before_exactly": "4387.5",
            "rate_after": Decimal("4567.39"),
            "rate_after_exactly": "4567.39",
            "rise": Decimal("179.89"),
            "rise_exactly": "179.89",
        }
    ]
    assert str(found).startswith("Uplift of 4.1% from Thu 1 Apr 2027")
    assert "P&lt;1&gt;" in found._repr_html_()
    assert "ISF&amp;1" in found._repr_html_()


def test_refusals_are_errors_of_the_library() -> None:
    with pytest.raises(IsfError):
        raised(mary())
