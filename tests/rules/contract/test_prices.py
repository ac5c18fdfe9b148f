"""Rules on what a contract pays, and how (CON-07, -09)."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.arrangements import (
    AUTUMN,
    CLAUSE,
    DAY_AFTER,
    LAST,
    ONE_DAY,
    START,
    sound,
)
from support.asking import NUMBERS, judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Deployed,
    DeploymentOption,
    InHouse,
    Timing,
)
from isf_core.rules import Result
from isf_core.values import Rate, Timeline


def priced(
    price: str | Timeline[Rate], *given: str, fund: str | None = None, actual: Timeline[Rate] | None = None
) -> Arrangement:
    """Mary with a price, and a budget of 90, both a week; what the council gives of it itself, and the fund's part."""
    split = (
        {DeploymentOption.INDIVIDUAL_SERVICE_FUND: fund, DeploymentOption.DIRECT_PAYMENT: "10"}
        if fund is not None
        else {}
    )
    return sound(
        contract={"price": Rate.weekly(price) if isinstance(price, str) else price},
        budget={
            "actual": actual or Rate.weekly(90),
            "in_house": tuple(InHouse(what=f"service {cost}", cost=Rate.weekly(cost)) for cost in given),
            "deployment": tuple(Deployed(option=option, rate=Rate.weekly(part or 0)) for option, part in split.items())
            or None,
        },
    )


def held_as(option: DeploymentOption, price: str) -> Arrangement:
    """The same, of which 80 go through a fund of some kind."""
    mary = priced(price, fund="80")
    (held, beside) = mary.budget.deployment or ()
    return mary.replace(budget=mary.budget.replace(deployment=(held.replace(option=option), beside)))


def falls(on: date) -> Timeline[Rate]:
    """Ninety pounds a week, and a penny less from a day on."""
    return Timeline(Rate.weekly(90), (on, Rate.weekly("89.99")))


PROOFS: dict[str, Proof] = {
    "CON-07": Proof(
        sound=sound(),
        breaches=(priced("80"), priced("80", "5"), priced("80", fund="85"), priced("70", "5", fund="80")),
        edges=(
            Edge("a penny less", priced("90"), priced("89.99")),
            Edge("a hair less", priced("90"), priced("89.999999999")),
            Edge("what the council gives itself comes off", priced("80", "4", "6"), priced("79.99", "4", "6")),
            Edge("the fund's part of a budget that is split", priced("80", fund="80"), priced("79.99", fund="80")),
            *(
                Edge(f"of each way of a fund: {option.value}", held_as(option, "80"), held_as(option, "79.99"))
                for option in (DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, DeploymentOption.DIRECT_PAYMENT_MANAGED)
            ),
            Edge("both of them", priced("75", "5", fund="80"), priced("74.99", "5", fund="80")),
            Edge("it falls after the last day, or on it", priced(falls(LAST + ONE_DAY)), priced(falls(LAST))),
            Edge(
                "price and budget rise on one day, or a day apart",
                priced(
                    Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                    actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                ),
                priced(
                    Timeline(Rate.weekly(90), (AUTUMN + ONE_DAY, Rate.weekly(95))),
                    actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                ),
            ),
            Edge(
                "too low up to the day before, or to the first day",
                priced(Timeline(Rate.weekly(80), (START, Rate.weekly(90)))),
                priced(Timeline(Rate.weekly(80), (DAY_AFTER, Rate.weekly(90)))),
            ),
        ),
    ),
    "CON-09": Proof(
        sound=sound(),
        breaches=(sound(payment={"clause": NOT_STATED}),),
        edges=(
            Edge(
                "a clause, or silence",
                sound(payment={"clause": CLAUSE}),
                sound(payment={"clause": NOT_STATED}),
            ),
        ),
    ),
}


