"""The one derived view of a case: each thing is worked out once, and what cannot be is raised again."""

from __future__ import annotations

from datetime import date

import pytest
from support.arrangements import FIRST_DAY, mary

from isf_core.account.case_view import CaseView
from isf_core.account.surplus import surplus_in
from isf_core.errors import ContradictoryTerms, IsfError, NotRecorded, UnreadableData
from isf_core.model import Arrangement, Person, Policies
from isf_core.policies import PLAIN

NUMBERS = Policies(PLAIN.parameters)


def test_work_is_done_once_for_each_question() -> None:
    asked: list[tuple[int, int]] = []

    def work(view: CaseView, one: int, *, other: int = 0) -> int:
        asked.append((one, other))
        return len(view.known.variations) + one + other

    view = CaseView.in_full(mary(), NUMBERS)
    assert [view.once(work, 1), view.once(work, 1), view.once(work, 1, other=2), view.once(work, 1)] == [1, 1, 3, 1]
    assert asked == [(1, 0), (1, 2)]


def test_what_cannot_be_worked_out_is_raised_again_without_work() -> None:
    view = CaseView.in_full(Arrangement(person=Person(ref="P-001")), NUMBERS)
    raised: list[NotRecorded] = []
    for _ in range(3):
        with pytest.raises(NotRecorded) as caught:
            surplus_in(view, FIRST_DAY)
        raised.append(caught.value)
    assert len({each.fields for each in raised}) == 1
    assert len({str(each) for each in raised}) == 1
    assert len({id(each) for each in raised}) == 3, "each is an error of its own, with the frames of its own"


@pytest.mark.parametrize(
    "error",
    [
        IsfError("here", "wrong", "right"),
        ContradictoryTerms("here", "wrong"),
        NotRecorded("the job", ("budget.actual",)),
        UnreadableData("here", (IsfError("there", "wrong"),)),
    ],
)
def test_an_error_anew_says_the_same(error: IsfError) -> None:
    again = error.anew()
    assert again is not error
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


def test_the_whole_view_is_of_every_variation_and_kept() -> None:
    view = CaseView.on(mary(), date(2026, 4, 6), NUMBERS)
    assert view.whole is view.whole
    assert view.whole.policies is NUMBERS
    assert view.whole.recorded is view.recorded
