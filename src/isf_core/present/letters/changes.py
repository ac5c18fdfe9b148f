"""The letter on a change: what changes and why, what is put right for the past, and how that is paid or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...assessment import Assessment
from ...comparison import BilledOtherwise, Comparison, Difference, billed_as_read
from ...errors import IsfError
from ...model.organisations import Holder
from ...pay_runs.due_for_paid import counting_for
from ...pay_runs.history import Adjustment, PaymentHistory
from ...pay_runs.reconciliation import Reconciliation, reconcile
from ...pay_runs.upcoming import NextPayments
from ...schedule.payment import Payment
from ...values.checks import instance, text
from ...values.dates import Period
from ...values.money import Money
from ..letter_sentences import CHANGES, COLUMNS, COMPONENTS, PAYMENTS
from ..words import Fact, Words
from ._reasons import HolderOfDays, as_known, holders_otherwise, rate, reasons
from ._writer import Writer
from .letter import Letter, Section
from .parties import Recipient, Sender
from .payments import payments_of, pays_beside

_NOTHING = Money(0)


def change_letter(
    change: Comparison,
    *,
    sender: Sender,
    to: Recipient,
    on: date,
    words: Words | None = None,
    put_right: Reconciliation | None = None,
    coming: NextPayments | None = None,
    why: str | None = None,
) -> Letter:
    """Tell the person that their payments change, why, and what is put right for the past.

    `change` is what `compare(assess(...), assess(...))` gave: as it was known before, and as it is known now. The
    reasons come from what differs. Where nothing that is recorded says why, give `why`, in a sentence of your own.

    Where a payment that changes was due already, give `put_right`, what `reconcile` gave, and `coming`, what
    `next_payments` gave of the history that was reconciled: the letter then says what was paid too little or too much
    and how that is paid or taken back.

    Where the person pays beside the payments (gross), the letter says what they pay more or less. A change counts as
    far back as for the payments that `put_right` is of, or else for those that the fund's entries say were made.
    Whatever the policy withholds, a change is told with the day from which it is recorded to hold.

    Raises IsfError where nothing changes, where a payment that changes was due and `put_right` is not given, where
    nothing says why, for two people, for a reader whose reference is not the person's, for a person who died, for a
    verdict of NO (see `payment_letter`), and for parts that do not belong together.
    """
    writer = Writer.of("change_letter", sender, to, on, words)
    instance("change_letter", change, Comparison, "give what compare(...) gave")
    if change.before.arrangement.person.ref != change.after.arrangement.person.ref:
        raise IsfError("change_letter", "it compares two people", "compare one arrangement with itself")
    writer.person_is("change_letter", change.after.arrangement.person.ref, change.after.arrangement.endings)
    payments, is_certain = payments_of("change_letter", change.after)
    say = writer.say
    _belong_together(change.after, put_right, coming)
    ahead = [each for each in change.payments if put_right is None or _is_ahead(each, put_right.history)]
    moved = holders_otherwise(change.before, change.after, payments)
    billed, unbilled = _billed_and_not(change, put_right)
    corrected = () if put_right is None else (*put_right.adjustments, *put_right.withheld)
    if not (ahead or moved or billed or unbilled or corrected):
        raise IsfError("change_letter", "no payment and no bill changes", "there is nothing to write about")
    given = () if why is None else (text("change_letter.why", why, is_prose=True),)
    due = [min(_dues(each)) for each in ahead]
    due += [each.due for each in payments if any(one.is_another and each.period.overlap(one.days) for one in moved)]
    if put_right is None and due and min(due) < on:
        wrong = f"the payment of {min(due)} changes, and may be paid already"
        right = "give what reconcile(...) gave of the payments made, or of PaymentHistory() where none is"
        raise IsfError("change_letter.put_right", wrong, right)
    shown = [side.period for each in change.payments for side in _sides(each)]
    shown += [
        *(each.days for each in moved),
        *(each.period for each in (*billed, *unbilled)),
        *(each.period for each in corrected),
    ]
    provider = _provider(writer, change, shown)
    because = (*given, *reasons(writer, change.before, change.after, provider, shown))
    if not because:
        raise IsfError("change_letter", "nothing that is recorded says why", "give `why`, in a sentence of your own")
    return writer.letter(
        say(CHANGES["title"]),
        Section(
            paragraphs=(
                writer.paragraph(
                    say(CHANGES["what_for"], provider=provider), None if is_certain else writer.checking()
                ),
            )
        ),
        Section(heading=say(CHANGES["why"]), paragraphs=because),
        _moved(writer, moved, put_right, is_all=not ahead and not corrected),
        _how(writer, ahead) if ahead or moved or corrected else Section(paragraphs=(say(CHANGES["same"]),)),
        _what_you_pay(writer, change, ahead, _billed(writer, billed, unbilled)),
        *(() if put_right is None else (_put_right(writer, change, put_right, coming, moved),)),
        *(() if coming is None else _coming(writer, coming)),
    )


def _moved(writer: Writer, moved: Sequence[HolderOfDays], put_right: Reconciliation | None, *, is_all: bool) -> Section:
    """Who the provider is from which day on, who was paid for days of theirs, and that nothing else changes."""
    said: list[str] = []
    told = None
    for each in moved:
        if each.holder.ref == told:
            continue
        told = each.holder.ref
        named = each.holder.name is not None
        provider = {"provider": writer.provider(each.holder)} if named else {}
        name = "new_provider" if named else "another_provider"
        said.append(writer.say(CHANGES[name], day=each.days.first_day, **provider))
    paid = {}
    for each in moved:
        if day := _paid_before(each, put_right):
            paid[writer.provider(each.before, CHANGES["last_provider"])] = day
    said += [writer.say(CHANGES["paid_last"], provider=provider, day=day) for provider, day in paid.items()]
    said += [writer.say(CHANGES["both_providers"])] if paid else []
    return (
        Section(paragraphs=(writer.paragraph(*said, writer.say(CHANGES["same"]) if is_all else None),))
        if said
        else Section()
    )


def _paid_before(moved: HolderOfDays, put_right: Reconciliation | None) -> date | None:
    """The last of the new holder's days for which the one before was paid; None where there is none."""
    paid = put_right.history.payments if put_right is not None and moved.is_another else ()
    days = [made.period.overlap(moved.days) for made in paid if made.is_regular]
    return max((each.last_day for each in days if each is not None), default=None)


