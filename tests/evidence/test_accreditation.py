"""ORG-01, the computation: what each answer is worth, and what all of them come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.test_holders import NO, PARTLY, answered

from isf_core.errors import IsfError
from isf_core.evidence import Accredited, accreditation_result
from isf_core.model import Accreditation, Answer, Answered


@pytest.mark.parametrize("question", range(1, 20))
def test_no_fails_every_question_and_partly_fails_four(question: int) -> None:
    assert accreditation_result(answered(**{f"q{question}": NO})).failed == (question,)
    in_part = accreditation_result(answered(**{f"q{question}": PARTLY}))
    assert in_part.outcome is (Accredited.FAIL if question in (1, 11, 14, 19) else Accredited.PASS)


def test_no_answer_at_all_cannot_be_told() -> None:
    result = accreditation_result(Accreditation(answers=()))
    assert (result.outcome, result.failed, result.unanswered) == (Accredited.CANNOT_TELL, (), tuple(range(1, 20)))
    assert result.panel_approved_on is None


@given(st.dictionaries(st.integers(1, 19), st.sampled_from(Answer)))
def test_a_fail_beats_what_is_not_answered_and_the_order_changes_nothing(answers: dict[int, Answer]) -> None:
    given_ = tuple(Answered(question=question, answer=answer) for question, answer in answers.items())
    result = accreditation_result(Accreditation(answers=given_))
    fails = {q for q, a in answers.items() if a is NO or (a is PARTLY and q in (1, 11, 14, 19))}
    assert set(result.failed) == fails
    assert {*result.unanswered} == {*range(1, 20)} - {*answers}
    expected = Accredited.FAIL if fails else Accredited.CANNOT_TELL if len(answers) < 19 else Accredited.PASS
    assert result.outcome is expected
    assert accreditation_result(Accreditation(answers=given_[::-1])) == result


def test_its_table_says_why_question_by_question() -> None:
    result = accreditation_result(answered(q2=PARTLY, q7=NO, q9=None, q14=PARTLY))
    assert str(result).splitlines() == [
        "Accreditation: fail (questions 7, 14)",
        "Question   Answer   Result        Why                                      How it is met",
        "       1   yes      pass          it is met in full                        as described",
        "       2   partly   pass          partly is enough for this question       as described",
        *(
            f"{n:>8}   yes      pass          it is met in full                        as described"
            for n in range(3, 7)
        ),
        "       7   no       fail          no fails every question                  as described",
        "       8   yes      pass          it is met in full                        as described",
        "       9            cannot tell   no answer is recorded",
        *(
            f"{n:>8}   yes      pass          it is met in full                        as described"
            for n in range(10, 14)
        ),
        "      14   partly   fail          partly is not enough for this question   as described",
        *(
            f"{n:>8}   yes      pass          it is met in full                        as described"
            for n in range(15, 20)
        ),
    ]
    records = {each["question"]: each for each in result.records()}
    assert (records[7]["answer"], records[9]["answer"], records[9]["evidence"]) == ("no", None, None)
    assert records[1]["evidence"] == "as described"
    assert "<caption>Accreditation: fail (questions 7, 14)</caption>" in result._repr_html_()


def test_its_title_names_what_decides() -> None:
    assert str(accreditation_result(answered())).startswith("Accreditation: pass\n")
    assert str(accreditation_result(answered(q9=None))).startswith("Accreditation: cannot tell (question 9)\n")
    assert accreditation_result(answered()).panel_approved_on == date(2025, 12, 1)


def test_what_is_no_accreditation_is_refused() -> None:
    wrong: Any = ()
    with pytest.raises(IsfError, match="give an Accreditation"):
        accreditation_result(wrong)
