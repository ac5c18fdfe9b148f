"""A survey before and after: what changed, by statement and by theme (OUT-01).

SDF, "Individual Outcomes": each statement is answered from 1 (strongly disagree) to 5 (strongly
agree), before and six months or more after. The difference of a statement is the mean after less
the mean before, over the people who answered it both times; a theme's is the mean of its statements'
exact differences, never of the figures shown. Figures are shown to one place, half away from zero.

Interpretation: a statement that nobody answered both times has no difference. Its theme is the mean of
the others, and a note says so.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..errors import recorded
from ..model.outcome_measures import Answers, Survey, SurveyStatement
from ..model.parameters import HasParameters, Parameters, parameters_of
from ..values.checks import instance, whole
from ..values.frozen import frozen
from ..values.money import Rounding
from ..values.record import WithFields
from ..values.table import Table, Tabular


def one_place(number: Fraction) -> Decimal:
    """A fraction to one place, half away from zero.

    >>> one_place(Fraction(11, 6)), one_place(Fraction(-1, 20)), one_place(Fraction(1))
    (Decimal('1.8'), Decimal('-0.1'), Decimal('1.0'))
    """
    tenths = Rounding.HALF_UP.of(number * 10)
    return Decimal((int(tenths < 0), tuple(map(int, str(abs(tenths)))), -1))


def _shown(number: Fraction | None) -> str | None:
    return None if number is None else str(one_place(number))


@frozen(kw_only=True, repr=False)
class SurveyStatementResult(WithFields):
    """One statement: how many answered it both times, and the means of their answers, exactly."""

    statement: SurveyStatement
    people: int
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """The mean after less the mean before; None if nobody answered both times."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def shown(self) -> str | None:
        """The difference to one place."""
        return _shown(self.difference)


@frozen(kw_only=True, repr=False)
class SurveyThemeResult(WithFields):
    """One theme: the mean of its statements' exact differences, over those that have one."""

    theme: str
    statements: tuple[SurveyStatementResult, ...]

    @property
    def difference(self) -> Fraction | None:
        """The mean of the exact differences; None where no statement has one."""
        found = [each.difference for each in self.statements if each.difference is not None]
        return sum(found, Fraction(0)) / len(found) if found else None

    @property
    def shown(self) -> str | None:
        """The difference to one place."""
        return _shown(self.difference)


@frozen(kw_only=True, str=False, repr=False)
class SurveyResult(Tabular):
    """What changed, by statement and by theme, in the survey's order.

    `people` answered some statement both times; `answered` answered at all; `asked` is how many were
    asked, None where that is not recorded. Fewer than `few` answers are few.
    """

    statements: tuple[SurveyStatementResult, ...]
    people: int
    answered: int
    asked: int | None
    few: int

    @property
    def themes(self) -> tuple[SurveyThemeResult, ...]:
        """The themes, in the order in which the survey first comes to them."""
        grouped: dict[str, list[SurveyStatementResult]] = {}
        for each in self.statements:
            grouped.setdefault(each.statement.theme, []).append(each)
        return tuple(SurveyThemeResult(theme=theme, statements=tuple(held)) for theme, held in grouped.items())

    def largest(self, number: int) -> tuple[SurveyStatementResult, ...]:
        """The statements with the largest differences, by the exact figures; where two tie, in the survey's order."""
        found = [(each.difference, each) for each in self.statements if each.difference is not None]
        found.sort(key=lambda pair: -pair[0])
        return tuple(each for _, each in found[: whole("largest", number, 0, 1_000)])

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes that a reader must know before relying on the figures."""
        counts = f"{self.people:,} answered both times"
        out = [f"{counts}: fewer than {self.few:,} are few" if self.people < self.few else counts]
        if self.asked is None:
            out.append(f"{self.answered:,} answered; how many were asked is not recorded")
        else:
            out.append(f"{self.answered:,} of the {self.asked:,} who were asked answered")
        for each in self.statements:
            if not each.people:
                out.append(f"nobody answered {each.statement.ref!r} both times: its theme leaves it out")
            elif each.people < self.people:
                few = " (few)" if each.people < self.few <= self.people else ""
                out.append(f"{each.people:,} answered {each.statement.ref!r} both times{few}")
        return tuple(out)

    def table(self) -> Table:
        """One row a statement, with its theme's difference, how many answered, and its own, shown and exact."""
        return Table.of(
            f"Before and after: {'; '.join(self.notes[:2])}",
            ((theme, each) for theme in self.themes for each in theme.statements),
            ("theme", "Theme", lambda row: row[0].theme),
            ("theme_difference", "Of the theme", lambda row: row[0].shown),
            ("statement", "Statement", lambda row: row[1].statement.words),
            ("people", "Answered", lambda row: row[1].people),
            ("shown", "Difference", lambda row: row[1].shown),
            ("exact_difference", "Exactly", lambda row: row[1].difference),
        )

    def __str__(self) -> str:
        return "\n".join([str(self.table()), *self.notes[2:]])


def compare_answers(survey: Survey, *, policy: Parameters | HasParameters) -> SurveyResult:
    """Compare two rounds of a survey, over the people who answered both.

    The policy's `few_answers` says how many answers are few. Raises NotRecorded if it does not say.

    >>> spend = SurveyStatement(ref="spend", words="I know how much I have to spend", theme="control")
    >>> result = compare_answers(
    ...     Survey(
    ...         statements=(spend,),
    ...         before=tuple(Answers.in_order(ref, (spend,), (2,)) for ref in ("P-1", "P-2", "P-3")),
    ...         after=(Answers.in_order("P-1", (spend,), (4,)), Answers.in_order("P-2", (spend,), (3,))),
    ...         asked=5,
    ...     ),
    ...     policy=Parameters(name="ours", few_answers=30),
    ... )
    >>> result.statements[0].difference, result.statements[0].shown
    (Fraction(3, 2), '1.5')
    >>> result.notes
    ('2 answered both times: fewer than 30 are few', '3 of the 5 who were asked answered')
    """
    instance("compare_answers", survey, Survey, "give a Survey")
    parameters = parameters_of("compare_answers", policy)
    few = recorded(parameters.few_answers, "what counts as few answers", "policy.few_answers")
    before, after = _by_person(survey.before), _by_person(survey.after)
    both = [(first, after.get(person, {})) for person, first in before.items()]
    return SurveyResult(
        statements=tuple(_result(each, both) for each in survey.statements),
        people=sum(not first.keys().isdisjoint(second) for first, second in both),
        answered=len({ref for ref, ratings in (*before.items(), *after.items()) if ratings}),
        asked=survey.asked,
        few=few,
    )


def _by_person(answers: tuple[Answers, ...]) -> dict[str, dict[str, int]]:
    return {each.person: {rating.statement: rating.score for rating in each.ratings} for each in answers}


def _result(statement: SurveyStatement, both: list[tuple[dict[str, int], dict[str, int]]]) -> SurveyStatementResult:
    """What changed of one statement, over the people who rated it both times."""
    ref = statement.ref
    rated = [(first[ref], second[ref]) for first, second in both if ref in first and ref in second]
    if not rated:
        return SurveyStatementResult(statement=statement, people=0, before=None, after=None)
    before, after = (Fraction(sum(scores[time] for scores in rated), len(rated)) for time in (0, 1))
    return SurveyStatementResult(statement=statement, people=len(rated), before=before, after=after)
