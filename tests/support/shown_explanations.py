"""How a payment is explained: each part of it, each kind of fee, each funder's part, and the day on which it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from present.letters.letter_cases import RULES, STAY
from present.letters.letter_cases import mary as hers
from schedule.test_explained_terms import first

from isf_core import (
    PLAIN,
    Basis,
    Exemption,
    FeeBase,
    Fees,
    FeeWithVat,
    FixedFee,
    Ground,
    InHouse,
    LimitedFee,
    MonthlyFee,
    Move,
    OnceFee,
    Payment,
    PercentageFee,
    PerPaymentFee,
    Placement,
    Rate,
    Tier,
    TieredFee,
    Timing,
    charges_for,
    schedule_payments,
    with_value,
)
from isf_core.policies import LANCASHIRE_POLICY

from .arrangements import LAST, sound
from .scenarios import UNTIL, mary, month_ends, stubs_and_changes

FEES: Final = {
    "a week": FixedFee(per_week="12.60"),
    "a month": MonthlyFee(per_month="54.60"),
    "per cent of the gross": PercentageFee(percent="7.5", base=FeeBase.GROSS),
    "per cent of the net": PercentageFee(percent="7.5", base=FeeBase.NET),
    "by level": TieredFee(tiers=(Tier(level="low", fee=FixedFee(per_week=5)),), level="low"),
    "once": OnceFee(amount=90, on=date(2026, 4, 20)),
    "each payment": PerPaymentFee(amount=25),
    "at most": LimitedFee(fee=PercentageFee(percent=10, base=FeeBase.GROSS), limit=FixedFee(per_week=20)),
    "with VAT": FeeWithVat(fee=FixedFee(per_week=10)),
    "two together": Fees(parts=(FixedFee(per_week=10), PerPaymentFee(amount=25))),
}


def payments() -> Iterator[tuple[str, Payment]]:
    """Payments, each of which is made in another way."""
    yield "net", first()
    yield "gross, and in arrears", first(payment={"basis": Basis.GROSS, "timing": Timing.IN_ARREARS})
    yield "by the plan", first(LANCASHIRE_POLICY)
    yield "with days to pay, and no move", first(payment={"due_days": 9, "move": Move.NOT})
    for at in (0, 1, 2, 4, 6, 8):
        yield f"of stubs and changes, {at}", schedule_payments(stubs_and_changes(), until=UNTIL)[at]
    for at in (0, 1, 3):
        yield f"of month ends, {at}", schedule_payments(month_ends(), until=date(2026, 9, 30))[at]
    away = hers(suspensions=(STAY,))
    for at in (2, 3):
        yield f"of a stay in hospital, {at}", schedule_payments(away, until=date(2026, 7, 26), policy=RULES)[at]
    exempt = (Exemption(ground=Ground.AFTERCARE, first_day=date(2026, 4, 20), part="0.25"),)
    yield "with an exemption", schedule_payments(with_value(hers(), "budget.exemptions", exempt), until=UNTIL)[0]
    more = (InHouse(what="day centre", cost=Rate.weekly(65)), InHouse(what="laundry", cost=Rate.annual(52)))
    yield "with less than nothing left", schedule_payments(with_value(hers(), "budget.in_house", more), until=UNTIL)[0]


def of_fees() -> Iterator[tuple[str, Payment]]:
    """Each kind of fee, inside the budget and on top."""
    for name, fee in FEES.items():
        for where in Placement if name in ("a week", "once", "two together") else (Placement.INSIDE,):
            yield f"{name}, {where.value}", first(contract={"fee": fee, "fee_placement": where})


def trees(name: str, payment: Payment, *parts: str) -> Iterator[str]:
    """Some parts of a payment, explained, as far as they are something."""
    yield f"== {name}"
    for part in parts:
        if part in ("amount", "due") or getattr(payment, part):
            yield str(payment.explain(part))
    if payment.resolved.funding and "amount" in parts:
        for ref in payment.by_funder():
            yield str(payment.explain_part(ref))
    yield ""


def explanations() -> Iterator[str]:
    """Each payment in full; of fees the fee alone; what a person is charged; one tree as a repr and as HTML."""
    for name, payment in payments():
        yield from trees(name, payment, "amount", "fee", "fee_on_top", "due")
    for name, payment in of_fees():
        yield from trees(f"a fee: {name}", payment, "fee", "fee_on_top")
    yield "== what a person is charged"
    for charge in (*charges_for(sound(), policy=PLAIN, until=LAST)[:1], *charges_for(month_ends(), policy=PLAIN)[:2]):
        yield str(charge.explain())
    tree = schedule_payments(mary(), until=UNTIL)[0].explain()
    yield "\n== as a repr, and as HTML"
    yield repr(tree)
    yield tree.__html__().partition("</style>")[2].replace("<details", "\n<details")
