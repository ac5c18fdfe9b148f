"""Policies that change over time: what was paid under the old one stays; each day is paid under its own (PAY-14)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from support.arrangements import mary
from support.refusing import refused
from support.time_cases import varied, varying

from isf_core import PLAIN, Arrangement, Money, NoPolicy, NotRecorded, Period, Policies, Policy, Rate, schedule_payments
from isf_core.model import Backdating, Convention, HowFarBack, Suspension, SuspensionRule
from isf_core.pay_runs import (
    PaymentHistory,
    PaymentMade,
    Reconciliation,
    next_payments,
    pay_run,
    pay_runs_for,
    reconcile,
)

NEW_YEAR = date(2027, 4, 5)
KNOWN = date(2027, 4, 10)
JUNE = Period(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28))


def policy(name: str, retainer: str = "0", how_far: HowFarBack = HowFarBack.NEVER, **numbers: Any) -> Policy:
    """Nothing in full, then a retainer."""
    rule = SuspensionRule(full_days=0, retainer=retainer)
    earliest = date(2026, 7, 1) if how_far is HowFarBack.TO_A_DATE else None
    backdating = Backdating(how_far=how_far, earliest=earliest)
    given: dict[str, Any] = {"suspension": rule, "backdating": backdating, "recovery_limit": "0.5", **numbers}
    return PLAIN.with_parameters(name, **given)


OLD, NEW = policy("2026", "0.5"), policy("2027")
DATED = Policies((date(2026, 4, 1), OLD), (NEW_YEAR, NEW))
AWAY = mary(arrangement={"suspensions": (Suspension(first_day=JUNE.first_day, last_day=JUNE.last_day),)})


def paid_to(arrangement: Arrangement, until: date, by: Policy | Policies[Policy] = OLD) -> PaymentHistory:
    """Every payment that begins by a day, made when it was due."""
    made = schedule_payments(arrangement, until=until, policy=by)
    return PaymentHistory().paying(*(PaymentMade.of(each, each.due) for each in made))


HISTORY = paid_to(AWAY, date(2027, 4, 4))


def test_f3_nothing_is_clawed_back_by_a_policy_that_begins_later() -> None:
    assert [str(made.amount) for made in HISTORY.payments][:3] == ["337.50", "337.50", "168.75"]
    found = reconcile(AWAY, HISTORY, on=KNOWN, policy=DATED)
    assert (found.adjustments, found.withheld, found.amount) == ((), (), Money("0.00"))
    by_numbers = Policies(OLD.parameters, (NEW_YEAR, NEW.parameters))
    assert reconcile(AWAY, HISTORY, on=KNOWN, policy=by_numbers).amount_withheld == Money("0.00")


def test_a_payment_in_advance_across_the_change_is_adjusted_for_the_days_of_the_new_policy_which_the_reason_names() -> (
    None
):
    """A hundred a week, away in March and April: four days at a quarter and not at a half are 14.29 less."""
    stay = Suspension(first_day=date(2027, 3, 8), last_day=date(2027, 5, 2))
    away = mary(budget={"actual": Rate.weekly(100)}, arrangement={"suspensions": (stay,)})
    old, new = (
        policy(name, retainer, HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
        for name, retainer in (("2026", "0.5"), ("2027", "0.25"))
    )
    paid = paid_to(away, date(2027, 3, 31), old)
    (found,) = reconcile(away, paid, on=KNOWN, policy=Policies(old, (date(2027, 4, 1), new))).adjustments
    assert (str(found.amount), found.period.first_day) == ("-14.29", date(2027, 3, 8))
    assert found.reason == (
        "paid under the policy 2026; the days from Thu 1 Apr 2027 on are under 2027, which has another suspension"
    )


def test_the_reason_names_no_day_where_the_days_before_it_were_paid_under_others_too() -> None:
    stay = Suspension(first_day=date(2027, 3, 8), last_day=date(2027, 5, 2))
    away = mary(budget={"actual": Rate.weekly(100)}, arrangement={"suspensions": (stay,)})
    paid, old, new = (
        policy(name, retainer, HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
        for name, retainer in (("2025", "0.75"), ("2026", "0.5"), ("2027", "0.25"))
    )
    dated = Policies(old, (date(2027, 4, 1), new))
    (found,) = reconcile(away, paid_to(away, date(2027, 3, 31), paid), on=KNOWN, policy=dated).adjustments
    assert found.reason == "paid under the policy 2025; 2026, then 2027 has another suspension"


def test_f3_an_undated_other_policy_is_a_correction_which_never_withholds() -> None:
    found = reconcile(AWAY, HISTORY, on=KNOWN, policy=NEW)
    assert (found.adjustments, found.amount, found.amount_withheld) == ((), Money("0.00"), Money("-168.75"))
    assert [(each.period, each.component, each.reason) for each in found.withheld] == [
        (
            JUNE,
            "budget",
            "paid under the policy 2026; 2027 has another suspension; the policy does not go back so far (PAY-10)",
        )
    ]
    assert reconcile(AWAY, found.history, on=KNOWN, policy=NEW).withheld == found.withheld


def corrected(how_far: HowFarBack) -> Reconciliation:
    return reconcile(AWAY, HISTORY, on=KNOWN, policy=policy("2027", how_far=how_far))


def test_an_undated_other_policy_adjusts_as_far_back_as_it_says() -> None:
    found = corrected(HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    assert (found.amount, found.amount_withheld) == (Money("-168.75"), Money("0.00"))
    assert [each.reason for each in found.adjustments] == [
        "paid under the policy 2026; 2027 has another suspension",
    ]
    again = reconcile(AWAY, found.history, on=KNOWN, policy=policy("x", how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT))
    assert again.adjustments == ()
    assert corrected(HowFarBack.NOT_THE_FIRST_PAYMENT).amount == Money("-168.75"), "June was the third"
    early = mary(arrangement={"suspensions": (Suspension(first_day=date(2026, 4, 6), last_day=date(2026, 5, 3)),)})
    first = paid_to(early, date(2026, 6, 1))
    numbers = policy("2027", how_far=HowFarBack.NOT_THE_FIRST_PAYMENT)
    kept = reconcile(early, first, on=KNOWN, policy=numbers)
    assert (kept.amount, kept.amount_withheld) == (Money("0.00"), Money("-168.75"))


@pytest.mark.parametrize(("earliest", "amount"), [(JUNE.first_day, "-168.75"), (date(2026, 6, 2), "0.00")])
def test_a_correction_to_a_date_takes_whole_payments_that_begin_on_it_or_later(earliest: date, amount: str) -> None:
    rule = Backdating(how_far=HowFarBack.TO_A_DATE, earliest=earliest)
    found = reconcile(AWAY, HISTORY, on=KNOWN, policy=policy("2027", backdating=rule))
    assert (found.amount, found.amount + found.amount_withheld) == (Money(amount), Money("-168.75"))


def test_a_correction_needs_to_know_how_far_back_it_goes_and_only_where_a_sum_differs() -> None:
    unset = policy("2027", backdating=None)
    with pytest.raises(NotRecorded) as caught:
        reconcile(AWAY, HISTORY, on=KNOWN, policy=unset)
    assert caught.value.fields == ("policy.backdating",)
    assert reconcile(mary(), paid_to(mary(), date(2027, 4, 4)), on=KNOWN, policy=unset).amount == Money("0.00")


def test_a_payment_without_a_digest_counts_as_paid_under_the_policy_that_is_given() -> None:
    bare = PaymentHistory(payments=tuple(made.replace(policy_digest=None) for made in HISTORY.payments))
    found = reconcile(AWAY, bare, on=KNOWN, policy=NEW)
    assert (found.amount, found.amount_withheld) == (Money("-168.75"), Money("0.00"))
    assert reconcile(AWAY, bare, on=KNOWN, policy=DATED).amount == Money("0.00")
    nameless = PaymentHistory(payments=tuple(made.replace(policy=None) for made in HISTORY.payments))
    (withheld,) = reconcile(AWAY, nameless, on=KNOWN, policy=NEW).withheld
    assert (withheld.reason or "").startswith("paid under the policy before; 2027 has another suspension")


def test_every_number_that_differs_is_named_in_words() -> None:
    new = policy(
        "2027", how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT, weeks_in_year=52, convention=Convention.RUNNING_TOTAL
    )
    (found,) = reconcile(AWAY, HISTORY, on=KNOWN, policy=new).adjustments
    assert found.reason == "paid under the policy 2026; 2027 has another convention, suspension"


def test_a_number_of_several_words_that_differs_is_named_in_words() -> None:
    monthly = mary(budget={"actual": Rate.monthly(365)})
    paid = paid_to(monthly, date(2026, 6, 28), policy("2026", weeks_in_year=52))
    new = policy("2027", how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT, weeks_in_year=Fraction(365, 7))
    reasons = {each.reason for each in reconcile(monthly, paid, on=KNOWN, policy=new).adjustments}
    assert reasons == {"paid under the policy 2026; 2027 has another weeks in year"}


def test_however_long_the_names_of_policies_are_a_reason_has_room() -> None:
    """And with it for the reasons of the variations beside it."""
    long = policy("L" * 500, "0.5")
    both = Policies(long, (date(2026, 6, 10), policy("M" * 500, "0.5")))
    history = paid_to(AWAY, date(2026, 6, 28), both)
    assert [len(made.policy or "") for made in history.payments] == [500, 500, 500]
    changes = [
        varying(JUNE.first_day + timedelta(days), ("plan", AWAY.plan), known_from=KNOWN, reason=word * 190)
        for days, word in enumerate("xyz")
    ]
    late = AWAY.replace(variations=tuple(changes))
    new = policy("N" * 500, how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    (found,) = reconcile(late, history, on=KNOWN, policy=new).adjustments
    assert len(found.reason or "") == 500


def test_a_payment_keeps_the_name_of_its_policy_and_a_digest_of_the_numbers_that_sums_depend_on() -> None:
    assert {made.policy for made in HISTORY.payments} == {"2026"}

    def digest(by: Policy | Policies[Policy], first_day: date = date(2027, 3, 8)) -> tuple[str | None, str | None]:
        made = next(each for each in paid_to(AWAY, date(2027, 4, 5), by).payments if each.period.first_day == first_day)
        return made.policy, made.policy_digest

    of_old = digest(OLD)[1]
    assert digest(OLD.with_parameters("again", cut_notice_days=7, due_days=3)) == ("again", of_old)
    assert digest(DATED) == ("2026", of_old)
    assert digest(NEW)[1] != of_old
    assert digest(OLD.with_parameters("2026", convention=Convention.RUNNING_TOTAL))[1] != of_old
    halfway = Policies(OLD, (date(2027, 3, 20), NEW))
    assert digest(halfway)[0] == "2026, then 2027"
    assert digest(halfway)[1] not in (of_old, digest(NEW)[1])
    assert digest(Policies(OLD, (date(2027, 3, 20), OLD.with_parameters("same"))))[1] == of_old


def test_a_payment_made_before_a_policy_was_known_that_begins_within_it_is_corrected_from_that_day() -> None:
    stay = mary(arrangement={"suspensions": (Suspension(first_day=date(2027, 3, 8), last_day=date(2027, 4, 4)),)})
    history = paid_to(stay, date(2027, 4, 4))
    midway = date(2027, 3, 22)
    found = reconcile(stay, history, on=KNOWN, policy=Policies(OLD, (midway, NEW)))
    assert (found.amount, found.amount_withheld) == (Money("0.00"), Money("-84.37"))
    forward = policy("2027", how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    assert reconcile(stay, history, on=KNOWN, policy=Policies(OLD, (midway, forward))).amount == Money("-84.37")


def test_how_far_back_a_change_counts_is_for_the_policy_of_the_day_it_became_known() -> None:
    """Else the next policy would undo what was corrected under the one before."""
    fully = policy("2026", "0.5", HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
    rise = varied(varying(date(2026, 5, 4), ("budget.actual", Rate.weekly("90")), known_from=date(2026, 7, 20)))
    history = paid_to(rise.replace(variations=()), date(2026, 7, 1), fully)
    found = reconcile(rise, history, on=date(2026, 7, 20), policy=fully)
    assert found.amount == Money("67.50")
    dated = Policies(fully, (NEW_YEAR, NEW))
    assert reconcile(rise, found.history, on=KNOWN, policy=dated).adjustments == ()
    strict = Policies(OLD, (NEW_YEAR, fully))
    held = reconcile(rise, history, on=KNOWN, policy=strict)
    assert (held.amount, held.amount_withheld) == (Money("0.00"), Money("67.50"))


def test_a_recovery_takes_of_each_payment_what_its_own_policy_lets_it() -> None:
    rise = varied(varying(date(2026, 4, 6), ("budget.actual", Rate.weekly("9")), known_from=date(2027, 3, 8)))
    history = paid_to(rise.replace(variations=()), date(2027, 3, 1))
    half, tenth = (
        policy(name, how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT, recovery_limit=limit)
        for name, limit in (("2026", "0.5"), ("2027", "0.1"))
    )
    dated = Policies(half, (NEW_YEAR, tenth))
    found = reconcile(rise, history, on=date(2027, 3, 8), policy=dated)
    upcoming = next_payments(rise, found.history, on=date(2027, 3, 8), until=date(2027, 5, 9), policy=dated)
    assert [(str(each.payment.amount), str(each.adjusted)) for each in upcoming] == [
        ("36.00", "-18.00"),
        ("36.00", "-3.60"),
        ("36.00", "-3.60"),
    ]


def test_pay_runs_pay_each_period_under_its_own_policy() -> None:
    stay = mary(arrangement={"suspensions": (Suspension(first_day=date(2027, 3, 8), last_day=date(2027, 5, 2)),)})
    days = Period(first_day=date(2027, 3, 1), last_day=date(2027, 4, 9))
    run = pay_run([stay], holder="H-7", span=days, on=date(2027, 3, 1), policy=DATED)
    assert [str(line.amount) for line in run.lines] == ["168.75", "0.00"]
    whole = pay_runs_for([stay], span=days, on=date(2027, 3, 1), policy=DATED)
    assert whole.amount == run.amount
    late = Policies((date(2026, 5, 1), OLD), (NEW_YEAR, NEW))
    refused_run = pay_run([stay], holder="H-7", span=days, on=date(2027, 3, 1), policy=late)
    (nobody,) = refused_run.not_paid
    assert (nobody.missing, refused_run.lines) == (("policy",), ())
    assert nobody.reason.startswith("policy: there is none on 2026-04-06")


def test_dated_policies_are_refused_by_name() -> None:
    for wrong, *message in (
        (lambda: Policies(), "Policies: no policy"),
        (lambda: Policies((NEW_YEAR, NEW), (NEW_YEAR, OLD)), "Policies[1]: two policies from 2027-04-05"),
        (lambda: Policies((NEW_YEAR, NEW), (date(2026, 4, 5), OLD)), "Policies[1]: 2026-04-05 is before 2027-04-05"),
        (lambda: Policies(OLD, NEW), "Policies[1]", "(day, policy)"),
        (lambda: Policies((NEW_YEAR, NEW, OLD)), "Policies[0]", "no pair"),  # type: ignore[arg-type]
        (lambda: Policies(("2027-04-05", NEW)), "Policies[0]"),  # type: ignore[arg-type]
        (lambda: Policies((NEW_YEAR, "2027")), "Policies[0]", "give a policy"),  # type: ignore[type-var]
        (lambda: Policies((NEW_YEAR, DATED)), "Policies[0]", "within dated policies"),  # type: ignore[type-var]
        (lambda: Policies(*[(NEW_YEAR + timedelta(days), NEW) for days in range(1_001)]), "Policies", "too many"),
    ):
        refused(wrong, *message)
    with pytest.raises(NoPolicy, match="there is none on 2026-03-31; the first counts from 2026-04-01"):
        DATED.on(date(2026, 3, 31))
    assert Policies(OLD, (NEW_YEAR, NEW)).on(date.min) is OLD
    assert DATED.name == "2026, 2027 from 5 Apr 2027"
    assert repr(DATED).startswith("Policies((2026-04-01, <Policy 2026")
