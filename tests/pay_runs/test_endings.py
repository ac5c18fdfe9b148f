"""A termination stops payments at its last day, once it is known: schedule, runs, corrections, final account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.arrangements import NET, mary, merged
from support.endings import CLAUSE, ending, notice, terms
from support.time_cases import TO_EFFECT, backdating, paid_before, varying

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    ChargedBy,
    ChargingTerms,
    Holder,
    Money,
    NotRecorded,
    OneOff,
    OneOffPayment,
    Party,
    Period,
    Policy,
    Rate,
    as_known,
    schedule_payments,
)
from isf_core.account import balance_on, final_account_on
from isf_core.errors import ImpossiblePeriod, OutsideTheArrangement
from isf_core.model import (
    Entry,
    EntryKind,
    Fund,
    Funder,
    FunderKind,
    FundingRate,
    FundingShare,
    HowFarBack,
    Termination,
    TerminationReason,
    Variation,
)
from isf_core.pay_runs import Decision, PaymentHistory, PayRuns, next_payments, pay_run, pay_runs_for, reconcile
from isf_core.planning import uplift
from isf_core.rules import Case
from isf_core.schedule import build_schedule, resolve_phases, resolve_terms

GIVEN = date(2026, 6, 10)
STOPPED = date(2026, 6, 14)
"""The last day of support: the fourteenth day of the third period."""
LATER = date(2026, 7, 20)
YEAR_END = date(2027, 4, 4)
ONE_DAY = timedelta(days=1)


def ended(*endings: Termination, **facts: Any) -> Arrangement:
    """Mary, whose funder's notice is 28 days, and who is ended."""
    kept: dict[str, Any] = {"contract": {"termination": terms(*(notice(28, party=each) for each in Party))}}
    return mary(**merged(kept, {"arrangement": {"endings": endings}}, facts))


def stopped(given_on: date = GIVEN, last_day: date | None = STOPPED, **facts: Any) -> Termination:
    return ending(given_on=given_on, last_day=last_day, **facts)


def last_paid(arrangement: Arrangement, policy: Policy = PLAIN) -> date:
    return schedule_payments(arrangement, until=YEAR_END, policy=policy).span.last_day


def test_a_termination_stops_the_schedule_on_its_last_day() -> None:
    schedule = schedule_payments(ended(stopped()), policy=PLAIN)
    assert [str(each.amount) for each in schedule] == ["337.50", "337.50", "168.75"]
    assert schedule.span.last_day == STOPPED


def test_a_termination_stops_pay_runs_once_it_is_known() -> None:
    mary_ends = ended(stopped(), arrangement={"holder": mary().holder})
    holder = mary_ends.holder
    assert holder is not None
    span = Period(first_day=date(2026, 6, 1), last_day=date(2026, 8, 31))
    before = pay_run([mary_ends], holder=holder.ref, span=span, on=GIVEN - ONE_DAY, policy=PLAIN)
    after = pay_run([mary_ends], holder=holder.ref, span=span, on=GIVEN, policy=PLAIN)
    assert [str(line.amount) for line in before.lines] == ["337.50"] * 4
    assert [str(line.amount) for line in after.lines] == ["168.75"]
    known = next_payments(mary_ends, PaymentHistory(), on=GIVEN, until=LATER, policy=PLAIN)
    assert [str(each.amount) for each in known] == ["337.50", "337.50", "168.75"]


@pytest.mark.parametrize(
    ("endings", "last_day"),
    [
        ((stopped(last_day=None),), date(2026, 7, 8)),  # the notice runs its time
        ((stopped(), stopped(last_day=STOPPED + ONE_DAY)), STOPPED),  # the earliest of several
        ((stopped(withdrawn_on=LATER), stopped(last_day=None)), date(2026, 7, 8)),
        ((stopped(withdrawn_on=LATER),), YEAR_END),
        ((stopped(last_day=date(2027, 12, 31)),), YEAR_END),
    ],
)
def test_the_earliest_termination_among_those_not_withdrawn_counts(
    endings: tuple[Termination, ...], last_day: date
) -> None:
    assert last_paid(ended(*endings)) == last_day


