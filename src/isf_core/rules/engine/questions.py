"""The questions that are still open, in the order in which an arrangement lives: what to ask next, and whom.

A fact that some rule needs and nobody has recorded is a question. It belongs to the earliest step that a rule which
asks for it guards, and weighs as much as the weightiest of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.field_paths import KnownBy, known_by, path_in_words
from ...values.checks import instance, member
from ...values.frozen import frozen
from ...values.layout import Page, Said
from ...values.record import WithFields
from ...values.table import Table, Tabular
from .definition import Force, LifecycleStep
from .lifecycle_step import step_of
from .report import Finding, Report, Result


@frozen(kw_only=True, repr=False)
class Question(WithFields):
    """One fact to record: its field, the step that waits for it, and the rules that ask, with the weightiest force."""

    field: str
    step: LifecycleStep | None
    force: Force
    codes: tuple[str, ...]

    @property
    def words(self) -> str:
        """The fact as people read it, and where it stands."""
        return path_in_words(self.field)

    @property
    def known_by(self) -> KnownBy:
        """Who knows it."""
        return known_by(self.field)


@frozen(kw_only=True, str=False)
class OpenQuestions(Tabular):
    """The questions that are open until a step, in order: by step, the weightiest first, then as the rules stand."""

    until: LifecycleStep | None
    questions: tuple[Question, ...]

    def of(self, who: KnownBy) -> tuple[Question, ...]:
        """Only those that somebody knows. Raises IsfError for what is no KnownBy."""
        member("OpenQuestions.of", who, KnownBy)
        return tuple(each for each in self.questions if each.known_by is who)

    def page(self) -> Page:
        """The questions as a table; in words where none is open."""
        return Page(self.table() if self.questions else Said(f"{self._title()}: none"))

    def table(self) -> Table:
        """One row for each question."""
        return Table.of(
            self._title(),
            self.questions,
            ("step", "Step", lambda each: "" if each.step is None else _words(each.step)),
            *(("words", "Fact"), ("known_by", "Who knows", "known_by.value"), ("force", "Force")),
            ("codes", "Rules", lambda each: ", ".join(each.codes)),
        )

    def _title(self) -> str:
        return "Questions open" + ("" if self.until is None else f" until {_words(self.until)}")

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __repr__(self) -> str:
        return f"<OpenQuestions: {len(self)}>"


def _words(step: LifecycleStep) -> str:
    return step.name.lower().replace("_", " ")


def open_questions(report: Report, *, until: LifecycleStep | None = None) -> OpenQuestions:
    """The questions that a report leaves open, up to and including a step; all of them where none is given.

    Raises IsfError for what is no report, or no step.

    >>> open_questions(Report(results=()), until=LifecycleStep.PLAN_AGREED)
    <OpenQuestions: 0>
    """
    instance("open_questions", report, Report, "give a Report, such as check(...)")
    if until is not None:
        member("open_questions.until", until, LifecycleStep)
    asked: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.result is Result.CANNOT_TELL:
            asked.setdefault(finding.field, []).append(finding)
    questions = [_question(field, findings) for field, findings in asked.items()]
    kept = [each for each in questions if until is None or _place(each.step) <= until.value]
    kept.sort(key=lambda each: (_place(each.step), list(Force).index(each.force)))
    return OpenQuestions(until=until, questions=tuple(kept))


def _question(field: str, findings: list[Finding]) -> Question:
    return Question(
        field=field,
        step=min((step_of(each) for each in findings), key=_place),
        force=min((each.force for each in findings), key=list(Force).index),
        codes=tuple(dict.fromkeys(each.code for each in findings)),
    )


def _place(step: LifecycleStep | None) -> int:
    """A step's place; after the last for what belongs to none."""
    return len(LifecycleStep) + 1 if step is None else step.value
