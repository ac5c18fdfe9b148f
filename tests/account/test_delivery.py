"""Payment on actual delivery within the budget (G12): by period and by all periods so far."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.arrangements import FIRST_DAY, MONTHLY, merged
from support.refusing import refused
from support.small_account import NUMBERS, P1, P2, P3, small

from isf_core import PLAIN, PaymentHistory, charges_for, next_payments, pay_run, reconcile
from isf_core.account import DeliveredPayments, final_account_on, payment_on_delivery, still_to_come
from isf_core.errors import ContradictoryTerms, NotRecorded
from isf_core.model import (
    Arrangement,
    Basis,
    Change,
    DeliveryLimit,
    Exemption,
    FixedFee,
    Ground,
    Holder,
    InHouse,
    OneOff,
    OneOffPayment,
    OneSupport,
    Party,
    Placement,
    Termination,
    TerminationReason,
    Timing,
    Variation,
    VisitRecord,
    VisitState,
)
from isf_core.values import Money, Rate, Timeline

END = P3.last_day
ONE_DAY = timedelta(days=1)


def visit(on: date, price: str | int | None, ref: str | None = None, **facts: Any) -> VisitRecord:
    return VisitRecord(ref=ref or f"V-{on}-{price}", on=on, price=price, **facts)


def delivered(*visits: VisitRecord, limit: DeliveryLimit | None = DeliveryLimit.PERIOD, **changes: Any) -> Arrangement:
    """Mary at 100 a week, 400 for four weeks, of which she pays 20 a week, 80."""
    own: dict[str, Any] = {
        "budget": {"contribution": Rate.weekly(20)},
        "payment": {"on_delivery": limit, "timing": Timing.IN_ARREARS, "basis": Basis.NET},
        "fund": {"visits": visits},
    }
    return small(**merged(own, changes))


def paid(
    *visits: VisitRecord, on: date = END, limit: DeliveryLimit | None = DeliveryLimit.PERIOD, **changes: Any
) -> Any:
    found = payment_on_delivery(delivered(*visits, limit=limit, **changes), on=on, policy=NUMBERS)
    assert all(each.explain().money == each.amount for each in found.payments)
    assert found.amount == Money.total(each.amount for each in found.payments)
    return found


def amounts(found: DeliveredPayments) -> list[str]:
    return [str(each.amount) for each in found.payments]


def test_g12_what_was_delivered_is_paid_and_the_contribution_is_spent_first() -> None:
    """300 delivered: she pays 80 of it, and the funder 220; nothing delivered, nothing paid by anybody."""
    found = paid(visit(P1.first_day, 100), visit(P1.last_day, 200), visit(P3.first_day, "79.99"))
    assert amounts(found) == ["220.00", "0.00", "0.00"]
    assert [str(each.contribution) for each in found.payments] == ["80.00", "0.00", "79.99"]
    assert [str(each.delivered) for each in found.payments] == ["300.00", "0.00", "79.99"]
    assert [each.payment.period for each in found.payments] == [P1, P2, P3]


@pytest.mark.parametrize(
    ("price", "paid_", "beyond"), [("400", "320", "0"), ("400.01", "320", "0.01"), ("1000", "320", "600")]
)
def test_g12_no_more_is_paid_than_the_budget_of_the_period(price: str, paid_: str, beyond: str) -> None:
    (first, *_) = paid(visit(P1.first_day, price)).payments
    assert (first.amount, first.beyond) == (Money(paid_), Money(beyond))


OVER_AND_UNDER = (visit(P1.first_day, 500), visit(P2.first_day, 250), visit(P3.first_day, 500))


def test_g12_by_period_what_one_leaves_is_not_for_another() -> None:
    found = paid(*OVER_AND_UNDER)
    assert amounts(found) == ["320.00", "170.00", "320.00"]
    assert [str(each.beyond) for each in found.payments] == ["100.00", "0.00", "100.00"]


def test_g12_so_far_what_is_left_is_there_for_later_and_what_was_beyond_waits() -> None:
    """1,250 delivered within 1,200: 400, then 350 (250 and the 100 that waited), then 450 of 500."""
    found = paid(*OVER_AND_UNDER, limit=DeliveryLimit.SO_FAR)
    assert [str(each.within) for each in found.payments] == ["400.00", "350.00", "450.00"]
    assert amounts(found) == ["320.00", "270.00", "370.00"]
    assert [str(each.beyond) for each in found.payments] == ["100.00", "0.00", "50.00"]
    assert [str(each.waiting) for each in found.payments] == ["0.00", "100.00", "0.00"]


def test_g12_in_house_services_and_fees_are_part_of_the_budget_or_on_top_of_it() -> None:
    """Of 400, 40 are the council's own and 28 the fee: visits may cost 332, and she pays 80 of all."""
    service = (InHouse(what="day service", cost=Rate.weekly(10)),)
    facts: dict[str, Any] = {"budget": {"in_house": service}, "contract": {"fee": FixedFee(per_week="7")}}
    for placement, amount in ((Placement.INSIDE, "280"), (Placement.ON_TOP, "308")):
        changes = merged(facts, {"contract": {"fee_placement": placement}})
        for price in ("360", "400"):
            assert paid(visit(P1.first_day, price), **changes).payments[0].amount == Money(amount)
    inside = merged(facts, {"contract": {"fee_placement": Placement.INSIDE}})
    assert paid(visit(P1.first_day, "331.99"), **inside).payments[0].amount == Money("279.99")