def test_a_termination_counts_from_the_day_from_which_it_is_known() -> None:
    learnt_late = ended(stopped(known_from=date(2026, 6, 20), withdrawn_on=LATER))
    for on, known in (
        (date(2026, 6, 19), False),
        (date(2026, 6, 20), True),
        (LATER - ONE_DAY, True),
        (LATER, False),
    ):
        assert (last_paid(as_known(learnt_late, on=on)) == STOPPED) is known


def test_a_termination_is_not_known_before_it_is_given_nor_withdrawn_before() -> None:
    with pytest.raises(ImpossiblePeriod, match=r"Termination\.known_from"):
        stopped(known_from=GIVEN - ONE_DAY)
    with pytest.raises(ImpossiblePeriod, match=r"Termination\.withdrawn_on"):
        stopped(withdrawn_on=GIVEN - ONE_DAY)
    assert stopped(known_from=GIVEN, withdrawn_on=GIVEN).is_known(GIVEN) is False


def test_without_terms_of_ending_it_is_not_known_when_a_notice_ends() -> None:
    by_nobody = mary(arrangement={"endings": (stopped(last_day=None),)})
    with pytest.raises(NotRecorded, match=r"contract\.termination"):
        schedule_payments(by_nobody, until=YEAR_END)
    assert last_paid(mary(arrangement={"endings": (stopped(),)})) == STOPPED, "support stopped, whatever the terms are"


def test_a_notice_that_nobody_may_give_ends_nothing_by_itself() -> None:
    only_holder = {"contract": {"termination": terms(notice(28, party=Party.HOLDER))}}
    assert last_paid(ended(stopped(last_day=None), **only_holder)) == YEAR_END
    assert last_paid(ended(stopped(), **only_holder)) == STOPPED


def test_a_one_off_after_the_last_day_is_nobodys_to_pay() -> None:
    bought = {"budget": {"one_offs": (OneOff(on=LATER, amount="70", what="rails"),)}}
    assert schedule_payments(ended(stopped(), **bought), policy=PLAIN).totals.one_off == Money(0)


def test_an_ending_is_the_reason_from_the_day_after_it_on() -> None:
    """The day that is taken back is the last of its period, and the only one without support."""
    died = stopped(given_on=LATER, last_day=date(2026, 6, 27), reason=TerminationReason.DEATH)
    found = reconcile(ended(died), paid_before(ended(), payments=3), on=LATER, policy=TO_EFFECT)
    assert [(str(each.period), str(each.amount), each.reason) for each in found.adjustments] == [
        ("1 Jun 2026 to 28 Jun 2026", "-12.05", "it ended: the person's death"),
    ]


@pytest.mark.parametrize("how_far", list(HowFarBack))
def test_a_termination_learnt_late_is_an_overpayment(how_far: HowFarBack) -> None:
    """Whatever the policy says about changes: after the end there is nothing to pay for."""
    numbers = backdating(how_far, date(2026, 6, 1) if how_far is HowFarBack.TO_A_DATE else None)
    died = stopped(given_on=LATER, reason=TerminationReason.DEATH)
    found = reconcile(ended(died), paid_before(ended(), payments=4), on=LATER, policy=numbers)
    assert [(str(each.period), str(each.amount), each.reason) for each in found.adjustments] == [
        ("1 Jun 2026 to 28 Jun 2026", "-168.75", "it ended: the person's death"),
        ("29 Jun 2026 to 26 Jul 2026", "-337.50", "it ended: the person's death"),
    ]
    assert found.withheld == ()
    again = reconcile(ended(died), found.history, on=LATER, policy=numbers)
    assert again.adjustments == ()
    taken_back = ended(died.replace(withdrawn_on=LATER + ONE_DAY))
    assert reconcile(taken_back, found.history, on=LATER + ONE_DAY, policy=numbers).amount == Money("506.25")


def end_varied(known_from: date) -> dict[str, Any]:
    return {"variations": (varying(STOPPED, ("contract.last_day", STOPPED), known_from=known_from),)}


def account(**facts: Any) -> Fund:
    paid = (Entry(ref="P-1", on=date(2026, 4, 7), kind=EntryKind.FUNDER_PAYMENT, amount="1000"),)
    return Fund(entries=paid, commitments=(), **facts)


