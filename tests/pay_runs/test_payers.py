"""Who bears a payment and who pays it: the payer recharges the other funders (PAY-04, LIFE-09)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.refusing import refused
from support.time_cases import paid_before, varied, varying

from isf_core import (
    PLAIN,
    Arrangement,
    Decision,
    ExactMoney,
    Funder,
    FundingShare,
    Holder,
    Money,
    Period,
    Rate,
    as_known,
    reconcile,
)
from isf_core.model import Backdating, FunderKind, FundingRate, HowFarBack
from isf_core.pay_runs import PaymentHistory, PaymentMade, PayRuns, next_payments, pay_run, pay_runs_for

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL, cost_code="4100")
NHS = Funder(ref="NHS", kind=FunderKind.NHS, cost_code="PHB-2")
SCHOOL = Funder(ref="school", kind=FunderKind.EDUCATION)
APRIL, MAY = Period.month(2026, 4), Period.month(2026, 5)
RUN_ON = date(2026, 4, 1)
POLICY = PLAIN.with_parameters(
    "Ours", recovery_limit="1", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
)


def joint(payer: str | None, *more: FundingRate) -> Arrangement:
    """100 a week, of which Mary pays 20 to the holder; the council bears 60%, the NHS 40%."""
    funding = (
        FundingShare(funder=COUNCIL, share="0.6"),
        FundingShare(funder=NHS, share="0.4", payer=payer),
        *more,
    )
    budget = {"actual": Rate.weekly("100"), "contribution": Rate.weekly("20")}
    return mary(**merged(NET, {"arrangement": {"funding": funding, "holder": Holder(ref="H-7")}, "budget": budget}))


def april(*book: Arrangement) -> PayRuns:
    return pay_runs_for(book, span=APRIL, on=RUN_ON, policy=PLAIN)


def told(sums: dict[str | None, Money]) -> dict[str | None, str]:
    return {key: str(amount) for key, amount in sums.items()}


def test_life_09_one_body_pays_the_holder_and_recharges_the_other() -> None:
    run = april(joint("council"))
    assert told(run.by_payer) == {"council": "320.00"}
    assert told(run.by_funder) == {"council": "160.00", "NHS": "160.00"}
    (row,) = run.recharges.records()
    assert (row["payer"], row["funder"], row["cost_code"], str(row["amount"])) == ("council", "NHS", "PHB-2", "160.00")
    assert run.recharges.amount == Money("160.00")
    own = pay_run([joint("council")], holder="H-7", span=APRIL, on=RUN_ON, policy=PLAIN)
    assert own.recharges == run.recharges


def test_life_09_where_no_payer_is_recorded_each_pays_its_own_part() -> None:
    run = april(joint(None), mary(arrangement={"funding": None, "holder": Holder(ref="H-7")}))
    assert told(run.by_payer) == told(run.by_funder)
    assert run.recharges.rows == ()


def test_life_09_a_part_of_nothing_is_not_recharged() -> None:
    school = FundingRate(funder=SCHOOL, rate=Rate.weekly(0), payer="council")
    assert [row.part.funder for row in april(joint("council", school)).recharges.rows] == ["NHS"]


def test_life_09_the_payer_may_change_with_the_funding() -> None:
    change = varying(date(2026, 5, 4), ("funding", joint("council").funding))
    book = [varied(change, **_facts())]
    first, then = (pay_runs_for(book, span=span, on=RUN_ON, policy=PLAIN).recharges for span in (APRIL, MAY))
    assert (first.rows, bool(then.rows)) == ((), True)


def _facts() -> dict[str, Any]:
    return {"arrangement": {"funding": joint(None).funding, "holder": Holder(ref="H-7")}}


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: joint("county"), "payer"),
        (lambda: joint(" "), "FundingShare.payer"),
        (
            lambda: joint("school", FundingRate(funder=SCHOOL, rate=Rate.weekly(1), payer="council")),
            "'school' pays for 'NHS', and 'council' for 'school'; name the one that pays the holder",
        ),
    ],
)
def test_a_payer_is_a_funder_here_that_pays_its_own_part(make: Any, wrong: str) -> None:
    refused(make, wrong)


def late(*changes: tuple[str, object], known: date = date(2026, 5, 20), before: str = "20") -> Arrangement:
    """The joint package, and changes from 6 April that are known in May, after two payments."""
    funding = joint(None).funding
    budget = {"actual": Rate.weekly("100"), "contribution": Rate.weekly(before)}
    change = varying(date(2026, 4, 6), *changes, known_from=known)
    return varied(
        change, **merged(NET, {"arrangement": {"funding": funding, "holder": Holder(ref="H-7")}, "budget": budget})
    )


def in_june(arrangement: Arrangement, *decisions: Decision) -> dict[str | None, str]:
    """Who bears what is due in the rest of May, after two payments were made and reconciled."""
    history = paid_before(as_known(arrangement, on=RUN_ON), 2)
    found = reconcile(arrangement, history, on=date(2026, 5, 21), policy=POLICY).history.deciding(*decisions)
    span = Period(first_day=date(2026, 5, 21), last_day=date(2026, 6, 5))
    return told(pay_runs_for([(arrangement, found)], span=span, on=date(2026, 5, 21), policy=POLICY).by_funder)


@pytest.mark.parametrize(
    ("before", "after", "council"),
    [("20", "25", "100.00"), ("20", "10", "280.00"), ("20", "20.01", "159.88")],
)
def test_g1_a_late_change_of_what_the_person_pays_changes_nothing_for_the_nhs(
    before: str, after: str, council: str
) -> None:
    mary = late(("budget.contribution", Rate.weekly(after)), before=before)
    assert in_june(mary) == {"council": council, "NHS": "160.00"}


def test_g1_what_the_council_has_to_have_back_comes_off_its_part_alone_to_the_penny() -> None:
    """Mary pays 11.99 a week and paid nothing for four periods: of 192.04 the council has 191.84 back."""
    on = date(2026, 7, 20)
    mary = late(("budget.contribution", Rate.weekly("11.99")), before="0", known=on)
    history = reconcile(mary, paid_before(as_known(mary, on=RUN_ON), 4), on=on, policy=POLICY).history
    span = Period(first_day=on, last_day=date(2026, 8, 2))
    found = pay_runs_for([(mary, history)], span=span, on=on, policy=POLICY)
    assert told(found.by_funder) == {"council": "0.20", "NHS": "160.00"}


def test_x10_a_late_change_of_the_budget_is_borne_as_the_cost_is() -> None:
    """Of 80.00 more for two periods the council bears 48.00, whatever comes off its part: 184.00 and 176.00 are due."""
    assert in_june(late(("budget.actual", Rate.weekly("110")))) == {"council": "232.00", "NHS": "208.00"}


def case(rate: str = "100", **facts: Any) -> Arrangement:
    """100 a week, of which Mary pays 50 to the holder: of 200.00 for four weeks the council bears 40.00."""
    budget = {"actual": Rate.weekly(rate), "contribution": Rate.weekly("50")}
    funded = {"funding": joint(None).funding, "holder": Holder(ref="H-7"), **facts}
    return mary(**merged(NET, {"arrangement": funded, "budget": budget}))


def borne_until(arrangement: Arrangement, history: PaymentHistory, last_day: date) -> dict[str | None, str]:
    span = Period(first_day=date(2026, 5, 1), last_day=last_day)
    policy = POLICY.with_parameters("Half", recovery_limit="0.5")
    return told(pay_runs_for([(arrangement, history)], span=span, on=date(2026, 5, 1), policy=policy).by_funder)


def test_x10_what_was_paid_twice_comes_back_from_each_funder_as_it_was_paid() -> None:
    mary = case()
    paid = paid_before(mary, 1)
    twice = paid.paying(paid.payments[0].replace(ref="again"))
    history = reconcile(mary, twice, on=date(2026, 5, 1), policy=POLICY).history
    assert str(history.outstanding) == "-200.00"
    assert borne_until(mary, history, date(2026, 8, 10)) == {"council": "120.00", "NHS": "480.00"}
    assert borne_until(mary, paid, date(2026, 8, 10)) == {"council": "160.00", "NHS": "640.00"}
    half = Decision(amount="100", reason="written off", decided_by="panel", decided_on=date(2026, 5, 1))
    assert borne_until(mary, history.deciding(half), date(2026, 8, 10)) == {"council": "140.00", "NHS": "560.00"}


def test_x10_a_rise_learnt_late_is_borne_by_the_shares_before_the_contribution_comes_off() -> None:
    """160.00 and 240.00 are due, and of the rise for April 120.00 and 80.00."""
    rise = varying(date(2026, 4, 6), ("budget.actual", Rate.weekly("150")), known_from=date(2026, 5, 1))
    mary = case(variations=(rise,))
    history = reconcile(mary, paid_before(case(), 1), on=date(2026, 5, 1), policy=POLICY).history
    assert borne_until(mary, history, date(2026, 5, 10)) == {"council": "280.00", "NHS": "320.00"}, (
        "160 and 240 are due"
    )


def test_x10_a_correction_is_borne_by_the_funders_of_the_period_that_it_is_for() -> None:
    """The council alone pays until 3 May; what was too little in April is the council's, whatever is due then."""
    alone = (FundingShare(funder=COUNCIL, share="1"),)
    shared = varying(date(2026, 5, 4), ("funding", joint(None).funding), known_from=RUN_ON)
    rise = varying(date(2026, 4, 6), ("budget.actual", Rate.weekly("150")), known_from=date(2026, 5, 1))
    before = case(funding=alone, variations=(shared,))
    mary = before.replace(variations=(shared, rise))
    history = reconcile(mary, paid_before(before, 1, RUN_ON), on=date(2026, 5, 1), policy=POLICY).history
    assert str(history.outstanding) == "200.00"
    assert borne_until(mary, history, date(2026, 5, 10)) == {"council": "360.00", "NHS": "240.00"}


