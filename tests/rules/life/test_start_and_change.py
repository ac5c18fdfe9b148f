"""Rules on the split of a budget, the start, changes of holder and concerns (LIFE-02, -06 to -08, -11)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, HOLDER, LAST, ONE_DAY, SIGNED, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    OPEN_ENDED,
    Agreement,
    AgreementKind,
    Arrangement,
    Change,
    ConcernRoute,
    Deployed,
    DeploymentOption,
    Parameters,
    Party,
    Review,
    ReviewOnChange,
    Signature,
    Variation,
)
from isf_core.policies.plain import PLAIN
from isf_core.rules import ALL_RULES, Case, Result
from isf_core.rules.engine.judging import judge
from isf_core.values import Rate, Timeline


def _signed(on: date, party: Party = Party.HOLDER) -> tuple[Signature, ...]:
    return tuple(each.replace(signed_on=on) if each.party is party else each for each in SIGNED)


def _agreed(on: date) -> tuple[Agreement, ...]:
    return tuple(Agreement(kind=kind, signed_on=on) for kind in AgreementKind)


WAYS = (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.DIRECT_PAYMENT, DeploymentOption.MANAGED)


RISES = Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95)))


def split(*parts: str | Fraction | Timeline[Rate], actual: Rate | Timeline[Rate] = RISES.first) -> Arrangement:
    """Mary with a budget of 90 a week, split between ways; the fund's part comes first."""
    rates = [part if isinstance(part, Timeline) else Rate.weekly(part) for part in parts]
    deployment = tuple(Deployed(option=option, rate=rate) for option, rate in zip(WAYS, rates, strict=False))
    return sound(budget={"actual": actual, "deployment": deployment})


AGREED = date(2026, 9, 15)


def moved(*days: date, agreed: date = AGREED, to: tuple[str, ...] | None = None, **lifecycle: Any) -> Arrangement:
    """Mary, whose fund goes to another holder on each of some days (or to those named)."""
    variations = tuple(
        Variation(
            ref=f"V-{place}",
            effective=day,
            known_from=agreed,
            agreed=tuple(Signature(party=party, signed_on=agreed) for party in Party),
            changes=(Change("holder", HOLDER.replace(ref=to[place] if to else f"H-{20 + place}")),),
        )
        for place, day in enumerate(days)
    )
    return sound(contract={"last_day": OPEN_ENDED}, variations=variations, lifecycle=lifecycle)


def reviewed(on: date, held: date = AGREED + ONE_DAY) -> Arrangement:
    """Mary, whose fund went to another holder, with a review."""
    return moved(on, reviews=(Review(on=held),))


def with_plan(on: date) -> Arrangement:
    """Mary, whose fund went to another holder on the first of September, and whose plan varied."""
    mary = moved(date(2026, 9, 1), reviews=())
    plan = Variation(effective=on, known_from=AGREED, changes=(Change("plan", mary.plan),))
    return mary.replace(variations=(*mary.variations, plan))


WINTER = date(2026, 12, 1)


BY_COST = NUMBERS.replace(holder_change_review=ReviewOnChange.WHERE_SUPPORT_OR_COST_CHANGES)


MAY, SPRING, YEAR_LATER = date(2026, 5, 1), date(2027, 4, 30), date(2027, 5, 1)


