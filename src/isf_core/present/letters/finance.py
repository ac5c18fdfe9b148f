"""The letter to finance: every figure of some payments with the term that it comes from."""

from __future__ import annotations

from datetime import date

from ...assessment import Assessment
from ...errors import TooLarge
from ...schedule.lines import SUMS
from ...schedule.payment import Payments
from ...values.checks import instance
from ...values.money import Money
from ..letter_sentences import COLUMNS, FINANCE, FRAME
from ..sentences import LABELS
from ..words import Fact, Words
from ._writer import Writer
from .letter import Letter, LetterTable, Section
from .parties import Recipient, Sender
from .payments import payments_of

MOST_EXPLAINED = 100


def finance_letter(
    found: Assessment | Payments, *, sender: Sender, to: Recipient, on: date, words: Words | None = None
) -> Letter:
    """Write out every figure of some payments: each component, each funder's part, and how each was made from its term.

    `found` is as in `payment_letter`, and refused as there. A payment's lines go down to the facts, with their source.

    Raises TooLarge for more than 100 payments: give some of them, such as `schedule[:13]`.
    """
    writer = Writer.of("finance_letter", sender, to, on, words)
    wanted = "give what assess(...) or schedule_payments(...) gave"
    instance("finance_letter", found, (Assessment, Payments), wanted)
    payments, _ = payments_of("finance_letter", found)
    if len(payments) > MOST_EXPLAINED:
        raise TooLarge("finance_letter", f"{len(payments):,} payments", "give some of them, such as schedule[:13]")
    last = max(payment.last_day for payment in payments)
    head = [
        FINANCE["no"],
        COLUMNS["from"],
        COLUMNS["to"],
        LABELS["unmoved_due"],
        LABELS["due"],
        *(LABELS[each] for each in SUMS),
    ]
    rows: list[list[Fact]] = [
        [
            each.number,
            *(each.first_day, each.last_day, each.unmoved_due, each.due),
            *(getattr(each, name) for name in SUMS),
        ]
        for each in payments
    ]
    return writer.letter(
        writer.say(FINANCE["title"], first_day=payments[0].first_day, last_day=last),
        Section(
            tables=(writer.table(FINANCE["components"], head, rows, shows_zero=False), *_by_funder(writer, payments))
        ),
        Section(heading=writer.say(FINANCE["terms"]), lines=tuple(_terms(writer, payments))),
        to_person=False,
    )


def _by_funder(writer: Writer, payments: Payments) -> tuple[LetterTable, ...]:
    """Each funder's part of each payment, and what is nobody's yet; a cost code stands in the heading."""
    funders = {part.funder.ref: part.funder for each in payments for part in each.resolved.funding}
    if not funders:
        return ()
    rows: list[list[Fact]] = []
    for each in payments:
        parts = each.by_funder() if each.resolved.funding else {}
        unfunded = None if parts else each.amount
        rows.append([each.number, each.due, *(parts.get(ref, Money(0)) for ref in funders), unfunded, each.amount])
    say = writer.say
    named = [
        ref if of.cost_code is None else say(FINANCE["cost_code"], funder=ref, cost_code=of.cost_code)
        for ref, of in funders.items()
    ]
    head = [say(FINANCE["no"]), say(LABELS["due"]), *named, say(FINANCE["unfunded"]), say(LABELS["amount"])]
    return (LetterTable.of(writer.words, say(FINANCE["funders"]), head, rows, total=say(FRAME["in_all"])),)


def _terms(writer: Writer, payments: Payments) -> list[str]:
    """How each payment was made, down to the facts."""
    lines = []
    for each in payments:
        for what in ("amount", *(["fee"] if each.fee else [])):
            lines += writer.words.explanation(each.explain(what)).splitlines()
    return lines