def _sides(of: Difference) -> list[Payment]:
    return [side for side in (of.before, of.after) if side is not None]


def _dues(of: Difference) -> list[date]:
    return [side.due for side in _sides(of)]


def _is_ahead(of: Difference, history: PaymentHistory) -> bool:
    """Whether it is still to be paid: a sum that is paid by itself may be, whatever days were paid for."""
    side = _sides(of)[0]
    if side.is_regular:
        return history.paid_to is None or of.first_day > history.paid_to
    corrected = any(each.period == side.period for each in history.raised)
    return not corrected and not any(each.period == side.period and not each.is_regular for each in history.payments)


def _provider(writer: Writer, change: Comparison, days: Sequence[Period], *others: Holder | None) -> str:
    """Whom the payments of some days go to, as they were known and as they are; no name where there are several."""
    payments = (*change.before.require_schedule(), *change.after.require_schedule())
    is_one = len({None if each.holder is None else each.holder.ref for each in payments}) == 1
    theirs = [each.holder for each in payments if is_one or any(each.period.overlap(period) for period in days)]
    holders = {None if each is None else each.ref: each for each in (*theirs, *others)}
    return writer.provider([*holders.values()][-1] if len(holders) == 1 else None)


def _belong_together(after: Assessment, put_right: Reconciliation | None, coming: NextPayments | None) -> None:
    """What is put right and the next payments; refused where a sum of one would be missing in the other.

    A history is the arrangement's where nothing is left to adjust in it but what was withheld: of another's something
    would be.
    """
    if put_right is not None:
        instance("change_letter.put_right", put_right, Reconciliation, "give what reconcile(...) gave")
        again = reconcile(after.arrangement, put_right.history, on=after.on, policy=after.policies)
        if not {*map(_sum_of, again.adjustments)} <= {*map(_sum_of, put_right.withheld)}:
            wrong = "its sums are not those of the arrangement as it is known now"
            raise IsfError("change_letter.put_right", wrong, "reconcile the arrangement of the change, on the same day")
    if coming is None:
        return
    instance("change_letter.coming", coming, NextPayments, "give what next_payments(...) gave")
    if put_right is None:
        raise IsfError("change_letter.coming", "it comes without put_right", "give what reconcile(...) gave, too")
    taken_up = Money.total(each.adjusted for each in coming) + coming.left
    if coming.unraised != _NOTHING or taken_up != put_right.history.outstanding:
        wrong = "it is not of the history that put_right has"
        raise IsfError("change_letter.coming", wrong, "give next_payments(arrangement, put_right.history, ...)")


