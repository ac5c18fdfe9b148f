"""Lists that vary, as one list: in-house services and the parts of a split budget, each with its rate on each day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isf_core import Rate, Timeline
from isf_core.model import Deployed, DeploymentOption, InHouse
from isf_core.model.knowledge.lists import deployed, services

MAY, JULY, OCTOBER = date(2026, 5, 1), date(2026, 7, 1), date(2026, 10, 1)
NOTHING = Rate.weekly(0)
FUND, HEALTH = DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET
CASH, BY_THIRD_PARTY = DeploymentOption.DIRECT_PAYMENT, DeploymentOption.DIRECT_PAYMENT_MANAGED


def over_time(first: int, *changes: tuple[date, int]) -> Timeline[Rate]:
    """Pounds a week from each day on."""
    return Timeline(Rate.weekly(first), *((on, Rate.weekly(pounds)) for on, pounds in changes))


def service(what: str, *pounds: Any) -> InHouse:
    """A service that costs so many pounds a week."""
    return InHouse(what=what, cost=over_time(*pounds))


def part(option: DeploymentOption, *pounds: Any) -> Deployed:
    """A part of the budget, so many pounds a week."""
    return Deployed(option=option, rate=over_time(*pounds))


# In-house services


def test_a_service_costs_nothing_on_the_days_on_which_no_list_has_it() -> None:
    listed = Timeline((service("day", 10),), (MAY, (service("bath", 5),)), (OCTOBER, (service("day", 12),)))
    assert services(listed, None) == (
        service("day", 10, (MAY, 0), (OCTOBER, 12)),
        service("bath", 0, (MAY, 5), (OCTOBER, 0)),
    )


def test_a_cost_changes_as_the_list_of_the_day_says() -> None:
    """What the first list says of the days of the second counts no more, nor what the second says of those before."""
    before = service("day", 10, (MAY, 11), (JULY, 99), (OCTOBER, 98))
    after = service("day", 97, (MAY, 96), (JULY, 20), (OCTOBER, 21))
    assert services(Timeline((before,), (JULY, (after,))), None) == (
        service("day", 10, (MAY, 11), (JULY, 20), (OCTOBER, 21)),
    )


def test_two_services_of_one_name_are_two() -> None:
    twice = (service("day", 10), service("bath", 3), service("day", 20), service("day", 30))
    found = services(Timeline(twice, (MAY, (service("day", 11), service("day", 21)))), None)
    assert found == (
        service("day", 10, (MAY, 11)),
        service("bath", 3, (MAY, 0)),
        service("day", 20, (MAY, 21)),
        service("day", 30, (MAY, 0)),
    )


@pytest.mark.parametrize("first_day", [MAY, JULY])
def test_what_was_not_recorded_before_the_first_day_is_not_missed(first_day: date) -> None:
    """Nothing is paid before it; what holds on it, holds before."""
    listed = Timeline(None, (MAY, (service("day", 10),)), (OCTOBER, (service("day", 12),)))
    assert services(listed, first_day) == (service("day", 10, (OCTOBER, 12)),)


@pytest.mark.parametrize(
    ("listed", "first_day"),
    [
        (Timeline(None, (MAY, (service("day", 10),))), None),
        (Timeline(None, (MAY, (service("day", 10),))), date(2026, 4, 30)),
        (Timeline((service("day", 10),), (MAY, None)), date(2026, 4, 6)),
        (Timeline(None, (MAY, (service("day", 10),)), (JULY, None)), MAY),
    ],
)
def test_services_that_are_not_recorded_for_some_time_are_not_recorded(listed: Any, first_day: date | None) -> None:
    assert services(listed, first_day) is None


def test_a_list_that_was_recorded_first_holds_from_the_beginning() -> None:
    listed = Timeline((service("day", 10),), (MAY, (service("day", 12),)), (OCTOBER, ()))
    for first_day in (None, MAY, JULY):
        assert services(listed, first_day) == (service("day", 10, (MAY, 12), (OCTOBER, 0)),)


# A split of the budget


def test_the_fund_has_the_whole_budget_where_no_split_is_recorded() -> None:
    listed = Timeline(None, (JULY, (part(CASH, 100), part(FUND, 200))), (OCTOBER, None))
    assert deployed(listed, over_time(290, (MAY, 300))) == (
        part(FUND, 290, (MAY, 300), (JULY, 200), (OCTOBER, 300)),
        part(CASH, 0, (JULY, 100), (OCTOBER, 0)),
    )


def test_the_part_of_the_fund_is_one_whichever_way_it_goes_and_is_called_by_the_last() -> None:
    listed = Timeline(
        (part(BY_THIRD_PARTY, 100), part(CASH, 50)),
        (MAY, (part(HEALTH, 120), part(CASH, 30))),
        (JULY, (part(CASH, 20), part(FUND, 130))),
    )
    assert deployed(listed, over_time(150)) == (
        part(FUND, 100, (MAY, 120), (JULY, 130)),
        part(CASH, 50, (MAY, 30), (JULY, 20)),
    )


def test_of_a_split_that_has_no_part_for_the_fund_for_some_time_none_is_left_of_it() -> None:
    """The terms contradict one another then, and nothing is paid by them."""
    listed = Timeline((part(FUND, 100), part(CASH, 50)), (MAY, (part(CASH, 150),)), (JULY, (part(FUND, 150),)))
    assert deployed(listed, over_time(150)) == (part(CASH, 50, (MAY, 150), (JULY, 0)),)


def test_without_a_budget_the_last_split_is_told() -> None:
    last = (part(FUND, 120),)
    assert deployed(Timeline((part(FUND, 100),), (MAY, last)), None) == last
    assert deployed(Timeline(None, (MAY, last)), None) == last