def test_g12_one_off_sums_are_paid_whole() -> None:
    rails = (OneOff(on=P2.first_day, amount="120", what="rails"),)
    for how, amounts_ in ((OneOffPayment.WITH_PERIOD, 3), (OneOffPayment.ON_ITS_DATE, 4)):
        changes: dict[str, Any] = {"budget": {"one_offs": rails}, "payment": {"one_offs": how}}
        found = paid(visit(P1.first_day, 300), limit=DeliveryLimit.SO_FAR, **changes)
        assert (len(found.payments), found.amount) == (amounts_, Money(340))


def test_g12_by_gross_the_person_pays_the_funder() -> None:
    assert amounts(paid(visit(P1.first_day, 300), payment={"basis": Basis.GROSS}))[0] == "300.00"


def test_by_gross_the_council_charges_what_the_holder_would_have() -> None:
    """Whoever collects it, she pays no more than was delivered: 80 a period at most."""
    visits = (visit(P1.first_day, 300), visit(P3.first_day, "79.99"))
    net, gross = paid(*visits), paid(*visits, payment={"basis": Basis.GROSS})
    assert [each.charge for each in net.payments] == [each.contribution for each in net.payments]
    assert [each.charge for each in gross.payments] == [Money(80), Money(0), Money("79.99")]
    headings = [(column.key, column.heading) for column in gross.table().schema()]
    assert headings[-3:] == [("amount", "Paid"), ("beyond", "Beyond"), ("charge", "Charged")]
    assert [column.key for column in net.table().schema()][-1] == "beyond"
    assert [each.contribution for each in gross.payments] == [Money(0)] * 3
    assert "Charged" in str(gross)
    assert "Charged" not in str(net)
    turns = {"basis": Timeline(Basis.NET, (P3.first_day, Basis.GROSS))}
    both = paid(*visits, payment=turns)
    assert [(each.contribution, each.charge) for each in both.payments][::2] == [
        (Money(80), Money(80)),
        (Money(0), Money("79.99")),
    ]
    assert paid(*visits, payment={"basis": Basis.GROSS}, on=FIRST_DAY).payments == ()