def _sum_of(adjustment: Adjustment) -> tuple[Period, str, Money]:
    return adjustment.period, adjustment.component, adjustment.change


def _how(writer: Writer, ahead: Sequence[Difference]) -> Section:
    """The payments that differ and are still to be made, before and now."""
    if not ahead:
        return Section()
    rows: list[list[Fact]] = []
    for each in ahead:
        there = next(side for side in (each.after, each.before) if side is not None)
        was, now = (_NOTHING if side is None else side.amount for side in (each.before, each.after))
        rows.append([there.first_day, there.last_day, there.due, was, now, each.amount])
    head = [COLUMNS[name] for name in ("from", "to", "due", "before", "after", "difference")]
    amount = Money.total(each.amount for each in ahead)
    name = "more" if amount > _NOTHING else "less" if amount < _NOTHING else "same"
    said = writer.say(CHANGES[name], amount=abs(amount)) if amount else writer.say(CHANGES[name])
    return Section(
        heading=writer.say(CHANGES["how"]),
        paragraphs=(said,),
        tables=(writer.table(CHANGES["each"], head, rows),),
    )


def _what_you_pay(writer: Writer, change: Comparison, ahead: Sequence[Difference], billed: tuple[str, ...]) -> Section:
    """What the person pays the provider from now on, where that changes what is paid; and what they are billed."""
    theirs = [each for each in ahead if "contribution" in each.by_component]
    if not theirs:
        return Section(heading=writer.say(PAYMENTS["you_pay"]), paragraphs=billed) if billed else Section()
    periods = [side.period for each in theirs for side in _sides(each)]
    provider = _provider(writer, change, periods)
    first, last = min(each.first_day for each in periods), max(each.last_day for each in periods)
    amount = Money.total(each.by_component["contribution"] for each in theirs)
    before, after = (as_known(each).budget.contribution for each in (change.before, change.after))
    say, said = writer.say, []
    if after is not None and after.on(last) != (None if before is None else before.on(last)):
        name = "you_now_pay" if after.on(writer.on) == after.on(last) else "you_will_pay"
        said.append(say(CHANGES[name], rate=rate(writer, after.on(last)), provider=provider))
    name = "you_more_ahead" if amount > _NOTHING else "you_less_ahead"
    ahead_in_all = say(CHANGES[name], amount=abs(amount), provider=provider, first_day=first, last_day=last)
    said += [ahead_in_all] if amount else []
    if not billed and any(each.after is not None and pays_beside(each.after) for each in theirs):
        said.append(say(PAYMENTS["pays_unsaid"]))
    said += billed
    return Section(heading=say(PAYMENTS["you_pay"]), paragraphs=(writer.paragraph(*said),)) if said else Section()


_Billed = tuple[BilledOtherwise, ...]


def _billed_and_not(change: Comparison, put_right: Reconciliation | None) -> tuple[_Billed, _Billed]:
    """What the funder bills otherwise, as far back as payments are put right; and what the policy withholds."""
    billed = change.billed
    if put_right is not None:
        billed = billed_as_read(change, lambda view, policies: counting_for(view, put_right.history, policies))
    if not any(side.arrangement.variations for side in (change.before, change.after)):
        return billed, ()
    counted = {each.period: each for each in billed}
    unbilled = []
    for each in billed_as_read(change, lambda view, _: view):
        told = counted.get(each.period)
        more = each.after - each.before - (_NOTHING if told is None else told.after - told.before)
        if more:
            unbilled.append(BilledOtherwise(each.period, _NOTHING, more))
    return billed, tuple(unbilled)


def _billed(writer: Writer, billed: _Billed, unbilled: _Billed) -> tuple[str, ...]:
    """What the person pays the funder itself, beside the payments: how much more or less, and what stays."""
    said = []
    amount, left = (Money.total(each.after - each.before for each in rows) for rows in (billed, unbilled))
    if amount:
        first, last = billed[0].period.first_day, max(each.period.last_day for each in billed)
        name = "billed_more" if amount > _NOTHING else "billed_less"
        said.append(writer.say(CHANGES[name], amount=abs(amount), first_day=first, last_day=last))
    if left:
        said.append(writer.say(CHANGES["not_billed" if left > _NOTHING else "not_taken_off"], amount=abs(left)))
    return tuple(said)


