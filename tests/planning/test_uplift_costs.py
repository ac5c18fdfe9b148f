"""What an uplift costs over a year, by funder, holder and cost code, and who is left out (BUD-15)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused

from isf_core import (
    PLAIN,
    Arrangement,
    FundingRate,
    FundingShare,
    Money,
    Person,
    Rate,
    Rounding,
    schedule_payments,
)
from isf_core.errors import IsfError
from isf_core.model import (
    Basis,
    Change,
    ChargedBy,
    ChargingTerms,
    Fees,
    FixedFee,
    Funder,
    Holder,
    OneOff,
    OneOffPayment,
    PercentageFee,
    Placement,
    Variation,
)
from isf_core.planning import UpliftCost, uplift, uplift_cost
from isf_core.values import Period

APRIL, YEAR = date(2027, 4, 1), Period.financial_year(2027)
COUNCIL = Funder(ref="council", cost_code="4100")
NHS = Funder(ref="NHS", cost_code="7200")
SHARED = (FundingShare(funder=COUNCIL, share="0.75"), FundingShare(funder=NHS, share="0.25"))


def of(ref: str, weekly: int = 100, funding: Any = COUNCIL, holder: str = "H-7", **facts: Any) -> Arrangement:
    facts["budget"] = {"actual": Rate.weekly(weekly), **facts.get("budget", {})}
    whose = {"person": Person(ref=ref), "ref": f"ISF-{ref}", "holder": Holder(ref=holder), "funding": funding}
    return mary(**facts).replace(**whose)


def cost(*book: Arrangement, span: Period = YEAR, percent: str = "7", effective: date = APRIL) -> UpliftCost:
    raised = uplift(book, effective=effective, known_from=APRIL, percent=percent)
    return uplift_cost(raised, span=span, policy=PLAIN)


def test_the_cost_of_a_year_is_of_all_its_days_and_no_others() -> None:
    """7.00 a week for the 366 days of 2027-28, whatever the payments: 366.00."""
    found = cost(of("P-1"))
    assert found.amount == Money(366)
    (row,) = found.rows
    assert (row.before, row.after) == (Money("5228.57"), Money("5594.57"))
    assert (row.person, row.arrangement, row.holder) == ("P-1", "ISF-P-1", "H-7")


@pytest.mark.parametrize(
    ("effective", "span", "amount"),
    [
        (APRIL, Period.financial_year(2026), "0.00"),  # nothing before it takes effect
        (date(2028, 3, 31), YEAR, "1.00"),  # the last day alone
        (date(2028, 4, 1), YEAR, "0.00"),
        (APRIL, Period(first_day=date(2027, 4, 7), last_day=date(2027, 4, 7)), "1.00"),
    ],
)
def test_only_days_with_the_uplift_cost_more(effective: date, span: Period, amount: str) -> None:
    assert cost(of("P-1"), effective=effective, span=span).amount == Money(amount)


@pytest.mark.parametrize("funding", [COUNCIL, SHARED, None])
@pytest.mark.parametrize("contribution", [20, 95, 100])
def test_years_that_adjoin_add_up_where_charging_weeks_go_beyond_them(contribution: int, funding: Any) -> None:
    """A week is charged on its first day, and a year may end before its days are paid for: it is charged still."""
    weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=1)
    facts: dict[str, Any] = {
        "budget": {"contribution": Rate.weekly(contribution)},
        "payment": {"basis": Basis.NET, "charging": weeks},
    }
    arrangement = of("P-1", funding=funding, **facts)
    years = [Period.financial_year(year) for year in (2027, 2028, 2029)]
    found = [cost(arrangement, span=span, percent="4") for span in years]
    whole = cost(arrangement, span=Period(first_day=years[0].first_day, last_day=years[-1].last_day), percent="4")
    last = years[-1].last_day + timedelta(60)
    (raised,) = uplift([arrangement], effective=APRIL, known_from=APRIL, percent="4").rows
    for name, each in (("before", arrangement), ("after", raised.arrangement)):
        schedule = schedule_payments(each, policy=PLAIN, until=last)
        for span, one in zip(years, found, strict=True):
            shown = Money.total(getattr(row, name) for row in one.rows)
            assert abs(shown.exact.pounds - schedule.accrued_in(span=span).amount.pounds) <= Fraction(1, 100)
        parts = [getattr(row, name) for one in found for row in one.rows]
        assert abs((Money.total(parts) - Money.total(getattr(row, name) for row in whole.rows)).pence) <= 2


def test_the_cost_adds_up_by_funder_holder_and_cost_code() -> None:
    found = cost(of("P-1"), of("P-2", 200, SHARED, "H-9"), of("P-3", 100, None, "H-9"))
    assert found.by_funder == {"NHS": Money(183), "council": Money("915.00"), None: Money(366)}
    assert found.by_holder == {"H-7": Money(366), "H-9": Money(1098)}
    assert found.by_cost_code == {"4100": Money(915), "7200": Money(183), None: Money(366)}
    assert found.amount == Money(1464)
    for sums in (found.by_funder, found.by_holder, found.by_cost_code):
        assert Money.total(sums.values()) == found.amount


def test_a_funder_that_pays_a_rate_bears_none_of_the_rise() -> None:
    funding = (FundingRate(funder=NHS, rate=Rate.weekly(40)), FundingShare(funder=COUNCIL, share=1))
    assert cost(of("P-1", funding=funding)).by_funder == {"NHS": Money(0), "council": Money(366)}


def test_a_fee_on_top_that_follows_the_budget_is_in_the_cost() -> None:
    fee = Fees(parts=(PercentageFee(percent="10"), FixedFee(per_week="5")))
    contract = {"fee": fee, "fee_placement": Placement.ON_TOP}
    assert cost(of("P-1", contract=contract)).amount == Money("402.60")


def test_the_cost_is_what_the_two_schedules_differ_by() -> None:
    arrangement = of("P-1", 84, SHARED)
    (row,) = uplift([arrangement], effective=APRIL, known_from=APRIL, percent="4.1", rounding=Rounding.HALF_UP).rows
    sums = []
    for each in (arrangement, row.arrangement):
        accrued = schedule_payments(each, until=date(2028, 6, 1)).accrued_in(span=YEAR)
        sums.append(accrued.amount.pounds)
    found = uplift_cost(
        uplift([arrangement], effective=APRIL, known_from=APRIL, percent="4.1", rounding=Rounding.HALF_UP),
        span=YEAR,
        policy=PLAIN,
    )
    assert abs(found.amount.pence - (sums[1] - sums[0]) * 100) <= 1, "half a penny for each of the two"


def test_a_change_of_holder_in_the_year_has_a_row_for_each() -> None:
    moved = Variation(effective=date(2027, 10, 1), known_from=APRIL, changes=(Change("holder", Holder(ref="H-8")),))
    found = cost(of("P-1").replace(variations=(moved,)))
    assert found.by_holder == {"H-7": Money(183), "H-8": Money(183)}


def test_who_begins_later_or_has_ended_costs_nothing() -> None:
    before = Period.financial_year(2024)
    assert cost(of("P-1"), span=before).rows == ()
    ended = of("P-1", contract={"last_day": date(2027, 6, 30)})
    assert cost(ended, span=Period.financial_year(2028)).rows == ()
    assert cost(ended).amount == Money(91)


def test_everybody_who_cannot_be_computed_is_named_once_with_the_reason() -> None:
    unknown = Arrangement(person=Person(ref="P-4"))
    outside = OneOff(on=date(2020, 1, 1), amount="5", what="rails")
    found = cost(
        of("P-1"),
        of("P-2", budget={"contribution": None}),
        of("P-3", budget={"one_offs": (outside,)}, payment={"one_offs": OneOffPayment.WITH_PERIOD}),
        unknown,
        of("P-5", payment={"timing": None}),
    )
    assert [person for person, _ in found.left_out] == ["P-4", "P-2", "P-3", "P-5"]
    reasons = dict(found.left_out)
    assert reasons["P-4"] == "budget.actual is not recorded"
    assert "budget.contribution" in reasons["P-2"]
    assert "2020-01-01 is outside the arrangement" in reasons["P-3"]
    assert "contract.payment.timing" in reasons["P-5"]
    assert found.amount == Money(366)
    assert len(found.records()) == 5
    assert "4 left out" in str(found)


@pytest.mark.parametrize(
    ("raised", "span", "message"),
    [(None, YEAR, "uplift_cost: "), (cost(of("P-1")), YEAR, "uplift_cost: "), ("uplift", None, "uplift_cost: ")],
)
def test_what_is_no_uplift_is_refused(raised: Any, span: Any, message: str) -> None:
    refused(lambda: uplift_cost(raised, span=span, policy=PLAIN), message)


def test_what_is_no_span_is_refused() -> None:
    raised = uplift(of("P-1"), effective=APRIL, known_from=APRIL, percent="7")
    nothing: Any = None
    with pytest.raises(IsfError, match=r"uplift_cost\.span"):
        uplift_cost(raised, span=nothing, policy=PLAIN)
