"""An explanation cites the term that made the sum what it is, and never a field that does not hold it (section E)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from support.account import ended as ended_by
from support.arrangements import HOMECARE, MONTHLY, mary, sound
from support.asking import judged
from support.small_account import fund, paid, spent

from isf_core import (
    DanglingReference,
    InWorkingDays,
    PayDates,
    Payment,
    WeekdayOfMonth,
    pay_run,
    schedule_payments,
    uplift,
)
from isf_core.account import balance_on, end_of
from isf_core.model import (
    Basis,
    FeeBase,
    FixedFee,
    Funder,
    FunderKind,
    NoFee,
    OneOff,
    OneOffPayment,
    Parameters,
    Party,
    PercentageFee,
    Placement,
    Timing,
)
from isf_core.policies import LANCASHIRE_POLICY, PLAIN
from isf_core.rules.policy import Policy
from isf_core.schedule import Payments, resolve_phases
from isf_core.values import Explanation, Money, Move, Period, Rate
from isf_core.values.sources import IPC


def payments(policy: Policy = PLAIN, **facts: Any) -> Payments:
    """The payments of a plan of 240 a week, a budget of 252 and a contribution of 61.30."""
    budget = {
        "actual": Rate.weekly(252),
        "contribution": Rate.weekly("61.30"),
        "in_house": (),
        "one_offs": (),
        "financial_assessments": (),
    }
    plan = {"supports": (HOMECARE.replace(cost=Rate.weekly(240)),)}
    mary = sound(**{**facts, "budget": {**budget, **facts.get("budget", {})}, "plan": facts.get("plan", plan)})
    return schedule_payments(mary, policy=policy)


def first(policy: Policy = PLAIN, **facts: Any) -> Payment:
    """The first of them."""
    return payments(policy, **facts)[0]


def cited(node: Explanation) -> dict[str, str]:
    """What each node cites, by what it is."""
    return {each.what: "; ".join(map(str, each.sources)) for _, each in node.walk() if each.sources}


def test_e_1_why_a_payment_is_net_is_in_its_tree() -> None:
    payment = first()
    assert payment.amount == Money("762.80")
    told = cited(payment.explain())
    assert "contract.payment.basis" in told[payment.explain().what]
    assert "contract.payment.basis" in told["contribution"]
    assert not any("contract.payment.timing" in each for each in told.values()), "it changes no pound"
    by_policy = PLAIN.with_parameters("ours", basis=Basis.NET)
    assert "Policy ours, basis" in cited(first(by_policy, payment={"basis": None}).explain())["contribution"]
    assert payment.explain("contribution").sources


def test_e_2_what_the_plan_costs_is_not_said_to_be_the_budget() -> None:
    payment = first(LANCASHIRE_POLICY)
    assert payment.amount == Money("714.80")
    told = cited(payment.explain())
    assert "budget, a week" not in told
    assert "plan.supports" in told["what the plan costs, a week"]
    assert "budget.actual" not in told["what the plan costs, a week"]
    assert "6.8" in told["what the plan costs, a week"], "and the words by which the policy pays it"
    whole = cited(first().explain())
    assert whole["budget, a week"].endswith("budget.actual")


def test_e_3_a_fee_cites_where_it_comes_from() -> None:
    on_top = first(contract={"fee": FixedFee(per_week="12.60"), "fee_placement": Placement.ON_TOP})
    assert on_top.explain("fee_on_top").money == Money("50.40")
    assert "contract.fee_placement" in cited(on_top.explain("fee_on_top"))["fee, on top"]
    inside = first(contract={"fee": FixedFee(per_week="12.60"), "fee_placement": Placement.INSIDE})
    assert inside.explain("fee").money == Money("50.40")
    top = inside.explain("fee")
    assert "contract.fee_placement" in cited(top)[top.what]


def test_e_4_a_due_date_says_from_which_day_it_is_counted_and_how_it_moved() -> None:
    """Four days before Easter Monday."""
    due = first().explain("due")
    assert due.what == "due on Thu 2 Apr 2026"
    assert due.value() == -4
    moved = due.operands[1]
    assert moved.what == "Mon 6 Apr 2026 is a weekend or a holiday, and it moves to Thu 2 Apr 2026"
    assert "contract.payment.move" in "; ".join(map(str, moved.sources))
    arrears = first(payment={"timing": Timing.IN_ARREARS}).explain("due")
    assert arrears.operands[0].what == "due by the terms on Mon 4 May 2026, the day after its last"
    plain = first(payment={"due_days": 9}).explain("due")
    assert [each.amount for each in plain.operands] == [9]


LISTED = PayDates({date(2026, 4, 6): date(2026, 4, 2)}, beyond=-3)


@pytest.mark.parametrize(
    ("terms", "said", "days"),
    [
        ({"due_days": -1}, "on Sun 5 Apr 2026, 1 day before its first day, Mon 6 Apr 2026", -1),
        ({"due_days": 2}, "on Wed 8 Apr 2026, 2 days after its first day, Mon 6 Apr 2026", 2),
        (
            {"due_days": InWorkingDays(-2)},
            "on Wed 1 Apr 2026, 2 working days before its first day, Mon 6 Apr 2026, in calendar days",
            -5,
        ),
        (
            {"due_days": InWorkingDays(1), "timing": Timing.IN_ARREARS},
            "on Tue 5 May 2026, 1 working day after the day after its last, Mon 4 May 2026, in calendar days",
            1,
        ),
        ({"due_days": InWorkingDays(0)}, "on Mon 6 Apr 2026, its first day", 0),
        (
            {"due_days": WeekdayOfMonth(weekday=5, number=-1)},
            "on Fri 24 Apr 2026, the last Friday of its month, in days from its first day, Mon 6 Apr 2026",
            18,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=1, number=2, months=-1)},
            "on Mon 9 Mar 2026, the second Monday of its month, in days from its first day, Mon 6 Apr 2026",
            -28,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=1, number=1)},
            "on Mon 6 Apr 2026, the first Monday of its month, in days from its first day, Mon 6 Apr 2026",
            0,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=3, number=3)},
            "on Wed 15 Apr 2026, the third Wednesday of its month, in days from its first day, Mon 6 Apr 2026",
            9,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=7, number=4)},
            "on Sun 26 Apr 2026, the fourth Sunday of its month, in days from its first day, Mon 6 Apr 2026",
            20,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=2, number=2)},
            "on Tue 14 Apr 2026, the second Tuesday of its month, in days from its first day, Mon 6 Apr 2026",
            8,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=4, number=2)},
            "on Thu 9 Apr 2026, the second Thursday of its month, in days from its first day, Mon 6 Apr 2026",
            3,
        ),
        (
            {"due_days": WeekdayOfMonth(weekday=6, number=2)},
            "on Sat 11 Apr 2026, the second Saturday of its month, in days from its first day, Mon 6 Apr 2026",
            5,
        ),
        (
            {"due_days": LISTED},
            "on Thu 2 Apr 2026, as the pay dates are listed, in days from its first day, Mon 6 Apr 2026",
            -4,
        ),
    ],
)
def test_a_due_date_is_explained_by_the_terms_as_they_are(terms: dict[str, Any], said: str, days: int) -> None:
    told = first(payment=terms).explain("due").operands[0]
    assert (told.what, told.value()) == (f"due by the terms {said}", Fraction(days))


def test_a_due_date_beyond_the_list_is_explained_by_what_counts_there() -> None:
    """The list ends with April: May is counted, in a part of a period from its own first day."""
    may = payments(payment={"due_days": LISTED})[1]
    what = "beyond the list of pay dates, 3 days before its first day, Mon 4 May 2026"
    assert may.explain("due").operands[0].what == f"due by the terms on Fri 1 May 2026, {what}"
    weekday = PayDates({date(2026, 4, 6): date(2026, 4, 2)}, beyond=WeekdayOfMonth(weekday=5, number=1))
    what = "beyond the list of pay dates, the first Friday of its month, in days from its first day, Mon 4 May 2026"
    told = payments(payment={"due_days": weekday})[1].explain("due").operands[0].what
    assert told == f"due by the terms on Fri 1 May 2026, {what}"
    late: dict[str, Any] = {"payment": {"due_days": LISTED}, "contract": {"first_day": date(2026, 4, 10)}}
    what = "beyond the list of pay dates, 3 days before its first day, Fri 10 Apr 2026"
    assert payments(**late)[0].explain("due").operands[0].what == f"due by the terms on Tue 7 Apr 2026, {what}"


def test_a_one_off_sum_is_due_by_the_terms_on_its_own_date() -> None:
    rail = OneOff(on=date(2026, 4, 9), amount="120", what="rail")
    own: dict[str, Any] = {
        "payment": {"one_offs": OneOffPayment.ON_ITS_DATE, "due_days": 3},
        "budget": {"one_offs": (rail,)},
    }
    told = next(each for each in payments(**own) if not each.is_regular).explain("due")
    assert told.operands[0].what == "due by the terms on Thu 9 Apr 2026, its own date"


def test_e_6_a_balance_is_explained_down_to_each_entry_and_its_evidence() -> None:
    day = date(2026, 4, 6)
    account = fund(paid("F", day, 100), spent("S", day, 40))
    told = cited(balance_on(account, on=day).explain())
    assert told["F on Mon 6 Apr 2026: payment by the funder"].startswith("The account as entered")
    assert balance_on(account, on=day).explain().money == Money(60)
    many = fund(*(paid(f"F-{n}", day, 1) for n in range(201)))
    assert [each.what for _, each in balance_on(many, on=day).explain().walk()][2] == "payment by the funder"
    assert len([*balance_on(many, on=day).explain().walk()]) < 20, "too many to read"


def test_e_10_a_funders_part_is_explained() -> None:
    payment = schedule_payments(sound(), policy=PLAIN)[1]
    for ref, part in payment.by_funder().items():
        node = payment.explain_part(ref)
        assert node.money == part
        assert "funding" in "; ".join(map(str, node.operands[0].sources))
    with pytest.raises(DanglingReference):
        payment.explain_part("nobody")


def test_e_9_an_uplift_a_pay_run_and_a_notice_are_explained() -> None:
    mary = sound()
    raised = uplift(mary, effective=date(2027, 1, 1), known_from=date(2026, 12, 1), percent="5").rows[0]
    assert raised.explain().amount == raised.difference.pounds
    period = Period(first_day=date(2026, 4, 1), last_day=date(2026, 5, 31))
    run = pay_run([mary], holder="H-7", span=period, on=date(2026, 4, 1), policy=PLAIN)
    assert run.explain().money == run.amount
    none = pay_run(
        [mary],
        holder="H-7",
        span=Period(first_day=period.first_day, last_day=period.first_day),
        on=period.first_day,
        policy=PLAIN,
    )
    assert none.explain().money == none.amount == Money(0)
    ending = ended_by(Party.FUNDER, given_on=date(2026, 6, 1), last_day=date(2026, 6, 14))
    ended = end_of(mary, ending, policy=PLAIN)
    assert ended.explain().amount == ended.shortfall_days == 15
    assert "contract.termination.notices[funder]" in "; ".join(map(str, ended.explain().operands[0].sources))


def test_e_8_a_findings_sums_are_trees() -> None:
    over = sound(contract={"fee": FixedFee(per_week="15")})
    finding = judged("BUD-02", over).findings[0]
    cost, left = finding.explain()
    assert (cost.what, cost.amount) == ("cost", Fraction("84.375"))
    assert (left.what, left.amount) == ("left", Fraction("79.375"))
    assert "plan.supports[art].cost" in "; ".join(str(source) for _, node in cost.walk() for source in node.sources)
    (less,) = judged("BUD-14", sound(contract={"fee": NoFee()})).findings[:1]
    assert {each.what for each in less.explain()} >= {"cost", "difference"}
    assert judged("BUD-02", sound(budget={"actual": None})).findings[0].explain() == ()
    dear = {"contribution": Rate.weekly(90), "exemptions": (), "financial_assessments": ()}
    alone = sound(budget=dear, funding=Funder(ref="council", kind=FunderKind.COUNCIL))
    (above,) = judged("BUD-04", alone).findings[:1]
    assert [(each.what, each.amount) for each in above.explain()] == [("contribution, a week", Fraction(90))]


def test_what_a_policy_is_cited_for_is_a_number_that_it_takes() -> None:
    """By the name under which it is set, so that whoever reads it can change it."""
    stated = PLAIN.with_parameters(
        "ours", cycle=MONTHLY, timing=Timing.IN_ADVANCE, basis=Basis.NET, move=Move.BACK, weeks_in_year=52,
        fee_placement=Placement.INSIDE, fee_base=FeeBase.NET, one_offs=OneOffPayment.ON_ITS_DATE,
    )  # fmt: skip
    unsaid = mary(
        payment=dict.fromkeys(("cycle", "timing", "basis", "move")), contract={"fee": PercentageFee(percent=5)}
    )
    (terms,) = resolve_phases(unsaid, policy=stated)
    names = {source.pinpoint for _, source in terms.provenance if source.text.title == "Policy ours"}
    assert {"fee_base", "fee_placement", "basis"} <= names <= {each.name for each in attrs.fields(Parameters)}
    (own,) = resolve_phases(unsaid, policy=attrs.evolve(stated, parameter_sources=(("fee_base", IPC("5")),)))
    assert IPC("5") in own.source_of("base")
