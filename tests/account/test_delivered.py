"""What may be charged for of what was delivered, and which funder bears what of it (PAY-01, PAY-04, BUD-11)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from account.test_delivery import delivered, paid, visit
from hypothesis import given
from hypothesis import strategies as st
from support.arrangements import FIRST_DAY, merged
from support.small_account import NUMBERS, P1, P2, P3

from isf_core.account import payment_on_delivery
from isf_core.account.delivery import DeliveredPayment
from isf_core.errors import NotRecorded
from isf_core.model import (
    Basis,
    Change,
    DeliveryLimit,
    Exemption,
    FixedFee,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    Ground,
    InHouse,
    OneOff,
    OneOffPayment,
    OneSupport,
    Placement,
    Support,
    SupportPlan,
    Variation,
)
from isf_core.values import Money, Rate

COUNCIL, NHS = Funder(ref="council", kind=FunderKind.COUNCIL), Funder(ref="icb", kind=FunderKind.NHS)
HALF = (FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=NHS, share="0.5"))
BY_RATE = (FundingRate(funder=NHS, rate=Rate.weekly(60)), FundingShare(funder=COUNCIL, share=1))
SECOND_HALF = FIRST_DAY + timedelta(days=14)


def of(*visits: Any, **facts: Any) -> DeliveredPayment:
    """The first period of Mary, at 300 a week, of which she is assessed to pay 90: 360 for four weeks."""
    budget = {"actual": Rate.weekly(300), "contribution": Rate.weekly(90)}
    found: DeliveredPayment = paid(*visits, **merged({"budget": budget}, facts)).payments[0]
    if found.parts is not None:
        assert Money.total(found.by_funder().values()) == found.amount
    return found


def exempt(part: Any = 1, ground: Ground = Ground.AFTERCARE, first: date = FIRST_DAY, last: date | None = None) -> Any:
    return {"budget": {"exemptions": (Exemption(ground=ground, first_day=first, last_day=last, part=part),)}}


def funded(*funding: Any) -> dict[str, Any]:
    return {"arrangement": {"funding": funding}}


FREE_FORTNIGHT = exempt(ground=Ground.REABLEMENT, last=SECOND_HALF - timedelta(days=1))


@pytest.mark.parametrize("basis", list(Basis))
def test_nobody_is_charged_for_what_was_delivered_on_days_on_which_it_is_free(basis: Basis) -> None:
    """The schedule charges 180 for the second fortnight: as much of that as was delivered in it."""
    last_free = SECOND_HALF - timedelta(days=1)
    for on, price, charge in (
        (FIRST_DAY, 500, "0"),
        (last_free, 500, "0"),
        (SECOND_HALF, 500, "180"),
        (SECOND_HALF, "180.01", "180"),
        (SECOND_HALF, "179.99", "179.99"),
    ):
        found = of(
            visit(FIRST_DAY, 100, "free"), visit(on, price), **merged(FREE_FORTNIGHT, {"payment": {"basis": basis}})
        )
        assert (found.charge, found.contribution) == (Money(charge), Money(charge) if basis is Basis.NET else Money(0))


@pytest.mark.parametrize(
    ("funding", "price", "charge", "council", "icb"),
    [
        (HALF, "200", "100", "0", "100"),
        (HALF, "720", "360", "0", "360"),
        (HALF, "800", "360", "40", "400"),
        (HALF, "0.01", "0", "0.01", "0"),  # of half a penny nothing is charged
        (BY_RATE, "240", "0", "0", "240"),
        (BY_RATE, "240.01", "0.01", "0", "240"),
        (BY_RATE, "1000", "360", "400", "240"),
        ((FundingShare(funder=NHS, share=1),), "500", "0", None, "500"),
        ((FundingShare(funder=COUNCIL, share=1),), "100", "100", "0", None),
    ],
)
def test_the_person_is_charged_for_no_more_than_the_council_bears_of_what_was_delivered(
    funding: Any, price: str, charge: str, council: str | None, icb: str | None
) -> None:
    found = of(visit(FIRST_DAY, price), **funded(*funding))
    assert found.charge == found.contribution == Money(charge)
    parts = {"council": council, "icb": icb}
    assert found.by_funder() == {ref: Money(part) for ref, part in parts.items() if part is not None}


@pytest.mark.parametrize(
    ("part", "price", "charge"),
    [
        ("0.5", "150", "75"),
        ("0.5", "150.01", "75"),  # of a penny more half is not charged
        ("0.5", "1000", "360"),
        (Rate.weekly(50), "200", "0"),  # the sum frees as much as it comes to from one change to the next
        (Rate.weekly(50), "230", "30"),
        (Rate.weekly(50), "199.99", "0"),
    ],
)
def test_a_part_that_is_exempt_is_free_of_what_was_delivered(part: Any, price: str, charge: str) -> None:
    assert of(visit(FIRST_DAY, price), **exempt(part)).charge == Money(charge)


PLAN = {"arrangement": {"plan": SupportPlan(supports=(Support(ref="rail", cost=Rate.weekly(10)),))}}
RAIL = merged(exempt(OneSupport("rail"), Ground.EQUIPMENT, last=P1.last_day), PLAN)


def test_of_one_support_that_is_exempt_the_visits_are_free_and_no_others() -> None:
    free, other = visit(FIRST_DAY, 300, "rail", support="rail"), visit(P1.last_day, 90, "care", support="care")
    assert [of(*made, **RAIL).charge for made in ((free,), (other,), (free, other))] == [Money(0), Money(90), Money(90)]
    halved = merged(RAIL, funded(*HALF))
    assert of(free, other, **halved).by_funder() == {"council": Money(150), "icb": Money(195)}
    shared = (*RAIL["budget"]["exemptions"], *exempt("0.5")["budget"]["exemptions"])
    assert of(free, other, **merged(RAIL, {"budget": {"exemptions": shared}})).charge == Money(0)


def test_which_support_a_visit_was_of_is_asked_where_one_is_exempt_and_anything_is_charged() -> None:
    unsaid, unpriced = visit(FIRST_DAY, 300, "V-1"), visit(FIRST_DAY, None, "V-2")
    with pytest.raises(NotRecorded) as error:
        of(unsaid, unpriced, visit(FIRST_DAY, 0, "V-3"), **RAIL)
    fields = ("fund.visits[V-1].support", "fund.visits[V-2].price", "fund.visits[V-2].support")
    assert error.value.fields == fields
    gross = of(unsaid, **merged(RAIL, {"payment": {"basis": Basis.GROSS}}))
    assert (gross.charge, gross.chargeable, gross.amount) == (None, None, Money(300))
    nobody = of(unsaid, **merged(RAIL, {"budget": {"contribution": Rate.weekly(0)}}))
    assert (nobody.charge, nobody.contribution) == (Money(0), Money(0))
    later = of(visit(FIRST_DAY, 0, "V-3"), **RAIL)
    assert later.charge == Money(0)
    all_free = (*RAIL["budget"]["exemptions"], *FREE_FORTNIGHT["budget"]["exemptions"])
    assert of(unsaid, **merged(RAIL, {"budget": {"exemptions": all_free}})).charge == Money(0)


def test_what_the_budget_does_not_reach_is_charged_for_by_nobody_and_the_first_days_come_first() -> None:
    """Of 1,200 the free fortnight takes 1,100: 100 of what was delivered later is paid, and so charged for."""
    found = of(visit(FIRST_DAY, 1100), visit(SECOND_HALF, 400), **FREE_FORTNIGHT)
    assert (found.charge, found.within, found.beyond) == (Money(100), Money(1200), Money(300))
    rail = visit(FIRST_DAY, 1100, "rail", support="rail"), visit(FIRST_DAY, 400, "care", support="care")
    assert of(*rail, **RAIL).charge == Money(100)


def test_in_house_services_come_off_the_part_of_the_council_which_provides_them() -> None:
    """100 delivered and 40 in-house: the NHS bears half of 140, and the council the 30 that are left."""
    services = {"budget": {"in_house": (InHouse(what="day centre", cost=Rate.weekly(10)),)}}
    found = of(visit(FIRST_DAY, 100), **merged(services, funded(*HALF)))
    assert (found.charge, found.by_funder()) == (Money(30), {"council": Money(0), "icb": Money(70)})
    nothing = of(**merged(services, funded(*HALF)))
    assert nothing.by_funder() == {"council": Money(0), "icb": Money(0)}


def test_a_change_of_funders_within_a_period_counts_from_its_day() -> None:
    """The NHS bears half from the second fortnight on: 200 of 400 delivered then, and nothing of 100 before."""
    turn = Variation(effective=SECOND_HALF, known_from=FIRST_DAY, changes=(Change("funding", HALF),))
    facts: dict[str, Any] = {
        "arrangement": {"funding": (FundingShare(funder=COUNCIL, share=1),), "variations": (turn,)}
    }
    found = paid(visit(FIRST_DAY, 100), visit(SECOND_HALF, 400), **facts).payments
    assert [(each.payment.first_day, each.by_funder()) for each in found[:2]] == [
        (FIRST_DAY, {"council": Money(60)}),
        (SECOND_HALF, {"council": Money(60), "icb": Money(100)}),
    ]


def test_what_waited_is_borne_by_the_funders_of_the_days_on_which_it_was_delivered() -> None:
    """The council's 600 of April had room for 400; the NHS, which pays alone from May on, bears none of the rest."""
    alone, nhs = (FundingShare(funder=COUNCIL, share=1),), (FundingShare(funder=NHS, share=1),)
    turn = Variation(effective=P2.first_day, known_from=FIRST_DAY, changes=(Change("funding", nhs),))
    facts: dict[str, Any] = {"arrangement": {"funding": alone, "variations": (turn,)}}
    visits = visit(FIRST_DAY, 600), visit(P2.first_day, 100), visit(P3.first_day, 700)
    for limit, may, june in (
        (DeliveryLimit.SO_FAR, {"icb": Money(100), "council": Money(200)}, {"icb": Money(500)}),
        (DeliveryLimit.PERIOD, {"icb": Money(100)}, {"icb": Money(400)}),
    ):
        april, *later = paid(*visits, limit=limit, **facts).payments
        assert (april.contribution, april.by_funder()) == (Money(80), {"council": Money(320)})
        assert [each.contribution for each in later] == [Money(0)] * 2
        assert [each.by_funder() for each in later] == [may, june]
    unknown = merged(facts, {"arrangement": {"funding": None}})
    april, may_, _ = paid(*visits, limit=DeliveryLimit.SO_FAR, **unknown).payments
    for each in (april, may_):  # some of May's is for April
        with pytest.raises(NotRecorded, match="funding"):
            each.by_funder()
    assert paid(*visits, **unknown).payments[1].by_funder() == {"icb": Money(100)}


