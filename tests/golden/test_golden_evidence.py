"""The golden numbers of surveys (G24) and savings (G25).

G24 has the source's whole table: twelve statements, four themes, six people. The answers are made
up so that their differences are what the source's rounded figures can only have been with six people.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from isf_core.evidence import SurveyResult, compare_answers, per_head, saving
from isf_core.model import Answers, Baseline, Survey, SurveyStatement
from isf_core.policies import PLAIN
from isf_core.values import Money

CONTROL, COMMUNITY = "Choice, Control & Flexibility", "Community, Friendship & Citizenship"
QUALITY, RISK = "Quality of Life", "Support & Risk"

TABLE = [
    (CONTROL, "I know how much I have to spend", 11, "1.8"),
    (CONTROL, "I am involved in designing and directing my own support", 6, "1.0"),
    (CONTROL, "I have control over how my money is spent", 5, "0.8"),
    (COMMUNITY, "I am involved in my local community", 8, "1.3"),
    (COMMUNITY, "I have support from my community (not paid support)", 7, "1.2"),
    (COMMUNITY, "I see important people in my life", 5, "0.8"),
    (QUALITY, "I look forward to my days because I have purpose", 7, "1.2"),
    (QUALITY, "I enjoy an active healthy life", 3, "0.5"),
    (QUALITY, "I feel I have a good quality of life", 3, "0.5"),
    (RISK, "I set my own support plan goals", 4, "0.7"),
    (RISK, "I am supported to do new things, even if there is some risk to me", 3, "0.5"),
    (RISK, "The support I get allows me to live a more independent life", 1, "0.2"),
]
"""Theme, statement, by how much six people's scores rose together, and the source's figure."""

STATEMENTS = tuple(
    SurveyStatement(ref=f"S-{number}", words=words, theme=theme) for number, (theme, words, _, _) in enumerate(TABLE, 1)
)
PEOPLE = tuple(f"P-{number}" for number in range(6))


def risen(person: int, by: int) -> int:
    """One person's part of a rise that six people share, evenly and the first ones more."""
    return by // 6 + (person < by % 6)


BEFORE = tuple(Answers.in_order(ref, STATEMENTS, (2,) * len(TABLE)) for ref in PEOPLE)
AFTER = tuple(
    Answers.in_order(ref, STATEMENTS, tuple(2 + risen(person, by) for _, _, by, _ in TABLE))
    for person, ref in enumerate(PEOPLE)
)
ONLY_BEFORE = tuple(Answers.in_order(f"Q-{number}", STATEMENTS, (1,) * len(TABLE)) for number in range(32))


@pytest.fixture(scope="module")
def found() -> SurveyResult:
    """The source's survey: 45 people were asked, 38 answered, 6 of them both times."""
    return compare_answers(
        Survey(statements=STATEMENTS, before=(*BEFORE, *ONLY_BEFORE), after=AFTER, asked=45), policy=PLAIN
    )


@pytest.mark.parametrize("place", range(len(TABLE)), ids=[words for _, words, _, _ in TABLE])
def test_g24_each_statement_is_shown_as_in_the_source(found: SurveyResult, place: int) -> None:
    _, words, by, shown = TABLE[place]
    result = found.statements[place]
    assert (result.statement.words, result.people) == (words, 6)
    assert (result.difference, result.shown) == (Fraction(by, 6), shown)


def test_g24_a_theme_is_the_mean_of_the_exact_differences_not_of_the_figures_shown(found: SurveyResult) -> None:
    assert [(each.theme, each.difference, each.shown) for each in found.themes] == [
        (CONTROL, Fraction(22, 18), "1.2"),
        (COMMUNITY, Fraction(20, 18), "1.1"),
        (QUALITY, Fraction(13, 18), "0.7"),
        (RISK, Fraction(8, 18), "0.4"),
    ]
    of_the_figures = sum(Fraction(shown) for theme, _, _, shown in TABLE if theme == RISK) / 3
    assert of_the_figures == Fraction(7, 15), "which would be shown as 0.5"


def test_g24_the_largest_increases_are_those_that_the_source_names(found: SurveyResult) -> None:
    assert [each.statement.words for each in found.largest(4)] == [
        "I know how much I have to spend",
        "I am involved in my local community",
        "I have support from my community (not paid support)",
        "I look forward to my days because I have purpose",
    ]


def test_g24_six_are_few_and_38_of_45_are_not_all(found: SurveyResult) -> None:
    assert found.notes == (
        "6 answered both times: fewer than 30 are few",
        "38 of the 45 who were asked answered",
    )


BLOCK = Baseline(what="block contract", people=83, amount=Money(6_500_000))


def test_g25_the_baseline_by_head_to_the_penny() -> None:
    heads = per_head(Money(6_500_000), 83)
    assert heads == (Money("78313.26"),) * 25 + (Money("78313.25"),) * 58
    assert Money.total(heads) == BLOCK.amount


def test_g25_what_was_saved_in_percent_in_total_and_by_head_beside_the_baseline_as_given() -> None:
    found = saving(BLOCK, saved=Money(1_795_073), over="a three year period")
    assert found.money is not None
    assert (found.money.percent, found.shown) == (Fraction(100 * 1_795_073, 6_500_000), "27.6")
    assert Money.total(found.per_head()) == Money(1_795_073)
    assert found.money.per_person_a_week is None, "the source does not state the baseline's period"
    assert str(found).splitlines()[0] == (
        "Against block contract: 83 people; period not stated; saved over period 'a three year period'"
    )
    assert found.records()[0]["now"] is None, "what is saved over another period is not taken off the baseline"
    taken = saving(BLOCK, saved=Money(1_795_073))
    assert (taken.shown, taken.records()[0]["now"]) == ("27.6", Decimal("4704927.00"))


def test_the_overview_papers_weekly_cost_saving_per_person() -> None:
    """IPC 5, "Savings": 29.7% a week for each person against the cost of a block contract; the sums are made up."""
    weekly = Baseline(what="a block contract", people=3, amount=Money(3_000), period="weekly", weeks=1)
    found = saving(weekly, now=Money(2_109)).money
    assert found is not None
    assert (found.shown, found.per_person_a_week) == ("29.7", Fraction(297))


def test_the_overview_papers_hours_of_support() -> None:
    """IPC 3: support hours down by 44% for twelve people over five years; the hours are made up."""
    earlier = Baseline(what="commissioned services", people=12, hours=600, period="a week in 2008", weeks=1)
    found = saving(earlier, hours_now=336).hours
    assert found is not None
    assert (found.shown, found.per_person_a_week) == ("44.0", Fraction(22))
