"""PLN-08: where a proposed change goes; the strongest route wins, and what is unknown is never local."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.arrangements import ART, AUTUMN, HOMECARE, ONE_DAY, OUTCOMES, sound

from isf_core.errors import IsfError
from isf_core.model import CarryForward, Outcome, Support, SupportKind, SupportPlan
from isf_core.planning.plan_changes import ApprovalRoute, PlanChange, classify_plan_change
from isf_core.policies import PLAIN
from isf_core.values import Money, Rate, Timeline

ON = date(2026, 9, 1)
BEFORE = sound().plan
LUNCH = ART.replace(ref="lunch club")
WORK = Outcome(ref="work", words="to work in the shop")


MAY_COST = Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly(90)))
"""What her plan may cost: the budget less the fee that comes out of it."""


def sort(after: SupportPlan, before: SupportPlan = BEFORE, **facts: Any) -> PlanChange:
    """Sort a change of Mary's plan with everything known, or with some facts changed."""
    known = {
        "on": ON,
        "budget": MAY_COST,
        "needs_changed": False,
        "in_doubt": False,
        "policy": PLAIN,
        "to_spare": Money(100),
    }
    return classify_plan_change(before, after, **{**known, **facts})


def with_supports(*supports: Support, **facts: Any) -> SupportPlan:
    """Mary's plan with other support."""
    return BEFORE.replace(supports=supports, **facts)


def routes(change: PlanChange) -> list[ApprovalRoute]:
    """The routes of all reasons, as listed."""
    return [each.route for each in change.reasons]


LOCAL = with_supports(HOMECARE, LUNCH)
TRIP = CarryForward(ref="trip", outcome="church", amount=Money(50), first_day=ON, last_day=AUTUMN)


def test_a_change_within_outcomes_and_budget_is_agreed_locally() -> None:
    change = sort(LOCAL)
    assert (change.route, routes(change), change.unknown) == (
        ApprovalRoute.AGREE_LOCALLY,
        [ApprovalRoute.AGREE_LOCALLY],
        (),
    )
    assert change.reasons[0].source.pinpoint == "6.6"
    assert change.to_record == ("the plan as it now is",)
    assert repr(change) == "<PlanChange: agree it locally>"


def test_an_outcome_that_is_not_in_the_plan_is_put_to_the_funder() -> None:
    change = sort(with_supports(HOMECARE, ART, outcomes=(*OUTCOMES, WORK)))
    assert routes(change) == [ApprovalRoute.CONSULT_FUNDER]
    assert change.reasons[0].message == "work is an outcome that is not in the plan"


@pytest.mark.parametrize(
    ("kept", "pinpoints"),
    [
        ({}, ["6.7"]),
        ({"carry_forwards": (TRIP,)}, ["6.7", "6.19"]),
    ],
)
def test_any_doubt_is_put_to_the_funder(kept: dict[str, Any], pinpoints: list[str]) -> None:
    change = sort(LOCAL.replace(**kept), in_doubt=True)
    assert change.route is ApprovalRoute.CONSULT_FUNDER
    assert [each.source.pinpoint for each in change.reasons] == pinpoints


def test_changed_needs_are_told_with_the_persons_consent() -> None:
    change = sort(LOCAL, needs_changed=True)
    assert change.route is ApprovalRoute.INFORM_FUNDER
    consent = "the person's consent to informing the funder"
    assert change.to_record == ("the plan as it now is", consent)
    assert sort(LOCAL, needs_changed=True, consented_on=ON).to_record == ("the plan as it now is",)
    assert sort(LOCAL, needs_changed=True, consented_on=ON + ONE_DAY).to_record == ("the plan as it now is", consent)
    assert sort(BEFORE, needs_changed=True).to_record == (consent,), "the plan is as it was"


