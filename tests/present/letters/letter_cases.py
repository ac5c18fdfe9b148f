"""Mary's letters: what came about, who writes and who reads."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from support.account import LIVED, PERIODS, lived
from support.asking import NUMBERS
from support.endings import DRAWN_UP, ending, fund, held, promised

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Assessment,
    Backdating,
    Basis,
    Change,
    Contract,
    Frequency,
    Holder,
    HowFarBack,
    Move,
    NoFee,
    OneOffPayment,
    Party,
    PayCycle,
    PaymentHistory,
    PaymentMade,
    PaymentTerms,
    Person,
    PersonalBudget,
    Rate,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    Timing,
    Variation,
    assess,
    compare,
    next_payments,
    pay_run,
    reconcile,
)
from isf_core.account import FinalAccount, final_account_on
from isf_core.account.statement import Statement, statement_for
from isf_core.pay_runs import NextPayments, PayRun, Reconciliation
from isf_core.present.letters import (
    Letter,
    Recipient,
    Sender,
    change_letter,
    ending_letter,
    finance_letter,
    payment_letter,
    remittance_letter,
    request_letter,
    statement_letter,
)
from isf_core.values import Period

OURS = Sender(
    name="Ourshire Council",
    address=("County Hall", "Ourtown"),
    contact="Call Jo Lee on 01632 960 001.",
    disagree="Tell us, and we will look at it again.",
    complain="Write to our complaints team. If you are not happy with the answer, you can ask the Ombudsman.",
    signed_by="Jo Lee",
)
MARY = Recipient(name="Mrs Smith", address=("1 High Street", "Ourtown"), ref="P-001")
BRIGHT = Holder(ref="H-7", name="Bright Days")
UNTIL = date(2026, 9, 20)
TOLD = date(2026, 7, 1)
WRITTEN = date(2026, 7, 2)
RULES = PLAIN.with_parameters(
    "Ourshire",
    suspension=SuspensionRule(full_days=7, retainer="0.5"),
    backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT),
    recovery_limit="0.5",
)
STAY = Suspension(first_day=date(2026, 6, 8), last_day=date(2026, 6, 28), reason=SuspensionReason.HOSPITAL)
FRAME: dict[str, Any] = {"sender": OURS, "to": MARY, "on": WRITTEN}


def mary(**facts: Any) -> Arrangement:
    """Mary, paid net every four weeks: 84.375 a week, of which she pays 20.00."""
    return Arrangement(
        **{
            "person": Person(ref="P-001"),
            "holder": BRIGHT,
            "budget": PersonalBudget(
                actual=Rate.weekly("84.375"), contribution=Rate.weekly("20"), in_house=(), one_offs=(), exemptions=()
            ),
            "contract": Contract(
                first_day=date(2026, 4, 6),
                last_day=OPEN_ENDED,
                payment=PaymentTerms(
                    cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6)),
                    timing=Timing.IN_ADVANCE,
                    basis=Basis.NET,
                    move=Move.BACK,
                    one_offs=OneOffPayment.WITH_PERIOD,
                ),
                fee=NoFee(),
            ),
            **facts,
        }
    )


def found(arrangement: Arrangement, on: date = TOLD) -> Assessment:
    """What is known of an arrangement on a day, up to September."""
    return assess(arrangement, on=on, until=UNTIL, policy=RULES)


def changed(path: str, value: object, effective: date = STAY.first_day) -> Arrangement:
    """Mary with a change that became known on 1 July."""
    change = Variation(effective=effective, known_from=TOLD, changes=(Change(path, value),), reason="HOSP-22/b_7")
    return mary(variations=(change,))


@cache
def in_hospital() -> Arrangement:
    """Mary, of whose stay in hospital was heard on 1 July."""
    return changed("suspensions", (STAY,))


def put_right(
    arrangement: Arrangement, policy: Any = RULES, payments: int = 4, until: date = UNTIL
) -> tuple[Reconciliation, NextPayments]:
    """What is put right of the payments made before 1 July, and the payments after it."""
    before = assess(arrangement, on=date(2026, 6, 30), until=UNTIL, policy=policy).require_schedule()[:payments]
    paid = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in before))
    made = reconcile(arrangement, paid, on=TOLD, policy=policy)
    return made, next_payments(arrangement, made.history, on=TOLD, until=until, policy=policy)


def on_change(arrangement: Arrangement, **more: Any) -> Letter:
    """The letter on a change that became known on 1 July, of which four payments were made."""
    made, coming = put_right(arrangement)
    both = compare(found(arrangement, date(2026, 6, 30)), found(arrangement))
    return change_letter(both, **{**FRAME, "put_right": made, "coming": coming, **more})


@cache
def statement() -> Statement:
    """Twelve weeks of Mary's account."""
    return statement_for(lived(), span=Period(first_day=PERIODS[0].first_day, last_day=LIVED), policy=NUMBERS)


@cache
def final() -> FinalAccount:
    """The end, after three weeks: 160.00 was paid in too much, and something is owed."""
    account = fund(promised("50"), FUNDER_PAYMENT="515", CONTRIBUTION="160", DIRECT_SUPPORT="200")
    ends = ending(last_day=date(2026, 4, 26))
    return final_account_on(held(account, contribution_risk=Party.HOLDER), on=DRAWN_UP, policy=NUMBERS, ending=ends)


@cache
def run() -> PayRun:
    """What is due to Bright Days at the end of July: one of three is behind, and of one hardly anything is recorded."""
    arrangement = in_hospital()
    book: list[Arrangement | tuple[Arrangement, PaymentHistory]] = [
        (arrangement, put_right(arrangement)[0].history),
        mary(person=Person(ref="P-002"), ref="A-2"),
        Arrangement(person=Person(ref="P-003"), holder=BRIGHT),
    ]
    span = Period(first_day=date(2026, 7, 20), last_day=date(2026, 8, 2))
    return pay_run(book, holder="H-7", span=span, on=TOLD, policy=RULES)


def to_the_person(words: Any = None) -> dict[str, Letter]:
    """One letter of each kind that a person is sent."""
    return {
        "payments": payment_letter(found(mary()), **FRAME, words=words),
        "change": on_change(in_hospital(), words=words),
        "statement": statement_letter(statement(), **FRAME, words=words),
        "ending": ending_letter(final(), **FRAME, words=words),
        "request": request_letter(found(mary()), **FRAME, words=words, reply_by=date(2026, 7, 20)),
    }


def every_letter(words: Any = None) -> dict[str, Letter]:
    """One letter of each kind."""
    others = {**FRAME, "to": Recipient(name="Bright Days", ref="H-7")}
    return {
        **to_the_person(words),
        "remittance": remittance_letter(run(), **others, words=words, paid_on=TOLD),
        "finance": finance_letter(found(mary()).require_schedule()[:2], **others, words=words),
    }
