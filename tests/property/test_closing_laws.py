"""Laws of an account that was closed by the entries of its final account: whoever looks at it again finds it closed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from support.arrangements import mary

from isf_core import PLAIN, Arrangement, Money, Rate, check, final_account_on, schedule_payments
from isf_core.account import balance_on, still_to_come
from isf_core.model import (
    NOT_STATED,
    BalanceOnTransfer,
    Basis,
    Clauses,
    Commitment,
    Entry,
    EntryKind,
    Fund,
    Meanwhile,
    Notice,
    NoticeUnit,
    Party,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    Termination,
    TerminationReason,
    TerminationTerms,
    Timing,
)
from isf_core.rules import Result

LAST, CLOSED = date(2026, 6, 28), date(2026, 7, 10)
RULE = SuspensionRule(full_days=0, retainer=0, contribution=Meanwhile.NOTHING, fee=Meanwhile.IN_FULL)
NUMBERS = PLAIN.parameters.replace(late_days=28)


def ended(random: Random) -> Arrangement:
    """Mary's twelve weeks, in advance or in arrears, with some of the payments made and some of the money spent."""
    reason = random.choice((TerminationReason.DEATH, TerminationReason.ORDINARY, TerminationReason.CHANGE_OF_HOLDER))
    ending = Termination(
        party=random.choice((Party.FUNDER, Party.PERSON)), reason=reason, given_on=LAST - timedelta(14),
        last_day=LAST - timedelta(random.choice((0, 0, 14))), liabilities=(),
    )  # fmt: skip
    arrangement = mary(
        budget={"contribution": Rate.weekly(20)},
        payment={"timing": random.choice(list(Timing)), "basis": random.choice(list(Basis))},
        contract={
            "last_day": LAST,
            "suspension": RULE,
            "termination": TerminationTerms(
                notices=tuple(Notice(party=party, length=14, unit=NoticeUnit.DAYS) for party in Party),
                liabilities=NOT_STATED,
                on_change_of_holder=random.choice(list(BalanceOnTransfer)),
            ),
            "clauses": Clauses(contribution_risk=random.choice((Party.FUNDER, Party.HOLDER))),
        },
    )
    entries, held = [], Money(0)
    for payment in list(schedule_payments(arrangement, policy=NUMBERS))[: random.randint(0, 3)]:
        sums = {EntryKind.FUNDER_PAYMENT: payment.amount, EntryKind.CONTRIBUTION: payment.contribution}
        for kind, sum_ in sums.items():
            if sum_ and (kind is EntryKind.FUNDER_PAYMENT or random.random() < 0.7):
                ref = f"{kind.name}-{payment.number}"
                entries.append(Entry(ref=ref, on=payment.first_day, kind=kind, amount=sum_, period=payment.period))
                held += sum_
    pence = random.choice((held.pence, random.randint(0, 120_000)))
    if pence:
        spent = Money.from_pence(pence)
        on = LAST - timedelta(20)
        entries.append(Entry(ref="S", on=on, kind=EntryKind.DIRECT_SUPPORT, amount=spent, support="care"))
    promised = (Commitment(ref="K", on=LAST - timedelta(20), amount=40),) if random.random() < 0.3 else ()
    away = Suspension(first_day=LAST - timedelta(25), last_day=LAST, reason=SuspensionReason.HOSPITAL)
    return arrangement.replace(
        endings=(ending,),
        suspensions=(away,) if random.random() < 0.4 else (),
        fund=Fund(entries=tuple(entries), commitments=promised),
    )


@pytest.mark.parametrize("seed", range(120))
def test_after_the_entries_of_a_final_account_nothing_more_moves_and_no_rule_finds_it_wrong(seed: int) -> None:
    open_still = ended(Random(seed))
    final = final_account_on(open_still, on=CLOSED, policy=NUMBERS)
    closed = open_still.replace(fund=open_still.fund.plus(*final.entries()))
    assert balance_on(closed.fund, on=CLOSED).balance == final.outstanding_commitments
    if not final.entries():
        return  # nothing says that it was closed
    for on in (CLOSED, CLOSED + timedelta(90)):
        again = final_account_on(closed, on=on, policy=NUMBERS)
        moved = (again.refund, again.due_from_funder, again.back_to_person, again.transferred, again.by_holder)
        assert moved == (Money(0),) * 5
        # Where nobody else bears it, what the person has not paid is still theirs to pay.
        hers = again.unpaid_contribution if closed.contract.clauses.contribution_risk is Party.FUNDER else Money(0)
        assert still_to_come(closed, on=on, policy=NUMBERS) == hers
        report = check(closed, on=on, policy=PLAIN.replace(parameters=NUMBERS))
        for code in ("LED-12", "END-06"):
            (judged,) = (each for each in report.results if each.rule.code == code)
            assert judged.result in (Result.HOLDS, Result.DOES_NOT_APPLY), [each.message for each in judged.findings]
