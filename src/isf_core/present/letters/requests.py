"""The letter of what is still needed from the person: the questions that only they can answer."""

from __future__ import annotations

import re
from datetime import date

from ...assessment import Assessment
from ...errors import IsfError
from ...model.field_paths import KnownBy
from ...rules.engine.definition import LifecycleStep
from ...rules.engine.questions import Question, open_questions
from ...rules.engine.report import Report
from ...values.checks import day, instance, member
from ..letter_sentences import NEEDED, REQUEST
from ..words import Words
from ._writer import Writer
from .letter import Letter, Section
from .parties import Recipient, Sender


def request_letter(
    found: Report | Assessment,
    *,
    sender: Sender,
    to: Recipient,
    on: date,
    words: Words | None = None,
    until: LifecycleStep | None = None,
    reply_by: date | None = None,
) -> Letter:
    """Ask the person what only they can tell: the questions that are open until a step, in plain words.

    What the council, its finance team, the assessor and the provider know is asked of them, and stands in no letter to
    the person: `open_questions(report)` has it, with who knows it.

    Raises IsfError where nothing is needed from the person, for a `reply_by` before the letter's day, for another's
    reference and for a person who died (an assessment knows both, a report neither), and for what is something else.
    """
    writer = Writer.of("request_letter", sender, to, on, words)
    instance("request_letter", found, (Report, Assessment), "give what check(...) or assess(...) gave")
    if isinstance(found, Assessment):
        writer.person_is("request_letter", found.arrangement.person.ref, found.arrangement.endings)
    report = found.report if isinstance(found, Assessment) else found
    if until is not None:
        member("request_letter.until", until, LifecycleStep)
    if reply_by is not None and day("request_letter.reply_by", reply_by) < on:
        raise IsfError("request_letter.reply_by", f"{reply_by} is before the letter's day", "give a later day")
    asked = [_asked(writer, each) for each in open_questions(report, until=until).of(KnownBy.PERSON)]
    questions = tuple(dict.fromkeys(asked))
    if not questions:
        raise IsfError("request_letter", "nothing is needed from the person", "see who else is asked: open_questions")
    say = writer.say
    return writer.letter(
        say(REQUEST["title"]),
        Section(paragraphs=(writer.paragraph(say(REQUEST["what_for"]), writer.words.count(*NEEDED, len(questions))),)),
        Section(heading=say(REQUEST["please"]), points=questions),
        Section(
            paragraphs=(
                writer.paragraph(None if reply_by is None else say(REQUEST["by"], day=reply_by), say(REQUEST["help"])),
            )
        ),
    )


def _asked(writer: Writer, question: Question) -> str:
    """A question as it is put to the person, by the longest beginning of its field's path that there is one for."""
    path = re.sub(r"\[[^\]]*\]", "", question.field)
    begins = max((each for each in REQUEST if path == each or path.startswith(f"{each}.")), key=len)
    return writer.say(REQUEST[begins])