PROOFS: dict[str, Proof] = {
    "LIFE-02": Proof(
        sound=split("60", "30"),
        breaches=(split("60"), split("60", "30", "0.01")),
        idle=(sound(),),
        edges=(
            Edge("a penny less", split("60", "30"), split("60", "29.99")),
            Edge("a penny more", split("60", "30"), split("60.01", "30")),
            Edge("a hair less", split("89", Fraction(1)), split("89", 1 - Fraction(1, 10**9))),
            Edge(
                "both rise on one day, or a day apart",
                split(Timeline(Rate.weekly(60), (AUTUMN, Rate.weekly(65))), "30", actual=RISES),
                split(Timeline(Rate.weekly(60), (AUTUMN + ONE_DAY, Rate.weekly(65))), "30", actual=RISES),
            ),
            Edge(
                "a part rises after the last day, or on it",
                split(Timeline(Rate.weekly(60), (LAST + ONE_DAY, Rate.weekly(65))), "30"),
                split(Timeline(Rate.weekly(60), (LAST, Rate.weekly(65))), "30"),
            ),
        ),
    ),
    "LIFE-08": Proof(
        sound=sound(),
        breaches=(
            sound(plan={"agreed_on": DAY_AFTER}),
            sound(payments_set_up_on=date(2026, 6, 1)),
            sound(contract={"signatures": _signed(DAY_AFTER)}),
            sound(agreements=_agreed(DAY_AFTER)),
        ),
        edges=(
            Edge("plan agreed", sound(plan={"agreed_on": START}), sound(plan={"agreed_on": DAY_AFTER})),
            Edge("payments set up", sound(payments_set_up_on=START), sound(payments_set_up_on=DAY_AFTER)),
            Edge(
                "contract signed",
                sound(contract={"signatures": _signed(START)}),
                sound(contract={"signatures": _signed(DAY_AFTER)}),
            ),
            Edge("agreements signed", sound(agreements=_agreed(START)), sound(agreements=_agreed(DAY_AFTER))),
            Edge(
                "the first day itself",
                sound(contract={"first_day": date(2026, 3, 27)}),
                sound(contract={"first_day": date(2026, 3, 26)}),
            ),
        ),
    ),
    "LIFE-06": Proof(
        on=WINTER,
        sound=reviewed(AUTUMN, AUTUMN),
        breaches=(moved(AUTUMN), At(moved(AUTUMN), WINTER, BY_COST), moved(AUTUMN, WINTER, reviews=())),
        idle=(sound(),),
        edges=(
            Edge("held when it was agreed, or before", reviewed(AUTUMN, AGREED), reviewed(AUTUMN, AGREED - ONE_DAY)),
            Edge(
                "held by the day of judgement, or after", reviewed(AUTUMN, WINTER), reviewed(AUTUMN, WINTER + ONE_DAY)
            ),
            Edge(
                "the budget changes on another day, or with it",
                At(moved(AUTUMN + ONE_DAY), WINTER, BY_COST),
                At(moved(AUTUMN), WINTER, BY_COST),
            ),
            Edge(
                "the plan varies on another day, or with it",
                At(with_plan(date(2026, 9, 2)), WINTER, BY_COST),
                At(with_plan(date(2026, 9, 1)), WINTER, BY_COST),
            ),
        ),
    ),
    "LIFE-07": Proof(
        on=date(2027, 6, 1),
        sound=moved(MAY, AUTUMN, SPRING, mediations=(SPRING,)),
        breaches=(moved(MAY, AUTUMN, SPRING), moved(MAY, AUTUMN, WINTER, SPRING, mediations=(WINTER,))),
        idle=(sound(),),
        edges=(
            Edge(
                "a year after the first, or the day before", moved(MAY, AUTUMN, YEAR_LATER), moved(MAY, AUTUMN, SPRING)
            ),
            Edge("two changes or three", moved(MAY, SPRING), moved(MAY, AUTUMN, SPRING)),
            Edge(
                "mediated on the day of the last, or before",
                moved(MAY, AUTUMN, SPRING, mediations=(SPRING,)),
                moved(MAY, AUTUMN, SPRING, mediations=(SPRING - ONE_DAY,)),
            ),
            Edge(
                "mediated by the day of judgement, or after",
                moved(MAY, AUTUMN, SPRING, mediations=(date(2027, 6, 1),)),
                moved(MAY, AUTUMN, SPRING, mediations=(date(2027, 6, 2),)),
            ),
            Edge(
                "the last is still to come, or is there",
                At(moved(MAY, AUTUMN, SPRING), SPRING - ONE_DAY),
                At(moved(MAY, AUTUMN, SPRING), SPRING),
            ),
            Edge(
                "from one holder to the same, or to another",
                moved(MAY, AUTUMN, SPRING, to=("H-8", "H-8", "H-9")),
                moved(MAY, AUTUMN, SPRING, to=("H-8", "H-9", "H-8")),
            ),
            Edge(
                "a change on the first day is none, on the day after one",
                moved(START, AUTUMN, SPRING),
                moved(DAY_AFTER, AUTUMN, date(2027, 4, 6)),
            ),
        ),
    ),
    "LIFE-11": Proof(
        sound=sound(),
        breaches=(sound(clauses={"concerns": ()}), sound(clauses={"concerns": tuple(ConcernRoute)[:2]})),
        edges=(Edge("one way less", sound(), sound(clauses={"concerns": tuple(ConcernRoute)[:-1]})),),
    ),
}