@given(
    st.integers(0, 500_000),
    st.sampled_from((date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 15), date(2026, 9, 1))),
    st.booleans(),
)
@example(100_000, date(2026, 5, 1), True)
@settings(max_examples=40, deadline=None)
def test_where_the_payment_is_net_the_charge_is_what_is_taken_off_it(pence: int, since: date, is_net: bool) -> None:
    """So much a year by calendar months, gross and then net, or net and then gross: no earlier rounding parts them."""
    first, then = (Basis.GROSS, Basis.NET) if is_net else (Basis.NET, Basis.GROSS)
    found = paid(
        *(visit(date(2026, month, 10), 900) for month in range(4, 9)),
        on=date(2026, 9, 1),
        budget={"contribution": Rate.annual(Money.from_pence(pence).amount), "actual": Rate.weekly(300)},
        payment={"cycle": MONTHLY, "basis": Timeline(first, (since, then))},
        contract={"first_day": date(2026, 4, 1), "last_day": date(2026, 8, 31)},
    )
    for each in found.payments:
        is_all_net = first is Basis.NET and each.payment.last_day < since
        is_all_net = is_all_net or (then is Basis.NET and since <= each.payment.first_day)
        assert each.charge == each.contribution if is_all_net else each.charge >= each.contribution


def test_a_one_off_sum_of_its_own_is_nobodys_charge() -> None:
    once = (OneOff(ref="rails", on=P2.first_day, amount="60", what="grab rails"),)
    terms = {"basis": Timeline(Basis.GROSS, (P2.first_day, Basis.NET)), "one_offs": OneOffPayment.ON_ITS_DATE}
    found = paid(*(visit(each.first_day, 400) for each in (P1, P2, P3)), budget={"one_offs": once}, payment=terms)
    assert [(str(each.amount), str(each.charge)) for each in found.payments] == [
        ("400.00", "80.00"),
        ("320.00", "80.00"),
        ("60.00", "0.00"),
        ("320.00", "80.00"),
    ]


def test_by_gross_what_is_charged_is_not_known_where_it_is_not_recorded_what_is_exempt() -> None:
    exempt = (Exemption(ground=Ground.AFTERCARE, first_day=FIRST_DAY, part=OneSupport("gone")),)
    found = paid(visit(P1.first_day, 300), payment={"basis": Basis.GROSS}, budget={"exemptions": exempt})
    assert {each.charge for each in found.payments} == {None}
    assert amounts(found)[0] == "300.00"


def test_g12_visits_that_failed_cost_what_price_visit_says() -> None:
    numbers = NUMBERS.replace(cancellation_hours=24)
    visits = (
        visit(P1.first_day, 100, "late", state=VisitState.CANCELLED, notice_hours=3),
        visit(P1.first_day, 100, "in time", state=VisitState.CANCELLED, notice_hours=24),
        visit(P1.first_day, 100, "no worker", state=VisitState.WORKER_ABSENT),
        visit(P1.first_day, 100, "not in", state=VisitState.PERSON_ABSENT),
    )
    found = payment_on_delivery(delivered(*visits), on=P1.last_day, policy=numbers)
    assert amounts(found) == ["120.00"]


@pytest.mark.parametrize(("on", "periods"), [(P1.last_day - ONE_DAY, 0), (P1.last_day, 1), (P2.last_day, 2)])
def test_g12_a_period_is_paid_once_it_has_ended(on: date, periods: int) -> None:
    found = paid(visit(P1.first_day, 300), visit(P2.first_day, None), on=on) if periods < 2 else None
    if found is not None:
        assert len(found.payments) == periods
        return
    with pytest.raises(NotRecorded, match=r"fund\.visits\[V-2026-05-04-None\]\.price"):
        paid(visit(P1.first_day, 300), visit(P2.first_day, None), on=on)


def test_g12_visits_outside_the_arrangement_are_named_and_paid_by_nobody() -> None:
    before, after = visit(FIRST_DAY - ONE_DAY, 10, "early"), visit(P2.last_day + ONE_DAY, 10, "late")
    ends: dict[str, Any] = {"contract": {"last_day": P2.last_day}}
    found = paid(before, visit(P1.first_day, 90), after, **ends)
    assert found.outside == ("early", "late")
    assert found.amount == Money(10)
    assert paid(before, on=FIRST_DAY - 2 * ONE_DAY).outside == ()
    assert paid(before, on=FIRST_DAY - ONE_DAY).payments == ()


