"""Rules that set what came in against what was due: the contribution (LED-10), the funder's payments (LED-12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from ..account.balance import entry_node
from ..account.bills import overdue_on
from ..account.case_view import CaseView
from ..account.closing import paid_when_closed
from ..account.funders import moved_in, paid_towards
from ..account.ledger import Ledger
from ..model.account import Entry, EntryKind
from ..model.documents import NOT_STATED, Party, ends_on
from ..model.payment_terms import Convention
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
    message="the funder has paid {paid} into the fund, and {due} was due by {by}: {difference} {which}",
    remedy="pay or take back the difference, or correct what is wrong in the entries or the terms",
    step=LifecycleStep.LIVING_LIFE,
    interpretation="""Due is what the schedule comes to as it was known by then, each payment on its due date. What was
    late for no more than the policy's days is not wrong yet, and a change that was learnt in these days may still be
    put right by the next payments. What the funder had back was not paid, and what came from an earlier holder's
    account with its days was; what goes back from the last day on is what is left. What was paid for a period that is
    not due yet is early, and not too much; nor is a surplus that was recovered, or what pays for the end of the
    contract. Once nothing is left after the last day, as a final account leaves it, what was paid is what was due: what
    was still due has been set off, and a shortfall is the funder's.""",
)
@needs("fund.entries")
def what_was_due_has_been_paid(case: Case) -> Breach | None:
    case.require(case.arrangement.fund.entries, "fund.entries")
    payments, refunds, back_at_the_end = _paid_and_given_back(case)
    net = total(payments) - total(refunds)
    kept = net - total(entered(case, *_BACK_OR_FOR_THE_END))
    early = frozenset(entry.period for entry in payments if entry.period is not None)
    now = _lines_due(case.view, case.on)

    def paid_of(due: Money) -> Money:
        return Money.from_pence(paid_towards(due.pence, net.pence, total(back_at_the_end).pence))

    if paid_of(due := _due(now, case.on)) >= due and kept <= _due(now, case.on, early):
        return None
    closed = _paid_when_closed(case)
    if closed is not None and kept <= closed:
        return None
    by = within_calendar(case.on, -case.require(case.parameters.late_days, _LATE))
    then = CaseView.on(case.known.recorded, by, case.policies)
    due = min(_due(now, by), _due(_lines_due(then, by), by))
    where = "fund.entries"

    def found(paid: Money, due: Money, by: date, difference: Money, which: str) -> Breach:
        back = [entry for entry in refunds if paid == net or entry not in back_at_the_end]
        trees = partial(_paid, payments, back) if payments else ()
        return Breach(where, trees=trees, paid=paid, due=due, by=by, difference=difference, which=which)

    if closed is None and (paid := paid_of(due)) < due:
        return Breach.when_read(where, partial(found, paid, due, by, due - paid, "too little"))
    most = max(_due(now, case.on, early), _due(_lines_due(then, case.on), case.on, early), closed or Money(0))
    return Breach.when_read(where, partial(found, net, most, case.on, kept - most, "too much")) if kept > most else None


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


def _lines_due(view: CaseView, on: date) -> tuple[Line, ...]:
    """The lines of the payments that may be due by a day."""
    return () if (payments := payments_due(view, on)) is None else payments.lines


def _due(lines: tuple[Line, ...], on: date, early: frozenset[Period] = frozenset()) -> Money:
    """What was due by a day, and what is for days of some periods though it is due later.

    A change may cut a period that was paid: each part of it was paid then.
    """
    due = sum([line.amount for line in lines if line.due <= on])
    later = [line for line in lines if line.due > on] if early else []
    if later:
        since = min(line.first_day for line in later)
        there = [each for each in early if each.last_day >= since]
        due += sum(line.amount for line in later if any(_was_paid(line, each) for each in there))
    return Money.from_pence(due)


def _was_paid(line: Line, period: Period) -> bool:
    """Whether a payment is for days of a period that was paid; a one-off sum of its own is for no others."""
    return line.first_day in period if line.alone < 0 else line[:2] == (period.first_day, period.last_day)
