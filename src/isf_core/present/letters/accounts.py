"""The letters on the account: the statement of some days, and what happens to the money at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...account.final_account import FinalAccount
from ...account.statement import Statement
from ...model.account import EntryKind, Side
from ...model.documents import Party
from ...model.organisations import Holder
from ...model.termination import TerminationReason
from ...values.checks import instance
from ...values.money import Money, Rounding
from ..letter_sentences import ACCOUNT, CHANGES, COLUMNS, ENDING, ENDS, KINDS
from ..words import Fact, Words
from ._writer import Writer
from .letter import Letter, Section
from .parties import Recipient, Sender

_NOTHING = Money(0)


def statement_letter(
    statement: Statement, *, sender: Sender, to: Recipient, on: date, words: Words | None = None
) -> Letter:
    """Tell the person what came into their account in some days, what was spent, and what is left over.

    The sums are the statement's, whoever it was made for. Where the surplus cannot be told the letter says so, without
    naming fields: those who record are told by `statement.missing`.

    Raises IsfError for a reader whose reference is not the person's, for a person who died, and for what is something
    else.
    """
    writer = Writer.of("statement_letter", sender, to, on, words)
    instance("statement_letter", statement, Statement, "give what statement_for(...) gave")
    writer.person_is("statement_letter", statement.person, statement.endings)
    span, say = statement.span, writer.say
    held = [
        _above_zero(writer, ACCOUNT, "opening", "opening_short", statement.opening, day=span.first_day),
        _above_zero(writer, ACCOUNT, "came_in", "came_in_less", statement.came_in),
        _above_zero(writer, ACCOUNT, "spent", "spent_less", statement.spent),
    ]
    if statement.returned:
        held.append(_above_zero(writer, ACCOUNT, "returned", "returned_less", statement.returned))
    held.append(_above_zero(writer, ACCOUNT, "closing", "closing_short", statement.closing, day=span.last_day))
    rows: list[list[Fact]] = [[writer.say(ACCOUNT["at_start"]), statement.opening]]
    rows += [
        [writer.say(KINDS[kind.name]), sum_ if kind.side is Side.IN else -sum_] for kind, sum_ in statement.sums if sum_
    ]
    head = [COLUMNS[name] for name in ("what", "sum")]
    return writer.letter(
        say(ACCOUNT["title"], first_day=span.first_day, last_day=span.last_day),
        Section(paragraphs=(say(ACCOUNT["what_for"]),)),
        Section(
            heading=say(ACCOUNT["account"]),
            paragraphs=(writer.paragraph(*held),),
            tables=(writer.table(ACCOUNT["sums"], head, rows, total=ACCOUNT["at_end"]),),
        ),
        _planned(writer, statement),
        Section(heading=say(ACCOUNT["spare"]), paragraphs=(writer.paragraph(*_left_over(writer, statement)),)),
    )


def _above_zero(
    writer: Writer, sentences: Mapping[str, str], name: str, below: str, amount: Money, **facts: Fact
) -> str:
    """A sentence on a sum, or the one that says it the other way round where the sum is below zero."""
    return writer.say(sentences[below if amount < _NOTHING else name], amount=abs(amount), **facts)


def _planned(writer: Writer, statement: Statement) -> Section:
    """What was planned and spent for each support; a planned sum to the nearest penny, which is said."""
    if statement.spending_by_support is None:
        return Section(heading=writer.say(ACCOUNT["planned"]), paragraphs=(writer.say(ACCOUNT["no_plan"]),))
    rows: list[list[Fact]] = []
    is_exact = True
    for each in statement.spending_by_support:
        planned = None if each.planned is None else each.planned.rounded(Rounding.HALF_UP)
        is_exact &= planned is None or planned.exact == each.planned
        rows.append([writer.say(ACCOUNT["no_support"]) if each.ref is None else each.ref, planned, each.spent])
    if not rows:
        return Section()
    head = [COLUMNS[name] for name in ("support", "planned", "spent")]
    return Section(
        heading=writer.say(ACCOUNT["planned"]),
        paragraphs=() if is_exact else (writer.say(ACCOUNT["about"]),),
        tables=(writer.table(ACCOUNT["by_support"], head, rows, total=None),),
    )


def _left_over(writer: Writer, statement: Statement) -> list[str]:
    """What is left over and how much of it may stay, what is kept, and what the person has still to pay."""
    say, surplus = writer.say, statement.surplus
    said = []
    if surplus is None:
        said.append(say(ACCOUNT["missing"]))
    else:
        held = statement.closing
        spare = say(ACCOUNT["surplus"], held=held, amount=surplus.amount) if surplus.amount else None
        said.append(spare or say(ACCOUNT["no_surplus"]))
        aside = Money.total(amount for _, amount in surplus.exclusions)
        short = aside - max(_NOTHING, surplus.balance)
        if aside > _NOTHING:
            name = "set_aside_short" if short > _NOTHING else "set_aside"
            said.append(say(ACCOUNT[name], amount=aside, **({"short": short} if short > _NOTHING else {})))
        if surplus.cap is not None and not statement.has_ended:
            said.append(say(ACCOUNT["cap"], amount=surplus.cap))
        if surplus.must_be_notified and not statement.has_ended:
            by_cap = surplus.cap is not None and surplus.amount - surplus.cap == surplus.excess
            said.append(say(ACCOUNT["excess" if by_cap else "excess_by_age"], amount=surplus.excess))
    if statement.unpaid is not None and statement.unpaid > _NOTHING:
        said.append(say(ACCOUNT["unpaid"], amount=statement.unpaid))
    for entry in statement.entries:
        if entry.kind is EntryKind.CANCELLED_VISIT:
            name = "cancelled" if entry.corrects is None else "given_back"
            said.append(say(ACCOUNT[name], amount=entry.amount, on=entry.on))
    return said


def ending_letter(
    final: FinalAccount,
    *,
    sender: Sender,
    to: Recipient,
    on: date,
    words: Words | None = None,
    provider: Holder | None = None,
) -> Letter:
    """Tell the person that their support from a provider ends, and what happens to the money.

    The letter uses the name of the account's `holder`, or of the `provider` that you give, where it is recorded. What
    is there and where it goes are both shown, and come to the same. What the person has not paid is still theirs to
    pay: to the provider, where that bears what is unpaid (`contract.clauses.contribution_risk`), or else to the funder.

    The letter speaks to the person, so it is refused where they died: whoever looks after their affairs is owed another
    letter than this, from somebody who knows them. Raises IsfError then, and for what is something else.
    """
    writer = Writer.of("ending_letter", sender, to, on, words)
    instance("ending_letter", final, FinalAccount, "give what final_account_on(...) gave")
    if provider is not None:
        instance("ending_letter.provider", provider, Holder, "give the Holder")
    writer.is_alive("ending_letter", final.ended.ending)
    reason = final.ended.ending.reason
    named, say = writer.provider(provider or final.holder), writer.say
    is_ordinary = reason is TerminationReason.ORDINARY
    facts: dict[str, Fact] = {"day": final.ended.ending.given_on} if is_ordinary else {}
    past = " past" if final.days is not None and final.last_day < on else ""
    begins = ENDING["never" if final.days is None else f"last_day{past}"]
    ends: dict[str, Fact] = {"provider": named} if final.days is None else {"provider": named, "day": final.last_day}
    why = ENDING[reason.value if is_ordinary else f"{reason.value}{past}"]
    there = _steps(writer, final, tuple(ENDS)[:4])
    goes = _steps(writer, final, tuple(ENDS)[4:])
    return writer.letter(
        say(ENDING["title"], provider=named),
        Section(paragraphs=(writer.paragraph(say(begins, **ends), say(why, **facts)),)),
        Section(
            heading=say(ENDING["money"]),
            paragraphs=(
                _above_zero(writer, ENDING, "drawn_up", "drawn_up_short", final.balance, day=final.on),
                writer.paragraph(
                    *_what_becomes_of_it(writer, final, named), None if goes else say(ENDING["nothing_left"])
                ),
            ),
            tables=tuple(
                writer.table(ENDING[name], [COLUMNS["what"], COLUMNS["sum"]], rows)
                for name, rows in (("there", there), ("goes", goes))
                if rows
            ),
        ),
    )


def _steps(writer: Writer, final: FinalAccount, names: tuple[str, ...]) -> list[list[Fact]]:
    """Some steps of the final account, each that is not zero."""
    rows: list[list[Fact]] = []
    for name in names:
        amount = _to_givers(final) if name == "back_to_payers" else getattr(final, name)
        if amount or name == "balance":
            rows.append([writer.say(ENDS[name]), amount])
    return rows


def _to_givers(final: FinalAccount) -> Money:
    """What goes back to those who added money of their own."""
    return Money.total(sum_ for _, sum_ in final.back_to_payers)


def _what_becomes_of_it(writer: Writer, final: FinalAccount, provider: str) -> list[str]:
    """What concerns the person, in sentences."""
    say = writer.say
    said = []
    if final.unpaid_contribution:
        said.append(say(ENDING["you_owe"], amount=final.unpaid_contribution))
        name = _owed_to(final)
        said.append(say(ENDING[name], **({"provider": provider} if name == "owe_provider" else {})))
    said += [
        say(ENDING[name], amount=amount)
        for name, amount in (
            ("borne", final.by_holder),
            ("overspent", final.overspend_by_holder),
            ("paid_in", final.due_from_funder),
            ("support", final.outstanding_commitments),
            ("notice", final.in_lieu),
            ("costs", final.liabilities),
            ("to_you", final.back_to_person),
            ("to_givers", _to_givers(final)),
            ("moves", final.transferred),
            ("refund", final.refund),
        )
        if amount
    ]
    if final.refund and final.refund_due is not None:
        said.append(say(ENDING["refund_by"], day=final.refund_due))
    if final.fee_not_entered:
        said.append(say(ENDING["fee_not_entered"], amount=final.fee_not_entered))
        said.append(say(ENDING["fee_less" if final.refund or final.transferred else "fee_more"]))
    if final.withheld:
        name = "withheld_less" if final.withheld > Money(0) else "withheld_more"
        said += [say(CHANGES[name], provider=provider, amount=abs(final.withheld)), say(CHANGES["rules"])]
    if final.unreclaimed:
        said.append(say(ENDING["lost"], amount=final.unreclaimed))
    return said


def _owed_to(final: FinalAccount) -> str:
    """To whom the person still has to pay: whoever bears what is unpaid, but no provider that cannot pay its debts."""
    if final.unpaid_is_borne_by is Party.HOLDER:
        is_solvent = final.ended.ending.reason is not TerminationReason.INSOLVENCY
        return "owe_provider" if is_solvent else "owe"
    return "owe_us" if final.unpaid_is_borne_by is Party.FUNDER else "owe"