def test_delivery_nobody_is_charged_for_a_period_in_which_nothing_was_delivered() -> None:
    """The 600 that waited are paid in full: she was charged 80 when they were delivered, and never again."""
    found = paid(visit(P1.first_day, 1000), visit(P3.first_day, 30), limit=DeliveryLimit.SO_FAR)
    assert [str(each.contribution) for each in found.payments] == ["80.00", "0.00", "30.00"]
    assert [str(each.within) for each in found.payments] == ["400.00", "400.00", "230.00"]
    assert amounts(found) == ["320.00", "400.00", "200.00"]


def test_delivery_nobody_is_charged_for_a_fee_alone() -> None:
    """A fee of 28 that is part of the budget is no support: the funder pays it, until something is delivered."""
    fee: dict[str, Any] = {"contract": {"fee": FixedFee(per_week="7"), "fee_placement": Placement.INSIDE}}
    found = paid(visit(P2.first_day, "79.99"), visit(P3.first_day, "80.01"), **fee)
    assert [str(each.contribution) for each in found.payments] == ["0.00", "79.99", "80.00"]
    assert amounts(found) == ["28.00", "28.00", "28.01"]


def test_delivery_a_visit_while_nobody_held_the_fund_is_outside() -> None:
    """H-1 held it to the end of April, H-2 from June: a visit in May is in no period, and H-1 is not paid for it."""
    gone = Termination(
        party=Party.FUNDER,
        reason=TerminationReason.CHANGE_OF_HOLDER,
        given_on=FIRST_DAY,
        last_day=P1.last_day,
    )
    next_holder = Variation(
        effective=P3.first_day, known_from=FIRST_DAY, changes=(Change("holder", Holder(ref="H-2")),)
    )
    visits = (
        visit(P1.last_day, 50, "last"),
        visit(P2.first_day, 70, "between"),
        visit(P2.last_day, None, "between too"),
        visit(P3.first_day, 90, "first"),
    )
    changes: dict[str, Any] = {
        "arrangement": {"holder": Holder(ref="H-1"), "endings": (gone,), "variations": (next_holder,)}
    }
    found = paid(*visits, payment={"basis": Basis.GROSS}, **changes)
    assert found.outside == ("between", "between too")
    assert [each.payment.period for each in found.payments] == [P1, P3]
    assert amounts(found) == ["50.00", "90.00"]


def test_delivery_no_schedule_says_what_is_charged_or_due_at_the_end() -> None:
    """She is charged 30.00 and 0.00 for what was delivered: a schedule would charge 80.00 twice."""
    gone = Termination(party=Party.FUNDER, reason=TerminationReason.ORDINARY, given_on=FIRST_DAY, last_day=P2.last_day)
    mary = delivered(visit(P1.first_day, 30), arrangement={"endings": (gone,)})
    found = payment_on_delivery(mary, on=P2.last_day, policy=NUMBERS)
    assert [str(each.contribution) for each in found.payments] == ["30.00", "0.00"]
    asked: tuple[Any, ...] = (
        lambda: charges_for(mary, policy=NUMBERS),
        lambda: final_account_on(mary, on=END, policy=NUMBERS),
        lambda: still_to_come(mary, on=END, policy=NUMBERS),
    )
    for ask in asked:
        refused(ask, "use payment_on_delivery(...)", kind=ContradictoryTerms)


def test_delivery_a_contract_that_pays_the_budget_is_refused_by_name() -> None:
    """No policy's parameters say it, so nobody is sent to look there."""
    error = refused(
        lambda: payment_on_delivery(delivered(limit=None), on=END, policy=NUMBERS),
        "contract.payment.on_delivery: the contract does not say that what was delivered is paid",
        kind=ContradictoryTerms,
    )
    assert "parameters" not in str(error)


