"""Whether an application to hold funds passes: nineteen questions, and what each answer is worth (ORG-01).

SDF, step 1a: "no" always fails, and "partly" fails four of the questions. After a pass a panel
decides (Dorset, section 6).
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from ..model.documents import done_on
from ..model.organisations import QUESTIONS, Accreditation, Answer, Answered
from ..values.checks import instance
from ..values.frozen import frozen
from ..values.record import WithFields
from ..values.sources import SDF
from ..values.table import Table, Tabular

STEP_1A = SDF("Step 1a", words="co produce the provider selection criteria (pass/ fail)")
PARTLY_FAILS = frozenset({1, 11, 14, 19})
"""The questions that are not met where they are met in part."""


class Accredited(Enum):
    """The outcome of an accreditation, or of one of its answers."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot tell"


@frozen(kw_only=True, repr=False)
class QuestionResult(WithFields):
    """The outcome of one answer, and why; `answer` and `evidence` are None if nothing is recorded."""

    question: int
    answer: Answer | None
    outcome: Accredited
    reason: str
    evidence: str | None


@frozen(kw_only=True, str=False, repr=False)
class AccreditationResult(Tabular):
    """The outcome, question by question, and the day on which the panel approved it, if it did."""

    questions: tuple[QuestionResult, ...]
    panel_approved_on: date | None

    @property
    def failed(self) -> tuple[int, ...]:
        """The questions that fail."""
        return self._that_are(Accredited.FAIL)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The questions to which no answer is recorded."""
        return self._that_are(Accredited.CANNOT_TELL)

    @property
    def outcome(self) -> Accredited:
        """The outcome: one fail decides; otherwise an unanswered question leaves it open."""
        if self.failed:
            return Accredited.FAIL
        return Accredited.CANNOT_TELL if self.unanswered else Accredited.PASS

    def _that_are(self, outcome: Accredited) -> tuple[int, ...]:
        return tuple(each.question for each in self.questions if each.outcome is outcome)

    def table(self) -> Table:
        """Show one row for each question; the title gives the outcome and the questions that decide it."""
        title = f"Accreditation: {self.outcome.value}"
        decisive = self.failed or self.unanswered
        if decisive:
            title += f" ({'questions' if len(decisive) > 1 else 'question'} {', '.join(map(str, decisive))})"
        return Table.of(
            title,
            self.questions,
            ("question", "Question"),
            ("answer", "Answer"),
            ("outcome", "Result"),
            ("reason", "Why"),
            ("evidence", "How it is met"),
        )


def accreditation_result(accreditation: Accreditation) -> AccreditationResult:
    """Work out the outcome of an accreditation: pass, fail, or cannot tell yet.

    >>> given = tuple(Answered(question=number, answer=Answer.YES) for number in range(1, 20) if number != 14)
    >>> accreditation_result(Accreditation(answers=given)).outcome.value
    'cannot tell'
    >>> result = accreditation_result(Accreditation(answers=(*given, Answered(question=14, answer=Answer.PARTLY))))
    >>> result.outcome.value, result.failed, result.questions[13].reason
    ('fail', (14,), 'partly is not enough for this question')
    """
    instance("accreditation_result", accreditation, Accreditation, "give an Accreditation")
    given = {each.question: each for each in accreditation.answers}
    questions = tuple(_result(number, given.get(number)) for number in range(1, QUESTIONS + 1))
    return AccreditationResult(questions=questions, panel_approved_on=done_on(accreditation.panel_approved_on))


def _result(question: int, answered: Answered | None) -> QuestionResult:
    answer, evidence = (answered.answer, answered.evidence) if answered is not None else (None, None)
    outcome, reason = outcome_of(question, answer)
    return QuestionResult(question=question, answer=answer, outcome=outcome, reason=reason, evidence=evidence)


def outcome_of(question: int, answer: Answer | None) -> tuple[Accredited, str]:
    """The outcome of one answer, and why; for internal use."""
    if answer is None:
        return Accredited.CANNOT_TELL, "no answer is recorded"
    if answer is Answer.NO:
        return Accredited.FAIL, "no fails every question"
    if answer is Answer.YES:
        return Accredited.PASS, "it is met in full"
    if question in PARTLY_FAILS:
        return Accredited.FAIL, "partly is not enough for this question"
    return Accredited.PASS, "partly is enough for this question"
