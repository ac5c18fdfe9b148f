"""Laws of who bears what is put right: each funder comes to its part of what is due as known now (PAY-04, PAY-08)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.arrangements import MONTHLY, mary
from support.time_cases import varying

from isf_core import PLAIN, Arrangement, Funder, FundingShare, Holder, Money, Period, Rate, schedule_payments
from isf_core.model import Backdating, Basis, FixedFee, FunderKind, FundingRate, HowFarBack, InHouse, Placement
from isf_core.pay_runs import PaymentHistory, PayRuns, next_payments, pay_runs_for, reconcile

START, LAST, TOLD = date(2026, 4, 6), date(2027, 3, 31), date(2026, 10, 1)
COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL)
NHS = Funder(ref="NHS", kind=FunderKind.NHS)
OTHER = Funder(ref="other council", kind=FunderKind.COUNCIL)
RATE = FundingRate(funder=NHS, rate=Rate.weekly("150.01"))
FUNDINGS = (
    (RATE, FundingShare(funder=COUNCIL, share=1)),
    (RATE, FundingShare(funder=COUNCIL, share="0.7"), FundingShare(funder=OTHER, share="0.3")),
    (FundingShare(funder=COUNCIL, share="0.35"), FundingShare(funder=NHS, share="0.65")),
    (FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=OTHER, share="0.5")),
)
POLICY = PLAIN.with_parameters(
    "Ours", recovery_limit="0.5", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
)
pence = st.integers


@st.composite
def changes(draw: st.DrawFn) -> Any:
    """A late change of what costs or of what comes off; the budget always leaves each funder something to pay."""
    weekly = {"budget.actual": (40_000, 60_000), "budget.contribution": (0, 4_000)}
    path = draw(st.sampled_from((*weekly, "budget.in_house", "contract.fee")))
    amount = Rate.weekly(Money.from_pence(draw(pence(*weekly.get(path, (1, 2_000))))).amount)
    value: object = amount
    if path == "budget.in_house":
        value = (InHouse(what="day centre", cost=amount),)
    elif path == "contract.fee":
        value = FixedFee(per_week=amount.amount)
    effective = START + timedelta(draw(st.integers(0, 150)))
    known = min(effective + timedelta(draw(st.integers(0, 90))), TOLD)
    return effective, (path, value), known


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """Mary, whose support is paid by several, with late changes known by October."""
    made = draw(st.lists(changes(), min_size=1, max_size=4))
    cycle = draw(st.sampled_from(({}, {"cycle": MONTHLY})))
    return mary(
        payment={"basis": draw(st.sampled_from(list(Basis))), **cycle},
        budget={"actual": Rate.weekly(450), "contribution": Rate.weekly(20)},
        contract={"first_day": START, "last_day": LAST, "fee": FixedFee(per_week=5), "fee_placement": Placement.ON_TOP},
        arrangement={
            "funding": draw(st.sampled_from(FUNDINGS)),
            "holder": Holder(ref="H-7"),
            "variations": tuple(
                varying(effective, change, known_from=known, order=order)
                for order, (effective, change, known) in enumerate(made)
            ),
        },
    )


def runs_of(arrangement: Arrangement, history: PaymentHistory, due: date) -> PayRuns:
    span = Period(first_day=due, last_day=due)
    return pay_runs_for([(arrangement, history)], span=span, on=due, policy=POLICY)


@settings(deadline=None, max_examples=30)
@given(arrangements())
def test_what_each_funder_paid_comes_to_its_part_of_what_is_due_as_known_now(arrangement: Arrangement) -> None:
    history, paid = PaymentHistory(), Counter[str | None]()
    today = START
    while coming := next_payments(arrangement, history, on=today, until=LAST, policy=POLICY).payments:
        today = max(today, coming[0].payment.due)
        history = reconcile(arrangement, history, on=today, policy=POLICY).history
        run = runs_of(arrangement, history, coming[0].payment.due)
        (line,) = run.lines
        for part in line.by_funder():
            paid[part.funder] += part.amount.pence
        assert sum(part.amount.pence for part in line.by_funder()) == line.amount.pence
        history = history.paying(line.to_pay.made(today))
    due = Counter[str | None]()
    for payment in schedule_payments(arrangement, policy=POLICY):
        for ref, amount in payment.by_funder().items():
            due[ref] += amount.pence
    assert paid == due
