"""The letter to the provider: what a pay run pays it, line by line, and what is not in it."""

from __future__ import annotations

from datetime import date

import attrs

from ...pay_runs.payment_run import NotPaid, PayRun, Unraised
from ...pay_runs.run_lines import RunLine
from ...values.checks import day, instance
from ...values.money import Money
from ..letter_sentences import FRAME, PROVIDER
from ..words import Fact, Words
from ._writer import Writer
from .letter import Letter, LetterTable, Section
from .parties import Recipient, Sender

_HEAD = ("person", "arrangement", "from", "to", "due", "payment", "adjusted")


def remittance_letter(
    run: PayRun,
    *,
    sender: Sender,
    to: Recipient,
    on: date,
    words: Words | None = None,
    paid_on: date | None = None,
) -> Letter:
    """Tell the provider what a pay run pays it: a remittance where `paid_on` says when, else what is going to be paid.

    People stand in it by reference, as in the run. It says what the provider has to collect from each person besides,
    and who is not in the run; why is said without naming fields, which are the council's. A person whose provider is
    not recorded is named in no letter, for they may be another's.

    The provider's reference stands in it, as the run has it. Raises IsfError for a reader with another's, and for what
    is something else.
    """
    writer = Writer.of("remittance_letter", sender, to, on, words)
    instance("remittance_letter", run, PayRun, "give what pay_run(...) gave")
    writer.reader_is("remittance_letter", run.holder, "provider")
    writer = attrs.evolve(writer, to=to.replace(ref=run.holder))
    say, span = writer.say, run.due
    if paid_on is not None:
        day("remittance_letter.paid_on", paid_on)
    is_paid = paid_on is not None and bool(run.amount)
    if not run.lines:
        said = say(PROVIDER["nothing"])
    elif not run.amount:
        said = say(PROVIDER["all_taken"], amount=run.amount)
    else:
        said = say(PROVIDER["was_paid" if is_paid else "will_pay"], amount=run.amount, day=paid_on)
    name = "paid" if is_paid else "to_pay"
    title = say(PROVIDER[name], first_day=span.first_day, last_day=span.last_day)
    theirs = (each for each in run.not_paid if each.holder == run.holder)
    left_out = (
        *(_not_paid(writer, each) for each in theirs),
        *(_unraised(writer, each) for each in run.unraised),
    )
    return writer.letter(
        title,
        Section(paragraphs=(said,), tables=_lines(writer, title, run.lines, "amount" if is_paid else "unpaid")),
        Section(
            heading=say(PROVIDER["late"]) if run.overdue else None,
            paragraphs=(_late(writer, run),) if run.overdue else (),
            tables=_lines(writer, say(PROVIDER["late"]), run.overdue, "unpaid"),
        ),
        Section(heading=say(PROVIDER["not_paid"]) if left_out else None, points=left_out),
        to_person=False,
    )


def _late(writer: Writer, run: PayRun) -> str:
    """What was due before the run and is not recorded as made."""
    amount, first_day = Money.total(line.amount for line in run.overdue), run.due.first_day
    if not amount:
        return writer.say(PROVIDER["late_nothing"], day=first_day)
    return writer.say(PROVIDER["late_sum"], amount=amount, day=first_day)


def _lines(writer: Writer, caption: str, lines: tuple[RunLine, ...], amount: str) -> tuple[LetterTable, ...]:
    """The lines as a table; `amount` names its heading. What is nowhere adjusted or collected has no column."""
    is_adjusted = any(line.to_pay.adjusted for line in lines)
    is_collected = any(line.to_pay.payment.contribution for line in lines)
    rows: list[list[Fact]] = [
        [
            line.person,
            line.arrangement,
            line.to_pay.payment.first_day,
            line.to_pay.payment.last_day,
            line.to_pay.payment.due,
            line.to_pay.payment.amount,
            line.to_pay.adjusted if is_adjusted else None,
            line.amount,
            line.to_pay.payment.contribution if is_collected else None,
        ]
        for line in lines
    ]
    if not rows:
        return ()
    head = [writer.say(PROVIDER[name]) for name in (*_HEAD, amount, "collect")]
    return (LetterTable.of(writer.words, caption, head, rows, total=writer.say(FRAME["in_all"])),)


def _not_paid(writer: Writer, each: NotPaid) -> str:
    if each.left:
        name = "left_to_pay" if each.left > Money(0) else "left_to_take"
        return writer.say(PROVIDER[name], person=each.person, amount=abs(each.left))
    return writer.say(PROVIDER["lacking" if each.missing else "wrong"], person=each.person)


def _unraised(writer: Writer, each: Unraised) -> str:
    if each.amount is None:
        return writer.say(PROVIDER["unraised_unknown"], person=each.person)
    return writer.say(PROVIDER["unraised"], person=each.person, amount=each.amount)