def test_what_nothing_would_meet_is_told() -> None:
    hygiene_only = with_supports(HOMECARE.replace(outcomes=("hygiene",)), ART)
    change = sort(hygiene_only)
    assert [each.message for each in change.reasons] == ["the eligible outcome nutrition would be met by nothing"]
    assert change.route is ApprovalRoute.INFORM_FUNDER
    assert sort(hygiene_only.replace(outcomes=(*OUTCOMES[:1], OUTCOMES[2]))).route is ApprovalRoute.INFORM_FUNDER, (
        "left out"
    )
    by_family = (OUTCOMES[0], OUTCOMES[1].replace(met_informally=("her son",)), *OUTCOMES[2:])
    assert sort(hygiene_only.replace(outcomes=by_family)).route is ApprovalRoute.AGREE_LOCALLY


def test_what_was_never_eligible_may_go() -> None:
    assert sort(with_supports(HOMECARE, ART, outcomes=OUTCOMES[:3])).route is ApprovalRoute.AGREE_LOCALLY


@pytest.mark.parametrize(
    ("cost", "route"),
    [
        ("21.875", ApprovalRoute.AGREE_LOCALLY),
        ("21.8751", ApprovalRoute.ASK_FOR_REASSESSMENT),
        ("10", ApprovalRoute.AGREE_LOCALLY),
    ],
)
def test_a_plan_that_costs_more_than_the_budget_asks_for_a_reassessment(cost: str, route: ApprovalRoute) -> None:
    assert sort(with_supports(HOMECARE, LUNCH.replace(cost=Rate.weekly(cost)))).route is route


def test_the_budget_of_the_day_counts() -> None:
    dearer = with_supports(HOMECARE, LUNCH.replace(cost=Rate.weekly("27.50")))
    assert sort(dearer, on=AUTUMN - ONE_DAY).route is ApprovalRoute.ASK_FOR_REASSESSMENT
    assert sort(dearer, on=AUTUMN).route is ApprovalRoute.AGREE_LOCALLY
    assert sort(dearer, budget=Rate.weekly(90)).route is ApprovalRoute.AGREE_LOCALLY


@pytest.mark.parametrize(
    ("spare", "route"), [("400", ApprovalRoute.AGREE_LOCALLY), ("399.99", ApprovalRoute.ASK_FOR_REASSESSMENT)]
)
def test_what_is_bought_once_comes_out_of_what_the_fund_has_to_spare(spare: str, route: ApprovalRoute) -> None:
    chair = Support.once("chair", ("hygiene",), Money(400))
    change = sort(with_supports(HOMECARE, ART, chair), to_spare=Money(spare))
    assert change.route is route
    assert sort(with_supports(HOMECARE, ART, chair), to_spare=None).unknown == ("to_spare",)
    had = with_supports(HOMECARE, ART, chair)
    assert sort(with_supports(HOMECARE, LUNCH, chair), had, to_spare=None).route is ApprovalRoute.AGREE_LOCALLY
    assert sort(LOCAL, had, to_spare=None).route is ApprovalRoute.AGREE_LOCALLY, "less is bought once"


def test_the_strongest_route_wins_and_all_reasons_are_listed() -> None:
    after = BEFORE.replace(
        outcomes=(*OUTCOMES, WORK), supports=(HOMECARE.replace(outcomes=("hygiene",), cost=Rate.weekly(100)), ART)
    )
    change = sort(after, needs_changed=True, in_doubt=True)
    assert routes(change) == [
        ApprovalRoute.ASK_FOR_REASSESSMENT,
        ApprovalRoute.INFORM_FUNDER,
        ApprovalRoute.INFORM_FUNDER,
        ApprovalRoute.CONSULT_FUNDER,
        ApprovalRoute.CONSULT_FUNDER,
    ]
    assert change.route is ApprovalRoute.ASK_FOR_REASSESSMENT


# Nothing changes


@given(st.sampled_from([None, False]), st.sampled_from([None, False]), st.sampled_from([None, Rate.weekly(1)]))
def test_identical_plans_are_no_change(needs: bool | None, doubt: bool | None, budget: Rate | None) -> None:
    change = sort(BEFORE, needs_changed=needs, in_doubt=doubt, budget=budget, policy=None, to_spare=None)
    assert (change.route, change.to_record, change.unknown) == (ApprovalRoute.AGREE_LOCALLY, (), ())
    assert [each.message for each in change.reasons] == ["nothing changes"]