def test_the_final_account_is_the_same_whether_or_not_the_last_day_was_varied_too() -> None:
    by = {"contract": {"termination": terms(*(notice(28, party=each) for each in Party), liabilities=CLAUSE)}}
    alone = ended(stopped(), arrangement={"fund": account()}, **by)
    final = final_account_on(alone, on=LATER, policy=PLAIN)
    assert (str(final.in_lieu), str(final.refund), final.ended.shortfall_days) == ("289.29", "710.71", 24)
    for known_from in (GIVEN, GIVEN + ONE_DAY, LATER):
        varied = alone.replace(**end_varied(known_from))
        assert final_account_on(varied, on=LATER, policy=PLAIN) == final
        assert final_account_on(varied, on=LATER, policy=PLAIN, ending=stopped()) == final
        assert last_paid(varied) == last_paid(alone) == STOPPED
        folded = final_account_on(as_known(varied, on=LATER), on=LATER, policy=PLAIN)
        assert (folded.in_lieu, folded.refund, folded.last_day) == (final.in_lieu, final.refund, STOPPED)


def test_a_contract_that_was_to_end_then_anyway_owes_nothing_for_days_after_it() -> None:
    """Its end was agreed before notice was given: that is no second record of the same end."""
    agreed_before = ended(stopped(), arrangement={"fund": account(), **end_varied(GIVEN - ONE_DAY)})
    assert final_account_on(agreed_before, on=LATER, policy=PLAIN).in_lieu == Money(0)


def test_an_end_agreed_after_notice_was_given_bounds_the_last_day_and_not_the_notice() -> None:
    shortened = ended(stopped(last_day=None), arrangement={"fund": account(), **end_varied(LATER)})
    final = final_account_on(shortened, on=LATER, policy=PLAIN)
    assert (final.last_day, final.ended.notice_ends, final.ended.shortfall_days) == (STOPPED, date(2026, 7, 8), 24)


def test_a_contract_extended_after_notice_does_not_cut_the_notice_short() -> None:
    longer: tuple[Variation, ...] = (varying(LATER, ("contract.last_day", YEAR_END), known_from=LATER),)
    short = {"contract": {"last_day": date(2026, 6, 30)}}
    extended = ended(stopped(last_day=None), arrangement={"variations": longer}, **short)
    assert last_paid(extended) == date(2026, 7, 8)


# An arrangement that never began
NEVER = date(2026, 4, 2)


def never_began(**facts: Any) -> Arrangement:
    died = ending(
        Party.PERSON, TerminationReason.DEATH, given_on=date(2026, 4, 3), last_day=NEVER, known_from=date(2026, 4, 8)
    )
    by = {"contract": {"termination": terms(notice(0, party=Party.PERSON))}}
    return ended(died, **merged(by, facts))


def test_g12_an_arrangement_that_never_began_has_an_empty_schedule() -> None:
    for until in (None, YEAR_END):
        schedule = schedule_payments(never_began(), until=until)
        assert (len(schedule), schedule.totals.amount, schedule.lines, schedule.phases[0].never_began) == (
            0,
            Money(0),
            (),
            True,
        )
    assert not any(each.pounds for each in schedule.rounding.values())
    whole = Period(first_day=date(2026, 1, 1), last_day=YEAR_END)
    assert schedule.accrued_in(span=whole).amount.pounds == schedule.held_back_in(span=whole).pounds == 0
    assert schedule == build_schedule(resolve_phases(never_began(), policy=PLAIN))
    with pytest.raises(ImpossiblePeriod, match="it never began"):
        schedule.span  # noqa: B018
    with pytest.raises(ImpossiblePeriod, match="it never began"):
        schedule.cut(on=NEVER)


def test_g12_what_was_paid_for_an_arrangement_that_never_began_is_claimed_back() -> None:
    history = paid_before(never_began(), payments=1)
    assert str(history.amount) == "337.50"
    found = reconcile(never_began(), history, on=date(2026, 4, 8), policy=TO_EFFECT)
    assert [(str(each.amount), each.reason) for each in found.adjustments] == [
        ("-337.50", "it ended: the person's death")
    ]
    left = next_payments(never_began(), found.history, on=date(2026, 4, 8), until=YEAR_END, policy=TO_EFFECT)
    assert (len(left), left.left) == (0, Money("-337.50"))
    assert reconcile(never_began(), found.history, on=LATER, policy=TO_EFFECT).adjustments == ()
    in_time = reconcile(never_began(), history, on=date(2026, 4, 7), policy=TO_EFFECT)
    assert in_time.adjustments == (), "it was not known then"


