"""LIFE-06, -07: a change of holder, and repeated ones. LIFE-11: how a concern is raised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.mary import AUTUMN, HOLDER, NUMBERS, START, judged, sound
from support.proofs.life import AGREED, BY_COST, MAY, SPRING, WINTER, moved, reviewed, with_plan

from isf_core.model import Arrangement, Change, ConcernRoute, Parameters, Review, Signature, Variation
from isf_core.rules import Result

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


# LIFE-06


def test_it_names_the_conflict_of_the_sources() -> None:
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
def test_what_is_no_change_of_holder(mary: Arrangement, on: date, why: str) -> None:
    assert judged("LIFE-06", mary, on=on).because == "the holder has not changed", why


def test_a_change_after_the_last_day_never_comes() -> None:
    ends = moved(AUTUMN)
    ended = ends.replace(contract=ends.contract.replace(last_day=AUTUMN - timedelta(days=1)))
    assert outcome("LIFE-06", ended) is Result.DOES_NOT_APPLY
    on_it = ends.replace(contract=ends.contract.replace(last_day=AUTUMN))
    assert outcome("LIFE-06", on_it) is Result.BREACH
    unknown = ends.replace(contract=ends.contract.replace(last_day=None))
    assert missing("LIFE-06", unknown) == ("contract.last_day",)


def test_two_variations_from_one_day_are_one_change_to_the_last_of_them() -> None:
    back = Variation(ref="V-9", effective=AUTUMN, known_from=AGREED, order=2, changes=(Change("holder", HOLDER),))
    mary = as_agreed(moved(AUTUMN), order=1)
    assert outcome("LIFE-06", mary.replace(variations=(back, *mary.variations))) is Result.DOES_NOT_APPLY


def test_whether_a_review_counts_is_asked_of_the_agreement_only_where_it_matters() -> None:
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


def test_what_the_policy_and_the_budget_leave_open() -> None:
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


def test_a_first_holder_that_is_not_recorded_is_asked_for_where_nothing_else_decides() -> None:
    assert missing("LIFE-06", moved(AUTUMN).replace(holder=None)) == ("holder",)
    twice = moved(AUTUMN, date(2026, 11, 1)).replace(holder=None)
    assert outcome("LIFE-06", twice) is Result.BREACH
    assert missing("LIFE-06", twice.replace(lifecycle=twice.lifecycle.replace(reviews=(Review(on=WINTER),)))) == (
        "holder",
    )
    gone = as_agreed(moved(AUTUMN), changes=(Change("holder", None),))
    assert missing("LIFE-06", gone) == ("variations[V-0].holder",)


# LIFE-07


def test_it_says_how_often_and_from_when_to_when() -> None:
    (finding,) = judged("LIFE-07", moved(MAY, AUTUMN, SPRING), on=SUMMER).findings
    assert (finding.field, finding.message) == (
        "lifecycle.mediations",
        "the holder changed 3 times from Fri 1 May 2026 to Fri 30 Apr 2027, and the council has not mediated since",
    )


def test_the_policy_says_how_many_in_how_many_months() -> None:
    twice = moved(MAY, AUTUMN)
    assert outcome("LIFE-07", twice) is Result.HOLDS
    assert outcome("LIFE-07", twice, NUMBERS.replace(holder_changes=2)) is Result.BREACH
    assert outcome("LIFE-07", twice, NUMBERS.replace(holder_changes=2, holder_change_months=5)) is Result.HOLDS
    once = moved(MAY)
    assert outcome("LIFE-07", once, NUMBERS.replace(holder_changes=1, holder_change_months=1)) is Result.BREACH
    assert missing("LIFE-07", twice, NUMBERS.replace(holder_changes=None)) == ("policy.holder_changes",)
    assert missing("LIFE-07", twice, NUMBERS.replace(holder_change_months=None)) == ("policy.holder_change_months",)


def test_mediations_are_asked_for_only_where_one_is_due() -> None:
    assert missing("LIFE-07", moved(MAY, AUTUMN, SPRING, mediations=None), on=SUMMER) == ("lifecycle.mediations",)
    assert outcome("LIFE-07", moved(MAY, AUTUMN, mediations=None)) is Result.HOLDS


def test_a_holder_that_is_not_recorded_is_asked_for_only_where_it_would_make_one_too_many() -> None:
    three = moved(MAY, AUTUMN, SPRING).replace(holder=None)
    assert missing("LIFE-07", three, on=SUMMER) == ("holder",)
    mediated = three.replace(lifecycle=three.lifecycle.replace(mediations=(SPRING,)))
    assert outcome("LIFE-07", mediated, on=SUMMER) is Result.HOLDS
    assert outcome("LIFE-07", moved(MAY, AUTUMN).replace(holder=None)) is Result.HOLDS
    four = moved(MAY, AUTUMN, WINTER, SPRING).replace(holder=None)
    assert outcome("LIFE-07", four, on=SUMMER) is Result.BREACH


# LIFE-11


def test_each_way_that_is_not_stated_is_named() -> None:
    stated = (ConcernRoute.HOLDER_MANAGER, ConcernRoute.COUNCIL, ConcernRoute.SAFEGUARDING)
    assert [each.message for each in judged("LIFE-11", sound(clauses={"concerns": stated})).findings] == [
        "it is not stated that a concern may be raised with family, a friend or an advocate",
        "it is not stated that a concern may be raised with the regulator",
    ]
    silent = sound(clauses={"concerns": None})
    assert [each.field for each in judged("LIFE-11", silent).findings] == ["contract.clauses.concerns"]
    assert judged("LIFE-11", silent).result is Result.CANNOT_TELL