LATE_PLAN: dict[str, Any] = {"plan": {"agreed_on": DAY_AFTER}}


LATE_PAYMENTS: dict[str, Any] = {"payments_set_up_on": DAY_AFTER}


@pytest.mark.parametrize(
    ("arrangement", "field", "what"),
    [
        (sound(**LATE_PLAN), "plan.agreed_on", "the plan was not agreed"),
        (sound(**LATE_PAYMENTS), "payments_set_up_on", "payments were not set up"),
        (
            sound(contract={"signatures": (*SIGNED[1:], Signature(party=Party.FUNDER, signed_on=DAY_AFTER))}),
            "contract.signatures[funder].signed_on",
            "the funder did not sign the contract",
        ),
        (
            sound(agreements=(Agreement(kind=AgreementKind.PERSON_COUNCIL, signed_on=DAY_AFTER),)),
            "agreements[person_council].signed_on",
            "the agreement between the person and the council was not signed",
        ),
    ],
)
def test_life_08_names_what_was_late_and_from_when_it_may_start(
    arrangement: Arrangement, field: str, what: str
) -> None:
    (finding,) = judged("LIFE-08", arrangement).findings
    assert finding.field == field
    assert finding.message == f"support starts on Mon 6 Apr 2026, but {what} until Tue 7 Apr 2026"
    assert finding.remedy == "start no earlier than Tue 7 Apr 2026"


def test_life_08_all_that_was_late_is_found_at_once() -> None:
    assert [each.partition(":")[0] for each in said("LIFE-08", sound(**LATE_PLAN, **LATE_PAYMENTS))] == [
        "plan.agreed_on",
        "payments_set_up_on",
    ]


def test_life_08_what_is_known_to_be_late_is_found_whatever_else_is_not_recorded() -> None:
    nothing_else: dict[str, Any] = {"plan": {"agreed_on": None}, "contract": {"signatures": None}, "agreements": None}
    assert judged("LIFE-08", sound(**LATE_PAYMENTS, **nothing_else)).result is Result.BREACH
    assert missed("LIFE-08", sound(**nothing_else)) == ("contract.signatures", "agreements", "plan.agreed_on")


def test_life_08_recorded_that_there_is_none_is_for_other_rules() -> None:
    assert judged("LIFE-08", sound(contract={"signatures": ()}, agreements=())).result is Result.HOLDS


def test_life_08_a_first_day_that_is_not_recorded_is_all_it_asks_for() -> None:
    assert missed("LIFE-08", sound(contract={"first_day": None}, **LATE_PAYMENTS)) == ("contract.first_day",)


def test_life_08_the_day_of_judgement_takes_no_part() -> None:
    late = sound(**LATE_PLAN, **LATE_PAYMENTS)
    days = (date.min, START, DAY_AFTER, date.max)
    assert {judge(ALL_RULES["LIFE-08"], Case(late, on, PLAIN.parameters)) for on in days} == {judged("LIFE-08", late)}


YEAR = "contract.payment.weeks_in_year"


def unlike(actual: Rate, *parts: Rate, **facts: Any) -> Arrangement:
    """A budget and its parts, stated in units of their own."""
    ways = (DeploymentOption.INDIVIDUAL_SERVICE_FUND, DeploymentOption.DIRECT_PAYMENT)
    deployment = tuple(Deployed(option=option, rate=rate) for option, rate in zip(ways, parts, strict=True))
    return sound(budget={"actual": actual, "deployment": deployment}, **facts)


