"""Rules on what a person was told, asked for and chose (LIFE-03 to -05, -10, -12)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, DAY_AFTER, DAY_BEFORE, LIFE, ONE_DAY, START, sound
from support.asking import NUMBERS, judged, missed, said
from support.proof import At, Edge, Proof

from isf_core.model import (
    Arrangement,
    BestInterests,
    Conversion,
    DecidedBy,
    DeploymentOption,
    Form,
    FundRequest,
    InformationGiven,
    NotDone,
    ProviderRequest,
    Topic,
)
from isf_core.rules import Result


def told_of(*ways: DeploymentOption, **facts: Any) -> Arrangement:
    """Mary, told of some ways, in their order, before she chose."""
    assert LIFE.choice is not None
    return sound(lifecycle={"choice": LIFE.choice.replace(**{"options_given": ways, **facts})})


DIRECT, FUND, MANAGED = (
    DeploymentOption.DIRECT_PAYMENT,
    DeploymentOption.INDIVIDUAL_SERVICE_FUND,
    DeploymentOption.MANAGED,
)


def decided(on: date = DAY_BEFORE, by: DecidedBy | None = DecidedBy.COUNCIL, **lifecycle: Any) -> Arrangement:
    """Mary without capacity and with nobody to act for her, with a best-interests decision."""
    decision = BestInterests(on=on, by=by, monitoring_weeks=4)
    return sound(lifecycle={"has_capacity": False, "representatives": (), "best_interests": decision, **lifecycle})


def told(on: date | None, topic: Topic = Topic.DISPUTES) -> Arrangement:
    """Mary, told one thing on some day and the rest in time."""
    return sound(
        lifecycle={
            "information_given": tuple(
                InformationGiven(topic=each, on=on if each is topic else date(2026, 3, 3)) for each in Topic
            )
        }
    )


def asked_for(provider: str, considered_on: date | None, on: date = date(2026, 3, 9), **facts: Any) -> Arrangement:
    """Mary, who asked for a provider by name."""
    request = ProviderRequest(provider=provider, on=on, considered_on=considered_on)
    return sound(lifecycle={"provider_requests": (request,)}, **facts)


IN_TWO_WEEKS = NUMBERS.replace(answer_days=14)


def for_a_fund(answered_on: date | NotDone | None, on: date = date(2026, 3, 9)) -> Arrangement:
    """Mary, who asked for a fund."""
    return sound(lifecycle={"request": FundRequest(on=on, answered_on=answered_on)})


TURNED = date(2026, 4, 1)


def converted(considered_on: date | None, changes: bool | None = True) -> Arrangement:
    """Mary, whose managed budget was turned into the fund."""
    return sound(
        lifecycle={
            "conversion": Conversion(
                option=MANAGED,
                on=TURNED,
                plan_changes_in_substance=changes,
                reassessment_considered_on=considered_on,
            )
        }
    )


PROOFS: dict[str, Proof] = {
    "LIFE-03": Proof(
        sound=sound(),
        breaches=(told_of(), told_of(FUND), told_of(DIRECT, MANAGED), told_of(*DeploymentOption, option=MANAGED)),
        edges=(
            Edge("one option less", told_of(DIRECT, FUND, MANAGED), told_of(DIRECT, FUND)),
            Edge(
                "a fund or another way",
                told_of(*DeploymentOption, option=DeploymentOption.THIRD_PARTY_HEALTH_BUDGET),
                told_of(*DeploymentOption, option=DIRECT),
            ),
        ),
    ),
    "LIFE-04": Proof(
        sound=sound(),
        breaches=(told_of(FUND, DIRECT, MANAGED), told_of(MANAGED, DIRECT)),
        edges=(
            Edge("two turned round", told_of(DIRECT, FUND, MANAGED), told_of(DIRECT, MANAGED, FUND)),
            Edge(
                "a direct payment with support, after the fund or without a plain one before",
                told_of(DIRECT, FUND, DeploymentOption.DIRECT_PAYMENT_SUPPORTED),
                told_of(FUND, DeploymentOption.DIRECT_PAYMENT_SUPPORTED),
            ),
            Edge(
                "a third party's health budget stands with the fund",
                told_of(DIRECT, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, FUND, MANAGED),
                told_of(DIRECT, MANAGED, DeploymentOption.THIRD_PARTY_HEALTH_BUDGET, FUND),
            ),
        ),
    ),
    "LIFE-05a": Proof(
        sound=decided(),
        breaches=(decided(date(2026, 6, 1)),),
        idle=(sound(),),
        edges=(Edge("decided on the first day, or the day after", decided(START), decided(DAY_AFTER)),),
    ),
    "LIFE-05b": Proof(
        sound=decided(),
        breaches=(decided(by=DecidedBy.REPRESENTATIVE),),
        idle=(decided(has_capacity=True), decided(representatives=LIFE.representatives)),
        edges=(Edge("by the council or not", decided(), decided(by=DecidedBy.REPRESENTATIVE)),),
    ),
    "LIFE-10": Proof(
        sound=sound(),
        breaches=(sound(lifecycle={"information_given": ()}), told(DAY_AFTER)),
        edges=(
            Edge("told on the first day", told(START), told(DAY_AFTER)),
            Edge("another matter told late", told(DAY_AFTER, Topic.FEE), told(DAY_AFTER, Topic.CONTRACT_ASKS)),
        ),
    ),
    "LIFE-13": Proof(
        sound=asked_for("H-7", date(2026, 3, 10)),
        breaches=(asked_for("P-9", DAY_AFTER), for_a_fund(DAY_AFTER), At(asked_for("P-9", START), START, IN_TWO_WEEKS)),
        edges=(
            Edge("considered on the first day", asked_for("P-9", START), asked_for("P-9", DAY_AFTER)),
            Edge("answered on the first day", for_a_fund(START), for_a_fund(DAY_AFTER)),
            Edge(
                "asked for after the start",
                asked_for("P-9", AUTUMN, on=DAY_AFTER),
                asked_for("P-9", AUTUMN, on=START),
            ),
            Edge(
                "within the policy's days, or a day later",
                At(for_a_fund(date(2026, 3, 23)), START, IN_TWO_WEEKS),
                At(for_a_fund(date(2026, 3, 24)), START, IN_TWO_WEEKS),
            ),
        ),
    ),
    "LIFE-12": Proof(
        sound=converted(date(2026, 3, 1)),
        breaches=(converted(AUTUMN),),
        idle=(sound(),),
        edges=(
            Edge("considered on the day, or after", converted(TURNED), converted(TURNED + ONE_DAY)),
            Edge("in substance or not", converted(AUTUMN, changes=False), converted(AUTUMN)),
        ),
    ),
}


def test_life_03_every_option_that_was_not_told_is_named() -> None:
    assert said("LIFE-03", told_of(FUND, DeploymentOption.DIRECT_PAYMENT_TRUST)) == [
        f"lifecycle.choice.options_given: there is no record that the person was offered this option: {option.value}"
        for option in (DIRECT, MANAGED)
    ]


def test_life_03_the_policy_says_which_options_there_are() -> None:
    only = NUMBERS.replace(options=(FUND,))
    assert judged("LIFE-03", told_of(FUND), only).result is Result.HOLDS
    assert missed("LIFE-03", told_of(FUND), NUMBERS.replace(options=None)) == ("policy.options",)


def test_life_03_what_was_not_told_is_found_though_no_reason_is_recorded() -> None:
    assert judged("LIFE-03", told_of(FUND, reason=None)).result is Result.BREACH
    assert missed("LIFE-03", told_of(*DeploymentOption, reason=None)) == ("lifecycle.choice.reason",)


def test_life_03_a_direct_payment_is_the_other_route_where_the_funder_is_no_party() -> None:
    by_payment = told_of(*DeploymentOption, option=DeploymentOption.DIRECT_PAYMENT_MANAGED)
    for form, outcome in (
        (Form.PERSON_AND_HOLDER, Result.HOLDS),
        (Form.TWO_WAY, Result.BREACH),
        (None, Result.CANNOT_TELL),
    ):
        result = judged("LIFE-03", by_payment.replace(contract=by_payment.contract.replace(form=form)))
        assert result.result is outcome
    assert missed("LIFE-03", by_payment.replace(contract=by_payment.contract.replace(form=None))) == ("contract.form",)
    assert said("LIFE-03", by_payment) == [
        "lifecycle.choice.option: this is an individual service fund, and the person chose another option: "
        "direct payment managed by a third party"
    ]


def test_life_03_where_no_choice_is_recorded_nothing_is_chosen_by_default() -> None:
    for code in ("LIFE-03", "LIFE-04"):
        assert missed(code, sound(lifecycle={"choice": None})) == ("lifecycle.choice",)
    assert missed("LIFE-04", told_of(options_given=None)) == ("lifecycle.choice.options_given",)


def test_life_04_names_the_two_that_were_turned_round() -> None:
    assert said("LIFE-04", told_of(DIRECT, MANAGED, FUND)) == [
        "lifecycle.choice.options_given: managed or notional budget was offered before individual service fund"
    ]


@pytest.mark.parametrize(
    "ways", [(), (FUND,), (DIRECT, MANAGED), (FUND, MANAGED), (DeploymentOption.DIRECT_PAYMENT_TRUST, FUND)]
)
def test_life_04_what_was_not_offered_has_no_place_in_the_order(ways: tuple[DeploymentOption, ...]) -> None:
    assert judged("LIFE-04", told_of(*ways)).result is Result.HOLDS


@pytest.mark.parametrize("code", ["LIFE-05a", "LIFE-05b"])
def test_life_05a_where_the_person_has_capacity_nobody_decides_for_them(code: str) -> None:
    assert judged(code, sound()).because == "the person has capacity"
    assert missed(code, decided(has_capacity=None)) == ("lifecycle.has_capacity",)
    assert missed(code, decided(best_interests=None)) == ("lifecycle.best_interests",)


def test_life_05a_says_when_it_was_decided_and_when_it_starts() -> None:
    assert said("LIFE-05a", decided(DAY_AFTER)) == [
        "lifecycle.best_interests.on: support starts on Mon 6 Apr 2026, but no best-interests decision was taken until "
        "Tue 7 Apr 2026"
    ]
    undated = decided(DAY_AFTER).replace(contract=sound(contract={"first_day": None}).contract)
    assert missed("LIFE-05a", undated) == ("contract.first_day",)


def test_life_05b_the_council_decides_and_some_interval_is_recorded() -> None:
    unknown = BestInterests(on=START)
    assert missed("LIFE-05b", decided(best_interests=unknown)) == (
        "lifecycle.best_interests.by",
        "lifecycle.best_interests.monitoring_weeks",
    )
    theirs = unknown.replace(by=DecidedBy.REPRESENTATIVE)
    assert said("LIFE-05b", decided(best_interests=theirs)) == [
        "lifecycle.best_interests.by: the best-interests decision was taken by family or a representative, "
        "but nobody is recorded to act for the person"
    ]
    assert missed("LIFE-05b", decided(representatives=None)) == ("lifecycle.representatives",)


def test_life_10_all_that_was_not_told_is_found_together() -> None:
    silent = sound(lifecycle={"information_given": ()})
    assert [each.partition(": ")[2] for each in said("LIFE-10", silent)] == [
        "the person was not told how an individual service fund works by the start",
        "the person was not told what the contract asks of them by the start",
        "the person was not told how the holder manages the money by the start",
        "the person was not told what to do in a dispute by the start",
    ]


def test_life_10_told_twice_the_earlier_counts() -> None:
    early, late = (tuple(InformationGiven(topic=topic, on=on) for topic in Topic) for on in (START, DAY_AFTER))
    assert judged("LIFE-10", sound(lifecycle={"information_given": late + early})).result is Result.HOLDS
    unknown = tuple(InformationGiven(topic=topic) for topic in Topic)
    assert judged("LIFE-10", sound(lifecycle={"information_given": unknown + early})).result is Result.HOLDS
    assert missed("LIFE-10", sound(lifecycle={"information_given": unknown + late})) == tuple(
        f"lifecycle.information_given[{topic.value}].on"
        for topic in (Topic.HOW_IT_WORKS, Topic.CONTRACT_ASKS, Topic.HOW_MONEY_IS_MANAGED, Topic.DISPUTES)
    )


def test_life_10_what_was_never_told_is_found_without_a_date_and_what_was_told_late_is_not() -> None:
    undated = sound(contract={"first_day": None}).contract
    assert (
        judged("LIFE-10", sound(lifecycle={"information_given": ()}).replace(contract=undated)).result is Result.BREACH
    )
    assert missed("LIFE-10", told(DAY_AFTER).replace(contract=undated)) == ("contract.first_day",)


def test_life_13_a_request_after_the_start_is_considered_at_some_time() -> None:
    assert missed("LIFE-13", asked_for("P-9", None, on=AUTUMN)) == ("lifecycle.provider_requests[P-9].considered_on",)
    assert missed("LIFE-13", asked_for("P-9", None)) == ("lifecycle.provider_requests[P-9].considered_on",)
    assert missed("LIFE-13", sound(lifecycle={"provider_requests": None})) == ("lifecycle.provider_requests",)
    undated = sound(contract={"first_day": None}).contract
    assert missed("LIFE-13", asked_for("P-9", DAY_AFTER).replace(contract=undated)) == ("contract.first_day",)


def test_life_13_a_request_for_a_fund_is_answered_whatever_the_answer_is() -> None:
    assert said("LIFE-13", for_a_fund(DAY_AFTER)) == [
        "lifecycle.request.answered_on: the person asked for an individual service fund on Mon 9 Mar 2026, and there "
        "was no answer until Tue 7 Apr 2026"
    ]
    assert missed("LIFE-13", for_a_fund(None)) == ("lifecycle.request.answered_on",)
    latest = NUMBERS.replace(answer_days=366)
    assert judged("LIFE-13", for_a_fund(AUTUMN), latest).result is Result.HOLDS
    assert judged("LIFE-13", for_a_fund(date.max, on=date.max), latest).result is Result.HOLDS


def test_life_12_considered_in_time_nobody_asks_what_changed_and_unchanged_nobody_asks_when() -> None:
    early = date(2026, 3, 1)
    assert judged("LIFE-12", converted(early, changes=None)).result is Result.HOLDS
    assert judged("LIFE-12", converted(None, changes=False)).result is Result.HOLDS


def test_life_12_what_would_decide_is_asked_for() -> None:
    changes, considered = (
        "lifecycle.conversion.plan_changes_in_substance",
        "lifecycle.conversion.reassessment_considered_on",
    )
    assert missed("LIFE-12", converted(None)) == (considered,)
    assert missed("LIFE-12", converted(AUTUMN, changes=None)) == (changes,)
    assert missed("LIFE-12", converted(None, changes=None)) == (changes, considered)
    assert said("LIFE-12", converted(AUTUMN)) == [
        f"{considered}: the plan changed in substance on Wed 1 Apr 2026, and reassessment was not considered until "
        "Thu 1 Oct 2026"
    ]
