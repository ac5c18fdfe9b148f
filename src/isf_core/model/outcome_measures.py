"""What was achieved, as measured: a survey before and after (OUT-01), and the earlier cost (OUT-03).

>>> spend = SurveyStatement(ref="spend", words="I know how much I have to spend", theme="control")
>>> goals = SurveyStatement(ref="goals", words="I set my own support plan goals", theme="support")
>>> Answers.in_order("P-001", (spend, goals), (2, None))
Answers(person='P-001', ratings=(Rating(statement='spend', score=2),))
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from ..errors import IsfError
from ..values.checks import listed
from ..values.frozen import frozen
from ..values.money import Money
from ..values.record import Record
from . import validators as v

_MOST_STATEMENTS = 1_000
_MOST_PEOPLE = 100_000

LOWEST, HIGHEST = 1, 5
"""Strongly disagree, and strongly agree."""


@frozen(kw_only=True, repr=False)
class SurveyStatement(Record):
    """What people agree or disagree with, and the theme that it belongs to."""

    ref: str = attrs.field(validator=v.a_text)
    words: str = attrs.field(validator=v.a_text)
    theme: str = attrs.field(validator=v.a_text)


@frozen(kw_only=True, repr=False)
class Rating(Record):
    """How far somebody agrees with a statement, by its reference: 1 (strongly disagree) to 5 (strongly agree)."""

    statement: str = attrs.field(validator=v.a_text)
    score: int = attrs.field(validator=v.whole_from(LOWEST, HIGHEST))


@frozen(kw_only=True, repr=False)
class Answers(Record):
    """What one person, by reference, answered at one time. A statement that is not rated was not answered."""

    person: str = attrs.field(validator=v.a_text)
    ratings: tuple[Rating, ...] = attrs.field(converter=v.TupleOf[Rating], metadata={"most": _MOST_STATEMENTS})

    def __attrs_post_init__(self) -> None:
        v.no_two("Answers.ratings", (rating.statement for rating in self.ratings), "{} stands twice")

    @classmethod
    def in_order(cls, person: str, statements: tuple[SurveyStatement, ...], scores: tuple[int | None, ...]) -> Answers:
        """Answers as on a form: a score for each statement in order, None where it was not answered."""
        asked = listed("Answers.statements", statements, SurveyStatement, _MOST_STATEMENTS)
        given = listed("Answers.scores", scores, object, _MOST_STATEMENTS)
        if len(asked) != len(given):
            wrong = f"{len(given):,} given, and {len(asked):,} asked"
            raise IsfError("Answers.scores", wrong, "give one for each, None where it was not answered")
        scored = ((each.ref, scores[place]) for place, each in enumerate(asked))
        ratings = tuple(Rating(statement=ref, score=score) for ref, score in scored if score is not None)
        return cls(person=person, ratings=ratings)


@frozen(kw_only=True, repr=False)
class Survey(Record):
    """The same statements answered before and, six months or more after, again (OUT-01).

    `asked` is how many people were asked, whether they answered or not. Nobody stands twice at one
    time, and nobody answers what was not asked.
    """

    statements: tuple[SurveyStatement, ...] = attrs.field(
        converter=v.TupleOf[SurveyStatement], metadata={"most": _MOST_STATEMENTS}
    )
    before: tuple[Answers, ...] = attrs.field(converter=v.TupleOf[Answers], metadata={"most": _MOST_PEOPLE})
    after: tuple[Answers, ...] = attrs.field(converter=v.TupleOf[Answers], metadata={"most": _MOST_PEOPLE})
    asked: int | None = attrs.field(default=None, validator=v.maybe(v.whole_from(0, 1_000_000)))

    def __attrs_post_init__(self) -> None:
        stated = {statement.ref for statement in self.statements}
        v.own_references("Survey.statements", self.statements)
        people: set[str] = set()
        for name, answers in (("before", self.before), ("after", self.after)):
            v.no_two(f"Survey.{name}", (each.person for each in answers), "{} stands twice")
            people |= {each.person for each in answers}
            for place, one in enumerate(answers):
                for rating in one.ratings:
                    v.is_among(f"Survey.{name}[{place}]", rating.statement, stated, "statement of the survey")
        if self.asked is not None and self.asked < len(people):
            wrong = f"{self.asked:,} asked, and {len(people):,} answered"
            raise IsfError("Survey.asked", wrong, "count everybody who was asked")


@frozen(kw_only=True, repr=False)
class Baseline(Record):
    """What the earlier arrangement cost, of money and of hours of support, for how many people (OUT-03).

    `amount` and `hours` are for all these people together over the whole period. `period` is that
    period in the source's own words; `weeks` is how many weeks it has, where that is known. Where
    the source states none, both stay unrecorded: nothing is then worked out by the week.
    """

    what: str = attrs.field(validator=v.a_text)
    people: int = attrs.field(validator=v.whole_from(1, _MOST_PEOPLE))
    amount: Money | None = attrs.field(default=None, converter=v.as_money_or_none, validator=v.above_zero)
    hours: Fraction | None = attrs.field(default=None, converter=v.as_number_or_none, validator=v.above_zero_to(10**9))
    period: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    weeks: Fraction | None = attrs.field(default=None, converter=v.as_number_or_none, validator=v.above_zero_to(5_300))