def test_x10_a_correction_of_a_later_period_is_borne_by_those_who_paid_for_that_one() -> None:
    """The council alone pays until 3 May: of 200.00 too little in May the NHS bears 80.00. 160 and 240 are due."""
    alone = (FundingShare(funder=COUNCIL, share="1"),)
    shared = varying(date(2026, 5, 4), ("funding", joint(None).funding), known_from=RUN_ON)
    rise = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly("150")), known_from=date(2026, 5, 20))
    before = case(funding=alone, variations=(shared,))
    mary = before.replace(variations=(shared, rise))
    assert in_june(mary) == {"council": "280.00", "NHS": "320.00"}


def test_x10_a_correction_is_no_more_than_the_rate_of_a_funder_that_pays_one() -> None:
    """The NHS pays 30 a week of 100, of 200 from May and then of 210: of 40.00 more it bears nothing."""
    by_rate = (FundingRate(funder=NHS, rate=Rate.weekly(30)), FundingShare(funder=COUNCIL, share="1"))
    more = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly("200")), known_from=RUN_ON)
    rise = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly("210")), known_from=date(2026, 5, 20))
    mary = case(funding=by_rate, variations=(more, rise))
    assert in_june(mary) == {"council": "560.00", "NHS": "120.00"}


def test_x10_what_a_funder_that_has_left_bears_of_a_correction_is_no_part_of_a_rate() -> None:
    """The school bore half of April's 200.00. In May 120.00 and 280.00 are due: the council bears all of it."""
    halves = tuple(FundingShare(funder=each, share="0.5") for each in (COUNCIL, SCHOOL))
    by_rate = (FundingRate(funder=NHS, rate=Rate.weekly(30)), FundingShare(funder=COUNCIL, share="1"))
    shared = varying(date(2026, 5, 4), ("funding", by_rate), known_from=RUN_ON)
    rise = varying(date(2026, 4, 6), ("budget.actual", Rate.weekly("150")), known_from=date(2026, 5, 1))
    before = case(funding=halves, variations=(shared,))
    mary = before.replace(variations=(shared, rise))
    history = reconcile(mary, paid_before(before, 1, RUN_ON), on=date(2026, 5, 1), policy=POLICY).history
    assert str(history.outstanding) == "200.00"
    assert borne_until(mary, history, date(2026, 5, 10)) == {"council": "480.00", "NHS": "120.00"}