def test_life_02_says_from_when_the_parts_and_the_whole_differ() -> None:
    assert said("LIFE-02", split("60", "29.99")) == [
        "budget.deployment: from Mon 6 Apr 2026 the parts of the budget add up to £89.99 a week, and the whole budget "
        "is £90.00"
    ]
    (finding,) = judged("LIFE-02", split("60")).findings
    assert finding.remedy == "make the parts add up to the whole budget"


def test_life_02_every_time_at_which_they_differ_is_found() -> None:
    mary = split("60", "30", actual=Timeline(Rate.weekly(90), (DAY_AFTER, Rate.weekly(91)), (AUTUMN, Rate.weekly(92))))
    assert [each[:39] for each in said("LIFE-02", mary)] == [
        "budget.deployment: from Tue 7 Apr 2026 ",
        "budget.deployment: from Thu 1 Oct 2026 ",
    ]


@pytest.mark.parametrize(
    ("actual", "parts", "year"),
    [
        (Rate.annual("4387.50"), (Rate.weekly("84.375"), Rate.weekly(0)), 52),
        (Rate.annual(3650), (Rate.weekly(7), Rate.annual(3285)), Fraction(365, 7)),
        (Rate.four_weekly(360), (Rate.weekly(60), Rate.annual(1560)), 52),
        (Rate.monthly(26), (Rate.weekly(3), Rate.weekly(3)), 52),
    ],
)
def test_life_02_unlike_units_are_added_by_the_year_that_counts(
    actual: Rate, parts: tuple[Rate, Rate], year: Any
) -> None:
    assert judged("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": year})).result is Result.HOLDS
    other = Fraction(366, 7)
    assert judged("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": other})).result is Result.BREACH
    no_year = PLAIN.parameters.replace(weeks_in_year=None)
    assert missed("LIFE-02", unlike(actual, *parts, payment={"weeks_in_year": None}), no_year) == (YEAR,)


def test_life_02_like_units_need_no_year_and_what_is_plain_without_one_is_found() -> None:
    no_year, silent = PLAIN.parameters.replace(weeks_in_year=None), {"weeks_in_year": None}
    alike = unlike(Rate.annual(5200), Rate.annual(2600), Rate.monthly(Fraction(2600, 12)), payment=silent)
    assert judged("LIFE-02", alike, no_year).result is Result.HOLDS
    mixed = Timeline(Rate.weekly(30), (AUTUMN, Rate.annual(1560)))
    known = sound(
        budget={
            "actual": Rate.weekly(91),
            "deployment": (
                Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),
                Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=mixed),
            ),
        },
        payment=silent,
    )
    assert [each[:39] for each in said("LIFE-02", known, no_year)] == ["budget.deployment: from Mon 6 Apr 2026 "]


def test_life_02_a_split_that_comes_apart_later_waits_for_the_contract_to_last_so_long() -> None:
    rises = Timeline(Rate.weekly(60), (AUTUMN, Rate.weekly(65)))
    assert missed("LIFE-02", split(rises, "30").replace(contract=sound(contract={"last_day": None}).contract)) == (
        "contract.last_day",
    )


def test_life_02_a_budget_that_is_not_recorded_is_missed_where_it_is_split() -> None:
    deployment = split("60", "30").budget.deployment
    assert missed("LIFE-02", sound(budget={"actual": None, "deployment": deployment})) == ("budget.actual",)


SUMMER = date(2027, 6, 1)


def outcome(code: str, mary: Arrangement, numbers: Parameters = NUMBERS, on: date = WINTER) -> Result:
    """What a rule comes to in winter."""
    return judged(code, mary, numbers, on).result


def missing(code: str, mary: Arrangement, numbers: Parameters = NUMBERS, on: date = WINTER) -> tuple[str, ...]:
    """What it misses in winter."""
    return tuple(each.field for each in judged(code, mary, numbers, on).findings if each.breach is None)


def as_agreed(mary: Arrangement, **facts: Any) -> Arrangement:
    """The same with its first variation recorded otherwise."""
    return mary.replace(variations=(mary.variations[0].replace(**facts), *mary.variations[1:]))


