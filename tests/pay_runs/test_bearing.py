"""Who bears a correction: what each bears of the period now, less what it bore when it was paid (PAY-04, PAY-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.time_cases import paid_before, varying

from isf_core import (
    PLAIN,
    Arrangement,
    Funder,
    FundingShare,
    Holder,
    Money,
    Period,
    Rate,
    WorkingDays,
    as_known,
    reconcile,
)
from isf_core.model import (
    Backdating,
    FunderKind,
    Funding,
    FundingRate,
    HowFarBack,
    OneOff,
    OneOffPayment,
    Variation,
)
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.model.parameters import Policies
from isf_core.pay_runs import PaymentHistory, PaymentMade, pay_runs_for
from isf_core.pay_runs.bearing import Account, EachAsKnown
from isf_core.pay_runs.history import SIGNS

COUNCIL = Funder(ref="council", kind=FunderKind.COUNCIL)
NHS = Funder(ref="NHS", kind=FunderKind.NHS)
HALVES = (FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=NHS, share="0.5"))
RATED = (FundingRate(funder=NHS, rate=Rate.weekly(150)), FundingShare(funder=COUNCIL, share=1))
APRIL, KNOWN = date(2026, 4, 6), date(2026, 5, 20)
POLICY = PLAIN.with_parameters(
    "Ours", recovery_limit="1", backdating=Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
)


def late(path: str, value: object, *, since: date = APRIL, known: date = KNOWN, **facts: Any) -> Variation:
    return varying(since, (path, value), known_from=known, **facts)


def case(funding: tuple[Funding, ...], *variations: Variation, **facts: Any) -> Arrangement:
    """400 a week, of which Mary pays 60 to the holder, every four weeks from 6 April."""
    budget = {"actual": Rate.weekly(400), "contribution": Rate.weekly(60)}
    arrangement = {"funding": funding, "holder": Holder(ref="H-7"), "variations": variations}
    return mary(**merged(NET, {"arrangement": arrangement, "budget": budget}, facts))


def paid(arrangement: Arrangement, payments: int = 2) -> PaymentHistory:
    """What was paid as known in April."""
    return paid_before(as_known(arrangement, on=date(2026, 4, 1)), payments)


def put_right(arrangement: Arrangement, history: PaymentHistory, on: date = KNOWN) -> PaymentHistory:
    return reconcile(arrangement, history, on=on, policy=POLICY).history


def next_run(
    arrangement: Arrangement, history: PaymentHistory, on: date = KNOWN
) -> tuple[dict[str | None, str], PaymentHistory]:
    """What each funder pays of the next payment, and the history with it."""
    span = Period(first_day=date(2026, 5, 5), last_day=date(2027, 4, 4))
    line, *_ = pay_runs_for([(arrangement, history)], span=span, on=on, policy=POLICY).lines
    parts = {part.funder: str(part.amount) for part in line.by_funder()}
    return parts, history.paying(line.to_pay.made(max(on, line.to_pay.payment.due)))


def told(parts: Iterable[dict[str | None, str]]) -> list[tuple[str, str]]:
    return [(each["council"], each["NHS"]) for each in parts]


@pytest.mark.parametrize(
    ("changes", "council"),
    [
        ([("budget.actual", Rate.weekly(500))], "1960.00"),  # of 1160.00 and twice 400.00
        ([("budget.contribution", Rate.weekly(10))], "1360.00"),  # of 960.00 and twice 200.00
        ([("budget.actual", Rate.weekly(300)), ("budget.contribution", Rate.weekly(10))], "160.00"),
    ],
)
def test_a_funder_that_pays_a_rate_is_asked_for_its_rate_and_no_more(changes: Any, council: str) -> None:
    mary = case(RATED, varying(APRIL, *changes, known_from=KNOWN))
    parts, _ = next_run(mary, put_right(mary, paid(mary)))
    assert told([parts]) == [(council, "600.00")]


def test_a_funder_that_pays_a_rate_bears_what_the_rest_cannot() -> None:
    """The budget is less than its rate: 120.00 a week for all three periods, and nothing is left for the council."""
    mary = case(RATED, late("budget.actual", Rate.weekly(120)), budget={"contribution": Rate.weekly(0)})
    parts, _ = next_run(mary, put_right(mary, paid(mary, 1), date(2026, 5, 20)))
    assert told([parts]) == [("0.00", "0.00")], "1,120.00 have to come back, and 480.00 is due"


def test_what_a_part_was_too_small_for_is_made_good_by_the_next() -> None:
    """The council is to have 720.00 back, and its part of a payment is 200.00."""
    mary = case(HALVES, late("budget.contribution", Rate.weekly(150)))
    history, parts = put_right(mary, paid(mary)), []
    for _ in range(5):
        made, history = next_run(mary, history)
        parts.append(made)
    assert told(parts) == [
        ("0.00", "280.00"),
        ("0.00", "1000.00"),
        ("0.00", "1000.00"),
        ("80.00", "920.00"),
        ("200.00", "800.00"),
    ]


@pytest.mark.parametrize("more", ["0", "0.50"])
def test_a_change_that_leaves_the_sum_of_a_period_changes_who_bears_it(more: str) -> None:
    """100.00 a week for two weeks and 700.00 for two: the sum is as it was, and the NHS was to pay 100.00 of the first.

    So it has 100.00 to get back of its 600.00 for the first period, whether or not a penny is put right.
    """
    changes = [
        late("budget.actual", Rate.weekly(100)),
        late("budget.actual", Rate.weekly(Money(700) + Money(more)), since=date(2026, 4, 20)),
        late("budget.actual", Rate.weekly(400), since=date(2026, 5, 4)),
    ]
    mary = case(RATED, *changes, budget={"contribution": Rate.weekly(0)})
    history = put_right(mary, paid(mary))
    first, history = next_run(mary, history)
    then, _ = next_run(mary, put_right(mary, history, date(2026, 6, 20)), date(2026, 6, 20))
    council = Money(1100) + 2 * Money(more)
    assert told([first, then]) == [(str(council), "500.00"), ("1000.00", "600.00")]


def test_who_bears_a_period_does_not_change_where_the_policy_does_not_go_back() -> None:
    never = POLICY.with_parameters("Never", backdating=Backdating(how_far=HowFarBack.NEVER))
    changes = [
        late("budget.actual", Rate.weekly(100)),
        late("budget.actual", Rate.weekly(700), since=date(2026, 4, 20)),
        late("budget.actual", Rate.weekly(400), since=date(2026, 5, 4)),
    ]
    mary = case(RATED, *changes, budget={"contribution": Rate.weekly(0)})
    span = Period(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28))
    line, *_ = pay_runs_for([(mary, paid(mary))], span=span, on=KNOWN, policy=never).lines
    assert [str(part.amount) for part in line.by_funder()] == ["600.00", "1000.00"]


def test_a_second_correction_is_the_difference_to_the_first() -> None:
    """500.00 a week is known in May and 450.00 in June: the NHS pays its rate whatever becomes of it."""
    again = late("budget.actual", Rate.weekly(450), known=date(2026, 6, 20), order=1)
    mary = case(RATED, late("budget.actual", Rate.weekly(500)), again)
    history, june = put_right(mary, paid(mary)), date(2026, 6, 20)
    first, history = next_run(mary, history)
    then, _ = next_run(mary, put_right(mary, history, june), june)
    assert told([first, then]) == [("1960.00", "600.00"), ("360.00", "600.00")], "960.00 less three times 200.00"


def test_where_another_funding_became_known_a_correction_is_borne_as_it_has_it_and_no_more_is_moved() -> None:
    """It is halves instead of 0.6 and 0.4, known with a rise of 100 a week: of 400.00 for April each bears 200.00."""
    before = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
    mary = case(before, late("funding", HALVES), late("budget.actual", Rate.weekly(500), order=1))
    parts, _ = next_run(mary, put_right(mary, paid(mary, 1)))
    assert told([parts]) == [("960.00", "1200.00")], "760.00 and 1000.00 are due"
    lower = case(before, late("funding", HALVES), late("budget.contribution", Rate.weekly(50), order=1))
    parts, _ = next_run(lower, put_right(lower, paid(lower, 1)))
    assert told([parts]) == [("640.00", "800.00")], "40.00 more that did not come off"


def test_what_was_not_paid_as_due_is_borne_by_those_with_shares() -> None:
    """For April 100.00 too little was paid."""
    mary = case(RATED)
    (made,) = paid(mary, 1).payments
    history = put_right(mary, PaymentHistory().paying(made.replace(budget=Money("1500"))))
    parts, _ = next_run(mary, history)
    assert told([parts]) == [("860.00", "600.00")]


def test_what_is_not_recorded_of_a_payment_counts_as_it_was_due() -> None:
    mary = case(RATED, late("budget.actual", Rate.weekly(500)))
    history = put_right(mary, paid(mary))
    lost = history.replace(payments=tuple(made.replace(fee=None) for made in history.payments))
    assert next_run(mary, lost)[0] == next_run(mary, history)[0]


def test_what_could_not_be_worked_out_when_it_was_paid_counts_as_it_does_now() -> None:
    """The calendar of working days ended in April when April was paid; it was replaced, and a rise became known."""
    england = WorkingDays.england_and_wales()
    short = WorkingDays.of(england.holidays, first=date(2026, 1, 1), last=date(2026, 4, 30))
    longer = late("contract.payment.working_days", england, known=date(2026, 5, 1))
    rise = late("budget.actual", Rate.weekly(500), order=1)
    mary = case(RATED, longer, rise, payment={"working_days": short})
    history = paid_before(as_known(mary, on=date(2026, 5, 1)), 2)
    parts, _ = next_run(mary, put_right(mary, history))
    assert told([parts]) == [("1960.00", "600.00")]


def test_a_one_off_sum_that_was_paid_alone_is_borne_as_the_schedule_has_it() -> None:
    """Two sums of one day; the rails cost 100.00 more than was paid, and no part of it is in the NHS's rate."""
    once = [OneOff(on=date(2026, 4, 20), amount=amount, what=what) for amount, what in ((200, "rails"), (50, "ramp"))]
    mary = case(RATED, budget={"one_offs": tuple(once)}, payment={"one_offs": OneOffPayment.ON_ITS_DATE})
    more = late("budget.one_offs", (once[0].replace(amount=300), once[1]))
    changed = mary.replace(variations=(more,))
    history = put_right(changed, paid(mary, 3))
    assert [str(each.amount) for each in history.raised] == ["100.00"]
    parts, _ = next_run(changed, history)
    assert told([parts]) == [("860.00", "600.00")]


