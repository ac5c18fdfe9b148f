"""The account under policies that change over time: caps of the day, notice of its day, what is due by each in turn."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import mary
from support.endings import CLAUSE, ending, notice, terms
from support.small_account import entry, fund, paid

from isf_core import (
    PLAIN,
    Arrangement,
    Money,
    NotRecorded,
    Period,
    Policies,
    Policy,
    Rate,
    end_of,
    final_account_on,
    price_visit,
    schedule_payments,
    spending_by_support,
    statement_for,
    surplus_on,
)
from isf_core.model import (
    Clauses,
    EntryKind,
    Outcome,
    Pool,
    PoolMember,
    Support,
    SupportPlan,
    SurplusBase,
    SurplusRule,
    Suspension,
    SuspensionRule,
    VisitRecord,
    VisitState,
)
from isf_core.planning import classify_plan_change, core_and_flexi, pool_parts

NEW_YEAR = date(2027, 4, 5)
DAY_BEFORE = date(2027, 4, 4)
JUNE = Suspension(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28))


def dated(old: dict[str, Any], new: dict[str, Any], since: date = NEW_YEAR) -> Policies[Policy]:
    return Policies(PLAIN.with_parameters("2026", **old), (since, PLAIN.with_parameters("2027", **new)))


def rule(retainer: str) -> dict[str, Any]:
    return {"suspension": SuspensionRule(full_days=0, retainer=retainer)}


def test_sur_01_the_cap_is_that_of_the_policy_on_the_day() -> None:
    plan = SupportPlan(outcomes=(), supports=(), carry_forwards=())
    held = mary(
        budget={"contingency": Money(0)},
        arrangement={
            "plan": plan,
            "fund": fund(
                paid("P", date(2026, 4, 6), period=Period(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)))
            ),
        },
    )
    half, tenth = (SurplusRule(share=share, of=SurplusBase.REGULAR_PAYMENT) for share in ("0.5", "0.1"))
    by = dated({"surplus": half}, {"surplus": tenth})
    before, after = (surplus_on(held, on=on, policy=by) for on in (DAY_BEFORE, NEW_YEAR))
    assert (before.cap, str(before.rule_by)) == (Money("168.75"), "Policy 2026, surplus")
    assert (after.cap, str(after.rule_by)) == (Money("33.75"), "Policy 2027, surplus")
    late = statement_for(held, span=Period(first_day=date(2027, 3, 8), last_day=NEW_YEAR), policy=by)
    assert late.surplus is not None
    assert late.surplus.cap == after.cap
    none = dated({"surplus": half}, {})
    assert surplus_on(held, on=DAY_BEFORE, policy=none).cap == before.cap
    with pytest.raises(NotRecorded):
        surplus_on(held, on=NEW_YEAR, policy=none)


def left(arrangement: Arrangement, policy: Any) -> tuple[str, str, str]:
    final = final_account_on(arrangement, on=date(2027, 6, 1), policy=policy, ending=ending(given_on=date(2027, 4, 10)))
    return str(final.last_day), str(final.in_advance), str(final.refund)


def test_f3_a_final_account_leaves_what_was_paid_under_the_old_policy() -> None:
    by = dated(
        {**rule("0.5"), "termination": terms(notice(7), liabilities=CLAUSE)},
        {**rule("0"), "termination": terms(notice(22), liabilities=CLAUSE)},
    )
    stay = mary(arrangement={"suspensions": (JUNE,)}, contract={"clauses": Clauses()})
    payments = schedule_payments(stay, until=date(2027, 5, 1), policy=by)
    assert str(payments.totals.amount) == "4556.25", "13 payments in full, and a half"
    entries = (
        entry(f"P-{each.first_day}", each.due, EntryKind.FUNDER_PAYMENT, each.amount, period=each.period)
        for each in payments
    )
    lived = mary(arrangement={"suspensions": (JUNE,), "fund": fund(*entries)}, contract={"clauses": Clauses()})
    assert left(lived, by) == ("2027-05-02", "0.00", "4556.25")
    assert (
        left(lived, PLAIN.with_parameters("2027", **rule("0"), termination=terms(notice(22), liabilities=CLAUSE)))[1]
        == "168.75"
    )


@pytest.mark.parametrize(("given_on", "last_day"), [(DAY_BEFORE, date(2027, 4, 11)), (NEW_YEAR, date(2027, 5, 3))])
def test_end_01_notice_is_that_of_the_policy_on_the_day_on_which_it_is_given(given_on: date, last_day: date) -> None:
    by = dated({"termination": terms(notice(7))}, {"termination": terms(notice(28))})
    assert end_of(mary(), ending(given_on=given_on), policy=by).last_day == last_day


def test_led_03_what_was_planned_goes_by_the_year_of_each_day() -> None:
    plan = SupportPlan(
        outcomes=(Outcome(ref="o"),), supports=(Support.by_rate("s", ("o",), Rate.annual("3650")), Support(ref="t"))
    )
    held = mary(arrangement={"plan": plan, "fund": fund()})
    span = Period(first_day=date(2027, 3, 29), last_day=date(2027, 4, 11))
    by = dated({"weeks_in_year": "52"}, {"weeks_in_year": Fraction(365, 7)})
    care, other, *_ = spending_by_support(held, span=span, policy=by)
    assert care.planned is not None
    assert care.planned.pounds == Fraction(3650, 52) + 70
    assert other.planned is None
    with pytest.raises(NotRecorded) as caught:
        spending_by_support(held, span=span, policy=dated({}, {"weeks_in_year": None}))
    assert caught.value.fields == ("contract.payment.weeks_in_year",)


def test_led_08_a_visit_is_priced_by_the_policy_of_its_day() -> None:
    by = dated({"cancellation_hours": 24}, {"cancellation_hours": 48})
    charged = [
        price_visit(
            VisitRecord(ref="V", on=on, state=VisitState.CANCELLED, price="12.50", notice_hours=30), policy=by
        ).charge
        for on in (DAY_BEFORE, NEW_YEAR)
    ]
    assert charged == [Money("0.00"), Money("12.50")]


def test_pln_10_a_pool_is_shared_by_the_year_of_each_day() -> None:
    members = tuple(PoolMember(person=ref, share="1", first_day=date(2026, 4, 1)) for ref in ("P-1", "P-2"))
    pool = Pool(ref="house", cost=Rate.annual("3650"), members=members)
    span = Period(first_day=date(2027, 3, 29), last_day=date(2027, 4, 11))
    by = dated({"weeks_in_year": "52"}, {"weeks_in_year": Fraction(365, 7)})
    assert pool_parts(pool, span=span, policy=by).amount == Money("140.19")
    (one, _) = core_and_flexi(pool, [("P-1", Rate.annual("365"))], span=span, policy=by)
    assert (one.core, one.flexi) == (Money("70.10"), Money("14.02"))
    for lacking in (dated({"weeks_in_year": None}, {}), dated({}, {"weeks_in_year": None})):
        with pytest.raises(NotRecorded) as caught:
            pool_parts(pool, span=span, policy=lacking)
        assert caught.value.fields == ("policy.weeks_in_year",)


def test_a_change_of_plan_goes_by_the_policy_of_its_day() -> None:
    plan = SupportPlan(outcomes=(), supports=(Support.by_rate("s", (), Rate.weekly("70.10")),))
    by = dated({"weeks_in_year": "52"}, {"weeks_in_year": Fraction(365, 7)})
    routes = [
        classify_plan_change(
            plan.replace(supports=()),
            plan,
            on=on,
            budget=Rate.annual("3650"),
            needs_changed=False,
            in_doubt=False,
            policy=by,
        ).route.value
        for on in (DAY_BEFORE, NEW_YEAR)
    ]
    assert len(set(routes)) == 2, "70.19 a week before, 70.00 after"