def test_a_rate_that_was_paid_for_once_is_not_paid_again_for_what_waited() -> None:
    """240 of April's 600 are the NHS's by its rate, however many payments they take."""
    facts = merged(funded(*BY_RATE), {"budget": {"contribution": Rate.weekly(0)}})
    april, may, june = paid(visit(FIRST_DAY, 600), limit=DeliveryLimit.SO_FAR, **facts).payments
    assert april.by_funder() == {"icb": Money(240), "council": Money(160)}
    assert may.by_funder() == {"icb": Money(0), "council": Money(200)}
    assert june.by_funder() == {"icb": Money(0), "council": Money(0)}


def test_a_fee_and_one_off_sums_are_borne_as_in_the_schedule() -> None:
    """On top: the NHS's rate of 240 is used up by 200 of support, 28 of the fee and 12 of the rail."""
    facts: dict[str, Any] = {
        "contract": {"fee": FixedFee(per_week="7"), "fee_placement": Placement.ON_TOP},
        "budget": {"one_offs": (OneOff(on=P1.first_day, amount="120", what="rail"),)},
        "payment": {"one_offs": OneOffPayment.WITH_PERIOD},
    }
    found = of(visit(FIRST_DAY, 200), **merged(facts, funded(*BY_RATE)))
    assert (found.contribution, found.by_funder()) == (Money(0), {"icb": Money(240), "council": Money(108)})
    inside = merged(facts, {"contract": {"fee_placement": Placement.INSIDE}})
    found = of(visit(FIRST_DAY, 300), **merged(inside, funded(*HALF)))
    assert (found.contribution, found.by_funder()) == (Money(150), {"council": Money(74), "icb": Money(224)})