def test_con_07_says_what_is_paid_and_what_the_need_costs_whenever_it_is_too_little() -> None:
    falls = Timeline(Rate.weekly(90), (AUTUMN, Rate.four_weekly(352)), (LAST, Rate.weekly(90)))
    mary = priced(falls)
    assert said("CON-07", mary) == [
        "contract.price: from Thu 1 Oct 2026 the contract pays £88.00 a week, "
        "below the £90.00 a week that the need costs"
    ]


def test_con_07_the_year_matters_only_where_the_units_differ() -> None:
    unset = NUMBERS.replace(weeks_in_year=None)
    yearly = {"contract": {"price": Rate.annual(4680)}, "budget": {"actual": Rate.weekly(90)}}
    assert missed("CON-07", sound(**yearly, payment={"weeks_in_year": None}), unset) == (
        "contract.payment.weeks_in_year",
    )
    assert judged("CON-07", sound(**yearly)).result is Result.HOLDS
    both = {"contract": {"price": Rate.annual(4680)}, "budget": {"actual": Rate.annual(4680)}}
    assert judged("CON-07", sound(**both, payment={"weeks_in_year": None}), unset).result is Result.HOLDS


def test_con_07_what_the_council_gives_itself_is_asked_for_only_where_it_may_cover_the_rest() -> None:
    def outcome(price: str) -> Result:
        return judged("CON-07", sound(contract={"price": Rate.weekly(price)}, budget=whole)).result

    whole: dict[str, Any] = {"actual": Rate.weekly(90), "in_house": None}
    assert outcome("90") is Result.HOLDS
    assert outcome("89.99") is Result.CANNOT_TELL
    monthly = sound(
        contract={"price": Rate.weekly(89)},
        budget={"actual": Rate.weekly(90), "in_house": (InHouse(what="day service", cost=Rate.monthly(12)),)},
        payment={"weeks_in_year": None},
    )
    assert missed("CON-07", monthly, NUMBERS.replace(weeks_in_year=None)) == ("contract.payment.weeks_in_year",)


def test_con_07_what_begins_later_is_found_only_where_it_comes_to_that() -> None:
    falls = priced(Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80))))
    unknown = falls.replace(contract=falls.contract.replace(last_day=None))
    assert missed("CON-07", unknown) == ("contract.last_day",)
    for_ever = falls.replace(contract=falls.contract.replace(last_day=OPEN_ENDED))
    assert judged("CON-07", for_ever).result is Result.BREACH


def test_con_09_every_payment_term_is_named_that_the_contract_may_not_state() -> None:
    terms: dict[str, Any] = dict.fromkeys(("clause", "cycle", "timing", "basis"))
    silent = sound(payment=terms, budget={"contribution": None, "actual": None}, contract={"price": None})
    assert missed("CON-09", silent) == (
        "contract.payment.clause",
        "contract.payment.cycle",
        "contract.payment.timing",
        "budget.contribution",
        "contract.payment.basis",
        "budget.actual",
    )


def test_con_09_a_policy_states_nothing_in_the_contract() -> None:
    silent = sound(payment={"timing": None})
    assert missed("CON-09", silent, NUMBERS.replace(timing=Timing.IN_ADVANCE)) == ("contract.payment.timing",)


def test_con_09_net_or_gross_matters_only_where_the_person_contributes() -> None:
    zero = sound(budget={"contribution": Rate.weekly(0)}, payment={"basis": None})
    assert judged("CON-09", zero).result is Result.HOLDS
    unknown = sound(budget={"contribution": None})
    assert judged("CON-09", unknown).result is Result.HOLDS


def test_con_09_a_price_of_its_own_says_how_much() -> None:
    assert judged("CON-09", sound(budget={"actual": None})).result is Result.HOLDS
    assert judged("CON-09", sound(contract={"price": None})).result is Result.HOLDS


def test_con_09_silence_is_found_whatever_is_recorded_without_a_clause() -> None:
    assert said("CON-09", sound(payment={"clause": NOT_STATED, "cycle": None})) == [
        "contract.payment.clause: no clause of the contract states how, when, how often and how much is paid"
    ]