def test_g12_what_is_missing_is_named_at_once() -> None:
    silent = delivered(fund={"visits": None}, budget={"contribution": None})
    with pytest.raises(NotRecorded) as error:
        payment_on_delivery(silent, on=END, policy=NUMBERS)
    assert error.value.fields == ("fund.visits", "budget.contribution")
    with pytest.raises(NotRecorded) as error:
        payment_on_delivery(delivered(fund={"visits": None}), on=END, policy=NUMBERS)
    assert error.value.fields == ("fund.visits",)
    unpriced = (visit(P1.first_day, None, "A"), visit(P1.first_day, None, "B"), visit(P1.first_day, None, "A2"))
    with pytest.raises(NotRecorded) as error:
        paid(*unpriced)
    assert error.value.fields == tuple(f"fund.visits[{ref}].price" for ref in ("A", "B", "A2"))


def test_g12_a_payment_on_delivery_is_in_arrears() -> None:
    with pytest.raises(ContradictoryTerms, match="what is delivered is not known in advance"):
        paid(visit(P1.first_day, 100), payment={"timing": Timing.IN_ADVANCE})
    refused(lambda: payment_on_delivery(None, on=END, policy=PLAIN), "payment_on_delivery: ")  # type: ignore[arg-type]


def test_g12_no_pay_run_pays_the_budget_of_what_is_paid_on_delivery() -> None:
    mary = delivered(visit(P1.first_day, 100)).replace(holder=Holder(ref="H-7"))
    run = pay_run([mary], holder="H-7", span=P2, on=P2.first_day, policy=NUMBERS)
    assert run.lines == ()
    (left,) = run.not_paid
    assert left.missing == (), "the term is recorded, and the reason says what to do"
    assert "what was delivered is paid, and not the budget; use payment_on_delivery(...)" in left.reason
    for ask in (
        lambda: reconcile(mary, PaymentHistory(), on=END, policy=NUMBERS),
        lambda: next_payments(mary, PaymentHistory(), on=END, until=END, policy=NUMBERS),
    ):
        refused(ask, "contract.payment.on_delivery", kind=ContradictoryTerms)


def test_g12_the_payments_are_shown_with_their_total() -> None:
    found = paid(*OVER_AND_UNDER)
    assert str(found).splitlines()[0] == "Paid on delivery, to Sun 28 Jun 2026"
    assert [each["beyond"] for each in found.records()] == [100, 0, 100]
    assert str(found).splitlines()[-1].split() == ["Total", "810.00"]


@given(
    st.lists(st.tuples(st.integers(0, 83), st.integers(0, 60_000)), max_size=9),
    st.sampled_from(DeliveryLimit),
    st.integers(0, 12_000),
)
def test_g12_any_visits_are_paid_as_a_slow_count_says(
    drawn: list[tuple[int, int]], limit: DeliveryLimit, contribution: int
) -> None:
    """Pence by pence: by period the lesser of visits and 400; so far the lesser of all visits and 400 a period."""
    visits = [
        visit(FIRST_DAY + timedelta(days=days), str(Money.from_pence(pence)), f"V-{place}")
        for place, (days, pence) in enumerate(drawn)
    ]
    weekly = Rate.weekly(str(Money.from_pence(contribution)))
    found = paid(*visits, limit=limit, budget={"contribution": weekly})
    taken = spent = 0
    for number, each in enumerate(found.payments):
        here = sum(pence for days, pence in drawn if days // 28 == number)
        spent += here
        now = min(here, 40_000) if limit is DeliveryLimit.PERIOD else min(spent, 40_000 * (number + 1)) - taken
        taken += now
        person = min(now, here, 4 * contribution, 40_000)
        assert (each.within.pence, each.contribution.pence, each.amount.pence) == (now, person, now - person)