def test_x10_what_one_funder_has_to_have_from_another_goes_with_a_payment_although_nothing_is_outstanding() -> None:
    """10 a week less for the budget and for what Mary pays: the holder has what it is to have, the funders do not."""
    mary = late(("budget.actual", Rate.weekly("90")), ("budget.contribution", Rate.weekly("10")))
    history = reconcile(mary, paid_before(as_known(mary, on=RUN_ON), 2), on=date(2026, 5, 21), policy=POLICY).history
    assert history.outstanding == Money(0)
    assert in_june(mary) == {"council": "208.00", "NHS": "112.00"}, "176 and 144 are due, and 32.00 is made good"
    (due, *_) = next_payments(mary, history, on=date(2026, 5, 21), until=date(2026, 7, 5), policy=POLICY)
    paid = history.paying(due.made(date(2026, 5, 29)))
    (then, *_) = next_payments(mary, paid, on=date(2026, 6, 1), until=date(2026, 7, 5), policy=POLICY)
    assert then.borne == ()
    # What was paid beyond what was owed takes none of it: it comes back, and what they owe each other goes with that.
    beyond = history.paying(PaymentMade.of(due.payment, date(2026, 5, 29), Money(5)))
    (then, *_) = next_payments(mary, beyond, on=date(2026, 6, 1), until=date(2026, 7, 5), policy=POLICY)
    assert (str(then.adjusted), then.borne) == ("-5.00", due.borne)
    assert due.borne == (("council", ExactMoney(32)), ("NHS", ExactMoney(-32)))


