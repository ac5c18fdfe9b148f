"""The letter on payments: what is paid to the provider and when, and what the person pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from ...assessment import Assessment
from ...errors import IsfError, several
from ...model.documents import ends_on
from ...model.knowledge import as_known
from ...model.organisations import Funder, Holder
from ...model.payment_terms import Basis, Timing
from ...rules.engine.definition import Force
from ...rules.engine.report import Result, Verdict
from ...schedule.charges import ChargeSchedule, are_of
from ...schedule.payment import Payment, Payments
from ...values.checks import instance
from ...values.dates import Period
from ...values.money import Money
from ...values.rates import Rate
from ...values.timeline import Steps, Timeline, together
from ..letter_sentences import COLUMNS, FRAME, MADE, PAYMENTS
from ..words import Fact, Words
from ._writer import Writer
from .letter import Letter, LetterTable, Section
from .parties import Recipient, Sender

T = TypeVar("T")

_NOTHING = Money(0)

_SUMS = ("budget", "in_house", "contribution", "fee_on_top", "one_off", "amount")


def payment_letter(
    found: Assessment | Payments,
    *,
    sender: Sender,
    to: Recipient,
    on: date,
    words: Words | None = None,
    charges: ChargeSchedule | None = None,
) -> Letter:
    """Tell the person what is paid to their provider and when, and what they pay.

    `found` is what `assess` gave, or a schedule or some of its payments. `charges` is what `charges_for` gave: needed
    where the person pays beside the payments (gross), for the letter says no sum that it was not given.

    A letter is a promise, so an assessment whose verdict is NO is refused: put right what stops it, or give the
    schedule itself if it is to be paid all the same. BUD-11 stops no letter: more was assessed than may be charged for,
    and the letter says what is taken. For the same reason the letter is about the payments due on or after its day, and
    says so: what was due before may be paid otherwise, which only a history knows. Where the verdict cannot be told,
    the letter says that facts are still being checked.

    Raises NotRecorded where there is no schedule, with the fields that it needs; IsfError for a verdict of NO, for no
    payments or none still to come, for a reader whose reference is not the person's and for a person who died (an
    assessment knows both), for charges of other days or terms than the payments, and for what is something else.
    """
    writer = Writer.of("payment_letter", sender, to, on, words)
    wanted = "give what assess(...) or schedule_payments(...) gave"
    instance("payment_letter", found, (Assessment, Payments), wanted)
    if isinstance(found, Assessment):
        writer.person_is("payment_letter", found.arrangement.person.ref, found.arrangement.endings)
    if charges is not None:
        instance("payment_letter.charges", charges, ChargeSchedule, "give what charges_for(...) gave")
    every, is_certain = payments_of("payment_letter", found)
    if charges is not None and not are_of(charges, every):
        wrong = "they are of other days or other terms than the payments"
        raise IsfError("payment_letter.charges", wrong, "give charges_for(...) of what is paid, as it was known then")
    payments = _still_to_come(every, on)
    is_later = len(payments) < len(every)
    if charges is not None and is_later:
        begins = min(payment.first_day for payment in payments)
        charges = ChargeSchedule(tuple(row for row in charges if row.first_day >= begins), charges.unpaid_is_borne_by)
    first, provider = payments[0], _providers(writer, [payment.holder for payment in payments])
    last = max(payment.last_day for payment in payments)
    say = writer.say
    checking = None if is_certain else writer.checking()
    return writer.letter(
        say(PAYMENTS["title"], first_day=first.first_day, last_day=last),
        Section(
            paragraphs=(
                writer.paragraph(
                    say(PAYMENTS["what_for"], provider=provider), say(PAYMENTS["from_now"]) if is_later else None
                ),
            )
        ),
        Section(
            heading=say(PAYMENTS["payments"]),
            paragraphs=(
                writer.paragraph(
                    *_made(writer, payments, is_later=is_later),
                ),
                *filter(
                    None,
                    [
                        writer.paragraph(*_within(writer, payments, provider)),
                        _beside(writer, found, payments),
                        checking,
                    ],
                ),
            ),
            tables=(_table(writer, payments, charges),),
        ),
        _what_you_pay(writer, payments, charges),
    )


_SHOWN = ("BUD-11",)
"""Rules that find a sum which the schedule limits itself: the letter shows what is taken, and keeps its promise."""


def payments_of(job: str, found: Assessment | Payments) -> tuple[Payments, bool]:
    """The payments that a letter is about, and whether the rules say YES to them; refused where they say NO."""
    is_certain = True
    if isinstance(found, Payments):
        payments = found
    else:
        payments = found.require_schedule()
        is_certain = found.verdict is Verdict.YES
        if found.verdict is Verdict.NO:
            stops = [each for each in found.report.findings if each.force is Force.MUST and each.code not in _SHOWN]
            breaches = [each for each in stops if each.result is Result.BREACH]
            if breaches:
                codes = several(dict.fromkeys(each.code for each in breaches))
                right = "put it right, or give the schedule itself if it is paid all the same"
                raise IsfError(job, f"the verdict is NO ({codes}), and a letter is a promise", right)
            is_certain = not stops
    if not len(payments):
        raise IsfError(job, "there are no payments", "there is nothing to write about")
    return payments, is_certain


def _still_to_come(payments: Payments, on: date) -> Payments:
    """Those that are due on or after a day; refused where there are none."""
    last = max(payment.due for payment in payments)
    if last < on:
        wrong = f"the last payment was due on {last}, and may be paid already"
        raise IsfError("payment_letter.on", wrong, f"give payments that run on, or a day up to {last}")
    return payments.due_in(span=Period(first_day=on, last_day=last))


def _only(found: set[T]) -> T | None:
    """What all of some payments have, such as their provider; None where there are several, or none."""
    return found.pop() if len(found) == 1 else None


def _made(writer: Writer, payments: Payments, *, is_later: bool) -> list[str]:
    """How many payments there are, who pays which part, which is paid next, and when; or that nothing is paid."""
    say, paid = writer.say, [each for each in payments if each.amount]
    if not paid:
        away = all(_is_away(each) for each in payments)
        return [say(PAYMENTS["nothing"]), *([say(PAYMENTS["away"])] if away else [])]
    soonest = min(paid, key=lambda payment: payment.due)
    is_only = len(paid) == 1
    said = [writer.words.count(*MADE, len(paid), amount=payments.totals.amount)]
    said += [say(PAYMENTS["only"], due=soonest.due)] if is_only else []
    said += [*_to_each(writer, payments), *_parts(writer, payments)]
    if not is_only:
        said.append(say(PAYMENTS["following" if is_later else "first"], amount=soonest.amount, due=soonest.due))
    return [*said, *_rhythm(writer, payments, is_only=is_only), *_nothing_for(writer, payments)]


def _called_in(writer: Writer, holders: Iterable[Holder | None]) -> dict[str | None, str]:
    """What to call each of several providers, by its reference; one of several without a name is another provider."""
    by_ref = {None if each is None else each.ref: each for each in holders}
    if len(by_ref) == 1:
        return {ref: writer.provider(each) for ref, each in by_ref.items()}
    return {ref: writer.provider(each, FRAME["other_provider"]) for ref, each in by_ref.items()}


def _providers(writer: Writer, holders: Sequence[Holder | None]) -> str:
    """The provider as the person knows it; all of them in one word where there are several."""
    called = _called_in(writer, holders)
    return writer.say(FRAME["providers"]) if len(called) > 1 else next(iter(called.values()))


def _by_provider(writer: Writer, sums: Iterable[tuple[Holder | None, Money]]) -> dict[str, Money]:
    """What goes to each provider, where it is something."""
    given = tuple(sums)
    called = _called_in(writer, [holder for holder, _ in given])
    out: dict[str, Money] = {}
    for holder, amount in given:
        name = called[None if holder is None else holder.ref]
        out[name] = out.get(name, _NOTHING) + amount
    return {name: amount for name, amount in out.items() if amount}


def _to_each(writer: Writer, payments: Payments) -> list[str]:
    """What each of several providers is paid."""
    sums = _by_provider(writer, ((each.holder, each.amount) for each in payments))
    if len(sums) < 2:
        return []
    return [writer.say(PAYMENTS["to_each"], provider=provider, amount=amount) for provider, amount in sums.items()]


def _nothing_for(writer: Writer, payments: Payments) -> Iterator[str]:
    """For which days nothing is paid though something is for others; and why, where the person is away."""
    nothing = [(each.period, _is_away(each)) for each in payments if each.is_regular and not each.amount]
    runs: list[tuple[Period, bool]] = []
    for period, is_away in nothing:
        if runs and runs[-1][1] == is_away and runs[-1][0].day_after == period.first_day:
            period = Period(first_day=runs.pop()[0].first_day, last_day=period.last_day)
        runs.append((period, is_away))
    for period, is_away in runs:
        name = "nothing_away" if is_away else "nothing_for"
        yield writer.say(PAYMENTS[name], first_day=period.first_day, last_day=period.last_day)


def _beside(writer: Writer, found: Assessment | Payments, payments: Payments) -> str | None:
    """That a part of the budget goes another way than through the fund; as a direct payment, where that is known."""
    if not any(_are_paid(payment.resolved.elsewhere or (), payment) for payment in payments):
        return None
    is_direct = False
    if isinstance(found, Assessment):
        parts = as_known(found.arrangement, on=found.on).budget.deployment or ()
        is_direct = not any(
            _are_paid((part.rate,), payment)
            for part in parts
            for payment in payments
            if not part.option.is_a_fund and not part.option.is_direct
        )
    return writer.say(PAYMENTS["beside_direct" if is_direct else "beside"])


def _are_paid(rates: Iterable[Timeline[Rate]], payment: Payment) -> bool:
    """Whether any of some rates is above nothing on a day of a payment."""
    return any(held.amount for rate in rates for _, held in rate.within(payment.period))


def _is_away(payment: Payment) -> bool:
    """Whether nothing of the budget is paid for any of its days, as the person is away on each."""
    first, last = payment.first_day, payment.last_day
    away = (
        (min(ends_on(each.last_day), last) - max(each.first_day, first)).days + 1
        for each in payment.resolved.suspended
        if not each.budget
    )
    return sum(days for days in away if days > 0) == payment.period.days


def _parts(writer: Writer, payments: Payments) -> list[str]:
    """Who pays which part, where more than one pays the provider; those of no known name or kind stand as one."""
    sums: dict[str, Money] = {}
    for each in payments:
        by = {part.ref: part for part in each.resolved.funding}
        for ref, amount in each.by_funder().items() if by else ():
            who = _called(writer, by[by[ref].payer or ref].funder)
            sums[who] = sums.get(who, Money(0)) + amount
    if len(sums) < 2:
        return []
    return [writer.say(PAYMENTS["part"], who=who, amount=amount) for who, amount in sums.items() if amount]


def _called(writer: Writer, funder: Funder) -> str:
    """A funder as the person knows it: by its name, else by what it is; never by a reference."""
    return funder.name or writer.say(PAYMENTS["somebody" if funder.kind is None else funder.kind.value])


def _rhythm(writer: Writer, payments: Payments, *, is_only: bool) -> list[str]:
    """How often and when, where that is the same throughout and true of each of several; and which days are moved."""
    regular = [each for each in payments if each.is_regular]
    frequencies = {each.resolved.cycle.frequency.value for each in regular}
    timings = {each.resolved.timing.value if _is_at_its_time(each) else None for each in regular}
    rhythm = () if is_only else (_only(frequencies), _only(timings))
    said = [writer.say(PAYMENTS[name]) for name in rhythm if name]
    if not is_only and any(each.due != each.unmoved_due for each in payments):
        said.append(writer.say(PAYMENTS["moved"]))
    if any(each.is_provisional for each in payments):
        said.append(writer.say(PAYMENTS["provisional"]))
    return said


def _is_at_its_time(payment: Payment) -> bool:
    """Whether it is due at the start of its days, or after them, as its timing has it; `due_days` may move it away."""
    if payment.resolved.timing is Timing.IN_ADVANCE:
        return payment.unmoved_due == payment.first_day
    return payment.unmoved_due > payment.last_day


def _within(writer: Writer, payments: Payments, provider: str) -> list[str]:
    """What is inside the payments or comes off them, beside what the person pays."""
    totals = payments.totals
    said = [
        writer.say(PAYMENTS[name], amount=getattr(totals, name), provider=provider)
        if name != "in_house"
        else writer.say(PAYMENTS[name], amount=totals.in_house)
        for name in ("in_house", "fee", "fee_on_top")
        if getattr(totals, name)
    ]
    for payment in payments:
        for each in payment.one_offs:
            days = writer.words.date(each.on)
            said.append(writer.say(PAYMENTS["one_off"], days=days, amount=each.amount, what=each.what))
    return said


def _table(writer: Writer, payments: Payments, charges: ChargeSchedule | None) -> LetterTable:
    """Each payment, every part as a sum that somebody gives: nobody reads that they pay less than nothing.

    Where the person may pay somebody else as well, what comes off is what they pay the provider.
    """
    is_beside = any(map(pays_beside, payments)) or any(row.by_funder for row in charges or ())
    called = _called_in(writer, [each.holder for each in payments])
    is_one = len(called) == 1
    names = ["from", "to", "due", *(() if is_one else ("provider",)), *_SUMS]
    if is_beside:
        names[names.index("contribution")] = "to_provider"
    rows: list[list[Fact]] = [
        [
            *(each.first_day, each.last_day, each.due),
            *(() if is_one else (called[None if each.holder is None else each.holder.ref],)),
            *(getattr(each, name) for name in _SUMS),
        ]
        for each in payments
    ]
    return writer.table(PAYMENTS["each"], [COLUMNS[name] for name in names], rows, shows_zero=False)


def _what_you_pay(writer: Writer, payments: Payments, charges: ChargeSchedule | None) -> Section:
    """What the person pays: by the charges where they are given, else as far as it comes off the payments."""
    heading, say = writer.say(PAYMENTS["you_pay"]), writer.say
    if charges is not None and len(charges):
        return _charged(writer, charges)
    taken, said = payments.totals.contribution, []
    if taken:
        to_each = _by_provider(writer, ((each.holder, each.contribution) for each in payments))
        said += [say(PAYMENTS["pays_provider"], amount=amount, provider=name) for name, amount in to_each.items()]
        said.append(say(PAYMENTS["taken_off"]))
    if charges is not None or any(pays_beside(each) for each in payments):
        said.append(say(PAYMENTS["pays_more" if taken else "pays_unsaid"]))
    return Section(heading=heading, paragraphs=(writer.paragraph(*(said or [say(PAYMENTS["pays_nothing"])])),))


def pays_beside(payment: Payment) -> bool:
    """Whether the person may pay something beside it: where it is paid gross, but not where no funder charges.

    A net payment takes all of it off, but for what the council charges for support that it gives itself, where no
    more can be taken.
    """
    terms = payment.resolved
    first, *later = terms.accruals.constant_periods
    facts = Steps(first, tuple((each.since, each) for each in later))
    is_beside = any(
        each.contribution.amount
        and (each.basis is Basis.GROSS or (each.in_house and each.taken.contribution_meets_limit))
        for _, (each,) in together(payment.first_day, facts, before=payment.last_day.toordinal() + 1)
    )
    is_free = bool(terms.funding) and not any(part.funder.charges for part in terms.funding)
    return payment.is_regular and is_beside and not is_free


def _charged(writer: Writer, charges: ChargeSchedule) -> Section:
    say, amount = writer.say, charges.amount
    by_holder = _by_provider(writer, ((row.holder, row.by_holder) for row in charges))
    by_funder = Money.total(row.by_funder for row in charges)
    said = [say(PAYMENTS["charged"], amount=amount) if amount else say(PAYMENTS["charged_nothing"])]
    said += [say(PAYMENTS["to_holder"], amount=to_it, provider=name) for name, to_it in by_holder.items()]
    if by_funder:
        said.append(say(PAYMENTS["all_to_us"]) if by_funder == amount else say(PAYMENTS["to_us"], amount=by_funder))
    names = ["from", "to", *(["pay_by"] if any(row.due is not None for row in charges) else [])]
    names += ["to_provider", "to_us"] if by_holder and by_funder else []
    of = {"from": "first_day", "to": "last_day", "pay_by": "due", "to_provider": "by_holder", "to_us": "by_funder"}
    rows: list[Sequence[Fact]] = [[*(getattr(row, of[name]) for name in names), row.amount] for row in charges]
    head = [*(COLUMNS[name] for name in names), FRAME["in_all"] if "to_us" in names else COLUMNS["contribution"]]
    tables = (writer.table(PAYMENTS["charges"], head, rows),) if amount else ()
    return Section(heading=say(PAYMENTS["you_pay"]), paragraphs=(writer.paragraph(*said),), tables=tables)
