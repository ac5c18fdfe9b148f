"""Contracts, budgets, funding and terms: what has no meaning is refused, what may have been signed is kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, DAY_BEFORE, LAST, ONE_DAY, SIGNED, START
from support.refusing import refused

from isf_core.errors import ImpossiblePeriod, IsfError, TooLarge
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Band,
    Basis,
    Contract,
    Exemption,
    FixedFee,
    Form,
    Fund,
    Funder,
    Funding,
    FundingRate,
    FundingShare,
    Ground,
    InHouse,
    Lifecycle,
    NoFee,
    Notice,
    NoticeUnit,
    OneSupport,
    Party,
    PaymentTerms,
    Person,
    PersonalBudget,
    Placement,
    SupportPlan,
    TerminationTerms,
)
from isf_core.values import Money, Rate, Timeline

MARY = Person(ref="P-001")


def test_an_arrangement_is_of_a_person_and_all_else_may_be_missing() -> None:
    bare = Arrangement(person=MARY)
    assert (bare.budget, bare.plan, bare.contract) == (PersonalBudget(), SupportPlan(), Contract())
    assert {bare.holder, bare.funding, bare.agreements, bare.payments_set_up_on, bare.ref} == {None}
    assert (bare.lifecycle, bare.fund, bare.endings) == (Lifecycle(), Fund(), ())
    assert {bare.needs, bare.providers} == {None}
    assert repr(bare) == "Arrangement(person=Person(ref='P-001'))", "a part in which nothing is recorded stays out"


# Funding


def test_one_funder_pays_all_of_it() -> None:
    council = Funder(ref="council")
    assert Arrangement(person=MARY, funding=council).funding == (FundingShare(funder=council, share=1),)


def shares(*parts: str | Fraction) -> list[FundingShare]:
    """As many funders as parts."""
    return [FundingShare(funder=Funder(ref=f"F-{place}"), share=part) for place, part in enumerate(parts)]


@pytest.mark.parametrize("parts", [("1",), ("0.6", "0.4"), (Fraction(1, 3),) * 3, ("1", "0")])
def test_shares_add_up_to_one_exactly(parts: tuple[Any, ...]) -> None:
    assert Arrangement(person=MARY, funding=shares(*parts)).funding == tuple(shares(*parts))


@pytest.mark.parametrize(
    ("parts", "whole"),
    [((), "0"), (("0.6", "0.3999"), "0.9999"), (("0.33",) * 3, "0.99"), (("1", "1"), "2"), (("0",), "0")],
)
def test_shares_that_do_not_are_refused_with_what_they_come_to(parts: tuple[Any, ...], whole: str) -> None:
    refused(
        lambda: Arrangement(person=MARY, funding=shares(*parts)), f"Arrangement.funding: the shares add up to {whole};"
    )


def test_one_funder_has_one_share() -> None:
    refused(lambda: Arrangement(person=MARY, funding=shares("0.5") * 2), "Arrangement.funding: two parts of the funder")


def test_a_funder_may_pay_a_rate_and_those_with_shares_the_rest() -> None:
    nhs = FundingRate(funder=Funder(ref="nhs"), rate=Rate.weekly(100), reference="PO-2")
    both: tuple[Funding, ...] = (*shares("1"), nhs)
    assert Arrangement(person=MARY, funding=both).funding == both
    refused(lambda: Arrangement(person=MARY, funding=(nhs,)), "Arrangement.funding: the shares add up to 0;")
    own = nhs.replace(funder=Funder(ref="F-0"))
    refused(lambda: Arrangement(person=MARY, funding=(*shares("1"), own)), "two parts of the funder")
    wrong: Any = (*shares("1"), Funder(ref="nhs"))
    refused(lambda: Arrangement(person=MARY, funding=wrong), "Arrangement.funding[1]")


def test_shares_too_fine_to_add_up_are_refused_at_once() -> None:
    wild = [Fraction(1, 2**500 + place) for place in range(100)]
    refused(lambda: Arrangement(person=MARY, funding=shares(*wild)), "Arrangement.funding", kind=TooLarge)
    thin = shares("1", *["0"] * 99)
    assert len(Arrangement(person=MARY, funding=thin).funding or ()) == 100
    more = shares("1", *["0"] * 100)
    refused(lambda: Arrangement(person=MARY, funding=more), "101 entries are too many", kind=TooLarge)


# Days in order


def test_the_last_day_is_not_before_the_first() -> None:
    assert Contract(first_day=START, last_day=START).last_day == START
    refused(lambda: Contract(first_day=START, last_day=DAY_BEFORE), "Contract.last_day", kind=ImpossiblePeriod)
    assert Exemption(ground=Ground.CARER, first_day=START, last_day=START).covers(START)
    refused(
        lambda: Exemption(ground=Ground.CARER, first_day=START, last_day=DAY_BEFORE),
        "Exemption.last_day: 2026-04-05 is before 2026-04-06",
        kind=ImpossiblePeriod,
    )
    refused(lambda: Contract(first_day=START, last_day=LAST).replace(first_day=LAST + ONE_DAY), kind=ImpossiblePeriod)


def test_open_ended_is_recorded_and_not_the_same_as_not_recorded() -> None:
    open_ended = Contract(first_day=START, last_day=OPEN_ENDED)
    assert open_ended.last_day is OPEN_ENDED
    assert open_ended != Contract(first_day=START)
    assert Contract(last_day=DAY_BEFORE).first_day is None
    for wrong in ("open-ended", NOT_STATED, False, 0):
        refused(lambda wrong=wrong: Contract(last_day=wrong), "Contract.last_day")  # type: ignore[misc]


def test_an_exemption_covers_its_first_and_its_last_day() -> None:
    aftercare = Exemption(ground=Ground.AFTERCARE, first_day=START, last_day=LAST)
    covered = {day: aftercare.covers(day) for day in (DAY_BEFORE, START, DAY_AFTER, LAST, LAST + ONE_DAY)}
    assert [*covered.values()] == [False, True, True, True, False]
    assert aftercare.replace(last_day=None).covers(date.max)


@pytest.mark.parametrize(
    ("last_day", "last_free_day"),
    [(None, 42), (date(2026, 8, 2), 42), (date(2026, 5, 17), 42), (date(2026, 5, 16), 41), (START, 1)],
)
def test_a2_11_of_reablement_the_first_six_weeks_are_free_or_all_of_a_shorter_period(
    last_day: date | None, last_free_day: int
) -> None:
    reablement = Exemption(ground=Ground.REABLEMENT, first_day=START, last_day=last_day)
    days = [START + number * ONE_DAY for number in range(50)]
    assert sum(map(reablement.covers, days)) == last_free_day
    at_the_end = Exemption(ground=Ground.REABLEMENT, first_day=date.max)
    assert (at_the_end.last_free_day, at_the_end.covers(date.max)) == (date.max, True)


def test_an_exemption_frees_all_of_it_a_share_a_sum_or_one_service() -> None:
    assert Exemption(ground=Ground.CARER, first_day=START).part == 1
    assert Exemption(ground=Ground.AFTERCARE, first_day=START, part="0.5").part == Fraction(1, 2)
    for part in (Rate.weekly(3), OneSupport("rail")):
        assert Exemption(ground=Ground.EQUIPMENT, first_day=START, part=part).part == part
    refused(
        lambda: Exemption(ground=Ground.EQUIPMENT, first_day=START),
        "Exemption.part: equipment frees that service only, and which one is not given; "
        "give OneSupport(...), or the share or the Rate that is free",
    )
    for wrong in (None, 0.5, "rail", True):
        refused(lambda wrong=wrong: Exemption(ground=Ground.CARER, first_day=START, part=wrong), "Exemption.part")  # type: ignore[misc]
    refused(lambda: OneSupport(" "), "OneSupport.ref")


# Values that change over time


def test_a_bare_value_and_a_timeline_without_changes_are_the_same() -> None:
    rate = Rate.weekly(20)
    assert PersonalBudget(actual=rate) == PersonalBudget(actual=Timeline(rate))
    assert InHouse(what="day service", cost=rate) == InHouse(what="day service", cost=Timeline(rate))
    assert PaymentTerms(basis=Basis.NET) == PaymentTerms(basis=Timeline(Basis.NET))
    assert Contract(fee=NoFee()) == Contract(fee=Timeline(NoFee()))
    mixed: Timeline[Any] = Timeline(NOT_STATED, (AUTUMN, Placement.INSIDE))
    assert Contract(fee_placement=mixed).fee_placement == mixed
    silent: Timeline[Any] = Timeline(NOT_STATED)
    assert Contract(fee_placement=NOT_STATED) == Contract(fee_placement=silent)
    assert Contract(fee=FixedFee(per_week="10")) != Contract(fee=NoFee())


def test_an_indicative_budget_is_one_estimate() -> None:
    wrong: Any = Timeline(Rate.weekly(20))
    refused(lambda: PersonalBudget(indicative=wrong), "PersonalBudget.indicative")


# Contract, termination, band


def test_who_signs_follows_from_the_form() -> None:
    assert Form.TWO_WAY.parties == (Party.FUNDER, Party.HOLDER)
    assert Form.THREE_WAY.parties == (Party.FUNDER, Party.HOLDER, Party.PERSON)
    assert Form.PERSON_AND_HOLDER.parties == (Party.HOLDER, Party.PERSON)
    assert len(Form) == 3


def test_several_may_sign_for_one_party() -> None:
    assert len(Contract(signatures=(*SIGNED, *SIGNED)).signatures or ()) == 6
    assert Contract(signatures=()).signatures == ()


def test_each_party_that_may_end_it_has_one_notice() -> None:
    four_weeks = Notice(party=Party.HOLDER, length=4, unit=NoticeUnit.WEEKS)
    person = four_weeks.replace(party=Party.PERSON)
    assert TerminationTerms(notices=[four_weeks, person]).notices == (four_weeks, person)
    refused(lambda: TerminationTerms(notices=(four_weeks, person, four_weeks)), "two entries for one party")
    assert TerminationTerms(notices=()).notices == ()


def test_a_band_has_both_its_ends() -> None:
    band = Band(lowest=Money(5), highest=Money(25))
    inside = [Money.from_pence(pence) in band for pence in (499, 500, 501, 2499, 2500, 2501)]
    assert inside == [False, True, True, True, True, False]
    assert Money(5) in Band(lowest=Money(5), highest=Money(5))
    refused(lambda: Band(lowest=Money("5.01"), highest=Money(5)), "Band: 5.00 is below 5.01")
    wrong: Any = 5
    with pytest.raises(IsfError):
        assert wrong not in band