def test_life_06_names_the_conflict_of_the_sources() -> None:
    (finding,) = judged("LIFE-06", moved(AUTUMN), on=WINTER).findings
    assert finding.field == "lifecycle.reviews"
    assert finding.message == (
        "the ISF provider changed on Thu 1 Oct 2026, and no review has been held since the change was agreed; this "
        "policy asks for one always (the sources differ: In Control always, Dorset where the support or its cost "
        "changes)"
    )
    (finding,) = judged("LIFE-06", moved(AUTUMN), BY_COST, WINTER).findings
    assert "asks for one only where the support or its cost changes (" in finding.message


@pytest.mark.parametrize(
    ("mary", "on", "why"),
    [
        (moved(AUTUMN), AUTUMN - timedelta(days=1), "it is still to come"),
        (moved(AUTUMN), AGREED - timedelta(days=1), "it is not known"),
        (moved(START), WINTER, "it is the first holder"),
        (moved(AUTUMN, to=("H-7",)), WINTER, "it is the same holder"),
    ],
)
def test_life_06_what_is_no_change_of_holder(mary: Arrangement, on: date, why: str) -> None:
    assert judged("LIFE-06", mary, on=on).because == "the holder has not changed", why


def test_life_06_a_change_after_the_last_day_never_comes() -> None:
    ends = moved(AUTUMN)
    ended = ends.replace(contract=ends.contract.replace(last_day=AUTUMN - timedelta(days=1)))
    assert outcome("LIFE-06", ended) is Result.DOES_NOT_APPLY
    on_it = ends.replace(contract=ends.contract.replace(last_day=AUTUMN))
    assert outcome("LIFE-06", on_it) is Result.BREACH
    unknown = ends.replace(contract=ends.contract.replace(last_day=None))
    assert missing("LIFE-06", unknown) == ("contract.last_day",)


def test_life_06_two_variations_from_one_day_are_one_change_to_the_last_of_them() -> None:
    back = Variation(ref="V-9", effective=AUTUMN, known_from=AGREED, order=2, changes=(Change("holder", HOLDER),))
    mary = as_agreed(moved(AUTUMN), order=1)
    assert outcome("LIFE-06", mary.replace(variations=(back, *mary.variations))) is Result.DOES_NOT_APPLY


def test_life_06_whether_a_review_counts_is_asked_of_the_agreement_only_where_it_matters() -> None:
    before = reviewed(AUTUMN, AGREED - timedelta(days=1))
    field = "variations[V-0].agreed"
    assert missing("LIFE-06", as_agreed(before, agreed=None)) == (field,)
    unsigned = tuple(each.replace(signed_on=None) for each in before.variations[0].agreed or ())
    assert missing("LIFE-06", as_agreed(before, agreed=(*unsigned[:1], *(before.variations[0].agreed or ())[1:]))) == (
        f"{field}[funder].signed_on",
    )
    assert outcome("LIFE-06", as_agreed(reviewed(AUTUMN, AUTUMN), agreed=None)) is Result.HOLDS
    assert outcome("LIFE-06", as_agreed(moved(AUTUMN, reviews=()), agreed=None)) is Result.BREACH
    some: tuple[Signature, ...] = (*unsigned[:1], *(before.variations[0].agreed or ())[1:])
    assert outcome("LIFE-06", as_agreed(reviewed(AUTUMN, AGREED), agreed=some)) is Result.HOLDS


def test_life_06_what_the_policy_and_the_budget_leave_open() -> None:
    unset = NUMBERS.replace(holder_change_review=None)
    assert missing("LIFE-06", moved(AUTUMN), unset) == ("policy.holder_change_review",)
    unbudgeted = with_plan(date(2026, 9, 2))
    unbudgeted = unbudgeted.replace(budget=unbudgeted.budget.replace(actual=None))
    assert missing("LIFE-06", unbudgeted, BY_COST) == ("budget.actual",)
    held = unbudgeted.replace(lifecycle=unbudgeted.lifecycle.replace(reviews=(Review(on=AUTUMN),)))
    assert outcome("LIFE-06", held, BY_COST) is Result.HOLDS
    with_it = with_plan(date(2026, 9, 1))
    assert outcome("LIFE-06", with_it.replace(budget=unbudgeted.budget), BY_COST) is Result.BREACH
    assert missing("LIFE-06", moved(AUTUMN, reviews=None), BY_COST) == ("lifecycle.reviews",)
    later = moved(AUTUMN + timedelta(days=1), reviews=None)
    assert outcome("LIFE-06", later, BY_COST) is Result.HOLDS