def test_a_charge_that_what_was_delivered_limits_is_explained() -> None:
    found = of(visit(FIRST_DAY, 200), **funded(*HALF))
    told = [line.strip(" -") for line in str(found.explain()).splitlines()]
    at = told.index("contribution: 100.00 (the lowest of these)")
    assert told[at + 1] == "contribution, of the period: 360.00"
    assert told[at + 2] == "what may be charged for of what was delivered: 100.00"


@given(
    st.lists(st.tuples(st.integers(0, 83), st.integers(0, 60_000)), max_size=9),
    st.sampled_from(DeliveryLimit),
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_any_parts_add_up_and_nobody_is_charged_for_more_than_a_slow_count_says(
    drawn: list[tuple[int, int]], limit: DeliveryLimit, nhs: int, free: int
) -> None:
    """Visit by visit: what the council bears of each, less the tenths that are free in the first half of a period."""
    visits = [
        visit(FIRST_DAY + timedelta(days=days), str(Money.from_pence(pence)), f"V-{place}")
        for place, (days, pence) in enumerate(drawn)
    ]
    shares = (
        FundingShare(funder=COUNCIL, share=Fraction(10 - nhs, 10)),
        FundingShare(funder=NHS, share=Fraction(nhs, 10)),
    )
    exemptions = [
        Exemption(
            ground=Ground.AFTERCARE,
            first_day=each.first_day,
            last_day=each.first_day + timedelta(days=13),
            part=Fraction(free, 10),
        )
        for each in (P1, P2, P3)
    ]
    made = delivered(
        *visits,
        limit=limit,
        arrangement={"funding": shares},
        budget={"contribution": Rate.weekly(90), "exemptions": tuple(exemptions) if free else ()},
    )
    found = payment_on_delivery(made, on=P3.last_day, policy=NUMBERS)
    for number, each in enumerate(found.payments):
        assert Money.total(each.by_funder().values()) == each.amount
        left, most = min(each.delivered, each.within).pence, Fraction(0)
        for days, pence in sorted(drawn, key=lambda one: one[0]):
            if days // 28 == number:
                here = min(pence, left)
                left -= here
                most += here * Fraction(10 - nhs, 10) * (1 - Fraction(free if days % 28 < 14 else 0, 10))
        assert each.charge == each.contribution == Money.from_pence(min(each.payment.contribution.pence, int(most)))
    total = sum(each.within.pence for each in found.payments)
    icb = sum(each.by_funder()["icb"].pence for each in found.payments)
    assert abs(icb - Fraction(total * nhs, 10)) < len(found.payments) + 1
