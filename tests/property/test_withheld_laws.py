"""Laws of what a policy withholds for the past: payments, charges and the final account read it alike (PAY-10)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from support.arrangements import MONTHLY, mary
from support.time_cases import backdating, varying

from isf_core import PLAIN, Arrangement, Money, Rate, charges_for, check, final_account_on
from isf_core.account import balance_on, statement_for, still_to_come
from isf_core.model import (
    NOT_STATED,
    Basis,
    Bill,
    Clauses,
    Entry,
    EntryKind,
    FixedFee,
    Fund,
    HowFarBack,
    Notice,
    NoticeUnit,
    OneOff,
    OneOffPayment,
    Parameters,
    Party,
    Placement,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
)
from isf_core.pay_runs import PaymentHistory, PaymentMade, next_payments, reconcile
from isf_core.rules import Result
from isf_core.values import Period

START, LAST, DRAWN_UP, LAST_OF_ALL = date(2026, 4, 6), date(2026, 10, 18), date(2026, 12, 1), date(2027, 3, 1)
TERMS = TerminationTerms(notices=(Notice(party=Party.FUNDER, length=28, unit=NoticeUnit.DAYS),), liabilities=NOT_STATED)
ENDING = Termination(
    party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=date(2026, 9, 20), last_day=LAST, liabilities=()
)
HOW_FAR = [
    *(backdating(how_far) for how_far in HowFarBack if how_far is not HowFarBack.TO_A_DATE),
    backdating(HowFarBack.TO_A_DATE, date(2026, 7, 1)),
]
law = pytest.mark.parametrize("seed", range(60))


def changed_late(random: Random) -> Arrangement:
    """Mary with some changes, most of them known after they took effect; some pay her holder 0.00."""
    changes = []
    for order in range(random.randint(1, 3)):
        kind = random.choice(("contribution", "contribution", "actual", "basis", "fee"))
        change: tuple[str, object]
        if kind == "basis":
            change = ("contract.payment.basis", random.choice(list(Basis)))
        elif kind == "fee":
            change = ("contract.fee", FixedFee(per_week=str(random.randint(0, 10))))
        else:
            contribution = random.choice((random.randint(0, 6_000), 12_000))
            pence = contribution if kind == "contribution" else random.randint(7_000, 12_000)
            change = (f"budget.{kind}", Rate.weekly(Money.from_pence(pence).amount))
        effective = START + timedelta(random.randint(0, 150))
        known_from = effective + timedelta(random.randint(-10, 90))
        changes.append(varying(effective, change, known_from=known_from, order=order))
    payment: dict[str, Any] = {"basis": Basis.NET, "timing": random.choice(list(Timing))}
    return mary(
        payment=payment | {"one_offs": OneOffPayment.ON_ITS_DATE} | random.choice(({}, {"cycle": MONTHLY})),
        budget={"one_offs": (OneOff(ref="rails", on=date(2026, 6, 10), amount="150", what="grab rails"),)},
        contract={
            "first_day": START,
            "last_day": LAST,
            "fee": FixedFee(per_week="5"),
            "fee_placement": Placement.INSIDE,
            "termination": TERMS,
            "clauses": Clauses(contribution_risk=Party.HOLDER),
        },
        arrangement={"variations": tuple(changes)},
    )


def paid_in_turn(arrangement: Arrangement, today: date, policy: Parameters) -> PaymentHistory:
    """Each payment made on its day, as the arrangement was known then, with what was corrected by then."""
    history = PaymentHistory()
    while True:
        coming = next_payments(arrangement, history, on=today, until=LAST, policy=policy).payments
        if not coming or coming[0].payment.due > today:
            return history
        on = max(coming[0].payment.due, max((each.paid_on for each in history.payments), default=START))
        history = reconcile(arrangement, history, on=on, policy=policy).history
        first, *_ = next_payments(arrangement, history, on=on, until=LAST, policy=policy).payments
        history = history.paying(PaymentMade.of(first.payment, on, first.adjusted))


def as_entered(arrangement: Arrangement, history: PaymentHistory, today: date) -> Arrangement:
    """The arrangement with what is known today, and its fund with what was paid of each payment."""
    known = tuple(each for each in arrangement.variations if each.is_known(today))
    entries = []
    for number, made in enumerate(history.payments):
        paid = (EntryKind.FUNDER_PAYMENT, made.amount), (EntryKind.CONTRIBUTION, made.sums["contribution"])
        for kind, amount in paid:
            if amount or kind is EntryKind.FUNDER_PAYMENT:
                ref = f"{kind.name}-{number}"
                entries.append(Entry(ref=ref, on=made.paid_on, kind=kind, amount=amount, period=made.period))
    return arrangement.replace(variations=known, fund=Fund(entries=tuple(entries), commitments=()))


def netted(arrangement: Arrangement, policy: Parameters) -> Money:
    """What the charges say comes off the payments, in all."""
    return Money.total(row.by_holder for row in charges_for(arrangement, policy=policy))


def contributions(history: PaymentHistory) -> Money:
    """What came off what was paid, as corrected."""
    taken = Money.total(made.sums["contribution"] for made in history.payments)
    return taken + Money.total(each.change for each in history.raised if each.component == "contribution")


@law
def test_what_is_charged_net_is_what_came_off_the_payments_and_what_is_still_to_come_off(seed: int) -> None:
    random = Random(seed)
    arrangement, policy = changed_late(random), random.choice(HOW_FAR)
    today = START + timedelta(random.randint(90, 190))
    history = paid_in_turn(arrangement, today, policy)
    entered = as_entered(arrangement, history, today)
    corrected = reconcile(arrangement, history, on=today, policy=policy).history
    coming = next_payments(arrangement, corrected, on=today, until=LAST, policy=policy)
    to_come = Money.total(each.payment.contribution for each in coming.payments)
    assert netted(entered, policy) == contributions(corrected) + to_come


@law
def test_the_final_account_claims_and_gives_back_what_is_put_right_and_no_more(seed: int) -> None:
    random = Random(seed)
    arrangement, policy = changed_late(random), random.choice(HOW_FAR)
    history = paid_in_turn(arrangement, DRAWN_UP, policy)
    found = reconcile(arrangement, history, on=DRAWN_UP, policy=policy)
    paid = Money.total(made.sums["contribution"] for made in history.payments)
    entered = as_entered(arrangement, history, DRAWN_UP)
    final = final_account_on(entered, on=DRAWN_UP, policy=policy, ending=ENDING)
    assert final.unpaid_contribution - final.back_to_person == contributions(found.history) - paid
    assert final.withheld == found.amount_withheld
    assert netted(entered, policy) == contributions(found.history)


def put_right(arrangement: Arrangement, policy: Parameters) -> Arrangement:
    """All was paid, corrected, billed and charged as `reconcile` and `charges_for` say, and what was left was spent."""
    history = paid_in_turn(arrangement, DRAWN_UP, policy)
    found = reconcile(arrangement, history, on=DRAWN_UP, policy=policy).history
    entered = as_entered(arrangement, history, DRAWN_UP)
    entries = [each for each in entered.fund.entries or () if each.kind is EntryKind.FUNDER_PAYMENT]
    if outstanding := found.outstanding.pence:
        kind = EntryKind.FUNDER_PAYMENT if outstanding > 0 else EntryKind.REFUND_TO_FUNDER
        entries.append(Entry(ref="corrected", on=DRAWN_UP, kind=kind, amount=Money.from_pence(abs(outstanding))))
    fees: Counter[Period] = Counter({made.period: made.sums["fee"].pence for made in history.payments})
    for each in found.raised:
        fees[each.period] += each.change.pence if each.component == "fee" else 0
    bills = []
    sums = [(EntryKind.MANAGEMENT_FEE, days, Money.from_pence(pence)) for days, pence in fees.items()]
    for row in charges_for(entered, policy=policy):
        sums.append((EntryKind.CONTRIBUTION, row.period, row.by_holder))
        if row.by_holder:
            bills.append(Bill(ref=f"B-{row.number}", on=row.last_day, amount=row.by_holder, period=row.period))
    entries += [
        Entry(ref=f"{kind.name} {days}", on=days.last_day, kind=kind, amount=sum_, period=days)
        for kind, days, sum_ in sums
        if sum_
    ]
    account = Fund(entries=tuple(entries), commitments=(), bills=tuple(bills))
    left = balance_on(account, on=LAST_OF_ALL).balance
    spent = Entry(ref="spent", on=LAST_OF_ALL, kind=EntryKind.DIRECT_SUPPORT, amount=left, support="care")
    return entered.replace(fund=account.plus(spent) if left else account)


@law
def test_what_was_paid_and_billed_as_it_was_worked_out_is_found_right_by_all(seed: int) -> None:
    random = Random(seed)
    arrangement, policy = changed_late(random), random.choice(HOW_FAR).replace(late_days=28)
    entered = put_right(arrangement, policy)
    report = check(entered, on=LAST_OF_ALL, policy=PLAIN.replace(parameters=policy))
    for code in ("LED-10", "LED-12", "FEE-07"):
        (judged,) = (each for each in report.results if each.rule.code == code)
        assert judged.result in (Result.HOLDS, Result.DOES_NOT_APPLY), [each.message for each in judged.findings]
    assert still_to_come(entered, on=LAST_OF_ALL, policy=policy) == Money(0)
    assert statement_for(entered, span=Period(first_day=START, last_day=LAST_OF_ALL), policy=policy).unpaid == Money(0)
    final = final_account_on(entered, on=LAST_OF_ALL, policy=policy, ending=ENDING)
    moved = (
        final.refund,
        final.due_from_funder,
        final.back_to_person,
        final.unpaid_contribution,
        final.fee_not_entered,
    )
    assert moved == (Money(0),) * 5
