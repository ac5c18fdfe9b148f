"""Reconciling what was paid with what is due: by original period and component, as far back as the policy lets it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NET, YEAR_END, mary, merged
from support.refusing import refused
from support.time_cases import (
    KNOWN,
    SIGNED,
    TO_EFFECT,
    away,
    backdating,
    meanwhile,
    paid_before,
    schedule_of,
    varied,
    varying,
)

from isf_core import (
    OPEN_ENDED,
    Arrangement,
    Basis,
    FixedFee,
    Frequency,
    Holder,
    Money,
    Move,
    NotRecorded,
    OneOff,
    OneOffPayment,
    Parameters,
    PayCycle,
    Period,
    Placement,
    Rate,
    Timeline,
    Timing,
    as_known,
    schedule_payments,
)
from isf_core.errors import ImpossiblePeriod, NotADate
from isf_core.model import (
    ChargedBy,
    ChargingTerms,
    Deployed,
    DeploymentOption,
    Exemption,
    FinancialAssessment,
    Ground,
    HowFarBack,
    InHouse,
    Meanwhile,
    Party,
    Policies,
    SupportPlan,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
)
from isf_core.model.knowledge import ArrangementAsKnown
from isf_core.pay_runs import Adjustment, PaymentHistory, PaymentMade, next_payments, pay_run, reconcile
from isf_core.pay_runs._reasons import Effect, effects_of, reason_for
from isf_core.pay_runs.history import SIGNS

JUNE = date(2026, 6, 1)
PERIOD = Period(first_day=FIRST_DAY, last_day=date(2026, 5, 3))
BED = OneOff(on=date(2026, 4, 7), amount=Money(2000), what="a bed")
OWED = Adjustment(period=PERIOD, component="budget", change=Money(5), raised_on=KNOWN)
MADE = PaymentMade(
    paid_on=FIRST_DAY,
    period=PERIOD,
    budget=Money("337.50"),
    in_house=0,
    contribution=0,
    fee=0,
    fee_on_top=0,
    one_off=0,
)


def rising(effective: date = JUNE, to: str = "90", known_from: date = KNOWN, **facts: Any) -> Arrangement:
    change = varying(effective, ("budget.actual", Rate.weekly(to)), known_from=known_from, reason="a new rate")
    return varied(change, **facts)


# What is refused


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("period", (FIRST_DAY, JUNE)),
        ("component", "colour"),
        ("component", "amount"),
        ("component", ""),
        ("component", None),
        ("component", "x" * 600),
        ("change", 5.5),
        ("change", None),
        ("raised_on", datetime(2026, 7, 20)),  # noqa: DTZ001  # a moment is no day
        ("reason", " "),
    ],
)
def test_an_adjustment_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: OWED.replace(**{field: wrong}), f"Adjustment.{field}")


def test_a_component_that_is_none_is_refused_beside_those_that_are() -> None:
    error = refused(lambda: OWED.replace(component="colour"), "'colour' is none")
    assert "budget, in_house, contribution, fee, fee_on_top, one_off" in str(error)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("paid_on", None),
        ("paid_on", "2026-04-06"),
        ("period", FIRST_DAY),
        ("budget", 337.5),
        ("fee", 1.5),
        ("adjusted", 5.5),
        ("is_regular", 1),
    ],
)
def test_a_payment_made_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: MADE.replace(**{field: wrong}), f"PaymentMade.{field}")


def test_a_history_holds_payments_and_adjustments_and_no_more() -> None:
    wrong: Any
    for wrong in (MADE, None, (OWED,), ("paid",), (MADE,) * 10_001):
        refused(lambda wrong=wrong: PaymentHistory(payments=wrong), "PaymentHistory.payments")  # type: ignore[misc]
    refused(lambda: PaymentHistory().raising(MADE), "PaymentHistory.raised[0]")  # type: ignore[arg-type]
    refused(lambda: PaymentHistory().paying(OWED), "PaymentHistory.payments[0]")  # type: ignore[arg-type]
    refused(lambda: PaymentMade.of(MADE, FIRST_DAY), "PaymentMade.of")  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, "mary", 7, Holder(ref="H-7")])
def test_what_is_reconciled_is_checked_at_once(given: Any) -> None:
    mary_, paid = mary(), PaymentHistory()
    refused(lambda: reconcile(given, paid, on=KNOWN, policy=TO_EFFECT), "reconcile")
    refused(lambda: reconcile(mary_, given, on=KNOWN, policy=TO_EFFECT), "reconcile")
    refused(lambda: reconcile(mary_, paid, on=KNOWN, policy=given), "reconcile")
    refused(lambda: reconcile(mary_, paid, on=given, policy=TO_EFFECT), "reconcile", kind=NotADate)


def test_nothing_is_adjusted_before_the_first_period() -> None:
    early = Period(first_day=date(2026, 3, 9), last_day=date(2026, 4, 5))
    before = mary(contract={"first_day": early.first_day})
    twice = PaymentHistory().paying(MADE, MADE.replace(period=early))
    found = reconcile(before, twice.paying(MADE.replace(period=early, ref="again")), on=KNOWN, policy=TO_EFFECT).history
    for history in (twice, found.replace(payments=(MADE,))):
        refused(
            lambda history=history: reconcile(mary(), history, on=KNOWN, policy=TO_EFFECT),  # type: ignore[misc]
            "reconcile: 9 Mar 2026 to 5 Apr 2026 begins before the first day, 2026-04-06",
            "nothing is adjusted before the first period",
            kind=ImpossiblePeriod,
        )


def test_a_change_whose_day_is_not_known_is_missing() -> None:
    arrangement = rising()
    undated = arrangement.replace(variations=(arrangement.variations[0].replace(known_from=None),))
    for ask in (reconcile, lambda *args, **named: next_payments(*args, until=KNOWN, **named)):
        with pytest.raises(NotRecorded) as caught:
            ask(undated, PaymentHistory(), on=KNOWN, policy=TO_EFFECT)
        assert caught.value.fields == ("variations[0].known_from",)


# What is adjusted


def test_nothing_paid_is_nothing_to_adjust() -> None:
    found = reconcile(rising(), PaymentHistory(), on=KNOWN, policy=TO_EFFECT)
    assert (found.adjustments, found.withheld, found.amount, found.amount_withheld) == ((), (), Money(0), Money(0))
    assert found.explain().value() == 0
    assert (PaymentHistory().paid_to, PaymentHistory().amount) == (None, Money(0))
    alone = PaymentHistory().paying(MADE.replace(is_regular=False))
    (taken,) = reconcile(rising(), alone, on=KNOWN, policy=TO_EFFECT).adjustments
    assert str(taken.amount) == "-337.50", "no term makes it due"


def test_each_period_is_compared_at_the_amounts_then_paid() -> None:
    arrangement = rising()
    history = paid_before(arrangement)
    odd = history.payments[2].replace(budget=Money("337.49"))  # a penny was paid too little then
    history = history.replace(payments=(*history.payments[:2], odd, history.payments[3]))
    found = reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT)
    assert [str(each.change) for each in found.adjustments] == ["22.51", "22.50"]
    assert [each.period.first_day for each in found.adjustments] == [JUNE, date(2026, 6, 29)]
    assert {each.reason for each in found.adjustments} == {"a new rate"}
    assert {each.raised_on for each in found.adjustments} == {KNOWN}
    assert found.explain().value() == found.amount.exact.pounds
    assert history.amount == Money("1349.99")


def test_every_component_is_corrected_on_its_own_with_its_own_sign() -> None:
    change = varying(
        date(2026, 6, 29),
        ("budget.actual", Rate.weekly(90)),
        ("budget.contribution", Rate.weekly(25)),
        ("contract.fee", FixedFee(per_week="11")),
        ("contract.fee_placement", Placement.ON_TOP),
        known_from=KNOWN,
    )
    arrangement = varied(
        change, **merged(NET, {"contract": {"fee": FixedFee(per_week="10"), "fee_placement": Placement.INSIDE}})
    )
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    assert {each.component: str(each.change) for each in found.adjustments} == {
        "budget": "22.50",
        "contribution": "20.00",
        "fee": "-40.00",
        "fee_on_top": "44.00",
    }
    assert [str(each.amount) for each in found.adjustments] == ["22.50", "-20.00", "0.00", "44.00"]
    assert str(found.amount) == "46.50"
    assert found.explain().value() == found.amount.exact.pounds
    assert str(found.adjustments[0].explain()).startswith(
        "budget for 29 Jun 2026 to 26 Jul 2026, corrected (budget.actual"
    )


def test_reconciling_again_changes_nothing_until_something_else_is_known() -> None:
    arrangement = rising()
    first = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    again = reconcile(arrangement, first.history, on=date(2026, 12, 1), policy=TO_EFFECT)
    assert (again.adjustments, again.history) == ((), first.history)
    more = arrangement.replace(
        variations=(
            *arrangement.variations,
            varying(date(2026, 6, 29), ("budget.actual", Rate.weekly(80)), known_from=date(2026, 8, 1)),
        )
    )
    later = reconcile(more, first.history, on=date(2026, 8, 1), policy=TO_EFFECT)
    assert [str(each.change) for each in later.adjustments] == ["-40.00"]
    assert str(later.history.outstanding) == "5.00"


@pytest.mark.parametrize("on", [date(2026, 7, 19), SIGNED])
def test_a_change_that_is_not_yet_known_adjusts_nothing(on: date) -> None:
    arrangement = rising()
    assert reconcile(arrangement, paid_before(arrangement), on=on, policy=TO_EFFECT).adjustments == ()


def test_net_that_becomes_gross_refunds_and_gross_that_becomes_net_takes_back() -> None:
    to_gross = varied(varying(JUNE, ("contract.payment.basis", Basis.GROSS), known_from=KNOWN), **NET)
    found = reconcile(to_gross, paid_before(to_gross), on=KNOWN, policy=TO_EFFECT)
    assert [str(each.amount) for each in found.adjustments] == ["80.00", "80.00"]
    to_net = varied(
        varying(JUNE, ("contract.payment.basis", Basis.NET), known_from=KNOWN), budget={"contribution": Rate.weekly(20)}
    )
    found = reconcile(to_net, paid_before(to_net), on=KNOWN, policy=TO_EFFECT)
    assert [str(each.amount) for each in found.adjustments] == ["-80.00", "-80.00"]


def test_an_earlier_end_takes_back_whatever_the_policy_says_of_backdating() -> None:
    ended = varied(varying(date(2026, 6, 28), ("contract.last_day", date(2026, 6, 28)), known_from=KNOWN))
    found = reconcile(ended, paid_before(ended), on=KNOWN, policy=backdating(None))
    assert [str(each.change) for each in found.adjustments] == ["-337.50"]
    assert found.withheld == ()


@pytest.mark.parametrize(
    ("ends", "gap", "reason"), [(date(2026, 7, 26), 0, "ward"), (OPEN_ENDED, 0, "ward"), (OPEN_ENDED, 1, None)]
)
def test_f13_a_record_learnt_late_is_the_reason_for_the_days_that_are_counted_on_from_it(
    ends: Any, gap: int, reason: str | None
) -> None:
    """Known to be away from 29 June, and only later that the stay began on 1 June, on another ward."""
    known = Suspension(first_day=date(2026, 6, 29), last_day=ends)
    earlier = Suspension(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28 - gap))
    heard = varying(date(2026, 6, 1), ("suspensions", (earlier, known)), known_from=KNOWN).replace(reason="ward")
    arrangement = varied(heard, arrangement={"suspensions": (known,)})
    numbers = meanwhile(28, "0").parameters
    made = schedule_payments(as_known(arrangement, on=date(2026, 7, 1)), until=date(2026, 7, 26), policy=numbers)
    history = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))
    found = reconcile(arrangement, history, on=KNOWN, policy=numbers).adjustments
    assert [(str(each.amount), each.reason) for each in found] == ([("-337.50", reason)] if reason else [])


def test_a_suspension_that_became_known_late_takes_back() -> None:
    stay = Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 7, 26))
    known_late = varied(varying(date(2026, 6, 15), ("suspensions", (stay,)), known_from=KNOWN))
    numbers = meanwhile(28).parameters
    found = reconcile(known_late, paid_before(known_late), on=KNOWN, policy=numbers)
    assert [str(each.change) for each in found.adjustments] == ["-84.37"]
    assert away(JUNE, JUNE)["arrangement"]["suspensions"][0].last_day == JUNE


def test_a_one_off_sum_of_its_own_that_was_not_paid_stays_a_payment_and_one_of_a_period_is_adjusted() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")
    later = OneOff(on=date(2026, 9, 1), amount=Money(50), what="a ramp")
    arrangement = varied(
        varying(JUNE, ("budget.one_offs", (rails, later)), known_from=KNOWN),
        payment={"one_offs": OneOffPayment.ON_ITS_DATE},
    )
    history = paid_before(arrangement)
    found = reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT)
    assert found.adjustments == ()
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=date(2026, 9, 20), policy=TO_EFFECT)
    assert [str(each.amount) for each in upcoming] == ["120.00", "337.50", "337.50", "50.00"]
    with_period = arrangement.replace(
        contract=arrangement.contract.replace(
            payment=arrangement.contract.payment.replace(one_offs=OneOffPayment.WITH_PERIOD)
        )
    )
    found = reconcile(with_period, paid_before(with_period), on=KNOWN, policy=TO_EFFECT)
    assert [(each.period.first_day.month, str(each.change)) for each in found.adjustments] == [(5, "120.00")]


def test_a_one_off_sum_that_was_paid_alone_is_not_paid_again() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")
    facts: dict[str, Any] = {"budget": {"one_offs": (rails,)}, "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    arrangement = mary(**facts)
    history = paid_before(arrangement, 5)
    assert [made.is_regular for made in history.payments] == [True, True, False, True, True]
    assert reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT).adjustments == ()
    dropped = varied(varying(JUNE, ("budget.one_offs", ()), known_from=KNOWN), **facts)
    found = reconcile(dropped, history, on=KNOWN, policy=TO_EFFECT)
    assert [(each.component, str(each.change)) for each in found.adjustments] == [("one_off", "-120.00")]


@pytest.mark.parametrize("how_far", list(HowFarBack))
@pytest.mark.parametrize(
    ("still", "wrong", "then"),
    [
        ((), "-2000.00", ["168.75", "168.75", "168.75"]),
        ((BED.replace(amount=1900),), "-100.00", ["237.50", "337.50", "337.50"]),
        ((BED,), "0.00", ["337.50", "337.50", "337.50"]),
        ((BED.replace(amount=2100),), "100.00", ["437.50", "337.50", "337.50"]),
    ],
)
def test_a_one_off_sum_paid_before_any_regular_payment_is_corrected(
    how_far: HowFarBack, still: tuple[OneOff, ...], wrong: str, then: list[str]
) -> None:
    """A list counts by what was learnt, however far back a policy lets a dated change count."""
    change = varying(BED.on, ("budget.one_offs", still), known_from=date(2026, 4, 10))
    facts: dict[str, Any] = {"budget": {"one_offs": (BED,)}, "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    arrangement, on = varied(change, **facts), date(2026, 4, 12)
    policy = backdating(how_far, date(2027, 4, 1) if how_far is HowFarBack.TO_A_DATE else None)
    (first, *_) = (each for each in paid_before(mary(**facts)).payments if not each.is_regular)
    history = PaymentHistory().paying(first)
    ask: dict[str, Any] = {"on": on, "policy": policy}
    assert next_payments(arrangement, history, until=on, **ask).unraised == Money(wrong)
    run = pay_run([(arrangement, history)], holder="H-7", span=Period.month(2026, 5), **ask)
    told = [] if wrong == "0.00" else [wrong]
    assert [str(each.amount) for each in run.unraised] == told
    found = reconcile(arrangement, history, **ask)
    assert [(each.component, str(each.change)) for each in found.adjustments] == [("one_off", sum_) for sum_ in told]
    upcoming = next_payments(arrangement, found.history, until=date(2026, 6, 20), **ask)
    assert ([str(each.amount) for each in upcoming], upcoming.unraised) == (then, Money(0))


@pytest.mark.parametrize(
    ("how_far", "taken"),
    [(HowFarBack.NEVER, []), (HowFarBack.NOT_THE_FIRST_PAYMENT, ["-2000.00"])],
)
def test_a_one_off_sum_that_was_paid_alone_under_other_numbers_stays_as_far_as_the_policy_says(
    how_far: HowFarBack, taken: list[str]
) -> None:
    """It is not the first payment of all: only regular ones count."""
    on = Period(first_day=BED.on, last_day=BED.on)
    made = PaymentMade(
        paid_on=BED.on, period=on, one_off=2000, is_regular=False, policy="before", policy_digest="pays:0"
    )
    found = reconcile(mary(), PaymentHistory().paying(made), on=KNOWN, policy=backdating(how_far))
    assert [str(each.amount) for each in found.adjustments] == taken
    assert [str(each.amount) for each in found.withheld] == ["-2000.00"] * (not taken)


RAIL = OneOff(on=date(2026, 4, 7), amount=Money(200), what="a rail by the bath", ref="r1")


@pytest.mark.parametrize("second", [{"ref": "r2"}, {"ref": None}, {"ref": None, "what": "a rail by the stairs"}])
def test_two_one_off_sums_of_one_day_and_one_amount_are_recorded_as_paid(second: dict[str, Any]) -> None:
    """Each is told by its reference, or by what it is; a correction of one has no second payment as its reason."""
    both = (RAIL, RAIL.replace(**second))
    facts: dict[str, Any] = {"budget": {"one_offs": both}, "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    dropped = varied(varying(RAIL.on, ("budget.one_offs", both[:1]), known_from=date(2026, 4, 10)), **facts)
    upcoming = next_payments(mary(**facts), PaymentHistory(), on=RAIL.on, until=RAIL.on, policy=TO_EFFECT)
    history = PaymentHistory().paying(*(each.made(each.payment.due) for each in upcoming))
    alone = [(made.paid_for, str(made.amount)) for made in history.payments if not made.is_regular]
    assert alone == [("r1", "200.00"), (both[1].ref or both[1].what, "200.00")]
    assert [made.paid_for for made in history.payments if made.is_regular] == [None]
    assert reconcile(mary(**facts), history, on=KNOWN, policy=TO_EFFECT).adjustments == ()
    (taken,) = reconcile(dropped, history, on=KNOWN, policy=TO_EFFECT).adjustments
    assert (str(taken.amount), taken.reason) == ("-200.00", "budget.one_offs")


def test_one_one_off_sum_that_was_paid_twice_is_refused_or_taken_back_and_said() -> None:
    facts: dict[str, Any] = {"budget": {"one_offs": (RAIL,)}, "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    (made,) = (each for each in paid_before(mary(**facts)).payments if not each.is_regular)
    once = PaymentHistory().paying(made)
    refused(lambda: once.paying(made), "PaymentHistory.payments[1]", "the same payment as payments[0]")
    for again in (made.replace(ref="R-2"), made.replace(paid_on=date(2026, 4, 9))):
        (taken,) = reconcile(mary(**facts), once.paying(again), on=KNOWN, policy=TO_EFFECT).adjustments
        assert (str(taken.amount), str(taken.reason)[:14]) == ("-200.00", "paid 2 times: ")


def test_a_sum_of_its_own_that_was_paid_before_the_periods_around_it_adjusts_none_of_them() -> None:
    ramp = OneOff(on=date(2026, 9, 1), amount=Money(50), what="a ramp")
    facts: dict[str, Any] = {"budget": {"one_offs": (ramp,)}, "payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    on = Period(first_day=ramp.on, last_day=ramp.on)
    early = PaymentMade(paid_on=KNOWN, period=on, one_off=Money(50), is_regular=False)
    history = paid_before(mary(**facts)).paying(early)
    assert reconcile(mary(**facts), history, on=KNOWN, policy=TO_EFFECT).adjustments == ()
    upcoming = next_payments(mary(**facts), history, on=KNOWN, until=date(2026, 9, 20), policy=TO_EFFECT)
    assert [str(each.amount) for each in upcoming] == ["337.50", "337.50"]


# What is the reason


def test_p1_only_the_variations_that_overlap_a_period_are_the_reason_of_its_adjustment() -> None:
    first = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly(90)), known_from=KNOWN, reason="first rise")
    second = varying(date(2026, 6, 29), ("budget.actual", Rate.weekly(95)), known_from=KNOWN, reason="second rise")
    arrangement = varied(first, second)
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    assert [each.reason for each in found.adjustments] == ["first rise", "first rise", "second rise"]
    within = varied(first, second.replace(effective=date(2026, 6, 15)))
    found = reconcile(within, paid_before(within), on=KNOWN, policy=TO_EFFECT)
    assert [each.reason for each in found.adjustments] == ["first rise", "first rise; second rise", "second rise"]
    again = varied(*(each.replace(effective=date(2026, 5, 20), order=at) for at, each in enumerate((first, second))))
    found = reconcile(again, paid_before(again), on=KNOWN, policy=TO_EFFECT)
    assert [each.reason for each in found.adjustments] == ["second rise"] * 3


def test_p1_a_payment_made_twice_has_no_reason_in_a_later_uplift() -> None:
    uplift = varying(date(2026, 6, 29), ("budget.actual", Rate.weekly(90)), known_from=KNOWN, reason="agreed late")
    arrangement = varied(uplift)
    history = paid_before(arrangement)
    found = reconcile(arrangement, history.paying(history.payments[0].replace(ref="R-2")), on=KNOWN, policy=TO_EFFECT)
    assert [(str(each.change), each.reason) for each in found.adjustments] == [
        ("-337.50", "paid 2 times: on 7 Apr 2026, 7 Apr 2026"),
        ("22.50", "agreed late"),
    ]


def test_p1_a_list_or_an_end_is_the_reason_on_the_days_on_which_it_makes_a_difference() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money(120), what="rails")
    stay = Suspension(first_day=date(2026, 6, 10), last_day=date(2026, 6, 12))
    late: dict[str, Any] = {"known_from": KNOWN}
    arrangement = varied(
        varying(FIRST_DAY, ("budget.one_offs", (rails,)), reason="rails", **late),
        varying(FIRST_DAY, ("suspensions", [stay]), reason="in hospital", **late),
        varying(FIRST_DAY, ("contract.last_day", date(2026, 7, 5)), reason="moved away", **late),
        payment={"one_offs": OneOffPayment.WITH_PERIOD},
    )
    history = paid_before(arrangement)
    wrong = history.replace(payments=tuple(made.replace(fee=1) for made in history.payments))
    policy = TO_EFFECT.replace(suspension=SuspensionRule(full_days=0, retainer="0"))
    found = reconcile(arrangement, wrong, on=KNOWN, policy=policy)
    assert [(each.period.first_day.month, each.component, each.reason) for each in found.adjustments] == [
        (4, "fee", None),
        (5, "fee", "rails"),
        (5, "one_off", "rails"),
        (6, "budget", "in hospital"),
        (6, "fee", "in hospital"),
        (6, "budget", "moved away"),
        (6, "fee", "moved away"),
    ]
    # What is withdrawn makes a difference on the days of what was there before it.
    withdrawn = arrangement.replace(
        variations=(
            *arrangement.variations,
            varying(
                date(2026, 8, 1),
                ("suspensions", ()),
                ("budget.one_offs", ()),
                reason="withdrawn",
                known_from=date(2026, 8, 1),
            ),
        )
    )
    again = reconcile(withdrawn, found.history, on=date(2026, 8, 2), policy=policy)
    assert [(each.period.first_day.month, each.component, each.reason) for each in again.adjustments] == [
        (5, "one_off", "withdrawn"),
        (6, "budget", "withdrawn"),
    ]


def test_p1_what_replaces_a_variation_is_the_reason_where_that_made_a_difference() -> None:
    late = date(2026, 8, 1)
    rise = varying(date(2026, 5, 4), ("budget.actual", Rate.weekly(90)), known_from=SIGNED, ref="rise")
    ends = varying(FIRST_DAY, ("contract.last_day", date(2026, 7, 5)), known_from=SIGNED, ref="ends")
    move = ("contract.payment.move", Move.BACK)
    undone = varying(date(2026, 6, 15), move, known_from=late, supersedes=("rise", "ends"), reason="both undone")
    arrangement = varied(rise, ends, undone)
    found = reconcile(arrangement, paid_before(arrangement), on=late, policy=TO_EFFECT)
    assert [(str(each.period), str(each.change), each.reason) for each in found.adjustments] == [
        ("1 Jun 2026 to 28 Jun 2026", "-11.25", "both undone"),
        ("29 Jun 2026 to 5 Jul 2026", "-5.62", "both undone"),
    ]
    from_the_start = arrangement.replace(variations=(rise, ends, undone.replace(effective=date(2026, 5, 4))))
    found = reconcile(from_the_start, paid_before(from_the_start), on=late, policy=TO_EFFECT)
    assert {each.reason for each in found.adjustments} == {"both undone"}


def test_p1_what_replaces_a_list_is_the_reason_on_the_days_of_the_list_whenever_it_takes_effect() -> None:
    stay = Suspension(first_day=date(2026, 6, 3), last_day=date(2026, 6, 5))
    away = varying(JUNE, ("suspensions", (stay,)), ref="away", reason="in hospital")
    move = ("contract.payment.move", Move.BACK)
    undone = varying(date(2026, 6, 29), move, known_from=KNOWN, supersedes=("away",), reason="never in hospital")
    arrangement = varied(away, undone)
    policy = TO_EFFECT.replace(suspension=SuspensionRule(full_days=0, retainer="0"))
    made = schedule_payments(as_known(arrangement, on=SIGNED), until=JUNE, policy=policy)
    history = PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))
    found = reconcile(arrangement, history, on=KNOWN, policy=policy)
    assert [(str(each.change), each.reason) for each in found.adjustments] == [("36.16", "never in hospital")]


def test_the_reasons_stand_as_the_variations_count_not_as_the_days_on_which_they_make_a_difference() -> None:
    stay = Suspension(first_day=date(2026, 6, 3), last_day=date(2026, 6, 5))
    rise = varying(date(2026, 6, 15), ("budget.actual", Rate.weekly(90)), known_from=KNOWN, reason="a rise")
    away = varying(date(2026, 6, 22), ("suspensions", (stay,)), known_from=KNOWN, reason="in hospital")
    arrangement = varied(rise, away)
    policy = TO_EFFECT.replace(suspension=SuspensionRule(full_days=0, retainer="0"))
    found = reconcile(arrangement, paid_before(arrangement, 3), on=KNOWN, policy=policy)
    assert [each.reason for each in found.adjustments] == ["a rise; in hospital"]


def test_a_list_makes_a_difference_to_the_one_that_was_learnt_before_it_whichever_took_effect_first() -> None:
    may = Suspension(first_day=date(2026, 5, 6), last_day=date(2026, 5, 8))
    june = Suspension(first_day=date(2026, 6, 3), last_day=date(2026, 6, 5))
    first = varying(date(2026, 6, 8), ("suspensions", (may,)), known_from=date(2026, 7, 6), reason="told of May")
    then = varying(JUNE, ("suspensions", (may, june)), known_from=KNOWN, reason="told of June")
    arrangement = varied(first, then)
    policy = TO_EFFECT.replace(suspension=SuspensionRule(full_days=0, retainer="0"))
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=policy)
    assert [(each.period.first_day.month, each.reason) for each in found.adjustments] == [
        (5, "told of May"),
        (6, "told of June"),
    ]


def test_of_two_ends_learnt_on_one_day_the_one_without_an_order_comes_first() -> None:
    sooner = varying(JUNE, ("contract.last_day", date(2026, 6, 28)), known_from=KNOWN, reason="moved away")
    later = varying(FIRST_DAY, ("contract.last_day", date(2026, 7, 5)), known_from=KNOWN, reason="gave notice", order=1)
    arrangement = varied(sooner, later)
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=TO_EFFECT)
    whole = Period(first_day=date(2026, 6, 29), last_day=date(2026, 7, 26))
    assert [(each.period, str(each.change), each.reason) for each in found.adjustments] == [
        (whole, "-337.50", "gave notice; moved away"),
    ]
    july = Period(first_day=date(2026, 7, 6), last_day=date(2026, 8, 2))
    effects = effects_of(ArrangementAsKnown.on(arrangement, KNOWN), Policies(TO_EFFECT))
    assert reason_for(july, effects, "budget", date.min, is_told=False) == "moved away"
    # The sooner end itself was paid rightly: the difference begins on the day after it, and with the later one it ends.
    days = [date(2026, 6, 28), date(2026, 6, 29), date(2026, 7, 5), date(2026, 7, 6)]
    told = [reason_for(Period(first_day=on, last_day=on), effects, "budget", date.min, is_told=False) for on in days]
    assert told == [None, "gave notice; moved away", "gave notice; moved away", "moved away"]


OURS = (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(9)),)


@pytest.mark.parametrize(
    ("path", "value", "components"),
    [
        ("budget.actual", Rate.weekly(90), {"budget"}),
        ("budget.contribution", Rate.weekly(30), {"contribution"}),
        ("budget.deployment", OURS, {"budget"}),
        ("budget.exemptions", (Exemption(ground=Ground.AFTERCARE, first_day=JUNE),), {"contribution"}),
        ("budget.financial_assessments", (FinancialAssessment(ref="FA-9", on=JUNE),), {"contribution"}),
        ("budget.in_house", (InHouse(what="day centre", cost=Rate.weekly(5)),), {"in_house"}),
        ("budget.one_offs", (BED.replace(on=JUNE),), {"one_off"}),
        ("contract.fee", FixedFee(per_week="4"), {"fee", "fee_on_top"}),
        ("contract.fee_placement", Placement.ON_TOP, {"fee", "fee_on_top"}),
        ("contract.payment.basis", Basis.NET, {"contribution"}),
        ("contract.payment.charging", ChargingTerms(by=ChargedBy.DAYS), {"contribution"}),
        ("plan", SupportPlan(supports=()), {"budget"}),
        ("holder", Holder(ref="H-9"), set(SIGNS)),
        ("suspensions", (Suspension(first_day=JUNE, last_day=JUNE),), set(SIGNS)),
    ],
)  # fmt: skip
def test_a_change_is_the_reason_of_what_its_field_is_of_wherever_another_is_of_the_rest(
    path: str, value: Any, components: set[str]
) -> None:
    view = ArrangementAsKnown.on(varied(varying(JUNE, (path, value), reason="this")), KNOWN)
    beside = Effect(JUNE, JUNE, "that", KNOWN, frozenset(SIGNS).difference(components) or frozenset(("none",)))
    effects = [*effects_of(view, Policies(TO_EFFECT)), beside]
    june = Period(first_day=JUNE, last_day=JUNE)
    told = {each: reason_for(june, effects, each, date.min, is_told=False) for each in SIGNS}
    assert told == {each: "this" if each in components else "that" for each in SIGNS}


# The home of a period (F11)

MONTHS = PayCycle(Frequency.MONTHLY, date(2026, 4, 15))


@pytest.mark.parametrize("policy", [TO_EFFECT, backdating(HowFarBack.NEVER)])
def test_f11_what_is_for_days_not_yet_due_stays_with_the_new_period(policy: Parameters) -> None:
    on = date(2026, 6, 30)
    change = varying(date(2026, 6, 15), ("contract.payment.cycle", MONTHS), known_from=on)
    arrangement = varied(change, payment={"timing": Timing.IN_ARREARS})
    history = paid_before(arrangement, 3)
    assert history.paid_to == date(2026, 6, 28)
    found = reconcile(arrangement, history, on=on, policy=policy)
    assert (found.adjustments, found.withheld) == ((), ())
    first, second = next_payments(arrangement, history, on=on, until=date(2026, 7, 20), policy=policy).payments
    assert (str(first.payment.period), str(first.amount), first.payment.due) == (
        "29 Jun 2026 to 14 Jul 2026",
        "192.86",
        date(2026, 7, 15),
    )
    assert (second.payment.first_day, second.payment.due) == (date(2026, 7, 15), date(2026, 8, 17))
    # Once it is paid it is paid, and what was paid before is as it was.
    later = history.paying(first.made(first.payment.due))
    assert reconcile(arrangement, later, on=date(2026, 7, 16), policy=policy).adjustments == ()
    (third,) = next_payments(arrangement, later, on=on, until=date(2026, 7, 20), policy=policy).payments
    assert third.payment.line == second.payment.line


def test_f11_in_advance_the_days_that_were_not_paid_are_due_from_their_own_first_day() -> None:
    on = date(2026, 6, 10)
    arrangement = varied(varying(date(2026, 6, 15), ("contract.payment.cycle", MONTHS), known_from=on))
    history = paid_before(arrangement, 3)
    assert reconcile(arrangement, history, on=on, policy=TO_EFFECT).adjustments == ()
    first, _ = next_payments(arrangement, history, on=on, until=date(2026, 7, 20), policy=TO_EFFECT).payments
    assert (str(first.payment.period), str(first.amount), first.payment.due) == (
        "29 Jun 2026 to 14 Jul 2026",
        "192.86",
        date(2026, 6, 29),
    )


def test_f11_a_period_that_was_left_out_is_found_whole_and_no_paid_one_with_it() -> None:
    on = date(2026, 7, 1)
    cycle = varying(date(2026, 5, 15), ("contract.payment.cycle", MONTHS), known_from=on)
    arrangement = varied(cycle)
    made = paid_before(arrangement, 3).payments
    found = reconcile(arrangement, PaymentHistory().paying(made[0], made[2]), on=on, policy=TO_EFFECT)
    assert [(str(each.period), str(each.change)) for each in found.adjustments] == [
        ("4 May 2026 to 14 May 2026", "132.59"),
        ("15 May 2026 to 31 May 2026", "204.91"),
    ]


def test_f11_an_end_that_is_withdrawn_leaves_the_days_after_it_to_be_paid_in_their_turn() -> None:
    arrangement = mary()
    history = paid_before(mary(contract={"last_day": date(2026, 6, 10)}), 3)
    assert history.paid_to == date(2026, 6, 10)
    assert reconcile(arrangement, history, on=date(2026, 6, 20), policy=TO_EFFECT).adjustments == ()
    upcoming = next_payments(arrangement, history, on=date(2026, 6, 20), until=date(2026, 6, 20), policy=TO_EFFECT)
    assert [(str(each.payment.period), str(each.amount)) for each in upcoming] == [
        ("11 Jun 2026 to 28 Jun 2026", "216.96")
    ]


def paid_for(*periods: tuple[date, date, str]) -> PaymentHistory:
    """Payments for some days, each of a sum."""
    made = (
        MADE.replace(paid_on=first, period=Period(first_day=first, last_day=last), budget=Money(budget))
        for first, last, budget in periods
    )
    return PaymentHistory().paying(*made)


@pytest.mark.parametrize("last_day", [OPEN_ENDED, date(2026, 5, 31)])
def test_a_payment_is_cut_where_what_was_paid_begins_up_to_the_last_day_of_all(last_day: Any) -> None:
    """The last payment made is for the one day on which the schedule ends."""
    arrangement = mary(contract={"last_day": last_day})
    may = (date(2026, 5, 4), date(2026, 5, 30), "325.45"), (date(2026, 5, 31), date(2026, 5, 31), "12.05")
    history = paid_for((FIRST_DAY, PERIOD.last_day, "337.50"), *may)
    assert reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT).adjustments == ()


# How far back


@pytest.mark.parametrize(
    ("how_far", "earliest", "adjusted", "withheld"),
    [
        (HowFarBack.TO_WHEN_IT_TOOK_EFFECT, None, ["22.50"] * 4, []),
        (HowFarBack.TO_A_DATE, FIRST_DAY, ["22.50"] * 4, []),
        (HowFarBack.TO_A_DATE, date(2026, 6, 10), ["15.27", "22.50"], ["22.50", "22.50", "7.23"]),
        (HowFarBack.TO_A_DATE, date(2026, 7, 26), ["0.80"], ["22.50", "22.50", "22.50", "21.70"]),
        (HowFarBack.TO_A_DATE, date(2026, 9, 1), [], ["22.50"] * 4),
        (HowFarBack.NOT_THE_FIRST_PAYMENT, None, ["22.50"] * 3, ["22.50"]),
        (HowFarBack.NEVER, None, [], ["22.50"] * 4),
    ],
)
def test_a_change_counts_as_far_back_as_the_policy_lets_it_and_the_rest_is_said(
    how_far: HowFarBack, earliest: date | None, adjusted: list[str], withheld: list[str]
) -> None:
    arrangement, numbers = rising(FIRST_DAY), backdating(how_far, earliest)
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=numbers)
    assert [str(each.amount) for each in found.adjustments] == adjusted
    assert [str(each.amount) for each in found.withheld] == withheld
    assert found.amount + found.amount_withheld == Money(90)
    assert all(each.reason == "the policy does not go back so far (PAY-10)" for each in found.withheld)
    again = reconcile(arrangement, found.history, on=KNOWN, policy=numbers)
    assert (again.adjustments, again.withheld) == ((), found.withheld)
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=date(2026, 9, 20), policy=numbers)
    assert [str(each.payment.amount) for each in upcoming] == ["360.00", "360.00"], (
        "what is not yet paid is paid in full"
    )


def test_how_far_back_is_asked_for_only_where_a_change_reaches_into_what_was_paid() -> None:
    silent = backdating(None)
    arrangement = rising()
    for ask in (
        lambda: reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=silent),
        lambda: next_payments(arrangement, paid_before(arrangement), on=KNOWN, until=KNOWN, policy=silent),
    ):
        with pytest.raises(NotRecorded) as caught:
            ask()
        assert caught.value.fields == ("policy.backdating",)
    in_time = rising(date(2026, 7, 27))
    assert reconcile(in_time, paid_before(in_time), on=KNOWN, policy=silent).adjustments == ()
    on_the_last_day = rising(date(2026, 7, 26))
    with pytest.raises(NotRecorded):
        reconcile(on_the_last_day, paid_before(on_the_last_day), on=KNOWN, policy=silent)


@pytest.mark.parametrize("earliest", [None, JUNE])
def test_a_date_goes_with_to_a_date_and_with_no_other(earliest: date | None) -> None:
    for how_far in HowFarBack:
        if (how_far is HowFarBack.TO_A_DATE) is (earliest is None):
            refused(lambda how_far=how_far: backdating(how_far, earliest), "Backdating.earliest")  # type: ignore[misc]
    refused(lambda: backdating("never"), "Backdating.how_far")  # type: ignore[arg-type]
    refused(lambda: backdating(HowFarBack.TO_A_DATE, datetime(2026, 6, 1)), kind=NotADate)  # noqa: DTZ001


def test_a_change_that_was_known_in_time_is_in_time_for_ever() -> None:
    arrangement = rising(known_from=date(2026, 5, 20))
    history = paid_before(arrangement, 4, on=date(2026, 5, 20))
    assert reconcile(arrangement, history, on=KNOWN, policy=backdating(None)).adjustments == ()


@pytest.mark.parametrize(("known_from", "withheld"), [(date(2026, 6, 29), []), (date(2026, 6, 30), ["5.50"])])
def test_a_payment_made_on_the_very_day_was_made_with_the_change_known(known_from: date, withheld: list[str]) -> None:
    arrangement = rising(date(2026, 6, 29), "85.75", known_from=known_from)
    history, numbers = paid_before(arrangement), backdating(HowFarBack.NEVER)
    assert history.payments[3].paid_on == date(2026, 6, 29)
    found = reconcile(arrangement, history, on=KNOWN, policy=numbers)
    assert [str(each.amount) for each in found.withheld] == withheld
    assert [str(each.amount) for each in found.adjustments] == ([] if withheld else ["5.50"])


def test_what_was_agreed_at_signing_stays_as_it_was_while_another_change_is_held_up() -> None:
    agreed: dict[str, Any] = {
        "budget": {"contribution": Timeline(Rate.weekly(20), (date(2026, 6, 29), Rate.weekly(22)))},
        "payment": {"basis": Basis.NET},
    }
    arrangement = rising(**agreed)
    numbers = backdating(HowFarBack.NEVER)
    found = reconcile(arrangement, paid_before(arrangement), on=KNOWN, policy=numbers)
    assert found.adjustments == ()
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=date(2026, 7, 27), policy=numbers)
    assert [str(each.amount) for each in upcoming] == ["272.00"]


def test_a_change_that_bears_dates_of_its_own_is_not_held_up_with_the_others() -> None:
    last = date(2026, 9, 7)
    both = varied(
        varying(JUNE, ("budget.actual", Rate.weekly(90)), ("contract.last_day", last), known_from=KNOWN),
    )
    numbers = backdating(HowFarBack.NEVER)
    upcoming = next_payments(both, paid_before(both), on=KNOWN, until=YEAR_END, policy=numbers)
    assert [each.payment.last_day for each in upcoming][-1] == last


def test_a_change_that_is_held_up_never_overtakes_a_later_one() -> None:
    late = varying(JUNE, ("budget.actual", Rate.weekly(90)), known_from=KNOWN)
    in_time = varying(date(2026, 7, 6), ("budget.actual", Rate.weekly(95)), known_from=SIGNED)
    arrangement = varied(late, in_time)
    history, numbers = paid_before(arrangement), backdating(HowFarBack.NEVER)
    found = reconcile(arrangement, history, on=KNOWN, policy=numbers)
    assert found.adjustments == ()
    assert [str(each.amount) for each in found.withheld] == ["22.50", "5.62"]
    upcoming = next_payments(arrangement, found.history, on=KNOWN, until=date(2026, 8, 23), policy=numbers)
    assert str(upcoming.payments[0].amount) == "380.00"
    agreed = {"budget": {"actual": Timeline(Rate.weekly("84.375"), (date(2026, 7, 6), Rate.weekly(95)))}}
    signed = varied(late, **agreed)
    upcoming = next_payments(signed, paid_before(signed), on=KNOWN, until=date(2026, 8, 23), policy=numbers)
    assert str(upcoming.payments[0].amount) == "380.00"


def test_a_change_of_holder_that_is_held_up_begins_after_what_was_paid() -> None:
    late = varied(varying(JUNE, ("holder", Holder(ref="H-8")), known_from=KNOWN))
    history, numbers = paid_before(late), backdating(HowFarBack.NEVER)
    assert reconcile(late, history, on=KNOWN, policy=numbers).adjustments == ()
    (first,) = next_payments(late, history, on=KNOWN, until=date(2026, 8, 20), policy=numbers).payments
    assert first.payment.holder == Holder(ref="H-8")


def test_the_table_marks_what_the_policy_withholds() -> None:
    arrangement = rising(FIRST_DAY)
    reason = arrangement.variations[0].replace(reason="<b>more</b> & more")
    arrangement = arrangement.replace(variations=(reason,))
    found = reconcile(
        arrangement, paid_before(arrangement), on=KNOWN, policy=backdating(HowFarBack.NOT_THE_FIRST_PAYMENT)
    )
    records = found.records()
    assert [(str(each["amount"]), str(each["withheld"])) for each in records] == [("22.50", "None")] * 3 + [
        ("None", "22.50")
    ]
    assert "&lt;b&gt;more&lt;/b&gt; &amp; more" in found._repr_html_()
    assert "67.50" in str(found)
    assert found.history.raised == found.adjustments
    assert schedule_of(as_known(arrangement, on=SIGNED))[0].amount == Money("337.50")


# What was paid is recorded, and once


def test_a_component_that_is_left_out_is_not_recorded_and_is_asked_for() -> None:
    bare = PaymentMade(paid_on=FIRST_DAY, period=PERIOD, budget=Money("337.50"), fee=0)
    history = PaymentHistory().paying(bare)
    lacking = tuple(f"history.payments[0].{name}" for name in ("in_house", "contribution", "fee_on_top", "one_off"))
    with pytest.raises(NotRecorded) as caught:
        reconcile(mary(), history, on=KNOWN, policy=TO_EFFECT)
    assert caught.value.fields == lacking
    with pytest.raises(NotRecorded, match=r"payments\.in_house"):
        bare.amount  # noqa: B018
    with pytest.raises(NotRecorded, match=r"payments\.in_house"):
        history.amount  # noqa: B018
    upcoming = next_payments(mary(), history, on=FIRST_DAY, until=KNOWN, policy=TO_EFFECT)
    assert (len(upcoming), upcoming.unraised) == (3, None), "who is to be paid is paid"


def test_a_payment_recorded_twice_is_refused_and_one_made_twice_is_an_overpayment_and_said() -> None:
    message = "the same payment as payments[0]"
    right = "record it once; if it was made twice, give each its own ref"
    refused(lambda: PaymentHistory().paying(MADE, MADE), "PaymentHistory.payments[1]", message, right)
    named = MADE.replace(ref="R-1")
    refused(lambda: PaymentHistory().paying(named, named.replace(budget=5)), "PaymentHistory.payments[1]", message)
    for second in (MADE.replace(ref="R-2"), MADE.replace(paid_on=date(2026, 4, 9))):
        found = reconcile(mary(), PaymentHistory().paying(MADE, second), on=KNOWN, policy=TO_EFFECT)
        (taken,) = found.adjustments
        assert (str(taken.amount), str(taken.reason)[:14]) == ("-337.50", "paid 2 times: ")
        assert second.paid_on.strftime("%-d %b") in str(taken.reason)


@pytest.mark.parametrize("taken_back", [("0", "0"), ("-337.50", "0"), ("0", "-337.50"), ("-337.50", "-337.50")])
def test_a_payment_made_twice_is_one_too_many_whatever_was_taken_back_with_it(taken_back: tuple[str, str]) -> None:
    """It is what was paid for its days that was paid twice, also where nothing was left of it to be handed over."""
    (first,) = paid_before(mary(), 1).payments
    twice = [first.replace(ref=ref, adjusted=Money(back)) for ref, back in zip("AB", taken_back, strict=True)]
    (found,) = reconcile(mary(), PaymentHistory().paying(*twice), on=KNOWN, policy=TO_EFFECT).adjustments
    assert (str(found.change), found.reason) == ("-337.50", "paid 2 times: on 7 Apr 2026, 7 Apr 2026")


def test_of_two_payments_of_nothing_nothing_is_said() -> None:
    """Nothing was due for April when it was paid; 337.50 is, and not because it was paid twice."""
    (first,) = paid_before(mary(budget={"actual": Rate.weekly(0)}), 1).payments
    twice = PaymentHistory().paying(*(first.replace(ref=ref) for ref in "AB"))
    (found,) = reconcile(mary(), twice, on=KNOWN, policy=TO_EFFECT).adjustments
    assert (str(found.change), found.reason) == ("337.50", None)


def test_a_payment_made_in_two_parts_is_whole() -> None:
    halves = (MADE.replace(budget=Money("168.75"), ref=ref) for ref in ("R-1", "R-2"))
    assert reconcile(mary(), PaymentHistory().paying(*halves), on=KNOWN, policy=TO_EFFECT).adjustments == ()
    parts = (MADE.replace(budget=budget) for budget in (Money(100), Money("227.50")))
    (owed,) = reconcile(mary(), PaymentHistory().paying(*parts), on=KNOWN, policy=TO_EFFECT).adjustments
    assert (str(owed.amount), owed.reason) == ("10.00", None)


@pytest.mark.parametrize(("times", "named", "rest"), [(15, 15, ""), (16, 15, ", …")])
def test_a_payment_made_very_often_names_whole_days_and_says_that_there_are_more(
    times: int, named: int, rest: str
) -> None:
    """It cut the list in the middle of a day: "7 Apr 20"."""
    (first,) = paid_before(mary(), 1).payments
    often = PaymentHistory().paying(*(first.replace(ref=f"R-{number}") for number in range(times)))
    (taken,) = reconcile(mary(), often, on=KNOWN, policy=TO_EFFECT).adjustments
    assert taken.reason == f"paid {times} times: on {', '.join(['7 Apr 2026'] * named)}{rest}"


def test_a_change_that_was_paid_already_is_no_reason_and_neither_is_one_of_another_component() -> None:
    """The rise was in the payments that the stay corrects; the review is of the contribution and not of the budget."""
    rise = varying(date(2026, 6, 1), ("budget.actual", Rate.weekly(90)), reason="reassessment")
    stay = Suspension(first_day=date(2026, 6, 8), last_day=date(2026, 6, 21))
    away_ = varying(stay.first_day, ("suspensions", (stay,)), known_from=KNOWN, reason="hospital")
    review = varying(date(2026, 6, 29), ("budget.contribution", Rate.weekly(30)), known_from=KNOWN, reason="review")
    raised = varying(date(2026, 6, 29), ("budget.actual", Rate.weekly(95)), known_from=KNOWN, reason="more support")
    rule = SuspensionRule(full_days=0, retainer="0.5", contribution=Meanwhile.WITH_THE_RETAINER)
    net: dict[str, Any] = {"payment": {"basis": Basis.NET}, "budget": {"contribution": Rate.weekly(20)}}
    arrangement = varied(rise, away_, review, raised, contract={"suspension": rule}, **net)
    history = paid_before(arrangement)
    found = reconcile(arrangement, history, on=KNOWN, policy=TO_EFFECT)
    assert [(each.period.first_day.month, each.component, each.reason) for each in found.adjustments] == [
        (6, "budget", "hospital"),
        (6, "contribution", "hospital"),
        (6, "budget", "more support"),
        (6, "contribution", "review"),
    ]
    # What was corrected once is in what was corrected.
    later = varying(
        date(2026, 6, 29), ("budget.actual", Rate.weekly(97)), known_from=date(2026, 7, 21), reason="more yet"
    )
    again = reconcile(
        arrangement.replace(variations=(*arrangement.variations, later)), found.history, on=date(2026, 7, 21),
        policy=TO_EFFECT,
    )  # fmt: skip
    assert [(each.component, each.reason) for each in again.adjustments] == [("budget", "more yet")]


def test_what_nobody_can_say_who_left_out_is_said_of_all_that_holds_there() -> None:
    rise = varying(date(2026, 6, 1), ("budget.actual", Rate.weekly(90)), reason="reassessment")
    history = paid_before(varied())
    found = reconcile(varied(rise), history, on=KNOWN, policy=TO_EFFECT)
    assert {each.reason for each in found.adjustments} == {"reassessment"}


def test_a_charging_week_that_goes_on_after_what_was_paid_has_the_new_sum_on_the_days_after_it_alone() -> None:
    """Paid to Sunday 26 July; the week from Thursday the 23rd has three unpaid days, each a pound dearer."""
    weeks = ChargingTerms(by=ChargedBy.CHARGING_WEEKS, week_begins=4)
    facts = merged(NET, {"payment": {"charging": weeks}})
    dearer = varied(varying(JUNE, ("budget.contribution", Rate.weekly(27)), known_from=KNOWN), **facts)
    found = reconcile(dearer, paid_before(mary(**facts), 4), on=KNOWN, policy=backdating(HowFarBack.NEVER))
    told = [(str(each.period), each.component, str(each.change)) for each in found.adjustments]
    assert told == [("29 Jun 2026 to 26 Jul 2026", "contribution", "3.00")]


def test_it_never_began_with_the_first_holder_and_the_next_begins_after_all_that_was_paid() -> None:
    """Under NEVER the new holder counts from Monday 4 May, and nothing is due for the days that were paid."""
    on = date(2026, 4, 8)
    end = Termination(
        party=Party.FUNDER,
        reason=TerminationReason.CHANGE_OF_HOLDER,
        given_on=on,
        last_day=date(2026, 3, 6),
        liabilities=(),
    )
    next_holder = varied(varying(date(2026, 4, 7), ("holder", Holder(ref="H-9")), known_from=on))
    ended, history, policy = next_holder.replace(endings=(end,)), paid_before(mary(), 1), backdating(HowFarBack.NEVER)
    found = reconcile(ended, history, on=on, policy=policy)
    upcoming = next_payments(ended, history, on=on, until=date(2026, 5, 31), policy=policy)
    assert (upcoming.unraised, len(upcoming)) == (found.amount, 1)
    assert [(str(each.period), str(each.change)) for each in found.adjustments] == [
        ("6 Apr 2026 to 3 May 2026", "-337.50")
    ]
    assert found.amount_withheld == Money("325.45"), "Tuesday 7 April to 3 May with the next holder"


@pytest.mark.parametrize("last_day", [None, date(2026, 4, 19), date(2026, 4, 20), date(2027, 4, 4)])
def test_days_that_were_paid_by_themselves_are_compared_by_themselves(last_day: date | None) -> None:
    """Two weeks of a period of four: what is due for them is theirs, whenever the arrangement ends."""
    paid = MADE.replace(period=Period(first_day=FIRST_DAY, last_day=date(2026, 4, 19)), budget=Money("168.75"))
    arrangement = mary(contract={"last_day": last_day} if last_day else {})
    found = reconcile(arrangement, PaymentHistory().paying(paid), on=FIRST_DAY, policy=TO_EFFECT)
    assert found.adjustments == ()
