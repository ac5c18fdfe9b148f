"""Rules that set what came in against what was due: the contribution (LED-10), the funder's payments (LED-12)."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from ..account.balance import entry_node
from ..account.bills import overdue_on
from ..account.case_view import CaseView
from ..account.closing import paid_when_closed
from ..account.funders import moved_in, paid_towards
from ..account.ledger import Ledger
from ..model.account import Entry, EntryKind
from ..model.documents import NOT_STATED, Party, ends_on
from ..model.payment_terms import Convention
from ..schedule.build import Schedule
from ..schedule.charges import due_of
from ..schedule.lines import Line
from ..values.dates import Period, in_words, months_after, within_calendar
from ..values.explanation import Explanation
from ..values.money import Money
from ..values.sources import HOME, LANCASHIRE, Standing
from ..values.table import as_read
from .engine.case import Case
from .engine.definition import Breach, Found, LifecycleStep, condition, needs, should
from .facts.conditions import it_has_begun, the_budget_is_paid
from .facts.due import contribution_until, entered, is_above, payments_due, phases_in, schedule_until, total

_LATE = "policy.late_days"


@condition("the person pays something at some time", otherwise="no contribution is due to the ISF provider")
def a_contribution_is_due(case: Case) -> bool:
    contribution = case.require(case.arrangement.budget.contribution, "budget.contribution")
    return any(rate.amount for rate in contribution.values)


@should(
    "LED-10",
    source=(
        HOME("Developing the market", words="the financial risks of non-payment"),
        HOME("Appendix Three", words="will send you a bill each month stating how much your contribution is"),
    ),
    standing=Standing.ARRANGEMENT,
    when=(it_has_begun, a_contribution_is_due),
    message="{what}",
    remedy="bill it and collect it, ask whether the contribution is still right, and state in the contract who carries "
    "the loss",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""What comes off a net payment is billed by the ISF provider by the dates that the contract has for
    it, else at least once a month, and a bill is late after the policy's days; what was paid without a bill counts as
    billed. What was billed is paid by the day on which the contract has it due, else by the bill's own day: nobody is
    late on the due day itself. The contract says who carries the loss where it is not paid. What is paid of a bill for
    days that the council pays gross goes to the council, and no account shows it. Where what was delivered is paid,
    no schedule knows what was to be billed, and the rule asks only the rest. A warning: a factsheet says what is usual,
    and no text what must be.""",
)
@needs("fund.entries", "fund.bills", "contract.clauses.contribution_risk")
def the_contribution_is_billed_and_paid(case: Case) -> Found:
    fund, risk = case.arrangement.fund, case.arrangement.contract.clauses.contribution_risk
    what: list[str] = []
    yield fund.entries, "fund.entries"
    yield fund.bills, "fund.bills"
    if fund.entries is not None and fund.bills is not None:
        unpaid = overdue_on(case.view, case.on)
        what += [f"the person was billed {as_read(unpaid)} that is not paid"] if unpaid else []
        what += _not_billed(case) if the_budget_is_paid(case) else []
    if what and isinstance(risk, Party):
        what.append(f"by the contract {_WHO[risk]} carries the loss")
    if risk is NOT_STATED:
        what.append("the contract does not say who carries the loss if the person's contribution is not paid")
    if what:
        yield Breach("fund.bills", what="; ".join(what))
    yield risk, "contract.clauses.contribution_risk"


_WHO = {Party.FUNDER: "the council", Party.HOLDER: "the ISF provider", Party.PERSON: "the person"}


def _not_billed(case: Case) -> list[str]:
    """What was to be billed by the day, and neither was nor is paid.

    Where each payment is rounded by itself, so is each bill, and what that makes of them is not missing.
    """
    bills = [bill for bill in case.arrangement.fund.bills or () if bill.on <= case.on]
    paid = entered(case, EntryKind.CONTRIBUTION)
    covered = max(total(bills), total(paid))
    by_itself = any(phase.convention is Convention.EACH_PAYMENT for phase in phases_in(case.view))
    roundings = max(len(bills), len(paid)) + 1 if by_itself else 0
    if not is_above(_to_be_billed(case, 0)[0].exact, covered.exact, roundings):
        return []
    due, by = _to_be_billed(case, case.require(case.parameters.late_days, _LATE))
    if not is_above(due.exact, covered.exact, roundings):
        return []
    said, billed = f"a contribution of {as_read(due)} was due to the ISF provider by {in_words(by)}", as_read(covered)
    return [f"{said}, and {billed} was billed"]


