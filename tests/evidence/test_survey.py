"""Surveys before and after (OUT-01), beside their golden numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from support.refusing import refused

from isf_core import Parameters
from isf_core.errors import DanglingReference, NotRecorded, TooLarge
from isf_core.evidence import compare_answers
from isf_core.evidence.survey import SurveyStatementResult, one_place
from isf_core.model import Answers, Rating, Survey, SurveyStatement
from isf_core.policies import PLAIN

SPEND = SurveyStatement(ref="spend", words="I know how much I have to spend", theme="control")
MONEY = SurveyStatement(ref="money", words="I have control over how my money is spent", theme="control")
GOALS = SurveyStatement(ref="goals", words="I set my own support plan goals", theme="support")
ALL = (SPEND, GOALS, MONEY)


def answers(*scores: tuple[int | None, int | None, int | None]) -> tuple[Answers, ...]:
    """What P-0, P-1, ... answered, to spend, goals and money."""
    return tuple(Answers.in_order(f"P-{number}", ALL, each) for number, each in enumerate(scores))


@pytest.mark.parametrize(("before", "after"), [(None, None), (Fraction(3), None), (None, Fraction(3))])
def test_of_one_mean_alone_there_is_no_difference(before: Fraction | None, after: Fraction | None) -> None:
    found = SurveyStatementResult(statement=SPEND, people=0, before=before, after=after)
    assert found.difference is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 20) - Fraction(1, 10**9), "0.0"),
        (Fraction(-1, 20), "-0.1"),
        (Fraction(-1, 21), "0.0"),
        (Fraction(-11, 6), "-1.8"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1999, 20), "100.0"),
        (Fraction(12345, 10), "1234.5"),
    ],
)
def test_a_figure_is_shown_to_one_place_half_away_from_zero(number: Fraction, shown: str) -> None:
    assert str(one_place(number)) == shown
    assert one_place(number) == Decimal(shown)


def test_each_statement_counts_those_who_answered_it_both_times() -> None:
    found = compare_answers(
        Survey(
            statements=ALL,
            before=answers((1, 5, None), (2, None, 1), (None, None, 3)),
            after=answers((4, 4, 2), (2, 5, None), (None, None, None)),
        ),
        policy=PLAIN,
    )
    spend, goals, money = found.statements
    assert (spend.people, spend.before, spend.after, spend.difference) == (
        2,
        Fraction(3, 2),
        Fraction(3),
        Fraction(3, 2),
    )
    assert (goals.people, goals.difference, goals.shown) == (1, Fraction(-1), "-1.0")
    assert (money.people, money.before, money.difference, money.shown) == (0, None, None, None)
    assert [(each.theme, each.difference) for each in found.themes] == [
        ("control", Fraction(3, 2)),
        ("support", Fraction(-1)),
    ]
    assert (found.people, found.answered, found.asked) == (2, 3, None)
    assert found.notes == (
        "2 answered both times: fewer than 30 are few",
        "3 answered; how many were asked is not recorded",
        "1 answered 'goals' both times",
        "nobody answered 'money' both times: its theme leaves it out",
    )
    assert str(found).splitlines() == [
        "Before and after: 2 answered both times: fewer than 30 are few; 3 answered; how many were asked is",
        "not recorded",
        "Theme     Of the theme   Statement                                   Answered   Difference   Exactly",
        "control   1.5            I know how much I have to spend                    2   1.5              1.5",
        "control   1.5            I have control over how my money is spent          0",
        "support   -1.0           I set my own support plan goals                    1   -1.0              -1",
        "1 answered 'goals' both times",
        "nobody answered 'money' both times: its theme leaves it out",
    ]


@pytest.mark.parametrize(("few", "note"), [(2, "2 answered both times"), (3, "2 answered both times: fewer than 3")])
def test_how_many_are_few_is_the_policys(few: int, note: str) -> None:
    found = compare_answers(
        Survey(statements=ALL, before=answers((1, 1, 1), (1, 1, None)), after=BOTH),
        policy=Parameters(name="ours", few_answers=few),
    )
    assert found.notes[0].startswith(note)
    assert (found.notes[0] == note) is (few == 2)
    assert found.notes[2] == "1 answered 'money' both times" + (" (few)" if few == 2 else "")


BOTH = answers((2, 2, 2), (3, 3, 3))


def test_where_nobody_answered_both_times_there_is_no_figure() -> None:
    found = compare_answers(Survey(statements=ALL, before=answers((1, 1, 1)), after=(), asked=1), policy=PLAIN)
    assert [each.shown for each in found.themes] == [None, None]
    assert found.largest(3) == ()
    assert (found.people, found.answered) == (0, 1)
    nothing = compare_answers(Survey(statements=(), before=(), after=(), asked=0), policy=PLAIN)
    assert (nothing.themes, nothing.records()) == ((), [])
    assert nothing.notes[1] == "0 of the 0 who were asked answered"


def test_who_handed_in_an_empty_form_did_not_answer() -> None:
    found = compare_answers(
        Survey(statements=ALL, before=answers((None,) * 3), after=answers((1, 1, 1)), asked=2), policy=PLAIN
    )
    assert (found.people, found.answered) == (0, 1)
    assert compare_answers(Survey(statements=ALL, before=answers((None,) * 3), after=()), policy=PLAIN).answered == 0


def test_the_order_of_people_and_ratings_changes_nothing() -> None:
    survey = Survey(
        statements=ALL, before=answers((1, 2, 3), (5, 4, 3), (1, 1, 1)), after=answers((2, 2, 5), (1, 2, 3))
    )
    turned = survey.replace(
        before=tuple(each.replace(ratings=each.ratings[::-1]) for each in reversed(survey.before)),
        after=survey.after[::-1],
    )
    assert compare_answers(turned, policy=PLAIN) == compare_answers(survey, policy=PLAIN)


def test_the_table_has_a_row_for_each_statement_by_theme_and_names_nobody() -> None:
    found = compare_answers(
        Survey(statements=ALL, before=answers((1, 2, 3), (1, 2, 3)), after=BOTH, asked=4), policy=PLAIN
    )
    assert found.records() == [
        {
            "theme": "control",
            "theme_difference": "0.5",
            "statement": SPEND.words,
            "people": 2,
            "shown": "1.5",
            "exact_difference": Decimal("1.5"),
            "exact_difference_exactly": "1.5",
        },
        {
            "theme": "control",
            "theme_difference": "0.5",
            "statement": MONEY.words,
            "people": 2,
            "shown": "-0.5",
            "exact_difference": Decimal("-0.5"),
            "exact_difference_exactly": "-0.5",
        },
        {
            "theme": "support",
            "theme_difference": "0.5",
            "statement": GOALS.words,
            "people": 2,
            "shown": "0.5",
            "exact_difference": Decimal("0.5"),
            "exact_difference_exactly": "0.5",
        },
    ]
    assert "P-0" not in str(found) + repr(found)
    assert "2 of the 4 who were asked" in str(found)


def test_what_is_no_survey_is_refused_by_place() -> None:
    one, other = answers((1, 2, 3), (1, 2, 3))
    good = Survey(statements=ALL, before=(one,), after=(), asked=1)
    refused(lambda: good.replace(statements=(*ALL, SPEND)), "Survey.statements: two have the reference 'spend'")
    refused(lambda: good.replace(before=(one, one)), "Survey.before", "'P-0' stands twice")
    refused(lambda: good.replace(after=(other, other)), "Survey.after", "'P-1' stands twice")
    refused(lambda: good.replace(after=(other,)), "Survey.asked", "1 asked, and 2 answered")
    refused(lambda: good.replace(statements=(SPEND,)), "Survey.before[0]", "'goals'", kind=DanglingReference)
    rating = Rating(statement="spend", score=1)
    refused(lambda: Answers(person="P-0", ratings=(rating, rating)), "Answers.ratings", "'spend' stands twice")
    refused(lambda: Answers.in_order("P-0", ALL, (1, 2)), "Answers.scores", "2 given, and 3 asked")
    refused(lambda: Answers.in_order("P-0", ALL, (1, 2, 6)), "Rating.score", kind=TooLarge)
    refused(lambda: Answers.in_order("P-0", ALL * 1_000, (1,)), "Answers.statements", kind=TooLarge)
    refused(lambda: compare_answers(None, policy=PLAIN), "compare_answers")  # type: ignore[arg-type]
    refused(
        lambda: compare_answers(good, policy=Parameters(name="ours", few_answers=None)), "few answers", kind=NotRecorded
    )
    refused(lambda: compare_answers(good, policy=PLAIN).largest(-1), "largest")
