"""The final account: what happens to the balance when an arrangement ends (END).

It goes in one order (END-05): what is owed for support up to the last day, then the contribution both
ways, then pay in lieu of notice and agreed liabilities, and what is left goes back, or moves with the
person to the next holder. Where the balance is too low, the funder pays the shortfall.

The law that it keeps, to the penny:

    balance + paid in by the holder + due from the funder = commitments + back to the person + back to payers
                                                            + in lieu + liabilities + refund + transferred
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import attrs

from ..errors import IsfError, NotRecorded
from ..model.account import Entry, EntryKind
from ..model.arrangement import Arrangement
from ..model.documents import Clause, NotStated, Party
from ..model.organisations import Holder
from ..model.parameters import GivenPolicy, policies_of
from ..model.termination import BalanceOnTransfer, Termination, TerminationReason
from ..schedule.charges import not_on_delivery
from ..schedule.ends import termination_terms
from ..schedule.resolved_terms import ResolvedTerms
from ..values.checks import day, instance, text
from ..values.dates import Period, days_after, in_words
from ..values.explanation import Explanation
from ..values.frozen import Later, frozen, when_read
from ..values.money import Money
from ..values.sources import CARE_ACT, INTERPRETATION, LANCASHIRE, PRACTICE, TLAP
from ..values.table import Table, Tabular
from .added_money import back_to_payers
from .at_the_end import AtTheEnd, due_up_to
from .balance import AccountBalance, balance_on
from .case_view import CaseView
from .funders import PaidByEach, due_in_all, in_pence, paid_by
from .ledger import Ledger
from .notice import EndOfArrangement, end_in, is_paid_in_lieu, pay_in_lieu
from .overspend import WITHIN_LIMITS, over_of_the_holder

REFUND = LANCASHIRE("6.18", words="refund any surplus balance")
LIABILITIES = TLAP("Flexible Contracting, 8) Termination", words="liabilities for redundancy, sickness and other costs")
IN_ORDER = PRACTICE("owed first, then the contribution both ways, then in lieu and liabilities, then the refund")
ADDED_BY_OTHERS = CARE_ACT("section 30")
BOTH_WAYS = INTERPRETATION("a person who paid in too much gets their own part back")
_TOO_MUCH = "contribution that was too much, back to the person"
_CONTRIBUTED = "contribution that the person has paid and not had back"
_CHARGED = "contribution due up to the last day, or the cost that it is limited to"
_OVERSPEND = "borne by the holder: overspend"
_YET_TO_PAY = "what it has yet to pay for days up to the last"


@when_read("in_lieu_by")
@frozen(kw_only=True, str=False, repr=False)
class FinalAccount(Tabular):
    """The final account: what happens to the balance, in order.

    - `on`: the day on which it is drawn up; every entry up to then is in `balance`.
    - `in_advance`: what the funder had paid beyond what was due up to the last day: for later days, or too much (it
      is in the balance).
    - `unpaid_contribution`: what the person has not paid; `by_holder` is what the holder bears of it.
    - `due_from_funder`: the shortfall of the balance; where the balance moves, or another funder gets back what it
      paid too much, also what a funder has yet to pay for days up to the last.
    - `refund`: what goes back; `refund_due` the day it is due, None where the terms do not say.
    - `refunds`: the refund by funder, by reference: what each paid beyond what it bears; one nameless part where no
      funder is recorded.
    - `due_by_funder`: what is due from the funder by funder: what each bears and has not paid.
    - `transferred`: what goes to the next holder instead.
    - `account`: the account on that day, kind by kind.
    - `paid_ahead`: the days after the last that the funder has paid for; None where no payment says so.
    - `for_later_days`: how much of `in_advance` is for those days: what was paid for periods that reach beyond the last
      day, less what of it was due. The rest was paid too much. None where no payment says that it is for such days.
    - `back_to_payers`: what is left of top-ups and private additions, by payer (BUD-18).
    - `withheld`: what more would be due from the funder (below zero: less) if every change counted from when it took
      effect. The policy's `backdating` withholds it; it is in no other sum here.
    - `fee_not_entered`: how much less of the management fee is entered than was agreed up to the last day. It is in no
      other sum: if the holder has it coming, enter it and draw up the account again.
    - `days`: the days of support, from the first to the last; None where it never began.
    - `overspend_by_holder`: what the holder pays of an overspend by the contract's terms, and has not paid in (OVR-01).
    - `holder`: whose support it was on the last day; `unpaid_is_borne_by`: who bears what the person does not pay, if
      the contract says so.
    """

    on: date
    ended: EndOfArrangement
    balance: Money
    in_advance: Money
    unpaid_contribution: Money
    by_holder: Money
    due_from_funder: Money
    outstanding_commitments: Money
    back_to_person: Money
    in_lieu: Money
    liabilities: Money
    refund: Money
    transferred: Money
    refund_due: date | None
    refunds: tuple[tuple[str, Money], ...]
    due_by_funder: tuple[tuple[str, Money], ...]
    paid_ahead: Period | None
    days: Period | None
    back_to_payers: tuple[tuple[str, Money], ...]
    in_lieu_by: Explanation = attrs.field(repr=False)
    account: AccountBalance = attrs.field(repr=False)
    for_later_days: Money | None = None
    withheld: Money = Money(0)
    fee_not_entered: Money = Money(0)
    holder: Holder | None = None
    unpaid_is_borne_by: Party | None = None
    overspend_by_holder: Money = Money(0)

    @property
    def last_day(self) -> date:
        """The last day of support."""
        return self.ended.last_day

    @property
    def unreclaimed(self) -> Money:
        """The part of the refund that was lost on insolvency and not restored by the funder (CON-15).

        0.00 if nothing is recorded as lost; never more than what should have come back.
        """
        lost = min(self.ended.ending.lost or Money(0), self.refund)
        return max(Money(0), lost - (self.ended.ending.restored or Money(0)))

    def explain(self) -> Explanation:
        """Explain what is refunded or moved: the balance and what is due, less each step in order."""
        steps = self._steps()
        held = Explanation.sum("held and due", self.account.explain(), *self._borne(), self._due(steps))
        what = "moves to the next holder" if self.transferred else "refund"
        return Explanation.less(what, held, *steps, sources=(REFUND, IN_ORDER))

    def _borne(self) -> tuple[Explanation, ...]:
        unpaid = Explanation.given("borne by the holder: unpaid contribution", self.by_holder)
        over = Explanation.given(_OVERSPEND, self.overspend_by_holder, WITHIN_LIMITS)
        return (unpaid, over) if self.overspend_by_holder else (unpaid,)

    def _steps(self) -> tuple[Explanation, ...]:
        """What comes off, in order."""
        given = Explanation.given
        back = given(_TOO_MUCH, self.back_to_person, BOTH_WAYS)
        if self.back_to_person:
            paid = self.account.sum_of(EntryKind.CONTRIBUTION) - self.account.sum_of(EntryKind.REFUND_TO_PERSON)
            parts = (given(_CONTRIBUTED, paid), given(_CHARGED, paid - self.back_to_person))
            back = Explanation.less(_TOO_MUCH, *parts, sources=(BOTH_WAYS,))
        return (
            given("owed for support up to the last day", self.outstanding_commitments, IN_ORDER),
            back,
            *(
                given(f"left of what {ref} added, back to them", sum_, ADDED_BY_OTHERS)
                for ref, sum_ in self.back_to_payers
            ),
            self.in_lieu_by,
            given("agreed liabilities", self.liabilities, LIABILITIES),
        )

    def _due(self, steps: tuple[Explanation, ...]) -> Explanation:
        """What is due from the funder: what no balance covers, or where that moves what it has yet to pay, if more."""
        what, due = "due from the funder", self.due_from_funder
        if not due:
            return Explanation.given(what, due)
        held = Explanation.given("balance", self.balance), *self._borne()
        lacks = Explanation.less(what, Explanation.sum("what comes off", *steps), *held)
        return lacks if lacks.amount == due.exact.pounds else Explanation.given(f"{what}: {_YET_TO_PAY}", due)

    def entries(self, prefix: str = "final") -> tuple[Entry, ...]:
        """Make the entries that close the account at 0.00, dated on the day it is drawn up.

        Whoever pays what is still owed enters that payment; all else is here: `fund.plus(*final.entries())`. Pay in
        lieu is for the days of notice that were not served, all else for the days of support.
        """
        text("FinalAccount.entries", prefix, 100)
        made: list[tuple[str, EntryKind, Money, str | None]] = [
            ("holder", EntryKind.HOLDER_BEARS, self.by_holder, None),
            ("overspend", EntryKind.HOLDER_BEARS, self.overspend_by_holder, None),
            ("person", EntryKind.REFUND_TO_PERSON, self.back_to_person, None),
            ("lieu", EntryKind.IN_LIEU_OF_NOTICE, self.in_lieu, None),
            ("liabilities", EntryKind.LIABILITY, self.liabilities, None),
            ("moved", EntryKind.TRANSFER_OUT, self.transferred, None),
            *((f"payer-{ref}", EntryKind.REFUND_TO_PAYER, sum_, ref) for ref, sum_ in self.back_to_payers),
            *((f"in-{funder}", EntryKind.FUNDER_PAYMENT, sum_, funder) for funder, sum_ in self.due_by_funder),
            *((f"refund-{funder}", EntryKind.REFUND_TO_FUNDER, sum_, funder) for funder, sum_ in self.refunds),
        ]
        return tuple(
            Entry(
                ref=f"{prefix}-{ref}"[:500],
                on=self.on,
                kind=kind,
                amount=sum_,
                party=party,
                period=self.ended.notice_shortfall if kind is EntryKind.IN_LIEU_OF_NOTICE else self.days,
            )
            for ref, kind, sum_, party in made
            if sum_
        )

    def opening_entries(self, prefix: str = "transfer") -> tuple[Entry, ...]:
        """Make the entries that open the next holder's account with what moves; none if nothing does.

        What the funder has paid for later days (`for_later_days`) is an entry of its own, with those days: it is not
        surplus until they are over. What it has paid too much for earlier days is in the other.
        """
        ahead = min(self.for_later_days or Money(0), self.transferred)
        parts = (("ahead", ahead, self.paid_ahead), ("balance", self.transferred - ahead, None))
        return tuple(
            Entry(ref=f"{prefix}-{what}", on=self.on, kind=EntryKind.TRANSFER_IN, amount=sum_, period=period)
            for what, sum_, period in parts
            if sum_
        )

    def table(self) -> Table:
        """Show one row for each step, in order."""
        later = self.for_later_days
        rows: list[tuple[str, Money, date | None]] = [
            ("balance", self.balance, None),
            ("of which paid beyond what was due", self.in_advance, None),
            *([("of that, for days after the last", later, None)] if later is not None and self.in_advance else []),
            *([("not put right: withheld by the policy", self.withheld, None)] if self.withheld else []),
            *([("agreed fee that is not entered", self.fee_not_entered, None)] if self.fee_not_entered else []),
            ("borne by the holder: unpaid contribution", self.by_holder, None),
            *([(_OVERSPEND, self.overspend_by_holder, None)] if self.overspend_by_holder else []),
            *((f"due from {funder}", sum_, None) for funder, sum_ in self.due_by_funder),
            ("owed for support up to the last day", -self.outstanding_commitments, None),
            ("back to the person", -self.back_to_person, None),
            *((f"back to {ref}, who added it", -sum_, None) for ref, sum_ in self.back_to_payers),
            ("pay in lieu of notice", -self.in_lieu, None),
            ("agreed liabilities", -self.liabilities, None),
        ]
        if self.transferred:
            rows.append(("moves to the next holder", self.transferred, None))
        rows += [(f"refund to {funder}", sum_, self.refund_due if sum_ else None) for funder, sum_ in self.refunds]
        columns = (("step", "Step"), ("amount", "Amount"), ("due", "Due"))
        return Table(f"Final account, last day {in_words(self.last_day)}", columns, tuple(rows))


def final_account_on(
    arrangement: Arrangement, *, on: date, policy: GivenPolicy, ending: Termination | None = None
) -> FinalAccount:
    """Draw up the final account of an arrangement on a day (END-01 to END-06).

    You may leave out `ending` if one is recorded; of several, the one with the earliest last day counts, and one that
    was withdrawn does not. It makes no difference whether `contract.last_day` was varied to record the same end. A
    last day before the first one says that the arrangement never began: what each funder paid goes back, and nothing
    is paid in lieu.
    What is left of what others added depends on what was spent, and not on when the funder or the person pays.
    Interpretation: what is entered already (pay in lieu, liabilities, what the holder paid in) is not charged twice,
    so that you can draw up the account again. On insolvency the refund is what should come back, and `unreclaimed` is
    the part that is lost and not restored (CON-15). The balance is that of the day on which the account is drawn up.
    It includes what the funder paid in advance for later days, which goes back with it. A contribution paid for days
    after the last belongs to the person, on death too (the rest is no part of the estate: END-06). A holder that
    bears the risk of the contribution pays in what is unpaid. Where the charging terms say so (`follows_recovery`), a
    refund lowers the cost that the charges are limited to: the person gets back first what they were charged beyond it.

    Interpretation: what was paid before a change was known, by the entries that say for which days, is put right only
    as far as the policy's `backdating` lets it, as `reconcile` does (PAY-10). What is `withheld` is owed by nobody: a
    contribution that the policy does not claim for the past is none that the person, or the holder for them, has left
    unpaid, and none that goes back to them. A shortfall of the balance is the funder's, whatever was withheld.

    Where the contract has terms on an overspend, the holder pays in its part of what was spent beyond the money for the
    days, as `overspend_on` has it (OVR-01), and money that was paid for later days goes back all the same. A reserve is
    nobody's here: enter what it pays first. Without such terms a shortfall is the funder's.

    What of the agreed fee is not entered by then (`fee_not_entered`) is shown and not taken: the account does not know
    whether the holder took it, will take it or does without it.

    If the balance moves, the funder first pays what it still owes, because there is no refund to take it from.

    Interpretation: of several funders each is set against what it paid, by the entries that name it as `party`, and
    none pays for another. A cost is split as the budget was, before the contribution comes off, so that net and gross
    payment leave each with the same. An entry that names nobody counts first for those who have not paid their part.

    Raises NotRecorded, which names every missing fact; IsfError for a day before the last day or an arrangement that
    nobody has ended; ContradictoryTerms where what was delivered is paid, because no schedule knows what was due.
    """
    instance("final_account_on", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("final_account_on", policy)
    day("final_account_on", on)
    not_on_delivery(arrangement)
    view = CaseView.in_full(arrangement, policies)
    known, fund = view.arrangement, arrangement.fund
    if ending is None and not known.endings:
        raise IsfError("final_account_on", "nobody ends it", "record a Termination in arrangement.endings, or give one")
    # Of several it is the one that ends it first; one that nobody may give is refused.
    recorded = [each for each in arrangement.endings if each.is_known(date.max)] if ending is None else [_given(ending)]
    ends = [end_in(view, each) for each in recorded]
    ended = min(ends, key=lambda each: (each.last_day, each.ending.given_on))
    for first, what in ((ended.last_day, "the last day"), (ended.ending.given_on, "the day on which notice was given")):
        if on < first:
            raise IsfError("final_account_on", f"{on} is before {what}, {first}", "draw it up afterwards")
    clauses, by = known.contract.clauses, ended.ending
    terms = termination_terms(known, policies.on(by.given_on))
    changes = by.reason is TerminationReason.CHANGE_OF_HOLDER
    missing = [
        field
        for field, lacks in (
            ("endings.liabilities", by.liabilities is None),
            ("contract.termination.liabilities", bool(by.liabilities) and terms.liabilities is None),
            ("contract.termination.on_change_of_holder", changes and terms.on_change_of_holder is None),
            ("fund.entries", fund.entries is None),
            ("fund.commitments", fund.commitments is None),
        )
        if lacks
    ]
    try:
        schedule = due_up_to(view, ended.last_day)
    except NotRecorded as error:
        raise NotRecorded("the final account", (*missing, *error.fields)) from None
    if missing:
        raise NotRecorded("the final account", tuple(missing))
    paid = schedule if view.as_paid is view else due_up_to(view.as_paid, ended.last_day)
    at, funded, last_terms = AtTheEnd(view, on, paid), paid_by(fund, on, ended.last_day), schedule.phases[-1]
    # Only what a clause of the contract lets come off the balance does.
    agreed = by.liabilities if isinstance(terms.liabilities, Clause) else ()
    liable, liabilities_paid = sum([each.amount.pence for each in agreed or ()]), at.of(EntryKind.LIABILITY)
    liabilities = max(0, liable - liabilities_paid)
    due_in_lieu = pay_in_lieu(ended, last_terms).money.pence if is_paid_in_lieu(ended) else 0
    paid_in_lieu = at.of(EntryKind.IN_LIEU_OF_NOTICE)
    in_lieu = max(0, due_in_lieu - paid_in_lieu)
    added = at.added(min(liable, liabilities_paid) + min(due_in_lieu, paid_in_lieu))
    moves = changes and terms.on_change_of_holder is BalanceOnTransfer.MOVES
    unpaid, back = at.contribution(None if moves else at.incurred(added, in_lieu + liabilities))
    by_holder = _unpaid_of_the_holder(at, unpaid, clauses.contribution_risk)
    payers = back_to_payers(fund, added)
    each = PaidByEach(Ledger.of(fund), on, at.borne_by, (part.ref for part in arrangement.funding or ()))
    ahead = each.ahead()
    # What a funder still owes comes off what would go back to it, so that it counts only where that moves.
    owing = {ref: max(0, -sum_) if moves else 0 for ref, sum_ in ahead.items()}
    comes_off = at.committed + back + sum([sum_.pence for _, sum_ in payers]) + in_lieu + liabilities
    over = over_of_the_holder(view, on, paid, ended.last_day)
    left = at.held + by_holder + over + sum(owing.values()) - comes_off
    short = in_pence(at.borne_by.more(max(0, -left) if moves else 0))
    moving = {ref: sum_ + short.get(ref, 0) for ref, sum_ in owing.items()}
    claims = moving if moves else at.claims(each, left, (unpaid, back), paid_in_lieu + in_lieu)
    pounds, in_advance = Money.from_pence, sum([max(0, sum_) for sum_ in ahead.values()])
    refunds, due_by_funder = (
        tuple([(ref, pounds(max(0, sign * sum_))) for ref, sum_ in claims.items()]) for sign in (-1, 1)
    )
    in_lieu_by: Any = Later(partial(_still_in_lieu, ended, last_terms, pounds(paid_in_lieu)))
    return FinalAccount(
        on=on,
        ended=ended,
        balance=pounds(at.held),
        in_advance=pounds(in_advance),
        unpaid_contribution=pounds(unpaid),
        by_holder=pounds(by_holder),
        due_from_funder=Money.total(sum_ for _, sum_ in due_by_funder),
        outstanding_commitments=pounds(at.committed),
        back_to_person=pounds(back),
        in_lieu=pounds(in_lieu),
        liabilities=pounds(liabilities),
        refund=Money.total(sum_ for _, sum_ in refunds),
        transferred=pounds(max(0, left) if moves else 0),
        refund_due=None if terms.refund_days is None else days_after(ended.last_day, terms.refund_days),
        refunds=refunds,
        due_by_funder=due_by_funder,
        paid_ahead=funded.ahead,
        for_later_days=funded.for_later_days(paid, in_advance),
        fee_not_entered=pounds(max(0, at.fee - at.of(EntryKind.MANAGEMENT_FEE))),
        withheld=pounds(0 if paid is schedule else due_in_all(schedule) - at.due),
        back_to_payers=payers,
        days=schedule.span if schedule else None,
        in_lieu_by=in_lieu_by,
        account=balance_on(fund, on=on),
        holder=last_terms.holder,
        unpaid_is_borne_by=clauses.contribution_risk if isinstance(clauses.contribution_risk, Party) else None,
        overspend_by_holder=pounds(over),
    )


def _unpaid_of_the_holder(at: AtTheEnd, unpaid: int, risk: Party | NotStated | None) -> int:
    """What was never paid of the contribution and is the holder's to pay in, where the risk is its own."""
    if unpaid and risk is None:
        raise NotRecorded("the final account", ("contract.clauses.contribution_risk",))
    return unpaid - at.borne(unpaid) if risk is Party.HOLDER else 0


def _still_in_lieu(ended: EndOfArrangement, terms: ResolvedTerms, paid: Money) -> Explanation:
    """Why so much is due in lieu of notice, less what is paid already."""
    due = pay_in_lieu(ended, terms)
    if paid <= Money(0):
        return due
    rest = Explanation.less("pay in lieu, less what is paid", due, Explanation.given("paid already", paid))
    return Explanation.greatest("pay in lieu still due", Explanation.given("nothing", Money(0)), rest)


def _given(ending: Termination) -> Termination:
    """An ending that was given; refused by name where it is none."""
    return instance("final_account_on.ending", ending, Termination, "give a Termination, or leave it out")