def _put_right(
    writer: Writer,
    change: Comparison,
    put_right: Reconciliation,
    coming: NextPayments | None,
    moved: Sequence[HolderOfDays],
) -> Section:
    """What was paid too little or too much, by the days it was paid for, and what of that concerns the person."""
    say, amount, payments = writer.say, put_right.amount, change.after.require_schedule()
    days = [each.period for each in put_right.adjustments]
    provider = _provider(writer, change, days)
    said: list[str] = []
    if amount:
        name = "too_little" if amount > _NOTHING else "too_much"
        said.append(say(CHANGES[name], provider=provider, amount=abs(amount)))
    elif any(_paid_before(each, put_right) for each in moved):
        said.append(say(CHANGES["even_moved"]))
    elif not put_right.withheld:  # what is withheld was not the right sum
        said.append(say(CHANGES["even"]))
    yours = Money.total(each.change for each in put_right.adjustments if each.component == "contribution")
    if amount < _NOTHING and yours <= _NOTHING:
        taken_from = [each.payment.holder for each in coming or () if each.adjusted < _NOTHING]
        said.append(say(CHANGES["not_you"], provider=_provider(writer, change, days, *taken_from)))
    if yours > _NOTHING:
        said.append(say(CHANGES["you_more"], amount=yours, provider=provider))
    elif yours:
        said.append(say(CHANGES["you_less"], amount=-yours))
    elif put_right.adjustments and all(each.contribution for each in payments if each.is_regular):
        said.append(say(CHANGES["you_same"]))
    earlier = put_right.history.outstanding - amount
    if earlier:
        said.append(say(CHANGES["earlier_to_pay" if earlier > _NOTHING else "earlier_to_take"], amount=abs(earlier)))
    said += _withheld(writer, change, put_right)
    head = [COLUMNS[name] for name in ("from", "to", "what", "put_right")]
    rows: list[list[Fact]] = [
        [each.period.first_day, each.period.last_day, writer.say(COMPONENTS[each.component]), each.amount]
        for each in put_right.adjustments
        if each.amount
    ]
    tables = (writer.table(CHANGES["by_days"], head, rows),) if rows else ()
    return Section(heading=say(CHANGES["past"]), paragraphs=(writer.paragraph(*said),), tables=tables)


def _withheld(writer: Writer, change: Comparison, put_right: Reconciliation) -> list[str]:
    """What the policy does not put right: of what the provider was paid, and of what the person pays."""
    say, amount = writer.say, put_right.amount_withheld
    provider = _provider(writer, change, [each.period for each in put_right.withheld])
    yours = Money.total(each.change for each in put_right.withheld if each.component == "contribution")
    said = []
    if amount:
        name = "withheld_less" if amount > _NOTHING else "withheld_more"
        said.append(say(CHANGES[name], provider=provider, amount=abs(amount)))
    if yours:
        said.append(say(CHANGES["you_not_more" if yours > _NOTHING else "you_not_less"], amount=abs(yours)))
    return [*said, say(CHANGES["rules"])] if said else []


def _coming(writer: Writer, coming: NextPayments) -> tuple[Section, Section]:
    """The next payments, with what each pays or takes back of the past; and what is left after them."""
    say = writer.say
    points = tuple(
        say(CHANGES["added" if each.adjusted > _NOTHING else "taken"], amount=abs(each.adjusted), due=each.payment.due)
        for each in coming
        if each.adjusted
    )
    head = [COLUMNS[name] for name in ("from", "to", "due", "payment", "put_right", "amount")]
    rows: list[list[Fact]] = [
        [
            each.payment.first_day,
            each.payment.last_day,
            each.payment.due,
            each.payment.amount,
            each.adjusted,
            each.amount,
        ]
        for each in coming
    ]
    name = f"{'left' if rows else 'still'}_to_{'pay' if coming.left > _NOTHING else 'take'}"
    left = Section(paragraphs=(say(CHANGES[name], amount=abs(coming.left)),) if coming.left else ())
    if not rows:
        return Section(), left
    table = writer.table(CHANGES["each_next"], head, rows, shows_zero=False)
    return Section(heading=say(CHANGES["next"]), points=points, tables=(table,)), left