def test_life_06_a_first_holder_that_is_not_recorded_is_asked_for_where_nothing_else_decides() -> None:
    assert missing("LIFE-06", moved(AUTUMN).replace(holder=None)) == ("holder",)
    twice = moved(AUTUMN, date(2026, 11, 1)).replace(holder=None)
    assert outcome("LIFE-06", twice) is Result.BREACH
    assert missing("LIFE-06", twice.replace(lifecycle=twice.lifecycle.replace(reviews=(Review(on=WINTER),)))) == (
        "holder",
    )
    gone = as_agreed(moved(AUTUMN), changes=(Change("holder", None),))
    assert missing("LIFE-06", gone) == ("variations[V-0].holder",)


def test_life_07_says_how_often_and_from_when_to_when() -> None:
    (finding,) = judged("LIFE-07", moved(MAY, AUTUMN, SPRING), on=SUMMER).findings
    assert (finding.field, finding.message) == (
        "lifecycle.mediations",
        "the ISF provider changed 3 times from Fri 1 May 2026 to Fri 30 Apr 2027, and the council has not "
        "mediated since",
    )


def test_life_07_the_policy_says_how_many_in_how_many_months() -> None:
    twice = moved(MAY, AUTUMN)
    assert outcome("LIFE-07", twice) is Result.HOLDS
    assert outcome("LIFE-07", twice, NUMBERS.replace(holder_changes=2)) is Result.BREACH
    assert outcome("LIFE-07", twice, NUMBERS.replace(holder_changes=2, holder_change_months=5)) is Result.HOLDS
    once = moved(MAY)
    assert outcome("LIFE-07", once, NUMBERS.replace(holder_changes=1, holder_change_months=1)) is Result.BREACH
    assert missing("LIFE-07", twice, NUMBERS.replace(holder_changes=None)) == ("policy.holder_changes",)
    assert missing("LIFE-07", twice, NUMBERS.replace(holder_change_months=None)) == ("policy.holder_change_months",)


def test_life_07_mediations_are_asked_for_only_where_one_is_due() -> None:
    assert missing("LIFE-07", moved(MAY, AUTUMN, SPRING, mediations=None), on=SUMMER) == ("lifecycle.mediations",)
    assert outcome("LIFE-07", moved(MAY, AUTUMN, mediations=None)) is Result.HOLDS


def test_life_07_a_holder_that_is_not_recorded_is_asked_for_only_where_it_would_make_one_too_many() -> None:
    three = moved(MAY, AUTUMN, SPRING).replace(holder=None)
    assert missing("LIFE-07", three, on=SUMMER) == ("holder",)
    mediated = three.replace(lifecycle=three.lifecycle.replace(mediations=(SPRING,)))
    assert outcome("LIFE-07", mediated, on=SUMMER) is Result.HOLDS
    assert outcome("LIFE-07", moved(MAY, AUTUMN).replace(holder=None)) is Result.HOLDS
    four = moved(MAY, AUTUMN, WINTER, SPRING).replace(holder=None)
    assert outcome("LIFE-07", four, on=SUMMER) is Result.BREACH


def test_life_11_each_way_that_is_not_stated_is_named() -> None:
    stated = (ConcernRoute.HOLDER_MANAGER, ConcernRoute.COUNCIL, ConcernRoute.SAFEGUARDING)
    assert [each.message for each in judged("LIFE-11", sound(clauses={"concerns": stated})).findings] == [
        "it is not stated that a concern may be raised with family, a friend or an advocate",
        "it is not stated that a concern may be raised with the regulator",
    ]
    silent = sound(clauses={"concerns": None})
    assert [each.field for each in judged("LIFE-11", silent).findings] == ["contract.clauses.concerns"]
    assert judged("LIFE-11", silent).result is Result.CANNOT_TELL