@pytest.mark.parametrize("one_offs", list(OneOffPayment))
def test_g12_not_even_a_one_off_is_paid_where_it_never_began(one_offs: OneOffPayment) -> None:
    bought = {
        "budget": {"one_offs": (OneOff(on=date(2026, 4, 6), amount="70", what="rails"),)},
        "contract": {"payment": mary().contract.payment.replace(one_offs=one_offs)},
    }
    assert len(schedule_payments(never_began(**bought))) == 0


def test_a_one_off_sum_paid_for_an_arrangement_that_never_began_is_claimed_back() -> None:
    """It is all that was paid: no regular payment was made."""
    bought = {
        "budget": {"one_offs": (OneOff(on=date(2026, 4, 6), amount="2000", what="a bed"),)},
        "contract": {"payment": mary().contract.payment.replace(one_offs=OneOffPayment.ON_ITS_DATE)},
    }
    gone, on = never_began(**bought), date(2026, 4, 8)
    history = paid_before(gone, payments=2)
    history = history.replace(payments=tuple(made for made in history.payments if not made.is_regular))
    assert (str(history.amount), history.paid_to) == ("2000.00", None)
    assert next_payments(gone, history, on=on, until=YEAR_END, policy=TO_EFFECT).unraised == Money(-2000)
    found = reconcile(gone, history, on=on, policy=TO_EFFECT)
    assert [(str(each.amount), each.reason) for each in found.adjustments] == [
        ("-2000.00", "it ended: the person's death")
    ]
    left = next_payments(gone, found.history, on=on, until=YEAR_END, policy=TO_EFFECT)
    assert (len(left), left.left, left.unraised) == (0, Money(-2000), Money(0))


@pytest.mark.parametrize(
    ("funding", "refunds"),
    [
        ((), (("the funder", "337.50"),)),
        (
            tuple(
                FundingShare(funder=Funder(ref=ref), share=share) for ref, share in (("council", "0.6"), ("icb", "0.4"))
            ),
            (("council", "202.50"), ("icb", "135.00")),
        ),
    ],
)
def test_g12_the_final_account_of_what_never_began(funding: Any, refunds: Any) -> None:
    paid = Entry(ref="P-1", on=date(2026, 4, 7), kind=EntryKind.FUNDER_PAYMENT, amount="337.50")
    fund = Fund(entries=(paid,), commitments=())
    gone = never_began(arrangement={"fund": fund, "funding": funding or None})
    final = final_account_on(gone, on=LATER, policy=PLAIN)
    assert (final.last_day, final.in_lieu, str(final.refund)) == (NEVER, Money(0), "337.50")
    assert tuple((ref, str(sum_)) for ref, sum_ in final.refunds) == refunds
    assert balance_on(fund.plus(*final.entries()), on=LATER).balance == Money(0)


SPLIT = (
    FundingShare(funder=Funder(ref="council", kind=FunderKind.COUNCIL), share="0.6"),
    FundingShare(funder=Funder(ref="icb", kind=FunderKind.NHS), share="0.4"),
)
WITH_CONTRIBUTION = merged(
    NET, {"arrangement": {"funding": SPLIT}, "budget": {"actual": Rate.weekly(100), "contribution": Rate.weekly(20)}}
)