def test_where_no_funder_is_recorded_a_correction_is_borne_by_nobody() -> None:
    mary = case(HALVES, late("budget.actual", Rate.weekly(500))).replace(funding=None)
    parts, _ = next_run(mary, put_right(mary, paid(mary)))
    assert parts == {None: "2560.00"}


def test_what_was_taken_up_although_nothing_was_owed_is_given_back_as_the_payments_are() -> None:
    """10.00 were taken from the payment after that which put all right."""
    mary = case(HALVES, late("budget.actual", Rate.weekly(410)))
    _, history = next_run(mary, put_right(mary, paid(mary, 1)))
    _, history = next_run(mary, history)
    *before, last = history.payments
    taken = history.replace(payments=(*before, last.replace(adjusted=Money(-10))))
    assert taken.outstanding == Money(10)
    assert told([next_run(mary, taken)[0]]) == [("584.14", "825.86")], "580.00 and 820.00 are due"


def test_what_was_paid_for_days_before_the_first_is_borne_as_the_first_days_are() -> None:
    mary = case((FundingShare(funder=COUNCIL, share=1),), varying(date(2026, 10, 5), ("funding", HALVES)))
    march = Period(first_day=date(2026, 3, 9), last_day=date(2026, 4, 5))
    sums: dict[str, Any] = dict.fromkeys(SIGNS, 0) | {"budget": 1600}
    history = PaymentHistory().paying(PaymentMade(paid_on=APRIL, period=march, **sums))
    then = EachAsKnown(ArrangementAsKnown.on(mary, KNOWN), history, Policies(POLICY.parameters))
    assert Account(then, history, KNOWN).borne[march].parts == {"council": 160000}
