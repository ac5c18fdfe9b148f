"""The view of an arrangement as known on a day: a table of dates, and the same answers by the long way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.arrangements import mary
from support.time_cases import varied, varying

from isf_core import Arrangement, Holder, NotRecorded, Rate, Timeline, as_known
from isf_core.model import Change, NoSuchPath, SupportPlan, Variation, value_at
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.model.variation import VARIED as PATHS

FIRST_DAY = date(2026, 4, 6)
JUNE, JULY, KNOWN, OCTOBER = date(2026, 6, 1), date(2026, 7, 1), date(2026, 7, 20), date(2026, 10, 1)
ONE_DAY = timedelta(days=1)
SECOND, THIRD = Holder(ref="H-2"), Holder(ref="H-3")
NEW_PLAN, LAST_PLAN = SupportPlan(agreed_on=JUNE), SupportPlan(agreed_on=OCTOBER)
VARIED = varied(
    varying(OCTOBER, ("holder", THIRD), ("plan", LAST_PLAN)),
    varying(JUNE, ("budget.actual", Rate.weekly(90)), known_from=KNOWN, ref="late"),
    varying(JUNE, ("plan", NEW_PLAN), ("holder", SECOND), order=1),
    varying(JUNE, ("plan", SupportPlan()), order=0),
    varying(JULY, ("contract.last_day", OCTOBER)),
    varying(JULY, ("budget.contribution", Rate.weekly(1)), known_from=None),
)
FIRST = mary()


@pytest.mark.parametrize(
    ("path", "on", "known", "holds"),
    [
        pytest.param("budget.actual", JUNE, KNOWN - ONE_DAY, Rate.weekly("84.375"), id="rate not known yet"),
        pytest.param("budget.actual", JUNE, KNOWN, Rate.weekly(90), id="rate known, from its day"),
        pytest.param("budget.actual", JUNE - ONE_DAY, KNOWN, Rate.weekly("84.375"), id="rate the day before"),
        pytest.param("holder", JUNE - ONE_DAY, KNOWN, FIRST.holder, id="first holder"),
        pytest.param("holder.ref", JUNE, KNOWN, "H-2", id="second holder's reference"),
        pytest.param("holder", OCTOBER - ONE_DAY, KNOWN, SECOND, id="second holder's last day"),
        pytest.param("holder", OCTOBER, KNOWN, THIRD, id="third holder"),
        pytest.param("plan", date.min, KNOWN, FIRST.plan, id="first plan"),
        pytest.param("plan", JUNE, KNOWN, NEW_PLAN, id="of two plans from one day the higher order"),
        pytest.param("plan.agreed_on", OCTOBER, KNOWN, OCTOBER, id="what the last plan records"),
        pytest.param("contract.last_day", FIRST_DAY, KNOWN, OCTOBER, id="the last day is the latest, at once"),
        pytest.param("person.ref", JUNE, KNOWN, FIRST.person.ref, id="what never varies"),
        pytest.param("budget.contribution", JULY, date.max, FIRST.budget.contribution.first, id="undated: left out"),  # type: ignore[union-attr]
    ],
)
def test_what_a_field_was_on_a_day_as_known_on_another(path: str, on: date, known: date, holds: object) -> None:
    assert ArrangementAsKnown.on(VARIED, known).value(path, on) == holds


def test_a_path_that_leads_nowhere_is_refused_by_name() -> None:
    for path in ("plan.nothing", "nothing", "holders"):
        with pytest.raises(NoSuchPath):
            ArrangementAsKnown.in_full(VARIED).value(path, JUNE)


def test_what_was_not_recorded_before_it_varied_stays_so_and_a_holder_is_none_until_there_is_one() -> None:
    view = ArrangementAsKnown.in_full(
        Arrangement(
            person=FIRST.person,
            variations=(varying(JUNE, ("holder", SECOND)), varying(JUNE, ("budget.actual", Rate.weekly(90)))),
        )
    )
    assert (view.value("holder.ref", JUNE - ONE_DAY), view.value("holder.ref", JUNE)) == (None, "H-2")
    assert view.over_time("budget.actual") == Timeline(None)


def test_a_view_names_what_keeps_it_from_being_certain() -> None:
    with pytest.raises(NotRecorded) as caught:
        ArrangementAsKnown.on(VARIED, KNOWN).require()
    assert caught.value.fields == ("variations[5].known_from",)
    assert ArrangementAsKnown.in_full(VARIED).require().budget.contribution is not None, "all count"
    assert ArrangementAsKnown.on(VARIED, KNOWN).whole.arrangement == ArrangementAsKnown.in_full(VARIED).arrangement


def test_a_change_says_its_day_its_value_and_the_field_of_its_variation() -> None:
    view = ArrangementAsKnown.on(VARIED, KNOWN)
    assert [(each.since, each.value, each.field) for each in view.changes_of("holder")] == [
        (JUNE, SECOND, "variations[2]"),
        (OCTOBER, THIRD, "variations[0]"),
    ]
    assert [each.field for each in view.changes_of("budget.actual")] == ["variations[late]"]
    assert view.changes_of("funding") == ()


def test_what_follows_is_worked_out_once() -> None:
    view = ArrangementAsKnown.in_full(VARIED)
    assert view.arrangement is view.arrangement
    assert view.plan_over_time is view.plan_over_time


# By the long way: day by day, the last change by date, as it was learnt, and by order

_DAYS = st.dates(date(2026, 3, 30), date(2026, 4, 20))
_CHANGES = st.one_of(
    st.builds(Change, st.just("plan"), st.builds(SupportPlan, agreed_on=_DAYS)),
    st.builds(Change, st.just("holder"), st.builds(Holder, ref=st.sampled_from(["A", "B", "C"]))),
    st.builds(Change, st.just("budget.actual"), st.integers(1, 9).map(Rate.weekly)),
    st.builds(Change, st.just("contract.payment.due_days"), st.integers(0, 9)),
)


@st.composite
def _variations(draw: st.DrawFn) -> list[Variation]:
    made = draw(st.lists(st.tuples(_DAYS, st.none() | _DAYS, _CHANGES), max_size=6))
    return [
        Variation(effective=effective, known_from=known, changes=(change,), order=order)
        for order, (effective, known, change) in enumerate(made)
    ]


def _held(arrangement: Arrangement, path: str, on: date) -> Any:
    agreed = value_at(arrangement, path)
    return agreed.on(on) if isinstance(agreed, Timeline) else agreed


def _by_the_long_way(variations: Sequence[Variation], path: str, on: date, known: date) -> Any:
    counting = [
        (each.effective, each.known_from, each.order, change.value)
        for each in variations
        for change in each.changes
        if change.path == path and each.effective <= on and each.known_from is not None and each.known_from <= known
    ]
    return max(counting, key=lambda each: each[:3])[3] if counting else _held(FIRST, path, on)


@settings(deadline=None)
@given(_variations(), _DAYS, _DAYS, st.randoms(use_true_random=False))
def test_the_view_says_what_the_long_way_says_in_whatever_order_it_was_recorded(
    variations: list[Variation], on: date, known: date, rng: Any
) -> None:
    shuffled = [*variations]
    rng.shuffle(shuffled)
    view = ArrangementAsKnown.on(varied(*shuffled), known)
    assert view.arrangement == ArrangementAsKnown.on(varied(*variations), known).arrangement
    for path in ("plan", "holder", "budget.actual", "contract.payment.due_days"):
        assert view.value(path, on) == _by_the_long_way(variations, path, on, known), path
    assert view.plan_over_time.on(on) == _by_the_long_way(variations, "plan", on, known)
    if all(each.known_from is not None for each in variations):
        assert as_known(varied(*shuffled), on=known) == view.arrangement


@pytest.mark.parametrize("path", PATHS)
def test_every_field_that_can_vary_has_a_value_on_every_day(path: str) -> None:
    view = ArrangementAsKnown.in_full(FIRST)
    assert view.value(path, JUNE) == _held(FIRST, path, JUNE)
