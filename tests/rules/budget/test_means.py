"""Rules on what a charge rests on, and what it leaves the person (BUD-17, BUD-19, BUD-20)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, COMPLETE, DAY_AFTER, LAST, ON, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.errors import IsfError
from isf_core.model import (
    AgeBand,
    Arrangement,
    AssessmentKind,
    FinancialAssessment,
    FullCost,
    Funder,
    FunderKind,
    Household,
    HowNotDone,
    NotDone,
    PersonalBudget,
    Premium,
)
from isf_core.rules import Result
from isf_core.values import Money, Rate, Timeline

(ASSESSED,) = COMPLETE.budget.financial_assessments or ()
SPRING = date(2027, 4, 6)


def charged(contribution: Any = "20", *more: FinancialAssessment, **assessed: Any) -> Arrangement:
    """Mary with a contribution, and her financial assessment with other facts; further assessments beside it."""
    rate = contribution if isinstance(contribution, Timeline) else Rate.weekly(contribution)
    assessments = (ASSESSED.replace(**assessed), *more)
    return sound(budget={"contribution": rate, "financial_assessments": assessments})


def unassessed(contribution: Any = "20") -> Arrangement:
    """Mary with a contribution, and no financial assessment."""
    rate = contribution if isinstance(contribution, Timeline) else Rate.weekly(contribution)
    return sound(budget={"contribution": rate, "financial_assessments": ()})


def in_full(fee: str | Money | None, costs: str | Money | None, **full: Any) -> Arrangement:
    """Mary who pays the full cost, and a fee for arranging it: a year, or once."""
    sums = [Rate.annual(each) if isinstance(each, str) else each for each in (fee, costs)]
    paid = FullCost(**{"first_day": START, **full}, arrangement_fee=sums[0], arranging_costs=sums[1])
    return sound(budget={"full_cost": paid})


LATER = Timeline(Rate.weekly(0), (AUTUMN, Rate.weekly(20)))
REFUSED = NotDone(how=HowNotDone.REFUSED_BY_PERSON, as_of=START)
NOT_GIVEN = NotDone(how=HowNotDone.NOT_DONE)

PROOFS: dict[str, Proof] = {
    "BUD-17": Proof(
        sound=sound(),
        breaches=(charged("40.01"), charged(income=Rate.weekly(100)), charged(own_minimum="120")),
        idle=(charged("0"), unassessed()),
        edges=(
            Edge("the minimum income to the penny", charged("40"), charged("40.01")),
            Edge(
                "assessed income, a penny less",
                charged(income=Rate.weekly("115.40")),
                charged(income=Rate.weekly("115.39")),
            ),
            Edge(
                "the council's own amount, a penny more", charged(own_minimum="115.40"), charged(own_minimum="115.41")
            ),
            Edge("full or light-touch", charged("60", kind=AssessmentKind.LIGHT_TOUCH), charged("60")),
            Edge(
                "a change from after the last day, or from the last day",
                charged(Timeline(Rate.weekly(20), (LAST + ONE_DAY, Rate.weekly(60)))),
                charged(Timeline(Rate.weekly(20), (LAST, Rate.weekly(60)))),
            ),
        ),
    ),
    "BUD-19": Proof(
        sound=sound(),
        breaches=(unassessed(), At(charged(record_given_on=NOT_GIVEN), DAY_AFTER)),
        idle=(charged("0"),),
        edges=(
            Edge("from the first day, or a day later", charged(on=START), charged(on=DAY_AFTER)),
            Edge("an earlier day from which it counts", charged(on=DAY_AFTER, first_day=START), charged(on=DAY_AFTER)),
            Edge(
                "declined by the person, or not given",
                At(charged(record_given_on=REFUSED), DAY_AFTER),
                At(charged(record_given_on=NOT_GIVEN), DAY_AFTER),
            ),
        ),
    ),
    "BUD-20": Proof(
        sound=in_full("300", "312"),
        breaches=(in_full("312.01", "312"), in_full(Money(100), Money(99))),
        idle=(sound(),),
        edges=(
            Edge("all that arranging costs, or a penny more", in_full("312", "312"), in_full("312.01", "312")),
            Edge(
                "once: all of it, or a penny more",
                in_full(Money(100), Money(100)),
                in_full(Money("100.01"), Money(100)),
            ),
        ),
    ),
}


def test_bud_17_says_what_may_be_charged_and_what_must_be_left() -> None:
    assert said("BUD-17", charged("61.30")) == [
        "budget.contribution: a contribution of £61.30 a week was assessed from Mon 6 Apr 2026, but at most "
        "£40.00 a week leaves them the £95.40 that they must keep, and no more is taken"
    ]
    assert said("BUD-17", charged("61.30", income=Rate.weekly(50)))[0].count("at most £0.00 a week") == 1


def test_bud_17_is_tested_whenever_something_changes() -> None:
    rising = Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(41)))
    assert [each.partition("from ")[2][:16] for each in said("BUD-17", charged(rising))] == ["Thu 1 Oct 2026, "]
    poorer = ASSESSED.replace(ref="FA-2", on=AUTUMN, income=Rate.weekly(100))
    assert [each.partition("from ")[2][:16] for each in said("BUD-17", charged("20", poorer))] == ["Thu 1 Oct 2026, "]
    assert judged("BUD-17", charged(LATER, on=AUTUMN)).result is Result.HOLDS
    beyond = charged("20").replace(contract=charged("20").contract.replace(last_day=date(2027, 6, 30)))
    assert judged("BUD-17", beyond).result is Result.HOLDS, "nobody can know the amounts of next year yet"
    assert missed("BUD-17", beyond, on=date(2027, 4, 5)) == ()
    assert missed("BUD-17", beyond, on=SPRING) == ("budget.financial_assessments[FA-1].own_minimum",)
    own = charged("20", own_minimum="100")
    own = own.replace(contract=own.contract.replace(last_day=date(2027, 6, 30)))
    assert judged("BUD-17", own, on=SPRING).result is Result.HOLDS


HERE = "budget.financial_assessments[FA-1]"


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"kind": None}, ("kind",)),
        ({"income": None}, ("income",)),
        ({"household": None, "age": None}, ("household", "age")),
        ({"age": None, "children": None, "premiums": None}, ("children", "premiums", "age")),
        ({"children": 1}, ("own_minimum",)),
        ({"premiums": (Premium.CARER,)}, ("own_minimum",)),
        ({"age": AgeBand.PENSION_AGE}, ("own_minimum",)),
        ({"household": Household.LONE_PARENT, "age": None}, ("own_minimum",)),
        ({"household": Household.COUPLE}, ("own_minimum",)),
        ({"household": Household.CARE_HOME, "age": None, "children": None, "premiums": None}, ("own_minimum",)),
        ({"household": None, "own_minimum": "100"}, ()),
        ({"children": 1, "own_minimum": "100"}, ()),
    ],
)
def test_bud_17_asks_for_just_what_it_needs(facts: dict[str, Any], fields: tuple[str, ...]) -> None:
    assert missed("BUD-17", charged(**facts)) == tuple(f"{HERE}.{field}" for field in fields)
    assert judged("BUD-17", charged(**facts)).result is (Result.CANNOT_TELL if fields else Result.HOLDS)


def test_bud_17_compares_what_is_stated_in_other_units_by_the_year() -> None:
    yearly = charged(income=Rate.annual("7040.80"))
    assert judged("BUD-17", yearly).result is Result.HOLDS
    no_year = NUMBERS.replace(weeks_in_year=None)
    plain = yearly.replace(
        contract=yearly.contract.replace(payment=yearly.contract.payment.replace(weeks_in_year=None))
    )
    assert missed("BUD-17", plain, no_year) == ("contract.payment.weeks_in_year",)


def test_bud_19_says_what_was_not_done_and_who_owes_it() -> None:
    assert said("BUD-19", unassessed()) == [
        "budget.financial_assessments: the person is charged from Mon 6 Apr 2026, and no financial assessment was made "
        "for it"
    ]
    assert "from Thu 1 Oct 2026" in said("BUD-19", unassessed(LATER))[0]
    finding = judged("BUD-19", charged(record_given_on=NOT_GIVEN), on=DAY_AFTER).findings[0]
    assert finding.breach is not None
    assert finding.breach.owed_by is not None
    assert "written record of the financial assessment FA-1" in finding.message


def test_bud_19_what_may_still_be_given_is_asked_for_once() -> None:
    assert missed("BUD-19", charged(record_given_on=NOT_GIVEN), on=ON) == (f"{HERE}.record_given_on",)
    steps = Timeline(Rate.weekly(20), (AUTUMN, Rate.weekly(21)))
    assert missed("BUD-19", charged(steps, record_given_on=None, kind=None)) == (
        f"{HERE}.kind",
        f"{HERE}.record_given_on",
    )
    nothing = sound(budget={"financial_assessments": None})
    assert missed("BUD-19", nothing) == ("budget.financial_assessments",)
    assert missed("BUD-17", nothing) == ("budget.financial_assessments",)
    assert judged("BUD-19", charged(LATER, on=AUTUMN)).result is Result.HOLDS


def test_bud_20_says_what_arranging_costs() -> None:
    assert said("BUD-20", in_full("400", "312")) == [
        "budget.full_cost.arrangement_fee: the council charges £400.00 a year for arranging the support, which costs "
        "it only £312.00 a year"
    ]


def test_bud_20_a_fee_of_nothing_asks_for_no_costs() -> None:
    for nothing in ("0", Money(0)):
        assert judged("BUD-20", in_full(nothing, None)).result is Result.HOLDS
    assert missed("BUD-20", in_full(None, None)) == ("budget.full_cost.arrangement_fee",)
    assert missed("BUD-20", in_full("300", None)) == ("budget.full_cost.arranging_costs",)
    assert missed("BUD-20", in_full(Money(3), None)) == ("budget.full_cost.arranging_costs",)


def test_bud_20_unlike_units_need_the_year() -> None:
    unlike = FullCost(first_day=START, arrangement_fee=Rate.weekly(6), arranging_costs=Rate.annual(312))
    mary = sound(budget={"full_cost": unlike})
    assert judged("BUD-20", mary).result is Result.HOLDS
    no_year = sound(budget={"full_cost": unlike}, payment={"weeks_in_year": None})
    assert missed("BUD-20", no_year, NUMBERS.replace(weeks_in_year=None)) == ("contract.payment.weeks_in_year",)


def test_bud_20_who_pays_the_full_cost_is_charged_all_of_it_and_no_income_is_compared() -> None:
    mary = in_full("300", "312")
    assert judged("BUD-17", mary).result is Result.HOLDS, "they pay from their capital"
    alone = mary.replace(funding=Funder(ref="council", kind=FunderKind.COUNCIL))
    assert judged("BUD-11", alone).result is Result.HOLDS, "all of the cost is not more than it"
    until_may = in_full("300", "312", last_day=date(2026, 5, 3))
    assert judged("BUD-17", until_may.replace(budget=until_may.budget.replace(contribution=Rate.weekly(60)))).findings


def test_two_assessments_of_one_day_are_refused_for_nothing_says_which_counts() -> None:
    one = FinancialAssessment(ref="FA-1", on=date(2026, 4, 1))
    with pytest.raises(IsfError, match="nothing says which counts"):
        PersonalBudget(financial_assessments=(one, one.replace(ref="FA-2")))
    PersonalBudget(financial_assessments=(one, one.replace(ref="FA-2", first_day=date(2026, 4, 2))))