def test_x10_nobody_bears_anything_of_a_payment_that_is_all_taken_back() -> None:
    mary = case()
    back = Decision(amount="-200", reason="unspent", decided_by="panel", decided_on=date(2026, 5, 1))
    span = Period(first_day=date(2026, 5, 1), last_day=date(2026, 5, 10))
    book = [(mary, paid_before(mary, 1).deciding(back))]
    found = pay_runs_for(book, span=span, on=date(2026, 5, 1), policy=POLICY)
    assert (str(found.amount), told(found.by_funder)) == ("0.00", {"council": "0.00", "NHS": "0.00"})


def test_x10_what_is_taken_back_for_a_period_that_costs_nothing_is_borne_by_the_shares() -> None:
    """Nothing was due for April: 400.00 come back, of which Mary has paid 200.00 and gets them back."""
    free = varying(date(2026, 4, 6), ("budget.actual", Rate.weekly("0")), known_from=date(2026, 5, 1))
    again = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly("200")), known_from=date(2026, 5, 1))
    mary = case(variations=(free, again))
    history = reconcile(mary, paid_before(case(), 1), on=date(2026, 5, 1), policy=POLICY).history
    assert str(history.outstanding) == "-200.00"
    assert borne_until(mary, history, date(2026, 5, 10)) == {"council": "240.00", "NHS": "160.00"}


def test_a_decision_is_borne_as_the_payment_is_and_what_the_person_pays_by_the_council() -> None:
    ten = Decision(amount="10", reason="goodwill", decided_by="panel", decided_on=date(2026, 5, 21))
    mary = late(("budget.contribution", Rate.weekly("25")))
    assert in_june(mary, ten) == {"council": "104.67", "NHS": "165.33"}, "140 and 160 share the 10.00"