def _to_be_billed(case: Case, late: int) -> tuple[Money, date]:
    """What was to be billed so many days ago, and up to which day.

    Where the contract says when a charge is due, that is by then; else it is a month after each day.
    """
    phases, by = phases_in(case.view), within_calendar(case.on, -late)
    month = within_calendar(months_after(case.on, -1), -late)
    by_the_month = tuple(phase for phase in phases if phase.charging.timing is None)
    due = contribution_until(by_the_month, month)
    if len(by_the_month) == len(phases):
        return due, month
    ahead = schedule_until(case.view, within_calendar(case.on, _AHEAD))
    for payment in ahead or ():
        on = due_of(payment.resolved.charging, payment.period) if payment.is_regular else None
        due += payment.contribution if on is not None and on <= by else Money(0)
    return due, by


_AHEAD = 92
"""A charge is due so many days before its period at most."""


@should(
    "LED-12",
    source=(
        LANCASHIRE(
            "6.8",
            words="the agreed value of each Service User's Individual Service Fund as set out in their Support Plan",
        ),
        LANCASHIRE("6.10.1", words="All payments made by the Authority being paid into each Individual Service Fund"),
    ),
    standing=Standing.ARRANGEMENT,
    when=(it_has_begun, the_budget_is_paid),
    message="{who} has paid {paid} into the fund, and {due} was due by {by}: {difference} {which}",
    remedy="pay or take back the difference, or correct what is wrong in the entries or the terms",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Due is what the schedule comes to as it was known by then, each payment on its due date. What was
    late for no more than the policy's days is not wrong yet, and a change that was learnt in these days may still be
    put right by the next payments. What the funder had back was not paid, and what came from an earlier holder's
    account with its days was; what goes back from the last day on is what is left. What was paid for a period that is
    not due yet is early, and not too much; nor is a surplus that was recovered, or what pays for the end of the
    contract. Once nothing is left after the last day, as a final account leaves it, what was paid is what was due: what
    was still due has been set off, and a shortfall is the funder's. Where the entries name the funders that paid, what
    each has paid is set against its own part; otherwise it is theirs together.""",
)
@needs("fund.entries")
def what_was_due_has_been_paid(case: Case) -> Found:
    case.require(case.arrangement.fund.entries, "fund.entries")
    payments, refunds, at_the_end = _paid_and_given_back(case)
    beside = entered(case, *_BACK_OR_FOR_THE_END)
    payers, closed = _payers(case), _paid_when_closed(case)
    each_of_them = [_Paid(case, "the funder", (), payments, refunds, at_the_end, beside)]
    named = bool(payments) and all(each.party in payers for each in (*payments, *refunds))
    if named and len(payers) > 1 and closed is None:
        each_of_them = [each_of_them[0].by(party, who, refs, payers) for party, (who, refs) in payers.items()]
    for paid in each_of_them:
        if (wrong := paid.set_against_what_was_due(closed)) is not None:
            yield wrong


class _Paid(NamedTuple):
    """What a funder, or all of them together, has paid and had back; `refs` has those whose parts it pays."""

    case: Case
    who: str
    refs: tuple[str, ...]
    payments: list[Entry]
    refunds: list[Entry]
    back_at_the_end: list[Entry]
    beside: list[Entry]

    def by(self, party: str, who: str, refs: tuple[str, ...], payers: Container[str | None]) -> _Paid:
        """What one of the payers has paid; what names none of them counts for each."""
        payments, refunds, at_the_end = (
            [each for each in entries if each.party == party]
            for entries in (self.payments, self.refunds, self.back_at_the_end)
        )
        beside = [each for each in self.beside if each.party == party or each.party not in payers]
        return _Paid(self.case, who, refs, payments, refunds, at_the_end, beside)

    @property
    def net(self) -> Money:
        """What was paid and not had back."""
        return total(self.payments) - total(self.refunds)

    def set_against_what_was_due(self, closed: Money | None) -> Breach | None:
        """What is too little or too much of it; `closed` is what had been paid when the account was closed."""
        case, kept = self.case, self.net - total(self.beside)
        early = frozenset(entry.period for entry in self.payments if entry.period is not None)
        now = payments_due(case.view, case.on)
        if self._of(due := self._due(now, case.on)) >= due and kept <= self._due(now, case.on, early):
            return None
        if closed is not None and kept <= closed:
            return None
        by = within_calendar(case.on, -case.require(case.parameters.late_days, _LATE))
        then = CaseView.on(case.known.recorded, by, case.policies)
        due = min(self._due(now, by), self._due(payments_due(then, by), by))
        if closed is None and (paid := self._of(due)) < due:
            return Breach.when_read(_ENTRIES, partial(self._found, paid, due, by, due - paid, "too little"))
        at_most = (self._due(now, case.on, early), self._due(payments_due(then, case.on), case.on, early))
        most = max(*at_most, closed or Money(0))
        wrong = partial(self._found, self.net, most, case.on, kept - most, "too much")
        return Breach.when_read(_ENTRIES, wrong) if kept > most else None

    def _of(self, due: Money) -> Money:
        """What was paid of a sum that was due."""
        return Money.from_pence(paid_towards(due.pence, self.net.pence, total(self.back_at_the_end).pence))

    def _due(self, payments: Schedule | None, on: date, early: frozenset[Period] = frozenset()) -> Money:
        """What was due by a day, and what is for days of some periods though it is due later."""
        due = () if payments is None else _lines_due(payments.lines, on, early)
        if payments is None or not self.refs:
            return Money.from_pence(sum([line.amount for line in due]))
        among = frozenset(due)
        parts = [each.by_funder() for each in payments if each.line in among]
        return Money.total(part for each in parts for ref, part in each.items() if ref in self.refs)

    def _found(self, paid: Money, due: Money, by: date, difference: Money, which: str) -> Breach:
        back = [entry for entry in self.refunds if paid == self.net or entry not in self.back_at_the_end]
        trees = partial(_paid, self.payments, back) if self.payments else ()
        return Breach(
            _ENTRIES, trees=trees, who=self.who, paid=paid, due=due, by=by, difference=difference, which=which
        )


_ENTRIES = "fund.entries"


def _payers(case: Case) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Who pays the holder, by reference: what they are called, and the references of those whose parts they pay."""
    names, refs = dict[str, str](), dict[str, dict[str, None]]()
    for part in (each for phase in phases_in(case.view) for each in phase.funding):
        names[part.ref] = part.funder.name or part.ref
        refs.setdefault(part.payer or part.ref, {})[part.ref] = None
    return {payer: (names[payer], tuple(theirs)) for payer, theirs in refs.items()}


def _paid_and_given_back(case: Case) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """What the funder paid, what it had back, and what of that from the last day on."""
    moved = {entry.ref for entry in moved_in(Ledger.of(case.arrangement.fund), case.on)}
    payments = entered(case, EntryKind.FUNDER_PAYMENT)
    payments += [entry for entry in entered(case, EntryKind.TRANSFER_IN) if entry.ref in moved]
    refunds, end = entered(case, EntryKind.REFUND_TO_FUNDER), ends_on(phases_in(case.view)[-1].last_day)
    return payments, refunds, [entry for entry in refunds if entry.on >= end]


def _paid_when_closed(case: Case) -> Money | None:
    """What the funder had paid when the account of what has ended was closed; None where it is open."""
    phases = phases_in(case.view)
    first, last = phases[0].first_day, ends_on(phases[-1].last_day)
    days = Period(first_day=first, last_day=last) if first <= last <= case.on else None
    pence = paid_when_closed(Ledger.of(case.arrangement.fund), days, case.on)
    return None if pence is None else Money.from_pence(pence)


def _paid(payments: Iterable[Entry], refunds: Iterable[Entry]) -> tuple[Explanation, ...]:
    """What was paid and not given back, each entry with its evidence."""
    came_in = Explanation.sum("paid", *(entry_node(each) for each in payments))
    back = [entry_node(each) for each in refunds]
    return (Explanation.less("paid", came_in, *back) if back else came_in,)


_BACK_OR_FOR_THE_END = (
    EntryKind.SURPLUS_RECOVERED,
    EntryKind.IN_LIEU_OF_NOTICE,
    EntryKind.LIABILITY,
)


def _lines_due(lines: tuple[Line, ...], on: date, early: frozenset[Period]) -> list[Line]:
    """What was due by a day, and what is for days of some periods though it is due later.

    A change may cut a period that was paid: each part of it was paid then.
    """
    due = [line for line in lines if line.due <= on]
    later = [line for line in lines if line.due > on] if early else []
    if later:
        since = min(line.first_day for line in later)
        there = [each for each in early if each.last_day >= since]
        due += [line for line in later if any(_was_paid(line, each) for each in there)]
    return due


def _was_paid(line: Line, period: Period) -> bool:
    """Whether a payment is for days of a period that was paid; a one-off sum of its own is for no others."""
    return line.first_day in period if line.alone < 0 else line[:2] == (period.first_day, period.last_day)