@pytest.mark.parametrize("length", [0, 14, 90])
def test_what_never_began_goes_back_in_full_without_pay_in_lieu_as_reconcile_claims_it(length: int) -> None:
    """The council had paid 160 of the 320, after her 80, and so had the NHS; she gets hers back."""
    by = {"contract": {"termination": terms(notice(length, party=Party.PERSON))}}
    gone = never_began(**merged(WITH_CONTRIBUTION, by))
    history = paid_before(gone, payments=1)
    found = reconcile(gone, history, on=date(2026, 4, 8), policy=TO_EFFECT)
    received = {"FUNDER_PAYMENT": "320", "CONTRIBUTION": "80"}
    entries = tuple(
        Entry(ref=kind, on=date(2026, 4, 7), kind=EntryKind[kind], amount=sum_) for kind, sum_ in received.items()
    )
    gone = gone.replace(fund=Fund(entries=entries, commitments=()))
    final = final_account_on(gone, on=LATER, policy=PLAIN)
    assert (final.in_lieu, final.ended.shortfall_days, final.back_to_person) == (Money(0), 0, Money(80))
    assert final.refund == -Money.total(each.amount for each in found.adjustments) == Money(320)
    assert final.refunds == (("council", Money(160)), ("icb", Money(160)))


@pytest.mark.parametrize(
    ("paid", "refunds"),
    [
        ((("council", 300), ("icb", 20)), (("council", Money(300)), ("icb", Money(20)))),
        ((("council", 320),), (("council", Money(320)), ("icb", Money(0)))),
        ((("council", 300), ("icb", 70), ("icb", -50)), (("council", Money(300)), ("icb", Money(20)))),
        ((("council", 320), ("icb", 20), ("icb", -20)), (("council", Money(320)), ("icb", Money(0)))),
        # one entry does not say who paid: the one that has paid less of its part of a regular payment, 160 each
        ((("council", 300), (None, 20)), (("council", Money(300)), ("icb", Money(20)))),
        ((("council", 150), (None, 170)), (("council", Money(160)), ("icb", Money(160)))),
    ],
)
def test_what_never_began_goes_back_by_what_each_funder_paid_in(paid: Any, refunds: Any) -> None:
    entries = tuple(
        Entry(
            ref=f"P-{place}",
            on=date(2026, 4, 7),
            kind=EntryKind.FUNDER_PAYMENT if sum_ > 0 else EntryKind.REFUND_TO_FUNDER,
            amount=abs(sum_),
            party=party,
        )
        for place, (party, sum_) in enumerate(paid)
    )
    hers = Entry(ref="C-1", on=date(2026, 4, 7), kind=EntryKind.CONTRIBUTION, amount=80, party="P-001")
    gone = never_began(**WITH_CONTRIBUTION).replace(fund=Fund(entries=(hers, *entries), commitments=()))
    final = final_account_on(gone, on=LATER, policy=PLAIN)
    assert (final.refunds, final.back_to_person) == (refunds, Money(80))


def test_what_never_began_goes_back_to_a_funder_with_a_rate_too() -> None:
    nhs = FundingRate(funder=Funder(ref="icb"), rate=Rate.weekly(25))
    funding = (nhs, FundingShare(funder=Funder(ref="council"), share="1"))
    paid = Entry(ref="P-1", on=date(2026, 4, 7), kind=EntryKind.FUNDER_PAYMENT, amount=400)
    gone = never_began(
        arrangement={"fund": Fund(entries=(paid,), commitments=()), "funding": funding},
        budget={"actual": Rate.weekly(100)},
    )
    assert final_account_on(gone, on=LATER, policy=PLAIN).refunds == (("icb", Money(100)), ("council", Money(300)))


# The holder changes
H_8 = Holder(ref="H-8")
MOVED = TerminationReason.CHANGE_OF_HOLDER


def handed_over(since: date, *endings: Termination, **facts: Any) -> Arrangement:
    return ended(*endings, **merged({"arrangement": {"variations": (varying(since, ("holder", H_8)),)}}, facts))


def by_holder(arrangement: Arrangement) -> list[tuple[str | None, date, date]]:
    return [
        (each.holder.ref if each.holder else None, each.first_day, each.last_day)
        for each in schedule_payments(arrangement, until=date(2026, 7, 1))[2:]
    ]


@pytest.mark.parametrize("reason", [MOVED, TerminationReason.ORDINARY])
def test_a_change_of_holder_ends_payments_until_the_next_holder_is_recorded(reason: TerminationReason) -> None:
    assert last_paid(ended(stopped(reason=reason))) == STOPPED