@pytest.mark.parametrize(("amount", "health"), [("-100", "60.00"), ("100", "260.00")])
def test_a_decision_changes_nothing_for_a_funder_that_has_no_part_of_the_payment(amount: str, health: str) -> None:
    """Mary pays all that the council would bear."""
    decided = Decision(amount=amount, reason="agreed", decided_by="panel", decided_on=date(2026, 5, 21))
    mary = late(("budget.contribution", Rate.weekly("60")), before="60")
    assert in_june(mary, decided) == {"council": "0.00", "NHS": health}


def test_no_part_is_below_zero_whatever_is_corrected() -> None:
    """The council's part of the payment is 60.00, and 200.00 are to come back: the rest comes off the NHS's."""
    assert in_june(late(("budget.contribution", Rate.weekly("45")))) == {"council": "0.00", "NHS": "20.00"}


def test_what_was_taken_up_before_is_not_taken_again() -> None:
    mary = late(("budget.contribution", Rate.weekly("25")))
    history = paid_before(as_known(mary, on=RUN_ON), 2)
    found = reconcile(mary, history, on=date(2026, 5, 21), policy=POLICY).history
    (due, *_) = next_payments(mary, found, on=date(2026, 5, 21), until=date(2026, 7, 5), policy=POLICY)
    assert (str(due.adjusted), due.borne) == ("-40.00", (("council", ExactMoney("-40")),))
    paid = found.paying(due.made(date(2026, 5, 29)))
    (then, *_) = next_payments(mary, paid, on=date(2026, 6, 1), until=date(2026, 7, 5), policy=POLICY)
    assert (str(then.adjusted), then.borne) == ("0.00", ())


def test_what_is_taken_back_by_parts_is_borne_at_each_part_by_those_who_have_to_bear_it() -> None:
    """Of 40.00 that the council has back, a tenth of 300.00 comes off the first payment and the rest off the second."""
    mary = late(("budget.contribution", Rate.weekly("25")))
    on, tenth = date(2026, 5, 21), POLICY.with_parameters("A tenth", recovery_limit="0.1")
    history = reconcile(mary, paid_before(as_known(mary, on=RUN_ON), 2), on=on, policy=POLICY).history
    found = next_payments(mary, history, on=on, until=date(2026, 9, 1), policy=tenth)
    assert [(str(each.adjusted), each.borne) for each in found][:3] == [
        ("-30.00", (("council", ExactMoney("-30")),)),
        ("-10.00", (("council", ExactMoney("-10")),)),
        ("0.00", ()),
    ]
    span = Period(first_day=on, last_day=date(2026, 7, 4))
    run = pay_runs_for([(mary, history)], span=span, on=on, policy=tenth)
    assert [[str(part.amount) for part in line.by_funder()] for line in run.lines] == [
        ["110.00", "160.00"],
        ["130.00", "160.00"],
    ]


def test_where_nobody_charges_a_correction_is_borne_as_the_payment_is() -> None:
    """The contribution was wrongly taken by a council; from May on only the NHS pays."""
    alone = (FundingShare(funder=NHS, share="1"),)
    mary = late(("budget.contribution", Rate.weekly("25")))
    changed = mary.replace(
        variations=(*mary.variations, varying(date(2026, 6, 1), ("funding", alone), known_from=date(2026, 5, 20)))
    )
    assert set(in_june(changed)) == {"NHS"}


def test_where_all_of_a_payment_is_taken_back_no_funder_pays_a_part() -> None:
    owed = Decision(amount="-320", reason="agreed", decided_by="panel", decided_on=RUN_ON)
    (line,) = pay_runs_for([(joint(None), PaymentHistory().deciding(owed))], span=APRIL, on=RUN_ON, policy=POLICY).lines
    assert [str(line.amount), *(str(part.amount) for part in line.by_funder())] == ["0.00", "0.00", "0.00"]