def test_but_what_is_said_beside_them_counts() -> None:
    assert sort(BEFORE, in_doubt=True).route is ApprovalRoute.CONSULT_FUNDER
    assert sort(BEFORE, needs_changed=True).route is ApprovalRoute.INFORM_FUNDER


# The unknown


UNKNOWN = [
    ({"budget": None}, LOCAL, BEFORE, ("budget",)),
    ({"policy": None}, LOCAL, BEFORE, ("policy.weeks_in_year",)),
    ({"policy": None, "budget": Rate.annual(5000)}, with_supports(HOMECARE), BEFORE, ("policy.weeks_in_year",)),
    ({"needs_changed": None}, LOCAL, BEFORE, ("needs_changed",)),
    ({"in_doubt": None}, LOCAL, BEFORE, ("in_doubt",)),
    ({}, with_supports(HOMECARE, LUNCH.replace(cost=None)), BEFORE, ("after.supports[lunch club].cost",)),
    ({}, BEFORE.replace(supports=None), BEFORE, ("after.supports",)),
    ({}, BEFORE.replace(outcomes=None), BEFORE, ("after.outcomes",)),
    ({}, LOCAL, BEFORE.replace(outcomes=None), ("before.outcomes",)),
    (
        {},
        with_supports(HOMECARE.replace(outcomes=("hygiene",)), LUNCH.replace(outcomes=None)),
        BEFORE,
        ("after.supports[lunch club].outcomes",),
    ),
    (
        {},
        with_supports(HOMECARE.replace(outcomes=("hygiene",)), ART),
        BEFORE.replace(outcomes=(OUTCOMES[0], OUTCOMES[1].replace(eligible=None), *OUTCOMES[2:])),
        ("before.outcomes[nutrition].eligible",),
    ),
    (
        {},
        with_supports(
            HOMECARE.replace(outcomes=("hygiene",)),
            ART,
            outcomes=(OUTCOMES[0], OUTCOMES[1].replace(met_informally=None), *OUTCOMES[2:]),
        ),
        BEFORE,
        ("after.outcomes[nutrition].met_informally",),
    ),
    (
        {},
        with_supports(HOMECARE, ART, Support.once("chair", ("hygiene",), Money(50))),
        BEFORE.replace(supports=None),
        ("before.supports",),
    ),
    (
        {},
        with_supports(HOMECARE, ART, Support.once("chair", ("hygiene",), Money(50))),
        with_supports(HOMECARE, ART.replace(cost=None)),
        ("before.supports[art].cost",),
    ),
]


@pytest.mark.parametrize(("facts", "after", "before", "fields"), UNKNOWN, ids=lambda each: repr(each)[:40])
def test_what_is_not_recorded_is_named_and_never_local(
    facts: dict[str, Any], after: SupportPlan, before: SupportPlan, fields: tuple[str, ...]
) -> None:
    change = sort(after, before, **facts)
    assert (change.route, change.unknown, change.reasons) == (ApprovalRoute.CANNOT_TELL, fields, ())
    assert repr(change) == f"<PlanChange: cannot tell, not recorded: {', '.join(fields)}>"


def test_a_plan_without_outcomes_before_and_after_has_no_new_one() -> None:
    change = sort(BEFORE.replace(outcomes=(), supports=()), BEFORE.replace(outcomes=None))
    assert change.unknown == ("before.outcomes",)


def test_what_is_known_calls_for_its_route_whatever_else_is_unknown() -> None:
    dearer = with_supports(HOMECARE.replace(cost=Rate.weekly(200)), LUNCH.replace(cost=None))
    change = sort(dearer, needs_changed=None)
    assert (change.route, change.unknown) == (ApprovalRoute.ASK_FOR_REASSESSMENT, ("needs_changed",))
    expected = "the plan would cost at least £200.00 a week, and the budget is £4,387.50 a year"
    assert change.reasons[0].message == expected