def test_g7_a_charging_week_stops_where_nobody_is_paid_and_begins_with_the_next_holder() -> None:
    weeks = merged(
        {"budget": {"contribution": Rate.weekly(50)}},
        {"payment": {"basis": Basis.NET, "charging": ChargingTerms(by=ChargedBy.CHARGING_WEEKS)}},
    )
    wednesday = date(2026, 6, 10)
    gap = handed_over(date(2026, 6, 12), stopped(reason=MOVED, last_day=wednesday), **weeks)
    at_once = handed_over(wednesday + ONE_DAY, stopped(reason=MOVED, last_day=wednesday), **weeks)

    def charged(arrangement: Arrangement) -> list[str]:
        return [str(each.contribution) for each in schedule_payments(arrangement, until=date(2026, 6, 28))[2:]]

    # From Monday to Wednesday, and from Friday to Sunday, three days cost 36.16, less than a week's 50.00.
    assert charged(gap) == ["86.16", "136.16"]
    assert charged(at_once) == ["100.00", "100.00"]


def test_payments_go_on_to_the_next_holder() -> None:
    at_once = handed_over(STOPPED + ONE_DAY, stopped(reason=MOVED))
    assert by_holder(at_once) == [
        ("H-7", date(2026, 6, 1), STOPPED),
        ("H-8", STOPPED + ONE_DAY, date(2026, 6, 28)),
        ("H-8", date(2026, 6, 29), date(2026, 7, 26)),
    ]
    assert by_holder(handed_over(date(2026, 6, 12), stopped(reason=MOVED)))[1][:2] == ("H-8", date(2026, 6, 12))


def test_nobody_is_paid_for_days_on_which_nobody_holds_the_fund() -> None:
    late = handed_over(date(2026, 6, 22), stopped(reason=MOVED))
    assert by_holder(late)[:2] == [
        ("H-7", date(2026, 6, 1), STOPPED),
        ("H-8", date(2026, 6, 22), date(2026, 6, 28)),
    ]
    found = reconcile(late, paid_before(ended(), payments=3), on=LATER, policy=TO_EFFECT)
    assert [(str(each.amount), each.reason) for each in found.adjustments] == [
        ("-84.37", "it ended: a change of holder")
    ]
    terms_too = late.replace(
        variations=(*late.variations, varying(date(2026, 6, 17), ("contract.payment.due_days", 3)))
    )
    assert by_holder(terms_too) == by_holder(late), "a change between them is nobody's"


def test_a_next_holder_who_begins_after_the_end_takes_nothing_over() -> None:
    over = {"contract": {"last_day": date(2026, 6, 20)}}
    assert last_paid(handed_over(date(2026, 6, 22), stopped(reason=MOVED), **over)) == STOPPED


def test_a_one_off_when_nobody_holds_the_fund_is_refused() -> None:
    bought = {"budget": {"one_offs": (OneOff(on=date(2026, 6, 18), amount="70", what="rails"),)}}
    told = "nobody holds the fund on 2026-06-18; date it when somebody does, or let the next holder begin earlier"
    with pytest.raises(OutsideTheArrangement, match=rf"^budget\.one_offs\[0\]\.on: {told}$"):
        schedule_payments(handed_over(date(2026, 6, 22), stopped(reason=MOVED), **bought), until=LATER)


def test_a_holder_who_never_began_is_paid_nothing_and_the_next_one_is() -> None:
    before = handed_over(date(2026, 4, 20), ending(given_on=NEVER, last_day=NEVER, reason=MOVED))
    (first, *_) = schedule_payments(before, until=LATER)
    assert (first.holder, first.first_day, str(first.amount)) == (H_8, date(2026, 4, 20), "168.75")


def test_a_notice_past_the_calendar_ends_nothing() -> None:
    far = ended(stopped(given_on=date(9999, 12, 30), last_day=None))
    assert last_paid(far) == YEAR_END


def test_terms_as_they_stand_leave_out_what_was_withdrawn() -> None:
    for withdrawn_on, last_day in ((LATER, OPEN_ENDED), (None, STOPPED)):
        terms_now = resolve_terms(ended(stopped(withdrawn_on=withdrawn_on)), policy=PLAIN)
        assert terms_now.last_day == last_day


