"""A letter on a change reads what `charges_for` and `reconcile` read: as far back as the policy goes, whoever bills."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from present.letters.letter_cases import BRIGHT, FRAME, RULES, TOLD, UNTIL, found, mary, put_right
from support.refusing import refused

from isf_core import (
    Arrangement,
    Assessment,
    Backdating,
    Basis,
    Change,
    Entry,
    EntryKind,
    Fund,
    Holder,
    HowFarBack,
    Money,
    Rate,
    Variation,
    assess,
    charges_for,
    compare,
)
from isf_core.comparison import Comparison
from isf_core.model import with_value
from isf_core.pay_runs import PaymentHistory
from isf_core.present.letters import change_letter

SINCE = date(2026, 5, 20)
NEVER = Backdating(how_far=HowFarBack.NEVER)
FROM_JUNE = Backdating(how_far=HowFarBack.TO_A_DATE, earliest=date(2026, 6, 1))
IN_FULL = Backdating(how_far=HowFarBack.TO_WHEN_IT_TOOK_EFFECT)
NEW_DAWN = Holder(ref="H-8", name="New Dawn")


def policy_of(rule: Backdating) -> Any:
    return RULES.with_parameters("Ourshire", backdating=rule)


def changed(path: str, value: object, *others: Variation, basis: Basis = Basis.NET) -> Arrangement:
    """Mary with a change from 20 May that became known on 1 July, when four payments were made."""
    known = Variation(effective=SINCE, known_from=TOLD, changes=(Change(path, value),))
    return with_value(mary(variations=(known, *others)), "contract.payment.basis", basis)


def paid(arrangement: Arrangement, policy: Any) -> Arrangement:
    """The same, with the four payments in the account."""
    made = assess(arrangement, on=date(2026, 6, 30), until=UNTIL, policy=policy).require_schedule()[:4]
    entries = tuple(
        Entry(ref=f"F{each.number}", on=each.due, kind=EntryKind.FUNDER_PAYMENT, amount=each.amount, period=each.period)
        for each in made
    )
    return arrangement.replace(fund=Fund(entries=entries))


def compared(arrangement: Arrangement, policy: Any) -> Comparison:
    def known(on: date) -> Assessment:
        return assess(arrangement, on=on, until=UNTIL, policy=policy)

    return compare(known(date(2026, 6, 30)), known(TOLD))


def letter(arrangement: Arrangement, policy: Any) -> str:
    made, coming = put_right(arrangement, policy)
    return "\n".join(change_letter(compared(arrangement, policy), **FRAME, put_right=made, coming=coming).sentences)


RULE = " The rules of the council do not go back so far."


@pytest.mark.parametrize(
    ("rule", "billed", "withheld"),
    [
        (IN_FULL, "From 4 May 2026 to 20 September 2026, you pay us £88.57 more than before.", None),
        (FROM_JUNE, "From 1 June 2026 to 20 September 2026, you pay us £80.00 more than before.", "£8.57"),
        (NEVER, "From 27 July 2026 to 20 September 2026, you pay us £40.00 more than before.", "£48.57"),
    ],
)
def test_a_bill_goes_as_far_back_as_the_policy_with_and_without_entries(
    rule: Backdating, billed: str, withheld: str | None
) -> None:
    """20 to 25 a week from 20 May: 8.57 to the end of May, 40.00 to 26 July, 40.00 to 20 September."""
    policy = policy_of(rule)
    arrangement = changed("budget.contribution", Rate.weekly(25), basis=Basis.GROSS)
    for each in (arrangement, paid(arrangement, policy)):
        text = letter(each, policy)
        assert f"{billed} We will send you a bill." in text
        assert (f"We do not bill you {withheld} more for earlier days.{RULE}" in text) == bool(withheld)
        assert ("We do not bill you" in text) == bool(withheld)
        assert "your budget" not in text
        assert "what you pay is £25.00 a week from 20 May 2026" in text, "a change has the day that is recorded"
    recorded = compared(paid(arrangement, policy), policy)
    charges = charges_for(paid(arrangement, policy), policy=policy, until=UNTIL)
    before = charges_for(paid(mary(), policy).replace(contract=arrangement.contract), policy=policy, until=UNTIL)
    assert Money.total(each.after - each.before for each in recorded.billed) == charges.amount - before.amount


@pytest.mark.parametrize(
    ("rule", "ahead", "past", "withheld"),
    [(IN_FULL, "40.00", "48.57", None), (FROM_JUNE, "40.00", "40.00", "8.57"), (NEVER, "40.00", None, "48.57")],
)
def test_net_and_gross_tell_the_person_the_same_sums(
    rule: Backdating, ahead: str, past: str | None, withheld: str | None
) -> None:
    text = letter(changed("budget.contribution", Rate.weekly(25)), policy_of(rule))
    assert f"You pay Bright Days £{ahead} more than before from 27 July 2026 to 20 September 2026." in text
    assert (f"You pay £{past} more than we said for those days." in text) == bool(past)
    not_theirs = f"For earlier days we paid Bright Days £{withheld} more than the new sums. We do not take this back."
    assert (f"{not_theirs} You do not pay £{withheld} more for earlier days.{RULE}" in text) == bool(withheld)
    assert ("the right sum" in text) is False


@pytest.mark.parametrize(
    ("budget", "contribution", "told"),
    [
        # The budget was 4,387.50 a year and her part 20.00 a week; 68 days were paid before it was known.
        ("90", 20, "we paid Bright Days £54.64 less than the new sums. We do not pay this."),
        ("75", 20, "we paid Bright Days £91.07 more than the new sums. We do not take this back."),
        ("84.375", 15, "£48.57 less than the new sums. We do not pay this. You do not get £48.57 back"),
        ("89.375", 25, "You do not pay £48.57 more for earlier days."),
    ],
)
def test_what_is_withheld_says_which_way_it_goes_and_is_not_called_the_right_sum(
    budget: str, contribution: int, told: str
) -> None:
    """The last is withheld of both, and comes to nothing for the provider: she is told of hers."""
    changes = Change("budget.actual", Rate.weekly(budget)), Change("budget.contribution", Rate.weekly(contribution))
    known = Variation(effective=SINCE, known_from=TOLD, changes=changes)
    text = letter(mary(variations=(known,)), policy_of(NEVER))
    assert told in text
    assert RULE in text
    assert ("new sums" in text) is ("new sums" in told)
    assert "the right sum" not in text


def test_a_fall_that_is_withheld_comes_off_no_bill() -> None:
    policy = policy_of(NEVER)
    text = letter(changed("budget.contribution", Rate.weekly(15), basis=Basis.GROSS), policy)
    assert "From 27 July 2026 to 20 September 2026, you pay us £40.00 less than before." in text
    assert f"We do not take £48.57 off earlier bills.{RULE}" in text


def test_what_is_withheld_altogether_is_still_told() -> None:
    """It holds for paid days only: nothing is billed otherwise, and the person reads why."""
    policy = policy_of(NEVER)
    back = Variation(
        effective=date(2026, 6, 29), known_from=TOLD, changes=(Change("budget.contribution", Rate.weekly(20)),)
    )
    text = letter(changed("budget.contribution", Rate.weekly(25), back, basis=Basis.GROSS), policy)
    assert f"We do not bill you £28.57 more for earlier days.{RULE}" in text
    assert "than before" not in text.replace("the same as before", "")


@pytest.mark.parametrize("rule", [IN_FULL, FROM_JUNE, NEVER])
def test_a_new_provider_is_dated_by_their_own_day_and_who_was_paid_is_said(rule: Backdating) -> None:
    text = letter(changed("holder", NEW_DAWN), policy_of(rule))
    assert (
        "From 20 May 2026, your provider is New Dawn. We have already paid Bright Days for days up to 26 July 2026. "
        "We will talk to your providers about those days. In all we pay the same as before."
    ) in text
    assert "In all we paid the right sum, but not all of it to the right provider." in text
    assert "nothing to pay or take back" not in text


def test_whoever_has_no_name_is_the_last_provider() -> None:
    arrangement = evolve(changed("holder", NEW_DAWN), holder=BRIGHT.replace(name=None))
    text = letter(arrangement, policy_of(IN_FULL))
    assert "We have already paid your last provider for days up to 26 July 2026." in text


def test_a_day_that_was_wrong_is_put_right_with_each_provider_once() -> None:
    """New Dawn was known to begin on 20 May, and begins on 29 June."""
    known = Variation(effective=SINCE, known_from=date(2026, 4, 1), changes=(Change("holder", NEW_DAWN),))
    not_yet = Variation(effective=SINCE, known_from=TOLD, changes=(Change("holder", BRIGHT),))
    right = Variation(effective=date(2026, 6, 29), known_from=TOLD, changes=(Change("holder", NEW_DAWN),))
    text = letter(mary(variations=(known, not_yet, right)), policy_of(IN_FULL))
    assert "From 20 May 2026, your provider is Bright Days. From 29 June 2026, your provider is New Dawn." in text
    assert "We have already paid New Dawn for days up to 28 June 2026." in text
    assert "paid Bright Days for days" not in text


def test_a_provider_who_may_have_been_paid_already_needs_what_was_paid() -> None:
    moved = mary(
        variations=(Variation(effective=date(2026, 6, 1), known_from=TOLD, changes=(Change("holder", NEW_DAWN),)),)
    )
    both = compare(found(moved, date(2026, 6, 30)), found(moved))
    assert not both.payments
    refused(lambda: change_letter(both, **FRAME), "change_letter.put_right", "the payment of 2026-06-01 changes")
    made, coming = put_right(moved, payments=0)
    assert made.history == PaymentHistory()
    text = "\n".join(change_letter(both, **FRAME, put_right=made, coming=coming).sentences)
    assert "From 1 June 2026, your provider is New Dawn." in text
    assert "already paid" not in text
    assert "In all we paid the right sum, so there is nothing to pay or take back." in text


def test_a_provider_who_takes_the_place_of_two_is_told_once() -> None:
    """Sunny Days was known to begin on 29 June; New Dawn is the provider from 20 May on, and after it."""
    sunny = Holder(ref="H-9", name="Sunny Days")
    known = Variation(effective=date(2026, 6, 29), known_from=date(2026, 4, 1), changes=(Change("holder", sunny),))
    days = (SINCE, known.effective)
    right = (Variation(effective=day, known_from=TOLD, changes=(Change("holder", NEW_DAWN),)) for day in days)
    text = letter(mary(variations=(known, *right)), policy_of(IN_FULL))
    assert text.count("your provider is New Dawn.") == 1
    assert "We have already paid Bright Days for days up to 28 June 2026." in text
    assert "We have already paid Sunny Days for days up to 26 July 2026." in text