FACTS = ("budget", "needs_changed", "in_doubt", "policy", "to_spare")


@given(
    st.sets(st.sampled_from(FACTS)),
    st.sampled_from(["21", "30"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(), (WORK,)]),
    st.sampled_from([None, "50", "500"]),
)
def test_to_know_less_never_weakens_a_route_into_a_local_one(
    taken: set[str], cost: str, needs: bool, doubt: bool, more: tuple[Outcome, ...], once: str | None
) -> None:
    bought = () if once is None else (Support.once("chair", ("hygiene",), Money(once)),)
    after = with_supports(HOMECARE, LUNCH.replace(cost=Rate.weekly(cost)), *bought, outcomes=(*OUTCOMES, *more))
    whole = sort(after, needs_changed=needs, in_doubt=doubt)
    facts: dict[str, Any] = {"needs_changed": needs, "in_doubt": doubt, **dict.fromkeys(taken)}
    less = sort(after, **facts)
    assert {*less.reasons} <= {*whole.reasons}
    assert less.route is not ApprovalRoute.AGREE_LOCALLY or whole.route is ApprovalRoute.AGREE_LOCALLY
    assert less.route is whole.route or less.unknown
    assert {field.removesuffix(".weeks_in_year") for field in less.unknown} <= taken


# How it is shown, and what is refused


def test_it_is_shown_as_a_table_with_its_sources() -> None:
    change = sort(LOCAL, needs_changed=True, in_doubt=None)
    assert [(row["what"], row["why"]) for row in change.records()] == [
        ("inform the funder", "the person's needs have changed"),
        ("cannot tell", "in_doubt is not recorded"),
        ("to record", "the plan as it now is"),
        ("to record", "the person's consent to informing the funder"),
    ]
    assert change.records()[1]["source"] is None
    assert "Changes in the needs of the individual" in str(change.records()[3]["source"])
    assert str(change).startswith("Where the change goes: inform the funder\n")
    assert "inform the funder" in change._repr_html_()


@pytest.mark.parametrize(
    "wrong",
    [
        {"after": None},
        {"before": None},
        {"on": "2026-09-01"},
        {"budget": Money(60)},
        {"budget": Timeline("60")},
        {"budget": Timeline(Rate.weekly(60), (date(2027, 4, 5), Money(65)))},
        {"needs_changed": "yes"},
        {"in_doubt": 1},
        {"to_spare": "100"},
        {"consented_on": True},
        {"policy": 54},
    ],
    ids=repr,
)
def test_what_has_no_meaning_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(IsfError):
        sort(**{"after": LOCAL, **wrong})


def test_a_budget_over_time_and_a_rate_come_to_the_same() -> None:
    assert sort(LOCAL, budget=Timeline(Rate.weekly(90))) == sort(LOCAL, budget=Rate.weekly(90))


@pytest.mark.parametrize("kind", [SupportKind.GAMBLING, SupportKind.ILLEGAL, SupportKind.HOUSEHOLD_BILLS])
def test_what_becomes_of_a_kind_that_is_excluded_is_put_to_the_funder(kind: SupportKind) -> None:
    change = sort(with_supports(HOMECARE, ART.replace(kinds=(kind,))))
    assert routes(change) == [ApprovalRoute.CONSULT_FUNDER]
    assert change.reasons[0].message == f"art would be {kind.value}"
    assert repr(change) == "<PlanChange: consult the funder first>"


def test_what_was_of_that_kind_before_or_is_ordinary_is_no_matter() -> None:
    had = with_supports(HOMECARE, ART.replace(kinds=(SupportKind.HOUSEHOLD_BILLS,)))
    assert (
        sort(had.replace(supports=had.supports[::-1] if had.supports else ()), before=had).route
        is ApprovalRoute.AGREE_LOCALLY
    )
    cared_for = with_supports(HOMECARE, ART.replace(kinds=(SupportKind.PERSONAL_CARE,)))
    assert sort(cared_for).route is ApprovalRoute.AGREE_LOCALLY