def test_what_ended_is_not_uplifted() -> None:
    raised = uplift(
        [ended(stopped()), ended(stopped(last_day=None))],
        effective=date(2026, 7, 1),
        known_from=date(2026, 6, 20),
        percent="4",
    )
    assert [reason for _, reason in raised.left_out] == [f"it ends on {STOPPED}"]
    assert len(raised.rows) == 1


def test_a_rule_takes_the_contracts_last_day_where_it_is_not_known_when_a_notice_ends() -> None:
    by_nobody = mary(arrangement={"endings": (stopped(last_day=None),)}, contract={"termination": None})
    assert Case(by_nobody, LATER, PLAIN.parameters).last_day is OPEN_ENDED
    assert Case(ended(stopped()), LATER, PLAIN.parameters).last_day == STOPPED


AFTER = Period(first_day=date(2026, 5, 4), last_day=date(2027, 3, 31))


def run_after(arrangement: Arrangement, history: PaymentHistory, span: Period = AFTER) -> PayRuns:
    return pay_runs_for([(arrangement, history)], span=span, on=date(2026, 5, 12), policy=TO_EFFECT)


def with_left(amount: str, arrangement: Arrangement, payments: int = 9) -> PaymentHistory:
    decision = Decision(amount=amount, reason="agreed", decided_by="panel", decided_on=date(2026, 5, 10))
    return paid_before(arrangement, payments, date(2026, 5, 12)).deciding(decision)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1000", "£1,000.00 is still to be paid, and no payment follows that takes it up"),
        ("-20", "£20.00 is still to be taken back, and no payment follows that takes it up"),
        ("0.01", "£0.01 is still to be paid, and no payment follows that takes it up"),
        ("-0.01", "£0.01 is still to be taken back, and no payment follows that takes it up"),
    ],
)
def test_x10_what_is_outstanding_after_the_last_payment_is_named(amount: str, said: str) -> None:
    ended = mary(
        arrangement={
            "endings": (ending(last_day=date(2026, 5, 3), given_on=date(2026, 4, 6)),),
            "holder": Holder(ref="H-7"),
        }
    )
    history = with_left(amount, ended)
    found = run_after(ended, history)
    assert (found.lines, found.overdue, found.unraised) == ((), (), ())
    (named,) = found.not_paid
    assert (named.left, named.reason, named.missing, named.holder) == (Money(amount), said, (), "H-7")
    own = pay_run([(ended, history)], holder="H-7", span=AFTER, on=date(2026, 5, 12), policy=TO_EFFECT)
    assert own.not_paid == found.not_paid
    (unheld,) = run_after(ended.replace(holder=None), history).not_paid
    assert (unheld.left, unheld.missing) == (Money(amount), ("holder",)), "whoever has it, the money is named"


@pytest.mark.parametrize("amount", ["100", "-20"])
def test_x10_what_a_payment_still_takes_up_is_not_named(amount: str) -> None:
    ended = mary(
        arrangement={
            "endings": (ending(last_day=date(2026, 5, 31), given_on=date(2026, 4, 6)),),
            "holder": Holder(ref="H-7"),
        }
    )
    history = with_left(amount, ended, 1)
    found = run_after(ended, history)
    assert found.not_paid == ()
    assert [str(line.to_pay.adjusted) for line in found.lines] == [str(Money(amount))]
    open_ended = mary(arrangement={"holder": Holder(ref="H-7")})
    assert run_after(open_ended, with_left("-9000", open_ended, 1)).not_paid == (), "later payments follow"


def test_x10_what_the_last_payment_cannot_cover_is_named_by_the_run_that_pays_it() -> None:
    ended = mary(
        arrangement={
            "endings": (ending(last_day=date(2026, 5, 31), given_on=date(2026, 4, 6)),),
            "holder": Holder(ref="H-7"),
        }
    )
    history = with_left("-500", ended, 1)
    before = Period(first_day=date(2026, 4, 1), last_day=date(2026, 5, 4))
    assert run_after(ended, history, before).not_paid == ()
    found = run_after(ended, history)
    taken = Money.total(line.to_pay.adjusted for line in found.lines)
    assert [each.left for each in found.not_paid] == [Money("-500") - taken]
    assert taken < Money(0)
